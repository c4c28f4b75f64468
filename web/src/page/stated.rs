//! Contacts, recipients and legal bases that content declares.

use carrot_core::{Contact, ContactKind, DataItem, LegalBasis, Recipient};
use yew::prelude::*;

use super::Page;

/// The contacts in one line, with real links; nothing where none is declared.
pub(crate) fn contacts(page: Page) -> Html {
    if page.policy.contacts.is_empty() {
        return Html::default();
    }
    let one = |(index, contact): (usize, &'static Contact)| {
        html! { <>{ if index > 0 { " · " } else { "" } }{ self::contact(page, contact) }{ page.words.contact_purposes(contact) }</> }
    };
    html! { <p class="quiet">{ page.words.contact() }{ page.words.colon() }{ for page.policy.contacts.iter().enumerate().map(one) }</p> }
}

fn contact(page: Page, contact: &'static Contact) -> Html {
    let shown = match contact.kind {
        ContactKind::Mail | ContactKind::Address => contact.to.as_str(),
        ContactKind::Discord | ContactKind::Form => page.words.contact_kind(contact.kind),
    };
    match contact.link() {
        Some(link) => html! { <a href={link.as_str().to_owned()} rel="noopener noreferrer">{ shown }</a> },
        None => shown.into(),
    }
}

/// The recipients, each with what is stated and what is not.
pub(crate) fn recipients(page: Page) -> Html {
    let recipients = &page.policy.inventory.recipients;
    if recipients.is_empty() {
        return Html::default();
    }
    html! { <><h3>{ page.words.recipients() }</h3><ul class="plain">{ for recipients.iter().map(|it| recipient(page, it)) }</ul></> }
}

fn recipient(page: Page, it: &'static Recipient) -> Html {
    let (id, facts) = (it.id.as_str(), page.words.recipient_facts(page.policy, it));
    let line = |(label, fact): (&'static str, String)| html! { <p>{ label }{ page.words.colon() }<span lang={page.lang_of(id)}>{ fact }</span></p> };
    html! {
        <li {id}>
            <a href={format!("#{}", it.name.statement)} lang={page.lang_of(id)}><strong>{ it.name.text.as_str() }</strong></a>
            { for facts.stated.into_iter().map(line) }
            { if facts.unstated.is_empty() { Html::default() } else {
                html! { <p class="silence">{ page.words.not_stated_by_bot() }{ page.words.colon() }{ facts.unstated.join(" · ") }</p> }
            } }
        </li>
    }
}

/// The legal bases, each with what it is limited to.
pub(crate) fn bases(page: Page) -> Html {
    let bases = &page.policy.inventory.legal_bases;
    if bases.is_empty() {
        return Html::default();
    }
    let one = |basis: &'static LegalBasis| {
        let scope = page.words.basis_scope(page.policy, basis);
        let lang = page.lang_of(basis.id.as_str());
        html! { <li id={basis.id.as_str()}><a href={format!("#{}", basis.statement)}>{ page.words.basis(basis.basis) }</a><span {lang}>{ scope }</span></li> }
    };
    html! { <><h3>{ page.words.legal_basis() }</h3><ul class="plain">{ for bases.iter().map(one) }</ul></> }
}

/// The legal bases that are stated for an item.
pub(crate) fn bases_of(page: Page, item: &DataItem) -> Html {
    let bases: Vec<_> = page.policy.inventory.legal_bases.iter().filter(|basis| basis.data.contains(&item.id)).collect();
    if bases.is_empty() {
        return Html::default();
    }
    let one = |(index, basis): (usize, &&'static LegalBasis)| {
        let separator = if index > 0 { page.words.semicolon() } else { "" };
        html! { <>{ separator }<a href={format!("#{}", basis.id)}>{ page.words.basis(basis.basis) }</a></> }
    };
    html! { <div>{ page.words.legal_basis() }{ page.words.colon() }{ for bases.iter().enumerate().map(one) }</div> }
}
