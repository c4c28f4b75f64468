//! Builds the serialized columns of an index from a policy: on the build machine, or when a server starts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Class, Columns, EntryKind, FEW_STATEMENTS, FIRST, Field,
    baked::{self, Baked, MAX_SHARED, explanation_start, is_id_searched, number},
    entries::{Entry, entries},
};
use crate::{Policy, i18n::Messages, normalize, search::stem::stem};

/// The words of a text, each as the number of its family.
type Families = Vec<u32>;

/// The words of an entry.
struct EntryWords {
    title: Families,
    /// The title up to its brackets.
    heading: Families,
    id: Families,
    names: Vec<Families>,
    topics: Vec<Families>,
    text: Families,
}

impl Baked {
    pub(super) fn new(policy: &Policy, messages: Messages) -> Self {
        let entries = entries(policy, messages);
        let synonyms: Vec<Vec<&str>> =
            policy.synonyms.iter().map(|synonym| synonym.words.iter().map(String::as_str).collect()).collect();
        let words = WordTable::new(&policy.bot.name, &entries, &synonyms);
        let entry_words: Vec<EntryWords> = entries.iter().map(|entry| words.words_of(entry)).collect();
        let (lists, groups) = (words.lists(&entry_words, &entries), words.groups(&entry_words, &synonyms));

        let lines = entries.iter().map(|entry| format!("{}\n{}", entry.title, entry.id.replace('-', " ")));
        let mut baked = Self {
            titles_and_ids: lines.collect::<Vec<_>>().join("\n"),
            parties_and_kinds: entries.iter().map(party_and_kind).collect(),
            ..Self::default()
        };
        words.bake(&entries, &mut baked);
        let lists = lists.iter().map(|list| list.iter().map(|entry| (*entry, None)).collect::<Vec<_>>());
        let groups_of = groups.lists.iter().map(|list| list.iter().map(|(entry, field)| (*entry, Some(*field))).collect());
        for list in lists.chain(groups_of) {
            baked.counts.push(number(list.len()));
            let mut last = 0;
            for (entry, field) in list {
                baked.steps.push(entry - last);
                baked.fields.extend(field.map(|field| field as u32));
                last = entry;
            }
        }
        for names in &groups.names {
            baked.names.push(number(names.len()));
            for name in names {
                baked.lengths.push(number(name.len()));
                baked.phrases.extend(name);
            }
        }
        words.bake_rare_forms(&entries, &synonyms, &mut baked);
        baked
    }
}

/// Returns the number of an entry's party and its kind, as one number.
fn party_and_kind(entry: &Entry<'_>) -> u32 {
    let party = entry.party.map_or(0, |position| position + 1);
    number(party * EntryKind::ALL.len()).saturating_add(entry.kind as u32)
}

/// All words, each with its family: the words that are forms of each other ("delete", "deletes", "deletion").
struct WordTable {
    /// Each word with its family and class, sorted.
    all: BTreeMap<String, (u32, Class)>,
    families: usize,
    meaningful: BTreeSet<u32>,
}

impl WordTable {
    fn new(bot: &str, entries: &[Entry<'_>], synonyms: &[Vec<&str>]) -> Self {
        let mut all: BTreeMap<String, (u32, Class)> = Class::listed().map(|(word, class)| (word.to_owned(), (0, class))).collect();
        // Treat the bot's name like "you", because the page is about the bot.
        normalize::words(bot, &mut |word, _| {
            all.insert(word.to_owned(), (0, Class::Personal));
            true
        });
        let mut add = |text: &str| {
            normalize::words(text, &mut |word, _| {
                all.entry(word.to_owned()).or_insert((0, Class::Meaningful));
                true
            });
        };
        for entry in entries {
            [entry.id, &entry.title, &entry.text].into_iter().for_each(&mut add);
            entry.names.iter().chain(&entry.topics).for_each(|text| add(text));
        }
        synonyms.iter().flatten().for_each(|text| add(text));
        let mut stems: BTreeMap<String, u32> = BTreeMap::new();
        for (word, (family, class)) in &mut all {
            // A word of the noise list has no other forms: "is" is not a form of "i".
            let stem = if *class == Class::Meaningful { stem(word) } else { format!("{word} ") };
            let next = number(stems.len());
            *family = *stems.entry(stem).or_insert(next);
        }
        let meaningful = all.values().filter(|(_, class)| *class == Class::Meaningful).map(|(family, _)| *family).collect();
        Self { all, families: stems.len(), meaningful }
    }

    fn families(&self, text: &str) -> Families {
        let mut out = Vec::new();
        normalize::words(text, &mut |word, _| {
            out.extend(self.all.get(word).map(|(family, _)| *family));
            true
        });
        out
    }

    fn is_meaningful(&self, family: u32) -> bool {
        self.meaningful.contains(&family)
    }

    /// Calls `found` with the group of each phrase in a text. Noise words ("the", "of") between the words of a phrase are ignored. The
    /// phrases are given for each first word, sorted, so those that begin with the same words are read together.
    fn find_phrases(&self, phrases: &[&[(Families, u32)]], text: &[u32], found: &mut dyn FnMut(u32)) {
        // Phrases that begin alike, the number of their words that were found, and the text that follows.
        let begun = (0..text.len()).map(|at| (phrases[text[at] as usize], 1, &text[at + 1..]));
        let mut begun: Vec<_> = begun.filter(|(phrases, ..)| !phrases.is_empty()).collect();
        while let Some((phrases, read, text)) = begun.pop() {
            let (ended, longer) = phrases.split_at(phrases.partition_point(|(phrase, _)| phrase.len() == read));
            ended.iter().for_each(|(_, group)| found(*group));
            if longer.is_empty() {
                continue;
            }
            let end = text.iter().position(|word| self.is_meaningful(*word)).map_or(text.len(), |at| at + 1);
            let next = (0..end).filter(|at| !text[..*at].contains(&text[*at]));
            begun.extend(next.map(|at| (with_word(longer, read, text[at]), read + 1, &text[at + 1..])));
        }
    }

    fn words_of(&self, entry: &Entry<'_>) -> EntryWords {
        EntryWords {
            title: self.families(&entry.title),
            heading: self.families(&entry.title[..explanation_start(&entry.title)]),
            id: if is_id_searched(entry.kind) { self.families(entry.id) } else { Vec::new() },
            names: entry.names.iter().map(|name| self.families(name)).collect(),
            topics: entry.topics.iter().map(|topic| self.families(topic)).collect(),
            text: self.families(&entry.text),
        }
    }

    /// Returns for each family the numbers of the entries that have it only in their text. Occurrences in titles, ids and names are
    /// computed when the index is loaded.
    fn lists(&self, entry_words: &[EntryWords], entries: &[Entry<'_>]) -> Vec<Vec<u32>> {
        let (most, mut lists) = (most(entry_words), vec![Vec::new(); self.families]);
        let mut above = BTreeSet::new();
        for ((number, entry_words), entry) in (0_u32..).zip(entry_words).zip(entries) {
            let called = entry_words
                .title
                .iter()
                .chain(&entry_words.id)
                .chain(entry_words.names.iter().chain(&entry_words.topics).flatten())
                .copied();
            let mut derived: BTreeSet<u32> = called.collect();
            match entry.kind {
                EntryKind::Section | EntryKind::Framework => above = derived.clone(),
                // A section's title counts for its statements, more than their own text.
                EntryKind::Statement | EntryKind::Reading => derived.extend(&above),
                _ => above.clear(),
            }
            let text: BTreeSet<u32> = entry_words.text.iter().copied().collect();
            for family in text.difference(&derived) {
                let list = &mut lists[*family as usize];
                if self.is_meaningful(*family) || list.len() <= most {
                    list.push(number);
                }
            }
        }
        // Leave out noise words that many texts contain.
        for (family, list) in (0_u32..).zip(&mut lists) {
            if list.len() > most && !self.is_meaningful(family) {
                list.clear();
            }
        }
        lists
    }

    /// Collects the groups of names with one meaning: those of entries with several names, and synonyms.
    fn groups(&self, entry_words: &[EntryWords], synonyms: &[Vec<&str>]) -> Groups {
        let mut groups: Vec<(Option<u32>, BTreeSet<Families>)> = Vec::new();
        for (entry, entry_words) in (0_u32..).zip(entry_words) {
            let names: BTreeSet<Families> = entry_words.names.iter().filter(|name| !name.is_empty()).cloned().collect();
            let names: BTreeSet<Families> =
                names.into_iter().chain(entry_words.topics.iter().cloned()).filter(|name| !name.is_empty()).collect();
            if names.len() > 1 {
                groups.push((Some(entry), names));
            }
        }
        for synonym in synonyms {
            groups.push((None, synonym.iter().map(|words| self.families(words)).filter(|words| !words.is_empty()).collect()));
        }
        // A topic is a name of its question only, so other texts are not searched for it.
        let topical = |own: &Option<u32>| own.is_some_and(|own| entry_words[own as usize].names.is_empty());
        let mut phrases: Vec<(Families, u32)> = Vec::new();
        for (group, (_, names)) in (0_u32..).zip(&groups).filter(|(_, (own, _))| !topical(own)) {
            phrases.extend(names.iter().map(|name| (name.clone(), group)));
        }
        phrases.sort();
        let phrases: Vec<_> = (0..number(self.families)).map(|first| with_word(&phrases, 0, first)).collect();
        let mut lists: Vec<BTreeMap<u32, Field>> = vec![BTreeMap::new(); groups.len()];
        for (entry, entry_words) in (0_u32..).zip(entry_words) {
            let mut see = |text: &[u32], field: Field| {
                self.find_phrases(&phrases, text, &mut |group| {
                    let best = lists[group as usize].entry(entry).or_insert(field);
                    *best = (*best).max(field);
                });
            };
            see(&entry_words.heading, Field::Title);
            see(&entry_words.title, Field::Also);
            entry_words.names.iter().for_each(|text| see(text, Field::Also));
            // An entry with a topic of several words is not about each single word.
            entry_words.topics.iter().for_each(|text| see(text, if text.len() == 1 { Field::Also } else { Field::Text }));
            see(&entry_words.text, Field::Text);
        }
        for (list, (own, _)) in lists.iter_mut().zip(&groups) {
            if list.len() > most(entry_words) {
                list.retain(|_, field| *field != Field::Text);
            }
            list.extend(own.map(|own| (own, Field::Name)));
        }
        let names = groups.into_iter().map(|(own, names)| {
            let title =
                own.filter(|own| !entry_words[*own as usize].names.is_empty()).map(|own| entry_words[own as usize].title.clone());
            names.into_iter().filter(|name| Some(name) != title.as_ref()).collect()
        });
        Groups { names: names.collect(), lists: lists.into_iter().map(|list| list.into_iter().collect()).collect() }
    }

    /// Adds the words that few statements have in this form, although a query with it finds other entries. The other columns are
    /// complete.
    fn bake_rare_forms(&self, entries: &[Entry<'_>], synonyms: &[Vec<&str>], baked: &mut Baked) {
        let columns = Columns::new(baked);
        // For each word: the entries with it in the title, and those with it elsewhere.
        let mut found: BTreeMap<&str, [BTreeSet<usize>; 2]> = BTreeMap::new();
        let mut with_family: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (number, entry) in entries.iter().enumerate() {
            let below = entry.names.iter().chain(&entry.topics).copied().chain([entry.text.as_str()]);
            let ids = is_id_searched(entry.kind).then_some((2, entry.id));
            for (at, text) in ids.into_iter().chain([(0, entry.title.as_str())]).chain(below.map(|text| (1, text))) {
                normalize::words(text, &mut |word, _| {
                    if let Some((word, (family, Class::Meaningful))) = self.all.get_key_value(word) {
                        found.entry(word).or_default().get_mut(at).map(|entries| entries.insert(number));
                        with_family.entry(*family).or_default().insert(number);
                    }
                    true
                });
            }
        }
        let mut forms = vec![0; self.families];
        self.all.values().for_each(|(family, _)| forms[*family as usize] += 1);
        let synonymous: BTreeSet<u32> = synonyms.iter().flatten().flat_map(|words| self.families(words)).collect();
        let is_statement = |entry: &&usize| matches!(entries[**entry].kind, EntryKind::Statement | EntryKind::Reading);
        let mut last = 0;
        for (number, (word, (family, _))) in (0_u32..).zip(&self.all) {
            let (Some([titles, others]), Some(with)) = (found.get(word.as_str()), with_family.get(family)) else { continue };
            let all: BTreeSet<usize> = titles.union(others).copied().collect();
            let few = (1..=FEW_STATEMENTS).contains(&all.iter().filter(is_statement).count());
            if few && (with.len() > all.len() || with.len() > FIRST || synonymous.contains(family)) {
                // All entries have the only form.
                let only = forms[*family as usize] == 1;
                for entry in others.difference(titles).filter(|entry| !only || is_statement(entry)) {
                    let places = columns.places(*family);
                    let place = places.iter().position(|place| (place >> 2) as usize == *entry);
                    baked.rare_words.push(number - last);
                    baked.rare_entries.push(baked::number(place.unwrap_or(places.len() + entry)));
                    last = number;
                }
            }
        }
    }

    fn bake(&self, entries: &[Entry<'_>], baked: &mut Baked) {
        let mut known = BTreeSet::new();
        for entry in entries {
            for text in [entry.id, &entry.title] {
                normalize::words(text, &mut |word, _| {
                    known.insert(word.to_owned());
                    true
                });
            }
        }
        let mut before = "";
        let mut last_of = BTreeMap::new();
        for (at, (word, (family, class))) in (0_u32..).zip(&self.all) {
            let form = last_of.insert(*family, at).map(|last| at - last + number(Class::ALL.len()));
            baked.forms.push(form.unwrap_or(*class as u32));
            if known.contains(word) {
                continue;
            }
            let mut shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count().min(MAX_SHARED);
            while !word.is_char_boundary(shared) {
                shared -= 1;
            }
            baked.words.extend(u8::try_from(shared + 1).map(char::from));
            baked.words.push_str(&word[shared..]);
            before = word;
        }
    }
}

struct Groups {
    /// For each group, its names except the title.
    names: Vec<Vec<Families>>,
    /// For each group, the positions of its names.
    lists: Vec<Vec<(u32, Field)>>,
}

/// Returns those of sorted phrases that have a word at a position. All are longer than that, and equal up to there.
fn with_word(phrases: &[(Families, u32)], at: usize, word: u32) -> &[(Families, u32)] {
    let from = phrases.partition_point(|(phrase, _)| phrase[at] < word);
    let to = phrases.partition_point(|(phrase, _)| phrase[at] <= word);
    &phrases[from..to]
}

/// Returns the maximum number of texts that may contain a word. A word in more texts does not distinguish entries.
fn most(entry_words: &[EntryWords]) -> usize {
    (entry_words.len() / 16).max(20)
}
