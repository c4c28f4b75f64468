//! What other people's programs and readers take away: the same facts and ids as the page, the same to the byte for the same content.

mod document;
mod json;

pub use document::{llms_txt, policy_md};
pub use json::{json_ld, policy_json, policy_schema};
