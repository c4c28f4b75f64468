//! Where everything comes from: documents, rules and readings, the parties, and the glossary.

use carrot_core::{Party, Policy, Source, Term, words};
use yew::prelude::*;

use super::{
    badge,
    statement::{as_of, cites},
};

pub(crate) fn sources(policy: &'static Policy) -> Html {
    html! {
        <>
            <section class="section" aria-labelledby="sources-list">
                <h3 id="sources-list">{ words::SOURCES_LIST }</h3>
                <ul class="plain">{ for policy.sources.iter().map(|source| self::source(policy, source)) }</ul>
            </section>
            <section class="section" aria-labelledby="parties-list">
                <h3 id="parties-list">{ words::PARTIES_LIST }</h3>
                <ul class="plain">{ for policy.parties.iter().map(party) }</ul>
            </section>
        </>
    }
}

fn source(policy: &'static Policy, source: &'static Source) -> Html {
    let by = source.by.as_ref().and_then(|id| policy.party(id));
    html! {
        <li id={source.id.as_str()}>
            <strong>{ source.title.as_str() }</strong>
            { ", " }{ words::source_kind(source.kind) }{ ", " }{ as_of(source.as_of) }
            { source.effective.map(|date| html! { <>{ words::EFFECTIVE }{ as_of(Some(date)) }</> }) }
            { by.map(|by| html! { <>{ " " }{ badge(&by.name, by.kind) }</> }) }
            { source.link.as_ref().map(|link| html! { <>{ " " }<a href={link.as_str()} rel="noopener noreferrer">{ link.as_str() }</a></> }) }
            { source.note.as_ref().map(|note| html! { <p>{ note.as_str() }</p> }) }
        </li>
    }
}

fn party(party: &'static Party) -> Html {
    html! {
        <li id={party.id.as_str()}>
            { badge(&party.name, party.kind) }
            { party.role.map(|role| html! { <>{ " " }{ words::role(role) }</> }) }
            { party.about.as_ref().map(|about| html! { <p>{ about.as_str() }</p> }) }
            { party.role_note.as_ref().map(|note| html! { <p>{ note.as_str() }</p> }) }
            <p>{ match &party.promises_to {
                Some(to) => html! { <>{ words::PROMISES }{ to.as_str() }{ "." }</> },
                None => words::PROMISES_NOTHING.into(),
            } }</p>
        </li>
    }
}

pub(crate) fn glossary(policy: &'static Policy) -> Html {
    let term = |term: &'static Term| {
        html! {
            <div id={term.id.as_str()}>
                <dt>{ term.name.as_str() }</dt>
                <dd>{ term.text.as_str() }<p class="by">{ cites(policy, &term.cites) }</p></dd>
            </div>
        }
    };
    html! { <dl class="terms">{ for policy.terms.iter().map(term) }</dl> }
}
