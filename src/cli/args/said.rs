//! Texts that must say something.

use clap::builder::{NonEmptyStringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Accepts any text but blanks, also full-width ones; blanks are refused as an empty text is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said;

impl TypedValueParser for Said {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        let blank = value.to_str().is_some_and(|text| text.trim().is_empty());
        let value = if blank { OsStr::new("") } else { value };
        NonEmptyStringValueParser::new().parse_ref(command, argument, value)
    }
}
