//! Citations as readers see them.

use serde::Serialize;

use super::{Citation, Source};
use crate::{Date, SourceId};

/// A citation with the titles and dates of its source, for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Cited<'a> {
    /// The source.
    pub source: &'a SourceId,
    /// The source's title.
    pub title: &'a str,
    /// The section's title.
    pub section: &'a str,
    /// The source's date; `None` if it is undated.
    pub as_of: Option<Date>,
    /// The day from which the source applies, if it has one.
    pub effective: Option<Date>,
}

impl<'a> Cited<'a> {
    pub(crate) fn new(citation: &'a Citation, source: Option<&'a Source>) -> Self {
        Self {
            source: &citation.source,
            title: source.map_or(citation.source.as_str(), |source| &source.title),
            section: source.and_then(|source| source.sections.get(&citation.section)).unwrap_or(&citation.section),
            as_of: source.and_then(|source| source.as_of),
            effective: source.and_then(|source| source.effective),
        }
    }
}
