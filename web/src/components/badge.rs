//! Names with a shape of their own: parties, statuses and outcomes. Shape and color are in the style sheet.

use carrot_core::{PartyId, PartyKind, coverage::Status, qualify::Outcome};
use yew::prelude::*;

use crate::content::Content;

/// A party's name; empty for an unknown party.
pub fn party_badge(content: &Content, id: &PartyId) -> Html {
    let Some(party) = content.facts().party(id) else { return Html::default() };
    let class = match party.kind {
        PartyKind::Bot => "party bot",
        PartyKind::Host => "party host",
        PartyKind::Infrastructure => "party infrastructure",
        PartyKind::Editor => "party editor",
        PartyKind::Commentator => "party commentator",
        PartyKind::RuleMaker | PartyKind::Other => "party other",
    };
    html! { <span {class} lang={content.lang_of(party.id.as_str())}>{ party.name.as_str() }</span> }
}

/// The class of a coverage status.
pub fn status_class(status: &Status<'_>) -> &'static str {
    match status {
        Status::Covered => "covered",
        Status::Conditional { .. } => "conditional",
        Status::Excluded => "excluded",
        Status::Disputed { .. } => "disputed",
        Status::Unstated => "unstated",
    }
}

/// The class of an outcome.
pub fn outcome_class(outcome: Outcome) -> &'static str {
    outcome.id()
}

/// An outcome in words.
pub fn outcome_badge(content: &Content, outcome: Outcome) -> Html {
    html! { <span class={classes!("outcome", outcome_class(outcome))}>{ content.messages.outcome(outcome) }</span> }
}
