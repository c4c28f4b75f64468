//! The page: one [`App`], rendered to complete HTML on the build machine and hydrated in the browser.
//!
//! Most of the page never changes. [`view`] draws it on the build machine, and the browser adopts it as it stands in the HTML
//! ([`Still`]): neither the text nor what draws it is sent a second time, in the wasm. What answers a reader is drawn by both.
//!
//! Everything shown comes from `carrot-core`; this crate knows nothing of Discord or of servers.

mod app;
mod state;
#[cfg(feature = "ssr")]
pub mod view;

pub use app::{App, Still};
pub use state::{Action, State};
