//! A statement: what is said, whose promise it is, to whom, and where it is said.

use carrot_core::{AnyId, Citation, Date, Party, Statement};
use yew::prelude::*;

use super::{Page, inline, terms::Explained};
use crate::components::{self, citations, party_badge, statement_link};

/// A party's name.
pub(crate) fn badge(page: Page, party: &Party) -> Html {
    party_badge(page.content, &party.id)
}

/// A statement in its section.
pub(crate) fn statement(page: Page, it: &'static Statement) -> Html {
    let id = it.id.as_str();
    html! {
        <article class="statement" {id} data-party={it.party.as_str()}>
            <h4 lang={page.lang_of(id)}><a href={format!("#{id}")}>{ it.title.as_str() }</a></h4>
            { if it.disagreement { sides(page, it) } else { Html::default() } }
            <div class="text" lang={page.lang_of(id)}>{ inline::blocks(&it.text, &Explained::of(page, it)) }</div>
            { byline(page, it) }
            { about(page, it) }
            { readings(page, it) }
        </article>
    }
}

/// Shows the party of a statement, the people to whom it is a promise, and its citations.
pub(crate) fn byline(page: Page, it: &'static Statement) -> Html {
    let Some(party) = page.policy.party(&it.party) else { return Html::default() };
    let to = match page.policy.promises_to(it) {
        Some(to) => html! { <>{ page.words.towards() }{ page.marked(it.party.as_str(), to) }</> },
        None => page.words.no_promise(party.kind).into(),
    };
    html! {
        <p class="by">
            { badge(page, party) }
            <span class="to">{ to }</span>
            { cites(page, &it.cites) }
        </p>
    }
}

/// Places in sources.
pub(crate) fn cites(page: Page, cites: &[Citation]) -> Html {
    citations(page.content, cites)
}

/// A date as given, or the word for an undated source.
pub(crate) fn as_of(page: Page, date: Option<Date>) -> Html {
    components::as_of(page.words, date)
}

/// A link to a statement by its title.
pub(crate) fn link(page: Page, it: &Statement) -> Html {
    statement_link(page.content, &it.id, &it.title)
}

/// Links in one line.
pub(crate) fn links(page: Page, statements: impl IntoIterator<Item = &'static Statement>) -> Html {
    let items = statements.into_iter().enumerate().map(|(index, it)| {
        html! { <>{ if index > 0 { " · " } else { "" } }{ link(page, it) }</> }
    });
    html! { { for items } }
}

/// The statements that contradict each other, side by side.
fn sides(page: Page, it: &'static Statement) -> Html {
    let sides = it.about.iter().filter_map(|id| statement_of(page, id)).map(|side| {
        html! {
            <div class="side">
                <p class="title">{ link(page, side) }</p>
                { match page.lang_of(side.id.as_str()) {
                    Some(lang) => html! { <div {lang}>{ inline::blocks(&side.text, &Explained::nothing()) }</div> },
                    None => inline::blocks(&side.text, &Explained::nothing()),
                } }
                { byline(page, side) }
            </div>
        }
    });
    html! { <div class="sides">{ for sides }</div> }
}

/// Lists the subjects of a reading.
fn about(page: Page, it: &'static Statement) -> Html {
    // The contradicting statements are above in full.
    if it.about.is_empty() || it.disagreement {
        return Html::default();
    }
    let items = it.about.iter().enumerate().map(|(index, id)| {
        html! { <>{ if index > 0 { " · " } else { "" } }<a href={format!("#{id}")} lang={page.lang_of(id.as_str())}>{ page.policy.title_of(id) }</a></> }
    });
    html! { <p class="see">{ page.words.about() }{ for items }</p> }
}

/// The readings about a statement.
fn readings(page: Page, it: &'static Statement) -> Html {
    let readings: Vec<_> = page.policy.readings_about(it.id.as_str()).collect();
    match readings.is_empty() {
        true => Html::default(),
        false => html! { <p class="see">{ page.words.see_reading() }{ links(page, readings) }</p> },
    }
}

fn statement_of(page: Page, id: &AnyId) -> Option<&'static Statement> {
    page.policy.statements().find(|statement| statement.id.as_str() == id.as_str())
}
