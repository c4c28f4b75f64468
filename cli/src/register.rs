//! `carrot register`: registers the commands with Discord.

use std::io::{self, BufRead, IsTerminal};

use bot_embed::{
    command, config,
    register::{CommandRegistry, MISSING_CREDENTIALS},
};

use crate::{content::ContentArgs, discord::wait, failure::Failure, log, page::PageArgs, print};

/// Register the commands with Discord
///
/// Prints the difference first. The application's other commands stay as they are; a command of the same name that is not this
/// program's is replaced only if you agree. --dry-run changes nothing. If DISCORD_APPLICATION_ID or DISCORD_TOKEN is missing, --dry-run
/// prints the commands as they would be sent, without contacting Discord.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Environment:
  DISCORD_APPLICATION_ID  the application's id
  DISCORD_TOKEN           the bot's token
  DISCORD_API_BASE        another address of Discord's API")]
pub(crate) struct Args {
    /// Register for one server instead of all servers and users
    #[arg(long, value_name = "ID", value_parser = guild)]
    guild: Option<String>,
    /// Change nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace commands of the same name without asking
    #[arg(long)]
    yes: bool,
    // The User-Agent of the requests contains this address.
    #[command(flatten)]
    page: PageArgs,
}

fn guild(id: &str) -> Result<String, String> {
    if config::is_snowflake(id) { Ok(id.to_owned()) } else { Err("a server's id has only digits".to_owned()) }
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    let content = content.load()?;
    let target = CommandRegistry::read(|name| args.page.variable(name), args.guild.clone()).map_err(Failure::usage)?;
    let Some(target) = target else {
        if !args.dry_run {
            return Err(Failure::usage(MISSING_CREDENTIALS));
        }
        let application = config::application_id(crate::variable).map_err(Failure::usage)?;
        let application = application.unwrap_or_else(|| "{DISCORD_APPLICATION_ID}".to_owned());
        let json = serde_json::to_string_pretty(&command::for_policy(content.policy())).map_err(Failure::other)?;
        log(&format!("this would be sent: POST {}, one command at a time", command::path(&application, args.guild.as_deref())));
        return print(&format!("{json}\n"));
    };
    let target = target.for_policy(content.policy());
    let difference = target.difference(wait).map_err(Failure::other)?;
    print(&difference.to_string())?;
    if args.dry_run || difference.is_empty() {
        return Ok(());
    }
    if !args.yes {
        confirm_replacement(&difference.foreign(), io::stdin().is_terminal(), &mut io::stdin().lock())?;
    }
    target.upsert(&difference, wait).map_err(Failure::other)?;
    print("registered\n")
}

/// Asks the user whether to replace commands of another program. Without a terminal, returns an error.
fn confirm_replacement(foreign: &[&str], is_interactive: bool, answers: &mut impl BufRead) -> Result<(), Failure> {
    if foreign.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = foreign.iter().map(|name| format!("/{name}")).collect();
    let names = names.join(" and ");
    let (command, them) = if foreign.len() == 1 { ("another command", "it") } else { ("other commands", "them") };
    if is_interactive {
        log(&format!("the application already has {command} {names}: replace {them}? [y/N]"));
        let mut answer = String::new();
        answers.read_line(&mut answer).map_err(Failure::other)?;
        if matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes") {
            return Ok(());
        }
    }
    Err(Failure::Other(format!(
        "the application already has {command} {names}, so nothing was changed: use --yes to replace {them}, or rename {them} first"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_commands_are_replaced_only_if_the_user_types_y() {
        let foreign = ["privacy"];
        assert!(confirm_replacement(&[], false, &mut &b""[..]).is_ok());
        for (interactive, answer, expected) in
            [(true, "y\n", true), (true, "Yes\n", true), (true, "\n", false), (true, "", false), (false, "y\n", false)]
        {
            assert_eq!(confirm_replacement(&foreign, interactive, &mut answer.as_bytes()).is_ok(), expected, "{interactive} {answer}");
        }
    }
}
