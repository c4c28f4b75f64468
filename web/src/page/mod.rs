//! The page, part by part: functions of content and words alone, for the build machine.

mod changes;
mod context;
mod coverage;
mod data;
mod discord;
mod frame;
mod gaps;
mod glance;
mod inline;
mod needs;
mod sources;
mod statement;
mod terms;
mod vacant;

use std::collections::BTreeSet;

use carrot_core::Part;
use yew::{LocalServerRenderer, prelude::*};

use self::statement::badge;
pub use self::{
    changes::{Changes, draw_changes},
    context::Page,
    discord::Asked,
};
use crate::{
    parts,
    store::Store,
    tools::{Tool, ToolRoot},
};

/// The whole page as HTML.
pub async fn draw(page: Page) -> String {
    let text = render(text(page)).await;
    let (bar, head, contents) = (frame::bar(page), head(page), frame::contents(page));
    let defined = terms::definitions(page, &text);
    render(html! {
        <>
            <a class="skip" href="#main">{ page.words.skip() }</a>
            { bar }
            { head }
            <div class="layout">
                { contents }
                <div class="column">
                    { frame::without_program(page) }
                    <main id="main">{ raw(text) }{ defined }</main>
                    { place(page, Tool::EmbedPanel) }
                    <div class="copier" data-tool={Tool::CopyLink.name()} hidden=true>{ drawn(page, Tool::CopyLink) }</div>
                </div>
            </div>
        </>
    })
    .await
}

/// Returns the ids of everything that other sites can embed besides the whole page: its parts and the sections of its text.
pub fn embeddable(page: Page) -> Vec<&'static str> {
    titles(page).into_iter().map(|(id, _)| id).collect()
}

/// The same with their titles.
fn titles(page: Page) -> Vec<(&'static str, &'static str)> {
    let sections = page.policy.sections.iter().map(|section| (section.id.as_str(), section.title.as_str()));
    parts(page.words).into_iter().chain(sections).collect()
}

/// The page, or what stands by itself of it ([`embeddable`]; the whole for any other name), for other people's pages: without what
/// belongs to a page of its own. Links to what is not in it lead to the page, `base` away.
pub async fn draw_embed(page: Page, section: Option<&str>, base: &str) -> String {
    let policy = page.policy;
    let section_of = |id: &str| policy.sections.iter().find(|section| section.id == *id);
    let text = render(match section {
        Some(id) if parts(page.words).iter().any(|(part, _)| *part == id) => part(page, id),
        Some(id) if section_of(id).is_some() => html! { { for section_of(id).map(|it| self::section(page, it)) } },
        _ => text(page),
    })
    .await;
    let defined = terms::definitions(page, &text);
    let whole = !section.is_some_and(|id| embeddable(page).contains(&id));
    let tools = html! { <>{ frame::search(page) }{ frame::toc(page) }{ frame::without_program(page) }</> };
    let body = render(html! {
        <div class="layout">
            <div class="column">
                <header><h1><a href="./">{ page.words.page_title(&policy.bot.name) }</a></h1></header>
                { whole.then_some(tools) }
                <main id="main">{ raw(text) }{ defined }</main>
                <footer class="embedded">
                    <p class="disclaimer" lang={page.lang_of("bot")}>{ policy.bot.disclaimer.as_str() }</p>
                    { page.notice().map(|notice| html! { <p class="notice">{ notice }</p> }) }
                </footer>
            </div>
        </div>
    })
    .await;
    elsewhere(&body, base)
}

/// Links that lead out of a part of the page lead to the page, and all that do open beside it: a frame is too small for what is behind.
fn elsewhere(body: &str, base: &str) -> String {
    let ids: BTreeSet<&str> = body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<a ") {
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        out.extend([before, "<a "]);
        let target = tag.split_once("href=\"").and_then(|(_, href)| href.split_once('"')).map_or("", |(href, _)| href);
        let here = target.strip_prefix('#').is_some_and(|id| ids.contains(id));
        if here || target.is_empty() {
            out.push_str(tag);
        } else {
            let relative = target.starts_with(['#', '.']);
            let to = if relative { format!("{base}{}", target.strip_prefix("./").unwrap_or(target)) } else { target.to_owned() };
            // Open the link in a new tab here, because the program cannot do it in a frame.
            let tag = tag.replacen(&format!("href=\"{target}\""), &format!("href=\"{to}\" target=\"_blank\""), 1);
            out.push_str(&tag);
            if !tag.contains(" rel=") {
                out.push_str(" rel=\"noopener\"");
            }
        }
        out.push('>');
        rest = after;
    }
    out + rest
}

async fn render(html: Html) -> String {
    LocalServerRenderer::<Drawn>::with_props(DrawnProps { html }).hydratable(false).render().await
}

/// Wraps HTML that is already rendered.
fn raw(html: String) -> Html {
    Html::from_html_unchecked(html.into())
}

/// The content to render.
#[derive(Debug, Clone, PartialEq, Properties)]
struct DrawnProps {
    html: Html,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    props.html.clone()
}

/// The place of a tool, with the tool in its default state.
fn place(page: Page, tool: Tool) -> Html {
    html! { <div data-tool={tool.name()}>{ drawn(page, tool) }</div> }
}

/// A tool in its default state.
fn drawn(page: Page, tool: Tool) -> Html {
    html! { <ToolRoot shown={Some((tool, Store::drawn(page.content.clone())))} /> }
}

/// The head of the page: whose policy it is, and what this text is.
fn head(page: Page) -> Html {
    html! {
        <>
        <header class="head">
            <h1>{ page.policy.bot.name.as_str() }<span>{ page.words.subtitle() }</span></h1>
            <p class="disclaimer" lang={page.lang_of("bot")}>{ page.policy.bot.disclaimer.as_str() }</p>
            { page.notice().map(|notice| html! { <p class="notice">{ notice }</p> }) }
        </header>
        </>
    }
}

/// Everything there is to read.
fn text(page: Page) -> Html {
    html! { { for parts(page.words).into_iter().filter(|(id, _)| !vacant::is_vacant(page, id)).map(|(id, _)| part(page, id)) } }
}

/// Renders the content of a part.
fn within(page: Page, id: &str) -> Html {
    match id {
        "at-a-glance" => html! { <>{ glance::glance(page) }{ discord::panel(page) }</> },
        "collected-data" => html! { <>{ data::inventory(page) }{ sections(page, Part::CollectedData) }</> },
        "policy" => html! { <>{ toc(page, Part::Policy) }{ sections(page, Part::Policy) }</> },
        "not-stated" => gaps::gaps(page),
        "hosting" => html! { <>{ toc(page, Part::Hosting) }{ sections(page, Part::Hosting) }</> },
        "coverage" => html! { <>{ toc(page, Part::Coverage) }{ coverage::tables(page) }{ sections(page, Part::Coverage) }</> },
        "solver" => html! { <><p class="lead">{ page.words.solver_lead() }</p>{ place(page, Tool::Solver) }{ needs::needs(page) }</> },
        "sources" => html! { <>{ sources::sources(page) }{ sections(page, Part::Sources) }</> },
        _ => sources::glossary(page),
    }
}

/// A table that may be wider than its column: a scroll region with a name, within reach of the keyboard.
fn wide(label: &'static str, table: Html) -> Html {
    html! { <div class="wide" role="region" aria-label={label} tabindex="0">{ table }</div> }
}

fn part(page: Page, id: &str) -> Html {
    let title = parts(page.words).into_iter().find(|(other, _)| *other == id).map_or("", |(_, title)| title);
    let (id, label) = (id.to_owned(), format!("{id}-title"));
    html! {
        <section class="part" id={id.clone()} aria-labelledby={label.clone()}>
            <h2 id={label}>{ title }</h2>
            { within(page, &id) }
        </section>
    }
}

/// Links to the sections of a part.
fn toc(page: Page, part: Part) -> Html {
    html! {
        <ul class="toc">
            { for page.policy.sections_of(part).map(|section| html! {
                <li data-party={speakers(section)}><a href={format!("#{}", section.id)} lang={page.lang_of(section.id.as_str())}>{ section.title.as_str() }</a></li>
            }) }
        </ul>
    }
}

/// Returns the parties whose statements a section has, for the party filter; `None` if it has no statements.
fn speakers(section: &carrot_core::Section) -> Option<String> {
    let mut parties: Vec<&str> = section.statements.iter().map(|it| it.party.as_str()).collect();
    parties.sort_unstable();
    parties.dedup();
    (!parties.is_empty()).then(|| parties.join(" "))
}

fn sections(page: Page, part: Part) -> Html {
    html! { { for page.policy.sections_of(part).map(|it| section(page, it)) } }
}

fn section(page: Page, section: &'static carrot_core::Section) -> Html {
    html! {
        <section class="section" id={section.id.as_str()} data-party={speakers(section)}>
            <h3 lang={page.lang_of(section.id.as_str())}>{ section.title.as_str() }</h3>
            { coverage::kind(page, section) }
            { for section.statements.iter().map(|it| statement::statement(page, it)) }
            { coverage::claims(page, section) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_this_document_or_the_page() {
        let body = "<p id=\"a\"><a href=\"#a\">a</a><a class=\"x\" href=\"#b\">b</a><a href=\"../coverage.csv\" download=\"c\">c</a><a \
                    href=\"https://d.example\" rel=\"noopener noreferrer\">d</a><abbr>e</abbr></p>";
        assert_eq!(
            elsewhere(body, "../../fr/"),
            "<p id=\"a\"><a href=\"#a\">a</a><a class=\"x\" href=\"../../fr/#b\" target=\"_blank\" rel=\"noopener\">b</a><a \
             href=\"../../fr/../coverage.csv\" target=\"_blank\" download=\"c\" rel=\"noopener\">c</a><a href=\"https://d.example\" \
             target=\"_blank\" rel=\"noopener noreferrer\">d</a><abbr>e</abbr></p>"
        );
    }
}
