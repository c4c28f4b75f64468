//! The page: complete HTML, and Yew components for its tools.
//!
//! The text of the page is rendered once, on the build machine ([`page`]), and is not in the wasm. The tools ([`tools`]) are Yew
//! components: the build machine renders each in its default state into its place, and the browser mounts the same component there
//! ([`Islands`]). They answer from a [`Bundle`](carrot_core::Bundle) with core's own functions, and share one [`Store`].
//!
//! [`render`] writes the whole site from content and the built program.
//!
//! This crate knows nothing of servers or of Discord's API. The page shows finished replies of the bot as examples.

mod clipboard;
pub mod components;
mod content;
#[cfg(feature = "browser")]
mod early_input;
#[cfg(feature = "browser")]
mod effects;
mod folders;
#[cfg(feature = "browser")]
mod islands;
#[cfg(feature = "ssr")]
pub mod page;
mod parts;
#[cfg(feature = "ssr")]
pub mod render;
mod state;
mod store;
#[cfg(feature = "ssr")]
mod tags;
pub mod tools;

pub use content::{Content, Inner};
#[cfg(feature = "browser")]
pub use islands::Islands;
pub use parts::parts;
pub use state::{
    Action, CellId, Column, Criterion, HoursInput, InvalidHours, SolverQuery, State, TableView, Theme, group_name, group_named,
};
pub use store::{Store, Subscription, ToolProps};
pub use tools::Tool;

/// Runs the example in the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
