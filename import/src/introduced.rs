//! Finds the name that the first sentences of a policy give to its bot.

use carrot_core::sentence::sentences;

use crate::{
    outline::Outline,
    recipients::is_company,
    tree::{Block, BlockKind, Inline, plain},
};

/// Number of paragraphs at the beginning that are read.
const MAX_PARAGRAPHS: usize = 4;

/// Maximum number of characters of a paragraph that are read.
const MAX_TEXT: usize = 2_000;

/// Maximum length of a name, in characters and in words.
const MAX_NAME: usize = 40;
const MAX_WORDS: usize = 6;

/// Short names that a policy gives to a bot after its name, in lower case: `Lampion ("the Bot")`.
const SHORT_NAMES: [&str; 36] = [
    "the bot",
    "bot",
    "our bot",
    "this bot",
    "the service",
    "service",
    "the app",
    "app",
    "the application",
    "der bot",
    "den bot",
    "dem bot",
    "der dienst",
    "die app",
    "le bot",
    "ce bot",
    "le service",
    "l'application",
    "el bot",
    "el servicio",
    "la app",
    "la aplicación",
    "o bot",
    "o serviço",
    "o aplicativo",
    "бот",
    "сервис",
    "приложение",
    "本ボット",
    "本bot",
    "本サービス",
    "本アプリ",
    "本机器人",
    "本服务",
    "本应用",
    "本機器人",
];

/// Words that are no names, in lower case.
const NO_NAMES: [&str; 33] = [
    "services",
    "terms",
    "the terms",
    "agreement",
    "processing",
    "controller",
    "company",
    "discord user",
    "discord users",
    "we",
    "us",
    "our",
    "you",
    "your",
    "user",
    "users",
    "discord",
    "discord bot",
    "policy",
    "privacy policy",
    "data",
    "personal data",
    "wir",
    "uns",
    "sie",
    "nous",
    "vous",
    "nosotros",
    "usted",
    "мы",
    "вы",
    "我们",
    "您",
];

const OPENING: [char; 8] = ['"', '“', '”', '„', '«', '「', '『', '‘'];
const CLOSING: [char; 8] = ['"', '”', '“', '‟', '»', '」', '』', '’'];

/// Returns the name and its line.
pub(crate) fn name(outline: &Outline) -> Option<(usize, String)> {
    let statements = outline.sections.iter().take(2).flat_map(|section| &section.statements);
    let blocks = statements.flat_map(|statement| &statement.blocks).filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    blocks.take(MAX_PARAGRAPHS).find_map(|block| Some((block.line, of_block(block)?)))
}

fn of_block(block: &Block) -> Option<String> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    // A name is at the beginning. Each bracket costs a look at the text around it.
    let text: String = plain(inlines).chars().take(MAX_TEXT).collect();
    before_bracket(&text, inlines).or_else(|| beside_we(&text)).or_else(|| described(&text))
}

/// Words between a name and the kind of program that it is: "Lampion is a Discord bot."
const IS_A: [&str; 16] = [
    " is a ",
    " is an ",
    " is the ",
    " ist ein ",
    " ist eine ",
    " est un ",
    " est une ",
    " es un ",
    " es una ",
    " é um ",
    " é uma ",
    " — это ",
    " – это ",
    " - это ",
    " is een ",
    " è un ",
];

/// Kinds of programs, in lower case.
const PROGRAMS: [&str; 14] = [
    "bot",
    "discord-bot",
    "chatbot",
    "app",
    "application",
    "extension",
    "anwendung",
    "erweiterung",
    "aplicación",
    "extensión",
    "aplicativo",
    "бот",
    "приложение",
    "расширение",
];

/// Maximum number of words of a name before [`IS_A`], and of words up to the kind of program.
const MAX_WORDS_BEFORE: usize = 4;
const MAX_WORDS_AFTER: usize = 5;

/// `Lampion is a Discord bot`: the words with capitals at the beginning of a sentence.
fn described(text: &str) -> Option<String> {
    sentences(text).into_iter().find_map(|sentence| {
        let (at, is_a) = IS_A.iter().filter_map(|is_a| Some((sentence.find(is_a)?, is_a))).min_by_key(|(at, _)| *at)?;
        let name = last_name(sentence.get(..at)?, &[])?;
        let begins = sentence.trim_start().trim_start_matches("The ").starts_with(&name) && name.split(' ').count() <= MAX_WORDS_BEFORE;
        let after = sentence.get(at + is_a.len()..)?.split_whitespace().take(MAX_WORDS_AFTER);
        let is_program = after
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .any(|word| PROGRAMS.contains(&word.as_str()));
        (begins && is_program && is_name(&name)).then_some(name)
    })
}

/// `Lampion ("the Bot")`: the name before the bracket. `our bot ("Lampion")`: the name in it.
fn before_bracket(text: &str, inlines: &[Inline]) -> Option<String> {
    for (at, bracket) in text.match_indices(['(', '（']) {
        let before = text.get(..at)?.trim_end();
        let inner = text.get(at + bracket.len()..)?.split([')', '）']).next()?;
        let quoted = quoted(inner);
        let is_short_name = |name: &String| SHORT_NAMES.contains(&name.to_lowercase().as_str());
        let found = if quoted.iter().any(is_short_name) {
            last_name(before, inlines)
        } else {
            let is_bot = before.to_lowercase().ends_with("bot") || before.to_lowercase().ends_with("bot discord");
            let alone = quoted.len() == 1 && inner.trim().starts_with(OPENING);
            quoted.into_iter().next().filter(|_| is_bot && alone)
        };
        if let Some(name) = found.filter(|name| is_name(name)) {
            return Some(name);
        }
    }
    None
}

/// `References to "LampBot", "we"`: a quoted name of a bot beside a quoted "we".
fn beside_we(text: &str) -> Option<String> {
    let quoted = quoted(text);
    let is = |name: &String, words: &[&str]| words.contains(&name.to_lowercase().as_str());
    if !quoted.iter().any(|name| is(name, &["we", "us", "our", "wir", "nous", "nosotros"])) {
        return None;
    }
    let is_bot = |name: &String| name.to_lowercase().contains("bot") && !is(name, &SHORT_NAMES);
    quoted.into_iter().find(|name| is_bot(name) && is_name(name))
}

/// Returns the texts in quotation marks, without punctuation at their ends.
pub(crate) fn quoted(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(OPENING) {
        let inner =
            rest.get(start..).and_then(|text| text.char_indices().nth(1).and_then(|(at, _)| text.get(at..))).unwrap_or_default();
        let Some(end) = inner.find(CLOSING) else { break };
        let name = inner.get(..end).unwrap_or_default().trim().trim_end_matches([',', '.', '，']).to_owned();
        out.push(name);
        rest = inner.get(end..).and_then(|text| text.char_indices().nth(1).and_then(|(at, _)| text.get(at..))).unwrap_or_default();
    }
    out
}

/// Returns the name at the end of a text: all that is in bold, or the words that begin with a capital.
fn last_name(before: &str, inlines: &[Inline]) -> Option<String> {
    let bold = inlines.iter().filter_map(|inline| if let Inline::Strong(text) = inline { Some(plain(text)) } else { None });
    if let Some(bold) = bold.map(|text| text.trim().to_owned()).find(|text| !text.is_empty() && before.ends_with(text.as_str())) {
        return Some(bold);
    }
    if let Some(name) = quoted(before).pop().filter(|name| before.trim_end_matches(CLOSING).ends_with(name.as_str())) {
        return Some(name);
    }
    let words: Vec<&str> = before.split_whitespace().collect();
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let joins = |word: &str| matches!(word, "for" | "of" | "de" | "für" | "pour" | "&");
    let mut start = words.len();
    while let Some(word) = start.checked_sub(1).and_then(|at| words.get(at)) {
        let inner = joins(word) && start < words.len() && start >= 2 && words.get(start - 2).is_some_and(|word| is_capital(word));
        if !(is_capital(word) || inner) || word.ends_with(['.', ',', ':', ';']) {
            break;
        }
        start -= 1;
    }
    // "The Lampion": an article at the beginning of a sentence.
    let articles = ["The", "Der", "Die", "Das", "Le", "La", "El", "O", "A", "This", "Our"];
    if words.get(start).is_some_and(|word| articles.contains(word)) {
        start += 1;
    }
    Some(words.get(start..)?.join(" ")).filter(|name| !name.is_empty())
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let short = (2..=MAX_NAME).contains(&name.chars().count()) && name.split_whitespace().count() <= MAX_WORDS;
    let known = NO_NAMES.contains(&lower.as_str()) || SHORT_NAMES.contains(&lower.as_str());
    short && !known && !is_company(name) && name.chars().any(char::is_alphabetic) && !name.contains(['@', '/', '<', '[', '(', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::paragraph;

    #[test]
    fn names_are_found_in_the_first_sentences() {
        for (text, name) in [
            ("This page explains what LampLighterBot (\"The Bot\") does.", Some("LampLighterBot")),
            ("It is about our Discord bot (\"Services\").", None),
            ("It is offered by Lamp GmbH (\"the Service\").", None),
            ("It is for Discord Users (\"the App\").", None),
            ("How the Lamp Bot for Discord (\"we\", \"our\", or \"the Bot\") uses data.", Some("Lamp Bot for Discord")),
            ("The Lampion (the “Service”) is free.", Some("Lampion")),
            ("Notre bot Discord (\"Lampion-Vert\") lit des noms.", Some("Lampion-Vert")),
            ("References to “LampBot,” “we,” and “us” mean its team.", Some("LampBot")),
            ("Der Bot \"Laterne\" (nachfolgend „der Bot“) leuchtet.", Some("Laterne")),
            ("Lampion is a small Discord bot that lights lamps.", Some("Lampion")),
            ("Welcome! Lamp Bot ist ein Bot für Discord.", Some("Lamp Bot")),
            ("Лампион — это бот для Discord.", Some("Лампион")),
            ("Discord is an application for chats.", None),
            ("This Bot is a Discord bot.", None),
            ("Privacy is a right of each user of the app.", None),
            ("Lampion is a company that offers light and shade, and an app.", None),
            ("This policy is by Erika Muster (\"we\").", None),
            ("Our bot (\"the Bot\") is free.", None),
            ("We store names (\"Personal Data\").", None),
            ("Nothing is named here (at all).", None),
        ] {
            let block = paragraph(1, vec![Inline::Text(text.to_owned())]);
            assert_eq!(of_block(&block).as_deref(), name, "{text}");
        }
    }
}
