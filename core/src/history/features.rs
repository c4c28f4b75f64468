//! Reads the features of a text (actions, times, negations and so on), and compares the features of two wordings by rules.

use std::collections::BTreeSet;

use super::{
    tokens::{duration, tokens},
    vocabulary::{Action, action_of, is_beyond, marker, stem, stop_word},
};
use crate::duration::number;

/// The kind of time in a sentence, by the change that is better for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timing {
    /// A shorter time is better: data is deleted, or a request is answered, within it.
    Shorter,
    /// A longer time is better: people are notified so long before a change.
    Longer,
    /// Another time, such as an age, for which no change is known to be better.
    Other,
}

/// The features of a text that the rules compare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct WordingFeatures {
    /// The stems of the words, without markers, stop words, durations and ages. A word for an action is replaced by the action's
    /// name.
    pub(super) words: BTreeSet<String>,
    /// The number of separators of lists: commas, "and", "or".
    separators: usize,
    /// Durations in minutes, in the order of the text.
    pub(super) durations: Vec<u64>,
    /// True if a duration is a minimum: "at least".
    has_minimum: bool,
    /// True if the text sets no end to a time: "as long as necessary".
    pub(super) unbounded: bool,
    /// The markers of each kind. `PHRASES` in `vocabulary.rs` explains markers.
    hedges: BTreeSet<&'static str>,
    exceptions: BTreeSet<&'static str>,
    limits: BTreeSet<&'static str>,
    emphases: BTreeSet<&'static str>,
    /// The purposes to which a refusal is limited: "not sold for money".
    refused_purposes: BTreeSet<String>,
    /// The number of words that begin a limiting clause: "that", "if".
    conditions: usize,
    /// The ages N of "people under N".
    ages: Vec<u64>,
    /// The uses of data that the text describes.
    pub(super) uses: BTreeSet<Action>,
    /// The uses of data that the text rules out.
    pub(super) refused_uses: BTreeSet<Action>,
    /// The protections of people that the text promises.
    pub(super) protections: BTreeSet<Action>,
    /// The protections of people that the text rules out.
    refused_protections: BTreeSet<Action>,
    mentions_keeping: bool,
    mentions_answer: bool,
    mentions_notice: bool,
    /// True if something happens only after a time: "30 days after".
    has_delay: bool,
    /// True if a time may be extended.
    pub(super) is_extensible: bool,
    /// True if a second time follows the first: "for a further 30 days".
    has_second_time: bool,
}

/// The state of a clause: how the words read so far affect the meaning of the next word.
#[derive(Debug, Default)]
struct Clause {
    /// True after a negation. The clause then rules out what it names.
    negated: bool,
    /// True after a word such as "object". The clause then names a use that people object to, which is not another use.
    objected: bool,
    /// True after "for" in a negated clause. The clause then names the purpose of the use that it rules out.
    in_refused_purpose: bool,
    /// True if the sentence mentions people: "you", "users".
    about_people: bool,
    /// True if the sentence is about a right: it contains "right" or "you".
    about_right: bool,
}

impl Clause {
    fn advance(&mut self, word: &str, next: &str) {
        let subject = matches!(next, "we" | "it" | "they" | "you");
        match word {
            "not" | "never" | "no" | "nor" | "neither" | "nobody" | "none" | "without" => self.negated = true,
            "." | ";" | ":" | "but" => self.negated = false,
            "and" if subject => self.negated = false,
            marker if marker.starts_with('^') => self.negated = false,
            _ => {}
        }
        self.in_refused_purpose &= self.negated;
        match (action_of(word), word) {
            (Some(Action::Object | Action::OptOut), _) => self.objected = true,
            (_, "." | ";" | ":" | "," | "but" | "and") => self.objected = false,
            _ => {}
        }
        self.about_right = word != "." && (self.about_right || matches!(word, "you" | "right" | "rights"));
        self.about_people =
            word != "." && (self.about_people || matches!(word, "you" | "users" | "people" | "anyone" | "everyone" | "parents"));
    }
}

impl WordingFeatures {
    pub(super) fn of(text: &str) -> Self {
        let mut features = Self::default();
        let words = tokens(text);
        let mut clause = Clause::default();
        let mut skip = 0;
        for (at, word) in words.iter().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if let Some((minutes, length)) = duration(&words, at) {
                features.durations.push(minutes);
                features.has_delay |= words.get(at + length).is_some_and(|next| next == "after");
                features.has_second_time |= words.iter().skip(at).take(length).any(|word| is_beyond(word));
                skip = length - 1;
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", String::as_str);
            if let Some(age) = number(word).filter(|_| matches!(before, "under" | "below")) {
                features.ages.push(age);
                continue;
            }
            let next = words.get(at + 1).map_or("", String::as_str);
            clause.advance(word, next);
            let refuses = clause.negated && features.refused_uses.iter().any(|action| action.is_use());
            clause.in_refused_purpose |= word == "for" && refuses && duration(&words, at + 1).is_none();
            let action = features.action(word, [before, next], &clause);
            match action {
                Some(action) if clause.objected && action.protects() == Some(false) => {
                    features.words.insert(format!("{action:?}"));
                }
                _ => features.add_word(word, action, &clause),
            }
        }
        features
    }

    /// Returns the action that a word names in its clause.
    fn action(&self, word: &str, [before, next]: [&str; 2], clause: &Clause) -> Option<Action> {
        let subject = matches!(before, "we" | "it" | "they" | "bot" | "not" | "never" | "may" | "will");
        if subject && next != "in" && matches!(word, "log" | "logs") {
            return Some(Action::Collect);
        }
        match action_of(word)? {
            // A request of people is a right. A request of an authority is not.
            Action::Request => {
                let is_right = clause.about_people && !self.uses.iter().any(|it| it.is_use()) || before == "your";
                is_right.then_some(Action::Request)
            }
            // In a sentence about a right, "access" means that people get their data. Otherwise somebody has access to it.
            Action::Access if clause.about_right && word.starts_with("access") => Some(Action::Export),
            action => Some(action),
        }
    }

    fn add_word(&mut self, word: &str, action: Option<Action>, clause: &Clause) {
        match word {
            "," | "and" | "or" => self.separators += 1,
            "^keep" => self.unbounded = true,
            "^least" => self.has_minimum = true,
            "advance" | "beforehand" | "notice" | "before" => self.mentions_notice = true,
            "that" | "which" | "who" | "if" | "when" | "where" => self.conditions += 1,
            "!anonymous" => self.mentions_keeping = true,
            _ => {}
        }
        self.is_extensible |= !clause.negated && ["extend", "prolong"].iter().any(|it| word.starts_with(it));
        self.has_second_time |= is_beyond(word);
        if let Some(marker) = marker(word) {
            match marker.as_bytes().first() {
                Some(b'~') => self.hedges.insert(marker),
                Some(b'!') => self.limits.insert(marker),
                Some(b'%') => self.limits.insert(marker) | self.exceptions.insert(marker),
                Some(b'+') => self.emphases.insert(marker),
                _ if !matches!(marker, "^keep" | "^least") => self.exceptions.insert(marker),
                _ => false,
            };
            return;
        }
        let name = match action {
            Some(action) => format!("{action:?}"),
            None if word.chars().any(char::is_alphanumeric) && !stop_word(word) => stem(word),
            None => return,
        };
        if clause.in_refused_purpose {
            self.refused_purposes.insert(name.clone());
        }
        if let Some(action) = action {
            self.mentions_keeping |= matches!(action, Action::Keep | Action::Delete);
            self.mentions_answer |= matches!(action, Action::Answer | Action::Notify);
            let set = match (action.protects(), clause.negated) {
                (Some(true), false) => Some(&mut self.protections),
                (Some(true), true) => Some(&mut self.refused_protections),
                (Some(false), false) => Some(&mut self.uses),
                (Some(false), true) if !clause.in_refused_purpose => Some(&mut self.refused_uses),
                _ => None,
            };
            set.map(|set| set.insert(action));
            if action.is_of_many() {
                // The first letter distinguishes the words of the group: "sell", "sold" and "sale" begin with "s", "rent" with "r".
                self.words.extend(word.chars().next().map(|first| format!("{name} {first}")));
            }
        }
        self.words.insert(name);
    }

    /// Returns whether all features of both wordings are equal, except for the number of separators.
    pub(super) fn same(old: &Self, new: &Self) -> bool {
        *old == Self { separators: old.separators, ..new.clone() }
    }

    fn timing(&self, keeping: bool) -> Timing {
        match (keeping || self.mentions_keeping || self.mentions_answer, self.mentions_notice && !keeping) {
            (true, false) => Timing::Shorter,
            (_, true) if !self.mentions_keeping => Timing::Longer,
            _ => Timing::Other,
        }
    }

    /// Returns whether one of the rules finds that the new wording promises less than the old one. `keeping` is true for texts
    /// about retention or deletion.
    pub(super) fn is_weaker(old: &Self, new: &Self, keeping: bool) -> bool {
        if keeping {
            return Self::is_less_certain(old, new) || Self::is_longer(old, new, true);
        }
        let rules = [Self::starts_refused_use, Self::protects_less, Self::refuses_less, Self::uses_more, Self::may_exceed_time];
        rules.iter().any(|rule| rule(old, new)) || Self::is_longer(old, new, false)
    }

    /// Returns whether the new wording adds a hedge and drops none, or adds an exception and drops none. A choice that people make
    /// themselves does not count as an exception.
    fn is_less_certain(old: &Self, new: &Self) -> bool {
        let exceptions = |it: &Self| it.exceptions.iter().copied().filter(|exception| *exception != EXCEPT_BY_CHOICE).collect();
        is_proper_superset(&new.hedges, &old.hedges) || is_proper_superset(&exceptions(new), &exceptions(old))
    }

    /// Returns whether the new wording describes a use that the old one ruled out.
    fn starts_refused_use(old: &Self, new: &Self) -> bool {
        let was_refused = |it: &Action| old.refused_uses.contains(it) || old.refused_purposes.contains(&format!("{it:?}"));
        new.uses.iter().any(|it| was_refused(it) && !old.uses.contains(it))
    }

    /// Returns whether a protection is ruled out, left out, delayed or less certain.
    fn protects_less(old: &Self, new: &Self) -> bool {
        let ended = new.refused_protections.iter().any(|action| old.protections.contains(action) && !new.protections.contains(action));
        // If people are now asked for consent, a missing right to object is no loss: consent protects them more.
        let asked = new.limits.contains(CONSENT) && !old.limits.contains(CONSENT);
        let dropped = is_proper_superset(&old.protections, &new.protections) && Self::only_removes(old, new) && !asked;
        let less = Self::is_less_certain(old, new) || is_proper_superset(&old.emphases, &new.emphases);
        let less = less || old.protections == new.protections && Self::only_adds_conditions(old, new);
        let less = less || new.has_delay && old.durations.is_empty() && old.words == new.words;
        ended || dropped || intersects(&old.protections, &new.protections) && less
    }

    /// Returns whether the refusal of a use is left out, less certain, or limited to fewer purposes or people.
    fn refuses_less(old: &Self, new: &Self) -> bool {
        let dropped = is_proper_superset(&old.refused_uses, &new.refused_uses) && Self::only_removes(old, new);
        let less = Self::is_less_certain(old, new)
            || is_proper_superset(&new.exceptions, &old.exceptions)
            || is_proper_superset(&old.emphases, &new.emphases);
        let narrower = match (old.refused_purposes.is_empty(), new.refused_purposes.is_empty()) {
            (true, false) => true,
            (false, false) => is_proper_superset(&old.refused_purposes, &new.refused_purposes),
            _ => false,
        };
        let ages = || old.ages.iter().zip(&new.ages);
        let younger = old.ages.len() == new.ages.len() && old.words == new.words && ages().all(|(a, b)| a >= b) && old.ages != new.ages;
        let fewer = old.refused_uses == new.refused_uses && (Self::only_adds_conditions(old, new) || Self::only_adds_items(new, old));
        dropped || intersects(&old.refused_uses, &new.refused_uses) && (less || narrower || younger || fewer)
    }

    /// Returns whether the new wording only leaves something out, without a new time in its place.
    fn only_removes(old: &Self, new: &Self) -> bool {
        let explained = new.durations.len() > old.durations.len();
        !explained && new.uses.is_superset(&old.uses) && new.refused_protections.is_superset(&old.refused_protections)
    }

    /// Returns whether the new wording only adds a condition: "if you ask us".
    fn only_adds_conditions(old: &Self, new: &Self) -> bool {
        new.conditions > old.conditions
            && is_proper_superset(&new.words, &old.words)
            && new.separators == old.separators
            && Self::has_same_limits(old, new)
    }

    fn only_adds_items(old: &Self, new: &Self) -> bool {
        is_proper_superset(&new.words, &old.words) && new.separators > old.separators && Self::has_same_limits(old, new)
    }

    /// Returns whether both have the same limits, exceptions, times and refused purposes.
    fn has_same_limits(old: &Self, new: &Self) -> bool {
        let parts = |it: &Self| (it.limits.clone(), it.exceptions.clone(), it.durations.clone(), it.refused_purposes.clone());
        parts(old) == parts(new)
    }

    /// Returns whether a use of data continues with a longer list, fewer conditions or fewer limits.
    fn uses_more(old: &Self, new: &Self) -> bool {
        let longer_list = Self::only_adds_items(old, new) && new.protections == old.protections;
        let in_more_cases = Self::only_adds_conditions(new, old) && new.uses == old.uses && new.protections == old.protections;
        let unasked = old.limits.contains(CONSENT) && !new.limits.contains(CONSENT);
        let unlimited = unasked || is_proper_superset(&old.limits, &new.limits);
        intersects(&old.uses, &new.uses) && (longer_list || in_more_cases || unlimited)
    }

    /// Returns whether the time for keeping data or for an answer is the same, but may be exceeded.
    fn may_exceed_time(old: &Self, new: &Self) -> bool {
        let keeps = |it: &Self| it.uses.contains(&Action::Keep);
        let extended = new.is_extensible && !old.is_extensible && old.timing(false) == Timing::Shorter;
        let followed = new.has_second_time && !old.has_second_time && new.words.is_superset(&old.words) && keeps(old) && keeps(new);
        let longer = new.durations.len() > old.durations.len() && new.durations.starts_with(&old.durations);
        let limited = keeps(old) && keeps(new) || old.mentions_answer && new.mentions_answer;
        let limited = limited && old.durations == new.durations && old.unbounded == new.unbounded;
        let limited = limited && (old.unbounded || !old.durations.is_empty());
        let loosened = limited && old.protections == new.protections && old.refused_uses == new.refused_uses;
        // "May be kept" is a hedge, but does not allow exceeding a time.
        let certain = |it: &Self| !it.exceptions.contains("^unless") && it.hedges.iter().all(|hedge| *hedge == "~may" && keeps(it));
        longer && (extended || followed) || loosened && certain(old) && !certain(new)
    }

    /// Returns whether data is kept longer, an answer takes longer, or a notice is given less time ahead.
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
        // A difference of up to a thirtieth does not count: "30 days" equals "one month".
        let equal = |(a, b): (&u64, &u64)| a.abs_diff(*b) * 30 <= *a.max(b);
        let longer = pairs().all(|pair| equal(pair) || pair.0 < pair.1) && pairs().any(|pair| !equal(pair));
        longer || new.has_minimum && !old.has_minimum && !old.durations.is_empty() && pairs().all(equal)
    }

    /// Returns whether the durations of two wordings are about the same thing, because the words around them agree. If both are
    /// facts about retention, one of them may have no words: it does not state from when the time counts.
    fn comparable(old: &Self, new: &Self, keeping: bool) -> bool {
        keeping && (old.words.is_empty() || new.words.is_empty()) || shares_half(&old.words, &new.words)
    }
}

/// The marker of a use that needs people's consent.
const CONSENT: &str = "%consent";

/// The marker of an exception that people choose themselves.
const EXCEPT_BY_CHOICE: &str = "%you";

fn is_proper_superset<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    a.is_superset(b) && a.len() > b.len()
}

fn intersects(a: &BTreeSet<Action>, b: &BTreeSet<Action>) -> bool {
    !a.is_disjoint(b)
}

/// Returns whether at least half of all words are in both sets.
fn shares_half(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.intersection(b).count() * 2 >= a.union(b).count()
}
