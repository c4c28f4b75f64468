//! Searches the content as a script would: `cargo run -p carrot-pkg --example search -- encryption`.

use std::{env, error::Error};

use carrot_core::PackageContent;
use carrot_pkg::{answers::Content, js_input::JsInput};

fn main() -> Result<(), Box<dyn Error>> {
    let query = env::args().nth(1).unwrap_or_else(|| "encryption".to_owned());
    let parsed = carrot_loader::load(&carrot_loader::content_dir())?;
    let policy = parsed.policy.ok_or("the content has errors: `carrot check` shows them")?;
    let content = Content::read(&PackageContent::new(&policy, &parsed.translations).to_bytes()?)?;
    for hit in content.search(&JsInput::Text(query), &JsInput::Nothing)? {
        println!("{}: {} ({})", hit.id, hit.title, hit.kind.id());
    }
    Ok(())
}
