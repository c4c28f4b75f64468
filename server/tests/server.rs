//! Tests the server over real sockets: files, methods, long bodies, shutdown.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

#[path = "../../bot-embed/tests/common/mod.rs"]
mod common;
mod serving;

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, Instant},
};

use carrot_server::{MAX_BODY, MAX_TARGET};
use common::signature;
use expect_test::expect_file;
use serving::{Answer, INDEX, NOW, Server};

#[test]
fn files_come_with_their_types() {
    let server = Server::start();
    for (path, kind, body) in [
        ("/", "text/html; charset=utf-8", INDEX.as_bytes()),
        ("/index.html", "text/html; charset=utf-8", INDEX.as_bytes()),
        ("/?q=1", "text/html; charset=utf-8", INDEX.as_bytes()),
        ("/embed/", "text/html; charset=utf-8", b"embedded"),
        ("/app-1.wasm", "application/wasm", b"\0asm"),
        ("/a%20b.txt", "text/plain; charset=utf-8", b"spaced"),
        ("/healthz", "text/plain; charset=utf-8", b"ok"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type"), &answer.body[..]), (200, Some(kind), body), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        let head = server.send("HEAD", path, "");
        assert_eq!(
            (head.status, head.header("content-length"), &head.body[..]),
            (200, answer.header("content-length"), &b""[..]),
            "{path}"
        );
    }
    let folder = server.get("/embed");
    assert_eq!((folder.status, folder.header("location")), (308, Some("./embed/")));
}

#[test]
fn a_cached_file_is_not_sent_again() {
    let server = Server::start();
    let etag = server.get("/").header("etag").unwrap().to_owned();
    for known in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
        let answer = server.send("GET", "/", &format!("if-none-match: {known}\r\n"));
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{known}");
        assert_eq!(answer.header("etag"), Some(etag.as_str()));
    }
    assert_eq!(server.send("GET", "/", "if-none-match: \"x\"\r\n").status, 200);
}

#[test]
fn paths_outside_the_page_are_not_served() {
    let server = Server::start();
    for path in [
        "/nothing",
        "/.secret",
        "/passwd.txt",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/..%5cCargo.toml",
        "/embed/../index.html",
        "//etc/passwd",
        "//embed",
        "/%2fetc/passwd",
        "/%ff",
        "/%",
        "/index.html/",
        "/embed/index.html%00",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
    }
    assert!(server.raw(b"GET  / HTTP/1.1\r\n\r\n").status == 400);
}

#[test]
fn other_methods_get_405() {
    let server = Server::start();
    for (method, path, allow) in [
        ("GET", "/interactions", "post"),
        ("PUT", "/interactions", "post"),
        ("POST", "/", "get, head"),
        ("DELETE", "/healthz", "get, head"),
        ("OPTIONS", "/", "get, head"),
    ] {
        let answer = server.send(method, path, "content-length: 0\r\n");
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)), "{method} {path}");
    }
}

#[test]
fn an_unknown_path_is_404_for_every_method() {
    let server = Server::start();
    for path in ["/nothing", "/embed/nothing", "/interactions/", "/healthz/", "/.secret", "/passwd.txt", "/index.html/"] {
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] {
            let answer = server.send(method, path, "content-length: 0\r\n");
            assert_eq!((answer.status, answer.header("allow")), (404, None), "{method} {path}");
        }
    }
    assert_eq!(server.send("DELETE", "/embed", "content-length: 0\r\n").status, 405, "a folder is known");
}

#[test]
fn an_encoded_slash_selects_no_file() {
    let server = Server::start();
    for path in ["/embed%2fv1.js", "/embed%2Fv1.js", "/embed%2f", "/embed%2findex.html", "/%2f", "/%2findex.html", "/embed/%2fv1.js"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(server.get("/embed/%761.js").status, 200, "other codes are decoded");
}

#[test]
fn interactions_are_answered() {
    let server = Server::start();
    let pong = server.interact(br#"{"type":1}"#);
    assert_eq!((pong.status, pong.header("content-type"), &pong.body[..]), (200, Some("application/json"), &br#"{"type":1}"#[..]));
    assert_eq!(server.interact(b"{").status, 400);
    assert_eq!(server.send("POST", "/interactions", "").status, 401);
}

#[test]
fn long_bodies_get_413() {
    let server = Server::start();
    let padded = |length: usize| format!("{{\"type\":1{}}}", " ".repeat(length - 10)).into_bytes();
    assert_eq!(server.interact(&padded(MAX_BODY)).status, 200, "the longest accepted body");
    let long = server.interact(&padded(MAX_BODY + 1));
    assert_eq!((long.status, long.header("connection")), (413, Some("close")));
    assert_eq!(server.interact(&padded(1024 * 1024)).status, 413);

    // Sent in chunks, without a length.
    let mut chunked = b"POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..128 {
        chunked.extend_from_slice(b"2000\r\n");
        chunked.extend([b' '; 0x2000]);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    assert_eq!(server.raw(&chunked).status, 413);

    // The stated length is enough to refuse it.
    let head = "POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n";
    assert_eq!(server.raw(head.as_bytes()).status, 413);

    // An incomplete body.
    let mut stream = server.connect();
    stream.write_all(b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&rest));
    assert_eq!(server.get("/healthz").status, 200, "the server still answers");
}

#[test]
fn each_refusal_is_one_sentence() {
    let server = Server::start();
    let send = |line: &str, rest: &str| server.raw(format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{rest}").as_bytes());
    let chunks = "transfer-encoding: chunked\r\n\r\n+5\r\nabcde\r\n0\r\n\r\n";
    let answers = [
        server.raw(b"GET / HTTP/1.1\r\n\r\n"),
        server.raw(b"GET / HTTP/1.1\r\nhost: me@x\r\n\r\n"),
        send("POST /interactions", "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        server.get(&format!("/{}", "a".repeat(MAX_TARGET))),
        server.get("/nothing"),
        server.get("/embed"),
        server.send("DELETE", "/", ""),
        server.send("GET", "/", "accept-encoding: identity;q=0, *;q=0\r\n"),
        server.send("GET", "/", "if-match: \"x\"\r\n"),
        send("POST /interactions", "content-length: 99999999999\r\n\r\n"),
        send("POST /interactions", chunks),
        server.send("POST", "/interactions", ""),
        server.interact(b"{"),
    ];
    let printed = answers.map(|answer| format!("{} {}", answer.status, String::from_utf8_lossy(&answer.body))).concat();
    expect_file!["refusals.txt"].assert_eq(&printed);
}

#[test]
fn shutdown_finishes_requests_in_progress() {
    let mut server = Server::start();
    // One connection is idle, another sends a body.
    let mut idle = server.connect();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let body = br#"{"type":1}"#;
    let mut busy = server.connect();
    let head = format!(
        "POST /interactions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\nx-signature-ed25519: {}\r\n\
         x-signature-timestamp: {NOW}\r\ncontent-length: 10\r\n\r\n",
        signature(&NOW.to_string(), body)
    );
    busy.write_all(head.as_bytes()).unwrap();
    // The server sends this when it begins to read the body. Then the request is in progress.
    let mut go_on = [0; b"HTTP/1.1 100 Continue\r\n\r\n".len()];
    busy.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    busy.write_all(&body[..5]).unwrap();

    let stopped_at = Instant::now();
    server.stop();
    while TcpStream::connect(server.addr).is_ok() {
        assert!(stopped_at.elapsed() < Duration::from_secs(5), "connections are still accepted");
        std::thread::sleep(Duration::from_millis(10));
    }
    busy.write_all(&body[5..]).unwrap();
    assert_eq!(Answer::from(busy).status, 200, "the request in progress is answered");
    server.join();
    assert!(stopped_at.elapsed() < Duration::from_secs(5), "an idle connection does not delay the end");
}
