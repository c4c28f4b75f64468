//! The content of replies, in every language, each with its search index.

mod byline;
mod changes;
mod menus;
mod reply_cache;

use std::{
    collections::{HashMap, HashSet},
    panic::resume_unwind,
    sync::Arc,
    thread,
};

use carrot_core::{
    BakedError, Date, Extent, Framework, Lang, Policy, StatementId, Translation, from_bytes,
    i18n::Messages,
    lookup::{
        asking::QuestionVocabulary,
        topic::{self, Names},
    },
    nearest,
    qualify::Needs,
    search::Index,
};

pub(crate) use byline::{Attribution, cited};
pub use changes::{ChangeHistory, ChangeHistoryText, ChangeNoteText, EditionText, WeakenedPromise};
pub(crate) use menus::choice;
pub use menus::{Choice, Menu, MenuId, NOTHING};
pub(crate) use reply_cache::{ReplyCache, ReplyKey};

/// The content in all languages, with everything that replies need.
#[derive(Debug, Clone)]
pub struct Content {
    original: LanguageVersion,
    translations: Vec<LanguageVersion>,
    /// Ids that menus, buttons and suggestions may request, and the empty string.
    ids: HashSet<String>,
    pub(crate) reply_cache: ReplyCache,
}

/// The content in one language.
#[derive(Debug, Clone)]
pub struct LanguageVersion {
    /// The content in this language, and the ids of everything that is not translated.
    pub text: Translation,
    /// The search index for free text.
    pub index: Index,
    /// The vocabulary for interpreting free-text questions. All languages share one, because people mix them.
    pub question_vocabulary: Arc<QuestionVocabulary>,
    /// The names of the topics.
    pub names: Names,
    // The extent of each question's answer, in the order of content. Computed once, because every reply shows it.
    pub(crate) extents: Vec<Extent>,
    /// Indexes of the sections that belong neither to the bot's own policy nor to a framework.
    other_sections: Vec<usize>,
    /// The cells of the coverage table, service by service, in the order of content.
    cells: Vec<Cell>,
    /// The menus below every reply about the policy, in each language of the interface.
    menus: [[Menu; 2]; LANGUAGES],
    /// The party and source of each statement, in each language of the interface.
    attributions: [HashMap<StatementId, Attribution>; LANGUAGES],
    /// The changes between editions. Only the original has them, and only if there is a history.
    pub(crate) changes: Option<ChangeHistory>,
}

const LANGUAGES: usize = Messages::ALL.len();

/// Prepared facts about one service and one framework.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// The name of its status, in each language of the interface.
    statuses: [&'static str; LANGUAGES],
    /// The closest passages, if no party makes a claim.
    pub(crate) closest_passages: Vec<StatementId>,
}

impl Cell {
    pub(crate) fn status(&self, messages: Messages) -> &'static str {
        self.statuses.get(interface_language_index(messages)).copied().unwrap_or_default()
    }
}

fn interface_language_index(messages: Messages) -> usize {
    Messages::ALL.iter().position(|other| *other == messages).unwrap_or_default()
}

/// Returns the cells of the coverage table, service by service.
fn cells(policy: &Policy) -> Vec<Cell> {
    let column = |framework: &Framework| {
        let asked = Needs { frameworks: vec![framework.id.clone()], ..Needs::default() };
        // This cannot fail: the id comes from this policy.
        let verdicts = policy.qualify(&asked).unwrap_or_default().into_iter();
        let cells = verdicts.map(|verdict| {
            let status = policy.coverage(verdict.service, &framework.id).status;
            let grounds = verdict.findings.first().map(|finding| finding.grounds.as_slice()).unwrap_or_default();
            let closest_passages = grounds.iter().filter_map(|ground| ground.source.statement).cloned().collect();
            Cell { statuses: Messages::ALL.map(|messages| messages.status(&status)), closest_passages }
        });
        cells.collect::<Vec<_>>().into_iter()
    };
    let mut columns: Vec<_> = policy.frameworks.iter().map(column).collect();
    policy.services.iter().flat_map(|_| columns.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>()).collect()
}

impl LanguageVersion {
    fn new(text: Translation, names: Names, index: Index, question_vocabulary: Arc<QuestionVocabulary>) -> Self {
        let policy = &text.policy;
        let extents: Vec<_> = policy.questions.iter().map(|question| policy.answer(question).extent).collect();
        let menus = Messages::ALL.map(|messages| menus::common_menus(policy, messages, &extents));
        let attributions = Messages::ALL.map(|messages| {
            let attributions =
                policy.statements().map(|statement| (statement.id.clone(), Attribution::of(policy, messages, statement)));
            attributions.collect()
        });
        let others = topic::other_sections(policy);
        let is_other = |id: &str| others.iter().any(|other| other.id() == id);
        let other_sections = policy.sections.iter().enumerate().filter(|(_, section)| is_other(section.id.as_str()));
        let other_sections = other_sections.map(|(at, _)| at).collect();
        Self {
            index,
            question_vocabulary,
            names,
            extents,
            other_sections,
            cells: cells(policy),
            menus,
            attributions,
            changes: None,
            text,
        }
    }

    /// Returns the sections that belong neither to the bot's own policy nor to a framework.
    pub(crate) fn other_sections(&self) -> Vec<topic::Topic<'_>> {
        let sections = self.other_sections.iter().filter_map(|at| self.text.policy.sections.get(*at));
        sections.map(topic::Topic::Section).collect()
    }

    /// Returns the party and source of a statement.
    pub(crate) fn attribution(&self, messages: Messages, id: &StatementId) -> Option<&Attribution> {
        self.attributions.get(interface_language_index(messages))?.get(id)
    }

    /// Returns the prepared facts about the service and the framework at these positions.
    pub(crate) fn cell(&self, service: usize, framework: usize) -> Option<&Cell> {
        self.cells.get(service * self.text.policy.frameworks.len() + framework)
    }

    /// Returns the menus below every reply about the policy.
    pub(crate) fn menus(&self, messages: Messages) -> impl Iterator<Item = &Menu> {
        self.menus.get(interface_language_index(messages)).into_iter().flatten()
    }
}

impl Content {
    /// Creates content from the original policy and its translations.
    pub fn new(policy: Policy, translations: impl IntoIterator<Item = Translation>) -> Self {
        Self::of(Translation::original(policy), translations.into_iter())
    }

    fn of(original: Translation, translations: impl Iterator<Item = Translation>) -> Self {
        let ids = topic::ids(&original.policy).chain(std::iter::once(String::new())).collect();
        let translations: Vec<Translation> = translations.collect();
        let languages: Vec<&Translation> = std::iter::once(&original).chain(&translations).collect();
        // The vocabulary and the indexes take most of the time until a server starts, so all cores share the work.
        let (vocabulary, indexes) = thread::scope(|scope| {
            let index = |own: &&Translation| Index::in_language(&own.policy, &own.lang);
            let indexes: Vec<_> = languages.iter().map(|own| scope.spawn(move || index(own))).collect();
            let vocabulary = QuestionVocabulary::new(&original.policy, translations.iter().map(|translation| &translation.policy));
            let indexes = indexes.into_iter().map(|index| index.join().unwrap_or_else(|panic| resume_unwind(panic)));
            (Arc::new(vocabulary), indexes.collect::<Vec<_>>())
        });
        let names = |own: &&Translation| {
            let others = languages.iter().filter(|other| other.lang != own.lang);
            Names::new(&own.policy, others.map(|other| &other.policy))
        };
        let mut names = languages.iter().map(names).collect::<Vec<_>>().into_iter();
        let mut indexes = indexes.into_iter();
        let mut version = |text| {
            LanguageVersion::new(text, names.next().unwrap_or_default(), indexes.next().unwrap_or_default(), Arc::clone(&vocabulary))
        };
        let original = version(original);
        Self { original, translations: translations.into_iter().map(version).collect(), ids, reply_cache: ReplyCache::default() }
    }

    /// Adds the change history, which `/privacy topic:changes` shows.
    #[must_use]
    pub fn with_changes(mut self, changes: ChangeHistory) -> Self {
        self.original.changes = Some(changes);
        self
    }

    /// Returns whether a text is a known id or empty. There are few such texts, so their replies can be cached.
    pub(crate) fn is_id(&self, text: &str) -> bool {
        self.ids.contains(text)
    }

    /// Returns the index of the language version: 0 is the original, then the translations.
    pub(crate) fn language_version_index(&self, localized: LocalizedContent<'_>) -> usize {
        self.translations.iter().position(|version| std::ptr::eq(version, localized.language_version)).map_or(0, |at| at + 1)
    }

    /// Decodes the output of [`carrot_core::to_bytes`] for a list of translations, the original first.
    ///
    /// # Errors
    /// If the bytes are of another version of core, or contain no policy.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        let all: Vec<Translation> = from_bytes(bytes)?;
        let mut all = all.into_iter();
        let original = all.next().ok_or(BakedError)?;
        Ok(Self::of(original, all))
    }

    /// Returns the content that was compiled into this crate.
    ///
    /// # Errors
    /// If the bytes are from another version of core, which only a broken build can cause.
    #[cfg(feature = "baked")]
    pub fn baked() -> Result<Self, BakedError> {
        Self::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/content.bin")))
    }

    /// Returns the policy in its original language.
    pub fn policy(&self) -> &Policy {
        &self.original.text.policy
    }

    /// Returns the content for a person with this Discord locale, or in its original language if the locale is unknown.
    ///
    /// ```
    /// # fn main() -> Result<(), carrot_core::BakedError> {
    /// let content = bot_embed::Content::baked()?;
    /// assert_eq!(content.for_locale(Some("fr")).messages.lang(), "fr");
    /// assert_eq!(content.for_locale(Some("ko")).messages.lang(), "en");
    /// # Ok(())
    /// # }
    /// ```
    pub fn for_locale(&self, locale: Option<&str>) -> LocalizedContent<'_> {
        let requested: Option<Lang> = locale.and_then(|locale| locale.parse().ok());
        let requested = requested.as_ref().unwrap_or(&self.original.text.lang);
        let versions = std::iter::once(&self.original).chain(&self.translations);
        let version = nearest(versions, |version| &version.text.lang, requested).unwrap_or(&self.original);
        LocalizedContent { language_version: version, original: &self.original, messages: Messages::of(requested), today: None }
    }
}

/// The content and the interface's language for one user's locale.
#[derive(Debug, Clone, Copy)]
pub struct LocalizedContent<'a> {
    /// The content in the closest language to the user's.
    pub language_version: &'a LanguageVersion,
    /// The content in its original language, which may be the same.
    pub original: &'a LanguageVersion,
    /// The interface's texts in the user's language, or else in English.
    pub messages: Messages,
    /// The day of the caller's clock. Without it, replies note no recent change.
    pub today: Option<Date>,
}

impl<'a> LocalizedContent<'a> {
    /// Sets the current date, so that replies mention a recent change.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }

    /// Returns the policy in the closest language to the user's.
    pub fn policy(self) -> &'a Policy {
        &self.language_version.text.policy
    }

    /// Returns whether the text of an id is in another language than the interface. Renderers then mark it.
    pub fn is_foreign(self, id: &str) -> bool {
        !self.messages.matches_lang(self.language_version.text.lang_of(id))
    }
}
