//! Builds a site from content: the page in every language, documents for embedding, and exports.
//!
//! The browser's program (wasm, JavaScript, CSS) does not depend on content. Trunk builds it once ([`Assets`]), and [`site`] renders
//! any content around it, without a compiler. Trunk's hook (the program `prerender`) and `carrot build` both call it.

mod ad_blockers;
mod changes;
mod embed;
mod minify;
mod other_documents;
mod template;

use std::collections::BTreeMap;

use carrot_core::{PageUrl, Translation, export, history::History, i18n::Messages};

use crate::{
    folders::{folder, root_from},
    page::{self, Changes, DiscordReply, PageContext},
};

/// Files by their paths in the site's folder, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The reason why a site cannot be built, in one sentence. The program that prints it adds what to do about the assets.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The file name of the template, and of each rendered page.
const INDEX: &str = "index.html";

/// A link that lets a browser paint the page as soon as it has parsed the first part. If it painted a half of the bar, the other half would
/// move that one.
const FIRST_PAINT: &str = "<link blocking=\"render\" href=\"#at-a-glance\" rel=\"expect\">";

/// Everything of a site that does not depend on content: the template of documents, and the browser's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    template: String,
    files: Files,
}

impl Assets {
    /// Takes the files that Trunk has built, and makes them ready for browsers.
    ///
    /// # Errors
    /// If there is no `index.html`.
    pub fn from_trunk(mut files: Files) -> Result<Self, Error> {
        let template = template::quote_attributes(&text(files.remove(INDEX))?);
        let template = minify::program(&mut files, template);
        Ok(Self { template, files })
    }

    /// Reads the files that [`Assets::into_files`] returned.
    ///
    /// # Errors
    /// If there is no `index.html`, or a file that it loads is missing.
    pub fn from_files(mut files: Files) -> Result<Self, Error> {
        let template = text(files.remove(INDEX))?;
        for name in [embed::boot(&template)?, embed::program(&template, "href")?, embed::program(&template, "data-wasm")?] {
            if !files.contains_key(name) {
                return Err(format!("the template `{INDEX}` loads `{name}`, which is missing").into());
            }
        }
        Ok(Self { template, files })
    }

    /// Returns all files, the template among them.
    pub fn into_files(self) -> Files {
        let mut files = self.files;
        files.insert(INDEX.to_owned(), self.template.into());
        files
    }
}

fn text(file: Option<Vec<u8>>) -> Result<String, Error> {
    let bytes = file.ok_or_else(|| format!("there is no template `{INDEX}`"))?;
    String::from_utf8(bytes).map_err(|_| format!("the template `{INDEX}` is not UTF-8").into())
}

/// Options of a site, besides its content.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The address at which the page is published.
    pub public_url: Option<PageUrl>,
    /// The bot's replies in Discord, which the page shows.
    pub discord: Vec<DiscordReply>,
    /// The editions of the content, if it has any.
    pub history: Option<History>,
    /// True to link `carrot.pdf`, the page on paper. The caller adds that file.
    pub pdf: bool,
    /// True to leave out the documents for embedding, for benchmarks of the page.
    pub page_alone: bool,
}

/// Renders the site in all languages of the interface. `content` begins with the original.
///
/// Call this once: the content stays in memory until the process ends, because a page borrows from it.
///
/// # Errors
/// If the assets are of another version, or `content` is empty.
pub fn site(assets: Assets, content: Vec<Translation>, options: Options) -> Result<Files, Error> {
    let content: &'static [Translation] = content.leak();
    let published = options.public_url.as_ref().map(PageUrl::folder);
    let discord: &'static [DiscordReply] = options.discord.leak();
    let changes = match (options.history, content.first()) {
        (Some(history), Some(original)) => Some(Changes::new(history, &original.policy)?),
        _ => None,
    };
    let changes: Option<&'static Changes> = changes.map(|changes| &*Box::leak(Box::new(changes)));
    let Assets { template, mut files } = assets;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut bundles = Vec::new();
    for messages in Messages::ALL {
        let page = PageContext::of(content, messages)?.with_discord(discord).with_changes(changes).with_pdf(options.pdf);
        bundles.push(run(&runtime, add_page(&mut files, &template, page))?);
    }
    if !options.page_alone {
        run(&runtime, embed::add(&mut files, &template, content, (discord, changes), &bundles))?;
    }
    run(&runtime, other_documents::add(&mut files, &template, content, changes))?;
    if let Some(changes) = changes {
        run(&runtime, changes::add(&mut files, &template, content, changes, published.as_deref()))?;
    }
    let original = PageContext::of(content, Messages::ALL[0])?.with_changes(changes);
    add_exports(&mut files, original, published.as_deref())?;
    Ok(files)
}

/// Runs a future whose parts may stay on this thread: Yew's renderer needs that.
fn run<F: Future>(runtime: &tokio::runtime::Runtime, future: F) -> F::Output {
    runtime.block_on(tokio::task::LocalSet::new().run_until(future))
}

/// Adds the page in one language, and the content that its tools load. Returns the name of the file with that content.
async fn add_page(files: &mut Files, template: &str, page: PageContext) -> Result<String, Error> {
    let (messages, changes) = (page.messages, page.changes);
    let bundle = page.bundle()?;
    let name = format!("page-{}-{}.bin", messages.lang(), template::hash(&bundle));
    files.insert(name.clone(), bundle);
    let body = page::render_page(page).await;
    // The first language's page is at the root. Each other page is in a folder, and loads the same files from the folder above.
    let folder = folder(messages);
    let root = root_from(&folder);
    let template = template::in_folder(template, &folder, "./");
    let body = changes.map_or(body.clone(), |changes| changes::with_script(&changes::redirected(&body, changes)));
    let html = template::fill(&template, page, &format!("{root}{name}"), &body)?;
    let html = template::with_link(&html, FIRST_PAINT);
    let html = if changes.is_some() { changes::with_feed(&html, &root) } else { html };
    files.insert(format!("{folder}{INDEX}"), html.into());
    Ok(name)
}

/// Adds the files for other programs.
fn add_exports(files: &mut Files, page: PageContext, public_url: Option<&str>) -> Result<(), Error> {
    let PageContext { policy, messages, .. } = page;
    for (path, text) in [
        ("policy.json", changes::policy_json(page)?),
        ("schema/policy.json", carrot_core::history::policy_schema()?),
        ("compliance.json", export::compliance_json(policy)?),
        ("schema/compliance.json", export::compliance_schema()?),
        ("schema/content.json", carrot_core::parse::content_schema()?),
        ("coverage.csv", export::coverage_csv(policy, messages)?),
        ("policy.md", export::policy_md(policy, messages)),
        ("llms.txt", export::llms_txt(policy, messages, public_url)),
    ] {
        files.insert(path.to_owned(), text.into());
    }
    if let Some(text) = export::security_txt(policy) {
        files.insert(".well-known/security.txt".to_owned(), text.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn incomplete_assets_are_refused() {
        let link =
            r#"<script src="./boot-1.js"></script><link rel="modulepreload" id="program" href="./a.js" data-wasm="./a_bg.wasm">"#;
        let unlinked = r#"<script src="./boot-1.js"></script>"#;
        let incomplete = [
            vec![],
            vec![(INDEX, &b"\xff"[..])],
            vec![(INDEX, b"<!doctype html>")],
            vec![(INDEX, unlinked.as_bytes())],
            vec![(INDEX, link.as_bytes()), ("a.js", b"")],
        ];
        let printed = incomplete.map(|files| {
            let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
            Assets::from_files(files).unwrap_err().to_string()
        });
        expect![[r#"
            there is no template `index.html`
            the template `index.html` is not UTF-8
            `index.html` does not start `boot.js`
            in `index.html`, the link with the id `program` has no `href` that begins with `./`
            the template `index.html` loads `boot-1.js`, which is missing"#]]
        .assert_eq(&printed.join("\n"));
    }
}
