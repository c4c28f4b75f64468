//! Makes the linker strip the names of functions from the wasm.

fn main() {
    // These names are a fifth of the wasm, and browsers do not need them. Keep the section with the
    // target's features, because wasm-bindgen reads it.
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("CARGO_CFG_TARGET_ARCH") == "wasm32" && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-bins=--strip-all");
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
}
