//! Tests encodings, entity tags, headers by profile, limits, sub-paths, and resilience to faults.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

#[path = "../../bot-embed/tests/common/mod.rs"]
mod common;
mod serving;

use std::{
    collections::HashSet,
    fs,
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    num::{NonZeroU32, NonZeroUsize},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use carrot_server::{
    Settings, Timeouts,
    encoding::Encoding,
    headers::{HEADERS_FILE, Manifest},
    site::Site,
};
use expect_test::expect;
use serving::{Answer, NOW, Options, Server, connect, dist, write_headers, write_packed};

const LONG: &str = "let carrots = 'carrots carrots carrots carrots carrots carrots carrots carrots carrots carrots carrots carrots';";

fn packed() -> Server {
    let dist = dist();
    write_packed(&dist, "app-0123456789abcdef.js", LONG);
    write_packed(&dist, "policy.json", &format!("\"{LONG}\""));
    Server::of(&dist, Options::default())
}

#[test]
fn clients_get_their_preferred_encoding() {
    let server = packed();
    let path = "/app-0123456789abcdef.js";
    for (accepts, encoding) in [
        ("", None),
        ("accept-encoding: gzip, deflate, br\r\n", Some("br")),
        ("accept-encoding: gzip\r\n", Some("gzip")),
        ("accept-encoding: br;q=0.1, gzip;q=0.2\r\n", Some("gzip")),
        ("accept-encoding: gzip\r\naccept-encoding: br\r\n", Some("br")),
        ("accept-encoding: *\r\n", Some("br")),
        ("accept-encoding: identity\r\n", None),
        ("accept-encoding: br;q=0, gzip;q=0\r\n", None),
        ("accept-encoding: \r\n", None),
    ] {
        let answer = server.send("GET", path, accepts);
        assert_eq!((answer.status, answer.header("content-encoding")), (200, encoding), "{accepts}");
        assert_eq!(answer.header("vary"), Some("accept-encoding"), "{accepts}");
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"), "{accepts}");
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()), "{accepts}");
        let mut text = String::new();
        match encoding {
            Some("br") => drop(brotli::Decompressor::new(&answer.body[..], 4096).read_to_string(&mut text).unwrap()),
            Some(_) => drop(flate2::read::GzDecoder::new(&answer.body[..]).read_to_string(&mut text).unwrap()),
            None => text = String::from_utf8(answer.body).unwrap(),
        }
        assert_eq!(text, LONG, "{accepts}");
    }
    let none = server.send("GET", path, "accept-encoding: identity;q=0, *;q=0\r\n");
    assert_eq!((none.status, none.header("vary")), (406, Some("accept-encoding")));
    // A file without compressed variants has no Vary header.
    assert_eq!(server.get("/a%20b.txt").header("vary"), None);
}

#[test]
fn each_encoding_has_its_own_etag() {
    let server = packed();
    let accepts = ["", "accept-encoding: gzip\r\n", "accept-encoding: br\r\n"];
    let tags = accepts.map(|accepts| server.send("GET", "/policy.json", accepts).header("etag").unwrap().to_owned());
    assert_eq!(tags.iter().collect::<HashSet<_>>().len(), 3, "{tags:?}");
    for (accepts, own) in accepts.iter().zip(&tags) {
        for tag in &tags {
            let answer = server.send("GET", "/policy.json", &format!("{accepts}if-none-match: {tag}\r\n"));
            assert_eq!(answer.status, if tag == own { 304 } else { 200 }, "{accepts} {tag}");
        }
        for known in [format!("W/{own}"), format!("\"x\", {own}"), format!("\"x\" ,W/{own} , \"y\""), "*".to_owned()] {
            for method in ["GET", "HEAD"] {
                let answer = server.send(method, "/policy.json", &format!("{accepts}if-none-match: {known}\r\n"));
                assert_eq!((answer.status, answer.body.len(), answer.header("etag")), (304, 0, Some(own.as_str())), "{known}");
                assert_eq!(answer.header("vary"), Some("accept-encoding"));
                assert_eq!(answer.header("cache-control"), Some("no-cache"));
            }
        }
    }
    for other in ["\"x\"", "x", "", "W/", &tags[0][1..], &tags[0][..9]] {
        assert_eq!(server.send("GET", "/policy.json", &format!("if-none-match: {other}\r\n")).status, 200, "{other}");
    }
}

#[test]
fn if_match_and_if_unmodified_since_get_412_if_they_do_not_hold() {
    let server = packed();
    let accepts = "accept-encoding: br\r\n";
    let [plain, own] = ["", accepts].map(|accepts| server.send("GET", "/policy.json", accepts).header("etag").unwrap().to_owned());
    let (old, new) = ("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 2100 23:59:59 GMT");
    for (headers, status) in [
        (format!("if-match: {own}"), 200),
        (format!("if-match: \"x\", {own}"), 200),
        ("if-match: *".to_owned(), 200),
        // Each encoding has its own tag, and `if-match` needs a strong one.
        (format!("if-match: {plain}"), 412),
        (format!("if-match: W/{own}"), 412),
        ("if-match: \"x\"".to_owned(), 412),
        ("if-match: ".to_owned(), 412),
        (format!("if-match: {own}\r\nif-none-match: {own}"), 304),
        (format!("if-match: \"x\"\r\nif-none-match: {own}"), 412),
        (format!("if-unmodified-since: {old}"), 412),
        (format!("if-unmodified-since: {new}"), 200),
        ("if-unmodified-since: yesterday".to_owned(), 200),
        // The tag takes precedence over the date.
        (format!("if-match: {own}\r\nif-unmodified-since: {old}"), 200),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = server.send(method, "/policy.json", &format!("{accepts}{headers}\r\n"));
            assert_eq!(answer.status, status, "{method} {headers}");
        }
    }
    assert_eq!(server.send("GET", "/nothing", "if-match: *\r\n").status, 404);
}

#[test]
fn preflight_requests_are_answered_for_shared_files() {
    let server = packed();
    let ask =
        "origin: https://other.example\r\naccess-control-request-method: GET\r\naccess-control-request-headers: if-none-match\r\n";
    for path in ["/policy.json", "/embed/v1.js", "/app-1.wasm", "/embed/", "/embed/index.html"] {
        let answer = server.send("OPTIONS", path, ask);
        assert_eq!((answer.status, answer.body.len(), answer.header("allow")), (204, 0, Some("get, head, options")), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(answer.header("access-control-allow-methods"), Some("get, head"), "{path}");
        assert_eq!(answer.header("access-control-allow-headers"), Some("*"), "{path}");
    }
    for path in ["/", "/index.html", "/healthz"] {
        let answer = server.send("OPTIONS", path, ask);
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (405, None), "{path}");
    }
}

#[test]
fn range_request_gets_the_whole_file() {
    let server = packed();
    for range in ["bytes=0-1", "bytes=-1", "bytes=5-", "bytes=0-0,2-3", "bytes=9-1", "bytes=99999-", "lines=1"] {
        let answer = server.send("GET", "/policy.json", &format!("range: {range}\r\n"));
        assert_eq!((answer.status, answer.body.len(), answer.header("content-range")), (200, LONG.len() + 2, None), "{range}");
        assert_eq!(answer.header("accept-ranges"), Some("none"));
    }
}

#[test]
fn page_embed_and_asset_have_different_headers() {
    let dist = dist();
    dist.write("index.html", "<!doctype html><script>a()</script><style>p{}</style><p>");
    dist.write("embed/index.html", "<!doctype html><script>b()</script>");
    // The first digits of the SHA-256 of `c()`.
    dist.write("app-bafe815f182e44a8.js", "c()");
    dist.write("photo-202611301200.txt", "c()");
    let server = Server::of(&dist, Options::default());
    // Headers that Mozilla's Observatory, browsers and embedding sites check.
    let (page, embed, asset) = (server.get("/"), server.get("/embed/"), server.get("/app-bafe815f182e44a8.js"));
    for answer in [&page, &embed] {
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-"), "{policy}");
        for unsafe_source in ["unsafe-inline", "'unsafe-eval'", "unsafe-hashes", "http:", "https:", "*"] {
            assert!(!policy.contains(unsafe_source), "{policy}");
        }
        assert!(answer.header("permissions-policy").unwrap().contains("camera=()"));
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
        assert_eq!(answer.header("origin-agent-cluster"), Some("?1"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
    }
    assert_eq!((page.header("access-control-allow-origin"), embed.header("access-control-allow-origin")), (None, Some("*")));
    assert_ne!(page.header("content-security-policy"), embed.header("content-security-policy"));
    assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert!(!embed.header("content-security-policy").unwrap().contains("frame-ancestors"));
    assert_eq!((page.header("x-frame-options"), embed.header("x-frame-options")), (Some("deny"), None));
    let resource = |answer: &Answer| answer.header("cross-origin-resource-policy").map(str::to_owned);
    assert_eq!([&page, &embed, &asset].map(resource).map(Option::unwrap), ["same-origin", "cross-origin", "cross-origin"]);
    assert_eq!(asset.header("access-control-allow-origin"), Some("*"));
    assert_eq!(asset.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(server.get("/photo-202611301200.txt").header("cache-control"), Some("no-cache"), "a date is no hash");
    assert_eq!(server.get("/embed/v1.js").header("cache-control"), Some("public, max-age=300, stale-while-revalidate=86400"));
    for path in ["/", "/embed/", "/app-bafe815f182e44a8.js", "/nothing", "/healthz", "/embed", "/interactions"] {
        let answer = server.get(path);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        assert_eq!(answer.header("server"), None, "{path}");
        assert_eq!(answer.header("strict-transport-security"), None, "TLS is not configured: {path}");
        let answers = [answer.header("x-request-id").unwrap(), server.get(path).header("x-request-id").unwrap()].map(str::to_owned);
        assert_ne!(answers[0], answers[1], "{path}");
    }
    assert!(server.get("/nothing").header("content-security-policy").unwrap().starts_with("default-src 'none'"));
}

#[test]
fn hsts_and_redirects_depend_on_tls() {
    let settings = |proxies, redirect_to_https| Settings { proxies, redirect_to_https, ..Settings::default() };
    for (public_url, behind, forwarded, hsts, location) in [
        ("", 0, "https", false, None),
        ("", 1, "https", true, None),
        ("", 1, "http", false, None),
        ("http://bot.example", 0, "https", false, None),
        ("https://bot.example", 0, "", true, None),
        ("https://bot.example", 0, "http", true, None),
        ("https://bot.example", 1, "https", true, None),
        ("https://bot.example", 1, "http", false, Some("https://bot.example/?a=b")),
        ("https://bot.example/privacy", 1, "http", false, Some("https://bot.example/privacy/?a=b")),
        // The last entry is the trusted proxy's.
        ("https://bot.example", 1, "http, https", true, None),
    ] {
        // Redirects are off by default: behind a proxy that always uses plain HTTP, they would be endless.
        for redirect in [false, true] {
            let server = Server::of(&dist(), Options { settings: settings(behind, redirect), public_url, ..Options::default() });
            let answer = server.send("GET", "/?a=b", &format!("x-forwarded-proto: {forwarded}\r\n"));
            let hsts_sent = answer.header("strict-transport-security").is_some();
            let location = location.filter(|_| redirect);
            assert_eq!((hsts_sent, answer.header("location")), (hsts, location), "{public_url} {behind} {forwarded} {redirect}");
            assert_eq!(answer.status, if location.is_some() { 308 } else { 200 });
            // Health checks come without TLS.
            assert_eq!(server.send("GET", "/healthz", "x-forwarded-proto: http\r\n").status, 200);
        }
    }
}

#[test]
fn page_is_served_at_the_root_and_below_its_public_path() {
    let server = Server::of(&dist(), Options { public_url: "https://bot.example/about/privacy", ..Options::default() });
    // A proxy in front may remove the folder from the path, or keep it.
    for (path, status, location) in [
        ("/", 200, None),
        ("/about/privacy/", 200, None),
        ("/about/privacy", 308, Some("./privacy/")),
        ("/about/privacy/embed/v1.js", 200, None),
        ("/embed", 308, Some("./embed/")),
        ("/about/privacy/embed?a=b", 308, Some("./embed/?a=b")),
        ("/about/privacy/healthz", 200, None),
        ("/about/privacynot/", 404, None),
        ("/about/", 404, None),
        ("/about/privacy/about/privacy/", 404, None),
        ("/about/privacy//etc/passwd", 404, None),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
    }
    assert_eq!(server.send("POST", "/about/privacy/interactions", "content-length: 0\r\n").status, 401);
}

#[test]
fn fourth_file_gets_429_and_interactions_are_not_limited() {
    let settings = Settings { files_per_minute: NonZeroU32::new(3), proxies: 1, ..Settings::default() };
    let server = Server::of(&dist(), Options { settings, ..Options::default() });
    let from = |address: &str| server.send("GET", "/", &format!("x-forwarded-for: 203.0.113.1, {address}\r\n")).status;
    assert_eq!([(); 4].map(|()| from("198.51.100.7")), [200, 200, 200, 429]);
    assert_eq!(from("198.51.100.8"), 200, "another address");
    for _ in 0..20 {
        assert_eq!(server.interact(br#"{"type":1}"#).status, 200);
        assert_eq!(server.get("/healthz").status, 200);
    }
    let limited = server.send("GET", "/nothing", "x-forwarded-for: 198.51.100.7\r\n");
    assert_eq!((limited.status, limited.header("retry-after")), (429, Some("60")));
    expect![[r#"
        too many requests from your address: try again in a minute
    "#]]
    .assert_eq(limited.text());
}

/// Timeout of slow clients in these tests. No assertion requires anything faster.
const SHORT: Duration = Duration::from_millis(300);

#[test]
fn slow_clients_are_disconnected() {
    let dist = dist();
    dist.write("large.txt", vec![b'x'; 32 << 20]);
    let timeouts = Timeouts { idle: SHORT, head: SHORT, body: SHORT, write: SHORT, drain: SHORT };
    let server = Server::of(&dist, Options { timeouts, ..Options::default() });
    // No request, an incomplete head, and an answered request.
    for begun in ["", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ", "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"] {
        let mut stream = server.connect();
        stream.write_all(begun.as_bytes()).unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).expect(begun);
        assert_eq!(rest.is_empty(), !begun.ends_with("\r\n\r\n"), "{begun:?}: {}", String::from_utf8_lossy(&rest));
    }
    // A head that is sent byte by byte.
    let mut slow_head = server.connect();
    slow_head.set_read_timeout(Some(SHORT / 20)).unwrap();
    slow_head.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx: ").unwrap();
    poll("a head that takes too long is refused", || slow_head.write_all(b"a").is_err() || is_closed(&slow_head));
    // An incomplete body.
    let mut slow_body = server.connect();
    slow_body.write_all(b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{").unwrap();
    let late = Answer::from(slow_body);
    assert_eq!(late.status, 408);
    expect![[r#"
        the body did not arrive in time
    "#]]
    .assert_eq(late.text());
    // A client that does not read the response.
    let mut slow_reader = server.connect();
    slow_reader.write_all(b"GET /large.txt HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    slow_reader.read_exact(&mut [0; 12]).unwrap();
    poll("all connections are closed", || metrics(&server).lines().any(|line| line == "carrot_connections 0"));
    let mut rest = Vec::new();
    // The system may report the end as an error.
    let _ = slow_reader.read_to_end(&mut rest);
    assert!(rest.len() < 32 << 20, "{}", rest.len());
    assert_eq!(server.get("/healthz").status, 200);
}

/// Returns whether the server has closed a connection, after at most the connection's read timeout.
fn is_closed(mut stream: &TcpStream) -> bool {
    stream.read(&mut [0]).map_or_else(|error| !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), |_| true)
}

/// Checks a condition until it is met. Each check waits for the server, so there is no pause between checks. Fails after a time that no
/// test needs.
#[track_caller]
fn poll(condition: &str, mut is_met: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_met() {
        assert!(started.elapsed() < Duration::from_secs(30), "not in time: {condition}");
    }
}

fn metrics(server: &Server) -> String {
    let mut stream = connect(server.metrics);
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    String::from_utf8(Answer::from(stream).body).unwrap()
}

#[test]
fn connections_above_the_limit_get_503() {
    let settings = Settings { max_connections: NonZeroUsize::new(2).unwrap(), ..Settings::default() };
    let server = Server::of(&dist(), Options { settings, ..Options::default() });
    let held: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
            stream.read_exact(&mut [0; 12]).unwrap();
            stream
        })
        .collect();
    let refused = Answer::from(server.connect());
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("1")));
    assert!(metrics(&server).contains("carrot_connections_refused_total 1"));
    drop(held);
    poll("a connection is free again", || {
        let answer = Answer::read(server.exchange(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
        answer.is_some_and(|answer| answer.status == 200)
    });
}

#[test]
fn metrics_contain_nothing_about_clients() {
    let server = Server::start();
    server.get("/?secret=1");
    server.get("/nothing-secret");
    server.interact(br#"{"type":1}"#);
    let text = metrics(&server);
    for line in [
        "carrot_requests_total{kind=\"file\",status=\"2xx\"} 1",
        "carrot_requests_total{kind=\"other\",status=\"4xx\"} 1",
        "carrot_requests_total{kind=\"interaction\",status=\"2xx\"} 1",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("secret") && !text.contains("127.0.0.1"), "{text}");
    assert_eq!(server.get("/metrics").status, 404, "metrics have their own address");
}

#[test]
fn healthz_of_a_stopping_server_is_503() {
    let mut server = Server::start();
    // A request with an incomplete head is in progress.
    let mut late = server.connect();
    late.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n").unwrap();
    poll("the request is in progress", || metrics(&server).contains("carrot_connections 1"));
    server.stop();
    let ready = || {
        let mut stream = connect(server.metrics);
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        Answer::from(stream).status
    };
    poll("the server is not ready", || ready() != 200);
    assert_eq!(ready(), 503);
    late.write_all(b"\r\n").unwrap();
    let answer = Answer::from(late);
    assert_eq!((answer.status, answer.header("connection")), (503, Some("close")));
    expect![[r#"
        the server is stopping
    "#]]
    .assert_eq(answer.text());
    server.join();
}

static CLOCK: AtomicU64 = AtomicU64::new(NOW);

#[test]
fn wrong_clock_refuses_interactions_and_serves_files() {
    let server = Server::of(&dist(), Options { clock: || CLOCK.load(Ordering::Relaxed), ..Options::default() });
    for (now, status) in [(NOW, 200), (NOW + 86_400, 401), (NOW - 86_400, 401), (0, 401), (u64::MAX, 401), (NOW, 200)] {
        CLOCK.store(now, Ordering::Relaxed);
        assert_eq!(server.interact(br#"{"type":1}"#).status, status, "{now}");
        assert_eq!(server.get("/").status, 200);
    }
}

#[test]
fn documents_that_load_missing_files_get_no_headers() {
    let error = |files: &[(&str, &str)]| {
        let dist = dist();
        for (name, text) in files {
            dist.write(name, text);
        }
        Manifest::build(dist.path()).err().map(|error| format!("{error}\n").replace(dist.as_str(), "DIST"))
    };
    let mut printed = String::new();
    for (document, loads) in [
        ("index.html", "<script src=./boot.js></script>"),
        ("index.html", "<link rel=modulepreload href='./a%20b.txt' data-wasm=./boot.js>"),
        ("embed/index.html", "<link rel=stylesheet href=../boot.js>"),
    ] {
        printed += &error(&[(document, loads)]).unwrap();
        assert_eq!(error(&[(document, loads), ("boot.js", "")]), None, "{loads}");
    }
    printed += &error(&[("index.html", "")]).unwrap();
    expect![[r#"
        `DIST/index.html` loads `./boot.js`, which is missing, so the build is not complete: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/index.html` loads `./boot.js`, which is missing, so the build is not complete: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/embed/index.html` loads `../boot.js`, which is missing, so the build is not complete: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        there is no `index.html` in `DIST`: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
    "#]].assert_eq(&printed);
}

#[test]
fn compressed_files_of_other_content_are_skipped() {
    let dist = dist();
    for name in ["a.js", "b.js", "c.js"] {
        write_packed(&dist, name, LONG);
    }
    dist.write("a.js", "something(newer)");
    dist.write("b.js.br", &fs::read(dist.join("b.js.br")).unwrap()[..20]);
    dist.write("c.js.gz", "no gzip");
    write_headers(&dist);
    let site = Site::load(dist.path()).unwrap();
    let mut names: Vec<_> = site.skipped().iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["a.js.br", "a.js.gz", "b.js.br", "c.js.gz"]);
    let server = Server::of(&dist, Options::default());
    for (path, encoding) in [("/a.js", None), ("/b.js", Some("gzip")), ("/c.js", Some("br"))] {
        assert_eq!(server.send("GET", path, "accept-encoding: br, gzip\r\n").header("content-encoding"), encoding, "{path}");
    }
    assert_eq!(server.get("/a.js").body, b"something(newer)");
}

#[test]
fn site_with_a_changed_or_missing_file_is_an_error() {
    let dist = dist();
    let error = || format!("{}\n", Site::load(dist.path()).unwrap_err()).replace(dist.as_str(), "DIST");
    let mut printed = error();
    write_headers(&dist);
    assert!(Site::load(dist.path()).is_ok());
    for (name, changed) in [("app-1.wasm", &b"\0as"[..]), ("a b.txt", b""), ("index.html", b"<!doctype html><script>evil()</script>")] {
        let bytes = fs::read(dist.join(name)).unwrap();
        dist.write(name, changed);
        printed += &error();
        dist.write(name, bytes);
    }
    fs::rename(dist.join("embed/v1.js"), dist.join("embed/v2.js")).unwrap();
    printed += &error();
    fs::rename(dist.join("embed/v2.js"), dist.join("embed/v1.js")).unwrap();
    let json = fs::read_to_string(dist.join(HEADERS_FILE)).unwrap();
    dist.write(HEADERS_FILE, &json[..json.len() / 2]);
    printed += &error();
    dist.write(HEADERS_FILE, json.replace("\"version\":1", "\"version\":7"));
    printed += &error();
    expect![[r#"
        there is no `headers.json` in `DIST`: write it with `carrot headers --write`, or build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/app-1.wasm` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/a b.txt` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/index.html` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/embed/v1.js` is missing, so the folder was not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/headers.json` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        `DIST/headers.json` was written by another version of carrot: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
    "#]].assert_eq(&printed);
}

#[test]
fn file_that_headers_json_does_not_list_is_served_without_scripts() {
    let dist = dist();
    let server = Server::of(&dist, Options::default());
    assert_eq!(server.get("/headers.json").status, 404, "headers.json is not served");
    dist.write("robots.txt", "User-agent: *");
    dist.write("more.html", "<script>evil()</script>");
    dist.write("photo-202611301200.txt", "1");
    let site = Site::load(dist.path()).unwrap();
    let headers = |path: &str| &site.file(path).unwrap().variant(&[Encoding::Identity]).unwrap().headers;
    assert_eq!(headers("/robots.txt")["content-type"], "text/plain; charset=utf-8");
    assert_eq!(headers("/photo-202611301200.txt")["cache-control"], "no-cache");
    let policy = headers("/more.html")["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("script-src"), "{policy}");
}
