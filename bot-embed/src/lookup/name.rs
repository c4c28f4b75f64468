//! What people mean by a service, a framework or a kind of data, and how that is written into a custom id.
//!
//! Free text is understood in steps: a name that core knows ([`carrot_core::name`]), in the person's language and in that of the
//! original; the same without words that say no more than what is asked for anyway; a slip of the finger. Kinds of data are also found
//! by what their rules say. What is near and no more is offered, and never answered as if it had been asked for: ISO 9001 is not
//! ISO 27001, and an eco dyno is no Shield Dyno.

use carrot_core::{
    Policy,
    name::{Kind, OfKind, Unknown},
    search::folded,
};

use crate::{Edition, Spoken, render::limits};

/// The longest text that is looked at, in characters.
const MAX_TEXT: usize = 200;
/// What people say beside a name.
const BESIDE: [&str; 26] = [
    "attestation",
    "audit",
    "cert",
    "certificate",
    "certification",
    "certified",
    "certs",
    "compliance",
    "compliant",
    "framework",
    "law",
    "regulation",
    "report",
    "reports",
    "service",
    "standard",
    "the",
    "audité",
    "certificat",
    "certifié",
    "conforme",
    "conformité",
    "la",
    "le",
    "norme",
    "rapport",
];
/// How many are offered in place of what nobody knows.
const NEAREST: usize = 5;
/// The longest code of one thing, in characters: a custom id holds three of them.
pub const CODE: usize = 22;

/// What a text means.
#[derive(Debug, Clone)]
pub enum Named<'a, T> {
    /// These go by it; one in most cases, several where it is the name of a group.
    Things(Vec<&'a T>),
    /// Nothing does; what search finds, and the nearest by their names.
    Unknown(Vec<&'a T>),
}

/// What a person means by a text, or a button by a code.
pub fn named<'a, T: OfKind>(spoken: Spoken<'a>, text: &str) -> Named<'a, T> {
    let policy = spoken.policy();
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    if let Some(thing) = T::all(policy).iter().find(|thing| is_short(thing.id(), &text)) {
        return Named::Things(vec![thing]);
    }
    // Discord may send the name of a suggestion instead of its value, cut as the suggestion was.
    let suggested = |thing: &&T| limits::length(thing.name()) > limits::CHOICE && limits::shorten(thing.name(), limits::CHOICE) == text;
    if let Some(thing) = T::all(policy).iter().find(suggested) {
        return Named::Things(vec![thing]);
    }
    let text = text.strip_prefix(GROUP).unwrap_or(&text);
    let unknown = match exactly(spoken, text) {
        Ok(things) => return Named::Things(things),
        Err(unknown) => unknown,
    };
    let bare = text.split_whitespace().filter(|word| !BESIDE.contains(&word.to_lowercase().as_str())).collect::<Vec<_>>().join(" ");
    if let Ok(things) = exactly(spoken, &bare) {
        return Named::Things(things);
    }
    if let Some(thing) = misspelt(spoken, &bare) {
        return Named::Things(vec![thing]);
    }
    let found = searched::<T>(spoken, text);
    if let (Kind::Data, Some(first)) = (T::KIND, found.first()) {
        return Named::Things(vec![first]);
    }
    let mut near = found;
    for thing in unknown.nearest.iter().filter_map(|name| T::all(policy).iter().find(|it| it.name() == name)) {
        if !near.iter().any(|other| other.id() == thing.id()) {
            near.push(thing);
        }
    }
    near.truncate(NEAREST);
    Named::Unknown(near)
}

/// What is meant by a slip of the finger.
fn misspelt<'a, T: OfKind>(spoken: Spoken<'a>, text: &str) -> Option<&'a T> {
    spoken.policy().misspelt(text).or_else(|| by_id(spoken.policy(), spoken.original.text.policy.misspelt::<T>(text)?.id()))
}

/// Whether a text is what [`code`] writes of things that there are.
pub fn is_code<T: OfKind>(spoken: Spoken<'_>, text: &str) -> bool {
    match text.strip_prefix(GROUP) {
        Some(group) => exactly::<T>(spoken, group).is_ok(),
        None => T::all(spoken.policy()).iter().any(|thing| is_short(thing.id(), text) || thing.id() == text),
    }
}

/// Whatever goes by a name.
///
/// # Errors
/// Where nothing does.
pub fn exactly<'a, T: OfKind>(spoken: Spoken<'a>, text: &str) -> Result<Vec<&'a T>, Unknown> {
    match spoken.policy().find::<T>(text) {
        Ok(found) => Ok(found.all().to_vec()),
        Err(unknown) if std::ptr::eq(spoken.edition, spoken.original) => Err(unknown),
        Err(unknown) => match spoken.original.text.policy.find::<T>(text) {
            Ok(found) => Ok(found.all().iter().filter_map(|one| by_id(spoken.policy(), one.id())).collect()),
            Err(_) => Err(unknown),
        },
    }
}

/// What to suggest while a person types; where nothing is typed, all there is, in the order of content.
pub fn suggested<'a, T: OfKind>(spoken: Spoken<'a>, text: &str) -> Vec<&'a T> {
    let policy = spoken.policy();
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    let typed = folded(&text);
    if typed.trim().is_empty() {
        return T::all(policy).iter().collect();
    }
    let mut found: Vec<&T> = Vec::new();
    let mut add = |thing: &'a T| {
        if !found.iter().any(|other| other.id() == thing.id()) {
            found.push(thing);
        }
    };
    exactly(spoken, &text).unwrap_or_default().into_iter().for_each(&mut add);
    let spelt = |thing: &T, is: fn(&str, &str) -> bool| thing.spellings().any(|name| is(&folded(name), &typed));
    for is in [|name: &str, typed: &str| name.starts_with(typed), |name: &str, typed: &str| name.contains(typed)] {
        T::all(policy).iter().filter(|thing| spelt(thing, is)).for_each(&mut add);
    }
    searched(spoken, &text).into_iter().for_each(&mut add);
    match (found.is_empty(), named(spoken, &text)) {
        (true, Named::Things(things) | Named::Unknown(things)) => things,
        (false, _) => found,
    }
}

/// What search finds of that kind.
fn searched<'a, T: OfKind>(spoken: Spoken<'a>, text: &str) -> Vec<&'a T> {
    let search = |edition: &'a Edition| {
        let hits = edition.index.search(text).into_iter().filter(|hit| hit.kind == T::KIND.in_search());
        hits.filter_map(|hit| by_id(spoken.policy(), hit.id)).collect::<Vec<_>>()
    };
    let found = search(spoken.edition);
    if found.is_empty() && !std::ptr::eq(spoken.edition, spoken.original) { search(spoken.original) } else { found }
}

fn by_id<'a, T: OfKind>(policy: &'a Policy, id: &str) -> Option<&'a T> {
    T::all(policy).iter().find(|thing| thing.id() == id)
}

/// What the code of a group begins with; no id does.
const GROUP: char = '*';

/// How things that a text names are written into a custom id, so that [`named`] understands it again: [`CODE`] characters at most.
///
/// ```
/// # fn main() -> Result<(), carrot_core::BakedError> {
/// use bot_embed::lookup::name::{code, named, Named};
/// use carrot_core::Framework;
/// let content = bot_embed::Content::baked()?;
/// let spoken = content.spoken(None);
/// let Named::<Framework>::Things(two) = named(spoken, "SOC 2") else { panic!() };
/// assert_eq!(code(spoken, &two, "SOC 2"), "soc-2");
/// let Named::<Framework>::Things(all) = named(spoken, "SOC") else { panic!() };
/// assert_eq!(code(spoken, &all, "SOC"), "*soc");
/// # Ok(())
/// # }
/// ```
pub fn code<T: OfKind>(spoken: Spoken<'_>, things: &[&T], text: &str) -> String {
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

/// Whether a text is what [`short`] makes of an id.
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
