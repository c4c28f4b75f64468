//! Remembers which data an import proposed, so that the next import knows what the author has changed.

use std::collections::BTreeSet;

use crate::items::Item;

/// The data that an import proposed: `bot/source.toml` has it as a comment, because the author changes the file of data.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ProposedData {
    pub(crate) hash: String,
    pub(crate) ids: BTreeSet<String>,
}

/// The beginning of the line with the proposed data, and what separates its ids.
const PROPOSED: &str = "# Proposed data ";

impl ProposedData {
    pub(crate) fn read(source: &str) -> Option<Self> {
        let line = source.lines().find_map(|line| line.strip_prefix(PROPOSED))?;
        let (hash, ids) = line.split_once(':')?;
        let ids = ids.trim().trim_end_matches('.').split(", ").filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Some(Self { hash: hash.to_owned(), ids })
    }

    /// Returns the line for items and the text of their file.
    pub(crate) fn line(items: &[Item], text: &str) -> String {
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        format!("{PROPOSED}{}: {}.\n", hash(text), ids.join(", "))
    }
}

/// Returns a number for a text that stays the same on all machines (FNV-1a).
pub(crate) fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().filter(|byte| *byte != b'\r').fold(0xcbf2_9ce4_8422_2325, step))
}
