//! The first pass of validation. It collects all ids and other declarations, so that the second pass can check references to them.

use super::*;

impl<'a> Validator<'a, '_> {
    pub(super) fn declare_all(&mut self, content: &'a RawContent) {
        let mut found = Vec::new();
        for part in &content.parts {
            for section in &part.sections {
                self.declare_heading(IdKind::Section, &section.heading, &mut found);
                for statement in &section.statements {
                    self.declare_heading(IdKind::Statement, &statement.heading, &mut found);
                }
            }
        }
        macro_rules! declare {
            ($($list:ident: $kind:ident,)*) => {
                $(for entry in &content.$list { self.declare_key(IdKind::$kind, &entry.at, &entry.raw.id, &mut found); })*
            };
        }
        declare! {
            parties: Party, sources: Source, data: Data, frameworks: Framework, services: Service, regions: Region, claims: Claim,
            data_rules: DataRule, objectives: Objective, terms: Term, requirements: Requirement, questions: Question,
            kinds: DataKind, general: General, recipients: Recipient, legal_bases: LegalBasis,
        }
        for broken in &content.broken {
            if let Some(kind) = IdKind::of_table(&broken.table).filter(|_| !broken.id.is_empty()) {
                found.push((kind, &broken.id, broken.at.clone()));
            }
        }
        // Go through the files in order, so that the diagnostic of a duplicate is at the later declaration. The bot's own files are
        // last, because their author cannot change the files of the host and of the rules.
        found.sort_by_key(|(_, _, at)| (self.sink.is_of_bot(at.file), at.file, at.span.start));
        for (kind, id, at) in found {
            self.declare(kind, id, at);
        }
        for entry in &content.frameworks {
            if let (Some(id), true) = (&entry.raw.id, entry.raw.kind.as_ref().is_some_and(|kind| kind.get_ref() == "regulation")) {
                self.laws.insert(id.get_ref());
            }
        }
        for entry in &content.sources {
            if let Some(id) = &entry.raw.id {
                let reading = entry.raw.kind.as_ref().is_some_and(|kind| kind.get_ref() == "reading");
                self.cited.insert(id.get_ref(), (&entry.raw.sections, reading));
            }
        }
    }

    /// Collects the facts about entries that are needed before the first entry is built, such as the kinds of parties.
    pub(super) fn survey(&mut self, content: &RawContent) {
        let text = |text: &Text| text.as_ref().map(|text| text.get_ref().clone());
        for entry in &content.parties {
            let (Some(id), Some(kind)) = (text(&entry.raw.id), text(&entry.raw.kind)) else { continue };
            if kind == "other" && text(&entry.raw.role).as_deref() == Some("controller") {
                self.controllers.insert(id.clone());
            }
            // An invalid kind is reported at its place. Nothing follows from it.
            if PartyKind::ALL.iter().any(|(name, _)| *name == kind) {
                self.parties.entry(id).or_insert(kind);
            }
        }
        // An undeclared party is reported where it is named. Nothing follows from it.
        self.bots_party = content.bots.first().and_then(|entry| text(&entry.raw.party)).filter(|party| self.is(IdKind::Party, party));
        for entry in &content.data {
            self.parts_of.extend(text(&entry.raw.id).zip(text(&entry.raw.part_of)));
        }
        for part in &content.parts {
            for section in &part.sections {
                for statement in &section.statements {
                    let lineage = [&statement.heading, &section.heading, &part.heading];
                    let Some(id) = &statement.heading.id else { continue };
                    let cites = lineage.iter().find(|it| !it.source.is_empty()).map_or(&[][..], |it| &it.source);
                    let reading = cites.iter().any(|cite| self.is_reading(cite.split('/').next().unwrap_or_default()));
                    let party = lineage.iter().find_map(|it| it.party.clone()).filter(|party| self.is(IdKind::Party, party));
                    self.statement_parties.entry(id.clone()).or_insert(StatementParty { party, reading });
                }
            }
        }
    }

    pub(super) fn is_reading(&self, source: &str) -> bool {
        self.cited.get(source).is_some_and(|(_, reading)| *reading)
    }

    pub(super) fn declare_heading<'w>(&mut self, kind: IdKind, heading: &'w RawHeading, found: &mut Vec<(IdKind, &'w str, FileSpan)>) {
        match &heading.id {
            Some(id) => found.push((kind, id, heading.at.clone())),
            None => self.sink.error(
                Code::MissingId,
                &heading.at,
                format!("the {} \"{}\" has no id", kind.name(), heading.title),
                "add an id after the heading: `{#short-name}`",
            ),
        }
    }

    pub(super) fn declare_key<'w>(&mut self, kind: IdKind, at: &FileSpan, id: &'w Text, found: &mut Vec<(IdKind, &'w str, FileSpan)>) {
        match id {
            Some(id) => found.push((kind, id.get_ref(), FileSpan { file: at.file, span: id.span() })),
            None => self.sink.error(
                Code::MissingKey,
                at,
                format!("this {} has no `id`", kind.name()),
                "add an id: other content refers to it",
            ),
        }
    }

    pub(super) fn declare(&mut self, kind: IdKind, id: &'a str, at: FileSpan) {
        if id.trim().is_empty() {
            // This was reported when the table was read. A heading cannot have such an id.
            return;
        }
        self.kinds.insert(kind);
        if let Err(error) = AnyId::from_str(id) {
            self.sink.error(Code::BadId, &at, error.to_string(), "an id looks like `shield-private-spaces`");
            return;
        }
        if (self.reserved)(id) {
            let hint = "choose another id: docs/content.md lists the reserved ones";
            self.sink.error(Code::ReservedId, &at, format!("the id `{id}` is reserved"), hint);
            return;
        }
        let before = match kind {
            IdKind::Framework => self.frameworks.insert(id, at.clone()).map(|before| (kind, before)),
            _ => {
                // Keep a duplicate id of another kind, too, so that references to it are not reported as dangling. Keep only one
                // for each kind, so that an id with ten thousand duplicates does not slow down each lookup.
                let all = self.ids.entry(id).or_default();
                let before = all.first().cloned();
                if all.iter().all(|(declared, _)| *declared != kind) {
                    all.push((kind, at.clone()));
                }
                before
            }
        };
        if let Some((other, before)) = before {
            let FilePosition { file, line, .. } = self.sink.place(&before);
            let hint = match self.sink.is_of_bot(at.file) && !self.sink.is_of_bot(before.file) {
                true => "choose another id here: each id is used only once in all content",
                false => "rename one of the two: each id is used only once in all content",
            };
            let message = format!("duplicate id `{id}`: the {} in {file}, line {line}, has it", other.name());
            self.sink.error(Code::DuplicateId, &at, message, hint);
        }
    }

    pub(super) fn is(&self, kind: IdKind, id: &str) -> bool {
        match kind {
            IdKind::Framework => self.frameworks.contains_key(id),
            _ => self.ids.get(id).is_some_and(|all| all.iter().any(|(declared, _)| *declared == kind)),
        }
    }

    /// Returns the places of all declarations, for later diagnostics of a valid policy. An answer is listed by its requirement, and a
    /// table without an id by its name and first value.
    pub(super) fn places(&self, content: &RawContent) -> FilePositions {
        let first = |(id, all): (&&str, &Vec<(IdKind, FileSpan)>)| Some(((*id).to_owned(), self.sink.place(&all.first()?.1)));
        let mut places: BTreeMap<String, FilePosition> = self.ids.iter().filter_map(first).collect();
        for entry in &content.answers {
            if let Some(id) = &entry.raw.requirement {
                places.insert(id.get_ref().clone(), self.sink.place(&FileSpan { file: entry.at.file, span: id.span() }));
            }
        }
        macro_rules! keyed {
            ($($list:ident: $table:literal $key:ident,)*) => {$(
                for entry in &content.$list {
                    let Some(key) = &entry.raw.$key else { continue };
                    let place = self.sink.place(&FileSpan { file: entry.at.file, span: key.span() });
                    places.insert(FilePositions::key_of($table, key.get_ref()), place);
                }
            )*};
        }
        keyed! {
            contacts: "contact" to, rights: "right" kind, general_answers: "general_answer" question,
            privileged_intents: "privileged_intent" intent, inventories: "inventory" statement, bots: "bot" party,
            requirements: "requirement" id,
        }
        FilePositions(places)
    }
}
