//! Reads a TOML file into the types of `raw`. Only the grammar of TOML, the keys and the types of their values are checked.

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::{
    FileSpan, Sink,
    raw::*,
    texts::strings,
    translate::{Overlay, id_key},
};
use crate::diagnostic::Code;

/// Declares each table of the format, and the list that it is read into. The parser and the schema use this declaration.
macro_rules! tables {
    ($($how:ident $name:literal $list:ident: $raw:ident;)*) => {
        /// Reads the entries of one table. Returns false for an unknown table.
        fn read_table<'de>(tables: &mut Tables<'_, '_>, value: Spanned<DeValue<'de>>, content: &mut RawContent) -> bool {
            let name = tables.table;
            match name {
                $($name => tables.$how(value, &mut content.$list),)*
                _ => return false,
            }
            true
        }

        /// Returns the tables of the format. Each has its name, whether a file may have several of it, and its keys.
        #[cfg(feature = "export")]
        pub(super) fn tables() -> Vec<(&'static str, bool, Vec<(&'static str, super::shape::Shape)>)> {
            vec![$(($name, stringify!($how) == "many", $raw::shapes())),*]
        }
    };
}

tables! {
    one "bot" bots: RawBot;
    one "inventory" inventories: RawInventory;
    many "party" parties: RawParty;
    many "source" sources: RawSource;
    many "data" data: RawData;
    many "framework" frameworks: RawFramework;
    many "service" services: RawService;
    many "region" regions: RawRegion;
    many "claim" claims: RawClaim;
    many "data_rule" data_rules: RawDataRule;
    many "objective" objectives: RawObjective;
    many "term" terms: RawTerm;
    one "rules" rules: RawRules;
    many "requirement" requirements: RawRequirement;
    many "question" questions: RawQuestion;
    many "answer" answers: RawAnswer;
    many "hint" hints: RawHint;
    many "synonym" synonyms: RawSynonym;
    many "kind" kinds: RawKind;
    many "notion" notions: RawNotion;
    many "intent" intents: RawIntent;
    many "general" general: RawGeneral;
    many "general_answer" general_answers: RawGeneralAnswer;
    many "right" rights: RawRight;
    many "privileged_intent" privileged_intents: RawPrivilegedIntent;
    many "contact" contacts: RawContact;
    many "recipient" recipients: RawRecipient;
    many "legal_basis" legal_bases: RawLegalBasis;
}

/// Reads the tables of a file. The texts of `overlay` replace the original ones.
pub(super) fn read(file: usize, document: DeTable<'_>, overlay: &Overlay, content: &mut RawContent, sink: &mut Sink<'_>) {
    let mut broken = Vec::new();
    for (key, value) in document {
        let at = FileSpan { file, span: key.span() };
        let table = key.get_ref().as_ref();
        let mut tables = Tables { file, table, overlay, broken: &mut broken, sink };
        if !read_table(&mut tables, value, content) {
            sink.error(
                Code::TomlShape,
                &at,
                format!("unknown table `{table}`"),
                "docs/content.md lists the tables; an array of them is written `[[name]]`",
            );
        }
    }
    content.broken.extend(broken);
}

struct Tables<'a, 'b> {
    file: usize,
    table: &'a str,
    overlay: &'a Overlay,
    broken: &'a mut Vec<Broken>,
    sink: &'a mut Sink<'b>,
}

impl Tables<'_, '_> {
    fn many<'de, T: Deserialize<'de> + Keys>(&mut self, value: Spanned<DeValue<'de>>, out: &mut Vec<Entry<T>>) {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(entries) => entries.into_iter().for_each(|entry| self.one(entry, out)),
            other => self.one(Spanned::new(span, other), out),
        }
    }

    fn one<'de, T: Deserialize<'de> + Keys>(&mut self, mut value: Spanned<DeValue<'de>>, out: &mut Vec<Entry<T>>) {
        let at = FileSpan { file: self.file, span: value.span() };
        self.overlay.lay_over(self.table, &mut value);
        as_list(&mut value);
        self.known_keys(&mut value, T::KEYS);
        // Check only the original here. The texts of a translation are checked when its own files are read.
        if self.overlay.is_empty() {
            strings(self.file, "", &value, self.sink);
        }
        let (id, id_at) = id_of(self.table, &value).unwrap_or((String::new(), value.span()));
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(raw) => out.push(Entry { at, raw }),
            Err(error) => {
                let broken_at = FileSpan { file: self.file, span: id_at };
                self.broken.push(Broken { table: self.table.to_owned(), id, at: broken_at });
                let span = error.span().unwrap_or(at.span);
                self.sink.error(
                    Code::TomlShape,
                    &FileSpan { file: self.file, span },
                    format!("this table cannot be read: {}", error.message().trim()),
                    "docs/content.md lists the keys of each table and their values",
                );
            }
        }
    }
}

impl Tables<'_, '_> {
    /// Removes unknown keys from a table, and reports each at its place, so that the other errors of the table are reported, too.
    fn known_keys(&mut self, value: &mut Spanned<DeValue<'_>>, known: &[&str]) {
        let DeValue::Table(table) = value.get_mut() else { return };
        let unknown: Vec<_> =
            table.iter().map(|(key, _)| key).filter(|key| !known.contains(&key.get_ref().as_ref())).cloned().collect();
        for key in unknown {
            table.remove(key.get_ref().as_ref());
            let keys: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
            let at = FileSpan { file: self.file, span: key.span() };
            let message = format!("unknown key `{}` in the table `{}`", key.get_ref(), self.table);
            self.sink.error(Code::TomlShape, &at, message, format!("the keys are {}", keys.join(", ")));
        }
        for (key, value) in table.iter_mut() {
            let known = match key.get_ref().as_ref() {
                "from" | "purpose" | "recipients" | "storage" | "retention" | "deletion" | "feature" | "alternative" | "opt_out"
                | "stored" | "days" | "encrypted" | "training" | "condition" => RawCitedText::KEYS,
                "alias" => RawAlias::KEYS,
                _ => continue,
            };
            match value.get_mut() {
                DeValue::Array(list) => list.iter_mut().for_each(|value| self.known_keys(value, known)),
                _ => self.known_keys(value, known),
            }
        }
    }
}

/// Returns the id of a table's entry, and its place.
fn id_of(table: &str, value: &Spanned<DeValue<'_>>) -> Option<(String, std::ops::Range<usize>)> {
    let DeValue::Table(entry) = value.get_ref() else { return None };
    let id = entry.get(id_key(table))?;
    Some((id.get_ref().as_str()?.to_owned(), id.span()))
}

/// Keys that take one string or a list.
pub(super) const ONE_OR_LIST: [&str; 6] = ["source", "services", "plans", "group", "allowed_in", "unstated_in"];

/// Turns one string into a list of one, for keys that take both.
fn as_list(value: &mut Spanned<DeValue<'_>>) {
    match value.get_mut() {
        DeValue::Table(table) => {
            for (key, value) in table.iter_mut() {
                if ONE_OR_LIST.contains(&key.get_ref().as_ref()) && matches!(value.get_ref(), DeValue::String(_)) {
                    let one = value.clone();
                    *value.get_mut() = DeValue::Array(std::iter::once(one).collect());
                } else if key.get_ref() != "sections" {
                    // Skip `sections`, because the author chooses its keys. A key may have the name of one of these.
                    as_list(value);
                }
            }
        }
        DeValue::Array(array) => array.iter_mut().for_each(as_list),
        _ => {}
    }
}
