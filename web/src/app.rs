//! What answers a reader. The page's text stands in the HTML and is not drawn again: the program marks the elements of the page with
//! what was asked for, and fills the places that are kept free for it.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent};

use crate::{
    document, search,
    state::{Action, State, Theme},
};

thread_local! {
    /// What is shown. A page has one program, and a program one state.
    static SHOWN: RefCell<State> = RefCell::default();
}

/// Begins to answer: shows what was asked before the program was there, and listens.
pub(crate) fn start() {
    let asked = document::asked_before();
    document::show(None, &asked);
    SHOWN.set(asked);
    listen();
    // A sign for tests: without it, nothing breaks.
    let _ = document::root().map(|root| root.set_attribute("data-ready", "true"));
}

/// Does what a reader does.
fn dispatch(action: Action) {
    let before = SHOWN.with_borrow(State::clone);
    if let Action::Theme(theme) = action {
        let _ = document::store_theme(theme);
    }
    let now = before.after(action);
    if now != before {
        // Before it is shown, because showing may make the browser tell of it.
        SHOWN.set(now.clone());
        document::show(Some(&before), &now);
    }
}

/// The controls stand in the HTML, each with what it does (`data-do`) and with what (`value`): the page listens once for all of them.
fn listen() {
    let document = gloo::utils::document();
    // On the way down, because that a dialog closes is told on no way up.
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let on = |name: &'static str, act: fn(&Event) -> Option<Action>| {
        let listener = EventListener::new_with_options(&document, name, options, move |event| {
            if let Some(action) = act(event) {
                dispatch(action);
            }
        });
        // As long as the page.
        listener.forget();
    };
    on("click", clicked);
    on("input", entered);
    on("keydown", pressed);
    on("pointerdown", |event| beside_dialog(event).then_some(Action::Cell(None)));
    on("close", |_| Some(Action::Cell(None)));
    EventListener::new(&gloo::utils::window(), "popstate", |_| dispatch(Action::Go(document::address()))).forget();
}

/// A button, or a link that does more than it does without the program.
fn clicked(event: &Event) -> Option<Action> {
    let control = control(event)?;
    if control.has_attribute("href") {
        let event: &MouseEvent = event.dyn_ref()?;
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return None;
        }
        event.prevent_default();
    } else if control.tag_name() != "BUTTON" {
        return None;
    }
    let value = control.get_attribute("value").or_else(|| control.get_attribute("data-value")).unwrap_or_default();
    let name = control.get_attribute("data-do")?;
    if name == "search" {
        // A suggestion, which goes once it is taken: the results come in its place.
        document::focus("query");
    }
    action(&name, value, true)
}

/// What is beside an open dialog belongs to the dialog itself, of which its content leaves nothing free. Where one begins to press, and
/// not where one lets go, because one may select text to beyond its edge.
fn beside_dialog(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|target| target.tag_name() == "DIALOG")
}

/// A text, a number, a choice or a box to tick.
fn entered(event: &Event) -> Option<Action> {
    let control = control(event)?;
    let name = control.get_attribute("data-do")?;
    match control.dyn_ref::<HtmlInputElement>() {
        Some(input) => action(&name, input.value(), input.checked()),
        None => action(&name, control.dyn_ref::<HtmlSelectElement>()?.value(), true),
    }
}

fn pressed(event: &Event) -> Option<Action> {
    search::pressed(event.dyn_ref::<KeyboardEvent>()?)
}

fn control(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-do]").ok()?
}

/// What a control does.
fn action(name: &str, value: String, on: bool) -> Option<Action> {
    let hours = |value: String| value.trim().parse().ok();
    Some(match name {
        "search" => Action::Search(value),
        "by" => Action::By(value),
        "theme" => Action::Theme(Theme::named(&value)),
        "cell" => Action::Cell(value.split_once('.').map(|(service, framework)| (service.to_owned(), framework.to_owned()))),
        "services" => Action::Services(value),
        "framework" => Action::Framework(value),
        "group" => Action::Group(value),
        "sort" => Action::Sort(value),
        "whole" => Action::WholeTable,
        "need" => Action::Need(value, on),
        "restore" => Action::Restore(hours(value)),
        "loss" => Action::Loss(hours(value)),
        "nothing" => Action::AskNothing,
        _ => return None,
    })
}
