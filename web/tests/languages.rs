//! Tests the page in another language than its content: the interface is translated, and
//! untranslated text is marked with its language.
#![cfg(all(feature = "ssr", not(target_arch = "wasm32")))]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{SourceKind, Translation, i18n::Messages};
use carrot_web::page::{PageContext, render_page};

fn rendered(page: PageContext) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(tokio::task::LocalSet::new().run_until(render_page(page)))
}

fn english() -> PageContext {
    let content = carrot_loader::load_all(&carrot_loader::own_content()).unwrap();
    PageContext::of(content.leak(), Messages::En).unwrap()
}

/// Creates a page in French. Its content is leaked, because a page needs static content.
fn page(translation: Translation) -> PageContext {
    PageContext::new(Box::leak(Box::new(translation)), Messages::Fr)
}

/// Returns texts that would be in both languages' pages if a text of the interface were untranslated.
fn interface_texts(messages: Messages) -> Vec<&'static str> {
    vec![
        messages.skip(),
        messages.contents(),
        messages.policy_gaps(),
        messages.gaps_lead(),
        messages.inventory(),
        messages.stated_for_all(),
        messages.coverage_table_note(),
        messages.services_names(),
        messages.parties_list(),
        messages.sources_list(),
        messages.retention(),
        messages.not_stated_by_bot(),
        messages.promises(),
    ]
}

/// Returns whether text is marked as being in another language, except the languages' own names.
fn has_lang_marks(html: &str) -> bool {
    // Ignore the `lang` in the lines to copy: it is text, not an attribute of this page.
    html.replace("&lt;carrot-privacy lang=", "")
        .replace("hreflang=\"en\" lang=\"en\"", "")
        .replace("hreflang=\"fr\" lang=\"fr\"", "")
        .contains(" lang=")
}

fn escaped(text: &str) -> String {
    text.replace('\'', "&#x27;")
}

#[test]
fn a_page_in_the_language_of_its_content_marks_nothing() {
    let html = rendered(english());
    assert!(!has_lang_marks(&html) && !html.contains("class=\"notice\""));
    for text in interface_texts(Messages::En) {
        assert!(html.contains(text) || html.contains(&escaped(text)), "{text}");
    }
}

#[test]
fn untranslated_text_is_marked_with_its_language() {
    let policy = english().policy.clone();
    let html = rendered(page(Translation::original(policy.clone())));
    for (english, french) in interface_texts(Messages::En).into_iter().zip(interface_texts(Messages::Fr)) {
        assert!(html.contains(french), "{french}");
        assert!(english == french || !html.contains(english) && !html.contains(&escaped(english)), "{english}");
    }
    let notice = Messages::Fr.untranslated(Some(&policy.bot.lang));
    assert!(html.contains(&format!("<span class=\"notice\"> {notice}</span>")));
    for statement in policy.statements() {
        let heading = format!("<h4 lang=\"en\"><a href=\"#{}\">", statement.id);
        assert!(html.contains(&heading), "{heading}");
    }
    assert_eq!(
        html.matches("<h3 lang=\"en\">").count(),
        policy.sections.len() + policy.sources.iter().filter(|source| source.kind == SourceKind::Rule).count()
    );
    assert_eq!(html.matches("<h2 lang=\"en\">").count(), policy.questions.iter().filter(|question| question.glance).count());
}

#[test]
fn translated_text_is_not_marked() {
    let mut policy = english().policy.clone();
    let statement = &mut policy.sections[0].statements[0];
    "Traduit".clone_into(&mut statement.title);
    let translated = statement.id.clone();
    let all = policy.sections.iter().flat_map(|section| {
        std::iter::once(section.id.as_str()).chain(section.statements.iter().map(|statement| statement.id.as_str()))
    });
    let untranslated = all.filter(|id| **id != *translated.as_str()).map(|id| id.parse().unwrap()).collect();
    let lang = "fr".parse().unwrap();
    let html = rendered(page(Translation { lang, policy: policy.clone(), untranslated }));
    assert!(html.contains(&format!("<h4><a href=\"#{translated}\">Traduit</a></h4>")));
    assert_eq!(html.matches("<h4 lang=\"en\">").count(), policy.statements().count() - 1);
    assert!(html.contains("class=\"notice\""));
    let complete = Translation { lang: "fr".parse().unwrap(), policy, untranslated: Default::default() };
    let html = rendered(page(complete));
    assert!(!has_lang_marks(&html) && !html.contains("class=\"notice\""));
}

#[test]
fn every_id_of_the_pages_own_elements_is_reserved() {
    let page = english();
    let content = carrot_core::export::policy_json(page.policy).unwrap().replace(' ', "");
    let vocabulary = &page.policy.vocabulary;
    let is_asked =
        |id: &str| vocabulary.kinds.iter().any(|kind| kind.id == *id) || vocabulary.general.iter().any(|question| question.id == *id);
    let html = rendered(page);
    let own = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| !content.contains(&format!("\"id\":\"{id}\"")) && !is_asked(id));
    let listed = |id: &str| include_str!("../reserved-ids.txt").lines().any(|line| line == id);
    let is_reserved = |id: &str| listed(id.strip_suffix("-title").unwrap_or(id)) || id.starts_with("def-");
    let unreserved: Vec<_> = own.filter(|id| !is_reserved(id)).collect();
    assert!(unreserved.is_empty(), "{unreserved:?}");
}

/// The rules are in English, whatever the language of the bot's own text.
#[test]
fn rules_are_marked_with_their_own_language() {
    let mut files = carrot_testing::content_files();
    for file in files.iter_mut().filter(|file| file.path == "bot/bot.toml") {
        let text = String::from_utf8(file.bytes.clone()).unwrap().replacen("[bot]", "[bot]\nlang = \"de\"", 1);
        file.bytes = text.into_bytes();
    }
    let policy = carrot_core::parse::parse(&files).policy.unwrap();
    let questions: Vec<String> = policy.questions.iter().map(|question| question.ask.clone()).collect();
    let requirements = policy
        .requirements
        .iter()
        .flat_map(|requirement| [Some(requirement.title.clone()), Some(requirement.asks.clone()), requirement.when.clone()])
        .flatten();
    let general = policy.vocabulary.general.iter().flat_map(|question| [Some(question.ask.clone()), question.note.clone()]).flatten();
    let rules: Vec<String> = questions.iter().cloned().chain(requirements).chain(general).collect();
    let html = rendered(PageContext::new(Box::leak(Box::new(Translation::original(policy.clone()))), Messages::En));
    assert!(html.contains("lang=\"de\""), "the bot's own text is marked");
    for text in &rules {
        assert!(!html.contains(&format!("lang=\"de\">{}", escaped(text))), "{text}");
    }
    let french = rendered(page(Translation::original(policy)));
    for text in &rules {
        assert!(!french.contains(&format!("lang=\"de\">{}", escaped(text))), "{text}");
    }
    let glance = questions.iter().filter(|text| french.contains(&format!("<h2 lang=\"en\">{}", escaped(text)))).count();
    assert!(glance > 0, "questions of the first screen");
}
