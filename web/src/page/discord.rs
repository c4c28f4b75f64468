//! Renders the bot's replies like Discord, from the responses that `carrot build` passes in. It
//! renders only the elements that these responses use: headings, text, lists, small print, links,
//! menus and buttons.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;
use yew::prelude::*;

use super::{PageContext, context::DiscordReply, folded};

/// The type numbers of Discord's components.
mod component_type {
    pub(super) const ACTION_ROW: u64 = 1;
    pub(super) const BUTTON: u64 = 2;
    pub(super) const STRING_SELECT: u64 = 3;
    pub(super) const TEXT_DISPLAY: u64 = 10;
    pub(super) const SEPARATOR: u64 = 14;
}

/// Renders the fold with the replies in the page's language; nothing without replies.
pub(crate) fn panel(page: PageContext) -> Html {
    let replies: Vec<&'static DiscordReply> = page.discord.iter().filter(|reply| reply.lang == page.messages.lang()).collect();
    if replies.is_empty() {
        return Html::default();
    }
    let content = html! { <><p class="lead">{ page.messages.in_discord_lead() }</p>{ for replies.iter().map(|reply| self::reply(page, reply)) }</> };
    folded("in-discord", page.messages.in_discord(), page.messages.examples_counted(replies.len()), None, content)
}

/// Renders a reply, closed below the command that it answers.
fn reply(page: PageContext, reply: &'static DiscordReply) -> Html {
    let components = reply.response.pointer("/data/components").and_then(Value::as_array);
    html! {
        <details class="discord">
            <summary><code>{ reply.command.as_str() }</code></summary>
            <div class="reply" lang={page.notice().and(page.lang_of("bot"))}>{ for components.into_iter().flatten().map(component) }</div>
        </details>
    }
}

/// Renders one of Discord's components. Of other types, such as containers, it renders the components inside.
fn component(json: &'static Value) -> Html {
    let inner = || json["components"].as_array().into_iter().flatten().map(component);
    let text = |name: &str| json[name].as_str().unwrap_or_default();
    match json["type"].as_u64() {
        Some(component_type::TEXT_DISPLAY) => markdown(text("content")),
        Some(component_type::SEPARATOR) => html! { <hr /> },
        // Leave out disabled buttons, such as the one to the previous page on a first page.
        Some(component_type::BUTTON) if json["disabled"] == true => Html::default(),
        Some(component_type::BUTTON | component_type::STRING_SELECT) => {
            let label = if text("label").is_empty() { text("placeholder") } else { text("label") };
            html! { <span class="control">{ label }</span> }
        }
        Some(component_type::ACTION_ROW) => html! { <p class="row">{ for inner() }</p> },
        _ => html! { <>{ for inner() }</> },
    }
}

/// Renders Discord's Markdown: CommonMark, but each line break is kept, and `-#` begins small print.
fn markdown(text: &'static str) -> Html {
    html! { { for text.split('\n').map(line) } }
}

/// Renders a line of Markdown.
fn line(line: &'static str) -> Html {
    let small = line.strip_prefix("-# ");
    // The open elements, each with its content. The first is the line itself, which has no tag.
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
            Event::Text(text) | Event::Code(text) => push(&mut stack, Html::from(text.to_string())),
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

/// Renders an element of Markdown with its content.
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
