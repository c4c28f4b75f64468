//! Checks the JSON of responses and commands against Discord's limits, independently of the code
//! that composed it.

use serde_json::Value;

use super::*;

/// Returns the parts of an interaction response that Discord would refuse, or that this product never sends, one sentence each.
///
/// ```
/// use serde_json::json;
/// assert!(bot_embed::limits::violations(&json!({ "type": 1 })).is_empty());
/// assert_eq!(bot_embed::limits::violations(&json!({ "type": 4 })), ["a message has no data"]);
/// ```
pub fn violations(response: &Value) -> Vec<String> {
    let mut checker = LimitChecker::default();
    match response["type"].as_u64() {
        Some(1) => {}
        Some(4 | 7) if response["data"].is_object() => checker.message(&response["data"]),
        Some(4 | 7) => checker.report("a message has no data"),
        Some(8) => checker.choices(&response["data"]["choices"]),
        other => checker.report(format!("unknown type of response: {other:?}")),
    }
    checker.violations
}

/// Returns the same for the commands that are registered.
pub fn command_violations(commands: &Value) -> Vec<String> {
    let mut checker = LimitChecker::default();
    for command in checker.list(commands, "commands") {
        let mut total = checker.named(command, "a command");
        let options = checker.list(&command["options"], "a command's options");
        checker.at_most(options.len(), COMMAND_OPTIONS, "a command's options");
        let mut optional = false;
        let mut names: Vec<&str> = options.iter().filter_map(|option| option["name"].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() != options.len() {
            checker.report("two options have the same name");
        }
        for option in options {
            total += checker.named(option, "an option");
            let required = option["required"].as_bool().unwrap_or(false);
            // Subcommands would make the command itself unusable.
            if option["type"] != 3 {
                checker.report("an option is not of type string");
            }
            if required && optional {
                checker.report("a required option is after an optional one");
            }
            optional |= !required;
            if option["autocomplete"] == true && option.get("choices").is_some() {
                checker.report("an option has both autocomplete and choices");
            }
        }
        checker.at_most(total, COMMAND, "a command in total");
    }
    checker.violations
}

#[derive(Default)]
struct LimitChecker {
    violations: Vec<String>,
    components: usize,
    text: usize,
    text_bytes: usize,
    custom_ids: Vec<String>,
}

impl LimitChecker {
    fn report(&mut self, violation: impl Into<String>) {
        self.violations.push(violation.into());
    }

    fn at_most(&mut self, is: usize, max: usize, what: &str) {
        if is > max {
            self.report(format!("{what}: {is}, the maximum is {max}"));
        }
    }

    fn list<'a>(&mut self, value: &'a Value, what: &str) -> &'a [Value] {
        match value.as_array() {
            Some(list) => list,
            None => {
                self.report(format!("{what}: not a list"));
                &[]
            }
        }
    }

    /// Checks a text that must not be empty.
    fn text_of(&mut self, value: &Value, key: &str, max: usize) -> usize {
        let Some(text) = value[key].as_str().filter(|text| !text.trim().is_empty()) else {
            self.report(format!("`{key}` is missing or empty"));
            return 0;
        };
        self.at_most(length(text), max, &format!("`{key}` in characters"));
        length(text)
    }

    fn message(&mut self, data: &Value) {
        let flags = data["flags"].as_u64().unwrap_or(0);
        let v2 = flags & COMPONENTS_V2 != 0;
        if flags & EPHEMERAL == 0 {
            self.report("the message is public");
        }
        let forbidden: &[&str] = if v2 { &["content", "embeds", "poll", "stickers"] } else { &["content", "poll", "stickers"] };
        for key in forbidden {
            if data.get(key).is_some() {
                self.report(format!("`{key}` is not allowed beside components"));
            }
        }
        if data["allowed_mentions"] != serde_json::json!({ "parse": [] }) {
            self.report("the message can mention people");
        }
        if !v2 {
            self.embeds(data);
        }
        let components = self.list(&data["components"], "components");
        if components.is_empty() && v2 {
            self.report("the message has no components");
        }
        if !v2 {
            self.at_most(components.len(), ROWS, "rows");
        }
        for component in components {
            if !v2 && component["type"] != 1 {
                self.report("a component below an embed is not a row");
            }
            self.component(component, true);
        }
        self.at_most(self.components, COMPONENTS, "components in total");
        self.at_most(self.text, TEXT, "text in total, in characters");
        self.at_most(self.text_bytes, TEXT_BYTES, "text in total, in bytes");
        let ids = self.custom_ids.len();
        self.custom_ids.sort_unstable();
        self.custom_ids.dedup();
        if self.custom_ids.len() != ids {
            self.report("two components have the same custom id");
        }
    }

    fn embeds(&mut self, data: &Value) {
        if data.get("embeds").is_none() {
            return self.report("the message has neither an embed nor the flag for components");
        }
        let embeds = self.list(&data["embeds"], "embeds");
        self.at_most(embeds.len(), EMBEDS, "embeds");
        if embeds.is_empty() {
            self.report("the message has neither an embed nor the flag for components");
        }
        let mut total = 0;
        for embed in embeds {
            total += self.text_of(embed, "title", EMBED_TITLE) + self.text_of(embed, "description", DESCRIPTION);
            self.text_bytes += embed["description"].as_str().map_or(0, str::len);
            if embed.get("footer").is_some() {
                total += self.text_of(&embed["footer"], "text", FOOTER);
            }
            let fields = embed.get("fields").map_or(&[][..], |fields| self.list(fields, "fields"));
            self.at_most(fields.len(), FIELDS, "fields");
            for field in fields {
                total += self.text_of(field, "name", FIELD_NAME) + self.text_of(field, "value", FIELD_VALUE);
                if field["value"].as_str().is_some_and(|text| text.lines().any(|line| line.starts_with('#'))) {
                    self.report("a field contains a heading");
                }
            }
            let url = embed.get("url").map(|url| url.as_str().unwrap_or_default());
            if url.is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
                self.report("the URL of an embed is not a web address");
            }
        }
        self.at_most(total, EMBEDS_TEXT, "text of embeds, in characters");
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
                    self.report("a container is empty");
                }
                inner.iter().for_each(|component| self.component(component, false));
            }
            other => self.report(format!("a component of type {other:?} is not allowed here")),
        }
    }

    fn row(&mut self, row: &Value) {
        let inner = self.list(&row["components"], "a row");
        self.components += inner.len();
        if inner.is_empty() {
            self.report("a row is empty");
        }
        let selects = inner.iter().filter(|component| component["type"] == 3).count();
        if selects > 0 && inner.len() > 1 {
            self.report("a select menu is not alone in its row");
        }
        self.at_most(inner.len(), BUTTONS, "buttons of a row");
        for component in inner {
            match component["type"].as_u64() {
                Some(2) => self.button(component),
                Some(3) => self.select(component),
                other => self.report(format!("a component of type {other:?} is not allowed in a row")),
            }
        }
    }

    fn button(&mut self, button: &Value) {
        self.text_of(button, "label", BUTTON_LABEL);
        if button["style"] == 5 {
            self.text_of(button, "url", URL);
            if button.get("custom_id").is_some() {
                self.report("a link button has a custom id");
            }
            let url = button["url"].as_str().unwrap_or_default();
            if !url.starts_with("https://") && !url.starts_with("http://") {
                self.report("the URL of a button is not a web address");
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
            self.report("a select menu has no options");
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
            self.report("two options of a select menu have the same value");
        }
        if options.iter().filter(|option| option["default"] == true).count() > 1 {
            self.report("a select menu has more than one default");
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

    /// Checks names and descriptions in all languages, and returns their total length.
    fn named(&mut self, value: &Value, what: &str) -> usize {
        let mut total = self.text_of(value, "name", COMMAND_NAME) + self.text_of(value, "description", COMMAND_DESCRIPTION);
        let localized =
            |key: &str| value[key].as_object().into_iter().flat_map(|map| map.keys()).map(String::as_str).collect::<Vec<_>>();
        let mut names = vec![value["name"].as_str().unwrap_or_default()];
        for (key, max) in [("name_localizations", COMMAND_NAME), ("description_localizations", COMMAND_DESCRIPTION)] {
            for locale in localized(key) {
                if !LOCALES.contains(&locale) {
                    self.report(format!("{what}: `{locale}` is not a locale of Discord"));
                }
                total += self.text_of(&value[key], locale, max);
            }
        }
        names.extend(localized("name_localizations").iter().filter_map(|locale| value["name_localizations"][locale].as_str()));
        for name in names {
            if name.chars().any(|c| !(c.is_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')) {
                self.report(format!("{what}: `{name}` is not lower case"));
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;

    /// Returns a valid message.
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
    fn every_exceeded_limit_is_reported() {
        assert_eq!(violations(&message()), [""; 0]);
        let inner = "/data/components/0/components";
        let text = |n: usize| json!({ "type": 10, "content": "x".repeat(n) });
        let select = json!({ "type": 1, "components": [{ "type": 3, "custom_id": "a", "placeholder": "p",
            "options": [{ "label": "l", "value": "v" }, { "label": "l", "value": "v" }] }] });
        let options: Vec<_> = (0..26).map(|n| json!({ "label": "l", "value": n.to_string() })).collect();
        let mut printed = String::new();
        for (place, value) in [
            ("/type", json!(9)),
            ("/data/flags", json!(64)),
            ("/data/flags", json!(32768)),
            ("/data/allowed_mentions", json!(null)),
            (inner, json!([])),
            (inner, json!([text(2_001)])),
            (inner, json!([text(2_000), text(2_000), text(1)])),
            (inner, json!([{ "type": 10, "content": " " }])),
            (inner, Value::Array(vec![json!({ "type": 14 }); 40])),
            (inner, json!([{ "type": 10, "content": "本".repeat(1_501) }, { "type": 10, "content": "本".repeat(1_500) }])),
            (inner, json!([select])),
            ("/data/components/0/components/2/components/0/options", json!(options)),
            ("/data/components/0/components/2/components/0/custom_id", json!("x".repeat(101))),
            ("/data/components/0/components/3/components/0/url", json!("javascript:x")),
        ] {
            let mut broken = message();
            *broken.pointer_mut(place).unwrap() = value;
            printed += &format!("{place}: {}\n", violations(&broken).join("; "));
        }
        let mut twice = message();
        let row = twice.pointer("/data/components/0/components/2").unwrap().clone();
        twice.pointer_mut(inner).unwrap().as_array_mut().unwrap().push(row);
        printed += &format!("a row twice: {}\n", violations(&twice).join("; "));
        let mut both = message();
        both["data"]["content"] = json!("x");
        printed += &format!("content beside components: {}\n", violations(&both).join("; "));
        expect![[r#"
            /type: unknown type of response: Some(9)
            /data/flags: the message has neither an embed nor the flag for components; a component below an embed is not a row
            /data/flags: the message is public
            /data/allowed_mentions: the message can mention people
            /data/components/0/components: a container is empty
            /data/components/0/components: `content` in characters: 2001, the maximum is 2000
            /data/components/0/components: text in total, in characters: 4001, the maximum is 4000
            /data/components/0/components: `content` is missing or empty
            /data/components/0/components: components in total: 41, the maximum is 40
            /data/components/0/components: text in total, in bytes: 9003, the maximum is 9000
            /data/components/0/components: two options of a select menu have the same value
            /data/components/0/components/2/components/0/options: options: 26, the maximum is 25
            /data/components/0/components/2/components/0/custom_id: `custom_id` in characters: 101, the maximum is 100
            /data/components/0/components/3/components/0/url: the URL of a button is not a web address
            a row twice: two components have the same custom id
            content beside components: `content` is not allowed beside components
        "#]]
        .assert_eq(&printed);
    }

    #[test]
    fn limits_of_embeds_are_checked() {
        let row = json!({ "type": 1, "components": [{ "type": 2, "style": 2, "label": "l", "custom_id": "a" }] });
        let message = json!({ "type": 4, "data": {
            "flags": 64,
            "allowed_mentions": { "parse": [] },
            "embeds": [{ "title": "t", "description": "d", "footer": { "text": "f" }, "fields": [{ "name": "n", "value": "v" }] }],
            "components": [row],
        } });
        assert_eq!(violations(&message), [""; 0]);
        let text = |n: usize| json!("x".repeat(n));
        let mut printed = String::new();
        for (place, value) in [
            ("/data/embeds", json!([])),
            ("/data/embeds/0/title", text(257)),
            ("/data/embeds/0/description", text(4_097)),
            ("/data/embeds/0/footer/text", text(2_049)),
            ("/data/embeds/0/fields/0/name", text(257)),
            ("/data/embeds/0/fields/0/value", text(1_025)),
            ("/data/embeds/0/fields/0/value", json!("a\n# b")),
            ("/data/embeds/0/fields", Value::Array(vec![json!({ "name": "n", "value": "v" }); 26])),
            ("/data/embeds/0/url", json!("javascript:x")),
            ("/data/embeds", json!([{ "title": "t", "description": text(3_000) }, { "title": "t", "description": text(3_000) }])),
            ("/data/components/0", json!({ "type": 10, "content": "x" })),
            ("/data/components", Value::Array(vec![row.clone(); 6])),
        ] {
            let mut broken = message.clone();
            match broken.pointer_mut(place) {
                Some(there) => *there = value,
                None => broken["data"]["embeds"][0]["url"] = value,
            }
            printed += &format!("{place}: {}\n", violations(&broken).join("; "));
        }
        expect![[r#"
            /data/embeds: the message has neither an embed nor the flag for components
            /data/embeds/0/title: `title` in characters: 257, the maximum is 256
            /data/embeds/0/description: `description` in characters: 4097, the maximum is 4096
            /data/embeds/0/footer/text: `text` in characters: 2049, the maximum is 2048
            /data/embeds/0/fields/0/name: `name` in characters: 257, the maximum is 256
            /data/embeds/0/fields/0/value: `value` in characters: 1025, the maximum is 1024
            /data/embeds/0/fields/0/value: a field contains a heading
            /data/embeds/0/fields: fields: 26, the maximum is 25
            /data/embeds/0/url: the URL of an embed is not a web address
            /data/embeds: text of embeds, in characters: 6002, the maximum is 6000
            /data/components/0: a component below an embed is not a row
            /data/components: rows: 6, the maximum is 5; two components have the same custom id
        "#]]
        .assert_eq(&printed);
    }

    #[test]
    fn limits_of_commands_are_checked() {
        let command = |name: &str, options: Value| json!([{ "name": name, "description": "d", "options": options }]);
        assert_eq!(command_violations(&command("privacy", json!([]))), [""; 0]);
        let option =
            |required: bool| json!({ "type": 3, "name": if required { "a" } else { "b" }, "description": "d", "required": required });
        let subcommand = json!([{ "type": 1, "name": "a", "description": "d" }]);
        let localized = json!([{ "name": "a", "description": "d", "options": [], "name_localizations": { "fr": "Été", "xx": "b" } }]);
        let printed: String = [
            ("a name in capitals", command("Privacy", json!([]))),
            ("a required option last", command("privacy", json!([option(false), option(true)]))),
            ("an option twice", command("privacy", json!([option(true), option(true)]))),
            ("a subcommand", command("privacy", subcommand)),
            ("localized names", localized),
        ]
        .map(|(what, commands)| format!("{what}: {}\n", command_violations(&commands).join("; ")))
        .concat();
        expect![[r#"
            a name in capitals: a command: `Privacy` is not lower case
            a required option last: a required option is after an optional one
            an option twice: two options have the same name
            a subcommand: an option is not of type string
            localized names: a command: `xx` is not a locale of Discord; a command: `Été` is not lower case
        "#]]
        .assert_eq(&printed);
    }
}
