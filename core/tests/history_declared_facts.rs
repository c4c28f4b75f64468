//! Tests the direction of changes of recipients, legal bases, contacts and rights between two editions.
#![cfg(feature = "history")]
#![allow(missing_docs, clippy::unwrap_used, reason = "test helpers may fail loudly")]

use crate::editions::{self, snapshot, statement};
use carrot_core::{
    history::{Aspect, Labels, diff},
    i18n::Messages,
};
use serde_json::{Value, json};

/// Returns a policy with one statement and this inventory.
fn policy(inventory: &Value) -> Value {
    let text = json!([{ "paragraph": [{ "text": "Nothing." }] }]);
    let statement = json!({ "id": "said", "title": "Said", "party": "bot", "cites": [], "text": text });
    json!({
        "bot": { "name": "Bot", "lang": "en", "party": "bot" },
        "parties": [{ "id": "bot", "name": "Bot", "kind": "bot", "promises_to": "you" }],
        "sections": [{ "id": "first", "title": "First", "statements": [statement] }],
        "inventory": inventory,
    })
}

/// Returns the changes of recipients, legal bases and contacts between two editions: id, aspect and direction.
fn changes_of(old: &Value, new: &Value) -> Vec<(String, &'static str)> {
    let with = |part: &Value| {
        let part = |name: &str, none: Value| part.get(name).cloned().unwrap_or(none);
        let mut policy = policy(&part("inventory", json!({})));
        policy["contacts"] = part("contacts", json!([]));
        snapshot(&policy)
    };
    let diff = diff(&with(old), &with(new));
    let name = |aspect| serde_json::to_value(aspect).unwrap().as_str().unwrap().to_owned();
    diff.changes.iter().map(|change| (format!("{} {}", change.id, name(change.aspect)), change.direction.id())).collect()
}

#[test]
fn recipients_bases_and_contacts_have_a_direction() {
    let inventory = |more: Value| {
        let mut inventory = json!({ "statement": "said", "items": [{ "id": "item", "name": "Item", "statement": "said" }] });
        inventory.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "inventory": inventory })
    };
    let recipient = |name: &str, more: Value| {
        let mut it = json!({ "id": name.to_lowercase(), "name": { "text": name, "statement": "said" } });
        it.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        it
    };
    let list = |list: &[Value]| inventory(json!({ "recipients": list }));
    let text = |text: &str| inventory(json!({ "whole": { "recipients": { "text": text, "statement": "said" } } }));
    let (none, a) = (json!({}), recipient("Ash", json!({})));
    let b = |more: Value| recipient("Birch", more);
    let one = |id: &str, direction: &'static str| vec![(id.to_owned(), direction)];
    let plain = list(&[a.clone(), b(json!({}))]);
    let cases = [
        ("one more recipient", list(std::slice::from_ref(&a)), plain.clone(), one("birch recipient", "weaker")),
        ("named for the first time", list(&[]), list(std::slice::from_ref(&a)), one("ash recipient", "unclear")),
        (
            "a text becomes a list",
            text("Ash and Birch"),
            plain.clone(),
            vec![("ash recipient".into(), "neutral"), ("birch recipient".into(), "neutral")],
        ),
        (
            "nobody becomes somebody",
            text("Nobody"),
            list(std::slice::from_ref(&a)),
            vec![("said recipients".into(), "weaker"), ("ash recipient".into(), "weaker")],
        ),
        (
            "a safeguard gone",
            list(&[b(json!({ "safeguard": "Clauses" }))]),
            list(&[b(json!({}))]),
            one("birch recipient-terms", "weaker"),
        ),
        (
            "a contract more",
            list(&[b(json!({}))]),
            list(&[b(json!({ "contract": "Signed" }))]),
            one("birch recipient-terms", "stronger"),
        ),
        (
            "more data",
            list(&[b(json!({ "data": ["x"] }))]),
            list(&[b(json!({ "data": ["x", "y"] }))]),
            one("birch recipient-terms", "weaker"),
        ),
        (
            "another country",
            list(&[b(json!({ "country": "A" }))]),
            list(&[b(json!({ "country": "B" }))]),
            one("birch recipient-terms", "unclear"),
        ),
        (
            "an AI provider",
            list(&[b(json!({ "ai_provider": false }))]),
            list(&[b(json!({ "ai_provider": true }))]),
            one("birch recipient-terms", "weaker"),
        ),
        (
            "a legal basis more",
            inventory(none.clone()),
            inventory(json!({ "legal_bases": [{ "id": "b", "basis": "consent", "statement": "said" }] })),
            one("b legal-basis", "unclear"),
        ),
        ("a contact more", none.clone(), json!({ "contacts": [{ "to": "a@b.example" }] }), one("bot contact", "stronger")),
        (
            "another contact",
            json!({ "contacts": [{ "to": "a@b.example" }] }),
            json!({ "contacts": [{ "to": "c@b.example" }] }),
            one("bot contact", "unclear"),
        ),
    ];
    for (name, old, new, expected) in cases {
        assert_eq!(changes_of(&old, &new), expected, "{name}");
        let reversed: Vec<_> = changes_of(&new, &old).into_iter().map(|(id, _)| id).collect();
        assert_eq!(reversed, expected.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), "{name}, reversed");
    }
    let more = changes_of(&list(std::slice::from_ref(&a)), &text("Ash and Birch"));
    assert!(more.iter().any(|(id, direction)| id == "said recipients" && *direction == "weaker"), "{more:?}");
}

#[test]
fn rights_have_a_direction() {
    let edition = |granting: &str, right: &Value| {
        let mut policy = editions::policy(&[statement("other", "bot", "Nothing.")], &json!({}));
        if !granting.is_empty() {
            policy["sections"][0]["statements"].as_array_mut().unwrap().push(statement("asking", "bot", granting));
        }
        policy["rights"] = if right.is_null() { json!([]) } else { json!([right]) };
        snapshot(&policy)
    };
    let right = |more: Value| {
        let mut right = json!({ "kind": "deletion", "statement": "asking" });
        right.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        right
    };
    let text = "You can have your data deleted.";
    let (none, plain) = (Value::Null, right(json!({})));
    let with_command = right(json!({ "command": "data delete" }));
    let cases = [
        ("granted for the first time", edition("", &none), edition(text, &plain), "stronger"),
        ("granted before, and listed now", edition(text, &none), edition(text, &plain), "neutral"),
        ("granted before in other words", edition("You can ask.", &none), edition(text, &plain), "unclear"),
        ("a command more", edition(text, &plain), edition(text, &with_command), "stronger"),
        ("listed now, with a command", edition(text, &none), edition(text, &with_command), "stronger"),
        ("another command", edition(text, &with_command), edition(text, &right(json!({ "command": "forget" }))), "unclear"),
        ("an address more", edition(text, &plain), edition(text, &right(json!({ "link": "https://a.example/" }))), "stronger"),
        ("a time more", edition(text, &plain), edition(text, &right(json!({ "within": "30 days" }))), "stronger"),
    ];
    for (name, old, new, expected) in cases {
        let directions = |old, new| {
            let diff = diff(old, new);
            let rights = diff.changes.into_iter().filter(|change| change.aspect == Aspect::Right);
            rights.map(|change| (change.id, change.direction.id())).collect::<Vec<_>>()
        };
        assert_eq!(directions(&old, &new), [("asking".to_owned(), expected)], "{name}");
        let reversed = match expected {
            "stronger" => "weaker",
            other => other,
        };
        assert_eq!(directions(&new, &old), [("asking".to_owned(), reversed)], "{name}, reversed");
    }
    let same = edition(text, &with_command);
    assert!(diff(&same, &same).is_empty());
}

#[test]
fn a_right_is_shown_in_the_readers_language() {
    let value = "deletion; command: /data delete; address: https://a.example/; answered within: a day; or two";
    let shown = |messages| Labels(messages).value(Aspect::Right, value);
    assert_eq!(
        shown(Messages::En),
        "Have your data deleted; command: /data delete; address: https://a.example/; answered within: a day; or two"
    );
    assert_eq!(
        shown(Messages::Fr),
        "Faire supprimer vos données\u{202f}; commande\u{a0}: /data delete\u{202f}; adresse\u{a0}: https://a.example/\u{202f}; délai de \
         réponse\u{a0}: a day; or two"
    );
    assert_eq!(Labels(Messages::Fr).fixed_value(Aspect::Right, "export").as_deref(), Some("Obtenir une copie de vos données"));
}
