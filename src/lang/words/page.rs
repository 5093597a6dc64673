//! Words of pages: what a reader of HTML needs beside the answer.

use crate::lang::Lang;

/// The link that leads past what every page begins with.
#[must_use]
pub fn skip_link(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Skip to the report",
        Lang::Ja => "本文へ移動",
    }
}

/// What the list of sections is called.
#[must_use]
pub fn contents(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Contents",
        Lang::Ja => "目次",
    }
}
