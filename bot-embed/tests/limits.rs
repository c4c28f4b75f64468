//! Prints each sentence about a limit of Discord that a response or a command exceeds.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use std::collections::BTreeSet;

use bot_embed::limits::{command_violations, violations};
use expect_test::expect_file;
use serde_json::{Value, json};

/// Returns a message with components, or below an embed.
fn message(flags: u64, parts: Value) -> Value {
    let mut data = json!({ "flags": flags, "allowed_mentions": { "parse": [] } });
    data.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    json!({ "type": 4, "data": data })
}

#[test]
fn each_violation_is_one_sentence() {
    let (ephemeral, v2) = (64, 64 | 32768);
    let row = |inner: Value| json!({ "components": [{ "type": 1, "components": inner }] });
    let button = |number: usize| json!({ "type": 2, "style": 1, "label": "Go", "custom_id": number.to_string() });
    let option = json!({ "label": "l", "value": "v", "default": true });
    let long = "x".repeat(7000);
    let responses = [
        json!({ "type": 9 }),
        json!({ "type": 4 }),
        json!({ "type": 8, "data": { "choices": [{ "name": "", "value": long }] } }),
        message(v2, json!({ "content": "text", "embeds": [], "poll": {}, "stickers": [], "allowed_mentions": {}, "components": [] })),
        message(32768, json!({ "components": 5 })),
        message(v2, row(json!([]))),
        message(v2, row(json!([{ "type": 9 }, { "type": 3, "custom_id": "a", "placeholder": "p", "options": [] }]))),
        message(v2, row(json!([{ "type": 3, "custom_id": "a", "placeholder": "p", "options": [option, option] }]))),
        message(v2, row((0..6).map(button).collect())),
        message(v2, row(json!([button(1), button(1)]))),
        message(v2, row(json!([{ "type": 2, "style": 5, "label": "Go", "url": "ftp://a.example", "custom_id": "a" }]))),
        message(v2, json!({ "components": [{ "type": 17, "components": [] }, { "type": 10, "content": long }, { "type": 99 }] })),
        message(v2, json!({ "components": vec![json!({ "type": 14 }); 41] })),
        message(v2, json!({ "components": vec![json!({ "type": 10, "content": "本".repeat(1900) }); 3] })),
        message(ephemeral, json!({ "components": [] })),
        message(ephemeral, json!({ "embeds": [], "components": vec![json!({ "type": 10, "content": "text" }); 6] })),
        message(
            ephemeral,
            json!({ "components": [], "embeds": [{
                "title": "t", "description": long, "url": "bot.example", "footer": { "text": long },
                "fields": vec![json!({ "name": "n", "value": "# Heading" }); 26],
            }] }),
        ),
    ];
    let commands = [
        json!(5),
        json!([{ "name": "Loud", "description": "d", "name_localizations": { "xx": "laut" }, "options": vec![json!(
            { "type": 1, "name": "o", "description": long, "autocomplete": true, "choices": [] }
        ); 26] }]),
        json!([{ "name": "two", "description": "d", "options": [
            { "type": 3, "name": "a", "description": "d" }, { "type": 3, "name": "b", "description": "d", "required": true },
        ] }]),
    ];
    let mut printed = String::new();
    for found in responses.iter().map(violations).chain(commands.iter().map(command_violations)) {
        assert!(!found.is_empty());
        let mut seen = BTreeSet::new();
        let first: String =
            found.into_iter().filter(|sentence| seen.insert(sentence.clone())).map(|sentence| sentence + "\n").collect();
        printed += &(first + "\n");
    }
    expect_file!["snapshots/limits.txt"].assert_eq(&printed);
}
