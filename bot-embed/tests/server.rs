//! The server over real sockets: files, methods, long bodies, and its end.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]
#![cfg(feature = "server")]

mod common;

use std::{
    fs,
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use bot_embed::{
    config::{Config, Settings},
    server::{MAX_BODY, State, serve},
    site::Site,
};
use common::{content, hex, signature, signing_key};
use tokio::{net::TcpListener, sync::oneshot};

const NOW: u64 = 1_700_000_000;
const INDEX: &str = "<!doctype html><title>Turnip</title>";

/// A running server; it ends with the test.
struct Server {
    addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    dist: PathBuf,
}

impl Server {
    fn start() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("bot-embed-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let dist = std::env::temp_dir().join(name);
        fs::create_dir_all(dist.join("embed")).unwrap();
        fs::write(dist.join("index.html"), INDEX).unwrap();
        fs::write(dist.join("embed/index.html"), "embedded").unwrap();
        fs::write(dist.join("app-1.wasm"), [0, 97, 115, 109]).unwrap();
        fs::write(dist.join("a b.txt"), "spaced").unwrap();
        fs::write(dist.join(".secret"), "secret").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", dist.join("passwd.txt")).unwrap();

        let key = hex(signing_key().verifying_key().as_bytes());
        let config = Config::read(|name| (name == "DISCORD_PUBLIC_KEY").then(|| key.clone())).unwrap();
        let state = State::new(content(), config, Site::load(&dist).unwrap(), Settings::default()).with_clock(|| NOW);
        let (stop, stopped) = oneshot::channel();
        let (bound, addr) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                bound.send(listener.local_addr().unwrap()).unwrap();
                let stop = async { stopped.await.unwrap_or_default() };
                serve(listener, Arc::new(state), stop).await;
            });
        });
        Self { addr: addr.recv().unwrap(), stop: Some(stop), thread: Some(thread), dist }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Sends exactly these bytes, and reads to the end.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        Answer::read(stream)
    }

    fn send(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.raw(format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "")
    }

    fn interact(&self, body: &[u8]) -> Answer {
        let head = format!(
            "POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-signature-ed25519: {}\r\nx-signature-timestamp: {NOW}\r\n\
             content-length: {}\r\n\r\n",
            signature(&NOW.to_string(), body),
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
        fs::remove_dir_all(&self.dist).ok();
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

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
fn a_file_that_is_known_is_not_sent_again() {
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
fn nothing_else_is_served() {
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
fn other_methods_say_which_are_allowed() {
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
fn interactions_are_answered() {
    let server = Server::start();
    let pong = server.interact(br#"{"type":1}"#);
    assert_eq!((pong.status, pong.header("content-type"), &pong.body[..]), (200, Some("application/json"), &br#"{"type":1}"#[..]));
    assert_eq!(server.interact(b"{").status, 400);
    assert_eq!(server.send("POST", "/interactions", "").status, 401);
}

#[test]
fn bodies_have_a_longest_length() {
    let server = Server::start();
    let padded = |length: usize| format!("{{\"type\":1{}}}", " ".repeat(length - 10)).into_bytes();
    assert_eq!(server.interact(&padded(MAX_BODY)).status, 200, "as long as may be");
    let long = server.interact(&padded(MAX_BODY + 1));
    assert_eq!((long.status, long.header("connection")), (413, Some("close")));
    assert_eq!(server.interact(&padded(1024 * 1024)).status, 413);

    // In chunks, without a length.
    let mut chunked = b"POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..128 {
        chunked.extend_from_slice(b"2000\r\n");
        chunked.extend([b' '; 0x2000]);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    assert_eq!(server.raw(&chunked).status, 413);

    // Far too long to be read at all: the length alone is enough.
    let head = "POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n";
    assert_eq!(server.raw(head.as_bytes()).status, 413);

    // A body that stops in the middle.
    let mut stream = server.connect();
    stream.write_all(b"POST /interactions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&rest));
    assert_eq!(server.get("/healthz").status, 200, "the server is well");
}

#[test]
fn it_ends_when_told_and_finishes_what_is_in_flight() {
    let mut server = Server::start();
    // One connection idles, another is in the middle of a body.
    let mut idle = server.connect();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let body = br#"{"type":1}"#;
    let mut busy = server.connect();
    let head = format!(
        "POST /interactions HTTP/1.1\r\nhost: x\r\nx-signature-ed25519: {}\r\nx-signature-timestamp: {NOW}\r\ncontent-length: 10\r\n\r\n",
        signature(&NOW.to_string(), body)
    );
    busy.write_all(head.as_bytes()).unwrap();
    busy.write_all(&body[..5]).unwrap();
    std::thread::sleep(Duration::from_millis(200));

    let told = Instant::now();
    drop(server.stop.take());
    std::thread::sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(server.addr).is_err(), "it accepts no more");
    busy.write_all(&body[5..]).unwrap();
    assert_eq!(Answer::read(busy).status, 200, "what was in flight is answered");
    server.thread.take().unwrap().join().unwrap();
    assert!(told.elapsed() < Duration::from_secs(5), "an idle connection holds nothing up");
}
