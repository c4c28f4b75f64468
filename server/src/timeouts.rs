//! How long we wait for a client: for the next request, for the rest of a request's head, and until it takes what it is sent.
//!
//! hyper has one timer for a head and for the wait before it. Here they are two, because a proxy in front keeps idle connections for
//! longer than any honest client takes for a head; and it has none for clients that ask and never read.

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

/// How long each wait may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Between requests.
    pub(crate) idle: Duration,
    /// From the first byte of a head to its last; and for the first request of all.
    pub(crate) head: Duration,
    /// Until a client takes more of an answer.
    pub(crate) write: Duration,
}

/// What a connection is at, as both its socket and its service know.
#[derive(Debug, Default)]
pub(crate) struct Phase(AtomicU8);

/// Nothing was ever asked for: that is waited for no longer than for a head.
const NEW: u8 = 0;
const HEAD: u8 = 1;
const BUSY: u8 = 2;
/// Between requests.
const IDLE: u8 = 3;

impl Phase {
    /// A request's head is there.
    pub(crate) fn begin(&self) {
        self.0.store(BUSY, Ordering::Relaxed);
    }

    /// Its answer is made, and is being sent.
    pub(crate) fn end(&self) {
        self.0.store(IDLE, Ordering::Relaxed);
    }
}

/// A socket that gives up when a wait takes too long.
pub(crate) struct Patient<S> {
    socket: S,
    patience: Patience,
    phase: Arc<Phase>,
    /// When something last went either way.
    moved: Instant,
    /// Since when a head arrives.
    head: Instant,
    /// Since when nothing could be written.
    stuck: Option<Instant>,
    reading: Option<Pin<Box<Sleep>>>,
    writing: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    pub(crate) fn new(socket: S, patience: Patience, phase: Arc<Phase>) -> Self {
        let now = Instant::now();
        Self { socket, patience, phase, moved: now, head: now, stuck: None, reading: None, writing: None }
    }

    /// What a write came to: its time runs while nothing can be written.
    fn wrote<T>(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.stuck = None;
            self.moved = Instant::now();
            return result;
        }
        let since = *self.stuck.get_or_insert_with(Instant::now);
        ready!(at(&mut self.writing, since + self.patience.write, cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

/// Ready at that time; keeps one timer for all times. One that stands for an earlier time is left to ring and set again then, because
/// most requests are over long before.
fn at(timer: &mut Option<Pin<Box<Sleep>>>, deadline: Instant, cx: &mut Context<'_>) -> Poll<()> {
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

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.socket).poll_read(cx, buffer);
        let phase = self.phase.0.load(Ordering::Relaxed);
        if result.is_ready() {
            if buffer.filled().len() > before {
                self.moved = Instant::now();
                if matches!(phase, NEW | IDLE) {
                    self.head = self.moved;
                    self.phase.0.store(HEAD, Ordering::Relaxed);
                }
            }
            return result;
        }
        let deadline = match phase {
            IDLE => self.moved + self.patience.idle,
            NEW | HEAD => self.head + self.patience.head,
            // A body has a timer of its own. Ours has to ring all the same: hyper may not ask again once the answer is made.
            _ => Instant::now() + self.patience.idle,
        };
        ready!(at(&mut self.reading, deadline, cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.wrote(cx, result)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.socket).poll_write_vectored(cx, bytes);
        self.wrote(cx, result)
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
