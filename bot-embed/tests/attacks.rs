//! Sends the attacks of `core/tests/xss.toml` to Discord: replies contain no mention, no emoji, and no link except the statement's own.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use bot_embed::{interaction::Command, render::markdown};
use carrot_core::{
    parse::{File, parse},
    text::{Block, Inline},
};

fn payloads() -> Vec<String> {
    let table: toml::Table = toml::from_str(include_str!("../../core/tests/xss.toml")).unwrap();
    table["payload"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap().to_owned()).collect()
}

/// Asserts that Discord would show only plain text outside of code, and links in angle brackets to the web.
#[track_caller]
fn assert_harmless(shown: &str, payload: &str) {
    let mut rest = shown;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            // After an escape, the next character has no meaning.
            '\\' => after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            '`' => {
                let fence = &rest[..rest.len() - rest.trim_start_matches('`').len()];
                let code = &rest[fence.len()..];
                let end = code.find(fence).unwrap_or_else(|| panic!("{shown:?} of {payload:?} leaves code open"));
                &code[end + fence.len()..]
            }
            '<' => {
                let (address, after) = after.split_once('>').unwrap_or((after, ""));
                let web = address.starts_with("https://") || address.starts_with("http://") || address.starts_with("HTTPS://");
                assert!(web && !address.contains(char::is_whitespace), "<{address}> in {shown:?} of {payload:?}");
                after
            }
            '@' => {
                assert!(!after.starts_with("everyone") && !after.starts_with("here"), "{shown:?} of {payload:?}");
                after
            }
            ']' => {
                assert!(after.starts_with("(<http") || after.starts_with("(<HTTP"), "{shown:?} of {payload:?}");
                after
            }
            _ => after,
        };
    }
    let is_direction_mark = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!shown.contains(|c: char| is_direction_mark(c) || c.is_control() && !matches!(c, '\n' | '\t')), "{shown:?} of {payload:?}");
}

#[test]
fn attacks_as_input_stay_plain_text() {
    for payload in payloads() {
        assert_harmless(&markdown::blocks(&[Block::Paragraph(vec![Inline::Text(payload.clone())])]), &payload);
        assert_harmless(&markdown::line(&payload), &payload);
        assert_harmless(&markdown::blocks(&[Block::Code(payload.clone())]), &payload);
        assert_harmless(&markdown::blocks(&[Block::Paragraph(vec![Inline::Code(payload.clone())])]), &payload);
    }
}

#[test]
fn attacks_as_statements_are_refused_or_plain_text() {
    let toml = "[bot]\nname = \"T\"\nparty = \"t\"\nhost = \"h\"\ndisclaimer = \"D\"\n[[party]]\nid = \"t\"\nname = \"T\"\nkind = \"bot\"\n\
                [[party]]\nid = \"h\"\nname = \"H\"\nkind = \"host\"\n\
                [[source]]\nid = \"n\"\ntitle = \"N\"\nkind = \"document\"\n[source.sections]\n1 = \"One\"\n[inventory]\nstatement = \"s\"\n";
    let file = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes() };
    let mut read = 0;
    for payload in payloads() {
        let markdown = format!("# P {{#policy party=t source=n/1}}\n\n## A {{#a}}\n\n### S {{#s}}\n\n{payload}\n");
        if let Some(policy) = parse(&[file("bot/a.toml", toml.to_owned()), file("bot/b.md", markdown)]).policy {
            policy.statements().for_each(|statement| assert_harmless(&markdown::blocks(&statement.text), &payload));
            read += 1;
        }
    }
    assert!(read > 20, "content allows only {read} attacks");
}

#[test]
fn other_words_before_a_colon_are_text() {
    let option = |text: &str, name: &str| Command::typed(text).unwrap().option(name).map(str::to_owned);
    assert_eq!(option("/compliance framework:ISO 27001:2022 data:card", "framework").as_deref(), Some("ISO 27001:2022"));
    assert_eq!(option("/privacy see: https://bot.example", "topic").as_deref(), Some("see: https://bot.example"));
    assert!(Command::typed("/compliance Data:card data").is_err(), "Discord sends names in small letters");
}

/// Otherwise the reply would quote nothing: "Nothing found for “”".
#[test]
fn text_without_a_visible_character_is_no_question() {
    let topic = |text: &str| Command::typed(&format!("/privacy topic:{text}")).unwrap().option("topic").map(str::to_owned);
    for text in ["\u{200b}\u{200d}\u{feff}", "\u{202e}", "\u{3164}", "\u{e0061}", "\u{ad}\u{fe0f}"] {
        assert_eq!(topic(text), None, "{text:?}");
    }
    for text in ["\u{202e}x", "❤\u{fe0f}", "؟", "a\u{200b}"] {
        assert_eq!(topic(text).as_deref(), Some(text));
    }
}
