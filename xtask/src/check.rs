//! Checks the content: `cargo xtask check`, and the same check before every build.

use std::{env, process::ExitCode};

use carrot_loader::check::{Checked, today};

use crate::project;

/// Runs `cargo xtask check`: errors, warnings and hints. `deny_gaps` turns gaps of the policy into errors.
pub(crate) fn check(json: bool, deny_gaps: bool) -> Result<ExitCode, String> {
    let mut checked = load()?;
    checked.lint(today()?, deny_gaps);
    checked.compare(&project::content_dir().unwrap_or_else(|| project::root().join("content")), false);
    if json {
        let text = serde_json::to_string_pretty(&checked.shown())
            .map_err(|error| format!("the diagnostics cannot be written as JSON: {error}"))?;
        println!("{text}");
        eprintln!("{}", checked.summary());
    } else {
        print!("{}", checked.text());
        println!("{}", checked.summary());
    }
    Ok(if checked.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks content before a build, so that errors are shown with their lines and not inside a build script's output.
pub(crate) fn before_build() -> Result<(), String> {
    let checked = load()?;
    eprint!("{}", checked.text());
    match checked.errors() {
        0 => Ok(()),
        _ => Err(format!("nothing is built: {}", checked.summary())),
    }
}

fn load() -> Result<Checked, String> {
    let dir = project::content_dir().unwrap_or_else(|| project::root().join("content"));
    match env::var("CONTENT_DIR").ok().filter(|dir| !dir.is_empty()) {
        Some(typed) => Checked::read(&dir, typed).map_err(|error| match dir.is_dir() {
            // A file in the folder cannot be read; the sentence names it.
            true => error.to_string(),
            false => format!("{error}: CONTENT_DIR must name a content folder"),
        }),
        None => Checked::read(&dir, project::shown(&dir)).map_err(|error| error.to_string()),
    }
}
