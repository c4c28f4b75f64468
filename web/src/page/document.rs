//! Renders what the documents beside the page have in common, such as the terms of service.

use yew::prelude::*;

use super::{PageContext, render};

/// Returns a document beside the page: a link to its text, a heading that links to the page, a note below it, and the content.
pub(super) async fn document(page: PageContext, title: &str, note: Html, content: Html) -> String {
    render(html! {
        <>
            <a class="skip" href="#main">{ page.messages.skip() }</a>
            <header class="wrap">
                <h1><a href="../">{ page.policy.bot.name.as_str() }</a>{ page.messages.colon() }<span>{ title.to_owned() }</span></h1>
                { note }
            </header>
            { content }
        </>
    })
    .await
}

/// Renders the disclaimer of the content, as the note of a document that shows statements.
pub(super) fn disclaimer(page: PageContext) -> Html {
    html! { <p class="disclaimer" lang={page.lang_of("bot")}>{ page.policy.bot.disclaimer.as_str() }</p> }
}
