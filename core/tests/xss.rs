//! Tests attempts to run a script in a reader's browser, in every text of content. Each is refused,
//! or stays plain text in the tree, in HTML and in exports.
#![cfg(all(feature = "parse", feature = "export"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use carrot_core::{
    Policy,
    diagnostic::Code,
    export,
    i18n::Messages,
    parse::{File, Parsed, parse},
    text::{Block, Inline, Link, plain},
};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use serde::Deserialize;
use serde_json::Value;

use crate::render;

#[derive(Deserialize)]
struct Payloads {
    payload: Vec<Payload>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    /// The kind of attack, such as "script element".
    attack: String,
    text: String,
    /// The codes of the diagnostics if the text is in a statement. Missing if the text is allowed there, and stays plain text.
    #[serde(default)]
    codes: Vec<String>,
}

fn payloads() -> Vec<Payload> {
    toml::from_str::<Payloads>(include_str!("xss.toml")).unwrap().payload
}

/// Returns the payloads, and examples of Markdown. The examples are harmless, but must not become
/// other elements.
fn texts() -> Vec<String> {
    let examples: Value = toml::from_str(include_str!("commonmark.toml")).unwrap();
    let examples = examples["example"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    payloads().into_iter().map(|payload| payload.text).chain(examples).collect()
}

const MARKDOWN: &str = "\
# P {#policy party=turnip source=notice/1}

## S {#section}

### T {#statement}

Text.

## F {#framework}

### U {#other}

Text.
";

/// Content in which every text value is `TEXT`.
const TOML: &str = r#"
[bot]
name = TEXT
party = "turnip"
host = "cellar"
disclaimer = TEXT
plan = TEXT
[[party]]
id = "turnip"
name = TEXT
kind = "bot"
role_note = TEXT
promises_to = TEXT
about = TEXT
[[party]]
id = "cellar"
name = TEXT
kind = "host"
[[source]]
id = "notice"
title = TEXT
kind = "document"
note = TEXT
[source.sections]
1 = TEXT
[inventory]
statement = "statement"
[inventory.from]
text = TEXT
statement = "statement"
[[inventory.purpose]]
text = TEXT
statement = "statement"
[[data]]
id = "item"
name = TEXT
statement = "statement"
recipients = { text = TEXT, statement = "statement" }
storage = { text = TEXT, statement = "statement" }
retention = { text = TEXT, statement = "statement" }
deletion = { text = TEXT, statement = "statement" }
[[framework]]
id = "framework"
name = TEXT
short = TEXT
kind = "standard"
aliases = [TEXT, TEXT]
[[service]]
id = "service"
name = TEXT
group = "common"
source = "notice/1"
[[service.alias]]
name = TEXT
source = "notice/1"
[[region]]
id = "region"
name = TEXT
source = "notice/1"
[[claim]]
id = "claim"
statement = "statement"
frameworks = ["framework"]
holder = "turnip"
attestation = "certificate"
services = ["service"]
plans = [TEXT]
conditions = [TEXT, TEXT]
evidence = TEXT
edition = TEXT
[[data_rule]]
id = "rule"
name = TEXT
statement = "statement"
allowed_in = "all"
elsewhere = "barred"
conditions = [TEXT]
[[objective]]
id = "objective"
statement = "statement"
services = "all"
plans = TEXT
restore_note = TEXT
loss_note = TEXT
excludes = TEXT
[[term]]
id = "term"
name = TEXT
aliases = [TEXT]
text = TEXT
source = "notice/1"
[[requirement]]
id = "requirement"
title = TEXT
asks = TEXT
source = "notice/1"
when = TEXT
[[question]]
id = "a-question"
ask = TEXT
title = TEXT
requirements = ["requirement"]
words = [TEXT]
[[answer]]
requirement = "requirement"
statements = ["statement"]
extent = "partial"
why = TEXT
[[hint]]
kind = "vague-word"
words = ["word"]
text = TEXT
"#;

fn read(markdown: &str, toml: &str) -> Parsed {
    let file = |path: &str, text: &str| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let mut parsed = parse(&[file("bot/a.toml", toml), file("bot/b.md", markdown)]);
    // Ignore warnings about folders: all tables are in one file.
    parsed.diagnostics.retain(|diagnostic| diagnostic.code != Code::WrongFolder);
    parsed
}

fn codes(parsed: &Parsed) -> Vec<String> {
    parsed.diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect()
}

/// Returns a text as a TOML string. JSON strings are TOML strings, except that TOML does not allow an unescaped U+007F.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f")
}

/// Asserts that parsed content contains nothing executable.
#[track_caller]
fn assert_harmless(policy: &Policy, payload: &str) {
    for statement in policy.statements() {
        for address in addresses(&statement.text) {
            assert!(Link::new(address).is_ok(), "{address} of {payload:?}");
        }
        let html = format!("<p>{}</p>{}", render::escaped(&statement.title), render::html(&statement.text));
        for (tag, attributes) in render::tags(&html) {
            assert!(render::ELEMENTS.contains(&tag), "<{tag}> of {payload:?}");
            let harmless_attributes = match (tag, attributes) {
                (_, "") => true,
                ("ol", attributes) => {
                    attributes.strip_prefix("start=\"").is_some_and(|it| it.trim_end_matches('"').parse::<u64>().is_ok())
                }
                ("a", attributes) => attributes
                    .strip_prefix("href=\"")
                    .and_then(|it| it.strip_suffix('"'))
                    .is_some_and(|address| !address.contains(['"', '<', ' ']) && Link::new(address).is_ok()),
                _ => false,
            };
            assert!(harmless_attributes, "<{tag} {attributes}> of {payload:?}");
        }
    }
    assert_exports_harmless(policy, payload);
    let json = export::policy_json(policy).unwrap();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value, serde_json::to_value(carrot_core::PolicyJson::from(policy)).unwrap(), "{payload:?}");
    assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).as_ref(), Ok(policy), "{payload:?}");
}

/// The exports that `llms.txt` links.
const EXPORTS: [&str; 7] =
    ["index.html", "policy.md", "policy.json", "compliance.json", "coverage.csv", "schema/policy.json", "schema/compliance.json"];

/// Asserts that the exports run nothing: Markdown without HTML and with only the policy's own links, tables without
/// formulas, and JSON that closes no script.
#[track_caller]
fn assert_exports_harmless(policy: &Policy, payload: &str) {
    let own: Vec<&str> = policy.statements().flat_map(|statement| addresses(&statement.text)).collect();
    for markdown in
        Messages::ALL.into_iter().flat_map(|messages| [export::policy_md(policy, messages), export::llms_txt(policy, messages, None)])
    {
        // Parse with every extension that a reader's program may have.
        for event in Parser::new_ext(&markdown, Options::all()) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} of {payload:?} in\n{markdown}"),
                Event::Start(Tag::Image { dest_url, .. }) => panic!("an image {dest_url} of {payload:?} in\n{markdown}"),
                Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                    let to = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                    let expected = own.contains(&to.as_str()) || EXPORTS.contains(&to.as_str());
                    assert!(expected, "a link to {to} of {payload:?} in\n{markdown}");
                }
                _ => {}
            }
        }
    }
    let table = export::coverage_csv(policy, Messages::Fr).unwrap();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    for cell in rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?} of {payload:?}");
    }
    let json_ld = export::json_ld(policy, Messages::Fr).unwrap();
    assert!(!json_ld.contains('<') && serde_json::from_str::<Value>(&json_ld).is_ok(), "{payload:?}");
}

fn addresses(blocks: &[Block]) -> Vec<&str> {
    fn of_inlines<'t>(inlines: &'t [Inline], out: &mut Vec<&'t str>) {
        for inline in inlines {
            match inline {
                Inline::Link { to, text } => {
                    out.push(to.as_str());
                    of_inlines(text, out);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) => of_inlines(inner, out),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    fn of_blocks<'t>(blocks: &'t [Block], out: &mut Vec<&'t str>) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) => of_inlines(inlines, out),
                Block::List { items, .. } => items.iter().for_each(|item| of_blocks(item, out)),
                Block::Quote(inner) => of_blocks(inner, out),
                Block::Code(_) => {}
                Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| of_inlines(cell, out)),
            }
        }
    }
    let mut out = Vec::new();
    of_blocks(blocks, &mut out);
    out
}

#[test]
fn attack_as_text_is_refused_or_plain_text() {
    let all = payloads();
    assert!(all.len() >= 60, "{}", all.len());
    let mut wrong = String::new();
    for Payload { attack, text, codes: expected } in all {
        let parsed = read(&MARKDOWN.replacen("Text.", &text, 1), &TOML.replace("TEXT", "\"Words\""));
        if codes(&parsed) != expected {
            wrong += &format!("{attack}: {text:?}\n  is       {:?}\n  expected {expected:?}\n", codes(&parsed));
        }
        if let Some(policy) = &parsed.policy {
            assert_harmless(policy, &text);
            assert!(!plain(&policy.sections[0].statements[0].text).trim().is_empty(), "{text:?} is shown, and not lost");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn attack_as_a_title_is_refused_or_plain_text() {
    for text in texts() {
        for (before, after) in [("### T {#statement}", "### TEXT {#statement}"), ("## S {#section}", "## TEXT {#section}")] {
            let line = text.replace(['\n', '\r'], " ");
            let parsed = read(&MARKDOWN.replacen(before, &after.replace("TEXT", &line), 1), &TOML.replace("TEXT", "\"Words\""));
            assert_eq!(parsed.policy.is_none(), !parsed.diagnostics.is_empty(), "{text:?}");
            if let Some(policy) = &parsed.policy {
                assert_harmless(policy, &text);
            }
        }
    }
}

#[test]
fn attack_as_a_string_stays_the_same_string() {
    for text in texts() {
        let parsed = read(MARKDOWN, &TOML.replace("TEXT", &quoted(&text)));
        let is_rejected_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202a}'..='\u{202e}');
        if text.contains(is_rejected_control) {
            assert_eq!(codes(&parsed), vec!["bad-value"; TOML.matches("TEXT").count()], "{text:?}");
            continue;
        }
        assert_eq!(codes(&parsed), [""; 0], "{text:?}");
        let policy = parsed.policy.unwrap();
        assert_harmless(&policy, &text);
        let Value::Array(strings) = strings(&serde_json::to_value(&policy).unwrap()) else { panic!("a list") };
        let same = strings.iter().filter(|it| it.as_str() == Some(&text)).count();
        assert_eq!(same, TOML.matches("TEXT").count(), "{text:?} is neither read as Markdown nor changed");
    }
}

/// Returns all strings of some JSON.
fn strings(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.values().flat_map(|it| strings(it).as_array().cloned().unwrap_or_default()).collect(),
        Value::Array(list) => list.iter().flat_map(|it| strings(it).as_array().cloned().unwrap_or_default()).collect(),
        Value::String(_) => Value::Array(vec![value.clone()]),
        _ => Value::Array(Vec::new()),
    }
}

#[test]
fn attack_as_url_id_or_keyword_is_refused() {
    for Payload { text, .. } in payloads() {
        let string = quoted(&text);
        let good = TOML.replace("TEXT", "\"Words\"");
        for (toml, code) in [
            (format!("{good}\n[[source]]\nid = \"s\"\ntitle = \"S\"\nkind = \"rule\"\nlink = {string}\n"), Code::UnsafeLink),
            (format!("{good}\n[[region]]\nid = {string}\nname = \"R\"\nsource = \"notice/1\"\n"), Code::BadId),
            (format!("{good}\n[[region]]\nid = \"r\"\nname = \"R\"\nsource = {string}\n"), Code::DanglingCitation),
            (good.replace("kind = \"bot\"", &format!("kind = {string}")), Code::BadValue),
            (good.replace("plan = \"Words\"", &format!("lang = {string}")), Code::BadValue),
            (format!("{good}\n[[region]]\n{string} = \"x\"\n"), Code::TomlShape),
            (format!("{good}\n[{string}]\nid = \"x\"\n"), Code::TomlShape),
        ] {
            let parsed = read(MARKDOWN, &toml);
            let texts =
                parsed.diagnostics.iter().map(|diagnostic| format!("{}{}", diagnostic.message, diagnostic.hint)).collect::<String>();
            assert!(!texts.contains(|c: char| c.is_control()), "the diagnostics of {text:?} contain no control characters");
            assert!(parsed.policy.is_none() && codes(&parsed).contains(&code.to_string()), "{code} of {text:?}: {:?}", codes(&parsed));
        }
    }
}
