//! Compares two snapshots: statements by id, then typed facts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Aspect, Basis, Change, ChangeKind, CitedPlace, Diff, Direction, Fate, Snapshot, Speaker, Statement, claims, facts,
    snapshot::{Party, Section, Source},
    wording::{Attitude, Context, compare, same_words, stance},
};

/// Compares two editions.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Diff {
    let mut comparison = Comparison::new(old, new);
    facts::compare(&mut comparison);
    claims::compare(&mut comparison);
    comparison.statements();
    facts::answers(&mut comparison);
    let Comparison { mut changes, fates, .. } = comparison;
    let rank = |direction| Direction::ALL.iter().position(|it| *it == direction);
    changes.sort_by_key(|change| rank(change.direction));
    Diff { changes, statements: fates }
}

/// One snapshot with its parts by id.
pub(super) struct Side<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) statements: BTreeMap<&'a str, (&'a Section, &'a Statement)>,
    parties: BTreeMap<&'a str, &'a Party>,
    sources: BTreeMap<&'a str, &'a Source>,
    names: BTreeMap<&'a str, &'a str>,
}

impl<'a> Side<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let named = |list: &'a [super::snapshot::Named]| list.iter().map(|it| (it.id.as_str(), it.name.as_str()));
        Self {
            snapshot,
            statements: snapshot.statements().map(|(section, it)| (it.id.as_str(), (section, it))).collect(),
            parties: snapshot.parties.iter().map(|it| (it.id.as_str(), it)).collect(),
            sources: snapshot.sources.iter().map(|it| (it.id.as_str(), it)).collect(),
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

    fn speaker(&self, id: &str) -> Option<Speaker> {
        let party = self.parties.get(id)?;
        Some(Speaker { id: party.id.clone(), name: party.name.clone(), promises_to: party.promises_to.clone() })
    }

    /// Returns whether a party's statements can be promises; those of editors, commentators and rule makers never are.
    fn counts(&self, party: &str) -> bool {
        self.parties.get(party).is_none_or(|it| !matches!(it.kind.as_str(), "editor" | "commentator" | "rule-maker"))
    }

    /// Returns whether the content's language is the one that the rules about wording support.
    fn is_english(&self) -> bool {
        let lang = self.snapshot.bot.lang.as_str();
        lang.is_empty() || lang == "en" || lang.starts_with("en-")
    }

    fn places(&self, statement: &Statement) -> Vec<CitedPlace> {
        let place = |cite: &super::snapshot::Cite| {
            let source = self.sources.get(cite.source.as_str());
            CitedPlace {
                source: cite.source.clone(),
                title: source.map_or_else(|| cite.source.clone(), |it| it.title.clone()),
                section: source.and_then(|it| it.sections.get(&cite.section)).unwrap_or(&cite.section).clone(),
                as_of: source.and_then(|it| it.as_of),
            }
        };
        statement.cites.iter().map(place).collect()
    }
}

/// A change without its party and sources.
pub(super) struct RawChange<'s> {
    pub(super) id: &'s str,
    pub(super) aspect: Aspect,
    pub(super) kind: ChangeKind,
    pub(super) direction: Direction,
    pub(super) title: &'s str,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// The statements that ground it, in the old edition and in the new one; empty if it has none.
    pub(super) grounds: [&'s str; 2],
}

/// A comparison in progress.
pub(super) struct Comparison<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    changes: Vec<Change>,
    /// The directions of the facts that each statement grounds.
    grounded: BTreeMap<String, Vec<Direction>>,
    fates: BTreeMap<String, Fate>,
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        Self { old: Side::new(old), new: Side::new(new), changes: Vec::new(), grounded: BTreeMap::new(), fates: BTreeMap::new() }
    }

    /// Adds a change of a fact.
    pub(super) fn fact(&mut self, found: RawChange<'_>) {
        let grounds: BTreeSet<&str> = found.grounds.into_iter().filter(|id| !id.is_empty()).collect();
        for id in grounds {
            self.grounded.entry(id.to_owned()).or_default().push(found.direction);
        }
        self.push(found, Basis::Fact);
    }

    fn push(&mut self, found: RawChange<'_>, basis: Basis) {
        let RawChange { id, aspect, kind, direction, title, old, new, grounds: [before, after] } = found;
        let (side, statement) = if self.new.statement(after).is_some() { (&self.new, after) } else { (&self.old, before) };
        let said = side.statement(statement);
        self.changes.push(Change {
            id: id.to_owned(),
            aspect,
            kind,
            direction,
            basis,
            title: title.to_owned(),
            old,
            new,
            party: said.and_then(|it| side.speaker(&it.party)),
            cites: said.map(|it| side.places(it)).unwrap_or_default(),
            statement: Some(statement.to_owned()).filter(|it| it != id && !it.is_empty()),
        });
    }

    /// Returns whether a statement is in both editions without a change.
    pub(super) fn is_same(&self, statement: &str) -> bool {
        self.fates.get(statement) == Some(&Fate::Same)
    }

    fn statements(&mut self) {
        let renamed = self.renamed();
        // Facts give their direction to the statements that ground them, if the wording decides nothing.
        let by_statement = std::mem::take(&mut self.grounded);
        let order: Vec<&'a str> = self.new.snapshot.statements().map(|(_, it)| it.id.as_str()).collect();
        for id in order {
            let Some((section, statement)) = self.new.statements.get(id).copied() else { continue };
            let facts = by_statement.get(id).map(Vec::as_slice).unwrap_or_default();
            if let Some(before) = self.old.statements.get(id).copied() {
                self.kept(before, (section, statement), facts);
            } else if let Some(before) = renamed.get(id) {
                self.fates.insert((*before).to_owned(), Fate::RenamedTo(id.to_owned()));
                self.fates.entry(id.to_owned()).or_insert(Fate::Added);
                let (old, new) = (Some((*before).to_owned()), Some(id.to_owned()));
                let kind = ChangeKind::Renamed;
                let found = RawChange {
                    id,
                    aspect: Aspect::Statement,
                    kind,
                    direction: Direction::Neutral,
                    title: &statement.title,
                    old,
                    new,
                    grounds: [id, id],
                };
                self.push(found, Basis::Wording);
            } else {
                self.fates.insert(id.to_owned(), Fate::Added);
                let (direction, basis) = alone(statement, &self.new, facts, false);
                let (kind, new) = (ChangeKind::Added, Some(statement.plain()));
                self.push(
                    RawChange {
                        id,
                        aspect: Aspect::Statement,
                        kind,
                        direction,
                        title: &statement.title,
                        old: None,
                        new,
                        grounds: [id, id],
                    },
                    basis,
                );
            }
        }
        let gone: Vec<&'a str> = self.old.snapshot.statements().map(|(_, it)| it.id.as_str()).collect();
        for id in gone {
            let Some(statement) = self.old.statement(id).filter(|_| !self.fates.contains_key(id)) else { continue };
            self.fates.insert(id.to_owned(), Fate::Removed);
            let facts = by_statement.get(id).map(Vec::as_slice).unwrap_or_default();
            let (direction, basis) = alone(statement, &self.old, facts, true);
            let (kind, old) = (ChangeKind::Removed, Some(statement.plain()));
            self.push(
                RawChange {
                    id,
                    aspect: Aspect::Statement,
                    kind,
                    direction,
                    title: &statement.title,
                    old,
                    new: None,
                    grounds: [id, id],
                },
                basis,
            );
        }
    }

    /// Finds statements that only changed their id: new id to old id.
    fn renamed(&self) -> BTreeMap<&'a str, &'a str> {
        let key = |it: &'a Statement| (it.party.as_str(), it.title.as_str(), it.plain());
        let only = |one: &Side<'a>, other: &Side<'a>| -> BTreeMap<_, Vec<&'a str>> {
            let mut map: BTreeMap<_, Vec<&'a str>> = BTreeMap::new();
            for (id, (_, statement)) in &one.statements {
                if !other.statements.contains_key(id) {
                    map.entry(key(statement)).or_default().push(id);
                }
            }
            map
        };
        let (gone, come) = (only(&self.old, &self.new), only(&self.new, &self.old));
        // A text that occurs twice is ambiguous.
        let pairs = come.iter().filter_map(|(key, new)| match (gone.get(key)?.as_slice(), new.as_slice()) {
            ([old], [new]) => Some((*new, *old)),
            _ => None,
        });
        pairs.collect()
    }

    /// Compares a statement that is in both editions.
    fn kept(&mut self, before: (&'a Section, &'a Statement), after: (&'a Section, &'a Statement), facts: &[Direction]) {
        let ((old_section, old), (new_section, new)) = (before, after);
        let id = new.id.as_str();
        let number = self.changes.len();
        let counts = self.old.counts(&old.party) || self.new.counts(&new.party);
        // Most statements are equal, so compare their text trees before composing anything.
        let (was, is) = if old.text == new.text { Default::default() } else { (old.plain(), new.plain()) };
        let found = |aspect, kind, direction, old, new_value| RawChange {
            id,
            aspect,
            kind,
            direction,
            title: &new.title,
            old: Some(old),
            new: Some(new_value),
            grounds: [id, id],
        };
        if old.title != new.title || was != is {
            let read = |a: &str, b: &str| match same_words(a, b) {
                true => Direction::Neutral,
                false if self.old.is_english() && self.new.is_english() => compare(Context::Statement, a, b),
                false => Direction::Unclear,
            };
            let wording = Direction::together([read(&old.title, &new.title), read(&was, &is)]);
            let (direction, basis) = match (counts, wording, Direction::together(facts.iter().copied())) {
                (false, ..) => (Direction::Neutral, Basis::Wording),
                (true, Direction::Unclear, facts) if facts != Direction::Neutral => (facts, Basis::Fact),
                (true, wording, _) => (wording, Basis::Wording),
            };
            let (old, new) = if was == is { (old.title.clone(), new.title.clone()) } else { (was, is) };
            self.push(found(Aspect::Statement, ChangeKind::Changed, direction, old, new), basis);
        }
        if old.party != new.party {
            // It is a weakening if the bot reports another party's promise in place of its own.
            let own = |side: &Side<'_>, it: &Statement| side.snapshot.bot.party == it.party;
            let direction = match (own(&self.old, old), own(&self.new, new)) {
                _ if !counts => Direction::Neutral,
                (true, false) => Direction::Weaker,
                (false, true) => Direction::Stronger,
                _ => Direction::Unclear,
            };
            let name = |side: &Side<'_>, id: &str| side.speaker(id).map_or_else(|| id.to_owned(), |it| it.name);
            let names = (name(&self.old, &old.party), name(&self.new, &new.party));
            self.push(found(Aspect::Party, ChangeKind::Changed, direction, names.0, names.1), Basis::Fact);
        }
        if old_section.id != new_section.id {
            let titles = (old_section.title.clone(), new_section.title.clone());
            self.push(found(Aspect::Section, ChangeKind::Moved, Direction::Neutral, titles.0, titles.1), Basis::Fact);
        }
        if old.cites != new.cites {
            let shown = |places: Vec<CitedPlace>| {
                places.iter().map(|it| format!("{} ({})", it.title, it.section)).collect::<Vec<_>>().join("; ")
            };
            let (old, new) = (shown(self.old.places(old)), shown(self.new.places(new)));
            self.push(found(Aspect::Source, ChangeKind::Changed, Direction::Neutral, old, new), Basis::Fact);
        }
        let fate = if self.changes.len() == number { Fate::Same } else { Fate::Changed };
        self.fates.insert(id.to_owned(), fate);
    }
}

/// The direction of a statement that only one edition contains. `reversed`: the old one.
fn alone(statement: &Statement, side: &Side<'_>, facts: &[Direction], reversed: bool) -> (Direction, Basis) {
    if !side.counts(&statement.party) {
        return (Direction::Neutral, Basis::Wording);
    }
    let facts: BTreeSet<Direction> = facts.iter().copied().filter(|it| *it != Direction::Neutral).collect();
    if let Some(direction) = facts.first().copied().filter(|_| facts.len() == 1) {
        return (direction, Basis::Fact);
    }
    let text = format!("{}. {}", statement.title, statement.plain());
    let direction = match stance(&text) {
        _ if !side.is_english() => Direction::Unclear,
        Attitude::Protects => Direction::Stronger,
        Attitude::Uses => Direction::Weaker,
        Attitude::Plain => Direction::Unclear,
    };
    (if reversed { direction.reversed() } else { direction }, Basis::Wording)
}
