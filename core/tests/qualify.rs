//! Tests the solver: real questions about real content, and properties that hold for every question
//! and any content.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::common;

use carrot_core::{
    Attestation, Claim, DataRuleId, FrameworkId, Policy, RegionId, Scope, ServiceId, Services,
    coverage::Status,
    evidence::{Basis, Clause},
    i18n::Messages,
    name::NamedKind,
    parse::File,
    qualify::{Finding, Isolation, Missing, Need, Needs, Outcome, Stance, Verdict, grouped},
};
use common::{content, files, id, read, with_host_facts};
use expect_test::expect;
use proptest::{
    prelude::*,
    sample::{Index, subsequence},
};

/// Parses a question in its JSON form.
fn asked(json: &str) -> Needs {
    serde_json::from_str(json).unwrap()
}

fn verdicts(json: &str) -> Vec<Verdict<'static>> {
    content().qualify(&asked(json)).unwrap()
}

fn verdict(service: &str, json: &str) -> Verdict<'static> {
    verdicts(json).into_iter().find(|verdict| verdict.service.as_str() == service).unwrap()
}

#[test]
fn each_service_is_in_one_group_with_its_outcome() {
    for question in ["{}", r#"{"data": ["card-data"]}"#, r#"{"frameworks": ["soc-2", "iso-27001"]}"#] {
        let (verdicts, groups) = (verdicts(question), grouped(verdicts(question)));
        assert!(groups.len() < verdicts.len(), "{question} has {} groups", groups.len());
        for verdict in &verdicts {
            let of: Vec<_> =
                groups.iter().filter(|group| group.services.contains(&verdict.service)).map(|group| group.outcome).collect();
            assert_eq!(of, [verdict.outcome], "{question}, {}", verdict.service);
        }
    }
}

/// Returns the services with an outcome.
fn that(outcome: Outcome, json: &str) -> String {
    let all = verdicts(json);
    all.iter().filter(|it| it.outcome == outcome).map(|it| it.service.as_str()).collect::<Vec<_>>().join(" ")
}

/// Returns all conditions, as a reader sees them.
fn conditions(verdict: &Verdict<'_>) -> String {
    verdict.conditions().map(|condition| Messages::En.clause(content(), &condition.clause)).collect::<Vec<_>>().join("\n")
}

#[test]
fn card_data_with_soc_2_and_small_loss() {
    let question = r#"{ "frameworks": ["soc-2"], "data": ["card-data"], "loss-hours": 4 }"#;
    assert_eq!(that(Outcome::QualifiesUnder, question), "shield-private-spaces shield-dynos shield-postgres");
    assert_eq!(that(Outcome::Qualifies, question), "");
    assert_eq!(that(Outcome::NotStated, question), "", "an exclusion comes before a silence");
    let under = conditions(&verdict("shield-postgres", question));
    for part in ["PCI DSS", "used together", "Data loss of at most: A target", "Not included: A disaster"] {
        assert!(under.contains(part), "{part} in {under}");
    }
    // The other findings are kept beside the exclusion: no loss is stated for Common Runtime, but SOC 2 is claimed.
    let excluded = verdict("common-runtime", question);
    assert_eq!(excluded.outcome, Outcome::Excluded);
    let outcomes: Vec<_> = excluded.findings.iter().map(|finding| (finding.need, finding.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            (Need::Framework(&id("soc-2")), Outcome::Qualifies),
            (Need::Data(&id("card-data")), Outcome::Excluded),
            (Need::LossHours(4), Outcome::NotStated),
        ]
    );
    let reason = excluded.reasons().next().unwrap();
    assert_eq!(reason.grounds[0].source.statement.unwrap().as_str(), "card-data-rule");
    assert_eq!(reason.grounds[0].source.places[0].section, "Sensitive Data");
}

#[test]
fn restore_hours_count_from_the_declaration_and_differ_from_loss_hours() {
    let question = r#"{ "restore-hours": 12 }"#;
    assert_eq!(
        that(Outcome::QualifiesUnder, question),
        "shield-private-spaces shield-dynos shield-postgres shield-connect shield-kafka private-spaces heroku-postgres key-value-store"
    );
    assert_eq!(that(Outcome::NotStated, question), "shield-redis common-runtime heroku-connect heroku-kafka salesforce-functions");
    let under = conditions(&verdict("heroku-postgres", question));
    for part in ["High Availability", "declares a disaster", "multiple Availability Zones"] {
        assert!(under.contains(part), "{part} in {under}");
    }
    assert!(!under.contains("loss"), "nothing was asked of loss: {under}");
    assert!(!conditions(&verdict("private-spaces", question)).contains("High Availability"));
    // A statement about replication is not an objective, so it is never a ground.
    for verdict in verdicts(r#"{ "loss-hours": 4, "restore-hours": 12 }"#) {
        for ground in verdict.findings.iter().flat_map(|finding| &finding.grounds) {
            assert!(ground.source.places.iter().all(|place| place.section == "Disaster Recovery"));
        }
    }
}

#[test]
fn a_target_that_is_too_long_excludes_and_other_plans_stay_unstated() {
    let question = r#"{ "restore-hours": 8 }"#;
    let private = verdict("private-spaces", question);
    assert_eq!((private.outcome, private.findings[0].missing.len()), (Outcome::Excluded, 0));
    assert_eq!(private.findings[0].grounds[0].stance, Stance::Aims { hours: 12 });
    let because = |verdict: &Verdict<'_>| Messages::En.excluded_because(&verdict.findings[0]);
    expect!["The stated target is 12 hours; you asked for at most 8 hours."].assert_eq(&because(&private).unwrap());
    assert_eq!(because(&verdict("private-spaces", r#"{ "restore-hours": 12 }"#)), None);
    let barred = verdict("heroku-kafka", r#"{ "data": ["card-data"] }"#);
    expect!["A document bars it."].assert_eq(&because(&barred).unwrap());
    let postgres = verdict("heroku-postgres", question);
    assert_eq!((postgres.outcome, &postgres.findings[0].missing[..]), (Outcome::Excluded, &[Missing::OnOtherPlans][..]));
    assert_eq!(verdict("heroku-kafka", question).outcome, Outcome::NotStated);
    assert_eq!(verdict("private-spaces", r#"{ "loss-hours": 3 }"#).outcome, Outcome::Excluded);
}

#[test]
fn shield_redis_is_not_stated_without_a_claim() {
    for (question, outcome) in [
        (r#"{ "data": ["government-ids"] }"#, Outcome::NotStated),
        (r#"{ "data": ["bank-accounts"] }"#, Outcome::NotStated),
        (r#"{ "data": ["card-data"] }"#, Outcome::Excluded),
        (r#"{ "restore-hours": 1000 }"#, Outcome::NotStated),
        (r#"{ "loss-hours": 1000 }"#, Outcome::NotStated),
        (r#"{ "frameworks": ["pci-dss"] }"#, Outcome::NotStated),
        (r#"{ "frameworks": ["ismap"] }"#, Outcome::NotStated),
        (r#"{ "frameworks": ["hipaa"] }"#, Outcome::QualifiesUnder),
        (r#"{ "frameworks": ["soc-2"], "isolation": "shield" }"#, Outcome::Qualifies),
        (r#"{ "data": ["health-data-of-others"] }"#, Outcome::NotBarred),
    ] {
        assert_eq!(verdict("shield-redis", question).outcome, outcome, "{question}");
    }
    let ids = verdict("shield-redis", r#"{ "data": ["government-ids"] }"#);
    assert!(ids.findings[0].grounds[0].notes.contains(&id("reading-shield-redis")));
}

#[test]
fn pci_the_framework_and_card_data_are_two_questions() {
    let framework = verdict("heroku-postgres", r#"{ "frameworks": ["pci-dss"] }"#);
    assert_eq!(framework.outcome, Outcome::NotStated, "Amazon's PCI Level 1 and Heroku's billing make nothing qualify");
    assert_eq!(framework.findings[0].grounds[0].basis, Basis::Claim(&id("claim-sparc-pci")), "where one would look");
    let both = verdict("heroku-postgres", r#"{ "frameworks": ["pci-dss"], "data": ["card-data"] }"#);
    assert_eq!(both.outcome, Outcome::Excluded);
    assert_eq!(both.missing().count(), 1);
    assert!(conditions(&verdict("shield-dynos", r#"{ "frameworks": ["pci-dss"] }"#)).contains("TLS 1.2"));
}

#[test]
fn health_data_depends_on_the_customer() {
    let covered_entity = r#"{ "frameworks": ["hipaa", "hds"], "data": ["health-data"] }"#;
    let alone = r#"{ "data": ["health-data"] }"#;
    assert_eq!(that(Outcome::QualifiesUnder, alone).split(' ').count(), 13, "permission by contract is a condition, for every service");
    assert_eq!(that(Outcome::Qualifies, covered_entity), "", "neither HIPAA nor HDS lifts the condition");
    let shield = verdict("shield-postgres", covered_entity);
    assert_eq!(shield.outcome, Outcome::QualifiesUnder);
    for finding in [&shield.findings[0], &shield.findings[2]] {
        assert_eq!(finding.outcome, Outcome::QualifiesUnder, "{:?}", finding.need);
        let under = finding
            .conditions
            .iter()
            .any(|condition| Messages::En.clause(content(), &condition.clause).contains("expressly permitted it by contract"));
        assert!(under, "{:?}", finding.need);
    }

    let other = verdict("shield-postgres", r#"{ "data": ["health-data-of-others"] }"#);
    assert_eq!(other.outcome, Outcome::NotBarred);
    assert!(conditions(&other).contains("applicable laws"));
    let ground = &other.findings[0].grounds[0];
    assert_eq!((ground.stance, ground.source.statement), (Stance::NotBarred, Some(&id("reading-data-not-barred"))));
    assert!(ground.source.places.iter().all(|place| place.source.as_str() == "heroku-readings"), "no document says so");

    let french = verdict("heroku-postgres", r#"{ "frameworks": ["hds"], "data": ["health-data-french"] }"#);
    assert_eq!(french.outcome, Outcome::NotBarred);
    assert!(conditions(&french).contains("PGSSI-S"));
    let both = verdict("heroku-postgres", r#"{ "frameworks": ["hds"], "data": ["health-data-french", "health-data"] }"#);
    assert_eq!(both.outcome, Outcome::NotBarred);
    assert!(conditions(&both).contains("PGSSI-S") && conditions(&both).contains("by contract"), "nothing is dropped");
}

#[test]
fn a_regulation_qualifies_no_service() {
    for framework in ["gdpr", "sox", "fisma", "pgssi-s"] {
        let question = format!(r#"{{ "frameworks": ["{framework}"] }}"#);
        for verdict in verdicts(&question) {
            assert_eq!(verdict.outcome, Outcome::NotStated, "{} under {framework}", verdict.service);
            assert_eq!(
                verdict.findings[0].grounds[0].basis,
                Basis::Framework(&id(framework)),
                "the ground is the framework itself: its kind explains why no claim exists"
            );
        }
    }
}

#[test]
fn a_region_limits_the_claims_that_name_regions() {
    let everywhere = verdict("common-runtime", r#"{ "frameworks": ["ismap"] }"#);
    assert_eq!(everywhere.outcome, Outcome::QualifiesUnder);
    assert!(matches!(&everywhere.findings[0].conditions[0].clause, Clause::Regions(regions) if regions.len() == 6));
    let there = verdict("common-runtime", r#"{ "frameworks": ["ismap", "iso-27001"], "regions": ["us-west-2"] }"#);
    assert_eq!(there.outcome, Outcome::Qualifies);
    let named = &there.findings[2].grounds[0];
    assert_eq!((named.stance, named.basis), (Stance::Names, Basis::Claim(&id("claim-sparc-ismap"))));
    assert!(named.notes.contains(&id("reading-location")), "regions are named for ISMAP alone");
    // The ISO claim is not limited to regions, but no document names a region of this service.
    let silent = verdict("shield-redis", r#"{ "frameworks": ["iso-27001"], "regions": ["us-west-2"] }"#);
    assert_eq!(silent.findings.iter().map(|finding| finding.outcome).collect::<Vec<_>>(), [Outcome::Qualifies, Outcome::NotStated]);
    // Only ISMAP names regions. By itself, or with another framework, a region is not stated.
    for question in [r#"{ "regions": ["ap-northeast-1"] }"#, r#"{ "frameworks": ["iso-27001"], "regions": ["ap-northeast-1"] }"#] {
        for verdict in verdicts(question) {
            let region = verdict.findings.last().unwrap();
            assert_eq!((verdict.outcome, region.outcome), (Outcome::NotStated, Outcome::NotStated), "{} {question}", verdict.service);
            assert_eq!((region.grounds[0].stance, region.grounds[0].basis), (Stance::Silent, Basis::Claim(&id("claim-sparc-ismap"))));
            assert!(region.grounds[0].notes.contains(&id("reading-location")));
        }
    }
    let us_east2 = verdict("common-runtime", r#"{ "frameworks": ["ismap"], "regions": ["us-east2"] }"#);
    assert_eq!(us_east2.outcome, Outcome::Qualifies);
    assert!(us_east2.findings[1].grounds.iter().any(|ground| ground.notes.contains(&id("reading-us-east2"))));
    let us_east2 = verdict("common-runtime", r#"{ "regions": ["us-east2"] }"#);
    assert!(us_east2.findings[0].grounds.iter().any(|ground| ground.notes.contains(&id("reading-us-east2"))));

    let policy = with_host_facts("[[region]]\nid = \"eu-west-1\"\nname = \"eu-west-1\"\nsource = \"sparc/audits\"");
    let question = asked(r#"{ "frameworks": ["ismap"], "regions": ["us-west-2", "eu-west-1"] }"#);
    let all = policy.qualify(&question).unwrap();
    let finding = &all.iter().find(|it| it.service.as_str() == "common-runtime").unwrap().findings[0];
    assert_eq!((finding.outcome, &finding.missing[..]), (Outcome::NotStated, &[Missing::InRegion(&id("eu-west-1"))][..]));
}

#[test]
fn a_group_rests_on_the_name_of_the_service_and_is_marked_as_ours() {
    let shield = "shield-private-spaces shield-dynos shield-postgres shield-connect shield-kafka shield-redis";
    assert_eq!(that(Outcome::Qualifies, r#"{ "isolation": "shield" }"#), shield);
    assert_eq!(that(Outcome::Qualifies, r#"{ "isolation": "private" }"#), "shield-private-spaces private-spaces");
    assert_eq!(that(Outcome::Qualifies, r#"{ "isolation": ["private", "shield"] }"#), "shield-private-spaces");
    assert_eq!(that(Outcome::Excluded, r#"{ "isolation": "private" }"#), "", "no document states that a service is not isolated");
    for service in &content().services {
        let in_name = |word: &str| service.name.split(' ').any(|it| it == word);
        for (json, word) in [(r#"{ "isolation": "shield" }"#, "Shield"), (r#"{ "isolation": "private" }"#, "Private")] {
            let verdict = verdict(service.id.as_str(), json);
            assert_eq!(verdict.outcome == Outcome::Qualifies, in_name(word), "{} {word}", service.name);
            assert!(verdict.findings[0].grounds[0].notes.contains(&id("reading-service-groups")));
        }
    }
}

#[test]
fn a_dispute_is_not_stated_and_a_denial_excludes() {
    let deny = |frameworks: &str| {
        with_host_facts(&format!(
            "[[claim]]\nid = \"denial\"\nstatement = \"pci-evidence\"\nholder = \"salesforce\"\nattestation = \"unspecified\"\ndenies = true\nservices = [\"heroku-kafka\"]\nframeworks = [\"{frameworks}\"]"
        ))
    };
    let kafka = |policy: &Policy, framework: &str| {
        let all = policy.qualify(&asked(&format!(r#"{{ "frameworks": ["{framework}"] }}"#))).unwrap();
        let verdict = all.iter().find(|it| it.service.as_str() == "heroku-kafka").unwrap();
        let stances = verdict.findings[0].grounds.iter().map(|ground| format!("{:?}", ground.stance)).collect::<Vec<_>>().join(" ");
        (verdict.outcome, verdict.findings[0].missing.first() == Some(&Missing::Agreement), stances)
    };
    assert_eq!(kafka(&deny("pci-dss"), "pci-dss"), (Outcome::Excluded, false, "Denies".to_owned()));
    assert_eq!(kafka(&deny("soc-2"), "soc-2"), (Outcome::NotStated, true, "Covers Covers Denies".to_owned()), "both sides are listed");
}

#[test]
fn without_needs_there_are_no_findings() {
    assert!(verdicts("{}").iter().all(|verdict| verdict.outcome == Outcome::Qualifies && verdict.findings.is_empty()));
}

#[test]
fn a_stack_is_as_weak_as_its_weakest() {
    let policy = content();
    let stack = policy.stack(&[id("private-spaces"), id("heroku-postgres"), id("private-spaces")]).unwrap();
    assert_eq!(stack.services.len(), 2, "each once");
    assert_eq!((stack.restore.for_all(), stack.loss.for_all()), (Some(12), Some(4)));
    let plan = stack.restore.conditions.iter().find(|condition| matches!(condition.condition.clause, Clause::Plans(_))).unwrap();
    assert_eq!(plan.services, [&id::<ServiceId>("heroku-postgres")], "the plan is a condition of the database alone");
    let outside = stack.restore.conditions.iter().find(|condition| matches!(condition.condition.clause, Clause::Outside(_))).unwrap();
    assert_eq!(outside.services.len(), 2);
    assert!(stack.restore.sources[0].places.iter().any(|place| place.section == "Disaster Recovery"));

    let silent = policy.stack(&[id("private-spaces"), id("shield-redis")]).unwrap();
    assert_eq!((silent.restore.hours, silent.restore.for_all()), (Some(12), None), "a silence is never dropped");
    assert_eq!(silent.restore.not_stated, [&id::<ServiceId>("shield-redis")]);

    let question = asked(r#"{ "frameworks": ["pci-dss"], "data": ["card-data"] }"#);
    let together = policy.qualify_stack(&[id("shield-dynos"), id("shield-postgres")], &question).unwrap();
    assert_eq!(together.outcome, Outcome::QualifiesUnder);
    assert!(together.conditions.iter().all(|condition| condition.services.len() == 2));
    let mixed = policy.qualify_stack(&[id("shield-dynos"), id("heroku-kafka")], &question).unwrap();
    assert_eq!(mixed.outcome, Outcome::Excluded);
    assert_eq!(mixed.recovery.loss.not_stated, [&id::<ServiceId>("heroku-kafka")]);
}

#[test]
fn the_weakest_of_several_objectives_counts() {
    let policy = with_host_facts(
        "[[objective]]\nid = \"slow\"\nstatement = \"recovery-targets\"\nservices = [\"heroku-kafka\"]\nrestore_hours = 48\nplans = \"Basic\"\n\n[[objective]]\nid = \"fast\"\nstatement = \"recovery-targets\"\nservices = [\"heroku-kafka\"]\nrestore_hours = 6\nplans = \"Extended\"",
    );
    assert_eq!(policy.stack(&[id("heroku-kafka"), id("private-spaces")]).unwrap().restore.hours, Some(48));
    let all = policy.qualify(&asked(r#"{ "restore-hours": 8 }"#)).unwrap();
    let kafka = all.iter().find(|it| it.service.as_str() == "heroku-kafka").unwrap();
    assert_eq!(kafka.outcome, Outcome::QualifiesUnder);
    assert!(matches!(&kafka.findings[0].conditions[..], [it] if it.clause == Clause::Plans(vec!["Extended"])));
    assert_eq!(kafka.findings[0].grounds.len(), 2, "the other plan's target is listed, too");
}

#[test]
fn unknown_ids_get_suggestions() {
    let error = |json: &str| content().qualify(&asked(json)).unwrap_err();
    assert_eq!(error(r#"{ "frameworks": ["soc-2", "pci"] }"#).nearest[0], "PCI DSS (Payment Card Industry Data Security Standard)");
    assert_eq!(error(r#"{ "data": ["cards"] }"#).kind, NamedKind::Data);
    assert_eq!(error(r#"{ "regions": ["us-east-2"] }"#).nearest[0], "us-east2");
    assert_eq!(content().stack(&[id("postgres")]).unwrap_err().nearest[0], "Heroku Postgres");
}

#[test]
fn answers_are_serialized_as_plain_data() {
    let json = serde_json::to_value(verdict("heroku-postgres", r#"{ "frameworks": ["pci-dss"], "restore-hours": 12 }"#)).unwrap();
    assert_eq!(json["service"], "heroku-postgres");
    assert_eq!(json["outcome"], "not-stated");
    assert_eq!(json["findings"][0]["need"]["framework"], "pci-dss");
    assert_eq!(json["findings"][0]["missing"][0], "silence");
    assert_eq!(json["findings"][1]["need"]["restore-hours"], 12);
    assert_eq!(json["findings"][1]["grounds"][0]["says"]["aims"]["hours"], 12);
    assert_eq!(json["findings"][1]["grounds"][0]["said"]["places"][0]["as_of"], "2024-03-19");
    let coverage = serde_json::to_value(content().coverage(&id("shield-dynos"), &id("pci-dss"))).unwrap();
    assert!(coverage["status"]["conditional"]["conditions"][0]["clause"]["text"].is_string());
    for answer in [
        serde_json::to_value(content().inherited()),
        serde_json::to_value(content().stack(&[id("shield-dynos")]).unwrap()),
        serde_json::to_value(content().promise(content().statements().next().unwrap())),
        serde_json::to_value(content().placement(&content().data_rules[0], &id("shield-dynos"))),
    ] {
        assert!(!answer.unwrap().is_null());
    }
    let all = Needs {
        frameworks: vec![id("soc-2")],
        data: vec![id("card-data")],
        regions: vec![id("us-west-1")],
        restore_hours: Some(12),
        loss_hours: Some(4),
        isolation: vec![Isolation::Private, Isolation::Shield],
    };
    assert_eq!(asked(&serde_json::to_string(&all).unwrap()), all);
}

/// Generates any question about this repository's content.
fn any_needs() -> impl Strategy<Value = Needs> {
    let policy = content();
    let frameworks: Vec<FrameworkId> = policy.frameworks.iter().map(|framework| framework.id.clone()).collect();
    let data: Vec<DataRuleId> = policy.data_rules.iter().map(|rule| rule.id.clone()).collect();
    let regions: Vec<RegionId> = policy.regions.iter().map(|region| region.id.clone()).collect();
    let isolation = subsequence(vec![Isolation::Private, Isolation::Shield], 0..=2);
    let hours = || proptest::option::of(0..24_u32);
    (subsequence(frameworks, 0..=3), subsequence(data, 0..=2), subsequence(regions, 0..=2), hours(), hours(), isolation).prop_map(
        |(frameworks, data, regions, restore_hours, loss_hours, isolation)| Needs {
            frameworks,
            data,
            regions,
            restore_hours,
            loss_hours,
            isolation,
        },
    )
}

/// Combines two questions.
fn both(one: &Needs, other: &Needs) -> Needs {
    let least = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min();
    Needs {
        frameworks: [&one.frameworks[..], &other.frameworks].concat(),
        data: [&one.data[..], &other.data].concat(),
        regions: [&one.regions[..], &other.regions].concat(),
        restore_hours: least(one.restore_hours, other.restore_hours),
        loss_hours: least(one.loss_hours, other.loss_hours),
        isolation: [&one.isolation[..], &other.isolation].concat(),
    }
}

/// This repository's content with invented claims: any mix of denials, limits to regions and plans, and conditions.
fn any_policy() -> impl Strategy<Value = Policy> {
    let claim = (
        (any::<Index>(), any::<Index>(), any::<Index>()),
        any::<bool>(),
        (proptest::bool::weighted(0.2), proptest::collection::vec(any::<Index>(), 1..6)),
        proptest::collection::vec(any::<Index>(), 0..3),
        subsequence(vec!["Mini".to_owned(), "Basic".to_owned(), "Premium".to_owned()], 0..=2),
        proptest::bool::weighted(0.3),
    );
    proptest::collection::vec(claim, 0..12).prop_map(|claims| {
        let mut policy = content().clone();
        let facts = policy.facts.clone();
        let ids: Vec<ServiceId> = policy.services.iter().map(|service| service.id.clone()).collect();
        let statements: Vec<_> = policy.statements().map(|statement| statement.id.clone()).collect();
        for (number, ((statement, framework, holder), denies, (all, services), regions, plans, conditional)) in
            claims.into_iter().enumerate()
        {
            let services = services.iter().map(|service| service.get(&ids).clone()).collect();
            let regions = regions.iter().map(|region| region.get(&facts.regions).id.clone()).collect();
            policy.claims.push(Claim {
                id: id(&format!("made-up-{number}")),
                statement: statement.get(&statements).clone(),
                frameworks: vec![framework.get(&facts.frameworks).id.clone()],
                holder: Some(holder.get(&facts.parties).id.clone()),
                attestation: Attestation::Unspecified,
                denies,
                scope: Scope::Services { services: if all { Services::All } else { Services::Only(services) }, regions, plans },
                conditions: if conditional && !denies { vec!["Something is true.".to_owned()] } else { Vec::new() },
                further: Vec::new(),
                evidence: None,
                edition: None,
                superseded: None,
                notes: Vec::new(),
            });
        }
        policy.ground();
        policy
    })
}

fn qualifying<'a>(verdicts: &[Verdict<'a>]) -> Vec<&'a ServiceId> {
    verdicts.iter().filter(|verdict| verdict.outcome <= Outcome::QualifiesUnder).map(|verdict| verdict.service).collect()
}

/// Checks that every part of a finding has a source that resolves, and that the outcome follows from the parts.
fn is_grounded(policy: &Policy, finding: &Finding<'_>) {
    assert!(!finding.grounds.is_empty(), "{finding:?}");
    for ground in &finding.grounds {
        assert!(!ground.source.places.is_empty());
        for place in ground.source.places.iter() {
            assert!(policy.source(place.source).is_some_and(|source| source.sections.values().any(|it| it == place.section)));
        }
        let named = matches!(ground.basis, Basis::Service(_) | Basis::Region(_));
        assert!(ground.source.statement.map_or(named, |id| policy.statement(id).is_some()));
        assert!(ground.notes.iter().all(|id| policy.statement(id).is_some()));
    }
    for condition in &finding.conditions {
        assert!(policy.statement(condition.statement).is_some());
    }
    let has_stance = |wanted: fn(&Stance<'_>) -> bool| finding.grounds.iter().any(|ground| wanted(&ground.stance));
    match finding.outcome {
        Outcome::Qualifies => assert!(finding.conditions.is_empty() && finding.missing.is_empty()),
        Outcome::QualifiesUnder => assert!(!finding.conditions.is_empty() && finding.missing.is_empty()),
        Outcome::NotBarred => assert!(has_stance(|it| matches!(it, Stance::NotBarred)) && finding.missing.is_empty()),
        Outcome::NotStated => assert!(!finding.missing.is_empty()),
        Outcome::Excluded => {
            assert!(has_stance(|it| matches!(it, Stance::Denies | Stance::Bars { .. } | Stance::Aims { .. })), "{finding:?}")
        }
    }
}

proptest! {
    /// Without regions, because they count only with a framework whose claims name them.
    #[test]
    fn another_need_never_adds_a_service(policy in any_policy(), one in any_needs(), other in any_needs()) {
        let [one, other] = [one, other].map(|it| Needs { regions: Vec::new(), ..it });
        let fewer = policy.qualify(&one).unwrap();
        let more = policy.qualify(&both(&one, &other)).unwrap();
        let before = qualifying(&fewer);
        for service in qualifying(&more) {
            prop_assert!(before.contains(&service), "{service} came to qualify");
        }
    }

    #[test]
    fn every_part_of_every_verdict_has_a_source(policy in any_policy(), asked in any_needs()) {
        for verdict in policy.qualify(&asked).unwrap() {
            verdict.findings.iter().for_each(|finding| is_grounded(&policy, finding));
            let worst = verdict.findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Qualifies);
            prop_assert_eq!(verdict.outcome, worst);
            let wanted = asked.frameworks.len() + asked.data.len() + asked.regions.len()
                + asked.isolation.len() + asked.restore_hours.iter().count() + asked.loss_hours.iter().count();
            prop_assert_eq!(verdict.findings.len(), wanted, "nothing is dropped");
        }
    }

    /// The page lists each need by itself. That list must agree with answers to combined needs.
    #[test]
    fn finding_does_not_depend_on_other_needs(policy in any_policy(), asked in any_needs()) {
        // Without regions, because a framework that is claimed for some regions answers for the required regions.
        let asked = Needs { regions: Vec::new(), ..asked };
        let mut singles: Vec<Needs> = Vec::new();
        singles.extend(asked.frameworks.iter().map(|framework| Needs { frameworks: vec![framework.clone()], ..Needs::default() }));
        singles.extend(asked.data.iter().map(|it| Needs { data: vec![it.clone()], ..Needs::default() }));
        singles.extend(asked.isolation.iter().map(|isolation| Needs { isolation: vec![*isolation], ..Needs::default() }));
        singles.extend(asked.restore_hours.map(|hours| Needs { restore_hours: Some(hours), ..Needs::default() }));
        singles.extend(asked.loss_hours.map(|hours| Needs { loss_hours: Some(hours), ..Needs::default() }));
        let alone: Vec<_> = singles.iter().map(|it| policy.qualify(it).unwrap()).collect();
        for (number, verdict) in policy.qualify(&asked).unwrap().iter().enumerate() {
            let parts: Vec<_> = alone.iter().map(|verdicts| &verdicts[number].findings[0]).collect();
            prop_assert_eq!(parts, verdict.findings.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_solver_agrees_with_the_table(policy in any_policy(), framework in any::<Index>()) {
        let framework = &framework.get(&policy.frameworks).id;
        let asked = Needs { frameworks: vec![framework.clone()], ..Needs::default() };
        for verdict in policy.qualify(&asked).unwrap() {
            let status = policy.coverage(verdict.service, framework).status;
            let fits = match status {
                Status::Covered => verdict.outcome <= Outcome::QualifiesUnder,
                Status::Conditional { .. } => verdict.outcome == Outcome::QualifiesUnder,
                Status::Excluded => verdict.outcome == Outcome::Excluded,
                Status::Unstated => verdict.outcome == Outcome::NotStated,
                // If claims disagree about a part of their scope, another part may remain, limited to that part by a condition.
                Status::Disputed { .. } => matches!(verdict.outcome, Outcome::NotStated | Outcome::QualifiesUnder),
            };
            prop_assert!(fits, "{} under {framework}: {status:?}, {:?}", verdict.service, verdict.outcome);
        }
    }

    #[test]
    fn more_services_never_have_better_objectives(services in proptest::collection::vec(any::<Index>(), 1..6), more in any::<Index>()) {
        let policy = content();
        let mut ids: Vec<ServiceId> = services.iter().map(|service| service.get(&policy.services).id.clone()).collect();
        let fewer = policy.stack(&ids).unwrap();
        ids.push(more.get(&policy.services).id.clone());
        let more = policy.stack(&ids).unwrap();
        for (fewer, more) in [(fewer.restore, more.restore), (fewer.loss, more.loss)] {
            prop_assert!(more.hours >= fewer.hours);
            prop_assert!(fewer.for_all().is_some() || more.for_all().is_none());
            prop_assert!(fewer.not_stated.iter().all(|service| more.not_stated.contains(service)), "a silence is never dropped");
            prop_assert!(fewer.conditions.iter().all(|condition| more.conditions.iter().any(|other| other.condition == condition.condition)));
        }
    }

    #[test]
    fn a_verdict_on_a_stack_is_the_worst_of_its_services(services in proptest::collection::vec(any::<Index>(), 1..6), asked in any_needs()) {
        let policy = content();
        let ids: Vec<ServiceId> = services.iter().map(|service| service.get(&policy.services).id.clone()).collect();
        let stack = policy.qualify_stack(&ids, &asked).unwrap();
        let all = policy.qualify(&asked).unwrap();
        let worst = all.iter().filter(|it| ids.contains(it.service)).map(|it| it.outcome).max().unwrap();
        prop_assert_eq!(stack.outcome, worst);
    }

    #[test]
    fn lookups_accept_any_text(text in any::<String>()) {
        let policy = content();
        if let Err(error) = policy.find_service(&text) {
            prop_assert_eq!(error.nearest.len(), 3);
        }
        for error in [policy.find_framework(&text).err(), policy.find_region(&text).err(), policy.find_data(&text).err()].into_iter().flatten() {
            prop_assert!(!error.nearest.is_empty() && !error.to_string().is_empty());
        }
    }
}

/// Returns the same content, with the files and the tables of each file in reverse order.
fn reordered() -> Policy {
    let mut all: Vec<File> = files();
    for file in all.iter_mut().filter(|file| file.path.ends_with(".toml")) {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let mut tables: Vec<String> = vec![String::new()];
        for line in text.lines() {
            // Only top-level tables: `[[service.alias]]` and `[source.sections]` belong to the table above.
            if line.starts_with('[') && !line.contains('.') {
                tables.push(String::new());
            }
            let last = tables.last_mut().unwrap();
            last.push_str(line);
            last.push('\n');
        }
        tables.reverse();
        file.bytes = tables.concat().into_bytes();
    }
    all.reverse();
    read(&all)
}

/// Returns a finding with its parts sorted.
fn unordered(finding: &Finding<'_>) -> (String, Outcome, Vec<String>, Vec<String>, Vec<String>) {
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let grounds = match finding.missing.first() {
        // If no document mentions it, several passages may be equally close.
        Some(Missing::Silence) => Vec::new(),
        _ => finding.grounds.iter().map(|ground| format!("{ground:?}")).collect(),
    };
    (
        format!("{:?}", finding.need),
        finding.outcome,
        sorted(finding.conditions.iter().map(|condition| format!("{condition:?}")).collect()),
        sorted(finding.missing.iter().map(|it| format!("{it:?}")).collect()),
        sorted(grounds),
    )
}

#[test]
fn order_of_content_changes_no_answer() {
    let (policy, reordered) = (content(), reordered());
    assert_ne!(policy.claims.first().map(|claim| &claim.id), reordered.claims.first().map(|claim| &claim.id), "it is another order");
    let ids = |policy: &Policy| {
        let mut ids: Vec<String> = policy.statements().map(|statement| statement.id.to_string()).collect();
        ids.extend(policy.claims.iter().map(|claim| claim.id.to_string()));
        ids.extend(policy.services.iter().map(|service| service.id.to_string()));
        ids.sort();
        ids
    };
    assert_eq!(ids(policy), ids(&reordered));
    for service in &policy.services {
        for framework in &policy.frameworks {
            let [one, other] = [policy, &reordered].map(|policy| {
                let coverage = policy.coverage(&service.id, &framework.id);
                let mut claims: Vec<_> =
                    coverage.claims.into_iter().chain(coverage.inherited).map(|claim| claim.claim.id.to_string()).collect();
                claims.sort();
                (Messages::En.status(&coverage.status), claims)
            });
            assert_eq!(one, other);
        }
        for rule in &policy.data_rules {
            let other = reordered.data_rule(&rule.id).unwrap();
            assert_eq!(policy.placement(rule, &service.id), reordered.placement(other, &service.id));
        }
    }
    let question = Needs {
        frameworks: policy.frameworks.iter().map(|framework| framework.id.clone()).collect(),
        data: policy.data_rules.iter().map(|rule| rule.id.clone()).collect(),
        regions: policy.regions.iter().map(|region| region.id.clone()).collect(),
        restore_hours: Some(12),
        loss_hours: Some(3),
        isolation: vec![Isolation::Private],
    };
    let others = reordered.qualify(&question).unwrap();
    for verdict in policy.qualify(&question).unwrap() {
        let other = others.iter().find(|it| it.service == verdict.service).unwrap();
        let [one, other] = [&verdict, other].map(|it| it.findings.iter().map(|finding| unordered(finding)).collect::<Vec<_>>());
        assert_eq!(one, other, "{}", verdict.service);
    }
    assert_eq!(policy.find_service("foo").unwrap_err(), reordered.find_service("foo").unwrap_err());
    let [one, other] = [policy, &reordered].map(|policy| {
        let mut all: Vec<String> = policy.inherited().iter().map(|it| format!("{it:?}")).collect();
        all.sort();
        all
    });
    assert_eq!(one, other);
}
