//! The first answers: what people ask before anything else.

use carrot_core::{Extent, Policy, Question, words};
use yew::prelude::*;

use super::{badge, statement};

pub(crate) fn glance(policy: &'static Policy) -> Html {
    html! { <div class="cards">{ for policy.questions.iter().filter(|question| question.glance).map(|question| card(policy, question)) }</div> }
}

fn card(policy: &'static Policy, question: &'static Question) -> Html {
    let reply = policy.answer(question);
    // Runs of statements by one party, which is named once behind each run.
    let runs = reply.statements.chunk_by(|a, b| a.party == b.party).map(|run| {
        html! {
            <>
                <ul>{ for run.iter().map(|it| html! { <li>{ statement::link(it) }</li> }) }</ul>
                { for run.first().and_then(|it| policy.party(&it.party)).map(|party| html! { <p class="by">{ badge(&party.name, party.kind) }</p> }) }
            </>
        }
    });
    // What is missing where the answer is partial, each once; where there is none at all, the silence says it.
    let mut whys: Vec<&str> = Vec::new();
    for why in reply.open.iter().filter(|gap| gap.extent == Extent::Partial).filter_map(|gap| gap.why) {
        if !whys.contains(&why) {
            whys.push(why);
        }
    }
    html! {
        <article class="card" id={question.id.as_str()}>
            <h3>{ question.ask.as_str() }</h3>
            { if reply.extent == Extent::Missing { html! { <p class="silence">{ words::NOT_STATED_BY_BOT }</p> } } else { Html::default() } }
            { for runs }
            { for whys.iter().map(|why| html! { <p class="see"><span class="extent partial">{ words::extent(Extent::Partial) }</span>{ *why }</p> }) }
            { if reply.beside.is_empty() { Html::default() } else { html! {
                <p class="see">{ words::BESIDE }{ statement::links(reply.beside.iter().copied()) }</p>
            } } }
        </article>
    }
}
