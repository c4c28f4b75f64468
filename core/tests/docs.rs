//! Tests that `docs/content.md` documents every code, table and key, and no other.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::diagnostic::Code;

const DOCS: &str = include_str!("../../docs/content.md");

#[test]
fn each_code_has_its_line_in_the_documentation() {
    let (_, table) = DOCS.split_once("| code | means | fix |").expect("the table of codes");
    let documented: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(documented, codes, "same codes, same order");
}

#[test]
fn each_reserved_id_is_documented() {
    let (_, list) = DOCS.split_once("These ids are reserved, and so is each of them followed by `-title`: ").expect("the list of ids");
    let (list, _) = list.split_once('.').expect("its end");
    let mut documented: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let mut reserved: Vec<&str> =
        include_str!("../../web/reserved-ids.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    documented.sort_unstable();
    reserved.sort_unstable();
    assert_eq!(documented, reserved);
}

#[cfg(all(feature = "parse", feature = "export"))]
mod tables {
    use std::collections::{BTreeMap, BTreeSet};

    use carrot_core::{
        FactKind,
        parse::{content_schema, parse},
    };
    use carrot_testing::file;
    use serde_json::Value;

    use super::*;

    /// The required and the optional keys of a table.
    type Keys = (BTreeSet<String>, BTreeSet<String>);

    /// Returns the words in backquotes.
    fn quoted(text: &str) -> BTreeSet<String> {
        text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    /// Returns the tables of the documentation, each from its paragraph "`[[table]]` requires … Optional: …".
    fn documented() -> BTreeMap<String, Keys> {
        let of = |paragraph: &str| {
            let paragraph = paragraph.split_once('\n').filter(|(first, _)| first.starts_with('#')).map_or(paragraph, |(_, rest)| rest);
            let (table, keys) = paragraph.strip_prefix("`[")?.split_once("]` requires ")?;
            let (required, optional) = keys.split_once(" Optional: ").unwrap_or((keys, ""));
            Some((table.trim_matches(['[', ']']).to_owned(), (quoted(required), quoted(optional))))
        };
        DOCS.split("\n\n").filter_map(of).collect()
    }

    /// Returns the keys of each table, from the schema, which is made of the parser's types.
    fn known() -> BTreeMap<String, BTreeSet<String>> {
        let schema: Value = serde_json::from_str(&content_schema().unwrap()).unwrap();
        let keys = |table: &Value| {
            let table = table.get("anyOf").map_or(table, |all| &all[1]);
            table["properties"].as_object().unwrap().keys().cloned().collect()
        };
        schema["properties"].as_object().unwrap().iter().map(|(name, table)| (name.clone(), keys(table))).collect()
    }

    #[test]
    fn each_table_and_key_is_documented() {
        let all = |(table, (required, optional)): (String, Keys)| (table, required.union(&optional).cloned().collect());
        let documented: BTreeMap<String, BTreeSet<String>> = documented().into_iter().map(all).collect();
        assert_eq!(documented, known());
    }

    #[test]
    fn keys_are_documented_as_required_if_the_parser_requires_them() {
        for (table, (required, _)) in documented() {
            // Without rules, tables that refer to them are not checked.
            let rules = file("rules/all.toml", "[[notion]]\nname = \"x\"\nwords = [\"x\"]\n[[requirement]]\nid = \"x\"\n");
            let diagnostics = parse(&[file("bot/all.toml", &format!("[{table}]\n")), rules]).diagnostics;
            let about = |it: &&carrot_core::diagnostic::Diagnostic| it.line == 1 && it.file == "bot/all.toml";
            let missing = diagnostics.iter().filter(about).filter_map(|diagnostic| match diagnostic.code {
                Code::MissingSource => Some("source".to_owned()),
                Code::MissingKey => Some(diagnostic.message.split_once(" has no `")?.1.trim_end_matches('`').to_owned()),
                _ => None,
            });
            // Two words make a synonym, and an answer is empty without any of several keys: these errors have messages of their own.
            let missing: BTreeSet<String> = missing.chain((table == "synonym").then(|| "words".to_owned())).collect();
            assert_eq!(missing, required, "{table}: {diagnostics:#?}");
        }
    }

    #[test]
    fn each_kind_of_fact_is_documented() {
        let (_, table) = DOCS.split_once("| `answered_by` | the facts |").unwrap();
        let (table, _) = table.split_once("\n\n").unwrap();
        let first = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
        let documented: BTreeSet<String> = first.flat_map(|cell| quoted(&format!("`{cell}"))).collect();
        assert_eq!(documented, FactKind::ALL.iter().map(|(name, _)| (*name).to_owned()).collect());
    }
}
