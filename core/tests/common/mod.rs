//! Fixtures: this repository's content with more facts, and two small invented bots.

use carrot_core::Policy;

/// The files of a small invented bot, which has a part of each kind of content.
pub(crate) mod turnip {
    pub(crate) const BOT: &str = include_str!("../turnip/bot.toml");
    pub(crate) const POLICY: &str = include_str!("../turnip/policy.md");
}

pub(crate) use carrot_testing::{content, content_files as files, file, id, policy as read};

/// Returns this repository's content with TOML added to that of its host.
pub(crate) fn with_host_facts(toml: &str) -> Policy {
    let mut all = files();
    all.push(file("hosts/heroku/zz-added.toml", toml));
    read(&all)
}

/// Returns this repository's content with more keys in `[bot]`.
pub(crate) fn with_bot_keys(keys: &str) -> Policy {
    let mut all = files();
    for file in all.iter_mut().filter(|file| file.path == "bot/bot.toml") {
        file.bytes.extend_from_slice(format!("\n{keys}\n").as_bytes());
    }
    read(&all)
}

/// A small invented bot without a host, compared with this repository's rules.
#[cfg(feature = "parse")]
pub(crate) mod kettle {
    use carrot_core::{
        Policy,
        parse::{File, Parsed, parse},
    };
    use carrot_testing::{content_files, file};

    pub(crate) const BOT: &str = r#"
[bot]
name = "Kettle"
party = "kettle"
disclaimer = "A restatement."
[[party]]
id = "kettle"
name = "Kettle"
kind = "bot"
[[source]]
id = "notice"
title = "Notice"
by = "kettle"
kind = "document"
as_of = 2026-01-31
[source.sections]
1 = "One"
[inventory]
statement = "kept"
[[data]]
id = "user-name"
name = "User name"
statement = "kept"
purpose = [{ text = "Counting", statement = "kept" }]
"#;
    pub(crate) const POLICY: &str =
        "# Policy {#policy party=kettle source=notice/1}\n## Data {#own-data}\n### We keep names {#kept}\nNames.\n";

    /// Returns the files of the bot, with more facts and statements.
    pub(crate) fn files(facts: &str, statements: &str) -> Vec<File> {
        let rules = content_files().into_iter().filter(|file| file.path.starts_with("rules/"));
        let own = [file("bot/bot.toml", &format!("{BOT}{facts}\n")), file("bot/policy.md", &format!("{POLICY}{statements}\n"))];
        own.into_iter().chain(rules).collect()
    }

    pub(crate) fn parsed(facts: &str, statements: &str) -> Parsed {
        parse(&files(facts, statements))
    }

    #[track_caller]
    pub(crate) fn policy(facts: &str, statements: &str) -> Policy {
        let parsed = parsed(facts, statements);
        parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics))
    }

    /// Returns the diagnostics' codes and messages.
    pub(crate) fn reported(facts: &str, statements: &str) -> Vec<String> {
        parsed(facts, statements).diagnostics.iter().map(|it| format!("{}: {}", it.code, it.message)).collect()
    }
}
