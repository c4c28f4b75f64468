//! Serves a built page and interactions: `cargo run -p carrot-server --example serve -- dist`.

use std::{env, error::Error, path::Path};

use bot_embed::{Content, config::Config};
use carrot_server::{Settings, run, site::Site};

fn main() -> Result<(), Box<dyn Error>> {
    let dist = env::args().nth(1).unwrap_or_else(|| "dist".to_owned());
    let config = Config::read(|variable| env::var(variable).ok())?;
    let served = (Content::baked()?, Site::load(Path::new(&dist))?);
    Ok(run(served, config, Settings::default(), None)?)
}
