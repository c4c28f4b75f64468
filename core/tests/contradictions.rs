//! Tests which facts that content states twice are reported as contradictions, and which are not.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use expect_test::expect;

use crate::common::kettle::reported;

/// Returns what is reported about facts whose statement `own` has this text.
fn about(facts: &str, text: &str) -> Vec<String> {
    reported(facts, &format!("\n### Own {{#own}}\n{text}\n### Other {{#other}}\nParsnip keeps backups.\n"))
}

fn right(ways: &str) -> String {
    format!("[[right]]\nkind = \"deletion\"\nstatement = \"own\"\n{ways}\n")
}

fn recipient(name: &str, statement: &str, facts: &str) -> String {
    format!("[[recipient]]\nid = \"r-{statement}\"\nname = \"{name}\"\nstatement = \"{statement}\"\n{facts}\n")
}

fn item(key: &str, text: &str) -> String {
    format!("[[data]]\nid = \"nick\"\nname = \"Nick\"\nstatement = \"kept\"\n{key} = {{ text = \"{text}\", statement = \"own\" }}\n")
}

#[test]
fn facts_that_agree_or_are_not_understood_are_no_errors() {
    for (facts, text) in [
        // The time of a right.
        (right("within = \"30 days\""), "We answer within one month."),
        (right("within = \"At once\""), "Backups go after 30 days."),
        (right("within = \"7 days\""), "We answer within 7 days. Logs go after 30 days."),
        (right("within = \"7 days\""), "Write to us."),
        (right("within = \"14 Tage\""), "Wir antworten in 30 days."),
        // The command of a right.
        (right("command = \"forget\""), "Use `/forget`."),
        (right("command = \"forget\""), "Use </Forget:123>."),
        (right("command = \"data delete\""), "Use /data delete, or /data export."),
        (right("command = \"forget\""), "Use the command forget."),
        (right("command = \"forget\""), "Send !forget, or /wipe in older servers."),
        (right("command = \"forget\""), "See https://kettle.example/privacy and/or write, 24/7, in a folder /a/b."),
        // Several times, one of which is that of the fact.
        (right("within = \"7 days\""), "We answer within 7 days. Logs go after 30 days, and backups after 3 months."),
        (right("within = \"90 days\""), "Names go after 30 days. Backups go 60 days later."),
        (right("within = \"7 days\""), "Logs go after 30 days, and backups after 3 months (Art. 6)."),
        (item("retention", "30 days"), "| Data | Kept |\n| --- | --- |\n| Nick | 30 days |\n| Logs | 90 days |\n"),
        (item("retention", "A month"), "| Data | Kept |\n| --- | --- |\n| Nick | 30 days |\n| Logs | 90 days |\n"),
        (item("retention", "90 days"), "| Data | Kept |\n| --- | --- |\n| Nick | A while |\n| Logs | 30 days |\n"),
        // The time of deletion.
        (item("deletion", "After 60 days"), "Names are deleted after two months. Logs go after 7 days."),
        (item("deletion", "After 60 days"), "Names are deleted after 60 days."),
        (item("deletion", "With /forget"), "Names are deleted after 60 days."),
        // Recipients.
        (recipient("Parsnip", "own", "country = \"USA\""), "Parsnip in the United States keeps them."),
        (recipient("Parsnip", "own", "country = \"Ireland\""), "Parsnip of the USA keeps them in Ireland."),
        (recipient("Parsnip", "own", "country = \"Ireland\""), "Parsnip keeps them in the EU."),
        (recipient("Parsnip", "own", "country = \"The moon\""), "Parsnip keeps them in the USA."),
        (recipient("Parsnip", "own", "country = \"USA\""), "Parsnip tells us about it."),
        (recipient("Our mail service", "own", ""), "It is sent by mail."),
        (recipient("Radish Inc.", "own", "") + &recipient("Parsnip", "other", ""), "Radish gets what Parsnip does not."),
        (recipient("RCS", "own", "") + &recipient("Parsnip", "other", ""), "Radish Cloud Services runs beside Parsnip."),
        (recipient("Moderators", "own", "") + &recipient("Parsnip", "other", ""), "The moderators see what Parsnip sees."),
    ] {
        assert_eq!(about(&facts, text), Vec::<String>::new(), "{facts}{text}");
    }
    // Two recipients of one statement.
    let same = recipient("Parsnip", "other", "") + &recipient("Storage", "other", "").replace("r-other", "r-two");
    assert_eq!(about(&same, "Text."), Vec::<String>::new());
}

#[test]
fn facts_that_contradict_their_statement_are_errors() {
    let printed: Vec<String> = [
        (right("within = \"7 days\""), "We answer within 14 days."),
        (right("command = \"wipe\""), "Use /forget to wipe it."),
        (item("deletion", "After 60 days"), "Names are deleted after 30 days."),
        (right("within = \"7 days\""), "We answer within 14 days. Logs go after 24 hours."),
        (right("within = \"28 days\""), "We answer within 14 days. You have an answer in 14 days."),
        (item("retention", "90 days"), "| Data | Kept |\n| --- | --- |\n| Nick | 30 days |\n| Logs | 90 days |\n"),
        (recipient("Radish", "own", "country = \"Japan\""), "Radish, in the USA, gets names."),
        (recipient("Radish", "own", "") + &recipient("Parsnip", "other", ""), "Names go to Parsnip."),
    ]
    .into_iter()
    .map(|(facts, text)| {
        let [error] = about(&facts, text).try_into().unwrap_or_else(|errors| panic!("{facts}{text}: {errors:?}"));
        format!("{text}\n  {error}")
    })
    .collect();
    expect![[r#"
        We answer within 14 days.
          contradiction: `within` is "7 days", but `own` in bot/policy.md, line 6, states "14 days"
        Use /forget to wipe it.
          contradiction: `command` is "wipe", but `own` names /forget
        Names are deleted after 30 days.
          contradiction: the deletion is "60 days", but `own` in bot/policy.md, line 6, states "30 days"
        We answer within 14 days. Logs go after 24 hours.
          contradiction: `within` is "7 days", but `own` in bot/policy.md, line 6, states "14 days, 24 hours"
        We answer within 14 days. You have an answer in 14 days.
          contradiction: `within` is "28 days", but `own` in bot/policy.md, line 6, states "14 days"
        | Data | Kept |
        | --- | --- |
        | Nick | 30 days |
        | Logs | 90 days |

          contradiction: the retention is "90 days", but `own` in bot/policy.md, line 6, states "30 days"
        Radish, in the USA, gets names.
          contradiction: `country` is "Japan", but `own` names USA
        Names go to Parsnip.
          contradiction: `name` is "Radish", but `own` names "Parsnip""#]]
    .assert_eq(&printed.join("\n"));
}
