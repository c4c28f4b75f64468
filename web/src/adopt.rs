//! What a reader did in a tool's place before the tool was mounted: it is kept.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::{
    effects::{Page, elements},
    state::{Action, group_named},
    tools::Tool,
};

/// What was typed, chosen and ticked in a place, as actions.
pub(crate) fn adopt(tool: Tool, place: &Element) -> Vec<Action> {
    let mut actions = Vec::new();
    for input in elements(place, "input").into_iter().filter_map(|it| it.dyn_into::<HtmlInputElement>().ok()) {
        let value = input.value();
        let action = match (tool, input.name().as_str()) {
            (_, "need") if input.checked() => value.parse().ok().map(|need| Action::Need(need, true)),
            (_, "need") => None,
            _ if value.is_empty() => None,
            (Tool::Search, _) => Some(Action::Search(value)),
            (_, "services") => Some(Action::Filter(value)),
            (_, "restore") => Some(Action::Restore(value)),
            (_, "loss") => Some(Action::Loss(value)),
            _ => None,
        };
        actions.extend(action);
    }
    for select in elements(place, "select").into_iter().filter_map(|it| it.dyn_into::<HtmlSelectElement>().ok()) {
        let value = select.value();
        match select.name().as_str() {
            "framework" if !value.is_empty() => actions.extend(value.parse().ok().map(|id| Action::Framework(Some(id)))),
            "group" if !value.is_empty() => actions.push(Action::Group(group_named(&value))),
            _ => {}
        }
    }
    actions
}

/// Everything in a place that can have the focus or be opened, in the order of the document. The mounted tool has the same.
const KEPT: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// Focus, selection and open details of a place, which are lost when the tool is rendered over it.
#[derive(Debug)]
pub(crate) struct Kept {
    focus: Option<(usize, Option<(u32, u32)>)>,
    open: Vec<usize>,
    page: Page,
}

impl Kept {
    /// What a place has now.
    pub(crate) fn of(page: &Page, place: &Element) -> Self {
        let focus = page.focus_within(place).and_then(|active| {
            let at = elements(place, KEPT).iter().position(|element| *element == active)?;
            let input = active.dyn_ref::<HtmlInputElement>();
            let selection = input.and_then(|input| Some((input.selection_start().ok()??, input.selection_end().ok()??)));
            Some((at, selection))
        });
        let details = elements(place, "details");
        let open = (0..details.len()).filter(|at| details.get(*at).is_some_and(|it| it.has_attribute("open"))).collect();
        Self { focus, open, page: page.clone() }
    }

    /// Gives it to the tool that is mounted there now.
    pub(crate) fn restore(self, host: &Element) {
        for details in self.open.iter().filter_map(|at| elements(host, "details").get(*at).cloned()) {
            if let Ok(details) = details.dyn_into::<HtmlDetailsElement>() {
                details.set_open(true);
            }
        }
        let Some((at, selection)) = self.focus else { return };
        let Some(element) = elements(host, KEPT).get(at).cloned().and_then(|it| it.dyn_into::<HtmlElement>().ok()) else { return };
        // Where the reader has gone elsewhere in between, the focus stays there.
        if self.page.has_focus_elsewhere() {
            return;
        }
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
        if let (Some((start, end)), Some(input)) = (selection, element.dyn_ref::<HtmlInputElement>()) {
            let _ = input.set_selection_range(start, end);
        }
    }
}
