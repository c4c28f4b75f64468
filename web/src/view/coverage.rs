//! Which service is covered by which framework, which data may be placed where, and what recovery aims at.

use carrot_core::{
    Claim, DataRule, Framework, FrameworkId, Objective, Scope, Section, Service, Services, StatementId, coverage::Status, words::Words,
};
use yew::prelude::*;

use super::{Page, badge, frame::address, statement, wide};

pub(crate) fn tables(page: Page) -> Html {
    html! {
        <>
            { matrix(page) }
            { data_rules(page) }
            { objectives(page) }
            { services(page) }
            { regions(page) }
        </>
    }
}

/// The group of a service: what it is called in addresses, and its name.
fn group_of(page: Page, service: &Service) -> (String, &'static str) {
    (format!("{:?}", service.group).to_lowercase(), page.words.group(service.group))
}

/// The groups of services, in the order in which content first names them, each with its services.
fn groups(page: Page) -> Vec<(String, &'static str, Vec<&'static Service>)> {
    let mut out: Vec<(String, &'static str, Vec<&'static Service>)> = Vec::new();
    for service in &page.policy.services {
        let (id, name) = group_of(page, service);
        match out.iter_mut().find(|(other, ..)| *other == id) {
            Some((.., services)) => services.push(service),
            None => out.push((id, name, vec![service])),
        }
    }
    out
}

/// The claims under a framework, in the order in which its section has them.
fn claims_under(page: Page, framework: &FrameworkId) -> impl Iterator<Item = &'static Claim> {
    page.policy.claims.iter().filter(move |claim| claim.frameworks.contains(framework))
}

/// The name of a status for style sheets and for the program; `table.rs` sorts by these.
fn class(status: &Status<'_>) -> &'static str {
    match status {
        Status::Covered => "covered",
        Status::Conditional { .. } => "conditional",
        Status::Excluded => "excluded",
        Status::Disputed { .. } => "disputed",
        Status::Unstated => "unstated",
    }
}

/// The table of services by frameworks, with what narrows and sorts it, and the panel in which the program opens a cell. Narrow
/// screens and paper show it as a list, by the style sheet; the roles are written out so that it stays a table for everyone else.
fn matrix(page: Page) -> Html {
    let cell = |service: &'static Service, framework: &'static Framework| {
        let coverage = page.policy.coverage(&service.id, &framework.id);
        let held = |(at, claim): (usize, &Claim)| coverage.claims.iter().any(|it| it.claim.id == claim.id).then(|| at.to_string());
        let claims: Vec<String> = claims_under(page, &framework.id).enumerate().filter_map(held).collect();
        html! {
            <td role="cell" class={class(&coverage.status)}>
                <a href={format!("#{}", framework.id)} data-do="cell" data-value={format!("{}.{}", service.id, framework.id)}
                    data-claims={(!claims.is_empty()).then(|| claims.join(" "))}><b>{ framework.short.as_str() }</b>{ " " }<span>{ page.words.cell(&coverage) }</span></a>
            </td>
        }
    };
    let row = |service: &'static Service| {
        let names: Vec<&str> =
            std::iter::once(&service.name).chain(service.aliases.iter().map(|alias| &alias.name)).map(String::as_str).collect();
        let at = page.policy.services.iter().position(|it| it.id == service.id).unwrap_or_default();
        html! {
            <tr role="row" data-at={at.to_string()} data-names={names.join(" ").to_lowercase()} data-silent={page.words.not_stated()}>
                <th scope="row" role="rowheader"><a href={format!("#{}", service.id)}>{ service.name.as_str() }</a></th>
                { for page.policy.frameworks.iter().map(|framework| cell(service, framework)) }
            </tr>
        }
    };
    let sort = |value: &'static str, name: &'static str| {
        html! { <button type="button" class="tool" data-do="sort" {value} aria-label={format!("{}{name}", page.words.sort_by())}></button> }
    };
    let head = |framework: &'static Framework| {
        html! {
            <th scope="col" role="columnheader"><a href={format!("#{}", framework.id)}>{ framework.short.as_str() }</a>{ sort(framework.id.as_str(), &framework.short) }<small>{ page.words.framework_kind(framework.kind) }</small></th>
        }
    };
    let columns = page.policy.frameworks.len() + 1;
    html! {
        <>
            { narrow(page) }
            <div class="wide grid" role="region" aria-label={page.words.matrix()} tabindex="0">
                <table class="matrix" id="matrix" role="table">
                    <caption>{ page.words.matrix() }<span>{ page.words.matrix_note() }{ if page.policy.bot.services.is_empty() { format!(" {}", page.words.no_stack()) } else { String::new() } }</span></caption>
                    <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{ page.words.service() }{ sort("service", page.words.service()) }</th>{ for page.policy.frameworks.iter().map(head) }</tr></thead>
                    { for groups(page).into_iter().map(|(id, name, services)| html! {
                        <tbody role="rowgroup" data-group={id}>
                            <tr role="row"><th scope="rowgroup" role="rowheader" colspan={columns.to_string()}><span>{ name }</span></th></tr>
                            { for services.into_iter().map(row) }
                        </tbody>
                    }) }
                </table>
            </div>
            { files(page) }
            { panel(page) }
        </>
    }
}

/// What narrows the table.
fn narrow(page: Page) -> Html {
    let option = |value: String, name: &'static str| html! { <option {value}>{ name }</option> };
    let choose = |does: &'static str, label: &'static str, options: Vec<Html>| {
        html! { <label>{ label }<select data-do={does} autocomplete="off">{ option(String::new(), page.words.every()) }{ for options }</select></label> }
    };
    let told = page.words.services_shown(page.policy.services.len());
    html! {
        <div class="tool narrow" role="group" aria-label={page.words.matrix()}>
            <label>{ page.words.service() }<input type="text" data-do="services" autocomplete="off" spellcheck="false" /></label>
            { choose("framework", page.words.framework(), page.policy.frameworks.iter().map(|it| option(it.id.to_string(), &it.short)).collect()) }
            { choose("group", page.words.group_of(), groups(page).into_iter().map(|(id, name, _)| option(id, name)).collect()) }
            <button type="button" class="choice" data-do="whole">{ page.words.whole_table() }</button>
            <p role="status" class="status" id="services-shown" data-told={told.clone()}>{ told.replace("{}", &page.policy.services.len().to_string()) }</p>
        </div>
    }
}

/// The same for other programs.
fn files(page: Page) -> Html {
    let root = address(page.words, Words::ALL[0]);
    let file = |name: &str, kind: &'static str| html! { <a href={format!("{root}{name}")} download={name.to_owned()}>{ kind }</a> };
    html! { <p class="files">{ page.words.download() }{ file("coverage.csv", "CSV") }{ ", " }{ file("compliance.json", "JSON") }</p> }
}

/// Where the program shows a cell: what each status means stands here, and the claims come from the sections.
fn panel(page: Page) -> Html {
    let words = page.words;
    let means = [
        (Status::Covered, words.means_covered()),
        (Status::Conditional { conditions: Vec::new() }, words.means_conditional()),
        (Status::Excluded, words.means_excluded()),
        (Status::Disputed { claims: Vec::new() }, words.means_disputed()),
        (Status::Unstated, words.means_unstated()),
    ];
    html! {
        <dialog id="cell" aria-labelledby="cell-title">
            <div data-do="">
                <button type="button" class="choice" data-do="cell">{ words.close() }</button>
                <h3 id="cell-title"></h3>
                { for means.into_iter().map(|(status, means)| html! {
                    <p data-when={class(&status)}><b class={class(&status)}>{ words.status(&status) }</b>{ means }</p>
                }) }
                <div data-about=""></div>
                <ul class="claims"></ul>
                <h4>{ words.not_its_own() }</h4>
                <ul class="claims"></ul>
            </div>
        </dialog>
    }
}

fn data_rules(page: Page) -> Html {
    let row = |rule: &'static DataRule| {
        html! {
            <tr id={rule.id.as_str()}>
                <th scope="row"><a href={format!("#{}", rule.statement)}>{ page.marked(rule.id.as_str(), &rule.name) }</a></th>
                <td>{ service_names(page, &rule.allowed_in) }</td>
                <td>{ lines(page, &rule.conditions) }{ notes(page, &rule.notes) }</td>
                <td>
                    { match &rule.allowed_in {
                        Services::All => "–",
                        Services::Only(_) if rule.barred_elsewhere => page.words.barred(),
                        Services::Only(_) => page.words.allowed(),
                    } }
                    { for rule.exceptions.iter().map(|text| html! { <div lang={page.lang_of("bot")}>{ text.as_str() }</div> }) }
                    { for rule.unstated_in.iter().filter_map(|id| page.policy.service(id)).map(|service| html! {
                        <div>{ format!("{}{}{}", service.name, page.words.colon(), page.words.not_stated().to_lowercase()) }</div>
                    }) }
                </td>
            </tr>
        }
    };
    if page.policy.data_rules.is_empty() {
        return Html::default();
    }
    wide(
        page.words.data_rules(),
        html! {
            <table class="data">
                <caption>{ page.words.data_rules() }</caption>
                <thead><tr>
                    <th scope="col">{ page.words.kind_of_data() }</th><th scope="col">{ page.words.allowed_in() }</th>
                    <th scope="col">{ page.words.conditions() }</th><th scope="col">{ page.words.elsewhere() }</th>
                </tr></thead>
                <tbody>{ for page.policy.data_rules.iter().map(row) }</tbody>
            </table>
        },
    )
}

fn objectives(page: Page) -> Html {
    let hours = |hours: Option<u32>, note: &'static Option<String>| match hours {
        Some(hours) => {
            html! { <>{ page.words.hours(hours) }{ note.as_ref().map(|note| html! { <div lang={page.lang_of("bot")}>{ note.as_str() }</div> }) }</> }
        }
        None => page.words.not_stated().into(),
    };
    let row = |objective: &'static Objective| {
        html! {
            <tr id={objective.id.as_str()}>
                <th scope="row"><a href={format!("#{}", objective.statement)}>{ service_names(page, &objective.services) }</a>
                    { for objective.plans.iter().map(|plan| html! { <div lang={page.lang_of("bot")}>{ plan.as_str() }</div> }) }</th>
                <td>{ hours(objective.restore_hours, &objective.restore_note) }</td>
                <td>{ hours(objective.loss_hours, &objective.loss_note) }</td>
                <td>{ objective.excludes.as_deref().map_or(page.words.not_stated().into(), |it| page.marked("bot", it)) }{ notes(page, &objective.notes) }</td>
            </tr>
        }
    };
    if page.policy.objectives.is_empty() {
        return Html::default();
    }
    wide(
        page.words.objectives(),
        html! {
            <table class="data">
                <caption>{ page.words.objectives() }</caption>
                <thead><tr>
                    <th scope="col">{ page.words.services() }</th><th scope="col">{ page.words.restore() }</th>
                    <th scope="col">{ page.words.loss() }</th><th scope="col">{ page.words.excludes() }</th>
                </tr></thead>
                <tbody>
                { for page.policy.objectives.iter().map(row) }
                <tr><td colspan="4">{ page.words.other_objectives() }</td></tr>
            </tbody>
            </table>
        },
    )
}

fn services(page: Page) -> Html {
    let alias = |alias: &'static carrot_core::Alias| {
        html! {
            <div>
                { alias.name.as_str() }{ " – " }{ statement::cites(page, &alias.cites) }
                { notes(page, alias.reading.as_slice()) }
            </div>
        }
    };
    wide(
        page.words.services_names(),
        html! {
            <table class="data">
                <caption>{ page.words.services_names() }</caption>
                <thead><tr>
                    <th scope="col">{ page.words.service() }</th><th scope="col">{ page.words.group_of() }</th><th scope="col">{ page.words.also_called() }</th>
                </tr></thead>
                <tbody>
                    { for page.policy.services.iter().map(|service| html! {
                        <tr id={service.id.as_str()}>
                            <th scope="row">{ service.name.as_str() }<div>{ statement::cites(page, &service.cites) }</div></th>
                            <td>{ page.words.group(service.group) }</td>
                            <td>{ for service.aliases.iter().map(alias) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        },
    )
}

fn regions(page: Page) -> Html {
    if page.policy.regions.is_empty() {
        return Html::default();
    }
    html! {
        <div class="regions">
            <p class="label">{ page.words.regions() }</p>
            <ul>
                { for page.policy.regions.iter().map(|region| html! {
                    <li id={region.id.as_str()}><code>{ region.name.as_str() }</code>{ notes(page, region.reading.as_slice()) }</li>
                }) }
            </ul>
        </div>
    }
}

fn framework_of(page: Page, section: &Section) -> Option<&'static Framework> {
    page.policy.frameworks.iter().find(|framework| framework.id.as_str() == section.id.as_str())
}

/// Below the heading of a framework's section: its name in full, its kind and other spellings; nothing below others.
pub(crate) fn kind(page: Page, section: &'static Section) -> Html {
    let Some(framework) = framework_of(page, section) else { return Html::default() };
    html! {
        <p class="kind">
            { page.marked(framework.id.as_str(), &framework.name) }{ " – " }{ page.words.framework_kind(framework.kind) }
        </p>
    }
}

/// At the end of a framework's section: who claims what under it, and how we read it; nothing at the end of others.
pub(crate) fn claims(page: Page, section: &'static Section) -> Html {
    let Some(framework) = framework_of(page, section) else { return Html::default() };
    let claims: Vec<_> = claims_under(page, &framework.id).collect();
    let readings: Vec<_> = page.policy.readings_about(framework.id.as_str()).collect();
    html! {
        <>
            { if claims.is_empty() { html! { <p class="silence">{ page.words.no_claim() }</p> } } else { html! {
                <>
                    <h4 class="claims-title">{ page.words.claims() }</h4>
                    <ul class="claims">{ for claims.into_iter().map(|it| claim(page, framework, it)) }</ul>
                </>
            } } }
            { if readings.is_empty() { Html::default() } else { html! {
                <p class="see" data-about="">{ page.words.see_reading() }{ statement::links(page, readings) }</p>
            } } }
        </>
    }
}

fn claim(page: Page, framework: &Framework, claim: &'static Claim) -> Html {
    // A claim for several frameworks stands under each; its anchor, under the first.
    let first = claim.frameworks.first().is_some_and(|id| *id == framework.id);
    let row = |name: &'static str, value: Html| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    let regions = |regions: &'static [carrot_core::RegionId]| {
        let names = regions.iter().filter_map(|id| page.policy.regions.iter().find(|region| region.id == *id));
        names.map(|region| region.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let scope = match &claim.scope {
        Scope::Services { services, .. } => service_names(page, services),
        Scope::Infrastructure => page.words.infrastructure().into(),
        Scope::Company => page.words.company().into(),
    };
    html! {
        <li class={if matches!(claim.scope, Scope::Services { .. }) { "claim" } else { "claim apart" }} id={first.then(|| claim.id.as_str())}>
            <dl>
                { row(page.words.claim(), html! { <>{ page.words.attestation(claim.attestation) }{ page.words.held_by() }{ page.policy.party(&claim.holder).map(|party| badge(page, party)) }</> }) }
                { row(page.words.covers(), scope) }
                { if let Scope::Services { regions: list, .. } = &claim.scope && !list.is_empty() { row(page.words.regions(), regions(list).into()) } else { Html::default() } }
                { if let Scope::Services { plans, .. } = &claim.scope && !plans.is_empty() { row(page.words.plans(), lines(page, plans)) } else { Html::default() } }
                { if claim.conditions.is_empty() { Html::default() } else { row(page.words.conditions(), lines(page, &claim.conditions)) } }
                { claim.edition.as_ref().map(|edition| row(page.words.edition(), edition.as_str().into())) }
                { row(page.words.evidence(), claim.evidence.as_deref().map_or(page.words.not_stated().into(), |it| page.marked("bot", it))) }
                { page.policy.statement(&claim.statement).map(|it| row(page.words.said_in(), html! { <>{ statement::link(page, it) }{ ", " }{ statement::cites(page, &it.cites) }</> })) }
            </dl>
            { notes(page, claim.superseded.as_slice()) }
            { notes(page, &claim.notes) }
        </li>
    }
}

fn service_names(page: Page, services: &'static Services) -> Html {
    match services {
        Services::All => page.words.all_services().into(),
        Services::Only(list) if list.is_empty() => page.words.no_service().into(),
        Services::Only(list) => list
            .iter()
            .filter_map(|id| page.policy.service(id))
            .map(|service| service.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
            .into(),
    }
}

fn lines(page: Page, lines: &'static [String]) -> Html {
    match lines {
        [] => "–".into(),
        [one] => page.marked("bot", one),
        lines => html! { <ul lang={page.lang_of("bot")}>{ for lines.iter().map(|line| html! { <li>{ line.as_str() }</li> }) }</ul> },
    }
}

fn notes(page: Page, notes: &'static [StatementId]) -> Html {
    match notes.is_empty() {
        true => Html::default(),
        false => {
            html! { <p class="see">{ page.words.see_reading() }{ statement::links(page, notes.iter().filter_map(|id| page.policy.statement(id))) }</p> }
        }
    }
}
