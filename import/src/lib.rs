//! Turns a privacy policy, as people write them, into a content folder.
//!
//! [`import`] is a pure function from a text to files and a report: nothing here reads or writes a file. It keeps the policy's own
//! words and adds none. It proposes which statement answers which requirement and which data the policy lists, marked as `unreviewed`
//! for the author to check; what it cannot map is unreviewed, too, and never *not stated*. Each loss is reported with its line, and
//! every word of the policy is in the files or in the report.

mod about_list;
mod anchors;
mod builder;
mod clauses;
mod contacts;
mod contents;
mod dates;
mod declare;
mod decode;
mod disguised;
mod files;
mod footnotes;
mod headings;
mod html;
mod introduced;
mod items;
mod kept;
mod leads;
mod lettered;
mod links;
mod markdown;
mod names;
mod naming;
mod negation;
mod numbered;
mod numerals;
mod outline;
mod prepare;
mod propose;
mod proposed_data;
mod questions;
mod raw_lines;
mod reach;
mod recipients;
mod reimport;
mod report;
mod review;
mod slug;
mod statement_text;
mod tables;
mod terms_of_service;
mod titles;
mod tree;
mod unmarked;
mod version;
mod vocabulary;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

pub use decode::MAX_BYTES;
pub use report::{Note, Report, words};
pub use review::{Decision, Proposed, Shown};
pub use terms_of_service::{ImportedTerms, terms};

use links::Names;
use outline::Outline;
use reimport::Previous;
use slug::Ids;
use vocabulary::Vocabulary;

/// The input of an import.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The bytes of the policy.
    pub bytes: &'a [u8],
    /// The name of its file, for a policy without a title.
    pub file_name: &'a str,
    /// The bot's name; `None` to take it from the policy's title.
    pub name: Option<&'a str>,
    /// The language of the policy; `None` to detect it.
    pub lang: Option<&'a str>,
    /// The rules that the policy will be compared with.
    pub rules: &'a Rules,
    /// Ids that the page uses for its own elements.
    pub reserved: &'a dyn Fn(&str) -> bool,
    /// The name of the file of the bot's other document, to which this one may link: the terms beside a policy, the policy beside terms.
    /// `None` for a policy: the terms of the previous import, if it had some.
    pub beside: Option<&'a str>,
    /// The content of the previous import, by path. Empty at the first import.
    pub previous: &'a BTreeMap<String, String>,
}

/// The ids of a folder of rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    requirements: Vec<String>,
    /// The title and the demand of each requirement.
    asked: BTreeMap<String, (String, String)>,
    questions: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Rules {
    /// Reads the ids of rules from their TOML files. Invalid files have none.
    pub fn read<'t>(files: impl IntoIterator<Item = &'t str>) -> Self {
        let mut rules = Self::default();
        for table in files.into_iter().filter_map(|text| text.parse::<toml::Table>().ok()) {
            for entry in table.get("requirement").and_then(toml::Value::as_array).into_iter().flatten() {
                let text = |key: &str| entry.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
                // The first is the original; translations follow.
                rules.asked.entry(text("id")).or_insert((text("title"), text("asks")));
            }
            for (name, entries) in &table {
                let ids = entries.as_array().into_iter().flatten().filter_map(|entry| entry.get("id")?.as_str());
                for id in ids.map(str::to_owned) {
                    match name.as_str() {
                        "requirement" if rules.requirements.contains(&id) => {}
                        "requirement" => rules.requirements.push(id),
                        "question" | "kind" | "general" => drop(rules.questions.insert(id)),
                        _ => drop(rules.others.insert(id)),
                    }
                }
            }
        }
        rules
    }

    /// Returns the title of a requirement and its demand, or empty texts if it is unknown.
    pub fn asked(&self, requirement: &str) -> (&str, &str) {
        self.asked.get(requirement).map_or(("", ""), |(title, asks)| (title, asks))
    }

    /// Returns true if an id cannot be the id of a heading. Only questions are renamed for the author's ids.
    fn forbids(&self, id: &str) -> bool {
        self.others.contains(id) || self.requirements.iter().any(|other| other == id)
    }
}

/// A policy as a content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The files by their paths in the folder, without the rules.
    pub files: BTreeMap<String, String>,
    /// The losses, the findings and the changes.
    pub report: Report,
    /// Numbers to report.
    pub counts: Counts,
    /// The bot's name.
    pub name: String,
    /// The language of the policy.
    pub lang: String,
    /// The proposals, until the author has decided about them.
    review: review::Review,
}

/// The numbers of imported and proposed parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sections of the policy.
    pub sections: usize,
    /// Statements in them.
    pub statements: usize,
    /// Requirements with proposed statements.
    pub proposed: usize,
    /// Requirements that are not mapped yet.
    pub unmapped: usize,
    /// Proposed data items.
    pub items: usize,
}

/// The reason why a file cannot be imported: one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// Imports a policy.
///
/// # Errors
/// If the file is empty, is not a text file, or is larger than [`MAX_BYTES`]; or if the author has
/// moved text of the previous import out of its single file.
pub fn import(input: &Input<'_>) -> Result<Imported, Refused> {
    let mut report = Report::default();
    let previous = Previous::read(input.previous)?;
    let terms = input.beside.or_else(|| terms_of_service::imported_from(input.previous));
    let names = Names { own: (input.file_name, "policy"), beside: terms.map(|file| (file, "terms")) };
    let document = read(input, &names, &mut report)?;
    let name = naming::name(input, previous.as_ref(), &document, &mut report);
    let Document { text: policy, lang, dates, version, mut outline, title } = document;
    let mut ids = Ids::default();
    // Reserve the ids of the terms of service, which are from the previous import.
    terms_of_service::ids(input.previous.get(terms_of_service::TEXT).into_iter()).iter().for_each(|id| _ = ids.take(id));
    let named = give_ids(&mut outline, &title, input, previous.as_ref(), &mut ids, &mut report);
    let facts = files::Facts { name: &name, title: &title, lang: &lang, dates, version: &version, file_name: input.file_name };
    let mut files = BTreeMap::new();
    let text = files::text(&mut outline, &named, &title, &files::POLICY, &names, &policy, &mut report);
    files.insert("bot/policy.md".to_owned(), text);
    // Proposals for a text that cannot be content would only take time.
    fits(&files)?;
    let avoid = |id: &str| (input.reserved)(id) || input.rules.forbids(id) || input.rules.questions.contains(id);
    let topics = Vocabulary::get().topics(&policy, &lang);
    let candidates = propose::candidates(&outline, &named.statements, &topics, &lang);
    let answers = propose::answers(&candidates, &topics, &input.rules.requirements);
    let (introduces, items) = items::items(&candidates, &topics, &mut ids, &avoid);
    // The file of data must name a statement, also if none says anything about data.
    let introduces = introduces.or_else(|| named.statements.iter().flatten().next().cloned());
    let contacts = contacts::contacts(&candidates, &topics);
    let declared = declare::declared(&candidates, &topics, &answers, &lang, &name, &mut ids);
    let mut counts = Counts {
        sections: outline.sections.len(),
        statements: named.statements.iter().map(Vec::len).sum(),
        items: items.len(),
        ..Counts::default()
    };
    let known: BTreeSet<&str> = named.statements.iter().flatten().map(String::as_str).collect();
    let kept = previous.as_ref().map(|previous| previous.answers(&answers, &known, &mut report));
    let answers = kept.unwrap_or_else(|| answers.into_iter().map(files::Answer::proposed).collect());
    review::count(&answers, &mut counts);
    let data = files::data(introduces.as_deref(), &items, &BTreeSet::new(), true);
    let source_before = input.previous.get("bot/source.toml");
    dates.report_only(files::undecided(&dates, source_before), &mut report);
    let source = files::source(files::SOURCE, &named, &facts, source_before);
    files.insert("bot/source.toml".to_owned(), source + &proposed_data::ProposedData::line(&items, &data));
    let proposed_data = data.clone();
    match &previous {
        Some(previous) => {
            files.insert("bot/answers.toml".to_owned(), previous.answers_file(&answers, &mut report));
            files.insert("bot/data.toml".to_owned(), previous.data_file(data, &items, &known, &mut report));
            previous.report_unchanged_files(input.previous, &known, &mut report);
        }
        None => {
            files.insert("bot/answers.toml".to_owned(), files::answers(&answers));
            files.insert("bot/data.toml".to_owned(), data);
            files.insert(files::BOT_FILE.to_owned(), files::bot(&facts, &contacts));
            if !declared.is_empty() {
                files.insert(declare::FILE.to_owned(), declare::text(&declared));
            }
        }
    }
    let statements = outline.sections.iter().zip(&named.statements).flat_map(|(section, ids)| section.statements.iter().zip(ids));
    let statements = statements.map(|(it, id)| Shown { id: id.clone(), title: it.title.clone(), text: tree::plain_blocks(&it.blocks) });
    let statements = statements.collect();
    // The user is not asked again about a list that the author has checked.
    let items = if files.get("bot/data.toml") == Some(&proposed_data) { items } else { Vec::new() };
    // Tables that the author has decided about are no longer comments.
    let declared = contacts.into_iter().chain(declared).collect();
    let texts =
        [files::BOT_FILE, declare::FILE].map(|path| (path, files.get(path).or(input.previous.get(path)).cloned().unwrap_or_default()));
    let review = review::Review { declared, texts: texts.into(), answers, introduces, items, statements, ..review::Review::default() };
    fits(&files)?;
    Ok(Imported { files, report, counts, name, lang, review })
}

/// Refuses files that are too large for content.
fn fits(files: &BTreeMap<String, String>) -> Result<(), Refused> {
    let limit = MAX_RESULT / 1024 / 1024;
    files.iter().find(|(_, text)| text.len() > MAX_RESULT).map_or(Ok(()), |(path, _)| {
        Err(Refused(format!("`{path}` would be larger than {limit} MiB, the limit for files of content: shorten the text")))
    })
}

/// Maximum size of a file of content, in bytes, which `carrot_core` sets for all content.
pub const MAX_RESULT: usize = 4 * 1024 * 1024;

/// A text that is read: a policy, or terms of service.
pub(crate) struct Document {
    text: String,
    lang: String,
    dates: dates::Dates,
    version: version::PolicyVersion,
    outline: Outline,
    /// Its own title, or a general one.
    title: String,
}

/// Reads a text into sections and statements.
fn read(input: &Input<'_>, names: &Names<'_>, report: &mut Report) -> Result<Document, Refused> {
    let text = decode::decode(input.bytes, report)?;
    let prepared = prepare::prepare(&text, report);
    let mut blocks = markdown::read(&prepared.text, report);
    anchors::record_heading_anchors(&mut blocks);
    blocks = contents::without_contents(contents::without_links_to_others(blocks, names, report), report);
    blocks = disguised::reveal(blocks, &text, report);
    links::tidy(&mut blocks, names, report);
    let key = |name: &str| prepared.keys.iter().find(|(_, key, _)| key == name).map(|(_, _, value)| value.as_str());
    let vocabulary = Vocabulary::get();
    let named = input.lang.or_else(|| key("lang").or_else(|| key("language")).filter(|lang| vocabulary.of_tag(lang).is_some()));
    let lang = match named {
        Some(lang) => lang.to_lowercase().replace('_', "-"),
        None => vocabulary.language(&prepared.text).map_or("en", |language| &language.tag).to_owned(),
    };
    let dates = dates::find(&prepared.keys, &blocks, &lang, report);
    let version = version::find(&prepared.keys, &blocks, report);
    let mut outline = outline::outline(blocks, report);
    if outline.sections.is_empty() {
        return Err(Refused("the file has no text that a reader would see: pass the policy's text".to_owned()));
    }
    if outline.title.is_none() {
        let written = key("title").filter(|title| !title.is_empty()).map(str::to_owned);
        outline.title = written.or_else(|| naming::title_of_html(&text));
    }
    let fallback = || if names.own.1 == "policy" { naming::title_in(&lang) } else { naming::title_of_file(input.file_name) };
    let title = outline.title.clone().unwrap_or_else(fallback);
    Ok(Document { text, lang, dates, version, outline, title })
}

/// The ids and titles of sections and statements, in the order of the outline.
pub(crate) struct GivenIds {
    /// The id and the title of each section.
    sections: Vec<(String, String)>,
    /// The ids of each section's statements.
    statements: Vec<Vec<String>>,
}

fn give_ids(
    outline: &mut Outline,
    title: &str,
    input: &Input<'_>,
    previous: Option<&Previous>,
    ids: &mut Ids,
    report: &mut Report,
) -> GivenIds {
    for id in [files::BOT, files::SOURCE] {
        ids.take(id);
    }
    let old = previous.map(|previous| previous.matches(outline, title, report)).unwrap_or_default();
    let cannot = |id: &str| (input.reserved)(id) || input.rules.forbids(id);
    let avoid = |id: &str| cannot(id) || input.rules.questions.contains(id);
    // Use the author's own ids first, so that no generated id is the same.
    let own = |id: &Option<String>, line: usize, ids: &mut Ids, report: &mut Report| -> Option<String> {
        let written = id.as_ref()?;
        let id = if slug::is_id(written) { written.clone() } else { slug::slug(written) };
        if !slug::is_id(&id) || cannot(&id) || !ids.take(&id) {
            report.lost(line, "an id that is reserved, invalid or already used was replaced", written.clone());
            return None;
        }
        if id != *written {
            report.lost(line, "an id was rewritten, because ids of content have only a-z, 0-9 and hyphens", written.clone());
        }
        Some(id)
    };
    let mut named: Vec<(Option<String>, Vec<Option<String>>)> = Vec::new();
    for (at, section) in outline.sections.iter().enumerate() {
        let kept = old.section(at).filter(|id| ids.take(id));
        let id = kept.or_else(|| own(&section.id, section.line, ids, report));
        let statements = section.statements.iter().enumerate().map(|(within, statement)| {
            let kept = old.statement(at, within).filter(|id| ids.take(id));
            kept.or_else(|| own(&statement.id, statement.line, ids, report))
        });
        let statements = statements.collect();
        named.push((id, statements));
    }
    let mut out = GivenIds { sections: Vec::new(), statements: Vec::new() };
    for (section, (id, statements)) in outline.sections.iter().zip(named) {
        let section_title = section.title.clone().unwrap_or_else(|| title.to_owned());
        let id = id.unwrap_or_else(|| ids.give(&section_title, "section", &avoid));
        let given = section
            .statements
            .iter()
            .zip(statements)
            .map(|(statement, own)| own.unwrap_or_else(|| ids.give(&statement.title, &format!("{}-text", short(&id)), &avoid)));
        out.statements.push(given.collect());
        out.sections.push((id, section_title));
    }
    old.restore_titles(outline);
    out
}

fn short(id: &str) -> &str {
    id.get(..40).unwrap_or(id).trim_end_matches('-')
}

/// Runs the example in the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
