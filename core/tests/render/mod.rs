//! Renders core's text tree in the simplest way, and parses the output, so that tests see what
//! content becomes in a browser.

use carrot_core::text::{Block, Inline};

/// The elements that the renderer writes.
pub(crate) const ELEMENTS: [&str; 17] =
    ["p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "br", "table", "thead", "tbody", "tr", "th", "td"];

/// Renders blocks as HTML.
pub(crate) fn html(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(inner) => format!("<p>{}</p>", inlines(inner)),
        Block::List { start, items } => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", html(item))).collect();
            match start {
                None => format!("<ul>{items}</ul>"),
                Some(1) => format!("<ol>{items}</ol>"),
                Some(start) => format!("<ol start=\"{start}\">{items}</ol>"),
            }
        }
        Block::Quote(inner) => format!("<blockquote>{}</blockquote>", html(inner)),
        Block::Code(code) => format!("<pre><code>{}</code></pre>", escaped(code)),
        Block::Table { head, rows } => {
            let row = |name: &str, cells: &[Vec<Inline>]| {
                let cells: String = cells.iter().map(|cell| format!("<{name}>{}</{name}>", inlines(cell))).collect();
                format!("<tr>{cells}</tr>")
            };
            let rows: String = rows.iter().map(|cells| row("td", cells)).collect();
            format!("<table><thead>{}</thead><tbody>{rows}</tbody></table>", row("th", head))
        }
    }
}

fn inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => escaped(text),
        Inline::Emphasis(inner) => format!("<em>{}</em>", inlines(inner)),
        Inline::Strong(inner) => format!("<strong>{}</strong>", inlines(inner)),
        Inline::Code(code) => format!("<code>{}</code>", escaped(code)),
        Inline::Link { to, text } => format!("<a href=\"{}\">{}</a>", escaped(to.as_str()), inlines(text)),
        Inline::Break => "<br>".to_owned(),
    }
}

/// Escapes text for HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns every tag of some HTML: its name, and its attributes as written.
pub(crate) fn tags(html: &str) -> Vec<(&str, &str)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        tags.push(tag.trim_start_matches('/').split_once(' ').unwrap_or((tag.trim_start_matches('/'), "")));
        rest = after;
    }
    tags
}
