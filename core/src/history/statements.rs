//! Compares the statements of two snapshots by id.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Aspect, ChangeKind, CitedPlace, Direction, DirectionBasis, Statement, StatementChange,
    comparison::{Comparison, RawChange, Side},
    snapshot::Section,
    wording::{Attitude, Context, attitude, compare, same_words},
};

impl<'a> Comparison<'a> {
    /// Compares statements. Facts must be compared first: if the wording of a statement decides nothing, it gets the direction of
    /// the facts that it grounds.
    pub(super) fn statements(&mut self) {
        let renamed = self.renamed();
        let by_statement = std::mem::take(&mut self.grounded);
        let order: Vec<&'a str> = self.new.snapshot.statements().map(|(_, it)| it.id.as_str()).collect();
        for id in order {
            let Some((section, statement)) = self.new.statements.get(id).copied() else { continue };
            let facts = by_statement.get(id).map(Vec::as_slice).unwrap_or_default();
            if let Some(before) = self.old.statements.get(id).copied() {
                self.kept(before, (section, statement), facts);
            } else if let Some(before) = renamed.get(id) {
                self.statement_changes.insert((*before).to_owned(), StatementChange::RenamedTo(id.to_owned()));
                self.statement_changes.entry(id.to_owned()).or_insert(StatementChange::Added);
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
                self.push(found, DirectionBasis::Wording);
            } else {
                self.statement_changes.insert(id.to_owned(), StatementChange::Added);
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
            let Some(statement) = self.old.statement(id).filter(|_| !self.statement_changes.contains_key(id)) else { continue };
            self.statement_changes.insert(id.to_owned(), StatementChange::Removed);
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

    /// Returns the old ids, by new id, of statements that only changed their id.
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
        // If several statements have the same text, it is ambiguous which one was renamed.
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
        let counts = self.old.can_promise(&old.party) || self.new.can_promise(&new.party);
        // Most statements are equal. So compare their parsed texts first, which is faster than building plain texts.
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
                (false, ..) => (Direction::Neutral, DirectionBasis::Wording),
                (true, Direction::Unclear, facts) if facts != Direction::Neutral => (facts, DirectionBasis::Fact),
                (true, wording, _) => (wording, DirectionBasis::Wording),
            };
            let (old, new) = if was == is { (old.title.clone(), new.title.clone()) } else { (was, is) };
            self.push(found(Aspect::Statement, ChangeKind::Changed, direction, old, new), basis);
        }
        if old.party != new.party {
            // The change is weaker if the bot now reports another party's promise instead of making its own.
            let own = |side: &Side<'_>, it: &Statement| side.snapshot.bot.party == it.party;
            let direction = match (own(&self.old, old), own(&self.new, new)) {
                _ if !counts => Direction::Neutral,
                (true, false) => Direction::Weaker,
                (false, true) => Direction::Stronger,
                _ => Direction::Unclear,
            };
            let name = |side: &Side<'_>, id: &str| side.speaker(id).map_or_else(|| id.to_owned(), |it| it.name);
            let names = (name(&self.old, &old.party), name(&self.new, &new.party));
            self.push(found(Aspect::Party, ChangeKind::Changed, direction, names.0, names.1), DirectionBasis::Fact);
        }
        if old_section.id != new_section.id {
            let titles = (old_section.title.clone(), new_section.title.clone());
            self.push(found(Aspect::Section, ChangeKind::Moved, Direction::Neutral, titles.0, titles.1), DirectionBasis::Fact);
        }
        if old.cites != new.cites {
            let shown = |places: Vec<CitedPlace>| {
                places.iter().map(|place| format!("{} ({})", place.title, place.section)).collect::<Vec<_>>().join("; ")
            };
            let (old, new) = (shown(self.old.places(old)), shown(self.new.places(new)));
            self.push(found(Aspect::Source, ChangeKind::Changed, Direction::Neutral, old, new), DirectionBasis::Fact);
        }
        let change = if self.changes.len() == number { StatementChange::Same } else { StatementChange::Changed };
        self.statement_changes.insert(id.to_owned(), change);
    }
}

/// Returns the direction of a statement that only one edition contains, and its basis. `reversed` is true if that is the old
/// edition, so that the statement was removed.
fn alone(statement: &Statement, side: &Side<'_>, facts: &[Direction], reversed: bool) -> (Direction, DirectionBasis) {
    if !side.can_promise(&statement.party) {
        return (Direction::Neutral, DirectionBasis::Wording);
    }
    let facts: BTreeSet<Direction> = facts.iter().copied().filter(|fact| *fact != Direction::Neutral).collect();
    if let Some(direction) = facts.first().copied().filter(|_| facts.len() == 1) {
        return (direction, DirectionBasis::Fact);
    }
    let text = format!("{}. {}", statement.title, statement.plain());
    let direction = match attitude(&text) {
        _ if !side.is_english() => Direction::Unclear,
        Attitude::Protects => Direction::Stronger,
        Attitude::Uses => Direction::Weaker,
        Attitude::Plain => Direction::Unclear,
    };
    (if reversed { direction.reversed() } else { direction }, DirectionBasis::Wording)
}
