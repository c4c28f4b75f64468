//! The JavaScript API: returns the facts, search, coverage, solver and gaps of the page as plain
//! JavaScript values, for programs that render their own view. It depends only on core, and renders
//! nothing; `npm/` makes a package of it.
//!
//! [`js_input`] reads values from scripts, [`options`] checks and types them, [`answers`] calls core,
//! and [`shape`] writes the answers with the names and unions of the TypeScript types. These are
//! declared in `npm/types.d.ts`, which a test compares with the types here.

pub mod answers;
pub mod js_input;
pub mod options;
pub mod shape;

use std::sync::OnceLock;

use carrot_core::BundleError;
use js_sys::{Error, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use answers::Content;
use js_input::JsInput;
use options::OptionError;
use shape::Shaped;

static CONTENT: OnceLock<Content> = OnceLock::new();

fn content() -> Result<&'static Content, JsValue> {
    CONTENT.get().ok_or_else(|| error("carrot-privacy is not loaded yet: call `await load()` first", "not-loaded"))
}

/// Creates an `Error` with a `code`.
fn error(message: &str, code: &str) -> JsValue {
    let error = Error::new(message);
    // Setting a property of a new error does not fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

impl From<OptionError> for JsValue {
    fn from(wrong: OptionError) -> Self {
        error(&wrong.to_string(), wrong.code())
    }
}

/// Loads the content. Content that is already loaded stays.
///
/// # Errors
/// An `Error` if the file is not content of this version.
#[wasm_bindgen(skip_typescript)]
pub fn begin(file: &[u8]) -> Result<(), JsValue> {
    if CONTENT.get().is_none() {
        let content = Content::read(file).map_err(|cause| {
            let code = match cause {
                BundleError::NotABundle => "not-content",
                BundleError::OtherVersion => "other-version",
                BundleError::Damaged => "damaged",
            };
            error(&cause.to_string(), code)
        })?;
        let _ = CONTENT.set(content);
    }
    Ok(())
}

/// Returns everything that the policy says.
///
/// # Errors
/// An `Error` before [`begin`].
#[wasm_bindgen(skip_typescript)]
pub fn policy() -> Result<JsValue, JsValue> {
    to_js(&content()?.whole())
}

/// Returns the items that match a query, the best first.
///
/// # Errors
/// An `Error` that names a wrong value.
#[wasm_bindgen(skip_typescript)]
pub fn search(text: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&content()?.search(&JsInput::read(text)?, &JsInput::read(options)?)?)
}

/// Returns the coverage of a service under a framework.
///
/// # Errors
/// An `Error` that names a wrong value.
#[wasm_bindgen(skip_typescript)]
pub fn coverage(service: &JsValue, framework: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&content()?.coverage(&JsInput::read(service)?, &JsInput::read(framework)?)?)
}

/// Compares every service with needs.
///
/// # Errors
/// An `Error` that names a wrong value.
#[wasm_bindgen(skip_typescript)]
pub fn qualify(needs: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&content()?.qualify(&JsInput::read(needs)?)?)
}

/// Returns the requirements of rules, and the extent to which this policy answers each.
///
/// # Errors
/// An `Error` before [`begin`].
#[wasm_bindgen(skip_typescript)]
pub fn gaps() -> Result<JsValue, JsValue> {
    to_js(&content()?.gaps())
}

/// Converts a value to a JavaScript value, which is new for each caller.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Shaped(value).serialize(&Serializer::json_compatible()).map_err(Into::into)
}

/// Runs the example in the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
