//! The npm package in `dist/pkg/`: the wasm of web/pkg, made callable by wasm-bindgen, the content, and the hand-written files around them.

use std::{env, fs, path::Path};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use carrot_core::{PackageContent, parse::Parsed};

use crate::{project, setup::Tools, shell};

/// Where the hand-written files are.
const FILES: &str = "web/pkg/npm";

/// Builds the package into the folder of a built page.
pub(crate) fn build(tools: &Tools, dist: &Path) -> Result<(), String> {
    let library = ["build", "--package", "carrot-pkg", "--lib", "--target", "wasm32-unknown-unknown", "--profile", "wasm"];
    shell::run(project::cargo().args(library))?;
    let wasm = project::target_dir()?.join("wasm32-unknown-unknown/wasm/carrot_pkg.wasm");
    let package = dist.join("pkg");
    let mut bindgen = tools.wasm_bindgen();
    // Bundlers copy the wasm wherever its path is in the code: index.js and node.js name it, and inline.js must not.
    bindgen.args(["--target", "web", "--omit-default-module-path"]);
    bindgen.args(["--no-typescript", "--out-name", "carrot", "--out-dir"]).arg(&package).arg(wasm);
    shell::run(&mut bindgen)?;
    let content = project::content_dir().unwrap_or_else(carrot_loader::content_dir);
    let Parsed { policy, translations, .. } = carrot_loader::load(&content).map_err(|error| error.to_string())?;
    let policy = policy.ok_or("the content has errors: `cargo xtask check` shows them")?;
    let content = PackageContent::new(&policy, &translations).to_bytes().map_err(|error| error.to_string())?;
    write(&package, "content.bin", &content)?;
    // For `carrot-privacy/inline`.
    let program = fs::read(package.join("carrot_bg.wasm")).map_err(|error| format!("the package's wasm cannot be read: {error}"))?;
    let [program, content] = [program, content].map(|bytes| BASE64_STANDARD.encode(bytes));
    write(&package, "bytes.js", format!("export const wasm = \"{program}\";\nexport const content = \"{content}\";\n").as_bytes())?;
    let public_url = env::var("PUBLIC_URL").unwrap_or_default();
    for entry in fs::read_dir(project::root().join(FILES)).map_err(|error| format!("`{FILES}` cannot be read: {error}"))? {
        let path = entry.map_err(|error| format!("`{FILES}` cannot be read: {error}"))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = project::read(&format!("{FILES}/{name}"))?;
        write(&package, &name, filled(&text, &public_url)?.as_bytes())?;
    }
    Ok(())
}

fn write(package: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let to = package.join(name);
    fs::write(&to, bytes).map_err(|error| format!("`{}` cannot be written: {error}", to.display()))
}

/// A file with its places filled.
fn filled(text: &str, public_url: &str) -> Result<String, String> {
    // As the inside of a JavaScript text.
    let url = serde_json::to_string(public_url).map_err(|error| format!("PUBLIC_URL cannot be written: {error}"))?;
    Ok(text.replace("%VERSION%", env!("CARGO_PKG_VERSION")).replace("\"%PUBLIC_URL%\"", &url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_and_the_address_are_filled_in() {
        assert_eq!(filled("\"%VERSION%\"", "").unwrap(), format!("\"{}\"", env!("CARGO_PKG_VERSION")));
        assert_eq!(filled("const A = \"%PUBLIC_URL%\";", "https://bot.example/\"").unwrap(), "const A = \"https://bot.example/\\\"\";");
        for name in ["package.json", "mount.js"] {
            let text = project::read(&format!("{FILES}/{name}")).unwrap();
            assert!(text.contains('%') && !filled(&text, "").unwrap().contains('%'), "{name}");
        }
    }

    #[test]
    fn every_file_that_the_package_names_is_there() {
        let package: serde_json::Value = serde_json::from_str(&project::read(&format!("{FILES}/package.json")).unwrap()).unwrap();
        for file in package["files"].as_array().unwrap().iter().filter_map(serde_json::Value::as_str) {
            let is_made = file.starts_with("carrot") || ["bytes.js", "content.bin"].contains(&file);
            assert!(is_made || project::root().join(FILES).join(file).is_file(), "{file}");
        }
    }
}
