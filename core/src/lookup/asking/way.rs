//! A way of asking for a topic: notions that a question must have.

use super::{
    QuestionVocabulary,
    spans::{Means, Span},
};
use crate::NotionRole;

/// The notion of "allowed".
pub(super) const ALLOWED: &str = "allowed";
/// The name that a way uses for the host.
pub(super) const HOST: &str = "host";
/// The name that a way uses for any framework.
pub(super) const FRAMEWORK: &str = "framework";

/// Notions that together ask for a topic. `acts` is true if they also ask what a person can do.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) topic: String,
    pub(super) notions: Vec<String>,
    pub(super) acts: bool,
}

impl Way {
    /// Returns whether the way has one of some notions.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.notions.iter().any(|name| names.contains(&name.as_str()))
    }

    /// Returns whether a meaning is one of the way's notions.
    pub(super) fn names(&self, vocabulary: &QuestionVocabulary, means: &Means) -> bool {
        self.notions.iter().any(|name| vocabulary.is(means, name))
    }
}

impl QuestionVocabulary {
    /// Returns whether a word could decide the topic, but no intent names it.
    pub(super) fn asks_nothing(&self, means: &Means) -> bool {
        let Means::Notion(at) = means else { return false };
        let (name, role) = &self.notions[*at];
        role.tells() && !self.ways.iter().any(|way| way.notions.contains(name))
    }

    /// Returns the first span that names somebody or something.
    pub(super) fn first_named<'a>(&self, spans: &'a [Span]) -> Option<&'a Span> {
        use NotionRole::{Auxiliary, Interrogative, Speaking, Weak};
        let names =
            |span: &&Span| span.means.iter().any(|means| !matches!(self.role(means), Auxiliary | Interrogative | Speaking | Weak));
        spans.iter().find(names)
    }

    /// Returns whether a named part of a way can decide the topic.
    pub(super) fn tells(&self, name: &str) -> bool {
        match self.notions.iter().find(|(id, _)| id == name) {
            Some((_, role)) => role.tells(),
            None => name != "kind",
        }
    }

    /// Returns whether a named part of a way is more than a word that asks, the person, or a word for data.
    pub(super) fn is_more_than_asking(&self, name: &str) -> bool {
        use NotionRole::{Collect, Participant, Telling};
        [Collect, Participant, Telling].into_iter().any(|role| self.has_name_and_role(name, role))
    }

    /// Returns whether a named part of a way can decide the topic and is more than a word that asks, such as "who".
    pub(super) fn tells_more_than_asking(&self, name: &str) -> bool {
        self.tells(name) && !self.has_name_and_role(name, NotionRole::Interrogative)
    }

    pub(super) fn is_firm(&self, name: &str) -> bool {
        self.has_name_and_role(name, NotionRole::Firm)
    }

    pub(super) fn has_name_and_role(&self, name: &str, wanted: NotionRole) -> bool {
        self.notions.iter().any(|(id, role)| id == name && *role == wanted)
    }

    /// Returns whether a span has the meaning that a way names.
    pub(super) fn is(&self, means: &Means, name: &str) -> bool {
        match means {
            Means::Notion(at) => self.notions[*at].0 == name,
            Means::Kind(_) => name == "kind",
            Means::Framework(_) => name == FRAMEWORK,
            Means::Service(_) => name == "service",
            Means::Host => name == HOST,
            Means::Bot => self.notions.iter().any(|(id, role)| *role == NotionRole::Bot && id == name),
            Means::Data(_) => false,
        }
    }
}
