//! Tests that replies show a statement's table as a list, because Discord has no tables.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::render::{Display, Form};
use carrot_core::{parse::File, text::Block};
use common::{files, full_text, parsed, privacy};

const HEAD: &str =
    "# Policy {#policy party=turnip source=turnip-policy/host}\n\n## Tables {#tables}\n\n### What is kept {#kept-table}\n\n";

/// Returns the whole reply about a statement with this table, in both forms.
fn whole_reply(table: &str) -> String {
    let text = format!("{HEAD}Kept as follows:\n\n{table}\n");
    let content = parsed(&[files(), vec![File { path: "bot/table.md".to_owned(), bytes: text.into_bytes() }]].concat());
    let forms = [Form::Components, Form::Embed].map(|form| {
        let display = Display { form, ..Display::default() };
        full_text(&content, display, "en-US", privacy("kept-table"))
    });
    for reply in &forms {
        assert!(!reply.contains("\\|") && !reply.contains("---"), "{reply}");
    }
    forms.concat()
}

#[test]
fn a_table_is_a_list_with_the_heading_before_each_cell() {
    let reply = whole_reply("| Data | Kept | Why |\n|---|---|---|\n| User ID | 30 days | *commands* |\n| Name | | @everyone |");
    for line in ["- Data: User ID\n", "- Kept: 30 days\n", "- Why: *commands*\n", "- Data: Name\n"] {
        assert_eq!(reply.matches(line).count() % 2, 0, "{line} in\n{reply}");
        assert!(reply.contains(line), "{line} in\n{reply}");
    }
    assert!(!reply.contains("- Why: @everyone"), "{reply}");
}

#[test]
fn a_long_table_is_split_between_pages() {
    let rows: String = (0..200).map(|row| format!("| item {row} | {} |\n", "words ".repeat(20))).collect();
    let reply = whole_reply(&format!("| Data | Why |\n|---|---|\n{rows}"));
    for row in 0..200 {
        assert!(reply.contains(&format!("Data: item {row}\n")), "{row}");
    }
}

#[test]
fn a_table_given_to_the_renderer_is_a_list_too() {
    let cell = |text: &str| vec![carrot_core::text::Inline::Text(text.to_owned())];
    let table = Block::Table { head: vec![cell("A")], rows: vec![vec![cell("b")]] };
    assert_eq!(bot_embed::render::markdown::blocks(&[table]), "- A: b");
}
