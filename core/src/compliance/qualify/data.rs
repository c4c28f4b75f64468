//! Checks the need for a kind of data: its data rule decides which services may hold it.

use std::sync::Arc;

use super::{
    Finding, Ground, Missing, Need, Outcome, Stance,
    service_index::{FindingCache, ServiceIndex},
};
use crate::{
    DataRule,
    evidence::{Basis, Register, SourceRef},
    placement::Permission,
};

pub(super) struct DataCheck<'a> {
    rule: &'a DataRule,
    source: SourceRef<'a>,
    /// The statement of the editors' interpretation, if there is one.
    interpreted: Option<SourceRef<'a>>,
    /// For each service, whether it is on the rule's two lists.
    allowed: Vec<bool>,
    unstated: Vec<bool>,
    cache: FindingCache<'a>,
}

impl<'a> DataCheck<'a> {
    pub(super) fn new(index: &ServiceIndex<'_>, register: &Register<'a>, rule: &'a DataRule) -> Self {
        let source = register.source_ref(&rule.statement);
        let interpreted = rule.interpretation.as_ref().map(|id| register.source_ref(id));
        let allowed = index.marks(index.numbers_of(&rule.allowed_in));
        let unstated = index.marks(index.numbers(&rule.unstated_in));
        Self { rule, source, interpreted, allowed, unstated, cache: FindingCache::default() }
    }

    pub(super) fn finding(&mut self, number: usize) -> Arc<Finding<'a>> {
        let on = |list: &[bool]| list.get(number) == Some(&true);
        let (allowed, unstated) = (on(&self.allowed), on(&self.unstated));
        let (rule, source, interpreted) = (self.rule, &self.source, &self.interpreted);
        self.cache.get_or_insert_with(&[usize::from(allowed), usize::from(unstated)], || {
            let permission = rule.permits(allowed, unstated);
            let source = interpreted.as_ref().filter(|_| matches!(permission, Permission::NotBarred { .. })).unwrap_or(source);
            finding_for(rule, source, permission)
        })
    }
}

fn finding_for<'a>(rule: &'a DataRule, source: &SourceRef<'a>, permission: Permission<'a>) -> Finding<'a> {
    let mut finding = Finding::new(Need::Data(&rule.id));
    let (stance, outcome) = match permission {
        Permission::Allowed => (Stance::Allows, Outcome::Qualifies),
        Permission::Conditional { conditions } => {
            finding.conditions = conditions;
            (Stance::Allows, Outcome::QualifiesUnder)
        }
        Permission::NotBarred { conditions } => {
            finding.conditions = conditions;
            (Stance::NotBarred, Outcome::NotBarred)
        }
        Permission::Barred { exceptions } => (Stance::Bars { exceptions }, Outcome::Excluded),
        Permission::NotStated => {
            finding.missing.push(Missing::Silence);
            (Stance::Silent, Outcome::NotStated)
        }
    };
    finding.grounds = vec![Ground { basis: Basis::DataRule(&rule.id), stance, source: source.clone(), notes: &rule.notes }];
    finding.merge_outcome(outcome);
    finding
}
