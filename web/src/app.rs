//! The whole page: what stands still, and what answers a reader: search and the party filter.

use std::sync::OnceLock;

use carrot_core::{
    PartyId, PartyKind, from_bytes,
    search::{Hit, Index},
    words::Words,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, Node};
use yew::prelude::*;

use crate::state::{Action, State};

/// What of the page never changes, as HTML drawn by `view` on the build machine. Empty in the browser: hydration keeps what
/// stands between the markers of a raw node, whatever the node says itself.
#[derive(Debug, Clone, Default, PartialEq, Properties)]
pub struct Still {
    /// From the top to the contents.
    #[prop_or_default]
    pub head: AttrValue,
    /// The contents.
    #[prop_or_default]
    pub contents: AttrValue,
    /// All that there is to read.
    #[prop_or_default]
    pub main: AttrValue,
}

/// The language of what is drawn in the browser. One, so that the wasm carries the words of no other.
const WORDS: Words = Words::En;

/// More than anyone reads; the status line tells how many there are.
const MOST_RESULTS: usize = 12;

/// The page. One component, because each costs a reader about a kilobyte.
#[component]
pub fn App(still: &Still) -> Html {
    let state = use_reducer(State::default);
    let input = use_node_ref();
    use_effect_with(state.only.clone(), |only| show_only(only.as_ref()));
    {
        let (state, input) = (state.clone(), input.clone());
        use_effect_with((), move |()| {
            // What was typed while the program was still on its way.
            let typed = input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            if !typed.is_empty() {
                state.dispatch(Action::Search(typed));
            }
            if let Some(root) = gloo::utils::document().document_element() {
                // A sign for tests: without it, nothing breaks.
                let _ = root.set_attribute("data-ready", "true");
            }
        });
    }
    let raw = |html: &AttrValue| Html::from_html_unchecked(html.clone());
    html! {
        <>
            { raw(&still.head) }
            <div class="layout">
                { raw(&still.contents) }
                <div class="column">
                    <div class="tools">
                        { search(&state, input) }
                        { filter(&state) }
                    </div>
                    { raw(&still.main) }
                </div>
            </div>
        </>
    }
}

/// What the browser needs beside the text, which stands in the HTML.
struct Baked {
    index: Index,
    /// Those whose statements there are, and how many of all these are.
    parties: Vec<(PartyId, String, PartyKind, String)>,
}

fn baked() -> Option<&'static Baked> {
    static BAKED: OnceLock<Option<Baked>> = OnceLock::new();
    BAKED
        .get_or_init(|| {
            let index = Index::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"))).ok()?;
            let parties = from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/parties.bin"))).ok()?;
            Some(Baked { index, parties })
        })
        .as_ref()
}

fn search(state: &UseReducerHandle<State>, input: NodeRef) -> Html {
    let found = baked().map(|baked| baked.index.search(&state.query)).unwrap_or_default();
    let status = if state.query.trim().is_empty() { String::new() } else { WORDS.found(found.len()) };
    let oninput = {
        let ask = state.dispatcher();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                ask.dispatch(Action::Search(input.value()));
            }
        }
    };
    let result = |hit: &Hit<'static>| {
        html! {
            <li key={hit.id}>
                <a href={["#", hit.id].concat()}>{ hit.title }</a>
                <span class="kind">{ WORDS.hit_kind(hit.kind) }</span>
            </li>
        }
    };
    html! {
        <div id="search" role="search">
            <label for="query">{ WORDS.search() }</label>
            // Not controlled: hydration must not touch what a reader has typed.
            <input ref={input} id="query" type="search" autocomplete="off" spellcheck="false" placeholder={WORDS.search_example()} {oninput} />
            <p role="status" class="status">{ status }</p>
            <ol class="results" id="results" aria-label={WORDS.results()} hidden={found.is_empty()}>
                { for found.iter().take(MOST_RESULTS).map(result) }
            </ol>
        </div>
    }
}

fn filter(state: &UseReducerHandle<State>) -> Html {
    let parties = || baked().into_iter().flat_map(|baked| &baked.parties);
    let told = parties().find(|(id, ..)| state.only.as_ref() == Some(id)).map_or("", |(.., told)| told.as_str());
    let choice = |party: Option<&PartyId>, name: Html| {
        let party = party.cloned();
        let pressed = if state.only == party { "true" } else { "false" };
        let ask = state.dispatcher();
        html! {
            <button type="button" class="choice" aria-pressed={pressed} onclick={move |_| ask.dispatch(Action::Only(party.clone()))}>{ name }</button>
        }
    };
    html! {
        <div class="filter" role="group" aria-labelledby="filter-label">
            <span id="filter-label">{ WORDS.whose() }</span>
            { choice(None, WORDS.everyone().into()) }
            { for parties().map(|(id, name, kind, _)| choice(Some(id), badge(name, *kind))) }
            <span role="status" class="status">{ told }</span>
        </div>
    }
}

/// A party's name, told apart by shape as well as by colour.
pub(crate) fn badge(name: &'static str, kind: PartyKind) -> Html {
    html! { <span class={party_class(kind)}>{ name }</span> }
}

/// The classes of a party's badge; its shape and colour stand in the style sheet.
fn party_class(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Bot => "party bot",
        PartyKind::Host => "party host",
        PartyKind::Infrastructure => "party infrastructure",
        PartyKind::Editor => "party editor",
        PartyKind::Commentator => "party commentator",
        PartyKind::RuleMaker | PartyKind::Other => "party other",
    }
}

/// Puts aside the statements of all other parties, the sections that have no others, and what leads to these; `view` has written at
/// each whose statements it is about. The text is not drawn here, so it is not drawn again either: its elements are hidden where they
/// stand, by the style sheet and on screens alone, so that paper has everything. A link to what is put aside brings it back (boot.js).
fn show_only(only: Option<&PartyId>) {
    let document = gloo::utils::document();
    let mark = |selector: &str, aside: bool| {
        let Ok(list) = document.query_selector_all(selector) else { return };
        for index in 0..list.length() {
            let Some(element) = list.item(index).map(Node::unchecked_into::<Element>) else { continue };
            // Setting an attribute of that name cannot fail.
            let _ = if aside { element.set_attribute("data-aside", "") } else { element.remove_attribute("data-aside") };
        }
    };
    mark("[data-aside]", false);
    if let Some(only) = only {
        mark(&["[data-party]:not([data-party~='", only.as_str(), "'])"].concat(), true);
    }
}
