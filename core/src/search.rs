//! Search over questions, data items, statements, services and terms.
//!
//! An [`Index`] is built from the policy on the build machine: all words, sorted, each with the entries that have it. So the browser
//! needs no text to search in, since the text stands in the page already. A hit has, for every word of the query, a word that begins
//! with it; hits in titles come first, then the order of the page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{BakedError, Policy, text};

/// Everything that can be found: entries and words, each in columns, because like things beside each other compress best.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The entries, in the order of the page.
    ids: Vec<String>,
    titles: Vec<String>,
    kinds: Vec<Kind>,
    /// Every word in lower case, sorted.
    words: Vec<String>,
    /// For each word, the places that have it.
    places: Vec<Places>,
    /// Words that most entries have, sorted: they tell nothing apart, so a query is answered without them.
    common: Vec<String>,
}

/// Something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The anchor on the page.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is.
    pub kind: Kind,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A question that people ask.
    Question,
    /// A data item.
    Data,
    /// A statement.
    Statement,
    /// A service.
    Service,
    /// A term of the glossary.
    Term,
}

/// Where a word stands: for each entry, in order, the steps from the entry before it, doubled, and one more where the word stands in
/// the title. Small numbers, which take a byte each and compress well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Places(Vec<u32>);

impl Places {
    fn new(entries: &BTreeMap<u32, bool>) -> Self {
        let mut last = 0;
        Self(
            entries
                .iter()
                .map(|(entry, in_title)| {
                    let step = entry - last;
                    last = *entry;
                    step << 1 | u32::from(*in_title)
                })
                .collect(),
        )
    }

    /// The entries' numbers, and whether the word stands in the title.
    fn iter(&self) -> impl Iterator<Item = (usize, bool)> {
        let mut entry = 0;
        self.0.iter().map(move |step| {
            entry += (step >> 1) as usize;
            (entry, step & 1 == 1)
        })
    }
}

/// More words than anyone types; the bound keeps a pasted book from taking long.
const MOST_WORDS: usize = 16;

/// Even in a small policy, a word in so many entries still tells them apart.
const MOST_COMMON: usize = 20;

impl Index {
    /// The index of a policy.
    pub fn new(policy: &Policy) -> Self {
        let (mut ids, mut titles, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
        let mut words: BTreeMap<String, BTreeMap<u32, bool>> = BTreeMap::new();
        for (number, (hit, text)) in (0_u32..).zip(searchable(policy)) {
            for word in words_of(&text) {
                words.entry(word).or_default().entry(number).or_insert(false);
            }
            for word in words_of(hit.title) {
                words.entry(word).or_default().insert(number, true);
            }
            ids.push(hit.id.to_owned());
            titles.push(hit.title.to_owned());
            kinds.push(hit.kind);
        }
        let most = (ids.len() / 4).max(MOST_COMMON);
        let common = words.iter().filter(|(_, places)| places.len() > most).map(|(word, _)| word.clone()).collect();
        words.retain(|_, places| places.len() <= most);
        let (words, places) = words.into_iter().map(|(word, places)| (word, Places::new(&places))).unzip();
        Self { ids, titles, kinds, words, places, common }
    }

    /// The index as bytes to bake into a program.
    ///
    /// # Errors
    /// Never, with the memory that it takes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        crate::model::to_bytes(self)
    }

    /// The index that [`Index::to_bytes`] made.
    ///
    /// # Errors
    /// Where the bytes are none of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        crate::model::from_bytes(bytes)
    }

    /// What has, for every word of the query, a word that begins with it. An empty query finds nothing.
    pub fn search(&self, query: &str) -> Vec<Hit<'_>> {
        // For each entry, whether it has all words so far, and whether its title has.
        let mut found = vec![Some(true); self.ids.len()];
        let mut asked = false;
        for word in words_of(query).take(MOST_WORDS).filter(|word| self.common.binary_search(word).is_err()) {
            asked = true;
            let mut with_word = vec![None; self.ids.len()];
            let first = self.words.partition_point(|known| *known < word);
            let same = self.words.iter().zip(&self.places).skip(first).take_while(|(known, _)| known.starts_with(&word));
            for (entry, in_title) in same.flat_map(|(_, places)| places.iter()) {
                if let Some(has) = with_word.get_mut(entry) {
                    *has = Some(has.unwrap_or(false) || in_title);
                }
            }
            for (found, has) in found.iter_mut().zip(with_word) {
                *found = found.zip(has).map(|(before, now)| before && now);
            }
        }
        if !asked {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for in_title in [true, false] {
            for (entry, found) in found.iter().enumerate() {
                if let (Some(id), Some(title), Some(kind)) = (self.ids.get(entry), self.titles.get(entry), self.kinds.get(entry))
                    && *found == Some(in_title)
                {
                    hits.push(Hit { id, title, kind: *kind });
                }
            }
        }
        hits
    }
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Everything that can be found, with what stands under its title.
fn searchable(policy: &Policy) -> impl Iterator<Item = (Hit<'_>, String)> {
    let hit = |id, title, kind| Hit { id, title, kind };
    let questions = policy.questions.iter().map(move |it| {
        let text = format!("{} {}", it.title, it.words.join(" "));
        (hit(it.id.as_str(), it.ask.as_str(), Kind::Question), text)
    });
    let data = policy.inventory.items.iter().map(move |it| (hit(it.id.as_str(), &it.name, Kind::Data), String::new()));
    let statements = policy.statements().map(move |it| (hit(it.id.as_str(), &it.title, Kind::Statement), text::plain(&it.text)));
    let services = policy.services.iter().map(move |it| {
        let aliases: Vec<_> = it.aliases.iter().map(|alias| alias.name.as_str()).collect();
        (hit(it.id.as_str(), &it.name, Kind::Service), aliases.join(" "))
    });
    let terms = policy.terms.iter().map(move |it| {
        let text = format!("{} {}", it.aliases.join(" "), it.text);
        (hit(it.id.as_str(), &it.name, Kind::Term), text)
    });
    questions.chain(data).chain(statements).chain(services).chain(terms)
}
