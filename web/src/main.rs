//! The page's program.

use wasm_bindgen::prelude::*;

/// Starts the program on the page, with what the page speaks ([`carrot_web::Spoken`]).
///
/// # Errors
/// Where the page's file is another version's than the program.
#[wasm_bindgen]
pub fn start(spoken: &[u8]) -> Result<(), JsError> {
    Ok(carrot_web::start(spoken)?)
}

fn main() {}
