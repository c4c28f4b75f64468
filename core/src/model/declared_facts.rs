//! Structured facts about the bot that answer rules by themselves: contacts, recipients and legal bases.

use serde::{Deserialize, Serialize};

use super::{CitedText, FactKind, Inventory, Lifecycle, Policy};
use crate::{Date, Step, id::*, text::Link};

/// A way to contact the people who run the bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Contact {
    /// The kind of contact.
    pub kind: ContactKind,
    /// The mail address, the web address or the postal address.
    pub to: String,
    /// The purposes that it is declared for. Empty: not stated.
    pub purpose: Vec<ContactPurpose>,
    /// The day until which a security contact is valid (RFC 9116).
    pub expires: Option<Date>,
    /// The bot's statement that names it.
    pub statement: Option<StatementId>,
}

/// The kind of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    /// A mail address.
    Mail,
    /// An invitation to a Discord server.
    Discord,
    /// A form or another page.
    Form,
    /// A postal address.
    Address,
}

impl ContactKind {
    /// All kinds, each with its name in content.
    pub const ALL: [(&'static str, Self); 4] =
        [("mail", Self::Mail), ("discord", Self::Discord), ("form", Self::Form), ("address", Self::Address)];
}

/// The purpose of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ContactPurpose {
    /// Requests and questions about personal data.
    Privacy,
    /// Reports of weaknesses.
    Security,
    /// Help with the bot.
    Support,
    /// The data protection officer.
    DataProtectionOfficer,
}

impl ContactPurpose {
    /// All purposes, each with its name in content.
    pub const ALL: [(&'static str, Self); 4] = [
        ("privacy", Self::Privacy),
        ("security", Self::Security),
        ("support", Self::Support),
        ("data-protection-officer", Self::DataProtectionOfficer),
    ];
}

impl Contact {
    /// Returns the address to follow; `None` for a postal address.
    pub fn link(&self) -> Option<Link> {
        match self.kind {
            ContactKind::Mail => Link::new(&format!("mailto:{}", self.to)).ok(),
            ContactKind::Discord | ContactKind::Form => Link::new(&self.to).ok(),
            ContactKind::Address => None,
        }
    }

    fn is_for(&self, purpose: ContactPurpose) -> bool {
        self.purpose.contains(&purpose)
    }
}

/// A person or company that receives data from the bot (DPV: `dpv:Recipient`). A missing value is not stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Recipient {
    /// Its id.
    pub id: RecipientId,
    /// Its name, and the bot's statement that names it.
    pub name: CitedText,
    /// The purpose for which it receives data.
    pub purpose: Option<String>,
    /// The items that it receives. Empty: not stated.
    pub data: Vec<DataId>,
    /// The country to which the data goes.
    pub country: Option<String>,
    /// The safeguard for a transfer to a third country.
    pub safeguard: Option<String>,
    /// The contract that binds it.
    pub contract: Option<String>,
    /// True if it provides artificial intelligence; `None` if that is not stated.
    pub ai_provider: Option<bool>,
}

/// A legal basis of processing that the policy names (DPV: `dpv:LegalBasis`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct LegalBasis {
    /// Its id.
    pub id: LegalBasisId,
    /// The basis, one of those of GDPR Art. 6(1).
    pub basis: LegalBasisKind,
    /// The purpose that it is limited to; `None` if it is not limited to one.
    pub purpose: Option<String>,
    /// The items that it is limited to. Empty: not limited to some.
    pub data: Vec<DataId>,
    /// The bot's statement that names it.
    pub statement: StatementId,
}

/// The kind of a legal basis: one of GDPR Art. 6(1)(a) to (f).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Basis"))]
#[serde(rename_all = "kebab-case")]
pub enum LegalBasisKind {
    /// Consent.
    Consent,
    /// A contract with the person.
    Contract,
    /// A legal obligation.
    LegalObligation,
    /// Vital interests.
    VitalInterests,
    /// A task in the public interest.
    PublicTask,
    /// Legitimate interests.
    LegitimateInterests,
}

impl LegalBasisKind {
    /// All bases, each with its name in content.
    pub const ALL: [(&'static str, Self); 6] = [
        ("consent", Self::Consent),
        ("contract", Self::Contract),
        ("legal-obligation", Self::LegalObligation),
        ("vital-interests", Self::VitalInterests),
        ("public-task", Self::PublicTask),
        ("legitimate-interests", Self::LegitimateInterests),
    ];
}

impl Inventory {
    /// Returns the items that are parts of an item.
    pub fn parts_of<'a>(&'a self, whole: &'a super::DataItem) -> impl Iterator<Item = &'a super::DataItem> {
        self.items.iter().filter(|item| item.part_of.as_ref() == Some(&whole.id))
    }

    /// Returns everything that is stated about a step for all data together. If no text is about the recipients of all data,
    /// returns the names of those recipients that are declared one by one.
    pub fn stated_for_all(&self, step: Step) -> Vec<&CitedText> {
        self.stated_or_declared(&self.whole, step, |recipient| recipient.data.is_empty())
    }

    /// Returns everything that is stated about a step for one item. Recipients are as in [`Self::stated_for_all`].
    pub fn stated_for<'a>(&'a self, item: &'a super::DataItem, step: Step) -> Vec<&'a CitedText> {
        self.stated_or_declared(&item.own, step, |recipient| recipient.data.contains(&item.id))
    }

    fn stated_or_declared<'a>(&'a self, own: &'a Lifecycle, step: Step, receives: impl Fn(&Recipient) -> bool) -> Vec<&'a CitedText> {
        let mut stated = own.stated(step);
        if step == Step::Recipients && stated.is_empty() {
            stated.extend(self.recipients.iter().filter(|recipient| receives(recipient)).map(|recipient| &recipient.name));
        }
        stated
    }
}

impl Policy {
    /// Returns the contacts that are facts of a kind: all contacts, or only those for the data protection officer. Empty for other
    /// kinds.
    pub fn contacts_for(&self, kind: FactKind) -> Vec<&Contact> {
        let all = self.contacts.iter();
        match kind {
            FactKind::Contact => all.collect(),
            FactKind::DataProtectionOfficer => all.filter(|it| it.is_for(ContactPurpose::DataProtectionOfficer)).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns whether content declares a fact of a kind.
    pub fn declares(&self, kind: FactKind) -> bool {
        match kind {
            FactKind::Contact => !self.contacts.is_empty() || self.other_controllers().next().is_some(),
            FactKind::DataProtectionOfficer => !self.contacts_for(kind).is_empty(),
            FactKind::Recipient | FactKind::Transfer | FactKind::Contract => !self.recipients_for(kind).is_empty(),
            FactKind::LegalBasis => !self.inventory.legal_bases.is_empty(),
            FactKind::Data => !self.checked_items().is_empty(),
            FactKind::Right => !self.rights.is_empty(),
            FactKind::ChangeOrDeletion => !self.usable_rights(kind).is_empty(),
            FactKind::Purpose | FactKind::Use | FactKind::From | FactKind::Storage | FactKind::Retention | FactKind::Deletion => {
                !self.stated_steps(kind).is_empty() || (kind == FactKind::Deletion && self.deletion_right().is_some())
            }
        }
    }

    /// Returns the recipients that are facts of a kind: all recipients, or those with a country or a contract. Empty for other kinds.
    fn recipients_for(&self, kind: FactKind) -> Vec<&Recipient> {
        let all = self.inventory.recipients.iter();
        match kind {
            FactKind::Recipient => all.collect(),
            FactKind::Transfer => all.filter(|it| it.country.is_some()).collect(),
            FactKind::Contract => all.filter(|it| it.contract.is_some()).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the rights that are facts of a kind and have a way to use them: the right to deletion, or those to correction and
    /// deletion. Empty for other kinds.
    fn usable_rights(&self, kind: FactKind) -> Vec<&super::Right> {
        use super::RightKind::{Correction, Deletion};
        let kinds: &[super::RightKind] = match kind {
            FactKind::Deletion => &[Deletion],
            FactKind::ChangeOrDeletion => &[Correction, Deletion],
            _ => &[],
        };
        self.rights.iter().filter(|right| kinds.contains(&right.kind) && (right.command.is_some() || right.link.is_some())).collect()
    }

    /// Returns the items of the inventory. Empty while the inventory is only a proposal.
    fn checked_items(&self) -> &[super::DataItem] {
        if self.inventory.unreviewed { &[] } else { &self.inventory.items }
    }

    /// Returns what a checked inventory states about a step in the life of its data.
    fn stated_steps(&self, kind: FactKind) -> Vec<&CitedText> {
        let Some(step) = kind.step().filter(|_| !self.inventory.unreviewed) else { return Vec::new() };
        let items = self.checked_items().iter().flat_map(|item| item.own.stated(step));
        self.inventory.whole.stated(step).into_iter().chain(items).collect()
    }

    fn deletion_right(&self) -> Option<&super::Right> {
        self.rights.iter().find(|right| right.kind == super::RightKind::Deletion)
    }

    /// Returns the statements that ground the facts of a kind, each once.
    #[cfg(feature = "parse")]
    pub(crate) fn grounds_of_facts(&self, kind: FactKind) -> Vec<StatementId> {
        let inventory = &self.inventory;
        let statements: Vec<&StatementId> = match kind {
            FactKind::Contact | FactKind::DataProtectionOfficer => {
                let contacts = self.contacts_for(kind).into_iter().filter_map(|it| it.statement.as_ref());
                let controllers = self.other_controllers().filter(|_| kind == FactKind::Contact);
                contacts.chain(controllers.filter_map(|party| self.statement_that_names(&party.name))).collect()
            }
            FactKind::Recipient | FactKind::Transfer | FactKind::Contract => {
                self.recipients_for(kind).into_iter().map(|it| &it.name.statement).collect()
            }
            FactKind::LegalBasis => inventory.legal_bases.iter().map(|basis| &basis.statement).collect(),
            FactKind::Data => std::iter::once(&inventory.statement).chain(inventory.items.iter().map(|item| &item.statement)).collect(),
            FactKind::Right => self.rights.iter().map(|right| &right.statement).collect(),
            FactKind::ChangeOrDeletion => self.usable_rights(kind).into_iter().map(|right| &right.statement).collect(),
            FactKind::Purpose | FactKind::Use | FactKind::From | FactKind::Storage | FactKind::Retention | FactKind::Deletion => {
                let right = self.deletion_right().filter(|_| kind == FactKind::Deletion).map(|right| &right.statement);
                right.into_iter().chain(self.stated_steps(kind).into_iter().map(|step| &step.statement)).collect()
            }
        };
        let mut out: Vec<StatementId> = Vec::new();
        for statement in statements {
            if !out.contains(statement) {
                out.push(statement.clone());
            }
        }
        out
    }

    /// Returns the first of the bot's own statements in the policy that names a party.
    #[cfg(feature = "parse")]
    fn statement_that_names(&self, name: &str) -> Option<&StatementId> {
        let name = crate::normalize::normalize(name);
        let names = |text: &str| format!(" {} ", crate::normalize::normalize(text)).contains(&format!(" {name} "));
        let mut own = self.statements().filter(|statement| self.is_bots(statement) && !self.is_in_terms(statement.id.as_str()));
        own.find(|it| names(&it.title) || names(&crate::text::plain(&it.text))).map(|it| &it.id)
    }

    /// Adds the step of the life of data that the right to deletion states, if content states it in no other place: the statement that
    /// grants the right says how all data is deleted. A right without a command or link does not say how.
    #[cfg(feature = "parse")]
    pub(crate) fn add_deletion_by_right(&mut self) {
        let has_step = self.inventory.whole.deletion.is_some() || self.inventory.items.iter().any(|item| item.own.deletion.is_some());
        let usable = self.usable_rights(FactKind::Deletion);
        let statement = usable.first().filter(|_| !has_step).and_then(|right| self.statement(&right.statement));
        let step = statement.map(|it| CitedText { text: it.title.clone(), statement: it.id.clone() });
        if step.is_some() {
            self.inventory.whole.deletion = step;
        }
    }

    /// Returns the extent to which the facts of a kind answer a requirement. `open` is true if the rule names a part that such
    /// facts do not answer ([`Requirement::answered_but`](super::Requirement::answered_but)).
    #[cfg(feature = "parse")]
    pub(crate) fn extent_by_facts(&self, kind: FactKind, open: bool) -> crate::Extent {
        let inventory = &self.inventory;
        let is_for_all_data = |basis: &LegalBasis| basis.purpose.is_none() && basis.data.is_empty();
        let covered = |item: &super::DataItem| {
            let has = |id: &DataId| inventory.legal_bases.iter().any(|basis| basis.purpose.is_none() && basis.data.contains(id));
            has(&item.id) || item.part_of.as_ref().is_some_and(has)
        };
        let complete = match kind {
            FactKind::LegalBasis => {
                let each = !inventory.open_ended && !inventory.items.is_empty() && inventory.items.iter().all(covered);
                each || inventory.legal_bases.iter().any(is_for_all_data)
            }
            FactKind::Data => !inventory.open_ended,
            FactKind::Transfer => {
                inventory.recipients.iter().all(|recipient| recipient.country.is_some() && recipient.safeguard.is_some())
            }
            FactKind::ChangeOrDeletion => self.usable_rights(kind).len() == 2,
            FactKind::Purpose | FactKind::From | FactKind::Storage | FactKind::Retention | FactKind::Deletion => {
                let stated = |own: &Lifecycle| kind.step().is_some_and(|step| !own.stated(step).is_empty());
                let items = self.checked_items();
                let all = stated(&inventory.whole) || (!items.is_empty() && items.iter().all(|item| stated(&item.own)));
                all || !self.usable_rights(kind).is_empty()
            }
            _ => !open,
        };
        if complete { crate::Extent::Present } else { crate::Extent::Partial }
    }

    /// Returns the links and the expiry date for `security.txt`. The links are those of all security contacts. The date is the
    /// earliest one of them; `None` if none has a date, because RFC 9116 requires one.
    pub fn security_contacts(&self) -> Option<(Vec<Link>, Date)> {
        let all: Vec<_> =
            self.contacts.iter().filter(|contact| contact.is_for(ContactPurpose::Security) && contact.link().is_some()).collect();
        let expires = all.iter().filter_map(|it| it.expires).min()?;
        Some((all.into_iter().filter_map(Contact::link).collect(), expires))
    }
}
