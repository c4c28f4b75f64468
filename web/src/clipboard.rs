//! Writes to the clipboard, and shows a notice for a moment. Browsers refuse to write without HTTPS, without permission, or in a frame.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;
use yew::prelude::*;

/// Duration of the notice that a text was copied, in milliseconds.
const NOTICE_MS: u32 = 2000;

/// Writes a text; returns true if the browser allowed it.
pub(crate) async fn write(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok();
    match clipboard.and_then(|value| value.dyn_into::<Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Returns a state that shows the notice while it is true. Set it to true after a text was copied; it becomes false by itself.
#[hook]
pub(crate) fn use_copied() -> UseStateHandle<bool> {
    let copied = use_state_eq(|| false);
    let state = copied.clone();
    use_effect_with(*copied, move |now| {
        let timeout = now.then(|| Timeout::new(NOTICE_MS, move || state.set(false)));
        move || drop(timeout)
    });
    copied
}

/// Renders the notice that a text was copied, or its empty place.
pub(crate) fn notice(class: &'static str, copied: bool, text: &'static str) -> Html {
    // The text has an element of its own, because Yew could not remove a text node that a browser's translator has moved.
    html! { <span role="status" {class}>{ if copied { html! { <span>{ text }</span> } } else { Html::default() } }</span> }
}
