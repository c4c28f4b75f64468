//! Checks requests before they are routed, and refuses those that are ambiguous or too long.

use std::net::IpAddr;

use axum::{extract::Request, response::Response};
use bot_embed::handler::HttpResponse;
use hyper::{
    HeaderMap, Method, StatusCode, Version,
    header::{CONTENT_LENGTH, HOST, HeaderName, HeaderValue, TRANSFER_ENCODING},
    http::uri::{Authority, PathAndQuery},
};

use crate::{
    response::{RequestKind, folder_url, redirect, to_last_response},
    state::State,
};

/// The IP address of the other end of a connection: the client, or the nearest proxy. It is in the extensions of each request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Longest accepted path with its query, in bytes.
pub const MAX_TARGET: usize = 16 * 1024;

const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Refuses ambiguous requests, and removes the folder of the published page from the path of others.
///
/// # Errors
/// Returns the response to send at once. It is an error if the URL is too long, or if a proxy could understand the request in
/// another way than this server. It is a redirect if the path is that of the folder without the slash at the end.
#[allow(clippy::result_large_err, reason = "the response is sent at once")]
pub(crate) fn check_and_rewrite(state: &State, request: &mut Request) -> Result<(), Response> {
    check(request).map_err(|answer| to_last_response(RequestKind::Other, answer))?;
    // `address.path` ends with a slash.
    let Some(base) = state.address.as_ref().and_then(|address| address.path.strip_suffix('/')).filter(|base| !base.is_empty()) else {
        return Ok(());
    };
    let Some(rest) = request.uri().path_and_query().and_then(|target| target.as_str().strip_prefix(base)) else { return Ok(()) };
    if rest.is_empty() || rest.starts_with('?') {
        return Err(redirect(&folder_url(base, request.uri().query())));
    }
    if rest.starts_with('/')
        && let Ok(rest) = PathAndQuery::try_from(rest)
    {
        *request.uri_mut() = rest.into();
    }
    Ok(())
}

/// Returns an error for a request that hyper accepts although it is ambiguous, or too long.
fn check(request: &Request) -> Result<(), HttpResponse> {
    let headers = request.headers();
    let bad = |message| Err(HttpResponse::text(StatusCode::BAD_REQUEST, message));
    let hosts = headers.get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && request.version() >= Version::HTTP_11) {
        return bad("the request needs one Host header");
    }
    if !headers.get_all(HOST).iter().all(is_host) {
        return bad("invalid Host header");
    }
    if headers.get_all(TRANSFER_ENCODING).iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked")) {
        return Err(HttpResponse::text(StatusCode::NOT_IMPLEMENTED, "the only supported Transfer-Encoding is chunked"));
    }
    if headers.contains_key(TRANSFER_ENCODING) && (headers.contains_key(CONTENT_LENGTH) || request.version() < Version::HTTP_11) {
        return bad("Transfer-Encoding is not allowed with Content-Length or in HTTP/1.0");
    }
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    if reads && !request.uri().path().starts_with('/') {
        return bad("the path does not begin with a slash");
    }
    if request.uri().path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET) {
        return Err(HttpResponse::text(StatusCode::URI_TOO_LONG, "the address is longer than 16 KiB"));
    }
    Ok(())
}

/// Returns whether a value is a valid Host header. It may be empty, and have a port.
fn is_host(value: &HeaderValue) -> bool {
    let Ok(text) = value.to_str() else { return false };
    let port = text.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map(|(_, port)| port);
    (text.is_empty() || (text.parse::<Authority>().is_ok() && !text.contains('@')))
        && port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok())
}

/// Returns whether the client sent a request over TLS. `None` if this is unknown. The nearest trusted proxy reports it. Without a report, the
/// result is true if `PUBLIC_URL` begins with `https://`, else `None`.
pub(crate) fn is_tls(state: &State, headers: &HeaderMap) -> Option<bool> {
    // The last entry is the one that the trusted proxy wrote.
    let forwarded = headers.get_all(&FORWARDED_PROTO).iter().next_back();
    match forwarded.filter(|_| state.settings.proxies > 0).and_then(|value| value.to_str().ok()) {
        Some(protocols) => Some(protocols.rsplit(',').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("https"))),
        None => state.address.as_ref().filter(|address| address.is_https).map(|_| true),
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use expect_test::expect;

    use super::*;

    /// hyper refuses or repairs these requests itself. They are refused here, too, so that nothing depends on its version.
    #[test]
    fn transfer_encoding_in_http_10_and_a_path_without_slash_get_400() {
        let error = |version: Version, target: &str, header: (&str, &str)| {
            let request = Request::builder().version(version).uri(target).header("host", "x").header(header.0, header.1);
            let refused = check(&request.body(Body::empty()).unwrap()).unwrap_err();
            format!("{} {}", refused.status.as_u16(), String::from_utf8(refused.body.to_vec()).unwrap())
        };
        let chunks_in_http_10 = error(Version::HTTP_10, "/", ("transfer-encoding", "chunked"));
        let path_without_slash = error(Version::HTTP_11, "nothing", ("accept", "*/*"));
        expect![[r#"
            400 Transfer-Encoding is not allowed with Content-Length or in HTTP/1.0
            400 the path does not begin with a slash
        "#]]
        .assert_eq(&[chunks_in_http_10, path_without_slash].concat());
    }
}
