//! Tests what an import proposes: answers, data, contacts, dates and the name.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{Case, import, run};

const CASES: &[(&str, Case)] = &[
    (
        "front_matter_gives_the_date_and_no_text",
        Case {
            policy: "---\ntitle: Privacy\nlast_updated: 2026-03-05\n---\n\n## One\n\nText.\n",
            file: "bot/source.toml",
            has: &["as_of = 2026-03-05", "title = \"Privacy\""],
            lacks: &["effective"],
        },
    ),
    (
        "version_and_authoritative_language_are_facts_of_the_source",
        Case {
            policy: "# Lamp\n\nLast updated: March 5, 2026 | Version 2.1\n\n## One\n\nThis is a translation; the German text is authoritative.\n",
            file: "bot/source.toml",
            has: &["as_of = 2026-03-05", "version = \"2.1\"", "authoritative = \"de\""],
            lacks: &[],
        },
    ),
    (
        "versions_of_other_things_are_no_version_of_the_policy",
        Case {
            policy: "# Lamp\n\n## One\n\nThis policy is about version 2.1 of the lamp. German law prevails.\n\n## Changes\n\n- Version 1 (May 2025)\n- Version 2 (May 2026)\n",
            file: "bot/source.toml",
            has: &["kind = \"document\""],
            lacks: &["version = ", "authoritative = "],
        },
    ),
    (
        "versions_and_languages_of_other_documents_are_not_those_of_the_policy",
        Case {
            policy: "# Lamp\n\nLamp uses the Discord API (v10) and a test (v3).\n\n## Readers\n\nFor users in Quebec, the French version of this policy prevails. The English version of Discord's Terms prevails.\n\n- API – v10\n",
            file: "bot/source.toml",
            has: &["kind = \"document\""],
            lacks: &["version = ", "authoritative = "],
        },
    ),
    (
        "tables_propose_data",
        Case {
            policy: "## Data we collect\n\n| Data | Purpose | Retention |\n| --- | --- | --- |\n| User ID | Commands | 30 days |\n",
            file: "bot/data.toml",
            has: &["unreviewed = true", "name = \"User ID\"", "text = \"30 days\"", "purpose = [{ text = \"Commands\""],
            lacks: &[],
        },
    ),
    (
        "lists_below_neutral_headings_are_data",
        Case {
            policy: "# Lamp\n\n## Information we collect\n\n### Information you give us\n\n- Color\n- Brightness\n\n### What we do not read\n\n- Messages\n\n### Your rights\n\n- Access\n\n## Use\n\n### Lamps\n\n- To light them\n",
            file: "bot/data.toml",
            has: &["name = \"Color\"", "name = \"Brightness\""],
            lacks: &["Messages", "Access", "To light"],
        },
    ),
    (
        "words_of_other_languages_mean_nothing",
        Case {
            policy: "# Lamp\n\n## Art of the lamps\n\nWe love the stock of our lamps, and the usage of that art in the dias of the museum, as you and we are to see.\n\n## Contact\n\nThat is on the wall: write to lamp@lamps.example.\n",
            file: "bot/answers.toml",
            has: &["# not yet mapped\n[[answer]]\nrequirement = \"discord-retain\""],
            lacks: &[],
        },
    ),
    (
        "a_tracker_of_issues_is_a_form_to_write_to",
        Case {
            policy: "# Lamp\n\n## Contact\n\nOpen an issue: <https://code.example/lamp/issues>, or see https://lamps.example/about.\n",
            file: "bot/bot.toml",
            has: &["# kind = \"form\"\n# to = \"https://code.example/lamp/issues\""],
            lacks: &["lamps.example/about"],
        },
    ),
    (
        "the_way_to_delete_comes_before_the_time_of_deletion",
        Case {
            policy: "# Lamp\n\n## Deletion\n\n### When\n\nData is deleted after 30 days.\n\n## Other\n\n### Asking\n\nYou can have your data deleted.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"asking\", \"when\"]"],
            lacks: &[],
        },
    ),
    (
        "a_command_is_a_way_to_delete",
        Case {
            policy: "# Lamp\n\n## Deletion\n\n### When\n\nData is deleted after 30 days.\n\n## Other\n\n### Forget\n\nThe command `/forget` deletes it.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"forget\", \"when\"]"],
            lacks: &[],
        },
    ),
    (
        "a_right_to_know_the_period_is_no_period",
        Case {
            policy: "# Lamp\n\n## Your rights\n\nThe right of access includes how long data is retained.\n\n## Use\n\nWe light lamps.\n",
            file: "bot/answers.toml",
            has: &["# not yet mapped\n[[answer]]\nrequirement = \"discord-retain\""],
            lacks: &[],
        },
    ),
    (
        "a_link_in_a_notice_of_changes_is_no_first_contact",
        Case {
            policy: "# Lamp\n\n## Changes\n\n### News\n\nWe post them at https://discord.gg/lamps for all.\n\n## Other\n\n### Asking\n\nIf you have questions, please contact Lampion.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"asking\", \"news\"]"],
            lacks: &[],
        },
    ),
    (
        "a_denial_comes_first_if_nothing_is_collected",
        Case {
            policy: "# Lamp\n\n## Collected data\n\n### Names\n\nThe bot does not collect names.\n\n### Commands\n\nThey are read and not stored.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-what\"\nstatements = [\"names\", \"commands\"]"],
            lacks: &[],
        },
    ),
    (
        "an_answer_that_nothing_says_is_not_mapped_rather_than_missing",
        Case {
            policy: "## Retention\n\nWe keep logs for 30 days.\n",
            file: "bot/answers.toml",
            has: &[
                "# proposed\n[[answer]]\nrequirement = \"gdpr-retention\"\nstatements = [\"we-keep-logs-for-30-days\"]\nextent = \"unreviewed\"",
                "# not yet mapped\n[[answer]]\nrequirement = \"gdpr-dpo\"\nextent = \"unreviewed\"",
            ],
            lacks: &["]\nextent = \"present\""],
        },
    ),
    (
        "the_name_is_in_the_title",
        Case {
            policy: "# Privacy Policy for Turnip Bot\n\n## One\n\nText.\n",
            file: "bot/bot.toml",
            has: &["name = \"Turnip Bot\"", "lang = \"en\""],
            lacks: &["contact"],
        },
    ),
    (
        "a_title_above_the_policys_heading_is_the_name",
        Case {
            policy: "# Lampion\n\n## Politique de confidentialité\n\nVoici les données que Lampion traite.\n\n### Couleurs\n\nNous les gardons.\n",
            file: "bot/bot.toml",
            has: &["name = \"Lampion\""],
            lacks: &["Ce bot"],
        },
    ),
    (
        "a_title_of_documents_is_no_name",
        Case {
            policy: "# Documents\n\n## Privacy Policy\n\nThese documents are about the lamp.\n\n### Colors\n\nWe keep them.\n",
            file: "bot/bot.toml",
            has: &["name = \"The bot\""],
            lacks: &["Documents"],
        },
    ),
    (
        "a_column_of_recipients_proposes_them",
        Case {
            policy: "# P\n\n## Data\n\n| Data | Purpose | Shared with |\n| --- | --- | --- |\n| Names | Greetings | Firefly, Glow Ltd |\n\
                     | Colors | Light | Not shared |\n| Places | Maps | Only you |\n",
            file: "bot/proposed.toml",
            has: &["name = \"Firefly\"", "name = \"Glow Ltd\""],
            lacks: &["Not shared", "Only you"],
        },
    ),
    (
        "contacts_are_proposed_in_comments",
        Case {
            policy: "# Privacy\n\n## Contact\n\nWrite to keepers@turnip.example, or [join us](https://discord.gg/turnip-1).\n\n## More\n\n\
                     Keepers@turnip.example again, with a [phone](tel:+4930123).\n",
            file: "bot/bot.toml",
            has: &[
                "# [[contact]]\n# kind = \"mail\"\n# to = \"keepers@turnip.example\"\n",
                "# kind = \"discord\"\n# to = \"https://discord.gg/turnip-1\"\n",
            ],
            lacks: &["Keepers@", "\n[[contact]]"],
        },
    ),
    (
        "data_that_is_not_collected_is_not_proposed",
        Case {
            policy: "# P\n\n## What we collect\n\n- User ID\n- No passwords\n\n## What we do not collect\n\n- Voices\n\n### Im Chat\n\n\
                     We collect:\n\n- Bilder\n\n## Rights\n\nYou have the following data protection rights:\n\n- To get a copy\n\n\
                     ## Cómo usamos la información\n\nUtilizamos la información que el bot recopila para:\n\n- Saludar a los miembros\n",
            file: "bot/data.toml",
            has: &["name = \"User ID\""],
            lacks: &["name = \"No passwords", "Voices", "Bilder", "To get a copy", "Saludar"],
        },
    ),
    (
        "a_statement_about_sale_comes_before_those_about_advertising",
        Case {
            policy: "# P\n\n## Shown\n\nThe bot uses no data for advertising.\n\n## Screen\n\nThe bot shows no advertising.\n\n## Others\n\nWe never sell what we store.\n",
            file: "bot/answers.toml",
            has: &[
                "requirement = \"discord-no-sale\"\nstatements = [\"we-never-sell-what-we-store\", \"the-bot-uses-no-data-for-advertising\"]",
            ],
            lacks: &[],
        },
    ),
    (
        "an_address_that_is_spelt_out_is_proposed_as_a_contact",
        Case {
            policy: "# P\n\n## Kontakt\n\nLaterne: licht [at] laterne [dot] example\n\n## Mehr\n\nOder an **zweites**@laterne.example.\n",
            file: "bot/bot.toml",
            has: &["# to = \"licht@laterne.example\"\n", "# to = \"zweites@laterne.example\"\n"],
            lacks: &[],
        },
    ),
    (
        "a_row_with_a_no_is_no_collected_data",
        Case {
            policy: "# P\n\n## Data\n\n| Data | Collected? | Purpose |\n| --- | --- | --- |\n| Names | Yes, yours | Greetings |\n\
                     | Voices | No. | Not applicable |\n| Places | Not at all | Maps |\n",
            file: "bot/data.toml",
            has: &["name = \"Names\"", "text = \"Greetings\""],
            lacks: &["Voices", "Places", "applicable"],
        },
    ),
    (
        "a_list_of_purposes_is_no_list_of_data",
        Case {
            policy: "# P\n\n## Cookies\n\nLe bot peut utiliser des cookies pour :\n\n- Retenir la langue\n- Compter les visites\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["Retenir", "Compter"],
        },
    ),
    (
        "a_column_of_storage_periods_answers_before_a_sentence_and_says_nothing_of_deletion",
        Case {
            policy: "# P\n\n## Summary\n\nThe bot stores little, and keeps it for a short time.\n\n## List\n\n### Lanterns\n\n\
                     | Data | Where | Retention |\n| --- | --- | --- |\n| Name | Third-party computer | Until deletion |\n| ID | Here | 9 days |\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-retention\"\nstatements = [\"lanterns\"", "requirement = \"discord-deletion-how\"\nextent"],
            lacks: &["requirement = \"discord-deletion-how\"\nstatements"],
        },
    ),
    (
        "a_statement_that_refers_to_another_section_is_no_answer",
        Case {
            policy: "# P\n\n## 1. How we protect data\n\nSection 2 explains how we protect your data.\n\n## 2. Locks\n\n\
                     The disk is encrypted, and the security measures are checked each year.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-encryption\"\nstatements = [\"the-disk-is-encrypted-and"],
            lacks: &["requirement = \"discord-encryption\"\nstatements = [\"section-2"],
        },
    ),
    (
        "a_reason_to_share_is_no_security_measure",
        Case {
            policy: "# P\n\n## Sharing\n\n### Security\n\nTo protect our property.\n\n## Storage\n\n### Security\n\nAll is encrypted.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-encryption\"\nstatements = [\"security-2\"]"],
            lacks: &[],
        },
    ),
    (
        "a_date_alone_answers_nothing",
        Case {
            policy: "# P\n\n## Data\n\nNames.\n\n## Contact\n\nWrite to me@bot.example.\n\n### Contact\n\nLast updated: May 5, 2026\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"write-to-me-bot-example\"]"],
            lacks: &[],
        },
    ),
    (
        "a_notice_before_a_change_is_no_storage_period",
        Case {
            policy: "# P\n\n## Changes\n\nWe announce a change of this policy 14 days before it applies.\n\n## More\n\nText.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-retention\"\nextent"],
            lacks: &[],
        },
    ),
    (
        "a_mail_address_comes_before_a_heading_about_support",
        Case {
            policy: "# P\n\n## Purposes\n\n### Support\n\nWe use what you send us to answer your questions.\n\n## Copies\n\n\
                     For a copy of your data, write to keeper@lantern.example.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"for-a-copy-of-your-data-write-to"],
            lacks: &[],
        },
    ),
    (
        "selling_other_things_is_no_sale_of_data",
        Case {
            policy: "# P\n\n## Markt\n\nDer Bot hilft dir, Laternen zu kaufen und zu verkaufen.\n\n## Mehr\n\nWir verkaufen deine Daten nicht.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-no-sale\"\nstatements = [\"wir-verkaufen-deine-daten-nicht\"]"],
            lacks: &[],
        },
    ),
    (
        "how_to_delete_comes_before_what_is_deleted",
        Case {
            policy: "# P\n\n## Deletion\n\n### Deleted by itself\n\nLogs are deleted after 4 days, and removed from all copies.\n\n### On request\n\n\
                     You can delete the rest with a command.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"on-request\", \"deleted-by-itself\"]"],
            lacks: &[],
        },
    ),
    (
        "an_address_that_is_spelt_out_is_a_contact",
        Case {
            policy: "# P\n\n## Contact\n\nQuestions are welcome.\n\nAnswers take a day or two. We read all that is written to us, also in German, \
                     and also on days on which nobody works. We answer in the order in which questions come. If it is about a child, we answer at \
                     once. If you hear nothing in a week, ask again: letters get lost, and so do mails. Thank you for asking.\n\n\
                     keeper at lantern dot example\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"keeper-at-lantern-dot-example\", "],
            lacks: &[],
        },
    ),
    (
        "an_address_in_many_lines_is_apart_from_the_mail_address",
        Case {
            policy: "# P\n\n## Verantwortlicher\n\nVerantwortlich ist:\n\n**Erika Muster**  \nLaternen  \nWeg 1  \n12345 Ort  \nLand\n\n\
                     E-Mail: erika@laterne.example\n",
            file: "bot/answers.toml",
            has: &["requirement = \"gdpr-controller\"\nstatements = [\"e-mail-erika-laterne-example\", \"verantwortlich-ist"],
            lacks: &[],
        },
    ),
    (
        "a_date_below_its_label_is_found",
        Case {
            policy: "# P\n\n## 1. Data\n\nNames.\n\n## 2. Last updated\n\nMarch 5, 2026\n",
            file: "bot/source.toml",
            has: &["as_of = 2026-03-05\n"],
            lacks: &["effective"],
        },
    ),
    (
        "a_month_stays_a_month",
        Case {
            policy: "# Privacy\n\nLast updated: March 2026\n\n## One\n\nText.\n",
            file: "bot/source.toml",
            has: &["as_of = \"2026-03\"\n"],
            lacks: &["2026-03-"],
        },
    ),
    (
        "definitions_answer_nothing",
        Case {
            policy: "# Политика\n\n## 1. Основные понятия\n\nОбработка – сбор, хранение, передача, удаление данных.\n\n## 2. Условия\n\n### 2.1. Сроки\n\nСрок обработки персональных данных является неограниченным.\n\n### 2.2. Прочее\n\nУдаление данных – по письму на адрес me@a.example.\n",
            file: "bot/answers.toml",
            has: &[
                "requirement = \"discord-retain\"\nstatements = [\"sroki\"]",
                "requirement = \"discord-deletion-how\"\nstatements = [\"prochee\"]",
            ],
            lacks: &["obrabotka"],
        },
    ),
    (
        "steps_to_delete_come_before_the_right_to_deletion",
        Case {
            policy: "# Datenschutz\n\n## Deine Rechte\n\nDu kannst jederzeit:\n\n- **Abmelden:** Einstellungen, Konto, Abmelden in der App\n- **Konto löschen:** Einstellungen, Konto, Konto löschen. Das entfernt alle Daten auf dem Gerät und im Speicher der App.\n- **Widerrufen:** Das machst du selbst in den Einstellungen deines Geräts, unter deinem Namen und Anmeldung.\n\nNach DSGVO hast du zusätzlich das Recht auf Auskunft, Berichtigung, Löschung und Einschränkung der Verarbeitung.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-deletion-how\"\nstatements = [\"du-kannst-jederzeit\""],
            lacks: &[],
        },
    ),
    (
        "how_long_data_is_kept_comes_before_where_it_is",
        Case {
            policy: "# Lamp\n\n## What the lamp does\n\nIt shines. The color is stored locally on the lamp, stored locally by day and by night.\n\n## Logs\n\nThe newest 9 are kept; older ones are deleted automatically.\n",
            file: "bot/answers.toml",
            has: &[
                "requirement = \"discord-retain\"\nstatements = [\"the-newest-9-are-kept-older-ones-are-deleted\", \"it-shines-the-color-is-stored-locally-on-the\"]",
            ],
            lacks: &[],
        },
    ),
    (
        "permissions_are_no_storage_periods",
        Case {
            policy: "# Lampe\n\n## Berechtigungen\n\nDas Mikrofon: Die Aufnahme ist lokal auf dem Gerät gespeichert und wird aufbewahrt.\n\n## Orte\n\nDie Farbe wird lokal auf deinem Gerät gespeichert.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-retain\"\nstatements = [\"die-farbe-wird-lokal-auf-deinem-gerat\"]"],
            lacks: &[],
        },
    ),
    (
        "other_sites_are_no_recipients",
        Case {
            policy: "# Lampe\n\n## Tiers\n\nNous ne sommes pas responsables des sites tiers.\n\n## Le reste\n\nVos données ne sont pas partagées avec des tiers.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-share\"\nstatements = [\"vos-donnees-ne-sont-pas-partagees-avec-des-tiers\"]"],
            lacks: &[],
        },
    ),
    (
        "a_policy_that_is_valid_is_no_data_that_is_kept",
        Case {
            policy: "# Lamp\n\n## Rules\n\n### Change\n\nThe policy is valid indefinitely, until it is replaced.\n\n### Processing term\n\nThe term for processing data is unlimited.\n",
            file: "bot/answers.toml",
            has: &["requirement = \"discord-retain\"\nstatements = [\"processing-term\"]"],
            lacks: &[],
        },
    ),
];

/// A policy that denies something, such as "we store nothing", gets that denial as a proposed answer.
#[test]
fn denials_are_proposed_as_answers() {
    let policy = "# Lamp\n\n## Data\n\nWe do not collect any data, and do not store anything.\n\n## Cookies\n\nThe site uses no cookies.\n\n\
                  ## Automated decisions\n\nThere are none.\n\n## Children\n\nThe lamp is not for children.\n\n## Third parties\n\nNone.\n";
    let imported = import(policy.as_bytes()).unwrap();
    let answers = &imported.files["bot/answers.toml"];
    for (requirement, statement) in [
        ("discord-what", "we-do-not-collect-any-data-and-do-not-store"),
        ("discord-what", "the-site-uses-no-cookies"),
        ("discord-retain", "we-do-not-collect-any-data-and-do-not-store"),
        ("gdpr-automated", "there-are-none"),
        ("discord-minors-sensitive", "the-lamp-is-not-for-children"),
        ("discord-share", "policy-none"),
    ] {
        let answer = answers.split("[[answer]]").find(|answer| answer.contains(&format!("\"{requirement}\""))).unwrap();
        assert!(answer.contains(&format!("\"{statement}")), "{requirement}: {answer}");
    }
}

#[test]
fn storage_and_deletion_together_head_both() {
    for (heading, text) in [
        ("Speicherung und Löschung", "Das ist in der Lampe, und wir sind nicht die Lampe."),
        ("Storage and deletion", "That is in the lamp, and we are not the lamp."),
        ("Stockage et suppression", "Les couleurs sont dans la lampe, et nous pour une fois aussi."),
        ("Хранение и удаление", "Это в лампе, и мы не в лампе."),
    ] {
        let text = format!("# P\n\n## {heading}\n\n{text}\n");
        let imported = import(text.as_bytes()).unwrap();
        for requirement in ["discord-retain", "discord-deletion-how"] {
            let answer = format!("requirement = \"{requirement}\"\nstatements = [");
            assert!(imported.files["bot/answers.toml"].contains(&answer), "{heading}: {requirement}");
        }
    }
}

#[test]
fn proposals_are_what_the_policy_says() {
    run(CASES);
}

#[test]
fn a_denied_sale_is_the_answer_in_each_language() {
    for (lang, sentence) in [
        ("en", "We do not sell your data."),
        ("en", "Your information is never sold or rented to anybody."),
        ("de", "Wir verkaufen Ihre Daten nicht."),
        ("de", "Ihre Daten werden weder verkauft noch vermietet."),
        ("de", "Ein Verkauf deiner Daten findet nicht statt."),
        ("fr", "Nous ne vendons pas vos données."),
        ("fr", "Vos données ne sont jamais vendues."),
        ("fr", "Le bot ne vend aucune information."),
        ("es", "No vendemos tus datos."),
        ("es", "Sus datos no se venden ni se alquilan."),
        ("es", "El bot no comercializa información."),
        ("ru", "Мы не продаём ваши данные."),
        ("ru", "Бот не продает данные."),
        ("ru", "Данные никогда не продаются."),
        ("ja", "データを販売することはありません。"),
        ("ja", "お客様の情報は販売しません。"),
        ("ja", "情報を第三者に販売いたしません。"),
    ] {
        let policy = format!("---\nlang: {lang}\n---\n# P\n\n## A\n\nFirst.\n\n## B\n\n{sentence}\n\n## C\n\nLast.\n");
        let imported = import(policy.as_bytes()).unwrap();
        let text = &imported.files["bot/policy.md"];
        let before = text.split(&format!("\n\n{}", sentence.trim_end())).next().unwrap();
        let id = before.rsplit("{#").next().unwrap().split('}').next().unwrap();
        let answer = format!("requirement = \"discord-no-sale\"\nstatements = [\"{id}\"]");
        assert!(imported.files["bot/answers.toml"].contains(&answer), "{sentence}: no {answer}");
    }
}

#[test]
fn a_heading_without_text_answers_if_it_is_a_sentence() {
    for (lang, heading, answers) in [
        ("en", "Your data is sold to advertisers", true),
        ("en", "We sell your data", true),
        ("en", "3. Data may be sold to advertisers", true),
        ("de", "Deine Daten werden an Werbepartner verkauft", true),
        ("fr", "Vos données sont vendues à des annonceurs", true),
        ("es", "Sus datos se venden a anunciantes", true),
        ("ru", "Данные продаются", true),
        ("ja", "データは広告主に販売されます", true),
        ("en", "Sale of data", false),
        ("en", "How your data is sold to advertisers", false),
        ("en", "Data that is sold to advertisers", false),
        ("en", "Is your data sold to advertisers?", false),
        ("de", "Daten, die an Werbepartner verkauft werden", false),
        ("fr", "À qui vos données sont vendues", false),
    ] {
        let policy = format!("---\nlang: {lang}\n---\n# P\n\n## A\n\nFirst.\n\n## {heading}\n\n## C\n\nLast.\n");
        let imported = import(policy.as_bytes()).unwrap();
        let file = &imported.files["bot/answers.toml"];
        let of = file.split("requirement = \"discord-no-sale\"\nstatements = [").nth(1).unwrap_or_default().split(']').next().unwrap();
        assert_eq!(!of.is_empty(), answers, "{heading}: {of}\n{}", imported.files["bot/policy.md"]);
    }
}

#[test]
fn countries_and_regions_receive_no_data() {
    for place in ["Mexico", "Romania", "Georgia", "Mexiko", "Rumänien", "Tschechien", "the Netherlands", "EU", "Россия", "Reino Unido"]
    {
        let policy = format!("# P\n\n## Who we share data with\n\n- Firefly\n- {place}\n");
        let data = &import(policy.as_bytes()).unwrap().files["bot/proposed.toml"];
        assert!(data.contains("name = \"Firefly\"") && !data.contains(&format!("name = \"{place}\"")), "{data}");
    }
}
