//! What is wrong with the content, and what an author will be asked about it: every diagnostic at its line, as text or as JSON.

use std::{
    env,
    path::Path,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use carrot_core::{
    Date,
    diagnostic::{Code, Diagnostic, Severity},
    lint,
    parse::{self, File, Parsed},
};

use crate::project;

/// `cargo xtask check`: errors, warnings and hints; `deny_gaps` makes errors of what the policy leaves unsaid.
pub(crate) fn check(json: bool, deny_gaps: bool) -> Result<ExitCode, String> {
    let Content { folder, files, parsed: Parsed { policy, places, mut diagnostics, .. } } = Content::load()?;
    if let Some(policy) = &policy {
        diagnostics.extend(lint::lint(policy, &places, today()?));
    }
    for gap in diagnostics.iter_mut().filter(|diagnostic| deny_gaps && diagnostic.code == Code::Gap) {
        gap.severity = Severity::Error;
    }
    let summary = summary(&folder, &diagnostics);
    if json {
        let shown: Vec<_> = diagnostics.iter().map(|diagnostic| shown(diagnostic, &folder)).collect();
        let text =
            serde_json::to_string_pretty(&shown).map_err(|error| format!("the diagnostics cannot be written as JSON: {error}"))?;
        println!("{text}");
        eprintln!("{summary}");
    } else {
        print!("{}", carrot_loader::report(&files, &diagnostics, Path::new(&folder)));
        println!("{summary}");
    }
    Ok(if count(&diagnostics, Severity::Error) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Before a build: errors stop it here, each at its line, rather than inside a build script's output.
pub(crate) fn before_build() -> Result<(), String> {
    let Content { folder, files, parsed: Parsed { diagnostics, .. } } = Content::load()?;
    eprint!("{}", carrot_loader::report(&files, &diagnostics, Path::new(&folder)));
    match count(&diagnostics, Severity::Error) {
        0 => Ok(()),
        _ => Err(format!("nothing is built: {}", summary(&folder, &diagnostics))),
    }
}

/// The ids of the questions that people ask first.
pub(crate) fn first_questions() -> Result<Vec<String>, String> {
    let policy = Content::load()?.parsed.policy.ok_or("the content has errors: type `cargo xtask check`")?;
    Ok(policy.questions.iter().filter(|question| question.glance).map(|question| question.id.to_string()).collect())
}

struct Content {
    /// The content folder, as the user would type it.
    folder: String,
    files: Vec<File>,
    parsed: Parsed,
}

impl Content {
    fn load() -> Result<Self, String> {
        let dir = project::content_dir().unwrap_or_else(|| project::root().join("content"));
        match env::var("CONTENT_DIR").ok().filter(|dir| !dir.is_empty()) {
            Some(typed) => Self::from(&dir, typed).map_err(|sentence| match dir.is_dir() {
                // Something in it cannot be read, and that is what the sentence names.
                true => sentence,
                false => format!("{sentence}: CONTENT_DIR must name a content folder"),
            }),
            None => Self::from(&dir, project::shown(&dir)),
        }
    }

    fn from(dir: &Path, folder: String) -> Result<Self, String> {
        let files = carrot_loader::read(dir).map_err(|error| error.to_string())?;
        let parsed = parse::parse(&files);
        Ok(Self { folder, files, parsed })
    }
}

/// A diagnostic with the folder in front of its file.
fn shown(diagnostic: &Diagnostic, folder: &str) -> Diagnostic {
    Diagnostic { file: Path::new(folder).join(&diagnostic.file).display().to_string(), ..diagnostic.clone() }
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

fn summary(folder: &str, diagnostics: &[Diagnostic]) -> String {
    let told = |severity: Severity, what: &str| match count(diagnostics, severity) {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    };
    let folder = if folder.is_empty() { "." } else { folder };
    format!("{folder}: {}, {}, {}", told(Severity::Error, "error"), told(Severity::Warning, "warning"), told(Severity::Hint, "hint"))
}

/// The day, for the age of sources. What is built depends on no clock; this only asks an author to look again.
fn today() -> Result<Date, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| "this machine's clock stands before 1970: set it")?;
    date(since.as_secs() / 86_400).ok_or_else(|| "this machine's clock stands beyond any calendar: set it".to_owned())
}

/// The date so many days after 1 January 1970.
fn date(mut days: u64) -> Option<Date> {
    for year in 1970..=9999 {
        for month in 1..=12 {
            let length = (28..=31).rev().find(|day| Date::new(year, month, *day).is_some())?;
            if days < u64::from(length) {
                return Date::new(year, month, u8::try_from(days + 1).ok()?);
            }
            days -= u64::from(length);
        }
    }
    None
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
        let Content { folder, parsed: Parsed { diagnostics, .. }, .. } = Content::from(&dir, "../my".into()).unwrap();
        let html = shown(diagnostics.iter().find(|diagnostic| diagnostic.code == Code::RawHtml).unwrap(), &folder);
        assert!(html.to_string().starts_with("../my/bot/policy.md:5:1: error[raw-html]: "), "{html}");
        let json = serde_json::to_value(html).unwrap();
        assert_eq!((&json["code"], &json["line"], &json["column"]), (&"raw-html".into(), &5.into(), &1.into()));
        assert!(summary(&folder, &diagnostics).starts_with("../my: "));
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_missing_folder_is_a_sentence() {
        assert!(Content::from(Path::new("/no/such/folder"), "such".into()).is_err());
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary("content", &[]), "content: no errors, no warnings, no hints");
    }

    #[test]
    fn days_are_dates() {
        let told = |days| date(days).unwrap().to_string();
        assert_eq!(told(0), "1970-01-01");
        assert_eq!(told(789), "1972-02-29");
        assert_eq!(told(11_016), "2000-02-29");
        assert_eq!(told(19_801), "2024-03-19");
        assert_eq!(date(u64::MAX), None);
    }
}
