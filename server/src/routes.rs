//! Answers the requests of each route: a file, an interaction, the health check.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

use axum::{
    Extension,
    body::{Body, HttpBody},
    extract::{self, Request},
    response::Response,
};
use bot_embed::handler::{self, HttpResponse};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{
    Method, StatusCode,
    body::Bytes,
    header::{HeaderValue, RETRY_AFTER},
};
use tokio::time::timeout;

use crate::{
    rate,
    request::{Peer, is_tls},
    response::{RequestKind, folder_url, not_allowed, not_found, preflight, redirect, text, to_last_response, to_response},
    state::State,
};

/// Maximum size of a request's body, in bytes.
pub const MAX_BODY: usize = 256 * 1024;
/// Bytes of an oversized body to drain, so that the client receives the 413 instead of a reset.
const MAX_DRAINED: usize = 8 * MAX_BODY;

/// Answers the health check: 200, or 503 while the server stops.
pub(crate) async fn health(extract::State(state): extract::State<Arc<State>>) -> Response {
    if state.draining.load(Ordering::Relaxed) {
        return text(RequestKind::Health, StatusCode::SERVICE_UNAVAILABLE, "the server is stopping");
    }
    to_response(RequestKind::Health, HttpResponse { body: Bytes::from_static(b"ok"), ..HttpResponse::text(StatusCode::OK, "") })
}

/// Answers all paths without a separate route: a file, a redirect, or an error. An unknown path is 404 for every method.
pub(crate) async fn file(
    extract::State(state): extract::State<Arc<State>>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query());
    let site = &state.site;
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return match site.file(path) {
            Some(file) if request.method() == Method::OPTIONS && file.is_shared() => preflight(),
            // `OPTIONS *` and `CONNECT host:port` have no path. Answer 405, because 404 is about a path.
            None if path.starts_with('/') && !site.is_folder(path) => not_found(),
            _ => not_allowed(RequestKind::Other, "GET, HEAD"),
        };
    }
    if let Some(rate) = &state.rate
        && !rate.allows(rate::client(peer, request.headers(), state.settings.proxies))
    {
        state.metrics.limited.inc();
        let message = "too many requests from your address: try again in a minute";
        let mut response = text(RequestKind::File, StatusCode::TOO_MANY_REQUESTS, message);
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
        return response;
    }
    if state.settings.redirect_to_https
        && is_tls(&state, request.headers()) == Some(false)
        && let Some(address) = state.address.as_ref().filter(|address| address.is_https)
    {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return redirect(&format!("{}{}{query}", address.folder, path.trim_start_matches('/')));
    }
    match site.file(path) {
        Some(file) => file.respond(request.headers()),
        None if site.is_folder(path) => redirect(&folder_url(path, query)),
        None => not_found(),
    }
}

/// Answers an interaction from Discord.
pub(crate) async fn interaction(extract::State(state): extract::State<Arc<State>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let refused = |status, message| to_last_response(RequestKind::Interaction, HttpResponse::text(status, message));
    match timeout(state.timeouts.body, read(body)).await {
        Ok(Ok(body)) => {
            let stale = || {
                if let Some(refused) = state.stale_requests.count(Instant::now()) {
                    tracing::warn!(
                        refused,
                        "signed requests were refused because of their age: set this machine's clock, or raise INTERACTION_MAX_AGE_S"
                    );
                }
            };
            let answer = handler::handle_and_report(&state.content, &state.config, &head.headers, &body, (state.clock)(), stale);
            to_response(RequestKind::Interaction, answer)
        }
        Ok(Err(BodyError::TooLong)) => refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 256 KiB"),
        Ok(Err(BodyError::Broken)) => {
            refused(StatusCode::BAD_REQUEST, "the body cannot be read: it is incomplete, or its chunks are invalid")
        }
        Err(_) => refused(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time"),
    }
}

/// Reason why a request's body cannot be read.
enum BodyError {
    TooLong,
    Broken,
}

/// Reads a whole body, with a length or in chunks.
async fn read(mut body: Body) -> Result<Bytes, BodyError> {
    if body.size_hint().lower() > MAX_DRAINED as u64 {
        return Err(BodyError::TooLong);
    }
    match Limited::new(&mut body, MAX_BODY).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            let mut rest = Limited::new(body, MAX_DRAINED - MAX_BODY);
            while let Some(Ok(_)) = rest.frame().await {}
            Err(BodyError::TooLong)
        }
        Err(_) => Err(BodyError::Broken),
    }
}
