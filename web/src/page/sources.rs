//! Renders the sources of the content (documents, rules and readings), the parties, and the
//! glossary.

use carrot_core::{Party, Source, Term};
use yew::prelude::*;

use super::PageContext;
use crate::components::{citations, dated, party_badge};

pub(crate) fn sources(page: PageContext) -> Html {
    html! {
        <>
            <section class="section" aria-labelledby="sources-list">
                <h3 id="sources-list">{ page.messages.sources_list() }</h3>
                <ul class="plain">{ for page.policy.sources.iter().map(|source| self::source(page, source)) }</ul>
            </section>
            <section class="section" aria-labelledby="parties-list">
                <h3 id="parties-list">{ page.messages.parties_list() }</h3>
                <ul class="plain">{ for page.policy.parties.iter().map(|party| self::party(page, party)) }</ul>
            </section>
        </>
    }
}

/// Renders a link to a source, with its date.
pub(super) fn dated_link(page: PageContext, source: &'static Source, separator: &'static str) -> Html {
    let id = source.id.as_str();
    html! { <><a href={format!("#{id}")} lang={page.lang_of(id)}>{ source.title.as_str() }</a>{ separator }{ dated(page.messages, source.as_of, source.effective) }</> }
}

fn source(page: PageContext, source: &'static Source) -> Html {
    let id = source.id.as_str();
    html! {
        <li {id}>
            <strong lang={page.lang_of(id)}>{ source.title.as_str() }</strong>
            <p class="quiet">
                { source.by.as_ref().map(|by| html! { <>{ party_badge(page.content, by) }{ " · " }</> }) }
                { page.messages.source_kind(source.kind) }{ ", " }{ dated(page.messages, source.as_of, source.effective) }
                { source.effective.filter(|_| source.as_of.is_some()).map(|date| html! { <>{ page.messages.effective() }{ dated(page.messages, Some(date), None) }</> }) }
                { source.version.as_ref().map(|version| html! { <>{ page.messages.version() }{ version.as_str() }</> }) }
                { source.link.as_ref().map(|link| html! { <>{ " · " }<a href={link.as_str()} rel="noopener noreferrer">{ link.as_str() }</a></> }) }
            </p>
            { source.authoritative.as_ref().map(|lang| html! { <p>{ page.messages.authoritative(lang) }</p> }) }
            { source.note.as_ref().map(|note| html! { <p lang={page.lang_of(id)}>{ note.as_str() }</p> }) }
        </li>
    }
}

fn party(page: PageContext, party: &'static Party) -> Html {
    let lang = page.lang_of(party.id.as_str());
    html! {
        <li id={party.id.as_str()}>
            { party_badge(page.content, &party.id) }
            { party.role.map(|role| html! { <>{ " " }{ page.messages.role(role) }</> }) }
            { party.about.as_ref().map(|about| html! { <p {lang}>{ about.as_str() }</p> }) }
            { party.role_note.as_ref().map(|note| html! { <p {lang}>{ note.as_str() }</p> }) }
            <p>{ match &party.promises_to {
                Some(to) => html! { <>{ page.messages.promises() }{ page.marked(party.id.as_str(), to) }{ "." }</> },
                None => page.messages.promises_nothing(party.speaks_as()).into(),
            } }</p>
        </li>
    }
}

pub(crate) fn glossary(page: PageContext) -> Html {
    let term = |term: &'static Term| {
        html! {
            <div id={term.id.as_str()}>
                <dt lang={page.lang_of(term.id.as_str())}>{ term.name.as_str() }</dt>
                <dd>{ page.marked(term.id.as_str(), &term.text) }<p class="by">{ citations(page.content, &term.cites) }</p></dd>
            </div>
        }
    };
    html! { <dl class="terms">{ for page.policy.terms.iter().map(term) }</dl> }
}
