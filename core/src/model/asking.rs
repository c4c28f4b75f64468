//! The vocabulary of people's questions, and the general questions, which no rule asks.

use serde::{Deserialize, Serialize};

use super::{FactKind, Part};
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
    /// The general questions: those about the bot as a whole.
    pub general: Vec<GeneralQuestion>,
    /// The bot's answers to the general questions.
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
    /// A wider kind that may include it. If a policy names only the wider kind, it is unknown whether this one is meant.
    pub within: Option<DataKindId>,
    /// Other words for it, by which the search finds it. They are few, because every browser loads them.
    pub search: Vec<String>,
    /// Other words for it, in any language, by which a question is understood.
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
    /// The notion decides the topic in any sentence, even beside unknown words ("lawful basis").
    Firm,
    /// A person or place in the question ("the staff", "abroad"). It can decide the topic. If another notion decides it, an intent
    /// matches without this one, so intents need not list every combination.
    Participant,
    /// The notion is compatible with any topic and decides none ("when", "server").
    Weak,
    /// A question word ("why"). It decides the topic only if the question also names something, such as the bot or data, or is
    /// short.
    Interrogative,
    /// A verb of collecting ("store"). Beside a kind of data, it asks whether that kind is collected.
    Collect,
    /// The notion is a word for data in general.
    Data,
    /// The notion refers to the person who asks ("my").
    Asker,
    /// The notion refers to the bot ("you").
    Bot,
    /// The person asks about their own action ("how do I"): only intents with [`Intent::acts`] answer that.
    Acting,
    /// A person asks about themselves ("how do I"). A document's statement about other people is no answer.
    Speaking,
    /// A verb before the subject ("does"). If the word after it is unknown, the question is about somebody else.
    Auxiliary,
    /// A French pronoun after the verb, which repeats the noun before it: "Discord lit-il" (does Discord read).
    Inversion,
    /// Somebody who does not belong to the bot, such as a company or a relative. A question about their actions is not about the
    /// bot, unless it mentions the bot.
    Outsider,
    /// A verb by which a question repeats what somebody said: "my friend told me that you". The words before it do not count.
    Reporting,
    /// The pattern of a question for the meaning of a word: "what does * mean". The word is at the `*`.
    Definition,
    /// The beginning of a clause that describes the person who asks, and asks nothing: "as a moderator".
    Preamble,
    /// A word that does not affect the meaning of a question ("please").
    Filler,
    /// A correct word that decides nothing, and must not be taken for a typo of another word: "contract" is not "contact".
    Ordinary,
    /// The notion lists other spellings of words ("msg = message").
    Spelling,
}

impl NotionRole {
    /// Returns whether a notion with this role can name an action of somebody.
    pub const fn acts(self) -> bool {
        matches!(self, Self::Telling | Self::Firm | Self::Participant | Self::Collect)
    }

    /// Returns whether a notion with this role can decide which topic is meant.
    pub const fn tells(self) -> bool {
        matches!(self, Self::Telling | Self::Firm | Self::Participant | Self::Interrogative)
    }
}

/// A topic, and the combinations of notions that ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Intent {
    /// The topic: a question, a requirement, a general question, or a part of the page.
    pub topic: AnyId,
    /// True if it also answers questions about people's own actions.
    pub acts: bool,
    /// The combinations of notions that ask for the topic.
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
    /// Other words for it, by which the page's search finds it.
    pub words: Vec<String>,
    /// A sentence about the answer that is true for any bot.
    pub note: Option<String>,
    /// The requirements that demand the same answer.
    pub requirements: Vec<RequirementId>,
    /// The part of content that answers it, if content has that part.
    pub part: Option<Part>,
    /// The kind of structured fact that answers it.
    pub answered_by: Option<FactKind>,
    /// The part that such facts do not answer. `None` if they answer the question fully.
    pub answered_but: Option<String>,
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
    /// Related statements, which do not answer it.
    pub beside: Vec<StatementId>,
}
