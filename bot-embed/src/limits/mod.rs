//! Discord's limits: those in its schema, and those that no schema shows.
//!
//! [`crate::render`] composes replies within these limits. [`violations`] checks the JSON of a reply
//! independently of the code that composed it.

mod check;

use carrot_core::text::is_no_break;

pub use check::{command_violations, violations};

/// Characters of all text displays of a message together.
pub const TEXT: usize = 4_000;
/// Bytes of all text displays of a message together. Above about 10,000 bytes, Discord returns an
/// error (discord-api-docs#8554). Text in some scripts exceeds this before it exceeds [`TEXT`].
pub const TEXT_BYTES: usize = 9_000;
/// Characters of one text display. Discord's own limit is [`TEXT`]; this one is twilight-validate's.
pub const TEXT_DISPLAY: usize = 2_000;
/// Components of a message, nested ones included.
pub const COMPONENTS: usize = 40;
/// Options of a select menu.
pub const OPTIONS: usize = 25;
/// Characters of an option's label, description and value.
pub const OPTION: usize = 100;
/// Characters of a select menu's placeholder.
pub const PLACEHOLDER: usize = 150;
/// Characters of a custom id.
pub const CUSTOM_ID: usize = 100;
/// Characters of a button's label.
pub const BUTTON_LABEL: usize = 80;
/// Characters of a button's address.
pub const URL: usize = 512;
/// Buttons of a row.
pub const BUTTONS: usize = 5;
/// Rows below a message that has content besides components.
pub const ROWS: usize = 5;
/// Characters of an embed's title.
pub const EMBED_TITLE: usize = 256;
/// Characters of an embed's text.
pub const DESCRIPTION: usize = 4_096;
/// Fields of an embed.
pub const FIELDS: usize = 25;
/// Characters of a field's name.
pub const FIELD_NAME: usize = 256;
/// Characters of a field's text.
pub const FIELD_VALUE: usize = 1_024;
/// Characters of an embed's footer.
pub const FOOTER: usize = 2_048;
/// Characters of all embeds of a message together.
pub const EMBEDS_TEXT: usize = 6_000;
/// Embeds of a message.
pub const EMBEDS: usize = 10;
/// Autocomplete suggestions.
pub const CHOICES: usize = 25;
/// Characters of a suggestion's name and value.
pub const CHOICE: usize = 100;
/// Characters of the name of a command or an option.
pub const COMMAND_NAME: usize = 32;
/// Characters of the description of a command or an option.
pub const COMMAND_DESCRIPTION: usize = 100;
/// Options of a command.
pub const COMMAND_OPTIONS: usize = 25;
/// Characters of a command: its names, descriptions and choices' values.
pub const COMMAND: usize = 8_000;

/// Characters of the first message about the policy, without the addresses of links. This limit is our own.
pub const SHORT_PRIVACY: usize = 600;
/// Lines of the first message about the policy.
pub const SHORT_PRIVACY_LINES: usize = 10;
/// Characters of the first message about the host's services, without the addresses of links.
pub const SHORT_COMPLIANCE: usize = 700;
/// Lines of the first message about the host's services.
pub const SHORT_COMPLIANCE_LINES: usize = 14;

/// Flag of a message that only the person who asked can see.
pub const EPHEMERAL: u64 = 1 << 6;
/// Flag of a message made of components alone.
pub const COMPONENTS_V2: u64 = 1 << 15;

/// Returns the length of a text as Discord may count it: in UTF-16 units. Discord's documentation does not say whether it counts these
/// or characters, and there are never fewer units than characters.
///
/// ```
/// assert_eq!(bot_embed::limits::length("é🥕"), 3);
/// ```
pub fn length(text: &str) -> usize {
    // Each character has one byte that is not a continuation byte. A character of four bytes is two
    // units.
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}

/// Shortens a text to a length: after a word if possible, with an ellipsis.
///
/// ```
/// use bot_embed::limits::shorten;
/// assert_eq!(shorten("How long is it kept?", 100), "How long is it kept?");
/// assert_eq!(shorten("How long is it kept?", 10), "How long…");
/// ```
pub fn shorten(text: &str, max: usize) -> String {
    if length(text) <= max {
        return text.to_owned();
    }
    let mut room = max.saturating_sub(1);
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.len_utf16() > room {
            break;
        }
        room -= c.len_utf16();
        end = at + c.len_utf8();
    }
    let cut = &text[..end];
    let goes_on = text[end..].chars().next().is_some_and(|c| !c.is_whitespace());
    // If one word is most of the text, cut that word instead of losing everything before it.
    let word = cut.rfind(|c: char| c.is_whitespace() && !is_no_break(c)).filter(|&at| goes_on && at > end / 2);
    let cut = word.map_or(cut, |at| &cut[..at]);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';'))
}

/// The locales that Discord supports: the keys of localized names and descriptions of commands.
pub const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi",
    "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_after_a_word() {
        assert_eq!(shorten("aaaa", 3), "aa…");
        assert_eq!(shorten("one, two", 5), "one…");
        assert_eq!(shorten("🥕🥕", 3), "🥕…");
        assert_eq!(shorten("", 0), "");
    }
}
