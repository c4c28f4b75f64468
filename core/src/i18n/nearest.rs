//! Chooses the translation that matches a requested language best, by language, script and region (BCP 47).
//!
//! Comparing prefixes is not enough: a request may have a region where the translation has a script (`zh-TW`, `zh-Hant`), a language may
//! have two codes (`no`, `nb`), and both may have different regions (`es-419`, `es-ES`).

use super::Messages;
use crate::Lang;

/// Regions in which Chinese is written in traditional characters.
const TRADITIONAL: [&str; 3] = ["HK", "MO", "TW"];

/// A language tag in parts.
struct TagParts<'a> {
    language: &'a str,
    script: Option<&'a str>,
    region: Option<&'a str>,
}

impl<'a> TagParts<'a> {
    fn of(lang: &'a Lang) -> Self {
        let mut parts = lang.as_str().split('-');
        let language = match parts.next().unwrap_or_default() {
            // Treat `no` (Norwegian) as `nb` (Bokmål).
            "no" => "nb",
            language => language,
        };
        let mut rest = parts.peekable();
        let script = rest.next_if(|part| part.len() == 4);
        let region = rest.next();
        let script = script.or(match language {
            "zh" if region.is_some_and(|region| TRADITIONAL.contains(&region)) => Some("Hant"),
            "zh" => Some("Hans"),
            _ => None,
        });
        Self { language, script, region }
    }

    /// Returns the rank of this language for the requested one, from 0 (another region) to 3 (same region); `None` for another language
    /// or script.
    fn match_rank(&self, requested: &Self) -> Option<u8> {
        if self.language != requested.language || self.script != requested.script {
            return None;
        }
        Some(match (self.region, requested.region) {
            (own, requested) if own == requested => 3,
            (None, _) => 2,
            // A region with a number is a group of regions, such as Latin America.
            (Some(own), _) if own.bytes().all(|byte| byte.is_ascii_digit()) => 1,
            _ => 0,
        })
    }
}

/// Finds the best language for a requested one among translations, of which the first is the original. In this order: the language that
/// matches best (on a tie, the first); the language that the interface has for the requested one; the original.
///
/// ```
/// use carrot_core::{Lang, nearest};
/// let langs: Vec<Lang> = ["de", "en", "es-ES", "nb", "zh-Hant"].iter().filter_map(|tag| tag.parse().ok()).collect();
/// let nearest = |requested: &str| nearest(langs.iter(), |lang| *lang, &requested.parse().unwrap()).map(Lang::as_str);
/// assert_eq!((nearest("es-419"), nearest("no"), nearest("zh-TW")), (Some("es-ES"), Some("nb"), Some("zh-Hant")));
/// // The interface is in English for Swedish readers.
/// assert_eq!(nearest("sv"), Some("en"));
/// ```
pub fn nearest<T>(all: impl Iterator<Item = T> + Clone, lang: impl Fn(&T) -> &Lang, requested: &Lang) -> Option<T> {
    let wanted = TagParts::of(requested);
    let mut best: Option<(u8, T)> = None;
    for it in all.clone() {
        let Some(rank) = TagParts::of(lang(&it)).match_rank(&wanted) else { continue };
        if best.as_ref().is_none_or(|(best_rank, _)| rank > *best_rank) {
            best = Some((rank, it));
        }
    }
    let messages = Messages::of(requested);
    best.map(|(_, it)| it).or_else(|| all.clone().find(|it| messages.matches_lang(lang(it)))).or_else(|| all.clone().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_translation_that_matches_best_is_chosen() {
        type Requests = &'static [(&'static str, &'static str)];
        let cases: [(&[&str], Requests); 6] = [
            (&["en", "es"], &[("es-ES", "es"), ("es-419", "es"), ("en-GB", "en"), ("de", "en")]),
            (&["en", "es-ES", "es-419"], &[("es-MX", "es-419"), ("es-ES", "es-ES"), ("es", "es-419")]),
            (&["en", "nb"], &[("no", "nb"), ("nb", "nb"), ("da", "en")]),
            (&["en", "no"], &[("nb", "no"), ("no", "no")]),
            (&["zh", "zh-Hant"], &[("zh-CN", "zh"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant")]),
            (&["pt", "pt-BR", "zh-TW"], &[("pt-BR", "pt-BR"), ("pt-PT", "pt"), ("zh-Hant", "zh-TW"), ("zh-CN", "pt")]),
        ];
        for (langs, requests) in cases {
            let langs: Vec<Lang> = langs.iter().map(|tag| tag.parse().unwrap()).collect();
            for (requested, expected) in requests {
                let found = nearest(langs.iter(), |lang| *lang, &requested.parse().unwrap()).map(Lang::as_str);
                assert_eq!(found, Some(*expected), "{requested}");
            }
        }
    }
}
