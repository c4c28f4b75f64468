//! The content, and what it says to whoever asks: core's answers, in the shapes in which scripts get them.

use carrot_core::{
    BakedError,
    name::Kind,
    nearest,
    prepared::Prepared,
    search::{self, Index},
};
use serde::Serialize;

use crate::{
    given::Given,
    options::{Requirements, SearchOptions, Wrong, named, one, text},
};

/// As many hits as the page shows.
const HITS: u32 = 12;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Hit<'a> {
    /// Its id: an anchor on the page.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The language of the title.
    pub lang: &'a str,
    /// What it is.
    pub kind: search::Kind,
    /// What of the title matches, in order, never overlapping.
    pub marks: Vec<Mark>,
}

/// A part of a title, as `title.slice(start, end)` cuts it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Mark {
    /// Where it begins, in UTF-16 units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Content that can be asked.
#[derive(Debug)]
pub struct Content {
    prepared: Prepared,
    /// One for each edition.
    indexes: Vec<Index>,
}

impl Content {
    /// The content of a file that `carrot_loader::prepared` made.
    ///
    /// # Errors
    /// Where it is none, or another version's.
    pub fn read(file: &[u8]) -> Result<Self, BakedError> {
        let prepared = Prepared::from_bytes(file)?;
        let indexes = prepared.editions().iter().map(|it| Index::from_bytes(&it.index)).collect::<Result<_, _>>()?;
        Ok(Self { prepared, indexes })
    }

    /// The policy as it was written, as JSON: what `policy.json` has.
    pub fn policy(&self) -> &str {
        self.prepared.policy()
    }

    /// What fits a query, the best first; an empty query finds nothing.
    ///
    /// # Errors
    /// Where the query is no text, or an option is wrong.
    pub fn search(&self, query: &Given, options: &Given) -> Result<Vec<Hit<'_>>, Wrong> {
        let query = text("text", query)?;
        let SearchOptions { limit, kinds, lang } = SearchOptions::new(options)?;
        let editions = self.prepared.editions().iter().zip(&self.indexes);
        let wished = lang.and_then(|lang| nearest(editions.clone(), |(edition, _)| &edition.lang, &lang));
        let (Some((edition, index)), Some(original)) = (wished.or(editions.clone().next()), self.prepared.editions().first()) else {
            return Ok(Vec::new());
        };
        let lang_of = |id: &str| if edition.speaks_of(id) { edition.lang.as_str() } else { original.lang.as_str() };
        let hits = index.search(query);
        let wanted = hits.into_iter().filter(|hit| kinds.as_ref().is_none_or(|kinds| kinds.contains(&hit.kind)));
        Ok(wanted.take(limit.unwrap_or(HITS) as usize).map(|hit| Hit::new(lang_of(hit.id), hit)).collect())
    }

    /// What is concluded for a service and a framework, each by its id or name, as JSON: a cell; where one is left out, a list of cells: a
    /// row, a column, or the whole table.
    ///
    /// # Errors
    /// Where nothing goes by a name, or several things do.
    pub fn coverage(&self, service: &Given, framework: &Given) -> Result<String, Wrong> {
        let find = |option, kind, text| one(option, &self.prepared, kind, text);
        let service = named("service", service)?.map(|text| find("service", Kind::Service, text)).transpose()?;
        let framework = named("framework", framework)?.map(|text| find("framework", Kind::Framework, text)).transpose()?;
        Ok(self.prepared.coverage(service, framework))
    }

    /// Every service, in the order of content, held against requirements, as JSON: core's verdicts.
    ///
    /// # Errors
    /// Where nothing is asked, an option is wrong, nothing goes by a name, or several things do.
    pub fn qualify(&self, requirements: &Given) -> Result<String, Wrong> {
        Ok(self.prepared.qualify(&Requirements::new(requirements)?.resolve(&self.prepared)?))
    }

    /// What rules ask of a policy, and how far this one answers, as JSON.
    pub fn gaps(&self) -> &str {
        self.prepared.gaps()
    }
}

impl<'a> Hit<'a> {
    fn new(lang: &'a str, hit: search::Hit<'a>) -> Self {
        let utf_16 = |to: usize| hit.title.get(..to).map_or(0, |before| before.encode_utf16().count());
        let marks = hit.marks.iter().map(|mark| Mark { start: utf_16(mark.start), end: utf_16(mark.end) }).collect();
        Self { id: hit.id, title: hit.title, lang, kind: hit.kind, marks }
    }
}
