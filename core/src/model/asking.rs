//! The words by which people ask, and the questions that no rule asks.

use serde::{Deserialize, Serialize};

use super::Part;
use crate::id::*;

/// The vocabulary with which [`crate::lookup::asking`] understands questions. It states nothing about the bot or its host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// The kinds of data that people ask about, collected or not.
    pub kinds: Vec<DataKind>,
    /// Words and phrases that mean the same.
    pub notions: Vec<Notion>,
    /// The combinations of notions that ask for a topic.
    pub intents: Vec<Intent>,
    /// The questions about the bot as a whole.
    pub general: Vec<GeneralQuestion>,
    /// The bot's answers to those questions.
    pub answers: Vec<GeneralAnswer>,
}

/// A kind of data that people ask about. It does not say whether a bot collects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct DataKind {
    /// Its id, which is also a topic in Discord.
    pub id: DataKindId,
    /// Its name.
    pub name: String,
    /// The kind that may include it. If a policy names only that kind, it is unknown whether this one is meant.
    pub within: Option<DataKindId>,
    /// Other words for it, in any language.
    pub words: Vec<String>,
}

/// Words and phrases that mean the same in a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Notion {
    /// The name by which intents refer to it.
    pub name: String,
    /// The role that the notion has in a question.
    pub role: NotionRole,
    /// The words, in any language.
    pub words: Vec<String>,
}

/// The role of a notion in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NotionRole {
    /// The notion can decide which topic is meant.
    Telling,
    /// The notion decides the topic in any sentence ("lawful basis"), whatever unknown words are beside it.
    Firm,
    /// Someone or some place that takes part in what is asked ("the staff"). It can decide the topic, and beside a notion that decides
    /// it as well, it may be left unexplained: not every combination need be listed.
    Participant,
    /// The notion is compatible with any topic and decides none ("when", "server").
    Weak,
    /// It asks, and decides the topic only beside what it asks about, or in a question of few words ("why").
    Interrogative,
    /// A verb of collecting: with a kind of data, it asks whether that is collected ("do you store").
    Collect,
    /// The notion is a word for data in general.
    Data,
    /// The notion refers to the person who asks ("my").
    Asker,
    /// The notion refers to the bot ("you").
    Bot,
    /// The person asks about their own action ("how do I"): only intents with [`Intent::acts`] answer that.
    Acting,
    /// A person asks for themselves ("how do I"), so a document's statement about other people is no answer.
    Speaking,
    /// A verb before the subject ("does"): if the word after it is unknown, the question is about somebody else.
    Auxiliary,
    /// A pronoun behind the verb, which asks about the noun before it: "Discord lit-il".
    Inversion,
    /// Somebody who does not belong to the bot, such as a company or a relative. A question that does not mention the bot, and asks what
    /// they do, is not about the bot.
    Outsider,
    /// A verb by which a question repeats what somebody said: "my friend told me that you". What is before it does not count.
    Reporting,
    /// Sentences that ask for the meaning of a word: "what does * mean". The word is at the `*`.
    Definition,
    /// A clause that begins with it says who asks, and asks nothing: "as a moderator".
    Preamble,
    /// It means nothing here ("please").
    Filler,
    /// Its words mean nothing here, and are no slips of other words: "contract" is not "contact".
    Ordinary,
    /// The notion lists other spellings of words ("msg = message").
    Spelling,
}

impl NotionRole {
    /// Returns whether a notion with this role can be what somebody does.
    pub const fn acts(self) -> bool {
        matches!(self, Self::Telling | Self::Firm | Self::Participant | Self::Collect)
    }

    /// Returns whether a notion with this role can decide which topic is meant.
    pub const fn tells(self) -> bool {
        matches!(self, Self::Telling | Self::Firm | Self::Participant | Self::Interrogative)
    }
}

/// Notions that together ask for a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Intent {
    /// The topic: a question, a requirement, a general question, or a part of the page.
    pub topic: AnyId,
    /// True if it also answers questions about people's own actions.
    pub acts: bool,
    /// The combinations of notions that ask for it.
    pub ways: Vec<Vec<String>>,
}

/// A question about the bot as a whole, such as who runs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct GeneralQuestion {
    /// Its id, which is also a topic in Discord.
    pub id: QuestionId,
    /// The question, as a person asks it.
    pub ask: String,
    /// Its subject, in a few words.
    pub title: String,
    /// A sentence about the answer that is true for any bot.
    pub note: Option<String>,
    /// The requirements that ask for the same.
    pub requirements: Vec<RequirementId>,
    /// The part of content that answers it, if content has that part.
    pub part: Option<Part>,
}

/// The bot's answer to a [`GeneralQuestion`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct GeneralAnswer {
    /// The question.
    pub question: QuestionId,
    /// The statements of the bot that answer it.
    pub statements: Vec<StatementId>,
    /// The part of the question that the statements do not answer.
    pub why: Option<String>,
    /// The statements that are related and do not answer it.
    pub beside: Vec<StatementId>,
}
