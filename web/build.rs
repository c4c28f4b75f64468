//! Strips names from the wasm at the linker.

fn main() {
    // The names of functions are a fifth of the wasm and no use to a reader. wasm-bindgen reads the target's features.
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("CARGO_CFG_TARGET_ARCH") == "wasm32" && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-bins=--strip-all");
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
}
