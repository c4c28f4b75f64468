//! Compares two snapshots: typed facts, then statements by id.

use super::{Diff, Direction, Snapshot, claims, comparison::Comparison, facts};

/// Compares two editions.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Diff {
    let mut comparison = Comparison::new(old, new);
    facts::compare(&mut comparison);
    claims::compare(&mut comparison);
    comparison.statements();
    facts::answers(&mut comparison);
    let Comparison { mut changes, statement_changes, .. } = comparison;
    let rank = |direction| Direction::ALL.iter().position(|it| *it == direction);
    changes.sort_by_key(|change| rank(change.direction));
    Diff { changes, statements: statement_changes }
}
