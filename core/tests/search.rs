//! Search held against labelled queries over the repository's content.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, reason = "test helpers may fail loudly")]

use std::{collections::BTreeMap, path::Path};

use carrot_core::{Policy, search::Index};

#[derive(serde::Deserialize)]
struct Labelled {
    query: Vec<Query>,
}

#[derive(serde::Deserialize)]
struct Query {
    q: String,
    kind: String,
    ids: Vec<String>,
}

fn policy() -> Policy {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    carrot_loader::load(&dir).unwrap().policy.unwrap()
}

/// The share of queries whose first hit, and whose first five hits, have an accepted id; the misses are printed.
fn measured(labelled: &str) -> (f64, f64) {
    let Labelled { query } = toml::from_str(labelled).unwrap();
    let policy = policy();
    let index = Index::new(&policy);
    let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for Query { q, kind, ids } in &query {
        let hits = index.search(q);
        let place = hits.iter().position(|hit| ids.iter().any(|id| id == hit.id));
        let count = kinds.entry(kind).or_default();
        count[0] += 1;
        count[1] += usize::from(place == Some(0));
        count[2] += usize::from(place.is_some_and(|place| place < 5));
        if place != Some(0) {
            let found: Vec<_> = hits.iter().take(5).map(|hit| hit.id).collect();
            println!(
                "{} {kind}: {q}\n    wanted {}\n    found  {}",
                place.map_or("none".to_owned(), |p| format!("#{}", p + 1)),
                ids.join(" "),
                found.join(" ")
            );
        }
    }
    let mut all = [0; 3];
    for (kind, count) in &kinds {
        println!("{kind:10} {:3} queries, first {:3}, in five {:3}", count[0], count[1], count[2]);
        (0..3).for_each(|at| all[at] += count[at]);
    }
    let share = |at: usize| 100.0 * f64::from(u32::try_from(all[at]).unwrap()) / f64::from(u32::try_from(all[0]).unwrap());
    println!("hit@1 {:.1} %, hit@5 {:.1} % of {} queries", share(1), share(2), all[0]);
    (share(1), share(2))
}

#[test]
fn labelled_queries_find_what_they_mean() {
    let (first, five) = measured(include_str!("queries.toml"));
    assert!(first >= 92.0 && five >= 98.0);
}

/// Queries that nobody looked at while ranking was tuned.
#[test]
fn held_out_queries_find_what_they_mean_too() {
    let (first, five) = measured(include_str!("held-out.toml"));
    assert!(first >= 92.0 && five >= 98.0);
}

#[test]
fn any_text_is_answered_and_every_title_finds_its_own() {
    let policy = policy();
    let index = Index::new(&policy);
    assert_eq!(Index::from_bytes(&index.to_bytes().unwrap()).unwrap().search("tls"), index.search("tls"));
    for odd in ["", " ", "?", "\u{0}", "\u{202e}abc", "🥕🥕", "ﬁ", "ß", "a\u{301}", &"x".repeat(100_000), &"tls ".repeat(25_000)]
    {
        index.search(odd);
    }
    for statement in policy.statements() {
        let hits = index.search(&statement.title);
        let place = hits.iter().position(|hit| hit.id == statement.id.as_str());
        assert!(place.is_some_and(|place| place < 3), "«{}» is found at {place:?}", statement.title);
    }
}
