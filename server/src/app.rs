//! The routes, as an axum application, and the layers around them. Nothing that a client sends is logged.

use std::{
    any::Any,
    convert::Infallible,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    BoxError, Router,
    body::{Body, Bytes, HttpBody},
    extract,
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use bot_embed::handler::Answer;
use hyper::{
    Request, StatusCode,
    body::Incoming,
    header::{CONNECTION, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY},
};
use tower::{Service, ServiceBuilder};
use tower_http::{
    catch_panic::CatchPanicLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    trace::TraceLayer,
};
use tracing::Span;

use crate::{
    headers::HSTS,
    request,
    response::{RequestKind, not_allowed, plain},
    routes::{file, health, interaction},
    state::State,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Address that a connection comes from. Part of each request's extensions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Returns the service that answers all requests.
pub(crate) fn app(
    state: &Arc<State>,
) -> impl Service<
    Request<Incoming>,
    Response = Response<impl HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static>,
    Error = Infallible,
    Future: Send,
> + Clone
+ Send
+ 'static {
    let routes = Router::new()
        .route("/healthz", get(health).fallback(|| async { not_allowed(RequestKind::Health, "GET, HEAD") }))
        .route("/interactions", post(interaction).fallback(|| async { not_allowed(RequestKind::Interaction, "POST") }))
        .fallback(file)
        .with_state(Arc::clone(state));
    let counted = Arc::clone(state);
    let trace = TraceLayer::new_for_http()
        // The default span contains the address that was requested.
        .make_span_with(|_: &Request<Body>| Span::none())
        .on_request(())
        .on_response(move |response: &Response<_>, time: Duration, _: &Span| log(&counted, response, time))
        .on_body_chunk(())
        .on_eos(())
        .on_failure(());
    ServiceBuilder::new()
        .map_request(|mut request: Request<Incoming>| {
            // Otherwise the layer below would keep an id that the client chose.
            request.headers_mut().remove(REQUEST_ID);
            request.map(Body::new)
        })
        .layer(SetRequestIdLayer::new(REQUEST_ID, Ids::new()))
        .layer(trace)
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Arc::clone(state), guard))
        .service(routes)
}

/// Refuses ambiguous requests, removes the published page's folder from the path, and adds the headers of the connection.
async fn guard(extract::State(state): extract::State<Arc<State>>, mut request: extract::Request, next: Next) -> Response {
    let over_tls = request::over_tls(&state, request.headers());
    let mut response = match request::admit(&state, &mut request) {
        Ok(()) => next.run(request).await,
        Err(response) => response,
    };
    if over_tls == Some(true) {
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS.1));
    }
    if state.draining.load(Ordering::Relaxed) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Counts a response, and writes its line of the log: no address, no path, nothing that a client sends.
fn log(state: &State, response: &Response<impl HttpBody>, time: Duration) {
    let status = response.status().as_u16();
    let what = response.extensions().get::<RequestKind>().copied().unwrap_or_default().name();
    state.metrics.answered(what, status);
    let id = response.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok());
    let bytes = response.body().size_hint().exact().unwrap_or_default();
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(id, what, status, bytes, micros, "answered");
    } else {
        tracing::debug!(id, what, status, bytes, micros, "answered");
    }
}

/// Answers 500. The panic's message is not sent.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    plain(RequestKind::Nothing, Answer::text(StatusCode::INTERNAL_SERVER_ERROR, "internal server error"))
}

/// Ids of requests: a prefix that differs between processes, and a counter.
#[derive(Debug, Clone)]
struct Ids {
    process: u32,
    requests: Arc<AtomicU64>,
}

impl Ids {
    fn new() -> Self {
        let started = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
        Self { process: started ^ std::process::id().rotate_left(16), requests: Arc::default() }
    }
}

impl MakeRequestId for Ids {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let id = format!("{:08x}-{:x}", self.process, self.requests.fetch_add(1, Ordering::Relaxed));
        HeaderValue::try_from(id).ok().map(RequestId::new)
    }
}
