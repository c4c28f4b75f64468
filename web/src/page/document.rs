//! Renders what the documents beside the page have in common, such as the terms of service.

use yew::prelude::*;

use super::{PageContext, bar, render};

/// Returns a document beside the page, in a folder: a link to its text, the parts of the page's bar that need no program, a heading,
/// a note below it, and the content.
pub(super) async fn document(page: PageContext, folder: &str, title: &str, note: Html, content: Html) -> String {
    render(html! {
        <>
            <a class="skip" href="#main">{ page.messages.skip() }</a>
            <header>{ bar::of_document(page, folder) }<div class="wrap"><h1>{ title.to_owned() }</h1>{ note }</div></header>
            { content }
        </>
    })
    .await
}

/// Renders the disclaimer of the content, as the note of a document that shows statements.
pub(super) fn disclaimer(page: PageContext) -> Html {
    html! { <p class="disclaimer" lang={page.lang_of("bot")}>{ page.policy.bot.disclaimer.as_str() }</p> }
}
