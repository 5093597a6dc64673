//! Who is meant: everything that identifies people, known from the records or learned from the file.
//!
//! Each combination of what rows say about a person is looked at once. Its keys lead to people; people whom one row shows
//! to be the same become one, unless both are recorded or have different employee numbers. So it does not matter in which
//! order the rows come. All of it is decided before anything is compared with the records.

mod unite;

use super::World;
use super::by_symbol::{BySymbol, Claims};
use super::profile::{ProfileIx, Profiles};
use super::remark::Remark;
use super::texts::Texts;
use crate::diagnostic::{ImportFault, Problem, Span};
use crate::import::Who;
use crate::model::{AccountIx, EmployeeIx, Names, Symbol};

/// Which person: those recorded come first, in the order of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PersonIx(pub u32);

/// Which combination of what rows say about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WhoIx(pub u32);

/// Whom a row is about, and the accounts it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meant {
    /// Who; [`Identities::person`] has the one that it became.
    person: PersonIx,
    /// The learning profile.
    pub(super) mcid: Option<ProfileIx>,
    /// The personal account.
    pub(super) personal: Option<ProfileIx>,
    /// The address at work, which may be an account as well.
    pub(super) work: Option<Symbol>,
}

/// Why a row cannot be about one person.
#[derive(Debug, Clone)]
pub(super) struct Conflict {
    pub(super) problem: Problem,
    /// Where the other person stands.
    pub(super) first: Option<Span>,
}

/// What identifies people. Addresses are one kind, whether of work or personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Number,
    /// A number without the zeros in front.
    Stripped,
    Mcid,
    Mail,
    Object,
}

/// To whom a key leads.
#[derive(Debug, Clone, Copy)]
pub(super) enum Claim {
    One(PersonIx),
    /// The records have it for two people, so it tells nothing.
    Several(PersonIx, PersonIx),
}

/// One person.
#[derive(Debug, Clone)]
struct Identity {
    /// The person this one turned out to be.
    same_as: Option<PersonIx>,
    recorded: Option<EmployeeIx>,
    /// The employee number; an id made from an address is none.
    number: Option<Symbol>,
    /// What to call a person without a number.
    label: Symbol,
    /// Where the file has the person first.
    first: Option<Span>,
}

/// A person that a row leads to, and whether it is through an account.
struct Found {
    person: PersonIx,
    account: Option<Symbol>,
}

/// Everybody there is.
#[derive(Debug)]
pub(super) struct Identities<'w> {
    world: World<'w>,
    /// Texts that are kept: keys as they are compared, and values to be recorded.
    pub(super) words: Names,
    /// The accounts.
    pub(super) profiles: Profiles<'w>,
    /// Numbers that are recorded with other zeros in front.
    pub(super) zeros: Option<Remark>,
    whos: Texts<8>,
    meant: Vec<Result<Meant, Box<Conflict>>>,
    people: Vec<Identity>,
    claims: Claims,
    /// Every address in the file.
    addresses: BySymbol<()>,
}

impl<'w> Identities<'w> {
    /// Those that are recorded.
    pub(super) fn new(world: World<'w>) -> Self {
        let mut identities = Self {
            world,
            words: Names::default(),
            profiles: Profiles::new(world),
            zeros: None,
            whos: Texts::default(),
            meant: Vec::new(),
            people: Vec::with_capacity(world.records.employees.len()),
            claims: Claims::default(),
            addresses: BySymbol::default(),
        };
        identities.register_employees();
        identities.register_accounts();
        identities
    }

    fn register_employees(&mut self) {
        let records = self.world.records;
        for (ix, employee) in (0..).map(EmployeeIx).zip(&records.employees) {
            let id = records.text(employee.id);
            let email = employee.email.map(|email| records.text(email)).unwrap_or_default();
            let label = self.words.intern(id);
            let object = employee.object_id.map(|id| records.text(id)).unwrap_or_default();
            let made = made_of_address(id, email) || id.eq_ignore_ascii_case(object);
            let number = (!made).then_some(label);
            let person = PersonIx(ix.0);
            self.people.push(Identity { same_as: None, recorded: Some(ix), number, label, first: None });
            self.claim(Key::Number, label, person);
            if let Some(stripped) = stripped(id) {
                let stripped = self.words.intern(stripped);
                self.claim(Key::Stripped, stripped, person);
            }
            self.claim_text(Key::Mail, email, person);
            self.claim_text(Key::Object, object, person);
        }
    }

    fn register_accounts(&mut self) {
        let records = self.world.records;
        for (ix, account) in (0..).map(AccountIx).zip(&records.accounts) {
            let id = records.text(account.id);
            let person = PersonIx(account.owner.0);
            let key = if id.contains('@') { Key::Mail } else { Key::Mcid };
            let folded = self.fold(key, id);
            self.claim(key, folded, person);
            self.profiles.record(ix, folded, person, account.kinds);
            let employee = records.employee_id(account.owner);
            if (made_of_address(employee, id) || employee.strip_prefix("mcid-") == Some(id))
                && let Some(identity) = self.people.get_mut(person.0 as usize)
            {
                identity.number = None;
            }
        }
    }

    /// A key as keys are compared: addresses and directory ids whatever the case, anything else as it stands.
    fn fold(&mut self, key: Key, text: &str) -> Symbol {
        let folds = matches!(key, Key::Mail | Key::Object) && text.chars().any(|c| c.is_uppercase());
        if folds { self.words.intern(&text.to_lowercase()) } else { self.words.intern(text) }
    }

    fn claim_text(&mut self, key: Key, text: &str, person: PersonIx) {
        if !text.is_empty() {
            let text = self.fold(key, text);
            self.claim(key, text, person);
        }
    }

    fn claim(&mut self, key: Key, text: Symbol, person: PersonIx) {
        let claim = self.claims.or_insert(key, text, Claim::One(person));
        if let Claim::One(first) = *claim
            && first != person
        {
            *claim = Claim::Several(first, person);
        }
    }

    /// The number of what a row says about a person; whom it means is found out the first time.
    pub(super) fn who(&mut self, who: &Who<'_>, at: Span) -> WhoIx {
        let (number, new) = self.whos.number(who.texts());
        if new {
            let meant = self.find(who, at).map_err(Box::new);
            self.meant.push(meant);
        }
        WhoIx(number)
    }

    /// What rows with this number say.
    pub(super) fn said(&self, who: WhoIx) -> Who<'_> {
        Who::of(self.whos.get(who.0))
    }

    /// The same, and the words to keep of it.
    pub(super) fn said_and_words(&mut self, who: WhoIx) -> (Who<'_>, &mut Names) {
        (Who::of(self.whos.get(who.0)), &mut self.words)
    }

    /// How many different things rows say about people.
    pub(super) fn whos(&self) -> usize {
        self.meant.len()
    }

    /// Takes the people found as final: accounts belong to those that their owners turned out to be.
    pub(super) fn settle(&mut self) {
        let owners: Vec<PersonIx> = self.profiles.owners().map(|owner| self.root(owner)).collect();
        self.profiles.settle(&owners);
    }

    /// Whom rows with this number mean; none where the conflict says why.
    pub(super) fn meant(&self, who: WhoIx) -> Result<Meant, Option<&Conflict>> {
        match self.meant.get(who.0 as usize) {
            Some(Ok(meant)) => Ok(*meant),
            Some(Err(conflict)) => Err(Some(conflict)),
            None => Err(None),
        }
    }

    /// The person whom a row means.
    pub(super) fn person(&self, meant: Meant) -> PersonIx {
        self.root(meant.person)
    }

    /// The account of a row's address at work, if it is one.
    pub(super) fn work_profile(&self, meant: Meant) -> Option<ProfileIx> {
        self.profiles.find(meant.work?)
    }

    /// The person that one turned out to be.
    pub(super) fn root(&self, mut person: PersonIx) -> PersonIx {
        while let Some(next) = self.people.get(person.0 as usize).and_then(|identity| identity.same_as) {
            person = next;
        }
        person
    }

    /// Whether any row has the recorded address of a person.
    pub(super) fn address_in_use(&self, person: PersonIx) -> bool {
        let records = self.world.records;
        let email = self.recorded(person).and_then(|ix| records.employee(ix)?.email);
        let folded = email.and_then(|email| self.words.find(&records.text(email).to_lowercase()));
        folded.is_some_and(|email| self.addresses.get(email).is_some())
    }

    /// How many people there are, those that turned out to be others included.
    pub(super) fn len(&self) -> usize {
        self.people.len()
    }

    /// The employee number that the file has for a new person.
    pub(super) fn number(&self, person: PersonIx) -> Option<&str> {
        let number = self.people.get(person.0 as usize)?.number?;
        Some(self.words.text(number))
    }

    /// Every employee number in the records and in the file.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &str> {
        self.claims.numbers.iter().map(|number| self.words.text(*number))
    }

    /// Which of the recorded people it is.
    pub(super) fn recorded(&self, person: PersonIx) -> Option<EmployeeIx> {
        self.people.get(person.0 as usize)?.recorded
    }

    /// What to call a person before ids are given: the id, or whatever identifies.
    pub(super) fn label(&self, person: PersonIx) -> &str {
        let Some(identity) = self.people.get(self.root(person).0 as usize) else {
            return "";
        };
        let number = identity.number.filter(|_| identity.recorded.is_none());
        self.words.text(number.unwrap_or(identity.label))
    }

    /// Whom a combination means. People that it shows to be the same become one.
    fn find(&mut self, who: &Who<'_>, at: Span) -> Result<Meant, Conflict> {
        let texts = [
            (Key::Number, who.employee_id),
            (Key::Mcid, who.mcid),
            (Key::Mail, who.work_mail),
            (Key::Mail, who.personal_mail),
            (Key::Object, who.object_id),
        ];
        let keys = texts.map(|(key, text)| (key, (!text.is_empty()).then(|| self.fold(key, text))));
        let [(_, mut number), (_, mcid), (_, work), (_, personal), _] = keys;
        for address in [work, personal].into_iter().flatten() {
            *self.addresses.place(address) = Some(());
        }
        let mut label = None;
        let mut found: Vec<Found> = Vec::with_capacity(keys.len() * 2);
        let mut unsure = None;
        for (n, (key, text)) in keys.into_iter().enumerate() {
            let Some(text) = text else { continue };
            // An account of that name decides, whatever else the address is.
            let account = (n == 1 || n == 3).then_some(text);
            if let Some(owner) = account.and_then(|text| self.profiles.owner(text)) {
                found.push(Found { person: self.root(owner), account });
            }
            match self.claims.get(key, text) {
                Some(Claim::One(person)) => found.push(Found { person: self.root(person), account }),
                // An address of two people cannot become the account of one of them.
                Some(Claim::Several(first, second)) if account.is_some() && self.profiles.find(text).is_none() => {
                    return Err(self.two_people(first, second));
                }
                Some(Claim::Several(first, second)) => {
                    unsure = unsure.or(Some((first, second)));
                    continue;
                }
                None if key == Key::Number => {
                    if let Some(person) = self.without_zeros(who.employee_id) {
                        number = None;
                        found.push(Found { person, account: None });
                    }
                }
                None => {}
            }
            label = label.or(Some(text));
        }
        let person = match (found.is_empty(), label, unsure) {
            (true, None, Some((first, second))) => return Err(self.two_people(first, second)),
            (true, None, None) => {
                return Err(Conflict { problem: Problem::Import(ImportFault::NoIdentity), first: None });
            }
            (true, Some(label), _) => {
                // People are counted like rows, in 32 bits.
                let person = PersonIx(u32::try_from(self.people.len()).unwrap_or(u32::MAX));
                self.people.push(Identity { same_as: None, recorded: None, number, label, first: Some(at) });
                person
            }
            (false, ..) => self.unite(&found, number)?,
        };
        for (key, text) in keys {
            if let Some(text) = text
                && !(key == Key::Number && number.is_none())
            {
                self.claims.or_insert(key, text, Claim::One(person));
            }
        }
        let profiles = &mut self.profiles;
        let [mcid, personal] = [mcid, personal].map(|id| id.map(|id| profiles.named(id, person)));
        Ok(Meant { person, mcid, personal, work })
    }

    /// The only recorded person whose number is this one but for zeros in front.
    fn without_zeros(&mut self, id: &str) -> Option<PersonIx> {
        let stripped = self.words.find(stripped(id)?)?;
        let Some(Claim::One(person)) = self.claims.get(Key::Stripped, stripped) else {
            return None;
        };
        match &mut self.zeros {
            Some(Remark::LeadingZeros { count, .. }) => *count += 1,
            other => {
                let recorded = self.people.get(person.0 as usize).map(|identity| self.words.text(identity.label));
                let recorded = recorded.unwrap_or_default().to_owned();
                *other = Some(Remark::LeadingZeros { found: id.to_owned(), recorded, count: 1 });
            }
        }
        Some(person)
    }
}

/// The part of an address before `@`.
pub(super) fn local_part(address: &str) -> &str {
    address.split_once('@').map_or(address, |(local, _)| local)
}

/// True for an id that says nothing against an employee number, because it was made from an address.
fn made_of_address(id: &str, address: &str) -> bool {
    address.contains('@') && (id.eq_ignore_ascii_case(address) || id.eq_ignore_ascii_case(local_part(address)))
}

/// The digits of a number without zeros in front.
fn stripped(id: &str) -> Option<&str> {
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| id.trim_start_matches('0')).filter(|rest| !rest.is_empty())
}
