//! Writes Markdown that a parser reads back unchanged.

use std::fmt::Write as _;

use crate::text::{Block, Inline, spans, table_as_list};

/// Escapes text: every ASCII character that may be Markdown, and line breaks.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '+' | '=' | '{' | '}' => {
                out.extend(['\\', c])
            }
            c => out.push(c),
        }
    }
    // Escape digits at the start of a line, which would open a list.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if out.starts_with('-') {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

/// A Markdown document that is written.
#[derive(Default)]
pub(super) struct Out {
    pub(super) text: String,
    /// Headings, with their levels, without text yet. They are written with the first line below them.
    headings: Vec<(usize, String)>,
}

impl Out {
    pub(super) fn line(&mut self, line: &str) {
        self.write_headings();
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Adds an empty line, unless there is one.
    pub(super) fn end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn heading(&mut self, level: usize, title: &str) {
        self.headings.retain(|(above, _)| *above < level);
        self.headings.push((level, escape(title)));
    }

    fn write_headings(&mut self) {
        for (level, title) in std::mem::take(&mut self.headings) {
            self.end();
            let _ = writeln!(self.text, "{} {title}", "#".repeat(level));
            self.end();
        }
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.line(text);
        self.end();
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], indent: &str) {
        self.write_headings();
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.line(&format!("{indent}{}", inlines(text))),
                Block::List { start, items } => {
                    for (number, item) in items.iter().enumerate() {
                        let marker = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start + number as u64));
                        let inner = format!("{indent}{}", " ".repeat(marker.len()));
                        let before = self.text.len();
                        self.blocks(item, &inner);
                        // The first line of an item follows its marker.
                        let first = before + indent.len()..before + inner.len();
                        if self.text.get(first.clone()).is_some_and(|gap| gap.trim().is_empty()) {
                            self.text.replace_range(first, &marker);
                        } else {
                            self.text.insert_str(before, &format!("{indent}{marker}\n"));
                        }
                        while self.text.ends_with("\n\n") {
                            self.text.pop();
                        }
                    }
                }
                Block::Quote(inner) => self.blocks(inner, &format!("{indent}> ")),
                Block::Code(code) => {
                    // Use a fence that the code cannot close. Indented code would become a
                    // paragraph of the list above it, and HTML in it would count as HTML.
                    let fence = "`".repeat(longest_run(code).max(2) + 1);
                    self.line(&format!("{indent}{fence}"));
                    code.trim_end().split(['\n', '\r']).for_each(|line| self.line(&format!("{indent}{line}")));
                    self.line(&format!("{indent}{fence}"));
                }
                Block::Table { head, rows }
                    if indent.is_empty() && head.iter().chain(rows.iter().flatten()).all(|cell| is_cell(cell)) =>
                {
                    let row =
                        |cells: &[Vec<Inline>]| format!("| {} |", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "));
                    self.line(&row(head));
                    self.line(&format!("|{}", " --- |".repeat(head.len())));
                    rows.iter().for_each(|cells| self.line(&row(cells)));
                }
                Block::Table { head, rows } => {
                    self.blocks(&[table_as_list(head, rows)], indent);
                    continue;
                }
            }
            self.text.push_str(indent.trim_end());
            self.text.push('\n');
        }
    }
}

/// Returns whether Markdown can write this text as a cell of a table. In code and addresses in a
/// cell, it cannot write a backslash before a pipe.
fn is_cell(text: &[Inline]) -> bool {
    text.iter().all(|inline| match inline {
        Inline::Code(code) => !code.contains("\\|"),
        Inline::Link { to, text } => !to.as_str().contains("\\|") && is_cell(text),
        Inline::Emphasis(inner) | Inline::Strong(inner) => is_cell(inner),
        Inline::Text(_) | Inline::Break => true,
    })
}

/// Writes a cell of a table, in which every pipe is escaped, also in code and addresses.
fn cell(text: &[Inline]) -> String {
    let mut out = String::new();
    for c in inlines(text).chars() {
        if c == '|' && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns the length of the longest run of backticks.
fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Returns an address that cannot end its angle brackets, and that a parser reads back unchanged.
fn address(to: &str) -> String {
    let mut out = String::with_capacity(to.len());
    for c in to.chars() {
        if matches!(c, '\\' | '<' | '>' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Writes a text of a TOML file, in which code is between backticks.
pub(super) fn with_code(text: &str) -> String {
    inlines(&spans(text))
}

fn inlines(text: &[Inline]) -> String {
    text.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => escape(text),
        Inline::Emphasis(inner) => format!("*{}*", inlines(inner)),
        Inline::Strong(inner) => format!("**{}**", inlines(inner)),
        // A longer fence than any run of backticks inside.
        Inline::Code(code) => {
            let longest = longest_run(code);
            let fence = "`".repeat(longest + 1);
            let space = if longest > 0 { " " } else { "" };
            format!("{fence}{space}{}{space}{fence}", code.replace(['\n', '\r'], " "))
        }
        // A statement is known by its id, which is below its text. Programs make other ids from its heading.
        Inline::Link { to, text } => match to.id() {
            Some(id) => format!("{} (`{id}`)", inlines(text)),
            None => format!("[{}](<{}>)", inlines(text), address(to.as_str())),
        },
        Inline::Break => "  ".to_owned(),
    }
}
