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
    (
        "a_period_in_a_sentence_without_a_word_for_storage_is_no_answer",
        "# Lamp\n\n## Prices\n\n### Trial\n\nIf you have a trial of the lamp, you can end it 24 hours before it becomes a subscription.\n\n## Other\n\nThe lamp shines.\n",
        "discord-retain",
        None,
    ),
    (
        "a_label_with_a_period_is_an_answer",
        "# Lamp\n\n## Data\n\n### Times\n\nColors: 30 days. Names: 3 months.\n\n## Other\n\nThe lamp shines.\n",
        "discord-retain",
        Some("times"),
    ),
    (
        "logs_below_a_heading_about_support_are_no_contact",
        "# ランプ\n\n## サポート\n\n### ログ\n\nサポート時のログには庭の色が記述されます。\n\n## その他\n\nランプは光ります。\n",
        "gdpr-controller",
        None,
    ),
    (
        "an_account_below_a_heading_about_support_is_a_contact",
        "# Lamp\n\n## Support\n\n### Keeper\n\nkeeper#1234\n\n## Other\n\nThe lamp shines.\n",
        "gdpr-controller",
        Some("keeper"),
    ),
    (
        "a_section_about_deletion_comes_before_a_list_of_rights",
        "# Lampe\n\n## Rechte\n\n### Alle\n\nSie haben das Recht auf:\n\n- Auskunft über Ihre Lampe\n- Löschung Ihrer Lampe\n\n## Ende\n\n### Löschung\n\nDie Lampe hat einen Knopf, und er bewirkt, dass alle Farben gelöscht sind.\n",
        "discord-deletion-how",
        Some("loschung"),
    ),
    (
        "items_of_a_long_list_of_data_are_data",
        "# Lamp\n\n## Data we collect\n\nWe need a few things:\n\n### From you\n\n- **Color** — The lamp takes it when you press the button, and shows it to you in the garden, on the wall and in the kitchen of the house.\n- **Name** — The lamp asks for it when you come in, and says it whenever you sit down near the lamp, so that you feel at home there.\n- **Place** — The lamp measures it with a ruler that lies in the drawer, and writes it on the wall beside the door and the window.\n\n### From the moon\n\n- colors\n- names\n\n## Other\n\nThe lamp shines.\n",
        "discord-what",
        Some("from-you-color"),
    ),
    (
        "principles_come_after_the_data",
        "# Lampe\n\n## Principes généraux de la collecte des données\n\n### Loi\n\nLes données sont collectées avec soin, et nous collectons peu.\n\n## Données collectées\n\n### Liste\n\nLa lampe prend :\n\n- la couleur\n- le nom\n",
        "discord-what",
        Some("liste"),
    ),
    (
        "headings_of_a_policy_below_terms_are_read",
        "# Terms of Service\n\n## Contact\n\nWrite to us at terms@lamp.example.\n\n## End\n\nWe may end it.\n\n# Privacy Policy\n\n## Who has it\n\n### The moon\n\nThe moon has the colors, and it is far away.\n\n## Contact\n\nWrite to us at me@lamp.example.\n",
        "gdpr-controller",
        Some("contact-2"),
    ),
    (
        "a_lead_comes_after_the_headings_that_it_leads_to",
        "# Lamp\n\n## Data we collect\n\nDepending on the season, the lamp may collect the following kinds of data.\n\n### From the garden\n\n- colors\n- names\n\n## Other\n\nThe lamp shines.\n",
        "discord-what",
        Some("from-the-garden"),
    ),
    (
        "a_section_below_the_title_is_not_beside_the_policy_if_another_has_the_level_of_the_title",
        "# Privacy Policy\n\n## Data Deletion\n\nYou may request deletion of all colors.\n\n# Contact\n\nFor deletion requests, contact the gardener.\n\n# Date\n\nIt is spring.\n",
        "discord-deletion-how",
        Some("you-may-request-deletion-of-all-colors"),
    ),
    (
        "a_section_about_deletion_without_headings_of_its_own_comes_before_rights",
        "# Lampe\n\n## Droits\n\nVous avez le droit à l'effacement, et le droit d'accès à la lampe.\n\n## Comment supprimer les couleurs\n\nSi vous souhaitez que vos couleurs soient supprimées, allez dans le jardin.\n",
        "discord-deletion-how",
        Some("si-vous-souhaitez-que-vos-couleurs-soient"),
    ),
    (
        "data_is_in_the_order_of_the_policy",
        "# Lamp\n\n## Data we collect\n\n### Always\n\n- colors\n- names\n\n## Data we collect at night\n\n### Night\n\nWe may collect the following data, and we collect it in the dark:\n\n- the moon\n\n## Other\n\nThe lamp shines.\n",
        "discord-what",
        Some("always"),
    ),
    (
        "a_list_of_titles_without_their_numbers_is_no_answer",
        "# Lamp\n\n## Overview\n\n- General remarks\n- Sharing of colors\n- Deletion\n- The moon\n\n## 1. General remarks\n\nWe share no data with third parties.\n\n## 2. Sharing of colors\n\nThe moon is a recipient of the data.\n\n## 3. Deletion\n\nIt ends.\n\n## 4. The moon\n\nIt shines.\n",
        "discord-share",
        Some("the-moon-is-a-recipient-of-the-data"),
    ),
    (
        "reasons_for_other_companies_come_after_what_they_may_see",
        "# Lamp\n\n## Service Providers\n\nWe may employ third-party companies due to the following reasons:\n\n- To clean the lamp, because the lamp has been outside in the garden, and the garden has been in the rain for a long time;\n- To light it, because the evening comes early, and people cannot see the way from the garden to the house and back.\n\nThese third parties have access to your data.\n",
        "discord-share",
        Some("these-third-parties-have-access-to-your-data"),
    ),
    (
        "not_forgetting_a_risk_is_no_deletion_in_french",
        "# Lampe\n\n## Lumière\n\n### Risque\n\nN'oubliez pas que la lampe est chaude et que vous êtes dans le jardin.\n\n## Autre\n\nLa lampe brille.\n",
        "discord-deletion-how",
        None,
    ),
];

#[test]
fn answering_passage_comes_first() {
    assert_eq!(wrong_first(CASES), "");
}
