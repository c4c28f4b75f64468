//! Answers `POST /interactions` for any HTTP server: turns headers and body of the request into status and body of the response.
//!
//! The checks are in a fixed order: a request without a valid signature of Discord is refused first, then one that is too old. Only
//! then is the body parsed.

use bytes::Bytes;
use carrot_core::Date;
use http::{HeaderMap, StatusCode};

use crate::{Content, config::Config, interaction::BadInteraction, render::Display, respond_to_json_bytes, signature::SignatureError};

/// A response over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: StatusCode,
    /// The `Content-Type` of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Bytes,
}

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

impl HttpResponse {
    /// Creates a response in plain text: one sentence and a line end.
    pub fn text(status: StatusCode, sentence: impl std::fmt::Display) -> Self {
        Self { status, content_type: TEXT, body: format!("{sentence}\n").into() }
    }
}

/// Answers a request. `body` is the complete body; `now` is the Unix time in seconds.
///
/// The status is 200 with the reply as JSON; 204 for a webhook event; 401 if the signature is invalid, or its time too far from `now`;
/// 400 if the body is not a valid interaction; 500 if the reply cannot be serialized; 503 if the configuration has no public key.
pub fn handle(content: &Content, config: &Config, headers: &HeaderMap, body: &[u8], now: u64) -> HttpResponse {
    handle_and_report(content, config, headers, body, now, || {})
}

/// Like [`handle`], but calls `on_stale` if the signature is valid and only its age is refused. The client gets the same 401. The caller
/// should log the call, because the machine's clock is probably wrong.
pub fn handle_and_report(
    content: &Content,
    config: &Config,
    headers: &HeaderMap,
    body: &[u8],
    now: u64,
    on_stale: impl FnOnce(),
) -> HttpResponse {
    let Some(key) = &config.key else {
        return HttpResponse::text(
            StatusCode::SERVICE_UNAVAILABLE,
            "this server has no DISCORD_PUBLIC_KEY: set it, and restart the server",
        );
    };
    if let Err(error) = key.verify(headers, body, now, config.max_age) {
        if error == SignatureError::Stale {
            on_stale();
        }
        return HttpResponse::text(StatusCode::UNAUTHORIZED, "invalid request signature");
    }
    let display = Display::linking_to(config.page.as_ref()).on(Date::of_unix_time(now));
    match respond_to_json_bytes(content, display, body) {
        Ok(body) => HttpResponse { status: StatusCode::OK, content_type: JSON, body: Bytes::from_owner(body) },
        // A webhook event is valid and has no reply.
        Err(BadInteraction::Webhook) => HttpResponse { body: Bytes::new(), ..HttpResponse::text(StatusCode::NO_CONTENT, "") },
        // Cannot happen: every response of ours serializes.
        Err(error @ BadInteraction::NotSerializable) => HttpResponse::text(StatusCode::INTERNAL_SERVER_ERROR, error),
        Err(error) => HttpResponse::text(StatusCode::BAD_REQUEST, error),
    }
}
