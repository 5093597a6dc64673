//! Records as drafts: every value read, references still text.

use super::kind::Kind;
use super::raw::{Raw, Take};
use super::shape;
use super::values::{Complaints, Text};
use crate::diagnostic::{Diagnostic, FileId, Problem, Span};
use crate::model::{AccountKind, Date, Instant, Location, Market, Moment, Month, Names, Quantity, Symbol, Zone};
use crate::rules::Policy;
use std::collections::HashSet;

/// A reference to something by its id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    pub id: Symbol,
    pub span: Span,
}

/// A draft with its place and, in a workspace of many, the organization it names.
#[derive(Debug, Clone)]
pub(super) struct Drafted<T> {
    pub organization: Option<Reference>,
    pub span: Span,
    pub value: T,
}

pub(super) struct OrganizationDraft {
    pub id: Reference,
    pub name: Option<Symbol>,
    pub market: Option<Market>,
    pub country: Option<Symbol>,
    pub locations: Vec<Location>,
}

pub(super) struct EmployeeDraft {
    pub id: Symbol,
    pub name: Option<Symbol>,
    pub email: Option<Symbol>,
    pub object_id: Option<Symbol>,
    pub location: Option<Reference>,
    pub joined: Option<Instant>,
    pub left: Option<Instant>,
}

pub(super) struct AccountDraft {
    pub id: Symbol,
    pub kind: AccountKind,
    pub employee: Reference,
}

pub(super) struct AssociationDraft {
    pub account: Reference,
    pub organization: Reference,
    pub linked: Instant,
    pub unlinked: Option<Instant>,
}

pub(super) struct AchievementDraft {
    pub account: Option<Reference>,
    pub employee: Option<Reference>,
    pub credential: Reference,
    pub earned: Option<Instant>,
    pub expires: Option<Instant>,
    pub revoked: Option<Instant>,
    pub evidence: Option<Symbol>,
}

pub(super) struct MeasurementDraft {
    pub metric: Reference,
    pub month: Month,
    pub value: Quantity,
    pub association: Option<Reference>,
    pub market: Option<Market>,
    pub location: Option<Reference>,
}

pub(super) struct MembershipDraft {
    pub offer: Reference,
    pub purchased: Date,
    pub renewals: Vec<Date>,
}

pub(super) struct TargetDraft {
    pub competency: Reference,
    pub level: Reference,
    pub path: Option<Reference>,
    pub requirement: Option<Reference>,
}

pub(super) struct OverrideDraft {
    pub target: TargetDraft,
    pub from: Instant,
    pub until: Instant,
    pub reason: Option<Symbol>,
    pub by: Option<Symbol>,
}

pub(super) struct AttestationDraft {
    pub target: TargetDraft,
    pub from: Instant,
    pub until: Option<Instant>,
    pub evidence: Option<Symbol>,
    pub holds: bool,
}

/// Everything read so far.
pub(super) struct Drafts {
    /// Kinds of which records are missing because something was wrong with them. A reference to one of those may be
    /// right.
    pub incomplete: HashSet<Kind>,
    pub names: Names,
    pub zone: Zone,
    pub override_months: i32,
    pub organizations: Vec<Drafted<OrganizationDraft>>,
    pub employees: Vec<Drafted<EmployeeDraft>>,
    pub accounts: Vec<Drafted<AccountDraft>>,
    pub associations: Vec<Drafted<AssociationDraft>>,
    pub achievements: Vec<Drafted<AchievementDraft>>,
    pub measurements: Vec<Drafted<MeasurementDraft>>,
    pub memberships: Vec<Drafted<MembershipDraft>>,
    pub overrides: Vec<Drafted<OverrideDraft>>,
    pub attestations: Vec<Drafted<AttestationDraft>>,
}

impl Drafts {
    /// Nothing yet.
    pub(super) fn new(zone: Zone, policy: &Policy) -> Self {
        Self {
            incomplete: HashSet::new(),
            names: Names::default(),
            zone,
            override_months: i32::try_from(policy.override_months).unwrap_or(i32::MAX),
            organizations: Vec::new(),
            employees: Vec::new(),
            accounts: Vec::new(),
            associations: Vec::new(),
            achievements: Vec::new(),
            measurements: Vec::new(),
            memberships: Vec::new(),
            overrides: Vec::new(),
            attestations: Vec::new(),
        }
    }

    /// Takes the place of organizations that could not be read: those that records name, and one in any case.
    pub(super) fn stand_in(&mut self) {
        self.incomplete.insert(Kind::Organizations);
        let mut known: HashSet<Symbol> = self.organizations.iter().map(|o| o.value.id.id).collect();
        let employees = self.employees.iter().map(|d| d.organization);
        let accounts = self.accounts.iter().map(|d| d.organization);
        let achievements = self.achievements.iter().map(|d| d.organization);
        let measurements = self.measurements.iter().map(|d| d.organization);
        let memberships = self.memberships.iter().map(|d| d.organization);
        let overrides = self.overrides.iter().map(|d| d.organization);
        let attestations = self.attestations.iter().map(|d| d.organization);
        let named = employees.chain(accounts).chain(achievements).chain(measurements).chain(memberships);
        let named = named.chain(overrides).chain(attestations).flatten();
        let mut missing: Vec<Reference> = named.filter(|to| known.insert(to.id)).collect();
        if known.is_empty() {
            missing.push(Reference { id: self.names.intern(""), span: Span::point(FileId(0), 0) });
        }
        for id in missing {
            let value = OrganizationDraft { id, name: None, market: None, country: None, locations: Vec::new() };
            self.organizations.push(Drafted { organization: None, span: id.span, value });
        }
    }

    fn reference(&mut self, text: Text<'_>) -> Reference {
        Reference { id: self.names.intern(text.text), span: text.span }
    }

    fn symbol(&mut self, raw: &Raw<'_>, field: &str) -> Option<Symbol> {
        let text = raw.get(field)?.text;
        // A line break inside a cell is the same name, however the file ends its lines.
        Some(if text.contains('\r') { self.names.intern(&text.replace("\r\n", "\n")) } else { self.names.intern(text) })
    }

    fn optional_reference(&mut self, raw: &Raw<'_>, field: &str) -> Option<Reference> {
        raw.get(field).map(|text| self.reference(text))
    }

    fn beginning(&self, raw: &Raw<'_>, field: &str, c: &mut Complaints) -> Option<Instant> {
        Some(self.zone.beginning(raw.get(field)?.moment(c)?))
    }

    fn end(&self, raw: &Raw<'_>, field: &str, c: &mut Complaints) -> Option<Instant> {
        Some(self.zone.end(raw.get(field)?.moment(c)?))
    }

    fn drafted<T>(&mut self, raw: &Raw<'_>, value: T) -> Drafted<T> {
        Drafted { organization: self.optional_reference(raw, "organization"), span: raw.span, value }
    }

    /// A record of an organization with its locations.
    pub(super) fn organization(&mut self, raw: &Raw<'_>, locations: Vec<Location>, c: &mut Complaints) {
        let market = market(raw, c);
        let name = self.symbol(raw, "name");
        let country = self.symbol(raw, "country");
        if let Some(id) = raw.required("id", c) {
            let id = self.reference(id);
            let value = OrganizationDraft { id, name, market, country, locations };
            self.organizations.push(Drafted { organization: None, span: raw.span, value });
        }
    }

    fn employee(&mut self, raw: &Raw<'_>, c: &mut Complaints) {
        let joined = self.beginning(raw, "joined", c);
        let left = self.end(raw, "left", c);
        if let (Some(joined), Some(left)) = (joined, left)
            && left <= joined
        {
            complain(raw, ["left", "joined"], Problem::LeftBeforeJoined, c);
        }
        let name = self.symbol(raw, "name");
        let email = self.symbol(raw, "email");
        let object_id = self.symbol(raw, "object_id");
        let location = self.optional_reference(raw, "location");
        let Some(id) = raw.required("id", c) else {
            return;
        };
        let id = self.names.intern(id.text);
        let value = EmployeeDraft { id, name, email, object_id, location, joined, left };
        let drafted = self.drafted(raw, value);
        self.employees.push(drafted);
    }

    fn account(&mut self, raw: &Raw<'_>, c: &mut Complaints) {
        let words = AccountKind::ALL.map(AccountKind::word);
        let kind = raw.required("kind", c).and_then(|t| t.choice(&words, c, AccountKind::from_word));
        let id = raw.required("account", c);
        let employee = raw.required("employee", c);
        if let (Some(kind), Some(id), Some(employee)) = (kind, id, employee) {
            let id = self.names.intern(id.text);
            let employee = self.reference(employee);
            let drafted = self.drafted(raw, AccountDraft { id, kind, employee });
            self.accounts.push(drafted);
        }
    }

    fn association(&mut self, raw: &Raw<'_>, c: &mut Complaints) {
        let account = raw.required("account", c);
        let organization = raw.required("organization", c);
        let linked = raw.required("linked", c).and_then(|t| t.moment(c));
        let unlinked = self.end(raw, "unlinked", c);
        let (Some(account), Some(organization), Some(linked)) = (account, organization, linked) else {
            return;
        };
        let linked = self.zone.beginning(linked);
        if unlinked.is_some_and(|unlinked| unlinked <= linked) {
            complain(raw, ["unlinked", "linked"], Problem::UnlinkedBeforeLinked, c);
        }
        let account = self.reference(account);
        let organization = self.reference(organization);
        // The column names the organization linked to, not the one the record belongs to.
        let value = AssociationDraft { account, organization, linked, unlinked };
        self.associations.push(Drafted { organization: None, span: raw.span, value });
    }

    fn achievement(&mut self, raw: &Raw<'_>, c: &mut Complaints) {
        let moment = |field: &str, c: &mut Complaints| raw.get(field).and_then(|t| t.moment(c));
        let earned = moment("earned", c);
        let expires = moment("expires", c);
        let revoked = self.beginning(raw, "revoked", c);
        if let (Some(earned), Some(expires)) = (earned, expires) {
            if same_moment(earned, expires) {
                complain(raw, ["expires", "earned"], Problem::ZeroValidity, c);
            } else if self.zone.end(expires) <= self.zone.beginning(earned) {
                complain(raw, ["expires", "earned"], Problem::ExpiresBeforeEarned, c);
            }
        }
        let account = self.optional_reference(raw, "account");
        let employee = self.optional_reference(raw, "employee");
        match (account, employee) {
            (None, None) => c.push(Diagnostic::at(raw.span, Problem::NoHolder)),
            (Some(account), Some(employee)) => {
                c.push(Diagnostic::at(employee.span, Problem::TwoHolders).with(account.span));
            }
            _ => {}
        }
        let evidence = self.symbol(raw, "evidence");
        let Some(credential) = raw.required("credential", c) else {
            return;
        };
        let value = AchievementDraft {
            account,
            employee,
            credential: self.reference(credential),
            earned: earned.map(|m| self.zone.beginning(m)),
            expires: expires.map(|m| self.zone.end(m)),
            revoked,
            evidence,
        };
        let drafted = self.drafted(raw, value);
        self.achievements.push(drafted);
    }

    fn measurement(&mut self, raw: &Raw<'_>, c: &mut Complaints) {
        let metric = raw.required("metric", c);
        let month = raw.required("month", c).and_then(|t| t.month(c));
        let value = raw.required("value", c).and_then(|t| t.quantity(c));
        let market = market(raw, c);
        let association = self.optional_reference(raw, "association");
        let location = self.optional_reference(raw, "location");
        if let (Some(metric), Some(month), Some(value)) = (metric, month, value) {
            let metric = self.reference(metric);
            let value = MeasurementDraft { metric, month, value, association, market, location };
            let drafted = self.drafted(raw, value);
            self.measurements.push(drafted);
        }
    }

    fn membership(&mut self, raw: &Raw<'_>, c: &mut Complaints) {
        let offer = raw.required("offer", c);
        let purchased = raw.required("purchased", c).and_then(|t| t.date(c));
        let mut renewals = Vec::new();
        for text in raw.all("renewals") {
            // A CSV cell holds several days separated by blanks or semicolons.
            let mut at = 0;
            for part in text.text.split([' ', ';', '\u{3000}']) {
                let start = text.text.get(at..).and_then(|rest| rest.find(part)).map_or(at, |found| at + found);
                at = start + part.len();
                if part.is_empty() {
                    continue;
                }
                let part = text.part(start, part);
                let Some(renewed) = part.date(c) else { continue };
                if purchased.is_some_and(|purchased| renewed < purchased) {
                    let complaint = Diagnostic::at(part.span, Problem::RenewedBeforePurchase);
                    let bought = raw.get("purchased").map_or(raw.span, |text| text.span);
                    c.push(complaint.with(bought));
                }
                renewals.push(renewed);
            }
        }
        renewals.sort_unstable();
        let (Some(offer), Some(purchased)) = (offer, purchased) else {
            return;
        };
        let offer = self.reference(offer);
        let drafted = self.drafted(raw, MembershipDraft { offer, purchased, renewals });
        self.memberships.push(drafted);
    }

    fn target(&mut self, raw: &Raw<'_>, needs_requirement: bool, c: &mut Complaints) -> Option<TargetDraft> {
        let competency = raw.required("competency", c);
        let level = raw.required("level", c);
        let requirement =
            if needs_requirement { Some(raw.required("requirement", c)?) } else { raw.get("requirement") };
        Some(TargetDraft {
            competency: self.reference(competency?),
            level: self.reference(level?),
            path: self.optional_reference(raw, "path"),
            requirement: requirement.map(|text| self.reference(text)),
        })
    }

    fn exception(&mut self, kind: Kind, raw: &Raw<'_>, c: &mut Complaints) {
        let from = raw.required("from", c).and_then(|t| t.moment(c));
        let until = self.end(raw, "until", c);
        let target = self.target(raw, kind == Kind::Attestations, c);
        let (Some(from_moment), Some(target)) = (from, target) else {
            return;
        };
        let from = self.zone.beginning(from_moment);
        if until.is_some_and(|until| until <= from) {
            complain(raw, ["until", "from"], Problem::UntilBeforeFrom, c);
        }
        if kind == Kind::Attestations {
            let holds = raw.get("holds").and_then(|t| t.truth(c)).unwrap_or(true);
            let evidence = self.symbol(raw, "evidence");
            let value = AttestationDraft { target, from, until, evidence, holds };
            let drafted = self.drafted(raw, value);
            self.attestations.push(drafted);
        } else {
            let first = self.zone.date_of(from);
            let lapses = || self.zone.start_of(first.plus_months(self.override_months));
            let until = until.unwrap_or_else(lapses);
            let reason = self.symbol(raw, "reason");
            let by = self.symbol(raw, "by");
            let drafted = self.drafted(raw, OverrideDraft { target, from, until, reason, by });
            self.overrides.push(drafted);
        }
    }

    /// The locations of an organization: in CSV a cell holds several ids separated by blanks or semicolons, in YAML they are
    /// mappings.
    fn locations(&mut self, raw: &Raw<'_>, c: &mut Complaints) -> Vec<Location> {
        let ids = raw.all("locations").flat_map(|t| t.text.split([' ', ';', '\u{3000}'])).filter(|id| !id.is_empty());
        let mut locations: Vec<Location> = ids.map(|id| Location { id: self.names.intern(id), mpn_id: None }).collect();
        let listed = raw.node.and_then(|node| node.entry("locations")).map(|entry| &entry.value);
        for node in listed.map_or(&[][..], |node| shape::list(node, c)) {
            if let Some(map) = shape::map(node, &["id", "mpn_id"], c)
                && let Some(id) = map.required("id", c)
            {
                let mpn_id = map.text("mpn_id", c).map(|t| self.names.intern(t.text));
                locations.push(Location { id: self.names.intern(id.text), mpn_id });
            }
        }
        locations
    }
}

impl Take for Drafts {
    fn take(&mut self, kind: Kind, raw: &Raw<'_>, c: &mut Complaints) {
        let mut unheard = Complaints::new();
        let c = if raw.shifted { &mut unheard } else { c };
        match kind {
            Kind::Organizations => {
                let locations = self.locations(raw, c);
                self.organization(raw, locations, c);
            }
            Kind::Employees => self.employee(raw, c),
            Kind::Accounts => self.account(raw, c),
            Kind::Associations => self.association(raw, c),
            Kind::Achievements => self.achievement(raw, c),
            Kind::Performance => self.measurement(raw, c),
            Kind::Memberships => self.membership(raw, c),
            Kind::Overrides | Kind::Attestations => self.exception(kind, raw, c),
        }
    }

    fn miss(&mut self, kind: Kind) {
        self.incomplete.insert(kind);
    }
}

fn market(raw: &Raw<'_>, c: &mut Complaints) -> Option<Market> {
    raw.get("market")?.choice(&Market::ALL.map(Market::word), c, Market::from_word)
}

/// Complains about a field that contradicts another.
fn complain(raw: &Raw<'_>, [field, other]: [&str; 2], problem: Problem, c: &mut Complaints) {
    let span = |field: &str| raw.get(field).map_or(raw.span, |text| text.span);
    c.push(Diagnostic::at(span(field), problem).with(span(other)));
}

/// An end day filled with the beginning day is a slip of many exports, not a validity of one day.
fn same_moment(a: Moment, b: Moment) -> bool {
    a == b
}
