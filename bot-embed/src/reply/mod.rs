//! Composes a reply to a request: plain data, without Discord, input or output.
//!
//! 1. [`crate::lookup::topic`] finds the topic of `/privacy`; [`crate::lookup::name`] finds the names in the options of `/compliance`.
//! 2. A reply consists of a short answer ([`Brief`]), which the first message shows, and of the whole answer in passages. Passages are
//!    the bot's statements; for a gap, the rules that require it; the host's promises to its own customers, marked as such; and our
//!    readings (interpretations), marked as ours. Each passage has its own heading, party and source. Buttons open the passages by
//!    [`View`].
//! 3. Menus open other replies, so that people can reach all of them without typing.
//!
//! [`crate::render`] splits the passages of a view into pages, and does not repeat a line that a passage shares with the passage before
//! it on the same page.

mod asked_too;
mod brief;
mod changes;
mod compliance;
mod composer;
mod declared_facts;
mod kinds_and_general;
mod overview;
mod policy;
mod text;

use carrot_core::{DataRule, Framework, Service, i18n::Messages, name::OfKind, normalize::normalize, text::Block};

use crate::{
    LocalizedContent,
    lookup::{
        name::{find_all, is_code},
        topic::{self, MatchedBy, Topic, TopicMatch},
    },
};
pub use crate::{
    content::{ChangeHistory, ChangeHistoryText, ChangeNoteText, Choice, EditionText, Menu, MenuId, NOTHING, WeakenedPromise},
    display::View,
};
pub(crate) use changes::change_note_date;
use composer::Composer;
pub(crate) use declared_facts::contact_links;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request<'a> {
    /// `/privacy`: the bot's own policy, as a whole or about a topic.
    Privacy {
        /// The topic: an id or free text.
        topic: Option<&'a str>,
    },
    /// The topic with exactly this id, as menus and buttons request it.
    Topic {
        /// The id.
        id: &'a str,
    },
    /// `/compliance`: the documents' statements about the host's services. An option that is `None` is not asked for.
    Compliance {
        /// A service.
        service: Option<&'a str>,
        /// A framework.
        framework: Option<&'a str>,
        /// A kind of data.
        data: Option<&'a str>,
    },
    /// An unknown command.
    Unknown,
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The language of the interface, for texts that a renderer adds.
    pub messages: Messages,
    /// The heading: the question as it was asked, or as it was understood.
    pub title: String,
    /// The short answer, which the first message shows.
    pub brief: Brief,
    /// The whole answer, its most important part first. Empty if the short answer is complete.
    pub passages: Vec<Passage>,
    /// The note that a part of the reply is in another language than the interface; `None` if no part is.
    pub untranslated: Option<&'static str>,
    /// The note below everything: the disclaimer of this summary.
    pub note: String,
    /// The menus below the pages. The short answer has its own menu.
    pub menus: Vec<Menu>,
    /// The anchor on the page of the reply's subject; `None` for the page as a whole.
    pub anchor: Option<String>,
    /// The subject of the reply. A request for the subject gives the same reply again.
    pub subject: ReplySubject,
}

/// The short answer of a reply. A renderer cuts it to [`crate::limits`]; the pages have everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brief {
    /// The answer, its most important part first.
    pub body: Vec<Block>,
    /// Further parts of the answer, the best first. Each is shown as a whole, or counted in the last line.
    pub further: Vec<Vec<Block>>,
    /// A promise that the host makes to its own customers, in one line.
    pub related_promise: Option<RelatedPromise>,
    /// The other questions of the same text, in one small line. The menu opens them.
    pub asked_too: Option<String>,
    /// The party of the answer and the date of its source, in one small line.
    pub source: Option<String>,
    /// The note that the newest edition promises less, in one small line.
    pub changed: Option<ChangeNote>,
    /// The one menu below the answer.
    pub menu: Option<Menu>,
    /// Words of the question. If the answer is cut, its sentences, items and columns with such a word stay.
    pub subject: Vec<String>,
    /// True if each item of a list answers, so that a cut list keeps its first items.
    pub in_order: bool,
    /// True if the question asks for addresses, so that items with a link stay.
    pub addresses: bool,
    /// True if the list in the answer lists conditions, so that a cut list counts "more conditions".
    pub lists_conditions: bool,
    /// True if the answer has text in another language than the interface. Names do not count.
    pub foreign: bool,
}

/// A host's statement that is related to the question but does not answer it, named in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedPromise {
    /// The party that promises it, the people to whom it promises it, and the date of its source: "Salesforce tells its own customers,
    /// not you (19 March 2024)".
    pub lead: String,
    /// The statement's title.
    pub title: String,
    /// Text after the title: the number of further statements.
    pub more: String,
    /// The statement's anchor on the page.
    pub anchor: String,
    /// True if its title is in another language than the interface.
    pub foreign: bool,
}

/// A note below a short answer: a recent edition promises less about its subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeNote {
    /// The beginning of the note, with the day of the first change.
    pub lead: String,
    /// The newest change. A renderer cuts it, or leaves it out if there is no room.
    pub line: String,
    /// The number of other changes, in words. It may be empty.
    pub more: String,
    /// The sentence that points to the list of all changes.
    pub see: String,
}

impl Reply {
    /// Returns whether a view has any content.
    pub fn has(&self, view: View) -> bool {
        view == View::Short || self.passages.iter().any(|passage| passage.view == view)
    }

    /// Returns the topic of a reply about the policy; `None` for a reply that found no topic.
    pub(crate) fn topic(&self) -> Option<&str> {
        match (&self.anchor, &self.subject) {
            (Some(anchor), ReplySubject::Topic(_)) => Some(anchor),
            (None, ReplySubject::Topic(id)) => Some(id.as_str()).filter(|id| *id != topic::OVERVIEW),
            (_, ReplySubject::Compliance(_)) => None,
        }
    }

    /// Returns the view if it has content, else the details if they have content, else the short answer.
    pub fn available_view(&self, view: View) -> View {
        [view, View::Details].into_iter().find(|view| self.has(*view)).unwrap_or(View::Short)
    }
}

/// The subject of a reply, as its buttons and menus name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReplySubject {
    /// The topic with this id.
    Topic(String),
    /// Service, framework and kind of data, each as [`crate::lookup::name::code`] writes it. An empty text means that it was not asked
    /// for.
    Compliance([String; 3]),
}

impl ReplySubject {
    /// Returns the request for this subject. If this content lacks it, the request is for the overview.
    pub fn request(&self, localized: LocalizedContent<'_>) -> Request<'_> {
        match self {
            Self::Topic(id) => Request::Topic { id },
            Self::Compliance(asked) => {
                let [service, framework, data] = asked.each_ref().map(|code| Some(code.as_str()).filter(|code| !code.is_empty()));
                let known = service.is_none_or(|service| is_code::<Service>(localized, service))
                    && framework.is_none_or(|framework| is_code::<Framework>(localized, framework))
                    && data.is_none_or(|it| is_code::<DataRule>(localized, it));
                if known {
                    Request::Compliance { service, framework, data }
                } else {
                    Request::Compliance { service: None, framework: None, data: None }
                }
            }
        }
    }
}

/// A part of a reply that is shown or left out as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The kind of passage.
    pub kind: PassageKind,
    /// The view that shows it.
    pub view: View,
    /// The heading above it. Consecutive passages may share one.
    pub heading: Option<String>,
    /// For statements of other parties than the bot: the people to whom they are a promise, one line for each party.
    pub introduction: Option<String>,
    /// The statement's own title.
    pub title: Option<String>,
    /// The party and the source.
    pub byline: Option<String>,
    /// The text.
    pub body: Vec<Block>,
}

/// The kind of a passage. Renderers may separate kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PassageKind {
    /// An answer to the request.
    #[default]
    Answer,
    /// A gap, and the rules that require it.
    Gap,
    /// Something related that does not answer the request.
    Related,
    /// Our interpretation, or an answer that is not checked yet.
    Reading,
}

/// Answers a request in the person's language.
pub fn reply(localized: LocalizedContent<'_>, request: &Request<'_>) -> Reply {
    changes::with_change_note(localized, reply_without_note(localized, request))
}

fn reply_without_note(localized: LocalizedContent<'_>, request: &Request<'_>) -> Reply {
    if let Request::Privacy { topic: Some(topic) } | Request::Topic { id: topic } = request
        && let Some(reply) = changes::reply_to_retired_id(localized, topic)
    {
        return reply;
    }
    match request {
        Request::Privacy { topic: None } => Composer::new(localized, Topic::Overview).overview(),
        Request::Privacy { topic: Some(text) } => match topic::find_topic(localized, text) {
            found if asks_about_several_frameworks(localized, text, &found) => {
                Composer::new(localized, Topic::Overview).compliance([None, Some(text), None])
            }
            // The name of a topic may have the form of two questions.
            TopicMatch::Topic { topic, how: MatchedBy::Question | MatchedBy::Typo, also } => {
                asked_too::with_others(localized, text, topic, &also)
            }
            TopicMatch::Topic { topic, also, .. } => Composer::new(localized, topic).topic(&also),
            TopicMatch::Compliance { services, frameworks, data } => {
                let asked = [query_text(&services), query_text(&frameworks), query_text(&data)];
                asked_too::beside_compliance(localized, text, Composer::new(localized, Topic::Overview).compliance(asked))
            }
            TopicMatch::Unknown(near) => Composer::new(localized, Topic::Overview).nothing_found(text, &near),
        },
        Request::Topic { id } => match Topic::by_id(localized.policy(), id) {
            Some(topic) => Composer::new(localized, topic).topic(&[]),
            // The id is from an older or newer version of the content.
            None => reply_without_note(localized, &Request::Privacy { topic: None }),
        },
        Request::Compliance { service, framework, data } => {
            Composer::new(localized, Topic::Overview).compliance([*service, *framework, *data])
        }
        Request::Unknown => Composer::new(localized, Topic::Overview).unknown_command(),
    }
}

/// Returns whether a text names several frameworks, asks for nothing else, and is not about the bot's own policy. `/compliance` offers the
/// frameworks.
fn asks_about_several_frameworks(localized: LocalizedContent<'_>, text: &str, found: &TopicMatch<'_>) -> bool {
    let Some(named) = find_all(localized, text).filter(|named| named.several_frameworks) else { return false };
    match found {
        TopicMatch::Topic { topic, .. } => named.frameworks.iter().any(|framework| framework.id.as_str() == topic.id()),
        TopicMatch::Compliance { .. } => true,
        TopicMatch::Unknown(_) => false,
    }
}

/// Returns a text for which `/compliance` finds these things: the id of a single thing, or the name that several share ("ISO"). If they
/// share no name, it is the id of the first.
fn query_text<'a, T: OfKind>(things: &[&'a T]) -> Option<&'a str> {
    let (first, others) = things.split_first()?;
    // Skip names that are also the id of one of the things, because an id finds only that thing.
    let is_id = |name: &str| things.iter().any(|thing| thing.id() == name);
    let has = |other: &&T, name: &str| other.spellings().any(|spelling| normalize(spelling) == normalize(name));
    let shared = |name: &&str| !is_id(name) && others.iter().all(|other| has(other, name));
    if others.is_empty() { Some(first.id()) } else { first.spellings().find(shared).or(Some(first.id())) }
}
