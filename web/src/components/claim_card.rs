//! Renders a claim: the attestation, its holder, scope, conditions and sources.

use carrot_core::{Claim, Scope, Services, StatementId};
use yew::prelude::*;

use super::{citations, party_badge, statement_link, statement_links};
use crate::content::Content;

/// Renders a claim as a list item. `anchor` sets its id, which a document must contain only once.
pub fn claim_card(content: &Content, claim: &Claim, anchor: bool) -> Html {
    let messages = content.messages;
    let row = |name: &'static str, value: Html| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    let scope = match &claim.scope {
        Scope::Services { services, .. } => service_names(content, services),
        Scope::Infrastructure => messages.infrastructure().into(),
        Scope::Company => messages.company().into(),
    };
    let (regions, plans) = match &claim.scope {
        Scope::Services { regions, plans, .. } => (regions.as_slice(), plans.as_slice()),
        Scope::Infrastructure | Scope::Company => Default::default(),
    };
    let regions: Vec<&str> = regions.iter().filter_map(|id| Some(content.facts().region(id)?.name.as_str())).collect();
    let conditions = messages.conditions_of(content.facts(), &claim.conditions, &claim.further);
    let of_services = matches!(claim.scope, Scope::Services { .. });
    html! {
        <li key={claim.id.as_str()} class={if of_services { "claim" } else { "claim apart" }} id={anchor.then(|| claim.id.to_string())}>
            <dl>
                { row(messages.claim(), html! { <>{ messages.attestation(claim.attestation) }{ match &claim.holder {
                    Some(holder) => html! { <>{ messages.held_by() }{ party_badge(content, holder) }</> },
                    None => messages.holder_not_stated().into(),
                } }</> }) }
                { row(messages.covers(), scope) }
                { if regions.is_empty() { Html::default() } else { row(messages.regions(), regions.join(", ").into()) } }
                { if plans.is_empty() { Html::default() } else { row(messages.plans(), lines(content, plans)) } }
                { if conditions.is_empty() { Html::default() } else { row(messages.conditions(), lines(content, &conditions)) } }
                { claim.edition.as_ref().map(|edition| row(messages.edition(), edition.as_str().into())) }
                { row(messages.evidence(), claim.evidence.as_deref().map_or(messages.not_stated().into(), |evidence| content.marked("bot", evidence))) }
                { content.facts().head(&claim.statement).map(|head| row(messages.stated_in(), html! { <>{ statement_link(content, &head.id, &head.title) }{ ", " }{ citations(content, &head.cites) }</> })) }
            </dl>
            { interpretations(content, claim.superseded.as_slice()) }
            { interpretations(content, &claim.notes) }
        </li>
    }
}

/// Renders the names of a set of services.
pub fn service_names(content: &Content, services: &Services) -> Html {
    match services {
        Services::All => content.messages.all_services().into(),
        Services::Only(ids) if ids.is_empty() => content.messages.no_service().into(),
        Services::Only(ids) => {
            let names: Vec<&str> = ids.iter().filter_map(|id| Some(content.facts().service(id)?.name.as_str())).collect();
            names.join(", ").into()
        }
    }
}

/// Renders texts of the content: a dash without texts, a single text as it is, several texts as a list.
pub fn lines(content: &Content, lines: &[String]) -> Html {
    match lines {
        [] => "–".into(),
        [one] => content.marked("bot", one),
        lines => html! { <ul lang={content.lang_of("bot")}>{ for lines.iter().map(|line| html! { <li>{ line.as_str() }</li> }) }</ul> },
    }
}

/// Renders links to interpretations, if there are any.
pub fn interpretations(content: &Content, ids: &[StatementId]) -> Html {
    if ids.is_empty() {
        return Html::default();
    }
    html! { <p class="see">{ content.messages.see_reading() }{ statement_links(content, ids) }</p> }
}
