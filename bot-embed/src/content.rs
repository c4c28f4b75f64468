//! What replies are made of: the content, in every language that it is in, each with the index over its words.

use std::collections::HashSet;

use carrot_core::{BakedError, Extent, Lang, Policy, Translation, from_bytes, nearest, search::Index, words::Words};

use crate::{memo::Memo, topic};

/// Content that can be asked.
#[derive(Debug, Clone)]
pub struct Content {
    original: Edition,
    translations: Vec<Edition>,
    /// Everything that a menu, a button or a suggestion may ask for.
    ids: HashSet<String>,
    pub(crate) memo: Memo,
}

/// The content in one language.
#[derive(Debug, Clone)]
pub struct Edition {
    /// What it says in that language, and what of it does not stand in it.
    pub text: Translation,
    /// The index that free text is looked up in.
    pub index: Index,
    // What every reply shows, and would take long to find out each time.
    /// How far each question is answered, in the order of content.
    pub(crate) extents: Vec<Extent>,
    /// The places of the sections of the bot's own policy.
    pub(crate) sections: Vec<usize>,
}

impl Edition {
    fn new(text: Translation) -> Self {
        let policy = &text.policy;
        let extents = policy.questions.iter().map(|question| policy.answer(question).extent).collect();
        let sections = policy.sections.iter().enumerate().filter(|(_, section)| topic::is_bots_section(policy, section));
        let sections = sections.map(|(at, _)| at).collect();
        Self { index: Index::new(policy), extents, sections, text }
    }
}

impl Content {
    /// A policy as it was written, and its translations.
    pub fn new(policy: Policy, translations: impl IntoIterator<Item = Translation>) -> Self {
        Self::of(Translation::original(policy), translations.into_iter())
    }

    fn of(original: Translation, translations: impl Iterator<Item = Translation>) -> Self {
        let ids = topic::ids(&original.policy).chain(std::iter::once(String::new())).collect();
        let translations = translations.map(Edition::new).collect();
        Self { original: Edition::new(original), translations, ids, memo: Memo::default() }
    }

    /// Whether a text is an id, or nothing: never something that a person typed.
    pub(crate) fn is_id(&self, text: &str) -> bool {
        self.ids.contains(text)
    }

    /// Which of the editions this is.
    pub(crate) fn place(&self, spoken: Spoken<'_>) -> usize {
        self.translations.iter().position(|edition| std::ptr::eq(edition, spoken.edition)).map_or(0, |at| at + 1)
    }

    /// The content that was baked in when this crate was built.
    ///
    /// # Errors
    /// Only where the build was broken: the bytes come from another version of core.
    pub fn baked() -> Result<Self, BakedError> {
        let all: Vec<Translation> = from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/content.bin")))?;
        let mut all = all.into_iter();
        let original = all.next().ok_or(BakedError)?;
        Ok(Self::of(original, all))
    }

    /// The policy as it was written.
    pub fn policy(&self) -> &Policy {
        &self.original.text.policy
    }

    /// The content as a person is told of it whose language is that locale of Discord's; in its own language where none is known.
    ///
    /// ```
    /// # fn main() -> Result<(), carrot_core::BakedError> {
    /// let content = bot_embed::Content::baked()?;
    /// assert_eq!(content.spoken(Some("fr")).words.lang(), "fr");
    /// assert_eq!(content.spoken(Some("ko")).words.lang(), "en");
    /// # Ok(())
    /// # }
    /// ```
    pub fn spoken(&self, locale: Option<&str>) -> Spoken<'_> {
        let wish: Option<Lang> = locale.and_then(|locale| locale.parse().ok());
        let wish = wish.as_ref().unwrap_or(&self.original.text.lang);
        let editions = std::iter::once(&self.original).chain(&self.translations);
        let edition = nearest(editions, |edition| &edition.text.lang, wish).unwrap_or(&self.original);
        Spoken { edition, original: &self.original, words: Words::of(wish) }
    }
}

/// The content as one person is told of it.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// The content in the language nearest to theirs.
    pub edition: &'a Edition,
    /// The content as it was written; it may be the same.
    pub original: &'a Edition,
    /// The interface's words in their language, or else in English.
    pub words: Words,
}

impl<'a> Spoken<'a> {
    /// The policy in the language nearest to theirs.
    pub fn policy(self) -> &'a Policy {
        &self.edition.text.policy
    }

    /// Whether something of the content stands in another language than the interface.
    pub fn is_foreign(self, id: &str) -> bool {
        !self.words.speak(self.edition.text.lang_of(id))
    }
}
