//! Parses the files of a content folder into a valid [`Policy`], or into all diagnostics at once.
//!
//! 1. `markdown` reads Markdown files into headings with attributes and blocks. `tables` reads TOML files into the types of `raw`, in
//!    which every key is optional. Each heading and each value has its place in a file.
//! 2. `translate` replaces texts by those of a language. Ids, references and numbers stay.
//! 3. `validate` builds the model: it resolves ids, fills in inherited attributes, and refuses wrong values.
//!
//! Nothing here reads a file system: the caller passes the files. No bytes cause a panic. The time grows at most linearly with the size
//! of the files; content that would take longer is refused with a diagnostic.

mod document;
mod folders;
mod lines;
mod links;
mod markdown;
mod prepare;
mod raw;
mod rename;
#[cfg(feature = "export")]
mod schema;
#[cfg(feature = "export")]
mod shape;
mod tables;
mod texts;
mod translate;
mod validate;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use toml::de::DeTable;

#[cfg(feature = "export")]
pub use self::schema::content_schema;
use self::{lines::Lines, translate::Overlay};
use crate::{
    Lang, Policy, Translation,
    diagnostic::{Code, Diagnostic, Severity},
};

/// Maximum size of a file, in bytes. It is enough for ten thousand services.
pub const MAX_FILE: usize = 4 * 1024 * 1024;

/// Maximum number of diagnostics that are listed. The others are only counted.
pub const MAX_REPORTED: usize = 200;

/// Maximum characters of a message, so that a megabyte in the wrong place is not repeated.
const MAX_MESSAGE: usize = 600;

/// One file of a content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, for diagnostics. The ending decides whether it is Markdown or TOML.
    pub path: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
}

impl File {
    /// Returns whether the file is the bot's own, and not a host's or of the rules.
    fn is_of_bot(&self) -> bool {
        ["bot/", "terms/"].iter().any(|folder| self.path.starts_with(folder))
    }
}

/// The result of parsing: the diagnostics, and a policy if there is no error.
#[derive(Debug)]
pub struct Parsed {
    /// The policy; `None` if there is an error.
    pub policy: Option<Policy>,
    /// The policy in each language that content is translated to.
    pub translations: Vec<Translation>,
    /// The place where each id is declared.
    pub places: FilePositions,
    /// Errors and warnings, in the order of files and lines. If there are more than [`MAX_REPORTED`], the last one counts the others.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses all files of a content folder. The order of files is the reading order of sections. Files that are neither `.md` nor `.toml`
/// are ignored, with a warning if their name looks like a content file.
pub fn parse(files: &[File]) -> Parsed {
    parse_reserving(files, &|_| false)
}

/// Parses as [`parse`] does, and reports ids that the page reserves for its own elements. `reserved` returns whether an id is
/// reserved, because only the page knows these ids.
pub fn parse_reserving(files: &[File], reserved: &dyn Fn(&str) -> bool) -> Parsed {
    let mut sink = Sink::new(files);
    if files.is_empty() {
        let hint = "docs/content.md describes a content folder; start with the table `[bot]`";
        let at = FileSpan { file: 0, span: 0..0 };
        sink.error(Code::NotOnce, &at, "the folder has no content: no file in it ends in `.md` or `.toml`", hint);
    }
    let langs: Vec<Option<Lang>> = files.iter().map(|file| translate::lang_of_path(&file.path)).collect();
    let mut originals = Vec::new();
    let mut content = raw::RawContent::default();
    for (file, text) in sink.texts.clone().into_iter().enumerate() {
        let Some(text) = text.filter(|_| langs[file].is_none()) else { continue };
        let original = Original::parse(file, text, &mut sink);
        original.add_to(&mut content, &Overlay::default(), &mut sink);
        originals.push(original);
    }
    links::check(&content.parts, &links::targets(&content.parts), &mut sink);
    rename::rename_questions(&mut content, files);
    let own = content
        .bots
        .first()
        .map_or_else(Lang::default, |entry| entry.raw.lang.as_ref().and_then(|lang| lang.get_ref().parse().ok()).unwrap_or_default());
    let in_own = rules_in_own_language(&own, &langs, &content, &mut sink);
    let content = match &in_own {
        // Errors of the original have been reported.
        Some(overlay) => translated(&originals, overlay, &mut sink.discarding()),
        None => content,
    };
    let (policy, places) = validate::validate(&content, reserved, &mut sink);
    let policy = policy.map(|policy| with_lang_of_rules(policy, in_own.as_ref().unwrap_or(&Overlay::default()), &content, files));
    let mut translations = Vec::new();
    for lang in langs.iter().flatten().filter(|lang| in_own.is_none() || **lang != own).collect::<BTreeSet<_>>() {
        let overlay = Overlay::read(lang, &langs, &content, &mut sink);
        if content.bots.first().is_some_and(|entry| entry.raw.lang.as_ref().map_or("en", |lang| lang.get_ref()) == lang.as_str()) {
            let first = langs.iter().position(|other| other.as_ref() == Some(lang)).unwrap_or_default();
            let message = format!("this translates content to `{lang}`, the language of the original");
            let hint = "rename the folder to another language, or set `lang` in `[bot]` to the language of the original";
            sink.error(Code::BadValue, &FileSpan { file: first, span: 0..0 }, message, hint);
        }
        let mut discarded = sink.discarding();
        let translated = translated(&originals, &overlay, &mut discarded);
        overlay.report_misfits(&mut sink);
        let untranslated = overlay.missing(&content);
        translations.extend(validate::validate(&translated, reserved, &mut discarded).0.map(|policy| Translation {
            lang: lang.clone(),
            policy: with_lang_of_rules(policy, &overlay, &content, files),
            untranslated,
        }));
    }
    folders::check(&content, &mut sink);
    let diagnostics = sink.finish();
    let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    match policy.filter(|_| !failed) {
        Some(policy) => Parsed { policy: Some(policy), translations, places, diagnostics },
        None => Parsed { policy: None, translations: Vec::new(), places, diagnostics },
    }
}

/// Returns the policy with the ids of its rules whose texts are in the language of the rules, because `overlay` does not translate
/// them. If that is the language of the content, there are none.
fn with_lang_of_rules(policy: Policy, overlay: &Overlay, content: &raw::RawContent, files: &[File]) -> Policy {
    if policy.rules_lang.primary() == policy.bot.lang.primary() {
        return policy;
    }
    Policy { in_rules_lang: overlay.missing_rules(content, files), ..policy }
}

/// Reads the translation of rules and hosts into the language of the bot's own text, so that its readers get the rules in the same
/// language. Returns `None` if there is no such translation, or if the bot's folder has a translation into that language: the text
/// would be there twice.
fn rules_in_own_language(own: &Lang, langs: &[Option<Lang>], content: &raw::RawContent, sink: &mut Sink<'_>) -> Option<Overlay> {
    let mut of_own = langs.iter().zip(sink.files).filter(|(lang, _)| lang.as_ref() == Some(own)).map(|(_, file)| &file.path).peekable();
    if of_own.peek().is_none() || of_own.any(|path| path.starts_with("bot/")) {
        return None;
    }
    let overlay = Overlay::read(own, langs, content, sink);
    overlay.report_misfits(sink);
    Some(overlay)
}

/// A file of the original. It is parsed once, for all languages.
struct Original<'t> {
    file: usize,
    /// Its headings, if it is Markdown.
    parts: Vec<raw::RawPart>,
    /// Its tables, if it is TOML.
    tables: DeTable<'t>,
}

impl<'t> Original<'t> {
    fn parse(file: usize, text: &'t str, sink: &mut Sink<'_>) -> Self {
        let mut original = Self { file, parts: Vec::new(), tables: DeTable::new() };
        if sink.files[file].path.ends_with(".md") {
            markdown::read(file, text, &mut original.parts, sink);
        } else {
            original.tables = document::document(file, text, sink);
        }
        original
    }

    /// Adds the items of the file, with the texts of a language in its tables.
    fn add_to(&self, content: &mut raw::RawContent, overlay: &Overlay, sink: &mut Sink<'_>) {
        content.parts.extend_from_slice(&self.parts);
        tables::read(self.file, self.tables.clone(), overlay, content, sink);
    }
}

/// Returns the content with the texts of a language in place of the original ones.
fn translated(originals: &[Original<'_>], overlay: &Overlay, sink: &mut Sink<'_>) -> raw::RawContent {
    let mut content = raw::RawContent::default();
    originals.iter().for_each(|original| original.add_to(&mut content, overlay, sink));
    overlay.lay_over_headings(&mut content.parts);
    rename::rename_questions(&mut content, sink.files);
    content
}

/// Returns whether a file name looks like a misspelled name of a content file, which its author expects to be read.
pub fn looks_like_content(path: &str) -> bool {
    const SIMILAR_ENDINGS: [&str; 8] = ["md", "toml", "markdown", "mdown", "mkd", "mdx", "tml", "tom"];
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    !is_content(path) && SIMILAR_ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// Returns whether a file is read at all.
fn is_content(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".toml")
}

/// The place where each id is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilePositions(BTreeMap<String, FilePosition>);

/// A place in a file, for diagnostics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilePosition {
    /// The path of the file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The byte range in the file.
    pub span: Range<usize>,
}

impl FilePositions {
    /// Returns the place of an id's declaration, or an empty place for an unknown id.
    pub fn of(&self, id: &str) -> FilePosition {
        self.0.get(id).cloned().unwrap_or_default()
    }

    /// Returns the place of an entry without an id, by the name of its table and the value of its key: the address of a contact, the
    /// kind of a right, the question of an answer.
    pub(crate) fn of_entry(&self, table: &str, key: &str) -> FilePosition {
        self.of(&Self::key_of(table, key))
    }

    /// Returns the key of an entry without an id. It differs from all ids, which have no spaces.
    fn key_of(table: &str, key: &str) -> String {
        format!("{table} {}", key.trim())
    }
}

/// A place: the index of a file, and a byte range in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FileSpan {
    file: usize,
    span: Range<usize>,
}

/// Collects diagnostics. It has the texts, to convert byte offsets into lines and columns.
#[derive(Default)]
struct Sink<'a> {
    files: &'a [File],
    texts: Vec<Option<&'a str>>,
    lines: Vec<Lines<'a>>,
    diagnostics: Vec<Diagnostic>,
    /// The places of values that are not valid TOML. No further error is reported for such a place.
    broken: BTreeSet<(usize, usize, usize)>,
    /// The diagnostics so far, so that each is reported only once.
    reported: BTreeSet<(Code, usize, usize, usize, String)>,
    /// The number of diagnostics beyond the limit, and the place of the first of them.
    unreported: Option<(usize, FileSpan)>,
}

impl<'a> Sink<'a> {
    /// Returns a sink whose diagnostics are dropped. Validating a translation repeats the diagnostics of the original, which have
    /// already been reported.
    fn discarding(&self) -> Self {
        Self { files: self.files, texts: self.texts.clone(), ..Self::default() }
    }

    fn new(files: &'a [File]) -> Self {
        let mut sink = Self { files, ..Self::default() };
        for (index, file) in files.iter().enumerate() {
            let known = is_content(&file.path);
            let too_large = known && file.bytes.len() > MAX_FILE;
            let bytes = if known && !too_large { file.bytes.as_slice() } else { &[] };
            // Use the valid part of the text, so that the place of the error has a line.
            let (text, end) = match std::str::from_utf8(bytes) {
                Ok(text) => (text, None),
                Err(error) => (std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(), Some(error.valid_up_to())),
            };
            sink.texts.push(Some(text).filter(|_| known && !too_large && end.is_none()));
            sink.lines.push(Lines::new(text));
            if let Some(end) = end {
                let at = FileSpan { file: index, span: end..end + 1 };
                sink.error(Code::NotUtf8, &at, "the file is not UTF-8 text", "save it in the encoding UTF-8");
            }
            if looks_like_content(&file.path) {
                let message = "this file looks like content, but files with this extension are not read";
                sink.warning(
                    Code::UnknownEnding,
                    &FileSpan { file: index, span: 0..0 },
                    message,
                    "rename it to end in `.md` or `.toml`",
                );
            }
            if too_large {
                let message = format!("the file has more than {} MiB", MAX_FILE >> 20);
                sink.error(
                    Code::TooLarge,
                    &FileSpan { file: index, span: 0..0 },
                    message,
                    "split it: a folder may have any number of files",
                );
            }
        }
        sink
    }

    fn place(&self, at: &FileSpan) -> FilePosition {
        let (line, column) = self.lines.get(at.file).map_or((1, 1), |lines| lines.place(at.span.start));
        let file = self.files.get(at.file).map_or_else(|| "bot/bot.toml".to_owned(), |file| file.path.clone());
        FilePosition { file, line, column, span: at.span.clone() }
    }

    /// Returns whether a file is the bot's own, and not a host's or of the rules.
    fn is_of_bot(&self, file: usize) -> bool {
        self.files.get(file).is_some_and(File::is_of_bot)
    }

    /// Returns whether further diagnostics are only counted. Then no hints need to be computed.
    fn is_full(&self) -> bool {
        self.diagnostics.len() >= MAX_REPORTED
    }

    fn error(&mut self, code: Code, at: &FileSpan, message: impl Into<String>, hint: impl Into<String>) {
        let span = (at.file, at.span.start, at.span.end);
        if self.broken.contains(&span) {
            return;
        }
        if matches!(code, Code::TomlSyntax | Code::BadDate) && !at.span.is_empty() {
            self.broken.insert(span);
        }
        let message = message.into();
        let key = (code, span.0, span.1, span.2, message);
        if self.reported.contains(&key) {
            return;
        }
        if self.is_full() {
            self.unreported.get_or_insert_with(|| (0, at.clone())).0 += 1;
            return;
        }
        let message = key.4.clone();
        self.reported.insert(key);
        let diagnostic = self.diagnostic(code, at, message, hint.into());
        self.diagnostics.push(diagnostic);
    }

    /// Adds a diagnostic that does not stop a build. If there are too many diagnostics, a warning is dropped and not counted.
    fn warning(&mut self, code: Code, at: &FileSpan, message: impl Into<String>, hint: impl Into<String>) {
        if !self.is_full() {
            let diagnostic = self.diagnostic(code, at, message.into(), hint.into());
            self.diagnostics.push(Diagnostic { severity: Severity::Warning, ..diagnostic });
        }
    }

    fn diagnostic(&self, code: Code, at: &FileSpan, message: String, hint: String) -> Diagnostic {
        let FilePosition { file, line, column, span } = self.place(at);
        Diagnostic { code, severity: Severity::Error, file, line, column, span, message: clipped(message), hint: clipped(hint) }
    }

    /// Returns the diagnostics, in the order of files and lines. The last one counts those beyond the limit.
    fn finish(mut self) -> Vec<Diagnostic> {
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        // The caller passes files in order, and the stable sort keeps the order of diagnostics at
        // one place.
        let order = |path: &str| self.files.iter().position(|file| file.path == path);
        diagnostics.sort_by_key(|d| (order(&d.file), d.span.start));
        if let Some((count, first)) = &self.unreported {
            let message = format!("{count} more diagnostics, of which this is the first");
            let hint = format!("fix the {MAX_REPORTED} above to see the rest");
            diagnostics.push(self.diagnostic(Code::TooMany, first, message, hint));
        }
        diagnostics
    }
}

/// Makes a message printable: one line, limited in length, and without control characters. It may quote content.
fn clipped(text: String) -> String {
    let mut text = text.replace(|c: char| c.is_control(), " ");
    if let Some((end, _)) = text.char_indices().nth(MAX_MESSAGE) {
        text.truncate(end);
        text.push('…');
    }
    text
}
