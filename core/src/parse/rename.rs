//! Renames ids of `rules/` that the bot's author uses, too. A heading of `bot/` or `terms/`, or a data item, may have the id of a
//! question, such as `retention`. Then the question gets another id, because links to the author's id may already exist.

use std::collections::BTreeSet;

use super::{
    File,
    raw::{RawContent, Text},
};

/// Renames questions, general questions and kinds of data whose ids the bot's own text uses, and every reference to them.
pub(super) fn rename_questions(content: &mut RawContent, files: &[File]) {
    let of_bot =
        |file: usize| files.get(file).is_some_and(|file| ["bot/", "terms/"].iter().any(|folder| file.path.starts_with(folder)));
    let mut taken = BTreeSet::new();
    for part in content.parts.iter().filter(|part| of_bot(part.heading.at.file)) {
        for section in &part.sections {
            let headings = std::iter::once(&section.heading).chain(section.statements.iter().map(|statement| &statement.heading));
            taken.extend(headings.filter_map(|heading| heading.id.clone()));
        }
    }
    taken.extend(content.data.iter().filter(|entry| of_bot(entry.at.file)).filter_map(|entry| owned(&entry.raw.id)));
    let questions = content.questions.iter().map(|entry| (&entry.at, &entry.raw.id));
    let general = content.general.iter().map(|entry| (&entry.at, &entry.raw.id));
    let kinds = content.kinds.iter().map(|entry| (&entry.at, &entry.raw.id));
    let asked = questions.chain(general).chain(kinds).filter(|(at, _)| !of_bot(at.file));
    for id in asked.filter_map(|(_, id)| owned(id)).filter(|id| taken.contains(id)).collect::<BTreeSet<_>>() {
        content.renamed.insert(id.clone(), format!("topic-{id}"));
    }
    if content.renamed.is_empty() {
        return;
    }
    let renamed = &content.renamed;
    let rename = |text: &mut Text| {
        if let Some(text) = text
            && let Some(new) = renamed.get(text.get_ref())
        {
            text.get_mut().clone_from(new);
        }
    };
    content.questions.iter_mut().for_each(|entry| rename(&mut entry.raw.id));
    content.general.iter_mut().for_each(|entry| rename(&mut entry.raw.id));
    content.general_answers.iter_mut().for_each(|entry| rename(&mut entry.raw.question));
    content.intents.iter_mut().for_each(|entry| rename(&mut entry.raw.topic));
    for entry in &mut content.kinds {
        rename(&mut entry.raw.id);
        rename(&mut entry.raw.within);
    }
}

fn owned(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.get_ref().clone())
}
