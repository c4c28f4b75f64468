//! `carrot build`: writes the site of a content folder, ready to be served.

mod assets;
mod compress;
mod out;
mod package;
mod pdf;
mod replies;

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use carrot_server::headers::{HEADERS_FILE, Manifest};
use carrot_web::render::{self, Files, Options};

use crate::{content::ContentArgs, failure::Failure, headers, log, page::PageArgs};
use out::OutputFolder;

/// Write the page of the content: plain files for `carrot serve` or any static host
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  carrot build --content my-bot --public-url https://bot.example/privacy/
  carrot serve --content my-bot")]
pub(crate) struct Args {
    /// Folder to write; files in it that `carrot build` did not write are kept
    #[arg(long, value_name = "DIR", env = "DIST", default_value = "dist")]
    out: PathBuf,
    #[command(flatten)]
    page: PageArgs,
    /// Folder of the page's wasm, JavaScript and CSS [default: what the program was built with]
    #[arg(long, value_name = "DIR")]
    assets: Option<PathBuf>,
    /// Chromium or Chrome, to print the page to `carrot.pdf`; without it, there is no such file and no link to it
    #[arg(long, value_name = "BROWSER")]
    pdf: Option<PathBuf>,
    /// The option that names the folder to write, for messages.
    #[arg(skip = "--out")]
    out_option: &'static str,
}

impl Args {
    /// Creates the arguments of a build for `carrot serve`, which has another option for the folder to write.
    pub(crate) fn for_serving(dist: &Path, assets: Option<&Path>, page: &PageArgs) -> Self {
        Self { out: dist.to_owned(), page: page.clone(), assets: assets.map(Path::to_owned), pdf: None, out_option: "--dist" }
    }
}

pub(crate) fn run(content: &ContentArgs, args: Args) -> Result<(), Failure> {
    let start = Instant::now();
    let Args { out, page: address, assets, pdf, out_option } = args;
    let page = address.page();
    let out = OutputFolder::open(out, out_option)?;
    if let Some(dir) = content.dir() {
        out.refuse_inside(dir)?;
    }
    let languages = content.all_languages()?;
    let (assets, package) = assets::load(assets.as_deref())?;
    let history = content.history();
    let package = package::files(package, &languages, history.as_ref(), address.typed().unwrap_or_default())?;
    let discord = replies::render(&languages, page)?;
    let url = page.map(|page| page.url().clone());
    let options = Options { public_url: url, discord, history, pdf: pdf.is_some(), page_alone: false };
    let mut files = render::site(assets, languages, options).map_err(Failure::other)?;
    files.extend(package);
    if let (Some(browser), Some(document)) = (pdf, files.get("index.html")) {
        files.insert(pdf::NAME.to_owned(), pdf::print(&browser, document)?);
    }
    let manifest = manifest(&out, &files)?;
    let compressed = compress::compress(&files, &out).map_err(Failure::other)?;
    let served = headers::files(&manifest, page);
    let number = files.len();
    files.extend(compressed);
    files.extend(served.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())));
    out.write(&files)?;
    log(&format!("wrote {number} files to `{}` in {:.1} s", out.shown(), start.elapsed().as_secs_f64()));
    Ok(())
}

/// Computes the headers of all files.
fn manifest(out: &OutputFolder, files: &Files) -> Result<Manifest, Failure> {
    let paths: Vec<(String, &[u8])> = files.iter().map(|(path, bytes)| (format!("/{path}"), bytes.as_slice())).collect();
    Manifest::from_files(out.dir(), &paths.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect()).map_err(Failure::other)
}

/// The file that is written last: without it, `carrot serve` refuses the folder.
const LAST_FILE: &str = HEADERS_FILE;
