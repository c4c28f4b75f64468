//! Tests the language of replies: the person's language, or the content's language with a note.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{
    Content,
    render::{Display, limits},
};
use carrot_core::{i18n::Messages, parse::File};
use common::{bilingual, content, files, from, full_text, page, parsed, privacy, respond, text};
use expect_test::expect;
use serde_json::{Value, json};

/// Returns the line of a reply whose content is in English, below a French interface.
fn note_of_untranslated_text() -> String {
    let english = common::content();
    format!("-# {}\n", Messages::Fr.notice(&english.for_locale(None).language_version.text).unwrap())
}

fn asked(content: &Content, locale: &str, topic: &str) -> String {
    text(&respond(content, None, &from(locale, privacy(topic))))
}

/// Returns every text of a response that a person can read, including menus and buttons.
fn readable(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(list) => list.iter().flat_map(readable).collect(),
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("content" | "label" | "description" | "placeholder" | "name", Value::String(text)) => vec![text.as_str()],
                _ => readable(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn french_locales_get_french() {
    let content = bilingual();
    for locale in ["fr", "fr-CA"] {
        expect![[r#"
            ## Combien de temps est-ce conservé ?
            **Réponse partielle.** Cela n’est dit que des surnoms.
            - Les surnoms sont conservés une semaine
            -# La politique de Turnip, 29 février 2024
            -# Une reformulation, et aucun conseil.
            ## Combien de temps est-ce conservé ?
            **Réponse partielle.** Cela n’est dit que des surnoms.
            **Les surnoms sont conservés une semaine**
            -# Turnip · La politique de Turnip, « Données » (29 février 2024)
            Un surnom est conservé une semaine.
            -# Une reformulation, et aucun conseil.
            ## Combien de temps est-ce conservé ?
            ### Les règles correspondantes
            - **La durée de conservation** (réponse partielle) : La loi sur les racines, Section 1, Section 2 (31 janvier 2020). *La règle s’applique là où des données sont conservées.*
            *Nous ne disons pas si une règle s’applique à ce bot.*
            -# Une reformulation, et aucun conseil."#]]
        .assert_eq(&full_text(&content, Display::default(), locale, privacy("retention")));
    }
    let first = asked(&content, "fr", "deletion");
    let short = "*Cellar Inc., à ses clients, pas à vous (sans date)\u{a0}:* Ce qui est jeté disparaît au bout d’un an";
    assert!(first.contains(short), "{first}");
    let beside = full_text(&content, Display::default(), "fr", privacy("deletion"));
    assert!(beside.contains(&Messages::Fr.host_addresses("Cellar Inc.", "Turnip")), "{beside}");
}

#[test]
fn untranslated_text_is_marked() {
    let content = bilingual();
    for topic in ["", "retention", "collected", "deletion", "names", "nick-name", "term-gate"] {
        assert!(!asked(&content, "fr", topic).contains(&note_of_untranslated_text()), "{topic}");
    }
    for topic in ["locked-doors", "the-cellar", "safety"] {
        assert!(asked(&content, "fr", topic).contains(&note_of_untranslated_text()), "{topic}");
    }
    let english = common::content();
    assert!(asked(&english, "fr", "retention").contains(&note_of_untranslated_text()));
    assert!(asked(&english, "fr", "xyzzy").starts_with(&format!("## {}\n", Messages::Fr.nothing_found("xyzzy"))));
}

#[test]
fn other_locales_get_english() {
    for content in [content(), bilingual()] {
        let english = asked(&content, "en-GB", "retention");
        assert!(english.starts_with(&format!("## How long is it kept?\n**{}.**", Messages::En.in_part())), "{english}");
        assert!(!english.contains("translated"));
        for locale in ["en-US", "ko", "zh-CN", "es-419", "x", ""] {
            assert_eq!(asked(&content, locale, "retention"), english, "{locale}");
        }
        assert_eq!(text(&respond(&content, None, &privacy("retention"))), english);
    }
}

#[test]
fn locale_gets_the_translation_of_its_language() {
    let mut files = files();
    for lang in ["es-ES", "nb", "zh-Hans", "zh-Hant", "pt-PT"] {
        let text = format!("[bot]\ndisclaimer = \"In {lang}.\"\n").into_bytes();
        files.push(File { path: format!("bot/{lang}/a.toml"), bytes: text });
    }
    let content = parsed(&files);
    for (locale, shown) in
        [("es-419", "es-ES"), ("es-ES", "es-ES"), ("no", "nb"), ("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("pt-BR", "pt-PT")]
    {
        let shown = format!("-# In {shown}.");
        let text = asked(&content, locale, "retention");
        assert!(text.replace('\\', "").contains(&shown), "{locale}: {text}");
    }
    assert!(asked(&content, "sv-SE", "retention").contains("-# A restatement, and no advice."));
}

#[test]
fn content_in_another_language_is_marked() {
    let mut german = files();
    let text = String::from_utf8(german[0].bytes.clone()).unwrap();
    german[0].bytes = text.replace("[bot]\n", "[bot]\nlang = \"de\"\n").into_bytes();
    let content = parsed(&german);
    let note = format!("-# {}", Messages::En.notice(&content.for_locale(None).language_version.text).unwrap());
    let has_note = |locale: &str, content: &Content| asked(content, locale, "retention").contains(&note);
    assert!(has_note("en-US", &content) && has_note("de", &content), "there are no German words");
    german.push(File { path: "bot/en/a.toml".to_owned(), bytes: b"[bot]\ndisclaimer = \"No advice.\"\n".to_vec() });
    assert!(asked(&parsed(&german), "sv-SE", "retention").contains("-# No advice."), "English is nearer to a Swede than German");
}

#[test]
fn topics_are_understood_in_the_persons_language_and_in_the_originals() {
    let content = bilingual();
    for (typed, title) in [
        ("combien de temps est-ce conservé ?", "## Combien de temps"),
        ("how long is it kept?", "## Combien de temps"),
        ("Oubliez-moi", "## Comment faire supprimer"),
        ("forget me", "## Comment faire supprimer"),
        ("surnom", "## Surnom"),
        ("Nickname", "## Surnom"),
        ("retention", "## Combien de temps"),
    ] {
        let text = asked(&content, "fr", typed);
        assert!(text.starts_with(title), "{typed}: {text}");
    }
    let typing = |locale: &str, typed: &str| {
        let interaction = json!({ "type": 4, "data": { "name": "privacy", "options": [{ "name": "topic", "value": typed }] } });
        let response = respond(&content, None, &from(locale, interaction));
        let choices = response["data"]["choices"].as_array().unwrap();
        choices.iter().map(|choice| (choice["value"].as_str().unwrap().to_owned(), choice["name"].clone())).collect::<Vec<_>>()
    };
    let deletion = ("deletion".to_owned(), json!("Comment faire supprimer mes données\u{202f}?"));
    assert!(typing("fr", "").contains(&deletion));
    for typed in ["effacer", "erase", "deletion"] {
        assert_eq!(typing("fr", typed)[0], deletion, "{typed}");
    }
    assert_eq!(typing("en-US", "erase")[0], ("deletion".to_owned(), json!("How do I have it deleted?")));
}

#[test]
fn french_replies_have_french_punctuation() {
    let content = bilingual();
    let topics = content.policy().statements().map(|statement| statement.id.to_string()).collect::<Vec<_>>();
    let others =
        ["", "retention", "collected", "deletion", "safety", "names", "the-cellar", "user-name", "nick-name", "term-gate", "xyzzy"];
    let english = ["locked-doors", "the-cellar", "safety"];
    let mut replies = Vec::new();
    for topic in topics.iter().map(String::as_str).chain(others).filter(|topic| !english.contains(topic)) {
        replies.push(respond(&content, Some(&page()), &from("fr", privacy(topic))));
    }
    replies.push(respond(&content, None, &from("fr", json!({ "type": 2, "data": { "name": "no-such-command" } }))));
    for response in &replies {
        for text in readable(response) {
            // Markdown's escapes and markers have no meaning here.
            let text = text.replace(['\\', '*'], "").replace("https://", "");
            for (at, mark) in text.match_indices([':', ';', '?', '!', '»']) {
                let before = text[..at].chars().next_back();
                assert!(matches!(before, Some('\u{a0}' | '\u{202f}')), "{before:?} before {mark:?}: {text}");
            }
            assert!(!text.contains("“") && !text.contains('"') && !text.contains("« "), "{text}");
        }
    }
}

#[test]
fn a_policy_without_services_and_frameworks_has_one_command() {
    let names = |content: &Content| {
        let commands = serde_json::to_value(bot_embed::command::for_policy(content.policy())).unwrap();
        commands.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&common::content()), ["privacy"]);
    assert_eq!(names(&Content::baked().unwrap()), ["privacy", "compliance"]);
}

#[test]
fn commands_are_described_in_every_language_within_limits() {
    let commands = serde_json::to_value(bot_embed::command::all()).unwrap();
    assert_eq!(limits::command_violations(&commands), [""; 0]);
    let described = &commands[0]["description_localizations"]["fr"];
    expect!["Ce que le bot collecte à votre sujet, et ce que sa politique ne dit pas"]
        .assert_eq(described.as_str().unwrap_or_default());
    let mut long = commands.clone();
    long[0]["options"][0]["description_localizations"]["fr"] = "x".repeat(101).into();
    expect!["`fr` in characters: 101, the maximum is 100"].assert_eq(&limits::command_violations(&long).join("\n"));
}
