//! Prints one note of each kind that an import reports, over the example policies and over policies with rare parts. After a change of
//! wording, `UPDATE_EXPECT=1 cargo test -p carrot-import --test notes` writes the snapshot. Read its diff.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod common;

use std::{collections::BTreeMap, fs};

use carrot_import::{Note, Report};
use expect_test::expect_file;

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

#[test]
fn one_note_of_each_kind_is_printed() {
    let mut kinds: BTreeMap<(&str, String), String> = BTreeMap::new();
    let mut add = |name: &str, report: &Report| {
        for (list, notes) in [("found", &report.found), ("loss", &report.losses), ("change", &report.changes)] {
            for note in notes {
                kinds.entry((list, note.what.clone())).or_insert_with(|| format!("{list}, {name}, {}\n", shortened(note)));
            }
        }
    };
    let mut files: Vec<_> =
        fs::read_dir(common::root().join("examples/policies")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        if name != "README.md" && !name.ends_with(".toml") {
            add(&name, &common::named(&fs::read(&file).unwrap(), &name, &BTreeMap::new()).unwrap().report);
        }
    }
    for (name, text) in
        [("rare", &RARE.replace("\\u{200b}", "\u{200b}").replace("\\u{7}", "\u{7}")), ("disguised", &DISGUISED.to_owned())]
    {
        add(name, &common::import(text.as_bytes()).unwrap().report);
    }
    let before = common::import(BEFORE.as_bytes()).unwrap();
    add("again", &common::again(AFTER.as_bytes(), &before.files).unwrap().report);
    expect_file!["notes.txt"].assert_eq(&kinds.into_values().collect::<String>());
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
