//! Renders the names of parties, statuses and outcomes as badges. The style sheet has their shapes
//! and colors, by class.

use carrot_core::{PartyId, PartyKind, coverage::Status, i18n::Messages, qualify::Outcome};
use yew::prelude::*;

use crate::content::Content;

/// Renders the name of a party. For an unknown party, it renders nothing.
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

/// Returns the class of an outcome.
pub fn outcome_class(outcome: Outcome) -> &'static str {
    outcome.id()
}

/// Renders the name of a coverage status.
pub fn status_badge(messages: Messages, status: &Status<'_>) -> Html {
    badge(status.id(), messages.status(status))
}

/// Renders the name of an outcome.
pub fn outcome_badge(content: &Content, outcome: Outcome) -> Html {
    badge(outcome_class(outcome), content.messages.outcome(outcome))
}

/// Renders a name as a badge. The name gets a capital letter, because a badge begins a line or a label.
fn badge(class: &'static str, name: &str) -> Html {
    html! { <span class={classes!("outcome", class)}>{ capital(name) }</span> }
}

/// Returns a word of the interface with a capital letter. Only ASCII letters change, because a
/// table of all other letters adds 5 kB to the wasm.
pub fn capital(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or(("", word));
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use carrot_core::Extent;

    use super::*;

    #[test]
    fn every_status_outcome_and_extent_can_begin_with_a_capital_letter() {
        let statuses = [
            Status::Covered,
            Status::Conditional { conditions: Vec::new() },
            Status::Excluded,
            Status::Disputed { claims: Vec::new() },
            Status::Unstated,
        ];
        for messages in Messages::ALL {
            let outcomes = Outcome::ALL.map(|outcome| messages.outcome(outcome));
            let extents = [Extent::Present, Extent::Partial, Extent::Missing, Extent::Unreviewed].map(|extent| messages.extent(extent));
            let words = outcomes.into_iter().chain(extents).chain(statuses.iter().map(|status| messages.status(status)));
            for word in words {
                assert!(capital(word).starts_with(|first: char| first.is_ascii_uppercase()), "{word}");
            }
        }
    }
}
