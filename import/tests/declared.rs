//! Tests which recipients, rights and legal bases are proposed.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::import;

/// A policy, and texts that are in and not in the proposed tables.
struct Case {
    policy: &'static str,
    has: &'static [&'static str],
    lacks: &'static [&'static str],
}

const CASES: &[(&str, Case)] = &[
    (
        "a_table_of_providers_has_recipients_with_purpose_and_country",
        Case {
            policy: "# Lampe\n\n## Qui reçoit les données\n\nNous partageons des données avec ces sous-traitants :\n\n| Partenaire | Traitement réalisé | Pays destinataire | Garanties |\n| --- | --- | --- | --- |\n| Luciole | Envoi de lumière | Islande | Contrat |\n",
            has: &["name = \"Luciole\"", "purpose = \"Envoi de lumière\"", "country = \"Islande\"", "safeguard = \"Contrat\""],
            lacks: &["Partenaire"],
        },
    ),
    (
        "a_country_is_no_recipient",
        Case {
            policy: "# Lamp\n\n## Sharing\n\nWe share data with Firefly. Data is transferred to Germany and the United States.\n\nRecipients:\n\n- European Union\n- Glow\n",
            has: &["name = \"Firefly\"", "name = \"Glow\""],
            lacks: &["Germany", "United", "European"],
        },
    ),
    (
        "a_sentence_names_recipients",
        Case {
            policy: "# Lamp\n\n## Sharing\n\nWe share data with Firefly and with Glow Ltd for light. We never share it with Moth. Names are sent to third parties.\n",
            has: &["name = \"Firefly\"", "name = \"Glow Ltd\""],
            lacks: &["Moth", "hird"],
        },
    ),
    (
        "a_label_of_a_service_is_the_purpose_of_the_named_provider",
        Case {
            policy: "# Лампа\n\n## Передача третьим лицам\n\nМы не продаем данные, и это важно для вас. Мы передаем их:\n\n- **Платежи:** провайдер Firefly (оплата).\n- **Инфраструктура:** Glow, хостинг.\n",
            has: &["name = \"Firefly\"", "purpose = \"Платежи\"", "name = \"Glow\""],
            lacks: &["name = \"Платежи", "name = \"Инфраструктура"],
        },
    ),
    (
        "conditions_and_denials_are_no_recipients",
        Case {
            policy: "# Lamp\n\n## Sharing\n\nWe may share data only:\n\n- **With Firefly**, when necessary\n- **When required by law**\n- For your safety\n\n### We will NEVER share:\n\n- Private gardens\n",
            has: &["name = \"Firefly\""],
            lacks: &["With Firefly", "required", "Private gardens", "safety"],
        },
    ),
    (
        "rights_in_a_statement_that_has_the_word_share_are_no_recipients",
        Case {
            policy: "# Lamp\n\n## Your choices and rights\n\nYou can make these choices about data that we share with third parties:\n\n- **Access & Portability**: get a copy.\n- **Profiling**: say no.\n",
            has: &["kind = \"access\"", "kind = \"export\""],
            lacks: &["[[recipient]]"],
        },
    ),
    (
        "a_long_item_names_a_recipient",
        Case {
            policy: "# Lamp\n\n## Third parties we share data with\n\n- [Firefly](https://firefly.example) — manages the lamps of the garden at night, and sees the color and the place of each lamp as long as it shines for you.\n- [Glow](https://glow.example) — provides the light of the garden by day, and sees the color and the place of each lamp as long as it shines for you.\n",
            has: &["name = \"Firefly\"", "name = \"Glow\""],
            lacks: &[],
        },
    ),
    (
        "labels_of_facts_are_no_recipients",
        Case {
            policy: "# 灯\n\n## 三、第三方服务\n\n### Firefly\n\n- **服务**：Firefly 灯\n- **用途**：照亮\n- **隐私政策**：见花园\n",
            has: &["name = \"Firefly\""],
            lacks: &["name = \"服务", "name = \"用途", "name = \"隐私政策"],
        },
    ),
    (
        "a_right_is_in_the_heading",
        Case {
            policy: "# Lampe\n\n## Vos droits\n\n### Droit d'Accès\n\nDemander ce que la lampe sait de vous.\n\n### Droit à la Portabilité\n\nRecevoir les couleurs.\n\n### Droit d'Opposition\n\nDire non à la lampe, pour vous.\n",
            has: &[
                "kind = \"access\"\n# statement = \"droit-dacces\"",
                "kind = \"export\"\n# statement = \"droit-a-la-portabilite\"",
                "kind = \"objection\"\n# statement = \"droit-dopposition\"",
            ],
            lacks: &[],
        },
    ),
    (
        "a_right_is_granted_below_its_own_heading_rather_than_where_it_is_mentioned",
        Case {
            policy: "# Lampe\n\n## Betroffenenrechte\n\n### Unterrichtung\n\nNach einer Löschung unterrichten wir die Empfänger, und das ist nicht wenig.\n\n### Recht auf Löschung (Art. 17)\n\nSie können die Löschung verlangen.\n\n### Recht auf Datenübertragbarkeit\n\nSie erhalten die Farben.\n",
            has: &["kind = \"deletion\"\n# statement = \"recht-auf-loschung-art-17\"", "kind = \"export\""],
            lacks: &[],
        },
    ),
    (
        "rights_in_other_words",
        Case {
            policy: "# Лампа\n\n## Ваши права\n\nВы можете:\n\n- Запросить копию данных.\n- Удалить данные.\n\n## Opting out of lights\n\nTurn the lamp off.\n",
            has: &["kind = \"access\"", "kind = \"deletion\"", "kind = \"opt-out\""],
            lacks: &["kind = \"export\""],
        },
    ),
    (
        "rights_that_are_not_relevant_are_no_rights",
        Case {
            policy: "# Lamp\n\n## Rights\n\nBecause nothing is stored, rights such as the right to access, deletion, or correction, are not relevant.\n",
            has: &[],
            lacks: &["[[right]]"],
        },
    ),
    (
        "letters_of_article_6_are_legal_bases",
        Case {
            policy: "# Lámpara\n\n## Finalidades y bases jurídicas (art. 6 RGPD)\n\n- Dar luz — contrato (6.1.b).\n- Cuidar la lámpara — interés legítimo (6.1.f).\n- Es de los jardines, y no es de usted (6.1.e).\n",
            has: &["basis = \"contract\"", "basis = \"legitimate-interests\"", "basis = \"public-task\""],
            lacks: &["basis = \"consent\""],
        },
    ),
    (
        "withdrawing_consent_is_no_legal_basis",
        Case {
            policy: "# Lámpara\n\n## Derechos\n\nComo usuario, tienes derecho a:\n\n- Retirar tu consentimiento al uso de los datos.\n",
            has: &[],
            lacks: &["[[legal_basis]]"],
        },
    ),
    (
        "the_bot_itself_and_cases_are_no_recipients",
        Case {
            policy: "# Lampion Privacy Policy\n\n## Sharing\n\nWe share data with these providers who operate Lampion:\n\n- Glow\n- Lampion\n",
            has: &["name = \"Glow\""],
            lacks: &["name = \"Lampion\""],
        },
    ),
    (
        "japanese_cases_are_no_recipients",
        Case {
            policy: "# ランプ\n\n## 第三者への提供\n\n次の場合を除き、色を第三者に提供しません。\n\n- 庭の持ち主が望む場合\n- 夜のとき\n",
            has: &[],
            lacks: &["[[recipient]]"],
        },
    ),
];

#[test]
fn recipients_rights_and_legal_bases_are_those_that_the_policy_names() {
    let mut wrong = String::new();
    for (name, Case { policy, has, lacks }) in CASES {
        let imported = import(policy.as_bytes()).unwrap();
        let none = String::new();
        let file = imported.files.get("bot/proposed.toml").unwrap_or(&none);
        for text in has.iter().filter(|text| !file.contains(**text)) {
            wrong.push_str(&format!("{name}: no {text:?} in\n{file}\n"));
        }
        for text in lacks.iter().filter(|text| file.contains(**text)) {
            wrong.push_str(&format!("{name}: {text:?} in\n{file}\n"));
        }
        // Without the marks, the tables are content.
        let mut bare = imported.clone();
        if let Some((head, tables)) = file.split_once("\n\n") {
            bare.files.insert("bot/proposed.toml".to_owned(), format!("{head}\n\n{}", tables.replace("# ", "")));
        }
        let reported = common::check(&bare);
        assert_eq!(reported, Vec::<String>::new(), "{name}\n{file}");
    }
    assert_eq!(wrong, "");
}
