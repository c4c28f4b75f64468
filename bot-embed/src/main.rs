//! The program: `serve`, `headers`, `preview` and `register`, for whoever runs or tries the bot. All that it does is in the library.

use std::{
    env,
    io::{self, IsTerminal, Write},
    process::ExitCode,
    time::Duration,
};

use bot_embed::{
    Content, command, config,
    discord::{self, Delivery, Display, Form},
    interaction::Command,
    preview::{self, Style},
    register, reply, request, serve,
};
use carrot_core::Lang;
use lexopt::{Arg, Parser, ValueExt};

const HELP: &str = "\
Answers /privacy and /compliance on Discord, and serves the page.

  bot-embed serve [--dist DIR] [--addr HOST:PORT] [--metrics HOST:PORT]
                  [--max-connections N] [--files-per-minute N] [--proxies N]
                  [--log error|warn|info|debug] [--log-format text|json]
      Serves the page in DIR (dist), POST /interactions and GET /healthz.
      Listens on --addr, else on 0.0.0.0:$PORT, else on 127.0.0.1:8080.
      SIGTERM lets what is in flight finish, for at most 10 seconds.

  bot-embed headers [--dist DIR] _headers|nginx|nginx-maps|caddy|heroku|--write
      Prints the headers of the files in DIR as such a host of files reads them;
      with --write, writes them all into DIR, as `cargo xtask build` does.

  bot-embed preview '/privacy topic:retention' [--page N] [--locale fr] [--embed] [--json]
  bot-embed preview '/compliance service:… framework:… data:…'
      Draws the reply in the terminal as Discord would show it to somebody with
      that locale; with --embed, as a bot would send it that cannot use components
      of the second version; with --json, prints the response as it would be sent.

  bot-embed register [--guild ID] [--dry-run]
      Tells Discord of the commands, for all servers and users or for one server,
      and prints the difference first. What the application has besides is removed.
      With --dry-run, nothing is changed; without DISCORD_TOKEN, nothing is asked
      either, and the commands are printed as they would be sent.

Environment:
  DISCORD_PUBLIC_KEY      the application's public key; without it /interactions answers 503
  INTERACTION_MAX_AGE_S   how old a signed request may be, in seconds (300; 0: any age)
  PUBLIC_URL              where the page is published; without it replies have no link.
                          With https:// browsers are told to come back over TLS alone
  PORT                    listen on this port, on every address
  DIST                    like --dist; a flag goes before its variable
  METRICS_ADDR            like --metrics: where GET /metrics is answered, to this machine alone
  MAX_CONNECTIONS         like --max-connections: how many may be open at a time (8192)
  FILES_PER_MINUTE        like --files-per-minute: how many files one address may ask for (0: any number)
  PROXIES                 like --proxies: how many proxies in front are believed (0); 1 on Heroku
  LOG, LOG_FORMAT         like --log (info; debug has a line per request) and --log-format (text)
  DISCORD_APPLICATION_ID, DISCORD_TOKEN
                          for register: the application's id, and the bot's token
  DISCORD_API_BASE        for register: another address of Discord's API
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
            Some("headers") => headers(args),
            Some("preview") => preview(args),
            Some("register") => register(args),
            Some("help") => print(HELP),
            _ => Err(Failure::Usage(format!("there is no `{}`", name.to_string_lossy()))),
        },
        Some(Arg::Short('h') | Arg::Long("help")) => print(HELP),
        Some(Arg::Short('V') | Arg::Long("version")) => print(concat!("bot-embed ", env!("CARGO_PKG_VERSION"), "\n")),
        Some(arg) => Err(arg.unexpected().into()),
        None => Err(Failure::Usage("say what to do: `serve`, `headers`, `preview` or `register`".to_owned())),
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

// --- serve, headers

fn serve(args: Parser) -> Result<(), Failure> {
    serve::serve(args, variable).or_else(failed)
}

fn headers(args: Parser) -> Result<(), Failure> {
    match serve::headers(args, variable) {
        Ok(text) => print(&text.unwrap_or_default()),
        Err(failure) => failed(failure),
    }
}

fn failed(failure: serve::Failure) -> Result<(), Failure> {
    match failure {
        serve::Failure::Usage(sentence) => Err(Failure::Usage(sentence)),
        serve::Failure::Other(sentence) => Err(Failure::Other(sentence)),
        serve::Failure::Help => print(HELP),
    }
}

fn log(line: &str) {
    // What this says is for people; nobody is left to tell if it fails.
    let _ = writeln!(io::stderr(), "bot-embed: {line}");
}

// --- preview

fn preview(mut args: Parser) -> Result<(), Failure> {
    let (mut typed, mut locale, mut json, mut page, mut form) = (None, None, false, 1, Form::Components);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("locale") => locale = Some(self::locale(args.value()?.string()?)?),
            Arg::Long("json") => json = true,
            Arg::Long("embed") => form = Form::Embed,
            Arg::Long("page") => page = args.value()?.parse()?,
            Arg::Short('h') | Arg::Long("help") => return print(HELP),
            Arg::Value(value) if typed.is_none() => typed = Some(value.string()?),
            _ => return Err(arg.unexpected().into()),
        }
    }
    let typed = typed.ok_or_else(|| Failure::Usage("say what to preview, such as '/privacy topic:retention'".to_owned()))?;
    let command = Command::typed(&typed).map_err(|error| Failure::Usage(error.to_string()))?;
    let link = config::page(variable).map_err(Failure::other)?;
    let content = Content::baked().map_err(Failure::other)?;
    let reply = reply::reply(content.spoken(locale.as_deref()), &request(&command));
    let display = Display { form, page: link.as_ref() };
    let pages = discord::pages(&reply, form);
    if page < 1 || page > pages {
        return Err(Failure::Usage(format!("there is no page {page} of this reply: it has {pages}")));
    }
    let response = discord::message(&reply, page, Delivery::Message, display);
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
    let to = register::Target::read(variable, guild.clone()).map_err(Failure::other)?;
    let Some(to) = to else {
        if !dry_run {
            return Err(Failure::Other(register::NOT_SET.to_owned()));
        }
        let application = config::application(variable).map_err(Failure::other)?;
        let application = application.unwrap_or_else(|| "{DISCORD_APPLICATION_ID}".to_owned());
        let json = serde_json::to_string_pretty(&command::all()).map_err(Failure::other)?;
        log(&format!("this would be sent: PUT {}", command::path(&application, guild.as_deref())));
        return print(&format!("{json}\n"));
    };
    let wait = |time: Duration| {
        log(&format!("Discord asks to wait for {} s", time.as_secs_f64().ceil()));
        std::thread::sleep(time);
    };
    let difference = to.difference(wait).map_err(Failure::other)?;
    print(&difference.to_string())?;
    if dry_run || difference.is_empty() {
        return Ok(());
    }
    to.overwrite(wait).map_err(Failure::other)?;
    print("registered\n")
}
