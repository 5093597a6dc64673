//! Long answers for people at a terminal are shown page by page.

use super::session::Session;
use crate::render::Format;

/// What is run where nobody names a pager.
const PAGER: &str = "less";

/// How `less` behaves unless the user has settings of their own: it ends at once when everything fits, lets colours
/// through, leaves the text on the screen, and ends when interrupted, as this program does.
const LESS: &str = "FRXK";

impl Session<'_, '_> {
    /// Shows an answer in the pager; false when it is to be printed.
    pub(super) fn paged(&mut self, answer: &str) -> bool {
        let Some(command) = self.pager(answer) else {
            return false;
        };
        // The text is UTF-8, whatever the locale says.
        let unset = |name: &&(&str, &str)| (self.world.env)(name.0).is_none();
        let defaults = [("LESS", LESS), ("LESSCHARSET", "utf-8")];
        let variables: Vec<(&str, &str)> = defaults.iter().filter(unset).copied().collect();
        self.world.pager.show(&command, &variables, answer)
    }

    /// The pager and its arguments, where the answer is for a person and taller than the terminal.
    fn pager(&self, answer: &str) -> Option<Vec<String>> {
        let wanted = self.human && self.settings.format == Format::Table && !self.global.no_pager;
        let height = self.world.terminal.height.filter(|_| wanted && self.world.terminal.out)?;
        // The prompt takes a line, too.
        if answer.lines().count() < height {
            return None;
        }
        let own = (self.world.env)("COMPETENCY_PAGER");
        let named = own.or_else(|| (self.world.env)("PAGER").filter(|pager| !pager.is_empty()));
        let command = named.unwrap_or_else(|| PAGER.to_owned());
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        // An empty name, or the program that only copies, is how a pager is switched off everywhere.
        Some(words).filter(|words| words.first().is_some_and(|name| name != "cat"))
    }
}
