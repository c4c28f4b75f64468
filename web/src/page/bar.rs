//! Renders the parts of the bar that work without the program: the name and the languages. The page has them, and so do the documents
//! beside it.

use carrot_core::i18n::Messages;
use yew::prelude::*;

use super::PageContext;
use crate::folders::{folder, root_from};

/// Renders the bar of a document in the folder `name` beside the page. The bot's name leads to the page.
pub(super) fn of_document(page: PageContext, name: &str) -> Html {
    html! { <div class="bar"><div class="wrap">{ bot_name(page, "../") }<div class="tools">{ languages(page, name) }</div></div></div> }
}

pub(super) fn bot_name(page: PageContext, href: &'static str) -> Html {
    html! { <a class="name" {href}>{ page.policy.bot.name.as_str() }<i>{ page.messages.subtitle(page.policy.facts.has_compliance()) }</i></a> }
}

/// Renders links to the document in all languages of the interface. It is in the folder `name` beside the page of its language. The name
/// of the page itself is empty.
pub(super) fn languages(page: PageContext, name: &str) -> Html {
    let root = root_from(&[&folder(page.messages), name].concat());
    let link = |messages: Messages| {
        let current = messages == page.messages;
        html! {
            <li><a href={[&root, &folder(messages), name].concat()} hreflang={messages.lang()} lang={messages.lang()} aria-current={current.then_some("true")}>{ messages.name() }</a></li>
        }
    };
    html! {
        <details class="menu" id="languages">
            <summary><span class="visually-hidden">{ page.messages.language() }{ page.messages.colon() }</span><span>{ page.messages.name() }</span></summary>
            <ul>{ for Messages::ALL.into_iter().map(link) }</ul>
        </details>
    }
}
