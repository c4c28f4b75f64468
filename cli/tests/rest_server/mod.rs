//! An HTTP server on loopback in place of Discord's REST API. It answers each request with the result of a closure.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
};

use serde_json::Value;

/// A received request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    /// The request line and the headers, in lower case.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Parses the body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A response: the status, header lines, and the body.
pub(crate) type Response = (u16, String, String);

/// Returns a response with JSON.
pub(crate) fn json(status: u16, body: &Value) -> Response {
    (status, "Content-Type: application/json\r\n".to_owned(), body.to_string())
}

/// Starts a server on a free port, which answers until the test program ends. Returns its address, such as `http://127.0.0.1:4000`.
pub(crate) fn start(respond: impl Fn(&Request) -> Response + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let respond = Arc::new(respond);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let respond = Arc::clone(&respond);
            std::thread::spawn(move || serve_connection(stream.unwrap(), &*respond));
        }
    });
    base
}

fn serve_connection(mut stream: TcpStream, respond: &dyn Fn(&Request) -> Response) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(request) = read_request(&mut reader) {
        let (status, head, body) = respond(&request);
        let length = if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let response = format!("HTTP/1.1 {status} x\r\n{length}{head}\r\n{body}");
        if stream.write_all(response.as_bytes()).is_err() {
            return;
        }
    }
}

/// Reads the next request of a connection. Returns `None` at its end.
fn read_request(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")).map_or(0, |length| length.trim().parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let mut words = head.lines().next()?.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    Some(Request { method, path, head: lower, body })
}
