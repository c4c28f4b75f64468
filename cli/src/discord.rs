//! Connects to Discord's HTTP API with the token from the environment, for the commands that need
//! it.

use std::time::Duration;

use bot_embed::rest::Rest;

use crate::{failure::Failure, log, page::PageArgs};

/// Returns the API with the bot's token. `who` begins the error's sentence, such as "the bot".
///
/// # Errors
/// If `DISCORD_TOKEN` is missing or invalid.
pub(crate) fn api(who: &str, page: &PageArgs) -> Result<Rest, Failure> {
    Rest::read(|name| page.variable(name)).map_err(Failure::usage)?.ok_or_else(|| {
        Failure::Usage(format!("{who} needs DISCORD_TOKEN in the environment: copy it from Bot in Discord's developer portal"))
    })
}

/// Waits as long as Discord asks to.
pub(crate) fn wait(time: Duration) {
    log(&waiting(time));
    std::thread::sleep(time);
}

fn waiting(time: Duration) -> String {
    format!("Discord asks to wait for {} s", time.as_secs_f64().ceil())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_to_wait_is_in_whole_seconds() {
        assert_eq!(waiting(Duration::from_millis(1250)), "Discord asks to wait for 2 s");
    }
}
