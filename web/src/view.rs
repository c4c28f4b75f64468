//! What is drawn, part by part. Functions of the policy alone; only [`text`] knows a choice of the reader, the party filter.

mod coverage;
mod data;
mod gaps;
mod glance;
mod inline;
mod sources;
mod statement;

use carrot_core::{Part, PartyId, Policy, SourceKind, words};
use yew::prelude::*;

pub(crate) use statement::badge;

/// The anchors of the page's parts and their titles, in reading order.
const PARTS: [(&str, &str); 8] = [
    ("at-a-glance", words::AT_A_GLANCE),
    ("collected-data", words::COLLECTED),
    ("policy", words::POLICY),
    ("not-stated", words::NOT_SAID),
    ("hosting", words::HOSTING),
    ("coverage", words::COVERAGE),
    ("sources", words::SOURCES),
    ("glossary", words::GLOSSARY),
];

/// The head of the page: whose policy it is, what this text is, and how old its sources are.
pub(crate) fn header(policy: &'static Policy) -> Html {
    let documents = policy.sources.iter().filter(|source| source.kind == SourceKind::Document);
    html! {
        <header class="head">
            <h1>{ policy.bot.name.as_str() }<span>{ words::SUBTITLE }</span></h1>
            <p class="disclaimer">{ policy.bot.disclaimer.as_str() }</p>
            <ul class="dates">
                { for documents.map(|source| html! {
                    <li><a href={format!("#{}", source.id)}>{ source.title.as_str() }</a>{ ": " }{ statement::as_of(source.as_of) }</li>
                }) }
            </ul>
        </header>
    }
}

/// Links to the parts.
pub(crate) fn contents() -> Html {
    html! {
        <nav id="contents" aria-labelledby="contents-label">
            <p id="contents-label" class="label">{ words::CONTENTS }</p>
            <ol>
                { for PARTS.iter().map(|(id, title)| html! { <li><a href={format!("#{id}")}>{ *title }</a></li> }) }
            </ol>
        </nav>
    }
}

/// Everything there is to read.
pub(crate) fn text(policy: &'static Policy, only: Option<&PartyId>) -> Html {
    html! {
        <main id="main">
            { part("at-a-glance", glance::glance(policy)) }
            { part("collected-data", html! { <>
                { data::inventory(policy) }
                { sections(policy, Part::CollectedData, only) }
            </> }) }
            { part("policy", html! { <>
                { toc(policy, Part::Policy) }
                { sections(policy, Part::Policy, only) }
            </> }) }
            { part("not-stated", gaps::gaps(policy)) }
            { part("hosting", html! { <>
                { toc(policy, Part::Hosting) }
                { sections(policy, Part::Hosting, only) }
            </> }) }
            { part("coverage", html! { <>
                { toc(policy, Part::Coverage) }
                { coverage::tables(policy) }
                { sections(policy, Part::Coverage, only) }
            </> }) }
            { part("sources", html! { <>
                { sources::sources(policy) }
                { sections(policy, Part::Sources, only) }
            </> }) }
            { part("glossary", sources::glossary(policy)) }
        </main>
    }
}

fn part(id: &'static str, inner: Html) -> Html {
    let title = PARTS.iter().find(|(other, _)| *other == id).map_or("", |(_, title)| *title);
    html! {
        <section class="part" {id} aria-labelledby={format!("{id}-title")}>
            <h2 id={format!("{id}-title")}>{ title }</h2>
            { inner }
        </section>
    }
}

/// Links to the sections of a part.
fn toc(policy: &'static Policy, part: Part) -> Html {
    html! {
        <ul class="toc">
            { for policy.sections_of(part).map(|section| html! {
                <li><a href={format!("#{}", section.id)}>{ section.title.as_str() }</a></li>
            }) }
        </ul>
    }
}

fn sections(policy: &'static Policy, part: Part, only: Option<&PartyId>) -> Html {
    let section = |section: &'static carrot_core::Section| {
        let shown = |statement: &carrot_core::Statement| only.is_none_or(|party| statement.party == *party);
        html! {
            <section class="section" id={section.id.as_str()} hidden={!section.statements.iter().any(shown)}>
                <h3>{ section.title.as_str() }</h3>
                { coverage::framework(policy, section) }
                { for section.statements.iter().map(|it| statement::statement(policy, it, shown(it))) }
            </section>
        }
    };
    html! { { for policy.sections_of(part).map(section) } }
}
