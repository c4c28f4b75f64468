//! Tests that replies never call a source undated that has a day from which it applies.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::render::Display;
use common::{compliance, full_text, parsed, privacy};

#[test]
fn source_with_only_an_effective_date_is_not_undated() {
    let mut files = carrot_testing::content_files();
    for file in files.iter_mut().filter(|file| file.path.ends_with("sources.toml")) {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let is_kept = |line: &&str| !["as_of", "effective", "note"].iter().any(|key| line.starts_with(key));
        let dated = text.lines().filter(is_kept).map(|line| match line {
            "[[source]]" if !file.path.contains("/fr/") => "[[source]]\neffective = 2024-04-01".to_owned(),
            _ => line.to_owned(),
        });
        file.bytes = dated.collect::<Vec<_>>().join("\n").into_bytes();
    }
    let content = parsed(&files);
    let policy = carrot_testing::content();
    let topics = policy.questions.iter().map(|question| question.id.as_str()).chain(["sources", "overview", "hosting"]);
    let interactions = topics.map(privacy).chain(policy.frameworks.iter().map(|framework| compliance("", framework.id.as_str(), "")));
    let interactions = interactions.chain(policy.data_rules.iter().map(|rule| compliance("", "", rule.id.as_str())));
    let service = policy.services[0].id.as_str();
    let interactions = interactions.chain(policy.frameworks.iter().map(|framework| compliance(service, framework.id.as_str(), "")));
    for interaction in interactions {
        let text = full_text(&content, Display::default(), "en-US", interaction.clone());
        // A reading of the content is about notes that are undated.
        assert!(!text.replace("are undated", "").contains("undated"), "{interaction}\n{text}");
    }
    let sources = full_text(&content, Display::default(), "en-US", privacy("sources"));
    assert!(sources.contains("effective 1 April 2024") && !sources.contains(", effective 1 April 2024, effective"), "{sources}");
}
