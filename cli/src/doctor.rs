//! `carrot doctor`: checks the application's settings at Discord.

use std::process::ExitCode;

use bot_embed::{
    config,
    doctor::{CheckState, Expected, examine},
    register::CommandRegistry,
    rest::send_public,
};

use crate::{
    content::ContentArgs,
    discord::{rest_client, wait},
    failure::Failure,
    page::PageArgs,
    print,
};

/// Report what is missing in the application's settings at Discord
///
/// Compares the settings with the content and the published page. Changes nothing. Exits with 1 if there is a fault.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Environment:
  DISCORD_TOKEN           the bot's token
  DISCORD_API_BASE        another address of Discord's API")]
pub(crate) struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Public key of `carrot serve`, to compare with the application's key
    // Not parsed: a wrong key is one of the faults to report.
    #[arg(long, value_name = "HEX", env = "DISCORD_PUBLIC_KEY")]
    public_key: Option<String>,
    #[command(flatten)]
    page: PageArgs,
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<ExitCode, Failure> {
    let rest = rest_client("the doctor", &args.page)?;
    let content = content.load()?;
    let application = rest.get("/applications/@me", wait).map_err(Failure::other)?;
    let id = application["id"].as_str().filter(|id| config::is_snowflake(id));
    let id =
        id.ok_or_else(|| Failure::Other("Discord returned no application id: check the address in DISCORD_API_BASE".to_owned()))?;
    let commands = CommandRegistry::new(rest, id, None).for_policy(content.policy()).difference(wait).map_err(Failure::other)?;
    let expected = Expected { policy: content.policy(), page: args.page.page(), public_key: args.public_key.as_deref() };
    let findings = examine(expected, &application, &commands, send_public);
    let faults = findings.iter().filter(|finding| finding.state == CheckState::Fault).count();
    if args.json {
        let report = serde_json::json!({ "faults": faults, "findings": findings });
        print(&format!("{report:#}\n"))?;
    } else {
        for finding in &findings {
            let mark = match finding.state {
                CheckState::Ok => "ok   ",
                CheckState::Note => "note ",
                CheckState::Fault => "FAULT",
            };
            print(&format!("{mark} {}: {}\n", finding.id, finding.found))?;
            if let Some(fix) = &finding.fix {
                print(&format!("      fix: {fix}\n"))?;
            }
        }
        let faults = match faults {
            0 => "no faults".to_owned(),
            1 => "1 fault".to_owned(),
            faults => format!("{faults} faults"),
        };
        print(&format!("{faults}\n"))?;
    }
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
