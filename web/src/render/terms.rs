//! The terms of service: the document `terms/` in each language, for content that has them.

use carrot_core::{Translation, words::Words};
use serde_json::json;

use super::{
    Error, Files,
    changes::{redirected, without_program},
    template,
};
use crate::page::{Changes, Page, TERMS_FOLDER, draw_terms};

/// Adds the documents.
pub(super) async fn add(
    files: &mut Files,
    template: &str,
    content: &'static [Translation],
    changes: Option<&'static Changes>,
) -> Result<(), Error> {
    let template = without_program(template);
    for words in Words::ALL {
        let page = Page::of(content, words)?.with_changes(changes);
        let Some(body) = draw_terms(page).await else { return Ok(()) };
        let body = changes.map_or(body.clone(), |changes| redirected(&body, changes));
        let folder = if words == Words::ALL[0] { String::new() } else { format!("{}/", words.lang()) };
        // The template names its files and the policy from the root of the site.
        let up = "../".repeat(1 + folder.matches('/').count());
        let template = template::with_policy(&template.replace("=\"./", &format!("=\"{up}")), "../");
        let title = format!("{}: {}", page.policy.bot.name, words.terms_of_service());
        let data = json!({ "@context": "https://schema.org", "@type": "WebPage", "name": title, "inLanguage": words.lang() });
        // A script element ends at the first `</script`, even within a text.
        let json_ld = serde_json::to_string(&data)?.replace('<', "\\u003c");
        let html = template::places(&template, &title, &title, &json_ld, words.lang(), "", &body)?;
        files.insert(format!("{folder}{TERMS_FOLDER}index.html"), html.into());
    }
    Ok(())
}
