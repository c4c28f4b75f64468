//! Renders the first answers: the most frequent questions, then further ones.

use carrot_core::{
    Citation, Extent, GeneralQuestion, Part, Question, Statement,
    answer::{AnsweredQuestion, RequirementGap},
    group_by_key,
};
use yew::prelude::*;

use super::{PageContext, TERMS_FOLDER as FOLDER, statement};
use crate::components::{capital, dated, party_badge, separated};

/// Renders the answers to the most frequent questions.
pub(crate) fn cards(page: PageContext) -> Html {
    let first: Vec<_> = page.policy.questions.iter().filter(|question| question.glance).collect();
    // Named here and not counted by the style sheet: the cards would change their places while the document is still arriving.
    let class = if first.len() > 4 { "cards pair" } else { "cards" };
    // The first two cards are wider.
    let most = |at: usize| if at < 2 { MAX_WIDE_ANSWER } else { MAX_ANSWER };
    html! { <div {class}>{ for first.into_iter().enumerate().map(|(at, question)| card(page, question, most(at))) }</div> }
}

/// Returns the number of questions that have no card.
pub(crate) fn further(page: PageContext) -> usize {
    page.policy.questions.iter().filter(|question| !question.glance).count() + page.policy.vocabulary.general.len()
}

/// Renders the answers to further questions.
pub(crate) fn more(page: PageContext) -> Html {
    let more = page.policy.questions.iter().filter(|question| !question.glance);
    let general = &page.policy.vocabulary.general;
    html! { <dl class="questions">{ for more.map(|question| line(page, question)) }{ for general.iter().map(|question| general_line(page, question)) }</dl> }
}

/// Renders a question about the bot as a whole and its answer.
fn general_line(page: PageContext, question: &'static GeneralQuestion) -> Html {
    let id = question.id.as_str();
    let terms = question.part == Some(Part::Terms) && page.policy.has_terms();
    let reply = page.policy.answer_general(question);
    let (hosts, others): (Vec<&'static Statement>, Vec<_>) = reply.beside.iter().copied().partition(|it| page.policy.is_by_host(it));
    let said = match terms {
        true => html! { <a href={format!("./{FOLDER}")}>{ page.messages.terms_of_service() }</a> },
        false => html! {
            <>
                { extent(page, reply.extent) }{ " " }
                { statement::links(page, reply.statements.iter().copied()) }
                { reply.why.map(|why| html! { <p class="note">{ page.marked(page.policy.author_of_reason(why), why) }</p> }) }
                { question.note.as_deref().map(|note| html! { <p class="note">{ page.marked(id, note) }</p> }) }
                { beside(page, &hosts) }
                { (!others.is_empty()).then(|| html! { <p class="note">{ page.messages.heading_other_statements() }{ page.messages.colon() }{ statement::links(page, others) }</p> }) }
            </>
        },
    };
    html! { <div {id}><dt lang={page.lang_of(id)}>{ question.ask.as_str() }</dt><dd>{ said }</dd></div> }
}

/// Renders a question and its answer in a line or two.
fn line(page: PageContext, question: &'static Question) -> Html {
    let reply = page.policy.answer(question);
    html! {
        <div id={question.id.as_str()}>
            <dt lang={page.lang_of(question.id.as_str())}>{ question.ask.as_str() }</dt>
            <dd>
                { extent(page, reply.extent) }{ " " }
                { statement::links(page, reply.statements.iter().copied()) }
                { for missing_parts(page, &reply).iter().map(|part| html! { <p class="note">{ part.html(page) }</p> }) }
                { beside(page, &reply.beside) }
            </dd>
        </div>
    }
}

/// Renders a question with its answer in sentences. If the bot states nothing, the host's
/// statements to its own customers are folded below.
fn card(page: PageContext, question: &'static Question, most: usize) -> Html {
    let reply = page.policy.answer(question);
    let silent = reply.extent == Extent::Missing;
    let (text, rest) = match reply.extent {
        Extent::Missing => silence(page, &reply),
        Extent::Unreviewed if reply.statements.is_empty() => (page.messages.not_checked_silence().into(), Html::default()),
        Extent::Unreviewed | Extent::Partial | Extent::Present => shortened(page, sentences(page, &reply), most),
    };
    let source = if reply.statements.is_empty() {
        documents(page)
    } else {
        html! { <>{ "\u{a0}· " }{ places(page, &reply.statements) }</> }
    };
    html! {
        <article class={if silent { "card silent" } else { "card" }} id={question.id.as_str()}>
            <div class="q"><h2 lang={page.lang_of(question.id.as_str())}>{ question.ask.as_str() }</h2>{ extent(page, reply.extent) }</div>
            <p class={if silent { "a silence" } else { "a" }}>{ text }</p>
            <p class="by">{ party_badge(page.content, &page.policy.bot.party) }{ source }</p>
            { rest }
            { beside(page, &reply.beside) }
        </article>
    }
}

/// Renders the bot's documents, with their dates, as the source of a gap. They are not links,
/// because no place in them is about it.
fn documents(page: PageContext) -> Html {
    html! { { for page.policy.own_documents().map(|source| html! { <>{ "\u{a0}· " }{ page.marked(source.id.as_str(), &source.title) }{ ", " }{ dated(page.messages, source.as_of, source.effective) }</> }) } }
}

/// Maximum number of characters of a card's answer: two lines on a wide screen, and three on a phone.
const MAX_ANSWER: usize = 84;
const MAX_WIDE_ANSWER: usize = 100;

/// A sentence of an answer.
struct Sentence {
    /// The id of the content that it belongs to.
    id: &'static str,
    text: String,
}

impl Sentence {
    fn length(&self) -> usize {
        self.text.chars().count()
    }

    fn html(&self, page: PageContext) -> Html {
        page.marked(self.id, &self.text)
    }
}

/// Returns the titles of the statements that answer, as sentences, then the missing parts.
fn sentences(page: PageContext, reply: &AnsweredQuestion<'static>) -> Vec<Sentence> {
    let title = |statement: &&'static Statement| {
        let end = if statement.title.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        Sentence { id: statement.id.as_str(), text: format!("{}{end}", statement.title) }
    };
    reply.statements.iter().map(title).chain(missing_parts(page, reply)).collect()
}

/// Renders the sentences that fit a card, and the others in a fold. A first sentence that is too long is cut, and is in the fold as a
/// whole.
fn shortened(page: PageContext, sentences: Vec<Sentence>, most: usize) -> (Html, Html) {
    let mut length = 0;
    let fits = |sentence: &&Sentence| {
        length += sentence.length() + 1;
        length <= most + 1
    };
    let shown = sentences.iter().take_while(fits).count();
    let cut = sentences.first().filter(|_| shown == 0).map(|first| {
        let text: String = first.text.chars().take(most).collect();
        // A text in a script without spaces has no word to end with.
        let words =
            text.rsplit_once(' ').filter(|(words, _)| words.chars().count() > most / 2).map_or(text.as_str(), |(words, _)| words);
        // Don't cut within code.
        let words = if words.matches('`').count() % 2 == 1 {
            words.rsplit_once('`').map_or(words, |(before, _)| before.trim_end())
        } else {
            words
        };
        Sentence { id: first.id, text: format!("{}…", words.trim_end_matches([',', ';', ':', '.'])) }
    });
    let one = |sentence: &Sentence| html! { <>{ sentence.html(page) }{ " " }</> };
    let (first, rest) = sentences.split_at(shown);
    let text = html! { <>{ for cut.iter().chain(first).map(one) }</> };
    let label = if cut.is_some() { page.messages.whole_answer().to_owned() } else { page.messages.more_sentences(rest.len()) };
    (text, folded_rest(label, rest.iter().map(|sentence| html! { <p>{ sentence.html(page) }</p> }).collect()))
}

/// Renders the rest of an answer in a fold of the card.
fn folded_rest(label: String, rest: Vec<Html>) -> Html {
    if rest.is_empty() {
        return Html::default();
    }
    html! { <details class="beside"><summary>{ label }</summary>{ for rest }</details> }
}

/// Renders the sentence that the policy does not state it. If more than two points are missing, a fold names them.
fn silence(page: PageContext, reply: &AnsweredQuestion<'static>) -> (Html, Html) {
    let count = reply.open.len();
    let points = if count > 2 { vec![html! { <p>{ silent_on(page, &reply.open) }</p> }] } else { Vec::new() };
    (page.messages.policy_silent().into(), folded_rest(page.messages.points_not_stated(count), points))
}

/// Renders the sentence that names what the policy does not state.
fn silent_on(page: PageContext, open: &[RequirementGap<'static>]) -> Html {
    let name =
        |gap: &RequirementGap<'static>| page.marked(gap.requirement.id.as_str(), &page.policy.within_sentence(&gap.requirement.title));
    let names = separated(page.messages.semicolon(), open.iter().map(name).collect());
    html! { <>{ page.messages.policy_silent_on() }{ names }{ "." }</> }
}

/// Renders the cited places as links to the statements, each once, with the date of each source.
fn places(page: PageContext, statements: &[&'static Statement]) -> Html {
    let mut cited: Vec<(&'static Citation, &'static Statement)> = Vec::new();
    for statement in statements {
        if let Some(cite) = statement.cites.first().filter(|cite| !cited.iter().any(|(other, _)| other == cite)) {
            cited.push((cite, statement));
        }
    }
    let place = |(cite, statement): &(&'static Citation, &'static Statement)| {
        let section = page.policy.cited(cite).section;
        html! { <a href={format!("#{}", statement.id)} lang={page.lang_of(cite.source.as_str())}>{ page.messages.quoted(section) }</a> }
    };
    let sources = cited.chunk_by(|(one, _), (other, _)| one.source == other.source).map(|run| {
        let cite = run.first().map(|(cite, _)| (cite.source.as_str(), page.policy.cited(cite)));
        html! {
            <>
                { for cite.as_ref().map(|(source, cited)| html! { <>{ page.marked(source, cited.title) }{ ", " }</> }) }
                { separated(", ", run.iter().map(place).collect()) }
                { for cite.map(|(_, cited)| html! { <>{ ", " }{ dated(page.messages, cited.as_of, cited.effective) }</> }) }
            </>
        }
    });
    separated(page.messages.semicolon(), sources.collect())
}

/// Renders statements of others, such as the host's to its customers, which are never the bot's answer: a fold for each party.
fn beside(page: PageContext, statements: &[&'static Statement]) -> Html {
    let by_party = group_by_key(statements.iter().map(|statement| (page.messages.addressed(page.policy, statement), *statement)));
    let one = |(lead, statements): (Option<String>, Vec<&'static Statement>)| html! { <details class="beside"><summary>{ lead }</summary><p>{ statement::links(page, statements) }</p></details> };
    html! { { for by_party.into_iter().map(one) } }
}

/// Returns the missing parts of a partial answer, each as a sentence. A missing answer needs no explanation.
fn missing_parts(page: PageContext, reply: &AnsweredQuestion<'static>) -> Vec<Sentence> {
    if reply.extent != Extent::Partial {
        return Vec::new();
    }
    let reason = |why: &'static str| Sentence { id: page.policy.author_of_reason(why), text: why.to_owned() };
    let point = |gap: &RequirementGap<'static>| Sentence {
        id: gap.requirement.id.as_str(),
        text: format!("{}{}.", page.messages.policy_silent_on(), page.policy.within_sentence(&gap.requirement.title)),
    };
    reply.missing_parts().into_iter().map(reason).chain(reply.unexplained_gaps().iter().map(point)).collect()
}

/// Shows the extent of an answer by shape, word and color.
pub(super) fn extent(page: PageContext, extent: Extent) -> Html {
    html! { <span class={extent_class(extent)}>{ capital(page.messages.extent(extent)) }</span> }
}

/// Returns the classes for an extent; the style sheet sets shape and color.
pub(super) fn extent_class(extent: Extent) -> &'static str {
    match extent {
        Extent::Unreviewed | Extent::Missing => "extent missing",
        Extent::Partial => "extent partial",
        Extent::Present => "extent present",
    }
}
