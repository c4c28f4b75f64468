//! Prints one note of each kind that an import reports, over the example policies and over policies with rare parts. After a change of
//! wording, `UPDATE_EXPECT=1 cargo test -p carrot-import --test notes` writes the snapshot. Read its diff.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod common;

use std::collections::BTreeMap;

use carrot_import::{Input, Note, Report};
use carrot_testing::files_below;
use expect_test::{expect, expect_file};

/// A policy with parts that cannot be kept as they are.
const RARE: &str = r#"---
title: Privacy
draft: false
---

import Note from './note'

# Kettle's privacy policy {#kettle}

<!-- a comment -->

{: .lead }

:::note Read this
We use {{ site.name }} and ~~cookies~~.
:::

!!! warning "Careful"

## [Data](https://kettle.example/data) {#data .wide}

- [Data](#data)
- [Sharing](#sharing)
- [Your rights](#your-rights)

We keep the\u{200b} data, and\u{7} names ![](https://kettle.example/logo.png). See [this](./terms.html), [that](#gone), ![a picture](logo.png "The logo") and [there](https://kettle.example "Title").

| a | b |
| --- | --- |
| 1 | 2 | 3 |

```rust
kettle()
```

> [!NOTE]
> Marked.

<Widget kind="x" />

<script>run()</script>

<img src="x.png" alt="The kettle">

<span title="A tooltip">Shown</span>

##

## Sharing

---

Write&nbsp;to us.[^1]

[^1]: A note.
[^2]: A note that nothing refers to.

## 12 {#Über}

It ends.
"#;

/// A policy whose headings are bold lines, and whose lists have no marks.
const DISGUISED: &str = "**Data we keep**\n\nWe keep the following:\nyour name\nyour mail\nyour number\n\n**Sharing**\n\nWe share it with:\n\n\
                         our host\n\nour mailer\n\nour printer\n\n**Contact**\n\nWrite to us.\n";

/// The same policy twice: statements and sections were changed, moved, removed and added.
const BEFORE: &str = "# Kettle's privacy policy\n\n## Data\n\n### Names\n\nWe keep your name.\n\n### Mail\n\nWe keep your mail address.\n\n### Colors\n\nWe keep your favorite color.\n\n\
                      ## Time\n\n### Days\n\nWe keep it for 30 days.\n\n## Sharing\n\nWe do not sell it.\n";
const AFTER: &str = "# Kettle's privacy policy\n\n## Sharing\n\nWe do not sell it.\n\n## Data\n\n### Mail\n\nWe keep your mail address.\n\n\
                     ### Names\n\nWe keep your name and number.\n\n## More\n\n### Days\n\nWe keep it for 30 days.\n\n### Phones\n\nA telephone number is optional.\n";

/// A policy with parts that are rarer still.
const RARER: &str = r##"---
version: 2.1
---

# Kettle's privacy policy

This policy is effective from the later of April 1, 2026 and the day on which you joined.

The English text is authoritative.

## Data {#query}

We keep <blob>your name</blob>. Write to [us](mailto:me@kettle.example?subject=Data). See [this][^9].

## [Links](./links.md) [#](#links)

<p>We keep:<br>- your name<br>- your mail</p>

## Dots

…

## Letters

a. Storage

We store it.

b. Backups

We keep it twice.

c. Deletion

We delete it.

> > > > > > It is deep.
"##;

/// A policy whose headings are short lines.
const SHORT_LINES: &str = "Data\n\nWe keep your name, your mail address, and no more.\n\nSharing\n\nWe share it with our host, and with no other company.\n\n\
                           Contact\n\nWrite to us, and we will answer within a few days.\n";

/// A policy with a list of data, and with sections that are removed later.
const LISTED: &str = "# Kettle's privacy policy\n\n## Data we collect\n\nWe collect:\n\n- User ID\n- Server ID\n\n## Retention\n\nWe keep it for 30 days.\n\n\
                      ## Sharing\n\n### Kiln\n\nKiln Ltd. stores it.\n\n### Oven\n\nThe oven is warm.\n";

/// Facts that an author wrote about the policy above.
const FACTS: &str = "# Written by the author.\n[inventory]\nstatement = \"kiln\"\nopen_ended = false\n\n\
                     [[data]]\nid = \"name\"\nname = \"Name\"\nstatement = \"kiln\"\n\n\
                     [[data]]\nid = \"mail\"\nname = \"Mail\"\nstatement = \"oven\"\n\n\
                     [[recipient]]\nid = \"bakery\"\nname = \"Bakery\"\nstatement = \"oven\"\ndata = [\"name\"]\n";
const DECLARED: &str = "[[right]]\nkind = \"deletion\"\nstatement = \"kiln\"\n\n[[right]]\nkind = \"access\"\nstatement = \"oven\"\n";
const ANSWERS: &str = "[[answer]]\nrequirement = \"gdpr-recipients\"\nstatements = [\"kiln\"]\nextent = \"present\"\n";

/// Imports a policy, changes its content as an author would, and imports the policy in a later form.
fn again(edit: impl Fn(&mut BTreeMap<String, String>), later: &str) -> Report {
    let mut files = common::import(LISTED.as_bytes()).unwrap().files;
    edit(&mut files);
    common::again(later.as_bytes(), &files).unwrap().report
}

/// Gives the first data item a fact, as an author does who begins to check the list.
fn with_fact(files: &mut BTreeMap<String, String>) {
    let fact = "name = \"User ID\"\nretention = { text = \"30 days\", statement = \"we-keep-it-for-30-days\" }\n";
    let data = files.get_mut("bot/data.toml").unwrap();
    *data = data.replace("name = \"User ID\"\n", fact);
}

/// Returns the notes of all kinds, each with its list and its text: the first of its kind in the policies above and in the example policies.
fn kinds() -> BTreeMap<(&'static str, String), String> {
    let mut kinds = BTreeMap::new();
    let mut add = |name: &str, report: &Report| {
        for (list, notes) in [("found", &report.found), ("loss", &report.losses), ("change", &report.changes)] {
            for note in notes {
                kinds.entry((list, note.what.clone())).or_insert_with(|| format!("{list}, {name}, {}\n", shortened(note)));
            }
        }
    };
    for (name, bytes) in files_below(&common::root().join("examples/policies")) {
        if name != "README.md" && !name.ends_with(".toml") {
            add(&name, &common::named(&bytes, &name, &BTreeMap::new()).unwrap().report);
        }
    }
    for (name, text) in [
        ("rare", RARE.replace("\\u{200b}", "\u{200b}").replace("\\u{7}", "\u{7}")),
        ("rarer", RARER.to_owned()),
        ("disguised", DISGUISED.to_owned()),
        ("short lines", SHORT_LINES.to_owned()),
        ("marks", format!("{}deep\n", "> ".repeat(300))),
    ] {
        add(name, &common::import(text.as_bytes()).unwrap().report);
    }
    let before = common::import(BEFORE.as_bytes()).unwrap();
    add("again", &common::again(AFTER.as_bytes(), &before.files).unwrap().report);

    let later = LISTED.replace("- Server ID\n", "- Channel ID\n").replace("30 days", "45 days");
    add("begun", &again(with_fact, &later));
    let reviewed = |files: &mut BTreeMap<String, String>| {
        with_fact(files);
        let data = files.get_mut("bot/data.toml").unwrap();
        *data = data.replace("unreviewed = true\n", "");
    };
    add("reviewed", &again(reviewed, &later));
    let declared = |files: &mut BTreeMap<String, String>| {
        for (name, text) in [("data", FACTS), ("proposed", DECLARED), ("answers", ANSWERS)] {
            files.insert(format!("bot/{name}.toml"), text.to_owned());
        }
    };
    add("declared", &again(declared, &LISTED.replace("### Kiln\n\nKiln Ltd. stores it.\n\n", "").replace("is warm", "is hot")));

    let terms =
        "# Nutzungsbedingungen\n\n## Nutzung\n\nDer Kessel darf nicht ohne Wasser benutzt werden, und wir haften nicht für Schäden.\n";
    let reserved = carrot_loader::is_reserved;
    let (rules, previous) = (common::ids(), &BTreeMap::new());
    let input = Input {
        bytes: terms.as_bytes(),
        file_name: "terms.md",
        name: None,
        lang: Some("en"),
        rules,
        reserved: &reserved,
        beside: None,
        previous,
    };
    add("terms", &carrot_import::terms(&input, &before.files).unwrap().report);
    kinds
}

#[test]
fn one_note_of_each_kind_is_printed() {
    let kinds = kinds();
    expect_file!["notes.txt"].assert_eq(&kinds.values().map(String::as_str).collect::<String>());
    let sources = files_below(&common::root().join("import/src"));
    let all: Vec<String> = sources.values().flat_map(|bytes| notes_in(str::from_utf8(bytes).unwrap())).collect();
    assert!(all.len() > 50, "{all:#?}");
    let missing: Vec<&String> = all.iter().filter(|what| !kinds.keys().any(|(_, printed)| printed == *what)).collect();
    assert!(missing.is_empty(), "add a policy that gives these notes:\n{missing:#?}");
}

/// Returns the texts of the notes that a source file reports, without those that are composed.
fn notes_in(source: &str) -> Vec<String> {
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    let calls = ["report.lost(", "report().lost(", "report.found(", "report.changed(", "self.lost(", "self.changed("];
    let starts = calls.iter().flat_map(|call| code.match_indices(call).map(|(at, call)| at + call.len()));
    let text = |at: usize| {
        let call = code[at..].split(';').next()?;
        let text = call.split('"').nth(1)?;
        (!text.contains('{')).then(|| text.to_owned())
    };
    starts.filter_map(text).collect()
}

#[test]
fn each_refusal_of_a_policy_says_what_to_do() {
    let binary = [b"%PDF-1.7\n".as_slice(), &[0, 159, 146]].concat();
    let large = "word ".repeat(carrot_import::MAX_BYTES / 5 + 1);
    let policies: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("marks", b"# ---\n\n***\n"),
        ("comment", b"<!-- a comment -->\n"),
        ("binary", &binary),
        ("latin-1", b"# Politique\n\nDonn\xe9es.\n"),
        ("large", large.as_bytes()),
    ];
    let refused = |(name, bytes): (&str, &[u8])| format!("{name}: {}\n", common::import(bytes).unwrap_err());
    expect![[r#"
        empty: the file has no text: pass a policy in Markdown or HTML
        marks: the file has no text: pass a policy in Markdown or HTML
        comment: the file has no text that a reader would see: pass the policy's text
        binary: the file is not text: pass a policy in Markdown or HTML
        latin-1: the file is not UTF-8 text (first in line 3): save it in the encoding UTF-8
        large: the file is larger than 2 MiB: pass the policy's text alone
    "#]]
    .assert_eq(&policies.into_iter().map(refused).collect::<String>());
}

/// Returns a note with the beginning of its text.
fn shortened(note: &Note) -> String {
    let text = note.to_string();
    let short: String = text.chars().take(140).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

#[test]
fn words_that_a_line_break_or_a_link_divides_are_not_missing() {
    let policy = "# ランプ\n\n## 庭\n\nランプは庭師が\n公開しています。[庭の規約](https://lamp.example/a)および[灯りの規約](https://lamp.example/b)が適用されます。\n";
    let report = common::import(policy.as_bytes()).unwrap().report;
    let missing: Vec<String> = report.losses.iter().filter(|note| note.what.contains("missing")).map(ToString::to_string).collect();
    assert_eq!(missing, Vec::<String>::new());
}
