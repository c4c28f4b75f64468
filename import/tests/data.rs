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
];

#[test]
fn only_data_is_proposed() {
    run(CASES);
}
