//! Trunk's one post_build hook: fills the built `index.html` with the page's complete text, and writes the exports beside it.
//!
//! Trunk tells the folder in `TRUNK_STAGING_DIR`.

mod address;
mod embed;
mod light;

use std::{error::Error, fs, path::PathBuf, process::ExitCode};

use carrot_core::{Lang, export, words::Words};
use carrot_web::page::{self, Asked, Page};
use sha2::{Digest, Sha256};

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
    let public_url = address::published(std::env::var("PUBLIC_URL").ok())?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let template = light::program(&dir, quoted(&fs::read_to_string(dir.join("index.html"))?))?;
    // `cargo xtask build` asks the bot; by itself, Trunk builds a page that shows no replies.
    let discord: Vec<Asked> = match std::env::var_os("DISCORD_REPLIES") {
        Some(path) => serde_json::from_slice(&fs::read(path)?)?,
        None => Vec::new(),
    };
    let discord: &'static [Asked] = discord.leak();
    let mut spoken_names = Vec::new();
    for words in Words::ALL {
        let page = Page::baked(&words.lang().parse()?)?.with_discord(discord);
        let spoken = page.bundle()?;
        let spoken_name = format!("page-{}-{}.bin", words.lang(), hash(&spoken));
        fs::write(dir.join(&spoken_name), &spoken)?;
        let body = runtime.block_on(tokio::task::LocalSet::new().run_until(page::draw(page)));
        // The first language's page stands at the root; each other's in a folder of its own, from where it takes the same files.
        let (folder, up) = if words == Words::ALL[0] { (dir.clone(), "./") } else { (dir.join(words.lang()), "../") };
        let template = template.replace("=\"./", &format!("=\"{up}"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), fill(&template, page, &format!("{up}{spoken_name}"), &body)?)?;
        spoken_names.push(spoken_name);
    }
    // For whoever measures the page, and nothing else of it.
    if std::env::var_os("PAGE_ALONE").is_none() {
        runtime.block_on(tokio::task::LocalSet::new().run_until(embed::write(&dir, &template, discord, &spoken_names)))?;
    }
    let page = Page::baked(&Lang::default())?;
    let Page { policy, words, .. } = page;
    fs::write(dir.join("policy.json"), export::policy_json(policy)?)?;
    fs::create_dir_all(dir.join("schema"))?;
    fs::write(dir.join("schema/policy.json"), export::policy_schema()?)?;
    fs::write(dir.join("compliance.json"), export::compliance_json(policy)?)?;
    fs::write(dir.join("schema/compliance.json"), export::compliance_schema()?)?;
    fs::write(dir.join("coverage.csv"), export::coverage_csv(policy, words)?)?;
    fs::write(dir.join("policy.md"), export::policy_md(policy, words))?;
    fs::write(dir.join("llms.txt"), export::llms_txt(policy, words, public_url.as_deref()))?;
    Ok(())
}

/// The page's template with its places filled.
fn fill(template: &str, page: Page, spoken: &str, body: &str) -> Result<String, String> {
    let Page { policy, words, .. } = page;
    let title = escape(&words.page_title(&policy.bot.name));
    let description = escape(&words.page_description(&policy.bot.name));
    let json_ld = export::json_ld(policy, words).map_err(|error| error.to_string())?;
    let mut html = template.to_owned();
    for (place, text) in [
        ("%LANG%", words.lang()),
        ("%WORDS%", words.lang()),
        ("%TITLE%", title.as_str()),
        ("% DESCRIPTION %", description.as_str()),
        ("%JSON_LD%", json_ld.as_str()),
        ("%SPOKEN%", spoken),
        ("%BODY%", body),
    ] {
        let count = html.matches(place).count();
        if count != 1 {
            return Err(format!("index.html has `{place}` {count} times: it takes it once"));
        }
        html = html.replacen(place, text, 1);
    }
    Ok(html)
}

/// A template with all attributes in quotation marks, which Trunk's minifier takes away: after compression they weigh nothing, and
/// other people's scripts look for them.
fn quoted(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('<') {
        out.extend([before, "<"]);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let mut within = None;
        let mut bare = false;
        let mut chars = tag.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, within) {
                (' ', None) if bare => out.push('"'),
                ('"' | '\'', None) => within = Some(c),
                (_, Some(quote)) if c == quote => within = None,
                _ => {}
            }
            bare &= c != ' ';
            out.push(c);
            if c == '=' && within.is_none() && !bare && !matches!(chars.peek(), None | Some('"' | '\'')) {
                out.push('"');
                bare = true;
            }
        }
        if bare {
            out.push('"');
        }
        out.push('>');
        rest = after;
        // What stands in scripts and styles is no markup.
        if let Some(end) =
            ["script", "style"].iter().find(|name| tag.starts_with(**name)).and_then(|name| rest.find(&format!("</{name}")))
        {
            let (text, after) = rest.split_at(end);
            out.push_str(text);
            rest = after;
        }
    }
    out + rest
}

/// What is in a file, as a part of its name: so it may be kept for good.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_stand_in_quotation_marks() {
        for (written, quoted_) in [
            ("<html lang=en><meta content=\"a b\" name=x>", "<html lang=\"en\"><meta content=\"a b\" name=\"x\">"),
            ("<a href=./?a=b&c id=d>x = y</a><br>", "<a href=\"./?a=b&c\" id=\"d\">x = y</a><br>"),
            ("<!doctype html><script>if(a<b)c=d</script><p hidden>", "<!doctype html><script>if(a<b)c=d</script><p hidden>"),
            ("<style>a[b=c]>d{}</style><i title='a=b c'>", "<style>a[b=c]>d{}</style><i title='a=b c'>"),
        ] {
            assert_eq!(quoted(written), quoted_);
            assert_eq!(quoted(quoted_), quoted_);
        }
    }
}
