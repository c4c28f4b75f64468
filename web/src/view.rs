//! What of the page stands still, part by part: functions of the policy alone, for the build machine.

mod coverage;
mod data;
mod gaps;
mod glance;
mod inline;
mod sources;
mod statement;

use std::sync::OnceLock;

use carrot_core::{BakedError, Part, Policy, SourceKind, words};
use yew::prelude::*;

use crate::app::badge;

/// The content that was baked in when this crate was built.
///
/// # Errors
/// Where the bytes were baked by another version of `carrot-core`; a build always bakes its own.
pub fn policy() -> Result<&'static Policy, &'static BakedError> {
    static POLICY: OnceLock<Result<Policy, BakedError>> = OnceLock::new();
    POLICY.get_or_init(|| Policy::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/policy.bin")))).as_ref()
}

/// A piece of the page that stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// From the top to the contents.
    Head,
    /// The contents.
    Contents,
    /// All that there is to read.
    Main,
}

/// Which piece to draw.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct PieceProps {
    /// The piece.
    pub piece: Piece,
}

/// Draws one piece.
#[component]
pub fn Drawn(props: &PieceProps) -> Html {
    match (policy(), props.piece) {
        (Err(error), _) => html! { <p>{ error.to_string() }</p> },
        (Ok(policy), Piece::Head) => head(policy),
        (Ok(_), Piece::Contents) => contents(),
        (Ok(policy), Piece::Main) => text(policy),
    }
}

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
fn head(policy: &'static Policy) -> Html {
    let documents = policy.sources.iter().filter(|source| source.kind == SourceKind::Document);
    html! {
        <>
        <a class="skip" href="#main">{ words::SKIP }</a>
        <header class="head">
            <h1>{ policy.bot.name.as_str() }<span>{ words::SUBTITLE }</span></h1>
            <p class="disclaimer">{ policy.bot.disclaimer.as_str() }</p>
            <ul class="dates">
                { for documents.map(|source| html! {
                    <li><a href={format!("#{}", source.id)}>{ source.title.as_str() }</a>{ ": " }{ statement::as_of(source.as_of) }</li>
                }) }
            </ul>
        </header>
        </>
    }
}

/// Links to the parts.
fn contents() -> Html {
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
fn text(policy: &'static Policy) -> Html {
    html! {
        <>
        <p class="quiet" id="no-tools" hidden=true>{ words::NO_TOOLS }</p>
        <main id="main">
            { part("at-a-glance", glance::glance(policy)) }
            { part("collected-data", html! { <>
                { data::inventory(policy) }
                { sections(policy, Part::CollectedData) }
            </> }) }
            { part("policy", html! { <>
                { toc(policy, Part::Policy) }
                { sections(policy, Part::Policy) }
            </> }) }
            { part("not-stated", gaps::gaps(policy)) }
            { part("hosting", html! { <>
                { toc(policy, Part::Hosting) }
                { sections(policy, Part::Hosting) }
            </> }) }
            { part("coverage", html! { <>
                { toc(policy, Part::Coverage) }
                { coverage::tables(policy) }
                { sections(policy, Part::Coverage) }
            </> }) }
            { part("sources", html! { <>
                { sources::sources(policy) }
                { sections(policy, Part::Sources) }
            </> }) }
            { part("glossary", sources::glossary(policy)) }
        </main>
        </>
    }
}

/// A table that may be wider than its column: a scroll region with a name, within reach of the keyboard.
fn wide(label: &'static str, table: Html) -> Html {
    html! { <div class="wide" role="region" aria-label={label} tabindex="0">{ table }</div> }
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
                <li data-party={speakers(section)}><a href={format!("#{}", section.id)}>{ section.title.as_str() }</a></li>
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

fn sections(policy: &'static Policy, part: Part) -> Html {
    let section = |section: &'static carrot_core::Section| {
        html! {
            <section class="section" id={section.id.as_str()} data-party={speakers(section)}>
                <h3>{ section.title.as_str() }</h3>
                { coverage::kind(policy, section) }
                { for section.statements.iter().map(|it| statement::statement(policy, it)) }
                { coverage::claims(policy, section) }
            </section>
        }
    };
    html! { { for policy.sections_of(part).map(section) } }
}
