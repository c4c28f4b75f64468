//! Tests the direction of changes of recipients, legal bases and contacts between two editions.
#![cfg(feature = "history")]
#![allow(missing_docs, clippy::unwrap_used, reason = "test helpers may fail loudly")]

use crate::editions::snapshot;
use carrot_core::history::diff;
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
