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

use crate::{failure::Failure, preview::locale, print, starter};

/// Make a content folder from a privacy policy in Markdown or HTML
///
/// The policy keeps its words. What could not be kept is listed with its line. Which statement answers which question is proposed and
/// marked as not checked. Importing into the same folder again keeps ids, titles and what you checked.
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
    /// Folder to write [default: the name of the file without its ending, and -content]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Language of the policy, such as de [default: found from its words]
    #[arg(long, value_parser = locale)]
    lang: Option<String>,
    /// Ask about each proposal; each decision is written at once, and the end of the input leaves the rest as proposed
    #[arg(long)]
    interactive: bool,
}

/// The file in the folder that holds the report.
const REPORT: &str = "import-report.txt";

/// Maximum number of notes of each kind that are printed. The report's file has all.
const MAX_PRINTED: usize = 12;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let bytes = read(&args.policy)?;
    let terms = args.terms.as_deref().map(|file| Ok::<_, Failure>((file, read(file)?))).transpose()?;
    let out = args.out.clone().unwrap_or_else(|| folder(&args.policy));
    let previous = previous(&out)?;
    if previous.is_empty() && !starter::is_free(&out)? {
        return Err(Failure::Other(format!("`{}` has other files in it: name a new folder with --out", out.display())));
    }
    let rules = rules(&previous);
    let file_name = name_of(&args.policy);
    let (name, lang) = (args.name.as_deref(), args.lang.as_deref());
    let reserved = carrot_loader::is_reserved;
    let terms_name = args.terms.as_deref().map(name_of);
    let beside = terms_name.as_deref();
    let input =
        Input { bytes: &bytes, file_name: &file_name, name, lang, rules: &rules, reserved: &reserved, beside, previous: &previous };
    let refused = |file: &Path, error| Failure::Other(format!("`{}` cannot be imported: {error}", file.display()));
    let mut imported = carrot_import::import(&input).map_err(|error| refused(&args.policy, error))?;
    let terms = terms.map(|(file, bytes)| {
        let name = name_of(file);
        let input = Input { bytes: &bytes, file_name: &name, lang: Some(&imported.lang), beside: Some(&file_name), ..input };
        carrot_import::terms(&input, &imported.files).map_err(|error| refused(file, error))
    });
    let terms = terms.transpose()?;
    for (path, text) in imported.files.iter().chain(terms.iter().flat_map(|terms| &terms.files)) {
        starter::write(&out, path, text)?;
    }
    for (path, text) in starter::rules().filter(|_| previous.is_empty()) {
        starter::write(&out, path, text)?;
    }
    starter::write_schema(&out)?;
    let both = |most: Option<usize>| {
        let of_terms = terms
            .as_ref()
            .map(|terms| format!("\nTerms of service, {} statements:\n{}", terms.statements, report(&terms.report, most)));
        report(&imported.report, most) + &of_terms.unwrap_or_default()
    };
    starter::write(&out, REPORT, &both(None))?;
    print(&format!("{}\n", both(Some(MAX_PRINTED))))?;
    if args.interactive {
        ask::ask(&mut imported, &rules, &out)?;
    }
    print(&next(&out, &imported, !previous.is_empty()))
}

/// Reads a file up to one byte after the limit. That is enough to refuse it, and does not fill the
/// memory.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |error: io::Error| {
        let shown = file.display();
        Failure::Other(match error.kind() {
            io::ErrorKind::NotFound => format!("there is no file `{shown}`: name a file in Markdown or HTML"),
            _ => format!("`{shown}` cannot be read: {error}: name a readable file in Markdown or HTML"),
        })
    };
    // A named pipe that nothing writes to would be read for ever.
    if fs::metadata(file).map_err(fail)?.file_type().is_file() {
        let mut bytes = Vec::new();
        fs::File::open(file).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)).map_err(fail)?;
        return Ok(bytes);
    }
    Err(Failure::Other(format!("`{}` is not a regular file: name a file in Markdown or HTML", file.display())))
}

fn name_of(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Returns the folder for a file: its name in lower case, with `-content` in place of the ending.
fn folder(policy: &Path) -> PathBuf {
    let stem = policy.file_stem().map_or_else(|| "policy".to_owned(), |stem| stem.to_string_lossy().to_lowercase());
    PathBuf::from(format!("{stem}-content"))
}

/// Reads the files of the previous import, by path; none if the folder has no content.
fn previous(dir: &Path) -> Result<BTreeMap<String, String>, Failure> {
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
fn rules(previous: &BTreeMap<String, String>) -> Rules {
    let own = previous.iter().filter(|(path, _)| path.starts_with("rules/")).map(|(path, text)| (path.as_str(), text.as_str()));
    let mut files: Vec<(&str, &str)> = own.collect();
    if files.is_empty() {
        files = starter::rules().collect();
    }
    // Translations are in folders of their own, and follow the original.
    files.sort_by_key(|(path, _)| path.matches('/').count());
    Rules::read(files.into_iter().map(|(_, text)| text))
}

/// Returns the findings, losses and changes as text, with at most `most` notes of each kind.
fn report(report: &Report, most: Option<usize>) -> String {
    let mut out = String::new();
    let kinds: [(&str, &[Note]); 3] = [
        ("Found", &report.found),
        ("Not kept, or kept in another form", &report.losses),
        ("Changed since the last import", &report.changes),
    ];
    for (title, notes) in kinds.into_iter().filter(|(_, notes)| !notes.is_empty()) {
        let _ = writeln!(out, "{title} ({}):", notes.len());
        let shown = most.unwrap_or(notes.len());
        for note in notes.iter().take(shown) {
            let note = note.to_string();
            let short: String = note.chars().take(if most.is_some() { 160 } else { usize::MAX }).collect();
            let _ = writeln!(out, "  {short}{}", if short.len() < note.len() { "…" } else { "" });
        }
        if notes.len() > shown {
            let _ = writeln!(out, "  and {} more in {REPORT}", notes.len() - shown);
        }
    }
    if out.is_empty() {
        out.push_str("Everything was kept.\n");
    }
    out
}

/// Returns a summary and the next commands as text.
fn next(out: &Path, imported: &Imported, again: bool) -> String {
    let (counts, dir) = (imported.counts, out.display());
    let verb = if again { "updated" } else { "written" };
    let number = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    format!(
        "{dir} was {verb}: {}, {} of \"{}\".\n\
         Requirements with proposed answers: {}; not yet mapped: {}. Proposed data items: {}. Check them in {dir}/bot/.\n\n\
         Next:\n  \
         carrot check --content {dir}\n  \
         carrot preview --content {dir} '/privacy topic:retention'\n  \
         carrot serve --content {dir} --watch\n",
        number(counts.sections, "section"),
        number(counts.statements, "statement"),
        imported.name,
        counts.proposed,
        counts.unmapped,
        counts.items
    )
}
