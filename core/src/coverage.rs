//! Which service is covered by which framework: what we conclude from the claims that content carries.
//!
//! Silence is never a «no»: without a claim a cell is unstated. What the services run on is inherited and never a service's own.

use crate::{Claim, FrameworkId, Policy, Scope, ServiceId};

/// What is concluded for one service and one framework.
#[derive(Debug, Clone)]
pub struct Coverage<'a> {
    /// The conclusion.
    pub status: Status,
    /// What must be true for it, of all claims, each once.
    pub conditions: Vec<&'a str>,
    /// The claims that it rests on.
    pub claims: Vec<&'a Claim>,
    /// Claims about what the service runs on: inherited, never its own.
    pub inherited: Vec<&'a Claim>,
}

/// The conclusion for one service and one framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A claim covers it without a condition.
    Covered,
    /// A claim covers it under conditions, or in some regions or plans only.
    Conditional,
    /// No claim says anything.
    Unstated,
}

impl Policy {
    /// What the claims say of one service and one framework.
    pub fn coverage(&self, service: &ServiceId, framework: &FrameworkId) -> Coverage<'_> {
        let of_framework = self.claims.iter().filter(|claim| claim.frameworks.contains(framework));
        let (mut claims, mut inherited) = (Vec::new(), Vec::new());
        for claim in of_framework {
            match &claim.scope {
                Scope::Services { services, .. } if services.contains(service) => claims.push(claim),
                Scope::Infrastructure => inherited.push(claim),
                Scope::Services { .. } | Scope::Company => {}
            }
        }
        let mut conditions: Vec<&str> = Vec::new();
        for condition in claims.iter().flat_map(|claim| &claim.conditions) {
            if !conditions.contains(&condition.as_str()) {
                conditions.push(condition);
            }
        }
        let status = match claims.is_empty() {
            true => Status::Unstated,
            false if conditions.is_empty() => Status::Covered,
            false => Status::Conditional,
        };
        Coverage { status, conditions, claims, inherited }
    }
}
