//! Turns a question about a bot's privacy policy into a reply on Discord.
//!
//! A bot with any framework calls [`respond_to_json`]. The program `carrot` uses the same library
//! to answer signed interactions over HTTP (`handler`).
//!
//! ```text
//! raw JSON --interaction, custom_id--> request --lookup, reply--> plain data --render--> response --preview--> terminal
//! ```
//!
//! People get the answer in their own language, if the interface and the content are translated into it ([`Content::for_locale`]).
//! [`reply`] does not depend on Discord, [`render`] does not depend on the policy, and neither reads or writes files or sockets. All
//! facts about the bot come from [`Content`]. [`limits`] has all of Discord's limits.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let content = bot_embed::Content::baked()?;
//! let body = br#"{ "type": 2, "data": { "name": "privacy" } }"#;
//! let response = bot_embed::respond_to_json(&content, Default::default(), body)?;
//! let json = serde_json::to_value(&response)?;
//! assert!(bot_embed::render::limits::violations(&json).is_empty());
//! # Ok(())
//! # }
//! ```

pub mod command;
pub mod config;
mod content;
pub mod custom_id;
mod display;
#[cfg(feature = "register")]
pub mod doctor;
pub mod event;
#[cfg(feature = "gateway")]
pub mod gateway;
#[cfg(feature = "handler")]
pub mod handler;
pub mod interaction;
pub mod limits;
pub mod lookup;
pub mod preview;
mod public_url;
#[cfg(feature = "register")]
pub mod register;
pub mod render;
pub mod reply;
mod respond;
#[cfg(feature = "register")]
pub mod rest;
pub mod review;
pub mod rights;
#[cfg(feature = "handler")]
pub mod signature;

pub use carrot_core::Date;
pub use content::{Content, LanguageVersion, LocalizedContent};
pub use public_url::{PublicUrl, PublicUrlError};
pub use respond::{request, respond, respond_to_json, respond_to_json_bytes, response_to_request};

/// Runs the example in the README as a test.
#[cfg(all(doctest, feature = "baked"))]
#[doc = include_str!("../README.md")]
struct Readme;
