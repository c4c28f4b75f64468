//! The report of an import: each loss with its line, and the proposals.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::tree::{is_unspaced, one_line};

/// One thing that the author should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The line of the policy, counted from 1; 0 for what concerns all of it.
    pub line: usize,
    /// One sentence about what was done.
    pub what: String,
    /// The text concerned; empty if there is no such text.
    pub text: String,
}

/// `12: an image was replaced by its description: "logo"`
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.what)?;
        if !self.text.is_empty() {
            write!(f, ": {}", one_line(&self.text))?;
        }
        Ok(())
    }
}

/// The report of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Parts of the policy that are not in the content, or have another form there.
    pub losses: Vec<Note>,
    /// Parts that were recognized, such as dates.
    pub found: Vec<Note>,
    /// Differences from the text of the previous import.
    pub changes: Vec<Note>,
    /// Words of tags, attributes and character references of HTML that are not in the content. Readers never saw them.
    pub markup: Vec<String>,
    /// The losses so far, because none is reported twice.
    known: BTreeSet<Note>,
    /// The ids of statements whose text differs from that of the previous import.
    changed_statements: BTreeSet<String>,
}

impl Report {
    pub(crate) fn lost(&mut self, line: usize, what: &str, text: impl Into<String>) {
        let note = Note { line, what: what.to_owned(), text: text.into() };
        if self.known.insert(note.clone()) {
            self.losses.push(note);
        }
    }

    pub(crate) fn found(&mut self, line: usize, what: &str, text: impl Into<String>) {
        self.found.push(Note { line, what: what.to_owned(), text: text.into() });
    }

    pub(crate) fn changed(&mut self, line: usize, what: &str, text: impl Into<String>) {
        self.changes.push(Note { line, what: what.to_owned(), text: text.into() });
    }

    /// Reports that the text of a statement differs from that of the previous import.
    pub(crate) fn statement_changed(&mut self, line: usize, id: &str) {
        self.changed(line, "changed", id);
        self.changed_statements.insert(id.to_owned());
    }

    /// Returns the ids of the statements whose text differs from that of the previous import.
    pub(crate) fn changed_statements(&self) -> &BTreeSet<String> {
        &self.changed_statements
    }

    /// Compares the words of the policy with those of the result and of this report, and reports
    /// every word that is in neither. So no word is lost, even if a parser skips it without a note.
    pub(crate) fn missing_words(&mut self, policy: &str, result: &str) {
        let mut available: BTreeMap<String, usize> = BTreeMap::new();
        let texts = self.losses.iter().map(|note| note.text.as_str());
        for word in texts.chain([result]).flat_map(words) {
            *available.entry(word).or_default() += 1;
        }
        let mut missing = |text: &str| -> Vec<String> {
            let is_missing = |word: &String| match available.get_mut(word) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            };
            words(text).filter(is_missing).collect()
        };
        // Match the words of the text before those of tags: lost words of tags matter less.
        let (text, tags) = without_tags(&without_repeated_addresses(policy));
        let mut lost: Vec<(usize, Vec<String>)> = text.split('\n').map(&mut missing).enumerate().collect();
        let mut markup = missing(&tags);
        let mut is_left = |word: &String| available.get_mut(word).filter(|count| **count > 0).map(|count| *count -= 1).is_some();
        let texts = self.losses.iter().map(|note| note.text.as_str());
        let unmatched = texts.chain([result]).flat_map(words).filter(|word| word.starts_with(is_unspaced)).filter(&mut is_left);
        let mut pairs = Pairs::of(&unmatched.collect::<String>());
        for words in lost.iter_mut().map(|(_, words)| words).chain([&mut markup]) {
            words.retain(|word| !word.starts_with(is_unspaced) || !pairs.take(word));
        }
        for (index, words) in lost.into_iter().filter(|(_, words)| !words.is_empty()) {
            self.lost(index + 1, "words missing from the result (add them by hand)", words.join(" "));
        }
        markup.sort();
        markup.dedup();
        self.markup = markup;
        self.losses.sort_by_key(|note| note.line);
    }
}

/// The letters of a text without spaces, and its pairs of letters side by side, each with the number of its places. The end of a line or a
/// link can divide what the result has as one word, and the reverse: pairs tell whether the letters are there in the same order, without a
/// search through all of the text for each word.
struct Pairs(BTreeMap<Vec<char>, usize>);

impl Pairs {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut counts = BTreeMap::new();
        for part in chars.windows(1).chain(chars.windows(2)) {
            *counts.entry(part.to_vec()).or_default() += 1;
        }
        Self(counts)
    }

    /// Uses up the places of a word's letters and pairs; returns false, and uses none, if one of them has no place left.
    fn take(&mut self, word: &str) -> bool {
        let needed = Self::of(word).0;
        let has_all = needed.iter().all(|(part, count)| self.0.get(part).is_some_and(|left| left >= count));
        if has_all {
            for (part, count) in needed {
                self.0.entry(part).and_modify(|left| *left -= count);
            }
        }
        has_all
    }
}

fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(char::is_alphanumeric).len()..]
}

fn first_word(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(char::is_alphanumeric).len()]
}

/// Returns a text in which links that show their own address, `[x](x)`, have it only once, because
/// the import writes them as `<x>`.
fn without_repeated_addresses(policy: &str) -> String {
    let mut out = String::with_capacity(policy.len());
    let mut rest = policy;
    while let Some(at) = rest.find("](") {
        let (before, behind) = rest.split_at(at);
        let shown = before.rsplit('[').next().unwrap_or_default().trim_matches(['*', '_', '`', ' ']);
        let to = behind[2..].strip_prefix('<').unwrap_or(&behind[2..]);
        let address = to.strip_prefix("mailto:").unwrap_or(to);
        out.push_str(before);
        let same = !shown.is_empty() && address.strip_prefix(shown).is_some_and(|rest| rest.starts_with([')', '>']));
        let skipped = if same { behind.len() - address.len() + shown.len() } else { 2 };
        out.push_str(if same { "" } else { &behind[..2] });
        rest = &behind[skipped..];
    }
    out + rest
}

/// Elements that do not separate words.
const WITHIN_WORDS: [&str; 16] =
    ["a", "abbr", "b", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"];

/// Decodes character references, such as `&eacute;`, in a text. Appends them, with the words beside
/// them, to `markup`, because a reference can be a part of a word.
fn without_references(text: &str, markup: &mut String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 32 && rest[1..*end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#'));
        let end = end.map_or(1, |end| end + 1);
        for token in html5gum::Tokenizer::new(&rest[..end]).flatten() {
            if let html5gum::Token::String(text) = token {
                out.push_str(&String::from_utf8_lossy(&text.value));
            }
        }
        if end > 1 {
            markup.push_str(&format!(
                " {} {} {} ",
                last_word(text.strip_suffix(rest).unwrap_or_default()),
                &rest[..end],
                first_word(&rest[end..])
            ));
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Splits a text into its text, with the same lines, and its HTML tags.
fn without_tags(text: &str) -> (String, String) {
    let (mut out, mut tags) = (String::with_capacity(text.len()), String::new());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].trim_start_matches(['/', '!']);
        let end = rest.find('>').filter(|end| name.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest[1..*end].contains('<'));
        let is_address =
            |tag: &str| tag.contains('@') && !tag.contains(char::is_whitespace) || tag.contains("://") && !tag.contains('=');
        match end.filter(|end| !rest.starts_with("<!--") && !is_address(&rest[..*end])) {
            Some(end) => {
                let tag = &rest[..=end];
                tags.push_str(tag);
                let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
                if WITHIN_WORDS.contains(&name.as_str()) {
                    // Removing the mark can join two words into one.
                    tags.push_str(&format!(" {} {} ", last_word(&out), first_word(&rest[end + 1..])));
                } else {
                    out.push(' ');
                }
                out.extend(tag.chars().filter(|c| *c == '\n'));
                rest = &rest[end + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    let out = without_references(&out, &mut tags);
    (out, tags)
}

/// Returns the words of a text: runs of letters and digits. Letters of scripts without spaces and others are separate words.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(|run| {
        let mut words: Vec<String> = Vec::new();
        let mut before = None;
        for c in run.chars() {
            let unspaced = is_unspaced(c);
            match words.last_mut().filter(|_| before == Some(unspaced)) {
                Some(word) => word.push(c),
                None => words.push(c.to_string()),
            }
            before = Some(unspaced);
        }
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_of_a_word_in_the_result_counts_once() {
        let first = |text: &str| format!("words missing from the result (add them by hand): {text}");
        for (policy, result, expected) in [
            ("名前を収集しない\n\n収集しない\n", "名前を収集しない", vec!["line 3: "]),
            ("名前を\n収集しない\n\n収集しない\n", "名前を収集しない", vec!["line 4: "]),
            ("名前を収集しない\n", "名前を\n収集しない", vec![]),
            ("名前を\n収集しない\n", "名前を収集しない", vec![]),
            ("庭\n師が\n", "庭師が", vec![]),
        ] {
            let mut report = Report::default();
            report.missing_words(policy, result);
            let found: Vec<String> = report.losses.iter().map(ToString::to_string).collect();
            let expected: Vec<String> = expected.iter().map(|line| format!("{line}{}", first("収集しない"))).collect();
            assert_eq!(found, expected, "{policy}");
        }
    }
}
