//! Measures the time of answers: `cargo bench -p carrot-core`. Budget: `qualify` over all services
//! takes at most 50 µs.
#![allow(missing_docs, clippy::expect_used, reason = "a benchmark may fail loudly")]

use std::{hint::black_box, sync::LazyLock};

use carrot_core::{
    Policy,
    parse::parse,
    qualify::{Isolation, Needs},
};
use divan::Bencher;

#[path = "../tests/multiply/mod.rs"]
mod multiply;

fn main() {
    divan::main();
}

static CONTENT: LazyLock<Policy> = LazyLock::new(|| copies(1));

/// Returns `factor` copies of the content.
fn copies(factor: usize) -> Policy {
    let dir = carrot_testing::content_dir();
    let files = multiply::multiply(&carrot_loader::read(&dir).expect("the content folder"), factor);
    parse(&files).policy.expect("content without errors")
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

#[divan::bench(args = [1, 10, 100])]
fn qualify(bencher: Bencher<'_, '_>, factor: usize) {
    let policy = copies(factor);
    let asked = question(&policy, false);
    bencher.bench_local(|| black_box(&policy).qualify(black_box(&asked)));
}

#[divan::bench(args = [1, 10, 100])]
fn qualify_everything_at_once(bencher: Bencher<'_, '_>, factor: usize) {
    let policy = copies(factor);
    let asked = question(&CONTENT, true);
    bencher.bench_local(|| black_box(&policy).qualify(black_box(&asked)));
}

#[divan::bench]
fn coverage_of_every_cell(bencher: Bencher<'_, '_>) {
    let policy = &*CONTENT;
    bencher.bench_local(|| {
        for service in &policy.services {
            for framework in &policy.frameworks {
                black_box(policy.coverage(black_box(&service.id), black_box(&framework.id)));
            }
        }
    });
}

#[divan::bench(args = ["Heroku Redis", "soc-2", "Apache Kafka on Heroku Sheild"])]
fn find_service(bencher: Bencher<'_, '_>, text: &str) {
    bencher.bench_local(|| CONTENT.find_service(black_box(text)).is_ok());
}

#[divan::bench]
fn inherited() -> usize {
    CONTENT.inherited().len()
}
