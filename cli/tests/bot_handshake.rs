//! Tests the bot at a gateway that accepts connections, but delays or never begins a session.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::gateway_server::{DiscordServer, STEP_TIMEOUT, TOKEN};

use std::time::Duration;

use bot_embed::{
    Content,
    gateway::{Closed, Gateway, Report},
    rest::Rest,
};
use expect_test::expect;
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::{
    sync::{
        mpsc::{UnboundedReceiver, unbounded_channel},
        oneshot,
    },
    task::JoinHandle,
    time::timeout,
};
use tokio_websockets::{Message, ServerBuilder};

/// The handshake limit of these tests. It is short, because each test waits for its end; the program's is 30 seconds.
const LIMIT: Duration = Duration::from_secs(1);

/// A bot in this process, with the limit of these tests.
struct Bot {
    reports: UnboundedReceiver<Report>,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<Result<(), Closed>>,
}

impl Bot {
    async fn start(discord: &DiscordServer) -> Self {
        let base = discord.base.clone();
        let variable = |name: &str| match name {
            "DISCORD_TOKEN" => Some(TOKEN.to_owned()),
            "DISCORD_API_BASE" => Some(base.clone()),
            _ => None,
        };
        let rest = Rest::read(variable).unwrap().unwrap();
        let gateway = tokio::task::spawn_blocking(|| Gateway::find(rest, |_| {}).unwrap()).await.unwrap();
        let (sender, reports) = unbounded_channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { drop(stopped.await) };
        let report = move |report| drop(sender.send(report));
        let ended = tokio::spawn(gateway.with_handshake_limit(LIMIT).run(Content::baked().unwrap(), None, || 0, stopped, report));
        Self { reports, stop, ended }
    }

    async fn report(&mut self) -> Report {
        timeout(STEP_TIMEOUT, self.reports.recv()).await.expect("a report").unwrap()
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        assert_eq!(timeout(STEP_TIMEOUT, self.ended).await.expect("the end").unwrap(), Ok(()));
    }
}

fn silent(seconds: u64) -> Report {
    Report::Silent { shard: 0, limit: LIMIT, pause: Duration::from_secs(seconds) }
}

#[tokio::test]
async fn without_hello_the_bot_connects_again() {
    let mut discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    let socket = discord.accept().await;
    assert_eq!(bot.report().await, silent(1));
    assert_eq!(socket.close_code().await, 1006, "the bot ends the connection");
    // The pause doubles.
    let socket = discord.accept().await;
    assert_eq!(bot.report().await, silent(2));
    drop(socket);
    let mut socket = discord.begin_session().await;
    assert_eq!(bot.report().await, Report::Connected { shard: 0, shards: 1, resumed: false });
    socket.send_command(1, "retention").await;
    assert!(discord.next_answer().await.1.path.contains("/interactions/1/"));
    bot.stop().await;
}

#[tokio::test]
async fn without_ready_the_bot_connects_again() {
    let discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    let mut socket = discord.accept_with_hello(45_000).await;
    socket.next_payload(2).await;
    // Confirmed heartbeats do not begin a session.
    socket.send(&json!({ "op": 11 })).await;
    assert_eq!(bot.report().await, silent(1));
    assert_eq!(socket.close_code().await, 1006);
    // A bot may begin a session every five seconds. This wait for its turn does not count towards the handshake limit.
    let mut socket = discord.begin_session().await;
    assert_eq!(bot.report().await, Report::Connected { shard: 0, shards: 1, resumed: false });
    // After a session has run, the pause is short again.
    socket.send(&json!({ "op": 9, "d": false })).await;
    socket.close_code().await;
    let socket = discord.accept().await;
    assert_eq!(bot.report().await, silent(1));
    drop(socket);
    bot.stop().await;
}

#[tokio::test]
async fn session_that_is_not_resumed_in_time_is_replaced_by_a_new_one() {
    let discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    let socket = discord.begin_session().await;
    assert_eq!(bot.report().await, Report::Connected { shard: 0, shards: 1, resumed: false });
    drop(socket);
    // Without HELLO the session is kept; without RESUMED it is given up.
    let socket = discord.accept().await;
    assert_eq!(bot.report().await, silent(1));
    drop(socket);
    let mut socket = discord.accept_with_hello(45_000).await;
    assert_eq!(socket.next_payload(6).await["session_id"], "session");
    assert_eq!(bot.report().await, silent(2));
    drop(socket);
    discord.begin_session().await;
    assert_eq!(bot.report().await, Report::Connected { shard: 0, shards: 1, resumed: false });
    bot.stop().await;
}

#[tokio::test]
async fn bot_does_not_wait_for_discord_to_confirm_a_close() {
    let discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    let mut socket = discord.begin_session().await;
    assert_eq!(bot.report().await, Report::Connected { shard: 0, shards: 1, resumed: false });
    socket.send(&json!({ "op": 7, "d": null })).await;
    // The socket is neither read nor closed.
    assert_eq!(bot.report().await, silent(1));
    let mut next = discord.accept_with_hello(45_000).await;
    assert_eq!(next.next_payload(6).await["session_id"], "session");
    drop(socket);
    bot.stop().await;
}

#[tokio::test]
async fn bot_stops_during_the_pause() {
    let discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    let socket = discord.accept().await;
    assert_eq!(bot.report().await, silent(1));
    bot.stop().await;
    drop(socket);
}

/// Discord bans a bot that connects too often.
#[tokio::test]
async fn bot_pauses_longer_each_time_if_discord_ends_each_connection_at_once() {
    let discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    for seconds in [0, 1, 2] {
        let mut socket = discord.accept_with_hello(45_000).await;
        socket.stream.close().await.unwrap();
        assert_eq!(bot.report().await, Report::Lost { shard: 0, pause: Duration::from_secs(seconds) });
    }
    bot.stop().await;
}

#[tokio::test]
async fn bot_pauses_if_discord_drops_each_connection_without_a_close_frame() {
    let discord = DiscordServer::start().await;
    let mut bot = Bot::start(&discord).await;
    let mut connections = 0;
    for seconds in [0, 1] {
        let report = loop {
            tokio::select! {
                report = bot.report() => break report,
                accepted = discord.gateway.accept() => {
                    // The bot may give up meanwhile.
                    if let Ok((_, mut socket)) = ServerBuilder::new().accept(accepted.unwrap().0).await
                        && connections % 2 == 1
                        && socket.send(Message::ping("")).await.is_ok()
                    {
                        // After the answer to a ping, the bot waits for the greeting.
                        drop(socket.next().await);
                    }
                    connections += 1;
                }
            }
        };
        assert_eq!(report, Report::Lost { shard: 0, pause: Duration::from_secs(seconds) });
    }
    assert!(connections < 250, "{connections} connections within a second");
    bot.stop().await;
}

/// Without an error, a supervisor would treat the end of the bot as success.
#[tokio::test]
async fn fault_in_a_connection_is_an_error() {
    let discord = DiscordServer::start().await;
    let bot = Bot::start(&discord).await;
    let _socket = discord.accept_with_hello(0).await;
    let closed = timeout(STEP_TIMEOUT, bot.ended).await.expect("the end").unwrap().unwrap_err();
    expect!["a fault of this program ended the connection to Discord: start it again, and please report it"]
        .assert_eq(&closed.to_string());
}
