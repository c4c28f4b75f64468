//! `bot-embed serve` and `bot-embed headers`: from a command line and an environment to a running server, or to what other servers read.

use std::{
    collections::BTreeMap,
    fmt, fs,
    future::Future,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use lexopt::{Arg, Parser, ValueExt};
use tokio::{net::TcpListener, runtime::Builder};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    Content,
    config::{self, Config, Settings},
    headers::Host,
    server::{self, State},
    site::Site,
};

/// Why nothing is served: one lower-case sentence.
#[derive(Debug)]
pub enum Failure {
    /// The command line is wrong.
    Usage(String),
    /// Something else is.
    Other(String),
    /// Nothing is: help was asked for.
    Help,
}

impl Failure {
    fn other(error: impl fmt::Display) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

/// Serves until the process is told to end.
///
/// # Errors
/// Whatever keeps it from starting.
pub fn serve(mut args: Parser, variable: impl Fn(&str) -> Option<String>) -> Result<(), Failure> {
    let mut settings = Settings::read(&variable).map_err(Failure::other)?;
    while let Some(arg) = args.next()? {
        let name = match arg {
            Arg::Long(name) if name != "help" => name.to_owned(),
            Arg::Short('h') | Arg::Long(_) => return Err(Failure::Help),
            _ => return Err(arg.unexpected().into()),
        };
        // Whether there is such a flag has to be known before it takes a value.
        if Settings::default().flag(&name, "").is_none() {
            return Err(Arg::Long(&name).unexpected().into());
        }
        let value = args.value()?.string()?;
        settings.flag(&name, &value).unwrap_or(Ok(())).map_err(Failure::Usage)?;
    }
    let config = Config::read(&variable).map_err(Failure::other)?;
    let site = Site::load(&settings.dist).map_err(Failure::other)?;
    let content = Content::baked().map_err(Failure::other)?;
    start_log(&settings, io::stderr);
    #[cfg(unix)]
    // One connection is one open file, and the usual limit of a shell's programs is a thousand. Where it cannot be raised, fewer
    // connections are accepted at a time.
    let _ = rlimit::increase_nofile_limit(settings.max_connections.get() as u64 + 64);
    // On one core nothing is gained by handing work from thread to thread.
    let one_core = std::thread::available_parallelism().is_ok_and(|cores| cores.get() == 1);
    let runtime = if one_core { Builder::new_current_thread() } else { Builder::new_multi_thread() }.enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Other(format!("the system does not let us start: {error}")))?;
    let (addr, metrics) = (settings.addr.clone(), settings.metrics);
    let state = Arc::new(State::new(content, config, site, settings));
    runtime.block_on(async {
        let listener = bind(&addr, "--addr").await?;
        let metrics = match metrics {
            Some(addr) => Some(bind(&addr.to_string(), "--metrics").await?),
            None => None,
        };
        let stop = told_to_stop().map_err(|error| Failure::Other(format!("the system does not let us wait for signals: {error}")))?;
        let at = |listener: &TcpListener| listener.local_addr().map(|at| format!("http://{at}")).unwrap_or_default();
        let files = state.site().len();
        tracing::info!(files, at = at(&listener), "serving the page and POST /interactions");
        for path in state.site().passed_over() {
            tracing::warn!(file = %path.display(), "this is not what it should be the compressed form of, and is not sent");
        }
        if !state.answers_interactions() {
            tracing::warn!("DISCORD_PUBLIC_KEY is not set: the page is served, and /interactions answers 503");
        }
        if let Some(listener) = metrics {
            tracing::info!(at = at(&listener), "answering GET /metrics");
            tokio::spawn(server::serve_metrics(listener, Arc::clone(&state)));
        }
        server::serve(listener, state, async {
            stop.await;
            tracing::info!("told to stop: finishing what is in flight");
        })
        .await;
        tracing::info!("stopped");
        Ok(())
    })
}

async fn bind(addr: &str, flag: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(addr).await.map_err(|error| {
        Failure::Other(match error.kind() {
            io::ErrorKind::AddrInUse => format!("`{addr}` is taken: end what listens there, or name another address with {flag}"),
            io::ErrorKind::InvalidInput => {
                format!("`{addr}` is no address to listen on, such as 127.0.0.1:8080: name one with {flag}")
            }
            _ => format!("`{addr}` cannot be listened on: {error}: name another address with {flag}"),
        })
    })
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

/// Logs from now on. A full disk behind the log must not end the server, so what cannot be written is not.
fn start_log(settings: &Settings, writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) {
    let log = tracing_subscriber::fmt().with_max_level(settings.log).with_writer(writer).with_target(false).log_internal_errors(false);
    // Fails where a log has been started already, which is then good enough.
    let _ = if settings.log_json {
        tracing::subscriber::set_global_default(log.json().flatten_event(true).finish())
    } else {
        // Where there are many processes, what gathers their lines knows when they came.
        tracing::subscriber::set_global_default(log.without_time().finish())
    };
}

/// Prints the headers of the files in a folder as a static host reads them, or writes them for all hosts into that folder.
///
/// # Errors
/// Where the folder cannot be served, or nothing can be written.
pub fn headers(mut args: Parser, variable: impl Fn(&str) -> Option<String>) -> Result<Option<String>, Failure> {
    let (mut dist, mut host, mut write) = (PathBuf::from("dist"), None, false);
    while let Some(arg) = args.next()? {
        match arg {
            Arg::Long("dist") => dist = args.value()?.into(),
            Arg::Long("write") => write = true,
            Arg::Short('h') | Arg::Long("help") => return Err(Failure::Help),
            Arg::Value(value) if host.is_none() => {
                let value = value.string()?;
                let known = Host::ALL.map(Host::short_name).join("`, `");
                host = Some(
                    Host::named(&value).ok_or_else(|| Failure::Usage(format!("there is no host `{value}`: there are `{known}`")))?,
                );
            }
            _ => return Err(arg.unexpected().into()),
        }
    }
    let page = config::page(&variable).map_err(Failure::other)?;
    let over_tls = page.as_ref().is_some_and(crate::Page::is_https);
    let base = page.map_or_else(|| "/".to_owned(), |page| page.folder_path());
    let site = Site::load(&dist).map_err(Failure::other)?;
    let headers: BTreeMap<_, _> = site.headers();
    match (host, write) {
        (Some(host), false) => Ok(Some(host.write(&headers, &base, over_tls))),
        (None, true) => {
            for host in Host::ALL {
                put(&dist.join(host.file_name()), &host.write(&headers, &base, over_tls))?;
            }
            Ok(None)
        }
        _ => Err(Failure::Usage("say for which host, such as `bot-embed headers nginx`, or for all of them with --write".to_owned())),
    }
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    fs::File::create(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::Other(format!("`{}` cannot be written: {error}", path.display())))
}
