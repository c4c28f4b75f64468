//! `carrot headers`: the headers of the built files, as static hosts read them.

use std::{fs, path::PathBuf};

use bot_embed::{Page, config};
use carrot_server::{headers::Host, site::Site};
use clap::{ValueEnum, builder::PossibleValue};

use crate::{failure::Failure, print, variable};

/// Print the headers of the built files for a static host
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Environment:
  PUBLIC_URL              where the page is published: its path, and whether it is reached over TLS")]
pub(crate) struct Args {
    /// Host whose form to print
    #[arg(required_unless_present = "write", conflicts_with = "write")]
    host: Option<For>,
    /// Write the forms of all hosts into the folder, as `cargo xtask build` does
    #[arg(long)]
    write: bool,
    /// Folder of the built page
    #[arg(long, value_name = "DIR", env = "DIST", default_value = "dist")]
    dist: PathBuf,
}

/// A host by its short name.
#[derive(Debug, Clone, Copy)]
struct For(Host);

impl ValueEnum for For {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [For; Host::ALL.len()] = {
            let mut all = [For(Host::Underscore); Host::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = For(Host::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.short_name()))
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let page = config::page(variable).map_err(Failure::other)?;
    let over_tls = page.as_ref().is_some_and(Page::is_https);
    let base = page.map_or_else(|| "/".to_owned(), |page| page.folder_path());
    let headers = Site::load(&args.dist).map_err(Failure::other)?.headers();
    if let Some(For(host)) = args.host {
        return print(&host.write(&headers, &base, over_tls));
    }
    for host in Host::ALL {
        let path = args.dist.join(host.file_name());
        let text = host.write(&headers, &base, over_tls);
        fs::write(&path, text).map_err(|error| Failure::Other(format!("`{}` cannot be written: {error}", path.display())))?;
    }
    Ok(())
}
