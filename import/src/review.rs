//! Applies the author's decisions about proposals. Each changes the files at once, so that a review
//! can stop at any point.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Counts, Imported,
    files::{self, Answer, Declared},
    items::{Fact, Item},
};

/// The proposals of an import, and the statements that they name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Review {
    /// Contacts, recipients, rights and legal bases.
    pub(crate) declared: Vec<Declared>,
    /// The files that have them, by path.
    pub(crate) texts: BTreeMap<&'static str, String>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) introduces: Option<String>,
    pub(crate) items: Vec<Item>,
    pub(crate) statements: Vec<Shown>,
    /// The ids of the items and the keys of their facts that the author has accepted.
    pub(crate) checked: BTreeSet<String>,
    /// True once the author has said that the list of data is complete.
    pub(crate) complete: bool,
}

/// A statement, to be shown to the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its text, without marks.
    pub text: String,
}

/// A proposal that is not decided yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// Statements that may answer a requirement.
    Answer {
        /// The requirement.
        requirement: String,
        /// The statements.
        statements: Vec<Shown>,
    },
    /// A kind of data that the policy may list.
    Data {
        /// The id of the item.
        id: String,
        /// Its name.
        name: String,
        /// The statement that may list it.
        statement: Option<Shown>,
    },
    /// A fact about a kind of data, such as its purpose.
    Fact {
        /// The id of the item and the kind of fact.
        id: String,
        /// The name of the item.
        name: String,
        /// The kind of fact: `purpose`, `retention`.
        stage: String,
        /// The fact.
        text: String,
        /// The statement that may state it.
        statement: Option<Shown>,
    },
    /// A contact, a recipient, a right or a legal basis.
    Declared {
        /// The name by which it is decided.
        id: String,
        /// A short description, such as `the contact: a@b.example (mail)`.
        label: String,
        /// The table in TOML that content would have.
        text: String,
        /// The statement that may say so.
        statement: Option<Shown>,
    },
}

/// Returns the key by which a fact about an item is decided.
fn key(item: &Item, fact: &Fact) -> String {
    format!("{} {}", item.id, fact.stage)
}

/// A decision about a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The statements answer all of the requirement, or the item is data that the bot collects.
    Accept,
    /// The statements answer a part of the requirement; the text names what is missing.
    Partly(String),
    /// Other statements may answer the requirement: still proposed.
    Statements(Vec<String>),
    /// The item has another name: still proposed.
    Rename(String),
    /// The policy does not answer the requirement, or the item is not collected data.
    Remove,
}

/// Counts the answers that are not decided.
pub(crate) fn count(answers: &[Answer], counts: &mut Counts) {
    let open = || answers.iter().filter(|answer| answer.extent == "unreviewed");
    counts.proposed = open().filter(|answer| !answer.statements.is_empty()).count();
    counts.unmapped = open().filter(|answer| answer.statements.is_empty()).count();
}

impl Imported {
    /// Returns the statement with that id.
    pub fn statement(&self, id: &str) -> Option<&Shown> {
        self.review.statements.iter().find(|statement| statement.id == id)
    }

    /// Returns the proposals that are not decided: answers, then data with their facts, then contacts, recipients, rights and legal bases.
    pub fn proposals(&self) -> Vec<Proposed> {
        let review = &self.review;
        let open = review.answers.iter().filter(|answer| answer.extent == "unreviewed" && !answer.statements.is_empty());
        let answers = open.map(|answer| Proposed::Answer {
            requirement: answer.requirement.clone(),
            statements: answer.statements.iter().filter_map(|id| self.statement(id)).cloned().collect(),
        });
        let items = review.items.iter().flat_map(|item| {
            let whole =
                Proposed::Data { id: item.id.clone(), name: item.name.clone(), statement: self.statement(&item.statement).cloned() };
            let whole = Some(whole).filter(|_| !review.checked.contains(&item.id));
            let open = item.facts.iter().filter(|fact| !review.checked.contains(&key(item, fact)));
            let facts = open.map(|fact| Proposed::Fact {
                id: key(item, fact),
                name: item.name.clone(),
                stage: fact.stage.clone(),
                text: fact.text.clone(),
                statement: self.statement(&fact.statement).cloned(),
            });
            whole.into_iter().chain(facts)
        });
        let is_open = |it: &&Declared| review.texts.get(it.file).is_some_and(|text| text.contains(&it.commented()));
        let declared = review.declared.iter().filter(is_open).map(|it| Proposed::Declared {
            id: it.key.clone(),
            label: it.label.clone(),
            text: it.text.clone(),
            statement: self.statement(&it.statement).cloned(),
        });
        answers.chain(items).chain(declared).collect()
    }

    /// Applies a decision to the answer to a requirement, or to the item with that id. A decision that does not fit changes nothing.
    pub fn decide(&mut self, id: &str, decision: Decision) {
        let Review { answers, items, statements, checked, .. } = &mut self.review;
        if let Some(at) = answers.iter().position(|answer| answer.requirement == id) {
            let Some(answer) = answers.get_mut(at) else { return };
            match decision {
                Decision::Accept => answer.extent = "present".to_owned(),
                Decision::Partly(why) => {
                    answer.extent = "partial".to_owned();
                    answer.why = Some(why);
                }
                Decision::Statements(ids) if ids.iter().all(|id| statements.iter().any(|it| it.id == *id)) => answer.statements = ids,
                Decision::Remove => drop(answers.remove(at)),
                Decision::Statements(_) | Decision::Rename(_) => return,
            }
            count(&self.review.answers, &mut self.counts);
            self.files.insert("bot/answers.toml".to_owned(), files::answers(&self.review.answers));
        } else if let Some(item) = items.iter_mut().find(|item| item.id == id) {
            match decision {
                Decision::Accept => drop(checked.insert(id.to_owned())),
                Decision::Rename(name) => item.name = name,
                Decision::Remove => items.retain(|item| item.id != id),
                Decision::Partly(_) | Decision::Statements(_) => return,
            }
            self.counts.items = self.review.items.len();
            self.write_data();
        } else if let Some(item) = items.iter_mut().find(|item| item.facts.iter().any(|fact| key(item, fact) == id)) {
            match decision {
                Decision::Accept => drop(checked.insert(id.to_owned())),
                Decision::Remove => {
                    let kept = item.facts.iter().filter(|fact| key(item, fact) != id).cloned().collect();
                    item.facts = kept;
                }
                Decision::Rename(_) | Decision::Partly(_) | Decision::Statements(_) => return,
            }
            self.write_data();
        } else {
            self.decide_declared(id, &decision);
        }
    }

    /// Takes the marks of a comment from a proposed table, or takes out the table.
    fn decide_declared(&mut self, id: &str, decision: &Decision) {
        let Review { declared, texts, .. } = &mut self.review;
        let Some(table) = declared.iter().find(|it| it.key == id) else { return };
        let Some(text) = texts.get_mut(table.file) else { return };
        let decided = match decision {
            Decision::Accept => text.replace(&table.commented(), &table.text),
            Decision::Remove => text.replace(&format!("\n{}", table.commented()), ""),
            Decision::Partly(_) | Decision::Statements(_) | Decision::Rename(_) => return,
        };
        *text = decided;
        self.files.insert(table.file.to_owned(), text.clone());
    }

    /// Returns whether all proposed items and their facts are decided, and the list is still marked as unreviewed.
    pub fn can_complete(&self) -> bool {
        let Review { items, checked, complete, .. } = &self.review;
        let facts = |item: &Item| item.facts.iter().all(|fact| checked.contains(&key(item, fact)));
        !complete && !items.is_empty() && items.iter().all(|item| checked.contains(&item.id) && facts(item))
    }

    /// Marks the list of data as complete: from then on, missing facts are shown as not stated.
    pub fn complete(&mut self) {
        if self.can_complete() {
            self.review.complete = true;
            self.write_data();
        }
    }

    fn write_data(&mut self) {
        let Review { introduces, items, checked, complete, .. } = &self.review;
        let text = files::data(introduces.as_deref(), items, checked, !complete);
        self.files.insert("bot/data.toml".to_owned(), text);
    }
}
