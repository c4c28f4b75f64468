//! Tests two content folders as a whole: this repository's own, and an invented bot on an invented
//! host. They share no id, so code that depends on one of them fails with the other.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use std::collections::BTreeSet;

use carrot_core::{
    AnyId, Extent, FrameworkKind, Lang, Policy, Scope, Services, Translation,
    coverage::Status,
    parse::{File, Parsed, parse},
};
use carrot_testing::repository;
use serde_json::Value;

fn load(path: &str) -> (Policy, Vec<Translation>) {
    let Parsed { policy, translations, diagnostics, .. } = carrot_loader::load(&repository(path)).unwrap();
    assert_eq!(diagnostics, [], "{path}");
    (policy.unwrap(), translations)
}

fn dormouse() -> (Policy, Translation) {
    let (policy, translations) = load("examples/dormouse");
    let [french] = <[_; 1]>::try_from(translations).unwrap();
    (policy, french)
}

/// Returns every id that content declares, of any kind.
fn ids(policy: &Policy) -> BTreeSet<String> {
    fn walk(value: &Value, out: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match (key.as_str(), value) {
                ("id", Value::String(id)) => drop(out.insert(id.clone())),
                _ => walk(value, out),
            }),
            Value::Array(list) => list.iter().for_each(|value| walk(value, out)),
            _ => {}
        }
    }
    let mut out = BTreeSet::new();
    walk(&serde_json::to_value(policy).unwrap(), &mut out);
    out
}

/// Returns the keys under which two policies differ.
fn differences<'a>(key: &'a str, one: &'a Value, other: &'a Value, out: &mut BTreeSet<&'a str>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            one.iter().zip(other).for_each(|((key, one), (_, other))| differences(key, one, other, out));
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() && one.iter().all(Value::is_object) && key != "text" => {
            one.iter().zip(other).for_each(|(one, other)| differences(key, one, other, out));
        }
        _ if one != other => drop(out.insert(key)),
        _ => {}
    }
}

#[test]
fn example_and_own_content_are_valid_and_share_no_id() {
    let (own, _) = load("content");
    let (example, _) = dormouse();
    let (own, example) = (ids(&own), ids(&example));
    assert!(own.len() > 200 && example.len() > 60, "{} and {} ids", own.len(), example.len());
    assert_eq!(own.intersection(&example).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn replacing_the_host_only_affects_the_bots_folder() {
    let [own, example] = ["content", "examples/dormouse"].map(|path| carrot_loader::read(&repository(path)).unwrap());
    for (kept, new, editor) in [(&own, &example, "editors"), (&example, &own, "onlookers")] {
        let mut files: Vec<File> = kept.iter().filter(|file| !file.path.starts_with("hosts/")).cloned().collect();
        files.extend(new.iter().filter(|file| file.path.starts_with("hosts/")).cloned());
        // A host's folder contains its readings, so a bot that keeps its own folder and takes another host's also takes them.
        for file in files.iter_mut().filter(|file| file.path.starts_with("hosts/")) {
            let text = String::from_utf8(std::mem::take(&mut file.bytes)).unwrap();
            let other = if editor == "editors" { "onlookers" } else { "editors" };
            let text = text.replace(&format!("party={other}"), &format!("party={editor}"));
            file.bytes = text.replace(&format!("by = \"{other}\""), &format!("by = \"{editor}\"")).into_bytes();
        }
        let messages: Vec<String> =
            parse(&files).diagnostics.iter().map(|diagnostic| format!("{}: {}", diagnostic.file, diagnostic.message)).collect();
        assert!(messages.iter().any(|message| message.starts_with("bot/")), "the bot names its old host: {messages:?}");
        assert!(!messages.iter().any(|message| message.starts_with("hosts/") || message.starts_with("rules/")), "{messages:?}");
        assert!(!messages.iter().any(|message| message.contains(&format!("`{editor}`"))), "{messages:?}");
    }
}

#[test]
fn the_example_declares_a_stack_with_partial_facts() {
    let (policy, _) = dormouse();
    assert_eq!(policy.services.iter().map(|service| service.id.as_str()).collect::<Vec<_>>(), ["cells", "pantry"]);
    assert_eq!(policy.bot.services, policy.services.iter().map(|service| service.id.clone()).collect::<Vec<_>>());
    assert_eq!(policy.bot.plan.as_deref(), Some("Winter"));
    assert_eq!(policy.bot.region.as_ref().map(|region| region.as_str()), Some("north-hollow"));
    let kinds: Vec<_> = policy.frameworks.iter().map(|framework| framework.kind).collect();
    assert_eq!(kinds, [FrameworkKind::Regulation, FrameworkKind::Standard, FrameworkKind::AuditScheme]);

    let limits: Vec<_> = policy
        .claims
        .iter()
        .filter_map(|claim| match &claim.scope {
            Scope::Services { services, regions, plans } => Some((claim.id.as_str(), services, regions.len(), plans.len())),
            Scope::Infrastructure | Scope::Company => None,
        })
        .collect();
    let [cells, pantry] = ["cells", "pantry"].map(|id| Services::Only(vec![id.parse().unwrap()]));
    assert_eq!(
        limits,
        [
            ("claim-bramble-north", &Services::All, 1, 0),
            ("claim-watch-winter", &pantry, 0, 2),
            ("claim-watch-meadow", &cells, 1, 1),
            ("claim-neighbour-watch", &Services::All, 0, 0),
        ]
    );
    let acorn = policy.coverage(&"pantry".parse().unwrap(), &"acorn-act".parse().unwrap());
    assert_eq!(acorn.status, Status::Unstated, "a company's own business covers no service");
    let disagreements: Vec<_> =
        policy.statements().filter(|statement| statement.disagreement).map(|statement| statement.id.as_str()).collect();
    assert_eq!(disagreements, ["reading-backups"]);
}

#[test]
fn the_example_answers_some_requirements() {
    let (policy, _) = dormouse();
    let extents: Vec<_> = policy.gaps().map(|gap| (gap.requirement.id.as_str(), gap.extent)).collect();
    assert_eq!(
        extents,
        [
            ("hedge-what", Extent::Present),
            ("hedge-why", Extent::Present),
            ("hedge-how-long", Extent::Partial),
            ("hedge-delete", Extent::Present),
            // The content wrongly marks promises of the host as `present`.
            ("hedge-safe", Extent::Partial),
            ("hedge-breach", Extent::Missing),
            ("hedge-children", Extent::Missing),
        ]
    );
    let items = &policy.inventory.items;
    let retention: Vec<_> =
        items.iter().map(|item| (item.id.as_str(), item.own.retention.as_ref().map(|retention| retention.text.as_str()))).collect();
    assert_eq!(
        retention,
        [
            ("account-number", Some("As long as a reminder of yours")),
            ("reminder", Some("24 hours after it was sent")),
            ("reminder-moment", Some("24 hours after it was sent")),
            ("language", None),
        ]
    );
    assert_eq!(policy.inventory.whole.retention, None, "what is stated for an item is not stated for the list");
}

#[test]
fn french_changes_texts_and_no_fact() {
    let (policy, french) = dormouse();
    assert_eq!((policy.bot.lang.as_str(), french.lang.as_str()), ("en", "fr"));
    assert_eq!(ids(&policy), ids(&french.policy));
    let (one, other) = (serde_json::to_value(&policy).unwrap(), serde_json::to_value(&french.policy).unwrap());
    let mut keys = BTreeSet::new();
    differences("", &one, &other, &mut keys);
    let texts = [
        "about",
        "aliases",
        "ask",
        "asks",
        "conditions",
        "disclaimer",
        "evidence",
        "excludes",
        "name",
        "promises_to",
        "restore_note",
        "text",
        "title",
        "when",
        "why",
        "words",
        // Leave out the titles of a source's sections, because their keys are chosen by the author.
        "1",
        "2",
    ];
    assert_eq!(keys, BTreeSet::from(texts));

    let statement = |policy: &Policy| policy.statement(&"forget-command".parse().unwrap()).unwrap().clone();
    let (english, translated) = (statement(&policy), statement(&french.policy));
    assert_eq!(translated.title, "Une commande supprime tout");
    assert_eq!((translated.party, translated.cites), (english.party, english.cites));
    let retention = |policy: &Policy| policy.inventory.items[0].own.retention.clone().unwrap();
    assert_eq!(retention(&french.policy).text, "Aussi longtemps qu'un de vos rappels");
    assert_eq!(retention(&french.policy).statement, retention(&policy).statement);
    assert_eq!(french.policy.bot.services, policy.bot.services);
}

#[test]
fn untranslated_ids_are_known_as_english() {
    let (policy, french) = dormouse();
    for (id, lang) in [("forget-command", "fr"), ("show-command", "en"), ("safekeeping", "fr"), ("bramble-certificate", "en")] {
        assert_eq!(french.lang_of(id), &lang.parse::<Lang>().unwrap(), "{id}");
    }
    let translated = policy.statements().filter(|statement| french.lang_of(statement.id.as_str()).as_str() == "fr").count();
    assert_eq!((translated, policy.statements().count()), (11, 36));
    let known: BTreeSet<AnyId> = ids(&policy).iter().filter_map(|id| id.parse().ok()).collect();
    assert!(french.untranslated.is_subset(&known));
}
