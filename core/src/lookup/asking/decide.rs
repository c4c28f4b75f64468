//! Decides the subject of a question from its spans. The rules are tried in the order of [`QuestionVocabulary::decide`]; the first that is
//! sure decides.

use super::{
    ParsedQuestion, QuestionSubject, QuestionVocabulary, WHAT,
    best_way::BestWay,
    reading::{FoundWay, Reading},
    spans::{HOSTING, Means, Span, Spans},
    subject::Subject,
    way::{ALLOWED, FRAMEWORK, HOST, Way},
};
use crate::NotionRole;

/// Maximum number of unknown words beside a service and a framework.
const MAX_UNKNOWN_BESIDE_PAIR: usize = 2;
/// Names that a way can use for the host, or for a word that adds nothing to it: "is card data allowed where you are hosted".
const ON_HOST: [&str; 4] = [HOST, HOSTING, "where", ALLOWED];

impl QuestionVocabulary {
    /// Decides what a question asks for. A lenient decision also takes combinations of notions that no intent lists.
    pub(super) fn decide(&self, found: &Spans, lenient: bool) -> ParsedQuestion {
        let reading = Reading::new(self, found);
        let decided = reading.cells_of_table();
        let decided = decided.or_else(|| reading.topic_of_best_way());
        let decided = decided.or_else(|| if lenient { reading.topic_that_prevails() } else { None });
        let decided = decided.or_else(|| reading.kinds_asked_for());
        let decided = decided.or_else(|| reading.framework_alone());
        let (subject, also) = decided.unwrap_or_else(|| (QuestionSubject::Unclear, reading.suggestions()));
        ParsedQuestion { subject, also, typo: reading.spans().iter().any(|span| span.typo), personal: reading.is_personal() }
    }
}

/// The subject of a question, and the ids of other possible topics.
type Decided = (QuestionSubject, Vec<String>);

impl Reading<'_> {
    /// Returns a question about the host's services, if it names a service with a framework, or asks whether the host allows data.
    fn cells_of_table(&self) -> Option<Decided> {
        let Self { vocabulary, asker, bot, .. } = *self;
        let is_rule = |means: &Means| matches!(means, Means::Data(_));
        // A question that names the host and a kind of data, but not the person or the bot, asks whether the host allows that data. "Is card
        // data allowed" asks the host, too.
        let asks_host = self.host || self.names(ALLOWED);
        let is_on_host = |found: &FoundWay<'_>| {
            let adds_nothing = |name: &String| ON_HOST.contains(&name.as_str()) || !vocabulary.tells(name);
            found.way.notions.iter().all(adds_nothing)
        };
        let is_general =
            |span: &Span| span.means.iter().any(is_rule) && span.means.iter().any(|means| vocabulary.role(means) == NotionRole::Data);
        let asks_for_data = asks_host
            && !asker
            && !bot
            && (self.acting || self.ways.iter().all(is_on_host))
            && !self.data_rules.is_empty()
            && !self.spans().iter().any(is_general)
            && self.services.is_empty()
            && self.unknown() == 0;
        // A service and a framework together decide the subject (their cell of the coverage table), whatever the verb is.
        let one_service = self.services.len() == 1;
        let is_pair = one_service && !self.frameworks.is_empty() && self.unknown() <= MAX_UNKNOWN_BESIDE_PAIR && !asker && !bot;
        let is_named = one_service && !(self.frameworks.is_empty() && self.data_rules.is_empty()) && self.unknown() == 0;
        (asks_for_data || is_pair || is_named).then(|| (self.compliance(), self.topics()))
    }

    /// Returns the topic of the way that explains most, if the rest of the question does not ask for something else.
    fn topic_of_best_way(&self) -> Option<Decided> {
        let best = *self.ways.first()?;
        BestWay::new(self, best).is_asked_for().then(|| self.topic(best.way.topic.clone()))
    }

    /// Returns the topic that prevails over the others that the question names. Not every combination need be listed.
    fn topic_that_prevails(&self) -> Option<Decided> {
        let Self { asker, bot, data, .. } = *self;
        // "Who can delete messages here" asks for a person.
        let has_object = data || asker || bot || (!self.kinds.is_empty() && !self.by_somebody);
        let is_known = match self.unknown() {
            0 => true,
            1 => (asker || bot) && (data || !self.kinds.is_empty()),
            _ => false,
        };
        let of_another_thing = self.ways.first().is_some_and(|best| BestWay::new(self, *best).is_about_another_thing());
        let elsewhere = self.found.command || of_another_thing || self.found.other_thing;
        let of_others = matches!(self.found.subject, Subject::Stranger | Subject::Outsider) || self.host || self.names_service;
        if !has_object || !is_known || elsewhere || of_others || self.found.asks_unknown {
            return None;
        }
        let topic = self.vocabulary.prevailing(self.ways.iter().map(|found| found.way), self.spans())?;
        Some(self.topic(topic))
    }

    /// Returns the kinds of data of which the question asks whether they are collected.
    fn kinds_asked_for(&self) -> Option<Decided> {
        let Self { vocabulary, found, asker, bot, collect, .. } = *self;
        let explains = |means: &Means| matches!(means, Means::Kind(_)) || !vocabulary.role(means).tells();
        let only_kinds = self.spans().iter().all(|span| span.means.iter().any(explains));
        if self.kinds.is_empty() || self.acting || !self.ways.is_empty() || !only_kinds {
            return None;
        }
        // "What is an IP address" and "what is my IP address" do not ask whether it is collected.
        let begins_with_what = self.spans().first().is_some_and(|span| span.means.iter().any(|means| vocabulary.is(means, WHAT)));
        let of_meaning = begins_with_what && !bot && !collect;
        let of_others = !matches!(found.subject, Subject::Known) || found.other_thing || found.given_to_people;
        // "You" without a verb of collecting asks for something else.
        let is_sure = match self.unknown() {
            _ if found.command || self.everyday || of_others || of_meaning => false,
            0 => collect || !bot || asker,
            // "Can it search my messages": the unknown word is an action of the bot on the person's data.
            1 => (collect && self.is_personal()) || (bot && !found.unknown_kind && self.owns_kind()),
            // "Do you keep the gifs from my tenor searches": who asks whom is clear, and the kind of data is named.
            2 => collect && bot && asker && !found.asks_unknown && !found.unknown_kind && found.unknown_own.is_empty(),
            _ => false,
        };
        is_sure.then(|| (QuestionSubject::Kinds(self.kinds.clone()), self.topics()))
    }

    /// Returns the framework that a question is only about, or, if its name means several, the question about all of them.
    fn framework_alone(&self) -> Option<Decided> {
        let Self { vocabulary, .. } = *self;
        let of_frameworks = || vocabulary.ways.iter().filter(|way| way.notions.iter().any(|name| name == FRAMEWORK));
        // "Which rights does the GDPR give" asks about more than the GDPR, and so does "is Discord GDPR compliant".
        let is_in_way = |means: &Means| of_frameworks().any(|way| way.notions.iter().any(|name| vocabulary.is(means, name)));
        let tells_more = |means: &Means| matches!(means, Means::Notion(_)) && vocabulary.role(means).tells() && !is_in_way(means);
        let names = |means: &Means| matches!(means, Means::Framework(_) | Means::Host) || vocabulary.is(means, HOSTING);
        let asks_more = |span: &Span| !span.means.iter().any(names) && span.means.iter().any(tells_more);
        let is_more = self.has_role(&[NotionRole::Firm]) || self.spans().iter().any(asks_more);
        if !self.services.is_empty() || self.is_personal() || is_more {
            return None;
        }
        let mut also: Vec<String> = self.kind_ids().chain(self.topics()).collect();
        if let [framework] = self.frameworks.as_slice()
            && (self.unknown() == 0 || (self.host && self.unknown() == 1))
        {
            // The name alone may also ask about the bot.
            let of_bot = |name: &String| name == FRAMEWORK || vocabulary.has_name_and_role(name, NotionRole::Bot);
            also.extend(of_frameworks().filter(|way| way.notions.iter().all(of_bot)).map(|way| way.topic.clone()));
            return Some((QuestionSubject::Topic(framework.to_string()), also));
        }
        // One name may mean several frameworks: "is Heroku ISO certified".
        let is_framework = |span: &&Span| span.means.iter().any(|means| matches!(means, Means::Framework(_)));
        let one_name = self.spans().iter().filter(is_framework).count() == 1;
        (one_name && self.host && self.unknown() == 0).then(|| (self.compliance(), also))
    }

    /// Returns the topics to suggest if no rule is sure: the named kinds of data, the topics of the ways, and topics that only some of the
    /// words ask for.
    fn suggestions(&self) -> Vec<String> {
        let mut topics: Vec<String> = self.kind_ids().chain(self.topics()).collect();
        let asks = |name: &String| self.meanings().any(|means| self.vocabulary.is(means, name) && self.vocabulary.role(means).tells());
        for Way { topic, notions, .. } in &self.vocabulary.ways {
            if !topics.contains(topic) && notions.iter().any(asks) {
                topics.push(topic.clone());
            }
        }
        topics
    }

    /// Returns a topic, and the other possible ones.
    fn topic(&self, topic: String) -> Decided {
        let mut also = self.topics();
        also.retain(|other| *other != topic);
        also.extend(self.kind_ids());
        (QuestionSubject::Topic(topic), also)
    }

    /// Returns whether a kind of data is said to be the person's: "my old messages".
    fn owns_kind(&self) -> bool {
        let is_asker = |span: &Span| span.means.iter().any(|means| self.vocabulary.role(means) == NotionRole::Asker);
        let is_kind = |span: &Span| span.means.iter().any(|means| matches!(means, Means::Kind(_)));
        // One word may describe the data.
        let is_own = |pair: &[Span]| is_asker(&pair[0]) && is_kind(&pair[1]) && pair[1].end <= pair[0].end + pair[1].words + 1;
        self.spans().windows(2).any(is_own)
    }
}
