//! What an import reports: what could not be kept, each with its line, and what was proposed.

use std::{collections::BTreeMap, fmt};

/// One thing that the author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line of the policy, counted from 1; 0 for what concerns all of it.
    pub line: usize,
    /// What was done, in one sentence.
    pub what: String,
    /// The text that it was done to; empty if there is none.
    pub text: String,
}

/// `12: an image became its description: "logo"`
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.what)?;
        if !self.text.is_empty() {
            write!(f, ": {}", self.text.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
        Ok(())
    }
}

/// What an import reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What of the policy is not in the content, or has another form there.
    pub losses: Vec<Note>,
    /// What was understood and proposed, such as dates.
    pub found: Vec<Note>,
    /// How the text differs from that of the import before.
    pub changes: Vec<Note>,
}

impl Report {
    pub(crate) fn lost(&mut self, line: usize, what: &str, text: impl Into<String>) {
        let note = Note { line, what: what.to_owned(), text: text.into() };
        if !self.losses.contains(&note) {
            self.losses.push(note);
        }
    }

    pub(crate) fn found(&mut self, line: usize, what: &str, text: impl Into<String>) {
        self.found.push(Note { line, what: what.to_owned(), text: text.into() });
    }

    pub(crate) fn changed(&mut self, line: usize, what: &str, text: impl Into<String>) {
        self.changes.push(Note { line, what: what.to_owned(), text: text.into() });
    }

    /// Compares the words of the policy with those of the result and of this report, and reports every word that is in neither. This
    /// holds whatever a parser passed over in silence.
    pub(crate) fn missing_words(&mut self, policy: &str, result: &str) {
        let mut available: BTreeMap<String, usize> = BTreeMap::new();
        let texts = self.losses.iter().map(|note| note.text.as_str());
        for word in texts.chain([result]).flat_map(words) {
            *available.entry(word).or_default() += 1;
        }
        let mut lost = Vec::new();
        for (index, line) in policy.split('\n').enumerate() {
            let missing: Vec<String> = words(line)
                .filter(|word| match available.get_mut(word) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        false
                    }
                    _ => true,
                })
                .collect();
            if !missing.is_empty() {
                lost.push((index + 1, missing.join(" ")));
            }
        }
        for (line, words) in lost {
            self.lost(line, "not in the result", words);
        }
        self.losses.sort_by_key(|note| note.line);
    }
}

/// The words of a text: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}
