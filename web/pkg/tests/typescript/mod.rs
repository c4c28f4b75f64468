//! Converts JSON schemas to TypeScript, as far as schemars uses them for our types. An unknown
//! construct is a failure, never `any`.

use std::fmt::Write as _;

use carrot_core::camel_case;
use serde_json::{Map, Value, json};

/// Returns the declarations of all definitions, in the order of their names.
pub(crate) fn declarations(definitions: &Map<String, Value>) -> String {
    let mut out = String::from("// Made of the Rust types by web/pkg/tests/declarations.rs.\n");
    let mut names: Vec<&String> = definitions.keys().collect();
    names.sort_by_key(|key| name(key));
    for key in names {
        let schema = &definitions[key];
        out.push('\n');
        docs(schema, "", &mut out);
        match schema.get("properties") {
            Some(_) => writeln!(out, "export interface {} {}", name(key), typescript(schema, "")),
            None => writeln!(out, "export type {} ={};", name(key), behind(&typescript(schema, ""))),
        }
        .unwrap();
    }
    out
}

/// Returns the schema of a type in the shape in which it reaches JavaScript: see
/// `carrot_pkg::shape`.
pub(crate) fn shaped(schema: &Value) -> Value {
    let Value::Object(schema) = schema else {
        return match schema {
            Value::Array(all) => all.iter().map(shaped).collect(),
            other => other.clone(),
        };
    };
    let mut out = schema.clone();
    // The fields of a struct; a map has `additionalProperties` and no `properties`.
    if let Some(Value::Object(properties)) = schema.get("properties") {
        out["properties"] = properties.iter().map(|(name, value)| (camel_case(name), shaped(value))).collect::<Map<_, _>>().into();
        if let Some(Value::Array(required)) = schema.get("required") {
            out["required"] = required.iter().filter_map(Value::as_str).map(camel_case).collect::<Vec<_>>().into();
        }
    }
    for key in ["items", "additionalProperties", "anyOf"] {
        if let Some(inside) = schema.get(key) {
            out[key] = shaped(inside);
        }
    }
    if let Some(Value::Array(variants)) = schema.get("oneOf") {
        let mixed = variants.iter().any(|it| it.get("properties").is_some());
        out["oneOf"] = variants.iter().flat_map(|it| variant(it, mixed)).collect::<Vec<_>>().into();
    }
    out.into()
}

/// Returns the variants of an enum, in the order of their names where several are one in the
/// schema.
fn variant(schema: &Value, mixed: bool) -> Vec<Value> {
    let kind = |name: &Value, doc: Option<&Value>| {
        let mut out = json!({ "type": "object", "properties": { "kind": { "const": name } }, "required": ["kind"] });
        if let Some(doc) = doc {
            out["description"] = doc.clone();
        }
        out
    };
    if !mixed {
        return vec![schema.clone()];
    }
    if let Some(name) = schema.get("const") {
        return vec![kind(name, schema.get("description"))];
    }
    if let Some(Value::Array(names)) = schema.get("enum") {
        return names.iter().map(|name| kind(name, None)).collect();
    }
    let (name, value) = schema["properties"].as_object().unwrap().iter().next().unwrap();
    let mut out = kind(&name.as_str().into(), schema.get("description"));
    let value = shaped(value);
    match value.get("properties") {
        Some(Value::Object(fields)) => {
            out["properties"].as_object_mut().unwrap().extend(fields.clone());
            out["required"].as_array_mut().unwrap().extend(value["required"].as_array().cloned().unwrap_or_default());
        }
        _ => {
            out["properties"]["value"] = value;
            out["required"].as_array_mut().unwrap().push("value".into());
        }
    }
    vec![out]
}

/// Returns whether an enum has variants with only a kind, and variants with other fields.
pub(crate) fn is_mixed(schema: &Value) -> bool {
    let Some(Value::Array(variants)) = schema.get("oneOf") else { return false };
    let with_fields = |it: &&Value| it["properties"].as_object().is_some_and(|fields| fields.len() > 1);
    let tagged = variants.iter().filter(|it| it.get("properties").is_some()).count();
    (1..tagged).contains(&variants.iter().filter(with_fields).count())
}

/// Returns the name of a definition in TypeScript. `Date` gets another one: JavaScript has a
/// `Date`.
fn name(definition: &str) -> &str {
    if definition == "Date" { "IsoDate" } else { definition }
}

/// Writes the right side of an equals sign: cases begin on a line of their own.
fn behind(written: &str) -> String {
    if written.starts_with('\n') { written.to_owned() } else { format!(" {written}") }
}

fn typescript(schema: &Value, indent: &str) -> String {
    if let Some(to) = schema.get("$ref") {
        return name(to.as_str().unwrap().strip_prefix("#/$defs/").unwrap()).to_owned();
    }
    if let Some(one) = schema.get("const") {
        return one.to_string();
    }
    if let Some(Value::Array(all)) = schema.get("enum") {
        return all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
    }
    if let Some(Value::Array(all)) = schema.get("anyOf") {
        return all.iter().map(|one| typescript(one, indent)).collect::<Vec<_>>().join(" | ");
    }
    if let Some(Value::Array(all)) = schema.get("oneOf") {
        return one_of(all, indent);
    }
    match schema.get("type") {
        Some(Value::Array(types)) => {
            let of = |kind: &Value| {
                let mut schema = schema.clone();
                schema["type"] = kind.clone();
                typescript(&schema, indent)
            };
            types.iter().map(of).collect::<Vec<_>>().join(" | ")
        }
        Some(Value::String(one)) => match one.as_str() {
            "null" => "null".to_owned(),
            "string" => "string".to_owned(),
            "boolean" => "boolean".to_owned(),
            "integer" | "number" => "number".to_owned(),
            "array" => {
                let item = typescript(&schema["items"], indent);
                if item.contains(' ') { format!("({item})[]") } else { format!("{item}[]") }
            }
            "object" if schema.get("properties").is_some() => object(schema, indent),
            "object" => format!("Record<string, {}>", typescript(&schema["additionalProperties"], indent)),
            _ => panic!("what is this in TypeScript? {schema}"),
        },
        _ => panic!("what is this in TypeScript? {schema}"),
    }
}

/// Returns the cases of an enum, each with its description.
fn one_of(all: &[Value], indent: &str) -> String {
    let mut out = String::new();
    let inner = format!("{indent}  ");
    for one in all {
        out.push('\n');
        docs(one, &inner, &mut out);
        write!(out, "{inner}| {}", typescript(one, &inner)).unwrap();
    }
    out
}

fn object(schema: &Value, indent: &str) -> String {
    let properties = schema["properties"].as_object().unwrap();
    let quoted = |key: &str| if key.contains('-') { format!("\"{key}\"") } else { key.to_owned() };
    // Variants of an enum with at most one value, which the line above describes.
    if properties.len() < 3 && properties.contains_key("kind") && properties.values().all(|it| it.get("description").is_none()) {
        let fields: Vec<_> = properties.iter().map(|(key, value)| format!("{}: {}", quoted(key), typescript(value, indent))).collect();
        return format!("{{ {} }}", fields.join("; "));
    }
    let mut out = String::from("{\n");
    let inner = format!("{indent}  ");
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, value) in properties {
        docs(value, &inner, &mut out);
        let mut written = typescript(value, &inner);
        let optional = !required.contains(&key.as_str());
        if optional {
            written.push_str(" | undefined");
        }
        writeln!(out, "{inner}{}{}: {written};", quoted(key), if optional { "?" } else { "" }).unwrap();
    }
    out + indent + "}"
}

/// Writes the comment of a type, a case or a field, without the parts that concern only Rust.
fn docs(schema: &Value, indent: &str, out: &mut String) {
    let Some(text) = schema.get("description").and_then(Value::as_str) else { return };
    let text = text.split("\n\n```").next().unwrap_or_default().replace("[`", "`").replace("`]", "`");
    let lines: Vec<&str> = text.lines().collect();
    match lines.as_slice() {
        [line] => writeln!(out, "{indent}/** {line} */").unwrap(),
        lines => {
            writeln!(out, "{indent}/**").unwrap();
            for line in lines {
                writeln!(out, "{}", format!("{indent} * {line}").trim_end()).unwrap();
            }
            writeln!(out, "{indent} */").unwrap();
        }
    }
}
