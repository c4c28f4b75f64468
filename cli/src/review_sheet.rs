//! `carrot review-sheet`: answers Discord's review of privileged intents from the policy.

use bot_embed::review::ReviewSheet;

use crate::{content::ContentArgs, failure::Failure, page::PageArgs, print};

/// Answer Discord's review of privileged intents from the policy
///
/// Prints each question of the review with the statement that answers it, by id. A question that no statement answers is marked as a gap.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print JSON instead of Markdown
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    page: PageArgs,
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    let content = content.load()?;
    let sheet = ReviewSheet::new(content.policy(), args.page.page());
    if args.json {
        let json = serde_json::to_string_pretty(&sheet).map_err(Failure::other)?;
        return print(&format!("{json}\n"));
    }
    print(&sheet.markdown())
}
