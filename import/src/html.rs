//! Converts HTML, alone or in Markdown, to events of a [`Builder`]. Tags without a meaning here are removed, each with a note; their
//! text stays.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::{
    builder::{Builder, ElementKind, Open},
    tree::Inline,
};

/// Elements whose text is not part of a policy: it is not shown, or leads to other pages.
const SKIPPED: [&str; 9] = ["script", "style", "head", "noscript", "template", "svg", "iframe", "object", "nav"];

/// Elements that only end a paragraph.
const BORDERS: [&str; 19] = [
    "html",
    "body",
    "div",
    "section",
    "article",
    "main",
    "header",
    "aside",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "address",
    "center",
    "details",
    "dl",
    "label",
    "legend",
    "hgroup",
];

/// Parts of a table: they end rows, and not the table.
const TABLE_PARTS: [&str; 3] = ["thead", "tbody", "tfoot"];

/// Elements of text whose formatting is not kept.
const PLAIN: [&str; 21] = [
    "span", "font", "u", "small", "big", "sub", "sup", "mark", "abbr", "cite", "del", "ins", "s", "strike", "time", "q", "wbr",
    "input", "button", "meta", "link",
];

/// An HTML reader. It keeps state between tags, because Markdown passes them one by one.
#[derive(Debug, Default)]
pub(crate) struct Html {
    /// The element whose content is skipped.
    unread: Option<String>,
    /// True in the caption of a table. The table is opened again after its caption.
    caption: bool,
    /// True in the `thead` of a table: its first row has the headings, also in ordinary cells.
    head: bool,
    /// The names of the elements that the policy ends with a tag, in lower case.
    ended: BTreeSet<String>,
}

impl Html {
    /// Returns a reader for the tags of a policy.
    pub(crate) fn of(policy: &str) -> Self {
        let name = |rest: &str| rest.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap_or_default().to_lowercase();
        Self { ended: policy.split("</").skip(1).map(name).collect(), ..Self::default() }
    }

    /// Returns true while text is skipped.
    pub(crate) fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    /// Reads a piece of HTML that begins in a line.
    pub(crate) fn read(&mut self, html: &str, line: usize, builder: &mut Builder<'_>) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(false);
        let mut counted = (0, line);
        let mut line_of = |at: usize| {
            let (from, before) = counted;
            if at >= from {
                counted =
                    (at, before + html.as_bytes().get(from..at).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count());
            }
            counted.1
        };
        for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let line = line_of(tag.span.start);
                    self.start(&tag, html.get(tag.span.start..tag.span.end).unwrap_or_default(), line, builder);
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).to_lowercase();
                    let line = line_of(tag.span.start);
                    if let Some(unread) = &self.unread {
                        if *unread == name {
                            self.unread = None;
                        }
                    } else if name == "caption" && std::mem::take(&mut self.caption) {
                        builder.close(ElementKind::Paragraph);
                        builder.open(Open::Table, line);
                    } else if TABLE_PARTS.contains(&name.as_str()) {
                        self.head = false;
                        builder.end_rows(line);
                    } else if !end(&name, line, builder) {
                        self.unknown(html.get(tag.span.start..tag.span.end).unwrap_or_default(), line, builder);
                    }
                }
                Token::String(text) => {
                    let line = line_of(text.span.start);
                    let text = String::from_utf8_lossy(&text.value);
                    if self.unread.is_some() {
                        self.report_skipped(&text, line, builder);
                    } else {
                        // A program that converts Markdown may leave the marks of a list as text.
                        for (number, item) in text.split("\n- ").enumerate() {
                            if number > 0 {
                                builder.inline(Inline::Break, line);
                                builder.text("- ", line);
                            }
                            builder.text(&collapsed(item), line);
                        }
                    }
                }
                Token::Comment(text) => {
                    let line = line_of(text.span.start);
                    builder.report().lost(line, "a comment was taken out", String::from_utf8_lossy(&text.value));
                }
                Token::Doctype(_) => {}
                Token::Error(_) => {}
            }
        }
    }

    /// Reports text that is skipped.
    pub(crate) fn report_skipped(&self, text: &str, line: usize, builder: &mut Builder<'_>) {
        if !text.trim().is_empty() {
            let what = format!("the content of `<{}>` was taken out", self.unread.as_deref().unwrap_or_default());
            builder.report().lost(line, &what, text);
        }
    }

    fn start(&mut self, tag: &StartTag<usize>, raw: &str, line: usize, builder: &mut Builder<'_>) {
        let name = String::from_utf8_lossy(&tag.name).to_lowercase();
        if self.unread.is_some() {
            return;
        }
        let attribute = |key: &str| tag.attributes.get(key.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned());
        let id = attribute("id").or_else(|| attribute("name").filter(|_| name == "a"));
        let known = SKIPPED.contains(&name.as_str()) || BORDERS.contains(&name.as_str()) || PLAIN.contains(&name.as_str());
        match name.as_str() {
            name if SKIPPED.contains(&name) => {
                if !tag.self_closing {
                    self.unread = Some(name.to_owned());
                }
                builder.report().lost(line, "an element that is no part of the policy's text was taken out", raw);
                return;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map_or(1, |digit| digit.saturating_sub(b'0'));
                builder.open(Open::Heading(level, id.clone()), line);
            }
            "p" => builder.open(Open::Paragraph, line),
            "br" => builder.inline(Inline::Break, line),
            "hr" | "footer" => builder.rule(line),
            "ul" | "menu" | "dir" => builder.open(Open::List(None), line),
            "ol" => builder.open(Open::List(Some(attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1))), line),
            "li" => builder.open(Open::Item, line),
            "blockquote" => builder.open(Open::Quote, line),
            "pre" => builder.open(Open::CodeBlock, line),
            "table" => {
                self.head = false;
                builder.open(Open::Table, line);
            }
            // Content has no captions of tables: a caption becomes the paragraph above its table.
            "caption" if builder.in_table() => {
                builder.close(ElementKind::Table);
                builder.open(Open::Paragraph, line);
                self.caption = true;
            }
            "caption" => builder.separate(line),
            "tr" => builder.open(Open::Row(self.head), line),
            "td" => builder.open(Open::Cell(false), line),
            "th" => builder.open(Open::Cell(true), line),
            "b" | "strong" => builder.open(Open::Strong, line),
            "i" | "em" | "dfn" | "var" => builder.open(Open::Emphasis, line),
            "code" | "kbd" | "samp" | "tt" => builder.open(Open::CodeSpan, line),
            "a" => {
                if let Some(to) = attribute("href") {
                    builder.open(Open::Link(to), line);
                }
            }
            "img" => {
                image(&attribute("alt").unwrap_or_default(), &attribute("src").unwrap_or_default(), line, builder);
                return;
            }
            "summary" | "dt" => {
                builder.open(Open::Paragraph, line);
                builder.open(Open::Strong, line);
            }
            "dd" => builder.open(Open::Paragraph, line),
            "title" => builder.separate(line),
            name if TABLE_PARTS.contains(&name) => {
                self.head = name == "thead";
                builder.end_rows(line);
            }
            name if BORDERS.contains(&name) => builder.separate(line),
            _ if known => {}
            _ => {
                self.unknown(raw, line, builder);
                return;
            }
        }
        if !matches!(name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            builder.anchor(&id.unwrap_or_default());
        }
        // Report tooltips, and labels for screen readers.
        for key in ["title", "aria-label"] {
            if let Some(text) = attribute(key) {
                builder.report().lost(line, "a text that only tooltips or screen readers have was taken out", text);
            }
        }
    }

    /// Keeps an unknown tag as text, because it may be `<your email address>`. Components of programs and tags of elements that end are
    /// removed.
    fn unknown(&self, raw: &str, line: usize, builder: &mut Builder<'_>) {
        let name = raw.trim_start_matches(['<', '/']).trim_end_matches('>');
        let has_attributes = name.contains("=\"") || name.contains("={") || name.contains("='");
        let first = name.split_whitespace().next().unwrap_or_default();
        let ends = raw.starts_with("</") || self.ended.contains(&first.to_lowercase()) && (has_attributes || !name.contains(' '));
        if name.starts_with(|c: char| c.is_ascii_uppercase()) && (!name.contains(' ') || has_attributes)
            || raw.ends_with("/>")
            || name.contains('-')
        {
            builder.report().lost(line, "a component was taken out", raw);
        } else if ends {
            builder.report().lost(line, "an unknown tag was taken out", raw);
        } else {
            builder.text(raw, line);
        }
    }
}

fn end(name: &str, line: usize, builder: &mut Builder<'_>) -> bool {
    let kind = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ElementKind::Heading,
        "p" | "dd" | "summary" | "dt" => ElementKind::Paragraph,
        "ul" | "ol" | "menu" | "dir" => ElementKind::List,
        "li" => ElementKind::Item,
        "blockquote" => ElementKind::Quote,
        "pre" => ElementKind::CodeBlock,
        "table" => ElementKind::Table,
        "tr" => ElementKind::Row,
        "td" | "th" => ElementKind::Cell,
        "b" | "strong" => ElementKind::Strong,
        "i" | "em" | "dfn" | "var" => ElementKind::Emphasis,
        "code" | "kbd" | "samp" | "tt" => ElementKind::CodeSpan,
        "a" => ElementKind::Link,
        "br" | "hr" | "img" | "title" => return true,
        "caption" => {
            builder.separate(line);
            return true;
        }
        "footer" => {
            builder.separate(line);
            return true;
        }
        name if BORDERS.contains(&name) => {
            builder.separate(line);
            return true;
        }
        name => return PLAIN.contains(&name) || SKIPPED.contains(&name),
    };
    builder.close(kind);
    true
}

/// Replaces an image by its description, because content has no images.
pub(crate) fn image(alt: &str, address: &str, line: usize, builder: &mut Builder<'_>) {
    let what =
        if alt.trim().is_empty() { "an image without a description was taken out" } else { "an image was replaced by its description" };
    builder.report().lost(line, what, address);
    builder.text(alt, line);
}

/// Collapses white space as HTML does.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}
