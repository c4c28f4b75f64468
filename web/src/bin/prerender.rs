//! Trunk's one post_build hook: renders the site around the program that Trunk has built. This site shows no replies of the bot and has no
//! npm package: `carrot build` writes those.
//!
//! | variable | meaning |
//! | --- | --- |
//! | `TRUNK_STAGING_DIR` | the folder with Trunk's files; Trunk sets it |
//! | `CONTENT_DIR` | another content folder |
//! | `PUBLIC_URL` | the address where the site is published |
//! | `ASSETS_ONLY` | prepares the program and the template, and renders nothing: `carrot build` renders later |
//! | `PAGE_ALONE` | leaves out the documents for other people's pages, for benchmarks |

use std::{env, fs, path::Path, process::ExitCode};

use carrot_core::PageUrl;
use carrot_web::render::{self, Assets, Error, Files, Options};

fn main() -> ExitCode {
    match prerender() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("prerender: {error}");
            ExitCode::FAILURE
        }
    }
}

fn prerender() -> Result<(), Error> {
    let dir = env::var_os("TRUNK_STAGING_DIR").ok_or("TRUNK_STAGING_DIR is not set: Trunk starts this, not a person")?;
    let dir = Path::new(&dir);
    let built = read(dir)?;
    let assets = assets(built.clone())?;
    let site = if env::var_os("ASSETS_ONLY").is_some() {
        assets.into_files()
    } else {
        let public_url = env::var("PUBLIC_URL").ok().filter(|url| !url.trim().is_empty());
        let public_url = public_url.map(|url| url.trim().parse::<PageUrl>()).transpose();
        let public_url = public_url.map_err(|error| format!("the environment variable PUBLIC_URL cannot be used: {error}"))?;
        let content = carrot_loader::load_all(&carrot_loader::content_dir())?;
        let history = carrot_loader::history::read(&carrot_loader::content_dir()).unwrap_or_else(|error| {
            eprintln!("prerender: {error}");
            None
        });
        let page_alone = env::var_os("PAGE_ALONE").is_some();
        render::site(assets, content, Options { public_url, history, page_alone, ..Options::default() })?
    };
    // Some files have new names.
    for name in built.keys().filter(|name| !site.contains_key(*name)) {
        fs::remove_file(dir.join(name))?;
    }
    for (name, bytes) in &site {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap_or(dir))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Takes the files that Trunk has built.
fn assets(built: Files) -> Result<Assets, Error> {
    Assets::from_trunk(built)
        .map_err(|error| format!("{error}: check `index.html` in the repository, then type `cargo xtask build`").into())
}

/// Reads the files in Trunk's folder, which has no folders in it.
fn read(dir: &Path) -> Result<Files, Error> {
    let mut files = Files::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn missing_template_is_refused_with_the_fix() {
        expect!["there is no template `index.html`: check `index.html` in the repository, then type `cargo xtask build`"]
            .assert_eq(&assets(Files::new()).unwrap_err().to_string());
    }
}
