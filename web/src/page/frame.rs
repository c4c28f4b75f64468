//! Renders the parts around the text: the bar with search, languages, theme and files, the party
//! filter, and the footer.

use carrot_core::SourceKind;
use yew::prelude::*;

use super::{PageContext, bar, code, place, render_tool, sources::dated_link};
use crate::{
    folders::{folder, root_from},
    tools::Tool,
};

/// Renders the bar: name, search, language, theme and files, at every width.
pub(crate) fn bar(page: PageContext) -> Html {
    html! {
        <header class="bar">
            <div class="wrap">
                { bar::bot_name(page, "#app") }
                { search(page) }
                <div class="tools">
                    { bar::languages(page, "") }
                    { tool(page, "theme", Tool::Theme) }
                    { downloads(page) }
                </div>
            </div>
        </header>
    }
}

/// Renders the place of the search. Without the program, it has a sentence about that, and a link
/// to all topics.
pub(crate) fn search(page: PageContext) -> Html {
    html! {
        <div class="swap find">
            <div id="search" role="search" class="tool" data-tool={Tool::Search.name()}>{ render_tool(page, Tool::Search) }</div>
            <p class="quiet without"><span id="no-tools">{ page.messages.no_tools() }{ " " }</span><a href="#all-topics">{ page.messages.index() }</a></p>
        </div>
    }
}

/// Renders the place of the party filter. Without the program, it has links to the topics that
/// people look for.
pub(crate) fn filter(page: PageContext) -> Html {
    html! { <div class="swap">{ tool(page, "filter", Tool::PartyFilter) }{ topics(page) }</div> }
}

/// Renders links to files for other programs, as a menu.
fn downloads(page: PageContext) -> Html {
    let root = root_from(&folder(page.messages));
    let messages = page.messages;
    let files = [
        ("carrot.pdf", messages.file_pdf()),
        ("policy.md", messages.file_document()),
        ("policy.json", messages.file_data()),
        ("compliance.json", messages.file_compliance()),
        ("coverage.csv", messages.file_coverage()),
    ];
    let has = |(name, _): &(&str, &str)| match *name {
        "carrot.pdf" => page.pdf,
        "compliance.json" | "coverage.csv" => page.policy.facts.has_compliance(),
        _ => true,
    };
    html! {
        <details class="menu" id="downloads">
            <summary><span>{ messages.downloads() }</span></summary>
            <ul>{ for files.into_iter().filter(has).map(|(name, about)| html! {
                <li><a href={format!("{root}{name}")} download={name}>{ name }<span class="quiet">{ about }</span></a></li>
            }) }</ul>
        </details>
    }
}

/// Renders the footer: the documents with their dates, the switch for the search key, and the lines
/// that show the policy on other sites.
pub(crate) fn foot(page: PageContext) -> Html {
    let documents = page.policy.sources.iter().filter(|source| source.kind == SourceKind::Document);
    html! {
        <footer class="wrap foot">
            <div class="dates">
                <p class="label">{ page.messages.dates() }</p>
                <ul>
                    { for documents.map(|source| html! { <li>{ dated_link(page, source, page.messages.colon()) }</li> }) }
                </ul>
                { super::terms_of_service::link(page) }
            </div>
            <label class="tool"><input type="checkbox" id="slash" checked=true autocomplete="off" />{ " " }{ page.messages.slash_key() }</label>
            { place(page, Tool::EmbedPanel) }
        </footer>
    }
}

/// Renders links to the page's parts.
pub(crate) fn toc(page: PageContext) -> Html {
    html! {
        <nav aria-labelledby="contents-label">
            <p id="contents-label" class="label">{ page.messages.contents() }</p>
            <ol>
                { for super::empty_parts::non_empty(page.policy, page.messages).map(|(id, title)| html! { <li><a href={format!("#{id}")}>{ title }</a></li> }) }
            </ol>
        </nav>
    }
}

fn tool(page: PageContext, id: &'static str, tool: Tool) -> Html {
    html! { <div {id} class="tool" data-tool={tool.name()}>{ render_tool(page, tool) }</div> }
}

/// Renders links to frequent topics, for readers without search. The link in the bar leads to this
/// list.
pub(crate) fn topics(page: PageContext) -> Html {
    let link =
        |id: &str, name: &'static str| html! { <li><a href={format!("#{id}")} lang={page.lang_of(id)}>{ code::spans(name) }</a></li> };
    let policy = page.policy;
    html! {
        <nav class="without" aria-label={page.messages.index()}>
            <details class="index">
                <summary>{ page.messages.index() }</summary>
                <ul id="all-topics">
                    { for policy.questions.iter().map(|question| link(question.id.as_str(), &question.ask)) }
                    { for policy.sections.iter().map(|section| link(section.id.as_str(), &section.title)) }
                    { for policy.inventory.items.iter().map(|item| link(item.id.as_str(), &item.name)) }
                    { for policy.services.iter().map(|service| link(service.id.as_str(), &service.name)) }
                </ul>
            </details>
        </nav>
    }
}
