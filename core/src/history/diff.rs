//! Compares two snapshots: typed facts, then statements by id.

use super::{Diff, Direction, Snapshot, bot_facts, claims, comparison::Comparison};

/// Compares two editions.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Diff {
    let mut comparison = Comparison::new(old, new);
    bot_facts::compare(&mut comparison);
    claims::compare(&mut comparison);
    comparison.statements();
    bot_facts::answers(&mut comparison);
    let Comparison { mut changes, statement_changes, .. } = comparison;
    let rank = |direction| Direction::ALL.iter().position(|it| *it == direction);
    changes.sort_by_key(|change| rank(change.direction));
    Diff { changes, statements: statement_changes }
}
