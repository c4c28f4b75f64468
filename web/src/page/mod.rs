//! Renders the page, part by part, on the build machine: functions of content and the interface's texts.

mod bar;
mod changes;
mod code;
mod context;
mod coverage;
mod data;
mod declared_facts;
mod discord;
mod document;
mod editions;
mod empty_parts;
mod frame;
mod gaps;
mod glance;
mod glossary_links;
mod glossary_words;
mod inline;
mod needs;
mod sources;
mod statement;
mod summary;
mod terms_of_service;

use std::collections::BTreeSet;

use carrot_core::{Extent, Part};
use yew::{LocalServerRenderer, prelude::*};

pub use self::{
    changes::{FEED, FOLDER as CHANGES_FOLDER, render_changes},
    context::{DiscordReply, PageContext},
    editions::Changes,
    needs::{FOLDER as NEEDS_FOLDER, render_needs},
    terms_of_service::{FOLDER as TERMS_FOLDER, render_terms},
};
use crate::{
    parts,
    store::Store,
    tags::{self, attribute, element_name, with_attribute},
    tools::{Tool, ToolRoot},
};

/// Renders the whole page as HTML.
pub async fn render_page(page: PageContext) -> String {
    let text = render(text(page)).await;
    let first = html! { <section class="first" id={GLANCE} aria-label={page.messages.at_a_glance()}>{ summary::summary(page, 1) }{ changes::line(page) }{ glance::cards(page) }</section> };
    let body = render(html! {
        <>
            <a class="skip" href="#main">{ page.messages.skip() }</a>
            { frame::bar(page) }
            <main id="main" class="wrap column">
                { first }
                <h2 class="all" id="all-title">{ page.messages.all_statements() }</h2>
                { frame::filter(page) }
                { raw(text) }
            </main>
            { frame::foot(page) }
            <div class="copier" data-tool={Tool::CopyLink.name()} hidden=true>{ render_tool(page, Tool::CopyLink) }</div>
        </>
    })
    .await;
    terms_of_service::with_terms_links(page, body)
}

/// The id of the part with the first answers.
const GLANCE: &str = "at-a-glance";

/// The name of the whole policy among the parts that other sites can embed.
const WHOLE: &str = "all";

/// Returns the ids of everything that other sites can embed: the whole page, its parts and the sections of its text.
pub fn embeddable(page: PageContext) -> Vec<&'static str> {
    titles(page).into_iter().map(|(id, _)| id).chain([WHOLE]).collect()
}

/// Returns the same ids with their titles.
fn titles(page: PageContext) -> Vec<(&'static str, &'static str)> {
    let sections = page.policy.sections.iter().filter(|section| section.part != Part::Terms);
    let sections = sections.map(|section| (section.id.as_str(), section.title.as_str()));
    empty_parts::non_empty(page.policy, page.messages).chain(sections).collect()
}

/// Renders a part for other sites: a part of the page, a section, the whole policy, or for any other name the first answers with a link
/// to everything. Links to other parts lead to the page at `base`.
pub async fn render_embed(page: PageContext, section: Option<&str>, base: &str) -> String {
    let policy = page.policy;
    let section_of = |id: &str| policy.sections.iter().find(|section| section.id == *id);
    let whole = section == Some(WHOLE);
    let text = render(match section {
        Some(WHOLE) => html! { <><section class="first" id={GLANCE}>{ summary::summary(page, 2) }{ glance::cards(page) }</section>{ text(page) }</> },
        Some(id) if id != GLANCE && empty_parts::non_empty(page.policy, page.messages).any(|(part, _)| part == id) => part(page, id),
        Some(id) if section_of(id).is_some() => html! { { for section_of(id).map(|it| self::section(page, it, "section")) } },
        _ => html! { <section class="first" id={GLANCE}>{ summary::summary(page, 2) }{ glance::cards(page) }</section> },
    })
    .await;
    let defined = glossary_links::definitions(page, &text);
    let tools = html! { <>{ frame::search(page) }{ frame::toc(page) }{ frame::topics(page) }</> };
    let body = render(html! {
        <div class="wrap column">
            <header><h1><a href="./">{ page.messages.page_title(&policy.bot.name, policy.facts.has_compliance()) }</a></h1></header>
            { whole.then_some(tools) }
            <main id="main">{ raw(text) }{ defined }</main>
            <footer class="embedded">
                { (!whole).then(|| html! { <p><a class="see-all" href="./">{ page.messages.see_all() }</a></p> }) }
                { document::disclaimer(page) }
                { page.notice().map(|notice| html! { <p class="notice">{ notice }</p> }) }
            </footer>
        </div>
    })
    .await;
    elsewhere(&terms_of_service::with_terms_links(page, body), base)
}

/// Sends links out of a part to the page, and opens all external links in a new tab: a frame is too small for their targets.
fn elsewhere(body: &str, base: &str) -> String {
    let ids: BTreeSet<&str> = tags::ids(body).collect();
    tags::replace_tags(body, |tag| {
        let target = attribute(tag, "href").filter(|target| element_name(tag) == "a" && !target.is_empty())?;
        if target.strip_prefix('#').is_some_and(|id| ids.contains(id)) {
            return None;
        }
        let relative = target.starts_with(['#', '.', '?']);
        let to = if relative { format!("{base}{}", target.strip_prefix("./").unwrap_or(target)) } else { target.to_owned() };
        // Open the link in a new tab, because the program in a frame cannot do it.
        let tag = with_attribute(tag, "href", &to);
        let rel = if attribute(&tag, "rel").is_some() { "" } else { " rel=\"noopener\"" };
        Some([tag.trim_end_matches('>'), " target=\"_blank\"", rel, ">"].concat())
    })
}

async fn render(html: Html) -> String {
    LocalServerRenderer::<Markup>::with_props(MarkupProps { html }).hydratable(false).render().await
}

/// Wraps HTML that is already rendered.
fn raw(html: String) -> Html {
    Html::from_html_unchecked(html.into())
}

/// The content to render.
#[derive(Debug, Clone, PartialEq, Properties)]
struct MarkupProps {
    html: Html,
}

#[component]
fn Markup(props: &MarkupProps) -> Html {
    props.html.clone()
}

/// Renders the place of a tool, which contains the tool in its default state.
fn place(page: PageContext, tool: Tool) -> Html {
    html! { <div data-tool={tool.name()}>{ render_tool(page, tool) }</div> }
}

/// Renders a tool in its default state.
fn render_tool(page: PageContext, tool: Tool) -> Html {
    html! { <ToolRoot shown={Some((tool, Store::prerendered(page.content.clone())))} /> }
}

/// Renders everything below the first screen, folded.
fn text(page: PageContext) -> Html {
    html! {
        <>
            { more_questions(page) }
            { for empty_parts::non_empty(page.policy, page.messages).filter(|(id, _)| *id != GLANCE).map(|(id, title)| fold(page, id, title)) }
            { discord::panel(page) }
        </>
    }
}

/// Renders the questions that have no card.
fn more_questions(page: PageContext) -> Html {
    let count = glance::further(page);
    if count == 0 {
        return Html::default();
    }
    folded("more-questions", page.messages.more_questions(), page.messages.questions_counted(count), None, glance::more(page))
}

/// Renders a folded part.
fn fold(page: PageContext, id: &'static str, title: &'static str) -> Html {
    let parties = match id {
        "collected-data" => Some(Part::CollectedData),
        "policy" => Some(Part::Policy),
        "hosting" => Some(Part::Hosting),
        "coverage" => Some(Part::Coverage),
        "sources" => Some(Part::Sources),
        _ => None,
    };
    let parties = parties.and_then(|part| speakers(page.policy.sections_of(part).flat_map(|section| &section.statements)));
    let link = (id == "solver").then(|| needs::link(page));
    folded(id, title, counted(page, id), parties, html! { <>{ within(page, id) }{ link }</> })
}

/// Renders a fold: a heading with the size of its content, and the content, which is the target of
/// links. So browsers open the fold for a link, for find-in-page, and in print, without a script.
fn folded(id: &'static str, title: &'static str, count: String, parties: Option<String>, content: Html) -> Html {
    let label = format!("{id}-title");
    html! {
        <details class="fold" data-party={parties}>
            <summary><h2 id={label.clone()}>{ title }</h2><span class="quiet">{ count }</span></summary>
            <section class="part" {id} aria-labelledby={label}>{ content }</section>
        </details>
    }
}

/// Counts the content of a part.
fn counted(page: PageContext, id: &str) -> String {
    let (messages, policy) = (page.messages, page.policy);
    let statements = |part: Part| messages.statements_counted(policy.sections_of(part).map(|section| section.statements.len()).sum());
    match id {
        "collected-data" if policy.inventory.unreviewed => messages.not_checked_yet().to_owned(),
        "collected-data" => messages.kinds_counted(policy.inventory.items.len()),
        "policy" => statements(Part::Policy),
        "hosting" => statements(Part::Hosting),
        "not-stated" => {
            let extents: Vec<_> = policy.gaps().map(|gap| gap.extent).collect();
            let count = |extent| extents.iter().filter(|it| **it == extent).count();
            match count(Extent::Unreviewed) {
                0 => messages.not_stated_counted(count(Extent::Missing), extents.len()),
                unchecked => format!("{}{}{unchecked}", messages.not_checked_yet(), messages.colon()),
            }
        }
        "coverage" | "solver" => messages.table_counted(policy.services.len(), policy.frameworks.len()),
        "sources" => {
            messages.sources_counted(policy.sources.len(), policy.statements().filter(|statement| statement.disagreement).count())
        }
        _ => messages.entries_counted(policy.terms.len()),
    }
}

/// Renders the content of a part.
fn within(page: PageContext, id: &str) -> Html {
    match id {
        "collected-data" => {
            html! { <>{ data::inventory(page) }{ data::kinds(page) }{ declared_facts::recipients(page) }{ declared_facts::bases(page) }{ declared_facts::rights(page) }{ sections(page, Part::CollectedData) }</> }
        }
        "policy" => html! { <>{ toc(page, Part::Policy) }{ sections(page, Part::Policy) }</> },
        "not-stated" => gaps::gaps(page),
        "hosting" => sections(page, Part::Hosting),
        "coverage" => html! { <>{ coverage::tables(page) }{ sections(page, Part::Coverage) }</> },
        "solver" => {
            html! { <><p class="lead">{ page.messages.solver_lead() }{ " " }{ page.messages.needs_lead() }</p>{ needs::presets(page) }{ place(page, Tool::Solver) }</> }
        }
        "sources" => html! { <>{ toc(page, Part::Sources) }{ sources::sources(page) }{ sections(page, Part::Sources) }</> },
        _ => sources::glossary(page),
    }
}

/// Renders a table that may be wider than its column: a scroll region with a name, which the
/// keyboard can reach.
fn wide(label: &'static str, table: Html) -> Html {
    html! { <div class="wide" role="region" aria-label={label} tabindex="0">{ table }</div> }
}

/// Renders a part by itself, unfolded. The solver has every need by itself below it, for readers without scripts.
fn part(page: PageContext, id: &str) -> Html {
    let title = parts(page.messages).into_iter().find(|(other, _)| *other == id).map_or("", |(_, title)| title);
    let has_tool = matches!(id, "coverage" | "solver");
    let (id, label) = (id.to_owned(), format!("{id}-title"));
    html! {
        <section class="part" id={id.clone()} aria-labelledby={label.clone()}>
            <h2 id={label}>{ title }</h2>
            { has_tool.then(|| html! { <p class="quiet without" id="no-tools">{ page.messages.no_tools() }</p> }) }
            { within(page, &id) }
            { (id == "solver").then(|| html! { <><h3>{ page.messages.single_needs() }</h3>{ needs::list(page) }</> }) }
        </section>
    }
}

/// Renders links to the sections of a part, if it has several.
fn toc(page: PageContext, part: Part) -> Html {
    if page.policy.sections_of(part).nth(1).is_none() {
        return Html::default();
    }
    // The contents of the policy stay in sight while it is read. Sections of other parts are folded.
    let class = if part == Part::Policy { "toc guide" } else { "toc" };
    html! {
        <nav {class} aria-label={format!("{}{}{}", page.messages.contents(), page.messages.colon(), page.messages.part(part))}>
            <ul>
                { for page.policy.sections_of(part).map(|section| html! {
                    <li data-party={speakers(&section.statements)}><a href={format!("#{}", section.id)} lang={page.lang_of(section.id.as_str())}>{ section.title.as_str() }</a></li>
                }) }
            </ul>
        </nav>
    }
}

/// Returns the parties of statements, for the party filter; `None` if there are no statements.
fn speakers<'a>(statements: impl IntoIterator<Item = &'a carrot_core::Statement>) -> Option<String> {
    let mut parties: Vec<&str> = statements.into_iter().map(|statement| statement.party.as_str()).collect();
    parties.sort_unstable();
    parties.dedup();
    (!parties.is_empty()).then(|| parties.join(" "))
}

/// Returns whether the sections of a part are folded: people look them up instead of reading them from start to end.
fn is_folded(part: Part) -> bool {
    matches!(part, Part::Hosting | Part::Coverage | Part::Sources)
}

/// Returns whether folded sections of a part are left out on paper, unless the reader opens them.
fn is_left_out_on_paper(part: Part) -> bool {
    matches!(part, Part::Coverage | Part::Sources)
}

/// Returns whether folded sections of a part have their notes in the margin on wide screens, as unfolded sections have.
fn has_notes_in_margin(part: Part) -> bool {
    part == Part::Hosting
}

fn sections(page: PageContext, part: Part) -> Html {
    let render_section = |it| if is_folded(part) { folded_section(page, it) } else { section(page, it, "section prose") };
    let note = is_left_out_on_paper(part).then(|| html! { <p class="paper quiet">{ page.messages.not_on_paper() }</p> });
    html! { <div class="sections">{ note }{ for page.policy.sections_of(part).map(render_section) }</div> }
}

/// Renders a section, unfolded.
fn section(page: PageContext, section: &'static carrot_core::Section, class: &'static str) -> Html {
    html! {
        <section {class} id={section.id.as_str()} data-party={speakers(&section.statements)}>
            <h3 lang={page.lang_of(section.id.as_str())}>{ section.title.as_str() }</h3>
            { section_text(page, section) }
        </section>
    }
}

/// Renders a folded section.
fn folded_section(page: PageContext, section: &'static carrot_core::Section) -> Html {
    let parties = speakers(&section.statements);
    html! {
        <details class={if is_left_out_on_paper(section.part) { "sub" } else { "sub printed" }} data-party={parties.clone()}>
            <summary><h3 lang={page.lang_of(section.id.as_str())}>{ section.title.as_str() }</h3><span class="quiet">{ page.messages.statements_counted(section.statements.len()) }</span></summary>
            <section class={if has_notes_in_margin(section.part) { "section prose" } else { "section" }} id={section.id.as_str()} data-party={parties}>{ section_text(page, section) }</section>
        </details>
    }
}

/// Renders a folded list with a heading, for entries that people look up.
fn folded_list(id: &'static str, title: &'static str, count: String, list: Html) -> Html {
    html! {
        <details class="sub">
            <summary><h3>{ title }</h3><span class="quiet">{ count }</span></summary>
            <section class="section" {id}>{ list }</section>
        </details>
    }
}

fn section_text(page: PageContext, section: &'static carrot_core::Section) -> Html {
    html! { <>{ coverage::kind(page, section) }{ statement::statements(page, section) }{ coverage::claims(page, section) }</> }
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
             href=\"../../fr/../coverage.csv\" download=\"c\" target=\"_blank\" rel=\"noopener\">c</a><a href=\"https://d.example\" \
             rel=\"noopener noreferrer\" target=\"_blank\">d</a><abbr>e</abbr></p>"
        );
    }
}
