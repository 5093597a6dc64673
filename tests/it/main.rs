//! The integration tests: one binary, everything in process.
