//! Renames ids of elements that content blockers would hide.
//!
//! Ids of content become ids of elements, and the lists that many readers use hide elements by id on every site: an element
//! `cookie-policy` vanishes, whatever it says. Such an element gets an id with a prefix that no list knows. An empty element inside keeps
//! the id of content, so that links from other sites lead there without a script.

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
const REFERENCES: [&str; 6] = ["aria-controls", "aria-describedby", "aria-labelledby", "for", "headers", "href"];

/// Renames ids that lists would hide, and changes the document's own links to them.
pub(super) fn renamed(html: &str) -> String {
    let ids: Vec<&str> = tags(html).filter_map(|(_, tag)| attribute(tag, "id")).filter(|id| is_hidden_by_lists(id)).collect();
    if ids.is_empty() {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len() + 64 * ids.len());
    let mut from = 0;
    for (start, tag) in tags(html) {
        let end = start + tag.len();
        out.push_str(&html[from..start]);
        from = end;
        let mut written = tag.to_owned();
        for name in REFERENCES {
            let Some(value) = attribute(tag, name) else { continue };
            let new = |id: &str| match ids.contains(&id.strip_prefix('#').unwrap_or(id)) {
                true if name == "href" => format!("#{PREFIX}{}", &id[1..]),
                true => format!("{PREFIX}{id}"),
                false => id.to_owned(),
            };
            if name == "href" && !value.starts_with('#') {
                continue;
            }
            let renamed = value.split(' ').map(new).collect::<Vec<_>>().join(" ");
            written = written.replacen(&format!(" {name}=\"{value}\""), &format!(" {name}=\"{renamed}\""), 1);
        }
        let id = attribute(tag, "id").filter(|id| ids.contains(id));
        if let Some(id) = id {
            written = written.replacen(&format!(" id=\"{id}\""), &format!(" id=\"{PREFIX}{id}\""), 1);
        }
        out.push_str(&written);
        let element = tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or_default();
        if let Some(id) = id.filter(|_| !CLOSED.contains(&element)) {
            out.extend(["<span id=\"", id, "\"></span>"]);
        }
    }
    out.push_str(&html[from..]);
    out
}

/// Returns the tags that open elements, each with its place.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = html.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|at| {
        let tag = html.get(at..)?;
        let tag = &tag[..=tag.find('>')?];
        tag[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then_some((at, tag))
    })
}

/// Returns the value of a tag's attribute. The renderer writes all values in double quotes and escapes `<` and `>` in them.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
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
