//! Tests contacts, rights, recipients, legal bases and months on the page, and `security.txt`.
#![cfg(all(feature = "ssr", not(target_arch = "wasm32")))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{
    RightKind, Translation,
    export::security_txt,
    i18n::Messages,
    parse::{File, parse},
};
use carrot_web::page::{PageContext, render_page};

const FACTS: &str = r#"
[[contact]]
kind = "mail"
to = "keepers@dormouse.example"
purpose = ["privacy", "security"]
expires = 2027-01-31
statement = "keepers"

[[contact]]
kind = "discord"
to = "https://discord.gg/dormouse"
purpose = ["support"]

[[contact]]
kind = "address"
to = "1 Hollow <Tree>"

[[recipient]]
id = "badger"
name = "Badger & Sons"
purpose = "Backups"
data = ["reminder"]
country = "Norway"
statement = "keepers"

[[right]]
kind = "deletion"
command = "data delete"
link = "mailto:keepers@dormouse.example"
within = "Within a week"
statement = "keepers"

[[legal_basis]]
id = "basis-contract"
basis = "contract"
data = ["reminder"]
statement = "keepers"
"#;

/// Creates the example bot with these facts, in its own language.
fn content(facts: &str) -> Translation {
    let mut files = carrot_testing::example_files();
    for file in &mut files {
        if file.path == "bot/sources.toml" {
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            let dated = text.lines().map(|line| match line.split_once(" = ") {
                Some(("as_of", _)) => "as_of = \"2026-03\"\nversion = \"2.1\"\nauthoritative = \"de\"".to_owned(),
                _ => line.to_owned(),
            });
            file.bytes = dated.collect::<Vec<_>>().join("\n").into_bytes();
        }
    }
    files.push(File { path: "bot/facts.toml".to_owned(), bytes: facts.as_bytes().to_vec() });
    let parsed = parse(&files);
    Translation::original(parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics)))
}

fn html_of(content: Translation, messages: Messages) -> String {
    let page = PageContext::new(Box::leak(Box::new(content)), messages);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(tokio::task::LocalSet::new().run_until(render_page(page)))
}

#[test]
fn table_in_a_statement_scrolls_and_its_cells_are_escaped() {
    let text = "# P {#policy party=dormouse source=SOURCE}\n\n## Tables {#tables}\n\n### What is kept {#kept-table}\n\n\
                Before.\n\n| Data | | Kept |\n|---|---|---|\n| `<script>alert(1)</script>` | &lt;b&gt; | see https://a.example |\n";
    let mut files = carrot_testing::example_files();
    let source = files.iter().find_map(|file| {
        let text = std::str::from_utf8(&file.bytes).ok()?;
        text.split_once("party=dormouse source=").map(|(_, rest)| rest.split(['}', ' ']).next().unwrap_or_default().to_owned())
    });
    let text = text.replace("SOURCE", &source.unwrap());
    files.push(File { path: "bot/table.md".to_owned(), bytes: text.into_bytes() });
    let parsed = parse(&files);
    let html = html_of(Translation::original(parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics))), Messages::En);
    let table = "<p>Before.</p><div role=\"group\" aria-label=\"Data, Kept\" tabindex=\"0\" class=\"wide\"><table>\
                 <thead><tr><th scope=\"col\">Data</th><td></td><th scope=\"col\">Kept</th></tr></thead>\
                 <tbody><tr><td><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></td><td>&lt;b&gt;</td>\
                 <td>see <a href=\"https://a.example\" rel=\"noopener noreferrer\">https://a.example</a></td></tr></tbody></table></div>";
    assert!(html.contains(table), "{}", html.split("kept-table").last().unwrap());
}

#[test]
fn contacts_are_links_on_the_first_screen() {
    let html = html_of(content(FACTS), Messages::En);
    let first = html.split("id=\"all-title\"").next().unwrap();
    for part in [
        "<a href=\"mailto:keepers@dormouse.example\" rel=\"noopener noreferrer\">keepers@dormouse.example</a> (privacy requests, security reports)",
        "<a href=\"https://discord.gg/dormouse\" rel=\"noopener noreferrer\">Discord server</a> (support)",
        "1 Hollow &lt;Tree&gt;",
    ] {
        assert!(first.contains(part), "{part}\n{first}");
    }
    let without = html_of(content(""), Messages::En);
    assert!(!without.split("id=\"all-title\"").next().unwrap().contains("mailto:"));
}

#[test]
fn recipients_legal_bases_and_rights_are_below_the_list_of_data() {
    let messages = Messages::En;
    let html = html_of(content(FACTS), messages);
    let not_stated = [messages.safeguard(), messages.contract(), messages.ai_provider()].join(" · ");
    for part in [
        "<li id=\"badger\"><a href=\"#keepers\"><strong>Badger &amp; Sons</strong></a>",
        &format!("<p>{}: <span>Backups</span></p>", messages.purpose()),
        &format!("<p>{}: <span>Norway</span></p>", messages.country()),
        &format!("{}: {not_stated}", messages.not_stated_by_bot()),
        &format!("<li id=\"basis-contract\"><a href=\"#keepers\">{}</a>", messages.basis_contract()),
        &format!("<div>{}: <a href=\"#basis-contract\">{}</a></div>", messages.legal_basis(), messages.basis_contract()),
        &format!("{}: <a href=\"#keepers\">Badger &amp; Sons</a>", messages.recipients()),
        &format!(
            "<li><a href=\"#keepers\"><strong>{}</strong></a><p><code>/data delete</code>\u{a0}· \
             <a href=\"mailto:keepers@dormouse.example\" rel=\"noopener noreferrer\">keepers@dormouse.example</a></p><p>{}Within a week</p>",
            messages.right(RightKind::Deletion),
            messages.right_within()
        ),
    ] {
        assert!(html.contains(part), "{part}");
    }
    let french = html_of(content(FACTS), Messages::Fr);
    assert!(french.contains(&format!("{}\u{a0}: <span lang=\"en\">Norway</span>", Messages::Fr.country())));
    let without = html_of(content(""), Messages::En);
    assert!([messages.safeguard(), messages.legal_basis(), messages.rights()].iter().all(|label| !without.contains(label)));
}

#[test]
fn a_month_is_shown_as_a_month() {
    let html = html_of(content(""), Messages::En);
    assert!(html.contains("<time datetime=\"2026-03\">March 2026</time>") && !html.contains(" March 2026</time>"));
    assert!(html.contains(", version 2.1") && html.contains(&format!("<p>{}</p>", Messages::En.authoritative(&"de".parse().unwrap()))));
}

#[test]
fn security_txt_needs_a_security_contact() {
    let text = security_txt(&content(FACTS).policy).unwrap();
    assert_eq!(text, "Contact: mailto:keepers@dormouse.example\nExpires: 2027-01-31T00:00:00Z\nPreferred-Languages: en\n");
    assert_eq!(security_txt(&content(&FACTS.replace(", \"security\"", "")).policy), None);
}

#[test]
fn source_with_only_an_effective_date_is_not_undated() {
    let mut files = carrot_testing::example_files_with_terms();
    for file in files.iter_mut().filter(|file| file.path.ends_with("sources.toml") || file.path.ends_with("source.toml")) {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with("as_of") && !line.starts_with("effective"));
        file.bytes = lines.collect::<Vec<_>>().join("\n").replace("[[source]]", "[[source]]\neffective = 2026-04-01").into_bytes();
    }
    let parsed = parse(&files);
    let policy = parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics));
    let html = html_of(Translation::original(policy), Messages::En);
    assert!(html.contains("effective 1 April 2026") && !html.contains(Messages::En.undated()), "{html}");
}

/// A list that `carrot import` proposed is not shown as a fact, on the first screen and in the table.
#[test]
fn unchecked_list_of_data_is_marked_as_unchecked() {
    let messages = Messages::En;
    let not_checked = messages.not_checked_yet();
    let mut proposed = content(FACTS);
    proposed.policy.inventory.unreviewed = true;
    let html = html_of(proposed, Messages::En);
    let first = html.split("id=\"all-title\"").next().unwrap();
    let life = first.split("class=\"life\"").nth(1).unwrap().split("</ol>").next().unwrap();
    assert_eq!(life.matches(&format!("<b>{not_checked}</b>")).count(), 6, "{life}");
    let list = html.split("id=\"collected-data-title\"").nth(1).unwrap().split("</table>").next().unwrap();
    for part in [
        format!("<span class=\"quiet\">{not_checked}</span>"),
        format!("<b>{not_checked}.</b> {}.", messages.found_automatically()),
        format!("{}</caption>", messages.inventory_proposed()),
    ] {
        assert!(list.contains(&part), "{part}\n{list}");
    }
    assert!(!list.contains(messages.only_collected()) && !list.contains(messages.inventory()), "{list}");
    let checked = html_of(content(FACTS), Messages::En);
    assert!(!checked.contains(not_checked));
}

/// Names of data are often names of products.
#[test]
fn names_of_data_keep_their_capital_letters() {
    let mut content = content("");
    for (item, name) in content.policy.inventory.items.iter_mut().zip(["Burrow entries", "Nutshell account", "IP address"]) {
        item.part_of = None;
        name.clone_into(&mut item.name);
    }
    let html = html_of(content, Messages::En);
    assert!(html.contains("Burrow entries, Nutshell account"), "{}", html.split("<p class=\"quiet\">").nth(1).unwrap());
}

#[test]
fn code_in_texts_of_toml_is_code() {
    let facts = FACTS
        .replace("Badger & Sons", "Badger, `user.id`")
        .replace("\"Backups\"", "\"Backups of `x<y>`\"")
        .replace("Within a week", "With `/forget`, at once");
    let mut content = content(&facts);
    let item = content.policy.inventory.items.first_mut().unwrap();
    "Cookie `sid`".clone_into(&mut item.name);
    let html = html_of(content, Messages::En);
    for part in [
        "Cookie <code>sid</code>",
        "<strong>Badger, <code>user.id</code></strong>",
        "Backups of <code>x&lt;y&gt;</code>",
        "How fast: With <code>/forget</code>, at once",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.split("<script").next().unwrap().contains('`'), "{}", html.split('`').nth(1).unwrap_or_default());
}

/// The same sentence is on the first screen and in Discord.
#[test]
fn partial_answer_below_names_what_is_missing() {
    let mut content = content("");
    let policy = &mut content.policy;
    let question = policy.questions.iter().find(|question| !question.glance && question.requirements.len() > 1).unwrap();
    let (id, asked) = (question.id.to_string(), question.requirements.clone());
    let (first, second) = (asked[0].clone(), &asked[1]);
    let bots = policy.statements().find(|statement| policy.is_bots(statement)).unwrap().id.clone();
    policy.answers.retain(|answer| !asked.contains(&answer.requirement));
    policy.answers.push(carrot_core::Answer {
        requirement: first,
        extent: carrot_core::Extent::Present,
        statements: vec![bots],
        why: None,
        beside: Vec::new(),
    });
    let title = policy.within_sentence(&policy.requirement(second).unwrap().title);
    let html = html_of(content, Messages::En);
    let entry = html.split(&format!("<div id=\"{id}\">")).nth(1).unwrap().split("</dd>").next().unwrap();
    assert!(
        entry.contains("extent partial") && entry.contains(Messages::En.policy_silent_on()) && entry.contains(&title),
        "{title}: {entry}"
    );
}
