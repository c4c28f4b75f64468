//! Discord's limits, all in one place: those in its schema, and those that no schema shows.
//!
//! Replies are composed within them ([`crate::discord`]), and [`breaches`] checks what was composed, as it goes over the wire, without
//! trusting how it was made.

use serde_json::Value;

use crate::markdown::is_no_break;

/// Characters of all text displays of a message together.
pub const TEXT: usize = 4_000;
/// Bytes of the same: text in other scripts can fail on them first, at about 10,000 (discord-api-docs#8554).
pub const TEXT_BYTES: usize = 9_000;
/// Characters of one text display: Discord's own limit is [`TEXT`], twilight-validate's this.
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
/// Suggestions to what is being typed.
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

/// Flag of a message that only the person who asked can see.
pub const EPHEMERAL: u64 = 1 << 6;
/// Flag of a message made of components alone.
pub const COMPONENTS_V2: u64 = 1 << 15;

/// The length of a text as Discord may count it: in UTF-16, never fewer than characters, because its documentation does not say.
///
/// ```
/// assert_eq!(bot_embed::limits::length("é🥕"), 3);
/// ```
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text that is no longer than that: cut behind a word where there is one, with an ellipsis.
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
    // A word that is most of the text is cut, rather than everything before it lost.
    let word = cut.rfind(|c: char| c.is_whitespace() && !is_no_break(c)).filter(|&at| goes_on && at > end / 2);
    let cut = word.map_or(cut, |at| &cut[..at]);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';'))
}

/// Everything in an interaction response that Discord would refuse, or that this product never does: one sentence each.
///
/// ```
/// use serde_json::json;
/// assert!(bot_embed::limits::breaches(&json!({ "type": 1 })).is_empty());
/// assert_eq!(bot_embed::limits::breaches(&json!({ "type": 4 })), ["a message has no data"]);
/// ```
pub fn breaches(response: &Value) -> Vec<String> {
    let mut found = Found::default();
    match response["type"].as_u64() {
        Some(1) => {}
        Some(4 | 7) if response["data"].is_object() => found.message(&response["data"]),
        Some(4 | 7) => found.say("a message has no data"),
        Some(8) => found.choices(&response["data"]["choices"]),
        other => found.say(format!("{other:?} is no type of response that this product sends")),
    }
    found.breaches
}

/// The same for the commands that are registered.
pub fn command_breaches(commands: &Value) -> Vec<String> {
    let mut found = Found::default();
    for command in found.list(commands, "commands") {
        let mut total = found.named(command, "a command");
        let options = found.list(&command["options"], "a command's options");
        found.at_most(options.len(), COMMAND_OPTIONS, "a command's options");
        let mut optional = false;
        for option in options {
            total += found.named(option, "an option");
            let required = option["required"].as_bool().unwrap_or(false);
            if required && optional {
                found.say("a required option stands behind an optional one");
            }
            optional |= !required;
            if option["autocomplete"] == true && option.get("choices").is_some() {
                found.say("an option has both autocomplete and choices");
            }
        }
        found.at_most(total, COMMAND, "a command in all");
    }
    found.breaches
}

#[derive(Default)]
struct Found {
    breaches: Vec<String>,
    components: usize,
    text: usize,
    text_bytes: usize,
    custom_ids: Vec<String>,
}

impl Found {
    fn say(&mut self, what: impl Into<String>) {
        self.breaches.push(what.into());
    }

    fn at_most(&mut self, is: usize, max: usize, what: &str) {
        if is > max {
            self.say(format!("{what}: {is} where {max} is the most"));
        }
    }

    fn list<'a>(&mut self, value: &'a Value, what: &str) -> &'a [Value] {
        match value.as_array() {
            Some(list) => list,
            None => {
                self.say(format!("{what}: no list"));
                &[]
            }
        }
    }

    /// A text that must be there.
    fn text_of(&mut self, value: &Value, key: &str, max: usize) -> usize {
        let Some(text) = value[key].as_str().filter(|text| !text.trim().is_empty()) else {
            self.say(format!("`{key}` is missing or empty"));
            return 0;
        };
        self.at_most(length(text), max, &format!("`{key}` in characters"));
        length(text)
    }

    fn message(&mut self, data: &Value) {
        let flags = data["flags"].as_u64().unwrap_or(0);
        if flags & COMPONENTS_V2 == 0 {
            self.say("a message without the flag for components");
        }
        if flags & EPHEMERAL == 0 {
            self.say("a message that everybody can see");
        }
        for key in ["content", "embeds", "poll", "stickers"] {
            if data.get(key).is_some() {
                self.say(format!("`{key}` beside components"));
            }
        }
        if data["allowed_mentions"] != serde_json::json!({ "parse": [] }) {
            self.say("a message that could mention somebody");
        }
        let components = self.list(&data["components"], "components");
        if components.is_empty() {
            self.say("a message without components");
        }
        for component in components {
            self.component(component, true);
        }
        self.at_most(self.components, COMPONENTS, "components in all");
        self.at_most(self.text, TEXT, "text in all, in characters");
        self.at_most(self.text_bytes, TEXT_BYTES, "text in all, in bytes");
        let ids = self.custom_ids.len();
        self.custom_ids.sort_unstable();
        self.custom_ids.dedup();
        if self.custom_ids.len() != ids {
            self.say("a custom id twice");
        }
    }

    fn component(&mut self, component: &Value, top: bool) {
        self.components += 1;
        match component["type"].as_u64() {
            Some(1) => self.row(component),
            Some(10) => {
                self.text += self.text_of(component, "content", TEXT_DISPLAY);
                self.text_bytes += component["content"].as_str().map_or(0, str::len);
            }
            Some(14) => {}
            Some(17) if top => {
                let inner = self.list(&component["components"], "a container");
                if inner.is_empty() {
                    self.say("an empty container");
                }
                inner.iter().for_each(|component| self.component(component, false));
            }
            other => self.say(format!("a component of type {other:?}, here")),
        }
    }

    fn row(&mut self, row: &Value) {
        let inner = self.list(&row["components"], "a row");
        self.components += inner.len();
        if inner.is_empty() {
            self.say("an empty row");
        }
        let selects = inner.iter().filter(|component| component["type"] == 3).count();
        if selects > 0 && inner.len() > 1 {
            self.say("a select menu that is not alone in its row");
        }
        self.at_most(inner.len(), BUTTONS, "buttons of a row");
        for component in inner {
            match component["type"].as_u64() {
                Some(2) => self.button(component),
                Some(3) => self.select(component),
                other => self.say(format!("a component of type {other:?} in a row")),
            }
        }
    }

    fn button(&mut self, button: &Value) {
        self.text_of(button, "label", BUTTON_LABEL);
        if button["style"] == 5 {
            self.text_of(button, "url", URL);
            if button.get("custom_id").is_some() {
                self.say("a link button with a custom id");
            }
            let url = button["url"].as_str().unwrap_or_default();
            if !url.starts_with("https://") && !url.starts_with("http://") {
                self.say("a button that leads nowhere");
            }
        } else {
            self.custom_id(button);
        }
    }

    fn custom_id(&mut self, component: &Value) {
        self.text_of(component, "custom_id", CUSTOM_ID);
        self.custom_ids.push(component["custom_id"].as_str().unwrap_or_default().to_owned());
    }

    fn select(&mut self, select: &Value) {
        self.custom_id(select);
        self.text_of(select, "placeholder", PLACEHOLDER);
        let options = self.list(&select["options"], "options");
        self.at_most(options.len(), OPTIONS, "options");
        if options.is_empty() {
            self.say("a select menu without options");
        }
        let mut values: Vec<&str> = Vec::new();
        for option in options {
            self.text_of(option, "label", OPTION);
            self.text_of(option, "value", OPTION);
            if option.get("description").is_some() {
                self.text_of(option, "description", OPTION);
            }
            values.push(option["value"].as_str().unwrap_or_default());
        }
        values.sort_unstable();
        values.dedup();
        if values.len() != options.len() {
            self.say("the same value twice in one select menu");
        }
        if options.iter().filter(|option| option["default"] == true).count() > 1 {
            self.say("more defaults than values");
        }
    }

    fn choices(&mut self, choices: &Value) {
        let choices = self.list(choices, "choices");
        self.at_most(choices.len(), CHOICES, "choices");
        for choice in choices {
            self.text_of(choice, "name", CHOICE);
            self.text_of(choice, "value", CHOICE);
        }
    }

    /// Name and description; their length.
    fn named(&mut self, value: &Value, what: &str) -> usize {
        let name = value["name"].as_str().unwrap_or_default();
        if name.chars().any(|c| !(c.is_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')) {
            self.say(format!("{what}: `{name}` is not lower case"));
        }
        let mut total = self.text_of(value, "name", COMMAND_NAME) + self.text_of(value, "description", COMMAND_DESCRIPTION);
        let localized = &value["description_localizations"];
        for locale in localized.as_object().into_iter().flat_map(|map| map.keys()) {
            total += self.text_of(localized, locale, COMMAND_DESCRIPTION);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A message in which nothing is wrong.
    fn message() -> Value {
        json!({ "type": 4, "data": {
            "flags": 32832,
            "allowed_mentions": { "parse": [] },
            "components": [{ "type": 17, "components": [
                { "type": 10, "content": "text" },
                { "type": 14 },
                { "type": 1, "components": [{ "type": 3, "custom_id": "a", "placeholder": "p", "options": [{ "label": "l", "value": "v" }] }] },
                { "type": 1, "components": [{ "type": 2, "style": 5, "label": "l", "url": "https://a.example" }] },
            ] }],
        } })
    }

    #[test]
    fn every_breach_is_told() {
        assert_eq!(breaches(&message()), [""; 0]);
        let inner = "/data/components/0/components";
        let text = |n: usize| json!({ "type": 10, "content": "x".repeat(n) });
        let select = json!({ "type": 1, "components": [{ "type": 3, "custom_id": "a", "placeholder": "p",
            "options": [{ "label": "l", "value": "v" }, { "label": "l", "value": "v" }] }] });
        let options: Vec<_> = (0..26).map(|n| json!({ "label": "l", "value": n.to_string() })).collect();
        for (place, value, expected) in [
            ("/type", json!(9), "Some(9) is no type of response that this product sends"),
            ("/data/flags", json!(64), "a message without the flag for components"),
            ("/data/flags", json!(32768), "a message that everybody can see"),
            ("/data/allowed_mentions", json!(null), "a message that could mention somebody"),
            (inner, json!([]), "an empty container"),
            (inner, json!([text(2_001)]), "`content` in characters: 2001 where 2000 is the most"),
            (inner, json!([text(2_000), text(2_000), text(1)]), "text in all, in characters: 4001 where 4000 is the most"),
            (inner, json!([{ "type": 10, "content": " " }]), "`content` is missing or empty"),
            (inner, Value::Array(vec![json!({ "type": 14 }); 40]), "components in all: 41 where 40 is the most"),
            (
                inner,
                json!([{ "type": 10, "content": "本".repeat(1_501) }, { "type": 10, "content": "本".repeat(1_500) }]),
                "text in all, in bytes: 9003 where 9000 is the most",
            ),
            (inner, json!([select]), "the same value twice in one select menu"),
            ("/data/components/0/components/2/components/0/options", json!(options), "options: 26 where 25 is the most"),
            (
                "/data/components/0/components/2/components/0/custom_id",
                json!("x".repeat(101)),
                "`custom_id` in characters: 101 where 100 is the most",
            ),
            ("/data/components/0/components/3/components/0/url", json!("javascript:x"), "a button that leads nowhere"),
        ] {
            let mut broken = message();
            *broken.pointer_mut(place).unwrap() = value;
            assert!(breaches(&broken).iter().any(|breach| breach == expected), "{expected}: {:?}", breaches(&broken));
        }
        let mut twice = message();
        let row = twice.pointer("/data/components/0/components/2").unwrap().clone();
        twice.pointer_mut(inner).unwrap().as_array_mut().unwrap().push(row);
        assert_eq!(breaches(&twice), ["a custom id twice"]);
        let mut both = message();
        both["data"]["content"] = json!("x");
        assert_eq!(breaches(&both), ["`content` beside components"]);
    }

    #[test]
    fn commands_have_limits_too() {
        let command = |name: &str, options: Value| json!([{ "name": name, "description": "d", "options": options }]);
        assert_eq!(command_breaches(&command("privacy", json!([]))), [""; 0]);
        assert_eq!(command_breaches(&command("Privacy", json!([]))), ["a command: `Privacy` is not lower case"]);
        let option = |required: bool| json!({ "name": "a", "description": "d", "required": required });
        assert_eq!(
            command_breaches(&command("privacy", json!([option(false), option(true)]))),
            ["a required option stands behind an optional one"]
        );
    }

    #[test]
    fn texts_are_cut_behind_words() {
        assert_eq!(shorten("aaaa", 3), "aa…");
        assert_eq!(shorten("one, two", 5), "one…");
        assert_eq!(shorten("🥕🥕", 3), "🥕…");
        assert_eq!(shorten("", 0), "");
    }
}
