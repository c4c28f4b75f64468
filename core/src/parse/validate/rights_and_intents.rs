//! Builds the rights that the policy grants, and what it says about privileged intents.

use super::*;
use crate::{IntentKind, PrivilegedIntent, Right, RightKind};

impl Validator<'_, '_> {
    pub(super) fn right(&mut self, entry: &Entry<super::raw::RawRight>) -> Option<Right> {
        let (at, raw) = (&entry.at, &entry.raw);
        let kind = self.one_of(at, "kind", &raw.kind, &RightKind::ALL);
        let statement = self.bots_statement(at, &raw.statement);
        let command = Self::maybe(&raw.command);
        let is_name =
            |name: &str| (1..=32).contains(&name.chars().count()) && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        if let (Some(text), Some(name)) = (&raw.command, &command)
            && (name.split(' ').count() > 3 || !name.split(' ').all(is_name))
        {
            let at = FileSpan { file: at.file, span: text.span() };
            let message = format!("`{name}` is not the name of a command");
            self.sink.error(Code::BadValue, &at, message, "write it without the slash, with its subcommands: `data delete`");
        }
        if let Some(id) = &raw.command_id
            && (raw.command.is_none() || !id.get_ref().bytes().all(|byte| byte.is_ascii_digit()))
        {
            let at = FileSpan { file: at.file, span: id.span() };
            let hint = "copy the command's id from Discord, digits alone, and name the `command`";
            self.sink.error(Code::BadValue, &at, "this is not the id of a command", hint);
        }
        let link = self.link(at, &raw.link);
        Some(Right {
            kind: kind?,
            statement: statement?,
            command,
            command_id: Self::maybe(&raw.command_id),
            link,
            within: Self::maybe(&raw.within),
        })
    }

    pub(super) fn privileged_intent(&mut self, entry: &Entry<super::raw::RawPrivilegedIntent>) -> Option<PrivilegedIntent> {
        let (at, raw) = (&entry.at, &entry.raw);
        let intent = self.one_of(at, "intent", &raw.intent, &IntentKind::ALL);
        let mut cited = |raw: &Option<Spanned<RawCitedText>>| raw.as_ref().and_then(|text| self.cited_text(at, text));
        let feature = cited(&raw.feature);
        let alternative = cited(&raw.alternative);
        let opt_out = cited(&raw.opt_out);
        let stored = cited(&raw.stored);
        let days = cited(&raw.days);
        let encrypted = cited(&raw.encrypted);
        let training = cited(&raw.training);
        let evidence = self.link(at, &raw.evidence);
        Some(PrivilegedIntent { intent: intent?, feature, alternative, opt_out, stored, days, encrypted, training, evidence })
    }

    /// Reports a second entry for a right or an intent.
    pub(super) fn one_entry_each(&mut self, content: &RawContent) {
        let rights = content.rights.iter().map(|entry| (entry.at.file, "right", &entry.raw.kind));
        let intents = content.privileged_intents.iter().map(|entry| (entry.at.file, "intent", &entry.raw.intent));
        let mut seen = BTreeSet::new();
        for (file, what, name) in rights.chain(intents) {
            let Some(name) = name else { continue };
            if !seen.insert((what, name.get_ref().as_str())) {
                let message = format!("a second entry for the {what} `{}`", name.get_ref());
                self.sink.error(Code::DuplicateId, &FileSpan { file, span: name.span() }, message, "merge the two entries");
            }
        }
    }

    fn link(&mut self, at: &FileSpan, link: &Text) -> Option<Link> {
        let link = link.as_ref()?;
        match Link::new(link.get_ref()) {
            Ok(link) => Some(link),
            Err(error) => {
                let at = FileSpan { file: at.file, span: link.span() };
                self.sink.error(Code::UnsafeLink, &at, error.to_string(), "links lead to http:, https:, mailto: or tel: addresses");
                None
            }
        }
    }
}
