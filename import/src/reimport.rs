//! Imports into an existing content folder: keeps the ids, titles and answers of the previous
//! import, and reports statements that moved or changed.

use std::collections::{BTreeMap, BTreeSet};

use carrot_core::normalize::shared_percent;
use serde::Deserialize;

use crate::{
    Refused,
    files::Answer,
    links::{self, Names},
    markdown,
    outline::{Outline, Section, Statement},
    propose::Proposal,
    proposed_data::ProposedData,
    report::{Report, words},
    tree::{Block, BlockKind, one_line, plain, plain_blocks},
};

/// Minimum share of common words, in percent, for two texts to be versions of one statement.
const MIN_SIMILARITY: usize = 55;

/// A statement of the previous import.
#[derive(Debug)]
struct PreviousStatement {
    id: String,
    title: String,
    section: String,
    section_id: String,
    text: String,
    words: BTreeSet<String>,
}

/// A statement of the policy that is imported.
struct NewStatement<'o> {
    /// The position of its section, and its position in that.
    position: (usize, usize),
    /// The heading of its section, or the policy's title.
    heading: &'o str,
    statement: &'o Statement,
    text: String,
    words: BTreeSet<String>,
}

/// The sign by which a statement is found among the previous ones.
#[derive(Debug, Clone, Copy)]
enum MatchBy {
    Id,
    Text,
    /// The same heading, in a section with the same heading.
    Heading,
    Similarity,
}

impl MatchBy {
    /// All of them, the most certain first.
    const ALL: [Self; 4] = [Self::Id, Self::Text, Self::Heading, Self::Similarity];
}

/// The previous statements by what they have: long policies are read in little time.
struct Index<'p> {
    ids: BTreeMap<&'p str, Vec<usize>>,
    texts: BTreeMap<&'p str, Vec<usize>>,
    /// By the headings of their section and of themselves.
    headings: BTreeMap<(&'p str, &'p str), Vec<usize>>,
}

impl<'p> Index<'p> {
    fn of(statements: &'p [PreviousStatement]) -> Self {
        let mut index = Self { ids: BTreeMap::new(), texts: BTreeMap::new(), headings: BTreeMap::new() };
        for (at, old) in statements.iter().enumerate() {
            index.ids.entry(old.id.as_str()).or_default().push(at);
            index.texts.entry(old.text.as_str()).or_default().push(at);
            index.headings.entry((old.section.as_str(), old.title.as_str())).or_default().push(at);
        }
        index
    }
}

/// The content of the previous import.
#[derive(Debug)]
pub(crate) struct Previous {
    statements: Vec<PreviousStatement>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) answers_text: String,
    pub(crate) data_text: String,
    /// The data that it proposed, if its file says so.
    pub(crate) proposed: Option<ProposedData>,
    name: Option<String>,
}

/// The previous ids of sections, and the previous ids and titles of statements, by position.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    sections: BTreeMap<usize, String>,
    statements: BTreeMap<(usize, usize), (String, Option<String>)>,
}

impl Matches {
    pub(crate) fn section(&self, at: usize) -> Option<String> {
        self.sections.get(&at).cloned()
    }

    pub(crate) fn statement(&self, at: usize, within: usize) -> Option<String> {
        self.statements.get(&(at, within)).map(|(id, _)| id.clone())
    }

    /// Restores the titles that the author wrote, for texts that have not changed.
    pub(crate) fn restore_titles(self, outline: &mut Outline) {
        for ((at, within), (_, title)) in self.statements {
            let statement = outline.sections.get_mut(at).and_then(|section| section.statements.get_mut(within));
            // A title of markup alone is read as empty.
            let title = title.filter(|title| !title.trim().is_empty());
            if let (Some(statement), Some(title)) = (statement, title) {
                statement.title = title;
            }
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Answers {
    answer: Vec<Answer>,
}

impl Previous {
    /// Reads the content of the previous import; `None` if there was none.
    pub(crate) fn read(files: &BTreeMap<String, String>) -> Result<Option<Self>, Refused> {
        let Some(policy) = files.get("bot/policy.md") else { return Ok(None) };
        let others = files.keys().filter(|path| path.starts_with("bot/") && path.ends_with(".md") && *path != "bot/policy.md");
        // A folder below `bot/` holds a translation.
        if let Some(other) = others.into_iter().find(|path| path.matches('/').count() == 1) {
            return Err(Refused(format!("`{other}` also contains text of the policy: import into another folder, and compare")));
        }
        let answers_text = files.get("bot/answers.toml").cloned().unwrap_or_default();
        let wrong = |error: &str| Refused(format!("`bot/answers.toml` is not valid: {error}: correct it, or remove the file"));
        let answers: Answers = toml::from_str(&answers_text).map_err(|error| wrong(error.message()))?;
        let bot = files.get("bot/bot.toml").and_then(|text| text.parse::<toml::Table>().ok());
        let name = bot.as_ref().and_then(|table| table.get("bot")?.get("name")?.as_str()).map(str::to_owned);
        Ok(Some(Self {
            statements: statements(policy),
            answers: answers.answer,
            answers_text,
            data_text: files.get("bot/data.toml").cloned().unwrap_or_default(),
            proposed: files.get("bot/source.toml").and_then(|text| ProposedData::read(text)),
            name,
        }))
    }

    /// Returns true if the previous policy had a statement with this id.
    pub(crate) fn had(&self, id: &str) -> bool {
        self.statements.iter().any(|old| old.id == id)
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Finds each statement of a policy among the previous ones, and reports statements that moved, changed, were added or were
    /// removed.
    pub(crate) fn matches(&self, outline: &Outline, title: &str, report: &mut Report) -> Matches {
        let mut out = Matches::default();
        let mut free: BTreeSet<usize> = (0..self.statements.len()).collect();
        let index = Index::of(&self.statements);
        let mut unmatched = new_statements(outline, title);
        for by in MatchBy::ALL {
            unmatched.retain(|new| {
                let Some(found) = self.find(new, by, &free, &index) else { return true };
                free.remove(&found);
                let old = &self.statements[found];
                let line = new.statement.line;
                if old.section != new.heading {
                    report.changed(line, "moved", format!("{} (from \"{}\" to \"{}\")", old.id, old.section, new.heading));
                }
                let unchanged = old.text == new.text;
                if !unchanged {
                    report.statement_changed(line, &old.id);
                }
                out.statements.insert(new.position, (old.id.clone(), Some(old.title.clone()).filter(|_| unchanged)));
                false
            });
        }
        for new in unmatched {
            report.changed(new.statement.line, "is new", format!("\"{}\"", new.statement.title));
        }
        for old in free {
            let old = &self.statements[old];
            report.changed(0, "was removed", format!("{} (\"{}\")", old.id, old.title));
        }
        self.match_sections(&mut out, outline, title);
        self.report_order(&out, outline, title, report);
        out
    }

    /// Finds a statement among those previous ones that are still free.
    fn find(&self, new: &NewStatement<'_>, by: MatchBy, free: &BTreeSet<usize>, index: &Index<'_>) -> Option<usize> {
        let statement = new.statement;
        let first = |found: Option<&Vec<usize>>| found.and_then(|all| all.iter().copied().find(|old| free.contains(old)));
        match by {
            MatchBy::Id => first(index.ids.get(statement.id.as_deref()?)),
            MatchBy::Text => first(index.texts.get(new.text.as_str())),
            MatchBy::Heading if !statement.headed => None,
            MatchBy::Heading => first(index.headings.get(&(new.heading, statement.title.as_str()))),
            MatchBy::Similarity => {
                let similarity = |old: &usize| shared_percent(&self.statements[*old].words, &new.words).unwrap_or_default();
                // Of several equal ones, the first: statements stay in their order.
                let best = free.iter().copied().rev().max_by_key(similarity);
                best.filter(|old| similarity(old) >= MIN_SIMILARITY)
            }
        }
    }

    /// Finds the previous id of each section. A section keeps the id of the old section with the same heading. Otherwise it takes the id
    /// of the old section that a statement came from, if that heading no longer exists.
    fn match_sections(&self, out: &mut Matches, outline: &Outline, title: &str) {
        let heading = |section: &Section| section.title.clone().unwrap_or_else(|| title.to_owned());
        let headings: BTreeSet<String> = outline.sections.iter().map(heading).collect();
        let mut taken = BTreeSet::new();
        // The sections with each heading, and the section of each statement.
        let mut with_heading: BTreeMap<&str, Vec<&PreviousStatement>> = BTreeMap::new();
        let mut of_statement: BTreeMap<&str, &PreviousStatement> = BTreeMap::new();
        for old in self.statements.iter().rev() {
            let same = with_heading.entry(old.section.as_str()).or_default();
            same.pop_if(|last| last.section_id == old.section_id);
            same.push(old);
            of_statement.insert(old.id.as_str(), old);
        }
        for (at, section) in outline.sections.iter().enumerate() {
            let heading = heading(section);
            // The first free one is at the end.
            let free = with_heading.get_mut(heading.as_str());
            let same = free.and_then(|all| {
                while all.pop_if(|old| taken.contains(&old.section_id)).is_some() {}
                all.last().copied()
            });
            let from = || {
                let ids = out.statements.range((at, 0)..(at + 1, 0)).map(|(_, (id, _))| id);
                let mut came_from = ids.filter_map(|id| of_statement.get(id.as_str()).copied());
                came_from.find(|old| !taken.contains(&old.section_id) && !headings.contains(&old.section))
            };
            if let Some(old) = same.or_else(from) {
                taken.insert(old.section_id.clone());
                out.sections.insert(at, old.section_id.clone());
            }
        }
    }

    /// Reports sections, and statements of a section, that have another place among the others than before.
    fn report_order(&self, found: &Matches, outline: &Outline, title: &str, report: &mut Report) {
        let heading = |at: usize| outline.sections.get(at).and_then(|section| section.title.as_deref()).unwrap_or(title);
        let behind = |before: Option<&str>| before.map_or("at the beginning".to_owned(), |before| format!("after \"{before}\""));
        let (mut first_of_section, mut place) = (BTreeMap::new(), BTreeMap::new());
        for (at, old) in self.statements.iter().enumerate().rev() {
            first_of_section.insert(old.section_id.as_str(), at);
            place.insert(old.id.as_str(), at);
        }
        let sections: Vec<(usize, usize)> =
            found.sections.iter().filter_map(|(at, id)| Some((*at, first_of_section.get(id.as_str()).copied()?))).collect();
        for at in out_of_order(&sections) {
            let before = at.checked_sub(1).map(heading);
            let line = outline.sections.get(at).map_or(0, |section| section.line);
            report.changed(line, "moved", format!("section \"{}\" ({})", heading(at), behind(before)));
        }
        for (at, section) in outline.sections.iter().enumerate() {
            let stayed = |old: usize| self.statements.get(old).is_some_and(|old| old.section == heading(at));
            let all = found.statements.range((at, 0)..(at + 1, 0));
            let places =
                all.filter_map(|((_, within), (id, _))| Some((*within, place.get(id.as_str()).copied().filter(|old| stayed(*old))?)));
            for within in out_of_order(&places.collect::<Vec<_>>()) {
                let Some(statement) = section.statements.get(within) else { continue };
                let before = within.checked_sub(1).and_then(|before| section.statements.get(before)).map(|it| it.title.as_str());
                report.changed(statement.line, "moved", format!("\"{}\" ({})", statement.title, behind(before)));
            }
        }
    }

    /// Returns the previous answers without removed statements. Answers that the author has not checked get the new proposals.
    pub(crate) fn answers(&self, proposals: &[Proposal], known: &BTreeSet<&str>, report: &mut Report) -> Vec<Answer> {
        let mut out = Vec::new();
        for old in &self.answers {
            let proposal = proposals.iter().find(|proposal| proposal.requirement == old.requirement);
            if old.extent == "unreviewed" {
                let statements = proposal.map(|proposal| proposal.statements.clone()).unwrap_or_default();
                out.push(Answer { statements, ..old.clone() });
                continue;
            }
            let mut answer = old.clone();
            answer.statements.retain(|id| known.contains(id.as_str()));
            answer.beside.retain(|id| known.contains(id.as_str()) || !self.statements.iter().any(|old| old.id == *id));
            for gone in old.statements.iter().filter(|id| !known.contains(id.as_str())) {
                let what = "check the answer to this requirement, because a statement that it names was removed";
                report.changed(0, what, format!("{} ({gone})", old.requirement));
            }
            if answer.statements.is_empty() && !old.statements.is_empty() {
                let statements = proposal.map(|proposal| proposal.statements.clone()).unwrap_or_default();
                answer = Answer { statements, extent: "unreviewed".to_owned(), ..answer };
            }
            out.push(answer);
        }
        out
    }
}

/// Returns the positions of moved items: all that are not in the longest increasing series of old positions. A pair is the position of an
/// item and its old position.
fn out_of_order(pairs: &[(usize, usize)]) -> Vec<usize> {
    // `ends[n]`: the pair with the smallest end of a series of n + 1 pairs. `before`: each pair's predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (index, (_, old)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs.get(*end).is_some_and(|(_, other)| other < old));
        before.push(length.checked_sub(1).and_then(|length| ends.get(length)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut in_order = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        in_order.insert(index);
        next = before.get(index).copied().flatten();
    }
    pairs.iter().enumerate().filter(|(index, _)| !in_order.contains(index)).map(|(_, (at, _))| *at).collect()
}

/// Returns blocks as they are after writing and reading, so that the previous and the new text can be compared.
fn round_trip(blocks: &[Block]) -> String {
    let mut out = String::new();
    crate::write::blocks(blocks, &mut out);
    let mut report = Report::default();
    let mut blocks = markdown::read(&out, &mut report);
    links::tidy(&mut blocks, &Names::default(), &mut report);
    plain_blocks(&blocks)
}

/// Returns the statements of a policy that is imported, in order.
fn new_statements<'o>(outline: &'o Outline, title: &'o str) -> Vec<NewStatement<'o>> {
    let mut out = Vec::new();
    for (at, section) in outline.sections.iter().enumerate() {
        let heading = section.title.as_deref().unwrap_or(title);
        for (within, statement) in section.statements.iter().enumerate() {
            let text = one_line(&round_trip(&statement.blocks));
            let words = words(&text).collect();
            out.push(NewStatement { position: (at, within), heading, statement, text, words });
        }
    }
    out
}

/// Parses the statements of `bot/policy.md`.
fn statements(policy: &str) -> Vec<PreviousStatement> {
    let mut report = Report::default();
    let mut blocks = markdown::read(policy, &mut report);
    links::tidy(&mut blocks, &Names::default(), &mut report);
    let mut out: Vec<PreviousStatement> = Vec::new();
    let (mut section, mut section_id) = (String::new(), String::new());
    let mut texts: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Heading { level: 2, id, text } => {
                (section, section_id) = (plain(&text), id.unwrap_or_default());
            }
            BlockKind::Heading { level: 3, id, text } => {
                let (section, section_id) = (section.clone(), section_id.clone());
                out.push(PreviousStatement {
                    id: id.unwrap_or_default(),
                    title: plain(&text),
                    section,
                    section_id,
                    text: String::new(),
                    words: BTreeSet::new(),
                });
                texts.push(Vec::new());
            }
            BlockKind::Heading { .. } => {}
            kind => {
                if let Some(text) = texts.last_mut() {
                    text.push(Block::new(block.line, kind));
                }
            }
        }
    }
    for (old, blocks) in out.iter_mut().zip(texts) {
        old.text = one_line(&plain_blocks(&blocks));
        old.words = words(&old.text).collect();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_possible_are_out_of_order() {
        let order = |old: &[usize]| out_of_order(&old.iter().copied().enumerate().collect::<Vec<_>>());
        assert!(order(&[0, 1, 2, 3]).is_empty());
        assert_eq!(order(&[3, 0, 1, 2]), [0]);
        assert_eq!(order(&[1, 2, 3, 0]), [3]);
        assert_eq!(order(&[0, 2, 1, 3]), [1]);
        assert!(order(&[]).is_empty());
    }
}
