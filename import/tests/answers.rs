//! Tests which statements of a policy are proposed as answers, and which are not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::import;

/// A section of a policy, and what is proposed for a requirement: the beginning of the first statement's id, or nothing.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

const CASES: &[Case] = &[
    ("metadata_is_no_contact", "Lamps keep message metadata for 3 days.", "gdpr-controller", None),
    ("a_message_to_the_developer_is_a_contact", "For help, message me.", "gdpr-controller", Some("for-help")),
    ("a_place_is_no_period", "Data is stored in a database.", "discord-retain", None),
    ("a_place_is_no_period_on_a_disk", "The color is kept on a disk.", "discord-retain", None),
    ("a_place_is_no_period_in_spanish", "Los datos se almacenan en una lámpara con sus colores.", "discord-retain", None),
    ("a_place_is_no_period_in_portuguese", "Os dados são armazenados em uma lâmpada com as cores do jardim.", "discord-retain", None),
    ("a_place_is_no_period_in_russian", "Данные хранятся на сервере лампы, и мы это знаем.", "discord-retain", None),
    ("a_place_is_no_period_in_japanese", "データはランプに保存されます。", "discord-retain", None),
    ("a_place_with_a_period_is_a_period", "Data is stored in a lamp for 9 days.", "discord-retain", Some("data-is-stored")),
    ("a_place_in_use_is_a_period", "Data is stored in memory only while the lamp shines.", "discord-retain", Some("data-is-stored")),
    ("storage_in_two_forms_is_one_word", "We store colors. The store of colors is stored here.", "discord-retain", None),
    ("a_reserved_right_is_no_right_of_readers", "We reserve the right to modify this text.", "gdpr-rights", None),
    ("a_right_is_a_right", "You have the right to see your data.", "gdpr-rights", Some("you-have-the-right")),
    (
        "a_sentence_about_the_policy_is_no_answer",
        "This policy document contains types of information that is collected by the lamp and how it is shared.",
        "discord-what",
        None,
    ),
    ("what_a_policy_does_not_cover_is_no_recipient", "This policy does not apply to other service providers.", "discord-share", None),
    (
        "what_a_german_policy_explains_is_no_answer",
        "Diese Datenschutzerklärung erläutert, welche Daten wir erheben und speichern.",
        "discord-what",
        None,
    ),
    (
        "what_a_french_policy_explains_is_no_answer",
        "Cette politique explique comment vos données sont partagées avec des tiers.",
        "discord-share",
        None,
    ),
    (
        "what_a_russian_policy_explains_is_no_answer",
        "Эта политика описывает, как мы собираем данные и передаем их третьим лицам.",
        "discord-share",
        None,
    ),
    ("an_advertiser_is_no_contact", "第三者配信事業者について、リンクの先をご覧ください。", "gdpr-controller", None),
];

/// Returns what is proposed for a requirement, as it is in the file.
fn proposed(policy: &str, requirement: &str) -> Option<String> {
    let imported = import(policy.as_bytes()).unwrap();
    let answers = &imported.files["bot/answers.toml"];
    let answer = answers.split("[[answer]]").find(|answer| answer.contains(&format!("requirement = \"{requirement}\""))).unwrap();
    answer.lines().find_map(|line| line.strip_prefix("statements = [\"")).map(str::to_owned)
}

#[test]
fn only_what_a_statement_says_is_proposed() {
    for (name, text, requirement, expected) in CASES {
        let policy = format!("# P\n\n## Lamp\n\n{text}\n\n## Garden\n\nGreen.\n");
        let proposed = proposed(&policy, requirement);
        match expected {
            None => assert_eq!(proposed, None, "{name}"),
            Some(id) => assert!(proposed.as_ref().is_some_and(|it| it.starts_with(id)), "{name}: {proposed:?}"),
        }
    }
}
