//! The validated model of content.
//!
//! [`crate::parse`] creates it on a build machine. [`Policy::to_bytes`] bakes it into programs, and [`Policy::from_bytes`] reads it
//! back. All ids resolve, so nothing is checked again.
//!
//! Two types are central. A [`Statement`] is the smallest unit that can be cited, with its [`Party`] and its [`Citation`]s. All other
//! data (claims, data rules, objectives, answers) refers to the statement that grounds it, and gets party and source from there.

mod asking;
mod baked;
mod cited;
mod declared_facts;
mod entry_kind;
mod facts;
mod host;
mod policy;
mod rights_and_intents;
mod rules;
mod step;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Deref, DerefMut},
};

use serde::{Deserialize, Serialize};

use crate::{Date, Lang, id::*, text::Block};
pub use asking::*;
pub use baked::*;
pub use cited::Cited;
pub use declared_facts::*;
pub use entry_kind::EntryKind;
pub use facts::{Facts, StatementHead};
pub use host::*;
pub use rights_and_intents::*;
pub use rules::*;
pub use step::Step;

/// All content: a bot's policy, its host's compliance data, and the rules that policies are compared with.
///
/// It dereferences to its [`Facts`], so that all methods of the facts can be called on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The bot.
    pub bot: Bot,
    /// Parties, sources, and the host's compliance data: everything that coverage and the solver need.
    pub facts: Facts,
    /// The sections of all parts, in reading order.
    pub sections: Vec<Section>,
    /// The data that the bot collects.
    pub inventory: Inventory,
    /// The glossary.
    pub terms: Vec<Term>,
    /// The requirements of rules for a policy.
    pub requirements: Vec<Requirement>,
    /// The questions that people ask about a policy.
    pub questions: Vec<Question>,
    /// The statements that answer each requirement.
    pub answers: Vec<Answer>,
    /// Words that an author should check in any policy.
    pub hints: Vec<Hint>,
    /// Words that people type instead of the words of content.
    pub synonyms: Vec<Synonym>,
    /// The vocabulary of people's questions.
    pub vocabulary: Vocabulary,
    /// The rights that the bot's policy grants, and how people use them.
    pub rights: Vec<Right>,
    /// The ways to contact the people who run the bot.
    pub contacts: Vec<Contact>,
    /// The policy's statements about data that Discord grants only on application.
    pub privileged_intents: Vec<PrivilegedIntent>,
    /// The language in which the rules are written.
    pub rules_lang: Lang,
    /// Ids of the rules' own items (requirements, questions, kinds of data, sources) whose texts are in [`Self::rules_lang`]. Empty if
    /// that is the language of the content.
    pub in_rules_lang: BTreeSet<AnyId>,
}

impl Deref for Policy {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.facts
    }
}

impl DerefMut for Policy {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.facts
    }
}

/// The bot whose policy this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Bot {
    /// Its name.
    pub name: String,
    /// The language in which content is written.
    pub lang: Lang,
    /// The party that makes the bot's statements.
    pub party: PartyId,
    /// The party that hosts it; `None` if the policy names no host.
    pub host: Option<PartyId>,
    /// The disclaimer: the nature of this summary and its limits.
    pub disclaimer: String,
    /// The host's services that the bot declares to run on. Empty if the policy does not name them.
    pub services: Vec<ServiceId>,
    /// The host's plan that the bot declares.
    pub plan: Option<String>,
    /// The host's region that the bot declares.
    pub region: Option<RegionId>,
}

/// A company, project or person that makes statements, or is mentioned (DPV: `dpv:LegalEntity`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// Its kind in this content.
    pub kind: PartyKind,
    /// Its role in data protection, if content names one.
    pub role: Option<Role>,
    /// The basis of that role.
    pub role_note: Option<String>,
    /// The people to whom its statements are a promise; `None` if they are not promises.
    pub promises_to: Option<String>,
    /// A sentence about the party.
    pub about: Option<String>,
}

impl Party {
    /// Returns whether the party is a controller beside the bot's own party, such as a second company that runs the bot. Its
    /// statements count as the bot's. A host's role says nothing about the bot.
    pub fn is_other_controller(&self) -> bool {
        self.kind == PartyKind::Other && self.role == Some(Role::Controller)
    }

    /// Returns the kind by which the party's statements count. Those of another controller count as the bot's.
    pub fn speaks_as(&self) -> PartyKind {
        if self.is_other_controller() { PartyKind::Bot } else { self.kind }
    }
}

/// The kind of a party in this content. It decides how its statements can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// The bot.
    Bot,
    /// The host of the bot. Its promises are made to its customers.
    Host,
    /// The infrastructure that the host itself runs on.
    Infrastructure,
    /// A party that describes the bot or its host, but promises nothing.
    Commentator,
    /// The editors of this restatement. They make readings, never claims.
    Editor,
    /// An author of rules that policies are compared with.
    RuleMaker,
    /// Anyone else.
    Other,
}

impl PartyKind {
    /// All kinds, each with its name in content.
    pub const ALL: [(&'static str, Self); 7] = [
        ("bot", Self::Bot),
        ("host", Self::Host),
        ("infrastructure", Self::Infrastructure),
        ("commentator", Self::Commentator),
        ("editor", Self::Editor),
        ("rule-maker", Self::RuleMaker),
        ("other", Self::Other),
    ];
}

/// A role in data protection (GDPR Art. 4(7) and (8); DPV: `dpv:DataController`, `dpv:DataProcessor`, `dpv:DataSubProcessor`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Decides why and how personal data is processed.
    Controller,
    /// Processes it on a controller's instructions.
    Processor,
    /// Processes it for a processor.
    SubProcessor,
}

/// A document that statements cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// The party that published it.
    pub by: Option<PartyId>,
    /// Its class.
    pub kind: SourceKind,
    /// Its date; `None` if it is undated.
    pub as_of: Option<Date>,
    /// The date from which it applies, if it names one.
    pub effective: Option<Date>,
    /// Its version, as written.
    pub version: Option<String>,
    /// The language whose text is authoritative, if the source says so.
    pub authoritative: Option<Lang>,
    /// Its URL, if that is known.
    pub link: Option<crate::text::Link>,
    /// A further note for readers.
    pub note: Option<String>,
    /// Its sections that are cited: the key used in citations, and the title.
    pub sections: BTreeMap<String, String>,
}

/// The class of a source. Classes are never mixed: only documents state facts about the bot or its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A document about the bot or its host.
    Document,
    /// A rule that policies are compared with.
    Rule,
    /// The editors' own reading.
    Reading,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// The key of one of its sections.
    pub section: String,
}

/// The part of the page that a section belongs to, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The data that the bot collects.
    CollectedData,
    /// The rest of the bot's policy.
    Policy,
    /// The host's measures for security and privacy.
    Hosting,
    /// Frameworks, and the coverage of services by them.
    Coverage,
    /// Sources, readings and disagreements.
    Sources,
    /// The bot's terms of service: a document of its own, which is not on the page.
    Terms,
}

impl Part {
    /// All parts, in reading order.
    pub const ALL: [Self; 6] = [Self::CollectedData, Self::Policy, Self::Hosting, Self::Coverage, Self::Sources, Self::Terms];

    /// Returns the part with an id.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.id() == id)
    }

    /// Returns the part's id, which is an anchor on the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::CollectedData => "collected-data",
            Self::Policy => "policy",
            Self::Hosting => "hosting",
            Self::Coverage => "coverage",
            Self::Sources => "sources",
            Self::Terms => "terms",
        }
    }
}

/// A group of statements under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Section {
    /// Its id. A framework's section has the id of the framework.
    pub id: SectionId,
    /// Its heading.
    pub title: String,
    /// The part of the page that it belongs to.
    pub part: Part,
    /// Its statements, in reading order.
    pub statements: Vec<Statement>,
}

/// The smallest unit that can be cited: a statement of one party, with its places in sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// A title of a few words.
    pub title: String,
    /// The party whose statement it is.
    pub party: PartyId,
    /// The places in sources that state it. Never empty.
    pub cites: Vec<Citation>,
    /// The subjects of a reading. Empty for other statements.
    pub about: Vec<AnyId>,
    /// True if the statements in `about` contradict each other.
    pub disagreement: bool,
    /// The text of the statement.
    pub text: Vec<Block>,
}

/// The data that the bot collects, and statements about the list as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Inventory {
    /// The statement that introduces the list.
    pub statement: StatementId,
    /// True if the list says that it is not complete.
    pub open_ended: bool,
    /// True while the list is a proposal that the author has not checked. A missing fact is then unknown, not unstated.
    pub unreviewed: bool,
    /// Statements about all items together.
    pub whole: Lifecycle,
    /// The items.
    pub items: Vec<DataItem>,
    /// The recipients of the data that are named one by one.
    pub recipients: Vec<Recipient>,
    /// The legal bases that the policy names.
    pub legal_bases: Vec<LegalBasis>,
}

/// One kind of data that the bot collects (DPV: `dpv:PersonalData`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct DataItem {
    /// Its id.
    pub id: DataId,
    /// Its name.
    pub name: String,
    /// The item that it is part of.
    pub part_of: Option<DataId>,
    /// The statement that names it.
    pub statement: StatementId,
    /// Statements about this item only.
    pub own: Lifecycle,
}

/// The life of data from its origin to its deletion, as far as it is stated. A missing step is not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Journey"))]
pub struct Lifecycle {
    /// The origin of the data.
    pub from: Option<CitedText>,
    /// The purposes of the data.
    pub purpose: Vec<CitedText>,
    /// The recipients of the data.
    pub recipients: Option<CitedText>,
    /// The place of storage.
    pub storage: Option<CitedText>,
    /// The retention.
    pub retention: Option<CitedText>,
    /// The way of deletion.
    pub deletion: Option<CitedText>,
}

/// A short text, and the statement that grounds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct CitedText {
    /// The text.
    pub text: String,
    /// The statement.
    pub statement: StatementId,
}
