//! Tests of every text in every language.

use super::*;

fn permissions_of_tests() -> [Permission<'static>; 5] {
    [
        Permission::Allowed,
        Permission::Conditional { conditions: Vec::new() },
        Permission::NotBarred { conditions: Vec::new() },
        Permission::Barred { exceptions: &[] },
        Permission::NotStated,
    ]
}

/// Everything that the words of a language can say, each by its name: all texts, and functions with everything they take.
fn all(words: Words) -> Vec<(String, String)> {
    let texts = match words {
        Words::En => en::TEXTS.all(),
        Words::Fr => fr::TEXTS.all(),
    };
    let mut all: Vec<_> = texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let mut add = |name: &str, texts: Vec<String>| {
        all.extend(texts.into_iter().enumerate().map(|(index, text)| (format!("{name} {index}"), text)));
    };
    let of = |texts: Vec<&'static str>| texts.into_iter().map(str::to_owned).collect();
    add("date", (1..=12).filter_map(|month| Date::new(2024, month, 1)).map(|date| words.date(date)).collect());
    add("hours", vec![words.hours(1), words.hours(12)]);
    add("stages_stated", vec![words.stages_stated(0, 6), words.stages_stated(1, 6), words.stages_stated(2, 6)]);
    add("hours_asked", [(0, Some(3)), (4, Some(4)), (4, Some(11)), (12, None)].map(|(from, to)| words.hours_asked(from, to)).to_vec());
    add("states_less", vec![words.states_less(12, 6), words.states_less(4, 1)]);
    let summary = |kinds, open_ended, purposes| Summary { kinds, open_ended, purposes, not_stated: Vec::new(), in_part: Vec::new() };
    let summaries = [summary(1, false, 1), summary(8, true, 2), summary(8, false, 0), summary(2, true, 12)];
    add("collects", summaries.iter().map(|it| words.collects("X", it)).collect());
    add("nothing_listed", vec![words.nothing_listed("X")]);
    add("steps_not_stated", (1..=6).map(|count| words.steps_not_stated(&Step::ALL[..count])).collect());
    add("steps_in_part", (1..=6).map(|count| words.steps_in_part(&Step::ALL[..count])).collect());
    add("step_label", of(Step::ALL.map(|step| words.step_label(step)).to_vec()));
    add("requirements", vec![words.requirements_met(2, 30), words.requirements_open(6, 22), words.not_stated_counted(22, 30)]);
    add("counted", vec![words.statements_counted(2), words.kinds_counted(2), words.table_counted(2, 3), words.sources_counted(2, 3)]);
    add("entries", vec![words.entries_counted(2)]);
    add(
        "services_fit",
        vec![words.services_fit(1, 0, 3), words.services_fit(0, 3, 13), words.services_fit(2, 3, 13), words.services_fit(0, 0, 2)],
    );
    add("quoted", vec![words.quoted("X")]);
    add(
        "page",
        vec![
            words.subtitle(true).to_owned(),
            words.subtitle(false).to_owned(),
            words.search_example(false).to_owned(),
            words.finding_unchecked("X").concat(),
            words.page_title("X", true),
            words.page_title("X", false),
            words.page_description("X", true),
            words.page_description("X", false),
        ],
    );
    add("services_shown", vec![words.services_shown(13)]);
    add("found", vec![words.found(0), words.found(1), words.found(2)]);
    add("bot", vec![words.overview("X"), words.glossary_term("X"), words.promised_to("X", "Y", "Z"), words.host_addresses("X", "Y")]);
    add("compliance", vec![words.compliance_title("X"), words.compliance_lead("X"), words.hosting_lead("X")]);
    add("permission_short", of(permissions_of_tests().iter().map(|permission| words.permission_short(permission)).collect()));
    add("both", vec![words.for_customers("X"), words.hosting_short("X", "Y"), words.conditions_counted(2)]);
    add("more", vec![words.more_items(1), words.more_items(2), words.more_conditions(1), words.more_conditions(2)]);
    add("page_of", vec![words.page_of(1, 2)]);
    add("kind", vec![words.kind_asked("X"), words.kind_named("X"), words.kind_within("X")]);
    add("nothing_found", vec![words.nothing_found("X"), words.nothing_found_help("X")]);
    let langs = ["en", "fr", "de"].map(|tag| tag.parse().unwrap());
    add("untranslated", of(langs.iter().map(|lang| words.untranslated(lang)).collect()));
    add("authoritative", langs.iter().map(|lang| words.authoritative(lang)).collect());
    let kinds = [EntryKind::Question, EntryKind::Data, EntryKind::Statement, EntryKind::Service, EntryKind::Term];
    add("hit_kind", of(kinds.map(|kind| words.hit_kind(kind)).to_vec()));
    let kinds = [SourceKind::Document, SourceKind::Rule, SourceKind::Reading];
    add("source_kind", of(kinds.map(|kind| words.source_kind(kind)).to_vec()));
    let kinds = [
        Attestation::Certificate,
        Attestation::AuditReport,
        Attestation::AttestationOfCompliance,
        Attestation::SelfCertification,
        Attestation::Agreement,
        Attestation::Registration,
        Attestation::Assessment,
        Attestation::Unspecified,
    ];
    add("attestation", of(kinds.map(|kind| words.attestation(kind)).to_vec()));
    add(
        "extent",
        of([Extent::Unreviewed, Extent::Missing, Extent::Partial, Extent::Present].map(|extent| words.extent(extent)).to_vec()),
    );
    let statuses = [
        Status::Covered,
        Status::Conditional { conditions: Vec::new() },
        Status::Excluded,
        Status::Unstated,
        Status::Disputed { claims: Vec::new() },
    ];
    add("status", of(statuses.iter().map(|status| words.status(status)).collect()));
    add("in_regions", vec![words.in_regions(1), words.in_regions(6)]);
    let outcomes = Outcome::ALL;
    add("outcome", of(outcomes.map(|outcome| words.outcome(outcome)).to_vec()));
    add("permission", of(permissions_of_tests().iter().map(|permission| words.permission(permission)).collect()));
    add("not_stated_for", vec![words.not_stated_for("X"), words.regions_named_for("X")]);
    let kinds = [FrameworkKind::Regulation, FrameworkKind::Standard, FrameworkKind::AuditScheme, FrameworkKind::Programme];
    add("framework_kind", of(kinds.map(|kind| words.framework_kind(kind)).to_vec()));
    add("role", of([Role::Controller, Role::Processor, Role::SubProcessor].map(|role| words.role(role)).to_vec()));
    let groups = [ServiceGroup::Common, ServiceGroup::Private, ServiceGroup::Shield, ServiceGroup::Other];
    add("group", of(groups.map(|group| words.group(group)).to_vec()));
    let kinds = [PartyKind::Editor, PartyKind::Bot, PartyKind::Commentator];
    add("no_promise", of(kinds.map(|kind| words.no_promise(kind)).to_vec()));
    add("promises_nothing", of(kinds.map(|kind| words.promises_nothing(kind)).to_vec()));
    all
}

#[test]
fn no_word_is_empty_or_badly_spaced() {
    for words in Words::ALL {
        for (name, text) in all(words) {
            assert!(!text.trim().is_empty(), "{words:?} {name}");
            assert!(!text.contains("  ") && !text.chars().any(char::is_control), "{words:?} {name}: {text:?}");
        }
    }
}

/// The same in both languages is most likely forgotten, but for these.
#[test]
fn each_text_is_translated() {
    const SAME: [&str; 9] = ["Service", "Services", "Conditions", "Sources", "Parties", "question", "service", "document", "Shield"];
    let (english, french) = (all(Words::En), all(Words::Fr));
    assert_eq!(english.len(), french.len());
    for ((name, english), (other, french)) in english.into_iter().zip(french) {
        assert_eq!(name, other);
        assert!(english != french || SAME.contains(&english.as_str()), "{name}: {english:?} in both");
    }
}

/// High punctuation and quotation marks follow a no-break space, and apostrophes are curved.
#[test]
fn french_is_set_as_french_is() {
    const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];
    for (name, text) in all(Words::Fr) {
        let mut before = ' ';
        for c in text.chars() {
            if matches!(c, ':' | ';' | '?' | '!' | '»') {
                assert!(NO_BREAK.contains(&before), "{name}: {text:?}");
            }
            assert!(before != '«' || NO_BREAK.contains(&c), "{name}: {text:?}");
            assert!(!matches!(c, '\'' | '"' | '“' | '”'), "{name}: {text:?}");
            before = c;
        }
        assert_ne!(before, '«', "{name}: {text:?}");
    }
    // The file itself, in case a word is nowhere above.
    for bad in [" :", " ;", " ?", "« ", " »", "l'", "d'", "n'", "qu'"] {
        assert!(!include_str!("fr.rs").contains(bad), "{bad:?} in words/fr.rs");
    }
}

#[test]
fn dates_are_written_as_people_write_them() {
    let date = |month, day| Date::new(2024, month, day).unwrap();
    assert_eq!(Words::En.date(date(3, 19)), "19 March 2024");
    assert_eq!(Words::Fr.date(date(3, 19)), "19 mars 2024");
    assert_eq!(Words::Fr.date(date(8, 1)), "1er août 2024");
    assert_eq!(Words::En.as_of(None), "undated");
}

#[test]
fn names_are_elided_before_vowels() {
    assert_eq!(Words::Fr.overview("Turnip"), "Ce que la politique de Turnip dit de vos données");
    assert_eq!(Words::Fr.overview("Échalote"), "Ce que la politique d’Échalote dit de vos données");
}

#[test]
fn a_wish_is_served_by_its_language_and_else_by_english() {
    for (wish, words) in [("fr", Words::Fr), ("fr-CA", Words::Fr), ("en-GB", Words::En), ("pt-BR", Words::En), ("fry", Words::En)] {
        assert_eq!(Words::of(&wish.parse().unwrap()), words, "{wish}");
    }
    for words in Words::ALL {
        assert_eq!(Words::of(&words.lang().parse().unwrap()), words);
    }
}
