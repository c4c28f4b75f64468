//! Renders a checklist for each rule: its requirements, and this policy's answers.

use carrot_core::{Extent, Source, SourceKind, answer::RequirementGap};
use yew::prelude::*;

use super::{
    PageContext, code,
    glance::{extent, extent_class},
    statement,
};
use crate::components::{capital, citations};

pub(crate) fn gaps(page: PageContext) -> Html {
    let rules = page.policy.sources.iter().filter(|source| source.kind == SourceKind::Rule);
    html! {
        <>
            <p class="lead">{ page.messages.gaps_lead() }</p>
            { for rules.map(|rule| checklist(page, rule)) }
        </>
    }
}

fn checklist(page: PageContext, rule: &'static Source) -> Html {
    // A requirement is in the list of the first rule that it cites.
    let of_rule = |gap: &RequirementGap<'_>| gap.requirement.cites.first().is_some_and(|cite| cite.source == rule.id);
    let gaps: Vec<_> = page.policy.gaps().filter(of_rule).collect();
    if gaps.is_empty() {
        return Html::default();
    }
    let count = |extent: Extent| {
        let count = gaps.iter().filter(|gap| gap.extent == extent).count();
        if count == 0 && extent == Extent::Unreviewed {
            return Html::default();
        }
        html! { <li class={extent_class(extent)}>{ capital(page.messages.extent(extent)) }{ page.messages.colon() }{ count }</li> }
    };
    html! {
        <section class="section">
            <h3 lang={page.lang_of(rule.id.as_str())}>{ rule.title.as_str() }</h3>
            <ul class="counts">{ for [Extent::Present, Extent::Partial, Extent::Missing, Extent::Unreviewed].map(count) }</ul>
            <ul class="gaps">{ for gaps.iter().map(|gap| item(page, gap)) }</ul>
        </section>
    }
}

/// Renders a requirement: one line with its extent, title and condition, and the rest folded below.
fn item(page: PageContext, gap: &RequirementGap<'static>) -> Html {
    let id = gap.requirement.id.as_str();
    let when = gap.requirement.when.as_ref().map_or_else(|| page.messages.always().into(), |when| page.marked(id, when));
    html! {
        <li {id} class="gap">
            <details>
                <summary>
                    { extent(page, gap.extent) }
                    <h4>{ page.marked(id, &gap.requirement.title) }</h4>
                    <span class="when">{ page.messages.applies_to() }{ when }</span>
                </summary>
                <p lang={page.lang_of(id)}>{ gap.requirement.asks.as_str() }</p>
                { (!gap.statements.is_empty()).then(|| html! {
                    <p class="note">{ page.messages.answered_by() }{ statement::links(page, gap.statements.iter().copied()) }</p>
                }) }
                { gap.why.map(|why| html! { <p class="note" lang={page.lang_of(page.policy.author_of_reason(why))}>{ code::spans(why) }</p> }) }
                { (!gap.beside.is_empty()).then(|| html! {
                    <p class="note">{ page.messages.hosts_promises() }{ statement::links(page, gap.beside.iter().copied()) }</p>
                }) }
                <p class="by">{ citations(page.content, &gap.requirement.cites) }</p>
            </details>
        </li>
    }
}
