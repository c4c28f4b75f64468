//! The target of everything that runs in a browser.

/// The name of Rust's target.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Cargo's arguments for the target.
pub(crate) const TARGET_ARGS: [&str; 2] = ["--target", TARGET];
