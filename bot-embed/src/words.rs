//! What the bot alone says around the content, in one place; what it shares with the page stands in [`carrot_core::words`].
//!
//! Nothing here promises anything, and nothing says whether a rule applies.

/// The overview's title.
pub(crate) fn overview(bot: &str) -> String {
    format!("What {bot}'s policy says about your data")
}

pub(crate) const LIST_IS_OPEN: &str = "The policy says itself that this list is not complete.";
pub(crate) const ALSO_NOT_STATED: &str = "Also not stated: ";

pub(crate) const FOR_THE_WHOLE_LIST: &str = " (stated for the list as a whole, not for this item)";

pub(crate) const ANSWERED: &str = "Answered";
pub(crate) const IN_PART: &str = "Answered in part";
pub(crate) const OPEN_IN_PART: &str = " (answered in part)";

/// What the bot's silence is called, in a sentence. The policy may hold words about it that are the host's.
pub(crate) fn silence(bot: &str) -> String {
    format!("{bot} itself says nothing about it.")
}

pub(crate) const ASKED_BY: &str = "Which rules ask for it";
pub(crate) const NOT_DECIDED: &str = "Whether a rule applies to this bot is not decided here.";
pub(crate) const APPLIES: &str = "Applies: ";

pub(crate) const BESIDE: &str = "What the host promises its own customers";
pub(crate) const BESIDE_OTHERS: &str = "What else is said, and is no answer";

/// To whom a promise runs, where it is not the bot's. The names of those may have commas and semicolons of their own.
pub(crate) fn promised_to(party: &str, to: &str, bot: &str) -> String {
    format!("What {party} says here, it says to {to}. {bot} does not promise it.")
}

pub(crate) const READINGS: &str = "How we read it";
pub(crate) const ABOUT: &str = "What this is about";
pub(crate) const DISAGREE: &str = "What disagrees";
pub(crate) const ALIASES: &str = "Also called: ";
pub(crate) const PART_OF: &str = "Part of: ";

/// The title where nothing was found.
pub(crate) fn nothing_found(text: &str) -> String {
    format!("Nothing found for “{text}”")
}

/// What follows it.
pub(crate) fn nothing_found_help(bot: &str) -> String {
    format!("No topic has that name, and nothing in {bot}'s policy matches these words. Try one of these:")
}

pub(crate) const UNKNOWN_COMMAND: &str = "This command is not known here";
pub(crate) const UNKNOWN_COMMAND_HELP: &str = "Try /privacy, or choose a question below.";

pub(crate) const MENU_RELATED: &str = "One statement of this section, with how we read it…";
pub(crate) const MENU_STATEMENT: &str = "The statement that names it…";
pub(crate) const MENU_NEAR: &str = "Did you mean…";
pub(crate) const MENU_ALSO: &str = "Other matches…";
pub(crate) const MENU_QUESTIONS: &str = "Ask something…";
pub(crate) const MENU_SECTIONS: &str = "Read the policy, section by section…";

/// What stands where a reply is longer than Discord takes, when the page is published.
pub(crate) const MORE_ON_PAGE: &str = "There is more than fits here: the page has all of it.";
/// The same, when it is not.
pub(crate) const MORE_IN_MENUS: &str = "There is more than fits here: choose a single statement below.";
pub(crate) const OPEN_PAGE: &str = "Read it on the page";

pub(crate) const COMMAND_DESCRIPTION: &str = "What the bot collects about you, and what its policy does not say";
pub(crate) const TOPIC_DESCRIPTION: &str = "A question or a word, such as: how long, deletion, messages";
