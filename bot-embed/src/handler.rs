//! Answers `POST /interactions` without a socket: headers and body in, status and body out.
//!
//! The order matters: first whether the request comes from Discord, then whether it is recent, and only then its content.

use bytes::Bytes;
use carrot_core::Date;
use http::{HeaderMap, StatusCode};

use crate::{Content, config::Config, interaction::BadInteraction, render::Display, respond_in_bytes, signature::Unproved};

/// An answer over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Of which type the body is.
    pub content_type: &'static str,
    /// The body.
    pub body: Bytes,
}

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

impl Answer {
    /// An answer in plain text, for people.
    pub fn text(status: StatusCode, sentence: impl std::fmt::Display) -> Self {
        Self { status, content_type: TEXT, body: format!("{sentence}\n").into() }
    }
}

/// Answers a request whose whole body is there. `now` is in seconds since 1970.
pub fn handle(content: &Content, config: &Config, headers: &HeaderMap, body: &[u8], now: u64) -> Answer {
    handle_and_report(content, config, headers, body, now, || {})
}

/// Does the same as [`handle`], and calls `stale` if a request is refused only for its age. The answer does not reveal it, but the
/// operator needs to know: most likely the machine's clock is wrong.
pub fn handle_and_report(
    content: &Content,
    config: &Config,
    headers: &HeaderMap,
    body: &[u8],
    now: u64,
    stale: impl FnOnce(),
) -> Answer {
    let Some(key) = &config.key else {
        return Answer::text(StatusCode::SERVICE_UNAVAILABLE, "interactions are not set up here");
    };
    if let Err(unproved) = key.prove(headers, body, now, config.max_age) {
        if unproved == Unproved::Stale {
            stale();
        }
        return Answer::text(StatusCode::UNAUTHORIZED, "invalid request signature");
    }
    let display = Display::linking_to(config.page.as_ref()).on(Date::of_unix_time(now));
    match respond_in_bytes(content, display, body) {
        Ok(body) => Answer { status: StatusCode::OK, content_type: JSON, body: Bytes::from_owner(body) },
        Err(BadInteraction::Webhook) => Answer { body: Bytes::new(), ..Answer::text(StatusCode::NO_CONTENT, "") },
        // Serde has no reason to refuse any response of ours.
        Err(error @ BadInteraction::Unwritten) => Answer::text(StatusCode::INTERNAL_SERVER_ERROR, error),
        Err(error) => Answer::text(StatusCode::BAD_REQUEST, error),
    }
}
