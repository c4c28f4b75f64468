//! Matches a Discord locale to the closest language of the content, by language, script and region (BCP 47).
//!
//! Comparing prefixes is not enough: a locale may have a region where the content has a script (`zh-TW`, `zh-Hant`), a language may
//! have two codes (`no`, `nb`), and both may have different regions (`es-419`, `es-ES`).

use carrot_core::Lang;

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

/// Returns the language that matches `requested` best; on a tie, the first. `None` if no language has the same language and script.
///
/// ```
/// use bot_embed::locale::best_match;
/// let langs: Vec<carrot_core::Lang> = ["en", "es-ES", "nb", "zh-Hant"].iter().map(|tag| tag.parse().unwrap()).collect();
/// let best = |requested: &str| best_match(langs.iter(), &requested.parse().unwrap()).map(carrot_core::Lang::as_str);
/// assert_eq!((best("es-419"), best("no"), best("zh-TW"), best("zh-CN")), (Some("es-ES"), Some("nb"), Some("zh-Hant"), None));
/// ```
pub fn best_match<'a>(langs: impl Iterator<Item = &'a Lang>, requested: &Lang) -> Option<&'a Lang> {
    let requested = TagParts::of(requested);
    let mut best: Option<(u8, &Lang)> = None;
    for lang in langs {
        let Some(rank) = TagParts::of(lang).match_rank(&requested) else { continue };
        if best.is_none_or(|(best_rank, _)| rank > best_rank) {
            best = Some((rank, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locale_matches_the_closest_language() {
        type Wish = (&'static str, Option<&'static str>);
        let cases: [(&[&str], &[Wish]); 6] = [
            (&["en", "es"], &[("es-ES", Some("es")), ("es-419", Some("es")), ("en-GB", Some("en")), ("de", None)]),
            (&["en", "es-ES", "es-419"], &[("es-MX", Some("es-419")), ("es-ES", Some("es-ES")), ("es", Some("es-419"))]),
            (&["en", "nb"], &[("no", Some("nb")), ("nb", Some("nb")), ("da", None)]),
            (&["en", "no"], &[("nb", Some("no")), ("no", Some("no"))]),
            (&["zh", "zh-Hant"], &[("zh-CN", Some("zh")), ("zh-TW", Some("zh-Hant")), ("zh-HK", Some("zh-Hant"))]),
            (
                &["pt", "pt-BR", "zh-TW"],
                &[("pt-BR", Some("pt-BR")), ("pt-PT", Some("pt")), ("zh-Hant", Some("zh-TW")), ("zh-CN", None)],
            ),
        ];
        for (langs, requests) in cases {
            let langs: Vec<Lang> = langs.iter().map(|tag| tag.parse().unwrap()).collect();
            for (requested, expected) in requests {
                let found = best_match(langs.iter(), &requested.parse().unwrap()).map(Lang::as_str);
                assert_eq!(found, *expected, "{requested}");
            }
        }
    }
}
