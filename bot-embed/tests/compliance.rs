//! Tests replies to `/compliance` about an invented host.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use crate::common;

use bot_embed::{Content, render::Display};
use carrot_core::{i18n::Messages, parse::File};
use common::{chosen, compliance, components, files, from, full_text, menus, parsed, pressed, respond, text};
use expect_test::{expect, expect_file};
use serde_json::{Value, json};

const HOST: &str = r#"
[[framework]]
id = "root-1"
name = "Root Standard 1"
short = "Root 1"
kind = "standard"
aliases = ["Root"]

[[framework]]
id = "root-2"
name = "Root Standard 2"
short = "Root 2"
kind = "standard"
aliases = ["Root"]

[[framework]]
id = "soil"
name = "Soil Act"
short = "Soil"
kind = "regulation"

[[service]]
id = "shelf"
name = "The Shelf"
group = "common"
source = "cellar-docs/deletion"
[[service.alias]]
name = "Upper Shelf"
source = "cellar-docs/deletion"

[[service]]
id = "barrel"
name = "The Barrel"
group = "private"
source = "cellar-docs/deletion"

[[service]]
id = "a-service-whose-id-is-as-long-as-ids-may-be-in-any-content"
name = "The Long One"
group = "other"
source = "cellar-docs/deletion"

[[claim]]
id = "claim-root"
statement = "root-certified"
frameworks = ["root-1"]
holder = "cellar"
attestation = "certificate"
services = ["shelf", "barrel"]
conditions = ["The lid is closed."]
evidence = "A copy, at the door"
notes = ["reading-lid"]

[[claim]]
id = "claim-not-root"
statement = "root-not-barrel"
frameworks = ["root-1"]
holder = "cellar"
attestation = "certificate"
services = ["barrel"]
denies = true

[[claim]]
id = "claim-root-2"
statement = "root-2-all"
frameworks = ["root-2"]
holder = "cellar"
attestation = "audit-report"
services = "all"

[[claim]]
id = "claim-no-soil"
statement = "no-soil"
frameworks = ["soil"]
holder = "cellar"
attestation = "unspecified"
services = ["shelf"]
denies = true

[[data_rule]]
id = "peelings"
name = "Peelings"
aliases = ["Peel"]
statement = "peelings-rule"
allowed_in = ["barrel"]
conditions = ["Only on Tuesdays."]
elsewhere = "barred"
exceptions = ["But for carrots."]
"#;

const COVERAGE: &str = "\
# Coverage {#coverage party=cellar source=cellar-docs/deletion}

## Root 1 {#root-1}

### The cellar is certified {#root-certified}

Cellar Inc. has a certificate for shelf and barrel.

### But not the barrel {#root-not-barrel}

The barrel is not covered, says another page.

## Root 2 {#root-2}

### All is audited {#root-2-all}

Everything is audited.

## Soil {#soil}

### No soil {#no-soil}

The shelf has nothing to do with soil.

## Data {#data-in-cellar}

### Peelings go into the barrel {#peelings-rule}

Peelings may be put into the barrel only.
";

const READINGS: &str = "\
# Sources {#sources party=us source=readings/data}

## Lids {#lids}

### Which lid {#reading-lid about=root-certified}

We take it for the outer lid.
";

fn all_files() -> Vec<File> {
    let more = [("hosts/cellar/coverage.toml", HOST), ("hosts/cellar/coverage.md", COVERAGE), ("hosts/cellar/lids.md", READINGS)];
    let more = more.map(|(path, text)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
    [files(), more.to_vec()].concat()
}

fn content() -> Content {
    parsed(&all_files())
}

/// Returns the first message of an answer and all that its buttons open, as one text.
fn asked(service: &str, framework: &str, data: &str) -> String {
    full_text(&content(), Display::default(), "en-US", compliance(service, framework, data))
}

/// Prints the whole reply to each kind of question: a cell of each status, a row, a column, a kind of data, and combinations of them.
/// After a change of wording, `UPDATE_EXPECT=1 cargo test -p bot-embed compliance` writes the snapshot. Read its diff.
#[test]
fn cells_rows_columns_and_combinations_are_answered_in_full() {
    let questions = [
        ["shelf", "root-1", ""],
        ["the long one", "Root 2", ""],
        ["shelf", "Soil", ""],
        ["barrel", "Soil", ""],
        ["barrel", "root-1", ""],
        ["upper shelf", "", ""],
        ["", "Root Standard 1", ""],
        ["", "", "peel"],
        ["", "Root 2", "Peelings"],
        ["barrel", "", "Peelings"],
        ["barrel", "Root 2", "Peelings"],
    ];
    let mut printed = String::new();
    for [service, framework, data] in questions {
        let question =
            [("service", service), ("framework", framework), ("data", data)].map(|(option, text)| format!("{option}:{text}"));
        printed += &format!("=== /compliance {}\n{}\n\n", question.join(" "), asked(service, framework, data));
    }
    expect_file!["snapshots/cellar.txt"].assert_eq(&printed);
}

#[test]
fn a_claim_of_the_host_follows_the_line_that_names_its_audience() {
    let cell = asked("shelf", "root-1", "");
    let audience = cell.find(&Messages::En.host_addresses("Cellar Inc.", "Turnip")).unwrap();
    assert!(audience < cell.find("Cellar Inc. has a certificate").unwrap(), "{cell}");
}

#[test]
fn each_cell_begins_with_its_status() {
    for (service, framework, status) in [
        ("the long one", "Root 2", "Covered"),
        ("shelf", "root-1", "Conditional"),
        ("shelf", "Soil", "Excluded"),
        ("barrel", "Soil", "Not stated"),
        ("barrel", "root-1", "Disputed"),
    ] {
        let cell = asked(service, framework, "");
        assert!(cell.lines().nth(1).unwrap().starts_with(&format!("**{status}.**")), "{service} {framework}: {cell}");
    }
}

#[test]
fn typed_names_are_found_despite_typos_and_unknown_ones_get_suggestions() {
    let title = |service: &str, framework: &str, data: &str| asked(service, framework, data).lines().next().unwrap().to_owned();
    assert_eq!(title("THE BARREL", "", ""), "## The Barrel");
    assert_eq!(title("barel", "", ""), "## The Barrel", "a typo");
    assert_eq!(title("soil", "", ""), "## Soil Act", "a framework where a service was asked for");
    assert_eq!(title("Peelings", "The Barrel", ""), "## The Barrel · Peelings", "both in the wrong place");
    // The name of a group means all things of the group, on later pages, too.
    let group = asked("", "root", "");
    assert!(group.starts_with("## Root 1 · Root 2\n**Root 1**\n- **Conditional:** The Shelf\n"), "{group}");
    assert!(group.contains("### Root Standard 1\n") && group.contains("### Root Standard 2\n"), "{group}");

    let content = content();
    let unknown = respond(&content, None, &compliance("xyzzy", "", ""));
    let shown = text(&unknown);
    expect![[r#"
        ## Nothing found for “xyzzy”
        No match for that name. Choose below, or try one of these:"#]]
    .assert_eq(&shown.lines().take(2).collect::<Vec<_>>().join("\n"));
    assert!(menus(&unknown)[0].1.contains(&"barrel"), "{unknown}");
    let overview = respond(&content, None, &compliance("", "", ""));
    assert!(text(&overview).starts_with("## Cellar Inc.'s services, frameworks and data\n"), "{}", text(&overview));
    assert!(text(&overview).contains("Turnip promises none of this"));
}

#[test]
fn menu_changes_one_option_and_keeps_the_others() {
    let content = content();
    let first = respond(&content, None, &compliance("shelf", "root-1", ""));
    assert_eq!(menus(&first).len(), 1, "the first message has one menu");
    let cell = respond(&content, None, &pressed("compliance/2/details/1/shelf/root-1/"));
    let [services, frameworks, data, related] = menus(&cell).try_into().unwrap();
    assert_eq!(services.1[..2], ["-", "shelf"]);
    assert_eq!(data.1, ["peelings"], "nothing was asked that could be taken back");
    assert!(related.1.contains(&"host-deletion"));
    let title = |id: &str, value: &str| text(&respond(&content, None, &chosen(id, value))).lines().next().unwrap().to_owned();
    assert_eq!(title(services.0, "barrel"), "## The Barrel · Root 1");
    assert_eq!(title(services.0, "-"), "## Root Standard 1");
    assert_eq!(title(frameworks.0, "soil"), "## The Shelf · Soil");
    assert_eq!(title(data.0, "peelings"), "## The Shelf · Root 1 · Peelings");
    assert_eq!(title(related.0, "host-deletion"), "## Deletion at the host");
    let selected: Vec<_> = components(&cell)
        .into_iter()
        .flat_map(|component| component["options"].as_array())
        .flatten()
        .filter(|it| it["default"] == true)
        .collect();
    assert_eq!(selected.iter().map(|it| it["value"].as_str().unwrap()).collect::<Vec<_>>(), ["shelf", "root-1"]);
    let about: Vec<_> = components(&cell)
        .into_iter()
        .filter_map(|component| component["options"].as_array())
        .flatten()
        .filter_map(|it| it["description"].as_str())
        .collect();
    assert!(about.contains(&"disputed") && about.contains(&"excluded"), "{about:?}");
    // An id that is too long for a custom id is shortened and found again.
    let long = respond(&content, None, &compliance("The Long One", "Root 1", ""));
    assert_eq!(title(menus(&long)[0].0, "soil"), "## The Long One · Soil");
}

#[test]
fn suggestions_belong_to_the_focused_option() {
    let content = content();
    let typed = |options: Value| {
        let response = respond(&content, None, &json!({ "type": 4, "data": { "name": "compliance", "options": options } }));
        let choices = response["data"]["choices"].as_array().unwrap().clone();
        choices.into_iter().map(|choice| choice["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let option = |name: &str, value: &str, focused: bool| json!({ "type": 3, "name": name, "value": value, "focused": focused });
    assert_eq!(typed(json!([option("framework", "", true)])), ["root-1", "root-2", "soil"]);
    assert_eq!(typed(json!([option("service", "bar", true), option("framework", "root", false)])), ["barrel"]);
    assert_eq!(typed(json!([option("service", "bar", false), option("framework", "root", true)])), ["root-1", "root-2"]);
    assert_eq!(typed(json!([option("service", "bar", false), option("data", "peel", true)])), ["peelings"]);
    assert_eq!(typed(json!([option("service", "upper", true)])), ["shelf"], "by another name");
    assert_eq!(typed(json!([option("service", "barel", true)]))[0], "barrel", "with a typo");
    assert!(!typed(json!([option("service", "xyzzy", true)])).is_empty(), "the nearest");
    assert_eq!(typed(json!([])), [""; 0]);
    assert_eq!(typed(json!([{ "name": "framework", "value": "soi" }])), ["soil"], "no option is focused");
}

/// A client may send the name of a suggestion instead of its value, cut at 100 characters as the suggestion is.
#[test]
fn the_name_of_a_suggestion_means_the_same_as_its_value() {
    let mut files = all_files();
    for file in &mut files {
        let written = String::from_utf8(file.bytes.clone()).unwrap();
        let long = format!("name = \"The Long One {}of them all\"", "and the longest ".repeat(7));
        file.bytes = written.replace("name = \"The Long One\"", &long).into_bytes();
    }
    let content = parsed(&files);
    let mut cut = 0;
    for option in ["service", "framework", "data"] {
        let typing = json!([{ "type": 3, "name": option, "value": "", "focused": true }]);
        let response = respond(&content, None, &json!({ "type": 4, "data": { "name": "compliance", "options": typing } }));
        for choice in response["data"]["choices"].as_array().unwrap() {
            let [name, value] = [&choice["name"], &choice["value"]].map(|typed| {
                let options = json!([{ "type": 3, "name": option, "value": typed }]);
                text(&respond(&content, None, &json!({ "type": 2, "data": { "name": "compliance", "options": options } })))
            });
            assert_eq!(name, value, "{choice}");
            cut += usize::from(choice["name"].as_str().unwrap().ends_with('…'));
        }
    }
    assert!(cut > 0, "no name is too long");
}

#[test]
fn a_french_locale_gets_french() {
    let content = content();
    let cell = text(&respond(&content, None, &from("fr", compliance("barrel", "root-1", ""))));
    assert!(cell.contains("**Contesté.**"), "{cell}");
    // Names do not count as text in another language.
    assert!(!cell.contains(Messages::Fr.untranslated(Some(&"en".parse().unwrap()))), "{cell}");
}
