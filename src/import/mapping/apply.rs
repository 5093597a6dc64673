//! The rows of a table, read as a mapping says.

use super::{Field, Filled, Mapping, RecordKind, Style, Written};
use crate::diagnostic::{Diagnostic, ImportFault, Problem, When};
use crate::fold;
use crate::import::date_forms::{self, Form};
use crate::import::dates::Dates;
use crate::import::formats::figures::association;
use crate::import::formats::skills::yes_or_no;
use crate::import::formats::users::check_address;
use crate::import::formats::{Settings, hand_over, need, need_identity, usable};
use crate::import::numbers::Amounts;
use crate::import::rows::{Cell, Row};
use crate::import::{Earned, Figure, Person, Sink, Table, Who};
use crate::model::{DateError, Moment};
use crate::near::nearest;
use std::borrow::Cow;

/// Hands every row of a table to `sink`, as what it says by this mapping. Columns that the table does not have, and fields
/// that every row would miss, are complained about before any row is read.
pub fn read_mapped(
    mapping: &Mapping,
    table: &Table<'_>,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let before = complaints.len();
    complain_of_missing(mapping, settings, complaints);
    let mut reader = Reader {
        kind: mapping.records,
        employee: settings.employee.as_deref().unwrap_or_default(),
        fields: Fields(Vec::new()),
        dates: Vec::new(),
        amounts: Amounts::default(),
    };
    for filled in &mapping.filled {
        let column = filled.column.as_ref().and_then(|name| find(table, name, complaints));
        reader.fields.0.push((filled, column));
        if filled.field.is_date() {
            let style = match filled.style {
                Some(Style::As(style)) => Some(style),
                Some(Style::YearFirst) => None,
                None => settings.date_style,
            };
            reader.dates.push((filled, Dates::new(table, style)));
        }
    }
    if complaints.len() > before {
        return;
    }
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        let found = row.complaints();
        if found.is_empty() {
            reader.read(row, sink, complaints);
        } else {
            sink.reject(row.at(), found);
        }
    }
    reader.amounts.finish(complaints);
}

/// Complains about every field without which no row says anything.
fn complain_of_missing(mapping: &Mapping, settings: &Settings, complaints: &mut Vec<Diagnostic>) {
    let identified = Field::IDENTITIES.iter().any(|field| mapping.fills(*field));
    let mut missing = |problem| complaints.push(Diagnostic::at(mapping.place, problem));
    match mapping.records {
        RecordKind::Users if !identified => missing(Problem::MissingKey(Field::WorkMail.word().to_owned())),
        RecordKind::Achievements if !identified && settings.employee.is_none() => {
            missing(Problem::Import(ImportFault::NoEmployee));
        }
        _ => {}
    }
    let needed: &[&[Field]] = match mapping.records {
        RecordKind::Users => &[],
        RecordKind::Achievements => &[&[Field::Title, Field::Code], &[Field::Earned]],
        RecordKind::Performance => &[&[Field::Metric], &[Field::Month], &[Field::Value]],
    };
    for choice in needed {
        if let Some(first) = choice.first()
            && !choice.iter().any(|field| mapping.fills(*field))
        {
            missing(Problem::MissingKey(first.word().to_owned()));
        }
    }
}

/// The column with this heading, or else with this number.
fn find(table: &Table<'_>, name: &Written, complaints: &mut Vec<Diagnostic>) -> Option<usize> {
    let columns = table.columns();
    let key = fold::heading(&name.text);
    let named = columns.iter().position(|column| column.key == key || fold::heading(&column.heading) == key);
    let number = || name.text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let found = named.filter(|_| !key.is_empty()).or_else(|| number().filter(|column| *column < columns.len()));
    if found.is_none() {
        let known: Vec<String> =
            columns.iter().map(|column| column.heading.clone()).filter(|heading| !heading.is_empty()).collect();
        let near = nearest(&name.text, known.iter().map(String::as_str)).map(str::to_owned);
        let fault = ImportFault::NoSuchColumn { name: name.text.clone(), near, known };
        complaints.push(Diagnostic::at(name.span, Problem::Import(fault)));
    }
    found
}

struct Reader<'t> {
    kind: RecordKind,
    /// Whose rows these are where they do not say it.
    employee: &'t str,
    fields: Fields<'t>,
    /// Each field that is a date, with what is known about how it is written.
    dates: Vec<(&'t Filled, Dates<'t>)>,
    amounts: Amounts,
}

/// Each field that is filled, with the column that fills it.
struct Fields<'t>(Vec<(&'t Filled, Option<usize>)>);

impl<'t> Fields<'t> {
    /// What a row says in a field: its cell, or what that means, or what is said of every row.
    fn cell<'r>(&self, row: Row<'r>, field: Field) -> Cell<'r>
    where
        't: 'r,
    {
        let Some((filled, column)) = self.0.iter().find(|(filled, _)| filled.field == field) else {
            return row.get(None);
        };
        let mut cell = row.get(*column);
        if !filled.values.is_empty() {
            let said = fold::heading(cell.text);
            if let Some((_, meaning)) = filled.values.iter().find(|(from, _)| fold::heading(from) == said) {
                cell.text = meaning.trim();
            }
        }
        match &filled.constant {
            Some(constant) if cell.is_empty() => Cell { text: constant.text.trim(), span: constant.span },
            _ => cell,
        }
    }

    fn text<'r>(&self, row: Row<'r>, field: Field) -> &'r str
    where
        't: 'r,
    {
        self.cell(row, field).text
    }

    fn identifier<'r>(&self, row: Row<'r>, field: Field) -> Cow<'r, str>
    where
        't: 'r,
    {
        fold::identifier(self.text(row, field))
    }

    fn mail<'r>(&self, row: Row<'r>, field: Field, found: &mut Vec<Diagnostic>) -> Cow<'r, str>
    where
        't: 'r,
    {
        let cell = self.cell(row, field);
        let mail = fold::mail(cell.text);
        if !mail.is_empty() {
            check_address(cell, &mail, found);
        }
        mail
    }

    fn truth(&self, row: Row<'_>, field: Field, found: &mut Vec<Diagnostic>) -> Option<bool> {
        yes_or_no(self.cell(row, field), found)
    }
}

impl<'t> Reader<'t> {
    fn read(&mut self, row: Row<'_>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
        if self.kind == RecordKind::Performance {
            return self.figure(row, sink, complaints);
        }
        let (at, mut found, fields) = (row.at(), Vec::new(), &self.fields);
        let employee_id = fields.identifier(row, Field::EmployeeId);
        let mcid = fields.identifier(row, Field::Mcid);
        let work_mail = fields.mail(row, Field::WorkMail, &mut found);
        let personal_mail = fields.mail(row, Field::PersonalMail, &mut found);
        let object_id = fields.identifier(row, Field::ObjectId);
        let who = Who {
            employee_id: &employee_id,
            mcid: &mcid,
            work_mail: &work_mail,
            personal_mail: &personal_mail,
            object_id: &object_id,
            display_name: fields.text(row, Field::DisplayName),
            given_name: fields.text(row, Field::GivenName),
            family_name: fields.text(row, Field::FamilyName),
        };
        match self.kind {
            RecordKind::Users => self.person(row, who, found, sink, complaints),
            _ if who.is_identified() => self.earned(row, who, found, sink, complaints),
            _ => {
                let who = Who { employee_id: self.employee, ..who };
                need_identity(at, &who, &mut found);
                self.earned(row, who, found, sink, complaints);
            }
        }
    }

    fn person(
        &mut self,
        row: Row<'_>,
        who: Who<'_>,
        mut found: Vec<Diagnostic>,
        sink: &mut dyn Sink,
        complaints: &mut Vec<Diagnostic>,
    ) {
        let at = row.at();
        need_identity(at, &who, &mut found);
        let (joined, left) = (self.moment(row, Field::Joined, &mut found), self.moment(row, Field::Left, &mut found));
        let fields = &self.fields;
        let mpn_id = fields.identifier(row, Field::MpnId);
        let person = Person {
            who,
            location: fields.text(row, Field::Location),
            mpn_id: &mpn_id,
            joined,
            left,
            active: fields.truth(row, Field::Active, &mut found),
            leaving: fields.truth(row, Field::Leaving, &mut found).unwrap_or_default(),
            guest: fields.truth(row, Field::Guest, &mut found).unwrap_or_default(),
        };
        if usable(at, found, sink, complaints) {
            sink.person(at, &person);
        }
    }

    fn earned(
        &mut self,
        row: Row<'_>,
        who: Who<'_>,
        mut found: Vec<Diagnostic>,
        sink: &mut dyn Sink,
        complaints: &mut Vec<Diagnostic>,
    ) {
        let (earned, expires) =
            (self.moment(row, Field::Earned, &mut found), self.moment(row, Field::Expires, &mut found));
        let fields = &self.fields;
        let code = fields.identifier(row, Field::Code);
        let title = fields.cell(row, Field::Title);
        if code.is_empty() {
            need(title, Field::Title.word(), &mut found);
        }
        need(fields.cell(row, Field::Earned), Field::Earned.word(), &mut found);
        let credential = Earned {
            who,
            code: &code,
            title: title.text,
            earned,
            expires,
            evidence: fields.text(row, Field::Evidence),
            linked: fields.truth(row, Field::Linked, &mut found),
            assessment: fields.truth(row, Field::Assessment, &mut found).unwrap_or_default(),
        };
        hand_over(row.at(), &credential, found, sink, complaints);
    }

    fn figure(&mut self, row: Row<'_>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
        let (at, mut found, fields) = (row.at(), Vec::new(), &self.fields);
        for field in [Field::Metric, Field::Month, Field::Value] {
            need(fields.cell(row, field), field.word(), &mut found);
        }
        let (metric, location) = (fields.text(row, Field::Metric), fields.identifier(row, Field::Location));
        let association = association(fields.text(row, Field::Association));
        let adds = fields.truth(row, Field::Adds, &mut found).unwrap_or_default();
        let value = self.amounts.read(fields.cell(row, Field::Value), &mut found);
        let month = self.date(row, Field::Month, &mut found, Dates::month_of);
        let (Some(month), Some(value)) = (month, value) else {
            return sink.reject(at, found);
        };
        if usable(at, found, sink, complaints) {
            sink.figure(at, &Figure { metric, month, value, association, location: &location, adds });
        }
    }

    fn moment(&mut self, row: Row<'_>, field: Field, found: &mut Vec<Diagnostic>) -> Option<Moment> {
        self.date(row, field, found, Dates::moment_of)
    }

    /// What a row says in a field of dates, where that is written as the mapping says.
    fn date<T>(
        &mut self,
        row: Row<'_>,
        field: Field,
        found: &mut Vec<Diagnostic>,
        read: impl Fn(&Dates<'t>, Cell<'_>, Option<usize>, &mut Vec<Diagnostic>) -> Option<T>,
    ) -> Option<T> {
        let cell = self.fields.cell(row, field);
        let (_, column) = self.fields.0.iter().find(|(filled, _)| filled.field == field)?;
        let (filled, dates) = self.dates.iter().find(|(filled, _)| filled.field == field)?;
        let other = |form| matches!(form, Form::Either(_) | Form::Short(_) | Form::DayNumber(_));
        if filled.style == Some(Style::YearFirst) && date_forms::read(cell.text).is_ok_and(other) {
            let when = if field == Field::Month { When::Month } else { When::Moment };
            let problem = Problem::InvalidDate { text: cell.text.to_owned(), when, error: DateError::Shape };
            found.push(Diagnostic::at(cell.span, problem));
            return None;
        }
        read(dates, cell, *column, found)
    }
}
