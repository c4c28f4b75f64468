//! Tests that a passage about something else does not come before the one that answers.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{First, wrong_first};

const CASES: &[First] = &[
    (
        "a_number_of_days_elsewhere_does_not_come_before_a_section_about_storage",
        "# Lamp\n\n## Retention\n\n### Colors\n\nColors are in the memory of your lamp, and nowhere else.\n\n## Help\n\n### Letters\n\nWe look at letters for 3 days.\n",
        "discord-retain",
        Some("colors"),
    ),
    (
        "a_period_of_storage_elsewhere_comes_first",
        "# Lamp\n\n## Retention\n\n### Colors\n\nColors are in the memory of your lamp, and nowhere else.\n\n## Logs\n\n### Errors\n\nErrors are kept for 3 days.\n",
        "discord-retain",
        Some("errors"),
    ),
    (
        "a_mail_address_as_data_is_no_contact",
        "# Lamp\n\n## Data\n\n### Names\n\nWe may collect contact data, for example your email address.\n\n## Other\n\nThe lamp shines.\n",
        "gdpr-controller",
        None,
    ),
    (
        "a_mail_address_as_data_is_no_contact_in_spanish",
        "# Lámpara\n\n## Datos\n\n### Nombres\n\nLa lámpara puede pedir su información de contacto, como el correo electrónico.\n\n## Otro\n\nLa lámpara brilla para todos.\n",
        "gdpr-controller",
        None,
    ),
    (
        "a_section_of_complaints_and_suggestions_has_the_contact_in_russian",
        "# Лампа\n\n## Данные\n\n### Отчет\n\nВы отправляете отчет в личные сообщения лампы.\n\n## Жалобы и пожелания\n\nВы можете связаться с нами в саду.\n",
        "gdpr-controller",
        Some("vy-mozhete-sviazat-sia-s-nami-v-sadu"),
    ),
];

#[test]
fn what_answers_comes_first() {
    assert_eq!(wrong_first(CASES), "");
}
