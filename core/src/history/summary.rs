//! Writes a comparison as Markdown, for the file beside an edition and for comments on pull
//! requests.

use std::fmt::Write as _;

use super::{Change, Diff, Direction, Labels};

/// Returns a [`Diff`] as Markdown. Each direction has a heading, and each change its old and new value, party and source.
pub fn markdown(diff: &Diff, labels: Labels) -> String {
    if diff.is_empty() {
        return format!("{}\n", labels.no_changes());
    }
    let mut out = String::new();
    for direction in Direction::ALL {
        let count = diff.count(direction);
        if count == 0 {
            continue;
        }
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}## {} ({count})\n", labels.direction(direction));
        diff.of(direction).for_each(|change| item(&mut out, change, labels));
    }
    out
}

fn item(out: &mut String, change: &Change, labels: Labels) {
    let colon = labels.colon();
    let _ = writeln!(
        out,
        "- **{}**, {}{colon}{} (`{}`)",
        plain(&change.title),
        labels.aspect(change.aspect),
        labels.kind(change),
        change.id
    );
    for (name, value) in [(labels.before(), &change.old), (labels.now(), &change.new)] {
        let value = value.as_deref().map_or_else(|| labels.unstated().to_owned(), |it| plain(&labels.value(change.aspect, it)));
        let _ = writeln!(out, "  - {name}{colon}{value}");
    }
    let party = change.party.iter().map(|it| it.name.clone());
    let cites = change.cites.iter().map(|place| match place.as_of {
        Some(date) => format!("{}, {}, {date}", place.title, place.section),
        None => format!("{}, {}", place.title, place.section),
    });
    let grounds: Vec<_> = party.chain(cites).map(|it| plain(&it)).collect();
    if !grounds.is_empty() {
        let _ = writeln!(out, "  - {}", grounds.join(" · "));
    }
}

/// Escapes a text for Markdown, and puts it on one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&' | '@' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
