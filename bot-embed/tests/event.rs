//! Tests payloads of the gateway: valid ones of old and new versions of Discord's API, and invalid
//! ones.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{event::Event, render::Display, render::limits, respond};
use proptest::prelude::*;
use serde_json::{Value, json};

const ALL: &str = include_str!("interactions.json");

fn dispatch(event: &str, data: &Value) -> String {
    json!({ "op": 0, "s": 2, "t": event, "d": data }).to_string()
}

/// Returns interactions of old and new versions of the API, each with an id and a token, and whether it is ours.
fn interactions() -> Vec<(Value, bool)> {
    let all: Vec<Value> = serde_json::from_str(ALL).unwrap();
    let prepared = |case: Value| {
        let mut interaction = case["interaction"].clone();
        interaction["id"] = json!("1");
        interaction["token"] = json!("t");
        let data = &interaction["data"];
        let ours = match interaction["type"].as_u64() {
            Some(2 | 4) => data["name"] == "privacy" || data["name"] == "compliance",
            Some(3) => data["custom_id"].as_str().unwrap().starts_with("privacy/"),
            _ => false,
        };
        (interaction, ours)
    };
    all.into_iter().map(prepared).collect()
}

#[test]
fn our_interactions_of_every_api_version_are_answered() {
    let content = common::content();
    let mut answered = 0;
    for (interaction, ours) in interactions() {
        match Event::parse(&dispatch("INTERACTION_CREATE", &interaction)) {
            Event::Interaction(received) => {
                assert!(ours, "{interaction}");
                assert_eq!((received.id, received.token.as_str()), (1, "t"));
                let response = serde_json::to_value(respond(&content, Display::default(), &received.interaction)).unwrap();
                assert_eq!(limits::violations(&response), [""; 0], "{interaction}");
                answered += 1;
            }
            other => assert!(!ours && other == Event::Other, "{interaction}"),
        }
        assert_eq!(Event::parse(&dispatch("MESSAGE_CREATE", &interaction)), Event::Other);
    }
    assert!(answered > 5, "{answered}");
    assert_eq!(Event::parse(&dispatch("READY", &json!({}))), Event::SessionStarted { resumed: false });
    assert_eq!(Event::parse(&dispatch("RESUMED", &json!(null))), Event::SessionStarted { resumed: true });
}

#[test]
fn invalid_and_foreign_payloads_are_ignored() {
    let good = json!({ "id": "1", "token": "t", "type": 2, "data": { "name": "privacy" } });
    let changed = |key: &str, value: Value| {
        let mut interaction = good.clone();
        interaction[key] = value;
        dispatch("INTERACTION_CREATE", &interaction)
    };
    assert!(matches!(Event::parse(&dispatch("INTERACTION_CREATE", &good)), Event::Interaction(_)));
    for payload in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        r#"{"op":10,"d":{"heartbeat_interval":45000}}"#.to_owned(),
        r#"{"op":0,"t":"INTERACTION_CREATE","d":null}"#.to_owned(),
        changed("id", json!("0")),
        changed("id", json!(7)),
        changed("id", json!("x")),
        changed("token", json!(null)),
        changed("type", json!(5)),
        changed("type", json!(1)),
        changed("type", json!("2")),
        changed("data", json!({ "name": "vote" })),
        changed("data", json!([])),
        dispatch("INTERACTION_CREATE", &good).replace("\"op\":0", "\"op\":7"),
    ] {
        assert_eq!(Event::parse(&payload), Event::Other, "{payload}");
    }
}

proptest! {
    /// A payload that was changed or cut off causes no panic, and is answered only if it has an id.
    #[test]
    fn broken_payloads_never_panic(chosen in 0usize..64, index in 0usize..4096, replacement in any::<char>(), cut in any::<bool>()) {
        let all = interactions();
        let mut payload: Vec<char> = dispatch("INTERACTION_CREATE", &all[chosen % all.len()].0).chars().collect();
        let index = index % payload.len();
        if cut { payload.truncate(index) } else { payload[index] = replacement }
        let payload: String = payload.into_iter().collect();
        if let Event::Interaction(received) = Event::parse(&payload) {
            prop_assert!(received.id > 0);
        }
    }
}
