//! Checks the folder of each item of content. Other bots can use `hosts/<host>` and `rules` unchanged only if neither contains an item
//! that belongs to a bot.
//!
//! Content in the wrong folder is still read, so this only warns. It warns once for each kind of item in a file, because ten
//! thousand services in the wrong file are one mistake.

use std::collections::BTreeSet;

use super::{FileSpan, Sink, raw::RawContent};
use crate::{Part, diagnostic::Code};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folder {
    Bot,
    Host,
    Rules,
    Terms,
}

use Folder::{Bot, Host, Rules, Terms};

impl Folder {
    fn of(path: &str) -> Option<Self> {
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["bot", _, ..] => Some(Bot),
            ["hosts", _, _, ..] => Some(Host),
            ["rules", _, ..] => Some(Rules),
            ["terms", _, ..] => Some(Terms),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Bot => "`bot/`",
            Host => "`hosts/<host>/`",
            Rules => "`rules/`",
            Terms => "`terms/`",
        }
    }
}

/// Returns the folders that may declare a party of this kind. The bot's folder may declare the host, because the host may have no
/// folder. Any folder may have statements of commentators and editors.
fn of_party(kind: &str) -> &'static [Folder] {
    match kind {
        "bot" => &[Bot],
        "host" | "infrastructure" => &[Bot, Host],
        "rule-maker" => &[Rules],
        _ => &[Bot, Host, Rules],
    }
}

/// Returns the folders that may contain a part of the page.
fn of_part(id: &str) -> &'static [Folder] {
    match Part::of_id(id) {
        Some(Part::CollectedData | Part::Policy) => &[Bot],
        Some(Part::Hosting | Part::Coverage) => &[Bot, Host],
        Some(Part::Terms) => &[Terms],
        Some(Part::Sources) | None => &[Bot, Host, Rules],
    }
}

/// Warns of files outside of the folders, and of content in the wrong folder.
pub(super) fn check(content: &RawContent, sink: &mut Sink<'_>) {
    let folders: Vec<Option<Folder>> = sink.files.iter().map(|file| Folder::of(&file.path)).collect();
    for (file, _) in folders.iter().enumerate().filter(|(_, folder)| folder.is_none()) {
        if sink.texts.get(file).is_some_and(Option::is_some) {
            let hint = format!("move it to {}: docs/content.md describes each folder", either(&[Bot, Host, Rules]));
            sink.warning(Code::WrongFolder, &FileSpan { file, span: 0..0 }, "this file is in no folder of content", hint);
        }
    }
    let mut folder_check = Check { folders, warned: BTreeSet::new(), sink };
    macro_rules! tables {
        ($($list:ident: $table:literal in $folders:expr,)*) => {
            $(for entry in &content.$list { folder_check.check_folder(&entry.at, || concat!("`", $table, "`").to_owned(), $folders); })*
        };
    }
    // Sources, terms and synonyms are allowed in every folder. A bot's own policy may name frameworks and make claims. Intents are
    // allowed in the bot's folder, too, because a section about its host may answer a question.
    tables! {
        bots: "[bot]" in &[Bot], inventories: "[inventory]" in &[Bot], data: "[[data]]" in &[Bot], answers: "[[answer]]" in &[Bot],
        frameworks: "[[framework]]" in &[Bot, Host], claims: "[[claim]]" in &[Bot, Host], services: "[[service]]" in &[Host],
        regions: "[[region]]" in &[Host], data_rules: "[[data_rule]]" in &[Host], objectives: "[[objective]]" in &[Host],
        rules: "[rules]" in &[Rules], requirements: "[[requirement]]" in &[Rules], questions: "[[question]]" in &[Rules], hints: "[[hint]]" in &[Rules],
        kinds: "[[kind]]" in &[Rules], notions: "[[notion]]" in &[Rules], intents: "[[intent]]" in &[Bot, Rules],
        general: "[[general]]" in &[Rules], general_answers: "[[general_answer]]" in &[Bot],
        rights: "[[right]]" in &[Bot], privileged_intents: "[[privileged_intent]]" in &[Bot],
        contacts: "[[contact]]" in &[Bot], recipients: "[[recipient]]" in &[Bot], legal_bases: "[[legal_basis]]" in &[Bot],
    }
    for entry in &content.parties {
        let Some(kind) = &entry.raw.kind else { continue };
        let at = FileSpan { file: entry.at.file, span: kind.span() };
        folder_check.check_folder(&at, || format!("a party of kind `{}`", kind.get_ref()), of_party(kind.get_ref()));
    }
    for part in &content.parts {
        let Some(id) = &part.heading.id else { continue };
        folder_check.check_folder(&part.heading.at, || format!("the part `{id}`"), of_part(id));
    }
}

struct Check<'a, 'b> {
    folders: Vec<Option<Folder>>,
    /// The warnings so far, each with its file.
    warned: BTreeSet<(usize, String)>,
    sink: &'a mut Sink<'b>,
}

impl Check<'_, '_> {
    /// Warns once in a file if `what` does not belong in its folder.
    fn check_folder(&mut self, at: &FileSpan, what: impl Fn() -> String, allowed: &[Folder]) {
        let Some(folder) = self.folders.get(at.file).copied().flatten().filter(|folder| !allowed.contains(folder)) else { return };
        let what = what();
        if self.warned.insert((at.file, what.clone())) {
            let message = format!("{what} does not belong in {}", folder.name());
            let hint = format!("move it to {}: docs/content.md describes each folder", either(allowed));
            self.sink.warning(Code::WrongFolder, at, message, hint);
        }
    }
}

fn either(folders: &[Folder]) -> String {
    folders.iter().map(|folder| folder.name()).collect::<Vec<_>>().join(" or ")
}
