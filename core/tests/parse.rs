//! Parses content, and checks every diagnostic of invalid content.
#![cfg(feature = "parse")]
#![allow(missing_docs, clippy::unwrap_used, reason = "test helpers may fail loudly")]

use carrot_core::{
    Date, Extent, Part, Policy, Scope, Services,
    coverage::Status,
    diagnostic::Code,
    lint::lint,
    parse::{self, File, Parsed},
    text::{Block, Inline},
};
use expect_test::expect;

use crate::common::turnip::{BOT, POLICY};

/// Parses files, and drops warnings about folders: these tests have all tables in one file, so that
/// short files contain all errors.
fn parse(files: &[File]) -> Parsed {
    let reserved = |id: &str| ["sources", "query", "policy-title"].contains(&id);
    let mut parsed = parse::parse_reserving(files, &reserved);
    parsed.diagnostics.retain(|diagnostic| diagnostic.code != Code::WrongFolder);
    parsed
}

fn files(policy: &str, bot: &str) -> Vec<File> {
    let file = |path: &str, text: &str| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    vec![file("bot/bot.toml", bot), file("bot/policy.md", policy)]
}

fn good() -> Policy {
    let Parsed { policy, diagnostics, .. } = parse(&files(POLICY, BOT));
    assert_eq!(diagnostics, [], "the fixture is good");
    policy.unwrap()
}

/// Returns every diagnostic as `file:line:column code` for a policy with TOML or Markdown added.
#[track_caller]
fn wrong(policy: &str, bot: &str, expect: &[(&str, usize, usize, Code)]) {
    let Parsed { policy, diagnostics, .. } = parse(&files(policy, bot));
    assert!(policy.is_none(), "an error gives no policy");
    let got: Vec<_> = diagnostics.iter().map(|d| (d.file.as_str(), d.line, d.column, d.code)).collect();
    assert_eq!(got, expect, "{diagnostics:#?}");
    for d in &diagnostics {
        assert!(!d.message.is_empty() && !d.message.ends_with('.') && !d.hint.is_empty(), "{d:?}");
    }
}

#[track_caller]
fn wrong_text(text: &str, line: usize, column: usize, code: Code) {
    let policy = format!("{POLICY}\n{text}\n");
    let above = POLICY.lines().count() + 1;
    wrong(&policy, BOT, &[("bot/policy.md", above + line, column, code)]);
}

#[track_caller]
fn wrong_toml(toml: &str, line: usize, column: usize, code: Code) {
    let bot = format!("{BOT}\n{toml}\n");
    let above = BOT.lines().count() + 1;
    wrong(POLICY, &bot, &[("bot/bot.toml", above + line, column, code)]);
}

#[test]
fn valid_content_becomes_a_policy() {
    let policy = good();
    let statement = policy.statement(&"collects-names".parse().unwrap()).unwrap();
    assert_eq!(statement.title, "Turnip collects names");
    assert_eq!(policy.promises_to(statement), Some("people who use the bot"));
    let cited = policy.cited(&statement.cites[0]);
    assert_eq!((cited.title, cited.section), ("Turnip's policy", "Data"));
    assert_eq!(cited.as_of.unwrap().to_string(), "2024-02-29");
    let text = |text: &str| Inline::Text(text.to_owned());
    assert_eq!(
        statement.text[0],
        Block::Paragraph(vec![
            text("It "),
            Inline::Emphasis(vec![text("may")]),
            text(" collect "),
            Inline::Strong(vec![text("names")]),
            text(":")
        ])
    );
    let Block::List { start: None, items } = &statement.text[1] else { panic!("{:?}", statement.text[1]) };
    assert_eq!(items[0], [Block::Paragraph(vec![text("user "), Inline::Code("name".to_owned())])]);
    assert_eq!(items[1].len(), 2, "the second item has its text and a nested list");
    assert_eq!(policy.sections_of(Part::Policy).count(), 1);
    assert!(matches!(&policy.claims[0].scope, Scope::Services { services: Services::Only(list), .. } if list.len() == 1));
}

#[test]
fn serialized_policy_is_read_back_unchanged() {
    let policy = good();
    assert_eq!(Policy::from_bytes(&policy.to_bytes().unwrap()).unwrap(), policy);
    assert!(Policy::from_bytes(b"\xff\xff\xff\xff\xff\xff").is_err());
}

#[test]
fn coverage_comes_from_claims_and_a_missing_claim_does_not_exclude() {
    let policy = good();
    let cell = |service: &str| policy.coverage(&service.parse().unwrap(), &"iso-27001".parse().unwrap()).status;
    assert_eq!(cell("jar"), Status::Covered);
    assert_eq!(cell("barrel"), Status::Unstated);
}

#[test]
fn only_the_bot_makes_a_requirement_present() {
    let policy = good();
    let extents: Vec<_> = policy.gaps().map(|gap| gap.extent).collect();
    assert_eq!(extents, [Extent::Present, Extent::Partial]);
}

#[test]
fn markdown_errors_have_their_line() {
    let policy = format!("{POLICY}\na <b>bold</b> claim\n");
    let line = POLICY.lines().count() + 2;
    let place = |column| ("bot/policy.md", line, column, Code::RawHtml);
    wrong(&policy, BOT, &[place(3), place(10)]);
}

#[test]
fn each_error_has_its_code() {
    for (text, line, column, code) in [
        ("<script>alert(1)</script>", 1, 1, Code::RawHtml),
        ("see [this](javascript:alert)", 1, 5, Code::UnsafeLink),
        ("see [this](#other)", 1, 5, Code::DanglingId),
        ("see [this](#Collects_Names)", 1, 5, Code::DanglingId),
        ("see [this](other.md#names)", 1, 5, Code::UnsafeLink),
        ("see ![this](https://a.example/b.png)", 1, 5, Code::UnsupportedMarkdown),
        ("#### Deeper {#deeper}", 1, 1, Code::UnknownAttribute),
        ("### No id\n\nText.", 1, 1, Code::MissingId),
        ("### Bad id {#Bad_Id}\n\nText.", 1, 1, Code::BadId),
        ("### Taken {#sources}\n\nText.", 1, 1, Code::ReservedId),
        ("### Twice {#collects-names}\n\nText.", 1, 1, Code::DuplicateId),
        ("### Twice {#jar}\n\nText.", 1, 1, Code::DuplicateId),
        ("### Empty {#empty}", 1, 1, Code::EmptySection),
        ("## Empty {#empty}", 1, 1, Code::EmptySection),
        ("## Loose {#loose}\n\nText.\n\n### S {#s}\n\nText.", 3, 1, Code::TextOutsideStatement),
        ("### Unknown {#unknown party=unknown}\n\nText.", 1, 1, Code::DanglingId),
        ("### Nowhere {#nowhere source=nowhere/data}\n\nText.", 1, 1, Code::DanglingCitation),
        ("### Nowhere {#nowhere source=turnip-policy/nowhere}\n\nText.", 1, 1, Code::DanglingCitation),
        ("### Odd {#odd colour=red}\n\nText.", 1, 1, Code::UnknownAttribute),
        ("### Reading {#reading about=jar}\n\nText.", 1, 1, Code::BadReading),
        ("# Elsewhere {#elsewhere party=turnip source=law/1}\n\n## A {#a}\n\n### B {#b}\n\nText.", 1, 1, Code::UnknownPart),
        ("# Other {#hosting source=law/1}\n\n## A {#a}\n\n### B {#b}\n\nText.", 5, 1, Code::MissingParty),
        ("# Other {#hosting party=turnip}\n\n## A {#a}\n\n### B {#b}\n\nText.", 5, 1, Code::MissingSource),
        ("> > > > > > > > > > > deep", 1, 19, Code::TooDeep),
        ("### Query {#query}\n\nText.", 1, 1, Code::ReservedId),
        ("### Title {#policy-title}\n\nText.", 1, 1, Code::ReservedId),
        ("### Ours {#b source=ours/all}\n\nText.", 1, 1, Code::BadReading),
        ("### Ours {#b party=us}\n\nText.", 1, 1, Code::BadReading),
        ("### Ours {#b party=us source=ours/all,law/1}\n\nText.", 1, 1, Code::BadReading),
        ("### Same {#b party=us source=ours/all about=jar,cellar-certified .disagreement}\n\nText.", 1, 1, Code::BadReading),
        (
            "### Same {#b party=us source=ours/all about=cellar-certified,cellar-certified .disagreement}\n\nText.",
            1,
            1,
            Code::BadReading,
        ),
        ("## High {#high about=jar}\n\n### S {#s}\n\nText.", 1, 1, Code::UnknownAttribute),
        ("## High {#high .disagreement}\n\n### S {#s}\n\nText.", 1, 1, Code::UnknownAttribute),
        ("### Two {#one #two}\n\nText.", 1, 1, Code::UnknownAttribute),
        ("### Two {#b party=turnip party=cellar}\n\nText.", 1, 1, Code::UnknownAttribute),
        ("Text \u{202e} turned.", 1, 6, Code::BadValue),
        ("Text &#x202e; turned.", 1, 6, Code::BadValue),
    ] {
        wrong_text(text, line, column, code);
    }
    for (toml, line, column, code) in [
        ("[[service]]\nid = \"crock\"\nname = \"Crock\"\ngroup = \"common\"", 1, 1, Code::MissingSource),
        ("[[service]]\nid = \"crock\"\nname = \"Crock\"\ngroup = \"none\"\nsource = \"law/1\"", 4, 9, Code::BadValue),
        ("[[service]]\nid = \"crock\"\ngroup = \"common\"\nsource = \"law/1\"", 1, 1, Code::MissingKey),
        ("[[service]]\nname = \"Crock\"\ngroup = \"common\"\nsource = \"law/1\"", 1, 1, Code::MissingKey),
        (
            "[[service]]\nid = \"crock\"\nname = \"Crock\"\ngroup = \"common\"\nsource = \"law/1\"\ncolour = \"red\"",
            6,
            1,
            Code::TomlShape,
        ),
        ("[[service]]\nid = 7", 2, 6, Code::TomlShape),
        ("[[crock]]\nid = \"a\"", 1, 3, Code::TomlShape),
        ("[[region]]\nid = \"north\"\nname = \"North\"\nsource = \"law/1\"\nreading = \"nothing\"", 5, 11, Code::DanglingId),
        ("[[framework]]\nid = \"soc-9\"\nname = \"SOC 9\"\nshort = \"9\"\nkind = \"audit-scheme\"", 2, 6, Code::DanglingId),
        ("[[party]]\nid = \"jar\"\nname = \"Jar\"\nkind = \"other\"", 2, 6, Code::DuplicateId),
        ("[[source]]\nid = \"b\"\ntitle = \"B\"\nkind = \"rule\"\nas_of = 2023-02-29", 5, 9, Code::BadDate),
        ("[[source]]\nid = \"b\"\ntitle = \"B\"\nkind = \"rule\"\nlink = \"javascript:x\"", 5, 8, Code::UnsafeLink),
        ("[bot]", 1, 2, Code::TomlSyntax),
        ("[[data]]\nid = \"b\"\nname = \"B\"\nstatement = \"cellar-certified\"", 4, 13, Code::NotTheBots),
        (
            "[[data]]\nid = \"b\"\nname = \"B\"\nstatement = \"collects-names\"\nstorage = { text = \"X\", statement = \"cellar-certified\" }",
            5,
            37,
            Code::NotTheBots,
        ),
        ("[[data]]\nid = \"b\"\nname = \"B\"\nstatement = \"collects-names\"\npart_of = \"b\"", 5, 11, Code::BadValue),
        ("[[party]]\nid = \"b\"\nname = \"B\"\nkind = \"bot\"", 4, 8, Code::BadValue),
        ("[[answer]]\nrequirement = \"law-what\"\nwhy = \"x\"", 2, 15, Code::DuplicateId),
        ("[[party]]\nid = \"b\"\nname = \"B\"\nkind = \"host\"\npromises_to = \"\"", 5, 15, Code::MissingKey),
        ("[[party]]\nid = \"b\"\nname = \"\"\nkind = \"host\"", 3, 8, Code::MissingKey),
        ("[[party]]\nid = \"b\"\nname = \"B\\u202Ea\"\nkind = \"host\"", 3, 8, Code::BadValue),
        ("[[hint]]\nkind = \"vague-word\"\nwords = [\"a b\"]\ntext = \"x\"", 3, 10, Code::BadValue),
        ("[[hint]]\nkind = \"vague-word\"\nwords = [\"\"]\ntext = \"x\"", 3, 10, Code::MissingKey),
        ("[[question]]\nid = \"b\"\nask = \"B\"\ntitle = \"B\"", 1, 1, Code::MissingKey),
        ("[[region]]\nid = \"b\"\nname = \"B\"\nsource = \"law/1\"\nreading = \"collects-names\"", 5, 11, Code::BadReading),
    ] {
        wrong_toml(toml, line, column, code);
    }
}

#[test]
fn one_run_reports_all_errors() {
    let policy = format!("{POLICY}\n<b>x</b>\n\n### Twice {{#jar party=unknown}}\n\n[x](ftp://a)\n");
    let bot = BOT.replace("group = \"private\"", "group = \"odd\"").replace("holder = \"cellar\"", "holder = \"celar\"");
    let Parsed { policy, diagnostics, .. } = parse(&files(&policy, &bot));
    assert!(policy.is_none());
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(
        codes,
        [Code::BadValue, Code::DanglingId, Code::RawHtml, Code::RawHtml, Code::DuplicateId, Code::DanglingId, Code::UnsafeLink]
    );
    let typo = diagnostics.iter().find(|d| d.message.contains("celar")).unwrap();
    expect![[r#"
        bot/bot.toml:61:10: error[dangling-id]: no party has the id `celar`
          hint: did you mean `cellar`?"#]]
    .assert_eq(&typo.to_string());
}

#[test]
fn invalid_utf8_is_an_error() {
    let mut all = files(POLICY, BOT);
    all.push(File { path: "bot/zz.md".to_owned(), bytes: b"# a\n\xff".to_vec() });
    let Parsed { policy, diagnostics, .. } = parse(&all);
    assert!(policy.is_none());
    assert_eq!((diagnostics[0].code, diagnostics[0].line, diagnostics[0].column), (Code::NotUtf8, 2, 1));
    assert!(parse(&[]).policy.is_none());
}

#[test]
fn a_translation_changes_texts_and_nothing_else() {
    let mut all = files(POLICY, BOT);
    let file = |path: &str, text: &str| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    all.push(file("bot/fr/bot.toml", "[bot]\ndisclaimer = \"Une reformulation.\"\n[inventory]\nfrom = { text = \"De Discord\" }\n[[data]]\nid = \"user-name\"\nname = \"Nom\"\n"));
    all.push(file(
        "bot/fr/policy.md",
        "# Collecte {#collected-data}\n\n## Noms {#names}\n\n### Turnip collecte des noms {#collects-names}\n\nDes noms.\n",
    ));
    let Parsed { policy, translations, diagnostics, .. } = parse(&all);
    assert_eq!(diagnostics, []);
    assert_eq!(policy.unwrap(), good(), "the original stays as it is");
    let [french] = translations.as_slice() else { panic!("{translations:?}") };
    assert_eq!(french.lang.as_str(), "fr");
    let statement = french.policy.statement(&"collects-names".parse().unwrap()).unwrap();
    assert_eq!((statement.title.as_str(), statement.party.as_str()), ("Turnip collecte des noms", "turnip"));
    assert_eq!(french.policy.bot.disclaimer, "Une reformulation.");
    assert_eq!(french.policy.inventory.items[0].name, "Nom");
    let from = french.policy.inventory.whole.from.as_ref().unwrap();
    assert_eq!((from.text.as_str(), from.statement.as_str()), ("De Discord", "collects-names"));
    assert_eq!(french.lang_of("collects-names").as_str(), "fr");
    for (id, lang) in [("cellar-certified", "en"), ("names", "fr"), ("user-name", "fr"), ("law-what", "en"), ("collected", "en")] {
        assert_eq!(french.lang_of(id).as_str(), lang, "untranslated texts have the language of the content: {id}");
    }
    let ids = |policy: &Policy| policy.statements().map(|statement| statement.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&french.policy), ids(&good()));
}

#[test]
fn a_translation_without_original_is_an_error() {
    let mut all = files(POLICY, BOT);
    let file = |path: &str, text: &str| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    all.push(file("bot/fr/a.toml", "[[data]]\nid = \"unknown\"\nname = \"Nom\"\n[[service]]\nid = \"jar\"\ngroup = \"private\"\n"));
    all.push(file(
        "bot/fr/b.md",
        "# A {#policy}\n\n## B {#iso-27001}\n\n### C {#c}\n\nD.\n\n### E {#cellar-certified party=turnip}\n\nF.\n",
    ));
    let got: Vec<_> = parse(&all).diagnostics.iter().map(|d| (d.file.clone(), d.line, d.column, d.code)).collect();
    let at = |file: &str, line, column, code| (file.to_owned(), line, column, code);
    assert_eq!(
        got,
        [
            at("bot/fr/a.toml", 1, 1, Code::DanglingId),
            at("bot/fr/a.toml", 6, 1, Code::TomlShape),
            at("bot/fr/b.md", 5, 1, Code::DanglingId),
            at("bot/fr/b.md", 9, 1, Code::UnknownAttribute),
        ]
    );
}

#[test]
fn hints_list_gaps_and_vague_words() {
    let bot = format!(
        "{}\n[[hint]]\nkind = \"vague-word\"\nwords = [\"collect\"]\ntext = \"say more\"\n[[hint]]\nkind = \"retiring-data\"\nwords = [\"name\"]\ntext = \"retire\"\n",
        BOT.replace("statement = \"collects-names\"\nfrom", "statement = \"collects-names\"\nopen_ended = true\nfrom")
    );
    let Parsed { policy, places, diagnostics, .. } = parse(&files(POLICY, &bot));
    assert_eq!(diagnostics, []);
    let policy = policy.unwrap();
    let codes = |today: (u16, u8, u8)| {
        let today = Date::new(today.0, today.1, today.2).unwrap();
        lint(&policy, &places, today).iter().map(|d| (d.code, d.file.clone(), d.line > 0)).collect::<Vec<_>>()
    };
    let at = |code, file: &str| (code, file.to_owned(), true);
    let always = [
        at(Code::Gap, "bot/bot.toml"),
        at(Code::OpenEndedList, "bot/policy.md"),
        at(Code::VagueWord, "bot/policy.md"),
        at(Code::RetiringData, "bot/bot.toml"),
    ];
    assert_eq!(codes((2025, 2, 28)), always);
    assert_eq!(codes((2025, 3, 1)), [&always[..], &[at(Code::OldSource, "bot/bot.toml")]].concat());
}

/// Checks the diagnostics for a table in which one piece is replaced.
#[track_caller]
fn wrong_instead(old: &str, new: &str, expect: &[Code]) {
    assert!(BOT.contains(old), "{old}");
    let Parsed { diagnostics, .. } = parse(&files(POLICY, &BOT.replacen(old, new, 1)));
    assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), expect, "{new}: {diagnostics:#?}");
}

#[test]
fn answers_need_statements_of_the_bot() {
    wrong_instead(
        "party = \"turnip\"\nhost",
        "party = \"us\"\nhost",
        &[Code::BadValue, Code::NotTheBots, Code::NotTheBots, Code::NotTheBots, Code::MissingKey],
    );
    wrong_instead("host = \"cellar\"", "host = \"turnip\"", &[Code::BadValue]);
    wrong_instead("why = \"Turnip itself says nothing of it.\"", "", &[Code::MissingKey]);
    let answer = "statements = [\"cellar-certified\"]\nextent = \"present\"\nwhy = \"Turnip itself says nothing of it.\"";
    wrong_instead(answer, "", &[Code::MissingKey]);
    wrong_instead(answer, "extent = \"partial\"\nwhy = \"So.\"", &[Code::BadValue]);
    wrong_instead(answer, "beside = [\"collects-names\"]", &[Code::BadValue]);
    wrong_instead(answer, "statements = [\"collects-names\"]\nextent = \"partial\"", &[Code::MissingKey]);
    let reading = "\n## Read {#read party=us source=ours/all}\n\n### Read so {#read-so}\n\nText.\n";
    let bot = BOT.replace("statements = [\"cellar-certified\"]", "statements = [\"collects-names\", \"read-so\"]");
    let codes: Vec<_> =
        parse(&files(&format!("{POLICY}{reading}"), &bot)).diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::NotTheBots]);
}

#[test]
fn parts_have_one_level() {
    let item = |id: &str, whole: &str| {
        format!("[[data]]\nid = \"{id}\"\nname = \"X\"\nstatement = \"collects-names\"\npart_of = \"{whole}\"\n")
    };
    let codes = |more: String| {
        parse(&files(POLICY, &format!("{BOT}{more}"))).diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(item("a", "user-name")), []);
    assert_eq!(codes(item("a", "user-name") + &item("b", "a")), [Code::BadValue]);
    assert_eq!(codes(item("a", "b") + &item("b", "a")), [Code::BadValue; 2]);
}

#[test]
fn one_mistake_is_one_diagnostic() {
    wrong_instead("as_of = 2024-02-29", "as_of = \"2024-02-29\"", &[Code::BadDate]);
    wrong_instead("disclaimer = \"A restatement.\"", "disclaimer = 7", &[Code::TomlShape]);
    wrong_instead("short = \"27001\"", "short = 27001", &[Code::TomlShape]);
    wrong_instead("group = \"common\"", "group = \"common\"\ncolour = 1\nflavour = 2", &[Code::TomlShape; 2]);
    wrong_instead("text = \"Discord\"", "text = \"Discord\", who = \"x\"", &[Code::TomlShape]);
}

#[test]
fn a_bom_is_ignored() {
    let Parsed { policy, diagnostics, .. } = parse(&files(&format!("\u{feff}{POLICY}"), BOT));
    assert_eq!(diagnostics, []);
    assert_eq!(policy.unwrap(), good());
    let policy = format!("\u{feff}{}", POLICY.replacen("{#collected-data", "{#collected", 1));
    wrong(&policy, BOT, &[("bot/policy.md", 1, 1, Code::UnknownPart)]);
}

#[test]
fn an_empty_folder_is_an_error() {
    let diagnostics = parse(&[]).diagnostics;
    assert_eq!(
        diagnostics.iter().map(|diagnostic| (diagnostic.file.as_str(), diagnostic.code)).collect::<Vec<_>>(),
        [("bot/bot.toml", Code::NotOnce)]
    );
    let mut all = files(POLICY, BOT);
    all.push(File { path: "bot/readings.MD".to_owned(), bytes: Vec::new() });
    let Parsed { policy, diagnostics, .. } = parse(&all);
    assert!(policy.is_some(), "a warning stops nothing");
    assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [Code::UnknownEnding]);
}

#[test]
fn a_translation_cannot_change_facts() {
    let with = |path: &str, text: &str, bot: &str| {
        let mut all = files(POLICY, bot);
        all.push(File { path: path.to_owned(), bytes: text.as_bytes().to_vec() });
        parse(&all).diagnostics
    };
    let limited = BOT.replace("services = [\"jar\"]", "services = [\"jar\"]\nconditions = [\"one\", \"two\"]");
    for (text, codes) in [
        ("[[claim]]\nid = \"claim-iso\"\nconditions = [\"un\", \"deux\"]", &[][..]),
        ("[[claim]]\nid = \"claim-iso\"\nconditions = [\"un\"]", &[Code::TomlShape]),
        ("[[claim]]\nid = \"claim-iso\"\nevidence = \"preuve\"", &[Code::TomlShape]),
        ("[inventory]\nretention = { text = \"Un jour\" }", &[Code::TomlShape]),
        ("[inventory]\nfrom = { text = \"Discord\", statement = \"cellar-certified\" }", &[Code::TomlShape]),
        ("[[service]]\nid = \"jar\"\nname = [\"Bocal\"]", &[Code::TomlShape]),
        ("[[service]]\nid = \"jar\"\nname = \"A\"\n[[service]]\nid = \"jar\"\nname = \"B\"", &[Code::DuplicateId]),
    ] {
        let reported = with("bot/fr/a.toml", text, &limited);
        assert_eq!(reported.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), codes, "{text}: {reported:#?}");
    }
    let head = "# A {#policy}\n\n## B {#iso-27001}\n\n";
    for (text, code) in [
        ("### C {#cellar-certified}\n", Code::EmptySection),
        ("### C {#cellar-certified}\n\nD.\n\n### C {#cellar-certified}\n\nD.\n", Code::DuplicateId),
    ] {
        let reported = with("bot/fr/a.md", &format!("{head}{text}"), BOT);
        assert_eq!(reported.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [code], "{text}: {reported:#?}");
    }
    let reported = with("bot/en/a.toml", "[[service]]\nid = \"jar\"\nname = \"A\"", BOT);
    assert_eq!(reported.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [Code::BadValue]);
    let reported = with("bot/faq/a.toml", "[[service]]\nid = \"mug\"\nname = \"A\"", BOT);
    assert!(reported[0].hint.contains("`faq/`"), "{reported:#?}");
}

#[test]
fn a_name_and_a_german_noun_keep_their_capital_in_a_sentence() {
    let policy = carrot_testing::example();
    let host = &policy.parties.iter().find(|party| party.kind == carrot_core::PartyKind::Host).unwrap().name;
    let id = format!("{host} id");
    assert_eq!(policy.within_sentence(&id), id);
    assert_eq!(policy.within_sentence("Message content"), "message content");
    assert_eq!(policy.within_sentence("X handle"), "X handle");
    let mut german = policy.clone();
    german.bot.lang = carrot_testing::id("de-AT");
    assert_eq!(german.within_sentence("Nutzername"), "Nutzername");
}
