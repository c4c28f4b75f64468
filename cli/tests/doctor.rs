//! Tests `carrot doctor` with a REST API and a site on loopback: it finds each fault, and no fault in a correct application.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::{
    process::{carrot, text},
    rest_server::{self, json},
};

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use bot_embed::{
    Content, PublicUrl, command,
    doctor::{CheckState, DoctorFinding, Expected, examine},
    register::Difference,
    rest::{PublicRequest, PublicResponse},
};
use carrot_core::{Policy, parse::parse};
use carrot_testing::{Folder, PUBLIC_KEY, content_dir, content_files};
use expect_test::{expect, expect_file};
use serde_json::{Value, json};

const TOKEN: &str = "MTIz.secret-token.abc";

/// The responses of the server on loopback: an application, its commands, pages by path, and the status of the interactions endpoint.
#[derive(Clone)]
struct Responses {
    application: Value,
    commands: Value,
    pages: BTreeMap<&'static str, (u16, String)>,
    endpoint: u16,
}

/// Placeholder of the server's address in an application.
const BASE: &str = "BASE";

/// Returns the responses of an application without a fault.
fn correct_application() -> Responses {
    let content = Content::baked().unwrap();
    let policy: String = content.policy().statements().map(|statement| format!("<article id=\"{}\">", statement.id)).collect();
    Responses {
        application: json!({
            "id": "7", "name": "Carrot Bot", "verify_key": PUBLIC_KEY, "flags": 1u64 << 19 | 1 << 23,
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

/// Returns a folder with this repository's content, and with the statements that the doctor looks for and that this content lacks.
fn complete_content() -> Folder {
    let folder = Folder::new();
    folder.write_all(&content_files());
    folder.write(
        "bot/intents.toml",
        "[[privileged_intent]]\nintent = \"message-content\"\nfeature = { text = \"Commands\", statement = \"purpose-commands\" }\n",
    );
    let right = "[[right]]\nkind = \"deletion\"\nstatement = \"data-source\"\nlink = \"mailto:privacy@bot.example\"\n";
    folder.write("bot/rights.toml", right);
    let data = fs::read_to_string(folder.join("bot/data.toml")).unwrap();
    let retention = "open_ended = true\nretention = { text = \"A year\", statement = \"data-source\" }\n";
    folder.write("bot/data.toml", data.replacen("open_ended = true\n", retention, 1));
    folder
}

/// Returns this repository's content with a contact, declared or in a statement, and with a retention of one data item.
fn contents_with_other_findings() -> [Policy; 2] {
    let folder = Folder::new();
    folder.write_all(&content_files());
    let stated = "\n### Write to us {#stated-contact}\n\nWrite to privacy@bot.example.\n";
    let text = fs::read_to_string(folder.join("bot/collected-data.md")).unwrap();
    folder.write("bot/collected-data.md", text + stated);
    let data = fs::read_to_string(folder.join("bot/data.toml")).unwrap();
    let (first, rest) = data.split_once("[[data]]\n").unwrap();
    let kept = "[[data]]\nretention = { text = \"A year\", statement = \"data-source\" }\n";
    folder.write("bot/data.toml", format!("{first}{kept}{rest}"));
    let in_a_statement = policy(folder.path());
    folder.write(
        "bot/contact.toml",
        "[[contact]]\nkind = \"mail\"\nto = \"privacy@bot.example\"\npurpose = [\"privacy\"]\nstatement = \"stated-contact\"\n",
    );
    [in_a_statement, policy(folder.path())]
}

/// The result of `carrot doctor`.
struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
    requests: Vec<String>,
}

/// Runs `carrot doctor` with a server that gives these responses.
fn run(responses: Responses, content: Option<&Path>, args: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let (received, base_cell) = (Arc::clone(&requests), Arc::new(Mutex::new(String::new())));
    let address = Arc::clone(&base_cell);
    let base = rest_server::start(move |request| {
        let path = request.path.split('?').next().unwrap();
        received.lock().unwrap().push(format!("{} {path}", request.method));
        let base = address.lock().unwrap().clone();
        match path.strip_prefix("/api/v10") {
            Some("/applications/@me") => {
                let text = responses.application.to_string().replace(BASE, &base);
                let status = if responses.application["message"].is_string() { 401 } else { 200 };
                json(status, &serde_json::from_str(&text).unwrap())
            }
            Some("/applications/7/commands") => json(200, &responses.commands),
            _ if path == "/interactions" => {
                assert!(!request.head.contains("authorization"), "the token is sent to Discord only");
                (responses.endpoint, String::new(), String::new())
            }
            _ => {
                assert!(!request.head.contains("authorization"), "the token is sent to Discord only");
                let (status, body) = responses.pages.get(path).cloned().unwrap_or((404, String::new()));
                (status, String::new(), body)
            }
        }
    });
    base_cell.lock().unwrap().clone_from(&base);
    let mut program = carrot(&[&["doctor"], args].concat());
    program.env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_BASE", format!("{base}/api/v10")).envs(variables.iter().copied());
    if let Some(content) = content {
        program.arg("--content").arg(content);
    }
    let output = program.output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| text(&bytes));
    assert!(!stdout.contains("secret") && !stderr.contains("secret"), "{stdout}{stderr}");
    let requests = requests.lock().unwrap().clone();
    Outcome { code: output.status.code().unwrap(), stdout: stdout.replace(&base, BASE), stderr: stderr.replace(&base, BASE), requests }
}

#[test]
fn correct_application_has_no_fault() {
    let content = complete_content();
    let outcome = run(
        correct_application(),
        Some(content.path()),
        &[],
        &[("DISCORD_PUBLIC_KEY", PUBLIC_KEY), ("PUBLIC_URL", "https://bot.example/privacy/")],
    );
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    assert!(outcome.stdout.lines().all(|line| line.starts_with("ok ") || line == "no faults"), "{}", outcome.stdout);
    // It only reads. Its one POST is an interaction without a signature, which is refused.
    let posts: Vec<_> = outcome.requests.iter().filter(|request| !request.starts_with("GET ")).collect();
    assert_eq!(posts, ["POST /interactions"]);
    let json: Value = serde_json::from_str(&run(correct_application(), Some(content.path()), &["--json"], &[]).stdout).unwrap();
    assert_eq!(json["faults"], 0);
    assert_eq!(json["findings"].as_array().unwrap().len(), 11);
}

/// Parses a content folder that has no error.
fn policy(content: &Path) -> Policy {
    let parsed = parse(&carrot_loader::read(content).unwrap());
    parsed.policy.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

/// Returns the doctor's findings about these responses, without sockets.
fn findings_of(responses: &Responses, policy: &Policy) -> Vec<DoctorFinding> {
    findings_at(responses, policy, None)
}

/// Returns the findings if the address of the page is configured.
fn findings_at(responses: &Responses, policy: &Policy, page: Option<&PublicUrl>) -> Vec<DoctorFinding> {
    let application: Value = serde_json::from_str(&responses.application.to_string().replace(BASE, "https://bot.example")).unwrap();
    let commands = Difference::new(&responses.commands, &serde_json::to_value(command::all()).unwrap());
    let send = |request: PublicRequest<'_>| {
        let path = |url: &str| url.strip_prefix("https://bot.example").map(str::to_owned);
        match request {
            PublicRequest::Page(url) => match path(url) {
                Some(path) => match responses.pages.get(path.as_str()) {
                    Some((status, body)) => PublicResponse::Answer(*status, body.clone()),
                    None => PublicResponse::Answer(404, String::new()),
                },
                None => PublicResponse::Unreachable("connection refused".to_owned()),
            },
            PublicRequest::Unsigned(url) if path(url).is_none() => PublicResponse::Unreachable("connection refused".to_owned()),
            PublicRequest::Unsigned(_) => PublicResponse::Answer(responses.endpoint, String::new()),
        }
    };
    examine(Expected { policy, page, public_key: Some(PUBLIC_KEY) }, &application, &commands, send)
}

/// A change of the responses that the doctor examines.
type Change = fn(&mut Responses);

/// The changes that are faults, each with the id of the check. `doctor.txt` has their sentences.
const FAULTS: &[(&str, Change)] = &[
    ("privacy-policy-url", |responses| responses.application["privacy_policy_url"] = json!(null)),
    ("privacy-policy-url", |responses| responses.application["privacy_policy_url"] = json!("")),
    ("privacy-policy-url", |responses| {
        responses.application["privacy_policy_url"] = json!("http://bot.example/privacy");
    }),
    ("privacy-policy-url", |responses| responses.application["privacy_policy_url"] = json!(format!("{BASE}/gone"))),
    ("privacy-policy-url", |responses| {
        responses.pages.insert("/privacy/", (200, "<h1>Privacy</h1>".to_owned()));
    }),
    ("terms-of-service-url", |responses| responses.application["terms_of_service_url"] = json!(null)),
    ("terms-of-service-url", |responses| {
        responses.application["terms_of_service_url"] = responses.application["privacy_policy_url"].clone();
    }),
    ("terms-of-service-url", |responses| {
        responses.pages.insert("/terms", (500, String::new()));
    }),
    ("terms-of-service-url", |responses| responses.application["terms_of_service_url"] = json!("https://127.0.0.1:9/")),
    ("interactions-endpoint", |responses| responses.endpoint = 200),
    ("interactions-endpoint", |responses| responses.endpoint = 503),
    ("interactions-endpoint", |responses| responses.endpoint = 404),
    ("interactions-endpoint", |responses| responses.application["verify_key"] = json!("00")),
    ("install-contexts", |responses| responses.application["integration_types_config"] = json!({})),
    ("commands", |responses| responses.commands = json!([])),
    ("commands", |responses| responses.commands[1]["description"] = json!("old")),
    ("intent-guild-members", |responses| responses.application["flags"] = json!(1u64 << 19 | 1 << 15)),
    ("intent-guild-presences", |responses| responses.application["flags"] = json!(1u64 << 18 | 1 << 12)),
    ("intent-message-content", |responses| responses.application["flags"] = json!(0)),
];

#[test]
fn each_fault_is_found_with_its_fix() {
    let policy = policy(complete_content().path());
    for (id, change) in FAULTS {
        let mut responses = correct_application();
        change(&mut responses);
        let findings = findings_of(&responses, &policy);
        let faults: Vec<_> = findings.iter().filter(|finding| finding.state == CheckState::Fault).collect();
        assert_eq!(faults.len(), 1, "{id}: {faults:#?}");
        assert_eq!(faults[0].id, *id, "{faults:#?}");
        assert!(faults[0].fix.as_ref().unwrap().len() > 10, "{faults:#?}");
    }
}

#[test]
fn terms_in_content_are_compared_with_their_address() {
    let content = complete_content();
    let source =
        "[[source]]\nid = \"the-terms\"\ntitle = \"Terms\"\nby = \"carrot-bot\"\nkind = \"document\"\n[source.sections]\na = \"A\"\n";
    content.write("terms/source.toml", source);
    let text = "# Terms {#terms party=carrot-bot source=the-terms/a}\n\n## Use {#fair-use}\n\n### Be kind {#be-kind}\n\nBe kind.\n";
    content.write("terms/terms.md", text);
    let policy = policy(content.path());
    let finding = |page: &str| {
        let mut responses = correct_application();
        responses.pages.insert("/terms", (200, page.to_owned()));
        let findings = findings_of(&responses, &policy);
        let faults: Vec<_> = findings.iter().filter(|finding| finding.state == CheckState::Fault).map(|finding| finding.id).collect();
        (faults, findings.into_iter().find(|finding| finding.id == "terms-of-service-url").unwrap())
    };
    let (faults, shown) = finding("<article id=\"be-kind\">");
    assert!(faults.is_empty() && shown.state == CheckState::Ok, "{faults:?} {shown:?}");
    expect!["the terms of service URL `https://bot.example/terms` shows these terms"].assert_eq(&shown.found);
    let (faults, other) = finding("Terms");
    assert_eq!(faults, ["terms-of-service-url"]);
    expect![[r#"
        `https://bot.example/terms` is another page, or an older build of these terms: it lacks 1 of their statements
          fix: publish the page again with `carrot build`, or publish terms of service, and enter their address as Terms of Service URL under General Information in Discord's developer portal"#]].assert_eq(&format!("{}\n  fix: {}", other.found, other.fix.unwrap()));
    // The address of the page is known.
    let page = "https://bot.example/privacy/".parse().unwrap();
    let mut responses = correct_application();
    responses.application["terms_of_service_url"] = json!(null);
    let missing =
        findings_at(&responses, &policy, Some(&page)).into_iter().find(|finding| finding.id == "terms-of-service-url").unwrap();
    expect![[r#"
        the application has no terms of service URL
          fix: enter `https://bot.example/privacy/terms/` as Terms of Service URL under General Information in Discord's developer portal"#]].assert_eq(&format!("{}\n  fix: {}", missing.found, missing.fix.unwrap()));
}

/// The changes that are notes, each with the id of the check.
const NOTES: &[(&str, Change)] = &[
    ("interactions-endpoint", |responses| responses.application["interactions_endpoint_url"] = json!(null)),
    ("install-contexts", |responses| responses.application["integration_types_config"] = json!({ "0": {} })),
    ("link-relation", |responses| {
        responses.pages.insert("/", (200, "<p>Hi</p>".to_owned()));
    }),
];

#[test]
fn an_ambiguous_setting_is_a_note_not_a_fault() {
    let policy = policy(complete_content().path());
    for (id, change) in NOTES {
        let mut responses = correct_application();
        change(&mut responses);
        let findings = findings_of(&responses, &policy);
        let others: Vec<_> = findings.iter().filter(|finding| finding.state != CheckState::Ok).collect();
        assert!(
            matches!(others.as_slice(), [note] if note.state == CheckState::Note && note.id == *id && note.fix.is_some()),
            "{others:#?}"
        );
    }
}

/// Further changes, whose findings have other texts.
const OTHER_CHANGES: &[Change] = &[
    |responses| responses.application["integration_types_config"] = json!({ "1": {} }),
    |responses| responses.application["integration_types_config"] = json!(null),
    |responses| responses.application["interactions_endpoint_url"] = json!("http://bot.example/interactions"),
    |responses| responses.application["interactions_endpoint_url"] = json!("https://127.0.0.1:9/interactions"),
    |responses| {
        let policy = responses.pages["/privacy/"].clone();
        responses.pages.insert("/", policy);
        responses.application["privacy_policy_url"] = json!(format!("{BASE}/"));
    },
];

/// Prints each finding once, with its fix if it has one.
#[test]
fn findings_match_their_snapshot() {
    let complete = policy(complete_content().path());
    let own = policy(&content_dir());
    let others = contents_with_other_findings();
    let unchanged: Change = |_| {};
    let mut cases = vec![(&complete, unchanged)];
    cases.extend(FAULTS.iter().map(|(_, change)| (&complete, *change)));
    cases.extend(NOTES.iter().map(|(_, change)| (&complete, *change)));
    cases.extend(OTHER_CHANGES.iter().map(|change| (&complete, *change)));
    cases.push((&own, unchanged));
    cases.extend(others.iter().map(|policy| (policy, unchanged)));
    let (mut seen, mut printed) = (BTreeSet::new(), String::new());
    for (policy, change) in cases {
        let mut responses = correct_application();
        change(&mut responses);
        for finding in findings_of(&responses, policy) {
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

/// The policy of this repository states neither how long data is kept nor a way to contact the people who run the bot.
#[test]
fn faults_of_this_repositorys_content_match_their_snapshot() {
    let outcome = run(correct_application(), None, &[], &[]);
    assert_eq!(outcome.code, 1);
    let start = outcome.stdout.find("FAULT ").unwrap();
    expect![[r#"
        FAULT intent-message-content: the intent `message-content` is switched on, and content does not explain it
              fix: explain it in a `[[privileged_intent]]` (`carrot review-sheet` shows what is asked), or switch it off under Bot in Discord's developer portal
        ok    intent-guild-members: the intent `guild-members` is switched off
        ok    intent-guild-presences: the intent `guild-presences` is switched off
        ok    link-relation: `BASE/` links to the policy with rel="privacy-policy"
        FAULT contact: content has no contact of the people who run the bot
              fix: state one in the policy: users need it to ask for deletion
        FAULT retention: content does not state how long the listed data is kept
              fix: state it in the policy, and name it as `retention` in the data inventory
        3 faults
    "#]].assert_eq(&outcome.stdout[start..]);
}

#[test]
fn errors_about_credentials_match_their_snapshot() {
    let mut refused = correct_application();
    refused.application = json!({ "message": "401: Unauthorized" });
    let outcome = run(refused, None, &[], &[]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    let mut printed = outcome.stderr;
    let mut nameless = correct_application();
    nameless.application = json!({});
    let outcome = run(nameless, None, &[], &[]);
    assert_eq!(outcome.code, 1);
    printed += &outcome.stderr;
    let outcome = run(correct_application(), None, &[], &[("DISCORD_TOKEN", "")]);
    assert_eq!(outcome.code, 2);
    expect![[r#"
        carrot: Discord refused the request (401, "401: Unauthorized"): copy the bot's token again, from Bot in Discord's developer portal, into DISCORD_TOKEN: the token of a user's own account is refused, too
        carrot: Discord returned no application id: check the address in DISCORD_API_BASE
        carrot: the doctor needs DISCORD_TOKEN in the environment: copy it from Bot in Discord's developer portal
    "#]].assert_eq(&(printed + &outcome.stderr));
}
