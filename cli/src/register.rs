//! `carrot register`: registers the commands with Discord.

use std::time::Duration;

use bot_embed::{
    command, config,
    register::{NOT_SET, Target},
};

use crate::{failure::Failure, log, print, variable};

/// Register the commands with Discord
///
/// Prints the difference first. Removes all other commands of the application. With --dry-run nothing is changed; without
/// DISCORD_TOKEN nothing is asked either, and the commands are printed as they would be sent.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Environment:
  DISCORD_APPLICATION_ID  the application's id
  DISCORD_TOKEN           the bot's token
  DISCORD_API_BASE        another address of Discord's API
  PUBLIC_URL              where the page is published: Discord is told in the User-Agent")]
pub(crate) struct Args {
    /// Register for one server instead of all servers and users
    #[arg(long, value_name = "ID", value_parser = guild)]
    guild: Option<String>,
    /// Change nothing
    #[arg(long)]
    dry_run: bool,
}

fn guild(id: &str) -> Result<String, String> {
    if config::is_snowflake(id) { Ok(id.to_owned()) } else { Err("a server's id has only digits".to_owned()) }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let target = Target::read(variable, args.guild.clone()).map_err(Failure::other)?;
    let Some(target) = target else {
        if !args.dry_run {
            return Err(Failure::Other(NOT_SET.to_owned()));
        }
        let application = config::application(variable).map_err(Failure::other)?;
        let application = application.unwrap_or_else(|| "{DISCORD_APPLICATION_ID}".to_owned());
        let json = serde_json::to_string_pretty(&command::all()).map_err(Failure::other)?;
        log(&format!("this would be sent: PUT {}", command::path(&application, args.guild.as_deref())));
        return print(&format!("{json}\n"));
    };
    let wait = |time: Duration| {
        log(&format!("Discord asks to wait for {} s", time.as_secs_f64().ceil()));
        std::thread::sleep(time);
    };
    let difference = target.difference(wait).map_err(Failure::other)?;
    print(&difference.to_string())?;
    if args.dry_run || difference.is_empty() {
        return Ok(());
    }
    target.overwrite(wait).map_err(Failure::other)?;
    print("registered\n")
}
