//! Core's text tree as elements: one small recursive renderer, and never an HTML string.

use carrot_core::text::{Block, Inline};
use yew::prelude::*;

pub(crate) fn blocks(blocks: &'static [Block]) -> Html {
    html! { { for blocks.iter().map(block) } }
}

fn block(block: &'static Block) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ inlines(text) }</p> },
        Block::List { start: None, items } => html! { <ul>{ for items.iter().map(|item| self::item(item)) }</ul> },
        Block::List { start: Some(start), items } => {
            html! { <ol start={start.to_string()}>{ for items.iter().map(|item| self::item(item)) }</ol> }
        }
        Block::Quote(inner) => html! { <blockquote>{ blocks(inner) }</blockquote> },
        Block::Code(code) => html! { <pre><code>{ code.as_str() }</code></pre> },
    }
}

/// An item of one paragraph is written without it, as people expect of a tight list.
fn item(item: &'static [Block]) -> Html {
    match item {
        [Block::Paragraph(text), rest @ ..] => html! { <li>{ inlines(text) }{ blocks(rest) }</li> },
        item => html! { <li>{ blocks(item) }</li> },
    }
}

fn inlines(text: &'static [Inline]) -> Html {
    html! { { for text.iter().map(inline) } }
}

fn inline(inline: &'static Inline) -> Html {
    match inline {
        Inline::Text(text) => text.as_str().into(),
        Inline::Emphasis(inner) => html! { <em>{ inlines(inner) }</em> },
        Inline::Strong(inner) => html! { <strong>{ inlines(inner) }</strong> },
        Inline::Code(code) => html! { <code>{ code.as_str() }</code> },
        Inline::Link { to, text } => html! { <a href={to.as_str()} rel="noopener noreferrer">{ inlines(text) }</a> },
        Inline::Break => html! { <br /> },
    }
}
