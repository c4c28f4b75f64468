//! Renders small pieces that the tools and the static text share: functions from content to
//! [`Html`](yew::Html), the same on the build machine and in the browser.

mod badge;
mod citation;
mod claim_card;
mod finding;
mod separated;

pub use badge::{capital, outcome_badge, outcome_class, party_badge, status_badge};
pub use citation::{citations, dated, statement_link, statement_links};
pub use claim_card::{claim_card, interpretations, lines, service_names};
pub use finding::reasons;
pub use separated::{DOT, separated};
