//! `carrot headers`: computes the headers of the built files. With `--write` it writes them for
//! `carrot serve` and all static hosts. Without it, it prints them in the format of one host.

use std::{fs, path::PathBuf};

use bot_embed::PublicUrl;
use carrot_core::PageUrl;
use carrot_server::headers::{HEADERS_FILE, HeaderFormat, Manifest};
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::{failure::Failure, page::PageArgs, print};

/// Print the headers of the built files for a static host, or write them for all
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Host to print them for
    #[arg(required_unless_present = "write", conflicts_with = "write", value_parser = host_parser())]
    host: Option<HeaderFormat>,
    /// Compute the headers and write them into the folder, for `carrot serve` and for all hosts, as `cargo xtask build` does
    #[arg(long)]
    write: bool,
    /// Folder of the built page
    #[arg(long, value_name = "DIR", env = "DIST", default_value = "dist")]
    dist: PathBuf,
    #[command(flatten)]
    page: PageArgs,
}

/// Returns the parser of a static host's name.
fn host_parser() -> impl TypedValueParser<Value = HeaderFormat> {
    let names = PossibleValuesParser::new(HeaderFormat::ALL.map(HeaderFormat::short_name));
    names.try_map(|name| HeaderFormat::from_name(&name).ok_or("unknown host"))
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let page = args.page.page();
    if let Some(host) = args.host {
        let headers = Manifest::read(&args.dist).map_err(Failure::other)?.headers();
        let (base, is_https) = path_and_tls(page);
        return print(&host.write(&headers, &base, is_https));
    }
    let manifest = Manifest::build(&args.dist).map_err(Failure::other)?;
    for (name, text) in files(&manifest, page) {
        let path = args.dist.join(name);
        fs::write(&path, text).map_err(|error| Failure::not_written(&path, &error, "name another folder with --dist"))?;
    }
    Ok(())
}

/// Returns the names and texts of all files with headers: for `carrot serve`, and for each static host.
pub(crate) fn files(manifest: &Manifest, page: Option<&PublicUrl>) -> Vec<(&'static str, String)> {
    let headers = manifest.headers();
    let (base, is_https) = path_and_tls(page);
    let hosts = HeaderFormat::ALL.map(|host| (host.file_name(), host.write(&headers, &base, is_https)));
    std::iter::once((HEADERS_FILE, manifest.to_json())).chain(hosts).collect()
}

/// Returns the path of the published page, and whether it uses TLS.
fn path_and_tls(page: Option<&PublicUrl>) -> (String, bool) {
    let url = page.map(PublicUrl::url);
    (url.map_or_else(|| "/".to_owned(), PageUrl::folder_path), url.is_some_and(PageUrl::is_https))
}
