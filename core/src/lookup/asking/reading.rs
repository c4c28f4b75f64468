//! Collects what a question says about its subject, before that is decided.

use super::{
    QuestionSubject, QuestionVocabulary,
    spans::{Means, Span, Spans, WHO},
    way::Way,
};
use crate::{DataRuleId, FrameworkId, NotionRole, ServiceId};

/// The notions of verbs by which somebody gets data.
pub(super) const GETTING: [&str; 3] = ["see", "have", "copy"];

/// The notion of auxiliary verbs with which a question asks what somebody does or can do.
const ABILITY: &str = "ability";

/// A way that a question has all notions of.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundWay<'a> {
    pub(super) way: &'a Way,
    /// Number of its notions that can decide the topic.
    pub(super) telling: usize,
}

/// A question with its spans and what they show. `found.spans` are the spans, the other fields are computed from them.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) vocabulary: &'a QuestionVocabulary,
    pub(super) found: &'a Spans,
    /// True if it names the person who asks.
    pub(super) asker: bool,
    /// True if it names the bot.
    pub(super) bot: bool,
    /// True if it has a word for data in general.
    pub(super) data: bool,
    /// True if it names the host.
    pub(super) host: bool,
    /// True if the person asks about their own action.
    pub(super) acting: bool,
    /// True if it has a verb of collecting that is about the bot.
    pub(super) collect: bool,
    /// True if its verb of collecting is an everyday word, and nothing shows that it is about the bot.
    pub(super) everyday: bool,
    /// True if it asks for somebody: "who".
    pub(super) by_somebody: bool,
    /// True if a word can only be the name of a service.
    pub(super) names_service: bool,
    /// The positions of the kinds of data that it names.
    pub(super) kinds: Vec<usize>,
    pub(super) services: Vec<ServiceId>,
    pub(super) frameworks: Vec<FrameworkId>,
    /// The kinds of data that rules are about.
    pub(super) data_rules: Vec<DataRuleId>,
    /// The matching ways, the best first.
    pub(super) ways: Vec<FoundWay<'a>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(vocabulary: &'a QuestionVocabulary, found: &'a Spans) -> Self {
        use NotionRole::{Acting, Asker, Bot, Collect, Data};
        let spans = &found.spans;
        let has_role = |role: NotionRole| spans.iter().flat_map(|span| &span.means).any(|means| vocabulary.role(means) == role);
        let (asker, bot, data, acting) = (has_role(Asker), has_role(Bot), has_role(Data), has_role(Acting));
        let host = spans.iter().any(|span| span.means.contains(&Means::Host));
        // People use and post things, too. Such words are about the bot only beside the person, the bot, the host or data.
        let counts = |span: &Span| !span.everyday || asker || bot || data || host;
        let collect = spans.iter().any(|span| counts(span) && span.means.iter().any(|means| vocabulary.role(means) == Collect));
        let (mut kinds, mut services, mut frameworks, mut data_rules) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for means in spans.iter().flat_map(|span| &span.means) {
            match means {
                Means::Kind(at) if !kinds.contains(at) => kinds.push(*at),
                Means::Service(id) if !services.contains(id) => services.push(id.clone()),
                Means::Framework(id) if !frameworks.contains(id) => frameworks.push(id.clone()),
                Means::Data(id) if !data_rules.contains(id) => data_rules.push(id.clone()),
                _ => {}
            }
        }
        Self {
            ways: vocabulary.ways_of(found, acting, !kinds.is_empty()),
            vocabulary,
            found,
            asker,
            bot,
            data,
            host,
            acting,
            collect,
            everyday: !collect && (spans.len() > 1 || !found.unknown.is_empty()) && !spans.iter().all(counts),
            by_somebody: spans.iter().flat_map(|span| &span.means).any(|means| vocabulary.is(means, WHO)),
            names_service: spans.iter().any(|span| span.means.iter().all(|means| matches!(means, Means::Service(_)))),
            kinds,
            services,
            frameworks,
            data_rules,
        }
    }

    pub(super) fn spans(&self) -> &'a [Span] {
        &self.found.spans
    }

    /// Returns the possible meanings of all spans.
    pub(super) fn meanings(&self) -> impl Iterator<Item = &'a Means> {
        self.found.spans.iter().flat_map(|span| &span.means)
    }

    /// Returns the number of words that mean nothing here.
    pub(super) const fn unknown(&self) -> usize {
        self.found.unknown.len()
    }

    /// Returns whether a span has one of some roles.
    pub(super) fn has_role(&self, wanted: &[NotionRole]) -> bool {
        self.meanings().any(|means| wanted.contains(&self.vocabulary.role(means)))
    }

    /// Returns whether the question is about the person who asks, the bot, or something that no document is about.
    pub(super) fn is_personal(&self) -> bool {
        use NotionRole::{Acting, Asker, Bot, Speaking};
        let of_person = self.has_role(&[Asker, Bot, Speaking, Acting]);
        // No intent names the words for other things, such as the weather, so no sentence of a document answers them.
        let of_other_things = self.meanings().any(|means| self.vocabulary.asks_nothing(means));
        (of_person || of_other_things || self.found.command) && !self.host
    }

    /// Returns whether the question asks who gets data, not what they do with it: "can my boss see my messages" and "does the police get my
    /// data" ask who sees them, "is my boss reading my messages" asks what the boss does.
    pub(super) fn is_gotten(&self) -> bool {
        (self.data || !self.kinds.is_empty()) && GETTING.iter().any(|verb| self.names(verb)) && self.names(ABILITY)
    }

    /// Returns whether a span has the meaning that a way names.
    pub(super) fn names(&self, name: &str) -> bool {
        self.meanings().any(|means| self.vocabulary.is(means, name))
    }

    /// Returns whether the policy lists none of the named kinds of data, of which there is at least one.
    pub(super) fn is_unlisted(&self) -> bool {
        !self.kinds.is_empty() && self.kinds.iter().all(|at| !self.vocabulary.listed.contains(at))
    }

    /// Returns the ids of the named kinds of data.
    pub(super) fn kind_ids(&self) -> impl Iterator<Item = String> {
        self.kinds.iter().map(|at| self.vocabulary.kinds[*at].clone())
    }

    /// Returns the topics of the ways, each once, the best first.
    pub(super) fn topics(&self) -> Vec<String> {
        let mut topics: Vec<String> = Vec::new();
        for FoundWay { way, .. } in &self.ways {
            if !topics.contains(&way.topic) {
                topics.push(way.topic.clone());
            }
        }
        topics
    }

    /// Returns the question about the services, frameworks and data that it names.
    pub(super) fn compliance(&self) -> QuestionSubject {
        QuestionSubject::Compliance {
            services: self.services.clone(),
            frameworks: self.frameworks.clone(),
            data: self.data_rules.clone(),
        }
    }
}

impl QuestionVocabulary {
    /// Returns the ways that a question has all notions of; the way that explains most is first.
    fn ways_of(&self, found: &Spans, acting: bool, names_kind: bool) -> Vec<FoundWay<'_>> {
        let mut ways: Vec<(usize, FoundWay<'_>)> = Vec::new();
        for way in self.ways.iter().filter(|way| way.acts || !acting) {
            if let Some(words) = self.words_explained(&way.notions, found) {
                ways.push((words, FoundWay { way, telling: way.notions.iter().filter(|name| self.tells(name)).count() }));
            }
        }
        // "Do you sell data to China" asks about the sale more than about China.
        let topical = |way: &Way| way.notions.iter().filter(|name| !self.has_name_and_role(name, NotionRole::Participant)).count();
        ways.sort_by_key(|(words, FoundWay { way, telling })| std::cmp::Reverse((*telling, way.notions.len(), topical(way), *words)));
        // Ways without a telling notion ask for data in general, so they do not count if the question names a kind of data.
        ways.into_iter().map(|(_, way)| way).filter(|way| !names_kind || way.telling > 0).collect()
    }

    /// Returns the number of words of a question that a way explains, if the question has all of the way's notions.
    fn words_explained(&self, way: &[String], found: &Spans) -> Option<usize> {
        let spans = &found.spans;
        let mut used = vec![false; spans.len()];
        let mut words = 0;
        for name in way {
            let at = spans.iter().enumerate().position(|(at, span)| !used[at] && span.means.iter().any(|means| self.is(means, name)));
            let Some(at) = at else {
                found.inside.iter().find(|role| self.has_name_and_role(name, **role))?;
                continue;
            };
            used[at] = true;
            words += spans[at].words;
        }
        Some(words)
    }
}
