//! What the engine says about time, as lines of text: the form in which cases and unit tests expect it.

use competency::engine::{
    Action, Alert, Cause, Decision, Deed, Difference, Event, Happening, Interval, Offered, Refusal, SafeDay, Shortage,
    Shown, State, Subject, Task,
};
use competency::load::files::MemoryFiles;
use competency::load::workspace::{self, Reading, Workspace};
use competency::model::{AccountIx, AchievementIx, Date, EmployeeIx, Instant, Moment, Quantity, Records};
use competency::rules::{CompetencyIx, CredentialIx, LevelIx, Program};

/// A workspace of one organization.
pub(crate) struct Story(Workspace);

impl Story {
    /// Reads `competency.yaml`, and a programme if there is one.
    pub(crate) fn read(files: &MemoryFiles) -> Self {
        let loaded = workspace::load(files, &Reading::default());
        match loaded.workspace {
            Some(workspace) => Self(workspace),
            None => panic!("{:#?}", loaded.complaints),
        }
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        &self.0
    }

    pub(crate) fn records(&self) -> &Records {
        &self.0.organizations[0].records
    }

    fn program(&self) -> &Program {
        &self.0.program
    }

    /// A day's close, or an exact instant.
    pub(crate) fn instant(&self, text: &str) -> Instant {
        match Moment::parse(text) {
            Ok(Moment::Day(date)) => self.0.zone.close_of(date),
            Ok(Moment::Exact(instant)) => instant,
            Err(error) => panic!("{text}: {error:?}"),
        }
    }

    fn competency(&self, ix: CompetencyIx) -> &str {
        &self.program().competency(ix).expect("a competency").id
    }

    fn competencies(&self, list: &[CompetencyIx]) -> String {
        list.iter().map(|ix| self.competency(*ix)).collect::<Vec<_>>().join("+")
    }

    fn level(&self, competency: CompetencyIx, level: LevelIx) -> String {
        format!("{} {}", self.competency(competency), self.program().ladder.name(level))
    }

    fn person(&self, ix: EmployeeIx) -> &str {
        self.records().employee_id(ix)
    }

    fn people(&self, people: &[EmployeeIx]) -> String {
        people.iter().map(|ix| self.person(*ix)).collect::<Vec<_>>().join("+")
    }

    fn account(&self, ix: AccountIx) -> &str {
        self.records().text(self.records().account(ix).expect("an account").id)
    }

    fn credential(&self, ix: CredentialIx) -> &str {
        self.program().credential_id(ix)
    }

    fn achievement(&self, ix: AchievementIx) -> &str {
        let records = self.records();
        records.text(records.achievement(ix).expect("an achievement").credential)
    }

    fn offer_of(&self, membership: usize) -> &str {
        let records = self.records();
        records.text(records.memberships[membership].offer)
    }

    fn when(&self, at: Instant) -> String {
        self.0.zone.short(at)
    }

    fn subject(&self, subject: Subject) -> String {
        match subject {
            Subject::Membership(n) => self.offer_of(n).to_owned(),
            Subject::Level(competency, level) => self.level(competency, level),
            Subject::Credit(employee, credential) => {
                format!("{} {}", self.person(employee), self.credential(credential))
            }
            Subject::Credential(credential) => self.credential(credential).to_owned(),
            Subject::Employee(employee) => self.person(employee).to_owned(),
            Subject::Account(account) => self.account(account).to_owned(),
            Subject::Override(n) => format!("override {n}"),
        }
    }

    fn cause(&self, cause: &Cause) -> String {
        match cause {
            Cause::CreditLost { employee, credential, reason } => {
                let reason = reason.as_ref().map_or("gone", |reason| reason.code());
                format!("{} lost {} ({reason})", self.person(*employee), self.credential(*credential))
            }
            Cause::CreditGained { employee, credential } => {
                format!("{} gained {}", self.person(*employee), self.credential(*credential))
            }
            Cause::Figure { metric, month, before, after } => {
                let month = month.map_or("no month".to_owned(), |month| month.to_string());
                format!("{metric} {} -> {} at {month}", interval(*before), interval(*after))
            }
            Cause::OverrideBegan(n) => format!("override {n} began"),
            Cause::OverrideEnded(n) => format!("override {n} ends"),
            Cause::Stated(n) => format!("attestation {n} began"),
            Cause::StatementEnded(n) => format!("attestation {n} ends"),
            Cause::RulesChanged { path } => format!("rules of {path} changed"),
            Cause::Crowded(by) => format!("crowded by {}", self.competencies(by)),
            Cause::Freed(by) => format!("freed by {}", self.competencies(by)),
            Cause::Bought(n) => format!("{} bought", self.offer_of(*n)),
            Cause::Renewed(n) => format!("{} renewed", self.offer_of(*n)),
            Cause::TermEnds(day) => format!("term ends {day}"),
            Cause::WindowCloses(day) => format!("window closes {day}"),
            Cause::Ends { employee, credential, ending } => {
                let cause = format!("{:?}", ending.cause).to_lowercase();
                format!("{} {} {cause} {}", self.person(*employee), self.credential(*credential), self.when(ending.at))
            }
            Cause::NotCounted { achievement, reason } => {
                format!("{} is {}", self.achievement(*achievement), reason.code())
            }
            Cause::RestsOn(people) => format!("rests on {}", self.people(people)),
            Cause::SameName(people) => format!("one name {}", self.people(people)),
            Cause::SameAccount(accounts) => {
                format!("one account {}", accounts.iter().map(|ix| self.account(*ix)).collect::<Vec<_>>().join("+"))
            }
            Cause::TooSoon { previous, next } => format!("linked {previous}, again from {next}"),
            Cause::Unused => "unused".to_owned(),
        }
    }

    fn causes(&self, causes: &[Cause]) -> String {
        causes.iter().map(|cause| self.cause(cause)).collect::<Vec<_>>().join(", ")
    }

    /// `earn e-ito 70-534 by 2018-12-30`
    pub(crate) fn action(&self, action: &Action) -> String {
        let list = |ids: &[CredentialIx]| ids.iter().map(|ix| self.credential(*ix)).collect::<Vec<_>>().join("+");
        let deed = match &action.deed {
            Deed::Earn { employee, credentials } => format!("{} earns {}", self.person(*employee), list(credentials)),
            Deed::Link { employee, account } => format!("{} links {}", self.person(*employee), self.account(*account)),
            Deed::Correct { employee, achievement } => {
                format!("correct {} {}", self.person(*employee), self.achievement(*achievement))
            }
            Deed::Wait { employee, achievement } => {
                format!("wait for {} {}", self.person(*employee), self.achievement(*achievement))
            }
            Deed::Staff { competency, level, requirement, people, credentials } => {
                let requirement = requirement.as_ref().map_or(String::new(), |id| format!(" {id}"));
                let earn = if credentials.is_empty() { String::new() } else { format!(" with {}", list(credentials)) };
                format!("{people} more for {}{requirement}{earn}", self.level(*competency, *level))
            }
            Deed::Raise { metric, amount } => format!("raise {metric} by {}", quantity(*amount)),
            Deed::Record { metric, months } => {
                let ends = [months.first(), months.last()].map(|m| m.map_or(String::new(), ToString::to_string));
                format!("record {metric} {}", ends.join("..."))
            }
            Deed::State { competency, level, requirement } => {
                format!("state {} {}", self.level(*competency, *level), requirement.as_deref().unwrap_or(""))
            }
            Deed::Renew(n) => format!("renew {}", self.offer_of(*n)),
            Deed::Buy(offer) => format!("buy {}", offer.map_or("", |n| &self.program().offers[n].id)),
            Deed::ReviewSkills => "review skills".to_owned(),
            Deed::Extend(n) => format!("extend override {n}"),
            Deed::Remove(n) => format!("remove override {n}"),
            Deed::Merge(people) => format!("merge {}", self.people(people)),
        };
        let day = |word: &str, day: Option<Date>| day.map_or(String::new(), |day| format!(" {word} {day}"));
        format!("{deed}{}{}", day("from", action.not_before), day("by", action.by))
    }

    /// `warning renewal-at-risk datacenter silver on 2018-07-01: e-yamada lost 70-412 (left); e-yoshida links x by ...`
    pub(crate) fn alert(&self, alert: &Alert) -> String {
        let date = alert.date.map_or(String::new(), |date| format!(" on {date}"));
        let actions: String = alert.actions.iter().map(|action| format!("; {}", self.action(action))).collect();
        let head = format!("{} {} {}{date}", alert.severity.word(), alert.code.word(), self.subject(alert.subject));
        format!("{head}: {}{actions}", self.causes(&alert.causes))
    }

    /// `2018-11-16 devops gold met -> not_met: e-suzuki lost psm-i (left)`
    pub(crate) fn event(&self, event: &Event) -> String {
        let state = |state: Option<State>| state.map_or("none", State::word);
        let what = match &event.what {
            Happening::Level { competency, level, from, to } => {
                format!("{} {} -> {}", self.level(*competency, *level), from.word(), to.word())
            }
            Happening::Membership { membership, from, to } => {
                format!("{} {} -> {}", self.offer_of(*membership), state(*from), state(*to))
            }
            Happening::Cleared(alert) => return format!("{} cleared {}", self.when(event.at), self.alert(alert)),
            Happening::Raised(alert) => return format!("{} raised {}", self.when(event.at), self.alert(alert)),
        };
        format!("{} {what}: {}", self.when(event.at), self.causes(&event.causes))
    }

    /// `datacenter silver since 2018-03-01, not_met since 2018-07-01: e-yamada lost 70-412 (left)`
    pub(crate) fn shown(&self, shown: &Shown) -> String {
        let carried = shown.carried_by.map_or(String::new(), |n| format!(", by {}", self.program().exemptions[n].id));
        let lost = shown.lost.as_ref().map_or(String::new(), |lost| {
            let since = format!(", {} since {}", shown.now.word(), self.when(lost.at));
            if lost.causes.is_empty() { since } else { format!("{since}: {}", self.causes(&lost.causes)) }
        });
        format!("{} since {}{carried}{lost}", self.level(shown.competency, shown.level), self.when(shown.since))
    }

    /// `silver: buy already-bought, upgrade not-an-upgrade, renew not open before 2019-03-02`
    pub(crate) fn offered(&self, offered: &Offered) -> String {
        let [buy, upgrade, renew] = [&offered.buy, &offered.upgrade, &offered.renew].map(|d| self.decision(offered, d));
        format!("{}: buy {buy}; upgrade {upgrade}; renew {renew}", self.program().offers[offered.offer].id)
    }

    fn decision(&self, offered: &Offered, decision: &Decision) -> String {
        match decision {
            Decision::Allowed(terms) => {
                let offer = &self.program().offers[offered.offer];
                let waived =
                    terms.exemption.map_or(String::new(), |n| format!(", by {}", self.program().exemptions[n].id));
                let price =
                    terms.prices.first().filter(|_| terms.discount_percent > 0).map_or(String::new(), |price| {
                        format!(", {} {}", quantity(price.amount), offer.fees[price.fee].currency)
                    });
                format!("until {}{waived}{price}", terms.anniversary)
            }
            Decision::Unknown(shortage) => format!("unknown ({})", self.shortage(shortage)),
            Decision::Refused(all) => {
                let words: Vec<String> = all.iter().map(|refusal| self.refusal(refusal)).collect();
                format!("no ({})", words.join(", "))
            }
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Requirement(shortage) => self.shortage(shortage),
            Refusal::AlreadyBought(n) => format!("has {}", self.offer_of(*n)),
            Refusal::HoldsHigher(n) => format!("has higher {}", self.offer_of(*n)),
            Refusal::NotAnUpgrade { from } => {
                from.as_ref().map_or("no upgrade".to_owned(), |from| format!("no active {from}"))
            }
            Refusal::NothingToRenew => "never bought".to_owned(),
            Refusal::NotOpenYet(day) => format!("opens {day}"),
            Refusal::Closed(day) => format!("closed {day}"),
            Refusal::ProgrammeOver(day) => format!("programme over {day}"),
        }
    }

    fn shortage(&self, shortage: &Shortage) -> String {
        let level = self.program().ladder.name(shortage.level);
        let nearest = shortage.nearest.as_ref().map_or("nothing", |nearest| self.competency(nearest.competency));
        let perhaps: String = shortage.perhaps.iter().map(|c| format!(", perhaps {}", self.competency(*c))).collect();
        let instead = shortage.instead.map_or(String::new(), |n| format!(", instead {}", self.program().offers[n].id));
        format!("needs {level}, nearest {nearest}{perhaps}{instead}")
    }

    /// `error 2 aoki earns 70-480 by 2018-11-13`
    pub(crate) fn task(&self, task: &Task) -> String {
        format!("{} {} {}", task.severity.word(), task.protects.len(), self.action(&task.action))
    }

    /// `k silver: aoki old until 2018-03-31, in the window until none`
    pub(crate) fn safe_day(&self, day: &SafeDay) -> String {
        let until = |day: Option<Date>| day.map_or("none".to_owned(), |day| day.to_string());
        let who = day.employee.map_or("anybody", |ix| self.person(ix));
        let (anniversary, window) = (until(day.anniversary), until(day.window));
        let level = self.level(day.competency, day.level);
        format!("{level}: {who} {} until {anniversary}, in the window until {window}", self.credential(day.credential))
    }

    /// A difference whose numbers belong to these records.
    pub(crate) fn difference(&self, difference: &Difference) -> String {
        match difference {
            Difference::Level { competency, level, from, to, causes } => {
                format!("{} {} -> {}: {}", self.level(*competency, *level), from.word(), to.word(), self.causes(causes))
            }
            Difference::Membership { from, to } => {
                let word = |held: &Option<competency::engine::compare::Held>| {
                    held.map_or("none".to_owned(), |h| {
                        format!("{} until {}, {}", h.state.word(), h.anniversary, h.eligible.word())
                    })
                };
                format!("membership {} -> {}", word(from), word(to))
            }
            Difference::Gained { employee, credential, new } => {
                let new = if *new { " (new)" } else { "" };
                format!("{}{new} gained {}", self.person(*employee), self.credential(*credential))
            }
            Difference::Lost { employee, credential, reason } => {
                let reason = reason.as_ref().map_or("gone", |reason| reason.code());
                format!("{} lost {} ({reason})", self.person(*employee), self.credential(*credential))
            }
        }
    }
}

fn quantity(quantity: Option<Quantity>) -> String {
    quantity.map_or("?".to_owned(), |quantity| quantity.to_string())
}

fn interval(interval: Interval) -> String {
    let (certain, possible) = (interval.certain, interval.possible);
    if certain == possible { quantity(certain) } else { format!("{}..{}", quantity(certain), quantity(possible)) }
}
