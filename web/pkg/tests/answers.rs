//! Tests that the package answers like the exports, and reports an invalid value in one sentence.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{PackageContent, Policy, parse::Parsed, qualify::Outcome};
use carrot_pkg::{answers::Content, js_input::JsInput, shape::Shaped};
use expect_test::expect_file;

fn content() -> Content {
    content_of(&carrot_testing::content_dir())
}

fn content_of(dir: &std::path::Path) -> Content {
    let Parsed { policy, translations, .. } = carrot_loader::load(dir).unwrap();
    Content::read(&PackageContent::new(&policy.unwrap(), &translations).to_bytes().unwrap()).unwrap()
}

fn policy() -> Policy {
    carrot_testing::content().clone()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn text(text: &str) -> JsInput {
    JsInput::Text(text.to_owned())
}

fn number(number: f64) -> JsInput {
    JsInput::Number(number, number.to_string())
}

fn list(items: &[JsInput]) -> JsInput {
    JsInput::List(items.to_vec())
}

fn object(entries: &[(&str, JsInput)]) -> JsInput {
    JsInput::Object(entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

#[test]
fn content_of_another_version_is_an_error() {
    assert!(Content::read(b"nothing").is_err());
    assert!(Content::read(&[]).is_err());
}

#[test]
fn search_equals_the_pages_and_can_be_filtered() {
    let content = content();
    let hits = content.search(&text("GDRP"), &JsInput::Nothing).unwrap();
    assert_eq!((hits[0].id, hits[0].lang, hits[0].kind.id()), ("gdpr", "en", "framework"));
    let narrow = object(&[("limit", number(2.0)), ("kinds", list(&[text("statement"), text("term")])), ("lang", text("fr-CA"))]);
    let hits = content.search(&text("data"), &narrow).unwrap();
    assert!(hits.len() == 2 && hits.iter().all(|hit| ["statement", "term"].contains(&hit.kind.id())), "{hits:?}");
    assert!(content.search(&text(" "), &object(&[("limit", JsInput::Nothing)])).unwrap().is_empty());
}

#[test]
fn marks_are_in_utf16_units() {
    let dir = carrot_testing::example_dir();
    let content = content_of(&dir);
    for hit in content.search(&text("données"), &object(&[("lang", text("fr"))])).unwrap() {
        let title: Vec<u16> = hit.title.encode_utf16().collect();
        for mark in hit.marks {
            let marked = String::from_utf16(&title[mark.start..mark.end]).unwrap().to_lowercase();
            assert!(marked.starts_with("donnée"), "{marked}");
        }
    }
}

#[test]
fn a_title_that_is_not_translated_is_in_the_language_of_content() {
    let dir = carrot_testing::example_dir();
    let content = content_of(&dir);
    let parsed = carrot_loader::load(&dir).unwrap();
    let french = &parsed.translations[0];
    let mut langs = std::collections::BTreeSet::new();
    for query in ["données", "data", "dormouse", "suppression"] {
        for hit in content.search(&text(query), &object(&[("lang", text("fr")), ("limit", number(10_000.0))])).unwrap() {
            assert_eq!(hit.lang, french.lang_of(hit.id).as_str(), "{}", hit.id);
            langs.insert(hit.lang.to_owned());
        }
    }
    assert!(langs.contains("fr"), "{langs:?}");
}

#[test]
fn coverage_returns_a_cell_row_column_or_the_table() {
    let (content, policy) = (content(), policy());
    let ask = |service: &JsInput, framework: &JsInput| json(&content.coverage(service, framework).unwrap());
    let (service, framework) = (text("Shield Postgres"), text("pci-dss"));
    let cells =
        |goes: fn(&str, &str) -> bool| policy.cells().filter(|it| goes(it.service.as_str(), it.framework.as_str())).collect::<Vec<_>>();
    assert_eq!(ask(&service, &framework), json(&cells(|service, framework| (service, framework) == ("shield-postgres", "pci-dss"))[0]));
    assert_eq!(ask(&service, &JsInput::Nothing), json(&cells(|service, _| service == "shield-postgres")));
    assert_eq!(ask(&JsInput::Nothing, &framework), json(&cells(|_, framework| framework == "pci-dss")));
    assert_eq!(ask(&JsInput::Nothing, &JsInput::Nothing), json(&cells(|_, _| true)));
}

#[test]
fn qualify_equals_core() {
    let (content, policy) = (content(), policy());
    let asked = object(&[
        ("frameworks", list(&[text("PCI-DSS"), text("pci-dss")])),
        ("regions", list(&[])),
        ("lossHours", number(4.0)),
        ("isolation", text("shield")),
    ]);
    let core = serde_json::from_str(r#"{ "frameworks": ["pci-dss"], "loss-hours": 4, "isolation": "shield" }"#).unwrap();
    let verdicts = policy.qualify(&core).unwrap();
    assert_eq!(content.qualify(&asked).unwrap(), verdicts);
    assert!(verdicts.iter().any(|verdict| verdict.outcome == Outcome::NotStated));
}

#[test]
fn every_requirement_has_its_place_in_the_rule() {
    let (content, policy) = (content(), policy());
    let gaps = content.gaps();
    assert_eq!(gaps.len(), policy.requirements.len());
    assert!(gaps.iter().all(|gap| gap.rules.len() == gap.requirement.cites.len() && !gap.rules.is_empty()));
    assert_eq!(json(&content.whole()), json(&carrot_core::PolicyJson::from(&policy)));
}

#[test]
fn keys_are_camel_case_and_unions_have_a_kind() {
    let content = content();
    let shaped = serde_json::to_value(Shaped(&content.coverage(&text("shield-postgres"), &text("pci-dss")).unwrap())).unwrap();
    assert_eq!(shaped["status"]["kind"], "conditional");
    assert!(shaped["status"]["conditions"].is_array() && shaped.get("onlyIn").is_some(), "{shaped}");
    let shaped = serde_json::to_value(Shaped(&content.coverage(&text("heroku-connect"), &text("hipaa")).unwrap())).unwrap();
    assert!(shaped["status"]["kind"].is_string(), "a variant without a value is tagged like the others: {shaped}");
    let verdicts = content.qualify(&object(&[("lossHours", number(4.0))])).unwrap();
    let shaped = serde_json::to_value(Shaped(&verdicts)).unwrap();
    assert_eq!(shaped[0]["findings"][0]["need"], serde_json::json!({ "kind": "loss-hours", "value": 4 }));
    let shaped = serde_json::to_value(Shaped(&content.whole())).unwrap();
    assert!(shaped["dataRules"].is_array() && shaped["sections"][0]["statements"][0]["text"][0]["kind"] == "paragraph", "{shaped}");
    // The keys of maps are ids.
    assert!(
        shaped["sources"].as_array().unwrap().iter().any(|source| source["sections"]
            .as_object()
            .unwrap()
            .keys()
            .any(|key| key.contains('-')))
    );
}

#[test]
fn a_wrong_value_has_a_code() {
    let content = content();
    let code = |wrong: carrot_pkg::options::OptionError| wrong.code();
    assert_eq!(code(content.search(&number(1.0), &JsInput::Nothing).unwrap_err()), "wrong-option");
    assert_eq!(code(content.coverage(&text("nothing of the kind"), &JsInput::Nothing).unwrap_err()), "unknown-name");
    assert_eq!(code(content.coverage(&JsInput::Nothing, &text("iso")).unwrap_err()), "ambiguous-name");
}

#[test]
fn a_wrong_value_is_one_sentence() {
    let content = content();
    let search = |options: JsInput| content.search(&text("a"), &options).unwrap_err().to_string();
    let qualify = |options: JsInput| content.qualify(&options).unwrap_err().to_string();
    let coverage = |service: JsInput, framework: JsInput| content.coverage(&service, &framework).unwrap_err().to_string();
    let sentences = [
        content.search(&number(4.0), &JsInput::Nothing).unwrap_err().to_string(),
        content.search(&JsInput::Nothing, &JsInput::Nothing).unwrap_err().to_string(),
        search(text("x")),
        search(object(&[("limits", number(3.0))])),
        search(object(&[("limit", number(1.5))])),
        search(object(&[("limit", number(f64::NAN))])),
        search(object(&[("limit", number(0.0))])),
        search(object(&[("limit", text("3"))])),
        search(object(&[("lang", text("French"))])),
        search(object(&[("kinds", list(&[text("servce")]))])),
        search(object(&[("kinds", list(&[]))])),
        qualify(object(&[])),
        qualify(object(&[("data", text("cards"))])),
        qualify(object(&[("data", list(&[text(" ")]))])),
        qualify(object(&[("isolation", text("sheild"))])),
        qualify(object(&[("lossHours", number(-1.0))])),
        qualify(object(&[("frameworks", list(&[text("ISO")]))])),
        coverage(text(""), JsInput::Nothing),
        coverage(JsInput::Bool(true), JsInput::Nothing),
        coverage(JsInput::Nothing, text("GDRP")),
    ];
    expect_file!["errors.txt"].assert_eq(&sentences.map(|sentence| sentence + "\n").concat());
}

proptest::proptest! {
    #[test]
    fn any_value_gets_an_answer_or_an_error(name in "[a-zA-Z]{0,12}", given in "\\PC{0,60}", number in proptest::num::f64::ANY) {
        let content = content_once();
        for value in [text(&given), JsInput::Number(number, number.to_string()), list(&[text(&given)]), JsInput::Other("a function")] {
            for name in [name.as_str(), "limit", "kinds", "lang", "frameworks", "data", "regions", "lossHours", "isolation"] {
                let options = object(&[(name, value.clone())]);
                for error in [content.search(&text(&given), &options).err(), content.qualify(&options).err()].into_iter().flatten() {
                    let sentence = error.to_string();
                    proptest::prop_assert!(sentence.starts_with('`') && sentence.lines().count() == 1, "{}", sentence);
                }
            }
            let _ = content.coverage(&value, &value);
        }
    }
}

fn content_once() -> &'static Content {
    static CONTENT: std::sync::OnceLock<Content> = std::sync::OnceLock::new();
    CONTENT.get_or_init(content)
}
