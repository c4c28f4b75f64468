//! The solver's part of the state: ticked needs and typed hours.

use std::{fmt, str::FromStr};

use carrot_core::{
    DataRuleId, Facts, FrameworkId, RegionId,
    qualify::{Isolation, Needs},
};

/// A need that can be ticked. In URLs it is its kind, a dot and its id: `framework.soc-2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// A kind of data.
    Data(DataRuleId),
    /// A framework.
    Framework(FrameworkId),
    /// Isolation from other customers.
    Isolation(Isolation),
    /// A region.
    Region(RegionId),
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id) = match self {
            Self::Data(id) => ("data", id.as_str()),
            Self::Framework(id) => ("framework", id.as_str()),
            Self::Isolation(Isolation::Private) => ("isolation", "private"),
            Self::Isolation(Isolation::Shield) => ("isolation", "shield"),
            Self::Region(id) => ("region", id.as_str()),
        };
        f.write_str(kind)?;
        f.write_str(".")?;
        f.write_str(id)
    }
}

impl FromStr for Criterion {
    /// The text is not the name of a need.
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once('.').ok_or(())?;
        Ok(match (kind, id) {
            ("data", id) => Self::Data(id.parse().map_err(drop)?),
            ("framework", id) => Self::Framework(id.parse().map_err(drop)?),
            ("region", id) => Self::Region(id.parse().map_err(drop)?),
            ("isolation", "private") => Self::Isolation(Isolation::Private),
            ("isolation", "shield") => Self::Isolation(Isolation::Shield),
            _ => return Err(()),
        })
    }
}

/// A number of hours as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HoursInput(pub String);

/// The text is not a whole number from 0 to [`HoursInput::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidHours;

impl HoursInput {
    /// The largest number that is accepted, about eleven years.
    pub const MAX: u32 = 99_999;

    /// Returns the hours; `None` if nothing is typed.
    ///
    /// # Errors
    /// [`InvalidHours`] for any other text.
    pub fn value(&self) -> Result<Option<u32>, InvalidHours> {
        let text = self.0.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let value = text.parse().ok().filter(|hours| digits && *hours <= Self::MAX);
        value.map(Some).ok_or(InvalidHours)
    }
}

/// The solver's question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SolverQuery {
    /// The needs that are ticked, in order, each once. It is a `Vec`, because a set would add code to the wasm.
    pub needs: Vec<Criterion>,
    /// Maximum recovery time (RTO), in hours.
    pub restore: HoursInput,
    /// Maximum data loss (RPO), in hours.
    pub loss: HoursInput,
}

impl SolverQuery {
    /// Ticks or unticks a need.
    pub(super) fn tick(&mut self, need: Criterion, ticked: bool) {
        match self.needs.binary_search(&need) {
            Err(index) if ticked => self.needs.insert(index, need),
            Ok(index) if !ticked => drop(self.needs.remove(index)),
            _ => {}
        }
    }

    /// Converts the question to core's [`Needs`]. Unknown ids and invalid hours are ignored.
    pub fn to_needs(&self, facts: &Facts) -> Needs {
        let mut out = Needs {
            restore_hours: self.restore.value().ok().flatten(),
            loss_hours: self.loss.value().ok().flatten(),
            ..Needs::default()
        };
        for need in &self.needs {
            match need {
                Criterion::Data(id) if facts.data_rule(id).is_some() => out.data.push(id.clone()),
                Criterion::Framework(id) if facts.framework(id).is_some() => out.frameworks.push(id.clone()),
                Criterion::Region(id) if facts.region(id).is_some() => out.regions.push(id.clone()),
                Criterion::Isolation(isolation) => out.isolation.push(*isolation),
                Criterion::Data(_) | Criterion::Framework(_) | Criterion::Region(_) => {}
            }
        }
        out
    }
}
