//! Mapping files: which column of a file of any other layout fills which field, as the user says it.
//!
//! ```yaml
//! records: achievements
//! columns: {employee_id: 社員番号, earned: 取得日, expires: 4}
//! dates: {earned: dmy}
//! constants: {title: Azure Administrator Associate}
//! values: {linked: {済: "yes"}}
//! ```

mod apply;
mod fields;
mod guess;

pub use apply::read_mapped;
pub use fields::{Field, RecordKind};
pub use guess::{Guess, guess};

use super::dates::DateStyle;
use super::table::Layout;
use crate::diagnostic::{Diagnostic, FileId, Sources, Span};
use crate::load;
use crate::load::decode::EncodingChoice;
use crate::load::shape::{self, Map};
use crate::load::values::Text;

/// What a mapping file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What the rows are.
    pub records: RecordKind,
    /// The encoding of the mapped file, where it is not to be found out.
    pub encoding: Option<EncodingChoice>,
    /// Where its heading is and what separates its cells, where that is not to be found out.
    pub layout: Layout,
    /// What fills each field that is filled.
    filled: Vec<Filled>,
    /// Where the columns are named, for complaints about what is missing.
    place: Span,
}

/// What fills a field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Filled {
    field: Field,
    /// The heading or the number of a column.
    column: Option<Written>,
    /// What is said of every row in which the column says nothing.
    constant: Option<Written>,
    style: Option<Style>,
    /// What a cell says, and what that means.
    values: Vec<(String, String)>,
}

/// A text of the mapping file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    text: String,
    span: Span,
}

/// How the dates of a field are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// The year comes first; no other form is a date.
    YearFirst,
    /// A form that would be in doubt otherwise.
    As(DateStyle),
}

const KEYS: [&str; 8] = ["records", "encoding", "delimiter", "header_row", "columns", "dates", "constants", "values"];

/// What stands between two cells, by word.
const DELIMITERS: [(&str, u8); 7] =
    [("comma", b','), ("tab", b'\t'), ("semicolon", b';'), ("pipe", b'|'), (",", b','), (";", b';'), ("|", b'|')];

impl Mapping {
    /// Reads a mapping file; none, with complaints, where anything is wrong with it.
    #[must_use]
    pub fn read(file: FileId, sources: &Sources, complaints: &mut Vec<Diagnostic>) -> Option<Self> {
        let before = complaints.len();
        let document = load::parse(file, sources, complaints)?;
        let map = shape::map(&document.root, &KEYS, complaints)?;
        let kinds = RecordKind::WORDS;
        let records = map.required("records", complaints).and_then(|text| one_of(text, &kinds, complaints));
        let columns = map.needed("columns", complaints);
        let encoding =
            map.text("encoding", complaints).and_then(|text| one_of(text, &EncodingChoice::NAMES, complaints));
        let delimiter = map.text("delimiter", complaints).and_then(|text| one_of(text, &DELIMITERS, complaints));
        let header_row = map.text("header_row", complaints).and_then(|text| text.count(0, 1_000_000, complaints));
        let records = records?;
        let mut mapping = Self {
            records,
            encoding,
            layout: Layout { delimiter, header_row },
            filled: Vec::new(),
            place: columns.map_or(map.head(), |node| node.span),
        };
        mapping.read_fields(map, complaints);
        (complaints.len() == before).then_some(mapping)
    }

    fn read_fields(&mut self, map: Map<'_>, complaints: &mut Vec<Diagnostic>) {
        let known: Vec<&str> = self.records.fields().map(Field::word).collect();
        let dates: Vec<&str> = self.records.fields().filter(|field| field.is_date()).map(Field::word).collect();
        let sections = [("columns", &known), ("dates", &dates), ("constants", &known), ("values", &known)];
        let [columns, styles, constants, values] =
            sections.map(|(key, known)| map.get(key).and_then(|node| shape::map(node, known, complaints)));
        let words = [("ymd", Style::YearFirst)].into_iter();
        let words: Vec<(&str, Style)> =
            words.chain(DateStyle::WORDS.map(|(word, style)| (word, Style::As(style)))).collect();
        for field in self.records.fields() {
            let mut text = |section: Option<Map<'_>>| {
                section.and_then(|section| section.text(field.word(), complaints)).map(Written::from)
            };
            let (column, constant) = (text(columns), text(constants));
            let style = styles
                .and_then(|section| section.text(field.word(), complaints))
                .and_then(|text| one_of(text, &words, complaints));
            let meanings = values.and_then(|section| section.get(field.word()));
            let meanings = meanings.map(|node| shape::free_map(node, complaints)).unwrap_or_default();
            let values: Vec<(String, String)> = meanings
                .into_iter()
                // A value without a meaning is one that says nothing.
                .map(|(from, to)| {
                    let to = shape::text(to, complaints).map(|text| text.text.to_owned()).unwrap_or_default();
                    (from.text.to_owned(), to)
                })
                .collect();
            if column.is_some() || constant.is_some() {
                self.filled.push(Filled { field, column, constant, style, values });
            }
        }
    }

    fn fills(&self, field: Field) -> bool {
        self.filled.iter().any(|filled| filled.field == field)
    }
}

impl From<Text<'_>> for Written {
    fn from(text: Text<'_>) -> Self {
        Self { text: text.text.to_owned(), span: text.span }
    }
}

/// What one of these words means.
fn one_of<T: Copy>(text: Text<'_>, words: &[(&str, T)], complaints: &mut Vec<Diagnostic>) -> Option<T> {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    text.choice(&known, complaints, |word| words.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Encoding;
    use crate::import::recorded::{Recorded, record_sample, sample, shown};
    use crate::import::{Opened, Settings, Table, open_with};
    use crate::lang::Lang;
    use crate::lang::mapping_file::mapping_file;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    /// What a mapping makes of a file, and what is wrong with either.
    fn mapped(mapping: &str, bytes: Vec<u8>) -> String {
        let (mut sources, mut complaints) = (Sources::new(), Vec::new());
        let file = sources.add("mapping.yaml", mapping, Encoding::Utf8);
        let Some(mapping) = Mapping::read(file, &sources, &mut complaints) else {
            return shown(&complaints, "");
        };
        let opened = open_with("a.csv", bytes, mapping.encoding, None, mapping.layout, &mut sources);
        let Ok(Opened::Table(file)) = opened else {
            panic!("a table");
        };
        let mut sink = Recorded::default();
        match Table::open_with(file, &sources, mapping.layout) {
            Ok(table) => read_mapped(&mapping, &table, &Settings::default(), &mut sink, &mut complaints),
            Err(errors) => complaints.extend(errors),
        }
        sink.text + &shown(&complaints, "")
    }

    fn check(mapping: &str, text: &str, expected: Expect) {
        expected.assert_eq(&mapped(mapping, text.as_bytes().to_vec()));
    }

    /// The mapping that is guessed for a file.
    fn guessed(bytes: Vec<u8>) -> String {
        let mut sources = Sources::new();
        let Ok(Opened::Table(file)) = open_with("a.csv", bytes, None, None, Layout::default(), &mut sources) else {
            panic!("a table");
        };
        mapping_file(Lang::En, &guess(&Table::open(file, &sources).unwrap()))
    }

    #[test]
    fn dates_of_every_kind() {
        let mapping = "records: achievements\nencoding: cp932\n\
                       columns: {employee_id: 社員番号, display_name: 氏名, earned: 取得日, expires: 4}\n\
                       dates: {earned: excel}\nconstants: {title: Azure Administrator Associate}\n";
        expect![[r#"
            2 earned employee=00012 name=見本　太郎 title=Azure Administrator Associate earned=2018-10-29 expires=2018-10-29
            3 earned employee=00013 name=例示　花子 title=Azure Administrator Associate earned=2018-10-29 expires=2019-05-01
            4 earned employee=00014 name=架空　次郎 title=Azure Administrator Associate earned=2018-10-29 expires=2019-05-01
            5 earned employee=00015 name=仮名　三郎 title=Azure Administrator Associate earned=2018-10-29 expires=2019-05-01
            6 earned employee=00016 name=試験　四郎 title=Azure Administrator Associate earned=2018-10-29 expires=2018-10-29
            7 rejected
              @336+10 error[ambiguous-dates] `10/11/2018` may be day/month/year or month/day/year, and no date in this column tells which
              @347+9 error[impossible-date] there is no such day or time as `2018/2/30`
            @255+19 warning[era-passed] `平成31年5月1日` lies behind the end of its era; it is taken as `2019-05-01`
        "#]].assert_eq(&mapped(mapping, sample("awkward-dates-ja.cp932.csv")));
    }

    #[test]
    fn users_without_headings() {
        let mapping = "records: users\nheader_row: 0\ndelimiter: pipe\n\
                       columns: {employee_id: 1, work_mail: 2, active: 3, joined: 4}\n\
                       dates: {joined: dmy}\nvalues: {active: {在籍中: 'yes', 休職中: 'no'}}\n";
        check(
            mapping,
            "１|a@X.example|在籍中|07/08/20\n2|no address|休職中|\n3|||2020-07-08\n|||\n",
            expect![[r#"
            1 person employee=1 work=a@x.example joined=2020-08-07 active=true
            2 rejected
              @37+10 error[invalid-address] `no address` is not a mail address
            3 person employee=3 joined=2020-07-08
        "#]],
        );
    }

    #[test]
    fn figures_below_a_title() {
        let mapping = "records: performance\nheader_row: 3\n\
                       columns: {month: 月, value: 金額, location: 拠点}\n\
                       constants: {metric: Azure customer consumption, adds: 'yes', association: CSP}\n";
        let text = "売上一覧,,\n\n月,拠点,金額\n2021年6月,東京,\"1,234\"\n2021-07,大阪,△5\n2021-13,大阪,5千円\n";
        check(
            mapping,
            text,
            expect![[r#"
            4 figure metric=Azure customer consumption month=2021-06 value=1234 association=cloud_solution_provider location=東京 adds=yes
            5 figure metric=Azure customer consumption month=2021-07 value=-5 association=cloud_solution_provider location=大阪 adds=yes
            6 rejected
              @96+7 error[scaled-amount] `5千円` is not counted in ones but in `千円`
              @81+7 error[invalid-date] `2021-13` is not a month
        "#]],
        );
        check(
            "records: performance\nheader_row: 9\ncolumns: {month: 1, value: 2, metric: 3}\n",
            text,
            expect![[r#"
            @0+0 error[no-heading] there is no line 9, where the heading should be
        "#]],
        );
    }

    #[test]
    fn what_is_wrong_with_a_mapping() {
        check(
            "records: user\ncolumn: {}\nheader_row: x\ndelimiter: '::'\n",
            "a\n",
            expect![[r#"
            @14+6 error[unknown-key] the key `column` is not known here
            @9+4 error[invalid-value] `user` is not one of `users`, `achievements`, `performance`
            @0+7 error[missing-key] the key `columns` is missing
            @50+4 error[invalid-value] `::` is not one of `comma`, `tab`, `semicolon`, `pipe`, `,`, `;`, `|`
            @37+1 error[invalid-number] `x` is not a whole number from 0 to 1000000
        "#]],
        );
        check(
            "records: achievements\ncolumns: {earnt: a, title: [a]}\ndates: {title: ymd, earned: iso}\nvalues: {code: 5}\n",
            "a\n",
            expect![[r#"
            @32+5 error[unknown-key] the key `earnt` is not known here
            @62+5 error[unknown-key] the key `title` is not known here
            @102+1 error[wrong-shape] found a single value, expected a mapping (`name: …`)
            @49+3 error[wrong-shape] found a list, expected a single value
            @82+3 error[invalid-value] `iso` is not one of `ymd`, `dmy`, `mdy`, `excel`
        "#]],
        );
        check(
            "records: achievements\ncolumns: {earned: 取得, code: 3}\n",
            "取得日,コード\n",
            expect![[r#"
            @31+25 error[no-employee] nothing in this file says whose it is
            @54+1 error[no-such-column] the file has no column `3`
            @40+6 error[no-such-column] the file has no column `取得`
        "#]],
        );
        check(
            "records: performance\ncolumns:\n",
            "a\n",
            expect![[r#"
            @0+7 error[missing-key] the key `columns` is missing
        "#]],
        );
        check(
            "- a\n",
            "a\n",
            expect![[r#"
            @0+3 error[wrong-shape] found a list, expected a mapping (`key: value`)
        "#]],
        );
    }

    #[test]
    fn years_come_first_where_it_is_said() {
        let mapping =
            "records: achievements\ncolumns: {mcid: 1, code: 2, earned: 3, expires: 4}\ndates: {earned: ymd}\n";
        check(
            mapping,
            "a,b,c,d\n1,2,21/10/2018,21/10/2018\n1,2,2018/10/21,10/11/2018\n",
            expect![[r#"
            2 rejected
              @12+10 error[invalid-date] `21/10/2018` is not a date
            3 earned mcid=1 code=2 earned=2018-10-21 expires=2018-11-10
        "#]],
        );
    }

    #[test]
    fn a_first_mapping() {
        expect![[r##"
            # Which column fills which field. Check it before you import with it.

            # What the rows are: users, achievements or performance.
            records: achievements

            # A column is named by its heading, or by its number from 1.
            columns:
              employee_id: "社員番号"
              display_name: "氏名"
              earned: "取得日"
              expires: "有効期限"
              # Fields without a column:
              # mcid:
              # work_mail:
              # personal_mail:
              # object_id:
              # given_name:
              # family_name:
              # code:
              # title:
              # evidence:
              # linked:
              # assessment:

            # How dates are written that can be read in two ways: ymd, dmy, mdy, or excel for day numbers.
            # dates:
            #   earned: ymd
            #   expires: ymd

            # What is said of every row whose column is empty or missing.
            # These are needed, and no column seems to have them:
            # constants:
            #   title:

            # What a cell says, and what that means.
            # values:
            #   FIELD: {"what it says": "what it means"}
        "##]]
        .assert_eq(&guessed(sample("awkward-dates-ja.cp932.csv")));
        expect![[r##"
            # Which column fills which field. Check it before you import with it.

            # What the rows are: users, achievements or performance.
            records: achievements

            # A column is named by its heading, or by its number from 1.
            columns:
              personal_mail: "Recipient Email"
              given_name: "Issued To First Name"
              family_name: "Issued To Last Name"
              code: "Badge Template ID"
              earned: "Issued At"
              # Fields without a column:
              # employee_id:
              # mcid:
              # work_mail:
              # object_id:
              # display_name:
              # title:
              # expires:
              # evidence:
              # linked:
              # assessment:
              # Columns without a field:
              #   "Issued To Middle Name"

            # How dates are written that can be read in two ways: ymd, dmy, mdy, or excel for day numbers.
            # dates:
            #   earned: ymd

            # What is said of every row whose column is empty or missing.
            # constants: {}

            # What a cell says, and what that means.
            # values:
            #   FIELD: {"what it says": "what it means"}
        "##]]
        .assert_eq(&guessed(sample("credly-bulk-issue.csv")));
        expect![[r##"
            # Which column fills which field. Check it before you import with it.

            # What the rows are: users, achievements or performance.
            records: users

            # A column is named by its heading, or by its number from 1.
            columns: {}
              # Fields without a column:
              # employee_id:
              # mcid:
              # work_mail:
              # personal_mail:
              # object_id:
              # display_name:
              # given_name:
              # family_name:
              # location:
              # mpn_id:
              # joined:
              # left:
              # active:
              # leaving:
              # guest:
              # Columns without a field:
              #   "a\"b\\"

            # What is said of every row whose column is empty or missing.
            # These are needed, and no column seems to have them:
            # constants:
            #   work_mail:

            # What a cell says, and what that means.
            # values:
            #   FIELD: {"what it says": "what it means"}
        "##]]
        .assert_eq(&guessed("\"a\"\"b\\\",Password,\n".into()));
    }

    /// What is guessed for a file with these headings, on one line.
    fn guessed_in_short(headings: &str) -> String {
        let mut sources = Sources::new();
        let file = sources.add("a.csv", format!("{headings}\n").as_str(), Encoding::Utf8);
        let guess = guess(&Table::open(file, &sources).unwrap());
        let columns = guess.columns.iter().map(|(field, heading)| format!(" {}={heading}", field.word()));
        let unused = guess.unused.iter().map(|heading| format!(" -{heading}"));
        let missing = guess.missing.iter().map(|field| format!(" ?{}", field.word()));
        guess.records.word().to_owned() + &columns.chain(unused).chain(missing).collect::<String>()
    }

    #[test]
    fn a_first_mapping_of_japanese_headings() {
        let lists = [
            "社員番号,氏名,所属,試験,受験日,備考",
            "社員No.,社員氏名,科目番号,科目,試験日,合格日",
            "従業員ＩＤ,受験者名,試験番号,試験科目,合格年月日,有効期限日,認定証番号",
            "ＭＣＰ番号,受験者,資格,取得日,科目",
            "職員番号,氏名,メールアドレス,所属,入社日",
            "社員コード,氏名,勤務地,所属,メールアドレス",
        ];
        let shown: Vec<String> = lists.into_iter().map(guessed_in_short).collect();
        expect![[r#"
            achievements employee_id=社員番号 display_name=氏名 code=試験 earned=受験日 -所属 -備考
            achievements employee_id=社員No. display_name=社員氏名 code=科目番号 title=科目 earned=合格日 -試験日
            achievements employee_id=従業員ＩＤ display_name=受験者名 code=試験番号 title=試験科目 earned=合格年月日 expires=有効期限日 evidence=認定証番号
            achievements mcid=ＭＣＰ番号 display_name=受験者 code=科目 title=資格 earned=取得日
            users employee_id=職員番号 work_mail=メールアドレス display_name=氏名 location=所属 joined=入社日
            users employee_id=社員コード work_mail=メールアドレス display_name=氏名 location=勤務地 -所属
        "#]].assert_eq(&(shown.join("\n") + "\n"));
    }

    #[test]
    fn a_first_mapping_reads_what_the_layout_says() {
        for name in [
            "pmc-users-ja.cp932.csv",
            "pmc-users.utf8bom.csv",
            "partner-center-customer-users.csv",
            "insights-training-2021-01.tsv",
            "insights-training-2021-06.utf8bom.csv",
            "insights-training-report-viewer.tsv",
            "insights-competency-performance.tsv",
            "skills-report.csv",
        ] {
            assert_eq!(mapped(&guessed(sample(name)), sample(name)), record_sample(name), "{name}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_mapping_is_read_or_refused(
            lines in prop::collection::vec("(records|columns|dates|values|constants|header_row|delimiter): (users|achievements|performance|1|\\{earned: 1, mcid: 2, code: a\\}|\\{mcid: ymd\\}|\\[\\])", 0..6),
            body in "[a,\"1/2\n ]{0,30}",
        ) {
            let shown = mapped(&lines.join("\n"), format!("a,b\n{body}").into_bytes());
            prop_assert!(!shown.is_empty() || !body.contains(['a', '1', '2', '/']));
        }

        #[test]
        fn any_heading_is_quoted_as_it_is(heading in "[^\0\r\n,;\t\"]{0,12}") {
            let text = guessed(format!("備考{heading},Email\n").into_bytes());
            let mut sources = Sources::new();
            let file = sources.add("mapping.yaml", text.as_str(), Encoding::Utf8);
            prop_assert!(Mapping::read(file, &sources, &mut Vec::new()).is_some(), "{}", text);
        }
    }
}
