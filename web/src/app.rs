//! What answers a reader. The page's text stands in the HTML and is not drawn again: the program marks the elements of the page with
//! what was asked for, and fills the places that are kept free for it.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use carrot_core::BakedError;
use gloo::{
    events::{EventListener, EventListenerOptions, EventListenerPhase},
    timers::callback::Timeout,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent};

use crate::{
    document::{self, Root},
    search,
    solver::Listed,
    spoken::Spoken,
    state::{Action, State, Theme},
};

/// A page that is answered. Dropped, it listens no more; what it last showed stays.
pub(crate) struct App {
    pub(crate) root: Root,
    pub(crate) spoken: Spoken,
    /// What shows the state beside the text. All of it stands in the HTML, and is looked for once: pages are long.
    pub(crate) controls: Vec<Element>,
    /// What answers the solver's questions, once one is asked.
    pub(crate) solver: OnceCell<Listed>,
    /// What is shown.
    shown: RefCell<State>,
    /// What is still to be announced, after a pause.
    pub(crate) announced: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl App {
    /// Begins to answer: shows what was asked before the program was there, and listens.
    pub(crate) fn start(element: Element, spoken: &[u8]) -> Result<Rc<Self>, BakedError> {
        let root = Root::new(element);
        let asked = document::asked_before(&root);
        let controls = root.all("[data-do]:not(a)").collect();
        let (solver, shown, announced, listeners) = Default::default();
        let app = Rc::new(Self { root, spoken: Spoken::read(spoken)?, controls, solver, shown, announced, listeners });
        document::show(&app, None, &asked);
        app.shown.replace(asked);
        app.listen();
        // A sign for tests: without it, nothing breaks.
        document::mark(&app.root.element, "data-ready", Some("true"));
        Ok(app)
    }

    /// Does what a reader does.
    fn dispatch(&self, action: Action) {
        let before = self.shown.borrow().clone();
        if let Action::Theme(theme) = action {
            let _ = document::store_theme(&self.root, theme);
        }
        let now = before.after(action);
        if now != before {
            // Before it is shown, because showing may make the browser tell of it.
            self.shown.replace(now.clone());
            document::show(self, Some(&before), &now);
        }
    }

    /// The controls stand in the HTML, each with what it does (`data-do`) and with what (`value`): the page listens once for all of them.
    fn listen(self: &Rc<Self>) {
        // On the way down, because that a dialog closes is told on no way up.
        let phase = EventListenerPhase::Capture;
        let on = |target: &EventTarget, name: &'static str, act: fn(&Self, &Event) -> Option<Action>| {
            let app = Rc::downgrade(self);
            let options = EventListenerOptions { phase, passive: false };
            let listener = EventListener::new_with_options(target, name, options, move |event| {
                if let Some(app) = app.upgrade()
                    && let Some(action) = act(&app, event)
                {
                    app.dispatch(action);
                }
            });
            self.listeners.borrow_mut().push(listener);
        };
        let element = &self.root.element;
        on(element, "click", clicked);
        on(element, "input", |_, event| entered(event));
        on(element, "keydown", |app, event| search::pressed(&app.root, event.dyn_ref::<KeyboardEvent>()?));
        on(element, "pointerdown", |_, event| beside_dialog(event).then_some(Action::Cell(None)));
        on(element, "close", |_, _| Some(Action::Cell(None)));
        if self.root.has_address() {
            on(&gloo::utils::window(), "popstate", |app, _| Some(Action::Go(app.root.address())));
        }
    }
}

/// A button, or a link that does more than it does without the program.
fn clicked(app: &App, event: &Event) -> Option<Action> {
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
        app.root.focus("query");
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
