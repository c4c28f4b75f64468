//! The short answer of `/compliance`: the status at once, in the words of the coverage table, then its conditions.

use carrot_core::{
    DataRule, Framework, PartyKind, Service, Statement,
    coverage::{Coverage, Status},
    grounds::Condition,
    placement::Permission,
    qualify::{Outcome, Requirements},
    text::{Block, Inline},
};

use super::{
    super::{
        brief::compact,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    Question, joined, unique,
};

/// More services than this are not named one by one beside others.
const MANY: usize = 5;

impl<'a> Composer<'a> {
    /// Composes the short answer to what was asked.
    pub(super) fn in_short_of(&mut self, question: &Question<'a>) {
        let Question { services, frameworks, data, .. } = question;
        let body = match (services.as_slice(), frameworks.as_slice(), data.as_slice()) {
            ([], [], []) => self.overview_lines(),
            ([], frameworks, []) => self.of_each(frameworks, |it| it.short.clone(), Self::column_lines),
            (services, [], []) => self.of_each(services, |it| it.name.clone(), Self::row_lines),
            ([service], [framework], []) => self.cell_lines(service, framework),
            ([service], [], [rule]) => self.placement_lines(service, rule),
            ([], [], data) => self.of_each(data, |it| it.name.clone(), |this, rule| this.solver_lines(&[], rule)),
            ([], frameworks, data) => {
                let pairs: Vec<_> = frameworks.iter().flat_map(|f| data.iter().map(move |d| (*f, *d))).collect();
                let name = |(f, d): &(&Framework, &DataRule)| joined([&f.short, &d.name]);
                self.of_each(&pairs, name, |this, (framework, rule)| this.solver_lines(&[framework], rule))
            }
            (services, frameworks, data) => self.pair_lines(services, frameworks, data),
        };
        self.brief.body = body;
        self.brief.source = self.sources_of(question);
    }

    fn overview_lines(&self) -> Vec<Block> {
        let words = self.words;
        let counted = |name: &str, count: usize| self.labelled(name, &count.to_string());
        let lines = [
            counted(words.services(), self.policy.services.len()),
            counted(words.frameworks(), self.policy.frameworks.len()),
            counted(words.data_rules(), self.policy.data_rules.len()),
        ];
        let lead = [words.compliance_short().to_owned(), words.compliance_to(self.bot())].join(" ");
        vec![paragraph(vec![text(&lead)]), bullets(lines.into_iter())]
    }

    /// The lines of several things, each under its name; once, where the same is said of all.
    fn of_each<T>(&self, all: &[T], name: impl Fn(&T) -> String, lines: impl Fn(&Self, &T) -> Vec<Block>) -> Vec<Block> {
        let each: Vec<_> = all.iter().map(|one| (name(one), lines(self, one))).collect();
        match each.as_slice() {
            [(_, first), rest @ ..] if rest.iter().all(|(_, other)| other == first) => first.clone(),
            several => {
                let named = several.iter().flat_map(|(name, lines)| [vec![paragraph(vec![strong(name)])], lines.clone()].concat());
                compact(&named.collect::<Vec<_>>())
            }
        }
    }

    /// One line for each status, with the frameworks that have it.
    fn row_lines(&self, service: &&'a Service) -> Vec<Block> {
        let cells = self.policy.frameworks.iter().map(|it| (it.short.as_str(), self.policy.coverage(&service.id, &it.id)));
        let lines = self.by_status(cells).into_iter().map(|(status, names)| self.labelled(&status, &names.join(", ")));
        vec![bullets(lines)]
    }

    /// One line for each status, with the services that have it.
    fn column_lines(&self, framework: &&'a Framework) -> Vec<Block> {
        let cells = self.policy.services.iter().map(|it| (it.name.as_str(), self.policy.coverage(&it.id, &framework.id)));
        self.of_services(self.by_status(cells))
    }

    /// The statuses in use, from covered to not stated, each with what has it.
    fn by_status<'n>(&self, cells: impl Iterator<Item = (&'n str, Coverage<'a>)>) -> Vec<(String, Vec<&'n str>)> {
        let mut groups: Vec<(u8, String, Vec<&str>)> = Vec::new();
        for (name, coverage) in cells {
            let rank = match coverage.status {
                Status::Covered if coverage.only_in.is_none() => 0,
                Status::Covered => 1,
                Status::Conditional { .. } => 2,
                Status::Disputed { .. } => 3,
                Status::Excluded => 4,
                Status::Unstated => 5,
            };
            let status = upper_first(&self.words.cell(&coverage));
            match groups.iter_mut().find(|(_, other, _)| *other == status) {
                Some((_, _, names)) => names.push(name),
                None => groups.push((rank, status, vec![name])),
            }
        }
        groups.sort_by_key(|(rank, ..)| *rank);
        groups.into_iter().map(|(_, status, names)| (status, names)).collect()
    }

    /// A line for each status of services. The one that many have comes last, as "all others": nothing before it may be cut off.
    fn of_services(&self, mut groups: Vec<(String, Vec<&str>)>) -> Vec<Block> {
        let words = self.words;
        let many = groups.iter().enumerate().filter(|(_, (_, names))| names.len() > MANY).max_by_key(|(_, (_, names))| names.len());
        let last = many.map(|(at, _)| at).map(|at| groups.remove(at)).map(|(status, names)| {
            let alone = groups.is_empty() && names.len() == self.policy.services.len();
            let names = if alone { words.every_service().to_owned() } else { words.all_others(names.len()) };
            self.labelled(&status, &names)
        });
        vec![bullets(groups.iter().map(|(status, names)| self.labelled(status, &names.join(", "))).chain(last))]
    }

    fn cell_lines(&self, service: &'a Service, framework: &'a Framework) -> Vec<Block> {
        let words = self.words;
        let coverage = self.policy.coverage(&service.id, &framework.id);
        let means = match &coverage.status {
            Status::Covered => words.covered_short(),
            Status::Conditional { .. } => words.conditional_short(),
            Status::Excluded => words.means_excluded(),
            Status::Disputed { .. } => words.means_disputed(),
            Status::Unstated => words.unstated_short(),
        };
        let verdict = vec![strong(&format!("{}.", upper_first(&words.cell(&coverage)))), text(&format!(" {means}"))];
        std::iter::once(paragraph(verdict)).chain(self.conditions(&coverage)).collect()
    }

    fn placement_lines(&self, service: &Service, rule: &DataRule) -> Vec<Block> {
        let permission = self.policy.placement(rule, &service.id).permission;
        let verdict = vec![strong(&format!("{}.", upper_first(self.words.permission(&permission))))];
        let conditions = match &permission {
            Permission::Conditional { conditions } | Permission::NotBarred { conditions } => conditions.as_slice(),
            Permission::Allowed | Permission::Barred { .. } | Permission::NotStated => &[],
        };
        std::iter::once(paragraph(verdict)).chain(self.clauses(conditions)).collect()
    }

    fn clauses(&self, conditions: &[Condition<'_>]) -> Option<Block> {
        let clause = |it: &Condition<'_>| vec![text(&self.words.clause(self.policy, &it.clause))];
        (!conditions.is_empty()).then(|| bullets(conditions.iter().map(clause)))
    }

    /// One line for each outcome, with the services that have it.
    fn solver_lines(&self, frameworks: &[&Framework], rule: &DataRule) -> Vec<Block> {
        let asked = Requirements {
            frameworks: frameworks.iter().map(|it| it.id.clone()).collect(),
            data: vec![rule.id.clone()],
            ..Requirements::default()
        };
        let mut groups: Vec<(Outcome, Vec<&str>)> = Vec::new();
        // Only ids of this very policy are asked for.
        for verdict in self.policy.qualify(&asked).unwrap_or_default() {
            let name = self.policy.service(verdict.service).map_or(verdict.service.as_str(), |it| &it.name);
            match groups.iter_mut().find(|(outcome, _)| *outcome == verdict.outcome) {
                Some((_, names)) => names.push(name),
                None => groups.push((verdict.outcome, vec![name])),
            }
        }
        groups.sort_by_key(|(outcome, _)| *outcome);
        self.of_services(groups.into_iter().map(|(outcome, names)| (upper_first(self.words.outcome(outcome)), names)).collect())
    }

    /// A line for each pair of a service and a framework or a kind of data.
    fn pair_lines(&self, services: &[&'a Service], frameworks: &[&'a Framework], data: &[&'a DataRule]) -> Vec<Block> {
        let several = services.len() > 1;
        let named = |service: &Service, name: &str| if several { joined([&service.name, name]) } else { name.to_owned() };
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        for service in services {
            for framework in frameworks {
                let status = self.words.cell(&self.policy.coverage(&service.id, &framework.id));
                lines.push(self.labelled(&named(service, &framework.short), &status));
            }
            for rule in data {
                let permission = self.policy.placement(rule, &service.id).permission;
                lines.push(self.labelled(&named(service, &rule.name), self.words.permission(&permission)));
            }
        }
        vec![bullets(lines.into_iter())]
    }

    /// The party of a statement, and to whom it speaks where it promises something to its own customers.
    fn speaker(&self, statement: &Statement) -> Option<String> {
        let party = self.policy.party(&statement.party)?;
        match party.kind {
            PartyKind::Host | PartyKind::Infrastructure => self.addressed(statement),
            PartyKind::Editor => Some(self.words.readings().to_owned()),
            _ => Some(party.name.clone()),
        }
    }

    /// Names each party once, with the people whom it addresses and the date.
    fn sources_of(&self, question: &Question<'a>) -> Option<String> {
        let Question { services, frameworks, data, .. } = question;
        let mut statements: Vec<&Statement> = Vec::new();
        let asked = !(services.is_empty() && frameworks.is_empty());
        let every = |given: &[&'a Service]| if given.is_empty() { self.policy.services.iter().collect() } else { given.to_vec() };
        let all = |given: &[&'a Framework]| {
            if given.is_empty() && data.is_empty() { self.policy.frameworks.iter().collect() } else { given.to_vec() }
        };
        if asked {
            for service in every(services) {
                for framework in all(frameworks) {
                    let coverage = self.policy.coverage(&service.id, &framework.id);
                    statements.extend(coverage.claims.iter().filter_map(|it| self.policy.statement(&it.claim.statement)));
                }
            }
        }
        for rule in data {
            let placements = every(services).into_iter().map(|service| self.policy.placement(rule, &service.id));
            statements.extend(placements.filter_map(|it| it.said.statement).filter_map(|id| self.policy.statement(id)));
        }
        let lines = statements.into_iter().filter_map(|statement| {
            let party = self.speaker(statement)?;
            let date = statement.cites.first().map(|cite| self.words.as_of(self.policy.cited(cite).as_of))?;
            Some(format!("{party}, {date}"))
        });
        Some(unique(lines.collect()).join(self.words.semicolon())).filter(|line| !line.is_empty())
    }
}
