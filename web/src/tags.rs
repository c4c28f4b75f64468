//! Reads and replaces tags in HTML that our renderer or Trunk wrote. It is no parser: it relies on values in double quotes, in which `<` and
//! `>` are escaped.

/// Returns the tags that open elements, each with its place.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = html.match_indices('<').map(|(at, _)| at);
    starts.filter_map(|start| {
        let tag = html.get(start..)?;
        let tag = tag.get(..=tag.find('>')?)?;
        tag.get(1..)?.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((start, tag))
    })
}

/// Replaces each tag for which `edit` returns another text.
pub(crate) fn edited<'h>(html: &'h str, mut edit: impl FnMut(&'h str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (start, tag) in tags(html) {
        if let Some(other) = edit(tag) {
            out.push_str(html.get(from..start).unwrap_or_default());
            out.push_str(&other);
            from = start + tag.len();
        }
    }
    out + html.get(from..).unwrap_or_default()
}

/// Returns the name of a tag's element.
pub(crate) fn element(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or_default()
}

/// Returns the value of a tag's attribute.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

/// Returns a tag with another value of an attribute that it has.
pub(crate) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    match attribute(tag, name) {
        Some(old) => tag.replacen(&format!(" {name}=\"{old}\""), &format!(" {name}=\"{value}\""), 1),
        None => tag.to_owned(),
    }
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
        let names: Vec<_> = tags(HTML).map(|(_, tag)| element(tag)).collect();
        assert_eq!(names, ["p", "a", "br"]);
        assert_eq!(ids(HTML).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn only_edited_tags_change() {
        let html = edited(HTML, |tag| (element(tag) == "a").then(|| with_attribute(tag, "href", "./d")));
        assert_eq!(html, HTML.replace("#b", "./d"));
    }
}
