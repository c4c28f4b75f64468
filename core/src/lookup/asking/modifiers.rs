//! Recognizes a word that makes a kind of data the data of another thing: "my wifi name", "WhatsApp messages".

use super::{
    PLACE, QuestionVocabulary,
    grammar::{FRENCH, HEADS, OF, POINTING, POSSESSIVES},
    spans::Span,
    words::Word,
};
use crate::NotionRole;

/// The owner's ending, as in "my pet's name".
pub(super) const OWNER: &str = "s";
/// The platform of the bot. Its data may be the bot's data.
pub(super) const DISCORD: &str = "discord";
/// Minimum length of an unknown word that can describe a noun. Shorter ones are mostly typos.
const MIN_MODIFIER: usize = 3;

/// Returns whether a span is a general noun such as "name", which says nothing without the noun beside it.
pub(super) fn is_head(words: &[Word], span: &Span) -> bool {
    span.words == 1 && words.get(span.end).is_some_and(|word| HEADS.contains(&word.text()))
}

impl QuestionVocabulary {
    /// Returns whether a question points at one thing: "this meme".
    pub(super) fn points_at_a_kind(words: &[Word], spans: &[(usize, Span)]) -> bool {
        let is_pointed = |at: usize| words.get(at).is_some_and(|word| POINTING.contains(&word.text()));
        let mut kinds = spans.iter().filter(|(_, span)| span.means.iter().any(|it| it.kind().is_some()));
        kinds.any(|(at, _)| at.checked_sub(1).is_some_and(is_pointed))
    }

    /// Returns whether a noun that is no known part of its name is directly beside a kind of data. The question is then about something
    /// else, about which the list of collected data says nothing.
    pub(super) fn names_other_thing(&self, words: &[Word], spans: &[(usize, Span)], roles: &[Vec<NotionRole>]) -> bool {
        use NotionRole::{Asker, Auxiliary, Bot, Collect, Data, Inversion, Participant, Speaking};
        let exact = |at: usize| words.get(at).map_or("", |word| word.text());
        let is_brand = |at: usize| self.brands.contains(exact(at));
        let is_unknown = |at: usize| {
            let unknown = roles.get(at).is_some_and(Vec::is_empty) && !self.is_filler(exact(at));
            unknown && exact(at).chars().count() >= MIN_MODIFIER && !exact(at).starts_with(|c: char| c.is_ascii_digit())
        };
        // "Can it scan messages": the word behind "it" or "to" is a verb.
        let is_verb = |at: usize| {
            let before = at.checked_sub(1);
            let acts =
                |at: usize| exact(at) == "to" || roles[at].iter().any(|role| matches!(role, Bot | Auxiliary | Inversion | Speaking));
            before.is_none_or(|at| acts(at) || roles[at].contains(&Asker) && !POSSESSIVES.contains(&exact(at)))
        };
        let is_thing = |at: usize| {
            let is_place = exact(at) != DISCORD && self.is_named(&words[at].key, PLACE);
            roles[at].contains(&Data) || is_place
        };
        let is_person = |at: usize| self.is_relative(exact(at)) || roles.get(at).is_some_and(|roles| roles.contains(&Participant));
        let french = words.iter().any(|word| FRENCH.contains(&word.text()));
        // "Le nom de ma mère".
        let is_persons_name = |at: usize| {
            let of_person = OF.contains(&exact(at + 1)) && POSSESSIVES.contains(&exact(at + 2)) && is_person(at + 3);
            HEADS.contains(&exact(at)) && of_person
        };
        if (0..words.len()).any(is_persons_name) {
            return true;
        }
        let kinds = spans.iter().filter(|(_, span)| !span.means.is_empty() && span.means.iter().all(|it| it.kind().is_some()));
        kinds.into_iter().any(|(at, span)| {
            let is_head = is_head(words, span);
            let before = at.checked_sub(1).map(|at| if exact(at) == OWNER { at.saturating_sub(1) } else { at });
            let describes =
                |at: usize| is_brand(at) || (is_unknown(at) && !is_verb(at)) || (is_head && (is_thing(at) || is_person(at)));
            let after = span.end + 1;
            // "My Xbox name": the brand, which is a kind of data itself, describes the noun behind it. A verb there is a noun: "my Xbox handle".
            let is_verb_at_end = after + 1 == words.len() && roles[after].contains(&Collect);
            let is_brands = span.words == 1 && is_brand(*at) && (is_unknown(after) || HEADS.contains(&exact(after)) || is_verb_at_end);
            // "The name of my dog".
            let owner = if is_head && OF.contains(&exact(after)) {
                after + 1 + usize::from(POSSESSIVES.contains(&exact(after + 1)))
            } else {
                after
            };
            let is_owner = owner > after && (is_unknown(owner) || is_person(owner));
            // "Mes messages soient lus": a word inside the sentence may be a verb.
            let is_last = after + 1 == words.len();
            before.is_some_and(describes) || is_brands || is_brand(after) || is_owner || (french && is_last && is_unknown(after))
        })
    }
}
