//! Compares the typed facts about the bot: its list of data, the lifecycle of each item, its answers to rules, the host's services
//! it uses.

use std::collections::BTreeMap;

use super::{
    Aspect, ChangeKind, Direction,
    comparison::{Comparison, RawChange},
    declared_facts,
    snapshot::{Answer, CitedText, Item, Lifecycle},
    wording::{self, Context, names_no_recipient},
    words::{CLOSED_LIST, EXTENTS, OPEN_LIST},
};

/// Compares all facts except claims, data rules, objectives and answers.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.snapshot, comparison.new.snapshot);
    let (was, is) = (&old.inventory, &new.inventory);
    if was.open_ended != is.open_ended && !was.statement.is_empty() && !is.statement.is_empty() {
        let shown = |open| Some(if open { OPEN_LIST } else { CLOSED_LIST }.en.to_owned());
        comparison.fact(RawChange {
            id: &is.statement,
            aspect: Aspect::OpenEnded,
            kind: ChangeKind::Changed,
            direction: if is.open_ended { Direction::Weaker } else { Direction::Stronger },
            title: comparison.new.statement(&is.statement).map_or("", |statement| statement.title.as_str()),
            old: shown(was.open_ended),
            new: shown(is.open_ended),
            grounds: [&was.statement, &is.statement],
        });
    }
    let id = if is.statement.is_empty() { &was.statement } else { &is.statement };
    let title = comparison.new.statement(id).or_else(|| comparison.old.statement(id)).map_or(id.as_str(), |it| it.title.as_str());
    lifecycle(comparison, id, title, &was.whole, &is.whole);
    items(comparison, &was.items, &is.items);
    declared_facts::compare(comparison);
    promises(comparison);
    stack(comparison);
}

fn items<'a>(comparison: &mut Comparison<'a>, old: &'a [Item], new: &'a [Item]) {
    let by_id = |items: &'a [Item]| -> BTreeMap<&'a str, &'a Item> { items.iter().map(|item| (item.id.as_str(), item)).collect() };
    let (was, is) = (by_id(old), by_id(new));
    // An item may be a part of another item. If both editions list the whole, a part that only one of them lists may be no new
    // data, only more detail. So its direction is unclear.
    let unless_part = |item: &Item, direction: Direction| match item.part_of.as_deref() {
        Some(whole) if was.contains_key(whole) && is.contains_key(whole) => Direction::Unclear,
        _ => direction,
    };
    for item in new {
        let change = |kind, direction, old: Option<&str>, grounds| RawChange {
            id: &item.id,
            aspect: Aspect::DataItem,
            kind,
            direction,
            title: &item.name,
            old: old.map(str::to_owned),
            new: Some(item.name.clone()),
            grounds,
        };
        let Some(before) = was.get(item.id.as_str()) else {
            comparison.fact(change(ChangeKind::Added, unless_part(item, Direction::Weaker), None, ["", &item.statement]));
            continue;
        };
        if before.name != item.name {
            let same = wording::same_words(&before.name, &item.name);
            let direction = if same { Direction::Neutral } else { Direction::Unclear };
            comparison.fact(change(ChangeKind::Changed, direction, Some(&before.name), [&before.statement, &item.statement]));
        }
        lifecycle(comparison, &item.id, &item.name, &before.own, &item.own);
    }
    for item in old.iter().filter(|item| !is.contains_key(item.id.as_str())) {
        comparison.fact(RawChange {
            id: &item.id,
            aspect: Aspect::DataItem,
            kind: ChangeKind::Removed,
            direction: unless_part(item, Direction::Stronger),
            title: &item.name,
            old: Some(item.name.clone()),
            new: None,
            grounds: [&item.statement, ""],
        });
    }
}

/// Compares the lifecycles of one item in both editions, step by step.
fn lifecycle(comparison: &mut Comparison<'_>, id: &str, title: &str, old: &Lifecycle, new: &Lifecycle) {
    let steps = [
        (Aspect::Origin, &old.from, &new.from),
        (Aspect::Recipients, &old.recipients, &new.recipients),
        (Aspect::Storage, &old.storage, &new.storage),
        (Aspect::Retention, &old.retention, &new.retention),
        (Aspect::Deletion, &old.deletion, &new.deletion),
    ];
    // An edition may list each recipient, instead of describing all of them in one text.
    let [named_before, named_now] =
        [comparison.old.snapshot, comparison.new.snapshot].map(|it| declared_facts::recipients_of(&it.inventory, id));
    for (aspect, old, new) in steps {
        let (has_text_before, has_text_now) = (old.is_some(), new.is_some());
        let (old, new) = match (aspect, old, new) {
            // If one edition has a list and the other has a text, compare the two: the text may name more recipients.
            (Aspect::Recipients, Some(old), None) if named_now.is_some() => (Some(old), named_now.as_ref()),
            (Aspect::Recipients, None, Some(new)) if named_before.is_some() => (named_before.as_ref(), Some(new)),
            (_, old, new) => (old.as_ref(), new.as_ref()),
        };
        if has_text_before != has_text_now
            && let (Some(was), Some(is)) = (old, new)
            && direction_if_changed(aspect, &was.text, &is.text) == Direction::Neutral
        {
            // Both editions name the same recipients, one in a list and the other in a text.
            continue;
        }
        step(comparison, (id, title, aspect), old, new);
    }
    purposes(comparison, id, title, &old.purpose, &new.purpose);
}

fn step(comparison: &mut Comparison<'_>, (id, title, aspect): (&str, &str, Aspect), old: Option<&CitedText>, new: Option<&CitedText>) {
    let (kind, direction) = match (old, new) {
        (None, None) => return,
        (Some(old), Some(new)) if old.text == new.text => return,
        (Some(old), Some(new)) => (ChangeKind::Changed, direction_if_changed(aspect, &old.text, &new.text)),
        (None, Some(new)) => (ChangeKind::Added, direction_if_new(aspect, &new.text)),
        (Some(old), None) => (ChangeKind::Removed, direction_if_new(aspect, &old.text).reversed()),
    };
    add(comparison, (id, title, aspect), (kind, direction), [old, new]);
}

/// Adds a change of a text that cites a statement.
fn add(
    comparison: &mut Comparison<'_>,
    (id, title, aspect): (&str, &str, Aspect),
    (kind, direction): (ChangeKind, Direction),
    [old, new]: [Option<&CitedText>; 2],
) {
    comparison.fact(RawChange {
        id,
        aspect,
        kind,
        direction,
        title,
        old: old.map(|old| old.text.clone()),
        new: new.map(|new| new.text.clone()),
        grounds: [old, new].map(|it| it.map_or("", |it| it.statement.as_str())),
    });
}

fn direction_if_changed(aspect: Aspect, old: &str, new: &str) -> Direction {
    match aspect {
        Aspect::Retention | Aspect::Deletion => wording::compare(Context::Keeping, old, new),
        Aspect::Recipients | Aspect::Purpose => wording::compare(Context::List, old, new),
        _ if wording::same_words(old, new) => Direction::Neutral,
        _ => Direction::Unclear,
    }
}

/// Returns the direction of a step that only the new edition states. It is unclear for named recipients, because the old edition
/// does not show who received the data.
fn direction_if_new(aspect: Aspect, text: &str) -> Direction {
    match aspect {
        Aspect::Retention if !wording::is_unbounded(text) => Direction::Stronger,
        Aspect::Deletion => Direction::Stronger,
        Aspect::Recipients if names_no_recipient(text) => Direction::Stronger,
        _ => Direction::Unclear,
    }
}

/// Compares purposes. Ignores those that both editions state in the same words. Then pairs an old purpose with a new one if both
/// rest on the same statement, and no other purpose rests on it.
fn purposes(comparison: &mut Comparison<'_>, id: &str, title: &str, old: &[CitedText], new: &[CitedText]) {
    let rest = |these: &[CitedText], those: &[CitedText]| -> Vec<CitedText> {
        these.iter().filter(|it| !those.iter().any(|other| other.text == it.text)).cloned().collect()
    };
    let (mut gone, mut come) = (rest(old, new), rest(new, old));
    let one = |list: &[CitedText], statement: &str| list.iter().filter(|it| it.statement == statement).count() == 1;
    let pairs: Vec<(CitedText, CitedText)> = gone
        .iter()
        .filter(|it| one(&gone, &it.statement) && one(&come, &it.statement))
        .filter_map(|it| Some((it.clone(), come.iter().find(|other| other.statement == it.statement)?.clone())))
        .collect();
    gone.retain(|it| !pairs.iter().any(|(old, _)| old == it));
    come.retain(|it| !pairs.iter().any(|(_, new)| new == it));
    let mut purpose = |kind, direction, texts| add(comparison, (id, title, Aspect::Purpose), (kind, direction), texts);
    for (old, new) in &pairs {
        purpose(ChangeKind::Changed, direction_if_changed(Aspect::Purpose, &old.text, &new.text), [Some(old), Some(new)]);
    }
    come.iter().for_each(|it| purpose(ChangeKind::Added, Direction::Weaker, [None, Some(it)]));
    gone.iter().for_each(|it| purpose(ChangeKind::Removed, Direction::Stronger, [Some(it), None]));
}

/// Compares the audiences of each party's statements.
fn promises(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.snapshot, comparison.new.snapshot);
    let before: BTreeMap<&str, _> = old.parties.iter().map(|party| (party.id.as_str(), party)).collect();
    for party in &new.parties {
        let Some(before) = before.get(party.id.as_str()).filter(|it| it.promises_to != party.promises_to) else { continue };
        let direction = match (&before.promises_to, &party.promises_to) {
            (Some(_), None) => Direction::Weaker,
            (None, Some(_)) => Direction::Stronger,
            _ => Direction::Unclear,
        };
        comparison.fact(RawChange {
            id: &party.id,
            aspect: Aspect::PromisedTo,
            kind: ChangeKind::Changed,
            direction,
            title: &party.name,
            old: before.promises_to.clone(),
            new: party.promises_to.clone(),
            grounds: ["", ""],
        });
    }
}

/// Compares the host's services, plan and region that the bot declares.
fn stack(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.snapshot.bot, &comparison.new.snapshot.bot);
    let name = |id: &String| comparison.new.name(id).to_owned();
    let shown = |bot: &super::snapshot::Bot| {
        let parts = bot.services.iter().chain(&bot.plan).chain(&bot.region).map(name).collect::<Vec<_>>();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    if (&old.services, &old.plan, &old.region) != (&new.services, &new.plan, &new.region) {
        let (was, is) = (shown(old), shown(new));
        let id = if new.party.is_empty() { &old.party } else { &new.party };
        let (aspect, kind, title) = (Aspect::Stack, ChangeKind::Changed, new.name.as_str());
        comparison.fact(RawChange { id, aspect, kind, direction: Direction::Unclear, title, old: was, new: is, grounds: ["", ""] });
    }
}

/// Compares the extents of the answers to the requirements that are in both editions.
pub(super) fn answers(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.snapshot, comparison.new.snapshot);
    let by_id = |answers: &'_ [Answer]| -> BTreeMap<String, Answer> {
        answers.iter().map(|answer| (answer.requirement.clone(), answer.clone())).collect()
    };
    let (was, is) = (by_id(&old.answers), by_id(&new.answers));
    let rank = |answer: Option<&Answer>| {
        let extent = answer.map(|answer| answer.extent.as_str()).unwrap_or_default();
        EXTENTS.iter().position(|(id, _)| *id == extent).unwrap_or_default()
    };
    let shown = |rank: usize| EXTENTS.get(rank).map(|(extent, _)| (*extent).to_owned());
    for requirement in &new.requirements {
        if !old.requirements.iter().any(|it| it.id == requirement.id) {
            continue;
        }
        let (before, after) = (was.get(&requirement.id), is.get(&requirement.id));
        let (from, to) = (rank(before), rank(after));
        if from == to {
            continue;
        }
        let statements = |answer: Option<&Answer>| answer.map(|answer| answer.statements.clone()).unwrap_or_default();
        let (mut cited, more) = (statements(before), statements(after));
        cited.extend(more.iter().cloned());
        // If no statement has changed, the editors only judge the same statements differently.
        let direction = match cited.iter().all(|it| comparison.is_same(it)) {
            true => Direction::Neutral,
            false if to < from => Direction::Weaker,
            false => Direction::Stronger,
        };
        let ground = |list: Option<&Answer>| list.and_then(|it| it.statements.first()).cloned().unwrap_or_default();
        let grounds = [ground(before), ground(after)];
        comparison.fact(RawChange {
            id: &requirement.id,
            aspect: Aspect::Answer,
            kind: ChangeKind::Changed,
            direction,
            title: &requirement.name,
            old: shown(from),
            new: shown(to),
            grounds: [&grounds[0], &grounds[1]],
        });
    }
}
