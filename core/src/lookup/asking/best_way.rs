//! Decides whether a question asks for the topic of the way that explains most of it. Words that nothing explains, another actor, and
//! another thing count against it, because a wrong answer is worse than none.

use super::{
    reading::{FoundWay, GETTING, Reading},
    spans::{Means, Span},
    subject::Subject,
    way::{ALLOWED, FRAMEWORK, HOST, Way},
};
use crate::NotionRole;

/// Maximum number of unknown words beside a notion that decides the topic by itself.
const MAX_UNKNOWN_BESIDE_FIRM: usize = 3;
/// Maximum number of words of a question without a subject matter: "who is it".
const MAX_WORDS_WITHOUT_OBJECT: usize = 4;
/// The notion of "I".
const SPEAKER: &str = "speaker";
/// The notion of the people who run the bot.
const STAFF: &str = "staff";

/// The way that explains most of a question.
pub(super) struct BestWay<'a> {
    reading: &'a Reading<'a>,
    way: &'a Way,
    /// Number of its notions that can decide the topic.
    telling: usize,
    /// True if one of its words decides the topic even beside unknown words.
    firm: bool,
    /// True if such a word has no everyday meaning.
    certain: bool,
}

impl<'a> BestWay<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, found: FoundWay<'a>) -> Self {
        let FoundWay { way, telling } = found;
        let vocabulary = reading.vocabulary;
        let is_firm =
            |span: &Span, means: &Means| way.names(vocabulary, means) && (span.firm || vocabulary.role(means) == NotionRole::Firm);
        let certain = reading.spans().iter().any(|span| !span.everyday && span.means.iter().any(|means| is_firm(span, means)));
        let firm_span = reading.spans().iter().any(|span| span.firm && span.means.iter().any(|means| way.names(vocabulary, means)));
        let firm = way.notions.iter().any(|name| vocabulary.is_firm(name)) || firm_span;
        Self { reading, way, telling, firm, certain }
    }

    /// Returns whether the question asks for the topic of this way.
    pub(super) fn is_asked_for(&self) -> bool {
        let found = self.reading.found;
        let of_others = found.subject == Subject::Stranger || self.is_action_of_host() || self.is_action_of_outsider();
        if of_others || self.is_vague() || self.asks_for_acquaintance() || !self.explains_the_rest() {
            return false;
        }
        // "Is there a rebate for children" asks about the rebate.
        let asks_for_unknown = found.exists_unknown && !self.does_more_than_getting() && self.has(NotionRole::Participant);
        // "Do you delete WhatsApp messages" is about data of another thing.
        let of_other_thing = found.other_thing && !self.certain;
        !asks_for_unknown && !of_other_thing && self.may_have_unknown_words()
    }

    /// Returns whether a question that has these words may be about a thing or an action of the person who asks, and not about the bot.
    pub(super) fn is_about_another_thing(&self) -> bool {
        let Reading { vocabulary, found, asker, bot, data, host, collect, by_somebody, .. } = *self.reading;
        if data || bot || collect {
            return false;
        }
        // "Where is my phone" asks about the thing.
        let only_asks = !self.way.notions.iter().any(|name| vocabulary.tells_more_than_asking(name));
        let is_unlisted = self.reading.is_unlisted();
        let of_thing = (only_asks || (by_somebody && !self.certain)) && is_unlisted && !host && !found.collects_inside;
        // "I left my phone at home" tells what the person did.
        let of_deed = self.tells_a_deed() && !self.reading.kinds.is_empty() && (is_unlisted || !asker);
        // "Is my car protected" asks about the thing, too.
        let of_own =
            !found.unknown_own.is_empty() && self.reading.kinds.is_empty() && !self.certain && !found.inside.contains(&NotionRole::Bot);
        // "Who made this meme" asks about the meme.
        let of_pointed = by_somebody && found.pointed && !self.certain && !asker;
        of_thing || of_deed || of_own || of_pointed
    }

    /// Returns whether the question begins with the person, what they did, and to what: "I left my phone".
    fn tells_a_deed(&self) -> bool {
        let vocabulary = self.reading.vocabulary;
        let is_speaker = |means: &Means| vocabulary.is(means, SPEAKER);
        let is_deed = |means: &Means| self.way.names(vocabulary, means) && vocabulary.role(means) == NotionRole::Telling;
        let is_object = |means: &Means| means.kind().is_some() || vocabulary.role(means) == NotionRole::Asker;
        let [first, deed, object, ..] = self.reading.spans() else { return false };
        first.means.iter().any(is_speaker) && deed.means.iter().any(is_deed) && object.means.iter().any(is_object)
    }

    /// Returns whether the question is about an action of the host, and not of the bot.
    fn is_action_of_host(&self) -> bool {
        let Reading { found, asker, bot, host, names_service, .. } = *self.reading;
        let asks_permission = (host || names_service) && !asker && !bot && self.way.has(&[ALLOWED]);
        let of_host = found.subject == Subject::Host || asks_permission;
        of_host && !self.firm && !self.way.has(&[HOST, FRAMEWORK, STAFF])
    }

    /// Returns whether the question is about an action of somebody who does not belong to the bot. "Who gets data from the bot" is a
    /// question about the bot, but other people cannot get from the bot what it does not have.
    fn is_action_of_outsider(&self) -> bool {
        let Reading { vocabulary, found, ref kinds, .. } = *self.reading;
        let asks_who_gets = self.has(NotionRole::Participant)
            && self.reading.is_gotten()
            && kinds.iter().all(|at| vocabulary.listed.contains(at))
            && !self.does_more_than_getting();
        found.subject == Subject::Outsider && !asks_who_gets
    }

    /// Returns whether the way has an action besides getting data.
    fn does_more_than_getting(&self) -> bool {
        let vocabulary = self.reading.vocabulary;
        let gets = |name: &str| GETTING.contains(&name) || vocabulary.has_name_and_role(name, NotionRole::Participant);
        self.way.notions.iter().any(|name| vocabulary.tells_more_than_asking(name) && !gets(name))
    }

    /// Returns whether a question has no subject matter, or is about another thing.
    fn is_vague(&self) -> bool {
        let Reading { vocabulary, found, bot, host, collect, .. } = *self.reading;
        // Of the words that ask, only those of several words decide a topic: "what for".
        let is_long = |span: &Span, name: &str| span.words > 1 && span.means.iter().any(|means| vocabulary.is(means, name));
        let decides = |name: &String| {
            let asks_long = || self.reading.spans().iter().any(|span| is_long(span, name));
            vocabulary.tells_more_than_asking(name) || (vocabulary.has_name_and_role(name, NotionRole::Interrogative) && asks_long())
        };
        let has_subject = self.has_object() || bot || host || collect || self.way.notions.iter().any(decides);
        found.command || self.is_about_another_thing() || (!has_subject && found.words > MAX_WORDS_WITHOUT_OBJECT)
    }

    /// Returns whether the question is about the bot's knowledge of a person, and not about who sees data: "do you know my teacher".
    fn asks_for_acquaintance(&self) -> bool {
        use NotionRole::{Bot, Collect, Participant};
        let Reading { vocabulary, data, ref kinds, .. } = *self.reading;
        let is_only_person = |name: &String| !vocabulary.tells(name) || vocabulary.has_name_and_role(name, Participant);
        let place = |role| self.reading.spans().iter().position(|span| span.means.iter().any(|means| vocabulary.role(means) == role));
        let (Some(bot), Some(collects), Some(person)) = (place(Bot), place(Collect), place(Participant)) else { return false };
        let in_order = bot < collects && collects < person;
        in_order && !self.firm && !data && kinds.is_empty() && self.way.notions.iter().all(is_only_person)
    }

    /// Returns whether the way explains all spans that ask for something. Of a question without unknown words, one span may remain: a
    /// person who is not its subject ("is it sold to the staff"), or a third notion beside two that ask for the same topic ("does leaving
    /// the server remove my data automatically").
    fn explains_the_rest(&self) -> bool {
        let vocabulary = self.reading.vocabulary;
        let asks = |means: &Means| match means {
            Means::Notion(_) => vocabulary.role(means).tells(),
            // "Does the host have SOC 2" asks about SOC 2.
            Means::Framework(_) | Means::Service(_) => !self.firm,
            // "Is the host certified" is not a question about the bot.
            Means::Host => !self.firm && self.way.has(&[FRAMEWORK]),
            _ => false,
        };
        let is_explained = |span: &Span| span.means.iter().any(|means| !asks(means) || self.way.names(vocabulary, means));
        let first = vocabulary.first_named(self.reading.spans());
        let is_person = |span: &Span| {
            let takes_part = span.means.iter().any(|means| vocabulary.role(means) == NotionRole::Participant);
            self.is_decisive() && takes_part && !first.is_some_and(|first| std::ptr::eq(first, span))
        };
        let is_soft = |means: &Means| matches!(means, Means::Notion(_)) && vocabulary.role(means) != NotionRole::Firm;
        let yields = |span: &Span| self.has_several_actions() && self.has_object() && !span.firm && span.means.iter().all(is_soft);
        let may_remain = |span: &Span| self.reading.unknown() == 0 && (is_person(span) || yields(span));
        let mut rest = self.reading.spans().iter().filter(|span| !is_explained(span));
        rest.next().is_none_or(may_remain) && rest.next().is_none()
    }

    /// Returns whether the way decides the topic despite the words that mean nothing here.
    fn may_have_unknown_words(&self) -> bool {
        let Reading { vocabulary, found, asker, bot, data, host, collect, .. } = *self.reading;
        let (object, notions, unknown) = (self.has_object(), self.way.notions.len(), &found.unknown);
        let is_at_end = |at: &usize| !self.tells_after(*at, 1);
        let in_front = |at: &usize| {
            let least = if self.has_several_actions() { 1 } else { 2 };
            self.tells_after(*at, least) && (object || collect || self.has_bot_before(*at))
        };
        let has_subject = object || bot || collect || host;
        let has_action = self.firm || self.way.notions.iter().any(|name| vocabulary.is_more_than_asking(name));
        match unknown.len() {
            0 => true,
            1..=MAX_UNKNOWN_BESIDE_FIRM if self.firm && (self.certain || (has_subject && found.unknown_own.is_empty())) => true,
            // "Which jurisdiction" asks about the unknown word. So does "who do I yell at about my data", where the known words are only
            // "who" and data.
            _ if found.asks_unknown || !has_action => false,
            // "Can my neighbor see my wifi" asks about the unknown word.
            _ if !self.is_decisive() && found.unknown_own.iter().any(is_at_end) => false,
            // A question about data in general needs a word for data.
            1 if self.telling == 0 => notions > 1 && data && collect && !found.unknown_kind,
            1 if (self.has_several_actions() && !host) || unknown.iter().all(in_front) => true,
            // The unknown last word of "email marketing tips" is what it asks for.
            1 => notions > 1 && object && (asker || bot || collect || data || !unknown.iter().all(is_at_end)),
            2 => notions > 1 && object && self.telling > 0 && !unknown.iter().all(is_at_end),
            _ => false,
        }
    }

    /// Returns whether a word of the way is at least `least` words behind an unknown word. After all of them, an unknown word may be the
    /// object: "do you sell carrots". Before one, it is not: "is your bot in scope of the AI act". Directly before the only one, it may
    /// qualify that word: "do you scan QR codes".
    fn tells_after(&self, unknown: usize, least: usize) -> bool {
        let vocabulary = self.reading.vocabulary;
        let tells = |span: &Span| {
            let is_in = |name: &String| span.means.iter().any(|means| vocabulary.is(means, name));
            self.way.notions.iter().any(|name| vocabulary.tells_more_than_asking(name) && is_in(name))
        };
        self.reading.spans().iter().any(|span| span.end >= unknown + least && tells(span))
    }

    /// Returns whether the bot is before an unknown word. "What happens when I eat a carrot a day" is not about the bot.
    fn has_bot_before(&self, unknown: usize) -> bool {
        let is_bot = |means: &Means| self.reading.vocabulary.role(means) == NotionRole::Bot;
        self.reading.spans().iter().any(|span| span.end < unknown && span.means.iter().any(is_bot))
    }

    /// Returns whether the question names data or the person who asks.
    const fn has_object(&self) -> bool {
        self.reading.data || self.reading.asker || !self.reading.kinds.is_empty()
    }

    /// Returns whether a notion of the way decides its topic, whatever person is named beside it. A question that begins with the staff asks
    /// about an action of the staff.
    fn is_decisive(&self) -> bool {
        self.firm || self.has(NotionRole::Telling)
    }

    /// Returns whether two or more notions of the way ask for its topic.
    fn has_several_actions(&self) -> bool {
        self.way.notions.iter().filter(|name| self.reading.vocabulary.tells_more_than_asking(name)).count() > 1
    }

    /// Returns whether a notion of the way has a role.
    fn has(&self, role: NotionRole) -> bool {
        self.way.notions.iter().any(|name| self.reading.vocabulary.has_name_and_role(name, role))
    }
}
