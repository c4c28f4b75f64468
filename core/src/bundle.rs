//! Serializes content into the files that browsers load.
//!
//! A [`Bundle`] has the facts and the search index in one language, from which the tools of the page answer; it does not have the
//! policy's text, which is in the HTML. The page and the widget load one bundle. The npm package loads [`PackageContent`]: a bundle for
//! each language, and the whole policy.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    AnyId, BakedError, Facts, Lang, Part, PartyId, Policy, SectionId, Translation, from_bytes, nearest, search::Index, to_bytes,
};

/// Facts and search index in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The facts, without the parts that only the page's text shows.
    pub facts: Facts,
    /// The search index.
    pub index: Index,
    /// The language of the texts.
    pub lang: Lang,
    /// The ids of everything that is not in this language, sorted, by their languages: that of the content, and that of the rules.
    pub untranslated: Vec<(Lang, Vec<AnyId>)>,
    /// The number of statements of each party. Parties without a statement are left out.
    pub statements_by: Vec<(PartyId, u32)>,
    /// The name of the bot.
    pub bot: String,
    /// The disclaimer that belongs to every copy of an answer.
    pub disclaimer: String,
    /// The sections of the policy's text, each with its title.
    pub sections: Vec<(SectionId, String)>,
    /// The ids of the page's parts that have content. Only the page knows its parts: it fills this in.
    pub parts: Vec<String>,
}

/// The content of the npm package: the policy in its original language, and a bundle for each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageContent {
    /// The whole policy in its original language, without the words by which questions are understood.
    pub policy: Policy,
    /// One bundle for each language, the original first. Never empty.
    pub bundles: Vec<Bundle>,
}

/// The bytes are not a valid file of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BundleError {
    /// They do not begin like a bundle.
    NotABundle,
    /// They are a bundle of another version.
    OtherVersion,
    /// They begin like a bundle, but the rest is invalid.
    Damaged,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotABundle => "the file is not a content bundle: check its address",
            Self::OtherVersion => "the content bundle is of another version than the program: publish both from the same build",
            Self::Damaged => "the content bundle is damaged: publish it again",
        })
    }
}

impl std::error::Error for BundleError {}

/// The magic bytes of a [`Bundle`]'s file.
const BUNDLE: &[u8] = b"carrot-bundle";
/// The magic bytes of a [`PackageContent`]'s file.
const PACKAGE: &[u8] = b"carrot-package";
/// The version of both formats. Raise it with every change of [`Policy`], [`Facts`] or [`Index`] that reads old bytes differently.
const VERSION: u8 = 7;

/// Returns a file: magic bytes, version, checksum, content.
fn seal(magic: &[u8], content: &impl Serialize) -> Result<Vec<u8>, BakedError> {
    let written = to_bytes(content)?;
    Ok([magic, &[VERSION], &checksum(&written).to_le_bytes(), &written].concat())
}

/// Returns the content of a file that [`seal`] wrote.
fn open<T: for<'de> Deserialize<'de>>(magic: &[u8], bytes: &[u8]) -> Result<T, BundleError> {
    let rest = bytes.strip_prefix(magic).ok_or(BundleError::NotABundle)?;
    let (version, rest) = rest.split_first().ok_or(BundleError::Damaged)?;
    if *version != VERSION {
        return Err(BundleError::OtherVersion);
    }
    let (check, written) = rest.split_first_chunk().ok_or(BundleError::Damaged)?;
    if u32::from_le_bytes(*check) != checksum(written) {
        return Err(BundleError::Damaged);
    }
    from_bytes(written).map_err(|_| BundleError::Damaged)
}

impl Bundle {
    /// Creates the bundle of content in one language.
    pub fn new(content: &Translation) -> Self {
        let mut page;
        let mut policy = &content.policy;
        if policy.has_terms() {
            // Leave out the terms of service, because they are in another document, to which links within the page do not lead.
            page = policy.clone();
            page.sections.retain(|section| section.part != Part::Terms);
            policy = &page;
        }
        let mut untranslated: BTreeMap<Lang, Vec<AnyId>> = BTreeMap::new();
        for id in &content.untranslated {
            untranslated.entry(content.lang_of(id.as_str()).clone()).or_default().push(id.clone());
        }
        let count = |party: &PartyId| {
            u32::try_from(policy.statements().filter(|statement| statement.party == *party).count()).unwrap_or(u32::MAX)
        };
        let statements_by = policy.parties.iter().map(|party| (party.id.clone(), count(&party.id))).filter(|(_, count)| *count > 0);
        Self {
            statements_by: statements_by.collect(),
            facts: policy.facts.trimmed(),
            index: Index::in_language(policy, &content.lang),
            lang: content.lang.clone(),
            untranslated: untranslated.into_iter().collect(),
            bot: policy.bot.name.clone(),
            disclaimer: policy.bot.disclaimer.clone(),
            sections: policy.sections.iter().map(|section| (section.id.clone(), section.title.clone())).collect(),
            parts: Vec::new(),
        }
    }

    /// Returns the bundle as a file.
    ///
    /// # Errors
    /// If postcard cannot serialize it. It can serialize all types of the model.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        seal(BUNDLE, self)
    }

    /// Reads the file that [`Bundle::to_bytes`] wrote.
    ///
    /// # Errors
    /// If the bytes are not a bundle, are of another version, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        open(BUNDLE, bytes)
    }

    /// Returns the language of the texts of the item with this id.
    pub fn lang_of(&self, id: &str) -> &Lang {
        let mut others = self.untranslated.iter();
        let other = others.find(|(_, ids)| ids.binary_search_by(|other| other.as_str().cmp(id)).is_ok());
        other.map_or(&self.lang, |(lang, _)| lang)
    }
}

impl PackageContent {
    /// Creates the content of a package.
    pub fn new(policy: &Policy, translations: &[Translation]) -> Self {
        let original = Bundle::new(&Translation::original(policy.clone()));
        let mut policy = policy.clone();
        let vocabulary = &mut policy.vocabulary;
        (vocabulary.notions, vocabulary.intents) = Default::default();
        vocabulary.kinds.iter_mut().for_each(|kind| kind.words.clear());
        Self { policy, bundles: std::iter::once(original).chain(translations.iter().map(Bundle::new)).collect() }
    }

    /// Returns the bundle in the language closest to the requested one. Returns the original if no language is requested or none is
    /// close.
    pub fn bundle(&self, lang: Option<&Lang>) -> Option<&Bundle> {
        let near = lang.and_then(|lang| nearest(self.bundles.iter(), |bundle| &bundle.lang, lang));
        near.or(self.bundles.first())
    }

    /// Returns the content as a file.
    ///
    /// # Errors
    /// If postcard cannot serialize it. It can serialize all types of the model.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        seal(PACKAGE, self)
    }

    /// Reads the file that [`PackageContent::to_bytes`] wrote.
    ///
    /// # Errors
    /// As [`Bundle::from_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        open(PACKAGE, bytes)
    }
}

/// Returns the Adler-32 checksum (RFC 1950). It detects a file that was cut off or changed in
/// transfer.
fn checksum(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % MODULUS;
        (low, (high + low) % MODULUS)
    });
    high << 16 | low
}
