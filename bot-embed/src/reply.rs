//! From what is asked to what is said: pure, in plain data, with no word of Discord.
//!
//! 1. [`crate::topic`] says what is meant.
//! 2. A reply is composed of passages, the short answer first: what the bot says; where it is silent, that it is, and who asks for it;
//!    what the host promises its own customers, named as that; our readings, named as ours.
//! 3. Menus lead on, so that everything can be reached without typing.
//!
//! How much of it fits is decided by whoever shows it ([`crate::discord`]): passages are in the order of their weight.

use carrot_core::{
    Citation, DataItem, Extent, Journey, PartyKind, Policy, Question, Section, SourceKind, Statement, Term, Told,
    answer::Gap,
    text::{Block, Inline},
    words as core_words,
};

use crate::{
    Content,
    topic::{self, Meant, Topic},
    words,
};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request<'a> {
    /// `/privacy`: the bot's own policy, as a whole or about a topic, in whatever words.
    Privacy {
        /// The topic: an id or free text.
        topic: Option<&'a str>,
    },
    /// Something that is not known here.
    Unknown,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The heading.
    pub title: String,
    /// What is said, the weightiest first; never empty.
    pub passages: Vec<Passage>,
    /// What stands below everything: what this restatement is, and is not.
    pub note: String,
    /// Where one can go from here.
    pub menus: Vec<Menu>,
    /// The anchor on the page where this stands; none: the page as a whole.
    pub anchor: Option<String>,
}

/// A part of a reply that stands or falls as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// The heading that this passage and those behind it stand under.
    pub heading: Option<String>,
    /// To whom this passage and those behind it are a promise, where it is not the bot's.
    pub lead: Option<String>,
    /// The statement's own title.
    pub title: Option<String>,
    /// Whose it is and where it is said.
    pub byline: Option<String>,
    /// The text.
    pub body: Vec<Block>,
}

/// What a passage is. Hosts may part kinds from each other; nothing else depends on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// What is said to what was asked.
    #[default]
    Answer,
    /// What is not said, and who asks for it.
    Silence,
    /// What somebody else promises to somebody else.
    Beside,
    /// Our reading.
    Reading,
}

/// A list of topics to go on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Which menu it is.
    pub id: MenuId,
    /// What stands in it while nothing is chosen.
    pub placeholder: &'static str,
    /// The topics, each once.
    pub choices: Vec<Choice>,
}

/// Which menu it is; each stands at most once in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuId {
    /// What belongs to this very reply.
    Related,
    /// The questions.
    Questions,
    /// The sections of the policy.
    Sections,
}

impl MenuId {
    /// A name of its own.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::Questions => "questions",
            Self::Sections => "sections",
        }
    }
}

/// A topic to go on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is known of it beforehand.
    pub about: Option<&'static str>,
}

/// What the content says to what is asked.
pub fn reply(content: &Content, request: &Request<'_>) -> Reply {
    let policy = &content.policy;
    match request {
        Request::Privacy { topic: None } => Composer::new(policy, Topic::Overview).overview(),
        Request::Privacy { topic: Some(text) } => match topic::meant(content, text) {
            Meant::Topic(topic, also) => Composer::new(policy, topic).topic(&also),
            Meant::Unknown(near) => Composer::new(policy, Topic::Overview).nothing_found(text, &near),
        },
        Request::Unknown => Composer::new(policy, Topic::Overview).unknown_command(),
    }
}

/// How far the *bot* answers a question. It differs from core's extent where only a host's statement answers: to the people who use
/// the bot, that is the bot's silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Answered,
    InPart,
    Silent,
}

fn standing(policy: &Policy, question: &Question) -> Standing {
    let answer = policy.answer(question);
    if !answer.statements.iter().any(|statement| policy.is_bots(statement)) {
        Standing::Silent
    } else if answer.open.is_empty() {
        Standing::Answered
    } else {
        Standing::InPart
    }
}

struct Composer<'a> {
    policy: &'a Policy,
    topic: Topic<'a>,
    passages: Vec<Passage>,
}

impl<'a> Composer<'a> {
    fn new(policy: &'a Policy, topic: Topic<'a>) -> Self {
        Self { policy, topic, passages: Vec::new() }
    }

    fn bot(&self) -> &'a str {
        &self.policy.bot.name
    }

    fn topic(self, also: &[Topic<'a>]) -> Reply {
        let mut reply = match self.topic {
            Topic::Overview => self.overview(),
            Topic::Question(question) => self.question(question),
            Topic::Section(section) => self.section(section),
            Topic::Statement(statement) => self.statement(statement),
            Topic::Data(item) => self.data(item),
            Topic::Term(term) => self.term(term),
        };
        // What else was found says more of what was meant than what this reply leads to by itself.
        if !also.is_empty() {
            reply.menus.retain(|menu| menu.id != MenuId::Related);
            reply.menus.insert(0, related(words::MENU_ALSO, also));
        }
        reply
    }

    fn finish(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        let choice = |topic: Topic<'_>, about| Choice { id: topic.id().to_owned(), name: topic.name().to_owned(), about };
        let questions = topic::questions(self.policy).into_iter().map(|topic| match topic {
            Topic::Question(question) => choice(topic, Some(self.standing_in_words(question))),
            _ => choice(topic, None),
        });
        let questions = std::iter::once(choice(Topic::Overview, None)).chain(questions).collect();
        let sections = topic::sections(self.policy).into_iter().map(|topic| choice(topic, None)).collect();
        let menus = [
            Menu { id: MenuId::Questions, placeholder: words::MENU_QUESTIONS, choices: questions },
            Menu { id: MenuId::Sections, placeholder: words::MENU_SECTIONS, choices: sections },
        ];
        Reply {
            title: title.into(),
            passages: self.passages,
            note: self.policy.bot.disclaimer.clone(),
            menus: related.into_iter().chain(menus).filter(|menu| !menu.choices.is_empty()).collect(),
            anchor: Some(self.topic.id().to_owned()),
        }
    }

    fn standing_in_words(&self, question: &Question) -> &'static str {
        match standing(self.policy, question) {
            Standing::Answered => words::ANSWERED,
            Standing::InPart => words::IN_PART,
            Standing::Silent => core_words::NOT_STATED_BY_BOT,
        }
    }

    // --- the policy as a whole

    fn overview(mut self) -> Reply {
        let inventory = &self.policy.inventory;
        let mut body = vec![self.items()];
        if inventory.open_ended {
            body.push(paragraph(vec![emphasis(words::LIST_IS_OPEN)]));
        }
        let stated: Vec<_> = stated(&inventory.whole, "").map(|(name, told)| labelled(name, &told)).collect();
        if !stated.is_empty() {
            body.push(bullets(stated.into_iter()));
        }
        let byline = self.policy.statement(&inventory.statement).map(|statement| self.byline(statement));
        self.passages.push(Passage { heading: Some(core_words::COLLECTED.to_owned()), byline, body, ..Passage::default() });

        let silent: Vec<_> = self.policy.questions.iter().filter(|q| standing(self.policy, q) == Standing::Silent).collect();
        let (first, rest): (Vec<&Question>, Vec<&Question>) = silent.into_iter().partition(|question| question.glance);
        let mut body = Vec::new();
        if !first.is_empty() {
            body.push(bullets(first.iter().map(|question| vec![text(&question.ask)])));
        }
        if !rest.is_empty() {
            let titles: Vec<_> = rest.iter().map(|question| question.title.as_str()).collect();
            let intro = if first.is_empty() { "" } else { words::ALSO_NOT_STATED };
            body.push(paragraph(vec![text(&format!("{intro}{}", titles.join(" · ")))]));
        }
        if !body.is_empty() {
            let heading = Some(core_words::NOT_STATED_BY_BOT.to_owned());
            self.passages.push(Passage { kind: Kind::Silence, heading, body, ..Passage::default() });
        }
        let title = words::overview(self.bot());
        self.finish(title, None)
    }

    /// What is collected, parts below what they are parts of.
    fn items(&self) -> Block {
        let items = &self.policy.inventory.items;
        bullets(items.iter().filter(|item| item.part_of.is_none()).map(|item| {
            let parts: Vec<_> =
                items.iter().filter(|part| part.part_of.as_ref() == Some(&item.id)).map(|part| lower_first(&part.name)).collect();
            let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
            vec![text(&format!("{}{parts}", item.name))]
        }))
    }

    // --- a question

    fn question(mut self, question: &'a Question) -> Reply {
        let answer = self.policy.answer(question);
        self.verdict(question, &answer.open);
        let (mut own, others): (Vec<&Statement>, Vec<&Statement>) = answer.statements.into_iter().partition(|s| self.policy.is_bots(s));
        // As they stand in the policy, whichever requirement they answer first.
        own.sort_by_cached_key(|statement| self.policy.statements().position(|other| other.id == statement.id));
        self.statements(Kind::Answer, &own);
        self.asked_by(&answer.open);
        self.beside(others.into_iter().chain(answer.beside));
        self.finish(&question.ask, None)
    }

    /// The short answer where the bot is silent, wholly or in part.
    fn verdict(&mut self, question: &Question, open: &[Gap<'_>]) {
        let mut why: Vec<&str> = Vec::new();
        // What is said of a silence belongs to the rule that asks for it.
        for reason in open.iter().filter(|gap| !gap.statements.is_empty()).filter_map(|gap| gap.why) {
            if !why.contains(&reason) {
                why.push(reason);
            }
        }
        let (kind, verdict, silence) = match standing(self.policy, question) {
            Standing::Answered => return,
            Standing::InPart => (Kind::Answer, words::IN_PART, None),
            Standing::Silent => (Kind::Silence, core_words::NOT_STATED_BY_BOT, Some(words::silence(self.bot()))),
        };
        let mut sentences = silence.as_deref().into_iter().chain(why);
        let first = sentences.next().map(|sentence| format!(" {sentence}")).unwrap_or_default();
        let mut body = vec![paragraph(vec![strong(&format!("{verdict}.")), text(&first)])];
        body.extend(sentences.map(|sentence| paragraph(vec![text(sentence)])));
        self.passages.push(Passage { kind, body, ..Passage::default() });
    }

    /// Which rules ask for what is not, or not wholly, stated.
    fn asked_by(&mut self, open: &[Gap<'_>]) {
        if open.is_empty() {
            return;
        }
        let rules = open.iter().map(|gap| {
            let requirement = gap.requirement;
            // Partial by a host's statement alone is nothing that the bot has answered.
            let by_bot = gap.statements.iter().any(|statement| self.policy.is_bots(statement));
            let partly = if gap.extent == Extent::Partial && by_bot { words::OPEN_IN_PART } else { "" };
            vec![
                strong(&requirement.title),
                text(&format!("{partly}: {}. ", self.cited(&requirement.cites))),
                emphasis(&format!("{}{}.", words::APPLIES, lower_first(&requirement.when))),
                text(&gap.why.filter(|_| gap.statements.is_empty()).map(|why| format!(" {why}")).unwrap_or_default()),
            ]
        });
        let body = vec![bullets(rules), paragraph(vec![emphasis(words::NOT_DECIDED)])];
        self.passages.push(Passage { kind: Kind::Silence, heading: Some(words::ASKED_BY.to_owned()), body, ..Passage::default() });
    }

    /// What stands beside a silence and answers nothing: the host's promises, and then what is nobody's promise or the bot's own.
    fn beside(&mut self, statements: impl Iterator<Item = &'a Statement>) {
        let (hosts, others): (Vec<&Statement>, Vec<&Statement>) = statements.partition(|statement| self.is_hosts(statement));
        self.headed(Kind::Beside, words::BESIDE, &hosts);
        self.headed(Kind::Beside, words::BESIDE_OTHERS, &others);
    }

    fn is_hosts(&self, statement: &Statement) -> bool {
        self.policy.party(&statement.party).is_some_and(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure))
    }

    // --- a section, a statement, a reading

    fn section(mut self, section: &'a Section) -> Reply {
        let statements: Vec<_> = section.statements.iter().collect();
        self.statements(Kind::Answer, &statements);
        let topics: Vec<_> = statements.into_iter().map(Topic::Statement).collect();
        self.finish(&section.title, Some(related(words::MENU_RELATED, &topics)))
    }

    fn statement(mut self, statement: &'a Statement) -> Reply {
        self.statements(Kind::Answer, &[statement]);
        for passage in &mut self.passages {
            passage.title = None;
        }
        let (disagreeing, about): (Vec<_>, Vec<_>) = statement
            .about
            .iter()
            .partition(|id| statement.disagreement && self.policy.statements().any(|other| other.id == *id.as_str()));
        let disagreeing: Vec<_> =
            disagreeing.iter().filter_map(|id| self.policy.statements().find(|other| other.id == *id.as_str())).collect();
        self.headed(Kind::Beside, words::DISAGREE, &disagreeing);
        if !about.is_empty() {
            let body = vec![bullets(about.iter().map(|id| vec![text(self.name_of(id.as_str()))]))];
            self.passages.push(Passage { kind: Kind::Beside, heading: Some(words::ABOUT.to_owned()), body, ..Passage::default() });
        }
        let readings = topic::readings(self.policy, statement);
        self.headed(Kind::Reading, words::READINGS, &readings);
        self.finish(&statement.title, None)
    }

    fn headed(&mut self, kind: Kind, heading: &str, statements: &[&Statement]) {
        let before = self.passages.len();
        self.statements(kind, statements);
        if let Some(first) = self.passages.get_mut(before) {
            first.heading = Some(heading.to_owned());
        }
    }

    /// The name of anything that a reading can be about.
    fn name_of<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let service = || self.policy.services.iter().find(|service| service.id == *id).map(|service| service.name.as_str());
        let framework = || self.policy.frameworks.iter().find(|framework| framework.id == *id).map(|framework| framework.name.as_str());
        let region = || self.policy.regions.iter().find(|region| region.id == *id).map(|region| region.name.as_str());
        let topic = || Topic::by_id(self.policy, id).map(Topic::name);
        framework().or_else(service).or_else(region).or_else(topic).unwrap_or(id)
    }

    /// Statements one after the other. To whom they are a promise, where they are not the bot's, is said before the first of each
    /// party; whose a statement is and where it is from, before the first of each place.
    fn statements(&mut self, kind: Kind, statements: &[&Statement]) {
        let mut before: Option<&Statement> = None;
        for statement in statements {
            let byline = self.byline(statement);
            let same_place = before.is_some_and(|before| before.party == statement.party && before.cites == statement.cites);
            self.passages.push(Passage {
                kind,
                heading: None,
                lead: self.whose(statement).filter(|lead| !self.passages.iter().any(|passage| passage.lead.as_ref() == Some(lead))),
                title: Some(statement.title.clone()),
                byline: Some(byline).filter(|_| !same_place),
                body: statement.text.clone(),
            });
            before = Some(statement);
        }
    }

    /// What has to be said of a statement that is not the bot's.
    fn whose(&self, statement: &Statement) -> Option<String> {
        let party = self.policy.party(&statement.party).filter(|party| party.kind != PartyKind::Bot)?;
        Some(match self.policy.promises_to(statement) {
            Some(to) => words::promised_to(&party.name, to, self.bot()),
            None => format!("{}.", upper_first(core_words::no_promise(party.kind))),
        })
    }

    fn byline(&self, statement: &Statement) -> String {
        let party = self.policy.party(&statement.party).map_or(statement.party.as_str(), |party| &party.name);
        format!("{party} · {}", self.cited(&statement.cites))
    }

    /// Places in words: the title of each source once, its sections, and its date.
    fn cited(&self, cites: &[Citation]) -> String {
        let mut sources: Vec<&Citation> = Vec::new();
        for cite in cites {
            if !sources.iter().any(|other| other.source == cite.source) {
                sources.push(cite);
            }
        }
        let sources = sources.into_iter().map(|first| {
            let sections = cites.iter().filter(|cite| cite.source == first.source).map(|cite| self.policy.cited(cite).section);
            // A rule's sections have numbers, a document's have titles.
            let rule = self.policy.source(&first.source).is_some_and(|source| source.kind == SourceKind::Rule);
            let sections: Vec<_> = sections.map(|section| if rule { section.to_owned() } else { format!("“{section}”") }).collect();
            let cited = self.policy.cited(first);
            let date = cited.as_of.map_or_else(|| core_words::UNDATED.to_owned(), core_words::date);
            format!("{}, {} ({date})", cited.title, sections.join(", "))
        });
        sources.collect::<Vec<_>>().join("; ")
    }

    // --- a data item, a term

    fn data(mut self, item: &'a DataItem) -> Reply {
        let whole = &self.policy.inventory.whole;
        let mut body = Vec::new();
        if let Some(parent) = item.part_of.as_ref().and_then(|id| self.policy.inventory.items.iter().find(|other| other.id == *id)) {
            body.push(paragraph(vec![text(words::PART_OF), text(&parent.name)]));
        }
        let own: Vec<_> = stated(&item.own, "").collect();
        let general: Vec<_> =
            stated(whole, words::FOR_THE_WHOLE_LIST).filter(|(name, _)| !own.iter().any(|(other, _)| other == name)).collect();
        let silent = JOURNEY.iter().filter(|name| !own.iter().chain(&general).any(|(other, _)| other == *name));
        let silent: Vec<_> = silent.map(|name| labelled(name, core_words::NOT_STATED_BY_BOT)).collect();
        if !own.is_empty() || !general.is_empty() {
            body.push(bullets(own.iter().chain(&general).map(|(name, told)| labelled(name, told))));
        }
        let statement = self.policy.statement(&item.statement);
        let byline = statement.map(|statement| self.byline(statement));
        self.passages.push(Passage { byline, body, ..Passage::default() });
        if !silent.is_empty() {
            self.passages.push(Passage { kind: Kind::Silence, body: vec![bullets(silent.into_iter())], ..Passage::default() });
        }
        let readings: Vec<_> = self.policy.readings_about(item.id.as_str()).collect();
        self.headed(Kind::Reading, words::READINGS, &readings);
        let topics: Vec<_> = statement.into_iter().map(Topic::Statement).collect();
        self.finish(&item.name, Some(related(words::MENU_STATEMENT, &topics)))
    }

    fn term(mut self, term: &'a Term) -> Reply {
        let mut body = vec![paragraph(vec![text(&term.text)])];
        if !term.aliases.is_empty() {
            body.push(paragraph(vec![text(words::ALIASES), text(&term.aliases.join(", "))]));
        }
        let byline = Some(self.cited(&term.cites));
        self.passages.push(Passage { byline, body, ..Passage::default() });
        self.finish(&term.name, None)
    }

    // --- nothing

    fn nothing_found(mut self, typed: &str, near: &[Topic<'a>]) -> Reply {
        // Where nothing is near, the questions are what there is; their menu stands in every reply.
        let tries = if near.is_empty() { &topic::questions(self.policy)[..] } else { near };
        let body = vec![
            paragraph(vec![text(&words::nothing_found_help(self.bot()))]),
            bullets(tries.iter().take(TRIES).map(|topic| vec![text(topic.name())])),
        ];
        self.passages.push(Passage { kind: Kind::Silence, body, ..Passage::default() });
        let shown = crate::limits::shorten(&typed.split_whitespace().collect::<Vec<_>>().join(" "), 80);
        self.nowhere(words::nothing_found(&shown), Some(related(words::MENU_NEAR, near)))
    }

    fn unknown_command(mut self) -> Reply {
        self.passages.push(Passage { body: vec![paragraph(vec![text(words::UNKNOWN_COMMAND_HELP)])], ..Passage::default() });
        self.nowhere(words::UNKNOWN_COMMAND.to_owned(), None)
    }

    /// A reply that is about nothing on the page.
    fn nowhere(self, title: String, related: Option<Menu>) -> Reply {
        Reply { anchor: None, ..self.finish(title, related) }
    }
}

fn related(placeholder: &'static str, topics: &[Topic<'_>]) -> Menu {
    let choice = |topic: &Topic<'_>| Choice { id: topic.id().to_owned(), name: topic.name().to_owned(), about: None };
    Menu { id: MenuId::Related, placeholder, choices: topics.iter().map(choice).collect() }
}

/// How many topics to try are listed; menus have more.
const TRIES: usize = 8;

/// The steps of data's way, in order.
const JOURNEY: [&str; 6] =
    [core_words::FROM, core_words::PURPOSE, core_words::RECIPIENTS, core_words::STORAGE, core_words::RETENTION, core_words::DELETION];

/// The steps that are stated, each with what is said of it.
fn stated(journey: &Journey, behind: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    let one = |told: &Option<Told>| told.iter().map(|told| lower_first(&told.text)).collect::<Vec<_>>();
    let purposes = journey.purpose.iter().map(|told| lower_first(&told.text)).collect();
    let steps = [
        one(&journey.from),
        purposes,
        one(&journey.recipients),
        one(&journey.storage),
        one(&journey.retention),
        one(&journey.deletion),
    ];
    JOURNEY.into_iter().zip(steps).filter(|(_, told)| !told.is_empty()).map(move |(name, told)| (name, told.join("; ") + behind))
}

fn labelled(name: &str, told: &str) -> Vec<Inline> {
    vec![strong(&format!("{name}:")), text(&format!(" {told}"))]
}

fn paragraph(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(inlines)
}

fn bullets(items: impl Iterator<Item = Vec<Inline>>) -> Block {
    Block::List { start: None, items: items.map(|item| vec![Block::Paragraph(item)]).collect() }
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn strong(text: &str) -> Inline {
    Inline::Strong(vec![Inline::Text(text.to_owned())])
}

fn emphasis(text: &str) -> Inline {
    Inline::Emphasis(vec![Inline::Text(text.to_owned())])
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A text that goes on a sentence: its first letter small, unless it begins with an abbreviation.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        _ => text.to_owned(),
    }
}
