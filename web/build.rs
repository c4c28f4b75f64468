//! Strips names from the wasm at the linker.

fn main() {
    // The names of functions are a fifth of the wasm, and readers do not need them. Keep the
    // target's features, because wasm-bindgen reads them.
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("CARGO_CFG_TARGET_ARCH") == "wasm32" && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-bins=--strip-all");
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
}
