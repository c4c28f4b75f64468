//! Checks a content folder, and renders the diagnostics as text or as JSON, for `carrot check` and `cargo xtask check`.

use std::{collections::BTreeSet, path::Path};

use carrot_core::{
    Date,
    diagnostic::{Code, Diagnostic, Severity},
    lint,
    parse::{File, Parsed},
};
use time::OffsetDateTime;

use crate::Error;

/// The findings that are errors, instead of hints or warnings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deny {
    /// Gaps of the policy.
    pub gaps: bool,
    /// Promises that are weaker than in the last edition.
    pub weaker: bool,
}

/// A content folder that was read and parsed.
#[derive(Debug)]
pub struct Checked {
    /// The path of the folder, as the user would type it.
    pub folder: String,
    /// The overlay folder, if there is one: its path, and the paths of its files.
    pub overlay: Option<(String, BTreeSet<String>)>,
    /// The files. [`Checked::text`] shows their lines.
    pub files: Vec<File>,
    /// The policy, and its diagnostics.
    pub parsed: Parsed,
}

impl Checked {
    /// Reads and parses a folder. `shown` is its path as the user would type it.
    ///
    /// # Errors
    /// As [`crate::read`].
    pub fn read(dir: &Path, shown: String) -> Result<Self, Error> {
        let files = crate::read(dir)?;
        let parsed = crate::parse(&files);
        Ok(Self { folder: shown, overlay: None, files, parsed })
    }

    /// Reads and parses a folder with the files of an overlay: see [`crate::read_overlaid`].
    ///
    /// # Errors
    /// As [`crate::read`], for either folder.
    pub fn read_overlaid(dir: &Path, shown: String, overlay: &Path) -> Result<Self, Error> {
        let paths = crate::read(overlay)?.into_iter().map(|file| file.path).collect();
        let files = crate::read_overlaid(dir, overlay)?;
        let parsed = crate::parse(&files);
        Ok(Self { folder: shown, overlay: Some((overlay.display().to_string(), paths)), files, parsed })
    }

    /// Returns the path of a file as the user would type it.
    fn shown_path(&self, file: &str) -> String {
        let overlay = self.overlay.as_ref().filter(|(_, paths)| paths.contains(file)).map(|(folder, _)| folder);
        Path::new(overlay.unwrap_or(&self.folder)).join(file).display().to_string()
    }

    /// Adds hints for the author, and compares the content with the last edition in its folder. This is what `carrot check` and
    /// `cargo xtask check` report beyond the errors and warnings of parsing.
    ///
    /// # Errors
    /// As [`today`].
    pub fn examine(&mut self, content: &Path, deny: Deny) -> Result<(), String> {
        self.lint(today()?, deny.gaps);
        self.compare(content, deny.weaker);
        Ok(())
    }

    /// Adds hints for the author. `deny_gaps` turns gaps of the policy into errors.
    pub fn lint(&mut self, today: Date, deny_gaps: bool) {
        let Parsed { policy, places, diagnostics, .. } = &mut self.parsed;
        if let Some(policy) = policy {
            diagnostics.extend(lint::lint(policy, places, today));
        }
        for gap in diagnostics.iter_mut().filter(|diagnostic| deny_gaps && diagnostic.code == Code::Gap) {
            gap.severity = Severity::Error;
        }
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Renders all diagnostics for a terminal.
    pub fn text(&self) -> String {
        crate::report(&self.files, &self.parsed.diagnostics, &|file| self.shown_path(file))
    }

    /// Returns all diagnostics, for JSON. The path of each file begins with the folder.
    pub fn shown(&self) -> Vec<Diagnostic> {
        let shown = |diagnostic: &Diagnostic| Diagnostic { file: self.shown_path(&diagnostic.file), ..diagnostic.clone() };
        self.parsed.diagnostics.iter().map(shown).collect()
    }

    /// Returns the number of errors, warnings and hints in one line.
    pub fn summary(&self) -> String {
        let counted = |severity: Severity, what: &str| match self.count(severity) {
            0 => format!("no {what}s"),
            1 => format!("1 {what}"),
            number => format!("{number} {what}s"),
        };
        let folder = if self.folder.is_empty() { "." } else { &self.folder };
        format!(
            "{folder}: {}, {}, {}",
            counted(Severity::Error, "error"),
            counted(Severity::Warning, "warning"),
            counted(Severity::Hint, "hint")
        )
    }

    fn count(&self, severity: Severity) -> usize {
        self.parsed.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Returns today's date in UTC, for hints about the age of sources. No file that is built depends on the clock.
///
/// # Errors
/// If this machine's clock is outside of the years 0 to 9999.
pub fn today() -> Result<Date, String> {
    date_of(OffsetDateTime::now_utc())
}

fn date_of(now: OffsetDateTime) -> Result<Date, String> {
    let date = u16::try_from(now.year()).ok().and_then(|year| Date::new(year, now.month().into(), now.day()));
    date.ok_or_else(|| format!("this machine's clock shows the year {}: set it", now.year()))
}

#[cfg(test)]
mod tests {
    use carrot_testing::Folder;
    use expect_test::expect;

    use super::*;

    #[test]
    fn diagnostics_name_the_typed_folder_and_the_position() {
        let dir = Folder::new();
        dir.write("bot/policy.md", "# Policy {#policy}\n## Section {#section}\n### Title {#title}\n\n<b>loud</b>\n");
        let checked = Checked::read(dir.path(), "../my".into()).unwrap();
        let shown = checked.shown();
        let html = shown.iter().find(|diagnostic| diagnostic.code == Code::RawHtml).unwrap();
        assert!(html.to_string().starts_with("../my/bot/policy.md:5:1: error[raw-html]: "), "{html}");
        let json = serde_json::to_value(html).unwrap();
        assert_eq!((&json["code"], &json["line"], &json["column"]), (&"raw-html".into(), &5.into(), &1.into()));
        assert!(checked.summary().starts_with("../my: "));
    }

    #[test]
    fn missing_folder_is_an_error() {
        let error = Checked::read(Path::new("/no/such/folder"), "such".into()).unwrap_err().to_string();
        assert!(error.starts_with("`/no/such/folder` cannot be read: ") && error.ends_with(": check its path"), "{error}");
    }

    #[test]
    fn a_clock_before_the_common_era_is_an_error() {
        let now = OffsetDateTime::UNIX_EPOCH.replace_year(-5).unwrap();
        expect!["this machine's clock shows the year -5: set it"].assert_eq(&date_of(now).unwrap_err());
        assert_eq!(date_of(OffsetDateTime::UNIX_EPOCH).unwrap().to_string(), "1970-01-01");
    }

    #[test]
    fn summary_counts_errors_warnings_and_hints() {
        let parsed = crate::parse(&[]);
        let checked = Checked {
            folder: "content".into(),
            overlay: None,
            files: Vec::new(),
            parsed: Parsed { diagnostics: Vec::new(), ..parsed },
        };
        expect!["content: no errors, no warnings, no hints"].assert_eq(&checked.summary());
    }

    #[test]
    fn an_overlay_replaces_files_and_its_errors_name_its_folder() {
        let (base, overlay) = (Folder::new(), Folder::new());
        base.write("bot/policy.md", "# Policy {#policy}\n## Section {#section}\n### Title {#title}\n\n<b>loud</b>\n");
        base.write("bot/bot.toml", "[bot]\nname = \"Base\"\n");
        overlay.write("bot/bot.toml", "[bot]\nname = \"Mine\"\nhots = \"x\"\n");
        overlay.write("hosts/mine/parties.toml", "[[party]]\n");
        let checked = Checked::read_overlaid(base.path(), "base".into(), overlay.path()).unwrap();
        let paths: Vec<&str> = checked.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["bot/bot.toml", "bot/policy.md", "hosts/mine/parties.toml"]);
        assert!(checked.files[0].bytes.ends_with(b"hots = \"x\"\n"));
        let blamed = |code: Code| checked.shown().into_iter().find(|it| it.code == code).unwrap().file;
        assert_eq!(blamed(Code::RawHtml), "base/bot/policy.md");
        assert_eq!(blamed(Code::TomlShape), overlay.join("bot/bot.toml").display().to_string());
        assert!(checked.text().contains("base/bot/policy.md:5:1"));
    }
}
