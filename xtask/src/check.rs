//! Checks the content: `cargo xtask check`, and the same check before every build.

use std::{env, process::ExitCode};

use carrot_loader::check::{Checked, today};

use crate::project;

/// `cargo xtask check`: errors, warnings and hints; `deny_gaps` makes errors of what the policy leaves unsaid.
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

/// Before a build: errors stop it here, each at its line, rather than inside a build script's output.
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
            // Something in it cannot be read, and that is what the sentence names.
            true => error.to_string(),
            false => format!("{error}: CONTENT_DIR must name a content folder"),
        }),
        None => Checked::read(&dir, project::shown(&dir)).map_err(|error| error.to_string()),
    }
}
