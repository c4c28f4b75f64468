//! Texts about contacts, recipients and legal bases, the same for the page, the exports and Discord.

use super::Messages;
use crate::{Contact, ContactKind, ContactPurpose, DataId, LegalBasis, LegalBasisKind, Policy, Recipient};

/// The facts about a recipient in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientFacts {
    /// The stated facts, each with its label.
    pub stated: Vec<(&'static str, String)>,
    /// The labels of the facts that are not stated.
    pub unstated: Vec<&'static str>,
}

impl Messages {
    /// Returns the name of a kind of contact.
    pub const fn contact_kind(self, kind: ContactKind) -> &'static str {
        match kind {
            ContactKind::Mail => self.contact_mail(),
            ContactKind::Discord => self.contact_discord(),
            ContactKind::Form => self.contact_form(),
            ContactKind::Address => self.contact_address(),
        }
    }

    /// Returns the purposes of a contact in parentheses, after a space. Empty if none is stated.
    pub fn contact_purposes(self, contact: &Contact) -> String {
        let name = |purpose: &ContactPurpose| match purpose {
            ContactPurpose::Privacy => self.contact_for_privacy(),
            ContactPurpose::Security => self.contact_for_security(),
            ContactPurpose::Support => self.contact_for_support(),
            ContactPurpose::DataProtectionOfficer => self.contact_for_officer(),
        };
        let names: Vec<_> = contact.purpose.iter().map(name).collect();
        if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
    }

    /// Returns the name of a legal basis.
    pub const fn basis(self, basis: LegalBasisKind) -> &'static str {
        match basis {
            LegalBasisKind::Consent => self.basis_consent(),
            LegalBasisKind::Contract => self.basis_contract(),
            LegalBasisKind::LegalObligation => self.basis_obligation(),
            LegalBasisKind::VitalInterests => self.basis_vital(),
            LegalBasisKind::PublicTask => self.basis_public(),
            LegalBasisKind::LegitimateInterests => self.basis_legitimate(),
        }
    }

    /// Returns the facts about a recipient in words.
    pub fn recipient_facts(self, policy: &Policy, recipient: &Recipient) -> RecipientFacts {
        let data = Some(names_of(policy, &recipient.data)).filter(|names| !names.is_empty());
        let ai = recipient.ai_provider.map(|ai| if ai { self.answer_yes() } else { self.answer_no() }.to_owned());
        let facts = [
            (self.purpose(), recipient.purpose.clone()),
            (self.data(), data),
            (self.country(), recipient.country.clone()),
            (self.safeguard(), recipient.safeguard.clone()),
            (self.contract(), recipient.contract.clone()),
            (self.ai_provider(), ai),
        ];
        let unstated = facts.iter().filter(|(_, fact)| fact.is_none()).map(|(label, _)| *label).collect();
        let stated = facts.into_iter().filter_map(|(label, fact)| Some((label, fact?))).collect();
        RecipientFacts { stated, unstated }
    }

    /// Returns the purpose or the items that a legal basis is limited to, after a colon. Empty if it is not limited.
    pub fn basis_scope(self, policy: &Policy, basis: &LegalBasis) -> String {
        let scope = basis.purpose.clone().into_iter().chain(Some(names_of(policy, &basis.data)).filter(|names| !names.is_empty()));
        let scope: Vec<_> = scope.collect();
        if scope.is_empty() { String::new() } else { format!("{}{}", self.colon(), scope.join(self.semicolon())) }
    }
}

/// Returns the names of data items in one line, separated by commas.
fn names_of(policy: &Policy, ids: &[DataId]) -> String {
    let name = |id: &DataId| policy.inventory.items.iter().find(|item| item.id == *id).map(|item| item.name.as_str());
    ids.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}
