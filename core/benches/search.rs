//! Measures the time of searches, in the content and in ten and a hundred times as much: every
//! labeled query is typed key by key.
//!
//! `cargo bench -p carrot-core --features parse --bench search`. The bench `budgets` compares the
//! times with budgets.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::hint::black_box;

use carrot_core::search::Index;
use copies::multiplied;

mod copies;

const TIMES: [usize; 3] = [1, 10, 100];

fn main() {
    divan::main();
}

/// Returns all texts that are in the search field while the labeled queries are typed, letter by letter.
fn keystrokes() -> Vec<String> {
    let labeled: toml::Table = include_str!("../tests/queries.toml").parse().unwrap();
    let queries = labeled["query"].as_array().unwrap().iter().map(|query| query["q"].as_str().unwrap());
    queries.flat_map(|query| query.char_indices().map(|(at, c)| query[..at + c.len_utf8()].to_owned())).collect()
}

fn index(times: usize) -> Index {
    Index::new(&multiplied(times))
}

#[divan::bench(args = TIMES)]
fn type_every_labeled_query(bencher: divan::Bencher<'_, '_>, times: usize) {
    let (index, typed) = (index(times), keystrokes());
    bencher.bench(|| typed.iter().map(|query| black_box(&index).search(query).len()).sum::<usize>());
}

#[divan::bench(args = TIMES)]
fn open_the_index(bencher: divan::Bencher<'_, '_>, times: usize) {
    let bytes = index(times).to_bytes().unwrap();
    bencher.bench(|| Index::from_bytes(black_box(&bytes)).unwrap());
}

#[divan::bench]
fn a_query_of_100_kb(bencher: divan::Bencher<'_, '_>) {
    let (index, long) = (index(1), "who can see my messages ".repeat(4200));
    bencher.bench(|| black_box(&index).search(&long).len());
}
