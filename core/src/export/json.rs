//! Writes the exports in JSON, and their schemas.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Compliance, compliance};
use crate::{Extent, Policy, PolicyJson, i18n::Messages};

/// Returns `policy.json`: the whole model.
///
/// # Errors
/// An error of serde, if the model contains a value that JSON cannot express. No known model does.
pub fn policy_json(policy: &Policy) -> Result<String, serde_json::Error> {
    pretty(&PolicyJson::from(policy))
}

/// Returns `compliance.json`, which [`compliance`] composes.
///
/// # Errors
/// As [`policy_json`].
pub fn compliance_json(policy: &Policy) -> Result<String, serde_json::Error> {
    pretty(&compliance(policy))
}

fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(value)?;
    json.push('\n');
    Ok(json)
}

/// Returns `schema/compliance.json`: the [JSON Schema](https://json-schema.org/draft/2020-12/schema) of `compliance.json`, derived from
/// the types. It describes the output, not accepted input: every key is required, because absent values are written as `null`.
///
/// # Errors
/// As [`policy_json`].
pub fn compliance_schema() -> Result<String, serde_json::Error> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    pretty(&settings.into_generator().into_root_schema_for::<Compliance<'static>>())
}

/// Returns the page's description for search engines, as [JSON-LD](https://schema.org/FAQPage): the questions of the first screen with
/// the policy's answers. The text is escaped for use in a `script` element.
///
/// # Errors
/// As [`policy_json`].
pub fn json_ld(policy: &Policy, messages: Messages) -> Result<String, serde_json::Error> {
    let questions: Vec<Value> = policy
        .questions
        .iter()
        .filter(|question| question.glance)
        .map(|question| {
            let reply = policy.answer(question);
            // Use only the bot's own statements, because readers of a search result would take a host's promise for the bot's.
            let own = reply.statements.iter().filter(|statement| policy.is_bots(statement)).map(|statement| statement.title.as_str());
            let text = match reply.extent {
                Extent::Unreviewed if reply.statements.is_empty() => messages.not_checked_yet().to_owned(),
                Extent::Missing => messages.not_stated_by_bot().to_owned(),
                _ => own.chain(reply.missing_parts()).map(|it| it.trim_end_matches('.')).collect::<Vec<_>>().join(". ") + ".",
            };
            json!({ "@type": "Question", "name": question.ask, "acceptedAnswer": { "@type": "Answer", "text": text } })
        })
        .collect();
    let page = json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": messages.page_title(&policy.bot.name, policy.facts.has_compliance()),
        "description": messages.page_description(&policy.bot.name, policy.facts.has_compliance()),
        "inLanguage": policy.bot.lang,
        "mainEntity": questions,
    });
    // A script element ends at the first `</script`, even within a text.
    Ok(serde_json::to_string(&page)?.replace('<', "\\u003c"))
}
