//! Runs `cargo xtask setup`: installs the tools for building, and then those for testing.

use std::process::ExitCode;

use crate::{browser, e2e, failure::Failure, setup, wasm::TARGET};

/// Runs `cargo xtask setup`.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    let tools = setup::for_building()?;
    println!(
        "ready to build: the target {TARGET}, trunk in {}, wasm-bindgen in {}",
        tools.trunk.display(),
        tools.wasm_bindgen.display()
    );
    let testing =
        browser::find_or_install_chromium().and_then(|browser| e2e::install_tools().and_then(|()| Ok((browser, setup::cargo_deny()?))));
    let (browser, deny) = testing.map_err(|cause| Failure::TestingNotReady(cause.into()))?;
    println!("ready to test: {} with {}, Node, Playwright, {}", browser.chrome.display(), browser.driver.display(), deny.display());
    Ok(ExitCode::SUCCESS)
}
