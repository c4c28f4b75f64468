//! Renders the reasons for a finding: conditions, missing facts, and the sources.

use carrot_core::{
    Citation, StatementId,
    evidence::{Basis, Condition},
    qualify::{Finding, Ground, Missing, Outcome, Stance},
};
use yew::prelude::*;

use super::{citations, interpretations, separated, statement_link};
use crate::content::Content;

/// Renders the reasons for a finding.
pub fn reasons(content: &Content, finding: &Finding<'_>) -> Html {
    let (messages, facts) = (content.messages, content.facts());
    let condition =
        |condition: &Condition<'_>| html! { <li lang={content.lang_of("bot")}>{ messages.clause(facts, &condition.clause) }</li> };
    let missing = |missing: &Missing<'_>| html! { <p>{ messages.missing(facts, *missing) }</p> };
    let mut aims: Vec<u32> = Vec::new();
    let mut exceptions: &[String] = &[];
    for ground in &finding.grounds {
        match ground.stance {
            Stance::Aims { hours } if !aims.contains(&hours) => aims.push(hours),
            Stance::Bars { exceptions: list } => exceptions = list,
            _ => {}
        }
    }
    let aims: Vec<String> = aims.into_iter().map(|hours| messages.hours(hours)).collect();
    html! {
        <>
            { if finding.conditions.is_empty() { Html::default() } else { html! { <ul>{ for finding.conditions.iter().map(condition) }</ul> } } }
            { for finding.missing.iter().map(missing) }
            { for exceptions.iter().map(|exception| html! { <p lang={content.lang_of("bot")}>{ exception.as_str() }</p> }) }
            { messages.excluded_because(finding).map(|reason| html! { <p>{ reason }</p> }) }
            { if aims.is_empty() || finding.outcome == Outcome::Excluded { Html::default() } else { html! { <p>{ messages.aimed_at() }{ messages.colon() }{ aims.join(", ") }</p> } } }
            { sources(content, &finding.grounds, messages.stated_in(), |stance| !matches!(stance, Stance::NotBarred | Stance::Denies | Stance::Silent)) }
            { sources(content, &finding.grounds, messages.readings(), |stance| matches!(stance, Stance::NotBarred)) }
            { sources(content, &finding.grounds, messages.denied_in(), |stance| matches!(stance, Stance::Denies)) }
            { sources(content, &finding.grounds, messages.closest_passages(), |stance| matches!(stance, Stance::Silent)) }
            { notes(content, &finding.grounds) }
        </>
    }
}

/// Renders one line: the label `lead`, then the sources of all grounds of that kind, each source once.
fn sources(content: &Content, grounds: &[Ground<'_>], lead: &'static str, is_kind: fn(Stance<'_>) -> bool) -> Html {
    let facts = content.facts();
    let mut places: Vec<(Option<&StatementId>, &[Citation])> = Vec::new();
    for ground in grounds.iter().filter(|ground| is_kind(ground.stance)) {
        let place = match (ground.source.statement.and_then(|id| facts.head(id)), ground.basis) {
            (Some(head), _) => (Some(&head.id), head.cites.as_slice()),
            (None, Basis::Region(id)) => (None, facts.region(id).map_or(&[][..], |region| &region.cites)),
            (None, Basis::Service(id)) => (None, facts.service(id).map_or(&[][..], |service| &service.cites)),
            (None, _) => (None, &[][..]),
        };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    if places.is_empty() {
        return Html::default();
    }
    let place = |(statement, cited): (Option<&StatementId>, &[Citation])| {
        let link = statement
            .and_then(|id| facts.head(id))
            .map(|head| html! { <>{ statement_link(content, &head.id, &head.title) }{ ", " }</> });
        html! { <>{ link }{ citations(content, cited) }</> }
    };
    let places = separated(content.messages.semicolon(), places.into_iter().map(place).collect());
    html! { <p class="by">{ lead }{ content.messages.colon() }{ places }</p> }
}

/// Renders links to our interpretations of the grounds, each once.
fn notes(content: &Content, grounds: &[Ground<'_>]) -> Html {
    let mut ids: Vec<StatementId> = Vec::new();
    for id in grounds.iter().flat_map(|ground| ground.notes) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    interpretations(content, &ids)
}
