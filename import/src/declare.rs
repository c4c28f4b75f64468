//! Proposes recipients, rights and legal bases as commented-out tables. Nothing of them is shown until the author removes the `#`.

use std::fmt::Write as _;

use crate::{
    files::SCHEMA,
    names::short_names,
    negation::negates,
    outline::{Outline, StatementIds},
    propose::Proposal,
    slug::Ids,
    tree::{BlockKind, plain_blocks},
    vocabulary::{Vocabulary, compared},
    write::string,
};

/// Maximum number of proposed recipients.
const MAX_RECIPIENTS: usize = 20;

/// Maximum number of words in a recipient's name. A longer list item is a sentence.
const MAX_WORDS: usize = 5;

/// Writes the tables, commented out; empty if the policy names none of these.
pub(crate) fn tables(outline: &Outline, statements: &StatementIds, answers: &[Proposal], ids: &mut Ids) -> String {
    let of = |requirement: &str| -> Vec<&String> {
        answers.iter().filter(|answer| answer.requirement == requirement).flat_map(|answer| &answer.statements).collect()
    };
    let all = || outline.sections.iter().zip(statements).flat_map(|(section, ids)| section.statements.iter().zip(ids));
    let mut out = String::new();
    let mut names: Vec<String> = Vec::new();
    let receiving = of("gdpr-recipients");
    for (statement, id) in all().filter(|(_, id)| receiving.contains(id)) {
        let lists = statement.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
            BlockKind::List { items, .. } => Some((at, items)),
            _ => None,
        });
        for (at, items) in lists {
            let before = at.checked_sub(1).and_then(|at| statement.blocks.get(at)).map(|it| plain_blocks(std::slice::from_ref(it)));
            // "We do not sell data. We share it with:" leads to recipients.
            let leads = |before: String| before.trim_end().rsplit(['.', '。']).next().map(compared);
            if before.and_then(leads).is_some_and(|lead| negates(&lead)) {
                continue;
            }
            for name in short_names(items) {
                let begins = name.chars().next().is_some_and(|c| c.is_uppercase());
                let short = name.split_whitespace().count() <= MAX_WORDS;
                if begins && short && names.len() < MAX_RECIPIENTS && !names.contains(&name) {
                    let recipient = ids.give(&format!("recipient {name}"), "recipient", &|_| false);
                    let _ = write!(
                        out,
                        "\n# [[recipient]]\n# id = {}\n# name = {}\n# statement = {}\n",
                        string(&recipient),
                        string(&name),
                        string(id)
                    );
                    names.push(name);
                }
            }
        }
    }
    for fact in &Vocabulary::get().fact {
        let asked = of(if fact.table == "right" { "gdpr-rights" } else { "gdpr-legal-basis" });
        let named = all().find(|(statement, id)| asked.contains(id) && fact.is_in(&compared(&plain_blocks(&statement.blocks))));
        let Some((_, id)) = named else { continue };
        let _ = match fact.table.as_str() {
            "right" => write!(out, "\n# [[right]]\n# kind = {}\n# statement = {}\n", string(&fact.kind), string(id)),
            _ => {
                let basis = ids.give(&format!("basis {}", fact.kind), "basis", &|_| false);
                write!(
                    out,
                    "\n# [[legal_basis]]\n# id = {}\n# basis = {}\n# statement = {}\n",
                    string(&basis),
                    string(&fact.kind),
                    string(id)
                )
            }
        };
    }
    match out.is_empty() {
        true => out,
        false => format!(
            "{SCHEMA}# Written once by `carrot import`; yours to change. Recipients, rights and legal bases that the policy may name, found by its\n\
             # words. Check each, take the marks away where it is right, and delete it where it is not: docs/content.md lists what each can\n\
             # say.\n{out}"
        ),
    }
}
