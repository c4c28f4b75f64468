//! Renders items in one line.

use yew::prelude::*;

/// The separator between links.
pub const DOT: &str = "\u{a0}· ";

/// Renders items in one line, with a separator between them.
pub fn separated(separator: &'static str, items: Vec<Html>) -> Html {
    let item = |(index, item): (usize, Html)| html! { <>{ if index > 0 { separator } else { "" } }{ item }</> };
    html! { { for items.into_iter().enumerate().map(item) } }
}
