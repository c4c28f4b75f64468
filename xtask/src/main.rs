//! Tasks for developers of this repository: set up, build, run, check, test and measure. `cargo xtask` lists them.

mod bench;
mod browser;
mod build;
mod check;
mod e2e;
mod example;
mod fuzz;
mod package;
mod project;
mod setup;
mod shell;
mod sizes;
mod supply;
mod test;
mod version;

use std::{env, process::ExitCode};

const USAGE: &str = "\
usage: cargo xtask <command>

  run              install what is missing, build, and serve page and bot at http://127.0.0.1:8080
  serve [args]     the page, built again whenever you save: `trunk serve` with the project's own tools; the arguments are Trunk's
  build            the program carrot, and with it the page, into dist/, with compressed files and the headers for static hosts;
                   prints its sizes and fails above budgets.toml
  check [--json] [--deny gaps]
                   what is wrong with the content, each with code, file, line and column, and hints for its author;
                   --deny gaps makes errors of what the policy leaves unsaid
  test [--full]    the gate: format, lints, tests native and in a browser, another bot's content, release builds,
                   end-to-end tests; --full then tries the page in Firefox and the npm package in bundlers and runtimes, compiles the
                   examples on other frameworks, tries the server by Mozilla's Observatory, behind nginx, among slow clients and for
                   half an hour, builds all of it twice to compare, and fuzzes whatever parses, with a nightly Rust, for ten minutes
                   a target
  advisories       hold the dependencies against the known faults that RustSec lists; fetches them
  sbom             print what the server and the page's program are made of, as CycloneDX JSON
  bench [core]     measure what core/benches measures
  bench page       the page, and the same with ten times the content, in a slow browser on a slow network, against two pages written
                   by hand; fails where a budget is missed
  bench bot        the server under load on one core, against checking signatures alone and against an endpoint on Express;
                   fails where a budget is missed
  bench serve      the server against nginx, its memory and its start; takes two cores, BENCH_SECONDS=2 for each of five dozen loads
  setup            install what is missing: for building first, then for testing
  help             this

CONTENT_DIR=dir points run, serve, build and check at another content folder; CHROME=path names the browser for test and
bench page, FIREFOX=path the other one for test --full; FUZZ_SECONDS=60 has each target of test --full fuzzed for a minute,
SOAK_SECONDS=60 makes its half hour a minute.
";

enum Command {
    Run,
    Serve(Vec<String>),
    Build,
    Check {
        json: bool,
        deny_gaps: bool,
    },
    Test {
        full: bool,
    },
    Bench(Option<String>),
    /// Not for people: what `run` starts beside the server.
    Announce(String),
    Advisories,
    Sbom,
    Setup,
    Help,
}

fn main() -> ExitCode {
    let args: Vec<String> = env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let command = match parse(&args) {
        Ok(command) => command,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            return ExitCode::from(2);
        }
    };
    execute(command).unwrap_or_else(|sentence| {
        eprintln!("xtask: {sentence}");
        ExitCode::FAILURE
    })
}

fn parse(args: &[String]) -> Result<Command, String> {
    let Some((name, rest)) = args.split_first() else { return Ok(Command::Help) };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    match (name.as_str(), rest.as_slice()) {
        ("run", []) => Ok(Command::Run),
        ("serve", args) => Ok(Command::Serve(args.iter().map(ToString::to_string).collect())),
        ("build", []) => Ok(Command::Build),
        ("check" | "run" | "build" | "test" | "bench" | "setup" | "advisories" | "sbom", ["--help" | "-h"]) => Ok(Command::Help),
        ("check", []) => Ok(Command::Check { json: false, deny_gaps: false }),
        ("check", ["--json"]) => Ok(Command::Check { json: true, deny_gaps: false }),
        ("check", ["--deny", "gaps"]) => Ok(Command::Check { json: false, deny_gaps: true }),
        ("check", ["--json", "--deny", "gaps"] | ["--deny", "gaps", "--json"]) => Ok(Command::Check { json: true, deny_gaps: true }),
        ("check", ["--deny"] | ["--json", "--deny"]) => Err("`check --deny` needs what to deny: `--deny gaps`".to_owned()),
        ("check", ["--deny", what, ..] | ["--json", "--deny", what, ..]) if *what != "gaps" => {
            Err(format!("`check` cannot deny `{what}`: there is `--deny gaps`"))
        }
        ("test", []) => Ok(Command::Test { full: false }),
        ("test", ["--full"]) => Ok(Command::Test { full: true }),
        ("bench", []) => Ok(Command::Bench(None)),
        ("bench", [what @ ("page" | "core" | "bot" | "serve")]) => Ok(Command::Bench(Some((*what).to_owned()))),
        ("announce", [server]) => Ok(Command::Announce((*server).to_owned())),
        ("advisories", []) => Ok(Command::Advisories),
        ("sbom", []) => Ok(Command::Sbom),
        ("setup", []) => Ok(Command::Setup),
        ("help" | "--help" | "-h", _) => Ok(Command::Help),
        ("run" | "build" | "check" | "test" | "bench" | "setup" | "advisories" | "sbom", [first, ..]) => {
            let known: &[&str] = match name.as_str() {
                "check" => &["--json", "--deny", "gaps"],
                "test" => &["--full"],
                _ => &[],
            };
            let unknown = rest.iter().find(|word| !known.contains(word)).or(rest.get(1)).unwrap_or(first);
            Err(format!("`{name}` does not take `{unknown}`: type `cargo xtask help`"))
        }
        _ => Err(format!("there is no command `{name}`: type `cargo xtask help`")),
    }
}

fn execute(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Run => build::run(),
        Command::Serve(args) => build::serve(&args),
        Command::Build => build::build(),
        Command::Check { json, deny_gaps } => check::check(json, deny_gaps),
        Command::Test { full } => test::test(full),
        Command::Announce(server) => Ok(build::announce(&server)),
        Command::Bench(what) => bench::bench(what.as_deref()),
        Command::Advisories => supply::advisories(),
        Command::Sbom => supply::sbom(),
        Command::Setup => setup::setup(),
        Command::Help => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(line: &str) -> String {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&args).err().unwrap_or_default()
    }

    #[test]
    fn every_command_of_the_usage_is_known() {
        for line in USAGE.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
            let name = line.split_whitespace().next().unwrap();
            assert_eq!(sentence(name), "", "{name}");
        }
    }

    #[test]
    fn what_is_not_understood_is_told_in_one_sentence() {
        assert_eq!(sentence("biuld"), "there is no command `biuld`: type `cargo xtask help`");
        assert_eq!(sentence("check --jsn"), "`check` does not take `--jsn`: type `cargo xtask help`");
        assert_eq!(sentence("check --json twice"), "`check` does not take `twice`: type `cargo xtask help`");
        assert_eq!(sentence("bench disk"), "`bench` does not take `disk`: type `cargo xtask help`");
        assert_eq!(sentence("check --deny"), "`check --deny` needs what to deny: `--deny gaps`");
        assert_eq!(sentence("check --json --deny"), "`check --deny` needs what to deny: `--deny gaps`");
        assert_eq!(sentence("check --deny holes"), "`check` cannot deny `holes`: there is `--deny gaps`");
        assert_eq!(sentence("check --deny gaps --jsn"), "`check` does not take `--jsn`: type `cargo xtask help`");
        assert_eq!(sentence("serve --port 9000"), "");
    }

    #[test]
    fn whoever_asks_for_help_gets_it() {
        for line in ["", "help", "--help", "check --help", "check -h", "run --help"] {
            let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            assert!(matches!(parse(&args), Ok(Command::Help)), "{line}");
        }
    }
}
