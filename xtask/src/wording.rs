//! Tests that comments begin with their subject or verb, not with a question word as a noun (see CONTRIBUTING).

use std::{fs, process::Command};

use crate::project;

/// Openings such as "What is shown", which a reader has to read twice.
const OPENINGS: [&str; 6] = ["What", "Whose", "Where", "Whether", "How", "Who"];
/// Allowed share of such comment lines, in thousandths.
const ALLOWED: usize = 10;
const ENDINGS: [&str; 5] = [".rs", ".js", ".mjs", ".ts", ".css"];

/// Returns the text of a line if the whole line is a comment.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let text = ["///", "//!", "//", "/**", "/*"].iter().find_map(|mark| line.strip_prefix(mark))?;
    Some(text.trim())
}

fn opens_with_question_word(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    OPENINGS.contains(&first) && !text.ends_with('?')
}

/// Returns the tracked files of the repository with one of these endings. Outside of a git repository, such as in an exported archive, the
/// list is empty.
pub(crate) fn tracked_files(endings: &[&str]) -> Vec<String> {
    let listed = Command::new("git").args(["ls-files"]).current_dir(project::root()).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    listed.lines().filter(|name| endings.iter().any(|ending| name.ends_with(ending))).map(str::to_owned).collect()
}

#[test]
fn comments_open_with_their_subject() {
    let (mut all, mut bad) = (0, Vec::new());
    for name in tracked_files(&ENDINGS) {
        let Ok(text) = fs::read_to_string(project::root().join(&name)) else { continue };
        for (index, text) in text.lines().enumerate().filter_map(|(index, line)| Some((index, comment(line)?))) {
            all += 1;
            if opens_with_question_word(text) {
                bad.push(format!("{name}:{}: {text}", index + 1));
            }
        }
    }
    assert!(bad.len() * 1000 <= all * ALLOWED, "{} of {all} comment lines:\n{}", bad.len(), bad.join("\n"));
}

#[test]
fn comments_that_open_with_a_question_word_as_a_noun_are_found() {
    assert!(opens_with_question_word("Where it is kept."));
    for good in ["Where?", "Whatever it is", "However long", "Returns what it has.", ""] {
        assert!(!opens_with_question_word(good), "{good}");
    }
    assert_eq!(comment("    /// Text."), Some("Text."));
    assert_eq!(comment("let x = 1; // Text."), None);
}
