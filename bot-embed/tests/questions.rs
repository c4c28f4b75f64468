//! Tests the answers to people's questions from the content of this repository: no answer may be
//! wrong, and few may be missing.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::AnyId;

use bot_embed::{
    Content,
    lookup::topic::{Topic, TopicMatch, find_topic},
};

#[derive(serde::Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(serde::Deserialize)]
struct Question {
    q: String,
    want: Vec<String>,
    #[serde(default)]
    held_out: bool,
}

/// Returns the answer in the notation of `questions.toml`.
fn answered(content: &Content, text: &str) -> String {
    match find_topic(content.for_locale(None), text) {
        TopicMatch::Topic { topic: Topic::Kind(kind), .. } => kind.id.as_str().replacen("kind-", "kind:", 1),
        TopicMatch::Topic { topic, .. } => topic.id().to_owned(),
        TopicMatch::Compliance { services, frameworks, data } => {
            let ids = [
                services.first().map(|service| service.id.as_str()),
                frameworks.first().map(|framework| framework.id.as_str()),
                data.first().map(|it| it.id.as_str()),
            ];
            format!("cell:{}", ids.map(Option::unwrap_or_default).join("/"))
        }
        TopicMatch::Unknown(_) => "none".to_owned(),
    }
}

#[test]
fn questions_get_the_expected_answer_and_no_wrong_one() {
    let Questions { question } = toml::from_str(include_str!("questions.toml")).unwrap();
    let content = Content::baked().unwrap();
    let (mut counts, mut wrong) = ([[0_usize; 2]; 2], 0);
    for Question { q, want, held_out } in &question {
        let got = answered(&content, q);
        let good = want.contains(&got);
        let count = &mut counts[usize::from(*held_out)];
        count[0] += usize::from(good);
        count[1] += 1;
        if !good {
            let is_wrong = got != "none";
            wrong += usize::from(is_wrong);
            let how = if is_wrong { "WRONG" } else { "missing" };
            println!("{how}{}: {q}: got {got}, want {}", if *held_out { " (held out)" } else { "" }, want.join(" or "));
        }
    }
    for (name, [good, all]) in ["tuned", "held out"].into_iter().zip(counts) {
        println!("{name}: {good} of {all} are good ({} %)", 100 * good / all);
        assert!(100 * good >= 90 * all, "{name}: too few are good");
    }
    assert_eq!(wrong, 0, "wrong answers");
}

/// An expected answer that cannot occur would make a test stricter or laxer than it looks.
#[test]
fn every_expected_answer_exists() {
    let Questions { question } = toml::from_str(include_str!("questions.toml")).unwrap();
    let content = Content::baked().unwrap();
    let policy = content.policy();
    let exists = |want: &str| match want.split_once(':') {
        Some(("kind", kind)) => policy.vocabulary.kinds.iter().any(|it| it.id.as_str().strip_prefix("kind-") == Some(kind)),
        Some(("cell", cell)) => match cell.split('/').collect::<Vec<_>>().as_slice() {
            [service, framework, data] => {
                cell != "//"
                    && (service.is_empty() || policy.services.iter().any(|it| it.id == **service))
                    && (framework.is_empty() || policy.frameworks.iter().any(|it| it.id == **framework))
                    && (data.is_empty() || policy.data_rules.iter().any(|rule| rule.id == **data))
            }
            _ => false,
        },
        _ => {
            // Content without an item has no title for it, so it returns the id.
            let is_item = want.parse().is_ok_and(|id: AnyId| policy.title_of(&id) != want);
            let is_part = ["none", "at-a-glance", "not-stated", "hosting", "sources"].contains(&want);
            is_item || is_part || want == "changes"
        }
    };
    let unknown: Vec<_> = question.iter().flat_map(|question| &question.want).filter(|want| !exists(want)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// People ask in French whatever the language of their Discord is. The answer is the same.
#[test]
fn a_french_locale_gets_no_other_answer() {
    let Questions { question } = toml::from_str(include_str!("questions.toml")).unwrap();
    let content = Content::baked().unwrap();
    for Question { q, want, .. } in question.iter().step_by(5) {
        let TopicMatch::Topic { topic, .. } = find_topic(content.for_locale(Some("fr")), q) else { continue };
        let got = answered(&content, q);
        let same = want.iter().chain([&got]).any(|want| want == topic.id() || topic.id().replacen("kind-", "kind:", 1) == *want);
        assert!(same, "{q}: {} in French, {got} in English", topic.id());
    }
}

/// Straight and curly apostrophes and quotation marks are the same, as are the letters that some keyboards type for them.
#[test]
fn apostrophes_and_quotation_marks_change_no_answer() {
    let Questions { question } = toml::from_str(include_str!("questions.toml")).unwrap();
    let content = Content::baked().unwrap();
    let with_marks = question.iter().filter(|question| question.q.contains(['\'', '’', '"']));
    for Question { q, .. } in with_marks.step_by(4) {
        let straight = q.replace('’', "'");
        for [single, open, close] in
            [["'", "\"", "\""], ["’", "“", "”"], ["ʼ", "« ", " »"], ["′", "„", "“"], ["`", "‘", "’"], ["´", "''", "''"]]
        {
            let typed = straight.replace('\'', single).replacen('"', open, 1).replacen('"', close, 1);
            assert_eq!(answered(&content, &typed), answered(&content, q), "{typed}");
        }
    }
}

/// The topic of a law is about the host, so it also offers the question whether the bot complies.
#[test]
fn the_name_of_a_law_offers_the_question_about_the_bot() {
    let content = Content::baked().unwrap();
    for (locale, text) in [(None, "gdpr"), (Some("fr"), "rgpd"), (Some("fr"), "gdpr")] {
        let TopicMatch::Topic { topic, also, .. } = find_topic(content.for_locale(locale), text) else { panic!("{text}") };
        assert_eq!(topic.id(), "gdpr", "{text}");
        assert!(also.iter().any(|topic| topic.id() == "law-compliance"), "{text}");
    }
    let TopicMatch::Topic { topic, .. } = find_topic(content.for_locale(Some("fr")), "is it gdpr compliant") else { panic!() };
    assert_eq!(topic.id(), "law-compliance");
}
