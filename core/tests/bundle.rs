//! Tests the bundle file that browsers load: its content, and the bytes that are refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

use carrot_core::{Bundle, BundleError, PackageContent, Translation, qualify::Needs};
use expect_test::expect;

fn policy() -> carrot_core::Policy {
    carrot_testing::content().clone()
}

fn bundle() -> Bundle {
    Bundle::new(&Translation::original(policy()))
}

#[test]
fn bundle_is_read_back_unchanged() {
    let bundle = bundle();
    assert_eq!(Bundle::from_bytes(&bundle.to_bytes().unwrap()).unwrap(), bundle);
}

/// The facts in a bundle give the same answers, with the same sources, as the policy.
#[test]
fn facts_give_the_same_answers_as_the_policy() {
    let (policy, bundle) = (policy(), bundle());
    let facts = &bundle.facts;
    assert!(policy.cells().eq(facts.cells()));
    for rule in &policy.data_rules {
        for service in &policy.services {
            let of_bundle = facts.data_rule(&rule.id).unwrap();
            assert_eq!(policy.placement(rule, &service.id), facts.placement(of_bundle, &service.id));
        }
    }
    let everything = Needs {
        frameworks: policy.frameworks.iter().map(|framework| framework.id.clone()).collect(),
        data: policy.data_rules.iter().map(|rule| rule.id.clone()).collect(),
        regions: policy.regions.iter().map(|region| region.id.clone()).collect(),
        restore_hours: Some(12),
        loss_hours: Some(4),
        isolation: Vec::new(),
    };
    assert_eq!(policy.qualify(&everything).unwrap(), facts.qualify(&everything).unwrap());
}

/// The text of the policy is in the HTML. In the bundle, readers would download it again.
#[test]
fn a_bundle_does_not_contain_the_text_of_statements() {
    let (policy, bundle) = (policy(), bundle().to_bytes().unwrap());
    let contains = |text: &str| bundle.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    let mut count = 0;
    for statement in policy.statements() {
        assert!(contains(&statement.title), "the titles are there, uncompressed: {}", statement.id);
        let text = carrot_core::text::plain(&statement.text);
        // Whole sentences, because titles and conditions of claims may repeat a few words.
        for sentence in text.split(". ").filter(|sentence| sentence.len() > 60) {
            count += 1;
            assert!(!contains(sentence), "{}: {sentence}", statement.id);
        }
    }
    assert!(count > 100, "{count} sentences");
}

#[test]
fn bytes_of_other_formats_and_versions_and_damaged_ones_are_refused() {
    let bytes = bundle().to_bytes().unwrap();
    assert_eq!(Bundle::from_bytes(b"<!DOCTYPE html>"), Err(BundleError::NotABundle));
    let mut old = bytes.clone();
    old["carrot-bundle".len()] += 1;
    assert_eq!(Bundle::from_bytes(&old), Err(BundleError::OtherVersion));
    for cut in [13, 16, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Bundle::from_bytes(&bytes[..cut]), Err(BundleError::Damaged), "{cut}");
    }
    let mut damaged = bytes;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    assert_eq!(Bundle::from_bytes(&damaged), Err(BundleError::Damaged));
    expect![[r#"
        the file is not a content bundle: check its address
        the content bundle is of another version than the program: publish both from the same build
        the content bundle is damaged: publish it again"#]]
    .assert_eq(&[BundleError::NotABundle, BundleError::OtherVersion, BundleError::Damaged].map(|error| error.to_string()).join("\n"));
}

/// The package has no function that reads these words. They would be more than half of its content.
#[test]
fn the_content_of_a_package_does_not_contain_the_words_of_questions() {
    let policy = policy();
    let content = PackageContent::new(&policy, &[]);
    assert!(!policy.vocabulary.notions.is_empty() && !policy.vocabulary.intents.is_empty());
    let left = &content.policy.vocabulary;
    assert!(left.notions.is_empty() && left.intents.is_empty() && left.kinds.iter().all(|kind| kind.words.is_empty()));
}
