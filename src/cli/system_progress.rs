//! A progress bar on the real error stream, once something takes longer than a second.

use super::world::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Nobody watches a bar that is gone again at once.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that stays hidden for a second, and for ever where there is no terminal.
pub struct SystemProgress {
    terminal: bool,
    begun: Option<Instant>,
    bar: Option<ProgressBar>,
}

impl SystemProgress {
    /// No bar yet.
    #[must_use]
    pub fn new(terminal: bool) -> Self {
        Self { terminal, begun: None, bar: None }
    }
}

impl Progress for SystemProgress {
    #[expect(clippy::disallowed_methods, reason = "the bar is shown by the clock and changes no answer")]
    fn advance(&mut self, what: &str, done: u64, all: u64) {
        if !self.terminal {
            return;
        }
        let begun = *self.begun.get_or_insert_with(Instant::now);
        if self.bar.is_none() && begun.elapsed() >= PATIENCE {
            let bar = ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}") {
                bar.set_style(style);
            }
            bar.set_message(what.to_owned());
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_length(all);
            bar.set_position(done);
        }
    }

    fn done(&mut self) {
        self.begun = None;
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_at_first_and_without_a_terminal() {
        for terminal in [true, false] {
            let mut progress = SystemProgress::new(terminal);
            progress.advance("x", 1, 2);
            assert!(progress.bar.is_none());
            assert_eq!(progress.begun.is_some(), terminal);
            progress.done();
            assert!(progress.begun.is_none());
        }
    }
}
