//! Tests contacts, recipients, legal bases and months: the requirements that they answer, and
//! contradictions with other content.
#![cfg(all(feature = "parse", feature = "export"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use carrot_core::{
    Date, Extent, FactKind, Policy, PolicyJson, Step,
    diagnostic::Code,
    export,
    i18n::Messages,
    lint::lint,
    parse::{File, Parsed, parse},
    text::{Block, Inline},
};
use carrot_testing::file;
use expect_test::expect;
use serde_json::{Value, json};

use crate::common::turnip::{BOT, POLICY};

/// Requirements that facts answer, and statements that ground them.
const RULES: &str = r#"
[[requirement]]
id = "law-contact"
title = "Contact"
asks = "How to reach the bot's people."
source = "law/1"
always = true
answered_by = "contact"
answered_but = "Who they are is not stated."
[[requirement]]
id = "law-officer"
title = "Officer"
asks = "How to reach the officer."
source = "law/1"
always = true
answered_by = "data-protection-officer"
[[requirement]]
id = "law-recipients"
title = "Recipients"
asks = "Who receives data."
source = "law/1"
always = true
answered_by = "recipient"
[[requirement]]
id = "law-basis"
title = "Basis"
asks = "On which basis."
source = "law/1"
always = true
answered_by = "legal-basis"
answered_but = "For some data only."
"#;
const STATEMENTS: &str = r#"
# Policy {#policy party=turnip source=turnip-policy/host}
## More {#more}
### Write to us {#write}
Write to privacy@turnip.example or [talk to us](https://discord.gg/turnip). Call [us](tel:+49301234).
### Parsnip receives names {#parsnip-receives}
Parsnip receives names.
### We rely on consent {#consent-basis}
We rely on consent.
"#;
const MAIL: &str = "[[contact]]\nkind = \"mail\"\nto = \"privacy@turnip.example\"\npurpose = [\"privacy\"]\n";
const DELETION: &str = "[[right]]\nkind = \"deletion\"\nstatement = \"write\"\ncommand = \"data delete\"\nwithin = \"A week\"\n";
const PARSNIP: &str = "[[recipient]]\nid = \"parsnip\"\nname = \"Parsnip\"\nstatement = \"parsnip-receives\"\n";
const BASIS: &str = "[[legal_basis]]\nid = \"b\"\nbasis = \"consent\"\nstatement = \"consent-basis\"\n";

fn files(facts: &str) -> Vec<File> {
    let (before, rest) = BOT.split_once("[[answer]]\nrequirement = \"law-what\"").unwrap();
    let text = format!("{before}{RULES}\n[[answer]]\nrequirement = \"law-what\"{rest}\n{facts}\n");
    vec![file("bot/bot.toml", &text), file("bot/policy.md", POLICY), file("bot/more.md", STATEMENTS)]
}

fn parsed(facts: &str) -> Parsed {
    let mut parsed = parse(&files(facts));
    parsed.diagnostics.retain(|diagnostic| diagnostic.code != Code::WrongFolder);
    parsed
}

#[track_caller]
fn policy(facts: &str) -> Policy {
    let parsed = parsed(facts);
    parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics))
}

fn gap(policy: &Policy, id: &str) -> (Extent, Vec<String>, Option<String>) {
    let gap = policy.gap(policy.requirement(&id.parse().unwrap()).unwrap());
    (gap.extent, gap.statements.iter().map(|statement| statement.id.to_string()).collect(), gap.why.map(str::to_owned))
}

#[test]
fn facts_answer_the_requirements_that_name_them() {
    let none = policy("");
    for id in ["law-contact", "law-officer", "law-recipients", "law-basis"] {
        assert_eq!(gap(&none, id), (Extent::Missing, vec![], None), "{id}");
    }
    let stated = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let unnamed = policy(MAIL);
    let open = Some("Who they are is not stated.".to_owned());
    assert_eq!(gap(&unnamed, "law-contact"), (Extent::Partial, vec![], open.clone()), "no statement names it");
    assert_eq!(gap(&unnamed, "law-officer"), (Extent::Missing, vec![], None), "it is for another purpose");
    let officer = MAIL.replace("\"privacy\"]", "\"data-protection-officer\"]\nstatement = \"write\"");
    let named = policy(&officer);
    assert_eq!(gap(&named, "law-contact"), (Extent::Partial, stated(&["write"]), open));
    assert_eq!(gap(&named, "law-officer"), (Extent::Present, stated(&["write"]), None));
    assert_eq!(gap(&policy(PARSNIP), "law-recipients"), (Extent::Present, stated(&["parsnip-receives"]), None));
    let some = Some("For some data only.".to_owned());
    assert_eq!(gap(&policy(BASIS), "law-basis"), (Extent::Present, stated(&["consent-basis"]), None));
    let limited = policy(&format!("{BASIS}purpose = \"Counting\"\n"));
    assert_eq!(gap(&limited, "law-basis"), (Extent::Partial, stated(&["consent-basis"]), some));
    let each = policy(&format!("{BASIS}data = [\"user-name\"]\n"));
    assert_eq!(gap(&each, "law-basis"), (Extent::Present, stated(&["consent-basis"]), None));
    assert!(each.declares(FactKind::LegalBasis) && !each.declares(FactKind::Contact));
}

#[test]
fn inventory_and_rights_answer_requirements() {
    let rule = |kind: &str| {
        format!(
            "[[requirement]]\nid = \"law-{kind}\"\ntitle = \"T\"\nasks = \"A\"\nsource = \"law/1\"\nalways = true\n\
             answered_by = \"{kind}\"\nanswered_but = \"Not all.\"\n"
        )
    };
    let rules: String = ["data", "purpose", "from", "retention", "deletion", "right"].iter().map(|kind| rule(kind)).collect();
    let right = "[[right]]\nkind = \"deletion\"\nstatement = \"write\"\n";
    let item = "[[data]]\nid = \"nick\"\nname = \"Nick\"\nstatement = \"collects-names\"\n\
                retention = { text = \"30 days\", statement = \"collects-names\" }\n";
    let extent = |facts: &str, kind: &str| {
        let policy = policy(&format!("{rules}{facts}"));
        let (extent, _, why) = gap(&policy, &format!("law-{kind}"));
        assert_eq!(why.is_some(), extent == Extent::Partial, "{kind}: {why:?}");
        extent
    };
    let expected = [
        ("", "data", Extent::Present),
        ("", "from", Extent::Present),
        ("", "retention", Extent::Missing),
        (item, "retention", Extent::Partial),
        (item, "from", Extent::Present),
        ("", "deletion", Extent::Missing),
        ("", "right", Extent::Missing),
        (right, "deletion", Extent::Partial),
        (right, "right", Extent::Partial),
    ];
    for (facts, kind, expected) in expected {
        assert_eq!(extent(facts, kind), expected, "{kind} with {facts:?}");
    }
    let way = format!("{right}command = \"forget\"\n");
    assert_eq!(extent(&way, "deletion"), Extent::Present, "the way to delete is stated");
}

#[test]
fn authors_answers_keep_their_extent_and_gain_statements_of_facts() {
    let answer = |extent: &str, statements: &str| {
        format!(
            "[[answer]]\nrequirement = \"law-recipients\"\nstatements = [{statements}]\nextent = \"{extent}\"\nwhy = \"So.\"\n{PARSNIP}"
        )
    };
    let both = vec!["collects-names".to_owned(), "parsnip-receives".to_owned()];
    let partial = policy(&answer("partial", "\"collects-names\""));
    assert_eq!(gap(&partial, "law-recipients"), (Extent::Partial, both.clone(), Some("So.".to_owned())));
    let unreviewed = policy(&answer("unreviewed", "\"collects-names\""));
    assert_eq!(gap(&unreviewed, "law-recipients").0, Extent::Unreviewed, "other statements are not checked yet");
    assert_eq!(gap(&unreviewed, "law-recipients").1, both);
    let checked = policy(&answer("unreviewed", "\"parsnip-receives\""));
    assert_eq!(gap(&checked, "law-recipients").0, Extent::Present, "the author has declared what was proposed");
}

#[test]
fn recipients_are_a_step_in_the_life_of_data() {
    let names = |policy: &Policy, of_all: bool| -> Vec<String> {
        let inventory = &policy.inventory;
        let texts = if of_all {
            inventory.stated_for_all(Step::Recipients)
        } else {
            inventory.stated_for(&inventory.items[0], Step::Recipients)
        };
        texts.iter().map(|text| text.text.clone()).collect()
    };
    let whole = policy(PARSNIP);
    assert_eq!((names(&whole, true), names(&whole, false)), (vec!["Parsnip".to_owned()], vec![]));
    let own = policy(&format!("{PARSNIP}data = [\"user-name\"]\n"));
    assert_eq!((names(&own, true), names(&own, false)), (vec![], vec!["Parsnip".to_owned()]));
    assert!(!own.inventory.summary().not_stated.contains(&Step::Recipients));
    let from = "from = { text = \"Discord\", statement = \"collects-names\" }";
    let with = |text: &str| {
        let mut files = files(PARSNIP);
        let bot = String::from_utf8(files[0].bytes.clone()).unwrap();
        files[0] = file(
            "bot/bot.toml",
            &bot.replace(from, &format!("{from}\nrecipients = {{ text = \"{text}\", statement = \"collects-names\" }}")),
        );
        parse(&files)
    };
    let same = with("parsnip, a radish").policy.unwrap();
    assert_eq!(names(&same, true), ["parsnip, a radish"], "the policy's own words, once");
    let codes = |parsed: Parsed| {
        parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).filter(|it| *it != Code::WrongFolder).collect::<Vec<_>>()
    };
    assert_eq!(codes(with("Nobody")), [Code::Contradiction]);
}

/// The text of a fact, and the id of its statement.
type Fact = (&'static str, &'static str);

#[test]
fn retention_is_stated_once_or_the_same() {
    let statements = "\n### Kept {#kept}\nNames are kept for 30 days.\n### Various {#various}\nNicks for 7 days, logs for 90 days.\n";
    let from = "from = { text = \"Discord\", statement = \"collects-names\" }";
    let name = "name = \"User name\"\nstatement = \"collects-names\"";
    let fact = |text: &str, statement: &str| match text {
        "" => String::new(),
        _ => format!("retention = {{ text = \"{text}\", statement = \"{statement}\" }}"),
    };
    let reported = |(whole, whole_at): Fact, items: &[Fact]| {
        let mut files = files("");
        let mut bot = String::from_utf8(files[0].bytes.clone()).unwrap();
        bot = bot.replace(from, &format!("{from}\n{}", fact(whole, whole_at)));
        for (at, (text, statement)) in items.iter().enumerate() {
            match at {
                0 => bot = bot.replace(name, &format!("{name}\n{}", fact(text, statement))),
                _ => bot.push_str(&format!("\n[[data]]\nid = \"d{at}\"\n{}\n{}\n", name, fact(text, statement))),
            }
        }
        files[0] = file("bot/bot.toml", &bot);
        files[2] = file("bot/more.md", &format!("{STATEMENTS}{statements}"));
        let all = parse(&files).diagnostics.into_iter().filter(|diagnostic| diagnostic.code != Code::WrongFolder);
        all.map(|it| (it.code, it.message)).collect::<Vec<_>>()
    };
    let none: [(Fact, &[Fact]); 8] = [
        (("30 days", "kept"), &[("", "")]),
        (("One month", "kept"), &[("30 days", "kept")]),
        (("90 days", "various"), &[("7 days", "various"), ("90 days", "various")]),
        (("90 days", "various"), &[("7 days", "various"), ("", "")]),
        (("At most 90 days", "various"), &[("7 days", "various")]),
        (("", ""), &[("7 days", "various"), ("30 days", "kept")]),
        (("7 to 30 days", "kept"), &[("Until you leave", "kept")]),
        (("90 Tage", "kept"), &[("As long as needed", "kept")]),
    ];
    for (whole, items) in none {
        assert_eq!(reported(whole, items), [], "{whole:?} {items:?}");
    }
    let cases: [(Fact, &[Fact]); 3] = [
        (("90 days", "kept"), &[("30 days", "kept"), ("30 days", "kept")]),
        (("", ""), &[("90 days", "kept")]),
        (("90 days", "various"), &[("30 days", "kept")]),
    ];
    let mut printed = String::new();
    for (whole, items) in cases {
        let errors = reported(whole, items);
        assert!(errors.iter().all(|(code, _)| *code == Code::Contradiction), "{errors:?}");
        printed += &format!("{whole:?} {items:?}\n");
        printed.extend(errors.iter().map(|(_, message)| format!("  {message}\n")));
    }
    expect![[r#"
        ("90 days", "kept") [("30 days", "kept"), ("30 days", "kept")]
          the retention is "90 days", but `kept` in bot/more.md, line 11, states "30 days"
          the retention of all data is "90 days", but every item states another: "30 days" in bot/bot.toml, line 39
        ("", "") [("90 days", "kept")]
          the retention is "90 days", but `kept` in bot/more.md, line 11, states "30 days"
        ("90 days", "various") [("30 days", "kept")]
          the retention of all data is "90 days", but every item states another: "30 days" in bot/bot.toml, line 39
    "#]]
    .assert_eq(&printed);
}

#[test]
fn statement_must_contain_its_contact() {
    let codes = |facts: &str| parsed(facts).diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>();
    let contact = |kind: &str, to: &str| format!("[[contact]]\nkind = \"{kind}\"\nto = \"{to}\"\nstatement = \"write\"\n");
    for (kind, to) in [("mail", "Privacy@turnip.example"), ("discord", "https://discord.gg/turnip"), ("address", "1 Field Lane")] {
        assert_eq!(codes(&contact(kind, to)), [], "{to}");
    }
    for (kind, to) in
        [("mail", "other@turnip.example"), ("discord", "https://discord.gg/other"), ("form", "https://turnip.example/form")]
    {
        assert_eq!(codes(&contact(kind, to)), [Code::Contradiction], "{to}");
    }
}

#[test]
fn mail_addresses_that_differ_get_a_warning_with_both_places() {
    let found = |facts: &str, text: &str| {
        let mut files = files(facts);
        files[2] = file("bot/more.md", &STATEMENTS.replace("We rely on consent.\n", &format!("{text}\n")));
        let parsed = parse(&files);
        let policy = parsed.policy.unwrap_or_else(|| panic!("{facts}: {:#?}", parsed.diagnostics));
        let all = lint(&policy, &parsed.places, Date::new(2026, 1, 1).unwrap()).into_iter().filter(|it| it.code == Code::OtherAddress);
        all.map(|it| (it.file, it.message)).collect::<Vec<_>>()
    };
    let mail = |to: &str, more: &str| format!("[[contact]]\nkind = \"mail\"\nto = \"{to}\"\n{more}");
    let security = "purpose = [\"security\"]\nexpires = 2027-01-31\n";
    for (facts, text) in [
        (mail("Privacy@turnip.example", ""), "Consent."),
        (mail("security@turnip.example", security), "Consent."),
        (String::new(), "Write to dpo@turnip.example."),
        (mail("dpo@turnip.example", "statement = \"consent-basis\"\n"), "Write to dpo@turnip.example."),
    ] {
        assert_eq!(found(&facts, text), [], "{facts} {text}");
    }
    let warnings = [
        found("", "Mail prviacy@turnip.example."),
        found(&mail("prviacy@turnip.example", ""), "Consent."),
        found(&mail("me@carrot.example", ""), "Consent."),
    ];
    let printed: Vec<String> = warnings.concat().into_iter().map(|(file, message)| format!("{file}: {message}")).collect();
    expect![[r#"
        bot/more.md: `privacy@turnip.example` and `prviacy@turnip.example` in bot/more.md, line 8, are almost the same address
        bot/more.md: `privacy@turnip.example` and `prviacy@turnip.example` in bot/bot.toml, line 149, are almost the same address
        bot/bot.toml: no statement of the bot names the contact `me@carrot.example`; its policy names `privacy@turnip.example` in bot/more.md, line 4"#]].assert_eq(&printed.join("\n"));
}

#[test]
fn security_contacts_need_an_expiry_date() {
    let security = |more: &str| policy(&format!("{}{more}", MAIL.replace("\"privacy\"]", "\"security\", \"privacy\"]")));
    assert_eq!(security("").security_contacts(), None);
    assert_eq!(policy(&format!("{MAIL}expires = 2027-01-31\n")).security_contacts(), None, "it is for another purpose");
    let dated = security("expires = 2027-01-31\n");
    let (links, expires) = dated.security_contacts().unwrap();
    assert_eq!((links[0].as_str(), expires.to_string()), ("mailto:privacy@turnip.example", "2027-01-31".to_owned()));
    assert_eq!(
        export::security_txt(&dated).unwrap(),
        "Contact: mailto:privacy@turnip.example\nExpires: 2027-01-31T00:00:00Z\nPreferred-Languages: en\n"
    );
    assert_eq!(export::security_txt(&security("")), None);
    let warnings = |today: Date| {
        let parsed = parsed(&format!("{}expires = 2027-01-31\n", MAIL.replace("\"privacy\"]", "\"security\"]")));
        lint(parsed.policy.as_ref().unwrap(), &parsed.places, today).iter().filter(|it| it.code == Code::Expires).count()
    };
    assert_eq!([warnings(Date::new(2027, 1, 31).unwrap()), warnings(Date::new(2027, 2, 1).unwrap())], [0, 1]);
}

#[test]
fn month_is_not_a_day() {
    let month = Date::of_month(2026, 3).unwrap();
    assert_eq!((Messages::En.date(month), Messages::Fr.date(month)), ("March 2026".to_owned(), "mars 2026".to_owned()));
    assert_eq!(serde_json::to_value(month).unwrap(), json!("2026-03"));
    assert_eq!(serde_json::from_value::<Date>(json!("2026-03")).unwrap(), month);
    let year = Date::of_year(2026);
    assert_eq!((Messages::En.date(year), Messages::Fr.date(year)), ("2026".to_owned(), "2026".to_owned()));
    assert_eq!((serde_json::to_value(year).unwrap(), serde_json::from_value::<Date>(json!("2026")).unwrap()), (json!("2026"), year));
    assert_eq!(postcard::from_bytes::<Date>(&postcard::to_allocvec(&year).unwrap()).unwrap(), year);
    assert!(year.is_a_year_before(Date::new(2028, 1, 1).unwrap()) && !year.is_a_year_before(Date::new(2027, 12, 31).unwrap()));
    for bad in ["26", "20266", "2026-3-1-1", "2026-00", "2026-13", "2026-+3", "", "2026-03-32", "March 2026"] {
        assert!(serde_json::from_value::<Date>(json!(bad)).is_err(), "{bad}");
    }
    let day = |day| Date::new(2027, 3, day).unwrap();
    assert_eq!([month.is_a_year_before(day(31)), month.is_a_year_before(Date::new(2027, 4, 1).unwrap())], [false, true]);
    assert!(Date::new(2026, 3, 19).unwrap().is_a_year_before(day(20)) && !Date::new(2026, 3, 19).unwrap().is_a_year_before(day(19)));
    let mut files = files("");
    let bot = String::from_utf8(files[0].bytes.clone()).unwrap();
    files[0] = file(
        "bot/bot.toml",
        &bot.replace("as_of = 2024-02-29", "as_of = \"2026-03\"\neffective = \"2026-04\"\nversion = \"2.1\"\nauthoritative = \"de\""),
    );
    let policy = parse(&files).policy.unwrap();
    let json: Value = serde_json::to_value(PolicyJson::from(&policy)).unwrap();
    let source = &json["sources"][0];
    let keys = ["as_of", "effective", "version", "authoritative"].map(|key| source[key].clone());
    assert_eq!(keys, [json!("2026-03"), json!("2026-04"), json!("2.1"), json!("de")]);
    assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).unwrap(), policy);
}

#[test]
fn addresses_in_texts_become_links() {
    let policy = policy("");
    let statement = policy.statement(&"write".parse().unwrap()).unwrap();
    let [Block::Paragraph(inlines)] = statement.text.as_slice() else { panic!("{statement:?}") };
    let links: Vec<_> =
        inlines.iter().filter_map(|inline| if let Inline::Link { to, .. } = inline { Some(to.as_str()) } else { None }).collect();
    assert_eq!(links, ["mailto:privacy@turnip.example", "https://discord.gg/turnip", "tel:+49301234"]);
}

#[test]
fn exports_name_contacts_rights_recipients_and_bases() {
    let facts = format!(
        "{MAIL}statement = \"write\"\n{DELETION}{PARSNIP}purpose = \"Backups\"\ndata = [\"user-name\"]\ncountry = \"Norway\"\nai_provider = false\n{BASIS}"
    );
    let policy = policy(&facts);
    let json = serde_json::to_value(PolicyJson::from(&policy)).unwrap();
    assert_eq!(json["contacts"][0]["to"], "privacy@turnip.example");
    assert_eq!(json["inventory"]["recipients"][0]["name"], json!({ "text": "Parsnip", "statement": "parsnip-receives" }));
    assert_eq!(json["inventory"]["legal_bases"][0]["basis"], "consent");
    assert_eq!(
        json["rights"][0],
        json!({ "kind": "deletion", "statement": "write", "command": "data delete", "command_id": null, "link": null, "within": "A week" })
    );
    let md = export::policy_md(&policy, Messages::En);
    let is_fact = |line: &&str| ["- ", "  - "].iter().any(|marker| line.starts_with(marker)) && !line.contains("**: ");
    let facts: Vec<&str> = md.lines().filter(is_fact).collect();
    expect![[r#"
        - Turnip's policy: 29 February 2024
        - Mail: privacy@turnip.example (privacy requests) `write`
        - Have your data deleted: `/data delete`; How fast: A week `write`
        - **Parsnip** `parsnip-receives`
          - What it is used for: Backups
          - Data: User name
          - Country: Norway
          - AI provider: no
          - Not stated by the bot: Safeguard for transfers · Contract
        - Consent `consent-basis`
        - user `name`
        - nick
          - old nick
        - **What: stated** – What is collected. Applies always. Law, “Section 1”, undated. `law-what`
        - **Safe: partly stated** – How it is kept safe. Applies always. Law, “Section 1”, undated. `law-safe`
        - **Contact: partly stated** – How to reach the bot's people. Applies always. Law, “Section 1”, undated. `law-contact`
        - **Officer: not stated** – How to reach the officer. Applies always. Law, “Section 1”, undated. `law-officer`
        - **Recipients: stated** – Who receives data. Applies always. Law, “Section 1”, undated. `law-recipients`
        - **Basis: stated** – On which basis. Applies always. Law, “Section 1”, undated. `law-basis`
          - Covers: Jar
          - Evidence: not stated
          - Stated in: Turnip's policy, “Host”, 29 February 2024
        - Other services and plans: not stated."#]]
    .assert_eq(&facts.join("\n"));
}
