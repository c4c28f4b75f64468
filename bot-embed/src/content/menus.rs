//! Builds the menus below a reply. With them, a person reaches all other replies without typing.

use std::sync::Arc;

use carrot_core::{
    Extent, Policy,
    i18n::Messages,
    lookup::topic::{self, Topic},
};

/// A menu below a reply. Each choice opens another reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The kind of menu.
    pub id: MenuId,
    /// The placeholder, shown while nothing is chosen.
    pub placeholder: &'static str,
    /// The choices, without duplicates. They are in an `Arc`, because most replies have the same menus.
    pub choices: Arc<[Choice]>,
}

/// The kind of a menu. A reply has at most one menu of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuId {
    /// Choices that belong to this reply only.
    Related,
    /// The questions.
    Questions,
    /// The sections of the policy.
    Sections,
    /// The services.
    Services,
    /// The frameworks.
    Frameworks,
    /// The kinds of data.
    Data,
}

impl MenuId {
    /// All menus.
    pub const ALL: [Self; 6] = [Self::Related, Self::Questions, Self::Sections, Self::Services, Self::Frameworks, Self::Data];

    /// Returns the name in custom ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::Questions => "questions",
            Self::Sections => "sections",
            Self::Services => "services",
            Self::Frameworks => "frameworks",
            Self::Data => "data",
        }
    }

    /// Returns the index in [`ReplySubject::Compliance`](crate::reply::ReplySubject::Compliance) of the code that a choice replaces;
    /// `None` if the choices are topics.
    pub fn code_index(self) -> Option<usize> {
        match self {
            Self::Services => Some(0),
            Self::Frameworks => Some(1),
            Self::Data => Some(2),
            Self::Related | Self::Questions | Self::Sections => None,
        }
    }
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value of the choice: an id, or [`NOTHING`].
    pub id: String,
    /// Its name.
    pub name: String,
    /// A short description, shown below the name.
    pub about: Option<&'static str>,
    /// True if the reply is about this entry.
    pub chosen: bool,
}

/// The value of the choice that clears the service, framework or kind of data.
pub const NOTHING: &str = "-";

/// Returns the menus below every reply about the policy: the questions and the sections. `extents` are those of the questions' answers, in
/// the order of content.
pub(crate) fn common_menus(policy: &Policy, messages: Messages, extents: &[Extent]) -> [Menu; 2] {
    let extent = |topic: &Topic<'_>| {
        let index = policy.questions.iter().position(|question| question.id == *topic.id())?;
        Some(match extents.get(index)? {
            Extent::Present => messages.answered(),
            Extent::Partial => messages.in_part(),
            Extent::Missing => messages.not_stated_by_bot(),
            Extent::Unreviewed => messages.not_checked_yet(),
        })
    };
    let questions = [Topic::Overview, Topic::Gaps].into_iter().chain(topic::questions(policy));
    let questions = questions.map(|topic| Choice { about: extent(&topic), ..choice(messages, topic) }).collect();
    let hosting = Some(Topic::Hosting).filter(|_| !topic::other_sections(policy).is_empty());
    let sections = topic::sections(policy).into_iter().chain(hosting).chain([Topic::Sources]);
    let sections = sections.map(|topic| choice(messages, topic)).collect();
    [
        Menu { id: MenuId::Questions, placeholder: messages.menu_questions(), choices: questions },
        Menu { id: MenuId::Sections, placeholder: messages.menu_sections(), choices: sections },
    ]
}

/// Returns the choice that opens the reply about a topic.
pub(crate) fn choice(messages: Messages, topic: Topic<'_>) -> Choice {
    Choice { id: topic.id().to_owned(), name: topic.name(messages).to_owned(), about: None, chosen: false }
}
