//! Connects to Discord's HTTP API with the token from the environment, for the commands that need it.

use std::time::Duration;

use bot_embed::rest::Rest;

use crate::{failure::Failure, log, page::PageArgs};

/// Returns a client of the API with the bot's token. `subject` is the subject of the error, such as "the bot".
///
/// # Errors
/// If `DISCORD_TOKEN` is missing or invalid.
pub(crate) fn rest_client(subject: &str, page: &PageArgs) -> Result<Rest, Failure> {
    Rest::read(|name| page.variable(name)).map_err(Failure::usage)?.ok_or_else(|| {
        Failure::Usage(format!("{subject} needs DISCORD_TOKEN in the environment: copy it from Bot in Discord's developer portal"))
    })
}

/// Logs the wait that Discord asks for, then sleeps.
pub(crate) fn wait(duration: Duration) {
    log(&waiting(duration));
    std::thread::sleep(duration);
}

fn waiting(duration: Duration) -> String {
    format!("Discord asks to wait for {} s", duration.as_secs_f64().ceil())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn time_to_wait_is_in_whole_seconds() {
        expect!["Discord asks to wait for 2 s"].assert_eq(&waiting(Duration::from_millis(1250)));
    }
}
