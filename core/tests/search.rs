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
    carrot_loader::load(&dir).unwrap().policy.expect("the content has no error")
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

#[test]
#[ignore]
fn one_file() {
    measured(&std::fs::read_to_string(std::env::var("LABELLED").unwrap()).unwrap());
}

#[test]
#[ignore]
fn show() {
    let index = Index::new(&policy());
    for q in std::fs::read_to_string(std::env::var("SHOW").unwrap()).unwrap().lines().filter(|l| !l.is_empty()) {
        let hits = index.search(q);
        println!("{q} ({})", hits.len());
        for hit in hits.iter().take(4) {
            let mut t = String::new();
            let mut at = 0;
            for m in &hit.marks {
                t += &hit.title[at..m.start];
                t += "[";
                t += &hit.title[m.clone()];
                t += "]";
                at = m.end;
            }
            t += &hit.title[at..];
            println!("      {:?} {} | {t}", hit.kind, hit.id);
        }
    }
}
