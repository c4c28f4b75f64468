//! Chooses the language of content for a reader.

use super::Messages;
use crate::Lang;

/// Finds the best language for a requested one among translations, of which the first is the original. In this order: the same tag; the
/// same without a region; the language that the interface has for the requested one; the original.
///
/// ```
/// use carrot_core::{Lang, nearest};
/// let langs: Vec<Lang> = ["de", "en", "fr"].iter().filter_map(|tag| tag.parse().ok()).collect();
/// let nearest = |requested: &str| nearest(langs.iter(), |lang| *lang, &requested.parse().unwrap()).map(Lang::as_str);
/// assert_eq!((nearest("fr-CA"), nearest("de"), nearest("sv")), (Some("fr"), Some("de"), Some("en")));
/// ```
pub fn nearest<T>(all: impl Iterator<Item = T> + Clone, lang: impl Fn(&T) -> &Lang, requested: &Lang) -> Option<T> {
    let messages = Messages::of(requested);
    let first = |fits: &dyn Fn(&Lang) -> bool| all.clone().find(|it| fits(lang(it)));
    let own = first(&|lang| lang == requested).or_else(|| first(&|lang| lang.is_prefix_of(requested)));
    own.or_else(|| first(&|lang| messages.matches_lang(lang))).or_else(|| first(&|_| true))
}
