//! Checks links within the content: their ids must be those of sections, statements or parts of the page.

use std::collections::BTreeSet;

use super::{Sink, raw::RawPart};
use crate::diagnostic::Code;

/// Returns the ids to which links may lead.
pub(super) fn targets(parts: &[RawPart]) -> BTreeSet<&str> {
    let mut ids = headings(parts);
    ids.extend(parts.iter().filter_map(|part| part.heading.id.as_deref()));
    ids
}

/// Reports links that lead to none of these ids.
pub(super) fn check(parts: &[RawPart], targets: &BTreeSet<&str>, sink: &mut Sink<'_>) {
    let statements = parts.iter().flat_map(|part| &part.sections).flat_map(|section| &section.statements);
    let links = parts.iter().flat_map(|part| &part.links).chain(statements.flat_map(|statement| &statement.links));
    for (id, at) in links.filter(|(id, _)| !targets.contains(id.as_str())) {
        let hint = "use the id of a section or statement, or the address of another page";
        sink.error(Code::DanglingId, at, format!("this link leads to `#{id}`, but no section or statement has this id"), hint);
    }
}

/// Returns the ids of sections and statements.
pub(super) fn headings(parts: &[RawPart]) -> BTreeSet<&str> {
    let sections = parts.iter().flat_map(|part| &part.sections);
    let headings = sections
        .flat_map(|section| std::iter::once(&section.heading).chain(section.statements.iter().map(|statement| &statement.heading)));
    headings.filter_map(|heading| heading.id.as_deref()).collect()
}
