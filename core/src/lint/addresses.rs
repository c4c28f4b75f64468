//! Compares the mail addresses of contacts, rights and the bot's statements: finds typos, and contacts that no statement names.

use std::collections::BTreeMap;

use super::hint;
use crate::{
    ContactKind, ContactPurpose, Policy, RightKind,
    addresses::{mail_of, of_blocks},
    diagnostic::{Code, Diagnostic, Severity},
    parse::{FilePosition, FilePositions},
};

/// Maximum number of addresses that are compared with each other. Content with more has lists of addresses.
const MAX_COMPARED: usize = 100;

/// Minimum length of a word in which a different letter is a typo, and of one in which two are. Shorter words differ by a letter in
/// many pairs of addresses: `de` and `dk`.
const ONE_TYPO: usize = 5;
const TWO_TYPOS: usize = 8;

pub(super) fn check(policy: &Policy, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let mut in_text: BTreeMap<String, FilePosition> = BTreeMap::new();
    let mut in_tables: BTreeMap<String, FilePosition> = BTreeMap::new();
    for statement in policy.statements().filter(|statement| policy.is_bots(statement)) {
        for address in of_blocks(&statement.text).iter().filter_map(|address| mail_of(address)) {
            in_text.entry(address.to_lowercase()).or_insert_with(|| places.of(statement.id.as_str()));
        }
    }
    let mails = policy.contacts.iter().filter(|contact| contact.kind == ContactKind::Mail);
    for contact in mails.clone() {
        in_tables.entry(contact.to.to_lowercase()).or_insert_with(|| places.of_entry("contact", &contact.to));
    }
    for right in &policy.rights {
        let Some(to) = right.link.as_ref().and_then(|link| link.as_str().strip_prefix("mailto:")) else { continue };
        let kind = RightKind::ALL.iter().find(|(_, kind)| *kind == right.kind).map_or("", |(name, _)| name);
        let address = to.split('?').next().unwrap_or(to).to_lowercase();
        in_tables.entry(address).or_insert_with(|| places.of_entry("right", kind));
    }
    let all: BTreeMap<&String, &FilePosition> =
        in_tables.iter().chain(in_text.iter().filter(|(it, _)| !in_tables.contains_key(*it))).collect();
    let mut misspelled: Vec<&String> = Vec::new();
    for (at, (address, place)) in all.iter().enumerate().filter(|_| all.len() <= MAX_COMPARED) {
        for (other, second) in all.iter().skip(at + 1).filter(|(other, _)| is_typo(address, other)) {
            misspelled.extend([*address, *other]);
            let message = format!("`{address}` and `{other}` in {}, line {}, are almost the same address", second.file, second.line);
            let hint = "correct the one with the typo; if both are right, leave them";
            out.push(warning(place, message, hint));
        }
    }
    for contact in mails {
        let for_privacy = contact.purpose.is_empty() || contact.purpose.contains(&ContactPurpose::Privacy);
        let address = contact.to.to_lowercase();
        let known = in_text.contains_key(&address) || misspelled.contains(&&address);
        let Some((other, place)) = in_text.first_key_value().filter(|_| for_privacy && contact.statement.is_none() && !known) else {
            continue;
        };
        let message = format!(
            "no statement of the bot names the contact `{}`; its policy names `{other}` in {}, line {}",
            contact.to, place.file, place.line
        );
        let hint = "correct one of the two, or add the contact to the policy's text and name its `statement`";
        out.push(warning(&places.of_entry("contact", &contact.to), message, hint));
    }
}

fn warning(place: &FilePosition, message: String, hint: &str) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..self::hint(Code::OtherAddress, place.clone(), message, hint) }
}

/// Returns whether one of two different addresses is probably a typo of the other: either the names or one label of the hosts differ.
fn is_typo(one: &str, other: &str) -> bool {
    let (Some((name, host)), Some((other_name, other_host))) = (one.split_once('@'), other.split_once('@')) else { return false };
    if host == other_host {
        return is_similar(name, other_name);
    }
    let (labels, others): (Vec<_>, Vec<_>) = (host.split('.').collect(), other_host.split('.').collect());
    let mut differing = labels.iter().zip(&others).filter(|(one, other)| one != other);
    let similar = differing.next().is_some_and(|(one, other)| is_similar(one, other)) && differing.next().is_none();
    name == other_name && labels.len() == others.len() && similar
}

/// Returns whether two different words differ by a letter or two inside. Words that differ at an end are usually both right: "sale"
/// and "sales". So are those that differ by a number.
fn is_similar(one: &str, other: &str) -> bool {
    let ends = |word: &str| (word.chars().next(), word.chars().next_back());
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let typos = match one.len().min(other.len()) {
        TWO_TYPOS.. => 2,
        ONE_TYPO.. => 1,
        _ => 0,
    };
    ends(one) == ends(other) && digits(one) == digits(other) && (1..=typos).contains(&strsim::osa_distance(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_are_inside_of_long_words() {
        for (one, other) in [
            ("privacy@bot.test", "prviacy@bot.test"),
            ("privacy@bot.test", "privcy@bot.test"),
            ("privacy-team@bot.test", "prviacy-taem@bot.test"),
            ("privacy@turnips.test", "privacy@turnpis.test"),
            ("privacy@gmail.com", "privacy@gmial.com"),
        ] {
            assert!(is_typo(one, other) && is_typo(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("dpo@bot.test", "support@bot.test"),
            ("dpo@bot.test", "dso@bot.test"),
            ("sales@bot.test", "sale@bot.test"),
            ("support1@bot.test", "support2@bot.test"),
            ("support-en@bot.test", "support-es@bot.test"),
            ("privacy@de.bot.test", "privacy@dk.bot.test"),
            ("privacy@bot.test", "privacy@other.test"),
            ("privacy@turnips.test", "prviacy@turnpis.test"),
            ("privacy@bot.test", "privacy@bot.test.org"),
        ] {
            assert!(!is_typo(one, other), "{one} {other}");
        }
    }
}
