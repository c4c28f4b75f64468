//! A subject, and the words by which a heading or a text is recognized to be about it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;

use super::{
    Vocabulary,
    words::{follows_number, has, is_unspaced},
};
use crate::negation::negates;

/// The rank of statements without a word that puts them before others.
pub(crate) const LAST: usize = 2;

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
    heading: Vec<String>,
    strong: Vec<String>,
    weak: Vec<String>,
    /// Strong words that say where data is, and not how long: statements with no other word come last.
    place: Vec<String>,
    /// Phrases whose words do not count: "stored in a database" says where data is, and not how long.
    ignore: Vec<String>,
    /// Words of headings whose statements come after those below other headings about it.
    later: Vec<String>,
    /// Of two statements about it, one with such a word comes first.
    first: Vec<String>,
    /// Statements with such a word come after those, and before all others.
    next: Vec<String>,
    /// Words of headings that are about something else, although they have a word of `heading`.
    unless: Vec<String>,
    /// Words of headings that promise little: "Third parties". A statement below them needs words about the topic itself.
    vague: Vec<String>,
    /// Words of headings whose statements come first: "Controller" before "Support".
    main: Vec<String>,
    /// Words of statements that say how to use a right which another statement of their section grants.
    then: Vec<String>,
    /// Words of headings below which nothing is about it.
    below: Vec<String>,
    /// Headings that are about it if they have no other words: "Personal data".
    whole: Vec<String>,
    /// Words of sentences that do not answer it: a right to know the period does not state the
    /// period.
    aside: Vec<String>,
    /// Words of which a sentence needs one, unless it denies something: what is sold must be data. Empty if no sentence needs one.
    object: Vec<String>,
    /// True if a statement about ages does not answer this topic: what happens to a child's data is no answer for other people.
    ageless: bool,
    /// True if a number before a word of `weak` is enough, as in "30 days".
    number: bool,
}

impl Table {
    /// Returns the topic with the words of languages, or with all words if there are no languages.
    pub(super) fn of(&self, languages: &[String]) -> Topic {
        let is_of = |key: &str| languages.is_empty() || key.split('_').any(|one| one == "all" || languages.iter().any(|it| it == one));
        let words = |words: &Words| words.iter().filter(|(key, _)| is_of(key)).flat_map(|(_, words)| words.iter().cloned()).collect();
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
            whole: words(&self.whole),
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
        let any = |words: &[String]| words.iter().any(|word| has(heading, word));
        // "3. Personal data"
        let named = heading.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).trim_end();
        (any(&self.heading) || self.whole.iter().any(|word| word == named)) && !any(&self.unless)
    }

    /// Returns true if a heading names only what comes after other data: "Cookies". The heading is in the form of [`compared`](super::compared).
    pub(crate) fn is_later(&self, heading: &str) -> bool {
        self.later.iter().any(|word| has(heading, word))
    }

    /// Returns true if a heading is about it only by a word that promises little: "Third parties". The heading is in the form of
    /// [`compared`](super::compared).
    pub(crate) fn is_vague(&self, heading: &str) -> bool {
        let firm =
            self.heading.iter().any(|word| has(heading, word) && !self.vague.iter().any(|vague| has(&format!(" {word} "), vague)));
        !firm && self.vague.iter().any(|word| has(heading, word))
    }

    /// Returns true if statements below a heading come first. The heading is in the form of [`compared`](super::compared).
    pub(crate) fn is_main(&self, heading: &str) -> bool {
        self.heads(heading) && self.main.iter().any(|word| has(heading, word))
    }

    /// Returns true for a statement such as "To exercise these rights, write to us." The text is in the form of
    /// [`compared`](super::compared).
    pub(crate) fn continues(&self, text: &str) -> bool {
        self.then.iter().any(|word| has(text, word))
    }

    /// Returns true if a number is enough for an answer: "30 days".
    pub(crate) fn is_numbered(&self) -> bool {
        self.number
    }

    /// Returns true if a statement below this heading cannot be about it: permissions of an app are no storage periods. The heading is in
    /// the form of [`compared`](super::compared).
    pub(crate) fn is_barred_below(&self, heading: &str) -> bool {
        self.below.iter().any(|word| has(heading, word)) && !self.heads(heading)
    }

    /// Returns the rank of a statement among those about the topic, from 0 to [`LAST`]: one of its sentences is about the topic and has
    /// a word of `first`, or of `next`. If the topic needs an object, a sentence that has one and denies comes first. Behind all is a
    /// statement that only says where data is, or if it is not `headed` by the topic, has only weak words. The sentences are in the form of
    /// [`compared`](super::compared).
    pub(crate) fn rank(&self, sentences: &[String], headed: bool) -> usize {
        let about = |sentence: &&String| self.weight(sentence) >= 2 && self.tells(sentence);
        let any = |words: &[String], more: &dyn Fn(&str) -> bool| {
            let has_word = |sentence: &String| words.iter().any(|word| has(sentence, word));
            !words.is_empty() && sentences.iter().any(|sentence| has_word(sentence) && about(&sentence) && more(sentence))
        };
        let denies = |sentence: &str| negates(sentence) && self.object.iter().any(|word| has(sentence, word));
        if any(&self.first, &|sentence| !self.is_denied() || denies(sentence)) {
            return 0;
        }
        // "For 30 days" says more than "as long as necessary".
        if sentences.iter().any(|sentence| self.has_period(sentence) && about(&sentence)) {
            return 0;
        }
        let rank = 1 + usize::from(!any(&self.next, &|_| true) && !any(&self.first, &|_| true));
        rank + usize::from(self.only_places(sentences, headed))
    }

    /// Returns true if sentences say at most where data is. Below a heading of the topic, weak words are enough.
    fn only_places(&self, sentences: &[String], headed: bool) -> bool {
        let any = |words: &[String]| words.iter().any(|word| sentences.iter().any(|sentence| has(sentence, word)));
        let counted: Vec<Cow<'_, str>> = sentences.iter().map(|sentence| self.without_ignored(sentence)).collect();
        let is_strong = counted.iter().zip(sentences).any(|(counted, whole)| self.strong_words(whole, counted) > 0);
        let vague = !self.place.is_empty() && !is_strong && !sentences.iter().any(|sentence| self.has_period(sentence));
        let located = || any(&self.place) || counted.iter().any(|sentence| matches!(sentence, Cow::Owned(_)));
        vague && (!headed || located())
    }

    /// Returns a text without the phrases whose words do not count. Most texts have none.
    fn without_ignored<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for phrase in &self.ignore {
            let (phrase, instead) = if is_unspaced(phrase) { (phrase.clone(), "") } else { (format!(" {phrase} "), " ") };
            if text.contains(&phrase) {
                text = Cow::Owned(text.replace(&phrase, instead));
            }
        }
        text
    }

    /// Counts the strong words of a text, `counted` without ignored phrases. A denial counts in the whole text: "is not stored on our
    /// servers" says more than a place.
    fn strong_words(&self, whole: &str, counted: &str) -> usize {
        let counts =
            |word: &&String| has(counted, word) || counted.len() < whole.len() && has(whole, word) && negates(&format!(" {word} "));
        self.strong.iter().filter(counts).count()
    }

    fn has_period(&self, text: &str) -> bool {
        self.number && self.weak.iter().any(|word| follows_number(text, word))
    }

    /// Returns true for a sentence that has a period, and says that something is kept so long. The sentence is in the form of
    /// [`compared`](super::compared).
    pub(crate) fn states_period(&self, sentence: &str) -> bool {
        let ends = || self.first.iter().any(|word| has(sentence, word));
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

    /// Returns the text of a statement without the sentences that say nothing of the topic. All are in the form of [`compared`](super::compared).
    pub(crate) fn read<'t>(&self, text: &'t str, sentences: &[String]) -> Cow<'t, str> {
        let may_say_nothing = self.is_denied() || self.is_aside(text);
        if !may_say_nothing {
            return Cow::Borrowed(text);
        }
        Cow::Owned(sentences.iter().filter(|sentence| self.tells(sentence)).map(String::as_str).collect())
    }

    /// Returns true for a sentence that says nothing of the topic. An age is no period: "13 years".
    fn is_aside(&self, text: &str) -> bool {
        self.aside.iter().any(|word| has(text, word)) || self.number && Vocabulary::get().ages.iter().any(|word| has(text, word))
    }

    /// Returns false for a sentence that says nothing of the topic, although it may have a word of it.
    fn tells(&self, sentence: &str) -> bool {
        let has_object = || self.object.iter().any(|word| has(sentence, word));
        !self.is_aside(sentence) && (!self.is_denied() || has_object() || negates(sentence))
    }

    /// Returns true if a text is about ages and so does not answer this topic. The text is in the
    /// form of [`compared`](super::compared).
    pub(crate) fn is_of_children(&self, text: &str) -> bool {
        self.ageless && Vocabulary::get().ages.iter().any(|word| has(text, word))
    }

    /// Scores a text: two for each strong word, one for each weak word. The text is in the form of [`compared`](super::compared).
    pub(crate) fn weight(&self, text: &str) -> usize {
        // "13 years" beside a word for age is not a storage period.
        if self.is_of_children(text) {
            return 0;
        }
        let places = self.place.iter().filter(|word| has(text, word)).count();
        let counted = self.without_ignored(text);
        let strong = self.strong_words(text, &counted);
        let text = &counted;
        let count = |words: &[String]| words.iter().filter(|word| has(text, word)).count();
        let aged = || Vocabulary::get().ages.iter().any(|word| has(text, word));
        let numbered = self.has_period(text) && !aged();
        2 * (strong + places) + count(&self.weak) + usize::from(numbered)
    }
}
