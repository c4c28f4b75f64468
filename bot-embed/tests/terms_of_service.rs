//! Tests that `/privacy topic:terms` shows the bot's terms of service, if content has them.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{
    Content,
    custom_id::page_id,
    render::{Display, Form},
    reply::{ReplySubject, View},
};
use carrot_core::{i18n::Messages, parse::File};
use common::{files, from, page, pressed, privacy, respond, respond_as, text};
use serde_json::Value;

const SOURCE: &str = r#"
[[source]]
id = "house-rules"
title = "Turnip's house rules"
by = "turnip"
kind = "document"
as_of = 2026-03-09
[source.sections]
use = "Use"
"#;

const TERMS: &str = "\
# House rules {#terms party=turnip source=house-rules/use}

## Fair use {#fair-use}

### Nicknames must not insult anybody {#no-insults}

A nickname that insults somebody is deleted.

## Payment {#payment}

### Seeds are not paid back {#no-refunds}

What was paid in seeds stays in the garden.
";

const FRENCH: &str = "\
# Règlement {#terms}

## Bon usage {#fair-use}

### Un surnom n’insulte personne {#no-insults}

Un surnom qui insulte est supprimé.
";

fn with_terms() -> Content {
    let terms = [("terms/source.toml", SOURCE), ("terms/terms.md", TERMS), ("terms/fr/terms.md", FRENCH)];
    let terms = terms.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    common::parsed(&[files(), terms.to_vec()].concat())
}

/// Returns every address in a message.
fn links(message: &Value) -> Vec<String> {
    let text = message.to_string();
    text.split('"').filter(|part| part.starts_with("https://")).map(str::to_owned).collect()
}

#[test]
fn the_topic_shows_title_statements_source_and_link() {
    let content = with_terms();
    for topic in ["terms", "#terms", "Terms of Service", "Conditions d’utilisation"] {
        let reply = respond(&content, Some(&page()), &privacy(topic));
        let shown = text(&reply);
        for part in ["Terms of Service", "Nicknames must not insult anybody", "Seeds are not paid back", "house rules", "9 March 2026"]
        {
            assert!(shown.contains(part), "{topic}: no {part} in {shown}");
        }
        assert!(links(&reply).contains(&format!("{}terms/", page().url().folder())), "{topic}: {reply}");
    }
    let french = text(&respond(&content, Some(&page()), &from("fr", privacy("terms"))));
    assert!(french.contains("Conditions d’utilisation") && french.contains("Un surnom n’insulte personne"), "{french}");
    let details = page_id(&ReplySubject::Topic("terms".to_owned()), View::Details, 1);
    for form in [Form::Components, Form::Embed] {
        let whole = text(&respond_as(&content, Display { form, ..Display::default() }, &pressed(&details)));
        assert!(whole.contains("What was paid in seeds stays in the garden.") && whole.contains("Fair use"), "{whole}");
    }
}

#[test]
fn a_statement_of_the_terms_links_to_their_document() {
    let content = with_terms();
    for topic in ["no-refunds", "Seeds are not paid back", "payment"] {
        let reply = respond(&content, Some(&page()), &privacy(topic));
        let folder = page().url().folder();
        assert!(links(&reply).iter().any(|link| link.starts_with(&format!("{folder}terms/#"))), "{topic}: {reply}");
    }
    let reply = respond(&content, Some(&page()), &privacy("collects-names"));
    assert!(!links(&reply).iter().any(|link| link.contains("terms/")), "{reply}");
}

#[test]
fn without_terms_no_reply_mentions_them() {
    let content = common::parsed(&files());
    let reply = respond(&content, Some(&page()), &privacy("terms"));
    assert!(!links(&reply).iter().any(|link| link.contains("terms/")), "{reply}");
    // This repository's bot has no terms, so the answer is a gap.
    let own = Content::baked().unwrap();
    let reply = text(&respond(&own, None, &privacy("terms")));
    assert!(reply.contains(Messages::En.not_stated_by_bot()), "{reply}");
}
