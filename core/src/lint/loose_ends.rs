//! Warns about unfinished content: unchecked proposals, placeholders, retentions without a number, titles that answer nothing, and
//! content without rules.

use crate::{
    CitedText, Extent, Lifecycle, Policy, Statement, StatementId,
    diagnostic::{Code, Diagnostic, Severity},
    parse::FilePositions,
    text,
};

/// Texts by which a placeholder of a template is recognized, in lower case.
const PLACEHOLDERS: [&str; 22] = [
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
        out.push(warning(Code::MissingRules, places, policy.bot.party.as_str(), message.to_owned(), hint));
    }
}

fn warning(code: Code, places: &FilePositions, id: &str, message: String, hint: &str) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..super::hint(code, places.of(id), message, hint) }
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

/// Returns the first placeholder in a text, as it is written there; `None` if the text has no placeholder.
fn placeholder(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let found = PLACEHOLDERS.iter().find_map(|mark| lower.find(mark)).or_else(|| in_capitals(text));
    let marker =
        || MARKERS.iter().find_map(|marker| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == *marker).then_some(*marker));
    match found {
        Some(start) => text.get(start..).map(|rest| rest.split([']', '>', ' ', ',']).next().unwrap_or(rest)),
        None => marker(),
    }
}

/// Returns the position of a text in brackets that is in capitals up to its colon or end.
fn in_capitals(text: &str) -> Option<usize> {
    let all_capitals = |label: &str| {
        let letters = || label.chars().filter(|c| c.is_alphabetic());
        letters().count() >= FEW_CAPITALS && letters().all(char::is_uppercase)
    };
    let mut starts = text.match_indices('[').map(|(start, _)| start);
    starts.find(|start| {
        let inside = text.get(start + 1..).unwrap_or_default();
        inside.find([']', ':']).and_then(|end| inside.get(..end)).is_some_and(all_capitals)
    })
}

fn placeholders(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let hint = "replace it by the facts, or remove it";
    let mut look = |id: &str, text: &str| {
        if let Some(found) = placeholder(text) {
            out.push(warning(
                Code::Placeholder,
                places,
                id,
                format!("\"{found}\" looks like a text that was meant to be replaced"),
                hint,
            ));
        }
    };
    for statement in policy.statements().filter(|statement| policy.is_bots(statement)) {
        look(statement.id.as_str(), &format!("{} {}", statement.title, text::plain(&statement.text)));
    }
    for party in policy.parties.iter().filter(|party| party.id == policy.bot.party) {
        look(party.id.as_str(), &[party.name.as_str(), party.about.as_deref().unwrap_or_default()].join(" "));
    }
    look(policy.bot.party.as_str(), &policy.bot.disclaimer);
    for item in &policy.inventory.items {
        let texts = stated_texts(&item.own).map(|stated| stated.text.as_str());
        look(item.id.as_str(), &std::iter::once(item.name.as_str()).chain(texts).collect::<Vec<_>>().join(" "));
    }
}

fn stated_texts(lifecycle: &Lifecycle) -> impl Iterator<Item = &CitedText> {
    let single = [&lifecycle.from, &lifecycle.recipients, &lifecycle.storage, &lifecycle.retention, &lifecycle.deletion];
    single.into_iter().flatten().chain(&lifecycle.purpose)
}

fn numbers(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let inventory = &policy.inventory;
    let whole = std::iter::once((inventory.statement.as_str(), &inventory.whole));
    let stated = whole.chain(inventory.items.iter().map(|item| (item.id.as_str(), &item.own)));
    for (id, lifecycle) in stated {
        let Some(retention) = &lifecycle.retention else { continue };
        let text = policy.statement(&retention.statement).map(|statement| text::plain(&statement.text)).unwrap_or_default();
        if !text.chars().chain(retention.text.chars()).any(char::is_numeric) {
            let message = format!("\"{}\" does not say how long", retention.text);
            out.push(warning(
                Code::NoNumber,
                places,
                id,
                message,
                "write hours, days, months or years, or name the event at which it ends",
            ));
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
                out.push(warning(Code::WeakTitle, places, statement.id.as_str(), message, hint));
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
