//! `carrot import`: turns a policy in Markdown or HTML into a content folder.

mod ask;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use carrot_import::{Imported, Input, MAX_BYTES, Note, Report, Rules};

use crate::{failure::Failure, preview::language_tag, print, starter};

/// Make a content folder from a privacy policy in Markdown or HTML
///
/// The policy keeps its words. Lists each part that could not be kept, with its line. Proposes which statements answer which requirements, and
/// marks the proposals as not checked. Importing into the same folder again keeps ids, titles and what you checked.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  carrot import PRIVACY.md --name 'Turnip Bot' --out turnip
  carrot import PRIVACY.md --terms TERMS.md --out turnip
  carrot import PRIVACY.md --out turnip --interactive
  carrot check --content turnip
  carrot preview --content turnip '/privacy topic:retention'")]
pub(crate) struct Args {
    /// File of the policy
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// File of the bot's terms of service: a second document of the same folder
    #[arg(long, value_name = "TERMS")]
    terms: Option<PathBuf>,
    /// Name of the bot [default: from the title of the policy]
    #[arg(long)]
    name: Option<String>,
    /// Folder to write [default: the file's name in lower case, with -content instead of its extension]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Language of the policy, such as de [default: detected from the text]
    #[arg(long, value_parser = language_tag)]
    lang: Option<String>,
    /// Ask about each proposal; each decision is written at once; the end of input (Ctrl+D) leaves the rest as proposed
    #[arg(long)]
    interactive: bool,
}

/// The file in the folder that holds the report.
const REPORT_FILE: &str = "import-report.txt";

/// Maximum number of notes of each kind to print. The report's file has all notes.
const MAX_PRINTED: usize = 12;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let bytes = read(&args.policy)?;
    let terms = args.terms.as_deref().map(|file| Ok::<_, Failure>((file, read(file)?))).transpose()?;
    let out = args.out.clone().unwrap_or_else(|| default_folder(&args.policy));
    let previous = previous_files(&out)?;
    if previous.is_empty() && !starter::is_missing_or_empty(&out)? {
        return Err(Failure::Other(format!("`{}` has other files in it: name a new folder with --out", out.display())));
    }
    let rules = read_rules(&previous);
    let policy_name = file_name(&args.policy);
    let (name, lang) = (args.name.as_deref(), args.lang.as_deref());
    let reserved = carrot_loader::is_reserved;
    let terms_name = args.terms.as_deref().map(file_name);
    let input = Input {
        bytes: &bytes,
        file_name: &policy_name,
        name,
        lang,
        rules: &rules,
        reserved: &reserved,
        beside: terms_name.as_deref(),
        previous: &previous,
    };
    let not_imported = |file: &Path, error| Failure::Other(format!("`{}` cannot be imported: {error}", file.display()));
    let mut imported = carrot_import::import(&input).map_err(|error| not_imported(&args.policy, error))?;
    let terms = terms.map(|(file, bytes)| {
        let name = file_name(file);
        let input = Input { bytes: &bytes, file_name: &name, lang: Some(&imported.lang), beside: Some(&policy_name), ..input };
        carrot_import::terms(&input, &imported.files).map_err(|error| not_imported(file, error))
    });
    let terms = terms.transpose()?;
    for (path, text) in imported.files.iter().chain(terms.iter().flat_map(|terms| &terms.files)) {
        starter::write(&out, path, text)?;
    }
    for (path, text) in starter::rule_files().filter(|_| previous.is_empty()) {
        starter::write(&out, path, text)?;
    }
    starter::write_schema(&out)?;
    let full_report = |max: Option<usize>| {
        let terms_report = terms
            .as_ref()
            .map(|terms| format!("\nTerms of service, {}:\n{}", count_noun(terms.statements, "statement"), report(&terms.report, max)));
        report(&imported.report, max) + &terms_report.unwrap_or_default()
    };
    starter::write(&out, REPORT_FILE, &full_report(None))?;
    print(&format!("{}\n", full_report(Some(MAX_PRINTED))))?;
    if args.interactive {
        ask::ask(&mut imported, &rules, &out)?;
    }
    print(&next_steps(&out, &imported, !previous.is_empty()))
}

/// Reads a file up to one byte after the limit. That is enough to refuse it, and does not fill the memory.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |error: io::Error| {
        let shown = file.display();
        Failure::Other(match error.kind() {
            io::ErrorKind::NotFound => format!("there is no file `{shown}`: name a file in Markdown or HTML"),
            _ => format!("`{shown}` cannot be read: {error}: name a readable file in Markdown or HTML"),
        })
    };
    // Reading a named pipe that nothing writes to would never end.
    if fs::metadata(file).map_err(fail)?.file_type().is_file() {
        let mut bytes = Vec::new();
        fs::File::open(file).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)).map_err(fail)?;
        return Ok(bytes);
    }
    Err(Failure::Other(format!("`{}` is not a regular file: name a file in Markdown or HTML", file.display())))
}

fn file_name(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Returns the folder for a file: its name in lower case, with `-content` in place of the ending.
fn default_folder(policy: &Path) -> PathBuf {
    let stem = policy.file_stem().map_or_else(|| "policy".to_owned(), |stem| stem.to_string_lossy().to_lowercase());
    PathBuf::from(format!("{stem}-content"))
}

/// Reads the files of the previous import, by path. Empty if `bot/policy.md` is missing.
fn previous_files(dir: &Path) -> Result<BTreeMap<String, String>, Failure> {
    if !dir.join("bot/policy.md").exists() {
        return Ok(BTreeMap::new());
    }
    let files = carrot_loader::read(dir).map_err(Failure::other)?;
    let text = |file: carrot_core::parse::File| match String::from_utf8(file.bytes) {
        Ok(text) => Ok((file.path, text)),
        Err(_) => Err(Failure::Other(format!("`{}` is not UTF-8 text: save it in the encoding UTF-8", dir.join(&file.path).display()))),
    };
    files.into_iter().map(text).collect()
}

/// Reads the rules of the folder, or those that will be written into it.
fn read_rules(previous: &BTreeMap<String, String>) -> Rules {
    let own = previous.iter().filter(|(path, _)| path.starts_with("rules/")).map(|(path, text)| (path.as_str(), text.as_str()));
    let mut files: Vec<(&str, &str)> = own.collect();
    if files.is_empty() {
        files = starter::rule_files().collect();
    }
    // Translations are in folders of their own, and follow the original.
    files.sort_by_key(|(path, _)| path.matches('/').count());
    Rules::read(files.into_iter().map(|(_, text)| text))
}

/// Returns the findings, losses and changes as text, with at most `max` notes of each kind.
fn report(report: &Report, max: Option<usize>) -> String {
    let mut out = String::new();
    let kinds: [(&str, &[Note]); 3] = [
        ("Found", &report.found),
        ("Not kept, or kept in another form", &report.losses),
        ("Changed since the last import", &report.changes),
    ];
    for (title, notes) in kinds.into_iter().filter(|(_, notes)| !notes.is_empty()) {
        let _ = writeln!(out, "{title} ({}):", notes.len());
        let shown = max.unwrap_or(notes.len());
        for note in notes.iter().take(shown) {
            let note = note.to_string();
            let short: String = note.chars().take(if max.is_some() { 160 } else { usize::MAX }).collect();
            let _ = writeln!(out, "  {short}{}", if short.len() < note.len() { "…" } else { "" });
        }
        if notes.len() > shown {
            let _ = writeln!(out, "  and {} more in {REPORT_FILE}", notes.len() - shown);
        }
    }
    if out.is_empty() {
        out.push_str("Everything was kept.\n");
    }
    out
}

/// Returns a number with its noun, such as "1 statement" or "2 statements".
fn count_noun(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Returns a summary and the next commands as text.
fn next_steps(out: &Path, imported: &Imported, is_update: bool) -> String {
    let (counts, dir) = (imported.counts, out.display());
    let verb = if is_update { "updated" } else { "written" };
    format!(
        "{dir} was {verb}: {}, {} of \"{}\".\n\
         Requirements with proposed answers: {}; not yet mapped: {}. Proposed data items: {}. Check them in {dir}/bot/.\n\n\
         Next:\n  \
         carrot check --content {dir}\n  \
         carrot preview --content {dir} '/privacy topic:retention'\n  \
         carrot serve --content {dir} --watch\n",
        count_noun(counts.sections, "section"),
        count_noun(counts.statements, "statement"),
        imported.name,
        counts.proposed,
        counts.unmapped,
        counts.items
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_singular_after_one() {
        assert_eq!([0, 1, 2].map(|count| count_noun(count, "statement")), ["0 statements", "1 statement", "2 statements"]);
    }
}
