//! Warns about unfinished content: unchecked proposals, placeholders, retentions without a number, titles that answer nothing, and
//! content without rules.

use std::collections::BTreeSet;

use crate::{
    Extent, FactKind, IntentKind, Lifecycle, PartyKind, Policy, RightKind, SourceKind, Statement, StatementId,
    diagnostic::{Code, Diagnostic, Severity},
    duration::Duration,
    parse::{FilePosition, FilePositions},
    text::{self, Block, Inline, Link},
};

/// Texts by which a placeholder of a template is recognized. ASCII letters are in lower case; others are compared as they are.
const PLACEHOLDERS: [&str; 54] = [
    // `carrot import` writes it in place of a template.
    "[…]",
    "[insert",
    "[your",
    "[company",
    "[bot name",
    "[name",
    "[email",
    "[date",
    "[contact",
    "<your",
    "<insert",
    "lorem ipsum",
    "example.com",
    "example.org",
    "example.net",
    "your-email@",
    "[nombre",
    "[votre",
    "[nom du",
    "[dein",
    "[ihr",
    "[tu ",
    "(placeholder",
    "[à définir",
    "[À définir",
    "[à compléter",
    "[À compléter",
    "[à remplir",
    "[À remplir",
    "[noch zu",
    "[zu ergänzen",
    "[bitte ergänzen",
    "[por definir",
    "[a definir",
    "[seu ",
    "[sua ",
    "[ваш",
    "[Ваш",
    "[укажите",
    "[Укажите",
    "[メール",
    "[会社名",
    "[邮箱",
    "yoursite.com",
    "yourdomain.com",
    "yourcompany.com",
    "yourwebsite.com",
    "your-domain.com",
    "your-site.com",
    "[street",
    "[city",
    "[country",
    "[postal",
    "[phone",
];

/// Words that are placeholders only in capitals.
const MARKERS: [&str; 4] = ["TODO", "TBD", "FIXME", "XXX"];

/// Minimum number of letters of a placeholder in capitals, such as `[COMPLETAR: ciudad]`. A shorter text may be an abbreviation.
const FEW_CAPITALS: usize = 5;

/// A title with more words than this counts as an answer.
const FEW_WORDS: usize = 3;
/// A title with more letters than this counts as an answer, in a script without spaces.
const FEW_CHARACTERS: usize = 8;

/// Words that begin a purpose, which is an answer even if it is short: "To process commands".
const PURPOSE: [&str; 8] = ["to ", "for ", "pour ", "zur ", "zum ", "um ", "para ", "per "];

pub(super) fn check(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    unreviewed(policy, places, out);
    placeholders(policy, places, out);
    numbers(policy, places, out);
    titles(policy, places, out);
    if policy.questions.is_empty() && policy.requirements.is_empty() {
        let message = "there are no rules, so no question can be asked and no gap is found";
        let hint = "copy the folder `content/rules/` of this program's repository, or begin with `carrot new`";
        out.push(warning(Code::MissingRules, places.of(policy.bot.party.as_str()), message.to_owned(), hint));
    }
}

fn warning(code: Code, place: FilePosition, message: String, hint: &str) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..super::hint(code, place, message, hint) }
}

fn unreviewed(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    for gap in policy.gaps().filter(|gap| gap.extent == Extent::Unreviewed) {
        let requirement = gap.requirement;
        let (state, hint) = if gap.statements.is_empty() {
            (
                "is not yet mapped",
                "name the `statements` that say it and an `extent`; if the policy does not say it, delete this `[[answer]]`",
            )
        } else {
            let hint = "check the proposed `statements`, then set `extent` to \"present\" or \"partial\"; delete the `[[answer]]` if none says it";
            ("has a proposed answer that is not checked yet", hint)
        };
        let message = format!("\"{}\" {state}", requirement.title);
        out.push(super::hint(Code::Unreviewed, places.of(requirement.id.as_str()), message, hint));
    }
    if policy.inventory.unreviewed {
        let message = "the list of collected data is a proposal that is not checked yet".to_owned();
        let hint = "check `[[data]]` against the policy, then delete `unreviewed` from `[inventory]`";
        out.push(super::hint(Code::Unreviewed, places.of(policy.inventory.statement.as_str()), message, hint));
    }
}

/// Returns true for a text with a part of a template that was not filled in: "Privacy policy of `[bot name]`".
pub fn has_placeholder(text: &str) -> bool {
    !placeholders_in(text).is_empty()
}

/// Returns the placeholders in a text, each once, as they are written there.
fn placeholders_in(text: &str) -> Vec<&str> {
    let lower = text.to_ascii_lowercase();
    // The domain "myexample.com" is not a placeholder.
    let is_inside = |at: usize| lower.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric() || c == '-'));
    let is_word = |mark: &str| mark.starts_with(char::is_alphabetic);
    let find =
        |mark: &str| lower.match_indices(mark).map(|(at, _)| at).filter(|at| !(is_word(mark) && is_inside(*at))).collect::<Vec<_>>();
    let starts: BTreeSet<usize> = PLACEHOLDERS.into_iter().flat_map(find).chain(in_capitals(text)).collect();
    let mut out: Vec<&str> = Vec::new();
    let mut end = 0;
    // "your-email@example.com" is one placeholder.
    for start in starts {
        let rest = text.get(start..).filter(|_| start >= end).unwrap_or_default();
        let found = rest.split([']', '>', ' ', ',', '\n']).next().unwrap_or_default();
        end = end.max(start + found.len());
        if !found.is_empty() && !out.contains(&found) {
            out.push(found);
        }
    }
    if out.is_empty() {
        // "TODO_EMAIL" is a placeholder.
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let is_marked = |word: &str, marker: &str| word.split('_').any(|part| part == marker);
        let marked = MARKERS.iter().find_map(|marker| words.iter().copied().find(|word| is_marked(word, marker)));
        out.extend(marked);
    }
    out
}

/// Returns the positions of texts in brackets that are in capitals up to their colon or end.
fn in_capitals(text: &str) -> Vec<usize> {
    let all_capitals = |label: &str| {
        let letters = || label.chars().filter(|c| c.is_alphabetic());
        letters().count() >= FEW_CAPITALS && letters().all(char::is_uppercase)
    };
    let starts = text.match_indices('[').map(|(start, _)| start);
    let is_capital = |start: &usize| {
        let inside = text.get(start + 1..).unwrap_or_default();
        inside.find([']', ':']).and_then(|end| inside.get(..end)).is_some_and(all_capitals)
    };
    starts.filter(is_capital).collect()
}

/// Returns the plain text of a statement without labels of links in brackets: `[LEARN MORE]` with a target is no placeholder.
fn without_labels(blocks: &[Block]) -> String {
    fn inlines(list: &[Inline], out: &mut Vec<String>) {
        for inline in list {
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) => inlines(inner, out),
                Inline::Link { text, .. } => out.push(text::plain(&[Block::Paragraph(text.clone())])),
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    fn walk(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => inlines(text, out),
                Block::List { items, .. } => items.iter().for_each(|item| walk(item, out)),
                Block::Quote(inner) => walk(inner, out),
                Block::Code(_) => {}
                Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| inlines(cell, out)),
            }
        }
    }
    let mut labels = Vec::new();
    walk(blocks, &mut labels);
    let bracketed = labels.iter().filter(|label| label.starts_with('[') && label.ends_with(']'));
    bracketed.fold(text::plain(blocks), |text, label| text.replace(label.as_str(), ""))
}

/// Warns about placeholders in the bot's statements and in tables, except for those of rules and of the host's services.
fn placeholders(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let mut look = |place: FilePosition, texts: &[&str]| {
        let mut all: Vec<&str> = Vec::new();
        for found in texts.iter().flat_map(|text| placeholders_in(text)) {
            if all.contains(&found) {
                continue;
            }
            all.push(found);
            let message = format!("\"{found}\" looks like a text that was meant to be replaced");
            out.push(warning(Code::Placeholder, place.clone(), message, "replace it by the facts, or remove it"));
        }
    };
    for statement in policy.statements().filter(|statement| policy.is_bots(statement)) {
        look(places.of(statement.id.as_str()), &[&statement.title, &without_labels(&statement.text)]);
    }
    let bot = &policy.bot;
    look(places.of_entry("bot", bot.party.as_str()), &[&bot.name, &bot.disclaimer, or_empty(&bot.plan)]);
    for party in policy.parties.iter().filter(|party| party.kind != PartyKind::RuleMaker) {
        let texts = [&party.about, &party.promises_to, &party.role_note].map(or_empty);
        look(places.of(party.id.as_str()), &[&[party.name.as_str()], &texts[..]].concat());
    }
    for source in policy.sources.iter().filter(|source| source.kind != SourceKind::Rule) {
        let link = source.link.as_ref().map(Link::as_str).unwrap_or_default();
        look(places.of(source.id.as_str()), &[&source.title, or_empty(&source.note), or_empty(&source.version), link]);
    }
    let inventory = &policy.inventory;
    look(places.of_entry("inventory", inventory.statement.as_str()), &stated_texts(&inventory.whole));
    for item in &inventory.items {
        look(places.of(item.id.as_str()), &[&[item.name.as_str()], &stated_texts(&item.own)[..]].concat());
    }
    for recipient in &inventory.recipients {
        let texts = [&recipient.purpose, &recipient.country, &recipient.safeguard, &recipient.contract].map(or_empty);
        look(places.of(recipient.id.as_str()), &[&[recipient.name.text.as_str()], &texts[..]].concat());
    }
    for basis in &inventory.legal_bases {
        look(places.of(basis.id.as_str()), &[or_empty(&basis.purpose)]);
    }
    for contact in &policy.contacts {
        look(places.of_entry("contact", &contact.to), &[&contact.to]);
    }
    for right in &policy.rights {
        let link = right.link.as_ref().map(Link::as_str).unwrap_or_default();
        let kind = RightKind::ALL.iter().find(|(_, kind)| *kind == right.kind).map_or("", |(name, _)| name);
        look(places.of_entry("right", kind), &[or_empty(&right.command), link, or_empty(&right.within)]);
    }
    for intent in &policy.privileged_intents {
        let cited =
            [&intent.feature, &intent.alternative, &intent.opt_out, &intent.stored, &intent.days, &intent.encrypted, &intent.training];
        let texts = cited.into_iter().flatten().map(|cited| cited.text.as_str());
        let link = intent.evidence.as_ref().map(Link::as_str);
        let name = IntentKind::ALL.iter().find(|(_, kind)| *kind == intent.intent).map_or("", |(name, _)| name);
        look(places.of_entry("privileged_intent", name), &texts.chain(link).collect::<Vec<_>>());
    }
    for term in &policy.terms {
        look(places.of(term.id.as_str()), &[&term.name, &term.text]);
    }
    for answer in &policy.answers {
        look(places.of(answer.requirement.as_str()), &[or_empty(&answer.why)]);
    }
    for answer in &policy.vocabulary.answers {
        look(places.of_entry("general_answer", answer.question.as_str()), &[or_empty(&answer.why)]);
    }
}

fn or_empty(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

fn stated_texts(lifecycle: &Lifecycle) -> Vec<&str> {
    let single = [&lifecycle.from, &lifecycle.recipients, &lifecycle.storage, &lifecycle.retention, &lifecycle.deletion];
    single.into_iter().flatten().chain(&lifecycle.purpose).map(|cited| cited.text.as_str()).collect()
}

/// Warns about retentions without a number: those of data, and answers to requirements about retention.
fn numbers(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let inventory = &policy.inventory;
    let whole = std::iter::once((places.of_entry("inventory", inventory.statement.as_str()), &inventory.whole));
    let stated = whole.chain(inventory.items.iter().map(|item| (places.of(item.id.as_str()), &item.own)));
    let has_number = |text: &str| text.chars().any(char::is_numeric) || Duration::only(text).is_some();
    // A title may have a number that only counts it.
    let says_how_long = |statement: &Statement| has_number(&text::plain(&statement.text)) || Duration::only(&statement.title).is_some();
    let hint = "write hours, days, months or years; this warning can stay if the text names the event at which it ends";
    let mut reported: Vec<&StatementId> = Vec::new();
    for (place, lifecycle) in stated {
        let Some(retention) = &lifecycle.retention else { continue };
        if !has_number(&retention.text) && !policy.statement(&retention.statement).is_some_and(says_how_long) {
            reported.push(&retention.statement);
            out.push(warning(Code::NoNumber, place, format!("\"{}\" does not say how long", retention.text), hint));
        }
    }
    let mut seen: Vec<Vec<&StatementId>> = Vec::new();
    for gap in policy.gaps().filter(|gap| matches!(gap.extent, Extent::Present | Extent::Partial)) {
        let requirement = gap.requirement;
        let ids: Vec<_> = gap.statements.iter().map(|statement| &statement.id).collect();
        // Several requirements may have the same answer.
        let known = ids.iter().any(|id| reported.contains(id)) || seen.contains(&ids);
        let asked = requirement.answered_by == Some(FactKind::Retention) && !ids.is_empty() && !known;
        if asked && !gap.statements.iter().any(|statement| says_how_long(statement)) {
            let message = format!("the answer to \"{}\" has no number", requirement.title);
            let hint = format!("{hint}, or if nothing is kept");
            out.push(warning(Code::NoNumber, places.of(requirement.id.as_str()), message, &hint));
            seen.push(ids);
        }
    }
}

/// Warns about statements on the first screen whose titles only name a subject. Skips unchecked proposals, which have a hint already.
fn titles(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&StatementId> = Vec::new();
    for question in policy.questions.iter().filter(|question| question.glance) {
        let answer = policy.answer(question);
        for statement in answer.statements.into_iter().filter(|_| answer.extent != Extent::Unreviewed) {
            if is_weak(statement) && !seen.contains(&&statement.id) {
                seen.push(&statement.id);
                let message = format!("the first screen answers \"{}\" with the title \"{}\"", question.ask, statement.title);
                let hint = "write the answer as the title, such as \"Messages are deleted after 30 days\"";
                out.push(warning(Code::WeakTitle, places.of(statement.id.as_str()), message, hint));
            }
        }
    }
}

fn is_weak(statement: &Statement) -> bool {
    let title = statement.title.trim();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let spaced = title.is_ascii() || title.contains(' ');
    let few = if spaced { title.split_whitespace().count() <= FEW_WORDS } else { letters <= FEW_CHARACTERS };
    let purpose = PURPOSE.iter().any(|word| title.to_lowercase().starts_with(word));
    few && !purpose && !title.chars().any(char::is_numeric) && text::plain(&statement.text).chars().count() > 2 * title.chars().count()
}
