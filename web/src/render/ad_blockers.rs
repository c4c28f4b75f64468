//! Moves ids of content that content blockers may hide to empty elements.
//!
//! The lists of content blockers hide elements on every site by id: an element `cookie-policy` or `sharing` vanishes, whatever it says.
//! So an element whose id such a list may have gets an empty `<span>` with the id instead. A rule can hide only this span. Links to the
//! id lead there without a script; if the span is hidden, `web/boot.js` scrolls there. The style sheet marks the element around it (class
//! `at`).
//!
//! The lists change, so no table here can have all their ids, and other programs look for statements by their ids. So ids without a word
//! that is usual in these lists stay where they are.

use crate::tags::{self, attribute, element_name, with_attribute, without_attribute};

/// Words in ids that the generic rules of the usual lists hide: EasyList, EasyList Cookie and Fanboy's Annoyances.
const WORDS: &str = "ad ads adblock adsense advert adverts affiliate affiliates anuncio anzeige banner billboard ccpa cmp cnil consent \
    dfp dsgvo eprivacy facebook fb follow footer header icons instagram leaderboard lgpd linkedin modal navbar notification \
    notifications outbrain overlay pinterest popup promo promoted promotion publicidad publicidade publicite reddit reklama rgpd rodo rss \
    sharing sidebar signup sponsor sponsored sponsors sticky taboola telegram tracker trackers tracking twitter werbung whatsapp widget youtube";

/// Beginnings of such words.
const WORD_BEGINNINGS: [&str; 8] =
    ["advertis", "cookie", "coockie", "datenschutzhinweis", "newsletter", "privacypol", "social", "subscri"];

/// Beginnings of such ids.
const ID_BEGINNINGS: [&str; 14] = [
    "comments",
    "data-protection",
    "disclaimer",
    "eu-privacy",
    "feedback",
    "opt-in",
    "opt-out",
    "optin",
    "optout",
    "polityka",
    "privacy-policy",
    "related",
    "share",
    "survey",
];

/// Words that the lists have together with a word of [`NOTICES`].
const SUBJECTS: [&str; 4] = ["eu", "gdpr", "law", "privacy"];

/// Words of notices.
const NOTICES: &str = "alert bar block box button center container content dialog disclaimer hint info layer link links manager message \
    note notice options overlay panel placeholder prompt section settings shield statement warning window wrap wrapper";

/// Returns whether a list of a content blocker may have a rule that hides an element with this id.
fn may_be_hidden(id: &str) -> bool {
    let id = id.to_lowercase();
    let words: Vec<&str> = id.split(['-', '_', '.']).collect();
    let has = |list: &str| list.split(' ').any(|word| words.contains(&word));
    let follows = |rest: &str| rest.is_empty() || rest.starts_with(['-', '_', '.']);
    has(WORDS)
        || words.iter().any(|word| WORD_BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)))
        || ID_BEGINNINGS.iter().any(|beginning| id.strip_prefix(beginning).is_some_and(follows))
        || (SUBJECTS.iter().any(|subject| words.contains(subject)) && has(NOTICES))
}

/// Returns whether an id is one of the page's own, which are known and in no list.
fn is_own(id: &str) -> bool {
    let id = id.strip_suffix("-title").unwrap_or(id);
    ["def-", "edition-", "term-"].iter().any(|prefix| id.starts_with(prefix))
        || include_str!("../../reserved-ids.txt").lines().any(|line| line == id)
}

/// Elements that may not contain the span. It is in the next element that may.
const NOT_WITHIN: [&str; 15] =
    ["br", "details", "dl", "hr", "img", "input", "ol", "option", "select", "svg", "table", "tbody", "thead", "tr", "ul"];

/// Moves the ids that content blockers may hide to empty elements.
pub(super) fn with_anchors(html: &str) -> String {
    let (mut of_next, mut of_div) = (String::new(), String::new());
    tags::replace_tags(html, |tag| {
        let id = attribute(tag, "id").filter(|id| element_name(tag) != "span" && !is_own(id) && may_be_hidden(id));
        // In a list of terms, the first element of a `<div>` must be a `<dt>`.
        let mut before = std::mem::take(&mut of_div);
        if element_name(tag) == "dt" {
            of_next.push_str(&std::mem::take(&mut before));
        }
        let anchors = if element_name(tag) == "div" { &mut of_div } else { &mut of_next };
        if let Some(id) = id {
            anchors.extend(["<span id=\"", id, "\"></span>"]);
        }
        let after = if NOT_WITHIN.contains(&element_name(tag)) { String::new() } else { std::mem::take(&mut of_next) };
        let tag = if id.is_some() { without_id(tag) } else { tag.to_owned() };
        Some(before + &tag + &after)
    })
}

/// Returns a tag without its id, and with the class by which the style sheet finds it.
fn without_id(tag: &str) -> String {
    let tag = without_attribute(tag, "id");
    match attribute(&tag, "class") {
        Some(class) => with_attribute(&tag, "class", &format!("{class} at")),
        None => tag.replacen(element_name(&tag), &format!("{} class=\"at\"", element_name(&tag)), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn element_that_may_be_hidden_has_its_id_on_an_empty_element() {
        let html = "<section class=\"a\" id=\"sharing\"><h2>A</h2><a href=\"#sharing\">b</a></section><p id=\"cookies\">c</p><p id=\"def-sharing\">d</p>";
        assert_eq!(
            with_anchors(html),
            "<section class=\"a at\"><span id=\"sharing\"></span><h2>A</h2><a href=\"#sharing\">b</a></section>\
             <p class=\"at\"><span id=\"cookies\"></span>c</p><p id=\"def-sharing\">d</p>"
        );
    }

    #[test]
    fn id_of_a_row_is_in_its_first_cell() {
        assert_eq!(
            with_anchors("<table id=\"ads\"><tbody><tr id=\"lgpd\" class=\"x\"><th>a</th><td>b</td></tr></tbody></table>"),
            "<table class=\"at\"><tbody><tr class=\"x at\"><th><span id=\"ads\"></span><span id=\"lgpd\"></span>a</th><td>b</td></tr></tbody></table>"
        );
    }

    #[test]
    fn id_of_a_term_is_in_the_term() {
        assert_eq!(
            with_anchors("<dl><div id=\"cookies\"><dt>A</dt><dd>b</dd></div></dl><div id=\"lgpd\"><p>c</p></div>"),
            "<dl><div class=\"at\"><dt><span id=\"cookies\"></span>A</dt><dd>b</dd></div></dl><div class=\"at\"><span id=\"lgpd\"></span><p>c</p></div>"
        );
    }

    #[test]
    fn empty_elements_own_ids_and_usual_ids_are_unchanged() {
        let html = "<p><span id=\"retired\"></span>A</p><section id=\"policy\" aria-labelledby=\"policy-title\"><h2 id=\"policy-title\">B</h2></section>\
                    <article id=\"access-control\">C</article>";
        assert_eq!(with_anchors(html), html);
    }

    /// Ids that people write in policies, or that titles become, and that lists hide.
    #[test]
    fn ids_that_lists_hide_are_recognized() {
        for id in [
            "ads",
            "advertising",
            "advertising-partners",
            "anuncio-legal",
            "ccpa",
            "ccpa-notice",
            "comments",
            "consent",
            "consent-banner",
            "cookie",
            "cookie-consent",
            "cookie-notice",
            "cookie-policy",
            "cookiepolicy",
            "cookies",
            "cookies-and-tracking",
            "cookies-policy",
            "data-protection",
            "data-protection-regulation",
            "datenschutzhinweis",
            "disclaimer",
            "dsgvo",
            "eu-privacy",
            "eu-privacy-notice",
            "feedback",
            "gdpr-compliance-notice",
            "gdpr-consent",
            "gdpr-disclaimer",
            "gdpr-notice",
            "gdpr-settings",
            "lgpd",
            "newsletter",
            "newsletters",
            "opt-out",
            "our-cookie-policy",
            "privacy-banner",
            "privacy-info",
            "privacy-notice",
            "privacy-policy",
            "privacy-settings",
            "privacy-statement",
            "privacypolicy",
            "rgpd",
            "share",
            "share-buttons",
            "sharing",
            "sharing-data",
            "social",
            "social-media",
            "social-media-plugins",
            "sponsors",
            "subscribe",
            "subscription",
            "tracking",
            "twitter",
            "use-of-cookies",
            "youtube-videos",
        ] {
            assert!(may_be_hidden(id), "{id}");
        }
        for id in
            ["access-control", "collected-data", "data-retention", "gdpr-retention", "host-voice", "message-content", "policy-changes"]
        {
            assert!(!may_be_hidden(id), "{id}");
        }
    }
}
