//! Parses TOML, and removes values that are nested too deeply.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{FileSpan, Sink};
use crate::diagnostic::Code;

/// Maximum depth of tables and lists. The format needs less.
const MAX_DEPTH: usize = 8;

/// Returns the tables of a file, without tables and lists that are deeper than [`MAX_DEPTH`]. Reports these, and invalid TOML. The TOML
/// parser limits the depth of braces and that of dotted keys, but not that of both together, so a few kilobytes can nest thousands of
/// tables. Dropping these tables at once would overflow the stack.
pub(super) fn document<'t>(file: usize, text: &'t str, sink: &mut Sink<'_>) -> DeTable<'t> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = FileSpan { file, span: error.span().unwrap_or(0..0) };
        // The TOML parser also reports dates that do not exist, such as 30 February.
        let (code, hint) = if error.message().contains("date") {
            (Code::BadDate, "write year, month and day of a day that exists: `2024-03-19`")
        } else {
            (Code::TomlSyntax, "see https://toml.io for the grammar")
        };
        sink.error(code, &at, format!("this is not TOML: {}", error.message()), hint);
    }
    let mut table = document.into_inner();
    let mut too_deep = Vec::new();
    table.iter_mut().for_each(|(_, value)| take_too_deep(value, 1, &mut too_deep));
    for value in &too_deep {
        let message = format!("tables and lists are nested more than {MAX_DEPTH} levels deep");
        let hint = "no table needs so many levels: docs/content.md lists the tables";
        sink.error(Code::TooDeep, &FileSpan { file, span: value.span() }, message, hint);
    }
    // Remove one level at a time: dropping nested tables at once is recursive.
    while let Some(value) = too_deep.pop() {
        match value.into_inner() {
            DeValue::Table(table) => too_deep.extend(table.into_iter().map(|(_, value)| value)),
            DeValue::Array(array) => too_deep.extend(array),
            _ => {}
        }
    }
    table
}

/// Moves the tables and lists that are too deep out of a value, into `too_deep`.
fn take_too_deep<'de>(value: &mut Spanned<DeValue<'de>>, depth: usize, too_deep: &mut Vec<Spanned<DeValue<'de>>>) {
    let span = value.span();
    match value.get_mut() {
        DeValue::Table(_) | DeValue::Array(_) if depth > MAX_DEPTH => {
            too_deep.push(std::mem::replace(value, Spanned::new(span, DeValue::Boolean(false))));
        }
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| take_too_deep(value, depth + 1, too_deep)),
        DeValue::Array(array) => array.iter_mut().for_each(|value| take_too_deep(value, depth + 1, too_deep)),
        _ => {}
    }
}
