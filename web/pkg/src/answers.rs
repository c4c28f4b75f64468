//! The content, and what it says to whoever asks: core's answers, in the shapes in which scripts get them.

use carrot_core::{
    BakedError, Extent, Lang, Policy, Requirement, StatementId, Translation,
    answer::Cited,
    coverage::Cell,
    from_bytes, nearest,
    qualify::Verdict,
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

/// A requirement of a rule, held against the policy. Whether the rule applies is not decided here.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Gap<'a> {
    /// What is asked, and when that applies.
    pub requirement: &'a Requirement,
    /// The rules that ask for it, each with its place.
    pub rules: Vec<Cited<'a>>,
    /// How far the policy answers it.
    pub extent: Extent,
    /// The statements that answer it, as far as they do.
    pub statements: Vec<&'a StatementId>,
    /// What is missing, where it is partial.
    pub why: Option<&'a str>,
    /// The host's promises to its customers that stand beside it and answer nothing.
    pub beside: Vec<&'a StatementId>,
}

/// One cell where both names are given, else a row, a column, or the whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Covered<'a> {
    /// A service and a framework.
    Cell(Box<Cell<'a>>),
    /// Less is given.
    Cells(Vec<Cell<'a>>),
}

/// The content in one language, with the index over it.
#[derive(Debug)]
struct Edition {
    text: Translation,
    index: Index,
}

/// Content that can be asked.
#[derive(Debug)]
pub struct Content {
    original: Edition,
    translations: Vec<Edition>,
}

impl Content {
    /// The content of a file that `carrot_loader::searchable` made: with the index in it, because what builds one weighs more.
    ///
    /// # Errors
    /// Where it is none, or another version's.
    pub fn read(file: &[u8]) -> Result<Self, BakedError> {
        let all: Vec<(Vec<u8>, Translation)> = from_bytes(file)?;
        let mut editions = Vec::new();
        for (index, text) in all {
            editions.push(Edition { index: Index::from_bytes(&index)?, text });
        }
        let mut editions = editions.into_iter();
        Ok(Self { original: editions.next().ok_or(BakedError)?, translations: editions.collect() })
    }

    /// The policy as it was written: what `policy.json` has.
    pub fn policy(&self) -> &Policy {
        &self.original.text.policy
    }

    /// What fits a query, the best first; an empty query finds nothing.
    ///
    /// # Errors
    /// Where the query is no text, or an option is wrong.
    pub fn search(&self, query: &Given, options: &Given) -> Result<Vec<Hit<'_>>, Wrong> {
        let query = text("text", query)?;
        let SearchOptions { limit, kinds, lang } = SearchOptions::new(options)?;
        let Edition { text, index } = self.edition(lang.as_ref());
        let hits = index.search(query);
        let wanted = hits.into_iter().filter(|hit| kinds.as_ref().is_none_or(|kinds| kinds.contains(&hit.kind)));
        Ok(wanted.take(limit.unwrap_or(HITS) as usize).map(|hit| Hit::new(hit, text)).collect())
    }

    /// What is concluded for a service and a framework, each by its id or name; left out, for all of them.
    ///
    /// # Errors
    /// Where nothing goes by a name, or several things do.
    pub fn coverage(&self, service: &Given, framework: &Given) -> Result<Covered<'_>, Wrong> {
        let policy = self.policy();
        let find_service = |text| one("service", text, policy.find_service(text), |it| it.id.as_str());
        let find_framework = |text| one("framework", text, policy.find_framework(text), |it| it.id.as_str());
        let service = named("service", service)?.map(find_service).transpose()?;
        let framework = named("framework", framework)?.map(find_framework).transpose()?;
        Ok(match (service, framework) {
            (Some(service), Some(framework)) => Covered::Cell(Box::new(policy.cell(service, framework))),
            (Some(service), None) => Covered::Cells(policy.frameworks.iter().map(|it| policy.cell(service, it)).collect()),
            (None, Some(framework)) => Covered::Cells(policy.services.iter().map(|it| policy.cell(it, framework)).collect()),
            (None, None) => Covered::Cells(policy.cells().collect()),
        })
    }

    /// Every service, in the order of content, held against requirements.
    ///
    /// # Errors
    /// Where nothing is asked, an option is wrong, nothing goes by a name, or several things do.
    pub fn qualify(&self, requirements: &Given) -> Result<Vec<Verdict<'_>>, Wrong> {
        let policy = self.policy();
        let asked = Requirements::new(requirements)?.resolve(policy)?;
        policy.qualify(&asked).map_err(|unknown| Wrong::unknown("requirements", &unknown))
    }

    /// What rules ask of a policy, and how far this one answers.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        let policy = self.policy();
        policy
            .gaps()
            .map(|gap| Gap {
                requirement: gap.requirement,
                rules: gap.requirement.cites.iter().map(|cite| policy.cited(cite)).collect(),
                extent: gap.extent,
                statements: gap.statements.iter().map(|it| &it.id).collect(),
                why: gap.why,
                beside: gap.beside.iter().map(|it| &it.id).collect(),
            })
            .collect()
    }

    fn edition(&self, lang: Option<&Lang>) -> &Edition {
        let editions = std::iter::once(&self.original).chain(&self.translations);
        lang.and_then(|lang| nearest(editions, |edition| &edition.text.lang, lang)).unwrap_or(&self.original)
    }
}

impl<'a> Hit<'a> {
    fn new(hit: search::Hit<'a>, text: &'a Translation) -> Self {
        let utf_16 = |to: usize| hit.title.get(..to).map_or(0, |before| before.encode_utf16().count());
        let marks = hit.marks.iter().map(|mark| Mark { start: utf_16(mark.start), end: utf_16(mark.end) }).collect();
        Self { id: hit.id, title: hit.title, lang: text.lang_of(hit.id).as_str(), kind: hit.kind, marks }
    }
}
