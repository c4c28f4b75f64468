//! Parts that the fuzz targets share: content around their input, and the properties of every result.

use std::{path::Path, sync::Once};

use carrot_core::{
    Policy,
    diagnostic::{Diagnostic, Severity},
    export,
    i18n::Messages,
    parse::{File, MAX_REPORTED, Parsed, parse},
    text::{Block, Inline, Link},
};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Creates a file of content.
pub fn file(path: &str, bytes: &[u8]) -> File {
    File { path: path.to_owned(), bytes: bytes.to_vec() }
}

/// Reads the files of the repository's own content.
pub fn content() -> Vec<File> {
    carrot_loader::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).unwrap()
}

/// Valid content with one table of each kind, to which the input can refer. It is small, so that it is parsed thousands of times a
/// second.
pub const TOML: &[u8] = br#"
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
statement = "t"
[[data]]
id = "d"
name = "D"
statement = "t"
[[framework]]
id = "f"
name = "F"
short = "F"
kind = "standard"
[[service]]
id = "s"
name = "S"
group = "common"
source = "notice/1"
[[region]]
id = "r"
name = "R"
source = "notice/1"
[[claim]]
id = "c"
statement = "t"
frameworks = ["f"]
holder = "cellar"
attestation = "certificate"
services = "all"
[[requirement]]
id = "q"
title = "Q"
asks = "Q"
source = "notice/1"
when = "Q"
[[question]]
id = "k"
ask = "K"
title = "K"
glance = true
requirements = ["q"]
[[answer]]
requirement = "q"
statements = ["t"]
extent = "present"
"#;

/// The text for [`TOML`]. Input after it belongs to the last statement.
pub const MARKDOWN: &[u8] =
    b"# P {#policy party=turnip source=notice/1}\n\n## F {#f}\n\n### U {#u}\n\nText.\n\n## G {#g}\n\n### T {#t}\n\n";

/// Parses files, and checks properties that every result must have.
pub fn parse_and_check(files: &[File]) -> Parsed {
    let parsed = parse(files);
    let diagnostics = &parsed.diagnostics;
    assert_eq!(parsed.policy.is_none(), diagnostics.iter().any(is_error));
    assert!(diagnostics.len() <= MAX_REPORTED + 1);
    for it in diagnostics {
        assert!(it.line > 0 && it.column > 0 && !it.message.is_empty() && it.message.len() < 5000, "{it:?}");
        assert!(!it.to_string().replace("\n  hint", "").contains(|c: char| c.is_control() && !it.file.contains(c)), "{it:?}");
    }
    // Check a few, because rendering two hundred would take longer than everything else.
    let few = &diagnostics[..diagnostics.len().min(3)];
    assert_eq!(carrot_loader::report(files, few, &|file| format!("x/{file}")).is_empty(), few.is_empty());
    let translated = parsed.translations.iter().map(|it| &it.policy);
    parsed.policy.iter().chain(translated).for_each(check_policy);
    parsed
}

/// Checks that the content around the input is valid. Otherwise the targets would only ever find diagnostics.
pub fn assert_template_is_valid() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let parsed = parse_and_check(&[file("bot/a.toml", TOML), file("bot/b.md", &[MARKDOWN, b"Text."].concat())]);
        // All tables are in one file, which is a warning.
        let errors: Vec<_> = parsed.diagnostics.iter().filter(|it| is_error(it)).collect();
        assert!(errors.is_empty(), "{errors:?}");
    });
}

fn is_error(it: &Diagnostic) -> bool {
    it.severity == Severity::Error
}

fn check_policy(policy: &Policy) {
    assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).as_ref(), Ok(policy));
    let mut links = Vec::new();
    policy.statements().for_each(|it| check_blocks(&it.text, 0, &mut links));
    let messages = Messages::En;
    for markdown in [export::policy_md(policy, messages), export::llms_txt(policy, messages, None)] {
        for event in Parser::new_ext(&markdown, Options::all()) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in\n{markdown}"),
                Event::Start(Tag::Image { dest_url, .. }) => panic!("an image {dest_url} in\n{markdown}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let known = links.iter().any(|link| link == &*dest_url || link.strip_prefix("mailto:") == Some(&*dest_url));
                    assert!(known || ["policy.md", "policy.json"].contains(&&*dest_url), "{dest_url} of {links:?} in\n{markdown}");
                }
                _ => {}
            }
        }
    }
    export::coverage_csv(policy, messages).unwrap();
    assert!(!export::json_ld(policy, messages).unwrap().contains('<'));
    export::policy_json(policy).unwrap();
    export::compliance_json(policy).unwrap();
    policy.questions.iter().for_each(|question| drop(policy.answer(question)));
}

fn check_blocks(all: &[Block], depth: usize, links: &mut Vec<String>) {
    assert!(depth < 10, "no deeper than is documented");
    for block in all {
        match block {
            Block::Paragraph(text) => check_inlines(text, 0, links),
            Block::List { items, .. } => items.iter().for_each(|item| check_blocks(item, depth + 1, links)),
            Block::Quote(inner) => check_blocks(inner, depth + 1, links),
            Block::Code(_) => {}
            Block::Table { head, rows } => {
                assert!(rows.iter().all(|row| row.len() == head.len()), "rows are padded");
                head.iter().chain(rows.iter().flatten()).for_each(|cell| check_inlines(cell, 0, links));
            }
        }
    }
}

fn check_inlines(all: &[Inline], depth: usize, links: &mut Vec<String>) {
    assert!(depth < 10, "no deeper than is documented");
    for inline in all {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) => check_inlines(inner, depth + 1, links),
            Inline::Link { to, text } => {
                assert!((to.id().is_some() || Link::new(to.as_str()).is_ok()) && !text.is_empty(), "{inline:?}");
                links.push(to.as_str().to_owned());
                check_inlines(text, depth + 1, links);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
