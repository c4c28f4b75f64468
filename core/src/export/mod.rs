//! What other people's programs and readers take away: the same facts and ids as the page, the same to the byte for the same content.

mod compliance;
mod document;
mod json;

pub use compliance::{Compliance, compliance, coverage_csv};
pub use document::{llms_txt, policy_md};
pub use json::{compliance_json, compliance_schema, json_ld, policy_json, policy_schema};
