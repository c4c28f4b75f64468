//! Discord's HTTP API with the token from the environment, for the commands that need it.

use std::time::Duration;

use bot_embed::rest::Rest;

use crate::{failure::Failure, log, variable};

/// Returns the API with the bot's token.
///
/// # Errors
/// If `DISCORD_TOKEN` is missing or invalid. `who` is the subject of the sentence, such as "the bot".
pub(crate) fn api(who: &str) -> Result<Rest, Failure> {
    Rest::read(variable).map_err(Failure::other)?.ok_or_else(|| {
        Failure::Other(format!("{who} needs DISCORD_TOKEN in the environment: copy it from Bot in Discord's developer portal"))
    })
}

/// Waits as long as Discord asks to.
pub(crate) fn wait(time: Duration) {
    log(&format!("Discord asks to wait for {} s", time.as_secs_f64().ceil()));
    std::thread::sleep(time);
}
