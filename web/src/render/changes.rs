//! Renders the files for content with editions: the document `changes/` in each language, the feed,
//! and additions to the page and to the exports.

use carrot_core::{
    Translation, export,
    history::{Feed, Labels, atom},
    i18n::Messages,
};
use sha2::{Digest, Sha256};

use super::{Error, Files, INDEX, minify::without_comments, template};
use crate::{
    folders::{folder, root_from},
    page::{CHANGES_FOLDER, Changes, FEED, PageContext, render_changes},
    tags::{attribute, element_name, tags},
};

/// Adds the documents and the feed.
pub(super) async fn add(
    files: &mut Files,
    template: &str,
    content: &'static [Translation],
    changes: &'static Changes,
    public_url: Option<&str>,
) -> Result<(), Error> {
    let template = without_program(template);
    for messages in Messages::ALL {
        let page = PageContext::of(content, messages)?.with_changes(Some(changes));
        let folder = [&folder(messages), CHANGES_FOLDER].concat();
        let body = render_changes(page).await + &script();
        let labels = Labels(messages);
        let html = template::fill_document(&template, page, &folder, labels.title(), Some(labels.lead()), &body)?;
        files.insert([&folder, INDEX].concat(), with_feed(&html, &root_from(&folder)).into());
    }
    let page = PageContext::of(content, Messages::ALL[0])?;
    let feed = Feed { history: &changes.history, labels: Labels(page.messages), author: &page.policy.bot.name, public_url, hash };
    files.insert(FEED.to_owned(), atom(feed).into());
    Ok(())
}

/// Returns the script that compares the editions with the one that the reader's browser remembers.
fn script() -> String {
    format!("<script>{}</script>", without_comments(include_str!("../../changes.js")))
}

/// Adds the script to the line about the last change, in a page with that line. It runs before the line is painted, so nothing moves.
pub(super) fn with_script(body: &str) -> String {
    let end = body.find(" data-key=\"").and_then(|at| Some(at + body.get(at..)?.find("</p>")?));
    match end.and_then(|end| body.split_at_checked(end)) {
        Some((line, rest)) => [line, &script(), rest].concat(),
        None => body.to_owned(),
    }
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Removes the program: this document has no tools. The placeholder of the content stays, because the template must have it: an empty
/// text is filled in below.
pub(super) fn without_program(template: &str) -> String {
    let mut out = template.to_owned();
    for (_, tag) in tags(template) {
        match element_name(tag) {
            "script" if attribute(tag, "type") == Some("module") => out = out.replace(&[tag, "</script>"].concat(), ""),
            "link" if attribute(tag, "as") == Some("fetch") || attribute(tag, "id") == Some("program") => {
                out = out.replace(tag, if tag.contains("%BUNDLE%") { "%BUNDLE%" } else { "" });
            }
            _ => {}
        }
    }
    out
}

/// Links the feed in the head of a document. `up` leads from its folder to the folder of the site.
pub(super) fn with_feed(html: &str, up: &str) -> String {
    super::template::with_link(html, &format!("<link href=\"{up}{FEED}\" rel=\"alternate\" type=\"application/atom+xml\">"))
}

/// Adds an empty element with each retired id before the one that replaces it, so that old links lead to it without a script.
pub(super) fn redirected(body: &str, changes: &Changes) -> String {
    let mut out = body.to_owned();
    let pairs = changes.retired.iter().filter_map(|(old, new)| Some((old, new.as_ref()?)));
    for (old, new) in pairs {
        if out.contains(&format!(" id=\"{old}\"")) {
            continue;
        }
        if let Some(start) = out.find(&format!(" id=\"{new}\"")).and_then(|at| out.get(..at)?.rfind('<')) {
            out.insert_str(start, &format!("<span id=\"{old}\"></span>"));
        }
    }
    out
}

/// Returns `policy.json` with its edition and its history.
pub(super) fn policy_json(page: PageContext) -> Result<String, Error> {
    Ok(match page.changes {
        Some(changes) => carrot_core::history::policy_json(page.policy, &changes.history)?,
        None => export::policy_json(page.policy)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_removed_and_nothing_else() {
        let template = "<head><link href=\"data:,\" rel=\"icon\"><script>a<b</script></head><body>%BODY%<link id=\"program\" href=\"./a.js\"><link \
                        as=\"fetch\" href=\"./a.wasm\"><link as=\"fetch\" href=\"%BUNDLE%\" id=\"bundle\"><script src=\"./boot.js\" \
                        type=\"module\"></script></body>";
        let expected = "<head><link href=\"data:,\" rel=\"icon\"><script>a<b</script></head><body>%BODY%%BUNDLE%</body>";
        assert_eq!(without_program(template), expected);
    }
}
