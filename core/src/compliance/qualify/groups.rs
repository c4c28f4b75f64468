//! Puts services with the same findings together.

use super::{Finding, Ground, Outcome, Verdict};
use crate::{ServiceId, evidence::Basis};

/// Services that have the same findings.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The services, in the order of content.
    pub services: Vec<&'a ServiceId>,
    /// Their outcome.
    pub outcome: Outcome,
    /// Their findings. If sources name each service separately, this has the sources of all of them.
    pub findings: Vec<Finding<'a>>,
}

/// Puts services with the same findings together, in the order of the verdicts. Findings are the same even if sources name each service by
/// itself.
pub fn grouped(verdicts: Vec<Verdict<'_>>) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for verdict in verdicts {
        let findings: Vec<Finding<'_>> = verdict.findings.iter().map(|finding| Finding::clone(finding)).collect();
        let same = |group: &&mut Group<'_>| {
            group.findings.len() == findings.len()
                && group.findings.iter().zip(&findings).all(|(one, other)| differ_only_in_service(one, other))
        };
        match groups.iter_mut().find(same) {
            Some(group) => {
                group.services.push(verdict.service);
                for (all, more) in group.findings.iter_mut().zip(findings) {
                    let new: Vec<_> = more.grounds.into_iter().filter(|ground| !all.grounds.contains(ground)).collect();
                    all.grounds.extend(new);
                }
            }
            None => groups.push(Group { services: vec![verdict.service], outcome: verdict.outcome, findings }),
        }
    }
    groups
}

/// Returns whether two findings differ only in sources that name each service by itself.
fn differ_only_in_service(one: &Finding<'_>, other: &Finding<'_>) -> bool {
    let names_service = |ground: &&Ground<'_>| matches!(ground.basis, Basis::Service(_));
    let shared = |finding: &'_ Finding<'_>| finding.grounds.iter().filter(|ground| !names_service(ground)).count();
    let bases_match = one
        .grounds
        .iter()
        .zip(&other.grounds)
        .all(|(one, other)| one.basis == other.basis || (names_service(&one) && names_service(&other)));
    (one.need, one.outcome, &one.conditions, &one.missing) == (other.need, other.outcome, &other.conditions, &other.missing)
        && shared(one) == shared(other)
        && bases_match
}
