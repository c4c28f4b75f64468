//! Finds the services, the frameworks and the kinds of data that a text names.

use super::{
    QuestionVocabulary,
    grammar::EXCLUDING,
    spans::{Means, Span, Spans},
};
use crate::{DataRuleId, FrameworkId, NotionRole, ServiceId, normalize::normalize};

/// The notions that ask about a named thing and add nothing to it. Another notion, such as "abroad", asks for more.
const ASKING: [&str; 8] = ["allowed", "comply", "comply-slip", "hosting", "law", "where", "who", "have"];

/// The ids of the things that a text names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedIds {
    /// The services.
    pub services: Vec<ServiceId>,
    /// The frameworks.
    pub frameworks: Vec<FrameworkId>,
    /// True if no name in the text covers all of the frameworks: "PCI and HIPAA", but not "ISO and ISO 27001", because "ISO" means both.
    pub several_frameworks: bool,
    /// The kinds of data that rules are about.
    pub data: Vec<DataRuleId>,
}

/// Returns whether a text excludes something: "all except HIPAA". An answer about what it names would be wrong.
pub(in crate::lookup) fn excludes(text: &str) -> bool {
    normalize(text).split(' ').any(|word| EXCLUDING.contains(&word))
}

impl QuestionVocabulary {
    /// Returns the things that a text names, whatever else it asks. `None` if a word is not known, or asks for more: the answer would drop it silently.
    pub fn named(&self, text: &str) -> Option<NamedIds> {
        let found = self.spans(&self.words_of(text));
        if !found.unknown.is_empty() {
            return None;
        }
        // A kind of data that no rule is about: "PCI PIN" is no question about PCI DSS alone.
        let asks_more = |means: &Means| match means {
            Means::Kind(_) => true,
            Means::Notion(_) => self.role(means).tells() && !ASKING.iter().any(|name| self.is(means, name)),
            _ => false,
        };
        if found.spans.iter().any(|span| span.means.iter().all(asks_more)) {
            return None;
        }
        (!excludes(text)).then(|| self.named_in(&found))
    }

    /// Returns the things whose names are in a text, also if other words ask for more. Only good for suggestions.
    pub fn mentioned(&self, text: &str) -> NamedIds {
        self.named_in(&self.spans(&self.words_of(text)))
    }

    /// Returns whether a text names the bot: "you", or its name.
    pub fn names_bot(&self, text: &str) -> bool {
        let found = self.spans(&self.words_of(text));
        let is_bot = |means: &Means| self.role(means) == NotionRole::Bot;
        found.inside.contains(&NotionRole::Bot) || found.spans.iter().flat_map(|span| &span.means).any(is_bot)
    }

    fn named_in(&self, found: &Spans) -> NamedIds {
        fn add<T: PartialEq + Clone>(ids: &mut Vec<T>, id: &T) {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        let mut named = NamedIds::default();
        // "Personal data" may be any data.
        let is_general = |means: &[Means]| means.iter().any(|it| self.role(it) == NotionRole::Data);
        for means in found.spans.iter().map(|span| &span.means).filter(|means| !is_general(means)).flatten() {
            match means {
                Means::Service(id) => add(&mut named.services, id),
                Means::Framework(id) => add(&mut named.frameworks, id),
                Means::Data(id) => add(&mut named.data, id),
                _ => {}
            }
        }
        let is_in = |means: &[Means], id: &FrameworkId| means.iter().any(|it| matches!(it, Means::Framework(other) if other == id));
        let covers_all = |span: &Span| named.frameworks.iter().all(|id| is_in(&span.means, id));
        named.several_frameworks = !named.frameworks.is_empty() && !found.spans.iter().any(covers_all);
        named
    }
}
