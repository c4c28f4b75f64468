//! The errors of all tasks. Each is a sentence: what is wrong, where, what to do. `tests.rs` prints all of them.

use std::{fmt, io, path::Path, process::Command};

use carrot_loader::disk;

use crate::wasm::TARGET as WASM;

/// An error that ends a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    UnknownCommand {
        typed: String,
        nearest: Option<&'static str>,
    },
    UnknownArgument {
        command: String,
        argument: String,
    },
    DenyWithoutValue,
    UnknownDeny(String),
    /// A folder of content cannot be read. The text is the loader's error.
    Content(String),
    /// `CONTENT_DIR` does not name a folder.
    ContentDir(String),
    /// The content has errors. The text has their number.
    ContentErrors(String),
    OtherContentInTest,
    /// `PUBLIC_URL` is not an address. The text has the reason.
    PublicUrl(String),
    DiagnosticsNotJson(String),
    Clock(String),
    /// A file cannot be read, written or removed. The text is the error of [`disk`].
    Disk(String),
    /// A file of the repository is not valid TOML or JSON.
    Invalid {
        file: String,
        problem: String,
    },
    NotStarted {
        program: String,
        kind: io::ErrorKind,
        problem: String,
    },
    Failed {
        command: String,
        status: String,
    },
    /// A command failed whose output is not shown.
    FailedSilently(String),
    OutputCutOff {
        command: String,
        problem: String,
    },
    PortTaken {
        port: u16,
        ip: String,
        problem: String,
        next: u16,
    },
    NoFreePort(String),
    ServerEnded(String),
    ServerSilent {
        url: String,
        seconds: u64,
    },
    OwnPathUnknown(String),
    NoBenches,
    BudgetsMissed(usize),
    NoBuiltFile {
        folder: String,
        begin: String,
        end: String,
    },
    WrkFailed(String),
    NoPeakMemory(String),
    /// The page or the program is larger than its budgets. The text lists them.
    AboveBudgets(String),
    NotCompressed {
        file: String,
        problem: String,
    },
    NotOnPath {
        name: &'static str,
        packages: String,
        variable: &'static str,
    },
    AptFailed {
        name: &'static str,
        cause: Box<Self>,
        packages: String,
        variable: &'static str,
    },
    AptInstalledElsewhere {
        name: &'static str,
        packages: String,
        variable: &'static str,
    },
    NoProgram {
        variable: &'static str,
        path: String,
    },
    NoNode {
        oldest: u64,
    },
    OldNode {
        found: String,
        oldest: u64,
    },
    NoNpm,
    NpmFailed {
        cause: Box<Self>,
        folder: String,
    },
    NoOpenssl,
    JavaScriptFormat(Box<Self>),
    RustFormat(Box<Self>),
    NoHome,
    ToolsNotOnPath(String),
    NoRustupForNightly,
    NightlyFailed,
    NoRustupForWasm,
    WasmTargetFailed,
    ToolFailed {
        package: &'static str,
        version: String,
    },
    NotLocked(String),
    LockedInSeveralVersions {
        package: String,
        versions: String,
    },
    InvalidLockedVersion {
        package: String,
        version: String,
    },
    TestingNotReady(Box<Self>),
    Advisories(Box<Self>),
    BuildsDiffer(String),
    NoGit,
    InvalidTreeLine(String),
    EmptyTree,
    ParserInWasm {
        name: &'static str,
        package: &'static str,
    },
    NoTestInBrowser,
    FuzzSeconds(String),
    Fuzz {
        target: String,
        cause: Box<Self>,
    },
    ExampleErrors(&'static str),
    ExampleFailed {
        command: String,
        content: &'static str,
    },
    ExampleReply {
        command: String,
        title: String,
        content: &'static str,
    },
    ExampleNoPage(&'static str),
    ExampleNoName {
        file: String,
        name: String,
        content: &'static str,
    },
    ExampleNoStatement {
        file: String,
        id: String,
        content: &'static str,
    },
    ExampleForeignName {
        file: String,
        name: &'static str,
        around: String,
        content: &'static str,
    },
    /// A step of the gate failed.
    Step {
        name: &'static str,
        cause: Box<Self>,
    },
}

const NIGHTLY: &str = "rustup toolchain install nightly --profile minimal";
const WITHOUT_FUZZING: &str = "type `cargo xtask test` for the gate without fuzzing";

impl Failure {
    /// Creates the error for a file or folder that cannot be read.
    pub(crate) fn not_read(path: &Path, error: &io::Error) -> Self {
        Self::Disk(disk::not_read(path, error))
    }

    /// Creates the error for a file that cannot be written. Its fix fits Cargo's target folder, to which most files are written.
    pub(crate) fn not_written(path: &Path, error: &io::Error) -> Self {
        Self::Disk(disk::not_written(path, error, "set CARGO_TARGET_DIR to another folder"))
    }

    /// Creates the error for a file of the project's tools that cannot be written.
    pub(crate) fn tool_not_written(path: &Path, error: &io::Error) -> Self {
        Self::Disk(disk::not_written(path, error, "set XDG_CACHE_HOME to another folder"))
    }

    /// Creates the error for a folder that cannot be removed.
    pub(crate) fn not_removed(path: &Path, error: &io::Error) -> Self {
        Self::Disk(disk::not_removed(path, error, "remove it yourself"))
    }

    /// Creates the error for a command that cannot be started.
    pub(crate) fn not_started(command: &Command, error: &io::Error) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        Self::NotStarted { program, kind: error.kind(), problem: error.to_string() }
    }

    /// Creates the error for a file of the repository that is not valid.
    pub(crate) fn invalid(file: &str, problem: &dyn fmt::Display) -> Self {
        Self::Invalid { file: file.to_owned(), problem: problem.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write_install_hint = |f: &mut fmt::Formatter<'_>, packages: &str, variable: &str| {
            write!(f, "install it, for example with `sudo apt-get install {packages}`, or set {variable} to its path")
        };
        match self {
            Self::UnknownCommand { typed, nearest: Some(nearest) } => {
                write!(f, "unknown command `{typed}`: type `cargo xtask {nearest}`, or `cargo xtask help` for all")
            }
            Self::UnknownCommand { typed, nearest: None } => write!(f, "unknown command `{typed}`: type `cargo xtask help`"),
            Self::UnknownArgument { command, argument } => {
                write!(f, "unknown argument `{argument}` of `{command}`: type `cargo xtask help`")
            }
            Self::DenyWithoutValue => f.write_str("`check --deny` needs a value: `--deny gaps`"),
            Self::UnknownDeny(value) => write!(f, "unknown value `{value}` of `check --deny`: use `--deny gaps`"),
            Self::Content(sentence) | Self::Disk(sentence) | Self::Clock(sentence) => f.write_str(sentence),
            Self::ContentDir(path) => write!(f, "`{path}` is not a folder: correct CONTENT_DIR, or unset it"),
            Self::ContentErrors(counted) => {
                write!(f, "nothing is built, because the content has errors ({counted}): correct the errors that are listed above")
            }
            Self::PublicUrl(problem) => write!(f, "the environment variable PUBLIC_URL cannot be used: {problem}"),
            Self::OtherContentInTest => f.write_str(
                "`test` is for the repository's own content: unset CONTENT_DIR, and use `check` and `build` for other content",
            ),
            Self::DiagnosticsNotJson(problem) => {
                write!(f, "the diagnostics cannot be written as JSON ({problem}): run `cargo xtask check` without --json")
            }
            Self::Invalid { file, problem } => {
                write!(f, "`{file}` is invalid: {problem}: correct it, or restore it with `git checkout {file}`")
            }
            Self::NotStarted { program, kind, problem } => {
                let fix = match kind {
                    io::ErrorKind::NotFound if program.contains(['/', '\\']) => "check its path",
                    io::ErrorKind::NotFound => "install it, or add its folder to PATH",
                    io::ErrorKind::PermissionDenied => "make the file executable",
                    _ => "check that it is a program for this machine",
                };
                write!(f, "`{program}` cannot be started: {problem}: {fix}")
            }
            Self::Failed { command, status } => write!(f, "`{command}` failed ({status}; see its output above)"),
            Self::FailedSilently(command) => write!(f, "`{command}` failed: run it to see why"),
            Self::OutputCutOff { command, problem } => {
                write!(f, "the output of `{command}` cannot be read to its end ({problem}): run it to see all of it")
            }
            Self::PortTaken { port, ip, problem, next } => write!(
                f,
                "port {port} of {ip} is not available ({problem}): stop the program that listens there, or type `cargo xtask build` and `cargo run --release -p carrot -- serve --addr {ip}:{next}`"
            ),
            Self::NoFreePort(problem) => {
                write!(f, "no port of 127.0.0.1 is free ({problem}): stop programs that listen on it, then try again")
            }
            Self::ServerEnded(status) => write!(f, "the server ended before it answered ({status}): its output above shows why"),
            Self::ServerSilent { url, seconds } => write!(
                f,
                "the server did not answer GET {url} within {seconds} s: look for an error above; if the machine is busy, try again later"
            ),
            Self::OwnPathUnknown(problem) => write!(
                f,
                "the path of the xtask program is unknown ({problem}): type `cargo xtask build`, then `cargo run --release -p carrot -- serve`"
            ),
            Self::NoBenches => f.write_str("`core/benches` is missing: restore it with `git checkout core/benches`"),
            Self::BudgetsMissed(number) => {
                let budgets = if *number == 1 { "1 budget was missed" } else { &format!("{number} budgets were missed") };
                write!(f, "{budgets}: see the table above; if other programs were running, end them and measure again")
            }
            Self::NoBuiltFile { folder, begin, end } => write!(
                f,
                "`{folder}` has no file `{begin}…{end}`: if files of the page were renamed, change their names in xtask/src/bench/serve.rs"
            ),
            Self::WrkFailed(output) => {
                write!(f, "wrk reported failed requests, or no rate or latency: its output shows the cause\n{output}")
            }
            Self::NoPeakMemory(file) => write!(f, "`{file}` has no peak memory (VmHWM): measure on Linux"),
            Self::AboveBudgets(list) => {
                write!(f, "above the budget: {list}; make it smaller, or raise the budget in budgets.toml and write down why")
            }
            Self::NotCompressed { file, problem } => {
                write!(f, "`{file}` cannot be compressed ({problem}), so its size is unknown: build the page again")
            }
            Self::NotOnPath { name, packages, variable } => {
                write!(f, "{name} is not on PATH: ")?;
                write_install_hint(f, packages, variable)
            }
            Self::AptFailed { name, cause, packages, variable } => {
                write!(f, "{name} could not be installed, because {cause}: ")?;
                write_install_hint(f, packages, variable)
            }
            Self::AptInstalledElsewhere { name, packages, variable } => {
                write!(f, "apt installed {packages}, but {name} is not on PATH: set {variable} to its path")
            }
            Self::NoProgram { variable, path } => write!(f, "{variable} names `{path}`, which is not a program: correct or unset it"),
            Self::NoNode { oldest } => {
                write!(
                    f,
                    "Node is not on PATH: install Node {oldest} or newer with npm, from https://nodejs.org or with `sudo apt-get install nodejs npm`"
                )
            }
            Self::OldNode { found, oldest } => {
                write!(f, "Node {found} is too old: install Node {oldest} or newer from https://nodejs.org")
            }
            Self::NoNpm => {
                f.write_str("npm is not on PATH: install it with Node from https://nodejs.org, or with `sudo apt-get install npm`")
            }
            Self::NpmFailed { cause, folder } => write!(f, "{cause}: connect to the network, then type `npm ci` in {folder}/"),
            Self::NoOpenssl => {
                f.write_str("openssl, which makes a certificate for the test, is not on PATH: type `sudo apt-get install openssl`")
            }
            Self::JavaScriptFormat(cause) => write!(f, "{cause}: run it with --write instead of --check to format the files"),
            Self::RustFormat(cause) => write!(f, "{cause}: run it without --check to format the files"),
            Self::NoHome => {
                f.write_str("there is no home folder for the project's tools: set XDG_CACHE_HOME to the absolute path of a folder")
            }
            Self::ToolsNotOnPath(problem) => {
                write!(
                    f,
                    "the folders of Trunk and wasm-bindgen cannot be added to PATH ({problem}): set XDG_CACHE_HOME to another folder"
                )
            }
            Self::NoRustupForNightly => write!(
                f,
                "fuzzing needs a nightly Rust, and rustup, which installs it, is not on PATH: install rustup from https://rustup.rs, or {WITHOUT_FUZZING}"
            ),
            Self::NightlyFailed => write!(
                f,
                "fuzzing needs a nightly Rust, which could not be installed: connect to the network and type `{NIGHTLY}`, or {WITHOUT_FUZZING}"
            ),
            Self::NoRustupForWasm => write!(
                f,
                "Rust's target {WASM} is missing, and rustup, which adds it, is not on PATH: install rustup from https://rustup.rs, or add the target with the program that installed your Rust"
            ),
            Self::WasmTargetFailed => {
                write!(f, "Rust's target {WASM} could not be added: connect to the network and type `rustup target add {WASM}`")
            }
            Self::ToolFailed { package, version } => write!(
                f,
                "{package} {version} could not be installed: type `cargo install {package} --version {version}` and then this command again"
            ),
            Self::NotLocked(package) => write!(f, "`Cargo.lock` has no version of {package}: type `cargo generate-lockfile`"),
            Self::LockedInSeveralVersions { package, versions } => write!(
                f,
                "`Cargo.lock` has more than one version of {package} ({versions}): type `cargo update -p {package}` to have only one"
            ),
            Self::InvalidLockedVersion { package, version } => write!(
                f,
                "`Cargo.lock` has {package} with the invalid version `{version}`: type `cargo update -p {package}` to write it again"
            ),
            Self::TestingNotReady(cause) => write!(f, "everything for building is installed, but not everything for testing: {cause}"),
            Self::Advisories(cause) => {
                write!(
                    f,
                    "{cause}: update the dependencies listed above, or connect to the network if the list could not be downloaded"
                )
            }
            Self::BuildsDiffer(files) => write!(
                f,
                "two builds of the same files differ in {files}: remove what depends on the folder, on time, or on the order of a hash map"
            ),
            Self::NoGit => f.write_str("`git ls-files` failed: install git, and run this in a clone of the repository"),
            Self::InvalidTreeLine(line) => write!(
                f,
                "`cargo tree` printed `{line}`, but `depth|name vVERSION|license` was expected: adapt `add_components` in xtask/src/supply.rs"
            ),
            Self::EmptyTree => f.write_str("`cargo tree` printed nothing: run it to see why"),
            Self::ParserInWasm { name, package } => write!(
                f,
                "{name} is compiled into the wasm, which must contain no parser of content: `cargo tree --package {package} --target {WASM} --invert {name}` shows which crate depends on it"
            ),
            Self::NoTestInBrowser => {
                f.write_str("no test ran in the browser: check that the tests in web/tests have `#[wasm_bindgen_test]`")
            }
            Self::FuzzSeconds(value) => {
                write!(f, "FUZZ_SECONDS is `{value}`: set it to a whole number of seconds, 1 or more, or unset it")
            }
            Self::Fuzz { target, cause } => write!(
                f,
                "the fuzz target {target} failed, because {cause}: if fuzz/artifacts/{target} has a new file, that input made it fail; otherwise the output above shows why"
            ),
            Self::ExampleErrors(content) => {
                write!(f, "{content} has errors or warnings: `CONTENT_DIR={content} cargo xtask check` lists them")
            }
            Self::ExampleFailed { command, content } => write!(f, "`CONTENT_DIR={content} {command}` failed: run it to see why"),
            Self::ExampleReply { command, title, content } => {
                write!(f, "the reply to `CONTENT_DIR={content} {command}` has no heading \"{title}\": run it to see the reply")
            }
            Self::ExampleNoPage(content) => {
                write!(f, "no page was built from {content}: `CONTENT_DIR={content} cargo xtask build` shows why")
            }
            Self::ExampleNoName { file, name, content } => {
                write!(f, "`{file}`, built from {content}, lacks the bot's name \"{name}\": look for a fixed name in web/src/page")
            }
            Self::ExampleNoStatement { file, id, content } => {
                write!(f, "`{file}`, built from {content}, lacks the statement `{id}`: render every statement in web/src/page")
            }
            Self::ExampleForeignName { file, name, around, content } => write!(
                f,
                "`{file}`, built from {content}, contains \"{name}\", a name of this repository's own bot or host: move it from the code to content/ ({around})"
            ),
            Self::Step { name, cause } => write!(f, "{name}: {cause}"),
        }
    }
}

#[cfg(test)]
mod tests;
