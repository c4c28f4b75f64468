//! Tests properties of any content: nothing panics, every diagnostic has a place, a policy survives
//! serialization, and order changes nothing.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use carrot_core::{
    Policy, PolicyJson,
    diagnostic::Severity,
    parse::{File, Parsed, parse},
};
use carrot_testing::example_files;
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::select,
};
use serde_json::Value;

/// Pieces of Markdown and TOML, and pieces that are hard to parse in either.
const PIECES: [&str; 76] = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "# ",
    "## ",
    "### ",
    "#### ",
    " {#a}",
    " {#b party=a}",
    "{#",
    "}",
    "- ",
    "1. ",
    "> ",
    "* ",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~",
    "[",
    "](",
    ")",
    "](https://a.example)",
    "](javascript:x)",
    "[a]: ",
    "<",
    ">",
    "<b>",
    "<!--",
    "-->",
    "<https://a>",
    "![",
    "|",
    "|-|-|\n",
    "---\n",
    "===",
    "\\",
    "&amp;",
    "&#",
    "[^1]",
    "[^1]: ",
    "word",
    "é",
    "\u{1f407}",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "[[",
    "]]",
    "]\n",
    "[bot]\n",
    "[[party]]\n",
    "[[source]]\n",
    "[source.sections]\n",
    "[inventory]\n",
    "[[claim]]\n",
    "id = ",
    "name",
    " = ",
    "\"a\"",
    "'b'",
    "\"\"\"",
    "2024-02-30",
    "1e9",
    "{ ",
    ", ",
    "[\"a\"]",
    ".",
    "source = \"a/b\"\n",
    "id = \"a\"\n",
];

/// Parses files, and checks properties that every diagnostic must have.
fn read(files: &[File]) -> Parsed {
    let parsed = parse(files);
    for it in &parsed.diagnostics {
        assert!(it.line > 0 && it.column > 0 && !it.message.is_empty() && !it.hint.is_empty(), "{it:?}");
        let file = files.iter().find(|file| file.path == it.file);
        let length = file.map_or(0, |file| file.bytes.len());
        assert!(it.span.start <= it.span.end && it.span.start <= length, "{it:?} of {length} bytes");
    }
    assert_eq!(parsed.policy.is_none(), parsed.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error));
    let report = carrot_loader::report(files, &parsed.diagnostics, &|file| format!("x/{file}"));
    assert!(report.is_empty() == parsed.diagnostics.is_empty());
    if let Some(policy) = &parsed.policy {
        assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).as_ref(), Ok(policy), "what is baked is the same");
        serde_json::to_string(policy).unwrap();
    }
    parsed
}

/// Generates the path of a file, of the original content or a translation.
fn path() -> impl Strategy<Value = String> {
    select(
        &["bot/a.md", "bot/a.toml", "bot/fr/a.md", "bot/fr/a.toml", "hosts/h/a.md", "hosts/h/pt-BR/a.toml", "rules/a.toml", "a.md", ""]
            [..],
    )
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(files in btree_map(path(), vec(any::<u8>(), 0..400), 0..4)) {
        let files: Vec<_> = files.into_iter().map(|(path, bytes)| File { path, bytes }).collect();
        read(&files);
    }

    #[test]
    fn random_pieces_of_content_never_panic(files in btree_map(path(), vec(select(&PIECES[..]), 0..80), 0..4)) {
        let files: Vec<_> = files.into_iter().map(|(path, pieces)| File { path, bytes: pieces.concat().into_bytes() }).collect();
        read(&files);
    }

    #[test]
    fn random_text_is_read_or_refused(pieces in vec(select(&PIECES[..]), 0..40)) {
        let mut files = example_files();
        let policy = files.iter_mut().find(|file| file.path == "bot/policy.md").unwrap();
        policy.bytes.extend_from_slice(format!("\n\n{}", pieces.concat()).as_bytes());
        read(&files);
    }

    /// An editing mistake in valid content: lines removed, duplicated, changed or moved.
    #[test]
    fn mutated_content_gets_diagnostics(slips in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..5, select(&PIECES[..])), 1..4)) {
        let mut files = example_files();
        for (file, line, what, piece) in slips {
            let file = file.get(&files).path.clone();
            let file = files.iter_mut().find(|it| it.path == file).unwrap();
            let mut lines: Vec<String> = String::from_utf8(file.bytes.clone()).unwrap().lines().map(str::to_owned).collect();
            if lines.is_empty() {
                continue;
            }
            let line = line.index(lines.len());
            match what {
                0 => drop(lines.remove(line)),
                1 => lines.insert(line, lines[line].clone()),
                2 => lines[line].push_str(piece),
                3 => lines[line].insert_str(0, piece),
                _ => lines.rotate_left(line),
            }
            file.bytes = lines.join("\n").into_bytes();
        }
        read(&files);
    }

    #[test]
    fn order_of_tables_does_not_matter(seed in any::<u64>()) {
        let files = example_files();
        let shuffled: Vec<_> = files.iter().map(|file| shuffled(file, seed)).collect();
        let (one, other) = (read(&files), read(&shuffled));
        prop_assert_eq!(&other.diagnostics, &[]);
        prop_assert_eq!(by_id(&one.policy.unwrap()), by_id(&other.policy.unwrap()));
        for (one, other) in one.translations.iter().zip(&other.translations) {
            prop_assert_eq!(by_id(&one.policy), by_id(&other.policy));
            prop_assert_eq!(&one.untranslated, &other.untranslated);
        }
    }
}

/// Returns a file with its tables, or the statements of its sections, in another order.
fn shuffled(file: &File, seed: u64) -> File {
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    let markdown = file.path.ends_with(".md");
    // A table begins with a header without a dot, a statement with three `#`. Text above the first stays there.
    let begins = |line: &str| match markdown {
        true => line.starts_with("###"),
        false => line.starts_with('[') && !line.contains('.'),
    };
    let ends = |line: &str| markdown && line.starts_with('#') && !line.starts_with("###");
    let mut groups: Vec<Vec<String>> = vec![vec![String::new()]];
    for line in text.lines() {
        if ends(line) {
            groups.push(vec![String::new()]);
        } else if begins(line) {
            groups.last_mut().unwrap().push(String::new());
        }
        let group = groups.last_mut().unwrap();
        let piece = group.last_mut().unwrap();
        piece.push_str(line);
        piece.push('\n');
    }
    let mut state = seed | 1;
    let mut next = |below: usize| {
        // Knuth's generator. Any order is fine, if every seed gives another.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for group in &mut groups {
        for last in (2..group.len()).rev() {
            group.swap(last, 1 + next(last));
        }
    }
    File { path: file.path.clone(), bytes: groups.concat().join("\n").into_bytes() }
}

/// Returns a policy as JSON, with every list of items sorted by id.
fn by_id(policy: &Policy) -> Value {
    fn sort(value: &mut Value) {
        match value {
            Value::Array(list) => {
                list.iter_mut().for_each(sort);
                let key = |it: &Value| ["id", "requirement", "text"].iter().find_map(|key| Some(it.get(key)?.to_string()));
                if list.iter().all(|it| key(it).is_some()) {
                    list.sort_by_key(key);
                }
            }
            Value::Object(map) => {
                // The first statement of a section depends on the order.
                map.remove("described_in");
                map.values_mut().for_each(sort);
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(PolicyJson::from(policy)).unwrap();
    sort(&mut value);
    value
}

#[test]
fn shuffle_changes_the_order() {
    let files = example_files();
    let ids = |files: &[File]| {
        read(files).policy.unwrap().requirements.iter().map(|requirement| requirement.id.to_string()).collect::<Vec<_>>()
    };
    let orders: std::collections::BTreeSet<_> =
        (0..20).map(|seed| ids(&files.iter().map(|file| shuffled(file, seed * 7)).collect::<Vec<_>>())).collect();
    assert!(orders.len() > 10, "{} orders", orders.len());
}
