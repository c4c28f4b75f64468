//! The forms in which people say the name of a service, a framework or a kind of data.

use super::words::EXACT;
use crate::normalize::normalize;

/// Returns a proper name as a phrase: it has no other forms.
pub(super) fn exactly(name: &str) -> String {
    normalize(name).split(' ').map(|word| format!("{EXACT}{word}")).collect::<Vec<_>>().join(" ")
}

/// Returns the words of a name, without plurals.
pub(super) fn singular(name: &str) -> Vec<String> {
    normalize(name).split(' ').map(|word| word.trim_end_matches('s').to_owned()).collect()
}

/// Returns a name's words without some of them, as people say it.
pub(super) fn shortened(words: &[&str]) -> Vec<String> {
    let runs = (0..words.len()).flat_map(|first| (first + 1..=words.len()).map(move |end| first..end));
    let ends = words.first().zip(words.last()).filter(|_| words.len() > 2).map(|(first, last)| format!("{first} {last}"));
    runs.map(|run| words[run].join(" ")).chain(ends).collect()
}
