//! Finds forms of a word: "deleted", "deletes" and "deletion" are found as "delete".
//!
//! These are the first steps of Porter's algorithm. The later steps are left out, because they change the meaning ("processor" is not
//! "process").

use crate::normalize::normalize;

/// Returns whether a text has a word in any of its forms: "deleted" for "delete". A phrase is not found.
pub fn has_form_of(text: &str, word: &str) -> bool {
    let word = stem(&normalize(word));
    normalize(text).split(' ').any(|other| stem(other) == word)
}

/// Returns the common part of a word's forms. It need not be a word.
pub(crate) fn stem(word: &str) -> String {
    // Short words are names and abbreviations. Digits have no forms, and other alphabets have other endings.
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let cut = |ending: &str, least: usize| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() >= least && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])).then_some(stem)
    };
    for ending in ["ations", "ation", "ating", "ated", "ates", "ate"] {
        if let Some(stem) = cut(ending, 4) {
            // "certification" belongs to "certify".
            return stem.strip_suffix("fic").map_or_else(|| stem.to_owned(), |stem| format!("{stem}fi"));
        }
    }
    for ending in ["ions", "ion", "ings", "ing", "ed"] {
        // "Portion" is not a form of "port", nor "action" of "act". "Deletion" is a form of "delete".
        let least = if ending.starts_with("ion") { 5 } else { 3 };
        if let Some(stem) = cut(ending, least) {
            return match ending {
                "ed" if stem.ends_with('i') => stem.to_owned(),
                _ => single(stem).to_owned(),
            };
        }
    }
    if let Some(stem) = cut("ies", 2).or_else(|| cut("ys", 2)).or_else(|| cut("y", 2)) {
        return format!("{stem}i");
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    // The plural of an abbreviation: "VMs", "DNSs".
    if word.len() < 5
        && let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    {
        return stem.to_owned();
    }
    let short = || word.strip_suffix('d').filter(|stem| stem.ends_with('e'));
    let stem = cut("es", 3).or_else(|| cut("s", 2)).or_else(|| cut("e", 3)).or_else(short).unwrap_or(word);
    stem.to_owned()
}

/// Removes a doubled letter at the end: "logged" is a form of "log". It keeps that of "sell" and
/// "pass".
fn single(stem: &str) -> &str {
    let mut last = stem.bytes().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, b'l' | b's' | b'z' | b'e' | b'o') => stem.get(..stem.len() - 1).unwrap_or(stem),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_form_of, stem};

    #[test]
    fn text_has_a_word_in_any_form() {
        assert!(has_form_of("Data is Deleted after 30 days.", "delete"));
        assert!(has_form_of("Supprimées après 30 jours", "jour"));
        assert!(!has_form_of("The portion", "port"));
        assert!(!has_form_of("Retained for 30 days", "retention period"));
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            "delete deletes deleted deleting deletion deletions",
            "collect collects collected collecting collection",
            "encrypt encrypts encrypted encrypting encryption",
            "share shares shared sharing",
            "store stores stored storing",
            "sell sells selling",
            "message messages",
            "policy policies",
            "notify notifies notified",
            "party parties",
            "service services",
            "process processes processed processing",
            "database databases",
            "log logs logged logging",
            "virus viruses",
            "location located locate locates",
            "regulation regulations regulated",
            "certificate certificates certification certifications",
            "id ids",
            "use uses used",
            "dm dms",
            "vm vms",
            "ip ips",
            "sla slas",
        ] {
            let stems: Vec<_> = forms.split(' ').map(stem).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn different_words_do_not_share_a_stem() {
        for words in [
            "process processor",
            "port portion",
            "act action",
            "control controller",
            "use user",
            "part party",
            "date data",
            "access accessory",
            "string str",
        ] {
            let stems: Vec<_> = words.split(' ').map(stem).collect();
            assert_ne!(stems[0], stems[1]);
        }
    }
}
