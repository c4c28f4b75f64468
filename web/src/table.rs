//! The coverage table under a reader's hands: narrowed, sorted, and a cell opened. All of its text stands in the HTML; rows and columns
//! are put aside or moved, and the panel is filled with copies of the claims that the cell names.
//!
//! Rows stay in their groups, sorted or not. By a framework, they are sorted by what is best known of it: covered first, silence last.

use std::cmp::Ordering;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use crate::{
    document::{Root, mark, within},
    state::{State, Table},
};

/// What `view` calls the statuses, in the order of sorting.
const STATUSES: [&str; 5] = ["covered", "conditional", "disputed", "excluded", "unstated"];

/// Shows a state after another.
pub(crate) fn show(root: &Root, before: &State, now: &State) {
    if now.table != before.table
        && let Some(table) = root.by_id("matrix")
    {
        let columns = columns(&table);
        narrow(root, &table, &columns, &now.table);
        if (&now.table.sort, now.table.down) != (&before.table.sort, before.table.down) {
            sort(&table, &columns, &now.table);
        }
    }
    if now.cell != before.cell {
        open(root, now);
    }
}

/// What the columns are sorted by: `service`, and the frameworks.
fn columns(table: &Element) -> Vec<String> {
    within(table, "thead button").filter_map(|button| button.get_attribute("value")).collect()
}

/// Puts aside what was not asked for. A framework or a group that is not there narrows nothing.
fn narrow(root: &Root, table: &Element, columns: &[String], asked: &Table) {
    let column = columns.iter().position(|name| *name == asked.framework && name != "service");
    mark(table, "data-one", column.map(|_| ""));
    let bodies: Vec<Element> = within(table, "tbody").collect();
    let group = |body: &Element| body.get_attribute("data-group").as_ref() == Some(&asked.group);
    let grouped = bodies.iter().any(group);
    let text = asked.services.chars().flat_map(char::to_lowercase).collect::<String>();
    let mut shown = 0;
    for body in &bodies {
        let mut any = false;
        for row in within(body, "[data-names]") {
            let names = row.get_attribute("data-names").unwrap_or_default();
            let fits = (!grouped || group(body)) && text.split(' ').all(|word| names.contains(word));
            mark(&row, "data-out", if fits { None } else { Some("") });
            any |= fits;
            shown += usize::from(fits);
        }
        mark(body, "data-out", if any { None } else { Some("") });
    }
    for row in within(table, "thead tr, [data-names]") {
        for (at, cell) in within(&row, "th, td").enumerate() {
            mark(&cell, "data-out", column.filter(|column| at > 0 && at != *column).map(|_| ""));
        }
    }
    if let Some(status) = root.by_id("services-shown") {
        let told = status.get_attribute("data-told").unwrap_or_default().replace("{}", &shown.to_string());
        // Said again, it would be read out again.
        if status.text_content().as_ref() != Some(&told) {
            status.set_text_content(Some(&told));
        }
    }
}

/// A row's place: how far down its column sorts it, its text there, and its place in content.
type Place = (usize, String, usize);

/// Which of two rows comes first. The other way round, equals stay in content's order.
fn first(one: &Place, other: &Place, down: bool) -> Ordering {
    let by = (one.0, &one.1).cmp(&(other.0, &other.1));
    (if down { by.reverse() } else { by }).then(one.2.cmp(&other.2))
}

/// Which of these rows comes first. There are too few of them for a sorting algorithm to be worth its weight.
fn next<'a>(places: impl Iterator<Item = &'a Place>, down: bool) -> Option<usize> {
    let earlier = |one: (usize, &'a Place), other: (usize, &'a Place)| if first(other.1, one.1, down).is_lt() { other } else { one };
    places.enumerate().reduce(earlier).map(|(at, _)| at)
}

/// Sorts rows within their groups by a column, or as content has them where there is none of that name.
fn sort(table: &Element, columns: &[String], asked: &Table) {
    let column = columns.iter().position(|name| *name == asked.sort);
    for (at, head) in within(table, "thead th").enumerate() {
        let order = if asked.down { "descending" } else { "ascending" };
        mark(&head, "aria-sort", column.filter(|column| *column == at).map(|_| order));
    }
    let place = |row: &Element| {
        let at = row.get_attribute("data-at").and_then(|at| at.parse().ok()).unwrap_or_default();
        match column {
            None => (0, String::new(), at),
            Some(0) => (0, row.get_attribute("data-names").unwrap_or_default(), at),
            Some(column) => {
                let class = within(row, "th, td").nth(column).map(|cell| cell.class_name()).unwrap_or_default();
                (STATUSES.iter().position(|status| *status == class).unwrap_or(STATUSES.len()), String::new(), at)
            }
        }
    };
    for body in within(table, "tbody") {
        let mut rows: Vec<(Place, Element)> = within(&body, "[data-names]").map(|row| (place(&row), row)).collect();
        while let Some(next) = next(rows.iter().map(|(place, _)| place), asked.down) {
            // A row of this table can stand at its end.
            let _ = body.append_child(&rows.swap_remove(next).1);
        }
    }
}

/// Opens the cell that is asked for; closes the panel where none is, or none of that name.
fn open(root: &Root, now: &State) -> Option<()> {
    let dialog: HtmlDialogElement = root.by_id("cell")?.dyn_into().ok()?;
    let cell = now.cell.as_ref().and_then(|(service, framework)| {
        let name = [service, ".", framework].concat();
        root.all("#matrix [data-do=cell]").find(|link| link.get_attribute("data-value").as_ref() == Some(&name))
    });
    let Some((link, (_, framework))) = cell.zip(now.cell.as_ref()) else {
        dialog.close();
        return None;
    };
    fill(root, &dialog, &link, framework)?;
    // Where the focus returns to, however the panel was opened.
    let link: HtmlElement = link.unchecked_into();
    let there = if link.offset_parent().is_some() { link } else { root.by_id("matrix")?.closest(".wide").ok()??.unchecked_into() };
    there.focus().ok()?;
    if dialog.open() { None } else { dialog.show_modal().ok() }
}

fn fill(root: &Root, dialog: &Element, link: &Element, framework: &str) -> Option<()> {
    let (cell, row) = (link.closest("td").ok()??, link.closest("tr").ok()??);
    let title = root.by_id("cell-title")?;
    title.set_text_content(None);
    copy(&row.query_selector("a").ok()??, &title);
    title.append_with_str_1(" × ").ok()?;
    let at = columns(&root.by_id("matrix")?).iter().position(|name| name == framework)?;
    copy(&root.all("#matrix thead th").nth(at)?.query_selector("a").ok()??, &title);
    let status = cell.class_name();
    for means in within(dialog, "[data-when]") {
        mark(&means, "hidden", if means.get_attribute("data-when").as_ref() == Some(&status) { None } else { Some("") });
    }
    let held = link.get_attribute("data-claims").unwrap_or_default();
    let held: Vec<usize> = held.split(' ').filter_map(|at| at.parse().ok()).collect();
    let mut lists = within(dialog, ".claims");
    let (own, apart, section) = (lists.next()?, lists.next()?, root.by_id(framework)?);
    let about = dialog.query_selector("[data-about]").ok()??;
    for place in [&own, &apart, &about] {
        place.set_text_content(None);
    }
    if let Some(readings) = within(&section, "[data-about]").next() {
        copy(&readings, &about);
    }
    for (at, claim) in within(&section, ".claim").enumerate() {
        if held.contains(&at) {
            copy(&claim, &own);
        } else if claim.matches(".apart").unwrap_or_default() {
            copy(&claim, &apart);
        }
    }
    Some(())
}

/// A copy of something at the end of something else, without its id: there can be one of each.
fn copy(element: &Element, to: &Element) {
    if let Some(copy) = element.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<Element>().ok()) {
        mark(&copy, "id", None);
        let _ = to.append_child(&copy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(down: bool) -> Vec<usize> {
        let mut rows: Vec<Place> = [(1, "b"), (4, ""), (0, ""), (1, "a"), (4, ""), (0, "")]
            .into_iter()
            .enumerate()
            .map(|(at, (rank, name))| (rank, name.to_owned(), at))
            .collect();
        let mut out = Vec::new();
        while let Some(next) = next(rows.iter(), down) {
            out.push(rows.swap_remove(next).2);
        }
        out
    }

    #[test]
    fn rows_turn_round_and_equals_stay_as_content_has_them() {
        assert_eq!(sorted(false), [2, 5, 3, 0, 1, 4]);
        assert_eq!(sorted(true), [1, 4, 0, 3, 2, 5]);
    }
}
