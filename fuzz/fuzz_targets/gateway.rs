//! Handles payloads of the gateway: no payload makes the bot panic, and responses are within Discord's limits.

#![no_main]

use std::sync::LazyLock;

use bot_embed::{
    Content,
    event::Event,
    render::{Display, limits},
    respond,
};
use libfuzzer_sys::fuzz_target;

static CONTENT: LazyLock<Content> = LazyLock::new(|| Content::baked().unwrap());

fuzz_target!(|bytes: &[u8]| {
    let Ok(payload) = std::str::from_utf8(bytes) else { return };
    if let Event::Interaction(received) = Event::parse(payload) {
        assert_ne!(received.id, 0);
        let response = respond(&CONTENT, Display::default(), &received.interaction);
        let response = serde_json::to_value(&response).unwrap();
        assert_eq!(limits::violations(&response), [""; 0], "{payload}");
    }
});
