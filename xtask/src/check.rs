//! Checks the content: `cargo xtask check`, and the same check before every build.

use std::{env, process::ExitCode};

use carrot_core::PageUrl;
use carrot_loader::check::{Checked, Deny};

use crate::{failure::Failure, project};

/// Runs `cargo xtask check`: prints errors, warnings and hints. `deny_gaps` turns gaps of the policy into errors.
pub(crate) fn check(json: bool, deny_gaps: bool) -> Result<ExitCode, Failure> {
    let mut checked = load()?;
    let content = project::content_dir_or_own();
    checked.examine(&content, Deny { gaps: deny_gaps, weaker: false }).map_err(Failure::Clock)?;
    if json {
        let text =
            serde_json::to_string_pretty(&checked.diagnostics()).map_err(|error| Failure::DiagnosticsNotJson(error.to_string()))?;
        println!("{text}");
        eprintln!("{}", checked.summary());
    } else {
        print!("{}", checked.text());
        println!("{}", checked.summary());
    }
    Ok(if checked.error_count() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks the address and the content before a build, because a build takes minutes. Errors in content are shown with their lines, and not
/// inside a build script's output.
pub(crate) fn before_build() -> Result<(), Failure> {
    check_address(env::var_os("PUBLIC_URL").map(|value| value.to_string_lossy().into_owned()).as_deref())?;
    let checked = load()?;
    eprint!("{}", checked.text());
    match checked.error_count() {
        0 => Ok(()),
        _ => Err(Failure::ContentErrors(checked.summary())),
    }
}

/// Fails if `PUBLIC_URL` is set, but is not the address of a page.
fn check_address(value: Option<&str>) -> Result<(), Failure> {
    let Some(typed) = value.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(()) };
    typed.parse::<PageUrl>().map(drop).map_err(|error| Failure::PublicUrl(error.to_string()))
}

/// Reads and parses the content that `CONTENT_DIR` names, or else this repository's own.
fn load() -> Result<Checked, Failure> {
    let dir = project::content_dir_or_own();
    match env::var("CONTENT_DIR").ok().filter(|dir| !dir.is_empty()) {
        Some(typed) => Checked::read(&dir, typed).map_err(|error| {
            if dir.is_dir() {
                // The error names the file in the folder that cannot be read.
                Failure::Content(error.to_string())
            } else {
                Failure::ContentDir(dir.display().to_string())
            }
        }),
        None => Checked::read(&dir, project::relative_to_user(&dir)).map_err(|error| Failure::Content(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_url_must_be_an_address_unless_it_is_empty() {
        for value in [None, Some(""), Some(" "), Some("https://bot.example/privacy/"), Some(" https://bot.example ")] {
            assert_eq!(check_address(value), Ok(()), "{value:?}");
        }
        assert!(matches!(check_address(Some("bot.example")), Err(Failure::PublicUrl(_))));
    }
}
