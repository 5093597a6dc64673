//! What `init` and `demo` say.

use crate::lang::Lang;

/// What `demo --write` and `init` did, or would do.
#[must_use]
pub fn wrote(lang: Lang, path: &str, dry_run: bool) -> String {
    match lang {
        Lang::En => {
            let verb = if dry_run { "would write" } else { "wrote" };
            format!("{verb} {path}\n")
        }
        Lang::Ja => {
            let verb = if dry_run { "書き込み予定" } else { "書き込みました" };
            format!("{verb}：{path}\n")
        }
    }
}

/// A file that stands in the way.
#[must_use]
pub fn exists(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{path}` is there already, and nothing is ever overwritten"),
            "choose another folder; nothing was written".to_owned(),
        ),
        Lang::Ja => (
            format!("`{path}` はすでに存在します。上書きはしません"),
            "別のフォルダーを指定してください。何も書き込んでいません".to_owned(),
        ),
    }
}

/// Where to go after `init`.
#[must_use]
pub fn after_init(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En => {
            let go = if folder == "." { String::new() } else { format!("  cd {folder}\n") };
            format!(
                "\nReplace the example rows with your own, then:\n{go}  competency check\n  competency status\n  competency explain \"App Development\"\n"
            )
        }
        Lang::Ja => {
            let go = if folder == "." { String::new() } else { format!("  cd {folder}\n") };
            format!(
                "\n例として入っている行を自社の内容に置き換えてから、次を実行してください。\n{go}  competency check\n  competency status\n  competency explain \"App Development\"\n"
            )
        }
    }
}

/// Where to go after `demo`.
#[must_use]
pub fn after_demo(lang: Lang) -> &'static str {
    match lang {
        Lang::En => {
            "This is a built-in example, evaluated on its own day. `competency demo --write DIR` copies it out to try the other commands on.\n"
        }
        Lang::Ja => {
            "組み込みの例を、その基準日で判定した結果です。`competency demo --write DIR` で書き出すと、ほかのコマンドも試せます。\n"
        }
    }
}

/// Where to go after `demo --write`.
#[must_use]
pub fn after_demo_write(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En => format!(
            "\nNow try:\n  cd {folder}\n  competency status\n  competency explain devops\n  competency why-not e-yoshida\n"
        ),
        Lang::Ja => format!(
            "\n次を試してください。\n  cd {folder}\n  competency status\n  competency explain devops\n  competency why-not e-yoshida\n"
        ),
    }
}
