//! Builds contacts, recipients and legal bases, and compares them with other parts of content that state the same.

use super::*;
use crate::{
    Basis, Contact, ContactKind, ContactPurpose, FactKind, LegalBasis, Recipient, Requirement,
    addresses::{self, is_invite, mail_of},
    duration::Duration,
    text::plain,
};

impl Validator<'_, '_> {
    pub(super) fn contact(&mut self, entry: &Entry<super::raw::RawContact>) -> Option<Contact> {
        let (at, raw) = (&entry.at, &entry.raw);
        let kind = self.one_of(at, "kind", &raw.kind, &ContactKind::ALL);
        let to = self.text(at, "to", &raw.to);
        let purposes = raw.purpose.iter().filter_map(|purpose| {
            let at = At { file: at.file, span: purpose.span() };
            self.one_of(&at, "purpose", &Some(purpose.clone()), &ContactPurpose::ALL)
        });
        let purpose = purposes.collect();
        let expires = self.date(at, &raw.expires);
        if let (Some(content), Some((.., None))) = (&raw.expires, expires.map(crate::Date::parts)) {
            let at = At { file: at.file, span: content.span() };
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
            let at = At { file: at.file, span: to.span() };
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
        let basis = self.one_of(at, "basis", &raw.basis, &Basis::ALL);
        let data = self.references(IdKind::Data, at, &raw.data);
        let statement = self.bots_statement(at, &raw.statement);
        Some(LegalBasis { id: Self::key_id(&raw.id)?, basis: basis?, purpose: Self::maybe(&raw.purpose), data, statement: statement? })
    }

    /// Reports contacts that are declared twice, and facts that content states in two places that contradict each other.
    pub(super) fn same_twice(&mut self, content: &RawContent, sections: &[Section], inventory: Option<&Inventory>) {
        let statements: BTreeMap<&str, &Statement> =
            sections.iter().flat_map(|section| &section.statements).map(|statement| (statement.id.as_str(), statement)).collect();
        let mut seen = BTreeSet::new();
        for entry in &content.contacts {
            let (Some(kind), Some(to)) = (&entry.raw.kind, &entry.raw.to) else { continue };
            let at = At { file: entry.at.file, span: to.span() };
            if !seen.insert((kind.get_ref(), to.get_ref().trim().to_lowercase())) {
                let hint = "merge the two: `purpose` is a list";
                self.sink.error(Code::DuplicateId, &at, format!("a second contact `{}`", to.get_ref()), hint);
            }
            let statement = entry.raw.statement.as_ref().and_then(|id| statements.get(id.get_ref().as_str()));
            if let Some(statement) = statement {
                self.named_in(&at, kind.get_ref(), to.get_ref().trim(), statement);
            }
        }
        let Some(inventory) = inventory else { return };
        self.retentions(content, &statements, inventory);
        let whole = content.inventories.first().map(|entry| (entry.at.file, &entry.raw.recipients));
        let own = content.data.iter().map(|entry| (entry.raw.id.as_ref(), (entry.at.file, &entry.raw.recipients)));
        for (item, (file, cited)) in whole.map(|whole| (None, whole)).into_iter().chain(own) {
            let Some(text) = cited.as_ref().and_then(|cited| cited.get_ref().text.as_ref()) else { continue };
            let receives = |recipient: &&Recipient| match item {
                Some(item) => recipient.data.iter().any(|data| data.as_str() == item.get_ref()),
                None => recipient.data.is_empty(),
            };
            let lower = text.get_ref().to_lowercase();
            for recipient in inventory.recipients.iter().filter(receives) {
                if !lower.contains(&recipient.name.text.to_lowercase()) {
                    let message = format!("`recipients` does not name \"{}\", which `[[recipient]]` names", recipient.name.text);
                    let hint = "leave `recipients` out: `[[recipient]]` states it; or name the same recipients in both";
                    self.sink.error(Code::Contradiction, &At { file, span: text.span() }, message, hint);
                }
            }
        }
    }

    /// Compares the durations of retention: each with the statement that grounds it, and that of all data with those of the items. Only
    /// texts that state a single duration are compared. Skips proposals, which the author has not checked.
    fn retentions(&mut self, content: &RawContent, statements: &BTreeMap<&str, &Statement>, inventory: &Inventory) {
        if inventory.unreviewed {
            return;
        }
        let stated = |file: usize, cited: &Option<Spanned<RawCitedText>>| {
            let cited = cited.as_ref()?.get_ref();
            let text = cited.text.as_ref()?;
            Some((Duration::only(text.get_ref())?, At { file, span: text.span() }, cited.statement.as_ref()?.get_ref().clone()))
        };
        let whole = content.inventories.first().and_then(|entry| stated(entry.at.file, &entry.raw.retention));
        let items: Vec<_> = content.data.iter().map(|entry| stated(entry.at.file, &entry.raw.retention)).collect();
        for (fact, at, id) in whole.iter().chain(items.iter().flatten()) {
            let statement = statements.get(id.as_str());
            let text = statement.map(|statement| format!("{}\n{}", statement.title, plain(&statement.text)));
            let place = self.ids.get(id.as_str()).and_then(|all| all.first()).map(|(_, at)| self.sink.place(at));
            let other = text.and_then(|text| Duration::only(&text)).filter(|other| fact.differs(other));
            if let Some((other, FilePosition { file, line, .. })) = other.zip(place) {
                let message =
                    format!("the retention is \"{}\", but `{id}` in {file}, line {line}, states \"{}\"", fact.words, other.words);
                let hint = "correct one of the two, or name the statement that states it";
                self.sink.error(Code::Contradiction, at, message, hint);
            }
        }
        // One item may be an exception, but not every item, unless the list leaves items out.
        let is_open = inventory.open_ended;
        let Some((whole, at, _)) = whole.filter(|(whole, ..)| whole.alone && !is_open) else { return };
        let each: Option<Vec<_>> = items.into_iter().collect();
        if let Some([(first, first_at, _), ..]) = each.as_deref()
            && each.iter().flatten().all(|(item, ..)| item.differs(&whole))
        {
            let FilePosition { file, line, .. } = self.sink.place(first_at);
            let message = format!(
                "the retention of all data is \"{}\", but every item states another: \"{}\" in {file}, line {line}",
                whole.words, first.words
            );
            let hint = "correct one of the two, or leave `retention` of `[inventory]` out";
            self.sink.error(Code::Contradiction, &at, message, hint);
        }
    }

    /// Checks that a statement contains the address of the contact that it grounds.
    fn named_in(&mut self, at: &At, kind: &str, to: &str, statement: &Statement) {
        let found = addresses::of_blocks(&statement.text);
        let (same, others): (bool, Vec<&String>) = match kind {
            "mail" => {
                let mails: Vec<_> = found.iter().filter(|it| mail_of(it).is_some()).collect();
                (mails.iter().any(|it| it.eq_ignore_ascii_case(to)), mails)
            }
            "discord" | "form" => {
                let bare = |address: &str| address.trim_start_matches("https://").trim_end_matches('/').to_owned();
                let links: Vec<_> = found.iter().filter(|it| mail_of(it).is_none()).collect();
                let same = links.iter().any(|it| bare(it) == bare(to)) || plain(&statement.text).contains(&bare(to));
                (same, links.into_iter().filter(|it| kind == "form" || is_invite(it)).collect())
            }
            // Don't compare postal addresses, because line breaks and abbreviations may differ.
            _ => return,
        };
        if !same {
            let others: Vec<_> = others.iter().map(|it| format!("`{it}`")).collect();
            let message = match others.as_slice() {
                [] => format!("the statement `{}` does not name `{to}`", statement.id),
                others => format!("the statement `{}` names {}, not `{to}`", statement.id, others.join(", ")),
            };
            let hint = "correct one of the two, or name the statement that has the contact";
            self.sink.error(Code::Contradiction, at, message, hint);
        }
    }

    /// Adds the answers that follow from structured facts. A requirement may name a kind of fact (`answered_by`). Facts of that
    /// kind answer it, in addition to the author's own answer.
    pub(super) fn answer_by_facts(&mut self, policy: &mut Policy, content: &RawContent) {
        let asked = policy.requirements.iter().filter_map(|it| Some((it.clone(), it.answered_by?)));
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
    }
}
