//! Reads translations. A translation is a folder whose name is a language tag. Its files have texts for ids of the original.
//!
//! The texts replace those of the original before anything is validated. So a translated policy is validated by the same rules.
//! Only texts can be translated, so a translation cannot change facts.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    File, FileSpan, Sink,
    document::document,
    links::{self, headings},
    markdown,
    raw::{RawContent, RawHeading, RawPart},
    texts::strings,
};
use crate::{AnyId, Lang, diagnostic::Code, text::Block};

/// Keys whose values are texts for readers, in any table.
const TEXTS: &[&str] = &[
    "about",
    "alias",
    "aliases",
    "answered_but",
    "ask",
    "asks",
    "condition",
    "conditions",
    "contract",
    "country",
    "deletion",
    "disclaimer",
    "edition",
    "evidence",
    "exceptions",
    "excludes",
    "loss_note",
    "name",
    "note",
    "plan",
    "plans",
    "promises_to",
    "recipients",
    "restore_note",
    "retention",
    "role_note",
    "safeguard",
    "short",
    "storage",
    "text",
    "title",
    "when",
    "why",
    "within",
    "words",
    "sections",
    "purpose",
    "from",
    "search",
];

/// Tables whose entries always have texts to translate. Entries of other tables may have only names, which are the same in all
/// languages.
const TABLES_OF_WORDS: [&str; 9] =
    ["data", "question", "requirement", "term", "kind", "general", "general_answer", "recipient", "legal_basis"];

/// Returns the language of a file's folder: `bot/fr/policy.md`, `hosts/<host>/fr/services.toml`.
pub(super) fn lang_of_path(path: &str) -> Option<Lang> {
    let mut folders = path.split('/');
    let top = folders.next()?;
    if top == "hosts" {
        folders.next()?;
    }
    let folder = folders.next()?;
    folders.next()?;
    folder.parse().ok()
}

/// The texts of one language.
#[derive(Default)]
pub(super) struct Overlay {
    /// The title and text of each section or statement, by id.
    headings: BTreeMap<String, (String, Vec<Block>)>,
    /// The texts of TOML files. The outer keys are table and id. The inner key is that of the text. Each text has its place.
    tables: BTreeMap<(String, String), BTreeMap<String, (FileSpan, DeValue<'static>)>>,
    /// Places of texts whose shape differs from the original's, each with a message. They are found when the texts replace the
    /// original.
    misfits: RefCell<Vec<(FileSpan, String)>>,
}

/// Explains why the folder counts as a translation, for an author who did not mean to translate.
fn folder_hint(lang: &Lang) -> String {
    format!("; `{lang}/` is read as a language because its name has two or three letters: give a folder of the original a longer name")
}

impl Overlay {
    /// Reads all files of a language, and reports every text that translates nothing.
    pub(super) fn read(lang: &Lang, langs: &[Option<Lang>], content: &RawContent, sink: &mut Sink<'_>) -> Self {
        let mut overlay = Self::default();
        let (headings, targets, tables) = (headings(&content.parts), links::targets(&content.parts), content.table_ids());
        for (file, text) in sink.texts.clone().into_iter().enumerate() {
            let Some(text) = text.filter(|_| langs[file].as_ref() == Some(lang)) else { continue };
            if sink.files[file].path.ends_with(".md") {
                overlay.read_markdown(lang, file, text, (&headings, &targets), sink);
            } else {
                overlay.read_toml(lang, file, text, &tables, sink);
            }
        }
        overlay
    }

    /// Reads a Markdown file. `known` has the ids of the original's headings, and `targets` the ids to which links may lead.
    fn read_markdown(
        &mut self,
        lang: &Lang,
        file: usize,
        text: &str,
        (known, targets): (&BTreeSet<&str>, &BTreeSet<&str>),
        sink: &mut Sink<'_>,
    ) {
        let mut parts = Vec::new();
        markdown::read(file, text, &mut parts, sink);
        links::check(&parts, targets, sink);
        for part in parts {
            for section in part.sections {
                let statements = section.statements.into_iter().map(|statement| (statement.heading, Some(statement.text)));
                for (heading, text) in std::iter::once((section.heading, None)).chain(statements) {
                    let id = heading.id.clone().unwrap_or_default();
                    if !known.contains(id.as_str()) {
                        sink.error(
                            Code::DanglingId,
                            &heading.at,
                            format!("this translation has no original: no section or statement has the id `{id}`"),
                            format!("use the id of the original{}", folder_hint(lang)),
                        );
                    } else if heading.party.is_some() || !heading.source.is_empty() || !heading.about.is_empty() || heading.disagreement
                    {
                        sink.error(
                            Code::UnknownAttribute,
                            &heading.at,
                            "a translation cannot have a party or a source",
                            "keep only the id: the rest comes from the original",
                        );
                    } else if heading.title.trim().is_empty() || text.as_ref().is_some_and(Vec::is_empty) {
                        let message = "the heading or its text is empty, but the original has both";
                        sink.error(Code::EmptySection, &heading.at, message, "translate the heading and its text, or remove both");
                    } else {
                        match self.headings.entry(id) {
                            Entry::Vacant(free) => {
                                free.insert((heading.title, text.unwrap_or_default()));
                            }
                            Entry::Occupied(taken) => {
                                let message = format!("a second translation of `{}` to `{lang}`", taken.key());
                                sink.error(Code::DuplicateId, &heading.at, message, "merge the two");
                            }
                        }
                    }
                }
            }
        }
    }

    fn read_toml(&mut self, lang: &Lang, file: usize, text: &str, known: &BTreeSet<(&str, &str)>, sink: &mut Sink<'_>) {
        for (table, value) in document(file, text, sink) {
            let name = table.get_ref().to_string();
            let entries: Vec<Spanned<DeValue<'_>>> = match value.into_inner() {
                DeValue::Array(entries) => entries.into_iter().collect(),
                other => vec![Spanned::new(table.span(), other)],
            };
            for entry in entries {
                let at = FileSpan { file, span: entry.span() };
                strings(file, "", &entry, sink);
                let DeValue::Table(entry) = entry.into_inner() else {
                    sink.error(
                        Code::TomlShape,
                        &at,
                        format!("`{name}` is not a table"),
                        "a translation has the same tables as the original",
                    );
                    continue;
                };
                let id = id_of(&name, &entry);
                if !known.contains(&(name.as_str(), id.as_str())) {
                    sink.error(
                        Code::DanglingId,
                        &at,
                        match id.as_str() {
                            "" => format!("this `{name}` has no id, so it cannot be translated"),
                            id => format!("this translation has no original: no `{name}` has the id `{id}`"),
                        },
                        format!("use the table and the id of the original{}", folder_hint(lang)),
                    );
                    continue;
                }
                if self.tables.contains_key(&(name.clone(), id.clone())) {
                    let message = format!("a second translation of the `{name}` with the id `{id}` to `{lang}`");
                    sink.error(Code::DuplicateId, &at, message, "merge the two");
                    continue;
                }
                self.read_texts(&name, &id, file, entry, sink);
            }
        }
    }

    fn read_texts(&mut self, table: &str, id: &str, file: usize, entry: DeTable<'_>, sink: &mut Sink<'_>) {
        let texts = self.tables.entry((table.to_owned(), id.to_owned())).or_default();
        for (key, value) in entry {
            let name = key.get_ref().to_string();
            if name == id_key(table) {
                continue;
            }
            let at = FileSpan { file, span: key.span() };
            if !TEXTS.contains(&name.as_str()) {
                sink.error(
                    Code::TomlShape,
                    &at,
                    format!("`{name}` cannot be translated"),
                    "keep the id and the texts: the rest comes from the original",
                );
                continue;
            }
            match owned_text(value.into_inner()) {
                Some(text) => {
                    texts.insert(name, (at, text));
                }
                None => sink.error(
                    Code::TomlShape,
                    &at,
                    format!("`{name}` is neither a text nor a list of texts"),
                    "write the translated text",
                ),
            }
        }
    }

    /// Returns whether there are no texts, so that the original is read unchanged.
    pub(super) fn is_empty(&self) -> bool {
        self.headings.is_empty() && self.tables.is_empty()
    }

    /// Replaces the texts of an entry by those of this language.
    pub(super) fn lay_over(&self, table: &str, value: &mut Spanned<DeValue<'_>>) {
        if self.tables.is_empty() {
            return;
        }
        let DeValue::Table(entry) = value.get_mut() else { return };
        let Some(texts) = self.tables.get(&(table.to_owned(), id_of(table, entry))) else { return };
        for (key, (at, text)) in texts {
            let laid = match entry.get_mut(key.as_str()) {
                Some(old) => lay_text(key, old.get_mut(), text),
                None => Err(format!("the original has no `{key}` here")),
            };
            if let Err(message) = laid {
                self.misfits.borrow_mut().push((at.clone(), message));
            }
        }
    }

    /// Reports texts whose shape differs from the original's, such as a list of another length.
    pub(super) fn report_misfits(&self, sink: &mut Sink<'_>) {
        for (at, message) in self.misfits.take() {
            let hint = "a translation has the same keys as the original, and lists of the same length";
            sink.error(Code::TomlShape, &at, message, hint);
        }
    }

    pub(super) fn lay_over_headings(&self, parts: &mut [RawPart]) {
        let lay = |heading: &mut RawHeading, text: Option<&mut Vec<Block>>| {
            let Some((title, blocks)) = heading.id.as_ref().and_then(|id| self.headings.get(id)) else { return };
            heading.title.clone_from(title);
            if let Some(text) = text.filter(|_| !blocks.is_empty()) {
                text.clone_from(blocks);
            }
        };
        for section in parts.iter_mut().flat_map(|part| &mut part.sections) {
            lay(&mut section.heading, None);
            for statement in &mut section.statements {
                lay(&mut statement.heading, Some(&mut statement.text));
            }
        }
    }

    /// Returns the ids of all items of `rules/` that are not translated, also of those with nothing but a name.
    pub(super) fn missing_rules(&self, content: &RawContent, files: &[File]) -> BTreeSet<AnyId> {
        let of_rules = |file: usize| files.get(file).is_some_and(|file| file.path.starts_with("rules/"));
        let is_missing =
            |(table, id): &(&str, &str)| !self.tables.contains_key(&((*table).to_owned(), content.original_id(table, id).to_owned()));
        content.ids_in(of_rules).into_iter().filter(is_missing).filter_map(|(_, id)| id.parse().ok()).collect()
    }

    /// Returns the ids of everything that has a text to translate and is not translated: sections, statements, and entries of
    /// [`TABLES_OF_WORDS`].
    pub(super) fn missing(&self, content: &RawContent) -> BTreeSet<AnyId> {
        let headings = headings(&content.parts).into_iter().filter(|id| !self.headings.contains_key(*id));
        let tables = content.table_ids().into_iter().filter(|(table, _)| TABLES_OF_WORDS.contains(table));
        let tables = tables.filter(|(table, id)| !self.tables.contains_key(&((*table).to_owned(), (*id).to_owned())));
        // If an entry was renamed because the bot's author uses its id, the model has its new id.
        let tables = tables.map(|(table, id)| match table {
            "question" | "general" | "kind" | "requirement" => content.renamed.get(id).map_or(id, String::as_str),
            _ => id,
        });
        headings.chain(tables).filter_map(|id| id.parse().ok()).collect()
    }
}

/// Returns the key that identifies the entries of a table.
pub(super) fn id_key(table: &str) -> &'static str {
    match table {
        "answer" => "requirement",
        "general_answer" => "question",
        "right" => "kind",
        "privileged_intent" => "intent",
        _ => "id",
    }
}

/// Returns the id of an entry; empty for tables that exist only once.
fn id_of(table: &str, entry: &DeTable<'_>) -> String {
    let id = entry.iter().find(|(key, _)| key.get_ref() == id_key(table));
    match id.map(|(_, id)| id.get_ref()) {
        Some(DeValue::String(id)) => id.to_string(),
        _ => String::new(),
    }
}

/// Returns a text, or a list or table of texts, as an owned value; `None` if there is any other value in it.
fn owned_text(value: DeValue<'_>) -> Option<DeValue<'static>> {
    match value {
        DeValue::String(text) if !text.trim().is_empty() => Some(DeValue::String(text.into_owned().into())),
        DeValue::Array(list) => {
            let texts: Option<Vec<_>> =
                list.into_iter().map(|it| owned_text(it.into_inner()).map(|text| Spanned::new(0..0, text))).collect();
            Some(DeValue::Array(texts?.into_iter().collect()))
        }
        DeValue::Table(table) => {
            let mut out = DeTable::new();
            for (key, text) in table {
                out.insert(
                    Spanned::new(0..0, key.into_inner().into_owned().into()),
                    Spanned::new(0..0, owned_text(text.into_inner())?),
                );
            }
            Some(DeValue::Table(out))
        }
        _ => None,
    }
}

/// Replaces the text `old` by the text `new`. Merges tables and lists of tables key by key, so that references stay. Returns an
/// error message if their shapes differ.
fn lay_text<'de>(key: &str, old: &mut DeValue<'de>, new: &DeValue<'static>) -> Result<(), String> {
    match (old, new) {
        (DeValue::Table(old), DeValue::Table(new)) => {
            for (inner, text) in new.iter() {
                let inner = inner.get_ref().as_ref();
                if key != "sections" && !matches!(inner, "text" | "name") {
                    return Err(format!("`{inner}` in `{key}` cannot be translated"));
                }
                let Some(old) = old.get_mut(inner) else { return Err(format!("the original has no `{inner}` in `{key}`")) };
                lay_text(inner, old.get_mut(), text.get_ref())?;
            }
            Ok(())
        }
        // A language may have any number of synonyms.
        (DeValue::Array(old), DeValue::Array(new)) if old.len() != new.len() && !matches!(key, "aliases" | "words" | "search") => {
            Err(format!("`{key}` has {} entries, but {} in the original", new.len(), old.len()))
        }
        (DeValue::Array(old), DeValue::Array(new)) if old.iter().any(|value| matches!(value.get_ref(), DeValue::Table(_))) => {
            old.iter_mut().zip(new.iter()).try_for_each(|(old, new)| lay_text(key, old.get_mut(), new.get_ref()))
        }
        (DeValue::Array(_), DeValue::Array(new)) if new.iter().any(|value| !matches!(value.get_ref(), DeValue::String(_))) => {
            Err(format!("`{key}` is a list of texts in the original"))
        }
        (old @ DeValue::Array(_), DeValue::Array(_)) | (old @ DeValue::String(_), DeValue::String(_)) => {
            *old = new.clone();
            Ok(())
        }
        _ => Err(format!("`{key}` is of another type in the original")),
    }
}
