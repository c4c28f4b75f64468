//! A server on loopback in place of Discord: its gateway and its REST API.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};
use tokio_websockets::{CloseCode, Message, ServerBuilder, WebSocketStream};

use crate::rest_server::{self, Request, Response, json};

pub(crate) const TOKEN: &str = "MTIz.secret-token.abc";
/// Timeout of a step: longer than any step of these tests takes, even on a busy machine.
pub(crate) const STEP_TIMEOUT: Duration = Duration::from_secs(60);

/// A server in place of Discord's gateway and REST API.
pub(crate) struct DiscordServer {
    /// The address of the REST API, for `DISCORD_API_BASE`.
    pub(crate) base: String,
    pub(crate) gateway: TcpListener,
    /// The answers to interactions that the bot has sent, with the time of each.
    pub(crate) answers: UnboundedReceiver<(Instant, Request)>,
    /// The registered commands.
    pub(crate) commands: Arc<Mutex<Vec<Value>>>,
}

impl DiscordServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| None).await
    }

    /// Starts a server whose REST API answers with the result of `respond`, if there is one.
    pub(crate) async fn start_with(respond: impl Fn(&Request) -> Option<Response> + Send + Sync + 'static) -> Self {
        let gateway = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", gateway.local_addr().unwrap());
        let (sender, answers) = unbounded_channel();
        let commands: Arc<Mutex<Vec<Value>>> = Arc::default();
        let kept = Arc::clone(&commands);
        let base = rest_server::start(move |request| {
            let path = request.path.strip_prefix("/api/v10").unwrap_or(&request.path).split('?').next().unwrap();
            if path.ends_with("/callback") {
                sender.send((Instant::now(), request.clone())).ok();
            }
            respond(request).unwrap_or_else(|| default_response(path, request, &url, &kept))
        });
        Self { base: format!("{base}/api/v10"), gateway, answers, commands }
    }

    /// Waits for the bot's next connection, and sends nothing.
    pub(crate) async fn accept(&self) -> GatewayConnection {
        let (stream, _) = timeout(STEP_TIMEOUT, self.gateway.accept()).await.expect("a connection").unwrap();
        let (request, stream) = ServerBuilder::new().accept(stream).await.unwrap();
        assert_eq!(request.uri().query(), Some("v=10&encoding=json"));
        GatewayConnection { stream, url: format!("ws://{}", self.gateway.local_addr().unwrap()), sequence: 0 }
    }

    /// Waits for the bot's next connection, and sends HELLO with an interval of heartbeats in milliseconds.
    pub(crate) async fn accept_with_hello(&self, heartbeat: u64) -> GatewayConnection {
        let mut socket = self.accept().await;
        socket.send(&json!({ "op": 10, "d": { "heartbeat_interval": heartbeat } })).await;
        socket
    }

    /// Waits for the bot's next connection, and begins a session.
    pub(crate) async fn begin_session(&self) -> GatewayConnection {
        let mut socket = self.accept_with_hello(45_000).await;
        let identify = socket.next_payload(2).await;
        assert_eq!(identify["token"], format!("Bot {TOKEN}"));
        assert_eq!((&identify["intents"], &identify["shard"]), (&json!(0), &json!([0, 1])), "no intent at all");
        socket.send_ready().await;
        socket
    }

    /// Waits for the bot's next answer to an interaction.
    pub(crate) async fn next_answer(&mut self) -> (Instant, Request) {
        timeout(STEP_TIMEOUT, self.answers.recv()).await.expect("an answer").unwrap()
    }
}

/// Responds as Discord's REST API does.
fn default_response(path: &str, request: &Request, gateway: &str, commands: &Mutex<Vec<Value>>) -> Response {
    let mut commands = commands.lock().unwrap();
    match (request.method.as_str(), path) {
        ("GET", "/applications/@me") => json(200, &json!({ "id": "7", "name": "Turnip" })),
        ("GET", "/gateway/bot") => {
            let sessions = json!({ "total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1 });
            json(200, &json!({ "url": gateway, "shards": 1, "session_start_limit": sessions }))
        }
        ("GET", "/applications/7/commands") => json(200, &json!(*commands)),
        ("POST", "/applications/7/commands") => {
            commands.push(request.json());
            json(201, &request.json())
        }
        ("POST", path) if path.ends_with("/callback") => (204, String::new(), String::new()),
        _ => json(404, &json!({ "message": "404: Not Found" })),
    }
}

/// The server's end of a gateway connection.
pub(crate) struct GatewayConnection {
    pub(crate) stream: WebSocketStream<TcpStream>,
    pub(crate) url: String,
    pub(crate) sequence: u64,
}

impl GatewayConnection {
    /// Sends a payload.
    pub(crate) async fn send(&mut self, payload: &Value) {
        self.stream.send(Message::text(payload.to_string())).await.unwrap();
    }

    /// Sends an event.
    pub(crate) async fn dispatch(&mut self, event: &str, data: Value) {
        self.sequence += 1;
        let payload = json!({ "op": 0, "s": self.sequence, "t": event, "d": data });
        self.send(&payload).await;
    }

    /// Sends READY, which begins a session.
    pub(crate) async fn send_ready(&mut self) {
        let ready = json!({ "v": 10, "session_id": "session", "resume_gateway_url": self.url, "user": { "id": "7" }, "guilds": [] });
        self.dispatch("READY", ready).await;
    }

    /// Sends the interaction of `/privacy` with a topic.
    pub(crate) async fn send_command(&mut self, id: u64, topic: &str) {
        let data = json!({ "id": "6", "type": 1, "name": "privacy", "options": [{ "type": 3, "name": "topic", "value": topic }] });
        self.send_interaction(id, json!({ "type": 2, "data": data })).await;
    }

    /// Sends an interaction.
    pub(crate) async fn send_interaction(&mut self, id: u64, mut interaction: Value) {
        let more =
            json!({ "id": id.to_string(), "application_id": "7", "token": format!("token-{id}"), "version": 1, "user": { "id": "4" } });
        interaction.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.dispatch("INTERACTION_CREATE", interaction).await;
    }

    /// Returns the bot's next payload with an opcode. Heartbeats are skipped.
    pub(crate) async fn next_payload(&mut self, op: u64) -> Value {
        loop {
            let message = timeout(STEP_TIMEOUT, self.stream.next()).await.expect("a payload").expect("an open connection").unwrap();
            let payload: Value = serde_json::from_str(message.as_text().unwrap()).unwrap();
            if payload["op"] == op {
                return payload["d"].clone();
            }
            assert_eq!(payload["op"], 1, "{payload}");
        }
    }

    /// Waits until the bot closes the connection, and returns its close code, or 1006 without a code.
    pub(crate) async fn close_code(mut self) -> u16 {
        loop {
            match timeout(STEP_TIMEOUT, self.stream.next()).await.expect("the end") {
                Some(Ok(message)) if message.is_close() => return message.as_close().unwrap().0.into(),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return 1006,
            }
        }
    }

    /// Closes the connection with a code.
    pub(crate) async fn close(mut self, code: u16) {
        self.stream.send(Message::close(CloseCode::try_from(code).ok(), "")).await.unwrap();
        while let Some(Ok(_)) = self.stream.next().await {}
    }
}
