//! Compares recipients, legal bases, contacts and rights, which editions list one by one.

use std::collections::BTreeSet;

use super::{
    Aspect, ChangeKind, Direction,
    comparison::{Comparison, RawChange},
    snapshot::{CitedText, Inventory, LegalBasis, Recipient, Right},
    wording::{self, Context},
    words::{ADDRESS, AI_PROVIDER, ANSWERED_WITHIN, COMMAND, CONTRACT, COUNTRY, DATA, PURPOSE, SAFEGUARD, Word},
};

/// Compares recipients, legal bases, contacts and rights.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    recipients(comparison);
    legal_bases(comparison);
    contacts(comparison);
    rights(comparison);
}

/// Returns the names of the recipients that an edition lists for an item, as one text. If no item has the id, these are the
/// recipients of all data.
pub(super) fn recipients_of(inventory: &Inventory, id: &str) -> Option<CitedText> {
    let is_item = inventory.items.iter().any(|item| item.id == id);
    let receives = |it: &&Recipient| if is_item { it.data.iter().any(|data| data == id) } else { it.data.is_empty() };
    let all: Vec<_> = inventory.recipients.iter().filter(receives).collect();
    let text = all.iter().map(|it| it.name.text.as_str()).collect::<Vec<_>>().join(", ");
    all.first().map(|first| CitedText { text, statement: first.name.statement.clone() })
}

/// Returns all texts of an edition that describe recipients, in lower case.
fn texts(inventory: &Inventory) -> String {
    let own = inventory.items.iter().filter_map(|item| item.own.recipients.as_ref());
    inventory.whole.recipients.iter().chain(own).map(|cited| cited.text.to_lowercase()).collect::<Vec<_>>().join("\n")
}

fn recipients(comparison: &mut Comparison<'_>) {
    let (was, is) = (&comparison.old.snapshot.inventory, &comparison.new.snapshot.inventory);
    let find = |list: &'_ [Recipient], id: &str| list.iter().find(|it| it.id == id).cloned();
    // `other` is the edition that does not list the recipient. If it names no recipient at all, it is unknown who received the
    // data, so the direction is unclear.
    let direction = |other: &Inventory, recipient: &Recipient| {
        let text = texts(other);
        match text.contains(&recipient.name.text.to_lowercase()) {
            true => Direction::Neutral,
            false if text.is_empty() && other.recipients.is_empty() => Direction::Unclear,
            false => Direction::Weaker,
        }
    };
    for recipient in &is.recipients {
        let Some(before) = find(&was.recipients, &recipient.id) else {
            comparison.fact(RawChange {
                id: &recipient.id,
                aspect: Aspect::Recipient,
                kind: ChangeKind::Added,
                direction: direction(was, recipient),
                title: &recipient.name.text,
                old: None,
                new: Some(terms(recipient)),
                grounds: ["", &recipient.name.statement],
            });
            continue;
        };
        if terms(&before) != terms(recipient) {
            comparison.fact(RawChange {
                id: &recipient.id,
                aspect: Aspect::RecipientTerms,
                kind: ChangeKind::Changed,
                direction: changed(&before, recipient),
                title: &recipient.name.text,
                old: Some(terms(&before)),
                new: Some(terms(recipient)),
                grounds: [&before.name.statement, &recipient.name.statement],
            });
        }
    }
    for recipient in was.recipients.iter().filter(|recipient| find(&is.recipients, &recipient.id).is_none()) {
        comparison.fact(RawChange {
            id: &recipient.id,
            aspect: Aspect::Recipient,
            kind: ChangeKind::Removed,
            direction: direction(is, recipient).reversed(),
            title: &recipient.name.text,
            old: Some(terms(recipient)),
            new: None,
            grounds: [&recipient.name.statement, ""],
        });
    }
}

/// Returns a name and the facts that are stated about it, in one line.
fn in_one_line(name: &str, facts: &[(Word, &Option<String>)]) -> String {
    let stated = facts.iter().filter_map(|(label, fact)| Some(format!("{}: {}", label.en, fact.as_ref()?)));
    std::iter::once(name.to_owned()).chain(stated).collect::<Vec<_>>().join("; ")
}

/// Returns the facts about a recipient in one line.
fn terms(recipient: &Recipient) -> String {
    let data = (!recipient.data.is_empty()).then(|| recipient.data.join(", "));
    let ai = recipient.ai_provider.map(|ai| ai.to_string());
    let facts = [
        (PURPOSE, &recipient.purpose),
        (DATA, &data),
        (COUNTRY, &recipient.country),
        (SAFEGUARD, &recipient.safeguard),
        (CONTRACT, &recipient.contract),
        (AI_PROVIDER, &ai),
    ];
    in_one_line(&recipient.name.text, &facts)
}

/// Returns the direction of a fact that is good for people, such as a safeguard: weaker if it was removed, stronger if it was added, and
/// unclear if it was reworded.
fn benefit(old: &Option<String>, new: &Option<String>) -> Direction {
    match (old, new) {
        (Some(_), None) => Direction::Weaker,
        (None, Some(_)) => Direction::Stronger,
        (Some(old), Some(new)) if !wording::same_words(old, new) => Direction::Unclear,
        _ => Direction::Neutral,
    }
}

fn changed(old: &Recipient, new: &Recipient) -> Direction {
    let set = |recipient: &Recipient| recipient.data.iter().cloned().collect::<BTreeSet<_>>();
    let (was, is) = (set(old), set(new));
    let data = match (was.is_empty(), is.is_empty()) {
        _ if was == is => Direction::Neutral,
        (false, false) if was.is_subset(&is) => Direction::Weaker,
        (false, false) if is.is_subset(&was) => Direction::Stronger,
        _ => Direction::Unclear,
    };
    let purpose = match (&old.purpose, &new.purpose) {
        (old, new) if old == new => Direction::Neutral,
        (Some(old), Some(new)) => wording::compare(Context::List, old, new),
        _ => Direction::Unclear,
    };
    let ai = match (old.ai_provider, new.ai_provider) {
        (old, new) if old == new => Direction::Neutral,
        (Some(false), Some(true)) => Direction::Weaker,
        (Some(true), Some(false)) => Direction::Stronger,
        _ => Direction::Unclear,
    };
    let country = if old.country == new.country { Direction::Neutral } else { Direction::Unclear };
    let name = if wording::same_words(&old.name.text, &new.name.text) { Direction::Neutral } else { Direction::Unclear };
    let [safeguard, contract] = [benefit(&old.safeguard, &new.safeguard), benefit(&old.contract, &new.contract)];
    Direction::together([data, purpose, ai, country, name, safeguard, contract])
}

/// Compares legal bases. No basis is weaker than another, so every change is unclear.
fn legal_bases(comparison: &mut Comparison<'_>) {
    let (was, is) = (&comparison.old.snapshot.inventory.legal_bases, &comparison.new.snapshot.inventory.legal_bases);
    let shown = |basis: &LegalBasis| {
        let scope = basis.purpose.iter().chain(&basis.data).cloned().collect::<Vec<_>>().join(", ");
        if scope.is_empty() { basis.basis.clone() } else { format!("{}: {scope}", basis.basis) }
    };
    let ids: BTreeSet<&str> = was.iter().chain(is).map(|it| it.id.as_str()).collect();
    for id in ids {
        let [old, new] = [was, is].map(|list| list.iter().find(|it| it.id == id));
        let kind = match (old, new) {
            (Some(_), None) => ChangeKind::Removed,
            (None, Some(_)) => ChangeKind::Added,
            _ => ChangeKind::Changed,
        };
        if old.map(shown) != new.map(shown) {
            comparison.fact(RawChange {
                id,
                aspect: Aspect::LegalBasis,
                kind,
                direction: Direction::Unclear,
                title: new.or(old).map_or("", |it| it.basis.as_str()),
                old: old.map(shown),
                new: new.map(shown),
                grounds: [old, new].map(|it| it.map_or("", |it| it.statement.as_str())),
            });
        }
    }
}

/// Compares contacts by their addresses. The change is stronger if contacts were only added, and weaker if they were only removed.
/// If both happened, it is unclear.
fn contacts(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.snapshot, comparison.new.snapshot);
    let id = if new.bot.party.is_empty() { &old.bot.party } else { &new.bot.party };
    let only = |these: &'_ [super::snapshot::Contact], those: &[super::snapshot::Contact]| {
        these.iter().filter(|it| !those.iter().any(|other| other.to == it.to)).cloned().collect::<Vec<_>>()
    };
    let (gone, come) = (only(&old.contacts, &new.contacts), only(&new.contacts, &old.contacts));
    let (kind, direction) = match (gone.is_empty(), come.is_empty()) {
        (true, true) => return,
        (true, false) => (ChangeKind::Added, Direction::Stronger),
        (false, true) => (ChangeKind::Removed, Direction::Weaker),
        (false, false) => (ChangeKind::Changed, Direction::Unclear),
    };
    let shown = |list: &[super::snapshot::Contact]| {
        (!list.is_empty()).then(|| list.iter().map(|it| it.to.clone()).collect::<Vec<_>>().join(", "))
    };
    let ground = |list: &[super::snapshot::Contact]| list.iter().find_map(|it| it.statement.clone()).unwrap_or_default();
    let grounds = [ground(&gone), ground(&come)];
    comparison.fact(RawChange {
        id,
        aspect: Aspect::Contact,
        kind,
        direction,
        title: if new.bot.name.is_empty() { &old.bot.name } else { &new.bot.name },
        old: shown(&gone),
        new: shown(&come),
        grounds: [&grounds[0], &grounds[1]],
    });
}

/// Compares rights by their kinds. Ignores their statements, which are compared by themselves.
fn rights(comparison: &mut Comparison<'_>) {
    let (was, is) = (&comparison.old.snapshot.rights, &comparison.new.snapshot.rights);
    let shown = |right: &Right| {
        let command = right.command.as_ref().map(|command| format!("/{command}"));
        in_one_line(&right.kind, &[(COMMAND, &command), (ADDRESS, &right.link), (ANSWERED_WITHIN, &right.within)])
    };
    let kinds: BTreeSet<&str> = was.iter().chain(is).map(|it| it.kind.as_str()).collect();
    for kind in kinds {
        let [old, new] = [was, is].map(|list| list.iter().find(|it| it.kind == kind));
        let (change, right, granted) = match (old, new) {
            (Some(_), Some(new)) => (ChangeKind::Changed, new, Direction::Neutral),
            (None, Some(new)) => (ChangeKind::Added, new, granted(comparison, &new.statement)),
            (Some(old), None) => (ChangeKind::Removed, old, granted(comparison, &old.statement).reversed()),
            (None, None) => continue,
        };
        if old.map(shown) == new.map(shown) {
            continue;
        }
        let none = Right::default();
        let (before, after) = (old.unwrap_or(&none), new.unwrap_or(&none));
        let ways = [(&before.command, &after.command), (&before.link, &after.link), (&before.within, &after.within)];
        let directions = ways.map(|(old, new)| benefit(old, new)).into_iter().chain([granted]);
        let statement = comparison.new.statement(&right.statement).or_else(|| comparison.old.statement(&right.statement));
        comparison.fact(RawChange {
            id: &right.statement,
            aspect: Aspect::Right,
            kind: change,
            direction: Direction::together(directions),
            title: statement.map_or("", |it| it.title.as_str()),
            old: old.map(shown),
            new: new.map(shown),
            grounds: [old, new].map(|it| it.map_or("", |it| it.statement.as_str())),
        });
    }
}

/// Returns the direction of a right that only one edition lists, as if it was added. If both editions have the statement that grants it,
/// in the same words, the right was granted before.
fn granted(comparison: &Comparison<'_>, statement: &str) -> Direction {
    match (comparison.old.statement(statement), comparison.new.statement(statement)) {
        (Some(old), Some(new)) if old.text == new.text => Direction::Neutral,
        (Some(_), Some(_)) => Direction::Unclear,
        _ => Direction::Stronger,
    }
}
