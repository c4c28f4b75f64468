//! Lists the services that meet a framework, with their conditions: `cargo run -p carrot-core --features parse --example qualify -- soc-2`.

use std::{env, error::Error};

use carrot_core::{parse::parse, qualify::Needs};

fn main() -> Result<(), Box<dyn Error>> {
    let framework = env::args().nth(1).unwrap_or_else(|| "soc-2".to_owned());
    let files = carrot_loader::read(&carrot_loader::content_dir())?;
    let policy = parse(&files).policy.ok_or("the content has errors: `carrot check` shows them")?;
    let needs = Needs { frameworks: vec![framework.parse()?], ..Needs::default() };
    for verdict in policy.qualify(&needs)? {
        println!("{}: {}, {} condition(s)", verdict.service, verdict.outcome.id(), verdict.conditions().count());
    }
    Ok(())
}
