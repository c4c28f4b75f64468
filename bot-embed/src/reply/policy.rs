//! `/privacy`: what the bot's own policy says, topic by topic, and where it is silent.

use carrot_core::{
    DataItem, Extent, Journey, Question, Requirement, Section, SourceKind, Statement, Term, Told,
    answer::{Gap, Reply as Answered},
    text::{Block, Inline},
};

use super::{
    Kind, Menu, MenuId, Passage, Reply,
    composer::Composer,
    menus::Choice,
    text::{bullets, emphasis, lower_first, paragraph, shown, strong, text, upper_first},
};
use crate::{
    lookup::topic::{self, Topic},
    render::limits::shorten,
};

/// How many topics to try are listed, by what fits of their names: such a reply has one page. Menus have more.
const TRIES: usize = 8;

impl<'a> Composer<'a> {
    pub(super) fn topic(self, also: &[Topic<'a>]) -> Reply {
        if let Topic::Kind(kind) = self.topic {
            return self.kinds(kind, also);
        }
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
            Topic::Kind(kind) => return self.kinds(kind, &[]),
            Topic::General(question) => self.general(question),
        };
        // What else was found says more of what was meant than what this reply leads to by itself.
        if let Some(also) = also {
            reply.menus.retain(|menu| menu.id != MenuId::Related);
            reply.menus.insert(0, also);
        }
        reply
    }

    pub(super) fn overview(mut self) -> Reply {
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
            let open: Vec<&Gap<'a>> = gaps.iter().filter(of_rule).filter(|gap| gap.extent.is_open()).collect();
            if !open.is_empty() {
                let body = vec![bullets(open.iter().map(|gap| self.asked(gap)))];
                open.iter().for_each(|gap| self.shows(gap.requirement.id.as_str()));
                self.passages.push(Passage { kind: Kind::Silence, heading: Some(rule.title.clone()), body, ..Passage::default() });
            }
        }
        if gaps.iter().any(|gap| gap.extent == Extent::Unreviewed) {
            let body = vec![paragraph(vec![
                strong(&format!("{}.", self.words.not_checked_yet())),
                text(" "),
                text(self.words.not_checked_note()),
            ])];
            self.passages.push(Passage { kind: Kind::Reading, body, ..Passage::default() });
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

    fn requirement(mut self, requirement: &'a Requirement) -> Reply {
        let gap = self.policy.gap(requirement);
        let (own, others): (Vec<&Statement>, Vec<&Statement>) = gap.statements.iter().partition(|s| self.policy.is_bots(s));
        let (kind, verdict) = match gap.extent {
            Extent::Present => (Kind::Answer, self.words.answered()),
            Extent::Partial => (Kind::Answer, self.words.in_part()),
            Extent::Missing => (Kind::Silence, self.words.not_stated_by_bot()),
            Extent::Unreviewed => (Kind::Reading, self.words.not_checked_yet()),
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
            Extent::Unreviewed => (Kind::Reading, self.words.not_checked_yet()),
        };
        let unreviewed = Some(self.words.not_checked_note()).filter(|_| answer.extent == Extent::Unreviewed);
        let mut sentences = answer.whys().into_iter().chain(unreviewed);
        let first = sentences.next().map(|sentence| format!(" {sentence}")).unwrap_or_default();
        let mut body = vec![paragraph(vec![strong(&format!("{verdict}.")), text(&first)])];
        body.extend(sentences.map(|sentence| paragraph(vec![text(sentence)])));
        self.passages.push(Passage { kind, body, ..Passage::default() });
    }

    /// Which rules ask for what is not, or not wholly, stated.
    pub(super) fn asked_by(&mut self, open: &[Gap<'_>]) {
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
        let silence = if self.policy.inventory.unreviewed { self.words.not_checked_yet() } else { self.words.not_stated_by_bot() };
        let silent: Vec<_> = silent.map(|name| self.labelled(name, silence)).collect();
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

    fn term(mut self, term: &'a Term) -> Reply {
        // Its aliases are words that people search for, not names with a source.
        let body = vec![paragraph(vec![emphasis(&self.words.glossary_term(self.bot()))]), paragraph(vec![text(&term.text)])];
        let byline = Some(self.cited(&term.cites));
        self.passages.push(Passage { byline, body, ..Passage::default() });
        self.finish(&term.name, None)
    }

    pub(super) fn nothing_found(mut self, typed: &str, near: &[Topic<'a>]) -> Reply {
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

    pub(super) fn unknown_command(mut self) -> Reply {
        self.passages.push(Passage { body: vec![paragraph(vec![text(self.words.unknown_command_help())])], ..Passage::default() });
        let title = self.words.unknown_command();
        self.nowhere(title, None)
    }
}
