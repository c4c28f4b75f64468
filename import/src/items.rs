//! Proposes data items: the rows of tables about data, and the items of lists that are introduced as collected data.

use crate::{
    leads::leads_to_no_data,
    names::{facts_below, of_list, of_table},
    negation::negates,
    propose::{Candidate, statements},
    slug::Ids,
    tree::{Block, BlockKind, Inline, plain_blocks},
    vocabulary::{Topic, compared},
};

/// Requirements whose headings have no data below them, even in a section about data.
const NOT_DATA: [&str; 9] = [
    "discord-deletion-how",
    "discord-share",
    "gdpr-rights",
    "gdpr-purposes",
    "gdpr-legal-basis",
    "gdpr-retention",
    "discord-encryption",
    "discord-minors-sensitive",
    "gdpr-withdraw",
];

/// Maximum number of proposed data items.
const MAX_ITEMS: usize = 60;

/// A data item that the policy may list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) statement: String,
    /// The facts that the policy may state about it.
    pub(crate) facts: Vec<Fact>,
}

/// A fact about a data item, such as its purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    /// The key of content: `purpose`, `retention`, `storage`.
    pub(crate) stage: String,
    pub(crate) text: String,
    pub(crate) statement: String,
}

/// Proposes data items: the rows of tables about data, and the items of lists that are introduced as collected data. Returns the
/// statement that introduces them, too.
pub(crate) fn items(
    candidates: &[Candidate<'_>],
    topics: &[Topic],
    used: &mut Ids,
    avoid: &dyn Fn(&str) -> bool,
) -> (Option<String>, Vec<Item>) {
    let Some(topic) = topics.iter().find(|topic| topic.requirements.iter().any(|it| it == "discord-what")) else {
        return (None, Vec::new());
    };
    let proposed = statements(topic, candidates);
    let mut out: Vec<Item> = Vec::new();
    // "What we do not collect" lists no collected data, nor do the sections below it.
    let lists = |it: &&Candidate<'_>| !it.denied;
    // A policy in two languages lists its data twice.
    let own = candidates.iter().filter(|it| !it.foreign).filter(lists).collect::<Vec<_>>();
    let own = if own.is_empty() { candidates.iter().filter(lists).collect() } else { own };
    for candidate in own {
        let is_about = topic.heads(&candidate.heading) || topic.heads(&candidate.section);
        // The items of the statement's last list, to which labels below it belong.
        let mut listed: Vec<String> = Vec::new();
        for block in &candidate.statement.blocks {
            let named = match &block.kind {
                BlockKind::Table(rows) => of_table(rows, is_about && !about_cookies(topic, candidate)),
                BlockKind::List { items, .. } if collects(topics, topic, candidate, block) => {
                    of_list(items, if candidate.statement.headed { &candidate.statement.title } else { "" })
                }
                // A long item of a list is a statement of its own.
                BlockKind::Paragraph(inlines)
                    if candidate.statement.under.is_some()
                        && matches!(inlines.first(), Some(Inline::Strong(_)))
                        && collects(topics, topic, candidate, block) =>
                {
                    of_list(&[vec![block.clone()]], "")
                }
                BlockKind::Paragraph(inlines) => {
                    let below: Vec<(String, String)> = facts_below(inlines);
                    for item in out.iter_mut().filter(|item| listed.contains(&item.id)) {
                        item.learn(below.clone(), candidate.id);
                    }
                    continue;
                }
                _ => Vec::new(),
            };
            listed.clear();
            for (name, facts) in named {
                let known = out.iter_mut().find(|item| compared(&item.name) == compared(&name));
                if let Some(item) = known {
                    // "Storage periods" may name the data again.
                    item.learn(facts, candidate.id);
                } else if out.len() < MAX_ITEMS && !negates(&compared(&name)) {
                    // "No passwords" in a list of data names no data.
                    let id = used.give(&format!("data {name}"), "data-item", avoid);
                    let mut item = Item { id: id.clone(), name, statement: candidate.id.to_owned(), facts: Vec::new() };
                    item.learn(facts, candidate.id);
                    listed.push(id);
                    out.push(item);
                }
            }
        }
    }
    let first = out.first().map(|item| item.statement.clone()).or_else(|| proposed.first().cloned());
    (first.or_else(|| candidates.first().map(|candidate| candidate.id.to_owned())), out)
}

impl Item {
    /// Adds facts that it does not have yet.
    fn learn(&mut self, facts: Vec<(String, String)>, statement: &str) {
        for (stage, text) in facts {
            if self.facts.iter().all(|fact| fact.stage != stage) {
                self.facts.push(Fact { stage, text, statement: statement.to_owned() });
            }
        }
    }
}

/// Returns true for a statement about cookies: its lists are of purposes more often than of data.
fn about_cookies(topic: &Topic, candidate: &Candidate<'_>) -> bool {
    topic.is_later(&candidate.heading) || topic.is_later(&candidate.section)
}

/// Returns true if the heading or the paragraph before a list says that it lists collected data.
fn collects(topics: &[Topic], topic: &Topic, candidate: &Candidate<'_>, list: &Block) -> bool {
    let blocks = &candidate.statement.blocks;
    let at = blocks.iter().position(|block| std::ptr::eq(block, list)).unwrap_or_default();
    let intro = at.checked_sub(1).and_then(|at| blocks.get(at)).map(|block| compared(&plain_blocks(std::slice::from_ref(block))));
    let heading = if candidate.heading.is_empty() { &candidate.section } else { &candidate.heading };
    let leads_elsewhere = |intro: &String| leads_to_no_data(intro) || topic.is_beside(std::slice::from_ref(intro));
    if topic.is_barred_below(&candidate.heading) || intro.as_ref().is_some_and(leads_elsewhere) {
        return false;
    }
    let about = |requirement: &str| topics.iter().find(|it| it.requirements.iter().any(|it| it == requirement));
    // "You have the following data protection rights:"
    let lists_rights = |rights: &Topic| {
        rights.heads(heading)
            || rights.weight(heading) >= 2
            || (rights.heads(&candidate.section) && !topic.heads(&candidate.heading))
            || intro.as_ref().is_some_and(|intro| rights.heads(intro))
    };
    if about("gdpr-rights").is_some_and(lists_rights) {
        return false;
    }
    let is_about = |requirement: &str, text: &str| about(requirement).is_some_and(|it| it.heads(text) || it.weight(text) >= 2);
    let heads = |requirement: &str, text: &str| about(requirement).is_some_and(|it| it.heads(text));
    // "Our legal basis for collecting your data depends on the context:"
    if heads("gdpr-legal-basis", heading) || intro.as_ref().is_some_and(|intro| is_about("gdpr-legal-basis", intro)) {
        return false;
    }
    let introduced = intro.as_ref().is_some_and(|intro| topic.weight(intro) >= 2 && !negates(intro));
    // "Essential cookies: sign-in, security" lists what they are for.
    if about_cookies(topic, candidate) && !introduced {
        return false;
    }
    // "Deletion", "Who we share data with": a list of data needs an introduction that says so.
    for other in ["discord-deletion-how", "discord-share"] {
        let below_other = heads(other, heading) && !topic.heads(&candidate.heading);
        if !introduced && (below_other || intro.as_ref().is_some_and(|intro| is_about(other, intro))) {
            return false;
        }
    }
    // "Purposes of collection": the list is of purposes, unless its introduction says otherwise.
    if let Some(purpose) = about("gdpr-purposes").filter(|purpose| purpose.heads(heading)) {
        return intro.is_some_and(|intro| topic.weight(&intro) >= 2 && purpose.weight(&intro) == 0 && !negates(&intro));
    }
    if topic.heads(&candidate.heading) || (candidate.heading.is_empty() && topic.heads(&candidate.section)) {
        return !intro.is_some_and(|intro| negates(&intro));
    }
    // "Information we collect", and below it "Message data" or "Feedback" with a list.
    let elsewhere = NOT_DATA.iter().any(|requirement| heads(requirement, &candidate.heading));
    let neutral = !candidate.heading.is_empty() && !elsewhere && topic.heads(&candidate.section);
    if neutral {
        return !intro.is_some_and(|intro| negates(&intro));
    }
    introduced
}
