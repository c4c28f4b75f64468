//! Finds the ends of sentences, in text of any language.

/// Abbreviations, after whose full stop the sentence continues. [`is_abbreviated`] also accepts single letters ("z. B.", "J. Doe") and
/// numbers of clauses ("2.1.").
const ABBREVIATIONS: [&str; 11] = ["art", "arts", "bzw", "cf", "e.g", "i.e", "inc", "nr", "sec", "vgl", "vs"];

/// Returns whether a sentence ends with the character `c`, which follows the text `before`. The space after a sentence belongs to it.
pub(crate) fn ends(c: char, before: &str) -> bool {
    match c {
        '。' | '！' | '？' => true,
        c if c.is_whitespace() && !crate::limits::is_no_break(c) => before.ends_with(['.', '!', '?', '…']) && !is_abbreviated(before),
        _ => false,
    }
}

/// Returns whether a text ends in an abbreviation.
pub(crate) fn is_abbreviated(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else { return false };
    let word = text.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_clause = word.contains('.') && word.chars().all(|c| c == '.' || c.is_ascii_digit());
    is_letter || is_clause || ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Returns the sentences of a text, each with the space after it.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(at, c)| ends(*c, rest.get(..*at).unwrap_or_default())) {
        let (sentence, after) = rest.split_at(at + c.len_utf8());
        all.push(sentence);
        rest = after;
    }
    all.extend((!rest.is_empty()).then_some(rest));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_after_their_space_and_not_at_abbreviations() {
        assert_eq!(sentences("One. See Art. 6, e.g. this! Last"), ["One. ", "See Art. 6, e.g. this! ", "Last"]);
        assert_eq!(sentences("一つ。二つ。"), ["一つ。", "二つ。"]);
        assert!(sentences("").is_empty());
    }
}
