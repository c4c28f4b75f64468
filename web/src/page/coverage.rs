//! Renders the coverage of services by frameworks, the placement of data, and recovery objectives.

use std::mem::discriminant;

use carrot_core::{Claim, DataRule, Framework, FrameworkId, Objective, Section, Services, coverage::Status};
use yew::prelude::*;

use super::{PageContext, place, statement, wide};
use crate::{
    components::{citations, claim_card, interpretations, lines, service_names, status_badge},
    folders::{folder, root_from},
    tools::Tool,
};

pub(crate) fn tables(page: PageContext) -> Html {
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

/// Returns the claims under a framework, in the order of its section.
fn claims_under(page: PageContext, framework: &FrameworkId) -> impl Iterator<Item = &'static Claim> {
    page.policy.claims.iter().filter(move |claim| claim.frameworks.contains(framework))
}

/// The id of the text after the coverage table, to which the keyboard can skip: the table has a link in each cell.
const AFTER_TABLE: &str = "after-table";

/// Renders the coverage table, and links to it as files.
fn matrix(page: PageContext) -> Html {
    html! {
        <>
            { page.policy.bot.services.is_empty().then(|| html! { <p class="lead">{ page.messages.no_stack() }</p> }) }
            { legend(page) }
            <a class="skip" href={["#", AFTER_TABLE].concat()}>{ page.messages.skip_table() }</a>
            { place(page, Tool::CoverageTable) }
            <p class="quiet lead" id={AFTER_TABLE}>{ page.messages.coverage_table_note() }</p>
            { files(page) }
        </>
    }
}

/// Renders the legend of the table, with the number of cells of each status.
fn legend(page: PageContext) -> Html {
    let facts = page.content.facts();
    let shapes = [
        Status::Covered,
        Status::Conditional { conditions: Vec::new() },
        Status::Unstated,
        Status::Excluded,
        Status::Disputed { claims: Vec::new() },
    ];
    let shape = |status: Status<'static>| {
        let count = facts.cells().filter(|cell| discriminant(&cell.coverage.status) == discriminant(&status)).count();
        html! { <span>{ status_badge(page.messages, &status) }{ " " }{ count }</span> }
    };
    html! { <p class="legend">{ for shapes.map(shape) }</p> }
}

/// Renders links to files for other programs.
fn files(page: PageContext) -> Html {
    let root = root_from(&folder(page.messages));
    let file = |name: &str, kind: &'static str| html! { <a href={format!("{root}{name}")} download={name.to_owned()}>{ kind }</a> };
    html! { <p class="files">{ page.messages.download() }{ file("coverage.csv", "CSV") }{ ", " }{ file("compliance.json", "JSON") }</p> }
}

/// Returns the name of a column before a cell. Phones show the rows of a table as a list, without
/// its head.
fn named(page: PageContext, column: &str) -> String {
    format!("{column}{}", page.messages.colon())
}

fn data_rules(page: PageContext) -> Html {
    let row = |rule: &'static DataRule| {
        html! {
            <tr id={rule.id.as_str()}>
                <th scope="row"><a href={format!("#{}", rule.statement)}>{ page.marked(rule.id.as_str(), &rule.name) }</a></th>
                <td data-name={named(page, page.messages.allowed_in())}>{ if rule.interpretation.is_some() && rule.allowed_in == Services::Only(Vec::new()) {
                    page.messages.not_stated().into()
                } else {
                    service_names(page.content, &rule.allowed_in)
                } }</td>
                <td data-name={named(page, page.messages.conditions())}>{ lines(page.content, &page.messages.conditions_of(&page.policy.facts, &rule.conditions, &rule.further)) }{ interpretations(page.content, &rule.notes) }</td>
                <td data-name={named(page, page.messages.elsewhere())}>
                    { match &rule.allowed_in {
                        Services::All => "–",
                        Services::Only(_) => page.messages.permission(&rule.elsewhere()),
                    } }
                    { interpretations(page.content, rule.interpretation.as_slice()) }
                    { for rule.exceptions.iter().map(|text| html! { <div lang={page.lang_of("bot")}>{ text.as_str() }</div> }) }
                    { for rule.unstated_in.iter().filter_map(|id| page.policy.service(id)).map(|service| html! {
                        <div>{ format!("{}{}{}", service.name, page.messages.colon(), page.messages.not_stated().to_lowercase()) }</div>
                    }) }
                </td>
            </tr>
        }
    };
    if page.policy.data_rules.is_empty() {
        return Html::default();
    }
    wide(
        page.messages.data_rules(),
        html! {
            <table class="data">
                <caption>{ page.messages.data_rules() }</caption>
                <thead><tr>
                    <th scope="col">{ page.messages.kind_of_data() }</th><th scope="col">{ page.messages.allowed_in() }</th>
                    <th scope="col">{ page.messages.conditions() }</th><th scope="col">{ page.messages.elsewhere() }</th>
                </tr></thead>
                <tbody>{ for page.policy.data_rules.iter().map(row) }</tbody>
            </table>
        },
    )
}

fn objectives(page: PageContext) -> Html {
    let hours = |hours: Option<u32>, note: &'static Option<String>| match hours {
        Some(hours) => {
            html! { <>{ page.messages.hours(hours) }{ note.as_ref().map(|note| html! { <div lang={page.lang_of("bot")}>{ note.as_str() }</div> }) }</> }
        }
        None => page.messages.not_stated().into(),
    };
    let row = |objective: &'static Objective| {
        html! {
            <tr id={objective.id.as_str()}>
                <th scope="row"><a href={format!("#{}", objective.statement)}>{ service_names(page.content, &objective.services) }</a>
                    { for objective.plans.iter().map(|plan| html! { <div lang={page.lang_of("bot")}>{ plan.as_str() }</div> }) }</th>
                <td data-name={named(page, page.messages.restore())}>{ hours(objective.restore_hours, &objective.restore_note) }</td>
                <td data-name={named(page, page.messages.loss())}>{ hours(objective.loss_hours, &objective.loss_note) }</td>
                <td data-name={named(page, page.messages.excludes())}>{ objective.excludes.as_deref().map_or(page.messages.not_stated().into(), |it| page.marked("bot", it)) }{ interpretations(page.content, &objective.notes) }</td>
            </tr>
        }
    };
    if page.policy.objectives.is_empty() {
        return Html::default();
    }
    wide(
        page.messages.objectives(),
        html! {
            <table class="data">
                <caption>{ page.messages.objectives() }</caption>
                <thead><tr>
                    <th scope="col">{ page.messages.services() }</th><th scope="col">{ page.messages.restore() }</th>
                    <th scope="col">{ page.messages.loss() }</th><th scope="col">{ page.messages.excludes() }</th>
                </tr></thead>
                <tbody>
                { for page.policy.objectives.iter().map(row) }
                <tr><td colspan="4">{ page.messages.other_objectives() }</td></tr>
            </tbody>
            </table>
        },
    )
}

fn services(page: PageContext) -> Html {
    let count = page.policy.services.len();
    html! {
        <details class="said-by">
            <summary><h3>{ page.messages.services_names() }</h3>{ " " }<span class="quiet">{ count }</span></summary>
            { services_table(page) }
        </details>
    }
}

fn services_table(page: PageContext) -> Html {
    let alias = |alias: &'static carrot_core::Alias| {
        html! {
            <div>
                { alias.name.as_str() }{ " – " }{ citations(page.content, &alias.cites) }
                { interpretations(page.content, alias.reading.as_slice()) }
            </div>
        }
    };
    wide(
        page.messages.services_names(),
        html! {
            <table class="data">
                <caption class="visually-hidden">{ page.messages.services_names() }</caption>
                <thead><tr>
                    <th scope="col">{ page.messages.service() }</th><th scope="col">{ page.messages.group_of() }</th><th scope="col">{ page.messages.also_called() }</th>
                </tr></thead>
                <tbody>
                    { for page.policy.services.iter().map(|service| html! {
                        <tr id={service.id.as_str()}>
                            <th scope="row">{ service.name.as_str() }<div>{ citations(page.content, &service.cites) }</div></th>
                            <td data-name={named(page, page.messages.group_of())}>{ page.messages.group(service.group) }</td>
                            <td data-name={(!service.aliases.is_empty()).then(|| named(page, page.messages.also_called()))}>{ for service.aliases.iter().map(alias) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        },
    )
}

fn regions(page: PageContext) -> Html {
    if page.policy.regions.is_empty() {
        return Html::default();
    }
    html! {
        <div class="regions">
            <p class="label">{ page.messages.regions_of(&page.policy.facts) }</p>
            <ul>
                { for page.policy.regions.iter().map(|region| html! {
                    <li id={region.id.as_str()}><code>{ region.name.as_str() }</code>{ interpretations(page.content, region.reading.as_slice()) }</li>
                }) }
            </ul>
        </div>
    }
}

fn framework_of(page: PageContext, section: &Section) -> Option<&'static Framework> {
    page.policy.frameworks.iter().find(|framework| framework.id.as_str() == section.id.as_str())
}

/// Renders the line below the heading of a framework's section: its full name, its kind and its
/// other names. Nothing for other sections.
pub(crate) fn kind(page: PageContext, section: &'static Section) -> Html {
    let Some(framework) = framework_of(page, section) else { return Html::default() };
    html! {
        <p class="kind">
            { page.marked(framework.id.as_str(), &framework.name) }{ " – " }{ page.messages.framework_kind(framework.kind) }
        </p>
    }
}

/// Renders the end of a framework's section: the claims and our readings. Nothing for other
/// sections.
pub(crate) fn claims(page: PageContext, section: &'static Section) -> Html {
    let Some(framework) = framework_of(page, section) else { return Html::default() };
    let claims: Vec<_> = claims_under(page, &framework.id).collect();
    html! {
        <>
            { if claims.is_empty() { html! { <p class="silence">{ page.messages.no_claim() }</p> } } else { html! {
                <>
                    <details class="said-by">
                        <summary><h4>{ page.messages.claims() }</h4>{ " " }<span class="quiet">{ claims.len() }</span></summary>
                        <ul class="claims">{ for claims.into_iter().map(|claim| {
                            // A claim for several frameworks is listed under each; its anchor is under the first.
                            let first = claim.frameworks.first() == Some(&framework.id);
                            claim_card(page.content, claim, first)
                        }) }</ul>
                    </details>
                </>
            } } }
            { statement::readings(page, framework.id.as_str()) }
        </>
    }
}
