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
    let typed = env::var("CONTENT_DIR").ok().filter(|dir| !dir.is_empty());
    let dir = project::content_dir().unwrap_or_else(|| project::root().join("content"));
    let parsed = carrot_loader::load(&dir).map_err(|error| match &typed {
        Some(_) => format!("{error}: CONTENT_DIR must name a content folder"),
        None => error.to_string(),
    })?;
    let folder = typed.unwrap_or_else(|| project::shown(&dir));
    let mut diagnostics = parsed.diagnostics;
    for diagnostic in &mut diagnostics {
        diagnostic.file = Path::new(&folder).join(&diagnostic.file).display().to_string();
    }
    Ok(Checked { folder: if folder.is_empty() { ".".into() } else { folder }, diagnostics })
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
