//! What tests of answers share: the content of this repository, and pieces added to it.
#![allow(dead_code, reason = "not every test needs every helper")]

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use carrot_core::{
    Policy,
    parse::{File, parse},
};

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

/// The files of this repository's content.
pub(crate) fn files() -> Vec<File> {
    carrot_loader::read(&dir()).unwrap()
}

/// This repository's content.
pub(crate) fn content() -> &'static Policy {
    static CONTENT: OnceLock<Policy> = OnceLock::new();
    CONTENT.get_or_init(|| read(&files()))
}

/// This repository's content with a piece of TOML added to that of its host.
pub(crate) fn with(toml: &str) -> Policy {
    let mut all = files();
    all.push(File { path: "hosts/heroku/zz-added.toml".to_owned(), bytes: toml.as_bytes().to_vec() });
    read(&all)
}

/// This repository's content with `[bot]` saying more.
pub(crate) fn with_stack(keys: &str) -> Policy {
    let mut all = files();
    for file in all.iter_mut().filter(|file| file.path == "bot/bot.toml") {
        file.bytes.extend_from_slice(format!("\n{keys}\n").as_bytes());
    }
    read(&all)
}

/// The policy that files make.
#[track_caller]
pub(crate) fn read(files: &[File]) -> Policy {
    let parsed = parse(files);
    parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics))
}

/// An id that is known to be one.
#[track_caller]
pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(id: &str) -> T {
    id.parse().unwrap()
}
