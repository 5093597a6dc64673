//! Parquet files where records are expected, in builds that read them and in those that do not.

#[cfg(feature = "parquet")]
mod made;
#[cfg(feature = "parquet")]
mod others;
#[cfg(feature = "parquet")]
mod read;

use crate::support::{run, text_of};
use competency::load::files::MemoryFiles;
use expect_test::{Expect, expect};

/// What every Parquet file begins and ends with.
const BYTES: &[u8] = b"PAR1\x15\x04PAR1";

/// A workspace with some file in it.
fn with(name: &str, bytes: &[u8]) -> MemoryFiles {
    let config = "organization: {id: north}\nemployees: [{id: ann}]\n";
    let mut files = MemoryFiles::new([("competency.yaml", config)]);
    files.insert(name, bytes);
    files
}

/// What is said about it, in both languages.
fn check(files: &MemoryFiles, args: &[&str], expected: &Expect) {
    let english = run(files, args).transcript();
    let japanese = run(files, &[args, &["--lang", "ja"]].concat()).transcript();
    expected.assert_eq(&format!("{english}{japanese}"));
}

#[test]
fn under_the_name_of_text() {
    check(
        &with("employees.csv", BYTES),
        &["check"],
        &expect![[r#"
        error[unreadable-file]: this is a Parquet file, not text
         --> employees.csv
          |
          = help: let its name end in `.parquet`, or save the table as CSV; a new ending does not change what it is

        1 error
        exit code 2
        エラー[unreadable-file]: テキストではなくParquetファイルです
         --> employees.csv
          |
          = ヒント: 名前の末尾を `.parquet` にするか、表をCSVとして保存してください。拡張子を変えても中身は変わりません

        エラー1件
        exit code 2
    "#]],
    );
}

#[test]
fn not_imported() {
    check(
        &with("users.parquet", BYTES),
        &["import", "auto", "users.parquet"],
        &expect![[r#"
        error[unreadable-file]: this is a Parquet file, which cannot be imported
         --> users.parquet
          |
          = help: save the table as CSV and import that

        1 error
        exit code 2
        エラー[unreadable-file]: Parquetファイルはインポートできません
         --> users.parquet
          |
          = ヒント: 表をCSVとして保存し、それをインポートしてください

        エラー1件
        exit code 2
    "#]],
    );
    check(
        &with("users.csv", BYTES),
        &["import", "pmc", "users.csv"],
        &expect![[r#"
        error[unreadable-file]: this is a Parquet file, which cannot be imported
         --> users.csv
          |
          = help: save the table as CSV and import that

        1 error
        exit code 2
        エラー[unreadable-file]: Parquetファイルはインポートできません
         --> users.csv
          |
          = ヒント: 表をCSVとして保存し、それをインポートしてください

        エラー1件
        exit code 2
    "#]],
    );
}

/// A build that reads none never answers without them.
#[cfg(not(feature = "parquet"))]
#[test]
fn not_built_in() {
    let files = with("achievements.parquet", BYTES);
    check(
        &files,
        &["status"],
        &expect![[r#"
        error[unreadable-file]: this is a Parquet file, and this build of the program reads none
         --> achievements.parquet
          |
          = help: build it with `cargo build --release --features parquet`, or save the table as CSV

        1 error
        exit code 2
        エラー[unreadable-file]: Parquetファイルですが、このビルドはParquetを読み取れません
         --> achievements.parquet
          |
          = ヒント: `cargo build --release --features parquet` でビルドするか、表をCSVとして保存してください

        エラー1件
        exit code 2
    "#]],
    );
    let mut files = files;
    files.insert("achievements.csv", "employee,credential\n");
    files.insert("employees/part-0.parquet", BYTES);
    check(
        &files,
        &["check", "--format", "plain"],
        &expect![[r#"
        error[unreadable-file]: this is a Parquet file, and this build of the program reads none
         --> achievements.parquet
          |
          = help: build it with `cargo build --release --features parquet`, or save the table as CSV

        error[unreadable-file]: this is a Parquet file, and this build of the program reads none
         --> employees/part-0.parquet
          |
          = help: build it with `cargo build --release --features parquet`, or save the table as CSV

        2 errors
        exit code 2
        エラー[unreadable-file]: Parquetファイルですが、このビルドはParquetを読み取れません
         --> achievements.parquet
          |
          = ヒント: `cargo build --release --features parquet` でビルドするか、表をCSVとして保存してください

        エラー[unreadable-file]: Parquetファイルですが、このビルドはParquetを読み取れません
         --> employees/part-0.parquet
          |
          = ヒント: `cargo build --release --features parquet` でビルドするか、表をCSVとして保存してください

        エラー2件
        exit code 2
    "#]],
    );
    check(
        &files,
        &["batch", "--format", "ndjson"],
        &expect![[r#"
        error[unreadable-file]: this is a Parquet file, and this build of the program reads none
         --> achievements.parquet
          |
          = help: build it with `cargo build --release --features parquet`, or save the table as CSV

        error[unreadable-file]: this is a Parquet file, and this build of the program reads none
         --> employees/part-0.parquet
          |
          = help: build it with `cargo build --release --features parquet`, or save the table as CSV

        2 errors
        exit code 2
        エラー[unreadable-file]: Parquetファイルですが、このビルドはParquetを読み取れません
         --> achievements.parquet
          |
          = ヒント: `cargo build --release --features parquet` でビルドするか、表をCSVとして保存してください

        エラー[unreadable-file]: Parquetファイルですが、このビルドはParquetを読み取れません
         --> employees/part-0.parquet
          |
          = ヒント: `cargo build --release --features parquet` でビルドするか、表をCSVとして保存してください

        エラー2件
        exit code 2
    "#]],
    );
}

/// What builds the program is what the messages say.
#[test]
fn the_feature_has_this_name() {
    assert!(text_of("Cargo.toml").contains("\n[features]\n") && text_of("Cargo.toml").contains("\nparquet = ["));
    assert!(text_of("README.md").contains("cargo build --release --features parquet"));
}
