//! Tests the site of content with editions: the page of changes, the line on the first screen, and links to old ids. Without editions, a
//! site has none of these.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use carrot_core::{
    Date, Translation,
    history::{Edition, History},
    text::{Block, Inline},
};
use carrot_testing::{content_dir, example_dir, trunk_files};
use carrot_web::render::{self, Assets, Files, Options};
use expect_test::expect;

const URL: &str = "https://bot.example/privacy/";

fn assets() -> Assets {
    Assets::from_trunk(trunk_files()).unwrap()
}

fn content() -> Vec<Translation> {
    carrot_loader::load_all(&example_dir()).unwrap()
}

fn history() -> History {
    carrot_loader::history::read(&example_dir()).unwrap().unwrap()
}

/// Reads the first editions of a content folder.
fn history_of(content: &Path, editions: usize) -> History {
    let files = carrot_loader::history::files(content).unwrap();
    carrot_loader::history::of_files(&files[..editions]).unwrap().unwrap()
}

/// Returns the editions of the example bot: file name and unpacked text.
fn edition_texts() -> Vec<(String, String)> {
    let dir = example_dir();
    let unpacked = |name: String| {
        let text = carrot_loader::history::unpacked(&dir.join("history").join(&name)).unwrap();
        (name, text)
    };
    carrot_loader::history::files(&dir).unwrap().into_iter().map(|(name, _)| unpacked(name)).collect()
}

/// Renders the site of the example bot.
fn site(history: Option<History>) -> Files {
    let options = Options { public_url: Some(URL.parse().unwrap()), history, page_alone: true, ..Options::default() };
    render::site(assets(), content(), options).unwrap()
}

/// Returns a file as text.
fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    std::str::from_utf8(files.get(name).unwrap_or_else(|| panic!("{name} is missing"))).unwrap()
}

/// Returns the values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn page_of_changes_has_every_edition_and_no_broken_link() {
    let files = site(Some(history()));
    for (folder, up, direction) in [("", "", "Promises less"), ("fr/", "../", "Promet moins")] {
        let page = text(&files, &format!("{folder}index.html"));
        let changes = text(&files, &format!("{folder}changes/index.html"));
        assert!(changes.contains(direction) && changes.contains("7 days after it was sent"), "{changes}");
        assert!(!changes.contains("type=\"module\"") && !changes.contains(".wasm"), "no script is needed to read it");
        let ids = values(changes, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
        assert!(["edition-1", "edition-2", "edition-3"].iter().all(|id| ids.contains(id)));
        let on_page = values(page, "id");
        for link in values(changes, "href") {
            let known = match link {
                "data:," | "../" => true,
                // The same document in each language.
                _ if link == format!("../{up}changes/") || link == format!("../{up}fr/changes/") => true,
                // The privacy policy that these changes belong to.
                _ if link == format!("../{up}") => true,
                _ if link == format!("../{up}changes.xml") => true,
                _ => match (link.strip_prefix('#'), link.strip_prefix("../#")) {
                    (Some(id), _) => ids.contains(&id),
                    (_, Some(id)) => on_page.contains(&id),
                    _ => false,
                },
            };
            assert!(known, "{folder}changes/: {link}");
        }
        assert!(page.contains("href=\"./changes/#edition-3\""), "the line on the first screen");
        for part in ["\"dateModified\":\"2026-10-05\"", "\"version\":\"3\"", "type=\"application/atom+xml\""] {
            assert!(page.contains(part) && changes.contains(part), "{part}");
        }
    }
    assert!(text(&files, "changes.xml").contains(&format!("href=\"{URL}changes/#edition-3\"")));
    let policy: serde_json::Value = serde_json::from_str(text(&files, "policy.json")).unwrap();
    assert_eq!(policy["edition"]["number"], 3);
    assert_eq!(policy["history"].as_array().unwrap().len(), 3);
    assert!(files == site(Some(history())), "two builds are equal, byte for byte");
}

#[test]
fn without_editions_the_site_does_not_mention_them() {
    let (with, without) = (site(Some(history())), site(None));
    let added: Vec<_> = with.keys().filter(|name| !without.contains_key(*name)).collect();
    assert_eq!(added, ["changes.xml", "changes/index.html", "fr/changes/index.html"]);
    for (name, bytes) in &without {
        let text = String::from_utf8_lossy(bytes);
        // The schema describes both forms of policy.json.
        assert!(name.starts_with("schema/") || !text.contains("dateModified") && !text.contains("changes/"), "{name}");
    }
    let policy = content()[0].policy.clone();
    assert_eq!(text(&without, "policy.json"), carrot_core::export::policy_json(&policy).unwrap());
}

/// Every statement that is new in the newest edition, or has another text, has a mark that links to its change.
#[test]
fn statements_of_the_newest_edition_are_marked() {
    let files = site(Some(history()));
    let mut printed = String::new();
    for folder in ["", "fr/"] {
        let page = text(&files, &format!("{folder}index.html"));
        let known = values(text(&files, &format!("{folder}changes/index.html")), "id");
        for statement in page.split("<article").filter(|statement| statement.contains("class=\"statement\"")) {
            let statement = statement.split("</article>").next().unwrap();
            let Some((_, mark)) = statement.split_once("<a href=\"./changes/#") else { continue };
            let (anchor, mark) = mark.split_once("\">").unwrap();
            assert!(known.contains(&anchor), "{anchor}");
            printed += &format!("{folder}#{}: {} (#{anchor})\n", values(statement, "id")[0], mark.split('<').next().unwrap());
        }
    }
    expect![[r#"
        #complete-list: Changed 5 October 2026 (#edition-3-complete-list-statement)
        #language-kept: New 5 October 2026 (#edition-3-language-kept-statement)
        #purpose-language: New 5 October 2026 (#edition-3-purpose-language-statement)
        #reading-language-retention: New 5 October 2026 (#edition-3-reading-language-retention-statement)
        fr/#complete-list: Modifié le 5 octobre 2026 (#edition-3-complete-list-statement)
        fr/#language-kept: Ajouté le 5 octobre 2026 (#edition-3-language-kept-statement)
        fr/#purpose-language: Ajouté le 5 octobre 2026 (#edition-3-purpose-language-statement)
        fr/#reading-language-retention: Ajouté le 5 octobre 2026 (#edition-3-reading-language-retention-statement)
    "#]]
    .assert_eq(&printed);
}

/// Returns the text of HTML, with a space in place of each run of tags and white space.
fn without_tags(html: &str) -> String {
    let texts = html.split('<').enumerate().filter_map(|(index, part)| match index {
        0 => Some(part),
        _ => part.split_once('>').map(|(_, text)| text),
    });
    texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn site_with_one_edition_has_no_marks() {
    let first = history_of(&example_dir(), 1);
    let files = site(Some(first));
    assert!(!text(&files, "index.html").contains("changes/#"));
    assert!(text(&files, "changes/index.html").contains("id=\"edition-1\""));
}

/// The document contains the offer, the marks of editions and the line, hidden until the script shows them.
#[test]
fn offer_to_remember_an_edition_is_hidden_without_a_script() {
    let files = site(Some(history()));
    let mut printed = String::new();
    for folder in ["", "fr/"] {
        let changes = text(&files, &format!("{folder}changes/index.html"));
        let start = changes.find("id=\"since\"").unwrap();
        let tag = &changes[start..start + changes[start..].find('>').unwrap()];
        assert!(tag.contains("hidden") && tag.contains("data-key=\"read-dormouse\"") && tag.contains("data-newest=\"3\""), "{tag}");
        let (offer, _) = changes[start..].split_once("</section>").unwrap();
        printed += &format!("{folder}changes/: {}\n", without_tags(&offer[tag.len() + 1..]));
        let newer: Vec<_> = values(changes, "data-newer");
        assert_eq!(newer, ["3", "2", "1", "3", "2", "1"], "a link and a mark for each edition");
        for mark in changes.split("data-newer=").skip(1) {
            assert!(mark.split('>').next().unwrap().contains("hidden"));
        }
        let script = changes.rsplit_once("<script>").unwrap().1.split("</script>").next().unwrap();
        assert!(
            script.contains("localStorage") && !script.contains("//") && brotli(script.as_bytes()) < 700,
            "{}",
            brotli(script.as_bytes())
        );
    }
    for name in ["index.html", "embed/v1.js"] {
        let text = files.get(name).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        assert!(!text.contains(" data-newer"), "{name}");
    }
    // The first screen has a link, hidden as well, and the script within the line, before it is painted.
    for name in ["index.html", "fr/index.html"] {
        let page = text(&files, name);
        let (_, line) = page.split_once("<span data-key=\"read-dormouse\"").unwrap();
        let line = line.split("</p>").next().unwrap();
        assert!(line.starts_with(" data-newest=\"3\" hidden") && line.contains("href=\"./changes/#since\""), "{line}");
        let (link, script) = line.split_once("<script>").unwrap();
        assert!(script.ends_with("</script>"), "{line}");
        printed += &format!("{name}: {}\n", without_tags(&format!("<span{link}")));
    }
    expect![[r#"
        changes/: Since you last read Your browser can remember that you have read edition 3, and mark newer ones when you come back. It stores this number on your device and sends nothing. New since you last read: Edition 3, 5 October 2026 Edition 2, 15 January 2026 Edition 1, 10 November 2025 You have read edition 3, the newest. This browser keeps nothing for this page, so it cannot mark what is new. Remember on this device that I have read edition 3 Forget what I have read
        fr/changes/: Depuis votre dernière lecture Votre navigateur peut retenir que vous avez lu l’édition 3 et signaler les suivantes quand vous reviendrez. Il enregistre ce numéro sur votre appareil et n’envoie rien. Nouveau depuis votre dernière lecture : Édition 3, 5 octobre 2026 Édition 2, 15 janvier 2026 Édition 1, 10 novembre 2025 Vous avez lu l’édition 3, la plus récente. Ce navigateur ne conserve rien pour cette page : il ne peut pas signaler ce qui est nouveau. Retenir sur cet appareil que j’ai lu l’édition 3 Oublier ce que j’ai lu
        index.html: · New since you last read
        fr/index.html: · Nouveau depuis votre dernière lecture
    "#]].assert_eq(&printed);
    let first = history_of(&example_dir(), 1);
    assert!(!text(&site(Some(first)), "index.html").contains("data-key"), "no edition is newer than the first");
}

/// Returns the length of bytes after compression with brotli.
fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).unwrap();
    out.len()
}

/// Each of ten editions of this repository's content rewords a tenth of the statements.
#[test]
fn ten_editions_add_at_most_3_kb_to_the_page() {
    let content = carrot_loader::load_all(&content_dir()).unwrap();
    let edition = |number: u32| {
        let mut policy = content[0].policy.clone();
        let statements = policy.sections.iter_mut().flat_map(|section| &mut section.statements);
        for (index, statement) in statements.enumerate() {
            if index % 10 >= usize::try_from(number).unwrap() {
                let text = Inline::Text("It is kept for as long as it is needed, and may be shared.".to_owned());
                statement.text.push(Block::Paragraph(vec![text]));
            }
        }
        let date = Date::new(2026, u8::try_from(number).unwrap(), 3).unwrap();
        (Edition::file_name(number, date), Edition::text(number, date, "Clearer words.", &BTreeMap::new(), &policy).unwrap())
    };
    let history = History::read(&(1..=10).map(edition).collect::<Vec<_>>()).unwrap().unwrap();
    let marked = history.changes().next_back().unwrap().diff.unwrap().changes.len();
    assert!(marked > 5, "{marked}");
    let pages = |history: Option<History>| {
        let options = Options { public_url: Some(URL.parse().unwrap()), history, page_alone: true, ..Options::default() };
        render::site(assets(), content.clone(), options).unwrap()
    };
    let (with, without) = (pages(Some(history)), pages(None));
    for name in ["index.html", "fr/index.html"] {
        let (after, before) = (brotli(&with[name]), brotli(&without[name]));
        println!("{name}: {before} bytes without editions, {} more with ten editions and {marked} marks", after - before);
        assert!(after <= before + 3_000, "{name} grows by {} bytes", after - before);
    }
    println!("changes/index.html: {} bytes", brotli(&with["changes/index.html"]));
}

#[test]
fn links_to_retired_ids_lead_to_their_successors() {
    let mut all = content();
    // In the content, the statement has another id than in the editions.
    let policy = &mut all[0].policy;
    let statement = policy
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.statements)
        .find(|statement| statement.id.as_str() == "forget-command")
        .unwrap();
    statement.id = "forget-everything".parse().unwrap();
    let last = history().editions().last().unwrap().clone();
    let text_of = |retired: &[(&str, &str)]| {
        let retired = retired.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
        carrot_core::history::Edition::text(4, last.date, "", &retired, &all[0].policy).unwrap()
    };
    let mut files = edition_texts();
    files.push((carrot_core::history::Edition::file_name(4, last.date), text_of(&[("old-name", "reminder-kept")])));
    let history = History::read(&files).unwrap();
    let options = Options { history, page_alone: true, ..Options::default() };
    let files = render::site(assets(), vec![all.swap_remove(0)], options).unwrap();
    let page = text(&files, "index.html");
    for (old, new) in [("forget-command", "forget-everything"), ("old-name", "reminder-kept")] {
        let at = page.find(&format!("<span id=\"{old}\"></span>")).unwrap_or_else(|| panic!("{old}"));
        assert!(page[at..].split('>').nth(2).unwrap().contains(&format!(" id=\"{new}\"")), "{old}");
    }
}

/// Terms of service are a document of their own, and have the same marks and redirects.
#[test]
fn terms_document_has_marks_and_targets_of_old_links() {
    let mut original = content().swap_remove(0);
    let files = |policy: &carrot_core::Policy, number: u32, day: u8| {
        let date = Date::new(2026, 11, day).unwrap();
        let text = Edition::text(number, date, "", &BTreeMap::new(), policy).unwrap();
        (Edition::file_name(number, date), text)
    };
    let has_forget_command =
        |section: &carrot_core::Section| section.statements.iter().any(|statement| statement.id.as_str() == "forget-command");
    let at = original.policy.sections.iter().position(has_forget_command).unwrap();
    original.policy.sections[at].part = carrot_core::Part::Terms;
    let before = files(&original.policy, 1, 1);
    let statements = &mut original.policy.sections[at].statements;
    assert!(statements.len() > 1, "one to rename, one to reword");
    let renamed = statements.iter().position(|statement| statement.id.as_str() == "forget-command").unwrap();
    statements[renamed].id = "forget-everything".parse().unwrap();
    let reworded = usize::from(renamed == 0);
    statements[reworded].text = vec![Block::Paragraph(vec![Inline::Text("We may share it.".to_owned())])];
    let id = statements[reworded].id.to_string();
    let after = files(&original.policy, 2, 2);
    let history = History::read(&[before, after]).unwrap();
    let options = Options { history, page_alone: true, ..Options::default() };
    let files = render::site(assets(), vec![original], options).unwrap();
    for folder in ["", "fr/"] {
        let terms = text(&files, &format!("{folder}terms/index.html"));
        let known = values(text(&files, &format!("{folder}changes/index.html")), "id");
        let anchor = format!("edition-2-{id}-statement");
        assert!(terms.contains(&format!("href=\"../changes/#{anchor}\"")) && known.contains(&anchor.as_str()), "{folder}: {anchor}");
        assert!(terms.contains("<span id=\"forget-command\"></span>"), "{folder}");
        assert!(terms.contains("\"dateModified\":\"2026-11-02\"") && terms.contains("\"version\":\"2\""), "{folder}");
        // Old links name the page, because statements were on it before there were terms, or
        // because a reader confused the page with the document of the terms.
        let page = text(&files, &format!("{folder}index.html"));
        assert!(page.contains("<a id=\"forget-command\" href=\"./terms/#forget-everything\""), "{folder}");
    }
}

/// A link to a statement that moved between the page and the terms of service, or was removed, has a target in its old document.
#[test]
fn links_to_a_moved_or_removed_statement_lead_to_the_other_document_or_the_changes() {
    let original = content().swap_remove(0);
    let has_forget_command =
        |section: &carrot_core::Section| section.statements.iter().any(|statement| statement.id.as_str() == "forget-command");
    let at = original.policy.sections.iter().position(has_forget_command).unwrap();
    let in_part = |part: carrot_core::Part| {
        let mut moved = original.clone();
        moved.policy.sections[at].part = part;
        moved
    };
    let (on_page, in_terms) = (original.clone(), in_part(carrot_core::Part::Terms));
    let edition = |content: &Translation, number: u32| {
        let date = Date::new(2026, 11, u8::try_from(number).unwrap()).unwrap();
        let text = Edition::text(number, date, "", &BTreeMap::new(), &content.policy).unwrap();
        (Edition::file_name(number, date), text)
    };
    let built = |before: &Translation, after: Translation| {
        let history = History::read(&[edition(before, 1)]).unwrap();
        render::site(assets(), vec![after], Options { history, page_alone: true, ..Options::default() }).unwrap()
    };
    let files = built(&on_page, in_terms.clone());
    let link = "<a id=\"forget-command\" href=\"./terms/#forget-command\"";
    assert!(text(&files, "index.html").contains(link) && text(&files, "fr/index.html").contains(link));

    // Another section stays in the terms, and one of its statements is gone.
    let other =
        original.policy.sections.iter().position(|section| section.statements.len() > 1 && !has_forget_command(section)).unwrap();
    let (mut before, mut after) = (in_terms, on_page);
    for side in [&mut before, &mut after] {
        side.policy.sections[other].part = carrot_core::Part::Terms;
    }
    let gone = after.policy.sections[other].statements.remove(0).id;
    let files = built(&before, after);
    let terms = text(&files, "terms/index.html");
    assert!(terms.contains("<a id=\"forget-command\" href=\"../#forget-command\""), "{terms}");
    assert!(terms.contains(&format!("<span id=\"{gone}\"></span><a href=\"../changes/\">")), "{gone}: {terms}");
}

/// Other sites embed a section by its id, and link to statements in the documents of frames.
#[test]
fn retired_ids_are_in_embedded_documents() {
    let mut all = content();
    let section = all[0].policy.sections[0].id.to_string();
    let was = all[0].policy.sections[0].statements[0].id.to_string();
    for translation in &mut all {
        translation.policy.sections[0].statements[0].id = "another-name".parse().unwrap();
    }
    let date = Date::new(2026, 12, 1).unwrap();
    let retired = BTreeMap::from([("old-section".to_owned(), section.clone())]);
    let mut files = edition_texts();
    files.push((Edition::file_name(4, date), Edition::text(4, date, "", &retired, &all[0].policy).unwrap()));
    let options = Options { history: History::read(&files).unwrap(), ..Options::default() };
    let files = render::site(assets(), all, options).unwrap();
    for folder in ["", "fr/"] {
        let whole = text(&files, &format!("embed/{folder}all/index.html"));
        assert!(whole.contains(&format!("<span id=\"{was}\"></span>")), "{folder}");
        let (new, old) = (format!("embed/{folder}{section}/index.html"), format!("embed/{folder}old-section/index.html"));
        assert_eq!(text(&files, &new), text(&files, &old), "{folder}");
        assert!(text(&files, &new).contains("<span id=\"old-section\"></span>"), "{folder}");
    }
    assert!(text(&files, "embed/v1.js").contains("\"old-section\""));
}
