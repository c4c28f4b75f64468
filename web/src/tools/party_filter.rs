//! Renders the filter of statements by party: a button for all parties, and one for each party that
//! makes a statement.

use carrot_core::PartyId;
use yew::prelude::*;

use super::focus::focus_first;
use crate::{
    components::party_badge,
    state::Action,
    store::{ToolProps, use_store},
};

/// Renders the buttons, and the number of shown statements.
#[component]
pub(crate) fn PartyFilter(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content();
    let messages = content.messages;
    let chosen = use_store(store, |state| state.party.clone());
    let counts = &content.bundle.statements_by;
    let all: u32 = counts.iter().map(|(_, count)| count).sum();
    // An unknown party filters nothing.
    let shown = counts.iter().find(|(party, _)| Some(party) == chosen.as_ref());
    let button = |party: Option<PartyId>, name: Html, count: u32| {
        let pressed = party.as_ref() == shown.map(|(party, _)| party);
        let key = party.as_ref().map_or_else(String::new, PartyId::to_string);
        let onclick = store.on(move |_: MouseEvent| Some(Action::Party(party.clone())));
        html! { <button {key} type="button" class="choice" aria-pressed={pressed.to_string()} {onclick}>{ name }{ " " }<small>{ count }</small></button> }
    };
    // With a single party, there is nothing to choose.
    if counts.len() < 2 {
        return Html::default();
    }
    let status = shown.map(|(_, count)| messages.shown(*count as usize, all as usize)).unwrap_or_default();
    let clear = shown.map(|(party, _)| {
        let onclick = store.on(|event: MouseEvent| {
            // The button disappears: keep the focus in the filter.
            focus_first(&event, ".choices", "button");
            Some(Action::Party(None))
        });
        html! { <><span key={party.as_str()}>{ party_badge(content, party) }</span><button type="button" class="choice" {onclick}>{ messages.show_all_parties() }</button></> }
    });
    html! {
        <div class="choices" role="group" aria-labelledby="filter-label">
            <p class="label" id="filter-label">{ messages.party_filter() }</p>
            { button(None, messages.all_parties().into(), all) }
            { for counts.iter().map(|(party, count)| button(Some(party.clone()), party_badge(content, party), *count)) }
            // Always visible, with the button that ends the filter.
            <div class="only"><p role="status" class="status"><span key={status.clone()}>{ status }</span></p>{ clear }</div>
        </div>
    }
}
