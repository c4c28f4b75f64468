//! Builds the parts of the npm package that do not depend on content: the wasm of web/pkg with its wasm-bindgen script, and the
//! hand-written files. `carrot build` adds the content and the page's address.

use std::{fs, path::Path};

use crate::{failure::Failure, project, setup::Tools, shell, supply, wasm};

/// The folder of the hand-written files.
const FILES: &str = "web/pkg/npm";

/// Builds the package into the folder `pkg` of a folder.
pub(crate) fn build(tools: &Tools, folder: &Path) -> Result<(), Failure> {
    let library = ["build", "--package", "carrot-pkg", "--lib", "--target", wasm::TARGET, "--profile", "wasm"];
    let mut cargo = project::cargo();
    supply::without_machine_paths(&mut cargo);
    shell::run(cargo.args(library))?;
    let built = project::target_dir()?.join(wasm::TARGET).join("wasm/carrot_pkg.wasm");
    let package = folder.join("pkg");
    let mut bindgen = tools.wasm_bindgen();
    // Bundlers copy the wasm wherever its path is in the code: index.js and node.js name it, and inline.js must not.
    bindgen.args(["--target", "web", "--omit-default-module-path"]);
    bindgen.args(["--no-typescript", "--out-name", "carrot", "--out-dir"]).arg(&package).arg(built);
    shell::run(&mut bindgen)?;
    let unreadable = |error| Failure::not_read(Path::new(FILES), &error);
    for entry in fs::read_dir(project::root().join(FILES)).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = project::read(&format!("{FILES}/{name}"))?;
        let target = package.join(&*name);
        fs::write(&target, with_version(&text)).map_err(|error| Failure::not_written(&target, &error))?;
    }
    Ok(())
}

/// Replaces the placeholder of the version.
fn with_version(text: &str) -> String {
    text.replace("%VERSION%", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_files_have_the_version_and_a_placeholder_for_the_address() {
        assert_eq!(with_version("\"%VERSION%\""), format!("\"{}\"", env!("CARGO_PKG_VERSION")));
        for (name, left) in [("package.json", 0), ("mount.js", 1)] {
            let text = with_version(&project::read(&format!("{FILES}/{name}")).unwrap());
            assert_eq!((text.matches("\"%PUBLIC_URL%\"").count(), text.matches('%').count()), (left, 2 * left), "{name}");
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
