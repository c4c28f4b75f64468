//! Finds what the content says about a party, such as the host, if a text is only its name.

use super::{
    Topic,
    results::{either, searched},
};
use crate::{Part, PartyKind, lookup::Languages, lookup::MatchedBy, normalize::normalize};

/// Returns the part about the host if a text is the host's name; for another company, the first passage with its name. The others
/// are in the list.
pub(super) fn party_called<'a>(languages: Languages<'a>, typed: &str) -> Option<(Topic<'a>, MatchedBy, Vec<Topic<'a>>)> {
    let policy = languages.own.policy;
    let is_company = |kind: PartyKind| matches!(kind, PartyKind::Host | PartyKind::Infrastructure | PartyKind::Other);
    // "salesforce.com" is Salesforce.
    let name = typed.strip_suffix(" com").or_else(|| typed.strip_suffix(".com")).unwrap_or(typed);
    let party = policy.parties.iter().find(|party| is_company(party.kind) && normalize(&party.name) == name)?;
    let mut found = either(languages, |catalog| searched(catalog, &format!("{name} "), true));
    found.retain(|topic| !matches!(topic, Topic::Term(_)));
    if policy.bot.host.as_ref() == Some(&party.id) && policy.sections.iter().any(|section| section.part == Part::Hosting) {
        return Some((Topic::Hosting, MatchedBy::Alias, found));
    }
    let (first, others) = found.split_first()?;
    Some((*first, MatchedBy::Text, others.to_vec()))
}
