//! As web/build.rs: no reader needs the names of functions, and wasm-bindgen reads the target's features.

fn main() {
    let var = |name| std::env::var(name).unwrap_or_default();
    if var("CARGO_CFG_TARGET_ARCH") == "wasm32" && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-cdylib=--strip-all");
        println!("cargo::rustc-link-arg-cdylib=--keep-section=target_features");
    }
}
