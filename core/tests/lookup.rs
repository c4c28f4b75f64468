//! Tests that typed texts, and the texts that chat programs send back, open the right topics,
//! services, frameworks and kinds of data, in each language.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::{path::Path, rc::Rc};

use carrot_core::{
    DataRule, Framework, Policy, Service,
    i18n::Messages,
    lookup::{
        Catalog, Languages, MatchedBy,
        asking::QuestionVocabulary,
        things::{self, ThingMatch},
        topic::{self, Names, Topic, TopicMatch},
    },
    name::{Named, OfKind},
    search::Index,
};

/// The content in one language, with everything that look-ups need.
struct Edition {
    policy: Policy,
    index: Index,
    asking: Rc<QuestionVocabulary>,
    names: Names,
}

impl Edition {
    fn new(policy: Policy, asking: &Rc<QuestionVocabulary>) -> Self {
        Self { index: Index::new(&policy), asking: Rc::clone(asking), names: Names::new(&policy, []), policy }
    }

    fn catalog(&self) -> Catalog<'_> {
        Catalog { policy: &self.policy, index: &self.index, asking: &self.asking, names: &self.names }
    }
}

/// Calls a test with each language of the content and of the interface.
fn in_each_language(test: impl Fn(Languages<'_>, Messages)) {
    let parsed = carrot_loader::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).unwrap();
    let policy = parsed.policy.unwrap();
    let asking = Rc::new(QuestionVocabulary::new(&policy, parsed.translations.iter().map(|translation| &translation.policy)));
    let original = Edition::new(policy, &asking);
    test(Languages { own: original.catalog(), original: original.catalog() }, Messages::of(&"en".parse().unwrap()));
    assert!(!parsed.translations.is_empty());
    for translation in parsed.translations {
        let messages = Messages::of(&translation.lang);
        let own = Edition::new(translation.policy, &asking);
        test(Languages { own: own.catalog(), original: original.catalog() }, messages);
    }
}

/// Cuts a suggestion's name to the 100 characters that a chat program shows.
fn cut(name: &str) -> String {
    if name.chars().count() <= 100 {
        return name.to_owned();
    }
    let begin: String = name.chars().take(99).collect();
    format!("{}…", begin.trim_end())
}

/// Returns the topic that a text opens.
fn opened<'a>(languages: Languages<'a>, messages: Messages, text: &str) -> Option<Topic<'a>> {
    match topic::find_topic(languages, messages, text) {
        TopicMatch::Topic { topic, .. } => Some(topic),
        _ => None,
    }
}

/// Returns texts that people type: the empty text, each beginning of two letters, every name, and some questions.
fn typed(names: &[String]) -> Vec<String> {
    let mut all = vec![String::new()];
    for name in names {
        let begins = [1, 2, 3, 5, 8].map(|most| name.chars().take(most).collect::<String>());
        all.extend(begins.into_iter().chain([name.clone()]));
        all.extend(name.split_whitespace().map(str::to_owned));
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn every_topic_is_opened_by_its_id_and_by_its_label() {
    in_each_language(|languages, messages| {
        let policy = languages.own.policy;
        let mut checked = 0;
        for id in topic::ids(policy) {
            let Some(topic) = Topic::by_id(policy, &id) else { continue };
            let label = cut(&topic::label(languages.own, messages, topic));
            // A word alone may be the name of something else. An id of several words, or with a number, is not what people type as a name.
            let alone = id.contains(|c: char| c == '-' || c.is_ascii_digit()).then(|| id.to_string());
            for text in [format!("#{id}"), label].into_iter().chain(alone) {
                let got = opened(languages, messages, &text).map(Topic::id);
                assert_eq!(got, Some(topic.id()), "{text} ({})", messages.lang());
            }
            checked += 1;
        }
        assert!(checked > 300, "{checked}");
    });
}

#[test]
fn every_suggestion_is_opened_by_its_value_and_by_its_label() {
    in_each_language(|languages, messages| {
        let policy = languages.own.policy;
        let names: Vec<String> =
            topic::ids(policy).filter_map(|id| Some(Topic::by_id(policy, &id)?.name(messages).to_owned())).step_by(19).collect();
        let mut seen = std::collections::BTreeSet::new();
        for text in typed(&names) {
            for topic in topic::suggested(languages, messages, &text) {
                if seen.insert(topic.id().to_owned()) {
                    let label = cut(&topic::label(languages.own, messages, topic));
                    let got = opened(languages, messages, &label).map(Topic::id);
                    assert_eq!(got, Some(topic.id()), "{label}, suggested for {text} ({})", messages.lang());
                }
            }
        }
        assert!(seen.len() > 200, "{}", seen.len());
    });
}

/// Asserts that every suggestion of a kind is opened by its id and by its name.
fn things_open<T: OfKind>(languages: Languages<'_>) {
    let all = T::all(languages.own.policy);
    let names: Vec<String> = all.iter().flat_map(|thing| thing.spellings().map(str::to_owned).collect::<Vec<_>>()).collect();
    for text in typed(&names) {
        for thing in things::suggested::<T>(languages, &text) {
            for sent in [thing.id().to_owned(), cut(thing.name())] {
                let ThingMatch::Things { things, .. } = things::find_thing::<T>(languages, &sent) else {
                    panic!("{sent} opens nothing")
                };
                assert!(things.len() == 1 && things[0].id() == thing.id(), "{sent}, suggested for {text}");
            }
        }
    }
}

#[test]
fn every_suggested_service_framework_and_kind_of_data_opens() {
    in_each_language(|languages, _| {
        things_open::<Service>(languages);
        things_open::<Framework>(languages);
        things_open::<DataRule>(languages);
    });
}

#[test]
fn a_thing_is_found_by_name_alias_or_typo_and_else_suggested() {
    in_each_language(|languages, _| {
        let how = |text: &str| match things::find_thing::<Framework>(languages, text) {
            ThingMatch::Things { things, how } => (things[0].id().to_owned(), Some(how)),
            ThingMatch::Unknown(near) => (near.first().map(|thing| thing.id().to_owned()).unwrap_or_default(), None),
        };
        assert_eq!(how("gdpr"), ("gdpr".to_owned(), Some(MatchedBy::Exact)));
        assert_eq!(how("PCI"), ("pci-dss".to_owned(), Some(MatchedBy::Alias)));
        assert_eq!(how("HIPAA compliance"), ("hipaa".to_owned(), Some(MatchedBy::Alias)));
        assert_eq!(how("HIPPA"), ("hipaa".to_owned(), Some(MatchedBy::Typo)));
        assert_eq!(how("ISO 9001").1, None);
    });
}

#[test]
fn mentions_and_other_languages_give_no_odd_suggestions() {
    in_each_language(|languages, messages| {
        let near = |text: &str| match topic::find_topic(languages, messages, text) {
            TopicMatch::Unknown(near) => near.into_iter().map(Topic::id).collect::<Vec<_>>(),
            TopicMatch::Topic { topic, .. } => panic!("{text} opens {}", topic.id()),
            TopicMatch::Compliance { .. } => panic!("{text} asks about services"),
        };
        for text in [
            "<@1> @everyone",
            "<@!200> <#27001> <@&2> @here",
            "<:carrot:123> <a:soc:2> <t:1700000000:R>",
            "https://soc.example/2 ",
            "Welche Sprache benutzt ihr eigentlich im Alltag?",
            "Wieso funktioniert das heute bei uns nicht richtig?",
        ] {
            assert_eq!(near(text), Vec::<&str>::new(), "{text} ({})", messages.lang());
        }
        assert_eq!(opened(languages, messages, "<@1> do you sell my data?").map(Topic::id), Some("sale"));
        assert_eq!(opened(languages, messages, "<@1> retention").map(Topic::id), Some("retention"));
    });
}

#[test]
fn a_topic_is_found_by_name_question_or_typo_and_a_number_is_no_question() {
    in_each_language(|languages, messages| {
        let how = |text: &str| match topic::find_topic(languages, messages, text) {
            TopicMatch::Topic { topic, how, .. } => (topic.id(), Some(how)),
            _ => ("", None),
        };
        assert_eq!(how("do you sell my data"), ("sale", Some(MatchedBy::Question)));
        assert_eq!(how("do you encyrpt my data"), ("security", Some(MatchedBy::Typo)));
        assert_eq!(how("RETENTION"), ("retention", Some(MatchedBy::Exact)));
        for text in ["2+2", "what is 2", "hi", "???", "🥕", "the of and", "please"] {
            assert_eq!(how(text).1.filter(|how| *how != MatchedBy::Exact), None, "{text}");
        }
    });
}
