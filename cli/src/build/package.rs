//! Completes the npm package in `pkg/`: adds the content, its history and the page's address to the files that do not depend on these.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use carrot_core::{
    PackageContent, Translation, camel_case,
    history::{History, history_json},
};
use carrot_web::render::Files;
use serde_json::Value;

use super::assets::PACKAGE;
use crate::failure::Failure;

/// Placeholder of the page's address in JavaScript files.
const PUBLIC_URL: &str = "\"%PUBLIC_URL%\"";

/// Placeholder of the changes between editions in a JavaScript file.
const CHANGES: &str = "\"%CHANGES%\"";

/// Returns all files of the package. `package` has the files that do not depend on content, and `languages` the content in all its
/// languages, the original first.
pub(super) fn files(
    mut package: Files,
    languages: &[Translation],
    history: Option<&History>,
    public_url: &str,
) -> Result<Files, Failure> {
    let Some((original, translations)) = languages.split_first() else {
        return Err(Failure::Other("no content folder given: name one with --content".to_owned()));
    };
    let content = PackageContent::new(&original.policy, translations).to_bytes().map_err(Failure::other)?;
    // `carrot-privacy/inline` loads the wasm and the content from this script.
    let wasm = package.get(&format!("{PACKAGE}carrot_bg.wasm")).map(|wasm| BASE64_STANDARD.encode(wasm)).unwrap_or_default();
    let bytes_js = format!("export const wasm = \"{wasm}\";\nexport const content = \"{}\";\n", BASE64_STANDARD.encode(&content));
    let url = serde_json::to_string(public_url).map_err(Failure::other)?;
    let changes = match history {
        Some(history) => with_camel_case_keys(history_json(history).map_err(Failure::other)?).to_string(),
        None => "[]".to_owned(),
    };
    for file in package.values_mut() {
        if let Ok(text) = std::str::from_utf8(file)
            && (text.contains(PUBLIC_URL) || text.contains(CHANGES))
        {
            *file = text.replace(PUBLIC_URL, &url).replace(CHANGES, &changes).into_bytes();
        }
    }
    package.insert(format!("{PACKAGE}content.bin"), content);
    package.insert(format!("{PACKAGE}bytes.js"), bytes_js.into_bytes());
    Ok(package)
}

/// Renames the keys of objects to camelCase, like the keys of the package's other results.
fn with_camel_case_keys(value: Value) -> Value {
    match value {
        Value::Array(list) => list.into_iter().map(with_camel_case_keys).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (camel_case(&name), with_camel_case_keys(value))).collect(),
        other => other,
    }
}
