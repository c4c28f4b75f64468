//! Reads the parts of the page that do not depend on content: its wasm, JavaScript and CSS, and the npm package without its content.
//!
//! `cargo xtask build` writes them to a folder and builds the program with it (`CARROT_ASSETS`, see build.rs).

use std::{fs, io, path::Path};

use carrot_web::render::{Assets, Files};

use crate::failure::Failure;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The folder of the npm package.
pub(super) const PACKAGE: &str = "pkg/";

const FIX: &str = "type `cargo xtask build` in the project's repository, which writes them to `xtask/assets` in Cargo's target folder (`target`, or CARGO_TARGET_DIR)";

/// Returns the page's parts, and the files of the npm package.
pub(super) fn load(dir: Option<&Path>) -> Result<(Assets, Files), Failure> {
    let (files, place) = match dir {
        Some(dir) => (read(dir)?, format!("`{}`", dir.display())),
        None if EMBEDDED.is_empty() => {
            return Err(Failure::Other(format!(
                "this program was built without the page's wasm, JavaScript and CSS: {FIX}, then name `xtask/assets` with --assets"
            )));
        }
        None => (EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect(), "this program".to_owned()),
    };
    let (package, page): (Files, Files) = files.into_iter().partition(|(name, _)| name.starts_with(PACKAGE));
    let incomplete =
        |problem: String| Failure::Other(format!("{place} does not contain the page's wasm, JavaScript and CSS ({problem}): {FIX}"));
    if let Some(name) = ["carrot.js", "carrot_bg.wasm"].iter().find(|name| !package.contains_key(&format!("{PACKAGE}{name}"))) {
        return Err(incomplete(format!("there is no `{PACKAGE}{name}`")));
    }
    Ok((Assets::from_files(page).map_err(|error| incomplete(error.to_string()))?, package))
}

fn read(dir: &Path) -> Result<Files, Failure> {
    let problem = match fs::metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(format!("there is no folder `{}`", dir.display())),
        Ok(found) if !found.is_dir() => Some(format!("`{}` is a file, not a folder", dir.display())),
        _ => None,
    };
    if let Some(problem) = problem {
        return Err(Failure::Other(format!("{problem}: name the folder of the page's wasm, JavaScript and CSS with --assets")));
    }
    let mut files = Files::new();
    walk(dir, "", &mut files).map_err(|error| Failure::not_read(dir, &error))?;
    Ok(files)
}

fn walk(dir: &Path, prefix: &str, files: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}
