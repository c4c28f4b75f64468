//! Finds services, frameworks, regions and kinds of data by the names that people use.
//!
//! A text is compared in steps, and the first match decides. First, with ids. Second, with names and aliases, ignoring case, accents,
//! punctuation and spacing. Third, also without the host's name and plurals ("private space" for "Acme Private Spaces"), and for kinds
//! of data without the word "data" ("card" for "card data"). If nothing matches, the result is [`Unknown`] with suggestions. Filters use
//! the same forms of names ([`Facts::is_named_like`]).
//!
//! ```
//! use carrot_core::{Facts, Framework, FrameworkKind};
//!
//! let framework = |id: &str, name: &str, short: &str| Framework {
//!     id: id.parse().unwrap(),
//!     name: name.to_owned(),
//!     short: short.to_owned(),
//!     kind: FrameworkKind::Standard,
//!     aliases: Vec::new(),
//!     names: Vec::new(),
//!     described_in: None,
//! };
//! let frameworks = vec![
//!     framework("gdpr", "GDPR (General Data Protection Regulation)", "GDPR"),
//!     framework("iso-27001", "ISO/IEC 27001:2013", "ISO 27001"),
//! ];
//! let facts = Facts { frameworks, ..Facts::default() };
//!
//! assert_eq!(facts.find_framework("ISO-27001")?.one().map(|it| it.id.as_str()), Some("iso-27001"));
//! let error = facts.find_framework("GDRP").unwrap_err();
//! assert_eq!(error.nearest[0], "GDPR (General Data Protection Regulation)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;

use serde::Serialize;

use crate::{
    DataRule, EntryKind, Facts, Framework, PartyKind, Region, Service,
    normalize::{max_typos, normalize},
};

/// The things with a name. Some names belong to a group ("ISO", "SOC").
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameMatch<'a, T> {
    /// One thing.
    One(&'a T),
    /// Several things with this name, in the order of content.
    Several(Vec<&'a T>),
}

impl<'a, T> NameMatch<'a, T> {
    /// Returns all things with the name; never an empty list.
    pub fn all(&self) -> &[&'a T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(several) => several,
        }
    }

    /// Returns the thing if it is the only one.
    pub fn one(&self) -> Option<&'a T> {
        match self {
            Self::One(one) => Some(one),
            Self::Several(_) => None,
        }
    }
}

/// An unknown name: one lower-case sentence, with suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Unknown {
    /// The kind of thing.
    pub kind: NamedKind,
    /// The text, shortened if it is very long.
    pub given: String,
    /// Up to three names that are most similar, the most similar first.
    pub nearest: Vec<String>,
}

/// The kinds of things that can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NamedKind {
    /// A service.
    Service,
    /// A framework.
    Framework,
    /// A region.
    Region,
    /// A kind of data that a data rule is about.
    Data,
}

impl NamedKind {
    /// Returns the same kind in the search.
    pub const fn in_search(self) -> EntryKind {
        match self {
            Self::Service => EntryKind::Service,
            Self::Framework => EntryKind::Framework,
            Self::Region => EntryKind::Region,
            Self::Data => EntryKind::Rule,
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            NamedKind::Service => "service",
            NamedKind::Framework => "framework",
            NamedKind::Region => "region",
            NamedKind::Data => "kind of data",
        };
        write!(f, "no {kind} is called `{}`", self.given)?;
        for (number, name) in self.nearest.iter().enumerate() {
            let before = match number {
                0 if self.nearest.len() == 1 => "; the nearest is",
                0 => "; the nearest are",
                _ if number + 1 == self.nearest.len() => " and",
                _ => ",",
            };
            write!(f, "{before} `{name}`")?;
        }
        Ok(())
    }
}

impl std::error::Error for Unknown {}

impl Facts {
    /// Returns the service or services with a name.
    ///
    /// # Errors
    /// [`Unknown`] if no service has that name.
    pub fn find_service(&self, text: &str) -> Result<NameMatch<'_, Service>, Unknown> {
        self.find(text)
    }

    /// Returns the framework with a name, or all frameworks of a group ("ISO").
    ///
    /// # Errors
    /// [`Unknown`] if no framework has that name.
    pub fn find_framework(&self, text: &str) -> Result<NameMatch<'_, Framework>, Unknown> {
        self.find(text)
    }

    /// Returns the region with a name.
    ///
    /// # Errors
    /// [`Unknown`] if no region has that name.
    pub fn find_region(&self, text: &str) -> Result<NameMatch<'_, Region>, Unknown> {
        self.find(text)
    }

    /// Returns the kind of data with a name, or several, if the rule depends on whose data it is ("health data").
    ///
    /// # Errors
    /// [`Unknown`] if no kind of data has that name.
    pub fn find_data(&self, text: &str) -> Result<NameMatch<'_, DataRule>, Unknown> {
        self.find(text)
    }

    /// Finds things of any kind by a name.
    ///
    /// # Errors
    /// [`Unknown`] if nothing of that kind has that name.
    pub fn find<T: OfKind>(&self, text: &str) -> Result<NameMatch<'_, T>, Unknown> {
        find(T::KIND, T::all(self), &hosts(self), text)
    }

    /// Returns whether a text is the name of a host.
    pub fn is_host(&self, text: &str) -> bool {
        hosts(self).contains(&fold(text))
    }
}

impl Facts {
    /// Returns whether each word of a text is part of a name of a thing, in any order: for filters, which people use while they type.
    ///
    /// ```
    /// # use carrot_core::{Facts, Framework, FrameworkKind};
    /// # let framework = Framework {
    /// #     id: "iso-27001".parse().unwrap(),
    /// #     name: "ISO/IEC 27001:2013".to_owned(),
    /// #     short: "ISO 27001".to_owned(),
    /// #     kind: FrameworkKind::Standard,
    /// #     aliases: Vec::new(),
    /// #     names: Vec::new(),
    /// #     described_in: None,
    /// # };
    /// let facts = Facts::default();
    /// assert!(facts.is_named_like(&framework, "270 iso-iec"));
    /// assert!(!facts.is_named_like(&framework, "27002"));
    /// ```
    pub fn is_named_like<T: OfKind>(&self, one: &T, text: &str) -> bool {
        let hosts = hosts(self);
        let mut names = String::new();
        one.spellings().for_each(|name| {
            // The name of the host, too, because the first letters that a reader types may be its own.
            names.extend([fold(name).as_str(), " ", &loosen(T::KIND, name, &hosts), " "]);
        });
        normalize(text).split_whitespace().all(|word| names.contains(&loosen(T::KIND, word, &hosts)))
    }

    /// Finds the one thing whose name differs from a text only by a typo: a letter that is missing, added, changed or swapped with its
    /// neighbor; two such in longer names. Digits are never typos: "ISO 27701" is another standard.
    ///
    /// ```
    /// # use carrot_core::{Facts, Framework, FrameworkKind};
    /// # let framework = |id: &str, name: &str| Framework {
    /// #     id: id.parse().unwrap(),
    /// #     name: name.to_owned(),
    /// #     short: name.to_owned(),
    /// #     kind: FrameworkKind::Standard,
    /// #     aliases: Vec::new(),
    /// #     names: Vec::new(),
    /// #     described_in: None,
    /// # };
    /// let frameworks = vec![framework("gdpr", "GDPR"), framework("iso-27001", "ISO 27001"), framework("id-rule", "ID numbers")];
    /// let facts = Facts { frameworks, ..Facts::default() };
    /// assert!(facts.find_misspelled::<Framework>("cc numbers").is_none() && facts.find_misspelled::<Framework>("numbers").is_none());
    /// assert_eq!(facts.find_misspelled::<Framework>("GDRP").map(|it| it.id.as_str()), Some("gdpr"));
    /// assert!(facts.find_misspelled::<Framework>("ISO 27701").is_none());
    /// assert!(facts.find_misspelled::<Framework>("UK GDPR").is_none());
    /// ```
    pub fn find_misspelled<T: OfKind>(&self, text: &str) -> Option<&T> {
        let hosts = hosts(self);
        let given: String = text.chars().take(MAX_QUOTED).collect();
        let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let is = |candidate: &&T| {
            candidate.spellings().any(|name| {
                figures(name) == figures(&given)
                    && (differ_by_typos(&folded_words(&given), &folded_words(name))
                        || differ_by_typos(&loose_words(T::KIND, &given, &hosts), &loose_words(T::KIND, name, &hosts)))
            })
        };
        let mut found = T::all(self).iter().filter(is);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

/// Returns the normalized names of hosts. Names of other things may leave them out.
pub(crate) fn hosts(facts: &Facts) -> Vec<String> {
    facts.parties.iter().filter(|party| party.kind == PartyKind::Host).map(|party| fold(&party.name)).collect()
}

/// Finds things of a kind by a name.
pub(crate) fn find<'a, T: Named>(kind: NamedKind, all: &'a [T], hosts: &[String], text: &str) -> Result<NameMatch<'a, T>, Unknown> {
    if let Some(one) = all.iter().find(|one| one.id() == text.trim()) {
        return Ok(NameMatch::One(one));
    }
    // Longer texts are not names. Don't look at all of them.
    if text.len() <= MAX_TEXT {
        let exact = |text: &str| fold(text);
        let loose = |text: &str| loosen(kind, text, hosts);
        for same in [&exact as &dyn Fn(&str) -> String, &loose] {
            let wanted = same(text);
            if wanted.is_empty() {
                break;
            }
            let mut found = all.iter().filter(|one| one.spellings().any(|spelling| same(spelling) == wanted));
            if let Some(first) = found.next() {
                let mut several: Vec<&T> = found.collect();
                if several.is_empty() {
                    return Ok(NameMatch::One(first));
                }
                several.insert(0, first);
                return Ok(NameMatch::Several(several));
            }
        }
    }
    Err(unknown(kind, all, text))
}

/// Maximum length of a name, in bytes.
const MAX_TEXT: usize = 400;
/// Maximum characters of a text that are quoted in an error and compared with names.
const MAX_QUOTED: usize = 80;

/// Something with an id and names.
pub trait Named {
    /// Returns its id.
    fn id(&self) -> &str;
    /// Returns its name.
    fn name(&self) -> &str;
    /// Returns all its other names.
    fn aliases(&self) -> Vec<&str>;

    /// Returns all its names.
    fn spellings(&self) -> impl Iterator<Item = &str> {
        [self.id(), self.name()].into_iter().chain(self.aliases())
    }
}

/// Something with names that a policy lists.
pub trait OfKind: Named + Sized {
    /// Its kind.
    const KIND: NamedKind;
    /// Returns all things of that kind, in the order of content.
    fn all(facts: &Facts) -> &[Self];
}

macro_rules! named {
    ($($type:ty: $kind:ident, $all:ident, $aliases:expr;)*) => {$(
        impl OfKind for $type {
            const KIND: NamedKind = NamedKind::$kind;
            fn all(facts: &Facts) -> &[Self] {
                &facts.$all
            }
        }

        impl Named for $type {
            fn id(&self) -> &str {
                self.id.as_str()
            }
            fn name(&self) -> &str {
                &self.name
            }
            fn aliases(&self) -> Vec<&str> {
                let aliases: fn(&$type) -> Vec<&str> = $aliases;
                aliases(self)
            }
        }
    )*};
}

named! {
    Service: Service, services, |it| it.aliases.iter().map(|alias| alias.name.as_str()).collect();
    Framework: Framework, frameworks, |it| std::iter::once(&it.short).chain(&it.aliases).map(String::as_str).collect();
    Region: Region, regions, |_| Vec::new();
    DataRule: Data, data_rules, |it| it.aliases.iter().map(String::as_str).collect();
}

/// Returns the error for a text that names nothing.
pub(crate) fn unknown<T: Named>(kind: NamedKind, all: &[T], text: &str) -> Unknown {
    let mut given: String = text.chars().take(MAX_QUOTED).collect();
    let wanted = fold(&given);
    if given.len() < text.len() {
        given.push('…');
    }
    let mut scored: Vec<(u32, &T)> = all.iter().map(|one| (nearness(&wanted, one), one)).collect();
    let mut nearest = Vec::new();
    while nearest.len() < 3
        // On a tie, the smaller id comes first, so that the order of content has no effect.
        && let Some((place, _)) = scored.iter().enumerate().max_by(|(_, (a, one)), (_, (b, other))| a.cmp(b).then(other.id().cmp(one.id())))
    {
        nearest.push(scored.swap_remove(place).1.name().to_owned());
    }
    Unknown { kind, given, nearest }
}

fn nearness<T: Named>(wanted: &str, one: &T) -> u32 {
    let to = |spelling: &str| {
        let spelling: String = fold(spelling).chars().take(MAX_QUOTED).collect();
        shared_pairs(wanted, &spelling).max(likeness(wanted, &spelling))
    };
    one.spellings().map(to).max().unwrap_or(0)
}

/// Returns the name that is most similar to a text; `None` if none is similar enough.
///
/// ```
/// use carrot_core::name::nearest;
/// assert_eq!(nearest("limits", &["kinds", "limit"]), Some("limit"));
/// assert_eq!(nearest("colour", &["kinds", "limit"]), None);
/// ```
pub fn nearest<'n>(text: &str, names: &[&'n str]) -> Option<&'n str> {
    let short = |text: &str| -> String { fold(text).chars().take(MAX_QUOTED).collect() };
    let wanted = short(text);
    let scored = names.iter().map(|name| (likeness(&wanted, &short(name)).max(shared_pairs(&wanted, &short(name))), *name));
    // On a tie, take the first.
    scored.filter(|(near, _)| *near >= 500).rev().max_by_key(|(near, _)| *near).map(|(_, name)| name)
}

/// Returns the share of neighboring letter pairs that two words have in common, in thousandths (Dice's coefficient), for words in
/// another order.
fn shared_pairs(a: &str, b: &str) -> u32 {
    let [a, b]: [Vec<char>; 2] = [a, b].map(|text| text.chars().collect());
    let mut left: Vec<&[char]> = b.windows(2).collect();
    let all = a.len().saturating_sub(1) + left.len();
    let mut shared = 0_usize;
    for pair in a.windows(2) {
        if let Some(place) = left.iter().position(|other| *other == pair) {
            left.swap_remove(place);
            shared += 1;
        }
    }
    thousandths(2 * shared, all)
}

/// Returns the similarity of two words, in thousandths, for typos: each letter that is missing, added, changed or swapped with its
/// neighbor counts as one difference (optimal string alignment).
fn likeness(a: &str, b: &str) -> u32 {
    let longest = a.chars().count().max(b.chars().count());
    thousandths(longest - strsim::osa_distance(a, b).min(longest), longest)
}

fn thousandths(part: usize, of: usize) -> u32 {
    u32::try_from((part * 1000).checked_div(of).unwrap_or(0)).unwrap_or(0)
}

/// Normalizes a text as the search does: without case, accents, punctuation and spacing.
fn fold(text: &str) -> String {
    normalize(text).chars().filter(|c| !matches!(c, ' ' | '.')).collect()
}

/// Returns the words of a text, each as [`fold`] returns it.
fn folded_words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).map(fold).filter(|word| !word.is_empty()).collect()
}

/// Returns whether words differ from those of a name only by typos. A typo is within a word, and short words have none: "cc numbers" are
/// no "ID numbers". A missing or an additional space counts as no typo, but leaves room for only one.
fn differ_by_typos(given: &[String], name: &[String]) -> bool {
    let edits = |given: &str, name: &str, allowed: usize| {
        let [letters, length] = [given, name].map(|text| text.chars().count());
        if letters.abs_diff(length) > allowed { allowed + 1 } else { strsim::osa_distance(given, name) }
    };
    let (whole, wanted) = (given.concat(), name.concat());
    let allowed = usize::from(max_typos(&wanted));
    if given.len() != name.len() {
        return edits(&whole, &wanted, 1) <= allowed.min(1);
    }
    let in_word = |(given, name): (&String, &String)| {
        let allowed = usize::from(max_typos(name));
        let found = edits(given, name, allowed);
        (found <= allowed).then_some(found)
    };
    let found: Option<Vec<usize>> = given.iter().zip(name).map(in_word).collect();
    found.is_some_and(|found| found.iter().sum::<usize>() <= allowed)
}

/// Does the same as [`fold`], and removes the names of hosts and the `s` of plurals. For kinds of data, also removes the word "data":
/// "card" is a name of "card data".
fn loosen(kind: NamedKind, text: &str, hosts: &[String]) -> String {
    loose_words(kind, text, hosts).concat()
}

/// Returns the words that [`loosen`] joins.
fn loose_words(kind: NamedKind, text: &str, hosts: &[String]) -> Vec<String> {
    let is_said = |word: &String| kind == NamedKind::Data && matches!(word.as_str(), "data" | "information" | "donnees");
    let words = folded_words(text).into_iter().filter(|word| !hosts.contains(word) && !is_said(word));
    words.map(|word| word.strip_suffix('s').filter(|rest| rest.len() > 2).map_or(word.clone(), str::to_owned)).collect()
}
