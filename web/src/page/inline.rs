//! Renders core's text tree as Yew nodes. It builds no HTML strings, so that no text can become markup.

use carrot_core::text::{Block, Inline, plain};
use yew::prelude::*;

use super::glossary_links::TermLinker;

/// Renders blocks, with links from words of the glossary to their entries.
pub(crate) fn blocks(blocks: &'static [Block], terms: &TermLinker) -> Html {
    html! { { for blocks.iter().map(|block| self::block(block, terms)) } }
}

fn block(block: &'static Block, terms: &TermLinker) -> Html {
    let items = |items: &'static [Vec<Block>]| html! { { for items.iter().map(|item| self::item(item, terms)) } };
    match block {
        Block::Paragraph(text) => html! { <p>{ inlines(text, terms) }</p> },
        Block::List { start: None, items: all } => html! { <ul>{ items(all) }</ul> },
        Block::List { start: Some(start), items: all } => html! { <ol start={start.to_string()}>{ items(all) }</ol> },
        Block::Quote(inner) => html! { <blockquote>{ blocks(inner, terms) }</blockquote> },
        Block::Code(code) => html! { <pre><code>{ code.as_str() }</code></pre> },
        Block::Table { head, rows } => table(head, rows, terms),
    }
}

/// Renders a table. A table that is wider than its column can be scrolled sideways, also by keyboard. Its role is `group`, not `region`:
/// tables with the same headings have the same name, but the names of regions must differ.
fn table(head: &'static [Vec<Inline>], rows: &'static [Vec<Vec<Inline>>], terms: &TermLinker) -> Html {
    let names: Vec<_> = head.iter().filter(|cell| !cell.is_empty()).map(|cell| plain(&[Block::Paragraph(cell.clone())])).collect();
    // An empty `<th>` would be a heading without a name.
    let heading = |cell: &'static Vec<Inline>| match cell.as_slice() {
        [] => html! { <td></td> },
        cell => html! { <th scope="col">{ inlines(cell, terms) }</th> },
    };
    let row = |cells: &'static Vec<Vec<Inline>>| html! { <tr>{ for cells.iter().map(|cell| html! { <td>{ inlines(cell, terms) }</td> }) }</tr> };
    html! {
        <div class="wide" role="group" aria-label={names.join(", ")} tabindex="0">
            <table>
                <thead><tr>{ for head.iter().map(heading) }</tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// Renders a list item. A paragraph at its beginning gets no `<p>`, as in Markdown's tight lists.
fn item(item: &'static [Block], terms: &TermLinker) -> Html {
    match item {
        [Block::Paragraph(text), rest @ ..] => html! { <li>{ inlines(text, terms) }{ blocks(rest, terms) }</li> },
        item => html! { <li>{ blocks(item, terms) }</li> },
    }
}

fn inlines(text: &'static [Inline], terms: &TermLinker) -> Html {
    html! { { for text.iter().map(|text| inline(text, terms)) } }
}

fn inline(inline: &'static Inline, terms: &TermLinker) -> Html {
    match inline {
        Inline::Text(text) => terms.text(text),
        Inline::Emphasis(inner) => html! { <em>{ inlines(inner, terms) }</em> },
        Inline::Strong(inner) => html! { <strong>{ inlines(inner, terms) }</strong> },
        Inline::Code(code) => html! { <code>{ code.as_str() }</code> },
        // No links to the glossary inside a link.
        Inline::Link { to, text } => {
            let rel = to.id().is_none().then_some("noopener noreferrer");
            html! { <a href={to.as_str()} {rel}>{ inlines(text, &TermLinker::without_terms()) }</a> }
        }
        Inline::Break => html! { <br /> },
    }
}
