//! Tests that `/privacy topic:changes` lists every edition within Discord's limits, that a retired
//! id leads to its successor, and that replies note a weaker promise for 30 days.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use std::sync::LazyLock;

use bot_embed::{
    Content, Date,
    render::{self, Delivery, Display, Form, limits},
    reply::{ChangeHistory, ChangeHistoryText, ChangeNoteText, EditionText, ReplySubject, Request, WeakenedPromise, reply},
    respond_to_json_bytes,
};
use carrot_core::i18n::Messages;
use common::{ask, chosen, compliance, from, privacy};
use expect_test::expect;
use proptest::prelude::*;

fn content(editions: usize) -> Content {
    let edition = |number: usize| EditionText {
        heading: format!("Edition {number}"),
        note: format!("Note {number} with *markup* and @everyone."),
        changes: (1..40)
            .map(|change| ("Promises less".to_owned(), format!("Thing {change}: kept {number} years, was 1 year")))
            .collect(),
        no_changes: "First edition.".to_owned(),
    };
    let first = EditionText { heading: "Edition 0".to_owned(), no_changes: "First edition.".to_owned(), ..EditionText::default() };
    let editions: Vec<_> = (1..editions).rev().map(edition).chain([first]).collect();
    let text = |title: &str| ChangeHistoryText { title: title.to_owned(), editions: editions.clone(), note: ChangeNoteText::default() };
    let retired = [("old-name".to_owned(), Some("data-source".to_owned())), ("gone".to_owned(), None)].into();
    let text = vec![(Messages::En, text("What changed")), (Messages::Fr, text("Ce qui a changé"))];
    Content::baked().unwrap().with_changes(ChangeHistory { text, retired })
}

#[test]
fn changes_lists_every_edition_within_the_limits() {
    let content = content(12);
    let answered = ask(&content, "changes");
    assert_eq!((answered.title.as_str(), &answered.subject), ("What changed", &ReplySubject::Topic("changes".to_owned())));
    assert_eq!(answered.passages.len(), 12);
    let page: bot_embed::PublicUrl = "https://bot.example/privacy/".parse().unwrap();
    for form in [Form::Components, Form::Embed] {
        let messages = render::messages(&answered, Delivery::Message, Display { form, page: Some(&page), today: None });
        assert!(messages.len() > 2);
        let all: String = messages
            .iter()
            .map(|message| {
                let response = serde_json::to_value(message).unwrap();
                assert_eq!(limits::violations(&response), [""; 0]);
                response.to_string()
            })
            .collect();
        assert!((1..12).all(|number| all.contains(&format!("Thing 39: kept {number} years"))), "no edition is missing");
    }
    // A button with this id opens the same reply.
    assert_eq!(reply(content.for_locale(None), &Request::Topic { id: "changes" }), answered);
    let french = reply(content.for_locale(Some("fr")), &Request::Privacy { topic: Some(" Changements ") });
    expect!["Ce qui a changé"].assert_eq(&french.title);
    assert!(french.untranslated.is_some(), "the changes quote the content's language");
}

#[test]
fn without_editions_a_question_about_changes_says_so() {
    let content = common::content();
    for topic in ["changes", "#changes", "What changed?", "changelog", "What changed, and when"] {
        let answered = ask(&content, topic);
        assert_eq!(
            (answered.title.as_str(), &answered.subject),
            ("What changed, and when", &ReplySubject::Topic("changes".to_owned()))
        );
        let answer = respond_on(&content, None, "en-US", &privacy(topic));
        assert!(answer.contains(&Messages::En.no_editions("Turnip")), "{topic}: {answer}");
    }
    let answer = respond_on(&content, None, "fr", &privacy("historique"));
    assert!(answer.contains(&Messages::Fr.no_editions("Turnip")), "{answer}");
}

#[test]
fn retired_id_leads_to_its_successor_or_to_the_changes() {
    let content = content(2);
    assert_eq!(ask(&content, "old-name"), reply(content.for_locale(None), &Request::Topic { id: "data-source" }));
    assert_eq!(ask(&content, "#gone").title, "What changed");
}

fn day(month: u8, day: u8) -> Option<Date> {
    Date::new(2026, month, day)
}

/// Adds editions of March 2026 that promise less, the newest first: day, ids and line of each.
fn weakened_on(content: Content, weaker: &[(u8, &[&str], &str)]) -> Content {
    let text = |lead: fn(u8) -> String, see: &str| {
        let of = |(on, ids, line): &(u8, &[&str], &str)| WeakenedPromise {
            day: day(3, *on).unwrap(),
            lead: lead(*on),
            ids: ids.iter().map(|id| (*id).to_owned()).collect(),
            line: (*line).to_owned(),
        };
        ChangeHistoryText {
            title: "What changed".to_owned(),
            editions: vec![EditionText { heading: "Edition 2".to_owned(), no_changes: "None.".to_owned(), ..EditionText::default() }],
            note: ChangeNoteText { weaker: weaker.iter().map(of).collect(), see: see.to_owned() },
        }
    };
    let text = vec![
        (Messages::En, text(|day| format!("Changed on {day} March 2026"), "See /privacy topic:changes.")),
        (Messages::Fr, text(|day| format!("Modifié le {day} mars 2026"), "Voir /confidentialité sujet:changements.")),
    ];
    content.with_changes(ChangeHistory { text, ..ChangeHistory::default() })
}

/// Like [`weakened_on`], with all editions on 3 March.
fn weakened(content: Content, weaker: &[(&[&str], &str)]) -> Content {
    let weaker: Vec<_> = weaker.iter().map(|(ids, line)| (3, *ids, *line)).collect();
    weakened_on(content, &weaker)
}

const NICKNAMES: (&[&str], &str) = (&["nick-name", "keeps-nicknames"], "Nickname: How long it is kept: 90 days, was 30 days");
const NAMES: (&[&str], &str) = (&["collects-names"], "Statement: Turnip collects names (reworded)");

fn turnip(weaker: &[(&[&str], &str)]) -> Content {
    weakened(common::content(), weaker)
}

fn respond_on(content: &Content, today: Option<Date>, locale: &str, interaction: &serde_json::Value) -> String {
    common::text(&common::respond_as(content, Display::default().on(today), &from(locale, interaction.clone())))
}

#[test]
fn a_weaker_promise_is_noted_for_thirty_days() {
    let content = turnip(&[NICKNAMES]);
    let noted = |today| respond_on(&content, today, "en-US", &privacy("")).contains("Changed on 3 March 2026: ");
    for (today, expected) in [
        (None, false),
        (day(3, 2), false),
        (day(3, 3), true),
        (day(3, 31), true),
        (day(4, 1), true),
        (day(4, 2), true),
        (day(4, 3), false),
        (Date::new(2027, 3, 3), false),
        (Date::new(1970, 1, 1), false),
        (Date::new(9999, 12, 31), false),
    ] {
        assert_eq!(noted(today), expected, "{today:?}");
    }
    assert!(!respond_on(&turnip(&[]), day(3, 3), "en-US", &privacy("")).contains("Changed"), "nothing is weaker");
    assert!(!respond_on(&common::content(), day(3, 3), "en-US", &privacy("")).contains("Changed"), "there is no history");
}

/// An edition after a weakening does not end the note, and each weakening has its own 30 days.
#[test]
fn every_weakening_of_thirty_days_is_noted() {
    let (nicknames, names) = ((20, NICKNAMES.0, NICKNAMES.1), (3, NAMES.0, NAMES.1));
    let content = weakened_on(common::content(), &[nicknames, names]);
    let noted = |today, topic| {
        let answered = respond_on(&content, today, "en-US", &privacy(topic));
        answered.lines().find(|line| line.contains("Changed on")).map(str::to_owned).unwrap_or_default()
    };
    let old = "Changed on 3 March 2026: Statement: Turnip collects names (reworded). See";
    let new = "Changed on 20 March 2026: Nickname: How long it is kept: 90 days, was 30 days. See";
    let both = "Changed on 20 March 2026: Nickname: How long it is kept: 90 days, was 30 days (and 1 more). See";
    for (today, topic, expected) in [
        (day(3, 2), "", ""),
        (day(3, 19), "", old),
        (day(3, 20), "", both),
        (day(4, 2), "", both),
        (day(4, 2), "collected", old),
        (day(4, 2), "retention", new),
        (day(4, 3), "", new),
        (day(4, 3), "collected", ""),
        (day(4, 19), "retention", new),
        (day(4, 20), "", ""),
    ] {
        let line = noted(today, topic);
        assert!(if expected.is_empty() { line.is_empty() } else { line.contains(expected) }, "{today:?} {topic}: {line}");
    }
}

#[test]
fn replies_about_a_changed_statement_have_the_note() {
    let content = turnip(&[NICKNAMES, NAMES]);
    for (topic, expected) in [
        ("", Some("Nickname: How long it is kept: 90 days, was 30 days (and 1 more).")),
        // Questions and the rules that they ask for.
        ("retention", Some("Nickname: How long")),
        ("law-how-long", Some("Nickname: How long")),
        ("collected", Some("Turnip collects names (reworded).")),
        // A section, a statement, a data item.
        ("names", Some("(and 1 more).")),
        ("keeps-nicknames", Some("was 30 days.")),
        ("nick-name", Some("was 30 days.")),
        ("deletion", None),
        ("safety", None),
        ("the-cellar", None),
        ("sources", None),
        ("not-stated", None),
        ("term-gate", None),
        ("changes", None),
        ("xyzzy", None),
    ] {
        let answered = respond_on(&content, day(3, 10), "en-US", &privacy(topic));
        let note = answered.lines().find(|line| line.contains("Changed on 3 March 2026"));
        assert_eq!(note.is_some(), expected.is_some(), "{topic}: {answered}");
        assert!(expected.is_none_or(|part| note.unwrap().contains(part)), "{topic}: {answered}");
    }
    // No answer shows a removed promise. Its question has the note because a changed id is that of its requirement.
    let gone = turnip(&[(&["law-delete", "gone"], "Deletion: Answer to a rule: missing, was present")]);
    for (topic, expected) in [("", true), ("deletion", true), ("law-delete", true), ("retention", false)] {
        assert_eq!(respond_on(&gone, day(3, 10), "en-US", &privacy(topic)).contains("missing, was present"), expected, "{topic}");
    }
    let of_host = respond_on(&content, day(3, 10), "en-US", &compliance("", "", ""));
    assert!(!of_host.contains("Changed on"), "{of_host}");
    // The details have no note.
    let details = respond_on(&content, day(3, 10), "en-US", &common::pressed("privacy/2/details/1/retention"));
    assert!(!details.contains("Changed on"), "{details}");
}

#[test]
fn the_note_is_one_small_line_in_both_languages() {
    let content = weakened(common::bilingual(), &[NICKNAMES, NAMES]);
    let shown = |locale| {
        let first = respond_on(&content, day(3, 10), locale, &privacy(""));
        format!("{first}\n\n{}", respond_on(&content, day(3, 10), locale, &privacy("retention")))
    };
    expect![[r#"
        ## What Turnip's policy says about your data
        - **What is collected:** User name (Nickname). The policy says that this list is not complete.
        - **Not stated by the bot:** Deletion
        -# Turnip's policy, 29 February 2024
        -# Changed on 3 March 2026: Nickname: How long it is kept: 90 days, was 30 days (and 1 more). See /privacy topic\:changes.
        -# A restatement, and no advice.

        ## How long is it kept?
        **Partly answered.** It says so of nicknames alone.
        - Nicknames are kept for a week
        -# Turnip's policy, 29 February 2024
        -# Changed on 3 March 2026: Nickname: How long it is kept: 90 days, was 30 days. See /privacy topic\:changes.
        -# A restatement, and no advice."#]]
    .assert_eq(&shown("en-US"));
    expect![[r#"
        ## Ce que la politique de Turnip dit de vos données
        - **Ce qui est collecté :** Nom de l’utilisateur (Surnom). La politique dit que cette liste n’est pas complète.
        - **Non précisé par le bot :** Suppression
        -# La politique de Turnip, 29 février 2024
        -# Modifié le 3 mars 2026 : Nickname: How long it is kept: 90 days, was 30 days (et 1 autre). Voir /confidentialité sujet\:changements.
        -# Partiellement en anglais.
        -# Une reformulation, et aucun conseil.

        ## Combien de temps est-ce conservé ?
        **Réponse partielle.** Cela n’est dit que des surnoms.
        - Les surnoms sont conservés une semaine
        -# La politique de Turnip, 29 février 2024
        -# Modifié le 3 mars 2026 : Nickname: How long it is kept: 90 days, was 30 days. Voir /confidentialité sujet\:changements.
        -# Partiellement en anglais.
        -# Une reformulation, et aucun conseil."#]].assert_eq(&shown("fr"));
    let embed = Display { form: Form::Embed, ..Display::default() }.on(day(3, 10));
    let response = common::respond_as(&content, embed, &privacy("retention"));
    assert!(response["data"]["embeds"][0]["description"].as_str().unwrap().ends_with("See /privacy topic\\:changes."), "{response}");
}

#[test]
fn cached_reply_has_no_note_once_its_days_are_over() {
    let content = turnip(&[NICKNAMES]);
    let body = privacy("").to_string();
    let at = |today| respond_to_json_bytes(&content, Display::default().on(today), body.as_bytes()).unwrap();
    let (noted, later) = (at(day(3, 3)), at(day(5, 3)));
    assert_ne!(noted, later);
    assert_eq!((at(day(4, 1)), at(None)), (noted, later));
}

static LONG: LazyLock<Content> = LazyLock::new(|| Content::baked().unwrap());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The note is one line, and the message is within its limits, for any text of a change.
    #[test]
    fn note_keeps_the_message_within_its_limits(line in "\\PC{0,400}", french: bool, form: bool, topic in any::<prop::sample::Index>(), today in 1_u8..=31) {
        let policy = LONG.policy();
        let mut topics = vec!["at-a-glance"];
        topics.extend(policy.questions.iter().map(|question| question.id.as_str()));
        topics.extend(policy.requirements.iter().map(|requirement| requirement.id.as_str()));
        topics.extend(policy.statements().map(|statement| statement.id.as_str()));
        let topic = *topic.get(&topics);
        let shown = policy.statements().map(|statement| statement.id.as_str()).collect::<Vec<_>>();
        let content = weakened(LONG.clone(), &[(&shown, &line), (&shown, "Another")]);
        let form = if form { Form::Embed } else { Form::Components };
        let display = Display { form, ..Display::default() }.on(day(3, today));
        let locale = if french { "fr" } else { "en-US" };
        let response = common::respond_as(&content, display, &from(locale, chosen("privacy/2/questions0/1/at-a-glance", topic)));
        let text = common::text(&response);
        prop_assert!(limits::length(&text) <= limits::SHORT_PRIVACY, "{}: {}", limits::length(&text), text);
        prop_assert!(text.lines().count() <= limits::SHORT_PRIVACY_LINES, "{text}");
        let notes = text.lines().filter(|line| line.contains("3 March 2026") || line.contains("3 mars 2026")).count();
        let plain = common::text(&common::respond_as(&content, Display { form, ..Display::default() }, &from(locale, chosen("privacy/2/questions0/1/at-a-glance", topic))));
        let has_statements = topic == "at-a-glance" || shown.contains(&topic);
        prop_assert!(today < 3 && notes == 0 || notes == 1 || !has_statements && notes == 0, "{topic} {notes}: {text}");
        // The answer is still there.
        prop_assert_eq!(text.lines().next(), plain.lines().next());
        prop_assert!(text.lines().nth(1).is_some_and(|line| !line.starts_with("-#")), "{}", text);
    }
}
