//! Content as written: every key optional, every value with its place. Nothing is judged here but TOML's own grammar and types.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeValue, ValueDeserializer},
    value::Datetime,
};

use super::{At, Sink, document::document, translate::Overlay};
use crate::diagnostic::Code;

/// All items of content, of all files.
#[derive(Default)]
pub(super) struct Written {
    pub(super) parts: Vec<RawPart>,
    pub(super) bots: Vec<Entry<RawBot>>,
    pub(super) inventories: Vec<Entry<RawInventory>>,
    pub(super) parties: Vec<Entry<RawParty>>,
    pub(super) sources: Vec<Entry<RawSource>>,
    pub(super) data: Vec<Entry<RawData>>,
    pub(super) frameworks: Vec<Entry<RawFramework>>,
    pub(super) services: Vec<Entry<RawService>>,
    pub(super) regions: Vec<Entry<RawRegion>>,
    pub(super) claims: Vec<Entry<RawClaim>>,
    pub(super) data_rules: Vec<Entry<RawDataRule>>,
    pub(super) objectives: Vec<Entry<RawObjective>>,
    pub(super) terms: Vec<Entry<RawTerm>>,
    pub(super) requirements: Vec<Entry<RawRequirement>>,
    pub(super) questions: Vec<Entry<RawQuestion>>,
    pub(super) answers: Vec<Entry<RawAnswer>>,
    pub(super) synonyms: Vec<Entry<RawSynonym>>,
    pub(super) hints: Vec<Entry<RawHint>>,
    pub(super) kinds: Vec<Entry<RawKind>>,
    pub(super) notions: Vec<Entry<RawNotion>>,
    pub(super) intents: Vec<Entry<RawIntent>>,
    pub(super) general: Vec<Entry<RawGeneral>>,
    pub(super) general_answers: Vec<Entry<RawGeneralAnswer>>,
    pub(super) rights: Vec<Entry<RawRight>>,
    pub(super) privileged_intents: Vec<Entry<RawPrivilegedIntent>>,
    pub(super) contacts: Vec<Entry<RawContact>>,
    pub(super) recipients: Vec<Entry<RawRecipient>>,
    pub(super) legal_bases: Vec<Entry<RawLegalBasis>>,
    /// Entries that exist but are invalid. Their diagnostics have been reported, and their ids are known.
    pub(super) broken: Vec<Broken>,
    /// New ids of questions whose ids the author of the bot uses.
    pub(super) renamed: BTreeMap<String, String>,
}

/// A table that is invalid.
pub(super) struct Broken {
    pub(super) table: String,
    /// Its id; empty if it has none.
    pub(super) id: String,
    pub(super) at: At,
}

impl Written {
    /// The tables in the files, by name and id.
    pub(super) fn table_ids(&self) -> BTreeSet<(&str, &str)> {
        let mut ids = BTreeSet::new();
        macro_rules! add {
            ($($list:ident: $table:literal $key:ident,)*) => {
                $(ids.extend(self.$list.iter().filter_map(|entry| Some(($table, entry.raw.$key.as_ref()?.get_ref().as_str()))));)*
            };
        }
        add! {
            parties: "party" id, sources: "source" id, data: "data" id, frameworks: "framework" id, services: "service" id,
            regions: "region" id, claims: "claim" id, data_rules: "data_rule" id, objectives: "objective" id, terms: "term" id,
            requirements: "requirement" id, questions: "question" id, answers: "answer" requirement,
            kinds: "kind" id, general: "general" id, general_answers: "general_answer" question,
            rights: "right" kind, privileged_intents: "privileged_intent" intent, recipients: "recipient" id,
            legal_bases: "legal_basis" id,
        }
        ids.extend(self.broken.iter().map(|broken| (broken.table.as_str(), broken.id.as_str())));
        ids.extend(self.bots.iter().map(|_| ("bot", "")));
        ids.extend(self.inventories.iter().map(|_| ("inventory", "")));
        if self.renamed.is_empty() {
            return ids;
        }
        // Translations refer to an entry by its original id.
        let written = |id| self.renamed.iter().find(|(_, new)| *new == id).map_or(id, |(old, _)| old.as_str());
        ids.into_iter().map(|(table, id)| (table, written(id))).collect()
    }
}

/// A heading with its attributes, as written.
pub(super) struct RawHeading {
    pub(super) at: At,
    pub(super) title: String,
    pub(super) id: Option<String>,
    pub(super) party: Option<String>,
    pub(super) source: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) disagreement: bool,
}

pub(super) struct RawPart {
    pub(super) heading: RawHeading,
    pub(super) sections: Vec<RawSection>,
}

pub(super) struct RawSection {
    pub(super) heading: RawHeading,
    pub(super) statements: Vec<RawStatement>,
}

pub(super) struct RawStatement {
    pub(super) heading: RawHeading,
    pub(super) text: Vec<crate::text::Block>,
}

/// A TOML table, and its place.
pub(super) struct Entry<T> {
    pub(super) at: At,
    pub(super) raw: T,
}

pub(super) type Text = Option<Spanned<String>>;
pub(super) type List = Vec<Spanned<String>>;

/// A date in TOML's syntax, or a text for a month: TOML has no months.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawDate {
    Date(Datetime),
    Text(String),
}

/// The keys that a table takes.
trait Keys {
    const KEYS: &'static [&'static str];
    /// Returns the keys with the shapes of their values.
    #[cfg(feature = "export")]
    fn shapes() -> Vec<(&'static str, super::schema::Shape)>;
}

macro_rules! raw {
    ($($(#[$doc:meta])* $name:ident { $($key:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Deserialize, Default)]
        #[serde(deny_unknown_fields, default)]
        pub(super) struct $name { $(pub(super) $key: $type,)* }

        impl Keys for $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($key)),*];
            #[cfg(feature = "export")]
            fn shapes() -> Vec<(&'static str, super::schema::Shape)> {
                vec![$((stringify!($key), <$type as super::schema::Shaped>::shape())),*]
            }
        }

        #[cfg(feature = "export")]
        impl super::schema::Shaped for $name {
            fn shape() -> super::schema::Shape {
                super::schema::Shape::Table(Self::shapes())
            }
        }
    )*};
}

raw! {
    RawBot { name: Text, lang: Text, party: Text, host: Text, disclaimer: Text, services: List, plan: Text, region: Text, }
    RawParty { id: Text, name: Text, kind: Text, role: Text, role_note: Text, promises_to: Text, about: Text, }
    RawSource {
        id: Text, title: Text, by: Text, kind: Text, as_of: Option<Spanned<RawDate>>, effective: Option<Spanned<RawDate>>,
        version: Text, authoritative: Text, link: Text, note: Text, sections: std::collections::BTreeMap<String, String>,
    }
    RawTold { text: Text, statement: Text, }
    RawInventory {
        statement: Text, open_ended: Option<bool>, unreviewed: Option<bool>, from: Option<Spanned<RawTold>>, purpose: Vec<Spanned<RawTold>>,
        recipients: Option<Spanned<RawTold>>, storage: Option<Spanned<RawTold>>, retention: Option<Spanned<RawTold>>,
        deletion: Option<Spanned<RawTold>>,
    }
    RawData {
        id: Text, name: Text, part_of: Text, statement: Text, from: Option<Spanned<RawTold>>, purpose: Vec<Spanned<RawTold>>,
        recipients: Option<Spanned<RawTold>>, storage: Option<Spanned<RawTold>>, retention: Option<Spanned<RawTold>>,
        deletion: Option<Spanned<RawTold>>,
    }
    RawFramework { id: Text, name: Text, short: Text, kind: Text, aliases: List, alias: Vec<Spanned<RawAlias>>, }
    RawAlias { name: Text, source: List, reading: Text, }
    RawService { id: Text, name: Text, group: List, group_reading: Text, source: List, alias: Vec<Spanned<RawAlias>>, }
    RawRegion { id: Text, name: Text, source: List, reading: Text, }
    RawClaim {
        id: Text, statement: Text, frameworks: List, holder: Text, attestation: Text, denies: Option<bool>, subject: Text, services: List,
        regions: List, plans: List, conditions: List, condition: Vec<Spanned<RawTold>>, evidence: Text, edition: Text, superseded: Text,
        notes: List,
    }
    RawDataRule {
        id: Text, name: Text, aliases: List, statement: Text, allowed_in: List, conditions: List, condition: Vec<Spanned<RawTold>>,
        unstated_in: List, elsewhere: Text, exceptions: List, interpretation: Text, notes: List,
    }
    RawObjective {
        id: Text, statement: Text, services: List, plans: List, restore_hours: Option<u32>, restore_note: Text,
        loss_hours: Option<u32>, loss_note: Text, excludes: Text, notes: List,
    }
    RawTerm { id: Text, name: Text, aliases: List, text: Text, source: List, }
    RawRequirement { id: Text, title: Text, asks: Text, source: List, when: Text, answered_by: Text, answered_but: Text, }
    RawQuestion { id: Text, ask: Text, title: Text, glance: Option<bool>, requirements: List, words: List, }
    RawHint { kind: Text, words: List, text: Text, }
    RawAnswer { requirement: Text, statements: List, extent: Text, why: Text, beside: List, }
    RawSynonym { words: List, }
    RawKind { id: Text, name: Text, within: Text, words: List, }
    RawNotion { name: Text, role: Text, words: List, }
    RawIntent { topic: Text, acts: Option<bool>, when: List, }
    RawGeneral { id: Text, ask: Text, title: Text, note: Text, requirements: List, part: Text, }
    RawGeneralAnswer { question: Text, statements: List, why: Text, beside: List, }
    RawRight { kind: Text, statement: Text, command: Text, command_id: Text, link: Text, within: Text, }
    RawContact { kind: Text, to: Text, purpose: List, expires: Option<Spanned<RawDate>>, statement: Text, }
    RawRecipient {
        id: Text, name: Text, purpose: Text, data: List, country: Text, safeguard: Text, contract: Text, ai_provider: Option<bool>,
        statement: Text,
    }
    RawLegalBasis { id: Text, basis: Text, purpose: Text, data: List, statement: Text, }
    RawPrivilegedIntent {
        intent: Text, feature: Option<Spanned<RawTold>>, alternative: Option<Spanned<RawTold>>, opt_out: Option<Spanned<RawTold>>,
        stored: Option<Spanned<RawTold>>, days: Option<Spanned<RawTold>>, encrypted: Option<Spanned<RawTold>>,
        training: Option<Spanned<RawTold>>, evidence: Text,
    }
}

/// Declares each table of the format, with the list that it is read into: for the parser and for the schema.
macro_rules! tables {
    ($($how:ident $name:literal $list:ident: $raw:ident;)*) => {
        /// Reads the entries of one table. Returns false for an unknown table.
        fn read_table<'de>(tables: &mut Tables<'_, '_>, value: Spanned<DeValue<'de>>, written: &mut Written) -> bool {
            let name = tables.table;
            match name {
                $($name => tables.$how(value, &mut written.$list),)*
                _ => return false,
            }
            true
        }

        /// Returns the tables of the format: the name, whether it may be there more than once, and its keys.
        #[cfg(feature = "export")]
        pub(super) fn tables() -> Vec<(&'static str, bool, Vec<(&'static str, super::schema::Shape)>)> {
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

pub(super) fn read(file: usize, text: &str, overlay: &Overlay, written: &mut Written, sink: &mut Sink<'_>) {
    let table = document(file, text, sink);
    let mut broken = Vec::new();
    for (key, value) in table {
        let at = At { file, span: key.span() };
        let table = key.get_ref().as_ref();
        let mut tables = Tables { file, table, overlay, broken: &mut broken, sink };
        if !read_table(&mut tables, value, written) {
            sink.error(
                Code::TomlShape,
                &at,
                format!("unknown table `{table}`"),
                "docs/content.md lists the tables; an array of them is written `[[name]]`",
            );
        }
    }
    written.broken.extend(broken);
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
        let at = At { file: self.file, span: value.span() };
        self.overlay.lay_over(self.table, &mut value);
        listify(&mut value);
        self.known_keys(&mut value, T::KEYS);
        strings(self.file, "", &value, self.sink);
        let (id, id_at) = id_of(self.table, &value).unwrap_or((String::new(), value.span()));
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(raw) => out.push(Entry { at, raw }),
            Err(error) => {
                let broken_at = At { file: self.file, span: id_at };
                self.broken.push(Broken { table: self.table.to_owned(), id, at: broken_at });
                let span = error.span().unwrap_or(at.span);
                self.sink.error(
                    Code::TomlShape,
                    &At { file: self.file, span },
                    format!("this table cannot be read: {}", error.message().trim()),
                    "docs/content.md lists the keys of each table and their values",
                );
            }
        }
    }
}

impl Tables<'_, '_> {
    /// Takes out, and tells, the keys that a table does not take: each at its place, and none hides what else is wrong.
    fn known_keys(&mut self, value: &mut Spanned<DeValue<'_>>, known: &[&str]) {
        let DeValue::Table(table) = value.get_mut() else { return };
        let unknown: Vec<_> =
            table.iter().map(|(key, _)| key).filter(|key| !known.contains(&key.get_ref().as_ref())).cloned().collect();
        for key in unknown {
            table.remove(key.get_ref().as_ref());
            let keys: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
            let at = At { file: self.file, span: key.span() };
            let message = format!("unknown key `{}` in the table `{}`", key.get_ref(), self.table);
            self.sink.error(Code::TomlShape, &at, message, format!("the keys are {}", keys.join(", ")));
        }
        for (key, value) in table.iter_mut() {
            let known = match key.get_ref().as_ref() {
                "from" | "purpose" | "recipients" | "storage" | "retention" | "deletion" | "feature" | "alternative" | "opt_out"
                | "stored" | "days" | "encrypted" | "training" | "condition" => RawTold::KEYS,
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
    let id = entry.get(super::translate::id_key(table))?;
    Some((id.get_ref().as_str()?.to_owned(), id.span()))
}

/// Reports texts that are empty, or have invisible characters that programs interpret.
pub(super) fn strings(file: usize, key: &str, value: &Spanned<DeValue<'_>>, sink: &mut Sink<'_>) {
    let at = At { file, span: value.span() };
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => {
            let message = if key.is_empty() { "this text is empty".to_owned() } else { format!("`{key}` is empty") };
            sink.error(Code::MissingKey, &at, message, "write a text, or leave the key out");
        }
        DeValue::String(text) => {
            if let Some(c) = text.chars().find(|c| is_unseen(*c)) {
                unseen(&at, c, sink);
            }
        }
        DeValue::Array(list) => list.iter().for_each(|value| strings(file, key, value, sink)),
        DeValue::Table(table) => table.iter().for_each(|(key, value)| strings(file, key.get_ref(), value, sink)),
        _ => {}
    }
}

/// Returns whether a character is interpreted instead of shown: controls, and marks that turn the direction of text.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn unseen(at: &At, c: char, sink: &mut Sink<'_>) {
    let message = format!("this text contains the invisible control character U+{:04X}", u32::from(c));
    sink.error(Code::BadValue, at, message, "remove it: it can make a text look like another");
}

/// Keys that take one string or a list.
pub(super) const ONE_OR_LIST: [&str; 6] = ["source", "services", "plans", "group", "allowed_in", "unstated_in"];

/// Turns one string into a list of one, for keys that take both.
fn listify(value: &mut Spanned<DeValue<'_>>) {
    match value.get_mut() {
        DeValue::Table(table) => {
            for (key, value) in table.iter_mut() {
                if ONE_OR_LIST.contains(&key.get_ref().as_ref()) && matches!(value.get_ref(), DeValue::String(_)) {
                    let one = value.clone();
                    *value.get_mut() = DeValue::Array(std::iter::once(one).collect());
                } else if key.get_ref() != "sections" {
                    // The sections of a source bear whatever names its author chose.
                    listify(value);
                }
            }
        }
        DeValue::Array(array) => array.iter_mut().for_each(listify),
        _ => {}
    }
}
