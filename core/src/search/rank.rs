//! Ranks the hits of an interpreted query.
//!
//! For each word of the query, an entry gets the score of the word's best meaning there. It depends on the field (name, title, topic or
//! text), the certainty of the meaning, and its rarity. The sum of these scores grows with the share of the query that the entry has,
//! depends on the entry's kind, and is higher if the words follow each other in the title as in the query.
//!
//! The constants were chosen with the queries in `core/tests/queries.toml`: some 30,000 combinations were tried. The results are stable:
//! if one constant changes by a fifth, at most one of 243 queries gets another result.

use super::{
    Class, Columns, EntryKind, FEW_STATEMENTS, FIRST, Field, Hit, baked,
    dictionary::heap_sort,
    query::{MAX_CERTAINTY, Meaning, Query},
    span,
};

/// A hit is left out if its score is less than the best score divided by this, unless it has a word of the query itself (not only a
/// related word).
const MIN_SHARE: u32 = 6;
/// Minimum rarity of a word that is the name of a service, framework or similar entry, even if many entries contain it.
const MIN_NAME_RARITY: u32 = 90;
/// Added to the score if the query is a word in a form that few statements have, and the entry has this form. It is higher than every
/// score without it.
const EXACT: u32 = 1 << 23;
/// Added to the score if the query is a whole title. It is higher than every score without it.
const TITLE: u32 = 1 << 24;
/// Added to the score if the query is the name of a framework or service, so that these come before whole titles.
const CALLED: u32 = 2 << 24;

/// The scores of an entry.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    score: u32,
    /// The sum of the rarities of the query's words that it has.
    matched_weight: u32,
    /// The best score for the current word.
    best: u32,
    /// Its name is the query.
    name_is_query: bool,
    /// The number of words of the query that it has, except noise.
    meaningful: u32,
    /// It has a word of the query, other than noise, as typed or in another form.
    has_word: bool,
}

/// A word of the query that the content has.
struct TypedWord {
    word: usize,
    family: u32,
    /// The entries that have it in this form elsewhere than in their title, if few statements have this form.
    rare_in: Vec<u32>,
    /// Other entries have another form of it.
    is_rare_form: bool,
}

impl Columns {
    pub(super) fn rank(&self, query: &Query) -> Vec<Hit<'_>> {
        let has = |class: Class| query.words.iter().any(|word| word.class == class);
        let voice = if has(Class::Personal) {
            Class::Personal
        } else if has(Class::Asking) {
            Class::Asking
        } else {
            Class::Meaningful
        };
        let mut sums = vec![Sum::default(); self.titles.len()];
        let mut touched: Vec<usize> = Vec::new();
        let mut total_weight = 0;
        let mut meaningful = 0;
        for word in &query.words {
            meaningful += u32::from(word.class == Class::Meaningful);
            let Some(rare) = self.rarity(word.class, &word.meanings) else { continue };
            total_weight += rare;
            for meaning in &word.meanings {
                let tells = word.class == Class::Meaningful || !has(Class::Meaningful);
                let has_word = tells && word.exact.is_some_and(|word| self.family(word) == meaning.list);
                self.add(*meaning, has_word, &mut sums, &mut touched);
            }
            for entry in touched.drain(..) {
                if let Some(sum) = sums.get_mut(entry) {
                    sum.score += sum.best * rare;
                    sum.matched_weight += rare;
                    sum.meaningful += u32::from(word.class == Class::Meaningful);
                    sum.best = 0;
                }
            }
        }
        // For each family of words: the number of the query's word that means it, counted from 1. 0 if no word does.
        let mut word_number_by_family = vec![0_u8; self.phrases.first.len()];
        let all = !has(Class::Meaningful);
        for (number, word) in (1_u8..).zip(query.words.iter().filter(|word| all || word.class == Class::Meaningful)) {
            for meaning in &word.meanings {
                if let Some(word_number) = word_number_by_family.get_mut(meaning.list as usize) {
                    *word_number = number;
                }
            }
        }
        let exact = query.words.iter().filter(|word| word.class == Class::Meaningful).filter_map(|word| word.exact);
        let exact: Vec<TypedWord> = exact.map(|word| self.typed_word(word)).collect();
        let only = exact.first().filter(|_| meaningful == 1);
        // Sort ascending, so that on a tie the first in the index comes first.
        let mut top: Vec<(u64, u32)> = Vec::new();
        let mut best = 0;
        for (number, sum) in (0_u32..).zip(&sums).filter(|(_, sum)| sum.score > 0) {
            let entry = number as usize;
            let mut score = self.final_score(entry, *sum, total_weight, voice, &word_number_by_family, &exact);
            if only.is_some_and(|only| only.is_rare_form && self.has_form(entry, only)) {
                score += EXACT;
            }
            if sum.name_is_query {
                score += CALLED;
            } else if self.title_hashes.get(entry) == Some(&query.hash) {
                score += TITLE;
            }
            best = best.max(score);
            top.push((u64::from(u32::MAX - score), number));
        }
        let enough = best % EXACT / MIN_SHARE;
        let sum = |entry: u32| sums.get(entry as usize).copied().unwrap_or_default();
        top.retain(|(score, entry)| sum(*entry).has_word || u64::from(u32::MAX) - score >= u64::from(enough));
        heap_sort(&mut top, &|a, b| a < b);
        if let Some(only) = only {
            self.bring_forward(only, &mut top);
        }
        top.iter()
            .map(|(_, entry)| self.hit(*entry as usize, &word_number_by_family, meaningful > 0 && sum(*entry).meaningful == meaningful))
            .collect()
    }

    /// Returns the weight of a query's word, by its rarity: if half as many entries have a word, its weight is higher by 16. `None` if no
    /// entry has it.
    fn rarity(&self, class: Class, meanings: &[Meaning]) -> Option<u32> {
        // Use the rarity of the most certain meaning.
        let certainty =
            meanings.iter().filter(|meaning| !self.places(meaning.list).is_empty()).map(|meaning| meaning.certainty).max()?;
        let most_certain = meanings.iter().filter(|meaning| meaning.certainty == certainty);
        let having = most_certain.map(|meaning| self.places(meaning.list).len()).max().unwrap_or(0).max(1);
        let share = (self.titles.len() * 2 / having).max(2);
        let doublings = share.ilog2();
        let rare = doublings * 16 + u32::try_from((share << 4 >> doublings) - 16).unwrap_or(0);
        let named = meanings.iter().any(|meaning| self.named.get(meaning.list as usize) == Some(&true));
        Some(match class {
            Class::Meaningful if named => rare.max(MIN_NAME_RARITY),
            Class::Meaningful => rare,
            Class::Asking => rare * 7 / 8,
            Class::Noise | Class::Personal => rare / 8,
        })
    }

    pub(super) fn places(&self, list: u32) -> &[u32] {
        let at = |column: &[u32]| column.get(list as usize).map_or(0, |at| *at as usize);
        self.places.get(at(&self.list_starts)..at(&self.list_ends)).unwrap_or_default()
    }

    /// Scores every entry in a list for a meaning. Keeps the entry's score for the current word if it is higher.
    fn add(&self, meaning: Meaning, has_word: bool, sums: &mut [Sum], touched: &mut Vec<usize>) {
        let is_group = meaning.list as usize >= self.phrases.first.len();
        for place in self.places(meaning.list) {
            let (entry, field) = ((place >> 2) as usize, Field::of(*place));
            let kind = self.kind(entry);
            let length = self.title_lengths.get(entry).copied().unwrap_or(1);
            let worth = match (is_group, field) {
                (false, Field::Text) => 15,
                (false, Field::Also) => 45,
                (false, _) => 900 / (6 + length),
                (true, Field::Text) => 15,
                // An author gives a question its topics so that people find it by them. So they count more than text.
                (true, Field::Name) if kind == EntryKind::Question => 98,
                (true, Field::Also | Field::Title) if kind == EntryKind::Question => 80,
                (true, Field::Also) => 40,
                (true, Field::Title) => 1900 / (17 + length),
                (true, Field::Name) => 80 + meaning.part / 4,
            };
            let mut give = |entry: usize, worth: u32| {
                if let Some(sum) = sums.get_mut(entry) {
                    if sum.best == 0 {
                        touched.push(entry);
                    }
                    sum.best = sum.best.max((worth * meaning.certainty / MAX_CERTAINTY).max(1));
                }
            };
            give(entry, worth);
            // A section's title is also the subject of its statements.
            if field != Field::Text && matches!(kind, EntryKind::Section | EntryKind::Framework) {
                let next = entry + 1..self.titles.len();
                for statement in next.take_while(|next| matches!(self.kind(*next), EntryKind::Statement | EntryKind::Reading)) {
                    give(statement, if field == Field::Name { 56 } else { 48 });
                }
            }
            if has_word && let Some(sum) = sums.get_mut(entry) {
                sum.has_word = true;
            }
            if field == Field::Name
                && meaning.part == 256
                && meaning.certainty == MAX_CERTAINTY
                && matches!(kind, EntryKind::Framework | EntryKind::Service)
                && let Some(sum) = sums.get_mut(entry)
            {
                sum.name_is_query = true;
            }
        }
    }

    fn final_score(
        &self,
        entry: usize,
        sum: Sum,
        total_weight: u32,
        voice: Class,
        word_number_by_family: &[u8],
        exact: &[TypedWord],
    ) -> u32 {
        let kind = self.kind(entry);
        let kind_percent = match (kind, voice) {
            // A query with "I" or "you" is a question to the bot, and questions have the bot's answers.
            (EntryKind::Question, Class::Personal) => 200,
            (EntryKind::Question, Class::Asking) => 115,
            (EntryKind::Question, _) => 122,
            (EntryKind::Framework | EntryKind::Service, _) => 118,
            (EntryKind::Gap | EntryKind::Data | EntryKind::Rule | EntryKind::Term, _) => 104,
            (EntryKind::Section | EntryKind::Statement | EntryKind::Region | EntryKind::Party, _) => 100,
            (EntryKind::Source, _) => 92,
            (EntryKind::Reading, _) => 88,
        };
        let share = sum.matched_weight * 256 / total_weight.max(1);
        let score = sum.score * kind_percent / 100 * (70 + share * share / 256) / 256;
        // The words follow each other in the title as in the query.
        let words = self.title_words.get(span(&self.title_ends, entry)).unwrap_or_default();
        let (mut before, mut pairs) = (0, 0);
        for word in words {
            if word.class == Class::Meaningful {
                let number = word_number_by_family.get(word.family as usize).copied().unwrap_or(0);
                pairs += u32::from(before > 0 && number == before + 1);
                before = number;
            }
        }
        // The typed form ranks before another of its family: "portion" before "port".
        let other_form = exact.iter().any(|typed| {
            let may_differ = typed.is_rare_form || words.iter().any(|word| word.family == typed.family);
            may_differ && !self.has_form(entry, typed)
        });
        let score = if other_form { score / 256 * 200 } else { score };
        (score + score / 256 * 38 * pairs.min(3)).min(EXACT - 1)
    }

    /// Finds the entries that have a typed word in this form, if few statements have it.
    fn typed_word(&self, word: usize) -> TypedWord {
        let rare = self.rare_forms.iter().filter(|(form, _)| *form as usize == word);
        let (family, rare_in) = (self.family(word), rare.map(|(_, entry)| *entry).collect::<Vec<_>>());
        let is_rare_form = !rare_in.is_empty() && self.families.iter().filter(|other| **other == family).count() > 1;
        TypedWord { word, family, rare_in, is_rare_form }
    }

    /// Returns whether an entry has a word as it was typed in its title, or is known to have it elsewhere.
    fn has_form(&self, entry: usize, typed: &TypedWord) -> bool {
        let title = self.title_words.get(span(&self.title_ends, entry)).unwrap_or_default();
        title.iter().any(|word| word.word as usize == typed.word) || typed.rare_in.iter().any(|rare| *rare as usize == entry)
    }

    /// Moves the statements with the query's only word among the first results, if few statements have it. Otherwise questions and kinds
    /// of data, of which many have the same keyword, would hide them.
    fn bring_forward(&self, only: &TypedWord, top: &mut Vec<(u64, u32)>) {
        for entry in &only.rare_in {
            let is_statement = matches!(self.kind(*entry as usize), EntryKind::Statement | EntryKind::Reading);
            let place = top.iter().position(|(_, other)| other == entry);
            if let Some(place) = place.filter(|place| is_statement && *place >= FIRST) {
                let hit = top.remove(place);
                top.insert(FIRST - FEW_STATEMENTS, hit);
            }
        }
    }

    fn hit(&self, entry: usize, word_number_by_family: &[u8], complete: bool) -> Hit<'_> {
        let words = self.title_words.get(span(&self.title_ends, entry)).unwrap_or_default();
        let marked = words.iter().filter(|word| word_number_by_family.get(word.family as usize).is_some_and(|number| *number > 0));
        let marks = marked.map(|word| word.start as usize..word.end as usize).collect();
        let (kind, party) = (self.kind(entry), baked::party(&self.parties_and_kinds, entry));
        Hit { id: self.ids.get(entry), title: self.titles.get(entry), kind, party, marks, complete }
    }
}
