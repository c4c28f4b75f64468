//! The words of several languages with which an import recognizes headings, columns and labels: `vocabulary.toml`.

mod event;
mod languages;
mod topic;
mod word_list;
mod words;

use std::sync::LazyLock;

use serde::Deserialize;

use self::{
    event::Event,
    topic::Table,
    words::{has, is_unspaced},
};
pub(crate) use self::{
    topic::{LAST, Topic},
    words::{compared, refers},
};

const TABLE: &str = include_str!("vocabulary.toml");

/// Minimum number of a language's frequent words for a text to count as partly in that language.
const MIN_FREQUENT: usize = 2;

/// Maximum number of words after "policy" that are searched for a verb such as "explains".
const MAX_BETWEEN: usize = 7;
/// The same in scripts without spaces, in characters.
const MAX_UNSPACED: usize = 20;

/// Maximum number of words of a label of two dates: "last updated and effective as of".
const MAX_LABELS: usize = 8;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);

/// The topic of storage periods, in all languages.
static RETENTION: LazyLock<Option<Topic>> = LazyLock::new(|| {
    let all = Vocabulary::get().topic.iter().map(|topic| topic.of(&[]));
    all.into_iter().find(Topic::is_numbered)
});

/// The table, with all words in the form in which they are compared.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Vocabulary {
    ages: Vec<String>,
    definitions: Vec<String>,
    contents: Vec<String>,
    services: Vec<String>,
    irrelevant: Vec<String>,
    withdrawals: Vec<String>,
    authorities: Vec<String>,
    provider: Vec<Provider>,
    policy: Policy,
    event: Event,
    topic: Vec<Table>,
    column: Vec<Column>,
    label: Vec<Label>,
    language: Vec<Language>,
    pub(crate) fact: Vec<Fact>,
}

/// Words of sentences about the policy itself.
#[derive(Debug, Default, Deserialize)]
struct Policy {
    subjects: Vec<String>,
    verbs: Vec<String>,
}

/// Words for a kind of right, or of legal basis.
#[derive(Debug, Deserialize)]
pub(crate) struct Fact {
    /// The table of content: `right` or `legal_basis`.
    pub(crate) table: String,
    pub(crate) kind: String,
    words: Vec<String>,
}

impl Fact {
    /// Returns true if a text names it. The text is in the form of [`compared`].
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.words.iter().any(|word| has(text, word))
    }
}

#[derive(Debug, Deserialize)]
struct Column {
    stage: String,
    words: Vec<String>,
}

/// A column in a table of providers: the key of content, and the words of its heading.
#[derive(Debug, Deserialize)]
struct Provider {
    key: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Label {
    date: String,
    words: Vec<String>,
}

/// A language, and the texts in it that no policy contains.
#[derive(Debug, Deserialize)]
pub(crate) struct Language {
    pub(crate) tag: String,
    /// Its name in several languages, without endings.
    #[serde(default)]
    names: Vec<String>,
    words: Vec<String>,
    /// The title of a policy that has none.
    pub(crate) policy: String,
    pub(crate) disclaimer: String,
    pub(crate) users: String,
}

impl Vocabulary {
    fn read() -> Self {
        // A test reads the table, so that it cannot be wrong here.
        let mut read: Self = toml::from_str(TABLE).unwrap_or_default();
        let topics = read.topic.iter_mut().flat_map(Table::words);
        let columns = read.column.iter_mut().map(|column| &mut column.words);
        let providers = read.provider.iter_mut().map(|provider| &mut provider.words);
        let labels = read.label.iter_mut().map(|label| &mut label.words);
        let languages = read.language.iter_mut().flat_map(|language| [&mut language.words, &mut language.names]);
        let single = [
            &mut read.ages,
            &mut read.definitions,
            &mut read.contents,
            &mut read.services,
            &mut read.irrelevant,
            &mut read.withdrawals,
            &mut read.authorities,
            &mut read.policy.subjects,
            &mut read.policy.verbs,
        ];
        let event = read.event.words();
        let facts = read.fact.iter_mut().map(|fact| &mut fact.words);
        for words in topics.chain(columns).chain(providers).chain(labels).chain(languages).chain(facts).chain(single).chain(event) {
            words.iter_mut().for_each(|word| *word = compared(word).trim().to_owned());
            words.retain(|word| !word.is_empty());
        }
        read
    }

    pub(crate) fn get() -> &'static Self {
        &VOCABULARY
    }

    /// Returns the stage that a column of a table is about, by its heading.
    pub(crate) fn stage(&self, heading: &str) -> Option<&str> {
        let heading = compared(heading);
        let longest = |column: &Column| column.words.iter().filter(|word| has(&heading, word)).map(String::len).max();
        let found = self.column.iter().filter_map(|column| Some((longest(column)?, column)));
        found.max_by_key(|(length, _)| *length).map(|(_, column)| column.stage.as_str())
    }

    /// Returns the stage that a label in a list names: "Purpose". The label has no other words.
    pub(crate) fn stage_of_label(&self, label: &str) -> Option<&str> {
        let label = compared(label);
        let is_label = |column: &&Column| column.words.iter().any(|word| word == label.trim());
        self.column.iter().find(is_label).map(|column| column.stage.as_str())
    }

    /// Returns true if a section with this heading explains words. The heading is in the form of [`compared`].
    pub(crate) fn defines(&self, heading: &str) -> bool {
        self.definitions.iter().any(|word| has(heading, word))
    }

    /// Returns true if a text introduces a list of the policy's topics. The text is in the form of [`compared`].
    pub(crate) fn lists_topics(&self, text: &str) -> bool {
        self.contents.iter().any(|word| has(text, word))
    }

    /// Returns true for a label that names a kind of service and no company: "Payments".
    pub(crate) fn is_service(&self, label: &str) -> bool {
        let label = compared(label);
        self.services.iter().any(|word| word == label.trim())
    }

    /// Returns true for a sentence that names an event after which data is deleted: "When the bot leaves, all data is deleted." The
    /// sentence is as it is written.
    pub(crate) fn deletes_on_event(&self, sentence: &str) -> bool {
        self.event.deletes(sentence)
    }

    /// Returns true for a sentence that says how long something is kept. The sentence is in the form of [`compared`].
    pub(crate) fn states_period(&self, sentence: &str) -> bool {
        RETENTION.as_ref().is_some_and(|topic| topic.states_period(sentence))
    }

    /// Returns true for a sentence that says that rights have no meaning here. The sentence is in the form of [`compared`].
    pub(crate) fn is_irrelevant(&self, sentence: &str) -> bool {
        self.irrelevant.iter().any(|word| has(sentence, word))
    }

    /// Returns true for a text that names a supervisory authority. The text is in the form of [`compared`].
    pub(crate) fn names_authority(&self, text: &str) -> bool {
        self.authorities.iter().any(|word| has(text, word))
    }

    /// Returns true for a sentence about withdrawing consent. The sentence is in the form of [`compared`].
    pub(crate) fn withdraws(&self, sentence: &str) -> bool {
        self.withdrawals.iter().any(|word| has(sentence, word))
    }

    /// Returns true for a label that is the heading of a column in tables of providers: "Country".
    pub(crate) fn is_provider_label(&self, label: &str) -> bool {
        let label = compared(label);
        self.provider.iter().any(|provider| provider.words.iter().any(|word| word == label.trim()))
    }

    /// Returns the key of content that a column in a table of providers is about, by its heading.
    pub(crate) fn provider_column(&self, heading: &str) -> Option<&str> {
        let heading = compared(heading);
        // "Country of the recipient" is about the country: names come last.
        let mut found = self.provider.iter().filter(|provider| provider.words.iter().any(|word| has(&heading, word)));
        let first = found.next()?;
        Some(found.next_back().unwrap_or(first)).map(|it| it.key.as_str())
    }

    /// Returns the kind of date that a text labels, `as-of` or `effective`. The label is at the beginning of the text.
    pub(crate) fn label(&self, text: &str) -> Option<&str> {
        let text = compared(text);
        let longest = |label: &Label| label.words.iter().filter(|word| has(&text, word)).map(String::len).max();
        self.label
            .iter()
            .filter_map(|label| Some((longest(label)?, label)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, it)| it.date.as_str())
    }

    /// Returns true if a text consists of the labels of both kinds of dates: "last updated and effective as of".
    pub(crate) fn labels_both(&self, text: &str) -> bool {
        const JOINTS: [&str; 9] = [" and ", " und ", " et ", " y ", " и ", " e ", "&", "/", "・"];
        let halves = JOINTS.iter().find_map(|joint| text.split_once(joint));
        let labels = halves.map(|(one, other)| (self.label(one), self.label(other)));
        let both = matches!(labels, Some((Some(one), Some(other))) if one != other);
        both && compared(text).split_whitespace().count() <= MAX_LABELS
    }

    /// Returns all topics, with their words in the languages of a text: its main language, English, and others with much of the text.
    /// For a language without words, they have the words of all languages.
    pub(crate) fn topics(&self, text: &str, main: &str) -> Vec<Topic> {
        let main = main.split('-').next().unwrap_or_default();
        let known = self.topic.iter().flat_map(|topic| topic.strong.keys()).any(|key| key.split('_').any(|one| one == main));
        let mut languages: Vec<String> = Vec::new();
        if known {
            let counts = self.counts(text);
            let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
            let others = counts.into_iter().filter(|(_, count)| *count >= MIN_FREQUENT && 4 * count >= most);
            languages.extend(others.map(|(language, _)| language.tag.clone()));
            languages.extend(["en", main].map(str::to_owned));
        }
        self.topic.iter().map(|topic| topic.of(&languages)).collect()
    }

    pub(crate) fn of_tag(&self, tag: &str) -> Option<&Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        self.language.iter().find(|language| language.tag == primary)
    }
}

/// Returns true for a sentence about the policy itself: "This policy explains how we share data." The sentence is in the form of
/// [`compared`].
pub(crate) fn is_about_policy(sentence: &str) -> bool {
    let Policy { subjects, verbs } = &Vocabulary::get().policy;
    // "Payments are processed by Stripe, whose privacy policy applies" is not about the policy.
    let begins = |before: &str, unspaced: bool| {
        if unspaced { before.trim().chars().count() <= 4 } else { before.split_whitespace().count() <= 3 }
    };
    let end = |subject: &String| {
        let at = sentence.find(subject.as_str()).filter(|_| has(sentence, subject))?;
        begins(sentence.get(..at)?, is_unspaced(subject)).then_some(at + subject.len())
    };
    let near = |at: usize| {
        let near: String = sentence.get(at..).unwrap_or_default().split_inclusive(' ').take(MAX_BETWEEN).collect();
        if is_unspaced(&near) { near.chars().take(MAX_UNSPACED).collect() } else { near }
    };
    subjects.iter().filter_map(end).any(|at| verbs.iter().any(|verb| has(&format!(" {}", near(at)), verb)))
}

#[cfg(test)]
mod tests;
