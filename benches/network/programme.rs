//! What companies of the network strive for, from the built-in programme itself.

use crate::random::Random;
use competency::diagnostic::Sources;
use competency::load::builtin;
use competency::model::{Date, Market};
use competency::rules::{
    Credential, CredentialIx, CredentialKind, CredentialSet, Number, Path, Period, Program, Relation, Requirement, Tie,
    Tree, Truth, Window,
};
use std::collections::HashMap;

/// Titles that stand in exports and that no catalogue has.
const UNKNOWN: [&str; 6] = ["AZ-100", "AZ-900", "MS-100", "70-999", "Onboarding, part 2", "社内研修 2017"];
/// The first and last day of the calendar, counted from the day of evaluation.
const CALENDAR: (i32, i32) = (-7300, 1500);

/// The rules, and what is worked out of them once.
pub(crate) struct Programme {
    /// The rules.
    pub(crate) program: Program,
    /// The day of evaluation: the day the rules were read.
    pub(crate) today: Date,
    /// For every credential, how it is written in exports: the id, the id in small letters, the name.
    pub(crate) spellings: Vec<[String; 3]>,
    /// Titles the catalogue does not have.
    pub(crate) unknown: Vec<&'static str>,
    /// What a company can aim at.
    pub(crate) areas: Vec<Area>,
    /// Credentials that help with nothing today: no rule asks for them, or they do not count any more.
    pub(crate) idle: Vec<CredentialIx>,
    calendar: Vec<String>,
}

/// One competency that can be reached today.
pub(crate) struct Area {
    /// Its place in the program.
    pub(crate) competency: usize,
    /// Every credential its rules name, also those of other days.
    pub(crate) credentials: Vec<CredentialIx>,
}

/// What one company does for one competency.
#[derive(Default)]
pub(crate) struct Plan {
    /// Who earns what; people are numbers from 0, in the order in which they are needed.
    pub(crate) people: Vec<(usize, CredentialIx)>,
    /// Which figures are reported.
    pub(crate) figures: Vec<Target>,
}

/// A figure and what is asked of it.
pub(crate) struct Target {
    /// The metric.
    pub(crate) metric: String,
    /// Linked to the company in one of these ways; empty when it does not matter.
    pub(crate) associations: Vec<String>,
    /// What is asked for in one month.
    pub(crate) monthly: u64,
}

impl Programme {
    /// Reads the built-in programme.
    pub(crate) fn read(id: &str) -> Option<Self> {
        let program = builtin::find(id)?.read(&mut Sources::new(), &mut Vec::new())?;
        let today = program.as_of?;
        let spellings =
            (0..).map(CredentialIx).zip(&program.credentials).map(|(ix, c)| spellings(&program, ix, c)).collect();
        let unknown = UNKNOWN.into_iter().filter(|title| program.find_credential(title).is_none()).collect();
        let calendar = (CALENDAR.0..=CALENDAR.1).map(|day| today.plus_days(day).to_string()).collect();
        let areas = areas(&program, today);
        let idle = idle(&program, today);
        (!areas.is_empty() && !idle.is_empty()).then_some(Self {
            program,
            today,
            spellings,
            unknown,
            areas,
            idle,
            calendar,
        })
    }

    /// A day, counted from the day of evaluation, as text.
    pub(crate) fn day(&self, day: i32) -> &str {
        &self.calendar[(day.clamp(CALENDAR.0, CALENDAR.1) - CALENDAR.0) as usize]
    }

    /// The credential with this number.
    pub(crate) fn credential(&self, ix: CredentialIx) -> &Credential {
        &self.program.credentials[ix.0 as usize]
    }

    /// How a company goes for a level: one of its paths, the people it takes, and one more for safety now and then.
    /// `share` is how much of it is done, in percent.
    pub(crate) fn plan(&self, area: &Area, gold: bool, market: Market, share: usize, random: &mut Random) -> Plan {
        let levels = &self.program.competencies[area.competency].levels;
        let reachable = |paths: &'_ Vec<Path>| paths.iter().any(|path| self.usable(path));
        let level = levels.iter().enumerate().filter(|(_, paths)| reachable(paths)).map(|(n, _)| n);
        let Some(level) = (if gold { level.max() } else { level.min() }) else {
            return Plan::default();
        };
        let paths: Vec<&Path> = levels[level].iter().filter(|path| self.usable(path)).collect();
        let mut planner =
            Planner { programme: self, market, share, random, places: HashMap::new(), plan: Plan::default() };
        let path = *planner.random.pick(&paths);
        planner.requirements(&path.requirements);
        planner.plan
    }

    fn usable(&self, path: &Path) -> bool {
        path.in_force.contains(self.today) && path.unknown.is_none()
    }
}

/// Goes through the requirements of one path.
struct Planner<'p> {
    programme: &'p Programme,
    market: Market,
    share: usize,
    random: &'p mut Random,
    /// For every requirement about people, the first of its people and the one after the last.
    places: HashMap<&'p str, (usize, usize)>,
    plan: Plan,
}

impl<'p> Planner<'p> {
    fn requirements(&mut self, of: &'p [Requirement]) {
        for requirement in of.iter().filter(|r| r.in_force.contains(self.programme.today)) {
            match &requirement.truth {
                Truth::All(of) => self.requirements(of),
                Truth::Any(of) if !of.is_empty() => {
                    let at = self.random.below(of.len());
                    self.requirements(&of[at..=at]);
                }
                Truth::KOf { k, of } => self.requirements(&of[..of.len().min(*k as usize)]),
                Truth::Compare(comparison) if matches!(comparison.relation, Relation::AtLeast | Relation::MoreThan) => {
                    let threshold = comparison.threshold.for_market(self.market).ceil();
                    match &comparison.number {
                        Number::People(people) => self.people(requirement, &people.holding, threshold),
                        Number::Measure(measure) => {
                            let months = match measure.window {
                                Window::TrailingMonths(months) => u64::from(months.max(1)),
                                Window::Snapshot => 1,
                            };
                            self.plan.figures.push(Target {
                                metric: measure.metric.clone(),
                                associations: measure.associations.clone().unwrap_or_default(),
                                monthly: u64::from(threshold).div_ceil(months),
                            });
                        }
                    }
                }
                Truth::Any(_) | Truth::Compare(_) | Truth::Attest { .. } => {}
            }
        }
    }

    fn people(&mut self, requirement: &'p Requirement, holding: &Tree, threshold: u32) {
        let place = |id: &str, places: &HashMap<&str, (usize, usize)>| places.get(id).copied().unwrap_or((0, 0));
        let first = match &requirement.tie {
            Some(Tie::SamePeopleAs(other) | Tie::SubsetOf(other)) => place(other, &self.places).0,
            Some(Tie::DifferentPeopleFrom(others)) => {
                others.iter().map(|other| place(other, &self.places).1).max().unwrap_or(0)
            }
            None => 0,
        };
        let wanted = threshold as usize + usize::from(self.random.per_mille(400));
        let end = first + (wanted * self.share / 100).max(1);
        if let Some(id) = &requirement.id {
            self.places.insert(id, (first, end));
        }
        for person in first..end {
            self.holding(holding, person);
        }
    }

    fn holding(&mut self, tree: &Tree, person: usize) {
        match tree {
            Tree::Credential { credential, .. } => self.plan.people.push((person, *credential)),
            Tree::FocusArea { tree, .. } => self.holding(tree, person),
            Tree::AllOf(of) => of.iter().for_each(|tree| self.holding(tree, person)),
            Tree::NOf { n, from } => from.iter().take(*n as usize).for_each(|tree| self.holding(tree, person)),
            Tree::AnyOf(of) if !of.is_empty() => {
                // People rarely aim at what does not count any more.
                let mut chosen = self.random.below(of.len());
                for _ in 0..3 {
                    if self.counts(&of[chosen]) {
                        break;
                    }
                    chosen = self.random.below(of.len());
                }
                self.holding(&of[chosen], person);
            }
            Tree::AnyOf(_) => {}
        }
    }

    fn counts(&self, tree: &Tree) -> bool {
        let programme = self.programme;
        let mut counts = true;
        tree.for_each_leaf(&mut |ix, in_force| {
            let last = programme.credential(ix).last_counting_day(&programme.program.policy);
            counts &= in_force.contains(programme.today) && last.is_none_or(|last| last >= programme.today);
        });
        counts
    }
}

/// Names are left out where they do not tell one credential from another.
fn spellings(program: &Program, ix: CredentialIx, credential: &Credential) -> [String; 3] {
    let name = if program.find_credential(&credential.name) == Some(ix) { &credential.name } else { &credential.id };
    [credential.id.clone(), credential.id.to_lowercase(), name.clone()]
}

fn areas(program: &Program, today: Date) -> Vec<Area> {
    let mut areas = Vec::new();
    for (competency, rules) in program.competencies.iter().enumerate() {
        let paths = || rules.levels.iter().flatten();
        let mut credentials = Vec::new();
        for path in paths() {
            for_each_leaf(&path.requirements, &mut |credential, _| credentials.push(credential));
        }
        credentials.sort_unstable();
        credentials.dedup();
        if paths().any(|path| path.in_force.contains(today) && path.unknown.is_none()) {
            areas.push(Area { competency, credentials });
        }
    }
    areas
}

fn idle(program: &Program, today: Date) -> Vec<CredentialIx> {
    let mut needed = CredentialSet::default();
    let paths = program.competencies.iter().flat_map(|competency| competency.levels.iter().flatten());
    for path in paths.filter(|path| path.in_force.contains(today)) {
        for_each_leaf(&path.requirements, &mut |credential, in_force| {
            if in_force.contains(today) {
                needed.insert(credential);
            }
        });
    }
    let useful = |ix: CredentialIx, credential: &Credential| {
        let last = credential.last_counting_day(&program.policy);
        needed.contains(ix) && last.is_none_or(|last| last >= today)
    };
    let all = (0..).map(CredentialIx).zip(&program.credentials);
    all.filter(|(ix, credential)| !useful(*ix, credential)).map(|(ix, _)| ix).collect()
}

fn for_each_leaf(requirements: &[Requirement], visit: &mut impl FnMut(CredentialIx, Period)) {
    for requirement in requirements {
        match &requirement.truth {
            Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => for_each_leaf(of, visit),
            Truth::Compare(comparison) => {
                if let Number::People(people) = &comparison.number {
                    people.holding.for_each_leaf(visit);
                }
            }
            Truth::Attest { .. } => {}
        }
    }
}

/// True for what is recorded at the university.
pub(crate) fn is_assessment(credential: &Credential) -> bool {
    credential.kind == CredentialKind::Assessment
}

/// True for what a third party certifies.
pub(crate) fn is_external(credential: &Credential) -> bool {
    credential.kind == CredentialKind::External
}
