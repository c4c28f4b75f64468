//! What is wrong with the content, for its authors: every diagnostic at its line, as text or as JSON.

use std::{env, path::Path, process::ExitCode};

use carrot_core::diagnostic::{Diagnostic, Severity};

use crate::project;

/// `cargo xtask check`.
pub(crate) fn check(json: bool) -> Result<ExitCode, String> {
    let Checked { folder, diagnostics } = load()?;
    let summary = summary(&folder, &diagnostics);
    if json {
        let text = serde_json::to_string_pretty(&diagnostics)
            .map_err(|error| format!("the diagnostics cannot be written as JSON: {error}"))?;
        println!("{text}");
        eprintln!("{summary}");
    } else {
        for diagnostic in &diagnostics {
            println!("{diagnostic}");
        }
        println!("{summary}");
    }
    Ok(if errors(&diagnostics) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Before a build: errors stop it here, each at its line, rather than inside a build script's output.
pub(crate) fn before_build() -> Result<(), String> {
    let Checked { folder, diagnostics } = load()?;
    for diagnostic in &diagnostics {
        eprintln!("{diagnostic}");
    }
    if errors(&diagnostics) == 0 { Ok(()) } else { Err(format!("nothing is built: {}", summary(&folder, &diagnostics))) }
}

struct Checked {
    /// The content folder, as the user would type it.
    folder: String,
    /// With that folder in front of their files.
    diagnostics: Vec<Diagnostic>,
}

fn load() -> Result<Checked, String> {
    let dir = project::content_dir().unwrap_or_else(|| project::root().join("content"));
    match env::var("CONTENT_DIR").ok().filter(|dir| !dir.is_empty()) {
        Some(typed) => load_from(&dir, &typed).map_err(|sentence| format!("{sentence}: CONTENT_DIR must name a content folder")),
        None => load_from(&dir, &project::shown(&dir)),
    }
}

fn load_from(dir: &Path, folder: &str) -> Result<Checked, String> {
    let mut diagnostics = carrot_loader::load(dir).map_err(|error| error.to_string())?.diagnostics;
    for diagnostic in &mut diagnostics {
        diagnostic.file = Path::new(folder).join(&diagnostic.file).display().to_string();
    }
    Ok(Checked { folder: if folder.is_empty() { ".".into() } else { folder.into() }, diagnostics })
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
}

fn summary(folder: &str, diagnostics: &[Diagnostic]) -> String {
    let count = |number: usize, what: &str| match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    let errors = errors(diagnostics);
    format!("{folder}: {}, {}", count(errors, "error"), count(diagnostics.len() - errors, "warning"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn diagnostics_name_the_folder_as_it_was_typed_and_their_place() {
        let dir = env::temp_dir().join(format!("xtask-check-{}", std::process::id()));
        fs::create_dir_all(dir.join("bot")).unwrap();
        fs::write(dir.join("bot/policy.md"), "# Policy {#policy}\n## Section {#section}\n### Title {#title}\n\n<b>loud</b>\n").unwrap();
        let Checked { folder, diagnostics } = load_from(&dir, "../my").unwrap();
        let html = diagnostics.iter().find(|diagnostic| diagnostic.code.as_str() == "raw-html").unwrap();
        assert!(html.to_string().starts_with("../my/bot/policy.md:5:1: error[raw-html]: "), "{html}");
        let json = serde_json::to_value(html).unwrap();
        assert_eq!((&json["code"], &json["line"], &json["column"]), (&"raw-html".into(), &5.into(), &1.into()));
        assert!(summary(&folder, &diagnostics).starts_with("../my: "));
        assert!(errors(&diagnostics) > 0);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_missing_folder_is_a_sentence() {
        assert!(load_from(Path::new("/no/such/folder"), "such").is_err());
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary("content", &[]), "content: no errors, no warnings");
    }
}
