//! Tests editions and their differences: the direction of 180 pairs of wordings, properties of any
//! two editions, and broken histories.
#![cfg(all(feature = "history", feature = "parse"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

use std::collections::BTreeSet;

use crate::editions::{edition, example, paragraph, policy, snapshot, statement};
use carrot_core::{
    Date,
    history::{Aspect, ChangeKind, Diff, Direction, Edition, History, Labels, Snapshot, StatementChange, diff},
    i18n::Messages,
};
use expect_test::expect_file;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

#[derive(serde::Deserialize)]
struct Fixtures {
    pair: Vec<Pair>,
}

#[derive(serde::Deserialize)]
struct Pair {
    name: String,
    fact: Option<String>,
    old: Option<String>,
    new: Option<String>,
    direction: String,
}

impl Pair {
    fn side(&self, text: Option<&String>) -> Snapshot {
        let Some(fact) = &self.fact else {
            return snapshot(&policy(&[statement("said", "bot", text.unwrap())], &json!({})));
        };
        let value = text.map(|text| json!({ "text": text, "statement": "said" }));
        let value = if fact == "purpose" { json!([value]) } else { json!(value) };
        let item = json!({ "id": "item", "name": "Item", "statement": "said", "own": { (fact.as_str()): value } });
        snapshot(&policy(&[statement("said", "bot", "Nothing.")], &json!({ "statement": "said", "items": [item] })))
    }
}

#[test]
fn pairs_of_wordings_have_their_direction() {
    let read = |text| toml::from_str::<Fixtures>(text).unwrap().pair;
    let (first, fresh) = (read(include_str!("fixtures/changes.toml")), read(include_str!("fixtures/changes-fresh.toml")));
    let policies = read(include_str!("fixtures/changes-policies.toml"));
    assert_eq!((first.len(), fresh.len(), policies.len()), (40, 50, 90));
    let mut wrong = Vec::new();
    for pair in first.iter().chain(&fresh).chain(&policies) {
        let (old, new) = (pair.side(pair.old.as_ref()), pair.side(pair.new.as_ref()));
        for (from, to, reverse) in [(&old, &new, false), (&new, &old, true)] {
            let diff = diff(from, to);
            let [change] = diff.changes.as_slice() else { panic!("{}: {:#?}", pair.name, diff.changes) };
            let direction = if reverse { change.direction.reversed() } else { change.direction };
            if direction.id() != pair.direction {
                wrong.push(format!("{}: {} instead of {} (reverse: {reverse})", pair.name, direction.id(), pair.direction));
            }
            assert_eq!(change.party.as_ref().unwrap().name, "Bot", "{}", pair.name);
            assert_eq!(change.cites[0].as_of, Date::new(2026, 1, 31), "{}", pair.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn real_content_does_not_differ_from_itself() {
    for policy in [example(), carrot_testing::content().clone()] {
        let now = Snapshot::of(&policy).unwrap();
        let same = diff(&now, &now);
        assert!(same.is_empty(), "{:#?}", same.changes);
        assert_eq!(same.statements.len(), policy.statements().count());
        assert!(same.statements.values().all(|change| *change == StatementChange::Same));
    }
}

/// Applies a change to the example's content as JSON, and returns the differences.
fn changed(change: impl FnOnce(&mut Value)) -> Diff {
    let old = serde_json::to_value(carrot_core::PolicyJson::from(&example())).unwrap();
    let mut new = old.clone();
    change(&mut new);
    diff(&snapshot(&old), &snapshot(&new))
}

fn only(diff: &Diff) -> (Aspect, ChangeKind, Direction) {
    let [change] = diff.changes.as_slice() else { panic!("{:#?}", diff.changes) };
    (change.aspect, change.kind, change.direction)
}

#[test]
fn typed_facts_have_their_direction() {
    use {Aspect as A, ChangeKind as K, Direction as D};
    let drop_first = |list: &mut Value| {
        list.as_array_mut().unwrap().remove(0);
    };
    let claim = |policy: &mut Value, change: &dyn Fn(&mut Value)| {
        let claims = policy["claims"].as_array_mut().unwrap();
        change(claims.iter_mut().find(|claim| claim["denies"] == false && claim["scope"]["services"].is_object()).unwrap());
    };
    assert_eq!(only(&changed(|it| drop_first(&mut it["claims"]))), (A::Claim, K::Removed, D::Weaker));
    assert_eq!(
        only(&changed(|it| claim(it, &|claim| claim["conditions"].as_array_mut().unwrap().push("on request".into())))),
        (A::Conditions, if example().claims[0].conditions.is_empty() { K::Added } else { K::Changed }, D::Weaker)
    );
    assert_eq!(
        only(&changed(|it| claim(it, &|claim| claim["scope"]["services"]["services"] = json!({ "only": [] })))),
        (A::Scope, K::Changed, D::Weaker)
    );
    assert_eq!(only(&changed(|it| it["objectives"][0]["restore_hours"] = 4_000.into())), (A::Restore, K::Changed, D::Weaker));
    assert_eq!(only(&changed(|it| it["inventory"]["open_ended"] = true.into())), (A::OpenEnded, K::Changed, D::Weaker));
    let item = json!({ "id": "new-item", "name": "Location", "statement": "account-number-kept", "own": {} });
    assert_eq!(only(&changed(|it| it["inventory"]["items"].as_array_mut().unwrap().push(item))), (A::DataItem, K::Added, D::Weaker));
    let part = json!({ "id": "new-part", "name": "Text", "part_of": "reminder", "statement": "account-number-kept", "own": {} });
    assert_eq!(only(&changed(|it| it["inventory"]["items"].as_array_mut().unwrap().push(part))), (A::DataItem, K::Added, D::Unclear));
    assert_eq!(
        only(&changed(|it| it["inventory"]["items"][1]["own"]["retention"]["text"] = "90 days after it was sent".into())),
        (A::Retention, K::Changed, D::Weaker)
    );
    let promise = |policy: &mut Value| {
        let parties = policy["parties"].as_array_mut().unwrap();
        parties.iter_mut().find(|party| party["kind"] == "bot").unwrap()["promises_to"] = Value::Null;
    };
    assert_eq!(only(&changed(promise)), (A::PromisedTo, K::Changed, D::Weaker));
}

#[test]
fn values_are_in_the_language_of_the_labels() {
    let claim = |change: &dyn Fn(&mut Value)| {
        changed(|policy| {
            let claims = policy["claims"].as_array_mut().unwrap();
            change(claims.iter_mut().find(|claim| claim["denies"] == false && claim["scope"]["services"].is_object()).unwrap());
        })
    };
    let services = |services: Value| claim(&|claim| claim["scope"]["services"]["services"] = services.clone());
    let objective =
        json!({ "id": "new", "statement": "account-number-kept", "services": "all", "plans": [], "restore_hours": 4, "loss_hours": 1 });
    let recipient = json!({ "id": "kiln", "name": { "text": "Kiln", "statement": "account-number-kept" }, "data": ["reminder"], "ai_provider": true });
    let cases = [
        (claim(&|claim| claim["denies"] = true.into()), "not covered", "non couvert"),
        (services(json!({ "only": [] })), "none", "aucun"),
        (claim(&|claim| claim["scope"] = "company".into()), "company", "entreprise"),
        (claim(&|claim| claim["attestation"] = "self-certification".into()), "self-certification", "autocertification"),
        (changed(|it| it["inventory"]["open_ended"] = true.into()), "the list is not complete", "la liste n’est pas complète"),
        (
            changed(|it| it["objectives"].as_array_mut().unwrap().push(objective)),
            "restored: 4 h, data loss: 1 h",
            "rétablissement\u{a0}: 4 h, perte de données\u{a0}: 1 h",
        ),
        (
            changed(|it| it["inventory"]["recipients"] = json!([recipient])),
            "Kiln; data: reminder; AI provider: true",
            "Kiln\u{202f}; données\u{a0}: reminder\u{202f}; fournisseur d’IA\u{a0}: oui",
        ),
    ];
    for (diff, english, french) in cases {
        let change = diff.changes.iter().find(|change| change.new.as_deref() == Some(english));
        let change = change.unwrap_or_else(|| panic!("{english}: {:#?}", diff.changes));
        let shown = [Messages::En, Messages::Fr].map(|messages| Labels(messages).value(change.aspect, english));
        assert_eq!(shown, [english, french]);
        let line = Labels(Messages::Fr).line(change);
        assert!(line.contains(french) || line.ends_with("ajouté") || line.ends_with("changé"), "{line}");
    }
    let answer = |messages| ["missing", "partial", "present"].map(|extent| Labels(messages).value(Aspect::Answer, extent));
    assert_eq!(answer(Messages::Fr), ["non précisé", "précisé en partie", "précisé"]);
    assert_eq!(answer(Messages::En), ["not stated", "partly stated", "stated"]);
    let basis = |messages| ["consent", "contract: hosting"].map(|basis| Labels(messages).value(Aspect::LegalBasis, basis));
    assert_eq!(basis(Messages::Fr), ["Consentement", "Contrat\u{a0}: hosting"]);
    assert_eq!(basis(Messages::En), ["Consent", "Contract: hosting"]);
    // A semicolon of the content stays as it is.
    let terms = "purpose: hosting; backups; country: France";
    assert_eq!(
        Labels(Messages::Fr).value(Aspect::RecipientTerms, terms),
        "finalité\u{a0}: hosting; backups\u{202f}; pays\u{a0}: France"
    );
    assert_eq!(Labels(Messages::Fr).value(Aspect::Retention, "all"), "all");
}

#[test]
fn editors_and_moves_change_no_promise() {
    let moved = changed(|policy| {
        let statement = policy["sections"][0]["statements"].as_array_mut().unwrap().pop().unwrap();
        policy["sections"][1]["statements"].as_array_mut().unwrap().push(statement);
    });
    assert_eq!(only(&moved), (Aspect::Section, ChangeKind::Moved, Direction::Neutral));
    let side = |text| snapshot(&policy(&[statement("said", "editor", text)], &json!({})));
    let reading = diff(&side("Data is never sold."), &side("Data is sold."));
    assert_eq!(only(&reading), (Aspect::Statement, ChangeKind::Changed, Direction::Neutral));
    let renamed = changed(|it| it["sections"][0]["statements"][0]["id"] = "another-name".into());
    assert_eq!(renamed.count(Direction::Weaker), 0, "{:#?}", renamed.changes);
    assert!(renamed.statements.values().any(|change| *change == StatementChange::RenamedTo("another-name".to_owned())));
}

#[test]
fn the_bots_promise_that_becomes_its_hosts_is_weaker() {
    let side = |party| snapshot(&policy(&[statement("said", party, "Data is encrypted.")], &json!({})));
    assert_eq!(only(&diff(&side("bot"), &side("host"))), (Aspect::Party, ChangeKind::Changed, Direction::Weaker));
    assert_eq!(only(&diff(&side("host"), &side("bot"))), (Aspect::Party, ChangeKind::Changed, Direction::Stronger));
}

#[test]
fn a_note_acknowledges_by_id() {
    let side = |text| snapshot(&policy(&[statement("kept-30", "bot", text)], &json!({})));
    let longer = diff(&side("Logs are kept for 30 days."), &side("Logs are kept for 90 days."));
    for (note, open) in [("", 1), ("kept-30: the logs help us", 0), ("See `kept-30`.", 0), ("kept-30-days", 1), ("kept", 1)] {
        assert_eq!(longer.unacknowledged(note).len(), open, "{note}");
    }
    // A fact and its statement are one promise.
    let item = |retention: &str| json!({ "id": "item", "name": "Item", "statement": "said", "own": { "retention": { "text": retention, "statement": "said" } } });
    let side = |time: &str| {
        let text = format!("Logs are kept for {time}.");
        snapshot(&policy(&[statement("said", "bot", &text)], &json!({ "statement": "said", "items": [item(time)] })))
    };
    let both = diff(&side("30 days"), &side("90 days"));
    assert_eq!(both.count(Direction::Weaker), 2, "{:#?}", both.changes);
    for (note, open) in [("", 2), ("item", 0), ("said", 0), ("other", 2)] {
        assert_eq!(both.unacknowledged(note).len(), open, "{note}");
    }
}

const TEXTS: [&str; 14] = [
    "Logs are kept for 30 days.",
    "Logs are kept for 90 days.",
    "Logs are kept as long as necessary.",
    "We do not sell your data.",
    "We may sell your data, and share it with partners.",
    "We share data with the host, except messages.",
    "You can request deletion within one month.",
    "You can request deletion or export.",
    "Data is encrypted. Data is not shared without your consent.",
    "Data is generally encrypted.",
    "At least 3 days",
    "Nobody",
    "The host, and others",
    "",
];

fn cited_text() -> impl Strategy<Value = Value> {
    (select(&TEXTS[..]), select(&["s0", "s1", "s2"][..])).prop_map(|(text, statement)| json!({ "text": text, "statement": statement }))
}

fn lifecycle() -> impl Strategy<Value = Value> {
    let one = || proptest::option::of(cited_text());
    (one(), one(), one(), one(), vec(cited_text(), 0..4)).prop_map(|(recipients, retention, deletion, storage, purpose)| {
        json!({ "recipients": recipients, "retention": retention, "deletion": deletion, "storage": storage, "purpose": purpose })
    })
}

fn any_statement() -> impl Strategy<Value = Value> {
    (select(&["s0", "s1", "s2", "s3", "s4"][..]), select(&["bot", "host", "editor"][..]), select(&TEXTS[..]))
        .prop_map(|(id, party, text)| statement(id, party, text))
}

fn any_snapshot() -> impl Strategy<Value = Snapshot> {
    let unique = |list: Vec<Value>| -> Vec<Value> {
        let mut seen = BTreeSet::new();
        list.into_iter().filter(|it| seen.insert(it["id"].to_string())).collect()
    };
    let item = (select(&["i0", "i1", "i2"][..]), proptest::option::of(select(&["i0", "i1"][..])), lifecycle())
        .prop_map(|(id, part, own)| json!({ "id": id, "name": id, "part_of": part, "statement": "s0", "own": own }));
    let services = select(&[r#""all""#, r#"{"only":["x"]}"#, r#"{"only":["x","y"]}"#, r#"{"only":["z"]}"#][..]);
    let claim = (select(&["c0", "c1"][..]), any::<bool>(), services, vec(select(&["p", "q"][..]), 0..3)).prop_map(
        |(id, denies, services, conditions)| {
            let services: Value = serde_json::from_str(services).unwrap();
            json!({ "id": id, "statement": "s1", "frameworks": ["f"], "denies": denies, "attestation": "certificate",
                    "scope": { "services": { "services": services, "regions": [], "plans": conditions } }, "conditions": conditions })
        },
    );
    let answer = (select(&["present", "partial", "missing"][..]), vec(select(&["s0", "s1"][..]), 0..2))
        .prop_map(|(extent, statements)| json!({ "requirement": "r", "statements": statements, "extent": extent }));
    let named = (
        vec(recipient(), 0..3),
        vec(select(&["a@bot.example", "b@bot.example"][..]), 0..2),
        vec(select(&["consent", "contract"][..]), 0..2),
        proptest::option::of(1_u32..5),
    );
    let parts = (vec(any_statement(), 0..6), vec(item, 0..3), vec(claim, 0..3), answer, lifecycle(), any::<bool>(), named);
    parts.prop_map(move |(statements, items, claims, answer, whole, open, (recipients, contacts, bases, hours))| {
        let bases = bases.iter().map(|basis| json!({ "id": format!("basis-{basis}"), "basis": basis, "statement": "s1" })).collect();
        let inventory = json!({ "statement": "s2", "open_ended": open, "items": unique(items), "whole": whole,
                                "recipients": unique(recipients), "legal_bases": unique(bases) });
        let mut all = policy(&unique(statements), &inventory);
        all["claims"] = unique(claims).into();
        all["requirements"] = json!([{ "id": "r", "title": "R" }]);
        all["answers"] = json!([answer]);
        all["contacts"] = contacts.iter().map(|to| json!({ "to": to, "statement": "s2" })).collect();
        all["objectives"] = json!([{ "id": "o", "statement": "s2", "services": "all", "restore_hours": hours }]);
        snapshot(&all)
    })
}

fn recipient() -> impl Strategy<Value = Value> {
    let maybe = |list: &'static [&'static str]| proptest::option::of(select(list));
    let named = (select(&["r0", "r1"][..]), select(&["The host", "Others"][..]));
    (
        named,
        maybe(&["A", "B"]),
        maybe(&["Terms", "Other terms"]),
        proptest::option::of(any::<bool>()),
        vec(select(&["i0", "i1"][..]), 0..2),
    )
        .prop_map(|((id, name), country, contract, ai, data)| {
            json!({ "id": id, "name": { "text": name, "statement": "s3" }, "country": country, "contract": contract,
                    "ai_provider": ai, "data": data })
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_differs_from_itself(one in any_snapshot()) {
        prop_assert!(diff(&one, &one).is_empty());
    }

    #[test]
    fn the_reverse_swaps_weaker_and_stronger(old in any_snapshot(), new in any_snapshot()) {
        let key = |diff: &Diff, reverse: bool| {
            let direction = |it: Direction| if reverse { it.reversed() } else { it };
            let mut all: Vec<_> = diff.changes.iter().map(|change| {
                let (old, new) = if reverse { (&change.new, &change.old) } else { (&change.old, &change.new) };
                let renamed = change.kind == ChangeKind::Renamed;
                (change.aspect, if renamed { String::new() } else { change.id.clone() }, old.clone(), new.clone(), direction(change.direction))
            }).collect();
            all.sort();
            all
        };
        prop_assert_eq!(key(&diff(&old, &new), false), key(&diff(&new, &old), true));
    }

    #[test]
    fn every_statement_is_accounted_for(old in any_snapshot(), new in any_snapshot()) {
        let diff = diff(&old, &new);
        let ids = |it: &Snapshot| -> BTreeSet<String> { it.statements().map(|(_, it)| it.id.clone()).collect() };
        let (was, is) = (ids(&old), ids(&new));
        prop_assert_eq!(diff.statements.keys().cloned().collect::<BTreeSet<_>>(), was.union(&is).cloned().collect());
        for (id, change) in &diff.statements {
            let expected = (was.contains(id), is.contains(id));
            match change {
                StatementChange::Same | StatementChange::Changed => prop_assert_eq!(expected, (true, true)),
                StatementChange::Added => prop_assert_eq!(expected, (false, true)),
                StatementChange::Removed => prop_assert_eq!(expected, (true, false)),
                StatementChange::RenamedTo(to) => prop_assert!(expected == (true, false) && is.contains(to)),
            }
            let reported = diff.changes.iter().any(|change| change.id == *id || change.old.as_ref() == Some(id));
            prop_assert!(*change == StatementChange::Same || reported, "{id}: {change:?}");
        }
    }
}

#[test]
fn a_history_is_read_in_order_and_follows_retired_ids() {
    let first = edition(1, "2026-01-01", |_| {});
    let second = edition(2, "2026-03-03", |it| it["policy"]["sections"][0]["statements"][0]["id"] = "second-name".into());
    let third = edition(3, "2026-03-03", |edition| {
        edition["policy"]["sections"][0]["statements"][0]["id"] = "third-name".into();
        edition["policy"]["sections"][1]["statements"].as_array_mut().unwrap().remove(0);
    });
    let history = History::read(&[third, first, second]).unwrap().unwrap();
    let numbers: Vec<_> = history.changes().map(|change| (change.edition.number, change.diff.is_some())).collect();
    assert_eq!(numbers, [(1, false), (2, true), (3, true)]);
    let retired = history.retired(&history.last().unwrap().policy);
    let original = &example().sections[0].statements[0].id;
    assert_eq!(retired.get(original.as_str()), Some(&Some("third-name".to_owned())));
    assert_eq!(retired.get("second-name"), Some(&Some("third-name".to_owned())));
    let removed = &example().sections[1].statements[0].id;
    assert_eq!(retired.get(removed.as_str()), Some(&None));
    assert_eq!(History::read(&[]).unwrap(), None);
}

/// Every kind of id that a reader can link to, also of content that is newer than the last edition.
#[test]
fn ids_of_every_kind_are_retired() {
    let first = edition(1, "2026-01-01", |_| {});
    let named = edition(2, "2026-03-03", |edition| {
        edition["policy"]["sections"][0]["id"] = "renamed-section".into();
        edition["retired"] = json!({ example().sections[0].id.as_str(): "renamed-section" });
    });
    let history = History::read(&[first, named]).unwrap().unwrap();
    let mut now = serde_json::to_value(&history.last().unwrap().policy).unwrap();
    let empty = json!({ "statement": now["inventory"]["statement"], "items": [] });
    let (item, claim) = (now["inventory"]["items"][0]["id"].clone(), now["claims"][0]["id"].clone());
    (now["inventory"], now["claims"]) = (empty, json!([]));
    now["sections"][0]["statements"][0]["id"] = "unreleased".into();
    let retired = history.retired(&snapshot(&now));
    let to = |id: &str| retired.get(id).unwrap_or_else(|| panic!("{id}")).as_deref();
    assert_eq!(to(example().sections[0].id.as_str()), Some("renamed-section"));
    assert_eq!(to(example().sections[0].statements[0].id.as_str()), Some("unreleased"));
    for gone in [item, claim] {
        assert_eq!(to(gone.as_str().unwrap()), None);
    }
}

#[test]
fn a_broken_history_is_one_sentence() {
    let good = |number, date| edition(number, date, |_| {});
    let named = |name: &str, (_, text): (String, String)| (name.to_owned(), text);
    let kind = |edition: &mut Value| {
        let statement = edition["policy"]["sections"][0]["statements"][0].clone();
        edition["policy"]["sections"][0]["statements"].as_array_mut().unwrap().remove(0);
        edition["policy"]["parties"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": statement["id"], "name": "Somebody", "kind": "other" }));
    };
    let without = |key: &'static str| move |it: &mut Value| drop(it.as_object_mut().unwrap().remove(key));
    let cases = [
        vec![good(1, "2026-01-01"), good(3, "2026-03-03")],
        vec![good(2, "2026-01-01")],
        vec![edition(1, "2026-01-01", |it| it["format"] = 2.into())],
        vec![edition(1, "2026-01-01", without("format"))],
        vec![("0001-2026-01-01.json.gz".to_owned(), "{".to_owned())],
        vec![edition(1, "2026-01-01", without("policy"))],
        vec![edition(1, "2026-01-01", without("date"))],
        vec![edition(1, "2026-01-01", |it| it["date"] = "2026-02-30".into())],
        vec![named("0002-2026-01-01.json.gz", good(1, "2026-01-01"))],
        vec![good(1, "2026-01-01"), good(1, "2026-01-02")],
        vec![good(1, "2026-03-03"), good(2, "2026-01-01")],
        vec![good(1, "2026-01-01"), edition(2, "2026-03-03", kind)],
    ];
    let mut printed = String::new();
    for files in cases {
        let error = History::read(&files).unwrap_err().to_string();
        assert!(!error.contains('\n'), "{error}");
        printed += &format!("{error}\n");
    }
    // The id of a statement is a fact of the content.
    let policy = example();
    let id = &policy.sections[0].statements[0].id;
    expect_file!["history_errors.txt"].assert_eq(&printed.replace(&format!("`{id}`"), "`ID`"));
}

/// Checks the rules of the W3C validator for an Atom feed (RFC 4287) that can be checked in the text.
#[test]
fn the_feed_is_valid_and_its_ids_are_stable() {
    use carrot_core::{
        history::{Feed, Labels, atom},
        i18n::Messages,
    };
    let hash =
        |text: &str| format!("{:032x}", text.bytes().fold(7u128, |sum, byte| sum.wrapping_mul(0x0100_0193).wrapping_add(byte.into())));
    let editions = |number: u32| -> History {
        let all: Vec<_> = (1..=number)
            .map(|number| {
                edition(number, if number < 3 { "2026-01-01" } else { "2026-03-03" }, |edition| {
                    edition["note"] = "Kept <longer> & \"longer\"\u{8}".into();
                    edition["policy"]["bot"]["plan"] = format!("Plan {number}").into();
                })
            })
            .collect();
        History::read(&all).unwrap().unwrap()
    };
    let feed = |history: &History, public_url| atom(Feed { history, labels: Labels(Messages::En), author: "A & B", public_url, hash });
    let (before, after) = (editions(3), editions(4));
    let here = feed(&after, Some("https://bot.example/privacy/"));
    let all = |text: &str, tag: &str| -> Vec<String> {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        text.split(open.as_str()).skip(1).map(|rest| rest.split(close.as_str()).next().unwrap().to_owned()).collect()
    };
    // A feed has id, title and updated, an author, and a link to itself; each entry has id, title, updated and content.
    assert!(here.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""));
    let (head, entries) = here.split_once("<entry>").unwrap();
    for part in
        ["<id>urn:uuid:", "<title>", "<updated>", "<author><name>A &amp; B</name></author>", "rel=\"self\"", "rel=\"alternate\""]
    {
        assert_eq!(head.matches(part).count(), 1, "{part}: {head}");
    }
    for part in [
        "<id>urn:uuid:",
        "<title>",
        "<updated>",
        "<content type=\"html\">&lt;p&gt;",
        "rel=\"alternate\" type=\"text/html\" href=\"https://",
    ] {
        assert_eq!(entries.matches(part).count(), 4, "{part}");
    }
    // Ids are unique UUIDs and all times RFC 3339, different from each other and the newest first.
    let ids = all(&here, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 5);
    for id in &ids {
        let digits = id.strip_prefix("urn:uuid:").unwrap();
        let lengths: Vec<_> = digits.split('-').map(str::len).collect();
        assert!(lengths == [8, 4, 4, 4, 12] && digits.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()), "{id}");
    }
    let times = all(entries, "updated");
    assert_eq!(times, ["2026-03-03T00:00:01Z", "2026-03-03T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"]);
    assert_eq!(all(head, "updated"), times[..1]);
    // Nothing of the content is markup, and no character is one that XML forbids.
    let note = "&lt;p&gt;Kept &amp;lt;longer&amp;gt; &amp;amp; &amp;quot;longer&amp;quot;&lt;/p&gt;";
    assert!(here.contains(note) && !here.contains('\u{8}'));
    assert_eq!(here.matches('<').count(), here.matches('>').count());
    // A new edition or another address does not change ids.
    assert_eq!(all(&feed(&before, None), "id"), [&ids[..1], &ids[2..]].concat());
    assert!(!feed(&before, None).contains("rel=\"self\""));
}

/// A text is never markup, whatever it contains: elements are closed in order, references are XML's own, and all characters are allowed.
#[test]
fn the_feed_is_well_formed_with_any_text() {
    use carrot_core::{
        history::{Feed, Labels, atom},
        i18n::Messages,
    };
    let texts = [
        "]]>",
        "<b>bold</b>",
        "a & b &amp; c",
        "\"'`",
        "\u{0}\u{b}\r\n\t\u{7f}\u{85}\u{fffe}\u{ffff}",
        "é 你好 🥕 \u{202e}",
        "<!-- --><?x?>",
    ];
    for text in texts {
        // The feed gives editions of one day times that differ by a second, so test more than 60.
        let day = Date::new(2026, 3, 3).unwrap();
        let all = (1..=62).map(|number| {
            let policy = policy(&[statement("said", "bot", &format!("{number} {text}"))], &json!({}));
            let edition = json!({ "format": 1, "edition": number, "date": day, "note": text, "policy": policy });
            (Edition::file_name(number, day), edition.to_string())
        });
        let history = History::read(&all.collect::<Vec<_>>()).unwrap().unwrap();
        let hash =
            |text: &str| format!("{:032x}", text.bytes().fold(7u128, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())));
        for public_url in [None, Some("https://bot.example/a/?b=1&c=2/")] {
            let feed = atom(Feed { history: &history, labels: Labels(Messages::Fr), author: text, public_url, hash });
            let is_allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
            assert!(feed.chars().all(is_allowed), "{text:?}");
            for reference in feed.split('&').skip(1) {
                let name = reference.split(';').next().unwrap();
                assert!(["amp", "lt", "gt", "quot"].contains(&name), "{text:?}: &{name}");
            }
            let mut open = Vec::new();
            for tag in feed.split_once("?>").unwrap().1.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
                let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
                match (tag.starts_with('/'), tag.ends_with('/')) {
                    (true, _) => assert_eq!(open.pop(), Some(name), "{text:?}"),
                    (false, false) => open.push(name),
                    (false, true) => assert_eq!(name, "link"),
                }
            }
            assert!(open.is_empty() && feed.ends_with("</feed>\n"), "{text:?}: {open:?}");
            let times: Vec<_> = feed.split("<updated>").skip(2).map(|rest| &rest[..20]).collect();
            assert!(times.is_sorted_by(|newer, older| newer > older), "{times:?}");
        }
    }
}

/// Two editions of ten times the content, every tenth statement changed, within 50 ms; without optimization within a second.
#[test]
fn a_diff_of_much_content_is_fast() {
    let one = serde_json::to_value(carrot_core::PolicyJson::from(carrot_testing::content())).unwrap();
    let mut old = one.clone();
    for copy in 1..10 {
        let suffix = |value: &mut Value| {
            if let Some(id) = value["id"].as_str().map(|id| format!("{id}-{copy}")) {
                value["id"] = id.into();
            }
        };
        for list in ["sections", "claims", "data_rules", "objectives", "requirements"] {
            for mut thing in one[list].as_array().unwrap().clone() {
                suffix(&mut thing);
                thing["statements"].as_array_mut().into_iter().flatten().for_each(suffix);
                old[list].as_array_mut().unwrap().push(thing);
            }
        }
    }
    let mut new = old.clone();
    let statements = new["sections"].as_array_mut().unwrap().iter_mut().flat_map(|it| it["statements"].as_array_mut().unwrap());
    for statement in statements.step_by(10) {
        statement["text"] = paragraph("We may share your data with partners, for as long as necessary. It is deleted within 90 days.");
    }
    let (old, new) = (snapshot(&old), snapshot(&new));
    assert!(old.statements().count() >= 10 * carrot_testing::content().statements().count());
    let least = (0..5).map(|_| {
        let start = std::time::Instant::now();
        assert!(diff(&old, &new).changes.len() > 100);
        start.elapsed()
    });
    let took = least.min().unwrap();
    println!("diff of {} statements: {took:?}", old.statements().count());
    assert!(took.as_millis() <= if cfg!(debug_assertions) { 1_000 } else { 50 }, "{took:?}");
}
