//! Accepts connections within their limits, and closes them when the process is asked to stop.

use std::{
    future::Future,
    net::IpAddr,
    pin::pin,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::{Router, extract, routing::get};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tower::Service;

use crate::{
    app::{App, app},
    request::Peer,
    routes::health,
    state::State,
    timeouts::{Phase, TimedSocket},
};

/// Limit of hyper's read buffer, in bytes. hyper reads on while its buffer is below the limit, so heads (request line and headers) of up to
/// about 48 KiB pass.
const MAX_READ_BUFFER: usize = 32 * 1024;

/// Serves connections until `stop` completes. Then closes the listener and returns when all requests in progress are answered, or after
/// `timeouts.drain`.
pub async fn serve(listener: TcpListener, state: Arc<State>, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let acceptor = Acceptor {
        app: app(&state),
        graceful: GracefulShutdown::new(),
        permits: Arc::new(Semaphore::new(state.settings.max_connections.get())),
        state,
    };
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => acceptor.accept(stream, peer.ip()),
            // Most likely too many files are open. Wait, so that other connections can end.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
    acceptor.state.draining.store(true, Ordering::Relaxed);
    // Take the connections that the kernel has already accepted. Closing the listener would reset them.
    while let Ok(Ok((stream, peer))) = timeout(Duration::ZERO, listener.accept()).await {
        acceptor.accept(stream, peer.ip());
    }
    drop(listener);
    timeout(acceptor.state.timeouts.drain, acceptor.graceful.shutdown()).await.ok();
}

/// The application, the state and the limits that all connections share.
struct Acceptor {
    app: App,
    state: Arc<State>,
    permits: Arc<Semaphore>,
    graceful: GracefulShutdown,
}

impl Acceptor {
    /// Answers a connection's requests, or refuses it if there are too many connections.
    fn accept(&self, stream: TcpStream, peer: IpAddr) {
        let state = Arc::clone(&self.state);
        let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() else {
            state.metrics.refused.inc();
            tokio::spawn(refuse(stream, state.timeouts.head));
            return;
        };
        // Disable Nagle's algorithm, because responses are small.
        let _ = stream.set_nodelay(true);
        let phase = Arc::new(Phase::default());
        let socket = TokioIo::new(TimedSocket::new(stream, state.timeouts, Arc::clone(&phase)));
        let app = self.app.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            phase.begin();
            request.extensions_mut().insert(Peer(peer));
            let (response, phase) = (app.clone().call(request), Arc::clone(&phase));
            async move {
                let response = response.await;
                phase.end();
                response
            }
        });
        let mut http = http1::Builder::new();
        // Disable hyper's timer, because the socket has its own.
        http.header_read_timeout(None).max_buf_size(MAX_READ_BUFFER);
        let connection = self.graceful.watch(http.serve_connection(socket, service));
        tokio::spawn(async move {
            state.metrics.connections.inc();
            // Ignore connection errors: they affect only this client.
            connection.await.ok();
            state.metrics.connections.dec();
            drop(permit);
        });
    }
}

/// Answers 503, so that a proxy in front can try another server.
async fn refuse(mut stream: TcpStream, limit: Duration) {
    let response = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    timeout(limit, stream.write_all(response)).await.ok();
}

/// Serves `GET /metrics` and `GET /healthz` on `listener`. Bind it to a loopback address: this function does not check that.
///
/// It never returns: axum repeats an `accept` that failed. Drop the future to stop it.
pub async fn serve_metrics(listener: TcpListener, state: Arc<State>) {
    let metrics = |extract::State(state): extract::State<Arc<State>>| async move { state.metrics.text() };
    axum::serve(listener, Router::new().route("/metrics", get(metrics)).route("/healthz", get(health)).with_state(state)).await.ok();
}
