//! Tests replies about people's rights: rights that the content states, and rights that a bot
//! carries out by itself.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use std::{
    future::Future,
    pin::pin,
    sync::Mutex,
    task::{Context, Poll, Waker},
};

use bot_embed::{
    Content,
    render::{Display, Form, limits},
    rights::{self, ActionFailed, RightKind, Rights},
};
use carrot_core::{i18n::Messages, parse::File};
use common::{components, details, files, page, parsed, pressed, privacy, respond, text};
use expect_test::expect;
use serde_json::{Value, json};

const STATED: &str = r#"
[[right]]
kind = "deletion"
statement = "keeps-nicknames"
command = "data delete"
command_id = "123456789012345678"
link = "https://turnip.example/delete"
within = "Within a week"

[[right]]
kind = "access"
statement = "collects-names"
command = "data show"
link = "mailto:gate_keeper@turnip.example"
"#;

fn stated() -> Content {
    let french = "[[right]]\nkind = \"deletion\"\nwithin = \"En une semaine\"\n";
    let more = [("bot/rights.toml", STATED), ("bot/fr/rights.toml", french)];
    let more = more.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    parsed(&[files(), more.to_vec()].concat())
}

/// Returns the details of the overview.
fn overview(form: Form, locale: &str, content: &Content) -> Value {
    details(content, form, locale, "at-a-glance")
}

#[test]
fn stated_rights_are_mentions_and_buttons() {
    let content = stated();
    let mut printed = String::new();
    for (form, locale, messages) in
        [(Form::Components, "en-US", Messages::En), (Form::Embed, "en-US", Messages::En), (Form::Components, "fr", Messages::Fr)]
    {
        let response = overview(form, locale, &content);
        let shown = text(&response);
        let (_, rights) = shown.split_once(&format!("### {}\n", messages.rights())).unwrap();
        printed += &format!("=== {form:?} {locale}\n{rights}\n");
        let links: Vec<_> = components(&response).into_iter().filter(|component| component["style"] == 5).collect();
        assert_eq!(links.len(), 1);
        let label = json!(messages.right(RightKind::Deletion));
        assert_eq!((&links[0]["url"], &links[0]["label"]), (&json!("https://turnip.example/delete"), &label));
    }
    expect![[r#"
        === Components en-US
        **Have your data deleted**
        - </data delete:123456789012345678>
        - <https://turnip.example/delete>
        - How fast: Within a week
        -# Turnip · Turnip's policy, “Data” (29 February 2024)
        **See what is held about you**
        - `/data show`
        - gate\_keeper\@turnip.example
        -# Turnip · Turnip's policy, “Data” (29 February 2024)
        === Embed en-US
        **Have your data deleted**
        - </data delete:123456789012345678>
        - <https://turnip.example/delete>
        - How fast: Within a week
        -# Turnip · Turnip's policy, “Data” (29 February 2024)
        **See what is held about you**
        - `/data show`
        - gate\_keeper\@turnip.example
        -# Turnip · Turnip's policy, “Data” (29 February 2024)
        A restatement, and no advice.
        === Components fr
        **Faire supprimer vos données**
        - </data delete:123456789012345678>
        - <https://turnip.example/delete>
        - Délai : En une semaine
        -# Turnip · Turnip's policy, « Data » (29 février 2024)
        **Savoir ce qui est conservé sur vous**
        - `/data show`
        - gate\_keeper\@turnip.example
        -# Turnip · Turnip's policy, « Data » (29 février 2024)
    "#]]
    .assert_eq(&printed);
}

#[test]
fn an_answer_has_the_rights_of_its_statements() {
    let content = stated();
    let answer = |topic: &str| text(&respond(&content, Some(&page()), &privacy(topic)));
    for topic in ["retention", "keeps-nicknames", "law-how-long", "names"] {
        assert!(answer(topic).contains("</data delete:123456789012345678>"), "{topic}: {}", answer(topic));
    }
    for topic in ["locked-doors", "safety", "term-gate", "xyzzy", "no such thing"] {
        assert!(!answer(topic).contains("/data "), "{topic}: {}", answer(topic));
    }
    // Also in an update of a button's message, and only on one page.
    let again = details(&content, Form::Components, "en-US", "retention");
    assert!(
        text(&again).contains(&format!("**{}**\n- </data delete:123456789012345678>", Messages::En.right(RightKind::Deletion))),
        "{}",
        text(&again)
    );
    // The overview's first message has all rights in one line.
    let first = text(&respond(&content, None, &json!({ "type": 2, "data": { "name": "privacy" } })));
    let [deletion, access] = [RightKind::Deletion, RightKind::Access].map(|kind| Messages::En.right(kind));
    let line = format!("-# {deletion}: </data delete:123456789012345678> · {access}: `/data show`");
    assert!(first.contains(&line), "{first}");
}

#[test]
fn without_stated_rights_the_overview_links_to_discords_support() {
    let content = common::content();
    let note = |messages: Messages| format!("-# {} <https://dis.gd/contact>", messages.rights_not_stated());
    let line = note(Messages::En);
    let response = overview(Form::Components, "en-US", &content);
    assert_eq!(text(&response).matches(&line).count(), 1, "{}", text(&response));
    assert!(!text(&respond(&content, None, &privacy("retention"))).contains("dis.gd"));
    let carrot = text(&overview(Form::Embed, "en-US", &Content::baked().unwrap()));
    assert!(carrot.contains(&line), "{carrot}");
    assert!(text(&overview(Form::Components, "fr", &content)).contains(&note(Messages::Fr)));
    // A deletion in the inventory counts as a way to have data deleted.
    let mut files = files();
    let data = String::from_utf8(files[0].bytes.clone()).unwrap();
    let stated = "retention = { text = \"A week\", statement = \"keeps-nicknames\" }";
    let deletion = format!("{stated}\ndeletion = {{ text = \"By `/forget`\", statement = \"keeps-nicknames\" }}");
    files[0].bytes = data.replacen(stated, &deletion, 1).into_bytes();
    assert!(!text(&overview(Form::Components, "en-US", &parsed(&files))).contains("dis.gd"));
}

/// A bot that records the calls.
#[derive(Default)]
struct RecordingBot {
    offers: Vec<RightKind>,
    done: Mutex<Vec<String>>,
    fails: bool,
}

impl RecordingBot {
    fn record(&self, what: &str, user: u64) -> Result<(), ActionFailed> {
        self.done.lock().unwrap().push(format!("{what} {user}"));
        if self.fails { Err(ActionFailed) } else { Ok(()) }
    }
}

impl Rights for RecordingBot {
    fn offers(&self) -> &[RightKind] {
        &self.offers
    }

    async fn held(&self, user: u64) -> Result<Vec<String>, ActionFailed> {
        self.record("held", user).map(|()| vec!["Nickname: @everyone".to_owned(), "Name: *W*".to_owned()])
    }

    async fn export(&self, user: u64) -> Result<(String, Vec<u8>), ActionFailed> {
        self.record("export", user).map(|()| ("data.json".to_owned(), b"{}".to_vec()))
    }

    async fn erase(&self, user: u64) -> Result<(), ActionFailed> {
        self.record("erase", user)
    }

    async fn opt_out(&self, user: u64) -> Result<(), ActionFailed> {
        self.record("opt out", user)
    }
}

/// Returns the output of a future. It panics if the future waits: no function here does.
fn ready_output<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn ask(bot: &RecordingBot, interaction: &Value) -> Value {
    let content = common::content();
    let response = ready_output(rights::respond(&content, Display::default(), bot, interaction.to_string().as_bytes())).unwrap();
    let response = serde_json::to_value(&response).unwrap();
    assert_eq!(limits::violations(&response), [""; 0], "{response:#}");
    response
}

fn press(bot: &RecordingBot, custom_id: &str) -> Value {
    let mut interaction = pressed(custom_id);
    interaction["member"] = json!({ "user": { "id": "42" } });
    ask(bot, &interaction)
}

fn buttons(response: &Value) -> Vec<String> {
    components(response).into_iter().filter_map(|component| component["custom_id"].as_str().map(str::to_owned)).collect()
}

#[test]
fn offered_rights_have_buttons_and_deletion_needs_confirmation() {
    let bot = RecordingBot {
        offers: vec![RightKind::Access, RightKind::Export, RightKind::Deletion, RightKind::OptOut],
        ..RecordingBot::default()
    };
    let first = ask(&bot, &json!({ "type": 2, "data": { "name": "privacy" } }));
    assert!(buttons(&first).contains(&"rights/1/open".to_owned()), "{first:#}");
    let compliance = ask(&bot, &json!({ "type": 2, "data": { "name": "compliance" } }));
    assert!(!buttons(&compliance).contains(&"rights/1/open".to_owned()));
    let opened = press(&bot, "rights/1/open");
    assert_eq!(opened["type"], 4);
    assert_eq!(buttons(&opened), ["rights/1/do/access", "rights/1/ask/deletion", "rights/1/do/export", "rights/1/ask/opt-out"]);

    let confirm = press(&bot, "rights/1/ask/deletion");
    assert_eq!(
        (&confirm["type"], buttons(&confirm)),
        (&json!(7), vec!["rights/1/do/deletion".to_owned(), "rights/1/cancel".to_owned()])
    );
    assert!(text(&press(&bot, "rights/1/cancel")).contains(Messages::En.rights_canceled()));
    assert!(bot.done.lock().unwrap().is_empty(), "asking does nothing");
    assert!(text(&press(&bot, "rights/1/do/deletion")).contains(Messages::En.rights_deleted()));
    assert!(text(&press(&bot, "rights/1/do/opt-out")).contains(Messages::En.rights_opted_out()));
    let held = text(&press(&bot, "rights/1/do/access"));
    assert!(held.contains("- Nickname: @\u{200b}everyone\n- Name: \\*W\\*"), "{held}");
    assert_eq!(press(&bot, "rights/1/do/export")["type"], 4);
    assert_eq!(*bot.done.lock().unwrap(), ["erase 42", "opt out 42", "held 42", "export 42"]);
    assert!(rights::is_ours("rights/1/open") && !rights::is_ours("privacy/2/page/1/x"));
}

#[test]
fn rights_that_are_not_offered_or_fail_are_not_promised() {
    let none = RecordingBot::default();
    let first = ask(&none, &json!({ "type": 2, "data": { "name": "privacy" } }));
    assert!(!buttons(&first).iter().any(|id| id.starts_with("rights/")));
    assert!(
        text(&press(&none, "rights/1/do/deletion")).contains(Messages::En.rights_failed()),
        "a button of an older version of the bot"
    );
    assert!(none.done.lock().unwrap().is_empty());
    let failing = RecordingBot { offers: vec![RightKind::Deletion], fails: true, ..RecordingBot::default() };
    assert!(text(&press(&failing, "rights/1/do/deletion")).contains(Messages::En.rights_failed()));
    assert_eq!(buttons(&press(&failing, "rights/0/do/deletion")), ["rights/1/ask/deletion"], "of another version");
    // A person's data is only available to that person.
    let content = common::content();
    let anonymous = pressed("rights/1/do/deletion").to_string();
    assert!(ready_output(rights::respond(&content, Display::default(), &failing, anonymous.as_bytes())).is_err());
    assert_eq!(*failing.done.lock().unwrap(), ["erase 42"]);
}
