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
    render::{limits, markdown},
    reply::Reply,
};

/// Discord's own support. It is not the bot's.
const DISCORD: &str = "https://dis.gd/contact";

/// What is added to a message.
pub(crate) struct Addition {
    text: String,
    links: Vec<(String, String)>,
}

/// Returns what belongs below a reply: all rights below the overview, those of its statements below an answer.
pub(crate) fn addition(spoken: Spoken<'_>, reply: &Reply) -> Option<Addition> {
    let policy = spoken.policy();
    let topic = reply.anchor.as_deref().or(match &reply.place {
        crate::reply::Place::Topic(id) => Some(id.as_str()).filter(|id| *id != OVERVIEW),
        crate::reply::Place::Compliance(_) => None,
    })?;
    let whole = topic == OVERVIEW;
    let shown = statements_of(policy, topic);
    let rights: Vec<&Right> = policy.rights.iter().filter(|right| whole || shown.contains(&&right.statement)).collect();
    let words = spoken.words;
    if rights.is_empty() {
        // Where a step of the data's way says how data is deleted, that is a way.
        let inventory = &policy.inventory;
        let deletes = inventory.whole.deletion.is_some() || inventory.items.iter().any(|item| item.own.deletion.is_some());
        let text = || format!("-# {} <{DISCORD}>", markdown::line(words.rights_not_stated()));
        return (whole && policy.rights.is_empty() && !deletes).then(|| Addition { text: text(), links: Vec::new() });
    }
    let mut lines = vec![format!("### {}", markdown::line(words.rights()))];
    for right in &rights {
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
    Some(Addition { text: lines.join("\n"), links })
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
pub(crate) fn add(response: &mut InteractionResponse, addition: &Addition) -> bool {
    let Some(data) = response.data.as_mut() else { return true };
    let (components, embeds) = (data.components.get_or_insert_default(), data.embeds.as_mut());
    let row = (!addition.links.is_empty()).then(|| row(&addition.links));
    if let Some(embed) = embeds.and_then(|embeds| embeds.first_mut()) {
        let description = embed.description.get_or_insert_default();
        let length = limits::length(description) + 2 + limits::length(&addition.text);
        if length > limits::DESCRIPTION || components.len() + usize::from(row.is_some()) > limits::ROWS {
            return false;
        }
        description.push_str("\n\n");
        description.push_str(&addition.text);
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
    parts.splice(at..at, [Component::TextDisplay(TextDisplay { content: addition.text.clone(), id: None })].into_iter().chain(row));
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
