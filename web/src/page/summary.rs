//! Renders the summary at the top of the first screen: the finding as a sentence, the life of data as a drawing, and the
//! share of requirements that the policy meets.

use carrot_core::{DataItem, Extent, Party, StepStated};
use yew::prelude::*;

use super::{PageContext, declared_facts, sources::dated_link};
use crate::components::{capital, separated};

/// Renders the summary. `level` is the level of its heading: 1 on the page, 2 on other sites.
pub(crate) fn summary(page: PageContext, level: u8) -> Html {
    let policy = page.policy;
    // An unchecked list is neither stated nor unstated.
    let [stated, silent] = match policy.inventory.unreviewed {
        true => page.messages.finding_unchecked(&policy.bot.name),
        false => page.messages.finding(&policy.bot.name, &policy.inventory.summary()),
    };
    let sentences = html! { <>{ stated }{ " " }<span>{ silent }</span></> };
    html! {
        <div class="finding">
            <div>
                { if level == 1 { html! { <h1>{ sentences }</h1> } } else { html! { <h2 class="h1">{ sentences }</h2> } } }
                <p class="quiet">{ kinds(page) }{ origin(page) }<span class="disclaimer" lang={page.lang_of("bot")}>{ policy.bot.disclaimer.as_str() }</span>{ page.notice().map(|notice| html! { <span class="notice">{ " " }{ notice }</span> }) }</p>
                { declared_facts::contacts(page) }
            </div>
            <ol class="life" aria-label={page.messages.lifecycle()}>{ for policy.inventory.steps().into_iter().map(|it| step(page, it)) }</ol>
            { meter(page) }
        </div>
    }
}

/// Maximum number of names that the first screen lists.
const MAX_NAMES: usize = 8;

/// Renders the names of collected data, each followed by its parts in brackets. Together with "and
/// … more", there are as many as the finding says.
fn kinds(page: PageContext) -> Html {
    let inventory = &page.policy.inventory;
    if inventory.items.is_empty() || inventory.unreviewed {
        return Html::default();
    }
    // Names keep their capital letters: some are names of products.
    let name = |item: &'static DataItem| page.marked(item.id.as_str(), &item.name);
    let mut names: Vec<Html> = Vec::new();
    let mut left = MAX_NAMES;
    for whole in inventory.items.iter().filter(|item| item.part_of.is_none()) {
        let Some(after) = left.checked_sub(1) else { break };
        let first = names.is_empty();
        let parts: Vec<_> = inventory.parts_of(whole).take(after).collect();
        left = after - parts.len();
        let comma = |at: usize| if at > 0 { ", " } else { "" };
        let parts = parts.into_iter().enumerate().map(|(at, part)| html! { <>{ comma(at) }{ name(part) }</> }).collect::<Vec<_>>();
        let parts = if parts.is_empty() {
            Html::default()
        } else {
            html! { <>{ " (" }{ for parts }{ ")" }</> }
        };
        names.push(html! { <>{ if first { "" } else { ", " } }{ name(whole) }{ parts }</> });
    }
    let more = inventory.items.len() - (MAX_NAMES - left);
    html! { <><b>{ for names }{ if more > 0 { page.messages.and_more(more) } else { String::new() } }{ "." }</b>{ " " }</> }
}

/// Renders the bot's own documents with their dates.
fn origin(page: PageContext) -> Html {
    let documents: Vec<_> = page.policy.own_documents().collect();
    if documents.is_empty() {
        return Html::default();
    }
    let links = documents.into_iter().map(|source| dated_link(page, source, ", ")).collect();
    html! { <>{ page.messages.from_source() }{ separated(page.messages.semicolon(), links) }{ ". " }</> }
}

/// Renders a step in the life of data as a link: to its statement, to the list if only some items
/// have one, or to the question about it.
fn step(page: PageContext, stated: StepStated<'static>) -> Html {
    let name = page.messages.step_label(stated.step);
    let (class, to, text) = match stated.for_all.first().filter(|_| !page.policy.inventory.unreviewed) {
        Some(first) => {
            let texts = stated.for_all.iter().enumerate().map(|(index, cited)| {
                let text = if index > 0 { page.policy.within_sentence(&cited.text) } else { cited.text.clone() };
                page.marked(cited.statement.as_str(), &text)
            });
            let class = if stated.for_all.len() > 1 { "said many" } else { "said" };
            (class, first.statement.as_str(), separated(page.messages.semicolon(), texts.collect()))
        }
        // Proposals of an import are not stated yet.
        None if page.policy.inventory.unreviewed => ("unsaid", "collected-data", page.messages.not_checked_yet().into()),
        None if stated.extent == Extent::Present => ("said", "collected-data", capital(page.messages.for_each_item()).into()),
        None if stated.extent == Extent::Partial => {
            ("said half", "collected-data", capital(page.messages.extent(Extent::Partial)).into())
        }
        None => ("unsaid", page.policy.asks_about(stated.step).unwrap_or("not-stated"), page.messages.not_stated().into()),
    };
    html! { <li {class}><a href={format!("#{to}")}><span>{ name }</span>{ " " }<b>{ text }</b></a></li> }
}

/// Draws a square for each requirement, filled as far as the policy states it, and the same in numbers.
fn meter(page: PageContext) -> Html {
    let extents: Vec<Extent> = page.policy.gaps().map(|gap| gap.extent).collect();
    if extents.is_empty() {
        return Html::default();
    }
    let count = |extent| extents.iter().filter(|it| **it == extent).count();
    let (met, in_part, silent) = (count(Extent::Present), count(Extent::Partial), count(Extent::Missing));
    let unchecked = count(Extent::Unreviewed);
    let ticks = [("y", met), ("h", in_part), ("n", silent + unchecked)];
    let ticks = ticks.into_iter().flat_map(|(class, count)| std::iter::repeat_n(html! { <i {class}></i> }, count));
    let open = html! { <>{ page.messages.not_checked_yet() }{ page.messages.colon() }{ unchecked }</> };
    let in_numbers = if unchecked == extents.len() {
        // Nothing is checked, so zeros would look like a finding.
        html! { <b>{ open }</b> }
    } else {
        let met = page.messages.requirements_met(met, extents.len());
        html! {
            <>
                <b>{ met }</b>{ " " }<span>{ page.messages.requirements_open(in_part, silent) }</span>
                { (unchecked > 0).then(|| html! { <>{ " · " }{ open }</> }) }
            </>
        }
    };
    html! {
        <a class="meter" href="#not-stated">
            <span class="quiet">{ page.messages.asked_of_policies() }{ rule_makers(page) }</span>
            <span class="ticks" aria-hidden="true">{ for ticks }</span>
            <span>{ in_numbers }</span>
        </a>
    }
}

/// Names in parentheses who publishes the rules that have requirements.
fn rule_makers(page: PageContext) -> Html {
    let mut makers: Vec<&'static Party> = Vec::new();
    for cite in page.policy.gaps().filter_map(|gap| gap.requirement.cites.first()) {
        let maker = page.policy.source(&cite.source).and_then(|source| source.by.as_ref()).and_then(|by| page.policy.party(by));
        makers.extend(maker.filter(|maker| !makers.iter().any(|other| other.id == maker.id)));
    }
    if makers.is_empty() {
        return Html::default();
    }
    let names = makers.iter().map(|maker| page.marked(maker.id.as_str(), &maker.name)).collect();
    html! { <>{ " (" }{ separated(", ", names) }{ ")" }</> }
}
