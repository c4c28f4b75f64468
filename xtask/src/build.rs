//! Building the page and serving it: what Trunk does, with the right tools, the right content and the page's weight.

use std::{path::Path, process::ExitCode};

use crate::{
    check, project,
    setup::{self, Tools},
    shell,
    sizes::{self, Sizes},
};

const ADDRESS: &str = "127.0.0.1:8080";

/// `cargo xtask build`.
pub(crate) fn build() -> Result<ExitCode, String> {
    check::before_build()?;
    within_budget(&page(&setup::for_building()?, &project::root().join("dist"))?)?;
    Ok(ExitCode::SUCCESS)
}

/// `cargo xtask run`.
pub(crate) fn run() -> Result<ExitCode, String> {
    check::before_build()?;
    // Another bot's content may well weigh more: that stops a build to publish, but nobody who only wants to look.
    if let Some(sentence) = page(&setup::for_building()?, &project::root().join("dist"))?.above_budget() {
        eprintln!("xtask: {sentence}");
    }
    let server = server()?;
    println!();
    println!("  the page      http://{ADDRESS}");
    println!("  in Discord    {} preview '/privacy topic:retention'", project::shown(&server));
    println!("  stop          Ctrl-C");
    println!();
    let mut serve = std::process::Command::new(&server);
    project::in_project(&mut serve);
    shell::become_program(serve.args(["serve", "--dist", "dist", "--addr", ADDRESS]))
}

/// `cargo xtask serve`.
pub(crate) fn serve(args: &[String]) -> Result<ExitCode, String> {
    shell::become_program(setup::for_building()?.trunk()?.arg("serve").args(args))
}

/// Builds the page into a folder and weighs it.
pub(crate) fn page(tools: &Tools, dist: &Path) -> Result<Sizes, String> {
    shell::run(tools.trunk()?.args(["build", "--release", "--dist"]).arg(dist))?;
    let sizes = sizes::weigh(dist, &project::read("budgets.toml")?)?;
    print!("{}", sizes.table());
    Ok(sizes)
}

/// Fails where the page weighs too much.
pub(crate) fn within_budget(sizes: &Sizes) -> Result<(), String> {
    sizes.above_budget().map_or(Ok(()), Err)
}

/// Builds the server for speed, and says where it is.
pub(crate) fn server() -> Result<std::path::PathBuf, String> {
    shell::run(project::cargo().args(["build", "--release", "--package", "bot-embed"]))?;
    Ok(project::target_dir()?.join("release").join(format!("bot-embed{}", std::env::consts::EXE_SUFFIX)))
}
