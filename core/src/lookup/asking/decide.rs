//! Decides the subject of a question from its spans.

use super::{
    ParsedQuestion, QuestionSubject, QuestionVocabulary,
    spans::{Means, Span, Spans, WHO},
    subject::Subject,
};
use crate::NotionRole;

/// Maximum number of unknown words beside a notion that decides the topic by itself.
const MAX_UNKNOWN_BESIDE_FIRM: usize = 3;

/// Maximum number of unknown words beside a service and a framework.
const MAX_UNKNOWN_BESIDE_PAIR: usize = 2;

/// The notions of verbs by which somebody gets data.
const GETTING: [&str; 3] = ["see", "have", "copy"];

/// The notion of auxiliary verbs with which a question asks what somebody does or can do.
const ABILITY: &str = "ability";

/// The notion of "I".
const SPEAKER: &str = "speaker";

/// Maximum number of words of a question without a subject matter: "who is it".
const MAX_WORDS_WITHOUT_OBJECT: usize = 4;

/// Notions that together ask for a topic. `acts` is true if they also ask what a person can do.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) topic: String,
    pub(super) notions: Vec<String>,
    pub(super) acts: bool,
}

impl QuestionVocabulary {
    /// Decides what a question asks for. A lenient decision also takes combinations of notions that no intent lists.
    pub(super) fn decide(&self, found: &Spans, lenient: bool) -> ParsedQuestion {
        let Spans { ref spans, asks_unknown, unknown_kind, subject, command, words, .. } = *found;
        let unknown = found.unknown.len();
        let has_role = |role: NotionRole| spans.iter().any(|span| span.means.iter().any(|it| self.role(it) == role));
        let (asker, bot, data) = (has_role(NotionRole::Asker), has_role(NotionRole::Bot), has_role(NotionRole::Data));
        let host = spans.iter().any(|span| span.means.contains(&Means::Host));
        // People use and post things, too. Such words are about the bot only beside the person, the bot, the host or data.
        let counts = |span: &Span| !span.everyday || asker || bot || data || host;
        let collect = spans.iter().any(|span| counts(span) && span.means.iter().any(|it| self.role(it) == NotionRole::Collect));
        let everyday = !collect && (spans.len() > 1 || unknown > 0) && !spans.iter().all(counts);
        let kinds: Vec<usize> = {
            let mut kinds = Vec::new();
            for at in spans.iter().flat_map(|span| &span.means).filter_map(Means::kind) {
                if !kinds.contains(&at) {
                    kinds.push(at);
                }
            }
            kinds
        };
        let stranger = subject == Subject::Stranger;
        // "Can Discord see my data" may also be about data of the bot.
        let of_outsider = subject == Subject::Outsider;
        // "Can my boss see my messages" and "does the police get my data" ask who sees them, "is my boss reading my messages" asks what the
        // boss does.
        let is_gotten = (data || !kinds.is_empty())
            && spans.iter().flat_map(|span| &span.means).any(|it| GETTING.iter().any(|name| self.is(it, name)))
            && spans.iter().flat_map(|span| &span.means).any(|it| self.is(it, ABILITY));
        let typo = spans.iter().any(|span| span.typo);
        // No intent names the words for other things, such as the weather, so no sentence of a document answers them.
        let of_other_things = spans.iter().flat_map(|span| &span.means).any(|it| self.asks_nothing(it));
        let personal =
            (asker || bot || has_role(NotionRole::Speaking) || has_role(NotionRole::Acting) || of_other_things || command) && !host;
        let parsed = |subject: QuestionSubject, also: Vec<String>| ParsedQuestion { subject, also, typo, personal };

        // Collect the matching ways, and sort them: the way that explains most is first.
        let mut ways: Vec<(usize, usize, usize, &Way)> = Vec::new();
        let acting = has_role(NotionRole::Acting);
        for way in self.ways.iter().filter(|way| way.acts || !acting) {
            if let Some(words) = self.matched(&way.notions, found) {
                ways.push((way.notions.iter().filter(|name| self.tells(name)).count(), way.notions.len(), words, way));
            }
        }
        // "Do you sell data to China" asks about the sale more than about China.
        let topical = |way: &Way| way.notions.iter().filter(|name| !self.has_name_and_role(name, NotionRole::Participant)).count();
        ways.sort_by_key(|(telling, notions, words, way)| std::cmp::Reverse((*telling, *notions, topical(way), *words)));
        // If the question names a kind of data, drop the ways without a telling notion, because
        // they ask for data in general.
        if !kinds.is_empty() {
            ways.retain(|(telling, ..)| *telling > 0);
        }
        let mut also: Vec<String> = Vec::new();
        for (_, _, _, way) in &ways {
            if !also.contains(&way.topic) {
                also.push(way.topic.clone());
            }
        }

        let mut services = Vec::new();
        let mut frameworks = Vec::new();
        let mut rules = Vec::new();
        for means in spans.iter().flat_map(|span| &span.means) {
            match means {
                Means::Service(id) if !services.contains(id) => services.push(id.clone()),
                Means::Framework(id) if !frameworks.contains(id) => frameworks.push(id.clone()),
                Means::Data(id) if !rules.contains(id) => rules.push(id.clone()),
                _ => {}
            }
        }
        // A word such as "functions" may also mean something else than a service.
        let names_service = spans.iter().any(|span| span.means.iter().all(|it| matches!(it, Means::Service(_))));
        // A question that names the host and a kind of data, but not the person or the bot, asks
        // whether the host allows that data.
        let of_rules = |span: &Span| span.means.iter().any(|it| matches!(it, Means::Data(id) if rules.contains(id)));
        // The word "hosted" adds no meaning to a question that names the host and a kind of data.
        let on_host = |way: &Way| {
            way.notions.iter().all(|name| ["host", "hosting", "where", "allowed"].contains(&name.as_str()) || !self.tells(name))
        };
        let general = spans.iter().any(|span| of_rules(span) && span.means.iter().any(|it| self.role(it) == NotionRole::Data));
        // "Is card data allowed" asks the host, too.
        let asks_host = host || spans.iter().flat_map(|span| &span.means).any(|it| self.is(it, "allowed"));
        let places =
            asks_host && !asker && !bot && (acting || ways.iter().all(|(.., way)| on_host(way))) && !rules.is_empty() && !general;
        if places && services.is_empty() && unknown == 0 {
            return parsed(QuestionSubject::Compliance { services, frameworks, data: rules }, also);
        }
        // A service and a framework together decide the subject (their cell of the coverage table), whatever the verb is.
        let pair = services.len() == 1 && !frameworks.is_empty() && unknown <= MAX_UNKNOWN_BESIDE_PAIR && !asker && !bot;
        let named = services.len() == 1 && (!frameworks.is_empty() || !rules.is_empty()) && unknown == 0;
        if pair || named {
            return parsed(QuestionSubject::Compliance { services, frameworks, data: rules }, also);
        }

        let by_somebody = spans.iter().any(|span| span.means.iter().any(|it| self.is(it, WHO)));
        let mut elsewhere = command;
        if let Some((telling, notions, _, way)) = ways.first() {
            let object = data || asker || !kinds.is_empty();
            // If a word asks for something else, the question is not understood.
            let in_way = |it: &Means| way.notions.iter().any(|name| self.is(it, name));
            let firm = way.notions.iter().any(|name| self.is_firm(name))
                || spans.iter().any(|span| span.firm && span.means.iter().any(in_way));
            let certain = spans.iter().any(|span| {
                let is_firm = |it: &Means| in_way(it) && (span.firm || self.role(it) == NotionRole::Firm);
                !span.everyday && span.means.iter().any(is_firm)
            });
            let tells = |it: &Means| match it {
                Means::Notion(_) => self.role(it).tells(),
                // "Does the host have SOC 2" asks about SOC 2.
                Means::Framework(_) | Means::Service(_) => !firm,
                // "Is the host certified" is not a question about the bot.
                Means::Host => way.notions.iter().any(|name| name == "framework") && !firm,
                _ => false,
            };
            let explained = |span: &Span| span.means.iter().any(|it| !tells(it) || way.notions.iter().any(|name| self.is(it, name)));
            let is_long = |name: &str| spans.iter().any(|span| span.words > 1 && span.means.iter().any(|it| self.is(it, name)));
            let asks = |name: &str| self.has_name_and_role(name, NotionRole::Interrogative) && !is_long(name);
            let asks_alone = way.notions.iter().all(|name| !self.tells(name) || asks(name));
            // A question about an action of the host is not a question about the bot.
            let allowed = (host || names_service) && !asker && !bot && way.notions.iter().any(|name| name == "allowed");
            let of_host = subject == Subject::Host || allowed;
            let by_host = of_host && !firm && !way.notions.iter().any(|name| ["host", "framework", "staff"].contains(&name.as_str()));
            // "Where is my phone" asks about the thing.
            let only_asks = way.notions.iter().all(|name| !self.tells(name) || self.has_name_and_role(name, NotionRole::Interrogative));
            let is_unlisted = !kinds.is_empty() && kinds.iter().all(|at| !self.listed.contains(at));
            let of_thing =
                (only_asks || (by_somebody && !certain)) && is_unlisted && !data && !bot && !collect && !host && !found.collects_inside;
            // "I left my phone at home" tells what the person did.
            let is_speaker = |span: &Span| span.means.iter().any(|it| self.is(it, SPEAKER));
            let is_deed = |span: &Span| span.means.iter().any(|it| in_way(it) && self.role(it) == NotionRole::Telling);
            let is_object = |span: &Span| span.means.iter().any(|it| it.kind().is_some() || self.role(it) == NotionRole::Asker);
            let told = matches!(spans.as_slice(), [first, deed, object, ..] if is_speaker(first) && is_deed(deed) && is_object(object));
            let of_deed = told && !kinds.is_empty() && (is_unlisted || !asker) && !data && !bot && !collect;
            // "Is my car protected" asks about the thing, too.
            let of_own = !found.unknown_own.is_empty()
                && kinds.is_empty()
                && !certain
                && !data
                && !bot
                && !collect
                && !found.inside.contains(&NotionRole::Bot);
            // "Who made this meme" asks about the meme.
            let of_pointed = by_somebody && found.pointed && !certain && !data && !bot && !collect && !asker;
            elsewhere |= of_thing || of_deed || of_own || of_pointed;
            let vague = elsewhere || asks_alone && !object && !bot && !collect && !host && words > MAX_WORDS_WITHOUT_OBJECT;
            // "Is it sold to the staff" asks about the sale. A question that begins with the staff
            // asks about an action of the staff.
            let decisive = firm || way.notions.iter().any(|name| self.has_name_and_role(name, NotionRole::Telling));
            let gets = |name: &str| GETTING.contains(&name) || self.has_name_and_role(name, NotionRole::Participant);
            // Other people cannot get from the bot what it does not have.
            let is_elsewhere = kinds.iter().any(|at| !self.listed.contains(at));
            let does_more = way.notions.iter().any(|name| self.tells_more_than_asking(name) && !gets(name));
            let names_others = way.notions.iter().any(|name| self.has_name_and_role(name, NotionRole::Participant));
            let by_outsider = of_outsider && (!names_others || !is_gotten || is_elsewhere || does_more);
            let takes_part = |span: &Span| span.means.iter().any(|it| self.role(it) == NotionRole::Participant);
            let first = self.first_named(spans);
            // Two notions that ask for the same topic outweigh a third: "does leaving the server remove my data automatically".
            let several = way.notions.iter().filter(|name| self.tells_more_than_asking(name)).count() > 1;
            let yields = |span: &Span| {
                let is_soft = |it: &Means| matches!(it, Means::Notion(_)) && self.role(it) != NotionRole::Firm;
                several && object && !span.firm && span.means.iter().all(is_soft)
            };
            let takes_part = |span: &Span| decisive && takes_part(span) && !first.is_some_and(|it| std::ptr::eq(it, span));
            let may_stay = |span: &Span| unknown == 0 && (takes_part(span) || yields(span));
            let mut rest = spans.iter().filter(|span| !explained(span));
            let is_explained = rest.next().is_none_or(may_stay) && rest.next().is_none();
            // "Do you know my teacher" asks about the bot's knowledge of a person, and not who sees data.
            let at = |role: NotionRole| spans.iter().position(|span| span.means.iter().any(|it| self.role(it) == role));
            let order = at(NotionRole::Bot).zip(at(NotionRole::Collect)).zip(at(NotionRole::Participant));
            let of_person = !firm
                && !data
                && kinds.is_empty()
                && way.notions.iter().all(|name| !self.tells(name) || self.has_name_and_role(name, NotionRole::Participant))
                && order.is_some_and(|((bot, collects), person)| bot < collects && collects < person);
            // If the known words are only "who" and data, the question is about the unknown word:
            // "who do I yell at about my data".
            let does = firm || way.notions.iter().any(|name| self.is_more_than_asking(name));
            // After all telling words, an unknown word may be the object: "do you sell carrots".
            // Before a telling word, it is not: "is your bot in scope of the AI act". Directly
            // before the only telling word, it may qualify that word: "do you scan QR codes".
            let telling_after = |at: usize, least: usize| {
                let tells = |span: &Span| {
                    way.notions.iter().any(|name| self.tells_more_than_asking(name) && span.means.iter().any(|it| self.is(it, name)))
                };
                spans.iter().any(|span| span.end >= at + least && tells(span))
            };
            // Without an object or a verb of collecting, the bot must come before the unknown word:
            // "what happens when I eat a carrot a day" is not about the bot.
            let bot_before = |at: usize| {
                let is_bot = |span: &Span| span.means.iter().any(|it| self.role(it) == NotionRole::Bot);
                spans.iter().any(|span| span.end < at && is_bot(span))
            };
            let in_front = |at: &usize| telling_after(*at, if several { 1 } else { 2 }) && (object || collect || bot_before(*at));
            let behind = |at: &usize| !telling_after(*at, 1);
            let sure = match unknown {
                _ if stranger || by_outsider || by_host || vague || of_person || !is_explained => false,
                // "Is there a rebate for children" asks about the rebate.
                _ if found.exists_unknown && !does_more && names_others => false,
                // "Do you delete WhatsApp messages" is about data of another thing.
                _ if found.other_thing && !certain => false,
                0 => true,
                1..=MAX_UNKNOWN_BESIDE_FIRM
                    if firm && (certain || ((object || bot || collect || host) && found.unknown_own.is_empty())) =>
                {
                    true
                }
                // "Which jurisdiction" asks about the unknown word.
                _ if asks_unknown || !does => false,
                // "Can my neighbor see my wifi" asks about the unknown word.
                _ if !decisive && found.unknown_own.iter().any(behind) => false,
                1 if *telling > 0 && several && !host => true,
                1 if *telling > 0 && found.unknown.iter().all(in_front) => true,
                // A question about data in general needs a word for data.
                1 if *telling == 0 => *notions > 1 && data && collect && !unknown_kind,
                // The unknown last word of "email marketing tips" is what it asks for.
                1 => *notions > 1 && object && (asker || bot || collect || data || !found.unknown.iter().all(behind)),
                2 => *notions > 1 && object && *telling > 0 && !found.unknown.iter().all(behind),
                _ => false,
            };
            if sure {
                let topic = way.topic.clone();
                also.retain(|other| *other != topic);
                also.extend(kinds.iter().map(|at| self.kinds[*at].clone()));
                return parsed(QuestionSubject::Topic(topic), also);
            }
        }
        // Not every combination need be listed. "Who can delete messages here" asks for a person.
        let about = data || asker || bot || (!kinds.is_empty() && !by_somebody);
        if lenient
            && about
            && !elsewhere
            && (unknown == 0 || (unknown == 1 && (asker || bot) && (data || !kinds.is_empty())))
            && !stranger
            && !of_outsider
            && !asks_unknown
            && !found.other_thing
            && !host
            && !names_service
            && let Some(topic) = self.prevailing(ways.iter().map(|(.., way)| *way), spans)
        {
            also.retain(|other| *other != topic);
            also.extend(kinds.iter().map(|at| self.kinds[*at].clone()));
            return parsed(QuestionSubject::Topic(topic), also);
        }
        also.splice(0..0, kinds.iter().map(|at| self.kinds[*at].clone()));
        let explained = |span: &Span| span.means.iter().any(|it| matches!(it, Means::Kind(_)) || !self.role(it).tells());
        if !kinds.is_empty() && !acting && ways.is_empty() && spans.iter().all(explained) {
            // "What is an IP address" and "what is my IP address" do not ask whether it is collected.
            let first = spans.first().is_some_and(|span| span.means.iter().any(|it| self.is(it, "what")));
            let of_meaning = first && !bot && !collect;
            // "You" without a verb of collecting asks for something else.
            let sure = match unknown {
                _ if command || everyday || stranger || of_outsider || of_meaning || found.other_thing => false,
                _ if found.given_to_people => false,
                _ if subject == Subject::Host => false,
                0 => collect || !bot || asker,
                // "Can it search my messages": the unknown word is an action of the bot on the person's data.
                1 => (collect && personal) || (bot && !unknown_kind && self.is_possessed(spans)),
                _ => false,
            };
            if sure {
                also.drain(..kinds.len());
                return parsed(QuestionSubject::Kinds(kinds), also);
            }
        }
        // "Which rights does the GDPR give" asks about more than the GDPR.
        let firm = spans.iter().flat_map(|span| &span.means).any(|it| self.role(it) == NotionRole::Firm);
        // So does "is Discord GDPR compliant".
        let of_frameworks = || self.ways.iter().filter(|way| way.notions.iter().any(|name| name == "framework"));
        let of_others = |it: &Means| {
            let is_in_way = || of_frameworks().any(|way| way.notions.iter().any(|name| self.is(it, name)));
            matches!(it, Means::Notion(_)) && self.role(it).tells() && !is_in_way()
        };
        let names = |it: &Means| matches!(it, Means::Framework(_) | Means::Host) || self.is(it, "hosting");
        let firm = firm || spans.iter().any(|span| !span.means.iter().any(names) && span.means.iter().any(of_others));
        if services.is_empty() && frameworks.len() == 1 && (unknown == 0 || (host && unknown == 1)) && !personal && !firm {
            // The name alone may also ask about the bot.
            let of_bot =
                |way: &&Way| way.notions.iter().all(|name| name == "framework" || self.has_name_and_role(name, NotionRole::Bot));
            also.extend(of_frameworks().filter(of_bot).map(|way| way.topic.clone()));
            return parsed(QuestionSubject::Topic(frameworks.remove(0).to_string()), also);
        }
        // One name may mean several frameworks: "is Heroku ISO certified".
        let one_name = spans.iter().filter(|span| span.means.iter().any(|it| matches!(it, Means::Framework(_)))).count() == 1;
        if services.is_empty() && one_name && host && unknown == 0 && !personal && !firm {
            return parsed(QuestionSubject::Compliance { services, frameworks, data: rules }, also);
        }
        // Add the topics that some of the words ask for.
        for Way { topic, notions, .. } in &self.ways {
            let some = notions
                .iter()
                .any(|name| spans.iter().flat_map(|span| &span.means).any(|it| self.is(it, name) && self.role(it).tells()));
            if some && !also.contains(topic) {
                also.push(topic.clone());
            }
        }
        parsed(QuestionSubject::Unclear, also)
    }

    /// Returns whether a word could decide the topic, but no intent names it.
    pub(super) fn asks_nothing(&self, means: &Means) -> bool {
        let Means::Notion(at) = means else { return false };
        let (name, role) = &self.notions[*at];
        role.tells() && !self.ways.iter().any(|way| way.notions.contains(name))
    }

    /// Returns the first span that names somebody or something.
    pub(super) fn first_named<'a>(&self, spans: &'a [Span]) -> Option<&'a Span> {
        use NotionRole::{Auxiliary, Interrogative, Speaking, Weak};
        let names = |span: &&Span| span.means.iter().any(|it| !matches!(self.role(it), Auxiliary | Interrogative | Speaking | Weak));
        spans.iter().find(names)
    }

    /// Returns whether a kind of data is said to be the person's: "my old messages".
    fn is_possessed(&self, spans: &[Span]) -> bool {
        let is_asker = |span: &Span| span.means.iter().any(|it| self.role(it) == NotionRole::Asker);
        let is_kind = |span: &Span| span.means.iter().any(|it| matches!(it, Means::Kind(_)));
        // One word may describe the data.
        spans.windows(2).any(|pair| is_asker(&pair[0]) && is_kind(&pair[1]) && pair[1].end <= pair[0].end + pair[1].words + 1)
    }

    /// Returns whether a named part of a way can decide the topic.
    pub(super) fn tells(&self, name: &str) -> bool {
        match self.notions.iter().find(|(id, _)| id == name) {
            Some((_, role)) => role.tells(),
            None => name != "kind",
        }
    }

    /// Returns whether a named part of a way is more than a word that asks, the person, or a word for data.
    fn is_more_than_asking(&self, name: &str) -> bool {
        use NotionRole::{Collect, Participant, Telling};
        [Collect, Participant, Telling].into_iter().any(|role| self.has_name_and_role(name, role))
    }

    /// Returns whether a named part of a way can decide the topic and is more than a word that asks, such as "who".
    fn tells_more_than_asking(&self, name: &str) -> bool {
        self.tells(name) && !self.has_name_and_role(name, NotionRole::Interrogative)
    }

    pub(super) fn is_firm(&self, name: &str) -> bool {
        self.has_name_and_role(name, NotionRole::Firm)
    }

    pub(super) fn has_name_and_role(&self, name: &str, wanted: NotionRole) -> bool {
        self.notions.iter().any(|(id, role)| id == name && *role == wanted)
    }

    /// Returns the number of words of a question that a way explains, if the question has all of the way's notions.
    fn matched(&self, way: &[String], found: &Spans) -> Option<usize> {
        let spans = &found.spans;
        let mut used = vec![false; spans.len()];
        let mut words = 0;
        for name in way {
            let at = spans.iter().enumerate().position(|(at, span)| !used[at] && span.means.iter().any(|it| self.is(it, name)));
            let Some(at) = at else {
                found.inside.iter().find(|role| self.has_name_and_role(name, **role))?;
                continue;
            };
            used[at] = true;
            words += spans[at].words;
        }
        Some(words)
    }

    /// Returns whether a span has the meaning that a way names.
    pub(super) fn is(&self, means: &Means, name: &str) -> bool {
        match means {
            Means::Notion(at) => self.notions[*at].0 == name,
            Means::Kind(_) => name == "kind",
            Means::Framework(_) => name == "framework",
            Means::Service(_) => name == "service",
            Means::Host => name == "host",
            Means::Bot => self.notions.iter().any(|(id, role)| *role == NotionRole::Bot && id == name),
            Means::Data(_) => false,
        }
    }
}
