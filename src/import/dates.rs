//! The dates of outside files: which forms there are is [`super::date_forms`]' business; which of day and month comes
//! first is decided here, by what the whole column says.
//!
//! `10/11/2018` is never guessed. A date such as `21/10/2018` anywhere in its column tells; otherwise the user has to.

use super::date_forms::{Form, Order, read, read_month};
use super::rows::{Cell, Row};
use super::table::Table;
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span, When};
use crate::model::{Date, DateError, Moment, Month};
use std::sync::OnceLock;

/// How dates are written that can be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `29/10/2018`
    DayFirst,
    /// `10/29/2018`
    MonthFirst,
    /// `43402`, the day number of a spreadsheet.
    Excel,
}

impl DateStyle {
    /// Every style with its word.
    pub const WORDS: [(&'static str, Self); 3] =
        [("dmy", Self::DayFirst), ("mdy", Self::MonthFirst), ("excel", Self::Excel)];

    /// The word used on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
            Self::Excel => "excel",
        }
    }

    /// The style with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(known, _)| *known == word).map(|(_, style)| style)
    }
}

/// Reads the dates of one table, on any thread, and remembers what it found out about each column.
#[derive(Debug)]
pub struct Dates<'t> {
    table: Option<&'t Table<'t>>,
    style: Option<DateStyle>,
    /// What each column says, once that is asked for; several threads may ask.
    decided: Vec<OnceLock<Decision>>,
}

/// What the dates of a column say about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// One of them comes first.
    Order(Order),
    /// No date tells.
    Ambiguous,
    /// Some dates begin with the day, such as the one at the first place, and some with the month.
    Mixed {
        /// A date that begins with the day.
        day_first: Span,
        /// A date that begins with the month.
        month_first: Span,
    },
}

impl<'t> Dates<'t> {
    /// For the dates of `table`. A style decides for every column at once.
    #[must_use]
    pub fn new(table: &'t Table<'t>, style: Option<DateStyle>) -> Self {
        let decided = table.columns().iter().map(|_| OnceLock::new()).collect();
        Self { table: Some(table), style, decided }
    }

    /// For dates that stand in no column, so that nothing but a style tells day and month apart.
    #[must_use]
    pub fn without_columns(style: Option<DateStyle>) -> Self {
        Self { table: None, style, decided: Vec::new() }
    }

    /// A day or an instant; none for an empty cell, and with a complaint for one that is neither. A time without its
    /// distance from UTC says no more than its day.
    pub fn moment(
        &self,
        row: Row<'_>,
        column: impl Into<Option<usize>>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        let column = column.into();
        self.moment_of(row.get(column), column, complaints)
    }

    /// A day or an instant that a cell of a column says, or that is said in its place.
    pub(super) fn moment_of(
        &self,
        cell: Cell<'_>,
        column: Option<usize>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        self.read(cell, column, When::Moment, complaints)
    }

    /// A month that a cell of a column says, or that is said in its place.
    pub(super) fn month_of(
        &self,
        cell: Cell<'_>,
        column: Option<usize>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Month> {
        match read_month(cell.text) {
            Some(month) => Some(month),
            None => self.read(cell, column, When::Month, complaints).map(|moment| day(moment).month()),
        }
    }

    /// A day. Of an instant it is the day in UTC.
    pub fn date(
        &self,
        row: Row<'_>,
        column: impl Into<Option<usize>>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Date> {
        let column = column.into();
        self.read(row.get(column), column, When::Day, complaints).map(day)
    }

    /// A month, or a day in it.
    pub fn month(
        &self,
        row: Row<'_>,
        column: impl Into<Option<usize>>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Month> {
        let column = column.into();
        self.month_of(row.get(column), column, complaints)
    }

    /// The first day of a month such as `Jul 2020`, where the layout has such dates, or any day or instant.
    pub fn day_of_month(
        &self,
        row: Row<'_>,
        column: impl Into<Option<usize>>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        self.in_month(row, column.into(), Month::first, complaints)
    }

    /// The last day of a month such as `Jul 2020`, where the layout has such dates, or any day or instant.
    pub fn last_day_of_month(
        &self,
        row: Row<'_>,
        column: impl Into<Option<usize>>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        self.in_month(row, column.into(), Month::last, complaints)
    }

    /// The day of a month that a layout means by the month alone, or any day or instant.
    fn in_month(
        &self,
        row: Row<'_>,
        column: Option<usize>,
        day: fn(Month) -> Date,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        match read_month(row.get(column).text) {
            Some(month) => Some(Moment::Day(day(month))),
            None => self.moment(row, column, complaints),
        }
    }

    /// A day such as `10/29/18`, where the layout has the month first and years of two digits, or any day or instant.
    pub fn short_day(
        &self,
        row: Row<'_>,
        column: impl Into<Option<usize>>,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        let column = column.into();
        let cell = row.get(column);
        match read(cell.text) {
            Ok(Form::Either(either) | Form::Short(either)) => {
                let date = either.date(Order::MonthFirst);
                if date.is_none() {
                    complain(cell, When::Day, DateError::NoSuchDay, complaints);
                }
                date.map(Moment::Day)
            }
            _ => self.moment(row, column, complaints),
        }
    }

    fn read(
        &self,
        cell: Cell<'_>,
        column: Option<usize>,
        when: When,
        complaints: &mut Vec<Diagnostic>,
    ) -> Option<Moment> {
        if cell.is_empty() {
            return None;
        }
        let error = match read(cell.text) {
            Ok(Form::Moment(moment)) => return Some(moment),
            Ok(Form::PastEra(date)) => {
                let fault = ImportFault::EraPassed { text: cell.text.to_owned(), day: date.to_string() };
                complaints.push(Diagnostic::at(cell.span, Problem::Import(fault)));
                return Some(Moment::Day(date));
            }
            Ok(Form::DayNumber(date)) if self.style == Some(DateStyle::Excel) => return Some(Moment::Day(date)),
            Ok(Form::DayNumber(_)) => {
                let fault = ImportFault::DayNumber(cell.text.to_owned());
                complaints.push(Diagnostic::at(cell.span, Problem::Import(fault)));
                return None;
            }
            Ok(Form::Either(either)) => {
                let decision = match either.certain() {
                    Some(Ok(date)) => return Some(Moment::Day(date)),
                    Some(Err(_)) => Decision::Order(Order::DayFirst),
                    None => self.order(column),
                };
                let Decision::Order(order) = decision else {
                    complaints.push(refusal(cell, decision));
                    return None;
                };
                match either.date(order) {
                    Some(date) => return Some(Moment::Day(date)),
                    None => DateError::NoSuchDay,
                }
            }
            // Years of two digits are read where the user says what stands where.
            Ok(Form::Short(either)) => match self.said().map(|order| either.date(order)) {
                Some(Some(date)) => return Some(Moment::Day(date)),
                Some(None) => DateError::NoSuchDay,
                None => DateError::Shape,
            },
            Err(error) => error,
        };
        complain(cell, when, error, complaints);
        None
    }

    /// Which of day and month the user says comes first.
    fn said(&self) -> Option<Order> {
        match self.style? {
            DateStyle::DayFirst => Some(Order::DayFirst),
            DateStyle::MonthFirst => Some(Order::MonthFirst),
            DateStyle::Excel => None,
        }
    }

    /// Which of day and month comes first in a column.
    fn order(&self, column: Option<usize>) -> Decision {
        if let Some(order) = self.said() {
            return Decision::Order(order);
        }
        let (Some(table), Some(column)) = (self.table, column) else {
            return Decision::Ambiguous;
        };
        let decide = || decide(table, column);
        self.decided.get(column).map_or_else(decide, |decided| *decided.get_or_init(decide))
    }
}

/// What the dates of a column say about the order of day and month.
#[must_use]
pub fn decide(table: &Table<'_>, column: usize) -> Decision {
    let (mut day_first, mut month_first) = (None, None);
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        let cell = row.get(column);
        if let Ok(Form::Either(either)) = read(cell.text) {
            match either.order() {
                Some(Order::DayFirst) => day_first = day_first.or(Some(cell.span)),
                Some(Order::MonthFirst) => month_first = month_first.or(Some(cell.span)),
                None => {}
            }
            if let (Some(day_first), Some(month_first)) = (day_first, month_first) {
                return Decision::Mixed { day_first, month_first };
            }
        }
    }
    match (day_first, month_first) {
        (Some(_), _) => Decision::Order(Order::DayFirst),
        (_, Some(_)) => Decision::Order(Order::MonthFirst),
        _ => Decision::Ambiguous,
    }
}

fn day(moment: Moment) -> Date {
    match moment {
        Moment::Day(date) => date,
        Moment::Exact(instant) => crate::model::Zone::UTC.date_of(instant),
    }
}

fn complain(cell: Cell<'_>, when: When, error: DateError, complaints: &mut Vec<Diagnostic>) {
    let text = cell.text.to_owned();
    let problem = match error {
        DateError::NoSuchDay => Problem::ImpossibleDate { text, when },
        error => Problem::InvalidDate { text, when, error },
    };
    complaints.push(Diagnostic::at(cell.span, problem));
}

fn refusal(cell: Cell<'_>, decision: Decision) -> Diagnostic {
    let text = cell.text.to_owned();
    match decision {
        Decision::Mixed { day_first, month_first } => {
            let problem = Problem::Import(ImportFault::MixedDateOrders { text });
            Diagnostic::at(cell.span, problem).with(day_first).with(month_first)
        }
        _ => Diagnostic::at(cell.span, Problem::Import(ImportFault::AmbiguousDates { text })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::import::recorded::{sample, shown};
    use crate::import::{Opened, open};
    use crate::model::Zone;
    use expect_test::{Expect, expect};

    /// How a column is read.
    type Read = fn(&Dates<'_>, Row<'_>, usize, &mut Vec<Diagnostic>) -> Option<Moment>;

    /// The dates of every column of a table, one row a line, with what is wrong with them.
    fn read_all(bytes: &[u8], style: Option<DateStyle>, read: Read) -> String {
        let mut sources = Sources::new();
        let Ok(Opened::Table(file)) = open("a.csv", bytes.to_vec(), None, None, &mut sources) else {
            panic!("a table");
        };
        let table = Table::open(file, &sources).unwrap();
        let dates = Dates::new(&table, style);
        let mut text = String::new();
        let mut rows = table.rows();
        while let Some(row) = rows.next() {
            let mut complaints = Vec::new();
            let found: Vec<String> = (0..table.columns().len())
                .map(|column| match read(&dates, row, column, &mut complaints) {
                    Some(Moment::Day(date)) => date.to_string(),
                    Some(Moment::Exact(instant)) => Zone::UTC.rfc3339(instant),
                    None => "-".to_owned(),
                })
                .collect();
            text += &format!("{} {}\n{}", row.at().line, found.join(" "), shown(&complaints, "  "));
        }
        text
    }

    fn check(text: &str, style: Option<DateStyle>, expected: Expect) {
        expected.assert_eq(&read_all(text.as_bytes(), style, |dates, row, column, complaints| {
            dates.moment(row, column, complaints)
        }));
    }

    #[test]
    fn awkward() {
        let bytes = sample("awkward-dates-ja.cp932.csv");
        let dates = |dates: &Dates<'_>, row: Row<'_>, column, complaints: &mut Vec<Diagnostic>| {
            if column < 2 { None } else { dates.moment(row, column, complaints) }
        };
        expect![[r#"
            2 - - 2018-10-29 2018-10-29
            3 - - 2018-10-29 2019-05-01
            4 - - 2018-10-29 2019-05-01
            5 - - 2018-10-29 2019-05-01
              @255+19 warning[era-passed] `平成31年5月1日` lies behind the end of its era; it is taken as `2019-05-01`
            6 - - - 2018-10-29
              @298+5 error[day-number] `43402` looks like a spreadsheet's day number, not a date
            7 - - - -
              @336+10 error[ambiguous-dates] `10/11/2018` may be day/month/year or month/day/year, and no date in this column tells which
              @347+9 error[impossible-date] there is no such day or time as `2018/2/30`
        "#]].assert_eq(&read_all(&bytes, None, dates));
        expect![[r#"
            2 - - 2018-10-29 2018-10-29
            3 - - 2018-10-29 2019-05-01
            4 - - 2018-10-29 2019-05-01
            5 - - 2018-10-29 2019-05-01
              @255+19 warning[era-passed] `平成31年5月1日` lies behind the end of its era; it is taken as `2019-05-01`
            6 - - - 2018-10-29
              @298+5 error[day-number] `43402` looks like a spreadsheet's day number, not a date
            7 - - 2018-10-11 -
              @347+9 error[impossible-date] there is no such day or time as `2018/2/30`
        "#]]
        .assert_eq(&read_all(&bytes, Some(DateStyle::MonthFirst), dates));
        expect![[r#"
            2 - - 2018-10-29 2018-10-29
            3 - - 2018-10-29 2019-05-01
            4 - - 2018-10-29 2019-05-01
            5 - - 2018-10-29 2019-05-01
              @255+19 warning[era-passed] `平成31年5月1日` lies behind the end of its era; it is taken as `2019-05-01`
            6 - - 2018-10-29 2018-10-29
            7 - - - -
              @336+10 error[ambiguous-dates] `10/11/2018` may be day/month/year or month/day/year, and no date in this column tells which
              @347+9 error[impossible-date] there is no such day or time as `2018/2/30`
        "#]].assert_eq(&read_all(&bytes, Some(DateStyle::Excel), dates));
    }

    #[test]
    fn the_column_decides() {
        check(
            "a,b\n10/11/2018,10/11/2018\n21/10/2018,10/21/2018\n",
            None,
            expect![[r#"
            2 2018-11-10 2018-10-11
            3 2018-10-21 2018-10-21
        "#]],
        );
        check(
            "a\n10/11/2018\n13/01/2018\n01/13/2018\n",
            None,
            expect![[r#"
            2 -
              @2+10 error[mixed-date-orders] `10/11/2018` stands in a column where some dates are day/month/year, and others month/day/year see @13 see @24
            3 -
              @13+10 error[mixed-date-orders] `13/01/2018` stands in a column where some dates are day/month/year, and others month/day/year see @13 see @24
            4 -
              @24+10 error[mixed-date-orders] `01/13/2018` stands in a column where some dates are day/month/year, and others month/day/year see @13 see @24
        "#]],
        );
        check(
            "a\n10/11/2018\n11/12/2018\n",
            None,
            expect![[r#"
            2 -
              @2+10 error[ambiguous-dates] `10/11/2018` may be day/month/year or month/day/year, and no date in this column tells which
            3 -
              @13+10 error[ambiguous-dates] `11/12/2018` may be day/month/year or month/day/year, and no date in this column tells which
        "#]],
        );
        check(
            "a\n13/13/2018\n10/10/2018\n",
            None,
            expect![[r#"
            2 -
              @2+10 error[impossible-date] there is no such day or time as `13/13/2018`
            3 2018-10-10
        "#]],
        );
        check(
            "a\n10/11/2018\n13/01/2018\n",
            Some(DateStyle::MonthFirst),
            expect![[r#"
            2 2018-10-11
            3 -
              @13+10 error[impossible-date] there is no such day or time as `13/01/2018`
        "#]],
        );
        check(
            "a\n07/08/20\n",
            Some(DateStyle::MonthFirst),
            expect![[r#"
            2 2020-07-08
        "#]],
        );
    }

    #[test]
    fn months() {
        let months = |dates: &Dates<'_>, row: Row<'_>, column, complaints: &mut Vec<Diagnostic>| {
            dates.month(row, column, complaints).map(|month| Moment::Day(month.first()))
        };
        let text = "a\nDec-18\n2018-10\n2018年10月\n2018-10-29\n2018-10-29T23:00:00Z\n21/10/2018\nlater\n43402\n";
        expect![[r#"
            2 2018-12-01
            3 2018-10-01
            4 2018-10-01
            5 2018-10-01
            6 2018-10-01
            7 2018-10-01
            8 -
              @73+5 error[invalid-date] `later` is not a month
            9 -
              @79+5 error[day-number] `43402` looks like a spreadsheet's day number, not a date
        "#]]
        .assert_eq(&read_all(text.as_bytes(), None, months));
    }

    #[test]
    fn layouts_that_say_more() {
        expect![[r#"
            2 2020-07-01
            3 2020-07-08
            4 -
              @22+3 error[invalid-date] `Jul` is not a date
        "#]]
        .assert_eq(&read_all(b"a\nJul 2020\n2020-07-08\nJul\n", None, |dates, row, column, complaints| {
            dates.day_of_month(row, column, complaints)
        }));
        expect![[r#"
            2 2020-07-08
            3 2020-07-08
            4 2020-07-08
            5 -
              @33+8 error[impossible-date] there is no such day as `13/01/20`
        "#]]
        .assert_eq(&read_all(
            b"a\n07/08/20\n07/08/2020\n2020-07-08\n13/01/20\n",
            None,
            |dates, row, column, complaints| dates.short_day(row, column, complaints),
        ));
    }

    #[test]
    fn styles() {
        for (word, style) in DateStyle::WORDS {
            assert_eq!((style.word(), DateStyle::from_word(word)), (word, Some(style)));
        }
        assert_eq!(DateStyle::from_word("ymd"), None);
    }
}
