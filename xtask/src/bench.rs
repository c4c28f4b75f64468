//! Runs the benchmarks: of core, of the page, of the bot, and of the server.

use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::{Command, ExitCode},
};

use crate::{browser, build, e2e, failure::Failure, project, setup, shell};

#[path = "../../core/tests/multiply/mod.rs"]
mod multiply;
pub(crate) mod serve;

/// Number of copies of the content in the long content.
const COPIES: usize = 10;

/// The subject of a benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Benchmark {
    Core,
    Page,
    Bot,
    Serve,
}

/// Runs `cargo xtask bench`.
pub(crate) fn bench(benchmark: Benchmark) -> Result<ExitCode, Failure> {
    match benchmark {
        Benchmark::Core if project::root().join("core/benches").is_dir() => {
            // Compare with the budgets first. The other benchmarks help to find slow code.
            let bench = || {
                let mut cargo = project::cargo();
                cargo.args(["bench", "--package", "carrot-core", "--all-features"]);
                cargo
            };
            shell::run(bench().args(["--bench", "budgets"]))?;
            shell::run(bench().args(["--bench", "core", "--bench", "parse", "--bench", "search"]))?;
            Ok(ExitCode::SUCCESS)
        }
        Benchmark::Core => Err(Failure::NoBenches),
        Benchmark::Page => page(),
        Benchmark::Serve => serve::serve(),
        Benchmark::Bot => bot(),
    }
}

/// Runs `cargo xtask bench page`: compares the page, and a page with ten times the content, with pages that are written by hand.
fn page() -> Result<ExitCode, Failure> {
    let (tools, browser) = (setup::for_building()?, browser::find_or_install_chromium()?);
    e2e::install_tools()?;
    if let Err(sentence) =
        e2e::install("e2e/bench", "Lighthouse and VitePress are missing or out of date; a download of about 70 MB, once")
    {
        // The rest can be measured without it. The table shows what was not measured.
        eprintln!("xtask: {sentence}");
    }
    let folder = project::target_dir()?.join("xtask/bench");
    let [dist, long, content] = ["dist", "long", "content"].map(|name| folder.join(name));
    write_long(&content)?;
    // Leave out the documents for frames: there are ten times as many, and each belongs to a page that is ten times as long.
    build::with_trunk(&tools, &long, &[("CONTENT_DIR", content.as_os_str()), ("PAGE_ALONE", OsStr::new("1"))])?;
    // Build the measured profile last, so that the next build of it has nothing to do.
    build::build_page(&tools, build::Profile::Release, &dist)?;
    let mut node = Command::new("node");
    project::in_project(&mut node);
    node.arg("e2e/bench/page.mjs").args([&dist, &long, &folder]).env("CHROME", &browser.chrome);
    shell::run(&mut node).map(|()| ExitCode::SUCCESS)
}

/// Runs `cargo xtask bench bot`: compares the endpoint under load with signature checks alone, and with an endpoint on Express.
fn bot() -> Result<ExitCode, Failure> {
    let folder = "e2e/bench/bot";
    let express =
        e2e::require_node().and_then(|()| e2e::install(folder, "Express is missing or out of date; a download of about 2 MB, once"));
    let mut cargo = project::cargo();
    cargo.args(["bench", "--package", "carrot", "--bench", "bot"]);
    match express {
        Ok(()) => drop(cargo.env("EXPRESS", project::root().join(folder).join("server.mjs"))),
        // The rest can be measured without it. The table shows what was not measured.
        Err(sentence) => eprintln!("xtask: {sentence}"),
    }
    shell::run(&mut cargo).map(|()| ExitCode::SUCCESS)
}

/// Writes ten copies of the selected content.
fn write_long(folder: &Path) -> Result<(), Failure> {
    let source = project::content_dir_or_own();
    let files = carrot_loader::read(&source).map_err(|error| Failure::Content(error.to_string()))?;
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| Failure::not_removed(folder, &error))?;
    }
    for file in multiply::multiply(&files, COPIES) {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, &file.bytes));
        written.map_err(|error| Failure::not_written(&path, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_content_is_valid_and_has_ten_times_the_statements() {
        let folder = carrot_testing::Folder::new();
        // An earlier run may have left files.
        folder.write("old.md", "### Old");
        write_long(folder.path()).unwrap();
        let statements =
            |dir: &Path| carrot_core::parse::parse(&carrot_loader::read(dir).unwrap()).policy.unwrap().statements().count();
        assert_eq!(statements(folder.path()), COPIES * statements(&project::root().join("content")));
        assert!(!folder.join("old.md").exists());
    }
}
