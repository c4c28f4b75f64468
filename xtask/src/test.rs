//! Runs the gate: the checks that must pass before a change is published, fastest first.

use std::{
    env, fs,
    path::PathBuf,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use crate::{
    browser::{self, Browser},
    build::{self, Profile},
    check, e2e, example,
    failure::Failure,
    fuzz, project,
    setup::{self, Tools},
    shell, supply,
    wasm::TARGET_ARGS,
};

/// Packages that are compiled to wasm. [`FORBIDDEN_IN_WASM`] lists crates that they must not depend on: content is parsed at build
/// time, and pulldown-cmark alone would make the wasm a third larger.
const WASM_PACKAGES: [&str; 2] = ["carrot-web", "carrot-pkg"];
const FORBIDDEN_IN_WASM: [&str; 2] = ["pulldown-cmark", "toml"];

/// Runs `cargo xtask test`.
pub(crate) fn test(full: bool) -> Result<ExitCode, Failure> {
    if env::var_os("CONTENT_DIR").is_some_and(|dir| !dir.is_empty()) {
        return Err(Failure::OtherContentInTest);
    }
    let mut steps = Steps::default();
    let outcome = run_full_gate(&mut steps, full);
    println!("\n{}", steps.table());
    outcome?;
    println!("all passed");
    Ok(ExitCode::SUCCESS)
}

/// Runs the gate and, with `--full`, the checks that are too slow to run for every change.
fn run_full_gate(steps: &mut Steps, full: bool) -> Result<(), Failure> {
    // Set up first, so that a missing tool is reported before the gate runs.
    let full_tools = if full {
        let firefox = steps.run("set-up for Firefox", e2e::install_firefox)?;
        let hosts =
            steps.run("set-up for nginx and Caddy", || Ok((browser::find_or_install_nginx()?, browser::find_or_install_caddy()?)))?;
        steps.run("set-up for the Observatory", e2e::install_observatory)?;
        steps.run("set-up for bundlers and runtimes", e2e::install_bundlers)?;
        Some((firefox, hosts, steps.run("set-up for fuzzing", fuzz::install_tools)?))
    } else {
        None
    };
    let built = run_gate(steps, full)?;
    let Some((firefox, (nginx, caddy), fuzzing)) = full_tools else { return Ok(()) };
    steps.run("the page in Firefox", || e2e::test_in_firefox(&firefox, &built.server, &built.dist))?;
    steps.run("the package in bundlers and runtimes", || e2e::test_in_bundlers(&built.browser, &built.dist))?;
    steps.run("bots on other frameworks", check_example_bots)?;
    steps.run("headers by Mozilla's Observatory", || e2e::test_with_observatory(&built.server, &built.dist))?;
    steps.run("the server under load", || e2e::test_under_load(&nginx, &caddy, &built.server, &built.dist))?;
    steps.run("the same build twice", supply::reproducible_build)?;
    steps.run("fuzzing", || fuzz::run(&fuzzing))
}

/// The outputs of the gate's builds.
struct Built {
    browser: Browser,
    dist: PathBuf,
    server: PathBuf,
}

fn run_gate(steps: &mut Steps, full: bool) -> Result<Built, Failure> {
    let (tools, browser, deny) = steps.run("set-up", || {
        let tools = setup::for_building()?;
        let browser = browser::find_or_install_chromium()?;
        e2e::install_tools()?;
        Ok((tools, browser, setup::cargo_deny()?))
    })?;
    steps.run("format", || {
        let check_other_workspace =
            |manifest| shell::run(project::cargo().args(["fmt", "--all", "--manifest-path", manifest, "--check"]));
        shell::run(project::cargo().args(["fmt", "--all", "--check"]))
            .and_then(|()| check_other_workspace("fuzz/Cargo.toml"))
            .and_then(|()| check_other_workspace("examples/bots/Cargo.toml"))
            .map_err(|cause| Failure::RustFormat(cause.into()))
    })?;
    steps.run("content", check::before_build)?;
    steps.run("wasm dependencies", check_wasm_dependencies)?;
    steps.run("licenses, bans and sources of dependencies", || supply::dependencies(&deny))?;
    steps.run("JavaScript: types and format", e2e::check_javascript)?;
    steps.run("lints", lints)?;
    steps.run("documentation", documentation)?;
    steps.run("tests", tests)?;
    steps.run("tests in the browser", || wasm_tests(&tools, &browser))?;
    // The page is always built as it is shipped. The program is built as it is shipped only with `--full`, because its release build takes a
    // sixth of the gate's time.
    let profile = if full { Profile::Release } else { Profile::Gate };
    // Don't build into dist/: it is the user's, and a running `carrot serve` may be serving it.
    let dist = project::target_dir()?.join("xtask/dist");
    steps.run("the page and the program", || build::check_budgets(&build::build_page(&tools, profile, &dist)?, true))?;
    let server = profile.program()?;
    steps.run("another bot's content", example::another_bot)?;
    steps.run("end-to-end tests", || e2e::run(&browser, &server, &dist, full))?;
    Ok(Built { browser, dist, server })
}

/// Lints the workspace, then the configurations that this misses: wasm32 for carrot-web and carrot-pkg, and bot-embed without default
/// features.
fn lints() -> Result<(), Failure> {
    let lint = |args: &[&str]| shell::run(project::cargo().arg("clippy").args(args).args(["--", "-D", "warnings"]));
    lint(&["--workspace", "--all-targets", "--all-features"])?;
    lint(&["--package", "carrot-web", "--all-targets", TARGET_ARGS[0], TARGET_ARGS[1]])?;
    lint(&["--package", "carrot-pkg", "--lib", TARGET_ARGS[0], TARGET_ARGS[1]])?;
    lint(&["--package", "bot-embed", "--lib", "--no-default-features"])?;
    lint(&["--package", "bot-embed", "--lib", "--no-default-features", "--features", "handler"])
}

/// Runs the tests of all crates. Some wait for a bot's pauses, so twice as many run at once as there are cores.
fn tests() -> Result<(), Failure> {
    let threads = thread::available_parallelism().map_or(1, usize::from) * 2;
    shell::run(project::cargo().args(["test", "--workspace", "--all-features"]).env("RUST_TEST_THREADS", threads.to_string()))
}

/// Builds the documentation of every public item; a broken link is an error.
fn documentation() -> Result<(), Failure> {
    shell::run(project::cargo().args(["doc", "--workspace", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Checks that the example bots for other frameworks compile against the current library.
fn check_example_bots() -> Result<(), Failure> {
    // The examples are a separate workspace. Without CARGO_TARGET_DIR, Cargo would create a target folder in examples/bots.
    let target = project::target_dir()?.join("xtask/bots");
    shell::run(
        project::cargo().args(["check", "--manifest-path", "examples/bots/Cargo.toml", "--workspace"]).env("CARGO_TARGET_DIR", target),
    )
}

/// Fails if a content parser is a dependency of a wasm package.
fn check_wasm_dependencies() -> Result<(), Failure> {
    WASM_PACKAGES.into_iter().try_for_each(|package| {
        let tree = ["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}"];
        let tree = shell::capture(project::cargo().args(tree).args(TARGET_ARGS))
            .ok_or_else(|| Failure::FailedSilently(format!("cargo tree --package {package}")))?;
        match first_forbidden(&tree) {
            Some(name) => Err(Failure::ParserInWasm { name, package }),
            None => Ok(()),
        }
    })
}

/// Returns the first forbidden crate in the output of `cargo tree`.
fn first_forbidden(tree: &str) -> Option<&'static str> {
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    FORBIDDEN_IN_WASM.into_iter().find(|name| names.contains(name))
}

/// Runs the tests of carrot-web in the browser.
fn wasm_tests(tools: &Tools, browser: &Browser) -> Result<(), Failure> {
    let output = shell::run_and_keep(
        project::cargo()
            .args(["test", "--package", "carrot-web"])
            .args(TARGET_ARGS)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.wasm_test_runner())
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver(browser)?),
    )?;
    // The runner succeeds even if it finds no tests, so require at least one.
    match count_passed(&output) {
        0 => Err(Failure::NoTestInBrowser),
        number => {
            println!("{number} tests passed in the browser");
            Ok(())
        }
    }
}

/// Counts the passed tests by the runner's lines `test result: ok. 12 passed; …`.
fn count_passed(output: &str) -> usize {
    let counts =
        output.lines().filter_map(|line| line.strip_prefix("test result: ok. ")?.split_whitespace().next()?.parse::<usize>().ok());
    counts.sum()
}

/// Writes chromedriver's settings: e2e/webdriver.json with the path of the browser. The runner adds headless mode itself.
fn webdriver(browser: &Browser) -> Result<PathBuf, Failure> {
    let text = project::read("e2e/webdriver.json")?;
    let mut json: serde_json::Value = serde_json::from_str(&text).map_err(|error| Failure::invalid("e2e/webdriver.json", &error))?;
    json["goog:chromeOptions"]["binary"] = serde_json::json!(browser.chrome);
    let folder = project::target_dir()?.join("xtask");
    let path = folder.join("webdriver.json");
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, json.to_string()));
    written.map_err(|error| Failure::not_written(&path, &error))?;
    Ok(path)
}

/// The duration of each step.
#[derive(Default)]
struct Steps {
    done: Vec<(&'static str, Duration, bool)>,
}

impl Steps {
    /// Runs a step, and records its duration and result.
    fn run<T>(&mut self, name: &'static str, step: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        self.done.push((name, start.elapsed(), outcome.is_ok()));
        outcome.map_err(|cause| Failure::Step { name, cause: cause.into() })
    }

    /// Returns a line for each step, and one with the total.
    fn table(&self) -> String {
        let total: Duration = self.done.iter().map(|(_, time, _)| *time).sum();
        let line = |name: &str, time: Duration, note: &str| format!("{:>7.1} s  {name}{note}\n", time.as_secs_f64());
        let steps: String =
            self.done.iter().map(|(name, time, passed)| line(name, *time, if *passed { "" } else { ": failed" })).collect();
        format!("{steps}{}", line("in all", total, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without its line in `tests/all.rs`, a file's tests never run.
    #[test]
    fn every_file_of_tests_is_a_module_of_its_program() {
        for package in ["bot-embed", "cli", "core"] {
            let program = project::read(&format!("{package}/tests/all.rs")).unwrap();
            let names = fs::read_dir(project::root().join(package).join("tests")).unwrap().map(|entry| entry.unwrap().file_name());
            let names: Vec<_> = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".rs")?.to_owned())).collect();
            assert!(names.len() > 1);
            for name in names.iter().filter(|name| *name != "all") {
                assert!(program.lines().any(|line| line == format!("mod {name};")), "{package}/tests/all.rs lacks `mod {name};`");
            }
        }
    }

    #[test]
    fn forbidden_crates_are_found_by_their_whole_name() {
        assert_eq!(first_forbidden("carrot-web v0.1.0\ngloo v0.11.0\ntoml_datetime v1.0.0 (*)"), None);
        assert_eq!(first_forbidden("carrot-web v0.1.0\npulldown-cmark v0.13.0 (*)"), Some("pulldown-cmark"));
        assert_eq!(first_forbidden("carrot-web v0.1.0\ntoml v1.2.1"), Some("toml"));
    }

    #[test]
    fn passed_tests_are_counted_over_all_binaries() {
        assert_eq!(count_passed("no tests to run!\n"), 0);
        assert_eq!(count_passed("test result: ok. 3 passed; 0 failed\n\ntest result: ok. 12 passed; 0 failed; 0 ignored\n"), 15);
    }

    #[test]
    fn table_of_steps_names_the_failed_step() {
        let mut steps = Steps::default();
        assert_eq!(steps.run("one", || Ok(1)), Ok(1));
        let failure = steps.run("two", || Err::<(), _>(Failure::NoNpm)).unwrap_err();
        assert_eq!(failure, Failure::Step { name: "two", cause: Box::new(Failure::NoNpm) });
        let table = steps.table();
        assert!(table.contains("one\n") && table.contains("two: failed\n") && table.contains("in all"), "{table}");
    }
}
