//! The integration tests: one binary, everything in process, files in memory, the clock fixed.

mod architecture;
mod browser;
mod cases;
mod catalogue;
mod cli;
mod completeness;
mod docs;
mod editing;
mod errors;
mod exclusive;
mod experts;
mod formats;
mod html;
mod import;
mod injection;
mod languages;
mod laws;
mod robustness;
mod schemas;
mod spoken;
mod store;
mod story;
mod support;
mod time;
mod time_commands;
mod workbooks;
