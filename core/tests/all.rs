//! All tests of the crate, as one program: linking a program for each file took longer than running all tests.
//!
//! `cargo test -p carrot-core coverage` runs the tests of `coverage.rs`. A new file is a new line here; a test in xtask fails if it is missing.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

mod common;
mod editions;
mod multiply;
mod render;

mod asking;
mod blame;
mod bundle;
mod commonmark;
mod contradictions;
mod coverage;
mod declared_facts;
mod diagnostics;
mod docs;
mod examples;
mod facts_answer;
mod folders;
mod history;
mod history_declared_facts;
mod history_weakened;
mod kinds;
mod large;
mod links;
mod lookup;
mod parse;
mod promise;
mod properties;
mod qualify;
mod rules_language;
mod search;
mod terms_of_service;
mod truth;
mod unfinished;
mod xss;
