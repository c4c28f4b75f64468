//! Fixtures for tests of answers: this repository's content with pieces added to it.

use carrot_core::Policy;

/// The files of a small invented bot, which has a part of each kind of content.
pub(crate) mod turnip {
    pub(crate) const BOT: &str = include_str!("../turnip/bot.toml");
    pub(crate) const POLICY: &str = include_str!("../turnip/policy.md");
}

pub(crate) use carrot_testing::{content, content_files as files, file, id, policy as read};

/// Returns this repository's content with TOML added to that of its host.
pub(crate) fn with(toml: &str) -> Policy {
    let mut all = files();
    all.push(file("hosts/heroku/zz-added.toml", toml));
    read(&all)
}

/// Returns this repository's content with more keys in `[bot]`.
pub(crate) fn with_stack(keys: &str) -> Policy {
    let mut all = files();
    for file in all.iter_mut().filter(|file| file.path == "bot/bot.toml") {
        file.bytes.extend_from_slice(format!("\n{keys}\n").as_bytes());
    }
    read(&all)
}
