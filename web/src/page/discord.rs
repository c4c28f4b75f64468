//! Renders the bot's replies as Discord would show them, from the responses that `carrot build`
//! passes in. It renders only the elements that these responses use: headings, text, lists, small
//! print, links, menus and buttons.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};
use serde_json::Value;
use yew::prelude::*;

use super::{PageContext, context::DiscordReply, folded};

pub(crate) fn panel(page: PageContext) -> Html {
    let asked: Vec<&'static DiscordReply> = page.discord.iter().filter(|asked| asked.lang == page.messages.lang()).collect();
    if asked.is_empty() {
        return Html::default();
    }
    let content = html! { <><p class="lead">{ page.messages.in_discord_lead() }</p>{ for asked.iter().map(|it| reply(page, it)) }</> };
    folded("in-discord", page.messages.in_discord(), page.messages.examples_counted(asked.len()), None, content)
}

fn reply(page: PageContext, asked: &'static DiscordReply) -> Html {
    let components = asked.response.pointer("/data/components").and_then(Value::as_array);
    html! {
        <details class="discord">
            <summary><code>{ asked.command.as_str() }</code></summary>
            <div class="reply" lang={page.notice().and(page.lang_of("bot"))}>{ for components.into_iter().flatten().map(component) }</div>
        </details>
    }
}

/// Renders one of Discord's components, by its type number.
fn component(it: &'static Value) -> Html {
    let inner = || it["components"].as_array().into_iter().flatten().map(component);
    let text = |name: &str| it[name].as_str().unwrap_or_default();
    match it["type"].as_u64() {
        Some(10) => markdown(text("content")),
        Some(14) => html! { <hr /> },
        // Leave out disabled buttons, such as the one to the previous page on a first page.
        Some(2) if it["disabled"] == true => Html::default(),
        Some(2 | 3) => {
            let label = if text("label").is_empty() { text("placeholder") } else { text("label") };
            html! { <span class="control">{ label }</span> }
        }
        Some(1) => html! { <p class="row">{ for inner() }</p> },
        _ => html! { <>{ for inner() }</> },
    }
}

/// Renders Discord's Markdown: CommonMark, but each line break is kept, and `-#` begins small print.
fn markdown(text: &'static str) -> Html {
    html! { { for text.split('\n').map(line) } }
}

fn line(line: &'static str) -> Html {
    let small = line.strip_prefix("-# ");
    let mut stack: Vec<(Option<Tag<'static>>, Vec<Html>)> = vec![(None, Vec::new())];
    let push = |stack: &mut Vec<(Option<Tag<'static>>, Vec<Html>)>, html: Html| {
        if let Some((_, inner)) = stack.last_mut() {
            inner.push(html);
        }
    };
    for event in Parser::new(small.unwrap_or(line)) {
        match event {
            Event::Start(tag) => stack.push((Some(tag), Vec::new())),
            Event::End(end) => {
                if let Some((tag, inner)) = stack.pop() {
                    push(&mut stack, element(tag, end, inner));
                }
            }
            Event::Text(text) | Event::Code(text) => push(&mut stack, owned(text)),
            _ => {}
        }
    }
    let content: Html = stack.into_iter().flat_map(|(_, inner)| inner).collect();
    if small.is_some() {
        html! { <small>{ content }</small> }
    } else {
        content
    }
}

fn owned(text: CowStr<'_>) -> Html {
    Html::from(text.to_string())
}

fn element(tag: Option<Tag<'_>>, end: TagEnd, inner: Vec<Html>) -> Html {
    match (tag, end) {
        (_, TagEnd::Heading(_)) => html! { <p class="title">{ for inner }</p> },
        (_, TagEnd::Item) => html! { <li>{ for inner }</li> },
        (_, TagEnd::List(_)) => html! { <ul>{ for inner }</ul> },
        (_, TagEnd::Strong) => html! { <strong>{ for inner }</strong> },
        (_, TagEnd::Emphasis) => html! { <em>{ for inner }</em> },
        (_, TagEnd::BlockQuote(_)) => html! { <blockquote>{ for inner }</blockquote> },
        (Some(Tag::Link { dest_url, .. }), _) if dest_url.starts_with("https://") => {
            html! { <a href={dest_url.to_string()} rel="noopener noreferrer">{ for inner }</a> }
        }
        (_, TagEnd::Paragraph) => html! { <p>{ for inner }</p> },
        _ => html! { <>{ for inner }</> },
    }
}
