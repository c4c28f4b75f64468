//! Looks up services, frameworks and kinds of data ([`carrot_core::lookup::things`]) in a person's language, and writes them into
//! custom ids.

use carrot_core::{
    lookup::things::{self, ThingMatch},
    name::{OfKind, Unknown},
};

use super::languages;
use crate::{LocalizedContent, limits};

/// The longest code of one thing, in characters: a custom id holds three of them.
pub const CODE: usize = 22;

/// The meaning of a text.
#[derive(Debug, Clone)]
pub enum Named<'a, T> {
    /// These go by it; one in most cases, several where it is the name of a group.
    Things(Vec<&'a T>),
    /// Nothing does; what search finds, and the nearest by their names.
    Unknown(Vec<&'a T>),
}

/// Returns the meaning of a person's text, or of a button's code.
pub fn named<'a, T: OfKind>(spoken: LocalizedContent<'a>, text: &str) -> Named<'a, T> {
    if let Some(thing) = T::all(spoken.policy()).iter().find(|thing| is_short(thing.id(), text.trim())) {
        return Named::Things(vec![thing]);
    }
    // Discord may send the name of a suggestion instead of its value, cut as the suggestion was.
    let suggested = |thing: &&T| limits::length(thing.name()) > limits::CHOICE && limits::shorten(thing.name(), limits::CHOICE) == text;
    if let Some(thing) = T::all(spoken.policy()).iter().find(suggested) {
        return Named::Things(vec![thing]);
    }
    let text = text.trim();
    match things::meant(languages(spoken), text.strip_prefix(GROUP).unwrap_or(text)) {
        ThingMatch::Things { things, .. } => Named::Things(things),
        ThingMatch::Unknown(near) => Named::Unknown(near),
    }
}

/// Returns whether a text is a code of [`code`] for known things.
pub fn is_code<T: OfKind>(spoken: LocalizedContent<'_>, text: &str) -> bool {
    match text.strip_prefix(GROUP) {
        Some(group) => exactly::<T>(spoken, group).is_ok(),
        None => T::all(spoken.policy()).iter().any(|thing| is_short(thing.id(), text) || thing.id() == text),
    }
}

/// The things that have a name.
///
/// # Errors
/// If no thing has it.
pub fn exactly<'a, T: OfKind>(spoken: LocalizedContent<'a>, text: &str) -> Result<Vec<&'a T>, Unknown> {
    things::exactly(languages(spoken), text)
}

/// Returns suggestions while a person types; without text, all things in the order of content.
pub fn suggested<'a, T: OfKind>(spoken: LocalizedContent<'a>, text: &str) -> Vec<&'a T> {
    things::suggested(languages(spoken), text)
}

/// The first character of a group's code. No id begins with it.
const GROUP: char = '*';

/// Returns the code of the things that a text names: at most [`CODE`] characters, which [`named`] reads from a custom id.
///
/// ```
/// # fn main() -> Result<(), carrot_core::BakedError> {
/// use bot_embed::lookup::name::{code, named, Named};
/// use carrot_core::Framework;
/// let content = bot_embed::Content::baked()?;
/// let spoken = content.for_locale(None);
/// let Named::<Framework>::Things(two) = named(spoken, "SOC 2") else { panic!() };
/// assert_eq!(code(spoken, &two, "SOC 2"), "soc-2");
/// let Named::<Framework>::Things(all) = named(spoken, "SOC") else { panic!() };
/// assert_eq!(code(spoken, &all, "SOC"), "*soc");
/// # Ok(())
/// # }
/// ```
pub fn code<T: OfKind>(spoken: LocalizedContent<'_>, things: &[&T], text: &str) -> String {
    let ids = |things: &[&T]| things.iter().map(|thing| thing.id().to_owned()).collect::<Vec<_>>();
    if things.len() > 1 {
        let name: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        let again = exactly::<T>(spoken, &name).unwrap_or_default();
        if name.len() < CODE && ids(&again) == ids(things) {
            return format!("{GROUP}{name}");
        }
    }
    things.first().map(|thing| short(thing.id())).unwrap_or_default()
}

/// An id, or where it is too long, its hash (FNV-1a), which says the same in every version of content.
fn short(id: &str) -> String {
    if id.len() <= CODE {
        return id.to_owned();
    }
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("~{hash:016x}")
}

/// Returns whether a text is the [`short`] form of an id.
fn is_short(id: &str, text: &str) -> bool {
    if id.len() <= CODE { id == text } else { text.len() <= CODE && short(id) == text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_id_is_written_short_and_no_id_looks_like_it() {
        assert_eq!(short("shield-private-spaces"), "shield-private-spaces");
        let long = short("a-service-with-a-very-long-name");
        assert!(long.len() <= CODE && long.starts_with('~'), "{long}");
        assert_ne!(long, short("a-service-with-a-very-long-name-2"));
        assert!(long.parse::<carrot_core::ServiceId>().is_err());
    }
}
