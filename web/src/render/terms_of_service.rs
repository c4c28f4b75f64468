//! Renders the terms of service as the document `terms/` in each language, if content has them.

use carrot_core::{Translation, i18n::Messages};
use serde_json::json;

use super::{
    Error, Files,
    changes::{redirected, without_program},
    template,
};
use crate::{
    folders::folder,
    page::{Changes, PageContext, TERMS_FOLDER, render_terms},
};

/// Adds the documents to the site's files. Adds nothing if content has no terms.
pub(super) async fn add(
    files: &mut Files,
    template: &str,
    content: &'static [Translation],
    changes: Option<&'static Changes>,
) -> Result<(), Error> {
    let template = without_program(template);
    for messages in Messages::ALL {
        let page = PageContext::of(content, messages)?.with_changes(changes);
        let Some(body) = render_terms(page).await else { return Ok(()) };
        let body = changes.map_or(body.clone(), |changes| redirected(&body, changes));
        let folder = folder(messages);
        // The template's links to its files and to the policy are relative to the root of the site.
        let up = "../".repeat(1 + folder.matches('/').count());
        let template = template::with_policy_link(&template.replace("=\"./", &format!("=\"{up}")), "../");
        let title = format!("{}: {}", page.policy.bot.name, messages.terms_of_service());
        let data = json!({ "@context": "https://schema.org", "@type": "WebPage", "name": title, "inLanguage": messages.lang() });
        // Escape `<`, because a script element ends at the first `</script`, even within a string.
        let json_ld = template::with_edition_date(&data.to_string().replace('<', "\\u003c"), page)?;
        let html = template::fill_document(&template, &title, &title, &json_ld, messages.lang(), "", &body)?;
        files.insert(format!("{folder}{TERMS_FOLDER}index.html"), html.into());
    }
    Ok(())
}
