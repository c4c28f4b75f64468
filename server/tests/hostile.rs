//! Tests hostile requests over raw sockets: path traversal, header injection, request smuggling, in many encodings. Each gets the right
//! status, and no response contains a secret.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

#[path = "../../bot-embed/tests/common/mod.rs"]
mod common;
mod serving;

use std::collections::BTreeSet;

use carrot_server::MAX_TARGET;
use serving::{Answer, Server};

/// Texts that no response may contain.
const SECRETS: [&str; 6] = ["root:", "[workspace]", "[package]", "secret", "injected", "panicked"];

/// Sends bytes, asserts that no response contains a secret, and returns the statuses of all responses.
#[track_caller]
fn statuses(server: &Server, request: &[u8], name: &str) -> Vec<u16> {
    let bytes = server.exchange(request);
    let text = String::from_utf8_lossy(&bytes);
    for secret in SECRETS {
        assert!(!text.contains(secret), "{name} leaks `{secret}`:\n{text}");
    }
    text.match_indices("HTTP/1.1 ").filter_map(|(at, begin)| text.get(at + begin.len()..at + begin.len() + 3)?.parse().ok()).collect()
}

/// Prefixes that lead out of a folder, in many encodings. Each is tried with every target.
const PREFIXES: [&str; 46] = [
    "/../",
    "/../../../../../../",
    "/%2e%2e/",
    "/%2e%2e/%2e%2e/%2e%2e/",
    "/..%2f",
    "/..%2f..%2f..%2f",
    "/%2e%2e%2f",
    "/%2E%2E%2F",
    "/.%2e/",
    "/%2e./",
    "/..%5c",
    "/..\\",
    "/%5c..%5c",
    "/..%c0%af",
    "/%c0%ae%c0%ae/",
    "/%c0%ae%c0%ae%c0%af",
    "/%e0%80%ae%e0%80%ae/",
    "/%252e%252e/",
    "/%252e%252e%252f",
    "/..%252f",
    "/%25252e%25252e/",
    "/..;/",
    "/..%00/",
    "/%00/",
    "/..%0d%0a/",
    "/..%09/",
    "/....//",
    "/...//",
    "/./../",
    "/.//..//",
    "/embed/../../",
    "/embed/..%2f..%2f",
    "/embed/%2e%2e/%2e%2e/",
    "/embed/./../../",
    "//",
    "///",
    "//../",
    "/%2f",
    "/%2f%2f",
    "/%uff0e%uff0e/",
    "/%u002e%u002e%u2215",
    "/\u{ff0e}\u{ff0e}/",
    "/~/",
    "/file:///",
    "/C:/",
    "/..%ef%bc%8f",
];
const TARGETS: [&str; 3] = ["etc/passwd", "Cargo.toml", ".secret"];

#[test]
fn no_path_leads_out_of_the_folder() {
    let server = Server::start();
    for prefix in PREFIXES {
        for target in TARGETS {
            let path = format!("{prefix}{target}");
            let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            let statuses = statuses(&server, request.as_bytes(), &path);
            assert!(matches!(statuses.as_slice(), [400 | 404]), "{path}: {statuses:?}");
        }
    }
}

#[test]
fn hidden_linked_and_unknown_files_get_404() {
    let server = Server::start();
    for path in [
        "/.secret",
        "/%2esecret",
        "/passwd.txt",
        "/passwd%2etxt",
        "/etc",
        "/etc/",
        "/etc/passwd",
        "/embed/../.secret",
        "/embed/%2e%2e/.secret",
        "/.git/config",
        "/.env",
        "/_headers",
        "/INDEX.HTML",
        "/index.html/",
        "/index.html%00",
        "/index.html%20",
        "/index.html.",
        "/index.html.br",
        "/index.html::$DATA",
        "/embed/index.html/..",
        "/embed/.",
        "/embed/..",
        "/.",
        "/..",
        "/*",
        "/embed/*",
        "/index.htm%6",
        "/index.htm%",
        "/%",
        "/%f",
        "/%zz",
        "/%ff",
        "/%80",
        "/%c3%28",
        "/%ed%a0%80",
        "/metrics",
        "/server-status",
        "/favicon.ico",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert_eq!(statuses(&server, request.as_bytes(), path), [404], "{path}");
    }
}

#[test]
fn equivalent_paths_select_the_same_file() {
    let server = Server::start();
    for path in [
        "/index.html",
        "/%69ndex.html",
        "/index%2ehtml",
        "/index.html?",
        "/index.html?a=../../etc/passwd",
        "/?%00",
        "http://y/index.html",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert_eq!(statuses(&server, request.as_bytes(), path), [200], "{path}");
    }
}

/// Invalid or ambiguous requests, each with its accepted statuses.
const BROKEN: &[(&str, &[u8], &[u16])] = &[
    // Lengths. If a request has a length and chunks, the server uses the chunks, and closes the connection.
    ("a length, then chunks", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /embed/ HTTP/1.1\r\nhost: x\r\n\r\n", &[401]),
    ("chunks, then a length", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\nGET /embed/ HTTP/1.1\r\nhost: x\r\n\r\n", &[401]),
    ("two lengths", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\ncontent-length: 5\r\n\r\nabcde", &[400]),
    ("two lengths in one header", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 0, 5\r\n\r\nabcde", &[400]),
    ("a length with a sign", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: +5\r\n\r\nabcde", &[400]),
    ("a negative length", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\nabcde", &[400]),
    ("a length in hexadecimal", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 0x5\r\n\r\nabcde", &[400]),
    ("a length in words", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: five\r\n\r\nabcde", &[400]),
    ("an empty length", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: \r\n\r\n", &[400]),
    ("a length above 2^64", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999999\r\n\r\n", &[400]),
    ("a length with a letter after it", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 5a\r\n\r\nabcde", &[400]),
    ("a space before the colon of a length", b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length : 5\r\n\r\nabcde", &[400]),
    ("a length and chunks for a file", b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", &[200]),
    // Invalid chunks.
    ("a coding after chunked", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n", &[400]),
    ("an unknown coding, xchunked", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n", &[400]),
    ("a vertical tab before chunked", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding:\x0bchunked\r\n\r\n0\r\n\r\n", &[400]),
    ("gzip without chunked", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip\r\n\r\n", &[400]),
    ("a space before the colon of Transfer-Encoding", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n", &[400]),
    ("chunks in HTTP/1.0", b"POST /interactions HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", &[400]),
    ("a chunk's length with a sign", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n+5\r\nabcde\r\n0\r\n\r\n", &[400]),
    ("a chunk's length with 0x", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n", &[400]),
    ("a chunk longer than its stated length", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n", &[400]),
    ("a chunk's length above 2^64", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n", &[400]),
    ("a chunk without a length", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n", &[400]),
    ("a chunk that ends in LF", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\nabcde\n0\n\n", &[400]),
    // Several codings.
    ("gzip before chunked", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n", &[501]),
    ("chunked twice", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n", &[501]),
    // Hosts.
    ("a host with a path", b"GET / HTTP/1.1\r\nhost: a/b\r\n\r\n", &[400]),
    ("a host with a space", b"GET / HTTP/1.1\r\nhost: a b\r\n\r\n", &[400]),
    ("an IPv6 host without its closing bracket", b"GET / HTTP/1.1\r\nhost: [::1\r\n\r\n", &[400]),
    ("a host with a port above 65535", b"GET / HTTP/1.1\r\nhost: x:99999\r\n\r\n", &[400]),
    ("a host with a user", b"GET / HTTP/1.1\r\nhost: me@x\r\n\r\n", &[400]),
    ("a missing host", b"GET / HTTP/1.1\r\n\r\n", &[400]),
    ("two different hosts", b"GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n", &[400]),
    ("the same host twice", b"GET / HTTP/1.1\r\nhost: x\r\nhost: x\r\n\r\n", &[400]),
    // Invalid request lines.
    ("a missing method", b" / HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("two spaces after the method", b"GET  / HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a missing path", b"GET HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a space in the path", b"GET /a b HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a tab in the path", b"GET /a\tb HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a NUL in the path", b"GET /a\0b HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a CR in the path", b"GET /a\rb HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a fragment", b"GET /#a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[200, 400]),
    ("a path without a leading slash", b"GET index.html HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[400]),
    ("HTTP/3.7", b"GET / HTTP/3.7\r\nhost: x\r\n\r\n", &[400]),
    ("HTTP/1 without a minor version", b"GET / HTTP/1\r\nhost: x\r\n\r\n", &[400]),
    ("HTTP/0.9", b"GET /\r\n\r\n", &[400]),
    ("FTP", b"GET / FTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("a protocol in lower case", b"GET / http/1.1\r\nhost: x\r\n\r\n", &[400]),
    ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &[]),
    ("a TLS handshake", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", &[400]),
    ("random bytes", b"\xff\xfe\xfd\xfc\r\n\r\n", &[400]),
    ("a method with a slash", b"G/T / HTTP/1.1\r\nhost: x\r\n\r\n", &[400]),
    // Invalid headers.
    ("a header without a colon", b"GET / HTTP/1.1\r\nhost: x\r\nabc\r\n\r\n", &[400]),
    ("a header without a name", b"GET / HTTP/1.1\r\nhost: x\r\n: abc\r\n\r\n", &[400]),
    ("a folded header", b"GET / HTTP/1.1\r\nhost: x\r\nabc: d\r\n efg\r\n\r\n", &[400]),
    ("a space before the first header", b"GET / HTTP/1.1\r\n host: x\r\n\r\n", &[400]),
    ("a NUL in a header's value", b"GET / HTTP/1.1\r\nhost: x\r\nabc: d\0e\r\n\r\n", &[400]),
    ("a NUL in a header's name", b"GET / HTTP/1.1\r\nhost: x\r\na\0c: d\r\n\r\n", &[400]),
    ("a CR in a header's value", b"GET / HTTP/1.1\r\nhost: x\r\nabc: d\re\r\n\r\n", &[400]),
    ("a space in a header's name", b"GET / HTTP/1.1\r\nhost: x\r\na c: d\r\n\r\n", &[400]),
    ("a header's name that is not ASCII", b"GET / HTTP/1.1\r\nhost: x\r\n\xc3\xa9: d\r\n\r\n", &[400]),
    ("a header's name in parentheses", b"GET / HTTP/1.1\r\nhost: x\r\n(abc): d\r\n\r\n", &[400]),
    // Methods.
    ("CONNECT", b"CONNECT internal:80 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[405]),
    ("OPTIONS *", b"OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[405]),
    ("TRACE", b"TRACE / HTTP/1.1\r\nhost: x\r\nx-key: injected\r\nconnection: close\r\n\r\n", &[405]),
    ("an unknown method", b"CARROT / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[405]),
    ("a method in lower case", b"get / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[405]),
    ("PROPFIND", b"PROPFIND / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[405]),
    ("X-HTTP-Method-Override", b"GET /interactions HTTP/1.1\r\nhost: x\r\nx-http-method-override: POST\r\nconnection: close\r\n\r\n", &[405]),
    // Input that a server could copy into its response.
    ("a header injected by the path", b"GET /embed%0d%0ax-a:%20injected HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[404]),
    ("a header injected by the query", b"GET /embed?a%0d%0ax-a:%20inject HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", &[308]),
    ("a foreign host in a redirected request", b"GET /embed HTTP/1.1\r\nhost: injected.example\r\nconnection: close\r\n\r\n", &[308]),
    ("X-Forwarded-Host", b"GET /embed HTTP/1.1\r\nhost: x\r\nx-forwarded-host: injected.example\r\nconnection: close\r\n\r\n", &[308]),
    ("X-Original-URL and X-Rewrite-URL", b"GET / HTTP/1.1\r\nhost: x\r\nx-original-url: /.secret\r\nx-rewrite-url: /.secret\r\nconnection: close\r\n\r\n", &[200]),
    ("a request id of the client", b"GET /nothing HTTP/1.1\r\nhost: x\r\nx-request-id: injected\r\nconnection: close\r\n\r\n", &[404]),
    ("a foreign origin", b"GET /policy HTTP/1.1\r\nhost: x\r\norigin: https://injected.example\r\nconnection: close\r\n\r\n", &[404]),
    ("a path as the host", b"GET / HTTP/1.1\r\nhost: ../../etc/passwd\r\nconnection: close\r\n\r\n", &[400]),
    ("an upgrade to HTTP/2", b"GET / HTTP/1.1\r\nhost: x\r\nupgrade: h2c\r\nhttp2-settings: AA\r\nconnection: upgrade, http2-settings, close\r\n\r\n", &[200]),
    // An unexpected body is not a second request.
    ("a request in a body", b"GET /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 47\r\nconnection: close\r\n\r\nGET /.secret HTTP/1.1\r\nhost: injected\r\n\r\n      ", &[200]),
    ("a request in a chunked body", b"POST /interactions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n1b\r\nGET / HTTP/1.1\r\nhost: y\r\n\r\n\r\n0\r\n\r\n", &[401]),
];

#[test]
fn invalid_and_ambiguous_requests_are_refused() {
    let server = Server::start();
    let wrong: Vec<_> = BROKEN
        .iter()
        .map(|(name, request, expected)| (name, statuses(&server, request, name), expected))
        .filter(|(_, statuses, expected)| {
            !(statuses.len() <= 1 && statuses.first().map_or(expected.is_empty(), |status| expected.contains(status)))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn oversized_requests_are_refused() {
    let server = Server::start();
    let close = "host: x\r\nconnection: close\r\n";
    let long = |length: usize| "a".repeat(length);
    for (name, request, expected) in [
        ("a path above 16 KiB", format!("GET /{} HTTP/1.1\r\n{close}\r\n", long(MAX_TARGET)), 414),
        ("a query above 16 KiB", format!("GET /?{} HTTP/1.1\r\n{close}\r\n", long(MAX_TARGET)), 414),
        ("the longest accepted path", format!("GET /{} HTTP/1.1\r\n{close}\r\n", long(MAX_TARGET - 1)), 404),
        ("a path above the limit of heads", format!("GET /{} HTTP/1.1\r\n{close}\r\n", long(60_000)), 431),
        ("a header above the limit of heads", format!("GET / HTTP/1.1\r\n{close}x: {}\r\n\r\n", long(60_000)), 431),
        ("a header's name above the limit of heads", format!("GET / HTTP/1.1\r\n{close}{}: x\r\n\r\n", long(60_000)), 431),
        ("many headers", format!("GET / HTTP/1.1\r\n{close}{}\r\n", "a: b\r\n".repeat(200)), 431),
        ("a method above the limit of heads", format!("{} / HTTP/1.1\r\n{close}\r\n", long(60_000)), 431),
        ("many entity tags", format!("GET / HTTP/1.1\r\n{close}if-none-match: {}\r\n\r\n", "\"a\",".repeat(4000)), 200),
        ("many encodings", format!("GET / HTTP/1.1\r\n{close}accept-encoding: {}\r\n\r\n", "br;q=0.1,".repeat(2000)), 200),
        ("many forwarded addresses", format!("GET / HTTP/1.1\r\n{close}x-forwarded-for: {}\r\n\r\n", "1.1.1.1,".repeat(2000)), 200),
        (
            "a chunk's extension",
            format!("POST /interactions HTTP/1.1\r\n{close}transfer-encoding: chunked\r\n\r\n1;{}\r\n", long(60_000)),
            400,
        ),
    ] {
        assert_eq!(statuses(&server, request.as_bytes(), name), [expected], "{name}");
    }
}

#[test]
fn pipelined_requests_are_answered_in_order_until_one_is_refused() {
    let server = Server::start();
    // Two requests on one connection get two responses, in order.
    let two = b"GET /nothing HTTP/1.1\r\nhost: x\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    assert_eq!(statuses(&server, two, "two requests"), [404, 200]);
    // After a refused request, the rest of the connection is not read as another request.
    let refused = b"GET / HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    assert_eq!(statuses(&server, refused, "a refused request and another"), [400]);
    assert_eq!(Answer::read(server.exchange(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).unwrap().body, b"ok");
}

#[test]
fn at_least_200_different_cases_are_tested() {
    let paths: BTreeSet<String> = PREFIXES.iter().flat_map(|prefix| TARGETS.map(|target| format!("{prefix}{target}"))).collect();
    let names: BTreeSet<&str> = BROKEN.iter().map(|(name, ..)| *name).collect();
    assert_eq!((paths.len(), names.len()), (PREFIXES.len() * TARGETS.len(), BROKEN.len()), "no case is listed twice");
    assert!(paths.len() + names.len() >= 200);
}
