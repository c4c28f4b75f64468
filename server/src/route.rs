//! Decides what a request gets: a file, a redirect, the answer to an interaction, or a refusal. Logs and counts it. Nothing that a
//! client says is ever logged.

use std::{net::IpAddr, sync::atomic::Ordering, time::Instant};

use bot_embed::handler::{self, Answer};
use http_body_util::BodyExt;
use hyper::{
    Method, Request, StatusCode, Version,
    body::{Body, Bytes, Incoming},
    header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, TRANSFER_ENCODING},
    http::uri::Authority,
};
use tokio::time::timeout;

use crate::{
    headers, rate,
    response::{Answered, folder, last, not_allowed, not_found, plain, preflight, redirect, send},
    state::State,
};

/// The longest body that is read, in bytes.
pub const MAX_BODY: usize = 256 * 1024;
/// How much of a longer one is read and thrown away, so that who sends it gets to read the answer.
const MAX_DRAINED: usize = 8 * MAX_BODY;
/// The longest path with its query, in bytes.
pub const MAX_TARGET: usize = 16 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// What kind of answer it is, for counting and logging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Interaction,
    Health,
    Nothing,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Interaction => "interaction",
            Self::Health => "health",
            Self::Nothing => "nothing",
        }
    }
}

pub(crate) async fn answer(state: &State, peer: IpAddr, request: Request<Incoming>) -> Answered {
    let start = Instant::now();
    let id = format!("{:08x}-{:x}", state.ids.0, state.ids.1.fetch_add(1, Ordering::Relaxed));
    let over_tls = over_tls(state, &request);
    let (what, mut response) = route(state, peer, request, over_tls).await;
    let headers = response.headers_mut();
    if over_tls == Some(true) {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(headers::HSTS.1));
    }
    if state.draining.load(Ordering::Relaxed) {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    let status = response.status().as_u16();
    state.metrics.answered(what.name(), status);
    let bytes = response.body().size_hint().exact().unwrap_or_default();
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    // Neither address nor path nor anything else that a client has written.
    if status >= 500 {
        tracing::warn!(id, what = what.name(), status, bytes, micros, "answered");
    } else {
        tracing::debug!(id, what = what.name(), status, bytes, micros, "answered");
    }
    response
}

/// Whether a request reached us over TLS, as the proxy says that stands in front, else as the published address has it; none where
/// nobody says.
fn over_tls<T>(state: &State, request: &Request<T>) -> Option<bool> {
    // The last is our own proxy's.
    let said = request.headers().get_all(&FORWARDED_PROTO).iter().next_back();
    let said = said.filter(|_| state.settings.proxies > 0).and_then(|value| value.to_str().ok());
    match said {
        Some(said) => Some(said.rsplit(',').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("https"))),
        None => state.place.as_ref().filter(|place| place.over_tls).map(|_| true),
    }
}

async fn route(state: &State, peer: IpAddr, request: Request<Incoming>, over_tls: Option<bool>) -> (What, Answered) {
    if let Err(answer) = well_formed(&request) {
        return (What::Nothing, last(answer));
    }
    let whole = request.uri().path();
    if let Some(place) = state.place.as_ref().filter(|place| place.path != "/" && place.path.strip_suffix('/') == Some(whole)) {
        return (What::File, redirect(&folder(place.path.trim_end_matches('/'), request.uri().query())));
    }
    let path = state.place.as_ref().and_then(|place| below(whole, &place.path)).unwrap_or(whole);
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    let exists = || !path.starts_with('/') || path == "/healthz" || state.site.file(path).is_some() || state.site.is_folder(path);
    match path {
        "/healthz" if reads => (What::Health, health(state)),
        "/interactions" if request.method() == Method::POST => (What::Interaction, interaction(state, request).await),
        "/interactions" => (What::Interaction, not_allowed("POST")),
        // `*` and `host:port`, which are no paths, allow no method either.
        _ if !reads && !exists() => (What::Nothing, not_found()),
        _ if request.method() == Method::OPTIONS => match state.site.file(path).filter(|file| file.is_shared()) {
            Some(_) => (What::File, preflight()),
            None => (What::Nothing, not_allowed("GET, HEAD")),
        },
        _ if !reads => (What::Nothing, not_allowed("GET, HEAD")),
        _ => {
            if let Some(rate) = &state.rate
                && !rate.allows(rate::client(peer, request.headers(), state.settings.proxies))
            {
                state.metrics.limited.inc();
                let mut response = plain(Answer::text(StatusCode::TOO_MANY_REQUESTS, "this is asked for too often from there"));
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
                return (What::File, response);
            }
            if over_tls == Some(false)
                && state.settings.redirect_to_https
                && let Some(place) = state.place.as_ref().filter(|place| place.over_tls)
            {
                let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
                return (What::File, redirect(&format!("{}{}{query}", place.folder, path.trim_start_matches('/'))));
            }
            match state.site.file(path) {
                Some(file) => (What::File, send(file, request.headers())),
                None if state.site.is_folder(path) => (What::File, redirect(&folder(path, request.uri().query()))),
                None => (What::Nothing, not_found()),
            }
        }
    }
}

/// What hyper lets pass and a proxy in front might read in another way than we do.
fn well_formed(request: &Request<Incoming>) -> Result<(), Answer> {
    let headers = request.headers();
    let bad = |sentence| Err(Answer::text(StatusCode::BAD_REQUEST, sentence));
    let hosts = headers.get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && request.version() >= Version::HTTP_11) {
        return bad("the request needs one host");
    }
    let is_host = |value: &HeaderValue| {
        // It may stand empty; its port, if it has one, is a number that ports have.
        let Ok(text) = value.to_str() else { return false };
        let port = text.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map(|(_, port)| port);
        (text.is_empty() || (text.parse::<Authority>().is_ok() && !text.contains('@')))
            && port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok())
    };
    if !headers.get_all(HOST).iter().all(is_host) {
        return bad("the request's host is none");
    }
    if headers.get_all(TRANSFER_ENCODING).iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked")) {
        return Err(Answer::text(StatusCode::NOT_IMPLEMENTED, "bodies are taken plain or in chunks, and in no other coding"));
    }
    if headers.contains_key(TRANSFER_ENCODING) && (headers.contains_key(CONTENT_LENGTH) || request.version() < Version::HTTP_11) {
        return bad("the request says in two ways how long it is");
    }
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    if reads && !request.uri().path().starts_with('/') {
        return bad("the path does not begin with a slash");
    }
    if request.uri().path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET) {
        return Err(Answer::text(StatusCode::URI_TOO_LONG, "the address is longer than 16 KiB"));
    }
    Ok(())
}

/// The path below the folder in which the page is published, where a proxy in front has left that folder in it.
fn below<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    if base == "/" {
        return None;
    }
    // The slash at the folder's end is the path's first.
    let rest = path.strip_prefix(base.strip_suffix('/')?)?;
    rest.starts_with('/').then_some(rest)
}

pub(crate) fn health(state: &State) -> Answered {
    if state.draining.load(Ordering::Relaxed) {
        return plain(Answer::text(StatusCode::SERVICE_UNAVAILABLE, "draining"));
    }
    plain(Answer { body: Bytes::from_static(b"ok"), ..Answer::text(StatusCode::OK, "") })
}

async fn interaction(state: &State, request: Request<Incoming>) -> Answered {
    let (head, body) = request.into_parts();
    match timeout(state.times.body, read(body)).await {
        Ok(Ok(body)) => {
            let stale = || {
                if let Some(refused) = state.stale.count(Instant::now()) {
                    tracing::warn!(
                        refused,
                        "signed requests were refused for their age: set this machine's clock, or raise INTERACTION_MAX_AGE_S"
                    );
                }
            };
            plain(handler::handle_and_report(&state.content, &state.config, &head.headers, &body, (state.clock)(), stale))
        }
        Ok(Err(Unread::TooLong)) => last(Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 256 KiB")),
        Ok(Err(Unread::Broken)) => last(Answer::text(StatusCode::BAD_REQUEST, "the body cannot be read to its end")),
        Err(_) => last(Answer::text(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

enum Unread {
    TooLong,
    Broken,
}

/// Reads a body, whether it says its length or comes in chunks.
async fn read(mut body: Incoming) -> Result<Vec<u8>, Unread> {
    let said = body.size_hint().lower();
    if said > MAX_DRAINED as u64 {
        return Err(Unread::TooLong);
    }
    let too_long = said > MAX_BODY as u64;
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unread::Broken)?;
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length > MAX_DRAINED {
            break;
        }
        if !too_long && length <= MAX_BODY {
            bytes.extend_from_slice(data);
        }
    }
    if too_long || length > MAX_BODY { Err(Unread::TooLong) } else { Ok(bytes) }
}
