//! The server: one process for the page and for signed interactions, without any state.
//!
//! Timers and limits stand here, because they are about sockets: how long a head and a body may take, how long a body may be, and how
//! long what is in flight may take when the process is told to stop. What is answered is decided in [`crate::endpoint`] and
//! [`crate::site`]. Nothing that a client says is ever logged.

use std::{
    convert::Infallible,
    future::Future,
    net::IpAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode, Version,
    body::{Body, Bytes, Incoming},
    header::{
        ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, IF_NONE_MATCH,
        LOCATION, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, TRANSFER_ENCODING, VARY,
    },
    http::uri::Authority,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};

use crate::{
    Content, Page,
    config::{Config, Settings},
    encoding::{Encoding, accepted},
    endpoint::{self, Answer},
    headers,
    metrics::Metrics,
    patience::{Patience, Patient, Phase},
    rate::{self, Rate},
    site::{File, Site},
};

/// The longest body that is read, in bytes.
pub const MAX_BODY: usize = 256 * 1024;
/// How much of a longer one is read and thrown away, so that who sends it gets to read the answer.
const MAX_DRAINED: usize = 8 * MAX_BODY;
/// The longest path with its query, in bytes.
pub const MAX_TARGET: usize = 16 * 1024;
/// The longest head, in bytes.
const MAX_HEAD: usize = 32 * 1024;

/// How long things may take. The defaults are what is served with; tests are less patient.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// How long a kept connection may idle: longer than the 90 s of Heroku's router, which would otherwise send requests into
    /// connections that have just been closed.
    pub idle: Duration,
    /// How long a head may take.
    pub head: Duration,
    /// How long a body may take.
    pub body: Duration,
    /// How long a client may take nothing of what it is sent.
    pub write: Duration,
    /// How long what is in flight may take when the process is told to stop.
    pub drain: Duration,
}

impl Default for Times {
    fn default() -> Self {
        let [idle, head, body, write, drain] = [95, 10, 10, 30, 10].map(Duration::from_secs);
        Self { idle, head, body, write, drain }
    }
}

/// All that a request is answered from.
pub struct State {
    content: Content,
    config: Config,
    site: Site,
    settings: Settings,
    clock: fn() -> u64,
    times: Times,
    /// Where the page is published, if that is said.
    place: Option<Place>,
    rate: Option<Rate>,
    metrics: Metrics,
    draining: AtomicBool,
    /// What tells the ids of this process's requests from those of others, and how many there were.
    ids: (u32, AtomicU64),
}

impl State {
    /// What is asked about, how interactions are answered, the page, and how it is served.
    pub fn new(content: Content, config: Config, site: Site, settings: Settings) -> Self {
        let rate = settings.files_per_minute.map(Rate::per_minute);
        let place = |page: &Page| Place { over_tls: page.is_https(), folder: page.folder(), path: page.folder_path() };
        let place = config.page.as_ref().map(place);
        let started = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
        Self {
            content,
            config,
            site,
            settings,
            clock: system_clock,
            times: Times::default(),
            place,
            rate,
            metrics: Metrics::default(),
            draining: AtomicBool::new(false),
            ids: (started ^ std::process::id().rotate_left(16), AtomicU64::new(0)),
        }
    }

    /// The same with another clock, which gives seconds since 1970.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> u64) -> Self {
        Self { clock, ..self }
    }

    /// The same with other times.
    #[must_use]
    pub fn with_times(self, times: Times) -> Self {
        Self { times, ..self }
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The page.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether interactions are answered.
    pub fn answers_interactions(&self) -> bool {
        self.config.key.is_some()
    }
}

/// Where the page is published.
struct Place {
    over_tls: bool,
    /// The address of its folder.
    folder: String,
    /// The path in that.
    path: String,
}

/// The system's time, in seconds since 1970.
pub fn system_clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Answers connections until `stop` is ready; then accepts no more, and returns when what is in flight is answered or has had its time.
pub async fn serve(listener: TcpListener, state: Arc<State>, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(state.settings.max_connections.get()));
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => welcome(stream, peer.ip(), &state, &places, &graceful),
            // Most likely too many open files: others have to end before another can begin.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
    state.draining.store(true, Ordering::Relaxed);
    // Who was let in by the system before that is answered, too.
    while let Ok(Ok((stream, peer))) = timeout(Duration::ZERO, listener.accept()).await {
        welcome(stream, peer.ip(), &state, &places, &graceful);
    }
    drop(listener);
    timeout(state.times.drain, graceful.shutdown()).await.ok();
}

/// Answers one connection's requests, if there is a place for it.
fn welcome(stream: TcpStream, peer: IpAddr, state: &Arc<State>, places: &Arc<Semaphore>, graceful: &GracefulShutdown) {
    let Ok(place) = Arc::clone(places).try_acquire_owned() else {
        state.metrics.refused.inc();
        // A proxy in front can ask another of us.
        tokio::spawn(refuse(stream, state.times.head));
        return;
    };
    // Answers are small and wait for nothing.
    let _ = stream.set_nodelay(true);
    let state = Arc::clone(state);
    let Times { idle, head, write, .. } = state.times;
    let phase = Arc::new(Phase::default());
    let socket = TokioIo::new(Patient::new(stream, Patience { idle, head, write }, Arc::clone(&phase)));
    let mut http = http1::Builder::new();
    // The socket has timers of its own.
    http.header_read_timeout(None).max_buf_size(MAX_HEAD);
    let counted = Arc::clone(&state);
    let service = service_fn(move |request| {
        phase.begin();
        let (state, phase) = (Arc::clone(&state), Arc::clone(&phase));
        async move {
            let response = answer(&state, peer, request).await;
            phase.end();
            Ok::<_, Infallible>(response)
        }
    });
    let connection = graceful.watch(http.serve_connection(socket, service));
    tokio::spawn(async move {
        counted.metrics.connections.inc();
        // A connection that breaks concerns nobody but its client.
        connection.await.ok();
        counted.metrics.connections.dec();
        drop(place);
    });
}

async fn refuse(mut stream: TcpStream, time: Duration) {
    let answer = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    timeout(time, stream.write_all(answer)).await.ok();
}

type Answered = Response<Full<Bytes>>;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// What kind of answer it is, for counting and logging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Interaction,
    Health,
    Nothing,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Interaction => "interaction",
            Self::Health => "health",
            Self::Nothing => "nothing",
        }
    }
}

async fn answer(state: &State, peer: IpAddr, request: Request<Incoming>) -> Answered {
    let start = Instant::now();
    let id = format!("{:08x}-{:x}", state.ids.0, state.ids.1.fetch_add(1, Ordering::Relaxed));
    let over_tls = over_tls(state, &request);
    let (what, mut response) = route(state, peer, request, over_tls).await;
    let headers = response.headers_mut();
    if over_tls == Some(true) {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(headers::HSTS.1));
    }
    if state.draining.load(Ordering::Relaxed) {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    let status = response.status().as_u16();
    state.metrics.answered(what.name(), status);
    let bytes = response.body().size_hint().exact().unwrap_or_default();
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    // Neither address nor path nor anything else that a client has written.
    if status >= 500 {
        tracing::warn!(id, what = what.name(), status, bytes, micros, "answered");
    } else {
        tracing::debug!(id, what = what.name(), status, bytes, micros, "answered");
    }
    response
}

/// Whether a request reached us over TLS, as the proxy says that stands in front, else as the published address has it; none where
/// nobody says.
fn over_tls<T>(state: &State, request: &Request<T>) -> Option<bool> {
    // The last is our own proxy's.
    let said = request.headers().get_all(&FORWARDED_PROTO).iter().next_back();
    let said = said.filter(|_| state.settings.proxies > 0).and_then(|value| value.to_str().ok());
    match said {
        Some(said) => Some(said.rsplit(',').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("https"))),
        None => state.place.as_ref().filter(|place| place.over_tls).map(|_| true),
    }
}

async fn route(state: &State, peer: IpAddr, request: Request<Incoming>, over_tls: Option<bool>) -> (What, Answered) {
    if let Err(answer) = well_formed(&request) {
        return (What::Nothing, last(answer));
    }
    let whole = request.uri().path();
    if let Some(place) = state.place.as_ref().filter(|place| place.path != "/" && place.path.strip_suffix('/') == Some(whole)) {
        return (What::File, redirect(&folder(place.path.trim_end_matches('/'), request.uri().query())));
    }
    let path = state.place.as_ref().and_then(|place| below(whole, &place.path)).unwrap_or(whole);
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    match path {
        "/healthz" if reads => (What::Health, health(state)),
        "/interactions" if request.method() == Method::POST => (What::Interaction, interaction(state, request).await),
        "/interactions" => (What::Interaction, not_allowed("POST")),
        _ if !reads => (What::Nothing, not_allowed("GET, HEAD")),
        _ => {
            if let Some(rate) = &state.rate
                && !rate.allows(rate::client(peer, request.headers(), state.settings.proxies))
            {
                state.metrics.limited.inc();
                let mut response = plain(Answer::text(StatusCode::TOO_MANY_REQUESTS, "this is asked for too often from there"));
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
                return (What::File, response);
            }
            if over_tls == Some(false)
                && let Some(place) = state.place.as_ref().filter(|place| place.over_tls)
            {
                let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
                return (What::File, redirect(&format!("{}{}{query}", place.folder, path.trim_start_matches('/'))));
            }
            match state.site.file(path) {
                Some(file) => (What::File, send(file, request.headers())),
                None if state.site.is_folder(path) => (What::File, redirect(&folder(path, request.uri().query()))),
                None => (What::Nothing, plain(Answer::text(StatusCode::NOT_FOUND, "there is nothing here"))),
            }
        }
    }
}

/// What hyper lets pass and a proxy in front might read in another way than we do.
fn well_formed(request: &Request<Incoming>) -> Result<(), Answer> {
    let headers = request.headers();
    let bad = |sentence| Err(Answer::text(StatusCode::BAD_REQUEST, sentence));
    let hosts = headers.get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && request.version() >= Version::HTTP_11) {
        return bad("the request needs one host");
    }
    let is_host = |value: &HeaderValue| {
        // It may stand empty; its port, if it has one, is a number that ports have.
        let Ok(text) = value.to_str() else { return false };
        let port = text.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map(|(_, port)| port);
        (text.is_empty() || (text.parse::<Authority>().is_ok() && !text.contains('@')))
            && port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok())
    };
    if !headers.get_all(HOST).iter().all(is_host) {
        return bad("the request's host is none");
    }
    if headers.get_all(TRANSFER_ENCODING).iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked")) {
        return Err(Answer::text(StatusCode::NOT_IMPLEMENTED, "bodies are taken plain or in chunks, and in no other coding"));
    }
    if headers.contains_key(TRANSFER_ENCODING) && (headers.contains_key(CONTENT_LENGTH) || request.version() < Version::HTTP_11) {
        return bad("the request says in two ways how long it is");
    }
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    if reads && !request.uri().path().starts_with('/') {
        return bad("the path does not begin with a slash");
    }
    if request.uri().path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET) {
        return Err(Answer::text(StatusCode::URI_TOO_LONG, "the address is longer than 16 KiB"));
    }
    Ok(())
}

/// The path below the folder in which the page is published, where a proxy in front has left that folder in it.
fn below<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    if base == "/" {
        return None;
    }
    // The slash at the folder's end is the path's first.
    let rest = path.strip_prefix(base.strip_suffix('/')?)?;
    rest.starts_with('/').then_some(rest)
}

fn health(state: &State) -> Answered {
    if state.draining.load(Ordering::Relaxed) {
        return plain(Answer::text(StatusCode::SERVICE_UNAVAILABLE, "draining"));
    }
    plain(Answer { body: Bytes::from_static(b"ok"), ..Answer::text(StatusCode::OK, "") })
}

async fn interaction(state: &State, request: Request<Incoming>) -> Answered {
    let (head, body) = request.into_parts();
    match timeout(state.times.body, read(body)).await {
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

/// A file, in the encoding that the client likes best, or the word that it has it already. A part of a file is never sent: a client
/// that asks for one gets the whole, as it must be ready to.
fn send(file: &File, headers: &HeaderMap) -> Answered {
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
fn folder(path: &str, query: Option<&str>) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    format!("./{name}/{}", query.map(|query| format!("?{query}")).unwrap_or_default())
}

fn redirect(to: &str) -> Answered {
    let mut response = plain(Answer::text(StatusCode::PERMANENT_REDIRECT, "this is elsewhere"));
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn not_allowed(allow: &'static str) -> Answered {
    let mut response = plain(Answer::text(StatusCode::METHOD_NOT_ALLOWED, "this method is not allowed here"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    response
}

fn plain(answer: Answer) -> Answered {
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
fn last(answer: Answer) -> Answered {
    let mut response = plain(answer);
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Answers `GET /metrics` with what is counted, for as long as anybody asks; an address of its own, which no reader can reach.
pub async fn serve_metrics(listener: TcpListener, state: Arc<State>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Times { head, write, .. } = state.times;
        let socket = Patient::new(stream, Patience { idle: head, head, write }, Arc::default());
        let state = Arc::clone(&state);
        let service = service_fn(move |request: Request<Incoming>| {
            let response = match request.uri().path() {
                "/metrics" => plain(Answer { body: state.metrics.text().into(), ..Answer::text(StatusCode::OK, "") }),
                "/healthz" => health(&state),
                _ => plain(Answer::text(StatusCode::NOT_FOUND, "there are /metrics and /healthz")),
            };
            std::future::ready(Ok::<_, Infallible>(response))
        });
        let mut http = http1::Builder::new();
        http.header_read_timeout(None).max_buf_size(MAX_HEAD);
        let connection = http.serve_connection(TokioIo::new(socket), service);
        tokio::spawn(async move { connection.await.ok() });
    }
}
