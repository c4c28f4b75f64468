//! Tests the JSON Schema of content's TOML files: it allows the same keys and values as the parser, and accepts all content of this
//! repository.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::collections::BTreeSet;

use carrot_core::parse::{Parsed, content_schema, parse};
use carrot_testing::{file, files_below, repository};
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(&content_schema().unwrap()).unwrap()
}

/// Returns the schema of one entry of a table, or of one item of a list.
fn entry(schema: &Value) -> &Value {
    match (schema.get("anyOf"), schema.get("items")) {
        (Some(list), _) => entry(&list[0]),
        (_, Some(items)) => entry(items),
        _ => schema,
    }
}

fn tables(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    schema["properties"].as_object().unwrap().iter().map(|(name, table)| (name.as_str(), entry(table)))
}

/// Parses a TOML file, and returns the words in backquotes in the hint of the diagnostic whose message contains `message`.
fn listed(toml: &str, message: &str) -> BTreeSet<String> {
    let Parsed { diagnostics, .. } = parse(&[file("bot/all.toml", toml)]);
    let Some(found) = diagnostics.iter().find(|diagnostic| diagnostic.message.contains(message)) else {
        panic!("{toml}: no `{message}` in {diagnostics:#?}");
    };
    found.hint.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn parser_and_schema_allow_the_same_keys() {
    let keys = |table: &Value| table["properties"].as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let schema = schema();
    assert!(tables(&schema).count() > 20);
    for (name, table) in tables(&schema) {
        assert_eq!(keys(table), listed(&format!("[{name}]\nzzz = 1"), "unknown key `zzz`"), "{name}");
        for (key, value) in table["properties"].as_object().unwrap() {
            let inner = entry(value);
            if inner.get("properties").is_some() {
                let list = value.get("items").is_some();
                let toml = format!("[{name}]\n{key} = {}", if list { "[{ zzz = 1 }]" } else { "{ zzz = 1 }" });
                assert_eq!(keys(inner), listed(&toml, "unknown key `zzz`"), "{name}.{key}");
            }
        }
    }
}

#[test]
fn parser_and_schema_allow_the_same_values() {
    let schema = schema();
    let mut seen = BTreeSet::new();
    for (name, table) in tables(&schema) {
        for (key, value) in table["properties"].as_object().unwrap() {
            let Some(words) = entry(value).get("enum") else { continue };
            let words: BTreeSet<String> = words.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect();
            // An answer without statements has no extent.
            let toml = format!("[{name}]\n{key} = \"zzz\"\n{}", if name == "answer" { "statements = [\"a\"]" } else { "" });
            assert_eq!(words, listed(&toml, &format!("invalid `{key}`")), "{name}.{key}");
            seen.insert(format!("{name}.{key}"));
        }
    }
    for known in ["party.kind", "party.role", "source.kind", "claim.attestation", "service.group", "answer.extent", "right.kind"] {
        assert!(seen.contains(known), "{known} of {seen:?}");
    }
}

#[test]
fn each_table_and_key_is_described() {
    let schema = schema();
    for (name, table) in tables(&schema) {
        assert!(schema["properties"][name]["description"].is_string(), "{name}");
        for (key, value) in table["properties"].as_object().unwrap() {
            assert!(value["description"].is_string(), "{name}.{key}");
        }
    }
}

#[test]
fn schema_accepts_all_content_of_this_repository() {
    let schema = schema();
    let mut count = 0;
    for folder in ["content", "examples/dormouse", "cli/src/new"] {
        for (path, bytes) in files_below(&repository(folder)).iter().filter(|(path, _)| path.ends_with(".toml")) {
            // The templates of `carrot new` have a placeholder for the host.
            let text = str::from_utf8(bytes).unwrap().replace("\n{host}", "");
            let value = json(toml::from_str(&text).unwrap());
            assert_eq!(errors(&schema, &value, path), Vec::<String>::new());
            count += 1;
        }
    }
    assert!(count > 40);
}

#[test]
fn schema_rejects_unknown_keys_and_wrong_types() {
    let schema = schema();
    for (toml, wrong) in [
        ("[[partie]]\nid = \"a\"", ".partie"),
        ("[[party]]\nnmae = \"a\"", ".party"),
        ("[[party]]\nkind = \"boat\"", ".party"),
        ("[bot]\nname = 7", ".bot.name"),
        ("[inventory]\nretention = { txt = \"a\" }", ".inventory.retention.txt"),
    ] {
        let errors = errors(&schema, &json(toml::from_str(toml).unwrap()), "");
        assert_eq!(errors.len(), 1, "{toml}: {errors:?}");
        assert!(errors[0].starts_with(wrong), "{toml}: {errors:?}");
    }
}

/// Returns a TOML value as JSON, with dates as texts: editors validate it in this form.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::String(text) => text.into(),
        other => panic!("{other:?}"),
    }
}

/// Validates a value by the few keywords that the schema uses.
fn errors(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    for keyword in schema.as_object().unwrap().keys() {
        let known = [
            "$schema",
            "title",
            "description",
            "x-taplo",
            "type",
            "enum",
            "format",
            "minimum",
            "anyOf",
            "items",
            "properties",
            "additionalProperties",
        ];
        assert!(known.contains(&keyword.as_str()), "{keyword}");
    }
    let mut out = Vec::new();
    let type_matches = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some(other) => panic!("{other:?}"),
        None => true,
    };
    let in_enum = schema.get("enum").is_none_or(|words| words.as_array().unwrap().contains(value));
    let in_any =
        schema.get("anyOf").is_none_or(|all| all.as_array().unwrap().iter().any(|schema| errors(schema, value, path).is_empty()));
    if !type_matches || !in_enum || !in_any {
        out.push(format!("{path}: {value} is invalid"));
    } else if let Some(items) = schema.get("items") {
        out.extend(value.as_array().unwrap().iter().flat_map(|item| errors(items, item, path)));
    } else if let Some(object) = value.as_object().filter(|_| schema.get("anyOf").is_none()) {
        for (key, value) in object {
            let path = format!("{path}.{key}");
            match schema.get("properties").and_then(|all| all.get(key)).or(schema.get("additionalProperties")) {
                Some(Value::Bool(false)) => out.push(format!("{path}: unknown key")),
                Some(schema) => out.extend(errors(schema, value, &path)),
                None => panic!("{path}"),
            }
        }
    }
    out
}
