//! Compliance of the host's services: facts, conclusions from them, and the promises that a bot inherits.

pub mod coverage;
pub mod evidence;
pub mod placement;
pub mod promise;
pub mod qualify;
pub mod recovery;
