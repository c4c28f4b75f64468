//! Compares `npm/types.d.ts` with the Rust types. The file is made from the same schemas as `schema/*.json`, and is kept in the
//! repository so that a change of a type shows its effect on other programs.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod typescript;

use carrot_core::{PolicyJson, coverage::Cell, qualify::Verdict};
use carrot_pkg::{
    answers::{Gap, Hit},
    options::{Requirements, SearchOptions},
    shape,
};
use expect_test::expect_file;
use schemars::generate::SchemaSettings;

#[test]
fn types_d_ts_matches_the_rust_types() {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.subschema_for::<PolicyJson<'static>>();
    generator.subschema_for::<Hit<'static>>();
    generator.subschema_for::<Cell<'static>>();
    generator.subschema_for::<Verdict<'static>>();
    generator.subschema_for::<Gap<'static>>();
    let mut taken = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    taken.subschema_for::<SearchOptions>();
    taken.subschema_for::<Requirements>();
    let mut types = taken.take_definitions(true);
    let mut mixed = Vec::new();
    types.extend(generator.take_definitions(true).into_iter().map(|(name, schema)| {
        let schema = typescript::shaped(&schema);
        if typescript::is_mixed(&schema) {
            mixed.push(name.clone());
        }
        (name, schema)
    }));
    assert_eq!(mixed, shape::MIXED, "these enums have variants with a value and variants without");

    let made = typescript::declarations(&types);
    expect_file!["../npm/types.d.ts"].assert_eq(&made);
}
