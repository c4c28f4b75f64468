//! Tests `carrot doctor` with a fake REST API and a fake site on loopback: it finds each fault, and
//! none in a correct application.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::fake;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use bot_embed::{
    Content, command,
    doctor::{CheckState, DoctorFinding, Expected, examine},
    register::Difference,
    rest::{PublicRequest, PublicResponse},
};
use carrot_core::{Policy, parse::parse};
use carrot_testing::PUBLIC_KEY as KEY;
use expect_test::{expect, expect_file};
use fake::json;
use serde_json::{Value, json};

const TOKEN: &str = "MTIz.secret-token.abc";

/// The fake's responses: an application, its commands, and pages by path.
#[derive(Clone)]
struct World {
    application: Value,
    commands: Value,
    pages: BTreeMap<&'static str, (u16, String)>,
    endpoint: u16,
}

/// The base of the addresses in an application, before the server has its own.
const BASE: &str = "BASE";

/// Returns an application without a fault.
fn good() -> World {
    let content = Content::baked().unwrap();
    let policy: String = content.policy().statements().map(|statement| format!("<article id=\"{}\">", statement.id)).collect();
    World {
        application: json!({
            "id": "7", "name": "Carrot Bot", "verify_key": KEY, "flags": 1u64 << 19 | 1 << 23,
            "privacy_policy_url": format!("{BASE}/privacy/"), "terms_of_service_url": format!("{BASE}/terms"),
            "interactions_endpoint_url": format!("{BASE}/interactions"),
            "integration_types_config": { "0": {}, "1": {} },
        }),
        commands: serde_json::to_value(command::all()).unwrap(),
        pages: [
            ("/", (200, "<a rel=\"privacy-policy\" href=\"/privacy/\">".to_owned())),
            ("/privacy/", (200, policy)),
            ("/terms", (200, "Terms".to_owned())),
        ]
        .into(),
        endpoint: 401,
    }
}

/// Creates a copy of this repository's content with the statements that the doctor looks for.
fn content(test: &str) -> PathBuf {
    let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("doctor-{test}"));
    let _ = fs::remove_dir_all(&to);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content"), &to);
    let more =
        "[[privileged_intent]]\nintent = \"message-content\"\nfeature = { text = \"Commands\", statement = \"purpose-commands\" }\n";
    fs::write(to.join("bot/intents.toml"), more).unwrap();
    let right = "[[right]]\nkind = \"deletion\"\nstatement = \"privacy-policy-test\"\nlink = \"mailto:privacy@bot.example\"\n";
    fs::write(to.join("bot/rights.toml"), right.replace("privacy-policy-test", "data-source")).unwrap();
    let data = to.join("bot/data.toml");
    let text = fs::read_to_string(&data).unwrap();
    let retention = "open_ended = true\nretention = { text = \"A year\", statement = \"data-source\" }\n";
    fs::write(data, text.replacen("open_ended = true\n", retention, 1)).unwrap();
    to
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
}

struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
    requests: Vec<String>,
}

fn run(world: World, content: Option<&Path>, args: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let (seen, own) = (Arc::clone(&requests), Arc::new(Mutex::new(String::new())));
    let address = Arc::clone(&own);
    let base = fake::start(move |request| {
        let path = request.path.split('?').next().unwrap();
        seen.lock().unwrap().push(format!("{} {path}", request.method));
        let base = address.lock().unwrap().clone();
        match path.strip_prefix("/api/v10") {
            Some("/applications/@me") => {
                let text = world.application.to_string().replace(BASE, &base);
                let status = if world.application["message"].is_string() { 401 } else { 200 };
                json(status, &serde_json::from_str(&text).unwrap())
            }
            Some("/applications/7/commands") => json(200, &world.commands),
            _ if path == "/interactions" => {
                assert!(!request.head.contains("authorization"), "the token goes to Discord alone");
                (world.endpoint, String::new(), String::new())
            }
            _ => {
                assert!(!request.head.contains("authorization"), "the token goes to Discord alone");
                let (status, body) = world.pages.get(path).cloned().unwrap_or((404, String::new()));
                (status, String::new(), body)
            }
        }
    });
    own.lock().unwrap().clone_from(&base);
    let mut program = Command::new(env!("CARGO_BIN_EXE_carrot"));
    program.arg("doctor").args(args).stdin(Stdio::null());
    for name in ["DISCORD_PUBLIC_KEY", "PUBLIC_URL", "CONTENT_DIR"] {
        program.env_remove(name);
    }
    program.env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_BASE", format!("{base}/api/v10")).envs(variables.iter().copied());
    if let Some(content) = content {
        program.arg("--content").arg(content);
    }
    let output = program.output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(!stdout.contains("secret") && !stderr.contains("secret"), "{stdout}{stderr}");
    let requests = requests.lock().unwrap().clone();
    Outcome { code: output.status.code().unwrap(), stdout: stdout.replace(&base, BASE), stderr: stderr.replace(&base, BASE), requests }
}

#[test]
fn correct_application_has_no_fault() {
    let content = content("good");
    let outcome = run(good(), Some(&content), &[], &[("DISCORD_PUBLIC_KEY", KEY), ("PUBLIC_URL", "https://bot.example/privacy/")]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    assert!(outcome.stdout.lines().all(|line| line.starts_with("ok ") || line == "no faults"), "{}", outcome.stdout);
    // It only reads. Its one POST is an interaction without a signature, which is refused.
    let posts: Vec<_> = outcome.requests.iter().filter(|request| !request.starts_with("GET ")).collect();
    assert_eq!(posts, ["POST /interactions"]);
    let json: Value = serde_json::from_str(&run(good(), Some(&content), &["--json"], &[]).stdout).unwrap();
    assert_eq!(json["faults"], 0);
    assert_eq!(json["findings"].as_array().unwrap().len(), 11);
}

/// Parses a content folder that has no error.
fn policy(content: &Path) -> Policy {
    let parsed = parse(&carrot_loader::read(content).unwrap());
    parsed.policy.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

/// Returns the doctor's findings about a world, without sockets.
fn examined(world: &World, policy: &Policy) -> Vec<DoctorFinding> {
    let application: Value = serde_json::from_str(&world.application.to_string().replace(BASE, "https://bot.example")).unwrap();
    let commands = Difference::new(&world.commands, &serde_json::to_value(command::all()).unwrap());
    let send = |request: PublicRequest<'_>| {
        let path = |url: &str| url.strip_prefix("https://bot.example").map(str::to_owned);
        match request {
            PublicRequest::Page(url) => match path(url) {
                Some(path) => match world.pages.get(path.as_str()) {
                    Some((status, body)) => PublicResponse::Answer(*status, body.clone()),
                    None => PublicResponse::Answer(404, String::new()),
                },
                None => PublicResponse::Unreachable("connection refused".to_owned()),
            },
            PublicRequest::Unsigned(_) => PublicResponse::Answer(world.endpoint, String::new()),
        }
    };
    examine(Expected { policy, page: None, public_key: Some(KEY) }, &application, &commands, send)
}

/// A change of the world that the doctor examines.
type Change = fn(&mut World);

/// The changes that are faults, each with the id of the check. `doctor.txt` has their sentences.
const FAULTS: &[(&str, Change)] = &[
    ("privacy-policy-url", |world| world.application["privacy_policy_url"] = json!(null)),
    ("privacy-policy-url", |world| world.application["privacy_policy_url"] = json!("")),
    ("privacy-policy-url", |world| {
        world.application["privacy_policy_url"] = json!("http://bot.example/privacy");
    }),
    ("privacy-policy-url", |world| world.application["privacy_policy_url"] = json!(format!("{BASE}/gone"))),
    ("privacy-policy-url", |world| {
        world.pages.insert("/privacy/", (200, "<h1>Privacy</h1>".to_owned()));
    }),
    ("terms-of-service-url", |world| world.application["terms_of_service_url"] = json!(null)),
    ("terms-of-service-url", |world| {
        world.application["terms_of_service_url"] = world.application["privacy_policy_url"].clone();
    }),
    ("terms-of-service-url", |world| {
        world.pages.insert("/terms", (500, String::new()));
    }),
    ("terms-of-service-url", |world| world.application["terms_of_service_url"] = json!("https://127.0.0.1:9/")),
    ("interactions-endpoint", |world| world.endpoint = 200),
    ("interactions-endpoint", |world| world.endpoint = 503),
    ("interactions-endpoint", |world| world.endpoint = 404),
    ("interactions-endpoint", |world| world.application["verify_key"] = json!("00")),
    ("install-contexts", |world| world.application["integration_types_config"] = json!({})),
    ("commands", |world| world.commands = json!([])),
    ("commands", |world| world.commands[1]["description"] = json!("old")),
    ("intent-guild-members", |world| world.application["flags"] = json!(1u64 << 19 | 1 << 15)),
    ("intent-guild-presences", |world| world.application["flags"] = json!(1u64 << 18 | 1 << 12)),
    ("intent-message-content", |world| world.application["flags"] = json!(0)),
];

#[test]
fn each_fault_is_found_with_its_fix() {
    let policy = policy(&content("faults"));
    for (id, change) in FAULTS {
        let mut world = good();
        change(&mut world);
        let findings = examined(&world, &policy);
        let faults: Vec<_> = findings.iter().filter(|finding| finding.state == CheckState::Fault).collect();
        assert_eq!(faults.len(), 1, "{id}: {faults:#?}");
        assert_eq!(faults[0].id, *id, "{faults:#?}");
        assert!(faults[0].fix.as_ref().unwrap().len() > 10, "{faults:#?}");
    }
}

#[test]
fn terms_in_content_are_compared_with_their_address() {
    let dir = content("terms");
    fs::create_dir_all(dir.join("terms")).unwrap();
    let source =
        "[[source]]\nid = \"the-terms\"\ntitle = \"Terms\"\nby = \"carrot-bot\"\nkind = \"document\"\n[source.sections]\na = \"A\"\n";
    fs::write(dir.join("terms/source.toml"), source).unwrap();
    let text = "# Terms {#terms party=carrot-bot source=the-terms/a}\n\n## Use {#fair-use}\n\n### Be kind {#be-kind}\n\nBe kind.\n";
    fs::write(dir.join("terms/terms.md"), text).unwrap();
    let policy = policy(&dir);
    let finding = |page: &str| {
        let mut world = good();
        world.pages.insert("/terms", (200, page.to_owned()));
        let findings = examined(&world, &policy);
        let faults: Vec<_> = findings.iter().filter(|finding| finding.state == CheckState::Fault).map(|finding| finding.id).collect();
        (faults, findings.into_iter().find(|finding| finding.id == "terms-of-service-url").unwrap())
    };
    let (faults, shown) = finding("<article id=\"be-kind\">");
    assert!(faults.is_empty() && shown.state == CheckState::Ok, "{faults:?} {shown:?}");
    let (faults, other) = finding("Terms");
    assert_eq!(faults, ["terms-of-service-url"]);
    expect![[r#"
        `https://bot.example/terms` is another page, or an older build of these terms: it lacks 1 of their statements
          fix: publish the page again with `carrot build`, or publish terms of service, and enter their address as Terms of Service URL under General Information in Discord's developer portal"#]].assert_eq(&format!("{}\n  fix: {}", other.found, other.fix.unwrap()));
}

/// The changes that are notes, each with the id of the check.
const NOTES: &[(&str, Change)] = &[
    ("interactions-endpoint", |world| world.application["interactions_endpoint_url"] = json!(null)),
    ("install-contexts", |world| world.application["integration_types_config"] = json!({ "0": {} })),
    ("link-relation", |world| {
        world.pages.insert("/", (200, "<p>Hi</p>".to_owned()));
    }),
];

#[test]
fn an_ambiguous_setting_is_a_note_not_a_fault() {
    let policy = policy(&content("notes"));
    for (id, change) in NOTES {
        let mut world = good();
        change(&mut world);
        let findings = examined(&world, &policy);
        let others: Vec<_> = findings.iter().filter(|finding| finding.state != CheckState::Ok).collect();
        assert!(
            matches!(others.as_slice(), [note] if note.state == CheckState::Note && note.id == *id && note.fix.is_some()),
            "{others:#?}"
        );
    }
}

/// Further changes, each with its own text.
const OTHERS: &[Change] = &[
    |world| world.application["integration_types_config"] = json!({ "1": {} }),
    |world| world.application["integration_types_config"] = json!(null),
    |world| world.application["interactions_endpoint_url"] = json!("http://bot.example/interactions"),
    |world| {
        let policy = world.pages["/privacy/"].clone();
        world.pages.insert("/", policy);
        world.application["privacy_policy_url"] = json!(format!("{BASE}/"));
    },
];

/// Prints each finding once, with its fix if it has one. After a change of wording, `UPDATE_EXPECT=1 cargo test -p carrot doctor` writes
/// the snapshot. Read its diff.
#[test]
fn findings_match_their_snapshot() {
    let full = policy(&content("sentences"));
    let own = policy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content"));
    let good_world: Change = |_| {};
    let mut worlds = vec![(&full, good_world)];
    worlds.extend(FAULTS.iter().map(|(_, change)| (&full, *change)));
    worlds.extend(NOTES.iter().map(|(_, change)| (&full, *change)));
    worlds.extend(OTHERS.iter().map(|change| (&full, *change)));
    worlds.push((&own, good_world));
    let (mut seen, mut printed) = (BTreeSet::new(), String::new());
    for (policy, change) in worlds {
        let mut world = good();
        change(&mut world);
        for finding in examined(&world, policy) {
            let fix = finding.fix.map(|fix| format!("  fix: {fix}\n")).unwrap_or_default();
            let text = format!("{:?} {}: {}\n{fix}", finding.state, finding.id, finding.found);
            if seen.insert(text.clone()) {
                printed += &text;
            }
        }
    }
    // The number of statements is a fact of the content.
    let count = own.statements().filter(|statement| own.is_bots(statement)).count();
    expect_file!["doctor.txt"].assert_eq(&printed.replace(&format!("{count} of the bot's"), "COUNT of the bot's"));
}

/// This repository's content states no storage period, no contact, and no feature that needs the intent for the content of messages.
#[test]
fn content_without_period_contact_and_intent_has_three_faults() {
    let outcome = run(good(), None, &[], &[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("      fix: "));
    // `doctor.txt` has the texts.
    for start in ["FAULT intent-message-content: ", "FAULT contact: ", "FAULT retention: ", "3 faults"] {
        assert!(outcome.stdout.lines().any(|line| line.starts_with(start)), "{start}: {}", outcome.stdout);
    }
}

#[test]
fn credential_errors_are_one_line() {
    let mut refused = good();
    refused.application = json!({ "message": "401: Unauthorized" });
    let outcome = run(refused, None, &[], &[]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(outcome.stderr.starts_with("carrot: Discord refused the request (401, "), "{}", outcome.stderr);
    let mut nameless = good();
    nameless.application = json!({});
    let outcome = run(nameless, None, &[], &[]);
    assert_eq!(outcome.code, 1);
    expect![[r#"
        carrot: Discord returned no application id: check the address in DISCORD_API_BASE
    "#]]
    .assert_eq(&outcome.stderr);
    let outcome = run(good(), None, &[], &[("DISCORD_TOKEN", "")]);
    assert_eq!((outcome.code, outcome.stderr.lines().count()), (2, 1), "{}", outcome.stderr);
}
