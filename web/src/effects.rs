//! Applies the state outside of the tools: to the URL, the stored theme, and the static text that the party filter dims.
//!
//! If the browser blocks storage or the history, the page works without it. So this calls web-sys for the history: gloo throws an exception
//! out of the program if the browser refuses a change.

use std::{cell::RefCell, rc::Rc};

use carrot_core::PartyId;
use gloo::{
    storage::{LocalStorage, Storage},
    timers::callback::Timeout,
    utils::{document, window},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, ShadowRoot};

use crate::state::{Action, SolverQuery, State, Theme};

/// The key of the theme in local storage.
const THEME: &str = "theme";
/// Delay from the last typed letter until the text is written into the URL, in milliseconds, so that the results are shown first.
const TYPING_DELAY_MS: u32 = 50;

/// A page, or a widget in another site's page.
#[derive(Debug)]
pub(crate) struct PageDom {
    /// The element around the page: an element of the document, or of a widget's shadow root.
    pub(crate) element: Element,
    shadow: Option<ShadowRoot>,
    /// True if the page owns the URL and the storage. A widget does not.
    owns_document: bool,
    /// The state that is not in the URL yet, because the reader is typing.
    unwritten: RefCell<Option<(Timeout, Box<State>)>>,
}

impl PageDom {
    /// Wraps the element around a page.
    pub(crate) fn new(element: Element) -> Self {
        let shadow = element.get_root_node().dyn_into().ok();
        let owns_document = !element.has_attribute("data-embed");
        Self { element, shadow, owns_document, unwritten: RefCell::default() }
    }

    /// Returns all elements that a selector matches.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        elements(&self.element, selector)
    }

    fn active_element(&self) -> Option<Element> {
        match &self.shadow {
            Some(shadow) => shadow.active_element(),
            None => document().active_element(),
        }
    }

    /// Returns the focused element if it is inside `element`.
    pub(crate) fn focus_within(&self, element: &Element) -> Option<Element> {
        self.active_element().filter(|active| element.contains(Some(active.unchecked_ref::<Node>())))
    }

    /// Returns whether any element of the page has the focus.
    pub(crate) fn has_focus(&self) -> bool {
        self.active_element().is_some_and(|active| active.tag_name() != "BODY")
    }

    /// Returns whether the state is written into the URL. A widget has no URL of its own.
    pub(crate) const fn owns_url(&self) -> bool {
        self.owns_document
    }

    /// Returns the URL of the page without query and anchor; `None` for a widget.
    pub(crate) fn url(&self) -> Option<String> {
        let href = self.owns_document.then(|| window().location().href().ok()).flatten()?;
        href.split(['?', '#']).next().map(str::to_owned)
    }

    /// Returns the state in the URL. For a widget, it is the default state.
    pub(crate) fn url_state(&self) -> State {
        let query = if self.owns_document { window().location().search().unwrap_or_default() } else { String::new() };
        State::from_query(&query)
    }

    /// Returns the state in the URL, with the stored theme if the URL has none.
    pub(crate) fn initial_state(&self) -> State {
        let mut state = self.url_state();
        if state.theme == Theme::System && self.has_storage() {
            // Stored as plain text, not as JSON, because a script in the document's head reads it, too.
            let stored = LocalStorage::raw().get_item(THEME).ok().flatten();
            state.theme = Theme::named(&stored.unwrap_or_default());
        }
        state
    }

    /// Applies the initial state.
    pub(crate) fn apply_initial(self: &Rc<Self>, state: &State) {
        self.apply(&Action::Go(Box::default()), &State::default(), state);
    }

    /// Applies the state after an action.
    pub(crate) fn apply(self: &Rc<Self>, action: &Action, before: &State, after: &State) {
        // Write the URL first. A new history entry stores the scroll position, so the browser lays out the page with all changes that
        // were made before.
        match action {
            _ if !self.owns_document => {}
            Action::Search(_) | Action::Filter(_) => {
                let page = Rc::clone(self);
                let timeout = Timeout::new(TYPING_DELAY_MS, move || page.flush_typed_text());
                self.unwritten.replace(Some((timeout, Box::new(after.clone()))));
            }
            // The browser has already gone to another history entry. Typed text that is not in the URL yet belongs to the entry before.
            Action::Go(_) => {
                self.unwritten.take();
                self.sync_url(action, before, after);
            }
            _ => {
                self.flush_typed_text();
                self.sync_url(action, before, after);
            }
        }
        if let Action::Theme(theme) = action {
            self.store_theme(*theme);
        }
        if after.theme != before.theme {
            let _ = match after.theme.name() {
                "" => self.element.remove_attribute("data-theme"),
                name => self.element.set_attribute("data-theme", name),
            };
        }
        if after.question != before.question {
            self.mark_presets(after);
        }
        if after.party != before.party {
            self.dim_other_parties(after.party.as_ref());
        }
    }

    /// Returns whether the page may use the local storage. If the reader blocks it, access throws, and gloo panics.
    fn has_storage(&self) -> bool {
        self.owns_document && window().local_storage().is_ok_and(|storage| storage.is_some())
    }

    fn store_theme(&self, theme: Theme) {
        if !self.has_storage() {
            return;
        }
        let storage = LocalStorage::raw();
        let _ = match theme {
            Theme::System => storage.remove_item(THEME),
            theme => storage.set_item(THEME, theme.name()),
        };
    }

    /// Marks the link to a preset question of the solver with `aria-current` if it is the current question.
    fn mark_presets(&self, state: &State) {
        for link in self.all(".presets a") {
            let _ = if preset(&link).as_ref() == Some(&state.question) {
                link.set_attribute("aria-current", "true")
            } else {
                link.remove_attribute("aria-current")
            };
        }
    }

    /// Marks with `data-aside` all statements of other parties, and the folds, sections and links without a statement of this party.
    /// The attribute `data-party` of each element contains its parties. The style sheet dims marked elements, and moves nothing.
    fn dim_other_parties(&self, party: Option<&PartyId>) {
        for element in self.all("[data-aside]") {
            let _ = element.remove_attribute("data-aside");
        }
        let Some(party) = party else { return };
        // An unknown party dims nothing.
        let of_party = ["[data-party~='", party.as_str(), "']"].concat();
        if self.element.query_selector(&of_party).ok().flatten().is_some() {
            for element in self.all(&["[data-party]:not(", &of_party, ")"].concat()) {
                let _ = element.set_attribute("data-aside", "");
            }
        }
    }

    /// Writes typed text that is still waiting into the URL. Call this before adding an entry to the history, so that going back restores
    /// the text.
    pub(crate) fn flush_typed_text(&self) {
        if let Some((_, state)) = self.unwritten.take() {
            self.sync_url(&Action::Search(String::new()), &state, &state);
        }
    }

    /// Writes the state into the URL, and replaces the history entry or adds one: see [`replaces_entry`]. Closing a cell goes back to the
    /// entry before.
    fn sync_url(&self, action: &Action, before: &State, state: &State) {
        let (Ok(history), Ok(search), Ok(hash)) = (window().history(), window().location().search(), window().location().hash()) else {
            return;
        };
        let query = state.query_merged_into(&search);
        // The theme is no longer written into the URL. Remove it from an old URL, in which it would override the reader's choice.
        let has_old_theme = matches!(action, Action::Theme(_)) && search.contains("theme=");
        if State::from_query(&search).query() == state.query() && !has_old_theme {
            return;
        }
        let closes = matches!(action, Action::Cell(None));
        if closes && history.state().is_ok_and(|state| state.is_truthy()) {
            let _ = history.back();
            return;
        }
        let path = window().location().pathname().unwrap_or_default();
        let opens = matches!(action, Action::Cell(Some(_)));
        let hash = if opens { String::new() } else { hash };
        if opens {
            // Remove the anchor from this entry: when the reader goes back, Chromium would scroll to it, away from the cell.
            let _ = history.replace_state_with_url(&JsValue::FALSE, "", Some(&[path.as_str(), &search].concat()));
        }
        let url = if query.is_empty() { [path, hash].concat() } else { [path, "?".to_owned(), query, hash].concat() };
        // Mark the history entry of an opened cell, so that closing the cell goes back only if the entry is the cell's own.
        let mark = JsValue::from_bool(opens);
        // A browser may refuse frequent changes of the history.
        let _ = if replaces_entry(action, before) {
            history.replace_state_with_url(&mark, "", Some(&url))
        } else {
            history.push_state_with_url(&mark, "", Some(&url))
        };
    }
}

/// Returns whether an action replaces the history entry. Typing in a search or filter field does. Most other actions add an entry, and so
/// does the first digit of a number, because it asks the solver a new question.
fn replaces_entry(action: &Action, before: &State) -> bool {
    match action {
        Action::Search(_) | Action::Filter(_) | Action::Theme(_) | Action::Go(_) => true,
        // The next cell replaces the entry of the cell before it, so that closing goes back to the page without a cell.
        Action::Cell(cell) => cell.is_none() || before.cell.is_some(),
        Action::Restore(_) => !before.question.restore.0.is_empty(),
        Action::Loss(_) => !before.question.loss.0.is_empty(),
        _ => false,
    }
}

/// Returns the question in a link to a preset of the solver. It reads only the link's query, because in a widget the link begins with the
/// page's URL.
pub(crate) fn preset(link: &Element) -> Option<SolverQuery> {
    let href = link.get_attribute("href")?;
    let query = href.split_once('?')?.1;
    Some(State::from_query(query.split('#').next().unwrap_or_default()).question)
}

/// Returns all elements inside another that a selector matches. Returns a `Vec`, so that callers are not monomorphized (binary size).
pub(crate) fn elements(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}
