//! Composes replies to `/privacy`: the statements of the bot's own policy, topic by topic, and its
//! gaps.

use carrot_core::{
    AnyId, CitedText, DataItem, Extent, FactKind, Part, Question, Requirement, Section, Statement, Step, Term,
    answer::{AnsweredQuestion, RequirementGap},
    sentence::lower_first,
    text::{Block, Inline, spans},
};

use super::{
    MenuId, Passage, PassageKind, Reply, View,
    brief::{below_verdict, parts},
    composer::Composer,
    text::{bullets, compact, emphasis, paragraph, shown, strong, text, verdict_with},
};
use crate::{
    limits::{self, shorten},
    lookup::topic::{self, Topic},
};

/// Maximum number of suggested topics in the text of a reply. Its menu has more.
const MAX_SUGGESTIONS: usize = 4;

impl<'a> Composer<'a> {
    pub(super) fn topic(self, also: &[Topic<'a>]) -> Reply {
        let of_hosting = matches!(self.topic, Topic::Hosting);
        let other_matches = (!also.is_empty()).then(|| self.related(self.messages.menu_other_results(), also));
        let mut reply = match self.topic {
            Topic::Overview => self.overview(),
            Topic::Gaps => self.gaps(),
            Topic::Hosting => self.hosting(),
            Topic::Sources => self.sources(),
            Topic::Question(question) => self.question(question),
            Topic::Requirement(requirement) => self.requirement(requirement),
            Topic::Section(section) => self.section(section),
            Topic::Statement(statement) => self.statement(statement),
            Topic::Data(item) => self.data(item),
            Topic::Term(term) => self.term(term),
            Topic::Kind(kind) => return self.kinds(kind, also),
            Topic::Terms => self.terms(),
            Topic::Changes => self.changes(),
            Topic::General(question) if question.part.is_some() && self.policy.has_terms() => self.terms(),
            Topic::General(question) => self.general(question),
        };
        // Other matches are closer to the text than the related topics of this reply.
        if let Some(menu) = other_matches {
            reply.menus.retain(|menu| menu.id != MenuId::Related);
            // The text of the hosting topic says that its sections are in the menu.
            if !of_hosting {
                reply.brief.menu = Some(menu.clone());
            }
            reply.menus.insert(0, menu);
        }
        reply
    }

    /// Describes a requirement in one line: title, extent, sections of the rule, condition, and the reason why it is open.
    pub(super) fn requirement_line(&self, gap: &RequirementGap<'_>) -> Vec<Inline> {
        let requirement = gap.requirement;
        let partly = if gap.extent == Extent::Partial { self.messages.open_in_part() } else { "" };
        let why = gap.why.filter(|_| gap.statements.is_empty()).map(|why| spans(&format!(" {why}"))).unwrap_or_default();
        let line =
            vec![strong(&requirement.title), text(&format!("{partly}{}{}.", self.messages.colon(), self.cited(&requirement.cites)))];
        let applies = self.applies(requirement).map(|applies| vec![text(" "), emphasis(&applies)]).unwrap_or_default();
        [line, applies, why].concat()
    }

    /// Returns a sentence with the condition under which a requirement applies. `None` if the rule makes it for every case.
    fn applies(&self, requirement: &Requirement) -> Option<String> {
        requirement.when.as_ref().map(|when| format!("{}{}.", self.messages.applies_to_apps(), lower_first(when)))
    }

    /// Returns the words for the extent of an answer, and the kind of the passage that has them.
    fn extent_verdict(&self, extent: Extent) -> (PassageKind, &'static str) {
        match extent {
            Extent::Present => (PassageKind::Answer, self.messages.answered()),
            Extent::Partial => (PassageKind::Answer, self.messages.in_part()),
            Extent::Missing => (PassageKind::Gap, self.messages.not_stated_by_bot()),
            Extent::Unreviewed => (PassageKind::Reading, self.messages.not_checked_yet()),
        }
    }

    fn requirement(mut self, requirement: &'a Requirement) -> Reply {
        let gap = self.policy.gap(requirement);
        let (own, others): (Vec<&Statement>, Vec<&Statement>) = gap.statements.iter().partition(|s| self.policy.is_bots(s));
        let (kind, verdict) = self.extent_verdict(gap.extent);
        let why = gap.why.map(|why| format!(" {why}")).unwrap_or_default();
        let applies = self.applies(requirement).map(|applies| format!("{applies} ")).unwrap_or_default();
        let body = vec![
            paragraph(vec![text(&requirement.asks)]),
            paragraph(vec![emphasis(&format!("{applies}{}", self.messages.not_decided()))]),
            verdict_with(verdict, &why),
        ];
        let byline = Some(self.cited(&requirement.cites));
        self.passages.push(Passage { kind, byline, body, ..Passage::default() });
        self.brief.body = vec![verdict_with(verdict, &why)];
        self.add_declared_facts(std::iter::once(requirement));
        self.add_statements(PassageKind::Answer, None, &own);
        if !own.is_empty() {
            self.mark_brief_if_foreign(&own);
            self.brief.body.extend(self.titles(&own));
        }
        self.brief.body.push(paragraph(vec![text(format!("{} {applies}", requirement.asks).trim_end())]));
        self.brief.body = compact(&self.brief.body);
        let sources = self.own_source().into_iter().chain([self.cited_in_short(&requirement.cites)]);
        self.brief.source = Some(sources.collect::<Vec<_>>().join(self.messages.semicolon()));
        self.add_related_statements(others.into_iter().chain(gap.beside));
        let asking = self.policy.questions.iter().filter(|question| question.requirements.contains(&requirement.id));
        let asking: Vec<_> = asking.map(Topic::Question).collect();
        let menu = self.related(self.messages.menu_other_results(), &asking);
        self.finish(&requirement.title, Some(menu))
    }

    fn question(mut self, question: &'a Question) -> Reply {
        let answer = self.policy.answer(question);
        self.verdict(&answer);
        let policy = self.policy;
        let asked = question.requirements.iter().filter_map(|id| policy.requirement(id));
        let asks_for_data = asked.clone().any(|requirement| requirement.answered_by == Some(FactKind::Data));
        self.brief.addresses = asked.clone().any(Requirement::is_about_contact);
        self.add_declared_facts(asked);
        let mut own = answer.statements;
        // Sort the statements by their order in the policy. Keep the order of unchecked proposals: `carrot import` puts the best first.
        if answer.extent != Extent::Unreviewed {
            own.sort_by_cached_key(|statement| self.policy.statements().position(|other| other.id == statement.id));
        }
        self.add_statements(PassageKind::Answer, None, &own);
        self.mark_brief_if_foreign(&own);
        // If the text is too long, the sentences and items that answer stay.
        self.brief.subject.clone_from(&question.words);
        // A list of the collected data is the answer itself: each of its items answers.
        self.brief.in_order = asks_for_data;
        match answer.extent {
            Extent::Present => self.brief.body.extend(self.in_short(&own)),
            // A program wrote the titles of statements that are not checked yet, so show the policy's own text instead.
            Extent::Unreviewed => {
                let section =
                    |it: &Statement| policy.sections.iter().find(|section| section.statements.iter().any(|other| other.id == it.id));
                let place = |it: &Statement| policy.statements().position(|other| other.id == it.id);
                let follows = |it: &Statement, before: &Statement| place(before).is_some_and(|at| place(it) == Some(at + 1));
                let mut parts = parts(&own, |it| section(it).map(|section| section.title.as_str()), follows).into_iter();
                let first = parts.next().unwrap_or_default();
                self.brief.further = parts.collect();
                self.brief.body = below_verdict(std::mem::take(&mut self.brief.body), first);
            }
            _ => self.brief.body.extend(self.titles(&own)),
        }
        self.brief.related_promise = self.related_promise(answer.beside.iter().copied());
        self.brief.source = self.source_line(own.iter().copied()).or_else(|| self.own_source());
        self.asked_by(&answer.open);
        self.add_related_statements(answer.beside.into_iter());
        let asked: Vec<_> = question.requirements.iter().filter_map(|id| self.policy.requirement(id)).map(Topic::Requirement).collect();
        let menu = self.related(self.messages.menu_rules(), &asked);
        self.finish(&question.ask, Some(menu))
    }

    /// Adds the verdict to the short answer if the bot states nothing, states only a part, or its answer is not checked yet.
    fn verdict(&mut self, answer: &AnsweredQuestion<'_>) {
        if answer.extent == Extent::Present {
            return;
        }
        let (kind, verdict) = self.extent_verdict(answer.extent);
        let note = if answer.statements.is_empty() { self.messages.not_checked_silence() } else { self.messages.not_checked_note() };
        let unreviewed = Some(note).filter(|_| answer.extent == Extent::Unreviewed);
        let not_stated = self.not_stated(answer);
        let whys: Vec<&str> = answer.missing_parts().into_iter().chain(unreviewed).chain(not_stated.as_deref()).collect();
        let shown = if answer.extent == Extent::Unreviewed && !answer.statements.is_empty() { &[] } else { whys.as_slice() };
        let all: String = shown.iter().map(|why| format!(" {why}")).collect();
        self.brief.body = vec![verdict_with(verdict, &all)];
        let mut sentences = whys.into_iter();
        let first = sentences.next().map(|sentence| format!(" {sentence}")).unwrap_or_default();
        let mut body = vec![verdict_with(verdict, &first)];
        body.extend(sentences.map(|sentence| paragraph(spans(sentence))));
        self.passages.push(Passage { kind, body, ..Passage::default() });
    }

    /// Returns the sentence that names what a partial answer lacks, if content gives no reason.
    fn not_stated(&self, answer: &AnsweredQuestion<'_>) -> Option<String> {
        let titles: Vec<_> = answer.unexplained_gaps().iter().map(|gap| self.policy.within_sentence(&gap.requirement.title)).collect();
        (!titles.is_empty()).then(|| format!("{}{}.", self.messages.policy_silent_on(), titles.join(self.messages.semicolon())))
    }

    /// Lists the rules that ask for missing or only partly stated facts.
    pub(super) fn asked_by(&mut self, open: &[RequirementGap<'_>]) {
        if open.is_empty() {
            return;
        }
        open.iter().for_each(|gap| self.mark_if_foreign(gap.requirement.id.as_str()));
        let rules: Vec<_> = open.iter().map(|gap| self.requirement_line(gap)).collect();
        let body = vec![bullets(rules.into_iter()), paragraph(vec![emphasis(self.messages.not_decided())])];
        self.passages.push(Passage {
            kind: PassageKind::Gap,
            view: View::Rules,
            heading: Some(self.messages.asked_by().to_owned()),
            body,
            ..Passage::default()
        });
    }

    fn section(mut self, section: &'a Section) -> Reply {
        let statements: Vec<_> = section.statements.iter().collect();
        self.add_statements(PassageKind::Answer, None, &statements);
        let topics: Vec<_> = statements.into_iter().map(Topic::Statement).collect();
        let related = self.related(self.messages.menu_related(), &topics);
        let statements: Vec<_> = section.statements.iter().collect();
        self.mark_brief_if_foreign(&statements);
        self.brief.body = self.in_short(&statements);
        let answered = topic::requirements_of(self.policy, Topic::Section(section));
        self.brief.addresses = answered.iter().any(|requirement| requirement.is_about_contact());
        self.add_declared_facts(answered.into_iter());
        self.brief.source = self.source_line(section.statements.iter());
        self.brief.menu = Some(related.clone());
        self.finish(&section.title, Some(related))
    }

    /// Shows the terms of service: first the titles of their statements, then the texts, and links to the sections.
    fn terms(mut self) -> Reply {
        self.topic = Topic::Terms;
        let sections: Vec<_> = self.policy.sections_of(Part::Terms).collect();
        let statements: Vec<_> = sections.iter().flat_map(|section| &section.statements).collect();
        for section in &sections {
            self.add_statements_under(PassageKind::Answer, &section.title, &section.statements.iter().collect::<Vec<_>>());
        }
        self.brief.body = self.titles(&statements);
        self.brief.source = self.source_line(statements.into_iter());
        let topics: Vec<_> = sections.into_iter().map(Topic::Section).collect();
        let related = self.related(self.messages.menu_sections(), &topics);
        self.brief.menu = Some(related.clone());
        let title = self.messages.terms_of_service();
        self.finish(title, Some(related))
    }

    fn statement(mut self, statement: &'a Statement) -> Reply {
        self.add_statements(PassageKind::Answer, None, &[statement]);
        for passage in &mut self.passages {
            passage.title = None;
        }
        let subjects = statement.about.iter();
        let statement_of = |id: &AnyId| self.policy.statements().find(|other| other.id == *id.as_str());
        let disagreeing: Vec<_> = subjects.clone().filter(|_| statement.disagreement).filter_map(statement_of).collect();
        let about: Vec<_> = subjects.filter(|id| !disagreeing.iter().any(|other| other.id == *id.as_str())).collect();
        self.add_statements_under(PassageKind::Related, self.messages.disagree(), &disagreeing);
        if !about.is_empty() {
            about.iter().for_each(|id| self.mark_if_foreign(id.as_str()));
            let body = vec![bullets(about.iter().map(|id| vec![text(self.name_of(id.as_str()))]))];
            self.passages.push(Passage {
                kind: PassageKind::Related,
                heading: Some(self.messages.subjects().to_owned()),
                body,
                ..Passage::default()
            });
        }
        let readings = topic::readings(self.policy, statement);
        self.add_statements_under(PassageKind::Reading, self.messages.readings(), &readings);
        self.mark_brief_if_foreign(&[statement]);
        self.brief.body = self.in_short(&[statement]);
        self.brief.source = self.source_line(std::iter::once(statement));
        self.finish(&statement.title, None)
    }

    fn data(mut self, item: &'a DataItem) -> Reply {
        let unreviewed = self.policy.inventory.unreviewed;
        let mut body: Vec<_> = unreviewed.then(|| self.proposed()).into_iter().collect();
        let parent = item.part_of.as_ref().and_then(|id| self.policy.inventory.items.iter().find(|other| other.id == *id));
        if let Some(parent) = parent {
            body.push(paragraph(vec![text(&format!("{}{}{}", self.messages.part_of(), self.messages.colon(), parent.name))]));
        }
        let stated = self.stated_about(item);
        let is_missing = |name: &&str| !stated.iter().any(|(other, _)| other == name);
        let missing_steps: Vec<_> = self.step_names().into_iter().filter(is_missing).collect();
        let missing_label = if unreviewed { self.messages.not_checked_yet() } else { self.messages.not_stated_by_bot() };
        let stated: Vec<_> = stated.iter().map(|(name, value)| self.labeled(name, value)).collect();
        let missing_line = (!missing_steps.is_empty()).then(|| self.labeled(missing_label, &missing_steps.join(" · ")));
        let lead = if unreviewed { self.proposed() } else { paragraph(vec![text(self.messages.item_listed())]) };
        let lines = stated.iter().cloned().chain(missing_line).map(paragraph);
        self.brief.body = compact(&std::iter::once(lead).chain(lines).collect::<Vec<_>>());
        if !stated.is_empty() {
            body.push(bullets(stated.into_iter()));
        }
        let statement = self.policy.statement(&item.statement);
        let byline = statement.map(|statement| self.byline(statement));
        self.brief.source = self.source_line(statement.into_iter());
        let kind = if unreviewed { PassageKind::Reading } else { PassageKind::Answer };
        self.passages.push(Passage { kind, byline, body, ..Passage::default() });
        if !missing_steps.is_empty() {
            let missing: Vec<_> = missing_steps.into_iter().map(|name| self.labeled(name, missing_label)).collect();
            self.passages.push(Passage { kind: PassageKind::Gap, body: vec![bullets(missing.into_iter())], ..Passage::default() });
        }
        let readings: Vec<_> = self.policy.readings_about(item.id.as_str()).collect();
        self.add_statements_under(PassageKind::Reading, self.messages.readings(), &readings);
        let topics: Vec<_> = statement.into_iter().map(Topic::Statement).collect();
        let related = self.related(self.messages.menu_statement(), &topics);
        let title = parent.map_or_else(|| item.name.clone(), |parent| format!("{} ({})", item.name, parent.name));
        self.finish(title, Some(related))
    }

    /// Returns the paragraph before facts that `carrot import` proposed, and that the author has not checked.
    pub(super) fn proposed(&self) -> Block {
        verdict_with(self.messages.not_checked_yet(), &format!(" {}.", self.messages.found_automatically()))
    }

    /// Returns what is stated about an item, each fact with its label: its own steps, its legal bases, and steps that are stated for all
    /// data.
    fn stated_about(&self, item: &DataItem) -> Vec<(&'static str, String)> {
        let inventory = &self.policy.inventory;
        let own: Vec<_> = self.stated(|step| inventory.stated_for(item, step), "").collect();
        let bases = self.legal_bases_of(item).map(|basis| (self.messages.legal_basis(), basis));
        let for_all = self.stated(|step| inventory.stated_for_all(step), self.messages.for_the_whole_list());
        let for_all: Vec<_> = for_all.filter(|(name, _)| !own.iter().any(|(other, _)| other == name)).collect();
        own.into_iter().chain(bases).chain(for_all).collect()
    }

    /// Returns the steps of the life of data, in order.
    pub(super) fn step_names(&self) -> [&'static str; 6] {
        let messages = self.messages;
        [messages.origin(), messages.purpose(), messages.recipients(), messages.storage(), messages.retention(), messages.deletion()]
    }

    /// Returns the stated steps with their texts. Texts keep their capital letter, because they follow a label.
    pub(super) fn stated<'t, T>(&self, texts_of: T, suffix: &'static str) -> impl Iterator<Item = (&'static str, String)> + use<'t, T>
    where
        T: Fn(Step) -> Vec<&'t CitedText>,
    {
        let steps = Step::ALL.map(|step| texts_of(step).into_iter().map(|cited| cited.text.as_str()).collect::<Vec<_>>());
        let between = self.messages.semicolon();
        let stated = self.step_names().into_iter().zip(steps).filter(|(_, texts)| !texts.is_empty());
        stated.map(move |(name, texts)| (name, texts.join(between) + suffix))
    }

    fn term(mut self, term: &'a Term) -> Reply {
        // Leave out the term's aliases: they are search words, not names with a source.
        let body = vec![paragraph(vec![emphasis(&self.messages.glossary_term(self.bot()))]), paragraph(vec![text(&term.text)])];
        let byline = Some(self.cited(&term.cites));
        // The host's statements with the word in their titles.
        let alike = topic::titled_alike(self.localized, &term.name);
        let alike: Vec<&Statement> = alike.into_iter().filter_map(|id| self.policy.statements().find(|it| it.id == *id)).collect();
        self.brief.related_promise = self.related_promise(alike.into_iter());
        self.brief.body = compact(&body.iter().rev().cloned().collect::<Vec<_>>());
        self.brief.source.clone_from(&byline);
        self.passages.push(Passage { byline, body, ..Passage::default() });
        self.finish(&term.name, None)
    }

    pub(super) fn nothing_found(mut self, typed: &str, near: &[Topic<'a>]) -> Reply {
        // Without similar topics, suggest the questions; their menu is in every reply.
        let tries = if near.is_empty() { &topic::questions(self.policy)[..] } else { near };
        tries.iter().take(MAX_SUGGESTIONS).for_each(|topic| self.mark_if_foreign(topic.id()));
        self.brief.body = vec![
            paragraph(vec![text(&self.messages.nothing_found_help(self.bot()))]),
            bullets(tries.iter().take(MAX_SUGGESTIONS).map(|topic| vec![text(&shorten(topic.name(self.messages), 120))])),
        ];
        let related = self.related(self.messages.menu_suggestions(), near);
        // This reply has no pages, so its one menu has all other topics, too.
        let others = topic::questions(self.policy).into_iter().filter(|topic| near.iter().all(|other| other.id() != topic.id()));
        let all: Vec<_> = near.iter().copied().chain([Topic::Overview, Topic::Gaps]).chain(others).take(limits::OPTIONS).collect();
        self.brief.menu = Some(self.related(self.messages.menu_suggestions(), &all)).filter(|_| !near.is_empty());
        let title = self.messages.nothing_found(&shown(typed));
        self.finish_without_anchor(title, Some(related))
    }

    pub(super) fn unknown_command(mut self) -> Reply {
        self.brief.body = vec![paragraph(vec![text(self.messages.unknown_command_help())])];
        let title = self.messages.unknown_command();
        self.finish_without_anchor(title, None)
    }
}
