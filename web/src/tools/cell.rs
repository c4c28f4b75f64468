//! Renders the panel with the evidence of a cell: the meaning of its status, our readings about its framework, and the claims.
//!
//! The panel is a popover, not a modal dialog: the page beside it can be read, scrolled and used. A modal dialog makes the rest of the page
//! inert, for which the browser computes the style of each element again.

use carrot_core::{Framework, Scope, Service, coverage::Coverage, coverage::Status, i18n::Messages};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::focus::focus;
use crate::{
    components::{capital, claim_card, statement_link, status_class},
    content::Content,
    state::Action,
    store::{ToolProps, use_store},
};

/// Renders the panel. It closes by its button, by Escape, by a press beside it, and by a link out of it.
#[component]
pub(crate) fn CellPanel(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content().clone();
    let node = use_node_ref();
    let cell = use_store(store, |state| state.cell.clone());
    let facts = content.facts();
    let open = cell.as_ref().and_then(|(service, framework)| facts.service(service).zip(facts.framework(framework)));

    {
        let name = open.map(|(service, framework)| [service.id.as_str(), ".", framework.id.as_str()].concat());
        let node = node.clone();
        use_effect_with(name, move |name| {
            if let Some(panel) = node.cast::<HtmlDialogElement>() {
                show(&panel, name.as_deref());
            }
        });
    }
    let close = store.on(|_: MouseEvent| Some(Action::Cell(None)));
    let ontoggle = store.on(|event: Event| {
        let panel = event.target_dyn_into::<HtmlDialogElement>()?;
        if panel.matches(OPEN).unwrap_or_default() {
            return None;
        }
        keep_focus(&panel);
        Some(Action::Cell(None))
    });

    html! {
        <dialog id="cell" popover="auto" aria-labelledby="cell-title" ref={node} {ontoggle}>
            <div class="sheet">
                <button type="button" class="choice close" onclick={close}>{ content.messages.close() }</button>
                { open.map(|(service, framework)| evidence(&content, service, framework)) }
            </div>
        </dialog>
    }
}

/// Selects an open panel.
const OPEN: &str = ":popover-open";
/// Selects the cell whose panel is open.
const CURRENT: &str = "[aria-current]";

/// Returns the first element inside another that a selector matches.
fn inside(element: &Element, selector: &str) -> Option<HtmlElement> {
    element.query_selector(selector).ok()??.dyn_into().ok()
}

/// Moves the focus to the cell of a closed panel, so that the keyboard continues there. A press beside the panel leaves the focus in the table
/// or nowhere. If it was on a control, the focus stays on that control.
fn keep_focus(panel: &HtmlDialogElement) {
    let Some(place) = panel.parent_element() else { return };
    let Some(cell) = inside(&place, CURRENT) else { return };
    if inside(&place, ".grid:focus-within").is_some() || document().active_element().is_none_or(|it| it.tag_name() == "BODY") {
        focus(&cell);
    }
}

/// Opens the panel and marks its cell, or closes it.
fn show(panel: &HtmlDialogElement, name: Option<&str>) {
    let Some(place) = panel.parent_element() else { return };
    let cell = name.and_then(|name| name.split_once('.'));
    if cell.is_none() {
        // It is an error to close it twice.
        let _ = panel.hide_popover();
        keep_focus(panel);
    }
    if let Some(marked) = inside(&place, CURRENT) {
        let _ = marked.remove_attribute("aria-current");
    }
    let Some((service, framework)) = cell else { return };
    // In a closed fold nothing is displayed, not even a popover.
    if let Ok(Some(fold)) = panel.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
    // When the panel closes, the focus returns to the cell.
    let link = inside(&place, &["[data-service='", service, "'] td [href$='#", framework, "']"].concat());
    let link = link.filter(|link| link.offset_parent().is_some());
    if let Some(link) = &link {
        let _ = link.set_attribute("aria-current", "true");
    }
    if let Some(element) = link.or_else(|| inside(&place, ".grid")) {
        let _ = element.focus();
    }
    // It is an error to open it twice.
    let _ = panel.show_popover();
    if let Some(sheet) = inside(panel, ".sheet") {
        sheet.set_scroll_top(0);
    }
}

fn evidence(content: &Content, service: &Service, framework: &Framework) -> Html {
    let (messages, facts) = (content.messages, content.facts());
    let coverage = facts.coverage(&service.id, &framework.id);
    let name = |id: &str, text: &str| html! { <a href={["#", id].concat()}>{ text.to_owned() }</a> };
    let readings: Vec<_> = facts.heads_about(framework.id.as_str()).collect();
    html! {
        <div key={[service.id.as_str(), framework.id.as_str()].concat()}>
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
