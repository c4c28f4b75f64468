//! All tests of the crate, as one program: linking a program for each file took longer than running all tests. Tests that wait for a
//! bot's pauses run in parallel with others.
//!
//! `cargo test -p carrot doctor` runs the tests of `doctor.rs`. Add a line here for each new file; a test in xtask fails if it is missing.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

#[path = "../../bot-embed/tests/common/mod.rs"]
mod common;
mod editions;
mod gateway_server;
mod process;
mod rest_server;
#[path = "../../server/tests/serving/mod.rs"]
mod serving;

mod bad_input;
mod bot;
mod bot_handshake;
mod build;
mod changes;
mod doctor;
mod gate;
mod history;
mod import;
mod program;
mod register;
mod review_sheet;
