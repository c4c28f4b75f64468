//! A statement: what is said, whose promise it is, to whom, and where it is said.

use carrot_core::{AnyId, Citation, Date, Policy, Statement, words};
use yew::prelude::*;

use super::{badge, inline};

/// A statement in its section.
pub(crate) fn statement(policy: &'static Policy, it: &'static Statement) -> Html {
    let id = it.id.as_str();
    html! {
        <article class="statement" {id} data-party={it.party.as_str()}>
            <h4><a href={format!("#{id}")}>{ it.title.as_str() }</a></h4>
            { if it.disagreement { sides(policy, it) } else { Html::default() } }
            <div class="text">{ inline::blocks(&it.text) }</div>
            { byline(policy, it) }
            { about(policy, it) }
            { readings(policy, it) }
        </article>
    }
}

/// Whose statement it is, to whom it is a promise, and where it is said.
pub(crate) fn byline(policy: &'static Policy, it: &'static Statement) -> Html {
    let Some(party) = policy.party(&it.party) else { return Html::default() };
    let to = match policy.promises_to(it) {
        Some(to) => html! { <>{ words::TO }{ to }</> },
        None => words::no_promise(party.kind).into(),
    };
    html! {
        <p class="by">
            { badge(&party.name, party.kind) }
            <span class="to">{ to }</span>
            { cites(policy, &it.cites) }
        </p>
    }
}

/// Places in sources: title, section and date of each, a source's title once.
pub(crate) fn cites(policy: &'static Policy, cites: &'static [Citation]) -> Html {
    let mut out = Vec::new();
    for (index, cite) in cites.iter().enumerate() {
        let cited = policy.cited(cite);
        let again = index > 0 && cites[index - 1].source == cite.source;
        let last_of_source = cites.get(index + 1).is_none_or(|next| next.source != cite.source);
        out.push(html! {
            <>
                { if again { Html::from(", ") } else if index > 0 { Html::from("; ") } else { Html::default() } }
                { if again { Html::default() } else { html! { <><a href={format!("#{}", cite.source)}>{ cited.title }</a>{ ", " }</> } } }
                { "“" }{ cited.section }{ "”" }
                { if last_of_source { html! { <>{ ", " }{ as_of(cited.as_of) }</> } } else { Html::default() } }
            </>
        });
    }
    html! { <cite>{ for out }</cite> }
}

/// A date as given, or the word for none.
pub(crate) fn as_of(date: Option<Date>) -> Html {
    match date {
        Some(date) => html! { <time datetime={date.to_string()}>{ words::date(date) }</time> },
        None => words::UNDATED.into(),
    }
}

/// A link to a statement by its title.
pub(crate) fn link(it: &'static Statement) -> Html {
    html! { <a href={format!("#{}", it.id)}>{ it.title.as_str() }</a> }
}

/// Links in one line.
pub(crate) fn links(statements: impl IntoIterator<Item = &'static Statement>) -> Html {
    let items = statements.into_iter().enumerate().map(|(index, it)| {
        html! { <>{ if index > 0 { " · " } else { "" } }{ link(it) }</> }
    });
    html! { { for items } }
}

/// The statements that contradict each other, side by side.
fn sides(policy: &'static Policy, it: &'static Statement) -> Html {
    let sides = it.about.iter().filter_map(|id| statement_of(policy, id)).map(|side| {
        html! {
            <div class="side">
                <p class="title">{ link(side) }</p>
                { inline::blocks(&side.text) }
                { byline(policy, side) }
            </div>
        }
    });
    html! { <div class="sides">{ for sides }</div> }
}

/// What a reading is about.
fn about(policy: &'static Policy, it: &'static Statement) -> Html {
    // Statements that disagree stand above in full.
    if it.about.is_empty() || it.disagreement {
        return Html::default();
    }
    let items = it.about.iter().enumerate().map(|(index, id)| {
        html! { <>{ if index > 0 { " · " } else { "" } }<a href={format!("#{id}")}>{ policy.title_of(id) }</a></> }
    });
    html! { <p class="see">{ words::ABOUT }{ for items }</p> }
}

/// The readings about a statement.
fn readings(policy: &'static Policy, it: &'static Statement) -> Html {
    let readings: Vec<_> = policy.readings_about(it.id.as_str()).collect();
    match readings.is_empty() {
        true => Html::default(),
        false => html! { <p class="see">{ words::SEE_READING }{ links(readings) }</p> },
    }
}

fn statement_of(policy: &'static Policy, id: &AnyId) -> Option<&'static Statement> {
    policy.statements().find(|statement| statement.id.as_str() == id.as_str())
}
