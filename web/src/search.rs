//! Search: results while one types, by kind, with what matched marked, within reach of the arrow keys.

use carrot_core::search::{Hit, Kind};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use gloo::timers::callback::Timeout;

use crate::{
    app::App,
    document::{Root, child, mark},
    spoken::Spoken,
    state::Action,
};

/// More than anyone reads; the status line tells how many there are.
const MOST_RESULTS: usize = 12;

/// Milliseconds without a key after which it is said how many results there are: to be told of every letter would drown the letters.
const PAUSE: u32 = 500;

/// Shows the results, and after a pause tells how many there are.
pub(crate) fn show(app: &App, query: &str) -> Option<()> {
    let (spoken, results, found) = (&app.spoken, app.root.by_id("results")?, app.root.by_id("found")?);
    results.set_text_content(None);
    let query = query.trim();
    if query.is_empty() {
        app.announced.take();
        found.set_text_content(None);
        return None;
    }
    let hits = spoken.search(query);
    let told = spoken.phrases.found(hits.len());
    app.announced.replace(Some(Timeout::new(PAUSE, move || found.set_text_content(Some(&told)))));
    if hits.is_empty() { suggest(spoken, &results, query) } else { list(spoken, &results, hits.get(..MOST_RESULTS).unwrap_or(&hits)) }
}

/// The results under their kinds; kinds and results in the order of the best.
fn list(spoken: &Spoken, results: &Element, hits: &[Hit<'_>]) -> Option<()> {
    let list = child(results, "ol")?;
    list.set_class_name("results");
    mark(&list, "aria-label", Some(&spoken.phrases.results));
    let mut groups: Vec<(Kind, Element)> = Vec::new();
    for hit in hits {
        let group = match groups.iter().find(|(kind, _)| *kind == hit.kind) {
            Some((_, group)) => group.clone(),
            None => {
                let item = child(&list, "li")?;
                let kind = child(&item, "span")?;
                kind.set_class_name("kind");
                kind.set_text_content(spoken.phrases.kinds.get(hit.kind as usize).map(String::as_str));
                let group = child(&item, "ol")?;
                groups.push((hit.kind, group.clone()));
                group
            }
        };
        let link = child(&child(&group, "li")?, "a")?;
        mark(&link, "href", Some(&["#", hit.id].concat()));
        title(&link, hit)?;
    }
    Some(())
}

/// A title with what matched marked.
fn title(link: &Element, hit: &Hit<'_>) -> Option<()> {
    let mut from = 0;
    for matched in &hit.marks {
        link.append_with_str_1(hit.title.get(from..matched.start)?).ok()?;
        child(link, "mark")?.set_text_content(hit.title.get(matched.clone()));
        from = matched.end;
    }
    link.append_with_str_1(hit.title.get(from..)?).ok()
}

/// Words that are spelt alike, each a query.
fn suggest(spoken: &Spoken, results: &Element, query: &str) -> Option<()> {
    let near = spoken.near(query);
    if near.is_empty() {
        return None;
    }
    let line = child(results, "p")?;
    line.set_class_name("near");
    line.set_text_content(Some(&spoken.phrases.near));
    for word in near {
        let button = child(&line, "button")?;
        mark(&button, "data-do", Some("search"));
        mark(&button, "value", Some(word));
        button.set_class_name("choice");
        button.set_text_content(Some(word));
    }
    Some(())
}

/// The keys that a search box is expected to know: down and up through the results, Enter to the first, Escape out.
pub(crate) fn pressed(root: &Root, event: &KeyboardEvent) -> Option<Action> {
    // Enter may end a word that is being composed.
    if event.is_composing() {
        return None;
    }
    let search = root.by_id("search")?;
    let focus = root.focus_within(&search)?;
    let links: Vec<HtmlElement> = root.all("#results a").filter_map(|it| it.dyn_into().ok()).collect();
    let at = links.iter().position(|link| **link == focus);
    let box_ = || root.by_id("query")?.dyn_into::<HtmlElement>().ok();
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
        ("Escape", Some(_)) => box_(),
        // In the box, Escape empties it, which not every browser does by itself; in an empty box, it goes back to reading.
        ("Escape", None) => {
            let input = focus.dyn_into::<HtmlInputElement>().ok()?;
            if input.value().is_empty() {
                input.blur().ok()?;
                return None;
            }
            event.prevent_default();
            return Some(Action::Search(String::new()));
        }
        _ => return None,
    };
    next?.focus().ok()?;
    event.prevent_default();
    None
}
