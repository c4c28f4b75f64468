//! The program in a browser: it finds its controls in the page's HTML, marks what was asked for, and keeps the address a view of it.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{search::Index, to_bytes};
use carrot_web::{Answering, Phrases, start};
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

/// Waits for what comes after a pause.
async fn until(so: impl Fn() -> bool) {
    while !so() {
        settle().await;
    }
}

fn file() -> Vec<u8> {
    to_bytes(&(phrases(), Index::default().to_bytes().unwrap())).unwrap()
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

#[wasm_bindgen_test]
async fn controls_change_the_page_and_its_address() {
    let document = gloo::utils::document();
    let page = document.create_element("div").unwrap();
    page.set_inner_html(PAGE);
    document.body().unwrap().append_child(&page).unwrap();
    // Ticked before the program was there.
    one("[data-do=need]").unchecked_into::<HtmlInputElement>().set_checked(true);
    let root = document.document_element().unwrap();
    assert!(start(root.clone(), b"no page's file").is_err());
    let answering = start(root, &file()).unwrap();
    settle().await;
    assert_eq!(document.document_element().unwrap().get_attribute("data-ready").as_deref(), Some("true"));
    assert!(address().contains("need=framework.soc-2"), "{}", address());

    let input: HtmlInputElement = one("#query").dyn_into().unwrap();
    input.set_value("tls");
    let bubbling = web_sys::InputEventInit::new();
    bubbling.set_bubbles(true);
    input.dispatch_event(&web_sys::InputEvent::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
    settle().await;
    until(|| one("#found").text_content().unwrap() == "none").await;
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
    // Freed, it answers no more.
    drop(answering);
    click("[data-do=by][value=one]");
    settle().await;
    assert!(!aside("#his"));
    page.remove();
}

#[wasm_bindgen_test]
async fn two_pages_in_shadow_roots_know_nothing_of_each_other_nor_of_the_address() {
    let document = gloo::utils::document();
    let pages: Vec<(Element, Answering)> = (0..2)
        .map(|_| {
            let host = document.create_element("div").unwrap();
            document.body().unwrap().append_child(&host).unwrap();
            let shadow = host.attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open)).unwrap();
            let page = document.create_element("div").unwrap();
            page.set_attribute("data-embed", "").unwrap();
            page.set_inner_html(PAGE);
            shadow.append_child(&page).unwrap();
            let answering = start(page.clone(), &file()).unwrap();
            (page, answering)
        })
        .collect();
    let before = address();
    let in_page = |at: usize, selector: &str| pages[at].0.query_selector(selector).unwrap().unwrap();
    in_page(0, "[data-do=by][value=one]").unchecked_into::<HtmlElement>().click();
    settle().await;
    assert_eq!([0, 1].map(|at| in_page(at, "#his").has_attribute("data-aside")), [true, false]);
    assert_eq!(address(), before);
    for (page, _) in &pages {
        page.get_root_node().unchecked_into::<web_sys::ShadowRoot>().host().remove();
    }
}
