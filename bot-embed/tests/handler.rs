//! Tests invalid requests to `POST /interactions`: each gets an error status or a private reply.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{
    Content, Date,
    config::Config,
    handler::{HttpResponse, handle, handle_and_report},
    render::{Display, Form, limits},
    reply::{ChangeHistory, ChangeHistoryText, ChangeNoteText, EditionText, WeakenedPromise},
    respond_to_json, respond_to_json_bytes,
};
use carrot_core::i18n::Messages;
use common::{content, hex, signature, signing_key};
use expect_test::expect;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

const NOW: u64 = 1_700_000_000;

struct Endpoint {
    content: Content,
    config: Config,
}

impl Endpoint {
    fn new() -> Self {
        let key = hex(signing_key().verifying_key().as_bytes());
        let config = Config::read(|name| (name == "DISCORD_PUBLIC_KEY").then(|| key.clone())).unwrap();
        Self { content: content(), config }
    }

    /// Sends a body with a signature as from Discord, and returns the response.
    fn signed(&self, body: &[u8]) -> HttpResponse {
        self.signed_at(&NOW.to_string(), body)
    }

    fn signed_at(&self, timestamp: &str, body: &[u8]) -> HttpResponse {
        let mut headers = HeaderMap::new();
        headers.insert("x-signature-ed25519", signature(timestamp, body).parse().unwrap());
        headers.insert("x-signature-timestamp", timestamp.parse().unwrap());
        handle(&self.content, &self.config, &headers, body, NOW)
    }
}

fn json_of(answer: &HttpResponse) -> Value {
    assert_eq!((answer.status, answer.content_type), (StatusCode::OK, "application/json"));
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn ping_with_unknown_fields_is_answered() {
    let endpoint = Endpoint::new();
    for body in [r#"{"type":1}"#, r#" {"type":1,"data":[{"a":"b"}],"locale":7} "#, r#"{"id":"1","type":1,"user":null,"version":"one"}"#]
    {
        let answer = endpoint.signed(body.as_bytes());
        assert_eq!(&answer.body[..], br#"{"type":1}"#, "{body}");
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[test]
fn every_invalid_signature_gets_the_same_response() {
    let endpoint = Endpoint::new();
    let body = br#"{"type":1}"#;
    let refuse = |headers: &HeaderMap, body: &[u8]| handle(&endpoint.content, &endpoint.config, headers, body, NOW);
    let plain = refuse(&HeaderMap::new(), body);
    assert_eq!(plain.status, StatusCode::UNAUTHORIZED);
    let mut headers = HeaderMap::new();
    headers.insert("x-signature-timestamp", NOW.to_string().parse().unwrap());
    for signature in ["", "zz", &"0".repeat(128), &signature(&NOW.to_string(), b"{}"), &signature(&NOW.to_string(), b"")] {
        headers.insert("x-signature-ed25519", signature.parse().unwrap());
        assert_eq!(refuse(&headers, body), plain, "{signature}");
    }
    assert_eq!(refuse(&headers, b"not even JSON"), plain, "the signature comes first");
    assert_eq!(refuse(&HeaderMap::new(), b""), plain, "an empty body");
    for timestamp in [NOW - 301, NOW + 61] {
        assert_eq!(endpoint.signed_at(&timestamp.to_string(), body), plain, "{timestamp}");
    }
}

#[test]
fn only_a_valid_signature_is_reported_as_stale() {
    let endpoint = Endpoint::new();
    let body = br#"{"type":1}"#;
    let is_reported = |timestamp: u64, signed: &[u8]| {
        let mut headers = HeaderMap::new();
        headers.insert("x-signature-ed25519", signature(&timestamp.to_string(), signed).parse().unwrap());
        headers.insert("x-signature-timestamp", timestamp.to_string().parse().unwrap());
        let mut stale = false;
        handle_and_report(&endpoint.content, &endpoint.config, &headers, body, NOW, || stale = true);
        stale
    };
    assert!(is_reported(NOW - 301, body) && is_reported(NOW + 61, body));
    assert!(!is_reported(NOW - 300, body) && !is_reported(NOW, body), "in time");
    assert!(!is_reported(NOW - 301, b"{}"), "anybody can send an old time");
}

#[test]
fn without_a_key_interactions_get_an_error() {
    let config = Config::read(|_| None).unwrap();
    let answer = handle(&content(), &config, &HeaderMap::new(), br#"{"type":1}"#, NOW);
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    expect!["this server has no DISCORD_PUBLIC_KEY: set it, and restart the server\n"]
        .assert_eq(std::str::from_utf8(&answer.body).unwrap());
}

#[test]
fn each_error_is_one_sentence() {
    use bot_embed::interaction::BadInteraction::{Missing, NotSerializable, Shape, Webhook};
    expect![[r#"
        the body is not the JSON of an interaction
        the body is a webhook event: it gets no reply
        the interaction has no `data`
        the reply cannot be written"#]]
    .assert_eq(&[Shape, Webhook, Missing("data"), NotSerializable].map(|error| error.to_string()).join("\n"));
}

#[test]
fn an_invalid_interaction_is_400() {
    let endpoint = Endpoint::new();
    let deep = |opening: &str, closing: &str| format!("{}{}", opening.repeat(100_000 / opening.len()), closing.repeat(10));
    let cases = [
        ("", "nothing"),
        ("hello", "no JSON"),
        ("{\"type\":1", "half a JSON"),
        ("{\"type\":1} {\"type\":1}", "two"),
        ("null", "null"),
        ("[1]", "an array"),
        ("\"1\"", "a text"),
        ("1", "a number"),
        ("{}", "no type"),
        (r#"{"type":null}"#, "type null"),
        (r#"{"type":"1"}"#, "type as text"),
        (r#"{"type":1.5}"#, "a broken type"),
        (r#"{"type":-1}"#, "a negative type"),
        (r#"{"type":1e400}"#, "an endless type"),
        (r#"{"type":1,"type":1}"#, "the type twice"),
        (r#"{"type":2}"#, "no data"),
        (r#"{"type":2,"data":null}"#, "data null"),
        (r#"{"type":2,"data":[]}"#, "data as an array"),
        (r#"{"type":2,"data":"privacy"}"#, "data as text"),
        (r#"{"type":2,"data":{}}"#, "no name"),
        (r#"{"type":2,"data":{"name":7}}"#, "a name that is a number"),
        (r#"{"type":2,"data":{"name":"privacy","name":"privacy"}}"#, "the name twice"),
        (r#"{"type":2,"data":{"name":"privacy","options":{}}}"#, "options as an object"),
        (r#"{"type":2,"data":{"name":"privacy","options":[7]}}"#, "an option as a number"),
        (r#"{"type":2,"data":{"name":"privacy","options":[{}]}}"#, "an option without a name"),
        (r#"{"type":2,"data":{"name":"privacy","options":[{"name":"topic","value":{}}]}}"#, "a value as an object"),
        (r#"{"type":2,"data":{"name":"privacy","options":[{"name":"topic","value":[["a"]]}]}}"#, "a value as an array"),
        (r#"{"type":2,"data":{"name":"privacy","options":[{"name":"topic","value":"\ud800"}]}}"#, "half a character"),
        (r#"{"type":3,"data":{}}"#, "no custom id"),
        (r#"{"type":3,"data":{"custom_id":null}}"#, "custom id null"),
        (r#"{"type":3,"data":{"custom_id":"privacy/1/","values":"retention"}}"#, "values as text"),
        (r#"{"type":3,"data":{"custom_id":"privacy/1/","values":[1]}}"#, "values as numbers"),
        (r#"{"type":4,"data":{"options":[]}}"#, "nothing is typed"),
    ];
    let long = [
        (deep("[", "]"), "deep arrays"),
        (deep("{\"a\":", "}"), "deep objects"),
        (format!(r#"{{"type":2,"data":{{"name":"privacy","options":[{{"name":"topic","value":{}"#, deep("[", "]")), "a deep value"),
    ];
    let cases = cases.iter().map(|(body, what)| (body.to_string(), *what)).chain(long);
    for (body, what) in cases {
        let answer = endpoint.signed(body.as_bytes());
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}");
        let sentence = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(sentence.len() < 100 && sentence.starts_with("the "), "{what}: {sentence}");
    }
    for bytes in [&[0xff, 0xfe, 0x00][..], b"{\"type\":1,\"a\":\"\xff\"}", &[0; 1000]] {
        assert_eq!(endpoint.signed(bytes).status, StatusCode::BAD_REQUEST, "bytes that are no text");
    }
}

#[test]
fn unusual_interaction_gets_a_private_reply() {
    let endpoint = Endpoint::new();
    let privacy = |options: Value| json!({ "type": 2, "data": { "name": "privacy", "options": options } });
    let topic = |value: Value| privacy(json!([{ "name": "topic", "value": value }]));
    let nested: Value = (0..100).fold(json!(1), |inner, _| json!({ "a": inner }));
    let cases = [
        ("a form, of which we send none", json!({ "type": 5, "data": { "custom_id": "a", "components": [] } })),
        ("a form with unexpected data", json!({ "type": 5, "data": [1] })),
        ("a type of the future", json!({ "type": 99 })),
        ("an unknown command", json!({ "type": 2, "data": { "name": "prviacy" } })),
        ("no name to speak of", json!({ "type": 2, "data": { "name": "" } })),
        ("a name of 100 kB", json!({ "type": 2, "data": { "name": "x".repeat(100_000) } })),
        (
            "a message command",
            json!({ "type": 2, "data": { "name": "privacy", "type": 3, "target_id": "1", "resolved": { "messages": {} } } }),
        ),
        ("no options", privacy(json!(null))),
        ("unknown options", privacy(json!([{ "name": "color", "value": "red" }]))),
        ("a topic without value", privacy(json!([{ "name": "topic" }]))),
        ("a topic null", topic(json!(null))),
        ("a topic as a number", topic(json!(7))),
        ("a topic as a truth", topic(json!(true))),
        ("an empty topic", topic(json!(""))),
        ("an unknown topic", topic(json!("no such topic"))),
        ("a topic of 100 kB", topic(json!("x".repeat(100_000)))),
        ("a topic of 100 kB of words", topic(json!("a b ".repeat(25_000)))),
        ("a topic of control characters", topic(json!("\u{0}\u{7f}\n\t\u{202e}"))),
        ("a path", topic(json!("../../etc/passwd"))),
        ("two topics", privacy(json!([{ "name": "topic", "value": "retention" }, { "name": "topic", "value": "deletion" }]))),
        (
            "unused fields",
            json!({
                "type": 2, "data": { "name": "privacy" }, "member": "nobody", "guild": 7, "locale": { "a": 1 }, "entitlements": nested, "version": -1,
            }),
        ),
        ("a stale menu", json!({ "type": 3, "data": { "custom_id": "privacy/0/x", "values": ["retention"] } })),
        ("a foreign menu", json!({ "type": 3, "data": { "custom_id": "vote", "values": ["yes"] } })),
        ("a menu without values", json!({ "type": 3, "data": { "custom_id": "privacy/1/questions/0/-" } })),
        (
            "a menu with a value that is gone",
            json!({ "type": 3, "data": { "custom_id": "privacy/1/questions/0/-", "values": ["gone"] } }),
        ),
    ];
    for (what, interaction) in cases {
        let response = json_of(&endpoint.signed(interaction.to_string().as_bytes()));
        assert_eq!(limits::violations(&response), [""; 0], "{what}");
        assert!(matches!(response["type"].as_u64(), Some(4 | 7)), "{what}: {response}");
        assert_eq!(response["data"]["flags"].as_u64().unwrap() & limits::EPHEMERAL, limits::EPHEMERAL, "{what}");
    }
    let typing = json!({ "type": 4, "data": { "name": "nothing", "options": [{ "name": "x", "value": 1, "focused": true }] } });
    assert_eq!(json_of(&endpoint.signed(typing.to_string().as_bytes()))["type"], 8);
}

#[test]
fn forms_and_unknown_types_get_a_reply_that_points_to_privacy() {
    let endpoint = Endpoint::new();
    for (locale, help) in [("en-US", "Try /privacy"), ("fr", "/privacy")] {
        let interaction = json!({ "type": 5, "locale": locale, "data": { "custom_id": "feedback" } });
        let response = json_of(&endpoint.signed(interaction.to_string().as_bytes()));
        assert_eq!(response["type"], 4);
        assert!(common::text(&response).contains(help), "{response}");
    }
}

#[test]
fn webhook_events_are_acknowledged_without_a_body() {
    let endpoint = Endpoint::new();
    for body in [
        r#"{"version":1,"application_id":"1","type":0}"#,
        r#"{"version":1,"application_id":"1","type":1,"event":{"type":"APPLICATION_AUTHORIZED","timestamp":"2024-10-18T14:42:53","data":{}}}"#,
    ] {
        let answer = endpoint.signed(body.as_bytes());
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0), "{body}");
    }
    let unsigned = handle(&endpoint.content, &endpoint.config, &HeaderMap::new(), br#"{"type":0}"#, NOW);
    assert_eq!(unsigned.status, StatusCode::UNAUTHORIZED);
}

/// A message keeps the form in which it was sent, whatever form new replies have.
#[test]
fn buttons_are_answered_in_the_form_of_their_message() {
    let content = content();
    let embed = json!([{ "type": "rich", "title": "x" }]);
    for (message, form, shown) in [
        (json!({ "flags": 64, "embeds": embed }), Form::Components, Form::Embed),
        (json!({ "flags": 64 | limits::COMPONENTS_V2, "embeds": [] }), Form::Embed, Form::Components),
        (json!({ "flags": 64, "embeds": [] }), Form::Components, Form::Components),
        (json!({ "embeds": embed }), Form::Embed, Form::Embed),
        (json!({ "flags": "many", "embeds": 7 }), Form::Components, Form::Components),
        (json!(null), Form::Embed, Form::Embed),
    ] {
        for custom_id in ["privacy/2/page/1/retention", "privacy/1/x", "compliance/2/page/1///"] {
            let interaction = json!({ "type": 3, "message": message, "data": { "component_type": 2, "custom_id": custom_id } });
            let body = interaction.to_string();
            let display = Display { form, ..Display::default() };
            let response = serde_json::to_value(respond_to_json(&content, display, body.as_bytes()).unwrap()).unwrap();
            assert_eq!(limits::violations(&response), [""; 0], "{interaction}");
            assert_eq!(response["type"], 7);
            assert_eq!(response["data"]["embeds"].is_array(), shown == Form::Embed, "{interaction}");
            let bytes = respond_to_json_bytes(&content, display, body.as_bytes()).unwrap();
            assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), response);
        }
        // A new message has the form of new replies.
        let foreign = json!({ "type": 3, "message": message, "data": { "component_type": 2, "custom_id": "vote" } }).to_string();
        let response = respond_to_json(&content, Display { form, ..Display::default() }, foreign.as_bytes()).unwrap();
        assert_eq!(response.data.unwrap().embeds.is_some(), form == Form::Embed);
    }
}

/// Payloads of old and new versions of the API: with a member or a user, with and without newer fields.
#[test]
fn payloads_of_every_api_version_are_answered() {
    let endpoint = Endpoint::new();
    let old = json!({
        "type": 2, "token": "t", "id": "1", "guild_id": "2", "channel_id": "3",
        "member": { "user": { "id": "4", "username": "carla", "discriminator": "0007" }, "roles": [], "permissions": "0", "premium_since": null },
        "data": { "id": "5", "name": "privacy", "options": [{ "name": "topic", "value": "retention" }] },
    });
    let new = json!({
        "type": 2, "version": 1, "token": "t", "id": "1", "application_id": "6", "app_permissions": "8", "context": 2, "locale": "fr",
        "authorizing_integration_owners": { "1": "4" }, "attachment_size_limit": 524288, "entitlements": [], "channel": { "id": "3", "type": 1 },
        "user": { "id": "4", "username": "carla", "global_name": "Carla", "discriminator": "0" },
        "data": { "id": "5", "type": 1, "name": "privacy", "options": [{ "name": "topic", "type": 3, "value": "retention" }] },
    });
    let [old, new] = [old, new].map(|interaction| json_of(&endpoint.signed(interaction.to_string().as_bytes())));
    let title = "## How long is it kept?\n";
    assert!(common::text(&old).starts_with(title) && common::text(&new).starts_with(title));
    // The newer payload has the person's language.
    assert!(common::text(&old).contains("**Partly answered.**") && common::text(&new).contains("**Réponse partielle.**"));
}

/// The clock that checks the age of a request also decides whether an edition is recent.
#[test]
fn note_depends_on_the_handlers_clock() {
    let mut endpoint = Endpoint::new();
    // The clock shows 14 November 2023.
    for (newest, expected) in [((2023, 11, 14), true), ((2023, 10, 15), true), ((2023, 10, 14), false), ((2023, 11, 15), false)] {
        let (year, month, day) = newest;
        let day = Date::new(year, month, day).expect("a day");
        let weaker = WeakenedPromise { day, lead: "Changed lately".to_owned(), ids: Vec::new(), line: "Kept for 90 days".to_owned() };
        let note = ChangeNoteText { weaker: vec![weaker], see: "See all.".to_owned() };
        let text = ChangeHistoryText { editions: vec![EditionText::default()], note, ..ChangeHistoryText::default() };
        let changes = ChangeHistory { text: vec![(Messages::En, text)], ..ChangeHistory::default() };
        endpoint.content = content().with_changes(changes);
        let answer = endpoint.signed(br#"{ "type": 2, "data": { "name": "privacy" } }"#);
        assert_eq!(json_of(&answer).to_string().contains("Changed lately: Kept for 90 days. See all."), expected, "{newest:?}");
    }
}
