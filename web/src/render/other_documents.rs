//! Renders the documents beside the page, in each language: `terms/` with the terms of service, and `needs/` with the solver's answer for
//! each single need.

use carrot_core::{Translation, i18n::Messages};

use super::{
    Error, Files, INDEX,
    changes::{redirected, without_program},
    template,
};
use crate::{
    folders::folder,
    page::{Changes, NEEDS_FOLDER, PageContext, TERMS_FOLDER, render_needs, render_terms},
};

/// Adds the documents to the site's files. Leaves out a document that would be empty.
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
            let body = match changes {
                Some(changes) => redirected(&body, changes),
                None => body,
            };
            let folder = [&folder(messages), name].concat();
            let html = template::fill_document(&template, page, &folder, title, None, &body)?;
            files.insert([&folder, INDEX].concat(), html.into());
        }
    }
    Ok(())
}
