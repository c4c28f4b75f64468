//! Composes replies about the policy as a whole: the overview, the gaps, hosting, and the sources.

use carrot_core::{
    DataItem, Extent, Question, Requirement, Source, SourceKind, Statement, StatementId, StepStated,
    answer::RequirementGap,
    sentence::lower_first,
    text::{Block, Inline, spans},
};

use super::{
    Choice, Menu, MenuId, Passage, PassageKind, Reply,
    brief::beginning,
    composer::Composer,
    text::{bullets, compact, emphasis, paragraph, strong, text, upper_first},
};
use crate::lookup::topic::Topic;

/// Maximum number of unanswered questions in the short overview.
const MAX_GAPS: usize = 3;
/// Maximum number of topics that the list of gaps names.
const MAX_TOPICS: usize = 10;

impl<'a> Composer<'a> {
    pub(super) fn overview(mut self) -> Reply {
        let inventory = &self.policy.inventory;
        let proposed = inventory.unreviewed.then(|| self.proposed());
        let mut body: Vec<_> = proposed.into_iter().chain([self.items()]).collect();
        inventory.items.iter().for_each(|item| self.mark_if_foreign(item.id.as_str()));
        if inventory.open_ended {
            body.push(paragraph(vec![emphasis(self.messages.list_is_open())]));
        }
        let stated: Vec<_> = self.steps_stated().into_iter().map(|(name, value)| self.labeled(name, &value)).collect();
        if !stated.is_empty() {
            body.push(bullets(stated.into_iter()));
        }
        let byline = self.policy.statement(&inventory.statement).map(|statement| self.byline(statement));
        let kind = if inventory.unreviewed { PassageKind::Reading } else { PassageKind::Answer };
        self.passages.push(Passage { kind, heading: Some(self.messages.collected().to_owned()), byline, body, ..Passage::default() });

        let not_stated: Vec<_> = self.policy.questions.iter().filter(|q| self.extent(q) == Extent::Missing).collect();
        not_stated.iter().for_each(|question| self.mark_if_foreign(question.id.as_str()));
        let (first, rest): (Vec<&Question>, Vec<&Question>) = not_stated.into_iter().partition(|question| question.glance);
        let mut body = Vec::new();
        if !first.is_empty() {
            body.push(bullets(first.iter().map(|question| vec![text(&question.ask)])));
        }
        if !rest.is_empty() {
            let titles: Vec<_> = rest.iter().map(|question| question.title.as_str()).collect();
            let intro = if first.is_empty() { "" } else { self.messages.also_not_stated() };
            body.push(paragraph(vec![text(&format!("{intro}{}", titles.join(" · ")))]));
        }
        if !body.is_empty() {
            let heading = Some(self.messages.not_stated_by_bot().to_owned());
            self.passages.push(Passage { kind: PassageKind::Gap, heading, body, ..Passage::default() });
        }
        let found = self.unchecked_questions();
        for (question, statements) in &found {
            let heading = Some(format!("{}{}{}", question.title, self.messages.colon(), lower_first(self.messages.not_checked_yet())));
            let body = compact(&statements.first().map(|first| first.text.clone()).unwrap_or_default());
            let byline = statements.first().map(|first| self.byline(first));
            self.passages.push(Passage { kind: PassageKind::Reading, heading, byline, body, ..Passage::default() });
            self.mark_if_foreign(question.id.as_str());
        }
        self.brief.body = self.overview_in_short(&first, &rest, &found);
        self.brief.source =
            self.policy.statement(&self.policy.inventory.statement).and_then(|statement| self.source_line(std::iter::once(statement)));
        let title = self.messages.overview(self.bot());
        self.finish(title, None)
    }

    /// Returns unchecked questions, each with the statements that the import found for it. They are the questions of the first screen and
    /// those about contact. Without them, the overview of an imported policy would be empty.
    fn unchecked_questions(&self) -> Vec<(&'a Question, Vec<&'a Statement>)> {
        if !self.policy.inventory.unreviewed {
            return Vec::new();
        }
        let of_contact = |id| self.policy.requirement(id).is_some_and(Requirement::is_about_contact);
        let asked = self.policy.questions.iter().filter(|question| question.glance || question.requirements.iter().any(of_contact));
        let answered = asked.map(|question| (question, self.policy.answer(question)));
        let unchecked = answered.filter(|(_, answer)| answer.extent == Extent::Unreviewed && !answer.statements.is_empty());
        unchecked.map(|(question, answer)| (question, answer.statements)).collect()
    }

    /// Returns the overview in short, a line each: the collected data, the purposes, unchecked findings, and the gaps.
    fn overview_in_short(&self, first: &[&Question], rest: &[&Question], found: &[(&Question, Vec<&Statement>)]) -> Vec<Block> {
        let inventory = &self.policy.inventory;
        let messages = self.messages;
        let items = inventory.items.iter().filter(|item| item.part_of.is_none()).map(|item| {
            let parts = self.part_names(item);
            if parts.is_empty() { item.name.clone() } else { format!("{} ({parts})", item.name) }
        });
        let open = if inventory.open_ended { format!(". {}", messages.list_is_open()) } else { String::new() };
        let items: Vec<_> = items.collect();
        let listed = if items.is_empty() && inventory.unreviewed { messages.not_checked_yet().to_owned() } else { items.join(", ") };
        let by_items = !items.is_empty() || found.is_empty();
        // Leave out the question that the list of items answers: its answer would repeat that list.
        let introduces =
            |(_, statements): &(&Question, Vec<&Statement>)| statements.iter().any(|statement| statement.id == inventory.statement);
        let by_list = found.iter().position(introduces).filter(|_| by_items);
        // A program finds items in lists only: without this number, the line would look like all that is collected.
        let is_named = |id: &StatementId| *id == inventory.statement || inventory.items.iter().any(|item| item.statement == *id);
        let answers = by_list.and_then(|at| found.get(at)).map(|(_, statements)| statements.as_slice()).unwrap_or_default();
        let unnamed = answers.iter().filter(|statement| !is_named(&statement.id)).count();
        let more = if unnamed > 0 && !items.is_empty() {
            format!("{}{}", messages.semicolon(), messages.more_passages(unnamed))
        } else {
            String::new()
        };
        let mut lines = Vec::new();
        lines.extend(by_items.then(|| self.labeled(messages.collected(), &format!("{listed}{open}{more}"))));
        let mut shown: Vec<&str> = Vec::new();
        for (question, statements) in found.iter().enumerate().filter(|(at, _)| Some(*at) != by_list).map(|(_, found)| found) {
            let Some(first) = statements.first().filter(|first| !shown.contains(&first.id.as_str())) else { continue };
            shown.push(first.id.as_str());
            lines.push(self.labeled(&question.title, &beginning(first)));
        }
        let purposes = self.steps_stated().into_iter().find(|(name, _)| *name == messages.purpose());
        lines.extend(purposes.map(|(name, value)| self.labeled(name, &value)));
        let not_stated: Vec<_> = first.iter().chain(rest).map(|question| question.title.as_str()).collect();
        lines.extend(self.not_stated_line(&not_stated, MAX_GAPS));
        let unchecked = inventory.unreviewed && (!inventory.items.is_empty() || !found.is_empty());
        let lead = unchecked.then(|| paragraph(vec![strong(&format!("{}.", messages.not_checked_yet()))]));
        lead.into_iter().chain([bullets(lines.into_iter())]).collect()
    }

    /// Returns the steps in the life of data that the policy states, each with what it states for all data. If only items state a
    /// step, the text says that.
    fn steps_stated(&self) -> Vec<(&'static str, String)> {
        let inventory = &self.policy.inventory;
        let for_all: Vec<_> = self.stated(|step| inventory.stated_for_all(step), "").collect();
        let one = |(stated, name): (StepStated<'_>, &'static str)| {
            let by_items = match stated.extent {
                Extent::Present => Some(self.messages.for_each_item().to_owned()),
                Extent::Partial => Some(self.messages.extent(Extent::Partial).to_owned()),
                Extent::Missing | Extent::Unreviewed => None,
            };
            let whole = for_all.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone());
            whole.or(by_items).map(|value| (name, value))
        };
        inventory.steps().into_iter().zip(self.step_names()).filter_map(one).collect()
    }

    /// Lists the collected data, with parts below their whole.
    fn items(&self) -> Block {
        let items = &self.policy.inventory.items;
        bullets(items.iter().filter(|item| item.part_of.is_none()).map(|item| {
            let parts = self.part_names(item);
            let parts = if parts.is_empty() { String::new() } else { format!("{}{parts}", self.messages.colon()) };
            spans(&format!("{}{parts}", item.name))
        }))
    }

    /// Returns the names of an item's parts, in one text. It is empty if the item has no parts.
    fn part_names(&self, item: &DataItem) -> String {
        self.policy.inventory.parts_of(item).map(|part| part.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Returns a line with the titles of questions that the policy does not answer: at most `max`, and the number of the others. `None`
    /// without titles.
    fn not_stated_line(&self, titles: &[&str], max: usize) -> Option<Vec<Inline>> {
        let (named, more) = titles.split_at(titles.len().min(max));
        let more = if more.is_empty() { String::new() } else { self.messages.and_more(more.len()) };
        (!named.is_empty()).then(|| self.labeled(self.messages.not_stated_by_bot(), &format!("{}{more}", named.join(" · "))))
    }

    /// Lists the gaps of the policy, by the rules that require them.
    pub(super) fn gaps(mut self) -> Reply {
        let gaps: Vec<RequirementGap<'a>> = self.policy.gaps().collect();
        for rule in self.policy.sources.iter().filter(|source| source.kind == SourceKind::Rule) {
            let of_rule = |gap: &&RequirementGap<'_>| gap.requirement.cites.first().is_some_and(|cite| cite.source == rule.id);
            let open: Vec<&RequirementGap<'a>> = gaps.iter().filter(of_rule).filter(|gap| gap.extent.is_open()).collect();
            if !open.is_empty() {
                let body = vec![bullets(open.iter().map(|gap| self.requirement_line(gap)))];
                open.iter().for_each(|gap| self.mark_if_foreign(gap.requirement.id.as_str()));
                self.passages.push(Passage { kind: PassageKind::Gap, heading: Some(rule.title.clone()), body, ..Passage::default() });
            }
        }
        if gaps.iter().any(|gap| gap.extent == Extent::Unreviewed) {
            let body = vec![paragraph(vec![
                strong(&format!("{}.", self.messages.not_checked_yet())),
                text(" "),
                text(self.messages.not_checked_note()),
            ])];
            self.passages.push(Passage { kind: PassageKind::Reading, body, ..Passage::default() });
        }
        self.passages.push(Passage {
            kind: PassageKind::Reading,
            body: vec![paragraph(vec![emphasis(self.messages.not_decided())])],
            ..Passage::default()
        });
        let requirements = gaps
            .iter()
            .map(|gap| Choice { about: Some(self.messages.extent(gap.extent)), ..self.choice(Topic::Requirement(gap.requirement)) });
        let menu = Menu { id: MenuId::Related, placeholder: self.messages.menu_rules(), choices: requirements.collect() };
        let of = |extent: Extent| gaps.iter().filter(|gap| gap.extent == extent).count();
        let counts = self.messages.gaps_counted(of(Extent::Missing), of(Extent::Partial), gaps.len());
        let not_stated = self.policy.questions.iter().filter(|question| self.extent(question) == Extent::Missing);
        let not_stated: Vec<_> = not_stated.map(|question| question.title.as_str()).collect();
        let unreviewed = format!("{}. {}", self.messages.not_checked_yet(), self.messages.not_checked_note());
        let lines =
            [Some(&counts).filter(|_| of(Extent::Unreviewed) < gaps.len()), Some(&unreviewed).filter(|_| of(Extent::Unreviewed) > 0)];
        self.brief.body = lines.into_iter().flatten().map(|line| paragraph(vec![text(line)])).collect();
        let line = self.not_stated_line(&not_stated, MAX_TOPICS);
        self.brief.body.extend(line.map(|line| bullets(std::iter::once(line))));
        self.brief.source = self.own_source();
        self.brief.menu = Some(menu.clone());
        let title = self.messages.policy_gaps();
        self.finish(title, Some(menu))
    }

    /// Lists the sections about the host.
    pub(super) fn hosting(mut self) -> Reply {
        let topics = self.localized.language_version.other_sections();
        topics.iter().for_each(|topic| self.mark_if_foreign(topic.id()));
        let body = vec![
            paragraph(vec![text(&self.messages.hosting_lead(self.bot()))]),
            bullets(topics.iter().map(|topic| vec![text(topic.name(self.messages))])),
        ];
        self.passages.push(Passage { kind: PassageKind::Related, body, ..Passage::default() });
        let menu = self.related(self.messages.menu_hosting(), &topics);
        self.brief.body = vec![paragraph(vec![text(&self.messages.hosting_short(self.bot(), self.host()))])];
        self.brief.menu = Some(menu.clone());
        let title = self.messages.hosting();
        self.finish(title, Some(menu))
    }

    /// Lists the sources with their dates, and the parties.
    pub(super) fn sources(mut self) -> Reply {
        for source in &self.policy.sources {
            let by = source.by.as_ref().and_then(|by| self.policy.party(by)).map(|party| party.name.as_str());
            let kind = upper_first(self.messages.source_kind(source.kind));
            let date = self.dates(source);
            let version: String = source.version.iter().map(|version| format!("{}{version}", self.messages.version())).collect();
            let byline = [Some(kind.as_str()), by, Some(date.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let link = source
                .link
                .iter()
                .map(|link| paragraph(vec![Inline::Link { to: link.clone().into(), text: vec![text(link.as_str())] }]));
            let authoritative = source.authoritative.iter().map(|lang| paragraph(vec![text(&self.messages.authoritative(lang))]));
            let body = source.note.iter().map(|note| paragraph(vec![text(note)])).chain(authoritative).chain(link).collect();
            self.passages.push(Passage {
                heading: Some(self.messages.sources_list().to_owned()),
                title: Some(source.title.clone()),
                byline: Some(byline + &version),
                body,
                ..Passage::default()
            });
        }
        for party in &self.policy.parties {
            let role = party.role.map(|role| {
                let note = party.role_note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
                format!("{}{note}", upper_first(self.messages.role(role)))
            });
            let promises = match &party.promises_to {
                Some(to) => format!("{}{to}.", self.messages.promises()),
                None => self.messages.promises_nothing(party.speaks_as()).to_owned(),
            };
            let lines = [party.about.clone(), role, Some(promises)].into_iter().flatten();
            self.passages.push(Passage {
                kind: PassageKind::Related,
                heading: Some(self.messages.parties_list().to_owned()),
                title: Some(party.name.clone()),
                body: lines.map(|line| paragraph(vec![text(&line)])).collect(),
                ..Passage::default()
            });
        }
        let dated = |source: &Source| vec![text(&format!("{}{}{}", source.title, self.messages.colon(), self.dates(source)))];
        let dates = self.policy.sources.iter().filter(|source| source.kind != SourceKind::Reading).map(dated).collect::<Vec<_>>();
        let differ: Vec<_> = self.policy.statements().filter(|statement| statement.disagreement).collect();
        self.mark_brief_if_foreign(&differ);
        let titles: Vec<_> = differ.iter().map(|it| it.title.as_str()).collect();
        let disagreements = (!differ.is_empty()).then(|| self.labeled(self.messages.documents_disagree_on(), &titles.join(" · ")));
        self.brief.body = vec![bullets(dates.into_iter().chain(disagreements))];
        let title = self.messages.sources();
        self.finish(title, None)
    }

    /// Returns the date of a source, and if there is another one, the date from which it applies.
    fn dates(&self, source: &Source) -> String {
        let effective = source.effective.filter(|_| source.as_of.is_some());
        let effective = effective.map(|date| format!("{}{}", self.messages.effective(), self.messages.date(date)));
        self.messages.dated(source.as_of, source.effective) + &effective.unwrap_or_default()
    }
}
