//! The page's program.

use wasm_bindgen::prelude::*;
use web_sys::Element;

/// A page that is answered until this is freed.
#[wasm_bindgen]
pub struct Program {
    _answering: carrot_web::Answering,
}

/// Starts the program on the page in an element, with what the page speaks ([`carrot_web::Spoken`]).
///
/// # Errors
/// Where the page's file is another version's than the program.
#[wasm_bindgen]
pub fn start(element: Element, spoken: &[u8]) -> Result<Program, JsError> {
    Ok(Program { _answering: carrot_web::start(element, spoken)? })
}

fn main() {}
