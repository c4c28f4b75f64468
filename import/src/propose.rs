//! Proposes answers to requirements, and data items of the policy, with the vocabulary. Proposals are not facts: the author checks
//! them.

use std::collections::BTreeMap;

use crate::{
    links::first_mail,
    outline::{Outline, Statement, first_sentence},
    slug::Ids,
    tree::{Block, BlockKind, Inline, Row, plain, plain_blocks},
    vocabulary::{LAST, Topic, Vocabulary, compared},
    write,
};

/// Maximum number of proposed statements for a requirement by their headings.
const MAX_HEADED: usize = 10;

/// Maximum number of proposed statements for a requirement by their texts only.
const MAX_BY_TEXT: usize = 5;

/// The score of one strong word: see [`Topic::weight`].
const ONE_STRONG_WORD: usize = 2;

/// Maximum length of a data item's name.
const MAX_NAME: usize = 80;

/// Maximum length of a text about a data item in a table.
const MAX_TOLD: usize = 200;

/// Requirements that a column of a table answers, by its stage.
const COLUMNS: [(&str, &str); 5] = [
    ("discord-what", "name"),
    ("discord-retain", "retention"),
    ("discord-use", "purpose"),
    ("discord-share", "recipients"),
    ("discord-deletion-how", "deletion"),
];

/// The most contacts that are proposed.
const MAX_CONTACTS: usize = 5;

/// Maximum number of proposed data items.
const MAX_ITEMS: usize = 60;

/// A statement with the words to compare.
struct Candidate<'o> {
    id: &'o str,
    /// Its own heading; empty if the title was made from the text.
    heading: String,
    section: String,
    /// The position of its section.
    section_at: usize,
    /// The numbers of topics that its heading and that of its section are about.
    topics: (usize, usize),
    /// True for text above the first heading or below the last horizontal line: it is about the
    /// policy more often than about data.
    beside: bool,
    text: String,
    /// The sentences of the text: each item of a list behind the words that introduce it, each row of a table.
    sentences: Vec<String>,
    /// The stages that columns of its tables are about.
    stages: Vec<&'static str>,
    reachable: Reachable,
    statement: &'o Statement,
}

/// The kind of address in a statement to which people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reachable {
    No,
    /// An invitation, a form or an account.
    Link,
    Mail,
}

/// The ids of statements in the order of the outline.
pub(crate) type StatementIds = Vec<Vec<String>>;

/// A requirement with the statements that may answer it. Empty: not mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub(crate) requirement: String,
    pub(crate) statements: Vec<String>,
}

/// A data item that the policy may list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) statement: String,
    /// The stage and the text that a table gives for it.
    pub(crate) told: Vec<(String, String)>,
}

/// A mail address, an invitation to a Discord server, or a form that a statement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) kind: &'static str,
    pub(crate) to: String,
    pub(crate) statement: String,
}

/// Proposes the contacts that statements name, each once.
pub(crate) fn contacts(outline: &Outline, ids: &StatementIds) -> Vec<Contact> {
    let mut out: Vec<Contact> = Vec::new();
    let statements = outline.sections.iter().zip(ids).flat_map(|(section, ids)| section.statements.iter().zip(ids));
    for (statement, id) in statements {
        let mut text = String::new();
        write::blocks(&statement.blocks, &mut text);
        let mut found = Vec::new();
        let mut rest = text.as_str();
        while let Some((start, end)) = first_mail(rest) {
            found.push(("mail", rest.get(start..end).unwrap_or_default().to_owned()));
            rest = rest.get(end..).unwrap_or_default();
        }
        for start in ["discord.gg/", "discord.com/invite/"] {
            for (at, _) in text.match_indices(start) {
                let code = text.get(at + start.len()..).unwrap_or_default();
                let code = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
                found.extend((!code.is_empty()).then(|| ("discord", format!("https://{start}{code}"))));
            }
        }
        let address = |word: &&str| word.starts_with("https://") && FORMS.iter().any(|form| word.contains(form));
        let addresses = text.split(|c: char| c.is_whitespace() || "<>()[]\"".contains(c)).filter(address);
        found.extend(addresses.map(|to| ("form", to.trim_end_matches(['.', ',', ';']).to_owned())));
        for (kind, to) in found {
            if out.len() < MAX_CONTACTS && !out.iter().any(|other| other.to.eq_ignore_ascii_case(&to)) {
                out.push(Contact { kind, to, statement: id.clone() });
            }
        }
    }
    out
}

/// Parts of the addresses of pages on which people write.
const FORMS: [&str; 5] = ["/issues", "/discussions", "forms.gle/", "docs.google.com/forms", "tally.so/"];

/// Addresses at which people are asked to write: invitations, trackers of issues, forms and accounts.
const REACHED_AT: [&str; 9] = [
    "discord.gg/",
    "discord.com/invite/",
    "/issues",
    "/discussions",
    "forms.gle/",
    "docs.google.com/forms",
    "https://t.me/",
    "(at)",
    "[at]",
];

/// Two words for the signs of a mail address that is spelt out, in the form of [`compared`].
const SPELT: [(&str, &str); 6] =
    [("at", "dot"), ("at", "punkt"), ("at", "punto"), ("arroba", "punto"), ("arobase", "point"), ("собака", "точка")];

/// Returns the kind of the address at which people are asked to write, in a text as it is written.
fn reaches(written: &str) -> Reachable {
    let lower = written.replace('\\', "").to_lowercase();
    let text = compared(&lower);
    let words: Vec<&str> = text.split_whitespace().collect();
    let spelt = |(at, dot): &(&str, &str)| words.windows(4).any(|four| matches!(four, [_, sign, _, end] if sign == at && end == dot));
    if first_mail(written).is_some() || SPELT.iter().any(spelt) {
        return Reachable::Mail;
    }
    if REACHED_AT.iter().any(|address| lower.contains(address)) { Reachable::Link } else { Reachable::No }
}

/// The word of `vocabulary.toml` for a command in a sentence.
const COMMAND: &str = "slashcommand";

/// Returns true if a text names a command, such as `/forget`. A path in a file has more slashes.
fn has_command(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "`\"'(「（".contains(c)).any(|word| {
        let name = word.strip_prefix('/').unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains('/')
    })
}

/// Adds the sentences of blocks, in the form of [`compared`]. `lead` is the text before the blocks that introduces them.
fn sentences_of(blocks: &[Block], lead: &str, out: &mut Vec<String>) {
    let mut lead = lead.to_owned();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => {
                let text = plain(inlines);
                let mut rest = text.trim();
                let mut last = "";
                while !rest.is_empty() {
                    last = first_sentence(rest);
                    let command = if has_command(last) { COMMAND } else { "" };
                    out.push(compared(&format!("{lead} {last} {command}")));
                    rest = rest.get(last.len()..).unwrap_or_default().trim_start();
                }
                let leads = last.ends_with([':', '：']) && last.len() <= MAX_TOLD;
                lead = if leads { last.to_owned() } else { String::new() };
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    sentences_of(item, &lead, out);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Footnote { blocks: inner, .. } => sentences_of(inner, &lead, out),
            BlockKind::Code(code) => out.push(compared(code)),
            BlockKind::Table(rows) => {
                let row = |row: &Row| row.cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" ");
                out.extend(rows.iter().map(|it| compared(&row(it))));
            }
            BlockKind::Rule => {}
        }
    }
}

/// Returns the stages that the columns of tables are about. Names of data count only beside facts
/// about the data.
fn stages(blocks: &[Block]) -> Vec<&'static str> {
    let heads = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(rows) => rows.first().filter(|head| head.head),
        _ => None,
    });
    let mut stages: Vec<&str> = heads.flat_map(|head| &head.cells).filter_map(|cell| Vocabulary::get().stage(&plain(cell))).collect();
    let lists_data = blocks.iter().any(|block| matches!(&block.kind, BlockKind::Table(rows) if !of_table(rows).is_empty()));
    stages.retain(|stage| *stage != "name" || lists_data);
    stages
}

fn candidates<'o>(outline: &'o Outline, ids: &'o StatementIds, topics: &[Topic]) -> Vec<Candidate<'o>> {
    let mut out = Vec::new();
    for (section_at, (section, ids)) in outline.sections.iter().zip(ids).enumerate() {
        let title = section.title.clone().unwrap_or_default();
        for (statement, id) in section.statements.iter().zip(ids) {
            let heading = if statement.headed { Some(&statement.title) } else { statement.under.as_ref() };
            let heading = heading.map(|heading| compared(heading)).unwrap_or_default();
            let plain = plain_blocks(&statement.blocks);
            let mut written = String::new();
            write::blocks(&statement.blocks, &mut written);
            let reachable = reaches(&written);
            let beside = section.title.is_none() && outline.sections.len() > 2;
            let (section, text) = (compared(&title), compared(&plain));
            let heads = |text: &str| topics.iter().filter(|topic| topic.heads(text)).count();
            let topics = (if heading.is_empty() { 0 } else { heads(&heading) }, heads(&section));
            let stages = stages(&statement.blocks);
            let mut sentences = Vec::new();
            sentences_of(&statement.blocks, "", &mut sentences);
            out.push(Candidate { id, heading, section, section_at, topics, beside, text, sentences, stages, reachable, statement });
        }
    }
    out
}

/// Proposes answers to all requirements, in their order.
pub(crate) fn answers(outline: &Outline, ids: &StatementIds, topics: &[Topic], requirements: &[String]) -> Vec<Proposal> {
    let candidates = candidates(outline, ids, topics);
    let of = |requirement: &String| topics.iter().find(|topic| topic.requirements.contains(requirement));
    let proposal = |requirement: &String| Proposal {
        requirement: requirement.clone(),
        statements: of(requirement).map(|topic| statements(topic, &candidates)).unwrap_or_default(),
    };
    requirements.iter().map(proposal).collect()
}

fn has_list(statement: &Statement) -> bool {
    statement.blocks.iter().any(|block| matches!(block.kind, BlockKind::List { .. } | BlockKind::Table(_)))
}

/// Returns the statements that may answer a topic, the best first, because a reply begins with the first: those under a heading that
/// names the topic, then others by the score of their texts.
fn statements(topic: &Topic, candidates: &[Candidate<'_>]) -> Vec<String> {
    let headed = |candidate: &Candidate<'_>| topic.heads(&candidate.heading) || topic.heads(&candidate.section);
    let collected = topic.requirements.iter().any(|requirement| requirement == "discord-what");
    let contact = topic.requirements.iter().any(|requirement| requirement == "gdpr-controller");
    let weight = |candidate: &Candidate<'_>| {
        let Candidate { sentences, text, stages, reachable, .. } = candidate;
        let told =
            COLUMNS.iter().any(|(requirement, stage)| topic.requirements.iter().any(|it| it == requirement) && stages.contains(stage));
        let weight = topic.weight(&topic.read(text, sentences));
        let reached = match reachable {
            _ if !contact || topic.is_of_children(text) => 0,
            Reachable::No => 0,
            // Links are in many statements: "We announce changes on our server."
            Reachable::Link if weight == 0 => ONE_STRONG_WORD,
            Reachable::Link | Reachable::Mail => 2 * ONE_STRONG_WORD,
        };
        weight + ONE_STRONG_WORD * usize::from(told) + reached
    };
    let weights: Vec<usize> = candidates.iter().map(weight).collect();
    let ranks: Vec<usize> = candidates.iter().map(|candidate| topic.rank(&candidate.sentences)).collect();
    let mut chosen: Vec<usize> = (0..candidates.len()).filter(|at| headed(&candidates[*at])).collect();
    // Of two sections, the one that says more comes first: "Storage" has the place, "Deletion" the number of days.
    let mut most: BTreeMap<usize, usize> = BTreeMap::new();
    for at in &chosen {
        let most = most.entry(candidates[*at].section_at).or_default();
        *most = (*most).max(weights[*at]);
    }
    let denied = |at: usize| {
        let begins = candidates[at].text.split(' ').take(6).collect::<Vec<_>>().join(" ");
        collected && negates(&format!("{begins} "))
    };
    // If a statement says what is collected, "We do not collect your name" comes behind it.
    let lists = chosen.iter().any(|at| !denied(*at) && (has_list(candidates[*at].statement) || !negates(&candidates[*at].text)));
    chosen.sort_by_cached_key(|at| {
        let Candidate { heading, section, section_at, topics, reachable, .. } = &candidates[*at];
        // "What we do not collect" is about the topic, but behind what is collected.
        let negated = negates(if heading.is_empty() { section } else { heading }) || (lists && denied(*at));
        // A heading below one about this topic may be about another: "Storage and security" and below it "Storage period".
        let elsewhere = topics.0 > 0 && !topic.heads(heading);
        // A section may head several topics ("Security, minors and changes"): its statements about this one come first.
        let silent = if contact { *reachable == Reachable::No } else { topics.1 > 1 && weights[*at] < ONE_STRONG_WORD };
        (negated, ranks[*at], std::cmp::Reverse(most.get(section_at).copied()), elsewhere, silent)
    });
    chosen.truncate(MAX_HEADED);
    // If a heading matched, texts elsewhere need two strong words; otherwise, one is enough.
    let enough = if chosen.is_empty() { ONE_STRONG_WORD } else { 2 * ONE_STRONG_WORD };
    let mut by_text: Vec<(usize, usize)> = weights.iter().copied().zip(0..).collect();
    by_text.retain(|(weight, at)| (*weight >= enough || ranks[*at] < LAST) && !chosen.contains(at));
    by_text.sort_by_key(|(weight, at)| {
        let beside = if candidates[*at].beside { ONE_STRONG_WORD } else { 0 };
        (ranks[*at], std::cmp::Reverse(weight.saturating_sub(beside)), *at)
    });
    chosen.extend(by_text.into_iter().take(MAX_BY_TEXT).map(|(_, at)| at));
    // Sort by rank again, across headings: "Data is deleted after 30 days" is below "Deletion", but
    // the way to request deletion may be below "Your rights".
    chosen.sort_by_key(|at| ranks[*at]);
    chosen.into_iter().map(|at| candidates[at].id.to_owned()).collect()
}

/// Proposes data items: the rows of tables about data, and the items of lists that are introduced as collected data. Returns the
/// statement that introduces them, too.
pub(crate) fn items(
    outline: &Outline,
    ids: &StatementIds,
    topics: &[Topic],
    used: &mut Ids,
    avoid: &dyn Fn(&str) -> bool,
) -> (Option<String>, Vec<Item>) {
    let candidates = candidates(outline, ids, topics);
    let Some(topic) = topics.iter().find(|topic| topic.requirements.iter().any(|it| it == "discord-what")) else {
        return (None, Vec::new());
    };
    let proposed = statements(topic, &candidates);
    let mut out: Vec<Item> = Vec::new();
    // "What we do not collect" lists no collected data, nor do the sections below it.
    for candidate in candidates.iter().filter(|it| !negates(&it.heading) && !negates(&it.section)) {
        for block in &candidate.statement.blocks {
            let named = match &block.kind {
                BlockKind::Table(rows) => of_table(rows),
                BlockKind::List { items, .. } if collects(topics, topic, candidate, block) => of_list(items),
                _ => Vec::new(),
            };
            for (name, told) in named {
                if out.len() == MAX_ITEMS {
                    break;
                }
                let known = out.iter().any(|item| compared(&item.name) == compared(&name));
                // "No passwords" in a list of data names no data.
                if !known && !negates(&compared(&name)) {
                    let id = used.give(&format!("data {name}"), "data-item", avoid);
                    out.push(Item { id, name, statement: candidate.id.to_owned(), told });
                }
            }
        }
    }
    let first = out.first().map(|item| item.statement.clone()).or_else(|| proposed.first().cloned());
    (first.or_else(|| candidates.first().map(|candidate| candidate.id.to_owned())), out)
}

/// Returns true if the heading or the paragraph before a list says that it lists collected data.
fn collects(topics: &[Topic], topic: &Topic, candidate: &Candidate<'_>, list: &Block) -> bool {
    let blocks = &candidate.statement.blocks;
    let at = blocks.iter().position(|block| std::ptr::eq(block, list)).unwrap_or_default();
    let intro = at.checked_sub(1).and_then(|at| blocks.get(at)).map(|block| compared(&plain_blocks(std::slice::from_ref(block))));
    let heading = if candidate.heading.is_empty() { &candidate.section } else { &candidate.heading };
    let about = |requirement: &str| topics.iter().find(|it| it.requirements.iter().any(|it| it == requirement));
    // "You have the following data protection rights:"
    let lists_rights = |rights: &Topic| rights.heads(heading) || intro.as_ref().is_some_and(|intro| rights.heads(intro));
    if about("gdpr-rights").is_some_and(lists_rights) {
        return false;
    }
    // "Purposes of collection": the list is of purposes, unless its introduction says otherwise.
    if let Some(purpose) = about("gdpr-purposes").filter(|purpose| purpose.heads(heading)) {
        return intro.is_some_and(|intro| topic.weight(&intro) >= 2 && purpose.weight(&intro) == 0 && !negates(&intro));
    }
    if topic.heads(&candidate.heading) || (candidate.heading.is_empty() && topic.heads(&candidate.section)) {
        return !intro.is_some_and(|intro| negates(&intro));
    }
    // "Information we collect", and below it "Message data" with a list.
    let neutral = !candidate.heading.is_empty() && candidate.topics.0 == 0 && topic.heads(&candidate.section);
    if neutral && !negates(&candidate.heading) {
        return !intro.is_some_and(|intro| negates(&intro));
    }
    intro.is_some_and(|intro| topic.weight(&intro) >= 2 && !negates(&intro))
}

/// Returns true for an introduction such as "We do not collect:", in the form of [`compared`].
pub(crate) fn negates(intro: &str) -> bool {
    [
        " not ",
        " never ",
        " nicht ",
        " kein",
        " nie ",
        " niemals ",
        " pas ",
        " jamais ",
        " nunca ",
        " aucun",
        " no ",
        " nao ",
        " не ",
        "ません",
        "しない",
        "不会",
        "不收集",
    ]
    .iter()
    .any(|no| intro.contains(no))
}

pub(crate) type Named = Vec<(String, Vec<(String, String)>)>;

/// Returns the names of a list's items: the bold beginning, the text before a colon or dash, or all
/// of a short item.
pub(crate) fn of_list(items: &[Vec<Block>]) -> Named {
    let name = |item: &Vec<Block>| {
        let BlockKind::Paragraph(inlines) = &item.first()?.kind else { return None };
        let strong = match inlines.first() {
            Some(Inline::Strong(text)) => Some(plain(text)),
            _ => None,
        };
        let text = strong.unwrap_or_else(|| plain(inlines));
        let end = [":", "：", " – ", " — ", " - ", " ("].iter().filter_map(|mark| text.find(mark)).filter(|at| *at > 0).min();
        let name = text.get(..end.unwrap_or(text.len()))?.trim().trim_end_matches(['.', ';', ',', '。', '、', ':', '：']);
        Some(name.to_owned()).filter(|name| is_name(name))
    };
    items.iter().filter_map(name).map(|name| (name, Vec::new())).collect()
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=MAX_NAME).contains(&length) && name.split_whitespace().count() <= 9 && name.chars().any(char::is_alphabetic)
}

/// Returns the rows of a table whose first column names data, and which have facts about it.
fn of_table(rows: &[Row]) -> Named {
    let Some((head, rows)) = rows.split_first().filter(|(head, _)| head.head) else { return Vec::new() };
    let stages: Vec<Option<&str>> = head.cells.iter().map(|cell| Vocabulary::get().stage(&plain(cell))).collect();
    let tells = stages.iter().any(|stage| matches!(stage, Some("purpose" | "retention" | "storage" | "deletion" | "recipients")));
    let Some(named) = stages.iter().position(|stage| *stage == Some("name")).filter(|_| tells) else { return Vec::new() };
    let row = |row: &Row| {
        let text = |at: usize| row.cells.get(at).map(|cell| plain(cell).split_whitespace().collect::<Vec<_>>().join(" "));
        let name = text(named).filter(|name| is_name(name))?;
        let mut told: Vec<(String, String)> = Vec::new();
        for (at, stage) in stages.iter().enumerate() {
            let (Some(stage), Some(text)) = (stage.filter(|stage| *stage != "name"), text(at)) else { continue };
            let says = text.chars().any(char::is_alphanumeric) && text.chars().count() <= MAX_TOLD;
            if says && !told.iter().any(|(other, _)| other == stage) {
                told.push((stage.to_owned(), text));
            }
        }
        Some((name, told))
    };
    rows.iter().filter_map(row).collect()
}
