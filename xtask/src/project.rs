//! Paths of the repository, Cargo's output, the content folder, and the project's own tools.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

use crate::failure::Failure;

/// Returns the repository's folder. Cargo sets it at run time, so a moved checkout needs no rebuild.
pub(crate) fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(|| here.clone(), Path::to_owned)
}

/// Returns the path of the Cargo that started this process, or else of the one on PATH.
pub(crate) fn cargo_path() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Returns a command for [Cargo](cargo_path), in the repository and with an absolute `CONTENT_DIR`.
///
/// Removes the variables that `cargo run` sets about the package xtask. The build of ring depends on them, so `cargo test` and
/// `cargo xtask test` in turns would each rebuild it and everything that depends on it, for a minute.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(cargo_path());
    for (name, _) in env::vars_os().filter(|(name, _)| is_own_package_variable(&name.to_string_lossy())) {
        cargo.env_remove(name);
    }
    in_project(&mut cargo);
    cargo
}

fn is_own_package_variable(variable: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| variable.starts_with(prefix))
}

/// Makes a command run in the repository instead of the user's folder, and a relative `CONTENT_DIR` absolute.
pub(crate) fn in_project(command: &mut Command) {
    command.current_dir(root());
    if let Some(dir) = content_dir() {
        command.env("CONTENT_DIR", dir);
    }
}

/// Returns the content folder in `CONTENT_DIR`, relative to the user's folder.
pub(crate) fn content_dir() -> Option<PathBuf> {
    let dir = env::var_os("CONTENT_DIR").filter(|dir| !dir.is_empty())?;
    Some(env::current_dir().map_or_else(|_| PathBuf::from(&dir), |here| here.join(&dir)))
}

/// Returns the content folder in `CONTENT_DIR`, or else this repository's own.
pub(crate) fn content_dir_or_own() -> PathBuf {
    content_dir().unwrap_or_else(|| root().join("content"))
}

/// Returns a path relative to the user's folder.
pub(crate) fn relative_to_user(path: &Path) -> String {
    env::current_dir().map_or_else(|_| path.display().to_string(), |here| relative(path, &here).display().to_string())
}

fn relative(path: &Path, here: &Path) -> PathBuf {
    let shared = path.components().zip(here.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(shared).map(|_| Path::new(".."));
    let down = path.components().skip(shared);
    // For a folder far away, an absolute path is easier to read than many `../`.
    if shared <= 1 { path.to_owned() } else { up.map(Path::as_os_str).chain(down.map(|part| part.as_os_str())).collect() }
}

/// Reads a file of the repository.
pub(crate) fn read(name: &str) -> Result<String, Failure> {
    fs::read_to_string(root().join(name)).map_err(|error| Failure::not_read(Path::new(name), &error))
}

/// Returns Cargo's target folder, which the user may have set with `CARGO_TARGET_DIR` or in Cargo's configuration.
pub(crate) fn target_dir() -> Result<PathBuf, Failure> {
    target_dir_of(cargo())
}

fn target_dir_of(mut cargo: Command) -> Result<PathBuf, Failure> {
    #[derive(Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    cargo.args(["metadata", "--no-deps", "--format-version=1"]);
    let output = cargo.output().map_err(|error| Failure::not_started(&cargo, &error))?;
    let metadata: Metadata = serde_json::from_slice(&output.stdout)
        .map_err(|_| Failure::FailedSilently("cargo metadata --no-deps --format-version=1".to_owned()))?;
    Ok(metadata.target_directory)
}

/// Returns the folder of the project's own tools. It is in the user's cache, so that other clones find the tools, but separate from the
/// user's own installations, which serve other projects.
pub(crate) fn tools_dir() -> Result<PathBuf, Failure> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_CACHE_HOME")
        .or_else(|| Some(env::home_dir()?.join(".cache")))
        .map(|cache| cache.join("carrot-tools"))
        .ok_or(Failure::NoHome)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn cargo_command_lacks_the_variables_of_this_package() {
        let removed: Vec<_> = cargo().get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name.to_owned()).collect();
        // `cargo test` sets this variable.
        assert!(removed.contains(&"CARGO_PKG_NAME".into()) && removed.contains(&"CARGO_MANIFEST_DIR".into()), "{removed:?}");
        assert!(!is_own_package_variable("CARGO_TARGET_DIR") && !is_own_package_variable("CARGO_HOME"));
    }

    #[test]
    fn target_folder_is_the_one_that_the_user_sets() {
        let folder = carrot_testing::Folder::new();
        let mut cargo = cargo();
        cargo.env("CARGO_TARGET_DIR", folder.path());
        assert_eq!(target_dir_of(cargo).unwrap(), folder.path());
        // A relative folder counts from the repository, where Cargo is started.
        let mut cargo = super::cargo();
        cargo.env("CARGO_TARGET_DIR", "elsewhere");
        assert_eq!(target_dir_of(cargo).unwrap(), root().join("elsewhere"));
    }

    #[test]
    fn paths_are_relative_to_the_users_folder() {
        let shown_path = |path: &str, here: &str| relative(Path::new(path), Path::new(here)).display().to_string();
        assert_eq!(shown_path("/home/me/bot/content", "/home/me/bot"), "content");
        assert_eq!(shown_path("/home/me/bot/content", "/home/me/bot/web/src"), "../../content");
        assert_eq!(shown_path("/home/me/bot/content", "/home/me/bot/content"), "");
        assert_eq!(shown_path("/srv/content", "/home/me/bot"), "/srv/content");
    }
}
