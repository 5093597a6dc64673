//! Figures of one metric, which follow each other month by month: rows that begin as the one before and end as one of the
//! last ones say the same but for the month and the value, so nothing else of them is read.

use super::{Cut, Reader, Row, is_whole};
use crate::load::network::cells::{self, COLUMNS, Cell, Cells, Odd};
use crate::load::network::index::RecordFile;
use crate::load::network::marks;
use crate::model::{Measurement, Month, Quantity};

/// How rows of one metric are written.
#[derive(Default)]
struct Alike<'t> {
    /// What comes before the month; nothing before the first row.
    start: &'t [u8],
    /// What may come behind the value, and what rows say that end so.
    ends: [Option<(&'t [u8], Measurement)>; ENDS],
    /// How many ends there were so far.
    count: usize,
}

/// So many ends are remembered: business with one company is linked in few ways.
const ENDS: usize = 8;

impl<'t> Alike<'t> {
    /// Remembers a row whose month is in this column and whose value in the next one; not one in which quotes may hide what
    /// is a cell, or where no other cell follows.
    fn add(&mut self, row: &'t [u8], delimiter: u8, month: usize, said: &Measurement) -> Option<()> {
        let mut rest = row;
        for _ in 0..month {
            rest = behind(rest, delimiter)?;
        }
        let start = row.get(..row.len() - rest.len())?;
        let value = behind(rest, delimiter)?;
        let end = value.get(marks::first(delimiter, value)?..)?;
        if memchr::memchr(b'"', row).is_some() {
            return None;
        }
        if self.start != start {
            *self = Self { start, ..Self::default() };
        }
        *self.ends.get_mut(self.count % ENDS)? = Some((end, said.clone()));
        self.count += 1;
        Some(())
    }

    /// What the next row says when it is written like those, and what follows it.
    fn next(&self, text: &'t [u8], delimiter: u8) -> Option<(Measurement, &'t [u8])> {
        if self.start.is_empty() || !cells::begins(text, self.start) {
            return None;
        }
        let (month, rest) = text.get(self.start.len()..)?.split_first_chunk()?;
        let month = Month::read_iso(month)?;
        let (_, rest) = rest.split_first().filter(|(byte, _)| **byte == delimiter)?;
        let (value, rest) = rest.split_at_checked(marks::first(delimiter, rest)?)?;
        let value = Quantity::read(value).ok()?;
        let mut ends = self.ends.iter().map_while(Option::as_ref);
        let (end, said) = ends.find(|(end, _)| cells::begins(rest, end))?;
        Some((Measurement { month, value, ..said.clone() }, rest.get(end.len()..)?))
    }
}

fn behind(text: &[u8], delimiter: u8) -> Option<&[u8]> {
    text.get(marks::first(delimiter, text)? + 1..)
}

impl<'n, 't: 'n> Reader<'n, 't> {
    pub(super) fn figures(&mut self, file: &'n RecordFile, text: &'t [u8]) -> Result<(), Odd> {
        let column = |field: usize| file.places.get(field).map_or(COLUMNS, |place| usize::from(*place));
        let (month, value) = (column(1), column(2));
        let mut cells: Cells<'t> = [Cell::default(); COLUMNS];
        let mut alike = Alike::default();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some((measurement, behind)) = alike.next(rest, file.delimiter) {
                self.plain.records.measurements.push(measurement);
                rest = behind;
                continue;
            }
            let (count, used) = cells::cut_next(rest, file.delimiter, &mut cells)?;
            let (row, behind) = rest.split_at_checked(used).ok_or(Odd)?;
            if is_whole(&cells, count, file)? {
                self.measurement(&Row { cells: Cut::Cells(&cells, count), places: &file.places })?;
                if let Some(said) = self.plain.records.measurements.last().filter(|_| value == month + 1) {
                    alike.add(row, file.delimiter, month, said);
                }
            }
            rest = behind;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Names;
    use proptest::prelude::*;

    proptest! {
        /// What is said of a row that is written like others is what its cells say.
        #[test]
        fn rows_written_alike_say_what_their_cells_say(
            rows in prop::collection::vec(
                "(a|b|\"a\"|),(2018-0[1-3]|2018-13|2018|\"2018-01\"|),([0-9]{1,3}|1.5|-2| 3|1.2.3|\"4\"|x|),(d|e|\"d,d\"|)(,f)?(\r?\n|\n\n|)",
                1..12,
            ),
            month in 0usize..3,
            delimiter in prop_oneof![9 => Just(b','), 1 => Just(b';')],
        ) {
            let text = rows.concat().replace(',', str::from_utf8(&[delimiter]).unwrap());
            let metric = Names::default().intern("");
            let (start, value) = (Month::read(b"2000-01").unwrap(), Quantity::read(b"0").unwrap());
            let said = Measurement { metric, month: start, value, association: None, market: None, location: None };
            let (mut alike, mut seen, mut rest) = (Alike::default(), Vec::new(), text.as_bytes());
            while !rest.is_empty() {
                let mut cells: Cells<'_> = [Cell::default(); COLUMNS];
                let cut = cells::cut_next(rest, delimiter, &mut cells);
                let Some((measurement, behind)) = alike.next(rest, delimiter) else {
                    let Ok((count, used)) = cut else { break };
                    let row;
                    (row, rest) = rest.split_at(used);
                    if alike.add(row, delimiter, month, &said).is_some() {
                        seen.push((count, cells));
                    }
                    continue;
                };
                let (count, used) = cut.unwrap();
                let other = |n: &usize| *n != month && *n != month + 1;
                let others = |cells: &Cells<'_>| (0..COLUMNS).filter(other).map(|n| cells[n].raw().to_vec()).collect::<Vec<_>>();
                prop_assert!(seen.iter().any(|(so_many, seen)| *so_many == count && others(seen) == others(&cells)));
                prop_assert_eq!(Ok(measurement.month), Month::read(cells[month].plain().unwrap()));
                prop_assert_eq!(Ok(measurement.value), Quantity::read(cells[month + 1].plain().unwrap()));
                prop_assert_eq!(behind.len(), rest.len() - used);
                rest = behind;
            }
        }
    }

    #[test]
    fn figures_of_one_metric_are_written_alike() {
        let metric = Names::default().intern("");
        let (month, value) = (Month::read(b"2018-01").unwrap(), Quantity::read(b"1").unwrap());
        let said = Measurement { metric, month, value, association: None, market: None, location: None };
        let mut alike = Alike::default();
        let text = b"c,metric,2018-02,12.5,d,,\nc,metric,2018-03,7,e,,\nc,other,2018-03,7,e,,\n";
        assert!(alike.next(text, b',').is_none());
        for row in ["c,metric,2018-01,1,d,,\n", "c,metric,2018-01,1,e,,\n"] {
            alike.add(row.as_bytes(), b',', 2, &said).unwrap();
        }
        let (first, rest) = alike.next(text, b',').unwrap();
        let (second, rest) = alike.next(rest, b',').unwrap();
        let of = |figure: Measurement| (figure.month, figure.value);
        assert_eq!(of(first), (Month::read(b"2018-02").unwrap(), Quantity::read(b"12.5").unwrap()));
        assert_eq!(of(second), (Month::read(b"2018-03").unwrap(), Quantity::read(b"7").unwrap()));
        assert!(alike.next(rest, b',').is_none());
        assert!(alike.add(b"c,\"metric\",2018-01,1,e,,\n", b',', 2, &said).is_none());
        assert!(alike.add(b"c,metric,2018-01,1\n", b',', 2, &said).is_none());
    }
}
