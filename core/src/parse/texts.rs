//! Checks every text that is read. It must not be empty, and must have no invisible characters that programs interpret.

use toml::{Spanned, de::DeValue};

use super::{FileSpan, Sink};
use crate::diagnostic::Code;

/// Reports texts that are empty, or have invisible characters that programs interpret.
pub(super) fn strings(file: usize, key: &str, value: &Spanned<DeValue<'_>>, sink: &mut Sink<'_>) {
    let at = FileSpan { file, span: value.span() };
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => {
            let message = if key.is_empty() { "this text is empty".to_owned() } else { format!("`{key}` is empty") };
            sink.error(Code::MissingKey, &at, message, "write a text, or leave the key out");
        }
        // Most texts are printable ASCII, which can be checked quickly.
        DeValue::String(text) if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) => {}
        DeValue::String(text) => {
            if let Some(c) = text.chars().find(|c| is_unseen(*c)) {
                unseen(&at, c, sink);
            }
        }
        DeValue::Array(list) => list.iter().for_each(|item| match item.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                let at = FileSpan { file, span: item.span() };
                sink.error(Code::MissingKey, &at, format!("a text in `{key}` is empty"), "write a text, or remove it from the list");
            }
            _ => strings(file, key, item, sink),
        }),
        DeValue::Table(table) => table.iter().for_each(|(key, value)| strings(file, key.get_ref(), value, sink)),
        _ => {}
    }
}

/// Returns whether programs interpret a character instead of showing it: control characters, and marks that change the direction of
/// text.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn unseen(at: &FileSpan, c: char, sink: &mut Sink<'_>) {
    let message = format!("this text contains the invisible control character U+{:04X}", u32::from(c));
    sink.error(Code::BadValue, at, message, "remove it: it can make a text look like another");
}
