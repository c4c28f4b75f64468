//! Answers `POST /interactions` without a socket: headers and body in, status and body out.
//!
//! The order matters: first whether the request comes from Discord, then whether it is recent, and only then its content.

use bytes::Bytes;
use carrot_core::Date;
use http::{HeaderMap, StatusCode};

use crate::{Content, config::Config, interaction::BadInteraction, render::Display, respond_to_json_bytes, signature::SignatureError};

/// An answer over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status.
    pub status: StatusCode,
    /// The `Content-Type` of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Bytes,
}

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

impl HttpResponse {
    /// Creates an answer in plain text, for people.
    pub fn text(status: StatusCode, sentence: impl std::fmt::Display) -> Self {
        Self { status, content_type: TEXT, body: format!("{sentence}\n").into() }
    }
}

/// Answers a request. `body` is complete; `now` is the Unix time in seconds.
pub fn handle(content: &Content, config: &Config, headers: &HeaderMap, body: &[u8], now: u64) -> HttpResponse {
    handle_and_report(content, config, headers, body, now, || {})
}

/// Like [`handle`], but calls `stale` if the signature is valid and only the age is refused. The client gets the same 401. Log it,
/// because the machine's clock is probably wrong.
pub fn handle_and_report(
    content: &Content,
    config: &Config,
    headers: &HeaderMap,
    body: &[u8],
    now: u64,
    stale: impl FnOnce(),
) -> HttpResponse {
    let Some(key) = &config.key else {
        return HttpResponse::text(StatusCode::SERVICE_UNAVAILABLE, "interactions are not set up here");
    };
    if let Err(unproved) = key.verify(headers, body, now, config.max_age) {
        if unproved == SignatureError::Stale {
            stale();
        }
        return HttpResponse::text(StatusCode::UNAUTHORIZED, "invalid request signature");
    }
    let display = Display::linking_to(config.page.as_ref()).on(Date::of_unix_time(now));
    match respond_to_json_bytes(content, display, body) {
        Ok(body) => HttpResponse { status: StatusCode::OK, content_type: JSON, body: Bytes::from_owner(body) },
        Err(BadInteraction::Webhook) => HttpResponse { body: Bytes::new(), ..HttpResponse::text(StatusCode::NO_CONTENT, "") },
        // Cannot happen: every response of ours serializes.
        Err(error @ BadInteraction::NotSerializable) => HttpResponse::text(StatusCode::INTERNAL_SERVER_ERROR, error),
        Err(error) => HttpResponse::text(StatusCode::BAD_REQUEST, error),
    }
}
