//! Tests which replies show declared contacts, recipients and legal bases.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{Content, render::Form};
use carrot_core::parse::File;
use common::{components, details, files, from, page, parsed, privacy, respond, text};
use expect_test::expect;
use serde_json::{Value, json};

const RULES: &str = r#"
[[requirement]]
id = "law-contact"
title = "Contact"
asks = "How to reach the bot's people."
source = "law/1"
when = "Always"
answered_by = "contact"
answered_but = "Who they are has not been checked."

[[requirement]]
id = "law-recipients"
title = "Recipients"
asks = "Who receives data."
source = "law/1"
when = "Always"
answered_by = "recipient"

[[requirement]]
id = "law-basis"
title = "Basis"
asks = "On which basis."
source = "law/1"
when = "Always"
answered_by = "legal-basis"
answered_but = "For some data only."

[[question]]
id = "contact"
ask = "Who can I contact?"
title = "Contact"
requirements = ["law-contact"]

[[question]]
id = "receivers"
ask = "Who gets it?"
title = "Receivers"
requirements = ["law-recipients"]

[[question]]
id = "basis"
ask = "Is that legal?"
title = "Basis"
requirements = ["law-basis"]

[[requirement]]
id = "law-origin"
title = "Where it comes from"
asks = "Where data comes from."
source = "law/1"
when = "Always"

[[question]]
id = "path"
ask = "Which path does it take?"
title = "Path"
requirements = ["law-recipients", "law-origin"]
"#;

const FACTS: &str = r#"
[[contact]]
kind = "mail"
to = "gate_keeper@turnip.example"
purpose = ["privacy"]
statement = "write-to-us"

[[contact]]
kind = "discord"
to = "https://discord.gg/turnip"
purpose = ["support"]

[[contact]]
kind = "address"
to = "1 Field Lane"

[[recipient]]
id = "parsnip"
name = "Parsnip Ltd."
purpose = "Backups"
data = ["nick-name"]
country = "Norway"
ai_provider = false
statement = "write-to-us"

[[legal_basis]]
id = "basis-consent"
basis = "consent"
data = ["nick-name"]
statement = "write-to-us"
"#;

const STATEMENT: &str = "\
# Policy {#policy party=turnip source=turnip-policy/host}

## Contact {#contacts}

### Write to the keeper {#write-to-us}

Write to gate_keeper@turnip.example.
";

fn stated() -> Content {
    let french = "[[recipient]]\nid = \"parsnip\"\npurpose = \"Sauvegardes\"\ncountry = \"Norvège\"\n";
    let more = [("rules/law.toml", RULES), ("bot/facts.toml", FACTS), ("bot/write.md", STATEMENT), ("bot/fr/facts.toml", french)];
    let more = more.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    parsed(&[files(), more.to_vec()].concat())
}

fn links(response: &Value) -> Vec<(Value, Value)> {
    let buttons = components(response).into_iter().filter(|component| component["style"] == 5);
    buttons
        .map(|button| (button["label"].clone(), button["url"].clone()))
        .filter(|(_, url)| !url.as_str().unwrap().contains('#'))
        .collect()
}

#[test]
fn contacts_are_in_the_answer_and_links_are_buttons() {
    let content = stated();
    let mut printed = String::new();
    for topic in ["contact", "law-contact"] {
        let first = respond(&content, Some(&page()), &privacy(topic));
        printed += &format!("=== {topic}\n{}\n", text(&first));
        assert_eq!(links(&first), [(json!("Discord server (support)"), json!("https://discord.gg/turnip"))], "{topic}");
    }
    printed += &format!("=== in French\n{}\n", text(&respond(&content, None, &from("fr", privacy("contact")))));
    expect![[r#"
        === contact
        ## Who can I contact?
        **Partly answered.** Who they are has not been checked.
        - **Mail:** gate\_keeper\@turnip.example (privacy requests)
        - [Discord server](<https://discord.gg/turnip>) (support)
        - **Postal address:** 1 Field Lane

        - Write to the keeper
        -# Turnip's policy, 29 February 2024
        -# A restatement, and no advice.
        === law-contact
        ## Contact
        **Partly answered.** Who they are has not been checked.
        - **Mail:** gate\_keeper\@turnip.example (privacy requests)
        - [Discord server](<https://discord.gg/turnip>) (support)
        - **Postal address:** 1 Field Lane

        - Write to the keeper
        How to reach the bot's people. The rule applies always.
        -# Turnip's policy, 29 February 2024; The Root Act, Section 1
        -# A restatement, and no advice.
        === in French
        ## Who can I contact?
        **Réponse partielle.** Who they are has not been checked.
        - **Courriel :** gate\_keeper\@turnip.example (demandes sur vos données)
        - [Serveur Discord](<https://discord.gg/turnip>) (assistance)
        - **Adresse postale :** 1 Field Lane

        - Write to the keeper
        -# Turnip's policy, 29 février 2024
        -# Partiellement en anglais.
        -# A restatement, and no advice.
    "#]]
    .assert_eq(&printed);
    for form in [Form::Components, Form::Embed] {
        let response = details(&content, form, "en-US", "contact");
        assert!(text(&response).contains("Write to gate\\_keeper\\@turnip.example."), "the policy's own text: {}", text(&response));
        assert_eq!(links(&response).len(), 1);
    }
    let elsewhere = respond(&content, Some(&page()), &privacy("retention"));
    assert!(links(&elsewhere).is_empty() && !text(&elsewhere).contains("gate\\_keeper"));
    // The overview does not name the contact of Discord itself.
    let overview = text(&respond(&content, None, &json!({ "type": 2, "data": { "name": "privacy" } })));
    assert!(!overview.contains("dis.gd"), "{overview}");
}

#[test]
fn a_section_has_the_facts_that_its_statements_declare() {
    let section = respond(&stated(), Some(&page()), &privacy("contacts"));
    let shown = text(&section);
    for line in
        ["Write to gate\\_keeper\\@turnip.example.", "- [Discord server](<https://discord.gg/turnip>) (support)", "1 Field Lane"]
    {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert_eq!(links(&section), [(json!("Discord server (support)"), json!("https://discord.gg/turnip"))]);
    let statement = respond(&stated(), Some(&page()), &privacy("write-to-us"));
    assert_eq!(links(&statement).len(), 1);
}

#[test]
fn recipients_list_stated_and_missing_facts() {
    let content = stated();
    let first = text(&respond(&content, None, &privacy("receivers")));
    let [english, french] = ["en-US", "fr"].map(|locale| text(&details(&content, Form::Components, locale, "receivers")));
    expect![[r#"
        ## Who gets it?
        - **Who receives it:** Parsnip Ltd. (Backups)
        Write to gate\_keeper\@turnip.example.
        -# Turnip's policy, 29 February 2024
        -# A restatement, and no advice.
        === details
        ## Who gets it?
        ### Who receives it
        **Parsnip Ltd.**
        -# Turnip · Turnip's policy, “Host” (29 February 2024)
        - **What it is used for:** Backups
        - **Data:** Nickname
        - **Country:** Norway
        - **AI provider:** no
        *Not stated by the bot: Safeguard for transfers · Contract*
        **Write to the keeper**
        Write to gate\_keeper\@turnip.example.
        -# A restatement, and no advice.
        === in French
        ## Who gets it?
        ### Destinataires
        **Parsnip Ltd.**
        -# Turnip · Turnip's policy, « Host » (29 février 2024)
        - **Finalité :** Sauvegardes
        - **Données :** Nickname
        - **Pays :** Norvège
        - **Fournisseur d’IA :** non
        *Non précisé par le bot : Garantie pour les transferts · Contrat*
        **Write to the keeper**
        Write to gate\_keeper\@turnip.example.
        -# Partiellement en anglais.
        -# A restatement, and no advice.
    "#]]
    .assert_eq(&format!("{first}\n=== details\n{english}\n=== in French\n{french}\n"));
}

#[test]
fn a_data_item_has_its_recipients_and_its_legal_basis() {
    let content = stated();
    let item = text(&respond(&content, None, &privacy("nick-name")));
    expect![[r#"
        ## Nickname (User name)
        The policy lists this as collected.
        **Who receives it:** Parsnip Ltd.
        **How long it is kept:** A week
        **Legal basis:** Consent
        **Where it comes from:** The garden gate (stated for the whole list)
        **Not stated by the bot:** What it is used for · Where it is kept · How it is deleted
        -# Turnip's policy, 29 February 2024
        -# A restatement, and no advice."#]]
    .assert_eq(&item);
    let other = text(&respond(&content, None, &privacy("user-name")));
    assert!(!other.contains("Parsnip") && !other.contains("Consent"), "{other}");
    let basis = text(&respond(&content, None, &privacy("basis")));
    assert!(basis.contains("For some data only.") && basis.contains("- **Consent**: Nickname"), "{basis}");
}

#[test]
fn a_partial_answer_names_what_it_lacks() {
    expect![[r#"
        ## Which path does it take?
        **Partly answered.** The policy does not say: where it comes from.
        - **Who receives it:** Parsnip Ltd. (Backups)

        - Write to the keeper
        -# Turnip's policy, 29 February 2024
        -# A restatement, and no advice."#]]
    .assert_eq(&text(&respond(&stated(), None, &privacy("path"))));
}

#[test]
fn code_in_facts_is_code() {
    let facts = FACTS.replace("\"Backups\"", "\"Backups of `user.id`, once_a_day\"");
    let more = [("rules/law.toml", RULES), ("bot/facts.toml", &facts), ("bot/write.md", STATEMENT)];
    let more = more.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    let content = parsed(&[files(), more.to_vec()].concat());
    let first = text(&respond(&content, None, &privacy("receivers")));
    assert!(first.contains("Parsnip Ltd. (Backups of `user.id`, once\\_a\\_day)"), "{first}");
}
