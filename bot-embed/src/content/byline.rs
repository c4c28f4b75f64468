//! Writes the party and source of a statement as text.

use carrot_core::{Citation, PartyKind, Policy, SourceKind, Statement, i18n::Messages};

/// The texts that name the party and source of a statement.
#[derive(Debug, Clone)]
pub(crate) struct Attribution {
    /// The sentence above a statement of another party than the bot: the people to whom it is a promise. `None` for the bot's.
    pub(crate) lead: Option<String>,
    /// The party, the sources and their dates, in one line.
    pub(crate) byline: String,
}

impl Attribution {
    pub(crate) fn of(policy: &Policy, messages: Messages, statement: &Statement) -> Self {
        let party = policy.party(&statement.party);
        let others = party.filter(|party| party.kind != PartyKind::Bot);
        // Each lead names its party, because leads of several parties may follow one another.
        let lead = others.map(|party| match policy.promises_to(statement) {
            Some(_) if party.kind == PartyKind::Host => messages.host_addresses(&party.name, &policy.bot.name),
            Some(to) => messages.promised_to(&party.name, to, &policy.bot.name),
            None if party.kind == PartyKind::Editor => messages.promises_nothing(party.kind).to_owned(),
            None => format!("{}{}{}.", party.name, messages.colon(), messages.no_promise(party.kind)),
        });
        let party = policy.party_name(&statement.party);
        Self { lead, byline: format!("{party} · {}", cited(policy, messages, &statement.cites)) }
    }
}

/// Writes citations as text: the title of each source once, its sections, and its date.
pub(crate) fn cited(policy: &Policy, messages: Messages, cites: &[Citation]) -> String {
    let mut sources: Vec<&Citation> = Vec::new();
    for cite in cites {
        if !sources.iter().any(|other| other.source == cite.source) {
            sources.push(cite);
        }
    }
    let sources = sources.into_iter().map(|first| {
        let sections = cites.iter().filter(|cite| cite.source == first.source).map(|cite| policy.cited(cite).section);
        // The sections of a rule have numbers, those of a document have titles, which are put in quotation marks.
        let rule = policy.source(&first.source).is_some_and(|source| source.kind == SourceKind::Rule);
        let sections: Vec<_> = sections.map(|section| if rule { section.to_owned() } else { messages.quoted(section) }).collect();
        let cited = policy.cited(first);
        format!("{}, {} ({})", cited.title, sections.join(", "), messages.dated(cited.as_of, cited.effective))
    });
    sources.collect::<Vec<_>>().join(messages.semicolon())
}
