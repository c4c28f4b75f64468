//! The server: one process for the page and for signed interactions, without any state.
//!
//! Timers and limits stand here, because they are about sockets: how long a head and a body may take, how long a body may be, and how
//! long what is in flight may take when the process is told to stop. What is answered is decided in [`crate::endpoint`] and
//! [`crate::site`]. Nothing of a request is ever logged.

use std::{convert::Infallible, future::Future, pin::pin, sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::{Body, Bytes, Incoming},
    header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, LOCATION},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};

use crate::{
    Content,
    config::Config,
    endpoint::{self, Answer},
    site::Site,
};

/// The longest body that is read, in bytes.
pub const MAX_BODY: usize = 256 * 1024;
/// How much of a longer one is read and thrown away, so that who sends it gets to read the answer.
const MAX_DRAINED: usize = 8 * MAX_BODY;
/// How long a head may take. It is also how long a kept connection may idle, which has to be longer than the 90 s of Heroku's router:
/// it would otherwise send requests into connections that have just been closed.
const HEAD_TIME: Duration = Duration::from_secs(95);
/// How long a body may take.
const BODY_TIME: Duration = Duration::from_secs(10);
/// How long what is in flight may take when the process is told to stop.
const DRAIN_TIME: Duration = Duration::from_secs(10);

/// All that a request is answered from.
pub struct State {
    /// What is asked about.
    pub content: Content,
    /// How interactions are answered.
    pub config: Config,
    /// The page.
    pub site: Site,
    /// The time, in seconds since 1970.
    pub clock: fn() -> u64,
}

/// The system's time, in seconds since 1970.
pub fn system_clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Answers connections until `stop` is ready; then accepts no more, and returns when what is in flight is answered or has had its time.
pub async fn serve(listener: TcpListener, state: Arc<State>, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            // Most likely too many open files: others have to end before another can begin.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Answers are small and wait for nothing.
        let _ = stream.set_nodelay(true);
        let state = Arc::clone(&state);
        let service = service_fn(move |request| {
            let state = Arc::clone(&state);
            async move { Ok::<_, Infallible>(answer(&state, request).await) }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        // A connection that breaks concerns nobody but its client.
        tokio::spawn(async move { connection.await.ok() });
    }
    drop(listener);
    timeout(DRAIN_TIME, graceful.shutdown()).await.ok();
}

type Answered = Response<Full<Bytes>>;

async fn answer(state: &State, request: Request<Incoming>) -> Answered {
    let mut response = match request.uri().path() {
        "/interactions" if request.method() == Method::POST => interaction(state, request).await,
        "/interactions" => not_allowed("POST"),
        _ if request.method() != Method::GET && request.method() != Method::HEAD => not_allowed("GET, HEAD"),
        "/healthz" => plain(Answer { body: b"ok".to_vec(), ..Answer::text(StatusCode::OK, "") }),
        path => file(&state.site, path, request.headers()),
    };
    let headers = response.headers_mut();
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    response
}

async fn interaction(state: &State, request: Request<Incoming>) -> Answered {
    let (head, body) = request.into_parts();
    match timeout(BODY_TIME, read(body)).await {
        Ok(Ok(body)) => plain(endpoint::handle(&state.content, &state.config, &head.headers, &body, (state.clock)())),
        Ok(Err(Unread::TooLong)) => last(Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 256 KiB")),
        Ok(Err(Unread::Broken)) => last(Answer::text(StatusCode::BAD_REQUEST, "the body cannot be read to its end")),
        Err(_) => last(Answer::text(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

enum Unread {
    TooLong,
    Broken,
}

/// Reads a body, whether it says its length or comes in chunks.
async fn read(mut body: Incoming) -> Result<Vec<u8>, Unread> {
    let said = body.size_hint().lower();
    if said > MAX_DRAINED as u64 {
        return Err(Unread::TooLong);
    }
    let too_long = said > MAX_BODY as u64;
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unread::Broken)?;
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length > MAX_DRAINED {
            break;
        }
        if !too_long && length <= MAX_BODY {
            bytes.extend_from_slice(data);
        }
    }
    if too_long || length > MAX_BODY { Err(Unread::TooLong) } else { Ok(bytes) }
}

fn file(site: &Site, path: &str, headers: &HeaderMap) -> Answered {
    let Some(file) = site.file(path) else {
        if site.is_folder(path) && !path.starts_with("//") {
            let mut response = plain(Answer::text(StatusCode::PERMANENT_REDIRECT, "this is a folder"));
            if let Ok(to) = HeaderValue::try_from(format!("{path}/")) {
                response.headers_mut().insert(LOCATION, to);
            }
            return response;
        }
        return plain(Answer::text(StatusCode::NOT_FOUND, "there is nothing here"));
    };
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let unchanged = known.map(|tag| tag.trim()).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == file.etag);
    let (status, bytes) = if unchanged { (StatusCode::NOT_MODIFIED, Bytes::new()) } else { (StatusCode::OK, file.bytes.clone()) };
    // Hyper leaves the body out for HEAD, and keeps its length.
    let mut response = Response::new(Full::new(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if !unchanged {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        headers.insert(ETAG, etag);
    }
    response
}

fn not_allowed(allow: &'static str) -> Answered {
    let mut response = plain(Answer::text(StatusCode::METHOD_NOT_ALLOWED, "this method is not allowed here"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    response
}

fn plain(answer: Answer) -> Answered {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = answer.status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer after which the connection is of no use.
fn last(answer: Answer) -> Answered {
    let mut response = plain(answer);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
