//! Files that other systems wrote; `fixtures/parquet/make.py` says how.

use crate::support::folder_of;
use competency::lang::{Lang, problems};
use competency::load::columnar::write_text;
use competency::load::files::{Files as _, Limits, MemoryFiles};
use competency::load::unreadable;
use expect_test::{Expect, expect};

/// The text of a file, or what is wrong with it.
fn text(name: &str) -> String {
    let (files, path) = (folder_of("fixtures/parquet"), format!("{name}.parquet"));
    let mut text = Vec::new();
    match write_text(&files, &path, &Limits::default(), &mut text) {
        Ok(()) => String::from_utf8(text).expect("text"),
        Err(error) => {
            let words = problems::words(Lang::En, &unreadable(error));
            format!("{}\n{}\n", words.message, words.help.unwrap_or_default())
        }
    }
}

fn check(name: &str, expected: &Expect) {
    expected.assert_eq(&text(name));
}

#[test]
fn one_table_of_many_systems() {
    check(
        "duckdb",
        &expect![[r#"
        id,employee,name,market,evidence,joined,earned,linked,value,level,path,month,renewals,holds
        1,9223372036854775807,plain,developed,,2018-10-29,2018-10-29,2018-10-29T00:00:00Z,12.50,0.000001,1.5,12,12,true
        -2,-1,"山田, 太郎",developed,,1900-01-01,2018-10-29T15:20:00,2018-10-29T06:20:00.5Z,-0.05,-12345678901234567890123456789012.345678,-1.5,0.1,0.1,false
        2147483647,,"the ""best""",developed,,,,,,,,,,
        ,0,"two
        lines",developed,,9999-12-31,1969-12-31T23:59:59,1970-01-01T00:00:00Z,1234567890123456.78,1.000000,999.9,-1.5,-1.5,true
        0,7,,developing,,2000-02-29,2018-01-01,2018-01-01T00:00:00Z,0.00,0.000000,0.0,1000000000000000000000,10000000,false
    "#]],
    );
    for same in
        ["duckdb-gzip-v2", "polars", "pyarrow", "pyarrow-plain-v1", "pyarrow-delta-v2", "pyarrow-large", "spark"]
    {
        assert_eq!(text(same), text("duckdb"), "{same}");
    }
}

#[test]
fn with_other_types() {
    check(
        "pandas-fastparquet",
        &expect![[r#"
        id,employee,name,market,evidence,joined,earned,linked,month,renewals,holds
        1,9223372036854776000,plain,developed,,2018-10-29,2018-10-29,2018-10-29T00:00:00Z,12,12,true
        -2,-1,"山田, 太郎",developed,,1900-01-01,2018-10-29T15:20:00,2018-10-29T06:20:00.5Z,0.1,0.1,false
        2147483647,,"the ""best""",developed,,,,,,,
        ,0,"two
        lines",developed,,9999-12-31,1969-12-31T23:59:59,1970-01-01T00:00:00Z,-1.5,-1.5,true
        0,7,,developing,,2000-02-29,2018-01-01,2018-01-01T00:00:00Z,1000000000000000000000,10000000,false
    "#]],
    );
    check(
        "spark-legacy",
        &expect![[r#"
        id,employee,name,market,evidence,joined,earned,linked,value,level,path,month,renewals,holds
        1,9223372036854775807,plain,developed,,2018-10-29,2018-10-29,2018-10-29T00:00:00Z,12.50,0.000001,1.5,12,12,true
        -2,-1,"山田, 太郎",developed,,1900-01-01,2018-10-29T15:20:00,2018-10-29T06:20:00.5Z,-0.05,-12345678901234567890123456789012.345678,-1.5,0.1,0.1,false
        2147483647,,"the ""best""",developed,,,,,,,,,,
        ,0,"two
        lines",developed,,9999-12-31,1969-12-31T23:59:59,1970-01-01T00:00:00Z,1234567890123456.78,1.000000,999.9,-1.5,-1.5,true
        0,7,,developing,,2000-02-29,2018-01-01,2018-01-01T00:00:00Z,0.00,0.000000,0.0,1000000000000000000000,10000000,false
    "#]],
    );
    check(
        "duckdb-types",
        &expect![[r#"
        id,employee,value,level,object_id,path,kind,evidence
        255,65535,4294967295,18446744073709551615,a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf,-128,a,{}
    "#]],
    );
    check(
        "pyarrow-no-rows",
        &expect![[r#"
        id,employee,name,market,evidence,joined,earned,linked,value,level,path,month,renewals,holds
    "#]],
    );
    check(
        "left-alone",
        &expect![[r#"
        id,tags,weight
        e-1,,
        e-2,,
    "#]],
    );
}

#[test]
fn refused() {
    check(
        "refused-list",
        &expect![[r#"
        the column `name` holds lists or other nested values, which no cell of a table can
        write it as text, numbers, days or instants, as it would stand in CSV; or leave the column out
    "#]],
    );
    check(
        "refused-wide",
        &expect![[r#"
        the column `value` holds decimals of more than 38 digits, which no cell of a table can
        write it as text, numbers, days or instants, as it would stand in CSV; or leave the column out
    "#]],
    );
    check(
        "refused-brotli",
        &expect![[r#"
        the Parquet file is compressed with BROTLI, which is not read
        write it with Snappy, Zstandard or gzip, or without compression
    "#]],
    );
    check(
        "refused-time",
        &expect![[r#"
        the column `left` holds times without a day, which no cell of a table can
        write it as text, numbers, days or instants, as it would stand in CSV; or leave the column out
    "#]],
    );
    check(
        "refused-bytes",
        &expect![[r#"
        row 3 has a value in the column `id` that is not what the file says
        write it again; `competency help files` says what is read
    "#]],
    );
    check(
        "refused-interval",
        &expect![[r#"
        the column `renewals` holds lengths of time, which no cell of a table can
        write it as text, numbers, days or instants, as it would stand in CSV; or leave the column out
    "#]],
    );
    check(
        "refused-encrypted",
        &expect![[r#"
        the Parquet file is encrypted
        write it without encryption
    "#]],
    );
}

/// Every encoding that others write is damaged somewhere: there is a text or an error.
#[test]
fn damaged() {
    let files = folder_of("fixtures/parquet");
    for entry in files.list(".").expect("a folder").iter().filter(|entry| entry.name.ends_with(".parquet")) {
        let sound = files.read(&entry.name).expect("a file");
        for at in (0..sound.len()).step_by(17) {
            let mut bytes = sound.clone();
            bytes[at] = bytes[at].wrapping_mul(7).wrapping_add(3);
            let limits = Limits { file: 1 << 16, ..Limits::default() };
            let _ = write_text(&MemoryFiles::new([("a.parquet", bytes)]), "a.parquet", &limits, &mut Vec::new());
        }
    }
}
