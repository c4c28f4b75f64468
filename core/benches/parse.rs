//! Measures the time to parse the content once, and ten and a hundred times as much content:
//! `cargo xtask bench core`.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a measurement may fail loudly")]

use carrot_core::{
    Policy,
    parse::{File, parse},
};
use divan::{Bencher, counter::BytesCount};

#[path = "../tests/multiply/mod.rs"]
mod multiply;

const TIMES: [usize; 3] = [1, 10, 100];

fn main() {
    divan::main();
}

fn content(times: usize) -> Vec<File> {
    let dir = carrot_testing::content_dir();
    multiply::multiply(&carrot_loader::read(&dir).unwrap(), times)
}

fn policy(times: usize) -> Policy {
    let parsed = parse(&content(times));
    let errors: Vec<_> = parsed.diagnostics.iter().take(3).map(ToString::to_string).collect();
    parsed.policy.unwrap_or_else(|| panic!("{errors:?}"))
}

#[divan::bench(args = TIMES)]
fn parse_and_validate(bencher: Bencher, times: usize) {
    let files = content(times);
    let bytes = BytesCount::new(files.iter().map(|file| file.bytes.len()).sum::<usize>());
    bencher.counter(bytes).bench_local(|| parse(divan::black_box(&files)).policy.unwrap());
}

#[divan::bench(args = TIMES)]
fn to_bytes_and_back(bencher: Bencher, times: usize) {
    let policy = policy(times);
    bencher.bench_local(|| Policy::from_bytes(&divan::black_box(&policy).to_bytes().unwrap()).unwrap());
}

#[divan::bench(args = TIMES)]
fn all_gaps(bencher: Bencher, times: usize) {
    let policy = policy(times);
    bencher.bench_local(|| divan::black_box(&policy).gaps().map(|gap| gap.statements.len()).sum::<usize>());
}

#[divan::bench(args = TIMES)]
fn all_answers(bencher: Bencher, times: usize) {
    let policy = policy(times);
    bencher.bench_local(|| {
        let policy = divan::black_box(&policy);
        policy.questions.iter().map(|question| policy.answer(question).statements.len()).sum::<usize>()
    });
}
