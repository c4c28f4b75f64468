//! `/privacy topic:changes`: every edition, within Discord's limits, and ids that are gone.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use bot_embed::{
    Content,
    render::{self, Delivery, Display, Form, limits},
    reply::{Changes, ChangesText, EditionText, NoteText, Place, Reply, Request, reply},
};
use carrot_core::words::Words;

fn content(editions: usize) -> Content {
    let edition = |number: usize| EditionText {
        heading: format!("Edition {number}"),
        note: format!("Note {number} with *markup* and @everyone."),
        changes: (1..40)
            .map(|change| ("Promises less".to_owned(), format!("Thing {change}: kept {number} years, was 1 year")))
            .collect(),
        without: "First edition.".to_owned(),
    };
    let first = EditionText { heading: "Edition 0".to_owned(), without: "First edition.".to_owned(), ..EditionText::default() };
    let editions: Vec<_> = (1..editions).rev().map(edition).chain([first]).collect();
    let text = |title: &str| ChangesText { title: title.to_owned(), editions: editions.clone(), note: NoteText::default() };
    let retired = [("old-name".to_owned(), Some("data-source".to_owned())), ("gone".to_owned(), None)].into();
    let text = vec![(Words::En, text("What changed")), (Words::Fr, text("Ce qui a changé"))];
    Content::baked().unwrap().with_changes(Changes { text, retired, newest: None })
}

fn ask(content: &Content, topic: &str) -> Reply {
    reply(content.spoken(None), &Request::Privacy { topic: Some(topic) })
}

#[test]
fn every_edition_is_told_within_the_limits() {
    let content = content(12);
    let told = ask(&content, "changes");
    assert_eq!((told.title.as_str(), &told.place), ("What changed", &Place::Topic("changes".to_owned())));
    assert_eq!(told.passages.len(), 12);
    let page: bot_embed::Page = "https://bot.example/privacy/".parse().unwrap();
    for form in [Form::Components, Form::Embed] {
        let messages = render::messages(&told, Delivery::Message, Display { form, page: Some(&page), today: None });
        assert!(messages.len() > 2);
        let all: String = messages
            .iter()
            .map(|message| {
                let response = serde_json::to_value(message).unwrap();
                assert_eq!(limits::breaches(&response), [""; 0]);
                response.to_string()
            })
            .collect();
        assert!((1..12).all(|number| all.contains(&format!("Thing 39: kept {number} years"))), "no edition is missing");
    }
    // A button leads to the same by the id that it carries.
    assert_eq!(reply(content.spoken(None), &Request::Topic { id: "changes" }), told);
    let french = reply(content.spoken(Some("fr")), &Request::Privacy { topic: Some(" Changements ") });
    assert_eq!(french.title, "Ce qui a changé");
    assert!(french.untranslated.is_some(), "the changes quote the content's language");
}

#[test]
fn an_id_that_is_gone_leads_on() {
    let content = content(2);
    assert_eq!(ask(&content, "old-name"), reply(content.spoken(None), &Request::Topic { id: "data-source" }));
    assert_eq!(ask(&content, "#gone").title, "What changed");
}

#[test]
fn without_a_history_the_word_is_looked_up_as_any_other() {
    let content = Content::baked().unwrap();
    assert_ne!(ask(&content, "changes").place, Place::Topic("changes".to_owned()));
}
