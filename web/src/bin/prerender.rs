//! Trunk's one post_build hook: fills the built `index.html` with the page's complete text, and writes the exports beside it.
//!
//! Trunk tells the folder in `TRUNK_STAGING_DIR`.

use std::{error::Error, fs, path::PathBuf, process::ExitCode};

use carrot_core::{Policy, export};
use carrot_web::{
    App, Still,
    view::{self, Drawn, Piece, PieceProps},
};
use yew::LocalServerRenderer;

fn main() -> ExitCode {
    match prerender() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("prerender: {error}");
            ExitCode::FAILURE
        }
    }
}

fn prerender() -> Result<(), Box<dyn Error>> {
    let dir = std::env::var_os("TRUNK_STAGING_DIR").ok_or("TRUNK_STAGING_DIR is not set: Trunk starts this, not a person")?;
    let dir = PathBuf::from(dir);
    let policy = view::policy()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let body = runtime.block_on(tokio::task::LocalSet::new().run_until(async {
        let draw = async |piece| LocalServerRenderer::<Drawn>::with_props(PieceProps { piece }).hydratable(false).render().await.into();
        let still = Still { head: draw(Piece::Head).await, contents: draw(Piece::Contents).await, main: draw(Piece::Main).await };
        LocalServerRenderer::<App>::with_props(still).render().await
    }));
    let index = dir.join("index.html");
    let html = fs::read_to_string(&index)?;
    fs::write(&index, fill(&html, policy, &body)?)?;
    let public_url = std::env::var("PUBLIC_URL").ok().filter(|url| !url.is_empty());
    fs::write(dir.join("policy.json"), export::policy_json(policy)?)?;
    fs::create_dir_all(dir.join("schema"))?;
    fs::write(dir.join("schema/policy.json"), export::policy_schema()?)?;
    fs::write(dir.join("compliance.json"), export::compliance_json(policy)?)?;
    fs::write(dir.join("schema/compliance.json"), export::compliance_schema()?)?;
    fs::write(dir.join("coverage.csv"), export::coverage_csv(policy)?)?;
    fs::write(dir.join("policy.md"), export::policy_md(policy))?;
    fs::write(dir.join("llms.txt"), export::llms_txt(policy, public_url.as_deref()))?;
    Ok(())
}

/// The page's template with its places filled.
fn fill(template: &str, policy: &Policy, body: &str) -> Result<String, String> {
    let title = escape(&carrot_core::words::page_title(&policy.bot.name));
    let description = escape(&carrot_core::words::page_description(&policy.bot.name));
    let json_ld = export::json_ld(policy).map_err(|error| error.to_string())?;
    let mut html = template.to_owned();
    let places = [
        ("%LANG%", policy.bot.lang.as_str()),
        ("%TITLE%", title.as_str()),
        ("%DESCRIPTION%", description.as_str()),
        ("%JSON_LD%", json_ld.as_str()),
        ("<!--app-->", body),
    ];
    for (place, text) in places {
        let count = html.matches(place).count();
        if count != 1 {
            return Err(format!("index.html has `{place}` {count} times: it takes it once"));
        }
        html = html.replacen(place, text, 1);
    }
    Ok(html)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
