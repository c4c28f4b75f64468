//! Adds to a reply the ways in which people use their rights, as far as content states them.

use carrot_core::{Policy, Right, StatementId};
use twilight_model::{
    channel::message::{
        Component,
        component::{ActionRow, Button, ButtonStyle, TextDisplay},
    },
    http::interaction::InteractionResponse,
};

use crate::{
    Spoken,
    lookup::topic::OVERVIEW,
    render::{self, Delivery, Display, Showing, limits, markdown},
    reply::{Place, Reply, View},
};

/// Discord's own support. It is not the bot's.
const DISCORD: &str = "https://dis.gd/contact";

/// The text and links to add to a message.
struct Addition {
    text: String,
    links: Vec<(String, String)>,
}

/// Adds to a message what belongs below a reply: all rights below the overview, those of its statements below an answer. The short answer
/// has one line, the first page of the details has it in full.
pub(crate) fn add_to(
    spoken: Spoken<'_>,
    reply: &Reply,
    shown: Showing,
    delivery: Delivery,
    display: Display<'_>,
    response: &mut InteractionResponse,
) {
    let Some(topic) = topic_of(reply) else { return };
    let rights = rights_of(spoken.policy(), topic);
    let whole = if rights.is_empty() { silence(spoken, topic) } else { Some(in_full(spoken, &rights)) };
    let Some(whole) = whole else { return };
    match reply.nearest(shown.view) {
        View::Short if !reply.has(View::Details) => {
            add(response, &whole);
        }
        View::Short if !rights.is_empty() => {
            let line = in_short(spoken, &rights);
            let seen = length_of(response) + limits::length(&line) + 1;
            let text = if seen <= limits::SHORT_PRIVACY { line } else { String::new() };
            add(response, &Addition { text, links: whole.links });
        }
        View::Details => {
            let pages = render::pages(reply, View::Details, display.form);
            let page = shown.page.clamp(1, pages.max(1));
            // On the first page that has room for it.
            let earlier = (1..page).any(|page| {
                let mut before = render::message(reply, Showing { view: View::Details, page }, delivery, display);
                add(&mut before, &whole)
            });
            if !earlier {
                add(response, &whole);
            }
        }
        _ => {}
    }
}

/// Returns the topic of a reply; `None` if nothing was found.
fn topic_of(reply: &Reply) -> Option<&str> {
    match (&reply.anchor, &reply.place) {
        (Some(anchor), Place::Topic(_)) => Some(anchor),
        (None, Place::Topic(id)) => Some(id.as_str()).filter(|id| *id != OVERVIEW),
        (_, Place::Compliance(_)) => None,
    }
}

fn rights_of<'a>(policy: &'a Policy, topic: &str) -> Vec<&'a Right> {
    let shown = statements_of(policy, topic);
    policy.rights.iter().filter(|right| topic == OVERVIEW || shown.contains(&&right.statement)).collect()
}

/// That content has no right and no way to have data deleted.
fn silence(spoken: Spoken<'_>, topic: &str) -> Option<Addition> {
    let policy = spoken.policy();
    let inventory = &policy.inventory;
    // A stated deletion step counts as a way to have data deleted.
    let deletes = inventory.whole.deletion.is_some() || inventory.items.iter().any(|item| item.own.deletion.is_some());
    let silent = topic == OVERVIEW && policy.rights.is_empty() && !deletes;
    let text = || format!("-# {} <{DISCORD}>", markdown::line(spoken.words.rights_not_stated()));
    silent.then(|| Addition { text: text(), links: Vec::new() })
}

fn in_full(spoken: Spoken<'_>, rights: &[&Right]) -> Addition {
    let words = spoken.words;
    let mut lines = vec![format!("### {}", markdown::line(words.rights()))];
    for right in rights {
        lines.push(format!("**{}**", markdown::line(words.right(right.kind))));
        lines.extend(ways(right).into_iter().map(|way| format!("- {way}")));
        lines.extend(right.within.iter().map(|within| format!("- {}{}", words.right_within(), markdown::line(within))));
        let said = spoken.edition.said(words, &right.statement).map(|said| said.byline.as_str());
        lines.extend(said.map(|byline| format!("-# {}", markdown::line(byline))));
    }
    let link = |right: &&Right| {
        let link = right.link.as_ref().map(|link| link.as_str()).filter(|link| !link.starts_with("mailto:"))?;
        (limits::length(link) <= limits::URL).then(|| (words.right(right.kind).to_owned(), link.to_owned()))
    };
    let links = rights.iter().filter_map(link).take(limits::BUTTONS).collect();
    Addition { text: lines.join("\n"), links }
}

/// The rights in one line: each with the first way to use it.
fn in_short(spoken: Spoken<'_>, rights: &[&Right]) -> String {
    let words = spoken.words;
    let one = |right: &&Right| {
        let name = markdown::line(words.right(right.kind));
        match ways(right).first() {
            Some(way) => format!("{name}{}{way}", words.colon()),
            None => name,
        }
    };
    format!("-# {}", rights.iter().map(one).collect::<Vec<_>>().join(" · "))
}

/// The characters of all text in a message.
fn length_of(response: &InteractionResponse) -> usize {
    fn of(component: &Component) -> usize {
        match component {
            Component::TextDisplay(text) => limits::length(&text.content),
            Component::Container(container) => container.components.iter().map(of).sum(),
            _ => 0,
        }
    }
    let Some(data) = &response.data else { return 0 };
    let embeds = data.embeds.iter().flatten().flat_map(|embed| [embed.title.as_deref(), embed.description.as_deref()]);
    let embeds: usize = embeds.flatten().map(limits::length).sum();
    embeds + data.components.iter().flatten().map(of).sum::<usize>()
}

/// The ways in which a right is used: a command that can be clicked, an address.
fn ways(right: &Right) -> Vec<String> {
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

/// The statements that a topic shows.
fn statements_of<'a>(policy: &'a Policy, topic: &str) -> Vec<&'a StatementId> {
    let question = policy.questions.iter().find(|question| question.id == *topic);
    let answer = question.map(|question| policy.answer(question).statements).unwrap_or_default();
    let requirement = policy.requirements.iter().find(|requirement| requirement.id == *topic);
    let gap = requirement.map(|requirement| policy.gap(requirement).statements).unwrap_or_default();
    let section = policy.sections.iter().find(|section| section.id == *topic);
    let section = section.into_iter().flat_map(|section| &section.statements);
    let own = policy.statements().filter(|statement| statement.id == *topic);
    answer.into_iter().chain(gap).chain(section).chain(own).map(|statement| &statement.id).collect()
}

/// Adds to a message, if there is room for it: whether there was.
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
    // One place stays for a button that a bot adds.
    if count + more + 2 > limits::COMPONENTS
        || text + limits::length(&addition.text) > limits::TEXT
        || bytes + addition.text.len() > limits::TEXT_BYTES
    {
        return false;
    }
    // Above menus and buttons.
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
