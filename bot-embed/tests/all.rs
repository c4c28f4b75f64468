//! All tests of the crate, as one program: linking a program for each file took longer than running all tests.
//!
//! `cargo test -p bot-embed replies` runs the tests of `replies.rs`. A new file is a new line here; a test in xtask fails if it is missing.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

mod common;

mod attacks;
mod changes;
mod compliance;
mod content;
mod dates;
mod declared_facts;
mod event;
mod handler;
mod languages;
mod limits;
mod properties;
mod questions;
mod replies;
mod rights;
mod several;
mod short;
mod tables;
mod terms_of_service;
