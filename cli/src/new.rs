//! `carrot new`: writes templates for a new content folder.

use std::path::PathBuf;

use crate::{failure::Failure, print, starter};

/// Make a new content folder from templates, with questions to answer
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  carrot new turnip --name 'Turnip Bot'
  carrot new turnip --host heroku
  carrot check --content turnip --watch")]
pub(crate) struct Args {
    /// Folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name of the bot
    #[arg(long, default_value = "My bot")]
    name: String,
    /// Host with built-in facts, such as heroku: its certificates and controls are shown beside the policy
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
}

const POLICY: &str = include_str!("new/policy.md");
const BOT: &str = include_str!("new/bot.toml");
const ANSWERS: &str = include_str!("new/answers.toml");
const DATA: &str = include_str!("new/data.toml");

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let dir = &args.folder;
    if !starter::is_missing_or_empty(dir)? {
        return Err(Failure::Other(format!("`{}` is not empty: name a new folder", dir.display())));
    }
    let host_files = args.host.as_deref().map(starter::host_files).unwrap_or_default();
    if let Some(host) = args.host.as_deref().filter(|_| host_files.is_empty()) {
        let known = starter::host_names().join(" or ");
        return Err(Failure::Usage(format!(
            "there are no built-in facts about the host `{host}`: use {known}, or leave out --host and name your host in bot/bot.toml"
        )));
    }
    // The name is put into TOML strings and Markdown titles.
    let name = args.name.replace(['"', '\\'], "'").replace(|c: char| c.is_control(), " ");
    let host_line = match &args.host {
        Some(host) => format!("host = \"{host}\""),
        None => "# host = \"my-host\"   # a [[party]] of kind \"host\", below".to_owned(),
    };
    for (path, text) in [("bot/policy.md", POLICY), ("bot/bot.toml", BOT), ("bot/answers.toml", ANSWERS), ("bot/data.toml", DATA)] {
        let text = text.replace("{name}", &name).replace("{host}", &host_line);
        starter::write(dir, path, &text)?;
    }
    for (path, text) in starter::rule_files().chain(host_files) {
        starter::write(dir, path, text)?;
    }
    starter::write_schema(dir)?;
    let dir = dir.display();
    print(&format!(
        "{dir} was written. Answer the questions in {dir}/bot/policy.md, then name your answers in {dir}/bot/answers.toml.\n\n\
         Next:\n  \
         carrot check --content {dir} --watch\n  \
         carrot serve --content {dir} --watch\n"
    ))
}
