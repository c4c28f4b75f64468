//! The program that runs in browsers: it mounts the tools of a page or a widget.

use carrot_web::Islands;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// The tools of a page, until it is freed.
#[wasm_bindgen]
#[allow(dead_code, reason = "holds the tools until it is dropped")]
pub struct Program(Islands);

/// Mounts the tools of the page in an element. `bundle` is the content bundle of its language, `root` the URL of the published
/// page's folder.
///
/// # Errors
/// If the bundle is damaged or of another version than the program.
#[wasm_bindgen]
pub fn start(element: Element, bundle: &[u8], root: &str) -> Result<Program, JsError> {
    Ok(Program(Islands::mount(element, bundle, root)?))
}

fn main() {}
