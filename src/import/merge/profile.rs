//! Accounts and their links: which there are, which the file brings, and which are to be linked.

use super::World;
use super::by_symbol::BySymbol;
use super::identity::PersonIx;
use super::remark::Remark;
use crate::model::{AccountIx, AccountKind, AccountKinds, Instant, Moment, Names, Symbol};

/// Which account: those recorded come first, in the order of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ProfileIx(pub u32);

/// One account.
#[derive(Debug, Clone)]
struct Profile {
    /// As ids are compared.
    id: Symbol,
    owner: PersonIx,
    recorded: Option<AccountIx>,
    /// What it is recorded as, and what it is to be.
    kinds: AccountKinds,
    /// What it is to be and is not recorded as.
    added: AccountKinds,
    /// The file says that it is not linked.
    unlinked: bool,
    /// Whether it is to be linked was asked already.
    asked: bool,
}

/// A link to be recorded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) profile: ProfileIx,
    pub(super) linked: Moment,
}

/// All accounts.
#[derive(Debug)]
pub(super) struct Profiles<'w> {
    world: World<'w>,
    list: Vec<Profile>,
    by_id: BySymbol<ProfileIx>,
    /// Accounts by owner, once owners are settled.
    by_owner: Vec<(PersonIx, ProfileIx)>,
    /// The links to be recorded.
    pub(super) links: Vec<Link>,
    not_linked: usize,
    to_link: usize,
    later: Vec<(ProfileIx, Instant)>,
}

impl<'w> Profiles<'w> {
    /// None yet.
    pub(super) fn new(world: World<'w>) -> Self {
        let count = world.records.accounts.len();
        Self {
            world,
            list: Vec::with_capacity(count),
            by_id: BySymbol::default(),
            by_owner: Vec::new(),
            links: Vec::new(),
            not_linked: 0,
            to_link: 0,
            later: Vec::new(),
        }
    }

    fn push(&mut self, profile: Profile) -> ProfileIx {
        let ix = ProfileIx(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.by_id.place(profile.id).get_or_insert(ix);
        self.list.push(profile);
        ix
    }

    /// Adds a recorded account.
    pub(super) fn record(&mut self, ix: AccountIx, id: Symbol, owner: PersonIx, kinds: AccountKinds) {
        let added = AccountKinds::default();
        self.push(Profile { id, owner, recorded: Some(ix), kinds, added, unlinked: false, asked: false });
    }

    /// The account with this id, which is this person's if it is new. It is not recorded before a row brings it.
    pub(super) fn named(&mut self, id: Symbol, owner: PersonIx) -> ProfileIx {
        let none = AccountKinds::default();
        self.find(id).unwrap_or_else(|| {
            self.push(Profile { id, owner, recorded: None, kinds: none, added: none, unlinked: false, asked: false })
        })
    }

    /// The account with this id.
    pub(super) fn find(&self, id: Symbol) -> Option<ProfileIx> {
        self.by_id.get(id).copied()
    }

    /// Whose the account with this id is.
    pub(super) fn owner(&self, id: Symbol) -> Option<PersonIx> {
        self.find(id).and_then(|ix| self.list.get(ix.0 as usize)).map(|profile| profile.owner)
    }

    /// Takes these owners as final, in the order of the accounts.
    pub(super) fn settle(&mut self, owners: &[PersonIx]) {
        for (ix, profile) in (0..).map(ProfileIx).zip(&mut self.list) {
            profile.owner = owners.get(ix.0 as usize).copied().unwrap_or(profile.owner);
            self.by_owner.push((profile.owner, ix));
        }
        self.by_owner.sort_unstable();
    }

    /// The owners as they were first found, in the order of the accounts.
    pub(super) fn owners(&self) -> impl Iterator<Item = PersonIx> + '_ {
        self.list.iter().map(|profile| profile.owner)
    }

    /// The accounts of a person, once owners are settled.
    pub(super) fn of(&self, person: PersonIx) -> &[(PersonIx, ProfileIx)] {
        let from = self.by_owner.partition_point(|(owner, _)| *owner < person);
        let to = self.by_owner.partition_point(|(owner, _)| *owner <= person);
        self.by_owner.get(from..to).unwrap_or_default()
    }

    /// Notes that an account exists; true when that is new. A recorded one stays what it is.
    pub(super) fn bring(&mut self, ix: ProfileIx) -> bool {
        let none = AccountKinds::default();
        let new = self.list.get(ix.0 as usize).is_some_and(|profile| profile.kinds == none);
        new && self.serve(ix, AccountKind::Learn)
    }

    /// Makes an account serve as a kind of profile; true when that is new.
    pub(super) fn serve(&mut self, ix: ProfileIx, kind: AccountKind) -> bool {
        let Some(profile) = self.list.get_mut(ix.0 as usize).filter(|profile| !profile.kinds.contains(kind)) else {
            return false;
        };
        profile.kinds = profile.kinds.with(kind);
        profile.added = profile.added.with(kind);
        true
    }

    /// Notes that the file says of an account that it is not linked.
    pub(super) fn stated_unlinked(&mut self, ix: ProfileIx) {
        if let Some(profile) = self.list.get_mut(ix.0 as usize) {
            profile.unlinked = true;
        }
    }

    /// Whether it was asked already if an account is to be linked.
    pub(super) fn is_asked(&self, ix: ProfileIx) -> bool {
        self.list.get(ix.0 as usize).is_some_and(|profile| profile.asked)
    }

    /// Links an account to the organization where that is asked for and can be; true when there is a new link. `joined`
    /// and `left` are those of the owner; `active` is false for one who may not sign in.
    pub(super) fn link(
        &mut self,
        ix: ProfileIx,
        active: bool,
        joined: Option<(Instant, Moment)>,
        left: Option<Instant>,
    ) -> bool {
        let records = self.world.records;
        let Some(profile) = self.list.get_mut(ix.0 as usize).filter(|profile| !profile.asked) else {
            return false;
        };
        if profile.kinds == AccountKinds::default() {
            return false;
        }
        profile.asked = true;
        let links = profile.recorded.map(|account| records.associations_of(account)).unwrap_or_default();
        let newest = links.last();
        if newest.is_some_and(|link| link.organization == records.organization.id && link.unlinked.is_none()) {
            return false;
        }
        if profile.unlinked {
            self.to_link += 1;
            return false;
        }
        let Some(moment) = self.world.options.linked else {
            self.not_linked += 1;
            return false;
        };
        // Nobody is linked before the first day of employment.
        let stated = (records.zone.beginning(moment), moment);
        let (instant, linked) = joined.filter(|(joined, _)| *joined > stated.0).unwrap_or(stated);
        if !active || left.is_some_and(|left| left <= instant) {
            return false;
        }
        if let Some(newest) = newest.filter(|newest| newest.linked >= instant) {
            self.later.push((ix, newest.linked));
            return false;
        }
        self.links.push(Link { profile: ix, linked });
        true
    }

    /// The id of an account as it is recorded, or is to be.
    pub(super) fn id<'t>(&self, ix: ProfileIx, words: &'t Names) -> &'t str
    where
        'w: 't,
    {
        let Some(profile) = self.list.get(ix.0 as usize) else {
            return "";
        };
        let account = profile.recorded.and_then(|account| self.world.records.account(account));
        account.map_or_else(|| words.text(profile.id), |account| self.world.records.text(account.id))
    }

    /// The accounts that are to be recorded, with their kinds and owners.
    pub(super) fn added(&self) -> impl Iterator<Item = (ProfileIx, AccountKind, PersonIx)> + '_ {
        (0..).map(ProfileIx).zip(&self.list).flat_map(|(ix, profile)| {
            let kinds = AccountKind::ALL.into_iter().filter(|kind| profile.added.contains(*kind));
            kinds.map(move |kind| (ix, kind, profile.owner))
        })
    }

    /// What is worth saying about links.
    pub(super) fn remarks(&self, words: &Names, remarks: &mut Vec<Remark>) {
        for (ix, linked) in &self.later {
            let linked = self.world.records.zone.date_of(*linked);
            remarks.push(Remark::LinkedLater { account: self.id(*ix, words).to_owned(), linked });
        }
        if self.not_linked > 0 {
            remarks.push(Remark::NotLinked { count: self.not_linked });
        }
        if self.to_link > 0 {
            remarks.push(Remark::ToLink { count: self.to_link });
        }
    }
}
