//! The kinds of search entries.

use serde::Serialize;

/// The kind of a search entry, and of the hits that come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "HitKind"))]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A question that people ask.
    Question,
    /// A requirement of a rule, whether the policy answers it or not.
    Gap,
    /// A data item.
    Data,
    /// A section.
    Section,
    /// A framework, with its section.
    Framework,
    /// A statement.
    Statement,
    /// An interpretation by the editors.
    Reading,
    /// A service.
    Service,
    /// A region.
    Region,
    /// A rule on where a kind of data may be placed.
    Rule,
    /// A term of the glossary.
    Term,
    /// A party: a company, project or person that makes statements, or is mentioned.
    Party,
    /// A source.
    Source,
}

impl EntryKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 13] = [
        Self::Question,
        Self::Gap,
        Self::Data,
        Self::Section,
        Self::Framework,
        Self::Statement,
        Self::Reading,
        Self::Service,
        Self::Region,
        Self::Rule,
        Self::Term,
        Self::Party,
        Self::Source,
    ];

    /// Returns the kind's name in exports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Gap => "gap",
            Self::Data => "data",
            Self::Section => "section",
            Self::Framework => "framework",
            Self::Statement => "statement",
            Self::Reading => "reading",
            Self::Service => "service",
            Self::Region => "region",
            Self::Rule => "rule",
            Self::Term => "term",
            Self::Party => "party",
            Self::Source => "source",
        }
    }
}
