//! Summarizes the data inventory: which steps in the life of data the policy states, from its source to its deletion. Names what a partial
//! answer lacks.

use crate::{CitedText, Extent, FactKind, Inventory, Policy, RequirementId, Step};

/// The statements about a step in the life of all data that is collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepStated<'a> {
    /// The step.
    pub step: Step,
    /// The texts that are stated for all data together.
    pub for_all: Vec<&'a CitedText>,
    /// The number of items for which something is stated by itself.
    pub items: usize,
    /// The extent to which the step is stated: for all data (together, or for each item by itself), for some items, or not at all. An
    /// unreviewed list is counted by its items.
    pub extent: Extent,
}

/// The inventory in numbers, from which [`Messages::finding`](crate::i18n::Messages::finding) composes the sentence on the first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The number of items in the list of collected data.
    pub kinds: usize,
    /// `true` if the policy says that the list is not complete.
    pub open_ended: bool,
    /// The number of purposes that are stated for all data together.
    pub purposes: usize,
    /// Steps that are stated neither for all data nor for any item.
    pub not_stated: Vec<Step>,
    /// Steps that are stated for some items only.
    pub in_part: Vec<Step>,
}

impl Inventory {
    /// Returns the statements about each step.
    pub fn steps(&self) -> [StepStated<'_>; 6] {
        Step::ALL.map(|step| {
            let for_all = self.stated_for_all(step);
            let items = self.items.iter().filter(|item| !self.stated_for(item, step).is_empty()).count();
            let extent = match items {
                _ if !for_all.is_empty() => Extent::Present,
                0 => Extent::Missing,
                some if some < self.items.len() => Extent::Partial,
                _ => Extent::Present,
            };
            StepStated { step, for_all, items, extent }
        })
    }

    /// Returns the inventory in numbers. A step counts as stated if each item states it by itself.
    pub fn summary(&self) -> Summary {
        let steps = self.steps();
        let steps_with = |extent| steps.iter().filter(|stated| stated.extent == extent).map(|stated| stated.step).collect();
        Summary {
            kinds: self.items.len(),
            open_ended: self.open_ended,
            purposes: self.whole.purpose.len(),
            not_stated: steps_with(Extent::Missing),
            in_part: steps_with(Extent::Partial),
        }
    }
}

impl Policy {
    /// Returns the id of the first question about a step in the life of data; without one, of the first requirement about it. `None` if
    /// content has neither. It leads readers from a step that is not stated to the answer that says so.
    pub fn asks_about(&self, step: Step) -> Option<&str> {
        let is_about_step = |kind: Option<FactKind>| kind.and_then(FactKind::step) == Some(step);
        let requirement = self.requirements.iter().find(|requirement| is_about_step(requirement.answered_by)).map(|it| &it.id);
        let asks = |requirements: &[RequirementId]| requirement.is_some_and(|id| requirements.contains(id));
        let question = self.questions.iter().find(|question| asks(&question.requirements)).map(|it| &it.id);
        let general = || self.vocabulary.general.iter().find(|it| is_about_step(it.answered_by)).map(|it| &it.id);
        question.or_else(general).map(|id| id.as_str()).or(requirement.map(|id| id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::{DataItem, Lifecycle, i18n::Messages};

    fn cited() -> CitedText {
        CitedText { text: "x".to_owned(), statement: "x".parse().unwrap() }
    }

    /// Returns a lifecycle with something stated about these steps.
    fn lifecycle(steps: &[Step], purposes: usize) -> Lifecycle {
        let one = |step| steps.contains(&step).then(cited);
        Lifecycle {
            from: one(Step::Origin),
            purpose: vec![cited(); purposes],
            recipients: one(Step::Recipients),
            storage: one(Step::Storage),
            retention: one(Step::Retention),
            deletion: one(Step::Deletion),
        }
    }

    fn inventory(open_ended: bool, whole: Lifecycle, items: Vec<Lifecycle>) -> Inventory {
        let items = items.into_iter().enumerate().map(|(index, own)| DataItem {
            id: format!("item-{index}").parse().unwrap(),
            name: "Item".to_owned(),
            part_of: None,
            statement: "x".parse().unwrap(),
            own,
        });
        Inventory {
            statement: "x".parse().unwrap(),
            open_ended,
            unreviewed: false,
            whole,
            items: items.collect(),
            recipients: Vec::new(),
            legal_bases: Vec::new(),
        }
    }

    #[test]
    fn the_finding_lists_stated_and_missing_steps_in_each_language() {
        let nothing = Lifecycle::default();
        let later = [Step::Recipients, Step::Storage, Step::Retention, Step::Deletion];
        let all = [Step::Origin, Step::Recipients, Step::Storage, Step::Retention, Step::Deletion];
        let cases = [
            inventory(true, lifecycle(&[Step::Origin], 2), vec![nothing.clone(); 8]),
            inventory(false, lifecycle(&all, 1), vec![nothing.clone()]),
            inventory(false, lifecycle(&[Step::Origin, Step::Storage, Step::Recipients, Step::Deletion], 12), vec![nothing.clone(); 3]),
            inventory(false, lifecycle(&[Step::Origin], 1), vec![lifecycle(&later, 0), lifecycle(&later[..3], 0)]),
            inventory(true, nothing, Vec::new()),
        ];
        let mut printed = String::new();
        for inventory in cases {
            let summary = inventory.summary();
            for messages in Messages::ALL {
                printed += &format!("{}\n", messages.finding("Bot", &summary).join("\n"));
            }
        }
        // The French text has U+00A0 between a number and its noun.
        expect![[r#"
            Bot collects at least 8 kinds of data for two purposes.
            Who receives it, where and how long it is kept, and how it is deleted are not stated.
            Bot collecte au moins 8 types de données à deux fins.
            Destinataires, lieu, durée et suppression ne sont pas précisés.
            Bot collects 1 kind of data for one purpose.

            Bot collecte 1 type de données à une seule fin.

            Bot collects 3 kinds of data for 12 purposes.
            How long it is kept is not stated.
            Bot collecte 3 types de données à 12 fins.
            La durée de conservation n’est pas précisée.
            Bot collects 2 kinds of data for one purpose.
            How it is deleted is stated for some kinds of data only.
            Bot collecte 2 types de données à une seule fin.
            La suppression n’est précisée que pour certains types de données.
            Bot's policy does not list the data that it collects.
            Where it comes from, what it is used for, who receives it, where and how long it is kept, and how it is deleted are not stated.
            La politique de Bot ne donne pas la liste des données collectées.
            Provenance, finalité, destinataires, lieu, durée et suppression ne sont pas précisés.
        "#]].assert_eq(&printed);
    }

    #[test]
    fn a_step_that_every_item_states_counts_as_stated() {
        let stated = inventory(false, lifecycle(&[], 1), vec![lifecycle(&[Step::Retention], 0); 2]);
        let summary = stated.summary();
        assert!(!summary.not_stated.contains(&Step::Retention) && summary.in_part.is_empty());
        let steps = stated.steps();
        assert_eq!(steps.map(|stated| stated.items), [0, 0, 0, 0, 2, 0]);
    }
}
