//! A bot's privacy policy and its host's compliance data as one typed model that answers questions.
//!
//! [`parse`] (on build machines) turns a content folder into a valid [`Policy`]; [`Policy::to_bytes`] bakes it into programs;
//! [`Policy::answer`], [`Policy::gaps`], [`Policy::coverage`], [`Policy::placement`], [`Policy::qualify`],
//! [`Policy::stack`], [`Policy::promise`], [`Policy::inherited`] and [`search::Index`] answer what the page, the bot and exports ask, in plain data;
//! [`Policy::find_service`] and its like find what people call by other names. This crate knows no browser, no Discord, no clock, and
//! does no input or output.

pub mod answer;
mod bundle;
pub mod coverage;
pub mod diagnostic;
#[cfg(feature = "export")]
pub mod export;
mod facts;
pub mod grounds;
mod id;
mod lang;
#[cfg(feature = "parse")]
pub mod lint;
mod model;
pub mod name;
#[cfg(feature = "parse")]
pub mod parse;
pub mod placement;
pub mod promise;
pub mod qualify;
pub mod recovery;
pub mod search;
pub mod text;
mod wire;
pub mod words;

pub use bundle::{Bundle, BundleError, PackageContent};
pub use facts::{Facts, StatementHead};
pub use id::*;
pub use lang::{Lang, LangError, nearest};
pub use model::*;
pub use wire::PolicyJson;
