//! Builds the host's frameworks, services, regions, claims, data rules and objectives.

use super::*;

impl Validator<'_, '_> {
    pub(super) fn framework(&mut self, entry: &Entry<super::raw::RawFramework>) -> Option<Framework> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let short = self.text(at, "short", &raw.short);
        let kinds = [
            ("regulation", FrameworkKind::Regulation),
            ("standard", FrameworkKind::Standard),
            ("audit-scheme", FrameworkKind::AuditScheme),
            ("programme", FrameworkKind::Programme),
        ];
        let kind = self.one_of(at, "kind", &raw.kind, &kinds);
        if let Some(id) = &raw.id {
            let at = FileSpan { file: at.file, span: id.span() };
            if !self.is(IdKind::Section, id.get_ref()) {
                self.sink.error(
                    Code::DanglingId,
                    &at,
                    format!("no section describes the framework `{}`", id.get_ref()),
                    format!("write one in Markdown: `## {} {{#{}}}`", name.as_deref().unwrap_or("Name"), id.get_ref()),
                );
            }
        }
        let names = self.aliases(at, &raw.alias);
        Some(Framework {
            id: Self::key_id(&raw.id)?,
            name: name?,
            short: short?,
            kind: kind?,
            aliases: Self::texts(&raw.aliases),
            names,
            described_in: None,
        })
    }

    pub(super) fn service(&mut self, entry: &Entry<super::raw::RawService>) -> Option<Service> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let groups = [
            ("common", ServiceGroup::Common),
            ("private", ServiceGroup::Private),
            ("shield", ServiceGroup::Shield),
            ("other", ServiceGroup::Other),
        ];
        let mut all: Vec<ServiceGroup> = Vec::new();
        for group in &raw.group {
            all.extend(self.one_of(at, "group", &Some(group.clone()), &groups));
        }
        if raw.group.is_empty() {
            self.text(at, "group", &None);
        }
        let (group, also_in) = all.split_first().map_or((None, Vec::new()), |(first, others)| (Some(*first), others.to_vec()));
        let grouping = self.maybe_reference(IdKind::Statement, at, &raw.group_reading);
        self.readings(at, "group_reading", &raw.group_reading);
        let cites = self.key_citations(at, &raw.source);
        let aliases = self.aliases(at, &raw.alias);
        Some(Service { id: Self::key_id(&raw.id)?, name: name?, group: group?, also_in, grouping, cites, aliases })
    }

    fn aliases(&mut self, at: &FileSpan, all: &[Spanned<super::raw::RawAlias>]) -> Vec<Alias> {
        let mut aliases = Vec::new();
        for alias in all {
            let at = FileSpan { file: at.file, span: alias.span() };
            let alias = alias.get_ref();
            let name = self.text(&at, "name", &alias.name);
            let cites = self.key_citations(&at, &alias.source);
            let reading = self.maybe_reference(IdKind::Statement, &at, &alias.reading);
            self.readings(&at, "reading", &alias.reading);
            aliases.extend(name.map(|name| Alias { name, cites, reading }));
        }
        aliases
    }

    pub(super) fn region(&mut self, entry: &Entry<super::raw::RawRegion>) -> Option<Region> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let cites = self.key_citations(at, &raw.source);
        let reading = self.maybe_reference(IdKind::Statement, at, &raw.reading);
        self.readings(at, "reading", &raw.reading);
        Some(Region { id: Self::key_id(&raw.id)?, name: name?, cites, reading })
    }

    /// Reads a list of services, or a word for all or none of them.
    pub(super) fn service_set(&mut self, at: &FileSpan, key: &str, list: &List) -> Option<Services> {
        match list.as_slice() {
            [] => {
                self.text(at, key, &None);
                None
            }
            [one] if one.get_ref() == "all" => Some(Services::All),
            [one] if one.get_ref() == "none" => Some(Services::Only(Vec::new())),
            list => Some(Services::Only(self.references(IdKind::Service, at, &list.to_vec()))),
        }
    }

    pub(super) fn claim(&mut self, entry: &Entry<super::raw::RawClaim>) -> Option<Claim> {
        let (at, raw) = (&entry.at, &entry.raw);
        let statement = self.reference(IdKind::Statement, at, "statement", &raw.statement);
        let frameworks = self.references(IdKind::Framework, at, &raw.frameworks);
        if raw.frameworks.is_empty() {
            self.text(at, "frameworks", &None);
        }
        let holder = self.maybe_reference(IdKind::Party, at, &raw.holder);
        let attestations = [
            ("certificate", Attestation::Certificate),
            ("audit-report", Attestation::AuditReport),
            ("attestation-of-compliance", Attestation::AttestationOfCompliance),
            ("self-certification", Attestation::SelfCertification),
            ("agreement", Attestation::Agreement),
            ("registration", Attestation::Registration),
            ("assessment", Attestation::Assessment),
            ("unspecified", Attestation::Unspecified),
        ];
        let attestation = self.one_of(at, "attestation", &raw.attestation, &attestations);
        let subject = raw.subject.as_ref().map_or("services", |subject| subject.get_ref());
        let scope = match subject {
            "infrastructure" | "company" if !(raw.services.is_empty() && raw.regions.is_empty() && raw.plans.is_empty()) => {
                self.sink.error(
                    Code::BadValue,
                    at,
                    format!("a claim with the subject `{subject}` has services, regions or plans"),
                    "remove them, or the subject: only claims about services have them",
                );
                None
            }
            "infrastructure" => Some(Scope::Infrastructure),
            "company" => Some(Scope::Company),
            "services" => {
                let services = self.service_set(at, "services", &raw.services);
                let regions = self.references(IdKind::Region, at, &raw.regions);
                services.map(|services| Scope::Services { services, regions, plans: Self::texts(&raw.plans) })
            }
            _ => {
                self.one_of(at, "subject", &raw.subject, &[("services", ()), ("infrastructure", ()), ("company", ())]);
                None
            }
        };
        let denies = raw.denies.unwrap_or(false);
        if denies && (subject != "services" || !raw.conditions.is_empty() || !raw.condition.is_empty()) {
            let hint = "keep only the services, regions and plans that are not covered; the statement explains the rest";
            self.sink.error(Code::BadValue, at, "a claim with `denies` is about services, and cannot have conditions", hint);
        }
        if let (Some(word), Some(Attestation::Certificate), "services") = (&raw.attestation, attestation, subject)
            && let Some(law) = raw.frameworks.iter().find(|id| self.laws.contains(id.get_ref().as_str()))
        {
            let at = FileSpan { file: at.file, span: word.span() };
            let message = format!("`{}` is a regulation, and no service has a certificate of a law", law.get_ref());
            self.sink.error(Code::BadValue, &at, message, "use `agreement`, `assessment` or `unspecified`");
        }
        let further = self.further(at, &raw.condition);
        let superseded = self.maybe_reference(IdKind::Statement, at, &raw.superseded);
        self.readings(at, "superseded", &raw.superseded);
        let notes = self.references(IdKind::Statement, at, &raw.notes);
        self.readings(at, "notes", &raw.notes);
        Some(Claim {
            id: Self::key_id(&raw.id)?,
            statement: statement?,
            frameworks,
            holder,
            attestation: attestation?,
            denies,
            scope: scope?,
            conditions: Self::texts(&raw.conditions),
            further,
            evidence: Self::maybe(&raw.evidence),
            edition: Self::maybe(&raw.edition),
            superseded,
            notes,
        })
    }

    /// Reads conditions that other statements set.
    fn further(&mut self, at: &FileSpan, conditions: &[Spanned<RawCitedText>]) -> Vec<CitedText> {
        let mut out = Vec::new();
        for condition in conditions {
            let at = FileSpan { file: at.file, span: condition.span() };
            let text = self.text(&at, "text", &condition.get_ref().text);
            let statement = self.reference(IdKind::Statement, &at, "statement", &condition.get_ref().statement);
            out.extend(text.zip(statement).map(|(text, statement)| CitedText { text, statement }));
        }
        out
    }

    pub(super) fn data_rule(&mut self, entry: &Entry<super::raw::RawDataRule>) -> Option<DataRule> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let statement = self.reference(IdKind::Statement, at, "statement", &raw.statement);
        let allowed_in = self.service_set(at, "allowed_in", &raw.allowed_in);
        let unstated_in = self.references(IdKind::Service, at, &raw.unstated_in);
        if let Some(id) = unstated_in.iter().find(|id| allowed_in.as_ref().is_some_and(|set| set.contains(id))) {
            let message = format!("`{id}` is in `allowed_in` and in `unstated_in`");
            self.sink.error(
                Code::BadValue,
                at,
                message,
                "remove it from one of the two: a rule allows a service, or does not mention it",
            );
        }
        let (barred, allowed, not_barred) = ((true, false), (false, false), (false, true));
        let elsewhere = match allowed_in {
            Some(Services::All) if raw.elsewhere.is_none() => Some(allowed),
            _ => {
                let words = [("barred", barred), ("not-barred", not_barred), ("allowed", allowed)];
                self.one_of(at, "elsewhere", &raw.elsewhere, &words)
            }
        };
        let barred_elsewhere = elsewhere.map(|(barred, _)| barred);
        match (elsewhere, &raw.interpretation) {
            (Some((_, true)), None) => {
                self.text(at, "interpretation", &None);
            }
            (Some((_, false)), Some(_)) => {
                let hint = "set `elsewhere = \"not-barred\"`, or remove `interpretation`";
                self.sink.error(Code::BadValue, at, "this rule has an `interpretation`, but `elsewhere` is not `not-barred`", hint);
            }
            _ => {}
        }
        let interpretation = self.maybe_reference(IdKind::Statement, at, &raw.interpretation);
        self.readings(at, "interpretation", &raw.interpretation);
        let further = self.further(at, &raw.condition);
        if barred_elsewhere == Some(false) && !raw.exceptions.is_empty() {
            let hint = "set `elsewhere = \"barred\"`, or move the exceptions to `conditions`";
            self.sink.error(Code::BadValue, at, "this rule has `exceptions`, but `elsewhere` is not `barred`", hint);
        }
        let notes = self.references(IdKind::Statement, at, &raw.notes);
        Some(DataRule {
            id: Self::key_id(&raw.id)?,
            name: name?,
            aliases: Self::texts(&raw.aliases),
            statement: statement?,
            allowed_in: allowed_in?,
            conditions: Self::texts(&raw.conditions),
            further,
            unstated_in,
            barred_elsewhere: barred_elsewhere?,
            exceptions: Self::texts(&raw.exceptions),
            interpretation,
            notes,
        })
    }

    pub(super) fn objective(&mut self, entry: &Entry<super::raw::RawObjective>) -> Option<Objective> {
        let (at, raw) = (&entry.at, &entry.raw);
        let statement = self.reference(IdKind::Statement, at, "statement", &raw.statement);
        let services = self.service_set(at, "services", &raw.services);
        let notes = self.references(IdKind::Statement, at, &raw.notes);
        self.readings(at, "notes", &raw.notes);
        Some(Objective {
            id: Self::key_id(&raw.id)?,
            statement: statement?,
            services: services?,
            plans: Self::texts(&raw.plans),
            restore_hours: raw.restore_hours,
            restore_note: Self::maybe(&raw.restore_note),
            loss_hours: raw.loss_hours,
            loss_note: Self::maybe(&raw.loss_note),
            excludes: Self::maybe(&raw.excludes),
            notes,
        })
    }
}
