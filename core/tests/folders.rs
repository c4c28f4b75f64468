//! Tests that each item of content in a wrong folder gets a warning.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::panic, clippy::unwrap_used, reason = "test helpers may fail loudly")]

use std::collections::BTreeMap;

use carrot_core::{
    diagnostic::{Code, Severity},
    parse::{File, Parsed, parse},
};
use carrot_testing::example_files;
use expect_test::expect;

/// Returns valid content with some files moved.
fn moved(from: &str, to: &str) -> Parsed {
    let mut files = example_files();
    let mut any = false;
    for file in files.iter_mut().filter(|file| file.path.starts_with(from)) {
        file.path = file.path.replacen(from, to, 1);
        any = true;
    }
    assert!(any, "{from}");
    parse(&files)
}

/// Returns the diagnostics of content with another file, with line and column.
fn added(path: &str, text: &str) -> Vec<(usize, usize, String)> {
    let mut files = example_files();
    files.push(File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    let reported = parse(&files).diagnostics;
    reported
        .into_iter()
        .filter(|diagnostic| diagnostic.code == Code::WrongFolder)
        .map(|diagnostic| (diagnostic.line, diagnostic.column, diagnostic.message))
        .collect()
}

#[test]
fn content_in_its_folder_gets_no_warning() {
    assert_eq!(parse(&example_files()).diagnostics, []);
}

#[test]
fn warning_names_place_and_folder_and_does_not_stop_the_build() {
    let Parsed { policy, diagnostics, .. } = moved("bot/parties.toml", "rules/zz.toml");
    assert_eq!(policy, parse(&example_files()).policy, "the folder of a table does not change its meaning");
    let [reported] = diagnostics.as_slice() else { panic!("{diagnostics:#?}") };
    assert_eq!((reported.code, reported.severity, reported.file.as_str()), (Code::WrongFolder, Severity::Warning, "rules/zz.toml"));
    expect![[r#"
        rules/zz.toml:4:8: warning[wrong-folder]: a party of kind `bot` does not belong in `rules/`
          hint: move it to `bot/`: docs/content.md describes each folder"#]]
    .assert_eq(&reported.to_string());
}

#[test]
fn each_table_has_its_folders() {
    let tables = [
        ("[bot]", [true, false, false]),
        ("[inventory]", [true, false, false]),
        ("[[data]]", [true, false, false]),
        ("[[answer]]", [true, false, false]),
        ("[[framework]]", [true, true, false]),
        ("[[claim]]", [true, true, false]),
        ("[[service]]", [false, true, false]),
        ("[[region]]", [false, true, false]),
        ("[[data_rule]]", [false, true, false]),
        ("[[objective]]", [false, true, false]),
        ("[[requirement]]", [false, false, true]),
        ("[[question]]", [false, false, true]),
        ("[[hint]]", [false, false, true]),
        ("[[notion]]", [false, false, true]),
        ("[[intent]]", [true, false, true]),
        ("[[source]]", [true; 3]),
        ("[[term]]", [true; 3]),
        ("[[synonym]]", [true; 3]),
    ];
    let parties = [
        ("bot", [true, false, false]),
        ("host", [true, true, false]),
        ("infrastructure", [true, true, false]),
        ("rule-maker", [false, false, true]),
        ("commentator", [true; 3]),
        ("editor", [true; 3]),
        ("other", [true; 3]),
    ];
    let parts = [
        ("collected-data", [true, false, false]),
        ("policy", [true, false, false]),
        ("hosting", [true, true, false]),
        ("coverage", [true, true, false]),
        ("sources", [true; 3]),
        ("terms", [false; 3]),
    ];
    let folders = [("bot/", "`bot/`"), ("hosts/burrow/", "`hosts/<host>/`"), ("rules/", "`rules/`")];
    let mut cases = Vec::new();
    cases.extend(tables.map(|(table, at)| ("zz.toml", format!("{table}\n"), format!("`{table}`"), (1, at))));
    let party = |kind: &str| format!("[[party]]\nkind = \"{kind}\"\n");
    cases.extend(parties.map(|(kind, at)| ("zz.toml", party(kind), format!("a party of kind `{kind}`"), (2, at))));
    cases.extend(parts.map(|(part, at)| ("zz.md", format!("# Part {{#{part}}}\n"), format!("the part `{part}`"), (1, at))));
    for (file, text, what, (line, allowed)) in cases {
        for ((folder, name), allowed) in folders.into_iter().zip(allowed) {
            let reported = added(&format!("{folder}{file}"), &text);
            let places: Vec<_> = reported.iter().map(|(line, ..)| *line).collect();
            assert_eq!(places, if allowed { vec![] } else { vec![line] }, "{folder}: {text}");
            assert!(reported.iter().all(|(.., message)| message.starts_with(&what) && message.ends_with(name)), "{reported:?}");
        }
    }
}

#[test]
fn file_outside_of_the_folders_gets_a_warning_at_its_start() {
    for path in ["zz.toml", "zz.md", "hosts/zz.toml", "host/burrow/zz.toml", "Bot/zz.md"] {
        let [(line, column, message)] = &added(path, "")[..] else { panic!("{path}") };
        assert_eq!((*line, *column), (1, 1), "{path}");
        assert!(message.starts_with("this file "), "{message}");
    }
    assert_eq!(added("zz.txt", ""), [], "files that are not read get no diagnostic");
}

#[test]
fn many_tables_of_a_kind_in_the_wrong_folder_give_one_warning() {
    let Parsed { policy, diagnostics, .. } = moved("rules/hedgerow", "bot/hedgerow");
    assert!(policy.is_some());
    let mut reported = BTreeMap::new();
    diagnostics
        .iter()
        .for_each(|diagnostic| *reported.entry((diagnostic.file.as_str(), diagnostic.message.as_str())).or_insert(0) += 1);
    assert!(reported.values().all(|count| *count == 1), "{reported:#?}");
    assert!(
        reported.keys().any(|(file, message)| *file == "bot/hedgerow.toml" && message.starts_with("`[[requirement]]`")),
        "{reported:#?}"
    );
}

#[test]
fn warnings_only_fill_the_room_that_errors_leave() {
    let mut files = example_files();
    let stray = |number: usize| File { path: format!("stray-{number}.md"), bytes: b"<b>".to_vec() };
    files.extend((0..150).map(stray));
    let reported = parse(&files).diagnostics;
    let count = |code: Code| reported.iter().filter(|diagnostic| diagnostic.code == code).count();
    assert_eq!(count(Code::RawHtml) + count(Code::TextOutsideStatement), 150);
    assert_eq!(count(Code::WrongFolder), 50, "warnings fill the room up to 200 diagnostics");
    assert_eq!(count(Code::TooMany), 0, "warnings beyond the limit are no `too-many` error");
}
