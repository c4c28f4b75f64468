//! Timeouts of a connection's socket.
//!
//! hyper has one timer for a request's head and for the wait before it. Here there are two, because a proxy keeps idle connections
//! for longer than an honest client needs for a head. hyper has no timer for clients that send requests and never read the
//! responses.

use std::{
    future::Future,
    io::{self, ErrorKind, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// Timeouts of the server. Tests use shorter ones than the default.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// Maximum time between two requests of a connection. It is longer than the 90 s of Heroku's router, which would otherwise send
    /// requests over connections that have just been closed.
    pub idle: Duration,
    /// Maximum time from the first byte of a request's head to its last byte, and from the start of a connection to its first byte.
    pub head: Duration,
    /// Maximum time until a request's body is complete.
    pub body: Duration,
    /// Maximum time in which a client reads nothing of a response.
    pub write: Duration,
    /// Maximum time to finish the requests in progress when the process is asked to stop.
    pub drain: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let [idle, head, body, write, drain] = [95, 10, 10, 30, 10].map(Duration::from_secs);
        Self { idle, head, body, write, drain }
    }
}

/// State of a connection, which its socket and its service share.
#[derive(Debug, Default)]
pub(crate) struct Phase(AtomicU8);

/// No byte of a request has arrived yet.
const NEW: u8 = 0;
/// A request's head is arriving.
const HEAD: u8 = 1;
/// A request is being answered.
const BUSY: u8 = 2;
/// The connection waits for the next request.
const IDLE: u8 = 3;

impl Phase {
    /// Records that a request's head is complete.
    pub(crate) fn begin(&self) {
        self.0.store(BUSY, Ordering::Relaxed);
    }

    /// Records that the response is made. It is still being sent.
    pub(crate) fn end(&self) {
        self.0.store(IDLE, Ordering::Relaxed);
    }
}

/// A socket with timeouts for reading and writing.
pub(crate) struct TimedSocket<S> {
    socket: S,
    timeouts: Timeouts,
    phase: Arc<Phase>,
    /// Time of the last byte in either direction.
    active: Instant,
    /// Time of the current head's first byte.
    head: Instant,
    /// Time since which nothing could be written; `None` if the last write succeeded.
    stuck: Option<Instant>,
    read_timer: Option<Pin<Box<Sleep>>>,
    write_timer: Option<Pin<Box<Sleep>>>,
}

impl<S> TimedSocket<S> {
    pub(crate) fn new(socket: S, timeouts: Timeouts, phase: Arc<Phase>) -> Self {
        let now = Instant::now();
        Self { socket, timeouts, phase, active: now, head: now, stuck: None, read_timer: None, write_timer: None }
    }

    /// Passes on the result of a write, or an error if nothing could be written for too long.
    fn limit_write<T>(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.stuck = None;
            self.active = Instant::now();
            return result;
        }
        let since = *self.stuck.get_or_insert_with(Instant::now);
        ready!(poll_timer(&mut self.write_timer, since + self.timeouts.write, cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

/// Completes at the deadline. If the deadline has moved to a later time, the timer is reset only when it fires, because most
/// requests end before that.
fn poll_timer(timer: &mut Option<Pin<Box<Sleep>>>, deadline: Instant, cx: &mut Context<'_>) -> Poll<()> {
    let timer = timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
    if timer.deadline() > deadline {
        timer.as_mut().reset(deadline);
    }
    ready!(timer.as_mut().poll(cx));
    if Instant::now() >= deadline {
        return Poll::Ready(());
    }
    timer.as_mut().reset(deadline);
    timer.as_mut().poll(cx)
}

impl<S: AsyncRead + Unpin> AsyncRead for TimedSocket<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.socket).poll_read(cx, buffer);
        let phase = self.phase.0.load(Ordering::Relaxed);
        if result.is_ready() {
            if buffer.filled().len() > before {
                self.active = Instant::now();
                if matches!(phase, NEW | IDLE) {
                    self.head = self.active;
                    self.phase.0.store(HEAD, Ordering::Relaxed);
                }
            }
            return result;
        }
        let deadline = match phase {
            IDLE => self.active + self.timeouts.idle,
            NEW | HEAD => self.head + self.timeouts.head,
            // The body has a timer of its own. Start this one, too, because hyper might not poll a read again after the response.
            _ => Instant::now() + self.timeouts.idle,
        };
        ready!(poll_timer(&mut self.read_timer, deadline, cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for TimedSocket<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.limit_write(cx, result)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.socket).poll_write_vectored(cx, bytes);
        self.limit_write(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
