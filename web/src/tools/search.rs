//! Renders search as you type: results by kind, with highlighted matches, reachable by arrow keys.

use carrot_core::{
    EntryKind, Party, group_by_key,
    i18n::Messages,
    search::{FIRST, Hit},
};
use gloo::{events::EventListener, timers::callback::Timeout, utils::window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

use super::focus::focus;
use crate::{
    components::party_badge,
    content::Content,
    state::Action,
    store::{ToolProps, use_store},
};

/// Milliseconds after the last key before a screen reader announces the number of results.
const PAUSE: u32 = 500;
/// The code of a key that an input method handles.
const INPUT_METHOD: u32 = 229;

/// Renders the search box, its results, and the status line.
#[component]
pub(crate) fn Search(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content().clone();
    let messages = content.messages;
    let query = use_store(store, |state| state.search.clone());
    // A URL with a query and an anchor comes from a result that was followed: show what it found.
    let closed = use_state_eq(|| !query.is_empty() && window().location().hash().is_ok_and(|hash| !hash.is_empty()));
    let status = use_state_eq(String::new);
    // The query for which all results are shown.
    let all_of = use_state_eq(|| None::<String>);
    let (node, input, list) = (use_node_ref(), use_node_ref(), use_node_ref());

    let text = query.trim();
    let hits = content.bundle.index.search(text);
    let open = !text.is_empty() && !*closed;

    // After a pause, and in an element that always exists: screen readers do not announce an element that appears together with its
    // text.
    let message = if text.is_empty() { String::new() } else { count(messages, text, &hits) };
    {
        let status = status.setter();
        use_effect_with(message, move |message| {
            let pause = if message.is_empty() { 0 } else { PAUSE };
            let message = message.clone();
            let timeout = Timeout::new(pause, move || status.set(message));
            move || drop(timeout)
        });
    }

    {
        let (closed, node) = (closed.setter(), node.clone());
        use_effect_with(open, move |open| {
            let listeners = open.then(|| close_from_outside(&node, &closed));
            move || drop(listeners)
        });
    }

    let oninput = {
        let closed = closed.setter();
        store.on(move |event: InputEvent| {
            closed.set(false);
            Some(Action::Search(event.target_dyn_into::<HtmlInputElement>()?.value()))
        })
    };
    let onfocusin = {
        let closed = closed.setter();
        Callback::from(move |_: FocusEvent| closed.set(false))
    };
    let onfocusout = {
        let (closed, node) = (closed.setter(), node.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            let inside = node.cast::<Node>().is_some_and(|search| search.contains(to.as_ref()));
            if !inside {
                closed.set(true);
            }
        })
    };
    let onclick = {
        let closed = closed.setter();
        // Close the results when the reader follows a link.
        Callback::from(move |event: MouseEvent| {
            let target = event.target_dyn_into::<Element>();
            if !event.ctrl_key() && !event.meta_key() && target.is_some_and(|it| it.closest("a").is_ok_and(|link| link.is_some())) {
                closed.set(true);
            }
        })
    };
    let onkeydown = {
        let (input, list) = (input.clone(), list.clone());
        store.on(move |event: KeyboardEvent| pressed(&input.cast()?, &links(&list), &event))
    };
    let search = {
        let input = input.clone();
        store.on(move |word| {
            // The button disappears with its list: keep the focus in the search box.
            if let Some(input) = input.cast::<HtmlElement>() {
                focus(&input);
            }
            Some(Action::Search(word))
        })
    };

    html! {
        <div class="search-box" ref={node} {onfocusin} {onfocusout} {onkeydown}>
            <label for="query">{ messages.search() }</label>
            <input ref={input} id="query" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" placeholder={messages.search_example(content.bundle.facts.has_compliance())} value={query.clone()} {oninput} />
            <p role="status" class="visually-hidden"><span key={(*status).clone()}>{ (*status).as_str() }</span></p>
            <div class="found" tabindex="-1" hidden={!open} {onclick}>
                { if open { results(&content, text, &hits, list, search, all_of) } else { Html::default() } }
            </div>
        </div>
    }
}

/// Closes the results on Escape or a press outside of the search, also if the focus is elsewhere: results of a URL open without it.
fn close_from_outside(search: &NodeRef, closed: &UseStateSetter<bool>) -> Vec<EventListener> {
    let Some(search) = search.cast::<Node>() else { return Vec::new() };
    let root = search.get_root_node();
    let listener = |name: &'static str| {
        let (search, closed) = (search.clone(), closed.clone());
        EventListener::new(&root, name, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            let is_escape = event.dyn_ref::<KeyboardEvent>().is_none_or(|event| event.key() == "Escape");
            if is_escape && !search.contains(target.as_ref()) {
                closed.set(true);
            }
        })
    };
    vec![listener("pointerdown"), listener("keydown")]
}

/// Returns the number of results in words. Says so if none of them has all words: "xyzzy encryption" finds only encryption.
fn count(messages: Messages, query: &str, hits: &[Hit<'_>]) -> String {
    messages.found(hits.len(), query.contains(' ') && !hits.iter().any(|hit| hit.complete))
}

/// Renders the number of results, then the results by kind. Kinds and results are in the order of
/// the best. If there are many, the first are shown, and a button for all.
fn results(
    content: &Content,
    query: &str,
    hits: &[Hit<'_>],
    list: NodeRef,
    search: Callback<String>,
    all_of: UseStateHandle<Option<String>>,
) -> Html {
    let messages = content.messages;
    let count = count(messages, query, hits);
    if hits.is_empty() {
        return html! { <><p class="status"><span key={count.clone()}>{ count }</span></p>{ suggestions(content, query, search) }</> };
    }
    let all = all_of.as_deref() == Some(query);
    let shown = hits.iter().take(if all { hits.len() } else { FIRST });
    let groups = group_by_key(shown.map(|hit| (hit.kind, hit)));
    html! {
        <>
            <p class="status"><span key={count.clone()}>{ count }</span></p>
            <ol ref={list.clone()} class="results" aria-label={messages.results()}>{ for groups.into_iter().map(|(kind, hits)| group(content, kind, &hits)) }</ol>
            { if all || hits.len() <= FIRST { Html::default() } else { show_all(messages, query, hits.len(), list, all_of) } }
        </>
    }
}

/// Renders the button that shows all results.
fn show_all(messages: Messages, query: &str, count: usize, list: NodeRef, all_of: UseStateHandle<Option<String>>) -> Html {
    let (label, query) = (messages.show_all(count), query.to_owned());
    let onclick = Callback::from(move |_: MouseEvent| {
        // The button disappears: move the focus to the last result, so that arrow keys continue from there.
        if let Some(link) = links(&list).last() {
            let _ = link.focus();
        }
        all_of.set(Some(query.clone()));
    });
    html! { <p class="near"><button type="button" class="choice" {onclick}><span key={label.clone()}>{ label }</span></button></p> }
}

/// Returns the links of the shown results.
fn links(list: &NodeRef) -> Vec<HtmlElement> {
    let found = list.cast::<Element>().and_then(|list| list.query_selector_all("a").ok());
    found.map_or_else(Vec::new, |found| (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect())
}

/// Renders the results of a kind. A result that a party states names the party, because it may be the host's word to its own customers.
fn group(content: &Content, kind: EntryKind, hits: &[&Hit<'_>]) -> Html {
    let said_by = |party: &Party| party_badge(content, &party.id);
    let one = |hit: &&Hit<'_>| {
        let party = hit.party.and_then(|position| content.facts().parties.get(position)).map(said_by);
        html! { <li key={hit.id}><a href={["#", hit.id].concat()}>{ marked(hit) }{ party }</a></li> }
    };
    html! {
        <li key={kind.id()}>
            <span class="kind">{ content.messages.hit_kind(kind) }</span>
            <ol>{ for hits.iter().map(one) }</ol>
        </li>
    }
}

/// Renders the title with its matches highlighted. The key makes a changed title a new node,
/// because a translator may have moved the old text.
fn marked(hit: &Hit<'_>) -> Html {
    let mut parts = Vec::new();
    let mut from = 0;
    for range in &hit.marks {
        let before = hit.title.get(from..range.start).unwrap_or_default();
        let matching = hit.title.get(range.clone()).unwrap_or_default();
        parts.push(html! { <>{ before }<mark>{ matching }</mark></> });
        from = range.end;
    }
    let marked: String = hit.marks.iter().filter_map(|range| hit.title.get(range.clone())).collect();
    html! { <span key={[hit.title, &marked].concat()}>{ for parts }{ hit.title.get(from..).unwrap_or_default() }</span> }
}

/// Renders similar words of the content, each as a button that searches for it.
fn suggestions(content: &Content, query: &str, search: Callback<String>) -> Html {
    let words = content.bundle.index.suggestions(query);
    if words.is_empty() {
        return Html::default();
    }
    let button = |word: &str| {
        let (search, word) = (search.clone(), word.to_owned());
        let text = word.clone();
        let onclick = Callback::from(move |_: MouseEvent| search.emit(word.clone()));
        html! { <button key={text.clone()} type="button" class="choice" {onclick}>{ text }</button> }
    };
    html! { <p class="near">{ content.messages.did_you_mean() }{ for words.into_iter().map(button) }</p> }
}

/// Handles keys: arrow keys go through the results, Enter follows the first one, Escape goes back
/// to the box and then empties it.
fn pressed(input: &HtmlInputElement, links: &[HtmlElement], event: &KeyboardEvent) -> Option<Action> {
    // Enter can also end an IME composition. Safari reports that end before the key, but gives the key the code of an input method.
    if event.is_composing() || event.key_code() == INPUT_METHOD {
        return None;
    }
    let focus: Element = event.target()?.dyn_into().ok()?;
    let at = links.iter().position(|link| **link == focus);
    let next: &HtmlElement = match (event.key().as_str(), at) {
        ("ArrowDown", None) => links.first()?,
        ("ArrowDown", Some(at)) => links.get(at + 1)?,
        ("ArrowUp", Some(0)) | ("Escape", Some(_)) => input,
        ("ArrowUp", Some(at)) => links.get(at.checked_sub(1)?)?,
        ("Enter", None) if focus == ***input => {
            links.first()?.click();
            event.prevent_default();
            input.blur().ok()?;
            return None;
        }
        // Not every browser empties the box by itself.
        ("Escape", None) if input.value().is_empty() => {
            input.blur().ok()?;
            return None;
        }
        ("Escape", None) => {
            event.prevent_default();
            return Some(Action::Search(String::new()));
        }
        _ => return None,
    };
    next.focus().ok()?;
    event.prevent_default();
    None
}
