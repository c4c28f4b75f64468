//! The first answers: what people ask before anything else, then what else they ask.

use carrot_core::{Extent, Question, SourceKind, answer::Reply};
use yew::prelude::*;

use super::{Page, badge, statement};

pub(crate) fn glance(page: Page) -> Html {
    let (first, more): (Vec<_>, Vec<_>) = page.policy.questions.iter().partition(|question| question.glance);
    html! {
        <>
            { super::changes::line(page) }
            <div class="cards">
                { for first.into_iter().map(|question| card(page, question)) }
                { dates(page) }
            </div>
            { if more.is_empty() { Html::default() } else { html! {
                <section class="section" aria-labelledby="more-questions">
                    <h3 id="more-questions">{ page.words.more_questions() }</h3>
                    <dl class="questions">{ for more.into_iter().map(|question| line(page, question)) }</dl>
                </section>
            } } }
        </>
    }
}

/// A question in a line or two.
fn line(page: Page, question: &'static Question) -> Html {
    let reply = page.policy.answer(question);
    let silent = reply.extent == Extent::Missing;
    html! {
        <div id={question.id.as_str()}>
            <dt lang={page.lang_of(question.id.as_str())}>{ question.ask.as_str() }</dt>
            <dd>
                { if !silent { Html::default() } else { html! { <span class="silence">{ page.words.not_stated_by_bot() }</span> } } }
                { unreviewed(page, &reply) }
                { statement::links(page, reply.statements.iter().copied()) }
                { for whys(&reply).into_iter().map(|why| html! { <p class="see">{ extent(page, Extent::Partial) }{ page.marked("bot", why) }</p> }) }
                { beside(page, &reply) }
            </dd>
        </div>
    }
}

/// A question with its short answer. Below a gap are the host's promises to its customers, marked as such.
fn card(page: Page, question: &'static Question) -> Html {
    let reply = page.policy.answer(question);
    let silent = reply.extent == Extent::Missing;
    let party = |id| page.policy.party(id).map_or_else(Html::default, |party| badge(page, party));
    // Runs of statements by one party, which is named once after each run. The bot's come first, with the extent beside its name.
    let runs = reply.statements.chunk_by(|a, b| a.party == b.party).enumerate().map(|(index, run)| {
        let partial = index == 0 && reply.extent == Extent::Partial;
        html! {
            <>
                <ul>{ for run.iter().map(|it| html! { <li>{ statement::link(page, it) }</li> }) }</ul>
                <p class="by">{ for run.first().map(|it| party(&it.party)) }{ if partial { extent(page, Extent::Partial) } else { Html::default() } }</p>
            </>
        }
    });
    html! {
        <article class="card" id={question.id.as_str()}>
            <h3 lang={page.lang_of(question.id.as_str())}>{ question.ask.as_str() }</h3>
            { if !silent { Html::default() } else { html! {
                <>
                    <p class="silence">{ page.words.not_stated_by_bot() }</p>
                    <p class="by">{ party(&page.policy.bot.party) }</p>
                </>
            } } }
            { unreviewed(page, &reply) }
            { for runs }
            { for whys(&reply).into_iter().map(|why| html! { <p class="see" lang={page.lang_of("bot")}>{ why }</p> }) }
            { beside(page, &reply) }
        </article>
    }
}

/// The mark of an answer that the author has not checked yet.
fn unreviewed(page: Page, reply: &Reply<'static>) -> Html {
    if reply.extent != Extent::Unreviewed {
        return Html::default();
    }
    html! { <p class="see">{ extent(page, Extent::Unreviewed) }</p> }
}

/// Renders statements of others, such as the host's to its customers, which are never the bot's answer.
fn beside(page: Page, reply: &Reply<'static>) -> Html {
    if reply.beside.is_empty() {
        return Html::default();
    }
    html! { <p class="see beside">{ page.words.beside() }{ statement::links(page, reply.beside.iter().copied()) }</p> }
}

/// Returns the missing parts of a partial answer. A missing answer needs no explanation.
fn whys(reply: &Reply<'static>) -> Vec<&'static str> {
    if reply.extent == Extent::Partial { reply.whys() } else { Vec::new() }
}

/// Shows the extent of an answer by shape, word and color.
pub(super) fn extent(page: Page, extent: Extent) -> Html {
    html! { <span class={extent_class(extent)}>{ page.words.extent(extent) }</span> }
}

/// Returns the classes for an extent; the style sheet sets shape and color.
pub(super) fn extent_class(extent: Extent) -> &'static str {
    match extent {
        Extent::Unreviewed | Extent::Missing => "extent missing",
        Extent::Partial => "extent partial",
        Extent::Present => "extent present",
    }
}

/// The documents that all of this is from, each with the date that it bears.
fn dates(page: Page) -> Html {
    let documents = page.policy.sources.iter().filter(|source| source.kind == SourceKind::Document);
    html! {
        <div class="dates">
            <h3>{ page.words.dates() }</h3>
            <ul>
                { for documents.map(|source| html! {
                    <li><a href={format!("#{}", source.id)} lang={page.lang_of(source.id.as_str())}>{ source.title.as_str() }</a>{ page.words.colon() }{ statement::as_of(page, source.as_of) }</li>
                }) }
            </ul>
        </div>
    }
}
