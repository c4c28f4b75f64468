//! Recovery: the host's objectives after a disaster, for one service and for a stack of services together.
//!
//! Two figures are kept apart: hours until a service is restored, and hours of data that may be lost. A service without a stated figure
//! has none; a stack lists it beside the figure, which then applies to the other services only.

use serde::Serialize;

use crate::{
    Facts, Objective, ServiceId, StatementId,
    evidence::{Clause, Condition, SourceRef, add},
    name::{NamedKind, Unknown, unknown},
};

/// One of the two figures of an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Hours until the service is restored (RTO).
    Restore,
    /// Hours of data that may be lost (RPO).
    Loss,
}

impl Figure {
    /// Returns the hours that an objective states; `None` if it states none.
    pub fn of(self, objective: &Objective) -> Option<u32> {
        match self {
            Self::Restore => objective.restore_hours,
            Self::Loss => objective.loss_hours,
        }
    }

    /// Returns the conditions of the objectives' figures, each once. A limit to some plans is a condition only if every objective has
    /// one.
    pub(crate) fn conditions<'a>(self, objectives: &[&'a Objective]) -> Vec<Condition<'a>> {
        let mut out: Vec<Condition<'a>> = Vec::new();
        let mut push = |clause: Clause<'a>, statement: &'a StatementId| {
            if !out.iter().any(|other| other.clause == clause) {
                out.push(Condition { clause, statement });
            }
        };
        if let Some(first) = objectives.first().filter(|_| objectives.iter().all(|objective| !objective.plans.is_empty())) {
            let mut plans = Vec::new();
            objectives.iter().flat_map(|objective| &objective.plans).for_each(|plan| add(&mut plans, plan.as_str()));
            push(Clause::Plans(plans), &first.statement);
        }
        for objective in objectives {
            let note = match self {
                Self::Restore => objective.restore_note.as_deref().map(Clause::Restore),
                Self::Loss => objective.loss_note.as_deref().map(Clause::Loss),
            };
            let outside = objective.excludes.as_deref().map(Clause::Outside);
            note.into_iter().chain(outside).for_each(|clause| push(clause, &objective.statement));
        }
        out
    }
}

/// The figures that are stated for a stack of services together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Recovery<'a> {
    /// The services, each once.
    pub services: Vec<&'a ServiceId>,
    /// The hours until the last of them is restored.
    pub restore: Weakest<'a>,
    /// The hours of data that may be lost.
    pub loss: Weakest<'a>,
}

/// The weakest figure that is stated for any of several services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Weakest<'a> {
    /// The most hours that any of their objectives states; `None` if none states any. It is the stack's own figure only if `not_stated`
    /// is empty.
    pub hours: Option<u32>,
    /// The services for which no figure is stated.
    pub not_stated: Vec<&'a ServiceId>,
    /// The conditions of the figures, each with the services that it applies to.
    pub conditions: Vec<Shared<'a>>,
    /// The sources that state the figures.
    pub sources: Vec<SourceRef<'a>>,
}

/// A condition, and the services that it applies to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Shared<'a> {
    /// The services.
    pub services: Vec<&'a ServiceId>,
    /// The condition.
    pub condition: Condition<'a>,
}

impl<'a> Weakest<'a> {
    /// Returns the hours that hold for all services; `None` if a service has no figure.
    pub fn for_all(&self) -> Option<u32> {
        self.hours.filter(|_| self.not_stated.is_empty())
    }

    fn of(facts: &'a Facts, services: &[&'a ServiceId], figure: Figure) -> Self {
        let mut out = Self { hours: None, not_stated: Vec::new(), conditions: Vec::new(), sources: Vec::new() };
        for service in services {
            let stating: Vec<&Objective> = facts.objectives_of(service).filter(|it| figure.of(it).is_some()).collect();
            if stating.is_empty() {
                out.not_stated.push(service);
            }
            for objective in &stating {
                out.hours = out.hours.max(figure.of(objective));
                if !out.sources.iter().any(|source| source.statement == Some(&objective.statement)) {
                    out.sources.push(facts.source_ref(&objective.statement));
                }
            }
            share(&mut out.conditions, service, figure.conditions(&stating));
        }
        out
    }
}

/// Adds a service's conditions to those of a stack.
pub(crate) fn share<'a>(all: &mut Vec<Shared<'a>>, service: &'a ServiceId, conditions: impl IntoIterator<Item = Condition<'a>>) {
    for condition in conditions {
        match all.iter_mut().find(|shared| shared.condition.clause == condition.clause) {
            Some(shared) => add(&mut shared.services, service),
            None => all.push(Shared { services: vec![service], condition }),
        }
    }
}

impl Facts {
    /// Returns the objectives that are stated for a service.
    pub fn objectives_of(&self, service: &ServiceId) -> impl Iterator<Item = &Objective> {
        self.objectives.iter().filter(|objective| objective.services.contains(service))
    }

    /// Returns the recovery objectives of a stack of services: the weakest stated figures, and the services without a figure.
    ///
    /// # Errors
    /// [`Unknown`] if the policy has no service with one of these ids.
    pub fn stack(&self, services: &[ServiceId]) -> Result<Recovery<'_>, Unknown> {
        let services = self.known(services)?;
        let restore = Weakest::of(self, &services, Figure::Restore);
        let loss = Weakest::of(self, &services, Figure::Loss);
        Ok(Recovery { services, restore, loss })
    }

    /// Returns services of the policy, each once.
    pub(crate) fn known(&self, services: &[ServiceId]) -> Result<Vec<&ServiceId>, Unknown> {
        let mut known = Vec::new();
        for id in services {
            let service = self.service(id).ok_or_else(|| unknown(NamedKind::Service, &self.services, id.as_str()))?;
            add(&mut known, &service.id);
        }
        Ok(known)
    }
}
