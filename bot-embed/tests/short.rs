//! Tests the first message of every reply, from the content of this repository: compares it with
//! snapshots, which people should read, and with this product's own limits.
//!
//! `UPDATE_EXPECT=1 cargo test -p bot-embed short` writes the snapshots again. Read the difference before you commit it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use std::{collections::BTreeSet, fmt::Write};

use bot_embed::{
    Content,
    render::{self, Delivery, Display, Form, limits},
    reply::{Reply, Request, reply},
};
use carrot_core::{
    DataRule, Framework, Service,
    i18n::Messages,
    qualify::{Needs, Outcome},
};
use common::{chosen, compliance, components, from, locales, page, privacy, respond, text, topics};
use expect_test::{expect, expect_file};
use serde_json::Value;

/// Typed texts: two kinds of data, and texts without a result.
const TYPED: [&str; 6] = ["", "email and voice", "xyzzy", "🥕🥕", "the of and", "# **x** @everyone <@1>"];

/// Returns every service, framework and kind of data, alone and in pairs; the names of groups; and unknown names.
fn asked(content: &Content) -> Vec<[String; 3]> {
    let policy = content.policy();
    let with_none = |ids: Vec<String>| std::iter::once(String::new()).chain(ids).collect::<Vec<_>>();
    let services = with_none(policy.services.iter().map(|service| service.id.to_string()).collect());
    let frameworks = with_none(policy.frameworks.iter().map(|framework| framework.id.to_string()).collect());
    let data = with_none(policy.data_rules.iter().map(|rule| rule.id.to_string()).collect());
    let mut all = Vec::new();
    for service in &services {
        for framework in &frameworks {
            all.extend(data.iter().map(|rule| [service.clone(), framework.clone(), rule.clone()]));
        }
    }
    all.retain(|it| it.iter().filter(|id| !id.is_empty()).count() < 3);
    let more = [
        ["shield-dynos", "soc-2", "card-data"],
        ["", "iso", ""],
        ["", "soc", ""],
        ["heroku-postgres", "iso", ""],
        ["", "soc", "card-data"],
        ["eco dyno", "", ""],
        ["", "ISO 9001", ""],
        ["", "", "health data"],
        ["heroku-postgres", "", "health data"],
        ["", "hipaa", "health data"],
        ["heroku-postgres", "iso", "card-data"],
    ];
    all.extend(more.map(|it| it.map(str::to_owned)));
    all
}

/// Returns the visible parts of a first message: its texts, then its menu and its buttons.
fn rendered(response: &Value) -> String {
    let mut out = text(response);
    for component in components(response) {
        match component["type"].as_u64() {
            Some(2) => write!(out, "\n[{}]", component["label"].as_str().unwrap()).unwrap(),
            Some(3) => {
                let options = component["options"].as_array().unwrap().len();
                write!(out, "\n[{} ▾ {options}]", component["placeholder"].as_str().unwrap()).unwrap();
            }
            _ => {}
        }
    }
    out
}

/// Returns the text without the invisible addresses of links.
fn seen(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](<") {
        out += before;
        out += "]";
        rest = after.split_once(">)").map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn words(text: &str) -> usize {
    seen(text).split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Returns every first message, with its request.
fn all(content: &Content, locale: &str) -> [Vec<(String, Value)>; 2] {
    let page = page();
    let typed = TYPED.map(|text| (format!("/privacy topic:{text}"), privacy(text)));
    // An id that is chosen in a menu always opens its topic.
    let chosen =
        topics(content.policy()).into_iter().map(|id| (format!("topic {id}"), chosen("privacy/2/questions0/1/at-a-glance", &id)));
    let of_policy =
        typed.into_iter().chain(chosen).map(|(asked, interaction)| (asked, respond(content, Some(&page), &from(locale, interaction))));
    let of_host = asked(content).into_iter().map(|[service, framework, data]| {
        let response = respond(content, Some(&page), &from(locale, compliance(&service, &framework, &data)));
        let given = [("service", &service), ("framework", &framework), ("data", &data)].into_iter().filter(|(_, id)| !id.is_empty());
        (given.fold("/compliance".to_owned(), |all, (name, id)| format!("{all} {name}:{id}")), response)
    });
    [of_policy.collect(), of_host.collect()]
}

#[test]
fn first_messages_match_their_snapshots() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let [of_policy, of_host] = all(&content, locale);
        let rendered_privacy: String =
            of_policy.iter().map(|(asked, response)| format!("> {asked}\n{}\n\n", rendered(response))).collect();
        // Replies that differ only in their title are listed once, below all their questions.
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (asked, response) in &of_host {
            let rendered = rendered(response);
            let (title, rest) = rendered.split_once('\n').unwrap();
            let line = format!("> {asked}\n{title}\n");
            match groups.iter_mut().find(|(other, _)| other == rest) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((rest.to_owned(), vec![line])),
            }
        }
        let rendered_compliance: String = groups.iter().map(|(rest, lines)| format!("{}{rest}\n\n", lines.concat())).collect();
        let file = |command: &str| expect_file![format!("snapshots/{command}.{locale}.txt")];
        file("privacy").assert_eq(&rendered_privacy);
        file("compliance").assert_eq(&rendered_compliance);
    }
}

#[test]
fn first_messages_are_within_their_limits() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let mut counts = Vec::new();
        let lists = all(&content, locale).into_iter().zip([
            ("privacy", limits::SHORT_PRIVACY, limits::SHORT_PRIVACY_LINES),
            ("compliance", limits::SHORT_COMPLIANCE, limits::SHORT_COMPLIANCE_LINES),
        ]);
        for (list, (command, most, most_lines)) in lists {
            let mut of_command = Vec::new();
            for (asked, response) in &list {
                let text = text(response);
                // Only the address of a link may pass the limit: Discord does not show it.
                let length = limits::length(&seen(&text));
                assert!(length <= most && text.lines().count() <= most_lines, "{asked} {locale}: {length}\n{text}");
                let menus = components(response).into_iter().filter(|component| component["type"] == 3).count();
                assert!(menus <= 1, "{asked}: {menus} menus");
                of_command.push((words(&text), length));
            }
            counts.extend(of_command.iter().copied());
            report(&format!("{locale} /{command}"), &mut of_command);
        }
        let median = report(&format!("{locale} all"), &mut counts);
        assert!(median <= 60, "{locale}: a first message has {median} words");
    }
}

fn report(what: &str, counts: &mut [(usize, usize)]) -> usize {
    counts.sort_unstable();
    let (median, most) = (counts[counts.len() / 2].0, counts[counts.len() - 1].0);
    let mut lengths: Vec<_> = counts.iter().map(|(_, length)| *length).collect();
    lengths.sort_unstable();
    let (middle, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    println!("{what}: {} messages; words: median {median}, most {most}; characters: median {middle}, most {longest}", counts.len());
    median
}

/// Buttons alone lead from the first message to every page of every view.
#[test]
fn buttons_reach_every_page() {
    let content = Content::baked().unwrap();
    let page = page();
    let displays = [Display::linking_to(Some(&page)), Display { form: Form::Embed, ..Display::default() }];
    for (locale, display) in locales().into_iter().zip(displays.into_iter().cycle()) {
        let mut requests: Vec<(Value, Reply)> = Vec::new();
        let localized = content.for_locale(Some(locale));
        // `rights` adds buttons to the overview that `reply` does not compose; `content.rs` follows them.
        for id in ["collected", "security", "network-security", "terms-of-service", "kind-messages", "sources", "not-stated"] {
            requests.push((privacy(id), reply(localized, &Request::Privacy { topic: Some(id) })));
        }
        for [service, framework, data] in [["shield-dynos", "", ""], ["", "soc-2", ""], ["shield-dynos", "soc-2", "card-data"]] {
            let given = |id: &'static str| Some(id).filter(|id| !id.is_empty());
            let request = Request::Compliance { service: given(service), framework: given(framework), data: given(data) };
            requests.push((compliance(service, framework, data), reply(localized, &request)));
        }
        for (interaction, reply) in requests {
            let texts = |all: Vec<Value>| all.iter().map(text).collect::<BTreeSet<_>>();
            let every = render::messages(&reply, Delivery::Message, display);
            let every = every.iter().map(|it| serde_json::to_value(it).unwrap()).collect();
            let reached = texts(common::all_pages(&content, display, locale, interaction));
            let missing: Vec<String> = texts(every).difference(&reached).cloned().collect();
            assert!(missing.is_empty(), "{}: {missing:?}", reply.title);
        }
    }
}

/// An unknown text gets a short, helpful reply that shows the typed text without Markdown and mentions no one.
#[test]
fn nonsense_gets_a_short_reply() {
    let content = Content::baked().unwrap();
    let long = "ein sehr langer Satz ".repeat(200);
    for typed in [
        &long,
        "🥕🥕🥕",
        "<:carrot:123456789012345678>",
        "the of and",
        "de la et ou",
        "# **x** [y](https://evil.example) ||z||",
        "<@123> @everyone @here <@&456> <#789>",
        "\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}",
        "\u{200b}\u{200d}\u{feff}",
        "x\u{200b}yzzy\u{0}\u{1b}[31m",
        "これは何ですか",
    ] {
        for (locale, form) in locales().into_iter().flat_map(|locale| [Form::Components, Form::Embed].map(|form| (locale, form))) {
            let asked = [privacy(typed), compliance(typed, "", ""), compliance("", typed, ""), compliance("", "", typed)];
            for interaction in asked {
                let response = common::respond_as(&content, Display { form, ..Display::default() }, &from(locale, interaction.clone()));
                let text = text(&response);
                assert!(limits::length(&text) <= limits::SHORT_COMPLIANCE, "{interaction}: {text}");
                assert_eq!(response["data"]["allowed_mentions"], serde_json::json!({ "parse": [] }));
                assert!(components(&response).iter().any(|component| component["type"] == 3), "{interaction}: a menu helps on");
                // Escaped brackets are plain text.
                let text = text.replace(r"\]", "").replace(r"\<", "").replace("@\u{200b}", "@");
                for markup in ["](", "<@1", "<@&4", "<#7", "<:carrot", "**x**", "||z||"] {
                    assert!(!text.contains(markup), "{markup} in {text}");
                }
                let hidden = |c: &char| {
                    c.is_control() && *c != '\n'
                        || "\u{200b}\u{feff}".contains(*c)
                        || ('\u{202a}'..='\u{202e}').contains(c)
                        || ('\u{2066}'..='\u{2069}').contains(c)
                };
                assert_eq!(text.chars().find(hidden), None, "{interaction}: {text:?}");
            }
        }
    }
}

/// The status comes first, in the words of the coverage table.
#[test]
fn first_line_about_a_pair_is_its_status() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let localized = content.for_locale(Some(locale));
        let (policy, messages): (_, Messages) = (localized.policy(), localized.messages);
        for (service, framework) in policy.services.iter().flat_map(|s| policy.frameworks.iter().map(move |f| (s, f))) {
            let response = respond(&content, None, &from(locale, compliance(service.id.as_str(), framework.id.as_str(), "")));
            let status = messages.cell(&policy.coverage(&service.id, &framework.id));
            let text = text(&response);
            let second = text.lines().nth(1).unwrap().to_lowercase();
            assert!(second.starts_with(&format!("**{status}.**")), "{text}");
        }
    }
}

/// Returns the text without its layout: escapes and no-break spaces.
fn bare(text: &str) -> String {
    text.replace('\\', "").replace(['\u{a0}', '\u{202f}'], " ")
}

/// Returns the number of conditions that a message leaves to its details: "and 2 more conditions: see Details", "(4 conditions: see
/// Details)".
fn counted(text: &str) -> usize {
    let of_line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = words.iter().find_map(|word| word.trim_start_matches('(').parse::<usize>().ok());
        number.filter(|_| line.contains("condition"))
    };
    let left = |line: &&str| line.contains("see Details") || line.contains("voir Détails");
    text.lines()
        .filter(left)
        .flat_map(|line| line.split("; "))
        .filter_map(|line| of_line(line.rsplit('(').next().unwrap_or(line)))
        .sum()
}

/// Returns the things that a text names; none for an empty text.
fn found<'a, T: carrot_core::name::OfKind>(
    policy: &'a carrot_core::Policy,
    text: &str,
) -> Result<Vec<&'a T>, carrot_core::name::Unknown> {
    if text.is_empty() { Ok(Vec::new()) } else { policy.find::<T>(text).map(|found| found.all().to_vec()) }
}

/// No cut hides a condition: the reply shows each one, or the number of those left out.
#[test]
fn conditions_are_shown_or_counted() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        let localized = content.for_locale(Some(locale));
        let (policy, messages): (_, Messages) = (localized.policy(), localized.messages);
        for [service, framework, data] in asked(&content) {
            // A name that the content lacks gets suggestions.
            let (Ok(services), Ok(frameworks), Ok(rules)) =
                (found::<Service>(policy, &service), found::<Framework>(policy, &framework), found::<DataRule>(policy, &data))
            else {
                continue;
            };
            let every: Vec<_> = policy.services.iter().collect();
            let asked_services = if services.is_empty() { &every } else { &services };
            let mut clauses = BTreeSet::new();
            let mut add = |conditions: &[carrot_core::evidence::Condition<'_>]| {
                clauses.extend(conditions.iter().map(|condition| match &condition.clause {
                    carrot_core::evidence::Clause::Stated { text, .. } => bare(text),
                    clause => bare(&messages.clause(policy, clause)),
                }));
            };
            // Without a service, both together are one question: services that meet neither have no conditions.
            if services.is_empty() && !frameworks.is_empty() && !rules.is_empty() {
                for (framework, rule) in frameworks.iter().flat_map(|framework| rules.iter().map(move |rule| (framework, rule))) {
                    let asked = Needs { frameworks: vec![framework.id.clone()], data: vec![rule.id.clone()], ..Needs::default() };
                    let verdicts = policy.qualify(&asked).unwrap();
                    let met = verdicts.iter().filter(|verdict| verdict.outcome <= Outcome::NotBarred);
                    met.flat_map(|it| it.conditions()).for_each(|it| add(std::slice::from_ref(it)));
                }
            } else if !(services.is_empty() && frameworks.is_empty() && rules.is_empty()) {
                let rows = frameworks.is_empty() && rules.is_empty();
                let all: Vec<_> = policy.frameworks.iter().collect();
                for service in asked_services {
                    for framework in if rows { &all } else { &frameworks } {
                        let coverage = policy.coverage(&service.id, &framework.id);
                        if let carrot_core::coverage::Status::Conditional { conditions } = &coverage.status {
                            add(conditions);
                        }
                        coverage.only_in.iter().for_each(|it| add(std::slice::from_ref(it)));
                    }
                    for rule in &rules {
                        use carrot_core::placement::Permission::*;
                        if let Conditional { conditions } | NotBarred { conditions } = policy.placement(rule, &service.id).permission {
                            add(&conditions);
                        }
                    }
                }
            }
            let response = respond(&content, Some(&page()), &from(locale, compliance(&service, &framework, &data)));
            let text = bare(&seen(&text(&response)));
            let shown = clauses.iter().filter(|clause| text.contains(clause.as_str())).count();
            let missing: Vec<_> = clauses.iter().filter(|clause| !text.contains(clause.as_str())).collect();
            assert!(shown + counted(&text) >= clauses.len(), "{locale} {service} {framework} {data}: {missing:#?}\n{text}");
        }
    }
}

/// A title that is cut at its end loses its qualifier: "as far as the law permits".
#[test]
fn no_heading_is_cut() {
    let content = Content::baked().unwrap();
    for locale in locales() {
        for (asked, response) in all(&content, locale).into_iter().flatten().filter(|(asked, _)| asked.starts_with("topic ")) {
            let heading = text(&response).lines().next().unwrap_or_default().to_owned();
            assert!(!heading.ends_with('…'), "{locale} {asked}: {heading}");
        }
    }
}

/// Lists are cut, with the number of items left out. No sentence is left out, because it might be the one that limits the others.
#[test]
fn no_first_message_leaves_out_a_sentence() {
    let content = Content::baked().unwrap();
    let mut cut = Vec::new();
    for locale in locales() {
        for (asked, response) in all(&content, locale).into_iter().flatten() {
            // Our own interpretations do not limit a promise.
            if asked.starts_with("topic reading-") {
                continue;
            }
            let text = text(&response);
            // Names of services and frameworks are a list, too.
            let is_cut =
                |line: &str| line.contains(" …") || (line.ends_with('…') && !line.starts_with("- **") && !line.starts_with("-# "));
            cut.extend(text.lines().skip(1).filter(|line| is_cut(line)).map(|line| format!("{locale} {asked}: {line}")));
        }
    }
    assert!(cut.is_empty(), "{cut:#?}");
}

/// The fictional bot's content has no services and no frameworks, so there is nothing to ask about, and no table to link to.
#[test]
fn compliance_without_services_and_frameworks_is_not_stated() {
    let content = common::content();
    let asked = [common::compliance("", "", ""), common::compliance("cellar", "SOC 2", "card data")];
    let printed = asked.map(|asked| {
        let response = common::respond(&content, Some(&common::page()), &asked);
        // Sections about the host stay: they are statements, not answers.
        assert!(common::menus(&response).iter().all(|(id, _)| id.starts_with("compliance/2/related")), "{response}");
        common::text(&response)
    });
    expect![[r#"
        ## Frameworks and coverage
        Nothing is stated here about a host's services, frameworks or certificates.
        -# A restatement, and no advice.
        ===
        ## Frameworks and coverage
        Nothing is stated here about a host's services, frameworks or certificates.
        -# A restatement, and no advice."#]]
    .assert_eq(&printed.join("\n===\n"));
}
