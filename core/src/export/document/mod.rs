//! Exports in Markdown, for people and for language models.

mod markdown;

use super::declared_facts;
use crate::{
    Citation, Extent, Part, Policy, Scope, Services, SourceKind, Statement, group_by_key, i18n::Messages, placement::Permission,
};
use markdown::{Out, escape, with_code};

/// Returns `policy.md`: all statements with party, source and id, in the order of the page.
pub fn policy_md(policy: &Policy, messages: Messages) -> String {
    let mut out = Out::default();
    out.heading(1, &messages.page_title(&policy.bot.name, policy.facts.has_compliance()));
    out.paragraph(&escape(&policy.bot.disclaimer));
    for source in policy.sources.iter().filter(|source| source.kind == SourceKind::Document) {
        let version = source.version.iter().map(|version| format!("{}{}", messages.version(), escape(version)));
        let authoritative = source.authoritative.iter().map(|lang| format!(". {}", escape(&messages.authoritative(lang))));
        let further: String = version.chain(authoritative).collect();
        out.line(&format!(
            "- {}{}{}{further}",
            escape(&source.title),
            messages.colon(),
            messages.dated(source.as_of, source.effective)
        ));
    }
    out.end();
    list(2, messages.contact(), declared_facts::contacts(policy, messages, with_code), &mut out);
    list(2, messages.rights(), declared_facts::rights(policy, messages, with_code), &mut out);
    out.heading(2, messages.at_a_glance());
    for question in policy.questions.iter().filter(|question| question.glance) {
        let reply = policy.answer(question);
        out.heading(3, &question.ask);
        if reply.extent == Extent::Missing {
            out.paragraph(messages.not_stated_by_bot());
        }
        if reply.extent == Extent::Unreviewed {
            out.paragraph(&format!("{}. {}", messages.not_checked_yet(), messages.not_checked_note()));
        }
        for statement in &reply.statements {
            let party = escape(policy.party_name(&statement.party));
            out.line(&format!("- {} (*{party}*) `{}`", escape(&statement.title), statement.id));
        }
        for why in reply.missing_parts() {
            out.line(&format!("- {}{}{}", messages.extent(Extent::Partial), messages.colon(), with_code(why)));
        }
        out.end();
    }
    for part in Part::ALL {
        if part == Part::Hosting && !policy.requirements.is_empty() {
            gaps(policy, messages, &mut out);
        }
        out.heading(2, messages.part(part));
        if part == Part::Coverage && policy.facts.has_compliance() {
            tables(policy, messages, &mut out);
        }
        if part == Part::CollectedData {
            list(3, messages.recipients(), declared_facts::recipients(policy, messages, with_code), &mut out);
            list(3, messages.legal_basis(), declared_facts::legal_bases(policy, messages, with_code), &mut out);
        }
        for section in policy.sections_of(part) {
            out.heading(3, &section.title);
            section.statements.iter().for_each(|it| statement(policy, messages, it, &mut out));
        }
    }
    out.heading(2, messages.glossary());
    for term in &policy.terms {
        out.line(&format!(
            "- **{}**{}{} ({})",
            escape(&term.name),
            messages.colon(),
            escape(&term.text),
            cites(policy, messages, &term.cites)
        ));
    }
    out.end();
    out.text
}

/// Returns `llms.txt`: a summary with links, for language models
/// ([llmstxt.org](https://llmstxt.org)). Without a public address, links are relative.
pub fn llms_txt(policy: &Policy, messages: Messages, public_url: Option<&str>) -> String {
    let base = public_url.map(|url| format!("{}/", url.trim_end_matches('/'))).unwrap_or_default();
    let mut out = Out::default();
    out.heading(1, &messages.page_title(&policy.bot.name, policy.facts.has_compliance()));
    out.paragraph(&format!("> {}", escape(&messages.page_description(&policy.bot.name, policy.facts.has_compliance()))));
    out.paragraph(&escape(&policy.bot.disclaimer));
    out.heading(2, messages.files());
    let page = if base.is_empty() { "index.html" } else { "" };
    let files = [
        (page, messages.file_page()),
        ("policy.md", messages.file_document()),
        ("policy.json", messages.file_data()),
        ("compliance.json", messages.file_compliance()),
        ("coverage.csv", messages.file_coverage()),
        ("schema/policy.json", messages.file_schema()),
        ("schema/compliance.json", messages.file_schema()),
    ];
    let compliance = ["compliance.json", "coverage.csv", "schema/compliance.json"];
    for (file, what) in files.into_iter().filter(|(file, _)| policy.facts.has_compliance() || !compliance.contains(file)) {
        let name = if file.is_empty() { &base } else { file };
        // The colon belongs to the format.
        out.line(&format!("- [{name}]({base}{file}): {what}"));
    }
    out.end();
    out.heading(2, messages.policy_gaps());
    for gap in policy.gaps().filter(|gap| gap.extent != Extent::Present) {
        let title = escape(&gap.requirement.title);
        out.line(&format!("- {title}{}{} `{}`", messages.colon(), messages.extent(gap.extent), gap.requirement.id));
    }
    out.end();
    out.text
}

/// Writes a list under a heading, or nothing if there are no lines.
fn list(level: usize, title: &str, lines: Vec<String>, out: &mut Out) {
    if !lines.is_empty() {
        out.heading(level, title);
        lines.iter().for_each(|line| out.line(line));
        out.end();
    }
}

fn gaps(policy: &Policy, messages: Messages, out: &mut Out) {
    out.heading(2, messages.policy_gaps());
    out.paragraph(messages.gaps_lead());
    for gap in policy.gaps() {
        let requirement = gap.requirement;
        out.line(&format!(
            "- **{}{}{}** – {} {}{}. {}. `{}`",
            escape(&requirement.title),
            messages.colon(),
            messages.extent(gap.extent),
            escape(&requirement.asks),
            messages.applies_to(),
            requirement.when.as_deref().map_or_else(|| messages.always().to_owned(), escape),
            cites(policy, messages, &requirement.cites),
            requirement.id
        ));
        if let Some(why) = gap.why {
            out.line(&format!("  {}", with_code(why)));
        }
        for (lead, statements) in [(messages.answered_by(), &gap.statements), (messages.hosts_promises(), &gap.beside)] {
            let named = statements.iter().map(|statement| {
                format!("{} (*{}*) `{}`", escape(&statement.title), escape(policy.party_name(&statement.party)), statement.id)
            });
            if !statements.is_empty() {
                out.line(&format!("  {lead}{}", named.collect::<Vec<_>>().join(messages.semicolon())));
            }
        }
    }
    out.end();
}

/// Writes coverage, the claims with their evidence, data rules and recovery objectives.
fn tables(policy: &Policy, messages: Messages, out: &mut Out) {
    out.heading(3, messages.coverage_table());
    out.paragraph(messages.coverage_table_note());
    let names = |services: &Services| match services {
        Services::All => messages.all_services().to_owned(),
        Services::Only(list) if list.is_empty() => messages.no_service().to_owned(),
        Services::Only(list) => {
            list.iter().map(|id| policy.service(id).map_or(id.as_str(), |service| &service.name)).collect::<Vec<_>>().join(", ")
        }
    };
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head =
        std::iter::once(messages.service()).chain(policy.frameworks.iter().map(|framework| framework.short.as_str())).map(escape);
    out.line(&row(head.collect()));
    out.line(&row(vec!["---".to_owned(); policy.frameworks.len() + 1]));
    for service in &policy.services {
        let cells = policy.frameworks.iter().map(|framework| messages.cell(&policy.coverage(&service.id, &framework.id)));
        out.line(&row(std::iter::once(service.name.clone()).chain(cells).map(|cell| escape(&cell)).collect()));
    }
    out.end();
    out.heading(3, messages.claims());
    for claim in &policy.claims {
        let frameworks = claim.frameworks.iter().filter_map(|id| policy.framework(id)).map(|framework| framework.short.as_str());
        let holder = messages.holder(policy, claim);
        let scope = match &claim.scope {
            Scope::Services { services, regions, plans } => {
                let regions = regions.iter().map(|id| policy.region(id).map_or(id.as_str(), |region| &region.name));
                let limits: Vec<&str> = regions.chain(plans.iter().map(String::as_str)).collect();
                if limits.is_empty() { names(services) } else { format!("{} ({})", names(services), limits.join(", ")) }
            }
            Scope::Infrastructure => messages.infrastructure().to_owned(),
            Scope::Company => messages.company().to_owned(),
        };
        let kind = if claim.denies { format!("{}, ", messages.claim_denies()) } else { String::new() };
        let frameworks = escape(&frameworks.collect::<Vec<_>>().join(", "));
        out.line(&format!(
            "- **{frameworks}**{}{kind}{}{} `{}`",
            messages.colon(),
            messages.attestation(claim.attestation),
            escape(&holder),
            claim.id
        ));
        let mut facts = vec![(messages.covers(), scope)];
        facts.extend(
            messages.conditions_of(policy, &claim.conditions, &claim.further).into_iter().map(|it| (messages.conditions(), it)),
        );
        facts.extend(claim.edition.iter().map(|edition| (messages.edition(), edition.clone())));
        facts.push((messages.evidence(), claim.evidence.clone().unwrap_or_else(|| messages.not_stated().to_lowercase())));
        let cites =
            policy.statement(&claim.statement).map(|statement| self::cites(policy, messages, &statement.cites)).unwrap_or_default();
        facts.iter().for_each(|(name, fact)| out.line(&format!("  - {name}{}{}", messages.colon(), with_code(fact))));
        out.line(&format!("  - {}{}{cites}", messages.stated_in(), messages.colon()));
    }
    out.end();
    out.heading(3, messages.data_rules());
    for rule in &policy.data_rules {
        out.line(&format!("- **{}** `{}`", escape(&rule.name), rule.id));
        let groups = group_by_key(policy.services.iter().map(|service| {
            let placement = policy.placement(rule, &service.id);
            let statement = placement.source.statement.and_then(|id| policy.statement(id));
            let mut facts: Vec<String> = match &placement.permission {
                Permission::Conditional { conditions } | Permission::NotBarred { conditions } => {
                    conditions.iter().map(|condition| escape(&messages.clause(policy, &condition.clause))).collect()
                }
                _ => Vec::new(),
            };
            facts.extend(statement.map(|statement| {
                format!("{}{}{}", messages.stated_in(), messages.colon(), self::cites(policy, messages, &statement.cites))
            }));
            ((placement.permission, facts), service.name.as_str())
        }));
        for ((permission, facts), names) in groups {
            out.line(&format!("  - {}{}{}", messages.permission(&permission), messages.colon(), escape(&names.join(", "))));
            facts.iter().for_each(|fact| out.line(&format!("    - {fact}")));
        }
    }
    out.end();
    out.heading(3, messages.objectives());
    for objective in &policy.objectives {
        out.line(&format!("- **{}** `{}`", escape(&names(&objective.services)), objective.id));
        let mut facts = vec![
            (messages.restore(), messages.objective_hours(objective.restore_hours, objective.restore_note.as_deref())),
            (messages.loss(), messages.objective_hours(objective.loss_hours, objective.loss_note.as_deref())),
        ];
        facts.extend((!objective.plans.is_empty()).then(|| (messages.plans(), objective.plans.join(messages.semicolon()))));
        facts.extend(objective.excludes.iter().map(|exclusion| (messages.excludes(), exclusion.clone())));
        facts.iter().for_each(|(name, fact)| out.line(&format!("  - {name}{}{}", messages.colon(), with_code(fact))));
        let cites =
            policy.statement(&objective.statement).map(|statement| self::cites(policy, messages, &statement.cites)).unwrap_or_default();
        out.line(&format!("  - {}{}{cites}", messages.stated_in(), messages.colon()));
    }
    out.line(&format!("- {}", messages.other_objectives()));
    out.end();
}

fn statement(policy: &Policy, messages: Messages, it: &Statement, out: &mut Out) {
    out.heading(4, &it.title);
    out.blocks(&it.text, "");
    let to = match policy.promises_to(it) {
        Some(to) => format!("{}{}", messages.audience(), escape(to)),
        None => policy.party(&it.party).map_or("", |party| messages.no_promise(party.kind)).to_owned(),
    };
    out.paragraph(&format!("*{}*, {to} · {} · `{}`", escape(policy.party_name(&it.party)), cites(policy, messages, &it.cites), it.id));
}

fn cites(policy: &Policy, messages: Messages, cites: &[Citation]) -> String {
    let one = |citation: &Citation| {
        let cited = policy.cited(citation);
        format!(
            "{}, {}, {}",
            escape(cited.title),
            messages.quoted(&escape(cited.section)),
            messages.dated(cited.as_of, cited.effective)
        )
    };
    cites.iter().map(one).collect::<Vec<_>>().join(messages.semicolon())
}
