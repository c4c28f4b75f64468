//! Builds another bot's content. Any reference in the code to this repository's bot or host would show up in its page and replies.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use carrot_core::{
    Lang, Policy,
    parse::{self, Parsed},
};
use serde_json::Value;

use crate::{
    build::{self, Profile},
    failure::Failure,
    project, shell,
};

const CONTENT: &str = "examples/dormouse";
/// Names of the bot and host in the repository's own content. They must not appear in the example.
const FOREIGN_NAMES: [&str; 4] = ["carrot", "heroku", "salesforce", "amazon"];

/// Renders the example's page and replies, and compares them with its content.
pub(crate) fn another_bot() -> Result<(), Failure> {
    let content = project::root().join(CONTENT);
    let policies = policies(&content)?;
    let programs = build()?;
    let program = |name: &str| programs.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));

    let page = project::target_dir()?.join("xtask/example");
    let template = template(&project::read("index.html")?);
    let written = fs::remove_dir_all(&page)
        .or_else(ignore_missing)
        .and_then(|()| fs::create_dir_all(&page))
        .and_then(|()| fs::write(page.join("index.html"), template));
    written.map_err(|error| Failure::not_written(&page, &error))?;
    shell::run(
        Command::new(program("prerender")).env("TRUNK_STAGING_DIR", &page).env("CONTENT_DIR", &content).env_remove("PUBLIC_URL"),
    )?;
    let mut outputs = Vec::new();
    read_texts(&page, "", &mut outputs)?;
    if let Some((_, original)) = policies.first() {
        check_pages(original, &outputs)?;
    }

    let bot = program("carrot");
    let run = |args: &[&str]| {
        let text = shell::capture(
            Command::new(&bot).args(args).env("CONTENT_DIR", &content).env_remove("PUBLIC_URL").env_remove("DISCORD_APPLICATION_ID"),
        );
        let name = format!("carrot {}", args.join(" "));
        text.map(|text| (name.clone(), text)).ok_or(Failure::ExampleFailed { command: name, content: CONTENT })
    };
    outputs.push(run(&["register", "--dry-run"])?);
    for (lang, policy) in &policies {
        let locale = lang.as_str();
        outputs.push(run(&["preview", "--json", "/privacy", "--locale", locale])?);
        for statement in policy.statements() {
            let reply = run(&["preview", "--json", &format!("/privacy topic:{}", statement.id), "--locale", locale])?;
            if !is_headed(&reply.1, &statement.title) {
                return Err(Failure::ExampleReply { command: reply.0, title: statement.title.clone(), content: CONTENT });
            }
            outputs.push(reply);
        }
    }
    match foreign_name(&outputs) {
        Some(failure) => Err(failure),
        None => {
            let statements: usize = policies.iter().map(|(_, policy)| policy.statements().count()).sum();
            println!(
                "{} outputs of {CONTENT} contain its {statements} statements in {} languages, and no name of our own bot or host",
                outputs.len(),
                policies.len()
            );
            Ok(())
        }
    }
}

/// Reads the content in each of its languages, the original first.
fn policies(content: &Path) -> Result<Vec<(Lang, Policy)>, Failure> {
    let files = carrot_loader::read(content).map_err(|error| Failure::Content(error.to_string()))?;
    let Parsed { policy, translations, diagnostics, .. } = parse::parse(&files);
    let policy = policy.filter(|_| diagnostics.is_empty());
    let policy = policy.ok_or(Failure::ExampleErrors(CONTENT))?;
    let translated = translations.into_iter().map(|translation| (translation.lang, translation.policy));
    Ok(std::iter::once((policy.bot.lang.clone(), policy)).chain(translated).collect())
}

/// Builds the programs that render, and returns their folder. Both read content when they run. The end-to-end tests use the same
/// `carrot`.
fn build() -> Result<PathBuf, Failure> {
    let packages = ["--package", "carrot-web", "--package", "carrot", "--bin", "prerender", "--bin", "carrot"];
    build::build_programs(Profile::Gate, &[&packages[..], &["--no-default-features", "--features", "carrot-web/ssr"]].concat())?;
    Profile::Gate.folder()
}

/// Returns the page's template as Trunk leaves it, without its links to the program, which contain names of our crates.
fn template(index: &str) -> String {
    let lines = index.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]);
    let program = [
        "<link id=\"program\" rel=\"modulepreload\" href=\"./program.js\" data-wasm=\"./program.wasm\">\n",
        "<script type=\"module\" src=\"./boot.js\"></script>\n",
    ];
    lines.chain(program).collect()
}

/// Adds the files of a folder and its subfolders to a list: path and text.
fn read_texts(folder: &Path, prefix: &str, into: &mut Vec<(String, String)>) -> Result<(), Failure> {
    let cannot = |error| Failure::not_read(folder, &error);
    let entries: Vec<_> = fs::read_dir(folder).map_err(cannot)?.collect::<Result<_, _>>().map_err(cannot)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read_texts(&path, &format!("{name}/"), into)?;
        } else {
            let bytes = fs::read(&path).map_err(|error| Failure::not_read(&path, &error))?;
            // The content file is binary, but its texts can be searched.
            into.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(())
}

/// Checks that the page, in each of its languages, names the bot and has every statement.
fn check_pages(policy: &Policy, outputs: &[(String, String)]) -> Result<(), Failure> {
    // Documents for frames have only a part of the text. The documents beside the page have the changes, or the solver's needs.
    let is_beside = |name: &str| ["changes/index.html", "needs/index.html"].iter().any(|beside| name.ends_with(beside));
    let pages = outputs.iter().filter(|(name, _)| name.ends_with("index.html") && !name.starts_with("embed/") && !is_beside(name));
    let pages: Vec<_> = pages.collect();
    if pages.is_empty() {
        return Err(Failure::ExampleNoPage(CONTENT));
    }
    for (name, page) in pages {
        if !page.contains(&policy.bot.name) {
            return Err(Failure::ExampleNoName { file: name.clone(), name: policy.bot.name.clone(), content: CONTENT });
        }
        if let Some(statement) = policy.statements().find(|statement| !page.contains(&format!(" id=\"{}\"", statement.id))) {
            return Err(Failure::ExampleNoStatement { file: name.clone(), id: statement.id.to_string(), content: CONTENT });
        }
    }
    Ok(())
}

/// Returns whether a reply has a heading with this title.
fn is_headed(reply: &str, title: &str) -> bool {
    fn any_text(value: &Value, matches: &dyn Fn(&str) -> bool) -> bool {
        match value {
            Value::Object(map) => map.iter().any(|(key, value)| match value {
                Value::String(text) => key == "content" && matches(text),
                _ => any_text(value, matches),
            }),
            Value::Array(list) => list.iter().any(|value| any_text(value, matches)),
            _ => false,
        }
    }
    let headed = |text: &str| text.lines().any(|line| line.starts_with('#') && unescape(line.trim_start_matches('#').trim()) == title);
    serde_json::from_str(reply).is_ok_and(|reply| any_text(&reply, &headed))
}

/// Removes escaping backslashes from Discord's Markdown. Titles contain no other markup.
fn unescape(markdown: &str) -> String {
    let mut characters = markdown.chars().peekable();
    let mut text = String::new();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next_if(char::is_ascii_punctuation).or(Some('\\'))),
            // Zero-width spaces keep `@everyone` from mentioning people.
            '\u{200b}' => {}
            other => text.push(other),
        }
    }
    text
}

/// Names of this product: the embed element and the format of the content file have them with any bot's content.
const PRODUCT: [&str; 5] = ["carrot-privacy", "carrotprivacy", "carrot-${", "carrot-bundle", "--carrot-"];

/// Returns an error for the first output that names a bot or host of other content.
fn foreign_name(outputs: &[(String, String)]) -> Option<Failure> {
    outputs.iter().find_map(|(name, text)| {
        let text = PRODUCT.iter().fold(text.to_lowercase(), |text, name| text.replace(name, ""));
        let (at, foreign) = FOREIGN_NAMES.iter().find_map(|name| Some((text.find(name)?, name)))?;
        let (before, after) = text.split_at_checked(at)?;
        let before = before.char_indices().rev().nth(39).map_or(before, |(from, _)| before.get(from..).unwrap_or_default());
        let after: String = after.chars().take(40).collect();
        let around = format!("…{before}{after}…").replace('\n', " ");
        Some(Failure::ExampleForeignName { file: name.clone(), name: foreign, around, content: CONTENT })
    })
}

/// Turns the error about a missing file or folder into success.
fn ignore_missing(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_name_in_capitals_is_found_with_its_surroundings() {
        let output = |text: &str| vec![("a.md".to_owned(), "Dormouse".to_owned()), ("b.md".to_owned(), text.to_owned())];
        assert_eq!(foreign_name(&output("It sleeps on Burrow.")), None);
        let around = "…é it runs on heroku.…".to_owned();
        assert_eq!(
            foreign_name(&output("é It runs on HEROKU.")),
            Some(Failure::ExampleForeignName { file: "b.md".to_owned(), name: "heroku", around, content: CONTENT })
        );
    }

    #[test]
    fn template_lacks_trunk_attributes_and_foreign_names() {
        let template = template(&project::read("index.html").unwrap());
        assert!(template.contains("%BODY%") && foreign_name(&[("index.html".to_owned(), template)]).is_none());
    }

    #[test]
    fn headings_are_compared_without_escapes() {
        let reply = |markdown: &str| serde_json::json!({ "data": { "components": [{ "content": markdown }] } }).to_string();
        let title = r"24*7: a_b [c] \ @everyone";
        assert!(is_headed(&reply("## 24\\*7: a\\_b \\[c\\] \\\\ @\u{200b}everyone\nText."), title));
        assert!(!is_headed(&reply(title), title), "text is no heading");
        assert!(!is_headed(&reply("## Something else"), title));
        assert!(!is_headed("## no JSON", "no JSON"));
    }
}
