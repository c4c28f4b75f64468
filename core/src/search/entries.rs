//! The searchable entries of a policy and their words. No other part of the search uses the model.

use std::collections::BTreeMap;

use crate::{DataKind, EntryKind, Part, Policy, Requirement, Section, Services, Statement, i18n::Messages, normalize::normalize, text};

/// An entry of the search.
pub(super) struct Entry<'a> {
    pub(super) id: &'a str,
    pub(super) title: String,
    pub(super) kind: EntryKind,
    /// The position of the party that states all of it, in the list of the policy. A reading's kind says that it is ours.
    pub(super) party: Option<usize>,
    /// Its names. A query with one of these names means the entry, and other texts with the name are about it.
    pub(super) names: Vec<&'a str>,
    /// Its topics, of one or several words. A query with a topic does not always mean the entry.
    pub(super) topics: Vec<&'a str>,
    /// Its text below the title.
    pub(super) text: String,
}

impl<'a> Entry<'a> {
    fn new(kind: EntryKind, id: &'a str, title: &str) -> Self {
        // Remove line breaks, because the index separates titles by them.
        let title = title.replace(['\n', '\r'], " ");
        Self { id, title, kind, party: None, names: Vec::new(), topics: Vec::new(), text: String::new() }
    }

    fn with_text(mut self, text: &str) -> Self {
        if !self.text.is_empty() {
            // Put a slash between two texts, so that no phrase matches across them.
            self.text.push_str(" / ");
        }
        self.text.push_str(text);
        self
    }
}

/// Returns all entries, in the order of hits with equal scores: questions, requirements, data, kinds of data, then the page from top to
/// bottom with each section before its statements, then entries of tables.
pub(super) fn entries(policy: &Policy, messages: Messages) -> Vec<Entry<'_>> {
    let mut all = Vec::new();
    let requirements: BTreeMap<&str, &Requirement> =
        policy.requirements.iter().map(|requirement| (requirement.id.as_str(), requirement)).collect();
    for question in &policy.questions {
        let mut entry = Entry::new(EntryKind::Question, question.id.as_str(), &question.ask);
        entry.topics = question.words.iter().map(String::as_str).chain([question.title.as_str()]).collect();
        for requirement in question.requirements.iter().filter_map(|id| requirements.get(id.as_str())) {
            entry = entry.with_text(&requirement.title).with_text(&requirement.asks);
        }
        all.push(entry);
    }
    for question in &policy.vocabulary.general {
        let mut entry = Entry::new(EntryKind::Question, question.id.as_str(), &question.ask);
        entry.topics = question.words.iter().map(String::as_str).collect();
        all.push(entry);
    }
    for requirement in &policy.requirements {
        let places = requirement.cites.iter().map(|cite| policy.cited(cite).section).collect::<Vec<_>>().join(" / ");
        all.push(
            Entry::new(EntryKind::Gap, requirement.id.as_str(), &requirement.title).with_text(&requirement.asks).with_text(&places),
        );
    }
    let mut kinds: Vec<&DataKind> = policy.vocabulary.kinds.iter().filter(|_| policy.answers_kinds()).collect();
    for item in &policy.inventory.items {
        let mut entry = Entry::new(EntryKind::Data, item.id.as_str(), &item.name);
        // The list itself is a better answer than whether a kind of this name is in it.
        let same = kinds.extract_if(.., |kind| normalize(&kind.name) == normalize(&item.name));
        entry.topics = same.flat_map(|kind| &kind.search).map(String::as_str).collect();
        all.push(entry);
    }
    for kind in kinds {
        let title = messages.kind_in_list(&kind.name);
        let mut entry = Entry::new(EntryKind::Data, kind.id.as_str(), &title);
        entry.topics = kind.search.iter().map(String::as_str).chain([kind.name.as_str()]).collect();
        all.push(entry);
    }
    for part in Part::ALL {
        for section in policy.sections_of(part) {
            all.push(section_entry(policy, section, messages));
            all.extend(section.statements.iter().map(|statement| statement_entry(policy, statement)));
        }
    }
    for service in &policy.services {
        let mut entry = Entry::new(EntryKind::Service, service.id.as_str(), &service.name).with_text(messages.group(service.group));
        entry.names = std::iter::once(service.name.as_str()).chain(service.aliases.iter().map(|alias| alias.name.as_str())).collect();
        for framework in &policy.frameworks {
            if !policy.coverage(&service.id, &framework.id).claims.is_empty() {
                entry = entry.with_text(&framework.short);
            }
        }
        all.push(entry);
    }
    for region in &policy.regions {
        all.push(Entry::new(EntryKind::Region, region.id.as_str(), &region.name));
    }
    for rule in &policy.data_rules {
        let mut entry = Entry::new(EntryKind::Rule, rule.id.as_str(), &rule.name).with_text(&rule.conditions.join(" / "));
        if let Services::Only(services) = &rule.allowed_in {
            for service in services.iter().filter_map(|id| policy.service(id)) {
                entry = entry.with_text(&service.name);
            }
        }
        all.push(entry);
    }
    for term in &policy.terms {
        let mut entry = Entry::new(EntryKind::Term, term.id.as_str(), &term.name).with_text(&term.text);
        entry.names = std::iter::once(term.name.as_str()).chain(term.aliases.iter().map(String::as_str)).collect();
        all.push(entry);
    }
    for party in &policy.parties {
        let about = party.about.as_deref().unwrap_or_default();
        all.push(Entry::new(EntryKind::Party, party.id.as_str(), &party.name).with_text(about));
    }
    for source in &policy.sources {
        let note = source.note.as_deref().unwrap_or_default();
        all.push(Entry::new(EntryKind::Source, source.id.as_str(), &source.title).with_text(note));
    }
    all
}

/// Returns the entry of a section. A framework's section also has the framework's names.
fn section_entry<'a>(policy: &'a Policy, section: &'a Section, messages: Messages) -> Entry<'a> {
    let id = section.id.as_str();
    let Some(framework) = policy.frameworks.iter().find(|framework| framework.id == *id) else {
        let mut entry = Entry::new(EntryKind::Section, id, &section.title);
        let first =
            section.statements.first().filter(|first| section.statements.iter().all(|statement| statement.party == first.party));
        entry.party = first.and_then(|first| party_of(policy, first));
        return entry;
    };
    let mut entry = Entry::new(EntryKind::Framework, id, &framework.name);
    entry.names =
        [framework.short.as_str(), framework.name.as_str()].into_iter().chain(framework.aliases.iter().map(String::as_str)).collect();
    entry = entry.with_text(&section.title).with_text(messages.framework_kind(framework.kind));
    for claim in policy.claims.iter().filter(|claim| claim.frameworks.contains(&framework.id)) {
        entry = entry.with_text(messages.attestation(claim.attestation)).with_text(claim.edition.as_deref().unwrap_or_default());
    }
    entry
}

fn statement_entry<'a>(policy: &'a Policy, statement: &'a Statement) -> Entry<'a> {
    let kind = if policy.is_reading(statement) { EntryKind::Reading } else { EntryKind::Statement };
    let mut entry = Entry::new(kind, statement.id.as_str(), &statement.title).with_text(&text::plain(&statement.text));
    entry.party = party_of(policy, statement).filter(|_| kind == EntryKind::Statement);
    for claim in policy.claims.iter().filter(|claim| claim.statement == statement.id) {
        entry = entry.with_text(&claim.conditions.join(" / ")).with_text(claim.evidence.as_deref().unwrap_or_default());
    }
    entry
}

/// Returns the position of a statement's party in the list of the policy.
fn party_of(policy: &Policy, statement: &Statement) -> Option<usize> {
    policy.parties.iter().position(|party| party.id == statement.party)
}
