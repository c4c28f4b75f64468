//! Fixtures for tests of answers: this repository's content with pieces added to it.
#![allow(dead_code, reason = "not every test needs every helper")]

use carrot_core::Policy;

pub(crate) use carrot_testing::{content, content_files as files, file, id, policy as read};

/// This repository's content with a piece of TOML added to that of its host.
pub(crate) fn with(toml: &str) -> Policy {
    let mut all = files();
    all.push(file("hosts/heroku/zz-added.toml", toml));
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
