//! The files that describe a company.

use super::company::{Company, Holder, Kind, LEVELS, Requirement, Rule, Stated, Tie, Tree, World, at};
use competency::load::files::MemoryFiles;
use competency::load::workspace;
use competency::model::Date;
use std::fmt::Write as _;

impl Company {
    /// Both files, readable as a case of their own.
    pub(super) fn text(&self) -> String {
        format!(
            "# --as-of {}\n//- competency.yaml\n{}//- program.yaml\n{}",
            at(self.as_of),
            self.workspace(),
            self.program()
        )
    }

    pub(super) fn files(&self) -> MemoryFiles {
        MemoryFiles::new([("competency.yaml", self.workspace()), ("program.yaml", self.program())])
    }

    pub(super) fn load(&self) -> Result<World, String> {
        let loaded = workspace::load(&self.files(), &workspace::Reading::default());
        match loaded.workspace {
            Some(workspace) => Ok(World(workspace)),
            None => Err(format!("{:#?}", loaded.complaints)),
        }
    }

    fn workspace(&self) -> String {
        let mut text = self.head();
        for (kind, records) in self.records() {
            let _ = writeln!(text, "{kind}:{}", if records.is_empty() { " []" } else { "" });
            for record in records {
                let _ = writeln!(text, "- {{{record}}}");
            }
        }
        text
    }

    pub(super) fn head(&self) -> String {
        let market = match self.market {
            Some(true) => ", market: developed",
            Some(false) => ", market: developing",
            None => "",
        };
        let p = &self.policy;
        let window = p.skill_window.map_or("none".to_owned(), |months| months.to_string());
        format!(
            "program: program.yaml\norganization: {{id: here{market}}}\npolicy: {{visibility_delay: {}h, skill_window_months: \
             {window}, departure_ends_credit: {}, accept_external: {}, gold_implies_silver: {}, mix_branches: {}, \
             shared_focus_area: {}, renewal_window: {}, new_anniversary: {}, link_limits_from: {}, exclusive: {}}}\n",
            p.delay / 3600,
            p.departure,
            p.external,
            p.gold_implies_silver,
            p.mix_branches,
            p.shared_focus_area,
            if p.pmc { "pmc" } else { "partner-center" },
            if p.renewal_day { "renewal-day" } else { "old-anniversary" },
            if p.link_limits { "2018-01-01" } else { "none" },
            if p.exclusive { "[silver]" } else { "[]" },
        )
    }

    /// Every record as the fields of a YAML mapping, by kind.
    pub(super) fn records(&self) -> Vec<(&'static str, Vec<String>)> {
        let field =
            |name: &str, value: Option<i64>| value.map_or(String::new(), |v| format!(", {name}: \"{}\"", at(v)));
        let employees = self
            .people
            .iter()
            .enumerate()
            .map(|(n, p)| format!("id: e{n}{}{}", field("joined", p.joined), field("left", p.left)))
            .collect();
        let mut accounts = Vec::new();
        let mut associations = Vec::new();
        for (n, account) in self.accounts.iter().enumerate() {
            for (kind, has) in [("learn", account.learn), ("university", account.university)] {
                if has {
                    accounts.push(format!("account: a{n}, kind: {kind}, employee: e{}", account.owner));
                }
            }
            for link in &account.links {
                let organization = if link.here { "here" } else { "elsewhere" };
                let until = field("unlinked", link.until);
                associations
                    .push(format!("account: a{n}, organization: {organization}, linked: \"{}\"{until}", at(link.at)));
            }
        }
        let achievements = self
            .achievements
            .iter()
            .map(|a| {
                let holder = match a.holder {
                    Holder::Person(n) => format!("employee: e{n}"),
                    Holder::Account(n) => format!("account: a{n}"),
                };
                let (earned, expires) = (field("earned", a.earned), field("expires", a.expires));
                format!("{holder}, credential: c{}{earned}{expires}{}", a.credential, field("revoked", a.revoked))
            })
            .collect();
        let performance = self
            .figures
            .iter()
            .map(|f| {
                let association = if f.named { "named" } else { "other" };
                format!("metric: m{}, month: {}, value: {}, association: {association}", f.metric, f.month, f.value)
            })
            .collect();
        let stated = |list: &[Stated], attest: bool| -> Vec<String> {
            list.iter()
                .map(|s| {
                    let name = |key: &str, id: &Option<String>| {
                        id.as_ref().map_or(String::new(), |id| format!(", {key}: {id}"))
                    };
                    let holds = if attest { format!(", holds: {}", s.holds) } else { String::new() };
                    format!(
                        "competency: k{}, level: {}{}{}, from: \"{}\"{}{holds}",
                        s.competency,
                        LEVELS[s.level],
                        name("path", &s.path),
                        name("requirement", &s.requirement),
                        at(s.from),
                        field("until", s.until)
                    )
                })
                .collect()
        };
        let memberships = self
            .memberships
            .iter()
            .map(|m| {
                format!(
                    "offer: {}, purchased: {}, renewals: [{}]",
                    m.offer,
                    m.purchased,
                    joined(&m.renewals, Date::to_string)
                )
            })
            .collect();
        vec![
            ("employees", employees),
            ("accounts", accounts),
            ("associations", associations),
            ("achievements", achievements),
            ("performance", performance),
            ("overrides", stated(&self.overrides, false)),
            ("attestations", stated(&self.attestations, true)),
            ("memberships", memberships),
        ]
    }

    pub(super) fn program(&self) -> String {
        let mut text = String::from(
            "schema: competency/program/1\nid: p\nlevels: [silver, gold]\nmetrics: {m0: {unit: USD}, m1: {unit: USD, \
             may_be_negative: true}}\nassociations: {named: {name: Named}, other: {name: Other}}\ncredentials:\n",
        );
        for (n, credential) in self.credentials.iter().enumerate() {
            let kind = match credential.kind {
                Kind::Exam => "exam",
                Kind::Assessment => "assessment",
                Kind::External => "external",
            };
            let day = |key: &str, day: Option<Date>| day.map_or(String::new(), |day| format!(", {key}: {day}"));
            let (retired, until) = (day("retired", credential.retired), day("counts_until", credential.counts_until));
            let _ = writeln!(text, "  c{n}: {{kind: {kind}{retired}{until}}}");
        }
        text.push_str("competencies:\n");
        for (n, levels) in self.competencies.iter().enumerate() {
            let _ = writeln!(text, "  k{n}:\n    levels:");
            for (name, paths) in LEVELS.iter().zip(levels).filter(|(_, paths)| !paths.is_empty()) {
                let _ = writeln!(text, "      {name}:");
                for path in paths {
                    let day = |key: &str, day: Option<Date>| day.map_or(String::new(), |day| format!(", {key}: {day}"));
                    let unknown = if path.unknown { ", unknown: not found" } else { "" };
                    let (from, until) = (day("from", path.from), day("until", path.until));
                    let _ = writeln!(
                        text,
                        "      - {{path: {}{from}{until}{unknown}, requirements: [{}]}}",
                        path.id,
                        joined(&path.requirements, requirement_text)
                    );
                }
            }
        }
        text.push_str(
            "offers:\n  pack: {name: Pack}\n  silver: {name: Silver, requires: silver}\n  gold: {name: Gold, requires: gold, \
             upgrade: {from: silver, discount_percent: 25}}\n",
        );
        if let Some((from, until, except)) = self.waived {
            let except = if except { ", except: [k0]" } else { "" };
            let _ = writeln!(
                text,
                "exemptions:\n- {{id: w, anniversaries: {{from: {from}, until: {until}}}{except}, effect: waived}}"
            );
        }
        text
    }
}

fn joined<T>(list: &[T], text: impl Fn(&T) -> String) -> String {
    list.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn requirement_text(requirement: &Requirement) -> String {
    let rule = match &requirement.rule {
        Rule::People { needed, tree } => format!("at_least: {needed}, people: {}", tree_text(tree)),
        Rule::Measure(m) => {
            let (developed, developing) = m.thresholds;
            let threshold = if developed == developing {
                developed.to_string()
            } else {
                format!("{{developed: {developed}, developing: {developing}}}")
            };
            let over = m.months.map_or("snapshot".to_owned(), |n| format!("{{trailing_months: {n}}}"));
            let named = if m.named_only { ", associations: [named]" } else { "" };
            let average = m.average.map_or(String::new(), |a| format!(", monthly_average_at_least: {a}"));
            format!("{}: {threshold}, measure: m{}, over: {over}{named}{average}", m.relation, m.metric)
        }
        Rule::Attest => "attest: a fact".to_owned(),
        Rule::All(of) => format!("all: [{}]", joined(of, requirement_text)),
        Rule::Any(of) => format!("any: [{}]", joined(of, requirement_text)),
        Rule::KOf(k, of) => format!("k_of: {{k: {k}, of: [{}]}}", joined(of, requirement_text)),
    };
    let tie = match &requirement.tie {
        None => String::new(),
        Some(Tie::Same(id)) => format!(", same_people_as: {id}"),
        Some(Tie::Subset(id)) => format!(", subset_of: {id}"),
        Some(Tie::Different(ids)) => format!(", different_people_from: [{}]", ids.join(", ")),
    };
    format!("{{id: {}, {rule}{tie}}}", requirement.id)
}

fn tree_text(tree: &Tree) -> String {
    match tree {
        Tree::One(c) => format!("c{c}"),
        Tree::Any(of) => format!("{{any_of: [{}]}}", joined(of, tree_text)),
        Tree::All(of) => format!("{{all_of: [{}]}}", joined(of, tree_text)),
        Tree::NOf(n, of) => format!("{{n_of: {{n: {n}, from: [{}]}}}}", joined(of, tree_text)),
        Tree::Areas(areas) => {
            let numbered: Vec<String> = areas
                .iter()
                .enumerate()
                .map(|(n, of)| format!("{{focus_area: area {n}, all_of: [{}]}}", joined(of, |c| format!("c{c}"))))
                .collect();
            format!("{{any_of: [{}]}}", numbered.join(", "))
        }
    }
}
