//! Builds the bot, its parties and sources, its text and its inventory.

use super::*;

impl Validator<'_, '_> {
    pub(super) fn bot(&mut self, entry: &Entry<super::raw::RawBot>) -> Option<Bot> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let lang = self.lang(at, &raw.lang, "name the language of the content").unwrap_or_default();
        let party = self.reference(IdKind::Party, at, "party", &raw.party);
        self.of_kind(at, "party", &raw.party, "bot");
        let host = self.maybe_reference(IdKind::Party, at, &raw.host);
        self.of_kind(at, "host", &raw.host, "host");
        let disclaimer = self.text(at, "disclaimer", &raw.disclaimer);
        let services = self.references(IdKind::Service, at, &raw.services);
        let region = self.maybe_reference(IdKind::Region, at, &raw.region);
        Some(Bot { name: name?, lang, party: party?, host, disclaimer: disclaimer?, services, plan: Self::maybe(&raw.plan), region })
    }

    /// Checks that a party is of the kind that a key takes.
    pub(super) fn of_kind(&mut self, at: &FileSpan, key: &str, party: &Text, kind: &str) {
        let Some(party) = party else { return };
        if let Some(other) = self.parties.get(party.get_ref()).filter(|other| *other != kind) {
            let message = format!("`{key}` takes a party of kind `{kind}`, but `{}` is of kind `{other}`", party.get_ref());
            let hint = format!("name a party of kind `{kind}`, or change the kind");
            self.sink.error(Code::BadValue, &FileSpan { file: at.file, span: party.span() }, message, hint);
        }
    }

    /// Reads a reference to a statement that grounds a fact about the bot's data. The statement must be the bot's own.
    pub(super) fn bots_statement(&mut self, at: &FileSpan, id: &Text) -> Option<crate::StatementId> {
        let found = self.reference(IdKind::Statement, at, "statement", id);
        if let (Some(id), Some(_)) = (id, &self.bots_party)
            && let Some(party) = self.statement_parties.get(id.get_ref()).and_then(|party| party.party.as_ref())
            && !self.is_bots_party(party)
        {
            let message = format!("`{}` is a statement of `{party}`, not of the bot", id.get_ref());
            let hint = "only the bot's own statements describe its data: name one of them, or leave this out";
            self.sink.error(Code::NotTheBots, &FileSpan { file: at.file, span: id.span() }, message, hint);
        }
        found
    }

    /// Checks that a key that takes readings names only readings.
    pub(super) fn readings<'t>(&mut self, at: &FileSpan, key: &str, ids: impl IntoIterator<Item = &'t Spanned<String>>) {
        for id in ids {
            if self.statement_parties.get(id.get_ref()).is_some_and(|party| !party.reading) {
                let message = format!("`{key}` takes a reading, and `{}` is not one", id.get_ref());
                let hint = "name a statement whose source is of kind `reading`";
                self.sink.error(Code::BadReading, &FileSpan { file: at.file, span: id.span() }, message, hint);
            }
        }
    }

    /// Returns whether a party's statements are the bot's own: it is the bot's party, or another controller.
    pub(super) fn is_bots_party(&self, party: &str) -> bool {
        self.bots_party.as_deref() == Some(party) || self.controllers.contains(party)
    }

    /// Returns whether a statement is the bot's own.
    pub(super) fn is_bots(&self, statement: &str) -> bool {
        let party = self.statement_parties.get(statement).and_then(|party| party.party.as_deref());
        party.is_some_and(|party| self.is_bots_party(party))
    }

    /// Returns the kind of the party that makes a statement; `None` if it is unknown or invalid, because nothing follows from that.
    pub(super) fn kind_of_party(&self, statement: &str) -> Option<&str> {
        self.parties.get(self.statement_parties.get(statement)?.party.as_ref()?).map(String::as_str)
    }

    pub(super) fn party(&mut self, entry: &Entry<super::raw::RawParty>) -> Option<Party> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let kind = self.one_of(at, "kind", &raw.kind, &PartyKind::ALL);
        let roles = [("controller", Role::Controller), ("processor", Role::Processor), ("sub-processor", Role::SubProcessor)];
        let role = raw.role.as_ref().and_then(|_| self.one_of(at, "role", &raw.role, &roles));
        Some(Party {
            id: Self::key_id(&raw.id)?,
            name: name?,
            kind: kind?,
            role,
            role_note: Self::maybe(&raw.role_note),
            promises_to: Self::maybe(&raw.promises_to),
            about: Self::maybe(&raw.about),
        })
    }

    pub(super) fn source(&mut self, entry: &Entry<super::raw::RawSource>) -> Option<Source> {
        let (at, raw) = (&entry.at, &entry.raw);
        let title = self.text(at, "title", &raw.title);
        let by = self.maybe_reference(IdKind::Party, at, &raw.by);
        let kinds = [("document", SourceKind::Document), ("rule", SourceKind::Rule), ("reading", SourceKind::Reading)];
        let kind = self.one_of(at, "kind", &raw.kind, &kinds);
        let as_of = self.date(at, &raw.as_of);
        let effective = self.date(at, &raw.effective);
        let authoritative = self.lang(at, &raw.authoritative, "name the language whose text is authoritative");
        let link = raw.link.as_ref().and_then(|link| match Link::new(link.get_ref()) {
            Ok(link) => Some(link),
            Err(error) => {
                let at = FileSpan { file: at.file, span: link.span() };
                self.sink.error(Code::UnsafeLink, &at, error.to_string(), "use an http:, https:, mailto: or tel: address");
                None
            }
        });
        Some(Source {
            id: Self::key_id(&raw.id)?,
            title: title?,
            by,
            kind: kind?,
            as_of,
            effective,
            version: Self::maybe(&raw.version),
            authoritative,
            link,
            note: Self::maybe(&raw.note),
            sections: raw.sections.clone(),
        })
    }

    pub(super) fn sections(&mut self, content: &RawContent) -> Vec<Section> {
        let mut out = Vec::new();
        for part in &content.parts {
            let of_bot = self.sink.files.get(part.heading.at.file).is_some_and(|file| file.path.starts_with("bot/"));
            let id = part.heading.id.as_deref().unwrap_or_default();
            let known = Part::of_id(id);
            if known.is_none() {
                let all: Vec<String> = Part::ALL.iter().map(|part| format!("`{{#{}}}`", part.id())).collect();
                self.sink.error(
                    Code::UnknownPart,
                    &part.heading.at,
                    "this heading has no id of a part of the page",
                    format!("a `#` heading ends in one of {}", all.join(", ")),
                );
            }
            self.not_empty(&part.heading, part.sections.is_empty() && !part.refused);
            for section in &part.sections {
                self.not_empty(&section.heading, section.statements.is_empty() && !section.refused);
                let statements = section
                    .statements
                    .iter()
                    .filter_map(|raw| {
                        let statement = self.statement(raw, &[&section.heading, &part.heading])?;
                        if known == Some(Part::Terms) && self.bots_party.is_some() && !self.is_bots_party(statement.party.as_str()) {
                            let message = format!("`{}` is not the bot's own statement", statement.id);
                            let hint = "the terms of service are the bot's alone: give the statement the bot's party, or move it";
                            self.sink.error(Code::NotTheBots, &raw.heading.at, message, hint);
                        }
                        Some(statement)
                    })
                    .collect();
                if let (Some(part), Some(id)) = (known, Self::own_id(section.heading.id.as_deref())) {
                    out.push((of_bot, Section { id, title: section.heading.title.clone(), part, statements }));
                }
            }
        }
        // Files are in the order of their paths, and parts in the order of the page. Sections of the bot's folder about frameworks come
        // after those of its host.
        out.sort_by_key(|(of_bot, section)| (section.part, section.part == Part::Coverage && *of_bot));
        out.into_iter().map(|(_, section)| section).collect()
    }

    pub(super) fn not_empty(&mut self, heading: &RawHeading, empty: bool) {
        if empty || heading.title.trim().is_empty() {
            let what = if empty { "there is no text under this heading" } else { "this heading is empty" };
            self.sink.error(Code::EmptySection, &heading.at, what, "add the text, or remove the heading");
        }
    }

    pub(super) fn statement(&mut self, raw: &RawStatement, above: &[&RawHeading]) -> Option<Statement> {
        let heading = &raw.heading;
        self.not_empty(heading, raw.text.is_empty());
        let lineage = || std::iter::once(heading).chain(above.iter().copied());
        let party = match lineage().find_map(|heading| heading.party.as_ref().map(|party| (party, &heading.at))) {
            Some((party, at)) => self.refer(IdKind::Party, at, party),
            None => {
                let hint = "add `party=ID` here or at a heading above";
                self.sink.error(Code::MissingParty, &heading.at, "this statement has no party", hint);
                None
            }
        };
        let cited = lineage().find(|heading| !heading.source.is_empty()).unwrap_or(heading);
        let cites = self.citations(&heading.at, cited.source.iter().map(|text| (cited.at.clone(), text.as_str())));
        let about: Vec<AnyId> = heading.about.iter().filter_map(|id| self.refer_any(&heading.at, id)).collect();
        let readings = cites.iter().filter(|cite| self.is_reading(cite.source.as_str())).count();
        let is_reading = readings > 0;
        let speaker = party.as_ref().and_then(|party: &crate::PartyId| self.parties.get(party.as_str()));
        if is_reading && readings < cites.len() {
            let hint = "split it into two statements: the document's own words, and our reading of them";
            self.sink.error(Code::BadReading, &heading.at, "this statement cites a reading and a document", hint);
        } else if let Some(kind) = speaker.filter(|kind| is_reading && *kind != "editor") {
            let message = format!("this is a reading, but its party is of kind `{kind}`");
            let hint = "give it a party of kind `editor`, or cite the document itself";
            self.sink.error(Code::BadReading, &heading.at, message, hint);
        } else if !is_reading && !cites.is_empty() && speaker.is_some_and(|kind| kind == "editor") {
            let hint = "name the party that published the document, or a source of kind `reading`";
            self.sink.error(
                Code::BadReading,
                &heading.at,
                "this is an editor's statement, but it cites no source of kind `reading`",
                hint,
            );
        } else if !is_reading && (!heading.about.is_empty() || heading.disagreement) {
            self.sink.error(
                Code::BadReading,
                &heading.at,
                "this statement is not a reading, but has `about=` or `.disagreement`",
                "cite a source of kind `reading`, or remove the attribute",
            );
        }
        let disagreeing: BTreeSet<&String> = heading.about.iter().filter(|id| self.is(IdKind::Statement, id)).collect();
        let dangling = about.len() < heading.about.len();
        if heading.disagreement && disagreeing.len() < 2 && !dangling {
            self.sink.error(
                Code::BadReading,
                &heading.at,
                "a disagreement needs two statements that disagree",
                "name both: `about=one,other`",
            );
        }
        Some(Statement {
            id: Self::own_id(heading.id.as_deref())?,
            title: heading.title.clone(),
            party: party?,
            cites,
            about,
            disagreement: heading.disagreement,
            text: raw.text.clone(),
        })
    }

    pub(super) fn inventory(&mut self, content: &RawContent) -> Option<Inventory> {
        let items = self.all(&content.data, Self::data);
        let recipients = self.all(&content.recipients, Self::recipient);
        let legal_bases = self.all(&content.legal_bases, Self::legal_basis);
        let entry = self.once(&content.inventories, "inventory")?;
        let (at, raw) = (&entry.at, &entry.raw);
        let statement = self.bots_statement(at, &raw.statement);
        let whole = lifecycle!(self, at, raw);
        Some(Inventory {
            statement: statement?,
            open_ended: raw.open_ended.unwrap_or(false),
            unreviewed: raw.unreviewed.unwrap_or(false),
            whole,
            items,
            recipients,
            legal_bases,
        })
    }

    pub(super) fn data(&mut self, entry: &Entry<super::raw::RawData>) -> Option<DataItem> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let part_of = self.maybe_reference(IdKind::Data, at, &raw.part_of);
        if let Some(whole) = &raw.part_of {
            let id = raw.id.as_ref().map(|id| id.get_ref());
            let message = match self.parts_of.get(whole.get_ref()) {
                _ if id == Some(whole.get_ref()) => format!("`{}` is part of itself", whole.get_ref()),
                Some(other) => format!("`{}` is itself part of `{other}`", whole.get_ref()),
                None => String::new(),
            };
            if !message.is_empty() {
                let at = FileSpan { file: at.file, span: whole.span() };
                self.sink.error(
                    Code::BadValue,
                    &at,
                    message,
                    "name an item that is not part of another: items have one level of parts",
                );
            }
        }
        let statement = self.bots_statement(at, &raw.statement);
        let own = lifecycle!(self, at, raw);
        Some(DataItem { id: Self::key_id(&raw.id)?, name: name?, part_of, statement: statement?, own })
    }
}
