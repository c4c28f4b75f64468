//! The page: complete HTML, drawn on the build machine with Yew, and the small program that answers its readers.
//!
//! The page never changes: [`view`] draws all of it on the build machine, and the browser is not sent what drew it. The program
//! ([`start`]) marks the page's elements with what a reader has asked for, and fills the few places that are kept free for it; it knows
//! no language and no content. What it says itself comes with the page ([`Spoken`]), and everything else it finds in the HTML.
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

use std::rc::Rc;

use carrot_core::BakedError;
use web_sys::Element;

pub use spoken::{Phrases, Spoken};
pub use state::{Action, Asked, State, Table, Theme};

/// A page that is answered, for as long as this is kept.
#[allow(missing_debug_implementations)]
pub struct Answering(#[allow(dead_code)] Rc<app::App>);

/// Starts the program on the page in an element, with what that page speaks: the file of [`Spoken`].
///
/// # Errors
/// Where the file is none, or another version's.
pub fn start(element: Element, spoken: &[u8]) -> Result<Answering, BakedError> {
    app::App::start(element, spoken).map(Answering)
}
