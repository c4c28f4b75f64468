//! Parses Markdown into blocks.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::{
    builder::{Builder, ElementKind, Open},
    html::{Html, image},
    report::Report,
    tree::{Block, Inline},
};

/// Maximum depth of nested indented texts. Deeper ones lose all indentation.
const MAX_INDENTED: usize = 3;

/// Maximum length of a line that is an item of a list without a mark, and minimum length of the longest line of a wrapped paragraph.
const MAX_SHORT: usize = 80;
const MIN_WRAPPED: usize = 40;

/// Reads Markdown, or HTML if the text is nothing else.
pub(crate) fn read(text: &str, report: &mut Report) -> Vec<Block> {
    let mut builder = Builder::new(report);
    if is_html(text) {
        Html::of(text).read(text, 1, &mut builder);
    } else {
        Reader::new(text, 0, 0).read(&mut builder);
    }
    builder.finish()
}

/// Returns true if a text is an HTML document: it begins as one, or it begins with a tag, and so do six of ten
/// of its lines that are not blank.
pub(crate) fn is_html(text: &str) -> bool {
    let start = after_comments(text).to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return true;
    }
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
    let (all, tags) = lines.fold((0, 0), |(all, tags), line| (all + 1, tags + usize::from(line.starts_with('<'))));
    tags > 2 && tags * 10 >= all * 6 && start.starts_with('<') && !text.contains("\n#") && !text.contains("\n- ")
}

/// Returns a text without the comments at its start, such as a license.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((_, behind)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = behind.trim_start();
    }
    rest
}

fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

struct Reader<'t> {
    text: &'t str,
    starts: Vec<usize>,
    html: Html,
    /// The HTML block that is being read, and its line.
    block: Option<(String, usize)>,
    /// The end of the last cell of a table row that has been read.
    cell_end: usize,
    /// The description of the image that is open, its address and its depth.
    alt: Option<(String, String, usize)>,
    /// The indented text that is being read, and its line.
    indented: Option<(String, usize)>,
    /// The number of lines before the text, and the number of indented texts around it.
    before: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, before: usize, depth: usize) -> Self {
        let html = Html::of(text);
        Self { text, starts: starts(text), html, block: None, cell_end: 0, alt: None, indented: None, before, depth }
    }
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.before + self.starts.partition_point(|start| *start <= at)
    }

    fn read(&mut self, builder: &mut Builder<'_>) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_WIKILINKS;
        let parser = Parser::new_ext(self.text, options);
        for (event, span) in parser.into_offset_iter() {
            let line = self.line(span.start);
            match &event {
                Event::End(TagEnd::TableCell) => self.cell_end = span.end,
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                    // The parser drops these cells without an event, as other programs that show Markdown do.
                    let dropped = self.text.get(self.cell_end..span.end).unwrap_or_default().replace('|', " ");
                    if !dropped.trim().is_empty() {
                        builder.report().lost(line, "cells beyond the last column of a table were taken out", dropped.trim());
                    }
                }
                _ => {}
            }
            let raw = self.text.get(span).unwrap_or_default();
            if self.within_image(&event, line, builder) {
                continue;
            }
            match event {
                Event::Start(tag) => self.start(tag, raw, line, builder),
                Event::End(tag) => self.end(tag, builder),
                Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) if self.html.is_unread() => {
                    self.html.report_skipped(&text, line, builder);
                }
                Event::Text(text) => {
                    if let Some((block, _)) = self.block.as_mut().or(self.indented.as_mut()) {
                        block.push_str(&text);
                    } else {
                        builder.text(&text, line);
                    }
                }
                Event::Code(text) => builder.inline(Inline::Code(text.into_string()), line),
                Event::InlineMath(text) | Event::DisplayMath(text) => builder.text(&text, line),
                Event::Html(text) => match &mut self.block {
                    Some((block, _)) => block.push_str(&text),
                    None => self.html.read(&text, line, builder),
                },
                Event::InlineHtml(text) => self.html.read(&text, line, builder),
                Event::FootnoteReference(label) => builder.inline(Inline::FootnoteRef(label.into_string()), line),
                Event::SoftBreak => builder.text("\n", line),
                Event::HardBreak => builder.inline(Inline::Break, line),
                Event::Rule => builder.rule(line),
                Event::TaskListMarker(done) => builder.text(if done { "☑ " } else { "☐ " }, line),
            }
        }
    }

    /// Collects the alternative text of an image. Returns false outside of images.
    fn within_image(&mut self, event: &Event<'_>, line: usize, builder: &mut Builder<'_>) -> bool {
        let Some((alt, address, depth)) = &mut self.alt else { return false };
        match event {
            Event::Start(_) => *depth += 1,
            Event::End(_) if *depth == 0 => {
                let (alt, address) = (std::mem::take(alt), std::mem::take(address));
                self.alt = None;
                image(&alt, &address, line, builder);
            }
            Event::End(_) => *depth -= 1,
            Event::Text(text) | Event::Code(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
        true
    }

    fn start(&mut self, tag: Tag<'_>, raw: &str, line: usize, builder: &mut Builder<'_>) {
        match tag {
            Tag::Paragraph => builder.open(Open::Paragraph, line),
            Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    let attributes = raw.rsplit_once('{').map_or("", |(_, attributes)| attributes);
                    builder.report().lost(line, "attributes of a heading were taken out", attributes);
                }
                builder.open(Open::Heading(level as u8, id.map(|id| id.into_string())), line);
            }
            Tag::BlockQuote(kind) => {
                builder.open(Open::Quote, line);
                if let Some(kind) = kind {
                    builder.report().lost(line, "the mark of an admonition was taken out, and its text kept", mark(kind));
                }
            }
            // In a policy, an indented text is not code, but an indented heading, list or
            // paragraph.
            Tag::CodeBlock(CodeBlockKind::Indented) => self.indented = Some((String::new(), line)),
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    builder.report().lost(line, "the language of a code block was taken out", language.into_string());
                }
                builder.open(Open::CodeBlock, line);
            }
            Tag::HtmlBlock => self.block = Some((String::new(), line)),
            Tag::List(start) => builder.open(Open::List(start), line),
            Tag::Item => builder.open(Open::Item, line),
            Tag::FootnoteDefinition(label) => builder.open(Open::Footnote(label.into_string()), line),
            Tag::Table(_) => builder.open(Open::Table, line),
            Tag::TableHead => builder.open(Open::Row(true), line),
            Tag::TableRow => builder.open(Open::Row(false), line),
            Tag::TableCell => builder.open(Open::Cell(false), line),
            Tag::Emphasis => builder.open(Open::Emphasis, line),
            Tag::Strong => builder.open(Open::Strong, line),
            Tag::Link { link_type, dest_url, title, .. } => {
                if !title.is_empty() {
                    builder.report().lost(line, "the title of a link was taken out", title.into_string());
                }
                let to = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                builder.open(Open::Link(to), line);
            }
            Tag::Image { dest_url, title, .. } => {
                if !title.is_empty() {
                    builder.report().lost(line, "the title of an image was taken out", title.into_string());
                }
                self.alt = Some((String::new(), dest_url.into_string(), 0));
            }
            Tag::Strikethrough => builder.report().lost(line, "struck-out text is shown as ordinary text", ""),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, builder: &mut Builder<'_>) {
        let kind = match tag {
            TagEnd::Paragraph => ElementKind::Paragraph,
            TagEnd::Heading(_) => ElementKind::Heading,
            TagEnd::BlockQuote(_) => ElementKind::Quote,
            TagEnd::CodeBlock if self.indented.is_some() => {
                if let Some((text, line)) = self.indented.take() {
                    let text = unindented(&text, self.depth >= MAX_INDENTED);
                    Reader::new(&text, line.saturating_sub(1), self.depth + 1).read(builder);
                }
                return;
            }
            TagEnd::CodeBlock => ElementKind::CodeBlock,
            TagEnd::HtmlBlock => {
                if let Some((html, line)) = self.block.take() {
                    self.html.read(&html, line, builder);
                }
                return;
            }
            TagEnd::List(_) => ElementKind::List,
            TagEnd::Item => ElementKind::Item,
            TagEnd::FootnoteDefinition => ElementKind::Footnote,
            TagEnd::Table => ElementKind::Table,
            TagEnd::TableHead | TagEnd::TableRow => ElementKind::Row,
            TagEnd::TableCell => ElementKind::Cell,
            TagEnd::Emphasis => ElementKind::Emphasis,
            TagEnd::Strong => ElementKind::Strong,
            TagEnd::Link => ElementKind::Link,
            _ => return,
        };
        builder.close(kind);
    }
}

/// Returns a text without the indentation that all its lines share, or without any indentation if
/// `all` is true. Lines that do not form a paragraph become a list.
fn unindented(text: &str, all: bool) -> String {
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or_default();
    let lines = text.lines().map(|line| if all { line.trim_start() } else { line.get(least..).unwrap_or_default() });
    let lines: Vec<&str> = lines.collect();
    let mut out = String::new();
    for (number, lines) in lines.split(|line| line.trim().is_empty()).enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let mark = if is_list(lines) { "- " } else { "" };
        lines.iter().for_each(|line| out.extend([mark, line, "\n"]));
    }
    out
}

/// Returns true for lines without marks that are items of a list: each ends as a sentence does, or is short.
fn is_list(lines: &[&str]) -> bool {
    let marked = |line: &&str| line.starts_with([' ', '\t', '-', '*', '+', '>', '#', '|']);
    let ended = |line: &&str| line.trim_end().ends_with(['.', ';', '!', '?', '。', '；', '！', '？']);
    let full = lines.split_last().map_or(&[][..], |(_, full)| full);
    !full.is_empty() && !lines.iter().any(marked) && (full.iter().all(ended) || are_short(lines))
}

/// Returns true if the lines are too short to come from wrapping: wrapped lines, except the last,
/// are about equally long.
pub(crate) fn are_short(lines: &[&str]) -> bool {
    let length = |line: &&str| line.trim().chars().count();
    let longest = lines.iter().map(length).max().unwrap_or_default();
    let full = lines.split_last().map_or(&[][..], |(_, full)| full);
    let wrapped = longest >= MIN_WRAPPED && full.iter().all(|line| 3 * length(line) >= 2 * longest);
    longest <= MAX_SHORT && !wrapped
}

fn mark(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "NOTE",
        BlockQuoteKind::Tip => "TIP",
        BlockQuoteKind::Important => "IMPORTANT",
        BlockQuoteKind::Warning => "WARNING",
        BlockQuoteKind::Caution => "CAUTION",
    }
}
