//! The program in a browser: it finds its controls in the page's HTML, marks what was asked for, and keeps the address a view of it.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{search::Index, to_bytes};
use carrot_web::{Phrases, start};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

const PAGE: &str = "
    <div id='search'><input id='query' data-do='search'><p id='found' role='status'></p><div id='results'></div></div>
    <div><button data-do='by' value='' aria-pressed='true'>all</button>
    <button data-do='by' value='one' data-told='1 of 2' aria-pressed='false'>one</button><p role='status'></p></div>
    <button data-do='theme' value='dark' aria-pressed='false'>dark</button>
    <input type='checkbox' data-do='need' value='framework.soc-2'>
    <section data-party='one two'><p data-party='one' id='hers'></p><p data-party='two' id='his'></p></section>
    <section data-party='two' id='all-his'></section>";

fn phrases() -> Phrases {
    Phrases { found: ["none", "one", "{} of them"].map(str::to_owned), ..Phrases::default() }
}

async fn settle() {
    gloo::timers::future::TimeoutFuture::new(0).await;
}

fn one(selector: &str) -> Element {
    gloo::utils::document().query_selector(selector).unwrap().unwrap()
}

fn click(selector: &str) {
    one(selector).unchecked_into::<HtmlElement>().click();
}

fn address() -> String {
    gloo::utils::window().location().search().unwrap()
}

// One test, because the program listens to the whole document, of which there is one.
#[wasm_bindgen_test]
async fn controls_change_the_page_and_its_address() {
    let document = gloo::utils::document();
    let page = document.create_element("div").unwrap();
    page.set_inner_html(PAGE);
    document.body().unwrap().append_child(&page).unwrap();
    // Ticked before the program was there.
    one("[data-do=need]").unchecked_into::<HtmlInputElement>().set_checked(true);
    assert!(start(b"no page's file").is_err());
    start(&to_bytes(&(phrases(), Index::default().to_bytes().unwrap())).unwrap()).unwrap();
    settle().await;
    assert_eq!(document.document_element().unwrap().get_attribute("data-ready").as_deref(), Some("true"));
    assert!(address().contains("need=framework.soc-2"), "{}", address());

    let input: HtmlInputElement = one("#query").dyn_into().unwrap();
    input.set_value("tls");
    let bubbling = web_sys::InputEventInit::new();
    bubbling.set_bubbles(true);
    input.dispatch_event(&web_sys::InputEvent::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
    settle().await;
    assert_eq!(one("#found").text_content().unwrap(), "none");
    assert!(address().contains("q=tls"));

    click("[data-do=by][value=one]");
    settle().await;
    let aside = |id: &str| one(id).has_attribute("data-aside");
    assert_eq!((aside("#hers"), aside("#his"), aside("#all-his")), (false, true, true));
    assert_eq!(one("[value=one]").get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(one("[value=one] ~ [role=status]").text_content().unwrap(), "1 of 2");
    click("[data-do=theme]");
    settle().await;
    assert!(address().ends_with("by=one&theme=dark&need=framework.soc-2"), "{}", address());
    assert_eq!(document.document_element().unwrap().get_attribute("data-theme").as_deref(), Some("dark"));
    click("[data-do=by][value='']");
    settle().await;
    assert!(!aside("#his") && !aside("#all-his"));
    assert_eq!(one("[value=one] ~ [role=status]").text_content().unwrap(), "");
    page.remove();
}
