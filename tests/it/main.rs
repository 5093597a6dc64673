//! The integration tests: one binary, everything in process, files in memory, the clock fixed.

mod architecture;
mod batch;
mod cases;
mod cli;
mod docs;
mod editing;
mod errors;
mod exclusive;
mod experts;
mod formats;
mod import;
mod injection;
mod laws;
mod robustness;
mod schemas;
mod store;
mod story;
mod support;
mod time;
mod time_commands;
