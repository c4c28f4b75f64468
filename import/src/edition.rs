//! Finds the version of a document, and the language whose text it calls authoritative.

use crate::{
    dates,
    negation::negates,
    report::Report,
    tree::{Block, BlockKind, Inline, plain},
    vocabulary::{Vocabulary, compared},
};

/// The facts about a document's edition that are not dates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Edition {
    pub(crate) version: Option<String>,
    /// The tag of the language.
    pub(crate) authoritative: Option<String>,
}

/// Words before the number of a version.
const VERSION: [&str; 9] = ["version", "versión", "versão", "versione", "версия", "バージョン", "版本", "버전", "v"];

/// Signs that separate the facts about a document in one line.
const SEPARATORS: [char; 8] = ['|', '·', '•', '–', '—', ';', '(', '/'];

/// Maximum length of a text that is only a version with its date, in characters.
const MAX_VERSION: usize = 60;

/// Words for the text that is authoritative, and for being it, in the form of [`compared`].
const TEXTS: [&str; 11] =
    [" version", " text", " fassung", " wortlaut", " original", " wording", " versao", " верси", " текст", "版", "正文"];
const PREVAILS: [&str; 20] = [
    " authoritative ",
    " prevail",
    " takes precedence ",
    " take precedence ",
    " shall govern ",
    " legally binding ",
    " massgeblich",
    " massgebend",
    " verbindlich",
    " rechtsverbindlich",
    " vorrang ",
    " fait foi ",
    " prevaut ",
    " prevaudra ",
    " prevalece",
    " преимущественную силу ",
    " имеет приоритет ",
    "優先",
    "为准",
    "為準",
];

/// A fact with its line and the words that state it.
struct Found {
    value: String,
    line: usize,
    words: String,
}

/// Finds both facts in the front matter and the text. If a text names several versions or languages, it is not certain which is meant,
/// and the result is `None`.
pub(crate) fn find(keys: &[(usize, String, String)], blocks: &[Block], report: &mut Report) -> Edition {
    let (mut versions, mut languages) = (Vec::new(), Vec::new());
    look(blocks, &mut versions, &mut languages);
    if let Some((line, _, value)) = keys.iter().find(|(_, key, value)| key == "version" && !value.trim().is_empty()) {
        versions = vec![Found { value: value.trim().to_owned(), line: *line, words: value.clone() }];
    }
    let mut only = |found: Vec<Found>, what: &str| {
        let first = found.first()?;
        if found.iter().any(|other| other.value != first.value) {
            return None;
        }
        report.found(first.line, what, first.words.trim());
        Some(first.value.clone())
    };
    Edition {
        version: only(versions, "the version of the policy"),
        authoritative: only(languages, "the language whose text is authoritative"),
    }
}

fn look(blocks: &[Block], versions: &mut Vec<Found>, languages: &mut Vec<Found>) {
    for block in blocks {
        let mut read = |text: &str| {
            let found = |(value, words): (String, &str)| Found { value, line: block.line, words: words.to_owned() };
            versions.extend(parts(text).into_iter().filter_map(|part| Some((version(part)?, part))).map(found));
            let sentences = text.split(['.', ',', ';', ':', '。', '、', '，', '\r']);
            languages.extend(sentences.filter_map(|part| Some((authoritative(part)?, part))).map(found));
        };
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => read(&written(inlines)),
            BlockKind::Quote(blocks) => look(blocks, versions, languages),
            BlockKind::List { items, .. } => items.iter().for_each(|item| look(item, versions, languages)),
            BlockKind::Table(rows) => {
                rows.iter().for_each(|row| read(&row.cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" ")));
            }
            BlockKind::Code(_) | BlockKind::Footnote { .. } | BlockKind::Rule => {}
        }
    }
}

/// Returns the plain text of a paragraph, with `\r` for the line breaks of its author.
fn written(inlines: &[Inline]) -> String {
    inlines.iter().map(|inline| if *inline == Inline::Break { "\r".to_owned() } else { plain(std::slice::from_ref(inline)) }).collect()
}

/// Divides a text at separators, at line breaks, and at the ends of lines that do not end within a sentence.
fn parts(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in text.split(SEPARATORS).flat_map(|part| part.split('\r')) {
        let mut start = 0;
        for (at, _) in part.match_indices('\n') {
            let line = part.get(start..at).unwrap_or_default();
            if line.trim_end().ends_with(|c: char| !c.is_alphabetic() && c != ',') {
                out.push(line);
                start = at + 1;
            }
        }
        out.push(part.get(start..).unwrap_or_default());
    }
    out.into_iter().map(str::trim).collect()
}

/// Returns the number of a text such as "Version 2.1" or "Version 2.1 of March 2026".
fn version(text: &str) -> Option<String> {
    if text.chars().nth(MAX_VERSION).is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    let rest = VERSION.iter().find_map(|word| lower.strip_prefix(word))?;
    let rest = rest.trim_start_matches([':', '：', ' ', '\u{a0}']);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let number = number.trim_end_matches('.');
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains("..");
    let is_date = dates::first(rest, "").is_some_and(|(start, ..)| start == 0);
    let dated = dates::first(after, "").is_some();
    let ends = !after.contains(char::is_alphanumeric) || dated;
    (is_number && !is_date && ends).then(|| number.to_owned())
}

/// Returns the language of which a clause says that its text is authoritative.
fn authoritative(clause: &str) -> Option<String> {
    let text = compared(clause);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if !has(&TEXTS) || !has(&PREVAILS) || negates(&text) {
        return None;
    }
    let mut named = Vocabulary::get().languages_named(&text).into_iter();
    named.next().filter(|_| named.next().is_none()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_where_they_stand_alone() {
        let of = |text: &str| parts(text).into_iter().find_map(version);
        for (text, expected) in [
            ("Version 2.1", Some("2.1")),
            ("Version: 3", Some("3")),
            ("v1.0.2.", Some("1.0.2")),
            ("Last updated: March 2026 | Version 2.1", Some("2.1")),
            ("Last updated: March 5, 2026\nVersion 2.1", Some("2.1")),
            ("Privacy Policy (Version 2.1)", Some("2.1")),
            ("Version 2.1 vom 5. März 2026", Some("2.1")),
            ("Версия 4", Some("4")),
            ("バージョン2.1", Some("2.1")),
            ("Version 05.03.2026", None),
            ("Version 2.1 of the bot stores more", None),
            ("This policy is about\nversion 2.1", None),
            ("We use version 2.1", None),
            ("Versions 1 and 2", None),
            ("Visit us", None),
        ] {
            assert_eq!(of(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn authoritative_language_is_named_in_a_clause_of_its_own() {
        for (text, expected) in [
            ("the German text is authoritative", Some("de")),
            (" the German version shall prevail", Some("de")),
            ("Maßgeblich ist die deutsche Fassung", Some("de")),
            ("Die englische Fassung ist maßgeblich", Some("en")),
            (" la version française fait foi", Some("fr")),
            ("prevalecerá la versión en español", Some("es")),
            ("日本語版が優先します", Some("ja")),
            ("German law prevails", None),
            ("The German version is not authoritative", None),
            ("the French text prevails over the English text", None),
            ("The text of the authority in Germany prevails", None),
            ("Diese deutsche Fassung beschreibt alles", None),
        ] {
            assert_eq!(authoritative(text).as_deref(), expected, "{text}");
        }
    }
}
