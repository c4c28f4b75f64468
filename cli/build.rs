//! Embeds this repository's content, which is the default of `carrot`. Also embeds the page's wasm, JavaScript and CSS if `CARROT_ASSETS`
//! names their folder, as in `cargo xtask build`. Without it, `carrot build` needs `--assets`.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    // Ignores `CONTENT_DIR`, so that changing it does not recompile.
    carrot_loader::bake_dir(&carrot_loader::own_content())?;
    let history = carrot_loader::history::files(&carrot_loader::own_content())?;
    carrot_loader::write("history.bin", &carrot_core::to_bytes(&history)?)?;
    println!("cargo::rerun-if-env-changed=CARROT_ASSETS");
    let mut list = String::new();
    if let Some(dir) = env::var_os("CARROT_ASSETS").filter(|dir| !dir.is_empty()) {
        // A relative path counts from the workspace: Cargo starts this script in the folder of the package.
        let dir = Path::new("..").join(dir);
        let dir = dir.canonicalize().map_err(|error| {
            format!(
                "CARROT_ASSETS names `{}`, which cannot be read: {error}: write it with `cargo xtask build`, or unset the variable",
                dir.display()
            )
        })?;
        println!("cargo::rerun-if-changed={}", dir.display());
        for path in files_below(&dir)? {
            let name: Vec<_> = path.strip_prefix(&dir)?.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            write!(list, "({:?}, include_bytes!({:?})), ", name.join("/"), path)?;
        }
    }
    let code = format!("/// The files that the program was built with, by path.\nconst EMBEDDED: &[(&str, &[u8])] = &[{list}];\n");
    carrot_loader::write("assets.rs", code.as_bytes())?;
    carrot_loader::write("starter.rs", starter()?.as_bytes())
}

/// Returns Rust code with the files of rules and hosts that `carrot new` and `carrot import` write into a folder.
fn starter() -> Result<String, Box<dyn Error>> {
    let content = carrot_loader::own_content();
    let mut list = String::new();
    for folder in ["rules", "hosts"] {
        for path in files_below(&content.join(folder))? {
            let name: Vec<_> = path.strip_prefix(&content)?.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            write!(list, "({:?}, include_str!({:?})), ", name.join("/"), path)?;
        }
    }
    Ok(format!("/// The files of the rules and of hosts, by path.\nconst STARTER: &[(&str, &str)] = &[{list}];\n"))
}

/// Returns all files below a folder, sorted.
fn files_below(dir: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files_below(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}
