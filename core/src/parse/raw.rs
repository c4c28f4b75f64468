//! The types of content as written. Every key is optional, and every value has its place. `tables` reads them. Nothing is validated
//! here.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::FileSpan;

/// All items of content, of all files.
#[derive(Default)]
pub(super) struct RawContent {
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
    pub(super) rules: Vec<Entry<RawRules>>,
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
    /// Invalid tables. Their diagnostics have been reported. Their ids are kept, so that references to them are not reported, too.
    pub(super) broken: Vec<Broken>,
    /// The new ids of questions and kinds of data, by old id. They are renamed if the bot's own text uses their ids.
    pub(super) renamed: BTreeMap<String, String>,
}

/// An invalid table.
pub(super) struct Broken {
    pub(super) table: String,
    /// Its id; empty if it has none.
    pub(super) id: String,
    pub(super) at: FileSpan,
}

impl RawContent {
    /// Returns the name and id of each table in the files.
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
        let originals: BTreeMap<&str, &str> = self.renamed.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
        ids.into_iter().map(|(table, id)| (table, originals.get(id).copied().unwrap_or(id))).collect()
    }

    /// Returns the name and the id, in the model, of each table in these files whose texts readers see.
    pub(super) fn ids_in(&self, is_in: impl Fn(usize) -> bool) -> Vec<(&'static str, &str)> {
        let mut ids = Vec::new();
        macro_rules! add {
            ($($list:ident: $table:literal,)*) => {$(
                let entries = self.$list.iter().filter(|entry| is_in(entry.at.file));
                ids.extend(entries.filter_map(|entry| Some(($table, entry.raw.id.as_ref()?.get_ref().as_str()))));
            )*};
        }
        add! {
            parties: "party", sources: "source", terms: "term", requirements: "requirement", questions: "question", kinds: "kind",
            general: "general",
        }
        ids
    }

    /// Returns the id by which translations refer to an entry: its original id, if it was renamed.
    pub(super) fn original_id<'i>(&'i self, table: &str, id: &'i str) -> &'i str {
        let is_renamed = matches!(table, "question" | "general" | "kind" | "requirement");
        let original = self.renamed.iter().find(|(_, new)| is_renamed && new.as_str() == id);
        original.map_or(id, |(old, _)| old)
    }
}

/// A heading with its attributes, as written.
#[derive(Clone)]
pub(super) struct RawHeading {
    pub(super) at: FileSpan,
    pub(super) title: String,
    pub(super) id: Option<String>,
    pub(super) party: Option<String>,
    pub(super) source: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) disagreement: bool,
}

#[derive(Clone)]
pub(super) struct RawPart {
    pub(super) heading: RawHeading,
    pub(super) sections: Vec<RawSection>,
    /// True if there is text below this heading that belongs to no statement. It has been reported.
    pub(super) refused: bool,
    /// The links of its text that belongs to no statement: see [`RawStatement::links`].
    pub(super) links: Vec<(String, FileSpan)>,
}

#[derive(Clone)]
pub(super) struct RawSection {
    pub(super) heading: RawHeading,
    pub(super) statements: Vec<RawStatement>,
    /// True if there is text below this heading that belongs to no statement. It has been reported.
    pub(super) refused: bool,
}

#[derive(Clone)]
pub(super) struct RawStatement {
    pub(super) heading: RawHeading,
    pub(super) text: Vec<crate::text::Block>,
    /// The ids to which links of the text lead, with the places of the links.
    pub(super) links: Vec<(String, FileSpan)>,
}

/// A TOML table, and its place.
pub(super) struct Entry<T> {
    pub(super) at: FileSpan,
    pub(super) raw: T,
}

pub(super) type Text = Option<Spanned<String>>;
pub(super) type List = Vec<Spanned<String>>;

/// A date in TOML's syntax, or a month as a text, because TOML has no syntax for months.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a day such as 2024-03-19, or a month such as \"2024-03\"")]
pub(super) enum RawDate {
    Date(Datetime),
    Text(String),
}

#[cfg(feature = "export")]
impl super::shape::Shaped for RawDate {
    fn shape() -> super::shape::Shape {
        super::shape::Shape::Date
    }
}

/// The keys that a table may have.
pub(super) trait Keys {
    const KEYS: &'static [&'static str];
    /// Returns the keys with the shapes of their values.
    #[cfg(feature = "export")]
    fn shapes() -> Vec<(&'static str, super::shape::Shape)>;
}

macro_rules! raw {
    ($($(#[$doc:meta])* $name:ident { $($key:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Deserialize, Default)]
        #[serde(deny_unknown_fields, default, expecting = "a table")]
        pub(super) struct $name { $(pub(super) $key: $type,)* }

        impl Keys for $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($key)),*];
            #[cfg(feature = "export")]
            fn shapes() -> Vec<(&'static str, super::shape::Shape)> {
                vec![$((stringify!($key), <$type as super::shape::Shaped>::shape())),*]
            }
        }

        #[cfg(feature = "export")]
        impl super::shape::Shaped for $name {
            fn shape() -> super::shape::Shape {
                super::shape::Shape::Table(Self::shapes())
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
    RawCitedText { text: Text, statement: Text, }
    RawInventory {
        statement: Text, open_ended: Option<bool>, unreviewed: Option<bool>, from: Option<Spanned<RawCitedText>>,
        purpose: Vec<Spanned<RawCitedText>>, recipients: Option<Spanned<RawCitedText>>, storage: Option<Spanned<RawCitedText>>,
        retention: Option<Spanned<RawCitedText>>, deletion: Option<Spanned<RawCitedText>>,
    }
    RawData {
        id: Text, name: Text, part_of: Text, statement: Text, from: Option<Spanned<RawCitedText>>,
        purpose: Vec<Spanned<RawCitedText>>, recipients: Option<Spanned<RawCitedText>>, storage: Option<Spanned<RawCitedText>>,
        retention: Option<Spanned<RawCitedText>>, deletion: Option<Spanned<RawCitedText>>,
    }
    RawFramework { id: Text, name: Text, short: Text, kind: Text, aliases: List, alias: Vec<Spanned<RawAlias>>, }
    RawAlias { name: Text, source: List, reading: Text, }
    RawService { id: Text, name: Text, group: List, group_reading: Text, source: List, alias: Vec<Spanned<RawAlias>>, }
    RawRegion { id: Text, name: Text, source: List, reading: Text, }
    RawClaim {
        id: Text, statement: Text, frameworks: List, holder: Text, attestation: Text, denies: Option<bool>, subject: Text, services: List,
        regions: List, plans: List, conditions: List, condition: Vec<Spanned<RawCitedText>>, evidence: Text, edition: Text,
        superseded: Text, notes: List,
    }
    RawDataRule {
        id: Text, name: Text, aliases: List, statement: Text, allowed_in: List, conditions: List,
        condition: Vec<Spanned<RawCitedText>>, unstated_in: List, elsewhere: Text, exceptions: List, interpretation: Text, notes: List,
    }
    RawObjective {
        id: Text, statement: Text, services: List, plans: List, restore_hours: Option<u32>, restore_note: Text,
        loss_hours: Option<u32>, loss_note: Text, excludes: Text, notes: List,
    }
    RawTerm { id: Text, name: Text, aliases: List, text: Text, source: List, }
    RawRequirement { id: Text, title: Text, asks: Text, source: List, when: Text, always: Option<bool>, answered_by: Text, answered_but: Text, }
    RawRules { lang: Text, }
    RawQuestion { id: Text, ask: Text, title: Text, glance: Option<bool>, requirements: List, words: List, }
    RawHint { kind: Text, words: List, text: Text, }
    RawAnswer { requirement: Text, statements: List, extent: Text, why: Text, beside: List, }
    RawSynonym { words: List, }
    RawKind { id: Text, name: Text, search: List, within: Text, words: List, }
    RawNotion { name: Text, role: Text, words: List, }
    RawIntent { topic: Text, acts: Option<bool>, when: List, }
    RawGeneral {
        id: Text, ask: Text, title: Text, words: List, note: Text, requirements: List, part: Text, answered_by: Text, answered_but: Text,
    }
    RawGeneralAnswer { question: Text, statements: List, why: Text, beside: List, }
    RawRight { kind: Text, statement: Text, command: Text, command_id: Text, link: Text, within: Text, }
    RawContact { kind: Text, to: Text, purpose: List, expires: Option<Spanned<RawDate>>, statement: Text, }
    RawRecipient {
        id: Text, name: Text, purpose: Text, data: List, country: Text, safeguard: Text, contract: Text, ai_provider: Option<bool>,
        statement: Text,
    }
    RawLegalBasis { id: Text, basis: Text, purpose: Text, data: List, statement: Text, }
    RawPrivilegedIntent {
        intent: Text, feature: Option<Spanned<RawCitedText>>, alternative: Option<Spanned<RawCitedText>>,
        opt_out: Option<Spanned<RawCitedText>>, stored: Option<Spanned<RawCitedText>>, days: Option<Spanned<RawCitedText>>,
        encrypted: Option<Spanned<RawCitedText>>, training: Option<Spanned<RawCitedText>>, evidence: Text,
    }
}
