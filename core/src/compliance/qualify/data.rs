//! Checks a requirement of a kind of data: its data rule decides which services may hold it.

use std::sync::Arc;

use super::{
    Finding, Ground, Missing, Need, Outcome, Stance,
    roster::{FindingCache, Roster},
};
use crate::{
    DataRule,
    evidence::{Basis, Register, SourceRef},
    placement::Permission,
};

pub(super) struct DataCheck<'a> {
    rule: &'a DataRule,
    said: SourceRef<'a>,
    /// The statement of the editors' interpretation, if there is one.
    interpreted: Option<SourceRef<'a>>,
    /// The numbers of the services on the rule's two lists, sorted.
    allowed: Vec<usize>,
    unstated: Vec<usize>,
    cache: FindingCache<'a>,
}

impl<'a> DataCheck<'a> {
    pub(super) fn new(roster: &Roster<'_>, register: &Register<'a>, rule: &'a DataRule) -> Self {
        let said = register.said(&rule.statement);
        let interpreted = rule.interpretation.as_ref().map(|id| register.said(id));
        let unstated = roster.numbers(&rule.unstated_in);
        Self { rule, said, interpreted, allowed: roster.of(&rule.allowed_in), unstated, cache: FindingCache::default() }
    }

    pub(super) fn of(&mut self, number: usize) -> Arc<Finding<'a>> {
        let on = |list: &[usize]| list.binary_search(&number).is_ok();
        let (allowed, unstated) = (on(&self.allowed), on(&self.unstated));
        let (rule, said, interpreted) = (self.rule, &self.said, &self.interpreted);
        self.cache.or(&[usize::from(allowed), usize::from(unstated)], || {
            let permission = rule.permits(allowed, unstated);
            let said = interpreted.as_ref().filter(|_| matches!(permission, Permission::NotBarred { .. })).unwrap_or(said);
            placed(rule, said, permission)
        })
    }
}

fn placed<'a>(rule: &'a DataRule, said: &SourceRef<'a>, permission: Permission<'a>) -> Finding<'a> {
    let mut finding = Finding::new(Need::Data(&rule.id));
    let (says, outcome) = match permission {
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
    finding.grounds = vec![Ground { basis: Basis::DataRule(&rule.id), says, said: said.clone(), notes: &rule.notes }];
    finding.come_to(outcome);
    finding
}
