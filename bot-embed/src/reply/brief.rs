//! Composes the parts of the short answer, which is in the first message of a reply: answer, source and host's promise.

use carrot_core::{
    PartyKind, SourceKind, Statement,
    text::{Block, plain},
};

use super::{
    Beside,
    composer::Composer,
    text::{bullets, compact, emphasis, paragraph, strong, text},
};
use crate::limits::{self, shorten};

/// Maximum length of the words before a list that do not name their subject, in UTF-16 units.
const LEAD: usize = 30;

/// Maximum length of an unchecked answer in a line of the overview, in characters.
const BEGINNING: usize = 90;

impl<'a> Composer<'a> {
    /// Returns the party of a statement of another party than the bot, with the people to whom it is a promise, who are never the bot's
    /// users. `None` for the bot's own statements.
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

    /// Returns statements in short: the text of a single one, or the titles of several. The name of a party other than the bot comes
    /// before its statements.
    pub(super) fn in_short(&self, statements: &[&Statement]) -> Vec<Block> {
        match statements {
            [one] => self.under(self.addressed(one), compact(&one.text)),
            several => self.titles(several),
        }
    }

    /// Returns the titles of statements as lists, one for each party. The name of a party other than the bot is above its list.
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

    /// Puts a lead before blocks: on the same line if they begin with a paragraph, otherwise on a line above.
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

    /// Returns the sources of statements with their dates, each once, in one line; `None` without sources. The bot's name is added to
    /// its own sources only, because the lead of another party's statement names that party.
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

    /// Returns the bot's own policy and its date, as the source of the answer "not stated". `None` if content has no document of the
    /// bot.
    pub(super) fn own_source(&self) -> Option<String> {
        let own =
            |source: &&carrot_core::Source| source.by.as_ref() == Some(&self.policy.bot.party) && source.kind == SourceKind::Document;
        let source = self.policy.sources.iter().find(own)?;
        Some(self.of_bot(&source.title, &self.messages.dated(source.as_of, source.effective)))
    }

    /// Returns the title of one of the bot's documents and its date, after the bot's name if the title lacks the name.
    fn of_bot(&self, title: &str, date: &str) -> String {
        let bot = self.bot();
        if title.contains(bot) { format!("{title}, {date}") } else { format!("{bot} · {title}, {date}") }
    }

    /// Returns the first of the statements that the host promises to its own customers, and the number of its other ones.
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

/// Returns the texts of statements that fit in the first message: the first in any case, and the next ones until one does not fit. A
/// text that does not fit is left out as a whole: otherwise the renderer would shorten the texts before it, which answer better. A text
/// that ends with a colon is useless without the next text, so that one is returned in any case, too. A text that does not name its
/// subject gets its title.
pub(super) fn first_texts(statements: &[&Statement]) -> Vec<Block> {
    let mut room = limits::SHORT_PRIVACY;
    let mut leads = true;
    let mut shown: Vec<&&Statement> = Vec::new();
    for statement in statements {
        let text = plain(&statement.text);
        let length = limits::length(&text) + subject(statement, false).map_or(0, limits::length);
        if !leads && length >= room {
            break;
        }
        shown.push(statement);
        leads = text.trim_end().ends_with([':', '：']);
        room = room.saturating_sub(length);
    }
    let mut introduced = true;
    let mut out = Vec::new();
    for statement in shown {
        out.extend(match subject(statement, introduced) {
            Some(title) => under_title(title, compact(&statement.text)),
            None => compact(&statement.text),
        });
        introduced = plain(&statement.text).trim_end().ends_with([':', '：']);
    }
    out
}

/// Puts a title before blocks: on the same line if they begin with a paragraph. The colon keeps it together with what follows.
fn under_title(title: &str, blocks: Vec<Block>) -> Vec<Block> {
    let colon = if title.ends_with(|c: char| c.is_alphanumeric() || c == ')') { ":" } else { "" };
    let title = strong(&format!("{title}{colon}"));
    let mut rest = blocks.into_iter().peekable();
    let first = match rest.next_if(|block| matches!(block, Block::Paragraph(_))) {
        Some(Block::Paragraph(inlines)) => [title, text(" ")].into_iter().chain(inlines).collect(),
        _ => vec![title],
    };
    std::iter::once(paragraph(first)).chain(rest).collect()
}

/// Returns the title of a statement whose text needs it: the text begins with a few words and a
/// colon ("Used for:" is about the title's subject), or with a list or a table that neither the
/// question nor a text introduces. `None` if the text begins with the title.
fn subject(statement: &Statement, introduced: bool) -> Option<&str> {
    let begins = match statement.text.first()? {
        first @ Block::Paragraph(_) => {
            let text = plain(std::slice::from_ref(first));
            text.trim_end().ends_with([':', '：']) && limits::length(&text) <= LEAD
        }
        Block::List { .. } | Block::Table { .. } => !introduced,
        _ => false,
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let title = letters(&statement.title);
    (begins && !title.is_empty() && !letters(&plain(&statement.text)).starts_with(&title)).then_some(statement.title.as_str())
}

/// Returns the beginning of a statement's text in one line: its first block, or the whole text if the first block ends with a colon.
pub(super) fn beginning(statement: &Statement) -> String {
    let first = statement.text.first().map(|block| plain(std::slice::from_ref(block))).unwrap_or_default();
    let leads = first.trim_end().ends_with([':', '：']);
    let shown = if leads { plain(&statement.text) } else { first };
    shorten(&shown.split_whitespace().collect::<Vec<_>>().join(" "), BEGINNING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(item: &str) -> Block {
        bullets(std::iter::once(vec![text(item)]))
    }

    #[test]
    fn texts_that_do_not_name_their_subject_get_their_title() {
        let content = crate::Content::baked().unwrap();
        let localized = content.for_locale(None);
        let any = localized.policy().statements().next().unwrap();
        let statement = |title: &str, blocks: Vec<Block>| Statement { title: title.to_owned(), text: blocks, ..any.clone() };
        let used = || vec![paragraph(vec![text("Used for:")]), list("errors")];
        let [first, second, lamp, leads] = [
            statement("We share with", vec![list("our host")]),
            statement("We do not share with", vec![list("advertisers")]),
            statement("Lampion Ltd.", used()),
            statement("Used for", used()),
        ];
        let shown = |statements: &[&Statement]| plain(&first_texts(statements));
        // The question introduces the first list.
        assert_eq!(shown(&[&first, &second]), "our host We do not share with: advertisers");
        assert_eq!(shown(&[&lamp]), "Lampion Ltd. Used for: errors");
        assert_eq!(shown(&[&leads]), "Used for: errors");
    }
}
