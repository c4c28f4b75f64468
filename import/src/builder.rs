//! Builds a tree of formatted text from start and end events. It accepts events in the wrong order, because in hand-written HTML, end
//! tags are often missing or misplaced.

use crate::{
    report::Report,
    tables,
    tree::{Anchor, Block, BlockKind, Inline, Row, plain, trimmed},
};

/// Maximum depth of nested lists and quotes: deeper ones are flattened. The content format allows eight levels.
const MAX_DEPTH: usize = 5;

/// The start of an element.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Open {
    Paragraph,
    Heading(u8, Option<String>),
    List(Option<u64>),
    Item,
    Quote,
    CodeBlock,
    Table,
    Row(bool),
    Cell(bool),
    Footnote(String),
    Emphasis,
    Strong,
    CodeSpan,
    Link(String),
}

/// The end of an element: the kind of an [`Open`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ElementKind {
    Root,
    Paragraph,
    Heading,
    List,
    Item,
    Quote,
    CodeBlock,
    Table,
    Row,
    Cell,
    Footnote,
    Emphasis,
    Strong,
    CodeSpan,
    Link,
}

impl Open {
    fn kind(&self) -> ElementKind {
        match self {
            Self::Paragraph => ElementKind::Paragraph,
            Self::Heading(..) => ElementKind::Heading,
            Self::List(_) => ElementKind::List,
            Self::Item => ElementKind::Item,
            Self::Quote => ElementKind::Quote,
            Self::CodeBlock => ElementKind::CodeBlock,
            Self::Table => ElementKind::Table,
            Self::Row(_) => ElementKind::Row,
            Self::Cell(_) => ElementKind::Cell,
            Self::Footnote(_) => ElementKind::Footnote,
            Self::Emphasis => ElementKind::Emphasis,
            Self::Strong => ElementKind::Strong,
            Self::CodeSpan => ElementKind::CodeSpan,
            Self::Link(_) => ElementKind::Link,
        }
    }
}

impl ElementKind {
    fn is_inline(self) -> bool {
        matches!(self, Self::Emphasis | Self::Strong | Self::CodeSpan | Self::Link)
    }

    /// Returns true if it may contain blocks.
    fn is_container(self) -> bool {
        matches!(self, Self::Root | Self::Item | Self::Quote | Self::Footnote)
    }
}

/// An open element with its content so far.
#[derive(Default)]
struct Frame {
    open: Option<Open>,
    line: usize,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Vec<Block>>,
    rows: Vec<Row>,
    cells: Vec<Vec<Inline>>,
    /// True for a table whose heading row has no text.
    blank_head: bool,
    /// The ids in it that no block has yet.
    anchors: Vec<Anchor>,
    /// True if it is nested too deeply: then its content is added to the frame around it.
    flat: bool,
}

impl Frame {
    fn new(open: Option<Open>, line: usize) -> Self {
        Self { open, line, ..Self::default() }
    }

    fn kind(&self) -> ElementKind {
        self.open.as_ref().map_or(ElementKind::Root, Open::kind)
    }

    /// Makes a paragraph of text that is directly in a container.
    fn flush(&mut self) {
        let inlines = trimmed(std::mem::take(&mut self.inlines));
        if !inlines.is_empty() {
            self.add(Block::new(self.line, BlockKind::Paragraph(inlines)));
        }
    }

    /// Adds a block, to which the ids before it and in it belong.
    fn add(&mut self, block: Block) {
        self.blocks.push(block.with(std::mem::take(&mut self.anchors)));
    }
}

pub(crate) struct Builder<'r> {
    stack: Vec<Frame>,
    report: &'r mut Report,
}

impl<'r> Builder<'r> {
    pub(crate) fn new(report: &'r mut Report) -> Self {
        Self { stack: vec![Frame::new(None, 1)], report }
    }
    pub(crate) fn report(&mut self) -> &mut Report {
        self.report
    }

    fn top(&self) -> ElementKind {
        self.stack.last().map_or(ElementKind::Root, Frame::kind)
    }
    pub(crate) fn open(&mut self, open: Open, line: usize) {
        let kind = open.kind();
        if kind.is_inline() {
            self.accept_text(line);
            let depth = self.stack.iter().filter(|frame| frame.kind().is_inline()).count();
            let mut frame = Frame::new(Some(open), line);
            frame.flat = depth >= MAX_DEPTH;
            self.stack.push(frame);
            return;
        }
        if self.in_cell() {
            match kind {
                ElementKind::Row | ElementKind::Cell => {}
                // A heading in a layout table, or without an end.
                ElementKind::Heading => self.close_until(ElementKind::is_container),
                // A block inside a cell: its text is a line of the cell.
                _ => return self.end_line(line),
            }
        }
        match kind {
            ElementKind::Item => self.close_until(|kind| {
                matches!(kind, ElementKind::List | ElementKind::Root | ElementKind::Quote | ElementKind::Cell | ElementKind::Footnote)
            }),
            ElementKind::Row => self.close_until(|kind| {
                matches!(kind, ElementKind::Table | ElementKind::Root | ElementKind::Item | ElementKind::Quote | ElementKind::Footnote)
            }),
            ElementKind::Cell => self.close_until(|kind| {
                matches!(kind, ElementKind::Row | ElementKind::Table | ElementKind::Root | ElementKind::Quote | ElementKind::Footnote)
            }),
            _ => self.close_until(ElementKind::is_container_or_list),
        }
        match (kind, self.top()) {
            (ElementKind::Item, ElementKind::List) | (ElementKind::Row, ElementKind::Table) | (ElementKind::Cell, ElementKind::Row) => {
            }
            (ElementKind::Item, _) => self.push(Open::List(None), line),
            (ElementKind::Row, _) => self.push(Open::Table, line),
            (ElementKind::Cell, ElementKind::Table) => self.push(Open::Row(false), line),
            (ElementKind::Cell, _) => {
                self.push(Open::Table, line);
                self.push(Open::Row(false), line);
            }
            // Anything else directly in a list becomes an item.
            (_, ElementKind::List) => self.push(Open::Item, line),
            _ => {}
        }
        self.push(open, line);
    }

    /// Notes an id that the author wrote. It belongs to the text around it, or else to the next block.
    pub(crate) fn anchor(&mut self, id: &str) {
        if let Some(top) = self.stack.last_mut().filter(|_| !id.is_empty()) {
            top.anchors.push(Anchor::Written(id.to_owned()));
        }
    }

    fn in_cell(&self) -> bool {
        self.stack.iter().rev().any(|frame| frame.kind() == ElementKind::Cell)
    }

    /// Returns true between the rows of a table.
    pub(crate) fn in_table(&self) -> bool {
        self.top() == ElementKind::Table
    }

    fn push(&mut self, open: Open, line: usize) {
        let kind = open.kind();
        let mut frame = Frame::new(Some(open), line);
        if matches!(kind, ElementKind::List | ElementKind::Quote | ElementKind::Table) {
            let depth = self.stack.iter().filter(|frame| matches!(frame.kind(), ElementKind::List | ElementKind::Quote)).count();
            frame.flat = depth >= MAX_DEPTH;
            if frame.flat {
                self.report.lost(line, "lists and quotes nested too deep were flattened", "");
            }
        }
        if let Some(top) = self.stack.last_mut() {
            top.flush();
            if top.kind() == ElementKind::Item && top.blocks.is_empty() {
                top.line = line;
            }
        }
        self.stack.push(frame);
    }

    /// Closes elements that cannot contain text, and opens those that text needs.
    fn accept_text(&mut self, line: usize) {
        match self.top() {
            ElementKind::List => self.push(Open::Item, line),
            ElementKind::Table | ElementKind::Row => self.open(Open::Cell(false), line),
            _ => {}
        }
        if let Some(top) = self.stack.last_mut()
            && top.inlines.is_empty()
            && top.kind().is_container()
        {
            top.line = line;
        }
    }

    pub(crate) fn text(&mut self, text: &str, line: usize) {
        if text.is_empty()
            || (text.trim().is_empty() && matches!(self.top(), ElementKind::List | ElementKind::Table | ElementKind::Row))
        {
            return;
        }
        self.inline(Inline::Text(text.to_owned()), line);
    }

    pub(crate) fn inline(&mut self, inline: Inline, line: usize) {
        self.accept_text(line);
        let Some(top) = self.stack.last_mut() else { return };
        match (inline, top.inlines.last_mut()) {
            (Inline::Text(text), Some(Inline::Text(before))) => before.push_str(&text),
            (inline, _) => top.inlines.push(inline),
        }
    }

    /// Closes open elements of this kind, if there are any.
    pub(crate) fn close(&mut self, kind: ElementKind) {
        let barrier = |frame: &Frame| match kind {
            ElementKind::Emphasis | ElementKind::Strong | ElementKind::CodeSpan | ElementKind::Link => !frame.kind().is_inline(),
            ElementKind::Paragraph | ElementKind::Heading => frame.kind().is_container(),
            ElementKind::Item => matches!(frame.kind(), ElementKind::List | ElementKind::Quote),
            ElementKind::Cell => frame.kind() == ElementKind::Table,
            ElementKind::List | ElementKind::Quote | ElementKind::CodeBlock => frame.kind() == ElementKind::Cell,
            _ => false,
        };
        for at in (1..self.stack.len()).rev() {
            if self.stack[at].kind() == kind {
                self.close_to(at);
                return;
            }
            if barrier(&self.stack[at]) {
                break;
            }
        }
        // The end of a block also ends text that is in no paragraph.
        if !kind.is_inline()
            && let Some(top) = self.stack.last_mut().filter(|top| top.kind().is_container())
        {
            top.flush();
        }
    }

    /// Ends a line in a cell, and removes spaces at its end. An empty line is not ended.
    fn end_line(&mut self, line: usize) {
        let Some(top) = self.stack.last_mut() else { return };
        if let Some(Inline::Text(text)) = top.inlines.last_mut() {
            text.truncate(text.trim_end().len());
        }
        top.inlines.pop_if(|last| *last == Inline::Text(String::new()));
        if !matches!(top.inlines.last(), None | Some(Inline::Break)) {
            self.inline(Inline::Break, line);
        }
    }

    /// Ends a paragraph at the border of an HTML block such as `div`.
    pub(crate) fn separate(&mut self, line: usize) {
        if self.in_cell() {
            return self.end_line(line);
        }
        self.close_until(ElementKind::is_container_or_list);
        if let Some(top) = self.stack.last_mut().filter(|top| top.kind().is_container()) {
            top.flush();
        }
    }

    /// Ends the open row of the innermost table. Outside of tables, ends a paragraph.
    pub(crate) fn end_rows(&mut self, line: usize) {
        match self.stack.iter().rposition(|frame| frame.kind() == ElementKind::Table) {
            Some(table) => self.close_to(table + 1),
            None => self.separate(line),
        }
    }

    /// Ends a paragraph at a horizontal line. Keeps the line only at the top level, where it separates sections.
    pub(crate) fn rule(&mut self, line: usize) {
        self.separate(line);
        if let [root] = self.stack.as_mut_slice() {
            root.blocks.push(Block::new(line, BlockKind::Rule));
        }
    }

    fn close_until(&mut self, stop: impl Fn(ElementKind) -> bool) {
        while self.stack.len() > 1 && !stop(self.top()) {
            self.close_to(self.stack.len() - 1);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            if let Some(frame) = self.stack.pop() {
                self.closed(frame);
            }
        }
    }

    fn closed(&mut self, mut frame: Frame) {
        let line = frame.line;
        let Some(below) = self.stack.last_mut() else { return };
        let Some(open) = frame.open.take() else { return };
        if open.kind().is_container() || frame.flat {
            frame.flush();
        }
        below.anchors.append(&mut frame.anchors);
        match open {
            _ if frame.flat => {
                below.flush();
                below.blocks.extend(frame.items.into_iter().flatten());
                below.blocks.extend(frame.blocks);
                let cells = frame.rows.into_iter().flat_map(|row| row.cells).filter(|cell| !cell.is_empty());
                below.blocks.extend(cells.map(|cell| Block::new(line, BlockKind::Paragraph(cell))));
            }
            Open::Emphasis => wrap(below, frame.inlines, Inline::Emphasis),
            Open::Strong => wrap(below, frame.inlines, Inline::Strong),
            Open::CodeSpan => {
                let code = plain(&frame.inlines);
                if !code.trim().is_empty() {
                    below.inlines.push(Inline::Code(code));
                }
            }
            Open::Link(to) => below.inlines.push(Inline::Link { to, text: frame.inlines }),
            Open::Paragraph => {
                let inlines = trimmed(frame.inlines);
                if !inlines.is_empty() {
                    below.flush();
                    below.add(Block::new(line, BlockKind::Paragraph(inlines)));
                }
            }
            Open::Heading(level, id) => {
                below.flush();
                let text = trimmed(frame.inlines);
                below.add(Block::new(line, BlockKind::Heading { level, id, text }));
            }
            Open::Item => {
                if !frame.blocks.is_empty() {
                    below.items.push(frame.blocks);
                }
            }
            Open::List(start) => {
                if !frame.items.is_empty() {
                    below.add(Block::new(line, BlockKind::List { start, items: frame.items }));
                }
            }
            Open::Quote => {
                if !frame.blocks.is_empty() {
                    below.add(Block::new(line, BlockKind::Quote(frame.blocks)));
                }
            }
            Open::Footnote(label) => below.add(Block::new(line, BlockKind::Footnote { label, blocks: frame.blocks })),
            Open::CodeBlock => {
                let code = plain(&frame.inlines);
                if !code.trim().is_empty() {
                    below.add(Block::new(line, BlockKind::Code(code)));
                }
            }
            Open::Cell(head) => {
                below.cells.push(trimmed(frame.inlines));
                if head && let Some(Open::Row(row)) = &mut below.open {
                    *row = true;
                }
            }
            Open::Row(head) => {
                below.blank_head |= head && below.rows.is_empty() && frame.cells.iter().all(Vec::is_empty);
                if frame.cells.iter().any(|cell| !cell.is_empty()) {
                    // A row is a heading row if all of its cells are headings: HTML also marks the first cell of ordinary rows.
                    below.rows.push(Row { head: head && (below.rows.is_empty()), cells: frame.cells });
                }
            }
            Open::Table => {
                if frame.blank_head {
                    let above = tables::head_below_blank(&mut frame.rows);
                    below.flush();
                    above.into_iter().for_each(|cell| below.add(Block::new(line, BlockKind::Paragraph(cell))));
                }
                if let [first, _, ..] = frame.rows.as_mut_slice() {
                    // Without `th`, people write the headings in bold.
                    let bold = |cell: &Vec<Inline>| matches!(cell.as_slice(), [Inline::Strong(_)]);
                    first.head |= first.cells.len() > 1 && first.cells.iter().all(bold);
                }
                if !frame.rows.is_empty() {
                    below.add(Block::new(line, BlockKind::Table(frame.rows)));
                }
            }
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Block> {
        self.close_to(1);
        self.stack.pop().map_or_else(Vec::new, |mut root| {
            root.flush();
            let anchors = std::mem::take(&mut root.anchors);
            root.blocks.last_mut().into_iter().for_each(|last| last.anchors.extend(anchors.iter().cloned()));
            root.blocks
        })
    }
}

impl ElementKind {
    fn is_container_or_list(self) -> bool {
        self.is_container() || matches!(self, Self::List)
    }
}

fn wrap(below: &mut Frame, inlines: Vec<Inline>, make: fn(Vec<Inline>) -> Inline) {
    if plain(&inlines).trim().is_empty() {
        below.inlines.extend(inlines);
    } else {
        below.inlines.push(make(inlines));
    }
}
