//! What stands around the text: search, contents, the party filter, colours and languages. The controls stand in the HTML; the program
//! listens to them, and each says in `data-do` what it does.

use carrot_core::{Party, words::Words};
use yew::prelude::*;

use super::{Page, badge, parts};

/// The bar that stays in sight: contents on small screens, and search.
pub(crate) fn bar(page: Page) -> Html {
    html! {
        <div class="bar">
            <p role="status" id="said" data-copied={page.words.link_copied()}></p>
            <button type="button" class="choice" id="copy-link" hidden=true>{ page.words.copy_link() }</button>
            <button type="button" class="menu choice" popovertarget="contents">{ page.words.contents() }</button>
            { search(page) }
        </div>
    }
}

/// Search, and where its results come.
pub(crate) fn search(page: Page) -> Html {
    html! {
        <div id="search" role="search" class="tool">
            <label for="query">{ page.words.search() }</label>
            <input id="query" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder={page.words.search_example()} data-do="search" />
            <div class="found">
                <p role="status" class="status" id="found"></p>
                <div id="results"></div>
            </div>
        </div>
    }
}

/// Links to the page's parts.
pub(crate) fn toc(page: Page) -> Html {
    html! {
        <nav aria-labelledby="contents-label">
            <p id="contents-label" class="label">{ page.words.contents() }</p>
            <ol>
                { for parts(page).into_iter().map(|(id, title)| html! { <li><a href={format!("#{id}")}>{ title }</a></li> }) }
            </ol>
        </nav>
    }
}

/// The contents, with what the reader may choose: a column beside the text on wide screens, and the menu of the bar on small ones.
pub(crate) fn contents(page: Page) -> Html {
    html! {
        <aside id="contents" popover="auto" aria-label={page.words.contents()}>
            { toc(page) }
            { filter(page) }
            { theme(page) }
            { languages(page) }
        </aside>
    }
}

/// Buttons of which one is pressed.
fn choices(id: &'static str, label: &'static str, buttons: Html, status: bool) -> Html {
    let label_id = format!("{id}-label");
    html! {
        <div class={classes!("choices", "tool")} {id} role="group" aria-labelledby={label_id.clone()}>
            <p class="label" id={label_id}>{ label }</p>
            { buttons }
            { if status { html! { <p role="status" class="status"></p> } } else { Html::default() } }
        </div>
    }
}

fn choice(does: &'static str, value: &str, name: Html, pressed: bool, told: Option<String>) -> Html {
    html! {
        <button type="button" class="choice" data-do={does} value={value.to_owned()} data-told={told} aria-pressed={if pressed { "true" } else { "false" }}>{ name }</button>
    }
}

/// Whose statements are shown.
fn filter(page: Page) -> Html {
    let all = page.policy.statements().count();
    let one = |party: &'static Party| {
        let count = page.policy.statements().filter(|statement| statement.party == party.id).count();
        (count > 0).then(|| choice("by", party.id.as_str(), badge(page, party), false, Some(page.words.shown(count, all))))
    };
    let buttons = html! {
        <>
            { choice("by", "", page.words.everyone().into(), true, None) }
            { for page.policy.parties.iter().filter_map(one) }
        </>
    };
    choices("filter", page.words.whose(), buttons, true)
}

fn theme(page: Page) -> Html {
    let themes = [("", page.words.theme_system()), ("light", page.words.theme_light()), ("dark", page.words.theme_dark())];
    let buttons =
        html! { <>{ for themes.into_iter().map(|(value, name)| choice("theme", value, name.into(), value.is_empty(), None)) }</> };
    choices("theme", page.words.theme(), buttons, false)
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
