//! Tests of every text in every language.

use expect_test::expect;

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

/// Returns every text of a language by its name, including those of functions with each kind of parameter.
fn all(messages: Messages) -> Vec<(String, String)> {
    let texts = match messages {
        Messages::En => en::TEXTS.all(),
        Messages::Fr => fr::TEXTS.all(),
    };
    let mut all: Vec<_> = texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let mut add = |name: &str, texts: Vec<String>| {
        all.extend(texts.into_iter().enumerate().map(|(index, text)| (format!("{name} {index}"), text)));
    };
    let of = |texts: Vec<&'static str>| texts.into_iter().map(str::to_owned).collect();
    add("date", (1..=12).filter_map(|month| Date::new(2024, month, 1)).map(|date| messages.date(date)).collect());
    add("hours", vec![messages.hours(1), messages.hours(12)]);
    add("steps_stated", vec![messages.steps_stated(0, 6), messages.steps_stated(1, 6), messages.steps_stated(2, 6)]);
    add("states_less", vec![messages.states_less(12, 6), messages.states_less(4, 1)]);
    let summary = |kinds, open_ended, purposes| Summary { kinds, open_ended, purposes, not_stated: Vec::new(), in_part: Vec::new() };
    let summaries = [summary(1, false, 1), summary(8, true, 2), summary(8, false, 0), summary(2, true, 12)];
    add("collects", summaries.iter().map(|it| messages.collects("X", it)).collect());
    add("nothing_listed", vec![messages.nothing_listed("X")]);
    add("steps_not_stated", (1..=6).map(|count| messages.steps_not_stated(&Step::ALL[..count])).collect());
    add("steps_in_part", (1..=6).map(|count| messages.steps_in_part(&Step::ALL[..count])).collect());
    add("step_label", of(Step::ALL.map(|step| messages.step_label(step)).to_vec()));
    add(
        "requirements",
        vec![
            messages.requirements_met(2, 30),
            messages.requirements_open(6, 22),
            messages.not_stated_counted(22, 30),
            messages.points_not_stated(1),
            messages.points_not_stated(5),
        ],
    );
    add(
        "counted",
        vec![messages.statements_counted(2), messages.kinds_counted(2), messages.table_counted(2, 3), messages.sources_counted(2, 3)],
    );
    add("entries", vec![messages.entries_counted(2)]);
    add(
        "services_fit",
        vec![
            messages.services_fit(1, 0, 3),
            messages.services_fit(0, 3, 13),
            messages.services_fit(2, 3, 13),
            messages.services_fit(0, 0, 2),
        ],
    );
    let left = [Outcome::NotBarred, Outcome::NotStated, Outcome::Excluded];
    add("services_left", left.into_iter().flat_map(|outcome| [1, 2].map(|count| messages.services_left(outcome, count))).collect());
    add("quoted", vec![messages.quoted("X")]);
    add(
        "page",
        vec![
            messages.subtitle(true).to_owned(),
            messages.subtitle(false).to_owned(),
            messages.search_example(false).to_owned(),
            messages.finding_unchecked("X").concat(),
            messages.page_title("X", true),
            messages.page_title("X", false),
            messages.page_description("X", true),
            messages.page_description("X", false),
        ],
    );
    add("services_shown", vec![messages.services_shown(0, 13), messages.services_shown(2, 13)]);
    add("found", vec![messages.found(0, true), messages.found(1, false), messages.found(2, false), messages.found(2, true)]);
    add(
        "bot",
        vec![
            messages.overview("X"),
            messages.glossary_term("X"),
            messages.promised_to("X", "Y", "Z"),
            messages.host_addresses("X", "Y"),
        ],
    );
    add("compliance", vec![messages.compliance_title("X"), messages.compliance_lead("X"), messages.hosting_lead("X")]);
    add("permission_short", of(permissions_of_tests().iter().map(|permission| messages.permission_short(permission)).collect()));
    add("both", vec![messages.for_customers("X"), messages.hosting_short("X", "Y"), messages.conditions_counted(2)]);
    add(
        "more",
        vec![
            messages.more_items(1),
            messages.more_items(2),
            messages.more_passages(1),
            messages.more_passages(2),
            messages.more_conditions(1),
            messages.more_conditions(2),
        ],
    );
    add("page_of", vec![messages.page_of(1, 2)]);
    add("in_document", vec![messages.in_document("X")]);
    add("kind", vec![messages.kind_asked("X"), messages.kind_in_list("X"), messages.kind_named("X"), messages.kind_within("X")]);
    add("asked", vec![messages.asked_too("X"), messages.more_sentences(2), messages.not_understood("X")]);
    add("nothing_found", vec![messages.nothing_found("X"), messages.nothing_found_help("X"), messages.no_editions("X")]);
    // Every language of the interface, and one that it lacks.
    let langs: Vec<Lang> = Messages::ALL.iter().map(|it| it.lang()).chain(["de"]).map(|tag| tag.parse().unwrap()).collect();
    add("untranslated", of(langs.iter().map(|lang| messages.untranslated(Some(lang))).collect()));
    add("authoritative", langs.iter().map(|lang| messages.authoritative(lang)).collect());
    let kinds = [EntryKind::Question, EntryKind::Data, EntryKind::Statement, EntryKind::Service, EntryKind::Term];
    add("hit_kind", of(kinds.map(|kind| messages.hit_kind(kind)).to_vec()));
    let kinds = [SourceKind::Document, SourceKind::Rule, SourceKind::Reading];
    add("source_kind", of(kinds.map(|kind| messages.source_kind(kind)).to_vec()));
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
    add("attestation", of(kinds.map(|kind| messages.attestation(kind)).to_vec()));
    add(
        "extent",
        of([Extent::Unreviewed, Extent::Missing, Extent::Partial, Extent::Present].map(|extent| messages.extent(extent)).to_vec()),
    );
    let statuses = [
        Status::Covered,
        Status::Conditional { conditions: Vec::new() },
        Status::Excluded,
        Status::Unstated,
        Status::Disputed { claims: Vec::new() },
    ];
    add("status", of(statuses.iter().map(|status| messages.status(status)).collect()));
    add("in_regions", vec![messages.in_regions(1), messages.in_regions(6)]);
    let outcomes = Outcome::ALL;
    add("outcome", of(outcomes.map(|outcome| messages.outcome(outcome)).to_vec()));
    add("permission", of(permissions_of_tests().iter().map(|permission| messages.permission(permission)).collect()));
    add("not_stated_for", vec![messages.not_stated_for("X"), messages.regions_named_for("X")]);
    let kinds = [FrameworkKind::Regulation, FrameworkKind::Standard, FrameworkKind::AuditScheme, FrameworkKind::Programme];
    add("framework_kind", of(kinds.map(|kind| messages.framework_kind(kind)).to_vec()));
    add("role", of([Role::Controller, Role::Processor, Role::SubProcessor].map(|role| messages.role(role)).to_vec()));
    let groups = [ServiceGroup::Common, ServiceGroup::Private, ServiceGroup::Shield, ServiceGroup::Other];
    add("group", of(groups.map(|group| messages.group(group)).to_vec()));
    let kinds = [PartyKind::Editor, PartyKind::Bot, PartyKind::Commentator];
    add("no_promise", of(kinds.map(|kind| messages.no_promise(kind)).to_vec()));
    add("promises_nothing", of(kinds.map(|kind| messages.promises_nothing(kind)).to_vec()));
    all
}

#[test]
fn no_text_is_empty_or_badly_spaced() {
    for messages in Messages::ALL {
        for (name, text) in all(messages) {
            assert!(!text.trim().is_empty(), "{messages:?} {name}");
            assert!(!text.contains("  ") && !text.chars().any(char::is_control), "{messages:?} {name}: {text:?}");
        }
    }
}

/// A text that is the same as in English was probably not translated. These are exceptions.
#[test]
fn each_text_is_translated() {
    const SAME: [&str; 9] = ["Service", "Services", "Conditions", "Sources", "Parties", "question", "service", "document", "Shield"];
    let english = all(Messages::En);
    for messages in Messages::ALL.into_iter().filter(|messages| *messages != Messages::En) {
        let translated = all(messages);
        assert_eq!(english.len(), translated.len(), "{messages:?}");
        for ((name, english), (other, translated)) in english.iter().zip(&translated) {
            assert_eq!(name, other);
            assert!(english != translated || SAME.contains(&english.as_str()), "{name}: {english:?} in {messages:?}, too");
        }
    }
}

/// Each language of the interface has a name of its own in the note on untranslated text.
#[test]
fn the_note_on_untranslated_text_names_each_language() {
    let unknown = "xx".parse().unwrap();
    for messages in Messages::ALL {
        for other in Messages::ALL {
            let named = messages.untranslated(Some(&other.lang().parse().unwrap()));
            assert_ne!(named, messages.untranslated(Some(&unknown)), "{messages:?} does not name {other:?}");
        }
    }
}

/// High punctuation and quotation marks follow a no-break space, and apostrophes are curved.
#[test]
fn french_texts_have_french_punctuation() {
    const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];
    for (name, text) in all(Messages::Fr) {
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
    // Check the file itself, too, in case a text is missing above.
    for bad in [" :", " ;", " ?", "« ", " »", "l'", "d'", "n'", "qu'"] {
        assert!(!include_str!("fr.rs").contains(bad), "{bad:?} in i18n/fr.rs");
    }
}

#[test]
fn dates_are_written_as_people_write_them() {
    let date = |month, day| Date::new(2024, month, day).unwrap();
    assert_eq!(Messages::En.date(date(3, 19)), "19 March 2024");
    assert_eq!(Messages::Fr.date(date(3, 19)), "19 mars 2024");
    assert_eq!(Messages::Fr.date(date(8, 1)), "1er août 2024");
    assert_eq!(Messages::En.as_of(None), "undated");
}

#[test]
fn names_are_elided_before_vowels() {
    expect!["Ce que la politique de Turnip dit de vos données"].assert_eq(&Messages::Fr.overview("Turnip"));
    expect!["Ce que la politique d’Échalote dit de vos données"].assert_eq(&Messages::Fr.overview("Échalote"));
}

#[test]
fn requested_language_is_used_or_else_english() {
    for (requested, messages) in
        [("fr", Messages::Fr), ("fr-CA", Messages::Fr), ("en-GB", Messages::En), ("pt-BR", Messages::En), ("fry", Messages::En)]
    {
        assert_eq!(Messages::of(&requested.parse().unwrap()), messages, "{requested}");
    }
    for messages in Messages::ALL {
        assert_eq!(Messages::of(&messages.lang().parse().unwrap()), messages);
    }
}
