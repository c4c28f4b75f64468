//! The content of replies, in every language, each with its search index.

mod byline;
mod changes;
mod menus;
mod reply_cache;

use std::collections::{HashMap, HashSet};

use carrot_core::{
    BakedError, Date, Extent, Framework, Lang, Policy, StatementId, Translation, from_bytes,
    lookup::{
        asking::Asking,
        topic::{self, Names},
    },
    nearest,
    qualify::Requirements,
    search::Index,
    words::Words,
};

use crate::locale;
pub(crate) use byline::{Attribution, cited};
pub use changes::{Changes, ChangesText, EditionText, NoteText, WeakerText};
pub(crate) use menus::choice;
pub use menus::{Choice, Menu, MenuId, NOTHING};
pub(crate) use reply_cache::{Key, ReplyCache};

/// Content that can be asked.
#[derive(Debug, Clone)]
pub struct Content {
    original: LanguageVersion,
    translations: Vec<LanguageVersion>,
    /// Everything that a menu, a button or a suggestion may ask for.
    ids: HashSet<String>,
    pub(crate) reply_cache: ReplyCache,
}

/// The content in one language.
#[derive(Debug, Clone)]
pub struct LanguageVersion {
    /// The content in this language, and the ids of everything that is not translated.
    pub text: Translation,
    /// The index that free text is looked up in.
    pub index: Index,
    /// The vocabulary by which questions are understood.
    pub asking: Asking,
    /// The names of its topics.
    pub names: Names,
    // Computed once, because every reply shows it: the extent of each question's answer, in the order of content.
    pub(crate) extents: Vec<Extent>,
    /// The places of the sections that are not of the bot's own policy, and no framework's.
    other_sections: Vec<usize>,
    /// The cells of the coverage table, service by service, in the order of content.
    cells: Vec<Cell>,
    /// The menus below every reply about the policy, in each language of the interface.
    menus: [[Menu; 2]; LANGUAGES],
    /// The party and source of each statement, in each language of the interface.
    said: [HashMap<StatementId, Attribution>; LANGUAGES],
    /// The changes between editions. Only the original has them, and only if there is a history.
    pub(crate) changes: Option<Changes>,
}

const LANGUAGES: usize = Words::ALL.len();

/// Prepared facts about one service and one framework.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// The name of its status, in each language of the interface.
    statuses: [&'static str; LANGUAGES],
    /// The closest passages, if no party makes a claim.
    pub(crate) looked_in: Vec<StatementId>,
}

impl Cell {
    pub(crate) fn status(&self, words: Words) -> &'static str {
        self.statuses.get(place_of(words)).copied().unwrap_or_default()
    }
}

fn place_of(words: Words) -> usize {
    Words::ALL.iter().position(|other| *other == words).unwrap_or_default()
}

/// The coverage table, service by service.
fn cells(policy: &Policy) -> Vec<Cell> {
    let column = |framework: &Framework| {
        let asked = Requirements { frameworks: vec![framework.id.clone()], ..Requirements::default() };
        // Only an id of this very policy is asked for.
        let verdicts = policy.qualify(&asked).unwrap_or_default().into_iter();
        let cells = verdicts.map(|verdict| {
            let status = policy.coverage(verdict.service, &framework.id).status;
            let grounds = verdict.findings.first().map(|finding| finding.grounds.as_slice()).unwrap_or_default();
            let looked_in = grounds.iter().filter_map(|ground| ground.said.statement).cloned().collect();
            Cell { statuses: Words::ALL.map(|words| words.status(&status)), looked_in }
        });
        cells.collect::<Vec<_>>().into_iter()
    };
    let mut columns: Vec<_> = policy.frameworks.iter().map(column).collect();
    policy.services.iter().flat_map(|_| columns.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>()).collect()
}

impl LanguageVersion {
    fn new(text: Translation) -> Self {
        let policy = &text.policy;
        let extents: Vec<_> = policy.questions.iter().map(|question| policy.answer(question).extent).collect();
        let menus = Words::ALL.map(|words| menus::standing_menus(policy, words, &extents));
        let said = Words::ALL.map(|words| {
            let said = policy.statements().map(|statement| (statement.id.clone(), Attribution::of(policy, words, statement)));
            said.collect()
        });
        let others = topic::other_sections(policy);
        let is_other = |id: &str| others.iter().any(|other| other.id() == id);
        let other_sections = policy.sections.iter().enumerate().filter(|(_, section)| is_other(section.id.as_str()));
        let other_sections = other_sections.map(|(at, _)| at).collect();
        Self {
            index: Index::new(policy),
            asking: Asking::new(policy),
            names: Names::new(policy),
            extents,
            other_sections,
            cells: cells(policy),
            menus,
            said,
            changes: None,
            text,
        }
    }

    /// The sections that are not of the bot's own policy, and no framework's.
    pub(crate) fn other_sections(&self) -> Vec<topic::Topic<'_>> {
        let sections = self.other_sections.iter().filter_map(|at| self.text.policy.sections.get(*at));
        sections.map(topic::Topic::Section).collect()
    }

    /// Returns the party and source of a statement.
    pub(crate) fn said(&self, words: Words, id: &StatementId) -> Option<&Attribution> {
        self.said.get(place_of(words))?.get(id)
    }

    /// Returns the prepared facts about the service and the framework at these positions.
    pub(crate) fn cell(&self, service: usize, framework: usize) -> Option<&Cell> {
        self.cells.get(service * self.text.policy.frameworks.len() + framework)
    }

    /// Returns the menus below every reply about the policy.
    pub(crate) fn menus(&self, words: Words) -> impl Iterator<Item = &Menu> {
        self.menus.get(place_of(words)).into_iter().flatten()
    }
}

impl Content {
    /// A policy as it was written, and its translations.
    pub fn new(policy: Policy, translations: impl IntoIterator<Item = Translation>) -> Self {
        Self::of(Translation::original(policy), translations.into_iter())
    }

    fn of(original: Translation, translations: impl Iterator<Item = Translation>) -> Self {
        let ids = topic::ids(&original.policy).chain(std::iter::once(String::new())).collect();
        let translations = translations.map(LanguageVersion::new).collect();
        Self { original: LanguageVersion::new(original), translations, ids, reply_cache: ReplyCache::default() }
    }

    /// The same content, which also answers what changed.
    #[must_use]
    pub fn with_changes(mut self, changes: Changes) -> Self {
        self.original.changes = Some(changes);
        self
    }

    /// Returns whether a text is an id or empty, and so never typed by a person.
    pub(crate) fn is_id(&self, text: &str) -> bool {
        self.ids.contains(text)
    }

    /// Which of the editions this is.
    pub(crate) fn place(&self, spoken: Spoken<'_>) -> usize {
        self.translations.iter().position(|edition| std::ptr::eq(edition, spoken.edition)).map_or(0, |at| at + 1)
    }

    /// A policy and its translations from the bytes that [`carrot_core::to_bytes`] makes of a list of them, the original first.
    ///
    /// # Errors
    /// If the bytes are of another version of core, or contain no policy.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        let all: Vec<Translation> = from_bytes(bytes)?;
        let mut all = all.into_iter();
        let original = all.next().ok_or(BakedError)?;
        Ok(Self::of(original, all))
    }

    /// The content that was baked in when this crate was built.
    ///
    /// # Errors
    /// Only where the build was broken: the bytes come from another version of core.
    #[cfg(feature = "baked")]
    pub fn baked() -> Result<Self, BakedError> {
        Self::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/content.bin")))
    }

    /// The policy as it was written.
    pub fn policy(&self) -> &Policy {
        &self.original.text.policy
    }

    /// Returns the content for a person with this Discord locale, or in its original language if the locale is unknown.
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
        let near = locale::nearest(editions.clone().map(|edition| &edition.text.lang), wish);
        // Content has no edition of that language: the one that goes with the interface, or else the original.
        let edition = nearest(editions, |edition| &edition.text.lang, near.unwrap_or(wish)).unwrap_or(&self.original);
        Spoken { edition, original: &self.original, words: Words::of(wish), today: None }
    }
}

/// The content for one person.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// The content in the language nearest to theirs.
    pub edition: &'a LanguageVersion,
    /// The content as it was written; it may be the same.
    pub original: &'a LanguageVersion,
    /// The interface's words in their language, or else in English.
    pub words: Words,
    /// The day of the caller's clock. Without it, replies note no recent change.
    pub today: Option<Date>,
}

impl<'a> Spoken<'a> {
    /// The same on a day, for replies that note a recent change.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }

    /// The policy in the language nearest to theirs.
    pub fn policy(self) -> &'a Policy {
        &self.edition.text.policy
    }

    /// Returns whether an item is in another language than the interface.
    pub fn is_foreign(self, id: &str) -> bool {
        !self.words.speak(self.edition.text.lang_of(id))
    }
}
