//! Writes the imported text as Markdown and TOML, in the style of an author.

use std::fmt::Write as _;

use crate::{
    links::{bare, is_address},
    tree::{Block, BlockKind, Inline, Row, one_line, plain, trimmed},
};

/// Writes a heading with its attributes.
pub(crate) fn heading(level: usize, title: &str, attributes: &str, out: &mut String) {
    let title = escaped(title, true);
    let _ = writeln!(out, "{} {title} {{{attributes}}}\n", "#".repeat(level));
}

/// Maximum columns of a table, as in content.
const MAX_COLUMNS: usize = 20;

/// Writes blocks, each followed by an empty line.
pub(crate) fn blocks(blocks: &[Block], out: &mut String) {
    let mut after_list = false;
    for block in blocks {
        let is_list = match &block.kind {
            BlockKind::List { .. } => true,
            BlockKind::Table(rows) => !is_table(rows),
            _ => false,
        };
        if after_list && is_list {
            // Markdown joins two consecutive lists, unless they have different marks.
            self::block(block, true, out);
            after_list = false;
            continue;
        }
        after_list = is_list;
        self::block(block, false, out);
    }
}

fn block(block: &Block, other_mark: bool, out: &mut String) {
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => {
            let text = paragraph(inlines);
            if !text.is_empty() {
                let _ = writeln!(out, "{text}\n");
            }
        }
        BlockKind::List { start, items } => list(*start, items, other_mark, out),
        BlockKind::Quote(inner) => {
            let mut quoted = String::new();
            blocks(inner, &mut quoted);
            for line in quoted.trim_end().lines() {
                let _ = writeln!(out, "{}", format!("> {line}").trim_end());
            }
            out.push('\n');
        }
        BlockKind::Code(code) => {
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest.max(2) + 1);
            let _ = writeln!(out, "{fence}");
            for line in code.trim_end_matches('\n').lines() {
                let _ = writeln!(out, "{}", line.trim_end());
            }
            let _ = writeln!(out, "{fence}\n");
        }
        BlockKind::Table(rows) if is_table(rows) => table(rows, out),
        BlockKind::Table(rows) => table_as_list(rows, other_mark, out),
        BlockKind::Footnote { blocks: inner, .. } => blocks(inner, out),
        BlockKind::Rule => {}
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>], other_mark: bool, out: &mut String) {
    for (number, item) in items.iter().enumerate() {
        let mark = match start {
            Some(start) => format!("{}{} ", start.min(999_999).saturating_add(number as u64), if other_mark { ')' } else { '.' }),
            None if other_mark => "* ".to_owned(),
            None => "- ".to_owned(),
        };
        let inner = " ".repeat(mark.len());
        let mut text = String::new();
        blocks(item, &mut text);
        let text = match item.as_slice() {
            [Block { kind: BlockKind::Paragraph(_), .. }, Block { kind: BlockKind::List { .. }, .. }] => text.replacen("\n\n", "\n", 1),
            _ => text,
        };
        let text = text.trim_end();
        for (at, line) in text.lines().enumerate() {
            let begin = if at == 0 { &mark } else { &inner };
            let _ = writeln!(out, "{}", format!("{begin}{line}").trim_end());
        }
        if item.len() > 1 && number + 1 < items.len() && !matches!(item.last().map(|block| &block.kind), Some(BlockKind::List { .. })) {
            out.push('\n');
        }
    }
    out.push('\n');
}

/// Returns whether content can have these rows as a table. It needs headings, text below them, and
/// a column for each cell. In the code of a cell, Markdown cannot write a backslash before a pipe.
fn is_table(rows: &[Row]) -> bool {
    fn is_cell(cell: &[Inline]) -> bool {
        cell.iter().all(|inline| match inline {
            Inline::Code(code) => !code.contains("\\|"),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => is_cell(inner),
            Inline::Text(_) | Inline::FootnoteRef(_) | Inline::Break => true,
        })
    }
    let Some((head, body)) = rows.split_first() else { return false };
    let is_blank = |cell: &Vec<Inline>| plain(cell).trim().is_empty();
    head.head
        && head.cells.len() <= MAX_COLUMNS
        && !head.cells.iter().all(is_blank)
        && !body.iter().flat_map(|row| &row.cells).all(is_blank)
        && body.iter().all(|row| row.cells.iter().skip(head.cells.len()).all(is_blank))
        && rows.iter().flat_map(|row| &row.cells).all(|cell| is_cell(cell))
}

fn table(rows: &[Row], out: &mut String) {
    let columns = rows.first().map_or(0, |head| head.cells.len());
    for (at, row) in rows.iter().enumerate() {
        for cell in (0..columns).map(|column| row.cells.get(column).map_or(&[][..], Vec::as_slice)) {
            let mut text = String::new();
            inlines(&trimmed(cell.to_vec()), &mut text);
            let _ = write!(out, "| {}", text.trim().replace("\\\n", "<br>").replace('|', "\\|"));
            if !text.trim().is_empty() {
                out.push(' ');
            }
        }
        out.push_str("|\n");
        if at == 0 {
            let _ = writeln!(out, "|{}", " --- |".repeat(columns));
        }
    }
    out.push('\n');
}

/// Writes a list in place of a table that content cannot have: an item for each row, with the
/// heading of each column before its cell.
fn table_as_list(rows: &[Row], other_mark: bool, out: &mut String) {
    let head = rows.first().filter(|row| row.head && rows.len() > 1);
    let body = if head.is_some() { rows.get(1..).unwrap_or_default() } else { rows };
    let mut items = Vec::new();
    for row in body {
        let mut cells = row.cells.iter().enumerate().filter(|(_, cell)| !plain(cell).trim().is_empty());
        let Some((first_at, first)) = cells.next() else { continue };
        let name = |at: usize| head.and_then(|head| head.cells.get(at)).map(|cell| plain(cell)).filter(|name| !name.trim().is_empty());
        let labelled = |at: usize, cell: &[Inline]| {
            let mut text: Vec<Inline> =
                name(at).map(|name| Inline::Text(format!("{}: ", name.trim().trim_end_matches(':')))).into_iter().collect();
            text.extend(cell.iter().cloned());
            text
        };
        let line = |inlines: Vec<Inline>| Block::new(0, BlockKind::Paragraph(inlines));
        let mut item = vec![line(labelled(first_at, first))];
        let rest: Vec<(usize, &Vec<Inline>)> = cells.collect();
        // A label and its text are one line, as in "Mail: me@bot.example".
        if let (None, [(_, text)]) = (head, rest.as_slice())
            && !first.contains(&Inline::Break)
            && !text.contains(&Inline::Break)
        {
            let colon = if plain(first).trim_end().ends_with([':', '：']) { " " } else { ": " };
            let label = trimmed(first.clone()).into_iter().chain([Inline::Text(colon.to_owned())]);
            items.push(vec![line(label.chain(trimmed(text.to_vec())).collect())]);
            continue;
        }
        let rest: Vec<Vec<Block>> = rest.into_iter().map(|(at, cell)| vec![line(labelled(at, cell))]).collect();
        if !rest.is_empty() {
            item.push(Block::new(0, BlockKind::List { start: None, items: rest }));
        }
        items.push(item);
    }
    if let Some(head) = head {
        // Write the headings of empty columns as a paragraph, because no item has them.
        let empty: Vec<String> = (0..head.cells.len())
            .filter(|at| body.iter().all(|row| row.cells.get(*at).is_none_or(|cell| plain(cell).trim().is_empty())))
            .filter_map(|at| head.cells.get(at).map(|cell| plain(cell)).filter(|name| !name.trim().is_empty()))
            .collect();
        if !empty.is_empty() {
            block(&Block::new(0, BlockKind::Paragraph(vec![Inline::Text(empty.join(", "))])), false, out);
        }
    }
    list(None, &items, other_mark, out);
}

/// Writes a paragraph in one line, or in several if the author broke it.
pub(crate) fn paragraph(inlines: &[Inline]) -> String {
    let mut text = String::new();
    self::inlines(&trimmed(inlines.to_vec()), &mut text);
    let lines: Vec<String> = text.split("\\\n").map(|line| begun(line.trim())).filter(|line| !line.is_empty()).collect();
    lines.join("\\\n")
}

/// Escapes characters that would open a block at the beginning of a line.
fn begun(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    match line.chars().next() {
        Some('#' | '+' | '-' | '>' | '=' | '~' | ':' | '|') => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

fn inlines(list: &[Inline], out: &mut String) {
    for inline in list {
        match inline {
            Inline::Text(text) => out.push_str(&escaped(text, false)),
            Inline::Emphasis(inner) => wrapped(inner, "*", out),
            Inline::Strong(inner) => wrapped(inner, "**", out),
            Inline::Code(code) => {
                let code = one_line(code);
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
                let mark = "`".repeat(longest + 1);
                let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                if !code.is_empty() {
                    let _ = write!(out, "{mark}{space}{code}{space}{mark}");
                }
            }
            Inline::Link { to, text } => link(to, text, out),
            Inline::Break => out.push_str("\\\n"),
            Inline::FootnoteRef(label) => {
                let _ = write!(out, " ({})", escaped(label, false));
            }
        }
    }
}

fn link(to: &str, text: &[Inline], out: &mut String) {
    let mut shown = String::new();
    inlines(text, &mut shown);
    let shown = shown.replace("\\\n", " ");
    let same = plain(text) == bare(to);
    if same && is_address(to) && to.is_ascii() && !to.contains(['\\', '`']) {
        // Write the address without `mailto:`, which would be shown.
        let _ = write!(out, "<{}>", bare(to));
    } else {
        // "Look![here](…)" would be an image.
        if out.ends_with('!') {
            out.pop();
            out.push_str("\\!");
        }
        let address = to.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E");
        let _ = write!(out, "[{}](<{address}>)", shown.trim());
    }
}

/// Writes emphasized text. Markdown's emphasis needs a letter at both ends: signs after the last
/// letter are written outside, and text that begins with a sign is written without emphasis.
fn wrapped(inner: &[Inline], mark: &str, out: &mut String) {
    let mut text = String::new();
    inlines(inner, &mut text);
    let text = text.replace("\\\n", " ");
    let start = text.len() - text.trim_start().len();
    let mut end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let rest = text.get(end..).unwrap_or_default();
    // The end of a bracket stays with its begin, if a sign follows: "(GDPR):".
    if rest.starts_with(')') && rest.len() > 1 && text.get(..end).is_some_and(|text| text.rfind('(') > text.rfind(')')) {
        end += 1;
    }
    let free = !matches!(out.chars().last(), Some('*' | '\\' | '_'));
    // Text with marks of its own is written without emphasis, because the marks could pair wrongly.
    let core = text.get(start..end).unwrap_or_default();
    if free && core.starts_with(char::is_alphanumeric) && !core.contains(['*', '`', '[', '<']) {
        let _ = write!(out, "{}{mark}{core}{mark}{}", &text[..start], &text[end..]);
    } else {
        out.push_str(&text);
    }
}

/// Escapes characters that have a meaning in Markdown.
fn escaped(text: &str, heading: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let escape = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            '{' | '}' | '#' => heading,
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        before = c;
    }
    out
}

/// Writes a text as a TOML string.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
