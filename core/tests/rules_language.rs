//! Tests the language of the rules, which may differ from that of the content.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{
    Bundle, Policy, Translation,
    diagnostic::Code,
    i18n::Messages,
    parse::{File, parse},
};
use carrot_testing::file;
use expect_test::expect;

use crate::common::kettle::{BOT, files};

/// Returns the bot's files, with its content in a language.
fn in_language(lang: &str, more: &[(&str, &str)]) -> Vec<File> {
    let mut files = files("", "");
    files[0] = file("bot/bot.toml", &BOT.replace("[bot]", &format!("[bot]\nlang = \"{lang}\"")));
    files.extend(more.iter().map(|(path, text)| file(path, text)));
    files
}

#[track_caller]
fn policy(files: &[File]) -> (Policy, Vec<Translation>) {
    let parsed = parse(files);
    (parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics)), parsed.translations)
}

#[test]
fn rules_are_english_in_content_of_another_language() {
    let (policy, translations) = policy(&in_language("de", &[]));
    let german = Translation::original(policy.clone());
    let bundle = Bundle::new(&german);
    let lang = |id: &str| {
        assert_eq!(bundle.lang_of(id), german.lang_of(id), "{id}");
        german.lang_of(id).as_str().to_owned()
    };
    let questions = policy.questions.iter().map(|question| question.id.to_string());
    let requirements = policy.requirements.iter().map(|requirement| requirement.id.to_string());
    let vocabulary = &policy.vocabulary;
    let general = vocabulary.general.iter().map(|question| question.id.to_string());
    let kinds = vocabulary.kinds.iter().map(|kind| kind.id.to_string());
    for id in questions.chain(requirements).chain(general).chain(kinds).chain(["discord-terms".to_owned()]) {
        assert_eq!(lang(&id), "en", "{id}");
    }
    for id in ["kept", "own-data", "user-name", "bot", "notice"] {
        assert_eq!(lang(id), "de", "{id}");
    }
    let french = &translations[0];
    assert_eq!(["kept", "retention", "gdpr-retention"].map(|id| french.lang_of(id).as_str()), ["de", "fr", "fr"]);
    expect!["Untranslated text is in its original language."].assert_eq(Messages::En.notice(&german).unwrap_or_default());
    assert_eq!(
        Messages::Fr.notice(french),
        Messages::Fr.notice(&Translation { untranslated: Default::default(), lang: "de".parse().unwrap(), ..german.clone() })
    );
}

#[test]
fn reasons_have_the_language_of_their_author() {
    let (policy, _) = policy(&in_language("de", &[]));
    let why = policy.gap(policy.requirement(&"discord-use".parse().unwrap()).unwrap()).why.unwrap();
    assert_eq!(policy.author_of_reason(why), "discord-use");
    assert_eq!(policy.author_of_reason("Der Autor."), "bot");
}

#[test]
fn translated_rules_have_the_language_of_the_content() {
    let rule = "[[question]]\nid = \"retention\"\nask = \"Wie lange?\"\n";
    let (policy, _) = policy(&in_language("de", &[("rules/de/rules.toml", rule)]));
    assert_eq!((policy.original_lang_of("retention").as_str(), policy.original_lang_of("deletion").as_str()), ("de", "en"));
    let (french, translations) = self::policy(&in_language("fr", &[]));
    assert_eq!(french.original_lang_of("retention").as_str(), "fr");
    assert!(translations.is_empty());
}

#[test]
fn rules_may_be_written_in_another_language() {
    let rules = ("rules/language.toml", "[rules]\nlang = \"de\"\n");
    let (german, _) = policy(&in_language("de", &[rules]));
    assert!(german.in_rules_lang.is_empty());
    let (english, _) = policy(&in_language("en-GB", &[]));
    assert!(english.in_rules_lang.is_empty());
    let (english, _) = policy(&in_language("en", &[rules]));
    assert_eq!(english.original_lang_of("retention").as_str(), "de");
    let codes = |more: &[(&str, &str)]| {
        parse(&in_language("en", more)).diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[("rules/language.toml", "[rules]\nlang = \"German\"\n")]), [Code::BadValue]);
    assert_eq!(codes(&[rules, ("rules/more.toml", "[rules]\nlang = \"de\"\n")]), [Code::NotOnce]);
    assert_eq!(codes(&[("bot/rules.toml", "[rules]\nlang = \"en\"\n")]), [Code::WrongFolder]);
}
