//! Searches everything that has an anchor on the page.
mod baked;
mod build;
mod dictionary;
mod entries;
mod query;
mod rank;
mod stem;

use std::{ops::Range, sync::OnceLock};

use serde::{Deserialize, Serialize};

pub use stem::has_form_of;
pub(crate) use stem::stem;

use crate::{BakedError, EntryKind, Lang, Policy, i18n::Messages};
use baked::Baked;
use dictionary::Texts;

/// A search result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The anchor on the page.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The kind of item.
    pub kind: EntryKind,
    /// The position of the party that states it, in the list of parties; `None` if no single party does, or if it is our interpretation.
    pub party: Option<usize>,
    /// The byte ranges of the title that match, in order and without overlap. Each begins and ends at a character boundary.
    pub marks: Vec<Range<usize>>,
    /// True if it has every word of the query except noise, as typed or with a typo corrected.
    pub complete: bool,
}

/// The degree to which a word distinguishes entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It has a meaning.
    Meaningful = 0,
    /// It occurs in many sentences.
    Noise = 1,
    /// Noise with which a person refers to themselves or to the bot: the query is a question.
    Personal = 2,
    /// It is a question word.
    Asking = 3,
}

impl Class {
    const ALL: [Self; 4] = [Self::Meaningful, Self::Noise, Self::Personal, Self::Asking];

    /// English words, and French ones that are not English words. Other frequent words count little because they are frequent.
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

/// The field of an entry that contains a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    /// Its text.
    Text = 0,
    /// Its other names, its topics, its id, or the brackets in its title.
    Also = 1,
    /// Its title.
    Title = 2,
    /// Its name as a whole.
    Name = 3,
}

/// If at most this many statements have the only word of a query, they are among the [`FIRST`] results.
const FEW_STATEMENTS: usize = 2;
/// Number of results that are shown at first. Rare statements are ranked before it, so each output must show as many.
pub const FIRST: usize = 12;

impl Field {
    /// Returns the field in the last two bits of a number.
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
    /// The number of the word.
    word: u32,
    class: Class,
    /// Its byte range in the title.
    start: u32,
    end: u32,
}

/// The names of groups, each of a few words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Phrases {
    /// The words of all names, as families.
    words: Vec<u32>,
    /// The end of each name's words.
    ends: Vec<u32>,
    /// The list of the group that each name belongs to.
    groups: Vec<u32>,
    /// For each family, one more than the index of the last name that begins with it; 0 if no name begins with it.
    first: Vec<u32>,
    /// For each name, the same for the previous name that begins with the same family.
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

/// Returns the range of a number in a column, from the ends of all ranges.
fn span(ends: &[u32], number: usize) -> Range<usize> {
    let end = |number: usize| ends.get(number).map_or(0, |end| *end as usize);
    number.checked_sub(1).map_or(0, end)..end(number)
}

/// The search index. The first search computes a part of it, if [`Index::prepare`] has not done so before.
#[derive(Debug, Clone, Default)]
pub struct Index {
    baked: Baked,
    columns: OnceLock<Columns>,
}

/// The part of an index that is computed from the serialized part.
#[derive(Debug, Clone, Default)]
struct Columns {
    // The entries, in columns.
    ids: Texts,
    titles: Texts,
    /// See [`Baked::parties_and_kinds`].
    parties_and_kinds: Vec<u32>,
    title_words: Vec<TitleWord>,
    title_ends: Vec<u32>,
    /// The number of words in the title, without those in brackets.
    title_lengths: Vec<u32>,
    title_hashes: Vec<u32>,
    // The words, sorted, in columns.
    words: Texts,
    /// For each word, the number of its list. Forms of the same word have the same number.
    families: Vec<u32>,
    classes: Vec<Class>,
    // The lists: those of families, then those of groups.
    list_starts: Vec<u32>,
    list_ends: Vec<u32>,
    /// The contents of the lists: an entry's number times four, plus the field.
    places: Vec<u32>,
    /// For each list, whether it belongs to an entry with names.
    named: Vec<bool>,
    phrases: Phrases,
    /// Words that few statements have in this form, each with an entry that has it elsewhere than in its title. Sorted.
    rare_forms: Vec<(u32, u32)>,
}

impl Columns {
    fn kind(&self, entry: usize) -> EntryKind {
        baked::kind(&self.parties_and_kinds, entry)
    }
}

/// An index is serialized as the part from which the rest is computed.
impl Serialize for Index {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.baked.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Baked::deserialize(deserializer).map(|baked| Self { baked, columns: OnceLock::new() })
    }
}

impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        self.baked == other.baked
    }
}

impl Eq for Index {}

impl Index {
    /// Builds the index of a policy in its original language, prepared for searches.
    pub fn new(policy: &Policy) -> Self {
        Self::in_language(policy, &policy.bot.lang)
    }

    /// Builds the index of a policy whose texts are in `lang`, prepared for searches.
    pub fn in_language(policy: &Policy, lang: &Lang) -> Self {
        let index = Self { baked: Baked::new(policy, Messages::of(lang)), columns: OnceLock::new() };
        index.prepare();
        index
    }

    /// Serializes the index, to bake it into programs.
    ///
    /// # Errors
    /// If postcard cannot serialize it. It can serialize all types of the model.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        crate::model::to_bytes(&self.baked)
    }

    /// Reads an index that [`Index::to_bytes`] wrote. It is not prepared yet: see [`Index::prepare`].
    ///
    /// # Errors
    /// If the bytes are not of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        crate::model::from_bytes(bytes)
    }

    /// Computes what the first search would compute. A program can call it at a moment in which no person waits. It takes some ten
    /// milliseconds in a browser on a phone.
    pub fn prepare(&self) {
        self.columns();
    }

    /// Returns all results for a query, the best first. The order depends only on content and query. An empty query finds nothing. The
    /// last word counts as incomplete, unless a separator follows it.
    pub fn search(&self, query: &str) -> Vec<Hit<'_>> {
        // The page's search box begins empty, before the index is prepared.
        if query.trim().is_empty() {
            return Vec::new();
        }
        let columns = self.columns();
        columns.rank(&columns.query(query))
    }

    /// Returns whether the content has every meaningful word of a text, without corrected typos.
    pub fn knows(&self, text: &str) -> bool {
        self.columns().query(text).words.iter().all(|word| word.class != Class::Meaningful || word.exact.is_some())
    }

    /// Returns the words of the content that are most similar to the first unknown word of a text, the best first, to suggest them if
    /// nothing was found. They are normalized: lower case, without accents.
    pub fn suggestions(&self, text: &str) -> Vec<&str> {
        self.columns().suggestions(text)
    }

    fn columns(&self) -> &Columns {
        self.columns.get_or_init(|| Columns::new(&self.baked))
    }
}
