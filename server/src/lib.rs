#![doc = include_str!("../README.md")]

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
pub use run::{NextBuild, RunError, Served, not_started, run, stop_signal};
pub use settings::{Listen, Settings};
pub use state::{State, system_clock};
pub use timeouts::Timeouts;
