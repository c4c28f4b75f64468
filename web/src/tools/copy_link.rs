//! Renders the button that copies the link of a statement. The page has one button, which moves to
//! the statement with the mouse or the focus.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent};
use yew::{platform::spawn_local, prelude::*};

use crate::{clipboard, store::ToolProps};

/// Renders the button. The style sheet positions it absolutely, so that the text does not move when
/// the button does.
#[component]
pub(crate) fn CopyLink(ToolProps { store }: &ToolProps) -> Html {
    let messages = store.content().messages;
    let node = use_node_ref();
    let copied = clipboard::use_copied();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let listeners = node.cast::<Element>().map(listen);
            move || drop(listeners)
        });
    }
    let onclick = {
        let (home, copied) = (store.home().to_owned(), copied.setter());
        Callback::from(move |event: MouseEvent| {
            let statement = event.target_dyn_into::<Element>().and_then(|button| button.closest(".statement").ok()?);
            // The title links to the statement. Its href may have the page's address before the hash.
            let title = statement.and_then(|statement| statement.query_selector("h4 a").ok()?);
            let Some((title, href)) = title.and_then(|link| Some((link.clone(), link.get_attribute("href")?))) else { return };
            let id = href.rsplit('#').next().unwrap_or_default();
            let (url, copied) = ([&home, "#", id].concat(), copied.clone());
            spawn_local(async move {
                if clipboard::write(&url).await {
                    copied.set(true);
                } else if let Ok(link) = title.dyn_into::<HtmlElement>() {
                    // Follow the link, so that the reader can copy it from the address bar.
                    link.click();
                }
            });
        })
    };
    html! {
        <>
            <button ref={node} type="button" class="choice copy-link" {onclick}>{ messages.copy_link() }</button>
            { clipboard::notice("copied", *copied, messages.link_copied()) }
        </>
    }
}

/// Moves the button to the statement with the mouse or the focus. A finger does not hover before it taps.
fn listen(button: Element) -> Option<[EventListener; 2]> {
    let place = button.parent_element()?;
    let page = place.closest("[data-words]").ok()??;
    let move_to = move |event: &Event| {
        let Some(title) = title_at(event, &place) else { return };
        if title.after_with_node_1(&place).is_ok() {
            let _ = place.remove_attribute("hidden");
        }
    };
    let pointed = {
        let move_to = move_to.clone();
        move |event: &Event| {
            if event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() == "mouse") {
                move_to(event);
            }
        }
    };
    let focused = move |event: &Event| {
        move_to(event);
    };
    let options = EventListenerOptions::default();
    Some([
        // Don't use `pointerover`: scrolling under a resting mouse also triggers it, and would take the button from the
        // statement with the focus.
        EventListener::new_with_options(&page, "pointermove", options, pointed),
        EventListener::new_with_options(&page, "focusin", options, focused),
    ])
}

/// Returns the title of the statement around an event, unless the button's place is already there.
fn title_at(event: &Event, place: &Element) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let statement = target.closest(".statement").ok()??;
    if statement.contains(Some(place)) { None } else { statement.query_selector("h4").ok()? }
}
