//! A first mapping for a file, from what its columns are called.

use super::{Field, RecordKind};
use crate::fold;
use crate::import::Table;
use crate::import::date_forms::Order;
use crate::import::dates::{DateStyle, Decision, decide};

/// What a mapping for a file probably says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What the rows are.
    pub records: RecordKind,
    /// Each field with the heading of its column, in the order of [`Field::ALL`].
    pub columns: Vec<(Field, String)>,
    /// Each field whose dates are written in one of the forms that have to be named.
    pub dates: Vec<(Field, DateStyle)>,
    /// Fields that are needed and have no column.
    pub missing: Vec<Field>,
    /// Headings that are not understood, in the order of the file.
    pub unused: Vec<String>,
}

/// Guesses what the columns of a table are, by what they are called and by how its dates are written. Whatever is guessed
/// is for the user to look at: nothing is read by a guess.
#[must_use]
pub fn guess(table: &Table<'_>) -> Guess {
    let kinds = [RecordKind::Performance, RecordKind::Achievements, RecordKind::Users];
    // Figures and achievements are known by the fields that only they have.
    let found = kinds.into_iter().map(|kind| (kind, columns(table, kind)));
    let fits = |kind: RecordKind, columns: &[(Field, usize)]| {
        let has = |field: Field| columns.iter().any(|(found, _)| *found == field);
        match kind {
            RecordKind::Performance => has(Field::Value) && has(Field::Month),
            RecordKind::Achievements => has(Field::Earned),
            RecordKind::Users => true,
        }
    };
    let (records, found) =
        found.into_iter().find(|(kind, columns)| fits(*kind, columns)).unwrap_or((RecordKind::Users, Vec::new()));
    let heading = |column: usize| table.columns().get(column).map(|column| column.heading.clone()).unwrap_or_default();
    let dates = found.iter().filter(|(field, _)| field.is_date());
    let dates = dates.filter_map(|(field, column)| match decide(table, *column) {
        Decision::Order(Order::DayFirst) => Some((*field, DateStyle::DayFirst)),
        Decision::Order(Order::MonthFirst) => Some((*field, DateStyle::MonthFirst)),
        Decision::Ambiguous | Decision::Mixed { .. } => None,
    });
    let unused = table.columns().iter().enumerate();
    let unused = unused
        .filter(|(at, column)| !column.secret && !column.key.is_empty() && !found.iter().any(|(_, taken)| taken == at));
    Guess {
        records,
        dates: dates.collect(),
        missing: missing(records, &found),
        unused: unused.map(|(_, column)| column.heading.clone()).collect(),
        columns: found.iter().map(|(field, column)| (*field, heading(*column))).collect(),
    }
}

/// The fields of a kind with the columns that they are found in. No column is taken twice.
fn columns(table: &Table<'_>, kind: RecordKind) -> Vec<(Field, usize)> {
    let mut found: Vec<(Field, usize)> = Vec::new();
    for field in kind.fields() {
        let names = field.names(kind).iter().copied().flatten();
        let column = names.filter_map(|name| {
            let key = fold::heading(name);
            table.columns().iter().position(|column| column.key == key && !column.secret)
        });
        let free = column.into_iter().find(|column| !found.iter().any(|(_, taken)| taken == column));
        found.extend(free.map(|column| (field, column)));
    }
    found
}

/// The fields that are needed and were not found.
fn missing(kind: RecordKind, found: &[(Field, usize)]) -> Vec<Field> {
    let has = |field: &Field| found.iter().any(|(there, _)| there == field);
    let identified = Field::IDENTITIES.iter().any(has);
    let needed: &[Field] = match kind {
        RecordKind::Users if identified => &[],
        RecordKind::Users => &[Field::WorkMail],
        RecordKind::Achievements if has(&Field::Code) => &[Field::Earned],
        RecordKind::Achievements => &[Field::Title, Field::Earned],
        RecordKind::Performance => &[Field::Metric, Field::Month, Field::Value],
    };
    needed.iter().copied().filter(|field| !has(field)).collect()
}
