//! Parses a text of several sentences or clauses, each of which may ask something.

use std::sync::Arc;

use super::{
    ParsedQuestion, QuestionSubject, QuestionVocabulary,
    grammar::{JOINING, OR},
    spans::Means,
};
use crate::{NotionRole, sentence::sentences};

/// Signs that join clauses.
const SIGNS: [&str; 2] = ["&", "/"];
/// Maximum number of clauses of a question. More clauses are not understood one by one.
const MAX_CLAUSES: usize = 5;
/// Maximum number of clauses that are not understood beside one that is.
const MAX_UNCLEAR: usize = 2;
/// Maximum number of unknown words in the clauses that are not understood.
const MAX_UNKNOWN_BESIDE: usize = 2;
/// The object that an unclear clause gets if an earlier clause has one: "it" in "who sees my data, and can I delete it".
const OBJECT: &str = "my data";

/// Returns the parts of a text that ask for something each.
pub(super) fn clauses(text: &str) -> Vec<String> {
    clauses_at(text, JOINING)
}

/// Returns the parts of a text between words such as "or".
pub(super) fn or_clauses(text: &str) -> Vec<String> {
    clauses_at(text, OR)
}

fn clauses_at(text: &str, joining: &[&str]) -> Vec<String> {
    let mut clauses = vec![String::new()];
    for word in text.split_whitespace() {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if joining.contains(&bare.as_str()) || SIGNS.contains(&word) {
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

/// Returns a clause without "it".
fn without_it(clause: &str) -> String {
    clause.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("it")).collect::<Vec<_>>().join(" ")
}

impl QuestionVocabulary {
    /// Finds the subject of a question. If a text has several questions, the first clear one is the subject.
    pub fn parse(&self, text: &str) -> ParsedQuestion {
        // Parse sentences one by one, because a phrase never continues in the next sentence.
        let sentences: Vec<String> = sentences(text).into_iter().map(str::to_owned).collect();
        if let Some(parsed) = self.parse_each(&sentences, 0) {
            return parsed;
        }
        // Leave out clauses that only say who asks, and parse the others.
        let asking: Vec<String> = clauses(text).into_iter().filter(|clause| !self.is_preamble(clause)).collect();
        if (1..MAX_CLAUSES).contains(&asking.len()) && asking.len() < clauses(text).len() {
            return self.parse(&asking.join(", "));
        }
        if let Some(parsed) = self.parse_after_telling(text) {
            return parsed;
        }
        let whole = self.parse_one(text, false);
        if whole.subject != QuestionSubject::Unclear {
            return self.with_topics_of_clauses(whole, text);
        }
        self.parse_each(&clauses(text), MAX_UNCLEAR).unwrap_or_else(|| self.parse_one(text, true))
    }

    /// Parses the question after a clause that only tells something about somebody, who would otherwise be taken for the one who sees the data:
    /// "my husband never used the bot, do you have his messages". `None` if the clause also asks for a topic, or the question is about what that
    /// person does.
    fn parse_after_telling(&self, text: &str) -> Option<ParsedQuestion> {
        let clauses = clauses(text);
        let (first, asking) = clauses.split_first()?;
        let told = self.told_about_somebody(first)?;
        let asking = asking.join(" ");
        let asks_for_topic = matches!(self.parse_one(&told, false).subject, QuestionSubject::Topic(_));
        if asking.is_empty() || asks_for_topic || self.is_about_action_of_others(&asking) {
            return None;
        }
        let parsed = self.parse(&asking);
        // "Somebody posted my number, do you keep it": the object is in the first clause.
        let is_clear = parsed.subject != QuestionSubject::Unclear;
        Some(if is_clear { parsed } else { self.parse_one(&format!("{asking} {told}"), false) })
    }

    /// Adds the topics of a text's clauses to the topic of the whole text: "what do you collect, and can I delete it" asks for both. Each
    /// clause must be clear, and one of them must ask for the topic of the whole.
    fn with_topics_of_clauses(&self, mut whole: ParsedQuestion, text: &str) -> ParsedQuestion {
        let (QuestionSubject::Topic(topic), Some(each)) = (&whole.subject, self.parse_each(&clauses(text), 0)) else { return whole };
        let QuestionSubject::Topic(first) = each.subject else { return whole };
        let mut topics: Vec<String> = std::iter::once(first).chain(each.also).collect();
        if topics.contains(topic) {
            topics.retain(|other| other != topic);
            whole.also.retain(|other| !topics.contains(other));
            whole.also.splice(0..0, topics);
        }
        whole
    }

    /// Parses the clauses of a text one by one. `None` if no clause is clear, or more than `most` are unclear.
    fn parse_each(&self, clauses: &[String], most: usize) -> Option<ParsedQuestion> {
        if clauses.len() < 2 || clauses.len() > MAX_CLAUSES {
            return None;
        }
        // "A member is spamming, how do I kick him": the other clauses are about the same subject, which no document is about.
        if most > 0 && clauses.iter().any(|clause| self.is_about_other_things(clause)) {
            return None;
        }
        let (mut clear, mut unclear) = (Vec::new(), 0);
        let mut unclear_clauses = 0;
        let (mut before, mut asks_other, mut elsewhere) = (false, false, false);
        for clause in clauses.iter().filter(|clause| !self.is_preamble(clause)) {
            let mut understood = self.parse_one(clause, false);
            // The object may be in an earlier clause: "who sees my data, and can I delete it".
            if understood.subject == QuestionSubject::Unclear && before && self.has_telling_word(clause) {
                understood = self.parse_one(&format!("{clause} {OBJECT}"), false);
            }
            before |= self.has_object(clause);
            match understood.subject {
                QuestionSubject::Unclear => {
                    unclear_clauses += 1;
                    asks_other |= self.has_telling_word(clause) || self.is_of_other_thing(clause);
                    let unknown = self.unknown(clause);
                    unclear += unknown;
                    elsewhere |= unknown > 0 && !self.has_object(clause) && !self.has_telling_word(clause);
                }
                _ => clear.push((clause, understood)),
            }
        }
        // A single clause must name its subject: "how long" after a song's name is not about data. After words about something unknown, "it" means that.
        let names = |clause: &str| self.has_object(&if elsewhere { without_it(clause) } else { clause.to_owned() });
        let speaks = clear.len() > 1 || clear.iter().any(|(clause, _)| names(clause));
        if !speaks || unclear > MAX_UNKNOWN_BESIDE || unclear_clauses > most {
            return None;
        }
        let (first, others) = clear.split_first()?;
        // "There is an error in my profile, who can correct it" does not ask whether the profile is collected. A bare "yes" about one of two
        // things would also be taken for the other: "my Xbox messages and my Discord messages".
        if asks_other && matches!(first.1.subject, QuestionSubject::Kinds(_)) {
            return None;
        }
        let mut parsed = first.1.clone();
        let ids = others.iter().flat_map(|(_, other)| match &other.subject {
            QuestionSubject::Topic(id) => vec![id.clone()],
            QuestionSubject::Kinds(kinds) => kinds.iter().filter_map(|at| self.kinds.get(*at).cloned()).collect(),
            _ => Vec::new(),
        });
        parsed.also.splice(0..0, ids.collect::<Vec<_>>());
        Some(parsed)
    }

    /// Returns whether a clause only says who asks.
    pub(super) fn is_preamble(&self, clause: &str) -> bool {
        let words: Vec<Arc<str>> = self.spelled(clause).into_iter().map(|word| word.exact).collect();
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

    /// Returns whether a text names data, the person or the bot, or has a word that can only be about them.
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

    /// Returns whether a text asks for data of another thing, such as another app.
    fn is_of_other_thing(&self, text: &str) -> bool {
        self.spans(&self.words_of(text)).other_thing
    }

    /// Returns whether a text has a word for something that no document is about.
    fn is_about_other_things(&self, text: &str) -> bool {
        let spans = self.spans(&self.words_of(text)).spans;
        spans.iter().flat_map(|span| &span.means).any(|it| self.asks_nothing(it))
    }

    /// Returns whether a sentence has an unknown word, and neither data nor the bot, so that it is probably about something else.
    pub(in crate::lookup) fn is_off_topic(&self, text: &str) -> bool {
        use NotionRole::{Bot, Collect, Data, Firm};
        const MIN_SENTENCE: usize = 4;
        let words = self.words_of(text);
        let found = self.spans(&words);
        let is_on_topic = |means: &Means| means.kind().is_some() || matches!(self.role(means), Bot | Collect | Data | Firm);
        words.len() >= MIN_SENTENCE && !found.unknown.is_empty() && !found.spans.iter().flat_map(|it| &it.means).any(is_on_topic)
    }

    /// Returns the number of words of a text that the vocabulary does not know.
    pub(in crate::lookup) fn unknown(&self, text: &str) -> usize {
        self.spans(&self.words_of(text)).unknown.len()
    }
}
