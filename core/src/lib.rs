//! A bot's privacy policy and its host's compliance data as one typed model that answers questions.
//!
//! `parse` (on build machines) turns a content folder into a valid [`Policy`]; [`Policy::to_bytes`] bakes it into programs. [`Policy::answer`],
//! [`Policy::gaps`] and [`search::Index`] answer questions about the policy. [`Facts::coverage`], [`Facts::placement`], [`Facts::qualify`] and
//! [`Facts::stack`] answer questions about services: a browser has these facts without the policy's text. [`lookup`] finds things by other
//! names. This crate knows no browser, no Discord, no clock, and does no input or output.

pub mod addresses;
pub mod answer;
mod bundle;
mod camel_case;
pub mod compliance;
#[cfg(feature = "parse")]
pub mod countries;
mod date;
pub mod diagnostic;
#[cfg(any(feature = "parse", feature = "history"))]
mod duration;
#[cfg(feature = "export")]
pub mod export;
mod group;
#[cfg(feature = "history")]
pub mod history;
pub mod i18n;
mod id;
mod lang;
#[cfg(feature = "parse")]
pub mod lint;
pub mod lookup;
mod model;
pub mod name;
pub mod normalize;
mod page_url;
#[cfg(feature = "parse")]
pub mod parse;
pub mod search;
pub mod sentence;
mod summary;
pub mod text;
mod wire;

pub use bundle::{Bundle, BundleError, PackageContent};
pub use camel_case::camel_case;
pub use compliance::{coverage, evidence, placement, promise, qualify, recovery};
pub use date::{Date, DateError};
pub use group::group_by_key;
pub use i18n::nearest;
pub use id::*;
pub use lang::{Lang, LangError};
pub use model::*;
pub use page_url::{PageUrl, PageUrlError};
pub use summary::{StepStated, Summary};
pub use wire::PolicyJson;

/// Runs the example in the README as a test.
#[cfg(all(doctest, feature = "parse"))]
#[doc = include_str!("../README.md")]
struct Readme;
