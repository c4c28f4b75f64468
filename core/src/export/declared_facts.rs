//! Writes contacts, rights, recipients and legal bases into exports.

use crate::{ContactKind, Policy, i18n::Messages};

/// Returns `security.txt` ([RFC 9116](https://www.rfc-editor.org/rfc/rfc9116)): the contacts that
/// content declares for security. `None` if content declares no such contact, or none of them has an
/// expiry date.
pub fn security_txt(policy: &Policy) -> Option<String> {
    let (links, expires) = policy.security_contacts()?;
    let contacts: String = links.iter().map(|link| format!("Contact: {}\n", link.as_str())).collect();
    Some(format!("{contacts}Expires: {expires}T00:00:00Z\nPreferred-Languages: {}\n", policy.bot.lang))
}

/// Returns the lines of `policy.md` about contacts, escaped.
pub(super) fn contacts(policy: &Policy, messages: Messages, escape: fn(&str) -> String) -> Vec<String> {
    let line = |contact: &crate::Contact| {
        let to = match contact.kind {
            ContactKind::Mail => contact.to.clone(),
            ContactKind::Address => escape(&contact.to),
            ContactKind::Discord | ContactKind::Form => format!("<{}>", contact.to.replace(['<', '>'], "")),
        };
        let statement = contact.statement.as_ref().map(|id| format!(" `{id}`")).unwrap_or_default();
        format!("- {}{}{to}{}{statement}", messages.contact_kind(contact.kind), messages.colon(), messages.contact_purposes(contact))
    };
    policy.contacts.iter().map(line).collect()
}

/// Returns the lines of `policy.md` about rights, each with the ways to use it, escaped.
pub(super) fn rights(policy: &Policy, messages: Messages, escape: fn(&str) -> String) -> Vec<String> {
    let line = |right: &crate::Right| {
        let command = right.command.as_ref().map(|command| format!("`/{}`", command.replace('`', "")));
        let link = right.link.as_ref().map(|link| format!("<{}>", link.as_str().replace(['<', '>'], "")));
        let within = right.within.as_ref().map(|within| format!("{}{}", messages.right_within(), escape(within)));
        let ways: Vec<_> = command.into_iter().chain(link).chain(within).collect();
        let colon = if ways.is_empty() { "" } else { messages.colon() };
        format!("- {}{colon}{} `{}`", messages.right(right.kind), ways.join(messages.semicolon()), right.statement)
    };
    policy.rights.iter().map(line).collect()
}

/// Returns the lines of `policy.md` about recipients, escaped.
pub(super) fn recipients(policy: &Policy, messages: Messages, escape: fn(&str) -> String) -> Vec<String> {
    let mut out = Vec::new();
    for recipient in &policy.inventory.recipients {
        let facts = messages.recipient_facts(policy, recipient);
        out.push(format!("- **{}** `{}`", escape(&recipient.name.text), recipient.name.statement));
        out.extend(facts.stated.iter().map(|(label, fact)| format!("  - {label}{}{}", messages.colon(), escape(fact))));
        if !facts.unstated.is_empty() {
            out.push(format!("  - {}{}{}", messages.not_stated_by_bot(), messages.colon(), facts.unstated.join(" · ")));
        }
    }
    out
}

/// Returns the lines of `policy.md` about legal bases, escaped.
pub(super) fn legal_bases(policy: &Policy, messages: Messages, escape: fn(&str) -> String) -> Vec<String> {
    let line = |basis: &crate::LegalBasis| {
        format!("- {}{} `{}`", messages.basis(basis.basis), escape(&messages.basis_scope(policy, basis)), basis.statement)
    };
    policy.inventory.legal_bases.iter().map(line).collect()
}
