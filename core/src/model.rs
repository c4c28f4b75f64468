//! The valid model: what content means once nothing is wrong with it.
//!
//! It is made by [`crate::parse`] on a build machine, baked into programs with [`Policy::to_bytes`] and read back with
//! [`Policy::from_bytes`]. Every id in it resolves; nothing is checked again.
//!
//! The two notions that everything hangs on: a [`Statement`] is the smallest thing that can be cited, with the [`Party`] whose
//! statement it is and the [`Citation`]s of where it is said; all other data (claims, data rules, objectives, answers) point to the
//! statement that grounds them, and have party and source from there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::{Deref, DerefMut},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{Facts, Lang, id::*, text::Block};

/// All content: a bot's policy, its host's compliance data, and the rules that policies are compared with.
///
/// It dereferences to its [`Facts`]: what the facts answer, the policy answers.
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
    /// What rules ask of a policy.
    pub requirements: Vec<Requirement>,
    /// The questions that people ask about a policy.
    pub questions: Vec<Question>,
    /// The statements that answer each requirement.
    pub answers: Vec<Answer>,
    /// Words that are worth a second look in any policy.
    pub hints: Vec<Hint>,
    /// Words that people type for the words of content.
    pub synonyms: Vec<Synonym>,
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
    /// The party that speaks for it.
    pub party: PartyId,
    /// The party that it is hosted by.
    pub host: PartyId,
    /// What this restatement is, and what it is not.
    pub disclaimer: String,
    /// The services of the host that it declares to run on; empty where the policy does not say.
    pub services: Vec<ServiceId>,
    /// The host's plan that it declares.
    pub plan: Option<String>,
    /// The host's region that it declares.
    pub region: Option<RegionId>,
}

/// Whoever says or promises something, or is spoken of (DPV: `dpv:LegalEntity`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// What it is here.
    pub kind: PartyKind,
    /// Its role in data protection, where content names one.
    pub role: Option<Role>,
    /// What that role rests on.
    pub role_note: Option<String>,
    /// To whom its statements are a promise; none: they are nobody's promise.
    pub promises_to: Option<String>,
    /// Who it is, in a sentence.
    pub about: Option<String>,
}

/// What a party is in this content. It decides what a statement of theirs can count for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// The bot.
    Bot,
    /// Whoever hosts the bot; its promises run to its customers.
    Host,
    /// Whoever the host itself runs on.
    Infrastructure,
    /// Somebody who describes and promises nothing.
    Commentator,
    /// The editors of this restatement: readings, never claims.
    Editor,
    /// Whoever makes rules that a policy is held against.
    RuleMaker,
    /// Anyone else.
    Other,
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
    /// Whose document it is.
    pub by: Option<PartyId>,
    /// Of which class it is.
    pub kind: SourceKind,
    /// The date that it bears; none: undated.
    pub as_of: Option<Date>,
    /// The date from which it applies, where it names one.
    pub effective: Option<Date>,
    /// Where it is published, where that is known.
    pub link: Option<crate::text::Link>,
    /// What else a reader should know of it.
    pub note: Option<String>,
    /// Its sections that are cited: the key used in citations, and the title.
    pub sections: BTreeMap<String, String>,
}

/// The class of a source. The three are never mixed: only documents say anything of the bot or its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A document about the bot or its host.
    Document,
    /// A rule that a policy is held against.
    Rule,
    /// The editors' own reading.
    Reading,
}

/// A calendar date, as given by a source.
///
/// ```
/// use carrot_core::Date;
/// let published = Date::new(2024, 3, 19).unwrap();
/// assert_eq!(published.to_string(), "2024-03-19");
/// assert!(Date::new(2023, 2, 29).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date of the Gregorian calendar; none where that day does not exist.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

/// ISO 8601: `2024-03-19`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// In JSON as people write it, `"2024-03-19"`; in baked bytes, three numbers.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.parts().serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            let mut parts = text.splitn(3, '-').map(str::parse);
            match (parts.next(), parts.next(), parts.next()) {
                (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
                    u8::try_from(month).ok().zip(u8::try_from(day).ok()).and_then(|(m, d)| Self::new(year, m, d))
                }
                _ => None,
            }
        } else {
            let (year, month, day) = Deserialize::deserialize(deserializer)?;
            Self::new(year, month, day)
        };
        date.ok_or_else(|| D::Error::custom("this is no date"))
    }
}

#[cfg(feature = "export")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
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
    /// What the bot collects.
    CollectedData,
    /// The rest of the bot's policy.
    Policy,
    /// What the host does for security and privacy.
    Hosting,
    /// Frameworks, and which service is covered by which.
    Coverage,
    /// Sources, readings and disagreements.
    Sources,
}

impl Part {
    /// All parts, in reading order.
    pub const ALL: [Self; 5] = [Self::CollectedData, Self::Policy, Self::Hosting, Self::Coverage, Self::Sources];

    /// The part's id: an anchor on the page.
    pub fn id(self) -> &'static str {
        match self {
            Self::CollectedData => "collected-data",
            Self::Policy => "policy",
            Self::Hosting => "hosting",
            Self::Coverage => "coverage",
            Self::Sources => "sources",
        }
    }
}

/// A group of statements under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Section {
    /// Its id; a framework's section has the framework's.
    pub id: SectionId,
    /// Its heading.
    pub title: String,
    /// The part of the page that it belongs to.
    pub part: Part,
    /// Its statements, in reading order.
    pub statements: Vec<Statement>,
}

/// The smallest unit that can be cited: one thing said by one party, with the places where it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// What it says in a few words.
    pub title: String,
    /// Whose statement it is.
    pub party: PartyId,
    /// Where it is said; never empty.
    pub cites: Vec<Citation>,
    /// What a reading is about; empty on other statements.
    pub about: Vec<AnyId>,
    /// Whether the statements in `about` contradict each other.
    pub disagreement: bool,
    /// What it says.
    pub text: Vec<Block>,
}

/// What the bot collects, and what is stated for the list as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Inventory {
    /// The statement that introduces the list.
    pub statement: StatementId,
    /// Whether the list says of itself that it is not complete.
    pub open_ended: bool,
    /// What is stated for all items together.
    pub whole: Journey,
    /// The items.
    pub items: Vec<DataItem>,
}

/// One kind of data that the bot collects (DPV: `dpv:PersonalData`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct DataItem {
    /// Its id.
    pub id: DataId,
    /// Its name.
    pub name: String,
    /// The item that it is a part of.
    pub part_of: Option<DataId>,
    /// The statement that names it.
    pub statement: StatementId,
    /// What is stated for this very item.
    pub own: Journey,
}

/// The way of data from where it comes from to its deletion, as far as it is stated. What is absent is not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Journey {
    /// Where it comes from.
    pub from: Option<Told>,
    /// What it is used for.
    pub purpose: Vec<Told>,
    /// Who receives it.
    pub recipients: Option<Told>,
    /// Where it is kept.
    pub storage: Option<Told>,
    /// How long it is kept.
    pub retention: Option<Told>,
    /// How it is deleted.
    pub deletion: Option<Told>,
}

/// A few words, and the statement that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Told {
    /// The words.
    pub text: String,
    /// The statement.
    pub statement: StatementId,
}

/// A regulation, standard, audit scheme or programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Framework {
    /// Its id, which is also that of the section that tells about it.
    pub id: FrameworkId,
    /// Its name.
    pub name: String,
    /// A name short enough for a column.
    pub short: String,
    /// Of which kind it is.
    pub kind: FrameworkKind,
    /// Words that people type for it. They are for lookups, and not names that a document gives it.
    pub aliases: Vec<String>,
    /// Its other names in documents, each with its source.
    pub names: Vec<Alias>,
    /// The first statement of the section that describes it; `None` where that section has no statement.
    pub described_in: Option<StatementId>,
}

/// The kind of a framework. A law is never a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FrameworkKind {
    /// A law or something with the force of one.
    Regulation,
    /// A standard that one can be held against.
    Standard,
    /// A scheme under which auditors report.
    AuditScheme,
    /// A programme that organisations join.
    Programme,
}

/// A service of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The name used here.
    pub name: String,
    /// Which group it belongs to, by its own name: our grouping, which says nothing about its isolation.
    pub group: ServiceGroup,
    /// Other groups that its name puts it in.
    pub also_in: Vec<ServiceGroup>,
    /// The interpretation that says so.
    pub grouping: Option<StatementId>,
    /// Where that name stands.
    pub cites: Vec<Citation>,
    /// Every other name that it goes by.
    pub aliases: Vec<Alias>,
}

/// The group of a service. It rests on the service's name and says nothing else about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ServiceGroup {
    /// Named "common".
    Common,
    /// Named "private".
    Private,
    /// Named "shield".
    Shield,
    /// None of these.
    Other,
}

/// Another name of a service or a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub cites: Vec<Citation>,
    /// The reading that ties it to the thing, where no document does.
    pub reading: Option<StatementId>,
}

/// A region of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Region {
    /// Its id.
    pub id: RegionId,
    /// Its name as written in the source.
    pub name: String,
    /// Where it is named.
    pub cites: Vec<Citation>,
    /// A correction of ours.
    pub reading: Option<StatementId>,
}

/// Somebody says that something is attested (OSCAL: evidence for an inherited control). What we conclude from claims is coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The statement in which it is said.
    pub statement: StatementId,
    /// Against which frameworks.
    pub frameworks: Vec<FrameworkId>,
    /// Who holds the attestation; `None`: not stated.
    pub holder: Option<PartyId>,
    /// What kind of attestation it is.
    pub attestation: Attestation,
    /// Whether it says of its scope that it is *not* covered.
    pub denies: bool,
    /// What it covers.
    pub scope: Scope,
    /// What must be true for it to hold.
    pub conditions: Vec<String>,
    /// What must be true, too, as another statement says, perhaps of another document.
    pub further: Vec<Told>,
    /// How to get the evidence; none: not stated.
    pub evidence: Option<String>,
    /// The framework's edition, as written.
    pub edition: Option<String>,
    /// The reading that says which edition has replaced it.
    pub superseded: Option<StatementId>,
    /// Readings that qualify it.
    pub notes: Vec<StatementId>,
}

/// The kind of an attestation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Attestation {
    /// A certificate.
    Certificate,
    /// An auditor's report.
    AuditReport,
    /// An attestation of compliance.
    AttestationOfCompliance,
    /// A certification by the holder itself.
    SelfCertification,
    /// A contract.
    Agreement,
    /// An entry in a register.
    Registration,
    /// An assessment by somebody else.
    Assessment,
    /// The source does not say.
    Unspecified,
}

/// What an attestation covers, as the document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Services, where needed only in some regions or plans (empty: no limit stated).
    Services {
        /// Which services.
        services: Services,
        /// In which regions.
        regions: Vec<RegionId>,
        /// On which plans.
        plans: Vec<String>,
    },
    /// What the services run on: inherited, never a service's own.
    Infrastructure,
    /// A company or its own business: it says nothing about a service.
    Company,
}

/// A set of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Services {
    /// Every service of the host.
    All,
    /// These.
    Only(Vec<ServiceId>),
}

impl Services {
    /// Whether the set holds a service.
    pub fn contains(&self, service: &ServiceId) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.contains(service),
        }
    }
}

/// Where a kind of data may be placed. It is another question than whether a service is attested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct DataRule {
    /// Its id.
    pub id: DataRuleId,
    /// The kind of data, and whose it is where the rule depends on that.
    pub name: String,
    /// Other words for that kind of data; words for several kinds stand at each.
    pub aliases: Vec<String>,
    /// The statement that says so.
    pub statement: StatementId,
    /// The services of which the document says that they may hold it.
    pub allowed_in: Services,
    /// Under which conditions.
    pub conditions: Vec<String>,
    /// What must be true wherever the data is placed, as another statement says.
    pub further: Vec<Told>,
    /// The services of which it says neither that they may nor that they may not.
    pub unstated_in: Vec<ServiceId>,
    /// Whether it is barred from all others.
    pub barred_elsewhere: bool,
    /// What the bar excepts. A bar with exceptions is a condition.
    pub exceptions: Vec<String>,
    /// The interpretation by which it is *not barred* from all others. No document says that it is allowed there.
    pub interpretation: Option<StatementId>,
    /// Readings that qualify it.
    pub notes: Vec<StatementId>,
}

/// What the host aims at when it recovers from a disaster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Objective {
    /// Its id.
    pub id: ObjectiveId,
    /// The statement that says so.
    pub statement: StatementId,
    /// Which services it holds for.
    pub services: Services,
    /// On which plans only; empty: no limit stated.
    pub plans: Vec<String>,
    /// Hours until the service is restored.
    pub restore_hours: Option<u32>,
    /// What those hours count from.
    pub restore_note: Option<String>,
    /// Hours of data that may be lost.
    pub loss_hours: Option<u32>,
    /// What qualifies them.
    pub loss_note: Option<String>,
    /// What lies outside.
    pub excludes: Option<String>,
    /// Readings that qualify it.
    pub notes: Vec<StatementId>,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// The term.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// What it means.
    pub text: String,
    /// Where that is said.
    pub cites: Vec<Citation>,
}

/// One thing that a rule asks of a policy. Whether the rule applies is not decided here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// What is asked, in a few words.
    pub title: String,
    /// What is asked, in a sentence.
    pub asks: String,
    /// The places of the rule.
    pub cites: Vec<Citation>,
    /// When it applies.
    pub when: String,
}

/// A question that people ask of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The question, as a person asks it.
    pub ask: String,
    /// Its subject, in a few words.
    pub title: String,
    /// Whether it is answered on the first screen.
    pub glance: bool,
    /// The requirements that ask for the same.
    pub requirements: Vec<RequirementId>,
    /// What people also call it.
    pub words: Vec<String>,
}

/// Which statements answer a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The requirement.
    pub requirement: RequirementId,
    /// The statements that answer it.
    pub statements: Vec<StatementId>,
    /// How far.
    pub extent: Extent,
    /// What is missing, where it is partial.
    pub why: Option<String>,
    /// The host's promises that stand beside a silence; they answer nothing.
    pub beside: Vec<StatementId>,
}

/// Words that are worth a second look wherever a bot's policy has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Hint {
    /// Where they are looked for, and why.
    pub kind: HintKind,
    /// The words, in the language of content.
    pub words: Vec<String>,
    /// What to think of.
    pub text: String,
}

/// What a hint looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HintKind {
    /// Words of the bot's statements that can mean much.
    VagueWord,
    /// Names of data that is being retired where it comes from.
    RetiringData,
    /// Names of data that nobody can have without storing something.
    ImpliesStorage,
}

/// Words that mean the same to whoever searches; they say nothing about the bot or its host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Synonym {
    /// The words, two or more; each may be several words that follow one another.
    pub words: Vec<String>,
}

/// How far a requirement is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Nothing answers it.
    Missing,
    /// Something answers a part of it, or somebody else than the bot does.
    Partial,
    /// The bot answers it.
    Present,
}

/// Content in another language: the same ids and the same facts, with whatever has been translated in place of the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language.
    pub lang: Lang,
    /// The policy in it. What is not translated stands in the language of content.
    pub policy: Policy,
    /// What is not translated: sections, statements, data items, terms, requirements and questions.
    pub untranslated: BTreeSet<AnyId>,
}

impl Translation {
    /// Content in the language in which it was written, for whoever looks for a language among all that there are.
    pub fn original(policy: Policy) -> Self {
        Self { lang: policy.bot.lang.clone(), policy, untranslated: BTreeSet::new() }
    }

    /// The language in which something of these stands here.
    pub fn lang_of(&self, id: &str) -> &Lang {
        if self.untranslated.contains(id) { &self.policy.bot.lang } else { &self.lang }
    }
}

/// The bytes are not a baked policy: they come from another version of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BakedError;

impl fmt::Display for BakedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the baked content is not of this version: build the program again")
    }
}

impl std::error::Error for BakedError {}

/// Something of the model as bytes to bake into a program (postcard: a few bytes for each value and no names of fields).
///
/// # Errors
/// Never, with the memory that it takes.
pub fn to_bytes(value: &impl Serialize) -> Result<Vec<u8>, BakedError> {
    postcard::to_allocvec(value).map_err(|_| BakedError)
}

/// What [`to_bytes`] made.
///
/// # Errors
/// Where the bytes are none of this version.
pub fn from_bytes<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Result<T, BakedError> {
    postcard::from_bytes(bytes).map_err(|_| BakedError)
}

impl Policy {
    /// The policy as bytes to bake into a program.
    ///
    /// # Errors
    /// Never, with the memory that it takes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        to_bytes(self)
    }

    /// The policy that [`Policy::to_bytes`] made.
    ///
    /// # Errors
    /// Where the bytes are none of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        from_bytes(bytes)
    }

    /// The requirement with that id.
    pub fn requirement(&self, id: &RequirementId) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id == *id)
    }

    /// All statements, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.sections.iter().flat_map(|section| &section.statements)
    }

    /// The statement with that id.
    pub fn statement(&self, id: &StatementId) -> Option<&Statement> {
        self.statements().find(|statement| statement.id == *id)
    }

    /// The sections of a part, in reading order.
    pub fn sections_of(&self, part: Part) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| section.part == part)
    }

    /// What an id is called, whatever has it; the id itself where nothing has.
    pub fn title_of<'a>(&'a self, id: &'a AnyId) -> &'a str {
        let id = id.as_str();
        let sections = self.sections.iter().map(|it| (it.id.as_str(), it.title.as_str()));
        let statements = self.statements().map(|it| (it.id.as_str(), it.title.as_str()));
        let data = self.inventory.items.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        let services = self.services.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        let regions = self.regions.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        let parties = self.parties.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        let sources = self.sources.iter().map(|it| (it.id.as_str(), it.title.as_str()));
        let rules = self.data_rules.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        let terms = self.terms.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        let requirements = self.requirements.iter().map(|it| (it.id.as_str(), it.title.as_str()));
        let questions = self.questions.iter().map(|it| (it.id.as_str(), it.title.as_str()));
        let all = sections.chain(statements).chain(data).chain(services).chain(regions).chain(parties).chain(sources);
        let mut all = all.chain(rules).chain(terms).chain(requirements).chain(questions);
        all.find(|(other, _)| *other == id).map_or(id, |(_, title)| title)
    }

    /// The readings about something.
    pub fn readings_about<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.statements().filter(move |statement| statement.about.iter().any(|about| about == id))
    }

    /// Whether the bot itself says it.
    pub fn is_bots(&self, statement: &Statement) -> bool {
        statement.party == self.bot.party
    }
}
