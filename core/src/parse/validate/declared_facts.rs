//! Builds contacts, recipients and legal bases, and adds the answers that follow from declared facts.

use super::*;
use crate::{
    Contact, ContactKind, ContactPurpose, FactKind, GeneralAnswer, GeneralQuestion, LegalBasis, LegalBasisKind, Recipient, Requirement,
    addresses::{is_invite, mail_of},
};

impl Validator<'_, '_> {
    pub(super) fn contact(&mut self, entry: &Entry<super::raw::RawContact>) -> Option<Contact> {
        let (at, raw) = (&entry.at, &entry.raw);
        let kind = self.one_of(at, "kind", &raw.kind, &ContactKind::ALL);
        let to = self.text(at, "to", &raw.to);
        let purposes = raw.purpose.iter().filter_map(|purpose| {
            let at = FileSpan { file: at.file, span: purpose.span() };
            self.one_of(&at, "purpose", &Some(purpose.clone()), &ContactPurpose::ALL)
        });
        let purpose = purposes.collect();
        let expires = self.date(at, &raw.expires);
        if let (Some(content), Some((.., None))) = (&raw.expires, expires.map(crate::Date::parts)) {
            let at = FileSpan { file: at.file, span: content.span() };
            self.sink.error(Code::BadDate, &at, "`expires` is a month", "write the day until which the contact is valid: `2024-03-19`");
        }
        let statement = raw.statement.as_ref().and_then(|_| self.bots_statement(at, &raw.statement));
        let contact = Contact { kind: kind?, to: to?.trim().to_owned(), purpose, expires, statement };
        let wrong = match contact.kind {
            ContactKind::Mail if mail_of(&contact.to) != Some(contact.to.as_str()) => {
                Some(("is not a mail address", "write the address alone: `privacy@bot.example`"))
            }
            ContactKind::Discord if !is_invite(&contact.to) => {
                Some(("is not an invitation to a Discord server", "write it as `https://discord.gg/…`"))
            }
            ContactKind::Form if !contact.to.starts_with("https://") || contact.link().is_none() => {
                Some(("is not the address of a form", "write an https: address"))
            }
            _ => None,
        };
        if let (Some((wrong, hint)), Some(to)) = (wrong, &raw.to) {
            let at = FileSpan { file: at.file, span: to.span() };
            self.sink.error(Code::BadValue, &at, format!("`{}` {wrong}", contact.to), hint);
            return None;
        }
        if contact.purpose.contains(&ContactPurpose::Security) && contact.expires.is_none() && contact.link().is_some() {
            let message = "this security contact has no `expires`, so there is no security.txt";
            let hint = "add the day until which it is valid, at most a year ahead: RFC 9116 requires it";
            self.sink.warning(Code::Expires, at, message, hint);
        }
        Some(contact)
    }

    pub(super) fn recipient(&mut self, entry: &Entry<super::raw::RawRecipient>) -> Option<Recipient> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let data = self.references(IdKind::Data, at, &raw.data);
        let statement = self.bots_statement(at, &raw.statement);
        Some(Recipient {
            id: Self::key_id(&raw.id)?,
            name: CitedText { text: name?, statement: statement? },
            purpose: Self::maybe(&raw.purpose),
            data,
            country: Self::maybe(&raw.country),
            safeguard: Self::maybe(&raw.safeguard),
            contract: Self::maybe(&raw.contract),
            ai_provider: raw.ai_provider,
        })
    }

    pub(super) fn legal_basis(&mut self, entry: &Entry<super::raw::RawLegalBasis>) -> Option<LegalBasis> {
        let (at, raw) = (&entry.at, &entry.raw);
        let basis = self.one_of(at, "basis", &raw.basis, &LegalBasisKind::ALL);
        let data = self.references(IdKind::Data, at, &raw.data);
        let statement = self.bots_statement(at, &raw.statement);
        Some(LegalBasis { id: Self::key_id(&raw.id)?, basis: basis?, purpose: Self::maybe(&raw.purpose), data, statement: statement? })
    }

    /// Adds the answers that follow from structured facts. A requirement may name a kind of fact (`answered_by`). Facts of that
    /// kind answer it, in addition to the author's own answer.
    pub(super) fn answer_by_facts(&mut self, policy: &mut Policy, content: &RawContent) {
        let asked = policy.requirements.iter().filter_map(|requirement| Some((requirement.clone(), requirement.answered_by?)));
        let asked: Vec<(Requirement, FactKind)> = asked.filter(|(_, kind)| policy.declares(*kind)).collect();
        for (requirement, kind) in asked {
            let grounds = policy.grounds_of_facts(kind);
            let extent = policy.extent_by_facts(kind, requirement.answered_but.is_some());
            let why = requirement.answered_but.clone().filter(|_| extent == Extent::Partial);
            let Some(answer) = policy.answers.iter_mut().find(|answer| answer.requirement == requirement.id) else {
                policy.answers.push(Answer { requirement: requirement.id, statements: grounds, extent, why, beside: Vec::new() });
                continue;
            };
            let only_these = answer.statements.iter().all(|id| grounds.contains(id));
            match answer.extent {
                Extent::Missing if answer.why.is_some() => {
                    let entry = content
                        .answers
                        .iter()
                        .find(|entry| entry.raw.requirement.as_ref().is_some_and(|id| id.get_ref() == requirement.id.as_str()));
                    let message =
                        format!("this answer names no statements, and content declares a fact that answers `{}`", requirement.id);
                    let hint = "delete the answer, or name `statements` and an `extent`";
                    if let Some(entry) = entry {
                        self.sink.error(Code::Contradiction, &entry.at, message, hint);
                    }
                }
                Extent::Missing => (answer.extent, answer.why) = (extent, why),
                Extent::Unreviewed if only_these => (answer.extent, answer.why) = (extent, why),
                _ => {}
            }
            answer.statements.extend(grounds.into_iter().filter(|id| !answer.statements.contains(id)).collect::<Vec<_>>());
        }
        let asked = policy.vocabulary.general.iter().filter_map(|question| Some((question.clone(), question.answered_by?)));
        let asked: Vec<(GeneralQuestion, FactKind)> = asked.filter(|(_, kind)| policy.declares(*kind)).collect();
        for (question, kind) in asked {
            // The author's own answer says which part is missing.
            if policy.vocabulary.answers.iter().any(|answer| answer.question == question.id) {
                continue;
            }
            let extent = policy.extent_by_facts(kind, question.answered_but.is_some());
            let why = question.answered_but.filter(|_| extent == Extent::Partial);
            let statements = policy.grounds_of_facts(kind);
            policy.vocabulary.answers.push(GeneralAnswer { question: question.id, statements, why, beside: Vec::new() });
        }
    }
}
