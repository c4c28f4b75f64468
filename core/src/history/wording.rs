//! Compares two wordings: which of them promises less to the people whose data it is?
//!
//! This reads English sentences by their durations, negations, hedges and lists, and nothing more. It answers only where one of a few
//! rules applies in one direction and none applies in the other; everything else is [`Direction::Unclear`]. Because each rule is asked
//! both ways, comparing in reverse order always swaps weaker and stronger.

use std::collections::BTreeSet;

use super::Direction;
use super::vocabulary::{
    Action, DATES_ITSELF, action_of, expanded, is_beyond, is_of_date, marker, number, phrase, stem, stop_word, tens, unit_minutes,
};

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
    let uses = reading.practiced.iter().any(|it| it.is_use()) || reading.extends && !reading.durations.is_empty();
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
    same_normalized(&normalized(old), &normalized(new))
}

fn same_normalized(old: &str, new: &str) -> bool {
    old == new || {
        let count = |text: &str| text.split(' ').count();
        count(old) == count(new) && old.split(' ').zip(new.split(' ')).all(|(a, b)| a == b || is_slip(a, b))
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
    let alone = |sentence: &Sentence| match stance(&sentence.text) {
        Attitude::Protects => Direction::Stronger,
        Attitude::Uses => Direction::Weaker,
        Attitude::Plain => Direction::Unclear,
    };
    let pair = |a: &str, b: &str| both_ways(&Reading::of(a), &Reading::of(b), |a, b| Reading::is_weaker(a, b, false), Reading::same);
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
    /// Its words without the date, if the document dates itself with it: "last updated in May 2023".
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
        let dates_itself = normalized.split(' ').any(|word| DATES_ITSELF.contains(&word)) && Reading::of(text).durations.is_empty();
        let (date, rest): (Vec<&str>, Vec<&str>) = normalized.split(' ').partition(|word| is_of_date(word));
        let undated = (dates_itself && !date.is_empty()).then(|| rest.join(" "));
        Self { text: text.to_owned(), normalized, undated }
    }

    fn is_same(&self, other: &Self) -> bool {
        same_normalized(&self.normalized, &other.normalized) || self.undated.is_some() && self.undated == other.undated
    }
}

/// A text in lower case, with single spaces and without punctuation.
fn normalized(text: &str) -> String {
    let text = expanded(&text.to_lowercase().replace(['’', '‘'], "'"));
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
    emphases: BTreeSet<&'static str>,
    /// The purposes to which a refusal is limited: "not sold for money".
    refused_for: BTreeSet<String>,
    /// The words that limit what is meant: "that", "if".
    conditions: usize,
    /// The ages below which people are meant.
    ages: Vec<u64>,
    /// The uses of data, and those that the text rules out.
    practiced: BTreeSet<Action>,
    refused: BTreeSet<Action>,
    /// The protections of people, and those that the text rules out.
    protected: BTreeSet<Action>,
    withheld: BTreeSet<Action>,
    keeps: bool,
    answers: bool,
    announces: bool,
    /// True if a time passes first: "30 days after".
    delays: bool,
    /// True if a time may be extended.
    extends: bool,
    /// True if a time follows another one.
    beyond: bool,
}

/// What the words before decide about the next one.
#[derive(Debug, Default)]
struct Clause {
    /// It rules out what it names.
    negated: bool,
    /// People object to what it names, which is then not one more use.
    objected: bool,
    /// It names the purpose of what is ruled out.
    purpose: bool,
    /// The sentence is about something that people do.
    people: bool,
    /// The sentence is about a right.
    right: bool,
}

impl Clause {
    fn go_on(&mut self, word: &str, next: &str) {
        let subject = matches!(next, "we" | "it" | "they" | "you");
        match word {
            "not" | "never" | "no" | "nor" | "neither" | "nobody" | "none" | "without" => self.negated = true,
            "." | ";" | ":" | "but" => self.negated = false,
            "and" if subject => self.negated = false,
            marker if marker.starts_with('^') => self.negated = false,
            _ => {}
        }
        self.purpose &= self.negated;
        match (action_of(word), word) {
            (Some(Action::Object | Action::OptOut), _) => self.objected = true,
            (_, "." | ";" | ":" | "," | "but" | "and") => self.objected = false,
            _ => {}
        }
        self.right = word != "." && (self.right || matches!(word, "you" | "right" | "rights"));
        self.people = word != "." && (self.people || matches!(word, "you" | "users" | "people" | "anyone" | "everyone" | "parents"));
    }
}

impl Reading {
    fn of(text: &str) -> Self {
        let mut reading = Self::default();
        let words = tokens(text);
        let mut clause = Clause::default();
        let mut skip = 0;
        for (at, word) in words.iter().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if let Some((minutes, length)) = duration(&words, at) {
                reading.durations.push(minutes);
                reading.delays |= words.get(at + length).is_some_and(|next| next == "after");
                reading.beyond |= words.iter().skip(at).take(length).any(|word| is_beyond(word));
                skip = length - 1;
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", String::as_str);
            if let Some(age) = number(word).filter(|_| matches!(before, "under" | "below")) {
                reading.ages.push(age);
                continue;
            }
            let next = words.get(at + 1).map_or("", String::as_str);
            clause.go_on(word, next);
            let refuses = clause.negated && reading.refused.iter().any(|it| it.is_use());
            clause.purpose |= word == "for" && refuses && duration(&words, at + 1).is_none();
            let action = reading.action(word, [before, next], &clause);
            match action {
                Some(action) if clause.objected && action.protects() == Some(false) => {
                    reading.content.insert(format!("{action:?}"));
                }
                _ => reading.take(word, action, &clause),
            }
        }
        reading
    }

    /// Returns the action that a word names in its clause.
    fn action(&self, word: &str, [before, next]: [&str; 2], clause: &Clause) -> Option<Action> {
        let subject = matches!(before, "we" | "it" | "they" | "bot" | "not" | "never" | "may" | "will");
        if subject && next != "in" && matches!(word, "log" | "logs") {
            return Some(Action::Collect);
        }
        match action_of(word)? {
            // A request of authorities is no right of people.
            Action::Request => {
                let is_right = clause.people && !self.practiced.iter().any(|it| it.is_use()) || before == "your";
                is_right.then_some(Action::Request)
            }
            // People have a right to access; others have access.
            Action::Access if clause.right && word.starts_with("access") => Some(Action::Export),
            action => Some(action),
        }
    }

    fn take(&mut self, word: &str, action: Option<Action>, clause: &Clause) {
        match word {
            "," | "and" | "or" => self.separators += 1,
            "^keep" => self.unbounded = true,
            "^least" => self.at_least = true,
            "advance" | "beforehand" | "notice" | "before" => self.announces = true,
            "that" | "which" | "who" | "if" | "when" | "where" => self.conditions += 1,
            "!anonymous" => self.keeps = true,
            _ => {}
        }
        self.extends |= !clause.negated && ["extend", "prolong"].iter().any(|it| word.starts_with(it));
        self.beyond |= is_beyond(word);
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
        if clause.purpose {
            self.refused_for.insert(name.clone());
        }
        if let Some(action) = action {
            self.keeps |= matches!(action, Action::Keep | Action::Delete);
            self.answers |= matches!(action, Action::Answer | Action::Notify);
            let set = match (action.protects(), clause.negated) {
                (Some(true), false) => Some(&mut self.protected),
                (Some(true), true) => Some(&mut self.withheld),
                (Some(false), false) => Some(&mut self.practiced),
                (Some(false), true) if !clause.purpose => Some(&mut self.refused),
                _ => None,
            };
            set.map(|set| set.insert(action));
            if action.is_of_many() {
                // "sell", "sold" and "sale" begin with the same letter.
                self.content.extend(word.chars().next().map(|first| format!("{name} {first}")));
            }
        }
        self.content.insert(name);
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
        if keeping {
            return Self::is_less_certain(old, new) || Self::is_longer(old, new, true);
        }
        let rules = [Self::begins, Self::protects_less, Self::refuses_less, Self::practices_more, Self::keeps_more];
        rules.iter().any(|rule| rule(old, new)) || Self::is_longer(old, new, false)
    }

    /// Returns whether there is a hedge or an exception more. What people may decide themselves is no exception.
    fn is_less_certain(old: &Self, new: &Self) -> bool {
        let exceptions = |it: &Self| it.exceptions.iter().copied().filter(|it| *it != BY_YOU).collect();
        more(&new.hedges, &old.hedges) || more(&exceptions(new), &exceptions(old))
    }

    /// A use begins that was ruled out.
    fn begins(old: &Self, new: &Self) -> bool {
        let refused = |it: &Action| old.refused.contains(it) || old.refused_for.contains(&format!("{it:?}"));
        new.practiced.iter().any(|it| refused(it) && !old.practiced.contains(it))
    }

    /// A protection ends, is left out, or is less certain.
    fn protects_less(old: &Self, new: &Self) -> bool {
        let ended = new.withheld.iter().any(|it| old.protected.contains(it) && !new.protected.contains(it));
        // To object to a use is less than to be asked before.
        let asked = new.limits.contains(CONSENT) && !old.limits.contains(CONSENT);
        let dropped = more(&old.protected, &new.protected) && Self::only_drops(old, new) && !asked;
        let less = Self::is_less_certain(old, new) || more(&old.emphases, &new.emphases);
        let less = less || old.protected == new.protected && Self::has_conditions_more(old, new);
        let less = less || new.delays && old.durations.is_empty() && old.content == new.content;
        ended || dropped || common(&old.protected, &new.protected) && less
    }

    /// A refusal is left out, less certain, or limited to fewer purposes or people.
    fn refuses_less(old: &Self, new: &Self) -> bool {
        let dropped = more(&old.refused, &new.refused) && Self::only_drops(old, new);
        let less = Self::is_less_certain(old, new) || more(&new.exceptions, &old.exceptions) || more(&old.emphases, &new.emphases);
        let narrower = match (old.refused_for.is_empty(), new.refused_for.is_empty()) {
            (true, false) => true,
            (false, false) => more(&old.refused_for, &new.refused_for),
            _ => false,
        };
        let ages = || old.ages.iter().zip(&new.ages);
        let younger =
            old.ages.len() == new.ages.len() && old.content == new.content && ages().all(|(a, b)| a >= b) && old.ages != new.ages;
        let fewer = old.refused == new.refused && (Self::has_conditions_more(old, new) || Self::is_longer_list(new, old));
        dropped || common(&old.refused, &new.refused) && (less || narrower || younger || fewer)
    }

    /// Nothing else explains why something is left out. A time that is new may take its place.
    fn only_drops(old: &Self, new: &Self) -> bool {
        let explained = new.durations.len() > old.durations.len();
        !explained && new.practiced.is_superset(&old.practiced) && new.withheld.is_superset(&old.withheld)
    }

    /// The same in a case more: "if you ask us".
    fn has_conditions_more(old: &Self, new: &Self) -> bool {
        new.conditions > old.conditions && more(&new.content, &old.content) && new.separators == old.separators && Self::alike(old, new)
    }

    fn is_longer_list(old: &Self, new: &Self) -> bool {
        more(&new.content, &old.content) && new.separators > old.separators && Self::alike(old, new)
    }

    /// Both have the same times and ways out.
    fn alike(old: &Self, new: &Self) -> bool {
        let parts = |it: &Self| (it.limits.clone(), it.exceptions.clone(), it.durations.clone(), it.refused_for.clone());
        parts(old) == parts(new)
    }

    /// The same practice, with more in the list or fewer limits.
    fn practices_more(old: &Self, new: &Self) -> bool {
        let longer_list = Self::is_longer_list(old, new) && new.protected == old.protected;
        let in_more_cases = Self::has_conditions_more(new, old) && new.practiced == old.practiced && new.protected == old.protected;
        let unasked = old.limits.contains(CONSENT) && !new.limits.contains(CONSENT);
        let unlimited = unasked || more(&old.limits, &new.limits);
        common(&old.practiced, &new.practiced) && (longer_list || in_more_cases || unlimited)
    }

    /// Data is kept, or an answer takes, as long as before, but that time may be exceeded.
    fn keeps_more(old: &Self, new: &Self) -> bool {
        let keeps = |it: &Self| it.practiced.contains(&Action::Keep);
        let extended = new.extends && !old.extends && old.timing(false) == Timing::Shorter;
        let followed = new.beyond && !old.beyond && new.content.is_superset(&old.content) && keeps(old) && keeps(new);
        let longer = new.durations.len() > old.durations.len() && new.durations.starts_with(&old.durations);
        let limited = keeps(old) && keeps(new) || old.answers && new.answers;
        let limited = limited && old.durations == new.durations && old.unbounded == new.unbounded;
        let limited = limited && (old.unbounded || !old.durations.is_empty());
        let loosened = limited && old.protected == new.protected && old.refused == new.refused;
        // That data may be kept is no time that may be exceeded.
        let certain = |it: &Self| !it.exceptions.contains("^unless") && it.hedges.iter().all(|hedge| *hedge == "~may" && keeps(it));
        longer && (extended || followed) || loosened && certain(old) && !certain(new)
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

/// The marker of a use to which people agree before.
const CONSENT: &str = "%consent";

/// The marker of an exception that people decide themselves.
const BY_YOU: &str = "%you";

fn more<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    a.is_superset(b) && a.len() > b.len()
}

fn common(a: &BTreeSet<Action>, b: &BTreeSet<Action>) -> bool {
    !a.is_disjoint(b)
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
    let spaced = expanded(&spaced);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut tokens = Vec::new();
    let mut rest = words.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let (token, length) = phrase(rest).unwrap_or((first, 1));
        tokens.push(token.to_owned());
        rest = rest.get(length..).unwrap_or(after);
    }
    tokens
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
    let between = usize::from(matches!(after(length)?, "business" | "calendar" | "working" | "full" | "consecutive"))
        | usize::from(after(length).is_some_and(is_beyond));
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
