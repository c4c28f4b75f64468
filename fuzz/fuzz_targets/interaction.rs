//! Handles a request to `POST /interactions`, with headers and body. If the signature is invalid, the response is always the same. Otherwise
//! it is within Discord's limits, or has a status of 4xx.
//!
//! The first line of the input is the timestamp (empty: now), the second the signature (empty: a valid one), and the rest is the body.
#![no_main]

use std::sync::LazyLock;

use bot_embed::{Content, config::Config, handler::handle, render::limits};
use ed25519_dalek::{Signer, SigningKey};
use hyper::{
    HeaderMap, StatusCode,
    header::{HeaderName, HeaderValue},
};
use libfuzzer_sys::fuzz_target;

const NOW: u64 = 1_700_000_000;
const SIGNATURE: HeaderName = HeaderName::from_static("x-signature-ed25519");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-signature-timestamp");

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));
static CONTENT: LazyLock<Content> = LazyLock::new(|| Content::baked().unwrap());
static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let key = hex(KEY.verifying_key().as_bytes());
    Config::read(|name| (name == "DISCORD_PUBLIC_KEY").then(|| key.clone())).unwrap()
});

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fuzz_target!(|data: &[u8]| {
    let mut lines = data.splitn(3, |byte| *byte == b'\n');
    let (timestamp, signature, body) =
        (lines.next().unwrap_or_default(), lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let timestamp = if timestamp.is_empty() { NOW.to_string().into_bytes() } else { timestamp.to_vec() };
    let is_signed = signature.is_empty();
    let signature = if is_signed { hex(&KEY.sign(&[&timestamp, body].concat()).to_bytes()).into_bytes() } else { signature.to_vec() };
    let (Ok(signature), Ok(time)) = (HeaderValue::from_bytes(&signature), HeaderValue::from_bytes(&timestamp)) else { return };
    let headers: HeaderMap = [(SIGNATURE, signature), (TIMESTAMP, time)].into_iter().collect();
    let answer = handle(&CONTENT, &CONFIG, &headers, body, NOW);
    let number = std::str::from_utf8(&timestamp).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let is_fresh = number.and_then(|text| text.parse::<u64>().ok()).is_some_and(|time| time.abs_diff(NOW) <= 60);
    match answer.status {
        StatusCode::OK => {
            assert!(is_signed && is_fresh);
            let response = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(limits::violations(&response), [""; 0], "{}", String::from_utf8_lossy(body));
        }
        // A webhook event is acknowledged.
        StatusCode::NO_CONTENT => assert!(is_signed && is_fresh && answer.body.is_empty()),
        StatusCode::BAD_REQUEST => assert!(is_signed && answer.body.len() < 100),
        StatusCode::UNAUTHORIZED => {
            assert_eq!(answer, handle(&CONTENT, &CONFIG, &HeaderMap::new(), body, NOW));
            assert!(!(is_signed && is_fresh && timestamp.len() <= 20));
        }
        other => panic!("{other}"),
    }
});
