//! Looks up things (services, frameworks and kinds of data) by name in a person's language ([`carrot_core::lookup::things`]), and
//! returns short codes for them, which custom ids contain.

pub use carrot_core::lookup::things::{NamedThings, ThingMatch};
use carrot_core::{
    lookup::{MatchedBy, things},
    name::{OfKind, Unknown},
};

use super::languages;
use crate::{LocalizedContent, limits};

/// Maximum length of a code, in characters. A custom id contains three codes.
pub const MAX_CODE: usize = 22;

/// Finds the things that a person's text or a code in a custom id names.
pub fn find_things<'a, T: OfKind>(localized: LocalizedContent<'a>, text: &str) -> ThingMatch<'a, T> {
    let exact = |thing: &'a T| ThingMatch::Things { things: vec![thing], how: MatchedBy::Exact };
    if let Some(thing) = T::all(localized.policy()).iter().find(|thing| is_code_of_id(thing.id(), text.trim())) {
        return exact(thing);
    }
    // Discord may send the displayed name of a suggestion instead of its value. Suggestions shorten long names.
    let suggested = |thing: &&T| limits::length(thing.name()) > limits::CHOICE && limits::shorten(thing.name(), limits::CHOICE) == text;
    if let Some(thing) = T::all(localized.policy()).iter().find(suggested) {
        return exact(thing);
    }
    let text = text.trim();
    things::find_thing(languages(localized), text.strip_prefix(GROUP).unwrap_or(text))
}

/// Finds all services, frameworks and kinds of data that a text names. `None` if it names no such thing, or has an unknown word.
pub fn find_all<'a>(localized: LocalizedContent<'a>, text: &str) -> Option<NamedThings<'a>> {
    things::find_all(languages(localized), text)
}

/// Finds the things whose names are in a text, also if it asks for more.
pub fn mentioned<'a>(localized: LocalizedContent<'a>, text: &str) -> NamedThings<'a> {
    things::mentioned(languages(localized), text)
}

/// Returns whether a text is a code that [`code`] may have returned for things of this content, or the id of a thing.
pub fn is_code<T: OfKind>(localized: LocalizedContent<'_>, text: &str) -> bool {
    match text.strip_prefix(GROUP) {
        Some(group) => things_named::<T>(localized, group).is_ok(),
        None => T::all(localized.policy()).iter().any(|thing| is_code_of_id(thing.id(), text) || thing.id() == text),
    }
}

/// Returns the things with a name.
///
/// # Errors
/// If no thing has this name.
pub fn things_named<'a, T: OfKind>(localized: LocalizedContent<'a>, text: &str) -> Result<Vec<&'a T>, Unknown> {
    things::exactly(languages(localized), text)
}

/// Returns suggestions for a text that a person is typing. For an empty text, these are all things in the order of content.
pub fn suggested<'a, T: OfKind>(localized: LocalizedContent<'a>, text: &str) -> Vec<&'a T> {
    things::suggested(languages(localized), text)
}

/// The first character of a group's code. No id begins with it.
const GROUP: char = '*';

/// Returns a code of at most [`MAX_CODE`] characters for the things that a text names. [`find_things`] finds the same things by the code.
///
/// ```
/// # fn main() -> Result<(), carrot_core::BakedError> {
/// use bot_embed::lookup::name::{ThingMatch, code, find_things};
/// use carrot_core::Framework;
/// let content = bot_embed::Content::baked()?;
/// let localized = content.for_locale(None);
/// let ThingMatch::Things { things, .. } = find_things::<Framework>(localized, "SOC 2") else { panic!() };
/// assert_eq!(code(localized, &things, "SOC 2"), "soc-2");
/// let ThingMatch::Things { things, .. } = find_things::<Framework>(localized, "SOC") else { panic!() };
/// assert_eq!(code(localized, &things, "SOC"), "*soc");
/// # Ok(())
/// # }
/// ```
pub fn code<T: OfKind>(localized: LocalizedContent<'_>, things: &[&T], text: &str) -> String {
    let ids = |things: &[&T]| things.iter().map(|thing| thing.id().to_owned()).collect::<Vec<_>>();
    if things.len() > 1 {
        let name: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        // Use this code only if it leads back to the same things.
        let named = things_named::<T>(localized, &name).unwrap_or_default();
        if name.len() < MAX_CODE && ids(&named) == ids(things) {
            return format!("{GROUP}{name}");
        }
    }
    things.first().map(|thing| code_of_id(thing.id())).unwrap_or_default()
}

/// Returns an id. For an id that is too long, returns its FNV-1a hash, which is the same in every version of the content.
fn code_of_id(id: &str) -> String {
    if id.len() <= MAX_CODE {
        return id.to_owned();
    }
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("~{hash:016x}")
}

/// Returns whether a text is the [`code_of_id`] of an id.
fn is_code_of_id(id: &str, text: &str) -> bool {
    if id.len() <= MAX_CODE { id == text } else { text.len() <= MAX_CODE && code_of_id(id) == text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_id_is_replaced_by_a_hash_that_is_no_valid_id() {
        assert_eq!(code_of_id("shield-private-spaces"), "shield-private-spaces");
        let long = code_of_id("a-service-with-a-very-long-name");
        assert!(long.len() <= MAX_CODE && long.starts_with('~'), "{long}");
        assert_ne!(long, code_of_id("a-service-with-a-very-long-name-2"));
        assert!(long.parse::<carrot_core::ServiceId>().is_err());
    }
}
