//! Tests `carrot bot` with a gateway and a REST API on loopback.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::{
    gateway_server::{DiscordServer, STEP_TIMEOUT, TOKEN},
    process::{Running, carrot},
    rest_server::{Request, Response, json},
};

use std::{
    io::Read,
    process::Stdio,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use bot_embed::render::limits;
use expect_test::{expect, expect_file};
use serde_json::json;
use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    time::timeout,
};

impl DiscordServer {
    /// Starts `carrot bot`, which connects to this server.
    fn start_bot(&self, args: &[&str]) -> Running {
        let mut command = carrot(&[&["bot"], args].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_BASE", &self.base);
        Running(command.spawn().unwrap())
    }
}

impl Running {
    /// Waits for the exit. Returns the exit code and the log.
    async fn wait(mut self) -> (i32, String) {
        let started = Instant::now();
        let status = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status;
            }
            assert!(started.elapsed() < STEP_TIMEOUT, "the bot does not end");
            tokio::task::yield_now().await;
        };
        let mut log = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(!log.contains("secret") && !log.contains("token-"), "{log}");
        (status.code().unwrap(), log)
    }

    /// Returns the peak memory, in MiB.
    fn peak_memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }
}

/// Returns the id of the interaction that a request answers.
fn id_of(request: &Request) -> u64 {
    request.path.split('/').nth(4).unwrap().parse().unwrap()
}

#[tokio::test]
async fn bot_with_only_a_token_registers_connects_and_answers() {
    let mut discord = DiscordServer::start().await;
    let bot = discord.start_bot(&[]);
    let mut socket = discord.begin_session().await;
    let names: Vec<_> = discord.commands.lock().unwrap().iter().map(|command| command["name"].clone()).collect();
    assert_eq!(names, ["privacy", "compliance"]);
    let ready = Instant::now();
    socket.send_command(11, "retention").await;
    let (answered, request) = discord.next_answer().await;
    let first = answered - ready;
    eprintln!("first answer after READY: {} ms; memory: {:.1} MiB", first.as_millis(), bot.peak_memory());
    assert!(first < Duration::from_secs(2), "{first:?}");
    assert_eq!(request.path.split('?').next().unwrap(), "/api/v10/interactions/11/token-11/callback");
    let response = request.json();
    assert_eq!((limits::violations(&response).len(), &response["type"]), (0, &json!(4)), "{response}");

    // The bot answers a pressed button by updating the message.
    let data = json!({ "component_type": 2, "custom_id": "privacy/2/page/2/retention" });
    socket.send_interaction(12, json!({ "type": 3, "data": data, "message": { "flags": 32_832 } })).await;
    assert_eq!(discord.next_answer().await.1.json()["type"], 7);
    bot.terminate();
    assert_eq!(socket.close_code().await, 1000);
    let (code, log) = bot.wait().await;
    assert_eq!(code, 0, "{log}");
    expect![[r#"
        carrot: registered the commands
        carrot: connected to Discord
        carrot: stopping: sending pending answers
        carrot: stopped
    "#]]
    .assert_eq(&log);
}

#[tokio::test]
async fn interactions_of_other_commands_are_ignored() {
    let mut discord = DiscordServer::start().await;
    let foreign = json!({ "id": "1", "type": 1, "name": "privacy", "description": "d" });
    discord.commands.lock().unwrap().push(foreign.clone());
    let bot = discord.start_bot(&[]);
    let mut socket = discord.begin_session().await;
    assert_eq!(discord.commands.lock().unwrap()[0], foreign);
    assert_eq!(discord.commands.lock().unwrap().len(), 2);
    socket.send_interaction(1, json!({ "type": 2, "data": { "name": "vote" } })).await;
    socket.send_interaction(2, json!({ "type": 3, "data": { "custom_id": "vote" } })).await;
    socket.send_interaction(3, json!({ "type": 5, "data": { "custom_id": "feedback" } })).await;
    socket.send_interaction(4, json!({ "type": 77 })).await;
    socket.dispatch("MESSAGE_CREATE", json!({ "content": "hi" })).await;
    socket.send_command(5, "retention").await;
    assert_eq!(id_of(&discord.next_answer().await.1), 5);
    bot.terminate();
    let (_, log) = bot.wait().await;
    expect![[r#"
        carrot: the application has another command /privacy, which was not changed: replace it with `carrot register --yes`
        carrot: registered the commands
        carrot: connected to Discord
        carrot: stopping: sending pending answers
        carrot: stopped
    "#]]
    .assert_eq(&log);

    let discord = DiscordServer::start().await;
    let _bot = discord.start_bot(&["--no-register"]);
    discord.begin_session().await;
    assert_eq!(discord.commands.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn a_lost_connection_is_resumed_and_missed_interactions_are_answered() {
    let mut discord = DiscordServer::start().await;
    let bot = discord.start_bot(&["--no-register"]);
    let mut socket = discord.begin_session().await;
    socket.send_command(1, "retention").await;
    assert_eq!(id_of(&discord.next_answer().await.1), 1);
    // Discord asks for a new connection, then closes one, then drops one.
    for (round, end) in [(2, "reconnect"), (3, "close"), (4, "break")] {
        let sequence = socket.sequence;
        match end {
            "reconnect" => {
                socket.send(&json!({ "op": 7, "d": null })).await;
                assert_eq!(socket.close_code().await, 4000);
            }
            "close" => socket.close(4000).await,
            _ => drop(socket),
        }
        socket = discord.accept_with_hello(45_000).await;
        let resume = socket.next_payload(6).await;
        assert_eq!(resume, json!({ "token": format!("Bot {TOKEN}"), "session_id": "session", "seq": sequence }), "{end}");
        socket.sequence = sequence;
        // Discord first replays the events that the bot missed.
        socket.send_command(round, "deletion").await;
        socket.dispatch("RESUMED", json!({})).await;
        socket.send_command(round + 100, "retention").await;
        let answered = [id_of(&discord.next_answer().await.1), id_of(&discord.next_answer().await.1)];
        assert_eq!(std::collections::BTreeSet::from(answered), [round, round + 100].into(), "{end}");
    }
    bot.terminate();
    let (code, log) = bot.wait().await;
    assert_eq!(code, 0);
    assert_eq!(log.matches("connected to Discord again").count(), 3, "{log}");
}

#[tokio::test]
async fn invalid_session_is_replaced_by_a_new_one() {
    let mut discord = DiscordServer::start().await;
    let _bot = discord.start_bot(&["--no-register"]);
    let mut socket = discord.begin_session().await;
    socket.send(&json!({ "op": 9, "d": true })).await;
    socket.close_code().await;
    let mut socket = discord.accept_with_hello(45_000).await;
    socket.next_payload(6).await;
    socket.send(&json!({ "op": 9, "d": false })).await;
    socket.close_code().await;
    let mut socket = discord.begin_session().await;
    socket.send_command(1, "retention").await;
    assert_eq!(id_of(&discord.next_answer().await.1), 1);
}

/// The bot opens as many connections as Discord recommends. Each receives the interactions of a part of the servers.
#[tokio::test]
async fn bot_opens_the_recommended_number_of_shards() {
    let gateway = Arc::new(Mutex::new(String::new()));
    let url = Arc::clone(&gateway);
    let mut discord = DiscordServer::start_with(move |request| {
        let sessions = json!({ "total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 16 });
        let body = json!({ "url": *url.lock().unwrap(), "shards": 3, "session_start_limit": sessions });
        request.path.ends_with("/gateway/bot").then(|| json(200, &body))
    })
    .await;
    *gateway.lock().unwrap() = format!("ws://{}", discord.gateway.local_addr().unwrap());
    let bot = discord.start_bot(&["--no-register"]);
    let (mut sockets, mut shards) = (Vec::new(), std::collections::BTreeSet::new());
    for id in 1..=3 {
        let mut socket = discord.accept_with_hello(45_000).await;
        let identify = socket.next_payload(2).await;
        assert_eq!(identify["shard"][1], 3);
        shards.insert(identify["shard"][0].as_u64().unwrap());
        socket.send_ready().await;
        socket.send_command(id, "retention").await;
        assert_eq!(id_of(&discord.next_answer().await.1), id);
        sockets.push(socket);
    }
    assert_eq!(shards, [0, 1, 2].into());
    bot.terminate();
    for socket in sockets {
        assert_eq!(socket.close_code().await, 1000);
    }
    let (code, log) = bot.wait().await;
    assert!(code == 0 && log.contains("connected to Discord (3 of 3)"), "{log}");
}

#[tokio::test]
async fn unconfirmed_heartbeats_end_the_connection_and_the_bot_resumes() {
    let mut discord = DiscordServer::start().await;
    let _bot = discord.start_bot(&["--no-register"]);
    let mut socket = discord.accept_with_hello(100).await;
    socket.next_payload(2).await;
    socket.send_ready().await;
    // The server confirms no heartbeat.
    let mut socket = {
        let dead = socket;
        let (_, next) = tokio::join!(dead.close_code(), discord.accept_with_hello(45_000));
        next
    };
    assert_eq!(socket.next_payload(6).await["session_id"], "session");
    socket.sequence = 1;
    socket.dispatch("RESUMED", json!({})).await;
    socket.send_command(1, "retention").await;
    assert_eq!(id_of(&discord.next_answer().await.1), 1);
}

#[tokio::test]
async fn thousand_interactions_at_once_are_answered_with_little_memory() {
    const BURST: u64 = 1_000;
    let mut discord = DiscordServer::start().await;
    let bot = discord.start_bot(&["--no-register"]);
    let mut socket = discord.begin_session().await;
    let topics = ["", "retention", "deletion", "how long", "collected", "gdpr", "is it sold?", "hosting"];
    let started = Instant::now();
    for id in 1..=BURST {
        socket.send_command(id, topics[usize::try_from(id).unwrap() % topics.len()]).await;
    }
    let mut missing: std::collections::BTreeSet<u64> = (1..=BURST).collect();
    while !missing.is_empty() {
        let (_, request) = discord.next_answer().await;
        assert!(missing.remove(&id_of(&request)), "answered twice");
    }
    let memory = bot.peak_memory();
    eprintln!("{BURST} interactions: {} ms, {memory:.1} MiB", started.elapsed().as_millis());
    bot.terminate();
    let (code, log) = bot.wait().await;
    assert_eq!((code, log.matches("did not accept").count()), (0, 0), "{log}");
    // An unoptimized program needs more memory.
    assert!(memory < if cfg!(debug_assertions) { 64.0 } else { 32.0 }, "{memory} MiB");
}

#[tokio::test]
async fn answer_is_sent_again_after_an_error_of_discord() {
    let (sender, mut tries): (UnboundedSender<u32>, _) = unbounded_channel();
    let count = AtomicU32::new(0);
    let mut discord = DiscordServer::start_with(move |request| {
        if !request.path.contains("/callback") {
            return None;
        }
        let tries = count.fetch_add(1, Ordering::SeqCst) + 1;
        sender.send(tries).ok();
        match tries {
            1 => Some(json(503, &json!({ "message": "busy" }))),
            2 => {
                let head = "Retry-After: 0\r\nX-RateLimit-Scope: user\r\nX-RateLimit-Bucket: b\r\nX-RateLimit-Limit: 5\r\n\
                            X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset-After: 0.05\r\n";
                Some((429, head.to_owned(), json!({ "message": "slow down", "retry_after": 0.05, "global": false }).to_string()))
            }
            3 => None,
            _ => Some(json(404, &json!({ "code": 10062, "message": "Unknown interaction" }))),
        }
    })
    .await;
    let bot = discord.start_bot(&["--no-register"]);
    let mut socket = discord.begin_session().await;
    socket.send_command(1, "retention").await;
    for expected in 1..=3 {
        assert_eq!(timeout(STEP_TIMEOUT, tries.recv()).await.unwrap(), Some(expected));
        discord.next_answer().await;
    }
    socket.send_command(2, "retention").await;
    discord.next_answer().await;
    bot.terminate();
    let (_, log) = bot.wait().await;
    // Discord's error may arrive before or after the signal.
    let error = log.lines().find(|line| line.contains("did not accept"));
    expect!["carrot: Discord did not accept an answer: Unknown interaction (404)"].assert_eq(error.unwrap());
}

#[tokio::test]
async fn fatal_close_codes_end_the_bot() {
    let mut printed = String::new();
    for code in [4004, 4011, 4012, 4014] {
        let discord = DiscordServer::start().await;
        let bot = discord.start_bot(&["--no-register"]);
        let mut socket = discord.accept_with_hello(45_000).await;
        socket.next_payload(2).await;
        socket.close(code).await;
        let (exit, log) = bot.wait().await;
        assert!(exit == 1 && log.lines().count() == 1, "{log}");
        printed += &log;
    }
    expect_file!["snapshots/closed.txt"].assert_eq(&printed);
}

#[tokio::test]
async fn errors_before_the_connection_are_one_line() {
    type Respond = fn(&Request) -> Option<Response>;
    let cases: [Respond; 6] = [
        |_| Some(json(401, &json!({ "message": "401: Unauthorized", "code": 0 }))),
        |_| Some((429, "Retry-After: 3600\r\n".to_owned(), "{}".to_owned())),
        |_| Some((200, String::new(), "<html>".to_owned())),
        |request| {
            let sessions = json!({ "total": 1000, "remaining": 0, "reset_after": 90_000, "max_concurrency": 1 });
            let body = json!({ "url": "ws://127.0.0.1:1", "shards": 1, "session_start_limit": sessions });
            request.path.ends_with("/gateway/bot").then(|| json(200, &body))
        },
        // The token would leave this machine unencrypted.
        |request| {
            let sessions = json!({ "total": 1000, "remaining": 9, "reset_after": 9, "max_concurrency": 1 });
            let body = json!({ "url": "ws://gateway.example", "shards": 1, "session_start_limit": sessions });
            request.path.ends_with("/gateway/bot").then(|| json(200, &body))
        },
        |request| {
            let sessions = json!({ "total": 1000, "remaining": 9, "reset_after": 9, "max_concurrency": 1 });
            let body = json!({ "url": "ws://127.0.0.1:1/\r\n", "shards": 1, "session_start_limit": sessions });
            request.path.ends_with("/gateway/bot").then(|| json(200, &body))
        },
    ];
    let mut printed = String::new();
    for respond in cases {
        let discord = DiscordServer::start_with(respond).await;
        let (code, log) = discord.start_bot(&["--no-register"]).wait().await;
        assert!(code == 1 && log.lines().count() == 1, "{log}");
        printed += &log;
    }
    expect_file!["snapshots/not-connected.txt"].assert_eq(&printed);
    let mut unreachable = DiscordServer::start().await;
    unreachable.base = "http://127.0.0.1:9/api/v10".to_owned();
    let (code, log) = unreachable.start_bot(&[]).wait().await;
    // The system's own message is between the address and the fix.
    assert!(code == 1 && log.contains("`http://127.0.0.1:9/api/v10`") && log.contains("DISCORD_API_BASE"), "{log}");
    unreachable.base = "http://127.0.0.1:9/other".to_owned();
    let (code, log) = unreachable.start_bot(&[]).wait().await;
    assert!(code == 2 && log.contains("DISCORD_API_BASE"), "{log}");
}
