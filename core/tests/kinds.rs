//! Tests the answers to whether a kind of data is collected, and to questions about the bot as a whole.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{
    Extent, Policy, StatementId,
    lookup::{
        asking::QuestionVocabulary,
        kinds::{AnsweredKind, KindVerdict},
    },
    text::{Block, Inline},
};
use carrot_testing::{content, id};

fn answered<'a>(policy: &'a Policy, kind: &str) -> AnsweredKind<'a> {
    let kind = policy.vocabulary.kinds.iter().find(|it| it.id == *kind).unwrap();
    AnsweredKind::new(&QuestionVocabulary::new(policy, []), policy, policy, kind)
}

/// Returns the tests' content with a change to its policy; its vocabulary stays.
fn changed(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = content().clone();
    change(&mut policy);
    policy
}

#[test]
fn a_kind_is_named_by_its_items_and_wider_items_are_listed_beside() {
    let policy = content();
    let username = answered(policy, "kind-username");
    assert_eq!((username.verdict, username.items[0].name.as_str()), (KindVerdict::Named, "Username"));
    let deleted = answered(policy, "kind-deleted-messages");
    assert_eq!((deleted.verdict, deleted.wider[0].name.as_str()), (KindVerdict::NotNamed, "Messages"));
    let phone = answered(policy, "kind-phone");
    assert!(phone.verdict == KindVerdict::NotNamed && phone.wider.is_empty() && phone.mentions.is_empty(), "{phone:?}");
}

#[test]
fn a_kind_without_items_is_not_named_only_if_the_whole_policy_was_compared() {
    let verdict = |policy: &Policy| (answered(policy, "kind-phone").verdict, policy.answers_kinds());
    assert_eq!(verdict(content()), (KindVerdict::NotNamed, true));
    assert_eq!(verdict(&changed(|policy| policy.inventory.unreviewed = true)), (KindVerdict::NotChecked, false));
    // An item that the import proposed is shown, but is no answer.
    let proposed = changed(|policy| policy.inventory.unreviewed = true);
    let username = answered(&proposed, "kind-username");
    assert_eq!((username.verdict, username.items.len()), (KindVerdict::NotChecked, 1));
    assert_eq!(verdict(&changed(|policy| policy.bot.lang = "de".parse().unwrap())), (KindVerdict::NotChecked, false));
    assert_eq!(verdict(&changed(|policy| policy.inventory.items.clear())), (KindVerdict::NoList, false));
}

#[test]
fn a_mention_quotes_the_sentence_because_its_title_may_say_the_opposite() {
    let with_text = |text: &str| {
        changed(|policy| {
            let statement =
                policy.sections.iter_mut().flat_map(|section| &mut section.statements).find(|it| it.id == *"purpose-commands");
            statement.unwrap().text = vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])];
        })
    };
    let policy = with_text("We like you. We never ask for your phone number. Good bye.");
    let mentions = answered(&policy, "kind-phone").mentions;
    assert_eq!(mentions[0].statement.id, id::<StatementId>("purpose-commands"));
    assert_eq!(mentions[0].quote.as_deref(), Some("We never ask for your phone number."));
    // Everyday words that are names of kinds, too, are no mentions.
    for (text, kind) in [
        ("Type /lantern forget.", "kind-keystrokes"),
        ("Call our office.", "kind-voice"),
        ("It is located in Finland.", "kind-location"),
    ] {
        assert!(answered(&with_text(text), kind).mentions.is_empty(), "{text}");
    }
}

#[test]
fn a_longer_name_is_of_its_own_kind_and_not_of_the_kind_of_its_first_word() {
    let policy = content();
    let asking = QuestionVocabulary::new(policy, []);
    for (name, kind) in
        [("Identifiant du serveur", "kind-server-data"), ("Identifiant du message", "kind-message-id"), ("Identifiant", "kind-user-id")]
    {
        let named = policy.vocabulary.kinds.iter().filter(|kind| asking.is_of_kind(name, kind)).map(|kind| kind.id.as_str());
        assert_eq!(named.collect::<Vec<_>>(), [kind], "{name}");
    }
}

#[test]
fn a_general_question_is_answered_as_far_as_its_requirements_are() {
    let extent = |policy: &Policy, question: &str| {
        let question = policy.vocabulary.general.iter().find(|it| it.id == *question).unwrap();
        policy.answer_general(question).extent
    };
    assert_eq!(extent(content(), "operator"), Extent::Missing);
    assert_eq!(extent(content(), "data-location"), Extent::Partial);
    assert_eq!(extent(content(), "bot-safety"), Extent::Missing);
    let unreviewed = changed(|policy| {
        policy.vocabulary.answers.clear();
        policy.inventory.unreviewed = true;
    });
    assert_eq!(extent(&unreviewed, "bot-safety"), Extent::Unreviewed, "the author has not looked for an answer");
    let proposed = changed(|policy| {
        policy.vocabulary.answers.clear();
        for answer in policy.answers.iter_mut().filter(|answer| answer.requirement == *"gdpr-transfers") {
            answer.extent = Extent::Unreviewed;
        }
    });
    assert_eq!(extent(&proposed, "data-location"), Extent::Unreviewed, "a proposal is not stated");
}
