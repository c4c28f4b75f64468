//! Tests which dates of a policy are taken, and what the report says about the others.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{again, check, import};

/// Returns the lines with dates of `bot/source.toml`, and the notes about dates that were not taken.
fn dates(policy: &str) -> (String, Vec<String>) {
    let imported = import(policy.as_bytes()).unwrap();
    let lines = imported.files["bot/source.toml"].lines();
    let dates: Vec<&str> = lines.filter(|line| line.starts_with("as_of =") || line.starts_with("effective =")).collect();
    let notes = imported.report.losses.iter().filter(|note| note.what.contains("date")).map(ToString::to_string);
    (dates.join(", "), notes.collect())
}

#[test]
fn dates_are_those_that_the_policy_gives() {
    let rest = "\n\n## Data\n\nNames are kept.\n\n## Sharing\n\nNo.\n";
    for (text, date, note) in [
        ("# P\n\nUltimo aggiornamento: 18 maggio 2026", "as_of = 2026-05-18", ""),
        (
            "# P\n\nThis lamp may change its color at any time of the day, and without notice. Last updated: April 11, 2022.",
            "as_of = 2022-04-11",
            "",
        ),
        ("# P\n\nThe lamp may keep the color of your garden for you. Effective March 5, 2026, the color will be deleted.", "", ""),
        ("# P\n\nLast Updated & Effective as of: March 5, 2026", "as_of = 2026-03-05, effective = 2026-03-05", ""),
        ("# P\n\nStand und gültig ab: 5. März 2026", "as_of = 2026-03-05, effective = 2026-03-05", ""),
        ("# P\n\nThe updated policy is effective from March 5, 2026", "effective = 2026-03-05", ""),
        ("# P\n\n최종 업데이트: 2026-04-24", "as_of = 2026-04-24", ""),
        (
            "# P\n\nLast Updated: 09/04/2023",
            "as_of = \"2023\"",
            "line 3: a date can be read as two days: write `as_of = 2023-09-04` or `as_of = 2023-04-09`",
        ),
        (
            "# P\n\nEffective Date: 6/8/2025",
            "effective = \"2025\"",
            "line 3: a date can be read as two days: write `effective = 2025-06-08` or `effective =",
        ),
        ("# P\n\nEffective Date: The earlier of 2024-12-23 or your first visit.", "", "line 3: a date that depends on something else"),
        (
            "# Politique\n\nLa présente Politique de confidentialité s’applique à partir de 01/02/2026, et nous ne vendons pas les données.",
            "effective = 2026-02-01",
            "",
        ),
        (
            "---\nlastmod: 2026-03-05\n---\n\n# P\n\nLast updated: March 9, 2026",
            "as_of = 2026-03-09",
            "line 2: the front matter has another date",
        ),
        ("---\nlastmod: 2026-03-05\n---\n\n# P\n\nLast updated: March 2026", "as_of = \"2026-03\"", ""),
        (
            "---\nlastmod: 2026-03-05\n---\n\n# P\n\nLast updated: 4/9/2026",
            "as_of = \"2026\"",
            "line 2: the front matter has another date",
        ),
        ("---\nlastmod: 2026-09-04\n---\n\n# P\n\nLast updated: 4/9/2026", "as_of = 2026-09-04", ""),
        ("---\nlastmod: 2026-03-05\n---\n\n# P\n\nHello.", "as_of = 2026-03-05", ""),
    ] {
        let (dates, notes) = dates(&format!("{text}{rest}"));
        assert_eq!(dates, date, "{text}");
        match note {
            "" => assert_eq!(notes, Vec::<String>::new(), "{text}"),
            note => assert!(notes.iter().any(|other| other.starts_with(note)), "{text}\n{notes:#?}"),
        }
    }
}

#[test]
fn a_date_that_the_author_chose_stays_while_it_can_be_that_of_the_policy() {
    let policy = "# P\n\nLast Updated: 09/04/2023\n\n## Data\n\nNames are kept.\n\n## Sharing\n\nNo.\n";
    let mut first = import(policy.as_bytes()).unwrap().files;
    let source = first["bot/source.toml"].replace("as_of = \"2023\"", "as_of = 2023-04-09");
    first.insert("bot/source.toml".to_owned(), source.clone());
    let mut second = again(policy.as_bytes(), &first).unwrap();
    assert_eq!(second.files["bot/source.toml"], source);
    let notes: Vec<String> = second.report.losses.iter().filter(|note| note.what.contains("date")).map(ToString::to_string).collect();
    assert_eq!(notes, Vec::<String>::new());
    let newer = policy.replace("09/04/2023", "10/05/2023");
    assert!(!again(newer.as_bytes(), &first).unwrap().files["bot/source.toml"].contains("as_of = 2023"));
    second.files.insert("bot/bot.toml".to_owned(), first["bot/bot.toml"].clone());
    assert_eq!(check(&second), Vec::<String>::new());
}

#[test]
fn a_date_in_a_line_of_other_facts_is_found() {
    let policy = "# P\n\n**For:** the lamp in the garden of the owl, in the evening and at night\n**By:** the owl\n**Version:** 1.0 — Effective 2026-08-21\n\n## Data\n\nNames.\n";
    let source = import(policy.as_bytes()).unwrap().files["bot/source.toml"].clone();
    assert!(source.contains("effective = 2026-08-21"), "{source}");
}
