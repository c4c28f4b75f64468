//! Which service is covered by which framework, which data may be placed where, and what recovery aims at.

use carrot_core::{
    Claim, DataRule, Framework, Objective, Policy, Scope, Section, ServiceId, Services, StatementId, coverage::Status, words,
};
use yew::prelude::*;

use super::{badge, statement, wide};

pub(crate) fn tables(policy: &'static Policy) -> Html {
    html! {
        <>
            { matrix(policy) }
            { data_rules(policy) }
            { objectives(policy) }
            { services(policy) }
            { regions(policy) }
        </>
    }
}

fn matrix(policy: &'static Policy) -> Html {
    let cell = |service: &ServiceId, framework: &'static Framework| {
        let coverage = policy.coverage(service, &framework.id);
        let (class, sign) = match coverage.status {
            Status::Covered => ("covered", "●"),
            Status::Conditional { .. } => ("conditional", "◐"),
            Status::Excluded => ("excluded", "○"),
            Status::Disputed { .. } => ("disputed", "≠"),
            Status::Unstated => ("unstated", "–"),
        };
        html! { <td class={class}><span aria-hidden="true">{ sign }</span>{ " " }{ words::status(&coverage.status) }</td> }
    };
    let head = |framework: &'static Framework| {
        html! {
            <th scope="col"><a href={format!("#{}", framework.id)}>{ framework.short.as_str() }</a><small>{ words::framework_kind(framework.kind) }</small></th>
        }
    };
    wide(
        words::MATRIX,
        html! {
            <table class="matrix">
                <caption>{ words::MATRIX }<span>{ words::MATRIX_NOTE }{ if policy.bot.services.is_empty() { format!(" {}", words::NO_STACK) } else { String::new() } }</span></caption>
                <thead><tr><th scope="col">{ words::SERVICE }</th>{ for policy.frameworks.iter().map(head) }</tr></thead>
                <tbody>
                    { for policy.services.iter().map(|service| html! {
                        <tr>
                            <th scope="row"><a href={format!("#{}", service.id)}>{ service.name.as_str() }</a></th>
                            { for policy.frameworks.iter().map(|framework| cell(&service.id, framework)) }
                        </tr>
                    }) }
                </tbody>
            </table>
        },
    )
}

fn data_rules(policy: &'static Policy) -> Html {
    let row = |rule: &'static DataRule| {
        html! {
            <tr id={rule.id.as_str()}>
                <th scope="row"><a href={format!("#{}", rule.statement)}>{ rule.name.as_str() }</a></th>
                <td>{ service_names(policy, &rule.allowed_in) }</td>
                <td>{ lines(&rule.conditions) }{ notes(policy, &rule.notes) }</td>
                <td>
                    { match &rule.allowed_in {
                        Services::All => "–",
                        Services::Only(_) if rule.barred_elsewhere => words::BARRED,
                        Services::Only(_) => words::ALLOWED,
                    } }
                    { for rule.exceptions.iter().map(|text| html! { <div>{ text.as_str() }</div> }) }
                    { for rule.unstated_in.iter().filter_map(|id| policy.service(id)).map(|service| html! {
                        <div>{ format!("{}: {}", service.name, words::NOT_STATED.to_lowercase()) }</div>
                    }) }
                </td>
            </tr>
        }
    };
    if policy.data_rules.is_empty() {
        return Html::default();
    }
    wide(
        words::DATA_RULES,
        html! {
            <table class="data">
                <caption>{ words::DATA_RULES }</caption>
                <thead><tr>
                    <th scope="col">{ words::KIND_OF_DATA }</th><th scope="col">{ words::ALLOWED_IN }</th>
                    <th scope="col">{ words::CONDITIONS }</th><th scope="col">{ words::ELSEWHERE }</th>
                </tr></thead>
                <tbody>{ for policy.data_rules.iter().map(row) }</tbody>
            </table>
        },
    )
}

fn objectives(policy: &'static Policy) -> Html {
    let hours = |hours: Option<u32>, note: &'static Option<String>| match hours {
        Some(hours) => html! { <>{ words::hours(hours) }{ note.as_ref().map(|note| html! { <div>{ note.as_str() }</div> }) }</> },
        None => words::NOT_STATED.into(),
    };
    let row = |objective: &'static Objective| {
        html! {
            <tr id={objective.id.as_str()}>
                <th scope="row"><a href={format!("#{}", objective.statement)}>{ service_names(policy, &objective.services) }</a>
                    { objective.plans.as_ref().map(|plans| html! { <div>{ plans.as_str() }</div> }) }</th>
                <td>{ hours(objective.restore_hours, &objective.restore_note) }</td>
                <td>{ hours(objective.loss_hours, &objective.loss_note) }</td>
                <td>{ objective.excludes.as_deref().unwrap_or(words::NOT_STATED) }{ notes(policy, &objective.notes) }</td>
            </tr>
        }
    };
    if policy.objectives.is_empty() {
        return Html::default();
    }
    wide(
        words::OBJECTIVES,
        html! {
            <table class="data">
                <caption>{ words::OBJECTIVES }</caption>
                <thead><tr>
                    <th scope="col">{ words::SERVICES }</th><th scope="col">{ words::RESTORE }</th>
                    <th scope="col">{ words::LOSS }</th><th scope="col">{ words::EXCLUDES }</th>
                </tr></thead>
                <tbody>
                { for policy.objectives.iter().map(row) }
                <tr><td colspan="4">{ words::OTHER_OBJECTIVES }</td></tr>
            </tbody>
            </table>
        },
    )
}

fn services(policy: &'static Policy) -> Html {
    let alias = |alias: &'static carrot_core::Alias| {
        html! {
            <div>
                { alias.name.as_str() }{ " – " }{ statement::cites(policy, &alias.cites) }
                { notes(policy, alias.reading.as_slice()) }
            </div>
        }
    };
    wide(
        words::SERVICES_NAMES,
        html! {
            <table class="data">
                <caption>{ words::SERVICES_NAMES }</caption>
                <thead><tr>
                    <th scope="col">{ words::SERVICE }</th><th scope="col">{ words::GROUP }</th><th scope="col">{ words::ALSO_CALLED }</th>
                </tr></thead>
                <tbody>
                    { for policy.services.iter().map(|service| html! {
                        <tr id={service.id.as_str()}>
                            <th scope="row">{ service.name.as_str() }<div>{ statement::cites(policy, &service.cites) }</div></th>
                            <td>{ words::group(service.group) }</td>
                            <td>{ for service.aliases.iter().map(alias) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        },
    )
}

fn regions(policy: &'static Policy) -> Html {
    if policy.regions.is_empty() {
        return Html::default();
    }
    html! {
        <div class="regions">
            <p class="label">{ words::REGIONS }</p>
            <ul>
                { for policy.regions.iter().map(|region| html! {
                    <li id={region.id.as_str()}><code>{ region.name.as_str() }</code>{ notes(policy, region.reading.as_slice()) }</li>
                }) }
            </ul>
        </div>
    }
}

fn framework_of<'a>(policy: &'a Policy, section: &Section) -> Option<&'a Framework> {
    policy.frameworks.iter().find(|framework| framework.id.as_str() == section.id.as_str())
}

/// Below the heading of a framework's section: its name in full, its kind and other spellings; nothing below others.
pub(crate) fn kind(policy: &'static Policy, section: &'static Section) -> Html {
    let Some(framework) = framework_of(policy, section) else { return Html::default() };
    html! {
        <p class="kind">
            { framework.name.as_str() }{ " – " }{ words::framework_kind(framework.kind) }
        </p>
    }
}

/// At the end of a framework's section: who claims what under it; nothing at the end of others.
pub(crate) fn claims(policy: &'static Policy, section: &'static Section) -> Html {
    let Some(framework) = framework_of(policy, section) else { return Html::default() };
    let claims: Vec<_> = policy.claims.iter().filter(|claim| claim.frameworks.contains(&framework.id)).collect();
    if claims.is_empty() {
        return html! { <p class="silence">{ words::NO_CLAIM }</p> };
    }
    html! {
        <>
            <h4 class="claims-title">{ words::CLAIMS }</h4>
            <ul class="claims">{ for claims.into_iter().map(|it| claim(policy, framework, it)) }</ul>
        </>
    }
}

fn claim(policy: &'static Policy, framework: &Framework, claim: &'static Claim) -> Html {
    // A claim for several frameworks stands under each; its anchor, under the first.
    let first = claim.frameworks.first().is_some_and(|id| *id == framework.id);
    let row = |name: &'static str, value: Html| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    let regions = |regions: &'static [carrot_core::RegionId]| {
        let names = regions.iter().filter_map(|id| policy.regions.iter().find(|region| region.id == *id));
        names.map(|region| region.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let scope = match &claim.scope {
        Scope::Services { services, .. } => service_names(policy, services),
        Scope::Infrastructure => words::INFRASTRUCTURE.into(),
        Scope::Company => words::COMPANY.into(),
    };
    html! {
        <li class="claim" id={first.then(|| claim.id.as_str())}>
            <dl>
                { row(words::CLAIM, html! { <>{ words::attestation(claim.attestation) }{ words::HELD_BY }{ policy.party(&claim.holder).map(|party| badge(&party.name, party.kind)) }</> }) }
                { row(words::COVERS, scope) }
                { if let Scope::Services { regions: list, .. } = &claim.scope && !list.is_empty() { row(words::REGIONS, regions(list).into()) } else { Html::default() } }
                { if let Scope::Services { plans, .. } = &claim.scope && !plans.is_empty() { row(words::PLANS, lines(plans)) } else { Html::default() } }
                { if claim.conditions.is_empty() { Html::default() } else { row(words::CONDITIONS, lines(&claim.conditions)) } }
                { claim.edition.as_ref().map(|edition| row(words::EDITION, edition.as_str().into())) }
                { row(words::EVIDENCE, claim.evidence.as_deref().unwrap_or(words::NOT_STATED).into()) }
                { policy.statement(&claim.statement).map(|it| row(words::SAID_IN, html! { <>{ statement::link(it) }{ ", " }{ statement::cites(policy, &it.cites) }</> })) }
            </dl>
            { notes(policy, claim.superseded.as_slice()) }
            { notes(policy, &claim.notes) }
        </li>
    }
}

fn service_names(policy: &'static Policy, services: &'static Services) -> Html {
    match services {
        Services::All => words::ALL_SERVICES.into(),
        Services::Only(list) if list.is_empty() => words::NO_SERVICE.into(),
        Services::Only(list) => {
            list.iter().filter_map(|id| policy.service(id)).map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ").into()
        }
    }
}

fn lines(lines: &'static [String]) -> Html {
    match lines {
        [] => "–".into(),
        [one] => one.as_str().into(),
        lines => html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line.as_str() }</li> }) }</ul> },
    }
}

fn notes(policy: &'static Policy, notes: &'static [StatementId]) -> Html {
    match notes.is_empty() {
        true => Html::default(),
        false => {
            html! { <p class="see">{ words::SEE_READING }{ statement::links(notes.iter().filter_map(|id| policy.statement(id))) }</p> }
        }
    }
}
