//! Options for showing a reply: its form, its delivery, and the part of it that a message shows.

use carrot_core::{Date, i18n::Messages};

use crate::PublicUrl;

/// The delivery of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// As a new message.
    Message,
    /// As an update of the message whose menu or button was used.
    Update,
}

/// The form of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Components (V2).
    #[default]
    Components,
    /// An embed with menus and buttons below it, for bots that cannot use components (V2).
    Embed,
}

/// Settings for showing replies: their form, the page that they link to, and the day.
#[derive(Debug, Clone, Copy, Default)]
pub struct Display<'a> {
    /// The form of messages.
    pub form: Form,
    /// The address of the published page. With `None`, replies have no link.
    pub page: Option<&'a PublicUrl>,
    /// The current date. The caller sets it, because this library has no clock. For 30 days after an edition that promises less, replies
    /// have a note about it; with `None`, they have no such note.
    pub today: Option<Date>,
}

impl<'a> Display<'a> {
    /// Returns settings for components (V2), with links to `page` if it is given.
    pub fn linking_to(page: Option<&'a PublicUrl>) -> Self {
        Self { form: Form::Components, page, today: None }
    }

    /// Sets the current date, for example from a clock's seconds with [`Date::of_unix_time`].
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }
}

/// A part of a reply that is shown separately, and that a button opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The short answer, which is the first message.
    Short,
    /// The texts in full, each with its party and source.
    #[default]
    Details,
    /// The claims with their parties, and the closest passages.
    Evidence,
    /// The rules that require the missing or only partly stated facts.
    Rules,
}

impl View {
    /// All views, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Short, Self::Details, Self::Evidence, Self::Rules];

    /// Returns the view's name in custom ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Details => "details",
            Self::Evidence => "evidence",
            Self::Rules => "rules",
        }
    }

    /// Returns the label of the button that opens the view.
    pub const fn label(self, messages: Messages) -> &'static str {
        match self {
            Self::Short => messages.short_answer(),
            Self::Details => messages.details(),
            Self::Evidence => messages.evidence(),
            Self::Rules => messages.which_rules(),
        }
    }
}

/// The part of a reply that a message shows: a view, and a page of it, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageRef {
    /// The view. If it has no content, the details are shown, or else the short answer.
    pub view: View,
    /// The page, from 1. A page that does not exist is replaced by the nearest one.
    pub page: usize,
}

impl PageRef {
    /// The first message.
    pub const FIRST: Self = Self { view: View::Short, page: 1 };
}
