//! Renames ids of `rules/` that the author of the bot uses. A heading or data item of `bot/` may have the id of a question, such as
//! `retention`. Then the question gets another id, because links to the author's id already exist.

use std::collections::BTreeSet;

use super::{
    File,
    raw::{Text, Written},
};

/// Renames questions, general questions and kinds of data whose ids the bot's own text uses, and every reference to them.
pub(super) fn give_way(written: &mut Written, files: &[File]) {
    let of_bot = |file: usize| files.get(file).is_some_and(|file| file.path.starts_with("bot/"));
    let mut taken = BTreeSet::new();
    for part in written.parts.iter().filter(|part| of_bot(part.heading.at.file)) {
        for section in &part.sections {
            let headings = std::iter::once(&section.heading).chain(section.statements.iter().map(|statement| &statement.heading));
            taken.extend(headings.filter_map(|heading| heading.id.clone()));
        }
    }
    taken.extend(written.data.iter().filter(|entry| of_bot(entry.at.file)).filter_map(|entry| owned(&entry.raw.id)));
    let questions = written.questions.iter().map(|entry| (&entry.at, &entry.raw.id));
    let general = written.general.iter().map(|entry| (&entry.at, &entry.raw.id));
    let kinds = written.kinds.iter().map(|entry| (&entry.at, &entry.raw.id));
    let asked = questions.chain(general).chain(kinds).filter(|(at, _)| !of_bot(at.file));
    for id in asked.filter_map(|(_, id)| owned(id)).filter(|id| taken.contains(id)).collect::<BTreeSet<_>>() {
        written.renamed.insert(id.clone(), format!("topic-{id}"));
    }
    if written.renamed.is_empty() {
        return;
    }
    let renamed = &written.renamed;
    let rename = |text: &mut Text| {
        if let Some(text) = text
            && let Some(new) = renamed.get(text.get_ref())
        {
            text.get_mut().clone_from(new);
        }
    };
    written.questions.iter_mut().for_each(|entry| rename(&mut entry.raw.id));
    written.general.iter_mut().for_each(|entry| rename(&mut entry.raw.id));
    written.general_answers.iter_mut().for_each(|entry| rename(&mut entry.raw.question));
    written.intents.iter_mut().for_each(|entry| rename(&mut entry.raw.topic));
    for entry in &mut written.kinds {
        rename(&mut entry.raw.id);
        rename(&mut entry.raw.within);
    }
}

fn owned(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.get_ref().clone())
}
