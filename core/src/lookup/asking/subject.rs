//! Finds who or what acts in a question: the bot, its host, or somebody else.

use std::sync::Arc;

use super::{
    BOT, QuestionVocabulary, WHAT,
    grammar::{ARTICLES, BE, DETERMINERS, OF, POSSESSIVES},
    words::Word,
};
use crate::NotionRole;

/// Minimum length of an unknown word that counts as a name. Shorter ones are mostly typos.
const MIN_UNKNOWN_NAME: usize = 3;

/// The grammatical subject of a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Subject {
    /// The person who asks, the bot, or data; or the question names no subject.
    #[default]
    Known,
    /// The host: "does Heroku sell my data".
    Host,
    /// Somebody who does not belong to the bot: "does my boss sell my data".
    Outsider,
    /// An unknown word: "does acme read my messages"; or it does something unknown: "do you buy data".
    Stranger,
}

/// Returns the grammatical subject of a question, which is after the first verb. An unknown word before a noun only describes the noun.
pub(super) fn subject(roles: &[Vec<NotionRole>], hosts: &[bool], words: &[Word]) -> Subject {
    let has = |at: usize, role: NotionRole| roles.get(at).is_some_and(|roles| roles.contains(&role));
    let is_named = |at: usize| {
        use NotionRole::{Asker, Bot, Data};
        [Asker, Bot, Data].into_iter().any(|role| has(at, role))
    };
    // "Which bot is safe" asks for another bot, and "my bot" is one that the person made.
    let is_other = |at: usize| {
        let before = words[at - 1].text();
        POSSESSIVES.contains(&before) || (DETERMINERS.contains(&before) && has(at + 1, NotionRole::Auxiliary))
    };
    if (1..words.len()).any(|at| words[at].text() == BOT && is_other(at)) {
        return Subject::Stranger;
    }
    let pronoun = (1..roles.len()).find(|at| has(*at, NotionRole::Inversion));
    let verb = (0..roles.len()).find(|at| has(*at, NotionRole::Auxiliary));
    let first = match (pronoun, verb) {
        // The noun is at the beginning.
        (Some(_), None) => 0,
        // The noun is behind the verb, which may have several words: "est-ce que".
        (_, Some(verb)) if !(0..verb).any(is_named) => verb + 1,
        (None, None) => 0,
        _ => return Subject::Known,
    };
    let subject = (first..roles.len()).find(|at| !has(*at, NotionRole::Auxiliary) && !has(*at, NotionRole::Filler));
    // In "does my crush read it", the noun acts; in "is my art read", it does not.
    let is_passive = words.iter().any(|word| BE.contains(&word.text()));
    let owned = |at: usize| if !is_passive && POSSESSIVES.contains(&words[at].text()) { at + 1 } else { at };
    let subject = subject.map(owned).filter(|at| *at < roles.len());
    // In a sentence without an auxiliary verb or a pronoun, the verb and its object are after the subject: "acme lit mes messages".
    let is_unknown = |at: usize| roles[at].is_empty() && words[at].exact.chars().count() >= MIN_UNKNOWN_NAME;
    let collects = |at: usize| has(at, NotionRole::Collect) && (is_named(at + 1) || is_named(at + 2));
    let acts = |at: usize| roles.get(at).is_some_and(|roles| roles.iter().any(|role| role.acts()));
    if pronoun.or(verb).is_none() {
        let acts_alone = |at: usize| is_unknown(at) && (1..=2).any(|next| collects(at + next));
        return if subject.is_some_and(acts_alone) { Subject::Stranger } else { Subject::Known };
    }
    let may_act = |at: usize| acts(at) || has(at, NotionRole::Speaking);
    // A name may have several words: "does acme 6 sell data".
    let after = |at: usize| {
        let is_adverb = |at: usize| has(at, NotionRole::Filler) && !ARTICLES.contains(&words[at].text());
        (at..roles.len()).find(|at| !roles[*at].is_empty() && !is_adverb(*at)).unwrap_or(roles.len())
    };
    match subject {
        Some(at) if hosts[at] => Subject::Host,
        Some(at) if is_unknown(at) && !is_named(after(at)) && may_act(after(at)) => Subject::Stranger,
        // "Is dyno bot safe" is about another bot, "is your new bot safe" is not.
        Some(at) if at == first && is_unknown(at) && words.get(at + 1).is_some_and(|word| word.text() == BOT) => Subject::Stranger,
        Some(at) if has(at, NotionRole::Bot) && at + 1 < roles.len() && is_unknown(at + 1) && !acts(at + 2) => Subject::Stranger,
        _ => Subject::Known,
    }
}

impl QuestionVocabulary {
    /// Returns whether the subject of a question is somebody who does not belong to the bot, and the question is about their action with
    /// data or the person. The subject is behind an auxiliary verb, or at the beginning. In "is Discord content stored", it is content.
    pub(super) fn is_of_outsider(&self, words: &[Word], roles: &[Vec<NotionRole>]) -> bool {
        use NotionRole::{Asker, Auxiliary, Bot, Data, Filler, Interrogative, Inversion};
        let has = |at: usize, role: NotionRole| roles.get(at).is_some_and(|roles| roles.contains(&role));
        let has_object = (0..words.len()).any(|at| has(at, Asker) || has(at, Data) || POSSESSIVES.contains(&words[at].text()));
        if !has_object || words.iter().any(|word| self.person(&word.key) == Some(Bot)) {
            return false;
        }
        let is = |word: &Word, wanted: &[NotionRole]| {
            let alone = self.phrases.get(&word.key).into_iter().flatten().filter(|phrase| phrase.words.len() == 1);
            alone.into_iter().any(|phrase| wanted.contains(&self.role(&phrase.means)) || self.is(&phrase.means, WHAT))
        };
        let is_beside = |word: &Word| {
            let is_of = OF.contains(&word.text());
            POSSESSIVES.contains(&word.text()) || (!is_of && is(word, &[Auxiliary, Filler, Interrogative, Inversion]))
        };
        let begins = |at: usize| {
            let is_here = |name: &&Vec<Arc<str>>| {
                words.len() >= at + name.len() && words[at..].iter().zip(name.iter()).all(|(word, wanted)| word.exact == *wanted)
            };
            self.outsiders.iter().filter(is_here).any(|name| !has(at + name.len(), Data))
        };
        let verb = words.iter().position(|word| is(word, &[Auxiliary])).map_or(0, |at| at + 1);
        [0, verb].into_iter().any(|from| {
            let beside = words[from..].iter().take_while(|word| is_beside(word)).count();
            (from..=from + beside).any(begins)
        })
    }
}
