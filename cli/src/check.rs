//! `carrot check`: reports errors and warnings in the content.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use carrot_loader::check::{self, Checked};
use clap::ValueEnum;

use crate::{
    content::{ContentArgs, require_valid},
    failure::Failure,
    log, print,
    require::{self, RequireArgs},
    watch,
};

/// Check the content: each diagnostic with code, file, line and column
///
/// Checks the folder in --content, else `content/` in the current folder. The content that the program was built with has no files to
/// point at, and was checked by that build. Ends with exit code 1 if there is an error.
#[derive(Debug, clap::Args)]
#[command(mut_arg("dir", |arg| arg.help("Folder of the content [default: `content/` in the current folder]")))]
pub(crate) struct Args {
    // The options that every command has, here with another default.
    #[command(flatten)]
    content: ContentArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Report gaps of the policy, or weaker promises than in the last edition, as errors; may be repeated
    #[arg(long, value_name = "WHAT")]
    deny: Vec<Deny>,
    /// Check again whenever a file changes
    #[arg(long, conflicts_with = "json")]
    watch: bool,
    #[command(flatten)]
    require: RequireArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Gaps,
    Weaker,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let content = &args.content;
    if !args.require.is_empty() {
        return check_needs(content, args);
    }
    let Some(mut checked) = read(content)? else {
        return Err(Failure::Usage("there is no content folder to check: name one with --content or CONTENT_DIR".to_owned()));
    };
    loop {
        let dir = content.dir().cloned().unwrap_or_else(|| PathBuf::from("content"));
        let deny = check::Deny { gaps: args.deny.contains(&Deny::Gaps), weaker: args.deny.contains(&Deny::Weaker) };
        checked.examine(&dir, deny).map_err(Failure::Other)?;
        show(&checked, args.json)?;
        if !args.watch {
            return Ok(if checked.error_count() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        checked = watch::wait_for_change(&checked.files, || read(content));
    }
}

/// Compares services with needs. The content must have no error.
fn check_needs(content: &ContentArgs, args: &Args) -> Result<ExitCode, Failure> {
    if args.json || args.watch || !args.deny.is_empty() {
        return Err(Failure::Usage(
            "--require, --data and --region cannot be combined with --json, --watch or --deny: leave one of them out".to_owned(),
        ));
    }
    match read(content)? {
        Some(checked) => require::run(&require_valid(checked)?.0, &args.require),
        None => match content.all_languages()?.first() {
            Some(original) => require::run(&original.policy, &args.require),
            None => Err(Failure::Other("no content folder given: name one with --content".to_owned())),
        },
    }
}

/// Reads the named folder, else `content/` in the current folder.
fn read(content: &ContentArgs) -> Result<Option<Checked>, Failure> {
    match content.dir() {
        None if Path::new("content").is_dir() => content.with_dir(Path::new("content")).read_checked(),
        _ => content.read_checked(),
    }
}

/// Prints the diagnostics.
fn show(checked: &Checked, json: bool) -> Result<(), Failure> {
    if json {
        let text = serde_json::to_string_pretty(&checked.diagnostics()).map_err(Failure::other)?;
        log(&checked.summary());
        return print(&format!("{text}\n"));
    }
    print(&format!("{}{}\n", checked.text(), checked.summary()))
}
