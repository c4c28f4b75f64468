//! Renders the contacts, rights, recipients and legal bases that content declares.

use carrot_core::{Contact, ContactKind, DataItem, LegalBasis, Recipient, Right};
use yew::prelude::*;

use super::{PageContext, code};
use crate::components::{DOT, separated};

/// Renders the contacts in one line, with links. Nothing if none is declared.
pub(crate) fn contacts(page: PageContext) -> Html {
    if page.policy.contacts.is_empty() {
        return Html::default();
    }
    let with_purposes =
        |contact: &'static Contact| html! { <>{ self::contact(page, contact) }{ page.messages.contact_purposes(contact) }</> };
    let contacts = separated(DOT, page.policy.contacts.iter().map(with_purposes).collect());
    html! { <p class="quiet">{ page.messages.contact() }{ page.messages.colon() }{ contacts }</p> }
}

fn contact(page: PageContext, contact: &'static Contact) -> Html {
    let shown = match contact.kind {
        ContactKind::Mail | ContactKind::Address => contact.to.as_str(),
        ContactKind::Discord | ContactKind::Form => page.messages.contact_kind(contact.kind),
    };
    match contact.link() {
        Some(link) => html! { <a href={link.as_str().to_owned()} rel="noopener noreferrer">{ shown }</a> },
        None => shown.into(),
    }
}

/// Renders the rights, each with the ways to use it.
pub(crate) fn rights(page: PageContext) -> Html {
    let rights = &page.policy.rights;
    if rights.is_empty() {
        return Html::default();
    }
    html! { <><h3>{ page.messages.rights() }</h3><ul class="plain">{ for rights.iter().map(|it| right(page, it)) }</ul></> }
}

fn right(page: PageContext, it: &'static Right) -> Html {
    let link = it.link.as_ref().map(|link| {
        let shown = link.as_str().strip_prefix("mailto:").unwrap_or(link.as_str());
        html! { <a href={link.as_str()} rel="noopener noreferrer">{ shown }</a> }
    });
    let command = it.command.as_ref().map(|command| html! { <code>{ format!("/{command}") }</code> });
    let ways: Vec<Html> = command.into_iter().chain(link).collect();
    html! {
        <li>
            <a href={format!("#{}", it.statement)}><strong>{ page.messages.right(it.kind) }</strong></a>
            { (!ways.is_empty()).then(|| html! { <p>{ separated(DOT, ways) }</p> }) }
            { it.within.as_ref().map(|within| html! { <p>{ page.messages.right_within() }{ page.marked(it.statement.as_str(), within) }</p> }) }
        </li>
    }
}

/// Renders the recipients, each with its stated and missing facts.
pub(crate) fn recipients(page: PageContext) -> Html {
    let recipients = &page.policy.inventory.recipients;
    if recipients.is_empty() {
        return Html::default();
    }
    html! { <><h3>{ page.messages.recipients() }</h3><ul class="plain">{ for recipients.iter().map(|it| recipient(page, it)) }</ul></> }
}

fn recipient(page: PageContext, it: &'static Recipient) -> Html {
    let (id, facts) = (it.id.as_str(), page.messages.recipient_facts(page.policy, it));
    let line = |(label, fact): (&'static str, String)| html! { <p>{ label }{ page.messages.colon() }<span lang={page.lang_of(id)}>{ code::spans(&fact) }</span></p> };
    html! {
        <li {id}>
            <a href={format!("#{}", it.name.statement)} lang={page.lang_of(id)}><strong>{ code::spans(&it.name.text) }</strong></a>
            { for facts.stated.into_iter().map(line) }
            { (!facts.unstated.is_empty()).then(|| html! {
                <p class="silence">{ page.messages.not_stated_by_bot() }{ page.messages.colon() }{ facts.unstated.join(" · ") }</p>
            }) }
        </li>
    }
}

/// Renders the legal bases, each with its limits.
pub(crate) fn bases(page: PageContext) -> Html {
    let bases = &page.policy.inventory.legal_bases;
    if bases.is_empty() {
        return Html::default();
    }
    let one = |basis: &'static LegalBasis| {
        let scope = page.messages.basis_scope(page.policy, basis);
        let lang = page.lang_of(basis.id.as_str());
        html! { <li id={basis.id.as_str()}><a href={format!("#{}", basis.statement)}>{ page.messages.basis(basis.basis) }</a><span {lang}>{ code::spans(&scope) }</span></li> }
    };
    html! { <><h3>{ page.messages.legal_basis() }</h3><ul class="plain">{ for bases.iter().map(one) }</ul></> }
}

/// Renders the legal bases that are stated for an item.
pub(crate) fn bases_of(page: PageContext, item: &DataItem) -> Html {
    let bases: Vec<_> = page.policy.inventory.legal_bases.iter().filter(|basis| basis.data.contains(&item.id)).collect();
    if bases.is_empty() {
        return Html::default();
    }
    let link = |basis: &'static LegalBasis| html! { <a href={format!("#{}", basis.id)}>{ page.messages.basis(basis.basis) }</a> };
    let links = separated(page.messages.semicolon(), bases.into_iter().map(link).collect());
    html! { <div>{ page.messages.legal_basis() }{ page.messages.colon() }{ links }</div> }
}
