//! Makes ids from titles.

use std::collections::{BTreeMap, BTreeSet};

/// Maximum length of an id that is made from a title: longer ids are hard to read in an address.
const MAX_SLUG: usize = 48;

/// The longest id that content may have.
const MAX_ID: usize = 64;

/// Makes ids, each only once.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    used: BTreeSet<String>,
    /// The number that was tried last for each title, so that a thousand equal titles take no longer.
    numbers: BTreeMap<String, usize>,
}

impl Ids {
    /// Marks an id as used. Returns false if it was used before.
    pub(crate) fn take(&mut self, id: &str) -> bool {
        self.used.insert(id.to_owned())
    }

    /// Returns a new id made from a title, or from the fallback if the title has no letter that can be written in ASCII.
    pub(crate) fn give(&mut self, title: &str, fallback: &str, avoid: &dyn Fn(&str) -> bool) -> String {
        let slug = Some(slug(title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fallback.to_owned());
        let free = |ids: &Self, id: &str| !avoid(id) && !ids.used.contains(id);
        let mut id = slug.clone();
        if avoid(&id) {
            id = format!("policy-{slug}");
        }
        let mut number = self.numbers.get(&slug).copied().unwrap_or(2);
        while !free(self, &id) {
            id = format!("{slug}-{number}");
            number += 1;
        }
        self.numbers.insert(slug, number);
        self.used.insert(id.clone());
        id
    }
}

/// Returns true if a text is a valid id.
pub(crate) fn is_id(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.len() <= MAX_ID && text.split('-').all(word)
}

/// Writes a title as an id: in ASCII, lower case, words joined by hyphens, without the number of a chapter.
pub(crate) fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars() {
        let ascii = if c.is_alphanumeric() { deunicode::deunicode_char(c).unwrap_or_default() } else { "" };
        let mut any = false;
        for byte in ascii.bytes().filter(u8::is_ascii_alphanumeric) {
            out.push(char::from(byte.to_ascii_lowercase()));
            any = true;
        }
        // Separate the signs of a script without spaces, too, because each is a syllable or more.
        let sign = any && ascii.len() > 1 && !c.is_ascii() && !is_alphabetic_script(c);
        if (!any || sign) && !matches!(c, '\'' | '’') && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_matches('-');
    let numberless = out.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let out = if numberless.is_empty() { out } else { numberless };
    let mut short = String::new();
    for word in out.split('-').filter(|word| !word.is_empty()) {
        if !short.is_empty() && short.len() + 1 + word.len() > MAX_SLUG {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.extend(word.chars().take(MAX_SLUG));
    }
    short
}

pub(crate) fn is_alphabetic_script(c: char) -> bool {
    u32::from(c) < 0x0e00
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_ids() {
        for (title, id) in [
            ("2.1 Data Retention & Deletion", "data-retention-deletion"),
            ("Don’t sell", "dont-sell"),
            ("Durée de conservation", "duree-de-conservation"),
            ("Хранение данных", "khranenie-dannykh"),
            ("👋", ""),
            ("2026", "2026"),
        ] {
            assert_eq!(slug(title), id, "{title}");
        }
        assert!(is_id(&slug("データの保存期間")), "{}", slug("データの保存期間"));
    }

    #[test]
    fn each_id_is_given_once() {
        let mut ids = Ids::default();
        let avoid = |id: &str| id == "search";
        assert_eq!(ids.give("Search", "x", &avoid), "policy-search");
        assert_eq!(ids.give("Data", "x", &avoid), "data");
        assert_eq!(ids.give("Data!", "x", &avoid), "data-2");
        assert_eq!(ids.give("?", "section", &avoid), "section");
    }
}
