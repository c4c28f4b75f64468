//! Turns a question about a bot's privacy policy into a reply on Discord.
//!
//! For two kinds of people: the author of a bot that already runs calls the library, on any framework; everybody else runs the
//! program of the same name, which answers signed interactions over HTTP and serves the page beside them.
//!
//! ```text
//! raw JSON --interaction, state--> what is asked --topic, naming, reply--> plain data --discord--> response --preview--> terminal
//! ```
//!
//! A person is answered in their own language, as far as there are words and a translation in it ([`Content::spoken`]). [`reply`] knows
//! no Discord, [`discord`] no policy, and neither does any input or output. Everything that is said about the bot comes
//! from [`Content`]; [`limits`] holds every limit of Discord's in one place.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let content = bot_embed::Content::baked()?;
//! let body = br#"{ "type": 2, "data": { "name": "privacy" } }"#;
//! let response = bot_embed::respond_to_json(&content, Default::default(), body)?;
//! let json = serde_json::to_value(&response)?;
//! assert!(bot_embed::limits::breaches(&json).is_empty());
//! # Ok(())
//! # }
//! ```

pub mod command;
#[cfg(feature = "server")]
pub mod config;
mod content;
pub mod discord;
#[cfg(feature = "server")]
pub mod encoding;
#[cfg(feature = "server")]
pub mod endpoint;
#[cfg(feature = "server")]
pub mod headers;
#[cfg(feature = "server")]
mod html;
pub mod interaction;
pub mod limits;
pub mod markdown;
mod memo;
#[cfg(feature = "server")]
pub mod metrics;
pub mod naming;
mod page;
#[cfg(feature = "server")]
mod patience;
pub mod preview;
#[cfg(feature = "server")]
mod rate;
#[cfg(feature = "register")]
pub mod register;
pub mod reply;
mod respond;
#[cfg(feature = "server")]
pub mod serve;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "server")]
pub mod signature;
#[cfg(feature = "server")]
pub mod site;
mod split;
pub mod state;
pub mod topic;

pub use content::{Content, Edition, Spoken};
pub use page::{Page, PageError};
pub use respond::{request, respond, respond_in_bytes, respond_to_json};
