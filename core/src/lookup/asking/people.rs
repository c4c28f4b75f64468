//! Drops people who only describe data: "my sister's age" asks about an age, and "my DMs with other people" about DMs.

use super::{
    QuestionVocabulary,
    modifiers::{OWNER, is_head},
    spans::{Means, Span},
    subject::{OF, POSSESSIVES},
    words::Word,
};
use crate::NotionRole;

/// Words between data and the people with whom it is exchanged.
const WITH: [&str; 4] = ["with", "between", "avec", "entre"];

impl QuestionVocabulary {
    /// Drops the person beside a kind of data: its owner, or somebody with whom it is exchanged. With a word that decides a topic, such as
    /// "who" or "share", the person may be the one who gets the data. So it may without a verb of collecting, or with an unknown verb. Returns
    /// true for such a question: "do you discuss my messages with my friends".
    pub(super) fn drop_people_of_data(&self, words: &[Word], unknown: &[usize], spans: &mut Vec<(usize, Span)>) -> bool {
        use NotionRole::{Collect, Participant};
        let takes_part = |it: &Means| matches!(it, Means::Notion(_)) && self.role(it) == Participant;
        let decides = |it: &Means| matches!(it, Means::Notion(_)) && self.role(it).tells() && !takes_part(it);
        if spans.iter().any(|(_, span)| span.means.iter().any(decides)) {
            return false;
        }
        let exact = |at: usize| words.get(at).map_or("", |word| word.exact.as_str());
        let is_possessive = |at: usize| POSSESSIVES.contains(&exact(at));
        // The name of a person is no username.
        let is_kind = |span: &Span| !span.means.is_empty() && span.means.iter().all(|it| it.kind().is_some()) && !is_head(words, span);
        let kinds: Vec<(usize, usize)> = spans.iter().filter(|(_, span)| is_kind(span)).map(|(at, span)| (*at, span.end)).collect();
        let is_collected = spans.iter().any(|(_, span)| span.means.iter().any(|it| self.role(it) == Collect));
        let is_exchanged = |end: usize| is_collected && !unknown.iter().any(|other| *other < end);
        let mut is_given = false;
        spans.retain(|(at, span)| {
            // "Other members" are people, and also a kind of data.
            let is_person = |it: &Means| takes_part(it) || it.kind().is_some();
            let is_people = span.means.iter().any(takes_part) && span.means.iter().all(is_person);
            if !is_people && !self.is_relative(exact(span.end)) {
                return true;
            }
            let before = at.checked_sub(1);
            let owned = is_possessive(*at) || before.is_some_and(is_possessive);
            // "My sister's age", or without the apostrophe "my sisters age".
            let has_ending = exact(span.end + 1) == OWNER;
            let next = span.end + 1 + usize::from(has_ending);
            let owns = owned && (has_ending || exact(span.end).ends_with(OWNER)) && kinds.iter().any(|(first, _)| *first == next);
            // "My DMs with my friends", "l'âge de ma sœur".
            let first = if before.is_some_and(is_possessive) { at - 1 } else { *at };
            let is_with =
                |end: usize| first.checked_sub(end).is_some_and(|gap| matches!(gap, 1 | 2) && WITH.contains(&exact(first - 1)));
            let is_of = |end: usize| owned && first.checked_sub(end) == Some(2) && OF.contains(&exact(first - 1));
            is_given |= kinds.iter().any(|(_, end)| is_with(*end) && !is_exchanged(*end));
            !owns && !kinds.iter().any(|(_, end)| is_of(*end) || (is_with(*end) && is_exchanged(*end)))
        });
        is_given
    }

    /// Returns whether a word is a relative, a friend or another person who does not belong to the bot.
    pub(super) fn is_relative(&self, word: &str) -> bool {
        let is = |name: &str| !self.brands.contains(name) && self.outsiders.iter().any(|words| words.len() == 1 && words[0] == name);
        is(word) || word.strip_suffix(OWNER).is_some_and(is)
    }
}
