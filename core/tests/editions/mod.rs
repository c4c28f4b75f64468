//! Creates policies and editions for the tests of the history.

use std::path::Path;

use carrot_core::{
    Date, Policy,
    history::{Edition, Snapshot},
    parse::parse,
};
use serde_json::{Value, json};

pub(crate) fn example() -> Policy {
    let files = carrot_loader::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/dormouse")).unwrap();
    parse(&files).policy.unwrap()
}

pub(crate) fn snapshot(value: &Value) -> Snapshot {
    Snapshot::from_json(&value.to_string()).unwrap()
}

pub(crate) fn paragraph(text: &str) -> Value {
    json!([{ "paragraph": [{ "text": text }] }])
}

pub(crate) fn statement(id: &str, party: &str, text: &str) -> Value {
    json!({ "id": id, "title": format!("Title of {id}"), "party": party, "cites": [{ "source": "policy", "section": "a" }], "text": paragraph(text) })
}

/// Returns a policy with these statements and this inventory.
pub(crate) fn policy(statements: &[Value], inventory: &Value) -> Value {
    json!({
        "bot": { "name": "Bot", "lang": "en", "party": "bot" },
        "parties": [
            { "id": "bot", "name": "Bot", "kind": "bot", "promises_to": "you" },
            { "id": "host", "name": "Host", "kind": "host", "promises_to": "its customers" },
            { "id": "editor", "name": "Editors", "kind": "editor" },
        ],
        "sources": [{ "id": "policy", "title": "Privacy policy", "as_of": "2026-01-31" }],
        "sections": [{ "id": "first", "title": "First", "statements": statements }],
        "inventory": inventory,
    })
}

/// Returns the name and the text of an edition's file, with the example's content and a change to its JSON.
pub(crate) fn edition(number: u32, date: &str, change: impl FnOnce(&mut Value)) -> (String, String) {
    let date: Date = serde_json::from_value(date.into()).unwrap();
    let text = Edition::text(number, date, "", &[].into(), &example()).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    change(&mut value);
    (Edition::file_name(number, date), value.to_string())
}
