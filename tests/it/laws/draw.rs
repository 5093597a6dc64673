//! Companies by the throw of dice.
//!
//! Everything is drawn from a list of numbers, so that proptest can make a failing company smaller: a nought always
//! chooses the plainest thing, and when the numbers run out the rest is noughts.

use super::company::{
    Account, Achievement, Bought, Company, Credential, DAY, Figure, Holder, Kind, Link, Measure, Path, Person, Policy,
    Requirement, Rule, Scope, Stated, Tie, Tree, for_each,
};
use competency::model::{Date, Instant, Zone};

/// 2018-10-29T12:00:00Z, the last second of that October, and the first of November.
const INSTANTS: [i64; 3] = [1_540_814_400, 1_541_030_399, 1_541_030_400];

/// Seconds before and after the evaluation at which things begin and end.
const MOMENTS: [i64; 13] =
    [-900 * DAY, -400 * DAY, -40 * DAY, -2 * DAY, -DAY - 1, -DAY, -DAY + 1, -3600, -1, 0, 1, 10 * DAY, 40 * DAY];

/// Days before and after the evaluation.
const DAYS: [i32; 7] = [-800, -400, -300, -1, 0, 1, 30];

struct Dice<'n> {
    numbers: &'n [u16],
    next: usize,
}

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(number) % sides
    }

    /// True once in so many throws, and never for a nought.
    fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == sides - 1
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }

    fn sometimes<T>(&mut self, sides: usize, draw: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.once_in(sides).then(|| draw(self))
    }
}

/// Draws a company that the loader accepts: ties it refuses are taken away again, the last one first.
pub(super) fn company(numbers: &[u16], scope: Scope) -> Company {
    let mut company = Drawing { dice: Dice { numbers, next: 0 }, scope, ids: 0 }.company();
    while let Err(why) = company.load() {
        assert!(company.untie_last(), "the loader refuses\n{}\n{why}", company.text());
    }
    company
}

struct Drawing<'n> {
    dice: Dice<'n>,
    scope: Scope,
    ids: usize,
}

impl Drawing<'_> {
    fn company(&mut self) -> Company {
        let as_of = self.dice.pick(&INSTANTS);
        let today = Zone::UTC.date_of(Instant::from_unix(as_of));
        let policy = Policy {
            delay: self.dice.pick(&[DAY, 0, 3 * DAY]),
            skill_window: self.dice.sometimes(8, |d| d.pick(&[12, 1])),
            departure: !self.dice.once_in(6),
            external: !self.dice.once_in(6),
            gold_implies_silver: !self.dice.once_in(3),
            mix_branches: self.dice.once_in(3),
            shared_focus_area: self.dice.once_in(3),
            pmc: false,
            renewal_day: false,
            link_limits: false,
            exclusive: false,
        };
        let market = self.dice.pick(&[Some(true), Some(false), None]);
        let credentials: Vec<Credential> = (0..2 + self.dice.roll(4))
            .map(|_| {
                let kind = self.dice.pick(&[Kind::Exam, Kind::Exam, Kind::Assessment, Kind::External]);
                let retired = self.dice.sometimes(5, |d| today.plus_days(d.pick(&DAYS)));
                let counts_until = retired.and_then(|r| {
                    self.dice.sometimes(2, |d| today.plus_days(d.pick(&DAYS))).filter(|until| *until >= r)
                });
                Credential { kind, retired, counts_until }
            })
            .collect();
        let competencies =
            (0..1 + self.dice.roll(2)).map(|_| self.competency(credentials.len(), today)).collect::<Vec<_>>();
        let people: Vec<Person> = (0..1 + self.dice.roll(6))
            .map(|_| {
                let joined = self.dice.sometimes(5, |d| as_of + d.pick(&MOMENTS));
                let left = self.dice.sometimes(6, |d| as_of + d.pick(&MOMENTS));
                Person { joined, left: left.filter(|left| joined.is_none_or(|joined| joined < *left)) }
            })
            .collect();
        let accounts: Vec<Account> = (0..self.dice.roll(4)).map(|_| self.account(as_of, people.len())).collect();
        let achievements = (0..self.dice.roll(22))
            .map(|_| self.achievement(as_of, credentials.len(), people.len(), &accounts))
            .collect();
        let figures = self.figures(today);
        let mut company = Company {
            as_of,
            policy,
            market,
            credentials,
            people,
            accounts,
            achievements,
            figures,
            overrides: Vec::new(),
            attestations: Vec::new(),
            memberships: Vec::new(),
            waived: None,
            competencies,
        };
        self.statements(&mut company);
        self.memberships(&mut company);
        company
    }

    /// Terms that end around the evaluation, now and then renewed, moved up or waived.
    fn memberships(&mut self, company: &mut Company) {
        let today = company.today();
        for _ in 0..self.dice.roll(3) {
            let offer = self.dice.pick(&["silver", "gold", "pack"]);
            let purchased = today.plus_days(self.dice.pick(&[-200, -365, -380, -396, -340, -10, 0, 20, -800]));
            let renewals = self.dice.sometimes(3, |d| purchased.plus_days(365 + d.pick(&[5, 20, -30, 0])));
            company.memberships.push(Bought { offer, purchased, renewals: renewals.into_iter().collect() });
        }
        company.waived =
            self.dice.sometimes(6, |d| (today.plus_days(-60), today.plus_days(d.pick(&[0, 60])), d.once_in(2)));
        company.policy.pmc = self.dice.once_in(5);
        company.policy.renewal_day = self.dice.once_in(5);
        company.policy.link_limits = self.dice.once_in(3);
    }

    fn competency(&mut self, credentials: usize, today: Date) -> [Vec<Path>; 2] {
        [1, 0].map(|least| {
            let paths = least + self.dice.roll(3 - least);
            (0..paths).map(|n| self.path(n, credentials, today)).collect()
        })
    }

    fn path(&mut self, n: usize, credentials: usize, today: Date) -> Path {
        let from = self.dice.sometimes(8, |d| today.plus_days(d.pick(&DAYS)));
        let until = self.dice.sometimes(8, |d| today.plus_days(d.pick(&DAYS)));
        Path {
            id: format!("p{n}"),
            from,
            until: until.filter(|until| from.is_none_or(|from| from <= *until)),
            unknown: self.dice.once_in(12),
            requirements: self.requirements(credentials, 0),
        }
    }

    fn requirements(&mut self, credentials: usize, depth: usize) -> Vec<Requirement> {
        let count = 1 + self.dice.roll(if depth == 0 { 4 } else { 3 });
        let mut list: Vec<Requirement> = Vec::new();
        for _ in 0..count {
            let mut requirement = self.requirement(credentials, depth);
            self.tie(&mut requirement, &list);
            list.push(requirement);
        }
        list
    }

    fn requirement(&mut self, credentials: usize, depth: usize) -> Requirement {
        let rule = match self.dice.roll(if depth < 2 { 12 } else { 9 }) {
            0..=5 => Rule::People { needed: self.dice.pick(&[1, 2, 2, 3]), tree: self.tree(credentials, 0) },
            6 | 7 => Rule::Measure(self.measure()),
            8 => Rule::Attest,
            9 => Rule::All(self.requirements(credentials, depth + 1)),
            10 => Rule::Any(self.branches(credentials, depth)),
            _ => {
                let of = self.branches(credentials, depth);
                Rule::KOf(1 + self.dice.roll(of.len()) as u32, of)
            }
        };
        self.ids += 1;
        Requirement { id: format!("r{}", self.ids), rule, tie: None }
    }

    /// Alternatives; often groups of the same size, which a policy may mix.
    fn branches(&mut self, credentials: usize, depth: usize) -> Vec<Requirement> {
        let mut list: Vec<Requirement> =
            (0..2 + self.dice.roll(2)).map(|_| self.requirement(credentials, depth + 1)).collect();
        if self.dice.once_in(2) {
            for requirement in &mut list {
                if let Rule::People { needed, .. } = &mut requirement.rule {
                    *needed = 2;
                }
            }
        }
        list
    }

    fn tie(&mut self, requirement: &mut Requirement, earlier: &[Requirement]) {
        let Rule::People { needed, .. } = &mut requirement.rule else {
            return;
        };
        let people: Vec<(&String, u32)> = earlier
            .iter()
            .filter_map(|r| match r.rule {
                Rule::People { needed, .. } => Some((&r.id, needed)),
                _ => None,
            })
            .collect();
        if people.is_empty() || self.dice.roll(3) == 0 {
            return;
        }
        let (id, size) = self.dice.pick(&people);
        requirement.tie = Some(match self.dice.roll(4) {
            0 => {
                *needed = size;
                Tie::Same(id.clone())
            }
            1 => {
                *needed = size.min(*needed);
                Tie::Subset(id.clone())
            }
            2 => Tie::Different(people.iter().map(|(id, _)| (*id).clone()).collect()),
            _ => Tie::Different(vec![id.clone()]),
        });
    }

    fn tree(&mut self, credentials: usize, depth: usize) -> Tree {
        let one = |s: &mut Self| s.dice.roll(credentials);
        match self.dice.roll(if depth < 2 { 9 } else { 1 }) {
            0..=3 => Tree::One(one(self)),
            4 | 5 => Tree::Any((0..2).map(|_| self.tree(credentials, depth + 1)).collect()),
            6 => Tree::All((0..2).map(|_| self.tree(credentials, depth + 1)).collect()),
            7 => Tree::NOf(2, (0..3).map(|_| self.tree(credentials, depth + 1)).collect()),
            _ if depth == 0 => {
                Tree::Areas((0..2).map(|_| (0..1 + self.dice.roll(2)).map(|_| one(self)).collect()).collect())
            }
            _ => Tree::One(one(self)),
        }
    }

    fn measure(&mut self) -> Measure {
        let low = self.dice.pick(&[10, 0, 3, 25]);
        let high = low + self.dice.pick(&[0, 5]);
        let monotone = self.scope.monotone;
        let relations = ["at_least", "more_than", "at_most", "less_than"];
        let snapshot = !self.scope.no_snapshot && self.dice.once_in(4);
        Measure {
            metric: if monotone { 0 } else { self.dice.roll(2) },
            months: (!snapshot).then(|| self.dice.pick(&[3, 1, 12])),
            named_only: self.dice.once_in(2),
            relation: if monotone { "at_least" } else { self.dice.pick(&relations) },
            // In a programme the richer market has the higher threshold; the other way round a truth may be hidden from
            // three-valued logic, which is sound but not complete.
            thresholds: if monotone || !self.dice.once_in(4) { (high, low) } else { (low, high) },
            average: self.dice.sometimes(4, |d| d.pick(&[2, 5])),
        }
    }

    fn account(&mut self, as_of: i64, people: usize) -> Account {
        let mut links: Vec<Link> = Vec::new();
        for _ in 0..self.dice.roll(4) {
            let at = as_of + self.dice.pick(&MOMENTS);
            let until = self.dice.sometimes(5, |d| as_of + d.pick(&MOMENTS)).filter(|until| *until > at);
            let here = !self.dice.once_in(3);
            if links.iter().all(|link| link.at != at) {
                links.push(Link { here, at, until });
            }
        }
        let kinds = self.dice.roll(4);
        Account { owner: self.dice.roll(people), learn: kinds != 3, university: kinds >= 2, links }
    }

    fn achievement(&mut self, as_of: i64, credentials: usize, people: usize, accounts: &[Account]) -> Achievement {
        let holder = if !accounts.is_empty() && self.dice.once_in(3) {
            Holder::Account(self.dice.roll(accounts.len()))
        } else {
            Holder::Person(self.dice.roll(people))
        };
        let credential = if self.dice.once_in(30) { credentials } else { self.dice.roll(credentials) };
        let earned = if self.dice.once_in(8) { None } else { Some(as_of + self.dice.pick(&MOMENTS)) };
        let earned = if self.dice.once_in(2) { earned.map(|_| as_of - 400 * DAY) } else { earned };
        let expires = self.dice.sometimes(8, |d| as_of + d.pick(&MOMENTS));
        Achievement {
            holder,
            credential,
            earned,
            expires: expires.filter(|expires| earned.is_none_or(|earned| earned < *expires)),
            revoked: self.dice.sometimes(12, |d| as_of + d.pick(&MOMENTS)),
        }
    }

    /// Figures of the last months, with gaps: all of them, a few, or most.
    fn figures(&mut self, today: Date) -> Vec<Figure> {
        let mut figures = Vec::new();
        for metric in 0..2 {
            let gaps = self.dice.pick(&[0, 2, 9]);
            for back in 0..14 {
                if gaps > 0 && self.dice.once_in(10 - gaps) {
                    continue;
                }
                for _ in 0..1 + usize::from(self.dice.once_in(6)) {
                    let value = self.dice.pick(&[1, 0, 4, 9]);
                    let value = if metric == 1 && self.dice.once_in(4) { -value } else { value };
                    let named = !self.dice.once_in(4);
                    figures.push(Figure { metric, month: today.month().plus(1 - back), value, named });
                }
            }
        }
        figures
    }

    fn statements(&mut self, company: &mut Company) {
        let mut places: Vec<(usize, usize, &Path, &Requirement)> = Vec::new();
        for (competency, levels) in company.competencies.iter().enumerate() {
            for (level, paths) in levels.iter().enumerate() {
                for path in paths {
                    for_each(&path.requirements, &mut |r| places.push((competency, level, path, r)));
                }
            }
        }
        let (mut overrides, mut attestations) = (Vec::new(), Vec::new());
        for (competency, level, path, requirement) in places {
            let attest = matches!(requirement.rule, Rule::Attest);
            if !(attest && self.dice.roll(3) > 0 || self.dice.once_in(20)) {
                continue;
            }
            let from = company.as_of + self.dice.pick(&MOMENTS);
            let until = self.dice.sometimes(3, |d| company.as_of + d.pick(&MOMENTS)).filter(|until| *until > from);
            let depth = if attest { 0 } else { self.dice.roll(3) };
            let stated = Stated {
                competency,
                level,
                path: (depth < 2).then(|| path.id.clone()),
                requirement: (depth == 0).then(|| requirement.id.clone()),
                from,
                until: until.or((!attest).then_some(from + 60 * DAY)),
                holds: self.scope.monotone || !self.dice.once_in(3),
            };
            if attest { attestations.push(stated) } else { overrides.push(stated) }
        }
        company.overrides = overrides;
        company.attestations = attestations;
    }
}

impl Company {
    fn untie_last(&mut self) -> bool {
        fn within(list: &mut [Requirement]) -> bool {
            list.iter_mut().rev().any(|requirement| {
                requirement.tie.take().is_some()
                    || match &mut requirement.rule {
                        Rule::All(of) | Rule::Any(of) | Rule::KOf(_, of) => within(of),
                        _ => false,
                    }
            })
        }
        self.competencies
            .iter_mut()
            .rev()
            .flat_map(|levels| levels.iter_mut().rev())
            .flat_map(|paths| paths.iter_mut().rev())
            .any(|path| within(&mut path.requirements))
    }
}
