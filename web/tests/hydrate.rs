//! The page in a browser's wasm: it adopts prerendered text and answers a reader.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_web::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A root with the page drawn into it anew.
fn page() -> Element {
    let document = gloo::utils::document();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    yew::Renderer::<App>::with_root(root.clone()).render();
    root
}

/// What the scheduler has left to do is done in a later task.
async fn settle() {
    gloo::timers::future::TimeoutFuture::new(0).await;
}

fn one(root: &Element, selector: &str) -> Element {
    root.query_selector(selector).unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn a_query_is_answered_and_told() {
    let root = page();
    settle().await;
    let input: HtmlInputElement = one(&root, "#query").dyn_into().unwrap();
    assert!(one(&root, "#results").has_attribute("hidden"), "nothing asked, nothing shown");
    input.set_value("collect");
    input.dispatch_event(&web_sys::InputEvent::new_with_event_init_dict("input", &bubbling()).unwrap()).unwrap();
    settle().await;
    let results = one(&root, "#results");
    assert!(!results.has_attribute("hidden"));
    assert!(results.child_element_count() > 0);
    assert!(one(&root, "[role=status]").text_content().unwrap().contains("result"));
    root.remove();
}

#[wasm_bindgen_test]
async fn the_filter_hides_the_statements_of_others() {
    let document = gloo::utils::document();
    let root = page();
    settle().await;
    let choices = root.query_selector_all(".choice").unwrap();
    assert!(choices.length() > 2, "everyone and at least two parties");
    let text = document.create_element("section").unwrap();
    text.set_class_name("section");
    text.set_inner_html("<p class='statement' data-party='nobody'></p>");
    text.set_attribute("data-party", "nobody").unwrap();
    root.append_child(&text).unwrap();
    let press = |index: u32| choices.item(index).unwrap().dyn_into::<web_sys::HtmlElement>().unwrap().click();
    press(1);
    settle().await;
    let aside = |element: &Element| element.has_attribute("data-aside");
    assert!(aside(&text) && aside(&one(&text, ".statement")));
    assert!(one(&root, ".filter .status").text_content().unwrap().contains(" of "));
    press(0);
    settle().await;
    assert!(!aside(&text) && !aside(&one(&text, ".statement")));
    assert_eq!(one(&root, ".filter .status").text_content().unwrap(), "");
    root.remove();
}

fn bubbling() -> web_sys::InputEventInit {
    let init = web_sys::InputEventInit::new();
    init.set_bubbles(true);
    init
}
