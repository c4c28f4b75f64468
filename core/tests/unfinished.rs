//! Tests unfinished content: proposals, placeholders, a bot without a host, and ids that are also
//! ids of questions.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

#[cfg(feature = "export")]
use carrot_core::export;
use carrot_core::{
    Date, Extent, Policy,
    diagnostic::{Code, Severity},
    i18n::Messages,
    lint::lint,
    parse::{File, Parsed, parse},
};
use expect_test::expect;

const BOT: &str = r#"
[bot]
name = "Turnip"
party = "turnip"
disclaimer = "A restatement."
[[party]]
id = "turnip"
name = "Turnip"
kind = "bot"
[[source]]
id = "notice"
title = "Notice"
kind = "document"
as_of = 2026-01-31
[source.sections]
1 = "One"
[inventory]
statement = "kept"
"#;

const RULES: &str = r#"
[[party]]
id = "rule-maker"
name = "Rule maker"
kind = "rule-maker"
[[source]]
id = "rules"
title = "Rules"
kind = "rule"
[source.sections]
1 = "1"
[[requirement]]
id = "how-long"
title = "How long"
asks = "It must say how long."
source = "rules/1"
when = "Always"
[[requirement]]
id = "who"
title = "Who"
asks = "It must say who."
source = "rules/1"
when = "Always"
[[question]]
id = "retention"
ask = "How long is it kept?"
title = "How long"
glance = true
requirements = ["how-long"]
[[question]]
id = "people"
ask = "Who is it?"
title = "Who"
requirements = ["how-long", "who"]
[[notion]]
name = "long"
words = ["long"]
[[intent]]
topic = "retention"
when = ["long"]
"#;

const POLICY: &str = "# Policy {#policy party=turnip}\n## Time {#time source=notice/1}\n### Kept {#kept}\n\nIt is kept for 30 days, and not one day longer.\n";

fn content(bot: &str, policy: &str, more: &[(&str, &str)]) -> Parsed {
    let files = [("bot/bot.toml", bot), ("bot/policy.md", policy), ("rules/rules.toml", RULES)];
    let files: Vec<File> =
        files.iter().chain(more).map(|(path, text)| File { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).collect();
    parse(&files)
}

fn policy(answers: &str) -> Policy {
    let parsed = content(&format!("{answers}\n{BOT}"), POLICY, &[]);
    parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics))
}

fn hints(parsed: &Parsed) -> Vec<(Code, Severity, String)> {
    let today = Date::new(2026, 2, 1).unwrap();
    let reported = lint(parsed.policy.as_ref().unwrap(), &parsed.places, today);
    reported.into_iter().map(|diagnostic| (diagnostic.code, diagnostic.severity, diagnostic.message)).collect()
}

#[test]
fn a_bot_may_name_no_host() {
    assert_eq!(policy("").bot.host, None);
}

#[test]
fn unchecked_answer_is_neither_stated_nor_missing() {
    for (statements, count) in [("statements = [\"kept\"]", 1), ("", 0)] {
        let policy = policy(&format!("[[answer]]\nrequirement = \"how-long\"\nextent = \"unreviewed\"\n{statements}"));
        let [how_long, who] = policy.gaps().collect::<Vec<_>>().try_into().unwrap();
        assert_eq!((how_long.extent, how_long.statements.len(), who.extent), (Extent::Unreviewed, count, Extent::Missing));
        let [retention, people] = ["retention", "people"].map(|id| policy.answer(policy.question(&id.parse().unwrap()).unwrap()));
        assert_eq!((retention.extent, retention.statements.len(), retention.open.len()), (Extent::Unreviewed, count, 0));
        // A known gap is still a gap.
        assert_eq!((people.extent, people.open.len()), (Extent::Unreviewed, 1));
        assert!(!Extent::Unreviewed.is_open() && Extent::Missing.is_open());
    }
}

#[test]
#[cfg(feature = "export")]
fn exports_mark_unchecked_answers() {
    let policy = policy("[[answer]]\nrequirement = \"how-long\"\nextent = \"unreviewed\"");
    let text = export::policy_md(&policy, Messages::En);
    assert!(text.contains("Not checked yet.") && !text.contains("Not stated by the bot"), "{text}");
    let json_ld = export::json_ld(&policy, Messages::En).unwrap();
    assert!(json_ld.contains("\"text\":\"Not checked yet\""), "{json_ld}");
}

/// A reader would look for the missing text, and a language model might invent it.
#[test]
#[cfg(feature = "export")]
fn no_heading_of_the_exports_is_without_content() {
    let small = policy("");
    for policy in [&small, carrot_testing::example(), carrot_testing::content()] {
        for text in [export::policy_md(policy, Messages::En), export::llms_txt(policy, Messages::En, None)] {
            let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            for (heading, next) in lines.iter().zip(lines.iter().skip(1).chain([&"# "])).filter(|(line, _)| level(line) > 0) {
                assert!(level(next) == 0 || level(next) > level(heading), "nothing below \"{heading}\" of {}", policy.bot.name);
            }
        }
    }
    let text = export::policy_md(&small, Messages::En);
    assert!(!text.contains("certificate") && !text.contains("Other services and plans"), "there is no host: {text}");
    let csv = export::llms_txt(&small, Messages::En, None);
    assert!(!csv.contains("coverage.csv") && !csv.contains("compliance.json"), "{csv}");
}

/// "To process commands" answers "Why?".
#[test]
fn short_purpose_is_an_answer() {
    let parsed = parse(&carrot_testing::content_files());
    let reported = hints(&parsed).into_iter().filter(|(_, severity, _)| *severity == Severity::Warning);
    assert_eq!(reported.collect::<Vec<_>>(), []);
}

#[test]
fn question_is_renamed_if_the_author_uses_its_id() {
    let text = POLICY.replace("{#time ", "{#retention ");
    let parsed = content(BOT, &text, &[("rules/fr/rules.toml", "[[question]]\nid = \"retention\"\ntitle = \"Combien de temps\"\n")]);
    assert_eq!(parsed.diagnostics, []);
    let policy = parsed.policy.unwrap();
    assert_eq!(policy.sections[0].id.as_str(), "retention");
    let ids: Vec<_> = policy.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["topic-retention", "people"]);
    assert_eq!(policy.vocabulary.intents[0].topic.as_str(), "topic-retention");
    let french = &parsed.translations[0];
    assert_eq!(french.policy.questions[0].title, "Combien de temps");
    assert!(!french.untranslated.contains("topic-retention") && french.untranslated.contains("retention"));
}

#[test]
fn question_is_renamed_if_the_terms_use_its_id() {
    let terms = "# Terms {#terms party=turnip}\n## Time {#retention source=notice/1}\n### Long {#long}\n\nText.\n";
    let parsed = content(BOT, POLICY, &[("terms/terms.md", terms)]);
    assert_eq!(parsed.diagnostics, []);
    let ids: Vec<_> = parsed.policy.unwrap().questions.iter().map(|question| question.id.to_string()).collect();
    assert_eq!(ids, ["topic-retention", "people"]);
}

#[test]
fn rules_are_shown_in_the_language_of_the_bots_text() {
    let bot = BOT.replace("[bot]", "[bot]\nlang = \"fr\"");
    let parsed = content(&bot, POLICY, &[("rules/fr/rules.toml", "[[question]]\nid = \"retention\"\ntitle = \"Combien de temps\"\n")]);
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.policy.unwrap().questions[0].title, "Combien de temps");
    assert!(parsed.translations.is_empty());
}

#[test]
fn front_matter_is_reported_and_other_text_is_read() {
    for mark in ["---", "+++"] {
        let parsed = content(BOT, &format!("{mark}\ntitle: Privacy\n\nupdated = 2026\n{mark}\n{POLICY}<b>x</b>\n"), &[]);
        let codes: Vec<_> = parsed.diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.line)).collect();
        assert_eq!(codes, [(Code::FrontMatter, 1), (Code::RawHtml, 11), (Code::RawHtml, 11)], "{:#?}", parsed.diagnostics);
    }
}

#[test]
fn folder_of_another_host_is_an_error_in_the_bots_file() {
    let pack = ("hosts/other/parties.toml", "[[party]]\nid = \"other-host\"\nname = \"Other\"\nkind = \"host\"\n");
    let own = "[[party]]\nid = \"own-host\"\nname = \"Own\"\nkind = \"host\"\n";
    for (bot, line, words) in [
        (BOT.to_owned(), 2, "the bot names no host, and `hosts/other/` describes `other-host`"),
        (BOT.replace("[bot]", "[bot]\nhost = \"own-host\"") + own, 3, "the bot's host is `own-host`"),
    ] {
        let parsed = content(&bot, POLICY, &[pack]);
        let [reported] = parsed.diagnostics.as_slice() else { panic!("{:#?}", parsed.diagnostics) };
        assert_eq!((reported.code, reported.file.as_str(), reported.line), (Code::ForeignHost, "bot/bot.toml", line));
        assert!(reported.message.contains(words), "{reported}");
    }
    let bot = BOT.replace("[bot]", "[bot]\nhost = \"other-host\"");
    assert_eq!(content(&bot, POLICY, &[pack]).diagnostics, []);
}

#[test]
fn unfinished_content_gets_warnings() {
    let answer = "[[answer]]\nrequirement = \"how-long\"\nstatements = [\"kept\"]\nextent = \"present\"\n";
    let cases = [
        ("[[answer]]\nrequirement = \"how-long\"\nextent = \"unreviewed\"\n", POLICY.to_owned(), Code::Unreviewed, "is not yet mapped"),
        (
            "[[answer]]\nrequirement = \"how-long\"\nextent = \"unreviewed\"\nstatements = [\"kept\"]\n",
            POLICY.to_owned(),
            Code::Unreviewed,
            "a proposed answer that is not checked yet",
        ),
        (answer, POLICY.to_owned(), Code::WeakTitle, "with the title \"Kept\""),
        ("", POLICY.replace("30 days", "\\[INSERT TIME\\]"), Code::Placeholder, "\"[INSERT\""),
        ("", POLICY.replace("30 days", "TODO"), Code::Placeholder, "\"TODO\""),
        ("", POLICY.replace("30 days", "TODO_EMAIL"), Code::Placeholder, "\"TODO_EMAIL\""),
        ("", POLICY.replace("30 days", "me@example.com"), Code::Placeholder, "\"example.com\""),
        ("", POLICY.replace("30 days", "\\<your time>"), Code::Placeholder, "\"<your\""),
        (
            "[[data]]\nid = \"d\"\nname = \"D\"\nstatement = \"kept\"\nretention = { text = \"A while\", statement = \"kept\" }\n",
            POLICY.replace("30 days", "a while"),
            Code::NoNumber,
            "\"A while\" does not say how long",
        ),
    ];
    for (tables, text, code, words) in cases {
        let parsed = content(&format!("{tables}{BOT}"), &text, &[]);
        let reported: Vec<_> = hints(&parsed).into_iter().filter(|(other, ..)| *other == code).collect();
        assert!(reported.iter().any(|(.., message)| message.contains(words)), "{words}: {reported:?} {:#?}", parsed.diagnostics);
        let severity = if code == Code::Unreviewed { Severity::Hint } else { Severity::Warning };
        assert!(reported.iter().all(|(_, other, _)| *other == severity), "{reported:?}");
    }
    let titled = POLICY.replace("### Kept", "### It is kept for 30 days");
    let parsed = content(&format!("{answer}{BOT}"), &titled, &[]);
    let codes: Vec<_> = hints(&parsed).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, [Code::Gap]);
}

#[test]
fn content_without_rules_gets_a_warning() {
    let files = [("bot/bot.toml", BOT), ("bot/policy.md", POLICY)];
    let files: Vec<File> =
        files.iter().map(|(path, text)| File { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() }).collect();
    let codes: Vec<_> = hints(&parse(&files)).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, [Code::MissingRules]);
}

#[test]
fn placeholders_are_found_in_any_language() {
    for (text, found) in [
        ("Write to [INSERT SUPPORT EMAIL].", Some("[INSERT")),
        ("El responsable es [COMPLETAR: razón social].", Some("[COMPLETAR:")),
        ("Оператор: [НАЗВАНИЕ ОРГАНИЗАЦИИ].", Some("[НАЗВАНИЕ")),
        ("Écrivez à [À COMPLÉTER].", Some("[À")),
        ("contacto@bot.test (placeholder)", Some("(placeholder)")),
        ("The GDPR [RGPD] applies, see [Regulation 2016/679].", None),
        ("Write to keeper@best-example.com or keeper@myexample.org.", None),
    ] {
        let parsed = content(BOT, &POLICY.replacen("\n\n", &format!("\n\n{text}\n\n"), 3), &[]);
        let told: Vec<_> = hints(&parsed).into_iter().filter(|(code, ..)| *code == Code::Placeholder).collect();
        assert_eq!(told.len(), usize::from(found.is_some()), "{text}: {told:?}");
        assert!(found.is_none_or(|found| told[0].2.contains(&format!("\"{found}\""))), "{text}: {told:?}");
    }
}

#[test]
fn each_placeholder_of_a_statement_is_reported_once() {
    let text = "Write to privacy@yoursite.com or your-email@example.com: [Street Address], [City, State], [Street Address]. \
                Read [\\[LEARN MORE\\]](https://bot.test/more).";
    let parsed = content(BOT, &POLICY.replacen("\n\n", &format!("\n\n{text}\n\n"), 3), &[]);
    let told: Vec<_> =
        hints(&parsed).into_iter().filter(|(code, ..)| *code == Code::Placeholder).map(|(.., message)| message).collect();
    let found = ["yoursite.com", "your-email@example.com:", "[Street", "[City"];
    assert_eq!(told.len(), found.len(), "{told:?}");
    assert!(found.iter().zip(&told).all(|(found, told)| told.contains(&format!("\"{found}\""))), "{told:?}");
}

/// Returns the codes of the diagnostics, each with its line.
fn codes(parsed: &Parsed) -> Vec<(Code, usize)> {
    parsed.diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.line)).collect()
}

#[test]
fn placeholders_are_found_in_all_tables() {
    let right = "[[right]]\nkind = \"access\"\nstatement = \"kept\"\n";
    let cases = [
        "[[contact]]\nkind = \"mail\"\nto = \"privacy@example.com\"\n".to_owned(),
        "[[contact]]\nkind = \"address\"\nto = \"[INSERT ADDRESS]\"\n".to_owned(),
        "[[recipient]]\nid = \"r\"\nname = \"R\"\ncountry = \"TODO\"\nstatement = \"kept\"\n".to_owned(),
        format!("{right}within = \"[INSERT TIME]\"\n"),
        format!("{right}link = \"https://example.com/form\"\n"),
        "[[party]]\nid = \"h\"\nname = \"<your host>\"\nkind = \"host\"\n".to_owned(),
        "[[legal_basis]]\nid = \"b\"\nbasis = \"consent\"\npurpose = \"TBD\"\nstatement = \"kept\"\n".to_owned(),
        "[[answer]]\nrequirement = \"who\"\nwhy = \"TODO\"\n".to_owned(),
        "[[source]]\nid = \"s\"\ntitle = \"[COMPANY] Notice\"\nkind = \"document\"\nas_of = 2026-01-31\n".to_owned(),
    ];
    let today = Date::new(2026, 2, 1).unwrap();
    let found = |bot: &str| {
        let parsed = content(bot, POLICY, &[]);
        let policy = parsed.policy.unwrap_or_else(|| panic!("{bot}: {:#?}", parsed.diagnostics));
        let all = lint(&policy, &parsed.places, today).into_iter().filter(|it| it.code == Code::Placeholder);
        all.map(|it| (it.file, it.line)).collect::<Vec<_>>()
    };
    for tables in cases {
        let [(file, line)] = found(&format!("{tables}{BOT}")).try_into().unwrap_or_else(|all| panic!("{tables}: {all:?}"));
        assert!(file == "bot/bot.toml" && line <= tables.lines().count(), "{tables}: {file}, line {line}");
    }
    let inventory = format!("{BOT}storage = {{ text = \"TODO\", statement = \"kept\" }}\n");
    assert_eq!(found(&inventory), [("bot/bot.toml".to_owned(), 18)]);
}

#[test]
fn answer_about_retention_needs_a_number() {
    let rule = "[[requirement]]\nid = \"law-long\"\ntitle = \"Law\"\nasks = \"How long.\"\nsource = \"rules/1\"\nwhen = \"Always\"\nanswered_by = \"retention\"\n";
    let answer = "[[answer]]\nrequirement = \"law-long\"\nstatements = [\"kept\"]\nextent = \"present\"\n";
    let fact = "[[data]]\nid = \"d\"\nname = \"D\"\nstatement = \"kept\"\nretention = { text = \"As long as needed\", statement = \"kept\" }\n";
    let found = |tables: &str, text: &str| {
        let parsed =
            content(&format!("{tables}{BOT}"), &POLICY.replace("30 days, and not one day longer", text), &[("rules/law.toml", rule)]);
        hints(&parsed).into_iter().filter(|(code, ..)| *code == Code::NoNumber).map(|(.., message)| message).collect::<Vec<_>>()
    };
    let needed = "as long as needed";
    expect![[r#"the answer to "Law" has no number"#]].assert_eq(&found(answer, needed).join("\n"));
    // The answer follows from the fact.
    expect![[r#""As long as needed" does not say how long"#]].assert_eq(&found(fact, needed).join("\n"));
    for (tables, text) in
        [("", needed), (answer, "30 days"), (answer, "thirty days"), (&answer.replace("present", "unreviewed"), needed)]
    {
        assert_eq!(found(tables, text), [""; 0], "{tables} {text}");
    }
}

#[test]
fn content_without_rules_gets_only_that_warning() {
    let tables = "[[answer]]\nrequirement = \"law-long\"\nstatements = [\"kept\"]\nextent = \"present\"\n\
                  [[general_answer]]\nquestion = \"whole\"\nstatements = [\"kept\"]\n\
                  [[intent]]\ntopic = \"retention\"\nwhen = [\"long\"]\n";
    let files = [("bot/bot.toml", format!("{tables}{BOT}")), ("bot/policy.md", POLICY.to_owned())];
    let files: Vec<File> = files.map(|(path, text)| File { path: path.to_owned(), bytes: text.into_bytes() }).into();
    let parsed = parse(&files);
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(hints(&parsed).into_iter().map(|(code, ..)| code).collect::<Vec<_>>(), [Code::MissingRules]);
    // An unknown requirement is an error beside known ones.
    let parsed = content(&format!("{tables}{BOT}"), POLICY, &[]);
    assert_eq!(codes(&parsed), [(Code::DanglingId, 2), (Code::DanglingId, 6)]);
}

#[test]
fn nothing_follows_from_an_unknown_party() {
    let tables = "[[answer]]\nrequirement = \"who\"\nstatements = [\"kept\"]\nextent = \"present\"\n\
                  [[data]]\nid = \"d\"\nname = \"D\"\nstatement = \"kept\"\nretention = { text = \"30 days\", statement = \"kept\" }\n\
                  [[right]]\nkind = \"access\"\nstatement = \"kept\"\n";
    let terms = ("terms/terms.md", "# Terms {#terms party=turnip}\n## Use {#use source=notice/1}\n### Long {#long}\n\nText.\n");
    let bot = format!("{tables}{BOT}");
    assert_eq!(content(&bot, POLICY, &[terms]).diagnostics, []);
    let parsed = content(&bot.replacen("party = \"turnip\"", "party = \"turnp\"", 1), POLICY, &[terms]);
    assert_eq!(codes(&parsed), [(Code::DanglingId, 16)]);
    let parsed = content(&bot, &POLICY.replace("party=turnip", "party=turnp"), &[terms]);
    assert_eq!(codes(&parsed), [(Code::DanglingId, 1)]);
}

#[test]
fn refused_text_is_read_to_its_end_and_its_heading_is_not_empty() {
    let more = "## Loose {#loose source=notice/1}\n\n| a | b |\n|---|---|\n| c | d |\n\n\
                One <b>two</b> ![three](https://a.example/b.png) [four](doc.md) [five](#nowhere)\n\n<div>six</div>\n\n\
                ### Empty {#empty}\n";
    let parsed = content(BOT, &format!("{POLICY}{more}"), &[]);
    let expected = [
        (Code::TextOutsideStatement, 8),
        (Code::TextOutsideStatement, 12),
        (Code::RawHtml, 12),
        (Code::RawHtml, 12),
        (Code::UnsupportedMarkdown, 12),
        (Code::UnsafeLink, 12),
        (Code::DanglingId, 12),
        (Code::RawHtml, 14),
        (Code::EmptySection, 16),
    ];
    assert_eq!(codes(&parsed), expected, "{:#?}", parsed.diagnostics);
}
