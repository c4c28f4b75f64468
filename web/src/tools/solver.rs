//! Renders the solver: the services that meet all needs, and the reasons why others do not.

use carrot_core::qualify::{self, Finding, Group, Isolation, Outcome, grouped};
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::{platform::spawn_local, prelude::*};

use super::focus::focus_first;
use crate::{
    clipboard,
    components::{outcome_badge, outcome_class, reasons},
    content::Content,
    state::{Action, Criterion, HoursInput, SolverQuery},
    store::{Store, ToolProps, use_store},
};

/// Renders the needs, and the services by outcome.
#[component]
pub(crate) fn Solver(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content();
    let question = use_store(store, |state| state.question.clone());
    let copy = use_answer_copy(&question);
    let needs = question.to_needs(content.facts());
    // This cannot fail: all ids come from the facts.
    let verdicts = content.facts().qualify(&needs).unwrap_or_default();
    let nothing_asked = needs == qualify::Needs::default();
    let groups = if nothing_asked { Vec::new() } else { grouped(verdicts) };
    let is_invalid = question.restore.value().is_err() || question.loss.value().is_err();
    // A number of services would ignore the invalid hours.
    let summary = if is_invalid { content.messages.hours_invalid().to_owned() } else { summary(content, &groups) };
    html! {
        <div class="solver">
            { form(store, &question) }
            { short_answer(store, &summary, !nothing_asked || is_invalid) }
            { if nothing_asked { services(content) } else { answer(store, &copy, &groups) } }
        </div>
    }
}

/// Summarizes the outcomes in sentences: the services that qualify, then the number of each other outcome. While nothing is asked, it says
/// what to do.
fn summary(content: &Content, groups: &[Group<'_>]) -> String {
    let count = |outcome| groups.iter().filter(|group| group.outcome == outcome).map(|group| group.services.len()).sum::<usize>();
    let messages = content.messages;
    if groups.is_empty() {
        return messages.no_needs().to_owned();
    }
    let all = content.facts().services.len();
    let mut out = messages.services_fit(count(Outcome::Qualifies), count(Outcome::QualifiesUnder), all);
    for outcome in [Outcome::NotBarred, Outcome::NotStated, Outcome::Excluded] {
        let count = count(outcome);
        if count > 0 {
            out += " ";
            out += &messages.services_left(outcome, count);
        }
    }
    out
}

/// Renders the answer in short, and the button that clears the question, if a reader can clear anything.
fn short_answer(store: &Store, summary: &str, can_clear: bool) -> Html {
    let reset = store.on(|event: MouseEvent| {
        // The button disappears: keep the focus in the solver.
        focus_first(&event, ".solver", "input");
        Some(Action::Ask(SolverQuery::default()))
    });
    html! {
        <div class="tool fits">
            <p role="status" id="fits"><span key={summary.to_owned()}>{ summary.to_owned() }</span></p>
            <button type="button" class="choice" onclick={reset} hidden={!can_clear}>{ store.content().messages.clear_needs() }</button>
        </div>
    }
}

/// Renders the form with the needs.
fn form(store: &Store, question: &SolverQuery) -> Html {
    let (content, messages) = (store.content(), store.content().messages);
    let facts = content.facts();
    let mut data =
        facts.data_rules.iter().map(|rule| (Criterion::Data(rule.id.clone()), rule.name.clone(), content.lang_of(rule.id.as_str())));
    let mut frameworks =
        facts.frameworks.iter().map(|framework| (Criterion::Framework(framework.id.clone()), framework.short.clone(), None));
    let mut regions = facts.regions.iter().map(|region| (Criterion::Region(region.id.clone()), region.name.clone(), None));
    let isolation = [Isolation::Private, Isolation::Shield];
    let isolation = isolation.map(|isolation| (Criterion::Isolation(isolation), messages.group(isolation.group()).to_owned(), None));
    html! {
        <div id="question" class="tool">
            { checkboxes(store, question, messages.kind_of_data(), "long", &mut data) }
            { checkboxes(store, question, messages.frameworks(), "", &mut frameworks) }
            <fieldset>
                <legend>{ messages.objectives() }</legend>
                { hours(store, "restore", messages.restore(), &question.restore, Action::Restore) }
                { hours(store, "loss", messages.loss(), &question.loss, Action::Loss) }
            </fieldset>
            { checkboxes(store, question, &messages.regions_of(facts), "", &mut regions) }
            { checkboxes(store, question, messages.isolation(), "", &mut isolation.into_iter()) }
        </div>
    }
}

fn checkboxes(
    store: &Store,
    question: &SolverQuery,
    legend: &str,
    class: &'static str,
    needs: &mut dyn Iterator<Item = (Criterion, String, Option<String>)>,
) -> Html {
    let checkbox = |(need, name, lang): (Criterion, String, Option<String>)| {
        let (value, checked) = (need.to_string(), question.needs.contains(&need));
        let onchange =
            store.on(move |event: Event| Some(Action::Need(need.clone(), event.target_dyn_into::<HtmlInputElement>()?.checked())));
        html! { <label key={value.clone()} class="pick"><input type="checkbox" name="need" {value} {checked} {onchange} /><span {lang}>{ name }</span></label> }
    };
    let boxes: Vec<Html> = needs.map(checkbox).collect();
    if boxes.is_empty() {
        return Html::default();
    }
    html! { <fieldset {class}><legend>{ legend.to_owned() }</legend>{ for boxes }</fieldset> }
}

/// Renders a text field for hours. A number field would hide its text while it is not a number.
fn hours(store: &Store, name: &'static str, label: &'static str, hours: &HoursInput, action: fn(String) -> Action) -> Html {
    let messages = store.content().messages;
    let invalid = hours.value().is_err();
    let error = [name, "-error"].concat();
    let oninput = store.on(move |event: InputEvent| Some(action(event.target_dyn_into::<HtmlInputElement>()?.value())));
    html! {
        <div class="hours">
            <label>{ label }{ " " }
                <input type="text" {name} inputmode="numeric" autocomplete="off" placeholder=" " value={hours.0.clone()} {oninput}
                    aria-invalid={invalid.then_some("true")} aria-describedby={invalid.then(|| error.clone())} />
                { " " }{ messages.hours_unit() }
            </label>
            { if invalid { html! { <p class="error" role="alert" id={error}>{ messages.hours_invalid() }</p> } } else { Html::default() } }
        </div>
    }
}

/// Renders the services, while there is no need.
fn services(content: &Content) -> Html {
    let names: Vec<&str> = content.facts().services.iter().map(|service| service.name.as_str()).collect();
    html! { <p id="served" class="tool" key="services">{ names.join(", ") }</p> }
}

/// Renders the answer: the question in words, the services by outcome with their reasons, and the button that copies all of it.
fn answer(store: &Store, copy: &AnswerCopy, groups: &[Group<'_>]) -> Html {
    let content = store.content();
    let messages = content.messages;
    let asked: Vec<String> = groups
        .first()
        .into_iter()
        .flat_map(|group| &group.findings)
        .map(|finding| messages.need(content.facts(), finding.need))
        .collect();
    let asked = format!("{}{}{}", messages.solver_question(), messages.colon(), asked.join(" · "));
    // Render the text again for each question: a translator may have moved the old one.
    let key = asked.clone();
    html! {
        <div id="verdicts" key="answer">
            <div ref={copy.answer.clone()} {key}>
                <p id="asked" class="label">{ asked }</p>
                { for Outcome::ALL.into_iter().map(|outcome| section(content, outcome, groups)) }
            </div>
            { copy_button(store, copy) }
        </div>
    }
}

fn section(content: &Content, outcome: Outcome, groups: &[Group<'_>]) -> Html {
    let groups: Vec<&Group<'_>> = groups.iter().filter(|group| group.outcome == outcome).collect();
    if groups.is_empty() {
        return Html::default();
    }
    html! {
        <section class="fit" data-outcome={outcome_class(outcome)}>
            <h3>{ outcome_badge(content, outcome) }</h3>
            { for groups.into_iter().map(|group| card(content, group)) }
        </section>
    }
}

fn card(content: &Content, group: &Group<'_>) -> Html {
    let names: Vec<&str> = group.services.iter().filter_map(|id| Some(content.facts().service(id)?.name.as_str())).collect();
    // The worst finding first.
    let of = |outcome| group.findings.iter().filter(move |finding| finding.outcome == outcome);
    let findings = Outcome::ALL.into_iter().rev().flat_map(of);
    html! {
        <article>
            <h4>{ names.join(", ") }</h4>
            <ul>{ for findings.map(|finding| item(content, finding, content.messages.need(content.facts(), finding.need))) }</ul>
        </article>
    }
}

/// Renders a finding as a list item, under the name of what it is about.
pub(crate) fn item(content: &Content, finding: &Finding<'_>, about: String) -> Html {
    html! {
        <li data-outcome={outcome_class(finding.outcome)}>
            <p>{ outcome_badge(content, finding.outcome) }{ content.messages.colon() }<span class="of">{ about }</span></p>
            { reasons(content, finding) }
        </li>
    }
}

/// A copy of the answer as text.
struct AnswerCopy {
    /// The element with the answer.
    answer: NodeRef,
    /// True for a moment after the text was copied.
    copied: UseStateHandle<bool>,
    /// The text, if the clipboard cannot be written; empty otherwise.
    shown: UseStateHandle<String>,
    /// The field that shows the text.
    field: NodeRef,
}

/// Returns the copy of the answer to a question. It shows nothing as soon as there is another question.
#[hook]
fn use_answer_copy(question: &SolverQuery) -> AnswerCopy {
    let copy =
        AnswerCopy { answer: use_node_ref(), copied: clipboard::use_copied(), shown: use_state_eq(String::new), field: use_node_ref() };
    {
        let (copied, shown) = (copy.copied.setter(), copy.shown.setter());
        use_effect_with(question.clone(), move |_| {
            copied.set(false);
            shown.set(String::new());
        });
    }
    {
        let field = copy.field.clone();
        use_effect_with((*copy.shown).clone(), move |text| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|_| !text.is_empty()) {
                let _ = field.focus();
                field.select();
            }
        });
    }
    copy
}

/// Renders the button that copies the answer, or shows it as text, selected, where the clipboard cannot be written.
fn copy_button(store: &Store, AnswerCopy { answer, copied, shown, field }: &AnswerCopy) -> Html {
    let messages = store.content().messages;
    let onclick = {
        let (store, answer, copied, shown) = (store.clone(), answer.clone(), copied.setter(), shown.setter());
        Callback::from(move |_: MouseEvent| {
            let Some(answer) = answer.cast::<HtmlElement>() else { return };
            let text = to_text(&store, &answer.inner_text());
            let (copied, shown) = (copied.clone(), shown.clone());
            spawn_local(async move {
                if clipboard::write(&text).await {
                    copied.set(true);
                } else {
                    shown.set(text);
                }
            });
        })
    };
    html! {
        <div id="take" class="tool">
            <button type="button" class="choice" {onclick}>{ messages.copy_answer() }</button>
            { clipboard::notice("status", **copied, messages.copied()) }
            <textarea ref={field.clone()} id="ticket" rows="8" readonly=true hidden={shown.is_empty()} aria-label={messages.text_to_copy()} value={(**shown).clone()} />
        </div>
    }
}

/// Returns the answer with the title, the disclaimer and the URL of the page.
fn to_text(store: &Store, answer: &str) -> String {
    let content = store.content();
    let query = store.state().query();
    let separator = if query.is_empty() { "" } else { "?" };
    let title = content.messages.page_title(&content.bundle.bot, content.bundle.facts.has_compliance());
    [&title, "\n\n", answer.trim(), "\n\n", &content.bundle.disclaimer, "\n", store.home(), separator, &query, "\n"].concat()
}
