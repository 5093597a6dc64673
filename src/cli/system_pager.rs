//! The pager, which is the only program that is ever run. It shows text and changes nothing.

use super::world::Pager;
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs the user's pager at the terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemPager;

impl Pager for SystemPager {
    fn show(&mut self, command: &[String], variables: &[(&str, &str)], text: &str) -> bool {
        let Some((name, args)) = command.split_first() else {
            return false;
        };
        let child = Command::new(name).args(args).envs(variables.iter().copied()).stdin(Stdio::piped()).spawn();
        let Ok(mut child) = child else {
            return false;
        };
        if let Some(mut input) = child.stdin.take() {
            // Whoever closes the pager early has seen enough.
            let _ = input.write_all(text.as_bytes());
        }
        let _ = child.wait();
        true
    }
}
