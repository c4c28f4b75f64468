//! Proposes answers to requirements with the vocabulary. Proposals are not facts: the author checks them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    headings::{is_heading_only, label_of},
    leads::{announces, leads_to_no_data, leads_to_reasons},
    names::{of_list, without_brackets},
    negation::negates,
    outline::{Outline, Section, Statement, StatementIds},
    reach::{Reachable, reaches},
    statement_text::{sentences_of, stages},
    titles::{names_policy, names_terms},
    tree::{Block, BlockKind, Inline, plain, plain_blocks},
    vocabulary::{LAST, Topic, Vocabulary, compared, refers},
};

/// Maximum number of proposed statements for a requirement by their headings.
const MAX_HEADED: usize = 10;

/// Maximum number of proposed statements for a requirement by their texts only.
const MAX_BY_TEXT: usize = 5;

/// Maximum length of a heading, in bytes.
const MAX_HEADING: usize = 200;

/// Maximum length of a line that is nothing but a date.
const MAX_DATE: usize = 60;

/// The score of one strong word: see [`Topic::weight`].
const ONE_STRONG_WORD: usize = 2;

/// Beginnings of texts that are a reason for something, in the form of [`compared`].
const REASONS: [&str; 6] = [" to ", " um ", " pour ", " para ", " чтобы ", " для "];

/// Requirements that a column of a table answers, by its stage.
const COLUMNS: [(&str, &str); 5] = [
    ("discord-what", "name"),
    ("discord-retain", "retention"),
    ("discord-use", "purpose"),
    ("discord-share", "recipients"),
    ("discord-deletion-how", "deletion"),
];

/// A statement with the words to compare.
pub(crate) struct Candidate<'o> {
    pub(crate) id: &'o str,
    /// Its own heading; empty if the title was made from the text.
    pub(crate) heading: String,
    pub(crate) section: String,
    /// True if its heading or that of its section denies something: "What we do not collect".
    pub(crate) denied: bool,
    /// The position of its section.
    section_at: usize,
    /// The numbers of topics that its heading and that of its section are about.
    pub(crate) topics: (usize, usize),
    /// True if its text is nothing but a date.
    dated: bool,
    /// True for text above the first heading or below the last rule: it is about the policy more often than about data.
    beside: bool,
    text: String,
    /// The sentences of the text that do not refer to another section: each item of a list after the words that introduce it, each
    /// row of a table.
    sentences: Vec<String>,
    /// These sentences as one text.
    joined: String,
    /// True if other sentences refer to another section.
    refers: bool,
    /// The stages that columns of its tables are about.
    stages: Vec<&'static str>,
    reachable: Reachable,
    /// True if it names an officer for data protection, and no other address.
    pub(crate) officer: bool,
    /// True if its section is in another language than the policy, or of the terms of service beside it: the policy in the main language
    /// comes first.
    pub(crate) foreign: bool,
    pub(crate) statement: &'o Statement,
}

impl Candidate<'_> {
    /// Returns its own heading, or that of its section.
    fn nearest(&self) -> &str {
        if self.heading.is_empty() { &self.section } else { &self.heading }
    }
}

/// A requirement with the statements that may answer it. Empty: not mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub(crate) requirement: String,
    pub(crate) statements: Vec<String>,
}

/// Returns the statements of a policy in the language `lang`, without those that only explain words.
pub(crate) fn candidates<'o>(outline: &'o Outline, ids: &'o StatementIds, topics: &[Topic], lang: &str) -> Vec<Candidate<'o>> {
    let mut out = Vec::new();
    let whole = |section: &Section| section.statements.iter().map(|it| plain_blocks(&it.blocks) + "\n").collect::<String>();
    let mixed = Vocabulary::get().is_mixed(&outline.sections.iter().map(whole).collect::<String>());
    let titles = outline.sections.iter().filter_map(|section| section.title.as_deref()).map(without_number).collect();
    let heads = |text: &str| topics.iter().filter(|topic| topic.heads(text)).count();
    let has_policy = outline.sections.iter().filter_map(|section| section.title.as_deref()).any(names_policy);
    let officer = topics.iter().find(|topic| topic.requirements.iter().any(|it| it == "gdpr-dpo"));
    for (section_at, (section, ids)) in outline.sections.iter().zip(ids).enumerate() {
        let title = section.title.clone().unwrap_or_default();
        if Vocabulary::get().defines(&compared(&title)) {
            continue;
        }
        let foreign = mixed && Vocabulary::get().is_foreign(&whole(section), lang);
        let answers = |statement: &Statement| !lists_topics(statement, &titles) && !is_heading_only(section, statement);
        // On a page with two documents, the headings of the policy are below its title.
        let is_document = names_policy(&title) || names_terms(&title);
        let of_terms = has_policy && names_terms(&title);
        let title_of_section = title;
        for (statement, id) in section.statements.iter().zip(ids).filter(|(statement, _)| answers(statement)) {
            let title = statement.above.as_ref().filter(|_| is_document).unwrap_or(&title_of_section);
            let topics_of_section = heads(&compared(title));
            let heading = if statement.headed { Some(&statement.title) } else { statement.under.as_ref() };
            // "Diary (never collected)" denies, "Diary (on your device only; not sent to us)" does not.
            let in_brackets = |heading: &str| {
                heading
                    .split_once('(')
                    .is_some_and(|(_, inner)| negates(&compared(inner.split([')', ';', ',']).next().unwrap_or_default())))
            };
            let denies = |heading: &str| negates(&compared(&without_brackets(heading))) || in_brackets(heading);
            let denied = heading.is_some_and(|heading| denies(heading)) || denies(title);
            let label = || label_of(statement).map(|label| compared(&label)).filter(|label| heads(label) > 0);
            let heading = heading.map(|heading| compared(heading)).or_else(label).unwrap_or_default();
            if Vocabulary::get().defines(&heading) {
                continue;
            }
            // A paragraph may be marked as a heading.
            let heading = Some(heading).filter(|heading| heading.len() <= MAX_HEADING).unwrap_or_default();
            let plain = plain_blocks(&statement.blocks);
            let reachable = reaches(&statement.blocks);
            let beside = section.title.is_none() && heading.is_empty() && outline.sections.len() > 2;
            let (section, text) = (compared(title), compared(&plain));
            let topics = (if heading.is_empty() { 0 } else { heads(&heading) }, topics_of_section);
            let stages = stages(&statement.blocks);
            // Below "What we never do", each item of a list is denied.
            let lead = if heading.is_empty() { &section } else { &heading };
            let mut sentences = Vec::new();
            sentences_of(&statement.blocks, if negates(lead) { lead } else { "" }, &mut sentences);
            // "Section 4 explains how we share data" is no answer.
            let all = sentences.len();
            sentences.retain(|sentence| !refers(sentence));
            let refers = sentences.len() < all;
            let joined = sentences.concat();
            let dated = is_date(&plain);
            let officer = plain.matches('@').count() < 2 && officer.is_some_and(|topic| topic.weight(&text) >= ONE_STRONG_WORD);
            out.push(Candidate {
                id,
                heading,
                section,
                denied,
                section_at,
                topics,
                dated,
                beside,
                text,
                joined,
                sentences,
                refers,
                stages,
                reachable,
                officer,
                foreign: foreign || of_terms,
                statement,
            });
        }
    }
    out
}

/// Returns a title in the form of [`compared`], without the number before it: the table of contents may have none.
fn without_number(title: &str) -> String {
    compared(title.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ')')))
}

/// Returns true for a statement that lists the topics of the policy, and answers nothing: its words before the list say so, or most items
/// are titles of sections.
fn lists_topics(statement: &Statement, titles: &BTreeSet<String>) -> bool {
    let before = statement.blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::List { .. }));
    let lead = before.filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).map(|it| plain_blocks(std::slice::from_ref(it)));
    let items: Vec<String> = statement
        .blocks
        .iter()
        .filter_map(|block| if let BlockKind::List { items, .. } = &block.kind { Some(items) } else { None })
        .flat_map(|items| items.iter().map(|item| without_number(&plain_blocks(item))))
        .collect();
    let has_list = !items.is_empty();
    let title = compared(&statement.title);
    has_list
        && (Vocabulary::get().lists_topics(&title)
            || lead.last().is_some_and(|lead| Vocabulary::get().lists_topics(&compared(&lead)))
            || items.len() > 2 && 2 * items.iter().filter(|item| titles.contains(*item)).count() > items.len())
}

/// Returns true for a line such as "Last updated: May 2026".
fn is_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= MAX_DATE && digits >= 4 && Vocabulary::get().label(text).is_some()
}

/// Proposes answers to all requirements, in their order.
pub(crate) fn answers(candidates: &[Candidate<'_>], topics: &[Topic], requirements: &[String]) -> Vec<Proposal> {
    let of = |requirement: &String| topics.iter().find(|topic| topic.requirements.contains(requirement));
    let proposal = |requirement: &String| Proposal {
        requirement: requirement.clone(),
        statements: of(requirement).map(|topic| statements(topic, candidates)).unwrap_or_default(),
    };
    requirements.iter().map(proposal).collect()
}

/// Returns true for a statement with a list that may be of data, and not of purposes or occasions: "You give us data when you:".
fn lists_data(statement: &Statement) -> bool {
    let names_any = |block: &Block| match &block.kind {
        BlockKind::List { items, .. } => !of_list(items, "").is_empty(),
        _ => matches!(block.kind, BlockKind::Table(_)),
    };
    is_entry(statement)
        || statement.blocks.iter().any(names_any) && !before_list(statement).is_some_and(|before| leads_to_no_data(&before))
}

/// Returns true for an item of a long list, which is a statement of its own: "**Colors** — the lamp needs them to shine."
fn is_entry(statement: &Statement) -> bool {
    let first = statement.blocks.first().map(|block| &block.kind);
    let Some(BlockKind::Paragraph(inlines)) = first.filter(|_| statement.under.is_some()) else { return false };
    let [Inline::Strong(label), Inline::Text(rest), ..] = inlines.as_slice() else { return false };
    plain(label).trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：', '—', '–', '-'])
}

/// Returns the text before the first list of a statement, in the form of [`compared`].
fn before_list(statement: &Statement) -> Option<String> {
    let before = statement.blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::List { .. })).last();
    before.map(|block| compared(&plain_blocks(std::slice::from_ref(block))))
}

/// Returns true for a statement that only leads to what comes after it: "We may collect:".
fn is_lead(statement: &Statement) -> bool {
    !has_list(statement) && plain_blocks(&statement.blocks).trim_end().ends_with([':', '：'])
}

fn has_list(statement: &Statement) -> bool {
    statement.blocks.iter().any(|block| matches!(block.kind, BlockKind::List { .. } | BlockKind::Table(_)))
}

/// Returns the statements that may answer a topic, the best first, because a reply begins with the first: those under a heading that
/// names the topic, then others by the score of their texts. Statements in another language or document come behind the others.
pub(crate) fn statements(topic: &Topic, candidates: &[Candidate<'_>]) -> Vec<String> {
    let is_of = |requirement: &str| topic.requirements.iter().any(|it| it == requirement);
    let headed = |candidate: &Candidate<'_>| topic.heads(&candidate.heading) || topic.heads(&candidate.section);
    let (collected, contact) = (is_of("discord-what"), is_of("gdpr-controller"));
    let has_column =
        |candidate: &Candidate<'_>| COLUMNS.iter().any(|(requirement, stage)| is_of(requirement) && candidate.stages.contains(stage));
    let is_late = |candidate: &Candidate<'_>| topic.is_later(&candidate.heading) || topic.is_later(&candidate.section);
    // "What we do not collect: shadows" is no data, and has no storage period.
    let is_absent = |candidate: &Candidate<'_>| {
        candidate.denied
            && (collected && !negates(&candidate.text)
                || topic.is_numbered() && !topic.heads(candidate.nearest()) && topic.weight(&candidate.text) < ONE_STRONG_WORD)
    };
    let is_barred = |candidate: &Candidate<'_>| {
        topic.is_barred_below(&candidate.heading) || topic.is_barred_below(&candidate.section) || is_absent(candidate)
    };
    let weight = |candidate: &Candidate<'_>| {
        let Candidate { sentences, joined, text, reachable, .. } = candidate;
        if is_barred(candidate) {
            return 0;
        }
        let read = topic.read(joined, sentences, headed(candidate));
        // "Your name and e-mail address" names data; without a request to write and an address, it is no contact.
        let only_names = contact && *reachable == Reachable::No && !headed(candidate) && !topic.is_strong(&read);
        let weight = if only_names { 0 } else { topic.weight(&read) };
        let reached = match reachable {
            _ if !contact || topic.is_of_children(text) => 0,
            Reachable::No => 0,
            // Links are in many statements: "We announce changes on our server."
            Reachable::Link if weight == 0 => ONE_STRONG_WORD,
            Reachable::Link | Reachable::Mail => 2 * ONE_STRONG_WORD,
        };
        weight + ONE_STRONG_WORD * usize::from(has_column(candidate)) + reached
    };
    let rank = |candidate: &Candidate<'_>| match candidate {
        // A column with the answer for each row says more than a sentence.
        candidate if !collected && has_column(candidate) => 0,
        // "This document outlines how you can have your data deleted."
        Candidate { beside: true, sentences, .. } => LAST.max(topic.rank(sentences, true)),
        candidate if is_barred(candidate) || is_late(candidate) => LAST,
        // "We may employ other companies due to the following reasons" names no recipient.
        candidate if is_of("discord-share") && before_list(candidate.statement).is_some_and(|text| leads_to_reasons(&text)) => LAST,
        candidate => topic.rank(&candidate.sentences, headed(candidate)),
    };
    let weights: Vec<usize> = candidates.iter().map(weight).collect();
    let ranks: Vec<usize> = candidates.iter().map(rank).collect();
    let has_data: Vec<bool> = candidates.iter().map(|candidate| collected && lists_data(candidate.statement)).collect();
    let own_words = |at: usize| weights[at] >= ONE_STRONG_WORD || has_data[at];
    let is_vague_below = |heading: &str, section: &str| topic.is_vague(if topic.heads(heading) { heading } else { section });
    // "Third parties" says less than "Whom we share data with".
    let is_vague = |at: usize| {
        let Candidate { heading, section, .. } = &candidates[at];
        !own_words(at) && is_vague_below(heading, section)
    };
    let speaks = |at: &usize| weights[*at] >= ONE_STRONG_WORD || topic.heads(&candidates[*at].heading);
    let spoken: BTreeSet<usize> = (0..candidates.len()).filter(speaks).map(|at| candidates[at].section_at).collect();
    // Of a section about several topics ("Storage and sharing"), only the statements with words of this one answer it.
    let fits = |at: usize| {
        let Candidate { heading, section_at, topics, .. } = &candidates[at];
        own_words(at) || topics.1 < 2 || topic.heads(heading) || !spoken.contains(section_at)
    };
    // "Security: to protect our property" below "Who we share data with" is a reason to share it.
    let misplaced = |at: &usize| {
        let Candidate { heading, section, topics, refers, text, .. } = &candidates[*at];
        let is_reason = REASONS.iter().any(|to| text.starts_with(to));
        let below_another = topics.1 > 0 && !topic.heads(section) && (is_reason || !topic.heads(heading));
        weights[*at] < ONE_STRONG_WORD && (below_another || *refers)
    };
    // "We are not responsible for other sites" below "Third parties" says nothing about sharing.
    // "This policy explains what it covers" says nothing about anything.
    let is_empty = |candidate: &Candidate<'_>| candidate.sentences.is_empty() && !candidate.refers;
    // "Link to the policies of other services:" lists no data.
    let lists_others = |it: &Candidate<'_>| {
        collected && has_list(it.statement) && before_list(it.statement).is_some_and(|text| topic.is_beside(&[text]))
    };
    // "Support" may head what logs have.
    let is_no_contact = |candidate: &Candidate<'_>| {
        let Candidate { heading, section, joined, reachable, statement, .. } = candidate;
        contact
            && is_vague_below(heading, section)
            && *reachable == Reachable::No
            && !topic.is_strong(joined)
            && !plain_blocks(&statement.blocks).contains(['@', '#'])
    };
    let says = |candidate: &Candidate<'_>| {
        !lists_others(candidate)
            && !candidate.dated
            && !is_empty(candidate)
            && !is_absent(candidate)
            && !is_no_contact(candidate)
            && !topic.is_beside(&candidate.sentences)
    };
    let all = || (0..candidates.len()).filter(|at| says(&candidates[*at]) && headed(&candidates[*at]));
    // "How it works" below "Data collection" lists what the bot does.
    let is_beside = |at: &usize| collected && topic.is_barred_below(&candidates[*at].heading);
    let mut chosen: Vec<usize> = all().filter(|at| !misplaced(at) && fits(*at) && !is_beside(at)).collect();
    // Of two sections, the one that says more comes first: "Storage" has the place, "Deletion" the number of days. Data is in the order
    // of the policy.
    let mut most: BTreeMap<usize, usize> = BTreeMap::new();
    for at in &chosen {
        let most = most.entry(candidates[*at].section_at).or_default();
        *most = (*most).max(weights[*at]);
    }
    let denied = |at: usize| {
        let begins = candidates[at].sentences.first().map(|first| first.split(' ').take(6).collect::<Vec<_>>().join(" "));
        collected && begins.is_some_and(|begins| negates(&format!("{begins} ")))
    };
    // "We may process the following data." says less than what follows it.
    let leads = |at: usize| {
        let Candidate { statement, section_at, heading, text, .. } = &candidates[at];
        // The headings below the lead may name what it leads to.
        let of_lead = |next: &Candidate<'_>| next.section_at == *section_at && (heading.is_empty() || next.heading == *heading);
        let followed = candidates.get(at + 1).is_some_and(of_lead);
        is_lead(statement) || !has_list(statement) && followed && announces(text)
    };
    // "Whom we share data with" says more than "Stories of third parties".
    let is_minor = |at: usize| {
        let Candidate { heading, section, .. } = &candidates[at];
        !contact && topic.has_main() && !topic.is_main(heading) && !topic.is_main(section)
    };
    // If a statement says what is collected, "We do not collect your name" comes after it.
    let lists = chosen.iter().any(|at| !denied(*at) && (has_list(candidates[*at].statement) || !negates(&candidates[*at].text)));
    chosen.sort_by_cached_key(|at| {
        let Candidate { heading, section_at, topics, reachable, .. } = &candidates[*at];
        // "What we do not collect" is about the topic, but after the data that is collected.
        let nearest = candidates[*at].nearest();
        let is_positive = collected || topic.is_numbered() || is_of("gdpr-purposes");
        let negated = is_positive && negates(nearest) || (lists && denied(*at)) || is_late(&candidates[*at]);
        // Below a heading about this topic, another heading may be about another topic: "Storage period" below "Storage and
        // security".
        let elsewhere = topics.0 > 0 && !topic.heads(heading);
        // A section may head several topics ("Security, minors and changes"): its statements about this one come first.
        let silent = if contact { *reachable == Reachable::No } else { topics.1 > 1 && weights[*at] < ONE_STRONG_WORD };
        // "We collect:" leads to other headings, and states nothing itself.
        let leads = collected && leads(*at);
        // "Recipients" below the name of a service is about that service only.
        let partial = !topic.heads(&candidates[*at].section) && topics.1 == 0 && !candidates[*at].heading.is_empty();
        let leads = (leads, collected && !own_words(*at));
        (
            negated,
            is_vague(*at),
            leads,
            (is_minor(*at), ranks[*at]),
            (partial, Reverse(most.get(section_at).copied().filter(|_| !collected))),
            topics.1 > 1,
            elsewhere,
            silent,
        )
    });
    chosen.truncate(MAX_HEADED);
    // If a heading matched, texts elsewhere need two strong words; otherwise, one is enough.
    let late = |at: usize| is_late(&candidates[at]);
    let enough = if chosen.iter().all(|at| is_vague(*at) || late(*at)) { ONE_STRONG_WORD } else { 2 * ONE_STRONG_WORD };
    let mut by_text: Vec<(usize, usize)> = weights.iter().copied().zip(0..).collect();
    by_text.retain(|(weight, at)| (*weight >= enough || ranks[*at] < LAST) && !chosen.contains(at) && !candidates[*at].dated);
    by_text.sort_by_key(|(weight, at)| {
        let beside = if candidates[*at].beside { ONE_STRONG_WORD } else { 0 };
        (is_late(&candidates[*at]), ranks[*at], Reverse(weight.saturating_sub(beside)), *at)
    });
    chosen.extend(by_text.into_iter().take(MAX_BY_TEXT).map(|(_, at)| at));
    if chosen.is_empty() {
        chosen = all().take(MAX_HEADED).collect();
    }
    // "Data is deleted after 30 days" is headed "Deletion"; how to ask for it may be among the rights. A section about storage
    // periods has the answer, even if another section has a period, too.
    let is_own = |candidate: &Candidate<'_>| {
        let Candidate { heading, section, topics, .. } = candidate;
        topic.heads(heading) || topic.heads(section) && topics.1 < 3
    };
    let settles = |at: usize| {
        let candidate = &candidates[at];
        topic.is_numbered() && (is_own(candidate) || has_column(candidate)) && weights[at] >= ONE_STRONG_WORD && !is_late(candidate)
    };
    // "What we do not collect" comes after all that says what is collected.
    let late = |at: usize| late(at) || collected && candidates[at].denied;
    // "Deletion: the app has a button for it" says more than "You have the right to deletion".
    let rank_of =
        |at: usize| if !collected && is_own(&candidates[at]) && weights[at] >= ONE_STRONG_WORD { ranks[at].min(1) } else { ranks[at] };
    chosen.sort_by_key(|at| (late(*at), is_vague(*at), is_minor(*at), if settles(*at) { 0 } else { 1 + rank_of(*at) }));
    if contact {
        // The officer for data protection comes after the people who run the bot.
        chosen.sort_by_key(|at| candidates[*at].officer);
        chosen.sort_by_key(|at| !topic.is_main(&candidates[*at].heading) && !topic.is_main(&candidates[*at].section));
    }
    // "Support" may be a purpose; a mail address is there to be written to.
    if contact && chosen.iter().any(|at| candidates[*at].reachable == Reachable::Mail) {
        chosen.sort_by_key(|at| candidates[*at].reachable == Reachable::No);
    }
    chosen.sort_by_key(|at| candidates[*at].foreign);
    // "You have the right to deletion", and below it "To exercise your rights, write to us."
    if let Some(first) = chosen.first().map(|at| candidates[*at].section_at) {
        let of_section = |at: &usize| candidates[*at].section_at == first && !chosen.contains(at);
        let how = (0..candidates.len()).find(|at| of_section(at) && topic.continues(&candidates[*at].text));
        how.into_iter().for_each(|at| chosen.insert(1, at));
    }
    chosen.into_iter().map(|at| candidates[at].id.to_owned()).collect()
}
