//! The transcript of one person from Microsoft Learn, as the JSON behind a share link.
//!
//! The legal name and the name of the profile are never read.

use super::{Settings, hand_over, need};
use crate::diagnostic::{Diagnostic, ImportFault, Problem};
use crate::fold;
use crate::import::json::Json;
use crate::import::{Earned, Sink, Skipped, Who};

/// Which keys an entry has.
struct Keys {
    code: &'static str,
    title: &'static str,
    earned: &'static str,
    expires: &'static str,
    evidence: &'static str,
}

const CERTIFICATION: Keys =
    Keys { code: "", title: "name", earned: "dateEarned", expires: "expiration", evidence: "certificationNumber" };
const EXAM: Keys = Keys { code: "examNumber", title: "examTitle", earned: "examDateTaken", expires: "", evidence: "" };
const APPLIED_SKILL: Keys =
    Keys { code: "", title: "title", earned: "awardedOn", expires: "", evidence: "credentialId" };

/// Hands over every certification, exam and applied skill; modules and paths are skipped.
pub(super) fn read(json: Json<'_>, settings: &Settings, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let sections = ["certificationData", "appliedSkillsData", "modulesCompleted", "learningPathsCompleted"];
    if sections.iter().all(|key| json.get(key).is_none()) {
        complaints.push(Diagnostic::at(json.at().span, Problem::MissingKey("certificationData".to_owned())));
        return;
    }
    let certifications = json.get("certificationData");
    let mcid = certifications.map(|data| data.text_at("mcid")).unwrap_or_default();
    let (mcid, mail) = (fold::identifier(&mcid), json.text_at("contactEmail"));
    let mail = fold::mail(&mail);
    let employee_id = settings.employee.as_deref().unwrap_or_default();
    let who = Who { employee_id, mcid: &mcid, personal_mail: &mail, ..Who::default() };
    if !who.is_identified() {
        complaints.push(Diagnostic::at(json.at().span, Problem::Import(ImportFault::NoEmployee)));
        return;
    }
    for key in ["modulesCompleted", "learningPathsCompleted"] {
        for entry in json.list(key, complaints) {
            sink.skip(entry.at(), Skipped::NotRecorded);
        }
    }
    let lists = [
        (certifications, "activeCertifications", &CERTIFICATION),
        (certifications, "historicalCertifications", &CERTIFICATION),
        (certifications, "passedExams", &EXAM),
        (json.get("appliedSkillsData"), "appliedSkillsCredentials", &APPLIED_SKILL),
    ];
    for (data, key, keys) in lists {
        for entry in data.map(|data| data.list(key, complaints)).unwrap_or_default() {
            credential(entry, keys, who, sink, complaints);
        }
    }
}

fn credential(entry: Json<'_>, keys: &Keys, who: Who<'_>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let code = entry.text_at(keys.code);
    let code = fold::identifier(&code);
    let (title, evidence) = (entry.text_at(keys.title), entry.text_at(keys.evidence));
    if code.is_empty() {
        need(entry.cell(&title), keys.title, &mut found);
    }
    need(entry.cell(&entry.text_at(keys.earned)), keys.earned, &mut found);
    let earned = entry.moment_at(keys.earned, &mut found);
    let expires = entry.moment_at(keys.expires, &mut found);
    hand_over(
        entry.at(),
        &Earned { who, code: &code, title: &title, earned, expires, evidence: &evidence, ..Earned::default() },
        found,
        sink,
        complaints,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Format;
    use crate::import::recorded::{record, record_sample};
    use expect_test::{Expect, expect};

    fn check(text: &str, settings: &Settings, expected: Expect) {
        expected.assert_eq(&record(Format::MsLearn, text, settings));
    }

    #[test]
    fn sample() {
        expect![[r#"
            7 skipped: NotRecorded
            22 earned mcid=99000001 personal=taro.msa@example.com title=Microsoft Certified: Azure Administrator Associate earned=2020-07-08T16:21:03Z expires=2022-07-08T23:59:00Z evidence=EXAMPL-000001
            31 earned mcid=99000001 personal=taro.msa@example.com title=MCSA: Example (retired) earned=2018-10-29T09:05:00Z evidence=EXAMPL-000000
            39 earned mcid=99000001 personal=taro.msa@example.com code=AZ-104 title=Microsoft Azure Administrator earned=2020-07-08T00:00:00Z
        "#]].assert_eq(&record_sample("mslearn-transcript.json"));
    }

    #[test]
    fn what_is_wrong() {
        let text = r#"{"contactEmail": "A@X.example", "modulesCompleted": [1, {}], "learningPathsCompleted": {},
            "certificationData": {
                "activeCertifications": [{"name": " ", "dateEarned": "2020-02-30T00:00:00Z"}],
                "passedExams": [{"examNumber": "ａｚ-104"}, {"examNumber": 70532, "examDateTaken": "2018-10-29"}]
            },
            "appliedSkillsData": {"appliedSkillsCredentials": [
                {"title": "Networking", "credentialId": "D3", "awardedOn": "2023-11-25T12:30:00.5+09:00"}
            ]}
        }"#;
        check(
            text,
            &Settings::default(),
            expect![[r#"
            1 skipped: NotRecorded
            1 skipped: NotRecorded
            3 rejected
              @167+51 error[missing-value] `name` is needed here and is empty
              @196+20 error[impossible-date] there is no such day or time as `2020-02-30T00:00:00Z`
            4 rejected
              @253+28 error[missing-value] `examDateTaken` is needed here and is empty
            4 earned personal=A@x.example code=70532 earned=2018-10-29
            7 earned personal=A@x.example title=Networking earned=2023-11-25T03:30:00Z evidence=D3
            @87+2 error[wrong-shape] found a mapping, expected a list (`[…]`)
        "#]],
        );
        check(
            "{\"certificationData\": {}}",
            &Settings::default(),
            expect![[r#"
            @0+25 error[no-employee] nothing in this file says whose it is
        "#]],
        );
        let settings = Settings { employee: Some("E01".to_owned()), ..Settings::default() };
        check(
            "{\"certificationData\": {\"passedExams\": [{\"examTitle\": \"A\", \"examDateTaken\": \"2020-07-08\"}]}}",
            &settings,
            expect![[r#"
            1 earned employee=E01 title=A earned=2020-07-08
        "#]],
        );
        check(
            "{}",
            &settings,
            expect![[r#"
            @0+2 error[missing-key] the key `certificationData` is missing
        "#]],
        );
    }
}
