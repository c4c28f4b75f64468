//! The program that runs in browsers: it mounts the tools of a page or a widget.

use carrot_web::Islands;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Mounts the tools of the page in an element, and returns the function that unmounts them. `bundle` is the content bundle of its language,
/// `root` the URL of the published page's folder.
///
/// # Errors
/// If the bundle is damaged or of another version than the program.
#[wasm_bindgen]
pub fn start(element: Element, bundle: &[u8], root: &str) -> Result<JsValue, JsError> {
    let islands = Islands::mount(element, bundle, root)?;
    Ok(Closure::once_into_js(move || drop(islands)))
}

fn main() {}
