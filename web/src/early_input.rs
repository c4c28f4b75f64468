//! Saves input from before a tool was mounted, and repeats it in the tool.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::{
    effects::{PageDom, elements},
    tools::focus::focus,
};

/// Selects everything in a place that can be changed, opened or focused, in the order of the document. The mounted tool has the same
/// elements. Browser extensions may add buttons and fields to a place, and these have other names and classes.
const INTERACTIVE: &str = "a[href], button:is(.choice, .tool), #query, [name], details, summary, [tabindex]";

/// Selects the buttons of a tool. boot.js has the same selector.
const BUTTONS: &str = "button:is(.choice, .tool)";

/// The typed, ticked, chosen, opened and scrolled elements of a place, with the buttons that were pressed, focus and selection. Rendering
/// the tool would lose them.
#[derive(Debug)]
pub(crate) struct EarlyInput {
    /// The changes from the initial markup, each with its index among [`INTERACTIVE`].
    changes: Vec<(usize, Change)>,
    /// The buttons that were pressed without effect, in that order: boot.js lists their indexes among the [`BUTTONS`] of the place.
    pressed: String,
    focus: Option<(usize, Option<(u32, u32)>)>,
    page: Rc<PageDom>,
}

#[derive(Debug)]
enum Change {
    Ticked(bool),
    Value(String),
    Opened,
    /// Scrolled to these distances from the left and the top.
    Scrolled(i32, i32),
}

impl EarlyInput {
    /// Reads the present input of a place.
    pub(crate) fn of(page: &Rc<PageDom>, place: &Element) -> Self {
        let all = elements(place, INTERACTIVE);
        let changes = all.iter().enumerate().filter_map(|(at, element)| Some((at, change(element)?))).collect();
        let pressed = place.get_attribute("data-pressed").unwrap_or_default();
        let focus = page.focus_within(place).and_then(|active| {
            let at = all.iter().position(|element| *element == active)?;
            let input = active.dyn_ref::<HtmlInputElement>();
            let selection = input.and_then(|input| Some((input.selection_start().ok()??, input.selection_end().ok()??)));
            Some((at, selection))
        });
        Self { changes, pressed, focus, page: Rc::clone(page) }
    }

    /// Repeats the input in the mounted tool.
    pub(crate) fn restore(self, host: &Element) {
        let all = elements(host, INTERACTIVE);
        // Presses first, so that typed text stays even if a press clears the field.
        let buttons = elements(host, BUTTONS);
        for button in self.pressed.split(' ').filter_map(|at| buttons.get(at.parse::<usize>().ok()?)) {
            button.unchecked_ref::<HtmlElement>().click();
        }
        for (element, change) in self.changes.into_iter().filter_map(|(at, change)| Some((all.get(at)?, change))) {
            repeat(element, change);
        }
        let Some((at, selection)) = self.focus else { return };
        let Some(element) = all.get(at).and_then(|element| element.dyn_ref::<HtmlElement>()) else { return };
        // If the reader has moved the focus elsewhere, it stays there.
        if self.page.has_focus() {
            return;
        }
        focus(element);
        if let (Some((start, end)), Some(input)) = (selection, element.dyn_ref::<HtmlInputElement>()) {
            let _ = input.set_selection_range(start, end);
        }
    }
}

/// Returns the reader's change of an element, if there is one.
fn change(element: &Element) -> Option<Change> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        let (ticked, value) = (input.checked(), input.value());
        return match input.type_().as_str() {
            "checkbox" => (ticked != input.default_checked()).then_some(Change::Ticked(ticked)),
            _ => (value != input.default_value()).then_some(Change::Value(value)),
        };
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        // In the document, no option is marked if the first is the default.
        let initial =
            elements(element, "option[selected]").into_iter().next().or_else(|| elements(element, "option").into_iter().next());
        let initial = initial.and_then(|option| option.get_attribute("value"));
        return (initial.as_ref() != Some(&select.value())).then(|| Change::Value(select.value()));
    }
    // Elements that scroll have a `tabindex`, so that the keyboard can scroll them. Read the scroll position of these only, because
    // reading it makes the browser compute the layout.
    if element.has_attribute("tabindex") {
        let (left, top) = (element.scroll_left(), element.scroll_top());
        return (left != 0 || top != 0).then_some(Change::Scrolled(left, top));
    }
    element.dyn_ref::<HtmlDetailsElement>().filter(|details| details.open()).map(|_| Change::Opened)
}

/// Changes an element, and sends the tool the event that the browser sends after a reader's change.
fn repeat(element: &Element, change: Change) {
    match change {
        // The browser sends the events of these two itself.
        Change::Scrolled(left, top) => {
            element.set_scroll_left(left);
            element.set_scroll_top(top);
            return;
        }
        Change::Opened => {
            let _ = element.set_attribute("open", "");
            return;
        }
        Change::Ticked(ticked) => element.unchecked_ref::<HtmlInputElement>().set_checked(ticked),
        Change::Value(value) => match element.dyn_ref::<HtmlSelectElement>() {
            Some(select) => select.set_value(&value),
            None => element.unchecked_ref::<HtmlInputElement>().set_value(&value),
        },
    }
    let options = EventInit::new();
    options.set_bubbles(true);
    for name in ["input", "change"] {
        if let Ok(event) = Event::new_with_event_init_dict(name, &options) {
            let _ = element.dispatch_event(&event);
        }
    }
}
