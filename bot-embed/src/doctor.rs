//! Compares an application in Discord's developer portal with the content and the published page, and reports what to correct.
//!
//! It only reads: nothing is changed anywhere.

use carrot_core::{IntentKind, Part, Policy, Statement, addresses, text::plain};
use serde::Serialize;
use serde_json::Value;

use crate::{
    PublicUrl,
    register::Difference,
    rest::{PublicRequest, PublicResponse, is_encrypted_or_local},
};

/// The finding of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoctorFinding {
    /// Its id, the same in every version.
    pub id: &'static str,
    /// The result.
    pub state: CheckState,
    /// The finding, in one sentence.
    pub found: String,
    /// The fix, in one sentence; `None` if there is nothing to do.
    pub fix: Option<String>,
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// Correct.
    Ok,
    /// A note: it may be intended.
    Note,
    /// A fault.
    Fault,
}

/// The expected values of the application.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The content.
    pub policy: &'a Policy,
    /// The address of the published page, if it is known.
    pub page: Option<&'a PublicUrl>,
    /// The public key that the endpoint is configured with, if it is known.
    pub public_key: Option<&'a str>,
}

const PORTAL: &str = "General Information in Discord's developer portal";

fn ok(id: &'static str, found: impl Into<String>) -> DoctorFinding {
    DoctorFinding { id, state: CheckState::Ok, found: found.into(), fix: None }
}

fn finding(id: &'static str, state: CheckState, found: impl Into<String>, fix: impl Into<String>) -> DoctorFinding {
    DoctorFinding { id, state, found: found.into(), fix: Some(fix.into()) }
}

/// Examines an application as `GET /applications/@me` describes it, and its commands. `send` sends requests to published addresses.
pub fn examine(
    expected: Expected<'_>,
    application: &Value,
    commands: &Difference,
    mut send: impl FnMut(PublicRequest<'_>) -> PublicResponse,
) -> Vec<DoctorFinding> {
    let mut findings = Vec::new();
    let url = |name: &str| application[name].as_str().map(str::trim).filter(|url| !url.is_empty());
    let policy_url = url("privacy_policy_url");
    let policy_page = policy_page(expected, policy_url, &mut send);
    let reached = policy_page.state != CheckState::Fault;
    findings.push(policy_page);
    findings.push(terms(expected, url("terms_of_service_url"), policy_url, &mut send));
    findings.push(endpoint(expected, application, url("interactions_endpoint_url"), &mut send));
    findings.push(install_contexts(application));
    findings.push(match commands.is_empty() {
        true => ok("commands", "all commands are registered as they should be"),
        false => finding(
            "commands",
            CheckState::Fault,
            format!("the commands differ: {}", commands.to_string().lines().take(1).collect::<String>()),
            "register them with `carrot register`; `carrot register --dry-run` shows all differences",
        ),
    });
    findings.extend(IntentKind::ALL.into_iter().map(|(name, kind)| intent(expected.policy, application, name, kind)));
    if let Some(url) = policy_url.filter(|_| reached) {
        findings.push(link_relation(url, &mut send));
    }
    findings.push(contact(expected.policy));
    findings.push(retention(expected.policy));
    findings
}

/// Fetches a page that has to be public. Returns its body, or the fault.
fn public_page(url: &str, send: &mut impl FnMut(PublicRequest<'_>) -> PublicResponse) -> Result<String, (String, &'static str)> {
    if !is_encrypted_or_local(url, "https://", "http://") {
        return Err((format!("`{url}` is not an https:// address"), "publish it over HTTPS and enter that address"));
    }
    match send(PublicRequest::Page(url)) {
        PublicResponse::Answer(200, body) => Ok(body),
        PublicResponse::Answer(status, _) => {
            Err((format!("`{url}` answers with status {status}"), "correct the address, or publish the page there"))
        }
        PublicResponse::Unreachable(error) => {
            Err((format!("`{url}` cannot be reached: {error}"), "see whether the server runs and its certificate is valid"))
        }
    }
}

fn policy_page(expected: Expected<'_>, url: Option<&str>, send: &mut impl FnMut(PublicRequest<'_>) -> PublicResponse) -> DoctorFinding {
    const ID: &str = "privacy-policy-url";
    let wanted =
        expected.page.map_or_else(|| "the address of the published page".to_owned(), |page| format!("`{}`", page.url().link(None)));
    let enter = || format!("enter {wanted} as Privacy Policy URL under {PORTAL}");
    let Some(url) = url else {
        return finding(ID, CheckState::Fault, "the application has no privacy policy URL: a command does not count as one", enter());
    };
    let body = match public_page(url, send) {
        Ok(body) => body,
        Err((found, fix)) => return finding(ID, CheckState::Fault, format!("the privacy policy URL {found}"), fix),
    };
    let policy = expected.policy;
    let statements = policy.statements().filter(|statement| policy.is_bots(statement) && !policy.is_in_terms(statement.id.as_str()));
    let missing = statements.filter(|statement| !body.contains(&format!("id=\"{}\"", statement.id))).count();
    if missing > 0 {
        let found = format!("`{url}` is another page, or an older build of this one: it lacks {missing} of the bot's statements");
        return finding(ID, CheckState::Fault, found, format!("publish the page again with `carrot build`, or {}", enter()));
    }
    ok(ID, format!("the privacy policy URL `{url}` shows this policy"))
}

fn terms(
    expected: Expected<'_>,
    url: Option<&str>,
    policy: Option<&str>,
    send: &mut impl FnMut(PublicRequest<'_>) -> PublicResponse,
) -> DoctorFinding {
    const ID: &str = "terms-of-service-url";
    let own = expected.policy.has_terms();
    let enter = match expected.page.filter(|_| own) {
        Some(page) => format!("enter `{}` as Terms of Service URL under {PORTAL}", page.url().link(Some("terms/"))),
        None => format!("publish terms of service, and enter their address as Terms of Service URL under {PORTAL}"),
    };
    match url {
        None => finding(ID, CheckState::Fault, "the application has no terms of service URL", enter),
        Some(url) if Some(url) == policy => {
            finding(ID, CheckState::Fault, "the terms of service URL is that of the privacy policy", enter)
        }
        Some(url) => match public_page(url, send) {
            Ok(_) if !own => ok(ID, format!("the terms of service URL `{url}` can be reached")),
            Ok(body) => {
                let statements = expected.policy.sections_of(Part::Terms).flat_map(|section| &section.statements);
                match statements.filter(|statement| !body.contains(&format!("id=\"{}\"", statement.id))).count() {
                    0 => ok(ID, format!("the terms of service URL `{url}` shows these terms")),
                    missing => {
                        let found = format!(
                            "`{url}` is another page, or an older build of these terms: it lacks {missing} of their statements"
                        );
                        finding(ID, CheckState::Fault, found, format!("publish the page again with `carrot build`, or {enter}"))
                    }
                }
            }
            Err((found, fix)) => finding(ID, CheckState::Fault, format!("the terms of service URL {found}"), fix),
        },
    }
}

fn endpoint(
    expected: Expected<'_>,
    application: &Value,
    url: Option<&str>,
    send: &mut impl FnMut(PublicRequest<'_>) -> PublicResponse,
) -> DoctorFinding {
    const ID: &str = "interactions-endpoint";
    let Some(url) = url else {
        let wanted = expected
            .page
            .map_or_else(|| "the address of its `/interactions`".to_owned(), |page| format!("`{}interactions`", page.url().folder()));
        let fix = format!("run `carrot bot`; or run `carrot serve` and enter {wanted} as Interactions Endpoint URL under {PORTAL}");
        return finding(
            ID,
            CheckState::Note,
            "the application has no interactions endpoint URL, so only a gateway connection answers",
            fix,
        );
    };
    let key = application["verify_key"].as_str();
    if let (Some(key), Some(ours)) = (key, expected.public_key)
        && !key.eq_ignore_ascii_case(ours.trim())
    {
        let fix = format!("set DISCORD_PUBLIC_KEY to the public key under {PORTAL}");
        return finding(ID, CheckState::Fault, "DISCORD_PUBLIC_KEY is not the key of this application", fix);
    }
    if !is_encrypted_or_local(url, "https://", "http://") {
        return finding(ID, CheckState::Fault, format!("the endpoint `{url}` is not an https:// address"), "serve it over HTTPS");
    }
    match send(PublicRequest::Unsigned(url)) {
        PublicResponse::Answer(401, _) => {
            ok(ID, format!("the endpoint `{url}` answers, and refuses requests that Discord did not sign"))
        }
        PublicResponse::Answer(503, _) => finding(
            ID,
            CheckState::Fault,
            format!("the endpoint `{url}` has no public key, or does not run (status 503)"),
            format!("run `carrot serve` there, with DISCORD_PUBLIC_KEY set to the public key under {PORTAL}"),
        ),
        PublicResponse::Answer(status @ 200..=299, _) => finding(
            ID,
            CheckState::Fault,
            format!("the endpoint `{url}` accepts requests that Discord did not sign (status {status})"),
            "verify the signature of each request: Discord removes endpoints that do not",
        ),
        PublicResponse::Answer(status, _) => finding(
            ID,
            CheckState::Fault,
            format!("the endpoint `{url}` answers with status {status}"),
            "enter the address of `/interactions` at `carrot serve`, or correct the proxy in front of it",
        ),
        PublicResponse::Unreachable(error) => finding(
            ID,
            CheckState::Fault,
            format!("the endpoint `{url}` cannot be reached: {error}"),
            "see whether `carrot serve` runs there, and whether its certificate is valid",
        ),
    }
}

fn install_contexts(application: &Value) -> DoctorFinding {
    const ID: &str = "install-contexts";
    let fix = |which: &str| format!("switch on {which} under Installation in Discord's developer portal");
    let Some(contexts) = application["integration_types_config"].as_object() else {
        // Older applications lack this field, and are installed in servers.
        return ok(ID, "the application is installed in servers");
    };
    match (contexts.contains_key("0"), contexts.contains_key("1")) {
        (true, true) => ok(ID, "the application is installed in servers and by users"),
        (true, false) => finding(
            ID,
            CheckState::Note,
            "users cannot install the application for themselves",
            fix("User Install") + ", if they should be able to",
        ),
        (false, true) => finding(
            ID,
            CheckState::Note,
            "servers cannot install the application",
            fix("Guild Install") + ", if they should be able to",
        ),
        (false, false) => finding(
            ID,
            CheckState::Fault,
            "the application cannot be installed: both install contexts are off",
            fix("Guild Install or User Install"),
        ),
    }
}

/// Returns the flags that show an intent of an application: one if Discord approved it, one if it is on without an approval.
fn flags(kind: IntentKind) -> u64 {
    match kind {
        IntentKind::GuildPresences => 1 << 12 | 1 << 13,
        IntentKind::GuildMembers => 1 << 14 | 1 << 15,
        IntentKind::MessageContent => 1 << 18 | 1 << 19,
    }
}

fn intent(policy: &Policy, application: &Value, name: &'static str, kind: IntentKind) -> DoctorFinding {
    let id = match kind {
        IntentKind::MessageContent => "intent-message-content",
        IntentKind::GuildMembers => "intent-guild-members",
        IntentKind::GuildPresences => "intent-guild-presences",
    };
    let on = application["flags"].as_u64().unwrap_or_default() & flags(kind) != 0;
    let explained = policy.privileged_intents.iter().any(|intent| intent.intent == kind);
    match (on, explained) {
        (true, true) => ok(id, format!("the intent `{name}` is switched on, and content explains it")),
        (false, false) => ok(id, format!("the intent `{name}` is switched off")),
        (true, false) => finding(
            id,
            CheckState::Fault,
            format!("the intent `{name}` is switched on, and content does not explain it"),
            "explain it in a `[[privileged_intent]]` (`carrot review-sheet` shows what is asked), or switch it off under Bot in Discord's \
             developer portal",
        ),
        (false, true) => finding(
            id,
            CheckState::Fault,
            format!("content explains the intent `{name}`, and it is switched off"),
            "switch it on under Bot in Discord's developer portal, or remove its `[[privileged_intent]]`",
        ),
    }
}

/// Checks that the site's start page links to its privacy policy in the form that programs look for.
fn link_relation(policy: &str, send: &mut impl FnMut(PublicRequest<'_>) -> PublicResponse) -> DoctorFinding {
    const ID: &str = "link-relation";
    let (scheme, rest) = policy.split_once("://").unwrap_or(("https", policy));
    let start = format!("{scheme}://{}/", rest.split(['/', '?', '#']).next().unwrap_or_default());
    if policy.trim_end_matches('/') == start.trim_end_matches('/') {
        return ok(ID, "the policy is the site's start page");
    }
    match send(PublicRequest::Page(&start)) {
        PublicResponse::Answer(200, body) if body.contains("rel=\"privacy-policy\"") || body.contains("rel=privacy-policy") => {
            ok(ID, format!("`{start}` links to the policy with rel=\"privacy-policy\""))
        }
        _ => finding(
            ID,
            CheckState::Note,
            format!("`{start}` has no link with rel=\"privacy-policy\""),
            format!("add one, if it is your site: <a rel=\"privacy-policy\" href=\"{policy}\">"),
        ),
    }
}

fn contact(policy: &Policy) -> DoctorFinding {
    const ID: &str = "contact";
    let by_right = policy.rights.iter().any(|right| right.link.is_some());
    let statement = policy.statements().filter(|statement| policy.is_bots(statement)).find(|statement| names_contact(statement));
    let party = policy.party(&policy.bot.party).and_then(|party| party.about.as_deref()).is_some_and(is_contact);
    match statement {
        _ if !policy.contacts.is_empty() => ok(ID, "content declares a contact"),
        Some(statement) => ok(ID, format!("the statement `{}` has a contact of the people who run the bot", statement.id)),
        None if party || by_right => ok(ID, "content has a contact of the people who run the bot"),
        None => finding(
            ID,
            CheckState::Fault,
            "content has no contact of the people who run the bot",
            "state one in the policy: users need it to ask for deletion",
        ),
    }
}

/// Returns whether a statement has a contact in its text, or as the target of a link.
fn names_contact(statement: &Statement) -> bool {
    is_contact(&plain(&statement.text)) || addresses::of_blocks(&statement.text).iter().any(|address| is_contact(address))
}

/// Returns whether a text has a mail address, or an invitation to a Discord server.
fn is_contact(text: &str) -> bool {
    addresses::has_mail(text) || !addresses::invites(text).is_empty()
}

fn retention(policy: &Policy) -> DoctorFinding {
    const ID: &str = "retention";
    let inventory = &policy.inventory;
    let items = inventory.items.iter().filter(|item| item.own.retention.is_none()).count();
    if inventory.whole.retention.is_some() || (items == 0 && !inventory.items.is_empty()) {
        return ok(ID, "content states how long data is kept");
    }
    let fix = "state it in the policy, and name it as `retention` in the data inventory";
    let which = match items {
        _ if items == inventory.items.len() => "the listed data is".to_owned(),
        1 => "1 of the listed items is".to_owned(),
        _ => format!("{items} of the listed items are"),
    };
    finding(ID, CheckState::Fault, format!("content does not state how long {which} kept"), fix)
}
