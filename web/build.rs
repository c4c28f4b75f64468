//! Bakes content into the page: all of it for prerendering, and for the browser what it needs beside the text, which stands in the
//! HTML already.

use carrot_core::{search::Index, to_bytes, words};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let policy = carrot_loader::bake()?;
    carrot_loader::write("search.bin", &Index::new(&policy).to_bytes()?)?;
    let all = policy.statements().count();
    let told = policy.parties.iter().filter_map(|party| {
        let count = policy.statements().filter(|statement| statement.party == party.id).count();
        (count > 0).then(|| (&party.id, &party.name, party.kind, words::Words::En.shown(count, all)))
    });
    let parties: Vec<_> = told.collect();
    carrot_loader::write("parties.bin", &to_bytes(&parties)?)?;
    // The names of functions are a fifth of the wasm and no use to a reader. wasm-bindgen reads the target's features.
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("CARGO_CFG_TARGET_ARCH") == "wasm32" && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-bins=--strip-all");
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
    Ok(())
}
