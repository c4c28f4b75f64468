//! Prints each error of the tasks with sample values.

use std::collections::BTreeSet;

use expect_test::expect_file;

use super::*;

fn text(text: &str) -> String {
    text.to_owned()
}

fn samples() -> Vec<Failure> {
    use Failure as F;
    let content = "examples/dormouse";
    let failed = |command: &str| Box::new(F::Failed { command: text(command), status: text("exit status: 1") });
    let missing = || io::Error::from(io::ErrorKind::NotFound);
    let denied = io::Error::from(io::ErrorKind::PermissionDenied);
    let path = Path::new("target/xtask/dist");
    let started = |program: &str, error: io::Error| F::not_started(&Command::new(program), &error);
    let (packages, variable) = (text("chromium chromium-driver"), "CHROME");
    vec![
        F::UnknownCommand { typed: text("biuld"), nearest: Some("build") },
        F::UnknownCommand { typed: text("deploy"), nearest: None },
        F::UnknownArgument { command: text("check"), argument: text("--jsn") },
        F::DenyWithoutValue,
        F::UnknownDeny(text("holes")),
        F::Content(disk::not_read(Path::new("content/bot/policy.md"), &denied)),
        F::ContentDir(text("my-bot")),
        F::ContentErrors(text("my-bot: 1 error, no warnings, no hints")),
        F::OtherContentInTest,
        F::PublicUrl(text("it begins with neither `https://` nor `http://`: use an address such as `https://bot.example/privacy/`")),
        F::DiagnosticsNotJson(text("key must be a string")),
        F::Clock(text("this machine's clock shows the year 12026: set it")),
        F::not_read(Path::new("Trunk.toml"), &missing()),
        F::not_written(path, &io::Error::from(io::ErrorKind::StorageFull)),
        F::tool_not_written(Path::new("/home/me/.cache/carrot-tools"), &denied),
        F::not_removed(path, &denied),
        F::invalid("budgets.toml", &"expected `=`"),
        started("npm", missing()),
        started("target/gate/carrot", missing()),
        started("target/gate/carrot", io::Error::from(io::ErrorKind::PermissionDenied)),
        started("target/gate/carrot", io::Error::from(io::ErrorKind::Unsupported)),
        *failed("cargo build --locked"),
        F::FailedSilently(text("cargo tree --package carrot")),
        F::OutputCutOff { command: text("cargo test"), problem: text("stream did not contain valid UTF-8") },
        F::PortTaken { port: 8080, ip: text("127.0.0.1"), problem: text("Address already in use"), next: 8081 },
        F::NoFreePort(text("Address already in use")),
        F::ServerEnded(text("exit status: 1")),
        F::ServerSilent { url: text("http://127.0.0.1:34567/healthz"), seconds: 15 },
        F::OwnPathUnknown(text("no /proc/self/exe available")),
        F::NoBenches,
        F::BudgetsMissed(1),
        F::BudgetsMissed(2),
        F::NoBuiltFile { folder: text("target/xtask/bench/serve/dist"), begin: text("boot"), end: text(".js") },
        F::WrkFailed(text("  Non-2xx or 3xx responses: 12")),
        F::NoPeakMemory(text("/proc/1234/status")),
        F::AboveBudgets(text("wasm by 12 bytes (100012, at most 100000)")),
        F::NotCompressed { file: text("boot.js"), problem: text("out of memory") },
        F::NotOnPath { name: "Chromium or Chrome", packages: packages.clone(), variable },
        F::AptFailed { name: "Chromium or Chrome", cause: failed("apt-get update"), packages: packages.clone(), variable },
        F::AptInstalledElsewhere { name: "Chromium or Chrome", packages, variable },
        F::NoProgram { variable, path: text("/no/such/chrome") },
        F::NoNode { oldest: 20 },
        F::OldNode { found: text("18.19.0"), oldest: 20 },
        F::NoNpm,
        F::NpmFailed { cause: failed("npm ci --no-audit"), folder: text("e2e") },
        F::NoOpenssl,
        F::JavaScriptFormat(failed("node e2e/node_modules/prettier/bin/prettier.cjs --check .")),
        F::RustFormat(failed("cargo fmt --all --check")),
        F::NoHome,
        F::ToolsNotOnPath(text("path segment contains separator `:`")),
        F::NoRustupForNightly,
        F::NightlyFailed,
        F::NoRustupForWasm,
        F::WasmTargetFailed,
        F::ToolFailed { package: "trunk", version: text("0.21.14") },
        F::NotLocked(text("wasm-bindgen")),
        F::LockedInSeveralVersions { package: text("wasm-bindgen"), versions: text("0.2.130, 0.2.131") },
        F::InvalidLockedVersion { package: text("wasm-bindgen"), version: text("new") },
        F::TestingNotReady(Box::new(F::NoNpm)),
        F::Advisories(failed("cargo-deny check advisories")),
        F::BuildsDiffer(text("index.html, policy.json")),
        F::NoGit,
        F::InvalidTreeLine(text("carrot 0.1.0")),
        F::EmptyTree,
        F::ParserInWasm { name: "toml", package: "carrot-web" },
        F::NoTestInBrowser,
        F::FuzzSeconds(text("ten")),
        F::Fuzz { target: text("search"), cause: failed("rustup run nightly cargo-fuzz run search") },
        F::ExampleErrors(content),
        F::ExampleFailed { command: text("carrot register --dry-run"), content },
        F::ExampleReply { command: text("carrot preview --json /privacy"), title: text("Kept for 30 days"), content },
        F::ExampleNoPage(content),
        F::ExampleNoName { file: text("index.html"), name: text("Dormouse"), content },
        F::ExampleNoStatement { file: text("index.html"), id: text("kept"), content },
        F::ExampleForeignName { file: text("index.html"), name: "heroku", around: text("…it runs on heroku…"), content },
        F::Step { name: "lints", cause: failed("cargo clippy --workspace") },
    ]
}

#[test]
fn failures_match_the_snapshot() {
    let printed: String = samples().iter().map(|failure| format!("{failure}\n")).collect();
    expect_file!["../failures.txt"].assert_eq(&printed);
}

#[test]
fn every_variant_has_a_sample() {
    let name = |debug: String| debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
    let printed: BTreeSet<String> = samples().iter().map(|failure| name(format!("{failure:?}"))).collect();
    let file = syn::parse_file(include_str!("mod.rs")).unwrap();
    let variants = file.items.iter().find_map(|item| match item {
        syn::Item::Enum(found) => Some(found.variants.iter().map(|variant| variant.ident.to_string()).collect::<BTreeSet<_>>()),
        _ => None,
    });
    assert_eq!(variants, Some(printed));
}
