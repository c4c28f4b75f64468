//! Reads and replaces tags in HTML that our renderer or Trunk wrote. This is not an HTML parser: it recognizes tags, attributes, and the
//! text of scripts and styles. It does not recognize comments, and does not decode values.

use std::ops::Range;

/// Returns the opening tags, each with its byte position.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + html.get(from..)?.find('<')?;
            let rest = html.get(start..)?;
            from = start + 1;
            if !rest.get(1..)?.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let tag = rest.get(..read_tag(rest, |_| {})?)?;
            from = start + tag.len();
            // Skip the text of a script or style up to its closing tag: a `<` in the text begins no tag.
            if let name @ ("script" | "style") = element_name(tag) {
                from += html.get(from..)?.find(&format!("</{name}")).unwrap_or(0);
            }
            return Some((start, tag));
        }
    })
}

/// An attribute with a value.
struct Attribute<'t> {
    name: &'t str,
    value: &'t str,
    /// The position of the name in the tag.
    start: usize,
    /// The range of the value with its quotes.
    quoted: Range<usize>,
}

/// Reads the tag at the start of `html`. Calls `each` for every attribute with a value. Returns the length of the tag, or `None` if the tag
/// has no end.
fn read_tag<'t>(html: &'t str, mut each: impl FnMut(Attribute<'t>)) -> Option<usize> {
    let skip_space = |at: usize| Some(html.len() - html.get(at..)?.trim_start().len());
    let mut at = 1 + element_name(html).len();
    loop {
        at = skip_space(at)?;
        let start = at;
        let rest = html.get(at..)?;
        match rest.chars().next()? {
            '>' => return Some(at + 1),
            '/' => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let name = rest.get(..rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).filter(|end| *end > 0).unwrap_or(1))?;
        at = skip_space(at + name.len())?;
        if !html.get(at..)?.starts_with('=') {
            continue;
        }
        at = skip_space(at + 1)?;
        let rest = html.get(at..)?;
        let (value, length) = match rest.chars().next()? {
            quote @ ('"' | '\'') => {
                let value = rest.get(1..)?.split_once(quote)?.0;
                (value, value.len() + 2)
            }
            _ => {
                let value = rest.get(..rest.find(|c: char| c.is_whitespace() || c == '>')?)?;
                (value, value.len())
            }
        };
        each(Attribute { name, value, start, quoted: at..at + length });
        at += length;
    }
}

/// Replaces each opening tag for which `replacement` returns a text.
pub(crate) fn replace_tags<'h>(html: &'h str, mut replacement: impl FnMut(&'h str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (start, tag) in tags(html) {
        if let Some(text) = replacement(tag) {
            out.push_str(html.get(from..start).unwrap_or_default());
            out.push_str(&text);
            from = start + tag.len();
        }
    }
    out + html.get(from..).unwrap_or_default()
}

/// Returns the name of a tag's element.
pub(crate) fn element_name(tag: &str) -> &str {
    tag.trim_start_matches('<').split(|c: char| c.is_whitespace() || ">/".contains(c)).next().unwrap_or_default()
}

/// Returns the first attribute with a name.
fn find_attribute<'t>(tag: &'t str, name: &str) -> Option<Attribute<'t>> {
    let mut found = None;
    read_tag(tag, |attribute| {
        if found.is_none() && attribute.name == name {
            found = Some(attribute);
        }
    });
    found
}

/// Returns the value of a tag's attribute; `None` for an attribute without a value.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    find_attribute(tag, name).map(|attribute| attribute.value)
}

/// Returns a tag with a new value for an attribute. Without this attribute, the tag stays as it is.
pub(crate) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let mut tag = tag.to_owned();
    if let Some(quoted) = find_attribute(&tag, name).map(|attribute| attribute.quoted) {
        tag.replace_range(quoted, &format!("\"{value}\""));
    }
    tag
}

/// Returns a tag with an attribute removed.
pub(crate) fn without_attribute(tag: &str, name: &str) -> String {
    let mut tag = tag.to_owned();
    if let Some((start, end)) = find_attribute(&tag, name).map(|attribute| (attribute.start, attribute.quoted.end)) {
        let start = tag.get(..start).map_or(start, |before| before.trim_end().len());
        tag.replace_range(start..end, "");
    }
    tag
}

/// Returns the ids of all elements.
pub(crate) fn ids(html: &str) -> impl Iterator<Item = &str> {
    tags(html).filter_map(|(_, tag)| attribute(tag, "id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<!doctype html><p id=\"a\">1 < 2<a class=\"x\" href=\"#b\" id=\"c\">b</a><br></p>";

    #[test]
    fn opening_tags_have_names_and_attributes() {
        let names: Vec<_> = tags(HTML).map(|(_, tag)| element_name(tag)).collect();
        assert_eq!(names, ["p", "a", "br"]);
        assert_eq!(ids(HTML).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn only_tags_with_a_replacement_change() {
        let html = replace_tags(HTML, |tag| (element_name(tag) == "a").then(|| with_attribute(tag, "href", "./d")));
        assert_eq!(html, HTML.replace("#b", "./d"));
    }

    #[test]
    fn quoted_values_may_look_like_tags() {
        let html = "<a title=\"a > b <i>\" id='x' data-a=' id=\"no\"' hidden>b</a><p id = \"y\">";
        let found: Vec<_> = tags(html).collect();
        assert_eq!(found.iter().map(|(_, tag)| element_name(tag)).collect::<Vec<_>>(), ["a", "p"]);
        let tag = found[0].1;
        assert!(tag.ends_with(" hidden>"), "{tag}");
        assert_eq!((attribute(tag, "title"), attribute(tag, "hidden")), (Some("a > b <i>"), None));
        assert_eq!(ids(html).collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn values_in_single_quotes_or_without_quotes_are_replaced() {
        let tag = "<a href='#b' id=c data-id='id=c'/>";
        assert_eq!((attribute(tag, "href"), attribute(tag, "id")), (Some("#b"), Some("c")));
        assert_eq!(with_attribute(tag, "href", "./d"), "<a href=\"./d\" id=c data-id='id=c'/>");
        assert_eq!(with_attribute(tag, "id", "e"), "<a href='#b' id=\"e\" data-id='id=c'/>");
        assert_eq!(with_attribute(tag, "title", "e"), tag);
    }

    #[test]
    fn attribute_is_removed() {
        assert_eq!(without_attribute("<tr id=\"a\" class=b>", "id"), "<tr class=b>");
        assert_eq!(without_attribute("<tr class=b id = a>", "id"), "<tr class=b>");
        assert_eq!(without_attribute("<tr class=b>", "id"), "<tr class=b>");
    }

    #[test]
    fn tags_in_scripts_and_styles_are_ignored() {
        let html =
            "<script type=\"module\">if (a<b) x=\"<p id='no'>\"</script><style>a::after{content:\"<b>\"}</style><p id=\"a\">b</p>";
        let names: Vec<_> = tags(html).map(|(_, tag)| element_name(tag)).collect();
        assert_eq!(names, ["script", "style", "p"]);
        let replaced = replace_tags(html, |tag| (element_name(tag) == "p").then(|| "<p>".to_owned()));
        assert_eq!(replaced, html.replace("<p id=\"a\">", "<p>"));
    }

    #[test]
    fn tag_without_its_end_is_ignored() {
        assert_eq!(tags("<p><a href=\"b").map(|(_, tag)| tag).collect::<Vec<_>>(), ["<p>"]);
        assert_eq!(tags("<p id=\"é\" =x \u{a0}>").count(), 1);
    }
}
