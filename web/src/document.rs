//! The page's elements as the program meets them: marked with the state, and telling it. Nothing here fails: what a browser refuses
//! (storage, history) the page does without.

use std::vec::IntoIter;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, Node, ShadowRoot, Storage};

use crate::{
    app::App,
    search, solver,
    state::{State, Theme},
    table,
};

/// Where a page stands: a document of its own, or a shadow root in somebody else's.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    /// Around all of it: the document's element, or what stands for it.
    pub(crate) element: Element,
    shadow: Option<ShadowRoot>,
    /// Whether the address and the storage are the page's: not where it is a part of somebody else's.
    ours: bool,
}

impl Root {
    /// The page in an element.
    pub(crate) fn new(element: Element) -> Self {
        let shadow = element.get_root_node().dyn_into().ok();
        let ours = !element.has_attribute("data-embed");
        Self { element, shadow, ours }
    }

    /// The element with that id.
    pub(crate) fn by_id(&self, id: &str) -> Option<Element> {
        match &self.shadow {
            Some(shadow) => shadow.get_element_by_id(id),
            None => gloo::utils::document().get_element_by_id(id),
        }
    }

    /// All elements that a selector finds.
    pub(crate) fn all(&self, selector: &str) -> IntoIter<Element> {
        within(&self.element, selector)
    }

    /// The node that has the focus, if it is within an element.
    pub(crate) fn focus_within(&self, element: &Element) -> Option<Element> {
        let active = match &self.shadow {
            Some(shadow) => shadow.active_element(),
            None => gloo::utils::document().active_element(),
        };
        active.filter(|active| element.contains(Some(active.unchecked_ref::<Node>())))
    }

    /// Gives an element the focus.
    pub(crate) fn focus(&self, id: &str) -> Option<()> {
        self.by_id(id)?.dyn_into::<HtmlElement>().ok()?.focus().ok()
    }

    /// What the address asks for.
    pub(crate) fn address(&self) -> State {
        let search = self.ours.then(|| gloo::utils::window().location().search().ok()).flatten();
        State::at(&search.unwrap_or_default())
    }

    /// Whether the page has an address that can be gone back to.
    pub(crate) const fn has_address(&self) -> bool {
        self.ours
    }

    fn storage(&self) -> Option<Storage> {
        if self.ours { gloo::utils::window().local_storage().ok()? } else { None }
    }
}

/// All elements in another that a selector finds.
pub(crate) fn within(element: &Element, selector: &str) -> IntoIter<Element> {
    elements(element.query_selector_all(selector).ok())
}

// A list, and no iterator of its own kind at each use: that would be sent to every reader as often.
fn elements(list: Option<web_sys::NodeList>) -> IntoIter<Element> {
    let length = list.as_ref().map_or(0, web_sys::NodeList::length);
    let elements: Vec<Element> = (0..length).filter_map(|index| Some(list.as_ref()?.item(index)?.unchecked_into())).collect();
    elements.into_iter()
}

/// A new element, at the end of another.
pub(crate) fn child(parent: &Element, name: &str) -> Option<Element> {
    let child = gloo::utils::document().create_element(name).ok()?;
    parent.append_child(&child).ok()?;
    Some(child)
}

/// Sets an attribute, or takes it away.
pub(crate) fn mark(element: &Element, name: &str, value: Option<&str>) {
    // Attributes of our names cannot fail.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// What a reader has asked for before the program was there: by the address, and on the page itself.
pub(crate) fn asked_before(root: &Root) -> State {
    let mut state = root.address();
    for control in root.all("input[data-do]").filter_map(|it| it.dyn_into::<HtmlInputElement>().ok()) {
        let value = control.value();
        match control.get_attribute("data-do").as_deref() {
            Some("search") if !value.is_empty() => state.query = value,
            Some("services") if !value.is_empty() => state.table.services = value,
            Some("need") if control.checked() => state.asked.pick(value, true),
            Some("restore") if !value.is_empty() => state.asked.restore = value.parse().ok(),
            Some("loss") if !value.is_empty() => state.asked.loss = value.parse().ok(),
            _ => {}
        }
    }
    if state.theme == Theme::System {
        state.theme = Theme::named(&stored_theme(root).unwrap_or_default());
    }
    state
}

const THEME: &str = "theme";

fn stored_theme(root: &Root) -> Option<String> {
    root.storage()?.get_item(THEME).ok()?
}

/// Keeps the theme that a reader has chosen here; what a link brings along is not theirs.
pub(crate) fn store_theme(root: &Root, theme: Theme) -> Option<()> {
    let storage = root.storage()?;
    match theme {
        Theme::System => storage.remove_item(THEME).ok(),
        theme => storage.set_item(THEME, theme.name()).ok(),
    }
}

/// Shows a state after another, or as the first.
pub(crate) fn show(app: &App, before: Option<&State>, now: &State) {
    let root = &app.root;
    let (first, nothing) = (before.is_none(), State::default());
    let before = before.unwrap_or(&nothing);
    // Before anything on the page changes: with its entry, the browser's history keeps where things stand, and lays the page out for it.
    let figure = |before: Option<u32>, now: Option<u32>| before.is_some() && now.is_some() && before != now;
    let hours = figure(before.asked.restore, now.asked.restore) || figure(before.asked.loss, now.asked.loss);
    tell_address(root, now, first || hours || before.query != now.query || before.table.services != now.table.services);
    if now.theme != before.theme {
        mark(&root.element, "data-theme", Some(now.theme.name()).filter(|name| !name.is_empty()));
    }
    if now.by != before.by {
        show_only(root, &now.by);
    }
    for control in &app.controls {
        show_control(control, now);
    }
    if now.query != before.query || first {
        search::show(app, &now.query);
    }
    table::show(root, before, now);
    if now.asked != before.asked {
        solver::show(app, &now.asked);
    }
}

/// A control shows the state, whoever has changed it.
fn show_control(control: &Element, state: &State) {
    let (Some(name), hours) = (control.get_attribute("data-do"), |hours: Option<u32>| hours.map(|hours| hours.to_string())) else {
        return;
    };
    let value = match name.as_str() {
        "search" => state.query.clone(),
        "by" => state.by.clone(),
        "theme" => state.theme.name().to_owned(),
        "services" => state.table.services.clone(),
        "framework" => state.table.framework.clone(),
        "group" => state.table.group.clone(),
        "restore" => hours(state.asked.restore).unwrap_or_default(),
        "loss" => hours(state.asked.loss).unwrap_or_default(),
        _ => String::new(),
    };
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        if name == "need" {
            input.set_checked(state.asked.needs.contains(&input.value()));
        } else if input.value() != value && state_has(input, &value) {
            input.set_value(&value);
        }
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.set_value(&value);
        if select.selected_index() < 0 {
            select.set_selected_index(0);
        }
    } else if control.has_attribute("aria-pressed") {
        let pressed = control.get_attribute("value").unwrap_or_default() == value;
        mark(control, "aria-pressed", Some(if pressed { "true" } else { "false" }));
        if pressed && let Some(status) = control.parent_element().and_then(|group| group.query_selector("[role=status]").ok()?) {
            status.set_text_content(control.get_attribute("data-told").as_deref());
        }
    }
}

/// Whether an input is to be told: not while something stands in it that is no number of hours, or not yet.
fn state_has(input: &HtmlInputElement, value: &str) -> bool {
    !value.is_empty() || input.type_() != "number" || input.check_validity()
}

/// Puts aside the statements of all other parties, the sections that have no others, and what leads to these; `view` has written at
/// each whose statements it is about. They are hidden by the style sheet and on screens alone, so that paper has everything. A link
/// to what is put aside brings it back (boot.js).
fn show_only(root: &Root, by: &str) {
    for element in root.all("[data-aside]") {
        mark(&element, "data-aside", None);
    }
    // What nobody speaks as, a garbled address for one, puts nothing aside.
    let party = by.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && root.all("[data-do=by]").any(|it| it.get_attribute("value").as_deref() == Some(by));
    if !by.is_empty() && party {
        for element in root.all(&["[data-party]:not([data-party~='", by, "'])"].concat()) {
            mark(&element, "data-aside", Some(""));
        }
    }
}

/// Keeps the address a view of the state. What is typed changes the entry of the history that one is at; all else makes one.
fn tell_address(root: &Root, now: &State, typed: bool) {
    if !root.ours {
        return;
    }
    let window = gloo::utils::window();
    let (Ok(history), Ok(search), Ok(hash)) = (window.history(), window.location().search(), window.location().hash()) else { return };
    let query = now.address();
    if State::at(&search) == State::at(&query) {
        return;
    }
    let path = window.location().pathname().unwrap_or_default();
    let url = if query.is_empty() { [path, hash].concat() } else { [path, "?".to_owned(), query, hash].concat() };
    // A browser that counts how often a page writes its history may refuse.
    let _ = if typed {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&url))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&url))
    };
}
