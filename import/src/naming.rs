//! Names the bot and its documents, from their titles.

use carrot_core::lint::has_placeholder;

use crate::{
    Document, Input, dates, introduced,
    reimport::Previous,
    report::Report,
    titles::{KINDS, MAX_TITLE, names_policy},
    tree::{one_line, plain_blocks},
    vocabulary::Vocabulary,
};

/// Words between the name of a bot and the kind of its document.
const JOINTS: [&str; 34] = [
    "at", "by", "with", "bei", "chez", "en", "for", "of", "the", "für", "von", "des", "der", "die", "de", "du", "la", "le", "pour",
    "para", "del", "discord", "bot", "бота", "для", "の", "bots", "our", "s", "do", "da", "的", "di", "van",
];

/// Words that belong to the kind of a document, beside its name in [`KINDS`]: "Privacy and cookie statement". They are no name.
const PARTS_OF_KINDS: [&str; 47] = [
    "and",
    "und",
    "et",
    "y",
    "e",
    "и",
    "cookie",
    "cookies",
    "statement",
    "information",
    "informations",
    "notice",
    "policy",
    "policies",
    "center",
    "centre",
    "hub",
    "faq",
    "terms",
    "conditions",
    "data",
    "protection",
    "security",
    "safety",
    "notes",
    "website",
    "webseite",
    "your",
    "my",
    "us",
    "this",
    "hinweise",
    "hinweis",
    "erklärung",
    "richtlinie",
    "politique",
    "politica",
    "política",
    "aviso",
    "mentions",
    "légales",
    "privacidad",
    "privacidade",
    "конфиденциальности",
    "политика",
    "персональных",
    "данных",
];

/// Words that are no name alone.
const NO_NAMES: [&str; 17] = [
    "app",
    "application",
    "site",
    "service",
    "web",
    "legal",
    "version",
    "draft",
    "english",
    "deutsch",
    "français",
    "español",
    "telegram",
    "telegram-bot",
    "discord-bot",
    "twitch",
    "whatsapp",
];

/// Maximum length of a name in a title, in characters.
const MAX_NAME: usize = 40;

/// Returns the bot's name: the given one, the previous one, the words beside "privacy policy" in the title, or the name that the first
/// sentences give it.
pub(crate) fn name(input: &Input<'_>, previous: Option<&Previous>, document: &Document, report: &mut Report) -> String {
    if let Some(name) = input.name.or_else(|| previous.and_then(Previous::name)) {
        return name.to_owned();
    }
    let titles = [document.outline.title.clone(), title_of_html(&document.text)];
    if let Some(name) = titles.into_iter().flatten().find_map(|title| name_in_title(&title, &document.lang)) {
        report.found(0, "the bot's name was taken from the title (`--name` gives another)", name.clone());
        return name;
    }
    if let Some(name) = name_above(document) {
        report.found(0, "the bot's name was taken from the title (`--name` gives another)", name.clone());
        return name;
    }
    if let Some((line, name)) = introduced::name(&document.outline) {
        report.found(line, "the bot's name was taken from the first sentences (`--name` gives another)", name.clone());
        return name;
    }
    report.found(0, "the policy's title has no bot's name: give it with `--name`, or write it in bot/bot.toml", "");
    stand_in(&document.lang).to_owned()
}

/// Maximum number of words of a title that is only a name.
const MAX_WORDS: usize = 3;

/// Returns a title that is only a name, above a heading that names the kind of the document: "# Lampion" above "## Privacy policy". The text
/// must have the name, too, because "# Documents" may stand above the policy.
fn name_above(document: &Document) -> Option<String> {
    let title = document.outline.title.as_deref()?;
    let heading = document.outline.sections.iter().find_map(|section| section.title.as_deref())?;
    let is_kind = |heading: &str| names_policy(heading) && name_in_title(heading, &document.lang).is_none();
    if !is_kind(heading) || longest_kind(&title.to_lowercase()).is_some() || has_placeholder(title) {
        return None;
    }
    let name = Some(trimmed(title)).filter(|name| is_name(name, &document.lang) && name.split_whitespace().count() <= MAX_WORDS)?;
    let capital = name.chars().any(char::is_uppercase) || name.chars().any(|c| u32::from(c) >= 0x3000);
    let blocks = document.outline.sections.iter().flat_map(|section| &section.statements).map(|it| plain_blocks(&it.blocks));
    let is_bounded = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric() || u32::from(c) >= 0x3000);
    let has = |text: &String| {
        text.match_indices(&name).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
            is_bounded(before) && is_bounded(after)
        })
    };
    let mentioned = capital && blocks.into_iter().any(|text| has(&text));
    mentioned.then_some(name)
}

/// Returns the words for a bot without a name, in the language in which the interface shows a policy.
fn stand_in(lang: &str) -> &'static str {
    // Not "Le bot": "la politique de Le bot" is wrong.
    if lang.split('-').next() == Some("fr") { "Ce bot" } else { "The bot" }
}

/// Returns the words of a title that are not about the kind of the document.
fn name_in_title(title: &str, lang: &str) -> Option<String> {
    let lower = title.to_lowercase();
    if lower.len() != title.len() {
        return None;
    }
    // "Privacy policy of [bot name]" is a template that was not filled in.
    if title.contains(['[', '<']) && has_placeholder(title) {
        return None;
    }
    let (at, kind) = longest_kind(&lower)?;
    let sides = [title.get(..at)?, title.get(at + kind.len()..)?];
    if let Some(name) = sides.iter().flat_map(|side| introduced::quoted(side)).find(|name| is_name(name, lang)) {
        return Some(name);
    }
    let [before, after] = sides.map(|side| side.replace(['„', '“', '”', '"', '«', '»'], ""));
    [without_kind(&before, true), without_kind(&after, false)].into_iter().find(|side| is_name(side, lang))
}

/// Returns the longest kind of a policy in a text in lower case, and where it is.
fn longest_kind(lower: &str) -> Option<(usize, &'static str)> {
    // "Privacidade" must not match "privacidad".
    let place = |kind: &'static str| {
        let at = lower.find(kind)?;
        let rest = lower.get(at + kind.len()..)?;
        // "PRIVACY.md" is the name of a file.
        let is_file = rest.starts_with(".md");
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphabetic() || u32::from(c) >= 0x3000);
        (ends && !is_file).then_some((at, kind))
    };
    KINDS.iter().filter_map(|kind| place(kind)).max_by_key(|(_, kind)| kind.len())
}

/// Returns true for text that can be a name: not a date, a version, or only words for bots and documents.
fn is_name(text: &str, lang: &str) -> bool {
    let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let is_number = |word: &str| word.trim_start_matches(['v', '(']).chars().all(|c| !c.is_alphabetic());
    let names = |word: &String| {
        !JOINTS.contains(&word.as_str())
            && !PARTS_OF_KINDS.contains(&word.as_str())
            && !NO_NAMES.contains(&word.as_str())
            && !is_number(word)
    };
    // "Cookie Bot" is a name, and "your bot" is not.
    let of_bot = |word: &String| {
        words.last().is_some_and(|last| last == "bot") && ["cookie", "data", "security", "safety"].contains(&word.as_str())
    };
    text.chars().count() <= MAX_NAME && words.iter().any(|word| names(word) || of_bot(word)) && dates::first(text, lang).is_none()
}

/// Returns one side of the kind of a document without the words that belong to the kind, without those between the kind and the name,
/// and without a remark in brackets. `before` is true for the text before the kind.
fn without_kind(side: &str, before: bool) -> String {
    let mut text = side.to_owned();
    // Another kind, in another language: "Privacy Policy / Datenschutzerklärung".
    while let Some((at, kind)) = longest_kind(&text.to_lowercase()).filter(|_| text.to_lowercase().len() == text.len()) {
        text = [text.get(..at), text.get(at + kind.len()..)].into_iter().flatten().collect();
    }
    text = trimmed(&text);
    // A word that belongs to the kind is beside it: "Cookie Bot" below "of" is a name.
    let separated = !before && side.trim_start().starts_with(|c: char| !c.is_alphanumeric() && c != '&');
    let mut beside = !separated;
    loop {
        let length = text.len();
        if beside {
            text = without_word(&text, &PARTS_OF_KINDS, before, !before);
        }
        let parts = text.len();
        text = without_word(&text, &JOINTS, true, true);
        // Words beyond "for" belong to the name.
        beside &= text.len() == parts;
        text = trimmed(text.trim_end_matches("'s").trim_end_matches("’s"));
        if text.len() == length {
            return text;
        }
    }
}

/// Returns a text without signs at both ends, and without a remark in brackets at its end.
fn trimmed(text: &str) -> String {
    let text = text.trim();
    let text = match text.find(['(', '（']) {
        Some(at) if at > 0 => text.get(..at).unwrap_or(text),
        _ => text,
    };
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Returns a text without one of these words at its ends.
fn without_word(text: &str, words: &[&str], at_end: bool, at_start: bool) -> String {
    let mut text = text.to_owned();
    for word in words.iter().filter(|word| **word != "bot" && **word != "discord") {
        let unspaced = !word.is_ascii() && u32::from(word.chars().next().unwrap_or(' ')) > 0x3000;
        let lower = text.to_lowercase();
        let same = lower.len() == text.len();
        let begins = lower.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '/', '&']));
        let ends = lower.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '/', '&']));
        if at_start && (same && begins || unspaced && text.starts_with(word)) {
            text = text.get(word.len()..).unwrap_or_default().trim().to_owned();
        } else if at_end && (same && ends || unspaced && text.ends_with(word)) {
            text = text.get(..text.len() - word.len()).unwrap_or_default().trim().to_owned();
        }
    }
    text
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
