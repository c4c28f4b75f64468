//! From what is asked to what is said: pure, in plain data, with no word of Discord.
//!
//! 1. [`crate::topic`] says what is meant; for `/compliance`, [`crate::naming`] does.
//! 2. A reply is composed of passages, the short answer first: what the bot says; where it is silent, that it is, and who asks for it;
//!    what the host promises its own customers, named as that; our readings, named as ours.
//! 3. Menus lead on, so that everything can be reached without typing.
//!
//! A reply is all that there is to say, however long. Whoever shows it ([`crate::discord`]) breaks it into pages, and leaves out what a
//! passage shares with the one before it on the same page: each passage bears its own heading, party and source.

mod compliance;

use std::sync::Arc;

use carrot_core::{
    Citation, DataItem, DataRule, Extent, Framework, Journey, PartyKind, Policy, Question, Requirement, Section, Service, SourceKind,
    Statement, Term, Told,
    answer::{Gap, Reply as Answered},
    text::{Block, Inline},
    words::Words,
};

use crate::{
    Spoken,
    limits::shorten,
    naming::is_code,
    topic::{self, Meant, Topic},
};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request<'a> {
    /// `/privacy`: the bot's own policy, as a whole or about a topic, in whatever words.
    Privacy {
        /// The topic: an id or free text.
        topic: Option<&'a str>,
    },
    /// The topic with exactly that id, as menus and buttons ask for it.
    Topic {
        /// The id.
        id: &'a str,
    },
    /// `/compliance`: what is said of the host's services, in whatever words; what is not given is not asked.
    Compliance {
        /// A service.
        service: Option<&'a str>,
        /// A framework.
        framework: Option<&'a str>,
        /// A kind of data.
        data: Option<&'a str>,
    },
    /// Something that is not known here.
    Unknown,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The language of the interface, for what whoever shows it has to say besides.
    pub words: Words,
    /// The heading.
    pub title: String,
    /// All that is said, the weightiest first; never empty.
    pub passages: Vec<Passage>,
    /// The line that says so, where some of it stands in another language than the interface.
    pub untranslated: Option<&'static str>,
    /// What stands below everything: what this restatement is, and is not.
    pub note: String,
    /// Where one can go from here.
    pub menus: Vec<Menu>,
    /// The anchor on the page where this stands; none: the page as a whole.
    pub anchor: Option<String>,
    /// What to ask for to be told the same again.
    pub place: Place,
}

/// What a reply is about, as far as its buttons and menus have to say when they are used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The topic with that id.
    Topic(String),
    /// Service, framework and kind of data, each as [`crate::naming::code`] writes it; empty: not asked.
    Compliance([String; 3]),
}

impl Place {
    /// The request that leads there; to the overview where content no longer has it, or not yet.
    pub fn request(&self, spoken: Spoken<'_>) -> Request<'_> {
        match self {
            Self::Topic(id) => Request::Topic { id },
            Self::Compliance(asked) => {
                let [service, framework, data] = asked.each_ref().map(|code| Some(code.as_str()).filter(|code| !code.is_empty()));
                let known = service.is_none_or(|it| is_code::<Service>(spoken, it))
                    && framework.is_none_or(|it| is_code::<Framework>(spoken, it))
                    && data.is_none_or(|it| is_code::<DataRule>(spoken, it));
                if known {
                    Request::Compliance { service, framework, data }
                } else {
                    Request::Compliance { service: None, framework: None, data: None }
                }
            }
        }
    }
}

/// A part of a reply that stands or falls as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// The heading that it stands under; passages that follow each other may share one.
    pub heading: Option<String>,
    /// To whom it is a promise, where it is not the bot's.
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

/// A list of what one can go on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Which menu it is.
    pub id: MenuId,
    /// What stands in it while nothing is chosen.
    pub placeholder: &'static str,
    /// What can be chosen, each once; shared, because most replies lead to the same.
    pub choices: Arc<[Choice]>,
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
    /// The services.
    Services,
    /// The frameworks.
    Frameworks,
    /// The kinds of data.
    Data,
}

impl MenuId {
    /// All menus.
    pub const ALL: [Self; 6] = [Self::Related, Self::Questions, Self::Sections, Self::Services, Self::Frameworks, Self::Data];

    /// A name of its own.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::Questions => "questions",
            Self::Sections => "sections",
            Self::Services => "services",
            Self::Frameworks => "frameworks",
            Self::Data => "data",
        }
    }

    /// Which of the things that `/compliance` asks about is chosen here: a place in [`Place::Compliance`]; none: a topic is.
    pub fn asks(self) -> Option<usize> {
        match self {
            Self::Services => Some(0),
            Self::Frameworks => Some(1),
            Self::Data => Some(2),
            Self::Related | Self::Questions | Self::Sections => None,
        }
    }
}

/// Something to go on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What stands for it when it is chosen: an id, or [`NOTHING`].
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is known of it beforehand.
    pub about: Option<&'static str>,
    /// Whether it is what the reply is about.
    pub chosen: bool,
}

/// The choice not to ask for any service, framework or kind of data.
pub const NOTHING: &str = "-";

/// What the content says to what is asked, to somebody whom it is told to in a language.
pub fn reply(spoken: Spoken<'_>, request: &Request<'_>) -> Reply {
    match request {
        Request::Privacy { topic: None } => Composer::new(spoken, Topic::Overview).overview(),
        Request::Privacy { topic: Some(text) } => match topic::meant(spoken, text) {
            Meant::Topic(topic, also) => Composer::new(spoken, topic).topic(&also),
            Meant::Unknown(near) => Composer::new(spoken, Topic::Overview).nothing_found(text, &near),
        },
        Request::Topic { id } => match Topic::by_id(spoken.policy(), id) {
            Some(topic) => Composer::new(spoken, topic).topic(&[]),
            // An older or newer version of content had it.
            None => reply(spoken, &Request::Privacy { topic: None }),
        },
        Request::Compliance { service, framework, data } => {
            Composer::new(spoken, Topic::Overview).compliance([*service, *framework, *data])
        }
        Request::Unknown => Composer::new(spoken, Topic::Overview).unknown_command(),
    }
}

/// Whose a statement is, and where it is from.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// What has to be said of one that is not the bot's.
    lead: Option<String>,
    byline: String,
}

impl Said {
    pub(crate) fn of(policy: &Policy, words: Words, statement: &Statement) -> Self {
        let party = policy.party(&statement.party);
        let others = party.filter(|party| party.kind != PartyKind::Bot);
        // Each lead names its party: leads of several parties may follow one another.
        let lead = others.map(|party| match policy.promises_to(statement) {
            Some(_) if party.kind == PartyKind::Host => words.host_addresses(&party.name, &policy.bot.name),
            Some(to) => words.promised_to(&party.name, to, &policy.bot.name),
            None if party.kind == PartyKind::Editor => words.promises_nothing(party.kind).to_owned(),
            None => format!("{}{}{}.", party.name, words.colon(), words.no_promise(party.kind)),
        });
        let party = party.map_or(statement.party.as_str(), |party| &party.name);
        Self { lead, byline: format!("{party} · {}", cited(policy, words, &statement.cites)) }
    }
}

/// Places in words: the title of each source once, its sections, and its date.
fn cited(policy: &Policy, words: Words, cites: &[Citation]) -> String {
    let mut sources: Vec<&Citation> = Vec::new();
    for cite in cites {
        if !sources.iter().any(|other| other.source == cite.source) {
            sources.push(cite);
        }
    }
    let sources = sources.into_iter().map(|first| {
        let sections = cites.iter().filter(|cite| cite.source == first.source).map(|cite| policy.cited(cite).section);
        // A rule's sections have numbers, a document's have titles.
        let rule = policy.source(&first.source).is_some_and(|source| source.kind == SourceKind::Rule);
        let sections: Vec<_> = sections.map(|section| if rule { section.to_owned() } else { words.quoted(section) }).collect();
        let cited = policy.cited(first);
        format!("{}, {} ({})", cited.title, sections.join(", "), words.as_of(cited.as_of))
    });
    sources.collect::<Vec<_>>().join(words.semicolon())
}

/// The menus below all that is told of the policy: the questions, each with how far it is answered (in the order of content), and the
/// sections.
pub(crate) fn standing_menus(policy: &Policy, words: Words, extents: &[Extent]) -> [Menu; 2] {
    let extent = |topic: &Topic<'_>| {
        let at = policy.questions.iter().position(|question| question.id == *topic.id())?;
        Some(match extents.get(at)? {
            Extent::Present => words.answered(),
            Extent::Partial => words.in_part(),
            Extent::Missing => words.not_stated_by_bot(),
        })
    };
    let questions = [Topic::Overview, Topic::Unsaid].into_iter().chain(topic::questions(policy));
    let questions = questions.map(|topic| Choice { about: extent(&topic), ..choice(words, topic) }).collect();
    let sections = topic::sections(policy).into_iter().chain([Topic::Hosting, Topic::Sources]);
    let sections = sections.map(|topic| choice(words, topic)).collect();
    [
        Menu { id: MenuId::Questions, placeholder: words.menu_questions(), choices: questions },
        Menu { id: MenuId::Sections, placeholder: words.menu_sections(), choices: sections },
    ]
}

fn choice(words: Words, topic: Topic<'_>) -> Choice {
    Choice { id: topic.id().to_owned(), name: topic.name(words).to_owned(), about: None, chosen: false }
}

struct Composer<'a> {
    spoken: Spoken<'a>,
    policy: &'a Policy,
    words: Words,
    topic: Topic<'a>,
    passages: Vec<Passage>,
    /// Whether something of it stands in another language than the interface.
    foreign: bool,
}

impl<'a> Composer<'a> {
    fn new(spoken: Spoken<'a>, topic: Topic<'a>) -> Self {
        let foreign = spoken.is_foreign(topic.id());
        Self { spoken, policy: spoken.policy(), words: spoken.words, topic, passages: Vec::new(), foreign }
    }

    /// Takes note of the language in which something stands that the reply shows.
    fn shows(&mut self, id: &str) {
        self.foreign |= self.spoken.is_foreign(id);
    }

    fn bot(&self) -> &'a str {
        &self.policy.bot.name
    }

    fn topic(self, also: &[Topic<'a>]) -> Reply {
        let also = Some(also).filter(|also| !also.is_empty()).map(|also| self.related(self.words.menu_also(), also));
        let mut reply = match self.topic {
            Topic::Overview => self.overview(),
            Topic::Unsaid => self.unsaid(),
            Topic::Hosting => self.hosting(),
            Topic::Sources => self.sources(),
            Topic::Question(question) => self.question(question),
            Topic::Requirement(requirement) => self.requirement(requirement),
            Topic::Section(section) => self.section(section),
            Topic::Statement(statement) => self.statement(statement),
            Topic::Data(item) => self.data(item),
            Topic::Term(term) => self.term(term),
        };
        // What else was found says more of what was meant than what this reply leads to by itself.
        if let Some(also) = also {
            reply.menus.retain(|menu| menu.id != MenuId::Related);
            reply.menus.insert(0, also);
        }
        reply
    }

    fn finish(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        let menus = self.spoken.edition.menus(self.words).cloned();
        let id = self.topic.id().to_owned();
        Reply {
            words: self.words,
            title: title.into(),
            untranslated: self.untranslated(),
            passages: self.passages,
            note: self.policy.bot.disclaimer.clone(),
            menus: related.into_iter().chain(menus).filter(|menu| !menu.choices.is_empty()).collect(),
            anchor: Some(id.clone()),
            place: Place::Topic(id),
        }
    }

    fn untranslated(&self) -> Option<&'static str> {
        self.foreign.then(|| self.words.untranslated(&self.policy.bot.lang))
    }

    fn choice(&self, topic: Topic<'_>) -> Choice {
        choice(self.words, topic)
    }

    fn related(&self, placeholder: &'static str, topics: &[Topic<'_>]) -> Menu {
        Menu { id: MenuId::Related, placeholder, choices: topics.iter().map(|topic| self.choice(*topic)).collect() }
    }

    fn extent(&self, question: &Question) -> Extent {
        let at = self.policy.questions.iter().position(|other| other.id == question.id);
        at.and_then(|at| self.spoken.edition.extents.get(at)).copied().unwrap_or(Extent::Missing)
    }

    // --- the policy as a whole

    fn overview(mut self) -> Reply {
        let inventory = &self.policy.inventory;
        let mut body = vec![self.items()];
        inventory.items.iter().for_each(|item| self.shows(item.id.as_str()));
        if inventory.open_ended {
            body.push(paragraph(vec![emphasis(self.words.list_is_open())]));
        }
        let stated: Vec<_> = self.stated(&inventory.whole, "").map(|(name, told)| self.labelled(name, &told)).collect();
        if !stated.is_empty() {
            body.push(bullets(stated.into_iter()));
        }
        let byline = self.policy.statement(&inventory.statement).map(|statement| self.byline(statement));
        self.passages.push(Passage { heading: Some(self.words.collected().to_owned()), byline, body, ..Passage::default() });

        let silent: Vec<_> = self.policy.questions.iter().filter(|q| self.extent(q) == Extent::Missing).collect();
        silent.iter().for_each(|question| self.shows(question.id.as_str()));
        let (first, rest): (Vec<&Question>, Vec<&Question>) = silent.into_iter().partition(|question| question.glance);
        let mut body = Vec::new();
        if !first.is_empty() {
            body.push(bullets(first.iter().map(|question| vec![text(&question.ask)])));
        }
        if !rest.is_empty() {
            let titles: Vec<_> = rest.iter().map(|question| question.title.as_str()).collect();
            let intro = if first.is_empty() { "" } else { self.words.also_not_stated() };
            body.push(paragraph(vec![text(&format!("{intro}{}", titles.join(" · ")))]));
        }
        if !body.is_empty() {
            let heading = Some(self.words.not_stated_by_bot().to_owned());
            self.passages.push(Passage { kind: Kind::Silence, heading, body, ..Passage::default() });
        }
        let title = self.words.overview(self.bot());
        self.finish(title, None)
    }

    /// What is collected, parts below what they are parts of.
    fn items(&self) -> Block {
        let items = &self.policy.inventory.items;
        bullets(items.iter().filter(|item| item.part_of.is_none()).map(|item| {
            let parts: Vec<_> =
                items.iter().filter(|part| part.part_of.as_ref() == Some(&item.id)).map(|part| lower_first(&part.name)).collect();
            let parts = if parts.is_empty() { String::new() } else { format!("{}{}", self.words.colon(), parts.join(", ")) };
            vec![text(&format!("{}{parts}", item.name))]
        }))
    }

    /// What the policy does not say, or says in part, under each rule that asks for it.
    fn unsaid(mut self) -> Reply {
        let gaps: Vec<Gap<'a>> = self.policy.gaps().collect();
        for rule in self.policy.sources.iter().filter(|source| source.kind == SourceKind::Rule) {
            let of_rule = |gap: &&Gap<'_>| gap.requirement.cites.first().is_some_and(|cite| cite.source == rule.id);
            let open: Vec<&Gap<'a>> = gaps.iter().filter(of_rule).filter(|gap| gap.extent != Extent::Present).collect();
            if !open.is_empty() {
                let body = vec![bullets(open.iter().map(|gap| self.asked(gap)))];
                open.iter().for_each(|gap| self.shows(gap.requirement.id.as_str()));
                self.passages.push(Passage { kind: Kind::Silence, heading: Some(rule.title.clone()), body, ..Passage::default() });
            }
        }
        self.passages.push(Passage {
            kind: Kind::Reading,
            body: vec![paragraph(vec![emphasis(self.words.not_decided())])],
            ..Passage::default()
        });
        let requirements = gaps
            .iter()
            .map(|gap| Choice { about: Some(self.words.extent(gap.extent)), ..self.choice(Topic::Requirement(gap.requirement)) });
        let menu = Menu { id: MenuId::Related, placeholder: self.words.menu_rules(), choices: requirements.collect() };
        let title = self.words.not_said();
        self.finish(title, Some(menu))
    }

    /// What a rule asks: how far it is answered, in which places it is asked, and when.
    fn asked(&self, gap: &Gap<'_>) -> Vec<Inline> {
        let requirement = gap.requirement;
        let partly = if gap.extent == Extent::Partial { self.words.open_in_part() } else { "" };
        vec![
            strong(&requirement.title),
            text(&format!("{partly}{}{}. ", self.words.colon(), self.cited(&requirement.cites))),
            emphasis(&format!("{}{}.", self.words.applies(), lower_first(&requirement.when))),
            text(&gap.why.filter(|_| gap.statements.is_empty()).map(|why| format!(" {why}")).unwrap_or_default()),
        ]
    }

    /// The sections that are not the bot's own.
    fn hosting(mut self) -> Reply {
        let topics = self.spoken.edition.other_sections();
        topics.iter().for_each(|topic| self.shows(topic.id()));
        let body = vec![
            paragraph(vec![text(&self.words.hosting_lead(self.bot()))]),
            bullets(topics.iter().map(|topic| vec![text(topic.name(self.words))])),
        ];
        self.passages.push(Passage { kind: Kind::Beside, body, ..Passage::default() });
        let menu = self.related(self.words.menu_hosting(), &topics);
        let title = self.words.hosting();
        self.finish(title, Some(menu))
    }

    /// The sources with their dates, and who speaks in them.
    fn sources(mut self) -> Reply {
        for source in &self.policy.sources {
            let by = source.by.as_ref().and_then(|by| self.policy.party(by)).map(|party| party.name.as_str());
            let kind = upper_first(self.words.source_kind(source.kind));
            let date = self.words.as_of(source.as_of);
            let effective = source.effective.map(|date| format!("{}{}", self.words.effective(), self.words.date(date)));
            let byline = [Some(kind.as_str()), by, Some(date.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let link =
                source.link.iter().map(|link| paragraph(vec![Inline::Link { to: link.clone(), text: vec![text(link.as_str())] }]));
            let body = source.note.iter().map(|note| paragraph(vec![text(note)])).chain(link).collect();
            self.passages.push(Passage {
                heading: Some(self.words.sources_list().to_owned()),
                title: Some(source.title.clone()),
                byline: Some(byline + &effective.unwrap_or_default()),
                body,
                ..Passage::default()
            });
        }
        for party in &self.policy.parties {
            let role = party.role.map(|role| {
                let note = party.role_note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
                format!("{}{note}", upper_first(self.words.role(role)))
            });
            let promises = match &party.promises_to {
                Some(to) => format!("{}{to}.", self.words.promises()),
                None => self.words.promises_nothing(party.kind).to_owned(),
            };
            let lines = [party.about.clone(), role, Some(promises)].into_iter().flatten();
            self.passages.push(Passage {
                kind: Kind::Beside,
                heading: Some(self.words.parties_list().to_owned()),
                title: Some(party.name.clone()),
                body: lines.map(|line| paragraph(vec![text(&line)])).collect(),
                ..Passage::default()
            });
        }
        let title = self.words.sources();
        self.finish(title, None)
    }

    // --- what a rule asks

    fn requirement(mut self, requirement: &'a Requirement) -> Reply {
        let gap = self.policy.gap(requirement);
        let (own, others): (Vec<&Statement>, Vec<&Statement>) = gap.statements.iter().partition(|s| self.policy.is_bots(s));
        let (kind, verdict) = match gap.extent {
            Extent::Present => (Kind::Answer, self.words.answered()),
            Extent::Partial => (Kind::Answer, self.words.in_part()),
            Extent::Missing => (Kind::Silence, self.words.not_stated_by_bot()),
        };
        let why = gap.why.map(|why| format!(" {why}")).unwrap_or_default();
        let applies = format!("{}{}.", self.words.applies(), lower_first(&requirement.when));
        let body = vec![
            paragraph(vec![text(&requirement.asks)]),
            paragraph(vec![emphasis(&format!("{applies} {}", self.words.not_decided()))]),
            paragraph(vec![strong(&format!("{verdict}.")), text(&why)]),
        ];
        let byline = Some(self.cited(&requirement.cites));
        self.passages.push(Passage { kind, byline, body, ..Passage::default() });
        self.statements(Kind::Answer, None, &own);
        self.beside(others.into_iter().chain(gap.beside));
        let asking = self.policy.questions.iter().filter(|question| question.requirements.contains(&requirement.id));
        let asking: Vec<_> = asking.map(Topic::Question).collect();
        let menu = self.related(self.words.menu_also(), &asking);
        self.finish(&requirement.title, Some(menu))
    }

    // --- a question

    fn question(mut self, question: &'a Question) -> Reply {
        let answer = self.policy.answer(question);
        self.verdict(&answer);
        let mut own = answer.statements;
        // As they stand in the policy, whichever requirement they answer first.
        own.sort_by_cached_key(|statement| self.policy.statements().position(|other| other.id == statement.id));
        self.statements(Kind::Answer, None, &own);
        self.asked_by(&answer.open);
        self.beside(answer.beside.into_iter());
        let asked: Vec<_> = question.requirements.iter().filter_map(|id| self.policy.requirement(id)).map(Topic::Requirement).collect();
        let menu = self.related(self.words.menu_rules(), &asked);
        self.finish(&question.ask, Some(menu))
    }

    /// The short answer where the bot is silent, wholly or in part.
    fn verdict(&mut self, answer: &Answered<'_>) {
        let (kind, verdict) = match answer.extent {
            Extent::Present => return,
            Extent::Partial => (Kind::Answer, self.words.in_part()),
            Extent::Missing => (Kind::Silence, self.words.not_stated_by_bot()),
        };
        let mut sentences = answer.whys().into_iter();
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
        open.iter().for_each(|gap| self.shows(gap.requirement.id.as_str()));
        let rules: Vec<_> = open.iter().map(|gap| self.asked(gap)).collect();
        let body = vec![bullets(rules.into_iter()), paragraph(vec![emphasis(self.words.not_decided())])];
        self.passages.push(Passage {
            kind: Kind::Silence,
            heading: Some(self.words.asked_by().to_owned()),
            body,
            ..Passage::default()
        });
    }

    /// What stands beside a silence and answers nothing: the host's promises, and then what is nobody's promise or the bot's own.
    fn beside(&mut self, statements: impl Iterator<Item = &'a Statement>) {
        let (hosts, others): (Vec<&Statement>, Vec<&Statement>) = statements.partition(|statement| self.is_hosts(statement));
        self.headed(Kind::Beside, self.words.beside_hosts(), &hosts);
        self.headed(Kind::Beside, self.words.beside_others(), &others);
    }

    fn is_hosts(&self, statement: &Statement) -> bool {
        self.policy.party(&statement.party).is_some_and(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure))
    }

    // --- a section, a statement, a reading

    fn section(mut self, section: &'a Section) -> Reply {
        let statements: Vec<_> = section.statements.iter().collect();
        self.statements(Kind::Answer, None, &statements);
        let topics: Vec<_> = statements.into_iter().map(Topic::Statement).collect();
        let related = self.related(self.words.menu_related(), &topics);
        self.finish(&section.title, Some(related))
    }

    fn statement(mut self, statement: &'a Statement) -> Reply {
        self.statements(Kind::Answer, None, &[statement]);
        for passage in &mut self.passages {
            passage.title = None;
        }
        let (disagreeing, about): (Vec<_>, Vec<_>) = statement
            .about
            .iter()
            .partition(|id| statement.disagreement && self.policy.statements().any(|other| other.id == *id.as_str()));
        let disagreeing: Vec<_> =
            disagreeing.iter().filter_map(|id| self.policy.statements().find(|other| other.id == *id.as_str())).collect();
        self.headed(Kind::Beside, self.words.disagree(), &disagreeing);
        if !about.is_empty() {
            about.iter().for_each(|id| self.shows(id.as_str()));
            let body = vec![bullets(about.iter().map(|id| vec![text(self.name_of(id.as_str()))]))];
            self.passages.push(Passage {
                kind: Kind::Beside,
                heading: Some(self.words.subjects().to_owned()),
                body,
                ..Passage::default()
            });
        }
        let readings = topic::readings(self.policy, statement);
        self.headed(Kind::Reading, self.words.readings(), &readings);
        self.finish(&statement.title, None)
    }

    fn headed(&mut self, kind: Kind, heading: &str, statements: &[&Statement]) {
        self.statements(kind, Some(heading), statements);
    }

    /// The name of anything that a reading can be about.
    fn name_of<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let service = || self.policy.services.iter().find(|service| service.id == *id).map(|service| service.name.as_str());
        let framework = || self.policy.frameworks.iter().find(|framework| framework.id == *id).map(|framework| framework.name.as_str());
        let region = || self.policy.regions.iter().find(|region| region.id == *id).map(|region| region.name.as_str());
        let topic = || Topic::by_id(self.policy, id).map(|topic| topic.name(self.words));
        framework().or_else(service).or_else(region).or_else(topic).unwrap_or(id)
    }

    /// Statements one after the other, each with to whom it is a promise, where it is not the bot's, whose it is and where it is from.
    fn statements(&mut self, kind: Kind, heading: Option<&str>, statements: &[&Statement]) {
        for statement in statements {
            self.passages.push(Passage {
                kind,
                heading: heading.map(str::to_owned),
                lead: self.whose(statement),
                title: Some(statement.title.clone()),
                byline: Some(self.byline(statement)),
                body: statement.text.clone(),
            });
            self.shows(statement.id.as_str());
        }
    }

    /// What has to be said of a statement that is not the bot's.
    fn whose(&self, statement: &Statement) -> Option<String> {
        self.spoken.edition.said(self.words, &statement.id)?.lead.clone()
    }

    fn byline(&self, statement: &Statement) -> String {
        self.spoken.edition.said(self.words, &statement.id).map(|said| said.byline.clone()).unwrap_or_default()
    }

    fn cited(&self, cites: &[Citation]) -> String {
        cited(self.policy, self.words, cites)
    }

    // --- a data item, a term

    fn data(mut self, item: &'a DataItem) -> Reply {
        let whole = &self.policy.inventory.whole;
        let mut body = Vec::new();
        if let Some(parent) = item.part_of.as_ref().and_then(|id| self.policy.inventory.items.iter().find(|other| other.id == *id)) {
            body.push(paragraph(vec![text(&format!("{}{}{}", self.words.part_of(), self.words.colon(), parent.name))]));
        }
        let own: Vec<_> = self.stated(&item.own, "").collect();
        let general: Vec<_> = self
            .stated(whole, self.words.for_the_whole_list())
            .filter(|(name, _)| !own.iter().any(|(other, _)| other == name))
            .collect();
        let silent = self.journey().into_iter().filter(|name| !own.iter().chain(&general).any(|(other, _)| other == name));
        let silent: Vec<_> = silent.map(|name| self.labelled(name, self.words.not_stated_by_bot())).collect();
        if !own.is_empty() || !general.is_empty() {
            body.push(bullets(own.iter().chain(&general).map(|(name, told)| self.labelled(name, told))));
        }
        let statement = self.policy.statement(&item.statement);
        let byline = statement.map(|statement| self.byline(statement));
        self.passages.push(Passage { byline, body, ..Passage::default() });
        if !silent.is_empty() {
            self.passages.push(Passage { kind: Kind::Silence, body: vec![bullets(silent.into_iter())], ..Passage::default() });
        }
        let readings: Vec<_> = self.policy.readings_about(item.id.as_str()).collect();
        self.headed(Kind::Reading, self.words.readings(), &readings);
        let topics: Vec<_> = statement.into_iter().map(Topic::Statement).collect();
        let related = self.related(self.words.menu_statement(), &topics);
        self.finish(&item.name, Some(related))
    }

    /// The steps of data's way, in order.
    fn journey(&self) -> [&'static str; 6] {
        let words = self.words;
        [words.origin(), words.purpose(), words.recipients(), words.storage(), words.retention(), words.deletion()]
    }

    /// The steps that are stated, each with what is said of it.
    fn stated(&self, journey: &Journey, behind: &'static str) -> impl Iterator<Item = (&'static str, String)> + use<> {
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
        let between = self.words.semicolon();
        let stated = self.journey().into_iter().zip(steps).filter(|(_, told)| !told.is_empty());
        stated.map(move |(name, told)| (name, told.join(between) + behind))
    }

    fn labelled(&self, name: &str, told: &str) -> Vec<Inline> {
        let colon = self.words.colon();
        vec![strong(&format!("{name}{}", colon.trim_end())), text(&format!(" {told}"))]
    }

    fn term(mut self, term: &'a Term) -> Reply {
        // Its aliases are words that people search for, not names with a source.
        let body = vec![paragraph(vec![emphasis(&self.words.glossary_term(self.bot()))]), paragraph(vec![text(&term.text)])];
        let byline = Some(self.cited(&term.cites));
        self.passages.push(Passage { byline, body, ..Passage::default() });
        self.finish(&term.name, None)
    }

    // --- nothing

    fn nothing_found(mut self, typed: &str, near: &[Topic<'a>]) -> Reply {
        // Where nothing is near, the questions are what there is; their menu stands in every reply.
        let tries = if near.is_empty() { &topic::questions(self.policy)[..] } else { near };
        tries.iter().take(TRIES).for_each(|topic| self.shows(topic.id()));
        let body = vec![
            paragraph(vec![text(&self.words.nothing_found_help(self.bot()))]),
            bullets(tries.iter().take(TRIES).map(|topic| vec![text(&shorten(topic.name(self.words), 120))])),
        ];
        self.passages.push(Passage { kind: Kind::Silence, body, ..Passage::default() });
        let related = self.related(self.words.menu_near(), near);
        let title = self.words.nothing_found(&shown(typed));
        self.nowhere(title, Some(related))
    }

    fn unknown_command(mut self) -> Reply {
        self.passages.push(Passage { body: vec![paragraph(vec![text(self.words.unknown_command_help())])], ..Passage::default() });
        let title = self.words.unknown_command();
        self.nowhere(title, None)
    }

    /// A reply that is about nothing on the page.
    fn nowhere(self, title: impl Into<String>, related: Option<Menu>) -> Reply {
        Reply { anchor: None, ..self.finish(title, related) }
    }
}

/// How many topics to try are listed, by what fits of their names: such a reply has one page. Menus have more.
const TRIES: usize = 8;

/// What somebody typed, as far as one wants to read it again.
fn shown(typed: &str) -> String {
    shorten(&typed.split_whitespace().collect::<Vec<_>>().join(" "), 80)
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
