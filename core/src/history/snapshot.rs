//! The parts of a `policy.json` that two editions are compared by.
//!
//! Every field is optional here, and unknown fields are ignored. So editions stay readable when the model grows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Date, Part, Policy, PolicyJson,
    text::{Block, plain},
};

/// The parts of a `policy.json` that two editions are compared by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapshot {
    /// The bot.
    pub bot: Bot,
    /// All parties.
    pub parties: Vec<Party>,
    /// The documents that statements cite.
    pub sources: Vec<Source>,
    /// The sections with their statements, in reading order.
    pub sections: Vec<Section>,
    /// The data that the bot collects.
    pub inventory: Inventory,
    /// The ways to contact the people who run the bot.
    pub contacts: Vec<Contact>,
    /// The rights that the policy grants, and the ways to use them.
    pub rights: Vec<Right>,
    /// The claims that something is attested.
    pub claims: Vec<Claim>,
    /// The rules for the placement of kinds of data.
    pub data_rules: Vec<DataRule>,
    /// Recovery objectives.
    pub objectives: Vec<Objective>,
    /// The requirements of rules for a policy.
    pub requirements: Vec<IdAndName>,
    /// The statements that answer each requirement.
    pub answers: Vec<Answer>,
    /// The host's services.
    pub services: Vec<IdAndName>,
    /// The frameworks.
    pub frameworks: Vec<IdAndName>,
}

/// The bot of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bot {
    /// Its name.
    pub name: String,
    /// The language in which content is written.
    pub lang: String,
    /// The party that makes its statements.
    pub party: String,
    /// The host's services that it declares to run on.
    pub services: Vec<String>,
    /// The host's plan that it declares.
    pub plan: Option<String>,
    /// The host's region that it declares.
    pub region: Option<String>,
}

/// A party of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind, as in [`crate::PartyKind`].
    pub kind: String,
    /// The people to whom its statements are a promise.
    pub promises_to: Option<String>,
}

/// A source of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub as_of: Option<Date>,
    /// The titles of its sections, by key.
    pub sections: BTreeMap<String, String>,
}

/// A section of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The part of the page that it belongs to, as in [`crate::Part`].
    pub part: String,
    /// Its statements, in reading order.
    pub statements: Vec<Statement>,
}

/// A statement of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The party whose statement it is.
    pub party: String,
    /// Its places in sources.
    pub cites: Vec<Cite>,
    /// Its text.
    pub text: Vec<Block>,
}

impl Statement {
    /// Returns the text without formatting.
    pub fn plain(&self) -> String {
        plain(&self.text)
    }
}

/// A place in a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cite {
    /// The source.
    pub source: String,
    /// The key of its section.
    pub section: String,
}

/// The inventory of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inventory {
    /// The statement that introduces the list.
    pub statement: String,
    /// True if the list says that it is not complete.
    pub open_ended: bool,
    /// The facts that are stated for all items together.
    pub whole: Lifecycle,
    /// The items.
    pub items: Vec<Item>,
    /// The recipients that are named one by one.
    pub recipients: Vec<Recipient>,
    /// The legal bases.
    pub legal_bases: Vec<LegalBasis>,
}

/// A data item of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The item that it is a part of.
    pub part_of: Option<String>,
    /// The statement that names it.
    pub statement: String,
    /// The facts that are stated for this item only.
    pub own: Lifecycle,
}

/// The lifecycle of data in a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lifecycle {
    /// Its origin.
    pub from: Option<CitedText>,
    /// Its purposes.
    pub purpose: Vec<CitedText>,
    /// Its recipients.
    pub recipients: Option<CitedText>,
    /// The place of storage.
    pub storage: Option<CitedText>,
    /// The retention.
    pub retention: Option<CitedText>,
    /// The way of deletion.
    pub deletion: Option<CitedText>,
}

/// A recipient of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipient {
    /// Its id.
    pub id: String,
    /// Its name, and the statement that names it.
    pub name: CitedText,
    /// The purpose for which it receives data.
    pub purpose: Option<String>,
    /// The items that it receives. Empty: not stated.
    pub data: Vec<String>,
    /// The country to which the data goes.
    pub country: Option<String>,
    /// The safeguard for a transfer.
    pub safeguard: Option<String>,
    /// The contract that binds it.
    pub contract: Option<String>,
    /// True if it provides artificial intelligence; `None` if that is not stated.
    pub ai_provider: Option<bool>,
}

/// A legal basis of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LegalBasis {
    /// Its id.
    pub id: String,
    /// The basis, as in [`crate::LegalBasisKind`].
    pub basis: String,
    /// The purpose that it is limited to; `None` if it is not limited to one.
    pub purpose: Option<String>,
    /// The items that it is limited to. Empty: not limited to some.
    pub data: Vec<String>,
    /// The statement that names it.
    pub statement: String,
}

/// A contact of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// The address.
    pub to: String,
    /// The statement that names it.
    pub statement: Option<String>,
}

/// A right of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Right {
    /// The kind, as in [`crate::RightKind`].
    pub kind: String,
    /// The statement that grants it.
    pub statement: String,
    /// The command by which people use it.
    pub command: Option<String>,
    /// The address by which people use it.
    pub link: Option<String>,
    /// The time in which the bot answers.
    pub within: Option<String>,
}

/// A short text, and the statement that grounds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CitedText {
    /// The text.
    pub text: String,
    /// The statement.
    pub statement: String,
}

/// A claim of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// The statement in which it is made.
    pub statement: String,
    /// The frameworks.
    pub frameworks: Vec<String>,
    /// True if it denies that its scope is covered.
    pub denies: bool,
    /// The kind of attestation, as in [`crate::Attestation`].
    pub attestation: String,
    /// The scope, as in [`crate::Scope`].
    pub scope: serde_json::Value,
    /// Its conditions.
    pub conditions: Vec<String>,
    /// Conditions that other statements add.
    pub further: Vec<CitedText>,
    /// The framework's edition.
    pub edition: Option<String>,
}

/// A data rule of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataRule {
    /// Its id.
    pub id: String,
    /// The kind of data.
    pub name: String,
    /// The statement that grounds it.
    pub statement: String,
    /// The services that may hold it, as in [`crate::Services`].
    pub allowed_in: serde_json::Value,
    /// Its conditions.
    pub conditions: Vec<String>,
    /// Conditions that other statements add.
    pub further: Vec<CitedText>,
    /// True if all other services are barred.
    pub barred_elsewhere: bool,
    /// The exceptions from the bar.
    pub exceptions: Vec<String>,
}

/// A recovery objective of a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Objective {
    /// Its id.
    pub id: String,
    /// The statement that grounds it.
    pub statement: String,
    /// The services that it holds for, as in [`crate::Services`].
    pub services: serde_json::Value,
    /// The plans that it is limited to. Empty: no limit stated.
    pub plans: Vec<String>,
    /// Hours until the service is restored.
    pub restore_hours: Option<u32>,
    /// Hours of data that may be lost.
    pub loss_hours: Option<u32>,
}

/// Something with an id and a name or title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdAndName {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(alias = "title")]
    pub name: String,
}

/// The answer to a requirement in a [`Snapshot`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The requirement.
    pub requirement: String,
    /// The statements that answer it.
    pub statements: Vec<String>,
    /// The extent, as in [`crate::Extent`].
    pub extent: String,
}

impl Snapshot {
    /// Reads a `policy.json`, from any version of the program.
    ///
    /// # Errors
    /// If the text is not JSON, or a field of this type has another type there.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Takes the snapshot of a policy.
    ///
    /// # Errors
    /// If the policy has a value that JSON cannot express. No type of the model allows one today.
    pub fn of(policy: &Policy) -> Result<Self, serde_json::Error> {
        // Write JSON and read it, so that content and editions are read by the same code.
        Self::from_json(&serde_json::to_string(&PolicyJson::from(policy))?)
    }

    /// Returns all statements with the section of each, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = (&Section, &Statement)> {
        self.sections.iter().flat_map(|section| section.statements.iter().map(move |statement| (section, statement)))
    }

    /// Returns the statement with that id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements().map(|(_, statement)| statement).find(|statement| statement.id == id)
    }

    /// Returns the ids of the sections and statements of the terms of service, which are a document of their own.
    pub fn terms_ids(&self) -> BTreeSet<&str> {
        let sections = self.sections.iter().filter(|section| section.part == Part::Terms.id());
        sections
            .flat_map(|section| section.statements.iter().map(|statement| statement.id.as_str()).chain([section.id.as_str()]))
            .collect()
    }

    /// Returns the party with that id.
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// Returns all ids that are anchors on the page or topics in Discord, each with its kind, such as "statement".
    pub fn ids(&self) -> BTreeMap<&str, &'static str> {
        let statements = self.statements().map(|(_, it)| (it.id.as_str(), "statement"));
        let sections = self.sections.iter().map(|section| (section.id.as_str(), "section"));
        let items = self.inventory.items.iter().map(|item| (item.id.as_str(), "data item"));
        let recipients = self.inventory.recipients.iter().map(|recipient| (recipient.id.as_str(), "recipient"));
        let bases = self.inventory.legal_bases.iter().map(|basis| (basis.id.as_str(), "legal basis"));
        let parties = self.parties.iter().map(|party| (party.id.as_str(), "party"));
        let sources = self.sources.iter().map(|source| (source.id.as_str(), "source"));
        let claims = self.claims.iter().map(|claim| (claim.id.as_str(), "claim"));
        let rules = self.data_rules.iter().map(|rule| (rule.id.as_str(), "data rule"));
        let objectives = self.objectives.iter().map(|objective| (objective.id.as_str(), "recovery objective"));
        let services = self.services.iter().map(|service| (service.id.as_str(), "service"));
        let requirements = self.requirements.iter().map(|requirement| (requirement.id.as_str(), "requirement"));
        let all = statements.chain(items).chain(parties).chain(sources).chain(claims).chain(rules);
        // Frameworks are not listed, because each has the id of the section about it.
        sections.chain(objectives).chain(services).chain(requirements).chain(recipients).chain(bases).chain(all).collect()
    }
}
