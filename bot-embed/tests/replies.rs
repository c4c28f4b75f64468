//! Tests replies to requests, about a fictional bot.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{
    Content,
    lookup::topic,
    render::{Display, Form, limits},
    reply::{MenuId, Passage, PassageKind, Reply, Request, reply},
};
use carrot_core::{i18n::Messages, parse::File, text::plain};
use common::{ask, chosen, components, content, from, locales, menus, page, parsed, privacy, respond, text};
use expect_test::expect;
use serde_json::{Value, json};

fn text_of(passage: &Passage) -> String {
    plain(&passage.body)
}

fn of_kind(reply: &Reply, kind: PassageKind) -> Vec<&Passage> {
    reply.passages.iter().filter(|passage| passage.kind == kind).collect()
}

#[test]
fn the_overview_lists_collected_data_and_gaps() {
    let content = content();
    let reply = reply(content.for_locale(None), &Request::Privacy { topic: None });
    expect!["What Turnip's policy says about your data"].assert_eq(&reply.title);
    expect!["User name: Nickname The policy says that this list is not complete. Where it comes from: The garden gate How long it is kept: partly stated"].assert_eq(&text_of(&reply.passages[0]));
    expect!["Turnip · Turnip's policy, “Data” (29 February 2024)"].assert_eq(reply.passages[0].byline.as_deref().unwrap_or_default());
    expect!["How do I have it deleted?"].assert_eq(&text_of(&reply.passages[1]));
    assert_eq!(reply.passages[1].kind, PassageKind::Gap);
    expect!["A restatement, and no advice."].assert_eq(&reply.note);
    assert_eq!(reply.anchor.as_deref(), Some("at-a-glance"));
    let questions: Vec<_> = reply.menus[0].choices.iter().map(|choice| (choice.id.as_str(), choice.about)).collect();
    let expected = [
        ("at-a-glance", None),
        ("not-stated", None),
        ("collected", Some("Answered")),
        ("retention", Some("Partly answered")),
        ("deletion", Some("Not stated by the bot")),
        ("safety", Some("Partly answered")),
    ];
    assert_eq!(questions, expected);
    // The part about the host is not a section of the bot's policy.
    let sections: Vec<_> = reply.menus[1].choices.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!(sections, ["names", "the-cellar", "hosting", "sources"]);
}

#[test]
fn an_answer_names_its_party_and_source() {
    let content = content();
    let reply = ask(&content, "collected");
    assert_eq!(reply.passages.len(), 1);
    let passage = &reply.passages[0];
    assert_eq!(passage.title.as_deref(), Some("Turnip collects names"));
    expect!["Turnip · Turnip's policy, “Data” (29 February 2024)"].assert_eq(passage.byline.as_deref().unwrap_or_default());
    assert_eq!(passage.introduction, None);
}

#[test]
fn a_partial_answer_names_the_gap_and_its_rule() {
    let content = content();
    let reply = ask(&content, "retention");
    let passages: Vec<_> = reply.passages.iter().map(text_of).collect();
    expect![[r#"
        Partly answered. It says so of nicknames alone.
        A nickname is kept for a week.
        How long it is kept (partly answered): The Root Act, Section 1, Section 2 (31 January 2020). The rule applies where data is kept. We do not say whether a rule applies to this bot."#]].assert_eq(&passages.join("\n"));
}

#[test]
fn a_gap_is_named_and_the_hosts_promise_is_marked_as_the_hosts() {
    let content = content();
    let reply = ask(&content, "deletion");
    expect!["Not stated by the bot."].assert_eq(&text_of(&reply.passages[0]));
    assert!(of_kind(&reply, PassageKind::Answer).is_empty(), "nothing is an answer");
    let beside = of_kind(&reply, PassageKind::Related);
    assert_eq!(beside.len(), 1);
    expect!["What the host promises its own customers"].assert_eq(beside[0].heading.as_deref().unwrap_or_default());
    expect!["Cellar Inc. addresses its own customers here, such as the bot's developer, not you. Turnip does not promise this."]
        .assert_eq(beside[0].introduction.as_deref().unwrap_or_default());
    expect!["Cellar Inc. · Cellar's handbook, “Deletion” (undated)"].assert_eq(beside[0].byline.as_deref().unwrap_or_default());
    expect!["Cellar Inc. empties its bins once a year."].assert_eq(&text_of(beside[0]));
}

#[test]
fn hosts_statement_alone_answers_in_part_and_is_marked() {
    let content = content();
    let reply = ask(&content, "safety");
    expect!["Partly answered. The doors are the host's."].assert_eq(&text_of(&reply.passages[0]));
    assert!(of_kind(&reply, PassageKind::Answer).iter().all(|it| it.title.is_none()), "the host's statement is no answer of the bot's");
    // `GDPR` in "The rule applies GDPR applies." stays an abbreviation.
    expect!["Safety (partly answered): The Root Act, Section 2 (31 January 2020). The rule applies GDPR applies. We do not say whether a rule applies to this bot."].assert_eq(&text_of(&reply.passages[1]));
    expect!["All doors of the cellar are locked."].assert_eq(&text_of(of_kind(&reply, PassageKind::Related)[0]));
}

#[test]
fn sections_statements_items_and_terms_can_be_opened() {
    let content = content();
    let section = ask(&content, "the-cellar");
    let leads: Vec<_> = section.passages.iter().map(|passage| passage.introduction.is_some()).collect();
    assert_eq!(leads, [false, true], "the host's statement says whose it is");
    let related: Vec<_> = section.menus[0].choices.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!((section.menus[0].id, related), (MenuId::Related, vec!["lives-in-cellar", "locked-doors"]));

    let statement = ask(&content, "locked-doors");
    expect!["The doors are locked"].assert_eq(&statement.title);
    expect!["We take them for the outer doors."].assert_eq(&text_of(of_kind(&statement, PassageKind::Reading)[0]));
    expect!["Our interpretation, not a promise."]
        .assert_eq(of_kind(&statement, PassageKind::Reading)[0].introduction.as_deref().unwrap_or_default());

    let named = ask(&content, "collects-names");
    // Readings of what it names belong to it.
    expect!["We take a nickname for a name."].assert_eq(&text_of(of_kind(&named, PassageKind::Reading)[0]));

    let item = ask(&content, "nick-name");
    expect!["Part of: User name How long it is kept: A week Where it comes from: The garden gate (stated for the whole list)"]
        .assert_eq(&text_of(&item.passages[0]));
    expect!["What it is used for: Not stated by the bot Who receives it: Not stated by the bot Where it is kept: Not stated by the bot How it is deleted: Not stated by the bot"].assert_eq(&text_of(&item.passages[1]));

    let reading = ask(&content, "reading-doors");
    assert!(reading.passages.iter().any(|passage| text_of(passage) == "The doors are locked"), "it says what it is about");

    expect!["From the glossary. It says nothing about what Turnip does. Where one enters."]
        .assert_eq(&text_of(&ask(&content, "term-gate").passages[0]));
    // Sections about the host open by their ids, and name their party.
    assert!(ask(&content, "deleted-after-a-year").passages[0].introduction.is_some());
}

#[test]
fn free_text_is_understood() {
    let content = content();
    for (typed, anchor) in [
        ("", "at-a-glance"),
        ("  ", "at-a-glance"),
        ("not-stated", "not-stated"),
        ("What does the policy not say?", "not-stated"),
        ("Ce que la politique ne dit pas", "not-stated"),
        ("hosting and security", "hosting"),
        ("law-how-long", "law-how-long"),
        ("RETENTION", "retention"),
        ("How long is it kept?", "retention"),
        ("how  long is it kept ??", "retention"),
        ("keep", "retention"),
        ("Forget me", "deletion"),
        ("Nickname", "nick-name"),
        ("nick name", "nick-name"),
        ("Turnip lives in a cellar", "lives-in-cellar"),
        ("gg", "term-gate"),
        // The name of the host opens the part about hosting.
        ("cellar inc", "hosting"),
    ] {
        assert_eq!(ask(&content, typed).anchor.as_deref(), Some(anchor), "{typed}");
    }
    let also = ask(&content, "deletion?");
    let asked: Vec<_> = also.menus[0].choices.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!((also.menus[0].id, asked), (MenuId::Related, vec!["law-delete"]), "an id means one thing only");
}

#[test]
fn an_unknown_topic_leads_to_the_nearest() {
    let content = content();
    let rabbits = ask(&content, "nicknames of rabbits");
    assert!(rabbits.title.starts_with("Nothing found"), "an unknown word is not ignored");
    assert!(plain(&rabbits.brief.body).contains("Nickname"), "and what has the other word is suggested");
    let nowhere = ask(&content, "xyzzy");
    expect!["Nothing found for “xyzzy”"].assert_eq(&nowhere.title);
    assert_eq!(nowhere.anchor, None);
    assert_eq!(nowhere.menus[0].id, MenuId::Questions, "nothing is near");
    assert!(
        plain(&nowhere.brief.body).ends_with("What is collected about me? How long is it kept? How do I have it deleted? Is it safe?")
    );
    // The statement is about the host's bins, not the bot's.
    assert!(ask(&content, "empties its bins").title.starts_with("Nothing found"));
}

#[test]
fn typed_text_stays_plain_text_in_a_reply() {
    let content = content();
    for typed in
        ["@everyone <@1> **b** [x](https://evil.example) `c`", "# big\n> quote\n- item", "\u{0}", "\u{202e}abc", &"ü".repeat(6_000)]
    {
        let response = respond(&content, Some(&page()), &privacy(typed));
        let text = text(&response);
        let mut unescaped = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c == '\\' {
                chars.next()
            } else {
                unescaped.push(c);
                None
            };
        }
        assert!(!unescaped.contains("@everyone") && !text.contains("](https://evil"), "{typed:?}: {text}");
        // If something was found, the reply contains the content's text, with its links.
        for bad in ["@<", "<", "](", "`", "\n# ", "\n> ", "\u{202e}"].into_iter().filter(|_| text.contains("Nothing found")) {
            assert!(!unescaped.contains(bad), "{typed:?}: {text}");
        }
        assert_eq!(response["type"], 4);
    }
}

#[test]
fn content_is_escaped_too() {
    let response = respond(&content(), None, &privacy("collects-names"));
    let text = text(&response);
    assert!(text.contains("It collects **names** at the [gate](<https://gate.example/a_b>)"), "{text}");
    assert!(!text.contains("@everyone") && !text.contains("<@1>"), "{text}");
}

#[test]
fn a_known_page_is_linked() {
    let (content, page) = (content(), page());
    let link = |topic: &str, page| {
        let response = respond(&content, page, &privacy(topic));
        components(&response).iter().find(|component| component["style"] == 5).map(|button| button["url"].as_str().unwrap().to_owned())
    };
    assert_eq!(link("retention", Some(&page)).as_deref(), Some("https://turnip.example/#retention"));
    assert_eq!(link("xyzzy", Some(&page)).as_deref(), Some("https://turnip.example/"));
    assert_eq!(link("retention", None), None);
}

#[test]
fn choice_in_a_menu_updates_the_message() {
    let content = content();
    let first = respond(&content, None, &json!({ "type": 2, "data": { "name": "privacy" } }));
    assert_eq!(first["type"], 4);
    let (custom_id, values) = menus(&first)[0].clone();
    assert!(values.contains(&"deletion"));
    let second = respond(&content, None, &chosen(custom_id, "deletion"));
    assert_eq!(second["type"], 7);
    assert!(text(&second).starts_with("## How do I have it deleted?"));
    assert_ne!(menus(&second)[0].0, custom_id, "Discord's client forgets what was chosen");

    let overview = format!("## {}", Messages::En.overview("Turnip"));
    for (custom_id, kind) in
        [("privacy/0/old", 7), ("privacy/", 7), ("privacy/2", 7), ("privacy/1/questions/0/-", 7), ("somebody-elses", 4), ("", 4)]
    {
        let response = respond(&content, None, &json!({ "type": 3, "data": { "custom_id": custom_id } }));
        assert_eq!(response["type"], kind, "{custom_id}");
        assert!(text(&response).starts_with(&overview), "{custom_id}");
    }
    // Ids that are no longer in the content.
    for stale in [chosen("privacy/2/questions0/1/collected", "gone"), chosen("privacy/2/page/1/gone", "")] {
        assert!(text(&respond(&content, None, &stale)).starts_with(&overview));
    }
}

#[test]
fn typing_gets_suggestions() {
    let content = content();
    let suggested = |typed: &str| {
        let interaction = json!({ "type": 4, "data": { "name": "privacy", "options": [{ "name": "topic", "type": 3, "value": typed, "focused": true }] } });
        let response = respond(&content, None, &interaction);
        assert_eq!(response["type"], 8);
        let choices = response["data"]["choices"].as_array().unwrap().clone();
        choices.into_iter().map(|choice| choice["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(suggested(""), ["collected", "retention", "deletion", "safety"]);
    assert_eq!(suggested("nick"), ["nick-name", "keeps-nicknames", "reading-nickname"]);
    assert_eq!(suggested("bins"), suggested("xyzzy"), "the host's own is not offered");
    let other = json!({ "type": 4, "data": { "name": "other", "options": [] } });
    assert_eq!(respond(&content, None, &other)["data"]["choices"], json!([]));
}

#[test]
fn every_suggestion_opens_its_topic() {
    let content = content();
    for typed in ["", "a", "name", "cellar", "gate"] {
        for suggestion in topic::suggested(content.for_locale(None), typed) {
            assert_eq!(ask(&content, suggestion.id()).anchor.as_deref(), Some(suggestion.id()));
        }
    }
}

/// Very large content: every reply to it is still within the limits.
#[test]
fn replies_are_within_the_limits_for_any_content() {
    use std::fmt::Write;
    let mut files = common::files();
    let long = "Ein ziemlich langer Satz über Möhren und *nichts* weiter. ".repeat(80);
    let endless = r"\*\_~|".repeat(3_000);
    let other_script = "人参は根菜です。".repeat(600);
    let mut markdown = "# Policy {#policy party=cellar source=turnip-policy/host}\n".to_owned();
    for section in 0..30 {
        write!(markdown, "\n## {} {{#section-{section}}}\n", "Sectiön ".repeat(60)).unwrap();
        let statements = if section == 0 { 60 } else { 1 };
        for statement in 0..statements {
            let text = [long.as_str(), &endless, &other_script, "- a\n- b"][statement % 4];
            write!(markdown, "\n### {} {{#s-{section}-{statement}}}\n\n{text}\n", "Stätement ".repeat(40)).unwrap();
            if section > 0 {
                let list: String = (0..150).map(|n| format!("- item {n} of a list that does not end\n")).collect();
                write!(markdown, "\n{list}\n> {long}\n").unwrap();
            }
        }
    }
    files.push(File { path: "bot/z-more.md".to_owned(), bytes: markdown.into_bytes() });
    let mut toml = String::new();
    for n in 0..55 {
        let ask = format!("Wär' es {n}{}?", " vielleicht".repeat(40));
        write!(toml, "[[question]]\nid = \"q-{n}\"\nask = \"{ask}\"\ntitle = \"Q{n}\"\nrequirements = [\"law-what\", \"r-{n}\"]\n")
            .unwrap();
        write!(toml, "[[requirement]]\nid = \"r-{n}\"\ntitle = \"{ask}\"\nasks = \"x\"\nsource = \"law/1\"\nwhen = \"{ask}\"\n")
            .unwrap();
        write!(toml, "[[answer]]\nrequirement = \"r-{n}\"\nstatements = [\"s-0-{n}\"]\nextent = \"partial\"\nwhy = \"{ask}\"\n")
            .unwrap();
        write!(toml, "[[data]]\nid = \"d-{n}\"\nname = \"{ask}\"\nstatement = \"collects-names\"\n").unwrap();
    }
    files.push(File { path: "bot/z-more.toml".to_owned(), bytes: toml.into_bytes() });
    let content = parsed(&files);
    let ids: Vec<String> = [
        content.policy().sections.iter().map(|section| section.id.to_string()).collect::<Vec<_>>(),
        content.policy().statements().map(|statement| statement.id.to_string()).collect(),
        content.policy().questions.iter().map(|question| question.id.to_string()).collect(),
        content.policy().inventory.items.iter().map(|item| item.id.to_string()).collect(),
        vec!["".to_owned(), "möhren".to_owned(), "sätze".to_owned(), "人参".to_owned(), "x".repeat(6_000)],
    ]
    .concat();
    let page = page();
    let displays = [Display::linking_to(Some(&page)), Display { form: Form::Embed, ..Display::default() }];
    for (locale, display) in locales().into_iter().zip(displays.into_iter().cycle()) {
        for id in &ids {
            let response = common::respond_as(&content, display, &from(locale, privacy(id)));
            assert!(components(&response).len() > 1, "{id}");
            // The first message is short for any content. The address of a link does not count.
            let (shown, lines) = (text(&response), text(&response).lines().count());
            let seen = shown.split("](<").map(|part| part.split_once(">)").map_or(part, |(_, rest)| rest)).collect::<String>();
            assert!(seen.chars().count() <= limits::SHORT_PRIVACY && lines <= limits::SHORT_PRIVACY_LINES, "{id}: {shown}");
            let typing = json!({ "type": 4, "data": { "name": "privacy", "options": [{ "name": "topic", "value": id }] } });
            common::respond_as(&content, display, &from(locale, typing));
        }
        // Every letter of these texts is on some page, in order, and each page names the party.
        for id in ["s-0-0", "s-0-1", "s-0-2", "s-1-0"] {
            let pages = common::all_pages(&content, display, locale, privacy(id));
            let statement = content.policy().statements().find(|statement| statement.id == *id).unwrap();
            let shown: String = pages.iter().map(|page| letters(&text(page))).collect();
            let mut rest = shown.as_str();
            for word in plain(&statement.text).split_whitespace().map(letters).filter(|word| word.len() < 40) {
                let at = rest.find(&word).unwrap_or_else(|| panic!("{id} lacks {word} behind {}", shown.len() - rest.len()));
                rest = &rest[at + word.len()..];
            }
            assert!(pages.len() > 1 && pages.iter().all(|page| text(page).contains("Cellar Inc.")), "{id}");
        }
    }
    // Long text is split between sentences and items.
    let broken = text(&respond(&content, None, &common::pressed("privacy/2/details/1/s-0-0")));
    assert!(broken.contains("und *nichts* weiter. \n-# Page 1 of "), "{broken}");
}

/// Returns the letters of a text, without spaces, markers and escapes.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn buttons_turn_pages_and_invalid_pages_become_the_nearest() {
    let mut files = common::files();
    let long = format!("\n## Long {{#long}}\n\n### Long {{#long-one}}\n\n{}\n", "It says this. ".repeat(900));
    files.push(File {
        path: "bot/z-long.md".to_owned(),
        bytes: format!("# Policy {{#policy party=turnip source=turnip-policy/host}}\n{long}").into_bytes(),
    });
    let content = parsed(&files);
    let first = respond(&content, None, &privacy("long-one"));
    let buttons = |response: &Value| {
        common::buttons(response).into_iter().map(|(label, _, enabled)| (label.to_owned(), enabled)).collect::<Vec<_>>()
    };
    assert_eq!(buttons(&first), [("Details".to_owned(), true)]);
    let pages = common::all_pages(&content, Display::default(), "en-US", privacy("long-one"));
    let pages = &pages[1..];
    let turning = |previous, next| {
        [("Short answer", true), ("Previous", previous), ("Next", next)].map(|(label, enabled)| (label.to_owned(), enabled))
    };
    assert_eq!(buttons(&pages[0]), turning(false, true));
    assert_eq!(buttons(pages.last().unwrap()), turning(true, false));
    assert_eq!(buttons(&pages[1]), turning(true, true));
    // Custom ids of older messages give the same pages.
    let page = |number: &str| {
        let [now, before] = ["details", "page"]
            .map(|control| text(&respond(&content, None, &common::pressed(&format!("privacy/2/{control}/{number}/long-one")))));
        assert_eq!(now, before);
        now
    };
    assert_eq!(text(&respond(&content, None, &common::pressed("privacy/2/short/1/long-one"))), text(&first));
    assert_eq!(page("0"), text(&pages[0]));
    assert_eq!(page("x"), text(&pages[0]));
    assert_eq!(page("2"), text(&pages[1]));
    assert_eq!(page("9999"), text(pages.last().unwrap()));
    // A menu on a later page opens the first page of the choice.
    let menu = menus(&pages[1])[0].0;
    assert!(text(&respond(&content, None, &chosen(menu, "retention"))).starts_with("## How long is it kept?"));
}

#[test]
fn gaps_are_listed_by_rule() {
    let content = content();
    let unsaid = ask(&content, "not-stated");
    expect!["What the policy does not say"].assert_eq(&unsaid.title);
    assert_eq!(unsaid.passages[0].heading.as_deref(), Some("The Root Act"));
    expect!["How long it is kept (partly answered): The Root Act, Section 1, Section 2 (31 January 2020). The rule applies where data is kept. Safety (partly answered): The Root Act, Section 2 (31 January 2020). The rule applies GDPR applies. Deletion: The Root Act, Section 2 (31 January 2020). The rule applies always."].assert_eq(&text_of(&unsaid.passages[0]));
    let menu: Vec<_> = unsaid.menus[0].choices.iter().map(|choice| (choice.id.as_str(), choice.about.unwrap())).collect();
    assert_eq!(
        menu,
        [("law-what", "stated"), ("law-how-long", "partly stated"), ("law-safe", "partly stated"), ("law-delete", "not stated")]
    );
    let asked = ask(&content, "law-delete");
    assert_eq!(asked.passages[0].kind, PassageKind::Gap);
    assert!(text_of(&asked.passages[0]).ends_with(&format!("{}.", Messages::En.not_stated_by_bot())), "{:?}", asked.passages[0]);
    expect!["The Root Act, Section 2 (31 January 2020)"].assert_eq(asked.passages[0].byline.as_deref().unwrap_or_default());
    assert!(of_kind(&asked, PassageKind::Related)[0].introduction.is_some(), "the host's promise is named as that");
    expect!["Partly answered. The doors are the host's."]
        .assert_eq(text_of(&ask(&content, "law-safe").passages[0]).split_once("applies to this bot. ").unwrap().1);
}

#[test]
fn sources_have_dates_and_parties_have_audiences() {
    let reply = ask(&content(), "sources");
    let lines: Vec<_> =
        reply.passages.iter().map(|passage| (passage.title.clone().unwrap(), passage.byline.clone().unwrap_or_default())).collect();
    assert!(lines.contains(&("Turnip's policy".to_owned(), "Document · Turnip · 29 February 2024".to_owned())), "{lines:?}");
    assert!(lines.contains(&("Cellar's handbook".to_owned(), "Document · Cellar Inc. · undated".to_owned())));
    let cellar = reply.passages.iter().find(|passage| passage.title.as_deref() == Some("Cellar Inc.")).unwrap();
    expect!["Makes its promises to its customers, not the people who use the bot."].assert_eq(&text_of(cellar));
}

/// The list says that a kind of data is collected: not whose data, how much of it, and what else is done with it.
#[test]
fn the_answer_about_a_kind_of_data_repeats_the_list_and_is_no_yes() {
    let content = Content::baked().unwrap();
    for (locale, question, of_others) in [
        ("en-US", "do you have my messages", false),
        ("en-US", "do you publish my messages", false),
        ("en-US", "do you only read messages that mention you", false),
        ("en-US", "are my messages stored", false),
        ("en-US", "do you have my husband's messages", true),
        ("en-US", "can you show me another users messages", true),
        ("en-US", "my husband never used the bot, do you have his messages", true),
        ("en-US", "is it true that the bot logs every single msg", false),
        ("fr", "lisez-vous mes messages ?", false),
        ("fr", "lisez-vous les messages de mon frère ?", true),
    ] {
        let reply = reply(content.for_locale(Some(locale)), &Request::Privacy { topic: Some(question) });
        assert_eq!(reply.anchor.as_deref(), Some("kind-messages"), "{question}");
        let answer = plain(&reply.brief.body);
        let messages = reply.messages;
        assert!(answer.starts_with(&messages.kind_named("Messages")), "{question}: {answer}");
        assert_eq!(answer.contains(messages.kind_of_others()), of_others, "{question}: {answer}");
    }
}
