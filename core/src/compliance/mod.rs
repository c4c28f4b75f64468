//! What the documents say of the host's services: facts, what is concluded from them, and where a bot may rely on it.

pub mod coverage;
pub mod evidence;
mod facts;
pub mod placement;
pub mod promise;
pub mod qualify;
pub mod recovery;

pub use facts::{Facts, StatementHead};
