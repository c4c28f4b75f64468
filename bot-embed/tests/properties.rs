//! Tests that any input gets a response within Discord's limits or is refused, including payloads
//! of every version of the API.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use std::sync::LazyLock;

use bot_embed::{
    Content,
    render::{Display, Form, limits},
    respond_to_json, respond_to_json_bytes,
};
use common::{content, page, respond, text};
use proptest::prelude::*;
use serde_json::{Value, json};

static CONTENT: LazyLock<Content> = LazyLock::new(content);

#[test]
fn payloads_of_every_api_version_and_context_are_answered() {
    let payloads: Vec<Value> = serde_json::from_str(include_str!("interactions.json")).unwrap();
    for payload in payloads {
        let what = payload["what"].as_str().unwrap();
        let response = respond(&CONTENT, None, &payload["interaction"]);
        assert_eq!(response["type"], payload["answer"], "{what}");
        if let Some(title) = payload["title"].as_str() {
            assert!(text(&response).starts_with(&format!("## {title}\n")), "{what}: {}", text(&response));
        }
    }
}

/// Texts for any place in a payload, with and without a meaning there.
fn word() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "",
        "privacy",
        "compliance",
        "topic",
        "service",
        "retention",
        "at-a-glance",
        "privacy/2/page/2/retention",
        "privacy/2/questions0/1/retention",
        "compliance/2/services0/1/a/b/c",
        "privacy/1/x",
        "-",
        "*root",
        "fr",
        "en-US",
        "~0",
    ];
    prop_oneof![prop::sample::select(KNOWN).prop_map(str::to_owned), "\\PC{0,40}", any::<String>(), "[a-z/0-9*~-]{0,60}"]
}

/// Generates any JSON.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..5).prop_map(|fields| fields.into_iter().collect::<Value>()),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] =
        &["type", "data", "name", "options", "value", "focused", "custom_id", "values", "locale", "member", "context"];
    prop_oneof![3 => prop::sample::select(KNOWN).prop_map(str::to_owned), 1 => word()]
}

/// Generates JSON like an interaction, with random values in some places.
fn interaction() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![4 => (0..7_u64).prop_map(Value::from), 1 => value()];
    let option = (word(), prop_oneof![word().prop_map(Value::from), value()], any::<bool>())
        .prop_map(|(name, value, focused)| json!({ "name": name, "type": 3, "value": value, "focused": focused }));
    let command = (word(), prop::collection::vec(option, 0..4)).prop_map(|(name, options)| json!({ "name": name, "options": options }));
    let choice = (word(), prop::collection::vec(word(), 0..3)).prop_map(|(id, values)| json!({ "custom_id": id, "values": values }));
    let data = prop_oneof![3 => command, 3 => choice, 1 => value()];
    (kind, data, prop_oneof![word().prop_map(Value::from), value()], value())
        .prop_map(|(kind, data, locale, member)| json!({ "type": kind, "data": data, "locale": locale, "member": member }))
}

/// Asserts that a body gets a response within the limits, in each form, or a short error.
fn assert_answered_or_refused(body: &[u8]) -> Result<(), TestCaseError> {
    let page = page();
    for display in [Display::default(), Display { form: Form::Embed, page: Some(&page), today: None }] {
        match respond_to_json(&CONTENT, display, body) {
            Ok(response) => {
                let response = serde_json::to_value(&response).unwrap();
                prop_assert_eq!(limits::violations(&response), [""; 0]);
                let bytes = respond_to_json_bytes(&CONTENT, display, body).unwrap();
                prop_assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), response);
            }
            Err(error) => prop_assert!(error.to_string().len() < 100),
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_interaction_is_answered_or_refused(interaction in interaction()) {
        assert_answered_or_refused(interaction.to_string().as_bytes())?;
    }

    #[test]
    fn any_json_is_answered_or_refused(value in value()) {
        assert_answered_or_refused(value.to_string().as_bytes())?;
    }

    #[test]
    fn any_bytes_are_answered_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_answered_or_refused(&bytes)?;
    }

    /// Cuts a valid payload at a random byte.
    #[test]
    fn truncated_bodies_are_refused(interaction in interaction(), at in any::<prop::sample::Index>()) {
        let body = interaction.to_string();
        let cut = &body.as_bytes()[..at.index(body.len())];
        prop_assert!(respond_to_json(&CONTENT, Display::default(), cut).is_err());
    }
}
