//! Chooses the language of content for a reader.

use super::Messages;
use crate::Lang;

/// Finds the best language for a requested one among translations, of which the first is the original. In this order: the same tag; the
/// same without a region; the language that the interface has for the requested one; the original.
///
/// ```
/// use carrot_core::{Lang, nearest};
/// let langs: Vec<Lang> = ["de", "en", "fr"].iter().filter_map(|tag| tag.parse().ok()).collect();
/// let nearest = |wish: &str| nearest(langs.iter(), |lang| *lang, &wish.parse().unwrap()).map(Lang::as_str);
/// assert_eq!((nearest("fr-CA"), nearest("de"), nearest("sv")), (Some("fr"), Some("de"), Some("en")));
/// ```
pub fn nearest<T>(all: impl Iterator<Item = T> + Clone, lang: impl Fn(&T) -> &Lang, wish: &Lang) -> Option<T> {
    let messages = Messages::of(wish);
    let first = |fits: &dyn Fn(&Lang) -> bool| all.clone().find(|it| fits(lang(it)));
    let own = first(&|lang| lang == wish).or_else(|| first(&|lang| lang.serves(wish)));
    own.or_else(|| first(&|lang| messages.speak(lang))).or_else(|| first(&|_| true))
}
