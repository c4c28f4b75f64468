//! Adds to a reply how people exercise the rights that the content states.

use carrot_core::{Policy, Right};
use twilight_model::{
    channel::message::{
        Component,
        component::{ActionRow, Button, ButtonStyle, TextDisplay},
    },
    http::interaction::InteractionResponse,
};

use crate::{
    LocalizedContent,
    lookup::topic::{OVERVIEW, Topic, shown_ids},
    render::{self, Delivery, Display, PageRef, limits, markdown},
    reply::{Reply, View, contact_links},
};

/// Discord's own support. It is not the bot's.
const DISCORD: &str = "https://dis.gd/contact";

/// The text and links to add to a message.
#[derive(Default)]
struct Addition {
    text: String,
    links: Vec<(String, String)>,
}

/// Adds rights and contacts to a message: all rights to the overview, and to an answer the rights of its statements. A short answer
/// gets one line, or the full text if the reply has no details. The details get the full text once, on the first page with room for it.
pub(crate) fn add_rights_and_contacts(
    localized: LocalizedContent<'_>,
    reply: &Reply,
    shown: PageRef,
    delivery: Delivery,
    display: Display<'_>,
    response: &mut InteractionResponse,
) {
    let Some(topic) = reply.topic() else { return };
    let rights = rights_of(localized.policy(), topic);
    let contacts = contact_links(localized.policy(), localized.messages, topic);
    let whole = if rights.is_empty() { no_rights_note(localized, topic) } else { Some(full_text(localized, &rights)) };
    let Some(mut whole) = whole.or_else(|| (!contacts.is_empty()).then(Addition::default)) else { return };
    whole.links.extend(contacts);
    whole.links.truncate(limits::BUTTONS);
    match reply.available_view(shown.view) {
        View::Short if !reply.has(View::Details) => {
            add(response, &whole);
        }
        View::Short if !whole.links.is_empty() || !rights.is_empty() => {
            let line = if rights.is_empty() { String::new() } else { one_line(localized, &rights) };
            let (length, lines) = size_of(response);
            let fits = length + limits::length(&line) < limits::SHORT_PRIVACY && lines < limits::SHORT_PRIVACY_LINES;
            let text = if fits { line } else { String::new() };
            add(response, &Addition { text, links: whole.links });
        }
        View::Details => {
            let pages = render::pages(reply, View::Details, display.form);
            let page = shown.page.clamp(1, pages.max(1));
            // An earlier page may have room for it.
            let earlier = (1..page).any(|page| {
                let mut before = render::page(reply, PageRef { view: View::Details, page }, delivery, display);
                add(&mut before, &whole)
            });
            if !earlier {
                add(response, &whole);
            }
        }
        _ => {}
    }
}

fn rights_of<'a>(policy: &'a Policy, topic: &str) -> Vec<&'a Right> {
    let shown = Topic::by_id(policy, topic).map(|topic| shown_ids(policy, topic)).unwrap_or_default();
    policy.rights.iter().filter(|right| topic == OVERVIEW || shown.contains(&right.statement.as_str())).collect()
}

/// Returns the overview's note that the content states no rights, no contacts and no deletion; `None` otherwise.
fn no_rights_note(localized: LocalizedContent<'_>, topic: &str) -> Option<Addition> {
    let policy = localized.policy();
    let inventory = &policy.inventory;
    // A stated deletion step counts as a way to have data deleted.
    let deletes = inventory.whole.deletion.is_some() || inventory.items.iter().any(|item| item.own.deletion.is_some());
    // Unchecked data may include a way to have it deleted.
    let not_stated = topic == OVERVIEW && !inventory.unreviewed && policy.rights.is_empty() && policy.contacts.is_empty() && !deletes;
    let text = || format!("-# {} <{DISCORD}>", markdown::line(localized.messages.rights_not_stated()));
    not_stated.then(|| Addition { text: text(), links: Vec::new() })
}

fn full_text(localized: LocalizedContent<'_>, rights: &[&Right]) -> Addition {
    let messages = localized.messages;
    let mut lines = vec![format!("### {}", markdown::line(messages.rights()))];
    for right in rights {
        lines.push(format!("**{}**", markdown::line(messages.right(right.kind))));
        lines.extend(ways_to_exercise(right).into_iter().map(|way| format!("- {way}")));
        lines.extend(right.within.iter().map(|within| format!("- {}{}", messages.right_within(), markdown::line(within))));
        let byline = localized.language_version.attribution(messages, &right.statement).map(|attribution| attribution.byline.as_str());
        lines.extend(byline.map(|byline| format!("-# {}", markdown::line(byline))));
    }
    let link = |right: &&Right| {
        let link = right.link.as_ref().map(|link| link.as_str()).filter(|link| !link.starts_with("mailto:"))?;
        (limits::length(link) <= limits::URL).then(|| (messages.right(right.kind).to_owned(), link.to_owned()))
    };
    let links = rights.iter().filter_map(link).take(limits::BUTTONS).collect();
    Addition { text: lines.join("\n"), links }
}

/// Returns the rights in one line, each with the first way to use it.
fn one_line(localized: LocalizedContent<'_>, rights: &[&Right]) -> String {
    let messages = localized.messages;
    let one = |right: &&Right| {
        let name = markdown::line(messages.right(right.kind));
        match ways_to_exercise(right).first() {
            Some(way) => format!("{name}{}{way}", messages.colon()),
            None => name,
        }
    };
    format!("-# {}", rights.iter().map(one).collect::<Vec<_>>().join(" · "))
}

/// Returns the total characters and lines of a message's text.
fn size_of(response: &InteractionResponse) -> (usize, usize) {
    fn texts<'a>(component: &'a Component, all: &mut Vec<&'a str>) {
        match component {
            Component::TextDisplay(text) => all.push(&text.content),
            Component::Container(container) => container.components.iter().for_each(|component| texts(component, all)),
            _ => {}
        }
    }
    let Some(data) = &response.data else { return (0, 0) };
    let embeds = data.embeds.iter().flatten().flat_map(|embed| [embed.title.as_deref(), embed.description.as_deref()]);
    let mut all: Vec<&str> = embeds.flatten().collect();
    data.components.iter().flatten().for_each(|it| texts(it, &mut all));
    (all.iter().map(|text| limits::length(text)).sum(), all.iter().map(|text| text.lines().count()).sum())
}

/// Returns the ways to exercise a right, as Markdown: a clickable command, a link, a mail address.
fn ways_to_exercise(right: &Right) -> Vec<String> {
    let command = right.command.as_ref().map(|command| match &right.command_id {
        Some(id) => format!("</{command}:{id}>"),
        None => format!("`/{command}`"),
    });
    let link = right.link.as_ref().map(|link| match link.as_str().strip_prefix("mailto:") {
        Some(mail) => markdown::line(mail),
        None => format!("<{}>", link.as_str().replace(['<', '>'], "")),
    });
    command.into_iter().chain(link).collect()
}

/// Adds the text and buttons if Discord's limits allow, and returns whether they did.
fn add(response: &mut InteractionResponse, addition: &Addition) -> bool {
    let Some(data) = response.data.as_mut() else { return true };
    let (components, embeds) = (data.components.get_or_insert_default(), data.embeds.as_mut());
    let row = (!addition.links.is_empty()).then(|| row(&addition.links));
    if let Some(embed) = embeds.and_then(|embeds| embeds.first_mut()) {
        let description = embed.description.get_or_insert_default();
        let length = limits::length(description) + 2 + limits::length(&addition.text);
        if length > limits::DESCRIPTION || components.len() + usize::from(row.is_some()) > limits::ROWS {
            return false;
        }
        if !addition.text.is_empty() {
            description.push_str("\n\n");
            description.push_str(&addition.text);
        }
        components.extend(row);
        return true;
    }
    let [Component::Container(container)] = components.as_mut_slice() else { return true };
    let parts = &mut container.components;
    let (mut count, mut text, mut bytes) = (1, 0, 0);
    for part in parts.iter() {
        count += 1;
        match part {
            Component::ActionRow(row) => count += row.components.len(),
            Component::TextDisplay(shown) => {
                text += limits::length(&shown.content);
                bytes += shown.content.len();
            }
            _ => {}
        }
    }
    let more = 1 + row.as_ref().map_or(0, |_| 1 + addition.links.len());
    // Reserve two components, for a button that the bot adds and its row.
    if count + more + 2 > limits::COMPONENTS
        || text + limits::length(&addition.text) > limits::TEXT
        || bytes + addition.text.len() > limits::TEXT_BYTES
    {
        return false;
    }
    // Insert above the first row of menus or buttons.
    let at = parts.iter().position(|part| matches!(part, Component::ActionRow(_))).unwrap_or(parts.len());
    let text = (!addition.text.is_empty()).then(|| Component::TextDisplay(TextDisplay { content: addition.text.clone(), id: None }));
    parts.splice(at..at, text.into_iter().chain(row));
    true
}

fn row(links: &[(String, String)]) -> Component {
    let button = |(label, url): &(String, String)| {
        Component::Button(Button {
            custom_id: None,
            disabled: false,
            emoji: None,
            id: None,
            label: Some(limits::shorten(label, limits::BUTTON_LABEL)),
            sku_id: None,
            style: ButtonStyle::Link,
            url: Some(url.clone()),
        })
    };
    Component::ActionRow(ActionRow { components: links.iter().map(button).collect(), id: None })
}
