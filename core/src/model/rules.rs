//! The glossary, the requirements of rules, the questions that people ask, and the statements that answer them.

use serde::{Deserialize, Serialize};

use super::{Citation, Step};
use crate::id::*;

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
    /// The meaning of the term.
    pub text: String,
    /// The places in sources that define it.
    pub cites: Vec<Citation>,
}

/// A demand of a rule on a policy. It does not decide whether the rule applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// The requirement in a few words.
    pub title: String,
    /// The requirement in a sentence.
    pub asks: String,
    /// The places in the rule.
    pub cites: Vec<Citation>,
    /// The condition under which it applies. `None` if the rule makes it for every case: JSON has the word "always" then.
    #[serde(with = "always")]
    #[cfg_attr(feature = "export", schemars(with = "String"))]
    pub when: Option<String>,
    /// The kind of structured fact that answers it.
    pub answered_by: Option<FactKind>,
    /// The part that such facts do not answer. `None` if they answer the requirement fully.
    pub answered_but: Option<String>,
}

/// The JSON of [`Requirement::when`]: a text in every case, as its readers expect.
mod always {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::Requirement;

    pub(super) fn serialize<S: Serializer>(when: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(when.as_deref().unwrap_or(Requirement::ALWAYS))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Ok(Some(String::deserialize(deserializer)?).filter(|when| when != Requirement::ALWAYS))
    }
}

impl Requirement {
    /// The text of [`when`](Self::when) in JSON and in content, if the rule makes the requirement for every case.
    pub const ALWAYS: &str = "always";

    /// Returns whether contacts answer it.
    pub fn is_about_contact(&self) -> bool {
        self.answered_by == Some(FactKind::Contact)
    }
}

/// A kind of structured fact that answers a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A contact, or another controller.
    Contact,
    /// A contact that is declared for the data protection officer.
    DataProtectionOfficer,
    /// A recipient.
    Recipient,
    /// A legal basis.
    LegalBasis,
    /// An item of the inventory.
    Data,
    /// The purposes of the data.
    Purpose,
    /// The origin of the data.
    From,
    /// The retention of the data.
    Retention,
    /// The way to have data deleted: of an item, or by the right to deletion.
    Deletion,
    /// A right.
    Right,
    /// A recipient whose country is declared. It is complete if each recipient has a country and a safeguard.
    Transfer,
    /// A recipient whose contract is declared.
    Contract,
    /// The place in which the data is kept.
    Storage,
    /// The purposes of the data, as a part of how it is used.
    Use,
    /// The rights to correction and deletion, with a way to use them.
    ChangeOrDeletion,
}

impl FactKind {
    /// All kinds, each with its name in content.
    pub const ALL: [(&'static str, Self); 15] = [
        ("contact", Self::Contact),
        ("data-protection-officer", Self::DataProtectionOfficer),
        ("recipient", Self::Recipient),
        ("legal-basis", Self::LegalBasis),
        ("data", Self::Data),
        ("purpose", Self::Purpose),
        ("from", Self::From),
        ("retention", Self::Retention),
        ("deletion", Self::Deletion),
        ("right", Self::Right),
        ("transfer", Self::Transfer),
        ("contract", Self::Contract),
        ("storage", Self::Storage),
        ("use", Self::Use),
        ("change-or-deletion", Self::ChangeOrDeletion),
    ];

    /// Returns the step in the life of data that it is about.
    pub(crate) const fn step(self) -> Option<Step> {
        match self {
            Self::Purpose | Self::Use => Some(Step::Purpose),
            Self::From => Some(Step::Origin),
            Self::Recipient => Some(Step::Recipients),
            Self::Retention => Some(Step::Retention),
            Self::Deletion => Some(Step::Deletion),
            Self::Storage => Some(Step::Storage),
            _ => None,
        }
    }
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
    /// True if the first screen of the page answers it.
    pub glance: bool,
    /// The requirements whose answers answer the question.
    pub requirements: Vec<RequirementId>,
    /// Other words for it.
    pub words: Vec<String>,
}

/// The statements that answer a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The requirement.
    pub requirement: RequirementId,
    /// The statements that answer it.
    pub statements: Vec<StatementId>,
    /// The extent of the answer.
    pub extent: Extent,
    /// The missing part of a partial answer.
    pub why: Option<String>,
    /// The host's promises that are related to a gap but do not answer it.
    pub beside: Vec<StatementId>,
}

/// Words that an author should check if the bot's policy has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Hint {
    /// The part of a policy that the hint looks at, and the reason.
    pub kind: HintKind,
    /// The words, in the language of content.
    pub words: Vec<String>,
    /// The advice.
    pub text: String,
}

/// The part of a policy that a hint looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HintKind {
    /// Words in the bot's statements that can mean many things.
    VagueWord,
    /// Names of data that its source is retiring, such as Discord's discriminators.
    RetiringData,
    /// Names of data that a bot can have only if it stores something, such as a history.
    ImpliesStorage,
}

/// Words that mean the same in a search. They state nothing about the bot or its host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Synonym {
    /// Two or more words or phrases.
    pub words: Vec<String>,
}

/// The extent to which a policy answers a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// The author has not checked it yet. The statements named for it, if any, are proposals.
    Unreviewed,
    /// Nothing answers it.
    Missing,
    /// A part of it is answered, or a party other than the bot answers it.
    Partial,
    /// The bot answers it.
    Present,
}

impl Extent {
    /// Returns whether it is known that an answer is missing in whole or in part. For an unreviewed answer, that is unknown.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Missing | Self::Partial)
    }
}
