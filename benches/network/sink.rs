//! Where the records go: CSV files in the order of the companies, the same with their rows shuffled, or NDJSON.

use crate::random::Random;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A kind of record: its name, and its columns in the order of the files.
pub(crate) type Table = (&'static str, &'static [&'static str]);

pub(crate) const ORGANIZATIONS: usize = 0;
pub(crate) const EMPLOYEES: usize = 1;
pub(crate) const ACCOUNTS: usize = 2;
pub(crate) const ASSOCIATIONS: usize = 3;
pub(crate) const ACHIEVEMENTS: usize = 4;
pub(crate) const PERFORMANCE: usize = 5;
pub(crate) const MEMBERSHIPS: usize = 6;

/// Every kind of record.
pub(crate) const TABLES: [Table; 7] = [
    ("organizations", &["id", "name", "market", "country"]),
    ("employees", &["organization", "id", "name", "email", "location", "joined", "left"]),
    ("accounts", &["organization", "account", "kind", "employee"]),
    ("associations", &["account", "organization", "linked", "unlinked"]),
    (
        "achievements",
        &["organization", "account", "employee", "credential", "earned", "expires", "revoked", "evidence"],
    ),
    ("performance", &["organization", "metric", "month", "value", "association", "market", "location"]),
    ("memberships", &["organization", "offer", "purchased", "renewals"]),
];

/// Takes records, company after company.
pub(crate) trait Sink {
    /// One record: its fields in the order of the table's columns.
    fn row(&mut self, table: usize, fields: &[&str]) -> io::Result<()>;
    /// A record that another company's rows have already; only for documents that stand alone.
    fn repeated(&mut self, table: usize, fields: &[&str]) -> io::Result<()>;
    /// Everything of one company has been said.
    fn end_of_company(&mut self) -> io::Result<()>;
    /// Nothing follows; how many bytes were written.
    fn finish(self: Box<Self>) -> io::Result<u64>;
}

/// One CSV file for each kind.
pub(crate) struct Csv {
    files: Vec<BufWriter<File>>,
    line: Vec<u8>,
    bytes: u64,
    /// The rows themselves and where each begins, when they are to be shuffled.
    held: Option<Vec<(Vec<u8>, Vec<usize>)>>,
    seed: u64,
}

impl Csv {
    /// Files in this folder, with their headings.
    pub(crate) fn new(folder: &Path, shuffled: bool, seed: u64) -> io::Result<Self> {
        let mut files = Vec::new();
        let mut bytes = 0;
        for (name, columns) in TABLES {
            let mut file = BufWriter::with_capacity(1 << 18, create(&folder.join(name).with_extension("csv"))?);
            let heading = columns.join(",");
            writeln!(file, "{heading}")?;
            bytes += heading.len() as u64 + 1;
            files.push(file);
        }
        let held = shuffled.then(|| vec![(Vec::new(), Vec::new()); TABLES.len()]);
        Ok(Self { files, line: Vec::new(), bytes, held, seed })
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench tool writes its own files")]
pub(crate) fn create(path: &Path) -> io::Result<File> {
    File::create(path)
}

impl Sink for Csv {
    fn row(&mut self, table: usize, fields: &[&str]) -> io::Result<()> {
        self.line.clear();
        for (n, field) in fields.iter().enumerate() {
            if n > 0 {
                self.line.push(b',');
            }
            if field.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
                self.line.push(b'"');
                self.line.extend(field.replace('"', "\"\"").bytes());
                self.line.push(b'"');
            } else {
                self.line.extend(field.bytes());
            }
        }
        self.line.push(b'\n');
        self.bytes += self.line.len() as u64;
        match &mut self.held {
            // The companies keep their order, because answers come in it.
            Some(held) if table != ORGANIZATIONS => {
                let (text, begins) = &mut held[table];
                begins.push(text.len());
                text.extend(&self.line);
                Ok(())
            }
            _ => self.files[table].write_all(&self.line),
        }
    }

    fn repeated(&mut self, _: usize, _: &[&str]) -> io::Result<()> {
        Ok(())
    }

    fn end_of_company(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        for (table, (text, begins)) in self.held.take().into_iter().flatten().enumerate() {
            let mut random = Random::new(self.seed, table as u64, 2);
            let mut order = begins;
            for n in (1..order.len()).rev() {
                order.swap(n, random.below(n + 1));
            }
            for begin in order {
                let row = text[begin..].split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
                self.files[table].write_all(row)?;
            }
        }
        for mut file in self.files {
            file.flush()?;
        }
        Ok(self.bytes)
    }
}

/// One document in a line for each company.
pub(crate) struct Ndjson<W> {
    to: W,
    parts: Vec<Vec<u8>>,
    bytes: u64,
}

impl<W: Write> Ndjson<W> {
    pub(crate) fn new(to: W) -> Self {
        Self { to, parts: vec![Vec::new(); TABLES.len()], bytes: 0 }
    }
}

impl<W: Write> Sink for Ndjson<W> {
    fn row(&mut self, table: usize, fields: &[&str]) -> io::Result<()> {
        let (part, columns) = (&mut self.parts[table], TABLES[table].1);
        part.extend(if part.is_empty() { "{" } else { ",{" }.bytes());
        let mut first = true;
        for (column, field) in columns.iter().zip(fields) {
            // Whose records these are is said once, except where a link names an organization.
            if field.is_empty() || *column == "organization" && table != ASSOCIATIONS {
                continue;
            }
            part.extend(if first { "\"" } else { ",\"" }.bytes());
            part.extend(column.bytes());
            part.extend(b"\":\"");
            if field.contains(['"', '\\']) {
                part.extend(field.replace('\\', "\\\\").replace('"', "\\\"").bytes());
            } else {
                part.extend(field.bytes());
            }
            part.push(b'"');
            first = false;
        }
        part.push(b'}');
        Ok(())
    }

    fn repeated(&mut self, table: usize, fields: &[&str]) -> io::Result<()> {
        self.row(table, fields)
    }

    fn end_of_company(&mut self) -> io::Result<()> {
        let mut write = |bytes: &[u8]| {
            self.bytes += bytes.len() as u64;
            self.to.write_all(bytes)
        };
        write(b"{\"schema\":\"competency/organization/1\",\"organization\":")?;
        for (table, part) in self.parts.iter_mut().enumerate() {
            if table == ORGANIZATIONS {
                write(part)?;
            } else {
                write(format!(",\"{}\":[", TABLES[table].0).as_bytes())?;
                write(part)?;
                write(b"]")?;
            }
            part.clear();
        }
        write(b"}\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<u64> {
        self.to.flush()?;
        Ok(self.bytes)
    }
}
