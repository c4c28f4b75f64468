//! Tests that very large, deeply nested or very wrong content is parsed in limited time and memory,
//! or refused with a diagnostic. The benchmark `parse` measures the speed.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use std::{collections::BTreeSet, sync::Arc};

use carrot_core::{
    Extent, Policy,
    diagnostic::{Code, Diagnostic},
    parse::{File, MAX_FILE, MAX_REPORTED, Parsed, parse},
    qualify::{Needs, Outcome},
    text::{Block, Inline, plain},
};
use expect_test::expect;

use crate::multiply;

const TOML: &str = r#"
[bot]
name = "Turnip"
party = "turnip"
host = "cellar"
disclaimer = "A restatement."

[[party]]
id = "turnip"
name = "Turnip"
kind = "bot"

[[party]]
id = "cellar"
name = "Cellar"
kind = "host"

[[source]]
id = "notice"
title = "Notice"
kind = "document"
[source.sections]
1 = "One"

[inventory]
statement = "first"
"#;

const MARKDOWN: &str = "# Policy {#policy party=turnip source=notice/1}\n\n## Section {#section}\n\n### First {#first}\n\n";

fn file(path: &str, text: String) -> File {
    File { path: path.to_owned(), bytes: text.into_bytes() }
}

/// Parses valid content followed by this text.
fn with(markdown: &str, toml: &str) -> Parsed {
    with_files(vec![file("bot/a.toml", format!("{TOML}{toml}")), file("bot/b.md", format!("{MARKDOWN}Text.\n\n{markdown}"))])
}

/// Parses with a stack of 1 MiB, which is half of a test thread's.
fn with_files(files: Vec<File>) -> Parsed {
    let mut parsed = std::thread::Builder::new().stack_size(1 << 20).spawn(move || parse(&files)).unwrap().join().unwrap();
    // Ignore warnings about folders: all tables are in one file.
    parsed.diagnostics.retain(|diagnostic| diagnostic.code != Code::WrongFolder);
    parsed
}

#[track_caller]
fn good(parsed: Parsed) -> Policy {
    assert_eq!(parsed.diagnostics, [], "nothing is wrong");
    parsed.policy.unwrap()
}

#[track_caller]
fn codes(parsed: &Parsed) -> Vec<Code> {
    assert!(parsed.policy.is_none(), "an error gives no policy");
    parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn ten_megabytes_are_refused_and_the_other_files_read() {
    let ten = 10 << 20;
    let parsed = with_files(vec![
        file("bot/a.toml", TOML.to_owned()),
        file("bot/b.md", format!("{MARKDOWN}<b>loud</b>")),
        file("bot/c.md", "word ".repeat(ten / 5)),
        file("bot/d.toml", "#".repeat(ten)),
        file("bot/e.txt", "passed over ".repeat(ten / 12)),
        File { path: "bot/f.md".to_owned(), bytes: vec![0xff; ten] },
    ]);
    assert_eq!(codes(&parsed), [Code::RawHtml, Code::RawHtml, Code::TooLarge, Code::TooLarge, Code::TooLarge]);
    expect![[r#"
        bot/c.md:1:1: error[too-large]: the file has more than 4 MiB
          hint: split it: a folder may have any number of files"#]]
    .assert_eq(&parsed.diagnostics[2].to_string());
}

#[test]
fn a_file_may_be_as_large_as_is_documented() {
    let filled = |size: usize| {
        let start = format!("{MARKDOWN}Text.\n\n");
        file("bot/b.md", format!("{start}{}", "a".repeat(size - start.len())))
    };
    let policy = good(with_files(vec![file("bot/a.toml", TOML.to_owned()), filled(MAX_FILE)]));
    let Some(Block::Paragraph(line)) = policy.sections[0].statements[0].text.last() else { panic!("the line is a paragraph") };
    let [Inline::Text(line)] = line.as_slice() else { panic!("of text alone") };
    assert!(line.len() > MAX_FILE - 200 && line.bytes().all(|byte| byte == b'a'));
    let parsed = with_files(vec![file("bot/a.toml", TOML.to_owned()), filled(MAX_FILE + 1)]);
    assert_eq!(parsed.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::TooLarge).count(), 1);
}

#[test]
fn ten_thousand_services_are_read() {
    let one = |n: usize| {
        format!(
            "[[service]]\nid = \"s-{n}\"\nname = \"Service {n}\"\ngroup = \"common\"\nsource = \"notice/1\"\n\
             [[objective]]\nid = \"o-{n}\"\nstatement = \"first\"\nservices = [\"s-{n}\", \"s-{}\"]\nrestore_hours = {n}\n",
            9_999 - n
        )
    };
    let policy = good(with("", &(0..10_000).map(one).collect::<String>()));
    assert_eq!((policy.services.len(), policy.objectives.len()), (10_000, 10_000));
    assert_eq!(policy.services.last().map(|service| service.id.as_str()), Some("s-9999"));
    assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).unwrap(), policy);
}

#[test]
fn a_hundred_thousand_headings_are_read() {
    let headings: String = (0..100_000).map(|n| format!("### H {{#h-{n}}}\n\nt\n\n")).collect();
    let policy = good(with(&headings, ""));
    assert_eq!(policy.statements().count(), 100_001);
    assert_eq!(policy.statements().last().map(|statement| statement.id.as_str()), Some("h-99999"));
}

#[test]
fn a_hundred_thousand_errors_list_two_hundred() {
    let parsed = with(&"### H\n\nt\n\n".repeat(100_000), "");
    let codes = codes(&parsed);
    assert!(codes.len() == MAX_REPORTED + 1 && codes[..MAX_REPORTED].iter().all(|code| *code == Code::MissingId), "{codes:?}");
    let last = parsed.diagnostics.last().unwrap();
    // The first is in line 9, and each further one four lines below.
    expect![[r#"
        bot/b.md:809:1: error[too-many]: 99800 more diagnostics, of which this is the first
          hint: fix the 200 above to see the rest"#]]
    .assert_eq(&last.to_string());
}

#[test]
fn an_inherited_error_is_reported_once() {
    let headings: String = (0..30_000).map(|n| format!("### H {{#h-{n}}}\n\nt\n\n")).collect();
    let parsed = with(&format!("# Hosting {{#hosting party=unknown source=nowhere/1}}\n\n## S {{#s}}\n\n{headings}"), "");
    assert_eq!(codes(&parsed), [Code::DanglingId, Code::DanglingCitation]);
}

#[test]
fn a_hundred_thousand_attributes_or_synonyms_are_compared_in_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=b")).collect();
    assert_eq!(codes(&with(&format!("### H {{#h{attributes}}}\n\nt\n"), "")).last(), Some(&Code::TooMany));
    let words: String = (0..100_000).map(|n| format!("\"w{n}\",")).collect();
    let policy = good(with("", &format!("[[synonym]]\nwords = [{words}]\n")));
    assert_eq!(policy.synonyms[0].words.len(), 100_000);
}

#[test]
fn two_hundred_errors_are_listed() {
    let parsed = with(&"a <b>\n\n".repeat(MAX_REPORTED), "");
    assert_eq!(codes(&parsed), [Code::RawHtml; MAX_REPORTED]);
    assert!(parsed.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.line));
    let codes = codes(&with(&"a <b>\n\n".repeat(MAX_REPORTED + 1), ""));
    assert_eq!(codes.last(), Some(&Code::TooMany));
}

#[test]
fn invalid_toml_is_counted_once() {
    // Each is an invalid date, and is not also reported as a wrong value of its key.
    let parsed = with("", &"[[source]]\nas_of = 2023-02-30\n".repeat(MAX_REPORTED));
    assert_eq!(codes(&parsed), [Code::BadDate; MAX_REPORTED]);
}

#[test]
fn deep_markdown_is_an_error_at_its_place() {
    for (what, text, code) in [
        ("quotes", format!("{}a", "> ".repeat(100)), Code::TooDeep),
        ("quotes without end", "> ".repeat(100_000), Code::TooDeep),
        ("lists", format!("{}a", "- ".repeat(100)), Code::TooDeep),
        ("lists without end", "1. ".repeat(100_000), Code::TooDeep),
        ("lists by indentation", (0..120).map(|n| format!("{}- a\n", " ".repeat(2 * n))).collect(), Code::TooDeep),
        ("lists by indentation without end", (0..1000).map(|n| format!("{}- a\n", " ".repeat(2 * n))).collect(), Code::TooDeep),
        ("emphasis", format!("a{}b{}", "*".repeat(999), "*".repeat(999)), Code::TooDeep),
        ("emphasis in a link", format!("[{}{}](https://b.example)", "*x ".repeat(50), "x* ".repeat(50)), Code::TooDeep),
        ("footnotes", format!("{}a", "[^a]: ".repeat(100_000)), Code::TooDeep),
        ("a quote that goes on and on", format!("{}a\n{}", ">".repeat(100_000), "a\n".repeat(100_000)), Code::TooDeep),
        ("as many quotes as may be, and on", format!("{}a\n{}", ">".repeat(250), "a\n".repeat(100_000)), Code::TooDeep),
    ] {
        let parsed = with(&text, "");
        assert!(parsed.diagnostics.iter().any(|diagnostic| diagnostic.code == code), "{what}: {:?}", parsed.diagnostics.first());
    }
    // The rest of the file is still parsed.
    let parsed = with(&format!("line\n\n{}é\nline <b>\n", ">".repeat(251)), "");
    let places: Vec<_> = parsed.diagnostics.iter().map(|diagnostic| (diagnostic.line, diagnostic.column, diagnostic.code)).collect();
    assert_eq!(places, [(11, 1, Code::TooDeep), (12, 6, Code::RawHtml)]);
}

#[test]
fn a_long_beginning_that_is_not_deep_is_read() {
    let policy = good(with(&format!("    {}\n\n{}\n", "-".repeat(200), "-a ".repeat(100)), ""));
    assert!(policy.sections[0].statements[0].text.len() == 3);
}

#[test]
fn unclosed_markup_is_text() {
    // Each of these took some Markdown parser quadratic time. The `x` keeps them from being markers of lists.
    for piece in
        ["[", "![", "[a](", "[a](<b", "*a ", "**a *b ", "_a __b ", "`a ``b ", "<a ", "<!-- ", "<? ", "&a", "\\", "a|", "$a ", "~~a "]
    {
        let text = piece.repeat(100_000 / piece.len());
        let parsed = with(&format!("x{text}"), "");
        let policy = good(parsed);
        let read = plain(&policy.sections[0].statements[0].text);
        assert!(read.len() > 40_000, "{piece}: {} bytes of text", read.len());
    }
}

#[test]
fn many_references_to_a_long_address_do_not_multiply_it() {
    let parsed = with(&format!("[x]: https://{}\n\n{}\n", "a".repeat(100_000), "[x] ".repeat(100_000)), "");
    let policy = good(parsed);
    // Some become links. Beyond the limit, the rest stays text.
    let bytes = policy.to_bytes().unwrap().len();
    assert!(bytes < 2_000_000, "{bytes} bytes from half a million");
}

#[test]
fn deep_toml_is_an_error() {
    // Dotted keys inside braces inside dotted keys: eleven kilobytes, but six thousand levels.
    let key = "a.".repeat(78);
    let both = format!("{}1{}", format!("{{{key}a = ").repeat(75), "}".repeat(75));
    for (what, toml) in [
        ("lists", format!("[[service]]\nsource = {}{}\n", "[".repeat(20), "]".repeat(20))),
        ("lists without end", format!("[[service]]\nsource = {}\n", "[".repeat(100_000))),
        ("braces", format!("[[service]]\nsource = {}1{}\n", "{a=".repeat(20), "}".repeat(20))),
        ("braces without end", format!("[[service]]\nsource = {}\n", "{a=".repeat(100_000))),
        ("dotted keys", format!("[[service]]\n{}a = 1\n", "a.".repeat(20))),
        ("dotted keys without end", format!("[[service]]\n{}a = 1\n", "a.".repeat(100_000))),
        ("headers", format!("[{}a]\n", "a.".repeat(20))),
        ("headers without end", format!("[{}a]\n", "a.".repeat(100_000))),
        ("both, as a table of no format", format!("a = {both}\n")),
        ("both, where a text belongs", format!("[[service]]\nid = {both}\n")),
    ] {
        let parsed = with("", &toml);
        let codes = codes(&parsed);
        assert!(codes.iter().any(|code| matches!(code, Code::TooDeep | Code::TomlSyntax)), "{what}: {codes:?}");
    }
    let mut files = vec![file("bot/a.toml", TOML.to_owned()), file("bot/b.md", format!("{MARKDOWN}Text."))];
    files.push(file("bot/fr/a.toml", format!("[bot]\nname = {both}\n")));
    assert!(codes(&with_files(files)).contains(&Code::TooDeep), "in a translation, too");
}

#[test]
fn endless_toml_errors_list_two_hundred() {
    for piece in ["@\n", "=", "a = 1\n", "[a]\n", "a = \"\"\"\n", "[[service]]\n", "a = [,", "\"\\q\" = 1\n", "{a=1,a=1},", "\u{0}\n"] {
        let parsed = with("", &piece.repeat(30_000 / piece.len()));
        let codes = codes(&parsed);
        assert!(codes.len() <= MAX_REPORTED + 1, "{piece:?}");
        assert!(!codes.contains(&Code::TooMany) || codes.last() == Some(&Code::TooMany), "{piece:?}");
    }
}

#[test]
fn places_in_a_long_line_are_right() {
    let start = "é".repeat(500_000);
    let parsed = with(&format!("{start}<b>{start}<i>\n"), "");
    let places: Vec<_> = parsed.diagnostics.iter().map(|diagnostic| (diagnostic.line, diagnostic.column)).collect();
    assert_eq!(places, [(9, 500_001), (9, 1_000_004)]);
    // All in one line, and each invalid.
    let services: String = (0..20_000).map(|n| format!("{{id=\"é{n}\"}},")).collect();
    let parsed = with("", &format!("[x]\n[[service]]\nalias=[{services}]\n"));
    assert!(parsed.diagnostics.len() <= MAX_REPORTED + 1);
}

#[test]
fn long_messages_and_hints_are_cut_at_600_characters() {
    let long = "long".repeat(100_000);
    let toml = format!(
        "[[service]]\nid = \"{long}\"\nname = \"S\"\ngroup = \"{long}\"\nsource = \"{long}/{long}\"\n[[{long}]]\n[[region]]\nid = \"r\"\n\
         name = \"R\"\nsource = \"notice/{long}\"\nreading = \"{long}\"\n{long} = 1\n"
    );
    let parsed = with(&format!("### {long} {{#{long} party={long} {long}={long}}}\n\n[a](ftp://{long})\n"), &toml);
    assert!(parsed.diagnostics.len() > 5, "{}", parsed.diagnostics.len());
    for Diagnostic { code, message, hint, .. } in &parsed.diagnostics {
        assert!(message.chars().count() <= 601 && hint.chars().count() <= 601, "{code}: {} and {}", message.len(), hint.len());
    }
}

#[test]
fn each_duplicate_of_an_id_is_reported_and_none_dangles() {
    let twice = "[[region]]\nid = \"same\"\nname = \"R\"\nsource = \"notice/1\"\n";
    let uses = "[[service]]\nid = \"same\"\nname = \"S\"\ngroup = \"common\"\nsource = \"notice/1\"\n";
    let parsed = with("", &format!("{}{}", twice.repeat(90), uses.repeat(90)));
    assert_eq!(codes(&parsed), [Code::DuplicateId; 179]);
    let refer = "[[objective]]\nid = \"o\"\nstatement = \"first\"\nservices = [\"same\", \"same\"]\n";
    assert_eq!(codes(&with("", &format!("{twice}{uses}{refer}"))), [Code::DuplicateId]);
}

#[test]
fn ten_thousand_services_share_findings() {
    let service = |n: usize| format!("[[service]]\nid = \"s{n}\"\nname = \"S{n}\"\ngroup = \"common\"\nsource = \"notice/1\"\n");
    let services: String = (0..10_000).map(service).collect();
    let half: String = (0..5_000).map(|n| format!("\"s{n}\", ")).collect();
    let objective = format!("[[objective]]\nid = \"o\"\nstatement = \"first\"\nservices = [{half}]\nrestore_hours = 12\n");
    let policy = good(with("", &format!("{services}{objective}")));
    let asked = Needs { restore_hours: Some(12), loss_hours: Some(4), ..Needs::default() };
    let verdicts = policy.qualify(&asked).unwrap();
    assert_eq!(verdicts.iter().filter(|verdict| verdict.findings[0].outcome == Outcome::Qualifies).count(), 5_000);
    let found: BTreeSet<_> = verdicts.iter().flat_map(|verdict| &verdict.findings).map(Arc::as_ptr).collect();
    assert_eq!(found.len(), 3, "each finding is there once");
}

#[test]
fn real_content_ten_times_over_is_ten_times_the_same() {
    let files = carrot_testing::content_files();
    let (one, ten) = (good(parse(&files)), good(parse(&multiply::multiply(&files, 10))));
    assert_eq!(ten.statements().count(), 10 * one.statements().count());
    assert_eq!(ten.services.len(), 10 * one.services.len());
    assert_eq!(ten.claims.len(), 10 * one.claims.len());
    let missing = |policy: &Policy| policy.gaps().filter(|gap| gap.extent == Extent::Missing).count();
    assert_eq!(missing(&ten), 10 * missing(&one));
}
