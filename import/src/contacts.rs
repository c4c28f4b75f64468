//! Finds addresses at which people are asked to write.

use crate::{
    links::first_mail,
    outline::{Outline, StatementIds},
    vocabulary::compared,
    write,
};

/// The most contacts that are proposed.
const MAX_CONTACTS: usize = 5;

/// A mail address, an invitation to a Discord server, or a form that a statement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) kind: &'static str,
    pub(crate) to: String,
    pub(crate) statement: String,
}

/// The kind of address in a statement to which people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reachable {
    No,
    /// An invitation, a form or an account.
    Link,
    Mail,
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
pub(crate) fn reaches(written: &str) -> Reachable {
    let lower = written.replace('\\', "").to_lowercase();
    let text = compared(&lower);
    let words: Vec<&str> = text.split_whitespace().collect();
    let spelt = |(at, dot): &(&str, &str)| words.windows(4).any(|four| matches!(four, [_, sign, _, end] if sign == at && end == dot));
    if first_mail(written).is_some() || SPELT.iter().any(spelt) {
        return Reachable::Mail;
    }
    if REACHED_AT.iter().any(|address| lower.contains(address)) { Reachable::Link } else { Reachable::No }
}
