//! Renders the files for other sites: the page and its sections as documents for frames, the script
//! of the element, and the style sheet for shadow roots.

use carrot_core::{Translation, i18n::Messages};

use super::{
    Error, Files, INDEX,
    changes::redirected,
    minify::without_comments,
    template::{fill, hash, in_folder},
};
use crate::{
    folders::{folder, root_from},
    page::{self, Changes, DiscordReply, PageContext},
    tags::{attribute, tags},
};

/// Adds the files of the folder `embed/`. `bundles` names each language's content bundle.
pub(super) async fn add(
    files: &mut Files,
    template: &str,
    content: &'static [Translation],
    (discord, changes): (&'static [DiscordReply], Option<&'static Changes>),
    bundles: &[String],
) -> Result<(), Error> {
    let mut add_hashed = |name: &str, ending: &str, text: &str| {
        let name = format!("{name}-{}.{ending}", hash(text.as_bytes()));
        files.insert(format!("embed/{name}"), text.into());
        name
    };
    let style = [styles(template), without_comments(include_str!("../../style/embed.css"))].concat();
    let frame = add_hashed("frame", "js", &without_comments(include_str!("../../embed/frame.js")));
    let framed = add_hashed("frame", "css", &style);
    let sheet = add_hashed("inline", "css", &for_shadow(&style));
    // An inline widget gets all file names at once, so that it loads them in parallel.
    let up = |name: &str| format!("../{name}");
    let bundles_by_lang: serde_json::Map<_, _> =
        Messages::ALL.into_iter().zip(bundles).map(|(messages, name)| (messages.lang().to_owned(), up(name).into())).collect();
    let build = serde_json::json!({
        "sheet": sheet,
        "boot": up(boot(template)?),
        "program": up(program(template, "href")?),
        "wasm": up(program(template, "data-wasm")?),
        "bundles": bundles_by_lang,
    });
    let script = without_comments(include_str!("../../embed/inline.js"));
    let inline = add_hashed("inline", "js", &format!("const BUILD = {build};\n{script}"));

    let mut titles = serde_json::Map::new();
    let mut sections = Vec::new();
    for (messages, bundle) in Messages::ALL.into_iter().zip(bundles) {
        let page = PageContext::of(content, messages)?.with_discord(discord);
        titles
            .insert(messages.lang().to_owned(), messages.page_title(&page.policy.bot.name, page.policy.facts.has_compliance()).into());
        let own = page::embeddable(page);
        // Another site may still ask for a section by an id that is retired.
        let retired = changes.into_iter().flat_map(|changes| &changes.retired);
        let retired = retired.filter_map(|(old, new)| Some((old.as_str(), *own.iter().find(|id| new.as_deref() == Some(**id))?)));
        let named: Vec<_> = own.iter().map(|id| (*id, *id)).chain(retired.filter(|(old, _)| !own.contains(old))).collect();
        sections = named.iter().map(|(name, _)| *name).collect();
        let lang = folder(messages);
        for named in std::iter::once(None).chain(named.into_iter().map(Some)) {
            let path = named.map_or_else(|| format!("embed/{lang}"), |(name, _)| format!("embed/{lang}{name}/"));
            let root = root_from(&path);
            let policy = [root.as_str(), &lang].concat();
            let body = with_heading_levels(page::render_embed(page, named.map(|(_, section)| section), &policy).await);
            let body = changes.map_or(body.clone(), |changes| redirected(&body, changes));
            let template = document(template, &[&framed, &frame].map(|name| format!("{root}embed/{name}")));
            let template = in_folder(&template, &path, &policy);
            files.insert([&path, INDEX].concat(), fill(&template, page, &format!("{root}{bundle}"), &body)?.into());
        }
    }
    let build = serde_json::json!({ "titles": titles, "sections": sections, "inline": inline });
    let element = format!("const BUILD = {build};\n{}", without_comments(include_str!("../../embed/v1.js")));
    files.insert("embed/v1.js".to_owned(), element.into());
    Ok(())
}

/// Returns the template of documents for frames. Their style sheet is a separate file, because frames stay hidden until it is loaded,
/// all of them share it, and a strict page that reads a document for a shadow root would report inline styles.
fn document(template: &str, [style, script]: &[String; 2]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("<style>") {
        out.push_str(before);
        rest = after.split_once("</style>").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let head = format!(
        "<meta name=\"robots\" content=\"noindex\"><link rel=\"stylesheet\" href=\"{style}\"><script type=\"module\" src=\"{script}\"></script></head>"
    );
    out.replacen("<html ", "<html data-embed=\"\" ", 1).replacen("</head>", &head, 1)
}

/// Returns the name of the script that starts the program.
pub(super) fn boot(template: &str) -> Result<&str, &'static str> {
    let name =
        template.split('"').find_map(|part| part.strip_prefix("./").filter(|name| name.starts_with("boot") && name.ends_with(".js")));
    name.ok_or("`index.html` does not start `boot.js`")
}

/// Returns the name of one of the program's files: the attribute `name` of the link that `web/boot.js` reads.
pub(super) fn program<'a>(template: &'a str, name: &str) -> Result<&'a str, String> {
    let link = tags(template).map(|(_, tag)| tag).find(|tag| attribute(tag, "id") == Some("program"));
    let file = link.and_then(|tag| attribute(tag, name)).and_then(|url| url.strip_prefix("./"));
    file.ok_or_else(|| format!("in `index.html`, the link with the id `program` has no `{name}` that begins with `./`"))
}

/// Closes the gap between the title, of level 1, and the headings of a single section, which begin at level 3. The elements stay, because
/// style sheets and scripts know them.
fn with_heading_levels(body: String) -> String {
    if body.contains("<h2") {
        return body;
    }
    body.replace("<h3", "<h3 aria-level=\"2\"").replace("<h4", "<h4 aria-level=\"3\"")
}

/// Returns the text of a document's style sheets.
fn styles(template: &str) -> String {
    template.split("<style>").skip(1).filter_map(|rest| rest.split("</style>").next()).collect()
}

/// Returns the style sheet for a shadow root. An element of the class `root` replaces the document, and its width replaces the
/// window's; nothing is inherited. A `rem` is at least 16 px, so that a smaller font size of the surrounding page has no effect.
fn for_shadow(css: &str) -> String {
    // `:target` does not match in a shadow root, so embed/inline.js marks the element.
    let css = [":root", "html", "body"]
        .iter()
        .fold(css.replace(":target", "[data-target]"), |css, name| replace_selector(&css, name, ".root"));
    let mut out = String::from(".root{all:initial;display:block;--rem:max(1rem,16px);container-type:inline-size;text-align:start}");
    let mut rest = css.as_str();
    while let Some((before, after)) = rest.split_once("@media ") {
        out.push_str(&lengths(before));
        let (query, after) = after.split_once('{').unwrap_or((after, ""));
        if query.contains("width") {
            let query = query.trim().trim_start_matches("print,").trim_start_matches("screen and").trim();
            out.extend(["@container ", &pixels(query), "{"]);
        } else {
            out.extend(["@media ", query, "{"]);
        }
        rest = after;
    }
    out + &lengths(rest) + ".root{font-size:var(--rem)}.root[data-compact]{--rem:14px;font-size:14px}"
}

/// Replaces a selector in a text, but not within a longer one.
fn replace_selector(css: &str, selector: &str, other: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '"');
    let mut out = String::new();
    let mut rest = css;
    while let Some(at) = rest.find(selector) {
        let (before, found) = rest.split_at(at);
        let after = &found[selector.len()..];
        let begins = selector.starts_with(':') || !before.ends_with(is_name);
        let alone = begins && !after.starts_with(|c: char| is_name(c) && c != '.');
        out.extend([before, if alone { other } else { selector }]);
        rest = after;
    }
    out + rest
}

/// Converts lengths in `rem` to multiples of the shadow root's own unit.
fn lengths(css: &str) -> String {
    rems(css, |number| format!("calc({number}*var(--rem))"))
}

/// Converts lengths in `rem` to pixels: container queries know no other unit.
fn pixels(query: &str) -> String {
    rems(query, |number| format!("{}px", number.parse::<f64>().unwrap_or_default() * 16.0))
}

fn rems(css: &str, to: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("rem") {
        let number = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let (text, number) = before.split_at(before.len() - number);
        // A minus belongs to the number. After letters, it is a name.
        let (text, sign) = text.strip_suffix('-').filter(|_| !number.is_empty()).map_or((text, ""), |text| (text, "-"));
        out.push_str(text);
        if number.is_empty() {
            out.extend([sign, "rem"]);
        } else {
            out.push_str(&to(&format!("{sign}{number}")));
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_files_are_named_by_its_link() {
        let template = r#"<link href="./x.css"><link rel="modulepreload" id="program" href="./a.js" data-wasm="./a_bg.wasm">"#;
        assert_eq!(program(template, "href").unwrap(), "a.js");
        assert_eq!(program(template, "data-wasm").unwrap(), "a_bg.wasm");
        assert!(program("<p>", "href").unwrap_err().contains("`href`"));
    }

    #[test]
    fn headings_of_a_section_follow_the_title() {
        assert_eq!(
            with_heading_levels("<h1>a</h1><h3>b</h3><h4>c</h4>".into()),
            r#"<h1>a</h1><h3 aria-level="2">b</h3><h4 aria-level="3">c</h4>"#
        );
        let whole = "<h1>a</h1><h2>b</h2><h3>c</h3>";
        assert_eq!(with_heading_levels(whole.into()), whole);
    }

    #[test]
    fn a_style_sheet_is_adapted_to_a_shadow_root() {
        let after = |css: &str| {
            for_shadow(css)
                .split_once("text-align:start}")
                .unwrap()
                .1
                .replace(".root{font-size:var(--rem)}.root[data-compact]{--rem:14px;font-size:14px}", "")
        };
        for (page, shadow) in [
            (":root{--a:1}", ".root{--a:1}"),
            (":root[data-theme=dark]{a:b}", ".root[data-theme=dark]{a:b}"),
            (":root:root:root{a:b}", ".root.root.root{a:b}"),
            ("html{a:b}body{a:b}tbody{a:b}.html{a:b}", ".root{a:b}.root{a:b}tbody{a:b}.html{a:b}"),
            (".part:target{a:b}", ".part[data-target]{a:b}"),
            ("p{margin:1.5rem -.25rem 0}", "p{margin:calc(1.5*var(--rem)) calc(-.25*var(--rem)) 0}"),
            ("@media (width>=64rem){a{b:2rem}}", "@container (width>=1024px){a{b:calc(2*var(--rem))}}"),
            ("@media print,(width<=40rem){a{b:c}}", "@container (width<=640px){a{b:c}}"),
            ("@media screen and (width>=40.01rem){a{b:c}}", "@container (width>=640.16px){a{b:c}}"),
            ("@media not print{a{b:c}}@media print{a{b:c}}", "@media not print{a{b:c}}@media print{a{b:c}}"),
        ] {
            assert_eq!(after(page), shadow);
        }
    }
}
