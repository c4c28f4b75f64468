//! Search over everything that has an anchor on the page.
mod baked;
mod build;
mod dictionary;
mod entries;
mod query;
mod rank;
mod stem;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(crate) use stem::stem;

use crate::{BakedError, EntryKind, Policy};
use baked::Baked;
use dictionary::Texts;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The anchor on the page.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The kind of item.
    pub kind: EntryKind,
    /// The bytes of the title that match, in order, never overlapping; each begins and ends at a character.
    pub marks: Vec<Range<usize>>,
    /// True if it has every word of the query except noise, as typed or with a typo corrected.
    pub complete: bool,
}

/// The power of a word to tell entries apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It has a meaning.
    Telling = 0,
    /// It occurs in every other sentence.
    Noise = 1,
    /// Noise by which a person speaks of themselves or to the bot: they ask a question.
    Personal = 2,
    /// It asks.
    Asking = 3,
}

impl Class {
    const ALL: [Self; 4] = [Self::Telling, Self::Noise, Self::Personal, Self::Asking];

    /// English, and those French ones that are no English words. Whatever else most entries have counts little by being frequent.
    #[rustfmt::skip]
    const LISTS: [(Self, &str); 3] = [
        (Self::Noise, "a about after against all alone also am among an and another any anyone anything apart are as at back be become \
            been before behind being between both but by can cannot certain come comes could d did do does doesn doesnt doing don done dont \
            each either else even ever every everything few for from further get gets getting goes got had has have having here however if in \
            into is isn isnt it its itself just let like ll m many may maybe meant might more most much must need neither never no nobody none \
            nor not now of off on once one ones only onto or otherwise out over own per perhaps please pls put rather re s said same say says \
            several should shouldn show shown since so some somebody someone something somewhere still such t tell tells than that the their \
            them then there these they thing things this those though through to together too toward twice under until up upon use ve very via \
            want was way well were whether whole with within without wont would yet how what whats which \
            au aux avec ce ces cette dans de des du elle elles en est et il ils la le les ne ou par pas pour que se sont sur un une comment quel quelle quelles quels quoi"),
        (Self::Personal, "bot i im je ma me mes mine moi mon my myself nos notre nous our ours ta te tes toi tu u ur us vos votre vous we \
            you your yours yourself"),
        (Self::Asking, "combien pourquoi quand qui when where who whom whos whose why"),
    ];

    fn listed() -> impl Iterator<Item = (&'static str, Self)> {
        Self::LISTS.into_iter().flat_map(|(class, words)| words.split_whitespace().map(move |word| (word, class)))
    }
}

/// The part of an entry that has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    /// In its text.
    Text = 0,
    /// In its other names, its topics, its id, or in brackets in its title.
    Also = 1,
    /// In its title.
    Title = 2,
    /// It is what the entry is called.
    Name = 3,
}

impl Field {
    /// The field in the last two bits of a number.
    fn of(number: u32) -> Self {
        match number & 3 {
            0 => Self::Text,
            1 => Self::Also,
            2 => Self::Title,
            _ => Self::Name,
        }
    }
}

/// A word of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TitleWord {
    family: u32,
    /// The number of the word itself.
    word: u32,
    class: Class,
    /// Its bytes in the title.
    start: u32,
    end: u32,
}

/// The names of groups, each of a few words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Phrases {
    /// The words of all names, by their families.
    words: Vec<u32>,
    /// The end of the words of each name.
    ends: Vec<u32>,
    /// The list of the group that each name belongs to.
    groups: Vec<u32>,
    /// For each family, one more than the number of the last name that begins with it; 0 if there is no such name.
    first: Vec<u32>,
    /// For each name, the same of the one before it that begins with the same family.
    next: Vec<u32>,
}

impl Phrases {
    fn add(&mut self, group: u32, words: &mut dyn Iterator<Item = u32>) {
        let from = self.words.len();
        self.words.extend(words);
        self.ends.push(baked::number(self.words.len()));
        self.groups.push(group);
        let first = self.words.get(from).and_then(|word| self.first.get_mut(*word as usize));
        self.next.push(first.map_or(0, |first| std::mem::replace(first, baked::number(self.ends.len()))));
    }

    fn beginning_with(&self, family: u32) -> impl Iterator<Item = usize> {
        let before = |number: u32| (number as usize).checked_sub(1);
        let first = self.first.get(family as usize).and_then(|number| before(*number));
        std::iter::successors(first, move |number| self.next.get(*number).and_then(|number| before(*number)))
    }

    fn words(&self, phrase: usize) -> &[u32] {
        self.words.get(span(&self.ends, phrase)).unwrap_or_default()
    }

    fn group(&self, phrase: usize) -> u32 {
        self.groups.get(phrase).copied().unwrap_or(u32::MAX)
    }
}

/// Returns the range that belongs to a number in a column, from the ends of all.
fn span(ends: &[u32], number: usize) -> Range<usize> {
    let end = |number: usize| ends.get(number).map_or(0, |end| *end as usize);
    number.checked_sub(1).map_or(0, end)..end(number)
}

/// Everything that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    baked: Baked,
    // The entries, in columns.
    ids: Texts,
    titles: Texts,
    kinds: Vec<EntryKind>,
    title_words: Vec<TitleWord>,
    title_ends: Vec<u32>,
    /// The number of words, but for those in brackets.
    title_lengths: Vec<u32>,
    title_hashes: Vec<u32>,
    // The words, sorted, in columns.
    words: Texts,
    /// The words that are forms of one bear one number, which is that of their list.
    families: Vec<u32>,
    classes: Vec<Class>,
    // The lists: those of families, then those of groups.
    list_starts: Vec<u32>,
    list_ends: Vec<u32>,
    /// The contents of the lists: an entry's number times four, plus the field.
    places: Vec<u32>,
    /// For each list, whether it is of something that has names of its own.
    named: Vec<bool>,
    phrases: Phrases,
}

/// An index is written as what cannot be derived from the rest.
impl Serialize for Index {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.baked.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Baked::deserialize(deserializer).map(Self::open)
    }
}

impl Index {
    /// The index of a policy.
    pub fn new(policy: &Policy) -> Self {
        Self::open(Baked::new(policy))
    }

    /// The index as bytes to bake into a program.
    ///
    /// # Errors
    /// Never, with the memory that it takes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        crate::model::to_bytes(&self.baked)
    }

    /// The index that [`Index::to_bytes`] made.
    ///
    /// # Errors
    /// If the bytes are not of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        crate::model::from_bytes(bytes).map(Self::open)
    }

    /// Everything that fits a query, the best first. The order is the same for the same content and query. An
    /// empty query finds nothing; the last word may still be on its way, unless something stands behind it.
    pub fn search(&self, query: &str) -> Vec<Hit<'_>> {
        self.ranked(&self.query(query))
    }

    /// Returns whether the content has every telling word of a text, without a typo corrected.
    pub fn knows(&self, text: &str) -> bool {
        self.query(text).slots.iter().all(|slot| slot.class != Class::Telling || slot.exact.is_some())
    }
}
