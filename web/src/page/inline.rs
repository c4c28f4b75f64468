//! Core's text tree as elements: one small recursive renderer, and never an HTML string.

use carrot_core::text::{Block, Inline, plain};
use yew::prelude::*;

use super::terms::TermLinker;

/// Blocks, with the glossary's words explained where `explained` has any.
pub(crate) fn blocks(blocks: &'static [Block], explained: &TermLinker) -> Html {
    html! { { for blocks.iter().map(|block| self::block(block, explained)) } }
}

fn block(block: &'static Block, explained: &TermLinker) -> Html {
    let items = |items: &'static [Vec<Block>]| html! { { for items.iter().map(|item| self::item(item, explained)) } };
    match block {
        Block::Paragraph(text) => html! { <p>{ inlines(text, explained) }</p> },
        Block::List { start: None, items: all } => html! { <ul>{ items(all) }</ul> },
        Block::List { start: Some(start), items: all } => html! { <ol start={start.to_string()}>{ items(all) }</ol> },
        Block::Quote(inner) => html! { <blockquote>{ blocks(inner, explained) }</blockquote> },
        Block::Code(code) => html! { <pre><code>{ code.as_str() }</code></pre> },
        Block::Table { head, rows } => table(head, rows, explained),
    }
}

/// A table, which scrolls sideways where it is wider than its column, also by keyboard. It is a group and not a region: several tables
/// may have the same headings, and so the same name, but landmarks must have different ones.
fn table(head: &'static [Vec<Inline>], rows: &'static [Vec<Vec<Inline>>], explained: &TermLinker) -> Html {
    let names: Vec<_> = head.iter().filter(|cell| !cell.is_empty()).map(|cell| plain(&[Block::Paragraph(cell.clone())])).collect();
    // An empty heading heads nothing.
    let heading = |cell: &'static Vec<Inline>| match cell.as_slice() {
        [] => html! { <td></td> },
        cell => html! { <th scope="col">{ inlines(cell, explained) }</th> },
    };
    let row = |cells: &'static Vec<Vec<Inline>>| html! { <tr>{ for cells.iter().map(|cell| html! { <td>{ inlines(cell, explained) }</td> }) }</tr> };
    html! {
        <div class="wide" role="group" aria-label={names.join(", ")} tabindex="0">
            <table>
                <thead><tr>{ for head.iter().map(heading) }</tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// An item of one paragraph is written without it, as people expect of a tight list.
fn item(item: &'static [Block], explained: &TermLinker) -> Html {
    match item {
        [Block::Paragraph(text), rest @ ..] => html! { <li>{ inlines(text, explained) }{ blocks(rest, explained) }</li> },
        item => html! { <li>{ blocks(item, explained) }</li> },
    }
}

fn inlines(text: &'static [Inline], explained: &TermLinker) -> Html {
    html! { { for text.iter().map(|text| inline(text, explained)) } }
}

fn inline(inline: &'static Inline, explained: &TermLinker) -> Html {
    match inline {
        Inline::Text(text) => explained.text(text),
        Inline::Emphasis(inner) => html! { <em>{ inlines(inner, explained) }</em> },
        Inline::Strong(inner) => html! { <strong>{ inlines(inner, explained) }</strong> },
        Inline::Code(code) => html! { <code>{ code.as_str() }</code> },
        // Nothing to press within what is pressed itself.
        Inline::Link { to, text } => {
            html! { <a href={to.as_str()} rel="noopener noreferrer">{ inlines(text, &TermLinker::nothing()) }</a> }
        }
        Inline::Break => html! { <br /> },
    }
}
