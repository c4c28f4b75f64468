//! Makes responses: files, redirects and sentences, each with the headers that go with it.

use std::time::Duration;

use bot_embed::handler::Answer;
use http_body_util::Full;
use hyper::{
    HeaderMap, Response, StatusCode,
    body::Bytes,
    header::{
        ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_MAX_AGE, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH,
        IF_UNMODIFIED_SINCE, LOCATION, VARY,
    },
};

use crate::{
    encoding::{Encoding, accepted},
    headers,
    site::{File, Form},
};

pub(crate) type Answered = Response<Full<Bytes>>;

/// A file, in the encoding that the client likes best, or the word that it has it already. A part of a file is never sent: a client
/// that asks for one gets the whole, as it must be ready to.
pub(crate) fn send(file: &File, headers: &HeaderMap) -> Answered {
    let values: Vec<&str> = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect();
    let wanted = match values.as_slice() {
        [] => vec![Encoding::Identity],
        [one] => accepted(one),
        several => accepted(&several.join(",")),
    };
    let Some(form) = file.form(&wanted) else {
        let mut response = plain(Answer::text(StatusCode::NOT_ACCEPTABLE, "there is no such encoding of this"));
        response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
        return response;
    };
    if !is_wanted(file, form, headers) {
        return plain(Answer::text(StatusCode::PRECONDITION_FAILED, "this file is another one now"));
    }
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let unchanged = known.map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == form.etag);
    // Hyper leaves the body out for HEAD, and keeps its length.
    let mut response = Response::new(Full::new(if unchanged { Bytes::new() } else { form.bytes.clone() }));
    *response.headers_mut() = form.headers.clone();
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(CONTENT_TYPE);
    }
    response
}

/// Whether a file is still the one that a client means: by its tag, else by its date. A tag that is weak matches nothing here, and a date
/// that is invalid is ignored, as RFC 9110 has both.
fn is_wanted(file: &File, form: &Form, headers: &HeaderMap) -> bool {
    if headers.contains_key(IF_MATCH) {
        let tags = headers.get_all(IF_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        return tags.map(str::trim).any(|tag| tag == "*" || tag == form.etag);
    }
    let date = headers.get(IF_UNMODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let date = date.and_then(|date| httpdate::parse_http_date(date).ok());
    // Dates in headers have no parts of a second.
    match (date, file.modified) {
        (Some(date), Some(modified)) => modified < date + Duration::from_secs(1),
        _ => true,
    }
}

/// The way to a folder from its name without the slash, which is right below any other path, too.
pub(crate) fn folder(path: &str, query: Option<&str>) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    format!("./{name}/{}", query.map(|query| format!("?{query}")).unwrap_or_default())
}

pub(crate) fn redirect(to: &str) -> Answered {
    let mut response = plain(Answer::text(StatusCode::PERMANENT_REDIRECT, "this is elsewhere"));
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

pub(crate) fn not_found() -> Answered {
    plain(Answer::text(StatusCode::NOT_FOUND, "there is nothing here"))
}

/// The answer to a browser that asks whether a script of another site may read a file.
pub(crate) fn preflight() -> Answered {
    let mut response = plain(Answer { body: Bytes::new(), ..Answer::text(StatusCode::NO_CONTENT, "") });
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

pub(crate) fn not_allowed(allow: &'static str) -> Answered {
    let mut response = plain(Answer::text(StatusCode::METHOD_NOT_ALLOWED, "this method is not allowed here"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    response
}

pub(crate) fn plain(answer: Answer) -> Answered {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    // Those below, and what is added to some answers.
    headers.reserve(headers::NO_FILE.len() + 8);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in headers::NO_FILE {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// An answer after which the connection is of no use.
pub(crate) fn last(answer: Answer) -> Answered {
    let mut response = plain(answer);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
