//! The conversation: help, options, settings and exit codes, as a person or a script meets them.

use crate::support::{Run, folder_of, repository, run, run_in, run_paged, text_of};
use clap::CommandFactory;
use competency::cli::{Cli, Pager, SystemPager, Terminal};
use competency::load::files::MemoryFiles;
use expect_test::expect_file;

/// The example company.
fn demo() -> MemoryFiles {
    folder_of("examples/demo")
}

/// No files at all.
fn nothing() -> MemoryFiles {
    MemoryFiles::default()
}

/// The smallest workspace with somebody in it, and more files.
fn small(more: &[(&str, &str)]) -> MemoryFiles {
    let mut files = MemoryFiles::new([
        ("competency.yaml", "organization: {id: contoso, name: Contoso, market: developed}\nas_of: 2018-10-29\n"),
        ("employees.csv", "id,name\naoki,青木 美帆\n"),
        ("achievements.csv", "employee,credential,earned\naoki,70-480,2018-01-10\n"),
    ]);
    for (path, text) in more {
        files.insert(path, *text);
    }
    files
}

/// The exit code; what went wrong is shown when it is another.
fn code(files: &MemoryFiles, args: &[&str], expected: u8) -> Run {
    let run = run(files, args);
    assert_eq!(run.code, expected, "{args:?}\n{}{}", run.out, run.err);
    run
}

/// That the program could not answer, said so in these words on the error stream, and nothing else.
fn refused(files: &MemoryFiles, args: &[&str], words: &[&str]) {
    let run = code(files, args, 2);
    assert_eq!(run.out, "", "{args:?}");
    assert!(run.written.is_empty(), "{args:?} wrote {:?}", run.written.keys());
    for word in words {
        assert!(run.err.contains(word), "{args:?}: no `{word}` in\n{}", run.err);
    }
}

const TERMINAL: Terminal = Terminal { out: true, err: true, width: Some(100), height: None };

/// Arguments, environment and terminal, and whether they make colour.
type Coloured<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], Terminal, bool);

/// True when the answer is coloured.
fn coloured(files: &MemoryFiles, args: &[&str], env: &[(&str, &str)], terminal: Terminal) -> bool {
    let run = run_in(files, args, env, terminal);
    assert_eq!(run.code, 0, "{args:?} {env:?}\n{}", run.err);
    run.out.contains('\u{1b}')
}

// Help.

/// Every command and subcommand, by the words that lead to it.
fn commands() -> Vec<(String, clap::Command)> {
    fn collect(words: &str, command: &clap::Command, found: &mut Vec<(String, clap::Command)>) {
        found.push((words.to_owned(), command.clone()));
        for inner in command.get_subcommands() {
            collect(&format!("{words} {}", inner.get_name()), inner, found);
        }
    }
    let mut all = Cli::command().term_width(100);
    all.build();
    let mut found = Vec::new();
    collect("competency", &all, &mut found);
    found
}

#[test]
fn help_of_every_command() {
    for (words, mut command) in commands() {
        let name = words.replace("competency ", "").replace(' ', "-");
        expect_file![repository(&format!("fixtures/cli/help/{name}.txt"))]
            .assert_eq(&command.render_long_help().to_string());
    }
}

/// What a terminal's width does to help is no part of the comparison.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn help_that_is_asked_for_is_an_answer() {
    for (words, mut command) in commands() {
        let args: Vec<&str> = words.split(' ').skip(1).collect();
        let long = unwrapped(&command.render_long_help().to_string());
        let asked = code(&nothing(), &[args.as_slice(), &["--help"]].concat(), 0);
        assert_eq!((unwrapped(&asked.out), asked.err.as_str()), (long.clone(), ""), "{words}");
        let short = code(&nothing(), &[args.as_slice(), &["-h"]].concat(), 0);
        assert!(!short.out.is_empty() && short.err.is_empty(), "{words} -h");
        if let [name] = args.as_slice() {
            let named = code(&nothing(), &["help", name], 0);
            assert_eq!((unwrapped(&named.out), named.err.as_str()), (long, ""), "help {name}");
        }
    }
    let version = code(&nothing(), &["--version"], 0);
    assert_eq!(version.out, concat!("competency ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn the_bare_program_and_its_help_teach() {
    let bare = code(&nothing(), &[], 0);
    assert_eq!((bare.out.as_str(), bare.err.as_str()), (text_of("src/lang/help/en/overview.md").as_str(), ""));
    assert_eq!(code(&nothing(), &["help"], 0), bare);
    assert_eq!(code(&nothing(), &["help", "dates"], 0).out, text_of("src/lang/help/en/dates.md"));
}

#[test]
fn manual() {
    expect_file![repository("fixtures/cli/competency.1")].assert_eq(&code(&nothing(), &["man"], 0).out);
    for command in Cli::command().get_subcommands() {
        let page = code(&nothing(), &["man", command.get_name()], 0).out;
        let name = format!("competency-{}", command.get_name()).replace('-', "\\-");
        assert!(page.contains(&name), "no {name} in\n{page}");
    }
    refused(&nothing(), &["man", "statsu"], &["did you mean `status`?"]);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = code(&nothing(), &["completions", shell], 0).out;
        for command in Cli::command().get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell} does not know `{}`", command.get_name());
        }
        for option in ["--as-of", "--require"].map(|option| option.trim_start_matches('-')) {
            assert!(script.contains(option), "{shell} does not know `{option}`");
        }
    }
    refused(&nothing(), &["completions", "tcsh"], &["tcsh", "bash"]);
}

// Usage.

#[test]
fn what_cannot_be_typed_is_refused_with_the_nearest_name() {
    refused(&demo(), &["statsu"], &["statsu", "'status'"]);
    refused(&demo(), &["status", "--format", "jsno"], &["'json'"]);
    refused(&demo(), &["status", "--ascci"], &["--ascii"]);
    refused(&demo(), &["explain"], &["<COMPETENCY>"]);
    refused(&demo(), &["stat"], &["stat"]);
    refused(&demo(), &["help", "date"], &["no topic or command is called `date`", "did you mean `dates`?"]);
    refused(&demo(), &["schema", "statuss"], &["did you mean `status`?"]);
    refused(&demo(), &["explain", "devop"], &["no competency is called `devop`", "did you mean `devops`?"]);
    refused(&demo(), &["status", "Cloud Platfrom"], &["did you mean `Cloud Platform`?"]);
    refused(&demo(), &["explain", "devops", "--level", "glod"], &["did you mean `gold`?"]);
    refused(&demo(), &["explain", "devops", "--path", "devops-partnr"], &["did you mean `devops-partner`?"]);
    refused(&demo(), &["why-not", "e-satoo"], &["no person is called `e-satoo`", "did you mean `e-sato`?"]);
    refused(&demo(), &["why-not", "e-sato", "70-533a"], &["no credential is called `70-533a`", "`70-533`"]);
    refused(&demo(), &["program", "credential", "70-533a"], &["`70-533`"]);
    refused(&demo(), &["check", "--require", "devops=gold"], &["`devops=gold` does not say what is required"]);
    refused(&demo(), &["check", "--require", "devops>=glod"], &["did you mean `gold`?"]);
    refused(&demo(), &["check", "--require", "membership>=silvr"], &["did you mean `silver`?"]);
    refused(&demo(), &["status", "--organization", "kitanam"], &["did you mean `kitanami`?"]);
    refused(&demo(), &["status", "--encoding", "latin1"], &["unknown encoding `latin1`", "cp932"]);
    refused(&demo(), &["status", "--program", "microsoft-competencys"], &["microsoft-competencies"]);
}

#[test]
fn days_that_are_none_are_refused() {
    for day in ["2018-13-01", "2018.10.29", "yesterday", "2018-10-29T12:00", "29.10.2018"] {
        refused(&demo(), &["status", "--as-of", day], &[day, "--as-of 2018-10-29"]);
    }
}

#[test]
fn people_are_found_by_id_mail_and_name() {
    let files = small(&[(
        "employees.csv",
        "id,name,email\naoki,佐藤 花子,hanako@example.com\nbaba,佐藤　花子,\nchiba,Alex Smith,Alex@Example.com\n",
    )]);
    for word in ["chiba", "alex@example.com", "alex smith", "AlexSmith"] {
        assert!(code(&files, &["why-not", word], 0).out.starts_with("Alex Smith (chiba)"), "{word}");
    }
    refused(&files, &["why-not", "佐藤花子"], &["2 people are called `佐藤花子`", "use an id: aoki, baba"]);
    code(&files, &["why-not", "baba"], 0);
}

// Output.

#[test]
fn quiet_prints_no_answer() {
    for args in [vec!["status"], vec!["explain", "devops"], vec!["check"], vec!["demo"], vec!["doctor"], vec!["help"]] {
        let run = code(&demo(), &[args.as_slice(), &["-q"]].concat(), 0);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""), "{args:?}");
    }
    assert!(!code(&demo(), &["-q", "explain", "nobody"], 2).err.is_empty(), "errors are still said");
    let written = code(&demo(), &["-q", "status", "-o", "status.json"], 0).written;
    assert!(written["status.json"].starts_with('{'), "-o is still written");
}

#[test]
fn colour_has_one_precedence() {
    let files = demo();
    let pipe = Terminal::default();
    let status = ["status"];
    let always = ["status", "--color", "always"];
    let never = ["status", "--color", "never"];
    let no_color = ("NO_COLOR", "1");
    let force = ("CLICOLOR_FORCE", "1");
    let table: [Coloured<'_>; 21] = [
        (&status, &[], TERMINAL, true),
        (&status, &[], pipe, false),
        (&status, &[("TERM", "dumb")], TERMINAL, false),
        (&status, &[no_color], TERMINAL, false),
        (&status, &[("NO_COLOR", "")], TERMINAL, true),
        (&status, &[force], pipe, true),
        (&status, &[("CLICOLOR_FORCE", "0")], pipe, false),
        (&status, &[no_color, force], pipe, false),
        (&always, &[], pipe, true),
        (&always, &[no_color], pipe, true),
        (&never, &[], TERMINAL, false),
        (&never, &[force], TERMINAL, false),
        (&status, &[("COMPETENCY_COLOR", "always")], pipe, true),
        (&status, &[("COMPETENCY_COLOR", "never")], TERMINAL, false),
        (&status, &[("COMPETENCY_COLOR", "never"), force], TERMINAL, false),
        (&always, &[("COMPETENCY_COLOR", "never")], pipe, true),
        (&never, &[("COMPETENCY_COLOR", "always")], TERMINAL, false),
        (&["status", "--color", "auto"], &[("COMPETENCY_COLOR", "always")], pipe, false),
        (&["status", "--format", "plain"], &[], TERMINAL, false),
        (&["status", "--format", "json", "--color", "always"], &[], TERMINAL, false),
        (&["status", "-o", "status.txt"], &[], TERMINAL, false),
    ];
    for (args, env, terminal, expected) in table {
        assert_eq!(coloured(&files, args, env, terminal), expected, "{args:?} {env:?} {terminal:?}");
    }
}

#[test]
fn streams_are_coloured_on_their_own() {
    let mixed = run_in(&demo(), &["check"], &[], Terminal { out: false, err: true, width: None, height: None });
    assert!(!mixed.out.contains('\u{1b}') && mixed.err.contains('\u{1b}'), "{}{}", mixed.out, mixed.err);
    let file = run_in(&demo(), &["status", "-o", "x.txt"], &[], TERMINAL);
    assert!(!file.written["x.txt"].contains('\u{1b}'), "a file is no terminal");
}

#[test]
fn width_follows_columns_then_the_terminal() {
    let widest = |env: &[(&str, &str)], terminal: Terminal| {
        let run = run_in(&demo(), &["status"], env, terminal);
        run.out.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or_default()
    };
    let narrow = Terminal { width: Some(70), ..TERMINAL };
    assert!(widest(&[("NO_COLOR", "1")], narrow) <= 70);
    assert!(widest(&[("COLUMNS", "60"), ("NO_COLOR", "1")], narrow) <= 60);
    assert!(widest(&[("COLUMNS", "80")], Terminal::default()) <= 80);
    let default = widest(&[], Terminal::default());
    assert!((71..=100).contains(&default), "{default}");
    assert_eq!(widest(&[("COLUMNS", "wide")], Terminal::default()), default);
}

#[test]
fn ascii_draws_with_ascii() {
    let drawn = code(&demo(), &["explain", "devops", "--ascii"], 0).out;
    assert!(!drawn.contains(['│', '├', '└', '─']), "{drawn}");
}

#[test]
fn a_file_is_written_in_the_format_of_its_ending() {
    let written = |args: &[&str], path: &str| {
        let run = code(&demo(), args, 0);
        assert_eq!(run.out, "", "{args:?}");
        run.written[path].clone()
    };
    let json = code(&demo(), &["status", "--format", "json"], 0).out;
    let plain = code(&demo(), &["status", "--format", "plain"], 0).out;
    assert_eq!(written(&["status", "-o", "x.json"], "x.json"), json);
    assert_eq!(written(&["status", "-o", "x.JSON"], "x.JSON"), json);
    assert_eq!(written(&["status", "-o", "x.txt"], "x.txt"), plain);
    assert_eq!(written(&["status", "-o", "x.txt", "--format", "json"], "x.txt"), json, "--format wins");
    assert_eq!(written(&["status", "-o", "x.out", "-f", "json"], "x.out"), json);
    assert_eq!(code(&demo(), &["status", "-o", "-", "-f", "json"], 0).out, json, "`-` is the standard output");
    refused(&demo(), &["status", "-o", "x.pdf"], &["the ending of `x.pdf`", "--format"]);
    refused(&demo(), &["status", "-o", "x"], &["the ending of `x`"]);
    let environment =
        run_in(&demo(), &["status", "-o", "x.json"], &[("COMPETENCY_FORMAT", "plain")], Terminal::default());
    assert_eq!(environment.written["x.json"], json, "the ending of --output is a flag, and flags win");
}

#[test]
fn a_bad_output_fails_before_the_work() {
    // The workspace is broken too, and nobody has looked at it yet.
    let files = MemoryFiles::new([("competency.yaml", "organization: [")]);
    let run = code(&files, &["status", "-o", "nowhere/x.json"], 2);
    assert_eq!(run.err, "error: cannot write `nowhere/x.json`: there is no such folder\n");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["table", "plain", "json"] {
        let args = ["status", "--format", format];
        assert_eq!(run(&demo(), &args), run(&demo(), &args), "{format}");
    }
}

// Settings.

#[test]
fn formats_come_from_flag_environment_and_configuration_in_this_order() {
    let files = small(&[("config/config.yaml", "format: json\n")]);
    let starts = |args: &[&str], env: &[(&str, &str)]| {
        let run = run_in(&files, &[&["status"], args].concat(), env, Terminal::default());
        assert_eq!(run.code, 0, "{}", run.err);
        if run.out.starts_with('{') {
            "json"
        } else if run.out.contains("Competency: ") {
            "plain"
        } else {
            "table"
        }
    };
    let plain = ("COMPETENCY_FORMAT", "plain");
    assert_eq!(starts(&[], &[]), "json");
    assert_eq!(starts(&[], &[plain]), "plain");
    assert_eq!(starts(&["--format", "table"], &[plain]), "table");
    assert_eq!(starts(&["--no-config"], &[]), "table");
    assert_eq!(starts(&["--no-config"], &[plain]), "plain");
    assert_eq!(starts(&[], &[("COMPETENCY_FORMAT", "")]), "json", "an empty variable is none");
    // A variable that means nothing is as wrong as a flag that does.
    for (name, word) in [("COMPETENCY_FORMAT", "jsno"), ("COMPETENCY_COLOR", "sometimes"), ("COMPETENCY_AS_OF", "soon")]
    {
        let run = run_in(&files, &["status"], &[(name, word)], Terminal::default());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}={word}");
        assert!(run.err.contains(word), "{}", run.err);
    }
}

/// What somebody is told of a topic that is not there: the shortest thing that is said in a language.
fn language(files: &MemoryFiles, args: &[&str], env: &[(&str, &str)]) -> &'static str {
    let run = run_in(files, &[args, &["status", "--encoding", "latin1"]].concat(), env, Terminal::default());
    assert_eq!(run.code, 2, "{}", run.out);
    if run.err.contains("文字コード `latin1`") {
        "ja"
    } else {
        assert!(run.err.contains("unknown encoding `latin1`"), "{}", run.err);
        "en"
    }
}

#[test]
fn the_language_comes_from_flag_environment_configuration_and_locale_in_this_order() {
    let plain = small(&[]);
    let japanese = small(&[("config/config.yaml", "lang: ja\n")]);
    let english = small(&[("config/config.yaml", "lang: en\n")]);
    let locale = ("LANG", "ja_JP.UTF-8");
    assert_eq!(language(&plain, &[], &[]), "en");
    assert_eq!(language(&plain, &[], &[locale]), "ja");
    assert_eq!(language(&plain, &[], &[("LC_MESSAGES", "en_US.UTF-8"), locale]), "en");
    assert_eq!(language(&plain, &[], &[("LC_ALL", "C"), ("LC_MESSAGES", "ja_JP.UTF-8"), locale]), "en");
    assert_eq!(language(&plain, &[], &[("LC_ALL", ""), locale]), "ja", "an empty variable is none");
    assert_eq!(language(&plain, &[], &[("LANG", "de_DE.UTF-8")]), "en");
    assert_eq!(language(&japanese, &[], &[]), "ja");
    assert_eq!(language(&japanese, &["--no-config"], &[]), "en");
    assert_eq!(language(&english, &[], &[locale]), "en");
    assert_eq!(language(&english, &[], &[("COMPETENCY_LANG", "ja")]), "ja");
    assert_eq!(language(&japanese, &["--lang", "en"], &[("COMPETENCY_LANG", "ja"), locale]), "en");
    assert_eq!(language(&plain, &["--lang=ja"], &[("COMPETENCY_LANG", "en")]), "ja");
    let bad = run_in(&plain, &["status"], &[("COMPETENCY_LANG", "jp")], Terminal::default());
    assert_eq!((bad.code, bad.out.as_str()), (2, ""));
    assert!(bad.err.contains("COMPETENCY_LANG"), "{}", bad.err);
    refused(&plain, &["status", "--lang", "jp"], &["jp"]);
}

#[test]
fn the_user_configuration_changes_looks_only() {
    let files = small(&[("config/config.yaml", "color: always\nascii: true\n")]);
    let args = ["explain", "application-development"];
    let run = run_in(&files, &args, &[], Terminal::default());
    assert!(run.out.contains('\u{1b}') && !run.out.contains('└'), "{}", run.out);
    assert!(!coloured(&files, &args, &[("COMPETENCY_COLOR", "never")], TERMINAL));
    assert!(!coloured(&files, &["explain", "application-development", "--no-config"], &[], Terminal::default()));

    let broken = small(&[("config/config.yaml", "color: sometimes\nas_of: 2018-01-01\n")]);
    refused(&broken, &["status"], &["config/config.yaml:1:8", "`sometimes`", "as_of"]);
    code(&broken, &["status", "--no-config"], 0);
}

#[test]
fn the_day_comes_from_flag_environment_workspace_and_clock_in_this_order() {
    let pinned = small(&[]);
    let free = small(&[("competency.yaml", "organization: {id: contoso, market: developed}\n")]);
    let day = |files: &MemoryFiles, args: &[&str], env: &[(&str, &str)]| {
        let run = run_in(files, &[&["status", "-f", "json"], args].concat(), env, Terminal::default());
        let document: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
        document["as_of"].as_str().expect("a day").to_owned()
    };
    let env = [("COMPETENCY_AS_OF", "2018-06-01")];
    assert_eq!(day(&pinned, &["--as-of", "2018-05-01"], &env), "2018-05-01T23:59:59Z");
    assert_eq!(day(&pinned, &[], &env), "2018-06-01T23:59:59Z");
    assert_eq!(day(&pinned, &[], &[]), "2018-10-29T23:59:59Z");
    assert_eq!(day(&free, &[], &[]), "2018-10-29T12:00:00Z");
    assert_eq!(day(&free, &["--as-of", "2018-05-01T12:00:00+09:00"], &[]), "2018-05-01T03:00:00Z");
}

#[test]
fn the_folder_and_the_rules_come_from_flag_and_environment() {
    let files = folder_of("examples");
    let first = |args: &[&str], env: &[(&str, &str)]| {
        let run = run_in(&files, &[&["status"], args].concat(), env, Terminal::default());
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.split(' ').next().unwrap_or_default().to_owned()
    };
    let env = [("COMPETENCY_WORKSPACE", "minimal")];
    assert_eq!(first(&[], &env), "Hayama");
    assert_eq!(first(&["--workspace", "gold-two-locations"], &env), "Tasman");
    refused(&files, &["status"], &["no `competency.yaml`", "competency init", "competency demo"]);
    refused(&files, &["status", "-w", "nowhere"], &["nowhere"]);

    let mut with_rules = small(&[]);
    with_rules
        .insert("mine.yaml", text_of("programs/microsoft-competencies.yaml").replace("name: DevOps\n", "name: Mine\n"));
    let named = |args: &[&str], env: &[(&str, &str)]| {
        let run = run_in(&with_rules, &[&["program", "show", "devops"], args].concat(), env, Terminal::default());
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.split(' ').next().unwrap_or_default().to_owned()
    };
    assert_eq!(named(&[], &[]), "DevOps");
    assert_eq!(named(&[], &[("COMPETENCY_PROGRAM", "mine.yaml")]), "Mine");
    assert_eq!(named(&["--program", "microsoft-competencies"], &[("COMPETENCY_PROGRAM", "mine.yaml")]), "DevOps");
}

// Beginning.

#[test]
fn init_writes_files_that_pass_the_strictest_check() {
    let written = code(&nothing(), &["init"], 0).written;
    assert!(written.contains_key("competency.yaml"), "{:?}", written.keys());
    let files = MemoryFiles::new(written);
    let check = code(&files, &["check", "--strict"], 0);
    assert_eq!(check.err, "", "nothing is left to complain about");
    code(&files, &["status"], 0);
    code(&files, &["doctor"], 0);
}

#[test]
fn init_never_overwrites_and_can_be_tried() {
    let taken = MemoryFiles::new([("mine/employees.csv", "id\n")]);
    refused(&taken, &["init", "mine"], &["`mine/employees.csv` is there already", "nothing was written"]);
    let tried = code(&taken, &["init", "other", "--dry-run"], 0);
    assert!(tried.written.is_empty() && tried.err.contains("would write other/competency.yaml"), "{}", tried.err);
    let done = code(&taken, &["init", "other/"], 0);
    assert!(done.written.contains_key("other/competency.yaml") && done.err.contains("cd other"), "{}", done.err);
}

#[test]
fn demo_needs_no_file_and_copies_itself_out() {
    let shown = code(&nothing(), &["demo"], 0);
    assert!(shown.written.is_empty());
    assert!(shown.err.contains("demo --write"), "{}", shown.err);
    let copied = code(&nothing(), &["demo", "--write", "here"], 0).written;
    let mut files = MemoryFiles::default();
    for (path, text) in &copied {
        assert_eq!(*text, text_of(&path.replace("here/", "examples/demo/")), "{path}");
        files.insert(path, text.as_str());
    }
    let status = code(&files, &["status", "-w", "here"], 0).out;
    // Whoever has a workspace is told of its alerts, too.
    let without: String = status.split_inclusive('\n').filter(|line| !line.starts_with("Alerts: ")).collect();
    assert_eq!(without, shown.out, "the copy says what the demo says");
    assert_ne!(status, without);
    refused(&demo(), &["demo", "--write", "."], &["`.` is there already", "nothing was written"]);
    let occupied = MemoryFiles::new([("here/notes.txt", "mine")]);
    refused(&occupied, &["demo", "--write", "here/"], &["`here` is there already"]);
}

#[test]
fn doctor_looks_at_everything() {
    let good = code(&demo(), &["doctor"], 0).out;
    for word in ["competency.yaml", "achievements.csv", "UTF-8", "2018-10-29", "microsoft-competencies"] {
        assert!(good.contains(word), "no `{word}` in\n{good}");
    }
    let broken = code(&small(&[("employees.csv", "id,joined\naoki,soon\naoki,\n")]), &["doctor"], 1);
    assert!(broken.out.contains("2 errors") && broken.out.contains("competency check"), "{}", broken.out);
    let none = code(&nothing(), &["doctor"], 1);
    assert!(none.out.contains("competency init"), "{}", none.out);
}

// Exit codes.

#[test]
fn check_answers_with_its_exit_code() {
    let require = |what: &'static str| ["check", "--require", what];
    code(&demo(), &["check"], 0);
    code(&demo(), &require("devops>=gold"), 0);
    code(&demo(), &require("DevOps >= GOLD"), 0);
    code(&demo(), &require("membership>=silver"), 0);
    code(&demo(), &require("cloud-platform>=gold"), 1);
    code(&demo(), &require("membership>=gold"), 1);
    code(&demo(), &require("cloud-productivity>=silver"), 3);
    code(&small(&[("employees.csv", "id,joined\naoki,soon\n")]), &["check"], 2);
    code(&demo(), &["check", "--strict"], 1);
    // A no is a no, whatever else cannot be told.
    let both = ["check", "--require", "cloud-productivity>=silver", "--require", "cloud-platform>=gold"];
    let run = code(&demo(), &both, 1);
    assert!(run.out.contains("cannot tell") && run.out.contains("not met"), "{}", run.out);
    code(&demo(), &["check", "--require", "devops>=gold", "--require", "cloud-productivity>=silver"], 3);
}

#[test]
fn nothing_evaluated_is_nothing_passed() {
    let empty = MemoryFiles::new([("competency.yaml", "organization: {id: contoso}\n")]);
    refused(&empty, &["check"], &["the workspace has no people", "--allow-empty"]);
    code(&empty, &["check", "--allow-empty"], 0);
    code(&empty, &["check", "--allow-empty", "--require", "devops>=silver"], 1);
    code(&empty, &["status"], 0);
}

#[test]
fn broken_files_end_every_answer_with_two() {
    let files = small(&[("employees.csv", "id,joined\naoki,soon\n"), ("accounts.csv", "account\nx\n")]);
    for args in [vec!["status"], vec!["explain", "devops"], vec!["why-not", "aoki"], vec!["check"]] {
        let run = code(&files, &args, 2);
        assert_eq!(run.out, "", "{args:?}");
        assert!(run.err.contains("employees.csv:2:6") && run.err.contains("accounts.csv:1:1"), "{}", run.err);
    }
    // The rules can be looked up all the same: a complaint may have sent somebody there.
    assert!(code(&files, &["program", "show"], 0).out.contains("Cloud Platform"));
}

/// The real program, writing to a pipe that nobody reads.
#[test]
fn a_closed_pipe_ends_quietly() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_competency"))
        .arg("demo")
        .env_clear()
        .stdin(std::process::Stdio::null())
        .stdout(writer)
        .output()
        .expect("the program runs");
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
}

#[test]
fn an_answer_never_overwrites_what_it_was_made_from() {
    for path in ["competency.yaml", "./employees.csv"] {
        let run = run(&demo(), &["status", "--format", "json", "-o", path]);
        assert_eq!(run.code, 2, "{path}");
        assert!(run.err.contains("is a file of the workspace"), "{}", run.err);
        assert!(run.written.is_empty());
    }
}

#[test]
fn a_workspace_gives_the_same_bytes_wherever_it_lies() {
    let mut elsewhere = nothing();
    for name in
        ["competency.yaml", "employees.csv", "accounts.csv", "associations.csv", "achievements.csv", "performance.csv"]
    {
        elsewhere.insert(&format!("営業 部/{name}"), text_of(&format!("examples/demo/{name}")));
    }
    let here = run(&demo(), &["explain", "devops", "--format", "json"]);
    for named in ["営業 部", "営業 部/", "営業 部/competency.yaml"] {
        let there = run(&elsewhere, &["explain", "devops", "--format", "json", "-w", named]);
        assert_eq!(there.out, here.out, "{named}");
    }
    assert!(here.out.contains("\"place\": \"achievements.csv:"), "{}", here.out);
}

#[test]
fn trying_writes_nothing_and_the_workspace_option_names_the_folder() {
    let tried = run(&nothing(), &["demo", "--write", "copy", "--dry-run"]);
    assert_eq!((tried.code, tried.written.len()), (0, 0));
    assert!(tried.err.contains("would write copy/competency.yaml"), "{}", tried.err);
    let run = run(&nothing(), &["init", "-w", "mine"]);
    assert!(run.written.contains_key("mine/competency.yaml"), "{:?}", run.written.keys());
}

#[test]
fn a_colour_that_was_typed_counts_for_errors_of_usage_too() {
    let terminal = Terminal { out: true, err: true, width: Some(80), height: None };
    let never = run_in(&nothing(), &["stauts", "--color", "never"], &[], terminal);
    assert!(!never.err.contains('\u{1b}'), "{}", never.err);
    let auto = run_in(&nothing(), &["stauts"], &[], terminal);
    assert!(auto.err.contains('\u{1b}'), "{}", auto.err);
}

#[test]
fn commands_have_manual_pages_of_their_own() {
    let page = run(&nothing(), &["man", "status"]);
    assert_eq!(page.code, 0);
    assert!(page.out.contains(".TH") && page.out.contains("closest"), "{}", page.out);
    let wrong = run(&nothing(), &["man", "statsu"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `status`?"), "{}", wrong.err);
}

// The pager.

/// Keeps what a pager is handed.
#[derive(Default)]
struct Shown {
    command: Vec<String>,
    variables: Vec<String>,
    text: String,
    broken: bool,
}

impl Pager for Shown {
    fn show(&mut self, command: &[String], variables: &[(&str, &str)], text: &str) -> bool {
        self.command = command.to_vec();
        self.variables = variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
        text.clone_into(&mut self.text);
        !self.broken
    }
}

/// What the pager was called with; none when it was not called. Either way the answer is there once.
fn paged(args: &[&str], env: &[(&str, &str)], terminal: Terminal) -> Option<Vec<String>> {
    let mut pager = Shown::default();
    let paged = run_paged(&demo(), args, env, terminal, &mut pager);
    let printed = run_in(&demo(), args, env, terminal);
    let (shown, other) = if pager.command.is_empty() { (paged.out, pager.text) } else { (pager.text, paged.out) };
    assert_eq!((shown.as_str(), other.as_str(), paged.code), (printed.out.as_str(), "", printed.code), "{args:?}");
    (!pager.command.is_empty()).then_some(pager.command)
}

#[test]
fn long_answers_for_people_go_through_the_pager() {
    let low = Terminal { height: Some(10), ..TERMINAL };
    let less = Some(vec!["less".to_owned()]);
    for args in
        [vec!["status"], vec!["explain", "devops"], vec!["help", "formats"], vec!["help"], vec!["help", "import"]]
    {
        assert_eq!(paged(&args, &[], low), less, "{args:?}");
        assert_eq!(paged(&[args.as_slice(), &["--no-pager"]].concat(), &[], low), None, "{args:?}");
        let high = Terminal { height: Some(500), ..TERMINAL };
        assert_eq!(paged(&args, &[], high), None, "{args:?}");
        for terminal in [TERMINAL, Terminal { out: false, ..low }] {
            assert_eq!(paged(&args, &[], terminal), None, "{args:?}");
        }
    }
    // What is handed on, to a program or a file, is never shown.
    for args in [
        vec!["status", "--format", "json"],
        vec!["status", "--format", "plain"],
        vec!["status", "--format", "markdown"],
        vec!["schema", "status"],
        vec!["completions", "bash"],
        vec!["man"],
        vec!["actions", "--ics"],
        vec!["status", "--quiet"],
    ] {
        assert_eq!(paged(&args, &[], low), None, "{args:?}");
    }
    let exactly = run_in(&demo(), &["help"], &[], TERMINAL).out.lines().count();
    assert_eq!(paged(&["help"], &[], Terminal { height: Some(exactly), ..TERMINAL }), less);
    assert_eq!(
        paged(&["help"], &[], Terminal { height: Some(exactly + 1), ..TERMINAL }),
        None,
        "a line for the prompt"
    );
}

#[test]
fn the_pager_is_the_users_own() {
    let low = Terminal { height: Some(10), ..TERMINAL };
    let named = |env: &[(&str, &str)]| paged(&["status"], env, low).map(|command| command.join(" "));
    assert_eq!(named(&[("PAGER", "most -w")]).as_deref(), Some("most -w"));
    assert_eq!(named(&[("PAGER", "most"), ("COMPETENCY_PAGER", "less -S")]).as_deref(), Some("less -S"));
    assert_eq!(named(&[("PAGER", "")]).as_deref(), Some("less"));
    for off in [("COMPETENCY_PAGER", ""), ("COMPETENCY_PAGER", "cat"), ("PAGER", "cat")] {
        assert_eq!(named(&[off]), None, "{off:?}");
    }
    let variables = |env: &[(&str, &str)]| {
        let mut pager = Shown::default();
        run_paged(&demo(), &["status"], env, low, &mut pager);
        pager.variables
    };
    assert_eq!(variables(&[]), ["LESS=FRXK", "LESSCHARSET=utf-8"]);
    assert_eq!(variables(&[("LESS", "-i"), ("LESSCHARSET", "dos")]), Vec::<String>::new());
    let mut broken = Shown { broken: true, ..Shown::default() };
    let run = run_paged(&demo(), &["status"], &[], low, &mut broken);
    assert_eq!(run.out, broken.text, "what cannot be shown is printed");
}

#[test]
fn the_real_pager_is_run_and_may_be_missing() {
    let text = "a\n".repeat(100_000);
    assert!(!SystemPager.show(&["no-such-pager-anywhere".to_owned()], &[], &text));
    assert!(!SystemPager.show(&[], &[], &text));
    // One that reads nothing ends before everything is written.
    assert!(SystemPager.show(&["true".to_owned()], &[("LESS", "F")], &text));
}

#[test]
fn what_is_there_instead_of_a_membership_is_said() {
    let run = code(&small(&[]), &["check", "--require", "membership>=silver"], 1);
    assert!(run.out.contains("membership>=silver: not met (no membership is recorded)"), "{}", run.out);
    let run =
        run_in(&folder_of("examples/demo"), &["check", "--require", "membership>=gold"], &[], Terminal::default());
    assert!(run.out.contains("not met (Silver membership, active until 2019-03-01)"), "{}", run.out);
}
