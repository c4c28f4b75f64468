//! Understands a text of several sentences or clauses, each of which may ask something.

use super::{QuestionSubject, QuestionVocabulary, Understanding, spans::Means};
use crate::{NotionRole, sentence::sentences};

/// Maximum number of clauses of a question. More clauses are not understood one by one.
const MOST_CLAUSES: usize = 5;
/// Maximum number of clauses that are not understood beside one that is.
const MOST_UNCLEAR: usize = 2;
/// Maximum number of unknown words in the clauses that are not understood.
const MOST_UNKNOWN_BESIDE: usize = 2;
/// The object that an unclear clause gets if an earlier clause has one: "it" in "who sees my data, and can I delete it".
const OBJECT: &str = "my data";

/// Returns the parts of a text that ask for something each.
fn clauses(text: &str) -> Vec<String> {
    const JOINING: [&str; 6] = ["and", "et", "also", "but", "mais", "then"];
    let mut clauses = vec![String::new()];
    for word in text.split_whitespace() {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if JOINING.contains(&bare.as_str()) || word == "&" {
            clauses.push(String::new());
            continue;
        }
        if let Some(clause) = clauses.last_mut() {
            clause.push_str(word);
            clause.push(' ');
        }
        if word.ends_with([',', '?', '!', '.', ';', ':']) {
            clauses.push(String::new());
        }
    }
    clauses.retain(|clause| clause.chars().any(char::is_alphanumeric));
    clauses
}

impl QuestionVocabulary {
    /// Understands a question. If a text has several questions, the first clear one is the subject.
    pub fn understand(&self, text: &str) -> Understanding {
        // Understand sentences one by one, because a phrase never continues in the next sentence.
        let sentences: Vec<String> = sentences(text).into_iter().map(str::to_owned).collect();
        if let Some(understanding) = self.understand_each(&sentences, 0) {
            return understanding;
        }
        // Leave out clauses that only say who asks, and understand the others.
        let asking: Vec<String> = clauses(text).into_iter().filter(|clause| !self.is_preamble(clause)).collect();
        if (1..MOST_CLAUSES).contains(&asking.len()) && asking.len() < clauses(text).len() {
            return self.understand(&asking.join(", "));
        }
        let whole = self.understand_one(text, false);
        if whole.asked != QuestionSubject::Unclear {
            return whole;
        }
        self.understand_each(&clauses(text), MOST_UNCLEAR).unwrap_or_else(|| self.understand_one(text, true))
    }

    /// Understands the clauses of a text one by one. `None` if no clause is clear, or more than `most` are unclear.
    fn understand_each(&self, clauses: &[String], most: usize) -> Option<Understanding> {
        if clauses.len() < 2 || clauses.len() > MOST_CLAUSES {
            return None;
        }
        let (mut clear, mut unclear) = (Vec::new(), 0);
        let mut unclear_clauses = 0;
        let (mut before, mut asks_other) = (false, false);
        for clause in clauses.iter().filter(|clause| !self.is_preamble(clause)) {
            let mut understood = self.understand_one(clause, false);
            // The object may be in an earlier clause: "who sees my data, and can I delete it".
            if understood.asked == QuestionSubject::Unclear && before && self.has_telling_word(clause) {
                understood = self.understand_one(&format!("{clause} {OBJECT}"), false);
            }
            before |= self.has_object(clause);
            match understood.asked {
                QuestionSubject::Unclear => {
                    unclear_clauses += 1;
                    asks_other |= self.has_telling_word(clause);
                    unclear += self.unknown(clause);
                }
                _ => clear.push((clause, understood)),
            }
        }
        // One clause alone must say what it is about: "how long" after a song's name is not about data.
        let speaks = clear.len() > 1 || clear.iter().any(|(clause, _)| self.has_object(clause));
        if !speaks || unclear > MOST_UNKNOWN_BESIDE || unclear_clauses > most {
            return None;
        }
        let (first, others) = clear.split_first()?;
        // "There is an error in my profile, who can correct it" does not ask whether the profile is collected.
        if asks_other && matches!(first.1.asked, QuestionSubject::Kinds(_)) {
            return None;
        }
        let mut understanding = first.1.clone();
        for (_, other) in others {
            let ids = match &other.asked {
                QuestionSubject::Topic(id) => vec![id.clone()],
                QuestionSubject::Kinds(kinds) => kinds.iter().filter_map(|at| self.kinds.get(*at).cloned()).collect(),
                _ => Vec::new(),
            };
            understanding.also.splice(0..0, ids);
        }
        Some(understanding)
    }

    /// Returns whether a clause only says who asks.
    fn is_preamble(&self, clause: &str) -> bool {
        let words: Vec<String> = self.spelled(clause).into_iter().map(|word| word.exact).collect();
        let begins = |(begin, whole): &(String, bool), clause: &str| {
            clause.strip_prefix(begin.as_str()).is_some_and(|rest| rest.is_empty() || (!whole && rest.starts_with(' ')))
        };
        // Words such as "hi" may be in front of it.
        let fillers = words.iter().take_while(|word| self.is_filler(word)).count();
        (0..=fillers).any(|from| {
            let clause = words.get(from..).unwrap_or_default().join(" ");
            self.preambles.iter().any(|preamble| begins(preamble, &clause))
        })
    }

    /// Returns whether a text names data, the person or the bot, or what can only be asked about them.
    fn has_object(&self, text: &str) -> bool {
        use NotionRole::{Asker, Bot, Data, Firm};
        let spans = self.spans(&self.words_of(text)).spans;
        let is = |means: &Means| matches!(means, Means::Kind(_)) || matches!(self.role(means), Data | Asker | Bot | Firm);
        spans.iter().any(|span| span.firm || span.means.iter().any(is))
    }

    /// Returns whether a text has a word that can decide the topic.
    fn has_telling_word(&self, text: &str) -> bool {
        let spans = self.spans(&self.words_of(text)).spans;
        spans.iter().flat_map(|span| &span.means).any(|it| matches!(it, Means::Notion(_)) && self.role(it).tells())
    }

    fn unknown(&self, text: &str) -> usize {
        self.spans(&self.words_of(text)).unknown.len()
    }
}
