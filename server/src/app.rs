//! The axum application: the routes, and the layers around them. Nothing that a client sends is logged.

use std::{
    any::Any,
    convert::Infallible,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, HttpBody},
    extract,
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::{get, post},
};
use hyper::{
    Request, StatusCode,
    body::Incoming,
    header::{CONNECTION, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY},
};
use tower::{ServiceBuilder, util::BoxCloneSyncService};
use tower_http::{
    catch_panic::CatchPanicLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};
use tracing::Span;

use crate::{
    headers::HSTS,
    request,
    response::{RequestKind, not_allowed, text},
    routes::{file, health, interaction},
    state::State,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A service that answers all requests.
pub(crate) type App = BoxCloneSyncService<Request<Incoming>, Response, Infallible>;

/// Builds the application: the routes, and the layers that every request passes.
pub(crate) fn app(state: &Arc<State>) -> App {
    let routes = Router::new()
        .route("/healthz", get(health).fallback(|| async { not_allowed(RequestKind::Health, "GET, HEAD") }))
        .route("/interactions", post(interaction).fallback(|| async { not_allowed(RequestKind::Interaction, "POST") }))
        .fallback(file)
        .with_state(Arc::clone(state));
    let log_state = Arc::clone(state);
    let trace = TraceLayer::new_for_http()
        // Use no span, because the default one contains the requested path.
        .make_span_with(|_: &Request<Body>| Span::none())
        .on_request(())
        .on_response(move |response: &Response<_>, time: Duration, _: &Span| log(&log_state, response, time))
        .on_body_chunk(())
        .on_eos(())
        .on_failure(());
    let service = ServiceBuilder::new()
        .map_request(|mut request: Request<Incoming>| {
            // Remove an id that the client chose. Otherwise the layer below would keep it.
            request.headers_mut().remove(REQUEST_ID);
            request.map(Body::new)
        })
        .map_response(|response: Response<_>| response.map(Body::new))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(trace)
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(Arc::clone(state), guard))
        .service(routes);
    BoxCloneSyncService::new(service)
}

/// Refuses ambiguous requests, removes the published page's folder from the path, and adds the headers that depend on the
/// connection.
async fn guard(extract::State(state): extract::State<Arc<State>>, mut request: extract::Request, next: Next) -> Response {
    let is_tls = request::is_tls(&state, request.headers());
    let mut response = match request::check_and_rewrite(&state, &mut request) {
        Ok(()) => next.run(request).await,
        Err(response) => response,
    };
    if is_tls == Some(true) {
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS.1));
    }
    if state.draining.load(Ordering::Relaxed) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Counts a response, and logs it without the client's address and the path: the log contains nothing that a client sends.
fn log(state: &State, response: &Response<impl HttpBody>, time: Duration) {
    let status = response.status().as_u16();
    let kind = response.extensions().get::<RequestKind>().copied().unwrap_or_default().name();
    state.metrics.answered(kind, status);
    let id = response.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok());
    let bytes = response.body().size_hint().exact().unwrap_or_default();
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(id, kind, status, bytes, micros, "answered");
    } else {
        tracing::debug!(id, kind, status, bytes, micros, "answered");
    }
}

/// Answers 500 after a panic. The panic's message is not sent.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    text(RequestKind::Other, StatusCode::INTERNAL_SERVER_ERROR, "internal server error")
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use tower::{Layer, ServiceExt, service_fn};

    use super::*;
    use crate::response::not_found;

    #[tokio::test]
    async fn panic_is_answered_without_its_message() {
        let panics =
            service_fn(|_: Request<Body>| async { if true { panic!("secret") } else { Ok::<Response, Infallible>(not_found()) } });
        let response = CatchPanicLayer::custom(panicked).layer(panics).oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.into_body().collect().await.unwrap().to_bytes(), "internal server error\n");
    }
}
