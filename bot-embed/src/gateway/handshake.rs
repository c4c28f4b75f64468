//! Limits the time that Discord has to begin a session. Without a limit, the library twilight would wait forever if the gateway
//! accepts a connection, but never sends HELLO, never begins or resumes the session (READY, RESUMED), or never confirms the end of
//! a connection.

use std::{
    mem::{Discriminant, discriminant},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    sync::oneshot,
    time::{Instant, Sleep, sleep},
};
use twilight_gateway::{
    Session, Shard, ShardState,
    queue::{InMemoryQueue, Queue},
};

/// Maximum pause before the next attempt to connect.
const MAX_PAUSE: Duration = Duration::from_secs(120);

/// A session that runs for this long resets the count of failures, so that the pause after the next loss is the shortest.
const STABLE_AFTER: Duration = Duration::from_secs(60);
/// Maximum number of polls without a connection until Discord sends a message. A normal attempt to connect takes a handful of
/// polls. If Discord accepts connections and drops them silently, twilight connects again and again, and reports nothing. Only the
/// number of polls shows it.
const MAX_POLLS: u32 = 100;

/// Measures how long Discord takes for the current step of a connection's handshake.
pub(super) struct Handshake {
    limit: Duration,
    queued: Arc<AtomicUsize>,
    step: Option<Step>,
    polls: u32,
    timer: Pin<Box<Sleep>>,
}

/// The reason why the current step of the handshake failed.
pub(super) enum HandshakeFailure {
    /// The time limit passed.
    Silent,
    /// Discord dropped several connections in a row.
    Dropped,
}

/// A step of the handshake, which Discord must complete within the limit: the state of the connection, and the number of the last
/// event. Before RESUMED, Discord repeats missed events. Each of them begins a new step.
type Step = (Discriminant<ShardState>, Option<u64>);

impl Handshake {
    /// Creates the timer for a connection that waits for its turn in `queue`.
    pub(super) fn new(limit: Duration, queue: &QueueView) -> Self {
        Self { limit, queued: Arc::clone(&queue.waiting), step: None, polls: 0, timer: Box::pin(sleep(limit)) }
    }

    /// Restarts the measurement. Call it after the bot itself has paused.
    pub(super) fn restart(&mut self) {
        self.step = None;
    }

    /// Records that Discord sent a message.
    pub(super) fn message_received(&mut self) {
        self.polls = 0;
    }

    /// Completes when the current step has exceeded the limit. Call it after each poll of the pending connection.
    pub(super) fn poll_failure(&mut self, shard: &Shard<QueueView>, cx: &mut Context<'_>) -> Poll<HandshakeFailure> {
        let step = self.step(shard);
        if step != self.step {
            self.timer.as_mut().reset(Instant::now() + self.limit);
            self.step = step;
        }
        if step.is_none() {
            return Poll::Pending;
        }
        self.polls += u32::from(matches!(shard.state(), ShardState::Disconnected { .. }));
        if self.polls > MAX_POLLS {
            Poll::Ready(HandshakeFailure::Dropped)
        } else {
            self.timer.as_mut().poll(cx).map(|()| HandshakeFailure::Silent)
        }
    }

    /// Returns the step that Discord must complete; `None` if the bot does not wait for Discord. Then the session runs, or the bot
    /// waits for its turn to begin one, or it pauses after failed attempts to connect, for which twilight has its own limits.
    fn step(&self, shard: &Shard<QueueView>) -> Option<Step> {
        let state = shard.state();
        let waits_for_discord = match state {
            ShardState::Identifying => self.queued.load(Ordering::SeqCst) == 0,
            ShardState::Resuming | ShardState::Disconnected { reconnect_attempts: 0 } => true,
            _ => false,
        };
        waits_for_discord.then(|| (discriminant(&state), shard.session().map(Session::sequence)))
    }
}

/// One connection's view of the queue in which connections wait to begin a session. Counts the waiting requests of this connection.
#[derive(Debug)]
pub(super) struct QueueView {
    queue: InMemoryQueue,
    waiting: Arc<AtomicUsize>,
}

impl QueueView {
    /// Creates one connection's view of the shared queue.
    pub(super) fn new(queue: InMemoryQueue) -> Self {
        Self { queue, waiting: Arc::default() }
    }
}

impl Queue for QueueView {
    fn enqueue(&self, id: u32) -> oneshot::Receiver<()> {
        let (mut sender, receiver) = oneshot::channel();
        let turn = self.queue.enqueue(id);
        let waiting = Arc::clone(&self.waiting);
        waiting.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(async move {
            let turn = tokio::select! {
                turn = turn => turn.ok(),
                // The connection was lost in the meantime, so it also loses its place in the queue.
                () = sender.closed() => None,
            };
            waiting.fetch_sub(1, Ordering::SeqCst);
            // If the queue gives no turn, drop the sender: twilight then asks again.
            if turn.is_some() {
                let _ = sender.send(());
            }
        });
        receiver
    }
}

/// Counts connections that are lost in quick succession.
#[derive(Default)]
pub(super) struct Losses {
    lost: u32,
    running: Option<Instant>,
}

impl Losses {
    /// Records that a session has begun or continues.
    pub(super) fn session_runs(&mut self, now: Instant) {
        self.running = Some(now);
    }

    /// Records a lost connection, and returns the pause before the next attempt. The first loss has no pause, because Discord ends
    /// connections regularly and expects the bot to return.
    pub(super) fn lost(&mut self, now: Instant) -> Duration {
        if self.running.take().is_some_and(|since| now.duration_since(since) >= STABLE_AFTER) {
            self.lost = 0;
        }
        self.lost = self.lost.saturating_add(1);
        if self.lost == 1 { Duration::ZERO } else { pause(self.lost - 1) }
    }
}

/// Returns the pause after a number of failed attempts: 1 second, then 2, then 4, up to two minutes.
pub(super) fn pause(failed: u32) -> Duration {
    let seconds = 1_u64.checked_shl(failed.saturating_sub(1)).unwrap_or(u64::MAX);
    Duration::from_secs(seconds).min(MAX_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_two_minutes() {
        let seconds: Vec<_> = [1, 2, 3, 7, 8, 9, 64, 65, u32::MAX].map(|failed| pause(failed).as_secs()).into();
        assert_eq!(seconds, [1, 2, 4, 64, 120, 120, 120, 120, 120]);
    }

    #[test]
    fn only_a_session_that_has_run_for_a_while_makes_the_pause_short_again() {
        let mut losses = Losses::default();
        let mut now = Instant::now();
        let mut pauses = Vec::new();
        for ran in [None, None, Some(1), Some(59), Some(60), None, Some(3600)] {
            if let Some(seconds) = ran {
                losses.session_runs(now);
                now += Duration::from_secs(seconds);
            }
            pauses.push(losses.lost(now).as_secs());
        }
        assert_eq!(pauses, [0, 1, 2, 4, 0, 1, 0]);
    }
}
