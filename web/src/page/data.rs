//! Renders the data inventory: the collected data, and the stated steps in its life from source to
//! deletion.

use carrot_core::{
    CitedText, DataId, DataItem, Step,
    lookup::kinds::{AnsweredKind, Mention},
};
use yew::prelude::*;

use super::{PageContext, code, declared_facts, folded_list, wide};
use crate::components::{separated, statement_link};

pub(crate) fn inventory(page: PageContext) -> Html {
    let inventory = &page.policy.inventory;
    let title = if inventory.unreviewed { page.messages.inventory_proposed() } else { page.messages.inventory() };
    let name = |id: &DataId| inventory.items.iter().find(|item| item.id == *id).map_or("", |item| item.name.as_str());
    let part_of = |id| html! { <div>{ page.messages.part_of() }{ page.messages.colon() }{ code::spans(name(id)) }</div> };
    html! {
        <>
            { marks() }
            { inventory.unreviewed.then(|| html! { <p class="lead"><b>{ page.messages.not_checked_yet() }{ "." }</b>{ " " }{ page.messages.found_automatically() }{ "." }</p> }) }
            { wide(title, html! {
            <table class="data items">
                <caption>{ title }{ if inventory.open_ended { page.messages.open_ended() } else { "" } }</caption>
                <thead><tr><th scope="col">{ page.messages.data() }</th><th scope="col">{ page.messages.stated_for_item() }</th><th scope="col">{ page.messages.lifecycle() }</th></tr></thead>
                <tbody>
                    { for inventory.items.iter().map(|item| html! {
                        <tr id={item.id.as_str()}>
                            <th scope="row"><a href={format!("#{}", item.statement)} lang={page.lang_of(item.id.as_str())}>{ code::spans(&item.name) }</a>{ item.part_of.as_ref().map(part_of) }</th>
                            <td>{ facts_of_item(page, item) }{ declared_facts::bases_of(page, item) }</td>
                            <td>{ item_lifecycle(page, item) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
            }) }
            <p class="legend">
                { for [Mark::Own, Mark::All, Mark::Nothing].map(|mark| html! { <span>{ drawing(&[mark]) }{ mark.label(page) }</span> }) }
            </p>
        </>
    }
}

/// The state of one step in an item's lifecycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It is stated for the item.
    Own,
    /// It is stated for all data together.
    All,
    /// Not stated.
    Nothing,
}

impl Mark {
    const fn id(self) -> &'static str {
        match self {
            Self::Own => "way-own",
            Self::All => "way-all",
            Self::Nothing => "way-none",
        }
    }

    fn label(self, page: PageContext) -> &'static str {
        match self {
            Self::Own => page.messages.stated_for_item(),
            Self::All => page.messages.stated_for_all(),
            Self::Nothing => silence(page),
        }
    }
}

/// Returns the text for a step that the policy does not state.
fn silence(page: PageContext) -> &'static str {
    if page.policy.inventory.unreviewed { page.messages.not_checked_yet() } else { page.messages.not_stated_by_bot() }
}

/// Renders the shapes of steps, once for the page: full, half full, and empty with a dashed edge.
fn marks() -> Html {
    html! {
        <svg hidden=true>
            <symbol id="way-own" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="currentColor" /></symbol>
            <symbol id="way-all" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />
                <circle cx="8" cy="8" r="3" fill="currentColor" />
            </symbol>
            <symbol id="way-none" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.2 2.5" />
            </symbol>
        </svg>
    }
}

/// Renders a row of shapes, joined if something is stated. A text beside them says the same.
fn drawing(marks: &[Mark]) -> Html {
    let width = marks.len() * 24 - 8;
    let joint = |(index, pair): (usize, &[Mark])| {
        let broken = pair.contains(&Mark::Nothing);
        let at = index * 24;
        html! { <path d={format!("M{} 8h8", at + 16)} stroke="currentColor" stroke-dasharray={broken.then_some("2 2")} /> }
    };
    let shape = |(index, mark): (usize, &Mark)| {
        html! { <use href={format!("#{}", mark.id())} x={(index * 24).to_string()} width="16" height="16" /> }
    };
    html! {
        <svg aria-hidden="true" width={width.to_string()} height="16">
            { for marks.windows(2).enumerate().map(joint) }
            { for marks.iter().enumerate().map(shape) }
        </svg>
    }
}

/// Renders the steps in words.
fn lifecycle(page: PageContext, stages: [(Mark, &'static str, Vec<&'static CitedText>); 6]) -> Html {
    html! {
        <ol class="way">
            { for stages.into_iter().map(|(mark, stage, texts)| html! {
                <li class={mark.id()}>{ drawing(&[mark]) }<b>{ stage }</b><span>{ cited_texts(page, &texts) }</span></li>
            }) }
        </ol>
    }
}

/// Renders the steps of an item: as a drawing, and in full when opened.
fn item_lifecycle(page: PageContext, item: &'static DataItem) -> Html {
    let of_all = stages(page, None);
    let mut rest = of_all.into_iter();
    let stages = stages(page, Some(item)).map(|(stage, own)| match rest.next() {
        _ if !own.is_empty() => (Mark::Own, stage, own),
        Some((_, all)) if !all.is_empty() => (Mark::All, stage, all),
        _ => (Mark::Nothing, stage, own),
    });
    let marks = stages.each_ref().map(|(mark, ..)| *mark);
    let stated = marks.iter().filter(|mark| **mark != Mark::Nothing).count();
    html! {
        <details>
            <summary>{ drawing(&marks) }<span>{ page.messages.steps_stated(stated, marks.len()) }</span></summary>
            { lifecycle(page, stages) }
        </details>
    }
}

/// Returns the steps in the life of an item, or of all data together.
fn stages(page: PageContext, item: Option<&'static DataItem>) -> [(&'static str, Vec<&'static CitedText>); 6] {
    let inventory = &page.policy.inventory;
    Step::ALL.map(|step| {
        (page.messages.step(step), item.map_or_else(|| inventory.stated_for_all(step), |it| inventory.stated_for(it, step)))
    })
}

fn cited_texts(page: PageContext, texts: &[&'static CitedText]) -> Html {
    if texts.is_empty() {
        return html! { <span class="silence">{ silence(page) }</span> };
    }
    let one = |(index, cited): (usize, &&'static CitedText)| {
        let (separator, text) = match index {
            0 => ("", cited.text.clone()),
            _ => (page.messages.semicolon(), page.policy.within_sentence(&cited.text)),
        };
        html! { <>{ separator }<a href={format!("#{}", cited.statement)} lang={page.lang_of(cited.statement.as_str())}>{ code::spans(&text) }</a></> }
    };
    html! { { for texts.iter().enumerate().map(one) } }
}

fn facts_of_item(page: PageContext, item: &'static DataItem) -> Html {
    let stated: Vec<_> = stages(page, Some(item)).into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
    if stated.is_empty() {
        return if page.policy.inventory.unreviewed { silence(page) } else { page.messages.only_collected() }.into();
    }
    html! { { for stated.iter().map(|(stage, texts)| html! { <div>{ *stage }{ page.messages.colon() }{ cited_texts(page, texts) }</div> }) } }
}

/// Renders whether the list names each kind of data that people ask about. Search results lead to these entries.
pub(crate) fn kinds(page: PageContext) -> Html {
    if !page.policy.answers_kinds() {
        return Html::default();
    }
    let kinds = page.answered_kinds();
    let is_named =
        |answer: &&AnsweredKind<'static>| !(answer.items.is_empty() && answer.wider.is_empty() && answer.mentions.is_empty());
    let (named, others): (Vec<_>, Vec<_>) = kinds.iter().partition(is_named);
    let other = |answer: &&AnsweredKind<'static>| html! { <li id={answer.kind.id.as_str()}>{ page.marked(answer.kind.id.as_str(), &answer.kind.name) }{ " " }<small>{ page.messages.kind_not_named() }</small></li> };
    let others = (!others.is_empty())
        .then(|| html! { <div class="regions"><p>{ not_named(page) }</p><ul>{ for others.iter().map(other) }</ul></div> });
    let list = html! { <><p class="lead">{ page.messages.kinds_lead() }</p><dl class="questions">{ for named.iter().map(|answer| kind_answer(page, answer)) }</dl>{ others }</> };
    folded_list("kinds", page.messages.kinds_asked_about(), page.messages.kinds_counted(kinds.len()), list)
}

/// Returns the sentence that the list does not name a kind of data, and if the list says so, that it is not complete.
fn not_named(page: PageContext) -> String {
    let open = page.policy.inventory.open_ended;
    [page.messages.kind_not_named(), if open { " " } else { "" }, if open { page.messages.list_is_open() } else { "" }].concat()
}

/// Renders a kind of data: the items of the list that name it, or the sentence that none does.
fn kind_answer(page: PageContext, answer: &AnsweredKind<'static>) -> Html {
    let (id, messages) = (answer.kind.id.as_str(), page.messages);
    let link = |item: &&'static DataItem| {
        html! { <a href={format!("#{}", item.id)} lang={page.lang_of(item.id.as_str())}>{ code::spans(&item.name) }</a> }
    };
    let names = answer.wider.iter().map(|item| item.name.as_str()).collect::<Vec<_>>().join(", ");
    let lead = if answer.wider.is_empty() { not_named(page) } else { messages.kind_within(&names) };
    let mention = |mention: &Mention<'static>| {
        let statement = mention.statement;
        let quote = mention
            .quote
            .as_deref()
            .map(|quote| html! { <>{ messages.colon() }<q lang={page.lang_of(statement.id.as_str())}>{ quote.to_owned() }</q></> });
        html! { <>{ statement_link(page.content, &statement.id, &statement.title) }{ quote }</> }
    };
    let mentions = (!answer.mentions.is_empty()).then(|| {
        html! { <p class="note">{ messages.kind_mentioned() }{ messages.colon() }{ separated(messages.semicolon(), answer.mentions.iter().map(mention).collect()) }</p> }
    });
    let said = match answer.items.is_empty() {
        true => html! { <>{ lead }{ mentions }</> },
        false => {
            html! { <>{ messages.in_the_list() }{ messages.colon() }{ separated(", ", answer.items.iter().map(link).collect()) }</> }
        }
    };
    html! { <div {id}><dt>{ page.marked(id, &answer.kind.name) }</dt><dd>{ said }</dd></div> }
}
