//! The data inventory: what is collected, and what is stated of its way from source to deletion.

use carrot_core::{DataId, Journey, Told};
use yew::prelude::*;

use super::{Page, wide};

pub(crate) fn inventory(page: Page) -> Html {
    let inventory = &page.policy.inventory;
    let name = |id: &DataId| inventory.items.iter().find(|item| item.id == *id).map_or("", |item| item.name.as_str());
    html! {
        <>
            { wide(page.words.inventory(), html! {
            <table class="data">
                <caption>{ page.words.inventory() }{ if inventory.open_ended { page.words.open_ended() } else { "" } }</caption>
                <thead><tr><th scope="col">{ page.words.data() }</th><th scope="col">{ page.words.part_of() }</th><th scope="col">{ page.words.stated_for_item() }</th></tr></thead>
                <tbody>
                    { for inventory.items.iter().map(|item| html! {
                        <tr id={item.id.as_str()}>
                            <th scope="row"><a href={format!("#{}", item.statement)} lang={page.lang_of(item.id.as_str())}>{ item.name.as_str() }</a></th>
                            <td>{ item.part_of.as_ref().map_or("–", name) }</td>
                            <td>{ own(page, &item.own) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            }) }
            { wide(page.words.whole_list(), html! {
            <table class="data">
                <caption>{ page.words.whole_list() }</caption>
                <thead><tr><th scope="col">{ page.words.stage() }</th><th scope="col">{ page.words.stated() }</th></tr></thead>
                <tbody>
                    { for stages(page, &inventory.whole).into_iter().map(|(stage, told)| html! {
                        <tr><th scope="row">{ stage }</th><td>{ tell(page, &told) }</td></tr>
                    }) }
                </tbody>
            </table>
            }) }
        </>
    }
}

fn stages(page: Page, journey: &'static Journey) -> [(&'static str, Vec<&'static Told>); 6] {
    let one = |told: &'static Option<Told>| told.iter().collect();
    [
        (page.words.origin(), one(&journey.from)),
        (page.words.purpose(), journey.purpose.iter().collect()),
        (page.words.recipients(), one(&journey.recipients)),
        (page.words.storage(), one(&journey.storage)),
        (page.words.retention(), one(&journey.retention)),
        (page.words.deletion(), one(&journey.deletion)),
    ]
}

fn tell(page: Page, told: &[&'static Told]) -> Html {
    if told.is_empty() {
        return html! { <span class="silence">{ page.words.not_stated_by_bot() }</span> };
    }
    let one = |(index, told): (usize, &&'static Told)| {
        html! { <>{ if index > 0 { page.words.semicolon() } else { "" } }<a href={format!("#{}", told.statement)}>{ told.text.as_str() }</a></> }
    };
    html! { { for told.iter().enumerate().map(one) } }
}

fn own(page: Page, journey: &'static Journey) -> Html {
    let stated: Vec<_> = stages(page, journey).into_iter().filter(|(_, told)| !told.is_empty()).collect();
    if stated.is_empty() {
        return page.words.only_collected().into();
    }
    html! { { for stated.iter().map(|(stage, told)| html! { <div>{ *stage }{ page.words.colon() }{ tell(page, told) }</div> }) } }
}
