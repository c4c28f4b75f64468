//! The first answers: what people ask before anything else.

use carrot_core::{Extent, Policy, Question, words};
use yew::prelude::*;

use super::{badge, inline, statement};

pub(crate) fn glance(policy: &'static Policy) -> Html {
    html! { <div class="cards">{ for policy.questions.iter().filter(|question| question.glance).map(|question| card(policy, question)) }</div> }
}

fn card(policy: &'static Policy, question: &'static Question) -> Html {
    let reply = policy.answer(question);
    let silent = reply.extent == Extent::Missing;
    html! {
        <article class="card" id={question.id.as_str()}>
            <h3>{ question.ask.as_str() }</h3>
            { if silent { html! { <p class="silence">{ words::NOT_STATED_BY_BOT }</p> } } else { Html::default() } }
            { for reply.statements.iter().copied().map(|it| html! {
                <div class="answer">{ inline::blocks(&it.text) }<p class="by">{ policy.party(&it.party).map(|party| badge(&party.name, party.kind)) }<span class="to">{ statement::link(it) }</span></p></div>
            }) }
            { if reply.beside.is_empty() { Html::default() } else { html! {
                <p class="see">{ words::BESIDE }{ statement::links(reply.beside.iter().copied()) }</p>
            } } }
        </article>
    }
}
