//! From files as people write them to the valid [`Policy`], or to everything that is wrong with them, in one run.
//!
//! 1. Markdown files become headings with attributes and blocks ([`markdown`]), TOML files become tables with optional keys
//!    ([`raw`]): this is what was *written*, each piece with its place.
//! 2. [`translate`] lays the texts of each language over what was written; ids, references and numbers are the original's.
//! 3. [`validate`] turns that into what is *meant*: ids are checked and resolved, inherited attributes filled in, wrong values refused.
//!
//! Nothing here reads a file system: files are handed in. Nothing panics, whatever the bytes.

mod markdown;
mod raw;
mod translate;
mod validate;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use self::translate::Overlay;
use crate::{
    Lang, Policy, Translation,
    diagnostic::{Code, Diagnostic, Severity},
};

/// One file of a content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, for diagnostics; the ending decides how it is read.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// What parsing gives: a policy where nothing is wrong, and all that is to be said.
#[derive(Debug)]
pub struct Parsed {
    /// The policy; none where there is an error.
    pub policy: Option<Policy>,
    /// The policy in every language that content is translated to.
    pub translations: Vec<Translation>,
    /// Where in the files each id is declared.
    pub places: Places,
    /// Errors and warnings, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all files of a content folder; the order of files is the reading order of sections. Files that are neither `.md` nor
/// `.toml` are passed over.
pub fn parse(files: &[File]) -> Parsed {
    let mut sink = Sink::new(files);
    let langs: Vec<Option<Lang>> = files.iter().map(|file| translate::lang_of_path(&file.path)).collect();
    let written = read(&langs, &Overlay::default(), &mut sink);
    let (policy, places) = validate::validate(&written, &mut sink);
    let mut translations = Vec::new();
    for lang in langs.iter().flatten().collect::<BTreeSet<_>>() {
        let overlay = Overlay::read(lang, &langs, &written, &mut sink);
        // What is wrong with the original has been told.
        let mut aside = Sink::new(files);
        let translated = read(&langs, &overlay, &mut aside);
        let untranslated = overlay.missing(&written);
        translations.extend(validate::validate(&translated, &mut aside).0.map(|policy| Translation {
            lang: lang.clone(),
            policy,
            untranslated,
        }));
    }
    let mut diagnostics = sink.diagnostics;
    // Files are handed in order, and a stable sort keeps the order of rules for one place.
    let order = |path: &str| files.iter().position(|file| file.path == path);
    diagnostics.sort_by_key(|d| (order(&d.file), d.span.start));
    // A value that is not TOML is no value of its key either: told once.
    diagnostics.dedup_by(|next, first| {
        matches!(first.code, Code::TomlSyntax | Code::BadDate) && (&next.file, &next.span) == (&first.file, &first.span)
    });
    let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    match policy.filter(|_| !failed) {
        Some(policy) => Parsed { policy: Some(policy), translations, places, diagnostics },
        None => Parsed { policy: None, translations: Vec::new(), places, diagnostics },
    }
}

/// What was written, with the texts of a language laid over it.
fn read(langs: &[Option<Lang>], overlay: &Overlay, sink: &mut Sink<'_>) -> raw::Written {
    let mut written = raw::Written::default();
    for (index, text) in sink.texts.clone().into_iter().enumerate() {
        let Some(text) = text.filter(|_| langs[index].is_none()) else { continue };
        if sink.files[index].path.ends_with(".md") {
            markdown::read(index, text, &mut written.parts, sink);
        } else {
            raw::read(index, text, overlay, &mut written, sink);
        }
    }
    overlay.lay_over_headings(&mut written.parts);
    written
}

/// Where in the files each id is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Place>);

/// A place in a file, as diagnostics name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The path of the file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The bytes in the file.
    pub span: Range<usize>,
}

impl Places {
    /// Where an id is declared; an empty place for one that is not.
    pub fn of(&self, id: &str) -> Place {
        self.0.get(id).cloned().unwrap_or_default()
    }
}

/// A place: a file, by its index, and bytes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct At {
    file: usize,
    span: Range<usize>,
}

/// Where diagnostics are collected; it knows the texts, to turn bytes into lines and columns.
struct Sink<'a> {
    files: &'a [File],
    texts: Vec<Option<&'a str>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    fn new(files: &'a [File]) -> Self {
        let mut sink = Self { files, texts: Vec::new(), diagnostics: Vec::new() };
        for (index, file) in files.iter().enumerate() {
            let known = file.path.ends_with(".md") || file.path.ends_with(".toml");
            let text = match std::str::from_utf8(&file.bytes) {
                _ if !known => None,
                Ok(text) => Some(text),
                Err(error) => {
                    let start = error.valid_up_to();
                    let good = std::str::from_utf8(&file.bytes[..start]).unwrap_or_default();
                    let (line, column) = line_and_column(good, start);
                    sink.diagnostics.push(Diagnostic {
                        code: Code::NotUtf8,
                        severity: Severity::Error,
                        file: files[index].path.clone(),
                        line,
                        column,
                        span: start..start + 1,
                        message: "the file is not UTF-8 text".to_owned(),
                        hint: "save it in the encoding UTF-8".to_owned(),
                    });
                    None
                }
            };
            sink.texts.push(text);
        }
        sink
    }

    fn place(&self, at: &At) -> Place {
        let text = self.texts.get(at.file).copied().flatten().unwrap_or_default();
        let (line, column) = line_and_column(text, at.span.start);
        let file = self.files.get(at.file).map(|file| file.path.clone()).unwrap_or_default();
        Place { file, line, column, span: at.span.clone() }
    }

    fn error(&mut self, code: Code, at: &At, message: impl Into<String>, hint: impl Into<String>) {
        let Place { file, line, column, span } = self.place(at);
        self.diagnostics.push(Diagnostic {
            code,
            severity: Severity::Error,
            file,
            line,
            column,
            span,
            message: message.into(),
            hint: hint.into(),
        });
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
