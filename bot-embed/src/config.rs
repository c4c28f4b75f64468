//! Reads and checks environment variables before anything starts.

use std::fmt;

use crate::PublicUrl;
#[cfg(feature = "handler")]
use crate::signature::PublicKey;

/// Settings for answering interactions.
#[cfg(feature = "handler")]
#[derive(Debug, Clone)]
pub struct Config {
    /// The application's public key. With `None`, interactions are not answered.
    pub key: Option<PublicKey>,
    /// Maximum age of a signed request, in seconds; 0 accepts any age.
    pub max_age: u64,
    /// The address of the published page; with `None`, replies have no link.
    pub page: Option<PublicUrl>,
}

/// Default maximum age of a signed request, in seconds.
pub const MAX_AGE: u64 = 300;

/// An environment variable has an invalid value. The message is one lower-case sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    pub(crate) variable: &'static str,
    pub(crate) problem: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the environment variable {} cannot be used: {}", self.variable, self.problem)
    }
}

impl std::error::Error for ConfigError {}

#[cfg(feature = "handler")]
impl Config {
    /// Reads the configuration from variables. An empty variable counts as not set.
    ///
    /// ```
    /// use bot_embed::config::Config;
    /// let config = Config::read(|name| (name == "PUBLIC_URL").then(|| "https://bot.example".to_owned())).unwrap();
    /// assert!(config.page.is_some() && config.key.is_none() && config.max_age == 300);
    /// ```
    ///
    /// # Errors
    /// Returns the first variable with an invalid value.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let key = parse_variable(&variable, "DISCORD_PUBLIC_KEY", |text| text.parse::<PublicKey>().map_err(|error| error.to_string()))?;
        let max_age = parse_variable(&variable, "INTERACTION_MAX_AGE_S", parse_max_age)?;
        Ok(Self { key, max_age: max_age.unwrap_or(MAX_AGE), page: public_url(&variable)? })
    }
}

/// Parses the maximum age of a signed request, in seconds.
///
/// # Errors
/// If it is not a number of seconds. The message says what to use.
#[cfg(feature = "handler")]
pub fn parse_max_age(text: &str) -> Result<u64, String> {
    text.trim().parse().map_err(|_| format!("it is not a number of seconds, such as {MAX_AGE}, or 0 to switch the check off"))
}

/// Reads the address of the published page from `PUBLIC_URL`.
///
/// # Errors
/// If the value is not the address of a page.
pub fn public_url(variable: impl Fn(&str) -> Option<String>) -> Result<Option<PublicUrl>, ConfigError> {
    parse_variable(&variable, "PUBLIC_URL", |text| text.parse().map_err(|error: crate::PublicUrlError| error.to_string()))
}

/// Reads the application's id from `DISCORD_APPLICATION_ID`.
///
/// # Errors
/// If the value is not a Discord id.
pub fn application_id(variable: impl Fn(&str) -> Option<String>) -> Result<Option<String>, ConfigError> {
    let problem = "it is not an application id: copy its digits from General Information in Discord's developer portal";
    parse_variable(
        &variable,
        "DISCORD_APPLICATION_ID",
        |text| if is_snowflake(text) { Ok(text.to_owned()) } else { Err(problem.to_owned()) },
    )
}

/// Returns whether a text is a Discord id: a positive 64-bit number.
pub fn is_snowflake(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok_and(|number| number > 0)
}

fn parse_variable<T>(
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

#[cfg(all(test, feature = "handler"))]
mod tests {
    use expect_test::expect;

    use super::*;

    fn read(name: &'static str, value: &'static str) -> Result<Config, ConfigError> {
        Config::read(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn without_variables_there_are_no_interactions_and_no_links() {
        let config = Config::read(|_| None).unwrap();
        assert!(config.key.is_none() && config.page.is_none());
        assert_eq!(config.max_age, MAX_AGE);
        assert!(Config::read(|_| Some(" ".to_owned())).unwrap().key.is_none());
    }

    #[test]
    fn invalid_value_names_its_variable_and_the_fix() {
        let invalid = [("DISCORD_PUBLIC_KEY", "secret"), ("INTERACTION_MAX_AGE_S", "-1"), ("PUBLIC_URL", "bot.example")];
        let printed = invalid.map(|(name, value)| read(name, value).unwrap_err().to_string()).join("\n");
        expect![[r#"
            the environment variable DISCORD_PUBLIC_KEY cannot be used: it is not 64 hexadecimal digits: copy the public key from the application's General Information in Discord's developer portal
            the environment variable INTERACTION_MAX_AGE_S cannot be used: it is not a number of seconds, such as 300, or 0 to switch the check off
            the environment variable PUBLIC_URL cannot be used: it begins with neither `https://` nor `http://`: use an address such as `https://bot.example/privacy/`"#]].assert_eq(&printed);
    }

    #[test]
    fn valid_values_are_parsed() {
        assert_eq!(read("INTERACTION_MAX_AGE_S", "0").unwrap().max_age, 0);
        assert!(is_snowflake("123456789012345678"));
        for bad in ["", "0", "-1", "12a", "99999999999999999999"] {
            assert!(!is_snowflake(bad), "{bad}");
        }
    }
}
