//! What replies are made of: the policy, and the index over its words.

use carrot_core::{BakedError, Policy, search::Index};

/// A policy that can be asked.
#[derive(Debug, Clone)]
pub struct Content {
    /// The policy.
    pub policy: Policy,
    /// The index that free text is looked up in.
    pub index: Index,
}

impl Content {
    /// A policy with its index.
    pub fn new(policy: Policy) -> Self {
        Self { index: Index::new(&policy), policy }
    }

    /// The content that was baked in when this crate was built.
    ///
    /// # Errors
    /// Only where the build was broken: the bytes come from another version of core.
    pub fn baked() -> Result<Self, BakedError> {
        Policy::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/policy.bin"))).map(Self::new)
    }
}
