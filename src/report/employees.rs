//! `employee list`: everybody, their accounts, and what these are linked to.

use super::{Block, Cell, Data, Line, Report, Table, Told, Tone};
use crate::lang::words::{self, Employment, TableTitle, table_title};
use crate::model::{AccountIx, Association, Employee, EmployeeIx};

/// The schema of the document.
pub const SCHEMA: &str = "competency/employees/1";

/// Builds the report: those employed at the instant, or everybody.
#[must_use]
pub fn employees(told: &Told<'_>, all: bool) -> Report {
    let told = *told;
    let owned = Owned::new(told);
    let everybody = || (0u32..).map(EmployeeIx).zip(&told.records.employees);
    let shown: Vec<(EmployeeIx, &Employee)> =
        everybody().filter(|(_, e)| all || employment(told, e) == Employment::Employed).collect();
    let hidden = told.records.employees.len() - shown.len();
    let mut blocks = vec![Block::Table(Table::new(
        table_title(told.lang, TableTitle::Employees),
        words::employee_headings(told.lang),
        shown.iter().map(|(ix, employee)| row(told, *ix, employee, owned.by(*ix))).collect(),
    ))];
    if hidden > 0 {
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::not_employed(told.lang, hidden))]));
    }
    let people = shown.iter().map(|(ix, employee)| data(told, *ix, employee, owned.by(*ix)));
    let data = told.head(SCHEMA).with("employees", Data::List(people.collect()));
    told.report(blocks, data).listing(&[("employees", "employee")])
}

fn employment(told: Told<'_>, employee: &Employee) -> Employment {
    let at = told.evaluation.as_of;
    if employee.left.is_some_and(|left| left <= at) {
        Employment::Left
    } else if employee.joined.is_some_and(|joined| at < joined) {
        Employment::NotYetJoined
    } else {
        Employment::Employed
    }
}

fn row(told: Told<'_>, ix: EmployeeIx, employee: &Employee, accounts: &[(EmployeeIx, AccountIx)]) -> Vec<Cell> {
    let text = |symbol: Option<crate::model::Symbol>| symbol.map_or("", |s| told.records.text(s));
    let state = employment(told, employee);
    let tone = if state == Employment::Employed { Tone::Plain } else { Tone::Muted };
    let until = employee.left.map(|left| told.last_day(left));
    let since = employee.joined.map(|joined| told.date(joined));
    let links: Vec<String> = accounts.iter().map(|(_, account)| link_words(told, *account)).collect();
    let unlinked = accounts.iter().any(|(_, account)| current(told, *account).is_none());
    vec![
        Cell::new(tone, told.records.employee_id(ix)),
        Cell::new(tone, text(employee.name)),
        Cell::new(tone, text(employee.email)),
        Cell::new(tone, text(employee.location)),
        Cell::new(tone, words::employment_period(told.lang, since.as_deref(), until.as_deref())),
        Cell::new(if unlinked { Tone::Attention } else { tone }, words::clauses(told.lang, &links)),
    ]
}

/// Every account, by its owner and then by id.
struct Owned(Vec<(EmployeeIx, AccountIx)>);

impl Owned {
    fn new(told: Told<'_>) -> Self {
        let all = (0u32..).map(AccountIx).zip(&told.records.accounts);
        let mut pairs: Vec<(EmployeeIx, AccountIx)> = all.map(|(ix, account)| (account.owner, ix)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn by(&self, owner: EmployeeIx) -> &[(EmployeeIx, AccountIx)] {
        let from = self.0.partition_point(|(of, _)| *of < owner);
        let to = self.0.partition_point(|(of, _)| *of <= owner);
        self.0.get(from..to).unwrap_or_default()
    }
}

/// The link of an account that holds: the newest, unless it has ended.
fn current<'t>(told: Told<'t>, account: AccountIx) -> Option<&'t Association> {
    let at = told.evaluation.as_of;
    let newest = told.records.associations_of(account).iter().rfind(|link| link.linked <= at);
    newest.filter(|link| link.unlinked.is_none_or(|ended| at < ended))
}

fn link_words(told: Told<'_>, account: AccountIx) -> String {
    let id = told.records.account(account).map_or("", |a| told.records.text(a.id));
    let link = current(told, account);
    let link = link.map(|link| (told.records.text(link.organization), told.date(link.linked)));
    words::linked_account(told.lang, id, link.as_ref().map(|(to, since)| (*to, since.as_str())))
}

fn data(told: Told<'_>, ix: EmployeeIx, employee: &Employee, accounts: &[(EmployeeIx, AccountIx)]) -> Data {
    let text = |symbol: Option<crate::model::Symbol>| Data::optional(symbol.map(|s| Data::text(told.records.text(s))));
    let account = |(_, account): &(EmployeeIx, AccountIx)| {
        let account = *account;
        let known = told.records.account(account);
        let kinds = crate::model::AccountKind::ALL.into_iter().filter(|k| known.is_some_and(|a| a.kinds.contains(*k)));
        let link = current(told, account);
        Data::map([
            ("account", Data::text(known.map_or("", |a| told.records.text(a.id)))),
            ("kinds", Data::texts(kinds.map(crate::model::AccountKind::word))),
            ("organization", Data::optional(link.map(|l| Data::text(told.records.text(l.organization))))),
            ("linked", Data::optional(link.map(|l| Data::text(told.date(l.linked))))),
        ])
    };
    Data::map([
        ("id", Data::text(told.records.employee_id(ix))),
        ("name", text(employee.name)),
        ("email", text(employee.email)),
        ("object_id", text(employee.object_id)),
        ("location", text(employee.location)),
        ("state", Data::text(employment(told, employee).word())),
        ("joined", Data::optional(employee.joined.map(|joined| Data::text(told.date(joined))))),
        ("left", Data::optional(employee.left.map(|left| Data::text(told.last_day(left))))),
        ("accounts", Data::List(accounts.iter().map(account).collect())),
    ])
}
