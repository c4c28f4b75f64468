//! The ways in which a reply can be shown: its form, its delivery, and the part of it that a message shows.

use carrot_core::{Date, i18n::Messages};

use crate::Page;

/// The way in which a reply is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// As a new message.
    Message,
    /// In place of the message whose menu or button was used.
    Update,
}

/// The form of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Components alone (V2).
    #[default]
    Components,
    /// An embed, with menus and buttons below it: for bots that cannot use the other.
    Embed,
}

/// Settings for showing replies: their form, the page that they link to, and the day.
#[derive(Debug, Clone, Copy, Default)]
pub struct Display<'a> {
    /// The form.
    pub form: Form,
    /// The address of the published page; with `None`, replies have no link.
    pub page: Option<&'a Page>,
    /// The day of the caller's clock, because this library has none. For 30 days after an edition that promises less, replies note it;
    /// with `None`, they do not.
    pub today: Option<Date>,
}

impl<'a> Display<'a> {
    /// Components, with links to a page where there is one.
    pub fn linking_to(page: Option<&'a Page>) -> Self {
        Self { form: Form::Components, page, today: None }
    }

    /// The same on a day, such as [`Date::of_unix_time`] makes of the seconds of a clock.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }
}

/// A part of a reply that is shown by itself, and that a button opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The short answer: the first message.
    Short,
    /// The texts in full, each with its party and source.
    #[default]
    Details,
    /// The claims with their parties, and the closest passages.
    Evidence,
    /// The rules that ask for what is not, or not fully, stated.
    Rules,
}

impl View {
    /// All views, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Short, Self::Details, Self::Evidence, Self::Rules];

    /// Its name in custom ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Details => "details",
            Self::Evidence => "evidence",
            Self::Rules => "rules",
        }
    }

    /// The label of the button that opens it.
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
    /// The view. Where it has nothing to show, the details are shown, or else the short answer.
    pub view: View,
    /// The page, from 1. A page that does not exist is replaced by the nearest one.
    pub page: usize,
}

impl PageRef {
    /// The first message.
    pub const FIRST: Self = Self { view: View::Short, page: 1 };
}
