//! The server's settings, and their defaults.

use std::{
    net::SocketAddr,
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

/// The settings of a server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the built page.
    pub dist: PathBuf,
    /// Address to listen on: a host with its port, or a port on every address.
    pub listen: Listen,
    /// Address for `GET /metrics`. Choose a loopback address, so that no other machine can reach it. `None`: no metrics.
    pub metrics: Option<SocketAddr>,
    /// Maximum number of open connections.
    pub max_connections: NonZeroUsize,
    /// Maximum number of files that an IPv4 address, or an IPv6 /64 network, may request in a minute. `None`: no limit.
    pub files_per_minute: Option<NonZeroU32>,
    /// Number of trusted proxies. The client's address is this many entries from the end of `X-Forwarded-For`. If it is not 0,
    /// the last entry of `X-Forwarded-Proto` shows whether the client used TLS.
    pub proxies: usize,
    /// Redirect plain HTTP to `PUBLIC_URL`. Off by default: behind a proxy that uses TLS to browsers and plain HTTP to the next proxy,
    /// browsers would be redirected endlessly.
    pub redirect_to_https: bool,
    /// Level of the log.
    pub log: tracing::Level,
    /// Write each line of the log as JSON.
    pub log_json: bool,
}

/// Address to listen on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// A host and port, such as `127.0.0.1:8080`.
    At(String),
    /// A port on every address of the machine, as hosting platforms require.
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
