//! Renders the terms of service: a separate document with the same statements as the page. The page
//! links to it.

use std::collections::BTreeSet;

use carrot_core::Part;
use yew::prelude::*;

use super::{
    PageContext, changes,
    document::{disclaimer, document},
    glossary_links, raw, render, sections,
    sources::dated_link,
    toc,
};
use crate::tags::{self, attribute, element_name, with_attribute};

/// The folder of the document in the site, with a slash at its end.
pub const FOLDER: &str = "terms/";

/// Returns the document; `None` if the content has no terms of service.
pub async fn render_terms(page: PageContext) -> Option<String> {
    if !page.policy.has_terms() {
        return None;
    }
    let title = page.messages.terms_of_service();
    let text = render(sections(page, Part::Terms)).await;
    let defined = glossary_links::definitions(page, &text);
    let content = html! {
        <div class="wrap">
            { toc(page, Part::Terms) }
            <div class="column">
                <main id="main"><section class="part" id={Part::Terms.id()} aria-label={title}>{ raw(text) }{ defined }</section></main>
                <footer class="foot">
                    { sources(page) }
                    <p><a href="../" rel="privacy-policy">{ page.messages.page_title(&page.policy.bot.name, page.policy.facts.has_compliance()) }</a></p>
                    { changes::moved_to_page(page) }
                </footer>
            </div>
        </div>
    };
    Some(linked_to_page(page, &document(page, FOLDER, title, disclaimer(page), content).await))
}

/// Sends the links out of a document in its own folder to the page, or to the terms.
pub(super) fn linked_to_page(page: PageContext, body: &str) -> String {
    let here: BTreeSet<&str> = tags::ids(body).collect();
    retargeted(body, |id| (!here.contains(id)).then(|| format!("../{}#{id}", folder_of_id(page, id))))
}

/// Returns the folder of the document that has an id: the page's own, or that of the terms.
pub(super) fn folder_of_id(page: PageContext, id: &str) -> &'static str {
    if page.policy.is_in_terms(id) { FOLDER } else { "" }
}

/// Lists the sources of the terms, with their dates.
fn sources(page: PageContext) -> Html {
    let statements = || page.policy.sections_of(Part::Terms).flat_map(|section| &section.statements);
    let cited = |id: &carrot_core::SourceId| statements().any(|statement| statement.cites.iter().any(|cite| cite.source == *id));
    let sources = page.policy.sources.iter().filter(|source| cited(&source.id));
    html! {
        <ul>
            { for sources.map(|source| html! { <li>{ dated_link(page, source, page.messages.colon()) }</li> }) }
        </ul>
    }
}

/// Renders the link to the document in the footer.
pub(super) fn link(page: PageContext) -> Html {
    if !page.policy.has_terms() {
        return Html::default();
    }
    html! {
        <>
            <p><a href={format!("./{FOLDER}")} rel="terms-of-service">{ page.messages.terms_of_service() }</a></p>
            { changes::moved_to_terms(page) }
        </>
    }
}

/// Rewrites links to statements of the terms so that they open `terms/`: an answer may cite one.
pub(super) fn with_terms_links(page: PageContext, body: String) -> String {
    if !page.policy.has_terms() {
        return body;
    }
    retargeted(&body, |id| page.policy.is_in_terms(id).then(|| format!("./{FOLDER}#{id}")))
}

/// Gives new targets to links that lead to an element of the document itself.
fn retargeted(body: &str, target: impl Fn(&str) -> Option<String>) -> String {
    tags::replace_tags(body, |tag| {
        let id = attribute(tag, "href").filter(|_| element_name(tag) == "a")?.strip_prefix('#')?;
        Some(with_attribute(tag, "href", &target(id)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_other_documents_change() {
        let body = "<p id=\"a\">href=\"#b\"<a class=\"x\" href=\"#a\">a</a><a class=\"x\" href=\"#b\" lang=\"en\">b</a><a href=\"../\">c</a></p>";
        let here: BTreeSet<&str> = tags::ids(body).collect();
        assert_eq!(
            retargeted(body, |id| (!here.contains(id)).then(|| format!("../#{id}"))),
            "<p id=\"a\">href=\"#b\"<a class=\"x\" href=\"#a\">a</a><a class=\"x\" href=\"../#b\" lang=\"en\">b</a><a href=\"../\">c</a></p>"
        );
    }
}
