//! Finds the ends of sentences, in text of any language, and puts texts in the middle of sentences.

use crate::text::is_no_break;

/// Abbreviations, after whose full stop the sentence continues. [`is_abbreviated`] also accepts numbers of one or two digits ("13. Mai"),
/// single letters ("z. B.", "J. Doe"), and pairs of letters or digits with stops between them ("e.g.", "2.1.").
const ABBREVIATIONS: [&str; 28] = [
    "abs", "art", "arts", "bzw", "ca", "cf", "co", "corp", "dr", "etc", "evtl", "ggf", "inc", "ltd", "mr", "mrs", "ms", "nr", "núm",
    "sec", "st", "str", "usw", "vgl", "vs", "гг", "им", "ст",
];

/// Returns whether a sentence ends with the character `c`, which is between the texts `before` and `after`. The space after a sentence
/// belongs to it.
///
/// No sentence begins with a small letter, so "approx. one week" is one sentence.
pub fn ends(c: char, before: &str, after: &str) -> bool {
    match c {
        '。' | '！' | '？' => !after.starts_with(CLOSING),
        '」' | '』' | '）' => before.ends_with(['。', '！', '？']),
        c if c.is_whitespace() && !is_no_break(c) => {
            let begins = after.trim_start().chars().next().is_none_or(|first| !first.is_lowercase());
            let before = before.trim_end_matches(['"', '”', '“', '»', ')']);
            begins && before.ends_with(['.', '!', '?', '…']) && !is_abbreviated(before)
        }
        _ => false,
    }
}

/// Marks that close what was opened within the sentence, in scripts without spaces.
const CLOSING: [char; 3] = ['」', '』', '）'];

/// Returns whether a text ends in an abbreviation.
pub fn is_abbreviated(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else { return false };
    let word = text.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let in_pairs = word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()));
    is_letter || is_number || in_pairs || ABBREVIATIONS.iter().any(|known| word.to_lowercase() == *known)
}

/// Returns the sentences of a text, each with the space after it.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if ends(c, text.get(start..at).unwrap_or_default(), text.get(end..).unwrap_or_default()) {
            all.extend(text.get(start..end));
            start = end;
        }
    }
    all.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    all
}

/// The words of one letter in languages of policies: "A week", "À la demande", "В течение дня". Other letters are names, as in "X handle".
const ONE_LETTER_WORDS: [char; 13] = ['A', 'À', 'E', 'É', 'O', 'Y', 'В', 'И', 'К', 'О', 'С', 'У', 'Я'];

/// Returns a text with a small first letter, for the middle of a sentence, unless its first word is an abbreviation or the name of a letter.
///
/// ```
/// use carrot_core::sentence::lower_first;
/// assert_eq!(["Message content", "A week", "L’identifiant"].map(lower_first), ["message content", "a week", "l’identifiant"]);
/// assert_eq!(["URL", "X handle", "S3 keys"].map(lower_first), ["URL", "X handle", "S3 keys"]);
/// ```
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let begins_word = match chars.clone().next() {
        Some(' ') | None => ONE_LETTER_WORDS.contains(&first),
        Some(second) => second.is_lowercase() || matches!(second, '’' | '\''),
    };
    if begins_word { first.to_lowercase().chain(chars).collect() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_after_their_space_and_not_at_abbreviations() {
        for (text, expected) in [
            ("One. See Art. 6, e.g. this! Last", &["One. ", "See Art. 6, e.g. this! ", "Last"][..]),
            (
                "Gemäß Art. 6 DSGVO. Gültig ab 13. Mai 2026, z. B. hier.",
                &["Gemäß Art. 6 DSGVO. ", "Gültig ab 13. Mai 2026, z. B. hier."],
            ),
            ("Stored since 2022. Approx. one week. no capital", &["Stored since 2022. ", "Approx. one week. no capital"]),
            ("We say \"no.\" They (all of them.) agree.", &["We say \"no.\" ", "They (all of them.) agree."]),
            ("一つ。二つ。", &["一つ。", "二つ。"]),
            ("「一つ。」二つ（三つ。）", &["「一つ。」", "二つ（三つ。）"]),
            ("Хранится 30 дней. Затем удаляется.", &["Хранится 30 дней. ", "Затем удаляется."]),
            ("", &[]),
        ] {
            assert_eq!(sentences(text), expected);
        }
    }
}
