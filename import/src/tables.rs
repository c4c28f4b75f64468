//! Finds the headings of tables whose author left the heading row empty.

use crate::tree::{Inline, Row, plain};

/// Makes the first full row of a table the one with the headings, if its own heading row is empty, and returns the cells of the row above
/// it: a title of the table. A table of labels and texts has no headings.
pub(crate) fn head_below_blank(rows: &mut Vec<Row>) -> Vec<Vec<Inline>> {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let is_full = |row: &Row| row.cells.len() == columns && row.cells.iter().all(|cell| !plain(cell).trim().is_empty());
    let Some(at) = rows.iter().position(is_full).filter(|at| *at < 2 && at + 2 <= rows.len() && columns > 1) else { return Vec::new() };
    let is_label = |row: &Row| match row.cells.first().map(Vec::as_slice) {
        Some([Inline::Strong(_)]) => !row.cells.iter().skip(1).any(|cell| matches!(cell.as_slice(), [Inline::Strong(_)])),
        Some(cell) => plain(cell).trim_end().ends_with([':', '：']),
        None => false,
    };
    let has_title = rows.iter().take(at).all(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1);
    if !has_title || rows.iter().skip(at).all(is_label) {
        return Vec::new();
    }
    let above: Vec<Row> = rows.drain(..at).collect();
    rows.first_mut().into_iter().for_each(|head| head.head = true);
    above.into_iter().flat_map(|row| row.cells).filter(|cell| !cell.is_empty()).collect()
}
