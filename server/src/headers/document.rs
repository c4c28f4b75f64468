//! Reads which scripts, styles and programs a document runs, and says so in its content security policy.

use std::fmt::Write as _;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::Profile;
use crate::html;

/// What of a document matters to its content security policy.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    /// The hashes of scripts that stand in it.
    scripts: Vec<String>,
    /// The hashes of styles that stand in it.
    styles: Vec<String>,
    /// Whether it loads scripts of ours.
    loads_scripts: bool,
    /// Whether it loads style sheets of ours.
    loads_styles: bool,
    /// Whether it runs WebAssembly.
    runs_program: bool,
    /// The addresses of what it loads.
    pub(super) loads: Vec<String>,
}

impl Document {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut document = Self::default();
        for element in html::elements(bytes) {
            let attribute = |name| element.attribute(name).map(str::to_owned);
            match element.name {
                "style" => add(&mut document.styles, &element.text),
                "script" if !runs(element.attribute("type")) => {}
                "script" => match attribute("src") {
                    Some(src) => {
                        document.loads_scripts = true;
                        document.loads.push(src);
                    }
                    None => add(&mut document.scripts, &element.text),
                },
                _ => {
                    let addresses = || attribute("href").into_iter().chain(attribute("data-wasm"));
                    let rel = element.attribute("rel").unwrap_or_default();
                    document.runs_program |= addresses().any(|it| it.ends_with(".wasm"));
                    document.loads_styles |= rel == "stylesheet";
                    document.loads_scripts |= rel == "modulepreload";
                    if ["stylesheet", "modulepreload", "preload"].contains(&rel) {
                        document.loads.extend(addresses());
                    }
                }
            }
        }
        document
    }

    pub(super) fn policy(&self, profile: Profile) -> String {
        let mut policy = "default-src 'none'; base-uri 'none'; form-action 'none'".to_owned();
        let mut allow = |name: &str, sources: Vec<&str>| {
            if !sources.is_empty() {
                let _ = write!(policy, "; {name} {}", sources.join(" "));
            }
        };
        let with = |own: bool, hashes: &'_ [String]| {
            own.then_some("'self'".to_owned()).into_iter().chain(hashes.iter().cloned()).collect::<Vec<_>>()
        };
        let mut scripts = with(self.loads_scripts, &self.scripts);
        scripts.extend(self.runs_program.then(|| "'wasm-unsafe-eval'".to_owned()));
        allow("script-src", scripts.iter().map(String::as_str).collect());
        allow("style-src", with(self.loads_styles, &self.styles).iter().map(String::as_str).collect());
        allow("img-src", vec!["'self'", "data:"]);
        allow("connect-src", if self.loads_scripts { vec!["'self'"] } else { Vec::new() });
        // The page shows how it looks on other sites.
        allow("frame-src", if profile == Profile::Page && self.loads_scripts { vec!["'self'"] } else { Vec::new() });
        // Who may frame what is made to be framed is not ours to say.
        allow("frame-ancestors", if profile == Profile::Embed { Vec::new() } else { vec!["'none'"] });
        policy + "; require-trusted-types-for 'script'; trusted-types 'none'"
    }
}

/// Whether a browser runs a script of that type; others are data.
fn runs(kind: Option<&str>) -> bool {
    matches!(
        kind.map(str::trim),
        None | Some("" | "module" | "text/javascript" | "application/javascript" | "importmap" | "speculationrules")
    )
}

fn add(hashes: &mut Vec<String>, text: &[u8]) {
    let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    if !hashes.contains(&hash) {
        hashes.push(hash);
    }
}
