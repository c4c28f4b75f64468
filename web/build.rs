//! Bakes content into what draws the page; the program in the browser knows none.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::var_os("CARGO_FEATURE_SSR").is_some() {
        carrot_loader::bake()?;
    }
    // The names of functions are a fifth of the wasm and no use to a reader. wasm-bindgen reads the target's features.
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("CARGO_CFG_TARGET_ARCH") == "wasm32" && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-bins=--strip-all");
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
    Ok(())
}
