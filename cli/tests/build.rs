//! Tests `carrot build`: it writes the site that the libraries render, and an error is one sentence. The wasm, JavaScript and CSS are
//! fixtures, so that no test needs Trunk.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use carrot_core::{PackageContent, i18n::Messages};
use carrot_server::{
    encoding::Encoding,
    headers::{HEADERS_FILE, HeaderFormat, Manifest},
    site::Site,
};
use carrot_testing::{Folder, content_dir, example_dir, files_below, trunk_files};
use carrot_web::{
    page::DiscordReply,
    render::{self, Assets, Files, Options},
};
use expect_test::{expect, expect_file};

use crate::process::{carrot, run, text};

const URL: &str = "https://bot.example/privacy/";

/// Writes the page's wasm, JavaScript and CSS, as `cargo xtask build` does. Returns their folder.
fn write_assets(folder: &Folder) -> String {
    for (name, bytes) in assets().into_files() {
        folder.write(&format!("assets/{name}"), bytes);
    }
    for (name, text) in [
        ("carrot.js", "export {};"),
        ("carrot_bg.wasm", "\0asm"),
        ("mount.js", "const BASE = \"%PUBLIC_URL%\";"),
        ("changes.js", "const EDITIONS = \"%CHANGES%\";"),
    ] {
        folder.write(&format!("assets/pkg/{name}"), text);
    }
    folder.text("assets")
}

fn assets() -> Assets {
    Assets::from_trunk(trunk_files()).unwrap()
}

/// Returns all files of a folder, except those whose name begins with a dot.
fn files(dir: &str) -> Files {
    let is_hidden = |name: &str| name.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
    files_below(Path::new(dir)).into_iter().filter(|(name, _)| !is_hidden(name)).collect()
}

/// Returns the bot's replies, by `carrot preview`.
fn replies(content: &Path, questions: &[String]) -> Vec<DiscordReply> {
    let commands = std::iter::once("/privacy".to_owned()).chain(questions.iter().map(|id| format!("/privacy topic:{id}")));
    let commands: Vec<String> = commands.collect();
    let asked = Messages::ALL
        .into_iter()
        .flat_map(|messages| commands.iter().map(move |command| (messages.lang().to_owned(), command.clone())));
    asked
        .map(|(lang, command)| {
            // Use a day without a note about a recent change, because a page is read on any day.
            let args =
                ["preview", "--json", &command, "--locale", &lang, "--date", "2000-01-01", "--content", content.to_str().unwrap()];
            let output = carrot(&args).env("PUBLIC_URL", URL).output().unwrap();
            let response = serde_json::from_slice(&output.stdout).unwrap();
            DiscordReply { lang, command, response }
        })
        .collect()
}

/// Builds a site, and compares each file with the libraries' output for the same content.
fn assert_site_equals_the_librarys(content: &Path) {
    let folder = Folder::new();
    let (assets_dir, out) = (write_assets(&folder), folder.text("out"));
    let args = ["build", "--content", content.to_str().unwrap(), "--assets", &assets_dir, "--out", &out, "--public-url", URL];
    let output = run(&args);
    assert!(output.status.success() && output.stdout.is_empty(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).starts_with("carrot: wrote "), "{}", text(&output.stderr));

    let editions = carrot_loader::load_all(content).unwrap();
    let questions: Vec<_> =
        editions[0].policy.questions.iter().filter(|question| question.glance).map(|question| question.id.to_string()).collect();
    let package = PackageContent::new(&editions[0].policy, &editions[1..]).to_bytes().unwrap();
    let options = Options {
        public_url: Some(URL.parse().unwrap()),
        discord: replies(content, &questions),
        history: carrot_loader::history::read(content).unwrap(),
        ..Options::default()
    };
    let mut expected = render::site(assets(), editions, options).unwrap();
    let mut built = files(&out);
    for (name, bytes) in &expected {
        assert!(built.get(name) == Some(bytes), "{name} is missing or differs");
    }
    assert!(text(&built["llms.txt"]).contains(URL));
    assert!(text(&built["index.html"]).contains("id=\"in-discord\""));
    assert_eq!(built["pkg/content.bin"], package);
    assert_eq!(text(&built["pkg/mount.js"]), format!("const BASE = \"{URL}\";"));
    let editions = text(&built["pkg/changes.js"]);
    match content.join("history").is_dir() {
        true => assert!(editions.contains("\"promisesTo\":") && editions.contains("\"asOf\":"), "{editions}"),
        false => assert_eq!(editions, "const EDITIONS = [];"),
    }
    assert!(text(&built["pkg/bytes.js"]).starts_with("export const wasm = \"AGFzbQ==\";\nexport const content = \""));

    // The headers are those that `carrot headers --write` computes of the folder.
    let other = run(&["headers", "--write", "--dist", &out]);
    assert!(other.status.success(), "{}", text(&other.stderr));
    let with_url = carrot(&["headers", "--write", "--dist", &out]).env("PUBLIC_URL", URL).output().unwrap();
    assert!(with_url.status.success());
    assert!(files(&out) == built, "`carrot headers --write` computes other headers");
    let site = Site::load(Path::new(&out)).unwrap();
    assert!(site.skipped().is_empty());

    // Every other file belongs to the npm package, is a compressed form, or has headers.
    expected.retain(|name, _| built.remove(name).is_none());
    let is_of_the_build =
        |name: &str| name == HEADERS_FILE || name.starts_with("pkg/") || HeaderFormat::ALL.iter().any(|host| host.file_name() == name);
    let read = files(&out);
    for (name, bytes) in built.iter().filter(|(name, _)| !is_of_the_build(name)) {
        let (encoding, of) = [Encoding::Brotli, Encoding::Gzip]
            .into_iter()
            .find_map(|encoding| Some((encoding, name.strip_suffix(encoding.ending())?)))
            .unwrap_or_else(|| panic!("{name} is an unexpected file"));
        assert!(encoding.unpacks_to(bytes, &read[of]) && bytes.len() < read[of].len(), "{name}");
    }
    for large in ["index.html", "fr/index.html", "embed/index.html", "policy.json", "embed/v1.js"] {
        assert!(read.contains_key(&format!("{large}.br")) && read.contains_key(&format!("{large}.gz")), "{large}");
    }
}

#[test]
fn site_of_this_repository_equals_the_librarys() {
    assert_site_equals_the_librarys(&content_dir());
}

#[test]
fn site_of_the_example_equals_the_librarys() {
    assert_site_equals_the_librarys(&example_dir());
}

#[cfg(unix)]
#[test]
fn serve_watch_builds_the_page_first_and_again_after_a_change() {
    use crate::process::{Running, get, try_get};
    use std::io::{BufRead, BufReader};
    let folder = Folder::new();
    let (assets, out, content) = (write_assets(&folder), folder.text("out"), folder.text("turnip"));
    assert!(run(&["new", &content]).status.success());
    let args = ["serve", "--watch", "--content", &content, "--assets", &assets, "--dist", &out, "--addr", "127.0.0.1:0"];
    let mut child = Running(carrot(&args).stderr(Stdio::piped()).spawn().unwrap());
    let mut log = BufReader::new(child.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    let line = log.find(|line| line.contains("http://")).unwrap();
    let addr = line.split("http://").nth(1).unwrap().trim_end_matches('"').parse().unwrap();
    assert!(get(addr, "/").contains("My bot"));
    let file = format!("{content}/bot/bot.toml");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("My bot", "Turnip")).unwrap();
    log.find(|line| line.starts_with("carrot: wrote ")).unwrap();
    // The server now replaces the page. Until then, it sends the old page, or accepts no connection.
    let deadline = Instant::now() + Duration::from_secs(60);
    while !try_get(addr, "/").is_ok_and(|page| page.contains("Turnip")) {
        assert!(Instant::now() < deadline, "the new page is not served");
        std::thread::yield_now();
    }
}

#[test]
fn terms_of_service_are_a_document_in_each_language() {
    let folder = Folder::new();
    let (assets, out, content) = (write_assets(&folder), folder.text("out"), Folder::new());
    content.write_all(&carrot_testing::example_files_with_terms());
    // An answer that names a statement of the terms links to their document.
    let answers = content.path().join("bot/answers.toml");
    let named = fs::read_to_string(&answers).unwrap().replacen("statements = [", "statements = [\"no-pestering\", ", 1);
    fs::write(&answers, named).unwrap();
    let output = run(&["build", "--assets", &assets, "--out", &out, "--content", content.as_str()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let built = files(&out);
    let read = |name: &str| text(built.get(name).unwrap_or_else(|| panic!("{name}")));
    for (name, lang, title, statement) in [
        ("terms/index.html", "en", "Terms of Service", "Reminders must not be used to pester people"),
        ("fr/terms/index.html", "fr", "Conditions d’utilisation", "Un rappel ne doit importuner personne"),
    ] {
        let html = read(name);
        assert!(html.contains(&format!("<html lang=\"{lang}\">")) && html.contains(title) && html.contains(statement), "{html}");
        assert!(html.contains("id=\"no-refunds\"") && html.contains("href=\"#payment\"") && !html.contains("id=\"keepers\""), "{html}");
        assert!(html.contains("href=\"../#house-rules\"") && html.contains("href=\"../\" rel=\"privacy-policy\""), "{html}");
        // The link leads to the policy in the language of the document.
        assert!(html.contains("<link href=\"../\" rel=\"privacy-policy\">"), "{html}");
        assert!(!html.contains("type=\"module\"") && !html.contains("href=\"./"), "{html}");
    }
    for name in ["index.html", "fr/index.html"] {
        let html = read(name);
        assert!(html.contains("<a href=\"./terms/\" rel=\"terms-of-service\">"), "{html}");
        assert!(html.contains("<link href=\"./\" rel=\"privacy-policy\">"), "{html}");
        assert!(html.contains("href=\"./terms/#no-pestering\"") && !html.contains("href=\"#no-pestering\""), "{html}");
        assert!(!html.contains("id=\"no-pestering\""), "{html}");
    }
    assert!(read("embed/index.html").contains("href=\"../terms/#no-pestering\" target"), "{}", read("embed/index.html"));
    assert!(!built.contains_key("embed/fair-use/index.html") && read("policy.md").contains("## Terms of Service"));
    assert!(Manifest::read(Path::new(&out)).unwrap().files.contains_key("/terms/index.html"));

    let example = example_dir();
    assert!(run(&["build", "--assets", &assets, "--out", &out, "--content", example.to_str().unwrap()]).status.success());
    let built = files(&out);
    let html = text(&built["index.html"]);
    assert!(html.contains("<link href=\"./\" rel=\"privacy-policy\">") && !html.contains("terms-of-service"), "{html}");
    assert!(built.keys().all(|name| !name.starts_with("terms/") && !name.starts_with("fr/terms/")));
}

#[test]
fn a_second_build_replaces_its_own_files_and_keeps_others() {
    let folder = Folder::new();
    let (assets, out) = (write_assets(&folder), folder.text("out"));
    let example = example_dir();
    let build =
        |args: &[&str]| run(&[&["build", "--assets", &assets, "--out", &out, "--content", example.to_str().unwrap()], args].concat());
    assert!(build(&[]).status.success());
    let first = files(&out);
    fs::write(format!("{out}/robots.txt"), "User-agent: *").unwrap();
    fs::create_dir_all(format!("{out}/.git")).unwrap();
    // A build removes files that only an earlier build wrote, with their folder, and writes lost files again.
    fs::create_dir_all(format!("{out}/embed/old")).unwrap();
    fs::write(format!("{out}/embed/old/index.html"), "old").unwrap();
    let list = fs::read_to_string(format!("{out}/.carrot-build")).unwrap();
    fs::write(format!("{out}/.carrot-build"), format!("{list}embed/old/index.html\n../outside\n")).unwrap();
    fs::write(folder.text("outside"), "not ours").unwrap();
    fs::remove_file(format!("{out}/policy.md")).unwrap();
    fs::write(format!("{out}/policy.json.br"), "cut short").unwrap();
    let again = build(&[]);
    assert!(again.status.success(), "{}", text(&again.stderr));
    let mut second = files(&out);
    assert_eq!(second.remove("robots.txt").as_deref(), Some(&b"User-agent: *"[..]));
    assert!(second == first && Path::new(&format!("{out}/.git")).is_dir() && !Path::new(&format!("{out}/embed/old")).exists());
    assert!(Path::new(&folder.text("outside")).is_file());

    // Another bot's site takes the place of the first.
    let other = run(&["build", "--assets", &assets, "--out", &out]);
    assert!(other.status.success(), "{}", text(&other.stderr));
    assert!(!text(&files(&out)["index.html"]).contains("Dormouse"));
    assert!(Manifest::read(Path::new(&out)).is_ok_and(|manifest| !manifest.files.contains_key("/robots.txt")));

    // A file in the way is not replaced.
    fs::remove_file(format!("{out}/llms.txt")).unwrap();
    let list = fs::read_to_string(format!("{out}/.carrot-build")).unwrap();
    fs::write(format!("{out}/.carrot-build"), list.replace("llms.txt\n", "")).unwrap();
    fs::write(format!("{out}/llms.txt"), "mine").unwrap();
    let refused = build(&[]);
    assert_eq!(refused.status.code(), Some(1));
    expect![[r#"
        carrot: `OUT/llms.txt` is not from `carrot build`, which must write this file: move it away, or name another folder with --out
    "#]]
    .assert_eq(&text(&refused.stderr).replace(&out, "OUT"));
    assert_eq!(fs::read_to_string(format!("{out}/llms.txt")).unwrap(), "mine");
}

#[test]
fn a_page_with_an_unusable_history_is_built_without_it() {
    let folder = Folder::new();
    let (assets, out) = (write_assets(&folder), folder.text("out"));
    for (name, bytes) in files_below(&example_dir()) {
        folder.write(&format!("content/{name}"), bytes);
    }
    let content = folder.text("content");
    let first = format!("{content}/history/0001-2025-11-10.json.gz");
    let warning = || {
        let output = run(&["build", "--assets", &assets, "--out", &out, "--content", &content]);
        let log = text(&output.stderr);
        assert!(output.status.success(), "{log}");
        // The last line has the number of files and the time.
        let (warning, _) = log.split_once("carrot: wrote ").unwrap();
        let built = files(&out);
        assert!(!built.keys().any(|name| name.contains("changes/") || name.ends_with("changes.xml")));
        assert_eq!(text(&built["pkg/changes.js"]), "const EDITIONS = [];");
        assert!(text(&built["index.html"]).contains("Dormouse"));
        warning.replace(&content, "CONTENT")
    };
    fs::write(&first, "damaged").unwrap();
    let damaged = warning();
    fs::remove_file(&first).unwrap();
    let missing = warning();
    expect![[r#"
        carrot: the history cannot be used: `history/0001-2025-11-10.json.gz`: it is damaged (unexpected end of file): restore it from a backup or from version control
        carrot: the history cannot be used: edition 1 is missing before edition 2: restore its file
    "#]].assert_eq(&(damaged + &missing));
}

#[test]
fn errors_match_their_snapshot_and_nothing_is_written() {
    let folder = Folder::new();
    let assets = write_assets(&folder);
    let out = folder.text("out");
    let [foreign, empty, file, unprepared, half] = ["foreign", "empty", "file", "unprepared", "half"].map(|name| folder.text(name));
    fs::create_dir_all(&empty).unwrap();
    fs::create_dir_all(format!("{foreign}/sub")).unwrap();
    fs::write(format!("{foreign}/sub/notes.txt"), "mine").unwrap();
    fs::write(&file, "").unwrap();
    for (dir, template) in
        [(&unprepared, "<!doctype html><p>text".to_owned()), (&half, text(&fs::read(format!("{assets}/index.html")).unwrap()))]
    {
        fs::create_dir_all(format!("{dir}/pkg")).unwrap();
        for name in ["carrot.js", "carrot_bg.wasm"] {
            fs::write(format!("{dir}/pkg/{name}"), "").unwrap();
        }
        fs::write(format!("{dir}/index.html"), template).unwrap();
    }
    let cases = [
        (["--content", "no/such"], 1),
        (["--content", &file], 1),
        (["--content", &empty], 1),
        (["--out", &file], 1),
        (["--out", &foreign], 1),
        (["--assets", "no/such"], 1),
        (["--assets", &file], 1),
        (["--assets", &empty], 1),
        (["--assets", &unprepared], 1),
        (["--assets", &half], 1),
        (["--public-url", "bot.example"], 2),
        (["--outt", "a"], 2),
        (["dist", "dist"], 2),
    ];
    let mut printed = String::new();
    for (args, code) in cases {
        let defaults = [("--assets", &assets), ("--out", &out)];
        let defaults = defaults.into_iter().filter(|(flag, _)| !args.contains(flag)).flat_map(|(flag, value)| [flag, value]);
        let output = carrot(&["build"]).args(defaults).args(args).output().unwrap();
        let error = text(&output.stderr);
        assert!(output.status.code() == Some(code) && error.lines().count() == 1, "{args:?}: {error}");
        assert!(!Path::new(&out).exists(), "{args:?}");
        printed += &format!("$ carrot build {}\n{error}\n", args.join(" "));
    }
    let pdf = ["build", "--pdf", "chromium", "--assets", &assets, "--out", &out];
    let error = text(&carrot(&pdf).env("TMPDIR", &file).output().unwrap().stderr);
    // The name of the temporary folder has the number of the process.
    let (before, after) = error.split_once("carrot-pdf-").expect(&error);
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    printed += &format!("$ TMPDIR=FOLDER/file carrot build --pdf chromium\n{before}carrot-pdf-PID{after}\n");
    // The name of the script depends on its content.
    let template = text(&fs::read(format!("{assets}/index.html")).unwrap());
    let boot = template.split('"').find_map(|part| part.strip_prefix("./boot-")).unwrap();
    expect_file!["snapshots/build.txt"].assert_eq(&printed.replace(folder.as_str(), "FOLDER").replace(boot, "HASH.js"));
    assert_eq!(files(&foreign), BTreeMap::from([("sub/notes.txt".to_owned(), b"mine".to_vec())]));
}

#[test]
fn errors_about_invalid_content_and_an_unwritable_folder_name_both() {
    let folder = Folder::new();
    let (assets, out, content) = (write_assets(&folder), folder.text("out"), folder.text("content"));
    fs::create_dir_all(format!("{content}/bot")).unwrap();
    fs::write(format!("{content}/bot/policy.md"), "# Policy {#policy}\n## A {#a}\n### B {#b}\n\n<b>loud</b>\n").unwrap();
    let output = run(&["build", "--assets", &assets, "--out", &out, "--content", &content]);
    let invalid_content = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(!Path::new(&out).exists());

    let output = run(&["build", "--assets", &assets, "--out", &format!("{assets}/index.html/out")]);
    assert_eq!(output.status.code(), Some(1));
    let unwritable_folder = text(&output.stderr);
    expect![[r#"
        carrot: the content in `FOLDER/content` has 6 errors: `carrot check --content FOLDER/content` shows them
        carrot: `FOLDER/assets/index.html/out` cannot be read: Not a directory (os error 20): name a folder
    "#]]
    .assert_eq(&(invalid_content + &unwritable_folder).replace(folder.as_str(), "FOLDER"));
}

#[test]
fn error_of_a_program_without_assets_says_how_to_get_them() {
    if option_env!("CARROT_ASSETS").is_some_and(|dir| !dir.is_empty()) {
        return;
    }
    let folder = Folder::new();
    let output = run(&["build", "--out", &folder.text("out")]);
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        carrot: this program was built without the page's wasm, JavaScript and CSS: type `cargo xtask build` in the project's repository, which writes them to `xtask/assets` in Cargo's target folder (`target`, or CARGO_TARGET_DIR), then name `xtask/assets` with --assets
    "#]].assert_eq(&text(&output.stderr));
}
