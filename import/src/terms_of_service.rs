//! Imports terms of service: a second document with its own sections and statements, without proposals.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Document, GivenIds, Input, Refused,
    files::{self, Facts, Target},
    give_ids,
    links::Names,
    read,
    reimport::Previous,
    report::Report,
    slug::Ids,
};

/// The file of the text.
pub(crate) const TEXT: &str = "terms/terms.md";

/// The file of the source.
const SOURCE_FILE: &str = "terms/source.toml";

/// The id of the terms as a source.
const SOURCE: &str = "the-terms";

/// The terms as a document.
const TERMS: Target = Target { part: "terms", source: SOURCE };

/// Terms of service as files of a content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedTerms {
    /// The files by their paths in the folder.
    pub files: BTreeMap<String, String>,
    /// The losses, the findings and the changes.
    pub report: Report,
    /// Number of statements.
    pub statements: usize,
}

/// Imports terms of service beside a policy. `policy` has the files that are written for the policy: ids are unique across both.
///
/// # Errors
/// If the file has no text, is not a text file, or is larger than [`crate::MAX_BYTES`].
pub fn terms(input: &Input<'_>, policy: &BTreeMap<String, String>) -> Result<ImportedTerms, Refused> {
    let mut report = Report::default();
    let before = input.previous.get(TEXT).map(|text| BTreeMap::from([("bot/policy.md".to_owned(), text.clone())]));
    let previous = before.as_ref().map(Previous::read).transpose()?.flatten();
    // Dates are read in the language of the text, whatever the policy's.
    let names = Names { own: (input.file_name, TERMS.part), beside: input.beside.map(|file| (file, files::POLICY.part)) };
    let Document { text: whole, lang, dates, version, mut outline, title } =
        read(&Input { lang: None, ..*input }, &names, &mut report)?;
    if input.lang.is_some_and(|policy| policy != lang) {
        report.found(
            0,
            "the terms seem to be in another language than the policy: translate them, because the policy's language counts for both",
            lang.clone(),
        );
    }
    let mut ids = Ids::default();
    let taken = ids_of(policy);
    taken.iter().map(String::as_str).chain([SOURCE]).for_each(|id| _ = ids.take(id));
    let named: GivenIds = give_ids(&mut outline, &title, input, previous.as_ref(), &mut ids, &mut report);
    let facts = Facts { name: "", title: &title, lang: &lang, dates, version: &version, file_name: input.file_name };
    let text = files::text(&mut outline, &named, &title, &TERMS, &names, &whole, &mut report);
    let source_before = input.previous.get(SOURCE_FILE);
    dates.report_only(files::undecided(&dates, source_before), &mut report);
    let source = files::source(SOURCE, &named, &facts, source_before);
    let statements = named.statements.iter().map(Vec::len).sum();
    let files = BTreeMap::from([(TEXT.to_owned(), text), (SOURCE_FILE.to_owned(), source)]);
    Ok(ImportedTerms { files, report, statements })
}

/// Returns the name of the file from which the previous import took the terms, so that a policy that is imported alone keeps its links
/// to them.
pub(crate) fn imported_from(previous: &BTreeMap<String, String>) -> Option<&str> {
    previous.get(TEXT)?;
    previous.get(SOURCE_FILE)?.lines().find_map(|line| line.strip_prefix(files::IMPORTED_FROM)?.strip_suffix('.'))
}

/// Returns the ids that files declare.
fn ids_of(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let tables = files.iter().filter(|(path, _)| path.ends_with(".toml")).flat_map(|(_, text)| {
        let quoted = |line: &str| Some(line.strip_prefix("id = \"")?.split('"').next()?.to_owned());
        text.lines().filter_map(quoted).collect::<Vec<_>>()
    });
    tables.chain(ids(files.iter().filter(|(path, _)| path.ends_with(".md")).map(|(_, text)| text))).collect()
}

/// Returns the ids of headings in texts.
pub(crate) fn ids<'t>(texts: impl Iterator<Item = &'t String>) -> BTreeSet<String> {
    let of = |line: &str| Some(line.rsplit_once(" {#")?.1.split([' ', '}']).next()?.to_owned());
    texts.flat_map(|text| text.lines().filter(|line| line.starts_with("##")).filter_map(of)).collect()
}
