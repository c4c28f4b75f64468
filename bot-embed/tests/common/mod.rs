//! Content of a fictional bot and its fictional host, interactions to send, and functions that read responses.
#![allow(dead_code, missing_docs, reason = "each test file uses a part of it")]

use std::collections::{BTreeSet, VecDeque};

use bot_embed::{
    Content, PublicUrl,
    custom_id::page_id,
    render::{Display, Form, limits},
    reply::{self, Reply, ReplySubject, Request, View},
    respond_to_json,
};
use carrot_core::{
    Policy,
    i18n::Messages,
    lookup::topic::{self, Topic},
    parse::{File, parse},
};
pub(crate) use carrot_testing::hex;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

const DATA: &str = r#"
[bot]
name = "Turnip"
party = "turnip"
host = "cellar"
disclaimer = "A restatement, and no advice."

[[party]]
id = "turnip"
name = "Turnip"
kind = "bot"
promises_to = "people who use the bot"

[[party]]
id = "cellar"
name = "Cellar Inc."
kind = "host"
promises_to = "its customers, not the people who use the bot"

[[party]]
id = "us"
name = "The editors"
kind = "editor"

[[source]]
id = "turnip-policy"
title = "Turnip's policy"
by = "turnip"
kind = "document"
as_of = 2024-02-29
[source.sections]
data = "Data"
host = "Host"

[[source]]
id = "cellar-docs"
title = "Cellar's handbook"
by = "cellar"
kind = "document"
[source.sections]
deletion = "Deletion"

[[source]]
id = "readings"
title = "Our readings"
by = "us"
kind = "reading"
[source.sections]
data = "Data"

[[source]]
id = "law"
title = "The Root Act"
kind = "rule"
as_of = 2020-01-31
[source.sections]
1 = "Section 1"
2 = "Section 2"

[inventory]
statement = "collects-names"
open_ended = true
from = { text = "The garden gate", statement = "collects-names" }

[[data]]
id = "user-name"
name = "User name"
statement = "collects-names"

[[data]]
id = "nick-name"
name = "Nickname"
part_of = "user-name"
statement = "collects-names"
retention = { text = "A week", statement = "keeps-nicknames" }

[[term]]
id = "term-gate"
name = "Garden gate"
aliases = ["GG"]
text = "Where one enters."
source = "readings/data"

[[requirement]]
id = "law-what"
title = "What is collected"
asks = "What is collected."
source = "law/1"
when = "Always"

[[requirement]]
id = "law-how-long"
title = "How long it is kept"
asks = "How long data is kept."
source = ["law/1", "law/2"]
when = "Where data is kept"

[[requirement]]
id = "law-safe"
title = "Safety"
asks = "How it is kept safe."
source = "law/2"
when = "GDPR applies"

[[requirement]]
id = "law-delete"
title = "Deletion"
asks = "How to have it deleted."
source = "law/2"
when = "Always"

[[question]]
id = "collected"
ask = "What is collected about me?"
title = "Collected"
glance = true
requirements = ["law-what"]
words = ["data"]

[[question]]
id = "retention"
ask = "How long is it kept?"
title = "How long"
glance = true
requirements = ["law-how-long"]
words = ["keep"]

[[question]]
id = "deletion"
ask = "How do I have it deleted?"
title = "Deletion"
glance = true
requirements = ["law-delete"]
words = ["erase", "forget me"]

[[question]]
id = "safety"
ask = "Is it safe?"
title = "Safety"
requirements = ["law-safe"]

[[answer]]
requirement = "law-what"
statements = ["collects-names"]
extent = "present"

[[answer]]
requirement = "law-how-long"
statements = ["keeps-nicknames"]
extent = "partial"
why = "It says so of nicknames alone."

[[answer]]
requirement = "law-safe"
statements = ["locked-doors"]
extent = "partial"
why = "The doors are the host's."

[[answer]]
requirement = "law-delete"
beside = ["deleted-after-a-year"]
"#;

const COLLECTED: &str = "\
# Collected {#collected-data party=turnip source=turnip-policy/data}

## Names {#names}

### Turnip collects names {#collects-names}

It collects **names** at the [gate](https://gate.example/a_b), but never asks for @everyone or <@1>.

### Nicknames are kept for a week {#keeps-nicknames}

A nickname is kept for a week.
";

const POLICY: &str = "\
# Policy {#policy party=turnip source=turnip-policy/host}

## The cellar {#the-cellar}

### Turnip lives in a cellar {#lives-in-cellar}

Its cellar is Cellar Inc.'s.

### The doors are locked {#locked-doors party=cellar}

All doors of the cellar are locked.
";

const HOSTING: &str = "\
# Hosting {#hosting party=cellar source=cellar-docs/deletion}

## Deletion at the host {#host-deletion}

### What is thrown away is gone after a year {#deleted-after-a-year}

Cellar Inc. empties its bins once a year.
";

const READINGS: &str = "\
# Sources {#sources party=us source=readings/data}

## Readings {#readings-of-policy}

### A nickname is a name {#reading-nickname about=nick-name}

We take a nickname for a name.

### Which doors are meant {#reading-doors about=locked-doors}

We take them for the outer doors.
";

const FRENCH_DATA: &str = r#"
[bot]
disclaimer = "Une reformulation, et aucun conseil."

[[party]]
id = "turnip"
promises_to = "les personnes qui utilisent le bot"

[[party]]
id = "cellar"
promises_to = "ses clients, et non les personnes qui utilisent le bot"

[[party]]
id = "us"
name = "La rédaction"

[[source]]
id = "turnip-policy"
title = "La politique de Turnip"
[source.sections]
data = "Données"
host = "Hébergeur"

[[source]]
id = "cellar-docs"
title = "Le manuel de Cellar"
[source.sections]
deletion = "Suppression"

[[source]]
id = "readings"
title = "Nos lectures"
[source.sections]
data = "Données"

[[source]]
id = "law"
title = "La loi sur les racines"
[source.sections]
1 = "Section 1"
2 = "Section 2"

[inventory]
from = { text = "La porte du jardin" }

[[data]]
id = "user-name"
name = "Nom de l’utilisateur"

[[data]]
id = "nick-name"
name = "Surnom"

[[term]]
id = "term-gate"
name = "Porte du jardin"
aliases = ["PJ"]
text = "Là où l’on entre."

[[requirement]]
id = "law-what"
title = "Ce qui est collecté"
asks = "Ce qui est collecté."
when = "Toujours"

[[requirement]]
id = "law-how-long"
title = "La durée de conservation"
asks = "Combien de temps les données sont conservées."
when = "Là où des données sont conservées"

[[requirement]]
id = "law-safe"
title = "La sécurité"
asks = "Comment elles sont protégées."
when = "Toujours"

[[requirement]]
id = "law-delete"
title = "La suppression"
asks = "Comment les faire supprimer."
when = "Toujours"

[[question]]
id = "collected"
ask = "Que sait-on de moi\u202F?"
title = "Collecte"
words = ["données"]

[[question]]
id = "retention"
ask = "Combien de temps est-ce conservé\u202F?"
title = "Durée"
words = ["conserver"]

[[question]]
id = "deletion"
ask = "Comment faire supprimer mes données\u202F?"
title = "Suppression"
words = ["effacer", "oubliez-moi"]

[[question]]
id = "safety"
ask = "Est-ce bien protégé\u202F?"
title = "Sécurité"

[[answer]]
requirement = "law-how-long"
why = "Cela n’est dit que des surnoms."

[[answer]]
requirement = "law-safe"
why = "Les portes sont celles de l’hébergeur."
"#;

const FRENCH_TEXT: &str = "\
# Collecte {#collected-data}

## Noms {#names}

### Turnip collecte des noms {#collects-names}

Il collecte des **noms** à la [porte](https://gate.example/a_b).

### Les surnoms sont conservés une semaine {#keeps-nicknames}

Un surnom est conservé une semaine.

# Politique {#policy}

## La cave {#the-cellar}

### Turnip vit dans une cave {#lives-in-cellar}

Sa cave est celle de Cellar Inc.

# Sources {#sources}

## Lectures {#readings-of-policy}

### Un surnom est un nom {#reading-nickname}

Pour nous, un surnom est un nom.

### De quelles portes il s’agit {#reading-doors}

Pour nous, ce sont les portes extérieures.
";

const FRENCH_HOST: &str = "\
# Hébergement {#hosting}

## La suppression chez l’hébergeur {#host-deletion}

### Ce qui est jeté disparaît au bout d’un an {#deleted-after-a-year}

Cellar Inc. vide ses poubelles une fois par an.
";

/// Returns the files of the fictional content.
pub(crate) fn files() -> Vec<File> {
    let files = [
        ("bot/data.toml", DATA),
        ("bot/collected.md", COLLECTED),
        ("bot/policy.md", POLICY),
        ("hosts/hosting.md", HOSTING),
        ("bot/readings.md", READINGS),
    ];
    files.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() }).to_vec()
}

/// Parses files into content. Panics if they have errors.
pub(crate) fn parsed(files: &[File]) -> Content {
    let parsed = parse(files);
    let diagnostics: Vec<_> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    Content::new(parsed.policy.unwrap_or_else(|| panic!("{}", diagnostics.join("\n"))), parsed.translations)
}

/// Returns the fictional content.
pub(crate) fn content() -> Content {
    parsed(&files())
}

/// Returns the fictional content with a French translation of everything but the statement
/// `locked-doors`.
pub(crate) fn bilingual() -> Content {
    let french = [("bot/fr/data.toml", FRENCH_DATA), ("bot/fr/policy.md", FRENCH_TEXT), ("hosts/cellar/fr/host.md", FRENCH_HOST)];
    let french = french.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    parsed(&[files(), french.to_vec()].concat())
}

/// Returns one locale of Discord for each language of the interface: the last one that Discord lists, such as "en-US" for English.
pub(crate) fn locales() -> [&'static str; Messages::ALL.len()] {
    Messages::ALL.map(|messages| {
        let matches = |locale: &&str| messages.matches_lang(&locale.parse().unwrap());
        limits::LOCALES.into_iter().rfind(matches).unwrap()
    })
}

/// Returns the id of every topic of the policy.
pub(crate) fn topics(policy: &Policy) -> Vec<String> {
    let mut seen = BTreeSet::new();
    topic::ids(policy).filter(|id| Topic::by_id(policy, id).is_some() && seen.insert(id.clone())).collect()
}

/// Returns the URL of the fictional bot's page.
pub(crate) fn page() -> PublicUrl {
    "https://turnip.example".parse().unwrap()
}

/// Answers an interaction, and checks the response against Discord's limits.
pub(crate) fn respond(content: &Content, page: Option<&PublicUrl>, interaction: &Value) -> Value {
    respond_as(content, Display::linking_to(page), interaction)
}

/// Returns the reply to `/privacy` with a topic.
pub(crate) fn ask(content: &Content, topic: &str) -> Reply {
    reply::reply(content.for_locale(None), &Request::Privacy { topic: Some(topic) })
}

/// Returns the details of a topic.
pub(crate) fn details(content: &Content, form: Form, locale: &str, topic: &str) -> Value {
    let button = pressed(&page_id(&ReplySubject::Topic(topic.to_owned()), View::Details, 1));
    respond_as(content, Display { form, ..Display::default() }, &from(locale, button))
}

/// Like [`respond`], with other display options.
pub(crate) fn respond_as(content: &Content, display: Display<'_>, interaction: &Value) -> Value {
    let response = respond_to_json(content, display, interaction.to_string().as_bytes()).unwrap();
    let response = serde_json::to_value(&response).unwrap();
    assert_eq!(limits::violations(&response), [""; 0], "{interaction}\n{response:#}");
    let embeds = display.form == Form::Embed && matches!(response["type"].as_u64(), Some(4 | 7));
    assert_eq!(response["data"].get("embeds").is_some(), embeds, "{interaction}");
    response
}

/// Returns the interaction of `/compliance` with these options. Empty options are left out.
pub(crate) fn compliance(service: &str, framework: &str, data: &str) -> Value {
    let options = [("service", service), ("framework", framework), ("data", data)].into_iter().filter(|(_, value)| !value.is_empty());
    let options: Vec<_> = options.map(|(name, value)| json!({ "type": 3, "name": name, "value": value })).collect();
    json!({ "type": 2, "data": { "type": 1, "name": "compliance", "options": options } })
}

/// Returns the interaction of a pressed button.
pub(crate) fn pressed(custom_id: &str) -> Value {
    json!({ "type": 3, "data": { "component_type": 2, "custom_id": custom_id } })
}

/// Returns the buttons of a response except links: label, custom id, and whether they are enabled.
pub(crate) fn buttons(response: &Value) -> Vec<(&str, &str, bool)> {
    let buttons = components(response).into_iter().filter(|it| it["type"] == 2 && it["style"] != 5);
    buttons.map(|it| (it["label"].as_str().unwrap(), it["custom_id"].as_str().unwrap(), it["disabled"] != true)).collect()
}

/// Returns all messages of a reply: the first message, then every page of every view that its buttons open.
pub(crate) fn all_pages(content: &Content, display: Display<'_>, locale: &str, interaction: Value) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut pages = Vec::new();
    let mut open = VecDeque::from([interaction]);
    while let Some(interaction) = open.pop_front() {
        let page = respond_as(content, display, &from(locale, interaction));
        let new: Vec<String> = buttons(&page)
            .into_iter()
            .filter(|(_, id, enabled)| *enabled && !id.contains("/short/") && !seen.iter().any(|other| other == id))
            .map(|(_, id, _)| id.to_owned())
            .collect();
        // The next page of a view comes before another view.
        let (turns, views): (Vec<String>, Vec<String>) = new.iter().cloned().partition(|id| !id.contains("/1/"));
        turns.iter().rev().for_each(|id| open.push_front(pressed(id)));
        views.iter().for_each(|id| open.push_back(pressed(id)));
        seen.extend(new);
        pages.push(page);
        assert!(pages.len() < 1_000, "the buttons never stop opening new pages");
    }
    pages
}

/// Returns the text of all messages of a reply.
pub(crate) fn full_text(content: &Content, display: Display<'_>, locale: &str, interaction: Value) -> String {
    all_pages(content, display, locale, interaction).iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Returns the interaction of `/privacy` with a topic.
pub(crate) fn privacy(topic: &str) -> Value {
    json!({ "type": 2, "data": { "type": 1, "name": "privacy", "options": [{ "type": 3, "name": "topic", "value": topic }] } })
}

/// Returns the interaction of a value chosen in a menu.
pub(crate) fn chosen(custom_id: &str, value: &str) -> Value {
    json!({ "type": 3, "data": { "component_type": 3, "custom_id": custom_id, "values": [value] } })
}

/// Returns the interaction as sent by a client with this locale.
pub(crate) fn from(locale: &str, mut interaction: Value) -> Value {
    interaction["locale"] = locale.into();
    interaction
}

/// Returns all components of a response, including nested ones.
pub(crate) fn components(response: &Value) -> Vec<&Value> {
    fn collect<'a>(components: &'a Value, all: &mut Vec<&'a Value>) {
        for component in components.as_array().into_iter().flatten() {
            all.push(component);
            collect(&component["components"], all);
        }
    }
    let mut all = Vec::new();
    collect(&response["data"]["components"], &mut all);
    all
}

/// Returns the text of a response without that of menus and buttons.
pub(crate) fn text(response: &Value) -> String {
    let embeds = response["data"]["embeds"].as_array().into_iter().flatten();
    let embeds = embeds.flat_map(|it| [it["title"].as_str(), it["description"].as_str(), it["footer"]["text"].as_str()]);
    let shown = components(response).into_iter().map(|component| component["content"].as_str());
    embeds.chain(shown).flatten().collect::<Vec<_>>().join("\n")
}

/// Returns the menus of a response: custom id and values.
pub(crate) fn menus(response: &Value) -> Vec<(&str, Vec<&str>)> {
    let menus = components(response).into_iter().filter(|component| component["type"] == 3);
    menus
        .map(|menu| {
            let options = menu["options"].as_array().unwrap();
            (menu["custom_id"].as_str().unwrap(), options.iter().map(|option| option["value"].as_str().unwrap()).collect())
        })
        .collect()
}

/// Returns the key that tests sign with.
pub(crate) fn signing_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// Returns a signature as Discord sends it with a body.
pub(crate) fn signature(timestamp: &str, body: &[u8]) -> String {
    hex(&signing_key().sign(&[timestamp.as_bytes(), body].concat()).to_bytes())
}
