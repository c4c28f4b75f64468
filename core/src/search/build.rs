//! Builds the serialized columns of an index from a policy: on the build machine, or when a server starts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Class, Columns, EntryKind, FEW_STATEMENTS, FIRST, Field,
    baked::{Baked, MAX_SHARED, explanation_start, is_id_searched, number},
    entries::{Entry, entries},
};
use crate::{Policy, i18n::Messages, normalize, search::stem::stem};

/// The words of a text, each as the number of its family. A family has the forms of a word: "delete", "deletes", "deletion".
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
        let (family_lists, groups) = (words.family_lists(&entry_words, &entries), words.groups(&entry_words, &synonyms));

        let titles_and_ids = entries.iter().map(|entry| format!("{}\n{}", entry.title, entry.id.replace('-', " ")));
        let mut baked = Self {
            titles_and_ids: titles_and_ids.collect::<Vec<_>>().join("\n"),
            parties_and_kinds: entries.iter().map(party_and_kind).collect(),
            ..Self::default()
        };
        words.bake_words(&entries, &mut baked);
        // Only the lists of groups have fields.
        let family_lists = family_lists.iter().map(|list| list.iter().map(|entry| (*entry, None)).collect::<Vec<_>>());
        let group_lists = groups.lists.iter().map(|list| list.iter().map(|(entry, field)| (*entry, Some(*field))).collect());
        for list in family_lists.chain(group_lists) {
            baked.counts.push(number(list.len()));
            let mut previous = 0;
            for (entry, field) in list {
                baked.steps.push(entry - previous);
                baked.fields.extend(field.map(|field| field as u32));
                previous = entry;
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

/// Returns an entry's party and kind as one number: see [`Baked::parties_and_kinds`].
fn party_and_kind(entry: &Entry<'_>) -> u32 {
    let party = entry.party.map_or(0, |position| position + 1);
    number(party * EntryKind::ALL.len()).saturating_add(entry.kind as u32)
}

/// All words of entries and synonyms.
struct WordTable {
    /// Each word with its family and class, sorted.
    all: BTreeMap<String, (u32, Class)>,
    family_count: usize,
    /// The families of the words that have a meaning.
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
            // A listed noise word has no other forms: "is" is not a form of "i". The space makes its key different from all stems.
            let stem = if *class == Class::Meaningful { stem(word) } else { format!("{word} ") };
            let next = number(stems.len());
            *family = *stems.entry(stem).or_insert(next);
        }
        let meaningful = all.values().filter(|(_, class)| *class == Class::Meaningful).map(|(family, _)| *family).collect();
        Self { all, family_count: stems.len(), meaningful }
    }

    /// Returns the families of a text's words.
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

    /// Calls `found` with the group of each phrase that a text contains. Ignores noise words ("the", "of") between the words of a phrase.
    /// `phrases` has the phrases of each first word, sorted, so that phrases with the same beginning are compared together.
    fn find_phrases(&self, phrases: &[&[(Families, u32)]], text: &[u32], found: &mut dyn FnMut(u32)) {
        // Each item has phrases with the same beginning, its number of words, and the text after it.
        let begun = (0..text.len()).map(|at| (phrases[text[at] as usize], 1, &text[at + 1..]));
        let mut begun: Vec<_> = begun.filter(|(phrases, ..)| !phrases.is_empty()).collect();
        while let Some((phrases, matched, text)) = begun.pop() {
            let (ended, longer) = phrases.split_at(phrases.partition_point(|(phrase, _)| phrase.len() == matched));
            ended.iter().for_each(|(_, group)| found(*group));
            if longer.is_empty() {
                continue;
            }
            // The next word of a phrase may be the next meaningful word, or a noise word before it.
            let end = text.iter().position(|word| self.is_meaningful(*word)).map_or(text.len(), |at| at + 1);
            let next = (0..end).filter(|at| !text[..*at].contains(&text[*at]));
            begun.extend(next.map(|at| (with_word(longer, matched, text[at]), matched + 1, &text[at + 1..])));
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
    fn family_lists(&self, entry_words: &[EntryWords], entries: &[Entry<'_>]) -> Vec<Vec<u32>> {
        let (max_entries, mut lists) = (max_entries(entry_words), vec![Vec::new(); self.family_count]);
        // The words of the section or framework that the next statements belong to.
        let mut section_words = BTreeSet::new();
        for ((number, entry_words), entry) in (0_u32..).zip(entry_words).zip(entries) {
            let names = entry_words.names.iter().chain(&entry_words.topics).flatten();
            let mut derived: BTreeSet<u32> = entry_words.title.iter().chain(&entry_words.id).chain(names).copied().collect();
            match entry.kind {
                EntryKind::Section | EntryKind::Framework => section_words = derived.clone(),
                // A section's title counts for its statements, more than their own text.
                EntryKind::Statement | EntryKind::Reading => derived.extend(&section_words),
                _ => section_words.clear(),
            }
            let text: BTreeSet<u32> = entry_words.text.iter().copied().collect();
            for family in text.difference(&derived) {
                let list = &mut lists[*family as usize];
                if self.is_meaningful(*family) || list.len() <= max_entries {
                    list.push(number);
                }
            }
        }
        // Leave out noise words that many texts contain.
        for (family, list) in (0_u32..).zip(&mut lists) {
            if list.len() > max_entries && !self.is_meaningful(family) {
                list.clear();
            }
        }
        lists
    }

    /// Collects the groups of names with the same meaning: the names of each entry that has several, and synonyms.
    fn groups(&self, entry_words: &[EntryWords], synonyms: &[Vec<&str>]) -> Groups {
        let mut groups: Vec<(Option<u32>, BTreeSet<Families>)> = Vec::new();
        for (entry, entry_words) in (0_u32..).zip(entry_words) {
            let names = entry_words.names.iter().chain(&entry_words.topics).filter(|name| !name.is_empty());
            let names: BTreeSet<Families> = names.cloned().collect();
            if names.len() > 1 {
                groups.push((Some(entry), names));
            }
        }
        for synonym in synonyms {
            groups.push((None, synonym.iter().map(|words| self.families(words)).filter(|words| !words.is_empty()).collect()));
        }
        // A topic is a name of its question only, so other texts are not searched for it.
        let has_only_topics = |own: &Option<u32>| own.is_some_and(|own| entry_words[own as usize].names.is_empty());
        let mut phrases: Vec<(Families, u32)> = Vec::new();
        for (group, (_, names)) in (0_u32..).zip(&groups).filter(|(_, (own, _))| !has_only_topics(own)) {
            phrases.extend(names.iter().map(|name| (name.clone(), group)));
        }
        phrases.sort();
        let phrases: Vec<_> = (0..number(self.family_count)).map(|first| with_word(&phrases, 0, first)).collect();
        let mut lists: Vec<BTreeMap<u32, Field>> = vec![BTreeMap::new(); groups.len()];
        for (entry, entry_words) in (0_u32..).zip(entry_words) {
            let mut add = |text: &[u32], field: Field| {
                self.find_phrases(&phrases, text, &mut |group| {
                    let best = lists[group as usize].entry(entry).or_insert(field);
                    *best = (*best).max(field);
                });
            };
            add(&entry_words.heading, Field::Title);
            add(&entry_words.title, Field::Also);
            entry_words.names.iter().for_each(|name| add(name, Field::Also));
            // An entry with a topic of several words is not about each single word.
            entry_words.topics.iter().for_each(|topic| add(topic, if topic.len() == 1 { Field::Also } else { Field::Text }));
            add(&entry_words.text, Field::Text);
        }
        for (list, (own, _)) in lists.iter_mut().zip(&groups) {
            // If many entries have one of the names, leave out those that have it only in their text.
            if list.len() > max_entries(entry_words) {
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

    /// Adds the words that few statements have in this form, if a query with the word also finds other entries, or more than [`FIRST`].
    /// Call this last: it reads the other columns.
    fn bake_rare_forms(&self, entries: &[Entry<'_>], synonyms: &[Vec<&str>], baked: &mut Baked) {
        let columns = Columns::new(baked);
        // For each word: the entries with it in the title, and those with it in another text.
        let mut found: BTreeMap<&str, [BTreeSet<usize>; 2]> = BTreeMap::new();
        let mut of_family: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        for (position, entry) in entries.iter().enumerate() {
            let other_texts = entry.names.iter().chain(&entry.topics).copied().chain([entry.text.as_str()]);
            // An id counts for the word's family, but is in neither of the two sets.
            let ids = is_id_searched(entry.kind).then_some((2, entry.id));
            for (set, text) in ids.into_iter().chain([(0, entry.title.as_str())]).chain(other_texts.map(|text| (1, text))) {
                normalize::words(text, &mut |word, _| {
                    if let Some((word, (family, Class::Meaningful))) = self.all.get_key_value(word) {
                        found.entry(word).or_default().get_mut(set).map(|entries| entries.insert(position));
                        of_family.entry(*family).or_default().insert(position);
                    }
                    true
                });
            }
        }
        let mut form_counts = vec![0; self.family_count];
        self.all.values().for_each(|(family, _)| form_counts[*family as usize] += 1);
        let synonymous: BTreeSet<u32> = synonyms.iter().flatten().flat_map(|words| self.families(words)).collect();
        let is_statement = |entry: &&usize| matches!(entries[**entry].kind, EntryKind::Statement | EntryKind::Reading);
        let mut previous = 0;
        for (word_number, (word, (family, _))) in (0_u32..).zip(&self.all) {
            let (Some([titles, others]), Some(family_entries)) = (found.get(word.as_str()), of_family.get(family)) else { continue };
            let all: BTreeSet<usize> = titles.union(others).copied().collect();
            let few = (1..=FEW_STATEMENTS).contains(&all.iter().filter(is_statement).count());
            if few && (family_entries.len() > all.len() || family_entries.len() > FIRST || synonymous.contains(family)) {
                // All entries of a family with one form have this form. Then add only the statements, which the search brings forward.
                let is_only_form = form_counts[*family as usize] == 1;
                for entry in others.difference(titles).filter(|entry| !is_only_form || is_statement(entry)) {
                    let places = columns.places(*family);
                    let place = places.iter().position(|place| (place >> 2) as usize == *entry);
                    baked.rare_words.push(word_number - previous);
                    baked.rare_entries.push(number(place.unwrap_or(places.len() + entry)));
                    previous = word_number;
                }
            }
        }
    }

    /// Adds the form of every word, and the words that are in no title or id.
    fn bake_words(&self, entries: &[Entry<'_>], baked: &mut Baked) {
        let mut in_titles_and_ids = BTreeSet::new();
        for entry in entries {
            for text in [entry.id, &entry.title] {
                normalize::words(text, &mut |word, _| {
                    in_titles_and_ids.insert(word.to_owned());
                    true
                });
            }
        }
        let mut previous = "";
        let mut last_of_family = BTreeMap::new();
        for (at, (word, (family, class))) in (0_u32..).zip(&self.all) {
            let form = last_of_family.insert(*family, at).map(|last| at - last + number(Class::ALL.len()));
            baked.forms.push(form.unwrap_or(*class as u32));
            if in_titles_and_ids.contains(word) {
                continue;
            }
            let mut shared = word.bytes().zip(previous.bytes()).take_while(|(a, b)| a == b).count().min(MAX_SHARED);
            while !word.is_char_boundary(shared) {
                shared -= 1;
            }
            baked.words.extend(u8::try_from(shared + 1).map(char::from));
            baked.words.push_str(&word[shared..]);
            previous = word;
        }
    }
}

struct Groups {
    /// For each group, its names except the title of its entry.
    names: Vec<Vec<Families>>,
    /// For each group, the entries that have one of its names, each with the most important field that has it.
    lists: Vec<Vec<(u32, Field)>>,
}

/// Returns the phrases that have a word at a position. The phrases must be sorted, equal before the position, and longer.
fn with_word(phrases: &[(Families, u32)], at: usize, word: u32) -> &[(Families, u32)] {
    let from = phrases.partition_point(|(phrase, _)| phrase[at] < word);
    let to = phrases.partition_point(|(phrase, _)| phrase[at] <= word);
    &phrases[from..to]
}

/// Returns the number of entries above which a noise word, or a name in their texts, does not distinguish them.
fn max_entries(entry_words: &[EntryWords]) -> usize {
    (entry_words.len() / 16).max(20)
}
