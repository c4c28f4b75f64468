//! Splits a text into words, and reads numbers and durations from them.

use super::vocabulary::{expanded, is_beyond, phrase};
use crate::duration::{number, tens, unit_minutes};

/// Returns the words and punctuation of a text. Each known phrase is replaced by its marker.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut spaced = String::from(" ");
    for c in text.to_lowercase().chars() {
        match c {
            '’' | '‘' | '\'' => spaced.push('\''),
            '-' | '–' | '—' | '/' | '(' | ')' => spaced.push(' '),
            '.' | ',' | ';' | ':' | '!' | '?' => {
                spaced.push(' ');
                spaced.push(if matches!(c, '!' | '?') { '.' } else { c });
                spaced.push(' ');
            }
            c if c.is_alphanumeric() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    spaced.push(' ');
    let spaced = expanded(&spaced);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut tokens = Vec::new();
    let mut rest = words.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let (token, length) = phrase(rest).unwrap_or((first, 1));
        tokens.push(token.to_owned());
        rest = rest.get(length..).unwrap_or(after);
    }
    tokens
}

/// Returns the minutes of a duration that begins at a word, and its number of words. The age of people does not count as a
/// duration.
pub(super) fn duration(words: &[String], at: usize) -> Option<(u64, usize)> {
    let word = words.get(at)?;
    if word == "%now" {
        return Some((0, 1));
    }
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(String::as_str);
    let (count, length) = match word.as_str() {
        "a" | "an" => {
            let begins = ["within", "for", "after", "than", "of", "until", "^least", "most", "to", "."];
            before.is_none_or(|before| begins.contains(&before)).then_some((1, 1))?
        }
        _ => count(words, at)?,
    };
    let after = |from: usize| words.get(at + from).map(String::as_str);
    let between = usize::from(matches!(after(length)?, "business" | "calendar" | "working" | "full" | "consecutive"))
        | usize::from(after(length).is_some_and(is_beyond));
    let unit = after(length + between)?;
    let minutes = unit_minutes(unit)?;
    let length = length + between + 1;
    let is_age = || matches!(before, Some("under" | "below" | "aged" | "age")) || matches!(after(length), Some("old" | "older"));
    if unit.starts_with("year") && is_age() {
        return None;
    }
    Some((count.saturating_mul(minutes), length))
}

/// Returns the value of a number that begins at a word, and its number of words: "30", "twenty four", "thirty (30)".
fn count(words: &[String], at: usize) -> Option<(u64, usize)> {
    let word = words.get(at)?;
    let value = number(word)?;
    let next = words.get(at + 1).and_then(|next| number(next));
    let (value, length) = match next.filter(|next| tens(word).is_some() && (1..10).contains(next)) {
        Some(ones) => (value + ones, 2),
        None => (value, 1),
    };
    let again = words.get(at + length).and_then(|next| number(next)) == Some(value);
    Some((value, length + usize::from(again)))
}
