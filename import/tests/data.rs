//! Tests which data items are proposed.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{Case, run};

const CASES: &[(&str, Case)] = &[
    (
        "labels_of_facts_are_facts_about_one_item",
        Case {
            policy: "# P\n\n## Data we process\n\n### 1. Settings\n\n- **What:** Your lamp color\n- **Purpose:** To light the lamp\n- **Storage:** Our shed\n\n### 2. Names\n\n- **Purpose:** To greet you\n- **Storage:** Our shed\n",
            file: "bot/data.toml",
            has: &["name = \"Your lamp color\"", "text = \"To light the lamp\"", "name = \"Names\"", "text = \"Our shed\""],
            lacks: &["name = \"What\"", "name = \"Purpose\"", "name = \"Storage\""],
        },
    ),
    (
        "legal_bases_and_reasons_are_no_data",
        Case {
            policy: "# P\n\n## GDPR\n\nOur legal basis for collecting the personal information we collect depends on the lamp:\n\n- You allowed Lampion to do so\n\n## More\n\nLampion collects and stores data for a few reasons:\n\n- Warm light\n\n## Deletion\n\nThis will clear the stored data about your garden:\n\n- Lawn\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["name = \"You allowed", "name = \"Warm light", "name = \"Lawn"],
        },
    ),
    (
        "recipients_and_references_in_tables_are_no_data",
        Case {
            policy: "# Политика\n\n## Данные\n\nМы и лампа.\n\n| Получатель | Типичное место хранения |\n| --- | --- |\n| Светлячок | Исландия |\n\n## Цели\n\n| Категория данных | Цель |\n| --- | --- |\n| 5.5 (лампы) | Свет |\n| для света | Свет |\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["name = \"Исландия", "name = \"5.5", "name = \"для света"],
        },
    ),
    (
        "denials_are_no_data",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Names\n- The lamp does not ever collect the following information about members of your garden:\n  - Message content\n- Content of direct messages and their attachments for moderation is never stored by us\n\n### Sensitive lamps (never collected)\n\n- Health\n",
            file: "bot/data.toml",
            has: &["name = \"Names\""],
            lacks: &["Message content", "Content of direct", "Health"],
        },
    ),
    (
        "labels_before_sentences_are_names",
        Case {
            policy: "# P\n\n## Data we collect\n\n- **Garden ID**: We use this to find the garden when you light a lamp in it.\n- **Colors**: We store the colors of the lamps that you light in your garden.\n",
            file: "bot/data.toml",
            has: &["name = \"Garden ID\"", "name = \"Colors\""],
            lacks: &[],
        },
    ),
    (
        "each_name_in_a_list_of_labels_begins_an_item",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Data: Garden ID\n- Purpose: Light\n- Data: Colors\n- Purpose: Shade\n\n### Songs\n\n- Storage: not stored\n- Purpose: Joy\n",
            file: "bot/data.toml",
            has: &["name = \"Garden ID\"", "text = \"Light\"", "name = \"Colors\"", "text = \"Shade\""],
            lacks: &["Songs"],
        },
    ),
    (
        "brackets_are_left_out_of_names",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Garden (lawn) IDs\n- Colors (of lamps)\n",
            file: "bot/data.toml",
            has: &["name = \"Garden IDs\"", "name = \"Colors\""],
            lacks: &[],
        },
    ),
    (
        "long_names_are_shortened_and_not_left_out",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Names\n- Lamp content and basic lamp metadata for features such as light, shade and glow in the garden.\n- Every color that was ever given to a lamp by anyone in the garden and all the gardens next to it\n\n### Diary (in the lamp only; not sent to us)\n\n- Pages\n",
            file: "bot/data.toml",
            has: &[
                "name = \"Names\"",
                "name = \"Lamp content and basic lamp metadata\"",
                "name = \"Every color that was ever given to a lamp by anyone in the garden and all the…\"",
                "name = \"Pages\"",
            ],
            lacks: &[],
        },
    ),
    (
        "data_below_a_long_item_that_introduces_it_is_data",
        Case {
            policy: "# P\n\n## Data we collect\n\n- The lamp may collect some basic information about its gardens, such as:\n  - Lawn size\n  - Tree names\n",
            file: "bot/data.toml",
            has: &["name = \"Lawn size\"", "name = \"Tree names\""],
            lacks: &["name = \"The lamp may"],
        },
    ),
    (
        "sentences_and_links_are_no_names",
        Case {
            policy: "# P\n\n## Data we collect\n\n- If somebody turns on a lamp and the lamp shines back, the lamp may remember that.\n- The lamp then checks the garden, counts its trees and forgets all of it.\n\n### Partners\n\n- [Firefly](https://firefly.example)\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["name = \"If somebody", "name = \"The lamp then", "name = \"Firefly"],
        },
    ),
    (
        "only_a_sentence_that_refers_to_the_whole_list_names_no_data",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Lamp id\n- Lamp color\n- Garden id\n- Garden color\n- We also keep the text of each message that you send to the lamp.\n- All messages that you write to the lamp in a garden are stored.\n- This information also includes the day on which your lamp was first lit.\n- All of this information is public because the garden shows it to everyone.\n",
            file: "bot/data.toml",
            has: &[
                "name = \"Lamp id\"",
                "name = \"We also keep the text of each message",
                "name = \"All messages that you write to the lamp",
                "name = \"This information also includes the day",
            ],
            lacks: &["All of this"],
        },
    ),
    (
        "a_german_sentence_about_all_of_a_list_names_no_data",
        Case {
            policy: "---\nlang: de\n---\n# P\n\n## Welche Daten wir erheben\n\n- Lampenfarbe\n- Gartenfarbe\n- Alle Nachrichten, die du an die Lampe im Garten schickst, werden gespeichert.\n- Alle diese Daten sind öffentlich, weil der Garten sie allen zeigt, die hinsehen.\n",
            file: "bot/data.toml",
            has: &["name = \"Alle Nachrichten, die du an die Lampe"],
            lacks: &["Alle diese"],
        },
    ),
    (
        "occasions_and_cases_are_no_data",
        Case {
            policy: "# P\n\n## Data we collect\n\n### Directly\n\nYou may provide personal data when you:\n\n- Light a lamp\n- Join a garden\n\n### Cases\n\nWe collect data in the following cases:\n\n- Rain\n\n### Given\n\nWhen you send a lamp:\n\n- Its color\n",
            file: "bot/data.toml",
            has: &["name = \"Its color\""],
            lacks: &["Light a lamp", "Join a garden", "Rain"],
        },
    ),
    (
        "cases_without_consent_are_no_data",
        Case {
            policy: "# 灯\n\n## 我们收集的信息\n\n以下情形中，我们收集您的信息无需征得您的同意：\n\n- 与花园安全有关的\n\n## 其他\n\n灯会亮。\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["与花园安全有关的"],
        },
    ),
    (
        "what_cookies_are_for_is_no_data",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Colors\n\n## Cookies\n\n### Essential cookies\n\n- **Security**: locks the gate\n- **Speed**: opens the gate\n\n### Read by cookies\n\nThese cookies collect the following data:\n\n- Brightness\n",
            file: "bot/data.toml",
            has: &["name = \"Colors\"", "name = \"Brightness\""],
            lacks: &["name = \"Security", "name = \"Speed"],
        },
    ),
    (
        "cookies_in_a_table_are_data_with_purpose_and_period",
        Case {
            policy: "# P\n\n## Cookies\n\n| Cookie | Purpose | Kept |\n| --- | --- | --- |\n| lamp_session | Signs you in | 7 days |\n\n## Other cookies\n\n| Name of the cookie | Data collected | Duration |\n| --- | --- | --- |\n| lamp_color | ID | 1 year |\n",
            file: "bot/data.toml",
            has: &["name = \"lamp_session\"", "text = \"Signs you in\"", "text = \"7 days\"", "name = \"lamp_color\""],
            lacks: &["name = \"ID\""],
        },
    ),
    (
        "a_table_may_have_an_empty_head",
        Case {
            policy: "# P\n\n## Data we collect\n\n|  |  |\n| --- | --- |\n| What you give us | |\n| Category | Description |\n| Colors | Of your lamps |\n| Brightness | By day |\n",
            file: "bot/data.toml",
            has: &["name = \"Colors\"", "name = \"Brightness\""],
            lacks: &["name = \"What you give us", "name = \"Category"],
        },
    ),
    (
        "an_item_of_a_list_states_its_purpose_and_period",
        Case {
            policy: "# P\n\n## Data we collect\n\n- **User ID**: to count lamps. Kept for 30 days.\n- **Color**: Our favorite. For the garden.\n",
            file: "bot/data.toml",
            has: &[
                "name = \"User ID\"",
                "purpose = [{ text = \"to count lamps\"",
                "retention = { text = \"Kept for 30 days\"",
                "name = \"Color\"",
            ],
            lacks: &["Our favorite"],
        },
    ),
    (
        "labels_below_a_list_are_about_its_items",
        Case {
            policy: "# P\n\n## Data we collect\n\n### Ratings\n\n- Rating\n- Time\n\n**Purpose**: To mend lamps.\n\n**Retention**: 12 months.\n\n### Colors\n\n- Color\n",
            file: "bot/data.toml",
            has: &[
                "name = \"Rating\"\nstatement = \"ratings\"\npurpose = [{ text = \"To mend lamps\", statement = \"ratings\" }]\nretention = { text = \"12 months\"",
                "name = \"Time\"\nstatement = \"ratings\"\npurpose",
            ],
            lacks: &["statement = \"colors\"\npurpose"],
        },
    ),
    (
        "a_later_table_states_facts_about_known_data",
        Case {
            policy: "# P\n\n## Data we collect\n\n- Colors\n- Brightness\n\n## Retention\n\n### Periods\n\n| Data | Retention |\n| --- | --- |\n| Colors | 9 days |\n",
            file: "bot/data.toml",
            has: &["name = \"Colors\"\nstatement = \"colors-brightness\"\nretention = { text = \"9 days\", statement = \"periods\" }"],
            lacks: &[],
        },
    ),
    (
        "japanese_labels_are_facts_about_one_item",
        Case {
            policy: "# ランプ\n\n## 収集するデータ\n\n### 色\n\n- **対象**: ランプの色\n- **目的**: ランプを点けること\n- **保存先**: 庭の小屋\n",
            file: "bot/data.toml",
            has: &["name = \"ランプの色\"", "text = \"ランプを点けること\"", "text = \"庭の小屋\""],
            lacks: &["name = \"対象", "name = \"目的", "name = \"保存先"],
        },
    ),
    (
        "an_open_list_denies_nothing",
        Case {
            policy: "# P\n\n## What kind of data is processed?\n\nLampion may process the following (not limited) categories of data:\n\n- Colors\n",
            file: "bot/data.toml",
            has: &["name = \"Colors\""],
            lacks: &[],
        },
    ),
    (
        "a_french_heading_denies",
        Case {
            policy: "# Lampe\n\n## Informations que nous collectons\n\n### Couleurs\n\n- **Couleur** : Vive\n\n### Informations NON collectées\n\n- **Ombres** : Toutes\n",
            file: "bot/data.toml",
            has: &["name = \"Couleur\""],
            lacks: &["Ombres"],
        },
    ),
    (
        "purposes_below_a_heading_about_processing_are_no_data",
        Case {
            policy: "# P\n\n## What data do we collect?\n\n- Colors\n\nWe also collect data in the context of:\n\n- Evenings in the garden\n\n## How do we process your information?\n\n- **To light the lamp.** We may process it.\n- **To water it.** We may process it.\n",
            file: "bot/data.toml",
            has: &["name = \"Colors\""],
            lacks: &["To light", "To water", "Evenings"],
        },
    ),
    (
        "permissions_and_conditions_are_no_data",
        Case {
            policy: "# Lampe\n\n## Welche Daten werden erfasst?\n\n### Farben\n\nDie Lampe speichert folgende Daten:\n\n- Farbe\n\n### Ansicht\n\nDieser Blick erfolgt:\n\n- Nur am Abend\n\n### Berechtigungen\n\n- **glow**: Um zu leuchten\n",
            file: "bot/data.toml",
            has: &["name = \"Farbe\""],
            lacks: &["Nur am Abend", "glow"],
        },
    ),
    (
        "an_item_that_leads_to_the_next_items_is_no_data",
        Case {
            policy: "# P\n\n## What data is collected?\n\n- When you light the lamp in your own garden, the following data is collected:\n- Color data: Color and brightness.\n- Garden data: Names of flowers.\n- All collected data is limited to what the garden shows to everyone who looks over the fence.\n",
            file: "bot/data.toml",
            has: &["name = \"Color data\"", "name = \"Garden data\""],
            lacks: &["When you light", "All collected"],
        },
    ),
    (
        "long_items_that_are_statements_name_data",
        Case {
            policy: "# P\n\n## Information we collect\n\n### Information you give us\n\n- **Color**: The color of the lamp that you choose in the garden, with all of its shades, and the brightness of each shade in the evening.\n- **Birthday**: The day on which the lamp was lit for the first time, if you tell it to the gardener, who writes it on the wall of the shed.\n- **Songs**: The songs that you sing to the lamp in the evening, with their words, and the names of the birds that sang with you that day.\n\n### Light\n\nIt is warm.\n",
            file: "bot/data.toml",
            has: &["name = \"Color\"", "name = \"Birthday\"", "name = \"Songs\""],
            lacks: &[],
        },
    ),
    (
        "sentences_and_references_are_no_data_in_japanese",
        Case {
            policy: "# 灯\n\n## 取得する情報\n\n### 虫\n\n- 灯は虫を呼びます。\n- 虫は灯へ飛んできます。\n- 詳細: [虫の頁](https://lamps.example/mushi)\n\n### 色\n\n- 色の名前。\n- 明るさ。\n",
            file: "bot/data.toml",
            has: &["name = \"色の名前\"", "name = \"明るさ\""],
            lacks: &["虫", "詳細"],
        },
    ),
    (
        "a_lead_in_a_list_is_no_data_in_japanese",
        Case {
            policy: "# 灯\n\n## 取得する情報\n\n- 灯をともすため、次のものが塔に届きます：\n  - 色の名前\n  - 明るさ\n",
            file: "bot/data.toml",
            has: &["name = \"色の名前\"", "name = \"明るさ\""],
            lacks: &["届きます"],
        },
    ),
    (
        "purposes_and_buttons_are_no_data",
        Case {
            policy: "# P\n\n## Garten\n\nWir speichern folgende Daten:\n\n- **Farbe:** die Farbe der Lampe\n- **Zweck:** nur das Licht, und sonst nichts\n- **„Alles weg\"** im Menü macht die Lampe leer.\n",
            file: "bot/data.toml",
            has: &["name = \"Farbe\""],
            lacks: &["name = \"Zweck", "Alles weg"],
        },
    ),
    (
        "functions_are_no_data",
        Case {
            policy: "# P\n\n## Datenerhebung\n\n### Funktionalität\n\nDie Lampe und der Turm leuchten durch:\n\n- Verbindung mit dem Turm\n- Anzeige der Farben\n\n### Lampendaten\n\n- Farbe\n",
            file: "bot/data.toml",
            has: &["name = \"Farbe\""],
            lacks: &["Verbindung", "Anzeige"],
        },
    ),
    (
        "purposes_are_no_data_in_any_language",
        Case {
            policy: "# ランプ\n\n## 1. 情報の収集\n\nランプは、以下の目的のため、利用者から情報を収集します：\n\n- 光の改善\n- 庭の案内\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["光の改善", "庭の案内"],
        },
    ),
    (
        "purposes_are_no_data_in_german",
        Case {
            policy: "# Lampe\n\n## Erhebung von Daten\n\nWir erheben Daten zu folgenden Zwecken:\n\n- Licht\n- Schatten\n",
            file: "bot/data.toml",
            has: &[],
            lacks: &["name = \"Licht", "name = \"Schatten"],
        },
    ),
    (
        "labels_of_facts_are_no_data_in_polish",
        Case {
            policy: "# Lampa\n\n## Jakie dane zbieramy\n\n### Dane ogrodu\n\n- **Cel:** światło w ogrodzie.\n- **Zakres:** kolory lamp, które są w ogrodzie, i nazwy.\n- **Podstawa prawna:** zgoda.\n\n### Logi\n\n- **Cel:** naprawa.\n- **Okres przechowywania:** 9 dni.\n",
            file: "bot/data.toml",
            has: &["name = \"Dane ogrodu\"", "name = \"Logi\"", "text = \"światło w ogrodzie", "text = \"9 dni"],
            lacks: &["name = \"Cel", "name = \"Zakres", "name = \"Podstawa"],
        },
    ),
    (
        "a_sentence_about_another_item_is_no_data",
        Case {
            policy: "# Лампа\n\n## Какие данные мы собираем\n\n- Фотографии сада\n- Эти фотографии обрабатываются, а затем исчезают из лампы\n",
            file: "bot/data.toml",
            has: &["name = \"Фотографии сада\""],
            lacks: &["Эти фотографии"],
        },
    ),
];

#[test]
fn only_data_is_proposed() {
    run(CASES);
}
