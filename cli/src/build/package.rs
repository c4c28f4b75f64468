//! Builds the npm package in `pkg/`: adds the content and the page's address to the files that do not depend on them.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use carrot_core::{
    PackageContent, Translation,
    history::{History, history_json},
};
use carrot_web::render::Files;
use serde_json::Value;

use super::assets::PACKAGE;
use crate::failure::Failure;

/// Placeholder of the page's address in JavaScript files.
const PUBLIC_URL: &str = "\"%PUBLIC_URL%\"";

/// Placeholder of the editions in a JavaScript file.
const CHANGES: &str = "\"%CHANGES%\"";

/// Returns the package's files, from those that do not depend on content.
pub(super) fn files(
    mut package: Files,
    content: &[Translation],
    history: Option<&History>,
    public_url: &str,
) -> Result<Files, Failure> {
    let Some((original, translations)) = content.split_first() else {
        return Err(Failure::Other("no content folder given: name one with --content".to_owned()));
    };
    let bytes_of_content = PackageContent::new(&original.policy, translations).to_bytes().map_err(Failure::other)?;
    // For `carrot-privacy/inline`.
    let wasm = package.get(&format!("{PACKAGE}carrot_bg.wasm")).map(|wasm| BASE64_STANDARD.encode(wasm)).unwrap_or_default();
    let bytes = format!("export const wasm = \"{wasm}\";\nexport const content = \"{}\";\n", BASE64_STANDARD.encode(&bytes_of_content));
    let url = serde_json::to_string(public_url).map_err(Failure::other)?;
    let changes = match history {
        Some(history) => named_for_scripts(history_json(history).map_err(Failure::other)?).to_string(),
        None => "[]".to_owned(),
    };
    for file in package.values_mut() {
        if let Ok(text) = std::str::from_utf8(file)
            && (text.contains(PUBLIC_URL) || text.contains(CHANGES))
        {
            *file = text.replace(PUBLIC_URL, &url).replace(CHANGES, &changes).into_bytes();
        }
    }
    package.insert(format!("{PACKAGE}content.bin"), bytes_of_content);
    package.insert(format!("{PACKAGE}bytes.js"), bytes.into_bytes());
    Ok(package)
}

/// Writes names in camelCase, as the package's other functions return them.
fn named_for_scripts(value: Value) -> Value {
    let camel = |name: String| {
        let mut parts = name.split('_');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |name, part| {
            let mut chars = part.chars();
            name + &chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
        })
    };
    match value {
        Value::Array(list) => list.into_iter().map(named_for_scripts).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (camel(name), named_for_scripts(value))).collect(),
        other => other,
    }
}
