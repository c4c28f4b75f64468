//! Reads values from scripts, once and within limits, so that all other code works with plain Rust values.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Maximum number of keys of an object. Options have fewer.
const MAX_NAMES: u32 = 32;
/// Maximum length of a list.
pub(crate) const MAX_ITEMS: u32 = 256;
/// Maximum characters of a text that an error quotes.
const MAX_QUOTED: usize = 40;

/// A value from JavaScript.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub enum JsInput {
    /// `undefined` or `null`: left out.
    Nothing,
    /// `true` or `false`.
    Bool(bool),
    /// A number, and its text as JavaScript writes it, because Rust's code for that is larger than
    /// all other code here.
    Number(f64, String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<JsInput>),
    /// An object, with its own names in order.
    Object(Vec<(String, JsInput)>),
    /// Any other value, described in words.
    Other(&'static str),
}

impl JsInput {
    /// Reads a value, down to the lists in an object. Deeper values are ignored, because no option
    /// is there.
    ///
    /// # Errors
    /// The error that the script itself throws when one of its names is read.
    pub fn read(value: &JsValue) -> Result<Self, JsValue> {
        Self::at(value, 2)
    }

    fn at(value: &JsValue, depth: u8) -> Result<Self, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self::Nothing);
        }
        if let Some(text) = value.as_string() {
            return Ok(Self::Text(text));
        }
        if let Some(number) = value.as_f64() {
            return Ok(Self::Number(number, written(value)));
        }
        if let Some(bool) = value.as_bool() {
            return Ok(Self::Bool(bool));
        }
        if Array::is_array(value) {
            return if depth == 0 { Ok(Self::Other("a list")) } else { Self::list(value, depth - 1) };
        }
        Ok(match value {
            _ if value.is_function() => Self::Other("a function"),
            _ if value.is_symbol() => Self::Other("a symbol"),
            _ if value.is_bigint() => Self::Other("a bigint"),
            _ if depth == 0 => Self::Other("an object"),
            _ => Self::object(value, depth - 1)?,
        })
    }

    fn list(value: &JsValue, depth: u8) -> Result<Self, JsValue> {
        let length = Reflect::get(value, &"length".into())?.as_f64().unwrap_or_default();
        // A list without items may have a length of four billion.
        if length > f64::from(MAX_ITEMS) {
            return Ok(Self::Other("a very long list"));
        }
        let mut items = Vec::new();
        for at in (0..MAX_ITEMS).take_while(|at| f64::from(*at) < length) {
            items.push(Self::at(&Reflect::get_u32(value, at)?, depth)?);
        }
        Ok(Self::List(items))
    }

    fn object(value: &JsValue, depth: u8) -> Result<Self, JsValue> {
        let names = Reflect::own_keys(value)?;
        if names.length() > MAX_NAMES {
            return Ok(Self::Other("an object with very many names"));
        }
        let mut entries = Vec::new();
        for name in names.iter().filter_map(|name| name.dyn_into::<JsString>().ok()) {
            let read = Self::at(&Reflect::get(value, &name)?, depth)?;
            entries.push((String::from(&name), read));
        }
        Ok(Self::Object(entries))
    }

    /// Describes the value for an error.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Nothing => "missing".to_owned(),
            Self::Bool(bool) => format!("`{bool}`"),
            Self::Number(_, written) => format!("`{written}`"),
            Self::Text(text) if text.trim().is_empty() => "an empty text".to_owned(),
            Self::Text(text) => format!("the text `{}`", quoted(text)),
            Self::List(items) if items.is_empty() => "an empty list".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
            Self::Other(what) => (*what).to_owned(),
        }
    }
}

/// Returns a text in one line, cut if it is long.
pub(crate) fn quoted(text: &str) -> String {
    let mut cut: String = text.chars().take(MAX_QUOTED).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Returns a number as JavaScript writes it.
fn written(number: &JsValue) -> String {
    let text = number.unchecked_ref::<js_sys::Number>().to_string_with_radix(10);
    text.map(String::from).unwrap_or_default()
}
