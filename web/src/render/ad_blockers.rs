//! Moves ids of content to empty elements, because content blockers hide elements by their ids.
//!
//! The lists of content blockers hide elements on every site by id: an element `cookie-policy` or `sharing` vanishes, whatever it says.
//! Nobody can know all these ids, and authors choose theirs freely. So no element with text has an id of content: an empty `<span>` in it
//! has. A rule can hide only this span, and links to the id lead there without a script. The style sheet marks the element around it
//! (`:has(> span:target)`), and `web/boot.js` scrolls there even if the span is hidden.

use crate::tags::{self, attribute, element, without_attribute};

/// Returns whether an id is one of the page's own, which are known and in no list.
fn is_own(id: &str) -> bool {
    let id = id.strip_suffix("-title").unwrap_or(id);
    id.starts_with("def-") || include_str!("../../reserved-ids.txt").lines().any(|line| line == id)
}

/// Elements that may not contain the span. It is in the next element that may.
const NOT_WITHIN: [&str; 15] =
    ["br", "details", "dl", "hr", "img", "input", "ol", "option", "select", "svg", "table", "tbody", "thead", "tr", "ul"];

/// Moves the ids of content to empty elements.
pub(super) fn with_anchors(html: &str) -> String {
    let (mut of_next, mut of_div) = (String::new(), String::new());
    tags::edited(html, |tag| {
        let id = attribute(tag, "id").filter(|id| element(tag) != "span" && !is_own(id));
        // In a list of terms, the first element of a `<div>` must be a `<dt>`.
        let mut before = std::mem::take(&mut of_div);
        if element(tag) == "dt" {
            of_next.push_str(&std::mem::take(&mut before));
        }
        let anchors = if element(tag) == "div" { &mut of_div } else { &mut of_next };
        if let Some(id) = id {
            anchors.extend(["<span id=\"", id, "\"></span>"]);
        }
        let after = if NOT_WITHIN.contains(&element(tag)) { String::new() } else { std::mem::take(&mut of_next) };
        let tag = if id.is_some() { without_attribute(tag, "id") } else { tag.to_owned() };
        Some(before + &tag + &after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_element_with_text_has_an_id_of_content() {
        let html = "<section class=\"a\" id=\"sharing\"><h2>A</h2><a href=\"#sharing\">b</a></section><p id=\"query\">c</p><p id=\"def-sharing\">d</p>";
        assert_eq!(
            with_anchors(html),
            "<section class=\"a\"><span id=\"sharing\"></span><h2>A</h2><a href=\"#sharing\">b</a></section><p id=\"query\">c</p>\
             <p id=\"def-sharing\">d</p>"
        );
    }

    #[test]
    fn id_of_a_row_is_in_its_first_cell() {
        assert_eq!(
            with_anchors("<table id=\"t\"><tbody><tr id=\"lgpd\" class=\"x\"><th>a</th><td>b</td></tr></tbody></table>"),
            "<table><tbody><tr class=\"x\"><th><span id=\"t\"></span><span id=\"lgpd\"></span>a</th><td>b</td></tr></tbody></table>"
        );
    }

    #[test]
    fn id_of_a_term_is_in_the_term() {
        assert_eq!(
            with_anchors("<dl><div id=\"cookies\"><dt>A</dt><dd>b</dd></div></dl><div id=\"lgpd\"><p>c</p></div>"),
            "<dl><div><dt><span id=\"cookies\"></span>A</dt><dd>b</dd></div></dl><div><span id=\"lgpd\"></span><p>c</p></div>"
        );
    }

    #[test]
    fn empty_elements_and_the_pages_own_ids_are_unchanged() {
        let html = "<p><span id=\"retired\"></span>A</p><section id=\"policy\" aria-labelledby=\"policy-title\"><h2 id=\"policy-title\">B</h2></section>";
        assert_eq!(with_anchors(html), html);
    }
}
