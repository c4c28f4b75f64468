//! A subject, and the words by which a heading or a text is recognized to be about it.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{
    Vocabulary,
    word_list::WordList,
    words::{follows_number, has, has_number, is_unspaced},
};
use crate::negation::negates;

/// The rank of statements without a word that puts them before others.
pub(crate) const LAST: usize = 2;

/// Maximum number of words of a sentence that is a label with a period: "Logs of errors: 30 days".
const MAX_LABEL: usize = 10;
/// The same in scripts without spaces, in characters.
const MAX_UNSPACED_LABEL: usize = 24;

/// Words between two subjects of a heading.
const JOINTS: [&str; 9] = [" and ", " und ", " et ", " y ", " и ", " e ", "および", "及び", "和"];

/// Words with which a number of years is an age.
static AGES: LazyLock<WordList> = LazyLock::new(|| WordList::of(Vocabulary::get().ages.iter().cloned()));

/// Words by their languages, such as `en` or `ja_zh`; `all` for those of every language.
type Words = BTreeMap<String, Vec<String>>;

/// A subject, with its words in all languages.
#[derive(Debug, Deserialize)]
pub(super) struct Table {
    requirements: Vec<String>,
    #[serde(default)]
    heading: Words,
    #[serde(default)]
    pub(super) strong: Words,
    #[serde(default)]
    weak: Words,
    #[serde(default)]
    place: Words,
    #[serde(default)]
    ignore: Words,
    #[serde(default)]
    later: Words,
    #[serde(default)]
    first: Words,
    #[serde(default)]
    next: Words,
    #[serde(default)]
    unless: Words,
    #[serde(default)]
    vague: Words,
    #[serde(default)]
    main: Words,
    #[serde(default)]
    then: Words,
    #[serde(default)]
    below: Words,
    #[serde(default)]
    whole: Words,
    #[serde(default)]
    aside: Words,
    #[serde(default)]
    object: Words,
    #[serde(default)]
    ageless: bool,
    #[serde(default)]
    number: bool,
}

/// A subject, with its words in the languages of one policy.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) requirements: Vec<String>,
    heading: WordList,
    strong: WordList,
    weak: WordList,
    /// Strong words that say where data is, and not how long: statements with no other word come last.
    place: WordList,
    /// Phrases whose words do not count: "stored in a database" says where data is, and not how long.
    ignore: WordList,
    /// Words of headings whose statements come after those below other headings about it.
    later: WordList,
    /// Of two statements about it, one with such a word comes first.
    first: WordList,
    /// Statements with such a word come after those, and before all others.
    next: WordList,
    /// Words of headings that are about something else, although they have a word of `heading`.
    unless: WordList,
    /// Words of headings that promise little: "Third parties". A statement below them needs words about the topic itself.
    vague: WordList,
    /// Words of headings whose statements come first: "Controller" before "Support".
    main: WordList,
    /// Words of statements that say how to use a right which another statement of their section grants.
    then: WordList,
    /// Words of headings below which nothing is about it.
    below: WordList,
    /// Headings that are about it if they have no other words: "Personal data".
    whole: Vec<String>,
    /// Words of sentences that do not answer it: a right to know the period does not state the
    /// period.
    aside: WordList,
    /// Words of which a sentence needs one, unless it denies something: what is sold must be data. Empty if no sentence needs one.
    object: WordList,
    /// True if a statement about ages does not answer this topic: what happens to a child's data is no answer for other people.
    ageless: bool,
    /// True if a number before a word of `weak` is enough, as in "30 days".
    number: bool,
}

impl Table {
    /// Returns the topic with the words of languages, or with all words if there are no languages.
    pub(super) fn of(&self, languages: &[String]) -> Topic {
        let is_of = |key: &str| languages.is_empty() || key.split('_').any(|one| one == "all" || languages.iter().any(|it| it == one));
        let all = |words: &Words| -> Vec<String> {
            words.iter().filter(|(key, _)| is_of(key)).flat_map(|(_, words)| words.iter().cloned()).collect()
        };
        let words = |words: &Words| WordList::of(all(words));
        Topic {
            requirements: self.requirements.clone(),
            heading: words(&self.heading),
            strong: words(&self.strong),
            weak: words(&self.weak),
            place: words(&self.place),
            ignore: words(&self.ignore),
            later: words(&self.later),
            first: words(&self.first),
            next: words(&self.next),
            unless: words(&self.unless),
            vague: words(&self.vague),
            main: words(&self.main),
            then: words(&self.then),
            below: words(&self.below),
            whole: all(&self.whole),
            aside: words(&self.aside),
            object: words(&self.object),
            ageless: self.ageless,
            number: self.number,
        }
    }

    pub(super) fn words(&mut self) -> impl Iterator<Item = &mut Vec<String>> {
        let Self {
            heading,
            strong,
            weak,
            place,
            ignore,
            later,
            first,
            next,
            unless,
            vague,
            main,
            then,
            below,
            whole,
            aside,
            object,
            ..
        } = self;
        [heading, strong, weak, place, ignore, later, first, next, unless, vague, main, then, below, whole, aside, object]
            .into_iter()
            .flat_map(BTreeMap::values_mut)
    }
}

impl Topic {
    /// Returns true if a heading is about it. The heading is in the form of [`compared`](super::compared).
    pub(crate) fn heads(&self, heading: &str) -> bool {
        // "3. Personal data"
        let named = heading.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).trim_end();
        if !self.heading.is_in(heading) && !self.whole.iter().any(|word| word == named) {
            return false;
        }
        if !self.unless.is_in(heading) {
            return true;
        }
        // "Recipients and transfers to other countries" has two subjects, and one of them is this one.
        let joined = |word: &&String| JOINTS.iter().any(|joint| format!(" {word} ").contains(joint)) && has(heading, word);
        let firm = |part: &str| self.heading.iter().any(|word| has(part, word) && !self.is_vague_word(word));
        self.unless.iter().find(joined).is_none() && parts(heading).iter().any(|part| firm(part) && !self.unless.is_in(part))
    }

    /// Returns true for a word of `heading` that promises little.
    fn is_vague_word(&self, word: &str) -> bool {
        self.vague.is_in(&format!(" {word} "))
    }

    /// Returns true if a heading names only what comes after other data: "Cookies". The heading is in the form of [`compared`](super::compared).
    pub(crate) fn is_later(&self, heading: &str) -> bool {
        self.later.is_in(heading)
    }

    /// Returns true if a heading is about it only by a word that promises little: "Third parties". The heading is in the form of
    /// [`compared`](super::compared).
    pub(crate) fn is_vague(&self, heading: &str) -> bool {
        let is_firm = |word: &String| has(heading, word) && !self.is_vague_word(word);
        self.vague.is_in(heading) && !self.heading.iter().any(is_firm)
    }

    /// Returns true if statements below a heading come first. The heading is in the form of [`compared`](super::compared).
    pub(crate) fn is_main(&self, heading: &str) -> bool {
        self.heads(heading) && self.main.is_in(heading)
    }

    /// Returns true if statements below some headings come first.
    pub(crate) fn has_main(&self) -> bool {
        !self.main.is_empty()
    }

    /// Returns true for a statement such as "To exercise these rights, write to us." The text is in the form of
    /// [`compared`](super::compared).
    pub(crate) fn continues(&self, text: &str) -> bool {
        self.then.is_in(text)
    }

    /// Returns true if a number is enough for an answer: "30 days".
    pub(crate) fn is_numbered(&self) -> bool {
        self.number
    }

    /// Returns true if a statement below this heading cannot be about it: permissions of an app are no storage periods. The heading is in
    /// the form of [`compared`](super::compared).
    pub(crate) fn is_barred_below(&self, heading: &str) -> bool {
        self.below.is_in(heading) && !self.heads(heading)
    }

    /// Returns the rank of a statement among those about the topic, from 0 to [`LAST`]: one of its sentences is about the topic and has
    /// a word of `first`, or of `next`. If the topic needs an object, a sentence that has one and denies comes first. Behind all is a
    /// statement that only says where data is, or if it is not `headed` by the topic, has only weak words. The sentences are in the form of
    /// [`compared`](super::compared).
    pub(crate) fn rank(&self, sentences: &[String], headed: bool) -> usize {
        let about = |sentence: &&String| self.weight(sentence) >= 2 && self.tells(sentence);
        let any = |words: &WordList, more: &dyn Fn(&str) -> bool| {
            !words.is_empty() && sentences.iter().any(|sentence| words.is_in(sentence) && about(&sentence) && more(sentence))
        };
        let denies = |sentence: &str| negates(sentence) && self.object.is_in(sentence);
        if any(&self.first, &|sentence| !self.is_denied() || denies(sentence)) {
            return 0;
        }
        // "For 30 days" says more than "as long as necessary". Elsewhere, "We answer within 30 days" is no storage period.
        if sentences.iter().any(|sentence| self.has_period(sentence) && about(&sentence) && (headed || self.is_strong(sentence))) {
            return 0;
        }
        let rank = 1 + usize::from(!any(&self.next, &|_| true) && !any(&self.first, &|_| true));
        rank + usize::from(self.only_places(sentences, headed))
    }

    /// Returns true if sentences say at most where data is. Below a heading of the topic, weak words are enough.
    fn only_places(&self, sentences: &[String], headed: bool) -> bool {
        if self.place.is_empty() {
            return false;
        }
        let any = |words: &WordList| sentences.iter().any(|sentence| words.is_in(sentence));
        let counted: Vec<Cow<'_, str>> = sentences.iter().map(|sentence| self.without_ignored(sentence)).collect();
        let is_strong = counted.iter().zip(sentences).any(|(counted, whole)| self.strong_words(whole, counted) > 0);
        let vague = !is_strong && !sentences.iter().any(|sentence| self.has_period(sentence));
        let located = || any(&self.place) || counted.iter().any(|sentence| matches!(sentence, Cow::Owned(_)));
        vague && (!headed || located())
    }

    /// Returns a text without the phrases whose words do not count. Most texts have none.
    fn without_ignored<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        // "Data is stored on your device until you delete it" has an end.
        if !self.ignore.is_in(&text) || self.number && self.first.is_in(&text) {
            return text;
        }
        for phrase in self.ignore.iter() {
            let (phrase, instead) = if is_unspaced(phrase) { (phrase.clone(), "") } else { (format!(" {phrase} "), " ") };
            if text.contains(&phrase) {
                text = Cow::Owned(text.replace(&phrase, instead));
            }
        }
        text
    }

    /// Counts the strong words of a text, `counted` without ignored phrases. A denial counts in the whole text: "is not stored on our
    /// servers" says more than a place. So does a word that has such a phrase in it: "хранятся на постоянной основе".
    fn strong_words(&self, whole: &str, counted: &str) -> usize {
        let says_more = |word: &str| negates(&format!(" {word} ")) || self.ignore.iter().any(|phrase| word.contains(phrase.as_str()));
        let denied = |word: &&String| has(whole, word) && !has(counted, word) && says_more(word);
        let denied = if counted.len() < whole.len() { self.strong.iter().filter(denied).count() } else { 0 };
        self.strong.count_in(counted) + denied
    }

    /// Returns true if a text has a strong word. The text is in the form of [`compared`](super::compared).
    pub(crate) fn is_strong(&self, text: &str) -> bool {
        self.strong_words(text, &self.without_ignored(text)) > 0
    }

    fn has_period(&self, text: &str) -> bool {
        self.number && has_number(text) && self.weak.iter().any(|word| follows_number(text, word))
    }

    /// Returns true for a sentence that has a period, and says that something is kept so long. The sentence is in the form of
    /// [`compared`](super::compared).
    pub(crate) fn states_period(&self, sentence: &str) -> bool {
        let ends = || self.first.is_in(sentence);
        self.weight(sentence) >= 2 && self.tells(sentence) && (self.has_period(sentence) || ends())
    }

    /// Returns true if no sentence says anything of the topic, although they have words of it.
    pub(crate) fn is_beside(&self, sentences: &[String]) -> bool {
        !sentences.is_empty() && sentences.iter().all(|sentence| self.is_aside(sentence))
    }

    /// Returns true if a denial is what people hope for: "We do not sell data."
    pub(crate) fn is_denied(&self) -> bool {
        !self.object.is_empty()
    }

    /// Returns the text of a statement without the sentences that say nothing of the topic. A statement that is not `headed` by the topic
    /// says more than a number of days. All are in the form of [`compared`](super::compared).
    pub(crate) fn read<'t>(&self, text: &'t str, sentences: &[String], headed: bool) -> Cow<'t, str> {
        let is_bare = |sentence: &str| !headed && self.is_bare_period(sentence);
        let may_say_nothing = self.is_denied() || self.is_aside(text) || sentences.iter().any(|sentence| is_bare(sentence));
        if !may_say_nothing {
            return Cow::Borrowed(text);
        }
        Cow::Owned(sentences.iter().filter(|sentence| self.tells(sentence) && !is_bare(sentence)).map(String::as_str).collect())
    }

    /// Returns true for a long sentence with a period and no word about storage: "You may end your trial 24 hours before it renews." In a
    /// short one, such as "Logs: 30 days", nothing else can have the period.
    fn is_bare_period(&self, sentence: &str) -> bool {
        let is_long = if is_unspaced(sentence) {
            sentence.chars().count() > MAX_UNSPACED_LABEL
        } else {
            sentence.split_whitespace().count() > MAX_LABEL
        };
        is_long
            && self.has_period(sentence)
            && self.weak.count_in(sentence) < 2
            && !self.is_strong(sentence)
            && !self.first.is_in(sentence)
    }

    /// Returns true for a sentence that says nothing of the topic. An age is no period: "13 years".
    fn is_aside(&self, text: &str) -> bool {
        self.aside.is_in(text) || self.number && AGES.is_in(text)
    }

    /// Returns false for a sentence that says nothing of the topic, although it may have a word of it.
    fn tells(&self, sentence: &str) -> bool {
        let has_object = || self.object.is_in(sentence);
        !self.is_aside(sentence) && (!self.is_denied() || has_object() || negates(sentence))
    }

    /// Returns true if a text is about ages and so does not answer this topic. The text is in the
    /// form of [`compared`](super::compared).
    pub(crate) fn is_of_children(&self, text: &str) -> bool {
        self.ageless && AGES.is_in(text)
    }

    /// Scores a text: two for each strong word, one for each weak word. The text is in the form of [`compared`](super::compared).
    pub(crate) fn weight(&self, text: &str) -> usize {
        // "13 years" beside a word for age is not a storage period.
        if self.is_of_children(text) {
            return 0;
        }
        let places = self.place.count_in(text);
        let counted = self.without_ignored(text);
        let strong = self.strong_words(text, &counted);
        let text = &counted;
        let aged = || AGES.is_in(text);
        let numbered = self.has_period(text) && !aged();
        2 * (strong + places) + self.weak.count_in(text) + usize::from(numbered)
    }
}

/// Returns the subjects of a heading in the form of [`compared`](super::compared), each with a space at both ends. One subject alone has no
/// parts.
fn parts(heading: &str) -> Vec<String> {
    let mut parts = vec![heading.to_owned()];
    for joint in JOINTS {
        parts = parts.iter().flat_map(|part| part.split(joint)).map(|part| format!(" {} ", part.trim())).collect();
    }
    if parts.len() < 2 { Vec::new() } else { parts }
}
