//! Decodes the bytes of a file to text.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::{Refused, report::Report};

/// Maximum size of a policy. The longest known policies have a tenth of it.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Maximum number of marks of lists and quotes at the beginning of a line, because a Markdown
/// parser would take too long to read more.
const MAX_MARKS: usize = 200;

/// Decodes UTF-8 and UTF-16, with or without a byte order mark. Line ends become `\n`. Control
/// characters and marks of text direction are removed and reported.
pub(crate) fn decode(bytes: &[u8], report: &mut Report) -> Result<String, Refused> {
    if bytes.len() > MAX_BYTES {
        let limit = MAX_BYTES / 1024 / 1024;
        return Err(Refused(format!("the file is larger than {limit} MiB: pass the policy's text alone")));
    }
    let text = unicode(bytes)?;
    let text = composed(text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        // A control character separates words, a mark of text direction does not.
        let shown = |c: char| if c.is_control() && is_unseen(c) { ' ' } else { c };
        let clean: String = line.chars().map(shown).filter(|c| !is_unseen(*c)).collect();
        if clean != line {
            report.lost(index + 1, "characters that are not shown were taken out", "");
        }
        let marks = clean.len() - clean.trim_start_matches(is_mark).len();
        if marks > MAX_MARKS {
            report.lost(index + 1, "the line begins with more marks than any list needs: they were taken out", "");
        }
        out.push_str(if marks > MAX_MARKS { clean.trim_start_matches(is_mark) } else { &clean });
    }
    if !out.chars().any(char::is_alphanumeric) {
        return Err(Refused("the file has no text: pass a policy in Markdown or HTML".to_owned()));
    }
    Ok(out)
}

/// Returns a text with composed letters: programs on some systems write "ä" as "a" and a mark, and ids and words would differ.
fn composed(text: String) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text } else { text.nfc().collect() }
}

fn unicode(bytes: &[u8]) -> Result<String, Refused> {
    let utf16 = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(read).collect();
        String::from_utf16(&units).map_err(|_| binary())
    };
    // Other encodings of Unicode have more zero bytes than UTF-16.
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    if matches!(bytes, [0xff, 0xfe, 0, 0, ..]) || 3 * zeros > 2 * bytes.len() {
        return Err(binary());
    }
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => utf16(u16::from_be_bytes, rest),
        // UTF-16 without a byte order mark: one byte of most characters of a policy is zero.
        [_, 0, _, 0, ..] => utf16(u16::from_le_bytes, bytes),
        [0, first, 0, _, ..] if *first != 0 => utf16(u16::from_be_bytes, bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, Refused> {
    if bytes.contains(&0) || bytes.starts_with(b"%PDF-") {
        return Err(binary());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
            Err(Refused(format!("the file is not UTF-8 text (first in line {line}): save it in the encoding UTF-8")))
        }
    }
}

fn binary() -> Refused {
    Refused("the file is not text: pass a policy in Markdown or HTML".to_owned())
}

/// Returns whether a character is a control character or a mark of text direction, which content
/// must not contain.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')')
}
