//! Finds the changes of all editions that promise less and were not undone by a later edition.

use super::{Aspect, Change, Diff, Direction, Edition, History, StatementChange, diff};

/// A change that promises less, and that no later edition has undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakened<'a> {
    /// The edition that made the change.
    pub edition: &'a Edition,
    /// The change from the edition before that one to the newest edition.
    pub change: Change,
}

impl History {
    /// Returns the changes that promise less, the newest edition first. If a later edition changed the same thing again, the new
    /// value is that of the newest edition, because a note about an old value would be wrong. Changes that a later edition undid
    /// are left out.
    pub fn weakened(&self) -> Vec<Weakened<'_>> {
        let editions = self.editions();
        let diffs: Vec<Option<&Diff>> = self.changes().map(|change| change.diff).collect();
        let mut all = Vec::new();
        for (at, pair) in editions.windows(2).enumerate().rev() {
            let ([before, edition], Some(Some(own))) = (pair, diffs.get(at + 1)) else { continue };
            let later = diffs.get(at + 2..).unwrap_or_default();
            if own.count(Direction::Weaker) == 0 {
                continue;
            }
            let now = self.last().filter(|_| !later.is_empty()).map(|last| diff(&before.policy, &last.policy));
            let now = now.as_ref().unwrap_or(own);
            let still = own.of(Direction::Weaker).filter_map(|change| still_weakened(change, now, later));
            all.extend(still.map(|change| Weakened { edition, change }));
        }
        all
    }
}

/// Returns the part of a change that later editions have not undone. `now` has the changes from the edition before it to the newest
/// one.
fn still_weakened(change: &Change, now: &Diff, later: &[Option<&Diff>]) -> Option<Change> {
    if now.changes.contains(change) {
        return Some(change.clone());
    }
    let same = |it: &&Change| it.id == change.id && it.aspect == change.aspect;
    // If several changes match, such as those of two purposes, prefer the one with the same values.
    let alike = now.changes.iter().filter(same).max_by_key(|it| (it.new == change.new, it.old == change.old));
    let id = renamed(&change.id, later);
    match alike {
        Some(_) if id != change.id && change.aspect == Aspect::Statement => Some(Change { id: id.to_owned(), ..change.clone() }),
        Some(left) if matches!(left.direction, Direction::Weaker | Direction::Unclear) => Some(left.clone()),
        _ => None,
    }
}

/// Returns the id of a statement after the renamings of later editions.
fn renamed<'a>(id: &'a str, later: &[Option<&'a Diff>]) -> &'a str {
    later.iter().flatten().fold(id, |id, diff| match diff.statements.get(id) {
        Some(StatementChange::RenamedTo(to)) => to,
        _ => id,
    })
}
