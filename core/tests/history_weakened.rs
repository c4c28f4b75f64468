//! Tests which weakened promises remain after later editions, and which changes do not weaken one.
#![cfg(all(feature = "history", feature = "parse"))]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::editions::{edition, policy, snapshot, statement};
use carrot_core::history::{ChangeKind, Direction, History, diff};
use serde_json::json;

/// Returns the weakened promises that editions have not undone: the name of the item, the present value, and the value before.
fn weakened(retentions: &[&str]) -> Vec<(u32, String, String)> {
    let item = |text: &str| json!({ "id": "item", "name": "Item", "statement": "said", "own": { "retention": { "text": text, "statement": "said" } } });
    let editions = retentions.iter().zip(1..).map(|(text, number)| {
        let policy = policy(&[statement("said", "bot", "Nothing.")], &json!({ "statement": "said", "items": [item(text)] }));
        edition(number, "2026-03-03", |it| it["policy"] = policy)
    });
    let history = History::read(&editions.collect::<Vec<_>>()).unwrap().unwrap();
    let all = history.weakened();
    all.into_iter().map(|it| (it.edition.number, it.change.new.unwrap(), it.change.old.unwrap())).collect()
}

#[test]
fn a_weakening_lasts_until_it_is_taken_back() {
    let change = |number, new: &str, old: &str| (number, new.to_owned(), old.to_owned());
    assert_eq!(weakened(&["30 days"]), []);
    assert_eq!(weakened(&["30 days", "90 days"]), [change(2, "90 days", "30 days")]);
    // An edition that rewords the promise does not end it, nor does one that undoes a part.
    assert_eq!(weakened(&["30 days", "90 days", "Ninety days"]), [change(2, "Ninety days", "30 days")]);
    assert_eq!(weakened(&["30 days", "90 days", "60 days"]), [change(2, "60 days", "30 days")]);
    assert_eq!(weakened(&["30 days", "90 days", "30 days"]), []);
    assert_eq!(weakened(&["30 days", "90 days", "10 days"]), []);
    // Each weakening is listed, with its present value.
    assert_eq!(weakened(&["30 days", "60 days", "90 days"]), [change(3, "90 days", "60 days"), change(2, "90 days", "30 days")]);
    // Neither the facts nor the wording decide whether it was undone.
    assert_eq!(weakened(&["30 days", "90 days", "Not long"]), [change(2, "Not long", "30 days")]);
}

#[test]
fn a_weaker_statement_is_followed_to_its_new_id() {
    let sale = |id: &str, text: &str| {
        let mut statement = statement(id, "bot", text);
        statement["title"] = "Sale".into();
        policy(&[statement], &json!({}))
    };
    let policies =
        [sale("sale", "We do not sell your data."), sale("sale", "We may sell your data."), sale("selling", "We may sell your data.")];
    let editions: Vec<_> =
        policies.into_iter().zip(1..).map(|(policy, number)| edition(number, "2026-03-03", |it| it["policy"] = policy)).collect();
    let history = History::read(&editions).unwrap().unwrap();
    let all: Vec<_> = history.weakened().into_iter().map(|it| (it.edition.number, it.change.id, it.change.kind)).collect();
    assert_eq!(all, [(2, "selling".to_owned(), ChangeKind::Changed)]);
}

/// A corrected typo does not change a promise. A change from one word to another may.
#[test]
fn corrected_typo_is_a_neutral_change() {
    let side = |text: &str| snapshot(&policy(&[statement("said", "bot", text)], &json!({})));
    let direction = |old: &str, new: &str| diff(&side(old), &side(new)).changes[0].direction;
    for (old, new, expected) in [
        ("Every mesage is read by the bot.", "Every message is read by the bot.", Direction::Neutral),
        ("You recieve an answer.", "You receive an answer.", Direction::Neutral),
        ("Your adress is kept untill you leave.", "Your address is kept until you leave.", Direction::Neutral),
        ("The contact is ours.", "The contract is ours.", Direction::Unclear),
        ("Files are hosted.", "Files are posted.", Direction::Unclear),
        ("It comes from you.", "It comes form you.", Direction::Unclear),
        ("Logs of 1224 people", "Logs of 1242 people", Direction::Unclear),
    ] {
        assert_eq!(direction(old, new), expected, "{old} / {new}");
        assert_eq!(direction(new, old), expected, "{new} / {old}");
    }
}
