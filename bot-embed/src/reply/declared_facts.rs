//! Adds contacts, recipients and legal bases to replies about the requirements that they answer.

use carrot_core::{
    Contact, ContactKind, DataItem, FactKind, Policy, Requirement,
    text::{Inline, spans},
};

use super::{
    Passage,
    composer::Composer,
    text::{bullets, emphasis, paragraph, strong, text},
};
use crate::lookup::topic::{Topic, requirements_of};

impl Composer<'_> {
    /// Adds the declared facts that answer these requirements, to the short answer and as passages.
    pub(super) fn add_declared_facts<'r>(&mut self, requirements: impl Iterator<Item = &'r Requirement>) {
        let mut kinds: Vec<FactKind> = Vec::new();
        for kind in requirements.filter_map(|requirement| requirement.answered_by) {
            // The list of all contacts already contains the data protection officer.
            let covered = kind == FactKind::DataProtectionOfficer && kinds.contains(&FactKind::Contact);
            let declared = self.policy.declares(kind);
            // Recipients are listed once, with their countries and contracts.
            let kind = if matches!(kind, FactKind::Transfer | FactKind::Contract) { FactKind::Recipient } else { kind };
            if !covered && !kinds.contains(&kind) && declared {
                kinds.push(kind);
            }
        }
        for kind in kinds {
            match kind {
                FactKind::Contact | FactKind::DataProtectionOfficer => self.add_contacts(kind),
                FactKind::Recipient | FactKind::Transfer | FactKind::Contract => self.add_recipients(),
                FactKind::LegalBasis => self.add_legal_bases(),
                // The statements that ground these facts are in the reply.
                _ => {}
            }
        }
    }

    fn add_contacts(&mut self, kind: FactKind) {
        let lines: Vec<_> = self.policy.contacts_for(kind).into_iter().map(|contact| self.contact(contact)).collect();
        if lines.is_empty() {
            return;
        }
        let list = bullets(lines.into_iter());
        self.brief.body.push(list.clone());
        let heading = Some(self.messages.contact().to_owned());
        self.passages.push(Passage { heading, body: vec![list], ..Passage::default() });
    }

    fn contact(&self, contact: &Contact) -> Vec<Inline> {
        let (messages, colon) = (self.messages, self.messages.colon());
        let kind = messages.contact_kind(contact.kind);
        let purposes = messages.contact_purposes(contact);
        let plain = || vec![strong(&format!("{kind}{}", colon.trim_end())), text(&format!(" {}{purposes}", contact.to))];
        match (contact.kind, contact.link()) {
            (ContactKind::Discord | ContactKind::Form, Some(to)) => {
                vec![Inline::Link { to: to.into(), text: vec![text(kind)] }, text(&purposes)]
            }
            _ => plain(),
        }
    }

    fn add_recipients(&mut self) {
        let (policy, messages) = (self.policy, self.messages);
        let recipients = &policy.inventory.recipients;
        let in_short = |recipient: &carrot_core::Recipient| {
            let purpose = recipient.purpose.as_ref().map(|purpose| format!(" ({purpose})")).unwrap_or_default();
            format!("{}{purpose}", recipient.name.text)
        };
        let names: Vec<_> = recipients.iter().map(in_short).collect();
        self.brief.body.push(bullets(std::iter::once(self.labeled(messages.recipients(), &names.join(messages.semicolon())))));
        recipients.iter().for_each(|recipient| self.mark_if_foreign(recipient.id.as_str()));
        for recipient in recipients {
            let facts = messages.recipient_facts(policy, recipient);
            let mut body = Vec::new();
            if !facts.stated.is_empty() {
                body.push(bullets(facts.stated.iter().map(|(label, fact)| self.labeled(label, fact))));
            }
            if !facts.unstated.is_empty() {
                let not_stated = format!("{}{}{}", messages.not_stated_by_bot(), messages.colon(), facts.unstated.join(" · "));
                body.push(paragraph(vec![emphasis(&not_stated)]));
            }
            self.passages.push(Passage {
                heading: Some(messages.recipients().to_owned()),
                title: Some(recipient.name.text.clone()),
                byline: policy.statement(&recipient.name.statement).map(|statement| self.byline(statement)),
                body,
                ..Passage::default()
            });
        }
    }

    fn add_legal_bases(&mut self) {
        let (policy, messages) = (self.policy, self.messages);
        policy.inventory.legal_bases.iter().for_each(|basis| self.mark_if_foreign(basis.id.as_str()));
        let line = |basis: &carrot_core::LegalBasis| {
            [vec![strong(messages.basis(basis.basis))], spans(&messages.basis_scope(policy, basis))].concat()
        };
        let list = bullets(policy.inventory.legal_bases.iter().map(line));
        self.brief.body.push(list.clone());
        let heading = Some(messages.legal_basis().to_owned());
        self.passages.push(Passage { heading, body: vec![list], ..Passage::default() });
    }

    /// Returns the legal bases stated for a data item in one line; `None` if none is stated.
    pub(super) fn legal_bases_of(&self, item: &DataItem) -> Option<String> {
        let bases = self.policy.inventory.legal_bases.iter().filter(|basis| basis.data.contains(&item.id));
        let name = |basis: &carrot_core::LegalBasis| match &basis.purpose {
            Some(purpose) => format!("{}{}{purpose}", self.messages.basis(basis.basis), self.messages.colon()),
            None => self.messages.basis(basis.basis).to_owned(),
        };
        let names: Vec<_> = bases.map(name).collect();
        (!names.is_empty()).then(|| names.join(self.messages.semicolon()))
    }
}

/// Returns the label and URL of each contact that a topic shows, for link buttons. Mail addresses are left out: link buttons do not
/// accept `mailto:`.
pub(crate) fn contact_links(policy: &Policy, messages: carrot_core::i18n::Messages, topic: &str) -> Vec<(String, String)> {
    let requirements = Topic::by_id(policy, topic).map(|topic| requirements_of(policy, topic)).unwrap_or_default();
    let kinds: Vec<FactKind> = requirements.into_iter().filter_map(|requirement| requirement.answered_by).collect();
    let mut links: Vec<(String, String)> = Vec::new();
    for contact in kinds.into_iter().flat_map(|kind| policy.contacts_for(kind)) {
        let link = contact.link().filter(|_| contact.kind != ContactKind::Mail);
        let label = format!("{}{}", messages.contact_kind(contact.kind), messages.contact_purposes(contact));
        links.extend(link.map(|link| (label, link.as_str().to_owned())).filter(|it| !links.contains(it)));
    }
    links
}
