//! Holds a comparison in progress: the two snapshots with their parts by id, and the changes found so far.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Aspect, Change, ChangeKind, CitedPlace, Direction, DirectionBasis, Snapshot, Speaker, Statement, StatementChange,
    snapshot::{Party, Section, Source},
};

/// One of the two snapshots, with its parts by id.
pub(super) struct Side<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) statements: BTreeMap<&'a str, (&'a Section, &'a Statement)>,
    parties: BTreeMap<&'a str, &'a Party>,
    sources: BTreeMap<&'a str, &'a Source>,
    names: BTreeMap<&'a str, &'a str>,
}

impl<'a> Side<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let named = |list: &'a [super::snapshot::IdAndName]| list.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        Self {
            snapshot,
            statements: snapshot.statements().map(|(section, it)| (it.id.as_str(), (section, it))).collect(),
            parties: snapshot.parties.iter().map(|party| (party.id.as_str(), party)).collect(),
            sources: snapshot.sources.iter().map(|source| (source.id.as_str(), source)).collect(),
            names: named(&snapshot.services).chain(named(&snapshot.frameworks)).chain(named(&snapshot.requirements)).collect(),
        }
    }

    /// Returns the name of a service, framework or requirement.
    pub(super) fn name(&self, id: &'a str) -> &'a str {
        self.names.get(id).copied().unwrap_or(id)
    }

    pub(super) fn statement(&self, id: &str) -> Option<&'a Statement> {
        self.statements.get(id).map(|(_, statement)| *statement)
    }

    pub(super) fn speaker(&self, id: &str) -> Option<Speaker> {
        let party = self.parties.get(id)?;
        Some(Speaker { id: party.id.clone(), name: party.name.clone(), promises_to: party.promises_to.clone() })
    }

    /// Returns whether a party's statements can be promises. Those of editors, commentators and rule makers never are.
    pub(super) fn can_promise(&self, party: &str) -> bool {
        self.parties.get(party).is_none_or(|party| !matches!(party.kind.as_str(), "editor" | "commentator" | "rule-maker"))
    }

    /// Returns whether the content is in English, the only language that the rules about wording support. Content that names no
    /// language is in English.
    pub(super) fn is_english(&self) -> bool {
        let lang = self.snapshot.bot.lang.as_str();
        lang.is_empty() || lang == "en" || lang.starts_with("en-")
    }

    pub(super) fn places(&self, statement: &Statement) -> Vec<CitedPlace> {
        let place = |cite: &super::snapshot::Cite| {
            let source = self.sources.get(cite.source.as_str());
            CitedPlace {
                source: cite.source.clone(),
                title: source.map_or_else(|| cite.source.clone(), |source| source.title.clone()),
                section: source.and_then(|source| source.sections.get(&cite.section)).unwrap_or(&cite.section).clone(),
                as_of: source.and_then(|source| source.as_of),
            }
        };
        statement.cites.iter().map(place).collect()
    }
}

/// A change to report. [`Comparison::push`] looks up its party and its sources.
pub(super) struct RawChange<'s> {
    pub(super) id: &'s str,
    pub(super) aspect: Aspect,
    pub(super) kind: ChangeKind,
    pub(super) direction: Direction,
    pub(super) title: &'s str,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// The ids of the statements that ground it, in the old edition and in the new one. An id is empty if there is no such
    /// statement.
    pub(super) grounds: [&'s str; 2],
}

/// A comparison in progress.
pub(super) struct Comparison<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) changes: Vec<Change>,
    /// By the id of a statement, the directions of the changed facts that it grounds.
    pub(super) grounded: BTreeMap<String, Vec<Direction>>,
    pub(super) statement_changes: BTreeMap<String, StatementChange>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        Self {
            old: Side::new(old),
            new: Side::new(new),
            changes: Vec::new(),
            grounded: BTreeMap::new(),
            statement_changes: BTreeMap::new(),
        }
    }

    /// Adds a change of a fact, and records its direction for the statements that ground it.
    pub(super) fn fact(&mut self, found: RawChange<'_>) {
        let grounds: BTreeSet<&str> = found.grounds.into_iter().filter(|id| !id.is_empty()).collect();
        for id in grounds {
            self.grounded.entry(id.to_owned()).or_default().push(found.direction);
        }
        self.push(found, DirectionBasis::Fact);
    }

    pub(super) fn push(&mut self, found: RawChange<'_>, basis: DirectionBasis) {
        let RawChange { id, aspect, kind, direction, title, old, new, grounds: [before, after] } = found;
        let (side, statement) = if self.new.statement(after).is_some() { (&self.new, after) } else { (&self.old, before) };
        let grounding = side.statement(statement);
        self.changes.push(Change {
            id: id.to_owned(),
            aspect,
            kind,
            direction,
            basis,
            title: title.to_owned(),
            old,
            new,
            party: grounding.and_then(|it| side.speaker(&it.party)),
            cites: grounding.map(|it| side.places(it)).unwrap_or_default(),
            statement: Some(statement.to_owned()).filter(|it| it != id && !it.is_empty()),
        });
    }

    /// Returns whether both editions contain a statement, and it has not changed.
    pub(super) fn is_same(&self, statement: &str) -> bool {
        self.statement_changes.get(statement) == Some(&StatementChange::Same)
    }
}
