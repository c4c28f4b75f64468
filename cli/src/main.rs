//! `carrot`: the command-line program for bot authors. Each command is a module; its logic is in the libraries.

mod bot;
mod build;
mod changes;
mod check;
mod completions;
mod content;
mod diff;
mod discord;
mod doctor;
mod failure;
mod headers;
mod import;
mod new;
mod page;
mod preview;
mod register;
mod release;
mod require;
mod review_sheet;
mod serve;
mod starter;
mod watch;

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use content::ContentArgs;
use failure::Failure;

/// Publishes a bot's privacy policy: as a page, and as /privacy and /compliance on Discord.
#[derive(Debug, Parser)]
#[command(name = "carrot", version, max_term_width = 100, infer_long_args = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    content: ContentArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Import(import::Args),
    Serve(Box<serve::Args>),
    Build(build::Args),
    Check(check::Args),
    Preview(preview::Args),
    Release(release::Args),
    Diff(diff::Args),
    Register(register::Args),
    Bot(bot::Args),
    Doctor(doctor::Args),
    ReviewSheet(review_sheet::Args),
    Headers(headers::Args),
    Completions(completions::Args),
}

impl Cli {
    fn run(self) -> Result<ExitCode, Failure> {
        let Self { content, command } = self;
        let result = match command {
            Command::New(args) => new::run(&args),
            Command::Import(args) => import::run(&args),
            Command::Serve(args) => serve::run(&content, *args),
            Command::Build(args) => build::run(&content, args),
            Command::Check(args) => return check::run(&args),
            Command::Preview(args) => preview::run(&content, &args),
            Command::Release(args) => release::run(&content, &args),
            Command::Diff(args) => diff::run(&content, &args),
            Command::Register(args) => register::run(&content, &args),
            Command::Bot(args) => bot::run(&content, &args),
            Command::Doctor(args) => return doctor::run(&content, &args),
            Command::ReviewSheet(args) => review_sheet::run(&content, &args),
            Command::Headers(args) => headers::run(&args),
            Command::Completions(args) => completions::run(&args),
        };
        result.map(|()| ExitCode::SUCCESS)
    }
}

fn main() -> ExitCode {
    let (code, message) = match failure::parse_args().and_then(Cli::run) {
        Ok(code) => return code,
        Err(Failure::Usage(message)) => (2, message),
        Err(Failure::Other(message)) => (1, message),
    };
    log(&message);
    ExitCode::from(code)
}

/// Prints to standard output. A closed pipe, as by `head`, is not an error.
fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Failure::not_written(Path::new("standard output"), &error, "send the output to another file")),
    }
}

/// Prints a line to standard error, after the program's name. If that fails, there is no place left to report it.
fn log(line: &str) {
    let _ = writeln!(io::stderr(), "carrot: {line}");
}

/// Reads a variable of the environment.
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}
