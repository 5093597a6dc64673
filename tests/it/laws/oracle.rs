//! The text of the rules, tried out on everything that can be: no matching, no intervals, no three-valued logic.
//!
//! What the records leave open is a set of possible worlds: an undated achievement was earned in time or not, a missing
//! month holds some value, an unstated fact holds or not, a market is one or the other, an unread path is met or not.
//! In one world everything is plainly true or false, and people are sets that either exist or do not.

use super::company::{
    Achievement, Company, DAY, Holder, Kind, Measure, Path, Requirement, Rule, Stated, Tie, Tree, for_each,
};
use competency::model::{Date, Instant, Month, Zone};

/// One way the world may be.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// What everybody holds, as bits.
    held: Vec<u32>,
    /// What a missing month of a metric brings.
    filler: [i64; 2],
    /// Whether unstated facts hold, in the order of the company's requirements.
    facts: Vec<(String, bool)>,
    developed: bool,
    /// Whether what nobody can judge is met.
    unread: bool,
}

/// A sum no threshold comes near.
const PLENTY: i64 = 1_000_000;

pub(super) struct Oracle<'c> {
    company: &'c Company,
    at: i64,
    today: Date,
    /// Whether a credential counts only while some requirement in force names it.
    by_rules: bool,
}

impl<'c> Oracle<'c> {
    pub(super) fn new(company: &'c Company) -> Self {
        Self { company, at: company.as_of, today: company.today(), by_rules: true }
    }

    /// The same company at another instant, whatever the rules of that day name.
    pub(super) fn at(company: &'c Company, at: i64) -> Self {
        Self { company, at, today: day_of(at), by_rules: false }
    }

    /// Every possible world, as far as worlds can differ in what the rules ask for. The first is the one in which
    /// nothing that is open turns out well.
    pub(super) fn worlds(&self) -> Vec<World> {
        let company = self.company;
        let open: Vec<&Achievement> = company
            .achievements
            .iter()
            .filter(|a| a.earned.is_none() && self.some_day(a).is_some_and(|day| self.counts(a, day)))
            .collect();
        let facts: Vec<String> = company
            .requirements()
            .into_iter()
            .filter(|r| matches!(r.rule, Rule::Attest) && self.stated(&r.id).is_none())
            .map(|r| r.id.clone())
            .collect();
        let measures: Vec<&Measure> = company
            .requirements()
            .into_iter()
            .filter_map(|r| match &r.rule {
                Rule::Measure(measure) => Some(measure),
                _ => None,
            })
            .collect();
        let measured = |metric: usize| measures.iter().any(|m| m.metric == metric);
        let sums: &[i64] = if measured(0) { &[0, 2, 7, PLENTY] } else { &[0] };
        let net_sums: &[i64] = if measured(1) { &[-PLENTY, 0, 7, PLENTY] } else { &[0] };
        let one_market = measures.iter().all(|m| m.thresholds.0 == m.thresholds.1);
        let markets: &[bool] = match company.market {
            Some(false) => &[false],
            None if !one_market => &[false, true],
            _ => &[true],
        };
        let unread: &[bool] =
            if company.competencies.iter().flatten().flatten().any(|p| p.unknown) { &[false, true] } else { &[false] };
        let mut worlds = Vec::new();
        // More than this is cut, which only makes the laws a little easier to keep: every world there is must agree.
        let (open, facts) = (&open[..open.len().min(3)], &facts[..facts.len().min(2)]);
        for earned in 0..1u32 << open.len() {
            let mut held = self.held();
            for (_, achievement) in open.iter().enumerate().filter(|(n, _)| earned >> n & 1 == 1) {
                held[self.owner(achievement)] |= 1 << achievement.credential;
            }
            for stated in 0..1u32 << facts.len() {
                for (sum, net_sum) in sums.iter().flat_map(|sum| net_sums.iter().map(move |net| (*sum, *net))) {
                    for (developed, unread) in markets.iter().flat_map(|m| unread.iter().map(move |u| (*m, *u))) {
                        worlds.push(World {
                            held: held.clone(),
                            filler: [sum, net_sum],
                            facts: facts.iter().enumerate().map(|(n, id)| (id.clone(), stated >> n & 1 == 1)).collect(),
                            developed,
                            unread,
                        });
                    }
                }
            }
        }
        worlds
    }

    /// True when nothing was cut from the worlds.
    pub(super) fn is_exhaustive(&self) -> bool {
        let undated = self.company.achievements.iter().filter(|a| a.earned.is_none()).count();
        let facts = self.company.requirements().iter().filter(|r| matches!(r.rule, Rule::Attest)).count();
        undated <= 3 && facts <= 2
    }

    /// What everybody holds for certain.
    pub(super) fn held(&self) -> Vec<u32> {
        let mut held = vec![0; self.company.people.len()];
        for achievement in &self.company.achievements {
            if achievement.earned.is_some_and(|earned| self.counts(achievement, earned)) {
                held[self.owner(achievement)] |= 1 << achievement.credential;
            }
        }
        held
    }

    pub(super) fn owner(&self, achievement: &Achievement) -> usize {
        match achievement.holder {
            Holder::Person(n) => n,
            Holder::Account(n) => self.company.accounts[n].owner,
        }
    }

    /// The latest day on which an undated achievement could have been earned and be seen by now.
    fn some_day(&self, achievement: &Achievement) -> Option<i64> {
        let seen = self.at - self.company.policy.delay;
        let retired = self.company.credentials.get(achievement.credential)?.retired;
        Some(retired.map_or(seen, |day| seen.min(end_of(day) - 1)))
    }

    /// True when the rules, section 2, let an achievement earned then count now.
    pub(super) fn counts(&self, achievement: &Achievement, earned: i64) -> bool {
        let company = self.company;
        let Some(credential) = company.credentials.get(achievement.credential) else {
            return false;
        };
        let person = &company.people[self.owner(achievement)];
        let required = !self.by_rules || self.required() >> achievement.credential & 1 == 1;
        let valid = achievement.revoked.is_none_or(|revoked| revoked > self.at)
            && achievement.expires.is_none_or(|expires| expires > self.at);
        let left = company.policy.departure && person.left.is_some_and(|left| left <= self.at);
        let employed = person.joined.is_none_or(|joined| joined <= self.at) && !left;
        let accepted = credential.kind != Kind::External || company.policy.external;
        let linked = match achievement.holder {
            Holder::Person(_) => Some(person.joined.unwrap_or(i64::MIN / 2)),
            Holder::Account(_) if credential.kind == Kind::External => Some(i64::MIN / 2),
            Holder::Account(n) => self.linked(n, credential.kind),
        };
        let seen = linked.is_some_and(|linked| linked.max(earned) + company.policy.delay <= self.at);
        let in_time = credential.retired.is_none_or(|retired| {
            let last = credential.counts_until.unwrap_or_else(|| retired.plus_months(12));
            day_of(earned) <= retired && self.today <= last
        });
        let fresh = company
            .policy
            .skill_window
            .is_none_or(|months| self.at < end_of(day_of(earned).plus_months(months as i32)));
        required && valid && employed && accepted && seen && in_time && fresh && earned <= self.at
    }

    /// Since when an account is linked to this company through the right source.
    fn linked(&self, account: usize, kind: Kind) -> Option<i64> {
        let account = &self.company.accounts[account];
        let right = match kind {
            Kind::Exam => account.learn,
            Kind::Assessment => account.university,
            Kind::External => true,
        };
        let newest = account.links.iter().filter(|link| link.at <= self.at).max_by_key(|link| link.at)?;
        let holds = right && newest.here && newest.until.is_none_or(|until| until > self.at);
        holds.then_some(newest.at)
    }

    /// The credentials some requirement in force names, as bits.
    fn required(&self) -> u32 {
        let mut named = 0;
        for path in self.company.competencies.iter().flatten().flatten().filter(|p| self.in_force(p)) {
            for_each(&path.requirements, &mut |r| {
                if let Rule::People { tree, .. } = &r.rule {
                    named |= leaves(tree);
                }
            });
        }
        named
    }

    fn in_force(&self, path: &Path) -> bool {
        path.from.is_none_or(|from| from <= self.today) && path.until.is_none_or(|until| self.today <= until)
    }

    /// What was stated last about a fact, when it is in force.
    fn stated(&self, requirement: &str) -> Option<bool> {
        let active = |s: &&Stated| s.from <= self.at && s.until.is_none_or(|until| self.at < until);
        self.company
            .attestations
            .iter()
            .filter(active)
            .find(|s| s.requirement.as_deref() == Some(requirement))
            .map(|s| s.holds)
    }

    fn overridden(&self, competency: usize, level: usize, path: Option<&str>, requirement: Option<&str>) -> bool {
        self.company.overrides.iter().any(|o| {
            (o.competency, o.level) == (competency, level)
                && o.path.as_deref() == path
                && o.requirement.as_deref() == requirement
                && o.from <= self.at
                && o.until.is_some_and(|until| self.at < until)
        })
    }

    /// Whether a level's own rules are met in a world.
    pub(super) fn level(&self, world: &World, competency: usize, level: usize) -> bool {
        self.overridden(competency, level, None, None)
            || self.company.competencies[competency][level].iter().filter(|p| self.in_force(p)).any(|path| {
                let place = Place { competency, level, path: &path.id };
                self.overridden(competency, level, Some(&path.id), None)
                    || if path.unknown { world.unread } else { self.all(world, place, &path.requirements) }
            })
    }

    /// Whether a level is held, counting gold as silver where the policy says so.
    pub(super) fn holds(&self, world: &World, competency: usize, level: usize) -> bool {
        self.level(world, competency, level)
            || level == 0 && self.company.policy.gold_implies_silver && self.level(world, competency, 1)
    }

    fn all(&self, world: &World, place: Place<'_>, list: &[Requirement]) -> bool {
        let open: Vec<&Requirement> = list
            .iter()
            .filter(|r| !self.overridden(place.competency, place.level, Some(place.path), Some(&r.id)))
            .collect();
        let (people, others): (Vec<&Requirement>, Vec<&Requirement>) =
            open.into_iter().partition(|r| matches!(r.rule, Rule::People { .. }));
        others.iter().all(|r| self.one(world, place, r)) && self.staffed(world, &people, &mut Vec::new())
    }

    /// True when sets of exactly the needed sizes exist that satisfy every tie.
    fn staffed(&self, world: &World, list: &[&Requirement], chosen: &mut Vec<u32>) -> bool {
        let Some(requirement) = list.get(chosen.len()) else {
            return true;
        };
        let Rule::People { needed, tree } = &requirement.rule else {
            return false;
        };
        let of = |id: &String| list.iter().position(|r| r.id == *id).and_then(|n| chosen.get(n)).copied();
        let sets: Vec<u32> = (0..1u32 << world.held.len())
            .filter(|set| set.count_ones() == *needed && self.all_fit(world, *set, tree))
            .filter(|set| match &requirement.tie {
                None => true,
                Some(Tie::Same(id)) => of(id).is_none_or(|other| other == *set),
                Some(Tie::Subset(id)) => of(id).is_none_or(|other| set & !other == 0),
                Some(Tie::Different(ids)) => ids.iter().filter_map(of).all(|other| set & other == 0),
            })
            .collect();
        sets.into_iter().any(|set| {
            chosen.push(set);
            let staffed = self.staffed(world, list, chosen);
            chosen.pop();
            staffed
        })
    }

    fn all_fit(&self, world: &World, set: u32, tree: &Tree) -> bool {
        let each = |test: &dyn Fn(u32) -> bool| {
            world.held.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1).all(|(_, held)| test(*held))
        };
        match tree {
            // Under the policy the whole group is at home in one area.
            Tree::Areas(areas) if self.company.policy.shared_focus_area => {
                areas.iter().any(|area| each(&|held| area.iter().all(|c| held >> c & 1 == 1)))
            }
            _ => each(&|held| fits(tree, held)),
        }
    }

    fn one(&self, world: &World, place: Place<'_>, requirement: &Requirement) -> bool {
        let alone = |r: &Requirement| self.all(world, place, std::slice::from_ref(r));
        match &requirement.rule {
            Rule::People { .. } => alone(requirement),
            Rule::Measure(measure) => self.measured(world, measure),
            Rule::Attest => self.stated(&requirement.id).unwrap_or_else(|| {
                // A fact beyond those that vary is taken as open to both, which no law then asks about.
                world.facts.iter().find(|(id, _)| *id == requirement.id).is_some_and(|(_, holds)| *holds)
            }),
            Rule::All(of) => self.all(world, place, of),
            Rule::Any(of) => of.iter().any(alone) || self.mixed(world, of),
            Rule::KOf(k, of) => of.iter().filter(|r| alone(r)).count() >= *k as usize,
        }
    }

    /// Where the policy lets them, people of all branches add up, when every branch asks for one group of one size.
    fn mixed(&self, world: &World, branches: &[Requirement]) -> bool {
        fn group(branch: &Requirement) -> Option<(u32, &Tree)> {
            match &branch.rule {
                Rule::All(of) if of.len() == 1 && branch.tie.is_none() => group(&of[0]),
                Rule::People { needed, tree } if branch.tie.is_none() => Some((*needed, tree)),
                _ => None,
            }
        }
        let groups: Option<Vec<(u32, &Tree)>> = branches.iter().map(group).collect();
        let Some(groups) = groups.filter(|_| self.company.policy.mix_branches) else {
            return false;
        };
        let needed = groups[0].0;
        let fitting = world.held.iter().filter(|held| groups.iter().any(|(_, tree)| fits(tree, **held))).count();
        groups.iter().all(|(n, _)| *n == needed) && fitting >= needed as usize
    }

    fn measured(&self, world: &World, measure: &Measure) -> bool {
        let closed = self.last_closed();
        let recorded =
            |month: Month| self.company.figures.iter().any(|f| f.metric == measure.metric && f.month == month);
        let value = |month: Month| -> i64 {
            if !recorded(month) {
                return world.filler[measure.metric];
            }
            let of_month = |f: &&super::company::Figure| f.metric == measure.metric && f.month == month;
            let counts = |f: &&super::company::Figure| f.named || !measure.named_only;
            self.company.figures.iter().filter(of_month).filter(counts).map(|f| f.value).sum()
        };
        let (sum, months) = match measure.months {
            Some(n) => ((0..n as i32).map(|back| value(closed.plus(-back))).sum::<i64>(), i64::from(n)),
            None => {
                let latest = (0..20).map(|back| closed.plus(-back)).find(|month| recorded(*month));
                (latest.map_or(world.filler[measure.metric], value), 1)
            }
        };
        let threshold = if world.developed { measure.thresholds.0 } else { measure.thresholds.1 };
        let compared = match measure.relation {
            "at_least" => sum >= threshold,
            "more_than" => sum > threshold,
            "at_most" => sum <= threshold,
            "less_than" => sum < threshold,
            other => panic!("{other}"),
        };
        compared && measure.average.is_none_or(|average| sum >= average * months)
    }

    /// The last month whose last day is over.
    pub(super) fn last_closed(&self) -> Month {
        let month = self.today.month();
        if self.at == end_of(month.last()) - 1 { month } else { month.plus(-1) }
    }
}

#[derive(Clone, Copy)]
struct Place<'a> {
    competency: usize,
    level: usize,
    path: &'a str,
}

/// True when somebody who holds exactly these satisfies the tree.
pub(super) fn fits(tree: &Tree, held: u32) -> bool {
    match tree {
        Tree::One(c) => held >> c & 1 == 1,
        Tree::Any(of) => of.iter().any(|tree| fits(tree, held)),
        Tree::All(of) => of.iter().all(|tree| fits(tree, held)),
        Tree::NOf(n, of) => of.iter().filter(|tree| fits(tree, held)).count() >= *n,
        Tree::Areas(areas) => areas.iter().any(|area| area.iter().all(|c| held >> c & 1 == 1)),
    }
}

fn leaves(tree: &Tree) -> u32 {
    match tree {
        Tree::One(c) => 1 << c,
        Tree::Any(of) | Tree::All(of) | Tree::NOf(_, of) => of.iter().map(leaves).fold(0, |a, b| a | b),
        Tree::Areas(areas) => areas.iter().flatten().fold(0, |a, c| a | 1 << c),
    }
}

fn day_of(at: i64) -> Date {
    Zone::UTC.date_of(Instant::from_unix(at))
}

/// The first second after a day.
fn end_of(day: Date) -> i64 {
    Zone::UTC.start_of(day).unix() + DAY
}
