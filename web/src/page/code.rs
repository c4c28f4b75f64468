//! Renders texts of TOML files, which may contain code.

use carrot_core::text::{self, Block, Inline, plain};
use yew::prelude::*;

/// Renders a text of a TOML file, in which code is between backticks.
pub(super) fn spans(text: &str) -> Html {
    let span = |span| match span {
        Inline::Code(code) => html! { <code>{ code }</code> },
        other => plain(&[Block::Paragraph(vec![other])]).into(),
    };
    text::spans(text).into_iter().map(span).collect()
}
