//! Multiplies content, for benchmarks and tests of large input. Every copy has its own ids, and its references name those.

use std::collections::BTreeSet;

use carrot_core::parse::File;

/// Keys whose strings are keywords of the format. They may look like an id.
const WORDS: [&str; 8] = ["kind", "role", "group", "attestation", "subject", "elsewhere", "extent", "answered_by"];

/// Returns the files of valid content and copies of them, `times` in all. `[bot]` and `[inventory]` are not copied.
pub(crate) fn multiply(files: &[File], times: usize) -> Vec<File> {
    let texts: Vec<(&str, String)> =
        files.iter().map(|file| (file.path.as_str(), String::from_utf8_lossy(&file.bytes).into_owned())).collect();
    // There is one bot, which makes the bot's statements of all copies.
    let bot = texts.iter().find_map(|(_, text)| text.split_once("[bot]\n")?.1.split_once("party = \"")?.1.split('"').next());
    let mut ids: BTreeSet<&str> = texts.iter().flat_map(|(path, text)| declared(path, text)).collect();
    ids.retain(|id| Some(*id) != bot);
    let mut all = files.to_vec();
    for copy in 1..times {
        for (path, text) in &texts {
            let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
            let rename = |id: &str| if ids.contains(id) { format!("{id}-{copy}") } else { id.to_owned() };
            let text = if ending == "md" { markdown(text, &rename) } else { toml(text, bot, &rename) };
            all.push(File { path: format!("{stem}-{copy:03}.{ending}"), bytes: text.into_bytes() });
        }
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// Returns the ids that a file declares. Ids of `#` headings are left out: they name parts of the page.
fn declared<'t>(path: &str, text: &'t str) -> Vec<&'t str> {
    let id_of = |line: &'t str| match path.ends_with(".md") {
        true => line.starts_with("##").then(|| line.split_once("{#")?.1.split([' ', '}']).next()).flatten(),
        false => line.strip_prefix("id = \"")?.strip_suffix('"'),
    };
    text.lines().filter_map(id_of).collect()
}

fn markdown(text: &str, rename: &impl Fn(&str) -> String) -> String {
    let line = |line: &str| match line.split_once("{#").filter(|_| line.starts_with('#')) {
        Some((title, attributes)) => {
            let one = |attribute: &str| match attribute.split_once('=') {
                Some((key, list)) => {
                    format!("{key}={}", list.split(',').map(|item| first_part(item, rename)).collect::<Vec<_>>().join(","))
                }
                None => rename(attribute),
            };
            let attributes: Vec<_> = attributes.trim_end().trim_end_matches('}').split(' ').map(one).collect();
            format!("{title}{{#{}}}\n", attributes.join(" "))
        }
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn toml(text: &str, bot: Option<&str>, rename: &impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut once = false;
    let all: Vec<&str> = text.lines().collect();
    for (index, line) in all.iter().enumerate() {
        if let Some(header) = line.strip_prefix('[') {
            let name = header.trim_start_matches('[').split([']', '.']).next().unwrap_or_default();
            let id = all.get(index + 1).and_then(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
            once = matches!(name, "bot" | "inventory" | "notion" | "intent") || name == "party" && id.is_some() && id == bot;
        }
        if once {
            continue;
        }
        let word = line.split_once(" = ").is_some_and(|(key, _)| WORDS.contains(&key));
        for (index, piece) in line.split('"').enumerate() {
            // Every other piece is a string in quotation marks.
            let inside = index % 2 == 1;
            if index > 0 {
                out.push('"');
            }
            out.push_str(&if inside && !word { first_part(piece, rename) } else { piece.to_owned() });
        }
        out.push('\n');
    }
    out
}

/// Renames the id of a text. In `source/section`, only the source is an id.
fn first_part(text: &str, rename: &impl Fn(&str) -> String) -> String {
    match text.split_once('/') {
        Some((first, rest)) => format!("{}/{rest}", rename(first)),
        None => rename(text),
    }
}
