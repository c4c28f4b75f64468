//! Accepts connections, within their limits, and ends them when the process is told to stop.

use std::{
    convert::Infallible,
    future::Future,
    net::IpAddr,
    pin::pin,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bot_embed::handler::Answer;
use hyper::{Request, StatusCode, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};

use crate::{
    response::plain,
    route::{answer, health},
    state::{State, Times},
    timeouts::{Patience, Patient, Phase},
};

/// The longest head, in bytes.
const MAX_HEAD: usize = 32 * 1024;

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
