//! The JSON Schema of content's TOML files, for editors. Keys and shapes come from the types that the parser reads (`raw`).
//! Descriptions and allowed values come from the types of the model.

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::{
    shape::Shape,
    tables::{self, ONE_OR_LIST},
};
use crate::{
    Alias, Answer, Bot, CitedText, Claim, Contact, DataItem, DataKind, DataRule, Framework, GeneralAnswer, GeneralQuestion, Hint,
    Intent, Inventory, LegalBasis, Lifecycle, Notion, Objective, Party, PrivilegedIntent, Question, Recipient, Region, Requirement,
    Right, Service, Source, Synonym, Term,
};

/// Descriptions of keys, by `table.key`, if the model has no field of that name or describes it differently. `*` means all tables.
const DESCRIPTIONS: &[(&str, &str)] = &[
    ("*.source", "The citation, `source/section`, or a list of them."),
    ("*.alias", "Names that documents use for it, each with its source."),
    ("*.statement", "The id of the statement that states it."),
    ("claim.condition", "Conditions that other statements state."),
    ("data_rule.condition", "Conditions of other statements, wherever the data is placed."),
    ("claim.subject", "The subject of the claim; left out: `services`."),
    ("claim.services", "The ids of services, or \"all\"."),
    ("claim.regions", "The ids of the regions that the claim is limited to."),
    ("claim.plans", "The plans that the claim is limited to."),
    ("data_rule.allowed_in", "The ids of services, \"all\", or \"none\": where the document allows it."),
    ("data_rule.elsewhere", "The rule for all other services."),
    ("service.group", "The group or groups of the service, the main one first."),
    ("service.group_reading", "The id of the reading that the group rests on the name."),
    ("rules", "The settings of all files in `rules/`."),
    ("rules.lang", "The language of the texts in `rules/`; left out: `en`."),
    ("requirement.always", "True if the rule makes it for every case. Leave out `when` then."),
    ("intent.when", "The combinations of notions that ask for the topic."),
    ("synonym.words", "The words that people type, and the words of content that they mean."),
];

/// The allowed values of keys for which the model has no type.
const VALUES: &[(&str, &[&str])] = &[
    ("claim.subject", &["services", "infrastructure", "company"]),
    ("data_rule.elsewhere", &["barred", "not-barred", "allowed"]),
    ("service.group", &["common", "private", "shield", "other"]),
    ("general.part", &["terms"]),
    ("answer.extent", &["present", "partial", "unreviewed"]),
];

/// Returns the JSON Schema (draft 7, which editors of TOML know) of a content folder's TOML files. One schema is enough, because any
/// file may hold any table. It requires no key: translations repeat a table with a few of its keys.
///
/// # Errors
/// Never, because JSON can express the schema.
pub fn content_schema() -> Result<String, serde_json::Error> {
    let docs = model_docs();
    let properties = tables::tables().into_iter().map(|(name, many, keys)| {
        let mut table = table(&docs, name, &keys);
        let own = DESCRIPTIONS.iter().find(|(known, _)| *known == name).map(|(_, text)| json!(text));
        let description = own.or_else(|| Some(docs.get(name)?.get("description")?.clone())).unwrap_or_default();
        if many {
            // A table in single brackets is read as a list of one.
            table = json!({ "anyOf": [{ "type": "array", "items": table }, table] });
        }
        table["description"] = description;
        (name.to_owned(), table)
    });
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Content of a privacy policy",
        "description": "Any .toml file of a content folder may hold any of these tables. Leave out what is not stated.",
        "type": "object",
        "properties": properties.collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}

fn table(docs: &Map<String, Value>, name: &str, keys: &[(&'static str, Shape)]) -> Value {
    let properties = keys.iter().map(|(key, shape)| {
        let path = format!("{name}.{key}");
        let doc = docs.get(name).and_then(|doc| doc["properties"].get(key));
        let own = |path: &str| DESCRIPTIONS.iter().find(|(known, _)| *known == path).map(|(_, text)| json!(text));
        let description = own(&path).or_else(|| own(&format!("*.{key}"))).or_else(|| Some(doc?.get("description")?.clone()));
        let words = match VALUES.iter().find(|(known, _)| *known == path) {
            Some((_, words)) => words.iter().map(|word| (json!(word), Value::Null)).collect(),
            None => doc.map(words).unwrap_or_default(),
        };
        let mut value = value(docs, key, shape, &words);
        value["description"] = description.unwrap_or_default();
        ((*key).to_owned(), value)
    });
    json!({ "type": "object", "properties": properties.collect::<Map<_, _>>(), "additionalProperties": false })
}

fn value(docs: &Map<String, Value>, key: &str, shape: &Shape, words: &[(Value, Value)]) -> Value {
    match shape {
        Shape::Text if !words.is_empty() => {
            let (values, texts): (Vec<_>, Vec<_>) = words.iter().cloned().unzip();
            match texts.iter().all(Value::is_null) {
                true => json!({ "type": "string", "enum": values }),
                // Taplo shows these descriptions beside the values.
                false => json!({ "type": "string", "enum": values, "x-taplo": { "docs": { "enumValues": texts } } }),
            }
        }
        Shape::Text => json!({ "type": "string" }),
        // A day in TOML's syntax, or a month or year as a text.
        Shape::Date => {
            json!({ "anyOf": [{ "type": "string", "format": "date" }, { "type": "string", "pattern": "^\\d{4}(-\\d{2})?$" }] })
        }
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "integer", "minimum": 0 }),
        Shape::Texts => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Shape::Table(keys) => table(docs, table_name(key), keys),
        Shape::List(items) => {
            let items = value(docs, key, items, words);
            let list = json!({ "type": "array", "items": items });
            if ONE_OR_LIST.contains(&key) { json!({ "anyOf": [items, list] }) } else { list }
        }
    }
}

/// Returns the name under which the model documents a nested table.
fn table_name(key: &str) -> &'static str {
    if key == "alias" { "alias" } else { "cited_text" }
}

/// Returns the schemas of the model's types, by the name of the table in which content writes each.
fn model_docs() -> Map<String, Value> {
    let mut docs = Map::new();
    macro_rules! add {
        ($($table:literal $type:ty,)*) => { $(docs.insert($table.to_owned(), of::<$type>());)* };
    }
    add! {
        "bot" Bot, "inventory" Inventory, "party" Party, "source" Source, "data" DataItem, "framework" Framework, "service" Service,
        "region" Region, "claim" Claim, "data_rule" DataRule, "objective" Objective, "term" Term, "requirement" Requirement,
        "question" Question, "answer" Answer, "hint" Hint, "synonym" Synonym, "kind" DataKind, "notion" Notion, "intent" Intent,
        "general" GeneralQuestion, "general_answer" GeneralAnswer, "right" Right, "privileged_intent" PrivilegedIntent, "alias" Alias,
        "cited_text" CitedText, "contact" Contact, "recipient" Recipient, "legal_basis" LegalBasis,
    }
    // The steps in the life of data are keys of the table itself.
    let lifecycle = of::<Lifecycle>();
    for table in ["inventory", "data"] {
        if let (Some(keys), Some(stages)) = (docs[table]["properties"].as_object_mut(), lifecycle["properties"].as_object()) {
            keys.extend(stages.clone());
        }
    }
    docs
}

fn of<T: JsonSchema>() -> Value {
    let settings = schemars::generate::SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Returns the allowed values of a key, each with its description; empty if any value is allowed.
fn words(schema: &Value) -> Vec<(Value, Value)> {
    fn collect(schema: &Value, out: &mut Vec<(Value, Value)>) -> bool {
        if let Some(word) = schema.get("const") {
            out.push((word.clone(), schema.get("description").cloned().unwrap_or_default()));
        } else if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            out.extend(words.iter().map(|word| (word.clone(), Value::Null)));
        } else if let Some(all) = ["oneOf", "anyOf", "allOf"].iter().find_map(|key| schema.get(key)?.as_array()) {
            return all.iter().all(|one| collect(one, out));
        } else {
            return schema["type"] == "null";
        }
        true
    }
    let mut out = Vec::new();
    let all_words = collect(schema, &mut out);
    out.retain(|(word, _)| all_words && word.is_string());
    out
}
