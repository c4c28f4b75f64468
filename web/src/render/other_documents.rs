//! Renders the documents beside the page, in each language: the terms of service as `terms/`, and every need of the solver by itself as
//! `needs/`.

use carrot_core::{Translation, i18n::Messages};
use serde_json::json;

use super::{
    Error, Files,
    changes::{redirected, without_program},
    template,
};
use crate::{
    folders::folder,
    page::{Changes, NEEDS_FOLDER, PageContext, TERMS_FOLDER, render_needs, render_terms},
};

/// Adds the documents to the site's files. Leaves out one for which content has nothing.
pub(super) async fn add(
    files: &mut Files,
    template: &str,
    content: &'static [Translation],
    changes: Option<&'static Changes>,
) -> Result<(), Error> {
    let template = without_program(template);
    for messages in Messages::ALL {
        let page = PageContext::of(content, messages)?.with_changes(changes);
        let documents = [
            (TERMS_FOLDER, messages.terms_of_service(), render_terms(page).await),
            (NEEDS_FOLDER, messages.single_needs(), render_needs(page).await),
        ];
        for (name, title, body) in documents {
            let Some(body) = body else { continue };
            let body = changes.map_or(body.clone(), |changes| redirected(&body, changes));
            let folder = folder(messages);
            // The template's links to its files and to the policy are relative to the root of the site.
            let up = "../".repeat(1 + folder.matches('/').count());
            let template = template::with_policy_link(&template.replace("=\"./", &format!("=\"{up}")), "../");
            let title = format!("{}: {title}", page.policy.bot.name);
            let data = json!({ "@context": "https://schema.org", "@type": "WebPage", "name": title, "inLanguage": messages.lang() });
            // Escape `<`, because a script element ends at the first `</script`, even within a string.
            let json_ld = template::with_edition_date(&data.to_string().replace('<', "\\u003c"), page)?;
            let html = template::fill_document(&template, &title, &title, &json_ld, messages.lang(), "", &body)?;
            files.insert(format!("{folder}{name}index.html"), html.into());
        }
    }
    Ok(())
}
