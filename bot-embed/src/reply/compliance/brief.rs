//! Composes the short answer of `/compliance`: first the status, worded as in the coverage table, then its conditions.

use carrot_core::{
    DataRule, Framework, PartyKind, RegionId, Scope, Service, Services, Statement, StatementId,
    coverage::{Attested, Coverage, Status},
    evidence::{Clause, Condition},
    group_by_key,
    placement::Permission,
    qualify::{Needs, Outcome},
    text::{Block, Inline},
};

use super::{
    super::{
        composer::Composer,
        text::{bullets, compact, paragraph, strong, text, upper_first},
    },
    ComplianceQuery, joined, unique,
};
use crate::limits::shorten;

/// If statuses have more services than this, the one with the most services is shown as "all others".
pub(super) const MAX_NAMED_SERVICES: usize = 5;
/// Maximum length of each list of names in the overview, in characters.
const MAX_NAMES_LEN: usize = 100;

impl<'a> Composer<'a> {
    /// Composes the short answer to a question.
    pub(super) fn compose_brief(&mut self, question: &ComplianceQuery<'a>) {
        let ComplianceQuery { services, frameworks, data, .. } = question;
        let body = match (services.as_slice(), frameworks.as_slice(), data.as_slice()) {
            ([], [], []) => self.overview_lines(),
            ([], frameworks, []) => self.lines_per_item(frameworks, |framework| framework.short.clone(), Self::column_lines),
            (services, [], []) => self.lines_per_item(services, |service| service.name.clone(), Self::row_lines),
            ([service], [framework], []) => self.cell_lines(service, framework),
            ([service], [], [rule]) => self.placement_lines(service, rule),
            ([], [], [rule]) => self.rule_lines(rule),
            ([], [], rules) => vec![bullets(rules.iter().map(|rule| self.rule_line(rule)))],
            ([], frameworks, data) => {
                let pairs: Vec<_> = frameworks.iter().flat_map(|f| data.iter().map(move |d| (*f, *d))).collect();
                let each: Vec<_> = pairs.iter().map(|(framework, rule)| self.qualification_lines(framework, rule)).collect();
                match each.split_first() {
                    Some((first, others)) if others.iter().all(|other| other == first) => first.clone(),
                    _ => vec![bullets(pairs.iter().map(|(framework, rule)| self.pair_line(framework, rule)))],
                }
            }
            (services, frameworks, data) => self.pair_lines(services, frameworks, data),
        };
        self.brief.body = body;
        if services.is_empty() && data.is_empty() {
            let laws: Vec<_> = frameworks.iter().flat_map(|framework| self.law_statements(framework)).collect();
            self.mark_brief_if_foreign(&laws);
        }
        self.brief.source = self.sources_of(question);
        // The answer about several data rules is a list with one line for each rule. It is not a list of conditions.
        let lists_rules = services.is_empty() && data.len() > 1;
        self.brief.lists_conditions = !(lists_rules || services.is_empty() && frameworks.is_empty() && data.is_empty());
    }

    fn overview_lines(&self) -> Vec<Block> {
        let messages = self.messages;
        let lead = [messages.compliance_short().to_owned(), messages.compliance_to(self.bot())].join(" ");
        let join = |names: Vec<&str>| names.join(", ");
        let services = join(self.policy.services.iter().map(|service| service.name.as_str()).collect());
        let frameworks = join(self.policy.frameworks.iter().map(|framework| framework.short.as_str()).collect());
        let data = join(self.policy.data_rules.iter().map(|rule| rule.name.as_str()).collect());
        let named = [(messages.services(), services), (messages.frameworks(), frameworks), (messages.kinds_of_data(), data)];
        let lines = named
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(label, names)| self.labeled(label, &shorten(names, MAX_NAMES_LEN)));
        vec![paragraph(vec![text(&lead)]), bullets(lines)]
    }

    /// Returns the lines of each item under its name, or the lines alone if all items have the same lines.
    fn lines_per_item<T>(&self, all: &[T], name: impl Fn(&T) -> String, lines: impl Fn(&Self, &T) -> Vec<Block>) -> Vec<Block> {
        let each: Vec<_> = all.iter().map(|one| (name(one), lines(self, one))).collect();
        match each.as_slice() {
            [(_, first), rest @ ..] if rest.iter().all(|(_, other)| other == first) => first.clone(),
            several => {
                let named = several.iter().flat_map(|(name, lines)| [vec![paragraph(vec![strong(name)])], lines.clone()].concat());
                compact(&named.collect::<Vec<_>>())
            }
        }
    }

    /// Returns one line for each status of a service's row in the coverage table, with the frameworks that have it.
    fn row_lines(&self, service: &&'a Service) -> Vec<Block> {
        let cell = |framework: &'a Framework| (framework.short.as_str(), self.policy.coverage(&service.id, &framework.id));
        let cells: Vec<_> = self.policy.frameworks.iter().map(cell).collect();
        let cells = cells.into_iter();
        let lines = self.group_by_status(cells.clone()).into_iter().map(|(status, names)| {
            let conditions = cells.clone().filter(|(name, _)| names.contains(name)).map(|(_, cell)| self.clauses_of(&cell).len()).sum();
            let more = if conditions == 0 { String::new() } else { self.messages.conditions_counted(conditions) };
            self.labeled(&status, &format!("{}{more}", names.join(", ")))
        });
        let others: Vec<&str> = self.longer_names(service).map(|it| it.name.as_str()).collect();
        let others = (!others.is_empty()).then(|| self.labeled(self.messages.separate_services(others.len()), &others.join(", ")));
        vec![bullets(lines.chain(others))]
    }

    /// Returns one line for each status of a framework's column in the coverage table, with the services that have it; then the
    /// conditions.
    fn column_lines(&self, framework: &&'a Framework) -> Vec<Block> {
        let cell = |service: &'a Service| (service.name.as_str(), self.policy.coverage(&service.id, &framework.id));
        let cells: Vec<_> = self.policy.services.iter().map(cell).collect();
        let clauses = unique(cells.iter().flat_map(|(_, cell)| self.clauses_of(cell)).collect());
        // The readings belong to a claim without conditions: "all services" may be our interpretation.
        let readings = if clauses.is_empty() { self.column_readings(framework, &cells) } else { None };
        let law = self.law_lines(framework);
        let lines = self.status_lines(self.group_by_status(cells.into_iter()));
        lines.into_iter().chain(readings).chain(law).chain(self.condition_list(&clauses)).collect()
    }

    /// Returns lines about a law if no document claims that a service complies with it: a sentence that says so, and the titles of the
    /// statements about the law. Otherwise returns no lines.
    fn law_lines(&self, framework: &Framework) -> Vec<Block> {
        let titles = self.law_statements(framework).map(|statement| statement.title.as_str()).collect::<Vec<_>>();
        if titles.is_empty() {
            return Vec::new();
        }
        vec![paragraph(vec![text(self.messages.law_short())]), bullets(titles.into_iter().map(|title| vec![text(title)]))]
    }

    /// Returns the statements about a law if no document claims that a service complies with it, otherwise no statements.
    fn law_statements(&self, framework: &Framework) -> impl Iterator<Item = &'a Statement> + use<'a> {
        let claimed =
            self.policy.services.iter().any(|service| self.policy.coverage(&service.id, &framework.id).status != Status::Unstated);
        self.law_section(framework).filter(|_| !claimed).into_iter().flat_map(|section| &section.statements)
    }

    /// Returns the conditions of a cell in words, and the regions that limit it.
    pub(super) fn clauses_of(&self, coverage: &Coverage<'_>) -> Vec<String> {
        coverage.all_conditions().map(|condition| self.condition_text(condition)).collect()
    }

    /// Returns a "Conditions" heading and a list, or nothing if there are no conditions.
    fn condition_list(&self, clauses: &[String]) -> Vec<Block> {
        if clauses.is_empty() {
            return Vec::new();
        }
        let lead = format!("{}{}", self.messages.conditions(), self.messages.colon().trim_end());
        vec![paragraph(vec![text(&lead)]), bullets(clauses.iter().map(|clause| vec![text(clause)]))]
    }

    /// Groups names by status, from covered to not stated.
    fn group_by_status<'n>(&self, cells: impl Iterator<Item = (&'n str, Coverage<'a>)>) -> Vec<(String, Vec<&'n str>)> {
        let ranked = |(name, coverage): (&'n str, Coverage<'a>)| {
            let rank = match coverage.status {
                Status::Covered if coverage.only_in.is_none() => 0,
                Status::Covered => 1,
                Status::Conditional { .. } => 2,
                Status::Disputed { .. } => 3,
                Status::Excluded => 4,
                Status::Unstated => 5,
            };
            ((rank, upper_first(&self.messages.cell(&coverage))), name)
        };
        let mut groups = group_by_key(cells.map(ranked));
        groups.sort_by_key(|((rank, _), _)| *rank);
        groups.into_iter().map(|((_, status), names)| (status, names)).collect()
    }

    /// Returns one line for each status. The status with the most services (if more than [`MAX_NAMED_SERVICES`]) is last, and its line
    /// names no services: it says "all others", which refers to the lines above it.
    fn status_lines(&self, mut groups: Vec<(String, Vec<&str>)>) -> Vec<Block> {
        let messages = self.messages;
        let many = groups
            .iter()
            .enumerate()
            .filter(|(_, (_, names))| names.len() > MAX_NAMED_SERVICES)
            .max_by_key(|(_, (_, names))| names.len());
        let last = many.map(|(at, _)| at).map(|at| groups.remove(at)).map(|(status, names)| {
            let alone = groups.is_empty() && names.len() == self.policy.services.len();
            let names = if alone { messages.every_service().to_owned() } else { messages.all_others(names.len()) };
            self.labeled(&status, &names)
        });
        vec![bullets(groups.iter().map(|(status, names)| self.labeled(status, &self.few_service_names(names))).chain(last))]
    }

    fn cell_lines(&self, service: &'a Service, framework: &'a Framework) -> Vec<Block> {
        let messages = self.messages;
        let coverage = self.policy.coverage(&service.id, &framework.id);
        let is_law = self.law_statements(framework).next().is_some();
        let means = match &coverage.status {
            Status::Unstated if is_law => messages.law_short(),
            Status::Covered if coverage.only_in.is_some() => messages.covered_in_regions_short(),
            Status::Covered => match (coverage.claims.iter().any(is_for_all), coverage.claims.iter().all(is_for_all)) {
                (true, true) => messages.covered_blanket_short(),
                (true, false) => messages.covered_also_named_short(),
                (false, _) => messages.covered_short(),
            },
            Status::Conditional { .. } => messages.conditional_short(),
            Status::Excluded => messages.means_excluded(),
            Status::Disputed { .. } => messages.means_disputed(),
            Status::Unstated => messages.unstated_short(),
        };
        let verdict = vec![strong(&format!("{}.", upper_first(&messages.cell(&coverage)))), text(&format!(" {means}"))];
        let clauses = self.clauses_of(&coverage);
        let conditions = (!clauses.is_empty()).then(|| bullets(clauses.iter().map(|clause| vec![text(clause)])));
        let readings = self.readings_line(self.readings_of(service, framework, &coverage).into_iter()).map(paragraph);
        let variants = if coverage.status == Status::Unstated { self.variant_lines(service, framework) } else { Vec::new() };
        std::iter::once(paragraph(verdict)).chain(conditions).chain(readings).chain(variants).collect()
    }

    /// Returns the ids of our readings (interpretations) of the cell's claims, if they are about the service, the framework, or (for
    /// regional coverage) the regions of the claims.
    fn readings_of(&self, service: &Service, framework: &Framework, coverage: &Coverage<'a>) -> Vec<&'a StatementId> {
        let mut subjects = vec![service.id.as_str(), framework.id.as_str()];
        for claim in coverage.claims.iter().map(|attested| attested.claim) {
            if let (Scope::Services { regions, .. }, true) = (&claim.scope, coverage.only_in.is_some()) {
                subjects.extend(regions.iter().map(RegionId::as_str));
            }
        }
        let is_about = |it: &&StatementId| {
            let reading = self.policy.statement(it);
            reading.is_some_and(|reading| reading.about.iter().any(|id| subjects.contains(&id.as_str())))
        };
        coverage.claims.iter().flat_map(|attested| &attested.claim.notes).filter(is_about).collect()
    }

    fn placement_lines(&self, service: &Service, rule: &DataRule) -> Vec<Block> {
        let permission = self.policy.placement(rule, &service.id).permission;
        let means = if self.is_exception(&permission, service, rule) {
            self.messages.excepted_short()
        } else {
            self.messages.permission_short(&permission)
        };
        let verdict = vec![strong(&format!("{}.", upper_first(self.messages.permission(&permission)))), text(&format!(" {means}"))];
        let clauses = self.condition_texts(conditions_in(&permission));
        let listed = (!clauses.is_empty()).then(|| bullets(clauses.iter().map(|clause| vec![text(clause)])));
        // If the data is not allowed in this service, the services that allow it are named.
        let here_not = matches!(permission, Permission::Barred { .. } | Permission::NotStated);
        let allowed: Vec<_> = self.policy.services.iter().filter(|service| here_not && rule.allowed_in.contains(&service.id)).collect();
        let elsewhere = allowed.first().map(|first| {
            let status = upper_first(self.messages.permission(&self.policy.placement(rule, &first.id).permission));
            let names: Vec<_> = allowed.iter().map(|it| it.name.as_str()).collect();
            let status = format!("{status} {}", self.messages.in_other_services());
            paragraph(self.labeled(&status, &names.join(", ")))
        });
        std::iter::once(paragraph(verdict)).chain(listed).chain(elsewhere).collect()
    }

    /// Returns true if the permission in this service is conditional because the rule bars the data with exceptions.
    fn is_exception(&self, permission: &Permission<'_>, service: &Service, rule: &DataRule) -> bool {
        let allowed = self.policy.services.iter().any(|it| it.id == service.id && rule.allowed_in.contains(&it.id));
        matches!(permission, Permission::Conditional { .. }) && !allowed && rule.barred_elsewhere
    }

    /// Returns a condition's text without its source, because the short answer lists all sources in one line.
    fn condition_text(&self, condition: &Condition<'_>) -> String {
        match &condition.clause {
            Clause::Stated { text, .. } => (*text).to_owned(),
            clause => self.messages.clause(self.policy, clause),
        }
    }

    fn condition_texts(&self, conditions: &[Condition<'_>]) -> Vec<String> {
        conditions.iter().map(|condition| self.condition_text(condition)).collect()
    }

    /// Returns the line about a data rule in an answer about several: each permission with its services, and the number of conditions.
    fn rule_line(&self, rule: &DataRule) -> Vec<Inline> {
        let messages = self.messages;
        let mut clauses = Vec::new();
        let groups = group_by_key(self.policy.services.iter().map(|service| {
            let permission = self.policy.placement(rule, &service.id).permission;
            clauses.extend(self.condition_texts(conditions_in(&permission)));
            (messages.permission(&permission), service.name.as_str())
        }));
        let all = groups.len() == 1;
        let group = |(status, names): &(&str, Vec<&str>)| {
            if all { (*status).to_owned() } else { format!("{status}{}{}", messages.colon(), names.join(", ")) }
        };
        let count = unique(clauses).len();
        let more = if count == 0 { String::new() } else { messages.conditions_counted(count) };
        self.labeled(&rule.name, &format!("{}{more}", groups.iter().map(group).collect::<Vec<_>>().join(messages.semicolon())))
    }

    /// Returns the lines about a data rule in an answer about it alone: one for each permission with its services, then the conditions.
    fn rule_lines(&self, rule: &DataRule) -> Vec<Block> {
        // The conditions where the data is allowed, and those of exceptions where it is barred.
        let mut clauses = [Vec::new(), Vec::new()];
        let groups = group_by_key(self.policy.services.iter().map(|service| {
            let permission = self.policy.placement(rule, &service.id).permission;
            let is_exception = self.is_exception(&permission, service, rule);
            let status = upper_first(self.messages.permission(&permission));
            let status = if is_exception && rule.allowed_in != Services::Only(Vec::new()) {
                format!("{status}. {}", self.messages.excepted_short().trim_end_matches([':', '\u{a0}']))
            } else {
                status
            };
            clauses[usize::from(is_exception)].extend(self.condition_texts(conditions_in(&permission)));
            (status, service.name.as_str())
        }));
        let [conditions, exceptions] = clauses.map(|clauses| self.condition_list(&unique(clauses)));
        let heading = (!exceptions.is_empty()).then(|| paragraph(vec![text(self.messages.excepted_short())]));
        let exceptions = heading.into_iter().chain(exceptions.into_iter().skip(1));
        self.status_lines(groups).into_iter().chain(conditions).chain(exceptions).collect()
    }

    /// Asks the solver which services meet a framework and may hold a kind of data. Returns the services by outcome, the best outcome
    /// first, and the distinct conditions.
    fn services_by_outcome(&self, framework: &Framework, rule: &DataRule) -> (Vec<(Outcome, Vec<&str>)>, Vec<String>) {
        let asked = Needs { frameworks: vec![framework.id.clone()], data: vec![rule.id.clone()], ..Needs::default() };
        let mut clauses = Vec::new();
        // This cannot fail: all ids come from this policy.
        let verdicts = self.policy.qualify(&asked).unwrap_or_default();
        let mut groups = group_by_key(verdicts.into_iter().map(|verdict| {
            let name = self.policy.service(verdict.service).map_or(verdict.service.as_str(), |service| &service.name);
            if verdict.outcome <= Outcome::NotBarred {
                clauses.extend(verdict.conditions().map(|condition| self.condition_text(condition)));
            }
            (verdict.outcome, name)
        }));
        groups.sort_by_key(|(outcome, _)| *outcome);
        (groups, unique(clauses))
    }

    /// Returns the line about a framework and a kind of data in an answer about several such pairs: the number of services for each
    /// outcome, and the number of conditions.
    fn pair_line(&self, framework: &Framework, rule: &DataRule) -> Vec<Inline> {
        let (groups, clauses) = self.services_by_outcome(framework, rule);
        let group = |(outcome, names): &(Outcome, Vec<&str>)| {
            let outcome = self.messages.outcome(*outcome);
            format!("{outcome}{}{}", self.messages.colon(), names.len())
        };
        let more = if clauses.is_empty() { String::new() } else { self.messages.conditions_counted(clauses.len()) };
        let outcomes = groups.iter().map(group).collect::<Vec<_>>().join(self.messages.semicolon());
        self.labeled(&joined([&framework.short, &rule.name]), &format!("{outcomes}{more}"))
    }

    /// Returns the lines about a framework and a kind of data in an answer about this pair alone: one for each outcome with its
    /// services, then the conditions.
    fn qualification_lines(&self, framework: &Framework, rule: &DataRule) -> Vec<Block> {
        let (groups, clauses) = self.services_by_outcome(framework, rule);
        let lead = paragraph(vec![text(self.messages.both_short())]);
        let lines = groups.into_iter().map(|(outcome, names)| (upper_first(self.messages.outcome(outcome)), names)).collect();
        std::iter::once(lead).chain(self.status_lines(lines)).chain(self.condition_list(&clauses)).collect()
    }

    /// Returns one line for each pair of a service with a framework, and of a service with a kind of data.
    fn pair_lines(&self, services: &[&'a Service], frameworks: &[&'a Framework], data: &[&'a DataRule]) -> Vec<Block> {
        let several = services.len() > 1;
        let named = |service: &Service, name: &str| if several { joined([&service.name, name]) } else { name.to_owned() };
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        let mut clauses = Vec::new();
        for service in services {
            for framework in frameworks {
                let coverage = self.policy.coverage(&service.id, &framework.id);
                clauses.extend(self.clauses_of(&coverage));
                lines.push(self.labeled(&named(service, &framework.short), &self.messages.cell(&coverage)));
            }
            for rule in data {
                let permission = self.policy.placement(rule, &service.id).permission;
                clauses.extend(self.condition_texts(conditions_in(&permission)));
                lines.push(self.labeled(&named(service, &rule.name), self.messages.permission(&permission)));
            }
        }
        std::iter::once(bullets(lines.into_iter())).chain(self.condition_list(&unique(clauses))).collect()
    }

    /// Returns the name of a statement's party, and its audience if it promises something to its own customers.
    fn source_label(&self, statement: &Statement) -> Option<String> {
        let party = self.policy.party(&statement.party)?;
        match party.kind {
            PartyKind::Host if self.policy.promises_to(statement).is_some() => Some(self.messages.for_customers(&party.name)),
            PartyKind::Host | PartyKind::Infrastructure => match self.policy.promises_to(statement) {
                Some(_) => self.addressed(statement),
                None => Some(format!("{} ({})", party.name, self.messages.audience_not_stated())),
            },
            PartyKind::Editor => Some(self.messages.readings().to_owned()),
            _ => Some(party.name.clone()),
        }
    }

    /// Returns the sources in one line: each party once, with its audience and the source's date. `None` if there is no source.
    fn sources_of(&self, question: &ComplianceQuery<'a>) -> Option<String> {
        let ComplianceQuery { services, frameworks, data, .. } = question;
        let mut statements: Vec<&Statement> = Vec::new();
        let asks_coverage = !(services.is_empty() && frameworks.is_empty());
        let services_or_all =
            |given: &[&'a Service]| if given.is_empty() { self.policy.services.iter().collect() } else { given.to_vec() };
        let frameworks_or_all = |given: &[&'a Framework]| {
            if given.is_empty() && data.is_empty() { self.policy.frameworks.iter().collect() } else { given.to_vec() }
        };
        if asks_coverage {
            for service in services_or_all(services) {
                for framework in frameworks_or_all(frameworks) {
                    let coverage = self.policy.coverage(&service.id, &framework.id);
                    statements.extend(coverage.claims.iter().filter_map(|attested| self.policy.statement(&attested.claim.statement)));
                    statements.extend(coverage.all_conditions().filter_map(|condition| self.policy.statement(condition.statement)));
                    if services.len() == 1 && frameworks.len() == 1 {
                        let unstated = coverage.status == Status::Unstated;
                        let variants = if unstated { self.variants(service, framework) } else { Vec::new() };
                        for (_, variant) in &variants {
                            let conditions = variant.all_conditions().map(|condition| condition.statement);
                            let stated = variant.claims.iter().map(|attested| &attested.claim.statement).chain(conditions);
                            statements.extend(stated.filter_map(|id| self.policy.statement(id)));
                        }
                        let readings = self.readings_of(service, framework, &coverage).into_iter();
                        statements.extend(readings.filter_map(|id| self.policy.statement(id)));
                    }
                }
            }
        }
        statements.extend(frameworks.iter().flat_map(|framework| self.law_statements(framework)));
        for rule in data {
            for placement in services_or_all(services).into_iter().map(|service| self.policy.placement(rule, &service.id)) {
                let conditions = conditions_in(&placement.permission).iter().map(|it| it.statement);
                statements.extend(placement.source.statement.into_iter().chain(conditions).filter_map(|id| self.policy.statement(id)));
            }
        }
        let lines = statements.into_iter().filter_map(|statement| {
            let (party, cite) = (self.source_label(statement)?, statement.cites.first()?);
            // The bot's policy also has statements about other parties. Name the policy there: those parties did not write it.
            let is_retold = !self.policy.is_bots(statement) && self.policy.own_documents().any(|document| document.id == cite.source);
            let retold = if is_retold { self.messages.in_document(self.policy.cited(cite).title) } else { String::new() };
            Some(format!("{party}{retold}, {}", self.date_of(cite)))
        });
        Some(unique(lines.collect()).join(self.messages.semicolon())).filter(|line| !line.is_empty())
    }
}

/// Returns true if a claim is for "all services", so that it does not name the cell's service.
fn is_for_all(it: &Attested<'_>) -> bool {
    matches!(&it.claim.scope, Scope::Services { services: Services::All, .. })
}

/// Returns the conditions of a permission.
fn conditions_in<'p, 'a>(permission: &'p Permission<'a>) -> &'p [Condition<'a>] {
    match permission {
        Permission::Conditional { conditions } | Permission::NotBarred { conditions } => conditions,
        Permission::Allowed | Permission::Barred { .. } | Permission::NotStated => &[],
    }
}
