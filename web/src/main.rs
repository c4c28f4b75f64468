//! The page's program.

use wasm_bindgen::prelude::*;

/// Starts the program on the page, with what the page speaks ([`carrot_web::Spoken`]).
///
/// # Errors
/// Where the page's file is another version's than the program.
#[wasm_bindgen]
pub fn start(spoken: &[u8]) -> Result<(), JsError> {
    carrot_web::speak(spoken)?;
    // What is drawn goes to places of its own; Yew wants a root all the same.
    let root = gloo::utils::document().create_element("div").map_err(|_| JsError::new("no element can be made"))?;
    yew::Renderer::<carrot_web::App>::with_root(root).render();
    Ok(())
}

fn main() {}
