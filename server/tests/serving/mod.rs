//! A server on loopback that serves a small page, and a client for it. The tests of `carrot` use it, too.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "each test file uses a part of it")]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    thread::JoinHandle,
    time::Duration,
};

use bot_embed::config::Config;
use carrot_server::{
    Settings, State, Timeouts,
    headers::{HEADERS_FILE, Manifest},
    serve, serve_metrics,
    site::Site,
};
use carrot_testing::Folder;
use tokio::{net::TcpListener, sync::oneshot};

use crate::common::{content, hex, signature, signing_key};

pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const INDEX: &str = "<!doctype html><title>Turnip</title>";

/// Options of a test server.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) settings: Settings,
    pub(crate) timeouts: Timeouts,
    pub(crate) public_url: &'static str,
    pub(crate) clock: fn() -> u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { settings: Settings::default(), timeouts: Timeouts::default(), public_url: "", clock: || NOW }
    }
}

/// A running server. It stops when this value is dropped.
pub(crate) struct Server {
    pub(crate) addr: SocketAddr,
    pub(crate) metrics: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Creates a folder with a page.
pub(crate) fn dist() -> Folder {
    let dist = Folder::new();
    dist.write("index.html", INDEX);
    dist.write("embed/index.html", "embedded");
    dist.write("embed/v1.js", "loader()");
    dist.write("app-1.wasm", b"\0asm");
    dist.write("a b.txt", "spaced");
    dist.write(".secret", "secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", dist.join("passwd.txt")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", dist.join("etc")).unwrap();
    dist
}

/// Writes the headers of a folder's files, as a build does.
pub(crate) fn write_headers(dist: &Folder) {
    dist.write(HEADERS_FILE, Manifest::build(dist.path()).unwrap().to_json());
}

/// Writes a file and its compressed forms.
pub(crate) fn write_packed(dist: &Folder, name: &str, text: &str) {
    dist.write(name, text);
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut brotli, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    dist.write(&format!("{name}.br"), brotli);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(text.as_bytes()).unwrap();
    dist.write(&format!("{name}.gz"), gzip.finish().unwrap());
}

impl Server {
    /// Starts a server with a new page and the default options.
    pub(crate) fn start() -> Self {
        Self::of(&dist(), Options::default())
    }

    /// Starts a server for a page. The folder may be removed afterwards, because the server has read it.
    pub(crate) fn of(dist: &Folder, options: Options) -> Self {
        write_headers(dist);
        let key = hex(signing_key().verifying_key().as_bytes());
        let config = Config::read(|name| match name {
            "DISCORD_PUBLIC_KEY" => Some(key.clone()),
            "PUBLIC_URL" => Some(options.public_url.to_owned()),
            _ => None,
        });
        let state = State::new(content(), config.unwrap(), Site::load(dist.path()).unwrap(), options.settings);
        let state = Arc::new(state.with_clock(options.clock).with_timeouts(options.timeouts));
        let (stop, stopped) = oneshot::channel();
        let (bound, addr) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let metrics = TcpListener::bind("127.0.0.1:0").await.unwrap();
                bound.send((listener.local_addr().unwrap(), metrics.local_addr().unwrap())).unwrap();
                tokio::spawn(serve_metrics(metrics, Arc::clone(&state)));
                let stop = async { stopped.await.unwrap_or_default() };
                serve(listener, state, stop).await;
            });
        });
        let (addr, metrics) = addr.recv().unwrap();
        Self { addr, metrics, stop: Some(stop), thread: Some(thread) }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.addr)
    }

    /// Sends these bytes, and reads the response to its end.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        Answer::read(self.exchange(request)).expect("an answer")
    }

    /// Sends these bytes, and returns all bytes that come back.
    pub(crate) fn exchange(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The server may be done before it has read all of it.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.raw(format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "")
    }

    /// Sends an interaction with a valid signature.
    pub(crate) fn interact(&self, body: &[u8]) -> Answer {
        let head = format!(
            "POST /interactions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-signature-ed25519: {}\r\nx-signature-timestamp: {NOW}\r\n\
             content-length: {}\r\n\r\n",
            signature(&NOW.to_string(), body),
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    /// Asks the server to stop.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
    }

    /// Waits until the server has stopped.
    pub(crate) fn join(&mut self) {
        self.thread.take().unwrap().join().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

pub(crate) fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// A response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Status line and headers, in lower case.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Reads a response until the connection ends.
    pub(crate) fn from(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Self::read(bytes).expect("an answer")
    }

    /// Parses a response. `None` if it is incomplete.
    pub(crate) fn read(bytes: Vec<u8>) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    /// Returns the body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// Returns the value of a header, in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}
