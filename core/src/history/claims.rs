//! Compares the typed facts about the host: claims, data rules and recovery objectives.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Aspect, ChangeKind, Direction,
    comparison::{Comparison, RawChange, Side},
    snapshot::{CitedText, Claim, DataRule, Objective},
    words::{ALL, BARRED, COVERED, DATA_LOSS, NONE, NOT_BARRED, NOT_COVERED, RESTORED, named},
};
use crate::Attestation;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.snapshot, comparison.new.snapshot);
    compare_by_id(comparison, &old.claims, &new.claims, claim);
    compare_by_id(comparison, &old.data_rules, &new.data_rules, rule);
    compare_by_id(comparison, &old.objectives, &new.objectives, objective);
}

/// A typed fact with an id.
trait Fact {
    const ASPECT: Aspect;
    fn id(&self) -> &str;
    fn statement(&self) -> &str;
    /// Returns the direction of the change if only the new edition contains the fact.
    fn direction_if_added(&self) -> Direction;
    fn value(&self, side: &Side<'_>) -> String;
}

impl Fact for Claim {
    const ASPECT: Aspect = Aspect::Claim;

    fn id(&self) -> &str {
        &self.id
    }

    fn statement(&self) -> &str {
        &self.statement
    }

    fn direction_if_added(&self) -> Direction {
        if self.denies { Direction::Weaker } else { Direction::Stronger }
    }

    fn value(&self, side: &Side<'_>) -> String {
        let frameworks = self.frameworks.iter().map(|id| side.snapshot.frameworks.iter().find(|framework| framework.id == *id));
        let frameworks = frameworks.zip(&self.frameworks).map(|(it, id)| it.map_or(id.as_str(), |it| it.name.as_str()));
        frameworks.collect::<Vec<_>>().join(", ")
    }
}

impl Fact for DataRule {
    const ASPECT: Aspect = Aspect::DataRule;

    fn id(&self) -> &str {
        &self.id
    }

    fn statement(&self) -> &str {
        &self.statement
    }

    fn direction_if_added(&self) -> Direction {
        Direction::Unclear
    }

    fn value(&self, _: &Side<'_>) -> String {
        self.name.clone()
    }
}

impl Fact for Objective {
    const ASPECT: Aspect = Aspect::Objective;

    fn id(&self) -> &str {
        &self.id
    }

    fn statement(&self) -> &str {
        &self.statement
    }

    fn direction_if_added(&self) -> Direction {
        Direction::Stronger
    }

    fn value(&self, _: &Side<'_>) -> String {
        let part = |what: &str, hours: Option<u32>| hours.map(|hours| format!("{what}: {hours} h"));
        let parts = [part(RESTORED.en, self.restore_hours), part(DATA_LOSS.en, self.loss_hours)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Reports each fact that is in only one edition. Calls `both` for each fact that is in both, to compare its parts.
fn compare_by_id<'a, F: Fact>(
    comparison: &mut Comparison<'a>,
    old: &'a [F],
    new: &'a [F],
    both: impl Fn(&mut Parts<'_, 'a>, &'a F, &'a F),
) {
    let by_id = |all: &'a [F]| -> BTreeMap<&'a str, &'a F> { all.iter().map(|it| (it.id(), it)).collect() };
    let (was, is) = (by_id(old), by_id(new));
    for fact in new {
        let title = title(&comparison.new, fact);
        match was.get(fact.id()) {
            Some(before) => {
                let grounds = [before.statement(), fact.statement()];
                both(&mut Parts { comparison, id: fact.id(), title: &title, grounds, denies: false }, before, fact);
            }
            None => {
                let new = Some(fact.value(&comparison.new));
                let (kind, direction, grounds) = (ChangeKind::Added, fact.direction_if_added(), ["", fact.statement()]);
                comparison.fact(RawChange {
                    id: fact.id(),
                    aspect: F::ASPECT,
                    kind,
                    direction,
                    title: &title,
                    old: None,
                    new,
                    grounds,
                });
            }
        }
    }
    for fact in old.iter().filter(|fact| !is.contains_key(fact.id())) {
        let title = title(&comparison.old, fact);
        let old = Some(fact.value(&comparison.old));
        let (kind, direction, grounds) = (ChangeKind::Removed, fact.direction_if_added().reversed(), [fact.statement(), ""]);
        comparison.fact(RawChange { id: fact.id(), aspect: F::ASPECT, kind, direction, title: &title, old, new: None, grounds });
    }
}

fn title<F: Fact>(side: &Side<'_>, fact: &F) -> String {
    side.statement(fact.statement()).map_or_else(|| fact.value(side), |statement| statement.title.clone())
}

/// A comparison of the parts of one fact that is in both editions.
struct Parts<'c, 'a> {
    comparison: &'c mut Comparison<'a>,
    id: &'c str,
    title: &'c str,
    grounds: [&'a str; 2],
    /// True if the fact denies something. A wider denial is weaker, so all directions are reversed.
    denies: bool,
}

impl Parts<'_, '_> {
    fn add(&mut self, aspect: Aspect, direction: Direction, old: Option<String>, new: Option<String>) {
        let Self { id, title, grounds, .. } = *self;
        let direction = if self.denies { direction.reversed() } else { direction };
        let kind = match (&old, &new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        self.comparison.fact(RawChange { id, aspect, kind, direction, title, old, new, grounds });
    }

    /// Compares the sets of things that a promise is about. A smaller set is weaker.
    fn reach(&mut self, aspect: Aspect, old: &ScopeSet, new: &ScopeSet) {
        if old != new {
            let direction = if old.contains(new) {
                Direction::Weaker
            } else if new.contains(old) {
                Direction::Stronger
            } else {
                Direction::Unclear
            };
            let shown = |set: &ScopeSet| Some(set.value(&self.comparison.new));
            let (was, is) = (shown(old), shown(new));
            self.add(aspect, direction, was, is);
        }
    }

    /// Compares the conditions of a promise. More conditions are weaker.
    fn conditions(&mut self, aspect: Aspect, old: &[String], new: &[String]) {
        let set = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
        let (was, is) = (set(old), set(new));
        if was != is {
            let direction = if is.is_superset(&was) {
                Direction::Weaker
            } else if was.is_superset(&is) {
                Direction::Stronger
            } else {
                Direction::Unclear
            };
            let shown = |list: &[String]| (!list.is_empty()).then(|| list.join("; "));
            self.add(aspect, direction, shown(old), shown(new));
        }
    }

    /// Compares numbers of hours. More hours are weaker, and the weakest is a number that is no longer stated.
    fn hours(&mut self, aspect: Aspect, old: Option<u32>, new: Option<u32>) {
        let direction = match (old, new) {
            (old, new) if old == new => return,
            (Some(old), Some(new)) if new < old => Direction::Stronger,
            (None, _) => Direction::Stronger,
            _ => Direction::Weaker,
        };
        let shown = |hours: Option<u32>| hours.map(|it| format!("{it} h"));
        self.add(aspect, direction, shown(old), shown(new));
    }
}

/// The things that a promise is about: all of them, or a set of ids.
#[derive(Debug, PartialEq, Eq)]
enum ScopeSet {
    All,
    Only(BTreeSet<String>),
}

impl ScopeSet {
    /// Reads a list. An empty list means no limit.
    fn unless_empty(list: &[String]) -> Self {
        if list.is_empty() { Self::All } else { Self::Only(list.iter().cloned().collect()) }
    }

    /// Reads the JSON of [`crate::Services`].
    fn services(value: &Value) -> Self {
        match value.get("only").and_then(Value::as_array) {
            Some(list) => Self::Only(list.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
            None if value.as_str() == Some("all") => Self::All,
            None => Self::Only(BTreeSet::new()),
        }
    }

    fn contains(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Only(_), Self::All) => false,
            (Self::Only(these), Self::Only(those)) => these.is_superset(those),
        }
    }

    fn value(&self, side: &Side<'_>) -> String {
        match self {
            Self::All => ALL.en.to_owned(),
            Self::Only(set) if set.is_empty() => NONE.en.to_owned(),
            Self::Only(set) => {
                let name = |id: &String| {
                    side.snapshot.services.iter().find(|service| service.id == *id).map_or(id.clone(), |it| it.name.clone())
                };
                set.iter().map(name).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

fn conditions(own: &[String], further: &[CitedText]) -> Vec<String> {
    own.iter().cloned().chain(further.iter().map(|it| it.text.clone())).collect()
}

fn claim(parts: &mut Parts<'_, '_>, old: &Claim, new: &Claim) {
    if old.denies != new.denies {
        let shown = |denies: bool| Some(if denies { NOT_COVERED } else { COVERED }.en.to_owned());
        parts.add(Aspect::Claim, new.direction_if_added(), shown(old.denies), shown(new.denies));
        return;
    }
    let frameworks = |it: &Claim| ScopeSet::Only(it.frameworks.iter().cloned().collect());
    parts.denies = new.denies;
    parts.reach(Aspect::Frameworks, &frameworks(old), &frameworks(new));
    scope(parts, &old.scope, &new.scope);
    parts.conditions(Aspect::Conditions, &conditions(&old.conditions, &old.further), &conditions(&new.conditions, &new.further));
    parts.denies = false;
    if old.attestation != new.attestation {
        // An auditor's report is stronger than the holder's own claim. Between other kinds, no order is known.
        let is_audited = |kind: &str| match named::<Attestation>(kind)? {
            Attestation::Certificate | Attestation::AuditReport | Attestation::AttestationOfCompliance | Attestation::Assessment => {
                Some(true)
            }
            Attestation::SelfCertification | Attestation::Agreement => Some(false),
            Attestation::Registration | Attestation::Unspecified => None,
        };
        let direction = match (is_audited(&old.attestation), is_audited(&new.attestation)) {
            (Some(true), Some(false)) => Direction::Weaker,
            (Some(false), Some(true)) => Direction::Stronger,
            _ => Direction::Unclear,
        };
        parts.add(Aspect::Attestation, direction, Some(old.attestation.clone()), Some(new.attestation.clone()));
    }
    if old.edition != new.edition {
        parts.add(Aspect::FrameworkEdition, Direction::Unclear, old.edition.clone(), new.edition.clone());
    }
}

fn scope(parts: &mut Parts<'_, '_>, old: &Value, new: &Value) {
    let (Some(was), Some(is)) = (old.get("services"), new.get("services")) else {
        if old != new {
            let shown = |scope: &Value| {
                let name = scope.as_str().map(str::to_owned);
                Some(name.or_else(|| scope.as_object()?.keys().next().cloned()).unwrap_or_default())
            };
            parts.add(Aspect::Scope, Direction::Unclear, shown(old), shown(new));
        }
        return;
    };
    let list = |scope: &Value, key: &str| -> Vec<String> {
        let list = scope.get(key).and_then(Value::as_array);
        list.map(|list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default()
    };
    let services = |scope: &Value| ScopeSet::services(scope.get("services").unwrap_or(&Value::Null));
    parts.reach(Aspect::Scope, &services(was), &services(is));
    for key in ["regions", "plans"] {
        parts.reach(Aspect::Scope, &ScopeSet::unless_empty(&list(was, key)), &ScopeSet::unless_empty(&list(is, key)));
    }
}

fn rule(parts: &mut Parts<'_, '_>, old: &DataRule, new: &DataRule) {
    parts.reach(Aspect::AllowedIn, &ScopeSet::services(&old.allowed_in), &ScopeSet::services(&new.allowed_in));
    parts.conditions(Aspect::Conditions, &conditions(&old.conditions, &old.further), &conditions(&new.conditions, &new.further));
    if old.barred_elsewhere != new.barred_elsewhere {
        let shown = |barred: bool| Some(if barred { BARRED } else { NOT_BARRED }.en.to_owned());
        parts.add(Aspect::Bar, Direction::Unclear, shown(old.barred_elsewhere), shown(new.barred_elsewhere));
    }
    if old.exceptions != new.exceptions {
        let shown = |list: &[String]| (!list.is_empty()).then(|| list.join("; "));
        parts.add(Aspect::Exceptions, Direction::Unclear, shown(&old.exceptions), shown(&new.exceptions));
    }
}

fn objective(parts: &mut Parts<'_, '_>, old: &Objective, new: &Objective) {
    parts.hours(Aspect::Restore, old.restore_hours, new.restore_hours);
    parts.hours(Aspect::Loss, old.loss_hours, new.loss_hours);
    parts.reach(Aspect::Scope, &ScopeSet::services(&old.services), &ScopeSet::services(&new.services));
    parts.reach(Aspect::Scope, &ScopeSet::unless_empty(&old.plans), &ScopeSet::unless_empty(&new.plans));
}
