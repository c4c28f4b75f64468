//! The first answers: what people ask before anything else, then what else they ask.

use carrot_core::{Extent, Question, answer::Reply};
use yew::prelude::*;

use super::{Page, badge, statement};

pub(crate) fn glance(page: Page) -> Html {
    let (first, more): (Vec<_>, Vec<_>) = page.policy.questions.iter().partition(|question| question.glance);
    html! {
        <>
            <div class="cards">{ for first.into_iter().map(|question| card(page, question)) }</div>
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
                { if reply.statements.is_empty() { Html::default() } else { html! { <>{ if silent { ". " } else { "" } }{ statement::links(page, reply.statements.iter().copied()) }</> } } }
                { whys(page, &reply) }
            </dd>
        </div>
    }
}

fn card(page: Page, question: &'static Question) -> Html {
    let reply = page.policy.answer(question);
    // Runs of statements by one party, which is named once behind each run.
    let runs = reply.statements.chunk_by(|a, b| a.party == b.party).map(|run| {
        html! {
            <>
                <ul>{ for run.iter().map(|it| html! { <li>{ statement::link(page, it) }</li> }) }</ul>
                { for run.first().and_then(|it| page.policy.party(&it.party)).map(|party| html! { <p class="by">{ badge(&party.name, party.kind) }</p> }) }
            </>
        }
    });
    html! {
        <article class="card" id={question.id.as_str()}>
            <h3 lang={page.lang_of(question.id.as_str())}>{ question.ask.as_str() }</h3>
            { if reply.extent == Extent::Missing { html! { <p class="silence">{ page.words.not_stated_by_bot() }</p> } } else { Html::default() } }
            { for runs }
            { whys(page, &reply) }
            { if reply.beside.is_empty() { Html::default() } else { html! {
                <p class="see">{ page.words.beside() }{ statement::links(page, reply.beside.iter().copied()) }</p>
            } } }
        </article>
    }
}

/// What is missing where the answer is partial, each once; where there is none at all, the silence says it.
fn whys(page: Page, reply: &Reply<'static>) -> Html {
    let why = |why| html! { <p class="see"><span class="extent partial">{ page.words.extent(Extent::Partial) }</span>{ why }</p> };
    html! { { for reply.whys().into_iter().map(why) } }
}
