//! Another bot's content through the whole build: whatever code knew about our bot or its host would show up in somebody else's page
//! and replies.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use carrot_core::{Policy, parse};

use crate::{project, shell};

const CONTENT: &str = "examples/dormouse";
/// Whom the repository's own content is about: none of them has a part in the example.
const STRANGERS: [&str; 4] = ["carrot", "heroku", "salesforce", "amazon"];

/// Draws the example's page and replies, and holds them against its content.
pub(crate) fn another_bot() -> Result<(), String> {
    let content = project::root().join(CONTENT);
    let policy = policy(&content)?;
    // A target folder of its own, or else every run would build both contents anew.
    let target = project::target_dir()?.join("example");
    let cargo = |args: &[&str]| {
        let mut cargo = project::cargo();
        cargo.args(args).env("CONTENT_DIR", &content).env("CARGO_TARGET_DIR", &target).env_remove("PUBLIC_URL");
        cargo
    };

    let page = target.join("page");
    let template = template(&project::read("index.html")?);
    let written = fs::remove_dir_all(&page)
        .or_else(gone)
        .and_then(|()| fs::create_dir_all(&page))
        .and_then(|()| fs::write(page.join("index.html"), template));
    written.map_err(|error| format!("`{}` cannot be written: {error}", page.display()))?;
    let prerender = ["run", "--quiet", "--package", "carrot-web", "--no-default-features", "--features", "ssr", "--bin", "prerender"];
    shell::run(cargo(&prerender).env("TRUNK_STAGING_DIR", &page))?;
    shell::run(&mut cargo(&["build", "--quiet", "--package", "bot-embed"]))?;

    let mut outputs = Vec::new();
    read(&page, &mut outputs)?;
    is_told(&policy, &outputs)?;
    let bot = target.join("debug").join(format!("bot-embed{}", std::env::consts::EXE_SUFFIX));
    let say = |args: &[&str]| {
        let text = shell::ask(Command::new(&bot).args(args).env_remove("PUBLIC_URL").env_remove("DISCORD_APPLICATION_ID"));
        let name = format!("bot-embed {}", args.join(" "));
        text.map(|text| (name.clone(), text)).ok_or(format!("`{name}` failed with the content of {CONTENT}"))
    };
    outputs.push(say(&["register", "--dry-run"])?);
    outputs.push(say(&["preview", "/privacy"])?);
    for statement in policy.statements() {
        let reply = say(&["preview", "--json", &format!("/privacy topic:{}", statement.id)])?;
        if !reply.1.contains(&json_text(&statement.title)) {
            return Err(format!("`{}` does not answer with “{}”", reply.0, statement.title));
        }
        outputs.push(reply);
    }
    match stranger(&outputs) {
        Some(sentence) => Err(sentence),
        None => {
            println!(
                "{} outputs of {CONTENT} tell its own {} statements, and nothing of ours",
                outputs.len(),
                policy.statements().count()
            );
            Ok(())
        }
    }
}

fn policy(content: &Path) -> Result<Policy, String> {
    let files = carrot_loader::read(content).map_err(|error| error.to_string())?;
    parse::parse(&files).policy.ok_or_else(|| format!("{CONTENT} has errors: type `CONTENT_DIR={CONTENT} cargo xtask check`"))
}

/// The page's template without the links that Trunk takes out: they name our crates.
fn template(index: &str) -> String {
    index.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]).collect()
}

/// All files of a folder and of the folders in it, by name.
fn read(folder: &Path, into: &mut Vec<(String, String)>) -> Result<(), String> {
    let cannot = |error| format!("`{}` cannot be read: {error}", folder.display());
    let entries: Vec<_> = fs::read_dir(folder).map_err(cannot)?.collect::<Result<_, _>>().map_err(cannot)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(&path, into)?;
        } else {
            let text = fs::read_to_string(&path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
            into.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
        }
    }
    Ok(())
}

/// The page names the bot and has every statement.
fn is_told(policy: &Policy, outputs: &[(String, String)]) -> Result<(), String> {
    let page = outputs.iter().find(|(name, _)| name == "index.html").map_or("", |(_, text)| text);
    if !page.contains(&policy.bot.name) {
        return Err(format!("the page of {CONTENT} does not name {}", policy.bot.name));
    }
    match policy.statements().find(|statement| !page.contains(&format!(" id=\"{}\"", statement.id))) {
        Some(statement) => Err(format!("the page of {CONTENT} lacks its statement `{}`", statement.id)),
        None => Ok(()),
    }
}

/// The first output that names somebody who has no part in it, as a sentence.
fn stranger(outputs: &[(String, String)]) -> Option<String> {
    outputs.iter().find_map(|(name, text)| {
        let text = text.to_lowercase();
        let (at, stranger) = STRANGERS.iter().find_map(|stranger| Some((text.find(stranger)?, stranger)))?;
        let (before, after) = text.split_at_checked(at)?;
        let before = before.char_indices().rev().nth(39).map_or(before, |(from, _)| before.get(from..).unwrap_or_default());
        let after: String = after.chars().take(40).collect();
        let around = format!("…{before}{after}…").replace('\n', " ");
        Some(format!("{name} of {CONTENT} names “{stranger}”, which is no business of its bot: {around}"))
    })
}

/// A text as it stands within JSON.
fn json_text(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.trim_matches('"').to_owned()
}

fn gone(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_is_found_in_any_case_and_shown_in_its_place() {
        let output = |text: &str| vec![("a.md".to_owned(), "Dormouse".to_owned()), ("b.md".to_owned(), text.to_owned())];
        assert_eq!(stranger(&output("It sleeps on Burrow.")), None);
        let sentence = stranger(&output("é It runs on HEROKU.")).unwrap();
        assert_eq!(sentence, "b.md of examples/dormouse names “heroku”, which is no business of its bot: …é it runs on heroku.…");
    }

    #[test]
    fn what_trunk_takes_out_is_taken_out() {
        let template = template(&project::read("index.html").unwrap());
        assert!(template.contains("<!--app-->") && stranger(&[("index.html".to_owned(), template)]).is_none());
    }
}
