//! Proposes data items: the rows of tables about data, and the items of lists that are introduced as collected data.

use crate::{
    names::{of_list, of_table},
    negation::negates,
    outline::{Outline, StatementIds},
    propose::{Candidate, candidates, statements},
    slug::Ids,
    tree::{Block, BlockKind, plain_blocks},
    vocabulary::{Topic, compared},
};

/// Ends of lines that introduce purposes, in the form of [`compared`].
const PURPOSES: [&str; 12] =
    [" to ", " for ", " um ", " zu ", " pour ", " para ", " для ", "ために ", "ため ", " reasons ", " purposes ", " zwecke "];

/// Maximum number of proposed data items.
const MAX_ITEMS: usize = 60;

/// A data item that the policy may list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) statement: String,
    /// The facts that a table states about it: the stage and the text of each.
    pub(crate) facts: Vec<(String, String)>,
}

/// Proposes data items: the rows of tables about data, and the items of lists that are introduced as collected data. Returns the
/// statement that introduces them, too.
pub(crate) fn items(
    outline: &Outline,
    ids: &StatementIds,
    topics: &[Topic],
    lang: &str,
    used: &mut Ids,
    avoid: &dyn Fn(&str) -> bool,
) -> (Option<String>, Vec<Item>) {
    let candidates = candidates(outline, ids, topics, lang);
    let Some(topic) = topics.iter().find(|topic| topic.requirements.iter().any(|it| it == "discord-what")) else {
        return (None, Vec::new());
    };
    let proposed = statements(topic, &candidates);
    let mut out: Vec<Item> = Vec::new();
    // "What we do not collect" lists no collected data, nor do the sections below it.
    let lists = |it: &&Candidate<'_>| !it.denied;
    // A policy in two languages lists its data twice.
    let own = candidates.iter().filter(|it| !it.foreign).filter(lists).collect::<Vec<_>>();
    let own = if own.is_empty() { candidates.iter().filter(lists).collect() } else { own };
    for candidate in own {
        for block in &candidate.statement.blocks {
            let named = match &block.kind {
                BlockKind::Table(rows) => of_table(rows),
                BlockKind::List { items, .. } if collects(topics, topic, candidate, block) => {
                    of_list(items, if candidate.statement.headed { &candidate.statement.title } else { "" })
                }
                _ => Vec::new(),
            };
            for (name, facts) in named {
                if out.len() == MAX_ITEMS {
                    break;
                }
                let known = out.iter().any(|item| compared(&item.name) == compared(&name));
                // "No passwords" in a list of data names no data.
                if !known && !negates(&compared(&name)) {
                    let id = used.give(&format!("data {name}"), "data-item", avoid);
                    out.push(Item { id, name, statement: candidate.id.to_owned(), facts });
                }
            }
        }
    }
    let first = out.first().map(|item| item.statement.clone()).or_else(|| proposed.first().cloned());
    (first.or_else(|| candidates.first().map(|candidate| candidate.id.to_owned())), out)
}

/// Returns true if the heading or the paragraph before a list says that it lists collected data.
fn collects(topics: &[Topic], topic: &Topic, candidate: &Candidate<'_>, list: &Block) -> bool {
    let blocks = &candidate.statement.blocks;
    let at = blocks.iter().position(|block| std::ptr::eq(block, list)).unwrap_or_default();
    let intro = at.checked_sub(1).and_then(|at| blocks.get(at)).map(|block| compared(&plain_blocks(std::slice::from_ref(block))));
    let heading = if candidate.heading.is_empty() { &candidate.section } else { &candidate.heading };
    // "We may use local storage to:"
    if intro.as_ref().is_some_and(|intro| PURPOSES.iter().any(|to| intro.ends_with(to))) {
        return false;
    }
    let about = |requirement: &str| topics.iter().find(|it| it.requirements.iter().any(|it| it == requirement));
    // "You have the following data protection rights:"
    let lists_rights = |rights: &Topic| rights.heads(heading) || intro.as_ref().is_some_and(|intro| rights.heads(intro));
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
    // "Information we collect", and below it "Message data" with a list.
    let neutral = !candidate.heading.is_empty() && candidate.topics.0 == 0 && topic.heads(&candidate.section);
    if neutral {
        return !intro.is_some_and(|intro| negates(&intro));
    }
    introduced
}
