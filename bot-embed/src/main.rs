//! The program: `serve`, `preview` and `register`, for whoever runs or tries the bot. All that it does is in the library.

use std::{
    env,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use bot_embed::{
    Content, command,
    config::{self, Config},
    discord::{self, Delivery},
    preview::{self, Style},
    reply::{Request, reply},
    server::{self, State},
    site::Site,
};
use carrot_core::Lang;
use lexopt::{Arg, Parser, ValueExt};
use tokio::net::TcpListener;

const HELP: &str = "\
Answers /privacy on Discord, and serves the page.

  bot-embed serve [--dist DIR] [--addr HOST:PORT]
      Serves the page in DIR (dist), POST /interactions and GET /healthz.
      Listens on --addr, else on 0.0.0.0:$PORT, else on 127.0.0.1:8080.

  bot-embed preview '/privacy topic:retention' [--locale fr] [--json]
      Draws the reply in the terminal as Discord would show it to somebody with
      that locale; with --json, prints the response as it would be sent.

  bot-embed register --dry-run [--guild ID]
      Prints the commands that Discord would be told of, and where they would go.

Environment:
  DISCORD_PUBLIC_KEY      the application's public key; without it /interactions answers 503
  INTERACTION_MAX_AGE_S   how old a signed request may be, in seconds (300; 0: any age)
  PUBLIC_URL              where the page is published; without it replies have no link
  PORT                    listen on this port, on every address
  DISCORD_APPLICATION_ID  for register
";

/// Why the program ends: a sentence, and whether it is the command line that is wrong.
enum Failure {
    Usage(String),
    Other(String),
}

impl Failure {
    fn other(error: impl std::fmt::Display) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

fn main() -> ExitCode {
    let (code, sentence) = match run(Parser::from_env()) {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(sentence)) => (2, format!("{sentence} (`bot-embed --help` shows what there is)")),
        Err(Failure::Other(sentence)) => (1, sentence),
    };
    // Nobody is left to tell if even this fails.
    let _ = writeln!(io::stderr(), "bot-embed: {sentence}");
    ExitCode::from(code)
}

fn run(mut args: Parser) -> Result<(), Failure> {
    match args.next()? {
        Some(Arg::Value(name)) => match name.to_str() {
            Some("serve") => serve(args),
            Some("preview") => preview(args),
            Some("register") => register(args),
            Some("help") => print(HELP),
            _ => Err(Failure::Usage(format!("there is no `{}`", name.to_string_lossy()))),
        },
        Some(Arg::Short('h') | Arg::Long("help")) => print(HELP),
        Some(arg) => Err(arg.unexpected().into()),
        None => Err(Failure::Usage("say what to do: `serve`, `preview` or `register`".to_owned())),
    }
}

fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever read the beginning may have had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Failure::Other(format!("the output cannot be written: {error}"))),
    }
}

fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

// --- serve

fn serve(mut args: Parser) -> Result<(), Failure> {
    let (mut dist, mut addr) = (PathBuf::from("dist"), None);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("dist") => dist = args.value()?.into(),
            Arg::Long("addr") => addr = Some(args.value()?.string()?),
            Arg::Short('h') | Arg::Long("help") => return print(HELP),
            _ => return Err(arg.unexpected().into()),
        }
    }
    let addr = match addr {
        Some(addr) => addr,
        None => config::port_address(variable).map_err(Failure::other)?.unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
    };
    let config = Config::read(variable).map_err(Failure::other)?;
    let site = Site::load(&dist).map_err(Failure::other)?;
    let content = Content::baked().map_err(Failure::other)?;
    let state = State { content, config, site, clock: server::system_clock };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Other(format!("the system does not let us start: {error}")))?;
    runtime.block_on(listen(&addr, state))
}

async fn listen(addr: &str, state: State) -> Result<(), Failure> {
    let listener = TcpListener::bind(addr).await.map_err(|error| {
        Failure::Other(match error.kind() {
            io::ErrorKind::AddrInUse => format!("`{addr}` is taken: end what listens there, or name another address with --addr"),
            io::ErrorKind::InvalidInput => format!("`{addr}` is no address to listen on, such as 127.0.0.1:8080: name one with --addr"),
            _ => format!("`{addr}` cannot be listened on: {error}: name another address with --addr"),
        })
    })?;
    let at = listener.local_addr().map_err(|error| Failure::Other(format!("`{addr}` cannot be listened on: {error}")))?;
    let stop = told_to_stop().map_err(|error| Failure::Other(format!("the system does not let us wait for signals: {error}")))?;
    log(&format!("serving {} files and POST /interactions at http://{at}", state.site.len()));
    if state.config.key.is_none() {
        log("DISCORD_PUBLIC_KEY is not set: the page is served, and /interactions answers 503");
    }
    server::serve(listener, Arc::new(state), stop).await;
    Ok(())
}

/// Ready when the process is told to end. The handlers stand from now on and for good, so that a second signal does no harm.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler the system ends the process itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn log(line: &str) {
    // A full disk behind the log must not end the server.
    let _ = writeln!(io::stderr(), "bot-embed: {line}");
}

// --- preview

fn preview(mut args: Parser) -> Result<(), Failure> {
    let (mut typed, mut locale, mut json) = (None, None, false);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("locale") => locale = Some(self::locale(args.value()?.string()?)?),
            Arg::Long("json") => json = true,
            Arg::Short('h') | Arg::Long("help") => return print(HELP),
            Arg::Value(value) if typed.is_none() => typed = Some(value.string()?),
            _ => return Err(arg.unexpected().into()),
        }
    }
    let typed = typed.ok_or_else(|| Failure::Usage("say what to preview, such as '/privacy topic:retention'".to_owned()))?;
    let topic = topic(&typed)?;
    let page = config::page(variable).map_err(Failure::other)?;
    let content = Content::baked().map_err(Failure::other)?;
    let spoken = content.spoken(locale.as_deref());
    let response = discord::message(&reply(spoken, &Request::Privacy { topic }), Delivery::Message, page.as_ref());
    if json {
        let json = serde_json::to_string_pretty(&response).map_err(Failure::other)?;
        return print(&format!("{json}\n"));
    }
    let width = variable("COLUMNS").and_then(|columns| columns.parse().ok()).unwrap_or(80).clamp(40, 100);
    let colour = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    print(&preview::draw(&response, Style { width, colour }))
}

/// A locale as Discord would name it; what is none would be passed over there, where nobody can tell.
fn locale(tag: String) -> Result<String, Failure> {
    tag.parse::<Lang>().map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(tag)
}

/// The topic in a command as a person types it: `/privacy`, `/privacy topic:how long`, and, because nothing else could be meant,
/// `/privacy how long`.
fn topic(typed: &str) -> Result<Option<&str>, Failure> {
    let typed = typed.trim();
    let (name, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    if name.trim_start_matches('/') != command::PRIVACY {
        return Err(Failure::Usage(format!("there is no command `{name}`: try '/{}'", command::PRIVACY)));
    }
    let rest = rest.trim();
    let text = rest.strip_prefix(command::TOPIC).and_then(|rest| rest.strip_prefix(':')).unwrap_or(rest).trim();
    Ok(Some(text).filter(|text| !text.is_empty()))
}

// --- register

fn register(mut args: Parser) -> Result<(), Failure> {
    let (mut dry_run, mut guild) = (false, None);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("dry-run") => dry_run = true,
            Arg::Long("guild") => guild = Some(args.value()?.string()?),
            Arg::Short('h') | Arg::Long("help") => return print(HELP),
            _ => return Err(arg.unexpected().into()),
        }
    }
    if let Some(guild) = guild.as_deref().filter(|guild| !config::is_snowflake(guild)) {
        return Err(Failure::Usage(format!("`{guild}` is not a server's id: digits alone")));
    }
    if !dry_run {
        return Err(Failure::Usage("registering is not built yet: see what would be sent with --dry-run".to_owned()));
    }
    let application = config::application(variable).map_err(Failure::other)?;
    let application = application.unwrap_or_else(|| "{DISCORD_APPLICATION_ID}".to_owned());
    log(&format!("this would be sent: PUT {}", command::path(&application, guild.as_deref())));
    let json = serde_json::to_string_pretty(&command::all()).map_err(Failure::other)?;
    print(&format!("{json}\n"))
}
