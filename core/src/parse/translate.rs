//! Translations: files in a folder named by a language tag hold texts for ids that content has, and nothing else.
//!
//! A translation is laid over what was written before anything is validated. So a translated policy is validated like any other, and
//! no rule has to be said twice. Only texts can be laid over: what a translation might get wrong in fact, it cannot say.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    At, Sink, markdown,
    raw::{RawHeading, RawPart, Written, document, strings},
};
use crate::{AnyId, Lang, diagnostic::Code, text::Block};

/// Keys whose values are texts to be read, in any table.
const TEXTS: &[&str] = &[
    "about",
    "alias",
    "aliases",
    "ask",
    "asks",
    "condition",
    "conditions",
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
    "short",
    "storage",
    "text",
    "title",
    "when",
    "why",
    "words",
    "sections",
    "purpose",
    "from",
];

/// Tables whose entries are words of a language, where those of others may be names alone.
const WORDED: [&str; 7] = ["data", "question", "requirement", "term", "kind", "general", "general_answer"];

/// The language whose folder a file stands in: `bot/fr/policy.md`, `hosts/<host>/fr/services.toml`.
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
    headings: BTreeMap<String, (String, Vec<Block>)>,
    /// By table and id; by key, where it stands, and the value as TOML.
    tables: BTreeMap<(String, String), BTreeMap<String, (At, DeValue<'static>)>>,
    /// Where a text has another shape than the original's, which shows when it is laid over that.
    misfits: RefCell<Vec<(At, String)>>,
}

/// How a reader comes to be told that something translates nothing, who never meant to translate.
fn folder_hint(lang: &Lang) -> String {
    format!(
        "; the folder `{lang}/` is taken for a language, as any of two or three letters: a folder of the original has a longer name"
    )
}

impl Overlay {
    /// Reads all files of a language, and tells of every text that translates nothing.
    pub(super) fn read(lang: &Lang, langs: &[Option<Lang>], written: &Written, sink: &mut Sink<'_>) -> Self {
        let mut overlay = Self::default();
        for (file, text) in sink.texts.clone().into_iter().enumerate() {
            let Some(text) = text.filter(|_| langs[file].as_ref() == Some(lang)) else { continue };
            if sink.files[file].path.ends_with(".md") {
                overlay.read_markdown(lang, file, text, written, sink);
            } else {
                overlay.read_toml(lang, file, text, written, sink);
            }
        }
        overlay
    }

    fn read_markdown(&mut self, lang: &Lang, file: usize, text: &str, written: &Written, sink: &mut Sink<'_>) {
        let known = headings(&written.parts);
        let mut parts = Vec::new();
        markdown::read(file, text, &mut parts, sink);
        for part in parts {
            for section in part.sections {
                let statements = section.statements.into_iter().map(|it| (it.heading, Some(it.text)));
                for (heading, text) in std::iter::once((section.heading, None)).chain(statements) {
                    let id = heading.id.clone().unwrap_or_default();
                    if !known.contains(id.as_str()) {
                        sink.error(
                            Code::DanglingId,
                            &heading.at,
                            format!("this translates nothing: no section or statement has the id `{id}`"),
                            format!("give it the id of what it translates{}", folder_hint(lang)),
                        );
                    } else if heading.party.is_some() || !heading.source.is_empty() || !heading.about.is_empty() || heading.disagreement
                    {
                        sink.error(
                            Code::UnknownAttribute,
                            &heading.at,
                            "a translation has no party and no source of its own",
                            "leave only the id: the rest is the original's",
                        );
                    } else if heading.title.trim().is_empty() || text.as_ref().is_some_and(Vec::is_empty) {
                        let message = "nothing stands under this heading, or it has no words; the original has both";
                        sink.error(Code::EmptySection, &heading.at, message, "translate the text too, or leave the heading out");
                    } else {
                        match self.headings.entry(id) {
                            Entry::Vacant(free) => {
                                free.insert((heading.title, text.unwrap_or_default()));
                            }
                            Entry::Occupied(taken) => {
                                let message = format!("a second translation of `{}` to `{lang}`", taken.key());
                                sink.error(Code::DuplicateId, &heading.at, message, "make one of the two");
                            }
                        }
                    }
                }
            }
        }
    }

    fn read_toml(&mut self, lang: &Lang, file: usize, text: &str, written: &Written, sink: &mut Sink<'_>) {
        let known = written.table_ids();
        for (table, value) in document(file, text, sink) {
            let name = table.get_ref().to_string();
            let entries: Vec<Spanned<DeValue<'_>>> = match value.into_inner() {
                DeValue::Array(entries) => entries.into_iter().collect(),
                other => vec![Spanned::new(table.span(), other)],
            };
            for entry in entries {
                let at = At { file, span: entry.span() };
                strings(file, "", &entry, sink);
                let DeValue::Table(entry) = entry.into_inner() else {
                    sink.error(Code::TomlShape, &at, format!("`{name}` is no table"), "a translation has the tables of the original");
                    continue;
                };
                let id = id_of(&name, &entry);
                if !known.contains(&(name.as_str(), id.as_str())) {
                    sink.error(
                        Code::DanglingId,
                        &at,
                        format!("this translates nothing: no `{name}` of the original is called `{id}`"),
                        format!("give it the table and the id of what it translates{}", folder_hint(lang)),
                    );
                    continue;
                }
                if self.tables.contains_key(&(name.clone(), id.clone())) {
                    let message = format!("a second translation of the `{name}` called `{id}` to `{lang}`");
                    sink.error(Code::DuplicateId, &at, message, "make one of the two");
                    continue;
                }
                self.texts(&name, &id, file, entry, sink);
            }
        }
    }

    fn texts(&mut self, table: &str, id: &str, file: usize, entry: DeTable<'_>, sink: &mut Sink<'_>) {
        let texts = self.tables.entry((table.to_owned(), id.to_owned())).or_default();
        for (key, value) in entry {
            let name = key.get_ref().to_string();
            if name == id_key(table) {
                continue;
            }
            let at = At { file, span: key.span() };
            if !TEXTS.contains(&name.as_str()) {
                sink.error(
                    Code::TomlShape,
                    &at,
                    format!("`{name}` is nothing to be translated"),
                    "a translation has the id and the texts; the rest is the original's",
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
                    "write what it says in the language",
                ),
            }
        }
    }

    /// Puts the texts of a language in place of the original's.
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

    /// Tells of the texts that say more, or less, than the original.
    pub(super) fn tell(&self, sink: &mut Sink<'_>) {
        for (at, message) in self.misfits.take() {
            let hint = "a translation says what the original says: the same keys, and lists with as many texts";
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

    /// What has no translation, of what is written in words and not in names alone.
    pub(super) fn missing(&self, written: &Written) -> BTreeSet<AnyId> {
        let headings = headings(&written.parts).into_iter().filter(|id| !self.headings.contains_key(*id));
        let tables = written.table_ids().into_iter().filter(|(table, _)| WORDED.contains(table));
        let tables = tables.filter(|(table, id)| !self.tables.contains_key(&((*table).to_owned(), (*id).to_owned())));
        // The model knows an entry by its new id, if it gave way to one of the author's.
        let tables = tables.map(|(_, id)| written.renamed.get(id).map_or(id, String::as_str));
        headings.chain(tables).filter_map(|id| id.parse().ok()).collect()
    }
}

fn headings(parts: &[RawPart]) -> BTreeSet<&str> {
    let sections = parts.iter().flat_map(|part| &part.sections);
    let headings =
        sections.flat_map(|section| std::iter::once(&section.heading).chain(section.statements.iter().map(|it| &it.heading)));
    headings.filter_map(|heading| heading.id.as_deref()).collect()
}

/// The key that tells the entries of a table apart.
pub(super) fn id_key(table: &str) -> &'static str {
    match table {
        "answer" => "requirement",
        "general_answer" => "question",
        _ => "id",
    }
}

/// What an entry is called; nothing for tables that there is one of.
fn id_of(table: &str, entry: &DeTable<'_>) -> String {
    let id = entry.iter().find(|(key, _)| key.get_ref() == id_key(table));
    match id.map(|(_, id)| id.get_ref()) {
        Some(DeValue::String(id)) => id.to_string(),
        _ => String::new(),
    }
}

/// A text, a list of texts, or a table of them, kept apart from the file that it stands in.
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

/// A text replaces a text; in tables and lists of tables, key by key, so that references stay.
fn lay_text<'de>(key: &str, old: &mut DeValue<'de>, new: &DeValue<'static>) -> Result<(), String> {
    match (old, new) {
        (DeValue::Table(old), DeValue::Table(new)) => {
            for (inner, text) in new.iter() {
                let inner = inner.get_ref().as_ref();
                if key != "sections" && !matches!(inner, "text" | "name") {
                    return Err(format!("`{inner}` in `{key}` is nothing to be translated"));
                }
                let Some(old) = old.get_mut(inner) else { return Err(format!("the original has no `{inner}` in `{key}`")) };
                lay_text(inner, old.get_mut(), text.get_ref())?;
            }
            Ok(())
        }
        // What people also say in a language, it has as many words for as it likes.
        (DeValue::Array(old), DeValue::Array(new)) if old.len() != new.len() && !matches!(key, "aliases" | "words") => {
            Err(format!("`{key}` has {} entries, and {} in the original", new.len(), old.len()))
        }
        (DeValue::Array(old), DeValue::Array(new)) if old.iter().any(|it| matches!(it.get_ref(), DeValue::Table(_))) => {
            old.iter_mut().zip(new.iter()).try_for_each(|(old, new)| lay_text(key, old.get_mut(), new.get_ref()))
        }
        (DeValue::Array(_), DeValue::Array(new)) if new.iter().any(|it| !matches!(it.get_ref(), DeValue::String(_))) => {
            Err(format!("`{key}` is a list of texts in the original"))
        }
        (old @ DeValue::Array(_), DeValue::Array(_)) | (old @ DeValue::String(_), DeValue::String(_)) => {
            *old = new.clone();
            Ok(())
        }
        _ => Err(format!("`{key}` has another shape in the original: a text, a list or a table")),
    }
}
