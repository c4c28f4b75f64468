//! Tests which statements of a policy are proposed as answers, and which are not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::import;

/// A section of a policy, and what is proposed for a requirement: the beginning of the first statement's id, or nothing.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

const CASES: &[Case] = &[
    ("a_denial_about_a_place_is_a_period", "Messages are not stored on our lamps.", "discord-retain", Some("messages")),
    ("a_denial_about_a_place_in_spanish", "Los mensajes no se almacenan en nuestras lámparas.", "discord-retain", Some("los-mensajes")),
    ("a_denial_about_a_place_in_french", "Les messages ne sont pas conservés sur nos lampes.", "discord-retain", Some("les-messages")),
    ("a_right_of_the_author_is_no_period", "We retain the right to dim the lamp.", "discord-retain", None),
    ("a_right_of_the_author_is_no_right", "We retain the right to dim the lamp.", "gdpr-rights", None),
    (
        "a_recipients_policy_is_a_recipient",
        "Payment data is shared with Firefly, whose privacy policy applies.",
        "discord-share",
        Some("payment-data"),
    ),
    ("a_claim_in_capitals_is_no_heading", "**WE NEVER SELL YOUR DATA**\n\nThe garden is green.", "discord-retain", None),
    ("metadata_is_no_contact", "Lamps keep message metadata for 3 days.", "gdpr-controller", None),
    ("a_message_to_the_developer_is_a_contact", "For help, message me.", "gdpr-controller", Some("for-help")),
    (
        "a_german_period_without_an_end",
        "Die Farben werden auf unbestimmte Zeit in der Lampe gespeichert.",
        "discord-retain",
        Some("die-farben"),
    ),
    ("a_german_interval_of_overwriting", "Das Buch der Lampe wird wöchentlich überschrieben.", "discord-retain", Some("das-buch")),
    ("an_event_before_its_verb", "If the lamp is removed from the garden, all data is erased.", "discord-retain", Some("if-the-lamp")),
    (
        "a_leaving_user_before_its_verb",
        "When a user leaves the garden, their data is gone and deleted.",
        "discord-retain",
        Some("when-a-user"),
    ),
    (
        "a_german_event_before_its_verb",
        "Spätestens wenn jemand den Garten verlässt, werden seine Daten gelöscht.",
        "discord-retain",
        Some("spatestens"),
    ),
    ("an_inverted_german_event", "Wird die Lampe entfernt, werden alle Daten gelöscht.", "discord-retain", Some("wird-die")),
    ("a_french_event", "Lorsque la lampe quitte le jardin, toutes les données sont effacées.", "discord-retain", Some("lorsque")),
    ("a_spanish_event", "Si la lámpara sale del jardín, todos los datos se borran.", "discord-retain", Some("si-la")),
    ("a_portuguese_event", "Quando a lâmpada sai do jardim, todos os dados são apagados.", "discord-retain", Some("quando")),
    ("a_russian_event", "Если лампа покидает сад, все данные удаляются.", "discord-retain", Some("esli")),
    ("a_request_before_its_verb_is_no_event", "If you ask the gardener, all data is deleted.", "discord-retain", None),
    ("a_wish_is_no_event_in_german", "Wenn du es möchtest, werden die Daten gelöscht.", "discord-retain", None),
    ("a_deletion_is_no_event", "Press the button of the lamp. Once pressed, all data is erased.", "discord-retain", None),
    ("a_deleted_message_is_no_data", "When a lamp is red, the message is deleted.", "discord-retain", None),
    ("logs_that_rotate", "Logs rotate weekly in the lamp.", "discord-retain", Some("logs")),
    ("a_french_interval", "Les journaux sont effacés chaque semaine par la lampe.", "discord-retain", Some("les-journaux")),
    ("a_place_for_ever_is_a_period_in_japanese", "データはランプに永続的に保存されます。", "discord-retain", Some("")),
    ("a_place_for_ever_is_a_period_in_russian", "Цвета хранятся на постоянной основе.", "discord-retain", Some("tsveta")),
    ("data_that_is_stored_is_no_period_in_russian", "Для работы лампы мы храним определенные данные: цвет.", "discord-retain", None),
    ("a_german_removal_on_request", "Auf Anfrage werden die Daten entfernt.", "discord-deletion-how", Some("auf-anfrage")),
    ("data_that_owners_can_purge", "Garden owners can purge all data with /reset.", "discord-deletion-how", Some("garden-owners")),
    ("data_that_a_kick_removes", "Kick the lamp to remove all its data.", "discord-deletion-how", Some("kick")),
    ("an_account_to_write_to", "DM `keeper#1234` on Discord.", "gdpr-controller", Some("dm-keeper")),
    ("an_account_as_data_is_no_contact", "We store names such as keeper#1234 in the lamp.", "gdpr-controller", None),
    ("an_owner_to_write_to", "Message owner on Discord.", "gdpr-controller", Some("message-owner")),
    ("a_german_way_to_write", "Schreib mir auf Discord: in der Lampe.", "gdpr-controller", Some("schreib")),
    (
        "a_spanish_way_to_write",
        "Puedes saber más poniéndote en contacto con el jardinero y su lámpara.",
        "gdpr-controller",
        Some("puedes"),
    ),
    ("a_place_is_no_period", "Data is stored in a database.", "discord-retain", None),
    ("a_place_is_no_period_on_a_disk", "The color is kept on a disk.", "discord-retain", None),
    ("a_place_is_no_period_in_spanish", "Los datos se almacenan en una lámpara con sus colores.", "discord-retain", None),
    ("a_place_is_no_period_in_portuguese", "Os dados são armazenados em uma lâmpada com as cores do jardim.", "discord-retain", None),
    ("a_place_is_no_period_in_russian", "Данные хранятся на сервере лампы, и мы это знаем.", "discord-retain", None),
    (
        "a_place_is_no_period_in_russian_before_two_consonants",
        "Эти файлы сохраняются во внутренней памяти лампы.",
        "discord-retain",
        None,
    ),
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
    (
        "removal_is_deletion",
        "You have the right to request the removal of relevant data.",
        "discord-deletion-how",
        Some("you-have-the-right"),
    ),
    ("removal_of_the_bot_is_no_deletion_of_data", "If you disagree, you may remove the bot.", "discord-deletion-how", None),
    (
        "a_required_collection_is_collection",
        "Using this lamp requires the collection of some data.",
        "discord-what",
        Some("using-this-lamp"),
    ),
    (
        "german_information_that_is_stored_is_collected",
        "Die Lampe speichert folgende Informationen: die Farbe.",
        "discord-what",
        Some("die-lampe"),
    ),
    (
        "a_support_server_is_a_contact",
        "Lampion can be contacted on the lamp's support Discord server.",
        "gdpr-controller",
        Some("lampion"),
    ),
    ("several_japanese_verbs_share_a_denial", "ランプは色を一切収集、保存、または外部へ送信しません。", "discord-retain", Some("")),
    ("libraries_are_no_purpose", "We use the following libraries: lantern.", "discord-use", None),
    ("a_legal_basis_is_no_collected_data", "Our legal basis to collect: light, which we collect.", "discord-what", None),
    ("an_advertiser_is_no_contact", "第三者配信事業者について、リンクの先をご覧ください。", "gdpr-controller", None),
];

/// Returns what is proposed for a requirement, as it is in the file.
fn proposed(policy: &str, requirement: &str) -> Option<String> {
    let imported = import(policy.as_bytes()).unwrap();
    let answers = &imported.files["bot/answers.toml"];
    let answer = answers.split("[[answer]]").find(|answer| answer.contains(&format!("requirement = \"{requirement}\""))).unwrap();
    answer.lines().find_map(|line| line.strip_prefix("statements = [\"")).map(str::to_owned)
}

/// Policies in which the order of statements matters: the requirement, and the beginnings of the ids.
const ORDERED: &[(&str, &str, &str, &[&str])] = &[
    (
        "cookies_come_after_other_data",
        "## Cookies\n\nThe site stores a cookie with the color.\n\n## Data we collect\n\nNames and colors.\n",
        "discord-what",
        &["names-and", "the-site"],
    ),
    (
        "a_place_below_a_heading_about_storage_comes_last",
        "## Хранение данных\n\n### Место\n\nВсе данные хранятся на сервере лампы.\n\n### Сообщения\n\nМы не храним сообщения.\n",
        "discord-retain",
        &["soobshch", "mesto"],
    ),
    (
        "a_number_of_days_comes_before_a_vague_period",
        "## Retention\n\n### Colors\n\nColors are kept for as long as we need them.\n\n### Names\n\nNames are kept for 9 days.\n",
        "discord-retain",
        &["names", "colors"],
    ),
    (
        "a_heading_of_its_own_counts_below_another_topic",
        "## Sharing\n\n### Deletion of lamps\n\nAsk Lampion.\n\n## Garden\n\nGreen.\n",
        "discord-deletion-how",
        &["deletion-of-lamps"],
    ),
    (
        "a_request_in_a_column_of_periods_is_a_way_to_delete",
        "## Lamps\n\n| Data | Purpose | Retention |\n| --- | --- | --- |\n| Color | Light | Deletion on request |\n\n## Garden\n\nGreen.\n",
        "discord-deletion-how",
        &["lamps"],
    ),
    (
        "a_section_without_a_letter_of_the_main_script_is_foreign",
        "## Deletion\n\nWrite to us to delete it.\n\n## Удаление\n\nНапишите нам, чтобы удалить данные. Мы и лампа не хранят их.\n\n## Лампа\n\nМы не знаем, что это, и вы не знаете. Это лампа для вас и для нас, и мы не против.\n\n## Lamp\n\nThe lamp is for you and the garden, and we are of the lamp that you are.\n",
        "discord-deletion-how",
        &["napishite", "write-to-us"],
    ),
];

#[test]
fn the_best_statement_comes_first() {
    for (name, policy, requirement, expected) in ORDERED {
        let proposed = proposed(&format!("# P\n\n{policy}"), requirement).unwrap_or_default();
        let ids: Vec<&str> = proposed.trim_end_matches("\"]").split("\", \"").collect();
        let first: Vec<&&str> = ids.iter().take(expected.len()).collect();
        assert!(
            first.len() == expected.len() && first.iter().zip(*expected).all(|(id, begins)| id.starts_with(begins)),
            "{name}: {ids:?}"
        );
    }
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
