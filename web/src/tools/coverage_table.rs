//! Renders the coverage table: services by frameworks, filtered and sorted, with a panel for the
//! open cell.
//!
//! Rows and columns that are filtered out stay in the document, hidden by the style sheet, so that paper has the whole table.

use carrot_core::{Facts, Framework, Service, ServiceGroup, coverage::Status, group_by_key, normalize::collation_key};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{prelude::*, virtual_dom::VTag};

use super::{cell::CellPanel, focus::focus_first};
use crate::{
    content::Content,
    state::{Action, Column, TableView, group_name, group_named},
    store::{Store, ToolProps, use_store},
};

/// Maximum number of frameworks that fit a page of usual width. A wider table scrolls sideways.
const FRAMEWORKS_PER_PAGE: usize = 24;

/// Renders the controls, the table, and the panel.
#[component]
pub(crate) fn CoverageTable(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content();
    let view = use_store(store, |state| state.table.clone());
    let grid = use_node_ref();
    let facts = content.facts();
    // A framework or a group that the content does not have filters nothing.
    let framework = view.framework.as_ref().and_then(|id| facts.framework(id));
    let group = view.group.filter(|group| facts.services.iter().any(|service| service.group == *group));
    let fits = |service: &Service| group.is_none_or(|group| service.group == group) && facts.is_named_like(service, &view.filter);
    let shown = facts.services.iter().filter(|service| fits(service)).count();
    let nothing_fits = shown == 0 && !facts.services.is_empty();
    html! {
        <>
            { controls(store, &view, framework, group, shown) }
            <div ref={grid.clone()} class={if facts.frameworks.len() > FRAMEWORKS_PER_PAGE { "wide grid" } else { "grid" }} role="region" aria-label={content.messages.coverage_table()} tabindex="0">
                <table class="matrix" role="table" data-one={framework.map(|_| "")}>
                    <caption class="visually-hidden">{ content.messages.coverage_table() }</caption>
                    { head(store, &view, framework, nothing_fits) }
                    { for groups(facts).into_iter().map(|(group, services)| body(store, &view, framework, group, &services, &fits)) }
                </table>
                { nothing_fits.then(|| html! { <p class="tool">{ content.messages.no_service_matches() }</p> }) }
            </div>
            <CellPanel store={store.clone()} {grid} />
        </>
    }
}

/// Returns the groups of services in the order of content, each with its services.
fn groups(facts: &Facts) -> Vec<(ServiceGroup, Vec<&Service>)> {
    group_by_key(facts.services.iter().map(|service| (service.group, service)))
}

fn controls(store: &Store, view: &TableView, only: Option<&Framework>, group: Option<ServiceGroup>, shown: usize) -> Html {
    let (messages, facts) = (store.content().messages, store.content().facts());
    let filter = store.on(|event: InputEvent| Some(Action::Filter(event.target_dyn_into::<HtmlInputElement>()?.value())));
    let chosen = |event: Event| Some(event.target_dyn_into::<HtmlSelectElement>()?.value());
    let choose_framework = store.on(move |event: Event| Some(Action::Framework(chosen(event)?.parse().ok())));
    let choose_group = store.on(move |event: Event| Some(Action::Group(group_named(&chosen(event)?))));
    let reset = store.on(|event: MouseEvent| {
        // The button disappears: keep the focus in the controls.
        focus_first(&event, ".narrow", "input");
        Some(Action::ResetTable)
    });
    let status = messages.services_shown(shown, facts.services.len());
    html! {
        <div class="tool narrow" role="group" aria-label={messages.coverage_table()}>
            <label>{ messages.service() }<input type="text" name="services" autocomplete="off" spellcheck="false" placeholder=" " value={view.filter.clone()} oninput={filter} /></label>
            <label>{ messages.framework() }
                <select name="framework" autocomplete="off" onchange={choose_framework}>
                    { option(String::new(), messages.every(), only.is_none()) }
                    { for facts.frameworks.iter().map(|framework| option(framework.id.to_string(), &framework.short, only.is_some_and(|only| only.id == framework.id))) }
                </select>
            </label>
            <label>{ messages.group_of() }
                <select name="group" autocomplete="off" onchange={choose_group}>
                    { option(String::new(), messages.every(), group.is_none()) }
                    { for groups(facts).into_iter().map(|(known, _)| option(group_name(known).to_owned(), messages.group(known), group == Some(known))) }
                </select>
            </label>
            <button type="button" class="choice" onclick={reset} hidden={*view == TableView::default()}>{ messages.whole_table() }</button>
            <p role="status" class="status"><span key={status.clone()}>{ status }</span></p>
        </div>
    }
}

/// Renders an option of a field. Sets the property `selected`, which `html!` cannot: browsers ignore the attribute once a reader has chosen
/// an option, so the field would not follow the state.
fn option(value: String, name: &str, chosen: bool) -> Html {
    let mut option = VTag::new("option");
    option.key = Some(value.clone().into());
    option.add_attribute("value", value);
    option.add_property("selected", chosen);
    option.add_child(html! { name.to_owned() });
    option.into()
}

fn head(store: &Store, view: &TableView, only: Option<&Framework>, hidden: bool) -> Html {
    let (messages, facts) = (store.content().messages, store.content().facts());
    let sort = |column: Column, name: &str| {
        let label = [messages.sort_by(), name].concat();
        let onclick = store.on(move |_: MouseEvent| Some(Action::Sort(column.clone())));
        html! { <button type="button" class="tool" aria-label={label} {onclick}></button> }
    };
    let order =
        |column: &Column| (view.sort.as_ref() == Some(column)).then_some(if view.descending { "descending" } else { "ascending" });
    let column = |framework: &Framework| {
        let id = framework.id.as_str();
        let column = Column::Framework(framework.id.clone());
        html! {
            <th key={id} scope="col" role="columnheader" aria-sort={order(&column)} data-out={out(only.is_some_and(|only| only.id != framework.id))}>
                <a href={["#", id].concat()}>{ framework.short.as_str() }</a>{ sort(column, &framework.short) }
            </th>
        }
    };
    html! {
        <thead role="rowgroup" data-out={out(hidden)}>
            <tr role="row">
                <th scope="col" role="columnheader" aria-sort={order(&Column::Service)}>{ messages.service() }{ sort(Column::Service, messages.service()) }</th>
                { for facts.frameworks.iter().map(column) }
            </tr>
        </thead>
    }
}

fn body(
    store: &Store,
    view: &TableView,
    only: Option<&Framework>,
    group: ServiceGroup,
    services: &[&Service],
    fits: &impl Fn(&Service) -> bool,
) -> Html {
    let (messages, facts) = (store.content().messages, store.content().facts());
    let columns = facts.frameworks.len() + 1;
    let any = services.iter().any(|service| fits(service));
    html! {
        <tbody key={group_name(group)} role="rowgroup" data-out={out(!any)}>
            <tr role="row"><th scope="rowgroup" role="rowheader" colspan={columns.to_string()}><span>{ messages.group(group) }</span></th></tr>
            { for sorted(facts, services, view).into_iter().map(|service| row(store, only, service, fits(service))) }
        </tbody>
    }
}

/// Returns the services of a group in the order that the reader asks for. Equal ones stay in the
/// order of content.
fn sorted<'a>(facts: &Facts, services: &[&'a Service], view: &TableView) -> Vec<&'a Service> {
    let rank = |service: &Service| match &view.sort {
        Some(Column::Framework(framework)) => match facts.coverage(&service.id, framework).status {
            Status::Covered => 0,
            Status::Conditional { .. } => 1,
            Status::Disputed { .. } => 2,
            Status::Excluded => 3,
            Status::Unstated => 4,
        },
        Some(Column::Service) | None => 0,
    };
    let key = |service: &Service| {
        let name = if view.sort == Some(Column::Service) { collation_key(&service.name) } else { String::new() };
        (rank(service), name)
    };
    // Groups are small. The sort of the standard library would add 1 kB to the wasm.
    let mut keyed: Vec<(_, &Service)> = Vec::with_capacity(services.len());
    for service in services {
        let key = key(service);
        let index = keyed.partition_point(|(before, _)| if view.descending { *before >= key } else { *before <= key });
        keyed.insert(index, (key, service));
    }
    keyed.into_iter().map(|(_, service)| service).collect()
}

fn row(store: &Store, only: Option<&Framework>, service: &Service, fits: bool) -> Html {
    let content = store.content();
    let id = service.id.as_str();
    html! {
        <tr key={id} role="row" data-service={id.to_owned()} data-silent={content.messages.not_stated()} data-out={out(!fits)}>
            <th scope="row" role="rowheader"><a href={["#", id].concat()}>{ service.name.as_str() }</a></th>
            { for content.facts().frameworks.iter().map(|framework| {
                cell(content, service, framework, only.is_some_and(|only| only.id != framework.id), {
                    let cell = (service.id.clone(), framework.id.clone());
                    store.on(move |event: MouseEvent| {
                        // With a modifier key, the browser opens the link in a new tab or window.
                        if event.ctrl_key() || event.meta_key() || event.shift_key() {
                            return None;
                        }
                        event.prevent_default();
                        Some(Action::Cell(Some(cell.clone())))
                    })
                })
            }) }
        </tr>
    }
}

fn cell(content: &Content, service: &Service, framework: &Framework, hidden: bool, onclick: Callback<MouseEvent>) -> Html {
    let coverage = content.facts().coverage(&service.id, &framework.id);
    html! {
        <td key={framework.id.as_str()} role="cell" class={coverage.status.id()} data-out={out(hidden)}>
            <a href={["#", framework.id.as_str()].concat()} {onclick}>
                <b>{ framework.short.as_str() }</b>{ " " }<span>{ content.messages.cell(&coverage) }</span>
            </a>
        </td>
    }
}

/// Returns the value of `data-out`, which hides a row or column on screens but not on paper.
fn out(hidden: bool) -> Option<&'static str> {
    hidden.then_some("")
}
