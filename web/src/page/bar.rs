//! Renders the parts of the bar that work without the program: the name and the languages. The page has them, and so do the documents
//! beside it.

use carrot_core::i18n::Messages;
use yew::prelude::*;

use super::PageContext;
use crate::folders::{folder, root};

/// Renders the bar of a document in a folder beside the page. The name leads to the page.
pub(super) fn of_document(page: PageContext, folder: &str) -> Html {
    let root = ["../", root(page.messages).trim_start_matches("./")].concat();
    html! { <div class="bar"><div class="wrap">{ name(page, "../") }<div class="tools">{ languages(page, &root, folder) }</div></div></div> }
}

pub(super) fn name(page: PageContext, href: &'static str) -> Html {
    html! { <a class="name" {href}>{ page.policy.bot.name.as_str() }<i>{ page.messages.subtitle(page.policy.facts.has_compliance()) }</i></a> }
}

/// Renders links to the document in the other languages of the interface. `root` leads to the folder of the site, and the document is in
/// the folder `within` of its language.
pub(super) fn languages(page: PageContext, root: &str, within: &str) -> Html {
    let one = |messages: Messages| {
        let current = messages == page.messages;
        html! {
            <li><a href={[root, &folder(messages), within].concat()} hreflang={messages.lang()} lang={messages.lang()} aria-current={current.then_some("true")}>{ messages.name() }</a></li>
        }
    };
    html! {
        <details class="menu" id="languages">
            <summary><span class="visually-hidden">{ page.messages.language() }{ page.messages.colon() }</span><span>{ page.messages.name() }</span></summary>
            <ul>{ for Messages::ALL.into_iter().map(one) }</ul>
        </details>
    }
}
