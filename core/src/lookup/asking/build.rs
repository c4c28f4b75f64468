//! Builds the vocabulary of questions from content: the words of notions and kinds of data, and the names of services, frameworks, the host
//! and the bot.

use std::collections::BTreeSet;

use super::{
    BOT, QuestionVocabulary,
    spans::{Means, Phrase},
    spoken_names::{exactly, shortened, singular},
    way::Way,
    words::{ANY, END, EVERYDAY, FIRM, Word, forms, keys, phrase},
};
use crate::{NotionRole, PartyKind, Policy, name::hosts, normalize::normalize};

/// The notion of words for the host, whatever its name is.
const THE_HOST: &str = "the-host";
/// The notion of other companies and apps, whose data is not the bot's.
const BRANDS: &str = "brands";

impl QuestionVocabulary {
    /// Reads the vocabulary of a policy and the names in its translations: people mix languages, whatever their locale is.
    pub fn new<'a>(policy: &Policy, translations: impl IntoIterator<Item = &'a Policy>) -> Self {
        let mut asking = Self::default();
        let translations: Vec<&Policy> = translations.into_iter().collect();
        let languages = || std::iter::once(policy).chain(translations.iter().copied());
        let vocabulary = &policy.vocabulary;
        // The name of a described framework means the framework, even if a notion has the same
        // name.
        let names = policy.frameworks.iter().flat_map(|framework| [framework.id.as_str(), &framework.name, &framework.short]);
        let frameworks: BTreeSet<String> = names.map(normalize).collect();
        for (at, notion) in vocabulary.notions.iter().enumerate() {
            asking.notions.push((notion.name.clone(), notion.role));
            if notion.role == NotionRole::Spelling {
                let spellings = notion.words.iter().filter_map(|pair| pair.split_once('='));
                asking.spellings.extend(spellings.map(|(short, long)| (normalize(short), Word::all(long))));
                continue;
            }
            if notion.role == NotionRole::Ordinary {
                asking.keys.extend(
                    notion.words.iter().filter_map(|text| forms(text)).flatten().flat_map(|text| Word::all(&text)).map(|word| word.key),
                );
                continue;
            }
            if notion.role == NotionRole::Preamble {
                asking.preambles.extend(notion.words.iter().map(|words| (normalize(words), words.ends_with(END))));
                continue;
            }
            if matches!(notion.role, NotionRole::Outsider | NotionRole::Reporting) {
                asking.brands.extend(notion.words.iter().filter(|_| notion.name == BRANDS).map(|name| normalize(name)));
                for name in notion.words.iter().map(|name| Word::all(name)) {
                    asking.keys.extend(name.iter().map(|word| word.key.clone()));
                    let list = if notion.role == NotionRole::Outsider { &mut asking.outsiders } else { &mut asking.reporting };
                    list.push(name.into_iter().map(|word| word.exact).collect());
                }
                continue;
            }
            if notion.role == NotionRole::Definition {
                let parts = notion.words.iter().map(|words| words.split(ANY).map(normalize).collect::<Vec<_>>().join(ANY));
                asking.definitions.extend(parts);
                continue;
            }
            let means = || if notion.name == THE_HOST { Means::Host } else { Means::Notion(at) };
            notion.words.iter().for_each(|words| asking.add_unless(&frameworks, words, means()));
        }
        for (at, kind) in vocabulary.kinds.iter().enumerate() {
            asking.kinds.push(kind.id.to_string());
            kind.words.iter().for_each(|words| asking.add(words, Means::Kind(at)));
        }
        for kind in languages().flat_map(|policy| &policy.vocabulary.kinds) {
            if let Some(at) = vocabulary.kinds.iter().position(|other| other.id == kind.id) {
                asking.add(&exactly(&kind.name), Means::Kind(at));
            }
        }
        let hosts = hosts(policy);
        for service in languages().flat_map(|policy| &policy.services) {
            for name in std::iter::once(&service.name).chain(service.aliases.iter().map(|alias| &alias.name)) {
                asking.add(name, Means::Service(service.id.clone()));
                let bare: Vec<_> = name.split_whitespace().filter(|word| !hosts.contains(&normalize(word))).collect();
                asking.add(&bare.join(" "), Means::Service(service.id.clone()));
                // Without "on" and "for" people say "shield kafka" and "kafka shield".
                let telling: Vec<_> = bare.into_iter().filter(|word| !asking.is_filler(&normalize(word))).collect();
                for short in shortened(&telling) {
                    let has_all = |name: &str| short.split(' ').all(|word| name.split(' ').any(|other| other == word));
                    let alone = short.contains(' ')
                        && policy.services.iter().filter(|other| has_all(&other.name)).all(|other| other.id == service.id);
                    let found = policy.find_service(&short);
                    if alone || found.is_ok_and(|found| found.all().iter().any(|one| one.id == service.id)) {
                        asking.add(&short, Means::Service(service.id.clone()));
                        let turned: Vec<_> = short.split(' ').rev().collect();
                        asking.add(&turned.join(" "), Means::Service(service.id.clone()));
                    }
                }
            }
        }
        for framework in languages().flat_map(|policy| &policy.frameworks) {
            let names = [framework.id.as_str(), &framework.name, &framework.short].into_iter();
            let names = names.chain(framework.aliases.iter().map(String::as_str));
            names.for_each(|name| asking.add(&exactly(name), Means::Framework(framework.id.clone())));
        }
        // People also use the synonyms of the search: "SSN" for an ID number.
        let synonyms: Vec<(BTreeSet<Vec<String>>, &Vec<String>)> =
            policy.synonyms.iter().map(|synonym| (synonym.words.iter().map(|word| singular(word)).collect(), &synonym.words)).collect();
        for rule in languages().flat_map(|policy| &policy.data_rules) {
            let names: Vec<&String> = std::iter::once(&rule.name).chain(&rule.aliases).collect();
            let singulars: Vec<Vec<String>> = names.iter().map(|name| singular(name)).collect();
            let same = synonyms.iter().filter(|(known, _)| singulars.iter().any(|name| known.contains(name)));
            let same = same.flat_map(|(_, words)| words.iter());
            same.chain(names.iter().copied()).for_each(|name| asking.add(name, Means::Data(rule.id.clone())));
        }
        for party in languages()
            .flat_map(|policy| &policy.parties)
            .filter(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure))
        {
            asking.add(&party.name, Means::Host);
        }
        let whole = keys(&policy.bot.name);
        let short = whole.split_last().filter(|(last, rest)| ***last == *BOT && !rest.is_empty()).map(|(_, rest)| rest.to_vec());
        let joined = Some(keys(&whole.concat())).filter(|_| whole.len() > 1);
        asking.known.extend(Word::all(&policy.bot.name).into_iter().map(|word| (word.exact.clone(), word)));
        asking.bot = std::iter::once(whole).chain(short).chain(joined).filter(|name| !name.is_empty()).collect();
        asking.add(BOT, Means::Bot);
        for intent in &vocabulary.intents {
            let way = |notions: &Vec<String>| Way { topic: intent.topic.to_string(), notions: notions.clone(), acts: intent.acts };
            asking.ways.extend(intent.ways.iter().map(way));
        }
        asking.prevalence = asking.prevalence();
        asking.listed = asking.listed(policy);
        // Two forms of the same words are one phrase.
        for phrases in asking.phrases.values_mut() {
            let mut different: Vec<Phrase> = Vec::with_capacity(phrases.len());
            for phrase in std::mem::take(phrases) {
                if !different.contains(&phrase) {
                    different.push(phrase);
                }
            }
            different.shrink_to_fit();
            *phrases = different;
        }
        asking
    }

    fn add(&mut self, text: &str, means: Means) {
        self.add_unless(&BTreeSet::new(), text, means);
    }

    /// Adds a phrase in all its forms, unless its words are one of the names in `others`.
    fn add_unless(&mut self, others: &BTreeSet<String>, text: &str, means: Means) {
        forms(text).into_iter().flatten().for_each(|text| self.add_form(others, &text, means.clone()));
    }

    fn add_form(&mut self, others: &BTreeSet<String>, text: &str, means: Means) {
        let (text, firm) = text.strip_prefix(FIRM).map_or((text, false), |text| (text, true));
        let (text, everyday) = text.strip_prefix(EVERYDAY).map_or((text, false), |text| (text, true));
        let (words, all) = phrase(text);
        if others.contains(&all.iter().map(Word::text).collect::<Vec<_>>().join(" ")) {
            return;
        }
        let all: Vec<Word> = all.into_iter().map(|word| self.shared(word)).collect();
        let Some(first) = all.first().map(|first| first.key.clone()) else { return };
        let words = words.into_iter().map(|word| self.keys.get(&word).cloned().unwrap_or(word)).collect();
        let exact = all.into_iter().map(|word| word.exact).collect();
        self.phrases.entry(first).or_default().push(Phrase { words, exact, means, firm, everyday });
    }

    /// Adds a word to the known ones, and returns the one with the same letters, so that all phrases share it.
    fn shared(&mut self, word: Word) -> Word {
        if let Some(known) = self.known.get(&word.exact) {
            return known.clone();
        }
        let key = self.keys.get(&word.key).cloned().unwrap_or_else(|| word.key.clone());
        let word = Word { key, ..word };
        self.keys.insert(word.key.clone());
        self.known.insert(word.exact.clone(), word.clone());
        word
    }

    /// Returns the kinds of data that a policy lists, and those within them.
    fn listed(&self, policy: &Policy) -> BTreeSet<usize> {
        let spans = policy.inventory.items.iter().flat_map(|item| self.spans(&Word::all(&item.name)).spans);
        let mut listed: BTreeSet<usize> = spans.flat_map(|span| span.means).filter_map(|means| means.kind()).collect();
        let kinds = &policy.vocabulary.kinds;
        let within = kinds.iter().enumerate().filter_map(|(at, kind)| {
            let wider = kinds.iter().position(|other| kind.within.as_ref() == Some(&other.id))?;
            Some(at).filter(|_| listed.contains(&wider))
        });
        let within: Vec<usize> = within.collect();
        listed.extend(within);
        listed
    }
}
