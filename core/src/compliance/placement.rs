//! Decides which kind of data may be placed in which service. Certificates have no part in it: a certificate permits nothing, and a
//! permission attests nothing.

use serde::Serialize;

use crate::{
    DataRule, Facts, ServiceId, StatementId,
    evidence::{Clause, Condition, SourceRef},
};

/// A data rule applied to one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Placement<'a> {
    /// The permission.
    pub permission: Permission<'a>,
    /// The party that gives it, with its source.
    #[serde(rename = "said")]
    pub source: SourceRef<'a>,
    /// Readings that qualify it.
    pub notes: &'a [StatementId],
}

/// The permission to place a kind of data in a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Permission<'a> {
    /// The data may be placed there.
    Allowed,
    /// The data may be placed there under conditions. If a rule bars data with exceptions, the exceptions are conditions.
    Conditional {
        /// The conditions.
        conditions: Vec<Condition<'a>>,
    },
    /// No document bars it, and none allows it. This is an interpretation of the editors, never a document's permission.
    NotBarred {
        /// The conditions, as documents state them.
        conditions: Vec<Condition<'a>>,
    },
    /// The data may not be placed there.
    Barred {
        /// Always empty, because a bar with exceptions is a condition. The field stays for programs that read it.
        exceptions: &'a [String],
    },
    /// The rule does not say whether the data may be placed there.
    NotStated,
}

impl Facts {
    /// Applies a data rule to a service.
    pub fn placement<'a>(&'a self, rule: &'a DataRule, service: &ServiceId) -> Placement<'a> {
        let permission = rule.permission(service);
        let source = self.source_ref(rule.grounds_of(&permission));
        Placement { permission, source, notes: &rule.notes }
    }
}

impl DataRule {
    /// Returns the permission for the services that are on neither of the rule's lists.
    pub fn elsewhere(&self) -> Permission<'_> {
        self.permits(false, false)
    }

    fn permission(&self, service: &ServiceId) -> Permission<'_> {
        self.permits(self.allowed_in.contains(service), self.unstated_in.contains(service))
    }

    /// Returns the statement that grounds a permission: the rule's own, or the editors' interpretation if no document says anything.
    pub(crate) fn grounds_of(&self, permission: &Permission<'_>) -> &StatementId {
        match (permission, &self.interpretation) {
            (Permission::NotBarred { .. }, Some(interpretation)) => interpretation,
            _ => &self.statement,
        }
    }

    /// Returns the permission for a service, given whether it is on each of the rule's two lists.
    pub(crate) fn permits(&self, allowed: bool, unstated: bool) -> Permission<'_> {
        let barred = !allowed && self.barred_elsewhere;
        if unstated {
            return Permission::NotStated;
        }
        if barred && self.exceptions.is_empty() {
            return Permission::Barred { exceptions: &[] };
        }
        let conditions = self.conditions_of(if barred { &self.exceptions } else { &self.conditions });
        if !allowed && !barred && self.interpretation.is_some() {
            return Permission::NotBarred { conditions };
        }
        if conditions.is_empty() { Permission::Allowed } else { Permission::Conditional { conditions } }
    }

    /// Returns the rule's own conditions, then those that other statements add.
    fn conditions_of<'a>(&'a self, own: &'a [String]) -> Vec<Condition<'a>> {
        let own = own.iter().map(|text| Condition { clause: Clause::Text(text), statement: &self.statement });
        own.chain(self.further.iter().map(Condition::stated)).collect()
    }
}
