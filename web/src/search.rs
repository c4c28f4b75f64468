//! Search: results while one types, by kind, with what matched marked, within reach of the arrow keys.

use std::ops::Range;

use carrot_core::search::{Hit, Kind};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::{
    document,
    spoken::{Spoken, spoken},
    state::State,
};

/// More than anyone reads; the status line tells how many there are.
const MOST_RESULTS: usize = 12;

/// The results, and the line that tells how many there are.
pub(crate) fn results(state: &State) -> Html {
    let Some(spoken) = spoken() else { return Html::default() };
    let query = state.query.trim();
    let hits = if query.is_empty() { Vec::new() } else { spoken.search(query) };
    let told = if query.is_empty() { String::new() } else { spoken.phrases.found(hits.len()) };
    let near = if query.is_empty() || !hits.is_empty() { Vec::new() } else { spoken.near(query) };
    html! {
        <>
            { document::place("results", html! { <>{ list(spoken, &hits) }{ suggestions(spoken, near) }</> }) }
            { document::place("found", told.into()) }
        </>
    }
}

/// The results under their kinds; kinds and results in the order of the best.
fn list(spoken: &'static Spoken, hits: &[Hit<'static>]) -> Html {
    if hits.is_empty() {
        return Html::default();
    }
    let hits = hits.get(..MOST_RESULTS).unwrap_or(hits);
    let mut kinds: Vec<Kind> = Vec::new();
    for hit in hits {
        if !kinds.contains(&hit.kind) {
            kinds.push(hit.kind);
        }
    }
    let result =
        |hit: &Hit<'static>| html! { <li key={hit.id}><a href={["#", hit.id].concat()}>{ marked(hit.title, &hit.marks) }</a></li> };
    let group = |kind: &Kind| {
        let name = spoken.phrases.kinds.get(*kind as usize).map_or("", String::as_str);
        let of_kind = hits.iter().filter(|hit| hit.kind == *kind);
        html! { <li key={name}><span class="kind">{ name }</span><ol>{ for of_kind.map(result) }</ol></li> }
    };
    html! { <ol class="results" aria-label={spoken.phrases.results.as_str()}>{ for kinds.iter().map(group) }</ol> }
}

fn marked(title: &'static str, marks: &[Range<usize>]) -> Html {
    let mut from = 0;
    let mut out = Vec::new();
    for mark in marks {
        out.push(title.get(from..mark.start).unwrap_or_default().into());
        out.push(html! { <mark>{ title.get(mark.clone()).unwrap_or_default() }</mark> });
        from = mark.end;
    }
    out.push(title.get(from..).unwrap_or_default().into());
    out.into_iter().collect()
}

/// Words that are spelt alike, each a query.
fn suggestions(spoken: &'static Spoken, near: Vec<&'static str>) -> Html {
    if near.is_empty() {
        return Html::default();
    }
    html! {
        <p class="near">{ spoken.phrases.near.as_str() }
            { for near.into_iter().map(|word| html! { <button type="button" data-do="search" value={word}>{ word }</button> }) }
        </p>
    }
}

/// The keys that a search box is expected to know: down and up through the results, Enter to the first, Escape out.
pub(crate) fn pressed(event: &KeyboardEvent) -> Option<()> {
    let search = document::by_id("search")?;
    let focus = document::focus_within(&search)?;
    let links: Vec<HtmlElement> = document::all("#results a").filter_map(|it| it.dyn_into().ok()).collect();
    let at = links.iter().position(|link| **link == focus);
    let box_ = || document::by_id("query")?.dyn_into::<HtmlElement>().ok();
    let next = match (event.key().as_str(), at) {
        ("ArrowDown", None) => links.first().cloned(),
        ("ArrowDown", Some(at)) => links.get(at + 1).cloned(),
        ("ArrowUp", Some(0)) => box_(),
        ("ArrowUp", Some(at)) => links.get(at - 1).cloned(),
        ("Enter", None) if focus.id() == "query" => {
            links.first()?.click();
            event.prevent_default();
            return None;
        }
        // From a result back to the box, where Escape empties it, and a second one goes back to reading.
        ("Escape", Some(_)) => box_(),
        ("Escape", None) => {
            if focus.dyn_ref::<web_sys::HtmlInputElement>().is_none_or(|input| input.value().is_empty()) {
                focus.dyn_into::<HtmlElement>().ok()?.blur().ok()?;
            }
            return None;
        }
        _ => return None,
    };
    next?.focus().ok()?;
    event.prevent_default();
    Some(())
}
