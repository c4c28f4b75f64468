//! Checks valid content, and gives its author warnings and hints. None of them is an error, and none stops the build.
//!
//! - Gaps ([`Policy::gaps`]): requirements that the policy does not answer, or only in part.
//! - Unfinished content (`loose_ends`): unchecked proposals of `carrot import`, placeholders such as `TODO`, retentions without a
//!   number, titles that only name a subject, content without rules.
//! - Texts: an open-ended list of data, and words that the content lists as hints (`[[hint]]`), in the bot's statements and in the
//!   names of data.
//! - Mail addresses (`addresses`): two that differ by a typo, and a contact that differs from the policy's text.
//! - Rules ([`rules()`]): conditions that do not complete their sentence, and translations that lack a part.
//! - Dates: documents without a date or more than a year old, and security contacts that have expired.

mod addresses;
mod loose_ends;
mod rules;

pub use loose_ends::has_placeholder;
pub use rules::rules;

use crate::{
    Date, Extent, Hint, HintKind, Policy, SourceKind,
    diagnostic::{Code, Diagnostic, Severity},
    parse::{FilePosition, FilePositions},
    text,
};

/// Returns all warnings and hints about a policy in its original language, with their places in the files. The caller passes `today`,
/// because this crate has no clock: it decides which sources are older than a year, and which security contacts have expired.
pub fn lint(policy: &Policy, places: &FilePositions, today: Date) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    gaps(policy, places, &mut out);
    loose_ends::check(policy, places, &mut out);
    addresses::check(policy, places, &mut out);
    words(policy, places, &mut out);
    sources(policy, places, today, &mut out);
    contacts(policy, places, today, &mut out);
    out
}

fn hint(code: Code, place: FilePosition, message: String, hint: impl Into<String>) -> Diagnostic {
    let FilePosition { file, line, column, span } = place;
    Diagnostic { code, severity: Severity::Hint, file, line, column, span, message, hint: hint.into() }
}

fn gaps(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    for gap in policy.gaps().filter(|gap| gap.extent.is_open()) {
        let requirement = gap.requirement;
        let cited: Vec<String> =
            requirement.cites.iter().map(|cite| policy.cited(cite)).map(|it| format!("{}, {}", it.title, it.section)).collect();
        let how = if gap.extent == Extent::Missing { "does not answer" } else { "only partly answers" };
        let when = requirement.when.as_deref().map_or("it always applies".to_owned(), |when| format!("it applies {when}"));
        let message = format!("the policy {how} \"{}\", required by {} ({when})", requirement.title, cited.join("; "));
        let fix = match gap.why {
            Some(why) => {
                let id = &requirement.id;
                format!("state the missing part in the policy, then correct the `[[answer]]` to `{id}`, whose reason is \"{why}\"")
            }
            None => {
                format!(
                    "add a statement of the bot that answers it and is true, and name it in an `[[answer]]` to `{}`",
                    requirement.id
                )
            }
        };
        out.push(hint(Code::Gap, places.of(requirement.id.as_str()), message, fix));
    }
}

fn words(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let inventory = &policy.inventory;
    if inventory.open_ended {
        let message = "the list of collected data says that it is not complete".to_owned();
        out.push(hint(
            Code::OpenEndedList,
            places.of(inventory.statement.as_str()),
            message,
            "complete the list, because a reader cannot tell what else is collected",
        ));
    }
    for rule in &policy.hints {
        match rule.kind {
            HintKind::VagueWord => {
                for statement in policy.statements().filter(|statement| policy.is_bots(statement)) {
                    let text = format!("{} {}", statement.title, text::plain(&statement.text));
                    if let Some(word) = rule.words.iter().find(|word| has_word(&text, word)) {
                        let message = format!("the word \"{word}\" in \"{}\" is vague", statement.title);
                        out.push(hint(Code::VagueWord, places.of(statement.id.as_str()), message, rule.text.as_str()));
                    }
                }
            }
            HintKind::RetiringData => {
                items(policy, places, rule, Code::RetiringData, "is collected, but its origin is retiring it", out)
            }
            HintKind::ImpliesStorage => {
                items(policy, places, rule, Code::ImpliesStorage, "is collected, which is only possible if something is stored", out)
            }
        }
    }
}

/// Adds a hint for each data item whose name contains a word of `rule`. `what` completes the message after the item's name.
fn items(policy: &Policy, places: &FilePositions, rule: &Hint, code: Code, what: &str, out: &mut Vec<Diagnostic>) {
    for item in policy.inventory.items.iter().filter(|item| rule.words.iter().any(|word| has_word(&item.name, word))) {
        out.push(hint(code, places.of(item.id.as_str()), format!("\"{}\" {what}", item.name), rule.text.as_str()));
    }
}

/// Adds a warning for each security contact that is no longer valid. (A contact without the date `expires` is reported when content is
/// parsed.)
fn contacts(policy: &Policy, places: &FilePositions, today: Date, out: &mut Vec<Diagnostic>) {
    for contact in &policy.contacts {
        let Some(expires) = contact.expires.filter(|expires| *expires < today) else { continue };
        let message = format!("the contact `{}` expired: it was valid until {expires}", contact.to);
        let hint = "check that it still works, then write a later day, at most a year ahead";
        let place = places.of_entry("contact", &contact.to);
        out.push(Diagnostic { severity: Severity::Warning, ..self::hint(Code::Expires, place, message, hint) });
    }
}

/// Returns whether a text contains a word, or a word that begins with it: `debug` finds "debugging".
fn has_word(text: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|other| other.starts_with(&word))
}

fn sources(policy: &Policy, places: &FilePositions, today: Date, out: &mut Vec<Diagnostic>) {
    for source in policy.sources.iter().filter(|source| source.kind == SourceKind::Document) {
        let place = places.of(source.id.as_str());
        match source.as_of {
            None => out.push(hint(
                Code::UndatedSource,
                place,
                format!("\"{}\" has no date", source.title),
                "add `as_of` if its author dates it, because a reader cannot tell how old it is",
            )),
            Some(date) if date.is_a_year_before(today) => out.push(hint(
                Code::OldSource,
                place,
                format!("\"{}\" is dated {date}, more than a year before {today}", source.title),
                "check whether there is a newer version of it",
            )),
            Some(_) => {}
        }
    }
}
