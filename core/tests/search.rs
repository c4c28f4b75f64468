//! Tests the search with labeled queries over the repository's content.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, reason = "test helpers may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};

use carrot_core::{Policy, search::Index};
use carrot_testing::content;

#[derive(serde::Deserialize)]
struct Labeled {
    query: Vec<Query>,
}

#[derive(serde::Deserialize)]
struct Query {
    q: String,
    kind: String,
    ids: Vec<String>,
}

/// Returns the share of queries whose first hit, and whose first five hits, have an accepted id. Prints the others.
fn measured(labeled: &str) -> (f64, f64) {
    let Labeled { query } = toml::from_str(labeled).unwrap();
    let policy = content();
    let index = Index::new(policy);
    let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for Query { q, kind, ids } in &query {
        let hits = index.search(q);
        let place = hits.iter().position(|hit| ids.iter().any(|id| id == hit.id));
        let count = kinds.entry(kind).or_default();
        count[0] += 1;
        count[1] += usize::from(place == Some(0));
        count[2] += usize::from(place.is_some_and(|place| place < 5));
        if place != Some(0) {
            let found: Vec<_> = hits.iter().take(5).map(|hit| hit.id).collect();
            println!(
                "{} {kind}: {q}\n    wanted {}\n    found  {}",
                place.map_or("none".to_owned(), |p| format!("#{}", p + 1)),
                ids.join(" "),
                found.join(" ")
            );
        }
    }
    let mut all = [0; 3];
    for (kind, count) in &kinds {
        println!("{kind:10} {:3} queries, first {:3}, in five {:3}", count[0], count[1], count[2]);
        (0..3).for_each(|at| all[at] += count[at]);
    }
    let share = |at: usize| 100.0 * f64::from(u32::try_from(all[at]).unwrap()) / f64::from(u32::try_from(all[0]).unwrap());
    println!("hit@1 {:.1} %, hit@5 {:.1} % of {} queries", share(1), share(2), all[0]);
    (share(1), share(2))
}

#[test]
fn labeled_queries_find_their_ids() {
    let (first, five) = measured(include_str!("queries.toml"));
    assert!(first >= 92.0 && five >= 98.0);
}

/// Queries that were not used for tuning the ranking.
#[test]
fn held_out_queries_find_their_ids() {
    let (first, five) = measured(include_str!("held-out.toml"));
    assert!(first >= 92.0 && five >= 98.0);
}

#[test]
fn any_query_is_answered_and_every_title_finds_its_entry() {
    let policy = content();
    let index = Index::new(policy);
    assert_eq!(Index::from_bytes(&index.to_bytes().unwrap()).unwrap().search("tls"), index.search("tls"));
    for odd in ["", " ", "?", "\u{0}", "\u{202e}abc", "🥕🥕", "ﬁ", "ß", "a\u{301}", &"x".repeat(100_000), &"tls ".repeat(25_000)]
    {
        index.search(odd);
    }
    for statement in policy.statements() {
        let hits = index.search(&statement.title);
        let place = hits.iter().position(|hit| hit.id == statement.id.as_str());
        assert!(place.is_some_and(|place| place < 3), "«{}» is found at {place:?}", statement.title);
    }
}

#[test]
fn a_hit_names_the_party_that_states_it() {
    let policy = content();
    let index = Index::from_bytes(&Index::new(policy).to_bytes().unwrap()).unwrap();
    let said_by = |query: &str, id: &str| {
        let hits = index.search(query);
        let hit = hits.iter().find(|hit| hit.id == id).unwrap();
        hit.party.map(|position| policy.parties[position].id.clone())
    };
    for section in &policy.sections {
        let parties: BTreeSet<_> = section.statements.iter().map(|statement| &statement.party).collect();
        let only = parties.first().filter(|_| parties.len() == 1 && !policy.frameworks.iter().any(|it| it.id == *section.id.as_str()));
        assert_eq!(said_by(&section.title, section.id.as_str()).as_ref(), only.copied(), "{}", section.title);
        for statement in &section.statements {
            // The kind of a reading already says that it is ours.
            let party = Some(statement.party.clone()).filter(|_| !policy.is_reading(statement));
            assert_eq!(said_by(&statement.title, statement.id.as_str()), party, "{}", statement.title);
        }
    }
    let question = &policy.questions[0];
    assert_eq!(said_by(&question.ask, question.id.as_str()), None);
}

/// Returns the policy with other words for the texts of some statements.
fn saying(texts: &[&str]) -> Policy {
    let mut policy = content().clone();
    let statements = policy.sections.iter_mut().flat_map(|section| &mut section.statements);
    for (statement, text) in statements.zip(texts) {
        statement.text = vec![carrot_core::text::Block::Paragraph(vec![carrot_core::text::Inline::Text((*text).to_owned())])];
    }
    policy
}

#[test]
fn hits_with_the_typed_word_are_never_cut_off() {
    let policy = content();
    let index = Index::new(policy);
    let counted = words_of_statements(policy);
    let (mut rare, mut hidden) = (0, Vec::new());
    for (word, ids) in counted.iter().filter(|(_, ids)| ids.len() <= 6) {
        rare += 1;
        let hits = index.search(word);
        if ids.iter().any(|id| !hits.iter().any(|hit| hit.id == *id)) {
            hidden.push(word.as_str());
        }
    }
    println!("{} of {rare} rare words hide a statement that has them: {}", hidden.len(), hidden.join(" "));
    assert!(rare > 500 && hidden.is_empty());
}

/// Returns every word of the statements, with the ids of those that have it.
fn words_of_statements(policy: &Policy) -> BTreeMap<String, Vec<&str>> {
    let mut counted: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for statement in policy.statements() {
        let text = format!("{} {}", statement.title, carrot_core::text::plain(&statement.text));
        let words: std::collections::BTreeSet<String> =
            carrot_core::normalize::normalize(&text).split(' ').filter(|word| word.len() > 3).map(str::to_owned).collect();
        words.into_iter().for_each(|word| counted.entry(word).or_default().push(statement.id.as_str()));
    }
    counted
}

#[test]
fn a_word_in_at_most_two_statements_finds_them_among_the_first_twelve() {
    let index = Index::new(content());
    let counted = words_of_statements(content());
    let (mut rare, mut late) = (0, Vec::new());
    for (word, ids) in counted.iter().filter(|(_, ids)| ids.len() <= 2) {
        rare += 1;
        let hits = found(&index, word);
        for id in ids {
            let place = hits.iter().position(|hit| hit == id);
            if place.is_none_or(|place| place >= 12) {
                late.push(format!("{word} {id} {place:?}"));
            }
        }
    }
    assert!(rare > 500 && late.is_empty(), "{} of {rare}: {late:#?}", late.len());
}

#[test]
fn the_typed_form_comes_before_another_form_in_keywords() {
    let index = Index::new(content());
    let policy = content();
    for (form, other) in [("organizations", "organization"), ("listed", "list"), ("documents", "document")] {
        let texts: BTreeMap<&str, String> = policy
            .statements()
            .map(|statement| {
                (
                    statement.id.as_str(),
                    carrot_core::normalize::normalize(&format!("{} {}", statement.title, carrot_core::text::plain(&statement.text))),
                )
            })
            .collect();
        let has = |id: &str, form: &str| texts.get(id).is_some_and(|text| text.split(' ').any(|word| word == form));
        let hits = found(&index, form);
        let last = hits.iter().rposition(|hit| has(hit, form)).unwrap();
        let first = hits.iter().position(|hit| has(hit, other) && !has(hit, form)).unwrap();
        assert!(last < first, "{form}: {hits:?}");
    }
}

#[test]
fn other_scripts_are_found_inside_a_run_and_in_spite_of_typos() {
    let policy = saying(&[
        "個人情報の収集は同意による",
        "เราเก็บข้อมูลส่วนบุคคล",
        "Правила конфиденциальности пользователей",
        "A VM has an IP and an SLA",
        "Πολιτική απορρήτου της εφαρμογής",
        "Chính sách quyền riêng tư của ứng dụng",
        "سياسة الخصوصية للتطبيق",
        "Учётная запись",
        "Große Straße, a conﬁdential ﬁle",
    ]);
    let index = Index::new(&policy);
    let ids: Vec<&str> = policy.statements().map(|statement| statement.id.as_str()).collect();
    for (query, at) in [
        ("収集", 0),
        ("同意", 0),
        ("情報の収集", 0),
        ("ข้อมูล", 1),
        ("конфиденцальности", 2),
        ("пользавателей", 2),
        ("VMs", 3),
        ("IPs", 3),
        ("SLAs", 3),
        ("ΠΟΛΙΤΙΚΗ", 4),
        ("απορητου", 4),
        ("quyen rieng", 5),
        ("chính sach", 5),
        ("خصوصية", 6),
        ("سِيَاسَة", 6),
        ("الخصوصيه", 6),
        ("учетная", 7),
        ("GROẞE", 8),
        ("strasse", 8),
        ("confidential", 8),
        ("file", 8),
    ] {
        let hits = index.search(query);
        assert!(hits.iter().any(|hit| hit.id == ids[at]), "{query}: {:?}", hits.iter().map(|hit| hit.id).collect::<Vec<_>>());
    }
}

#[test]
fn incomplete_word_is_not_treated_as_noise() {
    let policy = content();
    let index = Index::new(policy);
    for typed in ["d", "t", "en", "th"] {
        assert!(!index.search(typed).is_empty(), "{typed}");
    }
}

/// Returns the ids that a query finds in the repository's content, the best first.
fn found(index: &Index, query: &str) -> Vec<String> {
    index.search(query).iter().map(|hit| hit.id.to_owned()).collect()
}

#[test]
fn an_exact_name_comes_before_a_synonym_in_another_language() {
    let index = Index::new(content());
    for query in ["hebergeur", "Hébergeur", "DONNEES", "santé"] {
        assert_eq!(found(&index, query).first().map(String::as_str), Some("hds"), "{query}");
    }
}

#[test]
fn a_word_with_the_same_beginning_is_not_found_as_another_form() {
    let policy = saying(&["A portion of it", "Ports are scanned", "A port is scanned"]);
    let index = Index::new(&policy);
    let ids: Vec<&str> = policy.statements().map(|statement| statement.id.as_str()).collect();
    let at = |query: &str, id: &str| found(&index, query).iter().position(|other| other == id);
    assert_eq!(at("portion", ids[0]), Some(0));
    assert!(at("portion", ids[1]).is_none(), "a port is no portion");
    assert!(Index::new(content()).search("portion ").iter().all(|hit| !hit.id.contains("port-scan")));
}

#[test]
fn bodies_are_searched_and_all_hits_are_returned() {
    let policy = content();
    let index = Index::new(policy);
    for (word, id) in [("cookie", "gdpr"), ("customer", "")] {
        let having = policy.statements().filter(|statement| {
            let text = format!("{} {}", statement.title, carrot_core::text::plain(&statement.text));
            carrot_core::normalize::normalize(&text).split(' ').any(|other| other == word) && statement.id.as_str().contains(id)
        });
        let hits = found(&index, word);
        let mut count = 0;
        for statement in having {
            assert!(hits.iter().any(|hit| hit == statement.id.as_str()), "{word}: {}", statement.id);
            count += 1;
        }
        assert!(count > 0, "{word}");
    }
    assert!(found(&index, "heroku").len() > 48);
}

#[test]
fn suggested_words_are_words_of_the_content() {
    let policy = content();
    let index = Index::new(policy);
    let mut words = std::collections::BTreeSet::new();
    let texts = policy.statements().map(|statement| format!("{} {}", statement.title, carrot_core::text::plain(&statement.text)));
    let terms = policy.terms.iter().map(|term| format!("{} {} {}", term.name, term.text, term.aliases.join(" ")));
    let asked = policy.questions.iter().map(|question| format!("{} {} {}", question.ask, question.title, question.words.join(" ")));
    let rules = policy.requirements.iter().map(|requirement| format!("{} {}", requirement.title, requirement.asks));
    for text in texts.chain(terms).chain(asked).chain(rules) {
        words.extend(carrot_core::normalize::normalize(&text).split(' ').map(str::to_owned));
    }
    let mut suggested = 0;
    for typo in ["encyrptoin", "frwlal", "retnetion", "delettion", "isolatoin", "procesed", "custmers", "dataabse"] {
        for word in index.suggestions(typo) {
            assert!(words.contains(word), "{word}, suggested for {typo}");
            suggested += 1;
        }
    }
    assert!(suggested > 4);
}

/// The most frequent queries about people's own data find the answer first, even if many other questions have the same words.
#[test]
fn queries_about_deletion_find_the_deletion_question_first() {
    let index = Index::new(content());
    for query in ["delete my data", "delete data", "how do I delete my data", "deletion"] {
        assert_eq!(found(&index, query).first().map(String::as_str), Some("deletion"), "{query}");
    }
}

#[test]
fn questions_about_the_bot_as_a_whole_are_among_the_first_two_hits() {
    let index = Index::new(content());
    for (query, id) in [
        ("who runs this bot", "operator"),
        ("is it safe", "bot-safety"),
        ("terms of service", "terms-of-service"),
        ("open source", "source-code"),
        ("is it gdpr compliant", "law-compliance"),
        ("how do i remove the bot", "remove-bot"),
        ("how long is it kept", "retention"),
    ] {
        let found: Vec<_> = index.search(query).iter().take(2).map(|hit| hit.id).collect();
        assert!(found.contains(&id), "{query}: {found:?}");
    }
}

#[test]
fn kinds_of_data_are_among_the_first_hits_but_after_an_item_of_the_list() {
    let index = Index::new(content());
    for (query, id) in [
        ("ip address", "kind-ip-address"),
        ("is my ip address collected", "kind-ip-address"),
        ("do you have my email", "kind-email"),
        ("phone number", "kind-phone"),
        ("deleted messages", "kind-deleted-messages"),
        ("pfp", "kind-avatar"),
        ("birthday", "kind-age"),
        ("cookies", "kind-cookies"),
    ] {
        let found: Vec<_> = index.search(query).iter().take(5).map(|hit| hit.id).collect();
        assert!(found.contains(&id), "{query}: {found:?}");
    }
    for (query, id) in [("message content", "message-content"), ("messages", "messages"), ("snowflake", "user-id")] {
        assert_eq!(index.search(query).first().map(|hit| hit.id), Some(id), "{query}");
    }
}
