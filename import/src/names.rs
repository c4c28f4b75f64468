//! Reads the names of data from lists and tables.

use crate::{
    negation::is_denial,
    tree::{Block, BlockKind, Inline, Row, one_line, plain},
    vocabulary::{Vocabulary, compared},
};

/// Maximum length of a data item's name, in characters.
const MAX_NAME: usize = 80;

/// Maximum length of a fact about a data item in a table, in characters.
const MAX_FACT: usize = 200;

/// Cells without a fact, in the form of [`compared`].
const NOT_APPLICABLE: [&str; 8] =
    ["n a", "not applicable", "entfallt", "nicht zutreffend", "sans objet", "no aplica", "неприменимо", "該当なし"];

/// The names of data, each with the facts that a table states about it: the stage and the text.
pub(crate) type Named = Vec<(String, Vec<(String, String)>)>;

/// Returns the names of a list's items: the bold beginning, the text before a colon or dash, or all of a short item.
pub(crate) fn of_list(items: &[Vec<Block>]) -> Named {
    let name = |item: &Vec<Block>| {
        let BlockKind::Paragraph(inlines) = &item.first()?.kind else { return None };
        let strong = match inlines.first() {
            Some(Inline::Strong(text)) => Some(plain(text)),
            _ => None,
        };
        let text = strong.unwrap_or_else(|| plain(inlines));
        let end = [":", "：", " – ", " — ", " - ", " ("].iter().filter_map(|mark| text.find(mark)).filter(|at| *at > 0).min();
        let name = text.get(..end.unwrap_or(text.len()))?.trim().trim_end_matches(['.', ';', ',', '。', '、', ':', '：']);
        Some(name.to_owned()).filter(|name| is_name(name))
    };
    items.iter().filter_map(name).map(|name| (name, Vec::new())).collect()
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=MAX_NAME).contains(&length) && name.split_whitespace().count() <= 9 && name.chars().any(char::is_alphabetic)
}

/// Returns the rows of a table whose first column names data, and which have facts about it. A row with a "no" in a column about none of
/// these facts ("Collected?") is about data that the bot does not have.
pub(crate) fn of_table(rows: &[Row]) -> Named {
    let Some((head, rows)) = rows.split_first().filter(|(head, _)| head.head) else { return Vec::new() };
    let stages: Vec<Option<&str>> = head.cells.iter().map(|cell| Vocabulary::get().stage(&plain(cell))).collect();
    let has_facts = stages.iter().any(|stage| matches!(stage, Some("purpose" | "retention" | "storage" | "deletion" | "recipients")));
    let Some(named) = stages.iter().position(|stage| *stage == Some("name")).filter(|_| has_facts) else { return Vec::new() };
    let row = |row: &Row| {
        let text = |at: usize| row.cells.get(at).map(|cell| one_line(&plain(cell)));
        let name = text(named).filter(|name| is_name(name))?;
        let others = stages.iter().enumerate().filter(|(_, stage)| stage.is_none()).filter_map(|(at, _)| text(at));
        if others.into_iter().any(|text| is_denial(&compared(&text))) {
            return None;
        }
        let mut facts: Vec<(String, String)> = Vec::new();
        for (at, stage) in stages.iter().enumerate() {
            let (Some(stage), Some(text)) = (stage.filter(|stage| *stage != "name"), text(at)) else { continue };
            let empty = NOT_APPLICABLE.contains(&compared(&text).trim());
            let is_fact = !empty && text.chars().any(char::is_alphanumeric) && text.chars().count() <= MAX_FACT;
            if is_fact && !facts.iter().any(|(other, _)| other == stage) {
                facts.push((stage.to_owned(), text));
            }
        }
        Some((name, facts))
    };
    rows.iter().filter_map(row).collect()
}
