//! Parses Markdown into parts, sections and statements as written.
//!
//! pulldown-cmark gives a flat stream of events. One loop over it splits the file at its headings. Under a statement's heading, a
//! recursive reader turns events into [`Block`]s and [`Inline`]s. Elements that the format does not have are reported and skipped.

mod headings;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag};

use super::{
    FileSpan, Sink,
    prepare::{without_front_matter, without_overfull_lines},
    raw::{RawPart, RawSection, RawStatement},
    texts::{is_unseen, unseen},
};
use crate::{
    diagnostic::Code,
    text::{Block, Inline, Link, Target},
};

/// Maximum depth of lists and quotes. It also limits the recursion.
const MAX_DEPTH: usize = 8;

/// Maximum columns of a table. With more, it is unreadable on a phone, or as a list in Discord.
const MAX_COLUMNS: usize = 20;

/// Problems, each with its fix, that are reported for blocks and for inlines.
const FOOTNOTE: (&str, &str) = ("a footnote", "write its text into the statement");
const OTHER_ELEMENT: (&str, &str) = ("this kind of Markdown", "use paragraphs, lists, tables, quotes, emphasis, code and links");

pub(super) fn read(file: usize, text: &str, parts: &mut Vec<RawPart>, sink: &mut Sink<'_>) {
    let mut buffer = String::new();
    let text = match text.strip_prefix('\u{feff}') {
        // Replace the three bytes of the byte order mark by three spaces, so that positions do not change. Markdown allows three
        // spaces before a heading.
        Some(rest) => {
            buffer.push_str("   ");
            buffer.push_str(rest);
            buffer.as_str()
        }
        None => text,
    };
    for (start, c) in text.char_indices().filter(|(_, c)| is_unseen(*c)) {
        unseen(&FileSpan { file, span: start..start + c.len_utf8() }, c, sink);
    }
    let text = without_overfull_lines(file, text, sink);
    let text = without_front_matter(file, text, sink);
    // Footnotes are parsed only to be reported. Otherwise they would count as text.
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader {
        file,
        text: &text,
        events: Parser::new_ext(&text, options).into_offset_iter(),
        in_cell: false,
        links: Vec::new(),
        sink,
    };
    let first = parts.len();
    let mut last_level = 0;
    while let Some((event, span)) = reader.events.next() {
        // Skip horizontal lines, because they have no text.
        if matches!(event, Event::Rule) {
            continue;
        }
        if let Event::Start(Tag::Heading { level, id, classes, attrs }) = event {
            let level = level as usize;
            let heading = reader.heading(&span, level, id.as_deref(), &classes, &attrs);
            // A heading below level 3 becomes a line of the statement above it.
            if level > 3 {
                let statement = statement(&mut parts[first..]).filter(|_| last_level == 3);
                let is_outside = statement.is_none();
                reader.deeper(heading, &span, statement);
                if let Some(part) = parts[first..].last_mut().filter(|_| is_outside) {
                    part.refuse(last_level);
                }
                continue;
            }
            if level > last_level + 1 {
                reader.error(
                    Code::SkippedHeadingLevel,
                    &span,
                    format!("a heading of level {level} follows a heading of level {last_level}"),
                    "`#` opens a part, `##` a section of it, `###` a statement",
                );
            }
            last_level = level;
            match level {
                1 => parts.push(RawPart { heading, sections: Vec::new(), refused: false, links: Vec::new() }),
                2 => {
                    if let Some(part) = parts[first..].last_mut() {
                        part.sections.push(RawSection { heading, statements: Vec::new(), refused: false });
                    }
                }
                _ => {
                    if let Some(section) = parts[first..].last_mut().and_then(|part| part.sections.last_mut()) {
                        section.statements.push(RawStatement { heading, text: Vec::new(), links: Vec::new() });
                    }
                }
            }
            continue;
        }
        // Text directly below a `##` belongs to no statement, even if an earlier section has one.
        match statement(&mut parts[first..]).filter(|_| last_level == 3) {
            Some(statement) => {
                if let Some(mut block) = reader.block(event, &span, 0) {
                    crate::addresses::link(std::slice::from_mut(&mut block));
                    statement.text.push(block);
                }
                statement.links.append(&mut reader.links);
            }
            // Read it, so that its other errors are reported, too.
            None => {
                let block = reader.block(event, &span, 0);
                let links = std::mem::take(&mut reader.links);
                if block.is_some_and(|block| !crate::text::plain(&[block]).trim().is_empty()) {
                    reader.outside(&span);
                    if let Some(part) = parts[first..].last_mut() {
                        part.refuse(last_level);
                        part.links.extend(links);
                    }
                }
            }
        }
    }
}

/// Returns the statement that is being read.
fn statement(parts: &mut [RawPart]) -> Option<&mut RawStatement> {
    parts.last_mut()?.sections.last_mut()?.statements.last_mut()
}

impl RawPart {
    /// Marks the part, and the section that is being read, as one with text that was left out.
    fn refuse(&mut self, level: usize) {
        self.refused = true;
        if let Some(section) = self.sections.last_mut().filter(|_| level > 1) {
            section.refused = true;
        }
    }
}

struct Reader<'a, 'b, 'c> {
    file: usize,
    text: &'a str,
    events: OffsetIter<'a>,
    /// True in a table's cell. There, `<br>` is allowed, because Markdown has no line break for cells.
    in_cell: bool,
    /// The ids to which links of the statement lead, with the places of the links.
    links: Vec<(String, FileSpan)>,
    sink: &'b mut Sink<'c>,
}

impl Reader<'_, '_, '_> {
    fn error(&mut self, code: Code, span: &Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.sink.error(code, &FileSpan { file: self.file, span: span.clone() }, message, hint);
    }

    fn unsupported(&mut self, span: &Range<usize>, (what, hint): (&str, &str)) {
        self.error(Code::UnsupportedMarkdown, span, format!("{what} is not allowed in content"), hint);
    }

    fn outside(&mut self, span: &Range<usize>) {
        self.error(
            Code::TextOutsideStatement,
            span,
            "this text belongs to no statement",
            "add a heading `### Title {#id}` above it: only a statement has a party and a source",
        );
    }

    /// Skips everything up to the end of an element that has just started.
    fn skip(&mut self, event: &Event<'_>) {
        if !matches!(event, Event::Start(_)) {
            return;
        }
        let mut depth = 1_usize;
        while depth > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Returns the block that an event opens; `None` if the format does not have it.
    fn block(&mut self, event: Event<'_>, span: &Range<usize>, depth: usize) -> Option<Block> {
        if depth > MAX_DEPTH {
            self.error(
                Code::TooDeep,
                span,
                format!("lists and quotes are nested more than {MAX_DEPTH} levels deep"),
                "use fewer levels",
            );
            self.skip(&event);
            return None;
        }
        match event {
            Event::Start(Tag::Paragraph) => Some(Block::Paragraph(self.inlines(0))),
            Event::Start(Tag::List(start)) => {
                let mut items = Vec::new();
                while let Some((event, _)) = self.events.next() {
                    match event {
                        Event::Start(Tag::Item) => items.push(self.blocks(depth + 1)),
                        _ => break,
                    }
                }
                Some(Block::List { start, items })
            }
            Event::Start(Tag::BlockQuote(_)) => Some(Block::Quote(self.blocks(depth + 1))),
            Event::Start(Tag::CodeBlock(_)) => {
                let mut code = String::new();
                while let Some((Event::Text(text), _)) = self.events.next() {
                    code.push_str(&text);
                }
                Some(Block::Code(code))
            }
            Event::Start(Tag::HtmlBlock) | Event::Html(_) => {
                self.raw_html(span);
                self.skip(&event);
                None
            }
            Event::Start(Tag::Table(columns)) if columns.len() <= MAX_COLUMNS => self.table(span),
            Event::Rule | Event::End(_) => None,
            other => {
                let problem = match &other {
                    Event::Start(Tag::Heading { .. }) => ("a heading inside a list or quote", "move it out of the list or quote"),
                    Event::Start(Tag::Table(_)) => ("a table of more than 20 columns", "split it into tables of fewer columns"),
                    Event::Start(Tag::FootnoteDefinition(_)) => FOOTNOTE,
                    _ => OTHER_ELEMENT,
                };
                self.unsupported(span, problem);
                self.skip(&other);
                None
            }
        }
    }

    /// Returns the table that has just started. The parser gives each row as many cells as the head has.
    fn table(&mut self, span: &Range<usize>) -> Option<Block> {
        self.in_cell = true;
        let rows = self.rows();
        self.in_cell = false;
        let mut rows = rows.into_iter();
        let (head, rows) = (rows.next()?, rows.collect::<Vec<_>>());
        if rows.iter().flatten().all(Vec::is_empty) {
            self.unsupported(span, ("a table without text below its headings", "fill in a row, or remove the table"));
            return None;
        }
        Some(Block::Table { head, rows })
    }

    fn rows(&mut self) -> Vec<Vec<Vec<Inline>>> {
        let mut rows = Vec::new();
        while let Some((Event::Start(Tag::TableHead | Tag::TableRow), row)) = self.events.next() {
            let (mut cells, mut end) = (Vec::new(), row.start);
            while let Some((Event::Start(Tag::TableCell), cell)) = self.events.next() {
                end = cell.end;
                cells.push(self.inlines(0));
            }
            // The parser drops further cells without an event. Report them, because a policy must not lose words.
            if self.text.get(end..row.end).is_some_and(|rest| rest.contains(|c: char| c != '|' && !c.is_whitespace())) {
                let problem = "a table row with more cells than the table has headings";
                self.unsupported(&row, (problem, "remove the extra cells, or add a heading for each"));
            }
            rows.push(cells);
        }
        rows
    }

    /// Returns the blocks up to the end of the element that has just started. An item of a tight list contains inlines without a
    /// paragraph.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::End(_) => break,
                event if is_inline(&event) => self.inline(event, &span, 0, &mut loose),
                event => {
                    if !loose.is_empty() {
                        blocks.push(Block::Paragraph(std::mem::take(&mut loose)));
                    }
                    blocks.extend(self.block(event, &span, depth));
                }
            }
        }
        if !loose.is_empty() {
            blocks.push(Block::Paragraph(loose));
        }
        blocks
    }

    /// Returns the inlines up to the end of the element that has just started.
    fn inlines(&mut self, depth: usize) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, span)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, &span, depth, &mut out);
        }
        out
    }

    fn inline(&mut self, event: Event<'_>, span: &Range<usize>, depth: usize, out: &mut Vec<Inline>) {
        if depth > MAX_DEPTH {
            self.error(Code::TooDeep, span, "emphasis is nested too deep", "use less emphasis");
            self.skip(&event);
            return;
        }
        if let Event::Text(text) | Event::Code(text) = &event
            && let Some(c) = text.chars().find(|c| is_unseen(*c))
            && !self.text.get(span.clone()).is_some_and(|written| written.contains(is_unseen))
        {
            // This is an entity. A literal character has already been reported.
            unseen(&FileSpan { file: self.file, span: span.clone() }, c, self.sink);
        }
        match event {
            Event::Text(text) => push_text(out, &text),
            Event::SoftBreak => push_text(out, " "),
            Event::HardBreak => out.push(Inline::Break),
            Event::Code(code) => out.push(Inline::Code(code.into_string())),
            Event::Start(Tag::Emphasis) => out.push(Inline::Emphasis(self.inlines(depth + 1))),
            Event::Start(Tag::Strong) => out.push(Inline::Strong(self.inlines(depth + 1))),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let to = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                let text = self.inlines(depth + 1);
                let target = match to.strip_prefix('#') {
                    Some(id) => self.within(id, span),
                    None => match Link::new(&to) {
                        Ok(to) => Some(to.into()),
                        Err(error) => {
                            let hint = "use an http:, https:, mailto: or tel: address, or `#` and the id of a section or statement";
                            self.error(Code::UnsafeLink, span, error.to_string(), hint);
                            None
                        }
                    },
                };
                match target {
                    Some(_) if text.is_empty() => self.unsupported(span, ("a link without text", "write `[text](address)`")),
                    Some(to) => out.push(Inline::Link { to, text }),
                    None => {}
                }
            }
            Event::InlineHtml(html) if self.in_cell && is_break(&html) => out.push(Inline::Break),
            Event::InlineHtml(_) | Event::Html(_) => self.raw_html(span),
            other => {
                let problem = match &other {
                    Event::Start(Tag::Image { .. }) => ("an image", "describe it in words, or link to it"),
                    Event::FootnoteReference(_) => FOOTNOTE,
                    _ => OTHER_ELEMENT,
                };
                self.unsupported(span, problem);
                self.skip(&other);
            }
        }
    }

    /// Returns the target of a link within the content. Records the id, to check it when all ids are known.
    fn within(&mut self, id: &str, span: &Range<usize>) -> Option<Target> {
        self.links.push((id.to_owned(), FileSpan { file: self.file, span: span.clone() }));
        id.parse().ok().map(Target::within)
    }

    fn raw_html(&mut self, span: &Range<usize>) {
        let hint = "write it in Markdown, or as `code` if the tag itself is meant";
        self.error(Code::RawHtml, span, "raw HTML is not allowed in content", hint);
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
    )
}

/// Returns whether a tag is `<br>`, in any of its spellings.
fn is_break(html: &str) -> bool {
    html.trim_start_matches('<').trim_end_matches(['>', '/', ' ']).eq_ignore_ascii_case("br")
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    match out.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => out.push(Inline::Text(text.to_owned())),
    }
}
