//! `carrot review-sheet`: answers Discord's review of privileged intents from the policy.

use bot_embed::{config, review::ReviewSheet};

use crate::{content::ContentArgs, failure::Failure, print, variable};

/// Answer Discord's review of privileged intents from the policy
///
/// Prints each question of the review with the statement that answers it, by id. What no statement says is marked as a gap.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Environment:
  PUBLIC_URL              where the page is published: the address of the privacy policy")]
pub(crate) struct Args {
    /// Print JSON instead of Markdown
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    let page = config::public_url(variable).map_err(Failure::other)?;
    let content = content.load()?;
    let sheet = ReviewSheet::new(content.policy(), page.as_ref());
    if args.json {
        let json = serde_json::to_string_pretty(&sheet).map_err(Failure::other)?;
        return print(&format!("{json}\n"));
    }
    print(&sheet.markdown())
}
