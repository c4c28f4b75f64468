//! Renames ids of elements that content blockers would hide.
//!
//! Ids of content become ids of elements, and the lists that many readers use hide elements by id on every site: an element
//! `cookie-policy` vanishes, whatever it says. Such an element gets an id with a prefix that no list knows. An empty element inside keeps
//! the id of content, so that links from other sites lead there without a script.

use std::collections::BTreeSet;

use crate::tags::{self, attribute, element, with_attribute};

/// The prefix of the new id. `web/boot.js` looks for it, too.
const PREFIX: &str = "said-";

/// Words that rules match anywhere in an id, from the generic rules of EasyList, EasyList Cookie
/// and Fanboy's Annoyances.
const ANYWHERE: [&str; 9] = ["adsense", "banner", "cmp", "consent", "cookie", "cookies", "eprivacy", "lgpd", "newsletter"];

/// Words that they match at the beginning of an id.
const FIRST: [&str; 28] = [
    "ad",
    "ads",
    "advert",
    "advertise",
    "advertisement",
    "advertisements",
    "advertiser",
    "advertisers",
    "advertising",
    "advertorial",
    "adverts",
    "anuncio",
    "opt-in",
    "opt-out",
    "optin",
    "optout",
    "polityka",
    "popup",
    "promo",
    "publicidad",
    "publicidade",
    "sponsor",
    "sponsored",
    "sponsors",
    "track",
    "tracker",
    "trackers",
    "tracking",
];

/// Words that they match together with `privacy` or `gdpr`.
const NOTICES: [&str; 11] =
    ["bar", "info", "manager", "message", "modal", "notice", "overlay", "prompt", "settings", "shield", "statement"];

/// Prefixes that the page itself gives to ids of content.
const OWN: [&str; 3] = ["def-", "edition-", "term-"];

/// Returns whether lists may have a rule that hides an element with this id.
fn is_hidden_by_lists(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    let has = |list: &[&str]| id.split(['-', '_', '.']).any(|word| list.contains(&word));
    let begins = |word: &&str| id.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', '.']));
    let is_own = OWN.iter().any(|prefix| id.starts_with(prefix));
    !is_own && (has(&ANYWHERE) || FIRST.iter().any(begins) || (has(&["gdpr", "privacy"]) && has(&NOTICES)))
}

/// Elements that may not contain the empty element.
const CLOSED: [&str; 14] =
    ["details", "dl", "input", "ol", "option", "select", "svg", "symbol", "table", "tbody", "textarea", "thead", "tr", "ul"];

/// Attributes that name elements of the same document by their ids.
const REFERENCES: [&str; 5] = ["aria-controls", "aria-describedby", "aria-labelledby", "for", "headers"];

/// Renames ids that lists would hide, and changes the document's own links to them.
pub(super) fn renamed(html: &str) -> String {
    let ids: BTreeSet<&str> = tags::ids(html).filter(|id| is_hidden_by_lists(id)).collect();
    if ids.is_empty() {
        return html.to_owned();
    }
    let new = |id: &str| if ids.contains(id) { format!("{PREFIX}{id}") } else { id.to_owned() };
    // The target in a `<div>` is written with the next tag: in a list of terms, a `<dt>` must come first.
    let mut pending = String::new();
    tags::edited(html, |tag| {
        let mut written = tag.to_owned();
        for name in REFERENCES {
            let value = attribute(tag, name).unwrap_or_default();
            let renamed = value.split(' ').map(new).collect::<Vec<_>>().join(" ");
            written = with_attribute(&written, name, &renamed);
        }
        if let Some(id) = attribute(tag, "href").and_then(|target| target.strip_prefix('#')) {
            written = with_attribute(&written, "href", &format!("#{}", new(id)));
        }
        let before = std::mem::take(&mut pending);
        let (before, after) = if element(tag) == "dt" { (String::new(), before) } else { (before, String::new()) };
        let mut target = after;
        if let Some(id) = attribute(tag, "id").filter(|id| ids.contains(id)) {
            written = with_attribute(&written, "id", &new(id));
            match element(tag) {
                "div" => pending = format!("<span id=\"{id}\"></span>"),
                other if CLOSED.contains(&other) => {}
                _ => target.extend(["<span id=\"", id, "\"></span>"]),
            }
        }
        Some(before + &written + &target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_ids_are_renamed_and_their_links_work() {
        let html = "<h2 id=\"cookie-policy\">A</h2><a href=\"#cookie-policy\">b</a><a href=\"#data\">c</a><tr id=\"lgpd\" headers=\"x lgpd\"><td>d</td></tr>";
        assert_eq!(
            renamed(html),
            "<h2 id=\"said-cookie-policy\"><span id=\"cookie-policy\"></span>A</h2><a href=\"#said-cookie-policy\">b</a><a href=\"#data\">c</a>\
             <tr id=\"said-lgpd\" headers=\"x said-lgpd\"><td>d</td></tr>"
        );
    }

    #[test]
    fn target_in_a_list_of_terms_is_within_a_term() {
        assert_eq!(
            renamed("<dl><div id=\"cookies\"><dt>A</dt><dd>b</dd></div></dl><div id=\"lgpd\"><p>c</p></div>"),
            "<dl><div id=\"said-cookies\"><dt><span id=\"cookies\"></span>A</dt><dd>b</dd></div></dl><div id=\"said-lgpd\"><span id=\"lgpd\">\
             </span><p>c</p></div>"
        );
    }

    #[test]
    fn document_without_hidden_ids_is_unchanged() {
        let html = "<h2 id=\"collected-data\">A</h2><a href=\"#cookie-policy\">elsewhere</a>";
        assert_eq!(renamed(html), html);
    }

    #[test]
    fn ids_on_blocklists_are_recognized() {
        for id in [
            "cookie-policy",
            "privacy-notice",
            "lgpd",
            "advertising",
            "privacy-shield",
            "optin-optout",
            "tracking-cookies",
            "polityka-prywatnosci",
            "Cookies",
        ] {
            assert!(is_hidden_by_lists(id), "{id}");
        }
        for id in [
            "collected-data",
            "gdpr-retention",
            "address",
            "advice",
            "customer-privacy-commitment",
            "analytics",
            "def-cookie",
            "message-opt-out",
        ] {
            assert!(!is_hidden_by_lists(id), "{id}");
        }
    }
}
