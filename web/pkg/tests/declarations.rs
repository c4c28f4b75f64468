//! Compares `npm/types.d.ts` with the Rust types. The file is made from the same schemas as `schema/*.json`, and is kept in the
//! repository so that a change of a type shows its effect on other programs.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod typescript;

use std::{env, fs, path::Path};

use carrot_core::{PolicyJson, coverage::Cell, qualify::Verdict};
use carrot_pkg::{
    answers::{Gap, Hit},
    options::{Requirements, SearchOptions},
    shape,
};
use schemars::generate::SchemaSettings;

#[test]
fn the_declarations_say_what_the_types_say() {
    let mut told = SchemaSettings::draft2020_12().for_serialize().into_generator();
    told.subschema_for::<PolicyJson<'static>>();
    told.subschema_for::<Hit<'static>>();
    told.subschema_for::<Cell<'static>>();
    told.subschema_for::<Verdict<'static>>();
    told.subschema_for::<Gap<'static>>();
    let mut taken = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    taken.subschema_for::<SearchOptions>();
    taken.subschema_for::<Requirements>();
    let mut types = taken.take_definitions(true);
    let mut mixed = Vec::new();
    types.extend(told.take_definitions(true).into_iter().map(|(name, schema)| {
        let schema = typescript::shaped(&schema);
        if typescript::is_mixed(&schema) {
            mixed.push(name.clone());
        }
        (name, schema)
    }));
    assert_eq!(mixed, shape::MIXED, "these enums have variants with a value and variants without");

    let made = typescript::declarations(&types);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/types.d.ts");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "the types have changed: UPDATE=1 cargo test -p carrot-pkg --all-features --test declarations");
}
