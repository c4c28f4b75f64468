//! The steps in the life of data, from its origin to its deletion.

use super::{CitedText, Lifecycle};

/// A step in the life of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The origin of data.
    Origin,
    /// The purposes of data.
    Purpose,
    /// The recipients of data.
    Recipients,
    /// The place in which data is kept.
    Storage,
    /// The time for which data is kept.
    Retention,
    /// The deletion of data.
    Deletion,
}

impl Step {
    /// All steps, in the order in which data goes through them.
    pub const ALL: [Self; 6] = [Self::Origin, Self::Purpose, Self::Recipients, Self::Storage, Self::Retention, Self::Deletion];
}

impl Lifecycle {
    /// Returns everything that these facts state about a step.
    pub fn stated(&self, step: Step) -> Vec<&CitedText> {
        match step {
            Step::Origin => self.from.iter().collect(),
            Step::Purpose => self.purpose.iter().collect(),
            Step::Recipients => self.recipients.iter().collect(),
            Step::Storage => self.storage.iter().collect(),
            Step::Retention => self.retention.iter().collect(),
            Step::Deletion => self.deletion.iter().collect(),
        }
    }
}
