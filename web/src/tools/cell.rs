//! Renders the dialog with the evidence of a cell: the meaning of its status, our readings about
//! its framework, and the claims.

use carrot_core::{Framework, Scope, Service, coverage::Coverage, coverage::Status, i18n::Messages};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use crate::{
    components::{capital, claim_card, statement_link, status_class},
    content::Content,
    state::Action,
    store::{ToolProps, use_store},
};

/// Renders the dialog. It is modal. It closes by its button, by Escape, by a click on the backdrop,
/// and by a link out of it.
#[component]
pub(crate) fn CellDialog(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content().clone();
    let node = use_node_ref();
    let cell = use_store(store, |state| state.cell.clone());
    let facts = content.facts();
    let open = cell.as_ref().and_then(|(service, framework)| facts.service(service).zip(facts.framework(framework)));

    {
        let name = open.map(|(service, framework)| format!("{}.{}", service.id, framework.id));
        let node = node.clone();
        use_effect_with(name, move |name| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                show(&dialog, name.as_deref());
            }
        });
    }
    let close = store.on(|_: MouseEvent| Some(Action::Cell(None)));
    let onclose = store.on(|_: Event| Some(Action::Cell(None)));
    // A press that begins and ends outside closes it: a selection of text may end there. The dialog is open until the press ends, so
    // that the press reaches nothing below.
    let pressed = use_state_eq(|| false);
    let onpointerdown = {
        let pressed = pressed.setter();
        Callback::from(move |event: PointerEvent| pressed.set(is_outside(&event)))
    };
    let onclick = store.on(move |event: MouseEvent| (*pressed && is_outside(&event)).then_some(Action::Cell(None)));

    html! {
        <dialog id="cell" aria-labelledby="cell-title" ref={node} {onclose} {onpointerdown} {onclick}>
            <div class="sheet">
                <button type="button" class="choice close" onclick={close}>{ content.messages.close() }</button>
                { open.map(|(service, framework)| evidence(&content, service, framework)) }
            </div>
        </dialog>
    }
}

/// Returns whether a press is on the backdrop, which belongs to the dialog. The sheet in it covers the dialog, and has the scroll bar.
fn is_outside(event: &MouseEvent) -> bool {
    event.target_dyn_into::<HtmlDialogElement>().is_some()
}

/// Returns the first element inside another that a selector matches.
fn inside(element: &Element, selector: &str) -> Option<HtmlElement> {
    element.query_selector(selector).ok()??.dyn_into().ok()
}

/// Opens the dialog and marks its cell, or closes it. The browser gives the focus back to the cell.
fn show(dialog: &HtmlDialogElement, name: Option<&str>) {
    let Some(place) = dialog.parent_element() else { return };
    if let Some(marked) = inside(&place, "[aria-current]") {
        let _ = marked.remove_attribute("aria-current");
    }
    let Some((service, framework)) = name.and_then(|name| name.split_once('.')) else {
        if dialog.open() {
            dialog.close();
        }
        return;
    };
    // In a closed fold nothing is displayed, not even a dialog.
    if let Ok(Some(fold)) = dialog.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
    // Focus the cell first: when the dialog closes, the browser returns the focus to it.
    let link = inside(&place, &["[data-service='", service, "'] td [href$='#", framework, "']"].concat());
    let link = link.filter(|link| link.offset_parent().is_some());
    if let Some(link) = &link {
        let _ = link.set_attribute("aria-current", "true");
    }
    if let Some(element) = link.or_else(|| inside(&place, ".grid")) {
        let _ = element.focus();
    }
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
    if let Some(sheet) = inside(dialog, ".sheet") {
        sheet.set_scroll_top(0);
    }
}

fn evidence(content: &Content, service: &Service, framework: &Framework) -> Html {
    let (messages, facts) = (content.messages, content.facts());
    let coverage = facts.coverage(&service.id, &framework.id);
    let name = |id: &str, text: &str| html! { <a href={["#", id].concat()}>{ text.to_owned() }</a> };
    let readings: Vec<_> = facts.heads_about(framework.id.as_str()).collect();
    html! {
        <div key={format!("{}.{}", service.id, framework.id)}>
            <h3 id="cell-title">{ name(service.id.as_str(), &service.name) }{ " × " }{ name(framework.id.as_str(), &framework.short) }</h3>
            <p class="meaning"><b class={status_class(&coverage.status)}>{ capital(messages.status(&coverage.status)) }</b>{ meaning(messages, &coverage) }</p>
            <div class="readings">
                { if readings.is_empty() { Html::default() } else { html! {
                    <p class="see">{ messages.see_reading() }{ for readings.iter().enumerate().map(|(index, head)| html! { <>{ if index > 0 { "\u{a0}· " } else { "" } }{ statement_link(content, &head.id, &head.title) }</> }) }</p>
                } } }
            </div>
            <ul class="claims">{ for coverage.claims.iter().map(|it| claim_card(content, it.claim, false)) }</ul>
            { claims_beside_services(content, framework) }
        </div>
    }
}

/// Returns the meaning of the status.
fn meaning(messages: Messages, coverage: &Coverage<'_>) -> &'static str {
    match coverage.status {
        Status::Covered => messages.means_covered(),
        Status::Conditional { .. } => messages.means_conditional(),
        Status::Excluded => messages.means_excluded(),
        Status::Disputed { .. } => messages.means_disputed(),
        Status::Unstated => messages.means_unstated(),
    }
}

/// Renders the claims that are not about a service, but about the infrastructure or a company.
fn claims_beside_services(content: &Content, framework: &Framework) -> Html {
    let is_apart = |scope: &Scope| matches!(scope, Scope::Infrastructure | Scope::Company);
    let all = content.facts().claims.iter().filter(|claim| claim.frameworks.contains(&framework.id) && is_apart(&claim.scope));
    let claims: Vec<Html> = all.map(|claim| claim_card(content, claim, false)).collect();
    if claims.is_empty() {
        return Html::default();
    }
    html! { <><h4>{ content.messages.not_its_own() }</h4><ul class="claims">{ for claims }</ul></> }
}
