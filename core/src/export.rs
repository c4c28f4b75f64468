//! What other people's programs read.

use crate::Policy;

/// `policy.json`: the whole model, the same to the byte for the same content.
///
/// # Errors
/// Serde's own, if the model ever held what JSON cannot say.
pub fn policy_json(policy: &Policy) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(policy)?;
    json.push('\n');
    Ok(json)
}
