//! Tests replies from the embedded content: clicks alone reach the bot's whole policy from
//! `/privacy`, clicks and typing reach everything on the page, and Discord accepts every possible
//! reply.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use std::collections::{BTreeMap, VecDeque};

use std::collections::BTreeSet;

use bot_embed::{
    Content, PublicUrl,
    lookup::topic,
    render::{self, Delivery, Display, Form, limits, markdown},
    reply::{NOTHING, Request, reply},
    respond_to_json, respond_to_json_bytes,
};
use carrot_core::{Extent, PartyKind, Policy, PolicyJson, Statement};
use common::{
    all_pages, chosen, compliance, components, from, full_text, locales, menus, page, privacy, respond, respond_as, text, topics,
};
use serde_json::{Value, json};

/// Returns the text of every reply that is reachable from `/privacy` by clicks, by topic.
fn clicked(content: &Content, page: Option<&PublicUrl>, locale: &str) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    let mut open: VecDeque<(String, Value)> = VecDeque::new();
    open.push_back((String::new(), json!({ "type": 2, "data": { "name": "privacy" } })));
    while let Some((topic, interaction)) = open.pop_front() {
        if seen.contains_key(&topic) {
            continue;
        }
        let pages = all_pages(content, Display::linking_to(page), locale, interaction);
        // The details have all menus. A reply without details has one.
        for (custom_id, values) in menus(pages.get(1).unwrap_or(&pages[0])) {
            open.extend(values.into_iter().map(|value| (value.to_owned(), chosen(custom_id, value))));
        }
        seen.insert(topic, pages.iter().map(text).collect::<Vec<_>>().join("\n"));
    }
    seen
}

fn own(policy: &Policy) -> impl Iterator<Item = &Statement> {
    let sections = policy.sections.iter();
    sections.flat_map(|section| section.statements.iter().filter(|s| topic::is_own(policy, section.part, s)))
}

#[test]
fn every_statement_and_reading_of_the_policy_is_reachable_by_clicks() {
    let content = Content::baked().unwrap();
    for (locale, page) in locales().into_iter().zip([None, Some(page())].into_iter().cycle()) {
        let policy = content.for_locale(Some(locale)).policy();
        let replies = clicked(&content, page.as_ref(), locale);
        let shown = |statement: &Statement| {
            let (title, body) = (markdown::line(&statement.title), markdown::blocks(&statement.text));
            assert!(
                replies.values().any(|reply| reply.contains(&title) && reply.contains(&body)),
                "{} is nowhere in full",
                statement.id
            );
        };
        assert!(own(policy).count() > 0);
        own(policy).for_each(shown);
        let about_own = |id: &str| own(policy).any(|s| s.id == *id) || policy.inventory.items.iter().any(|item| item.id == *id);
        let readings = policy.statements().filter(|statement| {
            let editors = policy.party(&statement.party).is_some_and(|party| party.kind == PartyKind::Editor);
            editors && statement.about.iter().any(|about| about_own(about.as_str()))
        });
        readings.for_each(shown);
    }
}

#[test]
fn every_question_lists_stated_and_missing_facts() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let localized = content.for_locale(Some(locale));
        let (policy, messages) = (localized.policy(), localized.messages);
        for question in &policy.questions {
            let answer = policy.answer(question);
            let pages = all_pages(&content, Display::default(), locale, privacy(question.id.as_str()));
            let text = pages.iter().map(text).collect::<Vec<_>>().join("\n");
            assert!(text.starts_with(&format!("## {}", markdown::line(&question.ask))), "{text}");
            // A button of the first message shows the rules that require the missing facts.
            let opens = common::buttons(&pages[0]).iter().any(|(label, ..)| *label == messages.which_rules());
            assert!(answer.open.is_empty() || opens && text.contains(messages.asked_by()), "{}", question.id);
            for statement in &answer.statements {
                assert!(text.contains(&markdown::blocks(&statement.text)), "{} lacks {}", question.id, statement.id);
            }
            // The extent is the same as everywhere.
            let (first, _) = text.split_once('\n').map_or(("", ""), |(_, rest)| rest.split_once('\n').unwrap_or((rest, "")));
            match answer.extent {
                Extent::Missing => assert!(first.starts_with(&format!("**{}.**", messages.not_stated_by_bot())), "{text}"),
                Extent::Partial => assert!(first.starts_with(&format!("**{}.**", messages.in_part())), "{text}"),
                Extent::Unreviewed => assert!(first.starts_with(&format!("**{}.**", messages.not_checked_yet())), "{text}"),
                Extent::Present => {
                    assert!(!text.contains(messages.not_stated_by_bot()) && !text.contains(messages.in_part()), "{text}")
                }
            }
            for gap in &answer.open {
                assert!(text.contains(&markdown::line(&gap.requirement.title)), "{} does not say who asks: {text}", question.id);
            }
            // Statements of the host come after the line that names the host.
            let foreign = answer.statements.iter().chain(&answer.beside).filter(|statement| !policy.is_bots(statement));
            for statement in foreign {
                let party = policy.party(&statement.party).unwrap();
                let short = messages.to_customers(&party.name);
                let promise = match policy.promises_to(statement) {
                    Some(_) if party.kind == PartyKind::Host => messages.host_addresses(&party.name, &policy.bot.name),
                    Some(to) => to.to_owned(),
                    None if party.kind == PartyKind::Editor => messages.promises_nothing(party.kind).to_owned(),
                    None => messages.no_promise(party.kind).to_owned(),
                };
                let party_at = [promise, short].iter().filter_map(|it| text.find(&markdown::line(it))).min().unwrap_or(usize::MAX);
                let text_at = text.find(&markdown::blocks(&statement.text)).unwrap_or(usize::MAX);
                assert!(party_at < text_at, "{}: {} is shown before its party: {text}", question.id, statement.id);
            }
        }
    }
}

#[test]
fn every_topic_opens_by_its_id_within_the_limits() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let localized = content.for_locale(Some(locale));
        let policy = localized.policy();
        let ids: Vec<String> = topics(policy).into_iter().chain([String::new()]).collect();
        let page = page();
        for display in displays(&page) {
            for id in &ids {
                for response in all_pages(&content, display, locale, privacy(id)) {
                    let text = text(&response);
                    assert!(!text.contains(&markdown::line(&localized.messages.nothing_found(id))), "{id}");
                    let disclaimer = &policy.bot.disclaimer;
                    assert!(text.contains(&markdown::line(disclaimer)) || text.contains(disclaimer), "{id}");
                }
                let typing = json!({ "type": 4, "data": { "name": "privacy", "options": [{ "name": "topic", "value": id }] } });
                respond_as(&content, display, &from(locale, typing));
            }
        }
    }
}

#[test]
fn the_overview_has_all_collected_data() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let asked = from(locale, json!({ "type": 2, "data": { "name": "privacy" } }));
        let text = text(&respond(&content, None, &asked)).to_lowercase();
        for item in &content.for_locale(Some(locale)).policy().inventory.items {
            assert!(text.contains(&markdown::line(&item.name).to_lowercase()), "{}", item.name);
        }
    }
}

/// Returns both forms of a reply: one with a link to the page, and one without.
fn displays(page: &PublicUrl) -> [Display<'_>; 2] {
    [Display::linking_to(Some(page)), Display { form: Form::Embed, ..Display::default() }]
}

/// Every service, framework and kind of data, alone, in pairs, and all three together, in every language and both forms.
#[test]
fn every_compliance_reply_is_within_discords_limits() {
    let content = Content::baked().unwrap();
    let policy = content.policy();
    let with_none = |ids: Vec<String>| std::iter::once(String::new()).chain(ids).collect::<Vec<_>>();
    let services = with_none(policy.services.iter().map(|service| service.id.to_string()).collect());
    let frameworks = with_none(policy.frameworks.iter().map(|framework| framework.id.to_string()).collect());
    let data = with_none(policy.data_rules.iter().map(|rule| rule.id.to_string()).collect());
    let page = page();
    let mut count = 0;
    for (i, service) in services.iter().enumerate() {
        for (j, framework) in frameworks.iter().enumerate() {
            for (k, rule) in data.iter().enumerate() {
                let asked = [service, framework, rule].map(|id| Some(id.as_str()).filter(|id| !id.is_empty()));
                let whole = asked.iter().flatten().count() == 3;
                let [service, framework, data] = asked;
                for (locale, display) in locales().into_iter().flat_map(|locale| displays(&page).map(|display| (locale, display))) {
                    // All three together contain what their pairs contain, so a sample of them is enough.
                    if whole && ((i + j + k) % 5 > 0 || (locale, display.form) != (locales()[0], Form::Components)) {
                        continue;
                    }
                    let reply = reply(content.for_locale(Some(locale)), &Request::Compliance { service, framework, data });
                    for response in render::messages(&reply, Delivery::Message, display) {
                        let response = serde_json::to_value(&response).unwrap();
                        assert_eq!(limits::violations(&response), [""; 0], "{asked:?} {locale}");
                        let text = text(&response);
                        assert!(
                            text.contains(&content.for_locale(Some(locale)).messages.no_stack()[..30]),
                            "{asked:?}: whose bot this is not"
                        );
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(count > 3_000, "{count} replies");
}

#[test]
fn frequent_questions_reach_their_answers() {
    let content = Content::baked().unwrap();
    for (asked, id) in [
        ("what do you collect about me", "collected"),
        ("how long is it kept", "retention"),
        ("who sees it", "recipients"),
        ("how do I have it deleted", "deletion"),
        ("delete my messages", "deletion"),
        ("what does the policy not say", "not-stated"),
        ("do you sell my data", "sale"),
        ("que collectez-vous sur moi ?", "collected"),
        ("combien de temps sont conservées mes données ?", "retention"),
        ("qui voit mes données ?", "recipients"),
        ("qui a accès à mes messages", "recipients"),
        ("comment faire supprimer mes données ?", "deletion"),
        ("supprimer mes messages", "deletion"),
        ("que ne dit pas la politique ?", "not-stated"),
        ("vendez-vous mes données ?", "sale"),
        ("mes droits", "rights"),
        ("are you storing my messages", "kind-messages"),
        ("are my messages saved", "kind-messages"),
        ("do you read my DMs", "kind-direct-messages"),
        ("ip address", "kind-ip-address"),
        ("cookies", "kind-cookies"),
        ("when was this policy updated", "sources"),
        ("GDRP", "gdpr"),
        // Each language has its own name of a framework; both are understood in both.
        ("is heroku gdpr compliant", "gdpr"),
        ("is heroku RGPD compliant", "gdpr"),
        ("c'est quoi le RGPD", "gdpr"),
    ] {
        for locale in locales() {
            let reply = reply(content.for_locale(Some(locale)), &Request::Privacy { topic: Some(asked) });
            assert_eq!(reply.anchor.as_deref(), Some(id), "{asked} {locale}");
        }
    }
    for (service, framework, data, title) in [
        ("postgres", "", "", "## Heroku Postgres"),
        ("redis", "HIPPA", "", "## Heroku Key-Value Store · HIPAA"),
        ("", "soc2", "", "## SOC 2"),
        ("", "RGPD", "", "## GDPR (General Data Protection Regulation)"),
        ("", "iso", "", "## ISO 27001 · ISO 27017 · ISO 27018"),
        ("", "", "credit card", "## Payment card data"),
        ("", "", "cartes bancaires", "## Payment card data"),
        ("", "", "passport", "## Government issued identification numbers"),
        ("", "pci compliance", "", "## PCI DSS"),
        ("", "ISO 27001 certification", "", "## ISO 27001"),
        ("heroku postgers", "", "", "## Heroku Postgres"),
        ("", "27018", "", "## ISO 27018"),
        ("", "iso27k", "", "## ISO 27001 · ISO 27017 · ISO 27018"),
        ("", "", "cvv", "## Payment card data"),
        // A question about recovery names no service, framework or kind of data: a section of the host answers it.
        ("we need rto 12h and rpo 4h", "", "", "## Recovery objectives"),
        ("does redis have disaster recovery", "", "", "## Disaster recovery"),
        // A reply about something else is never the answer.
        ("", "iso 27701", "", "## Nothing found for “iso 27701”"),
        ("", "ISO 9001", "", "## Nothing found for “ISO 9001”"),
        ("", "SOC 5", "", "## Nothing found for “SOC 5”"),
        ("", "PCI PIN", "", "## Nothing found for “PCI PIN”"),
        ("", "UK GDPR", "", "## Nothing found for “UK GDPR”"),
        ("", "privacy shield", "", "## Nothing found for “privacy shield”"),
        ("eco dyno", "pci", "", "## Nothing found for “eco dyno”"),
        ("heroku scheduler", "", "", "## Nothing found for “heroku scheduler”"),
    ] {
        let text = text(&respond(&content, None, &compliance(service, framework, data)));
        assert!(text.starts_with(title), "{service}{framework}{data}: {text}");
    }
    // A question about the bot as a whole is not on the page.
    let located = reply(content.for_locale(None), &Request::Privacy { topic: Some("where is my data stored") });
    let general = content.policy().vocabulary.general.iter().find(|question| question.id == *"data-location").unwrap();
    assert_eq!(located.title, general.ask);
}

#[test]
fn every_suggestion_opens_its_own_topic() {
    let content = Content::baked().unwrap();
    let option = |typed: &str| json!([{ "name": "topic", "type": 3, "value": typed, "focused": true }]);
    let mut seen = BTreeMap::new();
    let letters: Vec<String> = ('a'..='z').map(String::from).collect();
    let words = ["", "ho", "enc", "encr", "da", "se", "ac", "tra", "re", "fi", "policy", "gdpr", "who", "readings", "infrastructure"];
    for typed in words.into_iter().chain(letters.iter().map(String::as_str)) {
        let typing = json!({ "type": 4, "data": { "name": "privacy", "options": option(typed) } });
        for choice in respond(&content, None, &typing)["data"]["choices"].as_array().unwrap() {
            seen.insert(choice["value"].as_str().unwrap().to_owned(), choice["name"].as_str().unwrap().to_owned());
        }
    }
    assert!(seen.len() > 40);
    for (value, name) in seen.iter().filter(|(value, _)| *value != "at-a-glance") {
        let sent = |text: &str| respond(&content, None, &json!({ "type": 2, "data": { "name": "privacy", "options": option(text) } }));
        // If two topics have the same name, suggestions contain their ids. A kind of data is a topic, too.
        let title = name.strip_suffix(&format!(" ({})", value.trim_start_matches('#'))).unwrap_or(name);
        let opened = text(&sent(value));
        let heading = opened.lines().next().unwrap_or_default();
        let asks = value.starts_with("kind-") && heading.contains(title);
        // A part names its whole, too.
        let names_it = heading == format!("## {title}") || heading.starts_with(&format!("## {title} ("));
        assert!(names_it || asks || name.ends_with('…'), "{value}, {name}: {opened}");
        assert_eq!(text(&sent(name)), opened, "{name} is sent back by its name");
    }
}

/// PCI DSS and card data are two questions. No service has a certificate under a law.
#[test]
fn cell_without_a_claim_shows_related_facts() {
    let content = Content::baked().unwrap();
    let reply_to = |service, framework| full_text(&content, Display::default(), "en-GB", compliance(service, framework, ""));
    let pci = reply_to("common-runtime", "pci-dss");
    assert!(
        pci.contains("PCI DSS and card data: two questions") && pci.contains("outside the three services that the rule names"),
        "{pci}"
    );
    let law = reply_to("common-runtime", "gdpr");
    assert!(
        law.contains("A regulation is not a certificate")
            && law.contains("Controllers control data, processors follow their instructions"),
        "{law}"
    );
    let data = full_text(&content, Display::default(), "en-GB", compliance("", "", "other-personal-data"));
    // No document allows it: heading, party and source show that the interpretation is ours. Only the duty is Salesforce's.
    let first = "## Other personal data\n- **Not barred (our interpretation):** all services\nConditions:\n- If the data is sensitive or regulated, ";
    assert!(data.starts_with(first), "{data}");
    assert!(data.contains("applicable laws and regulations (Salesforce, “Sensitive Data”, 19 March 2024)"), "{data}");
    let verdict = data.split("### ").nth(1).unwrap();
    assert!(!verdict.contains("Salesforce says") && !verdict.contains("Allowed"), "{verdict}");
    let objectives = reply_to("common-runtime", "");
    assert!(!objectives.contains("Other services and plans: not stated"), "{objectives}");
}

/// A cached reply equals a newly rendered one, in every language and form and for every page.
#[test]
fn cached_replies_equal_new_ones() {
    let content = Content::baked().unwrap();
    let page = page();
    let mut asked = vec![privacy(""), compliance("", "", "")];
    asked.extend(["retention", "encryption", "not-stated", "delete my messages"].map(privacy));
    asked.extend([compliance("shield-dynos", "soc-2", ""), compliance("", "iso", ""), compliance("soc-2", "", "")]);
    asked.extend(["0", "1", "2", "9999"].map(|number| common::pressed(&format!("privacy/2/page/{number}/encryption"))));
    asked.push(chosen("privacy/2/questions0/1/retention", "encryption"));
    // Ask twice, with another request in between.
    for _ in 0..2 {
        for display in displays(&page) {
            for (interaction, locale) in asked.iter().flat_map(|it| locales().map(|locale| (it, locale))) {
                let body = from(locale, interaction.clone()).to_string();
                let bytes = respond_to_json_bytes(&content, display, body.as_bytes()).unwrap();
                let whole = respond_to_json(&content, display, body.as_bytes()).unwrap();
                assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), serde_json::to_value(&whole).unwrap(), "{body}");
            }
        }
    }
}

/// Returns text as a person reads it: without markers and escapes, in single lines.
fn read(markdown: &str) -> String {
    let mut out = String::new();
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' | '`' | '\u{200b}' => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.to_lowercase()
}

/// Returns every line that a person can read by clicking, turning pages and following suggestions.
fn readable(content: &Content, locale: &str) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: VecDeque<(usize, Value)> = [privacy(""), compliance("", "", "")].into_iter().map(|it| (0, it)).collect();
    for (command, option) in [("privacy", "topic"), ("compliance", "service"), ("compliance", "framework"), ("compliance", "data")] {
        let mut typed: Vec<String> = vec![String::new()];
        typed.extend(
            content.for_locale(Some(locale)).policy().terms.iter().map(|term| term.name.clone()).filter(|_| command == "privacy"),
        );
        for text in typed {
            let options = json!([{ "name": option, "type": 3, "value": text, "focused": true }]);
            let typing = json!({ "type": 4, "data": { "name": command, "options": options } });
            let response = respond(content, None, &from(locale, typing));
            for choice in response["data"]["choices"].as_array().unwrap() {
                let options = json!([{ "name": option, "type": 3, "value": choice["value"] }]);
                open.push_back((1, json!({ "type": 2, "data": { "name": command, "options": options } })));
            }
        }
    }
    while let Some((depth, interaction)) = open.pop_front() {
        if !seen.insert(interaction.to_string()) {
            continue;
        }
        let pages = all_pages(content, Display::default(), locale, interaction);
        lines.extend(pages.iter().flat_map(|page| text(page).lines().map(read).collect::<Vec<_>>()));
        // The details have all menus. A reply without details has one.
        let with_menus = pages.get(1).unwrap_or(&pages[0]);
        for component in components(with_menus).into_iter().filter(|component| component["type"] == 3) {
            let custom_id = component["custom_id"].as_str().unwrap();
            // Three options together add nothing to their pairs.
            if custom_id.starts_with("compliance/") && depth > 1 {
                continue;
            }
            for option in component["options"].as_array().unwrap().iter().filter(|option| option["value"] != NOTHING) {
                let value = option["value"].as_str().unwrap();
                let topic = ["related", "questions", "sections"].iter().any(|menu| custom_id.contains(&format!("/{menu}")));
                let id = if topic { "privacy/2/questions0/1/-" } else { custom_id };
                open.push_back((depth + 1, chosen(id, value)));
            }
        }
    }
    lines
}

/// Keys whose texts are not shown: references, and search words.
const SILENT: [&str; 17] = [
    "id",
    "lang",
    "party",
    "host",
    "source",
    "section",
    "statement",
    "statements",
    "requirement",
    "requirements",
    "framework",
    "frameworks",
    "reading",
    "beside",
    "words",
    "part",
    "part_of",
];

/// Returns every text of the model, with its place.
fn leaves(value: &Value, place: &str, all: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => all.push((place.to_owned(), text.clone())),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, inner)| leaves(inner, &format!("{place}/{at}"), all)),
        Value::Object(map) => {
            for (key, inner) in map.iter().filter(|(key, inner)| !SILENT.contains(&key.as_str()) || inner.is_object()) {
                leaves(inner, &format!("{place}/{key}"), all);
            }
        }
        _ => {}
    }
}

/// Every fact of the page, by its place in the model, is in some reachable reply.
#[test]
fn every_fact_of_the_page_is_in_a_reachable_reply() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let lines = readable(&content, locale);
        let policy = content.for_locale(Some(locale)).policy();
        let is_shown = |text: &str| {
            let text = read(text);
            // A condition's source is before the full stop.
            let text = text.trim().trim_end_matches('.');
            lines.iter().any(|line| line.contains(text))
        };
        let mut facts = Vec::new();
        leaves(&serde_json::to_value(PolicyJson::from(policy)).unwrap(), "", &mut facts);
        let model = |place: &str| {
            // Texts in the interface's own words, search words, and subjects are left out.
            let parts: Vec<&str> = place.split('/').collect();
            matches!(parts.as_slice(), ["", "hints" | "synonyms", ..])
                || matches!(parts.as_slice(), ["", "frameworks" | "terms", _, "aliases", ..])
                || matches!(parts.as_slice(), ["", "data_rules", _, "aliases" | "notes" | "allowed_in" | "unstated_in" | "interpretation", ..])
                || matches!(parts.as_slice(), ["", "claims", _, "holder" | "attestation" | "scope" | "notes" | "superseded", ..])
                || matches!(parts.as_slice(), ["", "objectives", _, "services" | "notes", ..])
                // The question's text is shown instead of its title.
                || matches!(parts.as_slice(), ["", "questions", _, "title"])
                || matches!(parts.as_slice(), ["", "answers", _, "extent"] | ["", "bot", "services" | "region" | "name", ..])
                || matches!(parts.last(), Some(&("kind" | "role" | "group" | "to" | "by" | "as_of" | "effective" | "grouping")))
                || parts.contains(&"also_in")
                || parts.contains(&"about") && !parts.contains(&"parties")
        };
        let missing: Vec<_> = facts.iter().filter(|(place, text)| !model(place) && !is_shown(text)).collect();
        assert!(facts.len() > 500 && missing.is_empty(), "{locale}: {} of {}: {missing:#?}", missing.len(), facts.len());
        for service in &policy.services {
            for framework in &policy.frameworks {
                let messages = content.for_locale(Some(locale)).messages;
                let title = format!("{} · {}", service.name, framework.name);
                assert!(is_shown(&title), "{title}");
                assert!(is_shown(&messages.cell(&policy.coverage(&service.id, &framework.id))));
            }
        }
    }
}
