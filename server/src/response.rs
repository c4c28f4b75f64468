//! Makes responses: files, redirects and sentences, each with the headers that go with it.

use bot_embed::handler::Answer;
use http_body_util::Full;
use hyper::{
    HeaderMap, Response, StatusCode,
    body::Bytes,
    header::{ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, IF_NONE_MATCH, LOCATION, VARY},
};

use crate::{
    encoding::{Encoding, accepted},
    headers,
    site::File,
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
