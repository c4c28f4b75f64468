//! What the environment and the command line say, read and checked before anything starts.

use std::{
    fmt,
    net::SocketAddr,
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

use crate::{Page, signature::PublicKey};

/// How interactions are answered.
#[derive(Debug, Clone)]
pub struct Config {
    /// The application's public key; none: interactions are not answered.
    pub key: Option<PublicKey>,
    /// How many seconds old a signed request may be; 0: any age.
    pub max_age: u64,
    /// Where the page is published; none: replies have no link.
    pub page: Option<Page>,
}

/// How the page is served, and where.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The built page's folder (`--dist`, `DIST`).
    pub dist: PathBuf,
    /// Where to listen (`--addr`, else `PORT` on every address).
    pub addr: String,
    /// Where to answer `GET /metrics`, an address that only this machine can reach; none: nowhere (`--metrics`, `METRICS_ADDR`).
    pub metrics: Option<SocketAddr>,
    /// How many connections may be open at the same time (`--max-connections`, `MAX_CONNECTIONS`).
    pub max_connections: NonZeroUsize,
    /// How many files one address may ask for in a minute; none: any number (`--files-per-minute`, `FILES_PER_MINUTE`).
    pub files_per_minute: Option<NonZeroU32>,
    /// How many proxies of ours stand in front: so much of `X-Forwarded-For`, and `X-Forwarded-Proto`, is believed (`--proxies`,
    /// `PROXIES`).
    pub proxies: usize,
    /// What is logged (`--log`, `LOG`).
    pub log: tracing::Level,
    /// Whether each line of the log is JSON (`--log-format`, `LOG_FORMAT`).
    pub log_json: bool,
}

/// More connections no system can have open.
const MOST_CONNECTIONS: usize = 1_000_000;

/// A setting by its flag, its variable and what it says.
type Setting = (&'static str, &'static str, fn(&mut Settings, &str) -> Result<(), String>);

impl Settings {
    const ALL: [Setting; 8] = [
        ("dist", "DIST", |settings, text| {
            settings.dist = text.into();
            Ok(())
        }),
        ("addr", "", |settings, text| {
            settings.addr = text.to_owned();
            Ok(())
        }),
        ("metrics", "METRICS_ADDR", |settings, text| {
            let addr: SocketAddr = text.parse().map_err(|_| "it is no address with a port, such as 127.0.0.1:9090".to_owned())?;
            if !addr.ip().is_loopback() {
                return Err("others than this machine can reach it: name one such as 127.0.0.1:9090".to_owned());
            }
            settings.metrics = Some(addr);
            Ok(())
        }),
        ("max-connections", "MAX_CONNECTIONS", |settings, text| {
            let most = text.parse().ok().filter(|most: &NonZeroUsize| most.get() <= MOST_CONNECTIONS);
            settings.max_connections =
                most.ok_or_else(|| format!("it is not a number of connections from 1 to {MOST_CONNECTIONS}, such as 8192"))?;
            Ok(())
        }),
        ("files-per-minute", "FILES_PER_MINUTE", |settings, text| {
            let number: u32 =
                text.parse().map_err(|_| "it is not a number of requests, such as 600, or 0 for any number".to_owned())?;
            settings.files_per_minute = NonZeroU32::new(number);
            Ok(())
        }),
        ("proxies", "PROXIES", |settings, text| {
            settings.proxies = text.parse::<u8>().map_err(|_| "it is not a number of proxies, such as 1 on Heroku".to_owned())?.into();
            Ok(())
        }),
        ("log", "LOG", |settings, text| {
            settings.log = match text {
                "error" => tracing::Level::ERROR,
                "warn" => tracing::Level::WARN,
                "info" => tracing::Level::INFO,
                "debug" => tracing::Level::DEBUG,
                _ => return Err("it is none of `error`, `warn`, `info` and `debug`".to_owned()),
            };
            Ok(())
        }),
        ("log-format", "LOG_FORMAT", |settings, text| {
            settings.log_json = match text {
                "text" => false,
                "json" => true,
                _ => return Err("it is neither `text` nor `json`".to_owned()),
            };
            Ok(())
        }),
    ];

    /// Reads the environment.
    ///
    /// # Errors
    /// The first variable whose value means nothing.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut settings = Self::default();
        if let Some(addr) = port_address(&variable)? {
            settings.addr = addr;
        }
        for (_, name, set) in Self::ALL {
            if !name.is_empty() {
                parsed(&variable, name, |text| set(&mut settings, text))?;
            }
        }
        Ok(settings)
    }

    /// Takes what a flag of the command line says, which goes before the environment; none where there is no such flag.
    ///
    /// ```
    /// let mut settings = bot_embed::config::Settings::default();
    /// assert_eq!(settings.flag("proxies", "1"), Some(Ok(())));
    /// assert_eq!(settings.flag("proxies", "many").unwrap().unwrap_err(), "--proxies cannot be used: it is not a number of proxies, such as 1 on Heroku");
    /// assert_eq!(settings.flag("speed", "1"), None);
    /// ```
    pub fn flag(&mut self, name: &str, value: &str) -> Option<Result<(), String>> {
        let (flag, _, set) = Self::ALL.into_iter().find(|(flag, ..)| *flag == name)?;
        Some(set(self, value).map_err(|problem| format!("--{flag} cannot be used: {problem}")))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dist: "dist".into(),
            addr: "127.0.0.1:8080".to_owned(),
            metrics: None,
            max_connections: const { NonZeroUsize::new(8192).unwrap() },
            files_per_minute: None,
            proxies: 0,
            log: tracing::Level::INFO,
            log_json: false,
        }
    }
}

/// How old a signed request may be where the environment does not say.
pub const MAX_AGE: u64 = 300;

/// A variable of the environment has a value that means nothing: one lower-case sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    variable: &'static str,
    problem: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the environment variable {} cannot be used: {}", self.variable, self.problem)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the configuration from variables, wherever they come from. An empty variable is one that is not set.
    ///
    /// ```
    /// use bot_embed::config::Config;
    /// let config = Config::read(|name| (name == "PUBLIC_URL").then(|| "https://bot.example".to_owned())).unwrap();
    /// assert!(config.page.is_some() && config.key.is_none() && config.max_age == 300);
    /// ```
    ///
    /// # Errors
    /// The first variable whose value means nothing.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let key = parsed(&variable, "DISCORD_PUBLIC_KEY", |text| text.parse::<PublicKey>().map_err(|error| error.to_string()))?;
        let max_age = parsed(&variable, "INTERACTION_MAX_AGE_S", |text| {
            text.parse().map_err(|_| format!("it is not a number of seconds, such as {MAX_AGE}, or 0 to switch the check off"))
        })?;
        Ok(Self { key, max_age: max_age.unwrap_or(MAX_AGE), page: page(&variable)? })
    }
}

/// The published page's address, from the same variables.
///
/// # Errors
/// A value that is no such address.
pub fn page(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Page>, ConfigError> {
    parsed(&variable, "PUBLIC_URL", |text| text.parse().map_err(|error: crate::PageError| error.to_string()))
}

/// The address to listen on that `PORT` asks for: every address of the machine, as hosting platforms need it.
///
/// # Errors
/// A value that is no port.
pub fn port_address(variable: impl Fn(&str) -> Option<String>) -> Result<Option<String>, ConfigError> {
    let port: Option<u16> =
        parsed(&variable, "PORT", |text| text.parse().map_err(|_| "it is not a port: a number from 0 to 65535".to_owned()))?;
    Ok(port.map(|port| format!("0.0.0.0:{port}")))
}

/// An id of Discord's, such as that of an application.
///
/// # Errors
/// A value that is no such id.
pub fn application(variable: impl Fn(&str) -> Option<String>) -> Result<Option<String>, ConfigError> {
    let problem = "it is not an application's id: digits alone, from Discord's developer portal";
    parsed(&variable, "DISCORD_APPLICATION_ID", |text| if is_snowflake(text) { Ok(text.to_owned()) } else { Err(problem.to_owned()) })
}

/// Whether a text is an id of Discord's: a number of 64 bits.
pub fn is_snowflake(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok_and(|number| number > 0)
}

fn parsed<T>(
    variable: &impl Fn(&str) -> Option<String>,
    name: &'static str,
    mut parse: impl FnMut(&str) -> Result<T, String>,
) -> Result<Option<T>, ConfigError> {
    let Some(text) = variable(name) else { return Ok(None) };
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).map_err(|problem| ConfigError { variable: name, problem }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &'static str, value: &'static str) -> Result<Config, ConfigError> {
        Config::read(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn nothing_set_means_no_interactions_and_no_links() {
        let config = Config::read(|_| None).unwrap();
        assert!(config.key.is_none() && config.page.is_none());
        assert_eq!(config.max_age, MAX_AGE);
        assert!(Config::read(|_| Some(" ".to_owned())).unwrap().key.is_none());
    }

    #[test]
    fn a_wrong_value_names_its_variable_and_the_way_out() {
        for (name, value, says) in [
            (
                "DISCORD_PUBLIC_KEY",
                "secret",
                "the environment variable DISCORD_PUBLIC_KEY cannot be used: it is not 64 hexadecimal digits: copy the public key from \
                 the application's General Information in Discord's developer portal",
            ),
            (
                "INTERACTION_MAX_AGE_S",
                "-1",
                "the environment variable INTERACTION_MAX_AGE_S cannot be used: it is not a number of seconds, such as 300, or 0 to \
                 switch the check off",
            ),
            (
                "PUBLIC_URL",
                "bot.example",
                "the environment variable PUBLIC_URL cannot be used: it begins with neither `https://` nor `http://`, and not an \
                 address such as `https://bot.example/privacy/`",
            ),
        ] {
            assert_eq!(read(name, value).unwrap_err().to_string(), says);
        }
        assert_eq!(
            port_address(|_| Some("http".to_owned())).unwrap_err().to_string(),
            "the environment variable PORT cannot be used: it is not a port: a number from 0 to 65535"
        );
    }

    #[test]
    fn values_are_taken() {
        assert_eq!(read("INTERACTION_MAX_AGE_S", "0").unwrap().max_age, 0);
        assert_eq!(port_address(|_| Some("8081".to_owned())).unwrap().as_deref(), Some("0.0.0.0:8081"));
        assert!(is_snowflake("123456789012345678"));
        for bad in ["", "0", "-1", "12a", "99999999999999999999"] {
            assert!(!is_snowflake(bad), "{bad}");
        }
    }
}
