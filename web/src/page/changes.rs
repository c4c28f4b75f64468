//! Renders the changes of the policy: a line on the first screen, marks at statements, and a
//! document with every edition.

use carrot_core::{
    AnyId,
    history::{Aspect, Change, ChangeKind, Diff, Direction, DirectionBasis, EditionChanges, Labels, StatementChange},
};
use yew::prelude::*;

use super::{
    PageContext,
    document::document,
    editions::{Changes, Redirect},
};
use crate::{
    components::separated,
    folders::{folder, root_from},
};

/// The folder of the document in the site, with a slash at its end.
pub const FOLDER: &str = "changes/";

/// The name of the feed, at the root of the site.
pub const FEED: &str = "changes.xml";

/// Renders the line on the first screen, if there are two editions or more. Links to removed
/// statements lead to it.
pub(crate) fn line(page: PageContext) -> Html {
    let Some(changes) = page.changes.filter(|changes| changes.history.editions().len() > 1) else { return Html::default() };
    let Some(last) = changes.history.changes().next_back() else { return Html::default() };
    let labels = Labels(page.messages);
    let gone = changes.retired.iter().filter(|(_, to)| to.is_none());
    html! {
        <p class="note">
            { for gone.map(|(id, _)| html! { <span id={id.clone()}></span> }) }
            { labels.changed() }{ " " }<time datetime={last.edition.date.to_string()}>{ page.messages.date(last.edition.date) }</time>{ labels.colon() }
            { marked(page, labels.headline(last)) }{ ". " }
            <a href={format!("./{FOLDER}#edition-{}", last.edition.number)}>{ labels.all() }</a>
            // For readers who have asked their browser to remember an edition: `web/changes.js` shows it if there is a newer one.
            <span data-key={key(page)} data-newest={last.edition.number.to_string()} hidden=true>
                <span data-when="new" hidden=true>{ " · " }<a href={format!("./{FOLDER}#since")}>{ labels.newer() }</a></span>
            </span>
        </p>
    }
}

/// Renders links for statements that were on the page and are now in the terms of service. Each
/// link has the statement's id, so that an old link leads to it; `web/boot.js` follows it.
pub(super) fn moved_to_terms(page: PageContext) -> Html {
    page.changes.map_or_else(Html::default, |changes| redirects(page, &changes.to_terms, "./terms/"))
}

/// Renders the same links from the terms of service to the page, and a link to all changes for ids
/// without successor.
pub(super) fn moved_to_page(page: PageContext) -> Html {
    let Some(changes) = page.changes else { return Html::default() };
    let gone = &changes.gone_from_terms;
    html! {
        <>
            { redirects(page, &changes.to_page, "../") }
            { (!gone.is_empty()).then(|| html! {
                <p>{ for gone.iter().map(|id| html! { <span id={id.clone()}></span> }) }<a href={format!("../{FOLDER}")}>{ Labels(page.messages).all() }</a></p>
            }) }
        </>
    }
}

fn redirects(page: PageContext, all: &'static [Redirect], document: &str) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let link = |Redirect { from, to }: &'static Redirect| {
        let title = to.parse().map_or_else(|_| to.clone(), |id: AnyId| page.policy.title_of(&id).to_owned());
        html! { <li><a id={from.clone()} href={format!("{document}#{to}")} lang={page.lang_of(to)}>{ title }</a></li> }
    };
    html! { <ul class="moved">{ for all.iter().map(link) }</ul> }
}

/// Returns the name under which a browser remembers the edition. Several bots may share an origin,
/// and with it the storage.
fn key(page: PageContext) -> String {
    format!("read-{}", page.policy.bot.party)
}

/// Renders the mark at a statement that is new in the newest edition, or has changed. It links to
/// the change.
pub(crate) fn mark(page: PageContext, id: &str) -> Html {
    let newest = page.changes.and_then(|changes| changes.history.changes().next_back());
    let Some((edition, diff)) = newest.and_then(|newest| Some((newest.edition, newest.diff?))) else { return Html::default() };
    let is_new = match diff.statements.get(id) {
        Some(StatementChange::Added) => true,
        Some(StatementChange::Changed) => false,
        _ => return Html::default(),
    };
    // A statement that only moved, or only has another id, has not changed.
    let is_shown = |change: &&Change| {
        change.id == id
            && matches!(change.aspect, Aspect::Statement | Aspect::Party | Aspect::Source)
            && change.kind != ChangeKind::Renamed
    };
    let Some(change) = diff.changes.iter().find(is_shown) else { return Html::default() };
    // The document of the terms of service is one folder deeper.
    let up = if page.policy.is_in_terms(id) { "../" } else { "./" };
    let href = format!("{up}{FOLDER}#{}", name(&format!("edition-{}", edition.number), diff, change));
    html! { <p class="quiet"><a {href}>{ Labels(page.messages).mark(is_new, edition.date) }</a></p> }
}

/// Renders a text of the content, marked if the interface is in another language.
fn marked(page: PageContext, text: String) -> Html {
    let lang = &page.policy.bot.lang;
    if page.messages.matches_lang(&page.changes_lang()) {
        text.into()
    } else {
        html! { <span lang={lang.as_str().to_owned()}>{ text }</span> }
    }
}

/// Returns the document with every edition, the newest first.
pub async fn render_changes(page: PageContext) -> String {
    let Some(changes) = page.changes else { return String::new() };
    let labels = Labels(page.messages);
    let editions: Vec<_> = changes.history.changes().rev().collect();
    let content = html! {
        <div class="wrap">
            <nav class="toc" aria-label={labels.title()}>
                <ul>
                    { for editions.iter().map(|edition| html! { <li><a href={anchor(*edition)}>{ labels.edition(edition.edition) }</a></li> }) }
                    <li><a href={feed(page)}>{ labels.feed() }</a></li>
                    <li><a href="../">{ labels.back() }</a></li>
                </ul>
            </nav>
            <div class="column"><main id="main">{ since(page, changes) }{ for editions.iter().map(|it| edition(page, changes, *it)) }</main></div>
        </div>
    };
    document(page, FOLDER, labels.title(), html! { <p class="disclaimer">{ labels.lead() }</p> }, content).await
}

/// Offers to remember the newest edition, and lists the editions after the remembered one. All of it is hidden until `web/changes.js`
/// shows the part for its state: `none` (nothing is remembered), `new`, `read` (the newest is remembered) or `lost` (without storage).
fn since(page: PageContext, changes: &'static Changes) -> Html {
    let Some(newest) = changes.history.last() else { return Html::default() };
    let (labels, number) = (Labels(page.messages), newest.number);
    let newer = changes.history.changes().rev().map(|edition_changes| {
        let newer = edition_changes.edition.number.to_string();
        html! { <li data-newer={newer} hidden=true><a href={anchor(edition_changes)}>{ labels.edition(edition_changes.edition) }</a></li> }
    });
    html! {
        <section class="part tool" id="since" tabindex="-1" aria-labelledby="since-title" data-key={key(page)} data-newest={number.to_string()} hidden=true>
            <h2 id="since-title">{ labels.since() }</h2>
            <div role="status">
                <p data-when="none">{ labels.offer(number) }</p>
                <p data-when="new">{ labels.newer() }{ labels.colon() }</p>
                <ul data-when="new">{ for newer }</ul>
                <p data-when="read">{ labels.up_to_date(number) }</p>
                <p data-when="lost">{ labels.cannot_store() }</p>
            </div>
            <p class="choices">
                <button type="button" class="choice" data-when="none new" value={number.to_string()}>{ labels.remember(number) }</button>
                <button type="button" class="choice" data-when="new read">{ labels.forget() }</button>
            </p>
        </section>
    }
}

/// Returns the address of the feed, from the document. There is one feed, in the first language of
/// the interface.
fn feed(page: PageContext) -> String {
    [&root_from(&[&folder(page.messages), FOLDER].concat()), FEED].concat()
}

fn anchor(changes: EditionChanges<'_>) -> String {
    format!("#edition-{}", changes.edition.number)
}

fn edition(page: PageContext, changes: &'static Changes, it: EditionChanges<'static>) -> Html {
    let labels = Labels(page.messages);
    let id = format!("edition-{}", it.edition.number);
    let note = it.edition.note.as_str();
    html! {
        <section class="part" id={id.clone()}>
            <h2><a href={anchor(it)}>{ labels.edition(it.edition) }</a></h2>
            <p class="quiet" data-newer={it.edition.number.to_string()} hidden=true><b>{ labels.newer() }</b></p>
            { (!note.is_empty()).then(|| html! { <p class="lead"><b>{ labels.note() }</b>{ labels.colon() }{ marked(page, note.to_owned()) }</p> }) }
            { match it.diff {
                Some(diff) if !diff.is_empty() => html! { { for Direction::ALL.into_iter().map(|direction| {
                    group(page, changes, &id, diff, direction)
                }) } },
                _ => html! { <p>{ labels.headline(it) }</p> },
            } }
        </section>
    }
}

/// Renders the changes of one direction. Neutral changes are folded.
fn group(page: PageContext, changes: &'static Changes, edition: &str, diff: &'static Diff, direction: Direction) -> Html {
    let all: Vec<&'static Change> = diff.of(direction).collect();
    if all.is_empty() {
        return Html::default();
    }
    let labels = Labels(page.messages);
    let heading = format!("{} ({})", labels.direction(direction), all.len());
    let items: Vec<Html> = all.into_iter().map(|change| item(page, changes, change, name(edition, diff, change))).collect();
    match direction {
        Direction::Neutral => html! { <details class="section"><summary>{ heading }</summary>{ for items }</details> },
        _ => html! { <section class="section"><h3>{ heading }</h3>{ for items }</section> },
    }
}

/// Returns the anchor of a change, made from the id of the changed item, so that links to it last.
/// If an item has several changes, the later ones have a number.
fn name(edition: &str, diff: &Diff, change: &Change) -> String {
    let mut aspect = String::new();
    for c in format!("{:?}", change.aspect).chars() {
        if c.is_ascii_uppercase() && !aspect.is_empty() {
            aspect.push('-');
        }
        aspect.push(c.to_ascii_lowercase());
    }
    let alike = diff.changes.iter().take_while(|other| !std::ptr::eq(*other, change));
    let number = alike.filter(|other| other.id == change.id && other.aspect == change.aspect).count();
    let number = if number == 0 { String::new() } else { format!("-{}", number + 1) };
    format!("{edition}-{}-{aspect}{number}", change.id)
}

fn item(page: PageContext, changes: &'static Changes, change: &'static Change, anchor: String) -> Html {
    let labels = Labels(page.messages);
    let is_read_from_wording = change.basis == DirectionBasis::Wording && change.direction != Direction::Neutral;
    let value = |name: &'static str, value: Option<&'static str>| {
        let shown = value.map_or_else(
            || html! { <p class="silence">{ labels.unstated() }</p> },
            |it| {
                let own = labels.fixed_value(change.aspect, it).map(Html::from);
                html! { <p>{ own.unwrap_or_else(|| marked(page, labels.value(change.aspect, it))) }</p> }
            },
        );
        html! { <div class="side"><p class="title">{ name }</p>{ shown }</div> }
    };
    let title = match changes.has(&change.id) {
        true => {
            html! { <a href={format!("../{}#{}", super::terms_of_service::folder_of_id(page, &change.id), change.id)}>{ marked(page, change.title.clone()) }</a> }
        }
        false => marked(page, change.title.clone()),
    };
    html! {
        <article class="statement" id={anchor.clone()}>
            <h4>{ title }</h4>
            <p class="note">
                { labels.aspect(change.aspect) }{ labels.colon() }{ labels.kind(change) }
                { is_read_from_wording.then(|| html! { <>{ " · " }{ labels.by_wording() }</> }) }
                { " · " }<a href={format!("#{anchor}")}>{ change.id.as_str() }</a>
            </p>
            <div class="sides">{ value(labels.before(), change.old.as_deref()) }{ value(labels.now(), change.new.as_deref()) }</div>
            { byline(page, change) }
        </article>
    }
}

/// Renders the party, the people to whom its statement is a promise, and the places that state it.
fn byline(page: PageContext, change: &'static Change) -> Html {
    if change.party.is_none() && change.cites.is_empty() {
        return Html::default();
    }
    let party = change.party.iter().map(|party| {
        let to = party
            .promises_to
            .iter()
            .map(|to| html! { <span class="to">{ page.messages.audience() }{ marked(page, to.clone()) }</span> });
        html! { <><span class="party">{ marked(page, party.name.clone()) }</span>{ " " }{ for to }{ " · " }</> }
    });
    let cites = change.cites.iter().map(|place| {
        let link = match page.changes.is_some_and(|changes| changes.has(&place.source)) {
            true => html! { <a href={format!("../#{}", place.source)}>{ marked(page, place.title.clone()) }</a> },
            false => marked(page, place.title.clone()),
        };
        let date = match place.as_of {
            Some(date) => html! { <time datetime={date.to_string()}>{ page.messages.date(date) }</time> },
            None => page.messages.undated().into(),
        };
        html! { <>{ link }{ ", " }{ marked(page, page.messages.quoted(&place.section)) }{ ", " }{ date }</> }
    });
    html! { <p class="by">{ for party }<cite>{ separated(page.messages.semicolon(), cites.collect()) }</cite></p> }
}
