//! One company of the network: its people, what they earned, and its figures.
//!
//! A company is made of its number and the seed alone, so a small network is the beginning of a large one, and any
//! number of them can be made without keeping more than one.

use crate::names;
use crate::programme::{Plan, Programme, Target, is_assessment, is_external};
use crate::random::Random;
use competency::model::Market;
use competency::rules::{CredentialIx, CredentialKind};

/// Sizes, from and to, and how many of a thousand companies have such a size: ten people on average.
const SIZES: [(i32, i32); 8] = [(1, 1), (2, 3), (4, 8), (9, 15), (16, 30), (31, 80), (81, 300), (300, 600)];
const SIZE_WEIGHTS: [usize; 8] = [120, 235, 340, 170, 95, 34, 5, 1];
/// How many competencies a company works towards: none to four.
const AREA_WEIGHTS: [usize; 5] = [30, 42, 18, 7, 3];
/// How old something is at most, in days.
const OLDEST: i32 = 3000;

/// A company with everything that is recorded of it.
pub(crate) struct Company {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) market: Market,
    pub(crate) country: &'static str,
    pub(crate) people: Vec<Person>,
    pub(crate) links: Vec<Link>,
    pub(crate) earned: Vec<Earned>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) membership: Option<Membership>,
}

/// Somebody. Days are counted from the day of evaluation.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The part of the work mail before the `@`.
    pub(crate) mailbox: String,
    pub(crate) joined: Option<i32>,
    pub(crate) left: Option<i32>,
    pub(crate) learn: Option<String>,
    pub(crate) university: Option<String>,
}

/// A link of an account.
pub(crate) struct Link {
    pub(crate) account: String,
    pub(crate) organization: String,
    pub(crate) linked: i32,
    pub(crate) unlinked: Option<i32>,
    /// True when it stands among the rows of another company, which has the same account.
    pub(crate) recorded_elsewhere: bool,
}

/// Somebody earned something.
pub(crate) struct Earned {
    /// The place of the person.
    pub(crate) person: usize,
    pub(crate) on: Profile,
    pub(crate) title: Title,
    pub(crate) day: Option<i32>,
    pub(crate) expires: Option<i32>,
    pub(crate) revoked: Option<i32>,
    pub(crate) evidence: Option<usize>,
}

/// Where an achievement is recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Learn,
    University,
    Employee,
}

/// What was earned, as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Title {
    /// A credential in one of its spellings.
    Known(CredentialIx, usize),
    /// A title that the catalogue does not have.
    Unknown(usize),
}

impl Title {
    /// As it is written.
    pub(crate) fn text(self, programme: &Programme) -> &str {
        match self {
            Self::Known(CredentialIx(ix), spelling) => &programme.spellings[ix as usize][spelling],
            Self::Unknown(n) => programme.unknown[n],
        }
    }

    /// A number that is the same for what is written the same.
    pub(crate) fn number(self, programme: &Programme) -> u64 {
        match self {
            Self::Known(CredentialIx(ix), spelling) => {
                let spellings = &programme.spellings[ix as usize];
                let first = spellings.iter().position(|other| *other == spellings[spelling]).unwrap_or(spelling);
                u64::from(ix) * 4 + first as u64
            }
            Self::Unknown(n) => u64::MAX - n as u64,
        }
    }
}

/// The value of a metric in one month.
pub(crate) struct Figure {
    pub(crate) metric: String,
    pub(crate) month: String,
    pub(crate) value: String,
    pub(crate) association: String,
}

/// What was bought. Days are counted from the day of evaluation.
pub(crate) struct Membership {
    pub(crate) offer: String,
    pub(crate) purchased: i32,
    pub(crate) renewals: Vec<i32>,
}

/// Makes the company with this number.
pub(crate) fn make(programme: &Programme, seed: u64, number: usize) -> Company {
    let mut random = Random::new(seed, number as u64, 0);
    let place = random.weighted(&names::COUNTRY_WEIGHTS);
    let (country, developed) = names::COUNTRIES[place];
    let market = if developed { Market::Developed } else { Market::Developing };
    let japanese = country == "JP";
    let mut company = Company {
        id: names::company_id(number),
        name: names::company(japanese, number, &mut random),
        market,
        country,
        people: Vec::new(),
        links: Vec::new(),
        earned: Vec::new(),
        figures: Vec::new(),
        membership: None,
    };
    let (low, high) = SIZES[random.weighted(&SIZE_WEIGHTS)];
    for n in 0..random.between(low, high) as usize {
        let person = person(japanese, number, n, &mut random);
        let (links, person) = links(person, &company.id, &mut random);
        company.links.extend(links);
        company.people.push(person);
    }
    movers(&mut company, seed, number);
    let mut maker = Maker { programme, random, company };
    let wanted = maker.strive();
    for (person, credentials) in wanted.into_iter().enumerate() {
        maker.earn(person, credentials);
    }
    maker.membership();
    maker.company
}

fn person(japanese: bool, company: usize, n: usize, random: &mut Random) -> Person {
    let (name, base) = names::person(japanese, random);
    // Nobody else in the network has this tag: companies have fewer than a thousand people.
    let mailbox = format!("{base}.{}", names::tag(company * 1024 + n));
    let joined = (!random.per_mille(80)).then(|| -random.between(1, 5000));
    let joined = if random.per_mille(10) { Some(random.between(1, 120)) } else { joined };
    let left = random.per_mille(70).then(|| joined.unwrap_or(-OLDEST) + random.between(90, 2500));
    let learn = (!random.per_mille(90)).then(|| format!("{mailbox}@mail.example"));
    let university = match (random.below(10), &learn) {
        (0..=1, Some(learn)) => Some(learn.clone()),
        (2..=3, Some(_)) => Some(format!("{mailbox}@study.example")),
        _ => None,
    };
    Person { id: format!("e-{:04}", n + 1), name, mailbox, joined, left, learn, university }
}

/// The links of a person's accounts.
fn links(person: Person, own: &str, random: &mut Random) -> (Vec<Link>, Person) {
    let mut links = Vec::new();
    let second = person.university.as_ref().filter(|address| person.learn.as_ref() != Some(address));
    for account in person.learn.iter().chain(second) {
        let mut link = |organization: &str, linked: i32, unlinked: Option<i32>| {
            let (account, organization) = (account.clone(), organization.to_owned());
            links.push(Link { account, organization, linked, unlinked, recorded_elsewhere: false });
        };
        let since = person.joined.unwrap_or(-OLDEST).min(-20) + random.between(0, 15);
        match random.below(1000) {
            0..=29 => {}
            // Made a few days from now, or on the very day, which does not show yet.
            30..=39 => link(own, random.between(0, 20), None),
            40..=59 => link(own, since, Some(since + random.between(30, 1500))),
            // Somebody else's by now, though nobody told us that the person left.
            60..=79 => {
                link(own, since, None);
                let other = *random.pick(&names::OUTSIDE);
                link(other, since + random.between(20, 900), None);
            }
            // Was somebody else's before.
            80..=119 => {
                let other = *random.pick(&names::OUTSIDE);
                link(other, since - random.between(40, 900), None);
                link(own, since, None);
            }
            _ => link(own, since, None),
        }
    }
    (links, person)
}

/// Now and then somebody moves from a company to the next one, and both have the account and their own link.
fn movers(company: &mut Company, seed: u64, number: usize) {
    let mover = |from: usize| {
        let mut random = Random::new(seed, from as u64, 1);
        let moved = random.per_mille(20).then(|| -random.between(5, 1000));
        moved.map(|day| (person(false, from, 1023, &mut random), day))
    };
    if let Some((mut person, day)) = mover(number) {
        let account = person.learn.take().unwrap_or_else(|| format!("{}@mail.example", person.mailbox));
        let next = names::company_id(number + 1);
        let mine = Link {
            account: account.clone(),
            organization: company.id.clone(),
            linked: day - 700,
            unlinked: None,
            recorded_elsewhere: false,
        };
        let theirs = Link {
            account: account.clone(),
            organization: next,
            linked: day,
            unlinked: None,
            recorded_elsewhere: true,
        };
        company.links.extend([mine, theirs]);
        // Half of the companies note that somebody left.
        let left = (day % 2 == 0).then_some(day);
        company.people.push(Person {
            id: "e-moved".to_owned(),
            joined: Some(day - 710),
            left,
            learn: Some(account),
            university: None,
            ..person
        });
    }
    if let Some((mut person, day)) = number.checked_sub(1).and_then(mover) {
        let account = person.learn.take().unwrap_or_else(|| format!("{}@mail.example", person.mailbox));
        let before = Link {
            account: account.clone(),
            organization: names::company_id(number - 1),
            linked: day - 700,
            unlinked: None,
            recorded_elsewhere: true,
        };
        let mine = Link {
            account: account.clone(),
            organization: company.id.clone(),
            linked: day,
            unlinked: None,
            recorded_elsewhere: false,
        };
        company.links.extend([before, mine]);
        company.people.push(Person {
            id: "e-joined".to_owned(),
            joined: Some(day),
            left: None,
            learn: Some(account),
            university: None,
            ..person
        });
    }
}

/// Fills in what the people of a company do.
struct Maker<'p> {
    programme: &'p Programme,
    random: Random,
    company: Company,
}

impl Maker<'_> {
    /// What everybody earns, some of it for the competencies the company works towards.
    fn strive(&mut self) -> Vec<Vec<CredentialIx>> {
        let (programme, people) = (self.programme, self.company.people.len());
        let mut wanted = vec![Vec::new(); people];
        let mut useful: Vec<CredentialIx> = Vec::new();
        for _ in 0..self.random.weighted(&AREA_WEIGHTS) {
            // Some competencies are far more common than others.
            let areas = programme.areas.len();
            let area = &programme.areas[self.random.below(areas).min(self.random.below(areas))];
            let gold = people >= 4 && self.random.per_mille(60);
            let share = if self.random.per_mille(480) { 100 } else { self.random.between(20, 90) as usize };
            let Plan { people: plan, figures } =
                programme.plan(area, gold, self.company.market, share, &mut self.random);
            let first = self.random.below(people);
            for (person, credential) in plan.into_iter().filter(|(person, _)| *person < people) {
                wanted[(first + person) % people].push(credential);
            }
            for target in figures {
                self.figures(&target, share);
            }
            // A certification takes several exams, so fewer people have one.
            let exams = |ix: &&CredentialIx| programme.credential(**ix).kind != CredentialKind::Certification;
            useful.extend(area.credentials.iter().filter(exams));
        }
        // Who strives for something mostly reports some figure, if only a modest one.
        for _ in 0..3 {
            if !useful.is_empty() && self.company.figures.is_empty() {
                let area = self.random.pick(&programme.areas);
                for target in programme.plan(area, false, self.company.market, 0, &mut self.random).figures {
                    self.figures(&target, 0);
                }
            }
        }
        for credentials in &mut wanted {
            let target = match self.random.below(100) {
                0..=5 => 0,
                6..=96 => 1 + self.random.below(11) + self.random.below(13),
                _ => 25 + self.random.below(36),
            };
            // Who works towards nothing has less to show.
            let target = if useful.is_empty() { target / 3 } else { target };
            // What people collect besides is mostly old, or taken again.
            while credentials.len() < target {
                credentials.push(match self.random.below(100) {
                    0..=54 if !useful.is_empty() => *self.random.pick(&useful),
                    0..=5 => CredentialIx(self.random.below(programme.spellings.len()) as u32),
                    6..=69 if !credentials.is_empty() => *self.random.pick(credentials),
                    _ => *self.random.pick(&programme.idle),
                });
            }
        }
        wanted
    }

    /// Twelve months of a metric, unless the company reports it already or has three others.
    fn figures(&mut self, target: &Target, share: usize) {
        let reported: Vec<&str> =
            self.company.figures.chunk_by(|a, b| a.metric == b.metric).map(|c| c[0].metric.as_str()).collect();
        if reported.len() == 3 || reported.contains(&target.metric.as_str()) {
            return;
        }
        let metric = self.programme.program.metric(&target.metric);
        let money = metric.is_some_and(|metric| metric.family == "revenue" || metric.unit == "USD");
        let usual = if share == 100 { self.random.between(85, 320) } else { self.random.between(10, 110) } as u64;
        for back in (1..=12).rev() {
            if self.random.per_mille(4) {
                continue;
            }
            let hundredths = target.monthly * usual * self.random.between(80, 120) as u64 / 100;
            let value = if money {
                format!("{}.{:02}", hundredths / 100, hundredths % 100)
            } else {
                hundredths.div_ceil(100).to_string()
            };
            let association = match target.associations.as_slice() {
                [] => String::new(),
                _ if self.random.per_mille(20) => String::new(),
                of => self.random.pick(of).clone(),
            };
            let month = self.programme.today.month().plus(-back).to_string();
            self.company.figures.push(Figure { metric: target.metric.clone(), month, value, association });
        }
    }

    fn earn(&mut self, person: usize, credentials: Vec<CredentialIx>) {
        for ix in credentials {
            let title = match self.random.below(1000) {
                0..=9 => Title::Unknown(self.random.below(self.programme.unknown.len())),
                10..=24 => Title::Known(ix, 1),
                25..=39 => Title::Known(ix, 2),
                _ => Title::Known(ix, 0),
            };
            let earned = self.earned(person, title, ix);
            // The same row twice, or the same exam taken once more.
            if self.random.per_mille(10) {
                self.company.earned.push(Earned { ..earned });
            } else if self.random.per_mille(30) {
                let day = earned.day.map(|day| day - self.random.between(30, 700));
                self.company.earned.push(Earned { day, evidence: None, ..earned });
            }
            self.company.earned.push(earned);
        }
    }

    fn earned(&mut self, person: usize, title: Title, ix: CredentialIx) -> Earned {
        let (programme, random) = (self.programme, &mut self.random);
        let credential = programme.credential(ix);
        let (external, assessment) = (is_external(credential), is_assessment(credential));
        let mut day = -random.between(2, OLDEST).min(random.between(2, OLDEST));
        if let Some(retired) = credential.retired.map(|retired| retired.days_since(programme.today))
            && day > retired
            && !random.per_mille(40)
        {
            day = retired - random.between(0, 900);
        }
        if random.per_mille(4) {
            day = random.between(1, 200);
        }
        let expires = random.per_mille(if external { 700 } else { 25 }).then(|| day + 730 * random.between(1, 3));
        let revoked = random.per_mille(3).then(|| day + random.between(1, 1000));
        let evidence = random.per_mille(if external { 500 } else { 20 }).then(|| random.below(1_000_000));
        let who = &self.company.people[person];
        let on = match (&who.learn, &who.university) {
            _ if external || random.per_mille(30) => Profile::Employee,
            (_, Some(_)) if assessment != random.per_mille(10) => Profile::University,
            // Without a profile of the right kind somebody else has to write it down, or it is on the wrong one.
            (Some(_), _) if !assessment || random.per_mille(50) => Profile::Learn,
            _ => Profile::Employee,
        };
        let day = (!random.per_mille(7)).then_some(day);
        Earned { person, on, title, day, expires, revoked, evidence }
    }

    fn membership(&mut self) {
        let offers = &self.programme.program.offers;
        if offers.is_empty() || !self.random.per_mille(550) {
            return;
        }
        let offer = self.random.pick(offers).id.clone();
        let purchased = -self.random.between(10, 1400);
        let renewals = (1..).map(|year| purchased + 365 * year).take_while(|day| *day < -30).collect();
        self.company.membership = Some(Membership { offer, purchased, renewals });
    }
}
