//! Replaces text that must not be parsed as Markdown by spaces: front matter, and lines that a hostile file could use to slow the
//! parser down. All other text keeps its position.

use std::borrow::Cow;

use super::{FileSpan, Sink};
use crate::diagnostic::Code;

/// Maximum bytes of markers, numbers and spaces at the start of a line. The cost of a line grows with the number of open lists and
/// quotes, and only such lines open them, so this limit keeps a hostile file from taking minutes.
const MAX_MARKS: usize = 250;

/// Reports lines that begin with so many markers that they could open too many nested lists, quotes and footnotes, and replaces them by
/// spaces, so that the positions of all other lines do not change.
pub(super) fn without_overfull_lines<'t>(file: usize, text: &'t str, sink: &mut Sink<'_>) -> Cow<'t, str> {
    let mut out = String::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let end = start + line.len();
        if marks(line) > MAX_MARKS {
            let at = FileSpan { file, span: start..end };
            let message = format!("this line begins with more than {MAX_MARKS} markers, numbers and spaces");
            sink.error(Code::TooDeep, &at, message, "use fewer levels");
            out.push_str(&text[out.len()..start]);
            out.extend(line.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
        }
        start = end;
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[out.len()..]);
    Cow::Owned(out)
}

/// Reports front matter, which is meant for other programs, and replaces it by spaces, so that it does not count as text.
pub(super) fn without_front_matter<'t>(file: usize, text: Cow<'t, str>, sink: &mut Sink<'_>) -> Cow<'t, str> {
    let Some(end) = front_matter(&text) else { return text };
    let message = "the file begins with front matter, which content does not have";
    let hint = "remove it, and write its date as `as_of` of the `[[source]]`; `carrot import` does this for a whole policy";
    sink.error(Code::FrontMatter, &FileSpan { file, span: 0..end }, message, hint);
    let blank = |byte: u8| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
    let mut out: String = text.bytes().take(end).map(blank).collect();
    out.push_str(&text[end..]);
    Cow::Owned(out)
}

/// Returns the length of the front matter. It begins with a line `---` or `+++`. The next line contains a key. It ends with the
/// same mark as the first line.
fn front_matter(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let mark = first.trim();
    if !matches!(mark, "---" | "+++") {
        return None;
    }
    let mut end = first.len();
    for (index, line) in lines.enumerate() {
        end += line.len();
        if line.trim_end() == mark {
            return (index > 0).then_some(end);
        }
        if index == 0 && !line.contains([':', '=']) {
            return None;
        }
    }
    None
}

/// Returns the length of a line's prefix of spaces and markers of lists, quotes and footnotes.
fn marks(line: &str) -> usize {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')'));
        match rest.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
            Some((_, after)) => rest = after,
            None => return line.len() - rest.len(),
        }
    }
}
