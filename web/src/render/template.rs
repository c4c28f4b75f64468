//! Fills in the template of documents: `index.html` as Trunk writes it, with placeholders for
//! everything that depends on content.

use carrot_core::export;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Error, ad_blockers};
use crate::{folders::root_from, page::PageContext};

/// Returns the document of the page: the template with all placeholders filled in. `bundle` is the URL of the content bundle, relative
/// to the document.
pub(super) fn fill(template: &str, page: PageContext, bundle: &str, body: &str) -> Result<String, String> {
    let PageContext { policy, messages, .. } = page;
    let title = escape(&messages.page_title(&policy.bot.name, policy.facts.has_compliance()));
    let description = escape(&messages.page_description(&policy.bot.name, policy.facts.has_compliance()));
    let json_ld = export::json_ld(policy, messages).map_err(|error| error.to_string())?;
    let json_ld = with_edition_date(&json_ld, page).map_err(|error| error.to_string())?;
    fill_placeholders(
        template,
        [messages.lang(), messages.lang(), &title, &description, &json_ld, bundle, &ad_blockers::with_anchors(body)],
    )
}

/// Adds the day and the number of the last edition to the JSON-LD description for search engines.
fn with_edition_date(json_ld: &str, page: PageContext) -> Result<String, Error> {
    let Some(last) = page.changes.and_then(|changes| changes.history.last()) else { return Ok(json_ld.to_owned()) };
    let mut data: Value = serde_json::from_str(json_ld)?;
    data["dateModified"] = last.date.to_string().into();
    data["version"] = last.number.to_string().into();
    Ok(serde_json::to_string(&data)?.replace('<', "\\u003c"))
}

/// Returns a document beside the page, such as the terms of service, in a folder of the site: the template with all placeholders filled in.
/// It loads no content, because it has no tools. Title and description are plain text. Without a description, the title describes it.
pub(super) fn fill_document(
    template: &str,
    page: PageContext,
    folder: &str,
    title: &str,
    description: Option<&str>,
    body: &str,
) -> Result<String, Error> {
    let lang = page.messages.lang();
    let title = format!("{}: {title}", page.policy.bot.name);
    let mut data = json!({ "@context": "https://schema.org", "@type": "WebPage", "name": title, "inLanguage": lang });
    if let Some(description) = description {
        data["description"] = description.into();
    }
    // Escape `<`, because a script element ends at the first `</script`, even within a string.
    let json_ld = with_edition_date(&data.to_string().replace('<', "\\u003c"), page)?;
    let [title, description] = [&title, description.unwrap_or(&title)].map(escape);
    let body = ad_blockers::with_anchors(body);
    Ok(fill_placeholders(&in_folder(template, folder, "../"), [lang, lang, &title, &description, &json_ld, "", &body])?)
}

/// Makes the links of a template lead from a folder of the site to the files at its root, and its `privacy-policy` link to `policy`, the
/// folder of the policy in the document's language.
pub(super) fn in_folder(template: &str, folder: &str, policy: &str) -> String {
    with_policy_link(&template.replace("=\"./", &format!("=\"{}", root_from(folder))), policy)
}

/// Adds a link at the end of a document's head.
pub(super) fn with_link(html: &str, link: &str) -> String {
    html.replacen("</head>", &[link, "</head>"].concat(), 1)
}

/// Replaces the target of the `privacy-policy` link in a template's head.
fn with_policy_link(template: &str, to: &str) -> String {
    let tag = template.find("rel=\"privacy-policy\"").and_then(|position| {
        let (start, end) = (template.get(..position)?.rfind('<')?, position + template.get(position..)?.find('>')?);
        Some((template.get(..start)?, template.get(end..)?))
    });
    match tag {
        Some((before, after)) => format!("{before}<link href=\"{to}\" rel=\"privacy-policy\"{after}"),
        None => template.to_owned(),
    }
}

fn fill_placeholders(
    template: &str,
    [lang, interface_lang, title, description, json_ld, bundle, body]: [&str; 7],
) -> Result<String, String> {
    let placeholders = [
        ("%LANG%", lang),
        ("%INTERFACE_LANG%", interface_lang),
        ("%TITLE%", title),
        ("% DESCRIPTION %", description),
        ("%JSON_LD%", json_ld),
        ("%BUNDLE%", bundle),
        ("%BODY%", body),
    ];
    let mut found = Vec::new();
    for (placeholder, text) in placeholders {
        match template.match_indices(placeholder).collect::<Vec<_>>().as_slice() {
            [(at, _)] => found.push((*at, placeholder, text)),
            all => {
                return Err(format!("the template `index.html` contains `{placeholder}` {} times: write it exactly once", all.len()));
            }
        }
    }
    found.sort_unstable();
    // Fill in all placeholders in one pass, because content may contain the name of a placeholder.
    let mut html = String::with_capacity(template.len() + body.len());
    let mut rest = template;
    for (_, placeholder, text) in found {
        let (before, after) = rest.split_once(placeholder).unwrap_or((rest, ""));
        html.extend([before, text]);
        rest = after;
    }
    Ok(html + rest)
}

/// Puts the values of a template's attributes in quotation marks, because Trunk's minifier removes them. Programs of other sites that read
/// the page may need them, and they add no bytes to the compressed page.
pub(super) fn quote_attributes(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('<') {
        out.extend([before, "<"]);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let mut within = None;
        let mut in_unquoted_value = false;
        let mut chars = tag.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, within) {
                (' ', None) if in_unquoted_value => out.push('"'),
                ('"' | '\'', None) => within = Some(c),
                (_, Some(quote)) if c == quote => within = None,
                _ => {}
            }
            in_unquoted_value &= c != ' ';
            out.push(c);
            if c == '=' && within.is_none() && !in_unquoted_value && !matches!(chars.peek(), None | Some('"' | '\'')) {
                out.push('"');
                in_unquoted_value = true;
            }
        }
        if in_unquoted_value {
            out.push('"');
        }
        out.push('>');
        rest = after;
        // Skip scripts and styles, whose text is not markup.
        if let Some(end) =
            ["script", "style"].iter().find(|name| tag.starts_with(**name)).and_then(|name| rest.find(&format!("</{name}")))
        {
            let (text, after) = rest.split_at(end);
            out.push_str(text);
            rest = after;
        }
    }
    out + rest
}

/// Returns a hash of a file's bytes as 16 hexadecimal digits. It is part of the file's name, so that browsers may cache the file
/// forever.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn placeholder_that_is_missing_or_repeated_is_named() {
        let error = |template: &str| fill_placeholders(template, [""; 7]).unwrap_err();
        expect![[r#"
            the template `index.html` contains `%LANG%` 0 times: write it exactly once
            the template `index.html` contains `%LANG%` 2 times: write it exactly once"#]]
        .assert_eq(&[error(""), error("%LANG% %LANG%")].join("\n"));
    }

    #[test]
    fn attributes_are_quoted() {
        for (written, expected) in [
            ("<html lang=en><meta content=\"a b\" name=x>", "<html lang=\"en\"><meta content=\"a b\" name=\"x\">"),
            ("<a href=./?a=b&c id=d>x = y</a><br>", "<a href=\"./?a=b&c\" id=\"d\">x = y</a><br>"),
            ("<!doctype html><script>if(a<b)c=d</script><p hidden>", "<!doctype html><script>if(a<b)c=d</script><p hidden>"),
            ("<style>a[b=c]>d{}</style><i title='a=b c'>", "<style>a[b=c]>d{}</style><i title='a=b c'>"),
        ] {
            assert_eq!(quote_attributes(written), expected);
            assert_eq!(quote_attributes(expected), expected);
        }
    }
}
