//! Tests which requirements and questions of this repository's rules declared facts answer, and which part they leave open.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{Extent, Policy, Step};
use expect_test::expect;

use crate::common::kettle::policy;

const STATEMENTS: &str = "
### Parsnip keeps backups in Norway {#parsnip-keeps}
Parsnip keeps backups in Norway.
### Radish answers questions {#radish-answers}
Radish answers questions.
### You can delete your names {#forget}
Use /forget.
### You can correct your names {#correct}
Write to us.
### Names are on our own computer {#place}
They are on our own computer.
";

fn recipient(name: &str, statement: &str, facts: &str) -> String {
    format!("[[recipient]]\nid = \"{statement}-there\"\nname = \"{name}\"\nstatement = \"{statement}\"\n{facts}\n")
}

/// Returns the extent of the answer to a requirement, its statements, and the missing part.
fn gap<'a>(policy: &'a Policy, id: &str) -> (Extent, Vec<&'a str>, Option<&'a str>) {
    let gap = policy.gap(policy.requirement(&id.parse().unwrap()).unwrap());
    (gap.extent, gap.statements.iter().map(|statement| statement.id.as_str()).collect(), gap.why)
}

fn general<'a>(policy: &'a Policy, id: &str) -> (Extent, Vec<&'a str>, Option<&'a str>) {
    let question = policy.vocabulary.general.iter().find(|question| question.id.as_str() == id).unwrap();
    let answer = policy.answer_general(question);
    (answer.extent, answer.statements.iter().map(|statement| statement.id.as_str()).collect(), answer.why)
}

#[test]
fn countries_of_recipients_answer_the_question_for_transfers() {
    let without = policy(&recipient("Parsnip", "parsnip-keeps", ""), STATEMENTS);
    assert_eq!(gap(&without, "gdpr-transfers"), (Extent::Missing, vec![], None));
    let country = recipient("Parsnip", "parsnip-keeps", "country = \"Norway\"");
    let with_country = policy(&country, STATEMENTS);
    let (extent, statements, why) = gap(&with_country, "gdpr-transfers");
    assert_eq!((extent, statements), (Extent::Partial, vec!["parsnip-keeps"]));
    expect!["A country and a safeguard are not both declared for every recipient."].assert_eq(why.unwrap_or_default());
    let both = format!("{country}safeguard = \"A contract\"\n");
    assert_eq!(gap(&policy(&both, STATEMENTS), "gdpr-transfers"), (Extent::Present, vec!["parsnip-keeps"], None));
    let other = format!("{both}{}", recipient("Radish", "radish-answers", ""));
    assert_eq!(gap(&policy(&other, STATEMENTS), "gdpr-transfers"), (Extent::Partial, vec!["parsnip-keeps"], why));
}

#[test]
fn contract_of_a_recipient_answers_in_part() {
    let facts = recipient("Parsnip", "parsnip-keeps", "contract = \"A written one\"");
    let policy = policy(&facts, STATEMENTS);
    let (extent, statements, why) = gap(&policy, "discord-providers");
    assert_eq!((extent, statements), (Extent::Partial, vec!["parsnip-keeps"]));
    expect!["A contract is declared. Whether every service provider has agreed in writing to use the data for the app only has not been checked."].assert_eq(why.unwrap_or_default());
}

#[test]
fn purposes_answer_how_data_is_used_in_part() {
    let policy = policy("", STATEMENTS);
    let (extent, statements, why) = gap(&policy, "discord-use");
    assert_eq!((extent, statements), (Extent::Partial, vec!["kept"]));
    expect![
        "Purposes are declared. Whether the policy also says how data is accessed, stored, kept, sent and shared has not been checked."
    ]
    .assert_eq(why.unwrap_or_default());
    assert_eq!(gap(&policy, "gdpr-purposes"), (Extent::Present, vec!["kept"], None));
}

#[test]
fn rights_with_a_way_answer_how_to_change_and_delete() {
    let deletion = "[[right]]\nkind = \"deletion\"\nstatement = \"forget\"\n";
    let correction = "[[right]]\nkind = \"correction\"\nstatement = \"correct\"\nlink = \"mailto:us@kettle.example\"\n";
    assert_eq!(gap(&policy(deletion, STATEMENTS), "discord-modify-delete"), (Extent::Missing, vec![], None));
    let command = format!("{deletion}command = \"forget\"\n");
    let with_command = policy(&command, STATEMENTS);
    let (extent, statements, why) = gap(&with_command, "discord-modify-delete");
    assert_eq!((extent, statements), (Extent::Partial, vec!["forget"]));
    let missing = why.unwrap_or_default();
    expect!["An easy way is declared for only one of the two: to have data changed, or to have it deleted."].assert_eq(missing);
    let question = with_command.question(&"deletion".parse().unwrap()).unwrap();
    assert_eq!(with_command.answer(question).missing_parts(), [missing]);
    let both = policy(&format!("{command}{correction}"), STATEMENTS);
    assert_eq!(gap(&both, "discord-modify-delete"), (Extent::Present, vec!["forget", "correct"], None));
}

#[test]
fn right_to_deletion_is_a_step_in_the_life_of_data() {
    let right = "[[right]]\nkind = \"deletion\"\nstatement = \"forget\"\n";
    let step = |policy: &Policy| policy.inventory.stated_for_all(Step::Deletion).iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    assert_eq!(step(&policy(right, STATEMENTS)), Vec::<String>::new(), "how to use it is not stated");
    let usable = policy(&format!("{right}command = \"forget\"\n"), STATEMENTS);
    assert_eq!(step(&usable), ["You can delete your names"]);
    assert!(!usable.inventory.summary().not_stated.contains(&Step::Deletion));
    let item =
        "[[data]]\nid = \"nick\"\nname = \"Nick\"\nstatement = \"kept\"\ndeletion = { text = \"Never\", statement = \"kept\" }\n";
    let stated = policy(&format!("{right}command = \"forget\"\n{item}"), STATEMENTS);
    assert_eq!(step(&stated), Vec::<String>::new(), "the items state it");
}

#[test]
fn storage_answers_where_data_is_kept() {
    assert_eq!(general(&policy("", STATEMENTS), "data-location"), (Extent::Missing, vec![], None));
    let storage = "[[data]]\nid = \"nick\"\nname = \"Nick\"\nstatement = \"kept\"\nstorage = { text = \"Our computer\", statement = \"place\" }\n";
    let with_storage = policy(storage, STATEMENTS);
    let (extent, statements, why) = general(&with_storage, "data-location");
    assert_eq!((extent, statements), (Extent::Partial, vec!["place"]));
    expect!["The place is declared for some of the data only."].assert_eq(why.unwrap_or_default());
    let own = format!("{storage}\n[[general_answer]]\nquestion = \"data-location\"\nstatements = [\"kept\"]\nwhy = \"Not where.\"\n");
    let own = policy(&own, STATEMENTS);
    assert_eq!(general(&own, "data-location"), (Extent::Partial, vec!["kept"], Some("Not where.")), "the author's answer");
}

#[test]
fn contact_without_a_statement_answers_who_runs_the_bot_in_part() {
    let policy = policy("[[contact]]\nkind = \"address\"\nto = \"1 Field Lane\"\n", STATEMENTS);
    let (extent, statements, why) = general(&policy, "operator");
    assert_eq!((extent, statements), (Extent::Partial, vec![]));
    expect!["Whether the policy says who each controller is, and how to contact it, has not been checked."]
        .assert_eq(why.unwrap_or_default());
}

const SECOND: &str = "[[party]]\nid = \"second\"\nname = \"Second Kettle\"\nkind = \"other\"\nrole = \"controller\"\n";
const BY_SECOND: &str =
    "\n## Second {#second-part party=second}\n### Second Kettle runs the bot, too {#runs}\nSecond Kettle runs it.\n";

#[test]
fn another_controller_is_named_and_its_statements_are_answers() {
    let facts = format!("{SECOND}[[answer]]\nrequirement = \"discord-no-sale\"\nstatements = [\"runs\"]\nextent = \"present\"\n");
    let policy = policy(&facts, BY_SECOND);
    assert_eq!(gap(&policy, "discord-no-sale"), (Extent::Present, vec!["runs"], None));
    let (extent, statements, why) = gap(&policy, "gdpr-controller");
    assert_eq!((extent, statements), (Extent::Partial, vec!["runs"]));
    expect!["Whether the policy says who each controller is, and how to contact it, has not been checked."]
        .assert_eq(why.unwrap_or_default());
    assert_eq!(general(&policy, "operator").1, ["runs"]);
    let party = policy.party(&"second".parse().unwrap()).unwrap();
    assert!(!carrot_core::i18n::Messages::En.promises_nothing(party.speaks_as()).contains("Mentioned only"));
    let facts = "[[recipient]]\nid = \"p\"\nname = \"Second Kettle\"\nstatement = \"runs\"\n";
    assert_eq!(crate::common::kettle::reported(&format!("{SECOND}{facts}"), BY_SECOND), Vec::<String>::new());
}

#[test]
fn other_parties_are_not_controllers() {
    let processor = SECOND.replace("controller", "processor");
    let answer = "[[answer]]\nrequirement = \"discord-no-sale\"\nstatements = [\"runs\"]\nextent = \"present\"\n";
    expect!["not-the-bots: `runs` is a statement of a party of kind `other`"]
        .assert_eq(&crate::common::kettle::reported(&format!("{processor}{answer}"), BY_SECOND).join("\n"));
}

#[test]
fn each_step_in_the_life_of_data_has_a_question() {
    let asked = Step::ALL.map(|step| carrot_testing::content().asks_about(step).unwrap());
    assert_eq!(asked, ["collected", "purposes", "recipients", "data-location", "retention", "deletion"]);
}
