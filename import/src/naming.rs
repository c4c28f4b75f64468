//! Names the bot and its documents, from their titles.

use crate::{
    Input,
    reimport::Previous,
    report::Report,
    titles::{KINDS, MAX_TITLE, names_policy},
    tree::one_line,
    vocabulary::Vocabulary,
};

/// Returns the bot's name: the given one, the previous one, or the words beside "privacy policy" in the title.
pub(crate) fn name(input: &Input<'_>, previous: Option<&Previous>, title: Option<&str>, report: &mut Report) -> String {
    if let Some(name) = input.name.or_else(|| previous.and_then(Previous::name)) {
        return name.to_owned();
    }
    const JOINTS: [&str; 26] = [
        "for", "of", "the", "für", "von", "des", "der", "die", "de", "du", "la", "le", "pour", "para", "del", "discord", "bot", "бота",
        "для", "の", "bots", "our", "s", "do", "da", "的",
    ];
    let title = title.unwrap_or_default();
    let lower = title.to_lowercase();
    // "Privacidade" must not match "privacidad".
    let ends = |kind: &str| {
        let after = lower.find(kind).and_then(|at| lower.get(at + kind.len()..)?.chars().next());
        after.is_none_or(|c| !c.is_alphabetic() || u32::from(c) >= 0x3000)
    };
    let kind = KINDS.iter().filter(|kind| lower.contains(**kind) && ends(kind)).max_by_key(|kind| kind.len());
    let found = kind.filter(|_| lower.len() == title.len()).and_then(|kind| {
        let at = lower.find(kind)?;
        let sides = [title.get(..at)?, title.get(at + kind.len()..)?];
        let trim = |text: &str| {
            let unquoted = text.replace(['„', '“', '”', '"', '«', '»'], "");
            let mut text = unquoted.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            loop {
                let before = text.clone();
                for joint in JOINTS.iter().filter(|joint| **joint != "bot" && **joint != "discord") {
                    let (start, end) = (format!("{joint} "), format!(" {joint}"));
                    let unspaced = !joint.is_ascii() && u32::from(joint.chars().next().unwrap_or(' ')) > 0x3000;
                    let lower = text.to_lowercase();
                    let same = lower.len() == text.len();
                    if same && lower.starts_with(&start) || unspaced && text.starts_with(joint) {
                        text = text[joint.len()..].trim().to_owned();
                    } else if same && lower.ends_with(&end) || unspaced && text.ends_with(joint) {
                        text = text[..text.len() - joint.len()].trim().to_owned();
                    }
                }
                text = text.trim_end_matches("'s").trim_end_matches("’s").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                if text == before {
                    return text;
                }
            }
        };
        sides.map(trim).into_iter().find(|side| {
            let words: Vec<String> = side.to_lowercase().split_whitespace().map(str::to_owned).collect();
            side.chars().count() <= 40 && words.iter().any(|word| !JOINTS.contains(&word.as_str()))
        })
    });
    match found {
        Some(name) => {
            report.found(0, "the bot's name was taken from the title (`--name` gives another)", name.clone());
            name
        }
        None => {
            report.found(0, "the policy's title has no bot's name: give it with `--name`, or write it in bot/bot.toml", "");
            "The bot".to_owned()
        }
    }
}

pub(crate) fn title_of_file(name: &str) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let clean: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let clean = one_line(&clean);
    if clean.is_empty() { "Policy".to_owned() } else { clean }
}

/// Returns the title of an HTML document, if it is the title of a policy.
pub(crate) fn title_of_html(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    let title = one_line(title);
    Some(title).filter(|title| names_policy(title) && !title.contains(['<', '&', '{']) && title.chars().count() <= MAX_TITLE)
}

/// Returns the title of a policy that has none, in its language.
pub(crate) fn title_in(lang: &str) -> String {
    Vocabulary::get().of_tag(lang).map_or("Privacy policy", |language| &language.policy).to_owned()
}
