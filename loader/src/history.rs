//! Reads and writes the editions of a content folder: the files in `history/`.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use carrot_core::{
    diagnostic::{Code, Diagnostic, Severity},
    history::{Diff, Edition, History, HistoryError, Labels, Reuse, Snapshot, diff},
    i18n::Messages,
    parse::{FilePosition, FilePositions, Parsed},
};
use flate2::{Compression, GzBuilder, read::GzDecoder};

use crate::check::Checked;

/// The name of the folder of editions, in a content folder.
pub const FOLDER: &str = "history";

/// The name of the file with the note of the next release, in that folder. The ids in the note acknowledge changes that promise
/// less.
pub const NEXT: &str = "next.md";

/// The ending of an edition's file name.
const ENDING: &str = ".json.gz";

/// Maximum size of an unpacked edition. A small packed file could unpack to more than fits into memory.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// Reads the history of a content folder. Returns `None` if there are no editions.
///
/// # Errors
/// If a file cannot be read or unpacked, if a summary has no edition, and as [`History::read`].
pub fn read(content: &Path) -> Result<Option<History>, HistoryError> {
    let unreadable = |error| HistoryError::unreadable("", error);
    let files = files(content).map_err(unreadable)?;
    let history = of_files(&files)?;
    // If the newest edition is missing, the numbers have no gap, but its summary is still there.
    for summary in names(content, ".md").map_err(unreadable)? {
        let edition = format!("{}{ENDING}", summary.trim_end_matches(".md"));
        if summary.starts_with(|c: char| c.is_ascii_digit()) && !files.iter().any(|(name, _)| *name == edition) {
            return Err(HistoryError::missing(&edition, &summary));
        }
    }
    Ok(history)
}

/// Reads the files of editions, each with its name.
///
/// # Errors
/// If a file cannot be read.
pub fn files(content: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let read = |name: String| Ok((name.clone(), fs::read(content.join(FOLDER).join(name))?));
    names(content, ENDING)?.into_iter().map(read).collect()
}

/// Returns the names with this ending in the folder of editions, in order.
fn names(content: &Path, ending: &str) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(content.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(ending) && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Reads a history from the files of editions.
///
/// # Errors
/// If a file cannot be unpacked, and as [`History::read`].
pub fn of_files(files: &[(String, Vec<u8>)]) -> Result<Option<History>, HistoryError> {
    let text = |(name, bytes): &(String, Vec<u8>)| match unpack(bytes) {
        Ok(text) => Ok((name.clone(), text)),
        Err(error) => Err(HistoryError::unreadable(name, error)),
    };
    History::read(&files.iter().map(text).collect::<Result<Vec<_>, _>>()?)
}

/// Reads and unpacks the file of an edition, and verifies its checksum.
///
/// # Errors
/// If it cannot be read, is not valid gzip, is too large, or is not UTF-8.
pub fn unpacked(path: &Path) -> io::Result<String> {
    unpack(&fs::read(path)?)
}

fn unpack(bytes: &[u8]) -> io::Result<String> {
    let mut text = String::new();
    let read = GzDecoder::new(bytes).take(MAX_UNPACKED + 1).read_to_string(&mut text)?;
    if read as u64 > MAX_UNPACKED {
        return Err(io::Error::other("it unpacks to more than 64 MiB: name an edition that `carrot release` wrote"));
    }
    Ok(text)
}

/// Packs a text. The same text always gives the same bytes, because the packed file contains neither a time nor a name.
fn packed(text: &str) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
}

/// Returns the note of the next release; empty if there is no note.
///
/// # Errors
/// If the file exists and cannot be read.
pub fn next_note(content: &Path) -> io::Result<String> {
    match fs::read_to_string(content.join(FOLDER).join(NEXT)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read.map(|note| note.trim().to_owned()),
    }
}

/// Writes an edition and its summary. Returns the paths of both.
///
/// # Errors
/// If a file is there already, or cannot be written.
pub fn write(content: &Path, file: &str, text: &str, summary: &str) -> io::Result<[PathBuf; 2]> {
    let dir = content.join(FOLDER);
    fs::create_dir_all(&dir)?;
    let paths = [dir.join(file), dir.join(format!("{}.md", file.trim_end_matches(ENDING)))];
    let put = |path: &Path, bytes: &[u8]| fs::File::create_new(path)?.write_all(bytes);
    put(&paths[0], &packed(text)?)?;
    if let Err(error) = put(&paths[1], summary.as_bytes()) {
        // Remove the edition, because without its summary it would still count as released.
        let _ = fs::remove_file(&paths[0]);
        return Err(error);
    }
    Ok(paths)
}

impl Checked {
    /// Compares the content with its last edition. Reports promises that became weaker and are not acknowledged, and ids with
    /// another meaning. A history that cannot be read is a warning, because the page can be built without it. With `deny_weaker`,
    /// weaker promises are errors. So is a history that cannot be read, because then it is unknown whether promises became weaker.
    pub fn compare(&mut self, content: &Path, deny_weaker: bool) {
        let Parsed { policy: Some(policy), places, diagnostics, .. } = &mut self.parsed else { return };
        let severity = if deny_weaker { Severity::Error } else { Severity::Warning };
        let history = match read(content) {
            Ok(Some(history)) => history,
            Ok(None) => return,
            Err(error) => {
                let file = error.file.clone().unwrap_or_default();
                let hint = "until this is fixed, the page is built without its history";
                let found = diagnostic(Code::BadHistory, in_history(&file), error.to_string(), hint);
                diagnostics.push(Diagnostic { severity, ..found });
                return;
            }
        };
        let (Some(last), Ok(now)) = (history.last(), Snapshot::of(policy)) else { return };
        for Reuse { id, was, is, .. } in history.reused(&now) {
            let message = format!("the id `{id}` was {was} in an earlier edition, and is {is} now");
            diagnostics.push(diagnostic(Code::ReusedId, places.of(&id), message, "an id never changes its meaning: use a new one"));
        }
        let note = next_note(content).unwrap_or_default();
        let changes = diff(&last.policy, &now);
        diagnostics.extend(weaker(&changes, &note, last, places).map(|it| Diagnostic { severity, ..it }));
    }
}

fn weaker<'a>(changes: &'a Diff, note: &str, last: &'a Edition, places: &'a FilePositions) -> impl Iterator<Item = Diagnostic> + 'a {
    let labels = Labels(Messages::En);
    changes.unacknowledged(note).into_iter().map(move |change| {
        let place = [Some(change.id.as_str()), change.statement.as_deref()].into_iter().flatten().map(|id| places.of(id));
        let place = place.into_iter().find(|place| place.line > 0);
        let place = place.unwrap_or_else(|| in_history(&Edition::file_name(last.number, last.date)));
        let message = format!("this promises less than edition {} of {}: {}", last.number, last.date, labels.line(change));
        let hint = format!("if that is meant, name `{}` in `{FOLDER}/{NEXT}` and say why: it becomes the release note", change.id);
        diagnostic(Code::Weaker, place, message, &hint)
    })
}

/// Returns the position for a diagnostic about a file in `history/`.
fn in_history(file: &str) -> FilePosition {
    FilePosition { file: format!("{FOLDER}/{file}"), line: 1, column: 1, span: 0..0 }
}

fn diagnostic(code: Code, place: FilePosition, message: String, hint: &str) -> Diagnostic {
    let FilePosition { file, line, column, span } = place;
    // Messages quote content. Print them as one line.
    let message = message.replace(|c: char| c.is_control(), " ");
    Diagnostic { code, severity: Severity::Warning, file, line, column, span, message, hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn an_edition_that_unpacks_to_more_than_memory_is_an_error() {
        let size = usize::try_from(MAX_UNPACKED).unwrap();
        assert_eq!(unpack(&packed(&"0".repeat(size)).unwrap()).unwrap().len(), size);
        let error = unpack(&packed(&"0".repeat(size + 1)).unwrap()).unwrap_err();
        expect!["it unpacks to more than 64 MiB: name an edition that `carrot release` wrote"].assert_eq(&error.to_string());
    }
}
