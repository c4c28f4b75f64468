//! Composes the short answer, which the first message of a reply shows: the answer in two lines.

use carrot_core::{
    PartyKind, SourceKind, Statement,
    text::{Block, plain},
};

use super::{
    Beside,
    composer::Composer,
    text::{bullets, compact, emphasis, paragraph, text},
};
use crate::limits::{self, shorten};

/// Maximum length of an unchecked answer in a line of the overview, in characters.
const BEGINNING: usize = 90;

impl<'a> Composer<'a> {
    /// Returns the party of a statement that is not the bot's, with the people to whom it is promised. These are never the bot's users.
    pub(super) fn addressed(&self, statement: &Statement) -> Option<String> {
        let messages = self.messages;
        let party = self.policy.party(&statement.party).filter(|party| party.kind != PartyKind::Bot)?;
        Some(match self.policy.promises_to(statement) {
            Some(_) if party.kind == PartyKind::Host => messages.to_customers(&party.name),
            Some(to) => messages.to_people(&party.name, to),
            None if party.kind == PartyKind::Editor => messages.promises_nothing(party.kind).trim_end_matches('.').to_owned(),
            None => format!("{} ({})", party.name, messages.no_promise(party.kind)),
        })
    }

    /// Returns statements in short: a single one in its own words, several by their titles. Statements of other parties come after the
    /// name of their party.
    pub(super) fn in_short(&self, statements: &[&Statement]) -> Vec<Block> {
        match statements {
            [one] => self.under(self.addressed(one), compact(&one.text)),
            several => self.titles(several),
        }
    }

    /// Returns the titles of statements, each group below the name of its party.
    pub(super) fn titles(&self, statements: &[&Statement]) -> Vec<Block> {
        let mut groups: Vec<(Option<String>, Vec<&str>)> = Vec::new();
        for statement in statements {
            let lead = self.addressed(statement);
            match groups.iter_mut().find(|(other, _)| *other == lead) {
                Some((_, titles)) => titles.push(&statement.title),
                None => groups.push((lead, vec![&statement.title])),
            }
        }
        let colon = self.messages.colon();
        let blocks = groups.into_iter().flat_map(|(lead, titles)| {
            let lead = lead.map(|lead| paragraph(vec![emphasis(&format!("{lead}{}", colon.trim_end()))]));
            lead.into_iter().chain([bullets(titles.into_iter().map(|title| vec![text(title)]))])
        });
        blocks.collect()
    }

    /// Returns blocks with a lead on the same line, or above it if they begin with a list.
    fn under(&self, lead: Option<String>, blocks: Vec<Block>) -> Vec<Block> {
        let Some(lead) = lead else { return blocks };
        let lead = emphasis(&format!("{lead}{}", self.messages.colon().trim_end()));
        let mut rest = blocks.into_iter().peekable();
        let first = match rest.next_if(|block| matches!(block, Block::Paragraph(_))) {
            Some(Block::Paragraph(inlines)) => [lead, text(" ")].into_iter().chain(inlines).collect(),
            _ => vec![lead],
        };
        std::iter::once(paragraph(first)).chain(rest).collect()
    }

    /// Returns the sources of statements with their dates, each once. If the statements are not the bot's, their lead names the party,
    /// so the source does not.
    pub(super) fn source_line<'s>(&self, statements: impl Iterator<Item = &'s Statement>) -> Option<String> {
        let mut lines: Vec<String> = Vec::new();
        for statement in statements {
            for cite in &statement.cites {
                let cited = self.policy.cited(cite);
                let date = self.messages.dated(cited.as_of, cited.effective);
                let line =
                    if self.policy.is_bots(statement) { self.of_bot(cited.title, &date) } else { format!("{}, {date}", cited.title) };
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        Some(lines.join(self.messages.semicolon())).filter(|line| !line.is_empty())
    }

    /// Returns the bot's own policy and its date, as the source of an answer that nothing is stated.
    pub(super) fn own_source(&self) -> Option<String> {
        let own =
            |source: &&carrot_core::Source| source.by.as_ref() == Some(&self.policy.bot.party) && source.kind == SourceKind::Document;
        let source = self.policy.sources.iter().find(own)?;
        Some(self.of_bot(&source.title, &self.messages.dated(source.as_of, source.effective)))
    }

    /// Returns the title of a document of the bot's, with the bot's name if the title lacks it.
    fn of_bot(&self, title: &str, date: &str) -> String {
        let bot = self.bot();
        if title.contains(bot) { format!("{title}, {date}") } else { format!("{bot} · {title}, {date}") }
    }

    /// Returns the first statement that the host promises to its own customers, and the number of further ones.
    pub(super) fn beside_line<'s>(&self, statements: impl Iterator<Item = &'s Statement>) -> Option<Beside> {
        let mut hosts = statements.filter(|it| self.is_by_host(it) && self.policy.promises_to(it).is_some());
        let first = hosts.next()?;
        let more = match hosts.count() {
            0 => String::new(),
            more => self.messages.and_more(more),
        };
        let date = first.cites.first().map(|cite| self.messages.as_of(self.policy.cited(cite).as_of)).unwrap_or_default();
        let lead = format!("{} ({date})", self.addressed(first)?);
        let foreign = self.localized.is_foreign(first.id.as_str());
        Some(Beside { lead, title: first.title.clone(), more, anchor: first.id.to_string(), foreign })
    }
}

/// The texts of statements that fit in the first message: the first in any case, and those behind it while there is room. Lists are
/// cut to what is left, so a text that does not fit would take the place of the one that answers. A text that only leads to the next one
/// says nothing without it.
pub(super) fn first_texts(statements: &[&Statement]) -> Vec<Block> {
    let mut room = limits::SHORT_PRIVACY;
    let mut leads = true;
    let fits = |statement: &&&Statement| {
        let text = plain(&statement.text);
        let length = limits::length(&text);
        let fits = leads || length < room;
        leads = text.trim_end().ends_with([':', '：']);
        room = if fits { room.saturating_sub(length) } else { 0 };
        fits
    };
    let shown: Vec<_> = statements.iter().take_while(fits).collect();
    shown.into_iter().flat_map(|statement| compact(&statement.text)).collect()
}

/// Returns the beginning of a statement's text in one line: its first block, and the list after it if the block introduces one.
pub(super) fn beginning(statement: &Statement) -> String {
    let first = statement.text.first().map(|block| plain(std::slice::from_ref(block))).unwrap_or_default();
    let leads = first.trim_end().ends_with([':', '：']);
    let shown = if leads { plain(&statement.text) } else { first };
    shorten(&shown.split_whitespace().collect::<Vec<_>>().join(" "), BEGINNING)
}
