//! Searches for any text, and checks that its results always have the same order.
#![no_main]

use std::sync::OnceLock;

use carrot_core::{parse::parse, search::Index};
use carrot_fuzz::content;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    static INDEX: OnceLock<Index> = OnceLock::new();
    let index = INDEX.get_or_init(|| Index::new(&parse(&content()).policy.unwrap()));
    let query = String::from_utf8_lossy(bytes);
    let found: Vec<_> = index.search(&query).iter().map(|hit| hit.id.to_owned()).collect();
    let again: Vec<_> = index.search(&query).iter().map(|hit| hit.id.to_owned()).collect();
    assert_eq!(found, again, "two searches give different orders");
});
