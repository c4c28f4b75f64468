//! Writes the rules and hosts of this repository into a content folder. It replaces existing files: callers check that the folder is free, or
//! that it is from an earlier import.

use std::{fs, io::ErrorKind, path::Path};

use crate::failure::Failure;

include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// Returns the files of the rules, by path.
pub(crate) fn rule_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    STARTER.iter().copied().filter(|(path, _)| path.starts_with("rules/"))
}

/// Returns the files of a host, by path. Empty for an unknown host.
pub(crate) fn host_files(name: &str) -> Vec<(&'static str, &'static str)> {
    let folder = format!("hosts/{name}/");
    STARTER.iter().copied().filter(|(path, _)| path.starts_with(&folder)).collect()
}

/// Returns the names of the hosts whose facts are built in.
pub(crate) fn host_names() -> Vec<&'static str> {
    let mut names: Vec<_> = STARTER.iter().filter_map(|(path, _)| path.strip_prefix("hosts/")?.split('/').next()).collect();
    names.dedup();
    names
}

/// Writes a file into a folder, and creates its parent folders. Replaces an existing file.
pub(crate) fn write(dir: &Path, path: &str, text: &str) -> Result<(), Failure> {
    let to = dir.join(path);
    let written = fs::create_dir_all(to.parent().unwrap_or(dir)).and_then(|()| fs::write(&to, text));
    written.map_err(|error| Failure::not_written(&to, &error, "name another folder"))
}

/// Writes the schema of content's TOML files. The files in `bot/` refer to it, for editors.
pub(crate) fn write_schema(dir: &Path) -> Result<(), Failure> {
    write(dir, "schema.json", &carrot_core::parse::content_schema().map_err(Failure::other)?)
}

/// Returns true if a folder is missing or empty.
pub(crate) fn is_missing_or_empty(dir: &Path) -> Result<bool, Failure> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(_) if dir.is_file() => Err(Failure::Other(format!("`{}` is a file, not a folder: name a new folder", dir.display()))),
        Err(error) => Err(Failure::not_read(dir, &error)),
    }
}
