//! The page: one [`App`], rendered to complete HTML on the build machine and hydrated in the browser.
//!
//! Everything it shows comes from `carrot-core`; it knows nothing of Discord or of servers.

mod app;
mod state;
mod view;

use std::sync::OnceLock;

use carrot_core::{BakedError, Policy};

pub use app::App;
pub use state::{Action, State};

/// The content that was baked in when this crate was built.
///
/// # Errors
/// Where the bytes were baked by another version of `carrot-core`; a build always bakes its own.
pub fn policy() -> Result<&'static Policy, &'static BakedError> {
    static POLICY: OnceLock<Result<Policy, BakedError>> = OnceLock::new();
    POLICY.get_or_init(|| Policy::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/policy.bin")))).as_ref()
}
