//! Exports for other programs and readers, with the page's facts and ids. The same content always gives the same bytes.

mod compliance;
mod declared_facts;
mod document;
mod json;

pub use compliance::{Compliance, compliance, coverage_csv};
pub use declared_facts::security_txt;
pub use document::{llms_txt, policy_md};
pub use json::{compliance_json, compliance_schema, json_ld, policy_json};
