//! Writes to the clipboard, and says so for a moment. Browsers refuse to write without HTTPS, without permission, or in a frame.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;
use yew::prelude::*;

/// Milliseconds for which a button says that it copied a text.
const NOTICE: u32 = 2000;

/// Writes a text; returns true if the browser allowed it.
pub(crate) async fn write(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok();
    match clipboard.and_then(|value| value.dyn_into::<Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Returns whether to say that a text was copied. It becomes false by itself.
#[hook]
pub(crate) fn use_copied() -> UseStateHandle<bool> {
    let copied = use_state_eq(|| false);
    let state = copied.clone();
    use_effect_with(*copied, move |now| {
        let timeout = now.then(|| Timeout::new(NOTICE, move || state.set(false)));
        move || drop(timeout)
    });
    copied
}

/// Renders the place that says that a text was copied.
pub(crate) fn notice(class: &'static str, copied: bool, text: &'static str) -> Html {
    // In an element of its own, which can be removed after a browser's translation, too.
    html! { <span role="status" {class}>{ if copied { html! { <span>{ text }</span> } } else { Html::default() } }</span> }
}
