//! Answers the calls of scripts from the content, with core's functions.

use carrot_core::{
    BundleError, Cited, DataRule, EntryKind, Extent, Facts, Framework, PackageContent, Policy, PolicyJson, Region, Requirement,
    Service, StatementId,
    coverage::Cell,
    qualify::{self, Verdict},
    search::{self, FIRST},
};
use serde::Serialize;

use crate::{
    js_input::JsInput,
    options::{OptionError, Requirements, SearchOptions, named, one, text},
};

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
    /// The kind of item.
    pub kind: EntryKind,
    /// The matches in the title, in order, without overlaps.
    pub marks: Vec<Mark>,
}

/// A part of a title, as `title.slice(start, end)` cuts it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Mark {
    /// Start of the match, in UTF-16 units.
    pub start: usize,
    /// End of the match.
    pub end: usize,
}

/// A requirement of a rule, compared with the policy. Does not decide whether the rule applies.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Gap<'a> {
    /// The requirement, and when it applies.
    pub requirement: &'a Requirement,
    /// The rules that ask for it, each with its place.
    pub rules: Vec<Cited<'a>>,
    /// The extent to which the policy answers it.
    pub extent: Extent,
    /// The statements that answer it, as far as they do.
    pub statements: Vec<&'a StatementId>,
    /// The missing part of a partial answer.
    pub why: Option<&'a str>,
    /// The host's promises to its customers that are related, but do not answer it.
    pub beside: Vec<&'a StatementId>,
}

/// One cell of the coverage table, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cells<'a> {
    /// A service and a framework were named.
    One(Box<Cell<'a>>),
    /// One or both were left out: a row, a column or the whole table.
    Several(Vec<Cell<'a>>),
}

/// The loaded content.
#[derive(Debug)]
pub struct Content(PackageContent);

impl Content {
    /// Reads the file that [`PackageContent::to_bytes`] wrote.
    ///
    /// # Errors
    /// If the bytes are not such a file, are of another version, or are damaged.
    pub fn read(file: &[u8]) -> Result<Self, BundleError> {
        PackageContent::from_bytes(file).map(Self)
    }

    fn policy(&self) -> &Policy {
        &self.0.policy
    }

    /// Returns the facts that coverage and the solver answer from.
    fn facts(&self) -> &Facts {
        &self.0.policy.facts
    }

    /// Returns everything that the policy says, in the shape of `policy.json`.
    pub fn whole(&self) -> PolicyJson<'_> {
        self.policy().into()
    }

    /// Returns the items that match a query, the best first. An empty query has no matches.
    ///
    /// # Errors
    /// If the query is not a text, or an option is wrong.
    pub fn search(&self, query: &JsInput, options: &JsInput) -> Result<Vec<Hit<'_>>, OptionError> {
        let query = text("text", query)?;
        let SearchOptions { limit, kinds, lang } = SearchOptions::new(options)?;
        let Some(bundle) = self.0.bundle(lang.as_ref()) else { return Ok(Vec::new()) };
        let hits = bundle.index.search(query);
        let wanted = hits.into_iter().filter(|hit| kinds.as_ref().is_none_or(|kinds| kinds.contains(&hit.kind)));
        Ok(wanted.take(limit.map_or(FIRST, |limit| limit as usize)).map(|hit| Hit::new(bundle.lang_of(hit.id).as_str(), hit)).collect())
    }

    /// Returns the coverage of a service under a framework, each given by its id or name.
    ///
    /// # Errors
    /// If a name is unknown, or several things have it.
    pub fn coverage(&self, service: &JsInput, framework: &JsInput) -> Result<Cells<'_>, OptionError> {
        let facts = self.facts();
        let service = named("service", service)?.map(|text| one::<Service>("service", facts, text)).transpose()?;
        let framework = named("framework", framework)?.map(|text| one::<Framework>("framework", facts, text)).transpose()?;
        Ok(match (service, framework) {
            (Some(service), Some(framework)) => Cells::One(Box::new(facts.cell(service, framework))),
            (Some(service), None) => Cells::Several(facts.frameworks.iter().map(|it| facts.cell(service, it)).collect()),
            (None, Some(framework)) => Cells::Several(facts.services.iter().map(|it| facts.cell(it, framework)).collect()),
            (None, None) => Cells::Several(facts.cells().collect()),
        })
    }

    /// Compares every service with needs, in the order of content.
    ///
    /// # Errors
    /// If nothing is asked, an option is wrong, a name is unknown, or several things have it.
    pub fn qualify(&self, needs: &JsInput) -> Result<Vec<Verdict<'_>>, OptionError> {
        let facts = self.facts();
        let Requirements { frameworks, data, regions, restore_hours, loss_hours, isolation } = Requirements::new(needs)?;
        let asked = qualify::Needs {
            frameworks: each(&frameworks, |text| one::<Framework>("frameworks", facts, text).map(|it| it.id.clone()))?,
            data: each(&data, |text| one::<DataRule>("data", facts, text).map(|it| it.id.clone()))?,
            regions: each(&regions, |text| one::<Region>("regions", facts, text).map(|it| it.id.clone()))?,
            restore_hours,
            loss_hours,
            isolation: isolation.into_iter().collect(),
        };
        facts.qualify(&asked).map_err(|unknown| OptionError::unknown("needs", &unknown))
    }

    /// Returns the requirements of rules, and the extent to which this policy answers each.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        let policy = self.policy();
        let gaps = policy.gaps().map(|gap| Gap {
            requirement: gap.requirement,
            rules: gap.requirement.cites.iter().map(|cite| policy.cited(cite)).collect(),
            extent: gap.extent,
            statements: gap.statements.iter().map(|it| &it.id).collect(),
            why: gap.why,
            beside: gap.beside.iter().map(|it| &it.id).collect(),
        });
        gaps.collect()
    }
}

/// Returns the ids of a list of names.
fn each<T>(names: &Option<Vec<String>>, id: impl Fn(&str) -> Result<T, OptionError>) -> Result<Vec<T>, OptionError> {
    names.iter().flatten().map(|name| id(name)).collect()
}

impl Serialize for Cells<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(cell) => cell.serialize(serializer),
            Self::Several(cells) => cells.serialize(serializer),
        }
    }
}

impl<'a> Hit<'a> {
    fn new(lang: &'a str, hit: search::Hit<'a>) -> Self {
        let utf_16 = |to: usize| hit.title.get(..to).map_or(0, |before| before.encode_utf16().count());
        let marks = hit.marks.iter().map(|mark| Mark { start: utf_16(mark.start), end: utf_16(mark.end) }).collect();
        Self { id: hit.id, title: hit.title, lang, kind: hit.kind, marks }
    }
}
