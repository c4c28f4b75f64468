//! Serves the page and signed interactions from one process, without any state.
//!
//! [`site`] reads the built files before the first request; [`headers`] says which headers go with each. [`serve`] accepts connections,
//! within limits of time, length and number; what an interaction is answered is [`bot_embed::handler`]'s. Nothing that a client says is
//! ever logged.

mod app;
mod connection;
pub mod encoding;
mod folder;
pub mod headers;
pub mod metrics;
mod rate;
mod request;
mod response;
mod routes;
mod run;
mod settings;
pub mod site;
mod state;
mod timeouts;

pub use connection::{serve, serve_metrics};
pub use request::MAX_TARGET;
pub use routes::MAX_BODY;
pub use run::{RunError, run, told_to_stop};
pub use settings::{Listen, Settings};
pub use state::{State, system_clock};
pub use timeouts::Timeouts;
