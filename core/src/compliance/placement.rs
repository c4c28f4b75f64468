//! Which kind of data may be placed in which service. It is another question than whether the service is attested: a certificate
//! permits nothing, and a permission attests nothing.

use serde::Serialize;

use crate::{
    DataRule, Facts, ServiceId, StatementId,
    grounds::{Clause, Condition, Said},
};

/// What a data rule says of one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Placement<'a> {
    /// What it says.
    pub permission: Permission<'a>,
    /// Who says so, and where.
    pub said: Said<'a>,
    /// Readings that qualify it.
    pub notes: &'a [StatementId],
}

/// Whether a kind of data may be placed in a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Permission<'a> {
    /// It may.
    Allowed,
    /// It may, under conditions.
    Conditional {
        /// What must be true.
        conditions: Vec<Condition<'a>>,
    },
    /// It may not.
    Barred {
        /// What the bar excepts, in the words of content.
        exceptions: &'a [String],
    },
    /// The rule says neither.
    NotStated,
}

impl Facts {
    /// What a data rule says of one service.
    pub fn placement<'a>(&'a self, rule: &'a DataRule, service: &ServiceId) -> Placement<'a> {
        Placement { permission: rule.permission(service), said: self.said(&rule.statement), notes: &rule.notes }
    }
}

impl DataRule {
    fn permission(&self, service: &ServiceId) -> Permission<'_> {
        self.permits(self.allowed_in.contains(service), self.unstated_in.contains(service))
    }

    /// What it says of a service that is, or is not, on its two lists.
    pub(crate) fn permits(&self, allowed: bool, unstated: bool) -> Permission<'_> {
        if unstated {
            return Permission::NotStated;
        }
        if !allowed && self.barred_elsewhere {
            return Permission::Barred { exceptions: &self.exceptions };
        }
        if !allowed || self.conditions.is_empty() {
            return Permission::Allowed;
        }
        let condition = |text| Condition { clause: Clause::Text(text), statement: &self.statement };
        Permission::Conditional { conditions: self.conditions.iter().map(|text| condition(text.as_str())).collect() }
    }
}
