//! Renders citations, dates of sources, and links to statements.

use carrot_core::{Citation, Date, StatementId, i18n::Messages};
use yew::prelude::*;

use super::{DOT, separated};
use crate::content::Content;

/// Renders citations: the title, section and date of each. Consecutive citations of a source share
/// its title and date.
pub fn citations(content: &Content, cites: &[Citation]) -> Html {
    let messages = content.messages;
    let mut out = Vec::new();
    for (index, cite) in cites.iter().enumerate() {
        let cited = content.facts().cited(cite);
        let previous = index.checked_sub(1).and_then(|previous| cites.get(previous));
        let same_source = previous.is_some_and(|previous| previous.source == cite.source);
        let last_of_source = cites.get(index + 1).is_none_or(|next| next.source != cite.source);
        let source = cite.source.as_str();
        out.push(html! {
            <>
                { if same_source { ", " } else if index > 0 { messages.semicolon() } else { "" } }
                { if same_source { Html::default() } else { html! { <><a href={["#", source].concat()} lang={content.lang_of(source)}>{ cited.title }</a>{ ", " }</> } } }
                { match content.lang_of(source) {
                    Some(lang) => html! { <span {lang}>{ messages.quoted(cited.section) }</span> },
                    None => messages.quoted(cited.section).into(),
                } }
                { if last_of_source { html! { <>{ ", " }{ dated(messages, cited.as_of, cited.effective) }</> } } else { Html::default() } }
            </>
        });
    }
    html! { <cite>{ for out }</cite> }
}

/// Renders the date of a source. If the source has only a date from which it applies, renders this date. If it has no date, renders the
/// word for an undated source.
pub fn dated(messages: Messages, as_of: Option<Date>, effective: Option<Date>) -> Html {
    match as_of.or(effective) {
        Some(date) => html! { <time datetime={date.to_string()}>{ messages.dated(as_of, effective) }</time> },
        None => messages.undated().into(),
    }
}

/// Renders a link to a statement by its title.
pub fn statement_link(content: &Content, id: &StatementId, title: &str) -> Html {
    let id = id.as_str();
    html! { <a href={["#", id].concat()} lang={content.lang_of(id)}>{ title.to_owned() }</a> }
}

/// Renders links to the statements with these ids, in one line.
pub fn statement_links<'a>(content: &Content, ids: impl IntoIterator<Item = &'a StatementId>) -> Html {
    let heads = ids.into_iter().filter_map(|id| content.facts().head(id));
    separated(DOT, heads.map(|head| statement_link(content, &head.id, &head.title)).collect())
}
