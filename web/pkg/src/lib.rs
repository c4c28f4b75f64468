//! The policy for other people's scripts: the same facts, search, coverage, solver and gaps as on the page, as plain JavaScript values,
//! for those who draw their own view. It knows core alone, and draws nothing; `npm/` is what makes a package of it.
//!
//! Values come in through [`given`] and become strict in [`options`]; [`answers`] asks core, whose answers are
//! [prepared](carrot_core::prepared); what goes out has the form of `policy.json`. How they look in TypeScript is in `npm/index.d.ts`, which a test holds against these types.

pub mod answers;
pub mod given;
pub mod options;

use std::sync::OnceLock;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsError, JsValue, prelude::wasm_bindgen};

use answers::Content;
use given::Given;

static CONTENT: OnceLock<Content> = OnceLock::new();

fn content() -> Result<&'static Content, JsError> {
    CONTENT.get().ok_or_else(|| JsError::new("carrot-privacy is not loaded yet: `await load()` comes first"))
}

/// Keeps the content for good; the first stays.
///
/// # Errors
/// An `Error` where the file is none, or another version's.
#[wasm_bindgen(skip_typescript)]
pub fn begin(file: &[u8]) -> Result<(), JsError> {
    let content = Content::read(file)?;
    let _ = CONTENT.set(content);
    Ok(())
}

/// Everything that the policy says.
///
/// # Errors
/// An `Error`, only where the build was broken.
#[wasm_bindgen(skip_typescript)]
pub fn policy() -> Result<JsValue, JsValue> {
    parsed(content()?.policy())
}

/// What fits a query, the best first.
///
/// # Errors
/// An `Error` that names a wrong value.
#[wasm_bindgen(skip_typescript)]
pub fn search(text: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let hits = content()?.search(&Given::read(text)?, &Given::read(options)?).map_err(JsError::from)?;
    hits.serialize(&Serializer::json_compatible()).map_err(Into::into)
}

/// What is concluded for a service and a framework.
///
/// # Errors
/// An `Error` that names a wrong value.
#[wasm_bindgen(skip_typescript)]
pub fn coverage(service: &JsValue, framework: &JsValue) -> Result<JsValue, JsValue> {
    parsed(&content()?.coverage(&Given::read(service)?, &Given::read(framework)?).map_err(JsError::from)?)
}

/// Every service, held against requirements.
///
/// # Errors
/// An `Error` that names a wrong value.
#[wasm_bindgen(skip_typescript)]
pub fn qualify(requirements: &JsValue) -> Result<JsValue, JsValue> {
    parsed(&content()?.qualify(&Given::read(requirements)?).map_err(JsError::from)?)
}

/// What rules ask of a policy, and how far this one answers.
///
/// # Errors
/// An `Error`, only where the build was broken.
#[wasm_bindgen(skip_typescript)]
pub fn gaps() -> Result<JsValue, JsValue> {
    parsed(content()?.gaps())
}

/// What was written down as JSON, fresh for each caller.
fn parsed(json: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(json)
}
