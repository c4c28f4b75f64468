//! Serves the page in a folder at <http://127.0.0.1:8080>: `cargo run -p carrot-server --example serve -- dist`.

use std::{env, error::Error};

use bot_embed::{Content, config::Config};
use carrot_server::{Settings, run, site::Site};

fn main() -> Result<(), Box<dyn Error>> {
    let mut settings = Settings::default();
    if let Some(dist) = env::args_os().nth(1) {
        settings.dist = dist.into();
    }
    let site = Site::load(&settings.dist)?;
    run(Content::baked()?, Config::default(), site, settings)?;
    Ok(())
}
