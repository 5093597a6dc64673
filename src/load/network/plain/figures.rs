//! Figures of one metric, which follow each other month by month: rows that begin as the last one that was cut into cells, and
//! end as one that began so, say the same but for the month and the value, so nothing else of them is read.

use super::{Cut, Reader, Row, is_whole};
use crate::load::network::cells::{self, COLUMNS, Cell, Cells, Odd};
use crate::load::network::index::RecordFile;
use crate::load::network::marks;
use crate::model::{Measurement, Month, Quantity};

/// How rows of one metric are written that are similar.
#[derive(Default)]
struct Similar<'t> {
    /// What comes before the month. Nothing before the first row, and where the month comes first; no row is similar then.
    start: &'t [u8],
    /// What may come behind the value, and what rows say that begin and end so.
    ends: [Option<(&'t [u8], Measurement)>; ENDS],
    /// How many ends there were since rows begin so.
    count: usize,
}

/// So many ends are remembered: business with one company is linked in few ways.
const ENDS: usize = 8;

impl<'t> Similar<'t> {
    /// Remembers a row whose month is in this column and whose value in the next one; not one in which quotes may hide what
    /// is a cell, or where no other cell follows.
    fn add(&mut self, row: &'t [u8], delimiter: u8, month: usize, said: &Measurement) -> Option<()> {
        let rest = marks::behind(row, delimiter, month)?;
        let start = row.get(..row.len() - rest.len())?;
        let value = marks::behind(rest, delimiter, 1)?;
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

impl<'n, 't: 'n> Reader<'n, 't> {
    pub(super) fn figures(&mut self, file: &'n RecordFile, text: &'t [u8]) -> Result<(), Odd> {
        let column = |field: usize| file.places.get(field).map_or(COLUMNS, |place| usize::from(*place));
        let (month, value) = (column(1), column(2));
        let mut cells: Cells<'t> = [Cell::default(); COLUMNS];
        let mut similar = Similar::default();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some((measurement, behind)) = similar.next(rest, file.delimiter) {
                self.plain.records.measurements.push(measurement);
                rest = behind;
                continue;
            }
            let (count, used) = cells::cut_next(rest, file.delimiter, &mut cells)?;
            let (row, behind) = rest.split_at_checked(used).ok_or(Odd)?;
            if is_whole(&cells, count, file)? {
                self.measurement(&Row { cells: Cut::Cells(&cells, count), places: &file.places })?;
                if let Some(said) = self.plain.records.measurements.last().filter(|_| value == month + 1) {
                    similar.add(row, file.delimiter, month, said);
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
    use crate::model::{Names, Symbol};
    use proptest::prelude::*;

    /// A figure of which nothing but the association is known.
    fn figure(association: Symbol) -> Measurement {
        let (month, value) = (Month::read(b"2000-01").unwrap(), Quantity::read(b"0").unwrap());
        Measurement { metric: association, month, value, association: Some(association), market: None, location: None }
    }

    proptest! {
        /// What is said of a similar row is what its cells say.
        #[test]
        fn similar_rows_say_what_their_cells_say(
            rows in prop::collection::vec(
                prop_oneof![
                    4 => "(a|a|a|b),2018-0[1-3],([0-9]{1,3}|1.5),(d|e|f),?\n",
                    1 => "(a|\"a\"|),(2018-13|2018|\"2018-01\"|),([0-9]| 3|-2|1.2.3|\"4\"|x|),(d|[f-z]|\"d,d\"|)(,f)?(\r?\n|\n\n|)",
                ],
                1..30,
            ),
            month in prop_oneof![1 => Just(0usize), 8 => Just(1), 1 => Just(2)],
            delimiter in prop_oneof![9 => Just(b','), 1 => Just(b';')],
        ) {
            let text = rows.concat().replace(',', str::from_utf8(&[delimiter]).unwrap());
            // What else a row says is its association here.
            let mut names = Names::default();
            let mut others = |cells: &Cells<'_>, count: usize| {
                let other = cells.iter().take(count).enumerate().filter(|(n, _)| *n != month && *n != month + 1);
                names.intern(&format!("{:?}", other.map(|(_, cell)| cell.raw().trim_ascii_end()).collect::<Vec<_>>()))
            };
            let (mut similar, mut rest) = (Similar::default(), text.as_bytes());
            while !rest.is_empty() {
                let mut cells: Cells<'_> = [Cell::default(); COLUMNS];
                let cut = cells::cut_next(rest, delimiter, &mut cells);
                let Some((measurement, behind)) = similar.next(rest, delimiter) else {
                    let Ok((count, used)) = cut else { break };
                    let row;
                    (row, rest) = rest.split_at(used);
                    similar.add(row, delimiter, month, &figure(others(&cells, count)));
                    continue;
                };
                let (count, used) = cut.unwrap();
                prop_assert_eq!(measurement.association, Some(others(&cells, count)));
                prop_assert_eq!(Ok(measurement.month), Month::read(cells[month].plain().unwrap()));
                prop_assert_eq!(Ok(measurement.value), Quantity::read(cells[month + 1].plain().unwrap()));
                prop_assert_eq!(behind.len(), rest.len() - used);
                rest = behind;
            }
        }
    }

    #[test]
    fn figures_of_one_metric_are_similar() {
        let mut names = Names::default();
        let [d, e] = ["d", "e"].map(|name| names.intern(name));
        let text = b"c,metric,2018-02,12.5,e,,\nc,metric,2018-03,7,d,,\nc,other,2018-03,7,e,,\n";
        let mut similar = Similar::default();
        assert!(similar.next(text, b',').is_none());
        for (row, association) in [("c,metric,2018-01,1,d,,\n", d), ("c,metric,2018-01,1,e,,\n", e)] {
            similar.add(row.as_bytes(), b',', 2, &figure(association)).unwrap();
        }
        let (first, rest) = similar.next(text, b',').unwrap();
        let (second, rest) = similar.next(rest, b',').unwrap();
        let said = |month: &[u8], value: &[u8], association| Measurement {
            month: Month::read(month).unwrap(),
            value: Quantity::read(value).unwrap(),
            ..figure(association)
        };
        assert_eq!((first, second), (said(b"2018-02", b"12.5", e), said(b"2018-03", b"7", d)));
        assert!(similar.next(rest, b',').is_none());
        assert!(similar.add(b"c,\"metric\",2018-01,1,e,,\n", b',', 2, &figure(d)).is_none());
        assert!(similar.add(b"c,metric,2018-01,1\n", b',', 2, &figure(d)).is_none());
    }
}
