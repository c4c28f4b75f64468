//! Runs the server: starts the log, opens the sockets, and serves until the process is asked to stop.

use std::{
    fmt,
    future::Future,
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::pin,
    sync::Arc,
    thread,
};

use bot_embed::{Content, config::Config};
use socket2::{Domain, Socket, Type};
use tokio::{net::TcpListener, runtime::Builder, sync::mpsc};
use tracing_subscriber::fmt::MakeWriter;

use crate::{Listen, Settings, State, serve, serve_metrics, site::Site};

/// Reason why the server cannot start. Its text names the problem, the place, and a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunError(String);

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RunError {}

/// The content that answers interactions, and the files of the page.
pub type Served = (Content, Site);

/// A function that waits for a newer build, and returns its content and files. The server serves them from then on.
pub type NextBuild = Box<dyn FnMut() -> Served + Send>;

/// Serves until the process is asked to stop. Writes the log to standard error. `next` runs on a separate thread.
///
/// # Errors
/// If the server cannot listen on an address, or the system does not let it start.
pub fn run(served: Served, config: Config, settings: Settings, next: Option<NextBuild>) -> Result<(), RunError> {
    start_log(&settings, io::stderr);
    #[cfg(unix)]
    // Each connection is an open file, and shells usually limit programs to a thousand. If the limit cannot be raised, fewer
    // connections are accepted at the same time.
    let _ = rlimit::increase_nofile_limit(settings.max_connections.get() as u64 + 64);
    // On one core, several threads would only take more time.
    let one_core = std::thread::available_parallelism().is_ok_and(|cores| cores.get() == 1);
    let runtime = if one_core { Builder::new_current_thread() } else { Builder::new_multi_thread() }.enable_all().build();
    let runtime = runtime.map_err(|error| RunError(not_started("the server", &error)))?;
    let state = |(content, site)| Arc::new(State::new(content, config.clone(), site, settings.clone()));
    let mut state_now = state(served);
    let (sender, mut renewed) = mpsc::unbounded_channel();
    // The first sender keeps the channel open if there is no `next`.
    let renewing = sender.clone();
    if let Some(mut next) = next {
        thread::spawn(move || while renewing.send(next()).is_ok() {});
    }
    runtime.block_on(async {
        let mut listener = listen(&settings.listen).await?;
        let metrics = match settings.metrics {
            Some(addr) => Some(bind(&addr.to_string(), "--metrics").await?),
            None => None,
        };
        let stop = stop_signal().map_err(|error| RunError(not_started("the server", &error)))?;
        let mut stop = pin!(stop);
        let at = |listener: &TcpListener| listener.local_addr().map(|at| format!("http://{at}")).unwrap_or_default();
        let files = state_now.site().len();
        tracing::info!(files, at = at(&listener), "serving the page and POST /interactions");
        for path in state_now.site().skipped() {
            tracing::warn!(file = %path.display(), "this compressed file does not match the file beside it, so it is not sent: build the page again");
        }
        if !state_now.answers_interactions() {
            tracing::warn!("DISCORD_PUBLIC_KEY is not set: the page is served, and /interactions answers 503");
        }
        if let Some(listener) = metrics {
            tracing::info!(at = at(&listener), "answering GET /metrics");
            tokio::spawn(serve_metrics(listener, Arc::clone(&state_now)));
        }
        // Keep the port of the first listener: port 0 selects another port each time.
        let same_address = match (&settings.listen, listener.local_addr()) {
            (Listen::At(_), Ok(addr)) => Listen::At(addr.to_string()),
            (other, _) => other.clone(),
        };
        loop {
            let mut next = None;
            serve(listener, state_now, async {
                tokio::select! {
                    () = &mut stop => tracing::info!("asked to stop: finishing the requests in progress"),
                    served = renewed.recv() => next = served,
                }
            })
            .await;
            let Some(served) = next else { break };
            state_now = state(served);
            listener = listen(&same_address).await?;
        }
        drop(sender);
        tracing::info!("stopped");
        Ok(())
    })
}

async fn listen(listen: &Listen) -> Result<TcpListener, RunError> {
    match listen {
        Listen::At(addr) => bind(addr, "--addr").await,
        Listen::Port(port) => bind_everywhere(*port).map_err(|error| bind_error(&format!("port {port}"), "--port", &error)),
    }
}

async fn bind(addr: &str, flag: &str) -> Result<TcpListener, RunError> {
    TcpListener::bind(addr).await.map_err(|error| bind_error(&format!("`{addr}`"), flag, &error))
}

fn bind_error(place: &str, flag: &str, error: &io::Error) -> RunError {
    RunError(match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{place} is already in use: stop the program that listens there, or choose another with {flag}")
        }
        io::ErrorKind::InvalidInput => {
            format!("{place} is not an address to listen on: choose one with {flag}, such as 127.0.0.1:8080")
        }
        io::ErrorKind::PermissionDenied => {
            format!("no permission to listen on {place}: choose a port from 1024 to 65535 with {flag}")
        }
        _ => format!("cannot listen on {place}: {error}: choose another with {flag}"),
    })
}

/// Listens on a port of every address, IPv6 and IPv4. If the machine has no IPv6, listens on IPv4 only.
fn bind_everywhere(port: u16) -> io::Result<TcpListener> {
    open_everywhere(port, open)
}

/// Opens the port on IPv6, and on IPv4 only if the machine has no IPv6. `open` is a parameter, because tests run on machines with IPv6.
fn open_everywhere<L>(port: u16, open: impl Fn(Domain, SocketAddr) -> io::Result<L>) -> io::Result<L> {
    match open(Domain::IPV6, (Ipv6Addr::UNSPECIFIED, port).into()) {
        // IPv4 alone would hide that IPv6 clients reach another program, or that this user may not open the port.
        Err(error) if !matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) => {
            open(Domain::IPV4, (Ipv4Addr::UNSPECIFIED, port).into())
        }
        other => other,
    }
}

fn open(domain: Domain, addr: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(domain, Type::STREAM, None)?;
    if domain == Domain::IPV6 {
        // Set it, because the default depends on the system.
        socket.set_only_v6(false)?;
    }
    // On Windows this would let two servers share a port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&addr.into())?;
    socket.listen(1024)?;
    TcpListener::from_std(socket.into())
}

/// Returns the error for a program that cannot start because the system lacks resources. Usually, a limit of the user is reached.
pub fn not_started(program: &str, error: &io::Error) -> String {
    format!(
        "the system does not let {program} start: {error}: end other programs, or raise this user's limits (`ulimit -n`, `ulimit -u`)"
    )
}

/// Returns a future that completes when the process is asked to stop. The handlers stay installed, so a second signal has no
/// effect.
///
/// # Errors
/// If the system does not let the process wait for signals.
#[cfg(unix)]
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Returns a future that completes when the process is asked to stop.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler, the system ends the process itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Starts the log. Lines that cannot be written are dropped, because a full disk must not end the server.
fn start_log(settings: &Settings, writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) {
    let log = tracing_subscriber::fmt().with_max_level(settings.log).with_writer(writer).with_target(false).log_internal_errors(false);
    // This fails if a log has already been started. Then that log is used.
    let _ = if settings.log_json {
        tracing::subscriber::set_global_default(log.json().flatten_event(true).finish())
    } else {
        // Hosting platforms add the time to each line.
        tracing::subscriber::set_global_default(log.without_time().finish())
    };
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use expect_test::expect;

    use super::*;

    #[test]
    fn refused_start_names_the_limits() {
        expect!["the system does not let the server start: quota exceeded: end other programs, or raise this user's limits (`ulimit -n`, `ulimit -u`)"].assert_eq(&not_started("the server", &io::ErrorKind::QuotaExceeded.into()));
    }

    /// Returns the result of listening everywhere if IPv6 gives `ipv6`, and the addresses that were tried.
    fn opened(ipv6: Option<io::Error>) -> (io::Result<SocketAddr>, Vec<String>) {
        let (ipv6, tried) = (Cell::new(ipv6), RefCell::new(Vec::new()));
        let result = open_everywhere(8080, |domain, addr| {
            assert_eq!(domain == Domain::IPV6, addr.is_ipv6());
            tried.borrow_mut().push(addr.to_string());
            match ipv6.take() {
                Some(error) => Err(error),
                None => Ok(addr),
            }
        });
        (result, tried.into_inner())
    }

    #[test]
    fn ipv4_is_tried_only_without_ipv6() {
        let (works, tried) = opened(None);
        assert_eq!((works.unwrap().to_string(), tried), ("[::]:8080".to_owned(), vec!["[::]:8080".to_owned()]));
        // Linux without the module of IPv6 reports `EAFNOSUPPORT` (97), and with `disable_ipv6=1` it reports `EADDRNOTAVAIL`.
        let unsupported = [io::ErrorKind::Unsupported.into(), io::ErrorKind::AddrNotAvailable.into()];
        #[cfg(target_os = "linux")]
        let unsupported = unsupported.into_iter().chain([io::Error::from_raw_os_error(97)]);
        for error in unsupported {
            let (fallen_back, tried) = opened(Some(error));
            assert_eq!(fallen_back.unwrap().to_string(), "0.0.0.0:8080");
            assert_eq!(tried, ["[::]:8080", "0.0.0.0:8080"]);
        }
        for kind in [io::ErrorKind::AddrInUse, io::ErrorKind::PermissionDenied] {
            let (refused, tried) = opened(Some(kind.into()));
            assert_eq!((refused.unwrap_err().kind(), tried), (kind, vec!["[::]:8080".to_owned()]));
        }
    }

    #[test]
    fn bind_errors_name_the_address_and_a_fix() {
        let sentence = |place: &str, flag: &str, kind: io::ErrorKind| bind_error(place, flag, &kind.into()).to_string();
        let printed = [
            sentence("port 80", "--port", io::ErrorKind::PermissionDenied),
            sentence("`127.0.0.1:80`", "--addr", io::ErrorKind::AddrNotAvailable),
        ];
        expect![[r#"
            no permission to listen on port 80: choose a port from 1024 to 65535 with --port
            cannot listen on `127.0.0.1:80`: address not available: choose another with --addr"#]]
        .assert_eq(&printed.join("\n"));
    }
}
