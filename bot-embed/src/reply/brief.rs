//! Composes the parts of the short answer, which is the first message of a reply: the answer, its source, and the host's promise.

use carrot_core::{
    Citation, Section, Statement, StatementId, group_by_key,
    sentence::sentences,
    text::{Block, Inline, plain},
};

use super::{
    RelatedPromise,
    composer::Composer,
    text::{bullets, compact, emphasis, paragraph, strong, text},
};
use crate::limits::{self, shorten};

/// Maximum length of a text that is too short to name its subject, in UTF-16 units.
const MAX_FEW_WORDS: usize = 30;

/// Maximum length of a line such as "Last updated: May 2026", in UTF-16 units.
const MAX_DATE_LINE: usize = 60;

/// Maximum length of the beginning of a statement, in UTF-16 units.
const MAX_BEGINNING: usize = 90;

impl<'a> Composer<'a> {
    /// Returns the party of a statement and the people whom it addresses, who are never the bot's users. `None` for the bot's own
    /// statements.
    pub(super) fn addressed(&self, statement: &Statement) -> Option<String> {
        self.messages.addressed(self.policy, statement)
    }

    /// Returns statements in short: the text of a single statement, or the titles of several. The name of a party comes before its
    /// statements, except for the bot's own.
    pub(super) fn in_short(&self, statements: &[&Statement]) -> Vec<Block> {
        match statements {
            [statement] => {
                let text = compact(&statement.text);
                match self.addressed(statement) {
                    Some(party) => after_lead(self.lead(&party), text),
                    None => text,
                }
            }
            several => self.titles(several),
        }
    }

    /// Returns the titles of statements as lists, one for each party. The name of a party is above its list, except for the bot's own.
    pub(super) fn titles(&self, statements: &[&Statement]) -> Vec<Block> {
        let groups = group_by_key(statements.iter().map(|statement| (self.addressed(statement), &statement.title)));
        let blocks = groups.into_iter().flat_map(|(party, titles)| {
            let lead = party.map(|party| paragraph(vec![self.lead(&party)]));
            lead.into_iter().chain([bullets(titles.into_iter().map(|title| vec![text(title)]))])
        });
        blocks.collect()
    }

    /// Returns the words before a party's statements, with a colon.
    fn lead(&self, words: &str) -> Inline {
        emphasis(&format!("{words}{}", self.messages.colon().trim_end()))
    }

    /// Returns the sources of statements with their dates, each once, in one line; `None` without sources. Only the bot's own sources get
    /// the name of their party: for other sources, the lead of the statements names it.
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

    /// Returns the date of the source that a citation names.
    pub(super) fn date_of(&self, cite: &Citation) -> String {
        let cited = self.policy.cited(cite);
        self.messages.dated(cited.as_of, cited.effective)
    }

    /// Returns the bot's own policy and its date. It is the source of the answer "not stated". `None` if content has no document of the
    /// bot.
    pub(super) fn own_source(&self) -> Option<String> {
        let source = self.policy.own_documents().next()?;
        Some(self.of_bot(&source.title, &self.messages.dated(source.as_of, source.effective)))
    }

    /// Returns the title and date of one of the bot's documents. If the title does not contain the bot's name, the name comes first.
    fn of_bot(&self, title: &str, date: &str) -> String {
        let bot = self.bot();
        if title.contains(bot) { format!("{title}, {date}") } else { format!("{bot} · {title}, {date}") }
    }

    /// Returns the promise of the host to its own customers that is closest to the question, and the number of its other promises. For
    /// "Is there a firewall", the question is how data is protected, and the statement about firewalls is returned.
    pub(super) fn related_promise<'s>(&'s self, statements: impl Iterator<Item = &'s Statement>) -> Option<RelatedPromise> {
        let is_promise = |statement: &&Statement| self.is_by_host(statement) && self.policy.promises_to(statement).is_some();
        let promises: Vec<&Statement> = statements.filter(is_promise).collect();
        // A statement that the question names counts only if its section has one of these promises.
        let has = |section: &Section, id: &StatementId| section.statements.iter().any(|other| other.id == *id);
        let is_beside = |statement: &&Statement| {
            let mut sections = self.policy.sections.iter().filter(|section| has(section, &statement.id));
            sections.any(|section| promises.iter().any(|listed| has(section, &listed.id)))
        };
        let found = self.found.iter().filter_map(|id| self.policy.statements().find(|statement| statement.id == **id));
        let found: Vec<&Statement> = found.filter(is_promise).filter(is_beside).collect();
        let listed = found.iter().find(|statement| promises.iter().any(|listed| listed.id == statement.id));
        let first = *listed.or(found.first()).or(promises.first())?;
        let more = match promises.iter().filter(|statement| statement.id != first.id).count() {
            0 => String::new(),
            more => self.messages.and_more(more),
        };
        let date = first.cites.first().map(|cite| self.date_of(cite)).unwrap_or_default();
        let lead = format!("{} ({date})", self.addressed(first)?);
        let foreign = self.localized.is_foreign(first.id.as_str());
        Some(RelatedPromise { lead, title: first.title.clone(), more, anchor: first.id.to_string(), foreign })
    }
}

/// Returns the texts of statements as parts of an answer. A text that ends with a colon introduces the text that follows it in the
/// policy, so both are one part. It is not put before any other text, because it would then mean something that the policy does not
/// state. A text that does not name its subject gets a title: see [`subject_title`]. `section` returns the title of a statement's
/// section, and `follows` returns whether a statement comes right after another in the policy.
pub(super) fn parts<'s>(
    statements: &[&'s Statement],
    section: impl Fn(&Statement) -> Option<&'s str>,
    follows: impl Fn(&Statement, &Statement) -> bool,
) -> Vec<Vec<Block>> {
    let mut out: Vec<Vec<Block>> = Vec::new();
    let mut lead: Option<&Statement> = None;
    for statement in statements {
        let introduced = lead.is_some_and(|lead| follows(statement, lead));
        let text = compact(&statement.text);
        let blocks = match subject_title(statement, section(statement)).filter(|_| !introduced) {
            Some(title) => under_title(title, text),
            None => text,
        };
        match out.last_mut().filter(|_| introduced) {
            Some(part) => part.extend(blocks),
            None => out.push(blocks),
        }
        lead = Some(*statement).filter(|statement| ends_with_colon(&plain(&statement.text)));
    }
    out
}

fn ends_with_colon(text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
}

/// Returns the text of a single block.
fn plain_block(block: &Block) -> String {
    plain(std::slice::from_ref(block))
}

/// Puts a title before blocks. A colon after the title keeps it together with the blocks when the answer is shortened.
fn under_title(title: &str, blocks: Vec<Block>) -> Vec<Block> {
    let colon = if title.ends_with(|c: char| c.is_alphanumeric() || c == ')') { ":" } else { "" };
    after_lead(strong(&format!("{title}{colon}")), blocks)
}

/// Puts a lead before blocks: on the same line if they begin with a paragraph, otherwise on a line above.
fn after_lead(lead: Inline, blocks: Vec<Block>) -> Vec<Block> {
    let mut rest = blocks.into_iter().peekable();
    let first = match rest.next_if(|block| matches!(block, Block::Paragraph(_))) {
        Some(Block::Paragraph(inlines)) => [lead, text(" ")].into_iter().chain(inlines).collect(),
        _ => vec![lead],
    };
    std::iter::once(paragraph(first)).chain(rest).collect()
}

/// Returns the title of a statement whose text does not name its subject: a list, a table, a few words, or a text that begins with a few
/// words and a colon. Without the title, "Used for:" would not say what is used, and the list below "What we never do" would seem to name
/// things that are done. If the text contains the title, returns the title of the section instead. `None` for other texts.
fn subject_title<'s>(statement: &'s Statement, section: Option<&'s str>) -> Option<&'s str> {
    let text = plain(&statement.text);
    let few = |text: &str| limits::length(text) <= MAX_FEW_WORDS;
    let section = match statement.text.first()? {
        Block::List { .. } | Block::Table { .. } => section,
        _ if few(&text) => section,
        first @ Block::Paragraph(_) if few(&plain_block(first)) && ends_with_colon(&plain_block(first)) => None,
        _ => return None,
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let text = letters(&text);
    let is_new = |title: &&str| {
        let title = letters(title.trim_end_matches('…'));
        !title.is_empty() && !text.contains(&title)
    };
    [Some(statement.title.as_str()), section].into_iter().flatten().find(is_new)
}

/// Puts the verdict above an answer. If the answer is one sentence that introduces a list, the sentence is on the line below the verdict,
/// so that the list has more room. Several sentences stay a separate paragraph, because the first sentence of a paragraph is never left
/// out.
pub(super) fn below_verdict(verdict: Vec<Block>, answer: Vec<Block>) -> Vec<Block> {
    let introduces = match answer.as_slice() {
        [first @ Block::Paragraph(_), Block::List { .. } | Block::Table { .. }, ..] => sentences(&plain_block(first)).len() == 1,
        _ => false,
    };
    let all = [verdict, answer].concat();
    if introduces { compact(&all) } else { all }
}

/// Returns the beginning of a statement's text in one line: its first block, or the whole text if the first block ends with a colon.
/// Skips a date above the text, because a date answers no question.
pub(super) fn beginning(statement: &Statement) -> String {
    let dates = statement.text.iter().take_while(|block| is_date(block)).count();
    let text = statement.text.get(dates..).filter(|rest| !rest.is_empty()).unwrap_or(&statement.text);
    let first = text.first().map(plain_block).unwrap_or_default();
    let shown = if ends_with_colon(&first) { plain(text) } else { first };
    shorten(&shown.split_whitespace().collect::<Vec<_>>().join(" "), MAX_BEGINNING)
}

/// Returns true for a line such as "Last updated: May 2026".
fn is_date(block: &Block) -> bool {
    let text = plain_block(block);
    let is_year = |number: &str| number.len() == 4 && matches!(number.parse(), Ok(1990..=2100));
    matches!(block, Block::Paragraph(_))
        && limits::length(&text) <= MAX_DATE_LINE
        && text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginning_skips_a_date_above_the_text() {
        let content = crate::Content::baked().unwrap();
        let localized = content.for_locale(None);
        let any = localized.policy().statements().next().unwrap();
        let beginning_of = |texts: &[&str]| {
            let text = texts.iter().map(|line| paragraph(vec![text(line)])).collect();
            beginning(&Statement { text, ..any.clone() })
        };
        assert_eq!(beginning_of(&["Updated: 2026-03-05", "Lamps are lit."]), "Lamps are lit.");
        assert_eq!(beginning_of(&["最終更新: 2026年3月", "灯がともります。"]), "灯がともります。");
        assert_eq!(beginning_of(&["Updated: 2026-03-05"]), "Updated: 2026-03-05");
        assert_eq!(beginning_of(&["We keep 4 lamps.", "They shine."]), "We keep 4 lamps.");
    }

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
        let introduces = statement("Sharing", vec![paragraph(vec![text("We give data to these companies, and to nobody else:")])]);
        let shown =
            |statements: &[&Statement]| parts(statements, |_| None, |_, _| true).iter().map(|part| plain(part)).collect::<Vec<_>>();
        assert_eq!(shown(&[&first, &second]), ["We share with: our host", "We do not share with: advertisers"]);
        let untitled = statement("our host", vec![list("our host")]);
        assert_eq!(plain(&parts(&[&untitled], |_| Some("We never use"), |_, _| true).concat()), "We never use: our host");
        // In the policy, another text comes after the colon.
        assert_eq!(parts(&[&introduces, &first], |_| None, |_, _| false).len(), 2);
        assert_eq!(shown(&[&lamp]), ["Lampion Ltd. Used for: errors"]);
        assert_eq!(shown(&[&leads]), ["Used for: errors"]);
        assert_eq!(
            shown(&[&introduces, &first, &second]),
            ["We give data to these companies, and to nobody else: our host", "We do not share with: advertisers",]
        );
    }
}
