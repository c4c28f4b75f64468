//! Finds the scripts, styles and programs of a document, and writes its content security policy.

use std::fmt::Write as _;

use base64::{Engine, engine::general_purpose::STANDARD};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::Profile;

/// Parts of a document that its content security policy depends on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// Hashes of its inline scripts.
    scripts: Vec<String>,
    /// Hashes of its inline styles.
    styles: Vec<String>,
    /// True if it loads scripts of the same site.
    loads_scripts: bool,
    /// True if it loads style sheets of the same site.
    loads_styles: bool,
    /// True if it runs WebAssembly.
    runs_program: bool,
    /// Addresses of the files that it loads, as they are written in it.
    pub(super) loads: Vec<String>,
}

impl Document {
    /// Finds the scripts, styles and links of a document, as a browser does.
    pub(super) fn read(html: &[u8]) -> Self {
        let mut document = Self::default();
        // The open element, and its text so far.
        let mut open: Option<(Inline, Vec<u8>)> = None;
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    document.end(open.take());
                    open = document.start(&tag);
                }
                Token::String(text) => {
                    if let Some((_, so_far)) = &mut open {
                        so_far.extend_from_slice(&text);
                    }
                }
                Token::EndTag(_) => document.end(open.take()),
                // Parse errors and comments do not end an element.
                _ => {}
            }
        }
        document.end(open);
        document
    }

    /// Records the files that a tag loads. If it begins an inline script or style, returns its kind and an empty text.
    fn start(&mut self, tag: &StartTag<()>) -> Option<(Inline, Vec<u8>)> {
        let attribute = |name: &str| Some(String::from_utf8_lossy(tag.attributes.get(name.as_bytes())?).into_owned());
        match &**tag.name {
            b"style" => return Some((Inline::Style, Vec::new())),
            b"script" if is_run(attribute("type").as_deref()) => match attribute("src") {
                Some(src) => {
                    self.loads_scripts = true;
                    self.loads.push(src);
                }
                None => return Some((Inline::Script, Vec::new())),
            },
            b"link" => {
                let addresses = || attribute("href").into_iter().chain(attribute("data-wasm"));
                let rel = attribute("rel").unwrap_or_default();
                self.runs_program |= addresses().any(|address| address.ends_with(".wasm"));
                self.loads_styles |= rel == "stylesheet";
                self.loads_scripts |= rel == "modulepreload";
                if ["stylesheet", "modulepreload", "preload"].contains(&rel.as_str()) {
                    self.loads.extend(addresses());
                }
            }
            _ => {}
        }
        None
    }

    fn end(&mut self, element: Option<(Inline, Vec<u8>)>) {
        match element {
            Some((Inline::Script, text)) => add_hash(&mut self.scripts, &text),
            Some((Inline::Style, text)) => add_hash(&mut self.styles, &text),
            None => {}
        }
    }

    pub(super) fn content_security_policy(&self, profile: Profile) -> String {
        let mut policy = "default-src 'none'; base-uri 'none'; form-action 'none'".to_owned();
        let mut allow = |name: &str, sources: Vec<&str>| {
            if !sources.is_empty() {
                let _ = write!(policy, "; {name} {}", sources.join(" "));
            }
        };
        let sources = |own: bool, hashes: &'_ [String]| {
            own.then_some("'self'".to_owned()).into_iter().chain(hashes.iter().cloned()).collect::<Vec<_>>()
        };
        let mut scripts = sources(self.loads_scripts, &self.scripts);
        scripts.extend(self.runs_program.then(|| "'wasm-unsafe-eval'".to_owned()));
        allow("script-src", scripts.iter().map(String::as_str).collect());
        allow("style-src", sources(self.loads_styles, &self.styles).iter().map(String::as_str).collect());
        allow("img-src", vec!["'self'", "data:"]);
        allow("connect-src", if self.loads_scripts { vec!["'self'"] } else { Vec::new() });
        // The page shows a preview of the embedded documents.
        allow("frame-src", if profile == Profile::Page && self.loads_scripts { vec!["'self'"] } else { Vec::new() });
        // Every site may put the embedded documents into a frame.
        allow("frame-ancestors", if profile == Profile::Embed { Vec::new() } else { vec!["'none'"] });
        policy + "; require-trusted-types-for 'script'; trusted-types 'none'"
    }
}

/// Kind of an inline element.
#[derive(Debug, Clone, Copy)]
enum Inline {
    Script,
    Style,
}

/// Returns whether a browser runs scripts of this type. Scripts of other types are data.
fn is_run(kind: Option<&str>) -> bool {
    matches!(
        kind.map(str::trim),
        None | Some("" | "module" | "text/javascript" | "application/javascript" | "importmap" | "speculationrules")
    )
}

fn add_hash(hashes: &mut Vec<String>, text: &[u8]) {
    let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    if !hashes.contains(&hash) {
        hashes.push(hash);
    }
}

/// Returns the path of the file that an address in a document names. `None` if it is an address of another site, or empty.
pub(super) fn resolve(document: &str, address: &str) -> Option<String> {
    let address = percent_decode_str(address.split(['?', '#']).next()?).decode_utf8().ok()?;
    if address.is_empty() || address.starts_with('/') || address.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(texts: &[&str]) -> Vec<String> {
        let mut hashes = Vec::new();
        texts.iter().for_each(|text| add_hash(&mut hashes, text.as_bytes()));
        hashes
    }

    #[test]
    fn scripts_styles_and_links_are_found_as_in_a_browser() {
        for (html, scripts, styles, loads) in [
            ("", &[][..], &[][..], &[][..]),
            (
                "<!doctype html><!-- <script>no()</script> --><SCRIPT>a<b</script ><p title='<style>'>&lt;script&gt;</p>",
                &["a<b"],
                &[],
                &[],
            ),
            ("<!--><script>a</script>--><!---><style>b</style>--><!-- --!><link rel=preload href=c>", &["a"], &["b"], &["c"]),
            ("<link rel=preload href=\"./a.js?b=c&amp;d=e\" data-wasm='./a.wasm'>", &[], &[], &["./a.js?b=c&d=e", "./a.wasm"]),
            ("<style>p{}\r\na{}\rb{}</style><textarea><script>no</script></textarea>", &[], &["p{}\na{}\nb{}"], &[]),
            ("<title><style></title><script src=x></script>", &[], &[], &["x"]),
            ("</script foo='<style>'><? <script>no</script> ?><! <style>no ><a <script>yes</script>", &[], &[], &[]),
            ("<script>a</scriptx></script/><style></style", &["a</scriptx>"], &["</style"], &[]),
            ("<script>a\0b</script>", &["a\u{fffd}b"], &[], &[]),
            ("<script", &[], &[], &[]),
            ("<link rel=preload href=a", &[], &[], &[]),
            ("<noscript><style>a</style></noscript><script></script>", &[""], &[], &[]),
            ("<script type=application/json>{}</script><script type=module>a</script><script>a</script>", &["a"], &[], &[]),
        ] {
            let document = Document::read(html.as_bytes());
            assert_eq!(document.scripts, hashes(scripts), "{html}");
            assert_eq!(document.styles, hashes(styles), "{html}");
            assert_eq!(document.loads, loads, "{html}");
        }
    }

    #[test]
    fn addresses_are_resolved_to_paths() {
        for (document, address, path) in [
            ("/index.html", "./a.js", Some("/a.js")),
            ("/fr/index.html", "../a.js?v=1#b", Some("/a.js")),
            ("/index.html", "../../a.js", Some("/a.js")),
            ("/embed/index.html", "b/c.wasm", Some("/embed/b/c.wasm")),
            ("/index.html", "data:,", None),
            ("/index.html", "https://other.example/a.js", None),
            ("/index.html", "//other.example/a.js", None),
            ("/index.html", "#top", None),
        ] {
            assert_eq!(resolve(document, address).as_deref(), path, "{document} {address}");
        }
    }
}
