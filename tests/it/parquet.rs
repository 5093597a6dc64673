//! Parquet files where records are expected.

#[cfg(feature = "parquet")]
mod others;
