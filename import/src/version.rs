//! Finds the version of a document, and the language whose text it calls authoritative.

use crate::{
    dates,
    negation::negates,
    report::Report,
    tree::{Block, BlockKind, Inline, plain},
    vocabulary::{Vocabulary, compared},
};

/// The version of a document, and the language whose text it calls authoritative.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PolicyVersion {
    pub(crate) version: Option<String>,
    /// The tag of the language.
    pub(crate) authoritative: Option<String>,
}

/// Words before the number of a version.
const VERSION: [&str; 9] = ["version", "versión", "versão", "versione", "версия", "バージョン", "版本", "버전", "v"];

/// Signs that separate the facts about a document in one line.
const SEPARATORS: [char; 7] = ['|', '·', '•', '–', '—', ';', '/'];

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

/// Words for other documents than the policy, in the form of [`compared`]. "Discord's" is "discord s".
const OTHERS: [&str; 10] =
    [" s ", " discord ", " gdpr ", " dsgvo ", " rgpd ", " terms ", " license ", " licence ", " nutzungsbedingungen ", " conditions "];
/// Words that limit a sentence to some readers.
const SOME_READERS: [&str; 10] = [
    " users in ",
    " if you ",
    " residents ",
    " living in ",
    " utilisateurs ",
    " si vous ",
    " residant ",
    " nutzer in ",
    " wenn sie ",
    " si usted ",
];

/// A fact with its line and the words that state it.
struct Found {
    value: String,
    line: usize,
    words: String,
}

/// Finds both facts in the front matter and the text. The version is in the first section, or at the end: other sections may name versions
/// of other things. If a text names several versions or languages, it is not certain which is meant, and the result is `None`.
pub(crate) fn find(keys: &[(usize, String, String)], blocks: &[Block], report: &mut Report) -> PolicyVersion {
    let headings = blocks.iter().enumerate().filter(|(_, block)| matches!(block.kind, BlockKind::Heading { .. }));
    let second = headings.map(|(at, _)| at).nth(1).unwrap_or(blocks.len());
    let (first, rest) = blocks.split_at(second);
    let mut versions: Vec<Found> = first.iter().chain(rest.last()).flat_map(versions_of).collect();
    let mut languages = Vec::new();
    look(blocks, &mut languages);
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
    PolicyVersion {
        version: only(versions, "the version of the policy"),
        authoritative: only(languages, "the language whose text is authoritative"),
    }
}

/// Returns the versions that a block states.
fn versions_of(block: &Block) -> Vec<Found> {
    let (text, is_heading) = match &block.kind {
        BlockKind::Heading { text, .. } => (written(text), true),
        BlockKind::Paragraph(inlines) => (written(inlines), false),
        BlockKind::Quote(blocks) => return blocks.iter().flat_map(versions_of).collect(),
        _ => return Vec::new(),
    };
    let found = |(value, words)| Found { value, line: block.line, words };
    versions(&text, is_heading).into_iter().map(found).collect()
}

/// Returns the versions in a text, each with its words. A heading may have one in brackets. A paragraph states one alone, or beside a date:
/// "We use the API – v10" is about something else.
fn versions(text: &str, is_heading: bool) -> Vec<(String, String)> {
    let all: Vec<&str> = match is_heading {
        true => text.split('(').flat_map(parts).collect(),
        false => parts(text),
    };
    let is_alone = all.iter().filter(|part| !part.is_empty()).count() == 1;
    if !is_heading && !is_alone && !all.iter().any(|part| dates::first(part, "").is_some()) {
        return Vec::new();
    }
    all.into_iter().filter_map(|part| Some((version(part)?, part.to_owned()))).collect()
}

/// Collects the languages whose text the blocks call authoritative.
fn look(blocks: &[Block], languages: &mut Vec<Found>) {
    for block in blocks {
        let mut read = |text: &str| {
            let is_for_all = |sentence: &&str| {
                let sentence = compared(sentence);
                !SOME_READERS.iter().any(|words| sentence.contains(words))
            };
            let clauses = text.split(['.', '。', '\r']).filter(is_for_all).flat_map(|it| it.split([',', ';', ':', '、', '，']));
            let found = |clause: &str| Some(Found { value: authoritative(clause)?, line: block.line, words: clause.to_owned() });
            languages.extend(clauses.filter_map(found));
        };
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => read(&written(inlines)),
            BlockKind::Quote(blocks) => look(blocks, languages),
            BlockKind::List { items, .. } => items.iter().for_each(|item| look(item, languages)),
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
    if !has(&TEXTS) || !has(&PREVAILS) || has(&OTHERS) || negates(&text) {
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
        let of = |text: &str, is_heading| versions(text, is_heading).into_iter().next().map(|(value, _)| value);
        assert_eq!(of("Privacy Policy (Version 2.1)", true).as_deref(), Some("2.1"));
        for (text, expected) in [
            ("Privacy Policy (Version 2.1)", None),
            ("We use the Discord API (v10).", None),
            ("Discord API – v10", None),
            ("GNU GPL (Version 3)", None),
            ("Version 2.1 (API)", None),
            ("Version 2.1", Some("2.1")),
            ("Version: 3", Some("3")),
            ("v1.0.2.", Some("1.0.2")),
            ("Last updated: March 2026 | Version 2.1", Some("2.1")),
            ("Last updated: March 5, 2026\nVersion 2.1", Some("2.1")),
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
            assert_eq!(of(text, false).as_deref(), expected, "{text}");
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
            ("the English version of Discord's Terms prevails", None),
            ("The German version of the GDPR is authoritative", None),
            ("la version italienne fait foi", Some("it")),
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
