//! Imports a policy again: ids, titles and mappings stay, and changes are listed.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{check, import};
use expect_test::expect;

#[test]
fn importing_again_keeps_ids_titles_and_mappings() {
    let before = "# P\n\n## Retention\n\nWe keep logs for 30 days, and nothing else at all.\n\n## Contact\n\nWrite to me@bot.example.\n\n## Old\n\nThis goes away.\n";
    let mut first = import(before.as_bytes()).unwrap().files;
    // The author checks one answer and gives a title.
    let policy = first["bot/policy.md"].replace("### We keep logs for 30 days, and nothing else at all", "### Logs: 30 days");
    let id = "we-keep-logs-for-30-days-and-nothing-else-at-all";
    assert!(policy.contains(&format!("### Logs: 30 days {{#{id}}}")), "{policy}");
    first.insert("bot/policy.md".to_owned(), policy);
    let answers = first["bot/answers.toml"].replace(
        &format!("requirement = \"gdpr-retention\"\nstatements = [\"{id}\"]\nextent = \"unreviewed\""),
        &format!("requirement = \"gdpr-retention\"\nstatements = [\"{id}\"]\nextent = \"present\""),
    );
    assert!(answers.contains("extent = \"present\""), "{answers}");
    first.insert("bot/answers.toml".to_owned(), answers);

    let same = common::again(before.as_bytes(), &first).unwrap();
    assert_eq!(same.files["bot/policy.md"], first["bot/policy.md"]);
    assert_eq!(same.report.changes, []);

    let after = "# P\n\n## How to reach us\n\nWrite to me@bot.example.\n\n## Retention\n\nWe keep logs for 14 days, and nothing else at all.\n\n## New\n\nSomething else entirely is said here.\n";
    let then = common::again(after.as_bytes(), &first).unwrap();
    let policy = &then.files["bot/policy.md"];
    assert!(policy.contains(&format!("{{#{id}}}")), "{policy}");
    assert!(policy.contains("{#write-to-me-bot-example}"), "{policy}");
    assert!(then.files["bot/answers.toml"].contains("extent = \"present\""));
    let changes: Vec<String> = then.report.changes.iter().map(ToString::to_string).collect();
    for (what, of) in [("moved", "write-to-me"), ("changed", id), ("is new", "Something"), ("was removed", "this-goes-away")] {
        assert!(changes.iter().any(|change| change.contains(what) && change.contains(of)), "{what} {of}: {changes:#?}");
    }
    let mut then = then;
    then.files.insert("bot/bot.toml".to_owned(), first["bot/bot.toml"].clone());
    assert_eq!(check(&then), Vec::<String>::new());
}

#[test]
fn a_section_with_another_place_is_listed_as_moved() {
    let section = |name: &str, text: &str| format!("## {name}\n\n{text}\n\n");
    let [kept, shared, contact] = [
        section("Retention", "Lanterns burn for 30 days."),
        section("Sharing", "### Hosts\n\nOne host.\n\n### Others\n\nNo others at all."),
        section("Contact", "Write to me@bot.example."),
    ];
    let first = import(format!("# P\n\n{kept}{shared}{contact}").as_bytes()).unwrap().files;
    let changes = |policy: String| -> Vec<String> {
        let changes = common::again(policy.as_bytes(), &first).unwrap().report.changes;
        changes.iter().map(|note| format!("{} {}", note.what, note.text)).collect()
    };
    assert_eq!(changes(format!("# P\n\n{contact}{kept}{shared}")), ["moved section \"Contact\" (at the beginning)"]);
    assert_eq!(changes(format!("# P\n\n{shared}{kept}{contact}")), ["moved section \"Sharing\" (at the beginning)"]);
    let turned = section("Sharing", "### Others\n\nNo others at all.\n\n### Hosts\n\nOne host.");
    assert_eq!(changes(format!("# P\n\n{kept}{turned}{contact}")), ["moved \"Others\" (at the beginning)"]);
}

#[test]
fn facts_of_removed_statements_are_removed_and_reported() {
    let before = "# P\n\n## Data\n\n### Names\n\nWe keep your name.\n\n### Colors\n\nWe keep your favorite color.\n\n## Sharing\n\n### Kiln\n\nKiln Ltd. stores it.\n\n\
                  ### Consent\n\nYou have agreed.\n";
    let mut first = import(before.as_bytes()).unwrap().files;
    let data = "#:schema ../schema.json\n# Written by the author.\n[inventory]\nstatement = \"names\"\nopen_ended = false\n\n\
                [[data]]\nid = \"name\"\nname = \"Name\"\nstatement = \"names\"\n\n\
                [[data]]\nid = \"color\"\nname = \"Color\" # as in the app\nstatement = \"colors\"\n\n\
                [[data]]\nid = \"nickname\"\nname = \"Nickname\"\nstatement = \"names\"\npart_of = \"color\"\n\n\
                [[recipient]]\nid = \"kiln-ltd\"\nname = \"Kiln Ltd.\"\nstatement = \"kiln\"\n\n\
                [[recipient]]\nid = \"oven\"\nname = \"Oven\"\nstatement = \"names\"\ndata = [\"color\"]\n\n\
                [[recipient]]\nid = \"bakery\"\nname = \"Bakery\"\nstatement = \"names\"\ndata = [\"name\", \"color\"]\n\n\
                [[legal_basis]]\nid = \"basis-consent\"\nbasis = \"consent\"\nstatement = \"consent\"\n";
    first.insert("bot/data.toml".to_owned(), data.to_owned());
    let same = common::again(before.as_bytes(), &first).unwrap();
    assert_eq!((same.files["bot/data.toml"].as_str(), same.report.changes.as_slice()), (data, [].as_slice()));

    let after = "# P\n\n## Data\n\n### Names\n\nWe keep your name.\n\n## Sharing\n\n### Nothing else\n\nEverything remains here.\n";
    let then = common::again(after.as_bytes(), &first).unwrap();
    let data = &then.files["bot/data.toml"];
    assert!(data.contains("\"name\"") && !["color", "kiln", "oven", "basis-consent"].iter().any(|id| data.contains(id)), "{data}");
    assert!(data.starts_with("#:schema") && data.contains("nickname") && data.contains("data = [\"name\"]"), "{data}");
    let mut checked = then.clone();
    checked.files.insert("bot/bot.toml".to_owned(), first["bot/bot.toml"].clone());
    assert_eq!(check(&checked), Vec::<String>::new());
    let changes: Vec<String> = then.report.changes.iter().map(ToString::to_string).collect();
    for change in [
        "data item removed, because its statement was removed: color",
        "recipient removed, because its statement was removed: kiln-ltd",
        "recipient removed, because the data items that it names were removed: oven",
        "legal basis removed, because its statement was removed: basis-consent",
        "comments in bot/data.toml were lost, because the file was written again: # Written by the author. # as in the app",
    ] {
        assert!(changes.iter().any(|other| other == change), "{change}: {changes:#?}");
    }
}

#[test]
fn previous_content_that_cannot_be_used_is_refused_with_the_fix() {
    let policy = b"# P\n\n## Data\n\nNames are kept.\n";
    let refused = |path: &str, text: &str| {
        let mut previous = import(policy).unwrap().files;
        previous.insert(path.to_owned(), text.to_owned());
        common::again(policy, &previous).unwrap_err().to_string()
    };
    expect!["`bot/more.md` also contains text of the policy: import into another folder, and compare"]
        .assert_eq(&refused("bot/more.md", "# More"));
    expect!["`bot/answers.toml` is not valid: unclosed array table, expected `]]`: correct it, or remove the file"]
        .assert_eq(&refused("bot/answers.toml", "[[answer"));
    let comments = "# kept by the author\n".repeat(carrot_import::MAX_RESULT / 21 + 1);
    let data = import(policy).unwrap().files["bot/data.toml"].replace("unreviewed = true", "unreviewed = false");
    expect!["`bot/data.toml` would be larger than 4 MiB, the limit for files of content: shorten the text"]
        .assert_eq(&refused("bot/data.toml", &(comments + &data)));
}

#[test]
fn comments_of_answers_stay_with_their_table_or_are_reported() {
    let before =
        "# P\n\n## Retention\n\nWe keep logs for 30 days, and nothing else at all.\n\n## Contact\n\nWrite to me@bot.example.\n";
    let mut first = import(before.as_bytes()).unwrap().files;
    let of = |requirement: &str| format!("[[answer]]\nrequirement = \"{requirement}\"\n");
    let (kept, lost) = (of("gdpr-controller"), of("gdpr-retention"));
    let answers = first["bot/answers.toml"]
        .replace(&kept, &format!("# ask the gardener\n{}", kept.replace("controller\"", "controller\" # that is me")))
        .replace(&lost, &format!("# ask the baker\n{}", lost.replace("retention\"", "retention\" # \"30\" days")));
    assert!(answers.contains("gardener") && answers.contains("baker"), "{answers}");
    first.insert("bot/answers.toml".to_owned(), answers);
    let same = common::again(before.as_bytes(), &first).unwrap();
    assert_eq!((&same.files["bot/answers.toml"], same.report.changes.as_slice()), (&first["bot/answers.toml"], [].as_slice()));
    let after = before.replace("## Retention\n\nWe keep logs for 30 days, and nothing else at all.\n\n", "");
    let then = common::again(after.as_bytes(), &first).unwrap();
    let answers = &then.files["bot/answers.toml"];
    assert!(answers.contains("# ask the gardener\n[[answer]]") && answers.contains("# that is me"), "{answers}");
    let changes: Vec<String> = then.report.changes.iter().map(ToString::to_string).collect();
    let lost = "comments in bot/answers.toml were lost, because the file was written again: # ask the baker # \"30\" days";
    assert!(changes.iter().any(|change| change == lost), "{changes:#?}\n{answers}");
}

#[test]
fn a_list_of_data_that_the_author_has_begun_to_check_stays() {
    let policy = "# P\n\n## Data we collect\n\nWe collect:\n\n- User ID\n- Server ID\n\n## Retention\n\nWe keep it for 30 days.\n";
    let first = import(policy.as_bytes()).unwrap().files;
    let later = policy.replace("- Server ID\n", "- Channel ID\n").replace("30 days", "45 days");
    // An unchanged proposal is proposed again.
    let again = common::again(later.as_bytes(), &first).unwrap().files;
    assert!(
        again["bot/data.toml"].contains("Channel ID") && !again["bot/data.toml"].contains("Server ID"),
        "{}",
        again["bot/data.toml"]
    );
    let id = "we-keep-it-for-30-days";
    let own = "\n[[data]]\nid = \"own\"\nname = \"Own\" # by me\nstatement = \"we-keep-it-for-30-days\"\n";
    let fact = format!("name = \"User ID\"\nretention = {{ text = \"30 days\", statement = \"{id}\" }}\n");
    let mut edited = first.clone();
    let data = first["bot/data.toml"].replace("name = \"User ID\"\n", &fact) + own;
    assert!(data.contains("retention"), "{data}");
    edited.insert("bot/data.toml".to_owned(), data.clone());
    let same = common::again(policy.as_bytes(), &edited).unwrap();
    assert_eq!((&same.files["bot/data.toml"], same.report.changes.as_slice()), (&data, [].as_slice()));
    let then = common::again(later.as_bytes(), &edited).unwrap();
    let merged = &then.files["bot/data.toml"];
    let added = merged.strip_prefix(&data).unwrap_or_else(|| panic!("{merged}"));
    assert!(added.starts_with("\n# proposed\n[[data]]\n") && added.contains("name = \"Channel ID\""), "{added}");
    let changes: Vec<String> = then.report.changes.iter().map(ToString::to_string).collect();
    for change in [
        "a data item was proposed in bot/data.toml: Channel ID",
        "check this data item, because no list of the policy names it any more: data-server-id",
        "check these facts in bot/data.toml, because the text of their statement has changed: data-user-id: retention",
    ] {
        assert!(changes.iter().any(|other| other == change), "{change}: {changes:#?}");
    }
    let mut checked = then.clone();
    checked.files.insert("bot/bot.toml".to_owned(), first["bot/bot.toml"].clone());
    assert!(!check(&checked).iter().any(|reported| reported.contains("error")), "{:?}", check(&checked));
    // A proposal that the author removed is not made again.
    let mut edited = then.files.clone();
    edited.insert("bot/data.toml".to_owned(), data.clone());
    assert!(!common::again(later.as_bytes(), &edited).unwrap().files["bot/data.toml"].contains("Channel ID"));
    // A list that is reviewed stays as it is: new data is only reported.
    let mut reviewed = edited.clone();
    reviewed.insert("bot/data.toml".to_owned(), data.replace("unreviewed = true\n", ""));
    reviewed.insert("bot/source.toml".to_owned(), first["bot/source.toml"].clone());
    let then = common::again(later.as_bytes(), &reviewed).unwrap();
    assert_eq!(then.files["bot/data.toml"], reviewed["bot/data.toml"]);
    let note = "the policy may list more data, which bot/data.toml does not have: Channel ID";
    assert!(then.report.changes.iter().any(|change| change.to_string() == note), "{:#?}", then.report.changes);
}

#[test]
fn tables_in_files_of_the_author_are_reported_if_their_statement_is_gone() {
    let before = "# P\n\n## Sharing\n\n### Kiln\n\nKiln Ltd. stores it.\n\n### Rights\n\nYou may delete it.\n\n## Contact\n\n### Mail\n\nWrite to me@bot.example.\n";
    let mut first = import(before.as_bytes()).unwrap().files;
    let declared = "[[recipient]]\nid = \"kiln\"\nname = \"Kiln\"\nstatement = \"kiln\"\npurpose = { text = \"store it\", statement = \"kiln\" }\n\n\
                    [[right]]\nkind = \"deletion\"\nstatement = \"policy-rights\"\n";
    first.insert("bot/proposed.toml".to_owned(), declared.to_owned());
    let contact = "\n[[contact]]\nkind = \"mail\"\nto = \"me@bot.example\"\npurpose = [\"privacy\"]\nstatement = \"mail\"\n";
    let bot = first["bot/bot.toml"].clone() + contact;
    first.insert("bot/bot.toml".to_owned(), bot);
    let changes = |policy: &str| -> Vec<String> {
        let all = common::again(policy.as_bytes(), &first).unwrap().report.changes;
        all.iter().filter(|note| note.what.contains(".toml")).map(ToString::to_string).collect()
    };
    assert_eq!(changes(before), Vec::<String>::new());
    let after = "# P\n\n## Sharing\n\n### Rights\n\nYou may delete it, and ask for it.\n";
    assert_eq!(
        changes(after),
        [
            "in bot/bot.toml, name another statement in this [[contact]], or delete it, because its statement was removed: me@bot.example: mail",
            "in bot/proposed.toml, name another statement in this [[recipient]], or delete it, because its statement was removed: kiln: kiln",
            "in bot/proposed.toml, check this [[right]], because the text of its statement has changed: deletion: policy-rights",
        ]
    );
}

#[test]
fn each_key_that_names_a_removed_statement_is_reported() {
    let before = "# P\n\n## Sharing\n\n### Kiln\n\nKiln Ltd. stores it.\n\n### Oven\n\nThe oven is warm.\n\n### Rest\n\nNothing else is shared.\n";
    let mut first = import(before.as_bytes()).unwrap().files;
    let declared = "[right]\nkind = \"deletion\"\nstatement = \"kiln\"\n\n\
                    [[general_answer]]\nquestion = \"colors\"\nstatements = [\"kiln\", \"rest\"]\nbeside = [\"oven\"]\n\n\
                    [[general_answer]]\nquestion = \"lamps\"\nstatements = \"oven\"\n\n\
                    [[privileged_intent]]\nintent = \"members\"\nstored = { text = \"stored\", statement = \"kiln\" }\n\
                    days = [{ text = \"5\", statement = \"oven\" }]\n";
    first.insert("bot/proposed.toml".to_owned(), declared.to_owned());
    let after = "# P\n\n## Sharing\n\n### Rest\n\nNothing else is shared.\n";
    let all = common::again(after.as_bytes(), &first).unwrap().report.changes;
    let removed = |table: &str, of: &str| {
        format!("in bot/proposed.toml, name another statement in this {table}, or delete it, because its statement was removed: {of}")
    };
    assert_eq!(
        all.iter().filter(|note| note.what.contains("proposed.toml")).map(ToString::to_string).collect::<Vec<_>>(),
        [
            removed("[[general_answer]]", "colors: kiln, oven"),
            removed("[[general_answer]]", "lamps: oven"),
            removed("[[privileged_intent]]", "members: kiln, oven"),
            removed("[right]", "deletion: kiln"),
        ]
    );
}

#[test]
fn a_table_of_data_that_is_alone_loses_its_facts_like_one_of_several() {
    let before = "# P\n\n## Data\n\n### Names\n\nWe keep your name.\n\n### Consent\n\nYou have agreed.\n";
    let mut first = import(before.as_bytes()).unwrap().files;
    let data = "[inventory]\nstatement = \"names\"\n\n[[data]]\nid = \"name\"\nname = \"Name\"\nstatement = \"names\"\n\n\
                [legal_basis]\nid = \"basis-consent\"\nbasis = \"consent\"\nstatement = \"consent\"\n";
    first.insert("bot/data.toml".to_owned(), data.to_owned());
    let same = common::again(before.as_bytes(), &first).unwrap();
    assert_eq!(same.files["bot/data.toml"], data);
    let then = common::again(b"# P\n\n## Data\n\n### Names\n\nWe keep your name.\n", &first).unwrap();
    assert!(!then.files["bot/data.toml"].contains("basis-consent"), "{}", then.files["bot/data.toml"]);
    assert!(then.report.changes.iter().any(|note| note.text == "basis-consent"), "{:#?}", then.report.changes);
}

#[test]
fn statements_with_the_same_words_stay_in_their_order() {
    let policy = |sign: &str| {
        let long = "the lamp shines in the garden and the firefly sings in the shed while the owl sleeps on the roof".repeat(2);
        format!("# P\n\n## One\n\nOne two three{sign} {long}.\n\nThree two one{sign} {long}.\n")
    };
    let first = import(policy("").as_bytes()).unwrap().files;
    let ids = |policy: &str| {
        policy.lines().filter_map(|line| line.strip_prefix("### ")?.split("{#").nth(1)).map(str::to_owned).collect::<Vec<_>>()
    };
    let then = common::again(policy(",").as_bytes(), &first).unwrap();
    let before = ids(&first["bot/policy.md"]);
    assert_eq!(before.len(), 2);
    assert_eq!(ids(&then.files["bot/policy.md"]), before);
}

#[test]
fn proposals_that_an_import_writes_once_are_not_written_again() {
    let policy = "# \n（一）共享<ul>\n一、收集";
    let first = import(policy.as_bytes()).unwrap().files;
    assert!(first.contains_key("bot/proposed.toml"));
    assert!(!common::again(policy.as_bytes(), &first).unwrap().files.contains_key("bot/proposed.toml"));
}
