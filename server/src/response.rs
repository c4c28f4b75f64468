//! Makes the responses that are not files: refusals, redirects, answers to Discord.

use axum::{body::Body, response::Response};
use bot_embed::handler::HttpResponse;
use hyper::{
    StatusCode,
    body::Bytes,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ALLOW,
        CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION,
    },
};

use crate::headers;

/// Kind of a request, for the log and the metrics. It is in the extensions of each response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum RequestKind {
    /// A file of the page, or a redirect to one.
    File,
    /// Discord's requests.
    Interaction,
    /// The health check.
    Health,
    /// An unknown path, a method that is not allowed, an ambiguous request.
    #[default]
    Other,
}

impl RequestKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Interaction => "interaction",
            Self::Health => "health",
            Self::Other => "other",
        }
    }
}

/// Makes a response from an answer, with the headers of all responses that are not files.
pub(crate) fn to_response(kind: RequestKind, answer: HttpResponse) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    response.extensions_mut().insert(kind);
    let headers = response.headers_mut();
    headers.reserve(headers::NO_FILE.len() + 8);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in headers::NO_FILE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// Makes a response with a sentence as plain text.
pub(crate) fn text(kind: RequestKind, status: StatusCode, sentence: &str) -> Response {
    to_response(kind, HttpResponse::text(status, sentence))
}

/// Makes a response after which the connection is closed.
pub(crate) fn to_last_response(kind: RequestKind, answer: HttpResponse) -> Response {
    let mut response = to_response(kind, answer);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Returns the relative URL of a folder, from its path without the slash at the end. A relative URL works below any path.
pub(crate) fn folder_url(path: &str, query: Option<&str>) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    format!("./{name}/{}", query.map(|query| format!("?{query}")).unwrap_or_default())
}

/// Makes a permanent redirect to an address.
pub(crate) fn redirect(to: &str) -> Response {
    let sentence = "the page is at the address in the Location header";
    let mut response = text(RequestKind::File, StatusCode::PERMANENT_REDIRECT, sentence);
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

pub(crate) fn not_found() -> Response {
    text(RequestKind::Other, StatusCode::NOT_FOUND, "not found")
}

pub(crate) fn not_allowed(kind: RequestKind, allow: &'static str) -> Response {
    let mut response = text(kind, StatusCode::METHOD_NOT_ALLOWED, "method not allowed: use one of those in the Allow header");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    response
}

/// Answers the request by which a browser asks whether a script of another site may read a file (a CORS preflight).
pub(crate) fn preflight() -> Response {
    let mut response =
        to_response(RequestKind::File, HttpResponse { body: Bytes::new(), ..HttpResponse::text(StatusCode::NO_CONTENT, "") });
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    for (name, value) in [
        (ALLOW, "GET, HEAD, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
