//! The bot's statements about how people exercise their rights, and about data that Discord grants only on application.

use serde::{Deserialize, Serialize};

use super::CitedText;
use crate::{id::*, text::Link};

/// A right that the bot's policy grants, and how people use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Right {
    /// The kind of right.
    pub kind: RightKind,
    /// The bot's statement that grants it.
    pub statement: StatementId,
    /// The bot's command by which people use it, without the slash.
    pub command: Option<String>,
    /// The id that the platform has given to that command.
    pub command_id: Option<String>,
    /// The address of a page or mailbox by which people use it.
    pub link: Option<Link>,
    /// The time in which the bot answers.
    pub within: Option<String>,
}

/// The kind of a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RightKind {
    /// To learn which data is held.
    Access,
    /// To have wrong data corrected.
    Correction,
    /// To have data deleted.
    Deletion,
    /// To receive a copy of the data.
    Export,
    /// To object to a use of data (GDPR, Article 21).
    Objection,
    /// To stop the collection of data.
    OptOut,
}

impl RightKind {
    /// All rights, each with its name in content.
    pub const ALL: [(&'static str, Self); 6] = [
        ("access", Self::Access),
        ("correction", Self::Correction),
        ("deletion", Self::Deletion),
        ("export", Self::Export),
        ("objection", Self::Objection),
        ("opt-out", Self::OptOut),
    ];
}

/// Data that Discord grants only on application, and what the policy says about its use.
///
/// Each field names the bot's statement that grounds it. It is `None` if no statement does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct PrivilegedIntent {
    /// The kind of data.
    pub intent: IntentKind,
    /// The feature that needs it.
    pub feature: Option<CitedText>,
    /// The reason why there is no other way.
    pub alternative: Option<CitedText>,
    /// The way to opt out.
    pub opt_out: Option<CitedText>,
    /// The statement about storage outside of the platform.
    pub stored: Option<CitedText>,
    /// The number of days of storage.
    pub days: Option<CitedText>,
    /// The statement about encryption of stored data.
    pub encrypted: Option<CitedText>,
    /// The statement about training models.
    pub training: Option<CitedText>,
    /// A link that shows the feature at work.
    pub evidence: Option<Link>,
}

/// Data that Discord grants only on application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum IntentKind {
    /// The content of messages.
    MessageContent,
    /// The members of servers.
    GuildMembers,
    /// Presence: people's online status and activity.
    GuildPresences,
}

impl IntentKind {
    /// All kinds, each with its name in content.
    pub const ALL: [(&'static str, Self); 3] =
        [("message-content", Self::MessageContent), ("guild-members", Self::GuildMembers), ("guild-presences", Self::GuildPresences)];
}
