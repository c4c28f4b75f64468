//! Composes replies to questions that are not in any rule: whether a kind of data is collected, and questions about the bot as a whole.

use carrot_core::{
    DataItem, DataKind, Extent, GeneralQuestion, Statement, Step,
    answer::AnsweredGeneral,
    lookup::kinds::{AnsweredKind, KindVerdict, Mention},
    sentence::lower_first,
    text::{Block, Inline, spans},
};

use super::{
    Passage, PassageKind, Reply,
    composer::Composer,
    text::{bullets, compact, emphasis, paragraph, strong, text, verdict_with},
};
use crate::{content::LocalizedContent, limits::shorten, lookup::topic::Topic};

/// Maximum length of a quoted sentence, in UTF-16 units. A longer one ends in an ellipsis.
const QUOTE: usize = 200;

/// Maximum number of kinds of data that a reply about another topic has lines for.
const MAX_KINDS_BESIDE: usize = 2;

impl<'a> Composer<'a> {
    /// Answers whether a kind of data is collected, and lists the other kinds in the question.
    pub(super) fn kinds(mut self, kind: &'a DataKind, also: &[Topic<'a>]) -> Reply {
        let others = also.iter().filter_map(|topic| if let Topic::Kind(other) = topic { Some(*other) } else { None });
        let kinds: Vec<_> = std::iter::once(kind).chain(others).collect();
        for kind in &kinds {
            self.kind(kind, kinds.len() > 1);
        }
        if self.policy.inventory.open_ended {
            self.passages.push(Passage {
                kind: PassageKind::Gap,
                body: vec![paragraph(vec![emphasis(self.messages.list_is_open())])],
                ..Passage::default()
            });
        }
        let names: Vec<_> = kinds.iter().map(|kind| kind.name.as_str()).collect();
        if self.policy.inventory.open_ended {
            self.brief.body.push(paragraph(vec![text(self.messages.list_is_open())]));
        }
        self.brief.body = compact(&self.brief.body);
        self.brief.source = self.source_line(self.policy.statement(&self.policy.inventory.statement).into_iter());
        let title = self.messages.kind_asked(&names.join(", "));
        let mut topics: Vec<_> = kinds.iter().flat_map(|kind| self.answered(kind).items).map(Topic::Data).collect();
        topics.extend(self.policy.statement(&self.policy.inventory.statement).map(Topic::Statement));
        let related = self.related(self.messages.menu_other_results(), &topics);
        let anchor =
            if kinds.len() == 1 && self.policy.answers_kinds() { kind.id.as_str() } else { carrot_core::Part::CollectedData.id() };
        let mut reply = self.finish(title, Some(related));
        reply.anchor = Some(anchor.to_owned());
        reply
    }

    /// Returns a line for each kind of data that a question names beside its topic: "are my card details safe" supposes that they are
    /// collected.
    pub(super) fn kinds_named(&self, topics: &[Topic<'a>]) -> Vec<Block> {
        if self.policy.inventory.unreviewed {
            return Vec::new();
        }
        let kinds = topics.iter().filter_map(|topic| if let Topic::Kind(kind) = topic { Some(*kind) } else { None });
        let line = |kind: &'a DataKind| {
            let answered = self.answered(kind);
            let (answer, more) = match answered.verdict {
                KindVerdict::Named => (self.messages.kind_listed(), String::new()),
                // Without these qualifiers, the line would reassure more than the list does.
                KindVerdict::NotNamed => {
                    let open =
                        if self.policy.inventory.open_ended { format!(" {}", self.messages.list_is_open()) } else { String::new() };
                    (self.messages.kind_not_named(), self.within_wider(&answered.wider) + &open)
                }
                KindVerdict::NotChecked => (self.messages.kind_not_checked(), String::new()),
                KindVerdict::NoList => return None,
            };
            Some(self.kind_line(Some(&kind.name), answer, &more))
        };
        compact(&kinds.take(MAX_KINDS_BESIDE).filter_map(line).collect::<Vec<_>>())
    }

    /// Answers whether the bot's list names a kind of data.
    fn answered(&self, kind: &'a DataKind) -> AnsweredKind<'a> {
        let LocalizedContent { language_version, original, .. } = self.localized;
        AnsweredKind::new(&language_version.question_vocabulary, self.policy, &original.text.policy, kind)
    }

    fn kind(&mut self, kind: &'a DataKind, several: bool) {
        let AnsweredKind { verdict, items, wider, mentions, .. } = self.answered(kind);
        let messages = self.messages;
        let title = several.then(|| kind.name.clone());
        self.mark_if_foreign(kind.id.as_str());
        if let Some(first) = items.first() {
            let byline = self.policy.statement(&first.statement).map(|statement| self.byline(statement));
            // The list says that data is collected: not that it is kept, and not whose it is. So the answer repeats the list, without a "yes".
            // A proposal of an import is no answer.
            let (passage, answer, more) = match verdict {
                KindVerdict::NotChecked => (
                    PassageKind::Reading,
                    format!("{}.", messages.not_checked_yet()),
                    format!(" {}{}{}.", messages.found_automatically(), messages.colon(), names(&items)),
                ),
                _ => {
                    let of_others = if self.of_others { format!(" {}", messages.kind_of_others()) } else { String::new() };
                    (PassageKind::Answer, messages.kind_named(&names(&items)), of_others)
                }
            };
            let steps = paragraph(vec![text(&self.not_stated_steps(&items))]);
            let body = vec![paragraph([vec![strong(&answer)], spans(&more)].concat()), steps.clone()];
            let line = self.kind_line(title.as_deref(), &answer, &more);
            self.brief.body.push(line);
            self.brief.body.push(steps);
            self.passages.push(Passage { kind: passage, title, byline, body, ..Passage::default() });
            return;
        }
        let not_named = match verdict {
            KindVerdict::NotChecked => self.messages.kind_not_checked(),
            KindVerdict::NoList => self.messages.policy_silent(),
            KindVerdict::Named | KindVerdict::NotNamed => self.messages.kind_not_named(),
        };
        let statement = self.policy.statement(&self.policy.inventory.statement);
        let byline = statement.map(|statement| self.byline(statement));
        let within = self.within_wider(&wider);
        self.brief.body.push(self.kind_line(title.as_deref(), not_named, &within));
        let body = vec![paragraph(vec![strong(not_named), text(&within)])];
        self.passages.push(Passage { kind: PassageKind::Gap, title, byline, body, ..Passage::default() });
        let statements: Vec<&Statement> = mentions.iter().map(|mention| mention.statement).collect();
        if !mentions.is_empty() {
            self.mark_brief_if_foreign(&statements);
            let lead = format!("{}{}", self.messages.kind_mentioned(), self.messages.colon().trim_end());
            self.brief.body.push(paragraph(vec![strong(&lead)]));
            let quotes: Vec<_> = mentions.iter().map(|mention| self.mention(mention)).collect();
            self.brief.body.push(bullets(quotes.into_iter()));
        }
        self.add_statements_under(PassageKind::Answer, self.messages.kind_mentioned(), &statements);
    }

    /// Returns the sentence that the list names wider kinds of data, which may include the kind. Empty if it names none.
    fn within_wider(&self, wider: &[&DataItem]) -> String {
        if wider.is_empty() { String::new() } else { format!(" {}", self.messages.kind_within(&names(wider))) }
    }

    /// Returns one line about a kind of data: `answer`, then `more`. The line begins with the kind's name if `name` is given.
    fn kind_line(&self, name: Option<&str>, answer: &str, more: &str) -> Block {
        paragraph(match name {
            Some(name) => self.labeled(name, &format!("{}{more}", lower_first(answer))),
            None => [vec![strong(answer)], spans(more)].concat(),
        })
    }

    /// Returns the title of a statement and the sentence in it that mentions a kind of data.
    fn mention(&self, mention: &Mention<'_>) -> Vec<Inline> {
        let title = text(&mention.statement.title);
        match &mention.quote {
            Some(quote) => {
                let quote = self.messages.quoted(&shorten(quote, QUOTE));
                vec![title, text(&format!("{}{quote}", self.messages.colon()))]
            }
            None => vec![title],
        }
    }

    /// Returns a sentence with the facts that are not stated about any of the items. Empty if all are stated.
    fn not_stated_steps(&self, items: &[&DataItem]) -> String {
        let inventory = &self.policy.inventory;
        let messages = self.messages;
        let not_stated = |step: Step| {
            inventory.stated_for_all(step).is_empty() && items.iter().all(|item| inventory.stated_for(item, step).is_empty())
        };
        let steps = [
            (messages.recipients(), not_stated(Step::Recipients)),
            (messages.storage(), not_stated(Step::Storage)),
            (messages.retention(), not_stated(Step::Retention)),
            (messages.deletion(), not_stated(Step::Deletion)),
        ];
        let steps: Vec<_> = steps.into_iter().filter(|(_, not_stated)| *not_stated).map(|(name, _)| name).collect();
        let label = if self.policy.inventory.unreviewed { messages.not_checked_yet() } else { messages.not_stated_by_bot() };
        if steps.is_empty() { String::new() } else { format!("{label}{}{}.", messages.colon(), steps.join(" · ")) }
    }

    /// Answers a question about the bot as a whole.
    pub(super) fn general(mut self, question: &'a GeneralQuestion) -> Reply {
        let AnsweredGeneral { extent, statements: own, why, beside, open, .. } = self.policy.answer_general(question);
        if extent != Extent::Present {
            let (kind, verdict) = match extent {
                Extent::Unreviewed => (PassageKind::Reading, self.messages.not_checked_yet()),
                Extent::Missing => (PassageKind::Gap, self.messages.not_stated_by_bot()),
                Extent::Partial | Extent::Present => (PassageKind::Answer, self.messages.in_part()),
            };
            let why = why.map(|why| format!(" {why}")).unwrap_or_default();
            let body = vec![verdict_with(verdict, &why)];
            self.brief.body.extend(body.iter().cloned());
            self.passages.push(Passage { kind, body, ..Passage::default() });
        }
        self.add_statements(PassageKind::Answer, None, &own);
        self.mark_brief_if_foreign(&own);
        let in_short = if self.brief.body.is_empty() { self.in_short(&own) } else { self.titles(&own) };
        self.brief.body.extend(in_short.into_iter().filter(|_| !own.is_empty()));
        self.brief.body.extend(question.note.iter().map(|note| paragraph(vec![text(note)])));
        self.brief.body = compact(&self.brief.body);
        self.brief.related_promise = self.related_promise(beside.iter().copied());
        self.brief.source = self.source_line(own.iter().copied()).or_else(|| self.own_source());
        if let Some(note) = &question.note {
            self.passages.push(Passage { kind: PassageKind::Reading, body: vec![paragraph(vec![text(note)])], ..Passage::default() });
        }
        self.asked_by(&open);
        self.add_related_statements(beside.into_iter());
        let topics: Vec<_> =
            question.requirements.iter().filter_map(|id| self.policy.requirement(id)).map(Topic::Requirement).collect();
        let related = self.related(self.messages.menu_rules(), &topics);
        let mut reply = self.finish(&question.ask, Some(related));
        reply.anchor = Some(question.id.to_string());
        reply
    }
}

/// Returns the names of items of data, separated by commas.
fn names(items: &[&DataItem]) -> String {
    items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>().join(", ")
}
