//! Answers interactions over a connection to Discord's gateway, for a bot that has no public address.
//!
//! The library twilight maintains the connection: it identifies, sends heartbeats, resumes, and waits before it tries again.
//! Interactions need no gateway intent, so the connection requests none. Only interactions of `/privacy` and `/compliance` are
//! answered. The same bot may have other commands, which another program answers over its own connection.

mod handshake;
mod rejection;

use std::{
    fmt,
    future::poll_fn,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use carrot_core::Date;
use futures_util::StreamExt;
use serde::Deserialize;
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{Instant, sleep, timeout},
};
use twilight_gateway::{
    CloseFrame, ConfigBuilder, Intents, Message, Session, Shard, ShardId, ShardState,
    error::{ReceiveMessageError, ReceiveMessageErrorType},
    queue::InMemoryQueue,
};
use twilight_http::{Client, error::ErrorType};
use twilight_model::id::{Id, marker::ApplicationMarker};

use crate::{
    Content, PublicUrl,
    event::{Event, ReceivedInteraction},
    render::Display,
    respond,
    rest::{Rest, RestError, is_encrypted_or_local},
};
use handshake::{Handshake, HandshakeFailure, Losses, QueueView, pause};
use rejection::rejection_reason;

/// Maximum number of answers that are sent at the same time. It limits memory. Sending so many answers takes far less time than
/// Discord's limit of three seconds.
const MAX_CONCURRENT_ANSWERS: usize = 64;
/// Time limit of Discord for the first answer to an interaction.
const DEADLINE: Duration = Duration::from_secs(3);
/// Pauses before the second and third attempt to send an answer.
const PAUSES: [Duration; 2] = [Duration::from_millis(150), Duration::from_millis(600)];
/// Time limit for pending answers when the bot is asked to stop.
const DRAIN: Duration = Duration::from_secs(5);
/// Time limit for each message that Discord must send before a session runs: HELLO, then READY or RESUMED. Discord usually sends
/// HELLO at once.
const HANDSHAKE: Duration = Duration::from_secs(30);
/// Time limit for the gateway to confirm the end of the connection.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// A bot's access to Discord's gateway: its token and application, and the address, number and rate of connections that Discord
/// recommends.
#[derive(Debug)]
pub struct Gateway {
    rest: Rest,
    application: Id<ApplicationMarker>,
    url: String,
    shards: u32,
    sessions: Sessions,
    handshake: Duration,
}

/// An event on a connection, for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Discord accepted the connection, for the first time or again.
    Connected {
        /// The number of the connection, from 0.
        shard: u32,
        /// The number of connections.
        shards: u32,
        /// True if an earlier session continues.
        resumed: bool,
    },
    /// The connection is lost, and the bot connects again.
    Lost {
        /// The number of the connection, from 0.
        shard: u32,
        /// The pause before the next attempt.
        pause: Duration,
    },
    /// Discord accepted the connection, but began no session in time. The bot connects again.
    Silent {
        /// The number of the connection, from 0.
        shard: u32,
        /// The time limit.
        limit: Duration,
        /// The pause before the next attempt.
        pause: Duration,
    },
    /// Discord did not accept an answer. The text is one sentence with the reason.
    NotAccepted(String),
}

/// The error if the connection has ended for good. Its text is one sentence: the reason, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The gateway's close code; 0 if a fault of this program ended the connection.
    pub code: u16,
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code == 0 {
            return f.write_str("a fault of this program ended the connection to Discord: start it again, and please report it");
        }
        let fix = match self.code {
            4004 => "copy the bot's token again, from Bot in Discord's developer portal, into DISCORD_TOKEN",
            4010 | 4011 => "start this program again, so that it asks Discord how many connections the bot needs",
            4013 | 4014 => {
                "check under Bot in Discord's developer portal whether the application is restricted: this program asks for no intents"
            }
            _ => "update this program",
        };
        write!(f, "Discord closed the connection for good ({}): {fix}", self.code)
    }
}

impl std::error::Error for Closed {}

#[derive(Deserialize)]
struct Recommended {
    url: String,
    shards: u32,
    session_start_limit: Sessions,
}

#[derive(Debug, Deserialize)]
struct Sessions {
    total: u32,
    remaining: u32,
    reset_after: u64,
    max_concurrency: u16,
}

impl Gateway {
    /// Asks Discord which application the token belongs to, and how to connect. Calls `wait` with the time to wait if Discord
    /// limits the rate.
    ///
    /// This function blocks, so call it before the runtime starts.
    ///
    /// # Errors
    /// If Discord cannot be reached, refuses the requests, or accepts no more sessions of the bot for now.
    pub fn find(rest: Rest, mut wait: impl FnMut(Duration)) -> Result<Self, RestError> {
        let application = rest.get("/applications/@me", &mut wait)?;
        let application = application["id"].as_str().and_then(|id| id.parse().ok()).and_then(Id::new_checked);
        let found = rest.get("/gateway/bot", &mut wait)?;
        let found: Option<Recommended> = serde_json::from_value(found).ok();
        let usable = |found: &Recommended| {
            let plain = if rest.base().starts_with("http://") { "ws://" } else { "wss://" };
            found.shards > 0 && is_encrypted_or_local(&found.url, "wss://", plain)
        };
        let (Some(application), Some(found)) = (application, found.filter(usable)) else {
            return Err(rest.refusal(200, None));
        };
        let sessions = found.session_start_limit;
        if sessions.remaining < found.shards {
            return Err(RestError::new(
                format!("Discord accepts no more sessions of this bot for now ({} a day)", sessions.total),
                format!("try again in {} minutes", sessions.reset_after.div_ceil(60_000)),
            ));
        }
        Ok(Self { rest, application, url: found.url, shards: found.shards, sessions, handshake: HANDSHAKE })
    }

    /// Sets the time limit for each step of Discord until a session runs. The default is 30 seconds.
    #[must_use]
    pub fn with_handshake_limit(self, limit: Duration) -> Self {
        Self { handshake: limit, ..self }
    }

    /// Returns the application's id.
    pub fn application(&self) -> String {
        self.application.to_string()
    }

    /// Returns Discord's API, with the bot's token.
    pub fn rest(&self) -> &Rest {
        &self.rest
    }

    /// Connects, and answers interactions until `stop` completes. Then sends the pending answers and ends. `clock` returns seconds
    /// since 1970.
    ///
    /// # Errors
    /// If Discord or a fault of this program ends a connection for good.
    pub async fn run(
        self,
        content: Content,
        page: Option<PublicUrl>,
        clock: fn() -> u64,
        stop: impl Future<Output = ()>,
        report: impl Fn(Report) + Send + Sync + 'static,
    ) -> Result<(), Closed> {
        let client = client(&self.rest);
        let responder = Arc::new(Responder {
            content,
            page,
            clock,
            client,
            application: self.application,
            at_once: Semaphore::new(MAX_CONCURRENT_ANSWERS),
            report: Box::new(report),
        });
        let Sessions { total, remaining, reset_after, max_concurrency } = self.sessions;
        let reset_after = Duration::from_millis(reset_after);
        let queue = InMemoryQueue::new(max_concurrency.max(1), remaining, reset_after, total.max(remaining));
        let (stopping, stopped) = watch::channel(false);
        let mut connections = JoinSet::new();
        for shard in 0..self.shards {
            let connector = Connector {
                id: ShardId::new(shard, self.shards),
                token: self.rest.token().to_owned(),
                url: self.url.trim_end_matches('/').to_owned(),
                queue: queue.clone(),
                limit: self.handshake,
            };
            connections.spawn(connection(connector, Arc::clone(&responder), stopped.clone()));
        }
        let mut stop = std::pin::pin!(stop);
        let mut outcome = Ok(());
        loop {
            tokio::select! {
                () = &mut stop, if !*stopping.borrow() => {
                    let _ = stopping.send(true);
                }
                ended = connections.join_next() => match ended {
                    None => return outcome,
                    Some(Ok(Err(closed))) => {
                        // If one connection is closed for good, all others will be, too.
                        outcome = Err(closed);
                        let _ = stopping.send(true);
                    }
                    Some(Err(_)) => {
                        // End with an error, so that a supervisor restarts the bot.
                        outcome = Err(Closed { code: 0 });
                        let _ = stopping.send(true);
                    }
                    Some(Ok(Ok(()))) => {}
                },
            }
        }
    }
}

/// Creates the client that sends answers, to the same API address as all other requests.
fn client(rest: &Rest) -> Client {
    let builder = Client::builder().token(format!("Bot {}", rest.token())).timeout(DEADLINE);
    let local = rest.base().strip_prefix("http://");
    let host = local.or_else(|| rest.base().strip_prefix("https://")).unwrap_or_default();
    // Remove the path of the API, because twilight adds it.
    let host = host.strip_suffix("/api/v10").unwrap_or(host);
    builder.proxy(host.to_owned(), local.is_some()).build()
}

/// Sends the answers of all connections.
struct Responder {
    content: Content,
    page: Option<PublicUrl>,
    clock: fn() -> u64,
    client: Client,
    application: Id<ApplicationMarker>,
    at_once: Semaphore,
    report: Box<dyn Fn(Report) + Send + Sync>,
}

/// Creates the connections of one shard.
struct Connector {
    id: ShardId,
    token: String,
    url: String,
    queue: InMemoryQueue,
    limit: Duration,
}

/// A connection, with the time limit for beginning a session on it.
struct Connection {
    shard: Shard<QueueView>,
    handshake: Handshake,
}

impl Connector {
    /// Creates a connection that begins a session, or resumes the given one.
    fn connection(&self, session: Option<Session>) -> Connection {
        let turns = QueueView::new(self.queue.clone());
        let handshake = Handshake::new(self.limit, &turns);
        // A resumed session uses the address from Discord's READY; a new one uses the recommended address.
        let config = ConfigBuilder::new(self.token.clone(), Intents::empty()).proxy_url(self.url.clone()).queue(turns);
        let config = match session {
            Some(session) => config.session(session),
            None => config,
        };
        Connection { shard: Shard::with_config(self.id, config.build()), handshake }
    }
}

/// The next event of a connection.
enum Next {
    Message(Message),
    Failed(ReceiveMessageError),
    /// Discord did not take the next step of the handshake in time.
    HandshakeFailure(HandshakeFailure),
    /// The connection ended for good.
    Ended,
}

impl Connection {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        match self.shard.poll_next_unpin(cx) {
            Poll::Ready(Some(Ok(message))) => {
                self.handshake.message_received();
                Poll::Ready(Next::Message(message))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Next::Failed(error)),
            Poll::Ready(None) => Poll::Ready(Next::Ended),
            Poll::Pending => self.handshake.poll_failure(&self.shard, cx).map(Next::HandshakeFailure),
        }
    }

    /// Returns the session, unless Discord failed to resume it in time.
    fn session(&self) -> Option<Session> {
        self.shard.session().filter(|_| !matches!(self.shard.state(), ShardState::Resuming)).cloned()
    }
}

/// Runs one connection, and connects again when it is lost.
async fn connection(connector: Connector, responder: Arc<Responder>, mut stop: watch::Receiver<bool>) -> Result<(), Closed> {
    let mut tasks = JoinSet::new();
    let mut code = 0;
    let mut silent = 0;
    let mut losses = Losses::default();
    let id = connector.id;
    let mut connection = connector.connection(None);
    loop {
        let next = tokio::select! {
            next = poll_fn(|cx| connection.poll_next(cx)) => next,
            _ = stop.wait_for(|stop| *stop) => break,
            Some(_) = tasks.join_next() => continue,
        };
        let pause = match next {
            Next::Message(Message::Text(payload)) => match Event::parse(&payload) {
                Event::Interaction(interaction) => {
                    tasks.spawn(Arc::clone(&responder).answer(interaction));
                    continue;
                }
                Event::SessionStarted { resumed } => {
                    silent = 0;
                    losses.session_runs(Instant::now());
                    (responder.report)(Report::Connected { shard: id.number(), shards: id.total(), resumed });
                    continue;
                }
                Event::Other => continue,
            },
            Next::Message(Message::Close(frame)) => {
                code = frame.map_or(0, |frame| frame.code);
                if !matches!(connection.shard.state(), ShardState::Disconnected { .. }) {
                    continue;
                }
                let pause = losses.lost(Instant::now());
                (responder.report)(Report::Lost { shard: id.number(), pause });
                pause
            }
            // twilight itself waits between attempts to connect, so don't add a pause.
            Next::Failed(error) if matches!(error.kind(), ReceiveMessageErrorType::Reconnect) => {
                (responder.report)(Report::Lost { shard: id.number(), pause: Duration::ZERO });
                continue;
            }
            // Ignore a payload that cannot be read.
            Next::Failed(_) => continue,
            Next::HandshakeFailure(failure) => {
                connection = connector.connection(connection.session());
                let shard = id.number();
                let (pause, event) = match failure {
                    HandshakeFailure::Silent => {
                        silent += 1;
                        let pause = pause(silent);
                        (pause, Report::Silent { shard, limit: connector.limit, pause })
                    }
                    HandshakeFailure::Dropped => {
                        let pause = losses.lost(Instant::now());
                        (pause, Report::Lost { shard, pause })
                    }
                };
                (responder.report)(event);
                pause
            }
            Next::Ended => return Err(Closed { code }),
        };
        tokio::select! {
            () = sleep(pause) => connection.handshake.restart(),
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
    let Connection { mut shard, .. } = connection;
    let goodbye = async {
        // If the connection is already lost, don't close it. Otherwise twilight would connect again to close it.
        if !matches!(shard.state(), ShardState::Disconnected { .. }) {
            shard.close(CloseFrame::NORMAL);
            while let Some(Ok(Message::Text(_))) = shard.next().await {}
        }
    };
    let drain = async { while tasks.join_next().await.is_some() {} };
    let _ = tokio::join!(timeout(CLOSE_TIMEOUT, goodbye), timeout(DRAIN, drain));
    Ok(())
}

impl Responder {
    async fn answer(self: Arc<Self>, received: ReceivedInteraction) {
        let Ok(_permit) = self.at_once.acquire().await else { return };
        let sent = timeout(DEADLINE, self.send(&received)).await;
        let problem = match sent {
            Ok(Ok(())) => return,
            Ok(Err(problem)) => problem,
            Err(_) => "Discord did not respond in time".to_owned(),
        };
        (self.report)(Report::NotAccepted(format!("Discord did not accept an answer: {problem}")));
    }

    async fn send(&self, received: &ReceivedInteraction) -> Result<(), String> {
        let display = Display::linking_to(self.page.as_ref()).on(Date::of_unix_time((self.clock)()));
        let response = respond(&self.content, display, &received.interaction);
        let Some(id) = Id::new_checked(received.id) else { return Ok(()) };
        let client = self.client.interaction(self.application);
        let mut pauses = PAUSES.into_iter();
        loop {
            let Err(error) = client.create_response(id, &received.token, &response).await else { return Ok(()) };
            let again = match error.kind() {
                ErrorType::RequestError | ErrorType::RequestTimedOut => true,
                ErrorType::Response { status, .. } => status.get() >= 500,
                _ => false,
            };
            match pauses.next().filter(|_| again) {
                Some(pause) => sleep(pause).await,
                None => return Err(rejection_reason(error.kind())),
            }
        }
    }
}
