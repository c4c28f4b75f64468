//! Renders statements: the text, the party and its audience, and the sources.

use carrot_core::{AnyId, Citation, PartyId, Section, SourceId, Statement};
use yew::prelude::*;

use super::{PageContext, changes, code, glossary_links::TermLinker, inline};
use crate::components::{DOT, citations, party_badge, separated, statement_link};

/// Renders the statements of a section. A note above consecutive statements with the same party and
/// source names both. Each statement shows only what differs from the note.
pub(crate) fn statements(page: PageContext, section: &'static Section) -> Html {
    let runs = section.statements.chunk_by(|one, other| one.party == other.party && sources(one).eq(sources(other)));
    let run = |run: &'static [Statement]| {
        let Some(first) = run.first() else { return Html::default() };
        html! {
            <>
                <p class="by once" data-party={first.party.as_str()}>{ origin(page, &first.party, &first.cites) }</p>
                { for run.iter().map(|it| statement(page, it, &first.cites)) }
            </>
        }
    };
    html! { { for runs.map(run) } }
}

/// Returns the sources that a statement cites. Consecutive citations of the same source are
/// combined.
fn sources(statement: &Statement) -> impl Iterator<Item = &SourceId> {
    statement.cites.chunk_by(|one, other| one.source == other.source).filter_map(|run| run.first()).map(|cite| &cite.source)
}

/// Renders a statement below a note with its party and source. Shows the sections that the statement
/// cites if they differ from those in the note.
fn statement(page: PageContext, it: &'static Statement, noted: &[Citation]) -> Html {
    let id = it.id.as_str();
    html! {
        <article class="statement" {id} data-party={it.party.as_str()}>
            <h4 lang={page.lang_of(id)}><a href={format!("#{id}")}>{ it.title.as_str() }</a></h4>
            { changes::mark(page, id) }
            { it.disagreement.then(|| sides(page, it)) }
            <div class="text" lang={page.lang_of(id)}>{ inline::blocks(&it.text, &TermLinker::of(page, it)) }</div>
            { (it.cites != noted).then(|| sections_alone(page, &it.cites)) }
            { about(page, it) }
            { readings(page, id) }
        </article>
    }
}

/// Renders the cited sections alone, because the note above names the source.
fn sections_alone(page: PageContext, cited: &[Citation]) -> Html {
    let section = |cite: &Citation| {
        let section = page.messages.quoted(page.policy.cited(cite).section);
        match page.lang_of(cite.source.as_str()) {
            Some(lang) => html! { <span {lang}>{ section }</span> },
            None => section.into(),
        }
    };
    html! { <p class="by"><cite>{ separated(", ", cited.iter().map(section).collect()) }</cite></p> }
}

/// Shows the party of a statement, the people to whom it is a promise, and its citations.
pub(crate) fn byline(page: PageContext, it: &'static Statement) -> Html {
    html! { <p class="by">{ origin(page, &it.party, &it.cites) }</p> }
}

fn origin(page: PageContext, id: &PartyId, cited: &[Citation]) -> Html {
    let Some(party) = page.policy.party(id) else { return Html::default() };
    let to = match page.policy.promised_to(id) {
        Some(to) => html! { <>{ page.messages.tells().trim_start() }{ page.marked(id.as_str(), to) }</> },
        None => page.messages.no_promise(party.kind).into(),
    };
    html! { <>{ party_badge(page.content, id) }{ " " }<span class="to">{ to }</span>{ "\u{a0}· " }{ citations(page.content, cited) }</> }
}

/// Renders links to statements in one line.
pub(crate) fn links(page: PageContext, statements: impl IntoIterator<Item = &'static Statement>) -> Html {
    let link = |statement: &'static Statement| statement_link(page.content, &statement.id, &statement.title);
    separated(DOT, statements.into_iter().map(link).collect())
}

/// Renders the statements that contradict each other, side by side.
fn sides(page: PageContext, it: &'static Statement) -> Html {
    let sides = it.about.iter().filter_map(|id| statement_of(page, id)).map(|side| {
        html! {
            <div class="side">
                <p class="title">{ statement_link(page.content, &side.id, &side.title) }</p>
                { match page.lang_of(side.id.as_str()) {
                    Some(lang) => html! { <div {lang}>{ inline::blocks(&side.text, &TermLinker::without_terms()) }</div> },
                    None => inline::blocks(&side.text, &TermLinker::without_terms()),
                } }
                { byline(page, side) }
            </div>
        }
    });
    html! { <div class="sides">{ for sides }</div> }
}

/// Lists the subjects of a reading.
fn about(page: PageContext, it: &'static Statement) -> Html {
    // The contradicting statements are above in full.
    if it.about.is_empty() || it.disagreement {
        return Html::default();
    }
    let link = |id: &'static AnyId| {
        html! { <a href={format!("#{id}")} lang={page.lang_of(id.as_str())}>{ code::spans(page.policy.title_of(id)) }</a> }
    };
    html! { <p class="see">{ page.messages.about() }{ separated(DOT, it.about.iter().map(link).collect()) }</p> }
}

/// Renders links to the readings about the item with this id.
pub(crate) fn readings(page: PageContext, id: &'static str) -> Html {
    let readings: Vec<_> = page.policy.readings_about(id).collect();
    match readings.is_empty() {
        true => Html::default(),
        false => html! { <p class="see">{ page.messages.see_reading() }{ links(page, readings) }</p> },
    }
}

fn statement_of(page: PageContext, id: &AnyId) -> Option<&'static Statement> {
    page.policy.statements().find(|statement| statement.id.as_str() == id.as_str())
}
