//! `carrot serve`: serves the page, and answers Discord's interactions.

use std::{
    net::SocketAddr,
    num::{NonZeroU32, NonZeroUsize},
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
};

use bot_embed::{
    config::{Config, MAX_AGE, parse_max_age},
    signature::{KeyError, PublicKey},
};
use carrot_core::parse::File;
use carrot_server::{Listen, NextBuild, Served, Settings, site::Site};
use clap::{
    ValueEnum,
    builder::{BoolishValueParser, TypedValueParser as _},
};

use crate::{build, content::ContentArgs, failure::Failure, log, page::PageArgs, watch};

/// Largest value of `--max-connections`: an arbitrary limit, against typing errors.
const MAX_CONNECTIONS: usize = 1_000_000;

/// Serve the page, POST /interactions and GET /healthz
///
/// The page is the one that `carrot build` has written; with --watch, it is built first. SIGTERM lets requests in progress finish, for at most 10 seconds.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The application's public key, from Discord's developer portal; without it, /interactions answers 503
    #[arg(long, value_name = "HEX", env = "DISCORD_PUBLIC_KEY", value_parser = parse_public_key)]
    public_key: Option<PublicKey>,
    /// Maximum age of a signed request, in seconds; 0: any age
    #[arg(long, value_name = "SECONDS", env = "INTERACTION_MAX_AGE_S", default_value_t = MAX_AGE, value_parser = parse_max_age)]
    interaction_max_age: u64,
    #[command(flatten)]
    page: PageArgs,
    /// Folder of the built page
    #[arg(long, value_name = "DIR", env = "DIST", default_value = "dist")]
    dist: PathBuf,
    /// Build the page of the content folder first, and again whenever a file of it changes
    #[arg(long)]
    watch: bool,
    /// Folder of the page's wasm, JavaScript and CSS for --watch [default: what the program was built with]
    #[arg(long, value_name = "DIR", requires = "watch")]
    assets: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "HOST:PORT", value_parser = parse_addr)]
    addr: Option<String>,
    /// Port to listen on, on every address of this machine, IPv6 and IPv4; --addr takes precedence
    #[arg(long, env = "PORT", value_parser = parse_port)]
    port: Option<u16>,
    /// Loopback address for GET /metrics, so that only this machine can reach it
    #[arg(long, value_name = "HOST:PORT", env = "METRICS_ADDR", value_parser = parse_metrics)]
    metrics: Option<SocketAddr>,
    /// Maximum number of open connections
    #[arg(long, value_name = "N", env = "MAX_CONNECTIONS", default_value = "8192", value_parser = parse_connections)]
    max_connections: NonZeroUsize,
    /// Maximum number of files a minute for each IPv4 address or IPv6 /64 network; 0: any number
    #[arg(long, value_name = "N", env = "FILES_PER_MINUTE", default_value = "0", value_parser = parse_files_per_minute)]
    files_per_minute: u32,
    /// Number of trusted proxies in front: 1 on Heroku
    #[arg(long, value_name = "N", env = "PROXIES", default_value = "0", value_parser = parse_proxies)]
    proxies: u8,
    /// Redirect plain HTTP to PUBLIC_URL; only if the proxies in front use TLS among themselves
    #[arg(long, env = "REDIRECT_TO_HTTPS", value_parser = parse_switch)]
    redirect_to_https: bool,
    /// Level of the log; debug has a line for each request
    #[arg(long, env = "LOG", default_value = "info")]
    log: Level,
    /// Format of the log
    #[arg(long, value_name = "FORMAT", env = "LOG_FORMAT", default_value = "text")]
    log_format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warn,
    Info,
    Debug,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn parse_public_key(text: &str) -> Result<PublicKey, KeyError> {
    text.trim().parse()
}

/// Checks only the syntax. If this machine does not have the address, the start of the server fails with an error.
fn parse_addr(text: &str) -> Result<String, String> {
    let valid = match text.rsplit_once(':') {
        _ if text.parse::<SocketAddr>().is_ok() => true,
        // A name, such as `localhost`. Only IPv6 addresses have more colons.
        Some((host, port)) => !host.is_empty() && !host.contains([':', '[', ' ']) && port.parse::<u16>().is_ok(),
        None => false,
    };
    let error = || "it is not HOST:PORT, such as 127.0.0.1:8080 or [::]:8080".to_owned();
    if valid { Ok(text.to_owned()) } else { Err(error()) }
}

fn parse_switch(text: &str) -> Result<bool, String> {
    let parsed = BoolishValueParser::new().parse_ref(&clap::Command::new(""), None, text.trim().as_ref());
    parsed.map_err(|_| "it is neither on nor off: use 1 or 0".to_owned())
}

fn parse_metrics(text: &str) -> Result<SocketAddr, String> {
    let addr: SocketAddr = text.parse().map_err(|_| "it is not HOST:PORT, such as 127.0.0.1:9090".to_owned())?;
    if addr.ip().is_loopback() {
        Ok(addr)
    } else {
        Err("other machines can reach it: choose a loopback address, such as 127.0.0.1:9090".to_owned())
    }
}

fn parse_port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "it is not a port from 0 to 65535, such as 8080".to_owned())
}

fn parse_connections(text: &str) -> Result<NonZeroUsize, String> {
    let max = text.parse().ok().filter(|max: &NonZeroUsize| max.get() <= MAX_CONNECTIONS);
    max.ok_or_else(|| format!("it is not a number of connections from 1 to {MAX_CONNECTIONS}, such as 8192"))
}

fn parse_files_per_minute(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "it is not a number of files, such as 600, or 0 for any number".to_owned())
}

fn parse_proxies(text: &str) -> Result<u8, String> {
    text.parse().map_err(|_| "it is not a number of proxies, such as 1 on Heroku".to_owned())
}

impl From<Args> for Settings {
    fn from(args: Args) -> Self {
        Self {
            dist: args.dist,
            listen: match (args.addr, args.port) {
                (Some(addr), _) => Listen::At(addr),
                (None, Some(port)) => Listen::Port(port),
                (None, None) => Self::default().listen,
            },
            metrics: args.metrics,
            max_connections: args.max_connections,
            files_per_minute: NonZeroU32::new(args.files_per_minute),
            proxies: args.proxies.into(),
            redirect_to_https: args.redirect_to_https,
            log: match args.log {
                Level::Error => tracing::Level::ERROR,
                Level::Warn => tracing::Level::WARN,
                Level::Info => tracing::Level::INFO,
                Level::Debug => tracing::Level::DEBUG,
            },
            log_json: args.log_format == Format::Json,
        }
    }
}

pub(crate) fn run(content: &ContentArgs, mut args: Args) -> Result<(), Failure> {
    let (watch, assets, page) = (args.watch, args.assets.take(), args.page.clone());
    let config = Config { key: args.public_key.take(), max_age: args.interaction_max_age, page: page.page().cloned() };
    let settings = Settings::from(args);
    if settings.redirect_to_https && !config.page.as_ref().is_some_and(|page| page.url().is_https()) {
        return Err(Failure::Usage("--redirect-to-https needs PUBLIC_URL: set it to an address that begins with https://".to_owned()));
    }
    if settings.redirect_to_https && settings.proxies == 0 {
        return Err(Failure::Usage(
            "--redirect-to-https needs a proxy in front that terminates TLS: set --proxies to the number of proxies".to_owned(),
        ));
    }
    let (served, next) = if watch {
        let mut watched = Watched::new(content, &settings.dist, assets, page)?;
        let first = watched.build()?;
        let next: NextBuild = Box::new(move || watched.next());
        (first, Some(next))
    } else {
        (load(content, &settings.dist)?, None)
    };
    carrot_server::run(served, config, settings, next).map_err(Failure::other)
}

/// Reads the page and the content at the same time.
fn load(content: &ContentArgs, dist: &Path) -> Result<Served, Failure> {
    thread::scope(|scope| {
        let site = scope.spawn(|| Site::load(dist));
        let content = content.load();
        let site = site.join().unwrap_or_else(|panic| resume_unwind(panic)).map_err(Failure::other)?;
        Ok((content?, site))
    })
}

/// A content folder for `--watch`: its files as they were last built, and the arguments of the build.
struct Watched {
    content: ContentArgs,
    dist: PathBuf,
    assets: Option<PathBuf>,
    page: PageArgs,
    files: Vec<File>,
}

impl Watched {
    fn new(content: &ContentArgs, dist: &Path, assets: Option<PathBuf>, page: PageArgs) -> Result<Self, Failure> {
        let Some(checked) = content.read_checked()? else {
            return Err(Failure::Usage("no content folder given: name the folder to watch with --content or CONTENT_DIR".to_owned()));
        };
        Ok(Self { content: content.clone(), dist: dist.to_owned(), assets, page, files: checked.files })
    }

    /// Builds the page, and reads it.
    fn build(&self) -> Result<Served, Failure> {
        build::run(&self.content, build::Args::for_serving(&self.dist, self.assets.as_deref(), &self.page))?;
        load(&self.content, &self.dist)
    }

    /// Waits for changed files and builds the page from them. Logs errors in the content, and keeps the page until they are corrected.
    fn next(&mut self) -> Served {
        loop {
            self.files = watch::wait_for_change(&self.files, || self.content.read_checked()).files;
            match self.build() {
                Ok(served) => return served,
                Err(failure) => log(&failure.to_string()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heroku_nginx_accepts_the_same_words_for_a_redirect() {
        let template = include_str!("../../deploy/heroku-nginx/config/nginx.conf.erb");
        let words =
            template.split_once("%w[").unwrap().1.split_once("].include?(ENV[\"REDIRECT_TO_HTTPS\"].to_s.strip.downcase)").unwrap().0;
        let accepted: Vec<&str> = words.split(' ').collect();
        for word in
            ["1", "true", "yes", "on", "y", "t", "0", "false", "no", "off", "n", "f", "perhaps"].into_iter().chain(accepted.clone())
        {
            for typed in [word.to_owned(), format!(" {} ", word.to_uppercase())] {
                assert_eq!(parse_switch(&typed) == Ok(true), accepted.contains(&word), "{typed}");
            }
        }
    }
}
