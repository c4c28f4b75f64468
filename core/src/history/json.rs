//! Writes `policy.json` with its edition and its history.

use serde::Serialize;

use super::{Change, Edition, EditionChanges, History};
use crate::{Date, Policy, PolicyJson};

/// A policy with its newest edition and its history.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Policy"))]
struct WithHistory<'a> {
    #[serde(flatten)]
    policy: PolicyJson<'a>,
    /// The newest edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<EditionHead<'a>>,
    /// All editions, the newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<EditionEntry<'a>>>,
}

/// An edition without its content.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Edition"))]
struct EditionHead<'a> {
    /// Its number, from 1.
    number: u32,
    /// The day of its release.
    date: Date,
    /// The release note.
    note: &'a str,
}

/// An edition, and what changed in it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "HistoryEntry"))]
struct EditionEntry<'a> {
    #[serde(flatten)]
    edition: EditionHead<'a>,
    /// The changes since the edition before it. Empty for the first edition.
    changes: &'a [Change],
}

fn head(edition: &Edition) -> EditionHead<'_> {
    EditionHead { number: edition.number, date: edition.date, note: &edition.note }
}

fn entry(changes: EditionChanges<'_>) -> EditionEntry<'_> {
    EditionEntry { edition: head(changes.edition), changes: changes.diff.map(|diff| diff.changes.as_slice()).unwrap_or_default() }
}

/// Returns the text of `policy.json`, with the newest edition and the history.
///
/// # Errors
/// If the policy has a value that JSON cannot express. No type of the model allows one today.
pub fn policy_json(policy: &Policy, history: &History) -> Result<String, serde_json::Error> {
    let all = WithHistory {
        policy: PolicyJson::from(policy),
        edition: history.last().map(head),
        history: Some(history.changes().rev().map(entry).collect()),
    };
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// Returns all editions with their changes, the newest first, in the form of `policy.json`.
///
/// # Errors
/// As [`policy_json`].
pub fn history_json(history: &History) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::to_value(history.changes().rev().map(entry).collect::<Vec<_>>())
}

/// Returns the JSON Schema of `policy.json`, with or without history.
///
/// # Errors
/// As [`policy_json`].
#[cfg(feature = "export")]
pub fn policy_schema() -> Result<String, serde_json::Error> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<WithHistory<'static>>();
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
