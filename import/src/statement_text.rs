//! Reads the sentences of a statement, and the subjects of the columns of its tables.

use carrot_core::sentence::sentences;

use crate::{
    names::{headed, of_table},
    tree::{Block, BlockKind, Inline, Row, plain},
    vocabulary::{Vocabulary, compared, is_about_policy},
};

/// Maximum length of a sentence that introduces a list, in bytes.
const MAX_LEAD: usize = 200;

/// The word of `vocabulary.toml` for a command in a sentence.
const COMMAND: &str = "slashcommand";

/// The word of `vocabulary.toml` for an event after which data is deleted. No other word of the table is its beginning.
const EVENT: &str = "xeventends";

/// Returns true if a text names a command, such as `/forget`. A path in a file has more slashes.
fn has_command(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "`\"'(「（".contains(c)).any(|word| {
        let name = word.strip_prefix('/').unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains('/')
    })
}

/// Adds the sentences of blocks, in the form of [`compared`]. `lead` is the text before the blocks that introduces them.
pub(crate) fn sentences_of(blocks: &[Block], lead: &str, out: &mut Vec<String>) {
    let mut lead = lead.to_owned();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => {
                let text = plain(inlines);
                let mut last = "";
                for sentence in sentences(text.trim()) {
                    last = sentence.trim_end();
                    let leads = last.ends_with([':', '：']);
                    if !leads && is_about_policy(&compared(last)) {
                        continue;
                    }
                    let command = if has_command(last) { COMMAND } else { "" };
                    let event = if Vocabulary::get().deletes_on_event(last) { EVENT } else { "" };
                    out.push(compared(&format!("{lead} {last} {command} {event}")));
                }
                lead = if last.ends_with([':', '：']) && last.len() <= MAX_LEAD { last.to_owned() } else { String::new() };
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    sentences_of(item, &lead, out);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => sentences_of(inner, &lead, out),
            BlockKind::Code(code) => out.push(compared(code)),
            BlockKind::Table(rows) => {
                let stages = stages_of(rows);
                // "Until deletion" in a column of storage periods says nothing of deletion.
                let row = |row: &Row| {
                    let all = row.cells.iter().enumerate().map(|(at, cell)| (at, plain(cell)));
                    let cells = all.filter(|(at, cell)| row.head || stages.get(*at).is_none_or(Option::is_none) || is_on_request(cell));
                    cells.map(|(_, cell)| cell).collect::<Vec<_>>().join(" ")
                };
                out.extend(rows.iter().map(|it| compared(&row(it))));
            }
            BlockKind::Rule => {}
        }
    }
}

/// Returns true for a cell such as "Deleted on request", which says more than the heading of its column.
fn is_on_request(cell: &str) -> bool {
    const REQUESTS: [&str; 8] = [" request", " anfrage", " demande", " solicitud", " pedido", " запрос", "依頼", "请求"];
    let cell = compared(cell);
    REQUESTS.iter().any(|request| cell.contains(request))
}

/// Returns the stage that each column of a table is about. Names of data count only beside facts about the data.
fn stages_of(rows: &[Row]) -> Vec<Option<&'static str>> {
    let Some((head, _)) = headed(rows) else { return Vec::new() };
    let lists_data = !of_table(rows, false).is_empty();
    let stage = |cell: &Vec<Inline>| Vocabulary::get().stage(&plain(cell)).filter(|stage| *stage != "name" || lists_data);
    head.cells.iter().map(stage).collect()
}

/// Returns the stages that the columns of tables are about.
pub(crate) fn stages(blocks: &[Block]) -> Vec<&'static str> {
    let tables = blocks.iter().filter_map(|block| if let BlockKind::Table(rows) = &block.kind { Some(stages_of(rows)) } else { None });
    tables.flatten().flatten().collect()
}
