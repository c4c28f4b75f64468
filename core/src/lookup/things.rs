//! Finds the service, the framework or the kind of data that a person means.
//!
//! It tries these steps in turn: a name that core knows ([`Facts::find`](crate::Facts::find)), in
//! the person's language and in the original one; the same without words that add no meaning; a
//! typo. It also finds kinds of data by the text of their rules. It only suggests things with a
//! similar name, and never answers about them: ISO 9001 is not ISO 27001, and an eco dyno is not a
//! Shield Dyno.

use super::{
    Languages, MatchedBy,
    asking::{NamedIds, excludes},
};
use crate::{
    DataRule, Framework, Policy, Service,
    name::{NamedKind, OfKind, Unknown},
    normalize::normalize,
};

/// Maximum length of a text, in characters. The rest is ignored.
const MAX_TEXT: usize = 200;
/// Words that people add to a name, and that do not change its meaning.
const BESIDE: [&str; 26] = [
    "attestation",
    "audit",
    "cert",
    "certificate",
    "certification",
    "certified",
    "certs",
    "compliance",
    "compliant",
    "framework",
    "law",
    "regulation",
    "report",
    "reports",
    "service",
    "standard",
    "the",
    "audite",
    "certificat",
    "certifie",
    "conforme",
    "conformite",
    "la",
    "le",
    "norme",
    "rapport",
];
/// General words, which many kinds of data have in their names.
const GENERAL: [&str; 12] =
    ["code", "codes", "data", "details", "donnees", "identification", "info", "information", "number", "numbers", "numero", "numeros"];
/// Minimum length of a word that names a kind of data by itself.
const MIN_NAMING: usize = 3;
/// Maximum number of suggestions for a text that names nothing.
const MAX_SUGGESTED: usize = 5;

/// The meaning of a text.
#[derive(Debug, Clone)]
pub enum ThingMatch<'a, T> {
    /// The things that have that name: one in most cases, several if it is the name of a group.
    Things {
        /// The things.
        things: Vec<&'a T>,
        /// The way in which they were found.
        how: MatchedBy,
    },
    /// Nothing has that name; things to suggest.
    Unknown(Vec<&'a T>),
}

/// The services, frameworks and kinds of data that one text names.
#[derive(Debug, Clone, Default)]
pub struct NamedThings<'a> {
    /// The services.
    pub services: Vec<&'a Service>,
    /// The frameworks.
    pub frameworks: Vec<&'a Framework>,
    /// True if the text names several frameworks, each by a name of its own. Their answers do not fit one reply.
    pub several_frameworks: bool,
    /// The kinds of data.
    pub data: Vec<&'a DataRule>,
}

/// Finds all things that a text names: "redis hipaa". `None` if it names nothing, or has a word that is not known.
pub fn find_all<'a>(languages: Languages<'a>, text: &str) -> Option<NamedThings<'a>> {
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    let found = things_of(languages, &languages.own.asking.named(&text)?);
    (!(found.services.is_empty() && found.frameworks.is_empty() && found.data.is_empty())).then_some(found)
}

/// Finds the things whose names are in a text, also if it asks for more: HIPAA in "who audits HIPAA". Only good for suggestions.
pub fn mentioned<'a>(languages: Languages<'a>, text: &str) -> NamedThings<'a> {
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    things_of(languages, &languages.own.asking.mentioned(&text))
}

fn things_of<'a>(languages: Languages<'a>, named: &NamedIds) -> NamedThings<'a> {
    let policy = languages.own.policy;
    NamedThings {
        services: named.services.iter().filter_map(|id| policy.service(id)).collect(),
        frameworks: named.frameworks.iter().filter_map(|id| policy.framework(id)).collect(),
        several_frameworks: named.several_frameworks,
        data: named.data.iter().filter_map(|id| policy.data_rules.iter().find(|rule| rule.id == *id)).collect(),
    }
}

/// Finds what a person means by a text.
pub fn find_thing<'a, T: OfKind>(languages: Languages<'a>, text: &str) -> ThingMatch<'a, T> {
    let policy = languages.own.policy;
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    let things = |things: Vec<&'a T>, how: MatchedBy| ThingMatch::Things { things, how };
    let unknown = match exactly::<T>(languages, &text) {
        Ok(found) => {
            let typed = normalize(&text);
            let is_name = |thing: &&T| thing.id() == text || normalize(thing.name()) == typed;
            let how = if found.iter().any(is_name) { MatchedBy::Exact } else { MatchedBy::Alias };
            return things(found, how);
        }
        Err(unknown) => unknown,
    };
    let bare = text.split_whitespace().filter(|word| !BESIDE.contains(&normalize(word).as_str())).collect::<Vec<_>>().join(" ");
    if let Ok(found) = exactly(languages, &bare) {
        return things(found, MatchedBy::Alias);
    }
    if let Some(thing) = misspelt(languages, &bare) {
        return things(vec![thing], MatchedBy::Typo);
    }
    // A synonym of a name finds all things with that name: "health records" all kinds of health
    // data.
    let excludes = excludes(&text);
    if let (NamedKind::Data, false, Some(found)) = (T::KIND, excludes, by_synonym(languages, &text)) {
        return things(found, MatchedBy::Alias);
    }
    let found = searched::<T>(languages, &text);
    // A rule with only some of the words is about other data: a phone number is no bank account number. General words name no data.
    let names = normalize(&text).split(' ').any(|word| word.chars().count() >= MIN_NAMING && !GENERAL.contains(&word));
    if let (NamedKind::Data, Some((first, true)), true) = (T::KIND, found.first(), names && !excludes) {
        return things(vec![first], MatchedBy::Text);
    }
    let mut near: Vec<&T> = found.into_iter().map(|(thing, _)| thing).collect();
    for thing in unknown.nearest.iter().filter_map(|name| T::all(policy).iter().find(|thing| thing.name() == name)) {
        add(&mut near, thing);
    }
    near.truncate(MAX_SUGGESTED);
    ThingMatch::Unknown(near)
}

/// Returns the things with a name that is a synonym of a text.
fn by_synonym<'a, T: OfKind>(languages: Languages<'a>, text: &str) -> Option<Vec<&'a T>> {
    let typed = normalize(text);
    let synonyms = languages.own.policy.synonyms.iter().chain(&languages.original.policy.synonyms);
    let same = synonyms.filter(|synonym| synonym.words.iter().any(|word| normalize(word) == typed));
    same.flat_map(|synonym| &synonym.words).find_map(|word| exactly(languages, word).ok())
}

/// Returns the thing whose name a text misspells.
fn misspelt<'a, T: OfKind>(languages: Languages<'a>, text: &str) -> Option<&'a T> {
    let own = languages.own.policy;
    own.find_misspelled(text).or_else(|| by_id(own, languages.original.policy.find_misspelled::<T>(text)?.id()))
}

/// Returns the things that have a name.
///
/// # Errors
/// If no thing has it.
pub fn exactly<'a, T: OfKind>(languages: Languages<'a>, text: &str) -> Result<Vec<&'a T>, Unknown> {
    let (own, original) = (languages.own.policy, languages.original.policy);
    // The chat program may have cut off the name of a suggestion.
    let begin = text.strip_suffix('…').map(normalize).filter(|begin| !begin.is_empty());
    if let Some(begin) = begin {
        let found: Vec<&T> = T::all(own).iter().filter(|thing| normalize(thing.name()).starts_with(&begin)).collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    match own.find::<T>(text) {
        Ok(found) => Ok(found.all().to_vec()),
        Err(unknown) if std::ptr::eq(own, original) => Err(unknown),
        Err(unknown) => match original.find::<T>(text) {
            Ok(found) => Ok(found.all().iter().filter_map(|one| by_id(own, one.id())).collect()),
            Err(_) => Err(unknown),
        },
    }
}

/// Returns suggestions while a person types; without text, all things in the order of content.
pub fn suggested<'a, T: OfKind>(languages: Languages<'a>, text: &str) -> Vec<&'a T> {
    let policy = languages.own.policy;
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    let typed = normalize(&text);
    if typed.is_empty() {
        return T::all(policy).iter().collect();
    }
    let mut found: Vec<&T> = exactly(languages, &text).unwrap_or_default();
    let spelt = |thing: &T, is: fn(&str, &str) -> bool| thing.spellings().any(|name| is(&normalize(name), &typed));
    for is in [|name: &str, typed: &str| name.starts_with(typed), |name: &str, typed: &str| name.contains(typed)] {
        T::all(policy).iter().filter(|thing| spelt(thing, is)).for_each(|thing| add(&mut found, thing));
    }
    searched(languages, &text).into_iter().for_each(|(thing, _)| add(&mut found, thing));
    match (found.is_empty(), find_thing(languages, &text)) {
        (true, ThingMatch::Things { things, .. } | ThingMatch::Unknown(things)) => things,
        (false, _) => found,
    }
}

/// Returns the things of this kind that the search finds, each with whether it has all the words.
fn searched<'a, T: OfKind>(languages: Languages<'a>, text: &str) -> Vec<(&'a T, bool)> {
    let search = |catalog: super::Catalog<'a>| {
        let hits = catalog.index.search(text).into_iter().filter(|hit| hit.kind == T::KIND.in_search());
        hits.filter_map(|hit| Some((by_id(languages.own.policy, hit.id)?, hit.complete))).collect::<Vec<_>>()
    };
    let found = search(languages.own);
    let same = std::ptr::eq(languages.own.policy, languages.original.policy);
    if found.is_empty() && !same { search(languages.original) } else { found }
}

fn by_id<'a, T: OfKind>(policy: &'a Policy, id: &str) -> Option<&'a T> {
    T::all(policy).iter().find(|thing| thing.id() == id)
}

fn add<'a, T: OfKind>(things: &mut Vec<&'a T>, thing: &'a T) {
    if !things.iter().any(|other| other.id() == thing.id()) {
        things.push(thing);
    }
}
