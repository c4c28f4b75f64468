//! Tests that every construct of CommonMark, in small examples of our own, is read as expected or
//! refused with a diagnostic. In places without Markdown (attributes of headings, TOML, exports),
//! it stays plain text.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use carrot_core::{
    parse::{File, Parsed, parse},
    text::Block,
};
use serde::Deserialize;

use crate::render;

#[derive(Deserialize)]
struct Examples {
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    /// The construct.
    construct: String,
    text: String,
    /// The expected HTML of the simplest renderer; or …
    html: Option<String>,
    /// … the expected diagnostics.
    codes: Option<Vec<String>>,
}

fn examples() -> Vec<Example> {
    toml::from_str::<Examples>(include_str!("commonmark.toml")).unwrap().example
}

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
statement = "t"
"#;

/// Returns the blocks of a statement with that text, or the diagnostics.
fn statement(text: &str) -> Result<Vec<Block>, Vec<String>> {
    let markdown = format!("# P {{#policy party=turnip source=notice/1}}\n\n## S {{#s}}\n\n### T {{#t}}\n\n{text}\n");
    let file = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes() };
    let Parsed { policy, diagnostics, .. } = parse(&[file("bot/a.toml", TOML.to_owned()), file("bot/b.md", markdown)]);
    match policy {
        Some(mut policy) => Ok(policy.sections.swap_remove(0).statements.swap_remove(0).text),
        None => Err(diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect()),
    }
}

#[test]
fn every_construct_is_read_or_refused() {
    let mut wrong = String::new();
    for Example { construct, text, html, codes } in examples() {
        let expected = html.ok_or(codes.unwrap_or_default());
        let got = statement(&text).map(|blocks| render::html(&blocks));
        if got != expected {
            wrong += &format!("{construct}: {text:?}\n  is       {got:?}\n  expected {expected:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Parses the tables of `policy.md` as content again.
#[cfg(feature = "export")]
#[test]
fn tables_of_the_document_are_read_again_as_they_were() {
    use carrot_core::{export::policy_md, i18n::Messages};
    let texts = [
        "| Data | Kept |\n| --- | --- |\n| User ID | 30 days |\n| | |\n| Name | |\n\nAfterwards.",
        "Before:\n\n| *a* \\| b | `c \\| d` |\n| - | - |\n| \\\\\\| \\\\ | [e](<https://a.example/?f\\|g>) **h** |\n| # i | - j |\n| <k@a.example> | 1. \\` |",
        "| |\n|-|\n| &lt;b&gt; |",
    ];
    for text in texts {
        let markdown = format!("# P {{#policy party=turnip source=notice/1}}\n\n## S {{#s}}\n\n### T {{#t}}\n\n{text}\n");
        let file = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes() };
        let policy = parse(&[file("bot/a.toml", TOML.to_owned()), file("bot/b.md", markdown)]).policy.expect(text);
        let document = policy_md(&policy, Messages::En);
        let (_, written) = document.split_once("#### T\n\n").unwrap();
        let (written, _) = written.split_once("\n\n*Turnip*").unwrap();
        assert_eq!(statement(written).as_ref(), Ok(&policy.sections[0].statements[0].text), "{written}");
        assert_eq!(written.matches("\n| --- |").count() + usize::from(written.contains("\n\n| ---")), 1, "{written}");
    }
    // Markdown cannot write this code in a table cell. It becomes a list with the same words.
    let code = "| a |\n| - |\n| `\\\\| b` |";
    let blocks = statement(code).unwrap();
    assert!(carrot_core::text::plain(&blocks).contains('|'), "{blocks:?}");
}
