//! The context for rendering a page: the content in the closest language, and the interface's texts in the reader's language.

use std::cell::OnceCell;

use carrot_core::{
    BakedError, Bundle, Policy, Translation,
    i18n::Messages,
    lookup::{asking::QuestionVocabulary, kinds::AnsweredKind},
    nearest,
};
use serde_json::Value;
use yew::prelude::*;

use super::{
    code,
    editions::Changes,
    empty_parts,
    glossary_words::{NO_WORDS, TermWords},
};
use crate::Content;

/// A command, and the bot's response to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscordReply {
    /// The language of the command.
    pub lang: String,
    /// The command as it was typed.
    pub command: String,
    /// The response.
    pub response: Value,
}

/// The page in one language, with everything that rendering depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageContext {
    /// The content.
    pub policy: &'static Policy,
    /// The interface's texts.
    pub messages: Messages,
    /// The bot's replies in Discord.
    pub(crate) discord: &'static [DiscordReply],
    /// The editions of the content, if it has any.
    pub(crate) changes: Option<&'static Changes>,
    /// True if the site has the page as a PDF.
    pub(crate) pdf: bool,
    /// The language of each item of content.
    translation: &'static Translation,
    /// The content in all languages, the original first, or only in this one.
    pub(crate) languages: &'static [Translation],
    /// The same content, as the tools use it.
    pub(crate) content: &'static Content,
    /// The words that statements link to the glossary.
    pub(crate) words: &'static TermWords,
    /// The vocabulary of questions.
    asking: &'static Asking,
}

/// The vocabulary of questions about the content in all languages. It is built for the first document that needs it, because that takes
/// longer than rendering a document.
#[derive(Debug, Default)]
struct Asking(OnceCell<QuestionVocabulary>);

/// Contexts are equal if they share it.
impl PartialEq for Asking {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Creates the content bundle of a translation, with the parts that its page has.
fn bundle(translation: &Translation) -> Bundle {
    Bundle {
        parts: empty_parts::non_empty(&translation.policy, Messages::ALL[0]).map(|(id, _)| id.to_owned()).collect(),
        ..Bundle::new(translation)
    }
}

impl PageContext {
    /// Creates the context of the page in a language of the interface, with the content in the closest language.
    ///
    /// # Errors
    /// If there is no content.
    pub fn of(content: &'static [Translation], messages: Messages) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let translation = nearest(content.iter(), |content| &content.lang, &messages.lang().parse()?).ok_or("there is no content")?;
        Ok(Self { languages: content, ..Self::new(translation, messages) })
    }

    /// Creates the context of a page from content in one language.
    ///
    /// It is never freed, because a build renders a few pages and exits.
    pub fn new(translation: &'static Translation, messages: Messages) -> Self {
        // Use all facts, because the static text shows the notes that the bundle for browsers leaves out.
        let bundle = Bundle { facts: translation.policy.facts.clone(), ..bundle(translation) };
        let content = Box::leak(Box::new(Content::new(bundle, messages)));
        let policy = &translation.policy;
        let languages = std::slice::from_ref(translation);
        let (words, asking) = (&NO_WORDS, Box::leak(Box::default()));
        let page = Self { policy, messages, discord: &[], changes: None, pdf: false, translation, languages, content, words, asking };
        Self { words: Box::leak(Box::new(TermWords::of(&policy.terms, |id| page.lang_of(id)))), ..page }
    }

    /// Returns the content bundle that a browser loads for this page.
    ///
    /// # Errors
    /// If postcard cannot serialize it. It can serialize all types of the model.
    pub fn bundle(self) -> Result<Vec<u8>, BakedError> {
        bundle(self.translation).to_bytes()
    }

    /// Adds the bot's replies in Discord.
    #[must_use]
    pub fn with_discord(self, discord: &'static [DiscordReply]) -> Self {
        Self { discord, ..self }
    }

    /// Adds the changes between editions.
    #[must_use]
    pub fn with_changes(self, changes: Option<&'static Changes>) -> Self {
        Self { changes, ..self }
    }

    /// Adds a link to the PDF.
    #[must_use]
    pub fn with_pdf(self, pdf: bool) -> Self {
        Self { pdf, ..self }
    }

    /// Returns the language of the texts in editions, which is the original language of the content.
    pub(crate) fn changes_lang(self) -> carrot_core::Lang {
        self.policy.bot.lang.clone()
    }

    /// Answers for each kind of data that people ask about whether the list of collected data names it.
    pub(crate) fn answered_kinds(self) -> Vec<AnsweredKind<'static>> {
        let Some((original, translations)) = self.languages.split_first() else { return Vec::new() };
        let vocabulary = || QuestionVocabulary::new(&original.policy, translations.iter().map(|translation| &translation.policy));
        let asking = self.asking.0.get_or_init(vocabulary);
        let kinds = self.policy.vocabulary.kinds.iter();
        kinds.map(|kind| AnsweredKind::new(asking, self.policy, &original.policy, kind)).collect()
    }

    /// Returns the language of an item of content, if it differs from the interface's.
    pub(crate) fn lang_of(self, id: &str) -> Option<&'static str> {
        let lang = self.translation.lang_of(id);
        (!self.messages.matches_lang(lang)).then(|| lang.as_str())
    }

    /// Renders a text of an item, with its code, and with `lang` if it is in another language.
    pub(crate) fn marked(self, id: &str, text: &str) -> Html {
        match self.lang_of(id) {
            Some(lang) => html! { <span {lang}>{ code::spans(text) }</span> },
            None => code::spans(text),
        }
    }

    /// Returns the note that some content is in another language than the interface; `None` if all content is in the same.
    pub(crate) fn notice(self) -> Option<&'static str> {
        self.messages.notice(self.translation)
    }
}
