//! The page: complete HTML, drawn on the build machine, and the program that answers its readers.
//!
//! The page never changes: [`view`] draws all of it on the build machine. The program ([`App`]) draws into the few places that are kept
//! free for it, and marks what a reader has asked for; it knows no language and no content. What it says itself comes with the page
//! ([`Spoken`]), and everything else it finds in the HTML.
//!
//! Everything shown comes from `carrot-core`; this crate knows nothing of Discord or of servers.

mod app;
mod document;
mod search;
mod solver;
mod spoken;
mod state;
mod table;
#[cfg(feature = "ssr")]
pub mod view;

pub use app::App;
pub use spoken::{Phrases, Spoken, speak};
pub use state::{Action, Asked, State, Table, Theme};
