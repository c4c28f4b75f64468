//! Renders the panel with the evidence of a cell: the meaning of its status, our readings about its framework, and the claims.
//!
//! The panel is a popover, not a modal dialog: the page beside it can be read, scrolled and used. A modal dialog makes the rest of the page
//! inert, for which the browser computes the style of each element again.

use carrot_core::{Framework, Scope, Service};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::focus::focus;
use crate::{
    components::{claim_card, interpretations, status_badge},
    content::Content,
    state::Action,
    store::{Store, use_store},
};

/// The props of [`CellPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct PanelProps {
    /// The store of the page.
    pub(crate) store: Store,
    /// The element with the table.
    pub(crate) grid: NodeRef,
}

/// Renders the panel. It closes by its button, by Escape, by a press beside it, and by a link out of it.
#[component]
pub(crate) fn CellPanel(PanelProps { store, grid }: &PanelProps) -> Html {
    let content = store.content().clone();
    let (panel, sheet) = (use_node_ref(), use_node_ref());
    let cell = use_store(store, |state| state.cell.clone());
    let facts = content.facts();
    let open = cell.as_ref().and_then(|(service, framework)| facts.service(service).zip(facts.framework(framework)));

    {
        let name = open.map(|(service, framework)| [service.id.as_str(), ".", framework.id.as_str()].concat());
        let (panel, sheet, grid) = (panel.clone(), sheet.clone(), grid.clone());
        use_effect_with(name, move |name| {
            if let (Some(panel), Some(grid)) = (panel.cast::<HtmlElement>(), grid.cast::<HtmlElement>()) {
                show(&panel, &grid, name.as_deref());
            }
            if let Some(sheet) = sheet.cast::<Element>() {
                sheet.set_scroll_top(0);
            }
        });
    }
    let close = store.on(|_: MouseEvent| Some(Action::Cell(None)));
    let ontoggle = {
        let (panel, grid) = (panel.clone(), grid.clone());
        store.on(move |_: Event| {
            if panel.cast::<Element>()?.matches(OPEN).unwrap_or_default() {
                return None;
            }
            focus_current(&grid.cast::<Element>()?);
            Some(Action::Cell(None))
        })
    };

    html! {
        <dialog id="cell" popover="auto" aria-labelledby="cell-title" ref={panel} {ontoggle}>
            <div ref={sheet} class="sheet">
                <button type="button" class="choice close" onclick={close}>{ content.messages.close() }</button>
                { open.map(|(service, framework)| evidence(&content, service, framework)) }
            </div>
        </dialog>
    }
}

/// Selects an open panel.
const OPEN: &str = ":popover-open";

/// Returns the first element inside another that a selector matches.
fn inside(element: &Element, selector: &str) -> Option<HtmlElement> {
    element.query_selector(selector).ok()??.dyn_into().ok()
}

/// Returns the cell whose panel is open.
fn current(grid: &Element) -> Option<HtmlElement> {
    inside(grid, "[aria-current]")
}

/// Moves the focus to the cell of a closed panel, so that the keyboard continues there. If the reader has pressed a control outside of the
/// table instead, the focus stays on that control.
fn focus_current(grid: &Element) {
    let Some(cell) = current(grid) else { return };
    if grid.matches(":focus-within").unwrap_or_default()
        || document().active_element().is_none_or(|focused| focused.tag_name() == "BODY")
    {
        focus(&cell);
    }
}

/// Opens the panel and marks its cell, or closes it.
fn show(panel: &HtmlElement, grid: &HtmlElement, name: Option<&str>) {
    let cell = name.and_then(|name| name.split_once('.'));
    if cell.is_none() {
        // It is an error to close it twice.
        let _ = panel.hide_popover();
        focus_current(grid);
    }
    if let Some(marked) = current(grid) {
        let _ = marked.remove_attribute("aria-current");
    }
    let Some((service, framework)) = cell else { return };
    // In a closed fold nothing is displayed, not even a popover.
    if let Ok(Some(fold)) = panel.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
    // When the panel closes, the focus returns to the cell.
    let link = inside(grid, &["[data-service='", service, "'] td [href$='#", framework, "']"].concat());
    let link = link.filter(|link| link.offset_parent().is_some());
    if let Some(link) = &link {
        let _ = link.set_attribute("aria-current", "true");
    }
    let _ = link.as_ref().unwrap_or(grid).focus();
    // It is an error to open it twice.
    let _ = panel.show_popover();
}

fn evidence(content: &Content, service: &Service, framework: &Framework) -> Html {
    let (messages, facts) = (content.messages, content.facts());
    let coverage = facts.coverage(&service.id, &framework.id);
    let name = |id: &str, text: &str| html! { <a href={["#", id].concat()}>{ text.to_owned() }</a> };
    let readings: Vec<_> = facts.heads_about(framework.id.as_str()).map(|head| head.id.clone()).collect();
    html! {
        <div key={[service.id.as_str(), framework.id.as_str()].concat()}>
            <h3 id="cell-title">{ name(service.id.as_str(), &service.name) }{ " × " }{ name(framework.id.as_str(), &framework.short) }</h3>
            <p class="meaning">{ status_badge(messages, &coverage.status) }{ messages.meaning(&coverage.status) }</p>
            <div class="readings">{ interpretations(content, &readings) }</div>
            <ul class="claims">{ for coverage.claims.iter().map(|attested| claim_card(content, attested.claim, false)) }</ul>
            { claims_not_about_services(content, framework) }
        </div>
    }
}

/// Renders the claims about the infrastructure or a company instead of a service.
fn claims_not_about_services(content: &Content, framework: &Framework) -> Html {
    let is_not_about_services = |scope: &Scope| matches!(scope, Scope::Infrastructure | Scope::Company);
    let all =
        content.facts().claims.iter().filter(|claim| claim.frameworks.contains(&framework.id) && is_not_about_services(&claim.scope));
    let claims: Vec<Html> = all.map(|claim| claim_card(content, claim, false)).collect();
    if claims.is_empty() {
        return Html::default();
    }
    html! { <><h4>{ content.messages.not_its_own() }</h4><ul class="claims">{ for claims }</ul></> }
}
