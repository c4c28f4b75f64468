//! Errors that end the program. The exit code is 2 for invalid arguments, invalid variables and unknown names of content, and 1 for all
//! other errors, such as a missing file.

use std::{
    any::TypeId,
    env,
    error::Error as _,
    ffi::OsString,
    fmt, io,
    path::{Path, PathBuf},
};

use carrot_loader::disk;
use clap::{
    Arg, ArgMatches, Command, CommandFactory as _, FromArgMatches as _,
    builder::Resettable,
    error::{ContextKind, ContextValue, ErrorKind},
    parser::ValueSource,
};

use crate::Cli;

/// An error that ends the program. One sentence: what is wrong, where, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// An invalid argument, an unknown name of content, or an invalid variable of the environment.
    Usage(String),
    /// Any other error, such as a missing file.
    Other(String),
}

impl Failure {
    pub(crate) fn usage(error: impl fmt::Display) -> Self {
        Self::Usage(error.to_string())
    }

    pub(crate) fn other(error: impl fmt::Display) -> Self {
        Self::Other(error.to_string())
    }

    /// Creates the error for a file or folder that cannot be read.
    pub(crate) fn not_read(path: &Path, error: &io::Error) -> Self {
        Self::Other(disk::not_read(path, error))
    }

    /// Creates the error for a file that cannot be written: see [`disk::not_written`].
    pub(crate) fn not_written(path: &Path, error: &io::Error, elsewhere: &str) -> Self {
        Self::Other(disk::not_written(path, error, elsewhere))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Other(message) => f.write_str(message),
        }
    }
}

/// Parses the command line and the environment. Help and version are printed, and end the process.
pub(crate) fn parse_args() -> Result<Cli, Failure> {
    let command = with_negative_numbers(with_safe_variables(command()));
    let matches = command.clone().try_get_matches().map_err(|error| usage_error(&command, error))?;
    reject_unused(&matches)?;
    Cli::from_arg_matches(&matches).map_err(|error| usage_error(&command, error))
}

/// Commands that do not read the content. They have no use for `--content` and `--overlay`.
const WITHOUT_CONTENT: [&str; 4] = ["new", "import", "headers", "completions"];

/// Returns clap's description of the command line. Hides `--content` and `--overlay` in the help of the commands that do not use them.
pub(crate) fn command() -> Command {
    let command = Cli::command();
    let hidden: Vec<Arg> = command.get_arguments().filter(|arg| arg.is_global_set()).map(|arg| arg.clone().hide(true)).collect();
    command.mut_subcommands(|sub| if WITHOUT_CONTENT.contains(&sub.get_name()) { sub.args(&hidden) } else { sub })
}

/// Rejects `--content` and `--overlay` for a command that does not use them. Their variables are ignored there, because they may be set
/// for other commands.
fn reject_unused(matches: &ArgMatches) -> Result<(), Failure> {
    let Some(name) = matches.subcommand_name().filter(|name| WITHOUT_CONTENT.contains(name)) else { return Ok(()) };
    for (id, flag) in [("dir", "--content"), ("overlay", "--overlay")] {
        if matches.value_source(id) == Some(ValueSource::CommandLine) {
            return Err(Failure::Usage(format!("`carrot {name}` does not use {flag}: leave it out (see `carrot {name} --help`)")));
        }
    }
    Ok(())
}

/// Returns the error about a command line. Help and version are printed, and end the process.
fn usage_error(command: &Command, mut error: clap::Error) -> Failure {
    // clap lists all similar names, the nearest last.
    if let Some(ContextValue::Strings(names)) = error.get(ContextKind::SuggestedSubcommand)
        && let Some(nearest) = names.last()
    {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![nearest.clone()]));
    }
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => error.exit(),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let names: Vec<_> = command.get_subcommands().map(|command| format!("`{}`", command.get_name())).collect();
            Failure::Usage(format!("the command is missing: use one of {}", names.join(", ")))
        }
        _ => Failure::Usage(one_line_message(command, &error)),
    }
}

/// Ignores empty variables, because hosting platforms set them. Removes the values of variables from the help, because a secret may have
/// been put into the wrong variable.
fn with_safe_variables(command: Command) -> Command {
    let safe = |arg: Arg| match arg.get_env().and_then(env::var_os) {
        Some(value) if value.to_string_lossy().trim().is_empty() => arg.env(Resettable::Reset),
        _ => arg.hide_env_values(true),
    };
    command.mut_args(safe).mut_subcommands(with_safe_variables)
}

/// Reads a negative number as a value. Otherwise, the error about `--port -1` would be about an argument `-1`.
fn with_negative_numbers(command: Command) -> Command {
    let accept = |arg: Arg| if arg.get_action().takes_values() { arg.allow_negative_numbers(true) } else { arg };
    command.mut_args(accept).mut_subcommands(with_negative_numbers)
}

/// Returns clap's message as one line: without the usage, and with the variable that an invalid value came from.
fn one_line_message(command: &Command, error: &clap::Error) -> String {
    let text = error.render().to_string();
    let parts: Vec<&str> = text.split("\n\n").take_while(|part| !part.starts_with("Usage:") && !part.starts_with("For more")).collect();
    let words: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
    let sentence = words.join(" ");
    let sentence = sentence.strip_prefix("error: ").unwrap_or(&sentence).replace(" tip: ", "; ");
    // If clap suggests no similar name, refer to the command's help, which lists all names.
    let has_suggestion = [" similar ", "[possible values: "].iter().any(|mark| sentence.contains(mark));
    let sentence = if has_suggestion { sentence } else { format!("{sentence} (see `{}`)", help_command(command)) };
    match (variable_of(command, error), problem(error)) {
        (Some(name), Some(problem)) => format!("the environment variable {name} cannot be used: {problem}"),
        _ => sentence,
    }
}

/// Returns what is wrong with a value, without the value: it may be a secret that was put into the wrong variable.
fn problem(error: &clap::Error) -> Option<String> {
    match (error.source(), error.get(ContextKind::ValidValue)) {
        (Some(problem), _) => Some(problem.to_string()),
        (None, Some(ContextValue::Strings(valid))) => Some(format!("use one of {}", valid.join(", "))),
        _ if error.kind() == ErrorKind::InvalidUtf8 => Some("it is not text in UTF-8".to_owned()),
        _ => None,
    }
}

/// Returns the command line that prints the help of the typed command.
fn help_command(command: &Command) -> String {
    match typed_subcommand(command) {
        Some(typed) => format!("carrot {} --help", typed.get_name()),
        None => "carrot --help".to_owned(),
    }
}

fn typed_subcommand(command: &Command) -> Option<&Command> {
    env::args_os().skip(1).find_map(|arg| command.find_subcommand(arg))
}

/// Returns the variable that a value came from. `None` if it came from the command line.
fn variable_of(command: &Command, error: &clap::Error) -> Option<String> {
    // Other subcommands use other variables, which are not read now.
    let commands = std::iter::once(command).chain(typed_subcommand(command));
    let mut arguments = commands.flat_map(Command::get_arguments);
    let arg = if error.kind() == ErrorKind::InvalidUtf8 {
        // Here clap does not report the argument.
        arguments.find(|arg| needs_text(arg) && !is_typed(arg) && env_value(arg).is_some_and(|value| value.to_str().is_none()))?
    } else {
        let Some(ContextValue::String(shown)) = error.get(ContextKind::InvalidArg) else { return None };
        let name = shown.split(' ').next()?.strip_prefix("--")?;
        arguments.find(|arg| arg.get_long() == Some(name) && !is_typed(arg) && env_value(arg).is_some())?
    };
    Some(arg.get_env()?.to_string_lossy().into_owned())
}

/// Returns the value of an argument's variable.
fn env_value(arg: &Arg) -> Option<OsString> {
    arg.get_env().and_then(env::var_os)
}

/// Returns whether an argument must be text. The name of a file or folder may have any bytes.
fn needs_text(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() != TypeId::of::<PathBuf>()
}

/// Returns whether a flag is on the command line, which takes precedence over its variable.
fn is_typed(arg: &Arg) -> bool {
    let Some(name) = arg.get_long() else { return false };
    let flag = format!("--{name}");
    // Invalid UTF-8 may be replaced here: the flag's name is ASCII, so only its value can be invalid.
    let typed = |text: &str| text.strip_prefix(&flag).is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
    env::args_os().any(|arg| typed(&arg.to_string_lossy()))
}
