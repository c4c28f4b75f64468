//! Renames ids of `rules/` that the bot's author uses, too. A heading of `bot/` or `terms/`, a data item, a recipient or a legal basis may
//! have the id of a question or requirement, such as `retention`. Then the question gets another id, because links to the author's id
//! may already exist.

use std::collections::BTreeSet;

use toml::Spanned;

use super::{
    File,
    raw::{RawContent, Text},
};

/// Renames questions, general questions, requirements and kinds of data whose ids the bot's own text uses, and every reference to them.
pub(super) fn rename_questions(content: &mut RawContent, files: &[File]) {
    let of_bot = |file: usize| files.get(file).is_some_and(File::is_of_bot);
    let mut taken = BTreeSet::new();
    for part in content.parts.iter().filter(|part| of_bot(part.heading.at.file)) {
        for section in &part.sections {
            let headings = std::iter::once(&section.heading).chain(section.statements.iter().map(|statement| &statement.heading));
            taken.extend(headings.filter_map(|heading| heading.id.clone()));
        }
    }
    let data = content.data.iter().map(|entry| (&entry.at, &entry.raw.id));
    let recipients = content.recipients.iter().map(|entry| (&entry.at, &entry.raw.id));
    let bases = content.legal_bases.iter().map(|entry| (&entry.at, &entry.raw.id));
    let entries = data.chain(recipients).chain(bases).filter(|(at, _)| of_bot(at.file));
    taken.extend(entries.filter_map(|(_, id)| owned(id)));
    let questions = content.questions.iter().map(|entry| (&entry.at, &entry.raw.id));
    let general = content.general.iter().map(|entry| (&entry.at, &entry.raw.id));
    let kinds = content.kinds.iter().map(|entry| (&entry.at, &entry.raw.id));
    let requirements = content.requirements.iter().map(|entry| (&entry.at, &entry.raw.id));
    let asked = questions.chain(general).chain(kinds).chain(requirements).filter(|(at, _)| !of_bot(at.file));
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
    let rename_all = |ids: &mut Vec<Spanned<String>>| {
        for id in ids {
            if let Some(new) = renamed.get(id.get_ref()) {
                id.get_mut().clone_from(new);
            }
        }
    };
    content.requirements.iter_mut().for_each(|entry| rename(&mut entry.raw.id));
    content.answers.iter_mut().for_each(|entry| rename(&mut entry.raw.requirement));
    for entry in &mut content.questions {
        rename(&mut entry.raw.id);
        rename_all(&mut entry.raw.requirements);
    }
    for entry in &mut content.general {
        rename(&mut entry.raw.id);
        rename_all(&mut entry.raw.requirements);
    }
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
