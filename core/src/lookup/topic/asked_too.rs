//! Finds the topics of a text's other questions.

use super::{Topic, find::add};
use crate::lookup::Languages;

/// Returns the topics that a text asks for besides the answered one (`None` if that is about the host's services), so that a reply can name
/// them. Empty if the text has one question.
pub fn asked_too<'a>(languages: Languages<'a>, text: &str, answered: Option<Topic<'_>>) -> Vec<Topic<'a>> {
    let asking = languages.own.asking;
    let understood = asking.parse(text);
    let mut topics = Vec::new();
    let ids = asking.other_subjects(text, &understood);
    let found = ids.iter().filter_map(|id| Topic::by_id(languages.own.policy, id));
    found.filter(|topic| answered.is_none_or(|answered| answered.id() != topic.id())).for_each(|topic| add(&mut topics, topic));
    topics
}
