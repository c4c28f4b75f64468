//! Finds what else a text asks, so that a reply can say that it answers only one of two questions.

use super::{
    ParsedQuestion, QuestionSubject, QuestionVocabulary,
    clauses::{clauses, or_clauses},
    spans::Means,
};
use crate::NotionRole;

/// Maximum number of questions in a text that are looked at.
const MAX_QUESTIONS: usize = 5;
/// The object that a question gets if an earlier one has it: "it" in "do you have my email, and when do you delete it".
const OBJECT: &str = "my data";

impl QuestionVocabulary {
    /// Returns the subjects of a text's other questions, as ids of topics: sharing in "is my data encrypted, and who has it". Each question
    /// must have a verb or a word that asks, because the parts of "why do you need my name and my email" are one question.
    pub fn other_subjects(&self, text: &str, first: &ParsedQuestion) -> Vec<String> {
        if first.subject == QuestionSubject::Unclear {
            return Vec::new();
        }
        let answered = self.ids_of(&first.subject);
        for parts in [clauses(text), or_clauses(text)] {
            let parts: Vec<&String> = parts.iter().filter(|part| !self.is_preamble(part)).collect();
            if !(2..=MAX_QUESTIONS).contains(&parts.len()) {
                continue;
            }
            // A part about the host's services is answered by the table of services.
            let of_host = |part: &str| matches!(self.parse_one(part, false).subject, QuestionSubject::Compliance { .. });
            let (hosts, parts): (Vec<&String>, Vec<&String>) = parts.into_iter().partition(|part| of_host(part));
            let asked: Vec<Vec<String>> = parts.iter().map(|part| self.asked_alone(part)).filter(|ids| !ids.is_empty()).collect();
            let is_answered = |id: &String| answered.contains(id);
            let first_part = if answered.is_empty() { !hosts.is_empty() } else { asked.iter().flatten().any(is_answered) };
            // If no part alone asks for the answered topic, the parts may be one question.
            if asked.len() + hosts.len() < 2 || !first_part {
                continue;
            }
            let mut others: Vec<String> = Vec::new();
            for id in asked.into_iter().flatten().filter(|id| !is_answered(id)) {
                if !others.contains(&id) {
                    others.push(id);
                }
            }
            if !others.is_empty() {
                return others;
            }
        }
        Vec::new()
    }

    /// Returns what a part of a text asks by itself. Empty if it only names something.
    fn asked_alone(&self, part: &str) -> Vec<String> {
        use NotionRole::{Auxiliary, Collect, Interrogative, Inversion};
        let spans = self.spans(&self.words_of(part)).spans;
        let asks = |means: &Means| {
            let is_notion = matches!(means, Means::Notion(_));
            let role = self.role(means);
            is_notion && (role.tells() || matches!(role, Auxiliary | Collect | Interrogative | Inversion))
        };
        if !spans.iter().any(|span| span.means.iter().any(asks)) {
            return Vec::new();
        }
        let parsed = self.parse_one(part, false);
        let ids = self.ids_of(&parsed.subject);
        if ids.is_empty() { self.ids_of(&self.parse_one(&format!("{part} {OBJECT}"), false).subject) } else { ids }
    }

    fn ids_of(&self, subject: &QuestionSubject) -> Vec<String> {
        match subject {
            QuestionSubject::Topic(id) => vec![id.clone()],
            QuestionSubject::Kinds(kinds) => kinds.iter().filter_map(|at| self.kinds.get(*at).cloned()).collect(),
            QuestionSubject::Compliance { .. } | QuestionSubject::Unclear => Vec::new(),
        }
    }
}
