//! Builds the glossary, requirements, questions, hints, answers and synonyms.

use super::*;
use crate::FactKind;

impl Validator<'_, '_> {
    pub(super) fn term(&mut self, entry: &Entry<super::raw::RawTerm>) -> Option<Term> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let text = self.text(at, "text", &raw.text);
        let cites = self.key_citations(at, &raw.source);
        Some(Term { id: Self::key_id(&raw.id)?, name: name?, aliases: Self::texts(&raw.aliases), text: text?, cites })
    }

    pub(super) fn requirement(&mut self, entry: &Entry<super::raw::RawRequirement>) -> Option<Requirement> {
        let (at, raw) = (&entry.at, &entry.raw);
        let title = self.text(at, "title", &raw.title);
        let asks = self.text(at, "asks", &raw.asks);
        let when = match (&raw.when, raw.always) {
            (None, Some(true)) => Some(None),
            (when, always) => {
                if let (Some(when), Some(true)) = (when, always) {
                    let at = FileSpan { file: at.file, span: when.span() };
                    let hint = "leave out `when` if the rule makes the requirement for every case, and `always` otherwise";
                    self.sink.error(Code::BadValue, &at, "`when` contradicts `always = true`", hint);
                }
                // The word means the same as the key.
                self.text(at, "when", when).map(|when| Some(when).filter(|when| when != Requirement::ALWAYS))
            }
        };
        let cites = self.key_citations(at, &raw.source);
        let answered_by = raw.answered_by.as_ref().and_then(|_| self.one_of(at, "answered_by", &raw.answered_by, &FactKind::ALL));
        Some(Requirement {
            id: Self::key_id(&raw.id)?,
            title: title?,
            asks: asks?,
            cites,
            when: when?,
            answered_by,
            answered_but: Self::maybe(&raw.answered_but),
        })
    }

    pub(super) fn question(&mut self, entry: &Entry<super::raw::RawQuestion>) -> Option<Question> {
        let (at, raw) = (&entry.at, &entry.raw);
        let ask = self.text(at, "ask", &raw.ask);
        let title = self.text(at, "title", &raw.title);
        let requirements = self.references(IdKind::Requirement, at, &raw.requirements);
        if raw.requirements.is_empty() {
            self.text(at, "requirements", &None);
        }
        Some(Question {
            id: Self::key_id(&raw.id)?,
            ask: ask?,
            title: title?,
            glance: raw.glance.unwrap_or(false),
            requirements,
            words: Self::texts(&raw.words),
        })
    }

    pub(super) fn hint(&mut self, entry: &Entry<super::raw::RawHint>) -> Option<Hint> {
        let (at, raw) = (&entry.at, &entry.raw);
        let kind = self.one_of(
            at,
            "kind",
            &raw.kind,
            &[
                ("vague-word", HintKind::VagueWord),
                ("retiring-data", HintKind::RetiringData),
                ("implies-storage", HintKind::ImpliesStorage),
            ],
        );
        let text = self.text(at, "text", &raw.text);
        if raw.words.is_empty() {
            self.text(at, "words", &None);
        }
        for word in raw.words.iter().filter(|word| word.get_ref().trim().contains(char::is_whitespace)) {
            let message = format!("\"{}\" is more than one word", word.get_ref());
            let hint = "a hint compares single words: use the most telling one";
            self.sink.error(Code::BadValue, &FileSpan { file: at.file, span: word.span() }, message, hint);
        }
        Some(Hint { kind: kind?, words: Self::texts(&raw.words), text: text? })
    }

    pub(super) fn answer(&mut self, entry: &Entry<super::raw::RawAnswer>) -> Option<Answer> {
        let (at, raw) = (&entry.at, &entry.raw);
        // Without any requirement, a warning says that the rules are missing.
        let without_rules = raw.requirement.is_some() && !self.kinds.contains(&IdKind::Requirement);
        let requirement = if without_rules { None } else { self.reference(IdKind::Requirement, at, "requirement", &raw.requirement) };
        let statements = self.references(IdKind::Statement, at, &raw.statements);
        let mut foreign = false;
        for id in raw.statements.iter().filter(|id| !self.is_bots(id.get_ref())).collect::<Vec<_>>() {
            if let Some(kind) = self.kind_of_party(id.get_ref()).filter(|kind| !matches!(*kind, "bot" | "host" | "infrastructure")) {
                foreign = true;
                let message = format!("`{}` is a statement of a party of kind `{kind}`", id.get_ref());
                let hint = "only statements of the bot, its host and their infrastructure answer requirements";
                self.sink.error(Code::NotTheBots, &FileSpan { file: at.file, span: id.span() }, message, hint);
            }
        }
        for id in &raw.beside {
            if self.is_bots(id.get_ref()) {
                let message = format!("`{}` is the bot's own statement, which cannot be in `beside`", id.get_ref());
                let hint = "move it to `statements` if it answers the requirement; `beside` is for promises of others";
                self.sink.error(Code::BadValue, &FileSpan { file: at.file, span: id.span() }, message, hint);
            }
        }
        let unreviewed = raw.extent.as_ref().is_some_and(|extent| extent.get_ref() == "unreviewed");
        if unreviewed {
            // The author has not checked the answer yet, so it may be incomplete.
        } else if raw.statements.is_empty() {
            if let Some(extent) = &raw.extent {
                let hint = "name the statements that answer the requirement, or remove `extent`";
                let at = FileSpan { file: at.file, span: extent.span() };
                self.sink.error(Code::BadValue, &at, "this answer has an `extent`, but no statements", hint);
            } else if raw.beside.is_empty() && raw.why.is_none() {
                let hint = "name `statements` that answer it, statements `beside` it, or give the reason in `why`; remove an answer without any";
                self.sink.error(Code::MissingKey, at, "this answer is empty", hint);
            }
        } else if let (Some(extent), None) = (&raw.extent, &raw.why) {
            let has_party = |id: &Spanned<String>| self.statement_parties.get(id.get_ref()).is_some_and(|party| party.party.is_some());
            let known = raw.statements.iter().all(has_party);
            // A foreign statement is reported above: whether `why` is missing depends on the statement that replaces it.
            let lowered = known && !foreign && self.bots_party.is_some() && !raw.statements.iter().any(|id| self.is_bots(id.get_ref()));
            if extent.get_ref() == "partial" {
                self.sink.error(Code::MissingKey, at, "this answer is partial, but `why` is missing", "name the missing part in `why`");
            } else if extent.get_ref() == "present" && lowered {
                let hint = "promises of others answer a requirement only in part: name the missing part in `why`";
                self.sink.error(Code::MissingKey, at, "none of these statements is the bot's own, and `why` is missing", hint);
            }
        }
        // An answer without statements has no extent. It only names promises that are related to a gap.
        let extents = [("present", Extent::Present), ("partial", Extent::Partial), ("unreviewed", Extent::Unreviewed)];
        let extent = match raw.statements.is_empty() && !unreviewed {
            true => Some(Extent::Missing),
            false => self.one_of(at, "extent", &raw.extent, &extents),
        };
        let beside = self.references(IdKind::Statement, at, &raw.beside);
        Some(Answer { requirement: requirement?, statements, extent: extent?, why: Self::maybe(&raw.why), beside })
    }

    pub(super) fn synonym(&mut self, entry: &Entry<super::raw::RawSynonym>) -> Option<Synonym> {
        let (at, raw) = (&entry.at, &entry.raw);
        let mut normalized = BTreeSet::new();
        for word in &raw.words {
            let normal = normalize(word.get_ref());
            let wrong = if normal.is_empty() {
                Some("has no letter or digit to search for")
            } else if !normalized.insert(normal) {
                Some("is already in this group, as the search compares words")
            } else {
                None
            };
            if let Some(wrong) = wrong {
                let at = FileSpan { file: at.file, span: word.span() };
                self.sink.error(Code::BadValue, &at, format!("the synonym `{}` {wrong}", word.get_ref()), "remove it");
            }
        }
        if raw.words.len() < 2 {
            let hint = "add words that mean the same: `words = [\"erase\", \"delete\"]`";
            self.sink.error(Code::MissingKey, at, "a synonym needs two `words` or more", hint);
            return None;
        }
        Some(Synonym { words: Self::texts(&raw.words) })
    }
}
