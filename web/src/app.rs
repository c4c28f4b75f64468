//! The whole page: what stands still, and the two parts that answer a reader, search and the party filter.

use carrot_core::{PartyId, Policy, search::HitKind, words};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    state::{Action, State},
    view,
};

/// The page.
#[component]
pub fn App() -> Html {
    match crate::policy() {
        Ok(policy) => html! { <Page {policy} /> },
        Err(error) => html! { <p>{ error.to_string() }</p> },
    }
}

#[derive(Properties)]
struct PageProps {
    policy: &'static Policy,
}

/// There is one policy, and it never changes.
impl PartialEq for PageProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.policy, other.policy)
    }
}

#[component]
fn Page(props: &PageProps) -> Html {
    let policy = props.policy;
    let state = use_reducer(State::default);
    let input = use_node_ref();
    {
        let (state, input) = (state.dispatcher(), input.clone());
        use_effect_with((), move |()| {
            // What was typed while the program was still on its way.
            if let Some(typed) = input.cast::<HtmlInputElement>().map(|input| input.value()).filter(|typed| !typed.is_empty()) {
                state.dispatch(Action::Search(typed));
            }
            if let Some(root) =
                gloo::utils::document().document_element().and_then(|root| root.get_attribute("data-ready").is_none().then_some(root))
            {
                // Only a sign for tests and styles: without it, nothing breaks.
                let _ = root.set_attribute("data-ready", "true");
            }
        });
    }
    let search = {
        let state = state.dispatcher();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                state.dispatch(Action::Search(input.value()));
            }
        })
    };
    let only = {
        let state = state.dispatcher();
        Callback::from(move |party: Option<PartyId>| state.dispatch(Action::Only(party)))
    };
    html! {
        <>
            <a class="skip" href="#main">{ words::SKIP }</a>
            { view::header(policy) }
            <div class="layout">
                { view::contents() }
                <div class="column">
                    <div class="tools">
                        <form id="search" role="search" action="#search" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                            <label for="query">{ words::SEARCH }</label>
                            // Not controlled: hydration must not touch what a reader has typed.
                            <input ref={input} id="query" type="search" name="q" autocomplete="off" spellcheck="false"
                                placeholder={words::SEARCH_EXAMPLE} oninput={search} />
                            <Results {policy} query={state.query.clone()} />
                        </form>
                        { filter(policy, state.only.as_ref(), &only) }
                    </div>
                    <Text {policy} only={state.only.clone()} />
                </div>
            </div>
        </>
    }
}

fn filter(policy: &'static Policy, only: Option<&PartyId>, ask: &Callback<Option<PartyId>>) -> Html {
    let button = |party: Option<&'static carrot_core::Party>| {
        let id = party.map(|party| party.id.clone());
        let pressed = only == id.as_ref();
        let onclick = {
            let ask = ask.clone();
            move |_| ask.emit(id.clone())
        };
        html! {
            <button type="button" class="choice" aria-pressed={pressed.to_string()} {onclick}>
                { party.map_or_else(|| Html::from(words::EVERYONE), view::badge) }
            </button>
        }
    };
    let speaking = policy.parties.iter().filter(|party| policy.statements().any(|statement| statement.party == party.id));
    html! {
        <div class="filter" role="group" aria-labelledby="filter-label">
            <span id="filter-label">{ words::WHOSE }</span>
            { button(None) }
            { for speaking.map(|party| button(Some(party))) }
        </div>
    }
}

#[derive(Properties)]
struct ResultsProps {
    policy: &'static Policy,
    query: String,
}

impl PartialEq for ResultsProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.policy, other.policy) && self.query == other.query
    }
}

/// More than anyone reads; the status line tells how many there are.
const MOST_RESULTS: usize = 12;

#[component]
fn Results(props: &ResultsProps) -> Html {
    let policy = props.policy;
    let hits = policy.search(&props.query);
    let asked = !props.query.trim().is_empty();
    html! {
        <>
            <p role="status" class="status">{ if asked { words::found(hits.len()) } else { String::new() } }</p>
            <ol class="results" id="results" aria-label={words::RESULTS} hidden={hits.is_empty()}>
                { for hits.iter().take(MOST_RESULTS).map(|hit| html! {
                    <li key={hit.id}>
                        <a href={format!("#{}", hit.id)}>{ hit.title }</a>
                        <span class="kind">{ kind(hit.kind) }</span>
                    </li>
                }) }
            </ol>
        </>
    }
}

fn kind(kind: HitKind) -> &'static str {
    words::hit_kind(kind)
}

#[derive(Properties)]
struct TextProps {
    policy: &'static Policy,
    only: Option<PartyId>,
}

impl PartialEq for TextProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.policy, other.policy) && self.only == other.only
    }
}

/// All that there is to read. Apart from the rest, so that a keystroke does not draw it again.
#[component]
fn Text(props: &TextProps) -> Html {
    view::text(props.policy, props.only.as_ref())
}
