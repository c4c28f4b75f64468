//! The serialized part of an index, from which the rest is computed when it is loaded.
//!
//! The index is part of the page's download, so its size matters more than the time to load it. A word in a title or id is not stored
//! again, nor its occurrence there.

use serde::{Deserialize, Serialize};

use super::{Class, Columns, Field, TitleWord, dictionary::Texts, query, span};
use crate::{EntryKind, normalize};

/// The serialized columns. Similar values beside each other compress best.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Baked {
    /// A line for the title of each entry, and a line for its id with spaces for hyphens. Both compress well, because the same words
    /// follow each other.
    pub(super) titles_and_ids: String,
    /// For each entry, the number of its party, counted from 1, times the number of kinds, plus its kind. The party's number is 0 if no
    /// single party states the entry.
    pub(super) parties_and_kinds: Vec<u32>,
    /// The words that are in no title or id, sorted, without the beginning that they share with the word before. Each begins with a
    /// control character, whose number is one more than the number of shared bytes.
    pub(super) words: String,
    /// For every word, sorted: if it is the first of its family, its class. Otherwise the distance to the previous word of the family,
    /// plus the length of [`Class::ALL`].
    pub(super) forms: Vec<u32>,
    /// The length of each list: of families, then of groups.
    pub(super) counts: Vec<u32>,
    /// The entries in the lists, each as the difference from the entry before. Lists of families contain only entries with the word in
    /// their text.
    pub(super) steps: Vec<u32>,
    /// For each entry in a list of groups, the field that has a name of the group.
    pub(super) fields: Vec<u32>,
    /// For each group, the number of its names besides the title of the entry.
    pub(super) names: Vec<u32>,
    /// For each name, its number of words.
    pub(super) lengths: Vec<u32>,
    /// The words of names, as numbers of their families.
    pub(super) phrases: Vec<u32>,
    /// The words that few statements have in this form, such as "documents" of a family with "document", each as the difference from the
    /// one before. A word occurs once for each entry that has it elsewhere than in its title.
    pub(super) rare_words: Vec<u32>,
    /// These entries, each as its position in the list of the word's family. The number of an entry that is not in the list is added to
    /// the length of the list.
    pub(super) rare_entries: Vec<u32>,
}

/// Maximum number of bytes that a word can share with the word before: control characters end at 31.
pub(super) const MAX_SHARED: usize = 30;

/// Returns whether the search covers the words of an entry's id. It leaves out the ids of readings
/// and terms, which only contain their kind and their title.
pub(super) fn is_id_searched(kind: EntryKind) -> bool {
    !matches!(kind, EntryKind::Reading | EntryKind::Term)
}

/// Returns the byte at which a title's explanation in brackets begins, or the end of the title.
pub(super) fn explanation_start(title: &str) -> usize {
    title.find(" (").unwrap_or(title.len())
}

/// Returns a number as stored in a column. It overflows only for content larger than memory.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Returns the kind of an entry. Bytes of another version may lack it.
pub(super) fn kind(parties_and_kinds: &[u32], entry: usize) -> EntryKind {
    let kind = parties_and_kinds.get(entry).and_then(|both| EntryKind::ALL.get(*both as usize % EntryKind::ALL.len()));
    kind.copied().unwrap_or(EntryKind::Statement)
}

/// Returns the position of the party that states an entry.
pub(super) fn party(parties_and_kinds: &[u32], entry: usize) -> Option<usize> {
    (*parties_and_kinds.get(entry)? as usize / EntryKind::ALL.len()).checked_sub(1)
}

/// Returns an entry and one of its fields as one number.
fn place(entry: u32, field: Field) -> u32 {
    entry << 2 | field as u32
}

impl Columns {
    /// Computes everything that is not serialized. Bytes of another version may give nonsense, but nothing is read beyond their end.
    pub(super) fn new(baked: &Baked) -> Self {
        let mut index = Self::default();
        let mut id = String::new();
        let mut lines = baked.titles_and_ids.split('\n');
        while let (Some(title), Some(spaced)) = (lines.next(), lines.next()) {
            index.titles.push(title);
            id.clear();
            id.extend(spaced.chars().map(|c| if c == ' ' { '-' } else { c }));
            index.ids.push(&id);
        }
        index.parties_and_kinds.clone_from(&baked.parties_and_kinds);

        let (words, numbers) = index.all_words(&baked.words).sorted();
        index.words = words;
        let mut families = 0;
        for form in &baked.forms {
            let back = form.checked_sub(number(Class::ALL.len())).map(|back| back as usize);
            let same = back.and_then(|back| index.families.get(index.families.len().checked_sub(back)?)).copied();
            index.families.push(same.unwrap_or(families));
            index.classes.push(Class::ALL.get(*form as usize).copied().unwrap_or(Class::Meaningful));
            families += u32::from(same.is_none());
        }

        let mut derived = index.read_titles(&numbers);
        // The entry that the names of each list's group refer to.
        let mut own = vec![None; baked.counts.len()];
        let mut places: Vec<(u32, u32)> = Vec::new();
        let (mut steps, mut fields) = (baked.steps.iter(), baked.fields.iter());
        for ((list, count), own) in (0_u32..).zip(&baked.counts).zip(&mut own) {
            let mut entry = 0_u32;
            for step in steps.by_ref().take(*count as usize) {
                entry = entry.wrapping_add(*step);
                let field = if list < families { Field::Text } else { fields.next().map_or(Field::Text, |field| Field::of(*field)) };
                if field == Field::Name {
                    *own = Some(entry);
                }
                places.push((list, place(entry, field)));
            }
        }
        let is_question = |own: u32| kind(&baked.parties_and_kinds, own as usize) == EntryKind::Question;
        index.named = own.iter().map(|own| own.is_some_and(|own| !is_question(own))).collect();

        index.phrases.first = vec![0; families as usize];
        let (mut lengths, mut words) = (baked.lengths.iter(), baked.phrases.iter().copied());
        for (group, names) in (families..).zip(&baked.names) {
            let own = own.get(group as usize).copied().flatten();
            // An entry's title is its first name, except for questions, whose names are their topics.
            if let Some(titled) = own.filter(|own| !is_question(*own)) {
                let title = index.title_words.get(span(&index.title_ends, titled as usize)).unwrap_or_default();
                index.phrases.add(group, &mut title.iter().map(|word| word.family));
            }
            for length in lengths.by_ref().take(*names as usize) {
                let from = index.phrases.words.len();
                index.phrases.add(group, &mut words.by_ref().take(*length as usize));
                let added = index.phrases.words.get(from..).unwrap_or_default();
                derived.extend(own.iter().flat_map(|own| added.iter().map(|word| (*word, place(*own, Field::Also)))));
            }
        }
        index.fill_lists(&baked.counts, derived.iter().chain(&places));
        let mut word = 0_u32;
        for (step, place) in baked.rare_words.iter().zip(&baked.rare_entries) {
            word = word.wrapping_add(*step);
            let places = index.places(index.family(word as usize));
            let entry = places.get(*place as usize).map_or(place.saturating_sub(number(places.len())), |place| place >> 2);
            index.rare_forms.push((word, entry));
        }
        index
    }

    /// Collects the words of titles, those of ids, and the serialized ones.
    fn all_words(&self, baked: &str) -> Texts {
        let mut all = Texts::default();
        for texts in [&self.titles, &self.ids] {
            for entry in 0..texts.len() {
                normalize::words(texts.get(entry), &mut |word, _| {
                    all.push(word);
                    true
                });
            }
        }
        let mut word = String::new();
        let mut rest = baked;
        while let Some(shared) = rest.chars().next() {
            rest = rest.get(shared.len_utf8()..).unwrap_or_default();
            let end = rest.find(|c: char| c < ' ').unwrap_or(rest.len());
            let shared = (shared as usize).saturating_sub(1);
            if word.is_char_boundary(shared) {
                word.truncate(shared);
            }
            word.push_str(rest.get(..end).unwrap_or_default());
            rest = rest.get(end..).unwrap_or_default();
            all.push(&word);
        }
        all
    }

    /// Adds the words of titles and ids to the lists. The numbers of those words are given in order.
    fn read_titles(&mut self, numbers: &[u32]) -> Vec<(u32, u32)> {
        let mut numbers = numbers.iter().map(|number| *number as usize);
        let mut next = || {
            let word = numbers.next()?;
            Some((*self.families.get(word)?, *self.classes.get(word)?, number(word)))
        };
        let mut derived = Vec::new();
        for entry in 0..self.titles.len() {
            let title = self.titles.get(entry);
            let explanation = explanation_start(title);
            let (mut hash, mut length) = (query::NO_WORDS, 0);
            normalize::words(title, &mut |word, span| {
                hash = query::hash(hash, word);
                if let Some((family, class, word)) = next() {
                    let field = if span.start < explanation { Field::Title } else { Field::Also };
                    length += u32::from(field == Field::Title);
                    derived.push((family, place(number(entry), field)));
                    self.title_words.push(TitleWord { family, word, class, start: number(span.start), end: number(span.end) });
                }
                true
            });
            self.title_ends.push(number(self.title_words.len()));
            self.title_lengths.push(length);
            self.title_hashes.push(hash);
        }
        for entry in 0..self.titles.len() {
            normalize::words(self.ids.get(entry), &mut |_, _| {
                let word = next().filter(|_| is_id_searched(self.kind(entry)));
                derived.extend(word.map(|(family, ..)| (family, place(number(entry), Field::Also))));
                true
            });
        }
        derived
    }

    /// Puts the positions into one column, list by list.
    fn fill_lists<'a>(&mut self, counts: &[u32], all: impl Iterator<Item = &'a (u32, u32)> + Clone) {
        let mut sizes = vec![0_u32; counts.len()];
        for (list, _) in all.clone() {
            if let Some(size) = sizes.get_mut(*list as usize) {
                *size += 1;
            }
        }
        let mut at = 0;
        for size in &sizes {
            self.list_starts.push(at);
            at += size;
        }
        self.list_ends.clone_from(&self.list_starts);
        self.places = vec![0; at as usize];
        for (list, place) in all {
            if let Some(end) = self.list_ends.get_mut(*list as usize)
                && let Some(free) = self.places.get_mut(*end as usize)
            {
                *free = *place;
                *end += 1;
            }
        }
    }
}
