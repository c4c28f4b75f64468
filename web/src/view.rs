//! The page, part by part: functions of content and words alone, for the build machine.

mod coverage;
mod data;
mod discord;
mod frame;
mod gaps;
mod glance;
mod inline;
mod page;
mod solver;
mod sources;
mod statement;
mod terms;

use carrot_core::Part;
use yew::{LocalServerRenderer, prelude::*};

use self::statement::badge;
pub use self::{discord::Asked, page::Page};

/// The whole page as HTML. The program draws nothing of it again.
pub async fn draw(page: Page) -> String {
    LocalServerRenderer::<Drawn>::with_props(DrawnProps { page }).hydratable(false).render().await
}

/// Which page to draw.
#[derive(Debug, Clone, PartialEq, Properties)]
struct DrawnProps {
    page: Page,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    let page = props.page;
    html! {
        <>
            <a class="skip" href="#main">{ page.words.skip() }</a>
            { frame::bar(page) }
            { head(page) }
            <div class="layout">
                { frame::contents(page) }
                <div class="column">
                    { frame::without_program(page) }
                    { text(page) }
                </div>
            </div>
        </>
    }
}

/// The anchors of the page's parts and their titles, in reading order.
fn parts(page: Page) -> [(&'static str, &'static str); 9] {
    let words = page.words;
    [
        ("at-a-glance", words.at_a_glance()),
        ("collected-data", words.collected()),
        ("policy", words.policy()),
        ("not-stated", words.not_said()),
        ("hosting", words.hosting()),
        ("coverage", words.coverage()),
        ("solver", words.solver()),
        ("sources", words.sources()),
        ("glossary", words.glossary()),
    ]
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
    html! {
        <>
        <main id="main">
            { part(page, "at-a-glance", html! { <>{ glance::glance(page) }{ discord::panel(page) }</> }) }
            { part(page, "collected-data", html! { <>
                { data::inventory(page) }
                { sections(page, Part::CollectedData) }
            </> }) }
            { part(page, "policy", html! { <>
                { toc(page, Part::Policy) }
                { sections(page, Part::Policy) }
            </> }) }
            { part(page, "not-stated", gaps::gaps(page)) }
            { part(page, "hosting", html! { <>
                { toc(page, Part::Hosting) }
                { sections(page, Part::Hosting) }
            </> }) }
            { part(page, "coverage", html! { <>
                { toc(page, Part::Coverage) }
                { coverage::tables(page) }
                { sections(page, Part::Coverage) }
            </> }) }
            { part(page, "solver", solver::solver(page)) }
            { part(page, "sources", html! { <>
                { sources::sources(page) }
                { sections(page, Part::Sources) }
            </> }) }
            { part(page, "glossary", sources::glossary(page)) }
            { terms::definitions(page) }
        </main>
        </>
    }
}

/// A table that may be wider than its column: a scroll region with a name, within reach of the keyboard.
fn wide(label: &'static str, table: Html) -> Html {
    html! { <div class="wide" role="region" aria-label={label} tabindex="0">{ table }</div> }
}

fn part(page: Page, id: &'static str, inner: Html) -> Html {
    let title = parts(page).into_iter().find(|(other, _)| *other == id).map_or("", |(_, title)| title);
    html! {
        <section class="part" {id} aria-labelledby={format!("{id}-title")}>
            <h2 id={format!("{id}-title")}>{ title }</h2>
            { inner }
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

/// Whose statements a section has, for the party filter; none where it has none.
fn speakers(section: &carrot_core::Section) -> Option<String> {
    let mut parties: Vec<&str> = section.statements.iter().map(|it| it.party.as_str()).collect();
    parties.sort_unstable();
    parties.dedup();
    (!parties.is_empty()).then(|| parties.join(" "))
}

fn sections(page: Page, part: Part) -> Html {
    let section = |section: &'static carrot_core::Section| {
        html! {
            <section class="section" id={section.id.as_str()} data-party={speakers(section)}>
                <h3 lang={page.lang_of(section.id.as_str())}>{ section.title.as_str() }</h3>
                { coverage::kind(page, section) }
                { for section.statements.iter().map(|it| statement::statement(page, it)) }
                { coverage::claims(page, section) }
            </section>
        }
    };
    html! { { for page.policy.sections_of(part).map(section) } }
}
