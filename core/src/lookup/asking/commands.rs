//! Recognizes commands, and questions how to do something, that are not about data of the bot: "share a meme".

use super::{
    PLACE, QuestionVocabulary,
    grammar::{DEFINITE, HOW, INDEFINITE, ORDERS, POLITE, POSSESSIVES, RELATIVE, REQUESTS},
    spans::{Means, Span},
    words::Word,
};
use crate::NotionRole;

impl QuestionVocabulary {
    /// Returns whether a text begins with a verb that decides a topic, and its object is neither data nor the person.
    pub(super) fn is_command(&self, words: &[Word], spans: &[(usize, Span)]) -> bool {
        use NotionRole::{Acting, Asker, Bot, Collect, Data, Firm, Interrogative, Participant, Telling};
        let exact = |at: usize| words.get(at).map_or("", |word| word.text());
        // "Tell Bob to share his notes": no span has the unknown name.
        let is_named = |at: usize| spans.iter().any(|(first, span)| (*first..=span.end).contains(&at)) || self.is_filler(exact(at));
        let is_order = |begin: &&[&str]| {
            begin.iter().enumerate().all(|(at, word)| exact(at) == *word) && words.len() > begin.len() && !is_named(begin.len())
        };
        if ORDERS.iter().any(is_order) {
            return true;
        }
        let acting = spans.first().filter(|(at, span)| *at == 0 && span.means.iter().any(|it| self.role(it) == Acting));
        let how_to = acting.is_some() || HOW.contains(&exact(0));
        let verb = match acting {
            Some((_, span)) => span.end + 1,
            None if how_to => 1,
            None if REQUESTS.contains(&[exact(0), exact(1)]) => 2,
            None => usize::from(POLITE.contains(&exact(0))),
        };
        let tells = |it: &Means| matches!(it, Means::Notion(_)) && matches!(self.role(it), Telling | Firm);
        let does = |it: &Means| tells(it) || self.role(it) == Collect;
        let is_verb = |(at, span): &(usize, Span)| *at == verb && span.words == 1 && span.means.iter().any(does);
        // "Read the rules" is a command, "read the messages" is about data.
        let reads = spans.iter().any(|(at, span)| *at == verb && !span.means.iter().any(tells));
        let (before, object) = (exact(verb + 1), exact(verb + 2));
        let is_article = |word: &str| INDEFINITE.contains(&word) || (!how_to && DEFINITE.contains(&word));
        let owns_place = !how_to && POSSESSIVES.contains(&before) && self.is_named(object, PLACE) && words.len() == verb + 3;
        // The first "a" of "conforme à la loi" is no article.
        let is_noun = is_article(before) && !DEFINITE.contains(&object) && !RELATIVE.contains(&object);
        if !spans.iter().any(is_verb) || !(owns_place || is_noun) {
            return false;
        }
        // "Contact the police" is about the police, "share the list with the police" is about sharing.
        let about = |at: usize, it: &Means| {
            tells(it)
                || (reads && it.kind().is_some())
                || matches!(self.role(it), Asker | Bot | Collect | Data | Interrogative)
                || (at > verb + 2 && self.role(it) == Participant)
        };
        !spans.iter().any(|(at, span)| *at > verb + 1 && span.means.iter().any(|it| about(*at, it)))
    }
}
