//! The policy's finding in short: what it states about the life of data, from its source to its deletion.

use crate::{Inventory, Journey, Told};

/// A step in the life of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Where data comes from.
    Origin,
    /// What it is used for.
    Purpose,
    /// Who receives it.
    Recipients,
    /// Where it is kept.
    Storage,
    /// How long it is kept.
    Retention,
    /// How it is deleted.
    Deletion,
}

impl Step {
    /// All steps, in the order in which data goes through them.
    pub const ALL: [Self; 6] = [Self::Origin, Self::Purpose, Self::Recipients, Self::Storage, Self::Retention, Self::Deletion];
}

impl Journey {
    /// What is stated about a step.
    pub fn told(&self, step: Step) -> Vec<&Told> {
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

/// What is stated about a step in the life of all data that is collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepStated<'a> {
    /// The step.
    pub step: Step,
    /// What is stated for all data together.
    pub for_all: Vec<&'a Told>,
    /// The number of items for which something is stated by itself.
    pub items: usize,
}

/// The finding in numbers: what a sentence about any bot is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The number of items in the list of collected data.
    pub kinds: usize,
    /// Whether the policy says that the list is not complete.
    pub open_ended: bool,
    /// The number of purposes that are stated for all data together.
    pub purposes: usize,
    /// Steps about which nothing is stated, for no item.
    pub not_stated: Vec<Step>,
    /// Steps that are stated for some items only.
    pub in_part: Vec<Step>,
}

impl Inventory {
    /// What is stated about each step.
    pub fn steps(&self) -> [StepStated<'_>; 6] {
        Step::ALL.map(|step| StepStated {
            step,
            for_all: self.whole.told(step),
            items: self.items.iter().filter(|item| !item.own.told(step).is_empty()).count(),
        })
    }

    /// The finding in numbers. A step that each item states by itself is stated.
    pub fn summary(&self) -> Summary {
        let steps = self.steps();
        let are = |fits: fn(&StepStated<'_>, usize) -> bool| {
            steps
                .iter()
                .filter(|stated| stated.for_all.is_empty() && fits(stated, self.items.len()))
                .map(|stated| stated.step)
                .collect()
        };
        Summary {
            kinds: self.items.len(),
            open_ended: self.open_ended,
            purposes: self.whole.purpose.len(),
            not_stated: are(|stated, _| stated.items == 0),
            in_part: are(|stated, all| stated.items > 0 && stated.items < all),
        }
    }
}
