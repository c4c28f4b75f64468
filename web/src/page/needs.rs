//! Renders every single need of the solver with its result, so that readers without scripts
//! have all answers: as the document `needs/`, and below the solver where that part is embedded by itself.

use carrot_core::{
    Framework, FrameworkKind, ServiceId, Services,
    coverage::Status,
    qualify::{Group, Isolation, Needs, Outcome, grouped},
};
use yew::prelude::*;

use super::{
    PageContext,
    document::{disclaimer, document},
    terms_of_service::linked_to_page,
};
use crate::{Criterion, HoursInput, SolverQuery, State, components::outcome_badge, tools::item};

/// The folder of the document in the site, with a slash at its end.
pub const FOLDER: &str = "needs/";

/// Returns the document with every need by itself; `None` if content has no services. It is not on the page, because it repeats what the
/// solver and the coverage table show, and would be a fifth of the page.
pub async fn render_needs(page: PageContext) -> Option<String> {
    if page.policy.services.is_empty() {
        return None;
    }
    let title = page.messages.single_needs();
    let content = html! {
        <div class="wrap column">
            <main id="main"><section class="part" aria-label={title}><p class="lead">{ page.messages.needs_lead() }</p>{ list(page) }</section></main>
            <footer class="foot"><p><a href="../#solver">{ page.messages.solver() }</a></p></footer>
        </div>
    };
    Some(linked_to_page(page, &document(page, FOLDER, title, disclaimer(page), content).await))
}

/// Renders the link to the document `needs/`.
pub(super) fn link(page: PageContext) -> Html {
    html! { <p><a class="see-all" href={format!("./{FOLDER}")}>{ page.messages.single_needs() }</a></p> }
}

/// Renders every possible need with its outcome for every service.
pub(super) fn list(page: PageContext) -> Html {
    html! { <div id="needs">{ for all(page).into_iter().map(|asked| need(page, &asked)) }</div> }
}

/// Renders links to frequent questions: the first kind of data that is not allowed everywhere, an
/// audit scheme with a standard that services claim without conditions, and the smallest loss of
/// data among the objectives.
pub(crate) fn presets(page: PageContext) -> Html {
    let facts = page.content.facts();
    let covered = |framework: &&Framework| {
        facts.services.iter().any(|service| facts.coverage(&service.id, &framework.id).status == Status::Covered)
    };
    let claimed = |kind| facts.frameworks.iter().filter(move |it| it.kind == kind).filter(covered);
    let data = facts.data_rules.iter().find(|rule| rule.allowed_in != Services::All);
    let data = data.map(|rule| SolverQuery { needs: vec![Criterion::Data(rule.id.clone())], ..SolverQuery::default() });
    // Of a series such as SOC 1 to 3, the middle one is requested most.
    let middle = claimed(FrameworkKind::AuditScheme).count() / 2;
    let pair = claimed(FrameworkKind::AuditScheme).nth(middle).into_iter().chain(claimed(FrameworkKind::Standard).next());
    let pair: Vec<Criterion> = pair.map(|it| Criterion::Framework(it.id.clone())).collect();
    let pair = (!pair.is_empty()).then(|| SolverQuery { needs: pair, ..SolverQuery::default() });
    let loss = facts.objectives.iter().filter_map(|objective| objective.loss_hours).min();
    let loss = loss.map(|hours| SolverQuery { loss: HoursInput(hours.to_string()), ..SolverQuery::default() });
    let questions: Vec<SolverQuery> = [data, pair, loss].into_iter().flatten().collect();
    if questions.is_empty() {
        return Html::default();
    }
    let link = |mut question: SolverQuery| {
        let verdicts = facts.qualify(&question.to_needs(facts)).unwrap_or_default();
        let names =
            verdicts.first().into_iter().flat_map(|verdict| &verdict.findings).map(|finding| page.messages.need(facts, finding.need));
        // Leave out the part of the name in brackets.
        let names: Vec<String> = names.map(|name| name.split(" (").next().unwrap_or_default().to_owned()).collect();
        // Sort as the state does, so that the link equals the URL that the page then shows.
        question.needs.sort();
        let query = State { question, ..State::default() }.query();
        html! { <a class="choice" href={format!("?{query}#solver")}>{ names.join(" + ") }</a> }
    };
    html! { <p class="tool presets"><b>{ page.messages.presets() }</b>{ for questions.into_iter().map(link) }</p> }
}

/// Returns every single need: kinds of data, frameworks, the hours of objectives, regions, and isolation.
fn all(page: PageContext) -> Vec<Needs> {
    let facts = page.content.facts();
    let hours = |of: fn(&carrot_core::Objective) -> Option<u32>| {
        let mut hours: Vec<u32> = facts.objectives.iter().filter_map(of).collect();
        hours.sort_unstable();
        hours.dedup();
        hours
    };
    let data = facts.data_rules.iter().map(|rule| Needs { data: vec![rule.id.clone()], ..Needs::default() });
    let frameworks = facts.frameworks.iter().map(|framework| Needs { frameworks: vec![framework.id.clone()], ..Needs::default() });
    let restore = hours(|it| it.restore_hours).into_iter().map(|it| Needs { restore_hours: Some(it), ..Needs::default() });
    let loss = hours(|it| it.loss_hours).into_iter().map(|it| Needs { loss_hours: Some(it), ..Needs::default() });
    let regions = facts.regions.iter().map(|region| Needs { regions: vec![region.id.clone()], ..Needs::default() });
    let isolation = [Isolation::Private, Isolation::Shield].map(|it| Needs { isolation: vec![it], ..Needs::default() });
    data.chain(frameworks).chain(restore).chain(loss).chain(regions).chain(isolation).collect()
}

fn need(page: PageContext, asked: &Needs) -> Html {
    let content = page.content;
    // This cannot fail: all ids come from these facts.
    let groups = grouped(content.facts().qualify(asked).unwrap_or_default());
    let Some(first) = groups.first().and_then(|group| group.findings.first()) else { return Html::default() };
    let lang = asked.data.first().and_then(|id| page.lang_of(id.as_str()));
    html! {
        <details>
            <summary><span {lang}>{ page.messages.need(content.facts(), first.need) }</span>{ tally(page, &groups) }</summary>
            <ul>{ for groups.iter().flat_map(|group| group.findings.iter().map(|finding| item(content, finding, names(page, &group.services)))) }</ul>
        </details>
    }
}

/// Shows the number of services with each outcome.
fn tally(page: PageContext, groups: &[Group<'_>]) -> Html {
    let count = |outcome| groups.iter().filter(|group| group.outcome == outcome).map(|group| group.services.len()).sum::<usize>();
    let counts = Outcome::ALL.into_iter().map(|outcome| (outcome, count(outcome))).filter(|(_, count)| *count > 0);
    counts.map(|(outcome, count)| html! { <small>{ outcome_badge(page.content, outcome) }{ " " }{ count }</small> }).collect()
}

fn names(page: PageContext, services: &[&ServiceId]) -> String {
    if services.len() == page.policy.services.len() {
        return page.messages.every_service().to_owned();
    }
    services.iter().filter_map(|id| Some(page.policy.service(id)?.name.as_str())).collect::<Vec<_>>().join(", ")
}
