//! Tests terms of service: a second document of the bot, separate from its policy.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, reason = "tests may fail loudly")]

use carrot_core::{
    Bundle, Extent, Part, Translation,
    diagnostic::Code,
    lookup::topic::{self, Topic},
    parse::{Parsed, parse},
};
use carrot_testing::{example, example_files_with_terms as files, file, policy};

#[test]
fn terms_are_statements_of_the_bot_in_a_part_of_their_own() {
    let Parsed { policy, translations, diagnostics, .. } = parse(&files());
    assert_eq!(diagnostics, []);
    let policy = policy.unwrap();
    let ids: Vec<_> = policy.sections_of(Part::Terms).map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["fair-use", "payment"]);
    assert!(policy.has_terms() && !example().has_terms());
    for (id, inside) in [("terms", true), ("payment", true), ("no-refunds", true), ("keepers", false), ("policy", false)] {
        assert_eq!(policy.is_in_terms(id), inside, "{id}");
        assert!(!example().is_in_terms(id), "{id}");
    }
    let french = translations.iter().find(|translation| translation.lang.as_str() == "fr").unwrap();
    assert_eq!(french.policy.sections_of(Part::Terms).next().unwrap().title, "Bon usage");
}

#[test]
fn terms_answer_no_requirement_unless_an_answer_names_them() {
    let with_terms = policy(&files());
    for (requirement, other) in with_terms.requirements.iter().zip(&example().requirements) {
        assert_eq!(with_terms.gap(requirement).extent, example().gap(other).extent, "{}", requirement.id);
    }
    let open = with_terms.gaps().find(|gap| gap.extent == Extent::Missing).unwrap().requirement.id.to_string();
    let mut all = files();
    let answers = all.iter_mut().find(|file| file.path == "bot/answers.toml").unwrap();
    let text = String::from_utf8(std::mem::take(&mut answers.bytes)).unwrap();
    // Replace an answer that states nothing, if there is one.
    let kept: Vec<_> = text.split("[[answer]]").filter(|entry| !entry.contains(&format!("\"{open}\""))).collect();
    let named = format!("\n[[answer]]\nrequirement = \"{open}\"\nstatements = [\"no-pestering\"]\nextent = \"present\"\n");
    answers.bytes = (kept.join("[[answer]]") + &named).into_bytes();
    let named = policy(&all);
    let requirement = named.requirements.iter().find(|requirement| requirement.id == *open).unwrap();
    assert_eq!(named.gap(requirement).extent, Extent::Present);
}

#[test]
fn the_page_and_the_list_of_sections_leave_the_terms_out() {
    let with_terms = policy(&files());
    let (bundle, without) =
        (Bundle::new(&Translation::original(with_terms.clone())), Bundle::new(&Translation::original(example().clone())));
    assert_eq!(bundle.sections, without.sections);
    assert_eq!(bundle.statements_by, without.statements_by);
    let ids = |policy| topic::sections(policy).into_iter().map(Topic::id).collect::<Vec<_>>();
    assert_eq!(ids(&with_terms), ids(example()));
    assert!(matches!(Topic::by_id(&with_terms, "terms"), Some(Topic::Terms)));
    assert!(Topic::by_id(example(), "terms").is_none());
}

#[test]
fn terms_of_another_party_or_in_another_folder_are_reported() {
    let mut all = files();
    for file in all.iter_mut().filter(|file| file.path == "terms/terms.md") {
        file.bytes = String::from_utf8_lossy(&file.bytes).replace("{#no-refunds}", "{#no-refunds party=burrow}").into();
    }
    let reported = parse(&all).diagnostics;
    assert!(
        reported.iter().any(|diagnostic| diagnostic.code == Code::NotTheBots
            && diagnostic.message.contains("no-refunds")
            && diagnostic.line == 11),
        "{reported:#?}"
    );
    let mut all = files();
    all.push(file("terms/data.toml", "[[right]]\nkind = \"access\"\nstatement = \"no-refunds\"\n"));
    all.push(file(
        "bot/zz.md",
        "# Terms {#terms party=dormouse}\n\n## More {#more source=house-rules/use}\n\n### One {#one}\n\nText.\n",
    ));
    let reported = parse(&all).diagnostics;
    let stray: Vec<_> =
        reported.iter().filter(|diagnostic| diagnostic.code == Code::WrongFolder).map(|diagnostic| diagnostic.file.as_str()).collect();
    assert_eq!(stray, ["terms/data.toml", "bot/zz.md"]);
}
