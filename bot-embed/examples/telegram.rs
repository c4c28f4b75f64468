//! Answers `/privacy` in a Telegram bot with the same replies as in Discord. Telegram requires a
//! privacy policy of every bot.
//!
//! A reply is plain data, so this example only has to add Telegram's markup (HTML) and its buttons (an inline keyboard). It prints the
//! body of `sendMessage` for each message: `cargo run -p bot-embed --example telegram -- 'how long is it kept?' [language]`.

use std::error::Error;

use bot_embed::{
    Content,
    reply::{Choice, PassageKind, Reply, Request, reply},
};
use carrot_core::text::{Block, Inline, table_as_list};
use serde_json::{Value, json};

/// Maximum length of a message, in characters, without its markup.
const MESSAGE: usize = 4_096;
/// Maximum length of `callback_data`, in bytes.
const CALLBACK: usize = 64;
/// Maximum number of buttons below a message, so that they do not push the text off the screen.
const BUTTONS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (topic, language) = (arguments.next(), arguments.next());
    let content = Content::baked()?;
    let reply = reply(content.for_locale(language.as_deref()), &Request::Privacy { topic: topic.as_deref() });
    for message in messages(&reply) {
        println!("{message:#}");
    }
    Ok(())
}

/// Returns a reply as messages, in order. The last one has the buttons.
fn messages(reply: &Reply) -> Vec<Value> {
    let mut texts = vec![format!("<b>{}</b>", escaped(&reply.title))];
    // The short answer first.
    add(&mut texts, reply.brief.body.iter().map(|block| rendered(block, "")).collect::<Vec<_>>().join("\n"));
    reply.brief.source.iter().for_each(|source| add(&mut texts, format!("<i>{}</i>", escaped(source))));
    let mut heading: Option<&str> = None;
    for passage in &reply.passages {
        let mut lines = Vec::new();
        if passage.heading.as_deref() != heading {
            heading = passage.heading.as_deref();
            lines.extend(heading.map(|heading| format!("<b><u>{}</u></b>", escaped(heading))));
        }
        lines.extend(passage.introduction.iter().map(|lead| format!("<i>{}</i>", escaped(lead))));
        lines.extend(passage.title.iter().map(|title| format!("<b>{}</b>", escaped(title))));
        lines.extend(passage.byline.iter().map(|byline| format!("<i>{}</i>", escaped(byline))));
        lines.extend(passage.body.iter().map(|block| rendered(block, "")));
        let text = lines.join("\n");
        add(&mut texts, if passage.kind == PassageKind::Reading { format!("<blockquote>{text}</blockquote>") } else { text });
    }
    add(&mut texts, format!("<i>{}</i>", escaped(&reply.note)));
    let last = texts.len() - 1;
    let message = |(index, text): (usize, String)| {
        let keyboard = if index == last { keyboard(reply) } else { Vec::new() };
        json!({
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": { "is_disabled": true },
            "reply_markup": { "inline_keyboard": keyboard },
        })
    };
    texts.into_iter().enumerate().map(message).collect()
}

/// Appends a passage to the last message, or begins a new one. Splits a passage at line breaks if one message cannot hold it.
fn add(texts: &mut Vec<String>, passage: String) {
    let fits = |before: &str, more: &str| before.chars().count() + more.chars().count() + 2 <= MESSAGE;
    let pieces = if fits("", &passage) { vec![passage] } else { passage.lines().map(plain).collect() };
    for piece in pieces.into_iter().filter(|piece| !piece.trim().is_empty()) {
        match texts.last_mut() {
            Some(text) if fits(text, &piece) => *text = format!("{text}\n\n{piece}"),
            _ => texts.push(piece),
        }
    }
}

/// Removes the markup from a line and shortens it, so that no tag stays open.
fn plain(line: &str) -> String {
    let mut inside = false;
    line.chars()
        .filter(|c| {
            inside |= *c == '<';
            let shown = !inside;
            inside &= *c != '>';
            shown
        })
        .take(MESSAGE - 2)
        .collect()
}

/// Returns the buttons. A press returns the choice's id as `callback_data`: pass it to
/// `Request::Topic`.
fn keyboard(reply: &Reply) -> Vec<Value> {
    let choices = reply.menus.iter().flat_map(|menu| menu.choices.iter());
    let fits = |choice: &&Choice| !choice.chosen && choice.id.len() <= CALLBACK;
    let button = |choice: &Choice| json!([{ "text": choice.name, "callback_data": choice.id }]);
    choices.filter(fits).take(BUTTONS).map(button).collect()
}

fn rendered(block: &Block, indent: &str) -> String {
    match block {
        Block::Paragraph(inlines) => inlines.iter().map(styled).collect(),
        Block::List { start, items } => {
            let marker = |at: usize| start.map_or_else(|| "•".to_owned(), |start| format!("{}.", start + at as u64));
            let deeper = format!("{indent}  ");
            let item = |(index, item): (usize, &Vec<Block>)| {
                let blocks: Vec<_> = item.iter().map(|block| rendered(block, &deeper)).collect();
                format!("{indent}{} {}", marker(index), blocks.join("\n"))
            };
            items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
        }
        // Telegram does not nest quotes.
        Block::Quote(inner) => inner.iter().map(|block| format!("“{}”", rendered(block, indent))).collect::<Vec<_>>().join("\n"),
        Block::Code(code) => format!("<pre>{}</pre>", escaped(code)),
        // Telegram has no tables.
        Block::Table { head, rows } => rendered(&table_as_list(head, rows), indent),
    }
}

fn styled(inline: &Inline) -> String {
    let all = |inner: &[Inline]| inner.iter().map(styled).collect::<String>();
    match inline {
        Inline::Text(text) => escaped(text),
        Inline::Emphasis(inner) => format!("<i>{}</i>", all(inner)),
        Inline::Strong(inner) => format!("<b>{}</b>", all(inner)),
        Inline::Code(code) => format!("<code>{}</code>", escaped(code)),
        // A message has no anchors.
        Inline::Link { to, text } if to.id().is_some() => all(text),
        Inline::Link { to, text } => format!("<a href=\"{}\">{}</a>", escaped(to.as_str()), all(text)),
        Inline::Break => "\n".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
