//! Parses TOML, within a maximum depth.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{FileSpan, Sink};
use crate::diagnostic::Code;

/// Maximum depth of tables and lists. The format needs less.
const MAX_DEPTH: usize = 8;

/// Returns the tables of a file that are valid TOML and within the maximum depth. The TOML parser limits the depth of braces and that
/// of dotted keys, but not that of both together: a few kilobytes can nest thousands of tables, and dropping them would overflow the
/// stack.
pub(super) fn document<'t>(file: usize, text: &'t str, sink: &mut Sink<'_>) -> DeTable<'t> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = FileSpan { file, span: error.span().unwrap_or(0..0) };
        // The TOML parser also reports dates that do not exist, such as 30 February.
        let (code, hint) = match error.message().contains("date") {
            true => (Code::BadDate, "write year, month and day of a day that exists: `2024-03-19`"),
            false => (Code::TomlSyntax, "see https://toml.io for the grammar"),
        };
        sink.error(code, &at, format!("this is not TOML: {}", error.message()), hint);
    }
    let mut table = document.into_inner();
    let mut deep = Vec::new();
    table.iter_mut().for_each(|(_, value)| prune(value, 1, &mut deep));
    for value in &deep {
        let message = format!("tables and lists are nested more than {MAX_DEPTH} levels deep");
        let hint = "no table needs so many levels: docs/content.md lists the tables";
        sink.error(Code::TooDeep, &FileSpan { file, span: value.span() }, message, hint);
    }
    // Remove one level at a time: dropping nested tables at once is recursive.
    while let Some(value) = deep.pop() {
        match value.into_inner() {
            DeValue::Table(table) => deep.extend(table.into_iter().map(|(_, value)| value)),
            DeValue::Array(array) => deep.extend(array),
            _ => {}
        }
    }
    table
}

/// Removes tables and lists that are too deep.
fn prune<'de>(value: &mut Spanned<DeValue<'de>>, depth: usize, deep: &mut Vec<Spanned<DeValue<'de>>>) {
    let span = value.span();
    match value.get_mut() {
        DeValue::Table(_) | DeValue::Array(_) if depth > MAX_DEPTH => {
            deep.push(std::mem::replace(value, Spanned::new(span, DeValue::Boolean(false))));
        }
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| prune(value, depth + 1, deep)),
        DeValue::Array(array) => array.iter_mut().for_each(|value| prune(value, depth + 1, deep)),
        _ => {}
    }
}
