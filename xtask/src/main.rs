//! Tasks for developers of this repository: set up, build, run, check, test and measure. `cargo xtask` lists them.

mod bench;
mod browser;
mod build;
mod check;
#[cfg(test)]
mod circles;
mod e2e;
mod example;
mod failure;
mod fuzz;
#[cfg(test)]
mod lengths;
mod package;
mod project;
mod setup;
mod setup_command;
mod shell;
mod sizes;
mod supply;
mod test;
mod version;
mod wasm;
#[cfg(test)]
mod wording;

use std::{env, process::ExitCode};

use bench::Benchmark;
use carrot_core::name::nearest;
use failure::Failure;

const USAGE: &str = "\
usage: cargo xtask <command>

  run              install missing tools, build, and serve page and bot at http://127.0.0.1:8080
  serve [args]     serve the page, and rebuild it when you save: `trunk serve` with the project's own tools; the arguments are Trunk's
  build            build the program carrot, and with it the page in dist/, with compressed files and the headers for static hosts;
                   prints the sizes, and fails if they exceed budgets.toml
  check [--json] [--deny gaps]
                   report errors in the content, with code, file, line and column, and hints for its author;
                   --deny gaps turns gaps of the policy into errors
  test [--full]    run the gate: format, lints, tests native and in a browser, another bot's content, the page as it is shipped,
                   end-to-end tests. --full builds the program as it is shipped, and repeats end-to-end tests under further conditions.
                   Then it tests the page in Firefox and the npm package in bundlers and runtimes, compiles the examples on other
                   frameworks, tests the server with Mozilla's Observatory, behind nginx, with slow clients and for half an hour,
                   compares two builds, and fuzzes every parser with a nightly Rust, ten minutes for each target
  advisories       check the dependencies for vulnerabilities that RustSec lists; downloads the list
  sbom             print the components of the server and the page's program, as CycloneDX JSON
  bench [core]     run the benchmarks of core
  bench page       compare the page with two pages written by hand, in a slow browser on a slow network, also with ten times the
                   content; fails if a budget is exceeded
  bench bot        compare the bot under load on one core with signature checks alone and with an endpoint on Express;
                   fails if a budget is missed
  bench serve      compare the server with nginx, and measure its memory and its start; needs two cores; BENCH_SECONDS is the duration
                   of each load (2)
  setup            install missing tools: for building first, then for testing
  help             print this text

CONTENT_DIR=dir selects another content folder for run, serve, build and check. CHROME=path names the browser for test and bench page,
FIREFOX=path names Firefox for test --full. FUZZ_SECONDS=60 fuzzes each target of test --full for a minute, and SOAK_SECONDS=60 shortens
its half hour to a minute.
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
    Bench(Benchmark),
    /// Internal: `run` starts it beside the server.
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
        Err(failure) => {
            eprintln!("xtask: {failure}");
            return ExitCode::from(2);
        }
    };
    execute(command).unwrap_or_else(|failure| {
        eprintln!("xtask: {failure}");
        ExitCode::FAILURE
    })
}

fn parse(args: &[String]) -> Result<Command, Failure> {
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
        ("check", ["--deny"] | ["--json", "--deny"]) => Err(Failure::DenyWithoutValue),
        ("check", ["--deny", value, ..] | ["--json", "--deny", value, ..]) if *value != "gaps" => {
            Err(Failure::UnknownDeny((*value).to_owned()))
        }
        ("test", []) => Ok(Command::Test { full: false }),
        ("test", ["--full"]) => Ok(Command::Test { full: true }),
        ("bench", [] | ["core"]) => Ok(Command::Bench(Benchmark::Core)),
        ("bench", ["page"]) => Ok(Command::Bench(Benchmark::Page)),
        ("bench", ["bot"]) => Ok(Command::Bench(Benchmark::Bot)),
        ("bench", ["serve"]) => Ok(Command::Bench(Benchmark::Serve)),
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
            Err(Failure::UnknownArgument { command: name.clone(), argument: (*unknown).to_owned() })
        }
        _ => Err(Failure::UnknownCommand { typed: name.clone(), nearest: nearest(name, &commands().collect::<Vec<_>>()) }),
    }
}

/// Returns the names of all commands, as the usage lists them.
fn commands() -> impl Iterator<Item = &'static str> {
    let lines = USAGE.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    lines.filter_map(|line| line.split_whitespace().next())
}

fn execute(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Run => build::run(),
        Command::Serve(args) => build::serve(&args),
        Command::Build => build::build(),
        Command::Check { json, deny_gaps } => check::check(json, deny_gaps),
        Command::Test { full } => test::test(full),
        Command::Announce(server) => Ok(build::announce(&server)),
        Command::Bench(benchmark) => bench::bench(benchmark),
        Command::Advisories => supply::advisories(),
        Command::Sbom => supply::sbom(),
        Command::Setup => setup_command::run(),
        Command::Help => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    /// Returns the error about a command line, or an empty text.
    fn error(line: &str) -> String {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&args).err().map(|failure| failure.to_string()).unwrap_or_default()
    }

    #[test]
    fn every_command_of_the_usage_is_known() {
        for name in commands() {
            assert_eq!(error(name), "", "{name}");
        }
    }

    #[test]
    fn errors_of_the_command_line_match_their_snapshot() {
        let lines = [
            "biuld",
            "deploy",
            "check --jsn",
            "check --json twice",
            "bench disk",
            "check --deny",
            "check --json --deny",
            "check --deny holes",
            "check --deny gaps --jsn",
        ];
        let printed: String = lines.iter().map(|line| format!("$ cargo xtask {line}\n{}\n", error(line))).collect();
        expect![[r#"
            $ cargo xtask biuld
            unknown command `biuld`: type `cargo xtask build`, or `cargo xtask help` for all
            $ cargo xtask deploy
            unknown command `deploy`: type `cargo xtask help`
            $ cargo xtask check --jsn
            unknown argument `--jsn` of `check`: type `cargo xtask help`
            $ cargo xtask check --json twice
            unknown argument `twice` of `check`: type `cargo xtask help`
            $ cargo xtask bench disk
            unknown argument `disk` of `bench`: type `cargo xtask help`
            $ cargo xtask check --deny
            `check --deny` needs a value: `--deny gaps`
            $ cargo xtask check --json --deny
            `check --deny` needs a value: `--deny gaps`
            $ cargo xtask check --deny holes
            unknown value `holes` of `check --deny`: use `--deny gaps`
            $ cargo xtask check --deny gaps --jsn
            unknown argument `--jsn` of `check`: type `cargo xtask help`
        "#]]
        .assert_eq(&printed);
        assert_eq!(error("serve --port 9000"), "");
    }

    #[test]
    fn help_flag_with_and_without_a_command_prints_help() {
        for line in ["", "help", "--help", "check --help", "check -h", "run --help"] {
            let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            assert!(matches!(parse(&args), Ok(Command::Help)), "{line}");
        }
    }
}
