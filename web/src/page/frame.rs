//! The parts around the text: search, contents, the party filter, colors and languages.

use carrot_core::words::Words;
use yew::prelude::*;

use super::{Page, drawn};
use crate::{parts, tools::Tool};

/// The bar that stays in sight: contents on small screens, and search.
pub(crate) fn bar(page: Page) -> Html {
    html! {
        <div class="bar">
            <button type="button" class="menu choice" popovertarget="contents">{ page.words.contents() }</button>
            { search(page) }
        </div>
    }
}

/// The place of search.
pub(crate) fn search(page: Page) -> Html {
    html! { <div id="search" role="search" class="tool" data-tool={Tool::Search.name()}>{ drawn(page, Tool::Search) }</div> }
}

/// Links to the page's parts.
pub(crate) fn toc(page: Page) -> Html {
    html! {
        <nav aria-labelledby="contents-label">
            <p id="contents-label" class="label">{ page.words.contents() }</p>
            <ol>
                { for parts(page.words).into_iter().filter(|(id, _)| !super::vacant::is_vacant(page, id)).map(|(id, title)| html! { <li><a href={format!("#{id}")}>{ title }</a></li> }) }
            </ol>
        </nav>
    }
}

/// The contents, with what the reader may choose: a column beside the text on wide screens, and the menu of the bar on small ones.
pub(crate) fn contents(page: Page) -> Html {
    html! {
        <aside id="contents" popover="auto" aria-label={page.words.contents()}>
            { toc(page) }
            { tool(page, "filter", Tool::PartyFilter) }
            { tool(page, "theme", Tool::Theme) }
            { languages(page) }
        </aside>
    }
}

fn tool(page: Page, id: &'static str, tool: Tool) -> Html {
    html! { <div {id} class="tool" data-tool={tool.name()}>{ drawn(page, tool) }</div> }
}

/// The interface's languages: the page again, with other words around the same content.
fn languages(page: Page) -> Html {
    let one = |words: Words| {
        let current = words == page.words;
        html! {
            <li><a href={address(page.words, words)} hreflang={words.lang()} lang={words.lang()} aria-current={current.then_some("true")}>{ words.name() }</a></li>
        }
    };
    html! {
        <nav id="languages" aria-labelledby="languages-label">
            <p class="label" id="languages-label">{ page.words.language() }</p>
            <ul>{ for Words::ALL.into_iter().map(one) }</ul>
        </nav>
    }
}

/// The address of the page in other words, from the page in these: the first language's is at the root, the others' in folders.
pub(crate) fn address(from: Words, to: Words) -> String {
    let up = if from == Words::ALL[0] { "./" } else { "../" };
    if to == Words::ALL[0] { up.to_owned() } else { format!("{up}{}/", to.lang()) }
}

/// In place of search, where it cannot be had: one line, and links to what people look for.
pub(crate) fn without_program(page: Page) -> Html {
    let link = |id: &str, name: &'static str| html! { <li><a href={format!("#{id}")} lang={page.lang_of(id)}>{ name }</a></li> };
    let policy = page.policy;
    html! {
        <>
            <p class="quiet" id="no-tools">{ page.words.no_tools() }</p>
            <details class="index">
                <summary>{ page.words.index() }</summary>
                <ul>
                    { for policy.questions.iter().map(|it| link(it.id.as_str(), &it.ask)) }
                    { for policy.sections.iter().map(|it| link(it.id.as_str(), &it.title)) }
                    { for policy.inventory.items.iter().map(|it| link(it.id.as_str(), &it.name)) }
                    { for policy.services.iter().map(|it| link(it.id.as_str(), &it.name)) }
                    { for policy.terms.iter().map(|it| link(it.id.as_str(), &it.name)) }
                </ul>
            </details>
        </>
    }
}
