//! Which services fit: what each single requirement comes to, complete to read, and the question that the program answers from it.
//!
//! Each block of the text says in attributes which services it is about, what it comes to, and with which hours and regions it goes, so
//! that the program (`crate::solver`) can put any mix together without the policy: its reasons are these very blocks.

use carrot_core::{
    Citation, Policy, ServiceGroup, Statement,
    grounds::{Basis, Condition},
    needs::{Alike, Single, When},
    qualify::{Finding, Ground, Isolation, Missing, Need, Outcome, Says},
};
use yew::prelude::*;

use super::{
    Page,
    statement::{cites, link, links},
};
use crate::solver::OUTCOMES;

const ALL: [Outcome; 4] = [Outcome::Qualifies, Outcome::QualifiesUnder, Outcome::NotStated, Outcome::Excluded];

pub(crate) fn solver(page: Page) -> Html {
    let needs = page.policy.needs();
    html! {
        <>
            <p class="lead">{ page.words.solver_lead() }</p>
            { question(page, &needs) }
            { verdicts(page) }
            <h3 id="needs-title">{ page.words.each_alone() }</h3>
            <div id="needs">{ for labelled(page, needs).into_iter().map(|(label, singles)| need(page, label, &singles)) }</div>
        </>
    }
}

/// What a need is called here, in the address and in the program.
fn name(need: Need<'_>) -> String {
    match need {
        Need::Framework(id) => format!("framework.{id}"),
        Need::Data(id) => format!("data.{id}"),
        Need::Region(id) => format!("region.{id}"),
        Need::Isolation(Isolation::Private) => "isolation.private".to_owned(),
        Need::Isolation(Isolation::Shield) => "isolation.shield".to_owned(),
        Need::RestoreHours(_) => "restore".to_owned(),
        Need::LossHours(_) => "loss".to_owned(),
    }
}

/// What it is called to a reader.
fn label(page: Page, need: Need<'static>) -> &'static str {
    match need {
        Need::Framework(id) => page.policy.framework(id).map_or(id.as_str(), |it| &it.short),
        Need::Data(id) => page.policy.data_rule(id).map_or(id.as_str(), |it| &it.name),
        Need::Region(id) => page.policy.region(id).map_or(id.as_str(), |it| &it.name),
        Need::Isolation(Isolation::Private) => page.words.group(ServiceGroup::Private),
        Need::Isolation(Isolation::Shield) => page.words.group(ServiceGroup::Shield),
        Need::RestoreHours(_) => page.words.restore(),
        Need::LossHours(_) => page.words.loss(),
    }
}

/// The language to mark that with.
fn lang(page: Page, need: Need<'_>) -> Option<&'static str> {
    match need {
        Need::Data(id) => page.lang_of(id.as_str()),
        _ => None,
    }
}

/// The needs under their names: those on hours, of which each has several, together.
fn labelled(page: Page, needs: Vec<Single<'static>>) -> Vec<(&'static str, Vec<Single<'static>>)> {
    let mut out: Vec<(&'static str, Vec<Single<'static>>)> = Vec::new();
    for single in needs {
        match out.last_mut().filter(|(_, before)| before.iter().any(|it| name(it.need) == name(single.need))) {
            Some((_, singles)) => singles.push(single),
            None => out.push((label(page, single.need), vec![single])),
        }
    }
    out
}

/// The controls. They do nothing without the program.
fn question(page: Page, needs: &[Single<'static>]) -> Html {
    let words = page.words;
    let pick = |need: Need<'static>| {
        html! { <label class="pick"><input type="checkbox" data-do="need" value={name(need)} /><span lang={lang(page, need)}>{ label(page, need) }</span></label> }
    };
    let picks = |legend: &'static str, class: &'static str, of: fn(Need<'_>) -> bool| {
        let mut picks = needs.iter().map(|it| it.need).filter(|need| of(*need)).map(pick).peekable();
        match picks.peek() {
            Some(_) => html! { <fieldset {class}><legend>{ legend }</legend>{ for picks }</fieldset> },
            None => Html::default(),
        }
    };
    let hours = |does: &'static str, label: &'static str| {
        html! {
            <label class="hours">{ label }{ " " }<input type="number" min="0" step="1" inputmode="numeric" data-do={does} />{ " " }{ words.hours_unit() }</label>
        }
    };
    html! {
        <div id="question" class="tool">
            { picks(words.kind_of_data(), "long", |need| matches!(need, Need::Data(_))) }
            { picks(words.frameworks(), "", |need| matches!(need, Need::Framework(_))) }
            <fieldset><legend>{ words.objectives() }</legend>{ hours("restore", words.restore()) }{ hours("loss", words.loss()) }</fieldset>
            { picks(words.regions(), "", |need| matches!(need, Need::Region(_))) }
            { picks(words.isolation(), "", |need| matches!(need, Need::Isolation(_))) }
            <div class="fits">
                <p role="status" id="fits"></p>
                <button type="button" class="choice" data-do="nothing">{ words.ask_nothing() }</button>
            </div>
        </div>
    }
}

/// The places that the program fills. With nothing asked, all services stand below.
fn verdicts(page: Page) -> Html {
    let words = page.words;
    let place = |outcome: Outcome| {
        html! {
            <section class="fit" data-outcome={OUTCOMES[outcome as usize]} hidden=true>
                <h3>{ badge(page, outcome) }</h3>
                <div></div>
            </section>
        }
    };
    html! {
        <>
            <div id="verdicts" data-colon={words.colon()} data-unit={words.hours_unit()}>
                <p id="asked" class="label" data-label={format!("{}{}", words.solver_question(), words.colon())} hidden=true></p>
                { for ALL.into_iter().map(place) }
            </div>
            <div id="served" class="tool">
                <p>{ words.nothing_asked() }</p>
                <ul class="counts">{ for page.policy.services.iter().map(|it| html! { <li data-service={it.id.as_str()}>{ it.name.as_str() }</li> }) }</ul>
            </div>
            <p id="take" class="tool" hidden=true>
                <button type="button" class="choice" id="copy" data-copied={words.copied()}>{ words.copy_answer() }</button>
                <textarea id="ticket" rows="8" readonly=true hidden=true aria-label={words.text_to_copy()} />
            </p>
        </>
    }
}

/// An outcome's word; its shape is the style sheet's.
fn badge(page: Page, outcome: Outcome) -> Html {
    html! { <span class={classes!("outcome", OUTCOMES[outcome as usize])}>{ page.words.outcome(outcome) }</span> }
}

fn need(page: Page, label: &'static str, singles: &[Single<'static>]) -> Html {
    html! {
        <details>
            <summary><span lang={singles.first().and_then(|it| lang(page, it.need))}>{ label }</span>{ tally(page, singles) }</summary>
            <ul>{ for singles.iter().flat_map(|single| single.alike.iter().map(move |it| block(page, single, it))) }</ul>
        </details>
    }
}

/// How many services come to what, where that depends on nothing else.
fn tally(page: Page, singles: &[Single<'static>]) -> Html {
    let [single] = singles else { return Html::default() };
    if single.alike.iter().any(|it| it.when != When::Always) {
        return Html::default();
    }
    let count =
        |outcome: Outcome| single.alike.iter().filter(|it| it.finding.outcome == outcome).map(|it| it.services.len()).sum::<usize>();
    let counts = ALL.into_iter().map(|it| (it, count(it))).filter(|(_, count)| *count > 0);
    counts.map(|(outcome, count)| html! { <small>{ badge(page, outcome) }{ " " }{ count }</small> }).collect()
}

fn block(page: Page, single: &Single<'static>, alike: &Alike<'static>) -> Html {
    let (words, finding) = (page.words, &alike.finding);
    let all = alike.services.len() == page.policy.services.len();
    let services = (!all).then(|| alike.services.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" "));
    let names = alike.services.iter().map(|id| page.policy.service(id).map_or(id.as_str(), |it| &it.name));
    let names = if all { words.every_service().to_owned() } else { names.collect::<Vec<_>>().join(", ") };
    let most = single.hours.as_ref().map(|hours| (*hours.start(), Some(*hours.end()).filter(|end| *end != u32::MAX)));
    let hours = most.map(|(from, to)| format!("{from} {}", to.unwrap_or(u32::MAX)));
    let (regions, with) = match &alike.when {
        When::Always => (None, most.map(|(from, to)| words.hours_asked(from, to))),
        When::Anywhere => (Some(String::new()), Some(words.without_region().to_owned())),
        When::In(regions) => {
            let names = regions.iter().map(|id| page.policy.region(id).map_or(id.as_str(), |it| it.name.as_str()));
            let names = names.collect::<Vec<_>>().join(", ");
            (
                Some(regions.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ")),
                Some(format!("{}{}{names}", words.within_region(), words.colon())),
            )
        }
    };
    let with = with.map(|with| html! { <><em>{ with }</em>{ " – " }</> });
    // Of several regions that are asked, each reason says which it is about; what is asked in hours stands in the answer's own words.
    let (before, within) = if regions.is_some() { (with, None) } else { (None, with) };
    html! {
        <li data-need={name(single.need)} data-services={services} data-outcome={OUTCOMES[finding.outcome as usize]} data-hours={hours} data-regions={regions}>
            <p>{ badge(page, finding.outcome) }{ " " }{ before }<span class="of">{ within }{ names }</span></p>
            { why(page, finding) }
        </li>
    }
}

/// What must be true, what is not stated, and where all that is said.
fn why(page: Page, finding: &Finding<'static>) -> Html {
    let words = page.words;
    let condition = |it: &Condition<'_>| html! { <li lang={page.lang_of("bot")}>{ words.clause(page.policy, &it.clause) }</li> };
    let missing = |it: &Missing<'static>| html! { <p>{ words.missing(page.policy, *it) }</p> };
    let mut aims: Vec<u32> = Vec::new();
    let mut exceptions: &[String] = &[];
    for ground in &finding.grounds {
        match ground.says {
            Says::Aims { hours } if !aims.contains(&hours) => aims.push(hours),
            Says::Bars { exceptions: list } => exceptions = list,
            _ => {}
        }
    }
    let aims = aims.into_iter().map(|hours| words.hours(hours)).collect::<Vec<_>>().join(", ");
    html! {
        <>
            { if finding.conditions.is_empty() { Html::default() } else { html! { <ul>{ for finding.conditions.iter().map(condition) }</ul> } } }
            { for finding.missing.iter().map(missing) }
            { for exceptions.iter().map(|it| html! { <p lang={page.lang_of("bot")}>{ it.as_str() }</p> }) }
            { if aims.is_empty() { Html::default() } else { html! { <p>{ words.aimed_at() }{ words.colon() }{ aims }</p> } } }
            { said(page, &finding.grounds, words.said_in(), |says| !matches!(says, Says::Denies | Says::Silent)) }
            { said(page, &finding.grounds, words.denied_in(), |says| matches!(says, Says::Denies)) }
            { said(page, &finding.grounds, words.looked_in(), |says| matches!(says, Says::Silent)) }
            { read(page, &finding.grounds) }
        </>
    }
}

/// Where those of the grounds stand that say something of that kind, each place once.
fn said(page: Page, grounds: &[Ground<'static>], lead: &'static str, of: fn(Says<'_>) -> bool) -> Html {
    let mut places: Vec<(Option<&str>, &[Citation])> = Vec::new();
    for ground in grounds.iter().filter(|ground| of(ground.says)) {
        let place = match (ground.said.statement.and_then(|id| page.policy.statement(id)), ground.basis) {
            (Some(statement), _) => (Some(statement.id.as_str()), statement.cites.as_slice()),
            (None, basis) => (None, named(page.policy, basis)),
        };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    if places.is_empty() {
        return Html::default();
    }
    let place = |(index, (statement, cited)): (usize, (Option<&str>, &'static [Citation]))| {
        let statement = statement.and_then(|id| page.policy.statements().find(|it| it.id.as_str() == id));
        html! {
            <>{ if index > 0 { page.words.semicolon() } else { "" } }{ statement.map(|it| html! { <>{ link(page, it) }{ ", " }</> }) }{ cites(page, cited) }</>
        }
    };
    html! { <p class="by">{ lead }{ page.words.colon() }{ for places.into_iter().enumerate().map(place) }</p> }
}

/// Where a name stands.
fn named(policy: &'static Policy, basis: Basis<'_>) -> &'static [Citation] {
    match basis {
        Basis::Region(id) => policy.region(id).map_or(&[], |it| &it.cites),
        Basis::Service(id) => policy.service(id).map_or(&[], |it| &it.cites),
        _ => &[],
    }
}

/// Our readings of what is said.
fn read(page: Page, grounds: &[Ground<'static>]) -> Html {
    let mut all: Vec<&Statement> = Vec::new();
    for it in grounds.iter().flat_map(|ground| ground.notes).filter_map(|id| page.policy.statement(id)) {
        if !all.contains(&it) {
            all.push(it);
        }
    }
    if all.is_empty() {
        Html::default()
    } else {
        html! { <p class="see">{ page.words.see_reading() }{ links(page, all) }</p> }
    }
}
