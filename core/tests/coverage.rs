//! Tests the coverage of services under frameworks: every cell, and the difficult cases in the
//! source documents.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::common;

use carrot_core::{
    Attestation, Claim, Policy, ServiceId, Services, SourceKind,
    coverage::{Coverage, Status},
    diagnostic::Code,
    evidence::{Clause, Condition},
    i18n::Messages,
    placement::Permission,
};
use common::{content, id, with_host_facts};
use expect_test::expect;

/// The frameworks, in the order of the columns of [`CELLS`].
const COLUMNS: &str =
    "pci-dss hipaa gdpr iso-27001 iso-27017 iso-27018 soc-1 soc-2 soc-3 bcr dpf apec-prp truste hds pgssi-s ismap sox fisma";
/// The status of every cell: `C` covered, `K` conditional, `·` unstated.
const CELLS: [(&str, &str); 13] = [
    ("shield-private-spaces", "KK·CCCCCCCCCCC·C··"),
    ("shield-dynos", "KK·CCCCCCCCCCC·C··"),
    ("shield-postgres", "KK·CCCCCCCCCCC·C··"),
    ("shield-connect", "·K·CCCCCCCCCCC·C··"),
    ("shield-kafka", "·K·CCCCCCCCCCC·C··"),
    ("shield-redis", "·K·CCCCCCCCCCC····"),
    ("private-spaces", "···CCCCCCCCCCC·C··"),
    ("common-runtime", "···CCCCCCCCCCC·C··"),
    ("heroku-postgres", "···CCCCCCCCCCC·C··"),
    ("heroku-connect", "···CCCCCCCCCCC·C··"),
    ("heroku-kafka", "···CCCCCCCCCCC·C··"),
    ("key-value-store", "···CCCCCCCCCCC·C··"),
    ("salesforce-functions", "···CCCCCCCCCCC····"),
];

#[test]
fn every_cell_matches_the_documents() {
    let policy = content();
    assert_eq!(policy.services.len(), CELLS.len());
    assert_eq!(policy.frameworks.len(), COLUMNS.split(' ').count());
    for (service, cells) in CELLS {
        assert_eq!(cells.chars().count(), policy.frameworks.len(), "{service}");
        for (framework, cell) in COLUMNS.split(' ').zip(cells.chars()) {
            let status = policy.coverage(&id(service), &id(framework)).status;
            let got = match status {
                Status::Covered => 'C',
                Status::Conditional { .. } => 'K',
                Status::Unstated => '·',
                Status::Excluded | Status::Disputed { .. } => '!',
            };
            assert_eq!(got, cell, "{service} × {framework}: {status:?}");
        }
    }
}

fn cell(service: &str, framework: &str) -> Coverage<'static> {
    content().coverage(&id(service), &id(framework))
}

fn own<'a>(coverage: &'a Coverage<'_>) -> Vec<&'a str> {
    coverage.claims.iter().map(|claim| claim.claim.id.as_str()).collect()
}

fn inherited<'a>(coverage: &'a Coverage<'_>) -> Vec<&'a str> {
    coverage.inherited.iter().map(|it| it.claim.id.as_str()).collect()
}

fn texts<'a>(conditions: &'a [Condition<'_>]) -> Vec<&'a str> {
    conditions.iter().filter_map(|condition| if let Clause::Text(text) = condition.clause { Some(text) } else { None }).collect()
}

fn claim(claim: &str) -> &'static Claim {
    content().claims.iter().find(|it| it.id.as_str() == claim).unwrap()
}

fn has_note(of: &str, note: &str) -> bool {
    claim(of).notes.contains(&id(note))
}

#[test]
fn pci_is_conditional_on_tls_and_the_responsibility_matrix() {
    for service in ["shield-private-spaces", "shield-dynos", "shield-postgres"] {
        let coverage = cell(service, "pci-dss");
        let Status::Conditional { conditions } = &coverage.status else { panic!("{:?}", coverage.status) };
        let texts = texts(conditions);
        assert!(
            texts.iter().any(|text| text.contains("TLS 1.2")) && texts.iter().any(|text| text.contains("responsibility matrix")),
            "{texts:?}"
        );
        assert_eq!(own(&coverage), ["claim-sparc-pci", "claim-notes-pci"], "two sources, two claims");
    }
}

#[test]
fn claims_have_holder_scope_evidence_and_dated_sources() {
    let coverage = cell("shield-dynos", "pci-dss");
    let sparc = &coverage.claims[0];
    assert_eq!(
        (sparc.claim.holder.as_ref().unwrap().as_str(), sparc.claim.attestation),
        ("salesforce", Attestation::AttestationOfCompliance)
    );
    assert!(sparc.claim.evidence.as_ref().unwrap().contains("account executive"));
    assert_eq!(sparc.source.party.unwrap().as_str(), "salesforce");
    assert_eq!(sparc.source.places[0].section, "Audits and Certifications");
    assert_eq!(sparc.source.places[0].as_of.unwrap().to_string(), "2024-03-19");
    let notes = &coverage.claims[1];
    assert_eq!(notes.source.party.unwrap().as_str(), "notes-author");
    assert!(notes.source.places.iter().all(|place| place.source.as_str() == "notes" && place.as_of.is_none()), "undated");
}

#[test]
fn every_claim_of_every_cell_has_a_source_that_resolves() {
    let policy = content();
    for service in &policy.services {
        for framework in &policy.frameworks {
            let coverage = policy.coverage(&service.id, &framework.id);
            for it in coverage.claims.iter().chain(&coverage.inherited) {
                assert!(policy.statement(it.source.statement.unwrap()).is_some() && !it.source.places.is_empty());
            }
            if let Status::Conditional { conditions } = &coverage.status {
                assert!(!conditions.is_empty() && conditions.iter().all(|condition| policy.statement(condition.statement).is_some()));
            }
        }
    }
}

#[test]
fn hipaa_is_conditional_on_an_addendum_and_a_contract() {
    let coverage = cell("shield-redis", "hipaa");
    let Status::Conditional { conditions } = &coverage.status else { panic!("{:?}", coverage.status) };
    let texts: Vec<_> = conditions.iter().map(clause).collect();
    assert!(
        texts.iter().any(|text| text.contains("business associate addendum")) && texts.iter().any(|text| text.contains("by contract"))
    );
    assert_eq!(own(&coverage), ["claim-notes-hipaa"], "Heroku's documentation never says HIPAA");
    assert!(has_note("claim-notes-hipaa", "reading-hipaa-law"));
}

#[test]
fn regulation_is_never_a_certificate() {
    for framework in ["gdpr", "pgssi-s", "sox", "fisma"] {
        for service in &content().services {
            let coverage = cell(service.id.as_str(), framework);
            assert_eq!(coverage.status, Status::Unstated, "{} × {framework}", service.id);
            assert!(coverage.claims.is_empty());
        }
    }
    // The bot inherits the claims of Amazon, but not the claim that salesforce.com makes about
    // itself.
    assert_eq!(inherited(&cell("common-runtime", "fisma")), ["claim-amazon-fisma"]);
    assert_eq!(inherited(&cell("common-runtime", "sox")), ["claim-amazon-sox"]);
    assert_eq!(claim("claim-salesforce-sox").holder.as_ref().unwrap().as_str(), "salesforce");
}

#[test]
fn amazons_attestations_are_inherited_not_a_services_own() {
    for service in &content().services {
        for framework in COLUMNS.split(' ') {
            let coverage = cell(service.id.as_str(), framework);
            assert!(
                coverage.claims.iter().all(|claim| claim.claim.holder.as_ref().is_none_or(|holder| holder.as_str() != "amazon")),
                "{} × {framework}",
                service.id
            );
            assert!(
                coverage.inherited.iter().all(|it| it.claim.holder.as_ref().is_some_and(|holder| holder.as_str() == "amazon")),
                "{} × {framework}",
                service.id
            );
        }
    }
    let pci = cell("heroku-postgres", "pci-dss");
    assert_eq!(pci.status, Status::Unstated, "the infrastructure's PCI Level 1 is not the service's");
    assert_eq!(inherited(&pci), ["claim-amazon-pci", "claim-provider-pci"]);
    for service in &content().services {
        let pci = cell(service.id.as_str(), "pci-dss");
        let all = own(&pci).into_iter().chain(inherited(&pci)).collect::<Vec<_>>();
        assert!(!all.contains(&"claim-braintree-pci"), "a certificate of Heroku's own payments is not about a service");
    }
}

/// The notes list services under frameworks, but no holder.
#[test]
fn the_notes_list_states_no_holder() {
    for of in ["claim-notes-pci", "claim-notes-hipaa", "claim-notes-iso", "claim-notes-soc"] {
        assert_eq!(claim(of).holder, None, "{of}");
    }
}

#[test]
fn aws_soc_reports_are_inherited_like_its_iso_certificate() {
    for framework in ["iso-27001", "soc-1", "soc-2", "soc-3"] {
        let coverage = cell("common-runtime", framework);
        let audits = coverage.inherited.iter().filter(|it| it.source.statement.is_some_and(|id| id.as_str() == "aws-audits"));
        assert_eq!(audits.count(), 1, "{framework}");
    }
}

#[test]
fn editions_and_holders_stay_apart() {
    let soc = cell("private-spaces", "soc-1");
    let sparc = soc.claims.iter().find(|claim| claim.claim.id.as_str() == "claim-sparc-soc-1").unwrap().claim;
    assert_eq!((sparc.holder.as_ref().unwrap().as_str(), sparc.edition.as_deref()), ("salesforce", Some("SSAE 18 / ISAE 3402")));
    assert!(sparc.superseded.is_none());
    let amazon = soc.inherited[0].claim;
    assert!(amazon.edition.as_ref().unwrap().starts_with("SSAE 16 / ISAE 3402"));
    assert_eq!(amazon.superseded.as_ref().unwrap().as_str(), "reading-ssae-editions");
}

#[test]
fn readings_qualify_a_claim_and_change_nothing() {
    for (of, note) in [
        ("claim-sparc-pci", "reading-aoc-author"),
        ("claim-notes-pci", "reading-aoc-author"),
        ("claim-notes-pci", "reading-pci-capacity"),
        ("claim-sparc-soc-2", "reading-soc-subject"),
        ("claim-notes-soc", "reading-soc-subject"),
        ("claim-notes-soc", "reading-notes-no-numbers"),
        ("claim-notes-iso", "reading-notes-no-numbers"),
        ("claim-notes-iso", "reading-notes-undated"),
        ("claim-sparc-iso", "reading-iso-wording"),
        ("claim-sparc-dpf", "reading-covered-services"),
        ("claim-sparc-hds", "reading-hds-lifts-no-bar"),
        ("claim-sparc-hds", "reading-blanket-claims"),
        ("claim-sparc-ismap", "reading-us-east2"),
        ("claim-sparc-ismap", "reading-redis-name"),
        ("claim-amazon-pci", "reading-three-pci-subjects"),
        ("claim-amazon-sox", "reading-laws-no-certificates"),
    ] {
        assert!(has_note(of, note), "{of}: {note}");
        assert!(content().statement(&id(note)).is_some());
    }
    // Two of these readings are disagreements about other details of the claims, not about the coverage.
    for note in ["reading-aoc-author", "reading-soc-subject"] {
        assert!(content().statement(&id(note)).unwrap().disagreement);
    }
}

#[test]
fn missing_claim_does_not_exclude() {
    for framework in ["bcr", "dpf", "apec-prp", "truste", "hds", "ismap"] {
        let coverage = cell("heroku-kafka", framework);
        assert_eq!(coverage.status, Status::Covered);
        assert_eq!(coverage.claims.len(), 1, "the notes' list has none of them");
        assert_eq!(coverage.claims[0].source.party.unwrap().as_str(), "salesforce");
    }
}

#[test]
fn cell_shows_its_number_of_regions() {
    let policy = content();
    let cell = |framework: &str| policy.coverage(&id("common-runtime"), &id(framework));
    expect!["covered, in 6 regions"].assert_eq(&Messages::En.cell(&cell("ismap")));
    expect!["couvert, dans 6 régions"].assert_eq(&Messages::Fr.cell(&cell("ismap")));
    assert_eq!(Messages::En.cell(&cell("iso-27001")), "covered", "no limit is stated");
    assert_eq!(Messages::En.cell(&cell("fisma")), "not stated");
    let within = policy.coverage_in(&id("common-runtime"), &id("ismap"), &id("us-west-1"));
    assert_eq!(Messages::En.cell(&within), "covered", "that region was asked for");
}

#[test]
fn ismap_is_limited_to_its_regions() {
    let policy = content();
    let within = |service: &str, region: &str| policy.coverage_in(&id(service), &id("ismap"), &id(region)).status;
    assert_eq!(policy.regions.len(), 6);
    for region in policy.regions.iter().map(|region| region.id.as_str()) {
        assert_eq!(within("common-runtime", region), Status::Covered);
        assert_eq!(within("shield-redis", region), Status::Unstated);
        assert_eq!(within("salesforce-functions", region), Status::Unstated);
    }
    let elsewhere = with_host_facts("[[region]]\nid = \"eu-west-1\"\nname = \"eu-west-1\"\nsource = \"sparc/audits\"");
    let within = |framework: &str| elsewhere.coverage_in(&id("common-runtime"), &id(framework), &id("eu-west-1")).status;
    assert_eq!(within("ismap"), Status::Unstated);
    assert_eq!(within("iso-27001"), Status::Covered, "a claim that names no regions is not limited to any");
}

#[test]
fn regions_are_named_for_ismap_only() {
    let frameworks: Vec<_> = content().regional_frameworks().map(|framework| framework.id.as_str()).collect();
    assert_eq!(frameworks, ["ismap"]);
    expect!["Regions (named for ISMAP only)"].assert_eq(&Messages::En.regions_of(content()));
}

#[test]
fn evidence_for_soc_3_is_not_stated() {
    let evidence = |of: &str| claim(of).evidence.as_deref();
    assert!(evidence("claim-sparc-soc-1").unwrap().contains("support ticket"));
    assert!(evidence("claim-sparc-soc-2").unwrap().contains("support ticket"));
    assert_eq!(evidence("claim-sparc-soc-3"), None);
}

fn denying(rest: &str) -> Policy {
    with_host_facts(&format!(
        "[[claim]]\nid = \"denial\"\nstatement = \"pci-evidence\"\nholder = \"salesforce\"\nattestation = \"unspecified\"\ndenies = true\n{rest}"
    ))
}

#[test]
fn a_denial_without_a_claim_excludes() {
    let policy = denying("frameworks = [\"pci-dss\"]\nservices = [\"heroku-postgres\"]");
    let coverage = policy.coverage(&id("heroku-postgres"), &id("pci-dss"));
    assert_eq!(coverage.status, Status::Excluded);
    assert_eq!(own(&coverage), ["denial"]);
    assert_eq!(policy.coverage(&id("heroku-kafka"), &id("pci-dss")).status, Status::Unstated);
}

#[test]
fn a_denial_of_a_claim_is_disputed() {
    let policy = denying("frameworks = [\"iso-27001\"]\nservices = [\"heroku-postgres\"]");
    let coverage = policy.coverage(&id("heroku-postgres"), &id("iso-27001"));
    let Status::Disputed { claims } = &coverage.status else { panic!("{:?}", coverage.status) };
    let claims: Vec<_> = claims.iter().map(|claim| claim.as_str()).collect();
    assert_eq!(claims, ["claim-sparc-iso", "claim-notes-iso", "denial"], "all sides are listed");
    assert_eq!(policy.coverage(&id("heroku-kafka"), &id("iso-27001")).status, Status::Covered);
    assert_eq!(Messages::En.status(&coverage.status), "disputed");
}

#[test]
fn denial_applies_to_its_own_scope_only() {
    let policy = denying("frameworks = [\"iso-27001\"]\nservices = \"all\"\nregions = [\"us-west-1\"]");
    let status = |region: &str| policy.coverage_in(&id("heroku-postgres"), &id("iso-27001"), &id(region)).status;
    assert!(matches!(status("us-west-1"), Status::Disputed { .. }));
    assert_eq!(status("us-west-2"), Status::Covered);
    let Status::Conditional { conditions } = policy.coverage(&id("heroku-postgres"), &id("iso-27001")).status else { panic!() };
    assert!(
        matches!(&conditions[..], [Condition { clause: Clause::NotOn { regions: [region], plans: [] }, .. }] if region.as_str() == "us-west-1")
    );

    let policy = denying("frameworks = [\"ismap\"]\nservices = \"all\"\nregions = [\"us-west-1\"]\nplans = [\"Mini\"]");
    let status = |region: &str| policy.coverage_in(&id("heroku-postgres"), &id("ismap"), &id(region)).status;
    assert!(matches!(status("us-west-1"), Status::Conditional { .. }), "other plans are not denied");
    assert_eq!(status("us-west-2"), Status::Covered);
}

#[test]
fn a_denial_in_all_claimed_regions_is_disputed() {
    let regions: Vec<_> = content().regions.iter().map(|region| region.id.as_str()).collect();
    let status = |regions: &[&str]| {
        let policy = denying(&format!("frameworks = [\"ismap\"]\nservices = \"all\"\nregions = {regions:?}"));
        Messages::En.status(&policy.coverage(&id("heroku-postgres"), &id("ismap")).status)
    };
    assert_eq!(status(&regions), "disputed");
    assert_eq!(status(&regions[1..]), "conditional");
}

#[test]
fn claim_limited_to_plans_is_conditional() {
    let policy = with_host_facts(
        "[[claim]]\nid = \"planned\"\nstatement = \"pci-evidence\"\nframeworks = [\"pci-dss\"]\nholder = \"salesforce\"\nattestation = \"unspecified\"\nservices = [\"heroku-kafka\"]\nplans = [\"Extended\"]",
    );
    let Status::Conditional { conditions } = policy.coverage(&id("heroku-kafka"), &id("pci-dss")).status else { panic!() };
    assert!(matches!(&conditions[..], [Condition { clause: Clause::Plans(plans), .. }] if plans[..] == ["Extended"]));
    assert_eq!(Messages::En.clause(&policy, &conditions[0].clause), "Only on: Extended");
}

/// `K` conditional, `N` not barred, `X` barred, `?` not stated; columns are data rules.
const RULES: &str = "card-data government-ids bank-accounts health-data health-data-of-others health-data-french other-personal-data";
const PLACEMENTS: [(&str, &str); 13] = [
    ("shield-private-spaces", "KKKKNNN"),
    ("shield-dynos", "KKKKNNN"),
    ("shield-postgres", "KKKKNNN"),
    ("shield-connect", "XKKKNNN"),
    ("shield-kafka", "XKKKNNN"),
    ("shield-redis", "X??KNNN"),
    ("private-spaces", "XKKKNNN"),
    ("common-runtime", "XXXKNNN"),
    ("heroku-postgres", "XXXKNNN"),
    ("heroku-connect", "XXXKNNN"),
    ("heroku-kafka", "XXXKNNN"),
    ("key-value-store", "XXXKNNN"),
    ("salesforce-functions", "XXXKNNN"),
];

#[test]
fn rules_decide_the_placement_of_data() {
    let policy = content();
    assert_eq!(policy.data_rules.len(), RULES.split(' ').count());
    for (service, cells) in PLACEMENTS {
        for (rule, cell) in RULES.split(' ').zip(cells.chars()) {
            let placement = policy.placement(policy.data_rule(&id(rule)).unwrap(), &id(service));
            let (got, said_in) = match placement.permission {
                Permission::Allowed => ('A', "Sensitive Data"),
                Permission::Conditional { .. } => ('K', "Sensitive Data"),
                Permission::NotBarred { .. } => ('N', "Data and recovery"),
                Permission::Barred { .. } => ('X', "Sensitive Data"),
                Permission::NotStated => ('?', "Sensitive Data"),
            };
            assert_eq!(got, cell, "{rule} in {service}");
            assert_eq!(placement.source.places[0].section, said_in);
        }
    }
}

#[test]
fn card_data_is_ambiguous_and_health_data_has_one_exception() {
    let policy = content();
    let permission = |rule: &str| policy.placement(policy.data_rule(&id(rule)).unwrap(), &id("shield-postgres")).permission;
    let Permission::Conditional { conditions } = permission("card-data") else { panic!() };
    assert!(texts(&conditions).iter().any(|text| text.contains("all three services must be used together")));
    let Permission::Conditional { conditions } = permission("health-data") else { panic!() };
    assert!(conditions.iter().any(|condition| clause(condition).contains("expressly permitted it by contract")));
    let Permission::NotBarred { conditions } = permission("health-data-french") else { panic!() };
    assert!(texts(&conditions).iter().any(|text| text.contains("PGSSI-S")));
}

fn clause(condition: &Condition<'_>) -> String {
    Messages::En.clause(content(), &condition.clause)
}

/// An interpretation of a gap is ours, and never has a document as its source.
#[test]
fn not_barred_is_an_interpretation_with_a_stated_condition() {
    let policy = content();
    for rule in ["health-data-of-others", "health-data-french", "other-personal-data"] {
        let rule = policy.data_rule(&id(rule)).unwrap();
        let placement = policy.placement(rule, &id("common-runtime"));
        assert_eq!(placement.source.party.unwrap().as_str(), "editors", "{}", rule.id);
        assert!(placement.source.places.iter().all(|place| policy.source(place.source).unwrap().kind == SourceKind::Reading));
        assert_eq!(rule.allowed_in, Services::Only(Vec::new()), "no document allows it: {}", rule.id);
    }
}

/// Heroku's documentation states it for every kind of data: a customer who submits sensitive or regulated data must follow the law.
#[test]
fn duty_to_follow_the_law_is_a_condition_of_every_kind_of_data() {
    let policy = content();
    for rule in &policy.data_rules {
        let permission = policy.placement(rule, &id("shield-postgres")).permission;
        let (Permission::Conditional { conditions } | Permission::NotBarred { conditions }) = permission else { panic!("{}", rule.id) };
        let duty = conditions
            .iter()
            .find(|condition| condition.statement.as_str() == "regulated-data-duty")
            .unwrap_or_else(|| panic!("{}", rule.id));
        assert!(clause(duty).contains("applicable laws"), "{}", rule.id);
    }
}

/// The same rule has the same status in the same words: in placement, under HIPAA and beside French health data.
#[test]
fn permission_by_contract_is_the_same_condition_everywhere() {
    let policy = content();
    let by_contract = |conditions: &[Condition<'_>]| {
        let found = conditions.iter().find(|condition| condition.statement.as_str() == "health-data-rule");
        found.map(|condition| match condition.clause {
            Clause::Text(text) | Clause::Stated { text, .. } => text.to_owned(),
            _ => panic!(),
        })
    };
    let placed = |rule: &str, service: &ServiceId| match policy.placement(policy.data_rule(&id(rule)).unwrap(), service).permission {
        Permission::Conditional { conditions } | Permission::NotBarred { conditions } => by_contract(&conditions),
        _ => None,
    };
    let first = placed("health-data", &policy.services[0].id);
    assert!(first.is_some());
    for service in &policy.services {
        assert_eq!(placed("health-data", &service.id), first, "{}", service.id);
        assert_eq!(placed("health-data-french", &service.id), first, "{}", service.id);
        if let Status::Conditional { conditions } = policy.coverage(&service.id, &id("hipaa")).status {
            assert_eq!(by_contract(&conditions), first, "HIPAA, {}", service.id);
        }
    }
}

/// The condition belongs to Heroku's documentation, not to the study notes, and the row names both sources.
#[test]
fn hipaa_names_the_source_of_each_condition() {
    let Status::Conditional { conditions } = cell("shield-dynos", "hipaa").status else { panic!() };
    let statements: Vec<_> = conditions.iter().map(|condition| condition.statement.as_str()).collect();
    assert_eq!(statements, ["notes-hipaa-services", "health-data-rule"]);
    assert!(clause(&conditions[1]).ends_with(" (Salesforce, “Sensitive Data”, 19 March 2024)."), "{}", clause(&conditions[1]));
    #[cfg(feature = "export")]
    {
        let csv = carrot_core::export::coverage_csv(content(), Messages::En).unwrap();
        let row = csv.lines().find(|it| it.starts_with("shield-dynos,hipaa,")).unwrap();
        assert!(row.contains("sparc/sensitive-data"), "{row}");
    }
}

#[test]
fn invalid_claims_and_rules_are_errors() {
    for toml in [
        "[[claim]]\nid = \"x\"\nstatement = \"pci-evidence\"\nframeworks = [\"gdpr\"]\nholder = \"heroku\"\nattestation = \"certificate\"\nservices = \"all\"",
        "[[claim]]\nid = \"x\"\nstatement = \"pci-evidence\"\nframeworks = [\"pci-dss\"]\nholder = \"heroku\"\nattestation = \"unspecified\"\nsubject = \"company\"\ndenies = true",
        "[[data_rule]]\nid = \"x\"\nname = \"X\"\nstatement = \"pci-evidence\"\nallowed_in = [\"heroku-kafka\"]\nunstated_in = [\"heroku-kafka\"]\nelsewhere = \"barred\"",
        "[[data_rule]]\nid = \"x\"\nname = \"X\"\nstatement = \"pci-evidence\"\nallowed_in = \"all\"\nexceptions = [\"Never.\"]",
    ] {
        let mut files = common::files();
        files.push(carrot_core::parse::File { path: "hosts/heroku/zz.toml".to_owned(), bytes: toml.as_bytes().to_vec() });
        let parsed = carrot_core::parse::parse(&files);
        let codes: Vec<_> = parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, [Code::BadValue], "{toml}");
        assert!(parsed.policy.is_none());
    }
}
