//! Tests that questions are understood with the content's vocabulary, and that errors in a
//! vocabulary are reported.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{
    Policy,
    lookup::asking::{QuestionSubject, QuestionVocabulary},
    parse::{File, parse},
};
use carrot_testing::{content, content_files as files};

fn asked(policy: &Policy, text: &str) -> String {
    match QuestionVocabulary::new(policy, []).parse(text).subject {
        QuestionSubject::Topic(id) => id,
        QuestionSubject::Kinds(kinds) => kinds.iter().map(|at| policy.vocabulary.kinds[*at].id.as_str()).collect::<Vec<_>>().join(" "),
        QuestionSubject::Compliance { .. } => "compliance".to_owned(),
        QuestionSubject::Unclear => "unclear".to_owned(),
    }
}

#[test]
fn question_is_answered_about_its_own_subject() {
    let policy = content();
    for (text, topic) in [
        ("do you store my messages", "kind-messages"),
        ("do you store =my =messages", "kind-messages"),
        ("how long do you store my messages", "retention"),
        ("who can read my messages", "recipients"),
        ("delete my messages", "deletion"),
        ("do you see deleted messages", "kind-deleted-messages"),
        ("do you store my email and my phone number", "kind-email kind-phone"),
        ("DO YOU  SELL my data ???", "sale"),
        ("do you sel my data", "unclear"),
        ("do you encyrpt my data", "security"),
        ("is Carrot Bot safe", "bot-safety"),
        ("how do I cook carrots", "unclear"),
        ("", "unclear"),
    ] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
    assert_eq!(asked(policy, &"sell my data ".repeat(300)), "unclear", "a text of 4,000 characters is no question");
}

#[test]
fn a_participant_may_be_unexplained_unless_it_is_the_subject() {
    let policy = content();
    for (text, topic) in [
        ("do you sell data to China", "sale"),
        ("do you leak data to third parties", "breach"),
        ("are sub-processors engaged", "sharing"),
        ("was Discord hacked", "unclear"),
        ("can Google encrypt my messages", "unclear"),
    ] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
}

#[test]
fn a_website_or_dashboard_is_not_the_bot() {
    for text in [
        "does the control panel store my messages",
        "does the web panel store my messages",
        "does the dashboard store my messages",
        "are my messages stored on the dashboard",
        "does the website store my messages",
        "does your website store my messages",
        "does your site store my messages",
        "votre site garde-t-il mes messages",
        "ton site stocke mes messages ?",
        "le tableau de bord garde mes messages",
    ] {
        assert_eq!(asked(content(), text), "unclear", "{text}");
    }
}

#[test]
fn a_danger_asks_for_protection_only_beside_a_word_for_protecting() {
    for (text, topic) in [
        ("how do you protect my messages from hackers", "security"),
        ("are my messages safe from hackers", "security"),
        ("protégez-vous mes messages des pirates", "security"),
        ("does it collect messages from hackers", "kind-messages"),
        ("collectez-vous les messages des pirates", "kind-messages"),
    ] {
        assert_eq!(asked(content(), text), topic, "{text}");
    }
}

#[test]
fn a_clause_about_somebody_is_not_the_question() {
    let policy = content();
    for (text, topic) in [
        ("my husband never used the bot, do you have his messages", "kind-messages"),
        ("my teacher is offline, do you store my messages", "kind-messages"),
        ("my brother is here, how long do you store my messages", "retention"),
        ("my boss is here, can he see my messages", "recipients"),
        ("can my boss see my messages", "recipients"),
        ("my daughter put a selfie in a channel, did you copy that picture", "kind-images"),
        ("my daughter is 9, do you keep her data", "minors-and-sensitive-data"),
    ] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
}

#[test]
fn a_question_may_be_about_data_of_others() {
    let vocabulary = QuestionVocabulary::new(content(), []);
    for (text, expected) in [
        ("do you have my husband's messages", true),
        ("do you save her email", true),
        ("can you show me another users messages", true),
        ("do you have other people's IP addresses", true),
        ("do you keep someone's messages", true),
        ("lisez-vous les messages de mon frère", true),
        ("lisez-vous les messages des autres membres", true),
        ("do you have my messages", false),
        ("do you read every message", false),
        ("do you keep other data", false),
        ("does Discord give you my email", false),
        ("my friend says that you read messages", false),
    ] {
        assert_eq!(vocabulary.is_about_others_data(text), expected, "{text}");
    }
}

#[test]
fn several_frameworks_are_named_unless_one_name_covers_all() {
    let vocabulary = QuestionVocabulary::new(content(), []);
    for (text, several) in [
        ("pci and hipaa", true),
        ("iso 27001 and iso 27017", true),
        ("iso and pci", true),
        ("pci and pci dss", false),
        ("iso and iso 27001", false),
        ("iso", false),
    ] {
        assert_eq!(vocabulary.named(text).map(|named| named.several_frameworks), Some(several), "{text}");
    }
}

#[test]
fn an_unknown_noun_that_is_asked_for_is_not_answered() {
    let policy = content();
    for text in ["which colander do you store data in", "do you use any colander to process data", "do you store colander info"] {
        assert_eq!(asked(policy, text), "unclear", "{text}");
    }
    for (text, topic) in [("who do I colander at about my data", "unclear"), ("colander and sieve the retention period", "retention")] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
}

#[test]
fn unlisted_combination_is_answered_with_the_topic_that_prevails() {
    let policy = content();
    for (text, topic) in [
        ("do you comply with deletion requests from the bot", "deletion"),
        ("is message data ever exported or sold", "sale"),
        ("is card data allowed", "compliance"),
    ] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
}

#[test]
fn name_of_several_words_may_be_another_subject() {
    let policy = content();
    for text in ["does mee6 sell data", "does acme colander sell data", "does acme sell data"] {
        assert_eq!(asked(policy, text), "unclear", "{text}");
    }
    assert_eq!(asked(policy, "do you sell data"), "sale");
}

#[test]
fn action_of_somebody_else_is_not_the_bots() {
    let policy = content();
    for (text, topic) in [
        ("does Google sell my data", "unclear"),
        ("my friend keeps deleting my messages", "unclear"),
        ("can my boss see my location", "unclear"),
        ("can my neighbor see my colander", "unclear"),
        ("does my colander read my messages", "unclear"),
        ("does my bot sell data", "unclear"),
        ("which bot is safe", "unclear"),
        ("can my boss see my messages", "recipients"),
        ("do you sell my data to Google", "sale"),
        ("is my colander used to train AI", "training"),
    ] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
}

#[test]
fn people_beside_a_kind_of_data_only_describe_it() {
    for (text, topic) in [
        ("does it know my sister's age", "kind-age"),
        ("does it know my brothers birthday", "kind-age"),
        ("tu connais l'âge de ma sœur", "kind-age"),
        ("can it see my DMs with other people", "kind-direct-messages"),
        ("can it read my private messages with my girlfriend", "kind-direct-messages"),
        ("do you discuss my messages with my friends", "unclear"),
        ("do you post my messages with my friends", "unclear"),
        ("do you link my messages with my friends", "unclear"),
        ("do you know my mom's name", "unclear"),
        ("can my boss see my messages", "recipients"),
        ("do you share my messages with other people", "sharing"),
    ] {
        assert_eq!(asked(content(), text), topic, "{text}");
    }
}

#[test]
fn data_of_another_app_is_not_the_bots() {
    for text in [
        "do you store my twitch handle",
        "do you store my xbox name",
        "do you keep my xbox messages and my Discord messages",
        "does spotify sell my data",
    ] {
        assert_eq!(asked(content(), text), "unclear", "{text}");
    }
    assert_eq!(asked(content(), "do you see my spotify"), "kind-activity");
}

#[test]
fn unknown_thing_that_may_exist_is_what_is_asked_for() {
    for text in ["are there colanders for students", "is there a colander for my data"] {
        assert_eq!(asked(content(), text), "unclear", "{text}");
    }
}

#[test]
fn words_about_who_told_it_do_not_count() {
    for (text, topic) in [
        ("my friend told me that you sell data", "sale"),
        ("mon frère dit que vous vendez mes données", "sale"),
        ("what do people say about the bot", "unclear"),
    ] {
        assert_eq!(asked(content(), text), topic, "{text}");
    }
}

#[test]
fn phrase_without_words_between_its_words_is_meant() {
    assert_eq!(asked(content(), "does this thing notice my deleted messages"), "kind-deleted-messages");
}

#[test]
fn recovery_is_answered_by_sections_of_the_host() {
    for (text, topic) in [
        ("how long until it is back after an outage", "recovery-objectives"),
        ("how much data could be lost", "recovery-objectives"),
        ("is there a disaster recovery plan", "disaster-recovery"),
        ("how often are backups made", "reliability-and-backup"),
        ("how long is data kept", "retention"),
    ] {
        assert_eq!(asked(content(), text), topic, "{text}");
    }
}

#[test]
fn kind_of_data_that_is_there_is_one_that_may_be_collected() {
    let policy = content();
    for (text, topic) in [
        ("is there any telemetry in this thing", "kind-analytics"),
        ("y a-t-il de la télémétrie là-dedans", "kind-analytics"),
        ("can it search through my old messages", "kind-messages"),
        ("can you translate the text for me", "unclear"),
    ] {
        assert_eq!(asked(policy, text), topic, "{text}");
    }
}

#[test]
fn french_verb_is_understood_in_all_its_forms() {
    for text in ["vous consultez mes messages", "le bot consultera mes messages", "vous consulteriez mes messages"] {
        assert_eq!(asked(content(), text), "kind-messages", "{text}");
    }
}

#[test]
fn certificate_of_the_host_is_not_the_bots() {
    for (text, topic) in [
        ("does your hosting provider have SOC 2", "soc-2"),
        ("is your infrastructure pci compliant", "pci-dss"),
        ("is the hosting ISO certified", "compliance"),
        ("is your bot SOC 2 certified", "law-compliance"),
        ("do your servers meet PCI DSS", "pci-dss"),
        ("who is your hosting provider", "data-location"),
    ] {
        assert_eq!(asked(content(), text), topic, "{text}");
    }
}

#[test]
fn kind_of_data_is_the_longest_name_and_not_a_word_to_explain() {
    for (text, kind) in [
        ("do you keep my voice print", "kind-biometrics"),
        ("do you keep my voice", "kind-voice"),
        ("what about my IP address", "kind-ip-address"),
        ("what is an IP address", "unclear"),
    ] {
        assert_eq!(asked(content(), text), kind, "{text}");
    }
}

#[test]
fn adverb_stands_between_a_name_and_its_verb_but_an_article_does_not() {
    assert_eq!(asked(content(), "does colander really sell data"), "unclear");
    assert_eq!(asked(content(), "where can one colander a complaint"), "gdpr-complaint");
}

#[test]
fn clause_that_only_collects_gets_no_object() {
    assert_eq!(asked(content(), "i dont want my messages kept any longer then needed, colander sieve"), "unclear");
}

#[test]
fn words_are_not_taken_for_slips_of_others() {
    let vocabulary = QuestionVocabulary::new(content(), []);
    for word in ["contract", "heart", "spend", "vice", "programme", "promotion", "contrat", "mais"] {
        assert!(!vocabulary.parse(word).typo, "{word}");
    }
    for word in ["messsages", "delte", "encyrption", "retenton"] {
        assert!(vocabulary.parse(word).typo, "{word}");
    }
}

/// Returns the diagnostics of a file of the vocabulary, by code and line.
fn wrong(toml: &str) -> Vec<(&'static str, usize)> {
    let mut files = files();
    files.push(File { path: "rules/zz-test.toml".to_owned(), bytes: toml.as_bytes().to_vec() });
    let parsed = parse(&files);
    parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.file == "rules/zz-test.toml")
        .map(|diagnostic| (diagnostic.code.as_str(), diagnostic.line))
        .collect()
}

#[test]
fn error_in_the_vocabulary_is_reported_with_its_line() {
    assert_eq!(wrong("[[kind]]\nid = \"kind-shoe\"\nname = \"Shoe size\"\n"), []);
    for (toml, expected) in [
        ("[[kind]]\nid = \"kind-shoe\"\n", ("missing-key", 1)),
        ("[[kind]]\nid = \"kind-email\"\nname = \"Email\"\n", ("duplicate-id", 2)),
        ("[[kind]]\nid = \"kind-shoe\"\nname = \"Shoe size\"\nwithin = \"kind-hat\"\n", ("dangling-id", 4)),
        ("[[kind]]\nid = \"kind-shoe\"\nname = \"Shoe size\"\nwords = [\"!\"]\n", ("bad-value", 4)),
        ("[[notion]]\nname = \"sell\"\nwords = [\"flog\"]\n", ("duplicate-id", 2)),
        ("[[notion]]\nname = \"kind\"\nwords = [\"flog\"]\n", ("duplicate-id", 2)),
        ("[[notion]]\nname = \"shoe\"\n", ("missing-key", 1)),
        ("[[notion]]\nname = \"shoe\"\nrole = \"loud\"\nwords = [\"shoe\"]\n", ("bad-value", 3)),
        ("[[notion]]\nname = \"chat\"\nrole = \"spelling\"\nwords = [\"shu\"]\n", ("bad-value", 4)),
        ("[[notion]]\nname = \"chat\"\nrole = \"spelling\"\nwords = [\"s h = shoe\"]\n", ("bad-value", 4)),
        ("[[notion]]\nname = \"chat\"\nrole = \"spelling\"\nwords = [\"shu =\"]\n", ("bad-value", 4)),
        ("[[notion]]\nname = \"shoe\"\nwords = [\"chauss~oir\"]\n", ("bad-value", 3)),
        ("[[intent]]\ntopic = \"sale\"\n", ("missing-key", 1)),
        ("[[intent]]\ntopic = \"sail\"\nwhen = [\"sell\"]\n", ("dangling-id", 2)),
        ("[[intent]]\ntopic = \"sale\"\nwhen = [\"sell shoe\"]\n", ("dangling-id", 3)),
        ("[[intent]]\nwhen = [\"sell\"]\n", ("missing-key", 1)),
        ("[[general]]\nid = \"shoes\"\nask = \"Which shoes?\"\n", ("missing-key", 1)),
        ("[[general]]\nid = \"operator\"\nask = \"Who?\"\ntitle = \"Who\"\n", ("duplicate-id", 2)),
        ("[[general]]\nid = \"shoes\"\nask = \"Which?\"\ntitle = \"Which\"\nrequirements = [\"gdpr-shoes\"]\n", ("dangling-id", 5)),
        ("[[general_answer]]\nquestion = \"operator\"\n", ("missing-key", 1)),
        ("[[general_answer]]\nquestion = \"shoes\"\nwhy = \"None.\"\n", ("dangling-id", 2)),
        ("[[general_answer]]\nwhy = \"None.\"\n", ("missing-key", 1)),
        ("[[general_answer]]\nquestion = \"operator\"\nstatements = [\"shoes\"]\n", ("dangling-id", 3)),
        ("[[general_answer]]\nquestion = \"operator\"\nbeside = [\"shoes\"]\n", ("dangling-id", 3)),
        ("[[general_answer]]\nquestion = \"operator\"\nstatements = [\"built-in-protections\"]\n", ("not-the-bots", 3)),
    ] {
        assert!(wrong(toml).contains(&expected), "{toml}: {:?}", wrong(toml));
    }
}
