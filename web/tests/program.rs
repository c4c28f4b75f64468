//! Tests the tools in a browser: they are mounted in their places, follow the URL, and give the
//! same answers as core.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{
    Attestation, Bundle, Claim, Facts, Framework, FrameworkKind, Party, PartyKind, Scope, Service, ServiceGroup, Services,
    search::Index,
};
use carrot_web::Islands;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// The places of all tools, with a box that is ticked before the tools are mounted.
const PAGE: &str = "<div data-words='en'>
    <div data-tool='search'></div><div data-tool='party-filter'></div><div data-tool='theme'></div><div data-tool='coverage-table'></div>
    <div data-tool='solver'><input type='checkbox' name='need' value='framework.soc-2'></div>
    <section data-party='one two'><p data-party='one' class='of-one'></p><p data-party='two' class='of-two'></p></section></div>";

fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().unwrap()
}

fn facts() -> Facts {
    let party = |party: &str| Party {
        id: id(party),
        name: party.to_owned(),
        kind: PartyKind::Host,
        role: None,
        role_note: None,
        promises_to: None,
        about: None,
    };
    let service = |service: &str| Service {
        id: id(service),
        name: service.to_owned(),
        group: ServiceGroup::Common,
        cites: Vec::new(),
        also_in: Vec::new(),
        grouping: None,
        aliases: Vec::new(),
    };
    let framework = |framework: &str| Framework {
        id: id(framework),
        name: framework.to_owned(),
        short: framework.to_owned(),
        kind: FrameworkKind::AuditScheme,
        names: Vec::new(),
        aliases: Vec::new(),
        described_in: None,
    };
    let claim = Claim {
        id: id("claim"),
        statement: id("statement"),
        frameworks: vec![id("soc-2")],
        holder: Some(id("one")),
        attestation: Attestation::AuditReport,
        denies: false,
        scope: Scope::Services { services: Services::Only(vec![id("burrow")]), regions: Vec::new(), plans: Vec::new() },
        further: Vec::new(),
        conditions: vec!["a condition".to_owned()],
        evidence: None,
        edition: None,
        superseded: None,
        notes: Vec::new(),
    };
    Facts {
        parties: vec![party("one"), party("two")],
        frameworks: vec![framework("soc-2"), framework("iso")],
        services: vec![service("burrow"), service("pantry")],
        claims: vec![claim],
        ..Facts::default()
    }
}

fn bundle() -> Vec<u8> {
    let bundle = Bundle {
        facts: facts(),
        index: Index::default(),
        lang: id("en"),
        untranslated: Vec::new(),
        statements_by: vec![(id("one"), 1), (id("two"), 1)],
        bot: "Bot".to_owned(),
        disclaimer: "A summary.".to_owned(),
        sections: Vec::new(),
        parts: Vec::new(),
    };
    bundle.to_bytes().unwrap()
}

/// Creates a page with the places of all tools.
fn page() -> Element {
    let page = gloo::utils::document().create_element("div").unwrap();
    page.set_inner_html(PAGE);
    page
}

/// Lets pending tasks run.
async fn settle() {
    gloo::timers::future::TimeoutFuture::new(0).await;
}

/// Waits until a condition is true of the page, for at most five seconds.
async fn until(page: &Element, condition: impl Fn(&Element) -> bool) {
    for _ in 0..500 {
        if condition(page) {
            return;
        }
        gloo::timers::future::TimeoutFuture::new(10).await;
    }
    panic!("the condition is not true after five seconds: {}", page.outer_html());
}

fn one(page: &Element, selector: &str) -> Element {
    page.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector} in {}", page.inner_html()))
}

fn button(page: &Element, name: &str) -> HtmlElement {
    let buttons = page.query_selector_all("button").unwrap();
    let mut all = (0..buttons.length()).map(|at| buttons.item(at).unwrap().unchecked_into::<HtmlElement>());
    all.find(|button| button.text_content().unwrap().split(' ').next() == Some(name)).unwrap()
}

fn url() -> String {
    gloo::utils::window().location().search().unwrap()
}

async fn mounted(page: &Element) -> Islands {
    let islands = Islands::mount(page.clone(), &bundle(), "https://bot.example/").unwrap();
    until(page, |page| page.has_attribute("data-ready")).await;
    islands
}

#[wasm_bindgen_test]
async fn tools_follow_the_state_and_the_url_follows_them() {
    let document = gloo::utils::document();
    let page = page();
    document.body().unwrap().append_child(&page).unwrap();
    one(&page, "[name=need]").unchecked_into::<HtmlInputElement>().set_checked(true);
    assert!(Islands::mount(page.clone(), b"no bundle", "").is_err());
    let islands = mounted(&page).await;

    // It was ticked before the solver was mounted, and the solver answers it.
    until(&page, |page| page.query_selector("#verdicts").unwrap().is_some()).await;
    assert!(url().contains("need=framework.soc-2"), "{}", url());
    let facts = facts();
    let asked = carrot_core::qualify::Needs { frameworks: vec![id("soc-2")], ..Default::default() };
    for verdict in facts.qualify(&asked).unwrap() {
        let section = one(&page, &format!("#verdicts [data-outcome={}]", verdict.outcome.id()));
        assert!(section.text_content().unwrap().contains(verdict.service.as_str()));
    }
    // Every cell has the class of core's status.
    for cell in facts.cells() {
        let link = one(&page, &format!("[data-service='{}'] td [href$='#{}']", cell.service, cell.framework));
        let status = cell.coverage.status.id();
        assert_eq!(link.parent_element().unwrap().class_name(), status);
    }

    button(&page, "one").click();
    settle().await;
    let hidden = |selector: &str| one(&page, selector).has_attribute("data-aside");
    assert_eq!((hidden(".of-one"), hidden(".of-two")), (false, true));
    assert_eq!(button(&page, "one").get_attribute("aria-pressed").as_deref(), Some("true"));
    assert!(url().contains("by=one"), "{}", url());
    button(&page, "dark").click();
    settle().await;
    assert_eq!(page.get_attribute("data-theme").as_deref(), Some("dark"));
    button(&page, "Show").click();
    settle().await;
    assert!(!hidden(".of-two"));
    drop(islands);
    settle().await;
    assert!(page.query_selector("[data-tool=search] input").unwrap().is_none(), "unmounted tools are not in the page");
    page.remove();
}

/// A reader who types at once gets results first.
#[wasm_bindgen_test]
async fn search_is_mounted_first() {
    let page = page();
    gloo::utils::document().body().unwrap().append_child(&page).unwrap();
    // The order of the document does not matter.
    page.append_child(&one(&page, "[data-tool=search]")).unwrap();
    let islands = Islands::mount(page.clone(), &bundle(), "https://bot.example/").unwrap();
    // Yew renders in microtasks. The next tool is mounted in a task.
    for _ in 0..100 {
        wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL)).await.unwrap();
    }
    assert!(page.query_selector("#query").unwrap().is_some());
    assert!(page.query_selector("button").unwrap().is_none(), "only the search: {}", page.inner_html());
    drop(islands);
    settle().await;
    page.remove();
}

#[wasm_bindgen_test]
async fn places_of_unmounted_tools_are_used_again() {
    let body = gloo::utils::document().body().unwrap();
    let mut hosts: Vec<Element> = Vec::new();
    for round in 0..3 {
        let page = page();
        page.set_attribute("data-embed", "").unwrap();
        body.append_child(&page).unwrap();
        let islands = mounted(&page).await;
        let host = one(&page, "[data-tool=search]");
        assert!(host.query_selector("input").unwrap().is_some());
        let all = page.query_selector_all("[data-tool]").unwrap();
        let all: Vec<Element> = (0..all.length()).map(|at| all.item(at).unwrap().unchecked_into()).collect();
        if round > 0 {
            assert!(all.iter().all(|host| hosts.contains(host)), "round {round}: {}", page.inner_html());
        }
        hosts.extend(all);
        drop(islands);
        settle().await;
        page.remove();
    }
}

#[wasm_bindgen_test]
async fn two_widgets_share_neither_state_nor_url() {
    let document = gloo::utils::document();
    let mut widgets: Vec<(Element, Islands)> = Vec::new();
    for _ in 0..2 {
        let host = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&host).unwrap();
        let shadow = host.attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open)).unwrap();
        let page = page();
        page.set_attribute("data-embed", "").unwrap();
        shadow.append_child(&page).unwrap();
        let islands = mounted(&page).await;
        widgets.push((page, islands));
    }
    let before = url();
    button(&widgets[0].0, "one").click();
    settle().await;
    assert_eq!([0, 1].map(|at: usize| one(&widgets[at].0, ".of-two").has_attribute("data-aside")), [true, false]);
    assert_eq!(url(), before);
    for (page, _) in &widgets {
        page.get_root_node().unchecked_into::<web_sys::ShadowRoot>().host().remove();
    }
}
