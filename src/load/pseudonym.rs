//! Pseudonyms for people, so that what is said about records can be shown to others.
//!
//! They are put into the records before anything is judged, so no report and no format needs to know of them. A pseudonym
//! is the keyed digest (HMAC-SHA-256) of an id: whoever has the key makes the same ones from other files, and nobody else
//! can tell whom they mean, not even by trying out every id there might be.

use super::Recorded;
use crate::diagnostic::Span;
use crate::model::{
    Account, AccountIx, Achievement, Association, Attestation, Employee, EmployeeIx, Holder, Names, Override, Records,
    Symbol,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::Arc;

/// The fewest bytes of a key: fewer could be tried out.
pub const LEAST: usize = 16;

/// What free text becomes. It may name people, and nobody can tell.
pub const WITHHELD: &str = "***";

/// Digits and letters of which none looks like another, in ascending order.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many letters a pseudonym has, of five bits each: among a million people two are alike once in tens of millions of
/// companies.
const LETTERS: usize = 13;

/// A key that pseudonyms are made with.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl Key {
    /// The key that a file holds: all its bytes but the ends of lines behind them, which editors add.
    /// None when there are fewer than [`LEAST`].
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
        let bytes = bytes.get(..end).filter(|bytes| bytes.len() >= LEAST)?;
        Hmac::new_from_slice(bytes).ok().map(Self)
    }

    /// The pseudonym of a person with this id: `p-` and thirteen letters or digits.
    #[must_use]
    pub fn person(&self, id: &str) -> String {
        self.pseudonym("person", "p", id)
    }

    fn pseudonym(&self, kind: &str, letter: &str, text: &str) -> String {
        let mut mac = self.0.clone();
        // No kind holds a NUL, so no two inputs are joined into the same bytes.
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        format!("{letter}-{}", letters(&mac.finalize().into_bytes()))
    }
}

/// A text for a new key, made of random bytes: readable, so that it survives being copied.
#[must_use]
pub fn key_text(random: &[u8; 32]) -> String {
    random.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\n"
}

/// The first bits of a digest, five a letter.
fn letters(digest: &[u8]) -> String {
    let bits = digest.iter().flat_map(|byte| (0..8).rev().map(move |n| usize::from(byte >> n & 1)));
    let mut five = 0;
    let mut text = String::new();
    for (n, bit) in bits.take(LETTERS * 5).enumerate() {
        five = five << 1 | bit;
        if n % 5 == 4 {
            text.extend(ALPHABET.get(five).copied().map(char::from));
            five = 0;
        }
    }
    text
}

/// The same organizations with pseudonyms instead of everything that tells who somebody is, in canonical order again.
///
/// Ids and names of people, accounts, mail addresses, directory ids and the authors of overrides get pseudonyms; free text
/// becomes [`WITHHELD`]. Days, credentials, figures, locations and the organization stay. Two ids that
/// differ stay different, so every verdict is what it was; where several people would do as witnesses, the choice is that
/// of the new order, which says nothing about the old one.
#[must_use]
pub fn pseudonymous(organizations: &[Recorded], key: &Key) -> Vec<Recorded> {
    let Some(first) = organizations.first() else {
        return Vec::new();
    };
    // All organizations of a workspace share their words.
    let mut veil = Veil { key, names: Names::clone(&first.records.names) };
    let mut veiled: Vec<Recorded> = organizations.iter().map(|recorded| veil.organization(recorded)).collect();
    let names = Arc::new(veil.names);
    for recorded in &mut veiled {
        recorded.records.names = Arc::clone(&names);
    }
    veiled
}

/// Makes pseudonyms, and keeps their text.
struct Veil<'k> {
    key: &'k Key,
    names: Names,
}

impl Veil<'_> {
    fn organization(&mut self, recorded: &Recorded) -> Recorded {
        let Recorded { records, origins } = recorded;
        let mut new = Recorded { records: records.clone(), origins: origins.clone() };
        let employees: Vec<Employee> = records.employees.iter().map(|e| self.employee(records, e)).collect();
        let people = self.place(&employees, &origins.employees, |e| e.id);
        let accounts: Vec<Account> = records
            .accounts
            .iter()
            .map(|a| Account {
                id: self.symbol("account", "a", records.text(a.id)),
                owner: EmployeeIx(people.number(a.owner.0)),
                ..*a
            })
            .collect();
        let profiles = self.place(&accounts, &origins.accounts, |a| a.id);
        let account = |ix: AccountIx| AccountIx(profiles.number(ix.0));
        let links = records.associations.iter().map(|a| Association { account: account(a.account), ..a.clone() });
        let key = |a: &Association| (a.account, a.linked);
        (new.records.associations, new.origins.associations) = sorted(links, &origins.associations, key);
        let withheld = |names: &mut Names, text: Option<Symbol>| text.map(|_| names.intern(WITHHELD));
        let achievements = records.achievements.iter().map(|a| Achievement {
            holder: match a.holder {
                Holder::Account(ix) => Holder::Account(account(ix)),
                Holder::Employee(ix) => Holder::Employee(EmployeeIx(people.number(ix.0))),
            },
            evidence: withheld(&mut self.names, a.evidence),
            ..a.clone()
        });
        // The achievements of one holder were in order, and sorting leaves them so.
        (new.records.achievements, new.origins.achievements) =
            sorted(achievements, &origins.achievements, |a: &Achievement| a.holder);
        new.records.overrides = records
            .overrides
            .iter()
            .map(|o| Override {
                reason: withheld(&mut self.names, o.reason),
                by: o.by.map(|by| self.author(records, by)),
                ..o.clone()
            })
            .collect();
        new.records.attestations = records
            .attestations
            .iter()
            .map(|a| Attestation { evidence: withheld(&mut self.names, a.evidence), ..a.clone() })
            .collect();
        (new.records.employees, new.origins.employees) = (people.values, people.spans);
        (new.records.accounts, new.origins.accounts) = (profiles.values, profiles.spans);
        new
    }

    fn symbol(&mut self, kind: &str, letter: &str, text: &str) -> Symbol {
        let pseudonym = self.key.pseudonym(kind, letter, text);
        self.names.intern(&pseudonym)
    }

    fn employee(&mut self, records: &Records, employee: &Employee) -> Employee {
        let pseudonym = self.key.person(records.text(employee.id));
        let address = format!("{pseudonym}@pseudonym.invalid");
        let id = self.names.intern(&pseudonym);
        Employee {
            id,
            name: employee.name.map(|_| id),
            email: employee.email.map(|_| self.names.intern(&address)),
            object_id: employee.object_id.map(|id| self.symbol("directory", "d", records.text(id))),
            ..employee.clone()
        }
    }

    /// Whoever granted something: a person of the records keeps that person's pseudonym.
    fn author(&mut self, records: &Records, by: Symbol) -> Symbol {
        let called = |e: &&Employee| e.id == by || e.email == Some(by) || e.name == Some(by);
        let mut people = records.employees.iter().filter(called);
        match (people.next(), people.next()) {
            (Some(only), None) => self.symbol("person", "p", records.text(only.id)),
            _ => self.symbol("author", "x", records.text(by)),
        }
    }

    /// Values brought into the order of their new ids.
    fn place<T: Clone>(&self, values: &[T], spans: &[Span], id: impl Fn(&T) -> Symbol) -> Placed<T> {
        let mut order: Vec<(u32, &T)> = (0..).zip(values).collect();
        order.sort_by(|(_, a), (_, b)| self.names.text(id(a)).cmp(self.names.text(id(b))));
        let mut numbers: Vec<(u32, u32)> = order.iter().zip(0..).map(|((old, _), new)| (*old, new)).collect();
        numbers.sort_unstable();
        Placed {
            values: order.iter().map(|(_, value)| (*value).clone()).collect(),
            spans: order.iter().filter_map(|(old, _)| spans.get(*old as usize).copied()).collect(),
            numbers: numbers.into_iter().map(|(_, new)| new).collect(),
        }
    }
}

/// Values in another order than they had.
struct Placed<T> {
    values: Vec<T>,
    spans: Vec<Span>,
    /// For the number of a value, the one it has now.
    numbers: Vec<u32>,
}

impl<T> Placed<T> {
    fn number(&self, old: u32) -> u32 {
        self.numbers.get(old as usize).copied().unwrap_or(old)
    }
}

/// Values sorted by a key, with the places they came from; what is alike keeps its order.
fn sorted<T, K: Ord>(values: impl Iterator<Item = T>, spans: &[Span], key: impl Fn(&T) -> K) -> (Vec<T>, Vec<Span>) {
    let mut both: Vec<(T, Span)> = values.zip(spans.iter().copied()).collect();
    both.sort_by_key(|(value, _)| key(value));
    both.into_iter().unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudonyms_are_a_promise() {
        // As `openssl dgst -sha256 -hmac` has them.
        let key = Key::of(b"0123456789abcdef").unwrap();
        assert_eq!(key.person("e-sato"), "p-1442qbrm8ky1k");
        assert_eq!(key.pseudonym("account", "a", "\u{5c71}"), "a-2ndkkgdj7cfb6");
        // Ends of lines behind the key are no part of it.
        assert_eq!(Key::of(b"0123456789abcdef\r\n").unwrap().person("e-sato"), "p-1442qbrm8ky1k");
        assert_eq!(Key::of(b"0123456789abcdef0123").unwrap().person("e-sato"), "p-0qakqmb0tr8eg");
        assert_ne!(key.pseudonym("person", "p", "x"), key.pseudonym("account", "p", "x"));
    }

    #[test]
    fn short_keys_are_none() {
        assert!(Key::of(b"").is_none());
        assert!(Key::of(b"\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n").is_none());
        assert!(Key::of(b"0123456789abcde\n").is_none());
        assert!(Key::of(&[0; LEAST]).is_some());
        assert!(Key::of(key_text(&[7; 32]).as_bytes()).is_some());
    }

    #[test]
    fn letters_are_the_first_bits() {
        assert_eq!(letters(&[0; 32]), "0".repeat(LETTERS));
        assert_eq!(letters(&[0xff; 32]), "z".repeat(LETTERS));
        assert_eq!(letters(&[0b0000_1000, 0b0100_0000, 0, 0, 0, 0, 0, 0, 0b1000_0000]), "1100000000001");
    }
}
