//! How the page is served, and where.

use std::{
    net::SocketAddr,
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

/// How the page is served, and where.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the built page.
    pub dist: PathBuf,
    /// Where to listen.
    pub listen: Listen,
    /// Where to answer `GET /metrics`: an address that only this machine can reach. With `None` there are no metrics.
    pub metrics: Option<SocketAddr>,
    /// The most connections that may be open at the same time.
    pub max_connections: NonZeroUsize,
    /// The most files that one address may ask for in a minute. With `None` there is no limit.
    pub files_per_minute: Option<NonZeroU32>,
    /// The number of trusted proxies in front: so many entries of `X-Forwarded-For`, and `X-Forwarded-Proto`, are believed.
    pub proxies: usize,
    /// Whether plain HTTP is redirected to `PUBLIC_URL`. Behind a proxy that speaks TLS to browsers and plain HTTP to the next one, this
    /// would send browsers in circles, so nobody gets it without asking.
    pub redirect_to_https: bool,
    /// The level of the log.
    pub log: tracing::Level,
    /// Whether each line of the log is JSON.
    pub log_json: bool,
}

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// At a host and port, such as `127.0.0.1:8080`.
    At(String),
    /// At a port of every address of the machine, as hosting platforms need it.
    Port(u16),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dist: "dist".into(),
            listen: Listen::At("127.0.0.1:8080".to_owned()),
            metrics: None,
            max_connections: const { NonZeroUsize::new(8192).unwrap() },
            files_per_minute: None,
            proxies: 0,
            redirect_to_https: false,
            log: tracing::Level::INFO,
            log_json: false,
        }
    }
}
