//! Budgets of core: prints one line for each measure, with its budget and whether it is met.
//!
//! `cargo xtask bench core`. Each figure is the minimum or the median of several runs, so that the machine's other work does not count.
//! A measure that must grow linearly is repeated with ten and a hundred times the content. An exceeded budget is printed, but is not an
//! error, because machines differ.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use carrot_core::{
    Policy,
    history::{Snapshot, diff},
    parse::{File, parse},
    qualify::{Isolation, Needs},
    search::Index,
    text::{Block, Inline},
};

mod copies;
#[path = "../tests/multiply/mod.rs"]
mod multiply;

const TIMES: [u32; 3] = [1, 10, 100];
/// Allowed factor beyond linear growth, because larger content no longer fits into caches.
const SLACK: u32 = 3;

fn main() {
    let files = TIMES.map(content);
    let policies = files.each_ref().map(|files| parse(files).policy.unwrap());

    println!("{:<52}{:>12}   {:<24}met?", "measure", "", "budget");
    let read = files.each_ref().map(|files| median(3, || parse(black_box(files))));
    fixed("parse and validate", read[0], Duration::from_millis(10));
    linear("parse and validate", &read);

    for (name, all) in [("some needs", false), ("all needs at once", true)] {
        let asked = question(&policies[0], all);
        let name = format!("qualify over all services, {name} ({})", count(&asked));
        let took = policies.each_ref().map(|policy| median(99, || policy.qualify(black_box(&asked))));
        fixed(&name, took[0], Duration::from_micros(50));
        linear(&name, &took);
    }

    let editions = policies.each_ref().map(|policy| [policy, &reworded(policy)].map(|it| Snapshot::of(it).unwrap()));
    let took = editions.each_ref().map(|[old, new]| median(5, || diff(black_box(old), black_box(new))));
    fixed("diff of editions, 10 × content", took[1], Duration::from_millis(50));
    linear("diff of editions", &took);

    let policies = TIMES.map(|times| copies::multiplied(times as usize));
    let build = policies.each_ref().map(|policy| median(3, || Index::new(black_box(policy))));
    println!("{:<52}{:>12}", "search: index built", show(build[0]));
    linear("search: index built", &build);
    let indices = policies.each_ref().map(Index::new);
    let bytes = indices[0].to_bytes().unwrap();
    let brotli = brotli(&bytes);
    row("search: index, brotli", &format!("{brotli} bytes"), "20000 bytes", brotli <= 20_000);
    let typed = keystrokes();
    let keys = indices.each_ref().map(|index| {
        let mut each: Vec<Duration> = typed.iter().map(|query| least(3, || index.search(black_box(query)))).collect();
        each.sort_unstable();
        [50, 99].map(|share| each[(each.len() - 1) * share / 100])
    });
    fixed(&format!("search: keystroke, median of {}", typed.len()), keys[0][0], Duration::from_micros(30));
    fixed("search: keystroke, 99th percentile", keys[0][1], Duration::from_micros(150));
    for (name, at) in [("search: keystroke, median", 0), ("search: keystroke, 99th percentile", 1)] {
        for (times, took) in TIMES.into_iter().zip(keys).skip(1) {
            let most = keys[0][at] * times;
            row(&format!("{name}, {times} × content"), &show(took[at]), &format!("below {}", show(most)), took[at] < most);
        }
    }
}

fn content(times: u32) -> Vec<File> {
    let dir = carrot_testing::content_dir();
    multiply::multiply(&carrot_loader::read(&dir).unwrap(), times as usize)
}

/// Returns a few needs of each kind, as a reviewer would ask, or all needs.
fn question(policy: &Policy, all: bool) -> Needs {
    let most = if all { usize::MAX } else { 2 };
    Needs {
        frameworks: policy.frameworks.iter().take(most).map(|it| it.id.clone()).collect(),
        data: policy.data_rules.iter().take(most / 2).map(|it| it.id.clone()).collect(),
        regions: policy.regions.iter().take(most / 2).map(|it| it.id.clone()).collect(),
        restore_hours: Some(12),
        loss_hours: Some(4),
        isolation: vec![Isolation::Private],
    }
}

/// Returns the policy with every tenth statement reworded: half of its text is left out, and a
/// promise is added.
fn reworded(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    for statement in policy.sections.iter_mut().flat_map(|section| &mut section.statements).step_by(10) {
        statement.text.truncate(statement.text.len().div_ceil(2));
        let text = "We may share your data with partners, for as long as necessary. It is deleted within 90 days.";
        statement.text.push(Block::Paragraph(vec![Inline::Text(text.to_owned())]));
    }
    policy
}

fn count(asked: &Needs) -> usize {
    let one = usize::from;
    let single = one(asked.restore_hours.is_some()) + one(asked.loss_hours.is_some()) + asked.isolation.len();
    asked.frameworks.len() + asked.data.len() + asked.regions.len() + single
}

/// Returns all texts that are in the search field while the labeled queries are typed, letter by letter.
fn keystrokes() -> Vec<String> {
    let labeled: toml::Table = include_str!("../tests/queries.toml").parse().unwrap();
    let queries = labeled["query"].as_array().unwrap().iter().map(|query| query["q"].as_str().unwrap());
    queries.flat_map(|query| query.char_indices().map(|(at, c)| query[..at + c.len_utf8()].to_owned())).collect()
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    out.len()
}

fn once<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = run();
    let took = start.elapsed();
    // Dropping the result is not measured.
    drop(black_box(made));
    took
}

fn least<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    (0..runs).map(|_| once(&mut run)).min().unwrap()
}

fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let mut all: Vec<Duration> = (0..runs).map(|_| once(&mut run)).collect();
    all.sort_unstable();
    all[runs / 2]
}

/// Prints a time with a fixed budget.
fn fixed(name: &str, took: Duration, most: Duration) {
    row(name, &show(took), &show(most), took <= most);
}

/// Prints the times for ten and a hundred times the content, with the budget of linear growth from the first.
fn linear(name: &str, took: &[Duration; 3]) {
    for (times, it) in TIMES.into_iter().zip(took).skip(1) {
        let most = took[0] * times * SLACK;
        row(&format!("{name}, {times} × content"), &show(*it), &format!("linear: {}", show(most)), *it <= most);
    }
}

fn row(name: &str, value: &str, budget: &str, met: bool) {
    let name = name.replace("qualify over all services, ", "qualify, ");
    println!("{name:<52}{value:>12}   {budget:<24}{}", if met { "pass" } else { "MISS" });
}

fn show(time: Duration) -> String {
    match time.as_nanos() {
        ns @ 0..10_000 => format!("{}.{} µs", ns / 1000, ns % 1000 / 100),
        ns @ 10_000..10_000_000 => format!("{} µs", ns / 1000),
        ns => format!("{} ms", ns / 1_000_000),
    }
}
