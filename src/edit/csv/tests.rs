//! Changes of tables: files in, files and hunks out.

use crate::edit::tests::check;
use expect_test::expect;

#[test]
fn a_cell_changes_and_keeps_its_quotes() {
    check(
        "//- employees.csv
# no,id , Name,shoes,email
1,e1,Sato,9,\"s@x\"
2,\"e2\",\"Ito \"\"Jo\"\"\",8,
3, e3 ,Abe,,a@x
",
        "
set employees.csv:2 email=t@x | name=Sato, H
set employees.csv:3 name=Ito \"J\" | email=i@x
set employees.csv:4 name=a\\nb | email=a@x
",
        expect![[r#"
            //- employees.csv
            # no,id , Name,shoes,email
            1,e1,"Sato, H",9,"t@x"
            2,"e2","Ito ""J""",8,i@x
            3, e3 ,"a
            b",,a@x
            @2
            -1,e1,Sato,9,"s@x"
            -2,"e2","Ito ""Jo""",8,
            -3, e3 ,Abe,,a@x
            +1,e1,"Sato, H",9,"t@x"
            +2,"e2","Ito ""J""",8,i@x
            +3, e3 ,"a
            +b",,a@x
        "#]],
    );
}

#[test]
fn what_is_there_already_changes_nothing() {
    check(
        "//- employees.csv
id,name,email
\"e1\", Sato ,
",
        "
set employees.csv:2 id=e1 | email= | joined=
add employees id= | name=
",
        expect![[""]],
    );
}

#[test]
fn short_rows_are_padded_as_far_as_needed() {
    check(
        "//- employees.csv
id,name,email,joined,left
e1
e2,Ito
",
        "
set employees.csv:2 email=s@x
set employees.csv:3 left=2018-10-01
",
        expect![[r#"
            //- employees.csv
            id,name,email,joined,left
            e1,,s@x
            e2,Ito,,,2018-10-01
            @2
            -e1
            -e2,Ito
            +e1,,s@x
            +e2,Ito,,,2018-10-01
        "#]],
    );
}

#[test]
fn a_missing_column_is_added() {
    check(
        "//- employees.csv
id,name,
e1,Sato,,
e2
e3,Abe
,,
e4,Kato,x
",
        "
set employees.csv:4 left=2018-10-01
",
        expect![[r#"
            //- employees.csv
            id,name,,left
            e1,Sato,,
            e2
            e3,Abe,,2018-10-01
            ,,
            e4,Kato,x,
            @1
            -id,name,
            +id,name,,left
            @4
            -e3,Abe
            +e3,Abe,,2018-10-01
            padded 1
        "#]],
    );
}

#[test]
fn rows_follow_the_files_columns_and_line_ends() {
    check(
        "//- employees.csv
shoes,name,id␍
9,Sato,e1␄
",
        "
add employees id=e2 | name=Ito
add employees name=Abe，Jo | email=a@x
add employees id=e4 | name= Kato | left=
",
        expect![[r#"
            //- employees.csv
            shoes,name,id,email␍
            9,Sato,e1,␍
            ,Ito,e2,␍
            ,"Abe，Jo",,a@x␍
            ,Kato,e4,␍
            @1
            -shoes,name,id
            +shoes,name,id,email
            @2
            -9,Sato,e1
            +9,Sato,e1,
            +,Ito,e2,
            +,"Abe，Jo",,a@x
            +,Kato,e4,
        "#]],
    );
}

#[test]
fn lines_that_end_with_cr() {
    check(
        "//- employees.csv
id,name␍e1,Sato␍␄
",
        "
add employees id=e2 | name=Ito
set employees.csv:2 name=Kato
",
        expect![[r#"
            //- employees.csv
            id,name␍e1,Kato␍e2,Ito␍@2
            -e1,Sato
            +e1,Kato
            @3
            +e2,Ito
        "#]],
    );
}

#[test]
fn tabs_and_formulas() {
    check(
        "//- employees.tsv
id	name
e1	Sato, H
",
        "
set employees.tsv:2 name==1+1
add employees id=@e2 | name=a,b
",
        expect![[r#"
            //- employees.tsv
            id	name
            e1	'=1+1
            '@e2	a,b
            @2
            -e1	Sato, H
            +e1	'=1+1
            @3
            +'@e2	a,b
        "#]],
    );
}

#[test]
fn a_new_file_is_like_the_others() {
    check(
        "//- employees.csv
id␍
e1␍
",
        "
add accounts account=a1 | kind=learn | employee=e1
add associations account=a1 | organization=contoso | linked=2018-01-01
",
        expect![[r#"
            //- accounts.csv (new)
            account,kind,employee␍
            a1,learn,e1␍
            @1
            +account,kind,employee
            +a1,learn,e1
            //- associations.csv (new)
            account,organization,linked,unlinked␍
            a1,contoso,2018-01-01,␍
            @1
            +account,organization,linked,unlinked
            +a1,contoso,2018-01-01,
        "#]],
    );
}
