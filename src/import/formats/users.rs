//! Users: from the membership centre, Partner Center and the directory.

use super::Settings;
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::rows::{Cell, Row};
use crate::import::words::{TRUTHS, truth};
use crate::import::{Format, Person, Sink, Skipped, Table, Who};
use std::borrow::Cow;
use std::collections::HashMap;

/// Which columns say what; a layout that has no such column has none here.
#[derive(Debug, Default)]
struct Columns {
    employee_id: Option<usize>,
    mcid: Option<usize>,
    work_mail: Option<usize>,
    /// The address of a guest, whose user name is made up.
    guest_mail: Option<usize>,
    personal_mail: Option<usize>,
    object_id: Option<usize>,
    display_name: Option<usize>,
    given_name: Option<usize>,
    family_name: Option<usize>,
    location: Option<usize>,
    mpn_id: Option<usize>,
    joined: Option<usize>,
    left: Option<usize>,
    active: Option<usize>,
    /// The column says who may not sign in.
    inverted: bool,
    user_type: Option<usize>,
    outcome: Option<usize>,
}

/// Hands over every user of the table.
pub(super) fn read(
    format: Format,
    table: &Table<'_>,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let columns = Columns::of(format, table);
    if columns.identities().iter().all(Option::is_none) {
        let problem = Problem::MissingColumn(needed(format).to_owned());
        complaints.push(Diagnostic::at(table.heading(), problem));
        return;
    }
    let mut reader = Reader { format, columns, dates: Dates::new(table, settings.date_style), seen: HashMap::new() };
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        reader.read(row, sink, complaints);
    }
}

/// The column that says who a row is about.
fn needed(format: Format) -> &'static str {
    match format {
        Format::EntraCreate | Format::EntraDelete => "User name [userPrincipalName] Required",
        Format::EntraInvite => "Email address to invite [inviteeEmail] Required",
        Format::EntraUsers => "userPrincipalName",
        Format::M365 | Format::PartnerCenterLog => "User Name",
        _ => "Email",
    }
}

impl Columns {
    fn of(format: Format, table: &Table<'_>) -> Self {
        let common = Self {
            employee_id: table.find(h::EMPLOYEE_ID),
            mcid: table.find(h::MCID),
            object_id: table.find(h::OBJECT_ID),
            display_name: table.find(h::DISPLAY_NAME),
            given_name: table.find(h::GIVEN_NAME),
            family_name: table.find(h::FAMILY_NAME),
            location: table.find(h::LOCATION),
            mpn_id: table.find(h::MPN_ID),
            joined: table.find(h::JOINED),
            left: table.find(h::LEFT),
            ..Self::default()
        };
        let user_name = table.find(h::USER_NAME);
        match format {
            Format::PartnerCenter => Self { work_mail: table.find(h::WORK_MAIL), ..common },
            Format::PartnerCenterLog => Self { work_mail: user_name, outcome: table.find(h::STATUS), ..common },
            Format::EntraCreate => {
                let active = table.find(h::ACCOUNT_ENABLED);
                // The heading asks whether sign-in is blocked, and names a property that says the opposite.
                let inverted = active.and_then(|at| table.columns().get(at)).is_some_and(|column| {
                    let heading = fold::heading(&column.heading);
                    heading.contains("block") || heading.contains("ブロック")
                });
                Self { work_mail: user_name, active, inverted, ..common }
            }
            Format::EntraDelete => Self { work_mail: user_name, ..common },
            Format::EntraInvite => Self { work_mail: table.find(h::INVITEE), ..common },
            Format::EntraUsers => Self {
                work_mail: user_name,
                guest_mail: table.find(&["mail"]),
                object_id: table.find(&["objectId", "id"]),
                active: table.find(h::ACCOUNT_ENABLED),
                user_type: table.find(h::USER_TYPE),
                ..common
            },
            // Headings may be in any language here, but their order is fixed.
            Format::M365 if user_name.is_none() && common.display_name.is_none() => {
                let at = |column: usize| (column < table.columns().len()).then_some(column);
                Self { work_mail: at(0), given_name: at(1), family_name: at(2), display_name: at(3), ..Self::default() }
            }
            Format::M365 => Self { work_mail: user_name, ..common },
            _ => Self {
                work_mail: table.find(h::WORK_MAIL),
                personal_mail: table.find(h::PERSONAL_MAIL),
                active: table.find(h::STATUS),
                ..common
            },
        }
    }

    fn identities(&self) -> [Option<usize>; 5] {
        [self.employee_id, self.mcid, self.work_mail, self.personal_mail, self.object_id]
    }
}

struct Reader<'t> {
    format: Format,
    columns: Columns,
    dates: Dates<'t>,
    /// Where each address stood first.
    seen: HashMap<String, Span>,
}

impl Reader<'_> {
    fn read(&mut self, row: Row<'_>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
        let at = row.at();
        let mut found = row.complaints();
        // What stands in a row that is out of joint would only be complained about a second time.
        if !found.is_empty() {
            return sink.reject(at, found);
        }
        let columns = &self.columns;
        if failed(row.get(columns.outcome).text) {
            return sink.skip(at, Skipped::Failed);
        }
        let guest = self.format == Format::EntraInvite || is_guest(row.get(columns.user_type).text);
        let guest_mail = columns.guest_mail.filter(|column| guest && !row.get(*column).is_empty());
        let mail_column = guest_mail.or(columns.work_mail);
        let work_mail = address(row, mail_column, &mut found);
        let personal_mail = address(row, columns.personal_mail, &mut found);
        let employee_id = fold::identifier(row.get(columns.employee_id).text);
        let mcid = fold::identifier(row.get(columns.mcid).text);
        let object_id = fold::identifier(row.get(columns.object_id).text);
        let mpn_id = fold::identifier(row.get(columns.mpn_id).text);
        if [&employee_id, &mcid, &work_mail, &personal_mail, &object_id].iter().all(|id| id.is_empty()) {
            found.push(Diagnostic::at(at.span, Problem::Import(ImportFault::NoIdentity)));
        }
        let active = status(row.get(columns.active), columns.inverted, &mut found);
        let person = Person {
            who: Who {
                employee_id: &employee_id,
                mcid: &mcid,
                work_mail: &work_mail,
                personal_mail: &personal_mail,
                object_id: &object_id,
                display_name: row.get(columns.display_name).text,
                given_name: row.get(columns.given_name).text,
                family_name: row.get(columns.family_name).text,
            },
            location: row.get(columns.location).text,
            mpn_id: &mpn_id,
            joined: self.dates.moment(row, columns.joined, &mut found),
            left: self.dates.moment(row, columns.left, &mut found),
            active,
            leaving: self.format == Format::EntraDelete,
            guest,
        };
        if !work_mail.is_empty() {
            // A row that is rejected does not take its address, so that a later one can have it.
            let mail = row.get(mail_column).span;
            let key = work_mail.to_lowercase();
            match self.seen.get(&key) {
                Some(first) => {
                    let problem = Problem::Import(ImportFault::DuplicateAddress(work_mail.clone().into_owned()));
                    found.push(Diagnostic::at(mail, problem).with(*first));
                }
                None if crate::diagnostic::any_error(&found) => {}
                None => {
                    self.seen.insert(key, mail);
                }
            }
        }
        if super::usable(at, found, sink, complaints) {
            sink.person(at, &person);
        }
    }
}

/// The address in a cell. Blanks are left out, which is worth a warning: other systems refuse such addresses.
fn address<'r>(row: Row<'r>, column: Option<usize>, found: &mut Vec<Diagnostic>) -> Cow<'r, str> {
    let cell = row.get(column);
    let mail = fold::mail(cell.text);
    if mail.is_empty() {
        return mail;
    }
    if column.is_some_and(|column| row.is_padded(column)) || cell.text.contains(char::is_whitespace) {
        let problem = Problem::Import(ImportFault::BlanksInAddress(cell.text.to_owned()));
        found.push(Diagnostic::at(cell.span, problem));
    }
    let whole = mail.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !domain.contains('@')
    });
    if !whole {
        let problem = Problem::Import(ImportFault::InvalidAddress(cell.text.to_owned()));
        found.push(Diagnostic::at(cell.span, problem));
    }
    mail
}

/// Whether a user may sign in.
fn status(cell: Cell<'_>, inverted: bool, found: &mut Vec<Diagnostic>) -> Option<bool> {
    if cell.is_empty() {
        return None;
    }
    match truth(cell.text) {
        Some(active) => Some(active != inverted),
        None => {
            let choices = TRUTHS.map(str::to_owned).to_vec();
            let problem = Problem::InvalidChoice { text: cell.text.to_owned(), choices, near: None };
            found.push(Diagnostic::at(cell.span, problem));
            None
        }
    }
}

fn is_guest(user_type: &str) -> bool {
    matches!(fold::heading(user_type).as_str(), "guest" | "ゲスト")
}

fn failed(outcome: &str) -> bool {
    let word = fold::heading(outcome);
    word.starts_with("fail") || matches!(word.as_str(), "error" | "失敗" | "エラー")
}
