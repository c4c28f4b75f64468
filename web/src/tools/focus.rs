//! Keeps the focus in a tool whose pressed button disappears: the keyboard and screen readers would start again at the top of the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};
use yew::prelude::*;

/// Moves the focus from a clicked button to the first element of a selector, inside the nearest element around the button that another
/// selector matches. The page does not scroll.
pub(super) fn focus_first(click: &MouseEvent, around: &str, selector: &str) {
    let around = click.target_dyn_into::<Element>().and_then(|button| button.closest(around).ok()?);
    let first =
        around.and_then(|around| around.query_selector(selector).ok()?).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    first.as_ref().map(focus);
}

/// Moves the focus to an element. The page does not scroll.
pub(crate) fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}
