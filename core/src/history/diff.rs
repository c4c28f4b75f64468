//! Compares two snapshots: first typed facts, then statements by id, then answers. Each step uses the results of the steps before
//! it.

use super::{Diff, Direction, Snapshot, bot_facts, claims, comparison::Comparison};

/// Compares two [`Snapshot`]s, such as those of two editions, and returns what changed from `old` to `new`.
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
