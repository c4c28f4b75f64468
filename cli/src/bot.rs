//! `carrot bot`: answers in Discord over a connection to its gateway.

use bot_embed::{
    gateway::{Gateway, Report},
    register::CommandRegistry,
    rest::API,
};
use carrot_core::Policy;
use carrot_server::{not_started, stop_signal, system_clock};
use tokio::runtime::Builder;

use crate::{
    content::ContentArgs,
    discord::{rest_client, wait},
    failure::Failure,
    log,
    page::PageArgs,
};

/// Answer in Discord without a public address, over a connection to Discord's gateway
///
/// Registers the commands, connects and answers /privacy and /compliance until SIGTERM. All other interactions are left to other
/// programs. For many servers, or to run several processes, use `carrot serve`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Environment:
  DISCORD_TOKEN           the bot's token
  DISCORD_API_BASE        another address of Discord's API, with /api/v10 at its end")]
pub(crate) struct Args {
    /// Do not register the commands first
    #[arg(long)]
    no_register: bool,
    #[command(flatten)]
    page: PageArgs,
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    let rest = rest_client("the bot", &args.page)?;
    if !rest.base().ends_with("/api/v10") {
        return Err(Failure::Usage(format!(
            "the environment variable DISCORD_API_BASE cannot be used: its path is not /api/v10: use an address such as `{API}`"
        )));
    }
    let content = content.load()?;
    let gateway = Gateway::find(rest, wait).map_err(Failure::other)?;
    if !args.no_register {
        register(&gateway, content.policy())?;
    }
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Other(not_started("the bot", &error)))?;
    runtime.block_on(async {
        let stop = stop_signal().map_err(|error| Failure::Other(not_started("the bot", &error)))?;
        let stop = async {
            stop.await;
            log("stopping: sending pending answers");
        };
        gateway.run(content, args.page.page().cloned(), system_clock, stop, |report| log(&line(&report))).await.map_err(Failure::other)
    })?;
    log("stopped");
    Ok(())
}

/// Registers missing and changed commands. Does not replace a command of another program.
fn register(gateway: &Gateway, policy: &Policy) -> Result<(), Failure> {
    let target = CommandRegistry::new(gateway.rest().clone(), &gateway.application(), None).for_policy(policy);
    let difference = target.difference(wait).map_err(Failure::other)?;
    for name in difference.foreign() {
        log(&format!("the application has another command /{name}, which was not changed: replace it with `carrot register --yes`"));
    }
    let difference = difference.without_foreign();
    if !difference.is_empty() {
        target.upsert(&difference, wait).map_err(Failure::other)?;
        log("registered the commands");
    }
    Ok(())
}

/// Returns the line of the log for a report.
fn line(report: &Report) -> String {
    let position = |shard: &u32, shards: &u32| if *shards == 1 { String::new() } else { format!(" ({} of {shards})", shard + 1) };
    match report {
        Report::Connected { shard, shards, resumed: false } => format!("connected to Discord{}", position(shard, shards)),
        Report::Connected { shard, shards, resumed: true } => format!("connected to Discord again{}", position(shard, shards)),
        Report::Lost { pause, .. } if pause.is_zero() => "the connection to Discord is lost: trying again".to_owned(),
        Report::Lost { pause, .. } => format!("the connection to Discord is lost: trying again in {} s", pause.as_secs()),
        Report::Silent { limit, pause, .. } => format!(
            "Discord accepted the connection, but began no session within {} s: trying again in {} s",
            limit.as_secs(),
            pause.as_secs()
        ),
        Report::NotAccepted(sentence) => sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use expect_test::expect;

    use super::*;

    #[test]
    fn lines_of_the_log_match_their_snapshot() {
        let (limit, pause) = (Duration::from_secs(30), Duration::from_secs(4));
        let reports = [
            Report::Connected { shard: 0, shards: 1, resumed: false },
            Report::Connected { shard: 1, shards: 3, resumed: true },
            Report::Lost { shard: 0, pause: Duration::ZERO },
            Report::Lost { shard: 0, pause },
            Report::Silent { shard: 0, limit, pause },
            Report::NotAccepted("Discord did not accept an answer: 404".to_owned()),
        ];
        let printed: String = reports.iter().map(|report| line(report) + "\n").collect();
        expect![[r#"
            connected to Discord
            connected to Discord again (2 of 3)
            the connection to Discord is lost: trying again
            the connection to Discord is lost: trying again in 4 s
            Discord accepted the connection, but began no session within 30 s: trying again in 4 s
            Discord did not accept an answer: 404
        "#]]
        .assert_eq(&printed);
    }
}
