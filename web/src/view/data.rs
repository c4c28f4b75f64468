//! The data inventory: what is collected, and what is stated of its way from source to deletion.

use carrot_core::{DataId, Journey, Policy, Told, words};
use yew::prelude::*;

use super::wide;

pub(crate) fn inventory(policy: &'static Policy) -> Html {
    let inventory = &policy.inventory;
    let name = |id: &DataId| inventory.items.iter().find(|item| item.id == *id).map_or("", |item| item.name.as_str());
    html! {
        <>
            { wide(words::INVENTORY, html! {
                <table class="data">
                    <caption>{ words::INVENTORY }{ if inventory.open_ended { words::OPEN_ENDED } else { "" } }</caption>
                    <thead><tr><th scope="col">{ words::DATA }</th><th scope="col">{ words::PART_OF }</th><th scope="col">{ words::STATED_FOR_ITEM }</th></tr></thead>
                    <tbody>
                        { for inventory.items.iter().map(|item| html! {
                            <tr id={item.id.as_str()}>
                                <th scope="row"><a href={format!("#{}", item.statement)}>{ item.name.as_str() }</a></th>
                                <td>{ item.part_of.as_ref().map_or("–", name) }</td>
                                <td>{ own(&item.own) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            }) }
            { wide(words::WHOLE_LIST, html! {
                <table class="data">
                    <caption>{ words::WHOLE_LIST }</caption>
                    <thead><tr><th scope="col">{ words::STAGE }</th><th scope="col">{ words::STATED }</th></tr></thead>
                    <tbody>
                        { for stages(&inventory.whole).into_iter().map(|(stage, told)| html! {
                            <tr><th scope="row">{ stage }</th><td>{ tell(&told) }</td></tr>
                        }) }
                    </tbody>
                </table>
            }) }
        </>
    }
}

fn stages(journey: &'static Journey) -> [(&'static str, Vec<&'static Told>); 6] {
    let one = |told: &'static Option<Told>| told.iter().collect();
    [
        (words::FROM, one(&journey.from)),
        (words::PURPOSE, journey.purpose.iter().collect()),
        (words::RECIPIENTS, one(&journey.recipients)),
        (words::STORAGE, one(&journey.storage)),
        (words::RETENTION, one(&journey.retention)),
        (words::DELETION, one(&journey.deletion)),
    ]
}

fn tell(told: &[&'static Told]) -> Html {
    if told.is_empty() {
        return html! { <span class="silence">{ words::NOT_STATED_BY_BOT }</span> };
    }
    let one = |(index, told): (usize, &&'static Told)| {
        html! { <>{ if index > 0 { "; " } else { "" } }<a href={format!("#{}", told.statement)}>{ told.text.as_str() }</a></> }
    };
    html! { { for told.iter().enumerate().map(one) } }
}

fn own(journey: &'static Journey) -> Html {
    let stated: Vec<_> = stages(journey).into_iter().filter(|(_, told)| !told.is_empty()).collect();
    if stated.is_empty() {
        return words::ONLY_COLLECTED.into();
    }
    html! { { for stated.iter().map(|(stage, told)| html! { <div>{ *stage }{ ": " }{ tell(told) }</div> }) } }
}
