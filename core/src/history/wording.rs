//! Compares two wordings: which of them promises less to the people whose data it is?
//!
//! It reads only durations, negations, hedges, lists and a few known words of English sentences. It applies each rule twice: from
//! the old wording to the new one, and in reverse. It decides only if rules apply in just one of the two directions. Everything
//! else is [`Direction::Unclear`]. So swapping the two wordings always swaps weaker and stronger.

use std::collections::BTreeSet;

use super::{
    Direction,
    features::WordingFeatures,
    vocabulary::{DATES_ITSELF, expanded, is_of_date, stem, stop_word},
};
use crate::normalize::shared_percent;

/// The kind of text. It decides whether a longer time or a longer list is weaker or stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// A statement's sentences.
    Statement,
    /// The retention or the deletion of data.
    Keeping,
    /// A list of recipients or purposes: more of them is weaker.
    List,
}

/// The attitude of a text to people's data. It decides the direction of a statement that only one edition contains.
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
        Context::Keeping => both_ways(
            &WordingFeatures::of(old),
            &WordingFeatures::of(new),
            |a, b| WordingFeatures::is_weaker(a, b, true),
            WordingFeatures::same,
        ),
        Context::Statement => sentences(old, new),
    }
}

/// Returns the attitude of a text.
pub(super) fn attitude(text: &str) -> Attitude {
    let features = WordingFeatures::of(text);
    let uses = features.uses.iter().any(|it| it.is_use()) || features.is_extensible && !features.durations.is_empty();
    let protects = features.protections.iter().next().is_some() || features.refused_uses.iter().any(|action| action.is_use());
    match (protects, uses) {
        (true, false) => Attitude::Protects,
        (false, true) => Attitude::Uses,
        _ => Attitude::Plain,
    }
}

/// Returns whether a text sets no end to a time: "as long as necessary".
pub(super) fn is_unbounded(text: &str) -> bool {
    WordingFeatures::of(text).unbounded
}

/// Returns whether a text about recipients says that the data has no recipient.
pub(super) fn names_no_recipient(text: &str) -> bool {
    let list = List::of(text);
    list.closed && list.items.is_empty()
}

/// Returns whether two texts have the same words in the same order, except for typos.
pub(super) fn same_words(old: &str, new: &str) -> bool {
    same_normalized(&normalized(old), &normalized(new))
}

fn same_normalized(old: &str, new: &str) -> bool {
    old == new || {
        let count = |text: &str| text.split(' ').count();
        count(old) == count(new) && old.split(' ').zip(new.split(' ')).all(|(a, b)| a == b || is_typo(a, b))
    }
}

/// Returns whether one of two words is a typo of the other. Both have five letters or more, and they differ by a letter that only
/// one of them doubles ("mesage"), or by two neighboring letters that are swapped ("recieve"). A letter more is no typo: "contract"
/// is not "contact".
fn is_typo(a: &str, b: &str) -> bool {
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

/// Returns the share of words that two texts have in common, in percent.
pub(super) fn similarity(old: &str, new: &str) -> usize {
    let (old, new) = (WordingFeatures::of(old).words, WordingFeatures::of(new).words);
    shared_percent(&old, &new).unwrap_or(100)
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
    let (mut before, mut after) = (Sentence::all(old), Sentence::all(new));
    let mut index = 0;
    while let Some(sentence) = before.get(index) {
        match after.iter().position(|other| sentence.is_same(other)) {
            Some(at) => {
                after.remove(at);
                before.remove(index);
            }
            None => index += 1,
        }
    }
    let alone = |sentence: &Sentence| match attitude(&sentence.text) {
        Attitude::Protects => Direction::Stronger,
        Attitude::Uses => Direction::Weaker,
        Attitude::Plain => Direction::Unclear,
    };
    let pair = |a: &str, b: &str| {
        both_ways(
            &WordingFeatures::of(a),
            &WordingFeatures::of(b),
            |a, b| WordingFeatures::is_weaker(a, b, false),
            WordingFeatures::same,
        )
    };
    let joined = |all: &[Sentence]| all.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(". ");
    match (before.len(), after.len()) {
        (0, 0) => Direction::Neutral,
        (0, _) => Direction::together(after.iter().map(alone)),
        (_, 0) => Direction::together(before.iter().map(|it| alone(it).reversed())),
        (a, b) if a == b => Direction::together(before.iter().zip(&after).map(|(a, b)| pair(&a.text, &b.text))),
        _ => pair(&joined(&before), &joined(&after)),
    }
}

/// A sentence, prepared for comparing it with all others.
struct Sentence {
    text: String,
    normalized: String,
    /// Its words without the date, if it states the document's own date: "last updated in May 2023".
    undated: Option<String>,
}

impl Sentence {
    fn all(text: &str) -> Vec<Self> {
        let ends = text.replace("! ", ". ").replace("? ", ". ").replace("; ", ". ");
        let sentences = ends.split(". ").map(|it| it.trim().trim_end_matches('.')).filter(|it| !it.is_empty());
        sentences.map(Self::of).collect()
    }

    fn of(text: &str) -> Self {
        let normalized = normalized(text);
        let dates_itself =
            normalized.split(' ').any(|word| DATES_ITSELF.contains(&word)) && WordingFeatures::of(text).durations.is_empty();
        let (date, rest): (Vec<&str>, Vec<&str>) = normalized.split(' ').partition(|word| is_of_date(word));
        let undated = (dates_itself && !date.is_empty()).then(|| rest.join(" "));
        Self { text: text.to_owned(), normalized, undated }
    }

    fn is_same(&self, other: &Self) -> bool {
        same_normalized(&self.normalized, &other.normalized) || self.undated.is_some() && self.undated == other.undated
    }
}

/// Returns a text in lower case, with single spaces and without punctuation.
fn normalized(text: &str) -> String {
    let text = expanded(&text.to_lowercase().replace(['’', '‘'], "'"));
    let kept: String = text.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of recipients or purposes.
#[derive(Debug, PartialEq, Eq)]
struct List {
    items: BTreeSet<String>,
    /// True if the text excludes all recipients, or all that it does not name: "nobody", "no one else".
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
