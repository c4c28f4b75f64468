//! Finds other people in a question. Those who only describe data are dropped: "my sister's age" asks about an age, and "my DMs with other
//! people" about DMs.

use super::{
    QuestionVocabulary,
    grammar::{ACTING, OF, OTHER, OTHER_PERSON, PEOPLE, POSSESSIVES, SOMEBODY, WITH},
    modifiers::{DISCORD, OWNER, is_head},
    spans::{Means, Span},
    words::Word,
};
use crate::NotionRole;

/// The notion of children.
const MINORS: &str = "minors";

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
        let exact = |at: usize| words.get(at).map_or("", |word| word.text());
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

    /// Returns whether a question is about data of somebody else than the person who asks: "do you have my ex's messages". The list of
    /// collected data does not say whose data is collected.
    pub fn is_about_others_data(&self, text: &str) -> bool {
        let words = self.words_of(text);
        let exact = |at: usize| words.get(at).map_or("", |word| word.text());
        let is_other = |at: usize| OTHER.contains(&exact(at)) && PEOPLE.contains(&exact(at + 1));
        let is_somebody = |at: usize| OTHER_PERSON.contains(&exact(at)) || (exact(at) != DISCORD && self.is_relative(exact(at)));
        (0..words.len()).any(|at| is_somebody(at) || is_other(at))
    }

    /// Returns the rest of a clause that tells what somebody else did or is: "never used the bot" of "my husband never used the bot". `None` if
    /// the clause asks something, or is about somebody or something else.
    pub(super) fn told_about_somebody(&self, clause: &str) -> Option<String> {
        use NotionRole::{Interrogative, Inversion};
        if clause.trim_end().ends_with('?') {
            return None;
        }
        let words = self.words_of(clause);
        let first = words.iter().position(|word| !self.is_filler(&word.exact))?;
        let owned = POSSESSIVES.contains(&words[first].text());
        let person = words.get(first + usize::from(owned))?;
        let after = first + usize::from(owned) + 1;
        // "My daughter is 9" says whose data it is, "my daughter posted a photo" says which data.
        let is_child = |means: &Means| self.is(means, MINORS);
        let has_kind = |words: &[Word]| self.spans(words).spans.iter().flat_map(|span| &span.means).any(|means| means.kind().is_some());
        let is_childs_deed =
            || self.spans(&words[first..after]).spans.iter().flat_map(|span| &span.means).any(is_child) && has_kind(&words[after..]);
        let is_person = match owned {
            true => self.is_relative(&person.exact) || is_childs_deed(),
            false => SOMEBODY.contains(&person.text()),
        };
        let rest: Vec<&str> = words.iter().skip(after).map(|word| word.text()).collect();
        let rest = rest.join(" ");
        let asks = |means: &Means| matches!(self.role(means), Interrogative | Inversion);
        let asks = self.spans(&words).spans.iter().any(|span| !span.means.is_empty() && span.means.iter().all(asks));
        (is_person && !asks && !rest.is_empty()).then_some(rest)
    }

    /// Returns whether a text is about what somebody else does: "can he see my messages".
    pub(super) fn is_about_action_of_others(&self, text: &str) -> bool {
        Word::all(text).iter().any(|word| ACTING.contains(&word.text()))
    }

    /// Returns whether a word is a relative, a friend or another person who does not belong to the bot.
    pub(super) fn is_relative(&self, word: &str) -> bool {
        let is = |name: &str| !self.brands.contains(name) && self.outsiders.iter().any(|words| words.len() == 1 && *words[0] == *name);
        is(word) || word.strip_suffix(OWNER).is_some_and(is)
    }
}
