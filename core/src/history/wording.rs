//! Compares two wordings: which of them promises less to the people whose data it is?
//!
//! This reads English sentences by their durations, negations, hedges and lists, and nothing more. It answers only where one of a few
//! rules applies in one direction and none applies in the other; everything else is [`Direction::Unclear`]. Because each rule is asked
//! both ways, comparing in reverse order always swaps weaker and stronger.

use std::collections::BTreeSet;

use super::Direction;
use super::vocabulary::{Action, action_of, number, phrases, stem, stop_word, tens, unit_minutes};

/// The kind of text, which decides what a longer time or a longer list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// A statement's sentences.
    Statement,
    /// The retention or the deletion of data.
    Keeping,
    /// A list of recipients or purposes: more of them is weaker.
    List,
}

/// The attitude of a text, for statements that only one edition contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attitude {
    /// It promises protection: a deletion, a right, something that is not done.
    Protects,
    /// It describes something done with data: a collection, a disclosure.
    Uses,
    /// Neither, or both.
    Plain,
}

/// Compares two wordings of the same fact or statement.
pub(super) fn compare(context: Context, old: &str, new: &str) -> Direction {
    if same_words(old, new) {
        return Direction::Neutral;
    }
    match context {
        Context::List => {
            let (old, new) = (List::of(old), List::of(new));
            both_ways(&old, &new, List::is_weaker, |a, b| a == b)
        }
        Context::Keeping => both_ways(&Reading::of(old), &Reading::of(new), |a, b| Reading::is_weaker(a, b, true), Reading::same),
        Context::Statement => sentences(old, new),
    }
}

/// Returns the attitude of a text.
pub(super) fn stance(text: &str) -> Attitude {
    let reading = Reading::of(text);
    let uses = reading.practiced.iter().any(|it| it.is_use());
    let protects = reading.protected.iter().next().is_some() || reading.refused.iter().any(|it| it.is_use());
    match (protects, uses) {
        (true, false) => Attitude::Protects,
        (false, true) => Attitude::Uses,
        _ => Attitude::Plain,
    }
}

/// Returns whether a text sets no end to a time: "as long as necessary".
pub(super) fn is_unbounded(text: &str) -> bool {
    Reading::of(text).unbounded
}

/// Returns whether a list of recipients is empty.
pub(super) fn names_nobody(text: &str) -> bool {
    let list = List::of(text);
    list.closed && list.items.is_empty()
}

/// Returns whether two texts have the same words in the same order, except for typos.
pub(super) fn same_words(old: &str, new: &str) -> bool {
    let (old, new) = (normalized(old), normalized(new));
    old == new || {
        let count = |text: &str| text.split(' ').count();
        count(&old) == count(&new) && old.split(' ').zip(new.split(' ')).all(|(a, b)| a == b || is_slip(a, b))
    }
}

/// Returns whether two words of five letters or more differ by a letter that one of them doubles ("mesage"), or by two neighbors that are
/// swapped ("recieve"). Other letters make other words: a contract is no contact.
fn is_slip(a: &str, b: &str) -> bool {
    let [a, b]: [Vec<char>; 2] = [a, b].map(|word| word.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 5 || long.iter().any(|c| !c.is_alphabetic()) {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char], from: usize| word.get(from..).unwrap_or_default().to_vec();
    match (long.len() - short.len(), short.get(same), long.get(same)) {
        (0, Some(one), Some(other)) => {
            short.get(same + 1) == Some(other) && long.get(same + 1) == Some(one) && rest(short, same + 2) == rest(long, same + 2)
        }
        (1, _, Some(more)) => {
            same.checked_sub(1).and_then(|at| long.get(at)) == Some(more) && rest(short, same) == rest(long, same + 1)
        }
        _ => false,
    }
}

/// The share of words that two texts have in common, in percent.
pub(super) fn similarity(old: &str, new: &str) -> usize {
    let (old, new) = (Reading::of(old).content, Reading::of(new).content);
    let all = old.union(&new).count();
    (old.intersection(&new).count() * 100).checked_div(all).unwrap_or(100)
}

fn both_ways<T>(old: &T, new: &T, is_weaker: impl Fn(&T, &T) -> bool, same: impl Fn(&T, &T) -> bool) -> Direction {
    match (is_weaker(old, new), is_weaker(new, old)) {
        (true, false) => Direction::Weaker,
        (false, true) => Direction::Stronger,
        (false, false) if same(old, new) => Direction::Neutral,
        _ => Direction::Unclear,
    }
}

/// Compares the sentences that the two texts do not share.
fn sentences(old: &str, new: &str) -> Direction {
    let split = |text: &str| -> Vec<String> {
        let ends = text.replace("! ", ". ").replace("? ", ". ").replace("; ", ". ");
        ends.split(". ").map(|it| it.trim().trim_end_matches('.').to_owned()).filter(|it| !it.is_empty()).collect()
    };
    let (mut before, mut after) = (split(old), split(new));
    let mut index = 0;
    while let Some(sentence) = before.get(index) {
        match after.iter().position(|other| same_words(sentence, other)) {
            Some(at) => {
                after.remove(at);
                before.remove(index);
            }
            None => index += 1,
        }
    }
    let alone = |text: &str| match stance(text) {
        Attitude::Protects => Direction::Stronger,
        Attitude::Uses => Direction::Weaker,
        Attitude::Plain => Direction::Unclear,
    };
    let pair = |a: &str, b: &str| both_ways(&Reading::of(a), &Reading::of(b), |a, b| Reading::is_weaker(a, b, false), Reading::same);
    match (before.len(), after.len()) {
        (0, 0) => Direction::Neutral,
        (0, _) => Direction::together(after.iter().map(|it| alone(it))),
        (_, 0) => Direction::together(before.iter().map(|it| alone(it).reversed())),
        (a, b) if a == b => Direction::together(before.iter().zip(&after).map(|(a, b)| pair(a, b))),
        _ => pair(&before.join(". "), &after.join(". ")),
    }
}

/// A text in lower case, with single spaces and without punctuation.
fn normalized(text: &str) -> String {
    let text = text.to_lowercase().replace(['’', '‘'], "'");
    let kept: String = text.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of recipients or purposes.
#[derive(Debug, PartialEq, Eq)]
struct List {
    items: BTreeSet<String>,
    /// True if the text says that the list is complete.
    closed: bool,
}

impl List {
    fn of(text: &str) -> Self {
        let spaced = format!(" {} ", text.to_lowercase().replace(['’', '‘'], "'"));
        let parts = spaced.replace(" and ", ",").replace(" or ", ",").replace(" et ", ",").replace(" ou ", ",");
        let mut list = Self { items: BTreeSet::new(), closed: false };
        for part in parts.split([',', ';', '/', '.', ':', '\n']) {
            let words = normalized(part);
            if ["nobody", "no one", "noone", "not shared", "no third", "none", "personne"].iter().any(|it| words.contains(it)) {
                list.closed = true;
                continue;
            }
            let kept: Vec<_> = words.split(' ').filter(|word| !word.is_empty() && !stop_word(word)).map(stem).collect();
            if !kept.is_empty() {
                list.items.insert(kept.join(" "));
            }
        }
        list
    }

    fn is_weaker(old: &Self, new: &Self) -> bool {
        let more = new.items.is_superset(&old.items);
        more && (new.items.len() > old.items.len() || old.closed && !new.closed)
    }
}

/// The time that a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timing {
    /// Until something is deleted or answered: longer is weaker.
    Shorter,
    /// Ahead of something, such as a notice: longer is stronger.
    Longer,
    /// Another one, such as an age.
    Other,
}

/// The parts of a text that the rules look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Reading {
    /// The words that no other field accounts for.
    content: BTreeSet<String>,
    /// The separators of lists.
    separators: usize,
    /// Durations in minutes, in the order of the text.
    durations: Vec<u64>,
    /// True if a duration is a minimum: "at least".
    at_least: bool,
    unbounded: bool,
    hedges: BTreeSet<&'static str>,
    exceptions: BTreeSet<&'static str>,
    limits: BTreeSet<&'static str>,
    /// The uses of data, and those that the text rules out.
    practiced: BTreeSet<Action>,
    refused: BTreeSet<Action>,
    /// The protections of people, and those that the text rules out.
    protected: BTreeSet<Action>,
    withheld: BTreeSet<Action>,
    keeps: bool,
    answers: bool,
    announces: bool,
}

impl Reading {
    fn of(text: &str) -> Self {
        let mut reading = Self::default();
        let words = tokens(text);
        let mut negated = false;
        let mut objected = false;
        let mut skip = 0;
        for (at, word) in words.iter().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if let Some((minutes, length)) = duration(&words, at) {
                reading.durations.push(minutes);
                skip = length - 1;
                continue;
            }
            negated = match word.as_str() {
                "not" | "never" | "no" | "nor" | "neither" | "nobody" | "none" | "without" => true,
                "." | ";" | ":" | "but" => false,
                "and" if words.get(at + 1).is_some_and(|next| matches!(next.as_str(), "we" | "it" | "they" | "you")) => false,
                marker if marker.starts_with('^') => false,
                _ => negated,
            };
            // A use to which people object is not one more use.
            objected = match (action_of(word), word.as_str()) {
                (Some(Action::Object | Action::OptOut), _) => true,
                (_, "." | ";" | ":" | "," | "but" | "and") => false,
                _ => objected,
            };
            match action_of(word) {
                Some(family) if objected && family.protects() == Some(false) => drop(reading.content.insert(format!("{family:?}"))),
                _ => reading.take(word, negated),
            }
        }
        reading
    }

    fn take(&mut self, word: &str, negated: bool) {
        match word {
            "," | "and" | "or" => self.separators += 1,
            "^keep" => self.unbounded = true,
            "^least" => self.at_least = true,
            "advance" | "beforehand" | "notice" | "before" => self.announces = true,
            _ => {}
        }
        if word.starts_with(['~', '^', '!', '%']) {
            phrases(|_, marker| {
                if marker == word {
                    match marker.as_bytes().first() {
                        Some(b'~') => self.hedges.insert(marker),
                        Some(b'!') => self.limits.insert(marker),
                        Some(b'%') => self.limits.insert(marker) | self.exceptions.insert(marker),
                        _ if !matches!(marker, "^keep" | "^least") => self.exceptions.insert(marker),
                        _ => false,
                    };
                }
            });
            return;
        }
        if let Some(family) = action_of(word) {
            self.keeps |= matches!(family, Action::Keep | Action::Delete);
            self.answers |= matches!(family, Action::Answer | Action::Notify);
            let set = match (family.protects(), negated) {
                (Some(true), false) => Some(&mut self.protected),
                (Some(true), true) => Some(&mut self.withheld),
                (Some(false), false) => Some(&mut self.practiced),
                (Some(false), true) => Some(&mut self.refused),
                (None, _) => None,
            };
            set.map(|set| set.insert(family));
            self.content.insert(format!("{family:?}"));
        } else if word.chars().any(char::is_alphanumeric) && !stop_word(word) {
            self.content.insert(stem(word));
        }
    }

    /// Returns whether both readings agree in everything that the rules compare. The number of separators does not matter if the words
    /// are equal.
    fn same(old: &Self, new: &Self) -> bool {
        *old == Self { separators: old.separators, ..new.clone() }
    }

    fn timing(&self, keeping: bool) -> Timing {
        match (keeping || self.keeps || self.answers, self.announces && !keeping) {
            (true, false) => Timing::Shorter,
            (_, true) if !self.keeps => Timing::Longer,
            _ => Timing::Other,
        }
    }

    /// Returns whether the new reading promises less than the old one by one of the rules.
    fn is_weaker(old: &Self, new: &Self, keeping: bool) -> bool {
        let less_certain = more(&new.hedges, &old.hedges) || more(&new.exceptions, &old.exceptions);
        if keeping {
            return less_certain || Self::is_longer(old, new, true);
        }
        let common = |a: &BTreeSet<Action>, b: &BTreeSet<Action>| a.intersection(b).next().is_some();
        let lost = |a: &BTreeSet<Action>, b: &BTreeSet<Action>| a.is_superset(b) && a.len() > b.len();
        // A use that was ruled out, or a protection that is gone.
        let begun = new.practiced.iter().any(|it| old.refused.contains(it) && !old.practiced.contains(it));
        let ended = new.withheld.iter().any(|it| old.protected.contains(it) && !new.protected.contains(it));
        let dropped = lost(&old.protected, &new.protected) || lost(&old.refused, &new.refused);
        let dropped = dropped && new.practiced.is_superset(&old.practiced) && new.withheld.is_superset(&old.withheld);
        // The same promise, with a way out.
        let promise = common(&old.protected, &new.protected) || common(&old.refused, &new.refused);
        let hedged = promise && less_certain;
        // The same practice, with more in the list or fewer limits.
        let practice = common(&old.practiced, &new.practiced);
        let longer_list = practice
            && new.content.is_superset(&old.content)
            && new.content.len() > old.content.len()
            && new.separators > old.separators
            && new.limits == old.limits
            && new.exceptions == old.exceptions
            && new.durations == old.durations;
        let unlimited = practice && more(&old.limits, &new.limits);
        begun || ended || dropped || hedged || longer_list || unlimited || Self::is_longer(old, new, false)
    }

    /// Returns whether data is kept longer, or an answer takes longer.
    fn is_longer(old: &Self, new: &Self, keeping: bool) -> bool {
        let (timing, other) = (old.timing(keeping), new.timing(keeping));
        if timing != other || timing == Timing::Other {
            return false;
        }
        if timing == Timing::Shorter && new.unbounded && !old.unbounded {
            return true;
        }
        if old.durations.len() != new.durations.len() || old.unbounded != new.unbounded || !Self::comparable(old, new, keeping) {
            return false;
        }
        let (from, to) = if timing == Timing::Shorter { (old, new) } else { (new, old) };
        let pairs = || from.durations.iter().zip(&to.durations);
        let equal = |(a, b): (&u64, &u64)| a.abs_diff(*b) * 30 <= *a.max(b);
        let longer = pairs().all(|it| equal(it) || it.0 < it.1) && pairs().any(|it| !equal(it));
        longer || new.at_least && !old.at_least && !old.durations.is_empty() && pairs().all(equal)
    }

    /// Returns whether two durations are about the same thing: the words around them agree. In a fact about retention, one of them may
    /// lack the moment from which the time counts.
    fn comparable(old: &Self, new: &Self, keeping: bool) -> bool {
        keeping && (old.content.is_empty() || new.content.is_empty()) || half(&old.content, &new.content)
    }
}

fn more(a: &BTreeSet<&'static str>, b: &BTreeSet<&'static str>) -> bool {
    a.is_superset(b) && a.len() > b.len()
}

/// Returns whether at least half of all words are in both.
fn half(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.intersection(b).count() * 2 >= a.union(b).count()
}

/// Words and punctuation, with known phrases replaced by one marker each.
fn tokens(text: &str) -> Vec<String> {
    let mut spaced = String::from(" ");
    for c in text.to_lowercase().chars() {
        match c {
            '’' | '‘' | '\'' => spaced.push('\''),
            '-' | '–' | '—' | '/' | '(' | ')' => spaced.push(' '),
            '.' | ',' | ';' | ':' | '!' | '?' => {
                spaced.push(' ');
                spaced.push(if matches!(c, '!' | '?') { '.' } else { c });
                spaced.push(' ');
            }
            c if c.is_alphanumeric() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    spaced.push(' ');
    // "don't", "doesn't", "won't", "can't"
    let spaced = spaced.replace("won't", "will not").replace("can't", "can not").replace("cannot", "can not").replace("n't", " not");
    let mut text = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    phrases(|phrase, marker| {
        let phrase = format!(" {phrase} ");
        while text.contains(&phrase) {
            text = text.replacen(&phrase, &format!(" {marker} "), 1);
        }
    });
    text.split_whitespace().map(str::to_owned).collect()
}

/// The minutes of a duration that begins at a word, and how many words it has. The age of people does not count as a duration.
fn duration(words: &[String], at: usize) -> Option<(u64, usize)> {
    let word = words.get(at)?;
    if word == "%now" {
        return Some((0, 1));
    }
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(String::as_str);
    let (count, length) = match word.as_str() {
        "a" | "an" => {
            let begins = ["within", "for", "after", "than", "of", "until", "^least", "most", "to", "."];
            before.is_none_or(|before| begins.contains(&before)).then_some((1, 1))?
        }
        _ => count(words, at)?,
    };
    let after = |from: usize| words.get(at + from).map(String::as_str);
    let between = usize::from(matches!(after(length)?, "business" | "calendar" | "working" | "full" | "consecutive"));
    let unit = after(length + between)?;
    let minutes = unit_minutes(unit)?;
    let length = length + between + 1;
    let is_age = || matches!(before, Some("under" | "below" | "aged" | "age")) || matches!(after(length), Some("old" | "older"));
    if unit.starts_with("year") && is_age() {
        return None;
    }
    Some((count.saturating_mul(minutes), length))
}

/// The value of a number that begins at a word, and how many words it has: "30", "twenty four", "thirty (30)".
fn count(words: &[String], at: usize) -> Option<(u64, usize)> {
    let word = words.get(at)?;
    let value = number(word)?;
    let next = words.get(at + 1).and_then(|next| number(next));
    let (value, length) = match next.filter(|next| tens(word).is_some() && (1..10).contains(next)) {
        Some(ones) => (value + ones, 2),
        None => (value, 1),
    };
    let again = words.get(at + length).and_then(|next| number(next)) == Some(value);
    Some((value, length + usize::from(again)))
}
