//! Tests that one mistake is one error, at the place that its author can change.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::parse::parse;
use carrot_testing::{content_files, file};
use expect_test::expect;

use crate::common::kettle::{BOT, files, parsed, reported};

#[test]
fn id_of_the_host_or_the_rules_is_reported_at_the_authors_heading() {
    let pack = content_files().into_iter().filter(|file| file.path.starts_with("hosts/"));
    for id in ["encryption", "notes", "common-runtime", "discord-terms"] {
        let mut all = files("", &format!("\n### Ours {{#{id}}}\nOurs.\n"));
        all[0] = file("bot/bot.toml", &BOT.replace("[bot]", "[bot]\nhost = \"heroku\""));
        all.extend(pack.clone());
        let parsed = parse(&all);
        let [it] = parsed.diagnostics.as_slice() else { panic!("{id}: {:#?}", parsed.diagnostics) };
        assert_eq!((it.file.as_str(), it.line), ("bot/policy.md", 6), "{it}");
        assert!(it.message.contains(" in hosts/heroku/") || it.message.contains(" in rules/"), "{it}");
        expect!["choose another id here: each id is used only once in all content"].assert_eq(&it.hint);
    }
}

#[test]
fn ids_of_requirements_and_questions_are_free() {
    let statements = "\n### How long {#gdpr-retention}\nTwo days.\n### Sharing {#sharing}\nNo.\n";
    let facts = "[[answer]]\nrequirement = \"gdpr-retention\"\nstatements = [\"gdpr-retention\"]\nextent = \"present\"\n\
                 [[recipient]]\nid = \"discord-share\"\nname = \"Parsnip\"\nstatement = \"kept\"\n";
    let parsed = parsed(facts, statements);
    assert_eq!(parsed.diagnostics, []);
    let policy = parsed.policy.unwrap();
    let requirement = policy.requirement(&"topic-gdpr-retention".parse().unwrap()).unwrap();
    let gap = policy.gap(requirement);
    assert_eq!(gap.statements.iter().map(|statement| statement.id.as_str()).collect::<Vec<_>>(), ["gdpr-retention"]);
    let question = policy.question(&"retention".parse().unwrap()).unwrap();
    assert!(question.requirements.iter().any(|id| id.as_str() == "topic-gdpr-retention"));
    let french = parsed.translations.iter().find(|translation| translation.lang.as_str() == "fr").unwrap();
    assert_eq!(french.lang_of("topic-gdpr-retention").as_str(), "fr");
    let title = &french.policy.requirement(&"topic-gdpr-retention".parse().unwrap()).unwrap().title;
    expect!["Combien de temps les données sont stockées"].assert_eq(title);
}

#[test]
fn invalid_kind_of_the_bots_party_is_one_error() {
    let mut all = files("[[right]]\nkind = \"access\"\nstatement = \"kept\"\n", "");
    let answers = "[[answer]]\nrequirement = \"discord-what\"\nstatements = [\"kept\"]\nextent = \"present\"\n\
                   [[general_answer]]\nquestion = \"operator\"\nstatements = [\"kept\"]\n";
    all[0] = file("bot/bot.toml", &format!("{}{answers}", BOT.replace("kind = \"bot\"", "kind = \"bt\"")));
    let messages: Vec<_> = parse(&all).diagnostics.iter().map(|diagnostic| diagnostic.to_string()).collect();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert!(messages[0].contains("invalid `kind`: `bt`"), "{messages:#?}");
}

#[test]
fn answer_with_a_foreign_statement_is_one_error() {
    let other = "[[party]]\nid = \"other\"\nname = \"Other\"\nkind = \"other\"\n\
                 [[answer]]\nrequirement = \"discord-what\"\nstatements = [\"theirs\"]\nextent = \"present\"\n";
    let reported = reported(other, "\n### Theirs {#theirs party=other}\nTheirs.\n");
    expect!["not-the-bots: `theirs` is a statement of a party of kind `other`"].assert_eq(&reported.join("\n"));
}
