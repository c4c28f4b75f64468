//! Tests links within the content: on the page, in the terms of service, and between them.
#![cfg(all(feature = "ssr", not(target_arch = "wasm32")))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{
    Translation,
    i18n::Messages,
    parse::{File, parse},
};
use carrot_web::page::{PageContext, render_embed, render_page, render_terms};

const POLICY: &str = "# P {#policy party=dormouse source=SOURCE}\n\n## Cookies {#cookie-section}\n\n### Linked {#linked}\n\n\
    See [kept](#linked), [cookies](#cookie-section), [the rules](#be-kind) and [all terms](#terms).\n";
const TERMS: &str = "# T {#terms party=dormouse source=SOURCE}\n\n## Use {#use-rules}\n\n### Be kind {#be-kind}\n\n\
    See [cookies](#cookie-section), [this](#use-rules) and [the policy](#policy).\n";

fn page() -> PageContext {
    let mut files = carrot_testing::example_files();
    let source = files.iter().find_map(|file| {
        let text = std::str::from_utf8(&file.bytes).ok()?;
        text.split_once("party=dormouse source=").map(|(_, rest)| rest.split(['}', ' ']).next().unwrap_or_default().to_owned())
    });
    for (path, text) in [("bot/linked.md", POLICY), ("terms/terms.md", TERMS)] {
        files.push(File { path: path.to_owned(), bytes: text.replace("SOURCE", source.as_ref().unwrap()).into_bytes() });
    }
    let parsed = parse(&files);
    let content = Translation::original(parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics)));
    PageContext::new(Box::leak(Box::new(content)), Messages::En)
}

fn run<T>(drawing: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(tokio::task::LocalSet::new().run_until(drawing))
}

#[test]
fn links_lead_to_their_document() {
    let html = run(render_page(page()));
    let text = "See <a href=\"#linked\">kept</a>, <a href=\"#cookie-section\">cookies</a>, <a href=\"./terms/#be-kind\">the rules</a> and \
                <a href=\"./terms/#terms\">all terms</a>.";
    assert!(html.contains(text), "{}", html.split("See <a").nth(1).unwrap_or_default());
    let terms = run(render_terms(page())).unwrap();
    let text =
        "See <a href=\"../#cookie-section\">cookies</a>, <a href=\"#use-rules\">this</a> and <a href=\"../#policy\">the policy</a>.";
    assert!(terms.contains(text), "{}", terms.split("See <a").nth(1).unwrap_or_default());
}

/// A widget may show one section alone: links to others lead to the page.
#[test]
fn links_of_a_widget_lead_to_the_page() {
    let html = run(render_embed(page(), Some("cookie-section"), "../"));
    assert!(html.contains("<a href=\"#linked\">kept</a>"), "{html}");
    assert!(html.contains("href=\"../terms/#be-kind\""), "{html}");
}
